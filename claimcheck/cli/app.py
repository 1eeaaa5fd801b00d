"""The command line as a table: which commands there are, in which module each lives, and how a run ends.

A command's module is imported when it is called, so `claimcheck --help` costs the table and Typer alone. A row with
rows `inside` is a group (`claimcheck source …`): it has no module, its sub-commands are loaded like any other.
Exit codes (INTERFACE 3): 0 clean, 1 findings, 2 what the user can mend, 3 our own bug, 130 interrupted.
"""

from __future__ import annotations

import errno
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Annotated, Any

import typer
import typer.core

from claimcheck.cli.suggest import did_you_mean
from claimcheck.cli.terminal import complain, say, silence
from claimcheck.errors import ClaimcheckError, UsageError

WIDTH = 100
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EIO)

# Typer before and after it took Click in has no public name for "any wrong use of the command line", but this one.
WrongUse: Any = typer.BadParameter.__base__


@dataclass(frozen=True, slots=True)
class Entry:
    """One command: its name, its module under `claimcheck.cli.commands`, what it does in one line."""

    name: str
    module: str
    doc: str
    hidden: bool = False
    inside: tuple[Entry, ...] = ()  # of a group: its sub-commands


SOURCE = (
    Entry("add", "source_add", "Take a file, a web page or a person in as a source; again to take it in anew."),
    Entry("list", "source_list", "List the sources: what stands on each, and whether it is still what it was."),
    Entry("show", "source_show", "Show a source, the claims that stand on it and the passages they cite."),
    Entry("suggest", "source_suggest", "Find passages that may support or contradict a claim."),
    Entry("quote", "source_quote", "Find words in a source and attach them to claims: as they stand there, and where."),
    Entry("check", "source_check", "Check the sources: still there, and still what you cite? Online only if asked."),
    Entry("remove", "source_remove", "Take sources out of the ledger; what is cited is refused."),
)
GROUPS: tuple[tuple[str, tuple[Entry, ...]], ...] = (
    (
        "Read articles",
        (
            Entry("check", "check", "Find the figures in your articles that cannot both be true."),
            Entry("compare", "compare", "Put two statements side by side: do they conflict, and why?"),
            Entry("figures", "figures", "List every figure of an article as it was understood."),
            Entry("baseline", "baseline", "Accept what is found today, so that only new findings are told."),
        ),
    ),
    (
        "Keep a ledger",
        (
            Entry("init", "init", "Start a ledger here: claims.json, sources/ and a block of settings."),
            Entry("add", "add", "Make every sentence of an article a claim to be checked; again after an edit."),
            Entry("list", "list", "List the claims of the ledger, and where each of them stands."),
            Entry("show", "show", "Show everything that is known about a claim, article, source or conflict."),
            Entry(
                "conflicts",
                "conflicts",
                "List what cannot both be true in your articles, and what was decided about it.",
            ),
            Entry(
                "report", "report", "Report on the ledger: progress, open conflicts, what needs somebody, what changed."
            ),
            Entry("tui", "tui", "Work on all of it in the terminal: conflicts side by side, verdicts by key."),
        ),
    ),
    (
        "Say what was found",
        (
            Entry("verify", "verify", "Say that a claim is true as it stands, and where you checked it."),
            Entry("dispute", "dispute", "Say that a claim is wrong, or that a source speaks against it."),
            Entry("correct", "correct", "Say that a claim is wrong, and what it should say instead."),
            Entry("unverifiable", "unverifiable", "Say that there is no way to know whether a claim is true."),
            Entry("skip", "skip", "Say that there is nothing to check in a claim."),
            Entry("reopen", "reopen", "Take a claim up again: earlier verdicts become history."),
            Entry("resolve", "resolve", "Say what is to be done about a conflict: distinct, accepted or fixed."),
        ),
    ),
    (
        "Say where it stands",
        (Entry("source", "", "Keep the sources of your claims: add, list, quote, check them.", inside=SOURCE),),
    ),
    (
        "Look after it",
        (
            Entry("edit", "edit", "Change what is kept about claims: kind, tags, notes, sources."),
            Entry("split", "split", "Make several claims of a sentence that says several things."),
            Entry("remove", "remove", "Take claims or articles out of the ledger; verdicts are kept."),
            Entry("export", "export", "Write the ledger for others: ClaimReview, a table, or every record."),
            Entry("import", "import_", "Take in claims and verdicts from a table or from another ledger."),
            Entry("doctor", "doctor", "Check the ledger file itself, and repair it."),
        ),
    ),
    (
        "Look things up",
        (
            Entry("rules", "rules", "List the rules: what can be found, and how serious it is."),
            Entry("explain", "explain", "Explain one rule, with examples of what it flags and what it leaves alone."),
            Entry("config", "config", "Show the settings that apply here and where each came from."),
            Entry("lsp", "lsp", "Serve an editor: findings while you write, what is known of a figure."),
        ),
    ),
    (
        "",
        (
            Entry("sentences", "sentences", "Split texts into sentences (batch mode).", hidden=True),
            Entry("merge-driver", "merge_driver", "Unite the ledgers of two branches (git calls it).", hidden=True),
        ),
    ),
)
COMMANDS = tuple(entry for _, entries in GROUPS for entry in entries)


class Commands(typer.core.TyperGroup):
    """All commands, each imported when its name is called. `path`: what stands before their names."""

    groups = GROUPS
    path = ""

    def list_commands(self, ctx: Any) -> list[str]:
        """The names in the order of the table."""
        return [entry.name for _, entries in self.groups for entry in entries]

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The command of that name. Raises UsageError with the nearest one for an unknown name."""
        known = [entry for _, entries in self.groups for entry in entries]
        for entry in known:
            if entry.name == cmd_name:
                return load(entry)
        names = [self.path + entry.name for entry in known if not entry.hidden]
        raise UsageError(f'no command "{self.path}{cmd_name}"', did_you_mean(self.path + cmd_name, names))

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """The list in `--help`, from the table alone."""
        for title, entries in self.groups:
            rows = [(entry.name, entry.doc) for entry in entries if not entry.hidden]
            if rows:
                with formatter.section(title):
                    formatter.write_dl(rows)


class SourceCommands(Commands):
    """The commands of `claimcheck source`."""

    groups = (("Commands", SOURCE),)
    path = "source "


_HELP = {"max_content_width": WIDTH, "help_option_names": ["--help", "-h"]}


def load(entry: Entry) -> Any:
    """The Typer command of one entry. A module holds the function `command` and the text `EXAMPLES`."""
    if entry.inside:
        return typer.main.get_command(source)
    module = import_module(f"claimcheck.cli.commands.{entry.module}")
    single = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
    single.command(entry.name, epilog=_examples(module.EXAMPLES), context_settings=_HELP)(module.command)
    return typer.main.get_command(single)


def _examples(lines: Sequence[str]) -> str:
    return "\b\nExamples:\n" + "\n".join(f"  {line}" for line in lines)


app = typer.Typer(
    cls=Commands,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings=_HELP,
    epilog=_examples(
        (
            "claimcheck check article.md",
            "claimcheck compare 'Fewer than 50 people came.' 'All 53 people who came sang.'",
        )
    ),
)
source = typer.Typer(
    cls=SourceCommands,
    name="source",
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings=_HELP,
    epilog=_examples(
        (
            "claimcheck source add report.pdf --kind report --primary",
            "claimcheck source list --unused",
        )
    ),
)


@app.callback(invoke_without_command=True)
def start(
    ctx: typer.Context, version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False
) -> None:
    """Find the figures in your text that cannot both be true."""
    if version:
        from claimcheck import __version__

        typer.echo(f"claimcheck {__version__}")
        raise typer.Exit
    if ctx.invoked_subcommand is None:
        _ask_for_one(ctx)


@source.callback(invoke_without_command=True)
def start_source(ctx: typer.Context) -> None:
    """Keep the sources of your claims: files, web pages, people; what they say, and which claims stand on them."""
    if ctx.invoked_subcommand is None:
        _ask_for_one(ctx)


def _ask_for_one(ctx: typer.Context) -> None:
    """No command is named: which ones there are."""
    typer.echo(ctx.get_help(), err=True)
    raise typer.Exit(UsageError.exit_code)


def run(arguments: Sequence[str]) -> int:
    """Run one command line; every way it can end becomes an exit code."""
    try:
        code = typer.main.get_command(app).main(list(arguments), "claimcheck", standalone_mode=False)
        if sys.stdout is not None:
            sys.stdout.flush()  # help and lists are written by now or never: a full disk must not pass for success
    except WrongUse as wrong:
        say(f"claimcheck: error: {_lower(wrong.format_message())}")
        if wrong.ctx is not None:
            say(f"try: {wrong.ctx.command_path} --help")
        return UsageError.exit_code
    except ClaimcheckError as wrong:
        complain(wrong)
        return wrong.exit_code
    except (typer.Abort, KeyboardInterrupt):
        return 130
    except BrokenPipeError:
        silence(sys.stdout)
        return 0
    except OSError as wrong:
        if wrong.errno not in _FULL:
            raise
        silence(sys.stdout)
        say(f"claimcheck: error: cannot write to standard output: {wrong.strerror}")
        return ClaimcheckError.exit_code
    return int(code or 0)


def _lower(message: str) -> str:
    """Typer's messages begin with a capital; ours go on after a colon."""
    return message[:1].lower() + message[1:].rstrip(".")
