"""What there is to choose from, each as the lines of a list and the words it is found by."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from claimcheck.desk.claims import to_be_checked
from claimcheck.desk.project import Project
from claimcheck.ledger.consistency import OPEN
from claimcheck.ledger.records import Article, Ledger
from claimcheck.ledger.redaction import Redaction
from claimcheck.ledger.views import ClaimView
from claimcheck.reporters.ledger.signs import STYLES, sign
from claimcheck.reporters.visible import clipped, squeezed
from claimcheck.tui.panel import Line
from claimcheck.tui.picker import Item
from claimcheck.tui.reading import named
from claimcheck.tui.source_panel import chosen_from, words_of

NO_ARTICLE = "Claims that stand in no article"
_LEAST = 8  # cells of a line


def article_item(project: Project, key: str, article: Article | None, views: Sequence[ClaimView]) -> Item:
    """An article with how far it is; None for the claims that stand in none."""
    title = (article.title or article.path) if article else NO_ARTICLE
    path = project.shown(article.path) if article else ""

    def lines(width: int) -> list[Line]:
        asked = [view for view in views if to_be_checked(view)]
        done = sum(view.status not in OPEN for view in asked)
        against = sum(view.standing.contested for view in asked)
        told: Line = [(f"  {squeezed(path)}  {done:,} of {len(asked):,} checked", ("quiet",))]
        if against:
            told.append((f"  {sign('contested')} {against:,} contested", named(STYLES["contested"])))
        return [[(clipped(squeezed(title), max(width, _LEAST)), ())], told]

    return Item(key, f"{title} {path}", lines)


def claim_item(view: ClaimView) -> Item:
    """A claim with its status and place."""

    def lines(width: int) -> list[Line]:
        mark = (f"{sign(view.status)} ", named(STYLES[view.status])) if to_be_checked(view) else ("  ", ())
        path = f"{view.article.path}:{view.place.line}" if view.article and view.place else "in no article"
        room = max(width - 2, _LEAST)
        return [[mark, (clipped(squeezed(view.claim.text), room), ())], [(f"  {squeezed(path)}", ("quiet",))]]

    return Item(view.claim.id, view.claim.text, lines)


def source_items(ledger: Ledger) -> list[Item]:
    """The sources of a ledger by name; of a confidential one its id."""
    redaction = Redaction(ledger)
    known = sorted(map(redaction.source, ledger.sources.values()), key=lambda source: source.name.casefold())
    return [Item(source.id, words_of(source), partial(chosen_from, source)) for source in known]
