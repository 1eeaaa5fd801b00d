"""One run of a command that gives a verdict: which claims, what is concluded, what is told about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from claimcheck.cli.asking import ask_name
from claimcheck.cli.config import resolve, zone_of
from claimcheck.cli.flags import AsDataFlags, ChangeFlags, CiteFlags, LedgerFlags, PickFlags, SignFlags
from claimcheck.cli.outputs import opened
from claimcheck.cli.terminal import look_of, say
from claimcheck.desk.claims import choose
from claimcheck.desk.people import now, signer
from claimcheck.desk.project import Project, changing, find_project
from claimcheck.desk.verdicts import Opinion, Outcome, give
from claimcheck.errors import UsageError
from claimcheck.ledger.records import Status
from claimcheck.reporters.consistency.words import DRY_RUN


@dataclass(frozen=True, slots=True)
class Judging:
    """What the user typed."""

    status: Status
    claims: Sequence[str]
    ledger: LedgerFlags
    sign: SignFlags
    change: ChangeFlags
    data: AsDataFlags
    pick: PickFlags
    cite: CiteFlags = field(default_factory=CiteFlags)
    correction: str = ""


def judge(wanted: Judging) -> int:
    """Give the verdict and return the exit code."""
    if not wanted.claims and not wanted.pick.text.strip():
        raise UsageError("no claim named", "an id of claimcheck list, ARTICLE:LINE, or --text WORDS")
    project = find_project(wanted.ledger.ledger)
    project.store.load()  # a ledger that cannot be read is told before anybody is asked for a name
    opinion = Opinion(
        wanted.status,
        signer(wanted.sign.by, ask_name),
        now(zone_of(resolve({}, ()))),
        wanted.cite.source or (),
        wanted.cite.locator or (),
        wanted.cite.quote or (),
        wanted.cite.method.strip(),
        wanted.sign.note.strip(),
        wanted.correction.strip(),
        wanted.cite.confidential,
    )
    if opinion.confidential and not opinion.sources:
        raise UsageError("--confidential is said of a source, and none is named", "add --source")
    with changing(project, wanted.change.dry_run) as change:
        ids = choose(project, change.ledger, wanted.claims, wanted.pick.text.strip())
        outcome = give(project, change.ledger, ids, opinion)
        change.ledger = outcome.ledger
    _tell(project, outcome, wanted)
    return 0


def _tell(project: Project, outcome: Outcome, wanted: Judging) -> None:
    from claimcheck.reporters.ledger.changes import given_text, write_given

    with opened(None, data=wanted.data.as_json) as stream:
        if wanted.data.as_json:
            paths = {g.view.claim.id: project.shown(g.view.article.path) for g in outcome.given if g.view.article}
            stream.write(given_text(outcome.given, paths, outcome.remarks, wanted.change.dry_run) + "\n")
            return
        write_given(outcome.given, stream, look_of("auto", stream))
    for remark in outcome.remarks:
        say(remark)
    if wanted.change.dry_run:
        say(DRY_RUN)
