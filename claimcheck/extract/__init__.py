"""The extract stage (see docs/design.md)."""

from claimcheck.extract.sentences import split_sentences

__all__ = ["split_sentences"]
