"""The nearest known word for a mistyped one, so that an error can say what to type instead."""

from __future__ import annotations

from collections.abc import Iterable


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word most like `word`, case aside; None when none is near. Among equals, letters in place decide."""
    from difflib import SequenceMatcher, get_close_matches

    typed = word.casefold()[:80]
    by_fold = {name.casefold(): name for name in known}
    found = get_close_matches(typed, by_fold, n=max(1, len(by_fold)), cutoff=0.6)

    def likeness(name: str) -> tuple[float, int]:
        in_place = sum(a == b for a, b in zip(typed, name, strict=False))
        return SequenceMatcher(None, name, typed).ratio(), in_place

    return by_fold[max(found, key=likeness)] if found else None


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A hint for an error: the nearest known word, or all of them when they are few."""
    names = sorted(known)
    near = nearest(word, names)
    if near is not None:
        return f'did you mean "{near}"?'
    return f"known: {', '.join(names)}" if names and len(names) <= 24 else ""
