"""A report as a document for a word processor, or as Markdown; the page is in `page`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any, Final

from commissioning.display.reports.report import Block, Readership, Report, ReportSection
from commissioning.errors import written
from commissioning.values.tables import Kind, Table, installed, shown_cell
from commissioning.values.text import listed

_PARTS: Final = {Readership.PUBLIC: "Public part", Readership.EXEMPT: "For the council only"}
_MARKED: Final = re.compile(r"([\\`*_{}\[\]<>#|])")
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def report_docx(report: Report) -> bytes:
    """The report as a .docx file: headings, lists and tables of the word processor's own styles.

    Raises `ImportError` without python-docx, the extra `docx`.
    """
    docx = installed("docx", "writing a .docx file", "python-docx")
    paper = docx.Document()
    _head(paper, report)
    for section in report.sections:
        paper.add_heading(_said(section.title), level=2)
        for text, style in _texts(section):
            paper.add_paragraph(_said(text), style=style)
        for block in section.blocks:
            _put(paper, block)
        if section.missing:
            paper.add_paragraph(_said(section.missing), style="Quote")
        if section.sources:
            paper.add_paragraph(f"From the {_said(listed(section.sources))}.", style="Quote")
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
    paper.add_paragraph(f"{report.title} on {written(report.on)}. {_PARTS[report.part]}.")
    for line in report.about:
        paper.add_paragraph(_said(line))


def _texts(section: ReportSection) -> Iterator[tuple[str, str]]:
    if section.narrative:
        yield section.narrative, "Intense Quote"


def _put(paper: Any, block: Block) -> None:  # noqa: ANN401
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
        paper.add_paragraph(_said(block))


def _said(text: str) -> str:
    """A text without the characters that no XML may hold."""
    return _CONTROL.sub(" ", text)


def _cells(table: Table) -> Iterator[tuple[str, ...]]:
    """The rows of a table as their reader wants them, with words for what is not known."""
    for row in table.rows:
        yield tuple(
            shown_cell(cell) or column.empty
            for cell, column in zip(row, table.columns, strict=True)
        )


def report_markdown(report: Report) -> str:
    """The report as Markdown with tables; every sign that Markdown would take for its own is escaped."""
    return "\n".join(_lines(report)) + "\n"


def _lines(report: Report) -> Iterator[str]:
    yield f"# {_escaped(report.cycle)}"
    yield ""
    yield f"{_escaped(report.title)} on {written(report.on)}. {_PARTS[report.part]}."
    for line in report.about:
        yield ""
        yield _escaped(line)
    for section in report.sections:
        yield f"\n## {_escaped(section.title)}"
        if section.narrative:
            yield f"\n> {_escaped(section.narrative)}"
        for block in section.blocks:
            yield ""
            yield from _of_block(block)
        if section.missing:
            yield f"\n*{_escaped(section.missing)}*"
        if section.sources:
            yield f"\n*From the {_escaped(listed(section.sources))}.*"
    for line in report.foot():
        yield f"\n{line}"


def _of_block(block: Block) -> Iterator[str]:
    if isinstance(block, Table):
        yield f"| {' | '.join(_escaped(column.name) for column in block.columns)} |"
        sides = ("--:" if c.kind in {Kind.NUMBER, Kind.WHOLE} else "---" for c in block.columns)
        yield f"|{'|'.join(sides)}|"
        for row in _cells(block):
            yield f"| {' | '.join(map(_escaped, row))} |"
    elif isinstance(block, tuple):
        yield from (f"- {_escaped(item)}" for item in block)
    else:
        yield _escaped(block)


def _escaped(text: str) -> str:
    return _MARKED.sub(r"\\\1", " ".join(text.split()))
