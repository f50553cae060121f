"""The sum from mark to total, written out so that anyone can check it by hand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Final, cast

from commissioning.evaluation.bids import figure_field
from commissioning.evaluation.inputs import low_prices
from commissioning.evaluation.result import CriterionLine, Result
from commissioning.records import criteria, figures, methods, pricing
from commissioning.values.families import Family
from commissioning.values.rounding import shown
from commissioning.values.scales import plain
from commissioning.values.text import display_name

_WAYS: Final = {
    criteria.Consensus: "agreed",
    criteria.PanelMean: "mean",
    criteria.PanelMedian: "median",
    criteria.PanelSum: "sum, as a mean of",
}


def explain(result: Result, provider: str, criterion: str | None = None) -> str:
    """One tender's sum, or one line of it, in words and figures.

    Raises `LookupError` for a provider without a tender, or an unknown criterion.
    """
    if criterion is not None:
        return "\n".join(_line(result, result.line(provider, criterion)))
    lines = (part for line in result.lines(provider) for part in _line(result, line))
    return "\n".join([result.named(provider), *lines, *_total(result, provider)])


def _line(result: Result, line: CriterionLine) -> Iterator[str]:
    head = f"{line.title} ({shown(line.weight)}%)"
    contest = result.contest
    remaining = [result.sets_points(result.standing(bid.provider)) for bid in contest.bids]
    if line.price is not None:
        formula, price = contest.price.formula, f"{line.price.price} per {line.price.per}"
        if not line.weight or formula is None:
            yield f"{line.title}: {price}"
        elif line.points is None:
            yield f"{head}: {price}; excluded, so it earns no points"
        else:
            asked = Fraction(line.price.price.amount)
            field = contest.price.field(contest.bids, remaining)
            yield from _by_formula(line, price, formula, asked, field)
        low = [low.because for low in low_prices(result.source) if low.provider == line.provider]
        yield from (f"    looks abnormally low: {because}" for because in low)
    elif line.figure is not None:
        number = next(n for n, c in enumerate(contest.columns) if c.reference == line.criterion)
        judged = cast("figures.FigureFormula", contest.columns[number].formula)
        stated = f"{_figure(line.figure)} {judged.unit}".rstrip()
        others = figure_field(number, contest.bids, remaining)
        yield from _by_formula(line, stated, judged, line.figure, others)
    elif line.share is None or line.points is None or line.mark is None:
        yield f"{head}: no mark"
    else:
        yield from _marked(result, line, line.mark, line.share, line.points)


def _marked(
    result: Result, line: CriterionLine, mark: Fraction, share: Fraction, points: Fraction
) -> Iterator[str]:
    every = result.source.invitation.judged_by.criteria
    criterion = next(c for c in every if c.reference == line.criterion)
    scale = criterion.marked_on
    marks = ", ".join(f"{who} {plain(mark.mark)}" for who, mark in line.members)
    way = f"{_WAYS[type(criterion.one_mark)]} {_exactly(mark)}{f' from {marks}' if marks else ''}"
    yield f"{line.title} ({shown(line.weight)}%): {way}; scale {scale}"
    part = f"{_figure(mark)} / {plain(scale.highest)}"
    if scale.table:
        yield f"    earns {_exactly(share)} of the weight"
        part = _figure(share)
    yield f"    {part} x {shown(line.weight)} = {_rounded(share * line.weight, points)}"
    if line.because:
        yield f"    because {line.because}"


def _by_formula(
    line: CriterionLine,
    stated: str,
    formula: pricing.PriceFormula | figures.FigureFormula,
    figure: Fraction,
    field: Sequence[Fraction],
) -> Iterator[str]:
    """The line of a price or a figure: what was tendered, the rule, and the rule worked out."""
    weight = shown(line.weight)
    yield f"{line.title} ({weight}%): {stated}; {rule(formula)}"
    points = _rounded(formula.share(figure, field) * line.weight, cast("Fraction", line.points))
    yield f"    {formula.worked(figure, field)} x {weight} = {points}"


def rule(formula: Family) -> str:
    """The rule of a formula: the first sentence of its description, or its name where there is none."""
    described = type(formula).__doc__ or display_name(type(formula))
    return " ".join(described.split()).partition(". ")[0].rstrip(".")


def _total(result: Result, provider: str) -> Iterator[str]:
    standing, contest = result.standing(provider), result.contest
    if standing.total is None:
        yield f"excluded: {'; '.join(standing.exclusions)}"
        return
    quality = _exactly(standing.quality or pricing.ZERO)
    if result.measure == methods.ComparisonFigure.POINTS:
        yield from _points(result, provider, standing.total)
    elif result.measure == methods.ComparisonFigure.PRICE:
        yield f"quality: {quality}, which lets it compete; price decides"
    else:
        method = contest.method
        scored = {row.bid.provider: row.scored for row in contest.scored_bids()}
        own = scored[provider]
        field = tuple(scored[s.provider] for s in result.standings if result.sets_points(s))
        exact = method.total(own, field)
        kept = standing.total if exact is None else exact
        yield f"quality: {quality}"
        yield f"{result.measure}: {method.worked(own, field)} = {_rounded(kept, standing.total)}"
    if contest.rounding:
        places = contest.rounding.places
        places_ = f"{places} decimal place{'' if places == 1 else 's'}"
        yield f"rounding, as declared: half up to {places_}, {contest.rounding.of}"
    note = result.note(standing)
    yield f"rank {standing.rank}{f' ({note})' if note else ''}"


def _points(result: Result, provider: str, total: Fraction) -> Iterator[str]:
    points = [line.points for line in result.lines(provider) if line.points is not None]
    exact = sum(points, pricing.ZERO)
    added = sum((Fraction(_figure(p)) for p in points), pricing.ZERO)
    yield f"total: {' + '.join(map(_figure, points))} = {_rounded(exact, total)}"
    if added != Fraction(_figure(exact)):
        yield f"    (as shown, to four places, the lines add up to {_figure(added)})"


def _rounded(exact: Fraction, kept: Fraction) -> str:
    return _exactly(exact) + ("" if exact == kept else f", rounded half up to {_figure(kept)}")


def _figure(value: Fraction) -> str:
    return shown(value, 4)


def _exactly(value: Fraction) -> str:
    short = _figure(value)
    return short if Fraction(short) == value else f"{short} (exactly {value})"
