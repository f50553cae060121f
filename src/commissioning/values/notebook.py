"""How a value shows itself in a notebook: the one door that leads up the house.

What draws a view lies above what is shown, so a value cannot import it. `_VIEWS` is the only module
above that is imported by name, when the first value is shown, and a test finds no other.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Final, Protocol, cast

from attrs import field

from commissioning.values.asked import Askable
from commissioning.values.frozen import frozen

if TYPE_CHECKING:
    from commissioning.values.tables import Table

_VIEWS: Final = "commissioning.display.notebook"


class _Views(Protocol):
    def bundle(self, value: object) -> Mapping[str, str]: ...
    def long_form(self, picture: Picture) -> Table: ...


def _views() -> _Views:
    return cast("_Views", import_module(_VIEWS))


class Shown(Askable):
    """A value with a view of its own, which a notebook shows when a cell ends with it."""

    __slots__ = ()

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        """The value in every form that a front end may choose from, by media type."""
        return dict(_views().bundle(self))


@frozen(repr=False)
class Picture(Shown):
    """A drawing of a value, which a notebook shows; `svg` is its text, to keep or to send."""

    of: object
    kind: str = ""
    """The kind of drawing, where a value has several: "weight"."""
    about: Mapping[str, object] = field(factory=dict, hash=False)
    """The arguments of the drawing, by name: the lot, the weight, the KPI."""

    @property
    def svg(self) -> str:
        """The drawing as SVG that stands alone."""
        return self._repr_mimebundle_()["image/svg+xml"]

    def to_long(self) -> Table:
        """The figures that are drawn, one a row, for altair, matplotlib or any other library of charts."""
        return _views().long_form(self)

    def __repr__(self) -> str:
        return f"<Picture of {type(self.of).__name__}{self.kind and f': {self.kind}'}>"


class Drawn(Shown):
    """A value that is one picture: `plot` is the picture by itself."""

    __slots__ = ()

    def plot(self) -> Picture:
        """The picture of it, for a notebook, a page or a file."""
        return Picture(self)
