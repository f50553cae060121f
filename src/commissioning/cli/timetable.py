"""`commissioning timetable`: read a council's table of dates, check it, plan one, write it out."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Final

from attrs import evolve

from commissioning.cli.console import (
    Chosen,
    TextOutput,
    day,
    of_file,
    one_of,
    option,
    output,
    switch,
)
from commissioning.dates.parsing.readings import Precision, WeekOfMonth
from commissioning.dates.rhythms import Rhythm
from commissioning.dates.windows import Window
from commissioning.display.gantt import gantt_svg, timetable_table
from commissioning.errors import FormatError
from commissioning.findings.codes.planning import TIMETABLE_UNDATED
from commissioning.interchange.icalendar import to_ics
from commissioning.records.strategy import ProcurementFacts
from commissioning.records.timetable import Timetable
from commissioning.stages import Route
from commissioning.timetable import checking, planning, reading
from commissioning.values.tables import Table

_ROUTES: Final = {
    "restricted": Route.restricted(),
    "restricted-without-interviews": Route.restricted(interviews=False),
    "open": Route.open(),
    "direct-award": Route.direct_award(),
    "call-off": Route.call_off(competed=False),
    "call-off-by-competition": Route.call_off(),
    "most-suitable-provider": Route.most_suitable_provider(),
}
_WEEKS: Final = {rule.name.lower().replace("_", "-"): rule for rule in WeekOfMonth}


DESCRIPTION: Final = (
    "Read the table of dates in a file (CSV, Markdown, or a paper's text), or plan "
    "one with --from or --to. What is bought is taken to be social care above the threshold "
    "unless --full-rules or --below-threshold says otherwise."
)
ARGUMENTS: Final = (
    option("file", Path, "FILE", "the paper or table; leave it out to plan", nargs="?"),
    switch("--check", "also list what is wrong with it"),
    switch("--strict", "stop if a row cannot be read"),
    option("--svg", output, "OUT", "write it as a picture"),
    option("--ics", output, "OUT", "write it for calendar programs"),
    one_of(
        option("--from", day, "DAY", "plan from a day on", dest="starts"),
        option("--to", day, "DAY", "plan back from go-live", dest="live"),
    ),
    option("--on", day, "DAY", "the day of the paper"),
    option("--route", str, "ROUTE", "; ".join(sorted(_ROUTES)), choices=sorted(_ROUTES)),
    option("--cabinet", str, "WORDS", "when cabinet meets: '2nd Wednesday of the month'"),
    option(
        "--weeks", str, "WAY",
        "; ".join(f"{name}: {way}" for name, way in _WEEKS.items()) + " (default thursday)",
        choices=_WEEKS, default="thursday",
    ),
    switch("--full-rules", "the service is not light touch"),
    switch("--below-threshold", "it is below the threshold"),
)  # fmt: skip


def run(chosen: Chosen, page: TextOutput) -> int:
    """Read or plan, show, and write files. The exit code is 1 if a finding of the check blocks."""
    rhythm = Rhythm(cabinet=Window.parse(chosen.cabinet)) if chosen.cabinet else None
    facts = ProcurementFacts(
        light_touch=not chosen.full_rules, above_threshold=not chosen.below_threshold
    )
    read = of_file(chosen.file, partial(_read, chosen)) if chosen.file else None
    printed = read.timetable if read else None
    asked = _ROUTES[chosen.route or "restricted"]
    route = planning.route_of(printed) if printed and not chosen.route else asked
    timetable = _planned(chosen, route, facts, rhythm) or printed
    if timetable is None:
        raise FormatError("timetable", ("give a file to read, or --from or --to to plan one",))
    page.title(timetable.title or str(chosen.file))
    _show(timetable, page)
    page.findings(read.findings if read and timetable is printed else ())
    for out, draw in ((chosen.svg, gantt_svg), (chosen.ics, to_ics)):
        if out:
            page.written(out, draw(timetable))
    if not chosen.check:
        return 0
    unread = {row.step for row in timetable.rows if row.window.precision is Precision.UNREAD}
    findings = [  # a row that could not be read has its finding above
        finding
        for finding in checking.check(timetable, route, planning.law_of(timetable, facts), rhythm)
        if finding.code != TIMETABLE_UNDATED.code or finding.about not in unread
    ]
    page.line()
    page.findings(findings)
    if not findings:
        page.line("No faults found.")
    return 1 if any(finding.blocks for finding in findings) else 0


def _read(chosen: Chosen, text: str) -> reading.PrintedTimetable:
    on = chosen.on or reading.day_of_paper(text)
    if on is None:
        why = "there is no line with only a date; give the day of the paper with --on"
        raise FormatError("timetable", (why,))
    return reading.read_table(text, on=on, weeks=_WEEKS[chosen.weeks], strict=chosen.strict)


def _planned(
    chosen: Chosen, route: Route, facts: ProcurementFacts, rhythm: Rhythm | None
) -> Timetable | None:
    fixed = chosen.starts or chosen.live
    if fixed is None:
        return None
    make = planning.forwards if chosen.starts else planning.backwards
    on = chosen.on or fixed
    plan = planning.with_law(
        lambda law: make(fixed, on=on, route=route, law=law, rhythm=rhythm), fixed, facts
    )
    # Without its own day a plan is taken to be made in time, on the day it begins.
    return plan if chosen.on else evolve(plan, on=plan.rows[0].window.earliest or fixed)


def _show(timetable: Timetable, page: TextOutput) -> None:
    """The days in a table; for a plan, then the reason for each."""
    shown = timetable_table(timetable)
    # The words of a plan's row are its days, which the table gives already.
    left_out = {"step", "why", "when" if any(row.because for row in timetable.rows) else ""}
    columns = [n for n, column in enumerate(shown.columns) if column.name not in left_out]
    rows = tuple(tuple(row[n] for n in columns) for row in shown.rows)
    page.line(Table(tuple(shown.columns[n] for n in columns), rows).to_text())
    for number, row in enumerate(timetable.rows, 1):
        if row.because:
            page.paragraph(f"{number:>3}  {row.because}", hang=" " * 5)
