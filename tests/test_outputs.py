"""Reports for machines: each parsed back by a parser that knows nothing of us, columns in each format's own unit."""

from __future__ import annotations

import csv
import io
import json
import re
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import jsonschema
import pytest
from sample import report, small

from claimcheck import pipeline
from claimcheck.cli.app import run
from claimcheck.model import Location, Position, Report, Severity
from claimcheck.reporters import Look, reporter
from claimcheck.settings import Settings
from tests import sarif

COMMAND = re.compile(r"::(?P<level>error|warning|notice) (?P<fields>[^:]*)::(?P<data>.*)")
WIDE = (
    "\ufeff# Ten\r\n\r\nCafe\u0301 😀 👩\u200d🚒!\tThe tanker Aurelia was within 5 miles of the harbour.\r\n\r\n"
    "The Aurelia lay 12 kilometres from the harbour.\r\n"
)


def written(name: str, what: Report | None = None) -> str:
    stream = io.StringIO()
    reporter(name).write(what or report(), stream, Look())
    return stream.getvalue()


def checked(text: str, path: str = "wide.md") -> Report:
    return pipeline.check((pipeline.read(text.encode(), path),), Settings())


def results(text: str) -> list[dict[str, Any]]:
    log = json.loads(text)
    jsonschema.validate(log, sarif.LOG, jsonschema.Draft202012Validator)
    found: list[dict[str, Any]] = log["runs"][0]["results"]
    return found


def unescaped(text: str, *marks: str) -> str:
    for sign in ("\r", "\n", *marks):
        text = text.replace(f"%{ord(sign):02X}", sign)
    return text.replace("%25", "%")


def commands(text: str) -> list[tuple[str, dict[str, str], str]]:
    """The workflow commands as a runner reads them."""
    found = []
    for line in text.splitlines():
        match = COMMAND.fullmatch(line)
        assert match, line
        fields = dict(part.split("=", 1) for part in match["fields"].split(","))
        found.append((match["level"], {k: unescaped(v, ":", ",") for k, v in fields.items()}, unescaped(match["data"])))
    return found


# --- everything is there ----------------------------------------------------------------------------------------------


def test_sarif_is_sarif() -> None:
    found = results(written("sarif"))
    ours = report().findings
    assert [r["ruleId"] for r in found] == [f.code for f in ours]
    assert [len(r.get("relatedLocations", ())) for r in found] == [len(f.locations) - 1 for f in ours]
    assert len({r["partialFingerprints"]["claimcheck/v1"] for r in found}) == len({f.fingerprint for f in ours})
    run_ = json.loads(written("sarif"))["runs"][0]
    assert [run_["tool"]["driver"]["rules"][r["ruleIndex"]]["id"] for r in found] == [r["ruleId"] for r in found]
    invocation = run_["invocations"][0]
    assert not invocation["executionSuccessful"]
    assert len(invocation["toolExecutionNotifications"]) == len(report().skipped)


@pytest.mark.parametrize("way", ["inline", "baseline", "resolved"])
def test_what_is_silenced_is_marked(way: str) -> None:
    held = report()._replace(findings=tuple(f._replace(suppressed=way) for f in report().findings))
    found = results(written("sarif", held))
    kinds = {s["kind"] for r in found for s in r["suppressions"]}
    assert len(found) == len(report().findings) and kinds == {"inSource" if way == "inline" else "external"}
    root = ET.fromstring(written("junit", held))
    assert root.get("failures") == "0" and len(root.findall(".//skipped")) == len(found)
    assert not json.loads(written("gitlab", held)) and not json.loads(written("rdjson", held))["diagnostics"]
    assert [level for level, _, _ in commands(written("github", held))] == ["warning"] * len(report().skipped)


def test_github_annotations() -> None:
    found = commands(written("github"))
    levels = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
    assert [c[0] for c in found] == [levels[f.severity] for f in report().findings] + ["warning"] * 2
    for (_, fields, data), finding in zip(found, report().findings, strict=False):
        assert fields["title"] == f"{finding.code} {finding.name}"
        assert fields["file"] == finding.locations[0].path
        assert ("line" in fields) == (not finding.locations[0].place)
        assert data


def test_gitlab_issues() -> None:
    found = json.loads(written("gitlab"))
    assert len({issue["fingerprint"] for issue in found}) == len(found) == len(report().findings)
    for issue in found:
        assert set(issue) == {"description", "check_name", "fingerprint", "severity", "location"}
        assert issue["severity"] in ("info", "minor", "major", "critical", "blocker")
        assert issue["location"]["lines"]["begin"] >= 1


def test_junit_counts() -> None:
    root = ET.fromstring(written("junit"))
    errors = [f for f in report().findings if f.severity is Severity.ERROR]
    assert root.get("failures") == str(len(errors)) == str(len(root.findall(".//failure")))
    assert root.get("errors") == str(len(report().skipped)) == str(len(root.findall(".//error")))
    assert int(root.get("tests") or 0) == len(root.findall(".//testcase"))
    for suite in root:
        assert int(suite.get("tests") or 0) == len(suite)


def test_a_clean_file_is_a_test_that_passed() -> None:
    root = ET.fromstring(written("junit", checked("It rained on the quay.\n", "dry.md")))
    assert [case.get("name") for case in root.iter("testcase")] == ["nothing found"]
    assert results(written("sarif", checked("It rained.\n"))) == []
    assert json.loads(written("gitlab", checked("It rained.\n"))) == []
    assert written("github", checked("It rained.\n")) == ""


def test_csv_rows_are_sides() -> None:
    rows = list(csv.DictReader(io.StringIO(written("csv"))))
    assert [r["code"] for r in rows] == [f.code for f in report().findings for _ in f.locations]


def test_a_table_of_markdown_has_a_row_a_finding() -> None:
    page = written("md", small())
    rows = [line for line in page.splitlines() if re.match(r"\| (error|warning|info) CC", line)]
    assert len(rows) == len(small().findings)
    assert all(len(re.findall(r"(?<!\\)\|", row)) == 4 for row in rows)


def test_a_page_fits_a_comment_and_the_gravest_stay() -> None:
    one = checked(WIDE).findings[0]
    note = one._replace(severity=Severity.INFO)
    page = written("md", checked(WIDE)._replace(findings=(*[note] * 900, *[one] * 9)))
    told = re.findall(r"^\| (error|info) CC", page, re.MULTILINE)
    assert len(page) < 65_536 and told[-9:] == ["error"] * 9
    assert f"{909 - len(told)} more findings" in page


# --- columns ----------------------------------------------------------------------------------------------------------


def source_lines(text: str) -> list[str]:
    return text.removeprefix("\ufeff").split("\n")


def test_columns_of_sarif_and_github_are_utf16_code_units() -> None:
    what = checked(WIDE)
    assert what.findings
    lines = [line.encode("utf-16-le") for line in source_lines(WIDE)]

    def cut(region: dict[str, int]) -> str:
        assert region["startLine"] == region["endLine"]
        line = lines[region["startLine"] - 1]
        return line[2 * region["startColumn"] - 2 : 2 * region["endColumn"] - 2].decode("utf-16-le")

    for result, finding in zip(results(written("sarif", what)), what.findings, strict=True):
        places = [*result["locations"], *result["relatedLocations"]]
        assert [cut(p["physicalLocation"]["region"]) for p in places] == [w.text for w in finding.locations]
    _, fields, _ = commands(written("github", what))[0]
    region = {"startLine": "line", "endLine": "endLine", "startColumn": "col", "endColumn": "endColumn"}
    assert cut({ours: int(fields[theirs]) for ours, theirs in region.items()}) == what.findings[0].locations[0].text


def test_columns_of_rdjson_are_bytes() -> None:
    what = checked(WIDE)
    lines = [line.encode() for line in source_lines(WIDE)]
    for found, finding in zip(json.loads(written("rdjson", what))["diagnostics"], what.findings, strict=True):
        for where, ours in zip(
            (found["location"], *(r["location"] for r in found["related_locations"])), finding.locations, strict=True
        ):
            start, end = where["range"]["start"], where["range"]["end"]
            line = lines[start["line"] - 1]
            assert line[start["column"] - 1 : end["column"] - 1].decode() == ours.text


def test_a_side_in_a_source_is_measured_in_the_source() -> None:
    source = pipeline.from_text("😀 12 people came.\n", "sources/a.txt")
    what = checked(WIDE)
    place = Location("sources/a.txt", Position(1, 3, 2), Position(1, 12, 11), "12 people", "")
    moved = what.findings[0]._replace(locations=(what.findings[0].locations[0], place))
    beside = what._replace(findings=(moved,), beside=(source,))
    region = results(written("sarif", beside))[0]["relatedLocations"][0]["physicalLocation"]["region"]
    assert (region["startColumn"], region["endColumn"]) == (4, 13)
    blind = results(written("sarif", what._replace(findings=(moved,))))[0]["relatedLocations"][0]
    assert blind["physicalLocation"]["region"]["startColumn"] == 3, "as well as it can be told"


@pytest.mark.parametrize("path", ["a b/ü#1?.md", "100%.md", "-x.md", "a:b.md", "C:/x.md", "q\"'.md", "..\\x.md"])
def test_paths_are_relative_references(path: str) -> None:
    what = checked(WIDE, path)
    uri = results(written("sarif", what))[0]["locations"][0]["physicalLocation"]["artifactLocation"]
    assert unquote(uri["uri"]) == path and uri["uriBaseId"] == "%SRCROOT%"


@pytest.mark.parametrize(
    ("path", "told"), [("./a.md", "a.md"), (".//b/./a.md", "b/a.md"), ("./.a/b.md", ".a/b.md"), ("../a.md", "../a.md")]
)
def test_a_file_is_named_as_hosts_of_code_name_it(path: str, told: str) -> None:
    """They compare paths with those of the repository, none of which begins with "./"."""
    what = checked(WIDE, path)
    assert json.loads(written("gitlab", what))[0]["location"]["path"] == told
    assert json.loads(written("rdjson", what))["diagnostics"][0]["location"]["path"] == told
    assert commands(written("github", what))[0][1]["file"] == told
    where = results(written("sarif", what))[0]["locations"][0]["physicalLocation"]
    assert where["artifactLocation"]["uri"] == told


def test_a_path_that_is_not_utf_8_is_named_by_its_bytes() -> None:
    uri = results(written("sarif", checked(WIDE, "caf\udce9.md")))[0]["locations"][0]["physicalLocation"]
    assert uri["artifactLocation"]["uri"] == "caf%E9.md"


def test_a_claim_of_the_ledger_lies_in_the_ledger() -> None:
    what = checked(WIDE, "claims.json#C-00000001")
    loose = what._replace(
        findings=tuple(
            f._replace(locations=tuple(w._replace(claim_id="C-00000001") for w in f.locations)) for f in what.findings
        )
    )
    where = results(written("sarif", loose))[0]["locations"][0]
    assert where["physicalLocation"] == {"artifactLocation": {"uri": "claims.json", "uriBaseId": "%SRCROOT%"}}
    assert where["logicalLocations"] == [{"name": "C-00000001"}]
    assert commands(written("github", loose))[0][1]["file"] == "claims.json"


# --- from the command line --------------------------------------------------------------------------------------------


def test_several_from_one_run(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "a.md").write_text(WIDE, "utf-8")
    names = ("sarif", "github", "gitlab", "rdjson", "junit", "md", "csv", "json", "jsonl", "full")
    flags = [f"--report={name}=out.{name}" for name in names]
    assert run(["check", "a.md", "--output-format", "concise", *flags]) == 1
    assert "CC103" in capsys.readouterr().out
    for name in names:
        assert "CC103" in (project / f"out.{name}").read_text("utf-8"), name


def test_two_reports_to_one_file_are_refused(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "a.md").write_text("It rained.\n", "utf-8")
    assert run(["check", "a.md", "--report", "json=x", "--report", "sarif=./x"]) == 2
    assert run(["check", "a.md", "-o", "x", "--report", "sarif=x"]) == 2
    assert "two reports" in capsys.readouterr().err
    assert not (project / "x").exists()


@pytest.mark.parametrize("target", ["s.txt", "a.md", "claims.json", "claimcheck.toml", "link"])
def test_no_report_replaces_what_is_read(project: Path, capsys: pytest.CaptureFixture[str], target: str) -> None:
    """A source is evidence: a slip in the name of a report must not cost it."""
    (project / "a.md").write_text(WIDE, "utf-8")
    (project / "s.txt").write_text("It rained.\n", "utf-8")
    (project / "link").symlink_to("s.txt")
    assert run(["init"]) == 0
    assert run(["add", "a.md", "--source", "s.txt"]) == 0
    before = (project / target).read_bytes()
    capsys.readouterr()
    assert run(["check", "--report", f"sarif={target}"]) == 2
    assert "would replace" in capsys.readouterr().err
    if target not in ("s.txt", "link"):  # which a run on articles knows nothing of
        assert run(["check", "a.md", "-o", target]) == 2
    if target != "claimcheck.toml":
        assert run(["baseline", "-o", target]) == 2
    assert (project / target).read_bytes() == before


@pytest.mark.parametrize(
    ("flags", "failures"), [("", 0), ("--fail-on warning", 1), ("--fail-on never", 0), ("--fail-on error", 0)]
)
def test_a_page_of_junit_is_red_when_the_run_is(project: Path, flags: str, failures: int) -> None:
    (project / "a.md").write_text("The tanker Aurelia lay at the quay.\n", "utf-8")
    assert run(["init"]) == 0
    assert run(["add", "a.md"]) == 0
    code = run(["check", "--select", "CC401", "--report", "junit=out.xml", *flags.split()])
    root = ET.parse(project / "out.xml").getroot()
    assert (code, root.get("failures"), len(root.findall(".//failure"))) == (
        min(failures, 1),
        *(str(failures), failures),
    )
