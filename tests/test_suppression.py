"""Comments and the baseline: what is silenced stays in the report, marked; what is of no use is told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from conftest import Command

TOLL = "The fire at the Brenna sawmill killed 12 people.\n\nAll 13 people killed at the sawmill worked at night.\n"
OTHER = "The ferry sank in 40 metres of water.\n\nThe ferry, which sank in 60 metres of water, will stay there.\n"
BASELINE = ".claimcheck-baseline.json"


@pytest.fixture
def old(project: Path) -> Path:
    path = project / "old.md"
    path.write_text(TOLL)
    return path


def test_a_baseline_silences_what_it_holds_and_nothing_else(claimcheck: Command, old: Path, project: Path) -> None:
    assert claimcheck("check", "old.md").returncode == 1
    made = claimcheck("baseline", "old.md")
    assert made.returncode == 0
    assert "1 finding of 1 article accepted" in made.stderr
    after = claimcheck("check", "old.md")
    assert (after.returncode, after.stdout) == (0, "")
    assert "silenced: 1 by the baseline" in after.stderr
    old.write_text(TOLL.replace("12", "11"))
    assert "11 people" in claimcheck("check", "old.md").stdout


def test_edits_elsewhere_keep_the_baseline(claimcheck: Command, old: Path) -> None:
    claimcheck("baseline", "old.md")
    old.write_text(f"# A headline\n\nA paragraph put before it.\n\n{TOLL}\nAnd one behind it, with 7 boats.\n")
    assert claimcheck("check", "old.md").returncode == 0


def test_what_is_silenced_stays_in_the_record(claimcheck: Command, old: Path) -> None:
    claimcheck("baseline", "old.md", "-o", "accepted.json")
    assert claimcheck("check", "old.md").returncode == 1  # that file counts only where it is named
    done = claimcheck("check", "old.md", "--baseline", "accepted.json", "--output-format", "json")
    report = json.loads(done.stdout)
    assert [f["suppressed"] for f in report["findings"]] == ["baseline"]
    assert report["summary"]["suppressed"] == 1
    assert report["summary"]["error"] == 0


def test_a_mended_finding_makes_the_baseline_stale(claimcheck: Command, old: Path, project: Path) -> None:
    (project / "b.md").write_text(OTHER)
    claimcheck("baseline", "old.md", "b.md")
    old.write_text(TOLL.replace("13", "12"))
    done = claimcheck("check", "old.md", "b.md")
    assert done.stdout.startswith(f"{BASELINE}:1:1: CC903 warning: 1 entry is no longer found")
    assert claimcheck("check", "b.md").stdout == ""  # the other file was not looked at: nothing is said about it
    full = claimcheck("check", "old.md", "b.md", "--output-format", "full").stdout
    assert "12 people" in full
    assert "claimcheck baseline" in full


def test_isolated_ignores_the_baseline_of_the_folder(claimcheck: Command, old: Path) -> None:
    claimcheck("baseline", "old.md")
    assert claimcheck("check", "old.md", "--isolated").returncode == 1
    assert claimcheck("check", "old.md", "--isolated", "--baseline", BASELINE).returncode == 0


def test_a_baseline_is_the_same_text_each_time(claimcheck: Command, old: Path, project: Path) -> None:
    (project / "b.md").write_text(OTHER)
    claimcheck("baseline", "old.md", "b.md")
    first = (project / BASELINE).read_text()
    claimcheck("baseline", "b.md", "old.md")
    assert (project / BASELINE).read_text() == first
    assert len(json.loads(first)["findings"]) == len([line for line in first.splitlines() if "fingerprint" in line])


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "is not a baseline"),
        ("[]", 'no "findings"'),
        ('{"schema_version": 9, "findings": []}', "schema version 9"),
        ('{"schema_version": 1, "findings": [{}]}', "entry 1 is incomplete"),
        ('{"schema_version": 1, "findings": ["a"]}', "entry 1 is incomplete"),
        ('{"schema_version": 1, "findings": [', "is not a baseline"),
    ],
)
def test_a_damaged_baseline_is_one_clear_line(claimcheck: Command, old: Path, content: str, said: str) -> None:
    (old.parent / BASELINE).write_text(content)
    done = claimcheck("check", "old.md")
    assert done.returncode == 2
    assert said in done.stderr
    assert "claimcheck baseline" in done.stderr
    assert "Traceback" not in done.stderr
    assert (old.parent / BASELINE).read_text() == content


def test_a_missing_baseline_and_an_unreadable_article(claimcheck: Command, old: Path, project: Path) -> None:
    assert claimcheck("check", "old.md", "--baseline", "none.json").returncode == 2
    done = claimcheck("baseline", "old.md", "none.md")
    assert done.returncode == 2
    assert "was not written" in done.stderr
    assert not (project / BASELINE).exists()


def test_a_comment_needs_a_reason(claimcheck: Command, project: Path) -> None:
    (project / "a.md").write_text(TOLL.replace("\n\n", "\n\n<!-- claimcheck: ignore[CC101] -->\n"))
    done = claimcheck("check", "a.md")
    assert done.returncode == 0
    assert "a.md:3: say why" in done.stderr
    assert "silenced: 1 by a comment" in done.stderr
    html = TOLL.replace("\n\n", "<p><!-- claimcheck: ignore[CC101] quoted --> ")
    (project / "a.html").write_text(f"<html><body><p>{html}</body></html>")
    assert claimcheck("check", "a.html").returncode == 0


def test_a_comment_for_a_finding_below_the_threshold_is_of_use(claimcheck: Command, project: Path) -> None:
    (project / "a.md").write_text("Reports indicate that the dam held. <!-- claimcheck: ignore[CC505] see desk -->\n")
    assert claimcheck("check", "a.md", "--allow-empty").stdout == ""
    (project / "b.md").write_text("The dam held. <!-- claimcheck: ignore[CC505] see desk -->\n")
    assert "CC901" in claimcheck("check", "b.md").stdout
    assert claimcheck("check", "b.md", "--ignore", "CC505").stdout == ""  # the rule did not run
