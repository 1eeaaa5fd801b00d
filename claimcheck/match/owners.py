"""Whose figure it is: possessor, complement of its noun, subject of its clause; and which one the grammar names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from claimcheck.lexicon.frames import frame_words
from claimcheck.lexicon.roles import contrast_words, cues, roles
from claimcheck.match.clauses import Clause, Frame
from claimcheck.match.keys import Keys
from claimcheck.match.names import Names
from claimcheck.match.phrases import POSSESSIVE, Phrase
from claimcheck.match.roles import dimension_of
from claimcheck.model import Figure


class Owners:
    """The owners of one sentence's figures."""

    def __init__(self, seen: Frame, names: Names, keys: Keys, carried: str) -> None:
        self.seen = seen
        self.names = names
        self.phrase_keys = keys
        self.keys = keys.all()
        self.carried = carried

    def keyed(self, owners: Iterable[int | str], at: int) -> tuple[tuple[str, ...], frozenset[str]]:
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

    def beside(self, figure: Figure, clause: Clause, phrase: Phrase, at: int) -> Iterator[int | str]:
        """The owners told beside the figure: keys, or indices of phrases."""
        seen = self.seen
        if figure.kind not in ("count", "ordinal") and figure.when is None and phrase.end > figure.tail:
            yield self.phrase_keys.head_key(phrase)
        if (thing := self._thing_of(figure, phrase, at)) is not None:
            yield thing
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

    def subjects(self, clause: Clause) -> Iterator[int]:
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

    def possessed(self, figure: Figure, phrase: Phrase | None, at: int) -> bool:
        """True where the owner is told beside the figure: "Alder's 12 ships", "a park of 2 hectares"."""
        before = self.seen.phrases[at - 1] if at > 0 and phrase is not None else None
        owned = before is not None and phrase is not None and before.possessive and before.end == phrase.start
        mine = phrase is not None and self.seen.words[phrase.start] in frame_words().own
        return owned or mine or bool(self.possessor(figure)) or self._thing_of(figure, phrase, at) is not None

    def _thing_of(self, figure: Figure, phrase: Phrase | None, at: int) -> int | None:
        """“A park of 2.1 hectares”: the thing so large, as an index of phrases; not "an area of 2.1 hectares"."""
        if at < 1 or phrase is None or phrase.preposition != "of" or figure.kind != "measure":
            return None
        thing = self.seen.phrases[at - 1]
        listed = thing.head in cues(dimension_of(figure)).things
        return at - 1 if listed and thing.end == phrase.start - 1 and thing.figure < 0 else None

    def possessor(self, figure: Figure) -> str:
        """The possessor inside the figure's own words: "all 3,400 of the company's employees"."""
        words = self.seen.words
        for i in range(figure.head + 2, figure.tail - 1):
            if words[i].endswith(POSSESSIVE):
                noun, at = words[i][:-2].rstrip("'\u2019"), self.seen.tokens.begin(i)
                if noun in self.names.known:
                    return self.names.key(noun)
                return self.names.described(noun, at) or self.names.referent(noun, at) or noun
        return ""

    def owner(self, figure: Figure, clause: Clause, phrase: Phrase | None, at: int, role: str) -> str:
        """The possessor of the figure, or the subject it is said of; "" for an oblique figure or a pronoun.

        "Turnout in Dale", "Alder's revenue": where the subject is what is measured, it is its own owner that counts.
        """
        seen, phrases = self.seen, self.seen.phrases
        if phrase is not None and seen.words[phrase.start] in frame_words().own:
            owner = self.carried_or_subject(clause, at)  # "its 4,720 employees"
            if owner and self.names.may_be(owner, seen.words[phrase.start]):
                return owner
        elif (thing := self._thing_of(figure, phrase, at)) is not None:
            return self.keys[thing]
        elif self.possessed(figure, phrase, at):
            return self.possessor(figure) or self.keys[at - 1]
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

    def carried_or_subject(self, clause: Clause, at: int) -> str:
        """What "its" stands for: the subject of the clause if the figure is not inside it, else the topic before."""
        if clause.subject >= 0 and clause.subject < at:
            return self.keys[clause.subject]
        return self.carried
