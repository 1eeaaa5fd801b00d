"""The configuration file, `--config`, the flags, and who wins; every mistake names file, line and the way out."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from claimcheck.cli.config import Resolved, dated, line_of, resolve
from claimcheck.cli.options import BY_KEY, SETTINGS
from claimcheck.errors import ConfigError, UsageError
from claimcheck.model import Severity
from claimcheck.settings import Settings


def own(folder: Path, text: str) -> Path:
    path = folder / "claimcheck.toml"
    path.write_text(text, encoding="utf-8")
    return path


def shared(folder: Path, text: str) -> Path:
    path = folder / "pyproject.toml"
    path.write_text(text, encoding="utf-8")
    return path


def settled(folder: Path, *config: str, isolated: bool = False, **flags: object) -> Resolved:
    given = {key.replace("_", "-"): value for key, value in flags.items()}
    return resolve(given, config, isolated=isolated, folder=folder)


def test_without_anything_the_defaults_hold(project: Path) -> None:
    resolved = settled(project)
    assert resolved.settings == Settings()
    assert resolved.file is None
    assert {value.origin for value in resolved.values.values()} == {"default"}


def test_the_table_and_settings_agree() -> None:
    """Every field of Settings is a row (or the rules' own options), with the same default."""
    rows = {row.field: row for row in SETTINGS if row.field}
    fields = set(Settings.__dataclass_fields__) - {"rules"}
    assert set(rows) == fields
    assert all(getattr(Settings(), name) == row.default for name, row in rows.items())


@pytest.mark.parametrize("row", SETTINGS, ids=lambda row: row.key)
def test_every_row_is_complete(row: object) -> None:
    setting = BY_KEY[getattr(row, "key")]  # noqa: B009
    assert setting.doc and setting.metavar and setting.shown
    assert setting.key == setting.key.lower()


EVERYTHING = """
select = ["CC1", "CC108"]
ignore = ["CC105"]
extend-select = ["CC501"]
min-severity = "info"
fail-on = "warning"
dateline = 2024-12-03
timezone = "Europe/Oslo"
week-start = "sunday"
language = "en"
variety = "gb"
currency = "cad"
exclude = ["drafts", "*.bak.md"]
output-format = "json"
"""


def test_every_key_of_a_file(project: Path) -> None:
    own(project, EVERYTHING)
    resolved = settled(project)
    assert resolved.settings == Settings(
        language="en",
        variety="gb",
        currency="CAD",
        dateline=date(2024, 12, 3),
        timezone="Europe/Oslo",
        week_start=6,
        select=("CC1", "CC108"),
        extend_select=("CC501",),
        ignore=("CC105",),
        min_severity=Severity.INFO,
        fail_on=Severity.WARNING,
    )
    assert resolved.exclude == ("drafts", "*.bak.md")
    assert resolved.output_format == "json"
    assert resolved.values["fail-on"].origin == "claimcheck.toml:6"


def test_flags_before_config_before_file(project: Path) -> None:
    own(project, 'fail-on = "info"\nweek-start = "sunday"\nmin-severity = "error"\n')
    resolved = settled(project, "fail-on=warning", "min-severity=info", min_severity="warning")
    assert resolved.settings.fail_on is Severity.WARNING
    assert resolved.settings.week_start == 6
    assert resolved.settings.min_severity is Severity.WARNING
    origins = {key: resolved.values[key].origin for key in ("fail-on", "week-start", "min-severity", "select")}
    assert origins == {
        "fail-on": "--config",
        "week-start": "claimcheck.toml:2",
        "min-severity": "--min-severity",
        "select": "default",
    }


def test_the_nearest_file_counts_alone(project: Path) -> None:
    own(project, 'fail-on = "info"\nweek-start = "sunday"\n')
    inner = project / "desk" / "today"
    inner.mkdir(parents=True)
    assert settled(inner).settings.week_start == 6
    shared(project / "desk", '[tool.claimcheck]\nfail-on = "warning"\n')
    resolved = settled(inner)
    assert resolved.settings.fail_on is Severity.WARNING
    assert resolved.settings.week_start == 0, "nothing is merged"
    assert resolved.file == project / "desk" / "pyproject.toml"


def test_the_search_ends_at_the_top_of_the_repository(project: Path) -> None:
    own(project, 'fail-on = "info"\n')
    inner = project / "other"
    (inner / ".git").mkdir(parents=True)
    assert settled(inner).file is None


def test_own_file_before_shared_and_a_foreign_pyproject_is_no_file(project: Path) -> None:
    shared(project, "[project]\nname = 'x'\n")
    assert settled(project).file is None
    shared(project, "[project]\nname = 'claimcheck-user'\n")
    assert settled(project).file is None
    shared(project, "[tool.claimcheck]\nfail-on = 'info'\n")
    assert settled(project).file == project / "pyproject.toml"
    own(project, "")
    assert settled(project).file == project / "claimcheck.toml"


def test_isolated_reads_no_file_and_config_names_one(project: Path) -> None:
    own(project, 'fail-on = "info"\n')
    assert settled(project, isolated=True).settings == Settings()
    (project / "ci.toml").write_text('fail-on = "never"\n')
    assert settled(project, "ci.toml").settings.fail_on is None
    assert settled(project, "ci.toml", isolated=True).settings.fail_on is None
    with pytest.raises(ConfigError, match=r"no configuration file missing\.toml"):
        settled(project, "missing.toml")
    with pytest.raises(UsageError, match="more than one file"):
        settled(project, "ci.toml", "claimcheck.toml")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('\nfailon = "error"\n', 'claimcheck.toml:2: unknown key "failon" (did you mean "fail-on"?)'),
        ('fail-on = "eror"\n', 'claimcheck.toml:1: fail-on must be one of error, warning, info, never, not "eror"'),
        ("fail-on = 3\n", "claimcheck.toml:1: fail-on must be one of error, warning, info, never, not 3"),
        ('# note\nselect = "CC1O1"\n', 'claimcheck.toml:2: select: "CC1O1" is not a rule (did you mean "CC101"?)'),
        ("select = [1]\n", "claimcheck.toml:1: select must be a list of texts, not [1]"),
        ('week-start = "Friday"\n', "claimcheck.toml:1: week-start must be one of monday, sunday"),
        ('dateline = "3rd of May"\n', "claimcheck.toml:1: dateline must be a date like 2024-12-03"),
        ("dateline = 12:30:00\n", "claimcheck.toml:1: dateline must be text"),
        ('timezone = "Mars/Base"\n', "claimcheck.toml:1: timezone must be a time zone like Europe/Oslo"),
        ('timezone = "../../etc/passwd"\n', "claimcheck.toml:1: timezone must be a time zone like Europe/Oslo"),
        ('currency = "dollars"\n', "claimcheck.toml:1: currency must be a currency code like CAD"),
        ('language = "xx"\n', "claimcheck.toml:1: language must be one of en"),
        ('output-format = "jsn"\n', 'not "jsn" (did you mean "json"?)'),
        ("fail-on = \n", "claimcheck.toml:1: not valid TOML: "),
        ('[rules.CC999]\nx = 1\n', 'claimcheck.toml:1: "CC999" is not a rule'),
        ('[rules.CC101]\n\ntolerance = 1\n', 'claimcheck.toml:3: unknown option "tolerance" of CC101'),
        ("rules = 3\n", "claimcheck.toml:1: rules must be tables like [rules.CC101]"),
        ("[rules]\nCC101 = 3\n", "claimcheck.toml:2: rules.CC101 must be a table of options"),
        ("[fail-on]\nx = 1\n", "claimcheck.toml:1: fail-on must be one of"),
    ],
)  # fmt: skip
def test_a_mistake_in_the_file(project: Path, text: str, message: str) -> None:
    own(project, text)
    with pytest.raises(ConfigError) as raised:
        settled(project)
    assert message in str(raised.value)
    assert "\n" not in str(raised.value)


def test_a_mistake_in_a_shared_file_names_its_line(project: Path) -> None:
    shared(project, "[project]\nname = 'x'\nselect = 1\n\n[tool.claimcheck]\nignore = ['CC1']\nslect = ['CC1']\n")
    with pytest.raises(ConfigError, match=r'pyproject\.toml:7: unknown key "slect" \(did you mean "select"\?\)'):
        settled(project)
    shared(project, "[tool]\nclaimcheck = 3\n")
    with pytest.raises(ConfigError, match=r"tool\.claimcheck must be a table"):
        settled(project)


def test_a_file_that_is_not_text(project: Path) -> None:
    (project / "claimcheck.toml").write_bytes(b"select = '\xff'\n")
    with pytest.raises(ConfigError, match=r"claimcheck\.toml is not UTF-8"):
        settled(project)


def test_a_mistake_on_the_command_line(project: Path) -> None:
    with pytest.raises(UsageError, match=r'--select: "CC12" is not a rule'):
        settled(project, select=["CC12"])
    with pytest.raises(UsageError, match="--fail-on must be one of"):
        settled(project, fail_on="bad")
    with pytest.raises(ConfigError, match=r'--config: unknown key "slect" \(did you mean "select"\?\)'):
        settled(project, "slect=CC1")
    with pytest.raises(ConfigError, match="--config week-start must be one of"):
        settled(project, "week-start=1")


def test_codes_in_every_spelling(project: Path) -> None:
    resolved = settled(project, select=["cc1,CC108", "value-conflict"], ignore=["Bound-Broken"])
    assert resolved.settings.select == ("CC1", "CC108", "CC101")
    assert resolved.settings.ignore == ("CC103",)
    assert settled(project, 'select=["CC1"]').settings.select == ("CC1",)
    assert settled(project, "select=CC1,CC2").settings.select == ("CC1", "CC2")


@pytest.mark.parametrize(
    ("written", "timezone", "day"),
    [
        ("2024-12-03", "UTC", date(2024, 12, 3)),
        ("2024-12-03T23:30:00", "Asia/Tokyo", date(2024, 12, 3)),
        ("2024-12-03T23:30:00+00:00", "UTC", date(2024, 12, 3)),
        ("2024-12-03T23:30:00Z", "Asia/Tokyo", date(2024, 12, 4)),
        ("2024-12-03T01:30:00+01:00", "America/New_York", date(2024, 12, 2)),
    ],
)
def test_a_dateline_is_a_day_in_the_newsroom(project: Path, written: str, timezone: str, day: date) -> None:
    resolved = settled(project, dateline=written, timezone=timezone)
    assert resolved.settings.dateline == day
    assert dated(settled(project, timezone=timezone).settings, written).dateline == day


def test_line_of() -> None:
    source = '# select = 1\n[a]\nselect = 1\n[tool.claimcheck]\n"select" = 1\nrules.CC101.x = 2\n'
    source += "[tool.claimcheck.rules.CC2]\n"
    assert line_of(source, ("tool", "claimcheck", "select")) == 5
    assert line_of(source, ("tool", "claimcheck", "rules", "CC101", "x")) == 6
    assert line_of(source, ("tool", "claimcheck", "rules", "CC2")) == 7
    assert line_of(source, ("tool", "claimcheck", "none")) == 0
