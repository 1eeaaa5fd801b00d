"""Numbers that are names, not figures: Boeing 737, F-16, Article 50, No. 10, 555-0142, file_2.txt, "one another".

General shapes first (joined letters, addresses, telephone and list numbers), then cue words as rows of figures.toml.
Refuses to judge a number that carries a unit or a currency by its neighbours' capitals.
"""

from __future__ import annotations

from claimcheck.extract.nouns import gapped, is_plural
from claimcheck.extract.numbers import DASHES, Number
from claimcheck.extract.pairs import ODDS_REACH, are_odds
from claimcheck.lexicon.cues import Cues
from claimcheck.lexicon.units import Unit
from claimcheck.tokens import Tokens

GLUE = frozenset("_@#=\\&§№^")
PRODUCT = frozenset(("x", "×"))
SERIES = frozenset((",", "and", "-", "–", "to", "&", "or"))
LONGEST_ADDRESS = 5
NOUN_REACH = 5  # tokens in which a counted plural should stand
TIES = DASHES | {"+"}
EVEN = 50  # "50-50"
FEW = 10  # "the three" may stand for persons
MOST_DIGITS = 9  # of a vote
MOST_GROUPS = 8  # of digits in an identifier, or of numbers in "Articles 5, 6 and 9"


def name_end(
    tokens: Tokens,
    number: Number,
    head: int,
    tail: int,
    floor: int,
    cues: Cues,
    unit: Unit | None,
    noun: str,
    *,
    linked: bool,
) -> int:
    """Where the name ends that this number is part of; 0 for a figure.

    [`head`, `tail`) is what the figure would span, currency and unit included; `noun` is what it counts, if anything;
    `linked`: another number follows at once ("one in five"); tokens before `floor` belong to another figure.
    """
    if not tokens.words[number.head][0].isdecimal():
        if number.style != "words":
            return 0
        titled = _title(tokens, number, tail, cues, spelled=unit is not None and unit.name.islower())
        if titled or unit is not None or number.scale > 1:
            return titled
        return _spelled(tokens, number, cues, noun, linked=linked)
    if unit is None and tokens.word(number.tail) in TIES:
        end = _paired(tokens, number, cues)
        if end:
            return end
    end = _glued(tokens, head, tail, floor, cues, measured=unit is not None) or _lettered(tokens, number, cues)
    if end or unit is not None or number.scale > 1:
        return end
    return (
        _identifier(tokens, number)
        or _cued(tokens, number, cues, noun)
        or _address(tokens, number, cues)
        or _bracketed(tokens, number)
        or _capital(tokens, number, cues, noun, floor)
        or _year(tokens, number, noun)
    )


def _paired(tokens: Tokens, number: Number, cues: Cues) -> int:
    """As in "7-Eleven", "a 50-50 chance", "a 3+2 game", "a 9-iron": a number tied to a number or word behind it."""
    end = number.tail
    mark, after, tight = tokens.word(end), tokens.word(end + 1), tokens.joined(end - 1) and tokens.joined(end)
    if mark in DASHES and after in cues.names_hyphen:
        return end + 2
    if not tight:
        return 0
    if mark in DASHES:
        if after in cues.numbers and tokens.surface(end + 1)[0].isupper():
            return end + 2
        even = after == tokens.words[number.head] and number.value == EVEN
        return (
            end + 2 if even and not cues.names_shares.isdisjoint((tokens.word(end + 2), *_near(tokens, number))) else 0
        )
    return end + 2 if mark == "+" and after.isdecimal() else 0


def _near(tokens: Tokens, number: Number) -> list[str]:
    return tokens.words[max(0, number.head - 4) : number.head]


def _glued(tokens: Tokens, head: int, end: int, floor: int, cues: Cues, *, measured: bool) -> int:
    """Letters or joining marks without a space on either side: "F-16", "mp3", "3D", "page_2", "10.pdf".

    `measured`: a unit ends the figure, so that a slash begins its denominator ("10 km/hr").
    """
    words = tokens.words
    if head and tokens.joined(head - 1):
        left, before = words[head - 1], tokens.word(head - 2)
        tight = tokens.joined(head - 2)
        if left in DASHES and tight and before[:1].isalpha() and head - 1 > floor and before != "to":
            return 0 if before in cues.age_sides and tokens.word(end) == "s" else end
        if left[0].isalpha() and head > floor and not (left in PRODUCT and tight and before[:1].isdecimal()):
            return end
        if left in GLUE or (left in ("/", ".", ":") and tight and head - 1 > floor):
            return end
    if tokens.joined(end - 1):
        right, following = words[end], tokens.word(end + 1) if tokens.joined(end) else ""
        if right == "s" and tokens.word(head - 1) in cues.age_sides:
            return 0  # "the over 65s"
        if right[0].isalpha() and not (right in PRODUCT and (following[:1].isdecimal() or not following)):
            return end + 1
        if right in GLUE or (right in (".", ":") and following[:1].isalnum() and not _next(tokens, end, right)):
            return end + 1
        if right == "/" and following[:1].isalnum() and not measured:
            return end + 1
    return 0


def _lettered(tokens: Tokens, number: Number, cues: Cues) -> int:
    """As in "Rule 10b-5", "Section 12b": behind a capitalised cue a letter at the number is no unit."""
    at, end = number.head - 1, number.tail
    if at < 0 or end >= len(tokens) or len(tokens.words[end]) != 1:
        return 0
    clause = tokens.words[end] == "(" and len(tokens.word(end + 1)) == 1 and tokens.word(end + 2) == ")"
    if not clause and not tokens.words[end].isalpha():
        return 0
    cued = tokens.words[at] in cues.names_capital or tokens.words[at] in cues.names_always
    if not (cued and tokens.joined(end - 1) and tokens.surface(at)[0].isupper()):
        return 0
    if clause:
        return end + 3  # "Section 10(b)"
    end += 1
    return end + 2 if tokens.word(end) == "-" and tokens.joined(end - 1) and tokens.joined(end) else end


def _next(tokens: Tokens, at: int, mark: str) -> bool:
    """A full stop whose space was lost: "… of $22 million.The film …" is no file name."""
    return mark == "." and tokens.surface(at + 1)[0].isupper()


def _identifier(tokens: Tokens, number: Number) -> int:
    """Telephone, account and serial numbers: "555-0142", "1111-2222-3333", "+44 20 7946 0958"."""
    words, end = tokens.words, number.tail
    behind, before = tokens.word(end), tokens.word(number.head - 1)
    if behind == "-" and tokens.joined(end - 1):
        groups = [words[number.head]]
        at = end
        while len(groups) < MOST_GROUPS and tokens.joined(at) and tokens.word(at + 1).isdecimal():
            if words[at] != "-":
                break
            groups.append(words[at + 1])
            at += 2
        zero = any(g[0] == "0" and len(g) > 1 for g in groups[1:])
        long = len(groups) > 2 and all(len(g) > 1 for g in groups) and max(map(len, groups)) > 2
        if len(groups) > 1 and (zero or long or (len(groups[0]) == 3 and len(groups[1]) == 4)):
            return at
    grouped = before == "(" and behind == ")" and len(words[number.head]) == 3
    if before == "+" or (grouped and len(tokens.word(end + 1)) == 3):
        start = end
        while end < start + 2 * MOST_GROUPS and (tokens.word(end).isdecimal() or tokens.word(end) in ("(", ")", "-")):
            end += 1
        return end if any(w.isdecimal() for w in words[start:end]) else 0
    return 0


def _cued(tokens: Tokens, number: Number, cues: Cues, noun: str) -> int:
    before = tokens.word(number.head - 1)
    at = number.head - 1
    if before == "." and tokens.word(at - 1) in cues.names_abbreviated and (tokens.joined(at - 1) or not noun):
        return _series(tokens, number.tail)
    if before == "of" and tokens.word(at - 1) in cues.names_of:
        return number.tail  # "the round of 16"
    if before in ("#", "№", "§"):
        return number.tail
    if before in cues.names_always:
        return 0 if noun and before in cues.closed else _series(tokens, number.tail)
    bare = before in cues.names_bare and tokens.word(at - 1) not in cues.names_pointing
    if number.value != 1 and noun and _heads_title(tokens, number, cues):
        return number.tail  # "311 Gas Transportation Agreement"
    if before in cues.names_kind and not _counts(tokens, number, cues):
        return _series(tokens, number.tail)
    if bare and (not noun or tokens.word(number.tail) in cues.forms or not _counts(tokens, number, cues)):
        return _series(tokens, number.tail)
    if before in cues.names_capital and at >= 0 and tokens.surface(at)[0].isupper():
        if _is_vote(tokens, number, cues):
            return 0
        if at == 0 and (before in cues.closed or (noun and before not in cues.names_bare | cues.names_kind)):
            return 0
        return _series(tokens, number.tail)
    if before in cues.names_works and noun and tokens.surface(number.tail)[0].isupper():
        return number.tail
    if noun in cues.names_models and number.value != 1 and not _counts(tokens, number, cues):
        return number.tail
    if before == "/" and tokens.word(at - 1) == "f":
        return number.tail  # "f / 4"
    return 0


def _is_vote(tokens: Tokens, number: Number, cues: Cues) -> bool:
    """As in "passed the House 261-150": more votes than against, behind a word of votes."""
    end = number.tail
    other = tokens.word(end + 1)
    tied = tokens.word(end) in DASHES and tokens.joined(end - 1) and tokens.joined(end) and other.isdecimal()
    if not tied or number.value is None or number.value < int(other[:MOST_DIGITS]):
        return False
    return not cues.score_cues.isdisjoint(_near(tokens, number))


def _heads_title(tokens: Tokens, number: Number, cues: Cues) -> bool:
    """True before two or more capitalised words that end in the singular, with nothing plural behind them."""
    begin = at = number.tail
    while at < begin + NOUN_REACH and tokens.surface(at)[:1].isupper() and tokens.word(at).isalpha():
        at += 1
    if at < begin + 2 or tokens.word(at - 1).endswith("s") or (tokens.joined(at - 1) and tokens.word(at).isalnum()):
        return False
    return not any(is_plural(word, cues) for word in tokens.words[begin : at + NOUN_REACH])


def _counts(tokens: Tokens, number: Number, cues: Cues) -> bool:
    """True when a plural or a state follows closely, so that the number may count it."""
    return any(
        is_plural(word, cues) or word in cues.noun_states for word in tokens.words[number.tail : number.tail + 4]
    )


def _series(tokens: Tokens, end: int) -> int:
    """Past the other numbers of "Articles 5, 6 and 9" and "Boeing 737-800"."""
    for _ in range(MOST_GROUPS):
        if tokens.word(end) not in SERIES or not tokens.word(end + 1)[:1].isdecimal():
            break
        end += 2
    return end


def _address(tokens: Tokens, number: Number, cues: Cues) -> int:
    end = number.tail
    if cues.names_street.isdisjoint(tokens.words[end + 1 : end + 4]) or end - number.head > 1:
        return 0
    if len(tokens.words[number.head]) > LONGEST_ADDRESS:
        return 0
    for i in range(number.tail, min(number.tail + 4, len(tokens))):
        if not tokens.surface(i)[0].isupper():
            return 0
        if i > number.tail and tokens.words[i] in cues.names_street:
            return 0 if is_plural(tokens.word(i + 1), cues) else i + 1  # "12 Crown Court judges"
    return 0


def _bracketed(tokens: Tokens, number: Number) -> int:
    """Footnote marks "[3]" and list numbers "3)", "(3)", "3." at the start of a sentence."""
    before, after = tokens.word(number.head - 1), tokens.word(number.tail)
    if before == "[" and after == "]":
        return number.tail
    if after == ")" and before != "(" and "(" not in tokens.words[max(0, number.head - 12) : number.head]:
        return number.tail
    start = number.head == 0 or (number.head == 1 and before == "(")
    if start and after in (")", ".") and number.tail + 1 < len(tokens):
        return number.tail
    return 0


def _capital(tokens: Tokens, number: Number, cues: Cues, noun: str, floor: int) -> int:
    """As in "Voyager 2", "English 101", "CB 500": a capitalised word, then a plain number that counts nothing."""
    at = number.head - 1
    if at < max(floor, 0) or number.step != 1 or tokens.joined(at) or (noun and not _titled(tokens, number, cues)):
        return 0
    if not tokens.words[number.head].isdecimal():
        return 0  # no name is written "9,800"
    if tokens.word(number.tail) in DASHES and tokens.word(number.tail + 1).isdecimal():
        return 0  # "Panama 3 – 0"
    word = tokens.words[at]
    if not word.isalpha() or word in cues.closed or word in cues.names_opener or word.endswith("ly"):
        return 0
    surface = tokens.surface(at)
    if (
        not surface[0].isupper()
        or (at == 0 and word in cues.verbs)
        or gapped(tokens, floor, number.head, number.tail, cues)
    ):
        return 0
    return number.tail


def _titled(tokens: Tokens, number: Number, cues: Cues) -> bool:
    """True when what seems counted is a verb or no plural: "Tale 2 offers …", "the Fallout 76 release"."""
    after = tokens.word(number.tail)
    if not after.isalpha() or after in cues.noun_states or number.head < 2:
        return False
    if after in cues.names_occasions:
        return False
    if after in cues.forms:
        return not (is_plural(after, cues) and tokens.word(number.tail + 1) in cues.names_agreeing)
    return not any(is_plural(word, cues) for word in tokens.words[number.tail : number.tail + NOUN_REACH])


def _year(tokens: Tokens, number: Number, noun: str) -> int:
    """A bare 19xx or 20xx that no date grammar wanted is still hardly a count; nor is "Grind's 1869 atlas"."""
    if not tokens.words[number.head].isdecimal() or number.value is None:
        return 0
    owner = tokens.words[number.head - 1] if number.head else ""
    owned = owner.endswith(("'s", "\u2019s")) and tokens.word(number.tail).isalpha()
    return number.tail if not noun and (1500 if owned else 1900) <= number.value <= 2100 else 0


def _title(tokens: Tokens, number: Number, tail: int, cues: Cues, *, spelled: bool) -> int:
    """As in "the Six Nations", "Marion Two Bulls", "One Hundred Years of Solitude": capitals where prose has none.

    `spelled`: a unit follows that prose writes in small letters, so that its capital makes a name ("Nine Inch Nails").
    """
    head, end = number.head, number.tail
    if not tokens.surface(head)[0].isupper():
        return 0
    right = tokens.surface(end)
    if head == 0:
        named = end - head > 1 and all(tokens.surface(i)[0].isupper() for i in range(head, end) if _is_word(tokens, i))
        named = named and right[:1].isupper()
        named = named or (spelled and right.istitle() and tokens.surface(end + 1)[:1].isupper())
    else:
        if not tokens.surface(head - 1)[0].isalpha() or tokens.word(head - 1) in cues.names_opener:
            return 0
        named = right[:1].isalpha()
    return max(end, tail) if named and not _is_headline(tokens, cues) else 0


def _is_word(tokens: Tokens, at: int) -> bool:
    return tokens.words[at].isalpha() and tokens.words[at] != "and"


def _is_headline(tokens: Tokens, cues: Cues) -> bool:
    """True when every word of substance has a capital: there capitals tell nothing."""
    return not any(
        word.isalpha() and word not in cues.closed and tokens.surface(i).islower()
        for i, word in enumerate(tokens.words)
    )


def _spelled(tokens: Tokens, number: Number, cues: Cues, noun: str, *, linked: bool) -> int:
    """The pronoun "one", "absolute zero", "World War Two"."""
    before, after = tokens.word(number.head - 1), tokens.word(number.tail)
    hyphen = after in DASHES and tokens.joined(number.tail - 1)
    if after in DASHES and tokens.word(number.tail + 1) in cues.names_hyphen:
        return number.tail  # "two-faced", "zero - coupon"
    if hyphen and number.value == 0:
        return number.tail
    if tokens.joined(number.tail - 1) and after[:1].isdecimal():
        return number.tail  # "Twenty20"
    if linked and (both := _twins(tokens, number, after)):
        return both
    if tokens.words[number.head] == "one" and number.value == 1:
        if before == "to" and _follows(tokens, number, cues):
            return 0  # "three to one"
        if before in cues.names_before_word:
            return number.tail
        if linked and _leads(tokens, number, before, after):
            return 0
        if before in cues.one_before or after in cues.one_after or not noun or after in DASHES:
            return number.tail
        if before in DASHES and tokens.joined(number.head - 1):
            return number.tail
    if not noun and before in cues.names_pronoun and after not in cues.names_counting and (number.value or 0) <= FEW:
        return number.tail  # "the two met", "these three are"
    at = number.head
    if at and tokens.surface(at)[0].isupper() and tokens.surface(at - 1)[0].isupper() and not noun:
        return number.tail if before not in cues.closed else 0
    if noun and after != "of" and after not in cues.forms:
        return 0
    if before in DASHES and tokens.joined(number.head - 1):
        return number.tail
    return number.tail if before in cues.names_before_word else 0


def _follows(tokens: Tokens, number: Number, cues: Cues) -> bool:
    """As in "by three to one", "odds of 5 to one": the end of odds."""
    at = number.head - 2
    if at < 0 or not (tokens.words[at].isdecimal() or tokens.words[at] in cues.numbers):
        return False
    return are_odds(tokens.words[max(0, at - ODDS_REACH) : at], cues, one=True)


def _leads(tokens: Tokens, number: Number, before: str, after: str) -> bool:
    """As in "one in five", "one or two", "between one and two", "one- to two-year": another number goes with it."""
    if after in DASHES:
        return tokens.word(number.tail + 1) in ("to", "or")
    if after == "and":
        return before == "between"
    return after in ("in", "out", "or", "to") or (after == "of" and tokens.word(number.tail + 1) == "every")


def _twins(tokens: Tokens, number: Number, after: str) -> int:
    """Where "two by two", "one to one" or "one-to-one" ends; else 0."""
    dashed = after in DASHES
    at = number.tail + dashed
    last = at + 1 + dashed
    again = tokens.word(at) in ("by", "to") and tokens.word(last) == tokens.words[number.head]
    return last + 1 if again and tokens.word(last + 1) != "and" else 0  # "three to three and a half"
