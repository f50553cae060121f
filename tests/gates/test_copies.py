"""A history that was saved, pickled or copied is the same history: every later record finds the same."""

import copy
import pickle
from collections.abc import Callable
from typing import Final

import pytest

from commissioning.casebook import greenwich
from commissioning.cycle import Cycle
from commissioning.interchange import dump_record, dumps, load_record, loads
from commissioning.records.record import Record
from commissioning.stages import Route, Stage
from commissioning.testing import Scenario, story

COPIES: Final[dict[str, Callable[[Cycle], Cycle]]] = {
    "saved and loaded": lambda cycle: loads(dumps(cycle)),
    "pickled": lambda cycle: pickle.loads(pickle.dumps(cycle)),
    "deep-copied": copy.deepcopy,
}
STORIES: Final[dict[str, Callable[[], Cycle]]] = {
    "restricted": lambda: story(
        Scenario(route=Route.restricted(interviews=True)), at=Stage.GO_LIVE
    ),
    "greenwich": greenwich.cycle,
}


def texts(cycle: Cycle, record: Record) -> list[str]:
    return list(map(str, cycle.findings(record)))


@pytest.mark.parametrize("name", STORIES)
def test_copy_finds_the_same_about_every_next_record(name):
    """At every prefix, and about the same record again too, whichever copy of it is handed in."""
    whole = STORIES[name]()
    *records, _ = whole.records
    for number, following in enumerate(whole.records[1:], 1):
        cycle = Cycle(whole.title, buyers=whole.buyers).record(*records[:number])
        asked = (following, *records[max(0, number - 4) : number])
        found = {id(record): texts(cycle, record) for record in asked}
        for how, copied in COPIES.items():
            again = copied(cycle)
            assert again == cycle
            for record in asked:
                twin = load_record(dump_record(record))
                assert texts(again, record) == texts(again, twin) == found[id(record)], how


@pytest.mark.parametrize("name", STORIES)
def test_record_entered_twice_is_found_alike_whether_one_object_or_two(name):
    """A file holds two, where a script may have handed in one object twice."""
    whole = STORIES[name]()
    twice = [each for record in whole.records for each in (record, record)]
    two = [load_record(dump_record(record)) for record in twice]
    found = [
        list(map(str, Cycle.audit(whole.title, records, buyers=whole.buyers).findings))
        for records in (twice, two)
    ]
    assert found[0] == found[1]
