"""What the rules about sources share: how a source is called, which citations count, one finding for many claims."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from claimcheck.ledger.grounds import HELD_UP, Examined, Grounded, Held, LookedUp
from claimcheck.ledger.records import Source, Stance, Status
from claimcheck.model import Location

_SETTLED = (Status.DISPUTED, Status.CORRECTED, Status.UNVERIFIABLE, Status.NOT_APPLICABLE)
_SEEN = (Held.SAME, Held.CHANGED)


def called(source: Source) -> str:
    """What a finding calls a source: its file, address or person; one that is confidential by its id alone."""
    if source.confidential:
        return f"the confidential source {source.id}"
    return source.path or source.url or source.person or source.title or source.id


def borne_out(claim: Grounded) -> bool:
    """True for a claim that its sources are still to bear out: nobody has found it wrong, or past knowing."""
    return claim.factual and claim.standing.status not in _SETTLED


def readable(cited: Examined) -> bool:
    """True where the source was opened and has text."""
    return cited.state is not None and cited.state.opened


def supporting(claim: Grounded) -> list[Examined]:
    """The citations that are to bear the claim out."""
    return [c for c in claim.cited if c.citation.stance is Stance.SUPPORTS]


def elsewhere(cited: Iterable[Examined]) -> bool:
    """True where one of the citations is of a person, or of something that was not read: it may be there."""
    return any(not c.inherited and not readable(c) for c in cited)


def held_up(looked: LookedUp, cited: Iterable[Examined]) -> bool:
    """True where any of the citations bears out the figure or quotation that stands at that place."""
    return any(
        one.lookup in HELD_UP and one.claimed.start == looked.claimed.start
        for c in cited
        for one in (*c.quotes, *c.figures)
    )


def seen(cited: Examined) -> bool:
    """True where the source's bytes are there."""
    return cited.state is not None and cited.state.held in _SEEN


def sides(claims: Iterable[Grounded]) -> Iterator[Location]:
    """Where the claims stand, each once, in the order of their files."""
    places = {(g.where.path, g.where.start.offset): g.where for g in claims}
    yield from (places[key] for key in sorted(places))


def quoted_wrong(looked: LookedUp, cited: Iterable[Examined]) -> bool:
    """True for a figure inside a quotation that is not as its source has it: the quotation is what is told."""
    where = looked.claimed
    wrong = (q.claimed for c in cited for q in c.quotes if q.own and q.lookup not in HELD_UP)
    return any(w.start.offset <= where.start.offset and where.end.offset <= w.end.offset for w in wrong)
