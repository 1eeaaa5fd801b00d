"""The consistency report as Markdown, to paste into a pull request.

Text of articles, notes and names is never markup there: every character that could open emphasis, a link, a table cell,
HTML, a mention or an emoji is escaped, so that what a reader sees is what was written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TextIO

from claimcheck.ledger.consistency import ConsistencyReport
from claimcheck.reporters import Look
from claimcheck.reporters.consistency import words
from claimcheck.reporters.consistency.sections import Grid, Item, Section, sections
from claimcheck.reporters.visible import squeezed

CAP = 50  # a pull request has room for more than a screen
_NOTHING = "\u200b"  # zero width: keeps what looks like a mention, a link or an emoji apart
_PUNCTUATION = re.compile(r"[\\`*_\[\]<>#|~$&]")
_APART = re.compile(r"@(?=\w)|#(?=\d)|:(?=//)|:(?=[\w+-]+:)|\b(?i:www)(?=\.)|\b(?i:gh)(?=-\d)", re.ASCII)


def escaped(text: str) -> str:
    """`text` as Markdown that shows it: one line, nothing in it is markup, HTML, a link or a mention."""
    return _PUNCTUATION.sub(r"\\\g<0>", _APART.sub(_apart, squeezed(text)))


def _apart(found: re.Match[str]) -> str:
    return found[0] + _NOTHING


def write(report: ConsistencyReport, stream: TextIO, look: Look) -> None:
    """Write the report."""
    stream.write("\n".join(_lines(report)).rstrip("\n") + "\n")


def _lines(report: ConsistencyReport) -> Iterator[str]:
    yield f"# Consistency report of {escaped(report.ledger)}"
    yield ""
    yield escaped(words.minute(report.made) + (f", {report.scope}" if report.scope else ""))
    yield ""
    if not report.claims:
        yield _title(words.EMPTY if not report.scope else "no claim is among those asked for") + "."
        yield f"\nNext: `{words.NEXT}`" if not report.scope else ""
    else:
        yield f"**{escaped(words.headline(report))}**"
        yield ""
        for phrases in (*words.by_status(report.counts), words.troubles(report)):
            if phrases:
                yield "- " + escaped(" · ".join(text for text, _ in phrases))
    for section in sections(report, CAP):
        yield ""
        yield from _grid(section) if isinstance(section, Grid) else _section(section)


def _section(section: Section) -> Iterator[str]:
    since = section.title.startswith("since ")
    yield f"## {_title(section.title)}" + (f" ({section.total:,})" if section.total and not since else "")
    yield ""
    if section.hint:
        yield f"`{section.hint}`" if section.hint.startswith("claimcheck") else _title(section.hint)
        yield ""
    for item in section.items:
        yield from _item(item)
    if section.more:
        yield f"- {escaped(section.more)}"


def _item(item: Item) -> Iterator[str]:
    told = " · ".join(
        part for part in (escaped(item.place), escaped(f"{item.lead}: {item.text}" if item.lead else item.text)) if part
    )
    yield f"- {_id(item.id)} {told}"
    for detail in item.details:
        label = f"{escaped(detail.label)}: " if detail.label else "→ "
        yield f"  - {label}{escaped(detail.text)}"


def _id(id: str) -> str:
    """An id as code; a ledger is edited by hand, so what is none is only text."""
    return f"`{id}`" if id.replace("-", "").isalnum() else escaped(id)


def _grid(grid: Grid) -> Iterator[str]:
    yield f"## {_title(grid.title)}"
    yield ""
    yield "| " + " | ".join(escaped(name) for name in grid.header) + " |"
    yield "|" + "|".join(" ---: " if column in grid.numbers else " --- " for column in range(len(grid.header))) + "|"
    for row in grid.rows:
        yield "| " + " | ".join(map(escaped, row.cells)) + " |"
    if grid.total > len(grid.rows):
        yield ""
        yield escaped(words.more(grid.total - len(grid.rows), grid.title))


def _title(text: str) -> str:
    return escaped(text[:1].upper() + text[1:])
