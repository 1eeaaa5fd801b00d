"""How a status looks: a word, a sign that is readable without colour, and a style."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TextIO

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
        "unverifiable": ("∅", "0"),
        "not-applicable": ("–", "-"),
        "in-progress": ("…", ":"),
        "unchecked": ("·", "."),
        "stale": ("↻", "~"),
        "contested": ("⚡", "!"),
    }
)


def sign(status: str, stream: TextIO | None = None) -> str:
    """One character for a status, in ASCII where the stream's encoding has no other."""
    pretty, simple = _SIGNS.get(status, ("?", "?"))
    try:
        pretty.encode(getattr(stream, "encoding", None) or "utf-8")
    except UnicodeEncodeError:
        return simple
    return pretty
