"""One run of `source suggest`: the claims, where to look, and what was found."""

from __future__ import annotations

from collections.abc import Sequence

from claimcheck.cli.config import resolve
from claimcheck.cli.flags import AsDataFlags, LedgerFlags, OutputFlags
from claimcheck.cli.outputs import opened, usable
from claimcheck.cli.progress import Progress
from claimcheck.cli.terminal import colour_choice, look_in, say
from claimcheck.desk import suggesting
from claimcheck.desk.claims import choose
from claimcheck.desk.project import find_project
from claimcheck.desk.sources import known_sources
from claimcheck.errors import UsageError
from claimcheck.reporters.ledger.passages import Suggested, suggestions_text, write_suggestions


def suggest(
    words: Sequence[str],
    text: str,
    sources: Sequence[str],
    number: int,
    output: OutputFlags,
    flags: LedgerFlags,
    data: AsDataFlags,
) -> int:
    """Show the passages."""
    if not words and not text.strip():
        raise UsageError("no claim is named", "an id of claimcheck list, ARTICLE:LINE, or --text WORDS")
    colour = colour_choice(output.color)
    path = usable(output.output) if output.output else None
    project = find_project(flags.ledger)
    ledger = project.store.load()
    ids = choose(project, ledger, words, text.strip(), only_read=True)
    meant = [source.id for word in sources for source in known_sources(project, ledger, word)] or list(ledger.sources)
    settings = resolve({}, ()).settings
    with Progress(True, "reading", "sources") as progress:
        found = suggesting.suggest(project, ledger, ids, list(dict.fromkeys(meant)), settings, number, progress)
    rows = [(claim, [_row(claim.id, one) for one in these]) for claim, these in found.claims]
    with opened(path, data=data.as_json) as stream:
        if data.as_json:
            stream.write(suggestions_text(rows, found.remarks) + "\n")
            return 0
        write_suggestions(rows, stream, look_in(path, colour, stream))
    for remark in found.remarks:
        say(remark)
    for claim, these in found.claims:
        if not these:
            say(f"{claim.id}: no stored source says anything like it")
    return 0


def _row(claim: str, one: suggesting.Suggestion) -> Suggested:
    fits = tuple((fit.surface, fit.outcome, fit.said) for fit in one.figures)
    return Suggested(claim, one.source, one.words, one.locator, one.score, one.common, one.stance, fits)
