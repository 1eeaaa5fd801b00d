"""What each figure is about (DESIGN 5): role, noun, owners, scope, time, speaker: a record cheap enough for every line.

One walk over the document; frames are made only for sentences with a figure. References are resolved inside the
document through its names, and through the subject of the sentence before for pronouns.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence

from claimcheck.lexicon.frames import frame_words
from claimcheck.lexicon.roles import contrast_words, roles, synonymous, synonyms, together
from claimcheck.lexicon.words import in_small_letters, singular, stem
from claimcheck.match import predicates, scope
from claimcheck.match.clauses import Clause, Frame, frame
from claimcheck.match.names import Names, find_names, fold, referents
from claimcheck.match.phrases import POSSESSIVE, Phrase
from claimcheck.match.roles import role_of
from claimcheck.model import About, BlockKind, Claim, ClaimKind, Context, Document, Figure, Sentence
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
    document: Document, tokens: Sequence[Tokens], figures: Sequence[tuple[Figure, ...]], context: Context
) -> tuple[Claim, ...]:
    """One Claim per sentence, in order, each figure with its record."""
    names = find_names(document) if any(figures) else Names()
    found = []
    carried = ""  # the owner a pronoun at the start of the next sentence stands for
    block = -1
    for index, (sentence, ours, read) in enumerate(zip(document.sentences, tokens, figures, strict=True)):
        if sentence.block != block:
            block, carried = sentence.block, carried if _flows(document, sentence, block) else ""
        records: tuple[About, ...] = ()
        if len(read) > MOST_FIGURES:
            records = (About(kind=sentence.kind),) * len(read)
        elif read:
            seen = frame(ours, read)
            reader = _Reader(seen, read, names, carried, sentence.kind)
            records = tuple(reader.record(i) for i in range(len(read)))
            carried = reader.topic or carried
        else:
            carried = _first_name(names, sentence) or carried
        found.append(Claim(index, _kind(sentence, ours, read), read, records))
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
        self.keys = self._keys()
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
        beside = tuple(self._beside(figure, clause, phrase, at)) if phrase is not None else ()
        subjects, qualifiers = self._owners((self._possessor(figure), *beside, *self._subjects(clause)), at)
        others = [
            self.keys[i]
            for i, p in seen.phrases_in(clause.start, clause.end)
            if i != at and self.keys[i] and self.keys[i] not in subjects and not p.pronoun
        ]
        noun = self._noun(figure, phrase, at)
        role = role_of(seen, figure, predicates.predicate(seen, clause, phrase), phrase)
        scopes = scope.scopes(seen, figure, clause, phrase)
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
            self._owner(figure, clause, phrase, at, role),
            self._possessed(figure, phrase, at),
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

    def _owners(self, owners: Iterable[int | str], at: int) -> tuple[tuple[str, ...], frozenset[str]]:
        """Whose figure it is: the possessor, then the complement of its noun, then the subject of its clause.

        Beside the keys, the words that single an owner out: "the old ship", "the second, of magnitude 6.1".
        """
        seen = self.seen
        found: list[str] = []
        qualifiers: set[str] = set()
        for owner in owners:
            if isinstance(owner, str):
                found.append(owner)
            elif owner >= 0 and owner != at:
                place, key = seen.phrases[owner], self.keys[owner]
                last = place.end if place.figure >= 0 else place.end - 1  # the head names the thing
                single = contrast_words().intersection(seen.words[place.start : last])
                qualifiers.update(f"{word} {key}" for word in single)
                found.append(key)
                if key and not place.name:
                    qualifiers.update(f"{word} {key}" for word in place.words)
        return tuple(key for key in dict.fromkeys(found) if key), frozenset(qualifiers)

    def _beside(self, figure: Figure, clause: Clause, phrase: Phrase, at: int) -> Iterator[int | str]:
        """The owners told beside the figure: keys, or indices of phrases."""
        seen = self.seen
        if figure.kind not in ("count", "ordinal") and figure.when is None and phrase.end > figure.tail:
            yield self._head_key(phrase)
        led = next((i for i in range(at) if seen.phrases[i].end == figure.head - 1), -1)
        if led >= 0 and seen.tags[figure.head - 1] == "v" and seen.words[figure.head - 1].endswith(("ing", "ed")):
            yield led  # "a trial lasting seven weeks"
        if at > 0 and seen.phrases[at - 1].possessive and seen.phrases[at - 1].end == phrase.start:
            yield at - 1
        owner, first = self.carried_or_subject(clause, at), seen.words[phrase.start]
        if owner and first in frame_words().own and self.names.may_be(owner, first):
            yield owner
        after = at + 1
        while after < len(seen.phrases) and self._complements(after):
            complement = seen.phrases[after]
            if complement.preposition not in frame_words().locative:
                break
            owned = after + 1 < len(seen.phrases) and seen.phrases[after + 1].start == complement.end
            after += complement.possessive and owned  # "20 miles of Russia's base": the base
            yield after
            after += 1
        if clause.verb > phrase.start:  # "In the sports group 87 patients dropped out"
            leading = next((i for i, p in seen.phrases_in(clause.start, phrase.start)), -1)
            if leading >= 0 and seen.phrases[leading].preposition in frame_words().locative:
                yield leading

    def _subjects(self, clause: Clause) -> Iterator[int]:
        """The subject of the clause, what it is a part of, and its apposition, as indices of phrases."""
        phrases, subject = self.seen.phrases, clause.subject
        yield subject
        whole = subject  # "the plant of Alder, which employs 300": the plant as well
        while whole > 0 and phrases[whole].preposition == "of" and phrases[whole - 1].end == phrases[whole].start - 1:
            whole -= 1
            yield whole
        apposed = subject + 1  # "His accountant, Ruth Hall, 52, was jailed": both name the owner
        named = 0 < apposed < len(phrases) and phrases[apposed].name and not phrases[subject].name
        if named and self.seen.tags[phrases[subject].end : phrases[apposed].start] == ",":
            yield apposed

    def _complements(self, after: int) -> bool:
        """True where the phrase hangs on the one before: "refunds at the branch", "refunds approved at the branch"."""
        before, phrase = self.seen.phrases[after - 1], self.seen.phrases[after]
        if phrase.start == before.end + 1:
            return True
        reduced = self.seen.tags[before.end : phrase.start] == "vp" and self.seen.words[before.end].endswith("ed")
        return reduced and before.figure >= 0 and before.definite

    def _possessed(self, figure: Figure, phrase: Phrase | None, at: int) -> bool:
        before = self.seen.phrases[at - 1] if at > 0 and phrase is not None else None
        owned = before is not None and phrase is not None and before.possessive and before.end == phrase.start
        mine = phrase is not None and self.seen.words[phrase.start] in frame_words().own
        return owned or mine or bool(self._possessor(figure))

    def _possessor(self, figure: Figure) -> str:
        """The possessor inside the figure's own words: "all 3,400 of the company's employees"."""
        words = self.seen.words
        for i in range(figure.head + 2, figure.tail - 1):
            if words[i].endswith(POSSESSIVE):
                noun, at = words[i][:-2].rstrip("'\u2019"), self.seen.tokens.begin(i)
                if noun in self.names.known:
                    return self.names.key(noun)
                return self.names.described(noun, at) or self.names.referent(noun, at) or noun
        return ""

    def _owner(self, figure: Figure, clause: Clause, phrase: Phrase | None, at: int, role: str) -> str:
        """The possessor of the figure, or the subject it is said of; "" for an oblique figure or a pronoun.

        "Turnout in Dale", "Alder's revenue": where the subject is what is measured, it is its own owner that counts.
        """
        seen, phrases = self.seen, self.seen.phrases
        if phrase is not None and seen.words[phrase.start] in frame_words().own:
            owner = self.carried_or_subject(clause, at)  # "its 4,720 employees"
            if owner and self.names.may_be(owner, seen.words[phrase.start]):
                return owner
        elif self._possessed(figure, phrase, at):
            return self._possessor(figure) or self.keys[at - 1]
        index = clause.subject
        if index < 0 or index == at or phrases[index].pronoun:
            return ""
        if phrase is not None and phrase.preposition not in frame_words().direct:
            return ""
        if phrase is not None and phrase.preposition == "to" and figure.kind == "count" and not figure.change:
            return ""  # "a letter went to 300 employees"; but "rose to 300"
        subject = phrases[index]
        if index > 0 and phrases[index - 1].possessive and phrases[index - 1].end == subject.start:
            return self.keys[index - 1]
        if role and subject.head in roles()[role].nouns | frame_words().measured:
            following = phrases[index + 1] if index + 1 < len(phrases) else None
            of = (
                following is not None
                and following.start == subject.end + 1
                and following.preposition in ("of", "in", "at")
            )
            return self.keys[index + 1] if of and index + 1 != at else ""
        return self.keys[index] if seen.words[subject.start] not in ("this", "that", "these", "those") else ""

    def _fresh(self, clause: Clause) -> bool:
        if clause.subject < 0:
            return False
        return self.seen.words[self.seen.phrases[clause.subject].start] in ("a", "an", "another")

    def carried_or_subject(self, clause: Clause, at: int) -> str:
        """What "its" stands for: the subject of the clause if the figure is not inside it, else the topic before."""
        if clause.subject >= 0 and clause.subject < at:
            return self.keys[clause.subject]
        return self.carried

    def _keys(self) -> tuple[str, ...]:
        """The key of every phrase; "St Mary's Hospital", two phrases, is one name where the document says so."""
        phrases = self.seen.phrases
        found = [self._key(p, self._placed(i)) for i, p in enumerate(phrases)]
        for i in range(len(phrases) - 1):
            owner, thing = phrases[i], phrases[i + 1]
            if owner.possessive and owner.end == thing.start and owner.name and thing.name:
                whole = fold(f"{owner.name} {thing.name}")
                if whole in self.names.known:
                    found[i], found[i + 1] = "", self.names.key(whole)
        return tuple(found)

    def _placed(self, i: int) -> bool:
        """“The plant in Lenz”: a name of its own follows, so it does not return to one named before."""
        phrases = self.seen.phrases
        if i + 1 >= len(phrases) or phrases[i + 1].start != phrases[i].end + 1:
            return False
        return bool(phrases[i + 1].name) and phrases[i + 1].preposition in ("in", "at", "near", "on")

    def _head_key(self, phrase: Phrase) -> str:
        """The thing an adjectival measure describes: "the 212-metre tower" → the tower."""
        described = self.names.described(phrase.head, self.seen.tokens.begin(phrase.start)) if phrase.definite else None
        return described or phrase.head

    def _key(self, phrase: Phrase, placed: bool = False) -> str:
        """A phrase's key: a name's longest form, what a description or pronoun returns to, else its head noun."""
        at = self.seen.tokens.begin(phrase.start)
        if phrase.pronoun and phrase.head == "it" and self.seen.words[phrase.end : phrase.end + 1] == ("took",):
            return ""  # "it took us 18 months"
        if phrase.pronoun:
            return self.carried if self.names.may_be(self.carried, phrase.head) else ""
        if phrase.figure >= 0 and not phrase.name:
            return ""
        if phrase.name and not (phrase.initial and fold(phrase.name) not in self.names.known):
            key = self.names.key(fold(phrase.name))
            if f"{phrase.name} {phrase.head}" in self.names.known:
                return self.names.key(f"{phrase.name} {phrase.head}")
            named_last = phrase.name.split()[-1:] == [phrase.head] or singular(phrase.name.split()[-1]) == phrase.head
            if named_last or phrase.head in referents():
                return key
            return self.names.described(phrase.head, at) or (f"{key} {phrase.head}" if not phrase.possessive else key)
        if phrase.plural and not phrase.name:
            return f"{phrase.head}s"  # "the two bases" are not "the base"
        if phrase.definite and not placed and self.seen.tags[phrase.end : phrase.end + 1] != "w":
            described = self.names.described(phrase.head, at) or self.names.referent(phrase.head, at)
            if described:
                return described
            if phrase.head in referents() and in_small_letters(self.names.text, f"{phrase.head}s"):
                return ""  # the text speaks of several: which one "the base" is cannot be told
        return _OWNER_KINDS.get(referents().get(phrase.head, ""), phrase.head) if phrase.definite else phrase.head

    def _topic(self) -> str:
        """What the next sentence's pronoun stands for: the subject of the first clause that has a named one."""
        for clause in self.seen.clauses:
            if clause.subject >= 0 and self.keys[clause.subject] in self.all_names:
                return self.keys[clause.subject]
        return ""

    def _terms(self, start: int, end: int) -> frozenset[str]:
        return frozenset(self.stems[start:end]) - {""}


_OWNER_KINDS = {"organisation": "organisation"}  # "the company", "the firm", "the group" of an unnamed owner
