"""Facts a record need not state, though a procurement that is recorded as it happens is asked for them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import TypeVar

from commissioning.errors import NotStatedError
from commissioning.values.checking import Checked

T = TypeVar("T")


def stated(value: T | None, of: Checked, name: str) -> T:
    """The value of a field that a source may not give. Every reckoning takes such a field through here.

    Raises `NotStatedError` naming the field.
    """
    if value is None:
        raise NotStatedError(of.described(), name, _asked_for_by(of)[name])
    return value


@cache
def asks_for_facts(cls: type) -> bool:
    """Whether values of a class, or those in it, may leave out what the process asks for."""
    return bool(_asked_for(cls) or getattr(cls, "asks_within", ()))


def unstated(value: Checked) -> Iterator[str]:
    """The fields that are asked for and not stated, of a record and the values in it, in words."""
    for name, words in _asked_for_by(value).items():
        if value.lacks(name):
            yield words
    for name in value.asks_within:
        held = getattr(value, name)
        for part in held if isinstance(held, tuple) else (held,):
            if isinstance(part, Checked):
                yield from unstated(part)


def _asked_for_by(value: Checked) -> Mapping[str, str]:
    cls: type = type(value)
    return _asked_for(cls)


@cache
def _asked_for(cls: type) -> Mapping[str, str]:
    bases = [base for base in reversed(cls.__mro__) if issubclass(base, Checked)]
    return {name: words for base in bases for name, words in base.asked_for.items()}
