"""Cycles as files and messages: JSON, and the schema that describes it."""

from commissioning.front_door import opened

__all__, __getattr__, __dir__ = opened(__name__)
