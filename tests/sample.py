"""The one shared sample report that every reporter's golden file is made from: built by hand, never from a live run.

It holds what reporters get wrong: two sides on one long line, sides in two files, three sides, a single side, wide and
combining characters before a caret, tabs, control and bidirectional characters, a file without lines (PDF), something
that could not be checked, and help that is missing.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from claimcheck.model import (
    About,
    Base,
    Block,
    BlockKind,
    Claim,
    ClaimKind,
    Document,
    Figure,
    Finding,
    Location,
    Report,
    Sentence,
    Severity,
    Skipped,
    When,
)

FIRE = """# Fire on the quay

Rescue boats came within 20 miles of the lighthouse on Tuesday, and the lighthouse keeper heard them.

Located 35 kilometres from the boats, the lighthouse was dark.
"""
LONG = (
    "When the wind turned in the early evening and the first of the ferries had already left for the islands, the "
    "harbour office counted 12 dead; after a long night in which nobody on the quay slept, and with the cranes still "
    "burning behind them, relatives gathered to remember the 14 dead at the gates of the old customs house.\n"
)
WIDE = "\t東京の港で 🚢 12 人が死亡した。 Cafe\u0301 owners \x1b[31mcounted\x1b[0m 14 \u202edead\u202c there.\n"
PAPER = "The survey covers 132 ports.\nOf these, 79 (63 %) answered.\n"


def document(path: str, text: str, *, places: tuple[tuple[int, str], ...] = (), day: date | None = None) -> Document:
    """A document whose paragraphs are its sentences."""
    blocks, sentences, at = [], [], 0
    for line in text.splitlines(keepends=True):
        if line.strip():
            start = at + len(line) - len(line.lstrip())
            kind = BlockKind.TITLE if line.startswith("#") else BlockKind.PARAGRAPH
            blocks.append(Block(start, at + len(line.rstrip()), kind))
            sentences.append(Sentence(start, at + len(line.rstrip()), len(blocks) - 1, kind))
        at += len(line)
    title = text.splitlines()[0].lstrip("# ") if text.startswith("#") else ""
    return Document(path, text, tuple(blocks), places=places, dateline=day, title=title, sentences=tuple(sentences))


def figure(doc: Document, surface: str, value: str, unit: str, *, modifier: str = "exact", **more: object) -> Figure:
    """A figure of `doc` by its surface."""
    start = doc.text.index(surface)
    number = Decimal(value)
    low = None if modifier in ("at-most", "less-than") else number
    high = None if modifier in ("at-least", "more-than") else number
    kind = str(more.pop("kind", "count"))
    made = Figure(
        start, start + len(surface), surface, kind, str(more.pop("dimension", kind)), number, low, high, modifier, unit
    )
    return made._replace(**more)  # type: ignore[arg-type]


def side(doc: Document, found: Figure | str, role: str = "") -> Location:
    """One side of a finding."""
    if isinstance(found, str):
        start = doc.text.index(found)
        return doc.locate(start, start + len(found), role=role)
    return doc.locate(found.start, found.end, figure=found, role=role)


def claimed(doc: Document, *figures: Figure) -> Document:
    """`doc` with its sentences as claims, the figures in their sentences."""
    claims = tuple(
        Claim(at, ClaimKind.HEADING if s.kind is BlockKind.TITLE else ClaimKind.NUMBER, inside)
        for at, s in enumerate(doc.sentences)
        for inside in (tuple(f for f in figures if s.start <= f.start < s.end),)
    )
    return doc._replace(claims=claims)


def report() -> Report:
    """The sample."""
    fire, long, wide = (
        document("news/fire.md", FIRE, day=date(2024, 12, 3)),
        document("news/long.txt", LONG),
        document("wide.txt", WIDE),
    )
    paper = document("paper.pdf", PAPER, places=((0, "page 3"),))
    mile = figure(
        fire, "within 20 miles", "20", "mile", modifier="at-most", kind="measure", dimension="length",
        base=Base("metre", None, Decimal("32186.88")), hard=True,
    )  # fmt: skip
    kilometre = figure(
        fire, "35 kilometres", "35", "kilometre", kind="measure", dimension="length",
        base=Base("metre", Decimal(35000), Decimal(35000)),
    )  # fmt: skip
    twelve, fourteen = figure(long, "12 dead", "12", "death"), figure(long, "14 dead", "14", "death")
    people, dead = figure(wide, "12 人", "12", "person"), figure(wide, "14 \u202edead\u202c", "14", "death")
    share = figure(paper, "63 %", "63", "percent", kind="percent")
    whole, part = figure(paper, "132 ports", "132", "port"), figure(paper, "79", "79", "port")
    documents = (
        claimed(fire, mile, kilometre),
        claimed(long, twelve, fourteen),
        claimed(wide, people, dead),
        claimed(paper, share, whole, part),
    )
    findings = (
        Finding(
            "CC103", "bound-broken", Severity.ERROR, 0.94,
            "“35 kilometres” … “within 20 miles”: 35 kilometres is 2.81 kilometres beyond “within 20 miles”",
            (side(fire, kilometre), side(fire, mile)),
            ("at most 20 miles = 32.2 kilometres", "35 kilometres is 2.81 kilometres beyond “within 20 miles”",
             "both: distance-to · lighthouse · boat"),
            "Check the distance with the source, and correct the wrong side.", "2f1c6b8de0a94357",
        ),
        Finding(
            "CC101", "value-conflict", Severity.ERROR, 0.8, "“12 dead” … “14 dead”: 12 deaths against 14 deaths",
            (side(long, twelve), side(long, fourteen)), ("12 deaths against 14 deaths: 2 apart (17%)",), "", "a1",
        ),
        Finding(
            "CC101", "value-conflict", Severity.WARNING, 0.51,
            "“12 人” … “14 \u202edead\u202c” … “12 dead”: three figures",
            (side(wide, people), side(wide, dead), side(long, twelve)), (), "Ask the harbour office.", "a2",
        ),
        Finding(
            "CC202", "share-mismatch", Severity.ERROR, 0.9, "“63 %”: 79 of 132 is 59.8%, not 63%",
            (side(paper, share), side(paper, part, "part"), side(paper, whole, "total")),
            ("79 / 132 = 59.8%",), "Check both numbers.", "a3",
        ),
        Finding(
            "CC505", "unattributed", Severity.INFO, 1.0, "“the harbour office counted”: nobody is named",
            (side(long, "the harbour office counted"),), (), "Name the source.", "a4",
        ),
    )  # fmt: skip
    skipped = (Skipped("CC905", "paper.pdf", "page 4 has no text"), Skipped("CC905", "\x1b]0;x\x07.md", "damaged"))
    return Report(documents, findings, skipped, 0.25, compared=9)


def detailed() -> Report:
    """The first article with records of what its figures are about: one full, one nearly empty, one unsafe."""
    whole = small()
    (fire,) = whole.documents
    (mile,) = fire.claims[1].figures
    tuesday = When("2024-12-03", date(2024, 12, 3), date(2024, 12, 3), relative=True, weekday=1, word="on Tuesday")
    full = About(
        role="distance-to", noun="boat", modifiers=frozenset(("rescue",)), subjects=("rescue boats", "lighthouse"),
        others=("lighthouse", "lighthouse keeper"), owner="lighthouse", fresh=True,
        qualifiers=frozenset(("rescue boats",)), verb="come", times=(tuesday, When("XXXX-SP")),
        scopes=frozenset(("forecast", "half-year")), speaker="keeper \x1b[31m\u202eof the light", quoted=True,
        negated=True, mood="hypothetical", definite=True, kind=BlockKind.TITLE,
    )  # fmt: skip
    bare = About(subjects=("boats",))
    claims = (
        fire.claims[0],
        fire.claims[1]._replace(figures=(mile,), abouts=(full,)),
        fire.claims[2]._replace(abouts=(bare,)),
    )
    return whole._replace(documents=(fire._replace(claims=claims),))


def small() -> Report:
    """The first article and its finding: a golden file of JSON that a person can read."""
    whole = report()
    return whole._replace(documents=whole.documents[:1], findings=whole.findings[:1])
