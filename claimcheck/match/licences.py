"""What licenses a link: check takes two figures for different things unless one of these holds (DESIGN 5).

definite  one side refers back ("the 12 sailors", "all 17", "its 480-km range")
event     a once-per-event role on both sides, nothing tells the events apart
title     the headline's figure
frame     same role and at least two shared participants, or a shared named owner
date      one event, two dates
"""

from __future__ import annotations

from claimcheck.lexicon.frames import frame_words
from claimcheck.lexicon.roles import Role, generic_nouns, roles
from claimcheck.match.comparisons import Evidence, digits_turned, roles_fit, scale_slipped
from claimcheck.match.rates import denominator
from claimcheck.model import About, BlockKind, Mention

TITLES = frozenset((BlockKind.TITLE, BlockKind.HEADING))
_SHORT = 40  # characters within which the verb after "At 47, Solano" stands
_CHRONICLE = 4  # other dates of the kind: a text that tells year by year, where what is done again is done twice
_TELLING = 2.5  # role and shared words enough to go by where a document has only one such figure besides


def license_of(a: Mention, b: Mention, found: Evidence, rivals: int) -> tuple[str, bool]:
    """What licenses the link, and whether it is weak (a warning at most); ("", True) when nothing does."""
    ra, rb = a.about, b.about
    same_role = ra.role != "" and rb.role != "" and roles_fit(ra.role, rb.role)
    same_noun = ra.noun != "" and ra.noun == rb.noun and ra.noun not in generic_nouns()
    if a.figure.when is not None:
        return _date_licence(a, b, found, rivals)
    role = roles().get(ra.role) if same_role else None
    if role is not None and role.once and not roles()[rb.role].once:
        role = roles()[rb.role]
    once = role is not None and role.once
    if role is not None and role.change and not found.owners and not (rivals == 0 and (ra.definite or rb.definite)):
        return "", True  # sales rose, exports grew
    if a.figure.kind == "age":
        return ("frame", False) if found.owners and found.named and _stated_age(a) and _stated_age(b) else ("", True)
    turned = digits_turned(a.figure, b.figure)
    same_noun = same_noun or (turned and ra.noun == rb.noun != "")  # "the 2,310 people" are those of the 2,130
    sure = bool(found.participants) or found.score >= 3.0 or rivals == 0 or turned
    ends = role is not None and role.between  # "50 miles southeast" refers back to no other distance
    if (ra.definite or rb.definite) and (same_noun or once) and sure and not (ends and not found.participants):
        return "definite", False
    if (ra.kind in TITLES or rb.kind in TITLES) and (same_noun or same_role or found.owners or found.score >= 3.0):
        return "title", False
    if role is not None and role.event and sure:
        return "event", False
    if role is not None and once:
        return _once_licence(ra, rb, found, role, rivals)
    one_sided = ra.role != rb.role and ra.verb != rb.verb  # "cancelled 87 flights" / "30 flights had taken off"
    if (same_role or (same_noun and not one_sided)) and found.owners and found.participants >= 2 and found.score >= 5.0:
        return "frame", not found.named
    if found.owners and found.named and found.score >= 4.0 and a.figure.kind in ("measure", "duration"):
        return "frame", True
    same_verb = ra.verb == rb.verb and ra.verb not in frame_words().light_verbs
    if same_verb and a.figure.kind == "duration" and rivals == 0 and (ra.done or rb.done):
        return "frame", True  # "negotiated for 18 months", "two years of negotiation"
    if same_verb and found.owners and found.participants >= 2:
        return "frame", True
    shared = same_role or same_noun or found.participants
    if (turned and shared) or (scale_slipped(a.figure, b.figure) and (shared or ra.definite or rb.definite)):
        return "frame", True
    if rivals == 0 and same_role and (_two_rates(a, b) or _one_of_kind(a, b)):
        return "frame", True
    return "", True


def _one_of_kind(a: Mention, b: Mention) -> bool:
    """The only two measures of their role in the text, both an average, or told of one name."""
    ra, rb = a.about, b.about
    if a.figure.kind not in ("measure", "duration", "money") or roles()[ra.role].default:
        return False
    if a.figure.kind == "duration" and "-" in a.figure.surface and "-" in b.figure.surface:
        return False  # "a 7-year term", "5-year terms": there may be as many as there are offices
    return "average" in ra.scopes & rb.scopes or bool(ra.names & rb.names)


def _two_rates(a: Mention, b: Mention) -> bool:
    """One noun or sum, told under two spans of time: nothing else of the text has such a rate."""
    one, other = denominator(a.figure, a.about), denominator(b.figure, b.about)
    return (
        a.figure.per != b.figure.per
        and bool(one and other)
        and (a.about.noun == b.about.noun != "" or a.figure.kind == "money")
    )


def _once_licence(ra: About, rb: About, found: Evidence, role: Role, rivals: int) -> tuple[str, bool]:
    """An owner has one height, one population, one price: what is shared must be the owner, or leave no other."""
    named = ra.names | rb.names
    if role.between and not found.named and min(len({*ra.subjects, *ra.others}), len({*rb.subjects, *rb.others})) < 2:
        return "", True  # one end is not told, or may be either of two
    if found.owners or (found.named and role.between and _ends_meet(ra, rb)):
        return "frame", not (found.named or rivals == 0 or found.participants >= 2)
    if not found.owners and (_two_things(ra, rb, role) or ({ra.owner, rb.owner} <= named and ra.owner != rb.owner)):
        return "", True
    if rivals == 0 and (found.participants or found.score >= _TELLING):
        return "frame", not found.participants
    return "", True


def _ends_meet(a: About, b: About) -> bool:
    """One end of a distance is told on both sides, and not just somebody who is spoken of."""
    return bool({*a.subjects} & {*b.subjects, *b.others} or {*b.subjects} & {*a.subjects, *a.others})


def _two_things(a: About, b: About, role: Role) -> bool:
    """The bridge cost so much, the motorway so much: two owners, each told by a plain noun."""
    if a.possessed and b.possessed:
        return a.owner != b.owner
    one, other = ([k for k in about.subjects if k not in role.nouns][:1] for about in (a, b))
    plain = bool(one) and bool(other) and not set(one) & a.names and not set(other) & b.names
    apart = not set(one) & {*b.subjects, *b.others} and not set(other) & {*a.subjects, *a.others}
    return plain and apart and "organisation" not in (*one, *other)


def _stated_age(mention: Mention) -> bool:
    """“Ada Holm, 61,” and “the 61-year-old” say how old somebody is now; “at 14”, “when she was 9” do not."""
    text, figure = mention.document.text, mention.figure
    if "old" in figure.surface:
        return True
    before, after = text[: figure.start].rstrip(), text[figure.end : figure.end + 1]
    if after == "," and before[-3:].strip().lower() == "at":
        following = text[figure.end + 1 : figure.end + _SHORT].split(",")[0].split(".")[0].split()
        return any(word in frame_words().now for word in following)  # "At 47, Solano is"; not "At 22, Solano was"
    return before.endswith((",", "(", " is")) and after in (",", ")", ".", ";")


def _date_licence(a: Mention, b: Mention, found: Evidence, rivals: int) -> tuple[str, bool]:
    """Two dates of one event: a once-only role or the same predicate, and participants that say it is the same one."""
    ra, rb = a.about, b.about
    if "of" in (_before(a), _before(b)) or _edition(a) or _edition(b) or _names_event(ra, rb) or _names_event(rb, ra):
        return "", True  # "the flood of 1998" names a flood
    role = roles().get(ra.role) if ra.role == rb.role else None
    if (role is None or not role.once or _two_works(ra, rb)) and rivals >= _CHRONICLE and _two_years(a, b):
        return "", True
    by_noun = role is not None and rivals >= _CHRONICLE and not {ra.verb, rb.verb} <= role.verbs
    if by_noun and found.participants < 2:
        return "", True  # "built in 1915 … until construction of the road in the 1970s"
    if role is not None and role.once and found.owners:
        return "date", not (found.named or found.participants >= 2)
    same_verb = ra.verb == rb.verb and ra.verb not in frame_words().light_verbs
    if (same_verb or role is not None) and found.participants >= 2:
        return "date", not (found.owners or found.named)
    if same_verb and role is not None and role.once and found.participants and not _two_bearers(ra, rb):
        return "date", True
    return "", True


def _edition(mention: Mention) -> bool:
    """“The Ease of Living Index 2022”: a year right behind a name is part of it."""
    figure = mention.figure
    if figure.when is None or figure.when.granularity != "year" or figure.modifier != "exact":
        return False
    words = mention.document.text[max(0, figure.start - 24) : figure.start].split()
    return len(words) > 1 and words[-1][:1].isupper() and words[-1][-1:].isalpha() and words[-2][:1].isupper()


def _names_event(a: About, b: About) -> bool:
    """“The 3 May attacks” names them; it dates nothing that is not an attack."""
    return a.definite and a.noun != "" and a.noun not in (b.noun, *b.subjects, *b.others)


def _two_years(a: Mention, b: Mention) -> bool:
    one, other = a.figure.when, b.figure.when
    if one is None or other is None:
        return False
    years = [when.year or (when.first.year if when.first is not None else None) for when in (one, other)]
    return None not in years and years[0] != years[1]


def _two_works(a: About, b: About) -> bool:
    """“It launched a fund in 2006”, “it launched a website in 2009”: one maker, two works."""
    shared = set(a.others) & {*b.subjects, *b.others}
    return bool(a.others) and bool(b.others) and not shared & (a.names | b.names)


def _two_bearers(a: About, b: About) -> bool:
    """Each date has an owner of its own: "Mirwais died in 1715", "Durrani died in 1772"."""
    one, other = a.subjects[:1], b.subjects[:1]
    return roles()[a.role].bearer and bool(one) and bool(other) and one != other


def _before(mention: Mention) -> str:
    text = mention.document.text[max(0, mention.figure.start - 12) : mention.figure.start].split()
    return text[-1].lower() if text else ""
