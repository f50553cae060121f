"""The errors of the library, and what each asks of the person who meets it.

    CommissioningError
    ├── RecordError (ValueError)        a record or value is malformed by itself
    ├── BlockedError                    a record may not come now; .findings says all that is in the way
    │   └── StageOrderError             ... because an earlier stage has not been reached
    ├── NoRuleError (LookupError)       no row of law covers the day and the facts
    │   └── VatDecidesError             ... because VAT decides, and how much is charged is not stated
    ├── NotStatedError (LookupError)    a reckoning needs what a record does not state; .field names it
    └── FormatError (ValueError)        a file or text could not be read; .problems says where

Every error carries its parts as attributes, prints all of its problems at once and survives
pickling.
"""

from __future__ import annotations

from datetime import date
from typing import Final

MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip


def written(day: date) -> str:
    """A day as officers write it, whatever the computer's language: 14 September 2015."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


_REFUSALS: Final[dict[type[OSError], str]] = {
    FileNotFoundError: "there is no such file or folder",
    IsADirectoryError: "it is a folder; give a file",
    NotADirectoryError: "a part of the path is a file, not a folder",
    PermissionError: "you may not read or write it; ask for the right to",
}


def refusal(error: OSError) -> str:
    """Why the system refused a file, whatever the computer's language."""
    return _REFUSALS.get(type(error)) or error.strerror or str(error)


class CommissioningError(Exception):
    """Anything this library refuses on purpose."""


PROBLEMS_PRINTED: Final = 20
"""So many problems of one error are printed, and the rest are counted; `.problems` has them all."""


class _MalformedError(CommissioningError, ValueError):
    """Something malformed by itself, with all that is wrong with it."""

    def __init__(self, what: str, problems: tuple[str, ...]) -> None:
        super().__init__(what, problems)
        self.what = what
        self.problems = problems

    def __str__(self) -> str:
        if len(self.problems) == 1:
            return f"{self.what}: {self.problems[0]}"
        listed = "".join(f"\n  - {problem}" for problem in self.problems[:PROBLEMS_PRINTED])
        more = len(self.problems) - PROBLEMS_PRINTED
        rest = f"\n  - and {more:,} more; mend these first" if more > 0 else ""
        return f"{self.what} has {len(self.problems):,} problems:{listed}{rest}"


class RecordError(_MalformedError):
    """A record or value that could not be true of any cycle, with every reason at once."""


class FormatError(_MalformedError):
    """Input that could not be read. Each problem says where it is and what to do."""


class NoRuleError(CommissioningError, LookupError):
    """No row of law answers the question, and the library does not guess."""

    def __init__(self, regime: str, parameter: str, on: date, why: str, remedy: str = "") -> None:
        super().__init__(regime, parameter, on, why, remedy)
        self.regime = regime
        self.parameter = parameter
        self.on = on
        self.why = why
        self.remedy = remedy
        """An instruction that would give an answer; empty where none would."""

    @property
    def message(self) -> str:
        """The question without an answer, and why: a sentence without full stop and remedy."""
        regime = f"{self.regime[:1].upper()}{self.regime[1:]}"
        return f"{regime} has no rule for {self.parameter} on {written(self.on)}: {self.why}"

    def __str__(self) -> str:
        return f"{self.message}. {self.remedy}.".replace("?.", "?") if self.remedy else self.message


class VatDecidesError(NoRuleError):
    """VAT decides on which side of a line an amount lies, and how much is charged is not stated."""

    @property
    def message(self) -> str:
        return self.why


class NotStatedError(CommissioningError, LookupError):
    """A calculation needs something that a record does not state, because its source does not give it."""

    def __init__(self, what: str, field: str, words: str) -> None:
        super().__init__(what, field, words)
        self.what = what
        """The record or value, in words."""
        self.field = field
        self.words = words
        """The field as an officer calls it."""

    def __str__(self) -> str:
        return f"The {self.what} does not state {self.words}"
