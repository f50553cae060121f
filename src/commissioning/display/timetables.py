"""A timetable as a table, and as HTML for a notebook."""

from __future__ import annotations

from commissioning.display.gantt import gantt_svg
from commissioning.records.timetable import Timetable
from commissioning.values.tables import Column, Kind, Table


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
            n,
            row.what,
            str(row.window),
            row.window.earliest,
            row.window.latest,
            row.step,
            *((row.slack, row.because) if plan else ()),
        )
        for n, row in enumerate(timetable.rows, 1)
    )
    return Table(columns, rows)


def timetable_html(timetable: Timetable) -> str:
    """The picture and the table below it, for a notebook."""
    table = timetable_table(timetable).to_html()
    return f'<div style="overflow-x:auto">\n{gantt_svg(timetable)}{table}\n</div>'
