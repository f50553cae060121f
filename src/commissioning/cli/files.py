"""`commissioning show FILE` and `commissioning audit FILE`: a cycle in a file, read and judged."""

from __future__ import annotations

import argparse
import json
from datetime import date
from pathlib import Path
from typing import Any

from commissioning.cli.arguments import day
from commissioning.cli.writing import Page
from commissioning.cycle import Audit, Cycle
from commissioning.display.text import cycle_text
from commissioning.errors import FormatError
from commissioning.findings.finding import Finding
from commissioning.interchange import loads
from commissioning.records.timetable import Timetable
from commissioning.timetable.checking import check, route_of


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the two commands."""
    show = commands.add_parser("show", help="say where a cycle in a file stands, and what is next")
    show.add_argument("file", type=Path)
    show.add_argument("--on", type=day, help="the day to judge it on (default: of its last record)")
    show.add_argument("--json", action="store_true", help="write JSON for a program")
    show.set_defaults(run=run_show)
    audit = commands.add_parser("audit", help="report everything out of order in a file's history")
    audit.add_argument("file", type=Path)
    audit.add_argument("--json", action="store_true", help="write JSON for a program")
    audit.set_defaults(run=run_audit)


def _read(file: Path) -> Audit:
    return loads(file.read_text("utf-8"), audit=True)


def run_show(chosen: argparse.Namespace, page: Page) -> int:
    """Where every lot stands, what may come next and what is in its way."""
    cycle = _read(chosen.file).cycle
    on = chosen.on or cycle.last_on
    if on is None:
        raise FormatError(str(chosen.file), ("it has no records; say on which day with --on",))
    if chosen.json:
        page.line(json.dumps(_as_dict(cycle, on), indent=2, ensure_ascii=False))
    else:
        page.line(cycle_text(cycle, on))
    return 0


def run_audit(chosen: argparse.Namespace, page: Page) -> int:
    """Every finding about every record, and about any timetable. Exit code 1 where one blocks."""
    audit = _read(chosen.file)
    remarks = [(str(remark.record.described()), remark.finding) for remark in audit.remarks]
    remarks += [("the cycle", finding) for finding in audit.cycle.standing()]
    for timetable in audit.cycle.every(Timetable):
        route = audit.cycle.route or route_of(timetable)
        for finding in check(timetable, route, audit.cycle.law(timetable.on)):
            remarks.append((timetable.described(), finding))
    blocking = sum(finding.blocks for _, finding in remarks)
    if chosen.json:
        found = [{"about": what, **_finding(finding)} for what, finding in remarks]
        page.line(json.dumps(found, indent=2, ensure_ascii=False))
    else:
        _write_audit(audit.cycle, remarks, blocking, page)
    return 1 if blocking else 0


def _write_audit(
    cycle: Cycle, remarks: list[tuple[str, Finding]], blocking: int, page: Page
) -> None:
    page.title(cycle.title)
    last = ""
    for what, finding in remarks:
        if what != last:
            page.line()
            page.paragraph(what)
            last = what
        page.finding(finding)
    page.line()
    held = len(cycle.records)
    told = f"{blocking} findings block, {len(remarks) - blocking} warn" if remarks else "in order"
    page.paragraph(f"{held} record{'' if held == 1 else 's'}: {told}.")


def _as_dict(cycle: Cycle, on: date) -> dict[str, Any]:
    return {
        "title": cycle.title,
        "on": on.isoformat(),
        "stage": cycle.stage.value,
        "stages": {lot: stage.value for lot, stage in cycle.stages.items()},
        "route": [stage.value for stage in cycle.route.stages] if cycle.route else None,
        "next": [
            {
                "step": step.step.tag,
                "ready": step.ready,
                "findings": [_finding(finding) for finding in step.findings],
            }
            for step in cycle.next_steps(on)
        ],
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "message": finding.message,
        "source": str(finding.source) if finding.source else None,
        "remedy": finding.remedy,
        "earliest": finding.earliest.isoformat() if finding.earliest else None,
        "about": finding.about,
    }
