"""Two ledgers that grew apart from one, made one again. Pure, and no verdict is ever lost.

Verdicts, revisions and decisions are only ever added, so both sides' are kept. Everything else is merged three ways: a
field that one side changed has that change; one that both changed keeps ours, and what theirs was stays visible (the
text as a revision, the rest in the claim's note or under `merged`). A record that one side removed is gone, unless the
other side changed it.
"""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, TypeVar

from claimcheck.ledger.records import TABLES, Article, Change, Claim, Conflict, Ledger, Place, Revision, Source
from claimcheck.ledger.status import instant
from claimcheck.ledger.texts import digest, folded
from claimcheck.ledger.twins import united

T = TypeVar("T")
H = TypeVar("H", bound=Hashable)
MERGED = "merged"  # the field under which what had to give way stays visible


def merge(base: Ledger, ours: Ledger, theirs: Ledger) -> Ledger:
    """What became of `base` on two branches, together. `base` may be empty: then the two are united."""
    ours, theirs = united(base, ours, theirs)
    tables = {name: _table(name, base, ours, theirs) for name in TABLES.values()}
    return _whole(Ledger(**tables), ours, theirs)


def _table(name: str, base: Ledger, ours: Ledger, theirs: Ledger) -> dict[str, Any]:
    old, left, right = getattr(base, name), getattr(ours, name), getattr(theirs, name)
    found: dict[str, Any] = {}
    for id in sorted({*left, *right}):
        one, other, was = left.get(id), right.get(id), old.get(id)
        if one is None or other is None:
            kept = one if one is not None else other
            if was is None or kept != was:
                found[id] = kept
        else:
            found[id] = _MERGERS[name](was, one, other)
    return found


# ---- fields


def three_way(was: T, ours: T, theirs: T) -> tuple[T, bool]:
    """The field as one side changed it, and whether both did so differently (then it is ours)."""
    if ours == theirs or theirs == was:
        return ours, False
    if ours == was:
        return theirs, False
    return ours, True


def together(was: Iterable[H], ours: Sequence[H], theirs: Sequence[H], key: Callable[[H], Any]) -> tuple[H, ...]:
    """Both sides' rows, each as often as the side that has it oftener: what was there first, then by `key`."""
    left = Counter(ours)
    news = _beyond(theirs, left)
    if not news:
        return tuple(ours)
    old = Counter(was)
    first = 0
    while first < len(ours) and old[ours[first]]:
        old[ours[first]] -= 1
        first += 1
    return (*ours[:first], *heapq.merge(ours[first:], news, key=key))


def _beyond(rows: Iterable[H], known: Counter[H]) -> list[H]:
    """The rows that `known` does not have, or has too seldom."""
    left = known.copy()
    news = []
    for row in rows:
        if left[row]:
            left[row] -= 1
        else:
            news.append(row)
    return news


def chosen(was: Sequence[H], ours: Sequence[H], theirs: Sequence[H]) -> tuple[H, ...]:
    """Rows that people add and take away: without what either took away, with what either added."""
    if ours == theirs or theirs == was:
        return tuple(ours)
    if ours == was:
        return tuple(theirs)
    removed = {row for row in was if row not in ours or row not in theirs}
    return tuple(dict.fromkeys(row for row in (*ours, *theirs) if row not in removed))


def _by_time(row: Any) -> tuple[str, str]:
    return instant(row.at), getattr(row, "by", "")


class _Fields:
    """The fields of one record, merged one after the other; remembers what had to give way."""

    def __init__(self, was: Any, ours: Any, theirs: Any) -> None:
        self.was = was if was is not None else ours.__class__(ours.id, *["" for _ in _required(ours)])
        self.ours, self.theirs, self.fresh = ours, theirs, was is None
        self.given_way: list[str] = []

    def scalars(self, *names: str) -> dict[str, Any]:
        """Fields of one value."""
        found = {}
        for name in names:
            ours, theirs = getattr(self.ours, name), getattr(self.theirs, name)
            found[name], both = three_way(getattr(self.was, name), ours, theirs)
            if both and self.fresh and not ours:
                found[name] = theirs
            elif both and theirs:
                self.given_way.append(f"{name}: {theirs}")
        return found

    def later(self, *names: str) -> dict[str, Any]:
        """Times of which the later one counts where both sides set one."""
        return self._times(names, max)

    def earlier(self, *names: str) -> dict[str, Any]:
        """Times of which the earlier one counts where both sides set one."""
        return self._times(names, min)

    def _times(self, names: Iterable[str], best: Callable[..., str]) -> dict[str, Any]:
        found = {}
        for name in names:
            ours, theirs = getattr(self.ours, name), getattr(self.theirs, name)
            found[name], both = three_way(getattr(self.was, name), ours, theirs)
            if both:
                found[name] = best((at for at in (ours, theirs) if at), key=lambda at: (instant(at), at))
        return found

    def lists(self, *names: str) -> dict[str, Any]:
        """Rows that people add and take away."""
        return {n: chosen(getattr(self.was, n) or (), getattr(self.ours, n), getattr(self.theirs, n)) for n in names}

    def histories(self, *names: str) -> dict[str, Any]:
        """Rows that are only ever added."""
        return {
            n: together(getattr(self.was, n) or (), getattr(self.ours, n), getattr(self.theirs, n), _by_time)
            for n in names
        }

    def extra(self) -> Mapping[str, object]:
        """Fields this version does not know; and, under `merged`, what had to give way."""
        if not self.given_way and self.ours.extra == self.theirs.extra:
            return self.ours.extra  # type: ignore[no-any-return]
        found: dict[str, object] = {}
        missing = object()
        for name in {**self.ours.extra, **self.theirs.extra}:
            was, ours, theirs = (r.extra.get(name, missing) for r in (self.was, self.ours, self.theirs))
            value, both = three_way(was, ours, theirs)
            if both and (ours is missing or theirs is missing):
                value = theirs if ours is missing else ours  # removed here, changed there
            if both and name == MERGED and isinstance(ours, list) and isinstance(theirs, list):
                value = [*ours, *(line for line in theirs if line not in ours)]
            if value is not missing:
                found[name] = value
        if self.given_way:
            told = found.get(MERGED)
            lines = told if isinstance(told, list) else []
            found[MERGED] = [*lines, *(line for line in self.given_way if line not in lines)]
        return MappingProxyType(found)


def _required(record: Any) -> list[str]:
    """The fields of a record that have no default, its id left out."""
    return [name for name in record._fields if name not in record._field_defaults][1:]


# ---- records


def _claim(was: Claim | None, ours: Claim, theirs: Claim) -> Claim:
    if ours == theirs:
        return ours
    fields = _Fields(was, ours, theirs)
    merged = ours._replace(
        **fields.scalars("article", "kind", "attribution", "part_of"),
        **fields.earlier("added"),
        **fields.later("gone"),
        **fields.lists("sources", "tags"),
        **fields.histories("verdicts", "revisions"),
    )
    merged = _worded(merged, fields)
    note, both = three_way(fields.was.note, ours.note, theirs.note)
    lines = [note] if note else []
    if both:
        lines += [line for line in theirs.note.splitlines() if line and line not in ours.note.splitlines()]
    lines += [line for line in (f"merged: {told}" for told in fields.given_way) if line not in note.splitlines()]
    fields.given_way.clear()
    return merged._replace(note="\n".join(lines), extra=fields.extra())


def _worded(claim: Claim, fields: _Fields) -> Claim:
    """The claim with its text: of two new ones ours, theirs shown as what it was until now, its verdicts not kept."""
    text, both = three_way(fields.was.text, fields.ours.text, fields.theirs.text)
    if not both or folded(text) == folded(fields.theirs.text):
        return claim._replace(text=text)
    at = max((r.at for r in claim.revisions), key=instant, default="")
    step = Revision(at, Change.CHANGED, fields.theirs.text, digest(text))
    known = step in claim.revisions
    return claim._replace(text=text, revisions=claim.revisions if known else (*claim.revisions, step))


def _article(was: Article | None, ours: Article, theirs: Article) -> Article:
    if ours == theirs:
        return ours
    fields = _Fields(was, ours, theirs)
    old = fields.was.layout or ()
    layout, both = three_way(old, ours.layout, theirs.layout)
    sha256, unknown = three_way(fields.was.sha256, ours.sha256, theirs.sha256)
    return ours._replace(
        **fields.scalars("path", "title", "dateline"),
        **fields.earlier("added"),
        **fields.later("gone"),
        **fields.lists("sources"),
        layout=layouts(old, ours.layout, theirs.layout) if both else layout,
        sha256="" if unknown else sha256,  # neither side has seen the file that came of both
        extra=fields.extra(),
    )


def _source(was: Source | None, ours: Source, theirs: Source) -> Source:
    if ours == theirs:
        return ours
    fields = _Fields(was, ours, theirs)
    return ours._replace(
        **fields.scalars("path", "url", "person", "kind", "title", "sha256", "archive_url", "snapshot", "content_type"),
        **fields.earlier("added"),
        **fields.later("retrieved"),
        **fields.lists("independent_of"),
        primary=three_way(fields.was.primary, ours.primary, theirs.primary)[0],
        confidential=_careful(was, ours, theirs),
        extra=fields.extra(),
    )


def _careful(was: Source | None, ours: Source, theirs: Source) -> bool:
    """Confidential where a side says so now and did not before: what is told once cannot be taken back."""
    if was is None or was.confidential is False:
        return ours.confidential or theirs.confidential
    return ours.confidential and theirs.confidential


def _conflict(was: Conflict | None, ours: Conflict, theirs: Conflict) -> Conflict:
    if ours == theirs:
        return ours
    fields = _Fields(was, ours, theirs)
    told = {
        name: three_way(getattr(fields.was, name), getattr(ours, name), getattr(theirs, name))[0]
        for name in ("code", "fingerprint", "message", "sides", "severity", "explanation")
    }
    gone = "" if was is None and not (ours.gone and theirs.gone) else fields.later("gone")["gone"]
    return ours._replace(
        **told,
        **fields.earlier("found"),
        **fields.histories("decisions"),
        gone=gone,
        extra=fields.extra(),
    )


_MERGERS: Mapping[str, Callable[[Any, Any, Any], Any]] = MappingProxyType(
    {"articles": _article, "claims": _claim, "conflicts": _conflict, "sources": _source}
)


# ---- layouts


def layouts(was: Sequence[Place], ours: Sequence[Place], theirs: Sequence[Place]) -> tuple[Place, ...]:
    """The places of two new versions of one article: in our order, their new ones after the neighbour they had.

    Places are merged as distances from the place before, as a diff of the file would be: where the two changed
    different parts, the result is where the sentences of the merged file stand. Adding the article again settles it.
    """
    steps = [_steps(places) for places in (was, ours, theirs)]
    old, left, right = steps
    order = [claim for claim in left if claim in right or claim not in old]
    known = set(order)
    before = ""
    for claim in right:
        if claim not in known and claim not in old:
            order.insert(order.index(before) + 1 if before in known else 0, claim)
            known.add(claim)
        if claim in known:
            before = claim
    placed = []
    end, line = 0, 1
    for claim in order:
        mine = left.get(claim) or right[claim]
        gap, length, lines = (
            three_way(*triple)[0]
            for triple in zip(old.get(claim) or (None,) * 3, mine, right.get(claim) or mine, strict=True)
        )
        start = end + (gap or 0)
        end, line = start + (length or 0), line + (lines or 0)
        placed.append(Place(claim, start, end, line))
    return tuple(placed)


def _steps(places: Sequence[Place]) -> dict[str, tuple[int | None, ...]]:
    """Claim → its distance from the place before, its length, and the lines between."""
    found: dict[str, tuple[int | None, ...]] = {}
    end, line = 0, 1
    for place in places:
        found[place.claim] = (place.start - end, place.end - place.start, place.line - line)
        end, line = place.end, place.line
    return found


# ---- the whole


def _whole(merged: Ledger, ours: Ledger, theirs: Ledger) -> Ledger:
    """With every record that a kept one needs and only one side had removed, and each claim in one layout."""
    found: list[Any] = []
    for side in (ours, theirs):
        for claim in merged.claims.values():
            if claim.article in side.articles and claim.article not in merged.articles:
                found.append(side.articles[claim.article])
            cited = (*claim.sources, *(c for v in claim.verdicts for c in v.sources))
            needed = {c.source for c in cited if c.source not in merged.sources}
            found += [side.sources[id] for id in sorted(needed) if id in side.sources]
        merged = merged.put(*found)
        found.clear()
    seen: set[str] = set()
    for id, article in merged.articles.items():
        kept = tuple(p for p in article.layout if _belongs(p, id, merged, seen))
        if kept != article.layout:
            found.append(article._replace(layout=kept))
    return merged.put(*found)


def _belongs(place: Place, article: str, ledger: Ledger, seen: set[str]) -> bool:
    """False for a place whose claim is gone from the ledger, or stands in another article."""
    claim = ledger.claims.get(place.claim)
    if claim is None or place.claim in seen or claim.article not in ("", article):
        return False
    seen.add(place.claim)
    return True
