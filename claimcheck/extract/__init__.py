"""The extract stage (see docs/design.md)."""

from claimcheck.extract.dateline import find_dateline
from claimcheck.extract.figures import find_figures
from claimcheck.extract.sentences import split_sentences

__all__ = ["find_dateline", "find_figures", "split_sentences"]
