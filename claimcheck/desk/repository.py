"""What git knows of a ledger: whether it merges ledgers with us, and the three versions of one it could not merge."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import NamedTuple

DRIVER = "claimcheck merge-driver %O %A %B %P"
NAME = "claims united, no verdict lost (claimcheck)"
ATTRIBUTES = ".gitattributes"
_PATIENCE = 30  # seconds


class Stages(NamedTuple):
    """A file git has not finished merging: what both branches came from (b"" for nothing), ours, theirs."""

    base: bytes
    ours: bytes
    theirs: bytes


def git(folder: Path, *arguments: str) -> bytes | None:
    """What git answers in a folder; None when it fails or is not there."""
    try:
        done = subprocess.run(
            ["git", "-C", str(folder), *arguments], capture_output=True, check=False, timeout=_PATIENCE
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout if done.returncode == 0 else None


def in_repository(folder: Path) -> bool:
    """True inside the working tree of a git repository."""
    return git(folder, "rev-parse", "--is-inside-work-tree") == b"true\n"


def stages(file: Path) -> Stages | None:
    """The three versions of a file that git has not finished merging; None for any other file."""
    if not git(file.parent, "ls-files", "--unmerged", "--", file.name):
        return None
    base, ours, theirs = (git(file.parent, "show", f":{number}:./{file.name}") for number in (1, 2, 3))
    return None if ours is None or theirs is None else Stages(base or b"", ours, theirs)


def driver(folder: Path) -> str:
    """The command git merges ledgers with here; "" for none."""
    return (git(folder, "config", "merge.claimcheck.driver") or b"").decode("utf-8", "replace").strip()


def set_driver(folder: Path) -> None:
    """Tell git here, for this clone, how ledgers are merged."""
    git(folder, "config", "merge.claimcheck.name", NAME)
    git(folder, "config", "merge.claimcheck.driver", DRIVER)


def attribute(ledger: str) -> str:
    """The line of .gitattributes that has git merge `ledger` with our driver, and leave its line ends alone."""
    return f"{ledger} merge=claimcheck text eol=lf"


def has_attribute(folder: Path, ledger: str) -> bool:
    """True where git merges the ledger of this name with our driver, by whichever .gitattributes."""
    answer = git(folder, "check-attr", "merge", "--", ledger) or b""
    return answer.decode("utf-8", "replace").rstrip().endswith(": merge: claimcheck")
