"""Strategies for any value or record by itself: always valid, varied, and shrinking to a plain one.

A class is drawn as a valid example with a few of its fields drawn anew from their annotations; where
the new fields do not agree with the others the example's own are kept. So whatever `problems` asks, no
draw is thrown away.
"""

from __future__ import annotations

import types
from collections.abc import Mapping
from datetime import date, time
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any, Final, TypeVar, Union, get_args, get_origin, get_type_hints

import attrs
from hypothesis import strategies as st

from commissioning.errors import RecordError
from commissioning.records.record import Record
from commissioning.testing.drafts.any_kind import DRAFTS, make
from commissioning.testing.drafts.any_value import example
from commissioning.testing.stories.scenario import Scene
from commissioning.values.checking import Checked

V = TypeVar("V", bound=Checked)

DAYS: Final = st.dates(min_value=date(2015, 2, 26), max_value=date(2030, 12, 31))
"""Days from the first of the Public Contracts Regulations 2015 on."""
WORDS: Final = st.one_of(
    st.sampled_from(("as agreed", "Alder", "home care", "N1")),
    st.text(st.characters(categories=("L", "N", "P", "S")), max_size=12),
)
"""Text such as officers write, and text such as nobody expects; never with blanks at an end."""
NUMBERS: Final = st.one_of(
    st.integers(0, 5).map(Decimal),
    st.decimals(-1_000, 1_000_000, allow_nan=False, allow_infinity=False, places=2),
)
"""Exact numbers: most often few and small, also negative and with pence."""
_PLAIN: Final[Mapping[object, st.SearchStrategy[Any]]] = {
    type(None): st.none(),
    str: WORDS,
    int: st.one_of(st.integers(0, 5), st.integers(-2, 1_000_000)),
    bool: st.booleans(),
    Decimal: NUMBERS,
    date: DAYS,
    time: st.times(),
}
_MOST_CHANGES: Final = 3


def values(cls: type[V], **fields: object) -> st.SearchStrategy[V]:
    """Valid values of any class of the library, or of a council's own record type.

    With these fields given, each as a value or as a strategy to draw it from; the others are drawn and
    never contradict them. For a class that others extend, such as `Record` or `DayCount`, values of all
    of those. Raises `RecordError` for what is no such class, and, when drawn, where the fields given
    make no valid value.
    """
    if not (isinstance(cls, type) and issubclass(cls, Checked)):
        raise RecordError("values", (f"{cls!r} is no class of records or values; use hypothesis",))
    if fields:
        return _with_fields(cls, fields)
    kinds = tuple(kind for kind in _with_subclasses(cls) if _has_example(kind)) or (cls,)
    only, *others = kinds
    return st.sampled_from(kinds).flatmap(_of_class) if others else _of_class(only)


def _with_subclasses(cls: type[V]) -> tuple[type[V], ...]:
    if cls is Record:
        return tuple(DRAFTS)  # type: ignore[arg-type]  # kinds of record, which V then is
    below = [kind for sub in cls.__subclasses__() for kind in _with_subclasses(sub)]
    return tuple(dict.fromkeys((*below, cls)))


def _has_example(cls: type[Checked]) -> bool:
    try:
        return bool(attrs.has(cls)) and isinstance(example(cls), cls)
    except RecordError:
        return False


def _of_class(cls: type[V]) -> st.SearchStrategy[V]:
    return varied(st.just(example(cls)))


@st.composite
def _with_fields(draw: st.DrawFn, cls: type[V], fields: Mapping[str, object]) -> V:
    given = {
        name: draw(value) if isinstance(value, st.SearchStrategy) else value
        for name, value in fields.items()
    }
    base: Any = make(cls, Scene(), **given) if issubclass(cls, Record) else None
    if base is None:
        base = _with(example(cls), given)
    value: V = draw(varied(st.just(base), keeping=frozenset(given)))
    return value


@st.composite
def varied(
    draw: st.DrawFn, valid: st.SearchStrategy[V], keeping: frozenset[str] = frozenset()
) -> V:
    """A valid value with a few of its fields drawn anew, wherever the result is valid too."""
    value = draw(valid)
    made_of: Any = type(value)
    hints = _fields_of(made_of)
    fields = [name for name in hints if name not in keeping]
    if not fields:
        return value
    changed = draw(st.lists(st.sampled_from(fields), max_size=_MOST_CHANGES, unique=True))
    for name in changed:
        new = draw(annotated(hints[name]))
        try:
            value = _with(value, {name: new})
        except (RecordError, ValueError, OverflowError):
            continue
    return value


def _with(value: Any, changes: Mapping[str, object]) -> Any:  # noqa: ANN401
    return attrs.evolve(value, **changes)


@cache
def _fields_of(cls: Any) -> dict[str, Any]:  # noqa: ANN401
    """The fields that a value is made with, each with its annotation."""
    hints = get_type_hints(cls)
    return {field.name: hints[field.name] for field in attrs.fields(cls) if field.init}


@cache
def annotated(hint: Any) -> st.SearchStrategy[Any]:  # noqa: ANN401
    """What an annotation of the library's fields allows."""
    origin, args = get_origin(hint), get_args(hint)
    if origin is tuple and args[1:] == (Ellipsis,):
        return st.lists(annotated(args[0]), max_size=3).map(tuple)
    if origin is tuple:
        return st.tuples(*(annotated(arg) for arg in args))
    if origin is Union or origin is types.UnionType:
        ordered = sorted(args, key=lambda arg: arg is not type(None))
        return st.one_of(*(annotated(arg) for arg in ordered))
    if hint in _PLAIN:
        return _PLAIN[hint]
    if isinstance(hint, type) and issubclass(hint, Enum):
        return st.sampled_from(hint)
    return st.deferred(lambda: values(hint))
