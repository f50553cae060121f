"""The decorator of every frozen class of the library: `attrs.frozen`, whose methods are written late.

attrs compiles the methods of a class while the class is made. For the 300 classes behind a `Cycle` that
took 150 of the 240 ms to the first one, and most of them are never used in one run. Here a class is
made with slots for its fields, and attrs writes the rest when any of it is first asked for. From then on
the class has the very methods that attrs gives it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from types import CellType, FunctionType
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import attrs

__all__ = ["frozen"]

_Decorator: TypeAlias = Callable[[type], type]

_OF_EVERY_CLASS: Final = (
    "__attrs_attrs__",
    "__attrs_props__",
    "__init__",
    "__match_args__",
    "__getstate__",
    "__setstate__",
    "__replace__",
)
_OF_EQUALITY: Final = ("__eq__", "__ne__", "__hash__")
_OF_PRINTING: Final = ("__repr__",)
_OF_NO_SLOTS: Final = ("__dict__", "__weakref__")
_CLASS_VARIABLES: Final = ("ClassVar", "typing.ClassVar")


class _Late:
    """A method or attribute of a class that is written when it is first asked for."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __get__(self, value: object, owner: type | None = None) -> Any:  # noqa: ANN401
        # `inspect.signature` of Python 3.13 gives the class in the place of a value.
        asked = value if isinstance(value, type) else owner or type(value)
        for cls in asked.__mro__:
            if vars(cls).get(self.name) is self:
                vars(cls)["__written_by__"].write()
                break
        return getattr(asked if value is None else value, self.name)


_LATE: Final = {name: _Late(name) for name in (*_OF_EVERY_CLASS, *_OF_EQUALITY, *_OF_PRINTING)}


class _Writer:
    """What attrs is to write for one class: its fields as they were declared, and attrs's decorator."""

    def __init__(self, cls: type, fields: dict[str, object], decorate: _Decorator) -> None:
        self.cls = cls
        self.fields = fields
        self.decorate = decorate

    @cached_property
    def model(self) -> type:
        """A class with the same fields, made by attrs, to take the methods from.

        It descends from the models of the bases and from nothing else, so no walk over the subclasses
        of a class of the library meets it.
        """
        cls = self.cls
        body = {name: vars(cls)[name] for name in ("__annotations__", "__module__")}
        body["__qualname__"] = cls.__qualname__
        if hasattr(cls, "__attrs_post_init__"):
            body["__attrs_post_init__"] = True  # there is one: enough for attrs to write the call
        bases = tuple(_model(base) for base in cls.__bases__ if _has_fields(base))
        return self.decorate(type(cls.__name__, bases, {**self.fields, **body}))

    def write(self) -> None:
        """Put what attrs has written in the place of all that was to be written."""
        written = vars(self.model)
        for name, late in _LATE.items():
            if vars(self.cls).get(name) is late:
                if name in written:
                    setattr(self.cls, name, written[name])
                else:
                    delattr(self.cls, name)


def _has_fields(cls: type) -> bool:
    return "__written_by__" in vars(cls) or attrs.has(cls)


def _model(cls: type) -> type:
    writer: _Writer | None = vars(cls).get("__written_by__")
    return cls if writer is None else writer.model


@attrs.frozen
class _Guards:
    """A class of attrs to take the guards from that keep a value from being changed."""


def _made(cls: type, decorate: _Decorator, late: tuple[str, ...]) -> type:
    """The class with slots for its fields, and these parts to be written later."""
    own, above = vars(cls), cls.__mro__[1:-1]
    hints = cls.__annotations__.items()
    fields = [name for name, hint in hints if not str(hint).startswith(_CLASS_VARIABLES)]
    inherited = {name for base in above for name in getattr(base, "__slots__", ())}
    slots = [name for name in fields if name not in inherited]
    if not any("__weakref__" in vars(base) for base in above):
        slots.append("__weakref__")
    kept = {name: part for name, part in own.items() if name not in {*fields, *_OF_NO_SLOTS}}
    body: dict[str, object] = {
        **{name: _LATE[name] for name in late},
        "__setattr__": _Guards.__setattr__,
        "__delattr__": _Guards.__delattr__,
        **kept,
        "__slots__": tuple(slots),
        "__qualname__": cls.__qualname__,
    }
    made = type(cls)(cls.__name__, cls.__bases__, body)
    given = {name: own[name] for name in fields if name in own}
    made.__written_by__ = _Writer(made, given, decorate)  # type: ignore[attr-defined]
    for part in kept.values():
        _rebind(part, cls, made)
    return made


def _rebind(part: Any, cls: type, made: type) -> None:  # noqa: ANN401
    """Let a method that says `super()` mean the class with slots, not the one it was written in."""
    function = getattr(part, "__func__", getattr(part, "fget", part))
    if isinstance(function, FunctionType) and "__class__" in function.__code__.co_freevars:
        for cell in function.__closure__ or ():
            if cell == CellType(cls):
                cell.cell_contents = made


if TYPE_CHECKING:
    from attrs import frozen
else:

    def frozen(
        cls: type | None = None,
        *,
        kw_only: bool = False,
        eq: bool = True,
        repr: bool = True,
        slots: bool = True,
    ) -> object:
        """`attrs.frozen` as the library uses it: these options, each with the meaning it has there."""

        def decorated(cls: type) -> type:
            own = vars(cls)
            compared = eq and "__eq__" not in own
            decorate = attrs.frozen(kw_only=kw_only, eq=compared, repr=repr, slots=slots)
            if not slots or any(isinstance(part, cached_property) for part in own.values()):
                return decorate(cls)  # what these need cannot wait
            equality, printing = _OF_EQUALITY * compared, _OF_PRINTING * repr
            return _made(cls, decorate, (*_OF_EVERY_CLASS, *equality, *printing))

        return decorated if cls is None else decorated(cls)
