"""The noun a count counts: "300 aid workers" → worker, "12 of the dead" → dead. Shallow by design: no tagger.

A number governs the words up to its first plural noun, verb, preposition or mark. Refuses to guess past a verb, and
says "" rather than name a word that may be an adverb.
"""

from __future__ import annotations

from claimcheck.lexicon.cues import Cues
from claimcheck.lexicon.words import adjectival, amounts, singular
from claimcheck.tokens import Tokens

MOST_WORDS = 6
GAP_MARKS = frozenset((",", ";"))
GAP_ENDS = frozenset(("", ".", ",", ";", "and", ")"))
GAP_NOUN = 6  # tokens that the noun of the figure before may have
GAP_REACH = 24  # tokens in which its verb stands
SUBJECT_REACH = 20  # tokens
CLAUSE_REACH = 4  # tokens before a subject
CLAUSES = frozenset(("as", "and", "but", "while", "when", "after", "that"))
PARTICLES = frozenset(("off", "up", "in", "out", "by", "down", "on", "over", "back", "away"))
SHORT = frozenset(("short", "shy"))  # "two short of its record": no shorts
NUMBERS = frozenset(("number", "rate"))  # "the rate of murders fell to 4.9 per 100,000"
HYPHENS = frozenset(("-", "‐", "‑", "–"))
NOT_PLURAL = ("ss", "us", "is", "'s", "’s")
VOWELS = frozenset("aeiou")  # without one before its ending a word is a noun: "bed", "wing"
ADJECTIVAL = ("ed", "ly", "ing", "wise", "wide", "ward", "wards", "able", "ible", "ful", "ous")


def counted(tokens: Tokens, at: int, cues: Cues, *, many: bool) -> tuple[str, int]:
    """The singular noun counted from token `at` on, and where it ends; ("", at) when there is none.

    `many`: the number is not one, so the noun should be a plural or a word that needs no plural ("12 crew").
    """
    words = tokens.words
    last = min(len(words), at + MOST_WORDS)
    if at >= last:
        return "", at
    if words[at] == "of":
        return _partitive(tokens, at, cues, many=many)
    if words[at] in cues.noun_skipped and at + 1 < last:
        at += 1
    if many and words[at].endswith("ly") and tokens.word(at + 1) in cues.verbs and is_plural(tokens.word(at + 2), cues):
        at += 1  # "846 officially confirmed cases"
    if words[at] == "strong" and not tokens.word(at + 1)[:1].isalpha():
        return "person", at + 1  # "a choir 32 strong"
    if words[at] in SHORT and tokens.word(at + 1) == "of":
        return "", at
    head, tail = _phrase(tokens, at, last, cues, many=many)
    if not head:
        return "", at
    if head in cues.noun_states:
        return head, tail
    if many and not is_plural(head, cues) and not _bare(head, cues):
        return "", at
    return _past_particle(tokens, at, tail, _one(head, cues))


def _past_particle(tokens: Tokens, at: int, tail: int, noun: str) -> tuple[str, int]:
    """The noun with its particle, and where it ends: "spin-offs", "passers-by", "mothers-in-law"."""
    words = tokens.words
    if noun in PARTICLES and tail - 2 > at and words[tail - 2] in HYPHENS:
        return f"{words[tail - 3]}-{noun}", tail
    if tokens.word(tail) in HYPHENS and tokens.joined(tail - 1) and tokens.word(tail + 1) in PARTICLES:
        end = tail + 2
        if words[tail + 1] == "in" and tokens.word(end) in HYPHENS and tokens.word(end + 1) == "law":
            return f"{noun}-in-law", end + 2
        return f"{noun}-{words[tail + 1]}", end
    return noun, tail


def counted_subject(tokens: Tokens, before: int, floor: int, cues: Cues) -> str:
    """What the number is of, looked for from token `floor` on, or "".

    As in "the number of malaria cases fell 30 % to 5,400", "cases rose to 4,310 a day".
    """
    words = tokens.words
    at = before - 2
    if words[before - 1] in ("to", "from") and at > floor and words[at] in cues.change_words:
        at -= 1 + (words[at - 1] in cues.auxiliaries)
        if at >= floor and is_plural(words[at], cues) and _is_subject(tokens, at, floor, cues):
            return _one(words[at], cues)
    for i in range(before - 3, max(floor - 1, before - SUBJECT_REACH), -1):
        if words[i] in NUMBERS and words[i + 1] == "of":
            return counted(tokens, i + 1, cues, many=True)[0]
    return ""


def _is_subject(tokens: Tokens, at: int, floor: int, cues: Cues) -> bool:
    """True for a plural that begins its clause and can be counted: not "the price of eggs", "shares", "the Jets"."""
    word = tokens.words[at]
    if word in amounts() or word in cues.stops or (at and tokens.surface(at)[0].isupper()):
        return False
    begin = max(floor, at - CLAUSE_REACH)
    for i in range(at - 1, begin - 1, -1):
        word = tokens.words[i]
        if word in CLAUSES or not word[0].isalnum():
            return True
        if not word[0].isalpha() or (word in cues.closed and word not in cues.noun_articles):
            return False
    return begin == 0


def gapped(tokens: Tokens, after: int, head: int, tail: int, cues: Cues) -> bool:
    """As in "Sweden won 1,200 seats, Norway 900": verb and noun of the number at `head` are those of the figure before.

    That figure ends at `after`, its noun left out; nothing but a mark and a name stands between, and nothing behind.
    """
    if after <= 0 or tokens.word(tail) not in GAP_ENDS:
        return False
    at = head - 1
    while at > after and tokens.surface(at)[0].isupper():
        at -= 1
    if at == head - 1:
        return False
    at -= tokens.word(at) == "and"
    near = at - after < GAP_NOUN and tokens.word(at) in GAP_MARKS
    return near and not cues.noun_gapping.isdisjoint(tokens.words[max(0, after - GAP_REACH) : after])


def hyphenated(tokens: Tokens, at: int, cues: Cues) -> tuple[str, int]:
    """The noun of "12-member team", "5-point plan": the word behind the hyphen, from token `at`; ("", at) for none."""
    word = tokens.word(at)
    if len(word) < 3 or not word.isalpha() or word in cues.stops:
        return "", at
    if word.endswith(ADJECTIVAL) and not word.endswith("eed") and not VOWELS.isdisjoint(word[:-3]):
        return "", at
    return singular(word), at + 1


def is_plural(word: str, cues: Cues) -> bool:
    """True for a word in the plural, or one that needs no plural form ("police")."""
    if len(word) > 3 and word[-1] == "s" and not word.endswith(NOT_PLURAL):
        return word not in cues.noun_singular
    return word in cues.noun_plural or (word.endswith(("men", "children", "people")) and word not in cues.noun_men)


def _one(noun: str, cues: Cues) -> str:
    """The singular: also of compounds whose last part is irregular ("policemen", "grandchildren")."""
    if noun.endswith("children"):
        return noun[:-3]
    if noun.endswith("men") and len(noun) > 4 and singular(noun) == noun:
        return f"{noun[:-2]}an"
    return noun[:-1] if noun.endswith("is") and noun in cues.noun_plural else singular(noun)


def _participle(tokens: Tokens, at: int) -> bool:
    """As in "nine water-bombing planes", "two Oslo-based firms": a word and its participle, before what is counted."""
    if not (tokens.joined(at) and tokens.joined(at + 1) and tokens.words[at + 2].endswith(("ing", "ed"))):
        return False
    return tokens.words[at][0].isalpha() and tokens.word(at + 3)[:1].isalpha()


def _bare(head: str, cues: Cues) -> bool:
    """A singular that may follow a number all the same ("50 carabinieri"): no adverb, participle or adjective."""
    return len(head) > 2 and not head.endswith((*ADJECTIVAL, "est")) and head not in cues.noun_skipped


def _phrase(tokens: Tokens, at: int, last: int, cues: Cues, *, many: bool) -> tuple[str, int]:
    """The head of the noun phrase in tokens [at, last), as written, and where it ends."""
    words, stops, verbs = tokens.words, cues.stops, cues.verbs
    head, tail, i = "", at, at
    while i < last:
        word = words[i]
        model = _past_model(tokens, i, cues) if i > at else 0
        if model:
            head, i = "", model
            continue
        if i + 2 < last and words[i + 1] in HYPHENS and _participle(tokens, i):
            i += 3
            continue
        if not word[0].isalpha():
            inside = i > at and tokens.joined(i - 1) and (word in HYPHENS or words[i - 1] in HYPHENS)
            if not inside or (word in HYPHENS and not tokens.joined(i)):
                break
            i += 1
            continue
        if word in cues.noun_states:
            if not head and not _adjective(tokens, i + 1, last, cues, many=many):
                return word, i + 1
            if head:
                break
            i += 1
            continue
        if word in stops and not _name(tokens, i):
            break
        plural = is_plural(word, cues)
        if word in verbs and word not in cues.noun_plural and not _noun_form(word, head, i == at, cues, many=many):
            described = many and i == at and word in adjectival() and is_plural(tokens.word(i + 1), cues)
            if not described:
                break
        if head and many and is_plural(head, cues):
            if not plural or (word in cues.forms and head not in cues.noun_attributive and "-" not in word):
                break  # "seven nights costs"
        elif head and not many and word in cues.forms and head not in cues.noun_attributive:
            break  # "one sheep stands"
        if "'" in word or "’" in word:
            bare = word[:-2]
            return (bare, i + 1) if bare in cues.noun_plural else (head, tail)
        head, tail = word, i + 1
        i += 1
    return head, tail


def _past_model(tokens: Tokens, at: int, cues: Cues) -> int:
    """Past the number of a model before a plural: "12 Airbus A350 jets", "2 million Windows 11 licences"."""
    end = at + 1
    if tokens.words[at][0].isdecimal():
        if tokens.words[at - 1] not in cues.names_always or not tokens.surface(at - 1)[0].isupper():
            return 0
    elif tokens.joined(at) and tokens.word(end)[:1].isdecimal() and tokens.surface(at).isupper():
        end += 1
    else:
        return 0
    return end if not tokens.joined(end - 1) and is_plural(tokens.word(end), cues) else 0


def _name(tokens: Tokens, at: int) -> bool:
    """As in "US", "IT": a stop word in capitals is a name."""
    word = tokens.words[at]
    if not 1 < len(word) < 4 or not tokens.surface(at).isupper():
        return False
    before = tokens.surface(at - 1)
    return not (before.isalpha() and before.isupper())  # "MILLIONS FOR CHARITY"


def _adjective(tokens: Tokens, at: int, last: int, cues: Cues, *, many: bool) -> bool:
    """True when a noun follows at `at`, so that the state before it describes it: "12 wounded soldiers"."""
    word = tokens.words[at] if at < last else ""
    if not word.isalpha() or word in cues.stops or word in cues.noun_states or word in cues.verbs:
        return False
    return is_plural(word, cues) if many else not word.endswith(ADJECTIVAL)


def _noun_form(word: str, head: str, first: bool, cues: Cues, *, many: bool) -> bool:
    """True for a verb form that must be a noun or an adjective here: "two recounts", "wounded men", "killed"."""
    if word.endswith(("ed", "en", "ing")):
        return first
    return many and word.endswith("s") and not is_plural(head, cues)


def _partitive(tokens: Tokens, at: int, cues: Cues, *, many: bool) -> tuple[str, int]:
    """As in "12 of the dead", "seven of the 21 lifts", "3,000 of the town's inhabitants"."""
    words = tokens.words
    last = min(len(words), at + MOST_WORDS + 3)
    i = at + 1
    while i < last and (words[i] in cues.noun_determiners or words[i].endswith(("'s", "’s"))):
        i += 1
    if i >= last or words[i] in cues.noun_pronouns:
        return "", at
    further = i
    while further < last and (words[further][0].isdecimal() or words[further] in cues.numbers):
        further += 1
    if further > i:
        if further < last and words[further] == "of":
            return "", at  # "5 of 5 of 5 of …" names nothing, however long it goes on
        noun, _ = counted(tokens, further, cues, many=True)
        return noun, at
    head, tail = _phrase(tokens, i, last, cues, many=many)
    if not head or (many and not is_plural(head, cues) and (i == at + 1 or not _bare(head, cues))):
        return "", at
    return _one(head, cues), tail
