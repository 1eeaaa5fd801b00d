"""list-count-mismatch: so many things are announced, and another number of them is listed.

What it does
    Counts the items after a colon, the bullets under a line that announces them, the “First, … Second, …” of the
    sentences behind it and the names between commas (“the two finalists, A, B and C, meet”) against that number.

Why it matters
    The editor cut the fourth reason and forgot the number, or the list lost a line on its way into print.

Flagged
    > There were five reasons: cost, noise, smell and dust.

Not flagged
    > There were four reasons: cost, noise, smell and dust.
    > There were five reasons, among them cost and noise.
    > She gave three reasons: her health, which was poor since a fall and a cold; the budget; and the minister.

Options
    None. A warning: items may hold commas of their own, which is granted where it could be.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from claimcheck.model import Document, Finding, Location, Severity
from claimcheck.rules.announced import announces, apposed, in_order
from claimcheck.rules.base import NUMBERS, Rule, finding
from claimcheck.rules.listings import Listing, listings
from claimcheck.rules.reckoning import Line, cues, lines
from claimcheck.settings import Settings
from claimcheck.wording import plural

RULE = Rule(
    "CC212",
    "list-count-mismatch",
    Severity.WARNING,
    "document",
    "0.1",
    help="Count again: an item is missing, or the number is wrong.",
    needs=NUMBERS,
)
_MOST = 20  # a longer list is not counted by its reader
_NEAR = 5  # tokens between the announced things and the colon
_LONGEST = 9  # tokens of an item that is surely one
_OTHER_THINGS = frozenset((",", "the", "these", "this", "following", "its", "their", "his", "her", "an", "a"))
_OF = frozenset(("for", "of", "behind", "in", "to", "at", "on"))
_THESE = frozenset(("these", "this", "following"))
_NOT_THINGS = frozenset(
    ("time", "point", "percentage point", "goal", "minute", "hour", "o'clock", "year", "day", "month")
)


def check(subject: Document, settings: Settings) -> Iterator[Finding]:
    """Every list whose length is not the announced one."""
    for line in lines(subject, 1):
        yield from _inline(line)
        for found in (*in_order(line), *apposed(line)):
            yield _finding(line, found.figure, found.listed, subject.locate(found.start, found.end, role="list"))
    for listing in listings(subject):
        yield from _bullets(listing)


def _announced(line: Line, colon: int) -> int:
    """The figure that announces what follows token `colon`; −1 for none."""
    before = [i for i in line.numbers if line.figures[i].tail <= colon]
    if not before or colon - line.figures[before[-1]].tail > _NEAR:
        return -1
    if len(before) > 1 and "of" in line.between(before[-2], before[-1])[:2]:
        return -1  # "four of the city's five boroughs:"
    figure = line.figures[before[-1]]
    plain = figure.dimension == "count" and figure.modifier == "exact" and not figure.change and not figure.per
    if not plain or not figure.unit or figure.unit in _NOT_THINGS or figure.value is None:
        return -1
    if not 2 <= figure.value <= _MOST or figure.value % 1 or not _is_plural(line, before[-1]):
        return -1
    words = line.words(figure.head - 3, colon)
    gap = line.words(figure.tail, colon)
    gap = tuple(
        w for i, w in enumerate(gap) if w in _THESE or not i or gap[i - 1] not in _OF
    )  # "four reasons for the delay:"
    return -1 if cues("unlisted") & set(words) or _OTHER_THINGS & set(gap) else before[-1]


def _is_plural(line: Line, index: int) -> bool:
    """True when the noun of the figure is written in the plural: "the five-year plan:" announces nothing."""
    figure = line.figures[index]
    return figure.surface.lower().endswith(plural(figure.unit).rsplit(" ", 1)[-1].lower())


def _inline(line: Line) -> Iterator[Finding]:
    words = line.all_words
    if words.count(":") != 1 or words[-1:] == (":",):
        return
    colon = words.index(":")
    announced = _announced(line, colon)
    if announced < 0 or any(_counts(line, i, colon) for i in line.numbers):
        return  # figures in the list: it is a breakdown, CC201's business
    least, most = _length(words[colon + 1 :])
    count = int(line.figures[announced].value or Decimal(0))
    if not least or least <= count <= most or cues("unlisted") & set(words[colon + 1 :]):
        return
    start, end = line.tokens.begin(colon + 1), line.tokens.finish(len(words) - 1)
    yield _finding(line, announced, most if count > most else least, line.document.locate(start, end, role="list"))


def _finding(line: Line, announced: int, listed: int, where: Location) -> Finding:
    surface = line.figures[announced].surface
    message = f"“{surface}” are announced, {listed} are listed"
    return finding(RULE, message, (line.locate(announced, "doubtful"), where))


def _counts(line: Line, index: int, colon: int) -> bool:
    """True for a figure that opens an item of the list."""
    head = line.figures[index].head
    return head > colon and line.tokens.word(head - 1) in (":", ",", ";", "and")


def _length(words: tuple[str, ...]) -> tuple[int, int]:
    """The fewest and the most items that a list may be read as; (0, 0) when it is no list we can count."""
    words = words[:-1] if words[-1:] and words[-1] in (".", "!", "?", "…") else words
    if not words or {".", "!", "?", "(", ":", "“", '"', "—", "–"} & set(words):
        return 0, 0
    if ";" in words:
        items = _cut(words, ";")
        return (len(items), len(items)) if len(items) > 2 and not any(i[0] == "and" for i in items[:-1]) else (0, 0)
    items = _cut(words, ",")
    if len(items) < 2 or any(len(item) > _LONGEST for item in items):
        return 0, 0
    last = items[-1]
    joints = [sum(w in ("and", "or", "&") for w in item[1:]) for item in items]
    if last[0] in ("and", "or"):
        return len(items), len(items) + sum(joints)
    if not joints[-1]:
        return 0, 0  # no "and" before the last: the list may go on
    short = all(len(item) <= 4 for item in items) and joints[-1] == 1
    return (len(items) + 1 if short else 2), len(items) + sum(joints)


_RELATIVE = frozenset(("which", "who", "whose", "where", "when"))  # "…, which had …," says more of the item before


def _cut(words: tuple[str, ...], mark: str) -> list[tuple[str, ...]]:
    items: list[tuple[str, ...]] = [()]
    for word in words:
        if word == mark:
            items.append(())
        else:
            items[-1] = (*items[-1], word)
    return [item for item in items if item and item[0] not in _RELATIVE]


def _bullets(listing: Listing) -> Iterator[Finding]:
    """Bullets under a line that ends in a colon and announces so many of something."""
    line, items = listing.intro, listing.items
    if line is None or len(items) < 2:
        return
    words = line.all_words
    if words[-1:] == (":",):
        announced = _announced(line, len(words) - 1)
    elif words[-1:] == (".",) and not cues("unlisted") & set(words):
        named = [i for i in line.numbers if announces(line.figures[i])]
        close = len(named) == 1 and len(words) - line.figures[named[0]].tail <= _NEAR
        announced = named[0] if close else -1
    else:
        return
    if announced < 0 or len([i for i in line.numbers if line.figures[i].dimension == "count"]) > 1:
        return
    count = int(line.figures[announced].value or Decimal(0))
    if count == len(items) or not all(items):
        return
    last = items[-1][-1]
    where = line.document.locate(last.sentence.start, last.sentence.end, role="list")
    yield _finding(line, announced, len(items), where)
