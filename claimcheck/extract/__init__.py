"""The extract stage (see docs/design.md)."""

from claimcheck.extract.date_order import date_order
from claimcheck.extract.dateline import find_dateline
from claimcheck.extract.figures import find_figures
from claimcheck.extract.house import house_currency
from claimcheck.extract.sentences import split_sentences
from claimcheck.extract.stretches import is_sentence

__all__ = ["date_order", "find_dateline", "find_figures", "house_currency", "is_sentence", "split_sentences"]
