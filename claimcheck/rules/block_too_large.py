"""block-too-large: more figures of one kind than are compared with each other.

What it does
    Reports the largest group of figures that was cut: of figures of one dimension the first 400 of an article are
    compared, and across articles the first 64 that count or measure one thing beside one name. One finding for each
    article, and one for all articles together.

Why it matters
    What was not compared is not known to agree, and silence would look as if it were.

Flagged
    > an article with 412 lengths

Not flagged
    > an article with 400 lengths, and as many counts

Options
    None.
"""

from __future__ import annotations

from collections.abc import Iterator

from claimcheck.model import Finding, Severity
from claimcheck.oversize import Oversize
from claimcheck.rules.base import Rule, finding
from claimcheck.settings import Settings

RULE = Rule(
    "CC904",
    "block-too-large",
    Severity.WARNING,
    "blocks",
    "0.1",
    help="Split the article, or check its tables apart.",
)
_ACROSS = "Check fewer articles at once, those of one event together."
_WORDS = {
    "count": "counts",
    "money": "sums of money",
    "percent": "percentages",
    "date": "dates",
    "age": "ages",
    "duration": "durations",
    "score": "scores",
}


def check(subject: Oversize, settings: Settings) -> Iterator[Finding]:
    """One finding, at the first figure that was left out."""
    document, _, figure, _ = subject.left
    key = subject.key.replace("-", " ")
    remedy = ""
    where = document.locate(figure.start, figure.end, figure=figure)
    rest = f"only the first {subject.cap} were compared with each other"
    if subject.articles > 1:
        told = f"{subject.size} figures of “{key}” stand in {subject.articles} articles that name “{subject.name}”"
        remedy = _ACROSS
    else:
        told = f"{subject.size} {_WORDS.get(key, f'figures of {key}')} stand in one article"
    reason = f"the first figure left out is “{figure.surface}”"
    yield finding(RULE, f"{told}; {rest}", (where,), explanation=(reason,), help=remedy)
