"""One run of `list`: the words of its filters, the claims they leave, and what the list does not show."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from claimcheck.cli.flags import LedgerFlags, OutputFlags
from claimcheck.cli.outputs import opened, usable
from claimcheck.cli.size import advise
from claimcheck.cli.suggest import did_you_mean
from claimcheck.cli.terminal import colour_choice, look_in, say
from claimcheck.desk.claims import Filters, find
from claimcheck.desk.freshness import hashes
from claimcheck.desk.project import find_project
from claimcheck.errors import UsageError
from claimcheck.ledger.records import Status
from claimcheck.model import ClaimKind
from claimcheck.reporters.consistency.words import NEXT, next_step
from claimcheck.reporters.ledger.listing import WRITERS, closing


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the user asked for."""

    filters: Filters
    form: str
    output: OutputFlags
    ledger: LedgerFlags


def run(wanted: Wanted) -> int:
    """List the claims and return the exit code."""
    filters = wanted.filters._replace(kinds=frozenset(kind(word) for word in wanted.filters.kinds))
    colour = colour_choice(wanted.output.color)
    path = usable(wanted.output.output) if wanted.output.output else None
    project = find_project(wanted.ledger.ledger)
    ledger = advise(project.store.load())
    found = find(project, ledger, filters, hashes(project, ledger, ledger.claims.values()))
    paths = {id: project.shown(article.path) for id, article in ledger.articles.items()}
    with opened(path, data=wanted.form != "table") as stream:
        look = look_in(path, colour, stream)
        WRITERS[wanted.form](found, paths, stream, look)
    if wanted.form == "table":
        say(closing(found))
        if not ledger.claims:
            say(next_step(NEXT))
    return 0


def statuses(words: Iterable[str]) -> frozenset[Status]:
    """The statuses that words, or beginnings of words, name; several may stand in one word with commas between."""
    found: set[Status] = set()
    for word in (part.strip().lower() for written in words for part in written.split(",")):
        begun = [status for status in Status if status.startswith(word.replace(" ", "-"))] if word else []
        if len(begun) > 1 and word not in begun:
            raise UsageError(f'--status: "{word}" may be any of {", ".join(begun)}', "type more of it")
        if not begun:
            raise UsageError(f'--status: there is no status "{word}"', did_you_mean(word, Status))
        found.add(Status(word) if word in begun else begun[0])
    return frozenset(found)


def kind(word: str) -> str:
    """A kind of claim by its name, or the beginning of it. Raises UsageError."""
    begun = [known for known in ClaimKind if known.startswith(word.strip().lower())] if word.strip() else []
    if len(begun) != 1:
        raise UsageError(f'there is no kind of claim "{word}"', did_you_mean(word, ClaimKind))
    return begun[0]
