"""Two ledgers merged over their base: no verdict is lost, and none stands for a text it was not given for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck.ledger.checkup import single
from claimcheck.ledger.merge import layouts, merge
from claimcheck.ledger.records import (
    TABLES,
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
    Status,
    Verdict,
)
from claimcheck.ledger.status import ruling, standing
from claimcheck.ledger.texts import digest, folded
from tests.records import article_of, full

ONE = "C-00000001"
BASE = article_of(5)


def at(minute: int) -> str:
    return f"2026-03-02T12:{minute:02}:00+01:00"


def verify(
    ledger: Ledger, id: str, by: str, minute: int = 0, status: Status = Status.VERIFIED, **more: object
) -> Ledger:
    claim = ledger.claims[id]
    verdict = Verdict(status, by, at(minute), digest(claim.text), **more)  # type: ignore[arg-type]
    return ledger.put(claim._replace(verdicts=(*claim.verdicts, verdict)))


def reword(ledger: Ledger, id: str, text: str, keeps: bool = False, minute: int = 0) -> Ledger:
    claim = ledger.claims[id]
    step = Revision(at(minute), Change.CHANGED, claim.text, digest(text), keeps)
    return ledger.put(claim._replace(text=text, revisions=(*claim.revisions, step)))


def insert(ledger: Ledger, id: str, text: str, after: int, article: str = "A-00000001") -> Ledger:
    """A sentence of 30 characters on a line of its own, put into the article and its layout."""
    record = ledger.articles[article]
    end = record.layout[after].end if after >= 0 else -2
    line = record.layout[after].line if after >= 0 else 0
    new = Place(id, end + 2, end + 32, line + 1)
    rest = [p._replace(start=p.start + 32, end=p.end + 32, line=p.line + 1) for p in record.layout[after + 1 :]]
    return ledger.put(
        Claim(id, text, article), record._replace(layout=(*record.layout[: after + 1], new, *rest), sha256=id)
    )


def test_both_verdicts_on_one_claim_stand() -> None:
    merged = merge(BASE, verify(BASE, ONE, "Ida", 2), verify(BASE, ONE, "Ravi", 1, Status.DISPUTED))
    assert [v.by for v in merged.claims[ONE].verdicts] == ["Ravi", "Ida"]
    assert standing(merged.claims[ONE]).disagreement


def test_a_verdict_never_stands_for_a_text_of_the_other_branch() -> None:
    merged = merge(BASE, reword(BASE, ONE, "Sentence 1 has 9 words."), verify(BASE, ONE, "Ravi"))
    assert merged.claims[ONE].text == "Sentence 1 has 9 words."
    assert standing(merged.claims[ONE]).status is Status.STALE


@pytest.mark.parametrize("keeps", [True, False])
def test_of_two_new_texts_ours_stays_and_theirs_is_shown(keeps: bool) -> None:
    ours, theirs = reword(BASE, ONE, "It has 8 words."), reword(BASE, ONE, "It has 7 words.", minute=1)
    theirs = verify(theirs, ONE, "Ravi")
    claim = merge(BASE, ours, theirs).claims[ONE]
    assert claim.text == "It has 8 words." and "It has 7 words." in {r.was for r in claim.revisions}
    assert standing(claim).status is Status.STALE and claim.verdicts[0].by == "Ravi"


def test_removed_here_and_judged_there_is_kept() -> None:
    ours = BASE.drop("claims", ONE)
    article = ours.articles["A-00000001"]
    ours = ours.put(article._replace(layout=tuple(p for p in article.layout if p.claim != ONE)))
    merged = merge(BASE, ours, verify(BASE, ONE, "Ravi"))
    assert merged.claims[ONE].verdicts[0].by == "Ravi"
    assert merge(BASE, ours, BASE) == ours, "and what nobody judged stays removed"


def test_an_article_removed_here_and_judged_there_is_kept_with_what_was_judged() -> None:
    merged = merge(BASE, Ledger(), verify(BASE, ONE, "Ravi"))
    assert list(merged.claims) == [ONE]
    assert [p.claim for p in merged.articles["A-00000001"].layout] == [ONE]


def test_a_source_removed_here_and_cited_there_is_kept() -> None:
    base = BASE.put(Source("S-1", person="Ida"))
    merged = merge(base, BASE, verify(base, ONE, "Ravi", sources=(Citation("S-1"),)))
    assert merged.sources["S-1"].person == "Ida"


def test_sentences_put_in_at_two_places_are_both_where_they_stand() -> None:
    ours, theirs = insert(BASE, "C-000000A0", "Ours.", 0), insert(BASE, "C-000000B0", "Theirs.", 3)
    article = merge(BASE, ours, theirs).articles["A-00000001"]
    assert [p.claim[-2:] for p in article.layout] == ["00", "A0", "01", "02", "03", "B0", "04"]
    both = insert(ours, "C-000000B0", "Theirs.", 4)
    assert article.layout == both.articles["A-00000001"].layout
    assert article.sha256 == "", "nobody has seen the file that git made of both"


def test_sentences_put_in_at_one_place_are_both_kept() -> None:
    ours, theirs = insert(BASE, "C-000000A0", "Ours.", 4), insert(BASE, "C-000000B0", "Theirs.", 4)
    merged = merge(BASE, ours, theirs)
    assert {p.claim for p in merged.articles["A-00000001"].layout} == set(merged.claims)


def test_layouts_with_claims_gone_and_moved() -> None:
    places = BASE.articles["A-00000001"].layout
    assert layouts(places, places[1:], places[:-1]) == tuple(
        p._replace(start=p.start - 2 * (i == 0) + 2 * (i == 0))
        for i, p in enumerate(layouts(places, *[places[1:-1]] * 2))
    )
    assert {p.claim for p in layouts(places, places[::-1], places[:3])} == {p.claim for p in places[:3]}


def twin(letter: str, by: str) -> Ledger:
    """The same article added on a branch of its own, one sentence of it judged."""
    claims = [
        Claim(f"C-{letter}{n}", text, f"A-{letter}") for n, text in enumerate(("It rained.", "It rained.", "Ten came."))
    ]
    article = Article(
        f"A-{letter}", "b.md", "B", layout=tuple(Place(c.id, 20 * i, 20 * i + 9, 1) for i, c in enumerate(claims))
    )
    source = Source(f"S-{letter}", url="https://example.org/")
    conflict = Conflict(f"K-{letter}", "CC101", "f1", "ten", (Side(claims[0].id, "a"), Side(claims[2].id, "b")))
    ledger = BASE.put(*claims, article, source, conflict)
    decided = conflict._replace(
        decisions=(Decision(Ruling.ACCEPTED, by, at(0), (digest("It rained."), digest("Ten came."))),)
    )
    return verify(ledger.put(decided), f"C-{letter}2", by, sources=(Citation(f"S-{letter}"),))


def test_the_same_article_added_on_both_branches_is_one() -> None:
    merged = merge(BASE, twin("Y", "Ida"), twin("X", "Ravi"))
    assert set(merged.articles) == {"A-00000001", "A-X"} and set(merged.sources) == {"S-X"}
    assert set(merged.claims) == {*BASE.claims, "C-X0", "C-X1", "C-X2"}, "two equal sentences stay two"
    assert {v.by for v in merged.claims["C-X2"].verdicts} == {"Ida", "Ravi"}
    assert {c.source for v in merged.claims["C-X2"].verdicts for c in v.sources} == {"S-X"}
    assert [p.claim for p in merged.articles["A-X"].layout] == ["C-X0", "C-X1", "C-X2"]
    assert set(merged.conflicts) == {"K-X"} and len(merged.conflicts["K-X"].decisions) == 2
    assert ruling(merged.conflicts["K-X"], merged) is Ruling.ACCEPTED


def test_who_merges_does_not_matter() -> None:
    one, other = twin("Y", "Ida"), twin("X", "Ravi")
    assert merge(BASE, one, other) == merge(BASE, other, one)
    once = merge(BASE, one, other)
    assert merge(one, once, merge(BASE, other, one)) == once, "both merged, and then each other's"


def test_what_gave_way_stays_visible() -> None:
    base = BASE.put(Source("S-1", person="Ida"))
    ours = base.put(Source("S-1", person="Ida", title="A"), BASE.claims[ONE]._replace(kind="quote", note="x"))
    theirs = base.put(Source("S-1", person="Ida", title="B"), BASE.claims[ONE]._replace(kind="opinion", note="y"))
    merged = merge(base, ours, theirs)
    assert merged.sources["S-1"].title == "A" and merged.sources["S-1"].extra["merged"] == ["title: B"]
    assert merged.claims[ONE].kind == "quote" and merged.claims[ONE].note == "x\ny\nmerged: kind: opinion"


def test_a_source_made_confidential_on_one_branch_is_confidential() -> None:
    base, told = (BASE.put(Source("S-1", person="Ida", confidential=c, title="x")) for c in (False, True))
    assert merge(base, base.put(Source("S-1", person="Ida", title="y")), told).sources["S-1"].confidential


@pytest.mark.parametrize("kind", [Article, Claim, Conflict, Source])
def test_every_field_of_every_record_is_merged(kind: type) -> None:
    """A field that only theirs changed is theirs: none is forgotten when records grow."""
    mine = next(r for table in full() for r in table.values() if type(r) is kind)
    other = {"verdicts": (), "revisions": (), "decisions": (), "layout": (Place("C-00000001", 0, 5, 1),)}
    for name in kind._fields:  # type: ignore[attr-defined]
        value = getattr(mine, name)
        if name == "id" or name in ("verdicts", "revisions", "decisions"):
            continue
        if name == "extra":
            fresh: object = {"zz": 1}
        elif name in other:
            fresh = other[name]
        elif isinstance(value, bool):
            fresh = not value
        elif isinstance(value, tuple):
            fresh = ()
        else:
            fresh = value + "9"
        theirs = mine._replace(**{name: fresh})
        merged = merge(full(), full().put(mine._replace(extra={"zz_mine": 2})), full().put(theirs))
        assert getattr(getattr(merged, TABLES[kind])[mine.id], name) == fresh or name == "extra", name


# ---- edit scripts

Edit = Callable[[Ledger, str, int], Ledger]


def _some(ledger: Ledger, n: int) -> str:
    return sorted(ledger.claims)[n % len(ledger.claims)] if ledger.claims else ""


def _judge(ledger: Ledger, who: str, n: int) -> Ledger:
    cited = (Citation(sorted(ledger.sources)[n % len(ledger.sources)]),) if ledger.sources and n % 2 else ()
    return verify(ledger, _some(ledger, n), who, n % 60, sources=cited) if ledger.claims else ledger


def _reword(ledger: Ledger, who: str, n: int) -> Ledger:
    return reword(ledger, _some(ledger, n), f"It has {n % 4} words.", n % 2 == 0, n % 60) if ledger.claims else ledger


def _insert(ledger: Ledger, who: str, n: int) -> Ledger:
    if f"C-{who}{n:04}" in ledger.claims:
        return ledger
    article = ledger.articles.get("A-00000001")
    return (
        ledger
        if article is None
        else insert(ledger, f"C-{who}{n:04}", f"New {n % 3}.", n % (len(article.layout) + 1) - 1)
    )


def _leave(ledger: Ledger, who: str, n: int) -> Ledger:
    """A sentence that its article lacks from now on."""
    id = _some(ledger, n)
    if not id:
        return ledger
    ledger = ledger.put(ledger.claims[id]._replace(gone=at(n % 60)))
    return ledger.put(
        *(a._replace(layout=tuple(p for p in a.layout if p.claim != id)) for a in ledger.articles.values())
    )


def _remove(ledger: Ledger, who: str, n: int) -> Ledger:
    id = _some(ledger, n)
    ledger = ledger.put(
        *(a._replace(layout=tuple(p for p in a.layout if p.claim != id)) for a in ledger.articles.values())
    )
    return ledger.drop("claims", id)


def _source(ledger: Ledger, who: str, n: int) -> Ledger:
    return ledger.put(Source(f"S-{who}{n:04}", url=f"https://example.org/{n % 3}", title=who))


def _article(ledger: Ledger, who: str, n: int) -> Ledger:
    if f"A-{who}{n:04}" in ledger.articles:
        return ledger
    id = f"A-{who}{n:04}"
    claims = [Claim(f"C-{who}{n:04}{i}", f"Line {i % 2}.", id) for i in range(3)]
    layout = tuple(Place(c.id, 10 * i, 10 * i + 8, 1) for i, c in enumerate(claims))
    return ledger.put(*claims, Article(id, f"{n % 2}.md", layout=layout))


def _note(ledger: Ledger, who: str, n: int) -> Ledger:
    if not ledger.claims:
        return ledger
    claim = ledger.claims[_some(ledger, n)]
    return ledger.put(claim._replace(note=f"{who} {n}", tags=(*claim.tags, f"t{n % 3}"), kind=f"kind{n % 3}"))


EDITS: tuple[Edit, ...] = (_judge, _judge, _judge, _reword, _insert, _leave, _remove, _source, _article, _note)
scripts = st.lists(st.tuples(st.sampled_from(EDITS), st.integers(0, 999)), max_size=6)


def edited(ledger: Ledger, who: str, script: list[tuple[Edit, int]]) -> Ledger:
    for edit, n in script:
        ledger = edit(ledger, who, n)
    return ledger


def signatures(ledger: Ledger) -> Iterator[tuple[str, str, str]]:
    """Who judged what wording when: what no merge may lose."""
    for claim in ledger.claims.values():
        for verdict in claim.verdicts:
            yield verdict.by, verdict.at, verdict.digest


@settings(max_examples=150, deadline=None)
@given(first=scripts, left=scripts, right=scripts)
def test_edit_scripts(
    first: list[tuple[Edit, int]], left: list[tuple[Edit, int]], right: list[tuple[Edit, int]]
) -> None:
    base = edited(BASE, "F", first)
    ours, theirs = edited(base, "L", left), edited(base, "R", right)
    merged, turned = merge(base, ours, theirs), merge(base, theirs, ours)
    kept = Counter(signatures(merged))
    untouched = [{i for i, c in side.claims.items() if base.claims.get(i) == c} for side in (ours, theirs)]
    for side, other, same in ((ours, theirs, untouched[0]), (theirs, ours, untouched[1])):
        needed = side.drop("claims", *(id for id in same if id not in other.claims))  # removed there, nothing new here
        assert not set(signatures(needed)) - set(kept)
    assert kept == Counter(signatures(turned))
    assert set(merged.claims) == set(turned.claims) and set(merged.sources) == set(turned.sources)
    assert merge(base, ours, ours) == ours
    assert merge(base, ours, base) == ours and merge(base, base, theirs) == theirs
    assert Counter(signatures(merge(base, merged, turned))) == kept, "both merged, then each other's"
    _sound(merged)


@settings(max_examples=60, deadline=None)
@given(left=scripts, right=scripts)
def test_two_articles_of_one_path_in_one_ledger_become_one(
    left: list[tuple[Edit, int]], right: list[tuple[Edit, int]]
) -> None:
    """What is left when two branches were put together line by line."""
    both = edited(edited(BASE, "L", left), "R", right)
    made = single(both)
    assert Counter(signatures(made)) == Counter(signatures(both))
    paths = [a.path for a in made.articles.values() if not a.gone]
    assert len(paths) == len(set(paths))
    assert {folded(c.text) for c in made.claims.values()} == {folded(c.text) for c in both.claims.values()}


def _sound(ledger: Ledger) -> None:
    """Nothing dangles, and no verdict stands for a text that says something else."""
    placed = Counter(p.claim for a in ledger.articles.values() for p in a.layout)
    assert set(placed) <= set(ledger.claims) and all(n == 1 for n in placed.values())
    for claim in ledger.claims.values():
        assert not claim.article or claim.article in ledger.articles
        assert {c.source for v in claim.verdicts for c in v.sources} <= set(ledger.sources)
        for verdict in standing(claim).verdicts:
            assert verdict.digest == digest(claim.text) or any(r.keeps for r in claim.revisions)


def test_a_full_ledger_merges_with_itself_and_with_nothing() -> None:
    assert merge(full(), full(), full()) == full()
    assert merge(Ledger(), full(), Ledger()) == full() and merge(Ledger(), Ledger(), full()) == full()
    assert merge(Ledger(), full(), full()) == full()
