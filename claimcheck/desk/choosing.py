"""Finding conflicts: by filters for `conflicts`, and by what a user names them with when one is to be decided."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from claimcheck.desk.claims import find_articles
from claimcheck.desk.project import Project
from claimcheck.errors import UsageError
from claimcheck.ledger.disagreements import Disagreement, disagreement
from claimcheck.ledger.ids import find_id, written_as_id
from claimcheck.ledger.records import Conflict, Ledger, Ruling
from claimcheck.ledger.status import ruling
from claimcheck.model import Severity

_RANK = {severity.label: -severity for severity in Severity}


class Wanted(NamedTuple):
    """What `conflicts` is asked for; everything given must hold. Empty: no matter."""

    rulings: frozenset[Ruling] = frozenset((Ruling.OPEN,))
    rules: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()
    named: tuple[str, ...] = ()  # conflicts and claims, whatever was decided about them


def find(project: Project, ledger: Ledger, wanted: Wanted) -> list[Disagreement]:
    """The conflicts asked for: open ones first, errors before warnings, then as they stand in the articles.

    Raises UsageError.
    """
    articles = {a.id for word in wanted.articles for a in find_articles(project, ledger, word)}
    named = frozenset(_named(wanted.named, ledger))
    begins = tuple(code.upper() for code in wanted.rules)
    places = ledger.places()
    found = []
    for conflict in ledger.conflicts.values():
        if (named and conflict.id not in named) or (begins and not conflict.code.startswith(begins)):
            continue
        one = disagreement(conflict, ledger, places)
        if not named and one.status not in wanted.rulings:
            continue
        if not articles or any(side.claim is not None and side.claim.article in articles for side in one.sides):
            found.append(one)
    return sorted(found, key=_order)


def _order(one: Disagreement) -> tuple[bool, int, str, int, str]:
    conflict = one.conflict
    settled = one.status is not Ruling.OPEN
    stands = [(side.article.path, side.place.start) for side in one.sides if side.article and side.place]
    path, start = min(stands, default=("\U0010ffff", 0))
    return settled, _RANK.get(conflict.severity, 0), path, start, conflict.id


def _named(words: Sequence[str], ledger: Ledger) -> list[str]:
    """The ids of the conflicts that words name: their own, or all of a claim's."""
    found: list[str] = []
    for word in words:
        if written_as_id(word, "claims"):
            claim = find_id(word, ledger.claims, "claims")
            found += [c.id for c in _of_claim(claim, ledger)]
        else:
            found.append(find_id(word, ledger.conflicts, "conflicts"))
    return found


def choose(words: Sequence[str], ledger: Ledger) -> list[str]:
    """The ids of the conflicts to decide, each once: named by their ids, shortened or not, or by a claim's.

    A claim stands for its one open conflict; where none is open, for its only one. Raises UsageError.
    """
    found: dict[str, None] = {}
    for word in words:
        if written_as_id(word, "claims"):
            found[_one_of(find_id(word, ledger.claims, "claims"), ledger)] = None
        else:
            found[find_id(word, ledger.conflicts, "conflicts")] = None
    return list(found)


def _of_claim(claim: str, ledger: Ledger) -> list[Conflict]:
    every = [c for c in ledger.conflicts.values() if any(side.claim == claim for side in c.sides)]
    if not every:
        raise UsageError(f"no conflict names claim {claim}", "claimcheck conflicts lists them")
    return every


def _one_of(claim: str, ledger: Ledger) -> str:
    every = _of_claim(claim, ledger)
    found = [c for c in every if ruling(c, ledger) is Ruling.OPEN] or every
    if len(found) == 1:
        return found[0].id
    raise UsageError(
        f"{len(found)} conflicts name claim {claim}", "name one: " + ", ".join(sorted(c.id for c in found))
    )
