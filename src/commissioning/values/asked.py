"""Public functions and methods that are asked with a value they cannot take, and say which.

A function is guarded where a door gives it out (`front_door.py`), and a method where its class is an
`Askable`. Only `Process`, which the machine asks about every record, has the two methods that take what a
council wrote guarded one by one.

The annotations of a function say what it takes, as those of a class do. A day or a number is looked at
before the call, since sums with a moment or a float would go through. The rest is looked at only where a
call fails with an error of Python's own, so that asking stays quick: 0.08 microseconds more for a call.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import wraps
from inspect import CO_GENERATOR, CO_VARARGS, CO_VARKEYWORDS, Parameter, signature
from types import EllipsisType, FunctionType, NoneType
from typing import Any, Final, TypeVar, Union, cast, get_args, get_origin

from commissioning.errors import CommissioningError, RecordError
from commissioning.values.fitting import fits, misfits, taken
from commissioning.values.shapes import OrNone, Plain, Shape, meant, shape
from commissioning.values.text import did_you_mean, ticked

F = TypeVar("F", bound=Callable[..., object])
_RAW: Final = (
    ArithmeticError,
    AttributeError,
    IndexError,
    KeyError,
    RecursionError,
    TypeError,
    ValueError,
)
"""The errors of Python's own for a value of another type; a `LookupError` is raised here on purpose."""
_NUMBERS: Final = frozenset({Decimal, Fraction, int, EllipsisType})
_GO_THROUGH: Final = {
    "date": (Plain(date), frozenset({date, EllipsisType})),
    "int": (Plain(int), frozenset({int, EllipsisType})),
    **dict.fromkeys(("Decimal", "Fraction", "Decimal | Fraction"), (Plain(Decimal), _NUMBERS)),
}
"""By annotation, what a day or a number is and the types that need no second look; `...` is a default."""


def asked(function: F) -> F:
    """A function that raises `RecordError` where a value that it cannot take makes it fail.

    A generator of a door looks at its values at the call, where the fault is, and one of a class at its first
    item. An error of the library is raised as it is, and so is Python's own where every value is of its type
    or one is missing.
    """
    looked_at = tuple(_days_and_numbers(function))
    generates = function.__code__.co_flags & CO_GENERATOR
    at_once = generates and function.__name__ == function.__qualname__

    @wraps(function)
    def answered(*given: object, **named: object) -> object:
        if at_once:
            _refuse(function, given, named)
        for place, name, of, types in looked_at:
            value = given[place] if place < len(given) else named.get(name, ...)
            if type(value) not in types:
                _refuse(function, given, named)
                with suppress(TypeError):  # the function itself says what it does not take
                    call = signature(function).bind(*given, **named)
                    # As data frames have it, a moment at midnight is its day, and 4.0 a whole number.
                    call.arguments[name] = taken(of, value)
                    given, named = call.args, call.kwargs
        try:
            answer = function(*given, **named)
        except _RAW as error:
            __tracebackhide__ = True
            _explain(error, function, given, named)
            raise
        return _each(answer, function, given, named) if generates else answer

    return cast("F", answered)


def _days_and_numbers(
    function: Any,  # noqa: ANN401
) -> Iterator[tuple[int, str, Shape, frozenset[type]]]:
    """The parameters of a function that are a day or a number, each with its place in a call."""
    code = function.__code__
    # A value that is made looks at its fields itself, all at once.
    hints = {} if function.__name__ == "__init__" else function.__annotations__
    for at, name in enumerate(code.co_varnames[: code.co_argcount + code.co_kwonlyargcount]):
        hint, or_none, _ = str(hints.get(name)).partition(" | None")
        if hint in _GO_THROUGH:
            of, types = _GO_THROUGH[hint]
            yield (at, name, OrNone(of), types | {NoneType}) if or_none else (at, name, of, types)


def _each(
    items: Any,  # noqa: ANN401
    function: Callable[..., object],
    given: tuple[object, ...],
    named: Mapping[str, object],
) -> Iterator[object]:
    try:
        yield from items
    except _RAW as error:
        _explain(error, function, given, named)
        raise


def _explain(
    error: Exception,
    function: Callable[..., object],
    given: tuple[object, ...],
    named: Mapping[str, object],
) -> None:
    """Name the arguments or values that made a call fail, if any did; the library's errors have said it."""
    __tracebackhide__ = True  # pytest then ends at the call
    if not isinstance(error, CommissioningError):
        if unknown := " ".join(_unknown(function, given, named)):
            raise TypeError(unknown) from None
        _refuse(function, given, named)


def _unknown(
    function: Callable[..., object], given: tuple[object, ...], names: Iterable[str]
) -> Iterator[str]:
    """A sentence for each name of a call that is no argument of its function, and for a name left out."""
    code = function.__code__
    takes = [name for name in signature(function).parameters if name not in {"self", "cls"}]
    by_name = code.co_varnames[code.co_argcount :][: code.co_kwonlyargcount]
    if by_name and len(given) > code.co_argcount and not code.co_flags & CO_VARARGS:
        yield f"{function.__qualname__} takes {ticked(by_name)} by name, as in `{by_name[0]}=...`."
    for name in names if not code.co_flags & CO_VARKEYWORDS else ():
        if name not in takes:
            hint = did_you_mean(name, takes, quote="`") or f"; it has {ticked(takes)}."
            yield f"{function.__qualname__} has no argument `{name}`{hint}"


def _refuse(
    function: Callable[..., object], given: tuple[object, ...], named: Mapping[str, object]
) -> None:
    if wrong := tuple(_wrong(function, given, named)):
        raise RecordError(function.__qualname__.removesuffix(".__init__"), wrong) from None


def _wrong(
    function: Callable[..., object], given: tuple[object, ...], named: Mapping[str, object]
) -> Iterator[str]:
    """A problem for each value of a call that is not of the type its function declares."""
    takes = signature(function)
    try:
        values = takes.bind(*given, **named).arguments
    except TypeError:
        return
    for name, value in values.items():
        hint, several = takes.parameters[name].annotation, takes.parameters[name].kind
        hint = f"tuple[{hint}, ...]" if several is Parameter.VAR_POSITIONAL else hint
        # An annotation may be loaded for types alone, or be a protocol, which is not asked.
        with suppress(NameError, RecordError, TypeError):
            for declared, part, where in _parts(meant(hint, function.__module__), value, name):
                if not any(fits(declared)(taken(declared, each)) for each in _alike(part)):
                    yield from misfits(declared, taken(declared, part), where)


def _parts(hint: Any, value: object, where: str) -> Iterator[tuple[Shape, object, str]]:  # noqa: ANN401
    """A value with its shape and its name, or so each name and each value of a mapping.

    Nothing where it is of a protocol that is allowed besides, such as a data frame.
    """
    protocols = tuple(each for each in get_args(hint) if getattr(each, "_is_protocol", False))
    if isinstance(value, protocols):
        return
    if protocols:
        hint = Union[tuple(each for each in get_args(hint) if each not in protocols)]  # noqa: UP007
    options = (hint, *get_args(hint)) if isinstance(value, Mapping) else ()
    mapping = next((each for each in options if get_origin(each) is Mapping), None)
    if mapping is None:
        yield shape(hint), value, where
        return
    names, values = get_args(mapping)
    for name, part in cast("Mapping[object, object]", value).items():
        yield shape(names), name, f"a name in {where}"
        yield from _parts(values, part, f"{where}[{name!r}]")


def _alike(value: object) -> Iterator[object]:
    """A value, and others that a function takes wherever it takes that one."""
    yield value
    if isinstance(value, str):
        yield ""
    elif isinstance(value, Iterable) and not isinstance(value, Mapping):
        # Lines of a file may be empty, or end in a new line.
        texts = () if isinstance(value, Iterator) else value
        yield ["line" if isinstance(each, str) else each for each in texts]


class Askable:
    """A value that people hold and ask: its public methods name the values that they cannot take.

    The inner classes of the machine are none. It asks them itself, and often.
    """

    __slots__ = ()

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        parts = vars(cls)
        if "__written_by__" in parts:  # `frozen` makes it anew, of the parts that are guarded
            return
        for name, part in tuple(parts.items()):
            if type(part) in _METHODS and (name == "__init__" or not name.startswith("_")):
                setattr(cls, name, _guarded(part))


_METHODS: Final = frozenset({FunctionType, classmethod, staticmethod})


def _guarded(part: Any) -> Any:  # noqa: ANN401
    """A method of a class; one that takes nothing but its value needs no guard."""
    function = getattr(part, "__func__", part)
    code = function.__code__
    if code.co_argcount + code.co_kwonlyargcount + bool(code.co_flags & CO_VARARGS) < 2:
        return part
    return asked(part) if function is part else type(part)(asked(function))
