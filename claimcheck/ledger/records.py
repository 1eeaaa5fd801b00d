"""The records of a ledger. READ FIRST.

    Article   a file whose sentences are claims, and where each of them stands in it
    Claim     one sentence under scrutiny: its text, citations, verdicts, and what its text used to be
    Verdict   what one person concluded about one wording of a claim; appended, never changed
    Source    something a claim can stand on: a file, an address, a person
    Conflict  figures of two or more claims that cannot both be true, and what was decided about it

Times are ISO 8601 with a zone. A *digest* stands for a wording (texts.py). Statuses are derived (status.py).
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple, TypeVar

from claimcheck.ledger.tables import with_records, without

VERSION = 2  # of the ledger's schema; store/upgrades.py knows the way from each older one

NOTHING: Mapping[str, object] = MappingProxyType({})
LOST = "lost"  # the kind of a source of which nothing but its id and its name is left


class Status(StrEnum):
    """Where a claim stands. Also the values a Verdict may have, except `unchecked`, `stale` and `contested`."""

    UNCHECKED = "unchecked"
    IN_PROGRESS = "in-progress"
    VERIFIED = "verified"
    DISPUTED = "disputed"
    UNVERIFIABLE = "unverifiable"
    CORRECTED = "corrected"
    NOT_APPLICABLE = "not-applicable"
    STALE = "stale"
    CONTESTED = "contested"


VERDICTS = frozenset(
    (
        Status.IN_PROGRESS,
        Status.VERIFIED,
        Status.DISPUTED,
        Status.UNVERIFIABLE,
        Status.CORRECTED,
        Status.NOT_APPLICABLE,
    )
)


class Ruling(StrEnum):
    """What was decided about a conflict. `open` takes a decision back."""

    OPEN = "open"
    DISTINCT = "distinct"  # not about the same thing after all
    ACCEPTED = "accepted"  # it stands, and somebody knows why
    FIXED = "fixed"  # the text was mended


class Stance(StrEnum):
    """What a source does for a claim."""

    SUPPORTS = "supports"
    CONTRADICTS = "contradicts"
    CONTEXT = "context"


class Change(StrEnum):
    """What happened to a claim's text, or to the sentence it stood for, when its article was added again."""

    REWORDED = "reworded"  # other words, nothing that matters changed
    CHANGED = "changed"  # a figure, name, negation or content word changed
    SPLIT = "split"  # one sentence became several; this is one of them
    MERGED = "merged"  # several sentences became one


class Citation(NamedTuple):
    """A place in a source. `sha256` is what the source's bytes were when it was looked at; "" for none."""

    source: str
    stance: Stance = Stance.SUPPORTS
    locator: str = ""  # "p. 4", "row 12", "at 03:20"
    quote: str = ""
    checked: str = ""  # when, and by whom
    by: str = ""
    sha256: str = ""


class Verdict(NamedTuple):
    """What one person concluded. `digest` is the wording it was given for: it stands for no other."""

    status: Status
    by: str
    at: str
    digest: str
    sources: tuple[Citation, ...] = ()
    method: str = ""
    note: str = ""
    correction: str = ""  # of `corrected`: what it should say


class Revision(NamedTuple):
    """One change of a claim's text. `keeps`: nothing that matters changed, so verdicts on `was` stand for the new."""

    at: str
    change: Change
    was: str
    digest: str  # of the wording it became
    keeps: bool = False
    others: tuple[str, ...] = ()  # the claims it was split into or merged with


class Claim(NamedTuple):
    """One claim. `article` is "" for a claim that stands in no article; `gone` says since when the article lacks it."""

    id: str
    text: str
    article: str = ""
    kind: str = "fact"  # a value of model.ClaimKind
    attribution: str = ""  # who says so in the text
    added: str = ""
    gone: str = ""
    sources: tuple[Citation, ...] = ()
    verdicts: tuple[Verdict, ...] = ()
    revisions: tuple[Revision, ...] = ()
    tags: tuple[str, ...] = ()
    note: str = ""
    part_of: str = ""  # of a sentence that a person split: the claim of its first part, in every part
    extra: Mapping[str, object] = NOTHING  # fields this version does not know, kept as they are


class Place(NamedTuple):
    """Where a claim stands in its article's file: code points [start, end) and the 1-based line of its start."""

    claim: str
    start: int
    end: int
    line: int


class Article(NamedTuple):
    """A file whose sentences are claims. `path` is relative to the ledger, with forward slashes."""

    id: str
    path: str
    title: str = ""
    dateline: str = ""  # ISO date
    sha256: str = ""  # of the file's bytes when it was last added
    added: str = ""
    sources: tuple[str, ...] = ()
    layout: tuple[Place, ...] = ()
    gone: str = ""
    extra: Mapping[str, object] = NOTHING


def charset_in(content_type: str) -> str:
    """The encoding that a content type names, "" for none: "iso-8859-2" of "text/html; charset=ISO-8859-2"."""
    return content_type.lower().partition("charset=")[2].partition(";")[0].strip(" \"'")


class Source(NamedTuple):
    """Something a claim can stand on: exactly one of `path`, `url`, `person`.

    `snapshot`: where the bytes of an address are stored, relative to the ledger; `sha256`, `retrieved` and
    `content_type` are those of the stored bytes. Beside a stored file that is not plain text (HTML, PDF, DOCX) stands
    its readable text, as `<file>.txt`.
    """

    id: str
    path: str = ""
    url: str = ""
    person: str = ""
    kind: str = ""  # statement, report, dataset, interview, archive …: the desk's own word
    title: str = ""
    primary: bool = False
    confidential: bool = False
    sha256: str = ""
    retrieved: str = ""
    archive_url: str = ""
    independent_of: tuple[str, ...] = ()
    added: str = ""
    snapshot: str = ""
    content_type: str = ""
    extra: Mapping[str, object] = NOTHING

    @property
    def file(self) -> str:
        """The stored bytes, as a path relative to the ledger; "" for a person and for an address never fetched."""
        return self.path or self.snapshot

    @property
    def charset(self) -> str:
        """The encoding its server named, "" for none."""
        return charset_in(self.content_type)

    @property
    def name(self) -> str:
        """What to call it on a screen."""
        return self.title or self.path or self.url or self.person or self.id


class Side(NamedTuple):
    """One side of a conflict: a claim, the surface of its figure, and that figure as it was read."""

    claim: str
    surface: str
    reading: str = ""


class Decision(NamedTuple):
    """What somebody decided about a conflict; `digests` are the wordings of its sides at that time, in order."""

    ruling: Ruling
    by: str
    at: str
    digests: tuple[str, ...] = ()
    note: str = ""


class Conflict(NamedTuple):
    """A finding with two or more sides, kept. `gone`: since when no run has found it any more."""

    id: str
    code: str
    fingerprint: str
    message: str
    sides: tuple[Side, ...]
    severity: str = "error"
    explanation: tuple[str, ...] = ()
    found: str = ""
    gone: str = ""
    decisions: tuple[Decision, ...] = ()
    extra: Mapping[str, object] = NOTHING


Record = TypeVar("Record", Article, Claim, Conflict, Source)


class Ledger(NamedTuple):
    """All records by id. A value: changing it makes another one (`put`, `drop`)."""

    articles: Mapping[str, Article] = MappingProxyType({})
    claims: Mapping[str, Claim] = MappingProxyType({})
    conflicts: Mapping[str, Conflict] = MappingProxyType({})
    sources: Mapping[str, Source] = MappingProxyType({})

    def put(self, *records: Article | Claim | Conflict | Source) -> Ledger:
        """The ledger with these records added, or in the place of those with their ids."""
        fresh: dict[str, dict[str, object]] = {}
        for record in records:
            fresh.setdefault(TABLES[type(record)], {})[record.id] = record
        changed = {name: with_records(getattr(self, name), rows) for name, rows in fresh.items()}
        return self._replace(**changed)

    def drop(self, table: str, *ids: str) -> Ledger:
        """The ledger without the records of `table` with these ids."""
        return self._replace(**{table: without(getattr(self, table), frozenset(ids))})

    def unplaced(self) -> list[Claim]:
        """The claims that stand in no article now: loose ones, and those that are gone. The others stay undecoded."""
        placed = {place.claim for article in self.articles.values() for place in article.layout}
        return [self.claims[id] for id in self.claims if id not in placed]

    def places(self) -> dict[str, tuple[Article, Place]]:
        """Claim id → the article and place it stands at, for every claim that stands in an article now."""
        return {place.claim: (article, place) for article in self.articles.values() for place in article.layout}


TABLES: Mapping[type, str] = MappingProxyType(
    {Article: "articles", Claim: "claims", Conflict: "conflicts", Source: "sources"}
)
