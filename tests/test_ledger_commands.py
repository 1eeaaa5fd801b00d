"""What the commands on the ledger show and change: list, show, edit, split, remove."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import jsonschema
import pytest
from conftest import Run

from claimcheck.cli.app import run
from claimcheck.cli.listed import statuses
from claimcheck.desk.claims import Filters, find
from claimcheck.desk.project import Project
from claimcheck.desk.search import clear, search
from claimcheck.errors import UsageError
from claimcheck.ledger.records import Citation, Claim, Conflict, Side, Source, Status
from claimcheck.reporters import Look
from claimcheck.reporters.ledger.listing import closing, write_table
from tests.desk import AT, claim_id, claims_of, ledger, put, verdict

HEAD, ONE, TWO, THREE = map(claim_id, (1, 2, 3, 4))
FIVE, SIX = map(claim_id, (5, 6))
BOATS = ("Six boats left Dorne on Monday.", "The council called the plan =HYPERLINK(1) \u202e.")


@pytest.fixture
def desk(project: Path) -> Project:
    """Two articles; claims verified, stale, contested, gone and in no article."""
    ledger(project)
    made = ledger(project, "news/local/boats.md", BOATS, ("number", "quote"))
    held = claims_of(made)
    put(
        made,
        verdict(held[ONE], "Ada Holm", Status.VERIFIED, AT, Citation("S-00000001")),
        verdict(held[TWO])._replace(text="The roof was lost, but two were hurt."),
        held[SIX]._replace(tags=("Council",)),
        verdict(Claim(claim_id(7), "It said something else once.", held[ONE].article, gone=AT), "Tor Lunde"),
        Claim(claim_id(8), "Dorne has 4,200 people.", "", "number"),
        Conflict("K-00000001", "CC101", "f", "m", (Side(FIVE, "Six"), Side(claim_id(8), "4,200")), found=AT),
        Source("S-00000001", person="Sif Brandt, press officer"),
    )
    return made


@pytest.fixture
def cc(desk: Project, in_process: Run) -> Run:
    """`cc(*arguments)` → exit code, standard output, standard error."""
    return in_process


def ids(text: str) -> list[str]:
    """The ids at the beginnings of lines."""
    return [line.split()[0] for line in text.splitlines()]


# --- list -------------------------------------------------------------------------------------------------------------


def test_a_piped_list_is_one_whole_line_a_claim(cc: Run) -> None:
    code, out, err = cc("list")
    assert code == 0
    assert out.splitlines() == [
        f"{ONE}  verified   news/fire.md:3         Ada Holm  Two fire engines reached the mill in Brenna at 03:40.",
        f"{TWO}  stale      news/fire.md:5         -         The roof was lost, but two were hurt.",
        f"{FIVE}  contested  news/local/boats.md:1  -         Six boats left Dorne on Monday.",
        f"{SIX}  unchecked  news/local/boats.md:3  -         The council called the plan =HYPERLINK(1) <U+202E>.",
        f"{claim_id(8)}  contested  -                      -         Dorne has 4,200 people.",
    ]
    assert err == "5 claims; left out: 2 sentences that need no checking (--all), 1 gone (--gone)\n"


@pytest.mark.parametrize(
    ("arguments", "wanted"),
    [
        (("--all",), [HEAD, ONE, TWO, THREE, FIVE, SIX, claim_id(8)]),
        (("--status", "verified"), [ONE]),
        (("--status", "ver,sta"), [ONE, TWO]),
        (("--status", "ver", "--status", "cont"), [ONE, FIVE, claim_id(8)]),
        (("--status", "unchecked"), [FIVE, SIX, claim_id(8)]),
        (("--stale",), [TWO]),
        (("--contested",), [FIVE, claim_id(8)]),
        (("--contested", "--article", "boats"), [FIVE]),
        (("--unsourced",), [TWO, FIVE, SIX, claim_id(8)]),
        (("--gone",), [claim_id(7)]),
        (("--kind", "opinion"), [THREE]),
        (("--kind", "head", "--kind", "quote"), [HEAD, SIX]),
        (("--tag", "council"), [SIX]),
        (("--by", "ada"), [ONE, TWO]),
        (("--by", "Holm Ada", "--status", "verified"), [ONE]),
        (("--source", "S-0"), [ONE]),
        (("--source", "brandt"), [ONE]),
        (("--rule", "CC101"), [FIVE, claim_id(8)]),
        (("--rule", "cc1"), [FIVE, claim_id(8)]),
        (("--rule", "CC2"), []),
        (("--article", "news/fire.md"), [ONE, TWO]),
        (("--article", "./news/../news/fire.md"), [ONE, TWO]),
        (("--article", "news"), [ONE, TWO, FIVE, SIX]),
        (("--article", "engines at"), [ONE, TWO]),
        (("--article", "news/*.md"), [ONE, TWO, FIVE, SIX]),
        (("--article", "n*/loc*"), [FIVE, SIX]),
        (("--article", "A-00000002"), [FIVE, SIX]),
        (("--article", "fire.md", "--article", "boats.md"), [ONE, TWO, FIVE, SIX]),
        (("--limit", "2"), [ONE, TWO]),
        (("--text", "boats dorne"), [FIVE]),
    ],
    ids=" ".join,
)
def test_filters_narrow_the_list(cc: Run, arguments: tuple[str, ...], wanted: list[str]) -> None:
    code, out, _ = cc("list", *arguments)
    assert code == 0 and ids(out) == wanted


@pytest.mark.parametrize(
    ("arguments", "message", "hint"),
    [
        (("--status", "verfied"), 'there is no status "verfied"', 'did you mean "verified"?'),
        (("--status", "un"), "unchecked, unverifiable", "type more of it"),
        (("--status", ","), "no status", "known"),
        (("--kind", "fcat"), 'no kind of claim "fcat"', '"fact"'),
        (("--article", "news/fier.md"), 'no article "news/fier.md"', 'did you mean "news/fire.md"?'),
        (("--rule", "fire"), '"fire" is no rule', "claimcheck rules"),
        (("--by", "Ida Holm"), 'nobody called "Ida Holm"', 'did you mean "Ada Holm"?'),
        (("--by", "Sif Brandt"), "nobody called", "known: Ada Holm, Tor Lunde"),
        (("--tag", "counsil"), "no claim has the tag", '"Council"'),
        (("--source", "S-ZZ"), 'no source "S-ZZ"', ""),
        (("--source", "nobody at all"), "no source", ""),
        (("--limit", "0"), "limit", ""),
    ],
)
def test_unknown_words_are_told_with_the_nearest(cc: Run, arguments: tuple[str, ...], message: str, hint: str) -> None:
    code, out, err = cc("list", *arguments)
    assert code == 2 and not out and message in err and hint in err


def test_a_list_says_how_many_of_how_many(cc: Run) -> None:
    assert cc("list", "--stale")[2].startswith("1 of 5 claims; left out: 2 sentences")
    assert cc("list", "--limit", "2", "--all")[2] == "the first 2 of 7; 7 claims in all; left out: 1 gone (--gone)\n"
    assert cc("list", "--rule", "CC2", "--gone")[2].startswith("0 of 1 claim")


def test_paths_are_those_of_the_folder_one_is_in(cc: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir("news/local")
    assert "../fire.md:3" in cc("list", "--article", "../fire.md")[1]
    assert ids(cc("list", "--article", ".")[1]) == [FIVE, SIX]


class Terminal(io.StringIO):
    """A stream that says which characters it can show."""

    def __init__(self, encoding: str = "utf-8") -> None:
        super().__init__()
        self._encoding = encoding

    @property
    def encoding(self) -> str:  # type: ignore[override]
        return self._encoding


def table(desk: Project, columns: int, encoding: str = "utf-8", **wanted: object) -> list[str]:
    """The list as a terminal shows it."""
    stream = Terminal(encoding)
    held = desk.store.load()
    found = find(desk, held, Filters(**wanted))  # type: ignore[arg-type]
    write_table(found, {id: a.path for id, a in held.articles.items()}, stream, Look(width=columns))
    return stream.getvalue().splitlines()


def test_on_a_terminal_claims_stand_under_their_article(desk: Project) -> None:
    lines = table(desk, 80)
    assert lines[0] == "news/fire.md · Two engines at the mill · 1 of 2 verified, 1 stale"
    assert lines[1] == f"{ONE}  3  ✓ verified   Ada Holm  Two fire engines reached the mill in Bren…"
    assert lines[2].startswith(f"{TWO}  5  ↻ stale                The roof was lost")
    assert lines[4].startswith("news/local/boats.md · Six boats") and lines[4].endswith("verified, 1 contested")
    assert lines[8] == "(in no article)"
    assert max(map(len, lines)) <= 80
    assert all(line.isascii() for line in table(desk, 400, "ascii", limit=2))
    assert table(desk, 80, "latin-1", limit=1)[1].startswith(f"{ONE}  3  + verified")


def test_a_search_on_a_terminal_keeps_its_order(desk: Project) -> None:
    lines = table(desk, 100, text="boats left dorne")
    assert lines[0].startswith(f"{FIVE}  news/local/boats.md:1  ≠ contested  Six boats")


def test_as_json_and_as_csv(cc: Run) -> None:
    page = json.loads(cc("list", "--json", "--limit", "1")[1])
    assert page["schema_version"] == 1 and page["total"] == 5
    assert page["claims"][0]["id"] == ONE and "score" not in page["claims"][0]
    assert json.loads(cc("list", "--json", "--text", "boats")[1])["claims"][0]["score"] > 90
    schema = json.loads((files("claimcheck") / "data" / "consistency.schema.json").read_text("utf-8"))
    claim = {**schema["$defs"]["claim"], "$defs": schema["$defs"]}
    for record in json.loads(cc("list", "--json", "--all")[1])["claims"]:
        jsonschema.validate(record, claim, jsonschema.Draft202012Validator)
    rows = list(csv.DictReader(io.StringIO(cc("list", "--csv")[1])))
    assert [row["status"] for row in rows] == ["verified", "stale", "contested", "unchecked", "contested"]
    assert rows[0]["by"] == "Ada Holm" and rows[0]["sources"] == "S-00000001" and rows[2]["conflicts"] == "K-00000001"
    assert "\u202e" not in rows[3]["text"]


def test_a_list_goes_to_a_file(cc: Run) -> None:
    code, out, _ = cc("list", "--csv", "-o", "claims.csv")
    assert code == 0 and not out and Path("claims.csv").read_text().startswith("id,status,path,line")


def test_an_empty_ledger_says_what_to_do(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["init"]) == 0
    assert run(["list"]) == 0
    assert "claimcheck add ARTICLE" in capsys.readouterr().err


def test_statuses_by_their_beginning() -> None:
    assert statuses(["Not applicable", "in"]) == {Status.NOT_APPLICABLE, Status.IN_PROGRESS}
    with pytest.raises(UsageError, match="unchecked, unverifiable"):
        statuses(["un"])


def test_closing_words_of_nothing(desk: Project) -> None:
    held = desk.store.load()._replace(claims={})
    assert closing(find(desk, held, Filters())) == "the ledger has no claims yet"


def test_listing_loads_what_it_needs_and_no_more(desk: Project) -> None:
    code = """
import io, sys
from contextlib import redirect_stdout, redirect_stderr
from claimcheck.cli.app import run
with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
    assert run(["list"]) == 0 and run(["verify", "C-00000002", "--by", "A"]) == 0
print(*sys.modules)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    heavy = {"claimcheck.pipeline", "claimcheck.rules", "rapidfuzz", "rich", "markdown_it", "sentencex", "ssl"}
    assert not heavy & set(done.stdout.split())


# --- search -----------------------------------------------------------------------------------------------------------

TEXTS = (
    "Two fire engines reached the mill in Brenna at 03:40.",
    "The mill employed 4,690 people before the fire.",
    "The harbour in Dorne handles 4,960 containers a year.",
    "Mayor Liv Moen said the harbour would reopen on Monday.",
    "The mayor of Brenna said nothing about the harbour.",
)


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("fire engines", 0),
        ("enginse brena", 0),
        ("Monday reopen harbour", 3),
        ("mill employed people", 1),
        ("4,960", 2),
        ("4690", 1),
        ("harbour nothing", 4),
        ("the mayor of Brenna said nothing about the harbour.", 4),
        ("contain", 2),
    ],
)
def test_search_finds_what_is_half_remembered(query: str, first: int) -> None:
    assert search(query, TEXTS)[0].at == first


@pytest.mark.parametrize("query", ["", "…", "4,691", "zebra crossing", "xx"])
def test_search_finds_nothing_where_nothing_is(query: str) -> None:
    assert search(query, TEXTS) == []


def test_one_hit_is_clear_only_far_ahead_of_the_next() -> None:
    def meant(query: str, texts: tuple[str, ...] = TEXTS) -> int | None:
        hit = clear(search(query, texts), query, texts)
        return hit.at if hit else None

    assert meant("fire engines reached the mill") == 0
    assert meant("harbour") is None
    assert meant("Six boats came.", ("Six boats came.", "Six boats came. Then seven boats came.")) == 0
    assert meant("Six boats came.", ("Six boats came.", "Six boats came.")) is None


def test_a_ledger_that_outgrew_its_file_says_what_to_do(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("claimcheck.cli.size.COMFORTABLE", 1)
    assert run(["init"]) == 0
    for text in ("The pier is 40 metres long.", "The pier opened in 1931."):
        assert run(["add", "--text", text]) == 0
    assert "split it by desk or by year" in capsys.readouterr().err
    assert run(["list"]) == 0
    assert "split it" in capsys.readouterr().err


def test_check_does_not_pass_over_a_damaged_record(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["init"]) == 0
    for text in ("The pier is 40 metres long.", "The pier opened in 1931."):
        assert run(["add", "--text", text]) == 0
    path = project / "claims.json"
    path.write_text(path.read_text("utf-8").replace('"text": "', '"note": 12, "text": "', 1), "utf-8")
    assert run(["check"]) == 2
    assert "expected a text" in capsys.readouterr().err
