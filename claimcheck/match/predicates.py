"""Which words say what a figure is the figure of: its clause, the relative clause on it, the noun of what was done."""

from __future__ import annotations

from claimcheck.lexicon.frames import frame_words
from claimcheck.lexicon.words import verb_of
from claimcheck.match.clauses import Clause, Frame
from claimcheck.match.phrases import Phrase
from claimcheck.model import Figure


def clause_of(seen: Frame, figure: Figure, phrase: Phrase | None) -> Clause:
    """The clause saying what the figure is: its own, or the relative one on it ("the 12 goals Varga scored")."""
    clauses = seen.clauses
    if not clauses:
        return Clause(0, 0, -1, "", -1, False)
    index = seen.clause_at(figure.head)
    own = clauses[index]
    following = clauses[index + 1] if index + 1 < len(clauses) else None
    contact = following is not None and following.relative and seen.tags[following.start] in "rdN"
    if following is None or not contact or phrase is None or max(phrase.end, figure.tail) != following.start:
        return own
    return own._replace(end=following.end, verb=following.verb, base=following.base, subject=following.subject)


def done(seen: Frame, figure: Figure, clause: Clause, at: int) -> str:
    """What was done for so long, where a noun says it: "18 months of negotiation", "the search lasted"."""
    if figure.kind != "duration" or at < 0 or clause.base not in frame_words().light_verbs | frame_words().lasting:
        return ""
    phrases = seen.phrases
    before = phrases[at - 1] if at and phrases[at].preposition in frame_words().while_prepositions else None
    if before is not None and before.end == phrases[at].start - 1 and verb_of(before.head):
        return verb_of(before.head)  # "observation over two decades"
    following = phrases[at + 1] if at + 1 < len(phrases) else None
    if following is not None and following.preposition == "of" and following.start == phrases[at].end + 1:
        return verb_of(following.head)
    return verb_of(phrases[clause.subject].head) if clause.subject >= 0 else ""


def predicate(seen: Frame, clause: Clause, phrase: Phrase | None) -> Clause:
    """The clause whose words tell the role: "the 250 homes | that the storm destroyed" is read as one."""
    if phrase is None or phrase.end != clause.end:
        return clause
    following = next((c for c in seen.clauses if c.start == clause.end), None)
    if following is None or not following.relative or seen.tags[following.start] != "w":
        return clause
    return Clause(clause.start, following.end, following.verb, following.base, clause.subject, clause.negated)
