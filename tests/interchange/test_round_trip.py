"""What is written is read back exactly, whatever the kind of record."""

from __future__ import annotations

import json
from collections.abc import Callable
from random import Random
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commissioning.interchange.codec import codec_for
from commissioning.interchange.schema import json_schema
from commissioning.process import STANDARD, Step
from commissioning.records.record import Record
from commissioning.values.constructor_repr import constructor_repr

Maker = Callable[[type, Random], Any]
every_step = pytest.mark.parametrize("step", STANDARD.steps, ids=lambda step: step.tag)
seeds = st.integers(0, 2**32)


@attrs.frozen
class Page:
    """A page of records, as a file holds them."""

    records: tuple[Record, ...]


@pytest.fixture(scope="module")
def validator() -> Any:
    """What the schema says of the records of a file."""
    rs = pytest.importorskip("jsonschema_rs")
    whole: Any = json_schema()
    page = {"properties": {"records": whole["properties"]["records"]}, "$defs": whole["$defs"]}
    return rs.validator_for({"$schema": whole["$schema"], **page})


def as_json(*records: Record) -> Any:
    """The records as a parser would read them from a file."""
    return json.loads(json.dumps(codec_for(STANDARD).write(Page, Page(records))))


@every_step
@pytest.mark.usefixtures("shape_alone")
@settings(max_examples=8)
@given(seed=seeds)
def test_every_kind_of_record_comes_back_exactly(step: Step, specimen: Maker, seed: int) -> None:
    """A file is a council's memory: what was written is what is read, to the last digit."""
    record = specimen(step.record, Random(seed))
    read = codec_for(STANDARD).read(Page, as_json(record))
    assert read.records == (record,)
    assert constructor_repr(read.records[0]) == constructor_repr(
        record
    )  # 10.50 and 10.5 are equal, and not the same


@every_step
@pytest.mark.usefixtures("shape_alone")
@settings(max_examples=5)
@given(seed=seeds)
def test_every_kind_of_record_fits_the_schema(
    step: Step, specimen: Maker, validator: Any, seed: int
) -> None:
    """Who writes files with another tool has only the schema to go by."""
    page = as_json(specimen(step.record, Random(seed)))
    assert [error.message for error in validator.iter_errors(page)] == []


@every_step
@pytest.mark.usefixtures("shape_alone")
def test_broken_record_does_not_fit_the_schema(step: Step, specimen: Maker, validator: Any) -> None:
    """A schema that takes anything protects nobody."""
    good = as_json(specimen(step.record, Random(1)))["records"][0]
    for broken in (
        {**good, "invented": 1},
        {**good, "on": "14 September 2015"},
        {**good, "type": "no-such-tag"},
        {name: value for name, value in good.items() if name != "on"},
        {**good, "lots": "lot-1"},
        {**good, "basis": [{"grounds": "hearsay"}]},
    ):
        assert not validator.is_valid({"records": [broken]})
