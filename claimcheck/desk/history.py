"""What changed in a ledger since a time, or since a revision of git in which it was kept.

A time is looked up in the records themselves: when each was added, changed, signed, decided. A revision is another
ledger, of whatever schema version, and the two are laid side by side.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta, tzinfo
from typing import TYPE_CHECKING, NamedTuple

from claimcheck.desk.claims import to_be_checked
from claimcheck.desk.project import Project
from claimcheck.desk.reporting import Picture, conflicts_of, differing, show_conflict
from claimcheck.desk.repository import asked
from claimcheck.errors import UsageError
from claimcheck.ledger.consistency import Rewritten, ShownConflict, Signed, Since
from claimcheck.ledger.records import Claim, Conflict, Ledger, Ruling, Verdict
from claimcheck.ledger.status import instant, ruling, wordings
from claimcheck.ledger.texts import digest
from claimcheck.ledger.views import FACTUAL, ClaimView

if TYPE_CHECKING:
    from subprocess import CompletedProcess

_DATE = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:?\d\d.*)?")
_DAYS = {"today": 0, "yesterday": 1}


class Past(NamedTuple):
    """An earlier state of a ledger: `moment`, an instant in UTC, or the whole `ledger` of a revision."""

    label: str
    moment: str = ""
    ledger: Ledger | None = None


def past(project: Project, word: str, now: str, timezone: str = "") -> Past:
    """What `word` means: today, yesterday, a date, a time with or without its zone, or a revision of git.

    Raises UsageError for what is neither, or a revision nobody knows.
    """
    word = word.strip()
    moment = _moment(word, now, timezone)
    return moment if moment is not None else _revision(project, word)


def since(before: Past, seen: Picture) -> Since:
    """What changed in what is seen since then."""
    if before.ledger is not None:
        return _since_ledger(before.label, before.ledger, seen)
    return _since_moment(before.label, before.moment, seen)


# --- a time -----------------------------------------------------------------------------------------------------------


def _moment(word: str, now: str, timezone: str) -> Past | None:
    zone = _zone(timezone)
    if word.lower() in _DAYS:
        today = datetime.fromisoformat(now).astimezone(zone).date()
        day = today - timedelta(days=_DAYS[word.lower()])
        return Past(f"{word.lower()}, {day.isoformat()}", _midnight(day.isoformat(), zone))
    if not _DATE.fullmatch(word):
        return None
    try:
        return Past(word, _midnight(word, zone))
    except (ValueError, OverflowError):
        raise UsageError(f'--since: "{word}" is no date', "for example 2026-11-20, or 2026-11-20T14:30") from None


def _midnight(word: str, zone: tzinfo | None) -> str:
    """A date or time as an instant; without a zone of its own it is meant in `zone`, or that of this machine."""
    found = datetime.fromisoformat(word)
    if found.tzinfo is None:
        found = found.replace(tzinfo=zone) if zone is not None else found.astimezone()
    return found.astimezone(UTC).isoformat()


def _zone(timezone: str) -> tzinfo | None:
    if not timezone:
        return None
    from zoneinfo import ZoneInfo

    return ZoneInfo(timezone)


def _since_moment(label: str, moment: str, seen: Picture) -> Since:
    def later(at: str) -> bool:
        return bool(at) and instant(at) >= moment

    def was(claim: Claim) -> str | None:
        if later(claim.added):
            return None
        return next((r.was for r in claim.revisions if later(r.at)), None)

    def decided(conflict: Conflict) -> bool:
        return later(conflict.gone) or any(later(d.at) for d in conflict.decisions)

    def fresh(view: ClaimView) -> list[Verdict]:
        return [verdict for verdict in view.claim.verdicts if later(verdict.at)]

    pairs = [(conflict, ruling(conflict, seen.ledger) is Ruling.OPEN) for conflict in conflicts_of(seen)]
    return Since(
        label,
        new=tuple(view for view in _asked(seen) if later(view.claim.added) and not view.claim.gone),
        gone=tuple(view for view in _asked(seen) if later(view.claim.gone) and not later(view.claim.added)),
        rewritten=tuple(_rewritten(seen.claims, was)),
        verdicts=_signed(seen.claims, fresh),
        found=_shown(seen, (k for k, unsettled in pairs if unsettled and later(k.found))),
        settled=_shown(seen, (k for k, unsettled in pairs if not unsettled and decided(k))),
        reopened=_shown(seen, (k for k, unsettled in pairs if unsettled and decided(k) and not later(k.found))),
    )


# --- a revision -------------------------------------------------------------------------------------------------------


def _since_ledger(label: str, old: Ledger, seen: Picture) -> Since:
    ledger = seen.ledger
    ids = {view.claim.id for view in seen.claims}
    whole = len(ids) == len(ledger.claims)

    def was(claim: Claim) -> str | None:
        return old.claims[claim.id].text if claim.id in old.claims else None

    def fresh(view: ClaimView) -> list[Verdict]:
        known = old.claims.get(view.claim.id)
        before = {_identity(verdict) for verdict in known.verdicts} if known else set()
        return [verdict for verdict in view.claim.verdicts if _identity(verdict) not in before]

    def ruled(conflict: Conflict) -> Ruling | None:
        known = old.conflicts.get(conflict.id)
        return ruling(known, old) if known else None

    triples = [(k, ruled(k), ruling(k, ledger) is Ruling.OPEN) for k in conflicts_of(seen)]
    settled_before = (Ruling.DISTINCT, Ruling.ACCEPTED, Ruling.FIXED)
    return Since(
        label,
        new=tuple(view for view in _asked(seen) if view.claim.id not in old.claims and not view.claim.gone),
        gone=tuple(
            view
            for view in _asked(seen)
            if view.claim.gone and (known := old.claims.get(view.claim.id)) is not None and not known.gone
        ),
        removed=tuple(
            seen.redaction.claim(claim)
            for id, claim in old.claims.items()
            if whole and id not in ledger.claims and (claim.kind in FACTUAL or claim.verdicts)
        ),
        rewritten=tuple(_rewritten(seen.claims, was)),
        verdicts=_signed(seen.claims, fresh),
        found=_shown(seen, (k for k, before, unsettled in triples if unsettled and before is None)),
        settled=_shown(seen, (k for k, before, unsettled in triples if not unsettled and before not in settled_before)),
        reopened=_shown(seen, (k for k, before, unsettled in triples if unsettled and before in settled_before)),
    )


def _identity(verdict: Verdict) -> tuple[str, ...]:
    return verdict.status, verdict.by, instant(verdict.at), verdict.digest


def _revision(project: Project, word: str) -> Past:
    """The ledger as `word`, a revision of git, has it; empty where that has none. Raises UsageError, LedgerError."""
    hint = "a date such as 2026-11-20, yesterday, or a revision such as HEAD~3 or main"
    if not word or word.startswith("-"):
        raise UsageError(f'--since: "{word}" is no date and no revision', hint)
    inside = _git(project, "rev-parse", "--git-dir")
    if inside.returncode:
        told = inside.stderr.decode("utf-8", "replace").partition("\n")[0]
        why = "the ledger is in no git repository" if "not a git repository" in told else f"git says: {told}"
        raise UsageError(f'--since: "{word}" is no date, and {why}', hint)
    commit = _git(project, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{word}^{{commit}}")
    if commit.returncode:
        raise UsageError(f'--since: "{word}" is no date and no revision that git knows', hint)
    sha = commit.stdout.decode().strip()
    label = word if sha.startswith(word) else f"{word} ({sha[:7]})"
    name = project.ledger.resolve().name
    kept = _git(project, "ls-tree", "--name-only", sha, "--", name)
    if not kept.stdout.strip():
        return Past(label, ledger=Ledger())
    data = _git(project, "show", f"{sha}:./{name}")
    if data.returncode:
        raise UsageError(f"--since: git cannot show {name} of {word}")
    from claimcheck.store.tinydb_store import ledger_in

    return Past(label, ledger=ledger_in(data.stdout, f"{word}:{name}"))


def _git(project: Project, *arguments: str) -> CompletedProcess[bytes]:
    """What git answers in the folder of the ledger. Raises UsageError when there is no git."""
    try:
        return asked(project.ledger.resolve().parent, *arguments)
    except UsageError as wrong:
        raise UsageError(wrong.message, "a date works without git") from None


# --- both -------------------------------------------------------------------------------------------------------------


def _asked(seen: Picture) -> list[ClaimView]:
    """The claims to be checked, gone ones too: that a heading is new is no news."""
    return [view for view in seen.claims if to_be_checked(view)]


def _rewritten(claims: Iterable[ClaimView], was: Callable[[Claim], str | None]) -> Iterable[Rewritten]:
    for view in claims:
        old = was(view.claim)
        if old is not None and digest(old) != digest(view.claim.text):
            yield Rewritten(view, old, digest(old) in wordings(view.claim), *differing(old, view.claim.text))


def _signed(claims: Iterable[ClaimView], fresh: Callable[[ClaimView], list[Verdict]]) -> tuple[Signed, ...]:
    found = [Signed(view, verdict) for view in claims for verdict in fresh(view)]
    return tuple(sorted(found, key=lambda signed: instant(signed.verdict.at)))


def _shown(seen: Picture, conflicts: Iterable[Conflict]) -> tuple[ShownConflict, ...]:
    return tuple(show_conflict(conflict, seen) for conflict in conflicts)
