"""The quick reader makes the very values that the reader of files makes."""

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
from commissioning.interchange.codec import codec_for
from commissioning.interchange.trusted import trusted_codec
from commissioning.process import STANDARD, Process, Step, during
from commissioning.records.record import Record
from commissioning.stages import Stage
from commissioning.values.checking import Checked
from commissioning.values.frozen import frozen

Maker = Callable[[type, Random], Any]
every_step = pytest.mark.parametrize("step", STANDARD.steps, ids=lambda step: step.tag)


def read_both_ways(record: Record, process: Process = STANDARD) -> tuple[Record, Record]:
    """A record as each of the two readers reads it from what a file holds."""
    codec = codec_for(process)
    data = json.loads(json.dumps(codec.write(Record, record)))
    return codec.read(Record, data), trusted_codec(process).read(Record, data)


@every_step
@pytest.mark.usefixtures("shape_alone")
@settings(max_examples=6)
@given(seed=st.integers(0, 2**32))
def test_every_kind_of_record_is_read_as_from_a_file(
    step: Step, specimen: Maker, seed: int
) -> None:
    """A second reader that differs in one field would change what a council has on record."""
    record = specimen(step.record, Random(seed))
    strictly, quickly = read_both_ways(record)
    assert quickly == record
    assert repr(quickly) == repr(strictly)  # 10.50 and 10.5 are equal, and not the same
    assert hash(quickly) == hash(strictly)
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        quickly.note = "changed"  # type: ignore[misc]


@frozen(kw_only=True)
class Counted(Checked):
    """A value that works something out when it is made."""

    words: str
    length: int = attrs.field(
        init=False, default=attrs.Factory(lambda self: len(self.words), takes_self=True)
    )


@frozen(kw_only=True)
class CountTaken(Record):
    """A council's own kind of record that holds one."""

    counted: Counted


def test_value_that_does_more_when_it_is_made_is_made_as_usual() -> None:
    """A council's own class must not come back half made."""
    process = Process.standard().with_steps(Step("count-taken", CountTaken, during(Stage.NEEDS)))
    record = CountTaken(on=lewisham.cycle().records[0].on, counted=Counted(words="four"))
    for read in read_both_ways(record, process):
        assert isinstance(read, CountTaken)
        assert (read, read.counted.length) == (record, 4)


@attrs.frozen(kw_only=True, slots=False)
class VisitMade(Record):
    """A council's own kind of record, made with attrs as it comes."""

    visitor: str = ""
    hours: int | None = None


def test_class_of_attrs_as_it_comes_is_read_alike() -> None:
    """A council writes its classes with the attrs it knows."""
    process = Process.standard().with_steps(Step("visit-made", VisitMade, during(Stage.NEEDS)))
    day = lewisham.cycle().records[0].on
    for record in (VisitMade(on=day), VisitMade(on=day, visitor="nurse", hours=3)):
        assert read_both_ways(record, process) == (record, record)
