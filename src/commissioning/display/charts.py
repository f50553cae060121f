"""Lines to look at: who wins under which weight, what a price formula does to a bid, and how a KPI runs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from types import MappingProxyType
from typing import Final

from attrs import evolve

from commissioning.contracts.performance import Performance
from commissioning.contracts.ratings import RatedMeasurement
from commissioning.dates.periods import Period
from commissioning.display.drawing import (
    INK,
    MADE_UP,
    QUIET,
    Place,
    colour,
    dashed,
    picture,
    place,
    rect,
    rule,
    small,
    text,
    ticks,
)
from commissioning.errors import MONTHS
from commissioning.evaluation.evaluation import Evaluation
from commissioning.evaluation.reporting.tables import made_up
from commissioning.evaluation.what_if.flips import weight_flips
from commissioning.evaluation.what_if.weights import WeightsMap, members_of, new_weights, weights_of
from commissioning.records.pricing import GivesShare
from commissioning.values.frozen import frozen
from commissioning.values.rounding import shown
from commissioning.values.text import counted, cut

_LEFT: Final = 56
_RIGHT: Final = 580
_TALL: Final = 260
_NAMES: Final = 25
_LETTER: Final = 7
_LABEL: Final = 15
_STEPS: Final = 120
_WIDE: Final = 740
_DASHES: Final = ("", "9 4", "2 3", "9 3 2 3", "14 3", "5 2 2 2 2 2")

Line = Sequence[tuple[Fraction, Fraction]]
Mark = tuple[Fraction, str, str]
"""The position, label and dash pattern of a vertical line."""


def weight_lines(result: Evaluation, name: str, up_to: int = 100) -> dict[str, Line]:
    """The total of each tender that is not excluded at both ends of the weight; between them it is straight.

    Raises `RecordError` for a criterion, section or panel that is not there.
    """
    contest = evolve(result.contest, rounding=None)
    ends: dict[str, list[tuple[Fraction, Fraction]]] = {each: [] for each in result.providers}
    for weight in map(Fraction, (0, up_to)):
        for each in contest.with_weights(new_weights(contest, {name: weight})).standings():
            if each.total is not None:
                ends[each.provider].append((weight, each.total))
    return {provider: line for provider, line in ends.items() if len(line) > 1}


def weight_svg(result: Evaluation, name: str, *, up_to: int = 100) -> str:
    """A chart of every total as the weight of a criterion, section or panel rises from zero.

    The others keep their proportions. A dashed line stands where the winner changes, exactly; a dotted
    one at the weight as published. Raises `RecordError` for a name that is not there.
    """
    contest = evolve(result.contest, rounding=None)
    weights = weights_of(contest)
    now = sum((weights[m] for m in members_of(contest, name)), Fraction(0))
    fit = all(len(result.named(provider)) <= _NAMES for provider in result.providers)
    drawn = weight_lines(result, name, up_to)
    lines = {result.named(each) if fit else each: line for each, line in drawn.items()}
    ties = [f.tie for f in weight_flips(contest, name) if f.tie <= up_to]
    marks = [(tie, f"level at {shown(tie, 4)}%", "6 4") for tie in ties]
    marks += [(now, f"as published, {shown(now)}%", "2 3")] if now <= up_to else []
    titles = {each.reference: each.title for each in contest.columns}
    titles |= {each.reference: each.title for each in contest.method.sections}
    titles[contest.price.reference] = contest.price.title
    words = f"weight of {titles.get(name, name)}"
    return _chart(
        f"Who would win by the {words}", lines, marks, across=f"{words}, %",
        up="total points", made_up=bool(made_up(result)),
    )  # fmt: skip


def price_lines(
    formulas: Mapping[str, GivesShare], others: Sequence[int | Fraction], weight: int, *,
    lowest: int, highest: int,
) -> dict[str, Line]:  # fmt: skip
    """The points of one bid under each formula at many prices, the other prices standing."""
    field = [Fraction(other) for other in others]
    places = [
        Fraction(lowest) + Fraction((highest - lowest) * step, _STEPS) for step in range(_STEPS + 1)
    ]
    return {
        name: [(price, weight * formula.share(price, [price, *field])) for price in places]
        for name, formula in formulas.items()
    }


def formulas_svg(
    formulas: Mapping[str, GivesShare], others: Sequence[int | Fraction], weight: int, **ends: int
) -> str:
    """The points of one bid under several formulas as its price moves, the other prices standing."""
    lines = price_lines(formulas, others, weight, **ends)
    marks = [(Fraction(other), f"a bid of {shown(Fraction(other))}", "2 3") for other in others]
    title = f"Points out of {weight} by the price of one bid"
    return _chart(title, lines, marks, across="price of the bid", up="points")


def weights_map_svg(found: WeightsMap) -> str:
    """A bar from 0% to 100% for the weight of price, a piece for each range, and each range in words."""
    title, body = "Who is first by the weight of price", list[str]()
    won = list(dict.fromkeys(each.winners for each in found))
    for number, each in enumerate(found):
        left, right = (Fraction(_WIDE) * end / 100 + 10 for end in (each.starts_at, each.ends_at))
        ink, y = colour(won.index(each.winners)), 94 + 20 * number
        look = f'fill="{ink}" stroke="#ffffff"'
        body.append(rect(place(left), 40, place(right - left), 26, look))
        name = " = ".join(each.winners)
        if right - left > 8 * len(name):
            body.append(text((left + right) / 2, 58, name, anchor="middle", fill="#ffffff"))
        body.append(rect(10, y, 18, 13, f'fill="{ink}"'))
        body.append(text(36, y + 11, cut(str(each), 100), size=12))
    for end, anchor in ((0, "start"), (50, "middle"), (100, "end")):
        at = 10 + Fraction(_WIDE * end, 100)
        body.append(text(at, 82, f"{end}%", size=12, anchor=anchor, fill=QUIET))
    return picture(title, ". ".join(map(str, found)), 104 + 20 * len(found), body)


@frozen
class Frame:
    """The mapping of values to positions on the page."""

    xs: tuple[Fraction, Fraction]
    ys: tuple[Fraction, Fraction]
    top: int

    @property
    def bottom(self) -> int:
        return self.top + _TALL

    def across(self, x: Fraction | int) -> Fraction:
        low, high = self.xs
        return _LEFT + (x - low) * (_RIGHT - _LEFT) / (high - low)

    def up(self, y: Fraction) -> Fraction:
        low, high = self.ys
        return self.bottom - (y - low) * _TALL / (high - low)

    def edges(self) -> Iterator[str]:
        yield rule(_LEFT, self.bottom, _RIGHT, self.bottom)
        yield rule(_LEFT, self.top, _LEFT, self.bottom)

    def levels(self) -> Iterator[str]:
        for value in ticks(*self.ys):
            at = self.up(value)
            yield rule(_LEFT - 4, at, _LEFT, at)
            yield text(_LEFT - 7, at + 4, shown(value), anchor="end", size=12)


def _chart(
    title: str, lines: Mapping[str, Line], marks: Sequence[Mark], *, across: str, up: str,
    made_up: bool = False,
) -> str:  # fmt: skip
    """Some lines in one frame, each named at its end, with upright marks at certain places."""
    xs = [x for line in lines.values() for x, _ in line] or [Fraction(0), Fraction(1)]
    ys = [y for line in lines.values() for _, y in line] or [Fraction(0), Fraction(1)]
    low, high = min(ys), max(ys)
    uprights = sorted(marks)
    rows = _rows(uprights, (min(xs), max(xs)))
    above = 54 + _LABEL * (max(rows, default=-1) + 1)
    frame = Frame((min(xs), max(xs)), (low, high if high > low else low + 1), above)
    body = [*_axes(frame, across, up), *_uprights(frame, uprights, rows)]
    for number, line in enumerate(lines.values()):
        spots = " ".join(f"{place(frame.across(x))},{place(frame.up(y))}" for x, y in line)
        look = f'stroke="{colour(number)}" stroke-width="2"{dashed(_DASHES[number % len(_DASHES)])}'
        body.append(f'<polyline points="{spots}" fill="none" {look}/>')
    body.extend(_names(frame, lines))
    courses = (f"{name} {_course(line)}" for name, line in lines.items())
    told = "; ".join([*courses, *(words for _, words, _ in marks)])
    height = max(frame.bottom, frame.top + _LABEL * len(lines)) + 44
    if made_up:
        told, height = f"{told}. {MADE_UP}", height + 16
        body.append(small(10, height - 8, MADE_UP))
    return picture(title, told, height, body)


def _rows(marks: Sequence[Mark], xs: tuple[Fraction, Fraction]) -> list[int]:
    """The row for each mark's words: no words lie over others, or over a line further right."""
    wide = (xs[1] - xs[0]) / (_RIGHT - _LEFT)
    ends: list[Fraction] = []
    rows: list[int] = []
    for at, words, _ in marks:
        row = next((n for n in range(len(ends)) if all(end < at for end in ends[n:])), len(ends))
        rows.append(row)
        ends[row : row + 1] = [at + (_LETTER * len(words) + 12) * wide]
    return rows


def _axes(frame: Frame, across: str, up: str) -> Iterator[str]:
    yield from frame.edges()
    for value in ticks(*frame.xs):
        at = frame.across(value)
        yield rule(at, frame.bottom, at, frame.bottom + 4)
        yield text(at, frame.bottom + 17, shown(value), anchor="middle", size=12)
    yield from frame.levels()
    yield small(Fraction(_LEFT + _RIGHT, 2), frame.bottom + 35, cut(across, 80), anchor="middle")
    yield small(10, 40, up)


def _uprights(frame: Frame, marks: Sequence[Mark], rows: Sequence[int]) -> Iterator[str]:
    for (at, words, dashes), row in zip(marks, rows, strict=True):
        x, y = frame.across(at), 46 + _LABEL * row
        yield rule(x, y, x, frame.bottom, dashes=dashes)
        yield small(x + 4, y + 10, words, halo=True)


def _names(frame: Frame, lines: Mapping[str, Line]) -> Iterator[str]:
    """Each line's name next to its end, in the order of the ends, moved apart if they crowd."""
    ends = sorted(
        (frame.up(line[-1][1]), number, name) for number, (name, line) in enumerate(lines.items())
    )
    wanted = [end + 4 for end, _, _ in ends]
    last = max(frame.bottom, frame.top + _LABEL * len(ends))
    for n in range(1, len(wanted)):
        wanted[n] = max(wanted[n], wanted[n - 1] + _LABEL)
    for n in range(len(wanted) - 1, -1, -1):
        wanted[n] = min(wanted[n], Fraction(last + 4 - _LABEL * (len(wanted) - 1 - n)))
    for (end, number, name), at in zip(ends, wanted, strict=True):
        ink = colour(number)
        yield rule(_RIGHT + 2, end, _RIGHT + 12, at - 4, ink=ink)
        yield text(_RIGHT + 15, at, cut(name, _NAMES), size=12, fill=ink)


def _course(line: Line) -> str:
    """The start and end of a line, and whether it bends, in words."""
    (_, first), (_, last) = line[0], line[-1]
    falls = all(later[1] <= earlier[1] for earlier, later in pairwise(line))
    rises = all(later[1] >= earlier[1] for earlier, later in pairwise(line))
    way = "stays at" if falls and rises else "falls to" if falls else "rises to" if rises else "to"
    return f"from {shown(first)} {way} {shown(last)}"


_TOP: Final = 62
_LABELS: Final = 14
_SQUARE: Final = 8
_BANDS: Final = {"green": "#00703c", "amber": "#8a4b08", "red": "#b3240f", "": QUIET}
_RATINGS: Final = {"green": "best band", "amber": "between", "red": "worst band", "": "not rated"}


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
        *_run_axes(frame, rated, named.unit),
        *_changes(frame, rated),
        *_targets(frame, targets),
        *(  # a thin line between values that follow each other; none across a gap
            rule(frame.across(n), frame.up(a.value), frame.across(n + 1), frame.up(b.value))
            for n, (a, b) in enumerate(pairwise(rated))
            if a.value is not None and b.value is not None
        ),
        *(
            small(frame.across(n), frame.bottom - 6, "no data", anchor="middle", halo=True)
            if each.value is None
            else _shape(each.colour, frame.across(n), frame.up(each.value))
            for n, each in enumerate(rated)
        ),
        *(
            f"{_shape(rating, 400 + 90 * n, 40)}{small(410 + 90 * n, 44, name)}"
            for n, (rating, name) in enumerate(_RATINGS.items())
        ),
        *(
            text(frame.across(n), frame.bottom + 51, notes[each.period], anchor="middle", size=12)
            for n, each in enumerate(rated)
            if each.period in notes
        ),
    ]
    title = f"{named.title} under contract {performance.contract}"
    return picture(title, _run_in_words(rated, notes), frame.bottom + 44 + 18 * bool(notes), body)


def _run_axes(frame: Frame, rated: Sequence[RatedMeasurement], unit: str) -> Iterator[str]:
    yield from frame.edges()
    yield from frame.levels()
    yield small(10, _TOP - 8, unit)
    every = -(-len(rated) // _LABELS)
    for number, each in enumerate(rated):
        if number % every == 0:
            at, ends = frame.across(number), each.period.ends_on
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
            yield small(at + 4, frame.top + 10, "KPI changed", halo=True)


def _targets(frame: Frame, targets: Sequence[Decimal | None]) -> Iterator[str]:
    """The target as a broken line, a step for each period that has one."""
    last = None
    for number, target in enumerate(targets):
        if target is not None:
            y = frame.up(Fraction(target))
            left, right = (frame.across(Fraction(2 * number + way, 2)) for way in (-1, 1))
            yield rule(left, y, right, y, dashes="6 4", ink=INK)
            if target != last:
                yield small(left + 2, y - 5, f"target {shown(Fraction(target))}", halo=True)
        last = target


def _shape(rating: str, x: Place, y: Place) -> str:
    ink, half = _BANDS[rating], Fraction(_SQUARE, 2)
    if rating == "green":
        return f'<circle cx="{place(x)}" cy="{place(y)}" r="5" fill="{ink}"/>'
    if rating == "red":
        return rect(place(x - half), place(y - half), _SQUARE, _SQUARE, f'fill="{ink}"')
    if rating == "amber":
        corners = ((x, y - 6), (x + 6, y + 5), (x - 6, y + 5))
        spots = " ".join(f"{place(a)},{place(b)}" for a, b in corners)
        return f'<polygon points="{spots}" fill="{ink}"/>'
    return f'<circle cx="{place(x)}" cy="{place(y)}" r="4" fill="#ffffff" stroke="{ink}" stroke-width="2"/>'


def _run_in_words(rated: Sequence[RatedMeasurement], notes: Mapping[Period, str]) -> str:
    said = [counted(len(rated), "return")]
    for each in rated:
        words = (f"{each.period}: {each.shown()}", each.band.name if each.band else "")
        said.append(", ".join(filter(None, (*words, notes.get(each.period)))))
    return cut("; ".join(said), 2_000)
