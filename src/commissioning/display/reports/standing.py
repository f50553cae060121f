"""The report on one cycle as of a day: where it stands, what is next, what blocks, and what is due."""

from __future__ import annotations

from datetime import date
from typing import Final

from commissioning.agenda.items import together
from commissioning.cycle import Cycle
from commissioning.display.outlook import Outlook, Prospect, outlook, position_table
from commissioning.display.reports.report import Block, Readership, Report, ReportSection, report_of
from commissioning.display.text import heading, prospect_words
from commissioning.display.timetables import timetable_table
from commissioning.errors import CommissioningError, written
from commissioning.evaluation.reporting.tables import notes, ranking
from commissioning.ledger.challenges import Course, courses
from commissioning.records.contract import ContractSigned
from commissioning.records.record import WHOLE, Record
from commissioning.records.tender import TenderOpening
from commissioning.records.timetable import Timetable
from commissioning.values.checking import a_day
from commissioning.values.tables import Cell, Column, Kind, Table
from commissioning.values.text import counted, sentence


def standing_report(cycle: Cycle, on: date) -> Report:
    """The position of a cycle at the end of a day, with everything that is next, in the way or due.

    It is for the council itself: tenderers and prices are in it, people are not. Raises `RecordError` for
    what is no day.
    """
    then = cycle.as_of(a_day(on, "report"))
    view = outlook(then, on)
    sections = (
        _stages(then),
        _next(view),
        _blocks(view, on),
        _agenda(then, on),
        _timetable(then),
        _evaluation(then),
        _register(then, on),
        _claims(then, on),
    )
    about, title = heading(then), "Where it stands"
    return report_of(then, on, title=title, part=Readership.EXEMPT, about=about, sections=sections)


def _stages(cycle: Cycle) -> ReportSection:
    warned = tuple(map(str, cycle.standing()))
    blocks = (position_table(cycle), *((warned,) if warned else ()))
    missing = "" if cycle.records else "Nothing had been recorded by that day."
    return ReportSection(key="stages", title="Where it stands", blocks=blocks, missing=missing)


def _next(view: Outlook) -> ReportSection:
    """The record that opens the next stage, and all others that may come."""
    ready = tuple(f"{_capital(prospect_words(p))}: {_state(p)}" for p in view.onward)
    also = ", ".join(prospect.step.words for prospect in view.ready)
    blocks: tuple[Block, ...] = (*((ready,) if ready else ()),)
    blocks += (f"May be recorded now: {also}.",) if also else ()
    missing = "" if blocks else "No further step is open."
    return ReportSection(key="next", title="What is next", blocks=blocks, missing=missing)


def _state(prospect: Prospect) -> str:
    blockers = len(prospect.blockers)
    return f"blocked by {counted(blockers, 'finding')}" if blockers else "ready"


def _capital(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}"


_BLOCKS: Final = (
    Column("step"),
    Column("what is in the way"),
    Column("what to do"),
    Column("clear from", Kind.DAY, "the first day on which time alone clears it", "–"),
    Column("source", Kind.TEXT, "of the rule", "–"),
)


def _blocks(view: Outlook, on: date) -> ReportSection:
    rows = tuple(
        (
            _capital(prospect_words(prospect)),
            sentence(finding.message),
            sentence(finding.remedy) if finding.remedy else None,
            finding.earliest,
            str(finding.source) if finding.source else None,
        )
        for prospect in (*view.onward, *view.waiting)
        for finding in prospect.blockers
    )
    missing = "" if rows else f"Nothing is in the way of the next steps on {written(on)}."
    blocks = (Table(_BLOCKS, rows),) if rows else ()
    return ReportSection(key="blocks", title="What is in the way", blocks=blocks, missing=missing)


_AGENDA: Final = (
    Column("day", Kind.DAY, "the last day for it", "no day set"),
    Column("what"),
    Column("state"),
    Column("who"),
    Column("because"),
)


def _agenda(cycle: Cycle, on: date) -> ReportSection:
    agenda = cycle.agenda(on)
    rows = tuple(
        (i.day, together(alike), i.state, i.who, i.because)
        for alike in agenda.alike()
        for i in alike[:1]
    )
    unknown = tuple(map(str, agenda.findings))
    blocks: tuple[Block, ...] = (Table(_AGENDA, rows),) if rows else ()
    return ReportSection(
        key="agenda",
        title="Agenda",
        blocks=(*blocks, *((unknown,) if unknown else ())),
        missing="" if rows else "Nothing is overdue or due.",
    )


def _timetable(cycle: Cycle) -> ReportSection:
    held = cycle.every(Timetable)[-1:]
    return ReportSection(
        key="timetable",
        title="Timetable",
        blocks=tuple(timetable_table(each).filled() for each in held),
        records=tuple(held),
        missing="" if held else "No timetable is recorded.",
    )


def _evaluation(cycle: Cycle) -> ReportSection:
    """The ranking of each lot, once its tenders have been opened."""
    blocks: list[Block] = []
    records: list[Record] = []
    for lot in cycle.lots:
        if (opening := cycle.find(TenderOpening, lot)) is None:
            continue
        records.append(opening)
        name = "" if lot == WHOLE else f"Lot {lot}"
        try:
            result = cycle.evaluation(lot)
        except (LookupError, CommissioningError) as error:
            blocks += [*([name] if name else ()), f"There is no result yet: {error}"]
            continue
        said = tuple(notes(result))
        blocks += [*([name] if name else ()), ranking(result), *([said] if said else ())]
    missing = "" if blocks else "No tenders have been opened."
    return ReportSection(
        key="evaluation",
        title="Evaluation",
        blocks=tuple(blocks),
        records=tuple(records),
        missing=missing,
    )


def _register(cycle: Cycle, on: date) -> ReportSection:
    register = cycle.register(on)
    return ReportSection(
        key="register",
        title="Contracts",
        blocks=(register.filled(),) if register.rows else (),
        records=tuple(cycle.every(ContractSigned)) if register.rows else (),
        missing="" if register.rows else "No contract is in force.",
    )


_CLAIMS: Final = (
    Column("since", Kind.DAY),
    Column("challenge"),
    Column("state"),
    Column("the signature", Kind.TEXT, "whether it is suspended"),
    Column("steps", Kind.WHOLE, "recorded since"),
)


def _claims(cycle: Cycle, on: date) -> ReportSection:
    found = courses(cycle.ledger, on)
    table = Table(_CLAIMS, tuple(map(_claim, found)))
    return ReportSection(
        key="claims",
        title="Challenges and claims",
        blocks=(table,) if found else (),
        records=tuple(
            r for c in found for r in (*((c.challenge,) if c.challenge else ()), *c.steps)
        ),
        missing="" if found else "No challenge is recorded.",
    )


def _claim(course: Course) -> tuple[Cell, ...]:
    state = "over" if course.over else "waits for an answer" if course.unanswered else "open"
    if course.upheld:
        state = "upheld, and not yet answered" if course.unmet else "upheld, and answered"
    held = course.open_claims or course.kept
    signature = "suspended" if held and not course.over else "not suspended"
    return course.began_on, _capital(course.described()), state, signature, len(course.steps)
