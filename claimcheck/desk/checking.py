"""stub"""

from __future__ import annotations
from claimcheck import pipeline


def check_changed(project, ledger, settings, changed):
    docs = list(changed.values())
    r = pipeline.check(docs, settings)
    return r
