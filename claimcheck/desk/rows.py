"""Rows of a table → claims and verdicts of the ledger that is being added to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from claimcheck.desk.importing import UNKNOWN, Bench, Terms
from claimcheck.desk.intake import Row
from claimcheck.desk.project import Project, sha256
from claimcheck.desk.verdicts import STANCES
from claimcheck.ledger.ids import ALPHABET, LENGTH, new_id
from claimcheck.ledger.records import Article, Citation, Claim, Source, Stance, Status, Verdict
from claimcheck.ledger.redaction import HIDDEN
from claimcheck.ledger.status import instant
from claimcheck.ledger.texts import digest, folded
from claimcheck.lexicon.exchange import exchange, plain
from claimcheck.model import ClaimKind

_CLAIM = re.compile(rf"C-[{ALPHABET}]{{{LENGTH}}}")
_PLACE = re.compile(
    rf"(?P<name>.*?)\s*\[(?P<id>S-[{ALPHABET}]{{{LENGTH}}})(?: (?P<stance>[a-z]+))?\]\s*(?P<locator>.*)"
)
_WORDING = re.compile(r"[0-9a-f]{12}")
_WEB = re.compile(r"https?://(?P<user>[^/\s@]*@)?[^/\s]+\S*", re.IGNORECASE)
_FILE = re.compile(r"\S*[/\\]\S*|\S+\.(?=\w*[A-Za-z])\w{2,5}")
_KINDS = frozenset(kind.value for kind in ClaimKind)
_STANCES = frozenset(stance.value for stance in Stance)
_GIVEN = ("by", "at", "stands", "wording", "source", "method", "note", "correction", "locator", "quote")


class _Bad(ValueError):
    """A row that cannot be used: what is wrong, and what to do about it."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message, self.hint = message, hint


class _Given(NamedTuple):
    """A verdict of a row; `dated`: the row says when; `ours`: it is from a table that we wrote."""

    verdict: Verdict
    dated: bool
    ours: bool


class Rows:
    """Rows on their way into a ledger."""

    def __init__(self, project: Project, bench: Bench, terms: Terms) -> None:
        self._project, self._bench, self._terms = project, bench, terms
        self._signed = ""
        self._articles: dict[str, str] = {}  # as a row names it → its id
        fresh = [record for record in bench.changed.values() if isinstance(record, Article)]
        self._paths = {article.path: article.id for article in (*bench.before.articles.values(), *fresh)}
        self._sources: dict[str, Source] = {}
        self._named: dict[str, Source] | None = None
        self._ids: frozenset[str] = frozenset()  # that rows give themselves
        self._taken: set[str] = set()  # claims of the ledger that such rows turned out to be

    def add(self, rows: Sequence[Row]) -> None:
        """Add every row that can be used; note what is wrong with the others."""
        self._ids = frozenset(row.cells.get("id", "").strip().upper() for row in rows)
        for row in rows:
            mark = len(self._bench.changed)
            try:
                self._add(row)
            except _Bad as wrong:
                self._bench.problems.append(row.problem(wrong.message, wrong.hint))
                self._take_back(mark)

    def _take_back(self, mark: int) -> None:
        """Forget the sources that a row brought before it turned out to be bad: they are the last that were added."""
        if len(self._bench.changed) > mark:
            for id in list(self._bench.changed)[mark:]:
                del self._bench.changed[id]
            self._sources.clear()
            self._named = None

    def _add(self, row: Row) -> None:
        cells = row.cells
        text = " ".join(cells.get("text", "").split())
        claim = self._known(cells, text)
        given = list(self._verdicts(cells, text or (claim.text if claim else "")))
        loose = self._places(cells.get("source", ""), cells, Stance.SUPPORTS) if not given else ()
        sources = (*self._places(cells.get("claim_source", ""), {}, Stance.SUPPORTS), *loose)
        note = cells.get("claim_note", "") or ("" if given else cells.get("note", ""))
        labels = cells.get("tags", "").replace(";", ",").split(",")
        article, alone = self._article(cells.get("article", "")) if claim is None else (claim.article, False)
        fresh = Claim(
            claim.id if claim else self._id(cells),
            text,
            article,
            self._kind(cells),
            cells.get("attribution", ""),
            self._time(cells["added"]) if cells.get("added") else self._terms.at,
            self._time(cells["gone"]) if cells.get("gone") else "",
            sources=sources,
            tags=tuple(label.strip() for label in labels if label.strip()),
            note=note,
        )
        if claim is None:
            self._bench.alone += alone
            self._bench.add(fresh._replace(verdicts=tuple(one.verdict for one in given)))
            return
        news = tuple(one.verdict for one in given if not _told(claim, one))
        self._bench.unite(claim, fresh._replace(verdicts=news))

    # --- which claim ---

    def _known(self, cells: Mapping[str, str], text: str) -> Claim | None:
        """The claim of the ledger a row means: by its id, else by its text in its article. Raises _Bad."""
        id = cells.get("id", "").strip().upper()
        if id.startswith("C-") and not _CLAIM.fullmatch(id):
            raise _Bad(f'"{cells["id"]}" is no id of a claim', "an id has eight letters after the dash")
        ours = _CLAIM.fullmatch(id) is not None
        claim: Claim | None = self._bench.get("claims", id) if ours else None
        if claim is not None:
            return claim
        if not text:
            raise _Bad(f"no claim {id}, and no text" if ours else "the row has no text")
        article, _ = self._article(cells.get("article", ""))
        same = self._bench.texts().get((article, digest(text)), [])
        if ours:  # a claim of another ledger: one of ours that no other row is, and never one that came with this file
            before = self._bench.before.claims
            same = [one for one in same if one in before and one not in self._ids and one not in self._taken][:1]
            self._taken.update(same)
        return self._bench.get("claims", same[0]) if same else None

    def _id(self, cells: Mapping[str, str]) -> str:
        id = cells.get("id", "").strip().upper()
        if _CLAIM.fullmatch(id):
            return id
        while True:
            id = new_id("claims", self._bench.before.claims)
            if id not in self._bench.changed:
                return id

    def _article(self, word: str) -> tuple[str, bool]:
        """The id of the article with that path, "" for none; and whether one was named that the ledger lacks."""
        word = word.strip()
        if not word:
            return "", False
        if word not in self._articles:
            here = "" if "://" in word else self._project.inside(Path(word))
            self._articles[word] = self._paths.get(word) or self._paths.get(here, "")
        return self._articles[word], not self._articles[word]

    def _kind(self, cells: Mapping[str, str]) -> str:
        word = cells.get("kind", "").strip().lower()
        if not word:
            return ClaimKind.FACT
        if word not in _KINDS:
            raise _Bad(f'unknown kind "{word}"', _near(word, _KINDS))
        return word

    # --- verdicts ---

    def _verdicts(self, cells: Mapping[str, str], text: str) -> Iterator[_Given]:
        """The verdicts of a row: one, or one a line where a cell holds several. Raises _Bad."""
        words = _split(cells.get("verdict") or cells.get("status", ""))
        if not words:
            return
        columns = {name: _spread(name, cells.get(name, ""), len(words)) for name in _GIVEN}
        for at, word in enumerate(words):
            status = _status(word)
            if status is not None:
                yield self._verdict(status, {name: column[at] for name, column in columns.items()}, text)

    def _verdict(self, status: Status, told: Mapping[str, str], text: str) -> _Given:
        by = " ".join(told["by"].split()) or self._signer()
        at = self._time(told["at"]) if told["at"].strip() else self._terms.at
        wording = told["wording"].strip().lower()
        if wording and not _WORDING.fullmatch(wording):
            raise _Bad(
                f'"{wording}" is no wording', "leave the column out: the verdict is then for the text of the row"
            )
        meant = wording or digest(text)
        if told["stands"].strip().lower() == "no" and meant == digest(text):
            meant = ""  # a source changed since: it must not stand here either
        verdict = Verdict(
            status,
            by,
            at,
            meant,
            self._places(told["source"], told, STANCES.get(status, Stance.CONTEXT)),
            told["method"].strip(),
            told["note"].strip(),
            told["correction"].strip(),
        )
        return _Given(verdict, bool(told["at"].strip()), bool(wording))

    def _signer(self) -> str:
        if not self._signed:
            self._signed = self._terms.sign()
        return self._signed

    def _time(self, word: str) -> str:
        """A date or time as ISO 8601 with its zone; without one it is meant as on this machine. Raises _Bad."""
        word = word.strip()
        try:
            found = datetime.fromisoformat(word)
            return word if found.tzinfo is not None else found.astimezone().isoformat(timespec="seconds")
        except (ValueError, OverflowError):
            raise _Bad(f'"{word}" is no date', "write it as 2026-11-20, or 2026-11-20T14:30+01:00") from None

    # --- sources ---

    def _places(self, cell: str, told: Mapping[str, str], stance: Stance) -> tuple[Citation, ...]:
        """The places in sources a cell names, one a line or between bars. Raises _Bad."""
        if not cell.strip():
            return ()
        words = [word.strip() for word in re.split(r"\n| \| ", cell) if word.strip()]
        locator, quote = told.get("locator", "").strip(), told.get("quote", "").strip()
        found = []
        for word in words:
            written = _PLACE.fullmatch(word)
            if written is None:
                source = self._source(word)
                found.append(Citation(source.id, stance, locator, quote, sha256=source.sha256))
                continue
            source = self._identified(written["id"], written["name"])
            meant = Stance(written["stance"]) if written["stance"] in _STANCES else Stance.SUPPORTS
            found.append(Citation(source.id, meant, written["locator"] or locator, quote))
        return tuple(found)

    def _identified(self, id: str, name: str) -> Source:
        """The source with that id; made of its name where the ledger lacks it."""
        known: Source | None = self._bench.get("sources", id)
        if known is not None:
            return known
        if name in ("", HIDDEN):
            made = Source(id, person=name or UNKNOWN, confidential=name == HIDDEN, added=self._terms.at)
        elif _WEB.fullmatch(name):
            made = Source(id, url=name, added=self._terms.at)
        elif _FILE.fullmatch(name):
            made = Source(id, path=name, sha256=sha256(self._project.root / name), added=self._terms.at)
        else:
            made = Source(id, person=name, added=self._terms.at)
        self._bench.put(made)
        return made

    def _source(self, word: str) -> Source:
        """The source that `word` means: an id, one the ledger knows by that name, an address, a file, a person."""
        if word not in self._sources:
            self._sources[word] = self._found(word)
        return self._sources[word]

    def _found(self, word: str) -> Source:
        known: Source | None = self._bench.get("sources", word.upper())
        known = known or self._names().get(_folded(word))
        if known is not None:
            return known
        source = Source(new_id("sources", self._names()), added=self._terms.at)
        web = _WEB.fullmatch(word)
        if web is not None:
            if web["user"]:
                raise _Bad("the address of the source holds a name or password", "leave out what stands before the @")
            source = source._replace(url=word)
        elif _FILE.fullmatch(word):
            source = self._file(source, word)
        else:
            source = source._replace(person=word)
        self._bench.put(source)
        self._names()[_folded(word)] = source
        return source

    def _file(self, source: Source, word: str) -> Source:
        for path in (Path(word), self._project.root / word):
            if path.is_file():
                return source._replace(path=self._project.inside(path), sha256=sha256(path))
        raise _Bad(
            f'the source "{word}" looks like a file, and there is none', "put it under sources/, or name a person"
        )

    def _names(self) -> dict[str, Source]:
        if self._named is None:
            sources = [
                *self._bench.before.sources.values(),
                *(record for record in self._bench.changed.values() if isinstance(record, Source)),
            ]
            self._named = {
                _folded(name): source
                for source in reversed(sources)
                for name in (source.title, source.path, source.url, source.person)
                if name
            }
        return self._named


def _folded(name: str) -> str:
    return folded(name).casefold()


def _told(claim: Claim, given: _Given) -> bool:
    """True where the claim has a verdict that a row does not say enough of to be told from it by what it holds.

    Our own table leaves out a little of a verdict; one from elsewhere may not say when it was given.
    """
    new = given.verdict
    for known in claim.verdicts:
        if (known.status, known.by) != (new.status, new.by):
            continue
        if given.ours and instant(known.at) == instant(new.at) and new.digest in ("", known.digest):
            return True
        same = (known.digest, folded(known.note)) == (new.digest, folded(new.note))
        if not given.dated and same and {c.source for c in new.sources} <= {c.source for c in known.sources}:
            return True
    return False


def _status(word: str) -> Status | None:
    """A verdict in anybody's words; None for none yet. Raises _Bad."""
    words = exchange()
    typed = plain(word)
    if typed in words.verdicts:
        return Status(words.verdicts[typed])
    if not typed or typed in words.open:
        return None
    raise _Bad(f'unknown verdict "{word}"', _near(typed, [*words.verdicts, *words.open]))


def _split(cell: str) -> list[str]:
    return [line.strip() for line in cell.split("\n")] if cell.strip() else []


def _spread(name: str, cell: str, number: int) -> list[str]:
    """A cell's lines, one for each verdict; a single line is meant for all. Raises _Bad."""
    if number < 2:
        return [cell]
    lines = cell.split("\n") if cell else [""]
    if len(lines) == 1:
        return lines * number
    if len(lines) != number:
        raise _Bad(f'{number} verdicts, but {len(lines)} lines under "{name}"')
    return lines


def _near(word: str, known: Iterable[str]) -> str:
    from difflib import get_close_matches

    names = sorted(known)
    close = get_close_matches(word, names, n=1)
    return f'did you mean "{close[0]}"?' if close else f"known: {', '.join(names[:12])}"
