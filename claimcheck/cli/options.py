"""The table of settings: one row a setting. Flags, configuration keys, `claimcheck config` and docs/cli.md all read it.

A row says how a setting is written (`parse` takes what TOML or the command line gave and returns the value, or raises
ValueError with the reason), what it defaults to, and what it is for. Adding a setting is adding a row, and a field of
`Settings` where the stages need it. Nothing here reads files.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from claimcheck.cli.suggest import did_you_mean
from claimcheck.model import Severity
from claimcheck.reporters import REPORTERS

Parse = Callable[[object], object]

SEVERITIES = tuple(s.label for s in sorted(Severity, reverse=True))
DAYS = ("monday", "sunday")
_LONG = 200  # characters of a field that is sent to others
_HOUR, _YEAR, _GIGABYTE = 3600, 366, 1 << 30


@dataclass(frozen=True, slots=True)
class Setting:
    """One row. `field`: its name in `Settings` ("" = of the run only); `flag`: also a flag of the checking commands."""

    key: str
    parse: Parse
    default: object
    shown: str  # the default as a user would write it
    metavar: str
    doc: str
    field: str = ""
    flag: bool = True
    repeated: bool = False


def text(value: object) -> str:
    """A plain string."""
    if not isinstance(value, str):
        raise ValueError(f"must be text, not {_written(value)}")
    return value


def one_of(*words: str) -> Parse:
    """One of a few words, lower case."""

    def parse(value: object) -> object:
        word = value.lower() if isinstance(value, str) else ""
        if word not in words or not isinstance(value, str):
            raise ValueError(f"must be one of {', '.join(words)}, not {_written(value)}{_hint(word, words)}")
        return word

    return parse


def words(value: object) -> tuple[str, ...]:
    """A list of strings, or one string with commas; on the command line also given several times."""
    items = [value] if isinstance(value, str) else value
    if not isinstance(items, list | tuple) or not all(isinstance(item, str) for item in items):
        raise ValueError(f"must be a list of texts, not {_written(value)}")
    return tuple(part.strip() for item in items for part in item.split(",") if part.strip())


def codes(value: object) -> tuple[str, ...]:
    """Rule codes, prefixes of codes ("CC2") or rule names."""
    return tuple(code_of(word) for word in words(value))


def code_of(word: str) -> str:
    """The code (or prefix) a user means by a code, a prefix or a rule's name."""
    from claimcheck.rules import all_rules

    names = {rule.RULE.name: rule.RULE.code for rule in all_rules()}
    if word.lower() in names:
        return names[word.lower()]
    code = word.upper()
    if not any(known.startswith(code) for known in names.values()):
        raise ValueError(f'"{word}" is not a rule{_hint(word, (*names.values(), *names)) or " (see claimcheck rules)"}')
    return code


def severity(value: object) -> Severity:
    """A severity by its word."""
    return Severity[str(one_of(*SEVERITIES)(value)).upper()]


def threshold(value: object) -> Severity | None:
    """A severity by its word, or "never" (None)."""
    word = str(one_of(*SEVERITIES, "never")(value))
    return None if word == "never" else Severity[word.upper()]


def week_start(value: object) -> int:
    """The day a week begins on, Monday = 0."""
    return 0 if one_of(*DAYS)(value) == "monday" else 6


def day(value: object) -> date | None:
    """The day an article was written: an ISO date or time stamp, a TOML date, "today", or "" (told from the text).

    A time stamp with an offset, and "today", stay moments; `local_day` turns them into the newsroom's day.
    """
    if isinstance(value, date):
        return value
    if value == "" or value is None:
        return None
    written = text(value)
    if written.lower() == "today":
        return datetime.now(UTC)
    try:
        return datetime.fromisoformat(written)
    except ValueError:
        raise ValueError(f"must be a date like 2024-12-03, not {_written(value)}") from None


def local_day(moment: date | None, timezone: str) -> date | None:
    """The calendar day of a moment in the newsroom's time zone."""
    if not isinstance(moment, datetime):
        return moment
    if moment.tzinfo is not None and timezone != "UTC":
        from zoneinfo import ZoneInfo

        moment = moment.astimezone(ZoneInfo(timezone))
    elif moment.tzinfo is not None:
        moment = moment.astimezone(UTC)
    return moment.date()


def zone(value: object) -> str:
    """The name of a time zone of this machine's tz database."""
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    name = text(value)
    if name != "UTC":
        try:
            ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            raise ValueError(f"must be a time zone like Europe/Oslo, not {_written(value)}") from None
    return name


def language(value: object) -> str:
    """A language there are tables for."""
    from claimcheck.lexicon import languages

    return str(one_of(*languages())(value))


def currency(value: object) -> str:
    """What a bare "$" stands for, as an ISO 4217 code; "" = told from the text."""
    code = text(value).upper()
    if code and not (len(code) == 3 and code.isascii() and code.isalpha()):
        raise ValueError(f"must be a currency code like CAD, not {_written(value)}")
    return code


def hosts(value: object) -> tuple[str, ...]:
    """Host names and networks, such as "wiki.example.org" or "10.0.0.0/8"."""
    from claimcheck.sources.web.addresses import allowed

    found = words(value)
    try:
        allowed(found)
    except ValueError as wrong:
        raise ValueError(f"must be hosts and networks: {wrong}") from None
    return found


def amount(least: float, most: float, whole: bool = False) -> Parse:
    """A number between two others; `whole`: without a fraction."""

    def parse(value: object) -> object:
        try:
            number = float(value) if isinstance(value, int | float | str) and not isinstance(value, bool) else None
        except ValueError:
            number = None
        if number is None or not least <= number <= most or (whole and number != int(number)):
            kind = "a whole number" if whole else "a number"
            raise ValueError(f"must be {kind} from {least:,g} to {most:,g}, not {_written(value)}")
        return int(number) if whole else number

    return parse


def header(value: object) -> str:
    """A text that may be sent as a field of a request: printable ASCII."""
    written = text(value)
    if not (written.isascii() and written.isprintable() and len(written) <= _LONG):
        raise ValueError(f"must be printable ASCII, not {_written(value)}")
    return written


def template(value: object) -> str:
    """A web address with {url} in it, or "" for none."""
    written = text(value)
    if written and not (written.startswith(("http://", "https://")) and "{url}" in written):
        raise ValueError(f"must be a web address with {{url}} in it, not {_written(value)}")
    return written


def _written(value: object) -> str:
    return f'"{value}"' if isinstance(value, str) else repr(value)


def _hint(word: str, known: Sequence[str]) -> str:
    hint = did_you_mean(word, known)
    return f" ({hint})" if hint.startswith("did") else ""


# What may be done on the network, by the two commands that use it.
WEB: tuple[Setting, ...] = (
    Setting(
        "allow-private",
        hosts,
        (),
        "none",
        "HOSTS",
        "hosts and networks that may be asked though they are not public",
        flag=False,
        repeated=True,
    ),
    Setting(
        "web-timeout",
        amount(0.1, _HOUR),
        10.0,
        "10",
        "SECONDS",
        "how long to wait for a server to connect or go on",
        flag=False,
    ),
    Setting(
        "web-deadline",
        amount(0.1, _HOUR),
        60.0,
        "60",
        "SECONDS",
        "how long one address may take, redirects and tries included",
        flag=False,
    ),
    Setting("web-per-host", amount(1, 64, whole=True), 2, "2", "N", "connections to one host at a time", flag=False),
    Setting("web-delay", amount(0, _HOUR), 0.5, "0.5", "SECONDS", "pause between two requests to one host", flag=False),
    Setting(
        "web-max-bytes",
        amount(1, _GIGABYTE, whole=True),
        20 << 20,
        "20971520",
        "BYTES",
        "the largest page that is read",
        flag=False,
    ),
    Setting("web-user-agent", header, "", "claimcheck/VERSION", "TEXT", "what to tell servers who we are", flag=False),
    Setting(
        "web-archive",
        template,
        None,
        "the Wayback Machine",
        "URL",
        "where --archive looks pages up; {url} and {timestamp} are filled in",
        flag=False,
    ),
    Setting(
        "web-cache-days",
        amount(0, _YEAR),
        1.0,
        "1",
        "DAYS",
        "how long a page is not asked for again",
        flag=False,
    ),
)
SETTINGS: tuple[Setting, ...] = (
    Setting(
        "select", codes, ("CC",), "CC", "CODES", "rules to run: codes, prefixes (CC2) or names", "select", repeated=True
    ),
    Setting("ignore", codes, (), "none", "CODES", "rules to leave out", "ignore", repeated=True),
    Setting(
        "extend-select",
        codes,
        (),
        "none",
        "CODES",
        "rules to run besides those selected",
        "extend_select",
        repeated=True,
    ),
    Setting(
        "min-severity",
        severity,
        Severity.WARNING,
        "warning",
        "|".join(SEVERITIES),
        "show nothing below",
        "min_severity",
    ),
    Setting(
        "fail-on",
        threshold,
        Severity.ERROR,
        "error",
        "|".join((*SEVERITIES, "never")),
        "exit with 1 from here up",
        "fail_on",
    ),
    Setting("dateline", day, None, "told from the text", "DATE", "the day the article was written", "dateline"),
    Setting("timezone", zone, "UTC", "UTC", "TZ", "the time zone of the newsroom", "timezone"),
    Setting("week-start", week_start, 0, "monday", "|".join(DAYS), "the day a week begins on", "week_start"),
    Setting("language", language, "en", "en", "LANG", "the language of the articles", "language", flag=False),
    Setting(
        "variety",
        one_of("us", "gb", ""),
        "",
        "told from the text",
        "us|gb",
        "whose dates and billions",
        "variety",
        flag=False,
    ),
    Setting(
        "currency", currency, "", "told from the text", "CODE", 'what a bare "$" stands for', "currency", flag=False
    ),
    Setting("exclude", words, (), "none", "GLOBS", "files and folders to leave out of a folder's walk", repeated=True),
    Setting(
        "output-format",
        one_of(*REPORTERS),
        "",
        "full on a terminal, else concise",
        "|".join(REPORTERS),
        "how findings are written",
    ),
    *WEB,
)
BY_KEY = {row.key: row for row in SETTINGS}
