"""Rows of the catalogue: what the reading of timetables, of published notices and of a store finds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import partial
from typing import Any, Final

from attrs import evolve

from commissioning.cycle import Cycle
from commissioning.dates.parsing.readings import Precision, Reading
from commissioning.dates.rhythms import Rhythm
from commissioning.dates.windows import Window
from commissioning.findings.finding import Finding
from commissioning.interchange.codec import codec_for
from commissioning.interchange.ocds import check as check_ocds
from commissioning.interchange.ocds import notice, read
from commissioning.interchange.registers import read_register
from commissioning.records import history, needs
from commissioning.records.timetable import Timetable, TimetableRow
from commissioning.store.chain import ChainEntry, back_dated, chained, documents, first_broken
from commissioning.testing.broken.mutation import NEEDS, OPEN, Draft, Mutation, View, a
from commissioning.timetable.checking import check
from commissioning.timetable.planning import law_of
from commissioning.timetable.reading import read_table

_RHYTHM: Final = Rhythm(cabinet_dates=(date(2022, 5, 10), date(2022, 6, 14)))
"""A council that decides on two days."""
_FACTS: Final = evolve(OPEN.facts, light_touch=False)


def _planned(cycle: Cycle) -> Iterator[Finding]:
    """The faults of the latest timetable, for an open procedure under the 2015 Regulations."""
    timetable = cycle.expect(Timetable)
    yield from check(timetable, OPEN.route, law_of(timetable, _FACTS), _RHYTHM)


def _printed(cycle: Cycle) -> Iterator[Finding]:
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


def _rows(*without: str, **windows: Window) -> tuple[TimetableRow, ...]:
    """The rows of a good plan, some left out and some at another time."""
    moved = {tag.replace("_", "-"): window for tag, window in windows.items()}
    return tuple(
        TimetableRow(what=what, step=tag, window=moved.get(tag, Window.day(day)))
        for tag, (day, what) in _DAYS.items()
        if tag not in without
    )


def _plan(*without: str, **windows: Window) -> Draft:
    return a(Timetable, rows=_rows(*without, **windows))


def _paper(*lines: str) -> Draft:
    return a(Timetable, rows=_rows(), note="\n".join(lines))


_check = partial(Mutation, first=(NEEDS,), seen_by="the check of a timetable", view=_planned)
_read = partial(Mutation, first=(NEEDS,), seen_by="the reading of a timetable", view=_printed)


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

_OCID: Final = "ocds-000000-constructed"
_LOTS: Final = [{"id": "N", "title": "North"}, {"id": "S", "title": "South"}]
_HEADS: Final = "Ref,Title,Supplier,Value,Start,End\n"
_PAIR: Final = [{"id": "1", "name": "Alder"}, {"id": "2", "name": "Birch"}]
_BESIDE: Final = {"history-not-held", "not-published", "law-unknown"}


def _release(**sections: Any) -> dict[str, object]:  # noqa: ANN401
    """A CONSTRUCTED release of the day after its award."""
    return {
        "ocid": _OCID, "id": "1", "date": "2024-05-04T09:00:00+01:00", "tag": ["award"],
        "initiationType": "tender", **sections,
    }  # fmt: skip


def _award(**fields: Any) -> list[dict[str, object]]:  # noqa: ANN401
    return [{"id": "A1", "status": "active", "date": "2024-05-03T00:00:00+01:00", **fields}]


def _blank(code: str, sentence: str, seen_by: str, view: View) -> Mutation:
    """A row about a paper, whatever the cycle."""
    return Mutation(code, sentence, a(history.BroughtForward), first=(), seen_by=seen_by, view=view)


def _reading(code: str, sentence: str, release: dict[str, object]) -> Mutation:
    def view(_: Cycle) -> Iterable[Finding]:
        (imported,) = read(release)
        return (found for found in imported.findings if found.code not in _BESIDE)

    return _blank(code, sentence, "reading OCDS", view)


def _register(code: str, sentence: str, text: str) -> Mutation:
    return _blank(code, sentence, "reading a register", lambda _: read_register(text).findings)


_KEY: Final = "home-care"


def _entered(cycle: Cycle) -> tuple[ChainEntry, ...]:
    """The entries of a cycle that was entered long after its days."""
    docs = documents(cycle, 0, codec_for(cycle.process))
    return tuple(chained("", _KEY, 0, docs, entered="2060-01-05", by="officer-1"))


def _changed(cycle: Cycle) -> Iterable[Finding]:
    *entries, last = _entered(cycle)
    found = first_broken(_KEY, (*entries, evolve(last, by="officer-2")))
    return () if found is None else (found,)


_stored = partial(
    Mutation, last=a(needs.NeedsAssessment), first=(), seen_by="the verification of a store"
)

ROWS: Final = (
    # Timetables.
    _check("timetable-ambiguous", "A date can mean a day or a week", _plan(mobilisation_plan=_EITHER)),
    _check("timetable-undated", "A step has no date yet", _plan(award_recommendation=_UNDATED)),
    _check("timetable-stage-missing", "The plan has no row for the evaluation", _plan("tender-opening")),
    _check("timetable-order", "Mobilisation is planned before the signature",
        _plan(mobilisation_plan=_day(5, 4))),
    _check("timetable-overlap", "The evaluation is planned to begin before tenders are due",
        _plan(tender_opening=Window.span(date(2022, 4, 1), date(2022, 4, 29)))),
    _check("timetable-period-short", "Bidders are planned to have four days", _plan(itt=_day(4, 4))),
    _check("timetable-no-intention", "The plan has no letters to the bidders", _plan("intention-to-award")),
    _check("timetable-no-standstill", "The plan has no standstill and no signature",
        _plan("standstill", "contract-signed"), also=("timetable-no-signature",)),
    _check("timetable-no-signature", "The plan has no signature", _plan("contract-signed")),
    _check("timetable-signed-in-standstill", "The signature is planned within the standstill",
        _plan("standstill", contract_signed=_day(5, 20))),
    _check("timetable-standstill-short", "The standstill is planned to be two days long",
        _plan(standstill=_day(5, 20))),
    _check("timetable-no-meeting", "A decision is planned for a day without a meeting",
        _plan(approval_to_award=_day(5, 9))),
    _check("timetable-mobilisation-short", "Mobilisation is planned to take a week", _plan(go_live=_day(6, 8))),
    _read("timetable-unread", "A placeholder stands where a date belongs",
        _paper("Date,Action", "8 April 2022,Tenders due", "[insert date],Award decision")),
    _check("timetable-end-day-off", "Tenders are due on a Saturday", _plan(tender=_day(4, 9))),
    _check("timetable-begun-too-late", "A plan begins before the day on which it is made",
        a(Timetable, on=date(2022, 3, 2), rows=tuple(evolve(r, latest_safe=r.window.latest) for r in _rows()))),
    _read("timetable-year-jump", "A year is ten years out",
        _paper("Date,Action", "3 March 2022,Issue ITT", "8 April 2032,Tenders due", "11 April,Tenders opened")),
    _read("timetable-columns", "A table has a date for each of two lots",
        _paper("Action,Date for lot A,Date for lot B", "Tenders due,8 April 2022,15 April 2022")),
    _read("timetable-unrecognised", "A row has a name that no step has",
        _paper("Date,Action", "8 April 2022,Tenders due", "9 May 2022,Supplier gala")),
    _check("timetable-go-live-day-off", "The service is planned to start on a Sunday",
        _plan(go_live=_day(7, 31))),
    # Published notices and registers.
    _blank("not-published", "A cycle is judged by its notices alone, which are never all of it",
        "the cycle's standing warnings", lambda cycle: Cycle(
            cycle.title, process=cycle.process.as_published()).standing()),
    _reading("one-value-for-several", "An award to two providers has one value",
        _release(awards=_award(suppliers=_PAIR, value={"amount": 96000, "currency": "GBP"}))),
    _reading("lots-not-told-apart", "An award of a procurement in lots names no lot",
        _release(tender={"id": "1", "lots": _LOTS}, awards=_award(suppliers=_PAIR[:1]))),
    _reading("not-understood", "A value of one pound stands for a value that is not stated",
        _release(awards=_award(suppliers=_PAIR[:1], value={"amount": 1, "currency": "GBP"}))),
    _blank("notice-incomplete", "A tender notice is to be published without a value", "drafting a notice",
        lambda cycle: notice(cycle, "UK4", date(2026, 3, 2)).findings),
    _register("register-columns-unsure", "A register has no column for the end of a contract",
        "Ref,Title,Supplier,Value,Start\nC1,Meals,Alder,£1,1/4/2024\n"),
    _register("register-cell-unread", "A register gives a day that there is not",
        _HEADS + "C1,Meals,Alder,£1,1/4/2024,30/2/2026\n"),
    _register("register-row-unsure", "Two rows of a register have one reference",
        _HEADS + 2 * "C1,Meals,Alder,£1,1/4/2024,31/3/2026\n"),
    _register("sum-worked-out", "A register gives the sum of a year",
        _HEADS + "C1,Meals,Alder,£1 p.a.,1/4/2024,31/3/2026\n"),
    _blank("not-valid-ocds", "A tender has a status that the standard does not know", "checking OCDS",
        lambda _: check_ocds(_release(tender={"id": "1", "status": "open"}))),
    # The store.
    _stored("chain-broken", "The officer who made an entry was changed in the database", view=_changed),
    _stored("back-dated", "A needs assessment was entered years after its day",
            view=lambda cycle: back_dated(_KEY, _entered(cycle))),
)  # fmt: skip
