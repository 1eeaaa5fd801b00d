"""The network settings of a run, as the fetching takes them. Only commands that may use the network import this."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from claimcheck.cli.config import Resolved
from claimcheck.cli.options import WEB
from claimcheck.sources.web.page import WebOptions


def web_options(resolved: Resolved, *, offline: bool = False, refresh: bool = False) -> WebOptions:
    """What a fetch may do in this run. `offline`: only what the cache has; `refresh`: the cache is not asked."""
    values = {row.key.removeprefix("web-").replace("-", "_"): resolved.values[row.key].value for row in WEB}
    given: dict[str, Any] = {name: value for name, value in values.items() if value is not None}
    return replace(WebOptions(), **given, offline=offline, refresh=refresh)
