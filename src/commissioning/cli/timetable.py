"""`commissioning timetable`: read a council's table of dates, check it, plan one, write it out."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Final

from attrs import evolve

from commissioning.cli.arguments import day
from commissioning.cli.writing import TextOutput
from commissioning.dates.parsing.readings import WeekOfMonth
from commissioning.dates.rhythms import Rhythm
from commissioning.dates.windows import Window
from commissioning.display.gantt import gantt_svg
from commissioning.display.timetables import timetable_table
from commissioning.errors import FormatError
from commissioning.interchange.icalendar import to_ics
from commissioning.records.strategy import ProcurementFacts
from commissioning.records.timetable import Timetable
from commissioning.stages import Route
from commissioning.timetable.checking import check
from commissioning.timetable.planning import backwards, forwards, law_of, route_of, with_law
from commissioning.timetable.reading import PrintedTimetable, day_of_paper, read_table
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


def describe(parser: argparse.ArgumentParser) -> None:
    """Tell argparse what the command takes."""
    parser.description = (
        "Read the table of dates in a file (CSV, Markdown, or a paper's text), or plan "
        "one with --from or --to. What is bought is taken to be social care above the threshold "
        "unless --full-rules or --below-threshold says otherwise."
    )
    parser.add_argument(
        "file", type=Path, nargs="?", help="the paper or table; leave it out to plan"
    )
    parser.add_argument("--check", action="store_true", help="list its faults")
    parser.add_argument("--strict", action="store_true", help="refuse it if a row cannot be read")
    parser.add_argument("--svg", type=Path, metavar="OUT", help="write it as a picture")
    parser.add_argument("--ics", type=Path, metavar="OUT", help="write it for calendar programs")
    when = parser.add_mutually_exclusive_group()
    when.add_argument("--from", dest="starts", type=day, metavar="DAY", help="plan from a day")
    when.add_argument("--to", dest="live", type=day, metavar="DAY", help="plan back from go-live")
    parser.add_argument("--on", type=day, metavar="DAY", help="the day of the paper")
    parser.add_argument("--route", choices=sorted(_ROUTES), help="the route of the procurement")
    parser.add_argument(
        "--cabinet", metavar="WORDS", help="the days of cabinet: '2nd Wednesday of the month'"
    )
    rules = [rule.name.lower().replace("_", "-") for rule in WeekOfMonth]
    parser.add_argument(
        "--weeks", choices=rules, default=rules[0], help="how weeks of a month are counted"
    )
    parser.add_argument("--full-rules", action="store_true", help="not a light touch service")
    parser.add_argument("--below-threshold", action="store_true", help="a smaller contract")


def run(chosen: argparse.Namespace, page: TextOutput) -> int:
    """Read or plan, show, and write files. The exit code is 1 if a finding of the check blocks."""
    rhythm = Rhythm(cabinet=Window.parse(chosen.cabinet)) if chosen.cabinet else None
    facts = ProcurementFacts(
        light_touch=not chosen.full_rules, above_threshold=not chosen.below_threshold
    )
    read = _read(chosen) if chosen.file else None
    printed = read.timetable if read else None
    asked = _ROUTES[chosen.route or "restricted"]
    route = route_of(printed) if printed and not chosen.route else asked
    timetable = _planned(chosen, route, facts, rhythm) or printed
    if timetable is None:
        raise FormatError("timetable", ("name a file, or plan one with --from or --to",))
    page.title(timetable.title or str(chosen.file))
    _show(timetable, page)
    page.findings(read.findings if read and timetable is printed else ())
    for out, draw in ((chosen.svg, gantt_svg), (chosen.ics, to_ics)):
        if out:
            page.written(out, draw(timetable))
    if not chosen.check:
        return 0
    findings = check(timetable, route, law_of(timetable, facts), rhythm)
    page.line()
    page.findings(findings)
    if not findings:
        page.line("no faults found")
    return 1 if any(finding.blocks for finding in findings) else 0


def _read(chosen: argparse.Namespace) -> PrintedTimetable:
    text = chosen.file.read_text("utf-8")
    on = chosen.on or day_of_paper(text)
    if on is None:
        why = "there is no line with only a date; give the day of the paper with --on"
        raise FormatError(str(chosen.file), (why,))
    weeks = WeekOfMonth[chosen.weeks.upper().replace("-", "_")]
    return read_table(text, on=on, weeks=weeks, strict=chosen.strict)


def _planned(
    chosen: argparse.Namespace, route: Route, facts: ProcurementFacts, rhythm: Rhythm | None
) -> Timetable | None:
    fixed = chosen.starts or chosen.live
    if fixed is None:
        return None
    make = forwards if chosen.starts else backwards
    on = chosen.on or fixed
    plan = with_law(
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
