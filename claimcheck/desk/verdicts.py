"""Giving verdicts: what one person concludes about the present wording of some claims.

A verdict is appended, never changed. All of the claims named can have it, or none gets it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from claimcheck.desk.freshness import hashes as fresh
from claimcheck.desk.project import Project, sha256
from claimcheck.desk.showing import open_conflicts, places_of
from claimcheck.desk.sources import Cited, cite
from claimcheck.errors import UsageError
from claimcheck.ledger.outcomes import Given
from claimcheck.ledger.records import Article, Citation, Claim, Ledger, Source, Stance, Status, Verdict
from claimcheck.ledger.status import standing
from claimcheck.ledger.texts import digest, folded
from claimcheck.ledger.views import ClaimView

# What the cited sources do for a claim, by the verdict they are cited for.
STANCES: Mapping[Status, Stance] = MappingProxyType(
    {
        Status.VERIFIED: Stance.SUPPORTS,
        Status.DISPUTED: Stance.CONTRADICTS,
        Status.CORRECTED: Stance.CONTRADICTS,
    }
)
_NEEDS_SOURCE = (Status.VERIFIED, Status.DISPUTED, Status.CORRECTED)


class Opinion(NamedTuple):
    """What somebody has to say. `sources`: as they named them; a locator and a quote for each, as far as given."""

    status: Status
    by: str
    at: str
    sources: Sequence[str] = ()
    locators: Sequence[str] = ()
    quotes: Sequence[str] = ()
    method: str = ""
    note: str = ""
    correction: str = ""
    confidential: bool = False


class Outcome(NamedTuple):
    """The ledger after an opinion, what became of each claim, and what the person should know."""

    ledger: Ledger
    given: tuple[Given, ...]
    remarks: tuple[str, ...] = ()


def give(project: Project, ledger: Ledger, ids: Sequence[str], opinion: Opinion) -> Outcome:
    """The ledger with this opinion on each of the claims. Raises UsageError, and then nothing has changed."""
    claims = [ledger.claims[id] for id in ids]
    for claim in claims:
        _may_be_judged(claim, opinion)
    cited = _sources(project, ledger, opinion)
    ledger = ledger.put(*(c.source for c in cited if c.fresh))
    citations = _citations(cited, opinion)
    hashes = {**fresh(project, ledger, claims), **{c.source.id: c.sha256 for c in cited if c.sha256}}
    against = open_conflicts(ledger, ids)
    places = places_of(ledger, claims)
    judged: list[Claim] = []
    given: list[Given] = []
    for claim in claims:
        named = tuple(against.get(claim.id, ()))
        now = standing(claim, bool(named), hashes)
        verdict = _verdict(project, ledger, claim, opinion, citations)
        repeated = any(_same(verdict, old) for old in now.verdicts)
        after = claim if repeated else claim._replace(verdicts=(*claim.verdicts, verdict))
        if not repeated:
            judged.append(after)
            hashes |= {c.source: c.sha256 for c in verdict.sources if c.sha256}
        then = standing(after, bool(named), hashes)
        others = tuple(v for v in then.verdicts if v.by != verdict.by and v.status is not opinion.status)
        article, place = places.get(claim.id, (ledger.articles.get(claim.article), None))
        given.append(Given(ClaimView(after, article, place, then, named), now, repeated, others))
    if not judged and not any(c.fresh for c in cited):
        return Outcome(ledger, tuple(given), _remarks(project, given, cited, opinion))
    return Outcome(ledger.put(*judged), tuple(given), _remarks(project, given, cited, opinion))


def _may_be_judged(claim: Claim, opinion: Opinion) -> None:
    if claim.gone:
        raise UsageError(
            f"{claim.id} stands in its article no more, since {claim.gone[:10]}; nothing was changed",
            f"claimcheck show {claim.id} tells what it said and what was concluded",
        )
    if opinion.correction and folded(opinion.correction) == folded(claim.text):
        raise UsageError(f"{claim.id} says just that already; nothing was changed", "claimcheck verify confirms it")


def _sources(project: Project, ledger: Ledger, opinion: Opinion) -> list[Cited]:
    """Every source the opinion names, made known where it is new."""
    for flag, values in (("--locator", opinion.locators), ("--quote", opinion.quotes)):
        if values and not opinion.sources:
            raise UsageError(f"{flag} says where in a source, and none is named", "add --source")
        if len(values) > len(opinion.sources):
            raise UsageError(f"{flag} is given {len(values)} times for {len(opinion.sources)} of --source")
        if values and len(values) < len(opinion.sources):
            raise UsageError(
                f"{flag}: which of the {len(opinion.sources)} sources is meant?",
                f'give it once for each --source, in their order; {flag} "" for none',
            )
    cited: list[Cited] = []
    for word in opinion.sources:
        found = cite(project, ledger, word, opinion.at, opinion.confidential)
        ledger = ledger.put(found.source)
        cited.append(found)
    return cited


def _citations(cited: Sequence[Cited], opinion: Opinion) -> tuple[Citation, ...]:
    stance = STANCES.get(opinion.status, Stance.CONTEXT)
    locators = [*opinion.locators, *[""] * len(cited)]
    quotes = [*opinion.quotes, *[""] * len(cited)]
    return tuple(
        Citation(c.source.id, stance, locator.strip(), quote.strip(), opinion.at, opinion.by, c.sha256)
        for c, locator, quote in zip(cited, locators, quotes, strict=False)
    )


def _verdict(
    project: Project, ledger: Ledger, claim: Claim, opinion: Opinion, citations: tuple[Citation, ...]
) -> Verdict:
    """The verdict; one of `verified` that names no source rests on those the claim itself cites, as they are now."""
    if not citations and opinion.status is Status.VERIFIED:
        citations = tuple(
            c._replace(checked=opinion.at, by=opinion.by, sha256=_bytes_now(project, ledger, c.source))
            for c in claim.sources
            if c.stance is Stance.SUPPORTS
        )
    return Verdict(
        opinion.status,
        _signature(claim, opinion.by),
        opinion.at,
        digest(claim.text),
        citations,
        opinion.method,
        opinion.note,
        opinion.correction,
    )


def _signature(claim: Claim, by: str) -> str:
    """The name as it stands under the claim already: "ada holm" is no other person than "Ada Holm"."""
    return next((verdict.by for verdict in claim.verdicts if verdict.by.casefold() == by.casefold()), by)


def _bytes_now(project: Project, ledger: Ledger, id: str) -> str:
    source = ledger.sources.get(id)
    return sha256(project.root / source.file) if source is not None and source.file else ""


def _same(one: Verdict, other: Verdict) -> bool:
    """True for the same conclusion on the same grounds, whenever it was drawn."""

    def bare(verdict: Verdict) -> Verdict:
        return verdict._replace(at="", sources=tuple(c._replace(checked="", by="") for c in verdict.sources))

    return bare(one) == bare(other)


def _remarks(project: Project, given: Sequence[Given], cited: Sequence[Cited], opinion: Opinion) -> tuple[str, ...]:
    """What to tell besides: about the sources, about articles that changed meanwhile, about a verdict without one."""
    told = [f"new source {c.source.id}: {_name(project, c.source)}" for c in cited if c.new]
    told += [remark for c in cited for remark in c.remarks]
    told += _misquoted(project, cited, opinion)
    articles = {g.view.article.id: g.view.article for g in given if g.view.article is not None}
    told += [remark for article in articles.values() if (remark := changed_on_disk(project, article))]
    bare = [g.view for g in given if opinion.status in _NEEDS_SOURCE and g.view.unsourced]
    if bare:
        which = bare[0].claim.id if len(bare) == 1 else f"{len(bare)} of them"
        told.append(f"{which}: no source is named; say where it can be checked with --source")
    return tuple(dict.fromkeys(told))


def _misquoted(project: Project, cited: Sequence[Cited], opinion: Opinion) -> list[str]:
    """What to say of quotes that are not in the stored text of their sources; the verdict stands all the same."""
    pairs = [(c.source, quote) for c, quote in zip(cited, opinion.quotes, strict=False) if quote.strip()]
    if not pairs:
        return []
    from claimcheck.desk.quoting import misquoted

    return [told for source, quote in pairs if (told := misquoted(project, source, quote))]


def _name(project: Project, source: Source) -> str:
    return project.shown(source.path) if source.path else source.name


def changed_on_disk(project: Project, article: Article) -> str:
    """What to say of an article whose file is another now than when it was added; "" where nothing is to be said."""
    now = sha256(project.root / article.path)
    if not article.sha256 or now == article.sha256:
        return ""
    name = project.shown(article.path)
    if not now:
        return f"{name} cannot be found any more; where is it now? claimcheck add its new path"
    return f"{name} has changed since it was added; see what became of its claims: claimcheck add {name}"
