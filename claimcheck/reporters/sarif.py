"""`sarif`: SARIF 2.1.0, for code scanning (OASIS Standard, 27 March 2020).

One result a finding, the doubtful side as its location, the others as related locations. Paths are relative to the
working folder (`%SRCROOT%`). What somebody silenced is there, marked as suppressed; what could not be checked is a
notification. Words of an article are never a link: brackets and backslashes are escaped (§3.11.6).
"""

from __future__ import annotations

from typing import TextIO
from urllib.parse import quote

from claimcheck.model import Finding, Location, Report, Severity
from claimcheck.reporters import Look
from claimcheck.reporters.columns import WEB, Regions, repository_path, utf16
from claimcheck.reporters.encode import Json, encode
from claimcheck.reporters.records import tool_record
from claimcheck.reporters.visible import squeezed, visible

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_KINDS = {"inline": "inSource", "baseline": "external", "resolved": "external"}
_WHY = {
    "inline": "a comment in the text",
    "baseline": "accepted in the baseline",
    "resolved": "somebody resolved the conflict",
}
_ROOT = "%SRCROOT%"


def write(report: Report, stream: TextIO, look: Look) -> None:
    """Write the report as one SARIF log with one run."""
    rules = list(dict.fromkeys((f.code, f.name, f.help) for f in report.findings))
    codes: dict[str, tuple[str, str]] = {}
    for code, name, told in rules:
        codes.setdefault(code, (name, told))
    order = {code: at for at, code in enumerate(codes)}
    regions = Regions(report, utf16)
    run: dict[str, Json] = {
        "tool": {
            "driver": {**tool_record(), "rules": [_rule(code, *about) for code, about in codes.items()]},
        },
        "columnKind": "utf16CodeUnits",
        "invocations": [_invocation(report)],
        "results": [_result(f, order[f.code], regions) for f in report.findings],
    }
    stream.write(encode({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, pretty=True) + "\n")


def _rule(code: str, name: str, help: str) -> dict[str, Json]:
    words = name.replace("-", " ")
    camel = "".join(part.capitalize() for part in name.split("-"))
    about: dict[str, Json] = {"id": code, "name": camel, "shortDescription": {"text": _safe(words)}}
    more = f"claimcheck explain {code}"
    return {**about, "help": {"text": _safe(f"{help} ({more})" if help else more)}}


def _invocation(report: Report) -> dict[str, Json]:
    notes: list[Json] = [
        {
            "level": "warning",
            "message": {"text": _safe(f"not checked: {s.reason}")},
            "descriptor": {"id": s.code},
            "locations": [
                {"physicalLocation": {"artifactLocation": _artifact(repository_path(s.path.partition("#")[0]))}}
            ],
        }
        for s in report.skipped
    ]
    record: dict[str, Json] = {"executionSuccessful": not report.skipped}
    return {**record, "toolExecutionNotifications": notes} if notes else record


def _result(finding: Finding, index: int, regions: Regions) -> dict[str, Json]:
    first, *others = finding.locations
    told = [finding.message, *(text for text in finding.explanation if text not in finding.message)]
    record: dict[str, Json] = {
        "ruleId": finding.code,
        "ruleIndex": index,
        "level": LEVELS[finding.severity],
        "rank": round(finding.confidence * 100, 1),
        "message": {"text": "\n".join(map(_safe, told))},
        "locations": [_location(first, regions)],
        "partialFingerprints": {"claimcheck/v1": finding.fingerprint},
    }
    if others:
        record["relatedLocations"] = [
            {"id": at, **_location(where, regions), "message": {"text": _said(where)}}
            for at, where in enumerate(others, 1)
        ]
    if finding.suppressed is not None:
        why = _WHY.get(finding.suppressed, finding.suppressed)
        record["suppressions"] = [{"kind": _KINDS.get(finding.suppressed, "external"), "justification": why}]
    return record


def _said(where: Location) -> str:
    """What stands there, or what it is; never empty, as a message must not be."""
    return _safe(where.text) or _safe(where.role) or visible(where.path)


def _location(where: Location, regions: Regions) -> dict[str, Json]:
    region = regions.of(where)
    physical: dict[str, Json] = {"artifactLocation": _artifact(region.path)}
    if region.line:
        physical["region"] = {
            "startLine": region.line,
            "startColumn": region.column,
            "endLine": region.end_line,
            "endColumn": region.end_column,
        }
    record: dict[str, Json] = {"physicalLocation": physical}
    names = [{"name": visible(name)} for name in (region.part, where.claim_id or "") if name]
    return {**record, "logicalLocations": list({n["name"]: n for n in names}.values())} if names else record


def _artifact(path: str) -> dict[str, Json]:
    written = _bytes(path)
    if path.startswith("/"):
        return {"uri": f"file://{quote(written)}"}
    if path.startswith(WEB):  # a page that was not checked: no file of the repository
        return {"uri": quote(written, safe=":/?&=%~+,;@!$*()")}
    return {"uri": quote(written, safe="/"), "uriBaseId": _ROOT}


def _bytes(path: str) -> bytes:
    """A path as the bytes of its name: one that is not UTF-8 has them as lone surrogates (PEP 383)."""
    try:
        return path.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:  # surrogates that stand for no byte
        return path.encode("utf-8", "surrogatepass")


def _safe(text: str) -> str:
    r"""Text as a SARIF message: on one line, nothing unseen, no link: `\[` and `\]` are plain brackets there."""
    return squeezed(text).replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]")
