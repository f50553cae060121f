"""The codec reads quickly what is right, and strictly what is not: both ways are one format."""

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
from commissioning.errors import RecordError
from commissioning.interchange import to_dict
from commissioning.interchange.codec import Repeated, codec_for
from commissioning.interchange.json import Document
from commissioning.interchange.scalars import Misread
from commissioning.process import STANDARD, Step
from commissioning.records.record import Record

Maker = Callable[[type, Random], Any]
every_step = pytest.mark.parametrize("step", STANDARD.steps, ids=lambda step: step.tag)
WRONG = (None, 5, True, 1.5, "", "text", [], {}, ["x"], [None], {"type": "panel"}, "2022-4-1")


@attrs.frozen
class Page:
    """A page of records, as a file holds them."""

    records: tuple[Record, ...]


def outcome(data: Any) -> Any:
    """What is read, or that it is refused."""
    try:
        return codec_for(STANDARD).read(Page, data)
    except Misread:
        return "refused"


def strictly(data: Any) -> Any:
    """The same data in objects that are no plain dicts, which are only read strictly."""
    if isinstance(data, dict):
        return Repeated({name: strictly(item) for name, item in data.items()})
    return [strictly(item) for item in data] if isinstance(data, list) else data


@every_step
@pytest.mark.usefixtures("shape_alone")
@settings(max_examples=6)
@given(seed=st.integers(0, 2**32))
def test_every_kind_of_record_is_read_alike_quickly_and_strictly(
    step: Step, specimen: Maker, seed: int
) -> None:
    """The quick way must never become a second format, and must not give up on what is right."""
    page = Page((specimen(step.record, Random(seed)),))
    data = json.loads(json.dumps(codec_for(STANDARD).write(Page, page)))
    assert outcome(data) == outcome(strictly(data)) == page


@every_step
@pytest.mark.usefixtures("shape_alone")
@settings(max_examples=6)
@given(seed=st.integers(0, 2**32))
def test_quick_way_refuses_whatever_the_strict_way_refuses(
    step: Step, specimen: Maker, seed: int
) -> None:
    """What slips through the quick way would be in a council's ledger without a word."""
    draw = Random(seed)
    page = Page((specimen(step.record, draw),))
    data: Any = codec_for(STANDARD).write(Page, page)
    holder: Any = data["records"]
    while True:
        key = draw.choice([*holder] if isinstance(holder, dict) else range(len(holder)))
        if not (isinstance(holder[key], (dict, list)) and holder[key]) or draw.random() < 0.3:
            break
        holder = holder[key]
    holder[key] = draw.choice(WRONG)
    assert outcome(data) == outcome(strictly(data))


def test_file_that_is_right_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """If the quick way gave up on a right file only the clock would tell."""
    story = lewisham.cycle()
    codec = codec_for(STANDARD)
    monkeypatch.setattr(codec, "_read_again", lambda *_: pytest.fail("read a second time"))
    assert codec.read(Document, to_dict(story)).records == story.records


def test_key_that_appears_twice_is_not_read() -> None:
    """JSON would keep the last silently; here each is named, with its path."""
    for holder, key in (("records", 0), ("buyers", 0)):
        data: Any = to_dict(lewisham.cycle())
        data[holder][key] = Repeated(data[holder][key])
        data[holder][key].twice = ("name",)
        with pytest.raises(Misread) as caught:
            codec_for(STANDARD).read(Document, data)
        problem = "appears more than once; keep the right one"
        assert caught.value.lines == ((f".{holder}[{key}].name", problem),)


def test_record_that_the_process_does_not_know_is_not_written() -> None:
    """A file must not hold what its own process cannot read back."""

    @attrs.frozen(kw_only=True)
    class Visit(Record):
        """A visit."""

    with pytest.raises(RecordError) as refused:
        codec_for(STANDARD).write(Page, Page((Visit(on=lewisham.cycle().last_on),)))  # type: ignore[arg-type]
    assert refused.value.problems == (
        "this process does not have it; pass one that has, made with `Process.with_steps`",
    )
