"""One run of `doctor`: examine or repair, tell each finding with its line."""

from __future__ import annotations

import os
from pathlib import Path

from claimcheck.cli.outputs import opened
from claimcheck.cli.terminal import say
from claimcheck.desk.doctor import REPAIR, Finding, Health, examine, repair
from claimcheck.desk.project import LEDGER, find_project
from claimcheck.errors import UsageError
from claimcheck.reporters.consistency.words import DRY_RUN
from claimcheck.reporters.encode import Json, encode
from claimcheck.reporters.summary import counted
from claimcheck.reporters.visible import named


def doctor(named: Path | None, repairing: bool, dry_run: bool, as_json: bool) -> int:
    """Check the ledger `named`, else the nearest; `repairing`: and make it whole."""
    path = _path(named, repairing)
    before: tuple[Finding, ...] = ()
    kept: Path | None = None
    done: tuple[str, ...] = ()
    if repairing:
        if path.exists():
            before = examine(path).findings
        health, kept, done = repair(path, dry_run)
    else:
        health = examine(path)
    if as_json:
        record: dict[str, Json] = {
            "ledger": str(path),
            "records": health.records,
            "readable": health.readable,
            "findings": [_record(finding) for finding in health.findings],
            "repaired": [_record(finding) for finding in before if finding not in health.findings] if done else [],
            "done": list(done),
            "kept": str(kept) if kept else None,
            "untidy": list(health.untidy),
            "dry_run": dry_run,
        }
        with opened(None, data=True) as stream:
            stream.write(encode(record) + "\n")
    else:
        _tell(path, before if done else (), health, done)
        for line in health.untidy:
            say(line)
        if kept is not None:
            say(f"the file as it was is kept: {kept.name}")
        if dry_run and done:
            say(DRY_RUN)
        elif done and path.exists():
            say(f"{path} is whole again: {counted(health.records, 'record')}")
    return 1 if health.findings or (dry_run and done) else 0


def _path(named: Path | None, repairing: bool) -> Path:
    """The ledger to look at; one that is gone can be brought back by name, or where it used to stand."""
    try:
        found = find_project(named).ledger
        return found if named is not None else Path(os.path.relpath(found))
    except UsageError:
        gone = named if named is not None else Path(LEDGER)
        if repairing and (gone.parent / ".claimcheck" / f"previous-{gone.name}").is_file():
            return gone
        raise


def _record(finding: Finding) -> dict[str, Json]:
    return {"line": finding.line or None, "what": finding.what, "mends": finding.mends}


def _tell(path: Path, before: tuple[Finding, ...], health: Health, done: tuple[str, ...]) -> None:
    with opened(None) as stream:
        for finding in before or health.findings:
            at = f"{path}:{finding.line}" if finding.line else str(path)
            stream.write(named(f"{at}: {finding.what}") + "\n")
        for line in done:
            stream.write(named(f"  → {line}") + "\n")
        for finding in health.findings if before else ():
            stream.write(named(f"{path}:{finding.line}: still to see to: {finding.what}") + "\n")
    if not health.findings and not done:
        say(f"{path}: {counted(health.records, 'record')}, nothing wrong")
    elif not done and any(finding.mends for finding in health.findings):
        say(f"{REPAIR} mends what can be mended; add --dry-run to see how")
