"""Public functions and methods that are asked with a value they cannot take, and say which.

The annotations of a function say what it takes, as those of a class do. They are looked at only where a
call fails with an error of Python's own, so that asking stays quick: 0.08 microseconds more for a call.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from functools import wraps
from inspect import Parameter, signature
from types import FunctionType
from typing import Any, TypeVar, cast

from commissioning.errors import RecordError
from commissioning.values.fitting import fits, misfits
from commissioning.values.shapes import meant, shape
from commissioning.values.taking import taken

F = TypeVar("F", bound=Callable[..., object])


def asked(function: F) -> F:
    """A function that raises `RecordError` where a value that it cannot take makes it fail.

    Any other error is raised as it is, and so is Python's own for a value that is missing.
    """

    @wraps(function)
    def answered(*given: object, **named: object) -> object:
        try:
            return function(*given, **named)
        except (AttributeError, KeyError, TypeError):
            wrong = tuple(_wrong(function, given, named))
            if not wrong:
                raise
            raise RecordError(function.__qualname__, wrong) from None

    return cast("F", answered)


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
            declared = shape(meant(hint, function.__module__))
            if not any(fits(declared)(taken(declared, each)) for each in _alike(value)):
                yield from misfits(declared, taken(declared, value), name)


def _alike(value: object) -> Iterator[object]:
    """A value, and others that a function takes wherever it takes that one."""
    yield value
    if isinstance(value, str):
        yield ""
    elif isinstance(value, Iterable) and not isinstance(value, Mapping):
        yield () if isinstance(value, Iterator) else list(value)


class Askable:
    """A value that people hold and ask: its methods name the values that they cannot take.

    The inner classes of the machine are none. It asks them itself, and often.
    """

    __slots__ = ()


def answering(part: Any) -> Any:  # noqa: ANN401
    """A part of a class; a method is one that names what it cannot take."""
    function = getattr(part, "__func__", part)
    if not isinstance(function, FunctionType):
        return part
    return asked(part) if function is part else type(part)(asked(function))
