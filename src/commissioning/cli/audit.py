"""`commissioning audit FILE`: every finding in the history of a cycle."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Final

from commissioning.cli.console import JSON, Chosen, TextOutput, audit_in, option
from commissioning.cycle import Cycle
from commissioning.findings.finding import Finding
from commissioning.ledger.ways import ways
from commissioning.records.timetable import Timetable
from commissioning.timetable import checking, planning
from commissioning.values.text import agreeing, counted, listed

ARGUMENTS: Final = (option("file", Path, "FILE", "a cycle as JSON"), JSON)


def run(chosen: Chosen, page: TextOutput) -> int:
    """Report the findings about records and timetables. The exit code is 1 if one of them blocks."""
    audit = audit_in(chosen.file, chosen.process, chosen.rules)
    records = audit.cycle.records
    remarks = [(records.line(remark.record), remark.finding) for remark in audit.remarks]
    remarks += [("the cycle", finding) for finding in audit.cycle.standing()]
    for timetable in audit.cycle.every(Timetable):
        remarks += [(timetable.described(), each) for each in _of_timetable(audit.cycle, timetable)]
    blocking = sum(finding.blocks for _, finding in remarks)
    if chosen.json:
        page.json([{"about": what, **finding.as_dict()} for what, finding in remarks])
    else:
        _write_audit(audit.cycle, remarks, blocking, page)
    return 1 if blocking else 0


def _of_timetable(cycle: Cycle, timetable: Timetable) -> Iterable[Finding]:
    """The findings about a timetable, by the route and law of the lots it is for."""
    ledger = cycle.ledger
    return dict.fromkeys(
        finding
        for lot, *_ in ways(ledger, ledger.lots_of(timetable))
        for finding in checking.check(
            timetable,
            ledger.route_of(lot) or planning.route_of(timetable),
            cycle.law(timetable.on, lot),
        )
    )


def _write_audit(
    cycle: Cycle, remarks: list[tuple[str, Finding]], blocking: int, page: TextOutput
) -> None:
    page.title(f"{cycle.title}: each record as on its own day")
    for what, group in groupby(remarks, key=itemgetter(0)):
        page.line()
        page.paragraph(what)
        page.findings(finding for _, finding in group)
    page.line()
    said = ((blocking, "blocks", "block"), (len(remarks) - blocking, "warns", "warn"))
    found = (f"{counted(n, 'finding')} {agreeing(n, one, many)}" for n, one, many in said if n)
    page.paragraph(f"{counted(len(cycle.records), 'record')}: {listed(found) or 'in order'}.")
