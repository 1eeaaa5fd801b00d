"""One run of `import`: read, unite, say what came of it."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from claimcheck.cli.asking import ask_name
from claimcheck.cli.config import resolve
from claimcheck.cli.flags import AsDataFlags, ChangeFlags, LedgerFlags
from claimcheck.cli.outputs import opened
from claimcheck.cli.terminal import say
from claimcheck.desk import people
from claimcheck.desk.importing import COMPARED, Imported, Terms, take_in
from claimcheck.desk.intake import load, one_format, read
from claimcheck.desk.project import find_project
from claimcheck.errors import InputError, UsageError
from claimcheck.reporters.encode import Json, encode
from claimcheck.reporters.summary import counted

BAD_ROWS = 2
_SHOWN = 50  # bad rows told on a screen; --json has them all


class Asked(NamedTuple):
    """What the user asked for."""

    files: Sequence[str]
    form: str
    by: str | None
    strict: bool
    change: ChangeFlags
    ledger: LedgerFlags
    data: AsDataFlags


def take(asked: Asked) -> int:
    """Import the files and return the exit code."""
    if not asked.files:
        raise UsageError("no file named", "try: claimcheck import desk.csv --dry-run")
    form = one_format(asked.form)
    project = find_project(asked.ledger.ledger)
    intake = read([("standard input" if name == "-" else name, _bytes(name)) for name in asked.files], form)
    settings = resolve({}).settings
    terms = Terms(people.now(), lambda: people.signer(asked.by, ask_name), asked.strict, asked.change.dry_run, settings)
    found = take_in(project, intake, terms)
    if asked.data.as_json:
        with opened(None, data=True) as stream:
            stream.write(encode(_record(found, asked.change.dry_run), pretty=True) + "\n")
    _tell(found, asked)
    return BAD_ROWS if found.problems else 0


def _bytes(name: str) -> bytes:
    if name != "-":
        return load(Path(name))
    if sys.stdin is None:
        raise InputError("cannot read standard input: it is closed")
    return sys.stdin.buffer.read()


def _record(found: Imported, dry_run: bool) -> dict[str, Json]:
    return {
        "claims": found.claims,
        "known": found.known,
        "verdicts": found.verdicts,
        "sources": found.sources,
        "articles": found.articles,
        "conflicts": found.conflicts,
        "contradictions": found.contradictions,
        "decisions": found.decisions,
        "alone": found.alone,
        "nameless": found.nameless,
        "saved": found.saved,
        "dry_run": dry_run,
        "left_out": list(found.unknown),
        "problems": [
            {"file": p.file, "line": p.line, "message": p.message, "hint": p.hint or None} for p in found.problems
        ],
    }


def _tell(found: Imported, asked: Asked) -> None:
    for problem in found.problems[:_SHOWN]:
        say(f"claimcheck: error: {problem}")
    if len(found.problems) > _SHOWN:
        say(f"… and {len(found.problems) - _SHOWN:,} more rows that cannot be used: --json lists them")
    if found.unknown:
        say(f"columns left out: {', '.join(found.unknown)}")
    if found.alone:
        say(f"{counted(found.alone, 'claim')} of articles the ledger does not have: taken in without their place")
    if found.nameless:
        say(f"{counted(found.nameless, 'source')} did not come along: only the id is known")
    say(_summary(found, asked))
    if found.problems:
        fate = (
            "nothing was imported"
            if asked.strict
            else "the others were taken in"
            if found.saved
            else "they were left out"
        )
        say(f"{counted(len(found.problems), 'row')} cannot be used; {fate}")
    if found.saved and found.claims > COMPARED:
        say(f"more than {COMPARED:,} claims are not compared with the others here: claimcheck check does it")
    if found.contradictions:
        say(f"{counted(found.contradictions, 'new conflict')} with what the ledger has: claimcheck conflicts")


def _summary(found: Imported, asked: Asked) -> str:
    news = [
        counted(number, word)
        for number, word in (
            (found.claims, "claim"),
            (found.verdicts, "verdict"),
            (found.sources, "source"),
            (found.articles, "article"),
            (found.conflicts, "conflict"),
            (found.decisions, "decision"),
        )
        if number
    ]
    known = f" ({counted(found.known, 'claim')} known already)" if found.known else ""
    if not news:
        return f"nothing new{known}"
    done = "would add" if not found.saved else "added"
    return f"{done} {', '.join(news)}{known}"
