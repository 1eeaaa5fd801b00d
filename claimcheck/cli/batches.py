"""What each command answers to a line of batch mode (INTERFACE 5). The streaming itself is `batch.stream`."""

from __future__ import annotations

from dataclasses import replace

from claimcheck import pipeline
from claimcheck.cli.batch import (
    BUG,
    FINDINGS,
    OK,
    UNUSABLE,
    Answer,
    BadLineError,
    Row,
    identity,
    report_bug,
    source,
    stream,
    text_of,
    usable_rows,
)
from claimcheck.cli.checking import fails
from claimcheck.cli.config import Resolved, dated
from claimcheck.cli.outputs import standard_output
from claimcheck.errors import ClaimcheckError
from claimcheck.model import Document, Finding, Severity
from claimcheck.reporters.encode import Json, encode
from claimcheck.reporters.records import comparison_record, figure_record, finding_record
from claimcheck.settings import Settings


def figures(path: str | None, resolved: Resolved) -> int:
    """`{"id","text","dateline"?}` → `{"id","figures"}`."""
    undated = resolved.settings.context()

    def answer(row: Row) -> tuple[Answer, int]:
        context = _settings(row, resolved.settings).context() if row.get("dateline") else undated
        found = pipeline.figures(text_of(row, "text"), context, _format(row))
        return {"figures": [figure_record(figure) for figure in found]}, OK

    return stream(path, answer)


def sentences(path: str | None) -> int:
    """`{"id","text"}` → `{"id","sentences":[{"start","end"}]}`."""

    def answer(row: Row) -> tuple[Answer, int]:
        document, found = pipeline.sentences(text_of(row, "text"), _format(row))
        return {"sentences": [_moved({"start": s.start, "end": s.end}, document) for s in found]}, OK

    return stream(path, answer)


def compare(path: str | None, resolved: Resolved, exit_zero: bool = False) -> int:
    """`{"id","a","b","dateline"?}` → `{"id","verdict","severity","confidence","reason","findings"}`."""

    def answer(row: Row) -> tuple[Answer, int]:
        settings = _settings(row, resolved.settings)
        found = pipeline.compare(text_of(row, "a"), text_of(row, "b"), settings)
        return comparison_record(found), _code(found.findings, settings, exit_zero)

    return stream(path, answer)


def check(path: str | None, resolved: Resolved, *, together: bool = False, exit_zero: bool = False) -> int:
    """`{"id","text","dateline"?,"format"?}` → `{"id","findings"}`, each line its own article unless `together`.

    Programs choose for themselves: findings of every severity are written unless a threshold was set.
    """
    settings = resolved.settings
    if resolved.is_default("min-severity"):
        settings = replace(settings, min_severity=Severity.INFO)
    if together:
        return _check_together(path, settings, exit_zero)

    def answer(row: Row) -> tuple[Answer, int]:
        own = _settings(row, settings)
        report = pipeline.check((_document(row, str(row.get("id", "text"))),), own)
        return _findings(report.findings), _code(report.findings, own, exit_zero)

    return stream(path, answer)


def _check_together(path: str | None, settings: Settings, exit_zero: bool) -> int:
    """All lines as one collection: held in memory, answered in order, each with the findings that begin in it."""
    answers: list[dict[str, Json]] = []
    documents: dict[str, Document] = {}
    worst = OK
    with source(path) as lines:
        for number, row in usable_rows(lines):
            name: Json = None
            try:
                if isinstance(row, BadLineError):
                    raise row
                name = identity(row)
                document = _document(row, _unused(str(number if name is None else name), documents))
                own = _settings(row, settings)
                documents[document.path] = document._replace(dateline=own.dateline or document.dateline)
                answers.append({"id": name, "path": document.path})
            except (BadLineError, ClaimcheckError) as wrong:
                answers.append({"id": name, "error": f"line {number}: {wrong}"})
                worst = UNUSABLE
    try:
        report = pipeline.check(tuple(documents.values()), settings)
        worst = max(worst, _code(report.findings, settings, exit_zero))
        by_path: dict[str, list[Finding]] = {}
        for finding in report.findings:
            by_path.setdefault(finding.locations[0].path, []).append(finding)
    except Exception as wrong:  # noqa: BLE001  # the lines still get their answers; the bug is reported and counted
        report_bug(wrong, first=True)
        return BUG
    with standard_output(data=True) as out:
        for line in answers:
            if "path" in line:
                line |= _findings(tuple(by_path.get(str(line.pop("path")), ())))
            out.write(encode(line) + "\n")
    return worst


def _unused(name: str, taken: dict[str, Document]) -> str:
    """`name`, numbered when an earlier line had it."""
    number = 1
    unused = name
    while unused in taken:
        number += 1
        unused = f"{name}#{number}"
    return unused


def _settings(row: Row, settings: Settings) -> Settings:
    written = row.get("dateline")
    if written is None or written == "":
        return settings
    try:
        return dated(settings, written)
    except ValueError as wrong:
        raise BadLineError(f'"dateline" {wrong}') from None


def _format(row: Row) -> str:
    return text_of(row, "format") if row.get("format") is not None else "text"


def _document(row: Row, name: str) -> Document:
    return pipeline.from_text(text_of(row, "text"), name, _format(row))


def _moved(record: dict[str, Json], document: Document) -> dict[str, Json]:
    """The span of a record in offsets of the text as it was given."""
    start, end = record["start"], record["end"]
    if not document.anchors or not isinstance(start, int) or not isinstance(end, int):
        return record
    return {**record, "start": document.origin(start), "end": document.origin(end - 1) + 1}


def _findings(findings: tuple[Finding, ...]) -> dict[str, Json]:
    return {"findings": [finding_record(f) for f in findings]}


def _code(findings: tuple[Finding, ...], settings: Settings, exit_zero: bool) -> int:
    return FINDINGS if fails(findings, settings.fail_on) and not exit_zero else OK
