"""A value as the Python that makes it again."""

import importlib
import pkgutil
from datetime import date, time
from decimal import Decimal

import pytest
from attrs import Factory, field, frozen
from hypothesis import HealthCheck, given, settings
from hypothesis.vendor.pretty import pretty

from commissioning import dates, findings, records, values
from commissioning.cycle import Cycle
from commissioning.records.record import Basis, Grounds, Record
from commissioning.records.tender import TenderReceived
from commissioning.testing import make
from commissioning.testing import values as drawn
from commissioning.values.constructor_repr import constructor_repr
from commissioning.values.money import Money, pounds


@frozen
class Told:
    """A class with every sort of default."""

    plain: int
    _private: str = "so"
    made: tuple[str, ...] = Factory(tuple)
    double: int = Factory(lambda self: self.plain * 2, takes_self=True)
    worked_out: int = field(init=False, default=1)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Told(1), "Told(plain=1)"),
        (Told(1, "not so"), "Told(plain=1, private='not so')"),
        (Told(1, made=("a",), double=3), "Told(plain=1, made=('a',), double=3)"),
        (("a",), "('a',)"),
        (("a", 1), "('a', 1)"),
        ((), "()"),
        (date(2022, 9, 14), "date(2022, 9, 14)"),
        (time(12, 30), "time(12, 30)"),
        (Decimal("1.50"), "Decimal('1.50')"),
        (Grounds.STATED, "Grounds.STATED"),
        (TenderReceived, "TenderReceived"),
        (pounds(3), "Money(amount=Decimal('3'))"),
        (None, "None"),
    ],
    ids=str,
)
def test_field_at_its_default_is_left_out_of_the_call(value, text):
    """Of thirty fields a reader wants the three that matter."""
    assert constructor_repr(value) == text


def test_call_too_long_for_a_line_is_broken_into_several():
    """A record on one line of a thousand characters is not read by anybody."""
    assert constructor_repr((("a" * 50, "b" * 50), 1)) == (
        f"(\n    (\n        '{'a' * 50}',\n        '{'b' * 50}',\n    ),\n    1,\n)"
    )


def test_shorter_name_may_be_given():
    """A law of two hundred rows has a name to import it by."""
    named = {pounds(3): "THREE"}.get
    assert (
        constructor_repr((pounds(3), pounds(4)), named=named)
        == "(THREE, Money(amount=Decimal('4')))"
    )


def namespace():
    """What somebody who pastes an example has imported."""
    found = {"date": date, "time": time, "Decimal": Decimal}
    for package in (records, values, dates, dates.parsing, findings):
        for inside in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
            module = importlib.import_module(inside.name)
            found |= {key: part for key, part in vars(module).items() if isinstance(part, type)}
    return found


NAMESPACE = namespace()


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(drawn(Record))
def test_written_call_makes_an_equal_value(record):
    """The example that a failing test prints can be pasted into the next test."""
    assert eval(constructor_repr(record), dict(NAMESPACE)) == record


def test_hypothesis_prints_values_written_out():
    """The failing example is the most read text of a test suite."""
    tender = make(TenderReceived, note="late")
    assert pretty(tender) == constructor_repr(tender)
    assert "note='late'" in pretty(tender)
    assert pretty((Basis(grounds=Grounds.CONSTRUCTED),)) == "(Basis(grounds=Grounds.CONSTRUCTED),)"


@pytest.mark.parametrize("kind", [Money, TenderReceived, Cycle])
def test_class_itself_is_printed_as_a_class(kind):
    """A test that draws kinds of record prints the kind, and must not fall over it."""
    assert pretty(kind) == f"{kind.__module__}.{kind.__name__}"
