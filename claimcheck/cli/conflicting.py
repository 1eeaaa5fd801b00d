"""One run of `conflicts` or `resolve`: which conflicts, what is told of them, what was decided."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from claimcheck.cli.asking import ask_name
from claimcheck.cli.config import resolve as resolve_settings
from claimcheck.cli.config import zone_of
from claimcheck.cli.flags import AsDataFlags, ChangeFlags, DetailFlags, LedgerFlags, OutputFlags, SignFlags
from claimcheck.cli.outputs import opened, usable
from claimcheck.cli.suggest import did_you_mean
from claimcheck.cli.terminal import colour_choice, look_in, look_of, say
from claimcheck.desk.choosing import Wanted, choose, find
from claimcheck.desk.conflicts import Settled, settled
from claimcheck.desk.people import now, signer
from claimcheck.desk.project import Project, changing, find_project
from claimcheck.desk.understanding import abouts, figured
from claimcheck.errors import UsageError
from claimcheck.ledger.disagreements import disagreement
from claimcheck.ledger.records import Decision, Ledger, Ruling
from claimcheck.reporters.consistency.words import DECIDE, DRY_RUN, next_step
from claimcheck.reporters.ledger import conflicts as reporter


@dataclass(frozen=True, slots=True)
class Listing:
    """What `conflicts` was asked for."""

    named: Sequence[str]
    statuses: Sequence[str]
    every: bool
    rules: Sequence[str]
    articles: Sequence[str]
    output: OutputFlags
    data: AsDataFlags
    ledger: LedgerFlags
    detail: DetailFlags


def show(asked: Listing) -> int:
    """List the conflicts and return the exit code."""
    colour = colour_choice(asked.output.color)
    path = usable(asked.output.output) if asked.output.output else None
    rulings = frozenset(Ruling) if asked.every else rulings_of(asked.statuses) or frozenset((Ruling.OPEN,))
    rules = tuple(code for word in asked.rules for code in word.split(","))
    names = rule_names()
    for code in rules:
        if not any(known.startswith(code.upper()) for known in names):
            raise UsageError(f'"{code}" is no rule', "rules have codes like CC101: claimcheck rules lists them")
    project = find_project(asked.ledger.ledger)
    ledger = project.store.load()
    found = find(project, ledger, Wanted(rulings, rules, tuple(asked.articles), tuple(asked.named)))
    paths = _paths(project, ledger)
    with opened(path, data=asked.data.as_json) as stream:
        if asked.data.as_json:
            stream.write(reporter.page(found, paths, len(ledger.conflicts)) + "\n")
        else:
            look = look_in(path, colour, stream)
            settings = resolve_settings({}, ()).settings
            drawn = [figured(reporter.shown(one, paths), ledger, settings) for one in found]
            told = abouts(project, found, settings) if asked.detail.verbose else {}
            reporter.write(drawn, names, stream, look, told)
    if not asked.data.as_json:
        say(reporter.closing(found, len(ledger.conflicts)))
        if any(one.status is Ruling.OPEN for one in found):
            say(next_step(DECIDE))
    return 0


def rulings_of(words: Iterable[str]) -> frozenset[Ruling]:
    """The rulings that words, or beginnings of words, name; several may stand in one word with commas between."""
    return frozenset(_ruling(part, "--status") for word in words for part in word.split(","))


def _ruling(word: str, flag: str) -> Ruling:
    begun = [known for known in Ruling if known.startswith(word.strip().lower())] if word.strip() else []
    if len(begun) != 1:
        raise UsageError(f'{flag}: there is no "{word}"', did_you_mean(word, Ruling))
    return begun[0]


def rule_names() -> dict[str, str]:
    """Code of every rule → its name."""
    from claimcheck.rules import all_rules

    return {module.RULE.code: module.RULE.name for module in all_rules()}


def _paths(project: Project, ledger: Ledger) -> dict[str, str]:
    return {id: project.shown(article.path) for id, article in ledger.articles.items()}


@dataclass(frozen=True, slots=True)
class Resolving:
    """What `resolve` was asked for."""

    named: Sequence[str]
    as_: str
    sign: SignFlags
    change: ChangeFlags
    data: AsDataFlags
    ledger: LedgerFlags


def resolve(asked: Resolving) -> int:
    """Keep the decision and return the exit code."""
    if not asked.named:
        raise UsageError("no conflict named", "claimcheck conflicts lists them")
    if not asked.as_.strip():
        raise UsageError("what has been decided?", "--as distinct, accepted, fixed or open")
    ruling = _ruling(asked.as_, "--as")
    project = find_project(asked.ledger.ledger)
    ids = choose(asked.named, project.store.load())  # what cannot be is told before anybody is asked for a name
    by = signer(asked.sign.by, ask_name)
    made = Decision(ruling, by, now(zone_of(resolve_settings({}, ()))), note=" ".join(asked.sign.note.split()))
    with changing(project, asked.change.dry_run) as change:
        ids = choose(asked.named, change.ledger)
        change.ledger, told = settled(change.ledger, ids, made)
        ledger = change.ledger
    _tell(project, ledger, told, asked)
    return 0


def _tell(project: Project, ledger: Ledger, told: Sequence[Settled], asked: Resolving) -> None:
    remarks = [remark for one in told if (remark := _remark(one))]
    with opened(None, data=asked.data.as_json) as stream:
        if asked.data.as_json:
            places, paths = ledger.places(), _paths(project, ledger)
            shown = [(disagreement(one.conflict, ledger, places), str(one.was), one.repeated) for one in told]
            stream.write(reporter.decided_page(shown, paths, remarks, asked.change.dry_run) + "\n")
            return
        rows = [(one.conflict, one.was, one.now, one.repeated) for one in told]
        reporter.write_decided(rows, stream, look_of("auto", stream))
    for remark in remarks:
        say(remark)
    if asked.change.dry_run:
        say(DRY_RUN)


def _remark(one: Settled) -> str:
    if one.now is Ruling.FIXED and not one.conflict.gone:
        return f"{one.conflict.id}: the ledger's text still says so; claimcheck add ARTICLE reads it again"
    if one.conflict.decisions and one.conflict.decisions[-1].ruling is Ruling.OPEN and one.conflict.gone:
        return f"{one.conflict.id}: it is found no more, so it stays fixed"
    return ""
