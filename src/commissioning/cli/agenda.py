"""`commissioning agenda FILE...`: all that is due next in one cycle or in many, soonest first."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any, Final

from commissioning.agenda.agenda import Agenda
from commissioning.agenda.items import AgendaItem, together
from commissioning.cli.console import (
    JSON,
    Chosen,
    TextOutput,
    cycles_in,
    day,
    number,
    option,
    output,
    switch,
)
from commissioning.display.agenda import agenda_page
from commissioning.errors import FormatError, written
from commissioning.interchange.icalendar import to_ics
from commissioning.values.text import counted, grouped

ARGUMENTS: Final = (
    option("files", Path, "FILE", "a cycle as JSON", nargs="+"),
    option("--on", day, "DAY", "today (default: the day of the last record)"),
    option("--ahead", number(0, 99_999), "DAYS", "days ahead (default 90)", default=90),
    switch("--all", "show all, however far ahead"),
    option("--ics", output, "OUT", "write it for calendar programs"),
    option("--html", output, "OUT", "write it as a page"),
    option("--csv", output, "OUT", "write it as CSV"),
    JSON,
)


def run(chosen: Chosen, page: TextOutput) -> int:
    """Show the agenda and write the files asked for. The exit code is 1 if something is overdue."""
    cycles = cycles_in(chosen.files, "agenda", chosen.process, chosen.rules)
    on = chosen.on or max((c.last_on for c in cycles if c.last_on), default=None)
    if on is None:
        why = "no file has a record to take a day from; give one with --on"
        raise FormatError("agenda", (why,))
    ahead = None if chosen.all else timedelta(days=chosen.ahead)
    agendas = [cycle.agenda(on, ahead) for cycle in cycles]
    agenda = agendas[0] if len(agendas) == 1 else Agenda.together(agendas, f"{len(agendas)} cycles")
    if chosen.json:
        page.json(_as_dict(agenda))
    else:
        _show(agenda, chosen.ahead, page)
    for out, write in (
        (chosen.ics, to_ics),
        (chosen.html, agenda_page),
        (chosen.csv, lambda it: it.table().to_csv()),
    ):
        if out:
            page.written(out, write(agenda), quietly=chosen.json)
    return 1 if agenda.overdue else 0


def _show(agenda: Agenda, ahead: int, page: TextOutput) -> None:
    page.title(f"Agenda of {agenda.title} on {written(agenda.today)}")
    overdue = f", {len(agenda.overdue)} overdue" if agenda.overdue else ""
    page.line(f"{counted(len(agenda), 'item')}{overdue}")
    for on, groups in grouped((alike[0].day, alike) for alike in agenda.alike()).items():
        page.gap()
        page.line(page.styled(written(on) if on else "No day set", "bold"))
        for alike in groups:
            _items(alike, page, many=not agenda.reference and agenda.title != alike[0].cycle)
    for finding in agenda.findings:
        page.gap()
        page.findings([finding])
    if not agenda:
        page.line(f"Nothing is overdue, or due within {counted(ahead, 'day')}.")


def _items(alike: tuple[AgendaItem, ...], page: TextOutput, *, many: bool) -> None:
    item = alike[0]
    late = f" [{item.state}]" if item.days_over or item.met_by else ""
    page.paragraph(f"{together(alike)}{late}", indent="  ")
    page.paragraph(f"{item.how_sure}; {item.who}; because {item.because} ({item.source})", "      ")
    if many:
        page.paragraph(f"in: {item.cycle}", "      ")


_FIELDS: Final = (
    "key", "day", "what", "who", "because", "source", "how_sure", "kind", "about", "state", "days_over",
    "met_by", "cycle",
)  # fmt: skip
"""The names in JSON of what an item states."""


def _as_dict(agenda: Agenda) -> dict[str, Any]:
    return {
        "title": agenda.title,
        "on": agenda.today.isoformat(),
        "items": [
            {name.replace("_", " "): getattr(item, name) for name in _FIELDS}
            | {"about": item.about or None, "met by": item.met_by and item.met_by.described()}
            for item in agenda
        ],
        "findings": [finding.as_dict() for finding in agenda.findings],
    }
