"""Composed edit scripts with a fixed seed: after each, the fate of every claim is known by construction, and measured.

A wrong keep (a verdict that stands for a text that says something else) must never happen, needless staleness (one
lost where nothing that matters changed) be rare. `python tests/test_reconcile_scripts.py 500` prints the rates.
"""

from __future__ import annotations

import random
import re
import sys
from collections import Counter
from collections.abc import Callable
from enum import Enum
from pathlib import Path
from typing import NamedTuple

import pytest

from claimcheck import pipeline
from claimcheck.desk.facts import facts_of
from claimcheck.reconcile import Known
from claimcheck.reconcile.steps import reconcile
from claimcheck.settings import Settings

ARTICLES = sorted((Path(__file__).parent / "corpus" / "articles" / "clean").glob("*.md"))
FACTS = facts_of(Settings())


class Must(Enum):
    """What a verdict on a claim must do."""

    STAND = "stand"
    FALL = "fall"
    GO = "go"  # with its sentence


class Line(NamedTuple):
    """A sentence of the article as it is now, the claims it comes from, and what must become of their verdicts."""

    text: str
    claims: tuple[int, ...] = ()
    must: Must = Must.STAND


Edit = Callable[[str, random.Random], str | None]


def _sub(pattern: str, make: Callable[[re.Match[str]], str] | str) -> Edit:
    found = re.compile(pattern)

    def edit(text: str, chance: random.Random) -> str | None:
        now = found.sub(make, text, count=1)
        return now if now != text else None

    return edit


def _swap_names(text: str, chance: random.Random) -> str | None:
    found = re.search(r"(?<=[a-z,] )([A-Z][a-z]{2,})(.*?)(?<=[a-z,] )([A-Z][a-z]{2,})", text)
    if found is None or found[1] == found[3]:
        return None
    return text[: found.start()] + found[3] + found[2] + found[1] + text[found.end() :]


def _swap_figures(text: str, chance: random.Random) -> str | None:
    found = list(re.finditer(r"(?<![\d.,:])\d+(?![\d.,:]*\d)", text))
    if len(found) < 2 or found[0][0] == found[1][0]:
        return None
    one, two = found[:2]
    return text[: one.start()] + two[0] + text[one.end() : two.start()] + one[0] + text[two.end() :]


def _drop_word(text: str, chance: random.Random) -> str | None:
    found = [m for m in re.finditer(r"(?<= )[a-z]{4,} ", text) if m[0].strip() not in _SAYS_NOTHING]
    if not found or len(text.split()) < 8:
        return None
    one = chance.choice(found)
    return text[: one.start()] + text[one.end() :]


def _mistype(text: str, chance: random.Random) -> str | None:
    found = [m for m in re.finditer(r"(?<= )[a-z]{7,}(?= )", text) if m[0][3] != m[0][4]]
    if not found:
        return None
    one = chance.choice(found)
    now = text[: one.start() + 3] + text[one.start() + 4] + text[one.start() + 3] + text[one.start() + 5 :]
    return now if FACTS(now).keys == FACTS(text).keys else None


HARMFUL: dict[str, Edit] = {
    "number": _sub(r"(?<![\d.,:])([2-8])(\d*)(?![\d:])", lambda m: f"{int(m[1]) + 1}{m[2]}"),
    "unit": _sub(r"\b(kilometres|metres|euros|hours|percent|tonnes)\b", lambda m: "miles" if "met" in m[1] else "days"),
    "modifier": _sub(r"(?<= )(\d{2,} [a-z]+)", r"at least \1"),
    "hedge": _sub(r"\b(about|nearly|almost|more than|at least) (?=\d)", ""),
    "not added": _sub(r" (was|is|had|were|has) (?!not)", r" \1 not "),
    "not dropped": _sub(r" (not|never|no) ", " "),
    "names": _swap_names,
    "figures": _swap_figures,
    "name": _sub(r"(?<=[a-z] )([A-Z][a-z]+)([a-z])\b", r"\1\2sen"),
    "word": _drop_word,
    "tense": _sub(
        r" (was|is|has|had) ", lambda m: {"was": " is ", "is": " was ", "has": " had ", "had": " has "}[m[1]]
    ),
    "month": _sub(r"\b(March|April|June|July|October)\b", lambda m: {"March": "April"}.get(m[1], "January")),
    "attribution": lambda text, _: f"{text[:-1]}, police said." if re.search(r"[a-z]\.$", text) else None,
    "adverb": _sub(r" (was|had|were|is|has) ", r" \1 nearly "),
}
HARMLESS: dict[str, Edit] = {
    "curly": lambda text, _: ((now := text.replace('"', "”").replace("'", "’")) != text and now) or None,
    "wrap": lambda text, _: ((now := text.replace(" ", "\n", 2)) != text and now) or None,
    "typo": _mistype,
    "article": _sub(r" the (?=[a-z]{4,} (?:of|in|and)\b)", " "),
    "that": _sub(r"(?<=said) (?=the |it |he |she )", " that "),
    "also": _sub(r" (was|had|were) ", r" \1 also "),
    "digits": _sub(r"\b(two|three|five|seven|nine|eleven)\b(?= [a-z]{4,}s\b)", lambda m: str(_SPELT[m[1]])),
    "contracted": _sub(r" (did|was|could|had) not ", r" \1n't "),
    "thousands": _sub(r"(?<![\d.,])(\d{1,2}),(\d{3})(?![\d.,])", r"\1\2"),
    "adverbial": _sub(
        r"^(On \w+day|In \d{4}|In \w+ \d{4}), ([a-z][^,;:\"]+)\.$", lambda m: f"{_big(m[2])} {_small(m[1])}."
    ),
}
_SAYS_NOTHING = ("that", "also", "thus", "degrees", "from")  # "61 (degrees) Fahrenheit", "(from) May to June"
_SPELT = {"two": 2, "three": 3, "five": 5, "seven": 7, "nine": 9, "eleven": 11}


def _big(text: str) -> str:
    return text[0].upper() + text[1:]


def _small(text: str) -> str:
    return text[0].lower() + text[1:]


def sentences(path: Path) -> list[str]:
    document, spans = pipeline.sentences(path.read_text("utf-8"), "markdown")
    return [" ".join(document.text[s.start : s.end].split()) for s in spans]


def script(known: list[str], foreign: list[str], chance: random.Random) -> tuple[list[Line], Counter[str]]:
    """The article after some dozen edits of all kinds."""
    lines = [Line(text, (at,)) for at, text in enumerate(known)]
    done: Counter[str] = Counter()
    for name in chance.choices([*HARMFUL, *HARMLESS], k=chance.randint(4, 16)):
        edit = HARMFUL.get(name) or HARMLESS[name]
        fitting = [
            at for at, line in enumerate(lines) if line.text == known[line.claims[0]] and known.count(line.text) == 1
        ]
        for at in chance.sample(fitting, min(12, len(fitting))):
            now = edit(lines[at].text, chance)
            if now is not None:
                must = Must.FALL if name in HARMFUL else Must.STAND
                lines[at] = lines[at]._replace(text=now, must=must)
                done[name] += 1
                break
    for _ in range(chance.randint(0, 4)):
        del lines[chance.randrange(len(lines))]
        done["deleted"] += 1
    for _ in range(chance.randint(0, 4)):
        lines.insert(chance.randrange(len(lines) + 1), Line(chance.choice(foreign)))
        done["inserted"] += 1
    if chance.random() < 0.4:
        cut = chance.randrange(1, len(lines))
        lines = lines[cut:] + lines[:cut]
        done["moved"] += 1
    if chance.random() < 0.2:
        chance.shuffle(lines)
        done["shuffled"] += 1
    return lines, done


class Score(NamedTuple):
    """Over many scripts: claims, those whose verdict stood wrongly, fell needlessly, or whose sentence was lost."""

    claims: int
    wrong: list[tuple[str, str]]
    needless: list[tuple[str, str]]
    lost: list[tuple[str, str]]
    done: Counter[str]


def measured(seeds: range) -> Score:
    """All scripts of some seeds, each over one article."""
    score = Score(0, [], [], [], Counter())
    articles = [sentences(path) for path in ARTICLES]
    for seed in seeds:
        chance = random.Random(seed)
        known, foreign = articles[seed % len(articles)], articles[(seed + 1) % len(articles)]
        lines, done = script(known, foreign, chance)
        score.done.update(done)
        steps = reconcile([Known(str(i), text) for i, text in enumerate(known)], [line.text for line in lines], FACTS)
        assert Counter(i for s in steps for i in s.known) == Counter(range(len(known)))
        assert Counter(j for s in steps for j in s.fresh) == Counter(range(len(lines)))
        stands = {(i, j) for s in steps for j, keeps in zip(s.fresh, s.keeps, strict=True) if keeps for i in s.known}
        paired = {(i, j) for s in steps for j in s.fresh for i in s.known}
        texts = Counter(known)
        for i, j in stands:  # an equal sentence is as good
            if (i not in lines[j].claims or lines[j].must is not Must.STAND) and known[i] != lines[j].text:
                score.wrong.append((known[i], lines[j].text))
        for j, line in enumerate(lines):
            for i in line.claims:
                if texts[known[i]] > 1:
                    continue
                if (i, j) not in paired:
                    score.lost.append((known[i], line.text))
                elif line.must is Must.STAND and (i, j) not in stands:
                    score.needless.append((known[i], line.text))
        score = score._replace(claims=score.claims + len(known))
    return score


@pytest.mark.parametrize("part", range(4))
def test_no_verdict_stands_wrongly_after_composed_scripts(part: int) -> None:
    score = measured(range(part * 12, part * 12 + 12))
    assert not score.wrong
    assert len(score.needless) <= 0.005 * score.claims, score.needless
    assert len(score.lost) <= 0.005 * score.claims, score.lost


if __name__ == "__main__":
    found = measured(range(int(sys.argv[1])))
    print(found.claims, "claims;", sum(found.done.values()), "edits", dict(found.done))
    for label in ("wrong", "needless", "lost"):
        pairs = getattr(found, label)
        print(f"{label}: {len(pairs)}")
        for was, now in pairs[:25]:
            print("   ", was, "|", now)
