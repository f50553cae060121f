"""How a value shows itself in a notebook: the one door that leads up the house.

What draws a view lies above what is shown, so a value cannot import it. `_VIEWS` is the only upward
name in the library; it is imported when the first value is shown, and a test finds no other.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Final, Protocol, cast

_VIEWS: Final = "commissioning.display.notebook"


class Printer(Protocol):
    """What IPython and hypothesis print a value with."""

    indentation: int

    def text(self, text: str) -> None: ...


class _Views(Protocol):
    def bundle(self, value: object) -> Mapping[str, str]: ...


class Shown:
    """A value with a view of its own, which a notebook shows when a cell ends with it."""

    __slots__ = ()

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        """The value in every form that a front end may choose from, by media type."""
        return dict(cast("_Views", import_module(_VIEWS)).bundle(self))
