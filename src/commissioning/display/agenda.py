"""An agenda as a piece of HTML for a notebook, and as a page that prints, in light and in dark.

It stands alone: nothing is loaded, all text is escaped, and no state is shown by colour alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import Final

from commissioning.agenda.agenda import Agenda
from commissioning.agenda.items import AgendaItem, together
from commissioning.display.reports.page import html_page
from commissioning.errors import MONTHS, written
from commissioning.values.text import counted, grouped

_STYLE: Final = """
.agenda{font-family:Arial,Helvetica,sans-serif;color-scheme:light dark;max-width:60em;line-height:1.4}
.agenda h3{margin:1.2em 0 .2em;border-bottom:1px solid #8a8f94}
.agenda ol{list-style:none;margin:0;padding:0}
.agenda li{display:flex;flex-wrap:wrap;gap:0 1em;padding:.5em 0;border-bottom:1px solid #8a8f9455;
break-inside:avoid}
.agenda time{flex:0 0 10em;font-variant-numeric:tabular-nums}
.agenda li>div{flex:1 1 20em}
.agenda small{display:block;opacity:.8}
.agenda .late{font-weight:bold;border-left:.4em solid #d4351c;padding-left:.5em}
.agenda .late small{font-weight:normal}
@media print{.agenda{max-width:none;font-size:10pt}}
"""


def agenda_html(agenda: Agenda) -> str:
    """The agenda by month, what is overdue first and what has no day last."""
    return "\n".join(_parts(agenda)) + "\n"


def agenda_page(agenda: Agenda) -> str:
    """The same as a page of its own, which fits a telephone and a sheet of paper."""
    style = ":root{color-scheme:light dark}body{margin:1em}"
    return html_page(_heading(agenda), _parts(agenda), style)


def _heading(agenda: Agenda) -> str:
    return f"Agenda of {agenda.title} on {written(agenda.today)}"


def _parts(agenda: Agenda) -> Iterator[str]:
    overdue = f", {len(agenda.overdue)} overdue" if agenda.overdue else ""
    yield f'<div class="agenda"><style>{_STYLE}</style>'
    yield f"<h2>{escape(_heading(agenda))}</h2><p>{counted(len(agenda), 'item')}{overdue}</p>"
    many = len({item.cycle for item in agenda}) > 1
    for section, groups in grouped((_section(alike[0]), alike) for alike in agenda.alike()).items():
        yield f"<h3>{section}</h3><ol>"
        for alike in groups:
            yield _line(alike, many=many)
        yield "</ol>"
    if agenda.findings:
        yield "<h3>Not known</h3><ul>"
        yield from (f"<li>{escape(str(finding))}</li>" for finding in agenda.findings)
        yield "</ul>"
    yield "</div>"


def _section(item: AgendaItem) -> str:
    if item.days_over:
        return "Overdue"
    return f"{MONTHS[item.day.month - 1]} {item.day.year}" if item.day else "No day set"


def _line(alike: tuple[AgendaItem, ...], *, many: bool) -> str:
    item = alike[0]
    day = f'<time datetime="{item.day}">{written(item.day)}</time>' if item.day else "<time></time>"
    late = f": <b>{escape(item.state)}</b>" if item.days_over or item.met_by else ""
    overdue = ' class="late"' if item.days_over else ""
    where = f" In: {escape(item.cycle)}." if many else ""
    return (
        f"<li{overdue}>{day}<div>{escape(together(alike))}{late}"
        f"<small>{item.how_sure.capitalize()}, {escape(item.who)}. "
        f"Because {escape(item.because)} ({escape(str(item.source))}).{where}</small></div></li>"
    )
