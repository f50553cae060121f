"""A strategy for every kind of record, by its plural."""

import pytest
from hypothesis import HealthCheck, Phase, find, given, settings
from hypothesis import strategies as st

import commissioning.testing
from commissioning.errors import RecordError
from commissioning.process import STEPS
from commissioning.testing import plurals

NAMES = {
    name: strategy
    for name, strategy in vars(plurals).items()
    if isinstance(strategy, plurals.Plural)
}


def test_every_kind_of_record_has_a_plural():
    """Whoever adds a row to the table adds its strategy, or learns of it here."""
    assert {plural.kind for plural in NAMES.values()} == {step.record for step in STEPS}


@pytest.mark.parametrize("name", NAMES)
def test_a_plural_draws_its_kind(name):
    """The name is the officer's word, and what it draws is that."""

    @settings(
        max_examples=3,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(NAMES[name]())
    def drawn(record):
        assert type(record) is NAMES[name].kind

    drawn()
    assert getattr(commissioning.testing, name) is NAMES[name]


@given(plurals.tenders(provider="birch", particulars=None, note=st.sampled_from(["a", "b"])))
def test_fields_that_are_given_are_kept(tender):
    """A test fixes what it is about, as a value or as a choice of values."""
    assert tender.provider == "birch"
    assert tender.note in {"a", "b"}


def test_fields_that_contradict_one_another_are_refused():
    """A strategy that silently dropped a given field would test something else."""
    with pytest.raises(RecordError):
        find(plurals.tenders(provider=""), lambda tender: True)
