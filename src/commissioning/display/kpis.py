"""The run chart of a KPI: each period's value against its target, and how the contract rates it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from types import MappingProxyType
from typing import Final

from commissioning.contracts.performance import Performance
from commissioning.contracts.ratings import RatedMeasurement
from commissioning.dates.periods import Period
from commissioning.display.charts import Frame
from commissioning.display.drawing import INK, QUIET, Place, picture, place, rect, rule, text
from commissioning.errors import MONTHS
from commissioning.values.rounding import shown
from commissioning.values.text import counted, cut

_TOP: Final = 62
_LABELS: Final = 14
_WIDE: Final = 8
_BANDS: Final = {"green": "#00703c", "amber": "#8a4b08", "red": "#b3240f", "": QUIET}
_NAMES: Final = {"green": "best band", "amber": "between", "red": "worst band", "": "not rated"}


def run_svg(
    performance: Performance, kpi: str, notes: Mapping[Period, str] = MappingProxyType({})
) -> str:
    """The values of a KPI through every set that it goes on in, a mark for each return.

    The mark's shape and colour are its rating: a circle in the best band, a triangle between, a square in
    the worst, a ring where it is not rated. The broken line is the target, which moves with the contract's
    years; an upright line stands where the set of KPIs changed. A period without a value is named below, and
    `notes` are words to put under single periods, such as the credit that was due.
    Raises `LookupError` for a KPI the contract lacks.
    """
    rated = performance.of(kpi)
    targets = [each.kpi.target_in(each.year) for each in rated]
    values = [each.value for each in rated if each.value is not None]
    reach = [*values, *(Fraction(target) for target in targets if target is not None)]
    low, high = (min(reach), max(reach)) if reach else (Fraction(0), Fraction(100))
    edge = (high - low) / 10 or Fraction(1)
    top = high if rated and rated[-1].kpi.unit == "%" and high == 100 else high + edge
    frame = Frame((Fraction(-1), Fraction(max(len(rated), 1))), (low - edge, top), _TOP)
    named = rated[-1].kpi if rated else performance.sets.kpis[0]
    body = [
        *_axes(frame, rated, named.unit),
        *_changes(frame, rated),
        *_targets(frame, targets),
        *_line(frame, rated),
        *(mark for n, each in enumerate(rated) for mark in _mark(frame, n, each)),
        *_legend(),
        *_notes(frame, rated, notes),
    ]
    title = f"{named.title} under contract {performance.contract}"
    return picture(title, _in_words(rated, notes), frame.bottom + 44 + 18 * bool(notes), body)


def _axes(frame: Frame, rated: Sequence[RatedMeasurement], unit: str) -> Iterator[str]:
    left, right = frame.across(frame.xs[0]), frame.across(frame.xs[1])
    yield rule(left, frame.bottom, right, frame.bottom)
    yield rule(left, frame.top, left, frame.bottom)
    yield from frame.levels()
    yield text(10, _TOP - 8, unit, size=12, fill=QUIET)
    every = -(-len(rated) // _LABELS)
    for number, each in enumerate(rated):
        if number % every == 0:
            at, ends = frame.across(Fraction(number)), each.period.ends_on
            month = MONTHS[ends.month - 1][:3]
            yield rule(at, frame.bottom, at, frame.bottom + 4)
            yield text(at, frame.bottom + 17, month, anchor="middle", size=12)
            if number == 0 or ends.month <= every:
                yield text(at, frame.bottom + 33, str(ends.year), anchor="middle", size=12)


def _changes(frame: Frame, rated: Sequence[RatedMeasurement]) -> Iterator[str]:
    """An upright line where another definition of the KPI begins."""
    for number, (before, each) in enumerate(pairwise(rated), 1):
        if before.kpi != each.kpi:
            at = frame.across(Fraction(2 * number - 1, 2))
            yield rule(at, frame.top, at, frame.bottom, dashes="2 3")
            yield text(at + 4, frame.top + 10, "KPI changed", size=12, fill=QUIET, halo=True)


def _targets(frame: Frame, targets: Sequence[Decimal | None]) -> Iterator[str]:
    """The target as a broken line, a step for each period that has one."""
    last = None
    for number, target in enumerate(targets):
        if target is not None:
            y = frame.up(Fraction(target))
            left, right = (frame.across(Fraction(2 * number + way, 2)) for way in (-1, 1))
            yield rule(left, y, right, y, dashes="6 4", ink=INK)
            if target != last:
                words = f"target {shown(Fraction(target))}"
                yield text(left + 2, y - 5, words, size=12, fill=QUIET, halo=True)
        last = target


def _line(frame: Frame, rated: Sequence[RatedMeasurement]) -> Iterator[str]:
    """A thin line between values that follow each other; none across a gap."""
    for number, (before, each) in enumerate(pairwise(rated), 1):
        if before.value is not None and each.value is not None:
            ends = ((number - 1, before.value), (number, each.value))
            (x1, y1), (x2, y2) = ((frame.across(Fraction(n)), frame.up(v)) for n, v in ends)
            yield rule(x1, y1, x2, y2)


def _mark(frame: Frame, number: int, each: RatedMeasurement) -> Iterator[str]:
    at = frame.across(Fraction(number))
    if each.value is None:
        yield text(at, frame.bottom - 6, "no data", anchor="middle", size=12, fill=QUIET, halo=True)
        return
    yield _shape(each.colour, at, frame.up(each.value))


def _shape(rating: str, x: Place, y: Place) -> str:
    ink, half = _BANDS[rating], Fraction(_WIDE, 2)
    if rating == "green":
        return f'<circle cx="{place(x)}" cy="{place(y)}" r="5" fill="{ink}"/>'
    if rating == "red":
        return rect(place(x - half), place(y - half), _WIDE, _WIDE, f'fill="{ink}"')
    if rating == "amber":
        corners = ((x, y - 6), (x + 6, y + 5), (x - 6, y + 5))
        spots = " ".join(f"{place(a)},{place(b)}" for a, b in corners)
        return f'<polygon points="{spots}" fill="{ink}"/>'
    return f'<circle cx="{place(x)}" cy="{place(y)}" r="4" fill="#ffffff" stroke="{ink}" stroke-width="2"/>'


def _legend() -> Iterator[str]:
    for number, (rating, name) in enumerate(_NAMES.items()):
        x = 400 + 90 * number
        yield _shape(rating, x, 40)
        yield text(x + 10, 44, name, size=12, fill=QUIET)


def _notes(
    frame: Frame, rated: Sequence[RatedMeasurement], notes: Mapping[Period, str]
) -> Iterator[str]:
    for number, each in enumerate(rated):
        if each.period in notes:
            x = frame.across(Fraction(number))
            yield text(x, frame.bottom + 51, notes[each.period], anchor="middle", size=12)


def _in_words(rated: Sequence[RatedMeasurement], notes: Mapping[Period, str]) -> str:
    said = []
    for each in rated:
        words = (f"{each.period}: {each.shown()}", each.band.name if each.band else "")
        said.append(", ".join(filter(None, (*words, notes.get(each.period)))))
    return cut("; ".join((counted(len(rated), "return"), *said)), 2_000)
