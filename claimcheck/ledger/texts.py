"""When two texts are the same text: the wording a verdict is tied to.

Typography is no wording: quotation marks, dashes, spaces, line breaks, ligatures and soft hyphens are folded. Letters,
case, digits and every other mark count: "US" is not "us", "10²" is not "102" (hence no compatibility normal form).
"""

from __future__ import annotations

import hashlib
import re
import unicodedata

_FOLDED = str.maketrans(
    {
        **dict.fromkeys("\u2018\u2019\u201a\u201b\u2032\u02bc`\u00b4", "'"),
        **dict.fromkeys("\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb", '"'),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d", "-"),
        **dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff\ufe0e\ufe0f", None),
        "\u2026": "...",
        "\ufb00": "ff",
        "\ufb01": "fi",
        "\ufb02": "fl",
        "\ufb03": "ffi",
        "\ufb04": "ffl",
    }
)
_DOUBLE = re.compile(r"''|``")
_LENGTH = 12  # hex digits: 48 bits, for the handful of wordings one claim ever has


def folded(text: str) -> str:
    """`text` with its typography folded and every run of white space one blank."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", text).translate(_FOLDED)
    return _DOUBLE.sub('"', " ".join(text.split()))


def digest(text: str) -> str:
    """Twelve hex digits that stand for a wording: SHA-256 of the folded text."""
    return hashlib.sha256(folded(text).encode("utf-8", "surrogatepass")).hexdigest()[:_LENGTH]
