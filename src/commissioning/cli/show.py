"""`commissioning show FILE`: the stage of every lot of a cycle, and the next steps."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any, Final

from commissioning.cli.console import JSON, Chosen, TextOutput, audit_in, day, day_in, option
from commissioning.cycle import Cycle
from commissioning.display.overview import cycle_text
from commissioning.stages import Route
from commissioning.values.text import counted

ARGUMENTS: Final = (
    option("file", Path, "FILE", "a cycle as JSON"),
    option("--on", day, "DAY", "the day to show it as of (default: of its last record)"),
    JSON,
)


def run(chosen: Chosen, page: TextOutput) -> int:
    """Show the stage of every lot, the next steps and the findings against each."""
    audit = audit_in(chosen.file, chosen.process, chosen.rules)
    cycle = audit.cycle
    on = day_in(cycle, str(chosen.file), chosen.on)
    if chosen.json:
        page.json(_as_dict(cycle.as_of(on), on))
    else:
        page.line(cycle_text(cycle.as_of(on), on))
        if refused := sum(remark.finding.blocks for remark in audit.remarks):
            found = counted(refused, "blocking finding")
            page.paragraph(f"Its history has {found}: commissioning audit {chosen.file}")
    return 0


def _stages(route: Route | None) -> list[str] | None:
    return [stage.value for stage in route.stages] if route else None


def _as_dict(cycle: Cycle, on: date) -> dict[str, Any]:
    return {
        "title": cycle.title,
        "on": on.isoformat(),
        "stage": cycle.stage.value,
        "stages": {lot: stage.value for lot, stage in cycle.stages.items()},
        "route": _stages(cycle.route),
        "routes": {lot: _stages(route) for lot, route in cycle.routes.items()},
        "next": [
            {
                "step": step.step.tag,
                "ready": step.ready,
                "findings": [finding.as_dict() for finding in step.findings],
            }
            for step in cycle.next_steps(on)
        ],
    }
