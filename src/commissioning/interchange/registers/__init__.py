"""The contracts registers that councils publish: read from CSV to rows or cycles, and written from cycles."""

from commissioning.front_door import opened

__all__, __getattr__, __dir__ = opened(__name__)
