"""Rounding as people and spreadsheets do it: half up, from exact figures, and only where declared."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from commissioning.values.bounds import MOST_PLACES
from commissioning.values.checking import Checked
from commissioning.values.frozen import frozen
from commissioning.values.scales import plain
from commissioning.values.text import Word


class RoundingOf(Word):
    """The figure that is rounded."""

    LINE = "each line"
    TOTAL = "the total"


@frozen(kw_only=True)
class Rounding(Checked):
    """The rounding that the invitation declares: half up, as people and spreadsheets do it."""

    places: int
    of: RoundingOf = RoundingOf.TOTAL

    def problems(self) -> Iterator[str]:
        if self.places < 0:
            yield f"places: {self.places} is negative; give the number of decimal places, 0 or more"
        if self.places > MOST_PLACES:
            yield f"places: more than {MOST_PLACES} decimal places; give at most {MOST_PLACES}"


def rounded(value: Fraction, places: int) -> Fraction:
    """Rounded half up, as people do: 2.5 to 3, -2.5 to -3."""
    scaled = abs(value) * 10**places
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return Fraction(whole if value >= 0 else -whole, 10**places)


def as_decimal(value: Fraction, places: int) -> Decimal:
    """A fraction as the nearest number with so many decimal places, half up."""
    return Decimal((rounded(value, places) * 10**places).numerator).scaleb(-places)


def places_of(number: Decimal) -> int:
    """The decimal places that a number is written with; none for a whole one."""
    exponent = number.as_tuple().exponent
    return max(-exponent, 0) if isinstance(exponent, int) else 0


def to_four_places(value: Fraction | None) -> Decimal | None:
    """A figure for a table, without trailing zeros; None stays None."""
    return None if value is None else as_decimal(value, 4).normalize()


def shown(value: Fraction, places: int = 2) -> str:
    """A figure for people: rounded half up, without trailing zeros."""
    return plain(as_decimal(value, places))
