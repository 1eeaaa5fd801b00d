"""Figures against the source: is each figure of a claim found in what it cites, missing there, or contradicted?

outcomes    what can come of the search: Outcome, Sought
prepared    a source made ready once, so that thousands of claims are looked up quickly
interest    which figures of a claim a source is asked for, and which of them need not be written there
agreement   two figures, the claim's and the source's: the same, converted, rounded, or too precise
dates       the same for dates and times of day
cells       numbers in tables: the row's label and the head of the column say what each is
tables      a claim in such tables: the row and the column it names
hits        the figures of a source that agree, the likeliest first, and what speaks against each
reckoned    what a claim works out from two or more figures of a passage: a sum, a share, an age
workings    where it may have done so: the passage cited, a table, the paragraphs that share its words
opposed     the figure of the source that is about the same thing and says something else
seeking     all of it in order: `seek`
"""

from claimcheck.match.sourcing.interest import figures_of_interest
from claimcheck.match.sourcing.outcomes import Outcome, Sought
from claimcheck.match.sourcing.prepared import Prepared, prepare
from claimcheck.match.sourcing.seeking import seek

__all__ = ["Outcome", "Prepared", "Sought", "figures_of_interest", "prepare", "seek"]
