"""Characters that must never reach a terminal, a page or a file of ours as they are. Knows nothing of documents."""

from __future__ import annotations

import re

# C0 and C1 controls, DEL; Arabic letter mark, direction marks, embeddings, overrides and isolates (UAX #9); the line
# and paragraph separators; interlinear annotation; lone surrogates; the invisible tag characters.
UNSAFE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)


def json_escaped(found: re.Match[str]) -> str:
    """One character as a JSON escape, which is the same string to every parser: `UNSAFE.sub(json_escaped, text)`."""
    code = ord(found[0])
    if code < 0x10000:
        return f"\\u{code:04x}"
    code -= 0x10000
    return f"\\u{0xD800 + (code >> 10):04x}\\u{0xDC00 + (code & 0x3FF):04x}"
