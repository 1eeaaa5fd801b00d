"""What a figure measures: its role, told by the cue nearest to it in its clause (rows of roles.toml)."""

from __future__ import annotations

from claimcheck.lexicon.frames import frame_words
from claimcheck.lexicon.roles import Cues, cues, roles
from claimcheck.lexicon.words import singular, stem
from claimcheck.match.clauses import Clause, Frame
from claimcheck.match.phrases import Phrase
from claimcheck.model import Figure

_TOLD = 4.6  # a verb this near tells what happened to those who are counted
_SUBJECT = 1.7  # the subject of "is" or "takes" says what is measured, however far off
_REACH = 9  # tokens between a cue noun and its figure; farther off it belongs to something else


def dimension_of(figure: Figure) -> str:
    """The key under which a figure's roles are listed."""
    if figure.kind in ("count", "money", "score", "ratio", "age", "duration", "ordinal"):
        return figure.kind
    if figure.kind in ("percent", "points"):
        return "percent"
    return "date" if figure.when is not None else figure.dimension


def role_of(frame: Frame, figure: Figure, clause: Clause, phrase: Phrase | None) -> str:
    """The role of a figure, "" when no cue stands near enough. Ties go to the cue that comes first."""
    table = cues(dimension_of(figure))
    best, best_cost = table.default, 99.0
    found = _candidates(frame, figure, clause, phrase, table)
    if figure.change != "by":
        found = [(cost, role) for cost, role in found if not roles()[role].change]
    for cost, role in found:
        if cost < best_cost:
            best, best_cost = role, cost
    if not best_cost and not table.who.isdisjoint(_counted(figure, phrase, frame.words)):
        return _event(found, phrase) or best
    return best


def _event(found: list[tuple[float, str]], phrase: Phrase | None) -> str:
    """What happened to those counted, where they are subject or object of it ("14 residents were killed")."""
    if phrase is not None and phrase.preposition not in frame_words().object_prepositions:
        return ""
    return min(((cost, role) for cost, role in found if 0 < cost < _TOLD and roles()[role].event), default=(0.0, ""))[1]


def _candidates(
    frame: Frame, figure: Figure, clause: Clause, phrase: Phrase | None, table: Cues
) -> list[tuple[float, str]]:
    words, tags = frame.words, frame.tags
    found: list[tuple[float, str]] = []
    for noun in _counted(figure, phrase, words):
        if noun in table.counted:
            found.append((0.0, table.counted[noun]))
    head, tail = figure.head, figure.tail
    if figure.kind != "count" and phrase is not None and phrase.end > tail:
        if phrase.head in table.things:
            found.append((0.9, table.things[phrase.head]))
        if table.adjectival:
            found.append((3.0, table.adjectival))
    for i in range(max(0, head - 2), min(tail, head + 3)):
        role = table.before.get(words[i])
        if role is not None:
            found.append((0.6, role))
    found += _after(words, tail, table)
    for i in (*range(max(clause.start, head - 4), head), *range(tail, min(clause.end, tail + 3))):
        near = head - i if i < head else i - tail + 1
        for role in table.beside.get(words[i], ()):
            if i >= tail or near <= 2 or words[head - 1] == "of":
                found.append((0.8 + 0.1 * near, role))
    for i in range(max(clause.start, head - _REACH), min(clause.end, tail + _REACH)):
        named = table.nouns.get(singular(words[i])) if tags[i] in "nN" and not head <= i < tail else None
        if named is None:
            continue
        near = head - i if i < head else i - tail + 1
        of = i < head and near <= 3 and words[i + 1 : i + 2] == ("of",)
        cost = 0.2 + 0.1 * near if of else 2.0 + 0.4 * near  # "a depth of 85 metres" is as plain as it gets
        found += [(cost, role) for role in named]
    if (
        phrase is None
        or figure.when is not None
        or phrase.preposition in frame_words().object_prepositions
        or phrase.start < clause.verb
    ):
        found += _verbs(frame, figure, clause, table)
    subject = frame.phrases[clause.subject] if clause.subject >= 0 else phrase
    if subject is not None and subject is not phrase and (figure.change or clause.base in frame_words().light_verbs):
        found += [(_SUBJECT, role) for role in table.nouns.get(subject.head, ())]  # "the trip to … will be an hour"
    if table.phrases:
        found += _phrases(words, figure, clause, table)
    return found


def _phrases(words: tuple[str, ...], figure: Figure, clause: Clause, table: Cues) -> list[tuple[float, str]]:
    found = []
    for i in range(clause.start, clause.end):
        for phrase, role in table.phrases.get(words[i], ()):
            if words[i : i + len(phrase)] == phrase:
                near = figure.head - i if i < figure.head else i - figure.tail + 1
                found.append((1.6 + 0.2 * near, role))
    return found


def _counted(figure: Figure, phrase: Phrase | None, words: tuple[str, ...]) -> list[str]:
    if figure.kind != "count":
        return []
    nouns = [figure.unit.rsplit(" ", 1)[-1]] if figure.unit else []
    if phrase is not None:
        nouns.append(phrase.head)
    if figure.tail < len(words):
        nouns.append(words[figure.tail])  # "12 dead", "left 40 injured"
    return nouns


def _after(words: tuple[str, ...], tail: int, table: Cues) -> list[tuple[float, str]]:
    found = []
    for at in (tail, tail + 1):
        for phrase, role in table.after.get(words[at] if at < len(words) else "", ()):
            if words[at : at + len(phrase)] == phrase:
                found.append((0.5 + 0.6 * (at - tail) - 0.05 * len(phrase), role))
    return found


def _verbs(frame: Frame, figure: Figure, clause: Clause, table: Cues) -> list[tuple[float, str]]:
    found = []
    for i in range(clause.start, clause.end):
        if frame.tags[i] != "v" and i != clause.verb:
            continue
        near = figure.head - i if i < figure.head else i - figure.tail + 1
        if near > 12:
            continue
        base = clause.base if i == clause.verb else stem(frame.words[i])
        for role in table.verbs.get(base, ()):
            found.append((1.8 + 0.3 * near, role))
    return found
