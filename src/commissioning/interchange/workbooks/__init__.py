"""Workbooks in and out: marks of assessors, prices, returns, and an evaluation; needs the extra `xlsx`.

python-calamine reads and xlsxwriter writes. A formula is never written; of one that is read the value
counts.
"""

from commissioning.front_door import opened

__all__, __getattr__, __dir__ = opened(__name__)
