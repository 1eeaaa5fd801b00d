"""`github`: workflow commands, which a GitHub workflow shows as annotations beside the lines of a pull request.

    ::error file=news/fire.md,line=1,endLine=1,col=14,endColumn=29,title=CC103 bound-broken::…

Data and properties are escaped as GitHub's toolkit does it: "%", carriage return and line feed; in properties ":" and
"," too. Findings of one kind that are many are told as one, as GitHub shows ten of each level a step.
"""

from __future__ import annotations

from typing import TextIO

from claimcheck.model import Finding, Report, Severity
from claimcheck.reporters import Look
from claimcheck.reporters.columns import WEB, Regions, repository_path, utf16
from claimcheck.reporters.concise import where
from claimcheck.reporters.folding import folded
from claimcheck.reporters.visible import squeezed, visible

LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def write(report: Report, stream: TextIO, look: Look) -> None:
    """Write one command a finding, then one for each part that was not checked."""
    regions = Regions(report, utf16)
    for finding in folded(report.shown):
        stream.write(_command(finding, regions) + "\n")
    for skipped in report.skipped:
        told, title = squeezed(skipped.reason), f"title={_property(skipped.code)}"
        if skipped.path.startswith(WEB):  # a page, no file of the repository
            stream.write(f"::warning {title}::{_data(f'not checked: {squeezed(skipped.path)}: {told}')}\n")
            continue
        path = _property(visible(repository_path(skipped.path.partition("#")[0])))
        stream.write(f"::warning file={path},{title}::{_data(f'not checked: {told}')}\n")


def _command(finding: Finding, regions: Regions) -> str:
    region = regions.of(finding.locations[0])
    fields = {"file": visible(region.path)}
    if region.line:
        fields |= {"line": str(region.line), "endLine": str(region.end_line)}
        if region.end_line == region.line:  # columns are of one line only
            fields |= {"col": str(region.column), "endColumn": str(region.end_column)}
    fields["title"] = f"{finding.code} {finding.name}"
    others = [f"{where(w)}: “{squeezed(w.text)}”" for w in finding.locations[1:] if w.text]
    explanation = [squeezed(text) for text in finding.explanation if text not in finding.message]
    told = [squeezed(finding.message), *explanation, *others, *([squeezed(finding.help)] if finding.help else [])]
    written = ",".join(f"{name}={_property(value)}" for name, value in fields.items())
    return f"::{LEVELS[finding.severity]} {written}::{_data(chr(10).join(told))}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
