"""Ten pull requests against the demonstration repository, each of which breaks one thing, or only seems to."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from claimcheck.cli.app import run
from claimcheck.sources.web import names
from tests.demonstration import PULL_REQUESTS, PullRequest, build, edit, git
from tests.webserver import Server, page

SARIF = ("--report", "sarif=found.sarif")
LEVELS = {"error": "error", "warning": "warning", "info": "note"}
BY_NAME = {request.name: request for request in PULL_REQUESTS}


@pytest.fixture(scope="module")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The repository as it is on main."""
    folder = tmp_path_factory.mktemp("demonstration")
    with pytest.MonkeyPatch.context() as patch, contextlib.chdir(folder):
        for name in ("GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE"):
            patch.delenv(name, raising=False)
        for name in ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM"):
            patch.setenv(name, os.devnull)
        build()
        git("gc", "-q")  # few files to copy
        yield folder


@pytest.fixture
def clone(demonstration: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy to work in."""
    folder = tmp_path / "clone"
    shutil.copytree(demonstration, folder, symlinks=True)
    monkeypatch.chdir(folder)
    return folder


def checked(
    capsys: pytest.CaptureFixture[str], *arguments: str, command: Sequence[str] = ("check",)
) -> tuple[int, list[dict[str, Any]]]:
    """The exit code of `check`, and its findings."""
    capsys.readouterr()
    code = run([*command, "--output-format", "jsonl", *arguments])
    return code, [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def told(findings: list[dict[str, Any]]) -> list[str]:
    """The findings as PullRequest writes them."""
    return sorted(
        f"{f['code']} {f['severity']} {f['locations'][0]['path']}:{f['locations'][0]['start']['line']}"
        for f in findings
    )


def told_in_sarif(path: Path) -> list[str]:
    """The results of a SARIF file in the same words: rule, level, where the first location is, from the repository."""
    (ran,) = json.loads(path.read_text("utf-8"))["runs"]
    found = []
    for result in ran["results"]:
        place = result["locations"][0]["physicalLocation"]
        uri, line = place["artifactLocation"]["uri"], place["region"]["startLine"]
        assert "://" not in uri and not uri.startswith(("/", "..")) and (path.parent / uri).is_file()
        assert result["partialFingerprints"] and "suppressions" not in result
        found.append(f"{result['ruleId']} {result['level']} {uri}:{line}")
    return sorted(found)


def as_sarif(findings: Sequence[str]) -> list[str]:
    """What PullRequest says, with the severities by their names in SARIF."""
    rows = (row.split(" ", 2) for row in findings)
    return sorted(f"{code} {LEVELS[severity]} {where}" for code, severity, where in rows)


def test_main_is_green(clone: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert checked(capsys) == (0, [])
    assert checked(capsys, "--strict", "--fail-on", "warning") == (0, [])
    code, findings = checked(capsys, "--min-severity", "info")
    assert code == 0 and {f["code"] for f in findings} == {"CC409"}, "nothing but claims with one source"


@pytest.mark.parametrize("added", [False, True], ids=["", "added"])
@pytest.mark.parametrize("request_", PULL_REQUESTS, ids=lambda request: request.name)
def test_a_pull_request(clone: Path, capsys: pytest.CaptureFixture[str], request_: PullRequest, added: bool) -> None:
    """Exactly what it broke is told, whether or not its author ran `claimcheck add`, and the same with --since."""
    git("checkout", "-qb", "change")
    request_.change()
    expected = sorted(request_.found)
    if added:
        assert run(["add", "report.md"]) in (0, 1)
    else:
        git("commit", "-qam", request_.name)
        assert told(checked(capsys, "--since", "main")[1]) == expected
    code, findings = checked(capsys, *SARIF)
    assert (code, told(findings)) == (request_.exit, expected)
    assert told_in_sarif(clone / "found.sarif") == as_sarif(expected)
    if request_.info:
        expected = sorted((*request_.found, *request_.info))
        assert told(checked(capsys, "--min-severity", "info", "--ignore", "CC409", *SARIF)[1]) == expected
        assert told_in_sarif(clone / "found.sarif") == as_sarif(expected)


def test_only_the_change_is_told_where_more_is_wrong(clone: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Old sins on main are none of a pull request's business with --since."""
    BY_NAME["figure changed"].change()
    git("commit", "-qam", "an error that slipped through")
    git("checkout", "-qb", "change")
    BY_NAME["quote altered by a digit"].change()
    git("commit", "-qam", "another")
    expected = sorted(BY_NAME["quote altered by a digit"].found)
    code, findings = checked(capsys, "--since", "main...")
    assert (code, told(findings)) == (1, expected)
    git("checkout", "-q", "main")
    assert checked(capsys, "--since", "HEAD") == (0, [])


@pytest.mark.usefixtures("loopback")
def test_a_pull_request_whose_link_is_dead(
    clone: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Found by `source check --online` alone; `check` asks nobody, and says what it did not look into."""
    about = page(b"<html><body><p>The council of Skarvik meets in the old customs house.</p></body></html>")
    online = ("--online", *(f"--config={s}" for s in ("allow-private=127.0.0.1", "web-delay=0")))
    monkeypatch.setattr(names, "look_up", lambda host: ["127.0.0.1"])
    with Server({"/council": about}) as server:
        git("checkout", "-qb", "change")
        address = f"{server.url}/council".replace("127.0.0.1", "skarvik.example")
        assert run(["source", "add", address, "--no-fetch", "--for", "report.md:13"]) == 0
        git("commit", "-qam", "an address")
        assert checked(capsys) == (0, [])
        assert checked(capsys, *online, command=("source", "check")) == (0, [])
        edit("claims.json", address, address.replace("council", "agenda"))
        code, findings = checked(capsys, *online, *SARIF, command=("source", "check"))
        assert (code, told(findings)) == (1, ["CC410 error report.md:13"])
        assert told_in_sarif(clone / "found.sarif") == ["CC410 error report.md:13"]
        capsys.readouterr()
        assert run(["check", "--strict"]) == 2, "what was not looked into is no clean bill"
        assert "a source that cannot be looked into: it was never fetched" in capsys.readouterr().err
