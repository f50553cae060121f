"""Strategies for any value or record by itself: always valid, varied, and shrinking to a plain one.

A class is drawn as the value that `make` gives, with a few of its fields drawn anew by their types. A new
field that does not agree with the others is dropped, so no draw is rejected, whatever `problems` asks.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import Any, Final, TypeVar

import attrs
from hypothesis import strategies as st

from commissioning.errors import RecordError
from commissioning.process import Process
from commissioning.records.record import Record, not_a_kind
from commissioning.testing.drafts.any_kind import make
from commissioning.values import shapes
from commissioning.values.checking import Checked, exact_or_third
from commissioning.values.families import is_family, kinds_of

V = TypeVar("V", bound=Checked)

DAYS: Final = st.dates(min_value=date(2015, 2, 26), max_value=date(2030, 12, 31))
"""Days from the first on which the Public Contracts Regulations 2015 were in force."""
WORDS: Final = st.one_of(
    st.sampled_from(("as agreed", "Alder", "home care", "N1")),
    st.text(st.characters(categories=("L", "N", "P", "S")), max_size=12),
)
"""Text such as officers write, and unexpected text; never with blanks at an end."""
NUMBERS: Final = st.one_of(
    st.integers(0, 5).map(Decimal),
    st.decimals(-1_000, 1_000_000, allow_nan=False, allow_infinity=False, places=2),
)
"""Exact numbers: small whole ones, and larger or negative ones with pence."""
_PLAIN: Final[Mapping[type, st.SearchStrategy[Any]]] = {
    str: WORDS,
    int: st.one_of(st.integers(0, 5), st.integers(-2, 1_000_000)),
    bool: st.booleans(),
    Decimal: NUMBERS,
    Fraction: NUMBERS | st.fractions(0, 100, max_denominator=9).map(exact_or_third),
    date: DAYS,
    time: st.times(),
}


def values(
    cls: type[V], /, *, process: Process | None = None, **fields: object
) -> st.SearchStrategy[V]:
    """Valid values of any class of the library, or of a council's own kind of record.

    A field that you give is kept; give a value or a strategy to draw it from. The other fields are drawn
    and never contradict it. For a class that others extend, such as `Record`, `DayCount` or an open
    family, values of all of those are drawn; a council's own kinds come from its `process`.

    Raises `RecordError` for a class of another library and, when drawn, where the fields given make no
    valid value.
    """
    if not (isinstance(cls, type) and issubclass(cls, Checked)):
        other = f"{cls!r} is not a class of records or values; use hypothesis"
        raise RecordError("values", (not_a_kind(cls) if isinstance(cls, str) else other,))
    known = process or Process.standard()
    if not fields:
        return _of_class(cls, known)
    given = {n: v if isinstance(v, st.SearchStrategy) else st.just(v) for n, v in fields.items()}
    made = st.fixed_dictionaries(given).map(lambda drawn: make(cls, **drawn))
    return varied(made, known, keeping=frozenset(fields))


def _of_class(cls: type[V], process: Process) -> st.SearchStrategy[V]:
    kinds = tuple(kind for kind in _extending(cls, process) if _has_example(kind)) or (cls,)
    return varied(st.sampled_from(kinds).map(make), process)


def _extending(cls: type[V], process: Process) -> tuple[type[V], ...]:
    if cls is Record:
        return tuple(step.record for step in process.steps)  # type: ignore[misc]  # kinds of record, as V is
    if is_family(cls):
        return tuple(kinds_of(cls, process.kinds).values())
    below = [kind for sub in cls.__subclasses__() for kind in _extending(sub, process)]
    return tuple(dict.fromkeys((*below, cls)))


def _has_example(cls: type[Checked]) -> bool:
    try:
        return bool(attrs.has(cls)) and isinstance(make(cls), cls)
    except (RecordError, TypeError):
        return False


@st.composite
def varied(
    draw: st.DrawFn,
    valid: st.SearchStrategy[V],
    process: Process,
    keeping: frozenset[str] = frozenset(),
) -> V:
    """A valid value with a few of its fields drawn anew, wherever the result is valid too."""
    value = draw(valid)
    drawn = {
        name: shape for name, shape in shapes.shapes(type(value)).items() if name not in keeping
    }
    if not drawn:
        return value
    for name in draw(st.lists(st.sampled_from(tuple(drawn)), max_size=3, unique=True)):
        try:
            new = draw(of_shape(drawn[name], process))
            value = attrs.evolve(value, **{name: new})  # type: ignore[misc]
        except (RecordError, ValueError, OverflowError):
            continue
    return value


@cache
def of_shape(shape: shapes.Shape, process: Process) -> st.SearchStrategy[Any]:  # noqa: PLR0911  (one a shape)
    """Values of one shape, each valid by itself."""
    match shape:
        case shapes.Plain(kind):
            return _PLAIN[kind]
        case shapes.OneOf(kind):
            return st.sampled_from(kind)
        case shapes.OfClass(kind):
            return st.deferred(lambda: values(kind, process=process))
        case shapes.ManyOf(part):
            items = of_shape(part, process)
            said = items.filter(bool) if part == shapes.Plain(str) else items
            return st.lists(said, max_size=3).map(tuple)
        case shapes.Fixed(parts):
            return st.tuples(*(of_shape(part, process) for part in parts))
        case shapes.OrNone(value):
            return st.none() | of_shape(value, process)
        case shapes.Either(options):
            return st.one_of(*(of_shape(option, process) for option in options))
