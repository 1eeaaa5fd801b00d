"""The rules, found by walking this package: every module with a `RULE` is one, those of `grounds` for ledgers alone."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterable
from functools import cache
from typing import cast

from claimcheck.rules.base import Rule, RuleModule


@cache
def text_rules() -> tuple[RuleModule, ...]:
    """The rules that read texts, in the order of the codes: all that checking an article needs."""
    return _rules(__name__, __path__)


@cache
def all_rules() -> tuple[RuleModule, ...]:
    """Every rule module, in the order of the codes."""
    grounds = importlib.import_module(f"{__name__}.grounds")
    return tuple(sorted((*text_rules(), *_rules(grounds.__name__, grounds.__path__)), key=_code))


def _rules(package: str, path: Iterable[str]) -> tuple[RuleModule, ...]:
    names = (m.name for m in pkgutil.iter_modules(path) if not m.ispkg)
    found = [importlib.import_module(f"{package}.{name}") for name in names]
    return tuple(sorted((cast(RuleModule, m) for m in found if hasattr(m, "RULE")), key=_code))


def _code(module: RuleModule) -> str:
    return module.RULE.code


__all__ = ["Rule", "RuleModule", "all_rules", "text_rules"]
