"""`claimcheck rules`: which rules there are."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from claimcheck.cli.flags import OutputFlags, takes

if TYPE_CHECKING:
    from claimcheck.reporters.paint import Line
    from claimcheck.rules import RuleModule

EXAMPLES = ("claimcheck rules", "claimcheck rules | grep date")


@takes()
def command(*, output: OutputFlags) -> int:
    """List the rules: what can be found, and how serious it is."""
    from claimcheck.cli.outputs import opened, usable
    from claimcheck.cli.terminal import colour_choice, look_in
    from claimcheck.reporters.paint import paint

    path = usable(output.output) if output.output else None
    with opened(path) as stream:
        look = look_in(path, colour_choice(output.color), stream)
        paint(_lines(), stream, look)
    return 0


def _lines() -> Iterator[Line]:
    from claimcheck.rules import all_rules

    width = max(len(module.RULE.name) for module in all_rules())
    for module in all_rules():
        rule = module.RULE
        severity = rule.severity.label
        yield (f"{rule.code}  ", "title"), (f"{severity:<7}  ", severity), (f"{rule.name:<{width}}  {gist(module)}", "")


def gist(module: RuleModule) -> str:
    """A rule in one line: the first sentence of its docstring, without its name."""
    first = (module.__doc__ or "").strip().split("\n\n")[0]
    name, colon, rest = " ".join(first.split()).partition(": ")
    return rest if colon and name == module.RULE.name else " ".join(first.split())
