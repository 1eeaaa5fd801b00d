"""What git knows: whether it merges ledgers with us, the three versions of one it could not merge, and revisions.

A revision is a word of the user's, so it never reaches git as an option; nothing is fetched from elsewhere.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from claimcheck.errors import UsageError

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


# --- revisions --------------------------------------------------------------------------------------------------------

# Set while git runs a hook, and then meant for the repository of the hook and the folder it started in.
_OF_HOOKS = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_OBJECT_DIRECTORY", "GIT_COMMON_DIR")
_HINT = "a branch, tag or commit such as origin/main, v1.2 or HEAD~3; main... for where this branch left main"
_LINK, _FILE = "120000", "blob"


class Revision(NamedTuple):
    """A commit of the repository whose working tree is `top`; `word`: what the user calls it."""

    top: Path
    commit: str
    word: str


def revision(folder: Path, word: str) -> Revision:
    """The commit that `word` means in the repository `folder` lies in; `main...` is where HEAD left main.

    Raises UsageError where there is no git, no repository or no such revision.
    """
    if not word.strip("."):
        raise UsageError("--since names no revision", "is the variable that should name it set?")
    if word.startswith("-") or not word.isprintable():
        raise UsageError(f'--since: "{word}" is no revision', _HINT)
    inside = asked(folder, "rev-parse", "--show-toplevel")
    if inside.returncode:
        told = inside.stderr.decode("utf-8", "replace").partition("\n")[0].removeprefix("fatal: ")
        if "not a git repository" in told:
            raise UsageError(f"--since needs git, and {folder} is in no git repository")
        mistrust = f"git config --global --add safe.directory {folder}" if "dubious ownership" in told else ""
        raise UsageError(f"--since: git says: {told}", mistrust)
    top = Path(os.fsdecode(inside.stdout.rstrip(b"\r\n")))
    base, dots, head = word.partition("...")
    commit = _commit(top, base or "HEAD", word)
    if dots:
        left = asked(top, "merge-base", commit, _commit(top, head or "HEAD", word))
        if left.returncode:
            raise _unknown(top, word, f"no commit that {base or 'HEAD'} and {head or 'HEAD'} both come from")
        commit = left.stdout.decode("ascii").strip()
    return Revision(top, commit, word)


def _commit(top: Path, name: str, word: str) -> str:
    found = asked(top, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
    if found.returncode:
        raise _unknown(top, word, f"no revision that git knows here: {name}" if name != word else "")
    return found.stdout.decode("ascii").strip()


def _unknown(top: Path, word: str, why: str) -> UsageError:
    """The error for a revision that is not there, with the likeliest reason as its hint."""
    message = f'--since: git knows no revision "{word}"' + (f" ({why})" if why and why != word else "")
    if asked(top, "rev-parse", "--is-shallow-repository").stdout.strip() == b"true":
        return UsageError(
            message, "this clone is shallow: git fetch --unshallow, or fetch-depth: 0 for actions/checkout"
        )
    if not word.strip("0"):
        return UsageError(message, "a new branch has no commit before: name the branch it came from")
    remote = f"refs/remotes/origin/{word.partition('...')[0]}"
    if not asked(top, "rev-parse", "--verify", "--quiet", "--end-of-options", remote).returncode:
        return UsageError(message, f'did you mean "origin/{word}"?')
    return UsageError(message, _HINT)


def listed(at: Revision) -> Mapping[str, str]:
    """Path from the top → the id of its content, for every file of a revision. Raises UsageError."""
    found: dict[str, str] = {}
    for row in _answer(at, "ls-tree", "-r", "-z", "--full-tree", at.commit).split(b"\0"):
        about, _, path = row.partition(b"\t")
        if path:
            mode, kind, id = about.decode("ascii").split()[:3]
            if kind == _FILE and mode != _LINK:
                found[os.fsdecode(path)] = id
    return found


def differing(at: Revision) -> frozenset[str]:
    """The paths from the top of all that git keeps and that is not, in the working tree, as in the revision."""
    quietly = ("--no-ext-diff", "--no-textconv", "--no-renames", "--ignore-submodules", "--no-relative")
    answer = _answer(at, "diff", "--name-only", "-z", *quietly, at.commit, "--")
    return frozenset(os.fsdecode(path) for path in answer.split(b"\0") if path)


def contents(at: Revision, ids: Iterable[str]) -> Mapping[str, bytes]:
    """Id → content, as `listed` names them; what this clone does not have is left out. Raises UsageError."""
    asked = dict.fromkeys(ids)
    answer = _answer(at, "cat-file", "--batch", feed="".join(f"{id}\n" for id in asked).encode()) if asked else b""
    found: dict[str, bytes] = {}
    start = 0
    while start < len(answer):
        end = answer.index(b"\n", start)
        id, _, rest = answer[start:end].partition(b" ")
        start = end + 1
        if rest.startswith(b"blob "):
            size = int(rest[5:])
            found[id.decode("ascii")] = answer[start : start + size]
            start += size + 1
    return found


def _answer(at: Revision, *arguments: str, feed: bytes = b"") -> bytes:
    done = asked(at.top, *arguments, feed=feed)
    if done.returncode:
        told = done.stderr.decode("utf-8", "replace").partition("\n")[0].removeprefix("fatal: ")
        raise UsageError(f"--since {at.word}: git {arguments[0]} failed: {told}")
    return done.stdout


def asked(folder: Path, *arguments: str, feed: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """What git answers in a folder, in English, changing nothing. Raises UsageError where there is no git."""
    env = {name: value for name, value in os.environ.items() if name not in _OF_HOOKS}
    env |= {"LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0", "GIT_NO_LAZY_FETCH": "1", "GIT_NO_REPLACE_OBJECTS": "1"}
    try:
        return subprocess.run(
            ["git", "-C", str(folder), *arguments],
            input=feed,
            capture_output=True,
            check=False,
            timeout=_PATIENCE,
            env=env,
        )
    except FileNotFoundError:
        raise UsageError("--since needs git, which is not installed") from None
    except (OSError, subprocess.SubprocessError) as wrong:
        raise UsageError(f"--since: git does not answer: {wrong}") from None
