"""The extract stage (see docs/design.md)."""

from claimcheck.extract.figures import find_figures
from claimcheck.extract.sentences import split_sentences

__all__ = ["find_figures", "split_sentences"]
