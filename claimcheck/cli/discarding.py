"""One run of `source remove`: which sources, what stands on them, what is told about it."""

from __future__ import annotations

from collections.abc import Sequence

from claimcheck.cli.config import resolve, zone_of
from claimcheck.cli.flags import AsDataFlags, ChangeFlags, LedgerFlags
from claimcheck.cli.outputs import opened
from claimcheck.cli.terminal import look_of, say
from claimcheck.desk.discarding import delete, discarded
from claimcheck.desk.keeping import others
from claimcheck.desk.people import now
from claimcheck.desk.project import changing, find_project
from claimcheck.reporters.consistency.words import DRY_RUN
from claimcheck.reporters.ledger.sources import removed_text, write_removed


def remove(
    words: Sequence[str], force: bool, files: bool, change: ChangeFlags, flags: LedgerFlags, data: AsDataFlags
) -> int:
    """Take sources out."""
    project = find_project(flags.ledger)
    at = now(zone_of(resolve({}, ())))
    with changing(project, change.dry_run) as work:
        ids = others(project, work.ledger, words, "SOURCE")
        done = discarded(project, work.ledger, ids, at, force=force, files=files)
        work.ledger = done.ledger
    remarks = list(done.remarks) + ([] if change.dry_run else list(delete(done.files)))
    paths = [str(path) for path in done.files]
    with opened(None, data=data.as_json) as stream:
        if data.as_json:
            gone, named = done.gone, done.named
            stream.write(removed_text(gone, named, done.claims, paths, remarks, change.dry_run) + "\n")
            return 0
        write_removed(done.gone, done.named, paths, stream, look_of("auto", stream))
    if done.claims:
        say(f"the check will tell that these cite what is not there (CC402): {', '.join(done.claims)}")
    for remark in remarks:
        say(remark)
    if change.dry_run:
        say(DRY_RUN)
    return 0
