"""The documentation is what the program does: generated parts are fresh, sessions run, links lead somewhere."""

from __future__ import annotations

import doctest
import re
from pathlib import Path

import pytest
from make_docs import ROOT, SESSION, made, page
from make_pictures import SCREENS, pictures

from claimcheck.cli.app import COMMANDS
from claimcheck.reporters import REPORTERS
from claimcheck.rules import all_rules

PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md"))]


@pytest.mark.parametrize("path", made(), ids=lambda p: p.name)
def test_generated_parts_are_fresh(path: Path) -> None:
    kept, made_now = path.read_text("utf-8") if path.is_file() else "", page(path)
    if path.stem in SCREENS:  # their shades are Textual's, and another version of it has others
        kept, made_now = words(kept), words(made_now)
    assert kept == made_now, f"{path.name} is stale: make docs"


def words(svg: str) -> str:
    """What a picture says."""
    return " ".join(re.findall(r"<text[^>]*>([^<]*)</text>", svg))


@pytest.mark.parametrize("path", pictures(), ids=lambda p: p.name)
def test_a_picture_is_small_and_needs_no_network(path: Path) -> None:
    text = path.read_text("utf-8")
    assert len(text.encode()) < 80_000 and "clip-terminal" in text
    assert set(re.findall(r"https?://[^\s\"']+", text)) == {"http://www.w3.org/2000/svg"}
    assert f"pictures/{path.name})" in (ROOT / "README.md").read_text("utf-8")


def test_the_readme_shows_sessions_and_python() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    assert len(SESSION.findall(text)) >= 2
    examples = doctest.DocTestParser().get_doctest(
        "\n".join(re.findall(r"```python\n(.*?)```", text, re.DOTALL)), {}, "README.md", "README.md", 0
    )
    assert examples.examples
    assert doctest.DocTestRunner(verbose=False).run(examples).failed == 0


def test_the_package_docstring_is_true() -> None:
    import claimcheck

    assert doctest.testmod(claimcheck).failed == 0


def test_every_command_and_format_is_documented() -> None:
    page = (ROOT / "docs" / "cli.md").read_text("utf-8")
    for entry in COMMANDS:
        assert entry.hidden or f"`claimcheck {entry.name}`" in page
    assert all(f"`{name}`" in page for name in REPORTERS)


def test_every_rule_is_documented() -> None:
    page = (ROOT / "docs" / "rules.md").read_text("utf-8")
    assert all(f"## {m.RULE.code} {m.RULE.name}\n" in page for m in all_rules())


@pytest.mark.parametrize("path", PAGES, ids=lambda p: p.name)
def test_links_lead_somewhere(path: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", path.read_text("utf-8")):
        assert "://" in target or (path.parent / target).exists(), f"{path.name}: {target}"


def test_every_make_target_says_what_it_does() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    targets = set(re.search(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)[1].split())  # type: ignore[index]
    described = set(re.findall(r"^([a-z]+):.*## .+$", makefile, re.MULTILINE))
    assert targets == described
