"""Workbooks in and out: marks of assessors, prices, returns, and an evaluation; needs the extra `xlsx`.

python-calamine reads and xlsxwriter writes. A formula is never written; of one that is read the value
counts.
"""

from commissioning.interchange.workbooks.figures import (
    prices_workbook,
    read_prices,
    read_returns,
    returns_workbook,
)
from commissioning.interchange.workbooks.marks import marks_workbook, read_marks
from commissioning.interchange.workbooks.sheets import evaluation_workbook, tables_workbook

__all__ = [
    "evaluation_workbook",
    "marks_workbook",
    "prices_workbook",
    "read_marks",
    "read_prices",
    "read_returns",
    "returns_workbook",
    "tables_workbook",
]
