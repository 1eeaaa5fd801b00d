"""A claim in the tables of a source: which rows it names, what contradicts it there, what it makes of a column."""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal

from claimcheck.match.judge import judge
from claimcheck.match.sourcing.agreement import agree, takes_in, written
from claimcheck.match.sourcing.cells import Cell, as_asked, fits_column, names_row
from claimcheck.match.sourcing.opposed import Opposed, settles
from claimcheck.match.sourcing.prepared import Prepared
from claimcheck.match.sourcing.reckoned import Reckoned, reckoned
from claimcheck.model import Mention

_COLUMN = 60  # numbers of a column that a claim may have added up
_FEW = 2


class Tables:
    """The tables of one source, read for one claim. `said` are the stems of the claim's words and numbers."""

    def __init__(self, source: Prepared, said: Collection[str]) -> None:
        self.source, self.said = source, frozenset(said)
        named = {i for word in self.said for i in source.labels.get(word, ())} if source.cells else set()
        self.named = {i: source.cells[i] for i in sorted(named) if names_row(source.cells[i], self.said)}
        self.rows = {(cell.table, cell.row) for cell in self.named.values()}

    def objection(self, cell: Cell, mention: Mention) -> str:
        """Why the number in this cell is not the claim's: the claim names another row, or another column."""
        if self.rows and (cell.table, cell.row) not in self.rows and any(t == cell.table for t, _ in self.rows):
            return "another row"
        if fits_column(cell, mention, self.said):
            return ""
        beside = [c for c in self.named.values() if (c.table, c.row) == (cell.table, cell.row)]
        return "another column" if any(fits_column(c, mention, self.said) for c in beside) else ""

    def opposed(self, mention: Mention) -> Opposed | None:
        """The one number in the row and column that the claim names, where it is another."""
        if len(self.rows) != 1:
            return None
        date = mention.figure.when is not None
        fitting = [i for i, cell in self.named.items() if fits_column(cell, mention, self.said)]
        fitting = [i for i in fitting if (self.source.mentions[i].figure.when is not None) == date]
        best = max((len(self.source.cells[i].heads & self.said) for i in fitting), default=0)
        fitting = [i for i in fitting if len(self.source.cells[i].heads & self.said) == best]
        if len(fitting) != 1:
            return None
        cell = self.source.cells[fitting[0]]
        made = list(as_asked(cell, self.source.mentions[fitting[0]], mention.figure))
        if not made or any(agree(mention.figure, m.figure) is not None for m in made):
            return None
        nearest = min(made, key=lambda m: _apart(m, mention))
        found = judge(nearest.figure, mention.figure)
        if found.outcome != "conflict":
            return None
        return Opposed(nearest, found, f"the table has it under “{cell.name}”", not found.edge)

    def reckoned(self, mention: Mention) -> Reckoned | None:
        """What the claim makes of the row it names, of one column in several rows, or of a whole column."""
        if not self.source.cells or mention.figure.when is not None:
            return None
        rows: dict[tuple[int, str, int], list[Mention]] = {}
        columns: dict[tuple[int, str, int], list[Mention]] = {}
        for i, cell in self.named.items():
            told = list(as_asked(cell, self.source.mentions[i], mention.figure)) or [self.source.mentions[i]]
            for scale, made in enumerate(told):
                rows.setdefault((cell.table, cell.row, scale), []).append(made)
                columns.setdefault((cell.table, cell.column, scale), []).append(made)
        for passage in (*columns.values(), *rows.values()):
            together = [m._replace(claim=passage[0].claim) for m in passage]  # as if told in one sentence
            found = reckoned(mention, together) if len(passage) >= _FEW else None
            if found is not None:
                return found
        return self._total(mention)

    def _total(self, mention: Mention) -> Reckoned | None:
        """The sum of a column whose head the claim names."""
        columns: dict[tuple[int, str, int], list[Mention]] = {}
        for i, cell in self.source.cells.items():
            if settles(mention.figure) or fits_column(cell, mention, self.said):
                for scale, made in enumerate(as_asked(cell, self.source.mentions[i], mention.figure)):
                    columns.setdefault((cell.table, cell.column, scale), []).append(made)
        for (_, head, _), told in columns.items():
            values = [written(m.figure) or Decimal(0) for m in told]
            if _FEW <= len(values) <= _COLUMN and takes_in(mention.figure, sum(values, Decimal(0))):
                return Reckoned(f"the sum of the column “{head}”", told[0])
        return None


def _apart(one: Mention, other: Mention) -> Decimal:
    a, b = written(one.figure), written(other.figure)
    return max(a, b) / min(a, b) if a and b and a > 0 and b > 0 else Decimal(0)
