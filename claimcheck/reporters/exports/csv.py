"""The ledger for a spreadsheet: one claim a row, with the last verdict of each person; `import` reads it back.

Where several people gave a verdict, the cells of a verdict hold a line for each, in the same order.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TextIO

from claimcheck.ledger.parcel import Parcel
from claimcheck.ledger.records import Citation, Stance, Verdict
from claimcheck.ledger.status import instant
from claimcheck.ledger.views import ClaimView
from claimcheck.reporters.encode import Json
from claimcheck.reporters.spreadsheet import cell, lines
from claimcheck.reporters.spreadsheet import write as write_rows

HEADER = (
    *("id", "text", "article", "line", "kind", "status"),
    *("verdict", "by", "at", "stands", "wording", "source", "method", "note", "correction"),
    *("claim_source", "claim_note", "tags", "attribution", "added", "gone", "conflicts"),
)


def write(parcel: Parcel, stream: TextIO) -> None:
    """Write the claims, with a header even where there are none."""
    write_rows(_rows(parcel), stream)


def _rows(parcel: Parcel) -> Iterator[tuple[str, ...]]:
    yield HEADER
    for view in parcel.views:
        yield _row(view, parcel)


def _row(view: ClaimView, parcel: Parcel) -> tuple[str, ...]:
    claim = view.claim
    given = _last(claim.verdicts)
    before: tuple[Json, ...] = (
        *(claim.id, claim.text, parcel.path(view), view.place.line if view.place else None, claim.kind),
        str(view.status),
    )
    after: tuple[Json, ...] = (
        *(_places(claim.sources, parcel), claim.note, "; ".join(claim.tags), claim.attribution, claim.added),
        *(claim.gone, "; ".join(conflict.id for conflict in view.conflicts)),
    )
    told = (
        [str(verdict.status) for verdict in given],
        [verdict.by for verdict in given],
        [verdict.at for verdict in given],
        ["yes" if verdict in view.standing.verdicts else "no" for verdict in given],
        [verdict.digest for verdict in given],
        [_places(verdict.sources, parcel) for verdict in given],
        [verdict.method for verdict in given],
        [verdict.note for verdict in given],
        [verdict.correction for verdict in given],
    )
    return (*map(cell, before), *(lines(values) if any(values) else "" for values in told), *map(cell, after))


def _last(verdicts: Sequence[Verdict]) -> list[Verdict]:
    """The last verdict of each person, oldest first."""
    last: dict[str, Verdict] = {}
    for verdict in sorted(verdicts, key=lambda verdict: instant(verdict.at)):
        last.pop(verdict.by, None)
        last[verdict.by] = verdict
    return list(last.values())


def _places(citations: Sequence[Citation], parcel: Parcel) -> str:
    """Places in sources as `import` reads them: "sources/log.txt [S-9K3TQ7XD] p. 4 | …"."""
    return " | ".join(_place(citation, parcel) for citation in citations)


def _place(citation: Citation, parcel: Parcel) -> str:
    source = parcel.sources.get(citation.source)
    name = (source.path or source.url or source.person or source.name) if source else ""
    stance = "" if citation.stance is Stance.SUPPORTS else f" {citation.stance}"
    parts = ("" if name == citation.source else name, f"[{citation.source}{stance}]", citation.locator)
    return " ".join(part.replace("|", "/") for part in parts if part)
