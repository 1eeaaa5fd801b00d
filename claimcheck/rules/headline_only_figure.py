"""headline-only-figure: a figure that the headline has and the text never gives.

What it does
    Looks in the text for each figure of the title: as it stands, in words, rounded, in another unit, as a sum, a
    difference or a share of other figures. Reports a figure that nothing in the text gives, bears on or contradicts.

Why it matters
    A headline outlives the draft it was written for: the figure was cut from the text, or never in it, and nobody can
    check it.

Flagged
    > # Storm leaves 240,000 homes without power … (a text of some length on the storm that never says how many)

Not flagged
    > # Ferry fire kills 70 … Seventy people died when the ferry burned off Dorne.
    > # Millions flee the floods … Some 3.4 million people have fled the floods.
    > # Storm leaves 240,000 homes without power … The lights went out in Dorne.

Options
    None. Only texts of some length are read: a notice of three lines need not say everything again. Counts of a dozen
    or fewer, ages, dates, durations, ranks and scores are left alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations

from claimcheck.interval import Interval, disjoint, point
from claimcheck.lexicon.roles import roles
from claimcheck.model import About, BlockKind, Document, Figure, Finding, Sentence, Severity
from claimcheck.rules.base import NUMBERS, Rule, finding
from claimcheck.settings import Settings

RULE = Rule(
    "CC506",
    "headline-only-figure",
    Severity.WARNING,
    "document",
    "0.1",
    help="Say in the text where the figure comes from, or take it out of the headline.",
    needs=NUMBERS,
)
_KINDS = frozenset(("count", "money", "percent", "measure"))
_SHARES = frozenset(("percent", "ratio"))
_LEAST_WORDS = 60  # of a text that may be expected to say what its headline says
_TOLD_ONE_BY_ONE = 12  # so many may be told by their names
_LONGEST_LIST = 101  # "25 ways to …", "101 recipes"
_CAPITALS = Decimal("0.6")  # share of long words with a capital in a headline set in capitals throughout
_LONG_WORD = 4
_MOST_FIGURES = 60  # a text with more is a table, in which every sum can be found

Told = tuple[Figure, About]


def check(subject: Document, settings: Settings) -> Iterator[Finding]:
    """Yield every figure of the title that the text says nothing of."""
    titles = [c for c in subject.claims if subject.sentences[c.sentence].kind is BlockKind.TITLE]
    wanted = [(claim, f, a) for claim in titles for f, a in zip(claim.figures, claim.abouts, strict=True)]
    wanted = [(c, f, a) for c, f, a in wanted if _may_be_missed(subject, subject.sentences[c.sentence], f, a)]
    if not wanted or not _is_long(subject):
        return
    title = {claim.sentence for claim in titles}
    body = [t for c in subject.claims if c.sentence not in title for t in zip(c.figures, c.abouts, strict=True)]
    for _, figure, about in wanted:
        if len(body) > _MOST_FIGURES or _is_written(subject, title, figure):
            continue
        if any(_bears_on((figure, about), other) for other in body) or _is_reckoned(figure, [f for f, _ in body]):
            continue
        yield finding(
            RULE,
            f"“{figure.surface}” stands in the headline only",
            (subject.locate(figure.start, figure.end, figure=figure, role="doubtful"),),
            confidence=0.6,
        )


def _may_be_missed(document: Document, title: Sentence, figure: Figure, about: About) -> bool:
    """True for a figure of a kind, size and wording that a reader would look for in the text."""
    if figure.kind not in _KINDS or figure.value is None or figure.of >= 0 or figure.loose is None:
        return False
    if about.quoted or about.negated or about.mood != "asserted":
        return False
    if figure.kind != "count":
        return True
    text = document.text
    if figure.value <= _TOLD_ONE_BY_ONE or not (about.noun or about.role):
        return False
    if about.role:
        return True
    listed = figure.start == title.start and figure.value <= _LONGEST_LIST
    return not listed and not _in_capitals(text[title.start : title.end])


def _in_capitals(title: str) -> bool:
    """A title with a capital on every word: what is counted may as well be a name ("100 Days of Code")."""
    words = [word for word in title.split() if len(word) >= _LONG_WORD and word[0].isalpha()]
    return sum(word[0].isupper() for word in words) > len(words) * _CAPITALS


def _is_long(document: Document) -> bool:
    """True where the prose below the title is long enough to say what the title says."""
    prose = (s for s in document.sentences if s.kind in (BlockKind.PARAGRAPH, BlockKind.QUOTE))
    return sum(len(document.text[s.start : s.end].split()) for s in prose) >= _LEAST_WORDS


def _is_written(document: Document, title: set[int], figure: Figure) -> bool:
    """True when the digits of the figure stand in the text in any shape, read as a figure or not: "B-52"."""
    digits = _digits(figure.surface)
    own = [document.sentences[number] for number in title]
    ends = [0, *(s.end for s in own)]
    starts = [*(s.start for s in own), len(document.text)]
    return bool(digits) and any(digits in _digits(document.text[a:b]) for a, b in zip(ends, starts, strict=True))


def _digits(text: str) -> str:
    """A text in which nothing but its numbers counts, each between blanks: "1,200 of 1 300" → " 1200 1 300 "."""
    return f" {' '.join(''.join(c if c.isdigit() or c == '.' else '' if c == ',' else ' ' for c in text).split())} "


# --- what the text gives ----------------------------------------------------------------------------------------------


def _bears_on(headline: Told, other: Told) -> bool:
    """True when a figure of the text gives the headline's, or is so near its subject that it may contradict it."""
    (figure, about), (given, said) = headline, other
    if given.value is not None and given.value == figure.value:
        return True
    like = given.dimension == figure.dimension or {given.kind, figure.kind} <= _SHARES
    if not like:
        return False
    if _meets(figure, given.loose):
        return True
    if about.role and said.role:
        return about.role == said.role or _grouped(about.role, said.role)
    if figure.kind == "count":
        return about.noun == said.noun or not (said.noun or said.role)
    return True  # another sum, share or length of nobody knows what


def _grouped(a: str, b: str) -> bool:
    return roles()[a].group != "" and roles()[a].group == roles()[b].group


def _meets(figure: Figure, reading: Interval | None) -> bool:
    return reading is not None and figure.loose is not None and not disjoint(figure.loose, reading)


def _is_reckoned(figure: Figure, body: Sequence[Figure]) -> bool:
    """True when the headline's figure is a sum, difference, product or share of figures of the text."""
    if figure.loose is None:
        return False
    like = [m for f in body if f.dimension == figure.dimension and (m := _middle(f)) is not None]
    plain = [m for f in body if f.kind != "date" and (m := _middle(f)) is not None]
    shares = [m for f in body if f.kind in _SHARES and (m := _share(f)) is not None]
    found = [sum(like, Decimal(0))]
    found += [sum(some, Decimal(0)) for size in (2, 3) for some in combinations(like, size)]
    found += [abs(a - b) for a, b in combinations(like, 2)]
    found += [a * b for a in like for b in (*plain, *shares)]
    found += [a - a * b for a in like for b in shares]
    if figure.kind == "percent":
        pairs = [(a, b) for a, b in combinations(plain, 2) if a and b]
        found += [100 * min(a / b, b / a) for a, b in pairs if a * b > 0]
        found += [100 * abs(a - b) / c for a, b in pairs for c in (a, b)]
    return any(not disjoint(figure.loose, point(value)) for value in found)


def _middle(figure: Figure) -> Decimal | None:
    base = figure.base
    if base is None:
        return figure.value
    if base.low is not None and base.high is not None:
        return (base.low + base.high) / 2
    return base.low if base.low is not None else base.high


def _share(figure: Figure) -> Decimal | None:
    if figure.value is None:
        return None
    return figure.value / 100 if figure.kind == "percent" else figure.value
