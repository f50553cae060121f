"""How a value shows itself in a notebook: the one door that leads up the house.

What draws a view lies above what is shown, so a value cannot import it. `_VIEWS` is the only upward
name in the library; it is imported when the first value is shown, and a test finds no other.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Final, Protocol, cast

from commissioning.values.frozen import frozen

_VIEWS: Final = "commissioning.display.notebook"


class Printer(Protocol):
    """The printer that IPython and hypothesis hand to a value."""

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


@frozen
class Picture(Shown):
    """A drawing of a value, which a notebook shows; `svg` is its text, to keep or to send."""

    of: object
    kind: str
    """The kind of drawing: "points"."""
    about: str = ""
    """The lot, criterion or panel that it is about; empty for all."""

    @property
    def svg(self) -> str:
        """The drawing as SVG that stands alone."""
        return self._repr_mimebundle_()["image/svg+xml"]
