"""A report as one static page: no script, nothing loaded, light and dark, on a telephone or on paper."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from typing import Final

from commissioning.display.reports.report import Block, Readership, Report, ReportSection
from commissioning.errors import written
from commissioning.values.tables import Table
from commissioning.values.text import listed

_STYLE: Final = """
:root{color-scheme:light dark;--ink:#0b0c0c;--paper:#fff;--quiet:#505a5f;--rule:#b1b4b6;--mark:#00695c}
@media(prefers-color-scheme:dark){:root{--ink:#e6e8e9;--paper:#15191c;--quiet:#a9b1b6;--rule:#4a5358;--mark:#5fc4b4}}
*{box-sizing:border-box}
body{margin:0 auto;padding:1.5rem;max-width:72rem;background:var(--paper);color:var(--ink);
font:1rem/1.5 Arial,Helvetica,sans-serif;overflow-wrap:break-word}
header{border-bottom:.3rem solid var(--mark);margin-bottom:1rem}
h1{margin:.2rem 0;font-size:1.9rem;line-height:1.2}
h2{margin:2.2rem 0 .5rem;padding-bottom:.2rem;border-bottom:1px solid var(--rule);font-size:1.3rem}
p{margin:.5rem 0;max-width:48rem}
.part{font-weight:bold;color:var(--mark)}
.missing,.from,footer{color:var(--quiet)}
.from,footer,nav{font-size:.875rem}
.narrative{border-left:.25rem solid var(--mark);padding-left:.8rem}
nav ol{margin:.5rem 0;padding:0;list-style:none;display:flex;flex-wrap:wrap;gap:.3rem 1.2rem}
a{color:inherit}
ul{padding-left:1.2rem;max-width:48rem}
.wide{overflow-x:auto;margin:.8rem 0}
table{font-size:.9rem}
td,th{vertical-align:top}
td{min-width:5rem}
@media(max-width:40rem){td{min-width:6.5rem}}
form{display:flex;flex-wrap:wrap;gap:.6rem 1.2rem;align-items:end;margin:1rem 0}
label{display:block;font-size:.875rem}
input,select,button{font:inherit;color:inherit;background:var(--paper);border:1px solid var(--quiet);
padding:.25rem .5rem;max-width:100%}
button{background:var(--mark);color:var(--paper);border-color:var(--mark);cursor:pointer}
.list{border-collapse:collapse;width:100%}
.list th,.list td{text-align:left;padding:.25rem .5rem;border-bottom:1px solid var(--rule)}
.list td[data-of="last record"]{white-space:nowrap}
@media(max-width:40rem){.list thead{display:none}.list,.list tbody,.list tr,.list td{display:block}
.list td{border:0;padding:.1rem 0}.list tr{border-bottom:1px solid var(--rule);padding:.5rem 0}
.list td[data-of]:not(:empty)::before{content:attr(data-of) ": ";color:var(--quiet)}}
footer{overflow-wrap:anywhere;margin-top:2.5rem;border-top:1px solid var(--rule);padding-top:.5rem}
@media print{:root{--ink:#000;--paper:#fff;--quiet:#333;--rule:#888;--mark:#000;color-scheme:light}
body{max-width:none;padding:0;font-size:10pt}nav,form{display:none}.wide{overflow:visible}
table{font-size:8pt}td{min-width:0}tr,li{break-inside:avoid}h2{break-after:avoid}}
@page{margin:18mm}
"""


def report_page(report: Report) -> str:
    """The report as a page of HTML. It opens without a network and prints; all text is escaped."""
    return html_page(report_title(report), report_body(report))


def report_title(report: Report) -> str:
    """The title of the page of a report, as a browser shows it."""
    return f"{report.title}: {report.cycle}"


def html_page(title: str, body: Iterable[str]) -> str:
    """A page of HTML in the style of the reports, of a title and the lines of its body."""
    head = (
        '<!doctype html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width,initial-scale=1">',
        f"<title>{escape(title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>",
    )
    return "\n".join((*head, *body, "</body>\n</html>\n"))


def report_body(report: Report) -> Iterator[str]:
    """The lines of a page between its body tags."""
    yield f"<header>\n<p>{escape(report.title)} on {written(report.on)}</p>"
    yield f"<h1>{escape(report.cycle)}</h1>"
    part = "For the council only" if report.part is Readership.EXEMPT else "Public part"
    yield f'<p class="part">{part}</p>'
    yield (
        f"<p>{'<br>'.join(map(escape, report.about))}</p>\n</header>"
        if report.about
        else "</header>"
    )
    links = (f'<li><a href="#{s.key}">{escape(s.title)}</a></li>' for s in report.sections)
    yield f'<nav aria-label="Contents"><ol>{"".join(links)}</ol></nav>\n<main>'
    for section in report.sections:
        yield from _section(section)
    yield f"</main>\n<footer>{''.join(_foot(report))}</footer>"


def _section(section: ReportSection) -> Iterator[str]:
    yield f'<section id="{section.key}">\n<h2>{escape(section.title)}</h2>'
    if section.narrative:
        yield f'<p class="narrative">{_lines(section.narrative)}</p>'
    for number, block in enumerate(section.blocks, 1):
        yield _block(block, f"{section.title}, {number}")
    if section.missing:
        yield f'<p class="missing">{escape(section.missing)}</p>'
    if section.sources:
        yield f'<p class="from">From the {escape(listed(section.sources))}.</p>'
    yield "</section>"


def _block(block: Block, name: str) -> str:
    if isinstance(block, Table):
        # A region that scrolls can be reached and moved by the keyboard, and has a name.
        region = f'<div class="wide" role="region" tabindex="0" aria-label="{escape(name)}">'
        return f"{region}\n{block.to_html()}\n</div>"
    if isinstance(block, tuple):
        return f"<ul>{''.join(f'<li>{_lines(each)}</li>' for each in block)}</ul>"
    return f"<p>{_lines(block)}</p>"


def _lines(text: str) -> str:
    return escape(text).replace("\n", "<br>")


def _foot(report: Report) -> Iterator[str]:
    yield from (f"<p>{escape(line)}</p>" for line in report.foot())
