"""Batch mode: one JSON object a line in, one a line out, in the same order, as it comes, in constant memory.

A line that cannot be used gets `{"id", "error"}` as its answer and makes the exit code 2; a bug of ours on one line
gets the same and makes it 3, with the traceback of the first on standard error. Neither stops the run.
"""

from __future__ import annotations

import contextlib
import sys
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import Any, Protocol

from claimcheck.cli.outputs import standard_output
from claimcheck.cli.terminal import say
from claimcheck.errors import ClaimcheckError, InputError
from claimcheck.jsonlines import object_of
from claimcheck.reporters.encode import Json, encode

Row = Mapping[str, Any]
Answer = Mapping[str, Json]

OK, FINDINGS, UNUSABLE, BUG = 0, 1, 2, 3
CHUNK = 1 << 14  # bytes read at once: some hundred sentences, answered together


class Chunked(Protocol):
    """A binary file that hands over what it has, up to a size, without waiting for more."""

    def read1(self, size: int, /) -> bytes:
        """At most `size` bytes; b"" at the end."""


class BadLineError(ValueError):
    """A line, or a field of it, that cannot be used."""


@contextlib.contextmanager
def source(path: str | None) -> Iterator[Iterator[list[bytes]]]:
    """The lines of a file, or of standard input for "-" and None, as many at a time as are there. Raises InputError."""
    if path in (None, "-"):
        if sys.stdin is None:
            raise InputError("cannot read standard input: it is closed")
        yield _lines(sys.stdin.buffer, "standard input")  # type: ignore[arg-type]  # a BufferedReader, which has read1
        return
    with contextlib.ExitStack() as stack:
        try:
            file = stack.enter_context(Path(str(path)).open("rb"))
        except OSError as wrong:
            raise InputError(f"cannot read {path}: {wrong.strerror}") from None
        yield _lines(file, str(path))


def _lines(file: Chunked, name: str) -> Iterator[list[bytes]]:
    """Whole lines only; the last one may lack its newline. A line longer than a chunk is put together once."""
    held: list[bytes] = []
    while True:
        try:
            data = file.read1(CHUNK)
        except OSError as wrong:
            raise InputError(f"cannot read {name}: {wrong.strerror}") from None
        if not data:
            break
        whole, newline, rest = data.rpartition(b"\n")
        if not newline:
            held.append(rest)
            continue
        yield b"".join([*held, whole]).split(b"\n")
        held = [rest] if rest else []
    if held:
        yield [b"".join(held)]


def stream(path: str | None, answer: Callable[[Row], tuple[Answer, int]]) -> int:
    """Answer every line of `path` on standard output; the highest exit code of all lines.

    `answer(row)` returns what to write beside the id, and an exit code.
    """
    worst = OK
    number = 0
    with source(path) as chunks, standard_output(data=True) as out:
        for lines in chunks:
            written = []
            for number, line in enumerate(lines, number + 1):  # noqa: B020  # the count goes on over the chunks
                if not line or line.isspace():
                    continue
                record, code = _answered(line, number, answer, worst)
                worst = max(worst, code)
                written.append(encode(record))
            if written:
                out.write("\n".join(written) + "\n")
            out.flush()  # a program may be waiting for these answers before it writes the next line
    return worst


def _answered(
    line: bytes, number: int, answer: Callable[[Row], tuple[Answer, int]], worst: int
) -> tuple[dict[str, Json], int]:
    name: Json = None
    try:
        row = parsed(line)
        name = identity(row)
        found, code = answer(row)
    except (BadLineError, ClaimcheckError) as wrong:
        return {"id": name, "error": f"line {number}: {wrong}"}, UNUSABLE
    except Exception as wrong:  # noqa: BLE001  # one line's bug must not cost the others; it is reported and counted
        report_bug(wrong, first=worst < BUG)
        return {"id": name, "error": f"line {number}: internal error: {type(wrong).__name__}"}, BUG
    return {"id": name, **found}, code


def report_bug(wrong: Exception, first: bool) -> None:
    """The traceback of the first bug of a run; the others are in their answers."""
    if first:
        for part in "".join(traceback.format_exception(wrong)).splitlines():
            say(part)
        say("claimcheck: this is a bug in claimcheck; the line was answered with an error and the run goes on")


def parsed(line: bytes) -> Row:
    """One line as an object. Raises BadLineError."""
    try:
        return object_of(line.decode())
    except UnicodeDecodeError:
        raise BadLineError("not UTF-8") from None
    except ValueError as wrong:
        raise BadLineError(str(wrong)) from None


def identity(row: Row) -> Json:
    """The id of a line; None when it has none. Raises BadLineError for anything but text and whole numbers."""
    name = row.get("id")
    if name is None or isinstance(name, str) or (isinstance(name, int) and not isinstance(name, bool)):
        return name
    raise BadLineError('"id" must be text or a whole number')


def text_of(row: Row, key: str) -> str:
    """A field that must be there and be text. Raises BadLineError."""
    value = row.get(key)
    if not isinstance(value, str):
        raise BadLineError(f'"{key}" must be text' if key in row else f'no "{key}"')
    return value


def usable_rows(chunks: Iterable[Iterable[bytes]]) -> Iterator[tuple[int, Row | BadLineError]]:
    """Every line with its number, for the modes that must hold all of them."""
    for number, line in enumerate(chain.from_iterable(chunks), 1):
        if line and not line.isspace():
            try:
                yield number, parsed(line)
            except BadLineError as wrong:
                yield number, wrong
