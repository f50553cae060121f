"""`make`: valid records for people without hypothesis."""

import subprocess
import sys
from datetime import date

import pytest
from hypothesis import find, given
from hypothesis import strategies as st

import commissioning.testing
from commissioning.errors import RecordError
from commissioning.process import STEPS
from commissioning.records.selection import SelectionResponse, Shortlist
from commissioning.records.tender import TenderReceived
from commissioning.testing import Scenario, make, values
from commissioning.testing.drafts.fields import ANYWHERE, FIELDS
from commissioning.values.shapes import shapes

KINDS = [pytest.param(step.record, id=step.tag) for step in STEPS]


@pytest.mark.parametrize("kind", KINDS)
def test_make_of_every_kind_gives_that_kind_and_the_same_each_time(kind):
    """A fixture that differs from run to run cannot be compared with anything."""
    assert type(make(kind)) is kind
    assert make(kind) == make(kind)


@pytest.mark.parametrize("kind", KINDS)
def test_make_with_another_day_stays_valid(kind):
    """Deadlines and periods move with the day, or giving one field would break another."""
    assert make(kind, on=date(2027, 3, 31)).on == date(2027, 3, 31)


@pytest.mark.parametrize("cls", FIELDS, ids=lambda cls: cls.__name__)
def test_every_field_of_the_drafts_is_a_field_of_its_class(cls):
    """A row for a field that has another name by now would be ignored in silence."""
    assert set(FIELDS[cls]) <= set(shapes(cls))


@pytest.mark.parametrize("name", ANYWHERE)
def test_every_field_drafted_anywhere_is_a_field_of_some_class(name):
    """The same for the fields that are drafted alike in every class."""
    classes = {*FIELDS, *(step.record for step in STEPS)}
    assert any(name in shapes(cls) for cls in classes)


def test_make_keeps_the_fields_it_is_given():
    """A test states only what it is about."""
    tender = make(TenderReceived, provider="birch", particulars=None, prices=())
    assert (tender.provider, tender.prices) == ("birch", ())


def test_make_with_a_scenario_names_its_lots_and_bidders():
    """Records of one made-up cycle have to name the same lots and bidders."""
    tender = make(TenderReceived, Scenario(lots=("N1", "N2"), provider="cedar"))
    assert [offer.lot for offer in tender.prices] == ["N1", "N2"]
    assert tender.provider == "cedar"


def test_make_refuses_what_the_record_refuses():
    """It is no way around the rules of a record."""
    with pytest.raises(RecordError, match="invited: name at least one provider"):
        make(Shortlist, invited=())


def test_unknown_name_of_the_package_is_refused_by_name():
    """A typing slip should say so, as with any module."""
    with pytest.raises(AttributeError) as slip:
        commissioning.testing.cyclez  # noqa: B018
    assert str(slip.value) == (
        "module 'commissioning.testing' has no name 'cyclez'; did you mean `cycles`?"
    )


@pytest.mark.parametrize("name", commissioning.testing.__all__)
def test_every_listed_name_of_the_package_is_there(name):
    """A name that is listed and cannot be loaded fails at a reader's first try."""
    assert getattr(commissioning.testing, name) is not None
    assert name in dir(commissioning.testing)


def test_make_is_imported_without_hypothesis():
    """People without hypothesis make records, and must not be asked for it."""
    code = "import sys; from commissioning.testing import make; print('hypothesis' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


@pytest.mark.parametrize("kind", [TenderReceived, SelectionResponse])
def test_make_with_another_provider_gives_its_particulars(kind):
    """The field a test overrides most is the provider; the record must stay valid."""
    assert make(kind).particulars.reference == make(kind).provider
    birch = make(kind, provider="birch")
    assert (birch.provider, birch.particulars.name) == ("birch", "Birch Care")


def test_make_with_other_lots_gives_prices_for_those_lots():
    """A tender for one lot has a price for that lot, or it would be no tender."""
    tender = make(TenderReceived, lots=("N1",))
    assert [offer.lot for offer in tender.prices] == ["N1"]
    one_of_two = make(TenderReceived, Scenario(lots=("N1", "N2")), lots=("N2",))
    assert [offer.lot for offer in one_of_two.prices] == ["N2"]


@pytest.mark.parametrize(
    ("fields", "error", "message"),
    [
        (
            {"provder": "x"},
            TypeError,
            "TenderReceived has no field `provder`; did you mean `provider`?",
        ),
        (
            {"zebra": "x"},
            TypeError,
            "TenderReceived has no field `zebra`; it has `provider`, `prices`, `figures`, `at`, "
            "`particulars` and 13 more.",
        ),
        (
            {"provider": 3},
            RecordError,
            "tender of 1 September 2021: provider: 3 is not text",
        ),
    ],
)
def test_make_with_a_wrong_field_names_it(fields, error, message):
    """The slip is the caller's, and so is the cure."""
    with pytest.raises(error) as slip:
        make(TenderReceived, **fields)
    assert str(slip.value) == message


@pytest.mark.parametrize("kind", [int, "TenderRecieved", None])
def test_make_of_something_else_is_refused(kind):
    """A class of another library ended in the words of attrs."""
    with pytest.raises(RecordError, match="is not a kind of record"):
        make(kind)


@given(values(TenderReceived, provider="birch", particulars=None, note=st.sampled_from("ab")))
def test_values_with_given_fields_keeps_them(tender):
    """A test fixes what it is about, as a value or as a choice of values."""
    assert tender.provider == "birch"
    assert tender.note in {"a", "b"}


def test_values_with_fields_that_make_no_valid_record_are_refused():
    """A strategy that silently dropped a given field would test something else."""
    with pytest.raises(RecordError):
        find(values(TenderReceived, provider=""), lambda tender: True)
