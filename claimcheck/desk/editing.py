"""Changing claims themselves: what they are called, what they cite, splitting one in two, taking one away.

A verdict is never lost by any of it: a claim with verdicts may go out of sight, as one that its article has no more,
but it stays in the ledger.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from claimcheck.desk.parts import raw_offset
from claimcheck.desk.project import Project, sha256
from claimcheck.errors import ClaimcheckError, UsageError
from claimcheck.ledger.ids import new_ids
from claimcheck.ledger.records import Article, Change, Citation, Claim, Conflict, Ledger, Place, Revision, Side, Status
from claimcheck.ledger.status import standing
from claimcheck.ledger.texts import digest, folded
from claimcheck.model import Context


class Edit(NamedTuple):
    """What is to become of some claims; None: as it is."""

    text: str | None = None
    kind: str | None = None
    attribution: str | None = None
    note: str | None = None
    tag: Sequence[str] = ()
    untag: Sequence[str] = ()
    cite: Sequence[Citation] = ()
    uncite: Sequence[str] = ()  # ids of sources


class Removed(NamedTuple):
    """What was taken away: claims and articles that are deleted, and claims that are only kept as gone."""

    ledger: Ledger
    deleted: tuple[Claim, ...] = ()
    kept: tuple[Claim, ...] = ()
    articles: tuple[Article, ...] = ()
    conflicts: tuple[Conflict, ...] = ()  # that have no second side any more


def edited(ledger: Ledger, ids: Sequence[str], edit: Edit, at: str) -> Ledger:
    """The ledger with the claims changed. Raises UsageError, and then nothing has changed."""
    changed = [new for id in ids if (new := _edited(ledger, ledger.claims[id], edit, at)) != ledger.claims[id]]
    return ledger.put(*changed) if changed else ledger


def _edited(ledger: Ledger, claim: Claim, edit: Edit, at: str) -> Claim:
    if edit.text is not None:
        claim = _reworded(ledger, claim, " ".join(edit.text.split()), at)
    lost = set(edit.uncite) - {citation.source for citation in claim.sources}
    if lost:
        raise UsageError(f"{claim.id} does not cite {sorted(lost)[0]} itself", "a verdict's sources stay with it")
    missing = [tag for tag in edit.untag if tag not in claim.tags]
    if missing:
        raise UsageError(f'{claim.id} has no tag "{missing[0]}"', f"it has: {', '.join(claim.tags) or 'none'}")
    kept = [citation for citation in claim.sources if citation.source not in edit.uncite]
    fresh = [c for c in edit.cite if not any(_place(c) == _place(old) for old in kept)]
    tags = [tag for tag in claim.tags if tag not in edit.untag]
    return claim._replace(
        kind=claim.kind if edit.kind is None else edit.kind,
        attribution=claim.attribution if edit.attribution is None else " ".join(edit.attribution.split()),
        note=claim.note if edit.note is None else edit.note.strip(),
        sources=(*kept, *fresh),
        tags=tuple(sorted({*tags, *edit.tag})) if edit.tag or edit.untag else claim.tags,
    )


def _place(citation: Citation) -> tuple[str, ...]:
    return citation.source, citation.stance, citation.locator, citation.quote


def _reworded(ledger: Ledger, claim: Claim, text: str, at: str) -> Claim:
    article = ledger.articles.get(claim.article)
    if article is not None:
        raise UsageError(
            f"{claim.id} is a sentence of {article.path}: its text is what the article says",
            "change the article and add it again; what it should say goes with claimcheck correct",
        )
    if not text:
        raise UsageError("a claim needs a text", f"claimcheck remove {claim.id} takes it away")
    if folded(text) == folded(claim.text):
        return claim._replace(text=text)
    revision = Revision(at, Change.CHANGED, claim.text, digest(text))
    return claim._replace(text=text, revisions=(*claim.revisions, revision))


# --- splitting --------------------------------------------------------------------------------------------------------


def split_claim(
    project: Project, ledger: Ledger, id: str, begins: Sequence[str], at: str, *, keep_verdicts: bool = False
) -> tuple[Ledger, tuple[str, ...]]:
    """The ledger with a claim in two or more, the later ones beginning at these words; the ids of all. UsageError.

    The first part goes on under the claim's id. Every part carries what was concluded about the whole, as the past;
    with `keep_verdicts` as its own, which is right only where all of it was verified.
    """
    claim = ledger.claims[id]
    if claim.gone:
        raise UsageError(f"{id} stands in its article no more")
    if keep_verdicts and any(v.status is not Status.VERIFIED for v in standing(claim).verdicts):
        raise UsageError(
            f"{id} is not simply verified: what is wrong with the whole need not be wrong with each part",
            "split it without --keep-verdicts",
        )
    offsets = _beginnings(claim, begins)
    texts = [claim.text[a:b].strip() for a, b in zip([0, *offsets], [*offsets, None], strict=True)]
    ids = (id, *new_ids("claims", len(offsets), ledger.claims))
    first = claim.part_of or id
    parts = []
    for own, text in zip(ids, texts, strict=True):
        others = tuple(other for other in ids if other != own)
        revision = Revision(at, Change.SPLIT, claim.text, digest(text), keep_verdicts, others)
        part = claim._replace(
            id=own, text=text, kind=_kind(claim, text), revisions=(*claim.revisions, revision), part_of=first
        )
        parts.append(part if own == id else part._replace(added=at))
    conflicts = [new for old in ledger.conflicts.values() if (new := _sides(old, claim, parts)) != old]
    article = ledger.articles.get(claim.article)
    records: list[Article | Claim | Conflict] = [*parts, *conflicts]
    if article is not None:
        records.append(article._replace(layout=_layout(project, article, ids, claim.text, offsets)))
    return ledger.put(*records), ids


def _kind(whole: Claim, text: str) -> str:
    """What a part is: a part without a figure is no number."""
    from claimcheck import pipeline

    return "fact" if whole.kind == "number" and not pipeline.figures(text, Context()) else whole.kind


def _beginnings(claim: Claim, begins: Sequence[str]) -> list[int]:
    """Where in the text these words stand, each once and not at its beginning."""
    offsets = []
    for words in begins:
        wanted = " ".join(words.split())
        text, many = claim.text, claim.text.count(wanted) if wanted else 0
        if many == 0 and len(wanted.casefold()) == len(wanted) and len(claim.text.casefold()) == len(claim.text):
            text, wanted = claim.text.casefold(), wanted.casefold()
            many = text.count(wanted) if wanted else 0
        if many != 1:
            problem = f'does not say "{words}"' if many == 0 else f'says "{words}" {many} times'
            raise UsageError(f"{claim.id} {problem}: where does the next claim begin?", f'it says: "{claim.text}"')
        offset = text.index(wanted)
        if not any(letter.isalnum() for letter in claim.text[:offset]):
            raise UsageError(f'nothing stands before "{words}"', f'{claim.id} says: "{claim.text}"')
        offsets.append(offset)
    ordered = sorted(set(offsets))
    if len(ordered) < len(offsets):
        raise UsageError("two of the claims would begin at the same words")
    return ordered


def _sides(conflict: Conflict, whole: Claim, parts: Sequence[Claim]) -> Conflict:
    """The conflict with each side that named the whole at the part its figure stands in."""

    def moved(side: Side) -> Side:
        if side.claim != whole.id:
            return side
        inside = [part.id for part in parts if folded(side.surface) in folded(part.text)]
        return side._replace(claim=inside[0]) if len(inside) == 1 else side

    return conflict._replace(sides=tuple(map(moved, conflict.sides)))


def _layout(
    project: Project, article: Article, ids: Sequence[str], text: str, offsets: Sequence[int]
) -> tuple[Place, ...]:
    """The article's layout with the place of the first of `ids` divided among all of them."""
    places: list[Place] = []
    for place in article.layout:
        if place.claim != ids[0]:
            places.append(place)
            continue
        cuts = _cuts(project, article, place, text, offsets)
        begins = [(place.start, place.line), *((begin, line) for _, begin, line in cuts)]
        ends = [*(end for end, _, _ in cuts), place.end]
        places += [Place(id, start, end, line) for id, (start, line), end in zip(ids, begins, ends, strict=True)]
    return tuple(places)


def _cuts(
    project: Project, article: Article, place: Place, text: str, offsets: Sequence[int]
) -> list[tuple[int, int, int]]:
    """For each later part: where in the file the one before ends, where it begins, and on which line.

    Exact while the file is what was added, else near enough for a reader; adding the article again makes it exact.
    """
    from claimcheck import pipeline

    ends = [len(text[:offset].rstrip()) for offset in offsets]
    file = project.root / article.path
    rough = [(place.start + end, place.start + begin, place.line) for end, begin in zip(ends, offsets, strict=True)]
    rough = [(min(end, place.end), min(begin, place.end), line) for end, begin, line in rough]
    if not article.sha256 or sha256(file) != article.sha256:
        return rough
    try:
        document = pipeline.read(file.read_bytes(), article.path)
    except (OSError, ClaimcheckError):
        return rough
    letters = (at for at, letter in enumerate(document.text) if not letter.isspace())
    first = next((at for at in letters if document.origin(at) >= place.start), None)
    if first is None:
        return rough
    exact = []
    for end, begin in zip(ends, offsets, strict=True):
        start = document.origin(raw_offset(document.text, first, begin))
        stop = document.source_end(raw_offset(document.text, first, end))
        exact.append((stop, start, document.position(start).line))
    return exact


# --- taking away ------------------------------------------------------------------------------------------------------


def removed(
    ledger: Ledger, ids: Sequence[str], articles: Sequence[str], at: str, *, force: bool = False, why: str = ""
) -> Removed:
    """The ledger without these claims and articles. Raises UsageError where verdicts would go out of sight.

    With `force` a claim with verdicts is kept as gone, with `why` in its note.
    """
    inside = [place.claim for id in articles for place in ledger.articles[id].layout]
    past = [c.id for c in ledger.claims.values() if c.article in articles]
    claims = [ledger.claims[id] for id in dict.fromkeys((*ids, *inside, *past)) if id in ledger.claims]
    judged = [claim for claim in claims if claim.verdicts]
    standing_in = [claim for claim in judged if not claim.gone]
    if standing_in and not force:
        many = sum(len(claim.verdicts) for claim in standing_in)
        which = standing_in[0].id if len(standing_in) == 1 else f"{len(standing_in)} of these claims"
        verdicts = "a verdict" if many == 1 else f"{many} verdicts"
        raise UsageError(
            f"{which} {'has' if len(standing_in) == 1 else 'have'} {verdicts}, and nothing was removed",
            "--force takes such claims out of sight; what was concluded stays in the ledger (claimcheck list --gone)",
        )
    already = [claim for claim in judged if claim.gone and claim.id in ids]
    if already:
        raise UsageError(f"{already[0].id} is gone already, and is kept for its verdicts")
    deleted = tuple(claim for claim in claims if not claim.verdicts)
    kept = tuple(c._replace(gone=at, note=" · ".join(filter(None, (c.note, why)))) for c in standing_in)
    out = {claim.id for claim in (*deleted, *kept)}
    emptied = [_without(article, out) for article in ledger.articles.values()]
    changed = [a for a in emptied if a != ledger.articles[a.id] and a.id not in articles]
    ledger = ledger.put(*kept, *changed).drop("claims", *(claim.id for claim in deleted))
    ledger, taken = _drop_articles(ledger, articles, at)
    ledger, alone = _drop_conflicts(ledger, out, at)
    return Removed(ledger, deleted, kept, taken, alone)


def _without(article: Article, claims: set[str]) -> Article:
    layout = tuple(place for place in article.layout if place.claim not in claims)
    return article if len(layout) == len(article.layout) else article._replace(layout=layout)


def _drop_articles(ledger: Ledger, ids: Sequence[str], at: str) -> tuple[Ledger, tuple[Article, ...]]:
    """Articles go altogether, but those that verdicts were given in stay as gone."""
    taken = tuple(ledger.articles[id] for id in ids)
    held = {claim.article for claim in ledger.claims.values()}
    ledger = ledger.put(*(a._replace(layout=(), gone=a.gone or at) for a in taken if a.id in held))
    return ledger.drop("articles", *(a.id for a in taken if a.id not in held)), taken


def _drop_conflicts(ledger: Ledger, claims: set[str], at: str) -> tuple[Ledger, tuple[Conflict, ...]]:
    """Conflicts that are left without two sides go; those that somebody decided stay as gone."""

    def left(conflict: Conflict) -> int:
        return len({side.claim for side in conflict.sides} - claims)

    named = [k for k in ledger.conflicts.values() if not k.gone and any(s.claim in claims for s in k.sides)]
    alone = tuple(conflict for conflict in named if left(conflict) < 2)
    kept = [conflict._replace(gone=at) for conflict in alone if conflict.decisions]
    return ledger.put(*kept).drop("conflicts", *(k.id for k in alone if not k.decisions)), alone
