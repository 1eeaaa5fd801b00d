"""Batch mode: one JSON object a line in, one a line out, in the same order, as it comes, in constant memory.

A line that cannot be used gets `{"id", "error"}` as its answer and makes the exit code 2; a bug of ours on one line
gets the same and makes it 3, with the traceback of the first on standard error. Neither stops the run.
"""

from __future__ import annotations

import contextlib
import json
import sys
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO

from claimcheck.cli.outputs import standard_output
from claimcheck.cli.terminal import say
from claimcheck.errors import ClaimcheckError, InputError
from claimcheck.reporters.encode import Json, encode

Row = Mapping[str, Any]
Answer = Mapping[str, Json]

OK, FINDINGS, UNUSABLE, BUG = 0, 1, 2, 3


class BadLineError(ValueError):
    """A line, or a field of it, that cannot be used."""


@contextlib.contextmanager
def source(path: str | None) -> Iterator[Iterator[bytes]]:
    """The lines of a file, or of standard input for "-" and None. Raises InputError."""
    if path in (None, "-"):
        if sys.stdin is None:
            raise InputError("cannot read standard input: it is closed")
        yield _lines(sys.stdin.buffer, "standard input")
        return
    with contextlib.ExitStack() as stack:
        try:
            file = stack.enter_context(Path(str(path)).open("rb"))
        except OSError as wrong:
            raise InputError(f"cannot read {path}: {wrong.strerror}") from None
        yield _lines(file, str(path))


def _lines(file: BinaryIO, name: str) -> Iterator[bytes]:
    try:
        yield from file
    except OSError as wrong:
        raise InputError(f"cannot read {name}: {wrong.strerror}") from None


def stream(path: str | None, answer: Callable[[Row], tuple[Answer, int]]) -> int:
    """Answer every line of `path` on standard output; the highest exit code of all lines.

    `answer(row)` returns what to write beside the id, and an exit code.
    """
    worst = OK
    with source(path) as lines, standard_output(data=True) as out:
        for number, line in enumerate(lines, 1):
            if line.isspace():
                continue
            record, code = _answered(line, number, answer, worst)
            worst = max(worst, code)
            out.write(encode(record) + "\n")
            out.flush()  # a program may be waiting for this answer before it writes the next line
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
        row = json.loads(line.decode("utf-8-sig"), parse_constant=_refuse)
    except UnicodeDecodeError:
        raise BadLineError("not UTF-8") from None
    except RecursionError:
        raise BadLineError("not JSON that can be read: nested too deeply") from None
    except ValueError as wrong:
        raise BadLineError(f"not JSON: {wrong}") from None
    if not isinstance(row, dict):
        raise BadLineError("not a JSON object")
    return row


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} is not JSON")


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


def usable_rows(lines: Iterable[bytes]) -> Iterator[tuple[int, Row | BadLineError]]:
    """Every line with its number, for the modes that must hold all of them."""
    for number, line in enumerate(lines, 1):
        if not line.isspace():
            try:
                yield number, parsed(line)
            except BadLineError as wrong:
                yield number, wrong
