"""The resolved settings of one run: frozen values, no files, no flags (those live in `claimcheck.cli.config`)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from claimcheck.model import Context, Severity

NO_OPTIONS: Mapping[str, Mapping[str, object]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Settings:
    """Defaults < configuration file < flags, already resolved. Code prefixes select ("CC2" = all of CC2xx)."""

    language: str = "en"
    variety: str = ""
    currency: str = ""
    dateline: date | None = None
    timezone: str = "UTC"
    week_start: int = 0
    select: tuple[str, ...] = ("CC",)
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    min_severity: Severity = Severity.WARNING
    fail_on: Severity | None = Severity.ERROR  # None = never
    rules: Mapping[str, Mapping[str, object]] = field(default_factory=lambda: NO_OPTIONS)  # code → its options

    def context(self, dateline: date | None = None) -> Context:
        """What reading figures needs; an article's own dateline gives way to the one set by the user."""
        return Context(self.dateline or dateline, self.week_start, self.variety, self.currency, self.language)

    def wants(self, code: str) -> bool:
        """True when rule `code` is selected and not ignored; the longer prefix wins."""
        chosen = max((len(p) for p in (*self.select, *self.extend_select) if code.startswith(p)), default=-1)
        refused = max((len(p) for p in self.ignore if code.startswith(p)), default=-1)
        return chosen > refused
