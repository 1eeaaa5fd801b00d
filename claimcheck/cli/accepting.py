"""One run of `baseline`: check the articles and keep what was found as accepted."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from claimcheck import pipeline
from claimcheck.baseline import FILE, entries, written
from claimcheck.cli.config import Resolved
from claimcheck.cli.flags import InputFlags
from claimcheck.cli.inputs import Failure, documents
from claimcheck.cli.outputs import opened, spare, usable
from claimcheck.cli.terminal import complain, say
from claimcheck.model import Document
from claimcheck.reporters.summary import counted

UNREADABLE = 2


def accept(paths: Sequence[str], resolved: Resolved, inputs: InputFlags, output: Path | None) -> int:
    """Write the baseline of these articles. Nothing is written when one of them cannot be read."""
    path = usable(output or Path(FILE))
    read = list(documents(paths, resolved.exclude, inputs.stdin_filename))
    failed = [found for found in read if isinstance(found, Failure)]
    for failure in failed:
        complain(failure.error)
    if failed:
        say(f"{path} was not written: a baseline of only some articles would call the others' findings new")
        return UNREADABLE
    articles = [found for found in read if isinstance(found, Document)]
    spare([path], [document.path for document in articles])
    found = entries(pipeline.check(articles, resolved.settings).findings)
    with opened(path, data=True) as stream:
        stream.write(written(found))
    say(f"{path}: {counted(len(found), 'finding')} of {counted(len(articles), 'article')} accepted")
    return 0
