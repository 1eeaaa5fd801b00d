"""Passages of sources: those attached to claims as quotes, and those that may support or contradict one."""

from __future__ import annotations

from collections.abc import Sequence
from shlex import quote
from typing import NamedTuple, TextIO

from claimcheck.characters import UNSAFE
from claimcheck.ledger.records import Claim, Source
from claimcheck.reporters import Look
from claimcheck.reporters.encode import Json, encode
from claimcheck.reporters.paint import Line, paint
from claimcheck.reporters.records import SCHEMA_VERSION
from claimcheck.reporters.visible import squeezed

Object = dict[str, Json]


class Quote(NamedTuple):
    """A quote that was looked up: what came of it, the words kept, where they stand, the claims that have them now."""

    outcome: str
    source: str
    words: str
    locator: str
    claims: tuple[str, ...]
    already: tuple[str, ...]  # those of `claims` that had it before


def write_quote(done: Quote, source: Source, stream: TextIO, look: Look) -> None:
    """A line for each claim: that it quotes the source now, where, and the words."""
    where = squeezed(f"{source.id} {source.name}, {done.locator}")
    lines: list[Line] = []
    for id in done.claims:
        told = "quotes already" if id in done.already else "quotes"
        lines.append(
            ((f"{id}  ", "title"), (f"{told} ", "good"), (where, "place"), (f': "{squeezed(done.words)}"', ""))
        )
    paint(lines, stream, look)


def quote_text(
    done: Quote,
    places: Sequence[tuple[str, str]],
    said: str,
    forgiven: Sequence[str],
    elsewhere: bool,
    dry_run: bool,
) -> str:
    """The same as JSON. `places`: (words, where) of every place, or of the nearest passage where it is not found."""
    page: Object = {
        "schema_version": SCHEMA_VERSION,
        "outcome": "elsewhere" if elsewhere else done.outcome,
        "source": done.source,
        "quote": done.words,
        "locator": done.locator or None,
        "claims": list(done.claims),
        "already": list(done.already),
        "places": [{"text": words, "locator": locator} for words, locator in places],
        "differs": said or None,
        "forgiven": list(forgiven),
        "dry_run": dry_run,
    }
    return encode(page, pretty=True)


# --- suggestions ------------------------------------------------------------------------------------------------------

_STANCES = {"supports": ("its figures agree", "good"), "contradicts": ("its figures contradict", "error")}


class Suggested(NamedTuple):
    """A passage that may tell about a claim. `figures`: surface in the claim, what came of it here, in words."""

    claim: str
    source: Source
    words: str
    locator: str
    score: float
    common: tuple[str, ...]
    stance: str
    figures: tuple[tuple[str, str, str], ...]

    @property
    def command(self) -> str:
        """The line that attaches it, for a POSIX shell."""
        stance = ["--stance", self.stance] if self.stance == "contradicts" else []
        words = [
            "claimcheck",
            "source",
            "quote",
            self.claim,
            self.source.id,
            " ".join(UNSAFE.sub(" ", self.words).split()),
            *stance,
        ]
        return " ".join(map(quote, words))


Rows = Sequence[tuple[Claim, Sequence[Suggested]]]


def write_suggestions(rows: Rows, stream: TextIO, look: Look) -> None:
    """Each claim, its passages under it, under each what it has to do with the claim and the line to type."""
    lines: list[Line] = []
    for number, (claim, found) in enumerate(rows):
        lines += [()] if number else []
        lines.append(((f"{claim.id}  ", "title"), (squeezed(claim.text), "")))
        for at, one in enumerate(found, 1):
            lines += _passage(at, one)
    paint(lines, stream, look)


def _passage(at: int, one: Suggested) -> list[Line]:
    where = squeezed(f"{one.source.id} {one.source.name}, {one.locator}")
    stance, style = _STANCES.get(one.stance, ("", ""))
    lines: list[Line] = [
        ((f"{at:>3}  ", "dim"), (where, "place"), (f"  {stance}", style)),
        (("     ", ""), (f'"{squeezed(one.words)}"', "")),
        (("     in common: ", "dim"), (squeezed(", ".join(one.common)), "")),
    ]
    for surface, outcome, said in one.figures:
        if outcome == "absent":  # most passages lack most figures
            continue
        told = f"{surface}: {outcome}" + (f", {said}" if said else "")
        lines.append((("     figure ", "dim"), (squeezed(told), "error" if outcome == "contradicted" else "")))
    return [*lines, (("     ", ""), (one.command, "help"))]


def suggestions_text(rows: Rows, remarks: Sequence[str]) -> str:
    """The same as JSON; `command` is the line that attaches the passage."""
    claims: list[Json] = [
        {"id": claim.id, "text": claim.text, "suggestions": [_record(one) for one in found]} for claim, found in rows
    ]
    return encode({"schema_version": SCHEMA_VERSION, "claims": claims, "remarks": list(remarks)}, pretty=True)


def _record(one: Suggested) -> Object:
    return {
        "source": one.source.id,
        "name": one.source.name,
        "locator": one.locator,
        "text": one.words,
        "score": round(one.score, 3),
        "common": list(one.common),
        "stance": one.stance or None,
        "figures": [{"figure": f, "outcome": outcome, "said": said or None} for f, outcome, said in one.figures],
        "command": one.command,
    }
