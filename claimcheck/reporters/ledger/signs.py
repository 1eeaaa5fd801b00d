"""How a status looks: a word, a sign that is readable without colour, and a style."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TextIO

from claimcheck.ledger.status import Standing
from claimcheck.ledger.views import ClaimView
from claimcheck.reporters.paint import shows

STYLES: Mapping[str, str] = MappingProxyType(
    {
        "verified": "good",
        "disputed": "error",
        "corrected": "info",
        "unverifiable": "info",
        "not-applicable": "dim",
        "in-progress": "other",
        "unchecked": "",
        "stale": "warning",
        "contested": "error",
        "open": "error",
        "distinct": "good",
        "accepted": "good",
        "fixed": "good",
    }
)
FILES: Mapping[str, str] = MappingProxyType({"missing": "error", "changed": "warning", "unchanged": "good"})
_SIGNS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "verified": ("✓", "+"),
        "disputed": ("✗", "x"),
        "corrected": ("✎", "c"),
        "unverifiable": ("?", "?"),
        "not-applicable": ("–", "-"),
        "in-progress": ("…", ":"),
        "unchecked": ("·", "."),
        "stale": ("↻", "~"),
        "contested": ("≠", "#"),
    }
)


def sign(status: str, stream: TextIO | None = None) -> str:
    """One character for a status, in ASCII where the stream's encoding has no other."""
    pretty, simple = _SIGNS.get(status, ("?", "?"))
    return pretty if shows(stream, pretty) else simple


def signs_for(stream: TextIO) -> Mapping[str, str]:
    """Status → its sign on this stream: all of them in ASCII when one would have to be."""
    pretty = shows(stream, "".join(signs[0] for signs in _SIGNS.values()))
    return {status: signs[0 if pretty else 1] for status, signs in _SIGNS.items()}


def dot_for(stream: TextIO) -> str:
    """What stands between two things on one line."""
    return " · " if shows(stream, "·") else " - "


def arrow_for(stream: TextIO) -> str:
    """What stands between an old status and a new one."""
    return "→" if shows(stream, "→") else "->"


def dots_for(stream: TextIO) -> str:
    """What stands for the rest of a text that was cut."""
    return "…" if shows(stream, "…") else "..."


def spoken(status: str) -> str:
    """A status as it is said: "in progress", "not applicable". Programs read it as it is typed: "in-progress"."""
    return str(status).replace("-", " ")


def marks_for(stream: TextIO, width: int | None) -> Callable[..., str]:
    """How a standing is told on one line: on a terminal with its sign, in a pipe as it is typed.

    "≠ verified (contested)": the verdict, and what outweighs it; or, `status` being given, that word alone.
    """
    signs = signs_for(stream)

    def marked(standing: Standing, status: str = "") -> str:
        word = status or str(standing.status)
        word += "" if status or not standing.contested else " (contested)"
        return word if width is None else f"{signs[standing.label]} {spoken(word)}"

    return marked


def who(view: ClaimView) -> str:
    """Whose verdicts count for a claim, the latest first: "Ada Holm, Tor Lunde"; "vs" where they differ."""
    names = list(dict.fromkeys(verdict.by for verdict in reversed(view.standing.verdicts)))
    if len(names) > 2:
        return f"{names[0]} {'vs' if view.standing.disagreement else 'and'} {len(names) - 1} others"
    return (" vs " if view.standing.disagreement else ", ").join(names)
