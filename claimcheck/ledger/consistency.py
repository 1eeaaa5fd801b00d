"""The consistency report of a ledger as a value: what `desk.reporting` finds out and every format only writes down."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from claimcheck.ledger.records import Article, Claim, Conflict, Decision, Place, Ruling, Source, Status, Verdict
from claimcheck.ledger.views import ClaimView
from claimcheck.model import Figure

# A claim is done when a verdict stands for what it says now, and no open conflict names it.
DONE = (Status.VERIFIED, Status.CORRECTED, Status.DISPUTED, Status.UNVERIFIABLE, Status.NOT_APPLICABLE)
OPEN = (Status.UNCHECKED, Status.IN_PROGRESS, Status.STALE, Status.CONTESTED)


class Counts(NamedTuple):
    """Claims to be checked, by where they stand. `statuses` holds no zeros; its sum is `claims`."""

    claims: int = 0
    statuses: Mapping[Status, int] = MappingProxyType({})
    unsourced: int = 0
    disagreements: int = 0

    @property
    def done(self) -> int:
        """How many are done."""
        return sum(self.statuses.get(status, 0) for status in DONE)

    @property
    def percent(self) -> int:
        """How many of a hundred are done, rounded down: 100 means every one."""
        return self.done * 100 // self.claims if self.claims else 0


class ArticleProgress(NamedTuple):
    """How far one article is; `article` is None for the claims that stand in none."""

    article: Article | None
    path: str
    counts: Counts
    conflicts: int  # open ones with a side in it
    state: str = ""  # of its file: "edited" since it was added, "missing"; "" = as it was added


class PersonProgress(NamedTuple):
    """What one person concluded: verdicts given, how many of them still stand, when the last was given."""

    name: str
    given: int
    standing: int
    last: str


class Passage(NamedTuple):
    """A claim's sentence in its paragraph: what stands before it and after it there, as the file has them."""

    before: str
    text: str
    after: str


class ShownSide(NamedTuple):
    """One side of a conflict with the sentence and the place of its claim; `text` is "" for a claim that is no more.

    `passage`, `span` (of the figure in `passage.text`) and `figure` are there only where the article was read again
    (desk/illustrating.py), and each only where it was found.
    """

    claim: str
    surface: str
    reading: str
    text: str
    path: str
    place: Place | None
    gone: bool = False
    passage: Passage | None = None
    span: tuple[int, int] | None = None
    figure: Figure | None = None


class ShownConflict(NamedTuple):
    """A conflict, where it stands, and the decision that stands, if any."""

    conflict: Conflict
    ruling: Ruling
    decision: Decision | None
    sides: tuple[ShownSide, ...]


class Stale(NamedTuple):
    """A claim whose verdicts no longer stand: the wording the last was given for, and what differs now.

    `was` is "" where the text is the same and a cited source changed; `old` and `new` are the words that differ.
    """

    view: ClaimView
    was: str
    old: str
    new: str
    verdict: Verdict


class Drifted(NamedTuple):
    """What a changed source means for one claim that cites it: what was cited, and what stands there now ("" unknown).

    `moved`: the cited place itself changed; else only other parts of the source did.
    """

    claim: str
    locator: str
    was: str
    now: str
    moved: bool


class SourceUse(NamedTuple):
    """A source, how many claims stand on it, and what became of its file: see STATES.

    `drifts`: of a changed source, where it was opened (desk/illustrating.py).
    """

    source: Source
    claims: int
    articles: int  # that name it for all their claims
    state: str
    drifts: tuple[Drifted, ...] = ()


STATES = ("unchanged", "changed", "missing", "")  # "" for what is no file, or was never stored


class Rewritten(NamedTuple):
    """A claim whose text changed; `keeps`: nothing that matters, so its verdicts stand."""

    view: ClaimView
    was: str
    keeps: bool
    old: str
    new: str


class Signed(NamedTuple):
    """A verdict on a claim."""

    view: ClaimView
    verdict: Verdict


class Since(NamedTuple):
    """What changed since `label`: a time, or a revision of git. Everything in reading order, verdicts by time."""

    label: str
    new: tuple[ClaimView, ...] = ()
    gone: tuple[ClaimView, ...] = ()
    removed: tuple[Claim, ...] = ()  # in the old ledger and no more in this one; a time alone cannot tell
    rewritten: tuple[Rewritten, ...] = ()
    verdicts: tuple[Signed, ...] = ()
    found: tuple[ShownConflict, ...] = ()
    settled: tuple[ShownConflict, ...] = ()
    reopened: tuple[ShownConflict, ...] = ()

    @property
    def empty(self) -> bool:
        """True when nothing changed."""
        return not any(self[1:])


class ConsistencyReport(NamedTuple):
    """Everything a consistency report tells, in the order it is told.

    `claims` are all of them in reading order; the lists after it are those of `claims` that need somebody.
    """

    ledger: str  # the file as the user would type it
    made: str
    scope: str  # "" for the whole ledger, else the filters in words
    counts: Counts
    articles: tuple[ArticleProgress, ...]
    people: tuple[PersonProgress, ...]
    conflicts: tuple[ShownConflict, ...]
    decided: tuple[ShownConflict, ...]
    claims: tuple[ClaimView, ...]
    contested: tuple[ClaimView, ...]
    stale: tuple[Stale, ...]
    disagreements: tuple[ClaimView, ...]
    unverified: tuple[ClaimView, ...]
    unsourced: tuple[ClaimView, ...]
    sources: tuple[SourceUse, ...]
    source_names: Mapping[str, str]
    paths: Mapping[str, str]  # article id → its path as the user would type it
    since: Since | None = None
    command: str = ""  # that makes this report, for a page to tell; "" where nobody asked by a command

    def path(self, view: ClaimView) -> str:
        """The path of a claim's article, "" for a claim that stands in none."""
        return self.paths.get(view.article.id, view.article.path) if view.article else ""

    def where(self, view: ClaimView) -> str:
        """Where a claim stands: `news/fire.md:14`, the path alone when it is gone, "" when it stands in no article."""
        path = self.path(view)
        return f"{path}:{view.place.line}" if view.place else path
