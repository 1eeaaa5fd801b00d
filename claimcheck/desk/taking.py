"""Articles taken into a ledger as they are now: added where they are new, reconciled where they changed, and checked.

The same as `claimcheck add` does it, for somebody who sits at the ledger already.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from claimcheck.desk.project import Project, changing, sha256
from claimcheck.errors import ClaimcheckError
from claimcheck.ledger.records import Article, Ledger
from claimcheck.settings import Settings

if TYPE_CHECKING:
    from claimcheck.desk.adding import Read


def behind(project: Project, ledger: Ledger) -> list[Article]:
    """The articles whose files are others now than when they were added; those that cannot be found are none."""
    changed = []
    for article in ledger.articles.values():
        now = sha256(project.root / article.path) if article.sha256 and not article.gone else ""
        if now and now != article.sha256:
            changed.append(article)
    return changed


def take_in(project: Project, files: Iterable[Path], settings: Settings, at: str) -> list[ClaimcheckError]:
    """Take files into the ledger; what is wrong with those that cannot be read, which stay as they were.

    Raises LedgerError.
    """
    # What reads and compares takes a third of a second to load: a screen is not to wait for it.
    from claimcheck.desk.adding import add_article, read
    from claimcheck.desk.checking import check_changed
    from claimcheck.desk.conflicts import refreshed
    from claimcheck.desk.facts import facts_of
    from claimcheck.desk.memory import Memory

    memory, facts = Memory(project.root, settings), facts_of(settings)
    wrong: list[ClaimcheckError] = []
    articles: list[Read] = []
    for file in files:
        try:
            articles.append(read(project, memory, file, settings))
        except ClaimcheckError as one:
            wrong.append(one)
    if not articles:
        return wrong
    with changing(project) as change:
        ledger, changed = change.ledger, {}
        for article in articles:
            ledger, added = add_article(ledger, article, facts, at, exists=lambda path: project.file(path).is_file())
            changed[added.article.id] = article.reading._replace(article=added.article)
        report = check_changed(project, ledger, settings, changed)
        change.ledger = refreshed(ledger, report, at, only=frozenset(changed))
    return wrong


def unkept(folder: Path, articles: Iterable[Path], settings: Settings, at: str) -> Project:
    """A project of articles that has no ledger: one in memory, named in `folder`, which is to be thrown away.

    Raises InputError for an article that cannot be read.
    """
    from claimcheck.store.memory import open_store

    project = Project(folder / "claims.json", open_store(folder / "claims.json"))
    project.store.create()
    for wrong in take_in(project, articles, settings, at):
        raise wrong
    return project
