"""Gates given by their names: a module of gates is loaded when one of them is first asked.

The table of the process names 138 gates and checks. Their 36 modules, and what those reckon with, were half
of all that a first `Cycle` loaded, and a run asks few of them. So the table takes the modules from
`gates/by_name.py`, where `award.call_in_is_over` is a name. `found` exchanges it for the gate.
"""

from __future__ import annotations

from typing import TypeVar, cast

from commissioning.front_door import loaded
from commissioning.values.frozen import frozen

T = TypeVar("T")


@frozen
class Named:
    """A gate or check by its module and its name there."""

    module: str
    name: str


class NamedModule:
    """A module of gates that need not be loaded to name one of them."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, name: str) -> Named:
        if name.startswith("_"):  # tools probe for such names and catch the error
            raise AttributeError(name)
        return Named(self._name, name)


def found(conditions: tuple[T, ...]) -> tuple[T, ...]:
    """Gates or checks, each that is given by its name found in its module."""
    return tuple(map(_found, conditions))


def _found(condition: T) -> T:
    if not isinstance(condition, Named):
        return condition
    return cast("T", getattr(loaded(condition.module), condition.name))


def not_named(conditions: tuple[T, ...]) -> tuple[T, ...]:
    """Those gates or checks that are given themselves."""
    return tuple(each for each in conditions if not isinstance(each, Named))
