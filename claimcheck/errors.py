"""What the user can fix: one class, one line, one hint. Everything else that is raised is a bug of ours."""

from __future__ import annotations


class ClaimcheckError(Exception):
    """A problem the user can mend; the command prints it as one line and exits with `exit_code`.

    `message` says what is wrong and where, `hint` what to do about it (may be empty).
    """

    exit_code = 2

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} ({self.hint})" if self.hint else self.message


class UsageError(ClaimcheckError):
    """A flag, code or argument that cannot be used as given."""


class ConfigError(ClaimcheckError):
    """A configuration file or `--config` value that cannot be used; names file, line and nearest key."""


class InputError(ClaimcheckError):
    """An article that cannot be read: missing, binary, damaged, too large."""


class DataError(ClaimcheckError):
    """A row of `claimcheck/data` that is malformed; names the table and the row."""


class LedgerError(ClaimcheckError):
    """A ledger that cannot be read or written: damaged, of a newer version, locked, on a full or read-only disk."""
