"""The report page in a real browser: filters, anchors, without script, in the dark, on paper, and nothing leaves it."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from contextlib import chdir
from itertools import pairwise
from pathlib import Path

import pytest
from browser import BROWSER, DRIVER, MISSING, Window, browser
from newsroom import kept, newsroom
from pages import FIRE, HOSTILE, hostile, illustrated_report, written

from claimcheck.ledger.records import Claim, Ledger

pytestmark = [
    pytest.mark.usefixtures("loopback"),  # chromedriver listens on this machine
    pytest.mark.skipif(BROWSER is None or DRIVER is None, reason=MISSING),
]


@pytest.fixture(scope="module")
def window(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Window]:
    with browser(tmp_path_factory.mktemp("profile")) as opened:
        yield opened


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The newsroom's report, with 120 more claims so that it has several pieces to scroll through."""
    folder = tmp_path_factory.mktemp("desk")
    more = [Claim(f"C-1{n:07}", f"Quay number {n} has {n + 2} cranes.", kind="number") for n in range(120)]
    ledger = newsroom().put(*more)
    file = folder / "report.html"
    with chdir(folder):  # paths are told as from here
        project = kept(folder, ledger)
        (folder / "news" / "fire.md").write_text(FIRE, encoding="utf-8")
        file.write_text(written(illustrated_report(project, ledger)), encoding="utf-8")
    return file


SHOWN = "return [...document.querySelectorAll('.group tbody > tr')].filter(r => r.checkVisibility()).map(r => r.id)"


def shown(window: Window) -> list[str]:
    """The ids of the claims that can be seen."""
    return window.run(SHOWN)


def choose(window: Window, name: str, value: str) -> None:
    """Choose in a filter as a person would; wait until what was typed has been taken up."""
    if name == "text":
        field = window.driver.find_element("name", "text")
        field.clear()
        field.send_keys(value)
        window.wait("return new URLSearchParams(location.hash.slice(1)).get('text') === arguments[0]", value)
        return
    window.click(f'select[name={name}] option[value="{value}"]')


def counted(window: Window) -> str:
    return window.driver.find_element("id", "shown").text


def address(window: Window) -> str:
    return window.run("return decodeURIComponent(location.hash)")


def test_the_filters_narrow_the_claims_and_tell_the_address(window: Window, page: Path) -> None:
    window.open(page)
    assert len(shown(window)) == 129 and counted(window) == "129 of 129 claims"
    choose(window, "status", "contested")
    assert shown(window) == ["C-00000001", "C-00000002"]
    assert (counted(window), address(window)) == ("2 of 129 claims", "#status=contested")
    choose(window, "by", "Ada Holm")
    assert shown(window) == ["C-00000002"] and address(window) == "#status=contested&by=Ada+Holm"
    choose(window, "article", "news/harbour.md")
    assert shown(window) == [] and window.driver.find_element("id", "none").is_displayed()
    window.driver.find_element("id", "clear").click()
    assert (len(shown(window)), counted(window), address(window)) == (129, "129 of 129 claims", "#claims")
    choose(window, "rule", "CC103")
    assert shown(window) == ["C-00000001", "C-00000002"]
    choose(window, "rule", "")
    choose(window, "source", "S-00000001")
    assert shown(window) == ["C-00000002", "C-00000003", "C-00000005"]
    choose(window, "status", "verified")  # whatever else outweighs the verdict
    assert shown(window) == ["C-00000002"]
    window.driver.find_element("id", "clear").click()
    choose(window, "text", "QUAY cranes 11")
    assert len(shown(window)) == 14 and address(window) == "#text=QUAY+cranes+11"
    assert window.driver.find_element("id", "shown").get_attribute("aria-live") == "polite"
    assert window.errors() == []


def test_an_address_brings_its_filters_back(window: Window, page: Path) -> None:
    window.open(page, "#status=contested&by=Ada+Holm&nonsense=1&article=nowhere")
    assert shown(window) == ["C-00000002"]
    assert window.driver.find_element("name", "by").get_attribute("value") == "Ada Holm"
    window.open(page)
    window.click('a[data-filter="status=unchecked"]')
    assert address(window) == "#status=unchecked" and len(shown(window)) == 122
    window.driver.back()
    window.wait("return document.getElementById('shown').textContent.startsWith('129')")
    assert window.errors() == []


INSIDE = """
const target = document.querySelector(':target'), {left, top, width} = target.getBoundingClientRect();
const seen = document.elementFromPoint(left + Math.min(width, 30) / 2, top + 6);
return target.id === arguments[0] && target.contains(seen);
"""


def arrived(window: Window, target: str) -> None:
    """The place that the address names is at the top of what is seen, and nothing covers it."""
    window.wait(INSIDE, target)


def test_the_anchors_lead_there_and_back(window: Window, page: Path) -> None:
    window.open(page)
    for link, target in (
        ("#K-00000001 a[href='#C-00000002']", "C-00000002"),
        ("#C-00000002 a[href='#K-00000001']", "K-00000001"),
        ("#C-00000002 a[href='#S-00000001']", "S-00000001"),
        ("nav a[href='#claims']", "claims"),
        (".progress a[href='#article-2']", "article-2"),
    ):
        window.click(link)
        arrived(window, target)
    window.run("document.querySelector('#S-00000001 summary').click()")
    window.click("#S-00000001 a[href='#C-00000002']")
    arrived(window, "C-00000002")
    window.open(page, "#C-10000119")
    arrived(window, "C-10000119")
    assert window.errors() == []


def test_an_anchor_is_never_hidden_by_a_filter(window: Window, page: Path) -> None:
    window.open(page, "#status=unchecked")
    assert "C-00000002" not in shown(window)
    window.click("#K-00000001 a[href='#C-00000002']")
    window.wait("return document.querySelector(':target')?.checkVisibility()")
    arrived(window, "C-00000002")
    assert counted(window) == "129 of 129 claims"


def test_without_script_everything_is_there(window: Window, page: Path) -> None:
    window.open(page)
    rows = "return [...document.querySelectorAll('main > section:not(.claims), .group tr')].map(e => e.textContent)"
    told = window.run(rows)
    window.open(page, script=False)
    assert window.run(rows) == told
    assert not window.driver.find_element("id", "filters").is_displayed()
    assert len(shown(window)) == 129
    assert window.run("return [...document.querySelectorAll('main [hidden]')].map(e => e.id)") == ["filters", "none"]
    window.click("#K-00000001 a[href='#C-00000002']")
    arrived(window, "C-00000002")
    assert window.errors() == []


def test_nothing_is_asked_of_the_network(window: Window, page: Path) -> None:
    window.open(page)
    window.requests()
    window.driver.refresh()
    choose(window, "status", "stale")
    window.click("#K-00000001 a[href='#C-00000002']")
    assert {request.partition("#")[0] for request in window.requests()} == {page.as_uri()}


CONTRAST = """
const channel = c => (c /= 255) <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
const parse = s => (s.match(/[\\d.]+/g) ?? []).map(Number);
const light = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
const ratio = (a, b) => { const [x, y] = [light(a), light(b)].sort((p, q) => q - p); return (x + 0.05) / (y + 0.05); };
const behind = e => { for (; e; e = e.parentElement) {
  const c = parse(getComputedStyle(e).backgroundColor);
  if (c.length === 3 || c[3] > 0) return c; } return [255, 255, 255]; };
const bad = [];
const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
while (walk.nextNode()) {
  const e = walk.currentNode.parentElement;
  if (!walk.currentNode.data.trim() || e.closest('script, style, title, option') || !e.checkVisibility()) continue;
  const style = getComputedStyle(e);
  const seen = ratio(parse(e instanceof SVGElement ? style.fill : style.color), behind(e));
  if (seen < 4.5) bad.push([seen.toFixed(2), e.className, walk.currentNode.data.slice(0, 30)]);
}
return bad;
"""


def test_every_word_can_be_read(window: Window, page: Path) -> None:
    """Contrast of 4.5 to 1 on a bright and a dark screen, and on paper whatever the screen is."""
    window.open(page, "#C-00000005")
    for scheme, media, ground in (
        ("light", "screen", "rgb(250, 249, 246)"),
        ("dark", "screen", "rgb(20, 21, 23)"),
        ("dark", "print", "rgb(255, 255, 255)"),
    ):
        window.look(scheme, media)
        assert window.run(CONTRAST) == [], (scheme, media)
        assert window.run("return getComputedStyle(document.body).backgroundColor") == ground
    assert window.errors() == []


ORDER = "return [...document.querySelectorAll('h1, h2, h3, h4, h5, h6')].map(h => Number(h.tagName[1]))"
UNNAMED = """
const told = e => e?.textContent.trim();
const named = e => e.getAttribute('aria-label') || told(document.getElementById(e.getAttribute('aria-labelledby')))
  || (e.matches('select, input') ? told(e.labels[0]?.querySelector('span')) : told(e));
return [...document.querySelectorAll('a, button, select, input, summary, [role], nav, form, section, article, table')]
  .filter(e => !named(e)).map(e => e.outerHTML.slice(0, 80));
"""


def test_a_screen_reader_finds_its_way(window: Window, page: Path) -> None:
    window.open(page)
    levels = window.run(ORDER)
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert window.run(UNNAMED) == []
    assert window.run("return document.querySelectorAll('th:not([scope])').length") == 0
    assert window.run("return document.documentElement.lang") == "en"
    for landmark in ("header", "nav", "main", "footer"):
        assert window.run(f"return document.querySelectorAll('body > {landmark}').length") == 1
    window.run("document.getElementById('C-00000001').scrollIntoView()")
    tree = window.command("Accessibility.getFullAXTree")["nodes"]
    roles = [node["role"]["value"] for node in tree if not node.get("ignored")]
    assert roles.count("main") == 1 and roles.count("search") == 1 and roles.count("status") == 1
    assert roles.count("columnheader") > 8 and roles.count("rowheader") > 8


def test_the_keyboard_reaches_everything(window: Window, page: Path) -> None:
    window.open(page)
    window.driver.switch_to.active_element.send_keys("\ue004")
    first = window.driver.switch_to.active_element
    assert first.text == "Skip to the report" and first.rect["y"] >= 0
    assert window.run("return getComputedStyle(document.activeElement).outlineStyle") != "none"
    assert (
        window.run('return document.querySelectorAll(\'[tabindex]:not([tabindex="0"], [tabindex="-1"])\').length') == 0
    )
    moving = "return document.getAnimations().length + getComputedStyle(document.documentElement).scrollBehavior"
    window.look(motion="no-preference")
    assert window.run(moving) == "0auto"  # nothing moves by itself, whatever is preferred


def test_nothing_is_wider_than_the_window(window: Window, page: Path) -> None:
    window.open(page)
    for width in (320, 390, 768, 1280, 2560):
        window.size(width, 800)
        assert window.run("return document.documentElement.scrollWidth") <= width


def test_it_prints(window: Window, page: Path) -> None:
    window.open(page)
    window.look("dark", "print")
    for part in ("nav", "#filters", ".skip", ".hint"):
        assert window.run("return document.querySelector(arguments[0]).checkVisibility()", part) is False, part
    assert window.run("return getComputedStyle(document.querySelector('.conflict')).breakInside") == "avoid"
    paper = base64.b64decode(window.command("Page.printToPDF", paperWidth=8.27, paperHeight=11.69)["data"])
    assert paper.startswith(b"%PDF") and len(paper) > 20_000
    assert window.errors() == []


def test_a_hostile_ledger_runs_nothing(window: Window, project: Path) -> None:
    ledger = hostile(" ".join(HOSTILE), "javascript:alert(1)")
    file = project / "hostile.html"
    file.write_text(written(illustrated_report(kept(project, Ledger()), ledger)), encoding="utf-8")
    window.open(file)
    window.requests()
    assert window.run("return document.querySelectorAll('img, iframe, script, style, b b').length") == 2
    for part in window.driver.find_elements("css selector", "#claims + form select option"):
        part.click()
    window.driver.find_element("name", "text").send_keys("<img src=x onerror=alert(1)>")
    window.wait("return location.hash.includes('text=')")
    assert window.requests() == [] and window.errors() == []
