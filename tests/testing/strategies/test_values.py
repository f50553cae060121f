"""Strategies for values and records by themselves."""

import importlib
import pkgutil

import pytest
from attrs import asdict, frozen, has
from hypothesis import HealthCheck, Phase, find, given, settings
from hypothesis import strategies as st
from hypothesis.errors import NoSuchExample

import commissioning
from commissioning.errors import RecordError
from commissioning.process import Process
from commissioning.records.pricing import PriceFormula
from commissioning.records.record import Record
from commissioning.records.tender import InvitationToTender
from commissioning.testing.drafts.any_kind import make
from commissioning.testing.stories.scenario import Scenario
from commissioning.testing.strategies.values import values
from commissioning.values.checking import Checked
from commissioning.values.families import family_of, is_family
from commissioning.values.money import Money


def classes():
    for found in pkgutil.walk_packages(commissioning.__path__, "commissioning."):
        # The command has no values of its own, and its pages need starlette, which may be absent.
        if not found.name.startswith(("commissioning.__main__", "commissioning.cli")):
            module = importlib.import_module(found.name)
            for cls in vars(module).values():
                own = isinstance(cls, type) and cls.__module__ == module.__name__
                if own and issubclass(cls, Checked) and cls is not Checked and has(cls):
                    yield cls


FEW = settings(
    max_examples=5,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
CLASSES = sorted(classes(), key=lambda cls: (cls.__module__, cls.__name__))


@pytest.mark.parametrize("cls", CLASSES, ids=lambda cls: cls.__name__)
def test_values_of_every_class_are_drawn(cls):
    """A suite that needs one odd value must not be left to write its own strategy."""

    @FEW
    @given(values(cls))
    def drawn(value):
        assert isinstance(value, cls)

    drawn()


@pytest.mark.parametrize("cls", CLASSES, ids=lambda cls: cls.__name__)
def test_from_type_of_every_class_is_drawn(cls):
    """`st.from_type(InvitationToTender)` works without an import of this package's own."""

    @FEW
    @given(st.from_type(cls))
    def drawn(value):
        assert isinstance(value, cls)

    drawn()


@given(values(InvitationToTender))
def test_drawn_values_are_valid(invitation):
    """Only a made value is drawn, and making it checks every rule of the domain."""
    due = invitation.tenders_due_by
    assert due is None or due.day >= invitation.on


def test_value_shrinks_to_the_one_that_make_gives():
    """The plainest value is the one a reader already knows from `make`."""
    assert find(values(Money), lambda money: True) == make(Money)


def test_values_include_negative_amounts_and_long_text():
    """Negative amounts and long texts are where other people's systems break."""
    assert find(values(Money), lambda money: money.amount < 0).amount < 0
    assert find(values(Record), lambda record: len(record.note) > 5).note


def is_a_base(cls):
    """Whether a class leaves a method of its family to the kinds below it."""
    left = [(base, name) for base in cls.__mro__ for name in vars(base).get("to_write", ())]
    return any(getattr(cls, name) is getattr(base, name) for base, name in left)


@pytest.mark.parametrize("cls", CLASSES, ids=lambda cls: cls.__name__)
def test_make_of_every_class_gives_a_valid_value(cls):
    """A class that needs a row of its own in the drafts is named here, before somebody misses it."""
    if is_family(cls):  # a family gives its first kind
        assert family_of(type(make(cls))) is cls
    elif is_a_base(cls):
        with pytest.raises(RecordError, match="has no method"):
            make(cls)
    elif cls is not Record:
        assert type(make(cls)) is cls


def test_make_of_a_type_without_a_plain_value_names_it():
    """A field that cannot be filled is named, with what to do."""

    @frozen
    class Impedance(Checked):
        ohms: complex

    with pytest.raises(RecordError) as refusal:
        make(Impedance)
    assert str(refusal.value) == (
        "make: <class 'complex'> has no plain value; give the field yourself"
    )
    assert make(Impedance, ohms=1j).ohms == 1j


def test_make_of_a_councils_own_kind_keeps_the_fields_it_is_given(own_kind):
    """Fields that the annotations cannot settle are for the caller to give."""
    assert make(own_kind, Scenario(), apprentices=7).apprentices == 7


@frozen
class Nothing(Checked):
    """A value without fields."""


def test_values_of_a_class_without_fields_are_drawn():
    """There is nothing to vary, and that is no reason to fail."""
    assert find(values(Nothing), lambda value: True) == Nothing()


@pytest.mark.parametrize("cls", [int, Money(amount=1)])
def test_values_of_a_class_of_another_library_are_refused(cls):
    """Hypothesis has strategies of its own for numbers and texts."""
    with pytest.raises(RecordError, match="is not a class of records or values; use hypothesis"):
        values(cls)


@given(values(Money, amount=st.sampled_from([1, 2])))
def test_values_with_a_strategy_for_a_field_draw_it(money):
    """The one field the test is about, and chance for the rest."""
    assert money.amount in {1, 2}


@frozen(kw_only=True)
class SiteVisit(Record):
    """A council's own record that asks more than its annotations say."""

    hours: int

    def problems(self):
        if self.hours < 10:
            yield "hours: at least ten"


@given(values(SiteVisit, hours=12))
def test_values_of_a_kind_with_rules_of_its_own_keep_the_fields_given(visit):
    """Without a valid first example there is nothing to vary."""
    assert visit.hours == 12


@frozen(kw_only=True)
class HalfAtDouble(PriceFormula):
    """Half the marks at twice the lowest price. Tenders beyond that get none."""

    def share(self, price, field_, /):
        return min(field_) / (2 * price)


OURS = Process.standard().with_kinds(HalfAtDouble)


def test_councils_own_formula_is_drawn_where_its_process_is_given():
    """A council whose formula is never drawn tests its systems with other people's."""
    own = find(
        values(PriceFormula, process=OURS), lambda formula: isinstance(formula, HalfAtDouble)
    )
    assert own == HalfAtDouble() == make(HalfAtDouble)
    kept = asdict(make(InvitationToTender), recurse=False)
    del kept["price_formula"]
    invited = find(
        values(InvitationToTender, process=OURS, **kept),
        lambda itt: itt.price_formula == HalfAtDouble(),
        settings=settings(max_examples=2_000, database=None),  # one formula of fifteen
    )
    assert invited.price_formula == HalfAtDouble()


def test_councils_own_formula_is_not_drawn_without_its_process():
    """Other suites in the same session must not meet it."""
    with pytest.raises(NoSuchExample):
        find(
            values(PriceFormula),
            lambda formula: isinstance(formula, HalfAtDouble),
            settings=settings(max_examples=300, database=None),  # one of fifteen where it is drawn
        )
