"""A list of a set length: neither cut short to fit nor padded, in the fast reader and the strict one."""

from __future__ import annotations

from datetime import date
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from commissioning.errors import FormatError
from commissioning.interchange import dump_record, load_record
from commissioning.interchange.codec import codec_for
from commissioning.interchange.scalars import Misread
from commissioning.process import Process, Step
from commissioning.records.record import Record
from commissioning.stages import During, Stage
from commissioning.values.frozen import frozen


@frozen(kw_only=True)
class Visit(Record):
    """A council's own record with a pair in it."""

    pair: tuple[str, int]
    many: tuple[tuple[int, int], ...] = ()


@attrs.frozen
class Loose:
    """A class that checks nothing of itself: the reader alone stands between a file and it."""

    pair: tuple[str, int]


OWN = Process.standard().with_steps(Step("visit", Visit, During((Stage.NEEDS,))))
GOOD = Visit(on=date(2022, 1, 1), pair=("a", 1), many=((1, 2), (3, 4)))


@pytest.mark.parametrize("wrong", [[], ["a"], ["a", 1, 2], ["a", 1, "a", 1]])
def test_list_of_another_length_is_refused_whatever_the_class_checks(wrong: list[object]) -> None:
    """A third figure that was left out silently is a figure lost."""
    with pytest.raises(Misread) as refused:
        codec_for(OWN).read(Loose, {"pair": wrong})
    assert refused.value.lines == ((".pair", "a list [...] is not a list of 2 items"),)


@given(st.lists(st.integers(0, 9), max_size=5))
def test_pair_within_a_list_is_read_only_if_it_is_a_pair(items: list[int]) -> None:
    """The list of any length around it must not take its place."""
    text = dump_record(GOOD, OWN).replace("3,\n      4", ",".join(map(str, items)))
    if len(items) == 2:
        read: Any = load_record(text, OWN)
        assert read.many == ((1, 2), tuple(items))
        return
    with pytest.raises(FormatError) as refused:
        load_record(text, OWN)
    assert refused.value.problems == ("$.many[1]: a list [...] is not a list of 2 items",)
