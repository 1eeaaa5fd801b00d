"""What the bytes of a source are: their digest, their type, and what they say, as text for people.

Nothing is refused for what it is: a picture or a table with a password is a source as well, it only has no text that a
quote could be looked up in, and `why` says so.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
from pathlib import Path, PurePath
from typing import NamedTuple

from claimcheck.characters import UNSAFE
from claimcheck.errors import InputError
from claimcheck.ledger.records import charset_in
from claimcheck.model import Document
from claimcheck.readers import MAX_BYTES, format_of

_CHUNK = 1 << 20
_HEAD = 4096
_UNSEEN = re.compile(f"(?![\\n\\t])(?:{UNSAFE.pattern})")  # what steers a terminal on which the text is looked at
_BINARY = "application/octet-stream"


class Content(NamedTuple):
    """What some bytes are. `text`: their readable form, "" where there is none to be had, for the reason in `why`.

    `document` is the same as a reader makes it; None where there is none.
    """

    sha256: str
    size: int
    content_type: str
    text: str = ""
    plain: bool = False  # people read the bytes as they are
    why: str = ""
    document: Document | None = None


def content_of_file(file: Path, name: str) -> Content:
    """What is in a file. Raises InputError for one that cannot be read, that is empty or that is no file."""
    digest, size, head = hashlib.sha256(), 0, b""
    try:
        with file.open("rb") as stream:
            if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
                raise InputError(f"{name} is not a file", "name a file, an address or a person")
            data = stream.read(MAX_BYTES + 1)
            head, piece = data, data
            while piece:
                digest.update(piece)
                size += len(piece)
                piece = stream.read(_CHUNK)
    except OSError as wrong:
        raise InputError(f"cannot read {name}: {_reason(wrong)}") from None
    if not size:
        raise InputError(f"{name} is empty: nothing can stand on it")
    if size > MAX_BYTES:
        why = f"{name} is larger than {MAX_BYTES // 1_000_000} MB"
        return Content(digest.hexdigest(), size, _media(head[:_HEAD], file.name), why=why)
    return _content(data, file.name, name, digest.hexdigest())


def content_of_page(data: bytes, name: str, content_type: str) -> Content:
    """What is in the bytes of a page, `name` being what they will be stored as. Raises InputError for no bytes."""
    if not data:
        raise InputError("the page is empty: nothing can stand on it")
    charset = charset_in(content_type)
    found = _content(data, name, name, hashlib.sha256(data).hexdigest(), charset)
    return found._replace(content_type=content_type.strip() or found.content_type)


def _content(data: bytes, file: str, name: str, digest: str, charset: str = "") -> Content:
    row = format_of(data[:_HEAD], file)
    media = _media(data[:_HEAD], file)
    try:
        document = _document(data, file, row.name, charset)
    except InputError as wrong:
        known = row.name != "text" and PurePath(file).suffix.lower() in ("", *row.suffixes)
        why = wrong.message if known else f"{name} is not text, nor of a format that is read"
        return Content(digest, len(data), media if known else _guess(file, _BINARY), why=why)
    text = readable(document)
    why = "" if text else f"{name} has no text in it"
    return Content(digest, len(data), media, text, row.plain, why, document)


def _document(data: bytes, name: str, format: str, charset: str) -> Document:
    from claimcheck import pipeline

    return pipeline.read(data, name, format, charset)


def readable(document: Document) -> str:
    """The text of a document for people: a blank line between two paragraphs, tabs between the cells of a row."""
    parts: list[str] = []
    row = -1
    for block in document.blocks:
        body = document.text[block.start : block.end].strip()
        if block.row >= 0:
            body = " ".join(body.split())
            parts.append(body if not parts else ("\t" if block.row == row else "\n") + body)
            if row < 0 and len(parts) > 1:
                parts[-1] = "\n" + parts[-1]
        else:
            parts.append(f"\n\n{body}" if parts else body)
        row = block.row
    return _UNSEEN.sub("", "".join(parts)) + "\n" if parts else ""


def _media(head: bytes, name: str) -> str:
    row = format_of(head, name)
    if row.name == "csv" and not name.lower().endswith(".csv"):
        return row.media[1]
    return _guess(name, row.media[0]) if row.name == "text" else row.media[0]


def _guess(name: str, otherwise: str) -> str:
    from mimetypes import guess_type

    return guess_type(name)[0] or otherwise


def _reason(wrong: OSError) -> str:
    return (wrong.strerror or str(wrong)).lower()
