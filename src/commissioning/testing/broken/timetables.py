"""Rows of the catalogue: what is wrong with a timetable, before any of it has happened."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from attrs import evolve

from commissioning.cycle import Cycle
from commissioning.dates.parsing.readings import Precision, Reading
from commissioning.dates.rhythms import Rhythm
from commissioning.dates.windows import Window
from commissioning.findings.finding import Finding
from commissioning.records.timetable import Timetable, TimetableRow
from commissioning.testing.broken.mutation import OPEN, Mutation
from commissioning.testing.broken.recording import NEEDS
from commissioning.timetable.checking import check
from commissioning.timetable.implied import law_of
from commissioning.timetable.reading import read_table

RHYTHM: Final = Rhythm(cabinet_dates=(date(2022, 5, 10), date(2022, 6, 14)))
"""A council that decides on two days."""


_FACTS: Final = evolve(OPEN.facts, light_touch=False)


def planned(cycle: Cycle) -> Iterator[Finding]:
    """The faults of the latest timetable, for an open procedure under the 2015 Regulations."""
    timetable = cycle.expect(Timetable)
    yield from check(timetable, OPEN.route, law_of(timetable, _FACTS), RHYTHM)


def printed(cycle: Cycle) -> Iterator[Finding]:
    """The parts of the latest timetable that could not be read; its note is the text of the paper."""
    timetable = cycle.expect(Timetable)
    yield from read_table(timetable.note, on=timetable.on).findings


_DAYS: Final = {
    "itt": (date(2022, 3, 1), "Invite tenders"),
    "tender": (date(2022, 4, 8), "Tenders due"),
    "tender-opening": (date(2022, 4, 11), "Open tenders"),
    "award-recommendation": (date(2022, 5, 3), "Recommend"),
    "approval-to-award": (date(2022, 5, 10), "Approve the award"),
    "intention-to-award": (date(2022, 5, 18), "Tell the bidders"),
    "standstill": (date(2022, 5, 30), "End of standstill"),
    "contract-signed": (date(2022, 5, 31), "Sign"),
    "mobilisation-plan": (date(2022, 6, 1), "Mobilise"),
    "go-live": (date(2022, 8, 1), "Go live"),
}


def _plan(*without: str, **windows: Window) -> tuple[TimetableRow, ...]:
    """The rows of a good plan, some left out and some at another time."""
    moved = {tag.replace("_", "-"): window for tag, window in windows.items()}
    return tuple(
        TimetableRow(what=what, step=tag, window=moved.get(tag, Window.day(day)))
        for tag, (day, what) in _DAYS.items()
        if tag not in without
    )


def _row(code: str, sentence: str, rows: tuple[TimetableRow, ...], *also: str) -> Mutation:
    return Mutation(
        code=code,
        sentence=sentence,
        first=(NEEDS,),
        kind=Timetable,
        fields={"rows": rows},
        also=also,
        seen_by="the check of a timetable",
        view=planned,
    )


def _paper(code: str, sentence: str, *lines: str) -> Mutation:
    """A row about a timetable that was read from a paper of these lines."""
    return Mutation(
        code=code,
        sentence=sentence,
        first=(NEEDS,),
        kind=Timetable,
        fields={"rows": _plan(), "note": "\n".join(lines)},
        seen_by="the reading of a timetable",
        view=printed,
    )


def _day(month: int, day: int) -> Window:
    return Window.day(date(2022, month, day))


_EITHER: Final = Window(
    words="2nd Jun 2022",
    earliest=date(2022, 6, 2),
    latest=date(2022, 6, 12),
    precision=Precision.SPAN,
    readings=(
        Reading(because="the day", earliest=date(2022, 6, 2), latest=date(2022, 6, 2)),
        Reading(because="the week", earliest=date(2022, 6, 6), latest=date(2022, 6, 12)),
    ),
)
_UNDATED: Final = Window(words="to be decided", precision=Precision.NONE)

ROWS: Final = (
    _row("timetable-ambiguous", "A date can mean a day or a week",
         _plan(mobilisation_plan=_EITHER)),
    _row("timetable-undated", "A step has no date yet",
         _plan(award_recommendation=_UNDATED)),
    _row("timetable-stage-missing", "The plan has no row for the evaluation",
         _plan("tender-opening")),
    _row("timetable-order", "Mobilisation is planned before the signature",
         _plan(mobilisation_plan=_day(5, 4))),
    _row("timetable-overlap", "The evaluation is planned to begin before tenders are due",
         _plan(tender_opening=Window.span(date(2022, 4, 1), date(2022, 4, 29)))),
    _row("timetable-period-short", "Bidders are planned to have four days", _plan(
        itt=_day(4, 4))),
    _row("timetable-no-intention", "The plan has no letters to the bidders", _plan("intention-to-award")),
    _row("timetable-no-standstill", "The plan has no standstill and no signature",
         _plan("standstill", "contract-signed"), "timetable-no-signature"),
    _row("timetable-no-signature", "The plan has no signature", _plan("contract-signed")),
    _row("timetable-signed-in-standstill", "The signature is planned within the standstill",
         _plan("standstill", contract_signed=_day(5, 20))),
    _row("timetable-standstill-short", "The standstill is planned to be two days long",
         _plan(standstill=_day(5, 20))),
    _row("timetable-no-meeting", "A decision is planned for a day without a meeting",
         _plan(approval_to_award=_day(5, 9))),
    _row("timetable-mobilisation-short", "Mobilisation is planned to take a week", _plan(go_live=_day(6, 8))),
    _paper("timetable-unread", "A placeholder stands where a date belongs",
           "Date,Action", "8 April 2022,Tenders due", "[insert date],Award decision"),
    _row("timetable-end-day-off", "Tenders are due on a Saturday",
         _plan(tender=_day(4, 9))),
    evolve(
        _row("timetable-begun-too-late", "A plan begins before the day on which it is made", ()),
        fields={
            "on": date(2022, 3, 2),
            "rows": tuple(evolve(row, latest_safe=row.window.latest) for row in _plan()),
        },
    ),
    _paper("timetable-year-jump", "A year is ten years out",
           "Date,Action", "3 March 2022,Issue ITT", "8 April 2032,Tenders due", "11 April,Tenders opened"),
    _paper("timetable-columns", "A table has a date for each of two lots",
           "Action,Date for lot A,Date for lot B", "Tenders due,8 April 2022,15 April 2022"),
    _paper("timetable-unrecognised", "A row has a name that no step has",
           "Date,Action", "8 April 2022,Tenders due", "9 May 2022,Supplier gala"),
    _row("timetable-go-live-day-off", "The service is planned to start on a Sunday", _plan(
        go_live=_day(7, 31))),
)  # fmt: skip
