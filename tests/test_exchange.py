"""`export` and `import`: nothing is lost on the way, nothing confidential leaves, nothing bad gets in."""

from __future__ import annotations

import csv
import io
import json
import time
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from newsroom import DARK, FERRY, LOG, NASTY, OPENED_NOW, SECRETS, TWELVE, VALVE, kept, newsroom, verdict

from claimcheck.cli.app import run
from claimcheck.desk.exchange import parcel
from claimcheck.desk.importing import UNKNOWN, Imported, Terms, take_in
from claimcheck.desk.intake import read
from claimcheck.desk.project import Project, find_project
from claimcheck.desk.reporting import Wanted, picture
from claimcheck.ledger.ids import new_ids
from claimcheck.ledger.parcel import Publisher
from claimcheck.ledger.records import (
    Change,
    Citation,
    Claim,
    Conflict,
    Ledger,
    Revision,
    Source,
    Stance,
    Status,
    Verdict,
)
from claimcheck.ledger.status import standing, standings
from claimcheck.ledger.texts import digest
from claimcheck.reporters.exports import FORMATS, writer
from claimcheck.store import open_store
from claimcheck.store.memory import MemoryStore

NOW = "2026-11-23T12:00:00+01:00"
LATER = "2026-11-24T12:00:00+01:00"
WHO = "Cora Dahl"


def desk(folder: Path, ledger: Ledger) -> Project:
    """A project whose ledger is in memory."""
    if folder.is_dir() and not (folder / "sources").exists():
        (folder / "sources").mkdir()
        (folder / "sources" / "log.txt").write_bytes(LOG)
    store = MemoryStore(folder / "claims.json")
    store.create()
    with store.transaction() as change:
        change.ledger = ledger
    return Project(folder / "claims.json", store)


def exported(project: Project, form: str, publisher: Publisher = Publisher(), **wanted: Any) -> str:  # noqa: B008
    seen = picture(project, project.store.load(), Wanted(**wanted))
    stream = io.StringIO()
    contested = Status.CONTESTED in wanted.get("statuses", ())
    writer(form).write(parcel(project, seen, NOW, publisher, contested=contested), stream)
    return stream.getvalue()


def imported(project: Project, text: str, form: str = "", **terms: Any) -> Imported:
    return take_in(
        project, read([("in", text.encode("utf-8", "surrogatepass"))], form), Terms(NOW, lambda: WHO, **terms)
    )


def schema(name: str) -> Draft202012Validator:
    whole: dict[str, Any] = json.loads((files("claimcheck") / "data" / name).read_text("utf-8"))
    Draft202012Validator.check_schema(whole)
    return Draft202012Validator(whole)


# --- there and back ---------------------------------------------------------------------------------------------------

TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20).filter(str.strip)
WORD = st.sampled_from(("", "p. 4", "=1+1", "two\nlines", 'say "so"', "a; b | c", "Ångström ﬁ 1²"))
MOMENTS = st.sampled_from(("2026-11-20T09:00:00+01:00", "2026-11-21T23:59:59-05:00", "2026-11-22T00:00:00+00:00"))
SOURCES = ("S-00000001", "S-00000002", "S-00000003")
CITATIONS = st.builds(
    Citation,
    st.sampled_from(SOURCES),
    st.sampled_from(Stance),
    WORD,
    WORD,
    MOMENTS,
    WORD,
    st.sampled_from(("", "a" * 64)),
)
PLACES = st.lists(CITATIONS, max_size=2).map(tuple)
VERDICTS = st.builds(
    Verdict,
    st.sampled_from([s for s in Status if s not in (Status.UNCHECKED, Status.STALE, Status.CONTESTED)]),
    st.sampled_from(("Ada Holm", "Bo Lind")),
    MOMENTS,
    st.sampled_from(("old", "new")).map(digest),
    PLACES,
    WORD,
    WORD,
    WORD,
)
REVISIONS = st.builds(Revision, MOMENTS, st.sampled_from(Change), TEXT, st.just(digest("x")), st.booleans())


@st.composite
def ledgers(draw: Any) -> Ledger:
    """A ledger with claims of every kind, some of them with the same text."""
    ids = new_ids("claims", draw(st.integers(0, 5)))
    claims = [
        Claim(
            id,
            draw(TEXT | st.just("new")),
            draw(st.sampled_from(("", "A-00000001"))),
            draw(st.sampled_from(("fact", "number", "heading"))),
            draw(WORD),
            draw(MOMENTS),
            draw(st.sampled_from(("", NOW))),
            draw(PLACES),
            tuple(dict.fromkeys(draw(st.lists(VERDICTS, max_size=3)))),
            tuple(draw(st.lists(REVISIONS, max_size=2, unique_by=lambda r: r.was))),
            tuple(draw(st.lists(st.sampled_from(("a", "=b")), max_size=2, unique=True))),
            draw(WORD),
        )
        for id in ids
    ]
    base = newsroom()
    sources = [Source(id, path=f"sources/{id}.txt", title=draw(WORD)) for id in SOURCES]
    article = base.articles["A-00000001"]._replace(layout=())
    return Ledger().put(article, *claims, *sources)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ledgers())
def test_an_export_imported_into_an_empty_ledger_is_that_ledger(tmp_path: Path, ledger: Ledger) -> None:
    text = exported(desk(tmp_path, ledger), "jsonl", include_confidential=True)
    other = desk(tmp_path, Ledger())
    assert not imported(other, text).problems
    again = other.store.load()
    assert [dict(table) for table in again] == [dict(table) for table in ledger]
    assert not imported(other, text).changes and other.store.load() is again
    for form in ("jsonl", "csv"):
        found = imported(desk(tmp_path, ledger), exported(desk(tmp_path, ledger), form), form)
        assert not found.changes and not found.problems, form


def test_the_newsroom_there_and_back(tmp_path: Path) -> None:
    ledger = newsroom()
    text = exported(desk(tmp_path, ledger), "jsonl", include_confidential=True)
    check = schema("export.schema.json")
    for line in text.splitlines():
        check.validate(json.loads(line))
    other = desk(tmp_path, Ledger())
    found = imported(other, text)
    assert (found.claims, found.verdicts, found.sources, found.conflicts) == (9, 5, 2, 2)
    assert [dict(table) for table in other.store.load()] == [dict(table) for table in ledger]


@pytest.mark.parametrize("form", ["csv", "jsonl"])
def test_a_redacted_export_changes_nothing_where_it_came_from(tmp_path: Path, form: str) -> None:
    project = desk(tmp_path, newsroom())
    before = project.store.load()
    found = imported(project, exported(project, form), form)
    assert not found.problems and not found.changes
    assert project.store.load() is before


def test_a_table_in_an_empty_ledger_never_makes_a_stale_verdict_stand(tmp_path: Path) -> None:
    ledger = newsroom()
    other = desk(tmp_path, Ledger())
    assert not imported(other, exported(desk(tmp_path, ledger), "csv")).problems
    was, now = standings(ledger), standings(other.store.load())
    for id, claim in ledger.claims.items():
        given = {(v.by, v.status) for v in was[id].verdicts}
        assert {(v.by, v.status) for v in now[id].verdicts} <= given, claim.text
    assert now["C-00000003"].status is Status.STALE


def test_a_verdict_that_a_changed_source_undid_does_not_come_back_by_a_table(tmp_path: Path) -> None:
    project = kept(tmp_path, newsroom())
    (tmp_path / "sources" / "log.txt").write_bytes(b"another log")
    table = exported(project, "csv")
    other = desk(tmp_path, Ledger())
    imported(other, table)
    assert standing(other.store.load().claims["C-00000002"]).status is Status.STALE


def test_part_of_a_ledger_is_whole_in_itself(tmp_path: Path) -> None:
    text = exported(desk(tmp_path, newsroom()), "jsonl", articles=("harbour",))
    other = desk(tmp_path, Ledger())
    assert not imported(other, text).problems
    ledger = other.store.load()
    assert set(ledger.claims) == {"C-00000005", "C-00000006"} and not ledger.conflicts
    assert set(ledger.articles) == {"A-00000002"} and set(ledger.sources) == {"S-00000001", "S-00000002"}


# --- exports ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", [*FORMATS])
def test_a_confidential_source_never_leaves(tmp_path: Path, form: str) -> None:
    project = desk(tmp_path, newsroom())
    text = exported(project, form)
    assert not [secret for secret in SECRETS if secret in text]
    if form != "claimreview":
        assert SECRETS[0] in exported(project, form, include_confidential=True)
        assert "S-00000002" in text


HIDDEN = st.text(st.sampled_from("abcXYZ-_.ø "), min_size=4, max_size=12).map(lambda word: f"zq{word}qz")


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(HIDDEN, st.sampled_from(("title", "path", "url", "person", "archive_url", "sha256", "kind")))
def test_no_word_of_a_confidential_source_leaves(tmp_path: Path, secret: str, field: str) -> None:
    ledger = newsroom()
    hidden = ledger.sources["S-00000002"]._replace(**{field: secret})
    claim = ledger.claims["C-00000006"]
    cited = Citation("S-00000002", locator=secret, quote=secret, sha256=secret)
    own = verdict(Status.CORRECTED, "Ada Holm", NOW, VALVE, cited, note=secret)._replace(method=secret)
    elsewhere = ledger.claims["C-00000004"]._replace(note=f"ask ({secret}) twice", tags=(secret,))
    sided = claim._replace(verdicts=(*claim.verdicts, own), note=secret, sources=(cited,))
    project = desk(tmp_path, ledger.put(hidden, sided, elsewhere if field != "kind" else ledger.claims["C-00000004"]))
    from claimcheck.desk.history import past, since
    from claimcheck.desk.reporting import report
    from claimcheck.reporters import Look, consistency

    for form in FORMATS:
        assert secret not in exported(project, form)
    seen = picture(project, project.store.load(), Wanted())
    told = report(project, seen, NOW)._replace(since=since(past(project, "2026-01-01", NOW), seen))
    for form in consistency.FORMATS:
        stream = io.StringIO()
        consistency.writer(form).write(told, stream, Look())
        assert secret not in stream.getvalue(), form


def reviews(project: Project, *, strict: bool = True, **wanted: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(exported(project, "claimreview", **wanted))
    schema("claimreview.schema.json").validate(found)
    return found


def test_reviews_are_of_verdicts_that_stand_and_say_something(tmp_path: Path) -> None:
    ledger = newsroom()
    skipped = Claim("C-0000000S", "Hello.", verdicts=(verdict(Status.NOT_APPLICABLE, WHO, NOW, "Hello."),))
    unknowable = Claim("C-0000000T", "He knew.", verdicts=(verdict(Status.UNVERIFIABLE, WHO, NOW, "He knew."),))
    wrong = verdict(Status.CORRECTED, WHO, NOW, "It rained.")._replace(correction="It snowed.")
    corrected = Claim("C-0000000W", "It rained.", attribution="Liv Moen", verdicts=(wrong,))
    found = reviews(desk(tmp_path, ledger.put(skipped, unknowable, corrected)))
    told = [(r["identifier"], r["author"]["name"], r["reviewRating"].get("ratingValue")) for r in found]
    assert told == [
        ("C-00000005", "Ada Holm", 5),
        ("C-00000005", "Bo Lind", 1),  # they disagree: two reviews
        ("C-00000006", "Bo Lind", 5),
        ("C-0000000T", WHO, None),
        ("C-0000000W", WHO, 2),
    ]
    assert found[0]["claimReviewed"] == OPENED_NOW
    assert found[-1]["reviewBody"] == "It should say: It snowed."
    assert found[-1]["itemReviewed"]["author"] == {"@type": "Person", "name": "Liv Moen"}
    assert "url" not in found[0]


def test_what_is_contested_is_reviewed_only_when_asked_for(tmp_path: Path) -> None:
    project = desk(tmp_path, newsroom())
    assert [r["identifier"] for r in reviews(project, statuses=frozenset((Status.CONTESTED,)))] == ["C-00000002"]


def test_reviews_name_their_publisher_and_page(tmp_path: Path) -> None:
    post = Publisher("The Brenna Post", "https://example.org/checks/fire#top")
    found = reviews(desk(tmp_path, newsroom()), publisher=post)
    assert found[0]["url"] == "https://example.org/checks/fire#C-00000005"
    assert found[0]["author"] == {"@type": "Organization", "name": "The Brenna Post", "url": "https://example.org/"}
    assert found[0]["creator"]["name"] == "Ada Holm"
    assert found[0]["itemReviewed"]["appearance"][0]["name"] == "The harbour"


def test_no_text_can_close_a_script_element(tmp_path: Path) -> None:
    claim = Claim("C-00000001", NASTY, verdicts=(verdict(Status.VERIFIED, WHO, NOW, NASTY),))
    project = desk(tmp_path, Ledger().put(claim))
    text = exported(project, "claimreview")
    assert "<" not in text and "\u202e" not in text
    assert reviews(project)[0]["claimReviewed"] == NASTY


def test_the_table_holds_every_claim_and_no_formula(tmp_path: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(exported(desk(tmp_path, newsroom()), "csv"))))
    assert [row["id"] for row in rows][-1] == "C-00000008" and len(rows) == 9
    both = next(row for row in rows if row["id"] == "C-00000005")
    assert both["verdict"].split("\n") == ["verified", "disputed"] and both["by"].split("\n") == ["Ada Holm", "Bo Lind"]
    assert both["source"].startswith("sources/log.txt [S-00000001] p. 4")
    assert not [c for row in rows for c in row.values() if c.startswith(("=", "+", "-", "@", "\t", "\r"))]


# --- imports ----------------------------------------------------------------------------------------------------------

TABLE = """\ufeffSentence;Rating;Checked by;Date;Evidence;Comments;Labels;Colour
"The mill; it burned.";True;Ada Holm;2026-11-20;https://example.org/mill;seen it;fire, mill;red
Two engines came.;n/a;;;;;;
The roof was lost.;;;;Liv Moen;;;
"""


def claims_of(project: Project) -> list[Claim]:
    return sorted(project.store.load().claims.values(), key=lambda claim: claim.text)


def test_a_table_from_elsewhere(tmp_path: Path) -> None:
    project = desk(tmp_path, Ledger())
    found = imported(project, TABLE)
    assert (found.claims, found.verdicts, found.sources, found.unknown) == (3, 2, 2, ("Colour",))
    assert not found.problems
    mill, roof, engines = claims_of(project)
    (given,) = mill.verdicts
    assert (given.status, given.by, given.at[:10], given.note) == (Status.VERIFIED, "Ada Holm", "2026-11-20", "seen it")
    assert mill.tags == ("fire", "mill") and standing(mill).status is Status.VERIFIED
    assert [source.person for source in project.store.load().sources.values()] == ["", "Liv Moen"]
    assert roof.sources and not roof.verdicts
    assert engines.verdicts[0].by == WHO and engines.verdicts[0].at == NOW


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_delimiters_and_encodings(tmp_path: Path, delimiter: str, encoding: str) -> None:
    text = delimiter.join(("claim", "verdict")) + "\r\n" + delimiter.join((f'"A{delimiter} ø"', "disputed")) + "\r\n"
    project = desk(tmp_path, Ledger())
    found = take_in(project, read([("a.csv", text.encode(encoding))]), Terms(NOW, lambda: WHO))
    assert (found.claims, found.verdicts, found.problems) == (1, 1, ())


def test_importing_twice_changes_nothing_even_on_another_day(tmp_path: Path) -> None:
    project = desk(tmp_path, newsroom())
    table = f"text,article,verdict,note\n{FERRY},news/fire.md,verified,fine\n{VALVE},,disputed,\nNew one.,,,\n"
    found = imported(project, table)
    assert (found.claims, found.known, found.verdicts) == (2, 1, 2)
    before = project.store.load()
    again = take_in(project, read([("in.csv", table.encode())]), Terms(LATER, lambda: WHO))
    assert not again.changes and project.store.load() is before


def test_rows_join_their_article_or_stand_alone(tmp_path: Path) -> None:
    project = desk(tmp_path, newsroom())
    table = f'text,path\n"{DARK}",news/fire.md\nA new one.,news/fire.md\nElsewhere.,news/other.md\n'
    found = imported(project, table)
    assert (found.claims, found.known, found.alone) == (2, 1, 1)
    new = {claim.text: claim.article for claim in claims_of(project)}
    assert new["A new one."] == "A-00000001" and new["Elsewhere."] == ""


def test_an_imported_claim_finds_its_place_when_the_article_is_added(project: Path) -> None:
    (project / "mill.md").write_text("The mill burned down.\n")
    for command in (["init"], ["add", "mill.md"], ["import", "in.csv", "--by", WHO], ["add", "mill.md"]):
        (project / "in.csv").write_text("text,article,verdict\nNobody was hurt.,mill.md,verified\n")
        assert run(command) == 0
        (project / "mill.md").write_text("The mill burned down.\n\nNobody was hurt.\n")
    ledger = find_project(project).store.load()
    (claim,) = [claim for claim in ledger.claims.values() if claim.text == "Nobody was hurt."]
    assert claim.id in ledger.places() and standing(claim).status is Status.VERIFIED


def test_verdicts_are_united_and_never_lost(tmp_path: Path) -> None:
    project = desk(tmp_path, newsroom())
    table = f'id,text,verdict,by,at\nC-00000002,"{DARK}",disputed,Bo Lind,{NOW}\n'
    table += f"c-00000003,{TWELVE},verified,Bo Lind,{NOW}\n"
    assert imported(project, table).verdicts == 2
    ledger = project.store.load()
    assert [v.by for v in ledger.claims["C-00000002"].verdicts] == ["Ada Holm", "Bo Lind"]
    assert standing(ledger.claims["C-00000002"]).disagreement
    assert standing(ledger.claims["C-00000003"]).status is Status.STALE  # it was given for the old text
    assert ledger.claims["C-00000003"].text != TWELVE


def test_a_verdict_comes_along_even_when_its_source_does_not(tmp_path: Path) -> None:
    project = desk(tmp_path, Ledger())
    found = imported(project, exported(desk(tmp_path, newsroom().drop("sources", "S-00000001")), "jsonl"))
    assert (found.claims, found.verdicts, found.nameless, found.problems) == (9, 5, 1, ())
    assert project.store.load().sources["S-00000001"] == Source("S-00000001", person=UNKNOWN)


@pytest.mark.parametrize("form", ["csv", "jsonl"])
def test_claims_of_another_ledger_are_never_thrown_together(tmp_path: Path, form: str) -> None:
    one, two = Claim("C-0000000A", "He left.", "A-00000001"), Claim("C-0000000B", "He left.", "A-00000002")
    articles = newsroom().articles
    away = Ledger().put(one, two, *(a._replace(layout=()) for a in articles.values()))
    project = desk(tmp_path, Ledger())
    assert imported(project, exported(desk(tmp_path, away), form), form).claims == 2
    assert set(project.store.load().claims) == {one.id, two.id}


def test_two_rows_with_one_text_are_one_claim_with_two_verdicts(tmp_path: Path) -> None:
    project = desk(tmp_path, Ledger())
    imported(project, "text,verdict,by\nIt rained.,true,Ada Holm\nIt rained.,false,Bo Lind\n")
    (claim,) = claims_of(project)
    assert {(v.by, v.status) for v in claim.verdicts} == {("Ada Holm", "verified"), ("Bo Lind", "disputed")}


def test_what_others_said_of_a_change_does_not_overrule_what_we_said(tmp_path: Path) -> None:
    ours = newsroom()
    claim = ours.claims["C-00000003"]
    theirs = claim._replace(revisions=(claim.revisions[0]._replace(keeps=True),))
    project = desk(tmp_path, ours)
    imported(project, exported(desk(tmp_path, ours.put(theirs)), "jsonl"))
    assert standing(project.store.load().claims[claim.id]).status is Status.STALE


def test_the_same_text_twice_in_an_article_stays_two_claims(tmp_path: Path) -> None:
    text = "He would not say."
    one, two = (
        Claim(id, text, verdicts=(verdict(Status.VERIFIED, id, NOW, text),)) for id in ("C-0000000A", "C-0000000B")
    )
    away = exported(desk(tmp_path, Ledger().put(one, two)), "jsonl")
    project = desk(tmp_path, Ledger().put(Claim("C-0000000X", text), Claim("C-0000000Y", text)))
    found = imported(project, away)
    assert (found.claims, found.verdicts) == (0, 2)
    assert [len(claim.verdicts) for claim in claims_of(project)] == [1, 1]


@pytest.mark.parametrize(
    ("rows", "line", "message"),
    [
        ("It rained.,verfied", 2, 'unknown verdict "verfied" (did you mean "verified"?)'),
        (",verified", 2, "the row has no text"),
        ("It rained, again.,verified", 2, ""),
        ("It rained.,verified,too,many", 2, "4 cells where the first line has 2"),
        ('"It rained."x,verified', 2, "expected after"),
        ('ok,\n"It never ends,verified\nand on', 3, "unexpected end of data"),
    ],
)
def test_a_bad_row_is_told_with_its_line(tmp_path: Path, rows: str, line: int, message: str) -> None:
    project = desk(tmp_path, Ledger())
    found = imported(project, f"text,verdict\n{rows}\nGood one.,verified\n" if line == 2 else f"text,verdict\n{rows}")
    (problem,) = found.problems
    assert problem.line == line and message in str(problem) and str(problem).startswith(f"in:{line}: ")
    assert len(claims_of(project)) == 1


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "not JSON"),
        ('"text"', "not a JSON object"),
        ('{"text": NaN}', "NaN is not JSON"),
        ('{"record": ["claim"], "text": "x"}', "unknown record"),
        ('{"record": "claim", "id": "C-0000000A", "text": "x", "new": [{"score": 1.5}]}', "a fraction has no place"),
        ('{"record": "claim", "id": "C-0000000A", "text": "x", "new": ' + "[" * 30 + "]" * 30 + "}", "too deeply"),
        ('{"text": 1e999}', ""),
        ('{"text": ["a", 1]}', '"text" must be text'),
        ('{"record": "claim", "id": "C-1", "text": "x"}', "is no id of a claim"),
        ('{"record": "claim", "id": "S-00000001", "text": "x"}', "is no id of a claim"),
        ('{"record": "claim", "id": "C-0000000A"}', "text"),
        ('{"record": "claim", "id": "C-0000000A", "text": 1}', "text"),
        ('{"record": "nonsense"}', 'unknown record "nonsense"'),
        (
            '{"record": "conflict", "id": "K-0000000A", "code": "CC101", "fingerprint": "f", "message": "m", '
            '"sides": [{"claim": "C-0000000A", "surface": "12"}]}',
            "C-0000000A, a claim that is nowhere",
        ),
        (
            '{"record": "claim", "id": "C-0000000A", "text": "x", "verdicts": '
            '[{"status": "stale", "by": "a", "at": "b", "digest": "c"}]}',
            "expected one of",
        ),
        ('{"text": "x", "verdict": "verified", "date": "11/20/2026"}', "is no date (write it as 2026-11-20"),
        ('{"text": "x", "id": "C-7F3"}', "is no id of a claim"),
        ('{"text": "x", "verdict": "true", "source": "https://ada:pw@example.org/"}', "holds a name or password"),
        ('{"text": "x", "verdict": "true", "source": "sources/none.pdf"}', "looks like a file"),
    ],
)
def test_a_bad_line_is_told_and_stops_nothing(tmp_path: Path, line: str, message: str) -> None:
    project = desk(tmp_path, Ledger())
    text = f'{{"text": "First."}}\n{line}\n{{"text": "Last.", "verdict": "false", "by": "Bo Lind"}}\n'
    found = imported(project, text)
    if message:
        (problem,) = found.problems
        assert message in str(problem) and problem.line == 2
        assert [claim.text for claim in claims_of(project)] == ["First.", "Last."]
        assert not project.store.load().sources


def test_one_json_text_is_told_once(tmp_path: Path) -> None:
    for text in ('[\n{"text": "x"}\n]', '{\n  "claims": []\n}'):
        (problem,) = imported(desk(tmp_path, Ledger()), text, "jsonl").problems
        assert "not a JSON object on each line" in str(problem)


def test_what_stood_alone_joins_its_article_when_that_comes(tmp_path: Path) -> None:
    away = desk(tmp_path, newsroom())
    project = desk(tmp_path, Ledger())
    assert imported(project, exported(away, "csv")).alone == 8
    assert imported(project, exported(away, "jsonl")).articles == 2
    assert project.store.load().places().keys() == newsroom().places().keys()


def test_strict_takes_all_or_nothing(tmp_path: Path) -> None:
    for table in ("text,verdict\nGood.,verified\nBad.,nope\n", "text,verdict\nGood.,verified\na,b,c\n"):
        project = desk(tmp_path, Ledger())
        found = imported(project, table, strict=True)
        assert found.problems and not found.saved and not claims_of(project)


def test_an_export_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    from claimcheck.errors import InputError

    with pytest.raises(InputError, match="schema 2"):
        imported(desk(tmp_path, Ledger()), '{"record": "ledger", "schema_version": 2}\n')


def test_a_conflict_found_by_both_is_one_and_keeps_both_decisions(tmp_path: Path) -> None:
    ours = newsroom()
    known = ours.conflicts["K-00000002"]
    theirs = known._replace(id="K-0000000Z", decisions=(known.decisions[0]._replace(by="Ada Holm"),))
    away = exported(desk(tmp_path, ours.drop("conflicts", known.id).put(theirs)), "jsonl")
    project = desk(tmp_path, ours)
    found = imported(project, away)
    assert (found.conflicts, found.decisions) == (0, 1)
    conflict: Conflict = project.store.load().conflicts[known.id]
    assert {decision.by for decision in conflict.decisions} == {"Ada Holm", "Bo Lind"}


@given(
    st.binary(max_size=80) | st.text(max_size=80).map(lambda text: f"text,verdict\n{text}".encode("utf-8", "ignore"))
)
@settings(max_examples=60, deadline=None)
def test_no_file_whatever_makes_it_fall_over(data: bytes) -> None:
    project = desk(Path("/nowhere"), Ledger())
    for form in ("", "csv", "jsonl"):
        take_in(project, read([("in", data)], form), Terms(NOW, lambda: WHO))


def test_ten_thousand_rows_are_a_second_of_work(tmp_path: Path) -> None:
    rows = [f"Ship {n} has {n} decks.,news/fire.md,verified,Ada Holm,2026-11-20,Log {n % 500}" for n in range(10_000)]
    table = "text,article,verdict,by,date,source\n" + "\n".join(rows) + "\n"
    project = desk(tmp_path, newsroom())
    begin = time.process_time()
    found = imported(project, table)
    assert time.process_time() - begin < 2.0  # 0.4 measured
    assert (found.claims, found.verdicts, found.sources) == (10_000, 10_000, 500)


# --- the commands -----------------------------------------------------------------------------------------------------


def test_the_commands(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    kept(project, newsroom())
    assert run(["export", "--format", "jsonl", "-o", "out.jsonl"]) == 0
    assert "1 confidential source not named" in capsys.readouterr().err
    before = (project / "claims.json").read_bytes()
    assert run(["import", "out.jsonl"]) == 0
    assert "nothing new (9 claims known already)" in capsys.readouterr().err
    (project / "desk.csv").write_text("text,verdict\nA new one.,true\nBad.,nope\n")
    assert run(["import", "desk.csv", "--dry-run", "--by", WHO]) == 2
    assert "would add 1 claim, 1 verdict" in capsys.readouterr().err
    assert run(["import", "desk.csv", "--strict", "--by", WHO]) == 2
    assert "desk.csv:3: unknown verdict" in capsys.readouterr().err
    assert (project / "claims.json").read_bytes() == before
    assert run(["import", "desk.csv", "--by", WHO, "--json"]) == 2
    shown = capsys.readouterr()
    assert json.loads(shown.out)["problems"][0]["line"] == 3 and "added 1 claim, 1 verdict" in shown.err
    assert len(find_project(project).store.load().claims) == 10
    assert run(["export", "--format", "claimreview", "--status", "verified", "--url", "https://example.org/x"]) == 0
    assert len(json.loads(capsys.readouterr().out)) == 2


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["export"], "no format named"),
        (["export", "--format", "jsn"], 'did you mean "jsonl"'),
        (["export", "--format", "csv", "--status", "verfied"], 'did you mean "verified"'),
        (["export", "--format", "csv", "--url", "https://example.org"], "are for --format claimreview"),
        (["export", "--format", "claimreview", "--url", "example.org"], "is not an address"),
        (["export", "--format", "csv", "-o", "claims.json"], "would replace"),
        (["export", "--format", "csv", "-o", "sources/log.txt"], "would replace"),
        (["import"], "no file named"),
        (["import", "nowhere.csv"], "cannot read nowhere.csv: no such file"),
        (["import", "--format", "xls", "sources/log.txt"], 'unknown format "xls"'),
        (["import", "sources/log.txt"], "no column holds the text of the claims"),
    ],
)
def test_what_the_user_can_mend(
    project: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], message: str
) -> None:
    kept(project, newsroom())
    before = (project / "claims.json").read_bytes()
    assert run(arguments) == 2
    shown = capsys.readouterr()
    assert message in shown.err and not shown.out
    assert (project / "claims.json").read_bytes() == before


def test_what_is_taken_in_is_compared_with_what_is_there(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["init"]) == 0
    assert run(["add", "--text", "The fire in Skarvik harbour killed seven people."]) == 0
    (project / "in.csv").write_text("text\nThe fire in Skarvik harbour killed nine people.\n")
    capsys.readouterr()
    assert run(["import", "in.csv", "--by", "Ida"]) == 0
    assert "1 new conflict" in capsys.readouterr().err
    (conflict,) = open_store(project / "claims.json").load().conflicts.values()
    assert conflict.code == "CC101" and len({side.claim for side in conflict.sides}) == 2


def test_a_large_table_is_not_compared_and_says_so(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("claimcheck.cli.taking", "claimcheck.desk.importing"):
        monkeypatch.setattr(f"{module}.COMPARED", 1)
    assert run(["init"]) == 0
    (project / "in.csv").write_text(
        "text\nThe fire in Skarvik harbour killed nine people.\nThe fire in Skarvik harbour killed seven people.\n"
    )
    assert run(["import", "in.csv", "--by", "Ida"]) == 0
    assert "claimcheck check does it" in capsys.readouterr().err
    assert not open_store(project / "claims.json").load().conflicts
    assert run(["check", "-q"]) == 1
