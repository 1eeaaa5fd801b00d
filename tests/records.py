"""Ledgers for the tests of stores and merges: one that has every record with every field, and hypothesis' own."""

from __future__ import annotations

from types import MappingProxyType

from hypothesis import strategies as st

from claimcheck.ledger.records import (
    VERDICTS,
    Article,
    Change,
    Citation,
    Claim,
    Conflict,
    Decision,
    Ledger,
    Place,
    Revision,
    Ruling,
    Side,
    Source,
    Stance,
    Status,
    Verdict,
)
from claimcheck.ledger.texts import digest

NOON = "2026-03-02T12:00:00+01:00"
TEXT = "The “Sel Ferry” carried 1,204 people — 12 % more than in 2024."
EXTRA = MappingProxyType({"zz_colour": {"of": ["tea", 3, None, True]}})


def full() -> Ledger:
    """A ledger in which every field of every record has a value of its own."""
    cited = Citation("S-00000001", Stance.CONTRADICTS, "p. 4", "“twelve”", NOON, "Ida Brandt", "ab" * 32)
    verdict = Verdict(Status.CORRECTED, "Ida Brandt", NOON, digest(TEXT), (cited,), "call", "a\nnote", "1,304")
    revision = Revision(NOON, Change.SPLIT, "It was.", digest(TEXT), True, ("C-00000002",))
    claim = Claim(
        *("C-00000001", TEXT, "A-00000001", "number", "the operator", NOON, ""),
        *((cited,), (verdict, verdict._replace(by="Ōe \x07 Kenji", note="")), (revision,), ("harbour", "ß"), "look"),
        "C-00000002",
        EXTRA,
    )
    gone = Claim("C-00000002", "It was.", "A-00000001", gone=NOON)
    article = Article(
        *("A-00000001", "news/ferry.md", "The ferry", "2026-03-01", "cd" * 32, NOON, ("S-00000001",)),
        (Place("C-00000001", 10, 70, 3),),
        "",
        EXTRA,
    )
    source = Source(
        *("S-00000001", "sources/count.csv", "https://example.org/count", "Ida Brandt", "dataset", "The count"),
        *(True, True, "ef" * 32, NOON, "https://archive.example.org/1", ("S-00000002",), NOON),
        *("sources/example.org-count.html", "text/html", EXTRA),
    )
    conflict = Conflict(
        *("K-00000001", "CC101", "f00d", "1,204 against 1,304"),
        (Side("C-00000001", "1,204", "1204 people"), Side("C-00000002", "1,304", "1304 people")),
        *("warning", ("the same ferry", "the same year"), NOON, NOON),
        (Decision(Ruling.ACCEPTED, "Ida Brandt", NOON, (digest(TEXT), digest("It was.")), "as told"),),
        EXTRA,
    )
    return Ledger().put(claim, gone, article, source, Source("S-00000002", person="Ōe Kenji"), conflict)


def article_of(sentences: int) -> Ledger:
    """One article of so many sentences."""
    claims = [Claim(f"C-{i:08}", f"Sentence {i} has {i + 3} words.", "A-00000001") for i in range(sentences)]
    places = tuple(Place(c.id, 40 * i, 40 * i + 38, 1 + i) for i, c in enumerate(claims))
    return Ledger().put(*claims, Article("A-00000001", "a.md", layout=places))


words = st.text(max_size=12)
ids = st.text("0123456789ABCDEF", min_size=8, max_size=8)
citations = st.builds(Citation, words, st.sampled_from(Stance), *[words] * 5)
verdicts = st.builds(
    *(Verdict, st.sampled_from(sorted(VERDICTS)), words, words, words),
    *(st.lists(citations, max_size=2).map(tuple), words, words, words),
)
revisions = st.builds(
    Revision, words, st.sampled_from(Change), words, words, st.booleans(), st.lists(words, max_size=2).map(tuple)
)
plain_values = st.recursive(
    st.none() | st.booleans() | st.integers() | words, lambda inner: st.lists(inner, max_size=2), max_leaves=4
)
extras = st.dictionaries(words.map("zz_{}".format), plain_values, max_size=2).map(MappingProxyType)
many_words = st.lists(words, max_size=2).map(tuple)
claims = st.builds(
    *(Claim, ids.map("C-{}".format), *[words] * 6, st.lists(citations, max_size=2).map(tuple)),
    *(st.lists(verdicts, max_size=3).map(tuple), st.lists(revisions, max_size=2).map(tuple), many_words, words, words),
    extras,
)
places = st.builds(Place, words, st.integers(), st.integers(), st.integers())
articles = st.builds(
    *(Article, ids.map("A-{}".format), *[words] * 5, many_words, st.lists(places, max_size=3).map(tuple), words, extras)
)
sources = st.builds(
    *(Source, ids.map("S-{}".format), *[words] * 5, st.booleans(), st.booleans(), *[words] * 3, many_words),
    *(words, words, words, extras),
)
sides = st.builds(Side, words, words, words)
decisions = st.builds(Decision, st.sampled_from(Ruling), words, words, many_words, words)
conflicts = st.builds(
    *(Conflict, ids.map("K-{}".format), words, words, words, st.lists(sides, max_size=3).map(tuple), words),
    *(many_words, words, words, st.lists(decisions, max_size=2).map(tuple), extras),
)
ledgers = st.lists(st.one_of(claims, articles, sources, conflicts), max_size=6).map(lambda r: Ledger().put(*r))
