"""Every error that a user can cause, and the exit code it ends a command with.

    AlignBenchError       70   a process of ours was ended from outside
    |-- UsageError         2   an option or argument makes no sense
    |   `-- SettingsError  2   align-bench.toml
    |-- AlignmentError     2   an impossible edit of beads or units
    |-- InputError         3   a file cannot be read as what it should be
    |   |-- WorkbookError  3   a review workbook
    |   `-- TermbaseError  3   a termbase
    |-- SuggestionError    3   a machine-translation service gives no translation
    |-- StorageError       3   a file cannot be written; what was there before is whole
    `-- LockedError        4   somebody else has the project open

An error is one sentence that names the file, the place and the value, and a hint that says the way
out. The command line prints both and no traceback; anything else that escapes is a defect (exit 70).
"""

from __future__ import annotations

__all__ = [
    "AlignBenchError",
    "AlignmentError",
    "InputError",
    "LockedError",
    "SettingsError",
    "StorageError",
    "SuggestionError",
    "TermbaseError",
    "UsageError",
    "WorkbookError",
]


class AlignBenchError(Exception):
    """An error with a way out.

    `message` names file, place and value; `hint` (may be empty) says what to do about it.
    """

    exit_code = 70

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class UsageError(AlignBenchError):
    """An option, argument or combination of them that makes no sense."""

    exit_code = 2


class SettingsError(UsageError):
    """The settings file holds something it should not."""


class AlignmentError(AlignBenchError):
    """An edit of beads or units that cannot be made."""

    exit_code = 2


class InputError(AlignBenchError):
    """A file that cannot be read as what it should be."""

    exit_code = 3


class WorkbookError(InputError):
    """A review workbook with something missing, unknown or twice."""


class TermbaseError(InputError):
    """A termbase with something missing, unknown or twice."""


class StorageError(AlignBenchError):
    """A file that cannot be written; whatever was there before is still whole."""

    exit_code = 3


class SuggestionError(AlignBenchError):
    """A machine-translation service cannot be reached, refuses, or sends something else than a translation."""

    exit_code = 3


class LockedError(AlignBenchError):
    """Somebody else has the project open for writing."""

    exit_code = 4
