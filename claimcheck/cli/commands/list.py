"""`claimcheck list`: the claims of the ledger, and where each of them stands."""

from __future__ import annotations

import dataclasses
from dataclasses import field
from typing import Annotated

import typer

from claimcheck.cli.flags import AsDataFlags, LedgerFlags, OutputFlags, flag, takes

EXAMPLES = (
    "claimcheck list                                  every claim to be checked, article by article",
    "claimcheck list --status unchecked,stale         what is left to do",
    "claimcheck list --article news/fire.md --unsourced",
    'claimcheck list --by "Ada Holm" --status disputed',
    'claimcheck list --text "two engines mill"        the claims that say something like it',
    "claimcheck list --rule CC101 --csv > contradictions.csv",
)


@dataclasses.dataclass(frozen=True, slots=True)
class OnlyFlags:
    """Filters that are on or off."""

    stale: bool = field(default=False, metadata=flag("--stale", doc="only those judged, but changed since"))
    contested: bool = field(default=False, metadata=flag("--contested", doc="only those an open conflict names"))
    unsourced: bool = field(
        default=False, metadata=flag("--unsourced", doc="only those that cite no source, in an article without one")
    )
    gone: bool = field(default=False, metadata=flag("--gone", doc="only those that their article has no more"))
    everything: bool = field(default=False, metadata=flag("--all", doc="headings, bylines and opinions too"))


@takes()
def command(
    *,
    status: Annotated[
        list[str] | None,
        typer.Option(
            "--status", metavar="STATUS", help="unchecked, verified, stale, … or the beginning of one (several: a,b)"
        ),
    ] = None,
    article: Annotated[
        list[str] | None,
        typer.Option("--article", "-a", metavar="ARTICLE", help="a path, a folder, a part of a title, or an id"),
    ] = None,
    rule: Annotated[
        list[str] | None, typer.Option("--rule", metavar="CODE", help="claims in conflicts of this rule: CC101, CC1")
    ] = None,
    by: Annotated[str, typer.Option("--by", metavar="NAME", help="claims this person gave a verdict on")] = "",
    source: Annotated[
        str, typer.Option("--source", "-s", metavar="SOURCE", help="claims that cite it: an id, a path, part of a name")
    ] = "",
    kind: Annotated[
        list[str] | None, typer.Option("--kind", metavar="KIND", help="fact, quote, number, opinion, heading, …")
    ] = None,
    tag: Annotated[list[str] | None, typer.Option("--tag", metavar="TAG", help="claims with this tag")] = None,
    text: Annotated[
        str, typer.Option("--text", metavar="WORDS", help="claims that say something like it, best first")
    ] = "",
    limit: Annotated[int | None, typer.Option("--limit", metavar="N", help="so many at most", min=1)] = None,
    as_csv: Annotated[bool, typer.Option("--csv", help="write a table for a spreadsheet")] = False,
    only: OnlyFlags,
    data: AsDataFlags,
    output: OutputFlags,
    ledger: LedgerFlags,
) -> int:
    """List the claims of the ledger: what each says, where it stands, who checked it.

    Every filter narrows the list further. In a pipe each claim is one line: id, status, place, people, sentence.
    """
    from claimcheck.cli.listed import Wanted, run, statuses
    from claimcheck.desk.claims import Filters

    filters = Filters(
        statuses(status or ()),
        frozenset(kind or ()),
        tuple(article or ()),
        tuple(code for word in rule or () for code in word.split(",")),
        by,
        source,
        tuple(tag or ()),
        text,
        only.stale,
        only.contested,
        only.unsourced,
        only.gone,
        only.everything,
        limit,
    )
    return run(Wanted(filters, "csv" if as_csv else "json" if data.as_json else "table", output, ledger))
