"""What became of an address that claims stand on, when its server was asked: facts for the rules to word."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from claimcheck.ledger.records import Source
from claimcheck.model import Location


class Link(StrEnum):
    """What the server made of an address."""

    DEAD = "dead"  # it says there is no such page, or there is no such server
    MOVED = "moved"  # for good, to another address
    FRONT = "front"  # it leads to a front page, or an error page, in the place of the page
    BLOCKED = "blocked"  # the server is there and does not let us in
    UNCHECKED = "unchecked"  # nobody knows: no answer, a failure, an address that is not asked
    THERE = "there"  # the page is there; what has become of it is another matter


class LinkState(NamedTuple):
    """One source that is an address, asked for. `where`: the claims that cite it, else its record in the ledger.

    `address` and `to` are as they may be printed, without passwords and the like. `why`: what the server said, in
    words. `archive`: an archive's copy.
    """

    source: Source
    address: str
    link: Link
    where: tuple[Location, ...]
    why: str = ""
    to: str = ""
    archive: str = ""
    archived: str = ""  # ISO date of that copy, "" where it is not known
