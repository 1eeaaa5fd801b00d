"""The sections of a page that are lists and grids: progress, and what needs somebody; sections.py words them."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher

from claimcheck.ledger.consistency import ArticleProgress, ConsistencyReport
from claimcheck.reporters.consistency import words
from claimcheck.reporters.consistency.html.anchors import Anchors
from claimcheck.reporters.consistency.html.drawings import progress
from claimcheck.reporters.consistency.html.element import Child, Markup, element, here
from claimcheck.reporters.consistency.html.marks import severity
from claimcheck.reporters.consistency.sections import Detail, Grid, Item, Row, Section

# Section → the filter of the claims table that shows all of it.
FILTERS = {
    words.CONTESTED: "status=contested",
    words.STALE: "status=stale",
    words.UNVERIFIED: "status=unchecked",
    words.UNSOURCED: "source=none",
}


def listed(section: Section, anchors: Anchors) -> Iterator[Markup]:
    """What stands under the heading of a section."""
    if section.hint:
        yield hint(section.hint)
    if section.items:
        yield element("ul", (_item(item, anchors) for item in section.items), class_="items")
    left = section.total - len(section.items)
    if left > 0:
        more = f"… and {left:,} more: "
        if section.title.startswith("since "):
            yield element("p", more, element("code", words.WHOLE), class_="more")
        else:
            wanted = FILTERS.get(section.title)
            link = element("a", "in the table of claims", href=here("claims"), data_filter=wanted)
            yield element("p", more, link, class_="more")


def hint(written: str) -> Markup:
    """What to do about a section; a command is set as one."""
    return element("p", element("code", written) if written.startswith("claimcheck") else written, class_="hint")


def _item(item: Item, anchors: Anchors) -> Markup:
    place = element("bdi", item.place, class_="place") if item.place else None
    said = element("span", item.text, dir="auto", class_="text") if item.text else None
    told = {detail.label: detail.text for detail in item.details}
    changed = differing(told["was"], told["now"]) if {"was", "now"} <= told.keys() else {}
    details = [_detail(one, changed.get(one.label), anchors) for one in item.details]
    lead = element("span", item.lead, class_=f"severity {severity(item.lead.partition('[')[0])}") if item.lead else None
    return element("li", anchors.any(item.id), " ", place, lead, " ", said, element("dl", details) if details else None)


def _detail(detail: Detail, changed: Child, anchors: Anchors) -> tuple[Markup, Markup]:
    label = anchors.any(detail.label) if "-" in detail.label else element("span", detail.label or "=")
    told = [anchors.linked(detail.text)] if detail.label in ("conflict", "why") else changed or detail.text
    return element("dt", label), element("dd", told, dir="auto")


def differing(was: str, now: str) -> dict[str, Child]:
    """Two wordings with the words that differ marked: "was" with what went, "now" with what came."""
    old, new = was.split(), now.split()
    went: list[Child] = []
    came: list[Child] = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        for told, mark, run in ((went, "del", " ".join(old[a:b])), (came, "ins", " ".join(new[c:d]))):
            if run:
                told += [run if kind == "equal" else element(mark, run), " "]
    return {"was": went, "now": came}


def table(name: str, head: tuple[Markup, ...], rows: list[Markup], kind: str = "") -> Markup:
    """A table in a frame that scrolls by itself where it is too wide or too long."""
    caption = element("caption", name, class_="unseen")
    whole = element(
        "table", caption, element("thead", element("tr", head)), element("tbody", rows), class_=kind or None
    )
    long = "frame long" if len(rows) > 20 else "frame"
    return element("div", whole, class_=long, role="region", aria_label=name, tabindex=0)


def column(name: str, kind: str | None = None) -> Markup:
    """The head of a column."""
    return element("th", name, scope="col", class_=kind)


def people(grid: Grid) -> Markup:
    """Progress by person, as the grid has it; the name leads the row."""
    name, *others = (len(grid.header) - 1, *range(len(grid.header) - 1))
    head = (column(grid.header[name]), *(column(grid.header[n], "n" if n in grid.numbers else None) for n in others))
    return table(grid.title, head, [_person(row, name, others, grid) for row in grid.rows])


def _person(row: Row, name: int, others: list[int], grid: Grid) -> Markup:
    cells = (element("td", row.cells[n], class_="n" if n in grid.numbers else None) for n in others)
    return element("tr", element("th", element("bdi", row.cells[name]), scope="row"), cells)


def articles(report: ConsistencyReport) -> Markup:
    """Progress by article, with a bar of where its claims stand."""
    names = (("article", None), ("progress", "w"), ("done", "n"), ("claims", "n"), ("left", "n"), ("conflicts", "n"))
    head = tuple(column(name, kind) for name, kind in names)
    rows = [_article(one, number) for number, one in enumerate(report.articles)]
    return table(words.ARTICLES, head, rows, "progress")


_FILES = {"": None, "edited": "edited since: claimcheck add", "missing": "the file is missing"}


def _article(one: ArticleProgress, number: int) -> Markup:
    counts = one.counts
    title = one.article.title if one.article is not None else ""
    state = _FILES.get(one.state)
    name = element("a", element("bdi", one.path or f"({words.IN_NO_ARTICLE})"), href=here(f"article-{number + 1}"))
    return element(
        "tr",
        element(
            "th",
            name,
            element("small", " ", element("bdi", title)) if title else None,
            element("small", " ", state, class_="warn") if state else None,
            scope="row",
        ),
        element("td", progress(counts), class_="w"),
        element("td", f"{counts.percent} %", class_="n"),
        element("td", f"{counts.claims:,}", class_="n"),
        element("td", f"{counts.claims - counts.done:,}", class_="n"),
        element("td", f"{one.conflicts:,}" if one.conflicts else "", class_="n bad" if one.conflicts else "n"),
    )
