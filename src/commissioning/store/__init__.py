"""Cycles kept in SQLite or PostgreSQL: only ever added to, and each entry chained to the one before."""

from commissioning.front_door import opened

__all__, __getattr__, __dir__ = opened(__name__)
