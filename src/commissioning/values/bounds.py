"""The bounds of what a value, and so a file, may hold: a file of a few bytes must not ask for days of work.

All are far beyond what any procurement needs. They are listed for readers in "What a file may hold".
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Final, TypeVar

_T = TypeVar("_T")

MOST_MARKS: Final = 10_001
"""The marks of one scale, such as 0 to 100 in steps of 0.01."""
MOST_PLACES: Final = 12
"""The decimal places that a figure may be rounded to."""
EXACT_DIGITS: Final = 100
"""The digits of an exact number, and the places that its first digit may be from the point."""
WHOLE_DIGITS: Final = 600
"""The digits of a whole number in a file: Python takes quadratic time for more."""
LONGEST_TIME: Final = 500
"""The characters of the words that are read as a time, such as "2nd week July 2022"."""
SPANS_END_BY: Final = date(9998, 12, 31)
"""The last day that a span may have. It leaves a year of the calendar to reckon with after it."""


def whole_number(digits: str, otherwise: Callable[[str], _T]) -> int | _T:
    """The whole number of some digits; of too many, what `otherwise` makes of them."""
    return int(digits) if len(digits) <= WHOLE_DIGITS else otherwise(digits)


_SIGNS: Final = 8
"""A minus, a point and an exponent such as E-105 are not digits."""


def within_bounds(number: Decimal) -> bool:
    """Whether an exact number is finite, and of a size that can be reckoned with exactly."""
    return (
        number.is_finite()
        and -EXACT_DIGITS < number.adjusted() < EXACT_DIGITS
        and len(str(number)) <= EXACT_DIGITS + _SIGNS
    )


def out_of_bounds(number: Decimal) -> str:
    """The end of a sentence about an exact number that is not within bounds."""
    if not number.is_finite():
        return "is not a finite number"
    return f"is too long to reckon with; write at most {EXACT_DIGITS} digits"
