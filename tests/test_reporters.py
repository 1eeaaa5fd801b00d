"""Every reporter on the one shared sample report, and the helpers under them."""

from __future__ import annotations

import io
import json
import re
import sys
from collections.abc import Callable
from decimal import Decimal
from importlib.resources import files
from itertools import pairwise
from typing import Any

import jsonschema
import pytest
from sample import detailed, report, small

from claimcheck import __version__, pipeline
from claimcheck.model import Comparison, Document, Report, Severity
from claimcheck.reporters import REPORTERS, Look, abouts, comparison, figures, reporter
from claimcheck.reporters.encode import encode, plain
from claimcheck.reporters.paint import paint
from claimcheck.reporters.readings import read_as
from claimcheck.reporters.records import comparison_record, figure_record, finding_record
from claimcheck.reporters.snippet import cut
from claimcheck.reporters.summary import summary
from claimcheck.reporters.visible import UNSAFE, cells, clipped, visible
from claimcheck.settings import Settings

Golden = Callable[[str, str], None]
SGR = re.compile(r"\x1b\[[0-9;]*m")


def schema(definition: str = "") -> dict[str, Any]:
    """The schema that ships in the package, or one definition of it."""
    whole: dict[str, Any] = json.loads((files("claimcheck") / "data" / "report.schema.json").read_text("utf-8"))
    return {"$ref": f"#/$defs/{definition}", "$defs": whole["$defs"]} if definition else whole


def read_article(text: str) -> Document:
    return pipeline.analyse(pipeline.from_text(text, "a.md"), Settings())


def written(name: str, look: Look | None = None, sample: Report | None = None) -> str:
    stream = io.StringIO()
    reporter(name).write(sample or report(), stream, look or Look())
    return stream.getvalue()


@pytest.mark.parametrize("name", REPORTERS)
def test_golden(name: str, golden: Golden) -> None:
    sample = small() if REPORTERS[name].data else report()
    golden(f"report.{name}", written(name, sample=sample).replace(f'"{__version__}"', '"VERSION"'))


def test_golden_on_a_narrow_terminal(golden: Golden) -> None:
    golden("report.full-70", written("full", Look(width=70)))


def test_golden_in_colour(golden: Golden) -> None:
    golden("report.full-colour", written("full", Look(colour=True, width=100)).replace("\x1b", "␛"))


@pytest.mark.parametrize("name", REPORTERS)
def test_nothing_unsafe_arrives(name: str) -> None:
    assert not UNSAFE.search(written(name).replace("\n", ""))


def test_colour_changes_no_word() -> None:
    plain_text, coloured = written("full", Look(width=100)), written("full", Look(colour=True, width=100))
    assert SGR.sub("", coloured).split() == plain_text.split()
    assert not UNSAFE.search(SGR.sub("", coloured).replace("\n", ""))


@pytest.mark.parametrize("name", [name for name in REPORTERS if name in ("full", "concise", "json", "jsonl")])
def test_a_reporter_neither_sorts_nor_drops(name: str) -> None:
    turned = report()._replace(findings=report().findings[::-1])
    codes = re.findall(r"CC(?:101|103|202|505)(?=\]| error| warning| info|\")", written(name, sample=turned))
    assert codes == ["CC505", "CC202", "CC101", "CC101", "CC103"]


def test_json_is_what_the_schema_says() -> None:
    jsonschema.Draft202012Validator.check_schema(schema())
    record = json.loads(written("json"))
    jsonschema.validate(record, schema(), jsonschema.Draft202012Validator)
    for line in written("jsonl").splitlines():
        jsonschema.validate(json.loads(line), schema("finding"), jsonschema.Draft202012Validator)


def test_json_spans_are_the_surfaces() -> None:
    texts = {d.path: d.text for d in report().documents}
    for finding in json.loads(written("json"))["findings"]:
        for where in finding["locations"]:
            text = texts[where["path"]]
            start, end = where["start"]["offset"], where["end"]["offset"]
            assert text[start:end] == where["text"]
            if "place" not in where:
                line = text.splitlines()[where["start"]["line"] - 1]
                assert line[where["start"]["column"] - 1 : where["end"]["column"] - 1] == where["text"]


def test_json_counts() -> None:
    counts = json.loads(written("json"))["summary"]
    assert (counts["error"], counts["warning"], counts["info"], counts["unchecked"]) == (3, 1, 1, 2)
    assert counts["files"] == 4
    held = report()._replace(findings=tuple(f._replace(suppressed="inline") for f in report().findings))
    counts = json.loads(written("json", sample=held))["summary"]
    assert (counts["error"], counts["suppressed"]) == (0, 5)


def test_concise_is_one_line_a_finding() -> None:
    lines = written("concise").splitlines()
    assert len(lines) == len(report().findings)
    shape = re.compile(r'[^:]+:(\d+:\d+|page \d+): CC\d{3} (error|warning|info) "[^"]+"( … "[^"]+" \([^)]+\))*: .+')
    assert all(shape.fullmatch(line) for line in lines), lines


def test_carets_stand_under_the_figures() -> None:
    lines = written("full").splitlines()
    seen = 0
    for above, below in pairwise(lines):
        for stroke in (
            re.finditer(r"\^{2,}|-{2,}", below) if "|" in below and not below.strip().startswith("--") else ()
        ):
            cell, under = 0, ""
            for character in above:
                if stroke.start() <= cell < stroke.end():
                    under += character
                cell += cells(character)
            assert any(visible(w.text) == under for f in report().findings for w in f.locations), (above, below)
            seen += 1
    assert seen == 11


@pytest.mark.parametrize("width", [40, 60, 80, 200])
def test_a_terminal_line_is_never_too_long_for_its_source(width: int) -> None:
    source_lines = [line for line in written("full", Look(width=width)).splitlines() if re.match(r"\s*\d* \| ", line)]
    assert max(map(cells, source_lines)) <= max(width, 70)


@pytest.mark.parametrize(
    ("line", "span", "width", "shown"),
    [
        ("a short line", (2, 7), 40, "a short line"),
        ("one two three four five six seven eight nine ten", (24, 27), 24, "… five six seven …"),
        ("x" * 200, (100, 110), 30, "… " + "x" * 26 + " …"),
        ("\tone\x1btwo", (1, 4), 40, "    one\\x1btwo"),
        ("", (0, 0), 10, ""),
        ("short", (90, 95), 10, "short"),
    ],
)
def test_cut(line: str, span: tuple[int, int], width: int, shown: str) -> None:
    excerpt = cut(line, [span], width)
    assert excerpt.text == shown
    assert cells(excerpt.text) <= max(width, cells(shown))
    ((at, size),) = excerpt.spans
    assert at >= 0 and size >= 1


def test_a_line_of_fifty_megabytes_is_cut_at_once() -> None:
    line = "x " * 25_000_000
    assert len(cut(line, [(30_000_000, 30_000_003)], 80).text) <= 80


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain 東京 🚢 é", "plain 東京 🚢 é"),
        ("\x1b[31mred\x1b[0m", "\\x1b[31mred\\x1b[0m"),
        ("a\u202eb\u2066c\u200fd", "a<U+202E>b<U+2066>c<U+200F>d"),
        ("a\nb\tc\rd\x00e\x9bf\x7f", "a\\nb\\tc\\rd\\x00e\\x9bf\\x7f"),
        ("\udcff\u2028\U000e0041", "<U+DCFF><U+2028><U+E0041>"),
    ],
)
def test_visible(text: str, shown: str) -> None:
    assert visible(text) == shown


def test_cells() -> None:
    assert [cells(t) for t in ("ab", "東京", "🚢", "e\u0301", "\u2764\ufe0f", "a\u200db", "")] == [2, 4, 2, 1, 2, 2, 0]
    assert clipped("東京都庁", 5) == "東京…"


@pytest.mark.parametrize(
    ("value", "number"),
    [("12", "12"), ("1E+3", "1000"), ("1.50", "1.5"), ("-0.25", "-0.25"), ("1E+60", "1e+60"), ("0E-9", "0")],
)
def test_decimals_become_numbers(value: str, number: str) -> None:
    assert encode(plain(Decimal(value))) == number


@pytest.mark.parametrize("value", ["1E+9999", "-1E+9999", "1E-9999", "9" * 400 + ".5", "1E+308"])
def test_huge_numbers_stay_valid(value: str) -> None:
    number = json.loads(encode(plain(Decimal(value))))
    assert abs(number) <= sys.float_info.max


def test_unsafe_characters_are_escaped_and_read_back() -> None:
    text = 'a\u202e\x9b\x1b\ud800\U000e0041\x7f\n"é'
    for pretty in (False, True):
        line = encode({"t": text}, pretty)
        assert not UNSAFE.search(line.replace("\n", ""))
        assert json.loads(line) == {"t": text}
    with pytest.raises(ValueError, match="JSON"):
        encode(float("nan"))


def summary_text(sample: Report) -> str:
    stream = io.StringIO()
    paint(summary(sample), stream, Look())
    return stream.getvalue()


def test_an_empty_run_is_not_a_clean_bill() -> None:
    empty = report()._replace(findings=(), skipped=())
    assert "not a clean bill" not in summary_text(empty)
    assert "nothing was compared: this is not a clean bill" in summary_text(empty._replace(compared=0))
    bare = empty._replace(documents=tuple(d._replace(claims=()) for d in empty.documents))
    assert "no figures to compare, so this is not a clean bill" in summary_text(bare)


def test_what_could_not_be_checked_is_said_aloud() -> None:
    assert "not checked: paper.pdf: page 4 has no text (CC905)" in summary_text(report())
    assert "2 parts not checked" in summary_text(report())


@pytest.mark.parametrize("verdict", ["conflict", "agree", "compatible", "unrelated"])
def test_comparison(verdict: str, golden: Golden) -> None:
    sample = report()
    finding = sample.findings[0]
    a, b = sample.documents[0], sample.documents[1]._replace(path="b")
    a = a._replace(path="a")
    if verdict == "conflict":
        found = (finding._replace(locations=tuple(w._replace(path="a") for w in finding.locations)),)
        compared = Comparison(verdict, Severity.ERROR, 0.94, "both: distance-to · lighthouse", found, (a, b))
    else:
        compared = Comparison(verdict, None, 0.5, "no figure of one kind in both", (), (a, b))
    stream = io.StringIO()
    paint(comparison.lines(compared, Look()), stream, Look())
    golden(f"comparison.{verdict}", stream.getvalue())
    jsonschema.validate(comparison_record(compared), schema("comparison"), jsonschema.Draft202012Validator)


@pytest.mark.parametrize("form", figures.WRITERS)
def test_figures(form: str, golden: Golden) -> None:
    documents = small().documents if form == "json" else report().documents
    stream = io.StringIO()
    figures.WRITERS[form](list(figures.entries(documents)), stream, Look())
    golden(f"figures.{form}", stream.getvalue().replace(f'"{__version__}"', '"VERSION"'))


def test_what_a_figure_is_about(golden: Golden) -> None:
    sample = detailed()
    for name, look in (("detail", Look(detail=True)), ("detail-80", Look(width=80, detail=True))):
        stream = io.StringIO()
        figures.write_table(figures.entries(sample.documents), stream, look)
        assert not UNSAFE.search(stream.getvalue().replace("\n", ""))
        golden(f"figures.{name}", stream.getvalue())
    golden("report.full-detail", written("full", Look(width=100, detail=True), sample=sample))
    compared = Comparison("conflict", Severity.ERROR, 0.94, "both: lighthouse", sample.findings, sample.documents)
    stream = io.StringIO()
    paint(comparison.lines(compared, Look(width=100, detail=True)), stream, Look())
    assert not UNSAFE.search(stream.getvalue().replace("\n", ""))
    golden("comparison.detail", stream.getvalue())


def test_what_a_figure_is_about_for_programs() -> None:
    stream = io.StringIO()
    figures.write_jsonl(figures.entries(detailed().documents), stream, Look(detail=True))
    first, second = (json.loads(line)["about"] for line in stream.getvalue().splitlines())
    assert first["role"] == "distance-to" and first["times"] == ["2024-12-03", "XXXX-SP"]
    assert second["subjects"] == ["boats"] and second["role"] is None
    stream = io.StringIO()
    figures.write_jsonl(figures.entries(detailed().documents), stream, Look())
    assert "about" not in json.loads(stream.getvalue().splitlines()[0])


def test_nothing_is_said_of_an_empty_record() -> None:
    document = read_article("It was 12.\n")
    (entry,) = figures.entries([document])
    labels = [label for label, _ in abouts.rows(entry.document, entry.claim, entry.at)]
    assert "measures" not in labels and "said by" not in labels and "denied" not in labels


REFUSALS = (
    ("The fire killed 12 people.", "The fire injured 14 people.", "“12 people” / “14 people”: another role"),
    (
        "The town had 3,000 inhabitants in 2020.",
        "In 2010 only 2,500 inhabitants lived in it.",
        "another time: 2020 / 2010",
    ),
    (
        "The north plant employs 300 people.",
        "The south plant employs 400 people.",
        "another owner: north plant / south plant",
    ),
    ("The bridge is 2 km long.", "The bridge opened in 1999.", "no figure of one is of a kind"),
    ("The bridge is long.", "The bridge opened in 1999.", "no figure to compare in A"),
    ("The dog barked.", "The cat slept for 3 hours.", "they share hardly a word"),
)


@pytest.mark.parametrize(("a", "b", "why"), REFUSALS)
def test_the_gate_is_told_in_words(a: str, b: str, why: str) -> None:
    answer = pipeline.compare(a, b, Settings())
    assert answer.verdict in ("compatible", "unrelated")
    assert why in answer.reason


@pytest.mark.parametrize("width", [80, 140])
def test_figures_on_a_terminal(width: int, golden: Golden) -> None:
    stream = io.StringIO()
    figures.write_table(figures.entries(report().documents), stream, Look(width=width))
    text = stream.getvalue()
    assert all(cells(line) <= width for line in text.splitlines())
    assert not UNSAFE.search(text.replace("\n", ""))
    golden(f"figures.table-{width}", text)
    coloured = io.StringIO()
    figures.write_table(figures.entries(report().documents), coloured, Look(colour=True, width=width))
    bare = "\n".join(line.rstrip() for line in SGR.sub("", coloured.getvalue()).splitlines())
    assert bare == text.rstrip("\n")


@pytest.mark.parametrize("width", range(20, 120, 7))
def test_a_long_surface_is_cut_and_never_the_place(width: int) -> None:
    document = read_article(f"The {'very ' * 30}long list of 12 {'wide-eyed ' * 20}readers cost 日本 ¥3 million.\n")
    stream = io.StringIO()
    figures.write_table(figures.entries([document]), stream, Look(width=width))
    lines = stream.getvalue().splitlines()
    assert all(cells(line) <= max(width, 72) for line in lines)
    assert [line.split()[0] for line in lines[2:-2]] == [
        f"{e.location.start.line}:{e.location.start.column}" for e in figures.entries([document])
    ]


def test_an_empty_table_is_empty() -> None:
    for width in (None, 80):
        stream = io.StringIO()
        figures.write_table([], stream, Look(width=width))
        assert stream.getvalue() == ""


READINGS = {
    "within 20 miles": "at most 32.2 km",
    "35 kilometres": "35 km",
    "2-3 miles": "3.22 to 4.83 km",
    "20 ± 2 km": "18 to 22 km",
    "a 500-pound bomb": "227 kg",
    "104 °F": "40 °C",
    "it warmed by 4 °F": "by 2.22 °C",
    "half an hour": "30 minutes",
    "three tons of sand": "3 tons",
    "900 barrels": "900 barrels",
    "up to 90 mph": "at most 145 km/h",
    "500 people per square mile": "193 people per km²",
    "$48 per square foot": "517 US dollars per m²",
    "$2,350 an ounce": "2,350 US dollars per ounce",
    "30 mpg": "30 miles per gallon",
    "8 t/ha": "8 t per ha",
    "12 miles a day": "19.3 km per day",
    "50p": "0.5 pounds sterling",
    "$4.69 billion": "4.69 billion US dollars",
    "$1,234,567,890": "1,234,567,890 US dollars",
    "$1": "1 US dollar",
    "dozens of soldiers": "24 to 120 soldiers",
    "12 more people": "12 more people",
    "one in five": "20%",
    "it is three times higher": "by 3 times",
    "he came third": "3rd",
    "the 21st": "21st",
    "rose to 45%": "to 45%",
    "a 41-year-old man": "41 years old",
    "before 3 May 2024": "before 2024-05-03",
    "at 14:30": "14:30",
    "they won 3-1": "3-1",
    "rated 8.35 out of 10": "8.35 out of 10",
}


@pytest.mark.parametrize(("text", "wanted"), READINGS.items())
def test_a_figure_in_words(text: str, wanted: str) -> None:
    (entry,) = figures.entries([read_article(text)])
    assert read_as(entry.figure) == wanted


def test_the_closing_line_fits() -> None:
    found = list(figures.entries([read_article(" ".join(f"It is {text}." for text in READINGS))]))
    for width in (50, 60, 80, 400):
        line = figures.closing(found, width)
        assert len(line) <= width
        told = [int(n) for n in re.findall(r"(\d+) [a-z]", line.partition(": ")[2])]
        assert sum(told) == len(found)


def test_names_keep_their_capitals() -> None:
    document = read_article("Ingrid Sol wept. She walked 560 kilometres. Ingrid Sol is 41.")
    assert all("ingrid" not in owner for entry in figures.entries([document]) for owner in entry.owners)


def test_figures_of_one_kind() -> None:
    assert {e.figure.kind for e in figures.entries(report().documents, kind="percent")} == {"percent"}
    assert {e.figure.surface for e in figures.entries(report().documents, dimension="length")} == {
        "within 20 miles",
        "35 kilometres",
    }


@pytest.mark.parametrize("surface", ["=1+1", "+12 men", "-12 °C", "@12", "\t=1"])
def test_csv_is_safe_for_spreadsheets(surface: str) -> None:
    document = report().documents[0]
    claim = document.claims[1]
    evil = claim._replace(figures=(claim.figures[0]._replace(surface=surface),))
    stream = io.StringIO()
    figures.write_csv(figures.entries((document._replace(claims=(evil,)),)), stream, Look())
    assert f",'{surface.strip()}," in stream.getvalue()


def test_records_match_the_schema() -> None:
    for finding in report().findings:
        jsonschema.validate(finding_record(finding), schema("finding"), jsonschema.Draft202012Validator)
        for where in finding.locations:
            if where.figure:
                jsonschema.validate(figure_record(where.figure), schema("figure"), jsonschema.Draft202012Validator)


def test_every_format_says_what_it_is() -> None:
    assert all(row.doc for row in REPORTERS.values())
