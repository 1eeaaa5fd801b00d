"""One run of `export`: choose, redact, write down."""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import urlsplit

from claimcheck.cli.flags import LedgerFlags, OutputFlags
from claimcheck.cli.listed import statuses
from claimcheck.cli.outputs import files_of, opened, spare, usable
from claimcheck.cli.suggest import did_you_mean
from claimcheck.cli.terminal import say
from claimcheck.desk import people
from claimcheck.desk.exchange import parcel
from claimcheck.desk.project import find_project
from claimcheck.desk.reporting import Wanted, picture
from claimcheck.errors import UsageError
from claimcheck.ledger.parcel import Parcel, Publisher
from claimcheck.ledger.records import Status
from claimcheck.reporters.exports import FORMATS, writer
from claimcheck.reporters.spreadsheet import BOM
from claimcheck.reporters.summary import counted


class Asked(NamedTuple):
    """What the user asked for."""

    form: str
    articles: tuple[str, ...]
    statuses: tuple[str, ...]
    publisher: Publisher
    include_confidential: bool
    bom: bool
    output: OutputFlags
    ledger: LedgerFlags


def hand_out(asked: Asked) -> int:
    """Write the export and return the exit code."""
    if not asked.form:
        raise UsageError("no format named", f"--format {'|'.join(FORMATS)}")
    if asked.form not in FORMATS:
        raise UsageError(f'--format: unknown format "{asked.form}"', did_you_mean(asked.form, FORMATS))
    _fits(asked)
    wanted_statuses = statuses(asked.statuses)
    path = usable(asked.output.output) if asked.output.output else None
    project = find_project(asked.ledger.ledger)
    ledger = project.store.load()
    spare([path] if path else [], files_of(project, ledger))
    wanted = Wanted(asked.articles, "", wanted_statuses, asked.include_confidential)
    seen = picture(project, ledger, wanted)
    found = parcel(project, seen, people.now(), asked.publisher, contested=Status.CONTESTED in wanted_statuses)
    with opened(path, data=True) as stream:
        if asked.bom:
            stream.write(BOM)
        writer(asked.form).write(found, stream)
    _tell(found, asked.form)
    return 0


def _fits(asked: Asked) -> None:
    """Refuse flags that mean nothing for the format, and an address that is none. Raises UsageError."""
    if asked.bom and asked.form != "csv":
        raise UsageError("--bom is for --format csv")
    if asked.form != "claimreview" and any(asked.publisher):
        raise UsageError("--publisher and --url are for --format claimreview")
    url = asked.publisher.url
    if url and (urlsplit(url).scheme not in ("http", "https") or not urlsplit(url).netloc or " " in url):
        raise UsageError(f'--url: "{url}" is not an address', "for example https://example.org/fact-checks/fire")


def _tell(found: Parcel, form: str) -> None:
    if form == "claimreview":
        claims = len({review.view.claim.id for review in found.reviews})
        reviewed = f"{counted(len(found.reviews), 'review')} of {counted(claims, 'claim')}"
        say(reviewed if claims else "nothing to publish yet: no claim has a verdict that stands and says something")
        if found.contested:
            say(f"{counted(found.contested, 'contested claim')} left out: claimcheck conflicts shows why")
        if found.reviews and not found.publisher.url:
            say("search engines ask for the address of the page: --url")
    else:
        say(counted(len(found.views), "claim"))
    hidden = sum(source.confidential for source in found.sources.values())
    if hidden and form != "claimreview":
        say(f"{counted(hidden, 'confidential source')} not named")
