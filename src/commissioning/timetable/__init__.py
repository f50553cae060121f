"""Timetables: read out of council prose, planned, checked against law, shifted and compared.

Names are fetched when first used: reading one date out of words loads neither the cycle nor the law.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from commissioning.dates.parsing.readings import Precision, Reading, WeekOfMonth
from commissioning.dates.rhythms import Rhythm
from commissioning.dates.windows import Window, wording

if TYPE_CHECKING:
    from commissioning.timetable.checking import check, law_of, route_of
    from commissioning.timetable.comparing import Comparison, Progress, compare
    from commissioning.timetable.council_calendar import USUAL
    from commissioning.timetable.milestones import MILESTONES, Milestone, recognised
    from commissioning.timetable.planning import backwards, forwards
    from commissioning.timetable.reading import PrintedRow, day_of_paper, read_table, timetable
    from commissioning.timetable.slippage import Slippage, put_off, slip, slip_to_meeting

__all__ = [
    "MILESTONES",
    "USUAL",
    "Comparison",
    "Milestone",
    "Precision",
    "PrintedRow",
    "Progress",
    "Reading",
    "Rhythm",
    "Slippage",
    "WeekOfMonth",
    "Window",
    "backwards",
    "check",
    "compare",
    "day_of_paper",
    "forwards",
    "law_of",
    "put_off",
    "read_table",
    "recognised",
    "route_of",
    "slip",
    "slip_to_meeting",
    "timetable",
    "wording",
]

_HOMES = {
    "checking": ("check", "law_of", "route_of"),
    "comparing": ("Comparison", "Progress", "compare"),
    "milestones": ("MILESTONES", "Milestone", "recognised"),
    "planning": ("backwards", "forwards"),
    "reading": ("PrintedRow", "day_of_paper", "read_table", "timetable"),
    "council_calendar": ("USUAL",),
    "slippage": ("Slippage", "put_off", "slip", "slip_to_meeting"),
}
_HOME = {name: home for home, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> object:
    home = _HOME.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{home}"), name)


def __dir__() -> list[str]:
    return __all__
