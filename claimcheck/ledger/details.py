"""Single records with all that is known around them: what `show` tells."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from claimcheck.ledger.consistency import ShownConflict
from claimcheck.ledger.records import Article, Source, Verdict
from claimcheck.ledger.views import ClaimView
from claimcheck.model import Figure

Marked = tuple[tuple[str, str], ...]  # runs of words, each "same", "old" or "new"


class ClaimDetail(NamedTuple):
    """A claim: its neighbours, its conflicts, the sources it cites, its figures as read now.

    `was` is the wording that verdicts which stand no more were given for ("" where none is known), `change` the words
    between it and the present text; `remark` tells of an article that is another on disk.
    """

    view: ClaimView
    path: str = ""
    before: str = ""
    after: str = ""
    conflicts: tuple[ShownConflict, ...] = ()
    sources: Mapping[str, Source] = {}
    figures: tuple[Figure, ...] = ()
    was: str = ""
    change: Marked = ()
    past: tuple[tuple[Verdict, str], ...] = ()  # verdicts that stand no more, and why
    remark: str = ""


class ArticleDetail(NamedTuple):
    """An article: its claims to be checked and those that are gone, the sources all of it rests on."""

    article: Article
    path: str
    claims: tuple[ClaimView, ...] = ()
    others: int = 0  # headings and the like
    gone: int = 0
    sources: tuple[Source, ...] = ()
    remark: str = ""


class CitedPassage(NamedTuple):
    """A place of a source that a claim cites: the words, with what stands before and after them in the source now.

    `outcome`: "found", "altered" or "absent" where the words were looked up, "" where they could not be; `said`: what
    differs.
    """

    stance: str
    locator: str
    words: str
    before: str = ""
    after: str = ""
    outcome: str = ""
    said: str = ""


class SourceDetail(NamedTuple):
    """A source: what its file is now ("", "unchanged", "changed", "missing"), and the claims that cite it.

    `passages`: claim id → the places it cites.
    """

    source: Source
    path: str = ""
    state: str = ""
    claims: tuple[ClaimView, ...] = ()
    articles: tuple[str, ...] = ()  # paths of the articles that rest on it as a whole
    passages: Mapping[str, tuple[CitedPassage, ...]] = {}


class SourceView(NamedTuple):
    """A source in a list: its file as the user would type it, what that is now, ids of the claims that cite it."""

    source: Source
    path: str = ""
    state: str = ""
    claims: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()  # paths of the articles that rest on it as a whole


Detail = ClaimDetail | ArticleDetail | SourceDetail | ShownConflict
