"""The result of an evaluation: every figure of it, and where each comes from."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Self

from attrs import evolve, field

from commissioning.evaluation.contest import Contest
from commissioning.evaluation.inputs import Source
from commissioning.evaluation.marking.scoring import MarkBook
from commissioning.evaluation.standings import Standing, Standings
from commissioning.findings.finding import Finding
from commissioning.records import methods, panel, pricing, tender
from commissioning.records.record import WHOLE
from commissioning.values.asked import Askable
from commissioning.values.frozen import frozen
from commissioning.values.listings import Listing
from commissioning.values.rounding import as_decimal, shown, to_four_places
from commissioning.values.tables import Column, ColumnsOf, Kind
from commissioning.values.text import listed, no_such, sentence

PLACES = 2
"""The decimal places of shown figures where the invitation declares none."""
MOST_PLACES = 4
"""The most places that are shown so that exact lines add up as they are printed."""


@frozen(kw_only=True)
class CriterionLine:
    """One tender on one criterion, from the marks to the points."""

    provider: str
    criterion: str
    title: str
    weight: Fraction
    """Per cent of the whole."""
    mark: Fraction | None
    """The mark that counts; None for price or a figure, or where there is none."""
    share: Fraction | None
    """The part of the weight that is earned, from 0 to 1."""
    points: Fraction | None
    """Share times weight, after any rounding declared for lines."""
    price: tender.LotPrice | None = None
    figure: Fraction | None = None
    """The figure of the tender, where the criterion is judged from one."""
    members: tuple[tuple[str, panel.Mark], ...] = ()
    because: str = ""


class CriterionLines(Listing[CriterionLine]):
    """The lines of one tender, price last."""

    __slots__ = ()

    noun = "line"
    columns = ColumnsOf[CriterionLine](
        (Column("criterion"), lambda one: one.title),
        (Column("weight", Kind.NUMBER, "per cent, to four places"), lambda one: to_four_places(one.weight)),
        (Column("mark", Kind.NUMBER, "the mark that counts, to four places"),
            lambda one: to_four_places(one.mark)),
        (Column("price", Kind.NUMBER), lambda one: one.price.price.shown if one.price else None),
        (Column("share", Kind.NUMBER, "the part of the weight that is earned, to four places"),
            lambda one: to_four_places(one.share)),
        (Column("points", Kind.NUMBER, "to four places"), lambda one: to_four_places(one.points)),
        (Column("because"), lambda one: one.because or None),
    )  # fmt: skip

    def line(self, one: CriterionLine) -> str:
        points = "no points yet" if one.points is None else f"{shown(one.points)} points"
        return f"{one.title} ({shown(one.weight)}%): {points}"


@frozen(kw_only=True, repr=False)
class Result(Askable):
    """One lot evaluated: the standings and every line behind them. A frozen value."""

    source: Source
    contest: Contest
    standings: Standings = field(converter=Standings)
    """The best first; excluded tenders last."""
    book: MarkBook
    remarks: tuple[Finding, ...] = ()
    """Findings that go with the result and block nothing, such as a member left out by a rule."""

    @property
    def lot(self) -> str:
        return self.source.lot

    @property
    def measure(self) -> methods.ComparisonFigure:
        """The figure that tenders are ranked by; points are best high, prices low."""
        return self.contest.measure

    @property
    def providers(self) -> tuple[str, ...]:
        """The tenderers, the best first."""
        return tuple(standing.provider for standing in self.standings)

    @property
    def winners(self) -> tuple[str, ...]:
        """The tenderers that rank first: one, several in an undecided tie, none if all are excluded."""
        return self.standings.winners

    @property
    def winner(self) -> str | None:
        """The tenderer that ranks first; None for a tie or where every tender is excluded."""
        return self.winners[0] if len(self.winners) == 1 else None

    @property
    def ranking(self) -> tuple[tuple[str, ...], ...]:
        """The tenders that are not excluded, in order, equal ones together."""
        return self.standings.ranking

    def standing(self, provider: str) -> Standing:
        """The place of a provider in the result. Raises `LookupError` for one who has no tender here."""
        self.contest.bid(provider)
        return next(s for s in self.standings if s.provider == provider)

    def total(self, provider: str) -> Fraction | None:
        """The figure a provider is ranked by, exactly; None where it is excluded."""
        return self.standing(provider).total

    def lines(self, provider: str) -> CriterionLines:
        """Every criterion of one tender, price last. Raises `LookupError` for no tender."""
        bid = self.contest.bid(provider)
        lines = [self._marked_line(provider, number) for number in range(len(self.contest.columns))]
        if self.contest.price.reference and bid.price is not None:
            lines.append(self._price_line(provider))
        return CriterionLines(lines)

    def line(self, provider: str, criterion: str) -> CriterionLine:
        """One criterion of one tender. Raises `LookupError` where there is no such line."""
        lines = {line.criterion: line for line in self.lines(provider)}
        if criterion not in lines:
            raise LookupError(sentence(no_such("criterion", criterion, lines)))
        return lines[criterion]

    def _marked_line(self, provider: str, number: int) -> CriterionLine:
        column, bid = self.contest.columns[number], self.contest.bid(provider)
        mark = self.book.of(provider, column.reference)
        return CriterionLine(
            provider=provider,
            criterion=column.reference,
            title=column.title,
            weight=column.weight,
            mark=mark.mark if mark else None,
            share=column.share(bid.earned[number]),
            points=self.contest.published_points(bid, number),
            figure=bid.figures[number] if bid.figures else None,
            members=mark.members if mark else (),
            because=mark.because if mark else "",
        )

    def _price_line(self, provider: str) -> CriterionLine:
        price, points = self.contest.price, self.standing(provider).price_points
        return CriterionLine(
            provider=provider,
            criterion=price.reference,
            title=price.title,
            weight=price.weight,
            mark=None,
            share=points / price.weight if price.weight and points is not None else None,
            points=points,
            price=self.price(provider),
        )

    def name(self, provider: str) -> str | None:
        """The name that the provider's last tender gives."""
        own = (t.particulars for t in reversed(self.source.tenders) if t.provider == provider)
        return next((particulars.name for particulars in own if particulars), None)

    def named(self, provider: str) -> str:
        """A provider by its name with its reference beside it, or by the reference alone."""
        name = self.name(provider)
        return f"{name} ({provider})" if name and name != provider else provider

    def price(self, provider: str) -> tender.LotPrice | None:
        """The price that a provider tendered for the lot, as corrected."""
        tenders = [t for t in self.source.tenders if t.provider == provider and t.is_for(self.lot)]
        return self.source.price(tenders[-1]) if tenders else None

    def sets_points(self, standing: Standing) -> bool:
        """Whether a tender counts for the points of the others: one not excluded, or only gone since."""
        return set(standing.exclusions) <= {self.contest.bid(standing.provider).gone}

    def subtotals(self, provider: str) -> dict[str, Fraction]:
        """The points of each section by its reference, and of each criterion that is in no section."""
        price = self.contest.price
        sections = {column.reference: column.sections for column in self.contest.columns}
        sections[price.reference] = price.sections
        totals: dict[str, Fraction] = {}
        for line in self.lines(provider):
            for name in sections[line.criterion] or (line.criterion,):
                totals[name] = totals.get(name, pricing.ZERO) + (line.points or pricing.ZERO)
        return totals

    @cached_property
    def places(self) -> int:
        """The decimal places that figures are shown with: as declared, or as the exact lines need.

        Lines of 2.125 shown as 2.13 would not add up to their total. Figures that no few places hold,
        such as thirds, are shown with two, and `explain` has them exactly.
        """
        if self.contest.rounding:
            return self.contest.rounding.places
        figures = {
            figure
            for standing in self.standings
            for figure in (standing.total, *(x.points for x in self.lines(standing.provider)))
            if figure is not None
        }
        for places in range(PLACES, MOST_PLACES + 1):
            if all(10**places % figure.denominator == 0 for figure in figures):
                return places
        return PLACES

    def figure(self, value: Fraction | None) -> str:
        """A figure of this result as text, rounded half up as declared, or to two places."""
        return "" if value is None else f"{self.cell(value):f}"

    def cell(self, value: Fraction | None) -> Decimal | None:
        """A figure of this result for a table, with the places that are shown."""
        return None if value is None else as_decimal(value, max(self.places, PLACES))

    def note(self, standing: Standing) -> str:
        """Why a tender is excluded, or how its tie was decided or was not."""
        if standing.exclusions:
            return "excluded: " + "; ".join(standing.exclusions)
        if not standing.level_with:
            return ""
        how = f"decided by {standing.decided_by}" if standing.decided_by else "no tie-break decides"
        return f"level with {listed(standing.level_with)}; {how}"

    def heading(self) -> str:
        """The winner, in a sentence without its full stop."""
        where = "" if self.lot == WHOLE else f"Lot {self.lot}: "
        if not self.winners:
            return f"{where}{'every' if where else 'Every'} tender is excluded"
        best = self.figure(self.standings[0].total)
        first = listed(tuple(map(self.named, self.winners)))
        how = "is first with" if self.winner else "are level at"
        return f"{where}{first} {how} {best} ({self.measure})"

    def __repr__(self) -> str:
        return f"<{type(self).__name__}: {self.heading()}>"

    def under(self, weights: Mapping[str, Fraction]) -> Self:
        """The same marks under other weights, given for every criterion."""
        contest = self.contest.with_weights(weights)
        return evolve(self, contest=contest, standings=contest.standings())
