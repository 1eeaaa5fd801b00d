"""How a status looks: a word, a sign that is readable without colour, and a style."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TextIO

from claimcheck.ledger.status import Standing
from claimcheck.ledger.views import ClaimView

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


def shows(stream: TextIO | None, text: str) -> bool:
    """True when the encoding of `stream` has these characters."""
    try:
        text.encode(getattr(stream, "encoding", None) or "utf-8")
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def sign(status: str, stream: TextIO | None = None) -> str:
    """One character for a status, in ASCII where the stream's encoding has no other."""
    pretty, simple = _SIGNS.get(status, ("?", "?"))
    return pretty if shows(stream, pretty) else simple


def signs_for(stream: TextIO) -> Mapping[str, str]:
    """Status → its sign on this stream: all of them in ASCII when one would have to be."""
    pretty = shows(stream, "".join(signs[0] for signs in _SIGNS.values()))
    return {status: signs[0 if pretty else 1] for status, signs in _SIGNS.items()}


def arrow_for(stream: TextIO) -> str:
    """What stands between an old status and a new one."""
    return "→" if shows(stream, "→") else "->"


def dots_for(stream: TextIO) -> str:
    """What stands for the rest of a text that was cut."""
    return "…" if shows(stream, "…") else "..."


def told(standing: Standing) -> str:
    """A status with what outweighs it: "verified (contested)"."""
    return f"{standing.status} (contested)" if standing.contested else standing.status


def who(view: ClaimView) -> str:
    """Whose verdicts count for a claim, the latest first: "Ada Holm, Tor Lunde"; "vs" where they differ."""
    names = list(dict.fromkeys(verdict.by for verdict in reversed(view.standing.verdicts)))
    if len(names) > 2:
        return f"{names[0]} {'vs' if view.standing.disagreement else 'and'} {len(names) - 1} others"
    return (" vs " if view.standing.disagreement else ", ").join(names)
