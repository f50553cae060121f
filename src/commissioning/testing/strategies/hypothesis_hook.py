"""What hypothesis runs when it starts, so that `st.from_type(InvitationToTender)` works without an import.

It runs in every session of everybody who has this library installed, so it loads nothing: strategies
are registered for the classes of a module when somebody imports that module, and made when one is
first drawn from.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib.machinery import ModuleSpec, PathFinder
from types import ModuleType
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

_PACKAGE = "commissioning."
_WHOLE: Final = {
    ("commissioning.cycle", "Cycle"): "cycles",
    ("commissioning.process", "Process"): "processes",
    ("commissioning.law.regimes.regime", "Regime"): "regimes",
    ("commissioning.testing.stories.scenario", "Scenario"): "scenarios",
}
"""What is not drawn field by field, and the strategy that draws it."""


def _hypothesis_setup_hook() -> None:
    """Register what is imported already, and the rest as it is imported."""
    for name, module in tuple(sys.modules.items()):
        if name.startswith(_PACKAGE):
            register(module)
    if not any(finder is _RegistersOnImport for finder in sys.meta_path):
        sys.meta_path.insert(0, _RegistersOnImport)


def register(module: ModuleType) -> None:
    """Register a strategy for each class of values that a module of the library defines."""
    # Modules below the one that checks values are loaded before it is, or while it is.
    checked = getattr(sys.modules.get("commissioning.values.checking"), "Checked", None)
    if checked is None:
        return
    from hypothesis import strategies as st  # a module of records may be imported without it

    for name, cls in tuple(vars(module).items()):
        if isinstance(cls, type) and cls.__module__ == module.__name__:
            if (cls.__module__, name) in _WHOLE:
                st.register_type_strategy(cls, _whole)
            elif issubclass(cls, checked):
                st.register_type_strategy(cls, _strategy)


def _strategy(cls: type[Any]) -> SearchStrategy[Any]:
    from commissioning.testing.strategies.values import values

    return values(cls)


def _whole(cls: type[Any]) -> SearchStrategy[Any]:
    from commissioning.testing.strategies import cycles as cycle_strategies

    drawn: SearchStrategy[Any] = getattr(cycle_strategies, _WHOLE[cls.__module__, cls.__name__])()
    return drawn


class _RegistersOnImport:
    """Finds the library's modules as Python would, and registers their classes once they are loaded."""

    @classmethod
    def find_spec(
        cls, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if not name.startswith(_PACKAGE):
            return None
        spec = PathFinder.find_spec(name, path, target)
        if spec is None or spec.loader is None:
            return None
        load = spec.loader.exec_module

        def load_and_register(module: ModuleType) -> None:
            load(module)
            if "hypothesis" in sys.modules:
                register(module)

        spec.loader.exec_module = load_and_register  # type: ignore[method-assign]
        return spec
