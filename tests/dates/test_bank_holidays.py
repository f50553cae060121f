"""Bank holidays: that the table is right, and that it says how far it can be relied on."""

from datetime import date

import pytest

from commissioning.dates.bank_holidays import (
    FIRST_DAY,
    LAST_DAY,
    PUBLISHED_TO,
    UNITED_KINGDOM,
    VERSION,
    Part,
    bank_holidays,
    observed_in,
)

CODES = {
    Part.ENGLAND_AND_WALES: ("england-and-wales", "ENG"),
    Part.SCOTLAND: ("scotland", "SCT"),
    Part.NORTHERN_IRELAND: ("northern-ireland", "NIR"),
}
PARTS = pytest.mark.parametrize("part", list(Part))
PROCLAIMED_LATER = {date(2026, 6, 15)}
"""Days proclaimed after the offline copy of the government's list was made."""


@PARTS
def test_bank_holidays_match_the_governments_list(part):
    """A standstill that ends a day too soon lets a contract be set aside."""
    module = pytest.importorskip("govuk_bank_holidays.bank_holidays")
    official = module.BankHolidays(use_cached_holidays=True)
    theirs = {day["date"] for day in official.get_holidays(division=CODES[part][0])}
    first, last = date(min(theirs).year, 1, 1), date(max(theirs).year, 12, 31)

    ours = {day for day in bank_holidays(part) if first <= day <= last}

    assert ours - PROCLAIMED_LATER == theirs - PROCLAIMED_LATER
    assert last == PUBLISHED_TO


@PARTS
def test_bank_holidays_match_an_independent_table(part):
    """Two tables made by different people rarely share a slip."""
    holidays = pytest.importorskip("holidays")
    theirs = holidays.country_holidays("GB", subdiv=CODES[part][1], years=range(2010, 2031))

    assert bank_holidays(part) == {day for day in theirs if day.weekday() < 5}


@pytest.mark.parametrize(
    ("day", "parts"),
    [
        (date(2026, 6, 15), (Part.SCOTLAND,)),
        (date(2026, 7, 13), (Part.NORTHERN_IRELAND,)),
        (date(2026, 3, 17), (Part.NORTHERN_IRELAND,)),
        (date(2026, 4, 6), (Part.ENGLAND_AND_WALES, Part.NORTHERN_IRELAND)),
        (date(2022, 9, 19), UNITED_KINGDOM),
        (date(2023, 5, 8), UNITED_KINGDOM),
        (date(2026, 6, 16), ()),
    ],
)
def test_holiday_names_the_parts_that_keep_it(day, parts):
    """An officer in England asks why Monday did not count."""
    assert observed_in(day) == parts


def test_parts_are_called_by_their_names():
    """A message that tells why Monday did not count is read by people."""
    assert [str(part) for part in observed_in(date(2022, 9, 19))] == [
        "England and Wales",
        "Scotland",
        "Northern Ireland",
    ]


def test_holiday_table_is_read_once():
    """Every count of days asks for it; reading two hundred entries each time would be felt."""
    assert bank_holidays(Part.SCOTLAND) is bank_holidays(Part.SCOTLAND)


def test_holidays_of_several_parts_are_joined():
    """The Act of 2023 leaves out a day that is a holiday anywhere in the kingdom."""
    joined = bank_holidays(*UNITED_KINGDOM)
    assert joined == frozenset().union(*(bank_holidays(part) for part in Part))


def test_no_holiday_is_on_a_weekend_or_outside_the_years():
    """A Saturday in the table would be left out twice; a year missing would pass unnoticed."""
    for part in Part:
        days = bank_holidays(part)
        assert all(day.weekday() < 5 and FIRST_DAY <= day <= LAST_DAY for day in days)
        assert {day.year for day in days} == set(range(2010, 2031))


def test_table_says_which_list_it_is_of():
    """A later list may announce holidays that this one does not hold."""
    assert VERSION == "5 February 2026"
