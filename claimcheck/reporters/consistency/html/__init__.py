"""The consistency report as a page: one file that a browser opens, an editor reads, and a printer prints.

element.py    READ FIRST: how HTML is built, so that no text of an article, note or name is ever markup
page.py       the whole page and its content security policy
conflicts.py  sides next to each other, figures marked and on a number line
claims.py     every claim, with its anchor; lists.py and sources.py the other sections
drawings.py   inline SVG, with sums.py; marks.py small things; anchors.py where links lead
page.css      how it looks on a screen, in the dark, on paper
page.js       the filters of the claims: nothing is hidden, and nothing missing, without it
"""

from __future__ import annotations

from typing import TextIO

from claimcheck.ledger.consistency import ConsistencyReport
from claimcheck.reporters import Look
from claimcheck.reporters.consistency.html.page import page


def write(report: ConsistencyReport, stream: TextIO, look: Look) -> None:
    """Write the page."""
    stream.writelines(page(report))
