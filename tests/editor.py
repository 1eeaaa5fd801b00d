"""An editor for tests: pygls's own client, talking to a real `claimcheck lsp` over standard input and output."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable, Coroutine, Sequence
from pathlib import Path
from typing import Any, TypeVar

from lsprotocol import converters, types
from pygls.lsp.client import LanguageClient

Result = TypeVar("Result")
PATIENCE = 20.0  # seconds: far more than anything takes


def _converter() -> Any:
    """The library's own takes every code action with a command for a command; this one looks."""
    converter = converters.get_converter()

    def structured(value: Any, _: type) -> types.Command | types.CodeAction:
        plain = isinstance(value.get("command"), str)
        return converter.structure(value, types.Command if plain else types.CodeAction)

    converter.register_structure_hook(types.Command | types.CodeAction, structured)
    return converter


def abilities(**without: bool) -> types.ClientCapabilities:
    """What a good editor can do; `related=False` and the like for one that cannot."""
    wants = {"related": True, "markdown": True, "show": True, "utf8": False, **without}
    kinds = types.ClientCodeActionKindOptions([types.CodeActionKind.QuickFix])
    markup = [types.MarkupKind.Markdown] if wants["markdown"] else [types.MarkupKind.PlainText]
    return types.ClientCapabilities(
        general=types.GeneralClientCapabilities(position_encodings=["utf-8"]) if wants["utf8"] else None,
        window=types.WindowClientCapabilities(show_document=types.ShowDocumentClientCapabilities(wants["show"])),
        workspace=types.WorkspaceClientCapabilities(
            did_change_watched_files=types.DidChangeWatchedFilesClientCapabilities(dynamic_registration=True),
        ),
        text_document=types.TextDocumentClientCapabilities(
            publish_diagnostics=types.PublishDiagnosticsClientCapabilities(
                related_information=wants["related"], data_support=True, version_support=True
            ),
            hover=types.HoverClientCapabilities(content_format=markup),
            code_action=types.CodeActionClientCapabilities(
                code_action_literal_support=types.ClientCodeActionLiteralOptions(kinds)
            ),
        ),
    )


class Editor:
    """One session, with an event loop of its own. What the server says without being asked is kept."""

    def __init__(self, folder: Path, *flags: str, can: types.ClientCapabilities | None = None) -> None:
        self.loop = asyncio.new_event_loop()
        self.client = LanguageClient("test", "1", converter_factory=_converter)
        self.said: dict[str, types.PublishDiagnosticsParams] = {}
        self.messages: list[types.ShowMessageParams] = []
        self.shown: list[types.ShowDocumentParams] = []
        self.registered: list[str] = []
        self._news = asyncio.Event()
        self._listen()
        self.folder = folder
        self.capabilities = self.wait(self._start(flags, can or abilities()))

    def _listen(self) -> None:
        client = self.client

        @client.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        def published(params: types.PublishDiagnosticsParams) -> None:
            self.said[params.uri] = params
            self._news.set()

        @client.feature(types.WINDOW_SHOW_MESSAGE)
        def told(params: types.ShowMessageParams) -> None:
            self.messages.append(params)
            self._news.set()

        @client.feature(types.WINDOW_SHOW_DOCUMENT)
        def opened(params: types.ShowDocumentParams) -> types.ShowDocumentResult:
            self.shown.append(params)
            return types.ShowDocumentResult(True)

        @client.feature(types.CLIENT_REGISTER_CAPABILITY)
        def registered(params: types.RegistrationParams) -> None:
            self.registered += [one.method for one in params.registrations]

    async def _start(self, flags: Sequence[str], can: types.ClientCapabilities) -> types.ServerCapabilities:
        await self.client.start_io(sys.executable, "-m", "claimcheck", "lsp", *flags, cwd=self.folder)
        asked = types.InitializeParams(capabilities=can, root_uri=self.folder.as_uri())
        answer = await self.client.initialize_async(asked)
        self.client.initialized(types.InitializedParams())
        return answer.capabilities

    def wait(self, work: Coroutine[Any, Any, Result]) -> Result:
        """What a coroutine comes to."""
        return self.loop.run_until_complete(asyncio.wait_for(work, PATIENCE))

    def until(self, true: Callable[[], bool]) -> None:
        """Let messages come until something is true."""

        async def listening() -> None:
            while not true():
                self._news.clear()
                await self._news.wait()

        self.wait(listening())

    # --- what a writer does -------------------------------------------------------------------------------------------

    def open(self, uri: str, text: str, language: str = "markdown", version: int = 1) -> list[types.Diagnostic]:
        """Open a document and wait for what is said of it."""
        self.said.pop(uri, None)
        item = types.TextDocumentItem(uri, language, version, text)
        self.client.text_document_did_open(types.DidOpenTextDocumentParams(item))
        return self.diagnostics(uri, version)

    def put(self, path: Path, text: str) -> tuple[str, list[types.Diagnostic]]:
        """Save a file and open it."""
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")
        return path.as_uri(), self.open(path.as_uri(), text)

    def diagnostics(self, uri: str, version: int) -> list[types.Diagnostic]:
        """What is said of a version of a document, as soon as it is said."""
        self.until(lambda: uri in self.said and self.said[uri].version == version)
        return list(self.said[uri].diagnostics)

    def some(self, uri: str) -> list[types.Diagnostic]:
        """What is said of a document as soon as there is something."""
        self.until(lambda: bool(self.said[uri].diagnostics))
        return list(self.said[uri].diagnostics)

    def now(self, uri: str, version: int) -> list[types.Diagnostic]:
        """The same without the pause after the last key: somebody points at the text."""
        self.hover(uri, 0, 0)
        return self.diagnostics(uri, version)

    def edit(self, uri: str, version: int, *changes: tuple[tuple[int, int], tuple[int, int], str] | str) -> None:
        """Type: (from, to, text) as the editor counts, or a whole new text."""
        events: list[types.TextDocumentContentChangeEvent] = []
        for change in changes:
            if isinstance(change, str):
                events.append(types.TextDocumentContentChangeWholeDocument(change))
            else:
                start, end, text = change
                place = types.Range(types.Position(*start), types.Position(*end))
                events.append(types.TextDocumentContentChangePartial(place, text))
        known = types.VersionedTextDocumentIdentifier(version, uri)
        self.client.text_document_did_change(types.DidChangeTextDocumentParams(known, events))

    def close(self, uri: str) -> None:
        """Close a document."""
        known = types.TextDocumentIdentifier(uri)
        self.client.text_document_did_close(types.DidCloseTextDocumentParams(known))

    def changed_on_disk(self, path: Path) -> None:
        """Another program wrote a file that the server asked about."""
        event = types.FileEvent(path.as_uri(), types.FileChangeType.Changed)
        self.client.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams([event]))

    def hover(self, uri: str, line: int, column: int) -> types.Hover | None:
        """What the server knows of a place."""
        asked = types.HoverParams(types.TextDocumentIdentifier(uri), types.Position(line, column))
        return self.wait(self.client.text_document_hover_async(asked))

    def other_sides(self, uri: str, line: int, column: int) -> list[types.Location]:
        """Where the key for a definition leads."""
        asked = types.DefinitionParams(types.TextDocumentIdentifier(uri), types.Position(line, column))
        found = self.wait(self.client.text_document_definition_async(asked))
        return [one for one in found or () if isinstance(one, types.Location)]  # type: ignore[union-attr]

    def marked(self, uri: str, line: int, column: int) -> list[types.Range]:
        """What is marked while the cursor is there."""
        asked = types.DocumentHighlightParams(types.TextDocumentIdentifier(uri), types.Position(line, column))
        found = self.wait(self.client.text_document_document_highlight_async(asked))
        return [one.range for one in found or ()]

    def actions(self, uri: str, place: types.Range, *told: types.Diagnostic) -> list[types.CodeAction]:
        """What can be done at a place."""
        asked = types.CodeActionParams(types.TextDocumentIdentifier(uri), place, types.CodeActionContext(told))
        found = self.wait(self.client.text_document_code_action_async(asked))
        return [one for one in found or () if isinstance(one, types.CodeAction)]

    def run(self, command: types.Command) -> None:
        """Run a command of a code action."""
        asked = types.ExecuteCommandParams(command.command, command.arguments)
        self.wait(self.client.workspace_execute_command_async(asked))

    def leave(self, *, politely: bool = True) -> tuple[int, str]:
        """End the session: the server's exit code, and what it wrote to standard error."""

        async def ending() -> tuple[int, str]:
            process = self.client._server
            assert process is not None and process.stderr is not None
            if politely:
                await self.client.shutdown_async(None)
            self.client.exit(None)
            errors = await process.stderr.read()
            code = await process.wait()
            await self.client.stop()
            process._transport.close()  # type: ignore[attr-defined]
            return code, errors.decode("utf-8")

        try:
            return self.wait(ending())
        finally:
            self.loop.run_until_complete(self.loop.shutdown_asyncgens())
            self.loop.close()
