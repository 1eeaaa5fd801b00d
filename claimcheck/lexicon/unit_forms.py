"""Every written form of every unit and currency, made by rule from `units.toml` and `currencies.toml`.

Runs when the tables are compiled (`make tables`), never when an article is read: the forms are thousands, an article
needs a dozen. `compiled` gives the plain data that `claimcheck.lexicon.units` opens, one first word at a time.
Refuses to decide what an ambiguous form means in a sentence: that is `extract.measures`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from claimcheck.errors import DataError
from claimcheck.lexicon.units import ONE, Surface, Unit, encoded, encoded_unit, pieces

Rows = Mapping[str, Any]
Made = list[tuple[Unit, list[Surface]]]
TWINS = (("metre", "meter"), ("litre", "liter"), ("gram", "gramme"), ("tonne", "ton"))
POWERS = ((2, "square", "sq", "area", "²"), (3, "cubic", "cu", "volume", "³"))
MILLION = Decimal(10**6)
THOUSAND = Decimal(1000)


def compiled(units: Rows, currencies: Rows, any_case: Iterable[str]) -> dict[str, Any]:
    """The compiled unit table of one language, ready for JSON. `any_case`: currency codes read in any case.

    Raises DataError for a row that names a dimension, a currency or a unit there is not.
    """
    known = {code: Unit(row["name"], "money", code) for code, row in currencies["currency"].items()}
    made = [*_measures(units), *_currencies(currencies, known, frozenset(any_case))]
    numbers = {unit: n for n, unit in enumerate(dict.fromkeys(unit for unit, _ in made))}
    names = {unit.name: numbers[unit] for unit, _ in reversed(made)}
    own = {code: numbers[unit] for code, unit in known.items()}

    def named(name: str, where: str) -> int:
        if name not in names:
            raise DataError(f"{where}: no such unit or currency: {name!r}")
        return names[name]

    return {
        "units": list(map(encoded_unit, numbers)),
        "names": names,
        "surfaces": {first: ";".join(encoded(s, numbers[s.unit]) for s in group) for first, group in _index(made)},
        "signs": _signs(currencies, numbers, known),
        "prefixes": {prefix: own[code] for prefix, code in currencies["prefixes"].items()},
        "codes": {code.lower(): n for code, n in own.items()}
        | {alias: own[code] for alias, code in currencies["aliases"].items()},
        "before": {row["name"].lower(): names[row["name"]] for row in units["unit"] if row.get("before")},
        "compounds": units["compounds"],
        "house": {
            word: code for code, words in currencies["house"].items() if own[code] >= 0 for word in words.split()
        },
        "dimensions": list(units["dimensions"]),
        "metric": {
            name: [named(target, f"units.toml [metric] {name}"), symbol]
            for name, (target, symbol) in units["metric"].items()
            if named(name, "units.toml [metric]") >= 0
        },
        "everyday": {
            dimension: [
                [[named(name, f"units.toml [everyday] {dimension}"), many] for name, many in row] for row in rows
            ]
            for dimension, rows in units["everyday"].items()
        },
        "either": {
            word: [[named(name, "units.toml [either]"), cues] for name, cues in rows.items()]
            for word, rows in units["either"].items()
        },
        "local": {
            noun: [[named(code if len(code) > 3 else known[code].name, "[local]"), cues] for code, cues in rows.items()]
            for noun, rows in _local(currencies).items()
        },
    }


def _index(made: Made) -> list[tuple[str, list[Surface]]]:
    """Surfaces by first word: longest first, exact case before any case, earlier rows before later ones."""
    grouped: dict[str, dict[object, Surface]] = {}
    for _, surfaces in made:
        for surface in surfaces:
            if surface.words:
                grouped.setdefault(surface.words[0][0], {}).setdefault((surface.words, surface.exact), surface)
    return [
        (first, sorted(rows.values(), key=lambda s: (-len(s.words), s.exact is None)))
        for first, rows in grouped.items()
    ]


# --- measures ---------------------------------------------------------------------------------------------------------


def _measures(rows: Rows) -> Made:
    bases: Mapping[str, str] = rows["dimensions"]
    made: dict[str, Unit] = {}
    found: Made = []
    for row in rows["unit"]:
        if row["dimension"] not in bases:
            raise DataError(f"units.toml: {row['name']}: unknown dimension {row['dimension']!r}")
        for r in (row, *_prefixed(row, rows["prefix"])):
            unit = made.setdefault(r["name"], _unit(r, bases))
            found.append((unit, list(_forms(unit, r))))
            if r.get("powers"):
                found += _powered(unit, r, bases)
    units = {unit.name: unit for unit, _ in reversed(found)}
    for row in rows["rate"]:
        if row["unit"] not in units or row["per"] not in units:
            raise DataError(f"units.toml [[rate]]: no such unit: {row['unit']!r} or {row['per']!r}")
        unit = units[row["unit"]]._replace(per=row["per"], scale=Decimal(row.get("scale", 1)))
        words = [Surface(pieces(n), unit, plural=n.endswith("s")) for n in row.get("names", ())]
        found.append((unit, words + [_symbol(s, unit, exact=s in row.get("exact", ())) for s in row["symbols"]]))
    return found


def _unit(row: Rows, bases: Mapping[str, str]) -> Unit:
    factor, scale = Decimal(row["factor"]) / Decimal(row.get("per", 1)), ONE
    if "as" in row:
        scale, factor = Decimal(row.get("scale", factor)), factor if "scale" in row else ONE
    british = Decimal(row["british"]) if "british" in row else None
    dimension = row["dimension"]
    shift = Decimal(row.get("shift", 0))
    return Unit(row.get("as", row["name"]), dimension, bases[dimension], factor, shift, scale, british)


def _prefixed(row: Rows, prefixes: Mapping[str, tuple[str, int]]) -> Iterator[dict[str, Any]]:
    """Rows made from a row by its SI prefixes: kilo + metre, k + m."""
    hidden = row.get("unprefixed", ())
    stems = row.get("stems") or [s for s in row.get("symbols", ())[:2] if len(s) <= 2] + list(row.get("exact", ()))
    for prefix in row.get("prefixes", ()):
        sign, power = prefixes[prefix]
        signs = (sign, "μ") if sign == "µ" else (sign,)
        symbols = [g + s for g in signs for s in stems if g + s not in hidden]
        made = {
            "name": prefix + row["name"],
            "dimension": row["dimension"],
            "factor": str(Decimal(row["factor"]) * Decimal(10) ** power),
            "per": row.get("per", "1"),
            "symbols": [] if row.get("strict") else symbols,
            "exact": symbols if row.get("strict") else [],
            "powers": row.get("powers", False),
            "names": [prefix + n for n in row.get("names", ()) if " " not in n or " " in row["name"]],
        }
        if sign == "µ" and row.get("plain_micro"):
            made["exact"] = [*made["exact"], *("u" + s for s in stems)]
        if row.get("plural") == row["name"]:
            made["plural"] = made["name"]
        yield made


def _powered(unit: Unit, row: Rows, bases: Mapping[str, str]) -> Made:
    """The square and the cube of a length."""
    names = list(_spellings(unit.name))
    plurals = [p for p in (row.get("plural", ""), *map(plural_of, names)) if p]
    symbols = [s for s in row.get("symbols", ()) if not s.endswith(".")]
    found: Made = []
    for power, word, short, dimension, raised in POWERS:
        made = Unit(f"{word} {unit.name}", dimension, bases[dimension], unit.factor**power)
        after = f"{word}d" if power == 2 else "cubed"
        spelled = [f"{word} {n}" for n in (*names, *plurals, *symbols)] + [f"{n} {after}" for n in (*names, *plurals)]
        brief = [f"{short}{dot} {n}" for n in (*symbols, *names, *plurals) for dot in ("", ".")]
        for s in symbols:
            brief += [f"{s}{raised}", f"{s}{power}", f"{s}^{power}", f"{s} {raised}", f"{short}{s}", f"{short}. {s}."]
            brief.append(f"{s} {after}")
        surfaces = [Surface(pieces(s), made) for s in spelled]
        found.append((made, surfaces + [Surface(pieces(s), made, symbol=True) for s in brief]))
    return found


def _forms(unit: Unit, row: Rows) -> Iterator[Surface]:
    """Every surface of one row's own unit."""
    digits = row.get("needs") == "digits"
    if row.get("words", True):
        for name in (row["name"], *row.get("names", ())):
            for spelling in _spellings(name):
                yield Surface(pieces(spelling), unit, digits)
                if "plural" not in row or name != row["name"]:
                    yield Surface(pieces(plural_of(spelling)), unit, digits, plural=True)
                if " " in spelling:
                    yield Surface(pieces(spelling.replace(" ", "-")), unit, digits)
        for plural in (row.get("plural", ""), *row.get("plurals", ())):
            for spelling in _spellings(plural) if plural else ():
                yield Surface(pieces(spelling), unit, digits, plural=True)
                for british, american in (("metres", "meters"), ("litres", "liters")):
                    if british in spelling:
                        yield Surface(pieces(spelling.replace(british, american)), unit, digits, plural=True)
        if "metre" in row["name"]:
            yield Surface(pieces(row["name"].replace("metre", "meter")), unit, digits)
    for symbol in row.get("symbols", ()):
        if symbol not in row.get("exact", ()):
            yield _symbol(symbol, unit, exact=len(symbol) == 1 and symbol.isalpha())
    for symbol in row.get("exact", ()):
        yield _symbol(symbol, unit, exact=True)


def _symbol(symbol: str, unit: Unit, *, exact: bool) -> Surface:
    return Surface(pieces(symbol), unit, True, symbol if exact else None)


def plural_of(name: str) -> str:
    """The regular plural: "inch" → "inches", "century" → "centuries"."""
    if name.endswith("y") and name[-2:-1] not in "aeiou":
        return f"{name[:-1]}ies"
    return f"{name}es" if name.endswith(("s", "x", "ch", "sh")) else f"{name}s"


def _spellings(name: str) -> Iterator[str]:
    """The name and its American or French-looking twins."""
    yield name
    for british, american in TWINS:
        if name.endswith(british) and not (british == "tonne" and name == british):
            yield name[: -len(british)] + american


# --- currencies -------------------------------------------------------------------------------------------------------


def _currencies(rows: Rows, known: Mapping[str, Unit], any_case: frozenset[str]) -> Made:
    found: Made = []
    for code, row in rows["currency"].items():
        unit = known[code]
        exact = None if code.lower() in any_case else code
        surfaces = [Surface(pieces(code), unit, exact=exact)] if row.get("after", True) else []
        for name in (row["name"], *row.get("names", ())):
            many = row.get("plural", plural_of(name)) if name == row["name"] else plural_of(name)
            surfaces += [Surface(pieces(name), unit), Surface(pieces(many), unit, plural=True)]
        cased = row.get("exact", ())
        surfaces += [Surface(pieces(s), unit, exact=s if s in cased else None) for s in row.get("signs", ())]
        found.append((unit, surfaces))
    for code in rows["accounts"]:
        for form, unit in _accounts(code, known[code]):
            found.append((unit, [Surface(pieces(form), unit, exact=form)]))
    for noun in rows["generic"]:
        unit = _generic(noun, rows, known)
        many = rows["plurals"].get(noun, plural_of(noun))
        found.append((unit, [Surface(pieces(noun), unit), Surface(pieces(many), unit, plural=True)]))
    for sign, code in rows["signs"].items():
        unit = known.get(code) or _generic(code, rows, known)
        found.append((unit, [Surface(pieces(sign), unit)]))
    return [*found, *_minor(rows)]


def _generic(noun: str, rows: Rows, known: Mapping[str, Unit]) -> Unit:
    """What a bare noun stands for where nothing else tells: a currency, or itself where that cannot be told."""
    if noun not in rows["generic"]:
        raise DataError(f"currencies.toml: no such currency or noun: {noun!r}")
    code = rows["generic"][noun]
    return known[code] if code else Unit(noun, "money", noun)


def _minor(rows: Rows) -> Made:
    found: Made = []
    for name, row in rows["minor"].items():
        unit = Unit(row.get("as", name), "money", row["currency"] or name, Decimal(row["factor"]))
        names = (name, *row.get("names", ()))
        many = [row["plural"]] if "plural" in row else list(map(plural_of, names))
        marks = [Surface(pieces(s), unit, True, s) for s in row.get("symbols", ())]
        plain = [Surface(pieces(n), unit) for n in names]
        found.append((unit, [*plain, *(Surface(pieces(n), unit, plural=True) for n in many), *marks]))
    return found


def _accounts(code: str, unit: Unit) -> Iterator[tuple[str, Unit]]:
    """As companies write their accounts: "MSEK 450", "450 MSEK", "USDm 12", "TEUR 300"."""
    million, thousand = unit._replace(scale=MILLION), unit._replace(scale=THOUSAND)
    yield from ((form, million) for form in (f"M{code}", f"m{code}", f"{code}m"))
    yield from ((form, thousand) for form in (f"T{code}", f"k{code}", f"{code}k"))


def _signs(rows: Rows, numbers: Mapping[Unit, int], known: Mapping[str, Unit]) -> dict[str, int]:
    """What may stand before a number, in lower case."""
    found = {}
    for sign, code in rows["signs"].items():
        found[sign.lower().rstrip(".")] = numbers[known.get(code) or _generic(code, rows, known)]
    for code, row in rows["currency"].items():
        found.update({sign.lower().rstrip("."): numbers[known[code]] for sign in row.get("signs", ())})
    for code in rows["accounts"]:
        found.update({form.lower(): numbers[unit] for form, unit in _accounts(code, known[code])})
    return found


def _local(rows: Rows) -> dict[str, dict[str, str]]:
    """Generic noun or sign → currency code → the country words that speak for it. Nouns that share a row join it."""
    found: dict[str, dict[str, str]] = {}
    for nouns, codes in rows["local"].items():
        for noun in nouns.split(" / "):
            found[noun] = {code: rows["where"].get(code, "") for code in codes.split()}
    return found
