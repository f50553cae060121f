"""Answers of several things: a tuple that shows itself as a table, and as one line among other output."""

from __future__ import annotations

from abc import abstractmethod
from typing import Any, ClassVar, Final, Self, SupportsIndex, TypeVar, overload

from commissioning.values.asked import Askable
from commissioning.values.constructor_repr import Printer, instance_only
from commissioning.values.tables import ColumnsOf, Table
from commissioning.values.text import counted, cut, plural

T = TypeVar("T")
_LINE: Final = 100
_LINES: Final = 20


class Tabled(Askable):
    """A value that a notebook shows as its table."""

    __slots__ = ()

    @abstractmethod
    def table(self) -> Table:
        """The same as rows, for a page, a spreadsheet or a data frame."""

    def __repr__(self) -> str:
        return f"<{type(self).__name__}: {counted(len(self.table().rows), 'row')}>"

    def _repr_html_(self) -> str:
        return f'<div style="overflow-x:auto">{self.table().to_html()}</div>'


class OneLine:
    """A value that is one line of text among other output: its class, and what `str` says of it."""

    __slots__ = ()

    def __repr__(self) -> str:
        name = type(self).__name__
        return f"<{name}: {cut(' '.join(str(self).split()), _LINE - len(name) - 4)}>"


class Listing(tuple[T, ...], Tabled):
    """Several things as one answer: a tuple in every respect, but for how it is shown.

    `repr` is one line with the number and the first of them, `str` is a line for each, and a notebook
    shows the table. A subclass gives the noun, and the columns with their readers.
    """

    __slots__ = ()

    noun: ClassVar[str] = "item"
    columns: ClassVar[ColumnsOf[Any]]

    def line(self, one: T) -> str:
        """One thing in a line of text."""
        return str(one)

    def table(self) -> Table:
        """One row for each, in the same order. Columns in which no cell is filled are left out."""
        return self.columns.table(self).filled()

    @overload
    def __getitem__(self, place: SupportsIndex) -> T: ...
    @overload
    def __getitem__(self, place: slice) -> Self: ...
    def __getitem__(self, place: SupportsIndex | slice) -> T | Self:
        if isinstance(place, slice):
            return type(self)(tuple.__getitem__(self, place))
        return tuple.__getitem__(self, place)

    def _repr_html_(self) -> str:
        return super()._repr_html_() if self else f"<p>no {plural(self.noun)}</p>"

    def __repr__(self) -> str:
        if not self:
            return f"<no {plural(self.noun)}>"
        more = f"; and {len(self) - 1} more" if len(self) > 1 else ""
        head, room = f"{counted(len(self), self.noun)}: ", _LINE - len(more) - 2
        return f"<{cut(head + ' '.join(self.line(self[0]).split()), room)}{more}>"

    def __str__(self) -> str:
        return "\n".join(map(self.line, self)) or f"no {plural(self.noun)}"

    @instance_only
    def _repr_pretty_(self, printer: Printer, cycle: bool) -> None:  # noqa: ARG002
        """A line for each of the first twenty, for IPython; `str` has them all."""
        more = [f"... and {len(self) - _LINES} more"] if len(self) > _LINES else []
        lines = [cut(self.line(one), _LINE) for one in tuple(self)[:_LINES]]
        head = f"{counted(len(self), self.noun)}:" if self else f"no {plural(self.noun)}"
        printer.text("\n  ".join((head, *lines, *more)))
