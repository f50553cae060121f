"""The contracts register of many cycles, in the columns of the transparency code, as a table or a page."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from html import escape

from commissioning.contracts.register import REGISTER_COLUMNS
from commissioning.cycle import Cycle
from commissioning.errors import written
from commissioning.values.tables import Table


def register_of(cycles: Iterable[Cycle], on: date) -> Table:
    """The contracts register of a day for many cycles, a row for each contract; `to_csv` publishes it."""
    tables = [cycle.register(on) for cycle in cycles]
    columns = {column.name: column for column in REGISTER_COLUMNS}
    columns |= {column.name: column for table in tables for column in table.columns}
    rows = (row for table in tables for row in table.to_dicts())
    return Table(
        tuple(columns.values()),
        tuple(tuple(row.get(name) for name in columns) for row in rows),  # type: ignore[misc]
    )


def register_page(cycles: Iterable[Cycle], on: date, title: str = "Contracts register") -> str:
    """The same as a page of HTML that stands alone."""
    table = register_of(cycles, on)
    caption = f"{title}, {written(on)}"
    return (
        '<!doctype html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">\n'
        f"<title>{escape(caption)}</title>\n"
        "<style>body{font-family:sans-serif;margin:1em;color:#0b0c0c}"
        "caption{text-align:left;font-weight:bold;padding:8px 0}"
        "td,th{vertical-align:top}</style>\n</head>\n<body>\n"
        f"{table.to_html(caption)}\n</body>\n</html>\n"
    )
