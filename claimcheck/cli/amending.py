"""One run of `edit`, `split` or `remove`: the claims named, the change made, and what is told about it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from claimcheck.cli.asking import ask_name
from claimcheck.cli.config import resolve, zone_of
from claimcheck.cli.flags import AsDataFlags, ChangeFlags, LedgerFlags, SignFlags
from claimcheck.cli.listed import kind as kind_of
from claimcheck.cli.outputs import opened
from claimcheck.cli.suggest import did_you_mean
from claimcheck.cli.terminal import look_of, say
from claimcheck.desk.claims import choose, find_articles
from claimcheck.desk.editing import Edit, Removed, edited, removed, split_claim
from claimcheck.desk.people import now, signer
from claimcheck.desk.project import Project, changing, find_project
from claimcheck.desk.quoting import misquoted
from claimcheck.desk.showing import views_of
from claimcheck.desk.sources import cite, known_sources
from claimcheck.errors import UsageError
from claimcheck.ledger.ids import find_id, written_as_id
from claimcheck.ledger.records import Citation, Claim, Ledger, Stance
from claimcheck.reporters.consistency.words import DRY_RUN
from claimcheck.reporters.ledger.changes import claims_text, write_claims, write_removed
from claimcheck.reporters.ledger.records import article_record


class Amendment(NamedTuple):
    """What the user typed after `edit`."""

    text: str | None
    kind: str | None
    attribution: str | None
    note: str | None
    tag: tuple[str, ...]
    untag: tuple[str, ...]
    cite: tuple[str, ...]
    locator: str
    quote: str
    stance: str
    uncite: tuple[str, ...]


def edit(words: Sequence[str], wanted: Amendment, change: ChangeFlags, ledger: LedgerFlags, data: AsDataFlags) -> int:
    """Change what is kept about some claims."""
    stance = stance_of(wanted.stance)
    kind = kind_of(wanted.kind) if wanted.kind is not None else None
    if (wanted.locator or wanted.quote) and len(wanted.cite) != 1:
        raise UsageError("--locator and --quote are about one source", "name it with --cite")
    if wanted == Amendment(None, None, None, None, (), (), (), wanted.locator, wanted.quote, wanted.stance, ()):
        raise UsageError("nothing to change", "claimcheck edit --help says what can be changed")
    project = find_project(ledger.ledger)
    at = now(zone_of(resolve({}, ())))
    remarks: list[str] = []
    with changing(project, change.dry_run) as work:
        ids = choose(project, work.ledger, words)
        if wanted.text is not None and len(ids) > 1:
            raise UsageError("--text is what one claim says", "name one claim")
        before = work.ledger
        citations = []
        for word in wanted.cite:
            named = cite(project, work.ledger, word, at)
            remarks += named.remarks
            work.ledger = work.ledger.put(named.source) if named.fresh else work.ledger
            if wanted.quote.strip():
                remarks.append(misquoted(project, named.source, wanted.quote))
            citations.append(Citation(named.source.id, stance, wanted.locator, wanted.quote, sha256=named.sha256))
        uncite = [source.id for word in wanted.uncite for source in known_sources(project, work.ledger, word)]
        made = Edit(
            wanted.text, kind, wanted.attribution, wanted.note, _words(wanted.tag), wanted.untag, citations, uncite
        )
        work.ledger = edited(work.ledger, ids, made, at)
        if wanted.text is not None:
            work.ledger = _checked_again(project, work.ledger, ids, at)
        told = [_difference(before.claims[id], work.ledger.claims[id], work.ledger) for id in ids]
        after = work.ledger
    _tell(project, after, ids, change, data, told)
    for remark in filter(None, remarks):
        say(remark)
    return 0


def _checked_again(project: Project, ledger: Ledger, ids: Sequence[str], at: str) -> Ledger:
    """The ledger with the conflicts of claims that say something else now."""
    from claimcheck.desk.checking import check_changed
    from claimcheck.desk.conflicts import refreshed

    report = check_changed(project, ledger, resolve({}, ()).settings, {}, [ledger.claims[id] for id in ids])
    return refreshed(ledger, report, at, only=frozenset(ids))


def stance_of(word: str) -> Stance:
    """A stance by its name, or the beginning of it. Raises UsageError."""
    found = [stance for stance in Stance if stance.startswith(word.strip().lower())] if word.strip() else []
    if len(found) != 1:
        raise UsageError(f'--stance: "{word}" is none', did_you_mean(word, Stance) or f"known: {', '.join(Stance)}")
    return found[0]


def _words(tags: Sequence[str]) -> tuple[str, ...]:
    found = tuple(" ".join(tag.split()) for tag in tags)
    if not all(found):
        raise UsageError("--tag is empty")
    return found


def _difference(old: Claim, new: Claim, ledger: Ledger) -> str:
    """What an edit changed, in a few words."""
    told = []
    for name in ("kind", "attribution", "note"):
        before, after = getattr(old, name), getattr(new, name)
        if before != after:
            told.append(f"{name}: {before or 'none'} → {after or 'none'}")
    if old.tags != new.tags:
        told.append(f"tags: {', '.join(new.tags) or 'none'}")
    for citation in new.sources:
        if citation not in old.sources:
            told.append(f"cites {citation.source} {ledger.sources[citation.source].name}")
    told += [f"cites {citation.source} no more" for citation in old.sources if citation not in new.sources]
    if old.text != new.text:
        told.append(f"said: {old.text}")
    return "; ".join(told) or "nothing changed"


def split(
    word: str, begins: Sequence[str], keep_verdicts: bool, change: ChangeFlags, ledger: LedgerFlags, data: AsDataFlags
) -> int:
    """Make several claims of one."""
    project = find_project(ledger.ledger)
    at = now(zone_of(resolve({}, ())))
    with changing(project, change.dry_run) as work:
        (id,) = choose(project, work.ledger, [word])
        work.ledger, ids = split_claim(project, work.ledger, id, begins, at, keep_verdicts=keep_verdicts)
        after = work.ledger
    _tell(project, after, ids, change, data)
    if after.claims[ids[0]].verdicts and not keep_verdicts:
        say("verdicts on the whole sentence are history now; with --keep-verdicts they stand for each part")
    return 0


def remove(
    words: Sequence[str],
    force: bool,
    sign: SignFlags,
    change: ChangeFlags,
    ledger: LedgerFlags,
    data: AsDataFlags,
) -> int:
    """Take claims and articles away."""
    project = find_project(ledger.ledger)
    at = now(zone_of(resolve({}, ())))
    why = ""
    if force:
        who = signer(sign.by, ask_name)
        why = f"removed by {who}, {at[:10]}" + (f": {sign.note.strip()}" if sign.note.strip() else "")
    with changing(project, change.dry_run) as work:
        claims, articles = _named(project, work.ledger, words)
        done = removed(work.ledger, claims, articles, at, force=force, why=why)
        before, work.ledger = work.ledger, done.ledger
    if data.as_json:
        gone = views_of(project, before, [claim.id for claim in (*done.deleted, *done.kept)])
        with opened(None, data=True) as stream:
            paths = {id: project.shown(article.path) for id, article in before.articles.items()}
            taken = [article_record(article, paths[article.id]) for article in done.articles]
            kept = [claim.id for claim in done.kept]
            stream.write(claims_text(gone, paths, change.dry_run, kept=kept, articles=taken) + "\n")
        return 0
    _tell_removed(project, done, before, change)
    return 0


def _named(project: Project, ledger: Ledger, words: Sequence[str]) -> tuple[list[str], list[str]]:
    """The ids of the claims and of the articles that are named."""
    claims: list[str] = []
    articles: list[str] = []
    for word in words:
        path = project.inside(Path(word))
        same = [article.id for article in ledger.articles.values() if article.path == path]
        if written_as_id(word, "articles"):
            articles.append(find_id(word, ledger.articles, "articles"))
        elif same:
            articles += same
        elif "/" in word and ":" not in word:
            found = find_articles(project, ledger, word)
            raise UsageError(f'no article "{word}" in the ledger', f'did you mean "{project.shown(found[0].path)}"?')
        else:
            claims += choose(project, ledger, [word])
    return list(dict.fromkeys(claims)), list(dict.fromkeys(articles))


def _tell_removed(project: Project, done: Removed, before: Ledger, change: ChangeFlags) -> None:
    with opened(None) as stream:
        write_removed(done.deleted, done.kept, stream, look_of("auto", stream))
    for article in done.articles:
        say(f"{project.shown(article.path)} is out of the ledger; the file stays as it is")
    if done.conflicts:
        say(f"conflicts that are none without them: {', '.join(conflict.id for conflict in done.conflicts)}")
    taken = {article.id for article in done.articles}
    for id in sorted({claim.article for claim in (*done.deleted, *done.kept)} - taken):
        if id in before.articles and not before.articles[id].gone:
            path = project.shown(before.articles[id].path)
            say(f"{path} may still say so: adding it again brings such a sentence back")
    if change.dry_run:
        say(DRY_RUN)


def _tell(
    project: Project,
    ledger: Ledger,
    ids: Sequence[str],
    change: ChangeFlags,
    data: AsDataFlags,
    told: Sequence[str] = (),
) -> None:
    shown = views_of(project, ledger, ids)
    with opened(None, data=data.as_json) as stream:
        if data.as_json:
            paths = {id: project.shown(article.path) for id, article in ledger.articles.items()}
            stream.write(claims_text(shown, paths, change.dry_run) + "\n")
            return
        write_claims(shown, stream, look_of("auto", stream), told)
    if change.dry_run:
        say(DRY_RUN)
