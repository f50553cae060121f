"""An evaluation to look at: bars of points, who wins under which weights, and price formulas.

Pictures stand alone: SVG without fonts or scripts, with the same said in words in the description. They
are drawn from exact figures; only the places on the page are rounded.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from html import escape
from itertools import pairwise
from typing import Final

from attrs import evolve

from commissioning.evaluation.bids import Measure
from commissioning.evaluation.contest import Contest
from commissioning.evaluation.flips import weight_flips
from commissioning.evaluation.result import Evaluation
from commissioning.evaluation.weights import new_weights
from commissioning.records.pricing import PriceFormula
from commissioning.values.rounding import shown

COLOURS: Final = (
    "#1d70b8", "#d4351c", "#00703c", "#f47738", "#4c2c92", "#28a197", "#b58840", "#912b88",
)  # fmt: skip
_INK: Final = "#0b0c0c"
_QUIET: Final = "#505a5f"
_WIDTH: Final = 760
_LABELS: Final = 130
_RIGHT: Final = 90
_ROW: Final = 34
_CHART: Final = 340
_BOTTOM: Final = 300
_TOP: Final = 40
_STEPS: Final = 120


def evaluation_html(result: Evaluation) -> str:
    """The heading, the bars, the table and what to beware of, as a piece of HTML that stands alone."""
    warnings = "".join(f"<li>{escape(str(warning))}</li>" for warning in result.warnings())
    return (
        '<div class="commissioning" style="font-family:sans-serif;max-width:60em;color:#0b0c0c;'
        f'background:#ffffff;padding:8px">\n<h3>{escape(result.heading())}</h3>\n'
        f"{points_svg(result) if result.measure is Measure.POINTS else ''}"
        f"{result.table().to_html()}\n"
        f"{f'<ul>{warnings}</ul>' if warnings else ''}</div>\n"
    )


def points_svg(result: Evaluation) -> str:
    """One bar a tender, one piece a criterion, the best on top; excluded tenders say why."""
    names = list(result.contest.weights)
    height = _TOP + _ROW * (len(result.providers) + len(names) // 5 + 1)
    body: list[str] = []
    for number, provider in enumerate(result.providers):
        body.extend(_bar(result, provider, _TOP + _ROW * number, names))
    body.extend(_legend(names, _TOP + _ROW * len(result.providers) + 14))
    told = "; ".join(_told(result, provider) for provider in result.providers)
    return _picture(result.heading(), told, height, body)


def _told(result: Evaluation, provider: str) -> str:
    standing = result.standing(provider)
    return f"{provider} {result.figure(standing.total) or result.note(standing)}"


def _bar(result: Evaluation, provider: str, top: int, names: Sequence[str]) -> Iterator[str]:
    standing = result.standing(provider)
    yield _text(_LABELS - 8, top + 16, provider, anchor="end")
    if standing.exclusions:
        yield _text(_LABELS, top + 16, result.note(standing), size=12, fill=_QUIET)
        return
    left = Fraction(_LABELS)
    points = {line.criterion: line.points or Fraction(0) for line in result.lines(provider)}
    for number, name in enumerate(names):
        wide = points.get(name, Fraction(0)) * (_WIDTH - _LABELS - _RIGHT) / 100
        title = f"<title>{escape(name)}: {shown(points.get(name, Fraction(0)))} points</title>"
        yield (
            f'<rect x="{_place(left)}" y="{top}" width="{_place(wide)}" height="22" '
            f'fill="{COLOURS[number % len(COLOURS)]}">{title}</rect>'
        )
        left += wide
    yield _text(left + 6, top + 16, result.figure(standing.total), weight="bold")


def _legend(names: Iterable[str], top: int) -> Iterator[str]:
    for number, name in enumerate(names):
        left, down = _LABELS + (number % 5) * 120, top + _ROW // 2 * (number // 5)
        colour = COLOURS[number % len(COLOURS)]
        yield f'<rect x="{left}" y="{down}" width="10" height="10" fill="{colour}"/>'
        yield _text(left + 14, down + 10, name, size=12)


def weight_svg(result: Evaluation, name: str, *, up_to: int = 100) -> str:
    """Every total as the weight of a criterion, section or panel goes from nought upwards.

    The others keep their proportions. A dashed line stands where the winner changes, exactly; a dotted
    one at the weight as published.
    """
    contest = evolve(result.contest, rounding=None)
    now = Fraction(sum(contest.weights[m] for m in _members(contest, name)))
    ends = {weight: _totals(contest, name, Fraction(weight)) for weight in (0, up_to)}
    lines = {
        provider: [(Fraction(0), ends[0][provider]), (Fraction(up_to), ends[up_to][provider])]
        for provider in result.providers
        if provider in ends[0] and provider in ends[up_to]
    }
    ties = [f.tie for f in weight_flips(contest, name) if f.tie <= up_to]
    marks = [(tie, f"{shown(tie, 4)}%", "6 4") for tie in ties]
    marks.append((now, f"as published, {shown(now)}%", "2 3"))
    title = f"Totals by the weight of {name}, per cent"
    return _chart(title, lines, marks)


def _members(contest: Contest, name: str) -> tuple[str, ...]:
    if name == contest.price_reference:
        return (name,)
    return tuple(contest.columns[number].reference for number in contest.numbers(name))


def _totals(contest: Contest, name: str, weight: Fraction) -> dict[str, Fraction]:
    there = contest.with_weights(new_weights(contest, {name: weight})).standings()
    return {standing.provider: standing.total for standing in there if standing.total is not None}


def formulas_svg(
    formulas: Mapping[str, PriceFormula],
    others: Sequence[int | Fraction],
    weight: int,
    *,
    lowest: int,
    highest: int,
) -> str:
    """The points of one bid under several formulas as its price moves, the other prices standing."""
    field = [Fraction(other) for other in others]
    places = [
        Fraction(lowest) + Fraction((highest - lowest) * step, _STEPS) for step in range(_STEPS + 1)
    ]
    lines = {
        name: [(price, weight * formula.share(price, [price, *field])) for price in places]
        for name, formula in formulas.items()
    }
    marks = [(Fraction(other), f"a bid of {shown(other)}", "2 3") for other in field]
    return _chart(f"Points out of {weight} by the price of one bid", lines, marks)


Line = Sequence[tuple[Fraction, Fraction]]


def _chart(
    title: str, lines: Mapping[str, Line], marks: Iterable[tuple[Fraction, str, str]]
) -> str:
    """Some lines in one frame, with upright marks at certain places."""
    xs = [x for line in lines.values() for x, _ in line]
    ys = [y for line in lines.values() for _, y in line]
    low, high = min(xs, default=Fraction(0)), max(xs, default=Fraction(1))
    floor, ceiling = min(ys, default=Fraction(0)), max(ys, default=Fraction(1))
    ceiling = ceiling if ceiling > floor else floor + 1

    def across(x: Fraction) -> Fraction:
        return 50 + (x - low) * (_WIDTH - _RIGHT - 50) / (high - low)

    def up(y: Fraction) -> Fraction:
        return _BOTTOM - (y - floor) * (_BOTTOM - _TOP) / (ceiling - floor)

    body = [_rule(50, _BOTTOM, _WIDTH - _RIGHT, _BOTTOM), _rule(50, _TOP, 50, _BOTTOM)]
    for value in (low, high):
        body.append(_text(across(value), _BOTTOM + 18, shown(value), anchor="middle", size=12))
    for value in (floor, ceiling):
        body.append(_text(44, up(value) + 4, shown(value), anchor="end", size=12))
    marks = list(marks)
    for number, (place, words, dashes) in enumerate(marks):
        body.append(_rule(across(place), _TOP, across(place), _BOTTOM, dashes=dashes))
        down = _TOP + 12 + 14 * (number % 3)
        body.append(_text(across(place) + 3, down, words, size=11, fill=_QUIET))
    for number, (name, line) in enumerate(lines.items()):
        colour = COLOURS[number % len(COLOURS)]
        spots = " ".join(f"{_place(across(x))},{_place(up(y))}" for x, y in line)
        body.append(f'<polyline points="{spots}" fill="none" stroke="{colour}" stroke-width="2"/>')
        body.append(_text(_LABELS * number + 50, _CHART - 6, name, size=12, fill=colour))
    courses = (f"{name} {_course(line)}" for name, line in lines.items())
    told = "; ".join([*courses, *(words for _, words, _ in marks)])
    return _picture(title, told, _CHART, body)


def _course(line: Line) -> str:
    """Where a line begins and ends, and that it bends, in words."""
    (_, first), (_, last) = line[0], line[-1]
    falls = all(later[1] <= earlier[1] for earlier, later in pairwise(line))
    rises = all(later[1] >= earlier[1] for earlier, later in pairwise(line))
    way = "stays at" if falls and rises else "falls to" if falls else "rises to" if rises else "to"
    return f"from {shown(first)} {way} {shown(last)}"


def _picture(title: str, told: str, height: int, body: Iterable[str]) -> str:
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" '
        f'width="{_WIDTH}" height="{height}" role="img" font-family="Arial, Helvetica, sans-serif">'
    )
    return "\n".join(
        [
            head,
            f"<title>{escape(title)}</title>",
            f"<desc>{escape(told)}</desc>",
            f'<rect width="{_WIDTH}" height="{height}" fill="#ffffff"/>',
            _text(10, 22, title, size=15, weight="bold"),
            *body,
            "</svg>\n",
        ]
    )


def _rule(
    x1: int | Fraction,
    y1: int | Fraction,
    x2: int | Fraction,
    y2: int | Fraction,
    *,
    dashes: str = "",
) -> str:
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    places = f'x1="{_place(x1)}" y1="{_place(y1)}" x2="{_place(x2)}" y2="{_place(y2)}"'
    return f'<line {places} stroke="{_QUIET}"{dashed}/>'


def _text(
    x: int | Fraction,
    y: int | Fraction,
    words: str,
    *,
    size: int = 14,
    weight: str = "normal",
    anchor: str = "start",
    fill: str = _INK,
) -> str:
    return (
        f'<text x="{_place(x)}" y="{_place(y)}" font-size="{size}" font-weight="{weight}" '
        f'text-anchor="{anchor}" fill="{fill}">{escape(words)}</text>'
    )


def _place(value: int | Fraction) -> str:
    return shown(Fraction(value), 1)
