"""What is known of the figure under the cursor: how it was read, what that is in other units, what it was taken to be
about, what stands against it, and what the ledger says of its claim.

Everything quoted comes from an article or a ledger, so nobody vouches for it: it is made visible, and for editors that
render Markdown every character that could mean something there is escaped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from decimal import Decimal
from typing import NamedTuple

from claimcheck.desk.writing import claims_within
from claimcheck.errors import LedgerError
from claimcheck.interval import Interval
from claimcheck.ledger.views import ClaimView
from claimcheck.lexicon.units import unit_table
from claimcheck.lsp.checker import Checked
from claimcheck.model import Claim, Document, Figure, Finding
from claimcheck.reporters.abouts import rows
from claimcheck.reporters.readings import read_as
from claimcheck.reporters.visible import squeezed
from claimcheck.wording import number, plural, reading

Row = tuple[str, str]  # what it is, what is known

_ACTIVE = re.compile(r"[\\`*_\[\]<~@]|&(?=#?\w+;)|:(?=//)|(?<=www)\.|^[#+>-]|^\d+[.)](?=\s)", re.IGNORECASE)
_DIGITS = 12  # of a number shown in its own unit: all that were written
_EXACT = ("exact", "")
_NAMED = ("ratio", "ordinal", "score")  # kinds whose number alone would say little: "a third" is 33.3%
# Of what a figure was taken to be about, what helps a writer; the rest is how the program reasons.
_ABOUT = (
    "measures",
    "belongs to",
    "also involved",
    "told apart by",
    "when",
    "which one",
    "said by",
    "denied",
    "asserted",
)


class Found(NamedTuple):
    """A figure of an analysed text: the claim that holds it, and which of its figures it is."""

    claim: Claim
    at: int

    @property
    def figure(self) -> Figure:
        """The figure itself."""
        return self.claim.figures[self.at]


def figure_at(document: Document, offset: int) -> Found | None:
    """The figure at an offset of the file, or just before it; the narrowest where one stands inside another."""
    found = []
    for claim in document.claims:
        for at, figure in enumerate(claim.figures):
            start, end = span(document, figure)
            if start <= offset <= end:
                found.append((offset == end, end - start, Found(claim, at)))
    return min(found, key=lambda row: row[:2])[2] if found else None


def span(document: Document, figure: Figure) -> tuple[int, int]:
    """Where a figure stands in the file: from offset, to offset."""
    return document.origin(figure.start), document.source_end(figure.end)


def claim_of(checked: Checked, found: Found) -> ClaimView | None:
    """The claim of the ledger that a figure stands in, as far as the ledger knows the sentence."""
    desk = checked.desk
    if desk is None:
        return None
    place = found.figure.start, found.figure.end
    with suppress(LedgerError):  # a record that is damaged: the check has told
        return claims_within(desk.project, desk.ledger, desk.draft, checked.document, [place]).get(place[0])
    return None


def lines(checked: Checked, found: Found, view: ClaimView | None) -> tuple[str, list[Row]]:
    """The heading of a hover, and its rows; nothing is escaped yet. `view`: the claim of the ledger, if it has one."""
    figure = found.figure
    told = [*_read(figure, checked.document, checked.settings.language)]
    told += [row for row in rows(checked.document, found.claim, found.at) if row[0] in _ABOUT]
    against = [finding for finding in checked.findings if _names(checked, finding, figure)]
    known = {conflict.fingerprint: conflict.id for conflict in view.conflicts} if view is not None else {}
    told += (_against(finding, known.get(finding.fingerprint, "")) for finding in against)
    if view is not None:
        told += _claim(view, frozenset(finding.fingerprint for finding in against))
    return figure.surface, told


def as_markdown(heading: str, told: Sequence[Row]) -> str:
    """The hover for an editor that renders Markdown."""
    body = "\n".join(f"- {escaped(label)}: {escaped(text)}" for label, text in told)
    return f"**{escaped(heading)}**\n\n{body}" if body else f"**{escaped(heading)}**"


def as_text(heading: str, told: Sequence[Row]) -> str:
    """The hover for one that does not."""
    return "\n".join((squeezed(heading), *(f"{squeezed(label)}: {squeezed(text)}" for label, text in told)))


def escaped(text: str) -> str:
    """A text as Markdown that shows it as it is, on one line: no mark-up, link, HTML or unseen character in it."""
    return _ACTIVE.sub(lambda match: "".join(f"\\{c}" if not c.isalnum() else c for c in match[0]), squeezed(text))


# --- how it was read --------------------------------------------------------------------------------------------------


def _read(figure: Figure, document: Document, language: str) -> Iterator[Row]:
    if figure.when is not None:
        yield from _dated(figure, document)
        return
    change = f"{figure.change} " if figure.change in ("by", "from", "to") else ""
    more = ", more than there were" if figure.change == "more" else ""
    if figure.kind in _NAMED:
        yield "read as", read_as(figure, language)
        return
    as_read = f"{reading(figure)}{f' per {figure.per}' if figure.per else ''}"
    yield "read as", f"{change}{as_read}{more}"
    own = _own_scale(figure, language)
    if own is not None:
        written = _interval(figure.tight, own, figure) if figure.tight is not None else ""
        rounded = _interval(figure.loose, own, figure) if figure.loose is not None else ""
        if written and written != as_read:
            yield "as written", written
        if rounded and rounded != written:
            yield "as it may be rounded", rounded
    others = list(conversions(figure, language))
    if others:
        yield "that is", " · ".join(others)


def _dated(figure: Figure, document: Document) -> Iterator[Row]:
    """A date or time: its day, and which days that is as far as the text and its dateline tell."""
    when = figure.when
    assert when is not None
    yield "read as", "a day that the text does not tell" if "X" in when.value else read_as(figure)
    if when.first is not None and when.first == when.last:
        yield "weekday", when.first.strftime("%A")
    elif when.first is not None and when.last is not None:
        yield "days", f"{when.first} to {when.last}"
    if when.relative and document.dateline is not None:
        yield "reckoned from", f"the dateline, {document.dateline}"
    elif when.first is None and when.last is None and document.dateline is None and figure.kind == "date":
        yield "reckoned from", "nothing: no dateline is known"


Scale = tuple[Decimal, Decimal]  # factor and shift from a unit to the base unit of its dimension


def _own_scale(figure: Figure, language: str) -> Scale | None:
    """How the figure's own unit leads to its base unit; None where that is not known."""
    if figure.base is None or not figure.base.unit:
        return Decimal(1), Decimal(0)
    unit = unit_table(language).units.get(figure.unit)
    if unit is None or (figure.kind == "money" and unit.base != figure.base.unit):
        return None
    shift = Decimal(0) if figure.change == "by" else unit.shift
    for end, base in ((figure.low, figure.base.low), (figure.high, figure.base.high)):
        if end is not None and base is not None and abs(end * unit.factor + shift - base) > abs(base) / 1000:
            return None  # a unit of another factor here: a British gallon
    return unit.factor, shift


def _interval(of: Interval, scale: Scale, figure: Figure) -> str:
    """An interval of base units in the figure's own: "34.5 to under 35.5 kilometres", "up to 20.5 miles"."""
    factor, shift = scale
    low, high = (None if end is None else _plain((end - shift) / factor) for end in of[:2])
    sign = "%" if figure.kind == "percent" else ""
    single = "1" in (low, high) and low in (None, "0", "1")
    unit = "" if sign or not figure.unit else f" {figure.unit if single else plural(figure.unit)}"
    unit = sign + unit + (f" per {figure.per}" if figure.per else "")
    if low is not None and high is not None and low == high:
        return f"{low}{unit}" if figure.modifier in _EXACT else ""
    if high is None:
        return "" if low is None else f"over {low}{unit}" if of.low_open else f"{low}{unit} or more"
    if low is None:
        return f"under {high}{unit}" if of.high_open else f"up to {high}{unit}"
    return f"{'over ' * of.low_open}{low} to {'under ' * of.high_open}{high}{unit}"


def _converted(value: Decimal) -> str:
    """A number to three digits: more were never measured."""
    places = 2 - value.adjusted() if value else 0
    return number(round(value, places) if places < 0 else value, 3)


def _plain(value: Decimal) -> str:
    return number(round(value, 9), _DIGITS)


def conversions(figure: Figure, language: str = "en") -> Iterator[str]:
    """A measure in the units that people use, three digits of each: "32.2 kilometres", "12.4 miles"."""
    base = figure.base
    if figure.kind not in ("measure", "duration") or base is None or not _certain(figure, language):
        return
    ends = tuple(dict.fromkeys(end for end in (base.low, base.high) if end is not None))
    if not ends and figure.value is not None and (scale := _scale_of(figure, language)) is not None:
        ends = (figure.value * scale[0] + scale[1],)
    if figure.modifier == "at-most" and len(ends) == 2:
        ends = ends[1:]  # "within 20 miles" begins at 0
    for system in unit_table(language).everyday.get(figure.dimension, ()) if ends else ():
        for unit, many in system:
            shift = Decimal(0) if figure.change == "by" else unit.shift
            amounts = [(end - shift) / unit.factor for end in ends]
            if max(map(abs, amounts)) < 1 and unit is not system[-1][0]:
                continue
            if unit.name != figure.unit:
                told = [_converted(amount) for amount in amounts]
                per = f" per {figure.per}" if figure.per else ""
                yield f"{' to '.join(dict.fromkeys(told))} {many}{per}"
            break


def _certain(figure: Figure, language: str) -> bool:
    """False for a unit that may be one of two: degrees of no scale, a gallon that is another one in Britain."""
    table = unit_table(language)
    unit = table.units.get(figure.unit)
    if unit is None or unit.british is not None:
        return False
    return unit.dimension != "temperature" or figure.unit in table.metric


def _scale_of(figure: Figure, language: str) -> Scale | None:
    unit = unit_table(language).units.get(figure.unit)
    return None if unit is None else (unit.factor, Decimal(0) if figure.change == "by" else unit.shift)


# --- what stands against it, and what the ledger says -----------------------------------------------------------------


def _names(checked: Checked, finding: Finding, figure: Figure) -> bool:
    """True where a side of the finding in this text is the figure, or holds it."""
    start = checked.document.origin(figure.start)
    return any(checked.own(w.path) and w.start.offset <= start < w.end.offset for w in finding.locations)


def _against(finding: Finding, conflict: str) -> Row:
    """A finding; with the id of the conflict of the ledger that it is."""
    return f"{finding.severity.label} {finding.code}", f"{finding.message}{f' ({conflict}, open)' if conflict else ''}"


def _claim(view: ClaimView, told: frozenset[str]) -> Iterator[Row]:
    """Where the claim stands, its verdicts, and the open conflicts that were not `told` of already."""
    claim, standing = view.claim, view.standing
    status = f"{standing.status}, and contested" if standing.contested else str(standing.status)
    yield "claim", f"{claim.id}, {status}{f': {standing.why}' if standing.why else ''}"
    for verdict in standing.verdicts:
        note = f": {verdict.note}" if verdict.note else ""
        said = f", should say “{verdict.correction}”" if verdict.correction else ""
        yield str(verdict.status), f"by {verdict.by}, {verdict.at[:10]}{said}{note}"
    for conflict in (c for c in view.conflicts if c.fingerprint not in told):
        yield "open conflict", f"{conflict.id} {conflict.code} {conflict.message}"
