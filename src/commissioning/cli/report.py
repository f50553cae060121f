"""`commissioning report FILE|STORE --html OUT`: one cycle as a page, document or text."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from commissioning.cli.console import (
    Chosen,
    TextOutput,
    day,
    day_in,
    one_of,
    option,
    output,
    switch,
)
from commissioning.cli.sources import one_cycle
from commissioning.display import reports
from commissioning.findings.codes.publishing import REPORT_SECTION_MISSING

_FORMS: Final[Mapping[str, tuple[str, Callable[[reports.Report], str | bytes]]]] = {
    "html": ("a page", reports.report_page),
    "docx": ("a document for a word processor", reports.report_docx),
    "markdown": ("Markdown text", reports.report_markdown),
}


ARGUMENTS: Final = (
    option("source", str, "FILE|STORE", "a cycle as JSON, or a store's address"),
    one_of(
        *(
            option(f"--{form}", output, "OUT", f"write {words}")
            for form, (words, _) in _FORMS.items()
        ),
        required=True,
    ),
    option("--cycle", str, "REFERENCE", "the cycle in a store", default=""),
    option("--on", day, "DAY", "the day (default: of the last record)"),
    switch("--award", "the award report; its exempt part goes to OUT-exempt"),
)


def run(chosen: Chosen, page: TextOutput) -> int:
    """Write the page, or the two parts of the award report, and print the digest of each."""
    cycle = one_cycle(chosen.source, chosen.cycle, chosen.process, chosen.rules)
    on = day_in(cycle, chosen.source, chosen.on)
    out: Path = chosen.html or chosen.docx or chosen.markdown
    if not chosen.award:
        _write(reports.standing_report(cycle, on), out, page, chosen)
        return 0
    _write(reports.award_report(cycle, on), out, page, chosen)
    exempt = out.with_name(f"{out.stem}-exempt{out.suffix}")
    _write(reports.award_report(cycle, on, reports.Readership.EXEMPT), exempt, page, chosen)
    said = REPORT_SECTION_MISSING.code  # under each part
    page.findings(each for each in reports.award_findings(cycle, on) if each.code != said)
    return 0


def _write(report: reports.Report, out: Path, page: TextOutput, chosen: Chosen) -> None:
    page.written(out, _FORMS[next(name for name in _FORMS if getattr(chosen, name))][1](report))
    page.line(f"  digest of the records: {report.records_digest}")
    page.line(f"  digest of the report:  {report.digest()}")
    for missing in report.missing():
        page.paragraph(f"missing: {missing}", "  ", "  ")
