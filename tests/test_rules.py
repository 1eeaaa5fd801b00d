"""The literate rule corpus: every `## section` of `tests/corpus/rules/*.md` is one document with its answers.

    ## a title
    dateline: 2024-12-03            (optional, right under the title: dateline, week-start, format)

    The article.  A flagged line ends in:  <!-- finding: CC201 "surface one" "surface two" -->

An announced finding must appear exactly once, with locations that cover the quoted surfaces; a severity word
after the code is checked too. Anything else of warning or above, from any rule, and anything at all from the rule
the file belongs to, is a failure: look-alikes are tested against every rule. `<!-- gap: why -->` makes a section
a strict xfail.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from batches import batches, each

from claimcheck import pipeline
from claimcheck.baseline import Entry
from claimcheck.cli.commands import explain
from claimcheck.model import Finding, Severity
from claimcheck.rules import RuleModule, all_rules
from claimcheck.settings import Settings

CORPUS = Path(__file__).parent / "corpus" / "rules"
HEADINGS = ("What it does", "Why it matters", "Flagged", "Not flagged", "Options")
OPTION = re.compile(r"(dateline|week-start|format|accepted):[ ]*(\S+)[ ]*")
COMMENT = re.compile(r"[ ]*<!--[ ]*(finding|gap):(.*?)-->", re.DOTALL)
EXPECTED = re.compile(r'[ ]*(CC\d{3})(?:[ ]+(error|warning|info))?((?:[ ]+"[^"\n]*"|[ ]+“[^”\n]*”)*)[ ]*')
SURFACE = re.compile(r'"([^"]*)"|“([^”]*)”')
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@dataclass(frozen=True)
class Expectation:
    """One announced finding: code, severity if given, and the [start, end) of each surface it must cover."""

    code: str
    severity: Severity | None
    spans: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Section:
    """One document of a corpus file."""

    path: Path
    title: str
    text: str
    options: dict[str, str]
    expected: tuple[Expectation, ...]
    gap: str

    @property
    def code(self) -> str:
        """The rule the corpus file belongs to."""
        return self.path.name.split("-")[0]


def sections(path: Path) -> Iterator[Section]:
    """The sections of one corpus file; anything malformed is an error, never skipped."""
    for chunk in re.split(r"(?m)^## ", path.read_text("utf-8"))[1:]:
        title, _, body = chunk.partition("\n")
        options = {}
        while match := OPTION.match(body.lstrip("\n")):
            body = body.lstrip("\n")
            options[match[1]] = match[2]
            body = body[match.end() :]
        yield _section(path, title.strip(), options, body.strip("\n") + "\n")


def _section(path: Path, title: str, options: dict[str, str], body: str) -> Section:
    kept, marks, gap, at = "", [], "", 0
    for comment in COMMENT.finditer(body):
        kept += body[at : comment.start()]
        at = comment.end()
        if comment[1] == "gap":
            gap = comment[2].strip()
        else:
            marks.append((len(kept), comment[2]))
    text = kept + body[at:]
    expected = tuple(_expectation(f"{path.name}: {title}", text, where, mark) for where, mark in marks)
    return Section(path, title, text, options, expected, gap)


def _expectation(where: str, text: str, offset: int, mark: str) -> Expectation:
    match = EXPECTED.fullmatch(mark)
    if match is None:
        raise ValueError(f"{where}: not a finding mark: {mark!r}")
    begin = text.rfind("\n", 0, offset) + 1
    spans = []
    for pair in SURFACE.findall(match[3]):
        surface = pair[0] or pair[1]
        start = text.find(surface, begin, offset)
        start = start if start >= 0 else text.find(surface)
        if start < 0:
            raise ValueError(f"{where}: {surface!r} does not stand in the section")
        spans.append((start, start + len(surface)))
    return Expectation(match[1], Severity[match[2].upper()] if match[2] else None, tuple(spans))


@cache
def corpus() -> tuple[Section, ...]:
    """Every section of every corpus file."""
    return tuple(s for path in sorted(CORPUS.glob("CC*.md")) for s in sections(path))


def found(section: Section) -> list[Finding]:
    """All findings of all rules on a section."""
    document = pipeline.from_text(section.text, "article.md", section.options.get("format", "markdown"))
    dateline = section.options.get("dateline")
    settings = Settings(
        dateline=date.fromisoformat(dateline) if dateline else None,
        week_start=DAYS.index(section.options.get("week-start", "monday")),
        min_severity=Severity.INFO,
    )
    accepted = (
        [Entry("gone", section.options["accepted"], (document.path,), "")] if "accepted" in section.options else []
    )
    report = pipeline.check([document], settings, baseline=accepted)
    return [f for f in report.findings if f.suppressed is None]


def fulfils(finding: Finding, wanted: Expectation) -> bool:
    """True when the finding has the code and severity, and its locations cover every surface."""
    if finding.code != wanted.code or wanted.severity not in (None, finding.severity):
        return False
    return all(
        any(where.start.offset < end and start < where.end.offset for where in finding.locations)
        for start, end in wanted.spans
    )


def wrongs(section: Section, findings: list[Finding]) -> list[str]:
    """What is missing, doubled or unannounced, in words."""
    problems = []
    left = list(findings)
    for wanted in section.expected:
        hits = [f for f in left if fulfils(f, wanted)]
        surfaces = [section.text[start:end] for start, end in wanted.spans]
        if len(hits) != 1:
            problems.append(f"{wanted.code} {surfaces}: {len(hits)} findings instead of one")
        left = [f for f in left if f not in hits]
    for finding in left:
        if finding.severity >= Severity.WARNING or finding.code == section.code:
            surfaces = [where.text for where in finding.locations]
            problems.append(f"unannounced {finding.code} {finding.severity.label} {surfaces}: {finding.message}")
    return problems


def _name_of(section: Section) -> str:
    return f"{section.code}: {section.title}"


def _parameters() -> list[object]:
    """A section that is a known gap by itself, the others by their rule."""
    sound: dict[str, list[Section]] = {}
    gaps = []
    for section in corpus():
        if section.gap:
            mark = pytest.mark.xfail(reason=section.gap)
            gaps.append(pytest.param([section], id=_name_of(section), marks=mark))
        else:
            sound.setdefault(section.code, []).append(section)
    return [part for sections in sound.values() for part in batches(sections, _name_of)] + gaps


@pytest.mark.parametrize("sections", _parameters())
def test_sections(sections: list[Section]) -> None:
    each(_holds, sections, _name_of)


def _holds(section: Section) -> None:
    findings = found(section)
    for finding in findings:
        for where in finding.locations:
            assert section.text[where.start.offset : where.end.offset] == where.text
    assert not wrongs(section, findings)


def _name(module: RuleModule) -> str:
    return f"{module.RULE.code}-{module.RULE.name}"


@pytest.mark.parametrize("module", all_rules(), ids=_name)
def test_rule_is_documented(module: RuleModule) -> None:
    lines = (module.__doc__ or "").splitlines()
    headings = [line for line in lines if line in HEADINGS]
    assert headings == list(HEADINGS), "the docstring has these headings, once each, in this order"
    for heading in HEADINGS:
        body = [line for line in lines[lines.index(heading) + 1 :] if line.strip() and line not in HEADINGS]
        assert body, f"{heading} says nothing"


SENTENCE = re.compile(r"[.!?](?=[)”\"]*(?:\s|$))|\n\n")
LEDGERS = ("grounds", "link")  # scopes that only a ledger has; for links see test_links.py
FEWEST = 3  # conflicts and look-alikes a rule is shown by; what it takes to silence a finding needs fewer


@pytest.mark.parametrize("module", [m for m in all_rules() if m.RULE.scope == "grounds"], ids=_name)
def test_rule_of_ledgers_has_a_corpus(module: RuleModule) -> None:
    rows = tomllib.loads((CORPUS.parent / "grounds.toml").read_text("utf-8"))["case"]
    marks = [row["name"] for row in rows if any(f.startswith(module.RULE.code) for f in row.get("flagged", ()))]
    quiet = [row["name"] for row in rows if row["name"] not in marks]
    assert len(marks) >= 2 and len(quiet) >= FEWEST


@pytest.mark.parametrize("module", [m for m in all_rules() if m.RULE.scope not in LEDGERS], ids=_name)
def test_rule_has_a_corpus(module: RuleModule) -> None:
    path = CORPUS / f"{_name(module)}.md"
    assert path.is_file()
    mine = [s for s in corpus() if s.path == path]
    flagged = [s for s in mine if any(e.code == module.RULE.code for e in s.expected)]
    marks = sum(e.code == module.RULE.code for s in flagged for e in s.expected)
    silent = [s for s in mine if not s.expected]
    lines = sum(len([part for part in SENTENCE.split(s.text) if part.strip()]) for s in silent)
    fewest = 1 if module.RULE.scope in ("suppression", "blocks") else FEWEST
    assert marks >= fewest or module.RULE.scope == "blocks", "it takes hundreds of figures: see test_blocks.py"
    assert len(silent) >= max(len(flagged), fewest), "at least as many look-alikes as conflicts"
    assert lines >= marks, "at least as many unflagged lines as flagged ones"


@pytest.mark.parametrize("module", all_rules(), ids=_name)
def test_rule_has_its_page(module: RuleModule) -> None:
    rule = module.RULE
    page = (CORPUS.parents[2] / "docs" / "rules.md").read_text("utf-8")
    _, found, rest = page.partition(f"## {rule.code} {rule.name}\n")
    assert found, "run: make docs"
    body = rest.partition("\n## ")[0]
    for heading in HEADINGS:
        assert f"### {heading}\n" in body
    flagged, silent = (list(examples(module, heading)) for heading in ("Flagged", "Not flagged"))
    assert flagged and silent
    for line in [*flagged, *silent]:
        assert line.replace("\n\n", " … ") in body


@pytest.mark.parametrize("module", all_rules(), ids=_name)
def test_rule_is_explained(module: RuleModule, capsys: pytest.CaptureFixture[str]) -> None:
    assert explain.command(rule=module.RULE.code, output=None, color="never") == 0  # type: ignore[call-arg]
    told = capsys.readouterr().out
    assert told.startswith(f"{module.RULE.code} {module.RULE.name}  {module.RULE.severity.label}\n")
    assert all(f"\n{heading}\n" in told for heading in HEADINGS)


def test_corpus_has_only_rules_that_exist() -> None:
    names = {_name(module) for module in all_rules()}
    assert {path.stem for path in CORPUS.glob("*.md")} <= names


def test_codes_and_names_are_unique() -> None:
    rules = [module.RULE for module in all_rules()]
    assert len({r.code for r in rules}) == len({r.name for r in rules}) == len(rules)
    assert all(re.fullmatch(r"CC\d{3}", r.code) and re.fullmatch(r"[a-z]+(-[a-z0-9]+)*", r.name) for r in rules)


class TestRunner:
    """The runner itself can fail: a corpus that cannot go red proves nothing."""

    def section(self, body: str) -> Section:
        return _section(CORPUS / "CC501-placeholder.md", "t", {}, body)

    def test_offsets_survive_comments(self) -> None:
        made = self.section('One. <!-- finding: CC501 "One" -->\nTwo TK. <!-- finding: CC501 "TK" -->\n')
        assert made.text == "One.\nTwo TK.\n"
        assert [made.text[a:b] for e in made.expected for a, b in e.spans] == ["One", "TK"]

    def test_a_missing_finding_fails(self) -> None:
        assert wrongs(self.section('TK. <!-- finding: CC501 "TK" -->\n'), [])

    def test_an_unannounced_finding_fails(self) -> None:
        made = self.section("Reading time: null\n")
        assert wrongs(made, found(made))

    def test_a_malformed_mark_fails(self) -> None:
        with pytest.raises(ValueError, match="not a finding mark"):
            self.section("TK. <!-- finding: TK -->\n")
        with pytest.raises(ValueError, match="does not stand"):
            self.section('TK. <!-- finding: CC501 "absent" -->\n')


EXAMPLE = re.compile(r"[ ]+> (.+)")
UNDATED = frozenset(("CC304", "CC305", "CC306", "CC307", "CC308"))  # their examples name a dateline in brackets
SHORTENED = frozenset(("CC506",))  # its examples stand for texts of some length


def examples(module: RuleModule, heading: str) -> Iterator[str]:
    """The example lines under one heading of a rule's docstring; " … " stands for what lies between two statements."""
    lines = (module.__doc__ or "").splitlines()
    for line in lines[lines.index(heading) + 1 :]:
        if line in HEADINGS:
            break
        if match := EXAMPLE.fullmatch(line):
            yield match[1].replace(" … ", "\n\n")


@pytest.mark.parametrize("module", [m for m in all_rules() if m.RULE.scope == "document"], ids=_name)
def test_examples_of_the_documentation(module: RuleModule) -> None:
    if module.RULE.code in UNDATED | SHORTENED:
        return
    for heading, wanted in (("Flagged", True), ("Not flagged", False)):
        for text in examples(module, heading):
            document = pipeline.from_text(text, "example", "text")
            report = pipeline.check([document], Settings(min_severity=Severity.INFO))
            assert any(f.code == module.RULE.code for f in report.findings) is wanted, text
