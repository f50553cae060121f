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
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

_PACKAGES = ("commissioning.records.", "commissioning.values.", "commissioning.stages")


def _hypothesis_setup_hook() -> None:
    """Register what is imported already, and the rest as it is imported."""
    for name, module in tuple(sys.modules.items()):
        if name.startswith(_PACKAGES):
            register(module)
    if not any(finder is _RegistersOnImport for finder in sys.meta_path):
        sys.meta_path.insert(0, _RegistersOnImport)


def register(module: ModuleType) -> None:
    """Register a strategy for each class of values that a module of the library defines."""
    from hypothesis import strategies as st  # a module of records may be imported without it

    checked = sys.modules["commissioning.values.checking"].Checked
    for cls in tuple(vars(module).values()):
        if isinstance(cls, type) and issubclass(cls, checked) and cls.__module__ == module.__name__:
            st.register_type_strategy(cls, _strategy)


def _strategy(cls: type[Any]) -> SearchStrategy[Any]:
    from commissioning.testing.value_strategies import values

    return values(cls)


class _RegistersOnImport:
    """Finds the library's modules as Python would, and registers their classes once they are loaded."""

    @classmethod
    def find_spec(
        cls, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if not name.startswith(_PACKAGES):
            return None
        spec = PathFinder.find_spec(name, path, target)
        if spec is None or spec.loader is None:
            return None
        load = spec.loader.exec_module

        def load_and_register(module: ModuleType) -> None:
            load(module)
            if "commissioning.values.checking" in sys.modules and "hypothesis" in sys.modules:
                register(module)

        spec.loader.exec_module = load_and_register  # type: ignore[method-assign]
        return spec
