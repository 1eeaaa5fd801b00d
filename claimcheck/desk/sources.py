"""The source a user means: one the ledger knows, or a record made of what they typed.

A word is an id, an address, a file, or a person in words. What looks like an id, an address or a file but is none is an
error: a mistyped path must not become a person nobody ever spoke to. Nothing is fetched here.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Sequence
from difflib import SequenceMatcher, get_close_matches
from ipaddress import ip_address
from pathlib import Path, PurePosixPath
from typing import NamedTuple
from urllib.parse import SplitResult, urlsplit

from claimcheck.desk.project import Project, sha256
from claimcheck.errors import UsageError
from claimcheck.ledger.ids import LENGTH, find_id, new_id, written_as_id
from claimcheck.ledger.records import Ledger, Source
from claimcheck.ledger.texts import folded

Allows = Callable[[str], bool]
PERSON = "person:"  # before words that would otherwise be taken for a file

_SCHEME = re.compile(r"(?P<scheme>[A-Za-z][A-Za-z0-9+.-]+):(?P<rest>\S*)")
_WEB = ("http", "https")
_BARE = re.compile(r"(?:[\w-]+\.)+[A-Za-z]{2,}(?:/\S*)?")  # an address without its scheme, or a file
_FILE_LIKE = re.compile(r"\S*[/\\]\S*|~\S*|.*\.(?=\w*[A-Za-z])\w{2,5}")
_WORDS = 2  # a person is told in at least so many
_ALIKE = 0.9
_LEAST_ID = 4  # letters from which the beginning of an id may stand without its "S-"
_LOCAL = ("localhost", "local", "internal", "lan", "home", "localdomain", "intranet", "corp")


class Cited(NamedTuple):
    """A source as it was named: its record, whether that is new, or changed, its bytes now, what to say about it."""

    source: Source
    new: bool = False
    sha256: str = ""
    remarks: tuple[str, ...] = ()
    changed: bool = False  # it is known, and confidential from now on

    @property
    def fresh(self) -> bool:
        """True when the record is to be written into the ledger."""
        return self.new or self.changed


def cite(project: Project, ledger: Ledger, word: str, at: str, confidential: bool = False) -> Cited:
    """The source `word` names. Raises UsageError for what is none. `confidential` marks it so."""
    cited = _cited(project, ledger, word.strip(), at)
    if confidential and not cited.source.confidential:
        return cited._replace(source=cited.source._replace(confidential=True), changed=True)
    return cited


def named_sources(
    project: Project, ledger: Ledger, words: Sequence[str], at: str, *, confidential: bool = False
) -> tuple[Ledger, list[str]]:
    """The ledger with a source for each word, and their ids in order. Raises UsageError for a word that is none."""
    ids: list[str] = []
    for word in words:
        cited = cite(project, ledger, word, at, confidential)
        ledger = ledger.put(cited.source) if cited.fresh else ledger
        ids.append(cited.source.id)
    return ledger, list(dict.fromkeys(ids))


def known_sources(project: Project, ledger: Ledger, word: str) -> list[Source]:
    """The sources of the ledger that `word` means: id, path, address, or a part of their name. Raises UsageError."""
    known = list(ledger.sources.values())
    if written_as_id(word, "sources"):
        return [ledger.sources[find_id(word, ledger.sources, "sources")]]
    same = _by_path(project, known, word) or _by_url(known, word) or _by_name(known, word)
    if same is not None:
        return [same]
    part = folded(word).casefold()
    found = [s for s in known if part in folded(f"{s.title}\n{s.file}\n{s.url}\n{s.person}").casefold()]
    if not found:
        raise UsageError(f'no source "{word}" in the ledger', _near(word, known))
    return found


def address_of(word: str, allows: Allows | None = None) -> str:
    """`word` as a web address, "" when it is none at all. Raises UsageError for an address that cannot be cited.

    `allows`: says of a host inside a private network that it may be cited all the same.
    """
    return _address(word.strip(), allows)


def same_address(ledger: Ledger, address: str) -> Source | None:
    """The source of the ledger with that address."""
    return _by_url(ledger.sources.values(), address)


def file_of(project: Project, word: str) -> Path | None:
    """The file that `word` names, from here or as the ledger writes paths. Raises UsageError for a folder."""
    return _file(project, word)


def _cited(project: Project, ledger: Ledger, word: str, at: str) -> Cited:
    known = list(ledger.sources.values())
    if not word or "\0" in word:
        raise UsageError("--source is empty", "a file, an address, or a person in words")
    if word.casefold().startswith(PERSON):
        return _person(ledger, known, word[len(PERSON) :], at)
    if written_as_id(word, "sources"):
        return _again(project, _identified(ledger, word))
    if _SCHEME.match(word) and (same := _by_url(known, word)) is not None:
        return _again(project, same)
    if address := _address(word):
        return _web(project, ledger, known, address, at)
    if file := _file(project, word):
        return _of_file(project, ledger, known, file, at)
    same = _by_path(project, known, word) or _by_name(known, word) or _begun(ledger, word)
    if same is not None:
        return _again(project, same)
    if _FILE_LIKE.fullmatch(word):
        raise UsageError(f'--source: there is no file "{word}"', _no_file(project, known, word))
    if len(word.split()) < _WORDS:
        raise UsageError(
            f'--source: "{word}" is no file, address or source of the ledger',
            _near(word, known) or 'a person is told in words: --source "Liv Moen, harbour master, by phone"',
        )
    return _person(ledger, known, word, at)


# --- sources known already --------------------------------------------------------------------------------------------


def _identified(ledger: Ledger, word: str) -> Source:
    try:
        return ledger.sources[find_id(word, ledger.sources, "sources")]
    except UsageError as wrong:
        near = get_close_matches(word.upper(), ledger.sources, n=1, cutoff=0.6)
        raise UsageError(wrong.message, f'did you mean "{near[0]}"?' if near else wrong.hint) from None


def _begun(ledger: Ledger, word: str) -> Source | None:
    """The source whose id begins with `word`, typed without its "S-"."""
    if not _LEAST_ID <= len(word) <= LENGTH or not written_as_id(f"S-{word}", "sources"):
        return None
    found = [source for id, source in ledger.sources.items() if id.startswith(f"S-{word.upper()}")]
    return found[0] if len(found) == 1 else None


def _again(project: Project, source: Source) -> Cited:
    """A source of the ledger, with what its file holds now."""
    if not source.file:
        return Cited(source)
    now = sha256(project.root / source.file)
    name = project.shown(source.file)
    if not now:
        return Cited(source, remarks=(f"{name} cannot be read: the verdict will not notice when it changes",))
    if source.sha256 and now != source.sha256:
        return Cited(source, sha256=now, remarks=(f"{name} has changed since it was recorded as {source.id}",))
    return Cited(source, sha256=now)


def _by_path(project: Project, known: Iterable[Source], word: str) -> Source | None:
    names = (project.inside(Path(word)), PurePosixPath(word).as_posix())  # as typed here, or as the ledger writes it
    return next((source for source in known if source.file and source.file in names), None)


def _by_url(known: Iterable[Source], word: str) -> Source | None:
    return next((source for source in known if source.url and _same_page(source.url) == _same_page(word)), None)


def _by_name(known: Iterable[Source], word: str) -> Source | None:
    wanted = folded(word).casefold()
    found = [s for s in known if wanted in (folded(s.person).casefold(), folded(s.title).casefold())]
    return found[0] if len(found) == 1 else None


# --- files ------------------------------------------------------------------------------------------------------------


def _file(project: Project, word: str) -> Path | None:
    """The file that `word` names: from here, or as the ledger writes paths."""
    for path in (Path(os.path.expanduser(word)), project.root / word):  # noqa: PTH111  # Path's raises for "~nobody"
        try:
            if path.is_file():
                return path
            if path.is_dir() and _FILE_LIKE.fullmatch(word):
                raise UsageError(f'--source: "{word}" is a folder', "name the file inside")
        except (OSError, ValueError):  # a name no file can have
            continue
    return None


def written_path(project: Project, file: Path) -> str:
    """The path of a file as the ledger writes it. Raises UsageError for a name that is no text."""
    path = project.inside(file)
    try:
        path.encode("utf-8")
    except UnicodeEncodeError:  # bytes that are no UTF-8, from a file system that takes any
        raise UsageError(f"the name of {file} is no text, and cannot be written down", "rename it") from None
    return path


def _of_file(project: Project, ledger: Ledger, known: Sequence[Source], file: Path, at: str) -> Cited:
    path = written_path(project, file)
    same = next((source for source in known if source.file == path), None)
    if same is not None:
        return _again(project, same)
    now = sha256(file)
    if not now:
        raise UsageError(f"--source: cannot read {file}")
    if file.resolve() == project.ledger.resolve():
        raise UsageError("--source: the ledger is no source of its own claims")
    size = _size(file)
    alike = (s for s in known if s.file and _size(project.root / s.file) == size)
    equal = next((source for source in alike if sha256(project.root / source.file) == now), None)
    if equal is not None:
        return Cited(equal, sha256=now, remarks=(f"{file} holds the same as {equal.id}, {project.shown(equal.file)}",))
    source = Source(new_id("sources", ledger.sources), path=path, sha256=now, retrieved=at, added=at)
    outside = path.startswith("../") or PurePosixPath(path).is_absolute()
    remark = f"{file} lies outside the project: it is cited where it is, and others may not have it"
    return Cited(source, True, now, (remark,) if outside else ())


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except OSError:
        return -1


def _no_file(project: Project, known: Iterable[Source], word: str) -> str:
    """A hint for a path that is none: the nearest file there, or source, or how to name a person."""
    path = Path(word)
    names = [project.shown(source.file) for source in known if source.file]
    try:
        names += [str(path.parent / beside.name) for beside in path.parent.iterdir()]
    except (OSError, ValueError):
        names += []
    near = get_close_matches(word, names, n=1, cutoff=0.6)
    if near:
        return f'did you mean "{near[0]}"?'
    if _BARE.fullmatch(word):
        return f"an address begins with its scheme: https://{word}"
    return f'a person is named so: --source "{PERSON}{word}"' if " " in word else ""


# --- addresses --------------------------------------------------------------------------------------------------------


def _address(word: str, allows: Allows | None = None) -> str:
    """`word` when it is a web address, "" when it is no address at all. Raises UsageError for one that is refused."""
    found = _SCHEME.fullmatch(word)
    if found is None or (len(found["scheme"]) == 1 and found["rest"].startswith(("\\", "/"))):
        return ""
    if found["scheme"].lower() not in _WEB:
        raise UsageError(f'--source: "{word}" is no web address', "http:// and https:// addresses can be cited")
    try:
        parts = urlsplit(word)
        host, _ = parts.hostname or "", parts.port  # both raise ValueError: for a bad bracket, for a port that is none
    except ValueError:
        raise UsageError(f'--source: "{word}" is no web address') from None
    if parts.username is not None or parts.password is not None:
        raise UsageError("--source: the address holds a name or password", "leave out what stands before the @")
    if not host or not word.isprintable():
        raise UsageError(f'--source: "{word}" is no web address')
    if _is_private(host) and not (allows is not None and allows(host)):
        raise UsageError(f'--source: "{host}" is an address inside a network that readers cannot reach')
    return word


def _is_private(host: str) -> bool:
    """True for a host that is no public one: this machine, a private network, a bare name."""
    name = host.rstrip(".").lower()
    if name.rpartition(".")[2] in _LOCAL or ("." not in name and ":" not in name):
        return True
    try:
        return not ip_address(name.partition("%")[0]).is_global
    except ValueError:
        # no dotted address; "0x7f.1" and "127.1" are taken for one by many programs all the same
        return all(re.fullmatch(r"0x[0-9a-f]*|\d+", part) for part in name.split("."))


def _web(project: Project, ledger: Ledger, known: Sequence[Source], address: str, at: str) -> Cited:
    same = _by_url(known, address)
    if same is not None:
        return _again(project, same)
    return Cited(Source(new_id("sources", ledger.sources), url=address, added=at), True)


def _same_page(address: str) -> str:
    """An address with what never matters folded: the case of scheme and host, a trailing slash of the host."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return address
    plain = SplitResult(parts.scheme.lower(), parts.netloc.lower(), parts.path or "/", parts.query, parts.fragment)
    return plain.geturl()


# --- people -----------------------------------------------------------------------------------------------------------


def _person(ledger: Ledger, known: Sequence[Source], words: str, at: str) -> Cited:
    name = " ".join(words.split())
    if not any(letter.isalpha() for letter in name):
        raise UsageError(f'--source: "{words}" names nobody', 'for example: --source "Liv Moen, harbour master"')
    people = [source for source in known if source.person]
    same = _by_name(people, name)
    if same is not None:
        return Cited(same)
    near = [s for s in people if SequenceMatcher(None, s.person.casefold(), name.casefold()).ratio() >= _ALIKE]
    remarks = tuple(f'{s.id} is called nearly the same: "{s.person}"' for s in near[:1])
    return Cited(Source(new_id("sources", ledger.sources), person=name, added=at), True, remarks=remarks)


def _near(word: str, known: Iterable[Source]) -> str:
    names = sorted({name for s in known for name in (s.title, s.file, s.url, s.person) if name})
    near = get_close_matches(word, names, n=1, cutoff=0.5)
    if not near:
        part = word.casefold()
        near = [name for name in names if part in name.casefold()][:1]
    return f'did you mean "{near[0]}"?' if near else ""
