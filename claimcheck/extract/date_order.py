"""Whether a text writes 25/12/2024 or 12/25/2024, told from the dates in it that can be read one way only.

One such date settles every 3/12/2024 of the text; dates of both orders, or none, settle nothing. Found once a document,
before its sentences are read: one search for the second number with its two marks.
"""

from __future__ import annotations

import re

from claimcheck.model import Context

DAY_FIRST, MONTH_FIRST = "gb", "us"  # as `Context.variety` names them
MONTHS, DAYS = 12, 31
LONGEST = 3  # characters to look back for the first number and what it may hang on
_SECOND = re.compile(r"/(\d\d?)/(?:(?:1[89]|20)?\d\d)(?!\d|[/.,:–-]\d)|-(\d\d?)-(?:1[89]|20)\d\d(?!\d|[/.,:–-]\d)")
_FIRST = re.compile(r"(?<![\d/.,:–-])\d\d?$")


def date_order(text: str) -> str:
    """`gb` for a text that writes the day first, `us` for the month first, an empty string where nothing tells."""
    orders = set()
    for match in _SECOND.finditer(text):
        before = _FIRST.search(text[max(match.start() - LONGEST, 0) : match.start()])
        if before is None:
            continue
        first, second = int(before[0]), int(match[1] or match[2])
        if MONTHS < first <= DAYS and 1 <= second <= MONTHS:
            orders.add(DAY_FIRST)
        elif MONTHS < second <= DAYS and 1 <= first <= MONTHS:
            orders.add(MONTH_FIRST)
    return orders.pop() if len(orders) == 1 else ""


def order_of(context: Context) -> str:
    """The order of day and month in force: the house's variety, else the one found in the document, else empty."""
    return context.variety or context.date_order
