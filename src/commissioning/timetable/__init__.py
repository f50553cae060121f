"""Timetables: read from the prose of papers, planned, checked against law, shifted and compared.

The names are listed in `__init__.pyi` and loaded when they are first asked for, so that reading one
date loads neither the gates nor the law.
"""

from commissioning.front_door import opened

__all__, __getattr__, __dir__ = opened(__name__)
