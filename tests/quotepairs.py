"""Pairs of quotes and sources made from our own sentences: true ones under noise, false ones by one change of meaning.

Seeded: the same pairs on every machine.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from typing import NamedTuple

SENTENCES = (
    "We lost 40 boats and two sheds that night, and nobody from the council ever came to ask about it.",
    "The pier, which my grandfather helped to build, was not safe after the first storm of the winter.",
    "I will close the well-known fish market in Dorne before the end of June unless the mayor changes her mind.",
    "All of the fishermen may keep their nets, but most families have already sold the larger ones to Alder.",
    "Jon Reve told the inquiry that the bridge cost $2.5 million and that nobody had checked the figures.",
    "Our understanding of the northern current has changed, and fifteen stations now measure it every hour.",
    "It's clear that the firm did not inform the harbour office, although 1,200 letters were sent out in May.",
    "Some of the children were taken to Brekka by ferry, a trip of 12 km, because the road had been flooded.",
    "The temperature fell to −5 degrees, and the old wooden houses along the river could hardly be heated.",
    "Ada Holm beat Liv Moen by 37 votes in the final round, and she never thanked the people who helped her.",
    "You can't rebuild a town of 8,400 people in three years if the money for the first wall hasn't arrived.",
    "Exports rose by 14 per cent last year, while imports from the southern islands fell for the third time.",
    "If the government doesn't act, every second farm in this valley must be given up within ten years.",
    "“No comment” is the answer we got from the ministry, and we asked them on seven different occasions.",
    "The modern turbine burned for six hours; the fire brigade, as always, was there in nine minutes.",
    "Nils Berge should have told us about the clear warning signs, the damaged file and the second letter.",
    "I have been a teacher for thirty years, and I’ve never seen a class so curious about the common crow.",
    "They offered us €300 for the field, which is less than half of what the commission had promised.",
)
BEFORE = "Minutes of the meeting, taken by hand. Present were nine members and a guest from the coast. "
AFTER = " The chair thanked everyone. The next meeting will be held in the town hall on the first Monday."


class Pair(NamedTuple):
    """A quote and a source, and the name of what was done to them."""

    kind: str
    quote: str
    source: str


def _piece(rng: random.Random, sentence: str) -> str:
    """A stretch of whole words of a sentence, most of it."""
    words = sentence.split()
    start = rng.choice((0, 0, rng.randrange(0, 3)))
    end = rng.choice((len(words), len(words), rng.randrange(len(words) - 4, len(words))))
    return " ".join(words[start:end])


# --- true -------------------------------------------------------------------------------------------------------------


def _curly(rng: random.Random, text: str) -> str:
    for one, other in (("'", "’"), ("-", "‑"), ('"', "”")):
        text = text.replace(one, other)
    return rng.choice("“„«‘") + text + rng.choice("”“»’")


def _marks(rng: random.Random, text: str) -> str:
    text = text.replace("fi", "ﬁ").replace("fl", "ﬂ") if rng.random() < 0.5 else text
    text = text.replace(", ", " – ", 1) if rng.random() < 0.5 else text.replace(",  ", " ")
    words = text.split(" ")
    at = rng.randrange(len(words))
    if len(words[at]) > 5 and words[at].isalpha():
        words[at] = words[at][:3] + rng.choice("\u00ad\u200b\u2060") + words[at][3:]
    return " ".join(words)


def _spaces(rng: random.Random, text: str) -> str:
    blanks = (" ", " ", "  ", "\n", "\u00a0", "\u202f", "\t", "\r\n", " \n")
    return "".join(rng.choice(blanks) if c == " " else c for c in text)


def _hyphenated(rng: random.Random, text: str) -> str:
    words = text.split(" ")
    long = [n for n, word in enumerate(words) if word.isalpha() and len(word) > 5]
    for at in rng.sample(long, min(2, len(long))):
        cut = rng.randrange(2, len(words[at]) - 2)
        words[at] = words[at][:cut] + rng.choice(("-\n", "-\r\n  ", "\u00ad\n", "\u2010\n")) + words[at][cut:]
    return " ".join(words).replace("well-known", "well-\nknown")


def _elided(rng: random.Random, text: str) -> str:
    """Left out: a few words that are neither a negation nor a part of a number."""
    words = text.split(" ")
    for _ in range(50):
        start = rng.randrange(2, len(words) - 4)
        end = start + rng.randrange(1, 4)
        left_out = words[start : end + 1]
        if not any(c.isdigit() for w in (words[start - 1], *left_out) for c in w) and not HEAVY & set(left_out):
            return " ".join((*words[:start], rng.choice(("…", "...", "[...]", "(…)", ". . .", "[…]")), *words[end:]))
    return text


def _bracketed(rng: random.Random, text: str) -> str:
    words = text.split(" ")
    if rng.random() < 0.5:
        return f"[{words[0][0].swapcase()}]{words[0][1:]} " + " ".join(words[1:])
    plain = [
        n for n, w in enumerate(words) if 0 < n < len(words) - 1 and w.lower() in ("we", "they", "she", "it", "us")
    ]
    if plain:
        words[rng.choice(plain)] = "[the harbour board]"
        return " ".join(words)
    at = rng.choice([n for n in range(1, len(words) - 1) if not words[n - 1][-1].isdigit()])
    return " ".join((*words[:at], rng.choice(("[sic]", "[of the coast]")), *words[at:]))


CONFUSED = (("m", "rn"), ("d", "cl"), ("o", "0"), ("l", "1"), ("l", "I"), ("i", "l"), ("w", "vv"), ("rn", "m"))
HEAVY = {
    "may",
    "will",
    "must",
    "should",
    "if",
    "unless",
    "not",
    "never",
    "no",
    "nobody",
    "hardly",
    "n’t",
    "can't",
    "doesn't",
    "hasn't",
    "all",
    "All",
    "most",
    "Some",
}


def _scanned(rng: random.Random, text: str) -> str:
    """One misread letter in each of a few words that are no name, number or negation; words split and joined."""
    words = text.split(" ")
    chosen = [n for n, w in enumerate(words) if w.isalpha() and w.islower() and len(w) > 4 and w not in PROTECTED]
    for at in rng.sample(chosen, min(3, len(chosen))):
        ways = [(one, other) for one, other in CONFUSED if one in words[at][1:]]
        if rng.random() < 0.25:
            words[at] = words[at][:3] + " " + words[at][3:]
        elif ways:
            one, other = rng.choice(ways)
            misread = words[at][0] + words[at][1:].replace(one, other, 1)
            if misread not in REAL:
                words[at] = misread
    return " ".join(words)


PROTECTED = {"nobody", "never", "hardly", "fifteen", "thirty", "seven", "three", "third", "second", "every", "could"}
PROTECTED |= {"should", "first", "million"}
REAL = {"cornmon", "modem"}


def _contracted(rng: random.Random, text: str) -> str:
    for long, short in (("did not", "didn’t"), ("It's", "It is"), ("can't", "cannot"), ("doesn't", "does not")):
        text = text.replace(long, short)
    return text.replace("was not", "wasn't").replace("I’ve", "I have").replace("hasn't", "has not")


def _ended(rng: random.Random, text: str) -> str:
    return text.rstrip(".,") + rng.choice((",", "", "."))


TRUE: dict[str, tuple[Callable[[random.Random, str], str], bool]] = {  # the edit; True where the source has it
    "curly": (_curly, False),
    "marks in the source": (_marks, True),
    "marks in the quote": (_marks, False),
    "spaces in the source": (_spaces, True),
    "spaces in the quote": (_spaces, False),
    "hyphenated": (_hyphenated, True),
    "elided": (_elided, False),
    "bracketed": (_bracketed, False),
    "scanned": (_scanned, True),
    "contracted": (_contracted, False),
    "ended": (_ended, False),
}


def true_pairs(seed: int, each: int) -> Iterator[Pair]:
    """Quotes that stand in their source."""
    rng = random.Random(seed)
    for kind, (edit, source) in TRUE.items():
        for _ in range(each):
            sentence = rng.choice(SENTENCES)
            quote, there = _piece(rng, sentence), sentence
            if source:
                there = edit(rng, sentence)
            else:
                quote = edit(rng, quote)
            yield Pair(kind, quote, BEFORE + there + AFTER)


# --- false ------------------------------------------------------------------------------------------------------------

SWAPS = {
    "number": (
        ("40", "14"),
        ("1,200", "1,220"),
        ("2.5", "25"),
        ("−5", "5"),
        ("37", "73"),
        ("8,400", "8,040"),
        ("14 ", "41 "),
        ("12 km", "21 km"),
        ("€300", "€3,000"),
        ("2.5", "2.6"),
        ("40", "4"),
        ("1,200", "12,00"),
        ("2.5", "2-5"),
    ),
    "number word": (
        ("two", "ten"),
        ("fifteen", "fifty"),
        ("thirty", "thirteen"),
        ("seven", "eleven"),
        ("three", "third"),
        ("million", "billion"),
        ("six", "sixty"),
        ("nine", "ninety"),
        ("second", "seventh"),
        ("ten", "two"),
        ("half", "a third"),
        ("third time", "first time"),
    ),
    "negation": (
        ("was not safe", "was safe"),
        ("nobody from", "somebody from"),
        ("did not inform", "did inform"),
        ("never thanked", "thanked"),
        ("could hardly", "could"),
        ("can't", "can"),
        ("doesn't", "does"),
        ("hasn't", "has"),
        ("never seen", "seen"),
        ("nobody had", "they had"),
        ("We lost", "We never lost"),
        ("is clear", "is not clear"),
        ("changed,", "not changed,"),
        ("clear", "unclear"),
        ("safe", "unsafe"),
        ("will close", "won’t close"),
    ),
    "name": (
        ("Dorne", "Dorna"),
        ("Alder", "Elder"),
        ("Jon", "Jan"),
        ("Reve", "Rave"),
        ("Brekka", "Brakka"),
        ("Holm", "Holrn"),
        ("Liv Moen", "Liv Maen"),
        ("Nils Berge", "Nils Borge"),
        ("Ada", "Ida"),
        ("June", "July"),
        ("May", "March"),
    ),
    "unit": (
        ("km", "miles"),
        ("$2.5", "€2.5"),
        ("€300", "$300"),
        ("per cent", "points"),
        ("degrees", "metres"),
        ("hours", "days"),
        ("years", "months"),
        ("km", "m"),
        ("14 per cent", "14"),
        ("per cent", "percentage points"),
    ),
    "modal": (
        ("may keep", "will keep"),
        ("will close", "may close"),
        ("must be", "should be"),
        ("could hardly", "can hardly"),
        ("should have", "might have"),
        ("will close", "would close"),
        ("may keep", "keep"),
    ),
    "quantity": (
        ("All of", "Some of"),
        ("most families", "all families"),
        ("Some of", "Most of"),
        ("every hour", "some hour"),
        ("every second", "some second"),
        ("less than", "more than"),
        ("most families", "families"),
        (" all ", " ail "),
        ("first wall", "first wail"),
    ),
    "word": (
        ("safe", "sound"),
        ("boats", "goats"),
        ("sold", "bought"),
        ("rose", "fell"),
        ("northern", "southern"),
        ("ferry", "fairy"),
        ("clear", "dear"),
        ("modern", "modem"),
        ("burned", "bumed down"),
        ("file", "fire"),
        ("crow", "crowd"),
        ("before", "after"),
        ("helped", "hoped"),
        ("council", "counsel"),
    ),
}
ORDER = (
    ("Ada Holm beat Liv Moen", "Liv Moen beat Ada Holm"), ("boats and two sheds", "sheds and two boats"),
    ("All of the fishermen may", "May all of the fishermen"), ("Exports rose", "Rose exports"),
    ("exports", "imports"), ("will close the well-known fish market", "the well-known fish market will close"),
)  # fmt: skip


def false_pairs(seed: int, each: int) -> Iterator[Pair]:
    """Quotes that say something else than their source, by one change."""
    rng = random.Random(seed)
    for kind, swaps in (*SWAPS.items(), ("order", ORDER)):
        fitting = [(s, a, b) for s in SENTENCES for a, b in swaps if a in s]
        assert fitting, kind
        for _ in range(each):
            sentence, one, other = rng.choice(fitting)
            changed = sentence.replace(one, other, 1)
            both = (changed, sentence) if rng.random() < 0.5 else (sentence, changed)
            noisy = _spaces(rng, both[1]) if rng.random() < 0.3 else both[1]
            yield Pair(kind, both[0], BEFORE + noisy + AFTER)
    for _ in range(each):
        words = rng.choice(SENTENCES).split()
        start = rng.randrange(2, len(words) - 5)
        cut = words[:start] + words[start + rng.randrange(1, 4) :]
        yield Pair("middle left out", " ".join(cut), BEFORE + " ".join(words) + AFTER)
        half = len(words) // 2
        yield Pair("out of order", " ".join((*words[half:], "…", *words[:half])), BEFORE + " ".join(words) + AFTER)
        yield Pair(
            "inside a word",
            " ".join(words)[len(words[0]) + len(words[1]) + len(words[2]) + 1 : -2],
            BEFORE + " ".join(words) + AFTER,
        )
        apart = " ".join(words[:half]) + ". " + BEFORE * 6 + " ".join(words[half:])
        yield Pair("far apart", " ".join((*words[:half], "…", *words[half:])), apart)
