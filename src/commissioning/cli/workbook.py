"""`commissioning workbook ACTION FILE WORKBOOK`: marks, prices and evaluations as spreadsheets."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from commissioning.cli.console import Chosen, TextOutput, audit_in, day, one_action, option
from commissioning.cycle import Cycle
from commissioning.errors import FormatError, RecordError
from commissioning.interchange import dumps, workbooks
from commissioning.records.record import WHOLE

_ACTIONS = {
    "marks": "write a workbook for the marks of a panel, given with --panel",
    "read-marks": "read its marks back, received on the day --on, and print the cycle with them",
    "prices": "write the prices of all tenders",
    "evaluation": "write the ranking, the criteria, the workings and the remarks",
}


ARGUMENTS: Final = (
    one_action(_ACTIONS),
    option("file", Path, "FILE", "a cycle as JSON"),
    option("workbook", Path, "WORKBOOK", "the workbook, a file that ends in .xlsx"),
    option("--panel", str, "REFERENCE", "the panel that marks", default=""),
    option("--lot", str, "LOT", "the lot; leave it out if there are none", default=WHOLE),
    option("--on", day, "DAY", "the day on which the marks were received"),
)


def run(chosen: Chosen, page: TextOutput) -> int:
    """Do what was asked; `read-marks` prints the cycle with the marks in it, and changes no file."""
    cycle = audit_in(chosen.file, chosen.process, chosen.rules).cycle
    match chosen.action:
        case "marks":
            made = workbooks.marks_workbook(cycle, chosen.panel, chosen.lot)
        case "prices":
            made = workbooks.prices_workbook(cycle)
        case "evaluation":
            made = workbooks.evaluation_workbook(cycle.evaluation(chosen.lot))
        case _:
            return _read(cycle, chosen, page)
    if chosen.workbook.suffix.lower() != ".xlsx":
        raise FormatError(str(chosen.workbook), ("give it a name that ends in .xlsx",))
    page.written(chosen.workbook, made)
    return 0


def _read(cycle: Cycle, chosen: Chosen, page: TextOutput) -> int:
    if chosen.on is None:
        raise RecordError("marks", ("on: give the day they were received, as --on 2022-10-07",))
    page.line(dumps(cycle.record(*workbooks.read_marks(chosen.workbook, cycle, chosen.on))))
    return 0
