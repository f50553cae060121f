"""Bank holidays of the three parts of the United Kingdom, as dated data with a version.

Only days from Monday to Friday are listed: a weekend is no working day anywhere. A holiday that falls
on one is listed by its substitute. Proclamations come late (Scotland's of 15 June 2026 was confirmed
in February 2026), so a calculation that matters should say which version it used.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Final

from commissioning.errors import MONTHS
from commissioning.values.text import Word

VERSION: Final = "5 February 2026"
"""The last announcement that the table takes in."""
FIRST_DAY: Final = date(2010, 1, 1)
LAST_DAY: Final = date(2030, 12, 31)
PUBLISHED_TO: Final = date(2028, 12, 31)
"""The last day for which the government has published its list; what comes later follows the rule."""


class Part(Word):
    """A part of the United Kingdom that has bank holidays of its own."""

    ENGLAND_AND_WALES = "England and Wales"
    SCOTLAND = "Scotland"
    NORTHERN_IRELAND = "Northern Ireland"


UNITED_KINGDOM: Final = tuple(Part)


@cache
def bank_holidays(*parts: Part) -> frozenset[date]:
    """The weekdays that are bank holidays in any of these parts, 2010 to 2030."""
    return frozenset(
        date(year, _MONTH_NUMBERS[month], int(day))
        for part in parts
        for year, written in _TABLE[part].items()
        for day, month in map(str.split, written.split(", "))
    )


def observed_in(day: date) -> tuple[Part, ...]:
    """The parts of the United Kingdom in which that day is a bank holiday."""
    return tuple(part for part in Part if day in bank_holidays(part))


_MONTH_NUMBERS: Final = {name[:3]: number for number, name in enumerate(MONTHS, start=1)}

# The one-offs: 29 April 2011, 4-5 June 2012, 8 May 2020, 2-3 June and 19 September 2022, 8 May 2023,
# and in Scotland alone 15 June 2026. In England and Wales Christmas Day and Good Friday are holidays
# at common law and not under the Banking and Financial Dealings Act 1971; the others of the table are.
_TABLE: Final[dict[Part, dict[int, str]]] = {
    Part.ENGLAND_AND_WALES: {
        2010: "1 Jan, 2 Apr, 5 Apr, 3 May, 31 May, 30 Aug, 27 Dec, 28 Dec",
        2011: "3 Jan, 22 Apr, 25 Apr, 29 Apr, 2 May, 30 May, 29 Aug, 26 Dec, 27 Dec",
        2012: "2 Jan, 6 Apr, 9 Apr, 7 May, 4 Jun, 5 Jun, 27 Aug, 25 Dec, 26 Dec",
        2013: "1 Jan, 29 Mar, 1 Apr, 6 May, 27 May, 26 Aug, 25 Dec, 26 Dec",
        2014: "1 Jan, 18 Apr, 21 Apr, 5 May, 26 May, 25 Aug, 25 Dec, 26 Dec",
        2015: "1 Jan, 3 Apr, 6 Apr, 4 May, 25 May, 31 Aug, 25 Dec, 28 Dec",
        2016: "1 Jan, 25 Mar, 28 Mar, 2 May, 30 May, 29 Aug, 26 Dec, 27 Dec",
        2017: "2 Jan, 14 Apr, 17 Apr, 1 May, 29 May, 28 Aug, 25 Dec, 26 Dec",
        2018: "1 Jan, 30 Mar, 2 Apr, 7 May, 28 May, 27 Aug, 25 Dec, 26 Dec",
        2019: "1 Jan, 19 Apr, 22 Apr, 6 May, 27 May, 26 Aug, 25 Dec, 26 Dec",
        2020: "1 Jan, 10 Apr, 13 Apr, 8 May, 25 May, 31 Aug, 25 Dec, 28 Dec",
        2021: "1 Jan, 2 Apr, 5 Apr, 3 May, 31 May, 30 Aug, 27 Dec, 28 Dec",
        2022: "3 Jan, 15 Apr, 18 Apr, 2 May, 2 Jun, 3 Jun, 29 Aug, 19 Sep, 26 Dec, 27 Dec",
        2023: "2 Jan, 7 Apr, 10 Apr, 1 May, 8 May, 29 May, 28 Aug, 25 Dec, 26 Dec",
        2024: "1 Jan, 29 Mar, 1 Apr, 6 May, 27 May, 26 Aug, 25 Dec, 26 Dec",
        2025: "1 Jan, 18 Apr, 21 Apr, 5 May, 26 May, 25 Aug, 25 Dec, 26 Dec",
        2026: "1 Jan, 3 Apr, 6 Apr, 4 May, 25 May, 31 Aug, 25 Dec, 28 Dec",
        2027: "1 Jan, 26 Mar, 29 Mar, 3 May, 31 May, 30 Aug, 27 Dec, 28 Dec",
        2028: "3 Jan, 14 Apr, 17 Apr, 1 May, 29 May, 28 Aug, 25 Dec, 26 Dec",
        2029: "1 Jan, 30 Mar, 2 Apr, 7 May, 28 May, 27 Aug, 25 Dec, 26 Dec",
        2030: "1 Jan, 19 Apr, 22 Apr, 6 May, 27 May, 26 Aug, 25 Dec, 26 Dec",
    },
    Part.SCOTLAND: {
        2010: "1 Jan, 4 Jan, 2 Apr, 3 May, 31 May, 2 Aug, 30 Nov, 27 Dec, 28 Dec",
        2011: "3 Jan, 4 Jan, 22 Apr, 29 Apr, 2 May, 30 May, 1 Aug, 30 Nov, 26 Dec, 27 Dec",
        2012: "2 Jan, 3 Jan, 6 Apr, 7 May, 4 Jun, 5 Jun, 6 Aug, 30 Nov, 25 Dec, 26 Dec",
        2013: "1 Jan, 2 Jan, 29 Mar, 6 May, 27 May, 5 Aug, 2 Dec, 25 Dec, 26 Dec",
        2014: "1 Jan, 2 Jan, 18 Apr, 5 May, 26 May, 4 Aug, 1 Dec, 25 Dec, 26 Dec",
        2015: "1 Jan, 2 Jan, 3 Apr, 4 May, 25 May, 3 Aug, 30 Nov, 25 Dec, 28 Dec",
        2016: "1 Jan, 4 Jan, 25 Mar, 2 May, 30 May, 1 Aug, 30 Nov, 26 Dec, 27 Dec",
        2017: "2 Jan, 3 Jan, 14 Apr, 1 May, 29 May, 7 Aug, 30 Nov, 25 Dec, 26 Dec",
        2018: "1 Jan, 2 Jan, 30 Mar, 7 May, 28 May, 6 Aug, 30 Nov, 25 Dec, 26 Dec",
        2019: "1 Jan, 2 Jan, 19 Apr, 6 May, 27 May, 5 Aug, 2 Dec, 25 Dec, 26 Dec",
        2020: "1 Jan, 2 Jan, 10 Apr, 8 May, 25 May, 3 Aug, 30 Nov, 25 Dec, 28 Dec",
        2021: "1 Jan, 4 Jan, 2 Apr, 3 May, 31 May, 2 Aug, 30 Nov, 27 Dec, 28 Dec",
        2022: "3 Jan, 4 Jan, 15 Apr, 2 May, 2 Jun, 3 Jun, 1 Aug, 19 Sep, 30 Nov, 26 Dec, 27 Dec",
        2023: "2 Jan, 3 Jan, 7 Apr, 1 May, 8 May, 29 May, 7 Aug, 30 Nov, 25 Dec, 26 Dec",
        2024: "1 Jan, 2 Jan, 29 Mar, 6 May, 27 May, 5 Aug, 2 Dec, 25 Dec, 26 Dec",
        2025: "1 Jan, 2 Jan, 18 Apr, 5 May, 26 May, 4 Aug, 1 Dec, 25 Dec, 26 Dec",
        2026: "1 Jan, 2 Jan, 3 Apr, 4 May, 25 May, 15 Jun, 3 Aug, 30 Nov, 25 Dec, 28 Dec",
        2027: "1 Jan, 4 Jan, 26 Mar, 3 May, 31 May, 2 Aug, 30 Nov, 27 Dec, 28 Dec",
        2028: "3 Jan, 4 Jan, 14 Apr, 1 May, 29 May, 7 Aug, 30 Nov, 25 Dec, 26 Dec",
        2029: "1 Jan, 2 Jan, 30 Mar, 7 May, 28 May, 6 Aug, 30 Nov, 25 Dec, 26 Dec",
        2030: "1 Jan, 2 Jan, 19 Apr, 6 May, 27 May, 5 Aug, 2 Dec, 25 Dec, 26 Dec",
    },
}
_ALSO_IN_NORTHERN_IRELAND: Final = {
    2010: "17 Mar, 12 Jul", 2011: "17 Mar, 12 Jul", 2012: "19 Mar, 12 Jul", 2013: "18 Mar, 12 Jul",
    2014: "17 Mar, 14 Jul", 2015: "17 Mar, 13 Jul", 2016: "17 Mar, 12 Jul", 2017: "17 Mar, 12 Jul",
    2018: "19 Mar, 12 Jul", 2019: "18 Mar, 12 Jul", 2020: "17 Mar, 13 Jul", 2021: "17 Mar, 12 Jul",
    2022: "17 Mar, 12 Jul", 2023: "17 Mar, 12 Jul", 2024: "18 Mar, 12 Jul", 2025: "17 Mar, 14 Jul",
    2026: "17 Mar, 13 Jul", 2027: "17 Mar, 12 Jul", 2028: "17 Mar, 12 Jul", 2029: "19 Mar, 12 Jul",
    2030: "18 Mar, 12 Jul",
}  # fmt: skip
"""The days of St Patrick and of the Boyne, beside those of England and Wales."""
_TABLE[Part.NORTHERN_IRELAND] = {
    year: f"{days}, {_ALSO_IN_NORTHERN_IRELAND[year]}"
    for year, days in _TABLE[Part.ENGLAND_AND_WALES].items()
}
