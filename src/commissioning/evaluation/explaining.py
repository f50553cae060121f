"""The sum from mark to total, written out so that anybody can check it by hand."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING

from commissioning.evaluation.bids import Measure
from commissioning.records.criteria import Consensus, PanelMean, PanelMedian
from commissioning.values.rounding import shown
from commissioning.values.scales import plain

if TYPE_CHECKING:
    from commissioning.evaluation.result import Evaluation, Line


def explain(result: Evaluation, provider: str, criterion: str | None = None) -> str:
    """One tender's sum, or one line of it, in words and figures.

    Raises `LookupError` for a provider without a tender, or a criterion that is not there.
    """
    if criterion is not None:
        return "\n".join(_line(result, result.line(provider, criterion)))
    parts = [provider]
    for line in result.lines(provider):
        parts.extend(_line(result, line))
    parts.extend(_total(result, provider))
    return "\n".join(parts)


def _line(result: Evaluation, line: Line) -> Iterator[str]:
    if line.price is not None:
        yield from _price_line(result, line)
        return
    head = f"{line.title} ({shown(line.weight)}%)"
    if line.share is None or line.points is None or line.mark is None:
        yield f"{head}: no mark"
        return
    criterion = next(
        c for c in result.source.invitation.method.criteria if c.reference == line.criterion
    )
    scale = criterion.marked_on
    marks = ", ".join(f"{who} {plain(mark.mark)}" for who, mark in line.members)
    way = _way(criterion.one_mark)
    yield f"{head}: {way} {_exactly(line.mark)} on {scale}" + (f" from {marks}" if marks else "")
    if scale.table or not _is_mark(line, scale.highest):
        yield f"    earns {_exactly(line.share)} of the weight"
        yield f"    {_exactly(line.share)} x {shown(line.weight)} = {_figure(line.points)}"
    else:
        sum_ = f"{_exactly(line.mark)} / {plain(scale.highest)} x {shown(line.weight)}"
        yield f"    {sum_} = {_figure(line.points)}"
    if line.because:
        yield f"    because {line.because}"


def _is_mark(line: Line, highest: object) -> bool:
    return line.mark is not None and line.share == line.mark / Fraction(str(highest))


def _way(one_mark: object) -> str:
    if isinstance(one_mark, Consensus):
        return "agreed"
    if isinstance(one_mark, PanelMean):
        return "mean"
    return "median" if isinstance(one_mark, PanelMedian) else "sum, as a mean of"


def _price_line(result: Evaluation, line: Line) -> Iterator[str]:
    price = line.price.price if line.price else None
    head = f"{line.title} ({shown(line.weight)}%)" if line.weight else line.title
    if line.points is None or line.share is None:
        yield f"{head}: {price}, no points"
        return
    formula = result.source.invitation.price_formula
    rule = (type(formula).__doc__ or "").partition(". ")[0].partition("\n")[0].rstrip(".")
    yield f"{head}: {price}; {rule}"
    yield f"    {_exactly(line.share)} x {shown(line.weight)} = {_figure(line.points)}"


def _total(result: Evaluation, provider: str) -> Iterator[str]:
    standing = result.standing(provider)
    if standing.total is None:
        yield "excluded: " + "; ".join(standing.exclusions)
        return
    if result.measure is Measure.POINTS:
        points = [line.points for line in result.lines(provider) if line.points is not None]
        yield f"total: {' + '.join(_figure(p) for p in points)} = {_exactly(standing.total)}"
    elif result.measure is Measure.PRICE_PER_POINT:
        price = result.contest.bid(provider).price or Fraction(0)
        quality = standing.quality or Fraction(0)
        yield (
            f"price per quality point: {_exactly(price)} / {_exactly(quality)} = "
            f"{_exactly(standing.total)}"
        )
    else:
        quality = standing.quality or Fraction(0)
        yield f"quality {_exactly(quality)}; compared by price {_exactly(standing.total)}"
    rounding = result.contest.rounding
    if rounding:
        yield f"rounded half up to {rounding.places} places, {rounding.of}"
    yield f"rank {standing.rank}" + (f" ({result.note(standing)})" if result.note(standing) else "")


def _figure(value: Fraction) -> str:
    return shown(value, 4)


def _exactly(value: Fraction) -> str:
    """A figure, with the exact fraction beside it where four places do not hold it."""
    short = shown(value, 4)
    return short if Fraction(short) == value else f"{short} (exactly {value})"
