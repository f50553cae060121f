"""The public-sector commissioning cycle as typed, frozen Python objects.

Everyday names come straight from here: `from commissioning import Cycle, GoLive`. They are listed
in the order of the cycle in `__init__.pyi`, next to this file, where type checkers read them. So
does this module: it loads what defines a name when that name is first asked for, and until then
`import commissioning` loads nothing.
"""

__version__ = "0.1.0"


def _listed() -> dict[str, str]:
    """The names of the stub, each with the module it is taken from.

    The loader reads the file, so a package inside a zip works too.
    """
    text = __loader__.get_data(f"{__path__[0]}/__init__.pyi").decode()
    lines = (line.split() for line in text.splitlines() if line.startswith("from commissioning"))
    return {words[3]: words[1] for words in lines}


_HOMES = _listed()
__all__ = tuple(_HOMES)  # pyright: ignore[reportUnsupportedDunderAll]


def __getattr__(name: str) -> object:
    from importlib import import_module

    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module 'commissioning' has no name {name!r}")
    if home == __name__:
        return import_module(f"{home}.{name}")
    value = globals()[name] = getattr(import_module(home), name)
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *_HOMES})
