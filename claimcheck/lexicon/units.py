"""Units of measurement and currencies as one look-up by surface: the typed view of `units.toml` and `currencies.toml`.

A unit's squares, cubes, SI-prefixed relatives and spellings are made by rule from its row. Surfaces are cut into tokens
as text is, and found by longest match from their first token, never inside a regex (DESIGN 8).
Refuses to decide what an ambiguous surface means in a sentence: that is `extract.quantities`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from claimcheck.errors import DataError
from claimcheck.lexicon import per_language, table
from claimcheck.lexicon.cues import cues
from claimcheck.tokens import TOKEN

ONE = Decimal(1)
ZERO = Decimal(0)


class Unit(NamedTuple):
    """A unit: number × factor + shift is the number of base units. Money has its ISO code as base, factor 1.

    `scale`: the written number is multiplied by it before anything else (a basis point is 0.01 percentage point).
    `british`: the factor in British texts where it is another one (ton, gallon, pint), else `None`.
    """

    name: str
    dimension: str
    base: str
    factor: Decimal = ONE
    shift: Decimal = ZERO
    scale: Decimal = ONE
    british: Decimal | None = None


class Surface(NamedTuple):
    """One written form: lower-case words, each with "white space follows", and when it counts.

    `symbol`: only after digits; `exact`: only in this case (`None` = any).
    """

    words: tuple[tuple[str, bool], ...]
    unit: Unit
    symbol: bool = False
    exact: str | None = None
    plural: bool = False


class UnitTable(NamedTuple):
    """Surfaces by first word, longest first; units by name; currency signs and codes that stand before a number.

    `before`: units that stand before their number ("magnitude 6.1"); `compounds`: the smaller unit that may follow a
    larger one in one figure ("6ft 2in"), and how many make the larger.
    """

    surfaces: Mapping[str, tuple[Surface, ...]]
    units: Mapping[str, Unit]
    signs: Mapping[str, Unit]
    prefixes: Mapping[str, Unit]
    codes: Mapping[str, Unit]
    before: Mapping[str, Unit]
    compounds: Mapping[str, tuple[str, int]]


def _pieces(surface: str) -> tuple[tuple[str, bool], ...]:
    """The tokens of a written form, each with "white space follows". Plain ASCII words need no tokeniser."""
    if surface.isascii():
        words = surface.lower().split(" ")
        if all(map(str.isalpha, words)):
            last = words.pop()
            return (*((word, True) for word in words), (last, False)) if words else ((last, False),)
    return tuple((t.rstrip(), t != t.rstrip()) for t in TOKEN.findall(surface.lower()))


def _plural(name: str) -> str:
    return f"{name}es" if name.endswith(("s", "x", "ch", "sh")) else f"{name}s"


def _spellings(name: str) -> Iterator[str]:
    """The name and its American or French-looking twins."""
    yield name
    for british, american in (("metre", "meter"), ("litre", "liter"), ("gram", "gramme"), ("tonne", "ton")):
        if name.endswith(british) and not (british == "tonne" and name == british):
            yield name[: -len(british)] + american


def _powered(unit: Unit, row: Mapping[str, Any], bases: Mapping[str, str]) -> Iterator[tuple[Unit, list[Surface]]]:
    """The square and the cube of a length."""
    names = list(_spellings(unit.name))
    plurals = [row.get("plural", ""), *map(_plural, names)]
    symbols = [s for s in row.get("symbols", ()) if not s.endswith(".")]
    for power, word, short, dimension in (
        (2, "square", "sq", "area"),
        (3, "cubic", "cu", "volume"),
    ):
        made = Unit(f"{word} {unit.name}", dimension, bases[dimension], unit.factor**power)
        raised = "²" if power == 2 else "³"
        spelled = [f"{word} {n}" for n in (*names, *plurals) if n]
        spelled += [f"{word} {s}" for s in symbols]
        spelled += [f"{n} {word}d" if power == 2 else f"{n} cubed" for n in (*names, *plurals) if n]
        short_forms = [
            form
            for s in symbols
            for form in (
                f"{s}{raised}",
                f"{s}{power}",
                f"{s}^{power}",
                f"{s} {raised}",
                f"{short} {s}",
                f"{short}. {s}",
                f"{short}{s}",
                f"{short}. {s}.",
                f"{s} {word}d" if power == 2 else f"{s} cubed",
            )
        ]
        short_forms += [f"{short} {n}" for n in (*names, *plurals) if n] + [
            f"{short}. {n}" for n in (*names, *plurals) if n
        ]
        yield (
            made,
            [Surface(_pieces(s), made) for s in spelled]
            + [Surface(_pieces(s), made, symbol=True) for s in short_forms],
        )


def _forms(unit: Unit, row: Mapping[str, Any]) -> Iterator[Surface]:
    """Every surface of one row's own unit."""
    digits = row.get("needs") == "digits"
    if row.get("words", True):
        for name in (row["name"], *row.get("names", ())):
            for spelling in _spellings(name):
                yield Surface(_pieces(spelling), unit, digits)
                if "plural" not in row or name != row["name"]:
                    yield Surface(_pieces(_plural(spelling)), unit, digits, plural=True)
                if " " in spelling:
                    yield Surface(_pieces(spelling.replace(" ", "-")), unit, digits)
        for plural in (row.get("plural", ""), *row.get("plurals", ())):
            for spelling in _spellings(plural) if plural else ():
                yield Surface(_pieces(spelling), unit, digits, plural=True)
                for british, american in (("metres", "meters"), ("litres", "liters")):
                    if british in spelling:
                        yield Surface(_pieces(spelling.replace(british, american)), unit, digits, plural=True)
            for british, american in (("metre", "meter"),):
                if british in row["name"]:
                    yield Surface(_pieces(row["name"].replace(british, american)), unit, digits)
    for symbol in row.get("symbols", ()):
        exact = symbol if len(symbol) == 1 and symbol.isalpha() else None
        if symbol not in row.get("exact", ()):
            yield Surface(_pieces(symbol), unit, True, exact)
    for symbol in row.get("exact", ()):
        yield Surface(_pieces(symbol), unit, True, symbol)


def _prefixed(row: Mapping[str, Any], factor: Decimal, prefixes: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Rows made from a row by its SI prefixes."""
    hidden = row.get("unprefixed", ())
    for prefix in row.get("prefixes", ()):
        sign, power = prefixes[prefix]
        symbols = [s for s in row.get("symbols", ())[:2] if len(s) <= 2] + list(row.get("exact", ()))
        signs = (sign, "μ") if sign == "µ" else (sign,)
        made = {
            "name": prefix + row["name"],
            "dimension": row["dimension"],
            "factor": str(factor * Decimal(10) ** power),
            "per": row.get("per", "1"),
            "symbols": [g + s for g in signs for s in symbols if g + s not in hidden],
            "powers": row.get("powers", False),
        }
        if row.get("plural") == row["name"]:
            made["plural"] = made["name"]
        if " " not in row["name"]:
            made["names"] = [prefix + n for n in row.get("names", ()) if " " not in n]
        else:
            made["names"] = [prefix + n for n in row.get("names", ())]
        yield made


def _measures(language: str) -> Iterator[tuple[Unit, list[Surface]]]:
    rows = table("units", language)
    bases: Mapping[str, str] = rows["dimensions"]
    made: dict[str, Unit] = {}
    for row in rows["unit"]:
        if row["dimension"] not in bases:
            raise DataError(f"units.toml: {row['name']}: unknown dimension {row['dimension']!r}")
        factor = Decimal(row["factor"])
        prefixed = list(_prefixed(row, factor, rows["prefix"]))
        for r in (row, *prefixed):
            name, scale = r.get("as", r["name"]), ONE
            factor = Decimal(r["factor"]) / Decimal(r.get("per", 1))
            if "as" in r:
                scale, factor = factor, ONE
            british = Decimal(r["british"]) if "british" in r else None
            unit = made.get(r["name"]) or Unit(
                name, r["dimension"], bases[r["dimension"]], factor, Decimal(r.get("shift", 0)), scale, british
            )
            made[r["name"]] = unit
            yield unit, list(_forms(unit, r))
            if r.get("powers"):
                yield from _powered(unit, r, bases)


def currency_units(language: str = "en") -> dict[str, Unit]:
    """Currencies by ISO code."""
    rows = table("currencies", language)["currency"]
    return {code: Unit(row["name"], "money", code) for code, row in rows.items()}


def _currencies(language: str) -> Iterator[tuple[Unit, list[Surface]]]:
    rows = table("currencies", language)
    known = currency_units(language)
    plurals, any_case = rows["plurals"], cues(language).money_codes
    for code, row in rows["currency"].items():
        unit = known[code]
        exact = None if code.lower() in any_case else code
        million = unit._replace(scale=Decimal(10**6))
        surfaces = [Surface(_pieces(code), unit, exact=exact)] if row.get("after", True) else []
        surfaces.append(Surface(_pieces(f"M{code}"), million, exact=f"M{code}"))
        for name in (row["name"], *row.get("names", ())):
            plural = row.get("plural", _plural(name)) if name == row["name"] else _plural(name)
            surfaces += [Surface(_pieces(name), unit), Surface(_pieces(plural), unit, plural=True)]
        surfaces += [Surface(_pieces(sign), unit) for sign in row.get("signs", ())]
        yield unit, surfaces
    for noun, code in rows["generic"].items():
        unit = known[code] if code else Unit(noun, "money", noun)
        plural = plurals.get(noun, _plural(noun))
        yield unit, [Surface(_pieces(noun), unit), Surface(_pieces(plural), unit, plural=True)]
    for sign, code in rows["signs"].items():
        yield known[code], [Surface(_pieces(sign), known[code])]
    for name, row in rows["minor"].items():
        unit = Unit(row.get("as", name), "money", row["currency"] or name, Decimal(row["factor"]))
        plain = [Surface(_pieces(n), unit) for n in (name, *row.get("names", ()))]
        many = [row["plural"]] if "plural" in row else [_plural(n) for n in (name, *row.get("names", ()))]
        marks = [Surface(_pieces(s), unit, True, s) for s in row.get("symbols", ())]
        yield unit, [*plain, *(Surface(_pieces(n), unit, plural=True) for n in many), *marks]


def _index(found: Iterable[Surface]) -> dict[str, tuple[Surface, ...]]:
    """Surfaces by first word: longest first, exact case before any case, earlier rows before later ones."""
    grouped: dict[str, dict[object, Surface]] = {}
    for surface in found:
        if surface.words:
            grouped.setdefault(surface.words[0][0], {}).setdefault((surface.words, surface.exact), surface)
    return {
        first: tuple(sorted(rows.values(), key=lambda s: (-len(s.words), s.exact is None)))
        for first, rows in grouped.items()
    }


@per_language
def unit_table(language: str) -> UnitTable:
    """Every unit and currency of a language. Raises DataError for a row that names an unknown dimension."""
    pairs = [*_measures(language), *_currencies(language)]
    rows = table("currencies", language)
    known = currency_units(language)
    signs = {sign: known[code] for sign, code in rows["signs"].items()}
    for code, row in rows["currency"].items():
        signs.update({sign.lower().rstrip("."): known[code] for sign in row.get("signs", ())})
    units = {unit.name: unit for unit, _ in reversed(pairs)}
    return UnitTable(
        _index(s for _, surfaces in pairs for s in surfaces),
        units,
        signs,
        {prefix: known[code] for prefix, code in rows["prefixes"].items()},
        {code.lower(): unit for code, unit in known.items()}
        | {alias: known[code] for alias, code in rows["aliases"].items()},
        {row["name"]: units[row["name"]] for row in table("units", language)["unit"] if row.get("before")},
        {large: (small, times) for large, (small, times) in table("units", language)["compounds"].items()},
    )
