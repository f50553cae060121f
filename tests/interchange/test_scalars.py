"""Days, numbers and words as a file holds them, and what is said of those that are not right."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commissioning.interchange.scalars import SCALARS, Misread, member_reader
from commissioning.stages import Stage
from commissioning.values.money import VatBasis

NOT_A_DAY = 'is not a day; write it as "2015-09-14"'


def problem_of(misread: Misread) -> str:
    """The one problem that was found."""
    ((_, problem),) = misread.lines
    return problem


@pytest.mark.parametrize(
    ("kind", "value", "told"),
    [
        (str, 5, "5 is not text; write it in quotes"),
        (str, None, "null is not text; write it in quotes"),
        (str, ["a"], "a list [...] is not text; write it in quotes"),
        (str, {"a": 1}, "an object {...} is not text; write it in quotes"),
        (int, "5", '"5" is not a whole number; write up to 600 digits, without quotes'),
        (int, True, "true is not a whole number; write up to 600 digits, without quotes"),
        (int, Decimal("5.0"), "5.0 is not a whole number; write up to 600 digits, without quotes"),
        (
            bool,
            "yes",
            '"yes" is neither true nor false; write one of them, without quotes',
        ),
        (bool, 1, "1 is neither true nor false; write one of them, without quotes"),
        (
            Decimal,
            Decimal("10.10"),
            '10.10 has no quotes; write "10.10", so that it stays exact',
        ),
        (Decimal, 10, '10 has no quotes; write "10", so that it stays exact'),
        (
            Decimal,
            Decimal("NaN"),
            'NaN is not an exact number; write it as text, such as "10.50"',
        ),
        (Decimal, 10.1, '10.1 is a binary float; write the exact figure, such as "10.50"'),
        (Decimal, "NaN", '"NaN" is not an exact number; write it as text, such as "10.50"'),
        (Decimal, "1,000", '"1,000" is not an exact number; write it as text, such as "10.50"'),
        (Decimal, "£10", '"£10" is not an exact number; write it as text, such as "10.50"'),
        (Decimal, "١٢", '"١٢" is not an exact number; write it as text, such as "10.50"'),
        (Decimal, "", '"" is not an exact number; write it as text, such as "10.50"'),
        (Decimal, False, 'false is not an exact number; write it as text, such as "10.50"'),
        (
            date,
            "2022-04-31",
            '"2022-04-31" is not on the calendar: April 2022 has 30 days, not 31',
        ),
        (
            date,
            "2022-13-01",
            '"2022-13-01" is not on the calendar: there is no month 13; write the day before the month',
        ),
        (
            date,
            "0000-01-01",
            '"0000-01-01" is not on the calendar: the year 0 is not between 1900 and 2199; '
            "write it in four figures",
        ),
        (
            date,
            "01/02/2022",
            '"01/02/2022" may be two different days; write "2022-02-01" or "2022-01-02"',
        ),
        (
            date,
            "14/07/2022",
            '"14/07/2022" is not how a file writes a day; write "2022-07-14"',
        ),
        (date, "1.1.2022", '"1.1.2022" is not how a file writes a day; write "2022-01-01"'),
        (
            date,
            "31/04/2022",
            '"31/04/2022" is not on the calendar: April 2022 has 30 days, not 31',
        ),
        (
            date,
            "14 September 2015",
            '"14 September 2015" is not how a file writes a day; write "2015-09-14"',
        ),
        (
            date,
            "31st April 2022",
            '"31st April 2022" is not on the calendar: April 2022 has 30 days, not 31',
        ),
        (
            date,
            "31 Foo 2022",
            f'"31 Foo 2022" {NOT_A_DAY}',
        ),
        (
            date,
            "2022-04-30T23:00:00Z",
            '"2022-04-30T23:00:00Z" is not how a file writes a day; write "2022-05-01"',
        ),
        (date, "20220401", f'"20220401" {NOT_A_DAY}'),
        (date, "٢٠٢٢-٠٤-٠١", '"٢٠٢٢-٠٤-٠١" is not how a file writes a day; write "2022-04-01"'),
        (date, "2nd week July", f'"2nd week July" {NOT_A_DAY}'),
        (date, 20220401, f"20220401 {NOT_A_DAY}"),
        (time, "25:00", '"25:00" is not a time of day; write it as "12:00", without a zone'),
        (time, "noon", '"noon" is not a time of day; write it as "12:00", without a zone'),
        (
            time,
            "12:00+01:00",
            '"12:00+01:00" is not a time of day; write it as "12:00", without a zone',
        ),
        (time, 12, '12 is not a time of day; write it as "12:00", without a zone'),
    ],
)
def test_value_of_another_kind_is_refused_with_a_remedy(kind: type, value: Any, told: str) -> None:
    """Somebody edited the file by hand; the message is all they have to mend it."""
    with pytest.raises(Misread) as caught:
        SCALARS[kind].read(value)
    assert problem_of(caught.value) == told


def test_long_value_is_cut_in_the_message() -> None:
    """A message quotes enough to find the place, not a page."""
    with pytest.raises(Misread) as caught:
        SCALARS[date].read("x" * 500)
    assert len(problem_of(caught.value)) < 120


def test_unprintable_character_is_shown_by_its_code() -> None:
    """A half of a character pair in a file must not break the terminal that shows the message."""
    with pytest.raises(Misread) as caught:
        SCALARS[date].read("\ud800\x1b[31m")
    assert problem_of(caught.value).isprintable()


@pytest.mark.parametrize("value", ["including", "INCLUDING", 5, None, [], True])
def test_unknown_word_of_an_enum_is_refused_with_the_known_words(value: Any) -> None:
    """The officer's words are the ones the file takes."""
    with pytest.raises(Misread) as caught:
        member_reader(VatBasis)(value)
    near = '; did you mean "including VAT"?' if f"{value}".lower() == "including" else ""
    assert problem_of(caught.value).endswith(
        f' is not one of "including VAT", "excluding VAT", "VAT not stated"{near}'
    )


def test_enum_member_is_read_by_its_value() -> None:
    """A file says go-live, not GO_LIVE."""
    assert member_reader(Stage)("go-live") is Stage.GO_LIVE


@given(st.decimals(allow_nan=False, allow_infinity=False))
def test_number_comes_back_digit_by_digit(number: Decimal) -> None:
    """£10.50 is not £10.5 on the page, though it is the same amount."""
    scalar = SCALARS[Decimal]
    if abs(number.adjusted()) < 1000:
        assert repr(scalar.read(scalar.write(number))) == repr(number)


@given(st.dates())
def test_day_comes_back(day: date) -> None:
    """Every day of the calendar has one way to be written."""
    scalar = SCALARS[date]
    assert scalar.read(scalar.write(day)) == day


@given(st.times())
def test_time_comes_back(moment: time) -> None:
    """Noon is written 12:00, and a time with seconds keeps them."""
    scalar = SCALARS[time]
    assert scalar.read(scalar.write(moment)) == moment
    assert SCALARS[time].write(time(12)) == "12:00"


@given(st.text())
def test_any_text_is_read_or_refused_in_one_printable_line(text: str) -> None:
    """Whatever stands in a file, reading it never ends in a traceback."""
    for kind in (date, Decimal, time):
        told = ""
        try:
            SCALARS[kind].read(text)
        except Misread as misread:
            told = problem_of(misread)
        assert told.isprintable()
