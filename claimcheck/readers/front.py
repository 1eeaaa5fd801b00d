"""Front matter: the block of `key: value` lines (YAML) or `key = value` lines (TOML) many Markdown files
begin with.

Reads the three fields an article's head is made of and no more; refuses to be a YAML parser.
"""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from claimcheck.model import BlockKind

_KEYS = {
    "title": BlockKind.TITLE,
    "headline": BlockKind.TITLE,
    "subtitle": BlockKind.HEADING,
    "description": BlockKind.META,
    "date": BlockKind.DATELINE,
    "published": BlockKind.DATELINE,
    "pubdate": BlockKind.DATELINE,
    "dateline": BlockKind.DATELINE,
    "author": BlockKind.BYLINE,
    "authors": BlockKind.BYLINE,
    "byline": BlockKind.BYLINE,
}
_ORDER = (BlockKind.TITLE, BlockKind.HEADING, BlockKind.META, BlockKind.DATELINE, BlockKind.BYLINE)
_FENCED = re.compile(
    r"(?:---|\+\+\+)[ \t]*\r?\n(?P<body>(?s:.{0,20000}?)\n)(?P<close>---|\+\+\+|\.\.\.)[ \t]*(?:\r?\n|$)"
)
_FIELD = re.compile(
    r"^(?P<key>[A-Za-z][\w-]{0,40})[ \t]*[:=][ \t]*(?P<quote>[\"']?)(?P<value>[^\r\n]*?)(?P=quote)[ \t]*\r?$",
    re.MULTILINE,
)
_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?!\d)")


class FrontMatter(NamedTuple):
    """`fields` are (kind, start, end) in the source, in the order an article's head has; `end` is where
    the body begins.
    """

    end: int = 0
    fields: tuple[tuple[BlockKind, int, int], ...] = ()
    date: date | None = None


def front_matter(source: str) -> FrontMatter:
    """The front matter of a source, or an empty one."""
    if not source.startswith(("---", "+++")):
        return FrontMatter()
    fence = _FENCED.match(source)
    if not fence or not _FIELD.search(fence["body"]):
        return FrontMatter()
    fields: dict[BlockKind, tuple[int, int]] = {}
    for row in _FIELD.finditer(source, fence.start("body"), fence.end("body")):
        kind = _KEYS.get(row["key"].lower())
        if kind and row["value"] and kind not in fields:
            fields[kind] = row.span("value")
    dated = fields.get(BlockKind.DATELINE)
    return FrontMatter(
        fence.end(),
        tuple((kind, *fields[kind]) for kind in _ORDER if kind in fields),
        iso_date(source[dated[0] : dated[1]]) if dated else None,
    )


def iso_date(written: str) -> date | None:
    """The day of an ISO 8601 date or date-time, if it begins with one that exists."""
    if not (found := _ISO.match(written.strip())):
        return None
    try:
        return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None
