"""The rules, found by walking this package: every module with a `RULE` is one."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from typing import cast

from claimcheck.rules.base import Rule, RuleModule


@cache
def all_rules() -> tuple[RuleModule, ...]:
    """Every rule module, in the order of the codes."""
    found = [importlib.import_module(f"{__name__}.{m.name}") for m in pkgutil.iter_modules(__path__)]
    return tuple(sorted((cast(RuleModule, m) for m in found if hasattr(m, "RULE")), key=lambda m: m.RULE.code))


__all__ = ["Rule", "RuleModule", "all_rules"]
