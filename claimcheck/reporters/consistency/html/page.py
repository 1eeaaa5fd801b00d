"""The whole page: its head, what it begins with, its sections in the order of every format, how to make it again."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files

from claimcheck import __version__
from claimcheck.ledger.consistency import ConsistencyReport
from claimcheck.ledger.redaction import HIDDEN
from claimcheck.reporters.consistency import words
from claimcheck.reporters.consistency.html.anchors import Anchors
from claimcheck.reporters.consistency.html.claims import UNSOURCED, Claims
from claimcheck.reporters.consistency.html.conflicts import Conflicts
from claimcheck.reporters.consistency.html.drawings import ORDER, patterns, progress, swatch
from claimcheck.reporters.consistency.html.element import Child, Markup, element, embedded, here
from claimcheck.reporters.consistency.html.lists import articles, hint, listed, people
from claimcheck.reporters.consistency.html.sources import Sources
from claimcheck.reporters.consistency.sections import Grid, Section, sections

CAP = 10  # items of a list whose claims all stand in the table of claims
_NOTHING = "no claim is among those asked for"
_CLAIMS, _CHANGES, _SINCE = "claims", "changes", "since-"
_LANGUAGE = "en"  # of the page's own words; running text of articles is set with dir="auto"


@lru_cache(maxsize=4)
def _file(name: str) -> str:
    return (files(__package__) / name).read_text("utf-8")


def policy(style: str, script: str) -> str:
    """The content security policy of a page with this style and this script: nothing else, from nowhere."""
    parts = (
        "default-src 'none'",
        f"style-src 'sha256-{_hashed(style)}'",
        f"script-src 'sha256-{_hashed(script)}'",
        "base-uri 'none'",
        "form-action 'none'",
    )
    return "; ".join(parts)


def _hashed(code: str) -> str:
    return base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()


def page(report: ConsistencyReport) -> Iterator[str]:
    """The page, piece by piece."""
    style, script = _file("page.css"), _file("page.js")
    title = f"Consistency report of {report.ledger}, {words.day(report.made)}"
    yield "<!doctype html>\n"
    yield f'<html lang="{_LANGUAGE}">\n<head>\n'
    yield element("meta", charset="utf-8") + "\n"
    yield element("meta", http_equiv="Content-Security-Policy", content=policy(style, script)) + "\n"
    yield element("meta", name="viewport", content="width=device-width, initial-scale=1") + "\n"
    yield element("meta", name="referrer", content="no-referrer") + "\n"
    yield element("meta", name="robots", content="noindex") + "\n"
    yield element("meta", name="color-scheme", content="light dark") + "\n"
    yield element("title", title) + "\n" + embedded("style", style) + "\n</head>\n<body>\n"
    yield from _body(report)
    yield embedded("script", script) + "\n</body>\n</html>\n"


def _body(report: ConsistencyReport) -> Iterator[str]:
    anchors = Anchors(report)
    parts = list(_parts(report, anchors))
    yield element("a", "Skip to the report", href=here("report"), class_="skip") + "\n"
    yield patterns() + "\n"
    yield _head(report) + "\n"
    yield _contents(parts) + "\n"
    yield '<main id="report" tabindex="-1">\n'
    yield _overview(report) + "\n"
    yield from _changes(report, parts)
    for anchor, title, total, body in parts:
        if not anchor.startswith(_SINCE):
            yield f'<section aria-labelledby="{anchor}">\n' + _heading(anchor, title, total) + "\n"
            for piece in body:
                yield piece + "\n"
            yield "</section>\n"
    yield from _claims(report, anchors)
    yield "</main>\n"
    yield _foot(report) + "\n"


def _head(report: ConsistencyReport) -> Markup:
    made = words.minute(report.made) + (f", {report.scope}" if report.scope else "")
    named = any(use.source.confidential and use.source.person != HIDDEN for use in report.sources)
    return element(
        "header",
        element("h1", "Consistency report of ", element("bdi", report.ledger)),
        element("p", element("bdi", made), class_="made"),
        element("p", "This page names confidential sources: do not pass it on.", class_="secret") if named else None,
    )


def _overview(report: ConsistencyReport) -> Markup:
    """How far the ledger is: the verdict, every status with its share, what needs somebody."""
    if not report.claims:
        what = _NOTHING if report.scope else words.EMPTY
        return element(
            "section",
            element("h2", "Overview", id="overview", class_="unseen"),
            element("p", what[:1].upper() + what[1:] + ".", class_="verdict-line"),
            hint(words.NEXT) if not report.scope else None,
            aria_labelledby="overview",
        )
    counts = report.counts
    statuses = [status for status in ORDER if counts.statuses.get(status)]
    legend = (
        element("li", swatch(status), element("b", f"{counts.statuses[status]:,}"), " ", words.spoken(status))
        for status in statuses
    )
    troubles = words.troubles(report)
    return element(
        "section",
        element("h2", "Overview", id="overview", class_="unseen"),
        element("p", words.verdict(report), class_="verdict-line"),
        element("p", words.headline(report), class_="headline"),
        progress(counts, 20, "claims by status"),
        element("ul", legend, class_="legend"),
        element("ul", (element("li", told, class_=style or None) for told, style in troubles), class_="troubles")
        if troubles
        else None,
        aria_labelledby="overview",
        class_="overview",
    )


# --- sections ---------------------------------------------------------------------------------------------------------

_Part = tuple[str, str, int, Iterator[Markup]]  # anchor, title, how many, what stands in it


def _parts(report: ConsistencyReport, anchors: Anchors) -> Iterator[_Part]:
    """The sections that every format has, in their order; here some are drawn rather than listed."""
    conflicts = Conflicts(report, anchors)
    for number, section in enumerate(sections(report, CAP)):
        body: Iterator[Markup]
        if section.title == words.ARTICLES:
            body = iter((articles(report),))
        elif section.title == words.SOURCES:
            body = iter((element("div", Sources(report, anchors).cards(), class_="cards"),))
        elif section.title == words.CONFLICTS and isinstance(section, Section):
            body = iter((hint(section.hint), *map(conflicts.card, report.conflicts)))
        elif section.title == words.DECIDED:
            body = map(conflicts.card, report.decided)
        elif isinstance(section, Grid):
            body = iter((people(section),))
        else:
            body = listed(section, anchors)
        since = section.title.startswith("since ")
        anchor = f"{_SINCE}{number + 1}" if since else section.title.replace(" ", "-")
        yield anchor, section.title, 0 if since else section.total, body


def _changes(report: ConsistencyReport, parts: list[_Part]) -> Iterator[str]:
    """What changed since the time that was asked for, kind by kind under one heading."""
    if report.since is None:
        return
    label = f"since {report.since.label}"
    yield f'<section aria-labelledby="{_CHANGES}">\n' + _heading(_CHANGES, label, 0) + "\n"
    for anchor, title, _, body in parts:
        if anchor.startswith(_SINCE):
            yield element("h3", title.removeprefix(label).lstrip(": "), id=anchor) + "\n"
            for piece in body:
                yield piece + "\n"
    yield "</section>\n"


def _heading(anchor: str, title: str, total: int) -> Markup:
    shown = title[:1].upper() + title[1:]
    return element("h2", shown, element("small", f" {total:,}") if total else None, id=anchor)


def _contents(parts: list[_Part]) -> Markup:
    """What the page holds, to go there."""
    entries = [(anchor, title, total) for anchor, title, total, _ in parts if not anchor.startswith(_SINCE)]
    changes = [(_CHANGES, "what changed", 0)] if len(entries) < len(parts) else []
    links = (
        element("li", element("a", title, element("small", f" {total:,}") if total else None, href=here(anchor)))
        for anchor, title, total in (*changes, *entries, (_CLAIMS, "all claims", 0))
    )
    return element("nav", element("ul", links), aria_label="Sections")


# --- claims -----------------------------------------------------------------------------------------------------------


def _claims(report: ConsistencyReport, anchors: Anchors) -> Iterator[str]:
    claims = Claims(report, anchors)
    yield '<section aria-labelledby="claims" class="claims">\n'
    yield _heading(_CLAIMS, "all claims", len(report.claims)) + "\n"
    if report.claims:
        yield _filters(claims, len(report.claims)) + "\n"
    for group in claims.groups():
        yield group + "\n"
    yield element("p", "No claim fits these filters.", id="none", hidden=True) + "\n"
    yield "</section>\n"


def _filters(claims: Claims, total: int) -> Markup:
    """The filters; a script shows them, for without one they could do nothing."""
    found, names = claims.facets(), {**claims.report.source_names, UNSOURCED: "without a source"}
    chosen = (
        ("status", "Status", found.status, words.spoken),
        ("article", "Article", found.article, str),
        ("by", "Person", found.by, str),
        ("rule", "Rule", found.rule, str),
        ("source", "Source", found.source, lambda id: names.get(id, id)),
    )
    fields: list[Child] = []
    for name, label, values, told in chosen:
        options = (element("option", f"{told(value)} ({n:,})", value=value) for value, n in values.items())
        everything = element("option", "all", value="")
        fields.append(element("label", element("span", label), element("select", everything, options, name=name)))
    words_in = element("input", type="search", name="text", autocomplete="off", spellcheck="false")
    return element(
        "form",
        element(
            "div",
            fields,
            element("label", element("span", "Text"), words_in),
            element("button", "Clear", type="button", id="clear"),
            class_="fields",
        ),
        element("p", f"{total:,} of {total:,} claims", id="shown", role="status", aria_live="polite", data_total=total),
        id="filters",
        role="search",
        aria_label="Filter the claims",
        hidden=True,
    )


def _foot(report: ConsistencyReport) -> Markup:
    again = element("p", "Made by ", element("code", report.command)) if report.command else None
    return element(
        "footer",
        again,
        element("p", f"claimcheck {__version__}, made {report.made}"),
        element("p", "This page is one file. It asks nothing of the network and remembers nothing."),
    )
