"""The account of an article's adding: what became of every claim. Made by the desk, told by the reporters."""

from __future__ import annotations

from typing import NamedTuple

from claimcheck.ledger.records import Article, Claim
from claimcheck.reconcile import Kind


class Fate(NamedTuple):
    """What became of one claim. `was` and `why` tell a change; `lost`: verdicts that stood and no longer do."""

    kind: Kind
    claim: Claim
    was: str = ""
    why: str = ""
    lost: int = 0


class Added(NamedTuple):
    """What adding one article did. `shown`: its path as the user would type it."""

    article: Article
    fates: tuple[Fate, ...]
    figures: int = 0
    renamed_from: str = ""
    copy_of: str = ""  # another article that still exists and says much the same
    first: bool = False
    shown: str = ""


class Summary(NamedTuple):
    """A whole run. `loose`: claims added by themselves, and whether each is new; the rest is of the ledger after it."""

    articles: tuple[Added, ...] = ()
    loose: tuple[tuple[Claim, bool], ...] = ()
    conflicts: int = 0  # open
    new_conflicts: tuple[str, ...] = ()
    settled: int = 0  # were open before
    unsourced: int = 0
    unchecked: int = 0
    dry_run: bool = False
