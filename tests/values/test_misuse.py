"""Calls that go against the fields of a class, which anyone who types makes."""

import inspect
from datetime import date

import attrs
import pytest

from commissioning import Level, Money, Period, TenderReceived
from commissioning.values.frozen import frozen


def refusal(cls, *given, **named):
    with pytest.raises(TypeError) as caught:
        cls(*given, **named)
    return str(caught.value)


def test_mistyped_field_is_answered_with_the_one_that_was_meant():
    """The field that was meant is not then called missing."""
    assert refusal(Money, ammount=10) == "Money has no field `ammount`; did you mean `amount`?"


def test_every_unknown_field_and_every_missing_one_is_named_at_once():
    """Somebody who writes a record from memory mends it in one go."""
    assert refusal(Level, labell="good", colour="red") == (
        "Level has no field `labell`; did you mean `label`? "
        "Level has no field `colour`; it has `mark`, `label`, `descriptor` and `points`. "
        "Level needs `mark`."
    )


def test_fields_of_its_own_are_listed_before_those_of_every_record():
    """Of five that are named, `on` and `note` help nobody who looks for the reason of a late tender."""
    words = refusal(TenderReceived, provider="elm", on=date(2022, 5, 3), late_reason="x")
    assert "it has `provider`, `prices`, `figures`, `at`, `particulars` and 13 more" in words


def test_missing_fields_are_named():
    """A period has two ends."""
    assert refusal(Period) == "Period needs `starts_on` and `ends_on`."


def test_more_values_by_place_than_fields_are_counted():
    """The fourth value of a sum of money is a mistake for something."""
    assert refusal(Money, 10, "GBP", "including VAT", 3) == (
        "Money takes 3 values by place, not 4; name the others."
    )


def test_value_by_place_where_all_are_named_is_refused():
    """Fields of a record are named, so that one more may come between them one day."""
    assert refusal(Level, 5) == "Level takes no values by place; name each one. Level needs `mark`."


def test_field_given_by_place_and_by_name_is_named():
    """Python stops at the first such field, and so does whoever reads it."""
    assert refusal(Money, 10, amount=10) == "Money is given `amount` twice, by place and by name."


def test_error_from_within_a_value_stays_as_it_was():
    """A converter that cannot add text and numbers is no mistake of the caller's fields."""

    @frozen
    class Sum:
        parts: tuple = attrs.field(converter=sum)

        def __attrs_post_init__(self):
            """Checks itself, as records do."""

    assert refusal(Sum, ["a"]).startswith("unsupported operand")


def test_signatures_of_records_still_show_their_fields():
    """Notebooks and editors complete from them."""
    assert list(inspect.signature(Money).parameters) == ["amount", "currency", "vat"]
    assert Money(10) == Money(amount=10)
    assert attrs.evolve(Period(date(2024, 1, 1), date(2024, 1, 2)), ends_on=date(2024, 1, 3))
