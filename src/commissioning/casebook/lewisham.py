"""Lewisham's home care of 2022: options, nine lots and the whole timetable, as if it had run to plan.

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
from commissioning.records.parties import Authority

LEWISHAM: Final = Authority(reference="lewisham", name="London Borough of Lewisham")
STORY: Final = Story(
    title="Home care in Lewisham",
    buyers=(LEWISHAM,),
    reference="lewisham-home-care-2022",
    written=lambda: (*planning(), *competition()),
    stops="the council's schedule ends with go-live on 1 April 2023",
)

__all__ = ["LEWISHAM", "STORY", "cycle", "published"]


cycle = STORY.cycle
"""The whole story, up to a stage, or up to a kind of record: see `Story.cycle`."""
