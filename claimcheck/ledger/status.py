"""The status of a claim and of a conflict: derived each time from what is recorded, so never out of date.

A verdict stands for the wording it was given for, and for wordings that differ from it in nothing that matters: there
must be a way through the claim's revisions from the verdict's digest to that of the present text on which every step
`keeps`. It follows that undoing a change makes the verdict stand again, and that after a merge a verdict given on one
branch to the old text never stands for the new text of the other branch.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from claimcheck.ledger.records import Citation, Claim, Conflict, Decision, Ledger, Ruling, Status, Verdict
from claimcheck.ledger.texts import digest

Hashes = Mapping[str, str]  # source id, or `place_key` of a citation → SHA-256 its bytes have, or count as having, now
UNKNOWN: Hashes = MappingProxyType({})


class Standing(NamedTuple):
    """Where a claim stands. `verdicts` are those that count, the latest of each person, oldest first."""

    status: Status
    verdicts: tuple[Verdict, ...] = ()
    past: tuple[Verdict, ...] = ()  # given for another wording or other source bytes, or taken back
    disagreement: bool = False  # people's verdicts differ
    why: str = ""  # of `stale`: what changed
    contested: bool = False

    @property
    def label(self) -> str:
        """The status in a word: an open conflict outweighs a verdict, whatever it says."""
        return Status.CONTESTED if self.contested else self.status


def standing(claim: Claim, contested: bool = False, hashes: Hashes = UNKNOWN) -> Standing:
    """Where `claim` stands. `contested`: an open conflict names it; `hashes`: what cited sources hold now."""
    if not claim.verdicts:
        return Standing(Status.UNCHECKED, contested=contested)
    ordered = sorted(claim.verdicts, key=_moment) if len(claim.verdicts) > 1 else claim.verdicts
    last_reopened = max((i for i, v in enumerate(ordered) if v.status is Status.IN_PROGRESS), default=-1)
    held = wordings(claim)
    count: dict[str, Verdict] = {}
    past = list(ordered[: max(last_reopened, 0)])
    why = ""
    for verdict in ordered[max(last_reopened, 0) :]:
        reason = "" if verdict.digest in held else "the text changed"
        reason = reason or _moved_source(verdict.sources, hashes)
        if reason and verdict.status is not Status.IN_PROGRESS:
            past.append(verdict)
            why = reason
            continue
        if verdict.by in count:
            past.append(count.pop(verdict.by))
        count[verdict.by] = verdict
    given = [v for v in count.values() if v.status is not Status.IN_PROGRESS]
    if not given:
        if why:
            return Standing(Status.STALE, (), tuple(past), why=why, contested=contested)
        return Standing(Status.IN_PROGRESS, tuple(count.values()), tuple(past), contested=contested)
    differ = len({v.status for v in given}) > 1
    return Standing(given[-1].status, tuple(given), tuple(past), differ, contested=contested)


def wordings(claim: Claim) -> frozenset[str]:
    """The digests of every wording that says the same as the claim's present text, that text included."""
    now = digest(claim.text)
    if not claim.revisions:
        return frozenset((now,))
    steps = [(digest(r.was), r.digest) for r in claim.revisions if r.keeps]
    same = {now}
    grown = True
    while grown:  # a claim has a handful of revisions
        more = {was for was, became in steps if became in same} | {became for was, became in steps if was in same}
        grown = not more <= same
        same |= more
    return frozenset(same)


def _moment(verdict: Verdict) -> str:
    """What verdicts are sorted by: the instant, whatever zone it was written in; of one second, as they were added."""
    return instant(verdict.at)


def instant(at: str) -> str:
    """An ISO 8601 time as one in UTC, so that times sort as they happened; anything else as it is."""
    from datetime import UTC, datetime

    try:
        return datetime.fromisoformat(at).astimezone(UTC).isoformat()
    except ValueError:
        return at


def _moved_source(citations: tuple[Citation, ...], hashes: Hashes) -> str:
    """Which cited source no longer holds the bytes the verdict was given for, in words; "" for none."""
    for citation in citations:
        now = hashes.get(place_key(citation), hashes.get(citation.source))
        if citation.sha256 and now is not None and now != citation.sha256:
            return f"source {citation.source} changed"
    return ""


def place_key(citation: Citation) -> str:
    """What stands for a cited place: a source may have changed, and that place of it not."""
    return "\0".join((citation.source, citation.sha256, citation.locator, citation.quote))


def decision(conflict: Conflict, ledger: Ledger) -> Decision | None:
    """The decision that stands: the last one, unless a side has changed since (or it reopened the conflict).

    The order of the sides is none of its business: which of them is the doubtful one may turn.
    """
    if not conflict.decisions:
        return None
    last = max(enumerate(conflict.decisions), key=lambda row: (instant(row[1].at), row[0]))[1]
    if last.ruling is Ruling.OPEN or len(last.digests) != len(conflict.sides):
        return None
    left = list(last.digests)
    for side in conflict.sides:
        claim = ledger.claims.get(side.claim)
        if claim is None or claim.gone:
            continue  # nothing left that could have changed
        same = wordings(claim)
        judged = next((d for d in left if d in same), None)
        if judged is None:
            return None
        left.remove(judged)
    return last


def ruling(conflict: Conflict, ledger: Ledger) -> Ruling:
    """Where a conflict stands: as decided; else `fixed` when it is found no more, else `open`."""
    stands = decision(conflict, ledger)
    if stands is not None:
        return stands.ruling
    return Ruling.FIXED if conflict.gone else Ruling.OPEN


def contested_claims(ledger: Ledger) -> frozenset[str]:
    """The ids of the claims that an open conflict names."""
    return frozenset(
        side.claim
        for conflict in ledger.conflicts.values()
        if ruling(conflict, ledger) is Ruling.OPEN
        for side in conflict.sides
    )


def standings(ledger: Ledger, hashes: Hashes = UNKNOWN) -> dict[str, Standing]:
    """Claim id → where it stands, for all claims."""
    contested = contested_claims(ledger)
    return {id: standing(claim, id in contested, hashes) for id, claim in ledger.claims.items()}
