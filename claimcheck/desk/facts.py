"""stub"""

from __future__ import annotations
from claimcheck.reconcile import Facts, FactsOf


def facts_of(settings: object) -> FactsOf:
    return lambda text: Facts()
