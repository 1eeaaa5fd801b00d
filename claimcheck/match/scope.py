"""Which figure of its kind it is, and who says so: scopes, times, speaker, quotation, mood."""

from __future__ import annotations

from collections.abc import Sequence

from claimcheck.lexicon.frames import frame_words
from claimcheck.lexicon.roles import SIDE, SIDE_OF, scope_cues, speech_verbs
from claimcheck.match.clauses import Clause, Frame
from claimcheck.match.phrases import Phrase
from claimcheck.model import Figure, When

_FRONT = 2  # tokens before a date that opens its sentence: "In early 1960"
_CHANGE_SCOPES = {"by": "change", "from": "former", "more": "additional"}


def scopes(frame: Frame, figure: Figure, clause: Clause, of: Phrase | None) -> tuple[frozenset[str], frozenset[str]]:
    """The scope rows whose cue stands near the figure, inside its clause; and the sides of matters it is told of."""
    words = frame.words
    table = scope_cues()
    found = set()
    for i in range(clause.start, clause.end):
        cues = table.get(words[i])
        if cues is None:
            continue
        if i and words[i - 1] == "than":
            continue  # "35% more than planned" was not planned
        if not _speaks_of(frame, i, figure, clause):
            continue
        own = figure.head <= i < figure.tail  # a part of the figure's own wording: "no more than", "three remaining"
        for phrase, scope, near, inside in cues:
            if own:
                if inside:
                    found.add(scope)
                continue
            if len(phrase) > 1 and words[i : i + len(phrase)] != phrase:
                continue
            if len(phrase) == 1 and words[i + 1 : i + 2] == ("than",):
                continue  # "more than seven" is a bound
            last = i + len(phrase) - 1
            distance = figure.head - last if last < figure.head else i - figure.tail + 1
            if near == 0 or distance <= (near if near > 0 or last >= figure.head else -near):
                found.add(_of_noun(scope, words, last + 1) if scope.startswith(SIDE_OF) else scope)
    if _yet_to_be(frame, clause):
        found.add("forecast")
    if _told_before(frame, clause) or _had_said(frame, clause):
        found.add("former")
    if of is not None and figure.kind == "count" and of.preposition in frame_words().settings:
        found.add(f"setting: {of.preposition}")
    if _part_of(words, figure):
        found.add("part")
    if figure.change:
        changed = _CHANGE_SCOPES.get(figure.change)
        if changed:
            found.add(changed)
    if figure.change == "by":
        found.discard("additional")  # "35% more" is a change
    if figure.per:
        found.add("rate")
    sides = frozenset(name for name in found if name.startswith(SIDE))
    return frozenset(found) - sides, sides


def _of_noun(side: str, words: Sequence[str], at: int) -> str:
    """The side of a matter as one of the word behind it: "old law" → "side:age law:0"."""
    _, row, number = side.split(":")
    return f"{SIDE}{row} {''.join(words[at : at + 1])}:{number}"


def _yet_to_be(frame: Frame, clause: Clause) -> bool:
    """“Glassworks to lose 290 workers”, “is to lose”: an infinitive right behind the subject, or behind "be"."""
    words, tags, at = frame.words, frame.tags, clause.verb
    if at >= clause.start + 2 and words[at - 1] == "to":
        return tags[at - 2] in "nN"
    is_to = clause.base == "be" and words[at + 1 : at + 2] == ("to",)
    return is_to and tags[at + 2 : at + 3] == "v"


def _told_before(frame: Frame, clause: Clause) -> bool:
    """“The ministry had earlier confirmed | that two soldiers …”: the report itself is the former one."""
    at = frame.clauses.index(clause) if clause in frame.clauses else 0
    if not at or frame.words[clause.start] != "that":
        return False
    telling = frame.clauses[at - 1]
    if telling.verb < 0 or frame.words[telling.verb] not in speech_verbs():
        return False
    cues = scope_cues()
    words = frame.words[telling.start : telling.end]
    return any(scope == "former" for word in words for phrase, scope, *_ in cues.get(word, ()) if len(phrase) == 1)


def _had_said(frame: Frame, clause: Clause) -> bool:
    """“The coastguard had spoken of 11 dead”: what was said before what the text tells."""
    verb = clause.verb
    before = frame.words[max(clause.start, verb - 2) : verb]
    small = frame_words()
    had = not small.pluperfect.isdisjoint(before) and small.passive.isdisjoint(before)
    return had and verb > 0 and frame.words[verb] in speech_verbs()


def _speaks_of(frame: Frame, i: int, figure: Figure, clause: Clause) -> bool:
    """False for a cue inside a noun phrase of its own: "14.5 km with an average gradient of 7.2 per cent".

    Its phrase may hold the figure, stand right beside it ("a planned cost of £5 million"), or be the clause's subject.
    """
    if frame.tags[i] not in "nN":
        return True
    at = next((n for n, p in enumerate(frame.phrases) if p.start <= i < p.end), -1)
    if at < 0 or at == clause.subject:
        return True
    phrase = frame.phrases[at]
    if phrase.start < figure.tail and figure.head < phrase.end:
        return True
    if phrase.end <= figure.head:
        return not any(p.figure < 0 and not p.pronoun and phrase.end < p.start < figure.head for p in frame.phrases)
    return phrase.start <= figure.tail or phrase.preposition != "with"


def _part_of(words: tuple[str, ...], figure: Figure) -> bool:
    """“12 of the 40”, “three of its ships”; not “all 40 of them”, nor “61 of them were arrested”."""
    if figure.kind != "count" or "all" in words[: figure.head][-2:]:
        return False
    of = next((i for i in range(figure.head, figure.tail + 1) if words[i : i + 1] == ("of",)), -1)
    if of < 0 or "all" in words[figure.head : of]:
        return False
    following = words[of + 1 : of + 3]
    if following[:1] in (("them",), ("these",), ("those",)):
        return following[1:] not in ((), (",",), (".",)) and following[1] not in frame_words().be
    return following[:1] in (("the",), ("its",), ("their",), ("his",), ("her",), ("our",), ("whom",), ("which",))


def times(frame: Frame, figures: Sequence[Figure], figure: Figure, clause: Clause) -> tuple[When, ...]:
    """The dates that say when the figure holds: those of its clause.

    A clause that hangs on the one before ("…, killing four", "…, when 56 people died") takes the time from there.
    """
    dates = [f for f in figures if f.when is not None and f is not figure and f.when.clock is None]
    if not dates:
        return ()
    at = frame.clauses.index(clause) if clause in frame.clauses else 0
    first = at
    while first > 0 and _hangs(frame, frame.clauses[first]):
        first -= 1
    start = frame.clauses[first].start if frame.clauses else clause.start
    end = next((i for i in range(figure.tail, clause.end) if frame.words[i] == "than"), clause.end)  # "35% more than …"
    own = tuple(f.when for f in dates if f.when is not None and start <= f.head < end)
    return own or _opening(frame, dates, figure)


def _opening(frame: Frame, dates: Sequence[Figure], figure: Figure) -> tuple[When, ...]:
    """“In 1960, the bureau gave the share as 77%, and that of others as 19%”: the date a sentence opens with holds for
    all of it, up to a harder mark than a comma.
    """
    first = dates[0]
    verb = frame.clauses[0].verb if frame.clauses else -1
    if first.when is None or first.head > _FRONT or not first.head < verb < figure.head:
        return ()
    return () if ";" in frame.tags[first.tail : figure.head] else (first.when,)


def _hangs(frame: Frame, clause: Clause) -> bool:
    i = clause.start
    while i < clause.end and frame.tags[i] in ",;-'":
        i += 1
    if i >= clause.end:
        return False
    return frame.words[i] in ("when", "where") or (frame.tags[i] == "v" and frame.words[i].endswith("ing"))


def speaker(frame: Frame, figure: Figure) -> str:
    """Who is said to say it: the subject of a verb of saying in the sentence, "" when the text speaks itself."""
    verbs = speech_verbs()
    words, tags = frame.words, frame.tags
    if verbs.isdisjoint(words) and "according" not in words:
        return ""
    for i, word in enumerate(words):
        if word == "according" and words[i + 1 : i + 2] == ("to",):
            following = [p for p in frame.phrases if p.start >= i + 2]
            if following:
                return following[0].name or following[0].head
        if word in verbs and tags[i] in "vn" and not figure.head <= i < figure.tail:
            said = _subject_of(frame, i)
            if said:
                return said
    return ""


def _subject_of(frame: Frame, verb: int) -> str:
    before = [p for p in frame.phrases if p.end == verb and p.figure < 0]
    if before:
        return before[-1].name or before[-1].head
    if frame.tags[verb - 1 : verb] in (",", "'"):  # "…, said Ana Prill"
        behind = [p for p in frame.phrases if p.start == verb + 1 and p.figure < 0]
        if behind:
            return behind[0].name or behind[0].head
    index = frame.clause_at(verb)
    clause = frame.clauses[index]
    if clause.verb == verb and clause.subject >= 0 and frame.phrases[clause.subject].figure < 0:
        subject = frame.phrases[clause.subject]
        return subject.name or subject.head
    return ""


def mood(frame: Frame, clause: Clause) -> str:
    """asserted, hypothetical ("if", "would") or question."""
    if frame.words and frame.words[-1] == "?":
        return "question"
    if not frame_words().hypothetical.isdisjoint(frame.words[clause.start : clause.end]):
        return "hypothetical"
    return "asserted"
