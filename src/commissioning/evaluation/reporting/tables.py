"""A result in rows, one a tender or one a criterion, with notes on what a reader should know."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from typing import Final

from commissioning.evaluation.result import Result
from commissioning.evaluation.standings import Standing
from commissioning.evaluation.what_if.influence import price_warnings
from commissioning.findings.finding import Finding
from commissioning.records.methods import ComparisonFigure
from commissioning.records.record import Grounds, Record
from commissioning.values.rounding import as_decimal
from commissioning.values.tables import Cell, Column, ColumnsOf, Kind, Table

FEW: Final = 2
"""The maximum of criteria shown as columns of one table; more have a table of their own."""
ABREAST: Final = 5
"""The maximum of tenders shown as columns in plain text."""
_TAKEN: Final = ("rank", "provider", "name", "price tendered", "total", "note")

Part = tuple[Column, Callable[[Standing], Cell]]
"""A column, and its cell for a tender."""


def by_tender(result: Result) -> Table:
    """One row a tender, one column a criterion by its title: points, total, rank and any note."""
    points = _points(result, result.providers)

    def on(reference: str, title: str) -> Part:
        column = Column(title, Kind.NUMBER, f"points for {title}")
        return column, lambda standing: points[standing.provider].get(reference)

    return _by_standing(result, [on(*item) for item in titles(result).items()])


def ranking(result: Result) -> Table:
    """One row a tender: points for quality and for price, total, rank and any note."""
    parts: list[Part] = []
    if result.measure == ComparisonFigure.POINTS:
        quality = Column("quality", Kind.NUMBER, "points for all but price")
        parts.append((quality, lambda standing: result.cell(standing.quality)))
        if result.contest.price.weight:
            price = Column("price", Kind.NUMBER, "points for price")
            parts.append((price, lambda standing: result.cell(standing.price_points)))
    return _by_standing(result, parts)


def _by_standing(result: Result, between: Sequence[Part]) -> Table:
    """A table with a row a tender: the columns given, between those that all such tables share."""
    measure, points = str(result.measure), result.measure == ComparisonFigure.POINTS
    tendered = {provider: result.price(provider) for provider in result.providers}
    per = next((f"{p.price.currency} per {p.per}" for p in tendered.values() if p), "")
    amounts = {p: None if price is None else price.price.shown for p, price in tendered.items()}
    named = any(result.named(provider) != provider for provider in result.providers)
    total = Column("total" if points else measure, Kind.NUMBER, measure)
    offered: list[tuple[bool, Column, Callable[[Standing], Cell]]] = [
        (True, Column("rank", Kind.WHOLE, "1 is best; equal tenders share a rank"), lambda s: s.rank),
        (True, Column("provider", Kind.TEXT), lambda s: s.provider),
        (named, Column("name", Kind.TEXT), lambda s: result.name(s.provider)),
        *((True, column, cell) for column, cell in between),
        (not points, Column("quality", Kind.NUMBER, "points out of 100"), lambda s: result.cell(s.quality)),
        (True, Column("price tendered", Kind.NUMBER, per), lambda s: amounts[s.provider]),
        (result.measure != ComparisonFigure.PRICE, total, lambda s: result.cell(s.total)),
        (True, Column("note", Kind.TEXT), lambda s: result.note(s) or None),
    ]  # fmt: skip
    return ColumnsOf[Standing](
        *((column, cell) for wanted, column, cell in offered if wanted)
    ).table(result.standings)


def _points(result: Result, providers: Sequence[str]) -> dict[str, dict[str, Decimal | None]]:
    return {
        provider: {line.criterion: result.cell(line.points) for line in result.lines(provider)}
        for provider in providers
    }


def titles(result: Result) -> dict[str, str]:
    """The title of each criterion by its reference, with the reference added where titles are alike."""
    price = result.contest.price
    titles = {c.reference: c.title for c in result.contest.columns}
    titles |= {price.reference: price.title} if price.weight else {}
    every = [*titles.values(), *_TAKEN]
    every += [] if result.measure == ComparisonFigure.POINTS else ["quality", str(result.measure)]
    return {
        reference: title if every.count(title) == 1 else f"{title} ({reference})"
        for reference, title in titles.items()
    }


def by_criterion(result: Result, providers: Sequence[str] | None = None) -> Table:
    """One row a criterion, one column a tender, the best first: the points and their total."""
    providers = result.providers if providers is None else providers
    points, weights = _points(result, providers), result.contest.weights
    columns = (
        Column("criterion", Kind.TEXT),
        Column("weight, %", Kind.NUMBER),
        *(Column(p if p != "criterion" else "provider criterion", Kind.NUMBER) for p in providers),
    )
    rows: list[tuple[Cell, ...]] = [
        (
            title,
            as_decimal(weights[reference], 2).normalize() + 0,
            *(points[p].get(reference) for p in providers),
        )
        for reference, title in titles(result).items()
    ]
    standings = [result.standing(p) for p in providers]
    totals = [
        s.total if result.measure == ComparisonFigure.POINTS else s.quality for s in standings
    ]
    rows.append(("total", Decimal(100), *map(result.cell, totals)))
    return Table(columns, tuple(rows))


def tables(result: Result, abreast: int | None = None) -> Iterator[Table]:
    """The tables that show a result completely: the ranking, and the points by criterion if many."""
    if len(result.contest.weights) <= FEW:
        yield by_tender(result)
        return
    yield ranking(result)
    step = abreast or len(result.providers) or 1
    for start in range(0, len(result.providers), step):
        yield by_criterion(result, result.providers[start : start + step])


def warnings(result: Result) -> tuple[Finding, ...]:
    """Findings for the reader: remarks, relative prices, losing bids that decide."""
    return (*result.remarks, *price_warnings(result.contest))


def notes(result: Result) -> Iterator[str]:
    """Notes for the reader beside the figures: warnings, roundings, and figures that are made up."""
    yield from map(str, warnings(result))
    if any(not _adds_up(result, standing) for standing in result.standings):
        yield (
            f"Points are shown to {max(result.places, 2)} decimal places, so they may not add up in "
            "the last place. The totals are exact."
        )
    yield from filter(None, (made_up(result),))


def _adds_up(result: Result, standing: Standing) -> bool:
    if result.measure != ComparisonFigure.POINTS or standing.total is None:
        return True
    shown = (result.cell(line.points) for line in result.lines(standing.provider))
    return sum(filter(None, shown)) == result.cell(standing.total)


def made_up(result: Result) -> str:
    """A note of the records whose figures were constructed to tell a story; empty where none were."""
    evidence = result.source.evidence
    kinds: tuple[tuple[str, tuple[Record, ...]], ...] = (
        ("the invitation", (result.source.invitation,)),
        ("the tenders", result.source.tenders),
        ("the score sheets", evidence.sheets),
        ("the agreed marks", evidence.moderations),
    )
    constructed = []
    for words, records in kinds:
        bases = [b.fields for r in records for b in r.basis if b.grounds is Grounds.CONSTRUCTED]
        named = (name if name != "on" else "day" for fields in bases for name in fields)
        names = dict.fromkeys(name.replace("_", " ") for name in named)
        if bases:
            constructed.append(f"{words} ({', '.join(names)})" if all(bases) else words)
    if not constructed:
        return ""
    return f"Constructed to tell a story, so not evidence: {'; '.join(constructed)}."
