"""`claimcheck config`: the settings that apply here, and where each came from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from claimcheck.cli.flags import ConfigFlags, OutputFlags, takes

if TYPE_CHECKING:
    from claimcheck.cli.config import Resolved
    from claimcheck.reporters.paint import Line

EXAMPLES = ("claimcheck config", "claimcheck config --config week-start=sunday", "claimcheck config --isolated")


@takes()
def command(*, config: ConfigFlags, output: OutputFlags) -> int:
    """Show the settings that apply here and where each came from.

    Settings are read from the nearest claimcheck.toml, or [tool.claimcheck] in pyproject.toml, up to the top of the
    repository. Flags go before the file, the file before the defaults.
    """
    from claimcheck.cli.config import resolve

    return show(resolve({}, config.config or (), isolated=config.isolated), output)


def show(resolved: Resolved, output: OutputFlags) -> int:
    """Print the table of settings."""
    from claimcheck.cli.outputs import opened, usable
    from claimcheck.cli.terminal import colour_choice, look_in
    from claimcheck.reporters.paint import paint

    path = usable(output.output) if output.output else None
    with opened(path) as stream:
        look = look_in(path, colour_choice(output.color), stream)
        paint(_lines(resolved), stream, look)
    return 0


def _lines(resolved: Resolved) -> Iterator[Line]:
    from claimcheck.reporters.visible import visible

    yield (("# file: ", "dim"), (visible(str(resolved.file)) if resolved.file else "none", "dim"))
    values = [(v.row.key, visible(v.written), v.origin, v.row.doc) for v in resolved.values.values()]
    values += [
        (f"rules.{code}.{key}", visible(str(value)), "file", "")
        for code, options in resolved.settings.rules.items()
        for key, value in options.items()
    ]
    widths = [max(len(value[column]) for value in values) for column in range(3)]
    for key, value, origin, doc in values:
        style = "dim" if origin == "default" else "title"
        yield (
            (f"{key:<{widths[0]}}  ", "title"),
            (f"{value:<{widths[1]}}  ", style),
            (f"{visible(origin):<{widths[2]}}  ", "info" if origin != "default" else "dim"),
            (f"# {doc}" if doc else "", "dim"),
        )
