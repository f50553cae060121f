"""Records of every kind, made from their annotations alone."""

from __future__ import annotations

import types
from collections.abc import Callable, Iterator
from datetime import date, time, timedelta
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from random import Random
from typing import Any, Union, get_args, get_origin, get_type_hints

import attrs
import pytest

from commissioning.process import STANDARD
from commissioning.records.history import BroughtForward
from commissioning.records.record import Record
from commissioning.values import checking
from commissioning.values.families import is_family, kinds_of

WORDS = ("", "lot-1", "two\nlines", "=1+1", "£1 – one", "2015-09-14", "null", "12", '"', "\u200d😀")
NUMBERS = ("0", "-0.00", "10.50", "1E+3", "-1E-9", "142000000", "0.1", "9" * 40)


def _value(hint: Any, draw: Random) -> Any:
    """A value that a field with this annotation may hold."""
    origin, args = get_origin(hint), get_args(hint)
    if origin in {Union, types.UnionType}:
        arg = draw.choice(args)
        return None if arg is types.NoneType else _value(arg, draw)
    if origin is tuple and args[-1] is Ellipsis:
        items = [_value(args[0], draw) for _ in range(draw.choice((0, 1, 1, 2)))]
        return tuple(item for item in items if item != "")
    if origin is tuple:
        return tuple(_value(arg, draw) for arg in args)
    return _plain(hint, draw)


def _plain(hint: type, draw: Random) -> Any:
    if hint is Record:
        known = [step.record for step in STANDARD.steps if step.record is not BroughtForward]
        return _specimen(draw.choice(known), draw)
    if issubclass(hint, Enum):
        return draw.choice(list(hint))
    if is_family(hint):
        return _value(draw.choice(list(kinds_of(hint, STANDARD.kinds).values())), draw)
    if attrs.has(hint):
        return _specimen(hint, draw)
    return {
        str: lambda: draw.choice([word for word in WORDS if word.isprintable() or "\n" in word]),
        int: lambda: draw.choice((0, -1, 7, 10**20)),
        bool: lambda: draw.random() < 0.5,
        Decimal: lambda: Decimal(draw.choice(NUMBERS)),
        Fraction: lambda: Fraction(draw.choice((100, 7, 1)), draw.choice((3, 7))),
        date: lambda: date(2000, 2, 29) + timedelta(days=draw.randrange(20_000)),
        time: lambda: draw.choice((time(12), time(0, 0, 1), time(23, 59, 59, 5))),
    }[hint]()


def _specimen(cls: type, draw: Random) -> Any:
    hints = get_type_hints(cls)
    fields = [field for field in attrs.fields(cls) if field.init]
    given = [field for field in fields if field.default is attrs.NOTHING or draw.random() < 0.7]
    return cls(**{field.name: _value(hints[field.name], draw) for field in given})


@pytest.fixture(scope="session")
def specimen() -> Callable[[type, Random], Any]:
    """Makes a value of a class that its annotations allow, whatever the domain says of it."""
    return _specimen


@pytest.fixture(scope="module")
def shape_alone() -> Iterator[None]:
    """For a while no class checks more than its annotations: a file must hold whatever they allow."""
    checks_of = checking._checks_of
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(checking, "_checks_of", lambda cls: checks_of(cls)._replace(problems=()))
        yield
