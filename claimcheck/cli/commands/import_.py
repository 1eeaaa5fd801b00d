"""`claimcheck import`: claims and verdicts from elsewhere."""

from __future__ import annotations

from typing import Annotated

import typer

from claimcheck.cli.flags import AsDataFlags, ChangeFlags, LedgerFlags, takes

EXAMPLES = (
    "claimcheck import desk.csv --dry-run            what would be added, and what cannot be used",
    'claimcheck import desk.csv --by "Ada Holm"      verdicts that name nobody are hers',
    "claimcheck import claims.jsonl                  what claimcheck export --format jsonl wrote",
)


@takes()
def command(
    files: Annotated[
        list[str] | None,
        typer.Argument(metavar="FILE...", show_default=False, help='tables or exports, or "-" for standard input'),
    ] = None,
    *,
    form: Annotated[
        str, typer.Option("--format", "-f", metavar="csv|jsonl", show_default=False, help="[default: told by the file]")
    ] = "",
    by: Annotated[
        str | None,
        typer.Option(
            "--by", metavar="NAME", show_default=False, help="whose the verdicts are that name nobody [default: you]"
        ),
    ] = None,
    strict: Annotated[bool, typer.Option("--strict", help="take in nothing when one row cannot be used")] = False,
    change: ChangeFlags,
    ledger: LedgerFlags,
    data: AsDataFlags,
) -> int:
    """Take in claims and verdicts from a table or from another ledger.

    A CSV needs a line of headings: text (or claim, sentence, statement), and where there are any article, verdict, by,
    date, source, note, tags. What the ledger has already stays as it is: verdicts are only ever added, and importing
    the same file twice changes nothing. A row that cannot be used is told with its line; the others are taken in.
    """
    from claimcheck.cli.taking import Asked, take

    return take(Asked(files or (), form, by, strict, change, ledger, data))
