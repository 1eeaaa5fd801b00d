"""`claimcheck explain CODE`: one rule, from the docstring of its module."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from claimcheck.cli.flags import OutputFlags, takes
from claimcheck.errors import UsageError

if TYPE_CHECKING:
    from claimcheck.reporters.paint import Line
    from claimcheck.rules import RuleModule

EXAMPLES = ("claimcheck explain CC103", "claimcheck explain bound-broken")


@takes()
def command(
    rule: Annotated[str, typer.Argument(metavar="RULE", show_default=False, help="a rule's code or name")],
    *,
    output: OutputFlags,
) -> int:
    """Explain one rule: what it flags, what looks alike and is left alone, and why it matters."""
    from claimcheck.cli.outputs import opened, usable
    from claimcheck.cli.terminal import colour_choice, look_in
    from claimcheck.reporters.paint import paint

    path = usable(output.output) if output.output else None
    module = _rule(rule)
    with opened(path) as stream:
        look = look_in(path, colour_choice(output.color), stream)
        paint(_lines(module), stream, look)
    return 0


def _rule(wanted: str) -> RuleModule:
    from claimcheck.cli.suggest import did_you_mean
    from claimcheck.rules import all_rules

    known = {}
    for module in all_rules():
        known[module.RULE.code] = known[module.RULE.name] = module
    word = wanted.strip()
    found = known.get(word.upper()) or known.get(word.lower())
    if found is None:
        raise UsageError(f'"{word}" is not a rule', did_you_mean(word, known) or "claimcheck rules lists them")
    return found


def _lines(module: RuleModule) -> Iterator[Line]:
    """The docstring, headings set off; its first line gives way to code, name and severity."""
    from claimcheck.cli.commands.rules import gist

    rule = module.RULE
    yield (f"{rule.code} {rule.name}", "title"), (f"  {rule.severity.label}", rule.severity.label)
    yield ((gist(module), ""),)
    _, _, body = (module.__doc__ or "").strip().partition("\n\n")
    yield ()
    for line in body.splitlines():
        yield ((line, "title" if line and not line[0].isspace() else ""),)
