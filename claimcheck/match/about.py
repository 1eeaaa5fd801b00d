"""What each figure is about (DESIGN 5): role, noun, owners, scope, time, speaker: a record cheap enough for every line.

One walk over the document; frames are made only for sentences with a figure. References are resolved inside the
document through its names, and through the subject of the sentence before for pronouns.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence

from claimcheck.lexicon.frames import frame_words
from claimcheck.lexicon.roles import contrast_words, roles, synonymous, synonyms, together
from claimcheck.lexicon.words import singular, stem
from claimcheck.match import predicates, scope
from claimcheck.match.clauses import Clause, Frame, frame
from claimcheck.match.keys import Keys
from claimcheck.match.names import Names, find_names
from claimcheck.match.owners import Owners
from claimcheck.match.phrases import Phrase
from claimcheck.match.roles import role_of
from claimcheck.model import About, BlockKind, Claim, ClaimKind, Document, Figure, Sentence
from claimcheck.tokens import Tokens


def _telling(kinds: Mapping[ClaimKind, Sequence[str]]) -> dict[str, ClaimKind]:
    """Word → the kind of sentence it tells, as tokens have words: with the space that follows, and without."""
    return {form: kind for kind, words in kinds.items() for word in words for form in (word, f"{word} ")}


MOST_FIGURES = 60  # in one sentence; more is a table without its lines, and nothing tells what each is about
_TELLING = _telling(
    {
        ClaimKind.QUOTE: ("\u201c", '"'),
        ClaimKind.OPINION: ("believe", "think", "feel", "hope", "fear", "argue"),
        ClaimKind.PREDICTION: ("will", "expected", "forecast", "predicted"),
    }
)
_TOLD_BY = frozenset(_TELLING)
_HEADINGS = frozenset((BlockKind.TITLE, BlockKind.HEADING))
_OPENING = 40  # characters within which a sentence opens with a name
_APART = frozenset((BlockKind.DATELINE, BlockKind.BYLINE, BlockKind.META, BlockKind.CODE))


def about(
    document: Document, tokens: Sequence[Tokens], figures: Sequence[tuple[Figure, ...]], *, records: bool = True
) -> tuple[Claim, ...]:
    """One Claim per sentence, in order, each figure with its record; without `records` the claims have none."""
    rows = zip(document.sentences, tokens, figures, strict=True)
    if not records or not any(figures):
        return tuple([Claim(index, _kind(s, ours, read), read) for index, (s, ours, read) in enumerate(rows)])
    names = find_names(document)
    found = []
    carried = ""  # the owner a pronoun at the start of the next sentence stands for
    block = -1
    for index, (sentence, ours, read) in enumerate(rows):
        if sentence.block != block:
            block, carried = sentence.block, carried if _flows(document, sentence, block) else ""
        abouts: tuple[About, ...] = ()
        if len(read) > MOST_FIGURES:
            abouts = (About(kind=sentence.kind),) * len(read)
        elif read:
            seen = frame(ours, read)
            reader = _Reader(seen, read, names, carried, sentence.kind)
            abouts = tuple(reader.record(i) for i in range(len(read)))
            carried = reader.topic or carried
        else:
            carried = _first_name(names, sentence) or carried
        found.append(Claim(index, _kind(sentence, ours, read), read, abouts))
    return tuple(found)


def _flows(document: Document, sentence: Sentence, block: int) -> bool:
    kinds = (BlockKind.PARAGRAPH, BlockKind.QUOTE)
    return sentence.kind in kinds and block >= 0 and document.blocks[block].kind in kinds


def _first_name(names: Names, sentence: Sentence) -> str:
    """The name a sentence opens with: what the next pronoun most likely stands for."""
    mentions = names.mentions
    at = bisect_left(mentions, (sentence.start, ""))
    if at < len(mentions) and mentions[at][0] < min(sentence.start + _OPENING, sentence.end):
        return mentions[at][1]
    return ""


def _kind(sentence: Sentence, tokens: Tokens, figures: tuple[Figure, ...]) -> ClaimKind:
    if sentence.kind in _HEADINGS:
        return ClaimKind.HEADING
    if sentence.kind in _APART:
        return ClaimKind.META
    told = {_TELLING[word] for word in _TOLD_BY.intersection(tokens.low)}
    if ClaimKind.QUOTE in told:
        return ClaimKind.QUOTE
    if figures and any(f.when is None and f.kind != "ordinal" for f in figures):
        return ClaimKind.NUMBER
    if ClaimKind.PREDICTION in told:
        return ClaimKind.PREDICTION
    return ClaimKind.OPINION if told else ClaimKind.FACT


class _Reader:
    """The records of one sentence's figures."""

    def __init__(self, seen: Frame, figures: tuple[Figure, ...], names: Names, carried: str, kind: BlockKind) -> None:
        self.seen = seen
        self.figures = figures
        self.names = names
        self.carried = carried
        self.kind = kind
        self.at: dict[int, int] = {}  # figure → its first phrase
        for i, phrase in enumerate(seen.phrases):
            if phrase.figure >= 0:
                self.at.setdefault(phrase.figure, i)
        self.stems = [stem(w) if t in "nNv" else "" for w, t in zip(seen.words, seen.tags, strict=True)]
        self.owners = Owners(seen, names, Keys(seen, names, carried), carried)
        self.keys = self.owners.keys
        self.all_names = frozenset(
            k
            for k, p in zip(self.keys, seen.phrases, strict=True)
            if k and (k in names.counts or (p.name and not p.initial))
        )
        self.topic = self._topic()
        self.context = self._terms(0, len(seen.words))

    def record(self, index: int) -> About:
        """What figure `index` of the sentence is about."""
        figure, seen = self.figures[index], self.seen
        at = self.at.get(index, -1)
        phrase = seen.phrases[at] if at >= 0 else None
        clause = predicates.clause_of(seen, figure, phrase)
        beside = tuple(self.owners.beside(figure, clause, phrase, at)) if phrase is not None else ()
        told = (self.owners.possessor(figure), *beside, *self.owners.subjects(clause))
        subjects, qualifiers = self.owners.keyed(told, at)
        others = [
            self.keys[i]
            for i, p in seen.phrases_in(clause.start, clause.end)
            if i != at and self.keys[i] and self.keys[i] not in subjects and not p.pronoun
        ]
        noun = self._noun(figure, phrase, at)
        role = role_of(seen, figure, predicates.predicate(seen, clause, phrase), phrase)
        scopes, sides = scope.scopes(seen, figure, clause, phrase)
        done = predicates.done(seen, figure, clause, at)
        if "part" in scopes and role and noun in roles()[role].counted:
            scopes |= {"subset"}  # "five of the dead"
        if noun and figure.kind == "count":  # "two major districts", "five non-rail lines"
            inner = seen.words[figure.head + 1 : figure.tail - 1]
            qualifiers |= {f"{w} {noun}" for w in inner if w in contrast_words()}
        if phrase is not None and "new" in phrase.words:
            scopes |= {"additional"}  # "12 new cases"
        return About(
            role,
            synonyms().get(noun, noun),
            frozenset(phrase.words) if phrase is not None else frozenset(),
            subjects,
            tuple(dict.fromkeys(others)),
            tuple(owner if isinstance(owner, str) else self.keys[owner] for owner in beside),
            self.owners.owner(figure, clause, phrase, at, role),
            self.owners.possessed(figure, phrase, at),
            self._fresh(clause),
            qualifiers,
            self.all_names,
            synonymous().get(done or clause.base, done or clause.base),
            bool(done),
            self._terms(clause.start, clause.end),
            self.context,
            scope.times(seen, self.figures, figure, clause),
            scopes,
            scope.speaker(seen, figure),
            seen.quoted[figure.head] if figure.head < len(seen.quoted) else False,
            clause.negated,
            scope.mood(seen, clause),
            self._definite(figure, phrase, at),
            self.kind,
            sides,
        )

    def _noun(self, figure: Figure, phrase: Phrase | None, at: int) -> str:
        """The counted or measured noun: the unit of a count, else the head of its phrase or of the "of" after it."""
        if figure.kind == "count" and figure.unit:
            noun = singular(figure.unit.rsplit(" ", 1)[-1].lower())
            following = self.seen.words[figure.tail : figure.tail + 2]
            if following[:1] == ("and",) and noun in together() and singular(following[-1]) in together():
                return together()[noun]  # "1,180 men and women"
            return noun
        if phrase is not None and phrase.end > figure.tail:
            return phrase.head
        after = self.seen.phrases[at + 1 : at + 3] if at >= 0 else ()
        if figure.kind == "count" and after and after[0].preposition == "of" and not after[0].pronoun:
            return after[1].head if after[0].possessive and len(after) > 1 else after[0].head
        return ""

    def _definite(self, figure: Figure, phrase: Phrase | None, at: int) -> bool:
        if phrase is not None and phrase.definite:
            return True
        if at > 0 and phrase is not None and self.seen.phrases[at - 1].possessive:
            return self.seen.phrases[at - 1].end == phrase.start
        if at > 0 and phrase is not None and phrase.preposition == "of" and figure.when is None:
            whole = self.seen.phrases[at - 1]  # "the target of £430 million", "its toll of 14"
            measured = not figure.unit or figure.kind != "count" or whole.head in frame_words().measured
            if measured and whole.end == phrase.start - 1 and whole.figure < 0 and self.seen.tags[whole.start] == "d":
                return whole.definite  # not "the voice of nine states"
        return (
            figure.head > 0
            and self.seen.tags[figure.head - 1] == "d"
            and self.seen.words[figure.head - 1] in frame_words().the
        )

    def _fresh(self, clause: Clause) -> bool:
        if clause.subject < 0:
            return False
        return self.seen.words[self.seen.phrases[clause.subject].start] in ("a", "an", "another")

    def _topic(self) -> str:
        """What the next sentence's pronoun stands for: the subject of the first clause that has a named one."""
        for clause in self.seen.clauses:
            if clause.subject >= 0 and self.keys[clause.subject] in self.all_names:
                return self.keys[clause.subject]
        return ""

    def _terms(self, start: int, end: int) -> frozenset[str]:
        return frozenset(self.stems[start:end]) - {""}
