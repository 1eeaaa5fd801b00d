"""Pictures of the terminal for the README: real commands on the ledger of this repository, drawn by rich as SVG.

Each command runs in this process on a screen of its own; nothing is drawn by hand but the `$` before it. The bytes are
the same wherever they are made: one width, one clock, names of classes that do not change, and no font from a network.
"""

from __future__ import annotations

import asyncio
import contextlib
import io
import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text
from textual.app import App
from textual.pilot import Pilot

from claimcheck.cli.app import run

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "docs" / "pictures"
CLOCK = "1741856400"  # 2025-03-13 09:00 UTC, the day after the article
COLUMNS = 96
ARTICLE = "examples/harbour-fire.md"


class Picture(NamedTuple):
    """One command on a screen. `lines`: so many of its output are shown, 0 for all."""

    command: str
    lines: int = 0


PICTURES: Mapping[str, Picture] = {
    "check": Picture(f"claimcheck check {ARTICLE} --select CC101,CC103,CC208"),
    "list": Picture("claimcheck list"),
    "report": Picture("claimcheck report", 34),
}
SCREENS: Mapping[str, tuple[str, ...]] = {"tui-conflicts": ("o", "G"), "tui-article": ("2", "j", "j", "j")}  # the keys
_PATIENCE = 100  # looks at a screen until it rests
SIZE = (120, 30)  # of the terminal interface
THEME = TerminalTheme(
    (22, 24, 29),
    (208, 211, 216),
    [
        *((40, 42, 46), (235, 108, 108), (126, 196, 118), (226, 182, 92)),
        *((108, 160, 226), (186, 142, 208), (98, 188, 193), (208, 211, 216)),
    ],
    [
        *((122, 126, 134), (244, 120, 120), (146, 214, 136), (240, 200, 116)),
        *((130, 176, 240), (202, 160, 224), (116, 204, 208), (255, 255, 255)),
    ],
)
_FONTS = "ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', 'Liberation Mono', monospace"
_FORMAT = f"""\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {{width}} {{height}}">
<style>
.{{unique_id}}-matrix {{{{ font-family: {_FONTS}; font-size: {{char_height}}px; line-height: {{line_height}}px; }}}}
.{{unique_id}}-title {{{{ font-family: {_FONTS}; font-size: 18px; font-weight: bold; }}}}
{{styles}}
</style>
<defs>
<clipPath id="{{unique_id}}-clip-terminal">
<rect x="0" y="0" width="{{terminal_width}}" height="{{terminal_height}}"/>
</clipPath>
{{lines}}
</defs>
{{chrome}}
<g transform="translate({{terminal_x}}, {{terminal_y}})" clip-path="url(#{{unique_id}}-clip-terminal)">
{{backgrounds}}
<g class="{{unique_id}}-matrix">
{{matrix}}
</g>
</g>
</svg>
"""


class Screen(io.StringIO):
    """A terminal to write on."""

    def isatty(self) -> bool:
        """It is one."""
        return True


@contextlib.contextmanager
def _settings(**wanted: str) -> Iterator[None]:
    """This environment for a while, and none of the variables that change colours."""
    names = (*wanted, "NO_COLOR", "FORCE_COLOR", "TERM", "CI")
    old = {name: os.environ.pop(name, None) for name in names}
    os.environ.update(wanted)
    here = Path.cwd()
    os.chdir(ROOT)
    try:
        yield
    finally:
        os.chdir(here)
        for name, value in old.items():
            os.environ.pop(name, None)
            if value is not None:
                os.environ[name] = value


def output(command: str) -> str:
    """What a command writes on a terminal, colours and all."""
    screen = Screen()
    with (
        _settings(COLUMNS=str(COLUMNS), SOURCE_DATE_EPOCH=CLOCK),
        contextlib.redirect_stdout(screen),
        contextlib.redirect_stderr(screen),
    ):
        code = run(command.split()[1:])
    assert code in (0, 1), screen.getvalue()
    return screen.getvalue()


def drawn(name: str) -> str:
    """A picture as SVG."""
    if name in SCREENS:
        return asyncio.run(_screen(name))
    wanted = PICTURES[name]
    lines = output(wanted.command).rstrip("\n").split("\n")
    cut = 0 < wanted.lines < len(lines)
    console = Console(record=True, width=COLUMNS, file=io.StringIO(), force_terminal=True, legacy_windows=False)
    console.print(Text(f"$ {wanted.command}", style="bold"))
    for line in lines[: wanted.lines] if cut else lines:
        console.print(Text.from_ansi(line), soft_wrap=True)
    if cut:
        console.print(Text("…", style="dim"))
    return _svg(console, name)


def _svg(console: Console, name: str) -> str:
    svg = console.export_svg(title="claimcheck", theme=THEME, code_format=_FORMAT, unique_id=f"cc-{name}")
    return "\n".join(line.strip() for line in svg.splitlines() if line.strip()) + "\n"


async def _screen(name: str) -> str:
    """A screen of the terminal interface, after its keys."""
    from claimcheck.desk.project import find_project
    from claimcheck.desk.session import Session
    from claimcheck.settings import Settings
    from claimcheck.tui.app import Desk

    with _settings(SOURCE_DATE_EPOCH=CLOCK):
        app = Desk(Session(find_project(), Settings(), "Ada Holm"))
        async with app.run_test(size=SIZE) as pilot:
            for key in SCREENS[name]:
                await _still(lambda: _drawn_now(app, name), pilot)  # a key goes to what has the focus by then
                await pilot.press(key)
            return await _still(lambda: _drawn_now(app, name), pilot)


async def _still(draw: Callable[[], str], pilot: Pilot[None]) -> str:
    """What is drawn when nothing moves any more: the same three times in a row, with nobody at work."""
    seen: list[str] = []
    for _ in range(_PATIENCE):
        await pilot.pause(0.1)
        await pilot.app.workers.wait_for_complete()
        seen.append(draw())
        if len(seen) > 2 and seen[-1] == seen[-2] == seen[-3]:
            return seen[-1]
    raise AssertionError("the screen never comes to rest")


def _drawn_now(app: App[None], name: str) -> str:
    width, height = SIZE
    console = Console(
        record=True,
        width=width,
        height=height,
        file=io.StringIO(),
        force_terminal=True,
        color_system="truecolor",
        legacy_windows=False,
    )
    console.print(app.screen._compositor.render_update(full=True))
    return _svg(console, name)


def pictures() -> list[Path]:
    """Where each picture is kept."""
    return [FOLDER / f"{name}.svg" for name in (*PICTURES, *SCREENS)]
