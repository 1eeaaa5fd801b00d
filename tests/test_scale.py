"""Number lines in the pictures of check, compare, conflicts and show: where they tell more than two numbers do."""

from __future__ import annotations

import io

import pytest

from claimcheck import check
from claimcheck.reporters import Look, reporter
from claimcheck.reporters.visible import cells

BOUND = "The ship lay within 5 miles of the harbour.\n\nThe ship lay 12 kilometres from the harbour.\n"


def told(text: str, look: Look) -> list[str]:
    stream = io.StringIO()
    reporter("full").write(check(text), stream, look)
    return stream.getvalue().splitlines()


def test_a_bound_and_a_value_in_another_unit_are_drawn() -> None:
    lines = told(BOUND, Look(width=80))
    at = next(number for number, line in enumerate(lines) if "━━━" in line)
    first, second, axis = lines[at : at + 3]
    assert first.startswith("  |  within 5 miles  ┣━━━") and second.startswith("  |  12 kilometres  ")
    assert axis.startswith("  |                  0──") and axis.endswith(" km")
    assert second.index("●") > max(first.rindex("┫"), first.rindex("─")), "the two lie apart"
    assert lines[at - 1] == lines[at + 3] == "  |"
    assert all(cells(line) <= 80 for line in lines)


def test_a_pipe_and_a_plain_terminal_have_it_too() -> None:
    assert any("━━━" in line for line in told(BOUND, Look()))
    plain = told(BOUND, Look(width=80, ascii=True))
    assert any("[====" in line for line in plain)
    assert "\n".join(line for line in plain if "|" in line).isascii()


@pytest.mark.parametrize(
    ("text", "look"),
    [
        (BOUND, Look(width=80, brief=True)),
        (BOUND, Look(width=44)),
        ("The fire killed 12 people.\n\nThe fire killed 14 people.\n", Look(width=80)),
        ("The 40 guests came: 12 men, 20 women and 9 children.\n", Look(width=80)),
        ("The alarm was raised on Monday, 11 March 2025.\n", Look(width=80)),
    ],
    ids=["quiet", "too narrow", "two counts", "a sum", "a weekday"],
)
def test_where_it_tells_nothing_it_is_not_drawn(text: str, look: Look) -> None:
    assert not any("●" in line or "┣" in line or "──" in line for line in told(text, look))
