"""The body of an answer, read within bounds: never more bytes than allowed, packed or unpacked.

Unpacking is done here, piece by piece with a limit on what comes out, so that a few packed kilobytes cannot become
gigabytes in memory whatever the version of the library does.
"""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

from claimcheck.sources.web.page import MEGABYTE, Trouble, WebTrouble

if TYPE_CHECKING:
    from urllib3.response import BaseHTTPResponse

ENCODINGS = "gzip, deflate"  # what we ask for
GLANCE = 1 << 16  # bytes read of a body that nobody wants: enough to use the connection again for a short page
_PIECE = 1 << 16
_GZIP, _ZLIB, _RAW = 16 + zlib.MAX_WBITS, zlib.MAX_WBITS, -zlib.MAX_WBITS


def read_body(response: BaseHTTPResponse, most: int) -> bytes:
    """All of the body, unpacked. Raises WebTrouble (LIMIT, NO_ANSWER) and what the connection raises."""
    length = response.headers.get("content-length", "")
    if length.isascii() and length.isdigit() and len(length) < 20 and int(length) > most:
        raise _too_large(most)
    unpack = _unpacker(response.headers.get("content-encoding", ""), most)
    read = 0
    kept = bytearray()
    while piece := response.read(_PIECE, decode_content=False):
        read += len(piece)
        if read > most:
            raise _too_large(most)
        kept += piece if unpack is None else unpack(piece, most - len(kept))
    if unpack is not None and not unpack.ended(read):
        raise WebTrouble(Trouble.NO_ANSWER, "the answer breaks off in the middle", retry=True)
    return bytes(kept)


def glance(response: BaseHTTPResponse) -> bool:
    """Read a little of a body that nobody wants; True when that was all of it."""
    read = 0
    while read < GLANCE:
        piece = response.read(_PIECE, decode_content=False)
        if not piece:
            return True
        read += len(piece)
    return False


class _Unpacker:
    """gzip or deflate, in pieces."""

    def __init__(self, bits: int, most: int) -> None:
        self._bits, self._most = bits, most
        self._engine = zlib.decompressobj(bits)
        self._begun = False

    def __call__(self, piece: bytes, room: int) -> bytes:
        """What a piece holds, at most `room` bytes. Raises WebTrouble."""
        found = bytearray()
        while piece:
            if self._engine.eof:
                if self._bits != _GZIP or not piece.startswith(b"\x1f\x8b"):
                    break  # what follows the end is no part of the page
                self._engine = zlib.decompressobj(self._bits)
            try:
                found += self._engine.decompress(piece, room - len(found) + 1)
            except zlib.error:
                if self._bits == _ZLIB and not self._begun:  # many servers mean the raw form by "deflate"
                    self._bits = _RAW
                    self._engine = zlib.decompressobj(_RAW)
                    continue
                raise WebTrouble(Trouble.NO_ANSWER, "the answer is damaged: it cannot be unpacked") from None
            self._begun = True
            if len(found) > room:
                raise _too_large(self._most)
            piece = self._engine.unconsumed_tail or self._engine.unused_data
        return bytes(found)

    def ended(self, read: int) -> bool:
        """True when the packed stream came to its end; an empty body has none."""
        return self._engine.eof or not read


def _unpacker(encoding: str, most: int) -> _Unpacker | None:
    word = encoding.strip().lower()
    if word in ("", "identity"):
        return None
    if word in ("gzip", "x-gzip"):
        return _Unpacker(_GZIP, most)
    if word == "deflate":
        return _Unpacker(_ZLIB, most)
    raise WebTrouble(Trouble.SERVER, "the answer is packed in a way that was not asked for")


def _too_large(most: int) -> WebTrouble:
    size = f"{most / MEGABYTE:g} MB" if most >= MEGABYTE else f"{most:,} bytes"
    return WebTrouble(Trouble.LIMIT, f"the page is larger than {size}", "the setting web-max-bytes allows more")
