"""Changing claims themselves: edit, split, remove; and that a split outlives the next adding of its article."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from conftest import Run

from claimcheck.desk.parts import raw_offset
from claimcheck.desk.project import Project, find_project
from claimcheck.ledger.records import Claim, Conflict, Decision, Ruling, Side, Status
from claimcheck.ledger.status import standing
from tests.desk import AT, claim_id, claims_of, ledger, put, verdict

HEAD, ONE, TWO, THREE = map(claim_id, (1, 2, 3, 4))


@pytest.fixture
def desk(project: Path) -> Project:
    """A ledger with one article of four sentences."""
    return ledger(project)


@pytest.fixture
def cc(project: Path, in_process: Run) -> Run:
    """`cc(*arguments)` → exit code, standard output, standard error."""
    return in_process


# --- edit -------------------------------------------------------------------------------------------------------------


def test_what_is_kept_about_claims_can_be_changed(desk: Project, cc: Run) -> None:
    code, out, _ = cc("edit", ONE, TWO, "--kind", "op", "--tag", "b", "--tag", "a a", "--note", "ask", "-n", "ask Liv")
    assert code == 0 and "kind: fact → opinion; note: none → ask Liv; tags: a a, b" in out
    claim = claims_of(desk)[TWO]
    assert (claim.kind, claim.tags, claim.note) == ("opinion", ("a a", "b"), "ask Liv")
    cc("edit", TWO, "--untag", "b", "--note", "", "--attribution", "the  brigade")
    claim = claims_of(desk)[TWO]
    assert (claim.tags, claim.note, claim.attribution) == (("a a",), "", "the brigade")
    assert "nothing changed" in cc("edit", TWO, "--tag", "a a")[1]


def test_a_source_can_be_attached_before_anybody_gives_a_verdict(desk: Project, cc: Run) -> None:
    code, out, _ = cc("edit", ONE, "--cite", "news/fire.md", "--locator", "line 3", "--stance", "context")
    assert code == 0 and "cites S-" in out
    (cited,) = claims_of(desk)[ONE].sources
    assert (cited.stance, cited.locator, len(cited.sha256)) == ("context", "line 3", 64)
    assert "1 of" not in cc("list", "--unsourced")[1] and ONE not in cc("list", "--unsourced")[1]
    cc("edit", ONE, "--uncite", "news/fire.md")
    assert not claims_of(desk)[ONE].sources
    assert cc("edit", ONE, "--uncite", "news/fire.md")[0] == 2


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "nothing to change"),
        (("--text", "Three engines came."), "its text is what the article says"),
        (("--kind", "fcat"), 'no kind of claim "fcat"'),
        (("--untag", "x"), 'has no tag "x"'),
        (("--tag", " "), "--tag is empty"),
        (("--locator", "p. 4"), "name it with --cite"),
        (("--cite", "nope.pdf"), "there is no file"),
        (("--cite", "news/fire.md", "--stance", "helps"), '--stance: "helps" is none'),
    ],
)
def test_what_cannot_be_changed_is_told(desk: Project, cc: Run, arguments: tuple[str, ...], message: str) -> None:
    before = Path("claims.json").read_bytes()
    code, out, err = cc("edit", ONE, *arguments)
    assert code == 2 and not out and message in err and Path("claims.json").read_bytes() == before


def test_the_text_of_a_loose_claim_can_be_changed_and_turns_it_stale(desk: Project, cc: Run) -> None:
    id = claim_id(9)
    put(desk, verdict(Claim(id, "Dorne has 4,200 people.")))
    cc("edit", id, "--text", "Dorne  has 4,200 people.")
    assert standing(claims_of(desk)[id]).status is Status.VERIFIED and not claims_of(desk)[id].revisions
    code, out, _ = cc("edit", id, "--text", "Dorne has 4,300 people.")
    assert code == 0 and "stale  Dorne has 4,300 people." in out and "said: Dorne has 4,200 people." in out
    cc("edit", id, "--text", "Dorne has 4,200 people.")
    assert standing(claims_of(desk)[id]).status is Status.VERIFIED
    assert cc("edit", id, "--text", " ")[0] == 2


# --- split ------------------------------------------------------------------------------------------------------------


def test_a_sentence_becomes_two_claims_that_carry_its_history(desk: Project, cc: Run) -> None:
    put(desk, verdict(claims_of(desk)[TWO]))
    code, out, err = cc("split", TWO, "--at", "but nobody")
    assert code == 0
    assert "history now" in err and "--keep-verdicts" in err
    held = desk.store.load()
    first, second = (line.split()[0] for line in out.splitlines())
    assert (held.claims[first].kind, held.claims[second].kind) == ("fact", "fact")
    assert first == TWO and out.splitlines()[0] == f"{TWO}  stale  The roof was lost,"
    one, two = held.claims[first], held.claims[second]
    assert two.text == "but nobody was hurt." and one.part_of == two.part_of == TWO
    assert one.verdicts == two.verdicts and standing(two).status is Status.STALE
    assert one.revisions[-1].others == (second,) and two.revisions[-1].was == "The roof was lost, but nobody was hurt."
    text = Path("news/fire.md").read_text()
    (article,) = held.articles.values()
    assert [text[p.start : p.end] for p in article.layout if p.claim in (first, second)] == [one.text, two.text]


def test_a_conflict_of_a_loose_claim_goes_with_its_words(project: Path, cc: Run) -> None:
    cc("init")
    for number in ("4,690", "4,960"):
        cc("add", "--text", f"The Alder mill in Brenna employs {number} people.")
    desk = find_project()
    assert "contested" in cc("list")[1]
    id = next(id for id, claim in claims_of(desk).items() if "4,960" in claim.text)
    code, out, err = cc("edit", id, "--text", "The Alder mill in Brenna closed on Monday.")
    assert code == 0 and out.startswith(f"{id}  unchecked"), err
    assert "contested" not in cc("list")[1]


def test_a_split_of_an_unchecked_claim_is_unchecked_and_several_parts_are_several(desk: Project, cc: Run) -> None:
    _, out, _ = cc("split", "news/fire.md:3", "--at", "at 03:40", "--at", "reached THE mill")
    kinds = [claims_of(desk)[line.split()[0]].kind for line in out.splitlines()]
    assert kinds == ["number", "fact", "number"]
    assert [line.split(maxsplit=2)[1:] for line in out.splitlines()] == [
        ["unchecked", "Two fire engines"],
        ["unchecked", "reached the mill in Brenna"],
        ["unchecked", "at 03:40."],
    ]


def test_verdicts_stand_for_the_parts_only_when_somebody_says_so(desk: Project, cc: Run) -> None:
    put(desk, verdict(claims_of(desk)[ONE]), verdict(claims_of(desk)[TWO], status=Status.DISPUTED))
    assert "verified" in cc("split", ONE, "--at", "at 03:40", "--keep-verdicts")[1].splitlines()[1]
    code, _, err = cc("split", TWO, "--at", "but nobody", "--keep-verdicts")
    assert code == 2 and "need not be wrong with each part" in err


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("and then", 'does not say "and then"'),
        ("t", 'says "t" '),
        ("The roof", "nothing stands before"),
        ("", "does not say"),
    ],
)
def test_a_split_needs_words_that_stand_there_once(desk: Project, cc: Run, words: str, message: str) -> None:
    code, _, err = cc("split", TWO, "--at", words)
    assert code == 2 and message in err


def test_a_conflict_follows_its_figure_into_the_part(desk: Project, cc: Run) -> None:
    put(desk, Conflict("K-00000001", "CC101", "f", "m", (Side(ONE, "03:40"), Side(TWO, "nobody")), found=AT))
    out = cc("split", ONE, "--at", "at 03:40")[1]
    sides = desk.store.load().conflicts["K-00000001"].sides
    assert sides[0].claim == out.splitlines()[1].split()[0] and sides[1].claim == TWO


ARTICLE = """# The night at the mill

Forty-three people were injured, and 18
of them were taken to *the county* hospital in Brenna.

The roof was lost.
"""


@pytest.fixture
def parted(project: Path, cc: Run) -> tuple[Project, str, str]:
    """A project with a real article whose first sentence was verified and split; the ids of the parts."""
    assert cc("init")[0] == 0
    Path("mill.md").write_text(ARTICLE)
    assert cc("add", "mill.md")[0] == 0
    assert cc("verify", "mill.md:3", "--by", "Ada Holm", "-s", "Liv Moen, press officer")[0] == 0
    code, out, err = cc("split", "mill.md:3", "--at", "and 18 of", "--keep-verdicts")
    assert code == 0, err
    first, second = (line.split()[0] for line in out.splitlines())
    return find_project(), first, second


def test_the_places_of_the_parts_are_those_in_the_file(parted: tuple[Project, str, str]) -> None:
    desk, first, second = parted
    places = {id: place for id, (_, place) in desk.store.load().places().items()}
    one, two = places[first], places[second]
    assert ARTICLE[one.start : one.end] == "Forty-three people were injured,"
    assert ARTICLE[two.start : two.end].startswith("and 18\nof") and ARTICLE[two.start : two.end].endswith("Brenna.")
    assert (one.line, two.line) == (3, 3)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("", "", ("verified", "verified")),
        ("The roof was lost", "Rain fell.\n\nThe roof was lost", ("verified", "verified")),
        ("and 18\nof them", "and 18 of\nthem", ("verified", "verified")),
        ("18", "19", ("verified", "stale")),
        ("were taken", "were not taken", ("verified", "stale")),
        ("were injured", "were not injured", ("stale", "verified")),
        ("Forty-three", "Forty-two", ("stale", "verified")),
    ],
    ids=[
        "same",
        "another sentence",
        "wrapped anew",
        "second part",
        "not in the second",
        "not in the first",
        "first part",
    ],
)
def test_adding_the_article_again_keeps_the_parts_apart(
    parted: tuple[Project, str, str], cc: Run, old: str, new: str, expected: tuple[str, str]
) -> None:
    desk, first, second = parted
    Path("mill.md").write_text(ARTICLE.replace(old, new, 1) if old else ARTICLE)
    code, _, err = cc("add", "mill.md")
    assert code == 0, err
    held = claims_of(desk)
    assert not held[first].gone and not held[second].gone
    assert tuple(standing(held[id]).status for id in (first, second)) == expected


def test_adding_the_unchanged_article_again_changes_no_byte(parted: tuple[Project, str, str], cc: Run) -> None:
    before = Path("claims.json").read_bytes()
    assert cc("add", "mill.md")[0] == 0
    assert Path("claims.json").read_bytes() == before


def test_adding_settles_after_a_part_was_removed(parted: tuple[Project, str, str], cc: Run) -> None:
    desk, first, second = parted
    cc("split", second, "--at", "taken to")
    for at in (2, 1):
        (article,) = desk.store.load().articles.values()
        assert cc("remove", article.layout[at].claim, "--force", "--by", "Ada Holm")[0] == 0
        cc("add", "mill.md")
        before = Path("claims.json").read_bytes()
        cc("add", "mill.md")
        assert Path("claims.json").read_bytes() == before
    held = desk.store.load()
    text = " ".join(held.claims[place.claim].text for place in next(iter(held.articles.values())).layout)
    assert "Forty-three people were injured, and 18 of them were taken to the county hospital" in text
    assert all(held.claims[id].verdicts for id in (first, second))


def test_a_part_that_is_taken_out_of_the_sentence_is_no_verdict_for_the_rest(
    parted: tuple[Project, str, str], cc: Run
) -> None:
    desk, first, second = parted
    Path("mill.md").write_text(ARTICLE.replace(", and 18\nof them were taken to *the county* hospital in Brenna", ""))
    cc("add", "mill.md")
    held = claims_of(desk)
    assert held[second].gone or standing(held[second]).status is not Status.VERIFIED
    assert len(held[second].verdicts) == 1 and len(held[first].verdicts) == 1


def test_offsets_of_squeezed_text() -> None:
    text = "  a  b\n\nc"
    assert [raw_offset(text, 2, n) for n in range(6)] == [2, 3, 5, 6, 8, 9]


# --- remove -----------------------------------------------------------------------------------------------------------


def test_a_claim_without_verdicts_is_deleted(desk: Project, cc: Run) -> None:
    put(desk, Conflict("K-00000001", "CC101", "f", "m", (Side(ONE, "Two"), Side(TWO, "n")), found=AT))
    code, out, err = cc("remove", ONE)
    assert (code, out) == (0, f"{ONE}  removed  Two fire engines reached the mill in Brenna at 03:40.\n")
    assert "conflicts that are none without them: K-00000001" in err and "news/fire.md may still say so" in err
    held = desk.store.load()
    assert ONE not in held.claims and not held.conflicts and ONE not in held.places()


def test_a_claim_with_verdicts_is_never_deleted(desk: Project, cc: Run) -> None:
    sides = (Side(ONE, "Two"), Side(TWO, "n"))
    decided = (Decision(Ruling.ACCEPTED, "Ada Holm", AT, ("x", "y")),)
    put(
        desk,
        verdict(claims_of(desk)[ONE]),
        Conflict("K-00000001", "CC101", "f", "m", sides, found=AT, decisions=decided),
    )
    before = Path("claims.json").read_bytes()
    code, _, err = cc("remove", ONE, TWO)
    assert code == 2 and f"{ONE} has a verdict, and nothing was removed" in err and "--force" in err
    assert Path("claims.json").read_bytes() == before
    code, out, _ = cc("remove", ONE, TWO, "--force", "--by", "Tor Lunde", "--note", "cut")
    assert code == 0 and f"{ONE}  kept as gone  Two" in out and f"{TWO}  removed  The" in out
    held = desk.store.load()
    assert held.claims[ONE].gone and held.claims[ONE].verdicts and TWO not in held.claims
    assert held.claims[ONE].note.startswith("removed by Tor Lunde, 20") and held.claims[ONE].note.endswith(": cut")
    assert held.conflicts["K-00000001"].gone
    assert "is gone already" in cc("remove", ONE, "--force", "--by", "A")[2]


def test_an_article_goes_with_its_claims(desk: Project, cc: Run) -> None:
    code, out, err = cc("remove", "news/fire.md", "--dry-run")
    assert code == 0 and len(out.splitlines()) == 4 and "the file stays as it is" in err and "--dry-run" in err
    put(desk, verdict(claims_of(desk)[ONE]))
    assert cc("remove", "A-0000")[0] == 2
    code, out, _ = cc("remove", "A-0000", "--force", "--by", "Tor Lunde", "--json")
    page = json.loads(out)
    assert page["kept"] == [ONE] and len(page["claims"]) == 4 and page["articles"][0]["path"] == "news/fire.md"
    held = desk.store.load()
    assert list(held.claims) == [ONE] and held.claims[ONE].gone
    (article,) = held.articles.values()
    assert article.gone and not article.layout and Path("news/fire.md").is_file()


def test_an_article_without_verdicts_goes_altogether(desk: Project, cc: Run) -> None:
    cc("remove", "./news/fire.md")
    held = desk.store.load()
    assert not held.articles and not held.claims
    assert cc("remove", "news/fire.md")[0] == 2
