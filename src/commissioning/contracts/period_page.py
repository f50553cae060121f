"""One page of a period: how many KPIs are green, amber, red or without a rating, and what has moved."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from commissioning.contracts.performance import Performance
from commissioning.contracts.ratings import RatedMeasurement, best_first
from commissioning.dates.periods import Period
from commissioning.findings.codes.contracts import TOTALS_DIFFER
from commissioning.findings.finding import Finding
from commissioning.records.kpis import Kpi
from commissioning.values.frozen import frozen
from commissioning.values.tables import Column, ColumnsOf, Table
from commissioning.values.text import Word, no_such, sentence


class Colour(Word):
    """A rating as a page shows it."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"
    NO_DATA = "no data"


class Movement(Word):
    """The way a KPI went since the period before."""

    BETTER = "better"
    WORSE = "worse"
    SAME = "the same"
    NOT_KNOWN = "not known"
    """One of the two periods has no rating."""


@frozen
class PageLine:
    """One KPI on the page of a period."""

    kpi: Kpi
    now: RatedMeasurement | None
    """None where the return says nothing of it, or there was no return."""
    before: RatedMeasurement | None

    @property
    def colour(self) -> Colour:
        """Its rating; "no data" where it has none."""
        return _colour(self.now)

    @property
    def move(self) -> Movement:
        """Whether its band is better or worse than in the period before."""
        now, before = _rank(self.now), _rank(self.before)
        if now is None or before is None:
            return Movement.NOT_KNOWN
        return (
            Movement.SAME if now == before else Movement.BETTER if now < before else Movement.WORSE
        )


@frozen(repr=False)
class PeriodPage:
    """The KPIs in force on the last day of a period, each with its colour and its move."""

    contract: str
    period: Period
    lines: tuple[PageLine, ...]

    @property
    def totals(self) -> Mapping[Colour, int]:
        """How many KPIs have each colour; together they are all that were in force."""
        return {colour: sum(line.colour is colour for line in self.lines) for colour in Colour}

    @property
    def moves(self) -> tuple[PageLine, ...]:
        """The KPIs that went up or down since the period before."""
        return tuple(line for line in self.lines if line.move in {Movement.BETTER, Movement.WORSE})

    def findings(self, stated: Mapping[str, int]) -> Iterator[Finding]:
        """The totals of a paper that differ from the ratings, or do not add up themselves.

        `stated` is by colour, "green" or "no data", and under "all" how many KPIs the paper says there are.
        Raises `LookupError` for a colour there is none of.
        """
        counts = {
            **{colour.value: count for colour, count in self.totals.items()},
            _ALL: len(self.lines),
        }
        for name in stated:
            if name not in counts:
                raise LookupError(sentence(no_such("total", name, counts)))
        parts = [count for name, count in stated.items() if name != _ALL]
        if _ALL in stated and sum(parts) != stated[_ALL] and len(parts) == len(Colour):
            yield self._differs(
                f"the colours stated add up to {sum(parts)}, but the paper says {stated[_ALL]}"
            )
        for name, count in stated.items():
            if count != counts[name]:
                what = "KPIs in all" if name == _ALL else name
                yield self._differs(
                    f"the paper says {count} {what}, but the returns give {counts[name]}"
                )

    def _differs(self, what: str) -> Finding:
        return TOTALS_DIFFER.warns(
            f"The totals for {self.period} differ: {what}",
            remedy="Correct the paper, or ask for the return that is missing",
            about=self.contract,
        )

    def table(self) -> Table:
        """One row for each KPI."""
        return _LINES.table(self.lines)

    def __str__(self) -> str:
        counts = ", ".join(f"{count} {colour.value}" for colour, count in self.totals.items())
        moved = "; ".join(
            f"{line.kpi.reference} {line.move.value} ({_colour(line.before).value} to {line.colour.value})"
            for line in self.moves
        )
        return f"{self.period}: {counts}, of {len(self.lines)}" + (f"; {moved}" if moved else "")

    def _repr_html_(self) -> str:
        return self.table().to_html(str(self))

    def __repr__(self) -> str:
        return f"<PeriodPage of {self.contract}, {self}>"


_ALL: Final = "all"
_LINES: Final = ColumnsOf[PageLine](
    (Column("KPI"), lambda line: line.kpi.reference),
    (Column("title"), lambda line: line.kpi.title),
    (Column("value", meaning="with its unit, rounded half up to one place"),
        lambda line: line.now.shown() if line.now and line.now.value is not None else None),
    (Column("rating", meaning="by the contract's own bands"), lambda line: _band(line.now)),
    (Column("colour", meaning="the best band green, the worst red, others amber"),
        lambda line: line.colour.value),
    (Column("before", meaning="the rating in the period before"), lambda line: _band(line.before)),
    (Column("moved"), lambda line: line.move.value),
)  # fmt: skip


def period_page(performance: Performance, period: Period) -> PeriodPage:
    """The page of one period. The period before is the last that ended before this one began."""
    now = {rated.kpi.reference: rated for rated in performance.rated if rated.period == period}
    names = performance.sets.on(period.ends_on).by_reference
    before = {
        name: rated
        for name in names
        for rated in performance.of(name)
        if rated.period.ends_on < period.starts_on
    }
    lines = (PageLine(kpi, now.get(name), before.get(name)) for name, kpi in names.items())
    return PeriodPage(performance.contract, period, tuple(lines))


def _colour(rated: RatedMeasurement | None) -> Colour:
    return Colour(rated.colour) if rated and rated.colour else Colour.NO_DATA


def _band(rated: RatedMeasurement | None) -> str | None:
    return rated.band.name if rated and rated.band else None


def _rank(rated: RatedMeasurement | None) -> tuple[int, int] | None:
    """The place of a rating among its own bands as a colour and a band, the best first."""
    if rated is None or rated.band is None:
        return None
    colours = (Colour.GREEN, Colour.AMBER, Colour.RED)
    return colours.index(_colour(rated)), best_first(rated.kpi).index(rated.band)
