"""Defaults < the nearest configuration file < `--config key=value` < flags, resolved into Settings.

The file is the nearest `claimcheck.toml`, or `pyproject.toml` with a `[tool.claimcheck]` table, from the working folder
up to the top of the repository. One file counts: nothing is merged and nothing in it is executed. An unknown key or a
value of the wrong kind is an error that names the file, the line and what would be right.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

from claimcheck.cli.options import BY_KEY, SETTINGS, Setting, day, local_day
from claimcheck.cli.suggest import did_you_mean
from claimcheck.errors import ConfigError, UsageError
from claimcheck.settings import Settings

OWN_FILE = "claimcheck.toml"
SHARED_FILE = "pyproject.toml"
_ASSIGNMENT = re.compile(r"[A-Za-z][\w.-]*=")
_HEADER = re.compile(r"\s*\[\[?\s*([^\[\]]+?)\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r"""\s*((?:[\w-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[\w-]+|"[^"]*"|'[^']*'))*)\s*=""")


@dataclass(frozen=True, slots=True)
class Value:
    """One resolved setting and where it came from: "default", "claimcheck.toml:3", "--config" or its flag."""

    row: Setting
    value: object
    written: str
    origin: str


@dataclass(frozen=True, slots=True)
class Resolved:
    """Everything a run is set to. `file` is the configuration file read, if any."""

    settings: Settings
    values: Mapping[str, Value]
    file: Path | None = None
    isolated: bool = False  # nothing that lies in the folder counts

    @property
    def exclude(self) -> tuple[str, ...]:
        """Globs a folder's walk leaves out."""
        found = self.values["exclude"].value
        return found if isinstance(found, tuple) else ()

    @property
    def output_format(self) -> str:
        """The chosen format, "" when nobody chose."""
        return str(self.values["output-format"].value)

    def is_default(self, key: str) -> bool:
        """True when nobody set `key`."""
        return self.values[key].origin == "default"


@dataclass(frozen=True, slots=True)
class _File:
    """A configuration file: its table for claimcheck, and its text to find lines in. `inside`: the table's path."""

    path: Path
    shown: str
    source: str
    inside: tuple[str, ...]
    table: Mapping[str, Any]

    def at(self, *keys: str) -> str:
        """`file:line` of a key."""
        line = line_of(self.source, (*self.inside, *keys))
        return f"{self.shown}:{line}" if line else self.shown


def resolve(
    given: Mapping[str, object],
    config: Sequence[str] = (),
    *,
    isolated: bool = False,
    folder: Path | None = None,
) -> Resolved:
    """The settings of a run in `folder` from `given` flags (key → what was typed; None = not given) and `--config`.

    Raises ConfigError for the file and for `--config`, UsageError for a flag.
    """
    inline = [item for item in config if _ASSIGNMENT.match(item)]
    named = [item for item in config if not _ASSIGNMENT.match(item)]
    if len(named) > 1:
        raise UsageError("--config names more than one file", "give one file, and key=value for single settings")
    folder = folder or Path.cwd()
    file = _named_file(folder / named[0], named[0]) if named else None if isolated else _nearest_file(folder)
    values = {row.key: Value(row, row.default, row.shown, "default") for row in SETTINGS}
    rules: Mapping[str, Mapping[str, object]] = MappingProxyType({})
    if file is not None:
        rules = _rule_options(file)
        values |= {value.row.key: value for value in _file_values(file)}
    values |= {value.row.key: value for value in _inline_values(inline)}
    values |= {value.row.key: value for value in _flag_values(given)}
    return Resolved(_settings(values, rules), values, file.path if file else None, isolated)


def zone_of(resolved: Resolved) -> str:
    """The time zone times are written in: the newsroom's where it is set, else "" for that of this machine."""
    return "" if resolved.is_default("timezone") else resolved.settings.timezone


def _settings(values: Mapping[str, Value], rules: Mapping[str, Mapping[str, object]]) -> Settings:
    known = {field.name for field in fields(Settings)}
    chosen = {v.row.field: v.value for v in values.values() if v.row.field in known}
    settings = replace(Settings(), **chosen, rules=rules)  # type: ignore[arg-type]  # the rows' parsers made the values
    return replace(settings, dateline=local_day(settings.dateline, settings.timezone))


def dated(settings: Settings, written: object) -> Settings:
    """The settings with a dateline of its own, as a line of batch mode may have. Raises ValueError."""
    moment = local_day(day(written), settings.timezone)
    return replace(settings, dateline=moment) if moment is not None else settings


# --- values from the three places ------------------------------------------------------------------------------------


def _file_values(file: _File) -> Iterator[Value]:
    for key, raw in file.table.items():
        if key == "rules":
            continue
        row = BY_KEY.get(key)
        if row is None:
            hint = did_you_mean(key, (*BY_KEY, "rules"))
            raise ConfigError(f'{file.at(key)}: unknown key "{key}"', hint)
        yield _value(row, raw, file.at(key), f"{file.at(key)}: {key}")


def _inline_values(assignments: Sequence[str]) -> Iterator[Value]:
    for assignment in assignments:
        key, _, raw = assignment.partition("=")
        row = BY_KEY.get(key)
        if row is None:
            raise ConfigError(f'--config: unknown key "{key}"', did_you_mean(key, BY_KEY))
        yield _value(row, _toml_value(raw), "--config", f"--config {key}")


def _flag_values(given: Mapping[str, object]) -> Iterator[Value]:
    for key, raw in given.items():
        if raw is None or raw == []:
            continue
        try:
            yield _value(BY_KEY[key], raw, f"--{key}", f"--{key}")
        except ConfigError as wrong:
            raise UsageError(wrong.message) from None


def _value(row: Setting, raw: object, origin: str, named: str) -> Value:
    try:
        value = row.parse(raw)
    except ValueError as wrong:
        reason = str(wrong)
        verb = "" if reason.startswith("must") else ":"
        raise ConfigError(f"{named}{verb} {reason}") from None
    return Value(row, value, written(raw), origin)


def written(raw: object) -> str:
    """A value as a user would write it."""
    if isinstance(raw, list | tuple):
        return ", ".join(str(item) for item in raw) or "none"
    return str(raw)


def _toml_value(raw: str) -> object:
    """What `key=…` on the command line means: a TOML value where it is one, else the text itself."""
    import tomllib

    try:
        return tomllib.loads(f"value = {raw}")["value"]
    except tomllib.TOMLDecodeError:
        return raw


def _rule_options(file: _File) -> Mapping[str, Mapping[str, object]]:
    """The `[rules.CC101]` tables, each key checked against the options its rule declares."""
    tables = file.table.get("rules", {})
    if not isinstance(tables, dict):
        raise ConfigError(f"{file.at('rules')}: rules must be tables like [rules.CC101]")
    if not tables:
        return MappingProxyType({})
    from claimcheck.rules import all_rules

    modules = {module.RULE.code: module for module in all_rules()}
    for code, options in tables.items():
        if code not in modules:
            raise ConfigError(f'{file.at("rules", code)}: "{code}" is not a rule', did_you_mean(code, modules))
        if not isinstance(options, dict):
            raise ConfigError(f"{file.at('rules', code)}: rules.{code} must be a table of options")
        declared = getattr(modules[code], "Options", None)
        known = {field.name.replace("_", "-") for field in fields(declared)} if declared else set()
        for key in options:
            if key not in known:
                hint = did_you_mean(key, known) if known else f"{code} has no options"
                raise ConfigError(f'{file.at("rules", code, key)}: unknown option "{key}" of {code}', hint)
    return MappingProxyType({code: MappingProxyType(options) for code, options in tables.items()})


# --- the file --------------------------------------------------------------------------------------------------------


def _nearest_file(folder: Path) -> _File | None:
    for place in (folder, *folder.parents):
        for name in (OWN_FILE, SHARED_FILE):
            path = place / name
            if path.is_file():
                file = _load(path, _shown(path, folder))
                if file is not None:
                    return file
        if (place / ".git").exists():
            return None
    return None


def _named_file(path: Path, shown: str) -> _File:
    if not path.is_file():
        raise ConfigError(f"no configuration file {shown}")
    file = _load(path, shown)
    if file is None:
        raise ConfigError(f"{shown} has no [tool.claimcheck] table")
    return file


def _load(path: Path, shown: str) -> _File | None:
    """A configuration file, or None for a pyproject.toml that says nothing about claimcheck."""
    try:
        data = path.read_bytes()
    except OSError as wrong:
        raise ConfigError(f"cannot read {shown}: {wrong.strerror}") from None
    shared = path.name == SHARED_FILE
    if shared and b"claimcheck" not in data:
        return None  # told without tomllib, which would cost 10 ms in every project
    import tomllib

    try:
        source = data.decode("utf-8-sig")
        table: Any = tomllib.loads(source)
    except UnicodeDecodeError:
        raise ConfigError(f"{shown} is not UTF-8") from None
    except tomllib.TOMLDecodeError as wrong:
        at = re.search(r" \(at line (\d+).*\)$", str(wrong))
        line, reason = (f":{at[1]}", str(wrong)[: at.start()]) if at else ("", str(wrong))
        raise ConfigError(f"{shown}{line}: not valid TOML: {reason}") from None
    inside = ("tool", "claimcheck") if shared else ()
    for key in inside:
        table = table.get(key) if isinstance(table, dict) else None
    if table is None:
        return None
    if not isinstance(table, dict):
        raise ConfigError(f"{shown}: tool.claimcheck must be a table")
    return _File(path, shown, source, inside, table)


def _shown(path: Path, folder: Path) -> str:
    return path.name if path.parent == folder else str(path)


def line_of(source: str, wanted: tuple[str, ...]) -> int:
    """The 1-based line of a TOML text on which a key (or the table it opens) stands; 0 when not found."""
    table: tuple[str, ...] = ()
    for number, line in enumerate(source.splitlines(), 1):
        header = _HEADER.match(line)
        key = None if header else _KEY.match(line)
        if header:
            table = here = _dotted(header[1])
        elif key:
            here = (*table, *_dotted(key[1]))
        else:
            continue
        if here[: len(wanted)] == wanted:
            return number
    return 0


def _dotted(key: str) -> tuple[str, ...]:
    return tuple(part.strip().strip("\"'") for part in re.findall(r"""\s*("[^"]*"|'[^']*'|[\w-]+)\s*\.?""", key))
