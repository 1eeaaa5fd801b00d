"""Small things that several parts of a page show: a status, a verdict, a citation, a figure of progress."""

from __future__ import annotations

from claimcheck.ledger.consistency import DONE
from claimcheck.ledger.records import Citation, Stance, Verdict
from claimcheck.ledger.views import FACTUAL, ClaimView
from claimcheck.reporters.consistency import words
from claimcheck.reporters.consistency.html.anchors import Anchors
from claimcheck.reporters.consistency.html.element import Markup, element

GONE, NO_CHECK = "gone", "needs no check"
_STATUSES = frozenset((*DONE, "unchecked", "in-progress", "stale", "contested"))


def standing_of(view: ClaimView) -> str:
    """The one word for a claim on a page: its status, or why it has none that matters."""
    if view.claim.gone:
        return GONE
    if view.claim.kind not in FACTUAL and not view.claim.verdicts and not view.conflicts:
        return NO_CHECK
    return view.status


def severity(written: str) -> str:
    """The class of a severity; a ledger is edited by hand, so it may be any word."""
    return written if written in ("error", "warning") else "info"


def badge(view: ClaimView) -> Markup:
    """Where a claim stands, in a word with a sign of its own."""
    label = standing_of(view)
    return element("b", words.spoken(label), class_=f"st {label}" if label in _STATUSES else "st none")


def opinion(verdict: Verdict, anchors: Anchors, past: bool = False) -> Markup:
    """A verdict: who concluded what and when, how, on which source, with which words."""
    noted = [text for text in (verdict.method, verdict.note) if text]
    return element(
        "div",
        element(
            "span", element("bdi", words.signed(verdict)), " (stands no longer)" if past else None, class_="signed"
        ),
        (element("span", element("bdi", text), class_="note") for text in noted),
        element("span", "should say: ", element("bdi", verdict.correction), class_="note")
        if verdict.correction
        else None,
        (citation(cited, anchors) for cited in verdict.sources),
        class_="verdict past" if past else "verdict",
    )


def citation(cited: Citation, anchors: Anchors) -> Markup:
    """A place in a source, and what it says there."""
    stance = "" if cited.stance == Stance.SUPPORTS else f"{cited.stance}: "
    return element(
        "span",
        stance,
        anchors.source(cited.source, element("bdi", anchors.names.get(cited.source, cited.source))),
        f", {cited.locator}" if cited.locator else None,
        [" ", element("q", cited.quote, dir="auto")] if cited.quote else None,
        class_="cite",
    )
