"""What became of the claims a command worked on, a line each: id, where it stood, where it stands now, what it says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TextIO

from claimcheck.ledger.outcomes import Given
from claimcheck.ledger.records import Claim, Verdict
from claimcheck.ledger.views import ClaimView
from claimcheck.reporters import Look
from claimcheck.reporters.consistency import words
from claimcheck.reporters.encode import Json, encode
from claimcheck.reporters.ledger.records import changed_page, claim_record
from claimcheck.reporters.ledger.signs import STYLES, arrow_for, dots_for, marks_for
from claimcheck.reporters.paint import Line, paint
from claimcheck.reporters.records import SCHEMA_VERSION
from claimcheck.reporters.visible import cells, clipped, squeezed, visible


def write_given(given: Sequence[Given], stream: TextIO, look: Look) -> None:
    """A line for each claim; under it what does not follow from its status: other people's verdicts, a conflict."""
    paint(_lines(given, stream, look.width), stream, look)


def _lines(given: Sequence[Given], stream: TextIO, columns: int | None) -> Iterator[Line]:
    arrow, dots, marked = arrow_for(stream), dots_for(stream), marks_for(stream, columns)
    for one in given:
        now = one.view.status
        before = f"{one.view.claim.id}  "
        stands = marked(one.view.standing)
        moved = f"already {stands}" if one.repeated else f"{marked(one.was)} {arrow} {stands}"
        text = squeezed(one.view.claim.text)
        if columns is not None:
            text = clipped(text, max(columns - cells(before) - cells(moved) - 2, 20), dots)
        yield (before, "title"), (moved, STYLES[now]), (f"  {text}", "")
        last = one.view.claim.verdicts[-1] if one.view.claim.verdicts else None
        if last is not None and last.correction and not one.repeated:
            yield ("  should say: ", "dim"), (squeezed(last.correction), "")
        if one.view.standing.contested:
            names = ", ".join(conflict.id for conflict in one.view.conflicts)
            against = f"an open conflict names it{': ' if names else ''}{names}"
            yield ("  ", ""), (f"contested: {against}", "warning")
        for other in one.others:
            yield ("  ", ""), (f"both stand: {said(other)}", "warning")


def write_claims(views: Sequence[ClaimView], stream: TextIO, look: Look, remarks: Sequence[str] = ()) -> None:
    """A line for each claim as it is now: id, status, what it says; `remarks`: what was done to each, under it."""
    lines: list[Line] = []
    marked = marks_for(stream, look.width)
    for at, view in enumerate(views):
        before, status = f"{view.claim.id}  ", marked(view.standing, view.status)
        text = squeezed(view.claim.text)
        if look.width is not None:
            text = clipped(text, max(look.width - cells(before) - len(status) - 2, 20), dots_for(stream))
        lines.append(((before, "title"), (f"{status}  ", STYLES[view.status]), (text, "")))
        if at < len(remarks) and remarks[at]:
            lines.append(((f"  {visible(remarks[at])}", "dim"),))
    paint(lines, stream, look)


def write_removed(deleted: Sequence[Claim], kept: Sequence[Claim], stream: TextIO, look: Look) -> None:
    """A line for each claim that was taken away: whether it is deleted, or kept as gone, and what it says."""
    lines: list[Line] = []
    for word, style, claims in (("removed", "", deleted), ("kept as gone", "warning", kept)):
        for claim in claims:
            before, text = f"{claim.id}  {word}  ", squeezed(claim.text)
            if look.width is not None:
                text = clipped(text, max(look.width - cells(before), 20), dots_for(stream))
            lines.append(((f"{claim.id}  ", "title"), (f"{word}  ", style), (text, "")))
    paint(lines, stream, look)


def claims_text(views: Sequence[ClaimView], paths: Mapping[str, str], dry_run: bool, **more: Json) -> str:
    """Claims as they are now, as JSON. `paths`: article id → its path as the user would type it."""
    claims: list[Json] = [claim_record(v, paths.get(v.article.id, "") if v.article else "") for v in views]
    page: dict[str, Json] = {"schema_version": SCHEMA_VERSION, "claims": claims, **more, "dry_run": dry_run}
    return encode(page, pretty=True)


def said(verdict: Verdict) -> str:
    """A verdict in a few words: "disputed by Ada Holm, 2026-11-23"."""
    return visible(words.signed(verdict))


def given_text(given: Sequence[Given], paths: Mapping[str, str], remarks: Sequence[str], dry_run: bool) -> str:
    """The same as JSON. `paths`: claim id → its article's path as the user would type it."""
    claims: list[Json] = []
    for one in given:
        record = claim_record(one.view, paths.get(one.view.claim.id, ""))
        claims.append({**record, "was": one.was.label, "repeated": one.repeated})
    return changed_page("claims", claims, remarks, dry_run)
