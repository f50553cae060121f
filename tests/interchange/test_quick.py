"""The quick way in takes what the converter takes, and nothing else."""

from __future__ import annotations

import json
from collections.abc import Callable
from random import Random
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commissioning.casebook import lewisham
from commissioning.interchange import to_dict
from commissioning.interchange.codec import Repeated, converter_for
from commissioning.interchange.json import Document
from commissioning.interchange.quick import quick_reader_for
from commissioning.process import STANDARD, Step
from commissioning.records.record import Record

Maker = Callable[[type, Random], Any]
every_step = pytest.mark.parametrize("step", STANDARD.steps, ids=lambda step: step.tag)
WRONG = (None, 5, True, 1.5, "", "text", [], {}, ["x"], [None], {"type": "panel"}, "2022-4-1")


@attrs.frozen
class Page:
    """A page of records, as a file holds them."""

    records: tuple[Record, ...]


def outcome(read: Callable[[], Any]) -> Any:
    """What was read, or that nothing was."""
    try:
        return read()
    except Exception:
        return "refused"


def both(data: Any) -> tuple[Any, Any]:
    """What the quick reader and the converter make of the same data."""
    return (
        outcome(lambda: quick_reader_for(STANDARD).read(Page, data)),
        outcome(lambda: converter_for(STANDARD).structure(data, Page)),
    )


@every_step
@pytest.mark.usefixtures("shape_alone")
@settings(max_examples=6)
@given(seed=st.integers(0, 2**32))
def test_it_reads_every_kind_of_record_as_the_converter_does(
    step: Step, specimen: Maker, seed: int
) -> None:
    """A second reader must never become a second format; and it must not give up on what is right."""
    page = Page((specimen(step.record, Random(seed)),))
    data = json.loads(json.dumps(converter_for(STANDARD).unstructure(page)))
    assert both(data) == (page, page)


@every_step
@pytest.mark.usefixtures("shape_alone")
@settings(max_examples=6)
@given(seed=st.integers(0, 2**32))
def test_it_refuses_what_the_converter_refuses(step: Step, specimen: Maker, seed: int) -> None:
    """What slips through the quick way would be in a council's ledger without a word."""
    draw = Random(seed)
    page = Page((specimen(step.record, draw),))
    data: Any = converter_for(STANDARD).unstructure(page)
    holder: Any = data["records"]
    while True:
        key = draw.choice([*holder] if isinstance(holder, dict) else range(len(holder)))
        if not (isinstance(holder[key], (dict, list)) and holder[key]) or draw.random() < 0.3:
            break
        holder = holder[key]
    holder[key] = draw.choice(WRONG)
    quick, told = both(data)
    assert quick == told


def test_it_is_the_way_the_main_job_takes() -> None:
    """If it gave up on a right file nobody would notice but the clock."""
    story = lewisham.cycle()
    read = quick_reader_for(STANDARD).read(Document, to_dict(story))
    assert read.records == story.records


def test_a_key_that_stands_twice_is_not_read() -> None:
    """JSON would keep the last silently; the converter says which."""
    for holder, key in (("records", 0), ("buyers", 0)):
        data: Any = to_dict(lewisham.cycle())
        data[holder][key] = Repeated(data[holder][key])
        assert (
            outcome(lambda data=data: quick_reader_for(STANDARD).read(Document, data)) == "refused"
        )
