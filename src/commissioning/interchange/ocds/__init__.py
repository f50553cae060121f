"""OCDS, the standard in which notices are published as data: read into cycles, and checked offline."""

from commissioning.front_door import opened

__all__, __getattr__, __dir__ = opened(__name__)
