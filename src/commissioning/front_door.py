"""The door of a package: its names, each loaded when it is first asked for.

The stub of the package (`__init__.pyi`, next to its `__init__.py`) lists them, one a line, in the form
`from MODULE import NAME as NAME`. Type checkers read the stub, and so does `opened`: the list is kept
once. Nothing is imported here that `import commissioning` would have to wait for.
"""

from __future__ import annotations

import sys

TYPE_CHECKING = False  # `typing` takes longer to load than all that this module does
if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType


def opened(package: str) -> tuple[list[str], Callable[[str], object], Callable[[], list[str]]]:
    """The `__all__`, `__getattr__` and `__dir__` of a package that loads its names when asked."""
    module = sys.modules[package]
    homes = homes_of(package)

    def fetched(name: str) -> object:
        if name not in homes:
            # Python adds a hint of its own to an error that does not give the name.
            raise AttributeError(
                f"module {package!r} has no name {name!r}{_nearest(name, homes)}", name=name
            )
        home = homes[name]
        if home == package:
            return loaded(f"{home}.{name}")
        value = _asked(loaded(home), name)
        setattr(module, name, value)
        return value

    for name, home in homes.items():
        if home == f"{package}.{name}":  # Python would give the module of this name in its place
            fetched(name)
    return list(homes), fetched, lambda: sorted({*vars(module), *homes})


def _asked(home: ModuleType, name: str) -> object:
    """A value of a module; a function is from then on one that names the values it cannot take."""
    value = getattr(home, name)
    if type(value) is type(opened) and not hasattr(value, "__wrapped__"):
        from commissioning.values.asked import asked

        value = asked(value)
        setattr(home, name, value)  # where pickle looks for it
    return value


def loaded(module: str) -> ModuleType:
    """A module, loaded without garbage collection: all it makes stays, and to look through it takes 8 ms."""
    import gc
    from importlib import import_module

    collecting = gc.isenabled()
    gc.disable()
    try:
        return import_module(module)
    finally:
        if collecting:
            gc.enable()


def homes_of(package: str) -> dict[str, str]:
    """The names in the stub of a package, each with the module it is taken from."""
    module = sys.modules[package]
    # The loader reads the file, so a package inside a zip works too.
    text = module.__loader__.get_data(f"{module.__path__[0]}/__init__.pyi").decode()  # type: ignore[union-attr]
    lines = (line.split() for line in text.splitlines() if line.startswith("from commissioning"))
    return {words[3]: words[1] for words in lines}


def _nearest(name: str, homes: dict[str, str]) -> str:
    if name.startswith("_"):  # tools probe for such names and catch the error
        return ""
    from commissioning.values.text import did_you_mean

    return did_you_mean(name, homes, quote="`")
