"""The sum from mark to total, written out so that anybody can check it by hand."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from commissioning.evaluation.figures import figure_field
from commissioning.evaluation.reporting.abnormally_low import low_prices
from commissioning.evaluation.result import CriterionLine, Result
from commissioning.evaluation.standings import Standing
from commissioning.records import criteria, tender
from commissioning.records.methods import Measure
from commissioning.values.families import Family
from commissioning.values.rounding import shown
from commissioning.values.scales import plain


def explain(result: Result, provider: str, criterion: str | None = None) -> str:
    """One tender's sum, or one line of it, in words and figures.

    Raises `LookupError` for a provider without a tender, or a criterion that is not there.
    """
    if criterion is not None:
        return "\n".join(_line(result, result.line(provider, criterion)))
    parts = [result.named(provider)]
    for line in result.lines(provider):
        parts.extend(_line(result, line))
    parts.extend(_total(result, provider))
    return "\n".join(parts)


def _line(result: Result, line: CriterionLine) -> Iterator[str]:
    if line.price is not None:
        yield from _price_line(result, line, line.price)
        low = [low.because for low in low_prices(result.source) if low.provider == line.provider]
        yield from (f"    looks abnormally low: {because}" for because in low)
        return
    head = f"{line.title} ({shown(line.weight)}%)"
    if line.figure is not None:
        yield from _figure_line(result, line, line.figure)
        return
    if line.share is None or line.points is None or line.mark is None:
        yield f"{head}: no mark"
        return
    criterion = next(
        c for c in result.source.invitation.method.criteria if c.reference == line.criterion
    )
    scale = criterion.marked_on
    marks = ", ".join(f"{who} {plain(mark.mark)}" for who, mark in line.members)
    way = f"{_way(criterion.one_mark)} {_exactly(line.mark)}" + (f" from {marks}" if marks else "")
    yield f"{head}: {way}; scale {scale}"
    if scale.table:
        yield f"    earns {_exactly(line.share)} of the weight"
        sum_ = f"{_figure(line.share)} x {shown(line.weight)}"
    else:
        sum_ = f"{_figure(line.mark)} / {plain(scale.highest)} x {shown(line.weight)}"
    yield f"    {sum_} = {_rounded(line.share * line.weight, line.points)}"
    if line.because:
        yield f"    because {line.because}"


def _figure_line(result: Result, line: CriterionLine, figure: Fraction) -> Iterator[str]:
    contest = result.contest
    number = next(n for n, c in enumerate(contest.columns) if c.reference == line.criterion)
    formula = contest.columns[number].formula
    if formula is None or line.points is None:
        return
    remaining = (contest.bid(s.provider) for s in result.standings if not s.exclusions)
    field = figure_field(number, contest.bids, remaining)
    yield (
        f"{line.title} ({shown(line.weight)}%): {_figure(figure)} {formula.unit}".rstrip()
        + f"; {rule(formula)}"
    )
    points = _rounded(formula.share(figure, field) * line.weight, line.points)
    yield f"    {formula.worked(figure, field)} x {shown(line.weight)} = {points}"


def _way(one_mark: object) -> str:
    if isinstance(one_mark, criteria.Consensus):
        return "agreed"
    if isinstance(one_mark, criteria.PanelMean):
        return "mean"
    return "median" if isinstance(one_mark, criteria.PanelMedian) else "sum, as a mean of"


def _price_line(result: Result, line: CriterionLine, offer: tender.LotPrice) -> Iterator[str]:
    price = f"{offer.price} per {offer.per}"
    formula = result.contest.price.formula
    if not line.weight or formula is None:
        yield f"{line.title}: {price}"
        return
    head = f"{line.title} ({shown(line.weight)}%): {price}"
    if line.points is None:
        yield f"{head}; excluded, so it earns no points"
        return
    yield f"{head}; {rule(formula)}"
    asked = Fraction(offer.price.amount)
    field = result.contest.price.field(
        result.contest.bids, [not s.exclusions for s in _in_order(result)]
    )
    points = formula.share(asked, field) * line.weight
    yield (
        f"    {formula.worked(asked, field)} x {shown(line.weight)} = "
        f"{_rounded(points, line.points)}"
    )


def rule(formula: Family) -> str:
    """The rule of a formula: the first sentence of its description, without its full stop."""
    described = " ".join((type(formula).__doc__ or "").split())
    return described.partition(". ")[0].rstrip(".")


def _in_order(result: Result) -> Iterator[Standing]:
    """Where each tender comes out, in the order of the bids."""
    return (result.standing(bid.provider) for bid in result.contest.bids)


def _total(result: Result, provider: str) -> Iterator[str]:
    standing = result.standing(provider)
    if standing.total is None:
        yield "excluded: " + "; ".join(standing.exclusions)
        return
    quality = _exactly(standing.quality or Fraction(0))
    if result.measure == Measure.POINTS:
        yield from _points(result, provider, standing.total)
    elif result.measure == Measure.PRICE:
        yield f"quality: {quality}, which lets it compete; price decides"
    else:
        yield f"quality: {quality}"
        yield from _result(result, provider, standing.total)
    rounding = result.contest.rounding
    if rounding:
        places = f"{rounding.places} decimal place{'' if rounding.places == 1 else 's'}"
        yield f"rounding, as declared: half up to {places}, {rounding.of}"
    yield f"rank {standing.rank}" + (f" ({result.note(standing)})" if result.note(standing) else "")


def _result(result: Result, provider: str, total: Fraction) -> Iterator[str]:
    """The sum of a method's own that makes one figure of quality and price."""
    method, contest = result.contest.method, result.contest
    own = contest.scored(result.standing(provider))
    field = tuple(contest.scored(s) for s in result.standings if s.rank is not None)
    exact = method.total(own, field)
    figure = _figure(total) if exact is None else _rounded(exact, total)
    yield f"{result.measure}: {method.worked(own, field)} = {figure}"


def _points(result: Result, provider: str, total: Fraction) -> Iterator[str]:
    points = [line.points for line in result.lines(provider) if line.points is not None]
    exact = sum(points, Fraction(0))
    added = sum((Fraction(_figure(p)) for p in points), Fraction(0))
    yield f"total: {' + '.join(_figure(p) for p in points)} = {_rounded(exact, total)}"
    if added != Fraction(_figure(exact)):
        yield f"    (as shown, to four places, the lines add up to {_figure(added)})"


def _rounded(exact: Fraction, kept: Fraction) -> str:
    """A figure exactly, and what declared rounding makes of it."""
    return _exactly(exact) + ("" if exact == kept else f", rounded half up to {_figure(kept)}")


def _figure(value: Fraction) -> str:
    return shown(value, 4)


def _exactly(value: Fraction) -> str:
    """A figure, with the exact fraction beside it where four places do not hold it."""
    short = _figure(value)
    return short if Fraction(short) == value else f"{short} (exactly {value})"
