"""`show`: everything about one record, in words that need no colour."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from conftest import Run

from claimcheck.desk.project import Project, sha256
from claimcheck.desk.showing import detail, marked
from claimcheck.ledger.records import (
    Change,
    Citation,
    Claim,
    Conflict,
    Decision,
    Revision,
    Ruling,
    Side,
    Source,
    Stance,
    Status,
)
from claimcheck.ledger.texts import digest
from claimcheck.reporters import Look
from claimcheck.reporters.ledger.claim import write_details
from tests.desk import AT, claim_id, claims_of, ledger, put, verdict

HEAD, ONE, TWO, THREE = map(claim_id, (1, 2, 3, 4))
LATER = "2026-11-05T10:30:00+01:00"
NOW = "Three fire engines reached the mill in Brenna at 03:40."


@pytest.fixture
def desk(project: Path) -> Project:
    """An article with a claim that was verified, disputed and changed, and that an open conflict names."""
    made = ledger(project)
    (project / "log.csv").write_text("03:40,alarm\n")
    held = claims_of(made)
    row = Citation("S-00000001", locator="row 1", quote="03:40,alarm", sha256=sha256(Path("log.csv")))
    one = verdict(held[ONE], "Ada Holm", Status.VERIFIED, AT, row)
    one = verdict(one, "Tor Lunde", Status.DISPUTED, LATER, Citation("S-00000002", Stance.CONTRADICTS))
    revision = Revision(LATER, Change.CHANGED, one.text, digest(NOW))
    put(
        made,
        one._replace(text=NOW, revisions=(revision,), tags=("night",), note="ask \x1b[31mLiv", attribution="police"),
        verdict(verdict(held[TWO]), "Tor Lunde", Status.DISPUTED, LATER),
        Source("S-00000001", path="log.csv", sha256=sha256(Path("log.csv")), added=AT),
        Source("S-00000002", person="Sif Brandt, clerk", confidential=True),
        Conflict(
            *("K-00000001", "CC101", "f", "three engines against two"),
            (Side(ONE, "Three", "3 engines"), Side(TWO, "Two")),
            explanation=("3 against 2",),
            found=AT,
            decisions=(Decision(Ruling.ACCEPTED, "Ada Holm", AT, (digest(held[ONE].text), digest(held[TWO].text))),),
        ),
    )
    return made


@pytest.fixture
def cc(desk: Project, in_process: Run) -> Run:
    """`cc(*arguments)` → exit code, standard output, standard error."""
    return in_process


def test_a_changed_claim_shows_what_it_said_when_it_was_judged(cc: Run) -> None:
    code, out, err = cc("show", ONE)
    assert (code, err) == (0, "")
    assert out == (
        f"""\
{ONE}  ≠ contested
news/fire.md:3 · Two engines at the mill

  Two engines at the mill
> {NOW}
  The roof was lost, but nobody was hurt.

status      stale: the text changed, and contested: an open conflict names it
was judged  Two fire engines reached the mill in Brenna at 03:40.
changed     [-Two-] {{+Three+}} fire engines reached the mill in Brenna at 03:40.
past        ✗ disputed by Tor Lunde, 2026-11-05 10:30  (given for another wording)
              source: S-00000002 Sif Brandt, clerk (confidential), contradicts
past        ✓ verified by Ada Holm, 2026-11-02 09:00  (given for another wording)
              source: S-00000001 log.csv, row 1: “03:40,alarm”
figures     Three fire engines → 3 engines
            03:40              → 03:40
kind        number, said by police
tags        night
note        ask \\x1b[31mLiv
conflict    K-00000001  error[CC101]: three engines against two
              before: called accepted by Ada Holm, 2026-11-02
              a side has changed since that was decided
              3 against 2
              against: {TWO} news/fire.md:5 The roof was lost, but nobody was hurt.
history     2026-11-05 10:30  changed, verdicts ended; it said before:
              Two fire engines reached the mill in Brenna at 03:40.
added       2026-11-02 09:00
"""
    )


def test_disagreement_is_said_aloud(desk: Project, cc: Run) -> None:
    put(desk, desk.store.load().conflicts["K-00000001"]._replace(gone=LATER))
    out = cc("show", TWO)[1]
    assert "disagree    verified by Ada Holm, disputed by Tor Lunde\n" in out
    assert "verdict     ✓ verified by Ada Holm" in out and "source      none is named" not in out.split("verdict")[0]
    assert f"{TWO}  ✗ disputed" in out


def test_a_changed_source_and_a_changed_article_are_told(desk: Project, cc: Run) -> None:
    put(desk, claims_of(desk)[ONE]._replace(text=claims_of(desk)[ONE].revisions[0].was, revisions=()))
    Path("log.csv").write_text("03:50,alarm\n")
    Path("news/fire.md").write_text("All new.\n")
    out = cc("show", ONE)[1]
    assert "(S-00000001 changed since)" in out and "was judged" not in out
    assert "remark      news/fire.md has changed since it was added" in out
    assert "file        log.csv  changed" in cc("show", "S-00000001")[1]
    Path("log.csv").unlink()
    assert "file        log.csv  missing" in cc("show", "S-00000001")[1]


def test_records_of_every_kind_are_shown(cc: Run) -> None:
    code, out, _ = cc("show", "k-0", "news/fire.md", "log.csv", "A-0", "S-00000002", "news/fire.md:7")
    assert code == 0
    conflict, article, source, person, claim = _parts(out)
    assert conflict.startswith("K-00000001  error[CC101] value-conflict: ") and "^^^^^ 3 engines" in conflict
    assert " = before: called accepted by Ada Holm" in conflict
    assert article.startswith("A-00000001  news/fire.md\nTwo engines at the mill")
    assert "claims      0 of 2 verified, 2 contested" in article and "2 sentences that need no checking" in article
    assert source.startswith("S-00000001  log.csv") and f"cited by    {ONE}  ≠ contested" in source
    assert "confidential" in person and claim.startswith(THREE)


def _parts(out: str) -> list[str]:
    """The records of a page: each begins with an id at the margin after a blank line."""
    parts: list[str] = []
    for block in out.split("\n\n"):
        if block[:2] in ("C-", "K-", "S-", "A-") and not block.startswith((ONE + "  news", TWO + "  news")):
            parts.append(block)
        else:
            parts[-1] += "\n" + block
    return parts


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "nothing to show is named"),
        (("C-ZZZ",), 'no claim "C-ZZZ"'),
        (("K-ZZZ",), 'no conflict "K-ZZZ"'),
        (("S-0000000",), '"S-0000000" begins the ids of 2 sources'),
        (("news/fier.md:3",), 'did you mean "news/fire.md"?'),
    ],
)
def test_what_is_not_there_is_told(cc: Run, arguments: tuple[str, ...], message: str) -> None:
    code, out, err = cc("show", *arguments)
    assert code == 2 and not out and message in err


def test_as_json(cc: Run) -> None:
    page = json.loads(cc("show", ONE, "K-0", "S-00000001", "A-0", "--json")[1])
    (claim,) = page["claims"]
    assert claim["judged_text"].startswith("Two fire engines") and claim["before"] == "Two engines at the mill"
    assert [figure["surface"] for figure in claim["figures"]] == ["Three fire engines", "03:40"]
    assert claim["conflict_records"][0]["sides"][1]["claim"] == TWO
    assert page["conflicts"][0]["status"] == "open" and page["sources"][0]["claims"] == [ONE]
    assert page["articles"][0]["to_check"] == [ONE, TWO]


def test_a_stream_without_the_signs_gets_plain_ones(desk: Project) -> None:
    class Narrow(io.StringIO):
        encoding = "ascii"  # type: ignore[assignment]

    stream = Narrow()
    write_details([detail(desk, desk.store.load(), "claims", ONE)], stream, Look())
    assert stream.getvalue().isascii() and f"{ONE}  # contested" in stream.getvalue()


def test_a_loose_claim_stands_in_no_article(desk: Project, cc: Run) -> None:
    put(desk, Claim(claim_id(9), "Dorne has 4,200 people.", kind="number"))
    out = cc("show", "--text", "Dorne people")[1]
    assert out.startswith(f"{claim_id(9)}  · unchecked\n(in no article)\n") and "source      none is named" in out


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("seven died", "eight died", "old:seven new:eight same:died"),
        ("it did not burn", "it did burn", "same:it did old:not same:burn"),
        ("“two” came", '"two" came', 'same:"two" came'),
        ("a", "a b", "same:a new:b"),
    ],
)
def test_what_changed_is_marked_word_by_word(old: str, new: str, expected: str) -> None:
    assert " ".join(f"{kind}:{words}" for kind, words in marked(old, new)) == expected
