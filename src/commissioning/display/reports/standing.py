"""The report on one cycle as of a day: where it stands, what is next, what blocks, and what is due."""

from __future__ import annotations

from datetime import date

from attrs import evolve

from commissioning.agenda.items import together
from commissioning.cycle import Cycle
from commissioning.display import gantt, overview
from commissioning.display.reports import report
from commissioning.errors import CommissioningError, written
from commissioning.evaluation.reporting.tables import notes, ranking
from commissioning.ledger.challenges import Course, courses
from commissioning.ledger.record_finder import latest
from commissioning.process import NextStep
from commissioning.records import contract, tender, timetable
from commissioning.records.record import Record
from commissioning.values.tables import Cell, Column, Kind
from commissioning.values.text import capital, counted, sentence


def standing_report(cycle: Cycle, on: date) -> report.Report:
    """The position of a cycle at the end of a day, with everything that is next, in the way or due.

    It is for the council itself: tenderers and prices are in it, people are not. Raises `RecordError` for
    what is no day.
    """
    then = cycle.as_of(on)
    view = overview.outlook(then, on)
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
    title, part = "Where it stands", report.Readership.EXEMPT
    return report.report_of(then, on, title=title, part=part, sections=sections)


def _stages(cycle: Cycle) -> report.ReportSection:
    blocks = (overview.position_table(cycle), tuple(map(str, cycle.standing())))
    section = report.section_of("stages", "Where it stands", blocks)
    missing = "" if cycle.records else "Nothing had been recorded by that day."
    return evolve(section, missing=missing)


def _next(view: overview.Outlook) -> report.ReportSection:
    ready = tuple(f"{capital(overview.step_words(p))}: {_state(p)}" for p in view.onward)
    also = ", ".join(each.step.words for each in view.ready)
    blocks = (ready, f"May be recorded now: {also}." if also else None)
    return report.section_of("next", "What is next", blocks, missing="No further step is open.")


def _state(step: NextStep) -> str:
    blockers = len(step.blockers)
    return f"blocked by {counted(blockers, 'finding')}" if blockers else "ready"


def _blocks(view: overview.Outlook, on: date) -> report.ReportSection:
    columns = (
        "step", "what is in the way", "what to do",
        Column("clear from", Kind.DAY, "the first day on which time alone clears it", "–"),
        Column("source", Kind.TEXT, "of the rule", "–"),
    )  # fmt: skip
    rows = (
        (
            capital(overview.step_words(step)),
            sentence(finding.message),
            sentence(finding.remedy) if finding.remedy else None,
            finding.earliest,
            str(finding.source) if finding.source else None,
        )
        for step in (*view.onward, *view.waiting)
        for finding in step.blockers
    )
    missing = f"Nothing is in the way of the next steps on {written(on)}."
    return report.section_of(
        "blocks", "What is in the way", (report.table_of(columns, rows),), missing=missing
    )


def _agenda(cycle: Cycle, on: date) -> report.ReportSection:
    agenda = cycle.agenda(on)
    day = Column("day", Kind.DAY, "the last day for it", "no day set")
    firsts = ((alike[0], together(alike)) for alike in agenda.alike())
    rows = ((item.day, what, item.state, item.who, item.because) for item, what in firsts)
    due = report.table_of((day, "what", "state", "who", "because"), rows)
    section = report.section_of("agenda", "Agenda", (due, tuple(map(str, agenda.findings))))
    return section if due else evolve(section, missing="Nothing is overdue or due.")


def _timetable(cycle: Cycle) -> report.ReportSection:
    held = latest(cycle.every(timetable.Timetable))
    tables = (gantt.timetable_table(each).filled() for each in held)
    return report.section_of("timetable", "Timetable", tables, held, "No timetable is recorded.")


def _evaluation(cycle: Cycle) -> report.ReportSection:
    blocks: list[report.Block] = []
    records: list[Record] = []
    for lot in cycle.lots:
        if (opening := cycle.find(tender.TenderOpening, lot)) is None:
            continue
        records.append(opening)
        blocks.append(report.of_lot(lot))
        try:
            result = cycle.evaluation(lot)
        except (LookupError, CommissioningError) as error:
            blocks.append(f"There is no result yet: {error}")
        else:
            blocks += [ranking(result), tuple(notes(result))]
    missing = "No tenders have been opened."
    return report.section_of("evaluation", "Evaluation", blocks, records, missing)


def _register(cycle: Cycle, on: date) -> report.ReportSection:
    register = cycle.register(on)
    held = cycle.every(contract.ContractSigned) if register.rows else ()
    blocks = (register.filled() if register.rows else None,)
    return report.section_of("register", "Contracts", blocks, held, "No contract is in force.")


def _claims(cycle: Cycle, on: date) -> report.ReportSection:
    found = courses(cycle.ledger, on)
    columns = (
        Column("since", Kind.DAY), "challenge", "state",
        Column("signature", Kind.TEXT, "whether it is suspended"),
        Column("steps", Kind.WHOLE, "recorded since"),
    )  # fmt: skip
    return report.section_of(
        "claims", "Challenges and claims", (report.table_of(columns, map(_claim, found)),),
        (record for course in found for record in (course.challenge, *course.steps)),
        "No challenge is recorded.",
    )  # fmt: skip


def _claim(course: Course) -> tuple[Cell, ...]:
    state = "over" if course.over else "waits for an answer" if course.unanswered else "open"
    if course.upheld:
        state = "upheld, and not yet answered" if course.unmet else "upheld, and answered"
    held = course.open_claims or course.kept
    signature = "suspended" if held and not course.over else "not suspended"
    return course.began_on, capital(course.described()), state, signature, len(course.steps)
