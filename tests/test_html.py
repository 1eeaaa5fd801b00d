"""The report as a page: well-formed, closed to the network; whatever a ledger holds is text on it and nothing else."""

from __future__ import annotations

import base64
import contextlib
import hashlib
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Command
from hypothesis import given, settings
from hypothesis import strategies as st
from newsroom import DARK, FERRY, NASTY, SECRETS, TWELVE, kept, newsroom
from page import Page
from pages import ADDRESSES, HOSTILE, NOW, hostile, illustrated_report, reported, written

from claimcheck.cli.app import run
from claimcheck.desk.history import past, since
from claimcheck.desk.project import find_project
from claimcheck.desk.reporting import Wanted, picture
from claimcheck.ledger.records import Citation, Claim, Conflict, Ledger, Side, Source, Status
from claimcheck.reporters.consistency import words
from claimcheck.reporters.consistency.html.element import element, embedded, external, here, outward, text
from claimcheck.reporters.ledger import signs

# --- the page ---------------------------------------------------------------------------------------------------------


def test_the_page_says_what_it_said(project: Path, golden: Callable[[str, str], None]) -> None:
    page = written(reported(project)._replace(command="claimcheck report --format html"))
    bare = re.sub(r"(<(style|script)>).*?(</\2>)", r"\1…\3", page, flags=re.DOTALL)
    golden("consistency.html", re.sub(r"sha256-[^&]+", "sha256-…", bare))


WANTED = (Wanted(), Wanted(articles=("news/harbour.md",)), Wanted(by="Bo"), Wanted(statuses=frozenset(("contested",))))


@pytest.mark.parametrize("wanted", WANTED, ids=lambda wanted: wanted.scope or "everything")
@pytest.mark.parametrize("changes", [False, True], ids=["", "since"])
def test_the_page_is_well_formed_and_its_anchors_resolve(project: Path, wanted: Wanted, changes: bool) -> None:
    found = reported(project, wanted)
    if changes:
        seen = picture(find_project(project), newsroom(), wanted)
        found = found._replace(since=since(past(find_project(project), "2026-11-20", NOW, "UTC"), seen))
    page = Page(written(found))
    assert len(set(page.ids)) == len(page.ids)
    targets = [node.attributes["href"] or "" for node in page.all("a")]
    assert {target[1:] for target in targets if target.startswith("#")} <= set(page.ids)
    for name in ("aria-labelledby", "for"):
        assert {node.attributes[name] for node in page.nodes if name in node.attributes} <= set(page.ids)
    assert set(re.findall(r"url\(#([\w-]+)\)", page.one("style").shown)) <= set(page.ids)
    every = {"C-00000001", "K-00000001", "K-00000002", "S-00000001", "S-00000002", "claims"}
    assert every <= set(page.ids) or wanted.scope


def test_nothing_on_the_page_is_elsewhere(project: Path) -> None:
    page = Page(written(reported(project)))
    assert {node.tag for node in page.nodes} & {"link", "img", "iframe", "object", "embed", "base", "use"} == set()
    for node in page.nodes:
        assert not [name for name in node.attributes if name.startswith("on") or name in ("style", "src", "srcset")]
        assert not node.attributes.get("href") or str(node.attributes["href"]).startswith(("#", "https://", "http://"))
    style = page.one("style").shown
    assert "@import" not in style and not re.findall(r"url\((?!#)", style)


def test_the_policy_names_the_very_bytes(project: Path) -> None:
    page = Page(written(reported(project)))
    policy = page.one("meta", http_equiv="Content-Security-Policy").attributes["content"] or ""
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
    assert rules["default-src"] == rules["base-uri"] == rules["form-action"] == "'none'"
    for tag in ("style", "script"):
        code = "".join(page.one(tag).text).encode()
        assert rules[f"{tag}-src"] == f"'sha256-{base64.b64encode(hashlib.sha256(code).digest()).decode()}'"


def test_it_is_the_same_page_each_time(project: Path, claimcheck: Command) -> None:
    kept(project, newsroom())
    pages = [
        claimcheck("report", "--format", "html", PYTHONHASHSEED=seed, SOURCE_DATE_EPOCH="1795431600").stdout
        for seed in ("1", "2")
    ]
    assert pages[0] == pages[1] and pages[0].startswith("<!doctype html>")


def test_the_page_says_how_to_make_it_again(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    kept(project, newsroom())
    assert run(["report", "--format", "html", "--article", "news/fire.md", "--since", "2026-11-20"]) == 0
    page = Page(capsys.readouterr().out)
    again = "claimcheck report --format html --since=2026-11-20 --article=news/fire.md"
    assert again in [node.shown for node in page.all("code")]
    assert any(node.shown.startswith("Since 2026-11-20") for node in page.all("h2"))


def test_an_empty_ledger_is_told_kindly(project: Path) -> None:
    shown = kept(project, Ledger())
    page = Page(written(illustrated_report(shown, Ledger())))
    assert page.one("p", class_="verdict-line").shown == "The ledger has no claims yet."
    assert page.all("code")[0].shown == "claimcheck add ARTICLE"


# --- what it shows ----------------------------------------------------------------------------------------------------


def test_the_editor_reads_the_verdict_first(project: Path) -> None:
    page = Page(written(reported(project)))
    assert page.one("p", class_="verdict-line").shown == (
        "1 conflict is open, 2 of 7 claims are unchecked and 1 claim is stale."
    )
    assert page.one("p", class_="headline").shown == "28 % done: 2 of 7 claims to check, in 2 articles"
    assert page.one("h1").shown == "Consistency report of claims.json"


def test_the_sections_stand_in_the_order_of_every_format(project: Path) -> None:
    titles = [node.shown.rstrip("0123456789, ").lower() for node in Page(written(reported(project))).all("h2")]
    order = [words.ARTICLES, words.PEOPLE, words.CONFLICTS, words.CONTESTED, words.STALE, words.DISAGREEMENTS]
    assert titles == ["overview", *order, words.UNVERIFIED, words.UNSOURCED, words.SOURCES, words.DECIDED, "all claims"]


def test_the_sides_of_a_conflict_stand_in_their_paragraphs(project: Path) -> None:
    page = Page(written(reported(project)))
    first, second, *_ = page.all("blockquote")
    assert first.shown == f"{FERRY} It carried 300 people. Nobody on the bridge saw the light.".replace(
        "miles", "milesA"
    )
    assert second.shown == f"Nobody came. {DARK} The keeper slept.".replace("kilometres", "kilometresB")
    assert [node.shown for node in page.all("mark")][:2] == ["within 20 milesA", "35 kilometresB"]
    assert page.all("figcaption")[0].shown == "On one line, in km"
    labels = [node.shown for node in page.all("span", class_="label")]
    assert labels[:2] == ["A within 20 miles at most 32.2 km", "B 35 kilometres"]


SHIPS = "Seven ships were late: 3 from Brenna, 2 from Orre and 1 from Skarvik."


def ships(*surfaces: str, message: str = "the parts add up to 6, not to “Seven ships”") -> Ledger:
    """A ledger with a total that its parts miss."""
    sides = tuple(Side("C-00000001", surface) for surface in surfaces)
    return Ledger().put(
        Claim("C-00000001", SHIPS, kind="number"),
        Conflict("K-00000001", "CC201", "f", message, sides, explanation=("3 + 2 + 1 = 6",)),
    )


def test_the_parts_of_a_sum_stand_end_to_end_below_their_total(project: Path) -> None:
    ledger = ships("Seven ships", "3", "2", "1")
    page = Page(written(illustrated_report(kept(project, ledger), ledger)))
    assert page.one("figcaption").shown == "The parts end to end, below their total"
    bars = page.all("rect", class_="tight")
    ends = [[float(str(bar.attributes[name]).rstrip("%")) * 7.21 / 100 for name in ("x", "width")] for bar in bars]
    assert [[round(x, 2), round(width, 2)] for x, width in ends] == [[0, 7], [0, 3], [3, 2], [5, 1]]
    assert [node.shown for node in page.all("span", class_="label")] == ["A Seven ships", "B + C + D"]


@pytest.mark.parametrize("ledger", [ships("3", "2", "1"), ships("Seven ships", "3", "soon"), ships("Seven ships", "3")])
def test_what_is_no_whole_sum_is_no_stack(project: Path, ledger: Ledger) -> None:
    page = Page(written(illustrated_report(kept(project, ledger), ledger)))
    assert "The parts end to end, below their total" not in [node.shown for node in page.all("figcaption")]


def test_an_article_that_is_no_more_still_shows_its_sentences(project: Path) -> None:
    ledger = newsroom()
    shown = kept(project, ledger)
    (project / "news" / "fire.md").unlink()
    page = Page(written(illustrated_report(shown, ledger)))
    assert page.all("blockquote")[0].shown == FERRY.replace("miles", "milesA")
    assert page.all("figure")


def test_a_changed_source_shows_the_passage(project: Path) -> None:
    ledger = newsroom()
    quoted = Citation(
        "S-00000001",
        locator="line 1",
        quote="Port log, 20 November: 14 hurt.",
        sha256=ledger.sources["S-00000001"].sha256,
    )
    claim = ledger.claims["C-00000002"]
    ledger = ledger.put(claim._replace(verdicts=(claim.verdicts[0]._replace(sources=(quoted,)),)))
    shown = kept(project, ledger)
    (project / "sources" / "log.txt").write_text("Port log, 20 November: 15 hurt.", encoding="utf-8")
    page = Page(written(illustrated_report(shown, ledger)))
    (drift,) = [
        node for node in page.all("li") if "drift" in " ".join(node.path) or node.shown.startswith("C-00000002 line")
    ]
    assert drift.shown == "C-00000002 line 1: Port log, 20 November: 14 hurt. Port log, 20 November: 15 hurt"
    assert [node.shown for node in page.all("del") if node.shown.endswith("14 hurt.")]


def test_every_claim_is_on_the_page_with_its_verdicts(project: Path) -> None:
    page = Page(written(reported(project)))
    rows = {node.attributes["id"]: node for node in page.all("tr") if "id" in node.attributes}
    assert list(rows) == [view.claim.id for view in reported(project).claims]
    assert rows["C-00000005"].attributes["data-b"] == "Ada Holm\nBo Lind"
    assert "disputed by Bo Lind, 2026-11-22" in rows["C-00000005"].shown and "it was 1912" in rows["C-00000005"].shown
    assert rows["C-00000001"].attributes["data-s"] == "contested"
    assert rows["C-00000002"].attributes["data-s"] == "contested\nverified"
    assert rows["C-00000001"].attributes["data-r"] == "CC103"
    assert rows["C-00000001"].attributes["data-k"] == "none"
    assert rows["C-00000002"].attributes["data-k"] == "S-00000001"
    assert rows["C-00000007"].attributes["data-s"] == "needs no check"
    assert rows["C-00000008"].attributes["data-s"] == "gone"


def test_long_lists_lead_to_the_table_of_claims(project: Path) -> None:
    claims = [Claim(f"C-{n:08}", f"Ship {n} has {n} decks.", kind="number") for n in range(130)]
    ledger = Ledger().put(*claims)
    page = Page(written(illustrated_report(kept(project, ledger), ledger)))
    assert "… and 120 more: in the table of claims" in [node.shown for node in page.all("p")]
    assert page.all("a", data_filter="status=unchecked")[0].attributes["href"] == "#claims"
    assert len(page.all("tr", data_s="unchecked")) == 130 and len(page.all("div", class_="piece")) == 3


def test_a_status_has_the_sign_it_has_on_a_terminal(project: Path) -> None:
    style = Page(written(reported(project))).one("style").shown
    for status in Status:
        sign = f'content: "{signs.sign(status)}"'  # the second spares a screen reader, where a browser knows how
        assert f'.st.{status}::before {{ {sign}; {sign} / ""; }}' in style
        assert f".s-{status} {{" in style


def test_a_confidential_source_stays_at_the_desk(project: Path) -> None:
    page = written(reported(project))
    assert not [secret for secret in SECRETS if secret in page] and "confidential source" in page
    told = written(reported(project, Wanted(include_confidential=True)))
    assert SECRETS[0] in told and "do not pass it on" in told


def light(colour: str) -> float:
    """The relative luminance of #rrggbb (WCAG 2)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((light(one), light(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", [0, 1, 2], ids=["light", "dark", "print"])
def test_words_and_lines_stand_out(project: Path, scheme: int) -> None:
    style = "".join(Page(written(reported(project))).one("style").text)
    palettes = [
        dict(re.findall(r"--([\w-]+): (#\w{6});", block)) for block in re.findall(r":root \{(.*?)\}", style, re.S)
    ]
    assert len(palettes) == 3
    colours = palettes[0] | palettes[scheme]
    for ground in ("paper", "card"):
        for word in ("ink", "quiet", "link", "bad", "warn", "good", "info"):
            assert contrast(colours[word], colours[ground]) >= 4.5, (word, ground)
        for line in ("a-line", "b-line", "quiet"):
            assert contrast(colours[line], colours[ground]) >= 3, (line, ground)
    for word, ground in (("on", "a"), ("on", "b"), ("quiet", "faint")):
        assert contrast(colours[word], colours[ground]) >= 4.5, (word, ground)


# --- nothing of a ledger is ever markup ------------------------------------------------------------------------------


@pytest.mark.parametrize("bad", HOSTILE, ids=range(len(HOSTILE)))
def test_no_text_of_a_ledger_is_markup(project: Path, bad: str) -> None:
    ledger = hostile(bad, ADDRESSES[0])
    shown = kept(project, Ledger())
    with contextlib.suppress(OSError, ValueError):  # not every text can be the name of a file
        sentence = ledger.claims["C-00000001"].text
        (project / ledger.articles["A-00000001"].path).write_text(f"{bad} {sentence} {bad}", "utf-8", "replace")
    page_text = written(illustrated_report(shown, ledger, Wanted()))
    page_text.encode("utf-8")
    page = Page(page_text)
    assert {node.tag for node in page.nodes} <= set(TAGS.split())
    assert len(page.all("script")) == len(page.all("style")) == 1
    assert len(set(page.ids)) == len(page.ids) and not [id for id in page.ids if re.search(r"[^\w-]", id)]
    assert not [node for node in page.all("a") if not (node.attributes["href"] or "").startswith("#")]
    names = {name for node in page.nodes for name in node.attributes}
    assert not [name for name in names if name.startswith("on") or name == "style"]
    assert not re.search(
        "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]", page_text
    )
    everything = page.one("body").shown
    assert " ".join(re.sub(r"[^!-~]+", " ", bad).split()[:1]) in everything  # it can still be read


TAGS = """
    html head meta title style body script a svg defs pattern rect path line circle text header h1 h2 h3 h4 p nav ul li
    main section small div table caption thead tbody tr th td article blockquote span mark sup b bdi q figure figcaption
    dl dt dd del ins em code details summary form label select option input button footer
"""


@pytest.mark.parametrize("address", ADDRESSES)
def test_only_a_web_address_is_a_link(project: Path, address: str) -> None:
    assert outward(address) is None
    page = Page(written(illustrated_report(kept(project, Ledger()), hostile("x", address))))
    assert not [node for node in page.all("a") if not (node.attributes["href"] or "").startswith("#")]


def test_a_web_address_is_a_link_that_tells_nothing(project: Path) -> None:
    page = Page(written(illustrated_report(kept(project, Ledger()), hostile("x", "https://port.example/log?a=1&b=2"))))
    links = [node for node in page.all("a") if not (node.attributes["href"] or "").startswith("#")]
    assert {node.attributes["href"] for node in links} == {"https://port.example/log?a=1&b=2"}
    assert {node.attributes["rel"] for node in links} == {"noopener noreferrer nofollow"}


def test_a_confidential_address_is_never_a_link(project: Path) -> None:
    ledger = Ledger().put(
        Claim("C-00000001", "It burned.", sources=(Citation("S-00000001"),)),
        Source("S-00000001", url="https://leak.example/box", confidential=True),
    )
    page = Page(written(illustrated_report(kept(project, Ledger()), ledger, Wanted(include_confidential=True))))
    assert "https://leak.example/box" in page.one("body").shown
    assert not [node for node in page.all("a") if "leak" in (node.attributes["href"] or "")]


def test_a_changed_confidential_source_shows_no_word_of_it(project: Path) -> None:
    ledger = newsroom()
    box, claim = ledger.sources["S-00000001"], ledger.claims["C-00000002"]
    quoted = Citation(box.id, locator="line 1", quote="Port log, 20 November: 14 hurt.", sha256=box.sha256)
    ledger = ledger.put(
        box._replace(confidential=True), claim._replace(verdicts=(claim.verdicts[0]._replace(sources=(quoted,)),))
    )
    shown = kept(project, ledger)
    (project / "sources" / "log.txt").write_text("Port log, 20 November: 15 hurt.", encoding="utf-8")
    page = written(illustrated_report(shown, ledger))
    assert not [word for word in ("Port log", "log.txt", "15 hurt", "14 hurt", box.sha256[:16]) if word in page]
    assert "changed where it is cited" in page


@settings(max_examples=150, deadline=None)
@given(st.text(st.characters(codec=None), max_size=40))
def test_any_text_comes_through_as_text(written_text: str) -> None:
    shown = element("p", written_text, title=written_text, data_x=(written_text, "end"))
    page = Page(shown)
    assert [node.tag for node in page.nodes] == ["p"]
    assert page.nodes[0].attributes["title"] == "".join(page.nodes[0].text)
    assert str(page.nodes[0].attributes["data-x"]).endswith("\nend")
    shown.encode("utf-8")


def test_what_no_page_of_ours_may_hold_is_refused() -> None:
    for attributes in (
        {"onclick": "x"},
        {"style": "x"},
        {"href": "#x"},
        {"src": "x"},
        {"a b": "x"},
        {"formaction": "x"},
    ):
        with pytest.raises(TypeError):
            element("a", **attributes)
    for code in ("</script>", "<!--", "a]]>"):
        with pytest.raises(ValueError, match="end early"):
            embedded("script", code)
    assert element("a", "<", href=here("x")) == '<a href="#x">&lt;</a>'
    assert external("javascript:x") == "<span>javascript:x</span>"
    assert text(NASTY).count("<") == 0 and text(TWELVE) == TWELVE
