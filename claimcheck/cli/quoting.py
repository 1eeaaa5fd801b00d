"""One run of `source quote`: the words looked up, what was found, and what became of the claims."""

from __future__ import annotations

from collections.abc import Sequence

from claimcheck.cli.amending import stance_of
from claimcheck.cli.asking import ask_name
from claimcheck.cli.config import resolve, zone_of
from claimcheck.cli.flags import AsDataFlags, ChangeFlags, LedgerFlags
from claimcheck.cli.outputs import opened
from claimcheck.cli.terminal import look_of, say
from claimcheck.desk.claims import choose
from claimcheck.desk.keeping import one_source
from claimcheck.desk.people import now, signer
from claimcheck.desk.project import Project, changing, find_project, sha256
from claimcheck.desk.quoting import FOUND, LookUp, attach, kept_words, look_up, not_there, text_of
from claimcheck.errors import UsageError
from claimcheck.ledger.records import Citation, Source
from claimcheck.reporters.consistency.words import DRY_RUN
from claimcheck.reporters.ledger.passages import Quote, quote_text, write_quote

NOT_THERE = 1
_LEAST = 2  # words typed: a source, and what it says


def quote(
    words: Sequence[str],
    text: str,
    locator: str,
    stance: str,
    by: str | None,
    change: ChangeFlags,
    flags: LedgerFlags,
    data: AsDataFlags,
) -> int:
    """Look the words up and attach them. Returns 1 where they are not in the source."""
    claims, word, said = _parted(words, text)
    meant = stance_of(stance)
    project = find_project(flags.ledger)
    held = project.store.load()
    ids = choose(project, held, claims, text.strip())
    source = one_source(project, held, word, "SOURCE")
    found = look_up(text_of(project, source), said, locator.strip())
    if found.outcome != FOUND or found.elsewhere:
        _tell(project, source, found, Quote(found.outcome, source.id, said, "", (), ()), change, data)
        return NOT_THERE
    at, who = now(zone_of(resolve({}, ()))), signer(by, ask_name)
    first = found.places[0]
    where = locator.strip() or first.locator
    citation = Citation(source.id, meant, where, kept_words(said, first), at, who, sha256(project.root / source.file))
    with changing(project, change.dry_run) as work:
        ids = choose(project, work.ledger, claims, text.strip())
        work.ledger, already = attach(work.ledger, ids, citation)
    done = Quote(found.outcome, source.id, citation.quote, where, tuple(ids), already)
    _tell(project, source, found, done, change, data)
    return 0


def _parted(words: Sequence[str], text: str) -> tuple[list[str], str, str]:
    """The claims, the source and the words of what was typed. Raises UsageError where one of them is missing."""
    if len(words) < _LEAST:
        raise UsageError("a source and what it says are needed", 'claimcheck source quote C-7F3K S-9K3T "the words"')
    *claims, source, said = words
    if not claims and not text.strip():
        raise UsageError(
            "no claim is named", "an id of claimcheck list, ARTICLE:LINE, or --text WORDS, before the source"
        )
    if not any(letter.isalnum() for letter in said):
        raise UsageError("there are no words to look up", "they come last, in quotation marks")
    return claims, source, said


def _tell(project: Project, source: Source, found: LookUp, done: Quote, change: ChangeFlags, data: AsDataFlags) -> None:
    places = [(place.words, place.locator) for place in found.places]
    with opened(None, data=data.as_json) as stream:
        if data.as_json:
            stream.write(quote_text(done, places, found.said, found.forgiven, found.elsewhere, change.dry_run) + "\n")
            return
        if done.claims:
            write_quote(done, source, stream, look_of("auto", stream))
    if found.elsewhere:
        where = ", ".join(place.locator for place in found.places)
        say(f"that stands in {source.id} elsewhere: {where}; nothing was attached")
    elif found.outcome != FOUND:
        say(f"{not_there(project, source, found)}; nothing was attached")
    elif len(found.places) > 1 and len({place.locator for place in found.places}) > 1:
        others = ", ".join(place.locator for place in found.places[1:])
        say(f"it stands there {len(found.places)} times, also on {others}: --locator says which is meant")
    for forgiven in found.forgiven if done.claims else ():
        say(f"forgiven: {forgiven}")
    if change.dry_run:
        say(DRY_RUN)
