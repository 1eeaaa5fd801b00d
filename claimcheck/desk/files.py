"""The bytes of articles."""

from __future__ import annotations

import stat

from claimcheck.desk.project import Project
from claimcheck.errors import InputError
from claimcheck.ledger.records import Article
from claimcheck.readers import MAX_BYTES


def bytes_of(project: Project, article: Article) -> bytes:
    """The bytes of an article's file; a pipe or device that a ledger names is none. Raises InputError."""
    path = project.root / article.path
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise InputError(f"cannot read {project.shown(article.path)}: it is not a file")
        with path.open("rb") as stream:
            return stream.read(MAX_BYTES + 1)
    except (OSError, ValueError) as wrong:  # ValueError: no file can have such a name
        reason = ((wrong.strerror if isinstance(wrong, OSError) else "") or str(wrong)).lower()
        raise InputError(f"cannot read {project.shown(article.path)}: {reason}") from None
