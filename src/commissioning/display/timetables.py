"""A timetable as mermaid text, as a table, and as HTML for a notebook."""

from __future__ import annotations

from commissioning.display.gantt import gantt_svg
from commissioning.records.timetable import Timetable
from commissioning.timetable.milestones import BY_TAG
from commissioning.values.tables import Column, Kind, Table


def gantt_mermaid(timetable: Timetable) -> str:
    """The timetable as mermaid's gantt text, by stage. Rows without two ends are left out."""
    lines = [
        "gantt",
        f"    title {_mermaid(timetable.title or 'Timetable')}",
        "    dateFormat YYYY-MM-DD",
        "    axisFormat %b %Y",
    ]
    section = ""
    for n, row in enumerate(timetable.rows, 1):
        period = None if row.window.recurrence else row.window.period
        if period is None:
            continue
        stage = BY_TAG[row.step].stage.words if row.step in BY_TAG else "other"
        if stage != section:
            section = stage
            lines.append(f"    section {section[0].upper()}{section[1:]}")
        mark, length = ("", period.length) if period.length > 1 else ("milestone, ", 0)
        lines.append(f"    {_mermaid(row.what)} :{mark}r{n}, {period.starts_on}, {length}d")
    return "\n".join(lines) + "\n"


def _mermaid(words: str) -> str:
    """Words without the signs that end a name in mermaid's text."""
    return " ".join(words.replace(":", " ").replace(";", ",").replace("#", " ").split())


def timetable_table(timetable: Timetable) -> Table:
    """The timetable as rows: number, what, the words printed, first and last day, the step."""
    plan = any(row.latest_safe for row in timetable.rows)
    columns = (
        Column("row", Kind.WHOLE, "as printed, from 1, the heading not counted"),
        Column("what"),
        Column("when", meaning="the words of the paper"),
        Column("first day", Kind.DAY),
        Column("last day", Kind.DAY, "included"),
        Column("step", meaning="the step it is recognised as"),
        *((Column("slack", Kind.WHOLE, "days"), Column("why")) if plan else ()),
    )
    rows = tuple(
        (
            n, row.what, str(row.window), row.window.earliest, row.window.latest,
            BY_TAG[row.step].words if row.step in BY_TAG else row.step,
            *((row.slack, row.because) if plan else ()),
        )
        for n, row in enumerate(timetable.rows, 1)
    )  # fmt: skip
    return Table(columns, rows)


def timetable_html(timetable: Timetable) -> str:
    """The picture and the table below it, for a notebook."""
    table = timetable_table(timetable).to_html()
    return f'<div style="overflow-x:auto">\n{gantt_svg(timetable)}{table}\n</div>'
