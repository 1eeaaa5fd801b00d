"""READ FIRST: the frozen records that travel between the stages. No I/O, no rules, no words of any language.

    Document  an article as read: its text, its blocks, its sentences, its claims; every span maps back to the file
    Claim     one sentence as a record: kind, figures, and what each figure is About
    Figure    a quantity, date or time: surface, value, unit, modifier, interval
    Link      two figures taken to be about the same thing, why, and what follows (Judgement)
    Finding   something a rule has to say, with every side's Location

Offsets are code points into `Document.text` (half-open); lines and columns are 1-based code points of the file.
"""

from bisect import bisect_right
from datetime import date
from decimal import Decimal
from enum import IntEnum, StrEnum
from typing import NamedTuple

from claimcheck.interval import Interval
from claimcheck.offsets import line_starts


class Severity(IntEnum):
    """How bad a finding is. Ordered, so thresholds compare."""

    INFO = 1
    WARNING = 2
    ERROR = 3

    @property
    def label(self) -> str:
        """The word used in reports, flags and JSON."""
        return self.name.lower()


class BlockKind(StrEnum):
    """What a block of a document is. Only `PROSE_KINDS` hold facts."""

    TITLE = "title"
    HEADING = "heading"
    DATELINE = "dateline"
    BYLINE = "byline"
    META = "meta"  # leftovers: "Reading time: 4 min", "12:42 PM", "Share this"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    CELL = "cell"
    QUOTE = "quote"
    CAPTION = "caption"
    FOOTNOTE = "footnote"
    CODE = "code"


PROSE_KINDS = frozenset(
    (BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.CELL, BlockKind.QUOTE, BlockKind.CAPTION, BlockKind.FOOTNOTE)
)


class ClaimKind(StrEnum):
    """What a sentence is, as a record of the ledger."""

    FACT = "fact"
    QUOTE = "quote"
    NUMBER = "number"
    OPINION = "opinion"
    PREDICTION = "prediction"
    HEADING = "heading"
    META = "meta"


class Block(NamedTuple):
    """A run of text that no sentence crosses. `level` is the heading depth; `row` groups the cells of a table row."""

    start: int
    end: int
    kind: BlockKind
    level: int = 0
    row: int = -1


class Sentence(NamedTuple):
    """One sentence: `text[start:end]` without surrounding white space; `block` indexes `Document.blocks`."""

    start: int
    end: int
    block: int
    kind: BlockKind


class Base(NamedTuple):
    """An interval in the base unit of its dimension (metre, kilogram, day, …); `None` = open end."""

    unit: str
    low: Decimal | None
    high: Decimal | None


class When(NamedTuple):
    """A date or clock time as an interval of days, as far as text and dateline fix it.

    `value` is ISO 8601 / TIMEX3 (`2024-12-01`, `2024-12`, `2024-W49`, `2024-Q3`, `199`, `XXXX-12-02`).
    `first`/`last` are inclusive; both `None` when the year or reference day is unknown. `modifier` of the
    Figure says since / before / after through `first` or `last` being `None`.
    """

    value: str
    first: date | None = None
    last: date | None = None
    granularity: str = "day"  # minute day week month quarter season year decade century
    relative: bool = False  # resolved against the dateline ("yesterday", "on Tuesday")
    month: int | None = None  # as written, with or without a year
    day: int | None = None
    year: int | None = None  # as written, never inferred
    weekday: int | None = None  # as written, Monday = 0
    clock: int | None = None  # minutes after midnight
    word: str = ""  # the relative expression in normal form: "this week", "yesterday"


class Figure(NamedTuple):
    """One figure of a text. `value`, `low`, `high` are in `unit`; `tight`/`loose` in the dimension's base unit.

    `tight` is the figure as written, `loose` as a writer may have rounded it (DESIGN 4); `hard` marks a bound
    ("at least", "within") that a value may not cross. `change` is "by", "to", "from", "more" (another 12) or "".
    `of` indexes the figure this one restates in brackets ("20 miles (32 km)") within the same sentence, or -1.
    `head`/`tail` are the token indices [head, tail) inside the sentence.
    """

    start: int
    end: int
    surface: str
    kind: str  # count measure money percent points ratio ordinal date time duration age score
    dimension: str  # length mass … ; for counts "count", for money "money"
    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    modifier: str  # exact about at-least more-than at-most less-than nearly between
    unit: str  # full singular English name; for counts the counted noun
    base: Base | None = None
    per: str = ""
    when: When | None = None
    tight: Interval | None = None
    loose: Interval | None = None
    hard: bool = False
    change: str = ""
    of: int = -1
    head: int = 0
    tail: int = 0

    @property
    def date(self) -> str | None:
        """ISO 8601 / TIMEX3 value of a date or time, else `None`."""
        return self.when.value if self.when is not None else None


class About(NamedTuple):
    """What one figure is about, read from the clause it stands in (DESIGN 5). Terms are lower-case stems.

    `subjects` are the owners of the figure, surest first; `others` the further participants of its clause (the place
    a distance runs to, the thing that was sold). Both hold keys: the folded longest form of a name, or a head noun.
    """

    role: str = ""  # row of roles.toml: distance-to, death-toll, price …; "" when nothing tells
    noun: str = ""  # what is counted or measured, as a singular, synonyms folded
    modifiers: frozenset[str] = frozenset()  # words before that noun: "aid" worker, "gold" medal
    subjects: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()  # those of `subjects` told in the figure's own phrase: "the 300 workers in Brekka"
    owner: str = ""  # the one the grammar names: the possessor, or the subject the figure is said of
    possessed: bool = False  # that owner is a possessor: "Alder's 12 ships", "all 12 of the firm's ships"
    fresh: bool = False  # that subject is introduced anew: "a ferry sank"
    qualifiers: frozenset[str] = frozenset()  # an owner and a word that tells it apart: "north plant"
    names: frozenset[str] = frozenset()  # names in the sentence, as keys
    verb: str = ""  # base form of the clause's predicate; of a duration, what was done for so long
    done: bool = False  # that verb stands as a noun beside a duration: "18 months of negotiation"
    terms: frozenset[str] = frozenset()  # content stems of the clause
    context: frozenset[str] = frozenset()  # content stems of the sentence
    times: tuple[When, ...] = ()
    scopes: frozenset[str] = frozenset()  # rows of scopes.toml: subset, forecast, former …
    speaker: str = ""
    quoted: bool = False
    negated: bool = False
    mood: str = "asserted"  # asserted hypothetical question
    definite: bool = False
    kind: BlockKind = BlockKind.PARAGRAPH
    sides: frozenset[str] = frozenset()  # of which matter, on which side: "side:vote:0" is for, "side:vote:1" against

    def disputes(self, other: "About") -> bool:
        """True where two speak: "police", "the organisers"; not "Governor Ana Prill" and "Prill"."""
        a, b = set(self.speaker.split()), set(other.speaker.split())
        return bool(a and b) and not (a <= b or b <= a)


class Claim(NamedTuple):
    """A sentence as a record: its kind, its figures, and for each figure (same order) what it is about."""

    sentence: int
    kind: ClaimKind
    figures: tuple[Figure, ...] = ()
    abouts: tuple[About, ...] = ()


class Skipped(NamedTuple):
    """Something that could not be checked, and why. Counted aloud, never dropped."""

    code: str
    path: str
    reason: str


class Position(NamedTuple):
    """A place in a file: 1-based line and column in code points, 0-based offset."""

    line: int
    column: int
    offset: int


class Location(NamedTuple):
    """One side of a finding. `text` is exactly the surface the location spans in the file."""

    path: str
    start: Position
    end: Position
    text: str
    sentence: str
    figure: Figure | None = None
    role: str = ""  # what this side is: "doubtful", "against", "part", "total" …
    place: str = ""  # "page 3", "paragraph 12" where a file has no lines
    claim_id: str | None = None


class Finding(NamedTuple):
    """What a rule has to say. `locations` holds every side, the doubtful one first; `confidence` is 0–1."""

    code: str
    name: str
    severity: Severity
    confidence: float
    message: str
    locations: tuple[Location, ...]
    explanation: tuple[str, ...] = ()
    help: str = ""
    fingerprint: str = ""
    suppressed: str | None = None  # "inline", "baseline", "resolved"
    together: str = ""  # what to say of {count} like it in one file, where people read


class Document(NamedTuple):
    """An article as read. `source` is the decoded file when it differs from `text`; `anchors` maps between them.

    `anchors` are (text offset, source offset) pairs, ascending, each opening a run in which both advance alike;
    empty = the two are the same. `places` are (text offset, label) pairs for files without lines (PDF, DOCX).
    """

    path: str
    text: str
    blocks: tuple[Block, ...] = ()
    source: str | None = None
    anchors: tuple[tuple[int, int], ...] = ()
    places: tuple[tuple[int, str], ...] = ()
    dateline: date | None = None
    title: str = ""
    sentences: tuple[Sentence, ...] = ()
    claims: tuple[Claim, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    comments: tuple[tuple[int, str], ...] = ()  # (line, text) of the file's own comments, for suppressions
    lines: tuple[int, ...] = ()  # source offset of each line's start
    code: tuple[tuple[int, int], ...] = ()  # stretches of `text` set as code within a line

    def origin(self, offset: int) -> int:
        """The source offset of text offset `offset`."""
        if not self.anchors:
            return offset
        at = bisect_right(self.anchors, (offset, 1 << 62)) - 1
        base, origin = self.anchors[max(at, 0)]
        return origin + offset - base

    def source_end(self, end: int) -> int:
        """The source offset just past `text[end - 1]`: an entity ("&nbsp;") ends with its semicolon."""
        last = self.origin(end - 1)
        source = self.source or ""
        if self.anchors and source[last : last + 1] == "&":
            written = source[last : last + 33].partition(";")
            if written[1] and (self.text[end - 1] != "&" or written[0] in ("&amp", "&#38", "&#x26")):
                return last + len(written[0]) + 1
        return last + 1

    def position(self, offset: int) -> Position:
        """Line and column of a source offset."""
        lines = self.lines or line_starts(self.source if self.source is not None else self.text)
        line = bisect_right(lines, offset) - 1
        return Position(line + 1, offset - lines[line] + 1, offset)

    def locate(self, start: int, end: int, *, figure: Figure | None = None, role: str = "") -> Location:
        """The Location of `text[start:end]`, with the sentence it stands in."""
        first = self.origin(start)
        last = self.source_end(end) if end > start else first
        place = ""
        if self.places:
            at = bisect_right(self.places, (start, "\U0010ffff")) - 1
            place = self.places[max(at, 0)][1]
        sentence = next((s for s in self.sentences if s.start <= start < s.end), None)
        inside = self.text[sentence.start : sentence.end] if sentence else ""
        written = self.source if self.source is not None and not self.places else None
        surface = written[first:last] if written is not None else self.text[start:end]
        return Location(self.path, self.position(first), self.position(last), surface, inside, figure, role, place)


class Judgement(NamedTuple):
    """What follows from two figures taken to be about the same thing (never from whether they are).

    `outcome`: "conflict" (cannot both be true), "agree" (the second follows from the first), "compatible".
    `soft` when only the reading as written conflicts and rounding could explain it; `bound` when a hard bound is
    broken; `factor` 3, 6 or 9 when the values differ by about that power of ten; `units` when the written units differ;
    `edge` when a bound excludes the other value only by its very edge ("more than 900" / "900"); `far` when the values
    are too many times apart for one thing told twice, and no power of ten explains it.
    """

    outcome: str
    soft: bool = False
    bound: bool = False
    units: bool = False
    factor: int = 0
    edge: bool = False
    far: bool = False
    arithmetic: tuple[str, ...] = ()


class Mention(NamedTuple):
    """A figure where it stands: document, claim and the figure's place in the claim, with its record."""

    document: Document
    claim: Claim
    figure: Figure
    about: About


class Link(NamedTuple):
    """Two mentions taken to be about the same thing: `score` 0–1, the `reason` in words, and the judgement.
    Where more than two places tell of it, `first` is the one to doubt, `more` holds the further ones, and `counts` how
    many places give each value: that of `first`, that of `second`, then any others.
    """

    first: Mention
    second: Mention
    score: float
    reason: str
    judgement: Judgement
    licence: str = ""  # definite date title event frame pair (compare)
    more: tuple[Mention, ...] = ()
    counts: tuple[int, ...] = ()


class Opposition(NamedTuple):
    """Two sentences that say the same, one with a "not" and one without; `reason` names what they share."""

    first: Location
    second: Location
    reason: str
    same_speaker: bool = True


class Context(NamedTuple):
    """What reading figures needs besides the text: the day it was written and the house's conventions."""

    dateline: date | None = None
    week_start: int = 0  # Monday = 0, Sunday = 6
    variety: str = ""  # "us", "gb" or "" (told from the text)
    currency: str = ""  # ISO code a bare "$" stands for where nothing else tells; "" = US dollar
    language: str = "en"
    date_order: str = ""  # "gb" where the text itself writes the day of 3/12/2024 first, "us" the month; "" = unknown


class Comparison(NamedTuple):
    """Two statements side by side. `verdict`: conflict, agree (b follows from a), compatible, unrelated."""

    verdict: str
    severity: Severity | None
    confidence: float
    reason: str
    findings: tuple[Finding, ...] = ()
    documents: tuple[Document, ...] = ()


class Report(NamedTuple):
    """The result of one check: what was read, what was found, what could not be checked.

    `compared`: how many pairs of figures were taken to be about the same thing; `None` = not counted.
    `beside`: what was not checked itself, but locations lie in: sources, the ledger.
    """

    documents: tuple[Document, ...]
    findings: tuple[Finding, ...]
    skipped: tuple[Skipped, ...] = ()
    seconds: float = 0.0
    compared: int | None = None
    beside: tuple[Document, ...] = ()

    @property
    def shown(self) -> tuple[Finding, ...]:
        """The findings nobody silenced."""
        return tuple(f for f in self.findings if f.suppressed is None)
