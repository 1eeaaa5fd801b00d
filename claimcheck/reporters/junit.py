"""`junit`: JUnit XML, which every CI server shows as a list of tests.

A file is a suite. What fails the run is a failed test: errors, and whatever else --fail-on names. The rest passes, with
its words as output, so that the page is red when the run is; what somebody silenced is skipped; what could not be
checked is an error. A clean file is one test that passed, so that a green page shows what was read. XML 1.0 knows no
control characters: they are spelled out.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from typing import TextIO
from xml.sax.saxutils import escape, quoteattr

from claimcheck.model import Finding, Report, Skipped
from claimcheck.reporters import Look
from claimcheck.reporters.concise import detail, where
from claimcheck.reporters.visible import squeezed, visible

_COMMAND = re.compile(r"^(\s*)::", re.MULTILINE)
_NO_XML = re.compile("[\ufffe\uffff\ud800-\udfff]")


def write(report: Report, stream: TextIO, look: Look) -> None:
    """Write the whole report as one document."""
    suites: dict[str, tuple[list[Finding], list[Skipped]]] = {d.path: ([], []) for d in report.documents}
    for finding in report.findings:
        suites.setdefault(finding.locations[0].path, ([], []))[0].append(finding)
    for skipped in report.skipped:
        suites.setdefault(skipped.path, ([], []))[1].append(skipped)
    everything = _counts(report.findings, report.skipped, sum(not any(s) for s in suites.values()), look.failing)
    stream.write('<?xml version="1.0" encoding="UTF-8"?>\n')
    stream.write(f'<testsuites name="claimcheck" {everything} time="{report.seconds:.3f}">\n')
    for path, (findings, parts) in suites.items():
        stream.writelines(line + "\n" for line in _suite(path, findings, parts, look.failing))
    stream.write("</testsuites>\n")


def _suite(path: str, findings: list[Finding], parts: list[Skipped], failing: Collection[str]) -> Iterator[str]:
    clean = not findings and not parts
    yield f"  <testsuite name={_attribute(path)} {_counts(findings, parts, int(clean), failing)}>"
    if clean:
        yield f'    <testcase classname={_attribute(path)} name="nothing found"/>'
    for finding in findings:
        yield from _case(path, finding, finding.severity.label in failing)
    for skipped in parts:
        yield f"    <testcase classname={_attribute(path)} name={_attribute(f'{skipped.code} not checked')}>"
        yield f"      <error type={_attribute(skipped.code)} message={_attribute(skipped.reason)}/>"
        yield "    </testcase>"
    yield "  </testsuite>"


def _case(path: str, finding: Finding, fails: bool) -> Iterator[str]:
    first = finding.locations[0]
    name = f"{finding.code} {finding.name} at {where(first)} {squeezed(first.text)[:60]}".strip()
    yield f"    <testcase classname={_attribute(path)} name={_attribute(name)}>"
    sides = [f"{where(w)}: {squeezed(w.text)}" for w in finding.locations]
    text = "\n".join((squeezed(finding.message), *map(squeezed, finding.explanation), *sides))
    if finding.suppressed is not None:
        yield f"      <skipped message={_attribute(f'silenced: {finding.suppressed}')}/>"
    elif fails:
        message = _attribute(detail(finding))
        yield f"      <failure type={_attribute(finding.code)} message={message}>{_text(text)}</failure>"
    else:
        yield f"      <system-out>{_text(f'{finding.severity.label}: {text}')}</system-out>"
    yield "    </testcase>"


def _counts(findings: Sequence[Finding], parts: Sequence[Skipped], clean: int, failing: Collection[str]) -> str:
    errors = len(parts)
    failed = sum(f.suppressed is None and f.severity.label in failing for f in findings)
    skipped = sum(f.suppressed is not None for f in findings)
    tests = len(findings) + errors + clean
    return f'tests="{tests}" failures="{failed}" errors="{errors}" skipped="{skipped}"'


def _attribute(text: str) -> str:
    return quoteattr(_plain(squeezed(text)))


def _text(text: str) -> str:
    """Lines of text. One that a CI log would take for a command begins with a colon by its number: the same to XML."""
    return _COMMAND.sub(r"\1&#58;:", escape("\n".join(_plain(visible(line)) for line in text.split("\n"))))


def _plain(text: str) -> str:
    return _NO_XML.sub(lambda found: f"<U+{ord(found[0]):04X}>", text)
