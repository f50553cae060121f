"""Reports for a word processor and as Markdown: the same words as on the page."""

import sys
from datetime import date
from io import BytesIO

import pytest
from attrs import evolve

from commissioning.casebook import lewisham
from commissioning.cli import main
from commissioning.display.reports import (
    Readership,
    ReportSection,
    award_report,
    report_docx,
    report_markdown,
    standing_report,
)
from commissioning.interchange import dumps
from commissioning.values.tables import Column, Kind, Table

ON = date(2022, 11, 25)


@pytest.fixture(scope="module")
def award():
    """The public part of Lewisham's award."""
    return award_report(lewisham.cycle(), ON)


def odd(report):
    """The report with texts that another format could take for its own."""
    columns = (Column("a|b"), Column("n", Kind.NUMBER, empty="not known"))
    table = Table(columns, (("*x*", None),))
    section = ReportSection(
        key="x",
        title="<b> & #1",
        blocks=("a_b", ("- one",), table),
        narrative="why",
        missing="gone",
    )
    return evolve(report, sections=(section,))


class TestWordProcessor:
    def test_document_has_every_section_and_table_of_the_report(self, award):
        """A committee gets papers in the form that its clerks work in."""
        docx = pytest.importorskip("docx")
        paper = docx.Document(BytesIO(report_docx(award)))
        words = [each.text for each in paper.paragraphs]
        assert words[0] == "Home care in Lewisham"
        assert words[1] == "Award report on 25 November 2022. Public part."
        assert all(section.title in words for section in award.sections)
        tables = [
            block
            for section in award.sections
            for block in section.blocks
            if isinstance(block, Table)
        ]
        assert len(paper.tables) == len(tables)
        assert [cell.text for cell in paper.tables[0].rows[0].cells] == [
            c.name for c in tables[0].columns
        ]
        assert f"Digest of this report: {award.digest()}" in words

    def test_document_states_unknown_facts_and_additions(self, award):
        """An empty cell would read as nothing to tell."""
        docx = pytest.importorskip("docx")
        paper = docx.Document(BytesIO(report_docx(odd(award))))
        assert [cell.text for cell in paper.tables[0].rows[1].cells] == ["*x*", "not known"]
        words = [each.text for each in paper.paragraphs]
        assert {"why", "gone", "- one", "<b> & #1"} <= {*words}

    def test_package_that_is_missing_is_named(self, award, monkeypatch):
        """Whoever reads the message must know what to install."""
        monkeypatch.setitem(sys.modules, "docx", None)
        with pytest.raises(ImportError, match=r"needs python-docx: pip install python-docx"):
            report_docx(award)


class TestMarkdown:
    def test_markdown_has_headings_lists_and_tables(self, award):
        """It goes into any wiki or case file."""
        text = report_markdown(award)
        assert text.startswith(
            "# Home care in Lewisham\n\nAward report on 25 November 2022. Public part.\n"
        )
        assert all(f"\n## {section.title}\n" in text for section in award.sections)
        assert "--:|" in text

    def test_signs_of_markdown_in_a_text_are_texts(self, award):
        """A bar in a name would shift the row, and a heading in a reason would begin a section."""
        text = report_markdown(odd(award))
        assert "\n## \\<b\\> & \\#1\n\n> why\n" in text
        assert "| a\\|b | n |\n|---|--:|\n| \\*x\\* | not known |" in text
        assert "\n*gone*\n" in text

    def test_exempt_part_and_the_standing_say_so(self):
        """A paper in the wrong pile is a leak."""
        exempt = report_markdown(award_report(lewisham.cycle(), ON, Readership.EXEMPT))
        assert "For the council only." in exempt
        assert "on 25 November 2022" in report_markdown(standing_report(lewisham.cycle(), ON))


def test_command_writes_each_form(tmp_path, capsys):
    """A clerk needs no Python."""
    file = tmp_path / "cycle.json"
    file.write_text(dumps(lewisham.cycle()), encoding="utf-8")
    out = tmp_path / "award.md"
    assert main(["report", str(file), "--award", "--markdown", str(out), "--on", "2022-11-25"]) == 0
    assert "Public part" in out.read_text("utf-8")
    assert "council only" in (tmp_path / "award-exempt.md").read_text("utf-8")
    pytest.importorskip("docx")
    paper = tmp_path / "standing.docx"
    assert main(["report", str(file), "--docx", str(paper), "--on", "2022-11-25"]) == 0
    assert paper.read_bytes().startswith(b"PK")
