"""What a server says to one request, as the rest of the package sees it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

Wanted = Callable[[int], int]
"""Status → how many bytes of the body are wanted: 0 = none."""


class Answer(NamedTuple):
    """What a server said: status, header fields (names in lower case), and the body where it was wanted."""

    status: int
    fields: Mapping[str, str]
    body: bytes
