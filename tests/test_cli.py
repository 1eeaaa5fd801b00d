"""The command as a user or a CI job meets it: a process, its streams, its exit code."""

from __future__ import annotations

import io
import json
import os
import pty
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path

import jsonschema
import pytest
from conftest import Command
from test_reporters import schema

from claimcheck.cli.app import COMMANDS

FIRST = "The tanker Aurelia lay within 5 miles of the harbour at dawn."
SECOND = "Twelve kilometres from the harbour, the Aurelia waited for a pilot."
CONFLICT = f"{FIRST}\n\n{SECOND}\n"
CLEAN = CONFLICT.replace("Twelve", "Eight")
TRACEBACK = "Traceback (most recent call last)"


@pytest.fixture
def article(project: Path) -> Path:
    path = project / "article.md"
    path.write_text(CONFLICT, encoding="utf-8")
    return path


def one_line(stderr: str) -> str:
    """The one error line, which is all that standard error may hold beside a pointer to --help."""
    lines = [line for line in stderr.splitlines() if not line.startswith("try: ")]
    assert len(lines) == 1, stderr
    assert lines[0].startswith("claimcheck: error: ")
    return lines[0].removeprefix("claimcheck: error: ")


# --- what check says -------------------------------------------------------------------------------------------------


def test_a_conflict_is_one_line_in_a_pipe_and_exit_1(claimcheck: Command, article: Path) -> None:
    done = claimcheck("check", "article.md")
    assert done.returncode == 1
    assert re.fullmatch(
        r'article\.md:1:24: CC103 error "within 5 miles" … "Twelve kilometres" \(article\.md:3:1\): [^\n]*\n',
        done.stdout,
    )
    assert re.fullmatch(r"1 error in 1 article \(2 sentences, 2 figures\)\n", done.stderr)


def test_nothing_found_is_exit_0(claimcheck: Command, project: Path) -> None:
    (project / "clean.md").write_text(CLEAN)
    done = claimcheck("check", "clean.md")
    assert (done.returncode, done.stdout) == (0, "")
    assert "nothing found in 1 article" in done.stderr
    assert "clean bill" not in done.stderr


def test_an_article_without_figures_is_no_clean_bill(claimcheck: Command, project: Path) -> None:
    (project / "poem.md").write_text("The sea is wide. The night is long.\n")
    done = claimcheck("check", "poem.md")
    assert done.returncode == 0
    assert "not a clean bill" in done.stderr


def test_full_shows_both_sides(claimcheck: Command, article: Path) -> None:
    done = claimcheck("check", "article.md", "--output-format", "full")
    assert "error[CC103] bound-broken" in done.stdout
    assert f"1 | {FIRST}" in done.stdout
    assert f"3 | {SECOND}" in done.stdout
    assert "= help: " in done.stdout
    assert done.stdout.splitlines()[-1].startswith("1 error in 1 article")
    assert done.stderr == ""


def test_json_is_valid_and_counts(claimcheck: Command, article: Path) -> None:
    done = claimcheck("check", "article.md", "--output-format", "json")
    record = json.loads(done.stdout)
    jsonschema.validate(record, schema(), jsonschema.Draft202012Validator)
    assert [f["code"] for f in record["findings"]] == ["CC103"]
    for where in record["findings"][0]["locations"]:
        assert CONFLICT[where["start"]["offset"] : where["end"]["offset"]] == where["text"]
        assert CONFLICT[where["figure"]["start"] : where["figure"]["end"]] == where["text"]
    assert record["summary"]["error"] == 1 and record["summary"]["seconds"] > 0


def test_jsonl_is_one_finding_a_line(claimcheck: Command, article: Path) -> None:
    done = claimcheck("check", "article.md", "--output-format", "jsonl")
    (line,) = done.stdout.splitlines()
    jsonschema.validate(json.loads(line), schema("finding"), jsonschema.Draft202012Validator)


# --- what is checked -------------------------------------------------------------------------------------------------


def test_folders_globs_and_what_they_leave_out(claimcheck: Command, project: Path) -> None:
    for name in (
        "news/a.md", "news/b.txt", "news/c.rst", "news/.hidden.md", "news/.git/d.md", "news/node_modules/e.md",
        "news/.venv/f.md", "news/sub/G.MD", "news/drafts/h.md", "i.md",
    ):  # fmt: skip
        (project / name).parent.mkdir(parents=True, exist_ok=True)
        (project / name).write_text(f"{CLEAN} {name}")

    def checked(*arguments: str) -> list[str]:
        done = claimcheck("check", *arguments, "--output-format", "json")
        return [d["path"] for d in json.loads(done.stdout)["documents"]]

    assert checked("news") == ["news/a.md", "news/b.txt", "news/drafts/h.md", "news/sub/G.MD"]
    assert checked("news/") == checked("news")
    assert checked("news", "--exclude", "drafts,*.txt") == ["news/a.md", "news/sub/G.MD"]
    assert checked("news/*.md", "i.md") == ["news/a.md", "i.md"]
    assert checked("news/**/*.md") == ["news/a.md", "news/drafts/h.md"]
    assert checked("i.md", "./i.md", "news/../i.md") == ["i.md"]
    assert checked(".") == ["i.md", "news/a.md", "news/b.txt", "news/drafts/h.md", "news/sub/G.MD"]


def test_standard_input(claimcheck: Command, project: Path) -> None:
    done = claimcheck("check", "-", stdin=CONFLICT)
    assert done.returncode == 1
    assert done.stdout.startswith("-:")
    named = claimcheck("check", "-", "--stdin-filename", "wire/fire.md", stdin="# One\n\n" + CONFLICT)
    assert named.stdout.startswith("wire/fire.md:")


def test_several_articles_are_checked_against_each_other(claimcheck: Command, project: Path) -> None:
    (project / "a.md").write_text(FIRST)
    (project / "b.md").write_text(SECOND)
    assert claimcheck("check", "a.md").stdout == ""
    together = json.loads(claimcheck("check", "a.md", "b.md", "--output-format", "json").stdout)
    assert together["summary"]["files"] == 2
    for finding in together["findings"]:
        assert {where["path"] for where in finding["locations"]} == {"a.md", "b.md"}


def test_selecting_and_thresholds(claimcheck: Command, article: Path) -> None:
    assert claimcheck("check", "article.md", "--select", "CC501").stdout == ""
    assert claimcheck("check", "article.md", "--ignore", "CC1").stdout == ""
    assert claimcheck("check", "article.md", "--select", "CC5", "--extend-select", "bound-broken").returncode == 1
    assert claimcheck("check", "article.md", "--fail-on", "never").returncode == 0
    assert claimcheck("check", "article.md", "--exit-zero").returncode == 0
    assert claimcheck("check", "article.md", "--exit-zero").stdout != ""


def test_statistics_quiet_and_verbose(claimcheck: Command, article: Path) -> None:
    done = claimcheck("check", "article.md", "--statistics", "-v")
    assert "    1  CC103  error    bound-broken" in done.stderr
    assert "article.md: 2 sentences, 2 figures" in done.stderr
    assert claimcheck("check", "article.md", "-q").stderr == ""
    assert "1 error" not in claimcheck("check", "article.md", "-q", "--output-format", "full").stdout


def test_reports_to_files(claimcheck: Command, article: Path) -> None:
    done = claimcheck("check", "article.md", "-o", "out.txt", "--report", "json=r.json", "--report", "full=r.txt")
    assert (done.returncode, done.stdout) == (1, "")
    assert Path("out.txt").read_text().startswith("article.md:")
    assert json.loads(Path("r.json").read_text())["summary"]["error"] == 1
    assert Path("r.txt").read_text().startswith("error[CC103]")
    assert sorted(p.name for p in article.parent.iterdir() if p.name != ".git") == [
        "article.md",
        "out.txt",
        "r.json",
        "r.txt",
    ]


def test_a_report_never_replaces_an_article(claimcheck: Command, article: Path) -> None:
    (article.parent / "link.md").symlink_to(article)
    for arguments in (("-o", "article.md"), ("--report", "json=link.md")):
        done = claimcheck("check", "article.md", *arguments)
        assert done.returncode == 2
        assert "the report would replace" in one_line(done.stderr)
    assert claimcheck("figures", "article.md", "-o", "./article.md").returncode == 2
    assert article.read_text() == CONFLICT


def test_an_output_file_keeps_its_permissions_and_its_link(claimcheck: Command, article: Path) -> None:
    target = article.parent / "target.txt"
    target.write_text("old")
    target.chmod(0o640)
    (article.parent / "link.txt").symlink_to(target)
    claimcheck("check", "article.md", "-o", "link.txt")
    assert (article.parent / "link.txt").is_symlink()
    assert target.read_text().startswith("article.md:")
    assert target.stat().st_mode & 0o777 == 0o640


def test_a_config_file_works(claimcheck: Command, article: Path) -> None:
    (article.parent / "claimcheck.toml").write_text('fail-on = "never"\noutput-format = "jsonl"\n')
    done = claimcheck("check", "article.md")
    assert done.returncode == 0
    assert json.loads(done.stdout)["code"] == "CC103"
    assert claimcheck("check", "article.md", "--isolated").returncode == 1
    shown = claimcheck("check", "article.md", "--show-settings").stdout
    assert shown == claimcheck("config").stdout
    assert re.search(r"fail-on +never +claimcheck\.toml:1", shown)


# --- colour and terminals --------------------------------------------------------------------------------------------


def on_a_terminal(*arguments: str, cwd: Path, **env: str) -> str:
    """What a command writes when standard output is a terminal."""
    ours, theirs = pty.openpty()
    clean = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "FORCE_COLOR", "COLUMNS")}
    process = subprocess.Popen(
        [sys.executable, "-m", "claimcheck", *arguments],
        stdout=theirs,
        stdin=subprocess.DEVNULL,
        cwd=cwd,
        env={**clean, "TERM": "xterm", **env},
    )
    os.close(theirs)
    written = b""
    while True:
        try:
            data = os.read(ours, 65536)
        except OSError:
            break
        if not data:
            break
        written += data
    process.wait(30)
    os.close(ours)
    return written.decode().replace("\r\n", "\n")


def test_a_terminal_gets_the_full_report_in_colour(article: Path) -> None:
    written = on_a_terminal("check", "article.md", cwd=article.parent)
    assert "\x1b[1;31merror[CC103]" in written
    assert "\x1b[" not in on_a_terminal("check", "article.md", cwd=article.parent, NO_COLOR="1")
    assert "\x1b[" not in on_a_terminal("check", "article.md", cwd=article.parent, TERM="dumb")
    assert "\x1b[" not in on_a_terminal("check", "article.md", "--color", "never", cwd=article.parent)
    assert "error[CC103]" in on_a_terminal("check", "article.md", cwd=article.parent, NO_COLOR="1")


def test_a_pipe_gets_colour_only_when_asked(claimcheck: Command, article: Path) -> None:
    full = ("check", "article.md", "--output-format", "full")
    assert "\x1b[" not in claimcheck(*full).stdout
    assert "\x1b[" in claimcheck(*full, "--color", "always").stdout
    assert "\x1b[" in claimcheck(*full, FORCE_COLOR="1").stdout
    assert "\x1b[" not in claimcheck(*full, FORCE_COLOR="1", NO_COLOR="1").stdout
    assert "\x1b[" not in claimcheck("check", "article.md", "--color", "always", "--output-format", "json").stdout


EVIL = f"\x1b]0;pwned\x07{FIRST} \u202edesrever\u202c \x9b2J\n\n{SECOND}\n\nThe rest is [insert \x1b[31m figure].\n"


@pytest.mark.parametrize("form", ["full", "concise", "json", "jsonl"])
def test_article_text_is_harmless(claimcheck: Command, project: Path, form: str) -> None:
    (project / "\x1b[31mevil\u202e.md").write_text(EVIL)
    done = claimcheck("check", ".", "--output-format", form, "--min-severity", "info")
    assert done.returncode in (0, 1), done.stderr
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", done.stdout + done.stderr)
    assert done.stdout


def test_file_names_in_errors_are_harmless(claimcheck: Command, project: Path) -> None:
    done = claimcheck("check", "\x1b]0;no\u202esuch\n.md")
    assert one_line(done.stderr) == r"no such file: \x1b]0;no<U+202E>such\n.md"
    done = claimcheck("check", "x.md", "--output-format", "\x1b[31m")
    assert "\x1b" not in done.stderr


# --- bad input -------------------------------------------------------------------------------------------------------


def docx(body: bytes) -> bytes:
    """A Word file with `body` as its text part."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", body)
    return data.getvalue()


BAD_FILES: dict[str, Callable[[], bytes]] = {
    "article.md": CONFLICT.encode,
    "empty.md": bytes,
    "blank.md": lambda: b" \n\n\t\n",
    "binary.txt": lambda: bytes(range(256)) * 40,
    "bytes.md": lambda: b"\x00\x01\x02\x03" * 500,
    "bomb.docx": lambda: docx(b"<w>" + b" " * 300_000_000),
    "notzip.docx": lambda: b"PK\x03\x04 nothing of a zip",
    "damaged.pdf": lambda: b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog\nendstream garbage",
    "folder/notes.rst": lambda: b"no reader for this",
}


def bad_files(folder: Path, named: Iterable[str]) -> None:
    """The files of BAD_FILES that a command names, and the article."""
    for name, data in BAD_FILES.items():
        if name == "article.md" or name.split("/")[0] in named:
            (folder / name).parent.mkdir(exist_ok=True)
            (folder / name).write_bytes(data())


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("check", "artcle.md"), 'no such file: artcle.md (did you mean "article.md"?)'),
        (("check", "nowhere/x.md"), "no such file: nowhere/x.md (there is no folder nowhere either)"),
        (("check", "*.nothing"), "no file matches *.nothing"),
        (("check", "folder"), "no articles in folder folder (looked for .txt, .md"),
        (("check", "empty.md"), "nothing to check: empty.md has no text"),
        (("check", "blank.md"), "nothing to check: blank.md has no text"),
        (("check", "-"), "nothing to check: "),
        (("check", "binary.txt"), "binary.txt"),
        (("check", "bytes.md"), "bytes.md"),
        (("check", "bomb.docx"), "bomb.docx"),
        (("check", "notzip.docx"), "notzip.docx"),
        (("check", "damaged.pdf"), "damaged.pdf"),
        (("check", "x" * 5000), "no such file: xxx"),
        (("figures", "artcle.md"), 'no such file: artcle.md (did you mean "article.md"?)'),
        (("figures", "empty.md"), "nothing to list: empty.md has no text"),
        (("check", "article.md", "--select", "CC999"), '--select: "CC999" is not a rule'),
        (("check", "article.md", "--select", "CC1O1"), 'is not a rule (did you mean "CC101"?)'),
        (("check", "article.md", "--fail-on", "eror"), '--fail-on must be one of error, warning, info, never, not'),
        (("check", "article.md", "--output-format", "jsn"), 'not "jsn" (did you mean "json"?)'),
        (("check", "article.md", "--output-format", "yaml"), "one of full, concise, json, jsonl"),
        (("check", "article.md", "--color", "blue"), "--color must be one of auto, always, never"),
        (("check", "article.md", "--dateline", "yesterday"), "--dateline must be a date like 2024-12-03"),
        (("check", "article.md", "--config", "slect=CC1"), 'unknown key "slect" (did you mean "select"?)'),
        (("check", "article.md", "--config", "none.toml"), "no configuration file none.toml"),
        (("check", "article.md", "-o", "folder"), "cannot write the report to folder: it is a folder"),
        (("check", "article.md", "-o", "no/where.txt"), "cannot write the report to no/where.txt: no folder no"),
        (("check", "article.md", "--report", "json"), "--report takes FORMAT=FILE"),
        (("check", "article.md", "--report", "jsn=x"), '--report: unknown format "jsn" (did you mean "json"?)'),
        (("check", "article.md", "-o", "/dev/full"), "cannot write the report to /dev/full: No space left on device"),
        (("check", "article.md", "--together"), "--together is for batch mode"),
        (("check",), "no article named, and there is no ledger (claims.json) here (try: claimcheck check article.md)"),
        (("figures",), "no article named"),
        (("compare", "one"), "compare needs two statements"),
        (("compare", "", "two"), "nothing to compare: the first statement is empty"),
        (("compare", "article.md", "empty.md"), "takes statements"),
        (("chek", "article.md"), 'no command "chek" (did you mean "check"?)'),
        (("check", "article.md", "--slect", "CC1"), "no such option: --slect"),
        (("explain", "CC13"), '"CC13" is not a rule (did you mean "CC103"?)'),
        (("explain", "valu-conflict"), 'is not a rule (did you mean "value-conflict"?)'),
        (("explain",), "missing argument"),
        (("check", "--jsonl", "a", "b"), "--jsonl reads one file"),
        (("figures", "--jsonl", "none.jsonl"), "cannot read none.jsonl: No such file or directory"),
        (("figures", "--jsonl", "folder"), "cannot read folder: Is a directory"),
        (("sentences", "article.md"), "batch mode only"),
        (("figures", "article.md", "--kind", "colour"), "--kind must be one of count,"),
    ],
    ids=lambda value: " ".join(value)[:60] if isinstance(value, tuple) else "",
)  # fmt: skip
def test_bad_input_is_one_clear_line(
    claimcheck: Command, project: Path, arguments: tuple[str, ...], message: str
) -> None:
    bad_files(project, (*arguments, "folder"))
    done = claimcheck(*arguments)
    assert done.returncode == 2, done
    assert done.stdout == ""
    assert message in one_line(done.stderr)


def test_bad_config_file(claimcheck: Command, article: Path) -> None:
    (article.parent / "claimcheck.toml").write_text('ignore = []\nfailon = "error"\n')
    done = claimcheck("check", "article.md")
    assert done.returncode == 2
    assert one_line(done.stderr) == 'claimcheck.toml:2: unknown key "failon" (did you mean "fail-on"?)'


def test_one_bad_article_does_not_cost_the_others(claimcheck: Command, project: Path) -> None:
    bad_files(project, ("notzip.docx", "empty.md"))
    done = claimcheck("check", "article.md", "missing.md", "notzip.docx", "empty.md", "--output-format", "json")
    assert done.returncode == 2
    record = json.loads(done.stdout)
    jsonschema.validate(record, schema(), jsonschema.Draft202012Validator)
    assert [f["code"] for f in record["findings"]] == ["CC103"]
    assert {s["path"] for s in record["skipped"]} == {"missing.md", "notzip.docx", "empty.md"}
    assert record["summary"]["unchecked"] == 3
    assert done.stderr.count("claimcheck: error: ") == 2


def test_an_empty_article_among_others_fails_only_when_strict(claimcheck: Command, project: Path) -> None:
    (project / "a.md").write_text(CLEAN)
    (project / "b.md").write_text("")
    assert claimcheck("check", ".").returncode == 0
    assert "1 part not checked" in claimcheck("check", ".").stderr
    assert claimcheck("check", ".", "--strict").returncode == 2


def test_empty_is_fine_when_allowed(claimcheck: Command, project: Path) -> None:
    (project / "empty.md").write_text("")
    done = claimcheck("check", "empty.md", "--allow-empty")
    assert done.returncode == 0
    assert claimcheck("figures", "empty.md", "--allow-empty").returncode == 0


def test_fifty_megabytes_of_one_line(claimcheck: Command, project: Path) -> None:
    (project / "long.txt").write_bytes(b"word " * 10_000_000)
    done = claimcheck("check", "long.txt")
    assert done.returncode == 2
    assert "long.txt" in one_line(done.stderr) and "MB" in done.stderr
    piped = claimcheck("check", "-", stdin=b"x" * 50_000_000)
    assert piped.returncode == 2
    assert "MB" in one_line(piped.stderr)


def test_a_megabyte_of_one_line_is_read(claimcheck: Command, project: Path) -> None:
    (project / "long.txt").write_text("the crowd sang and sang and " * 40_000 + ".\n")
    assert claimcheck("check", "long.txt", timeout=120).returncode == 0


def test_broken_utf8_is_read_or_refused_never_a_crash(claimcheck: Command, project: Path) -> None:
    (project / "broken.md").write_bytes(CONFLICT.encode() + b"\nCaf\xe9 \xff\xfe \xc3\x28 closed.\n")
    done = claimcheck("check", "broken.md", "--output-format", "json")
    assert done.returncode in (1, 2)
    assert TRACEBACK not in done.stderr


def test_unreadable_file(claimcheck: Command, article: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("root reads everything")
    article.chmod(0)
    done = claimcheck("check", "article.md")
    assert one_line(done.stderr) == "cannot read article.md: Permission denied"


# --- streams that fail -----------------------------------------------------------------------------------------------


def shell(command: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    line = command.replace("claimcheck", f"{sys.executable} -m claimcheck")
    return subprocess.run(["bash", "-c", line], capture_output=True, text=True, cwd=cwd, check=False, timeout=60)


def test_a_closed_pipe_is_quiet(project: Path) -> None:
    (project / "many.md").write_text("\n\n".join(f"Reading time: [insert time {n}]" for n in range(3000)))
    done = shell("claimcheck check many.md --output-format full | head -1", project)
    assert done.stderr == ""
    for command in ("claimcheck --help", "claimcheck check --help", "claimcheck rules", "claimcheck explain CC101"):
        assert shell(f"{command} | true", project).stderr == ""
    lines = json.dumps({"id": 1, "text": "Twelve men."}) + "\n"
    (project / "many.jsonl").write_text(lines * 5000)
    assert shell("claimcheck figures --jsonl many.jsonl | head -1", project).stderr == ""


@pytest.mark.parametrize(
    "command",
    ["check article.md", "check article.md --output-format json", "figures article.md", "compare 'one' 'two'"],
)
def test_closed_standard_output(article: Path, command: str) -> None:
    done = shell(f"claimcheck {command} >&-", article.parent)
    assert done.returncode == 2
    assert "cannot write the report: standard output is closed" in done.stderr
    assert TRACEBACK not in done.stderr


@pytest.mark.parametrize(
    "command",
    ["check article.md", "check article.md --output-format full", "figures article.md", "rules", "--help", "config"],
)
def test_full_disk(article: Path, command: str) -> None:
    done = shell(f"claimcheck {command} > /dev/full", article.parent)
    assert done.returncode == 2
    assert "No space left on device" in one_line(done.stderr)


def test_closed_standard_error_and_input(article: Path) -> None:
    assert shell("claimcheck check article.md 2>&-", article.parent).returncode == 1
    assert shell("claimcheck check missing.md 2>&-", article.parent).returncode == 2
    done = shell("claimcheck check - <&-", article.parent)
    assert done.returncode == 2
    assert "standard input" in one_line(done.stderr)


def test_a_locale_without_unicode(claimcheck: Command, project: Path) -> None:
    (project / "a.md").write_text(
        "Fewer than 50 cafés closed.\n\nAll 53 cafés that closed were old.\n", encoding="utf-8"
    )
    for form in ("full", "concise"):
        done = claimcheck("check", "a.md", "--output-format", form, PYTHONIOENCODING="ascii")
        assert done.returncode in (0, 1), done.stderr
        assert TRACEBACK not in done.stderr
    done = claimcheck("check", "a.md", "--output-format", "json", PYTHONIOENCODING="ascii")
    json.loads(done.stdout)


def test_interrupted(project: Path) -> None:
    code = (
        "import sys, claimcheck.pipeline as p\n"
        "def stop(*a): raise KeyboardInterrupt\n"
        "p.check = stop\n"
        "sys.argv = ['claimcheck', 'check', 'a.md']\n"
        "from claimcheck.__main__ import main\n"
        "sys.exit(main())\n"
    )
    (project / "a.md").write_text(CLEAN)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=project, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "")


def test_a_bug_of_ours_is_told_whole(project: Path) -> None:
    code = (
        "import sys, claimcheck.pipeline as p\n"
        "def fail(*a): raise RuntimeError('boom \\x1b[31m')\n"
        "p.check = fail\n"
        "sys.argv = ['claimcheck', 'check', 'a.md']\n"
        "from claimcheck.__main__ import main\n"
        "sys.exit(main())\n"
    )
    (project / "a.md").write_text(CLEAN)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=project, check=False)
    assert done.returncode == 3
    assert TRACEBACK in done.stderr and "RuntimeError: boom \\x1b[31m" in done.stderr
    assert "Please report" in done.stderr


# --- the other commands ----------------------------------------------------------------------------------------------


def test_compare(claimcheck: Command) -> None:
    done = claimcheck("compare", "Fewer than 50 people came.", "All 53 people who came sang.")
    assert done.returncode == 1
    assert done.stdout.startswith("conflict CC103 error: ")
    full = claimcheck("compare", "Fewer than 50 people came.", "All 53 people sang.", "--output-format", "full")
    assert full.stdout.startswith("conflict: they cannot both be true")
    record = json.loads(
        claimcheck("compare", "The sea is wide.", "The night is long.", "--output-format", "json").stdout
    )
    assert record["verdict"] == "unrelated"
    jsonschema.validate(record, schema("comparison"), jsonschema.Draft202012Validator)


def test_what_figures_are_about(claimcheck: Command, article: Path) -> None:
    told = claimcheck("figures", "article.md", "-v").stdout
    assert told.startswith("article.md:1:24  “") and "\n    read as " in told
    record = json.loads(claimcheck("figures", "article.md", "-v", "--output-format", "jsonl").stdout.splitlines()[0])
    assert set(record["about"]) >= {"role", "noun", "subjects", "times", "definite"}
    both = claimcheck("compare", "The fire killed 12.", "The fire killed 14.", "-v", "--output-format", "full").stdout
    assert "\nA  “12”\n" in both and "\nB  “14”\n" in both and "measures       death toll" in both
    checked = claimcheck("check", "article.md", "-v", "--output-format", "full").stdout
    assert checked.count(" = about: “") == 2


def test_figures(claimcheck: Command, article: Path) -> None:
    table = claimcheck("figures", "article.md")
    assert table.returncode == 0
    assert table.stdout.splitlines()[0].split() == [*("where", "as", "written", "as", "read", "dimension", "about")]
    assert "article.md:1:24" in table.stdout
    records = [
        json.loads(line) for line in claimcheck("figures", "article.md", "--output-format", "jsonl").stdout.splitlines()
    ]
    assert [CONFLICT[r["start"] : r["end"]] for r in records] == [r["surface"] for r in records]
    assert re.fullmatch(r"2 figures in 1 article: 2 \w+\n", table.stderr)
    none = claimcheck("figures", "article.md", "--kind", "money")
    assert (none.stdout, none.returncode) == ("", 0)
    assert none.stderr == "no money figures in article.md, which has 2 figures\n"
    assert claimcheck("figures", "article.md", "--dimension", "Length").stdout.count("\n") == 3
    lost = claimcheck("figures", "article.md", "--dimension", "lenght")
    assert lost.returncode == 2
    assert 'there is no dimension "lenght" (did you mean "length"? known: acceleration, ' in lost.stderr
    assert lost.stderr.count("\n") == 1
    assert claimcheck("figures", "article.md", "--csv").stdout.startswith("path,line,column,")
    assert claimcheck("figures", "article.md", "missing.md").returncode == 2


def test_rules_and_explain(claimcheck: Command) -> None:
    listed = claimcheck("rules").stdout.splitlines()
    assert all(re.match(r"CC\d{3}  (error  |warning|info   )  [a-z0-9-]+ +\S", line) for line in listed)
    first = listed[0].split()
    for word in (first[0], first[0].lower(), first[2]):
        explained = claimcheck("explain", word).stdout
        assert explained.startswith(f"{first[0]} {first[2]}")
        assert "\nNot flagged\n" in explained


def test_version_and_help(claimcheck: Command) -> None:
    assert re.fullmatch(r"claimcheck \d+\.\d+\.\d+\n", claimcheck("--version").stdout)
    nothing, overview = claimcheck(), claimcheck("--help").stdout
    assert (nothing.returncode, nothing.stdout, nothing.stderr) == (2, "", overview)
    for entry in COMMANDS:
        done = claimcheck(entry.name, "--help")
        assert done.returncode == 0
        assert "Examples:" in done.stdout
        assert (entry.name in overview) is not entry.hidden


# --- batch mode ------------------------------------------------------------------------------------------------------


def answers(done: subprocess.CompletedProcess[str]) -> list[dict[str, object]]:
    return [json.loads(line) for line in done.stdout.splitlines()]


GOOD = '{"id": "a", "text": "Twelve men came."}\n'
BAD = [
    "not json",
    "[1]",
    '{"id": "x"}',
    '{"id": "y", "text": 3}',
    '{"id": "z", "text": "x", "dateline": "soon"}',
    '{"id": "w", "text": "x", "format": "rtf"}',
    '{"id": {"a": 1}, "text": "x"}',
    '{"id": NaN, "text": "x"}',
    "[" * 100_000,
    '{"id": 1, "text": "x"',
    "9" * 5000,
]


@pytest.mark.parametrize("arguments", [("--jsonl", "-"), ("--jsonl", "in.jsonl"), ("--jsonl",), ("-", "--jsonl")])
def test_batch_spellings(claimcheck: Command, project: Path, arguments: tuple[str, ...]) -> None:
    (project / "in.jsonl").write_text(GOOD)
    done = claimcheck("figures", *arguments, stdin=GOOD)
    assert done.returncode == 0, done.stderr
    (answer,) = answers(done)
    assert answer["id"] == "a"
    (figure,) = answer["figures"]  # type: ignore[misc]
    jsonschema.validate(figure, schema("figure"), jsonschema.Draft202012Validator)
    assert (figure["start"], figure["end"], figure["value"]) == (0, 10, 12)


def test_bad_lines_do_not_stop_the_run(claimcheck: Command) -> None:
    lines = [GOOD.strip()]
    for bad in BAD:
        lines += [bad, GOOD.strip()]
    done = claimcheck("figures", "--jsonl", "-", stdin="\ufeff" + "\n".join(lines) + "\n\n")
    assert done.returncode == 2
    assert done.stderr == ""
    found = answers(done)
    assert len(found) == len(lines)
    assert [("error" in answer) for answer in found] == [line != GOOD.strip() for line in lines]
    assert found[5]["id"] == "x" and str(found[5]["error"]).startswith("line 6: no ")


def test_bytes_that_are_not_utf8_are_a_bad_line(claimcheck: Command) -> None:
    done = claimcheck("figures", "--jsonl", stdin=b'{"id": 1, "text": "caf\xe9"}\n' + GOOD.encode())
    assert done.returncode == 2
    assert answers(done)[0] == {"id": None, "error": "line 1: not UTF-8"}


ODD = ("", " ", "\ud800 12 men", "12\x00 men \u202e", "1" * 6000, "hundred " * 3000, "²" * 50, "(" * 5000, "“" * 5000)


@pytest.mark.parametrize("command", ["figures", "sentences", "check"])
def test_odd_texts_are_answered(claimcheck: Command, command: str) -> None:
    rows = [{"id": at, "text": text} for at, text in enumerate(ODD)]
    done = claimcheck(command, "--jsonl", stdin="".join(json.dumps(row) + "\n" for row in rows))
    assert done.returncode in (0, 1), done.stderr
    assert [(answer["id"], "error" in answer) for answer in answers(done)] == [(row["id"], False) for row in rows]


def test_compare_batch(claimcheck: Command) -> None:
    rows = [
        {"id": 1, "a": "Fewer than 50 people came.", "b": "All 53 people who came sang."},
        {"id": 2, "a": "The sea is wide.", "b": "The night is long.", "dateline": "2024-12-03"},
        {"id": 3, "a": "No b."},
    ]
    done = claimcheck("compare", "--jsonl", "-", stdin="".join(json.dumps(r) + "\n" for r in rows))
    assert done.returncode == 2
    first, second, third = answers(done)
    assert (first["verdict"], second["verdict"]) == ("conflict", "unrelated")
    assert third == {"id": 3, "error": 'line 3: no "b"'}
    for answer in (first, second):
        jsonschema.validate(answer, schema("comparison"), jsonschema.Draft202012Validator)


def test_check_batch(claimcheck: Command) -> None:
    rows = [
        {"id": "a", "text": CONFLICT},
        {"id": "b", "text": CLEAN, "dateline": None},
        {"id": "c", "text": "# Title\n\n" + CONFLICT, "format": "markdown"},
    ]
    data = "".join(json.dumps(r) + "\n" for r in rows)
    done = claimcheck("check", "--jsonl", "-", stdin=data)
    assert done.returncode == 1
    assert claimcheck("check", "--jsonl", "-", "--exit-zero", stdin=data).returncode == 0
    found = answers(done)
    assert [len(a["findings"]) for a in found] == [1, 0, 1]  # type: ignore[arg-type]
    for answer in found:
        for finding in answer["findings"]:  # type: ignore[attr-defined]
            jsonschema.validate(finding, schema("finding"), jsonschema.Draft202012Validator)
            assert {where["path"] for where in finding["locations"]} == {answer["id"]}


def test_check_together(claimcheck: Command) -> None:
    rows = [{"id": 1, "text": CONFLICT}, {"id": 1, "text": CLEAN}, {"text": CONFLICT}]
    data = "".join(json.dumps(r) + "\n" for r in rows) + "broken\n"
    done = claimcheck("check", "--jsonl", "-", "--together", stdin=data)
    assert done.returncode == 2
    found = answers(done)
    assert [a["id"] for a in found] == [1, 1, None, None]
    assert "error" in found[3] and found[0]["findings"]


def test_a_bug_on_one_line_is_counted_and_told_once(project: Path) -> None:
    code = (
        "import sys, claimcheck.pipeline as p\n"
        "right = p.figures\n"
        "def figures(text, *a):\n"
        "    if 'boom' in text: raise RuntimeError('boom')\n"
        "    return right(text, *a)\n"
        "p.figures = figures\n"
        "sys.argv = ['claimcheck', 'figures', '--jsonl', '-']\n"
        "from claimcheck.__main__ import main\n"
        "sys.exit(main())\n"
    )
    lines = GOOD + '{"id": 2, "text": "boom"}\n' * 2 + GOOD
    done = subprocess.run(
        [sys.executable, "-c", code], input=lines, capture_output=True, text=True, cwd=project, check=False
    )
    assert done.returncode == 3
    assert done.stderr.count(TRACEBACK) == 1
    assert [("error" in a) for a in answers(done)] == [False, True, True, False]


def test_batch_answers_line_by_line(project: Path) -> None:
    """A program may wait for each answer before it asks the next question."""
    process = subprocess.Popen(
        [sys.executable, "-m", "claimcheck", "figures", "--jsonl", "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=project,
    )
    assert process.stdin is not None and process.stdout is not None
    for _ in range(3):
        process.stdin.write(GOOD)
        process.stdin.flush()
        assert json.loads(process.stdout.readline())["id"] == "a"
    process.stdin.close()
    assert process.wait(30) == 0
    process.stdout.close()


def test_numbers_of_any_size_are_valid_json(claimcheck: Command) -> None:
    text = (
        f"It cost {'9' * 400} dollars, or {'9' * 60}.5 metres, or 0.{'0' * 400}1 grams, or a million million million."
    )
    done = claimcheck("figures", "--jsonl", "-", stdin=json.dumps({"id": 1, "text": text}))
    assert done.returncode == 0, done.stderr
    (answer,) = (json.loads(line, parse_constant=pytest.fail) for line in done.stdout.splitlines())
    assert "figures" in answer
