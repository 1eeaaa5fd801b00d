"""The features of the protocol: what the editor is answered, and what it is told without asking.

Messages are handled at once; checking is handed to the schedule. Only the protocol is ever written to standard output:
whatever else is said goes to standard error, and what the writer should know to the editor's messages.
"""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import sys
from collections.abc import Generator, Iterable
from contextlib import suppress
from typing import Any

from lsprotocol import types
from pygls.lsp.server import LanguageServer
from pygls.protocol import LanguageServerProtocol, lsp_method

from claimcheck import __version__
from claimcheck.baseline import FILE as BASELINE
from claimcheck.desk.project import LEDGER
from claimcheck.errors import UsageError
from claimcheck.lsp import actions, hover, show
from claimcheck.lsp.checker import Checked, Checker, Configure
from claimcheck.lsp.offers import EXPLAIN, OPEN, Offer, abilities, marks, offers, others, wanted
from claimcheck.lsp.positions import Text
from claimcheck.lsp.schedule import Schedule, in_background
from claimcheck.lsp.texts import Texts, path_of
from claimcheck.readers import READERS
from claimcheck.reporters.visible import visible

RELATED_PAUSE = 0.3  # seconds after which other open articles of the ledger are looked at again
_PATIENCE = 20.0  # seconds a hover waits for the check of a text
WATCHED = (LEDGER, "claimcheck.toml", "pyproject.toml", BASELINE)
ENDINGS = frozenset(suffix for row in READERS if row.decoded and row.article for suffix in row.suffixes)
INTERRUPTED = 130
log = logging.getLogger("claimcheck.lsp")


class Protocol(LanguageServerProtocol):
    """pygls's protocol, with the open texts kept by ourselves (see texts)."""

    _server: Server

    @lsp_method(types.TEXT_DOCUMENT_DID_OPEN)
    def lsp_text_document__did_open(self, params: types.DidOpenTextDocumentParams) -> None:
        """A document was opened."""
        self._server.opened(params.text_document)

    @lsp_method(types.TEXT_DOCUMENT_DID_CHANGE)
    def lsp_text_document__did_change(self, params: types.DidChangeTextDocumentParams) -> None:
        """A document was edited."""
        self._server.changed(params)

    @lsp_method(types.TEXT_DOCUMENT_DID_CLOSE)
    def lsp_text_document__did_close(self, params: types.DidCloseTextDocumentParams) -> None:
        """A document was closed."""
        self._server.closed(params.text_document.uri)

    @lsp_method(types.SHUTDOWN)
    def lsp_shutdown(self, *arguments: Any) -> Generator[Any, Any, None]:
        """The session is about to end."""
        self._server.ended = True
        yield from super().lsp_shutdown(*arguments)


class Server(LanguageServer):
    """One session with one editor."""

    def __init__(self, configure: Configure) -> None:
        super().__init__("claimcheck", __version__, protocol_cls=Protocol)
        self.texts = Texts()
        self.can = show.Abilities()
        self.ended = False  # the editor asked for an orderly end
        self.checked: dict[str, Checked] = {}
        self._checker = Checker(configure, self._told)
        self._schedule: Schedule | None = None
        self._work: asyncio.Task[None] | None = None
        self._loop: asyncio.AbstractEventLoop | None = None

    # --- the session --------------------------------------------------------------------------------------------------

    def begin(self, params: types.InitializeParams) -> None:
        """Learn what the editor can do, and in which folders it works."""
        self._loop = asyncio.get_running_loop()
        encoding = self.workspace.position_encoding
        self.can = abilities(params.capabilities, str(getattr(encoding, "value", encoding)))
        self.texts = Texts(self.can.unit)
        self.work_in([folder.uri for folder in params.workspace_folders or ()] or [params.root_uri or ""])
        self._schedule = Schedule(self._check)
        self._work = asyncio.create_task(self._schedule.run())

    def work_in(self, folders: Iterable[str]) -> None:
        """The folders that the writer works in, by address."""
        self._checker.roots = tuple(path for uri in folders if (path := path_of(uri)) is not None)

    def watch(self) -> None:
        """Ask to be told when a ledger, its settings or a baseline change on the disk."""
        if self.can.watches:
            articles = [f"*{suffix}" for suffix in sorted(ENDINGS)]
            watchers = [types.FileSystemWatcher(f"**/{name}") for name in (*WATCHED, *articles)]
            options = types.DidChangeWatchedFilesRegistrationOptions(watchers)
            wanted = types.Registration("watch", types.WORKSPACE_DID_CHANGE_WATCHED_FILES, options)
            self.client_register_capability(types.RegistrationParams([wanted]))

    def report_server_error(self, error: Exception, source: Any) -> None:
        """What went wrong in handling a message: into the log, not into the writer's face."""
        told = getattr(error, "data", None)
        trace = "".join(told.get("traceback", ())) if isinstance(told, dict) else ""
        log.error("%s%s", error, f"\n{trace}" if trace else "")

    def _told(self, message: str) -> None:
        """A problem the user can mend, from the thread that checks."""
        log.warning("%s", visible(message))
        shown = types.ShowMessageParams(types.MessageType.Warning, f"claimcheck: {visible(message)}")
        if self._loop is not None:
            with suppress(RuntimeError):
                self._loop.call_soon_threadsafe(self.window_show_message, shown)

    # --- the open documents -------------------------------------------------------------------------------------------

    def opened(self, item: types.TextDocumentItem) -> None:
        """A document was opened: check it at once."""
        found = self.texts.opened(item.uri, item.version, item.text, item.language_id)
        if not found.format:
            log.info("%s (%s) is not checked: not Markdown, text or HTML", item.uri, item.language_id)
        elif self._schedule is not None:
            self._schedule.soon(item.uri)

    def changed(self, params: types.DidChangeTextDocumentParams) -> None:
        """A document was edited: check it when the writer pauses."""
        document = params.text_document
        found = self.texts.changed(document.uri, document.version, params.content_changes)
        if found is None:
            log.warning("%s was edited but never opened", document.uri)
        elif found.format and self._schedule is not None:
            self._schedule.typed(document.uri)

    def closed(self, uri: str) -> None:
        """A document was closed: what was said of it is taken back."""
        before = self.checked.pop(uri, None)
        self.texts.closed(uri)
        if self._schedule is not None:
            self._schedule.drop(uri)
            self._again(before, uri)
        self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, []))

    def look_again(self) -> None:
        """Something on the disk has changed: check every open text again."""
        self._checker.forget()
        for uri in self.texts.snapshot():
            if self._schedule is not None:
                self._schedule.soon(uri, 0.1)

    async def _check(self, uri: str) -> float:
        """Check one text and tell the editor; returns the seconds it took."""
        wanted = self.texts.get(uri)
        if wanted is None or not wanted.format:
            return 0.0
        others = self.texts.snapshot()
        before = self.checked.get(uri)

        def work() -> tuple[Checked | None, list[types.Diagnostic]]:
            found = self._checker.check(wanted, others, whole=before is not None)
            return found, show.diagnostics(found, self.can) if found is not None else []

        found, said = await in_background(work)
        now = self.texts.get(uri)
        if now is not wanted:
            return found.seconds if found else 0.0
        if found is None:
            self.checked.pop(uri, None)
        else:
            self.checked[uri] = found
        self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, said, version=wanted.version))
        if found is not None and found.partial and self._schedule is not None:
            self._schedule.soon(uri)
        elif before is None or before.partial:
            self._again(found, uri)
        elif before.snapshot.text != wanted.text:
            self._again(found, uri, always=True)
        return found.seconds if found else 0.0

    def _again(self, changed: Checked | None, uri: str, *, always: bool = False) -> None:
        """The other open articles of the ledger of a text that is not what its file says are looked at again, later.

        `always`: it was something else a moment ago.
        """
        if changed is None or changed.desk is None or self._schedule is None or (changed.saved and not always):
            return
        for other, known in self.checked.items():
            if other != uri and known.desk is not None and known.root == changed.root:
                self._schedule.later(other, RELATED_PAUSE)

    async def current(self, uri: str, *, hasten: bool) -> Checked | None:
        """What is known of the newest version of a text, waiting for its check where need be."""
        wanted = self.texts.get(uri)
        if wanted is None or not wanted.format or self._schedule is None:
            return None
        known = self.checked.get(uri)
        if known is None or known.snapshot is not wanted:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._schedule.checked(uri, hasten=hasten), _PATIENCE)
            known = self.checked.get(uri)
        return known if known is not None and known.snapshot is self.texts.get(uri) else None

    # --- what the editor asks -----------------------------------------------------------------------------------------

    async def hover(self, params: types.HoverParams) -> types.Hover | None:
        """What is known of the figure at a place."""
        checked = await self.current(params.text_document.uri, hasten=True)
        if checked is None:
            return None
        text = Text(checked.snapshot.text, self.can.unit)
        offset = text.offset(params.position.line, params.position.character) - checked.shift
        found = hover.figure_at(checked.document, offset)
        if found is None:
            return None
        view = await in_background(lambda: hover.claim_of(checked, found)) if checked.desk is not None else None
        heading, told = hover.lines(checked, found, view)
        kind = types.MarkupKind.Markdown if self.can.markdown else types.MarkupKind.PlainText
        said = hover.as_markdown(heading, told) if self.can.markdown else hover.as_text(heading, told)
        start, end = hover.span(checked.document, found.figure)
        place = types.Range(show.position(text, start + checked.shift), show.position(text, end + checked.shift))
        return types.Hover(types.MarkupContent(kind, said), place)

    async def code_actions(self, params: types.CodeActionParams) -> list[Offer] | None:
        """What can be done about the findings at a place."""
        if not wanted(params):
            return None
        checked = await self.current(params.text_document.uri, hasten=False)  # asked for at every key by some editors
        if checked is None:
            return None
        return await in_background(lambda: offers(checked, params, self.can))

    async def definition(self, params: types.DefinitionParams) -> list[types.Location] | None:
        """The other sides of the findings at a place."""
        checked = await self.current(params.text_document.uri, hasten=True)
        return None if checked is None else await in_background(lambda: others(checked, params.position, self.can))

    async def highlight(self, params: types.DocumentHighlightParams) -> list[types.DocumentHighlight] | None:
        """Every side, in the same text, of the findings at a place."""
        checked = await self.current(params.text_document.uri, hasten=False)
        return None if checked is None else await in_background(lambda: marks(checked, params.position, self.can))

    async def open_place(self, uri: str, place: types.Range) -> None:
        """Have the editor open a document at a place."""
        if self.can.open_place:
            shown = types.ShowDocumentParams(uri, take_focus=True, selection=place)
            await self.window_show_document_async(shown)

    def explain(self, code: str) -> None:
        """Have the editor show what a rule does."""
        said = actions.explanation(code)
        if said:
            self.window_show_message(types.ShowMessageParams(types.MessageType.Info, said))


def matters(uri: str) -> bool:
    """True for a file that what is said of an open text may depend on; some editors tell of every file."""
    path = path_of(uri)
    return path is not None and (path.name in WATCHED or path.suffix.lower() in ENDINGS)


def make(configure: Configure) -> Server:
    """A server with its features, not yet connected to anybody."""
    server = Server(configure)

    @server.feature(types.INITIALIZE)
    def begin(params: types.InitializeParams) -> None:
        server.begin(params)

    @server.feature(types.INITIALIZED)
    def watch(params: types.InitializedParams) -> None:
        server.watch()

    @server.feature(types.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS)
    def moved(params: types.DidChangeWorkspaceFoldersParams) -> None:
        server.work_in(folder.uri for folder in server.workspace.folders.values())

    @server.feature(types.TEXT_DOCUMENT_DID_SAVE)
    def saved(params: types.DidSaveTextDocumentParams) -> None:
        server.look_again()

    @server.feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    def watched(params: types.DidChangeWatchedFilesParams) -> None:
        if any(matters(change.uri) for change in params.changes):
            server.look_again()

    @server.feature(types.TEXT_DOCUMENT_HOVER)
    async def hovered(params: types.HoverParams) -> types.Hover | None:
        return await server.hover(params)

    @server.feature(types.TEXT_DOCUMENT_DEFINITION)
    async def led(params: types.DefinitionParams) -> list[types.Location] | None:
        return await server.definition(params)

    @server.feature(types.TEXT_DOCUMENT_DOCUMENT_HIGHLIGHT)
    async def marked(params: types.DocumentHighlightParams) -> list[types.DocumentHighlight] | None:
        return await server.highlight(params)

    quick = types.CodeActionOptions([types.CodeActionKind.QuickFix])

    @server.feature(types.TEXT_DOCUMENT_CODE_ACTION, quick)
    async def acted(params: types.CodeActionParams) -> list[Offer] | None:
        return await server.code_actions(params)

    @server.command(OPEN)
    async def open_place(uri: str, place: types.Range) -> None:
        await server.open_place(uri, place)

    @server.command(EXPLAIN)
    def explain(code: str) -> None:
        server.explain(code)

    return server


def serve(configure: Configure) -> int:
    """Talk to the editor over standard input and output until it leaves; 0 when it did so in an orderly way, else 1.

    The protocol gets standard output for itself: whatever any code prints goes to standard error.
    """
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING, format="claimcheck lsp: %(levelname)s: %(message)s")
    logging.getLogger("pygls").setLevel(logging.CRITICAL)  # it tells `report_server_error` the same
    try:
        streams = os.dup(1), os.dup(0)
    except OSError:
        raise UsageError("standard input and output must be open", "an editor starts claimcheck lsp") from None
    signal.signal(signal.SIGINT, lambda *_: os._exit(INTERRUPTED))  # nothing is written, so nothing is lost
    with os.fdopen(streams[0], "wb") as out, os.fdopen(streams[1], "rb") as source:
        os.dup2(2, 1)
        server = make(configure)
        with suppress(ValueError):  # the end of a session closes what it wrote to
            server.start_io(source, out)
    return 0 if server.ended else 1
