"""Days that follow a rule: meetings of a group, of a cabinet, of whatever recurs."""

from datetime import date

import pytest

from commissioning.dates.periods import Period
from commissioning.dates.windows import first_day, recurring_days

SPRING = Period(date(2024, 3, 1), date(2024, 5, 31))


def test_days_of_a_rule_include_both_ends_of_the_period():
    """A meeting on the last day of a phase belongs to it."""
    rule = "FREQ=MONTHLY;BYMONTHDAY=1,31"
    assert list(recurring_days(rule, date(2024, 1, 1), SPRING)) == [
        date(2024, 3, 1),
        date(2024, 3, 31),
        date(2024, 4, 1),
        date(2024, 5, 1),
        date(2024, 5, 31),
    ]


def test_steps_of_a_rule_are_counted_from_the_day_it_began():
    """Every second week means other weeks, depending on the first."""
    rule = "FREQ=WEEKLY;INTERVAL=2"
    began = date(2024, 2, 28)
    assert next(recurring_days(rule, began, SPRING)) == date(2024, 3, 13)
    assert next(recurring_days(rule, date(2024, 2, 21), SPRING)) == date(2024, 3, 6)


def test_first_day_of_a_rule_may_be_later_than_its_beginning():
    """A group formed on the 3rd that meets on second Tuesdays meets first on the 9th."""
    assert first_day("FREQ=MONTHLY;BYDAY=2TU", date(2024, 1, 3)) == date(2024, 1, 9)


def test_rule_that_never_falls_due_has_no_first_day():
    """The record then says so in its own words."""
    assert first_day("FREQ=YEARLY;UNTIL=20230101", date(2024, 1, 3)) is None


def test_words_that_are_no_rule_are_refused():
    """The record names the rule; the reason comes from the reader of rules."""
    with pytest.raises(ValueError, match="OFTEN"):
        first_day("FREQ=OFTEN", date(2024, 1, 3))
