"""claimcheck finds the figures in a text that cannot both be true.

    >>> import claimcheck
    >>> claimcheck.compare("Fewer than 50 people came.", "All 53 people who came sang.").verdict
    'conflict'

Three functions, typed, without I/O and without globals: `check` a text against itself, list its `figures`, `compare`
two statements. Importing the package costs nothing; the work is imported by the first call.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from datetime import date

    from claimcheck.model import Comparison, Document, Figure, Finding, Location, Report, Severity
    from claimcheck.settings import Settings

__version__ = "0.1.0"

__all__ = [
    "Comparison",
    "Document",
    "Figure",
    "Finding",
    "Location",
    "Report",
    "Settings",
    "Severity",
    "__version__",
    "check",
    "compare",
    "figures",
]

_RECORDS = {name: "claimcheck.model" for name in __all__ if name[0].isupper()} | {"Settings": "claimcheck.settings"}


def check(
    text: str,
    *,
    dateline: date | str | None = None,
    format: str = "text",
    path: str = "text",
    settings: Settings | None = None,
) -> Report:
    """Check a text against itself: every finding, with both sides, the arithmetic and the reason.

    `dateline` is the day the text was written ("2024-12-03" or a date), told from the text when not given; `format` is
    "text", "markdown" or "html"; `path` is what locations call the text; `settings` selects rules, the least severity
    and the house's conventions. Raises ClaimcheckError for an unknown format, ValueError for a dateline that is none.
    """
    from claimcheck import pipeline

    return pipeline.check((pipeline.from_text(text, path, format),), _settings(settings, dateline))


def figures(
    text: str, *, dateline: date | str | None = None, format: str = "text", settings: Settings | None = None
) -> list[Figure]:
    """Every figure of a text in reading order: counts, measures, money, percentages, dates, times, ages …

    `start` and `end` of a figure are offsets into `text`. Parameters and errors as in `check`.
    """
    from claimcheck import pipeline

    return pipeline.figures(text, _settings(settings, dateline).context(), format)


def compare(a: str, b: str, *, dateline: date | str | None = None, settings: Settings | None = None) -> Comparison:
    """Put two statements side by side: conflict, agree (b follows from a), compatible or unrelated, and why.

    Parameters and errors as in `check`.
    """
    from claimcheck import pipeline

    return pipeline.compare(a, b, _settings(settings, dateline))


def _settings(settings: Settings | None, dateline: date | str | None) -> Settings:
    from dataclasses import replace
    from datetime import date

    from claimcheck.settings import Settings

    chosen = settings or Settings()
    if dateline is None:
        return chosen
    return replace(chosen, dateline=date.fromisoformat(dateline) if isinstance(dateline, str) else dateline)


def __getattr__(name: str) -> Any:
    """The records by their short names (`claimcheck.Report`), imported when first asked for."""
    if name in _RECORDS:
        from importlib import import_module

        return getattr(import_module(_RECORDS[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
