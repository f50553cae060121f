"""Reports that stand alone: where a cycle is on a day, and the award with its public and exempt parts."""

from commissioning.front_door import opened

__all__, __getattr__, __dir__ = opened(__name__)
