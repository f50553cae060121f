# The names of the package, one a line; `__init__.py` loads each from its module when it is asked for.
from commissioning.interchange.workbooks.writing import prices_workbook as prices_workbook
from commissioning.interchange.workbooks.writing import read_prices as read_prices
from commissioning.interchange.workbooks.writing import read_returns as read_returns
from commissioning.interchange.workbooks.writing import returns_workbook as returns_workbook
from commissioning.interchange.workbooks.marks import marks_workbook as marks_workbook
from commissioning.interchange.workbooks.marks import read_marks as read_marks
from commissioning.interchange.workbooks.writing import evaluation_workbook as evaluation_workbook
from commissioning.interchange.workbooks.writing import tables_workbook as tables_workbook
