"""The language server: through a real client library over stdio, and its parts by themselves."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import desk
import pytest
from conftest import Run
from editor import Editor, abilities
from hypothesis import given
from hypothesis import strategies as st
from lsprotocol import types

from claimcheck import pipeline
from claimcheck.lsp import actions, hover, offers, positions, show, texts
from claimcheck.lsp.checker import Checked, Checker, Configured
from claimcheck.lsp.show import WHY
from claimcheck.reporters.visible import squeezed
from claimcheck.rules import all_rules
from claimcheck.settings import Settings

HARBOUR = """# A tanker on fire

The tanker 🚢 lay within 5 miles of the harbour.

Twelve kilometres from the harbour, the tanker waited.
"""


@pytest.fixture(scope="module")
def editor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Editor]:
    """One session for the whole module, in a folder that is the top of a repository."""
    folder = tmp_path_factory.mktemp("desk")
    (folder / ".git").mkdir()
    session = Editor(folder, "--stdio")
    yield session
    code, errors = session.leave()
    assert code == 0
    assert [line for line in errors.splitlines() if not line.startswith("claimcheck lsp: WARNING: ")] == []


def test_a_finding_stands_at_its_doubtful_side_and_names_the_other(editor: Editor) -> None:
    uri, (found,) = editor.put(editor.folder / "news/at sea, 100%.md", HARBOUR)
    assert (found.code, found.severity, found.source) == ("CC103", types.DiagnosticSeverity.Error, "claimcheck")
    line = HARBOUR.splitlines()[2].encode("utf-16-le")
    assert line[2 * found.range.start.character : 2 * found.range.end.character].decode("utf-16-le") == "within 5 miles"
    assert "at most 8.05 kilometres against 12 kilometres" in found.message
    (other,) = found.related_information or ()
    assert other.location.uri == uri
    assert (other.location.range.start, other.location.range.end) == (types.Position(4, 0), types.Position(4, 17))
    assert "Twelve kilometres" in other.message
    assert found.data
    assert editor.other_sides(uri, 2, 20) == [other.location]
    assert [place.range for place in editor.other_sides(uri, 4, 17)] == [found.range]
    assert editor.other_sides(uri, 2, 3) == [] == editor.marked(uri, 2, 3)
    assert editor.marked(uri, 2, 20) == editor.marked(uri, 4, 0) == [found.range, other.location.range]
    editor.close(uri)
    editor.until(lambda: not editor.said[uri].diagnostics)


def test_typing_is_followed(editor: Editor) -> None:
    uri, found = editor.put(editor.folder / "typed.md", HARBOUR)
    assert len(found) == 1
    editor.edit(uri, 2, ((4, 0), (4, 6), "Six"), ((0, 2), (0, 2), "🚢🚢 "))
    assert editor.diagnostics(uri, 2) == []
    editor.edit(uri, 3, ((4, 0), (4, 3), "Forty"))
    editor.edit(uri, 4, ((4, 0), (4, 5), "Thirty"))
    (found_now,) = editor.diagnostics(uri, 4)
    assert "30 kilometres" in found_now.message
    editor.close(uri)


# --- in a project -----------------------------------------------------------------------------------------------------

FIRST = "# Flood at Brenna\n\n🌊 The flood at the Brenna dam killed 12 people on Monday.\n"
SECOND = "# Brenna mourns\n\nFlags hung low on Friday.\n\nThe Brenna dam flood killed 15 people.\n"


@pytest.fixture
def paper(editor: Editor, in_process: Run, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Path:
    """A folder of its own with a ledger of two articles that contradict each other."""
    folder = editor.folder / request.node.name
    (folder / "news").mkdir(parents=True)
    monkeypatch.chdir(folder)
    (folder / "news/first.md").write_text(FIRST, "utf-8")
    (folder / "news/second.md").write_text(SECOND, "utf-8")
    assert in_process("init")[0] == 0
    assert in_process("add", "news")[0] in (0, 1)
    return folder


def state(folder: Path) -> dict[str, bytes]:
    """Every file below a folder with its bytes."""
    return {str(p): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def spanned(text: str, place: types.Range) -> str:
    """What stands in a range of one line, counted in UTF-16."""
    line = text.split("\n")[place.start.line].encode("utf-16-le")
    return line[2 * place.start.character : 2 * place.end.character].decode("utf-16-le")


def test_other_articles_of_the_ledger_speak_and_decisions_silence(editor: Editor, paper: Path, in_process: Run) -> None:
    before = state(paper)
    uri, alone = editor.put(paper / "news/second.md", SECOND)
    assert alone == [], "what it says by itself is said at once, the other articles are read after that"
    (found,) = editor.some(uri)
    assert found.code == "CC101" and spanned(SECOND, found.range) == "15 people"
    (other,) = found.related_information or ()
    assert other.location.uri == (paper / "news/first.md").as_uri()
    assert spanned(FIRST, other.location.range) == "12 people"
    assert editor.other_sides(uri, 4, 30) == [other.location] and editor.marked(uri, 4, 30) == [found.range]

    first = (paper / "news/first.md").as_uri()
    (mirrored,) = editor.open(first, FIRST)
    assert mirrored.code == "CC101" and spanned(FIRST, mirrored.range) == "12 people"
    editor.said.clear()
    editor.edit(first, 2, ((2, 37), (2, 39), "15"))  # not saved, and yet the other open article is looked at again
    editor.until(lambda: all(one in editor.said and not editor.said[one].diagnostics for one in (first, uri)))
    editor.close(first)
    editor.until(lambda: bool(editor.said[uri].diagnostics))
    assert state(paper) == before, "an editor writes nothing"

    (row,) = json.loads(in_process("conflicts", "--json")[1])["conflicts"]
    assert in_process("resolve", row["id"], "--as", "distinct", "--note", "another dam", "--by", "Ada Holm")[0] == 0
    editor.changed_on_disk(paper / "claims.json")
    editor.until(lambda: not editor.said[uri].diagnostics)
    editor.edit(uri, 2, ((4, 28), (4, 30), "16"))
    assert [d.code for d in editor.now(uri, 2)] == ["CC101"], "a decision stands for the wording it was made for"
    editor.close(uri)


def test_a_hover_tells_what_the_ledger_knows(editor: Editor, paper: Path, in_process: Run) -> None:
    said = in_process(
        "verify", "news/second.md:5", "--source", "person:Tor Lunde", "--by", "Ada *Holm*", "--note", "rang"
    )
    assert said[0] == 0, said
    uri, _ = editor.put(paper / "news/second.md", SECOND)
    editor.some(uri)
    hover = editor.hover(uri, 4, 30)
    assert hover is not None and isinstance(hover.contents, types.MarkupContent)
    assert spanned(SECOND, hover.range or found_nothing()) == "15 people"
    lines = hover.contents.value.splitlines()
    assert lines[0] == "**15 people**" and "- read as: 15 people" in lines and "- measures: death toll" in lines
    assert any(re.fullmatch(r"- claim: C-\w{8}, verified, and contested", line) for line in lines), lines
    assert any(re.fullmatch(r"- verified: by Ada \\\*Holm\\\*, 20\S+: rang", line) for line in lines), lines
    assert any(re.fullmatch(r"- error CC101: .* 3 people apart \(K-\w{8}, open\)", line) for line in lines), lines
    assert editor.hover(uri, 2, 3) is None
    editor.close(uri)


def found_nothing() -> types.Range:
    raise AssertionError("a hover without a range")


def test_what_is_said_is_what_check_says(editor: Editor, in_process: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Settings, suppressions and baseline of the folder counted in."""
    folder = editor.folder / "plain"
    folder.mkdir()
    monkeypatch.chdir(folder)
    (folder / "claimcheck.toml").write_text('min-severity = "info"\nignore = ["CC505"]\n')
    page = (
        "# Figures\n\nThe 🏭 plant has 40 workers, reports indicate.\n\n"
        "All 45 workers of the plant are on strike, {{why}}.\n\n"
        "The bridge opened on Monday, 4 May 2021. <!-- claimcheck: ignore[CC301] as the plaque has it -->\n\n"
        "Of the 20 boats, 5 (30%) sank.\n\nIt was 5 miles (12 km) off. <!-- claimcheck: ignore[CC302]-->\n"
    )
    (folder / "old.md").write_text("The mast is 5 metres (10 ft) high.\n")
    assert in_process("baseline", "old.md")[0] == 0
    for name, text in (("page.md", page), ("old.md", (folder / "old.md").read_text())):
        uri, found = editor.put(folder / name, text)
        report = json.loads(in_process("check", name, "--output-format", "json")[1])
        shown = [f for f in report["findings"] if f["suppressed"] is None]
        ours = [d for d in found if d.code]
        assert [d.code for d in ours] == [f["code"] for f in shown]
        assert [d.data["fingerprint"] for d in ours] == [f["fingerprint"] for f in shown]
        for diagnostic, finding in zip(ours, shown, strict=True):
            if finding["locations"][0]["text"]:
                assert spanned(text, diagnostic.range) == finding["locations"][0]["text"]
            assert diagnostic.message.startswith(finding["message"])
        assert len(shown) >= 3 if name == "page.md" else not shown
        assert [d.message for d in found if not d.code] == ([WHY] if name == "page.md" else [])
        editor.close(uri)


# --- what is wrong around a text --------------------------------------------------------------------------------------


def test_a_damaged_ledger_and_a_wrong_setting_are_told_once(editor: Editor) -> None:
    folder = editor.folder / "broken"
    folder.mkdir()
    (folder / "claims.json").write_text('{"articles": {,')
    (folder / "claimcheck.toml").write_text("\nselct = []\n")
    editor.messages.clear()
    uri, found = editor.put(folder / "a.md", HARBOUR)
    assert [d.code for d in found] == ["CC103"], "the text is checked all the same"
    editor.edit(uri, 2, HARBOUR + "\nMore.\n")
    editor.now(uri, 2)
    setting, ledger = (m.message for m in editor.messages)
    assert 'claimcheck.toml:2: unknown key "selct"' in setting and "select" in setting
    assert ledger.startswith("claimcheck: checked without the ledger: ") and "claims.json" in ledger
    (folder / "claimcheck.toml").write_text('ignore = ["CC1"]\n')
    editor.changed_on_disk(folder / "claimcheck.toml")
    editor.until(lambda: not editor.said[uri].diagnostics)
    assert len(editor.messages) == 2
    editor.close(uri)


def test_what_is_not_checked(editor: Editor) -> None:
    editor.messages.clear()
    folder = editor.folder
    for uri, language in (
        ("git:/a.md?ref=main", "markdown"),
        ((folder / "a.py").as_uri(), "python"),
        ((folder / "a.docx").as_uri(), "markdown"),
        ("::not an address//[", "markdown"),
    ):
        item = types.TextDocumentItem(uri, language, 1, HARBOUR)
        editor.client.text_document_did_open(types.DidOpenTextDocumentParams(item))
        editor.edit(uri, 2, HARBOUR)
        assert editor.hover(uri, 2, 22) is None
    editor.edit((folder / "never opened.md").as_uri(), 2, HARBOUR)
    assert editor.open("untitled:Untitled-1", "x " * 300_001, "plaintext") == []
    assert "too long to be checked while you write" in editor.messages[0].message
    assert [d.code for d in editor.open("untitled:Untitled-2", HARBOUR, "plaintext")] == ["CC103"]
    assert [d.code for d in editor.open((folder / "NOTES").as_uri(), HARBOUR, "markdown")] == ["CC103"]
    (folder / "claimcheck.toml").write_text('exclude = ["drafts"]\n')
    assert editor.put(folder / "drafts/a.md", HARBOUR)[1] == []
    (folder / "claimcheck.toml").unlink()


@pytest.mark.parametrize("end", ["\r\n", "\r"], ids=["CRLF", "CR"])
def test_marks_and_line_ends(editor: Editor, end: str) -> None:
    text = "\ufeff" + HARBOUR.replace("\n", end).replace("Twelve", "\u2028\x0cTwelve")
    uri = (editor.folder / "marked.md").as_uri()
    (found,) = editor.open(uri, text)
    assert (found.range.start.line, found.range.start.character) == (2, 18)
    (other,) = found.related_information or ()
    assert (other.location.range.start.line, other.location.range.start.character) == (4, 2)
    hover = editor.hover(uri, 4, 4)
    assert hover is not None and hover.range == other.location.range
    editor.edit(uri, 2, ((4, 2), (4, 8), "Six"))
    assert editor.now(uri, 2) == []
    editor.close(uri)


# --- code actions -----------------------------------------------------------------------------------------------------


def test_ignoring_with_a_reason(editor: Editor) -> None:
    uri = (editor.folder / "ignored.md").as_uri()
    (found,) = editor.open(uri, HARBOUR)
    other, ignore, explain = editor.actions(uri, found.range, found)
    assert ignore.title == "Ignore CC103 here: say why in a comment" and ignore.kind == "quickfix"
    assert ignore.diagnostics and ignore.diagnostics[0].data == found.data
    assert ignore.edit is not None and ignore.edit.changes is not None and ignore.command is not None
    (edit,) = ignore.edit.changes[uri]
    assert edit.new_text == "<!-- claimcheck: ignore[CC103]  -->\n"
    editor.shown.clear()
    start = edit.range.start.line, edit.range.start.character
    editor.edit(uri, 2, (start, start, edit.new_text))
    editor.run(ignore.command)
    cursor = editor.shown[0].selection
    assert cursor is not None and (cursor.start.line, cursor.start.character) == (2, 31) and cursor.start == cursor.end
    (left,) = editor.now(uri, 2)
    assert (left.message, left.severity) == (WHY, types.DiagnosticSeverity.Information)
    editor.edit(uri, 3, ((2, 31), (2, 31), "the log has it"))
    assert editor.now(uri, 3) == []

    assert other.title == "Open the other side: “Twelve kilometres” (ignored.md:5:1)"
    assert other.command is not None and explain.command is not None
    editor.run(other.command)
    assert editor.shown[-1].uri == uri and editor.shown[-1].take_focus
    assert editor.shown[-1].selection == (found.related_information or ())[0].location.range
    assert explain.title == "Explain CC103 (bound-broken)"
    editor.messages.clear()
    editor.run(explain.command)
    editor.until(lambda: bool(editor.messages))
    assert "Reads “within”" in editor.messages[0].message.replace('"within"', "“within”")
    editor.close(uri)


def test_an_editor_that_can_do_little(tmp_path: Path) -> None:
    """UTF-8 columns, plain text, no other sides, nowhere to go; and it leaves without a word."""
    (tmp_path / ".git").mkdir()
    editor = Editor(tmp_path, can=abilities(related=False, markdown=False, show=False, utf8=True))
    assert editor.capabilities.position_encoding == "utf-8"
    uri, (found,) = editor.put(tmp_path / "a.md", HARBOUR)
    assert (found.range.start.line, found.range.start.character) == (2, 20)
    assert found.related_information is None and "“Twelve kilometres” a.md:5:1" in found.message
    hover = editor.hover(uri, 2, 22)
    assert hover is not None and isinstance(hover.contents, types.MarkupContent)
    assert hover.contents.kind == "plaintext" and "as it may be rounded: 0 to 5.5 miles" in hover.contents.value
    assert [action.title[:7] for action in editor.actions(uri, found.range)] == ["Ignore ", "Explain"]
    editor.client.protocol.notify("textDocument/didChange", {"nothing": "of the kind"})
    assert editor.hover(uri, 0, 0) is None, "what cannot be understood is passed over"
    code, errors = editor.leave(politely=False)
    assert code == 1 and "Traceback" not in errors


# --- its parts --------------------------------------------------------------------------------------------------------


TEXTS = st.text(st.sampled_from("a\r\n\x0c\u2028é🚢\u0301\ud800"), max_size=20)


@pytest.mark.parametrize("unit", positions.UNITS)
@given(text=TEXTS, at=st.integers(0, 25))
def test_every_offset_has_a_place_and_every_place_an_offset(unit: str, text: str, at: int) -> None:
    lines = positions.Text(text, positions.UNITS[unit])
    place = lines.place(at)
    offset = min(at, len(text))
    inside = text[offset - 1 : offset + 1] == "\r\n"  # between the two there is no place
    assert lines.offset(*place) == (offset - 1 if inside else offset)
    assert lines.offset(place.line, place.column + 1000) >= offset - inside
    assert lines.offset(place.line, 1 << 40) == lines.line_end(place.line)
    assert lines.offset(10**9, 0) == len(text) and lines.offset(-1, 5) == 0 == lines.offset(0, -1)


@given(text=TEXTS, new=TEXTS, ends=st.tuples(st.integers(0, 20), st.integers(0, 20)))
def test_an_edit_lands_where_the_editor_means_it(text: str, new: str, ends: tuple[int, int]) -> None:
    start, end = (min(offset, len(text)) for offset in sorted(ends))
    lines, known = positions.Text(text), texts.Texts()
    if "\r\n" in (text[start - 1 : start + 1], text[end - 1 : end + 1]):
        return
    place = types.Range(*(types.Position(*lines.place(offset)) for offset in (start, end)))
    known.opened("file:///a.md", 1, text, "markdown")
    edited = known.changed("file:///a.md", 2, [types.TextDocumentContentChangePartial(place, new)])
    assert edited is not None and edited.text == text[:start] + new + text[end:]


def test_a_column_inside_a_character_is_the_characters() -> None:
    for unit, inside in (("utf-8", 3), ("utf-16", 2)):
        assert positions.Text("a🚢b", positions.UNITS[unit]).offset(0, inside) == 1


@pytest.mark.parametrize(
    ("uri", "path"),
    [
        ("file:///desk/at%20sea%2C%20100%25.md", "/desk/at sea, 100%.md"),
        ("file:///c%3A/desk/a%20b.md", "c:/desk/a b.md"),
        ("file:///C:/desk/a.md", "C:/desk/a.md"),
        ("file://server/share/a.md", "//server/share/a.md"),
        ("file://localhost/desk/a.md", "/desk/a.md"),
        ("file:///desk/%C3%A5.md", "/desk/å.md"),
    ],
)
def test_addresses_of_files(uri: str, path: str) -> None:
    found = texts.path_of(uri)
    assert found is not None and found.as_posix() == path
    assert texts.path_of(texts.uri_of(found)) == found


@pytest.mark.parametrize(
    "uri", ["untitled:Untitled-1", "git:/a.md", "file:", "file:///a%00b", "http://a.example/b.md", "//["]
)
def test_addresses_of_no_file(uri: str) -> None:
    assert texts.path_of(uri) is None


def figures(text: str, dateline: date | None = None) -> Iterator[tuple[str, dict[str, str]]]:
    """Every figure of a text with the rows of its hover."""
    document = pipeline.analyse(pipeline.from_text(text), Settings(dateline=dateline))
    checked = Checked(texts.Snapshot("untitled:1", 1, text, "text"), document, Settings())
    for claim in document.claims:
        for at in range(len(claim.figures)):
            heading, told = hover.lines(checked, hover.Found(claim, at), None)
            yield heading, dict(told)


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("It lay within 20 miles of land.", {"as written": "0 to 20 miles", "that is": "32.2 kilometres"}),
        ("It is 35 kilometers off.", {"as written": "34.5 to under 35.5 kilometres", "that is": "21.7 miles"}),
        ("It cost $4.69 billion.", {"as written": "4,685,000,000 to under 4,695,000,000 US dollars"}),
        ("At least 300 tonnes came.", {"read as": "at least 300 tonnes", "that is": "331 short tons"}),
        ("It was 40 degrees Celsius.", {"as it may be rounded": "35 to under 45 degrees Celsius", "that is": "104 °F"}),
        ("They shipped 31,000 tonnes.", {"that is": "34,200 short tons"}),
        ("It took under an hour.", {"as written": "0 to under 1 hour"}),
        ("He is 6ft 2in tall.", {"that is": "1.88 metres · 6.17 feet"}),
        ("It took 90 minutes.", {"that is": "1.5 hours"}),
        ("It took 3 to 5 hours.", {"read as": "3 to 5 hours"}),
        ("It rose by 4.5%.", {"read as": "by 4.5%", "as written": "4.45 to under 4.55%"}),
        ("It uses 40 litres per day.", {"that is": "10.6 US gallons per day · 8.8 imperial gallons per day"}),
        ("It was 25 degrees at noon.", {"that is": None}),
        ("He drank two gallons.", {"that is": None}),
        ("It was minus 5 degrees Celsius.", {"that is": "23 °F"}),
        ("It rose by 5 degrees Celsius.", {"that is": "9 °F"}),
        ("A third of them left.", {"read as": "33.3%"}),
        ("She came second.", {"read as": "2nd"}),
        ("About 12 people came.", {"read as": "about 12 people"}),
        ("It fell to 50 pence.", {"as written": "49.5 to under 50.5 pennies"}),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_how_a_figure_was_read(text: str, rows: dict[str, str]) -> None:
    (_, told) = next(figures(text))
    assert {label: told.get(label) for label in rows} == rows, told


def test_a_date_tells_its_weekday_and_what_it_is_reckoned_from() -> None:
    told = dict(figures("The mill burned on Tuesday and was sold in May 2024.", date(2024, 12, 5)))
    assert told["Tuesday"]["read as"] == "2024-12-03"
    assert told["Tuesday"]["reckoned from"] == "the dateline, 2024-12-05"
    assert "weekday" in told["Tuesday"]
    assert told["May 2024"]["days"] == "2024-05-01 to 2024-05-31"
    assert dict(figures("He came on 3 May."))["3 May"]["reckoned from"] == "nothing: no dateline is known"


NASTY = (
    "[a](http://evil.example)",
    "<img src=x onerror=y>",
    "**b**",
    "`c`",
    "&lt;",
    "a_b_c",
    "www.evil.example",
    "\x1b]8;;x\x07",
)
_TAGS = {"paragraph_open", "inline", "paragraph_close"}


@pytest.mark.parametrize("text", NASTY)
def test_nothing_quoted_is_markdown(text: str) -> None:
    from markdown_it import MarkdownIt

    tokens = MarkdownIt("commonmark").parse(hover.escaped(text))
    assert {token.type for token in tokens} <= _TAGS
    (inline,) = (token for token in tokens if token.type == "inline")
    assert {child.type for child in inline.children or ()} <= {"text", "text_special"}
    assert "".join(child.content for child in inline.children or ()) == squeezed(text)


@pytest.mark.parametrize("heading", ["# 12 people", "- 12", "1. 12", "+ 12"])
def test_a_line_begins_no_block(heading: str) -> None:
    from markdown_it import MarkdownIt

    assert {token.type for token in MarkdownIt("commonmark").parse(hover.escaped(heading))} <= _TAGS


IGNORED = {
    "a paragraph": ("It was 5 miles (12 km) off.\n", "<!-- -->\nIt was 5 miles (12 km) off.\n"),
    "inside one": ("So far\nit was 5 miles (12 km) off.\n", "So far\nit was 5 miles (12 km) off. <!-- -->\n"),
    "a hard break": ("a\nIt was 5 miles (12 km) off  \nto us.\n", "a\nIt was 5 miles (12 km) off <!-- -->  \nto us.\n"),
    "a list": ("- One\n- 5 miles (12 km) off.\n", "- One\n- 5 miles (12 km) off. <!-- -->\n"),
    "a quotation": ("> It was 5 miles (12 km) off.\n", "<!-- -->\n> It was 5 miles (12 km) off.\n"),
    "a heading": ("Text.\n\n## It was 5 miles (12 km) off\n", "Text.\n\n<!-- -->\n## It was 5 miles (12 km) off\n"),
    "CRLF": ("It was 5 miles (12 km) off.\r\n", "<!-- -->\r\nIt was 5 miles (12 km) off.\r\n"),
    "no end": ("It was 5 miles (12 km) off", "<!-- -->\nIt was 5 miles (12 km) off"),
    "front matter": ("---\ntitle: It was 5 miles (12 km) off\n---\n\nText.\n", ""),
    "a table": ("| a | b |\n|---|---|\n| far | 5 miles (12 km) |\n", ""),
}
PAGES = {
    "a page": ("<p>\nIt was 5 miles (12 km) off.</p>\n", "<p>\nIt was 5 miles (12 km) off.</p> <!-- -->\n"),
    "its first line": ("<p>It was 5 miles (12 km) off.</p>", "<!-- -->\n<p>It was 5 miles (12 km) off.</p>"),
}
PLACES = [("markdown", *IGNORED[kind]) for kind in IGNORED] + [("html", *PAGES[kind]) for kind in PAGES]


@pytest.mark.parametrize(("format", "text", "wanted"), PLACES, ids=[*IGNORED, *PAGES])
def test_a_comment_is_put_where_it_changes_nothing(format: str, text: str, wanted: str) -> None:
    snapshot = texts.Snapshot("untitled:1", 1, text, format, name="a.md")
    checked = Checker(lambda folder: Configured(), print).check(snapshot, {})
    assert checked is not None
    (finding,) = checked.findings
    found = actions.ignoring(checked, finding, finding.locations[0])
    assert (found is not None) == bool(wanted)
    if found is None:
        return
    after = text[: found.offset] + found.text + text[found.offset :]
    assert after.replace(" claimcheck: ignore[CC208] ", "") == wanted
    again = Checker(lambda folder: Configured(), print).check(snapshot._replace(text=after), {})
    assert again is not None and again.findings == ()


def snapshot_of(path: Path, text: str) -> texts.Snapshot:
    return texts.Snapshot(path.as_uri(), 1, text, "markdown", path, path.name)


def test_a_new_article_is_held_against_the_ledger_and_a_source_is_not(tmp_path: Path) -> None:
    lines = [line for line in FIRST.splitlines() if line]
    desk.ledger(tmp_path, "news/first.md", lines, ("heading", "number"))
    said: list[str] = []
    checker = Checker(lambda folder: Configured(), said.append)
    text = SECOND.replace("15 people", "15 people <!-- claimcheck: ignore[CC101] theirs -->")
    new = snapshot_of(tmp_path / "news/new.md", SECOND)
    at_once = checker.check(new, {}, whole=False)
    assert at_once is not None and at_once.partial and at_once.findings == ()
    silenced = checker.check(snapshot_of(tmp_path / "news/new.md", text), {}, whole=False)
    assert silenced is not None and silenced.findings == (), "whether the comment is of use is not known yet"
    whole = checker.check(new, {})
    assert whole is not None and not whole.partial
    (finding,) = whole.findings
    assert (finding.code, finding.locations[1].claim_id) == ("CC101", desk.claim_id(2))
    silenced = checker.check(snapshot_of(tmp_path / "news/new.md", text), {})
    assert silenced is not None and silenced.findings == ()
    again = checker.check(new, {}, whole=False)
    assert again is not None and not again.partial, "the other articles are known by now"
    source = checker.check(snapshot_of(tmp_path / "sources/new.md", SECOND), {})
    assert source is not None and source.desk is None and source.findings == ()
    (tmp_path / "claims.json").unlink()
    gone = checker.check(new, {})
    assert gone is not None and gone.desk is None and said == []


def test_a_page_of_mark_up_is_found_in_its_source(tmp_path: Path) -> None:
    page = (
        "<p>The&nbsp;tanker 🚢 lay <b>within&nbsp;5 miles</b> of the harbour.</p>\n"
        "<p>12 km from the harbour, the tanker waited.</p>"
    )
    snapshot = texts.Snapshot("untitled:1", 1, page, "html", name="a.html")
    checked = Checker(lambda folder: Configured(), print).check(snapshot, {})
    assert checked is not None
    (shown,) = show.diagnostics(checked, show.Abilities(related=True))
    assert spanned(page, shown.range) == "within&nbsp;5 miles"
    (other,) = shown.related_information or ()
    assert spanned(page, other.location.range) == "12 km"
    found = hover.figure_at(checked.document, page.index("5 miles"))
    assert found is not None and found.figure.unit == "mile"


def test_an_edit_names_the_version_it_is_for() -> None:
    snapshot = texts.Snapshot("untitled:1", 7, HARBOUR, "markdown", name="a.md")
    checked = Checker(lambda folder: Configured(), print).check(snapshot, {})
    assert checked is not None
    place = types.Range(types.Position(0, 0), types.Position(9, 0))
    for only, some in ((None, True), (["quickfix"], True), ([""], True), (["source.fixAll"], False)):
        asked = types.CodeActionParams(
            types.TextDocumentIdentifier("untitled:1"), place, types.CodeActionContext([], only=only)
        )
        assert offers.wanted(asked) is some
    can = show.Abilities(literal_actions=True, versioned_edits=True)
    ignore, _ = offers.offers(checked, asked, can)
    assert isinstance(ignore, types.CodeAction) and ignore.command is None and ignore.edit is not None
    (change,) = ignore.edit.document_changes or ()
    assert isinstance(change, types.TextDocumentEdit) and change.text_document.version == 7
    (plain,) = offers.offers(checked, asked, show.Abilities())
    assert isinstance(plain, types.Command) and plain.command == offers.EXPLAIN == "claimcheck.explain"


def test_no_comment_in_a_plain_text() -> None:
    snapshot = texts.Snapshot("untitled:1", 1, "It was 5 miles (12 km) off.\n", "text", name="a.txt")
    checked = Checker(lambda folder: Configured(), print).check(snapshot, {})
    assert checked is not None
    assert actions.ignoring(checked, checked.findings[0], checked.findings[0].locations[0]) is None


def test_every_rule_can_be_explained() -> None:
    for module in all_rules():
        said = actions.explanation(module.RULE.code)
        assert said.count("\n\n") == 3 and len(said) < 1500, said
    assert actions.explanation("CC999") == ""


def test_without_pygls_the_command_says_what_is_missing(in_process: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.startswith("claimcheck.lsp")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "pygls", None)
    monkeypatch.setitem(sys.modules, "pygls.lsp.server", None)
    code, out, err = in_process("lsp", "--stdio")
    assert (code, out) == (2, "")
    assert err == "claimcheck: error: the language server needs the library pygls (pip install pygls)\n"


def test_a_wrong_flag_is_told_before_the_editor_is_answered(project: Path, in_process: Run) -> None:
    code, out, err = in_process("lsp", "--config", "none.toml")
    assert (code, out) == (2, "") and "none.toml" in err


def test_the_page_about_editors_shows_what_is_shown() -> None:
    page = (Path(__file__).parent.parent / "docs/editors.md").read_text("utf-8")
    blocks = dict(re.findall(r"<!-- example: (\w+) -->\n```\w+\n(.*?)```\n", page, re.DOTALL))
    snapshot = texts.Snapshot("untitled:1", 1, blocks["article"], "markdown", name="ferry.md")
    checked = Checker(lambda folder: Configured(), print).check(snapshot, {})
    assert checked is not None
    (finding,) = checked.findings
    (shown,) = show.diagnostics(checked, show.Abilities(related=True))
    assert blocks["problem"] == f"{finding.severity.label} {shown.code}: {shown.message}\n"
    found = hover.figure_at(checked.document, finding.locations[0].start.offset)
    assert found is not None
    assert blocks["hover"] == hover.as_text(*hover.lines(checked, found, None)) + "\n"
