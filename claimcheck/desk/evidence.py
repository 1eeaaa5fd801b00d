"""What one claim stands on, for a screen: each citation with the passage it means in the source as it is stored now.

Nothing of a confidential source leaves here but its id: screens are looked at over shoulders.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from claimcheck.desk.pages import Runs
from claimcheck.desk.project import Project
from claimcheck.desk.reporting import outward
from claimcheck.desk.showing import claim_detail, marked, views_of
from claimcheck.desk.sourcing import state_of
from claimcheck.ledger.consistency import ShownConflict
from claimcheck.ledger.details import ClaimDetail, Marked, SourceView
from claimcheck.ledger.grounds import HELD_UP, Drift, Examined, LookedUp
from claimcheck.ledger.records import Citation, Claim, Ledger, Source
from claimcheck.ledger.redaction import Redaction
from claimcheck.ledger.views import ClaimView
from claimcheck.model import Document
from claimcheck.settings import Settings

if TYPE_CHECKING:  # reading sources loads much, and a screen opens before it
    from claimcheck.desk.citing import Subject
    from claimcheck.desk.shelf import Shelf

_MARKS = " .,;:!?\"'\u201d\u2019"


class Evidence(NamedTuple):
    """One citation looked at. `spans`: the stretches of `document` that it means, the figures found there in `figures`.

    `document` is None where there is no text to be shown; `state` is that of desk.sourcing, "" for a person or an
    address never fetched; `change`: what became of a passage that was changed, word by word.
    """

    citation: Citation
    source: Source | None
    state: str = ""
    examined: Examined | None = None
    document: Document | None = None
    spans: tuple[tuple[int, int], ...] = ()
    figures: tuple[tuple[int, int], ...] = ()
    place: str = ""
    change: Marked = ()
    inherited: bool = False

    @property
    def drifted(self) -> bool:
        """True where the source changed at the very place that is cited."""
        return self.examined is not None and self.examined.drift is Drift.CITED


class Beside(NamedTuple):
    """All that stands beside a claim on a screen: the claim with its history, and what it stands on."""

    detail: ClaimDetail
    evidence: tuple[Evidence, ...] = ()


def beside(project: Project, ledger: Ledger, id: str, settings: Settings) -> Beside:
    """What stands beside a claim, as far as the ledger tells: no source is read for it."""
    from claimcheck import pipeline

    redaction = Redaction(ledger)
    detail = claim_detail(project, ledger, id)
    article = detail.view.article
    context = settings.context(written_on(article.dateline if article else ""))
    figures = tuple(pipeline.figures(detail.view.claim.text, context))
    found = _evidence(project, ledger, detail, None, redaction)
    return Beside(_outward(detail, redaction)._replace(figures=figures), tuple(found))


def looked_into(project: Project, ledger: Ledger, found: Beside, shelf: Shelf) -> Beside:
    """The same with every source that the claim cites opened, and looked into."""
    return found._replace(evidence=tuple(_evidence(project, ledger, found.detail, shelf, Redaction(ledger))))


def shelf_of(project: Project, ledger: Ledger, settings: Settings) -> Shelf:
    """The sources of a ledger, to be opened as they are asked for; one for as long as the ledger stays as it is."""
    from claimcheck.desk.shelf import Shelf

    return Shelf(project, ledger, settings)


def written_on(day: str) -> date | None:
    """The day an article was written on, as the ledger has it."""
    try:
        return date.fromisoformat(day)
    except ValueError:
        return None


def _outward(detail: ClaimDetail, redaction: Redaction) -> ClaimDetail:
    if not redaction.ids:
        return detail
    return detail._replace(
        view=outward(detail.view, redaction),
        past=tuple((redaction.verdict(verdict), why) for verdict, why in detail.past),
        sources={id: redaction.source(source) for id, source in detail.sources.items()},
        conflicts=tuple(_decided(shown, redaction) for shown in detail.conflicts),
    )


def _decided(shown: ShownConflict, redaction: Redaction) -> ShownConflict:
    made = shown.decision
    made = made._replace(note=redaction.text(made.note)) if made is not None else None
    return shown._replace(conflict=redaction.conflict(shown.conflict), decision=made)


# --- citations --------------------------------------------------------------------------------------------------------


def _evidence(
    project: Project, ledger: Ledger, detail: ClaimDetail, shelf: Shelf | None, redaction: Redaction
) -> list[Evidence]:
    from claimcheck.desk.citing import citations

    claim, article = ledger.claims[detail.view.claim.id], detail.view.article
    own = [(citation, False) for citation in citations(claim)]
    named = {citation.source for citation, _ in own}
    above = [(Citation(id), True) for id in (article.sources if article else ()) if id not in named]
    subject = _subject(claim, shelf) if shelf is not None and (own or above) else None
    return [
        _looked(project, ledger, shelf, subject, citation, inherited, redaction)
        for citation, inherited in (*own, *above)
    ]


def _subject(claim: Claim, shelf: Shelf) -> Subject | None:
    from claimcheck import pipeline
    from claimcheck.desk.citing import Subject

    document = pipeline.analyse(pipeline.from_text(claim.text, claim.id), shelf.settings)
    if not document.sentences:
        return None
    return Subject(document, tuple(range(len(document.sentences))), 0, len(document.text))


def _looked(
    project: Project,
    ledger: Ledger,
    shelf: Shelf | None,
    subject: Subject | None,
    citation: Citation,
    inherited: bool,
    redaction: Redaction,
) -> Evidence:
    source = ledger.sources.get(citation.source)
    if source is None:
        return Evidence(citation, None, inherited=inherited)
    bare = Evidence(
        redaction.citation(citation), redaction.source(source), state_of(project, source), inherited=inherited
    )
    if shelf is None or subject is None:
        return bare
    from claimcheck.desk.citing import cited_spans, examine
    from claimcheck.sources.passages import place_of

    examined = examine(shelf, subject, citation, inherited=inherited)
    bare = bare._replace(examined=examined)
    book = shelf.book(citation.source) if examined.state is not None and examined.state.sha256 else None
    if book is None or source.confidential:
        return bare
    spans = tuple(cited_spans(citation, book))
    figures = tuple(_found(examined.figures, book.document))
    first = min((spans or figures), default=(-1, -1))[0]
    return bare._replace(
        document=book.document,
        spans=spans,
        figures=figures,
        place=place_of(book.document, first) if first >= 0 else "",
        change=_change(examined),
    )


def _change(examined: Examined) -> Marked:
    """What became of the words that are cited; the marks after the last of them are no change."""
    was, now = (text.rstrip(_MARKS) for text in (examined.was, examined.now))
    return marked(was, now) if was and now else ()


def _found(figures: tuple[LookedUp, ...], document: Document) -> list[tuple[int, int]]:
    """Where in a source's text the figures of a claim were found, those too that say another value."""
    runs = Runs(document)
    places = [one.place for one in figures if one.place is not None]
    return sorted({(runs.start(place.start.offset), runs.end(place.end.offset)) for place in places})


def held_up(evidence: Evidence) -> tuple[int, int]:
    """How many of the claim's figures the source bears out, of how many that it was asked for."""
    figures = evidence.examined.figures if evidence.examined is not None else ()
    return sum(one.lookup in HELD_UP for one in figures), len(figures)


# --- a source and all that stands on it -------------------------------------------------------------------------------


class Use(NamedTuple):
    """A claim that stands on a source: where it cites it."""

    view: ClaimView
    evidence: tuple[Evidence, ...]

    @property
    def drifted(self) -> bool:
        """True where what the claim cites has changed."""
        return any(one.drifted for one in self.evidence)


class Standpoint(NamedTuple):
    """A source, and the claims that stand on it in reading order. `looked`: how many of them were looked into."""

    shown: SourceView
    uses: tuple[Use, ...] = ()
    looked: int = 0
    document: Document | None = None


_LOOKED_INTO = 400  # claims of one source whose places are looked up for a screen


def standpoint(project: Project, ledger: Ledger, shown: SourceView, shelf: Shelf | None = None) -> Standpoint:
    """What stands on a source. With `shelf` it is opened and each place cited looked up; without, nothing is read."""
    from claimcheck.desk.citing import citations

    redaction = Redaction(ledger)
    views = sorted(views_of(project, ledger, [id for id in shown.claims if id in ledger.claims]), key=_reading_order)
    uses = []
    for number, view in enumerate(views):
        own = [c for c in citations(view.claim) if c.source == shown.source.id]
        opened = shelf if number < _LOOKED_INTO else None
        subject = _subject(view.claim, opened) if opened is not None and own else None
        found = tuple(_looked(project, ledger, opened, subject, c, False, redaction) for c in own)
        uses.append(Use(outward(view, redaction), found))
    secret = shown.source.id in redaction.ids
    book = shelf.book(shown.source.id) if shelf is not None and not secret else None
    outside = shown._replace(source=redaction.source(shown.source), path="" if secret else shown.path)
    looked = min(len(uses), _LOOKED_INTO) if shelf is not None else 0
    return Standpoint(outside, tuple(uses), looked, book.document if book is not None else None)


def _reading_order(view: ClaimView) -> tuple[str, int, str]:
    path = view.article.path if view.article else "\U0010ffff"
    return path, view.place.start if view.place else 0, view.claim.id
