"""Builders: valid records for people without hypothesis."""

import subprocess
import sys
from datetime import date

import pytest

import commissioning.testing
from commissioning.errors import RecordError
from commissioning.process import STEPS
from commissioning.testing import builders
from commissioning.testing.stories.scenario import Scene

TAGS = [pytest.param(step, id=step.tag) for step in STEPS]


def builder(step):
    return getattr(builders, "make_" + step.tag.replace("-", "_"))


@pytest.mark.parametrize("step", TAGS)
def test_every_kind_of_record_has_a_builder_called_after_its_tag(step):
    """The tag in a file leads to the builder without a look at the documentation."""
    make = builder(step)
    assert type(make()) is step.record
    assert make() == make()


@pytest.mark.parametrize("step", TAGS)
def test_a_builder_takes_any_day(step):
    """Deadlines and periods move with the day, or an override of one field would break another."""
    assert builder(step)(on=date(2027, 3, 31)).on == date(2027, 3, 31)


def test_a_builder_puts_in_the_fields_it_is_given():
    """The point of a builder is to state only what the test is about."""
    tender = builders.make_tender(provider="birch", particulars=None, prices=())
    assert (tender.provider, tender.prices) == ("birch", ())


def test_a_builder_draws_its_particulars_from_a_scene():
    """Records of one made-up cycle have to name the same lots and bidders."""
    tender = builders.make_tender(Scene(lots=("N1", "N2"), provider="cedar"))
    assert [offer.lot for offer in tender.prices] == ["N1", "N2"]
    assert tender.provider == "cedar"


def test_a_builder_refuses_what_the_record_refuses():
    """A builder is no way around the rules of a record."""
    with pytest.raises(RecordError, match="a shortlist names at least one provider"):
        builders.make_shortlist(invited=())


def test_the_front_door_of_testing_leads_to_every_builder():
    """One import line serves the whole of a test module."""
    assert commissioning.testing.make_tender is builders.make_tender


def test_a_name_that_is_not_there_is_refused_by_name():
    """A typing slip should say so, as with any module."""
    for name in ("make_believe", "cyclez"):
        with pytest.raises(AttributeError) as slip:
            getattr(commissioning.testing, name)
        assert str(slip.value) == f"module 'commissioning.testing' has no name {name!r}"


@pytest.mark.parametrize("name", commissioning.testing.__all__)
def test_every_listed_name_is_there(name):
    """A name that is listed and cannot be loaded fails at a reader's first try."""
    assert getattr(commissioning.testing, name) is not None
    assert name in dir(commissioning.testing)


def test_a_module_of_the_package_is_reached_without_hypothesis():
    """People without hypothesis import the builders, and must not be asked for it."""
    code = (
        "import sys; from commissioning.testing import builders; print('hypothesis' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


@pytest.mark.parametrize("make", [builders.make_tender, builders.make_selection_response])
def test_another_provider_does_not_keep_the_particulars_of_the_first(make):
    """The field a test overrides most is the provider; the record must stay valid."""
    assert make().particulars.reference == make().provider
    assert make(provider="x").provider == "x"
    assert make(provider="x").particulars is None


def test_what_hangs_together_with_the_lots_follows_them():
    """A tender for one lot has a price for that lot, or it would be no tender."""
    tender = builders.make_tender(lots=("N1",))
    assert [offer.lot for offer in tender.prices] == ["N1"]
    one_of_two = builders.make_tender(Scene(lots=("N1", "N2")), lots=("N2",))
    assert [offer.lot for offer in one_of_two.prices] == ["N2"]


@pytest.mark.parametrize(
    ("fields", "error", "message"),
    [
        ({"provder": "x"}, TypeError, r"unexpected keyword argument 'provder'"),
        ({"provider": 3}, RecordError, "provider: 3 is not text"),
        ({"on": "2022-09-30"}, RecordError, "on: '2022-09-30' is not a day"),
    ],
)
def test_a_field_that_is_wrong_is_named(fields, error, message):
    """The slip is the caller's, and so is the cure."""
    with pytest.raises(error, match=message):
        builders.make_tender(**fields)


def test_every_builder_and_strategy_is_listed():
    """Who does not know the names looks for them with the tabulator key."""
    listed = dir(commissioning.testing)
    assert {"make_tender", "make_contract_signed", "tenders", "panels", "cycles"} <= set(listed)
    assert not {"Builder", "Plural", "TenderReceived"} & set(listed)
