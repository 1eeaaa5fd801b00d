"""Words whose company says what a number is: the typed view of `figures.toml`. Word sets only, no grammar."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from claimcheck.errors import DataError
from claimcheck.lexicon import per_language, table
from claimcheck.lexicon.vocabulary import vocabulary
from claimcheck.lexicon.words import verb_forms

CLOSED = frozenset(
    (
        *("PREPOSITION", "AUXILIARY", "PRONOUN", "CONJUNCTION", "DETERMINER", "NEGATION"),
        *("MONTH", "WEEKDAY", "CARDINAL", "SCALE"),
    )
)

Words = frozenset[str]
Gaps = frozenset[tuple[str, ...]]


class Joins(NamedTuple):
    """The words between two numbers that join them, each a tuple of tokens."""

    range: Gaps
    compound: Gaps
    ratio: Gaps
    list: Gaps
    product: Gaps
    plus_minus: Gaps


class Cues(NamedTuple):
    """The word sets of `figures.toml`, `[section] key` as `section_key`, and those made from other tables.

    `auxiliaries`: "was", "have"; `closed`: words of the closed classes, months and number words; `stops`: those and
    whatever ends a noun phrase;
    `numbers`: number words; `verbs`: verb forms that are hardly ever nouns; `forms`: every verb form in -s.
    """

    names_always: Words
    names_capital: Words
    names_bare: Words
    names_abbreviated: Words
    names_street: Words
    names_opener: Words
    names_before_word: Words
    names_pronoun: Words
    names_counting: Words
    names_hyphen: Words
    names_shares: Words
    names_works: Words
    names_models: Words
    names_pointing: Words
    names_agreeing: Words
    names_occasions: Words
    names_kind: Words
    names_of: Words
    rank_hyphen: Words
    rank_idioms: Words
    share_of: Words
    share_before: Words
    share_after: Words
    share_never: Words
    share_couple: Words
    share_paired: Words
    share_relative: Words
    article_before: Words
    article_after: Words
    article_or: Words
    article_of: Words
    one_before: Words
    one_after: Words
    score_ratings: Words
    score_cues: Words
    race_before: Words
    race_cues: Words
    money_cues: Words
    money_weight: Words
    money_priced: Words
    money_doubtful: Words
    money_codes: Words
    money_words: Words
    money_per: Words
    heat_cues: Words
    heat_angle: Words
    heat_below: Words
    heat_zero: Words
    per_never: Words
    per_counting: Words
    inch_after: Words
    times_occasions: Words
    times_adjectives: Words
    times_after: Words
    times_past: Words
    age_before: Words
    age_bounds: Words
    age_old: Words
    age_after: Words
    age_adverbs: Words
    age_verbs: Words
    age_persons: Words
    age_lives: Words
    age_groups: Words
    age_counts: Words
    age_whose: Words
    age_people: Words
    age_beings: Words
    noun_plural: Words
    noun_men: Words
    noun_singular: Words
    noun_states: Words
    noun_never: Words
    noun_skipped: Words
    noun_articles: Words
    noun_determiners: Words
    noun_pronouns: Words
    noun_attributive: Words
    noun_told: Words
    noun_gapping: Words
    over_bound: Words
    over_place: Words
    over_paired: Words
    over_taken: Words
    over_measured: Words
    over_cover: Words
    over_exceeding: Words
    over_close: Words
    over_odd: Words
    over_money: Words
    over_prepositions: Words
    range_spread: Words
    change_words: Words
    change_by: Words
    change_after: Words
    change_more: Words
    change_following: Words
    change_levels: Words
    change_compared: Words
    joins: Joins
    rates: Mapping[str, str]
    age_sides: Mapping[str, str]
    closed: Words
    auxiliaries: Words
    stops: Words
    numbers: Words
    verbs: Words
    forms: Words


def _made(language: str, never: Words) -> dict[str, Words]:
    """The sets that come from the vocabulary and the verbs."""
    known = vocabulary(language)
    closed = frozenset(word for word, features in known.items() if features & CLOSED)
    forms = verb_forms(language)
    return {
        "closed": closed,
        "auxiliaries": frozenset(word for word, features in known.items() if "AUXILIARY" in features),
        "stops": (closed - {"second", "like", "round"}) | never,
        "numbers": frozenset(word for word, features in known.items() if features & {"CARDINAL", "SCALE"}),
        "verbs": frozenset(word for word, (_, sure) in forms.items() if sure),
        "forms": frozenset(word for word in forms if word.endswith("s")),
    }


@per_language
def cues(language: str) -> Cues:
    """The cue words of a language. Raises DataError for a set that is missing or unknown."""
    rows = table("figures", language)
    words = {
        f"{section}_{key}": frozenset(text.split())
        for section, keys in rows.items()
        if section not in ("rates", "joins", "age_sides")
        for key, text in keys.items()
    }
    sides = {word: modifier for modifier, text in rows["age_sides"].items() for word in text.split()}
    gaps = {key: frozenset(tuple(phrase.split()) for phrase in text.split("|")) for key, text in rows["joins"].items()}
    made = _made(language, words["noun_never"])
    wanted = set(Cues._fields)
    found = {*words, *made, "rates", "joins", "age_sides"}
    if wanted != found:
        raise DataError(f"figures.toml: missing {sorted(wanted - found)}, unknown {sorted(found - wanted)}")
    return Cues(**words, **made, rates=rows["rates"], age_sides=sides, joins=Joins(**gaps))
