"""The fields of a class as a file holds them, and the classes that one field may choose from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from commissioning.dates import day_counts
from commissioning.errors import RecordError
from commissioning.interchange.scalars import SCALARS
from commissioning.process import Process
from commissioning.records.record import Record
from commissioning.values import shapes
from commissioning.values.families import is_family, kinds_of, tag_of
from commissioning.values.text import display_name

TAG: Final = "type"
"""The key that says which of several classes an object is."""
# fmt: off
DAY_COUNTS: Final = (
    day_counts.WorkingDaysBeginningWith, day_counts.WorkingDaysAfterTheStart, day_counts.WorkingDaysAfter,
    day_counts.DaysAfterRolledForward, day_counts.DaysAfterTheQuarter, day_counts.DaysBeginningWith,
    day_counts.DaysAfter, day_counts.MonthsAfter, day_counts.MonthsBeginningWith, day_counts.ClearDays,
    day_counts.ClearWorkingDays, day_counts.MonthsEndingBefore, day_counts.MonthsAfterTheQuarter,
)
"""The ways of counting days that a field may choose from."""
# fmt: on


def fields_of(cls: type) -> dict[str, shapes.Shape]:
    """The fields of a class with their shapes. Raises `RecordError` naming those that no file can hold."""
    fields = shapes.shapes(cls)
    problems = [
        f"{name}: a file cannot hold {kind}"
        for name, shape in fields.items()
        for kind in _unfit(shape)
    ]
    if TAG in fields:
        problems.append(f"{TAG}: files use this name for the kind of record; choose another")
    if problems:
        raise RecordError(display_name(cls), tuple(problems))
    return fields


def choices(shape: shapes.Shape, process: Process) -> Mapping[str, type]:
    """The classes that a field may hold, by their tags; empty for a field of one kind of value."""
    match shape:
        case shapes.OfClass(kind) if kind is Record:
            return {step.tag: step.record for step in process.steps}
        case shapes.OfClass(kind) if is_family(kind):
            return kinds_of(kind, process.kinds)
        case shapes.OfClass(kind) if kind in {day_counts.DayCount, day_counts.ClearDays}:
            return {tag_of(each): each for each in DAY_COUNTS if issubclass(each, kind)}
        case shapes.Either(options):
            return {
                tag_of(each.of): each.of for each in options if isinstance(each, shapes.OfClass)
            }
        case _:
            return {}


def wanted(shape: shapes.Shape) -> str:
    """The words for what belongs in a field: "a list [...]"."""
    match shape:
        case shapes.Plain(kind):
            return SCALARS[kind].wanted
        case shapes.OneOf(kind):
            return "one of " + ", ".join(f'"{member.value}"' for member in kind)
        case shapes.OrNone(inner):
            return wanted(inner)
        case shapes.ManyOf() | shapes.Fixed():
            return "a list [...]"
        case shapes.OfClass() | shapes.Either():
            return "an object {...}"


def _unfit(shape: shapes.Shape) -> Iterator[str]:
    match shape:
        case shapes.Plain(kind) if kind not in SCALARS:
            yield f"a value of the type {getattr(kind, '__name__', kind)}"
        case shapes.ManyOf(inner) | shapes.OrNone(inner):
            yield from _unfit(inner)
        case shapes.Fixed(parts):
            for part in parts:
                yield from _unfit(part)
        case shapes.Either(options):
            for option in options:
                if not isinstance(option, shapes.OfClass):
                    name = getattr(getattr(option, "of", None), "__name__", option)
                    yield f"a choice with a value of the type {name} in it"
