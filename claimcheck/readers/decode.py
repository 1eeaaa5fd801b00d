"""Bytes → text: the encodings articles come in. Guesses only where a wrong guess shows; refuses binary data.

Tried in order: byte order marks, UTF-16 without one (told by its zero bytes), UTF-8, Windows-1252. A file
that is UTF-8 in all but a few bytes is damaged, not Windows-1252: reading on would turn "£20" into mojibake,
so it is refused.
"""

from __future__ import annotations

import codecs
import re

from claimcheck.errors import InputError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16 LE, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 4096
_MULTIBYTE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
# Encodings with a byte or two a character that web pages are still in; UTF-8 and UTF-16 are told by their bytes.
_LABEL = re.compile(
    r"iso-8859-\d{1,2}|windows-\d{3,4}|cp\d{3,4}|koi8-[ru]|shift[_-]jis|euc-(?:jp|kr)|gb(?:2312|k|18030)|big5"
    r"|latin[12]|us-ascii|macintosh"
)
_LATIN = frozenset(("iso-8859-1", "latin1", "us-ascii"))  # taken for Windows-1252 by every browser
# Windows-1252 leaves these bytes undefined; C0 controls beyond white space, escape and form feed are not
# text.
_NOT_TEXT = re.compile(rb"[\x00-\x06\x0e-\x1a\x1c-\x1f]")
_UNDEFINED = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")


def decode(data: bytes, name: str) -> str:
    """The text of a file, byte order mark dropped, line ends as they are.

    Raises InputError, in one line, for binary data and for damaged text.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strict(data[len(mark) :], encoding, name, len(mark))
    if b"\x00" in data:
        wide = _wide(data[:_SAMPLE])
        if not wide:
            raise _binary(name)
        return _strict(data, wide, name, 0)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as wrong:
        return _legacy(data, name, wrong.start)


def declared(data: bytes, label: str) -> str | None:
    """The text of bytes that say of themselves, or of which a server said, that they are in the encoding `label`.

    None where they are better read without: they carry a byte order mark, are UTF-8, or are not what was said, or the
    label is none that web pages use (https://encoding.spec.whatwg.org/#names-and-labels).
    """
    label = label.strip().strip("\"'").lower()
    if not _LABEL.fullmatch(label) or data.startswith(tuple(mark for mark, _ in _MARKS)):
        return None
    encoding = "cp1252" if label in _LATIN else label
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        try:
            return data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            return None
    return None


def _strict(data: bytes, encoding: str, name: str, skipped: int) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as wrong:
        kind = "-".join(encoding.upper().split("-")[:2])
        raise InputError(
            f"{name}: damaged {kind} text at byte {wrong.start + skipped}",
            "save the file again as UTF-8",
        ) from wrong


def _wide(sample: bytes) -> str:
    """UTF-16 without a mark: nearly every second byte of western text is zero, on one side only."""
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    half = len(sample) // 2
    if odd > 0.6 * half and even < 0.05 * half:
        return "utf-16-le"
    if even > 0.6 * half and odd < 0.05 * half:
        return "utf-16-be"
    return ""


def _legacy(data: bytes, name: str, at: int) -> str:
    """Windows-1252, unless the bytes are UTF-8 with an accident, or no text at all."""
    controls = len(_NOT_TEXT.findall(data[:_SAMPLE]))
    if controls * 50 > len(data[:_SAMPLE]):
        raise _binary(name)
    good = _MULTIBYTE.findall(data)
    high = len(data) - len(data.translate(None, delete=bytes(range(128, 256))))
    strays = high - sum(map(len, good))
    if len(good) > strays or _UNDEFINED.search(data):
        line = data.count(b"\n", 0, at) + 1
        raise InputError(
            f"{name}: line {line} is not valid UTF-8 (byte {at})",
            "save the file again as UTF-8, or mend that line",
        )
    return data.decode("cp1252")


def _binary(name: str) -> InputError:
    return InputError(f"{name}: not a text file (binary data)", "try the article as text, Markdown, HTML, DOCX or PDF")
