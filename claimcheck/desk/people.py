"""Who is at work, and what time it is: the two things every verdict is signed with."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime

from claimcheck.errors import UsageError


def signer(by: str | None, ask: Callable[[], str] | None = None) -> str:
    """The name to sign with: the one given, else git's `user.name`, else what `ask` returns. Raises UsageError."""
    name = " ".join((by if by is not None else git_name() or (ask() if ask else "")).split())
    if not name:
        raise UsageError("nobody to sign as", "say who you are: --by NAME, or git config user.name NAME")
    return name


def git_name() -> str:
    """The `user.name` git knows here, "" for none or no git."""
    try:
        done = subprocess.run(["git", "config", "user.name"], capture_output=True, text=True, check=False, timeout=5)
    except (OSError, subprocess.SubprocessError):
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""


def now(timezone: str = "") -> str:
    """The time as ISO 8601 to the second with its zone: that of `timezone` (a tz name), else of this machine.

    SOURCE_DATE_EPOCH (https://reproducible-builds.org/specs/source-date-epoch/) stops the clock, for documentation.
    """
    fixed = os.environ.get("SOURCE_DATE_EPOCH", "")
    moment = datetime.fromtimestamp(int(fixed), UTC) if fixed.isdigit() else datetime.now(UTC)
    if timezone:
        from zoneinfo import ZoneInfo

        return moment.astimezone(ZoneInfo(timezone)).isoformat(timespec="seconds")
    return (moment if fixed.isdigit() else moment.astimezone()).isoformat(timespec="seconds")
