"""Finding claims: by filters for `list`, and by what a user names them with when one is to be changed.

A user names a claim by its id or the beginning of it, by the place it stands at (`news/fire.md:12`), or by words of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from difflib import get_close_matches
from fnmatch import fnmatchcase
from functools import partial
from pathlib import Path
from typing import NamedTuple

from claimcheck.desk.project import Project
from claimcheck.errors import UsageError
from claimcheck.ledger.ids import find_id, written_as_id
from claimcheck.ledger.outcomes import Found
from claimcheck.ledger.records import Article, Claim, Ledger
from claimcheck.ledger.status import UNKNOWN, Hashes
from claimcheck.ledger.views import FACTUAL, ClaimView, views

_PLACE = re.compile(r"(?P<path>.+?):(?P<line>\d+)(?::(?P<column>\d+))?")
_CODE = re.compile(r"(?i:CC)\d{0,3}")
_NAMED = 5  # candidates named where one was asked for


class Filters(NamedTuple):
    """What `list` is asked for; everything given must hold. Empty: no matter."""

    statuses: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    articles: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    by: str = ""
    source: str = ""
    tags: tuple[str, ...] = ()
    text: str = ""
    stale: bool = False
    contested: bool = False
    unsourced: bool = False
    gone: bool = False
    everything: bool = False  # headings, bylines and opinions too
    limit: int | None = None


def find(project: Project, ledger: Ledger, wanted: Filters, hashes: Hashes = UNKNOWN) -> Found:
    """The claims that `wanted` asks for, in reading order, or best fit first. Raises UsageError for unknown words."""
    tests = list(_tests(project, ledger, wanted))
    present = [view for view in views(ledger, hashes) if bool(view.claim.gone) is wanted.gone]
    offered = [view for view in present if wanted.everything or wanted.kinds or to_be_checked(view)]
    shown = [view for view in offered if all(test(view) for test in tests)]
    scores: tuple[float, ...] = ()
    if wanted.text:
        from claimcheck.desk.search import search

        hits = search(wanted.text, [view.claim.text for view in shown])
        shown, scores = [shown[hit.at] for hit in hits], tuple(hit.score for hit in hits)
    kept = shown if wanted.limit is None else shown[: wanted.limit]
    gone = 0 if wanted.gone else sum(bool(claim.gone) for claim in ledger.claims.values())
    listed = {view.article.id for view in kept if view.article}
    inside: dict[str, list[ClaimView]] = {}
    for view in present:
        if view.article and view.article.id in listed and view.factual:
            inside.setdefault(view.article.id, []).append(view)
    return Found(
        tuple(kept),
        len(shown),
        len(offered),
        len(present) - len(offered),
        gone,
        scores[: len(kept)],
        {id: tuple(claims) for id, claims in inside.items()},
    )


def to_be_checked(view: ClaimView) -> bool:
    """True for what a checker works on: facts, and whatever has a verdict or an open conflict already."""
    return view.claim.kind in FACTUAL or bool(view.claim.verdicts) or bool(view.conflicts)


def _tests(project: Project, ledger: Ledger, wanted: Filters) -> Iterable[Callable[[ClaimView], bool]]:
    if wanted.statuses:
        yield lambda view: view.status in wanted.statuses or view.standing.status in wanted.statuses
    if wanted.kinds:
        yield lambda view: view.claim.kind in wanted.kinds
    if wanted.articles:
        articles = {a.id for word in wanted.articles for a in find_articles(project, ledger, word)}
        yield lambda view: view.claim.article in articles
    if wanted.rules:
        named = _named_by(ledger, wanted.rules)
        yield lambda view: view.claim.id in named
    if wanted.by:
        people = signers(ledger, wanted.by)
        yield lambda view: any(v.by in people for v in view.claim.verdicts)
    if wanted.source:
        from claimcheck.desk.sources import known_sources

        sources = {source.id for source in known_sources(project, ledger, wanted.source)}
        yield lambda view: any(c.source in sources for c in view.citations)
    for tag in wanted.tags:
        same = _tag(ledger, tag)
        yield partial(_tagged, same)
    if wanted.stale:
        yield lambda view: view.standing.status == "stale"
    if wanted.contested:
        yield lambda view: view.standing.contested
    if wanted.unsourced:
        yield lambda view: view.unsourced


def _named_by(ledger: Ledger, codes: Sequence[str]) -> frozenset[str]:
    for code in codes:
        if not _CODE.fullmatch(code):
            raise UsageError(f'"{code}" is no rule', "rules have codes like CC101: claimcheck rules lists them")
    begins = tuple(code.upper() for code in codes)
    return frozenset(s.claim for k in ledger.conflicts.values() if k.code.startswith(begins) for s in k.sides)


def signers(ledger: Ledger, word: str) -> frozenset[str]:
    """The signatures that `word` means: that very name, else those with all of its words. Raises UsageError."""
    signed = {verdict.by for claim in ledger.claims.values() for verdict in claim.verdicts}
    asked = word.casefold().split()
    same = {name for name in signed if name.casefold().split() == asked}
    found = same or {name for name in signed if all(part in name.casefold() for part in asked)}
    if not found:
        raise UsageError(f'nobody called "{word}" has given a verdict', _near(word, signed))
    return frozenset(found)


def _tagged(same: Collection[str], view: ClaimView) -> bool:
    """True for a claim with one of these tags."""
    return not set(view.claim.tags).isdisjoint(same)


def _tag(ledger: Ledger, word: str) -> frozenset[str]:
    tags = {tag for claim in ledger.claims.values() for tag in claim.tags}
    found = frozenset(tag for tag in tags if tag.casefold() == word.casefold())
    if not found:
        raise UsageError(f'no claim has the tag "{word}"', _near(word, tags))
    return found


def _near(word: str, known: Iterable[str]) -> str:
    names = sorted(known)
    close = get_close_matches(word, names, n=1, cutoff=0.6)
    if close:
        return f'did you mean "{close[0]}"?'
    return "known: " + ", ".join(names) if 0 < len(names) <= _NAMED else ""


# --- articles ---------------------------------------------------------------------------------------------------------


def find_articles(project: Project, ledger: Ledger, word: str) -> list[Article]:
    """The articles `word` means: an id, a path as typed here, a folder, a glob, a part of path or title. UsageError."""
    if written_as_id(word, "articles"):
        return [ledger.articles[find_id(word, ledger.articles, "articles")]]
    if not word.strip():
        raise UsageError("the article's name is empty")
    known = list(ledger.articles.values())
    path = project.inside(Path(word))
    found = [article for article in known if article.path == path]
    found = found or [a for a in known if path == "." or a.path.startswith(path + "/")]
    found = found or [a for a in known if fnmatchcase(a.path, path)]
    if not found:
        part = word.casefold()
        found = [a for a in known if part in a.path.casefold() or part in a.title.casefold()]
    if not found:
        names = {project.shown(article.path) for article in known}
        raise UsageError(f'no article "{word}" in the ledger', _near(word, names) or "claimcheck add takes it in")
    return found


# --- the claims a user names ------------------------------------------------------------------------------------------


def choose(
    project: Project, ledger: Ledger, words: Sequence[str], text: str = "", *, only_read: bool = False
) -> list[str]:
    """The ids of the claims named by `words` and by a `text`, each once, in that order.

    All of them or a UsageError: what is ambiguous is told with its candidates, nothing is guessed. A line of an article
    that has changed since it was added names nothing, unless the claim is `only_read`: it may be another sentence's.
    """
    ids: list[str] = []
    for word in words:
        place = None if written_as_id(word, "claims") else _PLACE.fullmatch(word)
        if place is None:
            ids.append(find_id(word, ledger.claims, "claims"))
        else:
            article = _article_at(project, ledger, place["path"])
            if not only_read:
                _as_it_was(project, article)
            ids.append(_at(project, ledger, article, int(place["line"]), int(place["column"] or 0)))
    if text:
        ids.append(_meant(ledger, text))
    return list(dict.fromkeys(ids))


def _as_it_was(project: Project, article: Article) -> None:
    """Raise UsageError for an article whose lines may be others by now."""
    from claimcheck.desk.project import sha256

    now = sha256(project.root / article.path)
    if article.sha256 and now and now != article.sha256:
        path = project.shown(article.path)
        raise UsageError(
            f"{path} has changed since it was added: its lines may be others now",
            f"claimcheck add {path}, or name the claim by its id",
        )


def _at(project: Project, ledger: Ledger, article: Article, line: int, column: int) -> str:
    """The claim at a line of an article."""
    path = project.shown(article.path)
    there = [place for place in article.layout if place.line == line]
    text = _as_added(project, article) if column or not there else None
    if text is not None:
        start, end = _line_span(text, line)
        across = [place for place in article.layout if place.start < end and start < place.end]
        there = there or across
        if column:
            there = [place for place in across if place.start <= start + column - 1 < place.end] or there
    if not there:
        near = sorted(article.layout, key=lambda place: abs(place.line - line))[:2]
        lines = " and ".join(f"{place.line} ({place.claim})" for place in sorted(near, key=lambda p: p.line))
        raise UsageError(f"no claim stands on {path}:{line}", f"the nearest begin on {lines}" if lines else "")
    if len(there) > 1:
        checked = [place for place in there if ledger.claims[place.claim].kind in FACTUAL]
        there = checked if len(checked) == 1 else there
    if len(there) > 1:
        raise UsageError(
            f"{len(there)} claims stand on {path}:{line}",
            "name one: " + _candidates([ledger.claims[place.claim] for place in there]),
        )
    return there[0].claim


def _article_at(project: Project, ledger: Ledger, path: str) -> Article:
    found = find_articles(project, ledger, path)
    whole = [a for a in found if project.inside(Path(path)) == a.path or f"/{a.path}".endswith(f"/{path}")]
    if not whole and not written_as_id(path, "articles"):  # a part of a name is good enough to look at, not to judge
        raise UsageError(f'no article "{path}" in the ledger', f'did you mean "{project.shown(found[0].path)}"?')
    found = whole or found
    if len(found) > 1:
        names = ", ".join(project.shown(article.path) for article in found[:_NAMED])
        raise UsageError(f'"{path}" may be any of {len(found)} articles', names)
    return found[0]


def _as_added(project: Project, article: Article) -> str | None:
    """The text of an article's file; None when it is not what was added, or no text."""
    from claimcheck.desk.project import sha256

    file = project.root / article.path
    if not article.sha256 or sha256(file) != article.sha256:
        return None
    try:
        return file.read_bytes().decode("utf-8")  # offsets count every character, "\r" too
    except (OSError, UnicodeDecodeError):
        return None


def _line_span(text: str, line: int) -> tuple[int, int]:
    """The offsets between which a line stands; an empty span for one that the text does not have."""
    lines = text.split("\n")
    if not 0 < line <= len(lines):
        return 0, 0
    start = sum(len(before) + 1 for before in lines[: line - 1])
    return start, start + len(lines[line - 1])


def _meant(ledger: Ledger, text: str) -> str:
    """The one claim that `text` means beyond doubt."""
    from claimcheck.desk.search import clear, search

    claims = [claim for claim in ledger.claims.values() if not claim.gone]
    texts = [claim.text for claim in claims]
    hits = search(text, texts)
    hit = clear(hits, text, texts)
    if hit is not None:
        return claims[hit.at].id
    if not hits:
        raise UsageError(f'no claim says anything like "{text}"', "claimcheck list shows them")
    several = f"{len(hits)} claims" if len(hits) > 1 else "only one claim, and not for certain, "
    candidates = _candidates([claims[found.at] for found in hits])
    raise UsageError(f'"{text}" may mean {several}'.rstrip(" ,"), f"name one: {candidates}")


def _candidates(claims: Sequence[Claim]) -> str:
    named = "; ".join(f'{claim.id} "{_brief(claim.text)}"' for claim in claims[:_NAMED])
    return named + (f"; and {len(claims) - _NAMED} more" if len(claims) > _NAMED else "")


def _brief(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= 60 else words[:59].rstrip() + "…"
