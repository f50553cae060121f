"""A result in rows: one a tender, or one a criterion; whose name is whose, and what is made up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from typing import Final

from commissioning.evaluation.result import Result
from commissioning.evaluation.standings import Standing
from commissioning.evaluation.what_if.influence import price_warnings
from commissioning.findings.finding import Finding
from commissioning.records.criteria import CriterionKind
from commissioning.records.methods import Measure
from commissioning.records.record import Grounds, Record
from commissioning.values.rounding import as_decimal
from commissioning.values.tables import Cell, Column, Kind, Table

FEW: Final = 2
"""So many criteria stand beside each other in one table; more have a table of their own."""
ABREAST: Final = 5
"""How many tenders stand beside each other in plain text."""
_TAKEN: Final = ("rank", "provider", "name", "price tendered", "total", "note")


def by_tender(result: Result) -> Table:
    """One row a tender, one column a criterion by its title: points, total, rank and any note."""
    titles = _titles(result)
    criteria = [Column(name, Kind.NUMBER, f"points for {name}") for name in titles.values()]
    return _rows(result, criteria, [_points(result, s.provider, titles) for s in result.standings])


def ranking(result: Result) -> Table:
    """One row a tender: points for quality and for price, total, rank and any note."""
    if result.measure != Measure.POINTS:
        return _rows(result, [], [[] for _ in result.standings])
    columns = [Column("quality", Kind.NUMBER, "points for all but price")]
    cells: list[list[Fraction | None]] = [[s.quality] for s in result.standings]
    if result.contest.price.weight:
        columns.append(Column("price", Kind.NUMBER, "points for price"))
        cells = [[s.quality, s.price_points] for s in result.standings]
    return _rows(result, columns, cells)


def _rows(
    result: Result, between: Sequence[Column], cells: Iterable[Sequence[Fraction | None]]
) -> Table:
    """A table with a row a tender; what all such tables share stands on either side."""
    introduced = any(result.named(p) != p for p in result.providers)
    points = result.measure == Measure.POINTS
    columns = [
        Column("rank", Kind.WHOLE, "1 is best; equal tenders share a rank"),
        Column("provider", Kind.TEXT),
        *([Column("name", Kind.TEXT)] if introduced else []),
        *between,
        *([] if points else [Column("quality", Kind.NUMBER, "points out of 100")]),
        Column("price tendered", Kind.NUMBER, _unit(result)),
    ]
    if result.measure != Measure.PRICE:
        name = "total" if points else str(result.measure)
        columns.append(Column(name, Kind.NUMBER, str(result.measure)))
    columns.append(Column("note", Kind.TEXT))
    rows = []
    for standing, own in zip(result.standings, cells, strict=True):
        price = result.price(standing.provider)
        row: list[Cell] = [standing.rank, standing.provider]
        row += [result.name(standing.provider)] if introduced else []
        row += [result.cell(value) for value in own]
        row += [] if points else [result.cell(standing.quality)]
        row += [price.price.amount if price else None]
        row += [] if result.measure == Measure.PRICE else [result.cell(standing.total)]
        rows.append((*row, result.note(standing) or None))
    return Table(tuple(columns), tuple(rows))


def _unit(result: Result) -> str:
    """What prices are in and for, which is the same for every bid for a lot."""
    prices = (result.price(provider) for provider in result.providers)
    return next((f"{p.price.currency} per {p.per}" for p in prices if p), "")


def _points(result: Result, provider: str, criteria: Iterable[str]) -> list[Fraction | None]:
    points = {line.criterion: line.points for line in result.lines(provider)}
    return [points.get(criterion) for criterion in criteria]


def _titles(result: Result) -> dict[str, str]:
    """The title of each criterion by its reference, which stands beside it where titles are alike."""
    titles = {c.reference: c.title for c in result.contest.columns}
    for criterion in result.source.invitation.method.criteria:
        if result.contest.price.weight and criterion.kind is CriterionKind.PRICE:
            titles[criterion.reference] = criterion.title
    every = [*titles.values(), *_TAKEN]
    every += [] if result.measure == Measure.POINTS else ["quality", str(result.measure)]
    return {
        reference: title if every.count(title) == 1 else f"{title} ({reference})"
        for reference, title in titles.items()
    }


def by_criterion(result: Result, providers: Sequence[str] | None = None) -> Table:
    """One row a criterion, one column a tender, the best first: the points, and what they add up to."""
    providers = result.providers if providers is None else providers
    titles = _titles(result)
    weights = result.contest.weights
    columns = (
        Column("criterion", Kind.TEXT),
        Column("weight, %", Kind.NUMBER),
        *(Column(p if p != "criterion" else "provider criterion", Kind.NUMBER) for p in providers),
    )
    points = {p: dict(zip(titles, _points(result, p, titles), strict=True)) for p in providers}
    rows: list[tuple[Cell, ...]] = [
        (
            title,
            as_decimal(weights[reference], 2).normalize() + 0,
            *(result.cell(points[p][reference]) for p in providers),
        )
        for reference, title in titles.items()
    ]
    together = [result.standing(p) for p in providers]
    total = [s.total if result.measure == Measure.POINTS else s.quality for s in together]
    rows.append(("total", as_decimal(Fraction(100), 0), *(result.cell(value) for value in total)))
    return Table(columns, tuple(rows))


def tables(result: Result, abreast: int | None = None) -> Iterator[Table]:
    """What shows a result whole: the ranking, and the points by criterion where there are many."""
    if len(result.contest.weights) <= FEW:
        yield by_tender(result)
        return
    yield ranking(result)
    step = abreast or len(result.providers) or 1
    for start in range(0, len(result.providers), step):
        yield by_criterion(result, result.providers[start : start + step])


def warnings(result: Result) -> tuple[Finding, ...]:
    """What a reader should know: remarks, relative prices, losing bids that decide."""
    return (*result.remarks, *price_warnings(result.contest))


def notes(result: Result) -> Iterator[str]:
    """What a reader should know beside the figures: warnings, roundings, and what is made up."""
    yield from map(str, warnings(result))
    if any(not _adds_up(result, standing) for standing in result.standings):
        yield (
            f"points are shown to {max(result.places, 2)} places, so they may not add up to the "
            "last place; the totals are exact, and `explain` shows every sum"
        )
    yield from _made_up(result)


def _adds_up(result: Result, standing: Standing) -> bool:
    if result.measure != Measure.POINTS or standing.total is None:
        return True
    shown = (result.cell(line.points) for line in result.lines(standing.provider))
    return sum(cell for cell in shown if cell is not None) == result.cell(standing.total)


def is_made_up(result: Result) -> bool:
    """Whether some of the figures were constructed to tell a story."""
    return any(_made_up(result))


def _made_up(result: Result) -> Iterator[str]:
    """That figures were constructed to tell a story, where the records say so."""
    evidence = result.source.evidence
    kinds: tuple[tuple[str, tuple[Record, ...]], ...] = (
        ("the invitation", (result.source.invitation,)),
        ("the tenders", result.source.tenders),
        ("the score sheets", evidence.sheets),
        ("the agreed marks", evidence.moderations),
    )
    told = []
    for words, records in kinds:
        bases = [b for r in records for b in r.basis if b.grounds is Grounds.CONSTRUCTED]
        if bases:
            fields = dict.fromkeys(name.replace("_", " ") for b in bases for name in b.fields)
            whole = any(not basis.fields for basis in bases)
            told.append(words if whole else f"{words} ({', '.join(fields)})")
    if told:
        yield f"made up to tell the story (constructed), so evidence of nothing: {'; '.join(told)}"
