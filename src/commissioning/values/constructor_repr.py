"""A value written out as the Python that makes it again, without what is left at its default."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from types import MethodType
from typing import Any, Final, Protocol

import attrs

_ROOM: Final = 88
"""Characters that a call may take before its arguments stand on lines of their own."""


class Printer(Protocol):
    """The printer that IPython and hypothesis hand to a value."""

    indentation: int

    def text(self, text: str) -> None: ...


class instance_only:
    """A method that a class's values have and the class itself has not.

    Printers look for `_repr_pretty_` on whatever they print, and would call a class's own as if the
    class were a value of its own kind.
    """

    def __init__(self, method: Callable[..., None]) -> None:
        self.method = method

    def __get__(self, value: object, owner: type) -> Callable[..., None] | None:
        return None if value is None else MethodType(self.method, value)


class Brief:
    """A value whose `repr` says enough: IPython and hypothesis show that, and none of its fields."""

    __slots__ = ()

    @instance_only
    def _repr_pretty_(self, printer: Printer, cycle: bool) -> None:  # noqa: ARG002
        printer.text(repr(self))


def constructor_repr(
    value: object, *, named: Callable[[object], str | None] = lambda _: None, indent: int = 0
) -> str:
    """The value as Python; `named` may give a shorter name for some values.

    What it makes is equal to the value, once the names in it are imported.
    """
    name = named(value)
    if name is not None:
        return name
    if isinstance(value, tuple) or attrs.has(type(value)):
        return _call(value, named, indent)
    if isinstance(value, Enum):
        return f"{type(value).__name__}.{value.name}"
    return value.__name__ if isinstance(value, type) else repr(value).removeprefix("datetime.")


def _call(value: Any, named: Callable[[object], str | None], indent: int) -> str:  # noqa: ANN401
    """A tuple or a class's call, on one line where there is room."""
    deeper = indent + 4
    if isinstance(value, tuple):
        name = ""
        parts = [constructor_repr(part, named=named, indent=deeper) for part in value]
    else:
        name = type(value).__name__
        parts = [
            f"{field.alias}={constructor_repr(getattr(value, field.name), named=named, indent=deeper)}"
            for field in attrs.fields(type(value))
            if field.init and not _left_at_default(field, value)
        ]
    line = f"{name}({', '.join(parts)}{',' if not name and len(parts) == 1 else ''})"
    if "\n" not in line and len(line) + indent <= _ROOM:
        return line
    margin = "\n" + " " * deeper
    return f"{name}({margin}{f',{margin}'.join(parts)},\n{' ' * indent})"


def _left_at_default(field: attrs.Attribute[Any], owner: object) -> bool:
    default: Any = field.default
    if default is attrs.NOTHING:
        return False
    if isinstance(default, attrs.Factory):  # type: ignore[arg-type]  # a class, typed as a function
        made = default.factory(owner) if default.takes_self else default.factory()
    else:
        made = default
    return bool(made == getattr(owner, field.name))
