"""What a claim stands on: a source record for what a person typed, without ever guessing wrong.

A word may be the id of a source, a file, an address on the web, or a person in words. What looks like one of the first
three and is none is an error, never a person by mistake.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from claimcheck.desk.project import Project, sha256
from claimcheck.errors import UsageError
from claimcheck.ledger.ids import find_id, looks_like_id, new_id
from claimcheck.ledger.records import Citation, Ledger, Source, Stance

_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_FILE = re.compile(r"[\\/]|\.[a-z0-9]{1,5}$", re.IGNORECASE)
_PRIVATE_NAMES = ("localhost", ".localhost", ".local", ".internal")


class Cited(NamedTuple):
    """A place in a source, as typed: the source in whatever form, where in it, its words."""

    source: str
    locator: str = ""
    quote: str = ""


def named_sources(
    project: Project, ledger: Ledger, words: Sequence[str], at: str, *, confidential: bool = False
) -> tuple[Ledger, list[str]]:
    """The ledger with a source for each word, and their ids in order. Raises UsageError for a word that is none."""
    ids: list[str] = []
    for word in words:
        ledger, source = named_source(project, ledger, word, at, confidential=confidential)
        ids.append(source.id)
    return ledger, ids


def named_source(
    project: Project, ledger: Ledger, word: str, at: str, *, confidential: bool = False
) -> tuple[Ledger, Source]:
    """The ledger with the source that `word` means, made where it is not known yet. Raises UsageError."""
    word = " ".join(word.split())
    if not word:
        raise UsageError("the source is empty", "name a file, an address or a person")
    if word.upper().startswith("S-") and looks_like_id(word, "sources"):
        return ledger, ledger.sources[find_id(word, ledger.sources, "sources")]
    source = _described(project, word)
    if confidential:
        source = source._replace(confidential=True)
    for known in ledger.sources.values():
        if (known.path, known.url, known.person) == (source.path, source.url, source.person):
            if confidential and not known.confidential:
                known = known._replace(confidential=True)
                ledger = ledger.put(known)
            return ledger, known
    source = source._replace(id=new_id("sources", ledger.sources), added=at)
    return ledger.put(source), source


def citations(
    project: Project,
    ledger: Ledger,
    cited: Sequence[Cited],
    stance: Stance,
    by: str,
    at: str,
    *,
    confidential: bool = False,
) -> tuple[Ledger, tuple[Citation, ...]]:
    """The ledger with these sources, and the places in them; of a file, the digest of the bytes it has now."""
    found = []
    for one in cited:
        ledger, source = named_source(project, ledger, one.source, at, confidential=confidential)
        digest = sha256(project.root / source.path) if source.path else ""
        if digest and digest != source.sha256:
            source = source._replace(sha256=digest)
            ledger = ledger.put(source)
        found.append(Citation(source.id, stance, one.locator, one.quote, at, by, digest))
    return ledger, tuple(found)


def _described(project: Project, word: str) -> Source:
    """A source record, without an id, for words that are no id."""
    if word.lower().startswith(("http://", "https://")):
        return Source("", url=_address(word))
    path = Path(word).expanduser()
    if _is_file(path):
        return Source("", path=project.inside(path), sha256=sha256(path))
    if _SCHEME.match(word) and " " not in word:
        raise UsageError(f'"{word}" is no source', "an address begins with https:// or http://")
    if _FILE.search(word) and " " not in word:
        raise UsageError(f"there is no file {word}", _near(path))
    return Source("", person=word)


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):  # longer than a file name may be
        return False


def _address(word: str) -> str:
    """An address that everybody can look up. Raises UsageError for private ones and for credentials."""
    from urllib.parse import urlsplit

    try:
        parts = urlsplit(word)
        host = parts.hostname or ""
        named = parts.username is not None
    except ValueError:
        host, named = "", False
    if not host or " " in word:
        raise UsageError(f'"{word}" is not an address', "for example https://example.org/report.pdf")
    if named:
        raise UsageError("the address holds a name or password", "leave it out: the ledger is read by others")
    if _private(host):
        raise UsageError(f"{host} is a private address", "store the document under sources/ and name the file")
    return word


def _private(host: str) -> bool:
    if host == "localhost" or host.endswith(_PRIVATE_NAMES):
        return True
    try:
        return not ipaddress.ip_address(host).is_global
    except ValueError:
        return host.isdigit()  # an IPv4 address as one number


def _near(path: Path) -> str:
    from difflib import get_close_matches

    try:
        names = [p.name for p in path.parent.iterdir()]
    except OSError:
        return f"there is no folder {path.parent} either"
    near = get_close_matches(path.name, names, 1)
    return f'did you mean "{path.with_name(near[0])}"?' if near else "a person is named in words: --source 'Liv Moen'"
