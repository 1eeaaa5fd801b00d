"""What the claims of a ledger stand on, found out: every claim as its article reads now, every citation looked up.

The articles as they are on disk count, whether or not somebody ran `claimcheck add` after an edit: what adding them
would do to the claims is done in memory first. Facts only (ledger/grounds.py); the rules say what is wrong with them.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from claimcheck.desk.adding import Read, add_article
from claimcheck.desk.checking import Reading
from claimcheck.desk.circles import Circles
from claimcheck.desk.citing import Subject, citations, examine, unmoved
from claimcheck.desk.facts import facts_of
from claimcheck.desk.project import Project
from claimcheck.desk.shelf import Shelf
from claimcheck.ledger.grounds import Examined, Grounded, Grounds, Held
from claimcheck.ledger.records import Article, Citation, Claim, Ledger, Place, Status
from claimcheck.ledger.status import UNKNOWN, standing
from claimcheck.ledger.views import FACTUAL
from claimcheck.pipeline import Spread
from claimcheck.settings import Settings

_AT = "0001-01-01T00:00:00+00:00"  # when an article is added for nothing: it is never written down

_KEPT = "grounds"
_Row = tuple[Examined, Held, str, bool]  # a citation without its source, and what became of that
_Kept = dict[str, tuple[tuple[_Row, ...], ...]]  # key of a document → what each of its claims cites, looked up


def grounds(
    project: Project,
    ledger: Ledger,
    readings: Sequence[Reading],
    settings: Settings,
    contested: Collection[str] = (),
    shelf: Shelf | None = None,
    spread: Spread | None = None,
) -> Grounds:
    """All claims of the articles and loose claims in `readings`, looked at. `contested`: ids of those in a conflict.

    `spread` is a `map` that may work on several pieces at once.
    """
    now = as_read(project, ledger, readings, settings)
    shelf = shelf or Shelf(project, ledger, settings)
    key = shelf.memory.key(_KEPT)
    kept = shelf.memory.recall(key, _KEPT)
    known = kept if isinstance(kept, dict) else {}
    desk = _Desk(now, shelf, Circles(shelf, now), frozenset(contested), frozenset(ledger.claims), known, {})
    work = [one for reading in readings if (one := _work(desk, reading)) is not None]
    shelf.fetch(sorted({id for one in work if one.key not in known for id in one.sources}), spread)
    claims = [grounded for one in work for grounded in _done(desk, one)]
    if desk.fresh.keys() != known.keys():
        shelf.memory.keep(key, desk.fresh, _KEPT)
    states = [state for id in ledger.sources if (state := shelf.state(id)) is not None]
    return Grounds(tuple(claims), tuple(states))


def as_read(project: Project, ledger: Ledger, readings: Sequence[Reading], settings: Settings) -> Ledger:
    """The ledger with the articles as they read now, as `add` would leave it."""
    facts = facts_of(settings)
    for reading in readings:
        if reading.article is None or reading.as_added:
            continue
        read = Read(reading.article.path, reading.article.sha256, reading)
        ledger, _ = add_article(ledger, read, facts, _AT, exists=lambda path: True)
    return ledger


class _Desk(NamedTuple):
    """What looking at claims needs."""

    ledger: Ledger  # with the articles as they read now
    shelf: Shelf
    circles: Circles
    contested: frozenset[str]
    known: frozenset[str]  # ids of the claims that are really in the ledger
    kept: _Kept  # what came of looking before
    fresh: _Kept  # what came of it now


class _Work(NamedTuple):
    """The claims of one document, what they cite, and what stands for all that their look-ups depend on."""

    key: str
    claims: Sequence[tuple[Claim, Subject]]
    article: Article | None
    sources: frozenset[str]


def _work(desk: _Desk, reading: Reading) -> _Work | None:
    claims = list(_claims(desk, reading))
    if not claims:
        return None
    article = desk.ledger.articles[reading.article.id] if reading.article is not None else None
    citing = [(claim.id, claim.text, claim.kind, citations(claim)) for claim, _ in claims]
    named = {c.source for _, _, _, cited in citing for c in cited} | set(article.sources if article else ())
    states = [(state.source, state.sha256) for id in sorted(named) if (state := desk.shelf.state(id)) is not None]
    key = desk.shelf.memory.key("grounds", reading.key, repr(citing), repr(states), desk.circles.about(article))
    return _Work(key, claims, article, frozenset(named))


def _done(desk: _Desk, work: _Work) -> Iterator[Grounded]:
    rows = desk.kept.get(work.key)
    if rows is None:
        found = [tuple(_cited(desk, claim, subject, work.article)) for claim, subject in work.claims]
        rows = tuple(tuple(map(_row, cited)) for cited in found)
    else:
        found = [tuple(_cited_again(desk, row) for row in cited) for cited in rows]
    desk.fresh[work.key] = rows
    for (claim, subject), cited in zip(work.claims, found, strict=True):
        yield _grounded(desk, claim, subject, cited, work.article)


def _row(cited: Examined) -> _Row:
    state = cited.state
    if state is None:
        return cited, Held.MISSING, "", False
    return cited._replace(state=None), state.held, state.why, state.opened


def _cited_again(desk: _Desk, row: _Row) -> Examined:
    cited, held, why, opened = row
    state = desk.shelf.state(cited.citation.source)
    return cited if state is None else cited._replace(state=state._replace(held=held, why=why, opened=opened))


def _claims(desk: _Desk, reading: Reading) -> Iterator[tuple[Claim, Subject]]:
    """The claims of one document, and where each is read."""
    document = reading.examined.document
    if not document.sentences:
        return
    if reading.article is None:
        claim = desk.ledger.claims.get(document.path.rpartition("#")[2])
        if claim is not None:
            yield claim, Subject(document, tuple(range(len(document.sentences))), 0, len(document.text))
        return
    starts = [document.origin(s.start) for s in document.sentences]
    for place in desk.ledger.articles[reading.article.id].layout:
        claim = desk.ledger.claims.get(place.claim)
        if claim is not None:
            yield claim, _subject(reading, place, starts)


def _subject(reading: Reading, place: Place, starts: Sequence[int]) -> Subject:
    document = reading.examined.document
    at = max(bisect_right(starts, place.start) - 1, 0)
    sentence = document.sentences[at]
    if starts[at] == place.start and place.end >= document.source_end(sentence.end):
        return Subject(document, (at,), sentence.start, sentence.end)
    offsets = range(sentence.start, sentence.end)  # a part of a sentence that a person split
    start, end = (offsets[0] + bisect_left(offsets, edge, key=document.origin) for edge in (place.start, place.end))
    return Subject(document, (at,), start, end)


def _grounded(
    desk: _Desk, claim: Claim, subject: Subject, cited: tuple[Examined, ...], article: Article | None
) -> Grounded:
    where = subject.document.locate(subject.start, subject.end)
    where = where._replace(claim_id=claim.id if claim.id in desk.known else None)
    contested = claim.id in desk.contested
    stands = standing(claim, contested, _hashes(desk, claim, cited))
    factual = claim.kind in FACTUAL and stands.status is not Status.NOT_APPLICABLE
    return Grounded(claim, where, stands, cited, article, factual)


def _cited(desk: _Desk, claim: Claim, subject: Subject, article: Article | None) -> Iterator[Examined]:
    """Each place in a source that counts for the claim now, looked at, and the sources of the whole article."""
    if claim.kind not in FACTUAL:
        return
    own = citations(claim)
    for citation in own:
        yield _looked(desk, examine(desk.shelf, subject, citation), article)
    named = {citation.source for citation in own}
    for id in article.sources if article is not None else ():
        if id not in named:
            yield _looked(desk, examine(desk.shelf, subject, Citation(id), inherited=True), article)


def _looked(desk: _Desk, examined: Examined, article: Article | None) -> Examined:
    itself = desk.circles.itself(article, examined.citation.source) if article is not None else ""
    return examined._replace(itself=itself) if itself else examined


def _hashes(desk: _Desk, claim: Claim, cited: Sequence[Examined]) -> Mapping[str, str]:
    """What the sources of a claim's verdicts hold now; a change away from what is cited is none."""
    if not claim.verdicts:
        return UNKNOWN
    found: dict[str, str] = {}
    for verdict in claim.verdicts:
        for citation in verdict.sources:
            state = desk.shelf.state(citation.source)
            if state is not None and (state.source.file or state.held is Held.MISSING):
                found[citation.source] = state.sha256
    return found | unmoved(claim, cited)
