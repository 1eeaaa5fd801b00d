"""Text of articles and sources is untrusted: in no format does it become anything but text.

Each format is read back by a parser that knows nothing of us. What was put in must come out as text, or harmlessly
spelled out; it must never be a command, a tag, a link, a formula, or a character that steers a terminal.
"""

from __future__ import annotations

import csv
import io
import json
import re
import xml.etree.ElementTree as ET
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from claimcheck.cli.app import run
from claimcheck.model import Document, Finding, Location, Position, Report, Severity, Skipped
from claimcheck.reporters import REPORTERS, Look, reporter
from claimcheck.reporters.visible import UNSAFE
from tests import sarif
from tests.test_outputs import commands, results

HOSTILE = (
    "\x1b]0;owned\x07\x1b[2J\x1b[31mred",
    "\u202etxt.exe\u202c \u2066x\u2069 \u200e",
    "\r\n::error file=a.md,line=1::planted\r\n##[error]planted",
    "%0A::set-output name=x::y%0D",
    "::add-mask::***",
    "]]><script>alert(1)</script><!-- ]]> --",
    "&lt;b&gt; <img src=x onerror=alert(1)> &#x41;",
    '"; rm -rf / # $(id) `id`',
    "=cmd|' /C calc'!A0",
    "+1+1",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "-2+3\t=1",
    "[click](javascript:alert(1)) ![x](http://evil.example/p.png)",
    "@admin #1 GH-1 https://evil.example www.evil.example",
    "a | b || c\\| `code` ``two`` *bold* <https://evil.example>",
    "\x00 nul \ud800 lone \uffff none \ufffe \x85 \u2028",
    "[0](1) {0} {1} \\[x\\]",
    "',x=y:z,%",
    "12 ##[stop-commands]x ##[error file=a.md;line=1]planted",
)


def planted(text: str, path: str = "a.md") -> Report:
    """A report in which every word that comes from outside is `text`."""
    start, end = Position(1, 1, 0), Position(1, 1 + len(text), len(text))
    side = Location(path, start, end, text, text, role=text)
    found = Finding(
        *("CC101", "value-conflict", Severity.ERROR, 0.9, f"“{text}” … “{text}”: {text}"),
        locations=(side, side._replace(path=f"b{path}")),
        explanation=(text,),
        help="",
        fingerprint="0123456789abcdef",
    )
    alone = found._replace(severity=Severity.WARNING, locations=(side._replace(place=text),), fingerprint="fedcba")
    documents = (Document(path, text, title=text), Document(f"b{path}", text))
    return Report(documents, (found, alone), (Skipped("CC905", path, text),))


def written(name: str, what: Report, look: Look | None = None) -> str:
    stream = io.StringIO()
    reporter(name).write(what, stream, look or Look())
    text = stream.getvalue()
    text.encode("utf-8", "backslashreplace" if name in ("full", "concise") else "strict")
    return text


def steers(text: str) -> bool:
    """True where a text holds a character that must never reach a terminal."""
    return bool(UNSAFE.search(text.replace("\n", "")))


anything = st.one_of(
    st.sampled_from(HOSTILE), st.text(max_size=60), st.text("|`[]()<>!@#=:%\n\r\x1b,;'\"\\ ax", max_size=30)
)
COMMAND = re.compile(r"\s*::\w|.*##\[")  # as GitHub's runner reads a line: ActionCommand.TryParseV2, TryParse
quick = settings(deadline=None, max_examples=60)


@pytest.mark.parametrize("name", REPORTERS)
@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_steers_a_terminal(name: str, text: str) -> None:
    for what in (planted(text), planted("12 people", f"{text}.md")):
        assert not steers(written(name, what))


@quick
@given(anything)
def test_sarif_holds_texts_and_nothing_else(text: str) -> None:
    first, second = results(written("sarif", planted(text)))
    assert len(first["relatedLocations"]) == 1 and "relatedLocations" not in second
    message = first["message"]["text"]
    assert not re.search(r"(?<!\\)(?:\\\\)*[\[\]]", message), "a bracket would be read as a link"
    assert not steers(message)


@quick
@given(anything)
def test_a_workflow_sees_our_commands_and_no_other(text: str) -> None:
    for what in (planted(text), planted("12 people", f"{text}.md")):
        found = commands(written("github", what))
        assert [level for level, _, _ in found] == ["error", "warning", "warning"]
        assert all(set(fields) <= {"file", "line", "endLine", "col", "endColumn", "title"} for _, fields, _ in found)
        assert {fields["title"] for _, fields, _ in found} == {"CC101 value-conflict", "CC905"}


@quick
@given(anything)
def test_no_line_of_ours_begins_a_command_of_a_workflow(text: str) -> None:
    """In CI, people's formats go through the same log."""
    for name in sorted(set(REPORTERS) - {"github"}):
        for what in (planted(text), planted("12 people", f"{text}.md")):
            for line in written(name, what).splitlines():
                assert not COMMAND.match(line), f"{name}: {line}"


@quick
@given(anything)
def test_json_is_json(text: str) -> None:
    for what in (planted(text), planted("12 people", f"{text}.md")):
        for name in ("json", "gitlab", "rdjson"):
            json.loads(written(name, what))
        lines = written("jsonl", what).splitlines()
        assert [json.loads(line)["code"] for line in lines] == ["CC101", "CC101"]


@quick
@given(anything)
def test_xml_holds_texts_and_nothing_else(text: str) -> None:
    for what in (planted(text), planted("12 people", f"{text}.md")):
        root = ET.fromstring(written("junit", what))
        tags = {element.tag for element in root.iter()}
        assert tags <= {"testsuites", "testsuite", "testcase", "failure", "system-out", "error", "skipped"}
        assert len(root.findall(".//failure")) == 1 and len(root.findall(".//error")) == 1


@quick
@given(anything)
def test_no_cell_is_a_formula(text: str) -> None:
    for what in (planted(text), planted("12 people", f"{text}.md")):
        rows = list(csv.reader(io.StringIO(written("csv", what))))
        assert len(rows) == 4 and {len(row) for row in rows} == {len(rows[0])}
        assert not [cell for row in rows for cell in row if re.match(r"[=+\-@\t\r＝＋－＠]", cell)]


class Tags(HTMLParser):
    """The tags of a page, and its text outside code."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.text = ""
        self.code = 0

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.tags.append(tag)
        self.code += tag == "code"

    def handle_endtag(self, tag: str) -> None:
        self.code -= tag == "code"

    def handle_data(self, data: str) -> None:
        self.text += data if not self.code else ""


@quick
@given(anything)
def test_markdown_shows_texts_and_nothing_else(text: str) -> None:
    for what in (planted(text), planted("12 people", f"{text}.md")):
        page = Tags()
        page.feed(MarkdownIt("commonmark", {"html": True}).enable("table").render(written("md", what)))
        assert set(page.tags) <= {"p", "strong", "table", "thead", "tbody", "tr", "th", "td", "code", "br", "ul", "li"}
        assert page.tags.count("tr") == 3 and page.tags.count("td") == 6
        assert not re.search(r"[@#]\w|https?:|www\.", page.text), "mentions and links are live outside code"


def test_the_notifications_of_sarif_are_texts(project: Path) -> None:
    log = json.loads(written("sarif", planted("x", "::error::.md")))
    assert log["runs"][0]["invocations"][0]["toolExecutionNotifications"][0]["locations"]
    assert sarif.LOG


# --- the ledger's commands --------------------------------------------------------------------------------------------

ARTICLE = (
    "# A \x1b[31mred\x1b[0m \u202enight\u202c\n\nThe tanker <script>x</script> lay within 5 miles of the harbour.\n\n"
    "The tanker lay 12 kilometres from the harbour. =cmd|x | @SUM(1) ##[error]x\n"
)


@pytest.mark.parametrize(
    "command",
    [
        *(
            "list",
            "list --all",
            "conflicts",
            "report",
            "report --format md",
            "report --format csv",
            "report --format json",
        ),
        *(
            "source list",
            "source check --min-severity info",
            "show ::error::.md",
            "check",
            "check --output-format full",
        ),
        *("export --format csv", "export --format jsonl", "export --format claimreview", "check --output-format md"),
        "add ::error::.md",
    ],
)
def test_a_hostile_article_in_a_ledger(project: Path, capsys: pytest.CaptureFixture[str], command: str) -> None:
    (project / "::error::.md").write_text(ARTICLE, "utf-8")
    (project / "=src\u202e.txt").write_text("\x1b[2JThe tanker lay 12 kilometres off. ::error::x", "utf-8")
    assert run(["init"]) == 0
    assert run(["add", "::error::.md", "--source", "=src\u202e.txt"]) == 0
    capsys.readouterr()
    assert run(command.split()) in (0, 1)
    said = capsys.readouterr()
    for stream in (said.out.replace("\r\n", "\n"), said.err):
        assert not steers(stream), command
        assert not [line for line in stream.splitlines() if COMMAND.match(line)], command
