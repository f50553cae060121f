# The names of the package, one a line; `__init__.py` loads each from its module when it is asked for.
from commissioning.display.reports.award import award_findings as award_findings
from commissioning.display.reports.award import award_report as award_report
from commissioning.display.reports.page import report_docx as report_docx
from commissioning.display.reports.page import report_markdown as report_markdown
from commissioning.display.reports.page import report_page as report_page
from commissioning.display.reports.page import table_page as table_page
from commissioning.display.reports.report import Readership as Readership
from commissioning.display.reports.report import Report as Report
from commissioning.display.reports.report import ReportSection as ReportSection
from commissioning.display.reports.standing import standing_report as standing_report
