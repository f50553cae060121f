"""The bodies of law, as rows only. They import no gate.

The names are listed in `__init__.pyi` and loaded when they are first asked for: the first question of law
reads the rows, not the first import of whoever may ask one.
"""

from commissioning.front_door import opened

__all__, __getattr__, __dir__ = opened(__name__)
