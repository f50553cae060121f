"""The choices of days to try, where the days of some records are known only to a span.

Between two days that a record mentions, the days of a span all compare alike with them. So the days tried of
a span are its ends, the days mentioned, and the day after each of these. Up to `MOST` choices,
all are tried. With more, the spans of one kind and time move together, one group at a time, from all of
them late and from all of them early; where every choice so far is refused, on up to `MANY` others.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from itertools import chain, islice, product
from math import prod
from typing import Final, NamedTuple, TypeAlias

import attrs

from commissioning.dates.windows import Window
from commissioning.records.record import Record
from commissioning.values.shapes import has_fields

Place: TypeAlias = tuple[int, str]
"""A day known only to a span: the number of the entry, and the words for it among those of its record."""
Choice: TypeAlias = frozenset[tuple[Place, date]]
"""The days chosen, by their places; a span that is not there has its last day."""
Unit: TypeAlias = tuple[Place, ...]
"""The spans that are moved together."""

MOST: Final = 96
"""The number of choices tried at most in each of the two ways. Each costs one judgment of the record."""
# Looked at only before a record is refused: a wrong refusal is worse than a second of search.
MANY: Final = 1000
LAST_DAYS: Final[Choice] = frozenset()
ATTEMPT: Final = -(10**9)
"""The number of the record that is attempted; entries count up from 0, those carried down from -1."""
_ONE_DAY: Final = timedelta(days=1)
_LONG_BEFORE: Final = timedelta(days=366)


class UncertainDay(NamedTuple):
    """A day known only to a span, and the days to try: the last one, the first, others."""

    record: Record
    window: Window
    days: tuple[date, ...]


def mentioned_in(thing: object, depth: int = 5) -> Iterator[date]:
    """Every day that a record mentions, in values of its own as well, but for the span of its own day."""
    if isinstance(thing, str | int):  # most of what a record holds
        return
    if isinstance(thing, date):
        yield thing
    elif depth and isinstance(thing, tuple):
        for part in thing:
            yield from mentioned_in(part, depth - 1)
    elif depth and has_fields(type(thing)):
        cls: type = type(thing)
        own = isinstance(thing, Record) and "" in thing.spans
        passed = {"days_within", *(("on", "within") if own else ())}
        for field in attrs.fields(cls):
            if field.name not in passed:
                yield from mentioned_in(getattr(thing, field.name), depth - 1)


def ends_of(window: Window, mentioned: Iterable[date]) -> tuple[date, date]:
    """The first and the last day of a span; an open one begins long before all else."""
    before = _earlier(_before_all(window, mentioned), _LONG_BEFORE)
    return window.earliest or before, window.latest or date.max


def _before_all(window: Window, mentioned: Iterable[date]) -> date:
    return _earlier(min((window.latest or date.max, *mentioned)), _ONE_DAY)


def _earlier(day: date, by: timedelta) -> date:
    """A day some days before, or the first of the calendar."""
    return day - min(by, day - date.min)


def days_to_try(window: Window, mentioned: set[date], ends: set[date]) -> tuple[date, ...]:
    """The days of a span between which comparisons may change: the last, the first, then the others."""
    first, last = ends_of(window, mentioned)
    days = {day for day in mentioned | (ends - {first, last}) if day < last}
    beside = days | {day + _ONE_DAY for day in days} | {_before_all(window, mentioned)}
    return (last, first, *(day for day in beside if first < day < last and day in window))


def choices_of(
    spans: Mapping[Place, UncertainDay], together: Iterable[frozenset[int]]
) -> tuple[list[Unit], Iterator[Choice]]:
    """The choices to try, and the spans that they move together."""
    if _number(spans) <= MOST:
        return [(place,) for place in spans], _every(spans)
    groups: dict[object, Unit] = {}
    for place, span in spans.items():
        group = place if place[0] == ATTEMPT else (type(span.record), place[1], span.window)
        groups[group] = (*groups.get(group, ()), place)
    units = list(groups.values())
    few = [{p: span for p, span in spans.items() if p[0] in seen} for seen in together]
    pairs = (_every(some) for some in few if _number(some) <= MOST)
    return units, chain(islice(_moves(spans, units), MOST), *pairs)


def more_choices(spans: Mapping[Place, UncertainDay]) -> Iterator[Choice]:
    """The choices in every combination, as many as are tried before a record is refused on all."""
    return islice(_every(spans), MANY)


def _number(spans: Mapping[Place, UncertainDay]) -> int:
    return prod(len(span.days) for span in spans.values())


def _every(spans: Mapping[Place, UncertainDay]) -> Iterator[Choice]:
    latest_first = ([(p, day) for day in sorted(s.days, reverse=True)] for p, s in spans.items())
    for days in product(*latest_first):
        yield _choice(days, spans)


def _choice(days: Iterable[tuple[Place, date]], spans: Mapping[Place, UncertainDay]) -> Choice:
    return frozenset((place, day) for place, day in days if day != spans[place].days[0])


def _moves(spans: Mapping[Place, UncertainDay], units: list[Unit]) -> Iterator[Choice]:
    """All late and all early for every day of the attempt; then each unit alone."""
    own = {place: span for place, span in spans.items() if place[0] == ATTEMPT}
    early = {place: span.days[1] for place, span in spans.items() if place not in own}
    states: list[dict[Place, date]] = [{}, early]
    for unit in (unit for unit in units if unit[0] not in own):
        states += [dict.fromkeys(unit, day) for day in spans[unit[0]].days[1:]]
        states.append({place: day for place, day in early.items() if place not in unit})
    for state, of_own in product(states, tuple(_every(own))):
        yield _choice(state.items(), spans) | of_own
