"""Where in a source a locator points: "page 4", "line 12"."""

from __future__ import annotations

import re

from claimcheck.model import Document

_PAGE = re.compile(r"p(?:p|age|ages)?\.?\s*(\d+)", re.IGNORECASE)


def located(document: Document, locator: str) -> tuple[tuple[int, int], ...] | None:
    """The spans a locator means; () where the source has no such place, None where it is not understood."""
    page = _PAGE.fullmatch(locator.strip())
    if page is None:
        return None
    starts = [*document.places, (len(document.text), "")]
    return tuple(
        (at, starts[n + 1][0]) for n, (at, label) in enumerate(document.places) if label == f"page {int(page[1])}"
    )
