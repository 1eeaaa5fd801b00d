"""Readers: one story in five formats, mark-up by mark-up, encodings, and files that mean no good."""

from __future__ import annotations

import html
import io
import re
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from claimcheck.errors import InputError, UsageError
from claimcheck.extract.sentences import split_sentences
from claimcheck.model import BlockKind, Document
from claimcheck.readers import MAX_BYTES, READERS, read_document, read_text, suffixes
from claimcheck.readers.decode import decode
from claimcheck.readers.runs import LIGATURES
from tests.make_twin import document, docx, package, pdf
from tests.test_sentences import TEXTS

CORPUS = Path(__file__).parent / "corpus"
TWINS = sorted((CORPUS / "articles" / "twin").iterdir())
CASES = tomllib.loads((CORPUS / "readers.toml").read_text("utf-8"))["case"]
STORY = [
    "title: Ferry runs aground off Sandrey, 212 brought ashore",
    "dateline: SANDREY, Wednesday, 9 October 2024",
    "byline: By Ines Calloway",
    "paragraph: The ferry Maren Isle ran aground within 3 miles of the harbour at Sandrey on Tuesday night, the "
    "coastguard said.",
    "paragraph: All 212 people on board were brought ashore by 9.30 p.m. and nobody was seriously hurt.",
    'paragraph: "It was over in ten minutes. Nobody panicked," said Capt. R. J. Holm, who has sailed the route since '
    "1998.",
    "paragraph: About 5,000 litres of fuel leaked into Gull Bay, according to the U.S. owner, Tidewater Lines Inc.",
    "paragraph: Divers found a tear of 4½ metres in the hull.",
    "heading: What is known",
    "item: The ship left Port Anselm at 6 p.m. with 180 passengers and 32 crew.",
    "item: It struck the Hag Rocks at 7.12 p.m. in fog.",
    "item: Two lifeboats, six fishing boats and a helicopter took part.",
    "paragraph: The rocks lie 5 kilometres from the harbour wall and are marked on every chart.",
    "paragraph: A specific warning had been given on Oct. 7.",
    "paragraph: Was it read?",
    "paragraph: The inquiry will begin on Monday.",
]


def folded(text: str) -> str:
    return " ".join(text.split())


def shown(document: Document) -> list[str]:
    """The blocks as "kind: text"."""
    return [f"{b.kind.value}: {folded(document.text[b.start : b.end])}" for b in document.blocks]


def typed(source: str) -> str:
    """Source as a reader sees it: entities, ligatures and invisible characters resolved."""
    text = html.unescape(source).replace("\u00ad", "")
    return "".join(LIGATURES.get(c, c) for c in text)


# --- the twin article ------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("path", TWINS, ids=lambda p: p.suffix)
def test_twins_tell_the_same_story(path: Path) -> None:
    article = read_document(path.read_bytes(), path.name)
    sentences = [
        f"{s.kind.value}: {folded(article.text[s.start : s.end])}"
        for s in split_sentences(article)
        if s.kind is not BlockKind.META
    ]
    assert sentences == STORY
    assert article.title == STORY[0].removeprefix("title: ")


@pytest.mark.parametrize("path", TWINS, ids=lambda p: p.suffix)
def test_every_word_of_a_twin_stands_where_its_location_says(path: Path) -> None:
    article = read_document(path.read_bytes(), path.name)
    source = article.source if article.source is not None else article.text
    lines = re.split(r"\r\n|\r|\n", source)
    for block in article.blocks:
        for word in re.finditer(r"\S+", article.text[block.start : block.end]):
            where = article.locate(block.start + word.start(), block.start + word.end())
            assert typed(re.sub(r"<[^>]*>|\*|\[|\]\([^)]*\)", "", where.text)) == word[0]
            assert source[where.start.offset : where.end.offset] == where.text
            row = lines[where.start.line - 1]
            assert row.startswith(where.text.split("\n")[0], where.start.column - 1)


@pytest.mark.parametrize(
    ("name", "surface", "place", "line"),
    [
        ("ferry.txt", "within 3 miles", "", 7),
        ("ferry.md", "within 3 miles", "", 7),
        ("ferry.html", "within 3 miles", "", 19),
        ("ferry.docx", "within 3 miles", "paragraph 4", 4),
        ("ferry.pdf", "within 3 miles", "page 1", 4),
        ("ferry.pdf", "5 kilometres", "page 2", 0),
        ("ferry.html", "5,000&nbsp;litres", "", 0),
        ("ferry.html", "4&frac12; metres", "", 0),
        ("ferry.md", "5 kilo\u00admetres", "", 0),
    ],
)
def test_places_in_the_file(name: str, surface: str, place: str, line: int) -> None:
    article = read_document((CORPUS / "articles" / "twin" / name).read_bytes(), name)
    start = article.text.replace("\u00a0", " ").index(typed(surface).replace("\u00a0", " "))
    where = article.locate(start, start + len(typed(surface)))
    assert (where.text.replace("\u00a0", " "), where.place) == (surface, place)
    assert not line or where.start.line == line


def test_the_twins_that_are_made_are_the_ones_on_disk() -> None:
    assert [p.read_bytes() for p in TWINS if p.suffix in (".docx", ".pdf")] == [docx(), pdf()]


def test_what_the_formats_declare() -> None:
    articles = {p.suffix: read_document(p.read_bytes(), p.name) for p in TWINS}
    assert str(articles[".html"].dateline) == "2024-10-09"
    assert [text for _, text in articles[".md"].comments] == ["claimcheck: ignore[CC101] asked the yard"]
    assert articles[".md"].comments[0][0] == 13 and articles[".html"].comments[0][0] == 26


# --- mark-up by mark-up ----------------------------------------------------------------------------------------------
def cases() -> list[pytest.ParameterSet]:
    return [
        pytest.param(
            case,
            id=f"{case['format']}: {case['name']}",
            marks=[pytest.mark.xfail(reason=case["gap"], strict=True)] if "gap" in case else [],
        )
        for case in CASES
    ]


@pytest.mark.parametrize("case", cases())
def test_corpus(case: dict[str, object]) -> None:
    article = read_text(str(case["source"]).removeprefix("\n"), "x", str(case["format"]))
    assert shown(article) == case["blocks"]
    if "code" in case:
        assert [article.text[a:b] for a, b in article.code] == case["code"]
    if "comments" in case:
        assert [f"{line + 1} {text}" for line, text in article.comments] == case["comments"]


# --- encodings -------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"plain", "plain"),
        ("£20 – 5 km²".encode(), "£20 – 5 km²"),
        (b"\xef\xbb\xbf\xc2\xa320", "£20"),
        ("£20 für Zoë".encode("utf-16"), "£20 für Zoë"),
        ("£20 für Zoë".encode("utf-16-le"), "£20 für Zoë"),
        ("£20 für Zoë, and more".encode("utf-16-be"), "£20 für Zoë, and more"),
        (b"\xfe\xff" + "£20".encode("utf-16-be"), "£20"),
        ("£20".encode("utf-32"), "£20"),
        (b"\x93Caf\xe9\x94 \x96 \xa320", "“Café” – £20"),
        (b"a\r\nb\rc\n", "a\r\nb\rc\n"),
        (b"", ""),
    ],
)
def test_encodings(data: bytes, text: str) -> None:
    assert decode(data, "x") == text


def test_lines_and_columns_with_each_line_end() -> None:
    for end in ("\n", "\r\n", "\r"):
        article = read_text(end.join(["One.", "", "Two, three."]), "x")
        where = article.locate(article.text.index("three"), article.text.index("three") + 5)
        assert (where.start.line, where.start.column, where.text) == (3, 6, "three")


# --- bad input -------------------------------------------------------------------------------------------------------
def zipped(parts: dict[str, str], copies: int = 1) -> bytes:
    return package({name: xml * copies for name, xml in parts.items()})


NESTED = "<w:p><w:r><w:t>deep</w:t></w:r></w:p>"
BOMB = zipped({"word/document.xml": document(" " * 30_000_000)})
ENTITIES = zipped(
    {"word/document.xml": '<!DOCTYPE a [<!ENTITY b "boom"><!ENTITY c "&b;&b;">]>' + document("<w:p>&c;</w:p>")}
)


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("a.txt", b"\x00\x01\x02\xff" * 100, "a.txt: not a text file (binary data)"),
        ("a.md", b"\x89PNG\r\n\x1a\n\x00\x00\x00", "a.md: not a text file (binary data)"),
        ("a.txt", b"\xc2\xa320\n\xc2\xa330 caf\xc3\xa9\nbad \xff byte\n", "a.txt: line 3 is not valid UTF-8 (byte 20)"),
        ("a.txt", b"\xff\xfe" + b"a\x00" * 9 + b"\xd8", "a.txt: damaged UTF-16 text at byte 20"),
        ("a.txt", b"x" * (MAX_BYTES + 1), "a.txt: larger than 20 MB, the most an article may have"),
        ("a.docx", b"not a zip", "a.docx: not a readable .docx"),
        ("a.docx", docx()[:900], "a.docx: not a readable .docx"),
        ("a.docx", zipped({"xl/workbook.xml": "<a/>"}), "a.docx: not a Word document"),
        ("a.docx", zipped({"word/document.xml": "<a><b></a>"}), "a.docx: damaged .docx"),
        ("a.docx", BOMB, "a.docx: unpacks to 30 MB, which no article does"),
        ("a.docx", ENTITIES, "a.docx: carries a document type declaration"),
        ("a.docx", b"\xd0\xcf\x11\xe0" + b"\x00" * 600, "a.docx: encrypted, or an old .doc"),
        ("a.pdf", b"hello", "a.pdf: not a PDF file"),
        ("a.pdf", pdf()[:400], "a.pdf: damaged PDF"),
        ("a.pdf", b"%PDF-1.7\n" + b"\x00" * 5000, "a.pdf: damaged PDF"),
    ],
)  # fmt: skip
def test_bad_files_end_in_one_clear_line(name: str, data: bytes, message: str) -> None:
    with pytest.raises(InputError) as caught:
        read_document(data, name)
    assert caught.value.message.startswith(message)
    assert caught.value.hint
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("row", READERS, ids=lambda row: row.name)
def test_empty_files(row: object) -> None:
    name = f"a{row.suffixes[0]}"  # type: ignore[attr-defined]  # parametrize gives objects
    if name in ("a.docx", "a.pdf"):
        with pytest.raises(InputError):
            read_document(b"", name)
    else:
        article = read_document(b"", name)
        assert (article.blocks, article.text, split_sentences(article)) == ((), "", ())


def test_formats_are_told_by_ending_then_by_first_bytes() -> None:
    assert shown(read_document(b"# Title", "a.MD")) == ["heading: Title"]
    assert shown(read_document(b"<!DOCTYPE html><p>One", "page")) == ["paragraph: One"]
    assert read_document(pdf(), "download").places
    assert read_document(docx(), "download").places
    assert shown(read_document(b"# Title", "a.html", "markdown")) == ["heading: Title"]
    with pytest.raises(UsageError):
        read_document(b"", "a.txt", "wordperfect")
    with pytest.raises(UsageError):
        read_text("", "a", "pdf")
    assert {".txt", ".md", ".html", ".docx", ".pdf"} <= suffixes()


def test_pdf_without_pypdf(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pypdf", None)
    monkeypatch.setitem(sys.modules, "pypdf.errors", None)
    with pytest.raises(InputError, match=r"reading PDF needs pypdf \(pip install pypdf\)"):
        read_document(pdf(), "a.pdf")


def test_pdf_pages_without_text_are_reported() -> None:
    drawn = pdf((("One page of text.",), ())).replace(
        b"ET\nendstream", b"0 0 m 9 9 l S 0 0 m 9 9 l S 0 0 m ET\nendstream"
    )
    article = read_document(drawn, "a.pdf")
    assert [(s.code, s.reason) for s in article.skipped] == [("CC905", "page 2: no text on it (a scan?)")]


def test_pdf_running_heads_are_set_aside() -> None:
    pages = tuple((f"HERALD {n}", f"Story number {n} is about {n} ships.", f"- {n} -") for n in range(1, 6))
    article = read_document(pdf(pages), "a.pdf")
    assert [line for line in shown(article) if "HERALD" in line] == [f"meta: HERALD {n}" for n in range(1, 6)]
    assert not any("- 2 -" in line and not line.startswith("meta") for line in shown(article))
    where = article.locate(article.text.index("Story number 3"), article.text.index("Story number 3") + 5)
    assert where.place == "page 3"


def test_docx_tables_notes_and_changes() -> None:
    cell = "<w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>"
    body = (
        "<w:p><w:r><w:t>Area 5 km</w:t></w:r><w:r><w:rPr><w:vertAlign w:val='superscript'/></w:rPr><w:t>2</w:t></w:r>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t> hidden</w:t></w:r><w:r><w:tab/><w:t>end</w:t></w:r></w:p>"
        f"<w:tbl><w:tr>{cell.format('Town')}{cell.format('Dead')}</w:tr><w:tr>{cell.format('Kell')}{cell.format(9)}</w:tr></w:tbl>"
    )
    notes = document("").replace("<w:body></w:body>", f"<w:footnote>{NESTED}</w:footnote>")
    article = read_document(package({"word/document.xml": document(body), "word/footnotes.xml": notes}), "a.docx")
    assert shown(article) == [
        "paragraph: Area 5 km² end",
        "cell: Town",
        "cell: Dead",
        "cell: Kell",
        "cell: 9",
        "footnote: deep",
    ]
    assert [label for _, label in article.places] == [
        "paragraph 1", "table 1, row 1", "table 1, row 1", "table 1, row 2", "table 1, row 2", "note 1",
    ]  # fmt: skip
    assert [b.row for b in article.blocks] == [-1, 0, 0, 1, 1, -1]


def test_docx_nested_ten_thousand_deep() -> None:
    body = "<w:sdt>" * 10_000 + NESTED + "</w:sdt>" * 10_000
    assert shown(read_document(package({"word/document.xml": document(body)}), "a.docx")) == ["paragraph: deep"]


def test_a_zip_that_lies_about_its_size() -> None:
    data = bytearray(docx())
    at = data.rindex(b"PK\x01\x02")
    data[at + 24 : at + 28] = (5).to_bytes(4, "little")
    with pytest.raises(InputError):
        read_document(bytes(data), "a.docx")


@pytest.mark.parametrize(
    ("format", "source"),
    [
        ("markdown", ">" * 10_000 + " a"),
        ("markdown", "- " * 10_000 + "a"),
        ("markdown", "[" * 10_000 + "a" + "]" * 10_000),
        ("markdown", "[a](" * 10_000),
        ("markdown", "*a " * 10_000),
        ("markdown", "`" * 10_000 + "a"),
        ("markdown", "<!--" * 10_000),
        ("html", "<div>" * 10_000 + "a"),
        ("html", "<a " * 20_000),
        ("html", "<a x='" * 10_000),
        ("html", "<" * 20_000),
        ("html", "<script>" * 10_000),
        ("html", "<p>a" + "<sup>xyz</sup>" * 10_000),
        ("html", "<b>" * 10_000 + "</i>" * 10_000),
        ("text", "|" * 100_000 + "\n" + "|" * 100_000),
        ("text", "\t" * 100_000 + "a\n\tb"),
        ("text", "a\n" * 20_000),
    ],
    ids=lambda value: repr(value[:12]),
)
def test_hostile_mark_up_is_read_in_a_moment(format: str, source: str) -> None:
    import time

    begin = time.process_time()
    split_sentences(read_text(source, "x", format))
    assert time.process_time() - begin < 3


def test_deep_nesting_is_reported() -> None:
    article = read_text(">" * 500 + " a", "x", "markdown")
    assert [s.code for s in article.skipped] == ["CC905"]


# --- what must hold for any text -------------------------------------------------------------------------------------
MARKS = re.compile(r"[-*+•‣⁃◦▪●·–—#>|=_~:.()\[\]\s\w]*")


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_text_loses_nothing_but_the_marks_of_blocks(source: str) -> None:
    article = read_text(source, "x", "text")
    at = 0
    for block in article.blocks:
        gap = article.text[at : block.start]
        assert at <= block.start < block.end <= len(article.text)
        marker = MARKS.fullmatch(gap) and max(map(len, gap.split()), default=0) < 8
        assert marker or not gap.strip("-=|#>* \t\r\n+:_~")
        at = block.end
    assert not article.text[at:].strip("-=|#>* \t\r\n+:_~\x0b\x0c\x1c\x1d\x1e\x1f\x85\u2028\u2029\u00a0")


@settings(max_examples=400, deadline=None)
@example("1. \0\nThe mayor said", "markdown")
@example("# \0 #\n|a\0|b|\n|-|-|\n|\0|\\||", "markdown")
@given(TEXTS, st.sampled_from(["text", "markdown", "html"]))
def test_every_character_maps_to_where_it_came_from(source: str, format: str) -> None:
    article = read_text(source, "x", format)
    written = article.source if article.source is not None else article.text
    assert not written or article.origin(0) >= 0
    for block in article.blocks:
        last = -1
        for at in range(block.start, block.end):
            origin = article.origin(at)
            assert last <= origin < len(source)
            last = origin
            here, there = article.text[at], written[origin]
            assert here == there or there in "&<" or there in LIGATURES or (here.isspace() and there.isspace())


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300), st.sampled_from([*sorted(suffixes()), ""]))
def test_any_bytes_are_read_or_refused(data: bytes, suffix: str) -> None:
    try:
        split_sentences(read_document(data, f"a{suffix}"))
    except InputError as refused:
        assert "\n" not in str(refused)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from([docx(), pdf()]), st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 255)), max_size=8))
def test_damaged_files_are_read_or_refused(data: bytes, blows: list[tuple[int, int]]) -> None:
    struck = bytearray(data)
    for at, value in blows:
        struck[at % len(struck)] = value
    name = "a.docx" if data.startswith(b"PK") else "a.pdf"
    try:
        split_sentences(read_document(bytes(struck), name))
    except InputError as refused:
        assert "\n" not in str(refused)


def test_zip_helper_writes_what_zipfile_reads() -> None:
    assert zipfile.ZipFile(io.BytesIO(docx())).testzip() is None
