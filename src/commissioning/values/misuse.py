"""Calls of a class that go against its fields: a name mistyped, a value forgotten."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import wraps

import attrs

from commissioning.values.text import did_you_mean, listed, nearest


def explaining(init: Callable[..., None]) -> Callable[..., None]:
    """An `__init__` of attrs that says which field was meant, and names all that is missing at once.

    The call costs 0.3 microseconds more, of 4 for a record.
    """

    @wraps(init)
    def __init__(self: object, *given: object, **named: object) -> None:
        try:
            init(self, *given, **named)
        except TypeError:
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
        yield f"{cls.__name__} has no field `{name}`{near or f'; it has {_ticked(fields)}.'}"
    if given > len(by_place):
        most = f"{len(by_place)} values by place, not {given}; name the others"
        yield f"{cls.__name__} takes {most if by_place else 'no values by place; name each one'}."
    twice = [name for name in by_place[:given] if name in named]
    if twice:
        yield f"{cls.__name__} is given {_ticked(twice)} twice, by place and by name."
    meant = {near for name in unknown for near in nearest(name, fields)}
    there = {*by_place[:given], *named, *meant}
    needed = [name for name, field in fields.items() if field.default is attrs.NOTHING]
    missing = [name for name in needed if name not in there]
    if missing:
        yield f"{cls.__name__} needs {_ticked(missing)}."


def _ticked(names: Iterable[str]) -> str:
    return listed(f"`{name}`" for name in names)
