"""Units of measurement and currencies as one look-up by surface: the typed view of the compiled unit table.

The written forms are made from the rows by `unit_forms` when the tables are compiled; here they are opened one first
word at a time, so that an article pays for the units it speaks of. Surfaces are cut into tokens as text is, and found
by longest match from their first token, never inside a regex (DESIGN 8).
Refuses to decide what an ambiguous surface means in a sentence: that is `extract.measures`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Set
from decimal import Decimal
from typing import Any, NamedTuple, TypeVar

from claimcheck.lexicon import per_language, table
from claimcheck.tokens import TOKEN

ONE = Decimal(1)
ZERO = Decimal(0)
Raw = TypeVar("Raw")
Value = TypeVar("Value")
Words = frozenset[str]


class Unit(NamedTuple):
    """A unit: number × factor + shift is the number of base units. Money has its ISO code as base, factor 1.

    `scale`: the written number is multiplied by it before anything else (a basis point is 0.01 percentage point).
    `british`: the factor in British texts where it is another one (ton, gallon, pint), else `None`.
    `per`: the denominator that the written form brings along ("mpg", "bpd"), else "".
    """

    name: str
    dimension: str
    base: str
    factor: Decimal = ONE
    shift: Decimal = ZERO
    scale: Decimal = ONE
    british: Decimal | None = None
    per: str = ""


class Surface(NamedTuple):
    """One written form: lower-case words, each with "white space follows", and when it counts.

    `symbol`: only after digits; `exact`: only in this case (`None` = any).
    """

    words: tuple[tuple[str, bool], ...]
    unit: Unit
    symbol: bool = False
    exact: str | None = None
    plural: bool = False


class Lazy(Mapping[str, Value]):
    """A mapping whose values are made from raw ones when they are first asked for."""

    __slots__ = ("_made", "_make", "_raw")

    def __init__(self, raw: Mapping[str, Raw], make: Callable[[Raw], Value]) -> None:
        """`make` turns one raw value into one of ours."""
        self._raw: Mapping[str, Raw] = raw
        self._make: Callable[..., Value] = make
        self._made: dict[str, Value] = {}

    def __getitem__(self, key: str) -> Value:
        found = self._made.get(key)
        if found is None:
            found = self._made[key] = self._make(self._raw[key])
        return found

    def get(self, key: str, default: Any = None) -> Any:
        """The value of `key`, or `default`: no exception on the way, as most words of a text are no unit."""
        return self[key] if key in self._raw else default

    def __contains__(self, key: object) -> bool:
        return key in self._raw

    def __iter__(self) -> Iterator[str]:
        return iter(self._raw)

    def __len__(self) -> int:
        return len(self._raw)


class UnitTable(NamedTuple):
    """Surfaces by first word, longest first; units by name; currency signs and codes that stand before a number.

    `before`: units that stand before their number ("magnitude 6.1"); `compounds`: the smaller unit that may follow a
    larger one in one figure ("6ft 2in"), and how many make the larger; `metric`: the unit that shows one to people,
    and its symbol; `everyday`: by dimension and system of measures, the units people use, larger first, and what many
    of them are called; `either`: what else a form means beside certain words ("948 mb" in a storm); `local`: the
    currencies that share a noun or sign, each with the words of its country; `house`: places of a dateline and their
    dollar.
    """

    surfaces: Mapping[str, tuple[Surface, ...]]
    openers: Set[str]  # the first words of all surfaces: a look that costs nothing
    units: Mapping[str, Unit]
    signs: Mapping[str, Unit]
    prefixes: Mapping[str, Unit]
    codes: Mapping[str, Unit]
    before: Mapping[str, Unit]
    compounds: Mapping[str, tuple[str, int]]
    dimensions: tuple[str, ...]
    house: Mapping[str, str]
    metric: Mapping[str, tuple[Unit, str]]
    everyday: Mapping[str, tuple[tuple[tuple[Unit, str], ...], ...]]
    either: Mapping[str, tuple[tuple[Unit, Words], ...]]
    local: Mapping[str, tuple[tuple[Unit, Words], ...]]


def pieces(surface: str) -> tuple[tuple[str, bool], ...]:
    """The tokens of a written form, each with "white space follows". Plain ASCII words need no tokeniser."""
    if surface.isascii():
        words = surface.lower().split(" ")
        if all(map(str.isalpha, words)):
            last = words.pop()
            return (*((word, True) for word in words), (last, False)) if words else ((last, False),)
    return tuple((t.rstrip(), t != t.rstrip()) for t in TOKEN.findall(surface.lower()))


def encoded(surface: Surface, unit: int) -> str:
    """A surface as text: the form, the number of its unit, and what holds of it."""
    form = surface.exact or "".join(word + " " * spaced for word, spaced in surface.words)
    return f"{form}|{unit}|{'s' * surface.symbol}{'e' * (surface.exact is not None)}{'p' * surface.plural}"


def encoded_unit(unit: Unit) -> str:
    """A unit as text; fields at their default are left empty, and left out at the end."""
    plain = Unit("", "", "")
    fields = ["" if own == usual else str(own) for own, usual in zip(unit, plain, strict=True)]
    return "|".join(fields).rstrip("|")


def _unit(text: str) -> Unit:
    name, dimension, base, factor, shift, scale, british, per = (text + "|||||||").split("|")[:8]
    return Unit(
        name,
        dimension,
        base,
        Decimal(factor) if factor else ONE,
        Decimal(shift) if shift else ZERO,
        Decimal(scale) if scale else ONE,
        Decimal(british) if british else None,
        per,
    )


@per_language
def unit_table(language: str) -> UnitTable:
    """Every unit and currency of a language."""
    rows = table("compiled/units", language)
    texts: list[str] = rows["units"]
    made: dict[int, Unit] = {}

    def unit(number: int) -> Unit:
        found = made.get(number)
        if found is None:
            found = made[number] = _unit(texts[number])
        return found

    def surfaces(group: str) -> tuple[Surface, ...]:
        found = []
        for text in group.split(";"):
            form, number, flags = text.rsplit("|", 2)
            exact = form if "e" in flags else None
            found.append(Surface(pieces(form), unit(int(number)), "s" in flags, exact, "p" in flags))
        return tuple(found)

    def choices(group: list[tuple[int, str]]) -> tuple[tuple[Unit, Words], ...]:
        return tuple((unit(number), frozenset(words.split())) for number, words in group)

    def systems(rows: list[list[tuple[int, str]]]) -> tuple[tuple[tuple[Unit, str], ...], ...]:
        return tuple(tuple((unit(number), many) for number, many in row) for row in rows)

    return UnitTable(
        surfaces=Lazy(rows["surfaces"], surfaces),
        openers=rows["surfaces"].keys(),
        units=Lazy(rows["names"], unit),
        signs=Lazy(rows["signs"], unit),
        prefixes=Lazy(rows["prefixes"], unit),
        codes=Lazy(rows["codes"], unit),
        before=Lazy(rows["before"], unit),
        compounds={large: (small, times) for large, (small, times) in rows["compounds"].items()},
        dimensions=tuple(rows["dimensions"]),
        house=rows["house"],
        metric=Lazy(rows["metric"], lambda row: (unit(row[0]), row[1])),
        everyday=Lazy(rows["everyday"], systems),
        either=Lazy(rows["either"], choices),
        local=Lazy(rows["local"], choices),
    )


def per_unit(per: str, language: str = "en") -> tuple[Decimal, Unit] | None:
    """A denominator as a number of units: "gallon" → 1 gallon, "100 kilometre" → 100 kilometres; `None` for a noun."""
    count, _, name = per.partition(" ") if per[:1].isdecimal() else ("1", "", per)
    unit = unit_table(language).units.get(name)
    return None if unit is None else (Decimal(count), unit)
