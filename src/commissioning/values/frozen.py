"""The decorator of every frozen class of the library: `attrs.frozen`, whose methods are written late.

attrs compiles the methods of a class while the class is made. For the 300 classes behind a `Cycle` that
took 150 of the 240 ms to the first one, and most of them are never used in one run. Here a class is
made with slots for its fields, and attrs writes the rest when any of it is first asked for. From then on
the class has the very methods that attrs gives it.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from functools import cache, cached_property, wraps
from types import FunctionType, MethodType
from typing import TYPE_CHECKING, Any, Final

import attrs

from commissioning.values.shapes import has_fields
from commissioning.values.text import did_you_mean, nearest, ticked

__all__ = ["frozen"]

_TO_BE_MADE: Final = (
    "__attrs_attrs__",
    "__init__",
    "__match_args__",
    "__getstate__",
    "__setstate__",
    "__replace__",
)
_EQUALITY: Final = ("__eq__", "__ne__", "__hash__")
_TO_BE_SHOWN: Final = ("__repr__", "__attrs_props__")
_OF_NO_SLOTS: Final = ("__dict__", "__weakref__")
_CLASS_VARIABLES: Final = ("ClassVar", "typing.ClassVar")
_CARRIED_OVER: Final = ("__annotations__", "__annotate_func__", "__module__")
"""A class has its annotations or, from Python 3.14 on, the function that works them out."""


class _Late:
    """A method or attribute of a class that is written when it is first asked for."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __get__(self, value: object, owner: type | None = None) -> Any:  # noqa: ANN401
        if isinstance(value, type):  # `inspect.signature` of Python 3.13 binds methods to the class
            return MethodType(getattr(value, self.name), value)
        asked = owner or type(value)
        for cls in asked.__mro__:
            if vars(cls).get(self.name) is self:
                vars(cls)["__written_by__"].write(self.name)
                break
        return getattr(asked if value is None else value, self.name)


_LATE: Final = {name: _Late(name) for name in (*_TO_BE_MADE, *_EQUALITY, *_TO_BE_SHOWN)}


class _Writer:
    """The writer of one class's methods: its fields as they were declared, and its options."""

    def __init__(self, cls: type, fields: dict[str, object], options: dict[str, bool]) -> None:
        self.cls = cls
        self.fields = fields
        self.options = options

    @cached_property
    def model(self) -> type:
        """A class with the same fields, made by attrs, to take from it what the making needs."""
        return self._made_by_attrs(kw_only=self.options["kw_only"], eq=False, repr=False)

    def _made_by_attrs(self, **options: bool) -> type:
        """It descends from the models of the bases alone: no walk over subclasses meets it."""
        cls = self.cls
        body = {name: vars(cls)[name] for name in _CARRIED_OVER if name in vars(cls)}
        body["__qualname__"] = cls.__qualname__
        if hasattr(cls, "__attrs_post_init__"):
            body["__attrs_post_init__"] = True  # there is one: enough for attrs to write the call
        bases = tuple(_model(base) for base in cls.__bases__ if has_fields(base))
        decorate: Callable[[type], type] = attrs.frozen(**options)  # type: ignore[call-overload]
        return decorate(type(cls.__name__, bases, {**self.fields, **body}))

    def write(self, name: str) -> None:
        """Put what attrs has written in the place of a part, and of those that come with it.

        Few values of a run are compared or shown, so what that needs is written apart.
        """
        making = name in _TO_BE_MADE
        written = vars(self.model if making else self._made_by_attrs(**self.options))
        for part in _TO_BE_MADE if making else (*_EQUALITY, *_TO_BE_SHOWN):
            if vars(self.cls).get(part) is _LATE[part]:
                if part not in written:
                    delattr(self.cls, part)
                elif part == "__init__" and hasattr(self.cls, "__attrs_post_init__"):
                    setattr(self.cls, part, explaining(written[part]))
                else:
                    setattr(self.cls, part, written[part])


if sys.version_info >= (3, 14):
    from annotationlib import Format, get_annotations

    def _annotations(cls: type) -> Mapping[str, object]:
        """The annotations of a class; a name that is not there yet, perhaps its own, is left open."""
        return get_annotations(cls, format=Format.FORWARDREF)

else:

    def _annotations(cls: type) -> Mapping[str, object]:
        return cls.__annotations__


def _model(cls: type) -> type:
    writer: _Writer | None = vars(cls).get("__written_by__")
    return cls if writer is None else writer.model


@attrs.frozen
class _Guards:
    """A class of attrs to take the guards from that keep a value from being changed."""


def _shows_itself(cls: type) -> bool:
    """Whether a class, or the nearest base with a `__repr__`, has one that attrs did not write."""
    shown = next((vars(base)["__repr__"] for base in cls.__mro__ if "__repr__" in vars(base)), None)
    return isinstance(shown, FunctionType) and not shown.__code__.co_filename.startswith("<attrs")


def _made(cls: type, options: dict[str, bool]) -> type:
    """The class with slots for its fields; what attrs adds is to be written later."""
    hints, above = _annotations(cls).items(), cls.__mro__[1:-1]
    fields = [name for name, hint in hints if not str(hint).startswith(_CLASS_VARIABLES)]
    body = {**_late(options["eq"], options["repr"]), "__qualname__": cls.__qualname__}
    body["__written_by__"] = None
    given: dict[str, object] = {}
    rooms = [*fields, "__weakref__"]
    for name, part in vars(cls).items():
        if name in fields:
            given[name] = part
        elif name not in _OF_NO_SLOTS:
            body[name] = part
            if isinstance(part, cached_property):
                rooms.append("__dict__")  # where it keeps its value; fields have their slots
    taken = {room for base in above for room in vars(base).get("__slots__", _OF_NO_SLOTS)}
    body["__slots__"] = tuple(dict.fromkeys(room for room in rooms if room not in taken))
    made = type(cls)(cls.__name__, cls.__bases__, body)
    made.__written_by__ = _Writer(made, given, options)  # type: ignore[attr-defined]
    for function in filter(None, map(_function_of, vars(cls).values())):
        for name, cell in zip(
            function.__code__.co_freevars, function.__closure__ or (), strict=True
        ):
            if name == "__class__" and cell.cell_contents is cls:
                cell.cell_contents = made  # a method that says `super()` means the class with slots
    return made


@cache
def _late(eq: bool, shown: bool) -> dict[str, object]:
    """The parts of a class that attrs writes late, and the guards that keep its values from change."""
    unwanted = {*(() if eq else _EQUALITY), *(() if shown else ("__repr__",))}
    late: dict[str, object] = {n: part for n, part in _LATE.items() if n not in unwanted}
    return {**late, "__setattr__": _Guards.__setattr__, "__delattr__": _Guards.__delattr__}


def _function_of(part: Any) -> FunctionType | None:  # noqa: ANN401
    """The function that a part of a class is made from, if it is made from one."""
    if isinstance(part, (property, cached_property, classmethod, staticmethod)):
        part = getattr(part, _FUNCTIONS.get(type(part), "__func__"))
    return getattr(part, "__wrapped__", part) if isinstance(part, FunctionType) else None


_FUNCTIONS: Final = {property: "fget", cached_property: "func"}


def _announced(cls: type) -> type:
    """The class, handed over to hypothesis where a test session has loaded it."""
    hook = sys.modules.get("commissioning.testing.strategies.hypothesis_hook")
    if hook is not None:
        hook.register(cls)
    return cls


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
            shown = repr and not _shows_itself(cls)
            options = {"kw_only": kw_only, "eq": eq and "__eq__" not in own, "repr": shown}
            return _made(cls, options) if slots else attrs.frozen(cls, slots=False, **options)

        def announced(cls: type) -> type:
            return _announced(decorated(cls))

        return announced if cls is None else announced(cls)


def explaining(init: Callable[..., None]) -> Callable[..., None]:
    """An `__init__` of attrs that says which field was meant, and names all that is missing at once.

    The call costs 0.3 microseconds more, of 4 for a record.
    """

    @wraps(init)
    def __init__(self: object, *given: object, **named: object) -> None:
        try:
            init(self, *given, **named)
        except TypeError:
            __tracebackhide__ = True  # pytest ends at the call: `self` has no fields to show yet
            wrong = " ".join(_misuse(type(self), len(given), named))
            if not wrong:  # the error came from within, not from the call
                raise
            raise TypeError(wrong) from None

    return __init__


def _misuse(cls: type, given: int, named: Mapping[str, object]) -> Iterator[str]:
    """A sentence for each way in which the values given by place and by name are not the fields."""
    fields = {field.alias: field for field in attrs.fields(cls) if field.init}
    by_place = [name for name, field in fields.items() if not field.kw_only]
    unknown = [name for name in named if name not in fields]
    for name in unknown:
        near = did_you_mean(name, fields, quote="`")
        own_first = sorted(fields, key=lambda one: fields[one].inherited)
        yield f"{cls.__name__} has no field `{name}`{near or f'; it has {ticked(own_first)}.'}"
    if given > len(by_place):
        most = f"{len(by_place)} values by place, not {given}; name the others"
        yield f"{cls.__name__} takes {most if by_place else 'no values by place; name each one'}."
    twice = [name for name in by_place[:given] if name in named]
    if twice:
        yield f"{cls.__name__} is given {ticked(twice)} twice, by place and by name."
    meant = {near for name in unknown for near in nearest(name, fields)}
    there = {*by_place[:given], *named, *meant}
    needed = [name for name, field in fields.items() if field.default is attrs.NOTHING]
    missing = [name for name in needed if name not in there]
    if missing:
        yield f"{cls.__name__} needs {ticked(missing)}."
