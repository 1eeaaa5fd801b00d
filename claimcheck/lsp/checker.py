"""One open text checked as `claimcheck check` would check its file: with the settings, the ledger and the baseline of
the folder it lies in, and against the other open articles of that ledger as they stand in the editor.

Slow, so nothing here runs where messages are handled. What is wrong with a project (a setting, a damaged ledger) is
told once, and the text is checked without it.
"""

from __future__ import annotations

import codecs
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from claimcheck import pipeline
from claimcheck.baseline import FILE, Entry
from claimcheck.desk.checking import accepted
from claimcheck.desk.project import Project, find_project
from claimcheck.desk.writing import Draft, Fleeting, check_drafts, is_source
from claimcheck.errors import ClaimcheckError, InputError, LedgerError, UsageError
from claimcheck.ledger.records import Ledger
from claimcheck.lsp.positions import Text
from claimcheck.lsp.texts import Snapshot, bare
from claimcheck.model import Document, Finding, Report
from claimcheck.reporters.columns import Unit, utf16
from claimcheck.settings import Settings

LONGEST = 600_000  # characters: a novel. What is longer takes too long to be checked while somebody writes
_FRESH = 1.0  # seconds for which settings and the place of a ledger are not looked up again


class Configured(NamedTuple):
    """The settings of a folder: `base` is the folder that its globs are about, `excluded` what they leave out."""

    settings: Settings = Settings()
    base: Path | None = None
    excluded: Callable[[Path], bool] = lambda path: False
    isolated: bool = False  # nothing that lies in the folder counts


Configure = Callable[[Path], Configured]  # may raise ConfigError


class Desk(NamedTuple):
    """The ledger a text was checked against, and the text as an article of it."""

    project: Project
    ledger: Ledger
    draft: Draft


class Checked(NamedTuple):
    """One version of a text and what is to be said of it. `documents`: all that findings point into, by path.

    `document` is the analysed text; `shift`: characters that the editor's text has before its first.
    """

    snapshot: Snapshot
    document: Document
    settings: Settings
    findings: tuple[Finding, ...] = ()
    documents: Mapping[str, Document] = {}
    root: Path | None = None  # what the paths are relative to
    shift: int = 0
    uris: Mapping[str, str] = {}  # path → what the editor calls it, for the other articles that are open
    desk: Desk | None = None
    seconds: float = 0.0
    saved: bool = False  # of an article: the text is what its file says
    partial: bool = False  # the other articles of the ledger are still to be read

    def own(self, path: str) -> bool:
        """True for the path of the text itself."""
        return path == self.document.path

    def text(self, path: str, unit: Unit = utf16) -> Text | None:
        """The text that locations of a path lie in; None where it has no lines."""
        if self.own(path):
            return Text(self.snapshot.text, unit)
        document = self.documents.get(path)
        if document is None or document.places:
            return None
        return Text(document.source if document.source is not None else document.text, unit)


class Checker:
    """Checks open texts, one at a time. `tell` is handed each problem of a project once, in one line."""

    def __init__(self, configure: Configure, tell: Callable[[str], None], roots: Sequence[Path] = ()) -> None:
        self.roots = tuple(roots)
        self._configure, self._tell = configure, tell
        self._busy = threading.Lock()
        self._told: dict[str, str] = {}
        self._configured: dict[Path, tuple[float, Configured]] = {}
        self._last_good: dict[Path, Configured] = {}
        self._ledgers: dict[Path, tuple[tuple[int, ...], Ledger]] = {}
        self._drafts: dict[str, tuple[Snapshot, Draft]] = {}
        self._memories: dict[tuple[Path, str], Fleeting] = {}

    def forget(self) -> None:
        """Look settings up again: something on the disk has changed."""
        self._configured.clear()

    def check(self, wanted: Snapshot, others: Mapping[str, Snapshot], *, whole: bool = True) -> Checked | None:
        """What is to be said of a text; None for one that is not read, is too long, or is left out by the settings.

        `others`: the texts that are open besides. Without `whole`, a ledger none of whose articles has been read yet is
        left for the next time.
        """
        if not wanted.format:
            return None
        with self._busy:
            if len(wanted.text) > LONGEST:
                size = f"{len(wanted.text) / 1_000_000:.1f} million characters"
                self._say(f"long {wanted.uri}", f"{wanted.name}: too long to be checked while you write ({size})")
                return None
            begin = time.perf_counter()
            configured = self._settings(wanted)
            if wanted.path is not None and _excluded(configured, wanted.path):
                return None
            found = self._with_ledger(wanted, others, configured, whole) or self._alone(wanted, configured)
            return found._replace(seconds=time.perf_counter() - begin)

    # --- against a ledger ---------------------------------------------------------------------------------------------

    def _with_ledger(
        self, wanted: Snapshot, others: Mapping[str, Snapshot], configured: Configured, whole: bool
    ) -> Checked | None:
        """The text as an article of the ledger above it; None where there is none, or none that can be used."""
        project = None if configured.isolated or wanted.path is None else self._project(wanted.path)
        if project is None or wanted.path is None:
            return None
        path = project.inside(wanted.path)
        if is_source(path):
            return None
        place = str(project.ledger)
        try:
            ledger = self._ledger(project)
            articles = {article.path for article in ledger.articles.values() if not article.gone}
            mine = self._draft(wanted, path)
            beside = {p: s for p, s in _beside(project, wanted, others) if p in articles}
            drafts = [mine, *(self._draft(other, name) for name, other in beside.items())]
            memory = self._memory(project, configured.settings)
            partial = not whole and not memory.warm
            report = check_drafts(project, ledger, configured.settings, memory, drafts, alone=partial)
            self._drafts = {uri: known for uri, known in self._drafts.items() if uri in others}
        except (LedgerError, InputError) as wrong:
            self._say(place, f"checked without the ledger: {wrong}")
            return None
        self._well(place)
        found = _checked(wanted, report, path, configured.settings)
        uris = {name: other.uri for name, other in beside.items()}
        desk = Desk(project, ledger, mine)
        saved = _says(wanted.path, mine.data)
        return found._replace(root=project.root.absolute(), desk=desk, uris=uris, saved=saved, partial=partial)

    def _draft(self, snapshot: Snapshot, path: str) -> Draft:
        """The text as an article: under its path, with the bytes its file would have. Read once a version."""
        known = self._drafts.get(snapshot.uri)
        if known is None or known[0] is not snapshot or known[1].path != path:
            text, shift = bare(snapshot.text)
            data = codecs.BOM_UTF8 * shift + text.encode("utf-8", "surrogatepass")
            known = self._drafts[snapshot.uri] = snapshot, Draft(path, data, _read(snapshot, path))
        return known[1]

    def _project(self, path: Path) -> Project | None:
        try:
            return find_project(start=path.parent)
        except (UsageError, OSError, ValueError):  # ValueError: another drive than that of the working folder
            return None

    def _ledger(self, project: Project) -> Ledger:
        """The ledger as it is now, read again only when its file is another one. Raises LedgerError."""
        try:
            about = project.ledger.stat()
        except OSError as wrong:
            raise LedgerError(f"cannot read {project.ledger}: {(wrong.strerror or str(wrong)).lower()}") from None
        stamp = (about.st_mtime_ns, about.st_size, about.st_ino)
        known = self._ledgers.get(project.ledger)
        if known is None or known[0] != stamp:
            known = self._ledgers[project.ledger] = stamp, project.store.load()
        return known[1]

    def _memory(self, project: Project, settings: Settings) -> Fleeting:
        key = project.ledger, repr(settings)
        if key not in self._memories:
            self._memories = {k: m for k, m in self._memories.items() if k[0] != project.ledger}
            self._memories[key] = Fleeting(project, settings)
        return self._memories[key]

    # --- alone --------------------------------------------------------------------------------------------------------

    def _alone(self, wanted: Snapshot, configured: Configured) -> Checked:
        """The text by itself, under the name it has in the folder whose baseline or settings count."""
        baseline: tuple[Entry, ...] = ()
        root = configured.base
        if wanted.path is not None and not configured.isolated:
            beside = _nearest_baseline(wanted.path.parent)
            if beside is not None:
                root = beside
                baseline = self._baseline(beside / FILE)
        root = root or next((r for r in self.roots if wanted.path and r in wanted.path.parents), None)
        root = root or (wanted.path.parent if wanted.path else None)
        inside = wanted.path is not None and root is not None and root in wanted.path.parents
        name = wanted.path.relative_to(root).as_posix() if inside and wanted.path and root else wanted.name
        document = _read(wanted, name)
        examined = pipeline.examine(document, configured.settings)
        raised = pipeline.raise_all([examined], configured.settings)
        report = pipeline.conclude([examined.document], raised, configured.settings, baseline)
        return _checked(wanted, report, name, configured.settings)._replace(root=root)

    def _baseline(self, path: Path) -> tuple[Entry, ...]:
        try:
            found = accepted(path)
        except InputError as wrong:
            self._say(str(path), f"checked without the baseline: {wrong}")
            return ()
        self._well(str(path))
        return found

    # --- settings, and what is wrong with them ------------------------------------------------------------------------

    def _settings(self, wanted: Snapshot) -> Configured:
        """The settings of the text's folder; where they are wrong, those that were right before, else the defaults."""
        folder = wanted.path.parent if wanted.path is not None else next(iter(self.roots), Path.cwd())
        known = self._configured.get(folder)
        if known is not None and time.monotonic() - known[0] < _FRESH:
            return known[1]
        try:
            found = self._last_good[folder] = self._configure(folder)
            self._well(f"settings {folder}")
        except ClaimcheckError as wrong:
            found = self._last_good.get(folder, Configured())
            self._say(f"settings {folder}", str(wrong))
        self._configured[folder] = time.monotonic(), found
        return found

    def _say(self, place: str, message: str) -> None:
        if self._told.get(place) != message:
            self._told[place] = message
            self._tell(message)

    def _well(self, place: str) -> None:
        self._told.pop(place, None)


def _says(path: Path, data: bytes) -> bool:
    """True where a file holds these bytes."""
    try:
        return path.stat().st_size == len(data) and path.read_bytes() == data
    except OSError:
        return False


def _read(snapshot: Snapshot, name: str) -> Document:
    return pipeline.from_text(bare(snapshot.text)[0], name, snapshot.format)


def _beside(project: Project, wanted: Snapshot, others: Mapping[str, Snapshot]) -> Iterator[tuple[str, Snapshot]]:
    """(path in the ledger, text) of every other open text that lies in the project, in the order of the addresses."""
    top = project.root.absolute()
    for uri, other in sorted(others.items()):
        path = other.path if uri != wanted.uri and other.format and len(other.text) <= LONGEST else None
        if path is not None and top in path.absolute().parents:
            yield project.inside(path), other


def _checked(wanted: Snapshot, report: Report, path: str, settings: Settings) -> Checked:
    """What a report says of one of its documents."""
    documents = {document.path: document for document in (*report.beside, *report.documents)}
    findings = tuple(f for f in report.shown if any(where.path == path for where in f.locations))
    return Checked(wanted, documents[path], settings, findings, documents, shift=bare(wanted.text)[1])


def _nearest_baseline(folder: Path) -> Path | None:
    """The nearest folder with a baseline, up to the top of the repository."""
    for place in (folder, *folder.parents):
        if (place / FILE).is_file():
            return place
        if (place / ".git").exists():
            return None
    return None


def _excluded(configured: Configured, path: Path) -> bool:
    base = configured.base
    return configured.excluded(path.relative_to(base) if base is not None and base in path.parents else path)
