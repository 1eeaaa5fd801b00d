"""What matters in a text, as the program itself reads it: for telling whether two wordings say the same."""

from __future__ import annotations

from functools import lru_cache

from claimcheck import pipeline
from claimcheck.model import Figure
from claimcheck.reconcile import Facts, FactsOf
from claimcheck.reconcile.wording import FIGURE
from claimcheck.settings import Settings
from claimcheck.wording import reading


def facts_of(settings: Settings) -> FactsOf:
    """How to read the facts of a text under these settings."""
    context = settings.context()

    @lru_cache(maxsize=4096)
    def facts(text: str) -> Facts:
        found = pipeline.figures(text, context)
        parts, end = [], 0
        for figure in found:
            parts += [text[end : figure.start], f" {FIGURE} "]
            end = figure.end
        return Facts(tuple(_told(figure) for figure in found), "".join(parts) + text[end:])

    return facts


def _told(figure: Figure) -> str:
    """A figure in words, the same for "7 people" and "seven people"; a unit in full, a change and a rate told."""
    per = f" per {figure.per}" if figure.per else ""
    change = f"{figure.change} " if figure.change else ""
    return f"{change}{figure.date or reading(figure)}{per}"
