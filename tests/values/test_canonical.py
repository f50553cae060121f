"""Canonical text and digests: equal values have equal ones, other values have others."""

from datetime import date, time
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commissioning.errors import RecordError
from commissioning.records.approval import ScrutinyNote
from commissioning.records.needs import NeedsAssessment
from commissioning.records.panel import Mark
from commissioning.records.record import Record
from commissioning.testing import make
from commissioning.values.canonical import canonical, digest
from commissioning.values.money import VatBasis, pounds

DAY = date(2023, 6, 12)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "null"),
        (True, "true"),
        (3, "3"),
        ("Zoë", '"Zoë"'),
        (Decimal("4.50"), '{"number":"4.5"}'),
        (Decimal("-0.0"), '{"number":"0"}'),
        (Decimal("1E+2"), '{"number":"100"}'),
        (Fraction(100, 3), '{"number":"100/3"}'),
        (DAY, '{"when":"2023-06-12"}'),
        (time(12, 30), '{"when":"12:30:00"}'),
        (VatBasis.EXCLUDING, f'"{VatBasis.EXCLUDING.value}"'),
        ((1, "a"), '[1,"a"]'),
        (
            Mark(criterion="q", mark=Decimal("4.0"), because="clear"),
            '{".because":"clear",".criterion":"q",".mark":{"number":"4"},"a":"Mark"}',
        ),
    ],
)
def test_canonical_text_of_each_type_is_one_line(value: object, text: str):
    """A digest that changes with the way a number was typed proves nothing."""
    assert canonical(value) == text


def test_defaults_are_left_out_so_that_a_new_field_changes_no_digest():
    """A library that gains a field must not make all earlier digests wrong."""
    note = make(ScrutinyNote, on=DAY, note="")
    assert ".note" not in canonical(note)
    assert ".learned" not in canonical(note)


def test_value_of_no_canonical_type_is_refused():
    """A list or a float would have as many texts as ways to write it."""
    for value in ([1], 1.5, {"a": 1}):
        with pytest.raises(RecordError, match="has no such text; give a record or a value of one"):
            canonical(value)


@given(st.decimals(allow_nan=False, allow_infinity=False, places=3), st.integers(0, 4))
def test_equal_numbers_have_equal_digests(number: Decimal, zeros: int):
    """4, 4.0 and 4.000 are the same mark."""
    longer = number.quantize(Decimal(1).scaleb(-3 - zeros)) if abs(number) < 10**20 else number
    assert digest(longer) == digest(number)


def test_records_that_differ_in_anything_differ_in_digest():
    """One word changed in one reason is another paper."""
    first: Record = make(NeedsAssessment, on=DAY)
    assert digest(first) == digest(make(NeedsAssessment, on=DAY))
    assert digest(first) != digest(make(NeedsAssessment, on=date(2023, 6, 13)))
    assert digest(pounds(1)) != digest(pounds(1, VatBasis.INCLUDING))
    assert len(digest(first)) == 64
