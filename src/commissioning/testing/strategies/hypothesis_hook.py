"""Registers the library's classes with hypothesis, so that `st.from_type(InvitationToTender)` works.

hypothesis runs the hook when it starts, in every session of everybody who has this library installed,
so this module loads nothing. The hook registers the classes that are there; from then on `values/frozen.py`
hands over each new class. The strategies themselves are made when one is first drawn from.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

_WHOLE: Final = {
    ("commissioning.cycle", "Cycle"): "cycles",
    ("commissioning.process", "Process"): "processes",
    ("commissioning.law.regimes.regime", "Regime"): "regimes",
    ("commissioning.testing.stories.scenario", "Scenario"): "scenarios",
}
"""The classes that are not drawn field by field, each with the strategy that draws it."""


def _hypothesis_setup_hook() -> None:
    """Register the classes of every module of the library that is loaded already."""
    for name, module in tuple(sys.modules.items()):
        if name.startswith("commissioning."):
            for cls in tuple(vars(module).values()):
                if isinstance(cls, type) and cls.__module__ == name:
                    register(cls)


def register(cls: type) -> None:
    """Register a strategy for a class, if it is one of values or records."""
    # The classes below the one that checks values are made before it is.
    checked = getattr(sys.modules.get("commissioning.values.checking"), "Checked", ())
    whole = (cls.__module__, cls.__qualname__) in _WHOLE
    if whole or issubclass(cls, checked):
        from hypothesis import strategies as st  # somebody may have imported this module without it

        st.register_type_strategy(cls, _whole if whole else _value)


def _value(cls: type[Any]) -> SearchStrategy[Any]:
    from commissioning.testing.strategies.values import values

    return values(cls)


def _whole(cls: type[Any]) -> SearchStrategy[Any]:
    from commissioning.testing.strategies import cycles

    drawn: SearchStrategy[Any] = getattr(cycles, _WHOLE[cls.__module__, cls.__qualname__])()
    return drawn
