"""Lewisham's home care of 2022: options, nine lots, the whole timetable, told as if it ran to plan.

`published()` is the schedule as the council printed it; `cycle(...)` is the story. The council's papers
state the windows, the options' costs, the lots and the approval of 9 March 2022. Bidders, prices, marks
and the days between the windows are CONSTRUCTED.
"""

from __future__ import annotations

from typing import Final

from commissioning.casebook.lewisham_competition import competition
from commissioning.casebook.lewisham_planning import planning
from commissioning.casebook.lewisham_schedule import published
from commissioning.casebook.story import Story
from commissioning.cycle import Cycle
from commissioning.records.parties import Authority
from commissioning.records.record import Record
from commissioning.stages import Stage

LEWISHAM: Final = Authority(reference="lewisham", name="London Borough of Lewisham")
STORY: Final = Story(
    title="Home care in Lewisham",
    buyers=(LEWISHAM,),
    reference="lewisham-home-care-2022",
    told=lambda: (*planning(), *competition()),
    stops="the council's schedule ends with go-live on 1 April 2023",
)

__all__ = ["LEWISHAM", "STORY", "cycle", "published"]


def cycle(at: Stage | None = None, after: type[Record] | None = None) -> Cycle:
    """The story to its end, or until a stage has just opened, or to the last record of a kind.

    Raises `LookupError` for what the story does not reach, saying where its source stops.
    """
    return STORY.cycle(at, after)
