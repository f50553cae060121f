"""A report as one static page, as a document for a word processor, or as Markdown.

The page has no script and loads nothing; it is light or dark, and fits a telephone and a sheet of paper.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import escape
from io import BytesIO
from typing import Any, Final, NamedTuple

from commissioning.display.reports.report import Block, Report, ReportSection
from commissioning.errors import written
from commissioning.values.tables import Kind, Table, installed, shown_cell
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


class _Look(NamedTuple):
    """The class of a paragraph on a page, its style in a word processor and its signs in Markdown."""

    on_page: str = ""
    style: str | None = None
    signs: str = "{}"


def _blocks(section: ReportSection) -> Iterator[tuple[Block, _Look]]:
    """All that stands under the title of a section, each with its look."""
    if section.narrative:
        yield section.narrative, _Look("narrative", "Intense Quote", "> {}")
    yield from ((block, _Look()) for block in section.blocks)
    if section.missing:
        yield section.missing, _Look("missing", "Quote", "*{}*")
    if section.sources:
        yield f"From the {listed(section.sources)}.", _Look("from", "Quote", "*{}*")


def report_page(report: Report) -> str:
    """The report as a page of HTML. It opens without a network and prints; all text is escaped."""
    return html_page(report_title(report), report_body(report))


def report_title(report: Report) -> str:
    """The title of the page of a report, as a browser shows it."""
    return f"{report.title}: {report.cycle}"


def html_page(title: str, body: Iterable[str], style: str = _STYLE) -> str:
    """A page of HTML of a title and the lines of its body, in the style of the reports or another."""
    head = (
        '<!doctype html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width,initial-scale=1">',
        f"<title>{escape(title)}</title>\n<style>{style}</style>\n</head>\n<body>",
    )
    return "\n".join((*head, *body, "</body>\n</html>\n"))


def table_page(title: str, table: Table) -> str:
    """A table as a page of its own for a website; where it is wider than the screen, it scrolls by itself."""
    return html_page(title, (f"<h1>{escape(title)}</h1>", _block(table, _Look(), title)))


def report_body(report: Report) -> Iterator[str]:
    """The lines of a page between its body tags."""
    yield f"<header>\n<p>{escape(report.title)} on {written(report.on)}</p>"
    yield f"<h1>{escape(report.cycle)}</h1>"
    yield f'<p class="part">{report.part.words}</p>'
    about = "<br>".join(map(escape, report.about))
    yield f"<p>{about}</p>\n</header>" if about else "</header>"
    links = (f'<li><a href="#{s.key}">{escape(s.title)}</a></li>' for s in report.sections)
    yield f'<nav aria-label="Contents"><ol>{"".join(links)}</ol></nav>\n<main>'
    for section in report.sections:
        yield from _section(section)
    yield f"</main>\n<footer>{''.join(f'<p>{escape(line)}</p>' for line in report.foot())}</footer>"


def _section(section: ReportSection) -> Iterator[str]:
    yield f'<section id="{section.key}">\n<h2>{escape(section.title)}</h2>'
    for number, (block, look) in enumerate(_blocks(section), 0 if section.narrative else 1):
        yield _block(block, look, f"{section.title}, {number}")
    yield "</section>"


def _block(block: Block, look: _Look, name: str) -> str:
    if isinstance(block, Table):
        # A region that scrolls can be reached and moved by the keyboard, and has a name.
        region = f'<div class="wide" role="region" tabindex="0" aria-label="{escape(name)}">'
        return f"{region}\n{block.to_html()}\n</div>"
    if isinstance(block, tuple):
        return f"<ul>{''.join(f'<li>{_broken(each)}</li>' for each in block)}</ul>"
    named = f' class="{look.on_page}"' if look.on_page else ""
    return f"<p{named}>{_broken(block)}</p>"


def _broken(text: str) -> str:
    return escape(text).replace("\n", "<br>")


_MARKED: Final = re.compile(r"([\\`*_{}\[\]<>#|])")
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def report_docx(report: Report) -> bytes:
    """The report as a .docx file: headings, lists and tables of the word processor's own styles.

    Raises `ImportError` without python-docx, the extra `docx`.
    """
    paper = installed("docx", "writing a .docx file", "python-docx").Document()
    _head(paper, report)
    for section in report.sections:
        paper.add_heading(_said(section.title), level=2)
        for block, look in _blocks(section):
            _put(paper, block, look.style)
    for line in report.foot():
        paper.add_paragraph(line, style="Caption")
    out = BytesIO()
    paper.save(out)
    return out.getvalue()


def _head(paper: Any, report: Report) -> None:  # noqa: ANN401
    paper.core_properties.title = _said(f"{report.title}: {report.cycle}")
    paper.core_properties.author = ""
    paper.core_properties.comments = ""
    paper.add_heading(_said(report.cycle), level=1)
    paper.add_paragraph(f"{report.title} on {written(report.on)}. {report.part.words}.")
    for line in report.about:
        paper.add_paragraph(_said(line))


def _put(paper: Any, block: Block, style: str | None) -> None:  # noqa: ANN401
    if isinstance(block, Table):
        made = paper.add_table(rows=1, cols=len(block.columns), style="Light Grid")
        rows = [tuple(column.name for column in block.columns), *_cells(block)]
        for _ in rows[1:]:
            made.add_row()
        right = [column.kind in {Kind.NUMBER, Kind.WHOLE} for column in block.columns]
        for number, row in enumerate(rows):
            for cell, text, to_the_right in zip(made.rows[number].cells, row, right, strict=True):
                cell.text = _said(text)
                if to_the_right:
                    cell.paragraphs[0].alignment = 2
        paper.add_paragraph()
    elif isinstance(block, tuple):
        for item in block:
            paper.add_paragraph(_said(item), style="List Bullet")
    else:
        paper.add_paragraph(_said(block), style=style)


def _said(text: str) -> str:
    """A text without the characters that no XML may hold."""
    return _CONTROL.sub(" ", text)


def _cells(table: Table) -> Iterator[tuple[str, ...]]:
    for row in table.rows:
        yield tuple(
            shown_cell(cell) or column.empty
            for cell, column in zip(row, table.columns, strict=True)
        )


def report_markdown(report: Report) -> str:
    """The report as Markdown with tables; every sign that Markdown would take for its own is escaped."""
    return "\n".join(_markdown(report)) + "\n"


def _markdown(report: Report) -> Iterator[str]:
    yield f"# {_escaped(report.cycle)}\n"
    yield f"{_escaped(report.title)} on {written(report.on)}. {report.part.words}."
    for line in report.about:
        yield f"\n{_escaped(line)}"
    for section in report.sections:
        yield f"\n## {_escaped(section.title)}"
        for block, look in _blocks(section):
            yield ""
            yield from _of_block(block, look.signs)
    for line in report.foot():
        yield f"\n{line}"


def _of_block(block: Block, signs: str) -> Iterator[str]:
    if isinstance(block, Table):
        yield f"| {' | '.join(_escaped(column.name) for column in block.columns)} |"
        sides = ("--:" if c.kind in {Kind.NUMBER, Kind.WHOLE} else "---" for c in block.columns)
        yield f"|{'|'.join(sides)}|"
        for row in _cells(block):
            yield f"| {' | '.join(map(_escaped, row))} |"
    elif isinstance(block, tuple):
        yield from (f"- {_escaped(item)}" for item in block)
    else:
        yield signs.format(_escaped(block))


def _escaped(text: str) -> str:
    return _MARKED.sub(r"\\\1", " ".join(text.split()))
