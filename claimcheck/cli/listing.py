"""One run of `figures` on articles: read, find the figures, write the list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from claimcheck import pipeline
from claimcheck.cli.config import Resolved
from claimcheck.cli.flags import InputFlags, OutputFlags
from claimcheck.cli.inputs import Failure, documents
from claimcheck.cli.options import one_of
from claimcheck.cli.outputs import opened, spare, usable
from claimcheck.cli.suggest import nearest
from claimcheck.cli.terminal import complain, look_in, say
from claimcheck.errors import InputError, UsageError
from claimcheck.lexicon.units import unit_table
from claimcheck.model import Document
from claimcheck.reporters.figures import WRITERS, Entry, closing, entries

UNCHECKED = 2
KINDS = (
    *("count", "measure", "money", "percent", "points", "ratio", "ordinal", "date", "time", "duration", "age"),
    "score",
)


@dataclass(frozen=True, slots=True)
class Listing:
    """What the user asked for."""

    paths: Sequence[str]
    resolved: Resolved
    inputs: InputFlags
    output: OutputFlags
    form: str
    kind: str
    dimension: str
    detail: bool = False


def run(wanted: Listing) -> int:
    """List the figures and return the exit code."""
    form = _one_of(tuple(WRITERS), wanted.form, "--output-format")
    kind = _one_of(KINDS, wanted.kind, "--kind") if wanted.kind else ""
    dimension = _dimension(wanted.dimension, wanted.resolved.settings.language) if wanted.dimension else ""
    path = usable(wanted.output.output) if wanted.output.output else None
    readable: list[Document] = []
    failed = False
    for found in documents(wanted.paths, wanted.resolved.exclude, wanted.inputs.stdin_filename):
        if isinstance(found, Failure):
            failed = True
            complain(found.error)
        else:
            readable.append(pipeline.analyse(found, wanted.resolved.settings))
    if readable and not wanted.inputs.allow_empty and not any(d.text.strip() for d in readable):
        raise InputError(f"nothing to list: {readable[0].path} has no text")
    spare([path] if path else [], [d.path for d in readable])
    rows = list(entries(readable, kind, dimension))
    if readable:
        with opened(path, data=form != "table") as stream:
            look = replace(look_in(path, wanted.output.color, stream), detail=wanted.detail)
            WRITERS[form](rows, stream, look)
        if not rows:
            say(_nothing(readable, kind or dimension))
        elif form == "table" and look.width is None:
            say(closing(rows))
    return UNCHECKED if failed else 0


def _nothing(read: Sequence[Document], filtered: str) -> str:
    """What an empty list means: no figures at all, or none of what was asked for."""
    inside = read[0].path if len(read) == 1 else f"{len(read):,} articles"
    others: list[Entry] = list(entries(read)) if filtered else []
    if not others:
        return f"no figures found in {inside}"
    return f"no {filtered} figures in {inside}, which has {closing(others).partition(' in ')[0]}"


def _dimension(word: str, language: str) -> str:
    """A dimension by its name: "length", "money", "count", "date". Raises UsageError with all of them."""
    known = sorted({*unit_table(language).dimensions, *KINDS} - {"measure"})
    if word.lower() in known:
        return word.lower()
    near = nearest(word, known)
    hint = f'did you mean "{near}"? ' if near else ""
    raise UsageError(f'--dimension: there is no dimension "{word}"', f"{hint}known: {', '.join(known)}")


def _one_of(known: Sequence[str], word: str, flag: str) -> str:
    try:
        return str(one_of(*known)(word))
    except ValueError as wrong:
        raise UsageError(f"{flag} {wrong}") from None
