"""The language tables: TOML rows under `claimcheck/data/<language>/`, compiled to one JSON file that loads in a
millisecond (`tomllib` alone takes 25 ms on them; a test fails when the two differ).

`python -m claimcheck.lexicon` (or `make tables`) validates the rows and compiles them. Each typed view of a table is a
module of this package: it turns rows into frozen records and refuses a bad row by name.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import cache, wraps
from pathlib import Path
from typing import Any, Protocol, TypeVar

from claimcheck.errors import DataError

COMPILED = "tables.json"
DATA = Path(__file__).parent.parent / "data"  # importlib.resources alone costs 15 ms of start-up
T_co = TypeVar("T_co", covariant=True)


class PerLanguage(Protocol[T_co]):
    """A view of the tables of one language, English unless told otherwise."""

    def __call__(self, language: str = "en") -> T_co:
        """The view, made once a language."""


def per_language(make: Callable[[str], T_co]) -> PerLanguage[T_co]:
    """Make a view of the tables once a language. `functools.cache` would make f() and f("en") two entries."""
    made: dict[str, T_co] = {}

    @wraps(make)
    def view(language: str = "en") -> T_co:
        try:
            return made[language]
        except KeyError:
            found = made[language] = make(language)
            return found

    return view


@cache
def tables(language: str = "en") -> Mapping[str, Any]:
    """Every table of a language by file stem, as compiled. Raises DataError for a language we do not have."""
    path = DATA / language / COMPILED
    if not path.is_file():
        raise DataError(f"no language tables for {language!r}", "known: en")
    loaded: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return loaded


def table(name: str, language: str = "en") -> Mapping[str, Any]:
    """One table by its file stem ("units", "roles", …); sub-folders join with a slash ("features/dates")."""
    found: Mapping[str, Any] = tables(language)[name]
    return found


def languages() -> tuple[str, ...]:
    """The languages there are compiled tables for."""
    return tuple(sorted(folder.name for folder in DATA.iterdir() if (folder / COMPILED).is_file()))
