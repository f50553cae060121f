"""Timetables: read out of council prose, planned, checked against law, shifted and compared."""

from commissioning.values.windows import Precision, Reading, WeekOfMonth, Window

__all__ = ["Precision", "Reading", "WeekOfMonth", "Window"]
