"""The public-sector commissioning cycle as typed, frozen Python objects.

Everyday names come straight from here: `from commissioning import Cycle, GoLive`. They are listed
in the order of the cycle in `__init__.pyi`, next to this file, where type checkers read them. What
defines a name is loaded when the name is first asked for; until then nothing is.
"""

from commissioning.front_door import opened

__version__ = "0.1.0"
__all__, __getattr__, __dir__ = opened(__name__)
