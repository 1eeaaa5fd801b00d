"""What the desk hands to a screen or report: the claims found, and what became of each claim that was worked on."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from claimcheck.ledger.records import Verdict
from claimcheck.ledger.status import Standing
from claimcheck.ledger.views import ClaimView

_NONE: Mapping[str, tuple[ClaimView, ...]] = MappingProxyType({})


class Found(NamedTuple):
    """The claims that were asked for. `scores`: with a text, how well each fits; `total`: before the limit.

    `of`: claims of the ledger that could have been found; `others` and `gone`: those left out unless asked for;
    `inside`: article id → all its claims to be checked, for articles of which some are shown.
    """

    views: tuple[ClaimView, ...]
    total: int
    of: int
    others: int = 0
    gone: int = 0
    scores: tuple[float, ...] = ()
    inside: Mapping[str, tuple[ClaimView, ...]] = _NONE


class Given(NamedTuple):
    """What became of one claim: where it stood and stands. `repeated`: this very verdict stood already."""

    view: ClaimView
    was: Standing
    repeated: bool = False
    others: tuple[Verdict, ...] = ()  # other people's verdicts that stand and say something else
