"""Days of a record, other than its own, that a source gives only as a span."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Final

import attrs
from attrs import evolve

from commissioning.dates.periods import later
from commissioning.dates.windows import Window
from commissioning.errors import written
from commissioning.values.checking import Checked, asks
from commissioning.values.frozen import frozen
from commissioning.values.text import did_you_mean, repeated

OWN: Final = frozenset({"on", "within", "basis", "learned", "days_within"})
"""The fields of a record that say something of the record itself; `within` has the span of its day."""
_ENDS: Final = {"starts_on": "first day", "ends_on": "last day"}


@frozen(kw_only=True)
class DayWithin(Checked):
    """A day that a source gives only as a span: "the contract ends early in 2026".

    The field holds the last day of the span, by which everything goes that needs one day.
    """

    field: str
    """The field of the record, with a dot into a value: "new_end", "term.ends_on"."""
    within: Window
    """The words of the source, and the days that they allow; the first may be open."""

    never_empty = asks(field="say which day of the record it is")

    @property
    def is_span(self) -> bool:
        """Whether there is more than one day to choose from."""
        return self.within.earliest != self.within.latest


def days_of(value: object) -> dict[str, date]:
    """The days that a record holds in its fields and in the values in them, by field."""
    found: dict[str, date] = {}
    cls: type = type(value)
    for field in attrs.fields(cls):
        held = getattr(value, field.name)
        if field.name in OWN:
            continue
        if isinstance(held, date):
            found[field.name] = held
        elif isinstance(held, Checked):
            found |= {f"{field.name}.{name}": day for name, day in days_of(held).items()}
    return found


def problems_of(record: Checked, spans: tuple[DayWithin, ...]) -> Iterator[str]:
    """The problems with the spans of a record's days, each as a clause."""
    known = days_of(record) if spans else {}
    yield from repeated("days_within", (span.field for span in spans))
    for span in spans:
        day = known.get(span.field)
        if day is None:
            yield f"days_within: the record has no day {span.field!r}{did_you_mean(span.field, known)}"
        elif span.within.latest != day:
            yield (
                f"days_within: the last day of {span.within.words!r} must be {written(day)}, the day given "
                f"as {span.field}"
            )


def with_days(record: Checked, days: Mapping[str, date]) -> dict[str, Any]:
    """The fields of a record as they are with other days, by the first part of the name of each day.

    Raises `RecordError` where a value does not allow them.
    """
    fields: dict[str, Any] = {}
    inner: dict[str, dict[str, date]] = {}
    for path, day in days.items():
        name, _, part = path.partition(".")
        if part:
            inner.setdefault(name, {})[part] = day
        else:
            fields[name] = day
    for name, parts in inner.items():
        value = getattr(record, name)
        fields[name] = evolve(value, **with_days(value, parts))
    return fields


def day_in_words(path: str) -> str:
    """A day of a record in words: "last day of the term", "new end"."""
    name, _, part = path.rpartition(".")
    of = name.replace("_", " ").replace(".", " ")
    if part == "day":
        return f"deadline ({of})"
    words = _ENDS.get(part, part.replace("_", " "))
    return f"{words} of the {of}" if of else words


def first_days(spans: Mapping[str, Window]) -> dict[str, date]:
    """The first day of each span; for one that is open at its start, the day a year before its last."""
    return {
        name: window.earliest or later(window.latest, months=-12)
        for name, window in spans.items()
        if window.latest is not None
    }
