"""placeholder: something that should have been filled in was not.

What it does
    Finds what templates, exports and editors leave behind: `null`, `NaN` or `undefined` where a value
    belongs, TK and rows of X, brackets that ask for a word, template fields, spreadsheet errors, lorem ipsum.

Why it matters
    A leftover is the one error every reader sees, and it says that nobody read the page before it went out.

Flagged
    > Reading time: null
    > The festival drew TK visitors, up XX percent on the year before.
    > The mayor, {{mayor_name}}, opens the bridge on [insert date].

Not flagged
    > The trial could not reject the null hypothesis.
    > She bought the gloves at TK Maxx and wore them to Super Bowl XX.
    > Code spans and blocks, and passages that speak about templates or programming.

Options
    None.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from claimcheck.lexicon import table
from claimcheck.model import Block, BlockKind, Document, Finding, Severity
from claimcheck.rules.base import Rule, finding
from claimcheck.settings import Settings

RULE = Rule(
    "CC501",
    "placeholder",
    Severity.ERROR,
    "document",
    "0.1.0",
    help="Fill in the missing value or remove the line.",
)

# What every hit of the expression below contains, by a character that most texts lack: a search for one character costs
# a fortieth of one for two, and all of them together a fortieth of one pass with the expression.
_HINTS = {
    "{": ("{",),
    "#": ("#",),
    "[": ("[",),
    "%": ("%s", "%d", "%(", "%A", "%N", "%D", "%T", "%F", "%L", "%U", "%C"),
    "<": ("<%", "<<", "<insert", "<INSERT", "<Insert", "<your", "<YOUR"),
    "(": ("(add ", "(insert "),
    "?": ("??",),
    "0": (" 00", " 0,0", "$0", "£0", "€0"),
    "I": ("Invalid",),
    "K": ("TK",),
    "N": ("Null", "NULL", "NaN", "None"),
    "X": ("XX", "X,X", "X.X"),
    "Y": ("YY",),
    "": ("null", " nan", "ndefined", " nil", "tktk", "xx ", "nsert "),
}
# What a hit means is decided in its context. Repeats are capped.
_SUSPECT = re.compile(
    r"""
    (?P<field> \{\{[^{}\n]{1,60}\}\} | \{%[^%\n]{1,60}%\} | \$\{\w[\w.]{0,40}\} | <%[^%\n]{1,60}%>
        | (?<![\w%/])%(?:\(\w{1,30}\))?[sd](?!\w) | (?<![\w\\/{$])\{[a-zA-Z]\w{2,30}\}(?!\})
        | (?<![\w%])%[A-Z][A-Z_]{2,30}%(?!\w) | <<[A-Za-z][\w ]{1,30}>>
        | (?<!\w)(?:DD|MM|YYYY)(?:[/.-](?:DD|MM|YYYY|YY)){2}(?!\w)
        | \#(?:REF!|NAME\?|DIV/0!|VALUE!|N/A(?!\w)|NUM!|NULL!) )
    | (?P<value> \[object[ ]Object\] | (?<![\w-])
        (?:[nN]ull|NULL|NaN|nan|[uU]ndefined|None|nil|Invalid[ ][dD]ate)(?![\w'’]) )
    | (?P<slot> \[[A-Za-z][^\[\]\n]{1,60}\] | <(?:insert|INSERT|Insert|your|YOUR)[ ][^<>\n]{2,40}> )
    | (?P<come> (?<![\w./@\#-])(?:(?:TK){1,6}|(?:tk){2,6})(?!\w|[./@]\w) )
    | (?P<row> (?<![\w-])X{1,6}(?:[.,/:]X{1,6}){1,3}(?:/\d{4})?(?![\w-]) | (?<![\w-])(?:X{2,8}|xx)(?!\w) )
    | (?P<zero> (?<![\w.,:/-])(?<!\d\s)(?:0,000(?:,000)?|0{2,4})(?![\d.,:/]) )
    | (?P<query> (?<=\s)\?{2,5}(?=[,.;]|\ [a-z%]) )
    | (?P<order> \b[iI]nsert\ (?:the\ |a\ )?[a-z]{3,15}\b[^.!?\n]{0,50}\bhere\b | \((?:add|insert)\ [^()\n]{3,40}\) )
    """,
    re.VERBOSE,
)
_NAMED = re.compile(r"(?<!\w)TK [A-Z](?!K(?:TK)*\b)")  # TK Maxx
_BREAK = re.compile(r"[|·•\n\t]")
_LABEL = re.compile(r"[\s>*_#+-]{0,6}([A-Za-z][\w'’ /-]{1,40}?)[*_ ]{0,3}[:=][*_ ]{0,4}$")
_SENTENCE = re.compile(r"\. [A-Z]")
_CODES = re.compile(r"%[a-zA-Z](?!\w)")
_NEXT = re.compile(r"[ ]{0,2}(%|[A-Za-z][\w-]*)?")
_MARK = "\"'“”‘’*_«»"
_OPENING = 80  # characters within which a block's first word ends
_CURRENCY = "$€£¥₹"


class _Words(NamedTuple):
    """The rows of `placeholder.toml` as sets, and the longer phrases as one expression."""

    never: frozenset[str]
    answers: frozenset[str]
    labels: frozenset[str]
    openers: tuple[str, ...]
    measures: frozenset[str]
    instructions: tuple[str, ...]
    endings: tuple[str, ...]
    verbs: frozenset[str]
    slots: frozenset[str]
    titles: frozenset[str]
    phrases: tuple[str, ...]
    notes: tuple[str, ...]
    technical: re.Pattern[str]
    anchors: tuple[str, ...]  # of which every one of the phrases has one


class _Passage(NamedTuple):
    """A block's text, the rows, and what the whole document says: TK is a name in it, it speaks of chromosomes."""

    text: str
    words: _Words
    tk_is_name: bool
    has_xy: bool


@cache
def _words() -> _Words:
    rows = table("placeholder")
    technical = "|".join(map(re.escape, rows["technical"]))
    return _Words(
        never=frozenset(rows["never"]),
        answers=frozenset(rows["answers"]),
        labels=frozenset(rows["labels"]),
        openers=tuple(rows["openers"]),
        measures=frozenset(rows["measures"]),
        instructions=tuple(rows["instructions"]),
        endings=tuple(f" {ending}" for ending in rows["endings"]),
        verbs=frozenset(rows["verbs"]),
        slots=frozenset(rows["slots"]),
        titles=frozenset(rows["titles"]),
        phrases=tuple(rows["phrases"]),
        notes=tuple(rows["notes"]),
        technical=re.compile(rf"\b(?:{technical})\b"),
        anchors=tuple(_anchors(rows["phrases"])),
    )


def _anchors(phrases: list[str]) -> Iterator[str]:
    """A few words, the blank before them included, of which every phrase has one: the most shared words first."""
    left = phrases
    while left:
        counts = Counter(f" {word}" for phrase in left for word in phrase.split()[1:])
        anchor = max(counts, key=lambda word: (counts[word], len(word), word))
        left = [phrase for phrase in left if anchor not in phrase]
        yield anchor


def check(subject: Document, settings: Settings) -> Iterator[Finding]:
    """Every leftover outside code, one finding each; filler text once a block."""
    for start, end in _spans(subject):
        surface = subject.text[start:end]
        yield finding(RULE, f"“{surface}” was never filled in", (subject.locate(start, end, role="doubtful"),))


def _spans(document: Document) -> Iterator[tuple[int, int]]:
    """The [start, end) of every leftover. Whole-text look-ups come first: most texts hold none."""
    words = _words()
    text = document.text
    filler = _has_filler(text, words)
    hints = [hint for character, group in _HINTS.items() if character in text for hint in group if hint in text]
    if not filler and not hints:
        return
    tk_is_name = bool(_NAMED.search(text)) or _explained(text)
    for block in document.blocks:
        if block.kind is BlockKind.CODE:
            continue
        if filler or any(text.find(hint, block.start, block.end) >= 0 for hint in hints):
            passage = _Passage(text[block.start : block.end], words, tk_is_name, "XY" in text)
            for start, end in _leftovers(document, block, passage):
                yield block.start + start, block.start + end


def _has_filler(text: str, words: _Words) -> bool:
    if any(n in text for n in words.notes):
        return True
    low = text.lower()
    return any(anchor in low for anchor in words.anchors) and any(p in low for p in words.phrases)


def _leftovers(document: Document, block: Block, passage: _Passage) -> Iterator[tuple[int, int]]:
    """The leftovers of one block, offsets inside it, none overlapping another."""
    text = passage.text
    hits = [(m.start(), _JUDGES[m.lastgroup or ""](passage, m)) for m in _SUSPECT.finditer(text)]
    spans = [(at, span) for at, span in (*hits, *_filler(passage)) if span is not None]
    if not spans or passage.words.technical.search(text.lower()):
        return
    last = -1
    for at, (start, end) in sorted(spans, key=lambda s: s[1]):
        if start >= last and not _quoted(text, at) and not _in_code(document, block.start + at):
            yield start, end
            last = end


def _filler(passage: _Passage) -> Iterator[tuple[int, tuple[int, int]]]:
    """The first stretch of template text in a block, and the first note of each kind to oneself."""
    low = passage.text.lower()
    found = sorted((at, at + len(p)) for p in passage.words.phrases if (at := low.find(p)) >= 0)
    if found:
        end = max(e for s, e in found if s - found[0][0] < 120)
        yield found[0][0], (found[0][0], end)
    for note in passage.words.notes:
        at = passage.text.find(note)
        if at >= 0:
            yield at, (at, at + len(note))


def _quoted(text: str, at: int) -> bool:
    """True when the hit opens right after a quotation or emphasis mark: the word is mentioned, not used."""
    before = text[max(0, at - 1) : at]
    labelled = text[:at].rstrip(_MARK + " ").endswith(":")
    return bool(before) and before in _MARK and not labelled


def _in_code(document: Document, offset: int) -> bool:
    """True inside a code span: an odd number of backticks stands before the place on its source line."""
    source = document.source if document.source is not None else document.text
    at = document.origin(offset)
    line = source[source.rfind("\n", 0, at) + 1 : at]
    return line.count("`") % 2 == 1


def _before(text: str, at: int) -> str:
    """The text before a place, back to the last line end or page separator."""
    last = 0
    for stop in _BREAK.finditer(text, max(0, at - 120), at):
        last = stop.end()
    return text[max(last, at - 120) : at]


def _next_word(text: str, at: int) -> str:
    match = _NEXT.match(text, at)
    return (match[1] or "") if match else ""


def _previous_word(text: str, at: int) -> str:
    pieces = text[max(0, at - 40) : at].split()
    return pieces[-1] if pieces else ""


def _is_first(text: str, at: int) -> bool:
    """True when at most one word stands before a place: a capital there says nothing."""
    return at < _OPENING and len(text[:at].split()) <= 1


def _ends(text: str, at: int) -> bool:
    """True when nothing but marks follows up to the line's end, the next separator or the next sentence."""
    stop = _BREAK.search(text, at)
    rest = text[at : stop.start() if stop else len(text)]
    return not rest.strip(" .*_") or bool(_SENTENCE.match(rest))


def _is_measured(text: str, start: int, end: int, words: _Words) -> bool:
    """True where a number must stand: after a currency sign, before a unit or a counted noun."""
    following = _next_word(text, end)
    hyphened = text[end : end + 5] == "-year"
    money = start > 0 and text[start - 1] in _CURRENCY
    return money or following == "%" or following in words.measures or hyphened


def _value(passage: _Passage, match: re.Match[str]) -> tuple[int, int] | None:
    text, words = passage.text, passage.words
    start, end = match.span()
    surface = match[0]
    before = _before(text, start)
    label = _LABEL.search(before)
    measured = _is_measured(text, start, end, words)
    if label and len(label[1].split()) <= 4 and (_ends(text, end) or measured):
        known = label[1].lower() in words.labels
        return (start - len(before) + label.start(1), end) if known or surface not in words.answers else None
    if surface in words.never:
        return start, end
    if surface in words.answers:
        return None
    if measured or text[end : end + 1 + len(surface)] == f" {surface}":
        return start, end
    opener = before.strip(" *_>#").lower()
    if opener in words.openers and (_ends(text, end) or text[end : end + 1] == ","):
        return start - len(before.lstrip(" *_>#")), end
    return None


def _field(passage: _Passage, match: re.Match[str]) -> tuple[int, int] | None:
    if match[0][0] == "%" and len(set(_CODES.findall(passage.text))) > 1:
        return None  # "(%q and %s)": a text about such codes
    return match.span()


def _slot(passage: _Passage, match: re.Match[str]) -> tuple[int, int] | None:
    """An instruction in brackets, or a bare slot in capitals; an editor's insertion is neither."""
    text, words = passage.text, passage.words
    if text[match.end() : match.end() + 1] in ("(", "[", ":"):
        return None
    low = match[0][1:-1].lower()
    if low.endswith(words.endings):
        return match.span()
    for opener in words.instructions:
        if low == opener and opener not in words.verbs:
            return match.span()
        if low.startswith(opener + " "):
            return match.span()
    before = text[: match.start()]
    speaking = before.count("“") > before.count("”") or before.count('"') % 2 == 1
    capitals = match[0].isupper() and low.split()[0] in words.slots
    return match.span() if (low in words.slots or capitals) and not speaking else None


def _order(passage: _Passage, match: re.Match[str]) -> tuple[int, int] | None:
    """An order to the editor: "Insert quote from the headmaster here", "(add final score)"."""
    words = match[0].strip("()").lower().split()
    inserted = words[2] if words[1] in ("the", "a") else words[1]
    wanted = words[-1] if match[0][0] == "(" else inserted
    return match.span() if wanted in passage.words.slots else None


def _come(passage: _Passage, match: re.Match[str]) -> tuple[int, int] | None:
    """TK ("to come"), unless it is part of a name, a flight or an abbreviation the text explains."""
    if len(match[0]) > 2:
        return match.span()
    text, (start, end) = passage.text, match.span()
    previous = _previous_word(text, start)
    if passage.tk_is_name:
        return None
    if text[end : end + 2].lstrip()[:1].isdigit() or text[end : end + 1] in ("'", "’"):
        return None
    named = previous[:1].isupper() and previous[-1:] not in ".!?:;," and not _is_first(text, start)
    return None if named and previous.lower() not in passage.words.titles else (start, end)


def _explained(text: str) -> bool:
    """True when two words that begin with T and K stand before "(TK)" somewhere."""
    at = text.find("(TK)")
    return [w[:1].lower() for w in text[max(0, at - 60) : max(at, 0)].split()[-2:]] == ["t", "k"]


def _row(passage: _Passage, match: re.Match[str]) -> tuple[int, int] | None:
    """A row of X for a number; Super Bowl XX, an XX chromosome and XXX-rated are none."""
    text, (start, end) = passage.text, match.span()
    if "XX" in match[0] and match[0].strip("X"):
        return start, end  # XX.X, X,XXX, XX/XX/XXXX
    if match[0][:2] not in ("XX", "xx") or passage.has_xy:
        return None
    previous = _previous_word(text, start)
    named = previous[:1].isupper() and previous[-1:].isalpha() and not _is_first(text, start)
    return (start, end) if _is_measured(text, start, end, passage.words) and not named else None


def _zero(passage: _Passage, match: re.Match[str]) -> tuple[int, int] | None:
    """A row of noughts before a unit or noun; "12 000 people", clock times and "60 degrees 00 minutes" are none."""
    if passage.text[: match.start()].rstrip().endswith(("degrees", "\u00b0")):
        return None
    return match.span() if _is_measured(passage.text, match.start(), match.end(), passage.words) else None


def _query(passage: _Passage, match: re.Match[str]) -> tuple[int, int] | None:
    return match.span()


_JUDGES = {
    "field": _field,
    "value": _value,
    "slot": _slot,
    "come": _come,
    "row": _row,
    "zero": _zero,
    "query": _query,
    "order": _order,
}
