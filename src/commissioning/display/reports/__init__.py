"""Reports that stand alone: where a cycle is on a day, and the award with its public and exempt parts."""

from commissioning.display.reports.award import award_findings, award_report
from commissioning.display.reports.page import report_docx, report_markdown, report_page
from commissioning.display.reports.report import Readership, Report, ReportSection
from commissioning.display.reports.standing import standing_report

__all__ = [
    "Readership",
    "Report",
    "ReportSection",
    "award_findings",
    "award_report",
    "report_docx",
    "report_markdown",
    "report_page",
    "standing_report",
]
