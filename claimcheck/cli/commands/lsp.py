"""`claimcheck lsp`: the language server that editors start."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from claimcheck.cli.flags import ConfigFlags, takes
from claimcheck.errors import UsageError

EXAMPLES = (
    "claimcheck lsp                                what an editor is told to start: see docs/editors.md",
    "claimcheck lsp --config house.toml            with these settings, whatever lies beside an article",
)


@takes()
def command(
    *,
    stdio: Annotated[
        bool, typer.Option("--stdio", help="talk over standard input and output, as it always does")
    ] = False,
    config: ConfigFlags,
) -> int:
    """Serve an editor: findings while you write, what a figure was read as, conflicts with the other articles.

    Your editor starts it and talks to it over standard input and output; there is nothing to see in a terminal. It
    checks Markdown, text and HTML with the settings, the ledger and the baseline of their folder, writes nothing, and
    never touches the network.

    Exit code: 0 when the editor said goodbye, 1 when it just went away.
    """
    try:
        from claimcheck.lsp.server import serve
    except ModuleNotFoundError as missing:
        if (missing.name or "").partition(".")[0] in ("claimcheck", ""):
            raise
        raise UsageError("the language server needs the library pygls", "pip install pygls") from None
    from claimcheck.cli.config import resolve
    from claimcheck.cli.inputs import excluded
    from claimcheck.cli.terminal import is_terminal, say
    from claimcheck.lsp.checker import Configured

    here = Path.cwd()

    def configured(folder: Path) -> Configured:
        named = [item if "=" in item else str(here / item) for item in config.config or ()]
        resolved = resolve({}, named, isolated=config.isolated, folder=folder)
        base = resolved.file.parent if resolved.file is not None else None
        return Configured(
            resolved.settings, base, lambda path: excluded(path, resolved.exclude), isolated=resolved.isolated
        )

    resolve({}, config.config or (), isolated=True)  # a flag that is wrong is told here, a file to the editor
    if is_terminal(sys.stdin):
        say("waiting for an editor to speak the language server protocol; Ctrl-C ends it (docs/editors.md)")
    return serve(configured)
