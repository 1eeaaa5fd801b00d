"""The CI kit: hooks, action and template are what their hosts ask for, and run; the page about them says what works."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

from claimcheck.cli.app import COMMANDS, load, run
from claimcheck.readers import suffixes
from tests.test_outputs import results

ROOT = Path(__file__).parent.parent
BLOCK = re.compile(r"```(\w+)\n(.*?)```", re.DOTALL)
PAGE = (ROOT / "docs" / "ci.md").read_text("utf-8")
TANKER = "The tanker Aurelia was within 5 miles of the harbour.\n\nThe Aurelia lay 12 kilometres from the harbour.\n"


def loaded(name: str) -> Any:
    return yaml.safe_load((ROOT / name).read_text("utf-8"))


def commands(text: str) -> list[list[str]]:
    """The claimcheck commands of a text, as argument lists."""
    lines = [line.strip().removeprefix("- run: ").removeprefix("- ") for line in text.splitlines()]
    parts = [shlex.split(line.split(" | ")[0]) for line in lines if line.startswith("claimcheck ")]
    assert all(part[0] == "claimcheck" for part in parts)
    return [part[1:] for part in parts]


def parses(arguments: list[str]) -> None:
    """What our own command line says of the flags; nothing is run."""
    name, *rest = arguments
    entry = next(entry for entry in COMMANDS if entry.name == name)
    if entry.inside:
        name, *rest = rest
        entry = next(one for one in entry.inside if one.name == name)
    load(entry).make_context(f"claimcheck {name}", rest, resilient_parsing=False)


# --- what their hosts ask for -----------------------------------------------------------------------------------------


def test_the_hooks_are_hooks() -> None:
    hooks = loaded(".pre-commit-hooks.yaml")
    extra = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["optional-dependencies"]["pdf"]
    assert [hook["id"] for hook in hooks] == ["claimcheck", "claimcheck-ledger"]
    for hook in hooks:
        assert {"id", "name", "entry", "language"} <= set(hook) and hook["language"] == "python"
        parses([*shlex.split(hook["entry"])[1:], *hook.get("args", ())])
        assert hook["additional_dependencies"] == extra, "articles and sources may be PDF"
    pattern = re.compile(hooks[0]["files"])
    endings = re.search(r"\(([a-z|]{9,})\)", hooks[0]["files"])
    assert endings and {f".{ending}" for ending in endings[1].split("|")} == suffixes()
    assert pattern.search("news/fire.md") and not pattern.search("news/fire.py")
    assert re.search(hooks[0]["exclude"], "sources/log.txt") and not re.search(hooks[0]["exclude"], "resources/a.md")


def test_a_staged_name_that_looks_like_a_flag_is_a_file(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    hook = loaded(".pre-commit-hooks.yaml")[0]
    arguments = [*shlex.split(hook["entry"])[1:], *hook["args"]]
    (project / "--output=x.md").write_text(TANKER)
    (project / "empty.md").write_text("")
    assert run([*arguments, "--output=x.md"]) == 1
    assert "CC103" in capsys.readouterr().out and not (project / "x.md").exists()
    assert run([*arguments, "empty.md"]) == 0, "an article may be staged before it is written"


def test_what_is_installed_is_ours() -> None:
    """The package index has another project of this name; and a checkout may hold a pip.py or a venv.py."""
    for name in ("docs/ci.md", "ci/gitlab.yml", "ci/install.sh", "action.yml"):
        text = (ROOT / name).read_text("utf-8")
        assert not re.search(r"pip install( --?\S+)* [\"']?claimcheck(\[pdf\])?[\"']?$", text, re.MULTILINE), name
        assert not re.search(r"CLAIMCHECK_PACKAGE: [\"']?claimcheck(\[pdf\])?[\"']?$", text, re.MULTILINE), name
    install = (ROOT / "ci" / "install.sh").read_text("utf-8")
    assert re.findall(r"(\S+) -m ", install) == ["-I", "-I"]


def test_the_action_is_a_composite_one_without_holes() -> None:
    action = loaded("action.yml")
    assert action["runs"]["using"] == "composite"
    named = {f"${{{{ inputs.{name} }}}}" for name in action["inputs"]}
    used = set()
    for step in action["runs"]["steps"]:
        assert "${{" not in step["run"], "an input in a script is a command"
        used |= {v for v in (*step.get("env", {}).values(), step.get("working-directory")) if v}
        script = re.search(r"ci/\w+\.sh", step["run"])
        assert script and (ROOT / script[0]).is_file()
    assert used == named, "every input is used"
    for about in action["inputs"].values():
        assert about["description"] and isinstance(about["default"], str)


def test_the_template_of_gitlab_runs_our_command() -> None:
    job = loaded("ci/gitlab.yml")["claimcheck"]
    reports = job["artifacts"]["reports"]
    (line,) = job["script"]
    assert f"gitlab={reports['codequality']}" in line and f"junit={reports['junit']}" in line
    parses(shlex.split(line.replace("$CLAIMCHECK_PATHS", "").replace("$CLAIMCHECK_FAIL_ON", "error"))[1:])


# --- the page ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind, text", BLOCK.findall(PAGE), ids=lambda text: " ".join(text.split())[:40])
def test_a_block_of_the_page(kind: str, text: str) -> None:
    if kind == "yaml":
        assert yaml.safe_load(text)
        assert "pull_request_target" not in text, "it hands secrets to what strangers wrote"
        assert "--online" not in text or "pull_request" not in text, "a red run must not mean a slow network"
    for arguments in commands(text):
        parses(arguments)


def test_the_inputs_of_the_action_are_told() -> None:
    told = re.search(r"Inputs: (.*?)\.\n", PAGE, re.DOTALL)
    assert told and set(re.findall(r"`([\w-]+)`", told[1])) == set(loaded("action.yml")["inputs"])


# --- the step itself --------------------------------------------------------------------------------------------------


@pytest.fixture
def step(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Runs the action's script as a runner does; the result, and what it wrote for the runner."""
    home = tmp_path_factory.mktemp("runner")
    (home / "bin").mkdir()
    program = home / "bin" / "claimcheck"
    program.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m claimcheck "$@"\n')
    program.chmod(0o755)

    def started(**inputs: str) -> tuple[subprocess.CompletedProcess[str], str, str]:
        output, page = home / "output", home / "summary"
        output.write_text("")
        page.write_text("")
        env = {
            "PATH": f"{home / 'bin'}:{os.environ['PATH']}",
            "PYTHONPATH": str(ROOT),
            "HOME": str(home),
            "GITHUB_OUTPUT": str(output),
            "GITHUB_STEP_SUMMARY": str(page),
            **{f"CLAIMCHECK_{name.upper()}": value for name, value in inputs.items()},
        }
        done = subprocess.run(
            ["bash", str(ROOT / "ci" / "check.sh")], capture_output=True, text=True, cwd=project, env=env, check=False
        )
        return done, output.read_text(), page.read_text()

    return started


def test_the_step_annotates_reports_and_fails(project: Path, step: Any) -> None:
    (project / "a b.md").write_text(TANKER)
    done, output, page = step(paths="\n  a b.md\n\n", sarif="out.sarif", summary="true")
    assert done.returncode == 1, done.stdout
    (annotation,) = obeyed(done.stdout)
    assert annotation.startswith("::error file=a b.md,line=1,")
    assert output == "sarif=out.sarif\nexit-code=1\n"
    assert "| error CC103 |" in page
    assert len(results((project / "out.sarif").read_text("utf-8"))) == 1
    done, output, _ = step(paths="a b.md", args="--ignore\nCC1")
    assert (done.returncode, output) == (0, "exit-code=0\n"), done.stderr


def test_no_input_of_the_step_is_a_command(project: Path, step: Any) -> None:
    (project / "a.md").write_text("It rained.\n")
    hostile = "$(touch owned); touch owned & `touch owned` | touch owned #"
    for name in ("paths", "since", "fail_on", "baseline", "args", "sarif"):
        done, _, _ = step(**{"paths": "a.md", name: hostile})
        assert not (project / "owned").exists(), name
        assert name in ("sarif",) or done.returncode == 2, f"{name}: {done.stdout}{done.stderr}"
    done, output, _ = step(paths="a.md", sarif="x\nexit-code=0")
    assert done.returncode == 2 and "names one file" in done.stderr and not output
    done, _, _ = step(paths="--help")
    assert done.returncode == 2, "a path is never a flag"


def test_a_ledger_is_what_the_step_checks_without_paths(project: Path, step: Any) -> None:
    (project / "a.md").write_text(TANKER)
    assert run(["init"]) == 0 and run(["add", "a.md"]) == 0
    done, _, _ = step()
    assert done.returncode == 1 and "CC103" in done.stdout and "CC401" in done.stdout


def obeyed(output: str) -> list[str]:
    """The lines of a step that GitHub's runner obeys: "::" at their beginning, "##[" anywhere (ActionCommand.cs)."""
    found, token = [], ""
    for line in output.splitlines():
        if token:
            token = "" if line == f"::{token}::" else token
        elif line.startswith("::stop-commands::"):
            token = line.removeprefix("::stop-commands::")
            assert len(token) == 32
        elif line.lstrip().startswith("::") or "##[" in line:
            found.append(line)
    assert not token, "commands are taken again"
    return found


def test_articles_give_the_runner_no_commands(project: Path, step: Any) -> None:
    text = (
        f"<!-- claimcheck: ignore[CC101] -->\n{TANKER}\n::set-output name=sarif::x\n\n##[error]owned: 3 of 12 (50%)\n"
    )
    (project / "::error title=owned::x.md").write_text(text)
    (project / "##[error]a.pdf").write_bytes(b"%PDF-1.4\nbroken")
    (project / "b.md").write_text(text)
    done, output, _ = step(paths=".")
    assert done.returncode == 2 and not done.stderr and output == "exit-code=2\n"
    found = obeyed(done.stdout)
    assert len(found) >= 3
    assert all(re.match(r"::(error|warning|notice) file=[^:]*::", line) for line in found), found


def test_a_report_of_an_earlier_run_is_not_this_one(project: Path, step: Any) -> None:
    (project / "old.sarif").write_text("{}")
    done, output, _ = step(sarif="old.sarif", fail_on="never")
    assert done.returncode == 2 and "no article named" in done.stdout and not obeyed(done.stdout)
    assert output == "exit-code=2\n" and not (project / "old.sarif").exists()


def test_arguments_arrive_as_they_are_written(project: Path, step: Any) -> None:
    (project / "$HOME (1).md").write_text(TANKER)
    done, _, _ = step(paths="  $HOME (1).md \r\n", args="--ignore=CC2\r\n\n", sarif="a b.sarif")
    assert done.returncode == 1 and (project / "a b.sarif").is_file(), done.stdout
