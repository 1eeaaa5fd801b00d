"""The key of each noun phrase: a name's longest form, what a description or pronoun returns to, else its head noun."""

from __future__ import annotations

from claimcheck.lexicon.frames import frame_words
from claimcheck.lexicon.words import in_small_letters, singular
from claimcheck.match.clauses import Frame
from claimcheck.match.names import Names, fold, referents
from claimcheck.match.phrases import Phrase

_OWNER_KINDS = {"organisation": "organisation"}  # "the company", "the firm", "the group" of an unnamed owner


class Keys:
    """The keys of one sentence's phrases; `carried` is what a pronoun at its start stands for."""

    def __init__(self, seen: Frame, names: Names, carried: str) -> None:
        self.seen = seen
        self.names = names
        self.carried = carried

    def all(self) -> tuple[str, ...]:
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

    def head_key(self, phrase: Phrase) -> str:
        """The thing an adjectival measure describes: "the 212-metre tower" → the tower."""
        described = self.names.described(phrase.head, self.seen.tokens.begin(phrase.start)) if phrase.definite else None
        return described or phrase.head

    def _key(self, phrase: Phrase, placed: bool = False) -> str:
        """A phrase's key: a name's longest form, what a description or pronoun returns to, else its head noun."""
        at = self.seen.tokens.begin(phrase.start)
        following = self.seen.words[phrase.end : phrase.end + 1]
        if phrase.pronoun and phrase.head == "it" and not frame_words().impersonal.isdisjoint(following):
            return ""  # "it took us 18 months"
        if phrase.pronoun:
            return self.carried if self.names.may_be(self.carried, phrase.head) else ""
        if phrase.figure >= 0 and not phrase.name:
            return ""
        if phrase.end - phrase.start == 1 and self.seen.tags[phrase.start] == "d":
            return ""  # "the well": a word that may be an adverb was no head
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
