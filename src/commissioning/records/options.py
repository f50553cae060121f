"""The choice between ways of providing a service: what each would cost and bring."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from attrs import field

from commissioning.errors import RecordError
from commissioning.records.record import Record
from commissioning.values.checking import (
    Checked,
    FromOne,
    FromZero,
    Worded,
    asks,
    exact,
    exact_or_none,
)
from commissioning.values.frozen import frozen
from commissioning.values.money import Money
from commissioning.values.rounding import as_decimal
from commissioning.values.text import no_such, sentence, unknown


@frozen(kw_only=True)
class AppraisalCriterion(Checked):
    """Something besides cost that the options are judged by."""

    reference: str
    words: str
    weight: FromZero[Decimal] | None = field(default=None, converter=exact_or_none)
    """Its weight among the others; None where they are only described."""


@frozen(kw_only=True)
class OptionMark(Checked):
    """The mark of an option on one criterion, in words and, if given, as a number."""

    criterion: str
    because: str = ""
    mark: Decimal | None = field(default=None, converter=exact_or_none)

    def problems(self) -> Iterator[str]:
        if self.mark is None and not self.because:
            yield f"say how the option does on {self.criterion}, or mark it"


@frozen(kw_only=True)
class Option(Worded):
    """One way of providing the service, with what it would cost."""

    yearly_costs: tuple[Money, ...] = ()
    """The cost of each year, the first first."""
    stated_cost: Money | None = None
    """The cost over all the years together, where the paper gives only that."""
    years: FromOne[int] | None = None
    """The number of years that the stated cost covers."""
    marks: tuple[OptionMark, ...] = ()
    considerations: tuple[str, ...] = ()
    """Other arguments in the paper for or against it."""

    distinct = ("marks.criterion",)

    def problems(self) -> Iterator[str]:
        if not self.yearly_costs and (self.stated_cost is None or not self.years):
            yield f"{self.reference}: give the cost of each year, or a stated cost with its years"
        if self.yearly_costs and self.years not in {None, len(self.yearly_costs)}:
            yield f"years: {len(self.yearly_costs)} yearly costs are given for {self.years} years"
        yield from self._sum_problems()

    def _sum_problems(self) -> Iterator[str]:
        try:
            total = Money.total(self.yearly_costs) if self.yearly_costs else None
        except RecordError as reason:
            yield f"yearly_costs: {reason.problems[0]}"
            return
        if total is not None and self.stated_cost is not None and total != self.stated_cost:
            yield f"stated_cost: {self.stated_cost} is stated, but the years add up to {total}"

    @property
    def whole_life_cost(self) -> Money:
        """The cost of the option over all its years, undiscounted."""
        if self.stated_cost is not None:
            return self.stated_cost
        return Money.total(self.yearly_costs)

    @property
    def length(self) -> int:
        """The number of years that the cost covers."""
        return len(self.yearly_costs) or self.years or 0

    def present_value(self, rate: Decimal) -> Money:
        """The cost with later years worth less, by this rate in per cent a year, to the penny.

        The first year counts in full, as year 0. Raises `RecordError` where only a total is stated,
        and for a rate that no discount can have.
        """
        problems = tuple(_rate_problems(rate))
        if problems:
            raise RecordError("discount rate", problems)
        if not self.yearly_costs:
            raise RecordError(
                f"option {self.reference}",
                ("only a total is stated; to discount it, give the cost of each year",),
            )
        factor = 1 / (1 + Fraction(rate) / 100)
        exactly = sum(
            (Fraction(cost.amount) * factor**year for year, cost in enumerate(self.yearly_costs)),
            Fraction(0),
        )
        first = self.yearly_costs[0]
        return Money(as_decimal(exactly, 2), first.currency, first.vat)


def _rate_problems(per_cent: Decimal) -> Iterator[str]:
    if per_cent <= -100:
        yield f"per_cent: {per_cent} is not above -100"


@frozen(kw_only=True)
class DiscountRate(Checked):
    """A rate at which later costs count for less, and who sets it."""

    per_cent: Decimal = field(converter=exact)
    source: str
    """The source of the rate: "HM Treasury, The Green Book"."""

    never_empty = asks(source="say who set the rate")

    def problems(self) -> Iterator[str]:
        yield from _rate_problems(self.per_cent)


@frozen(kw_only=True)
class OptionsAppraisal(Record):
    """The options for providing a service, compared with how it is provided now."""

    options: tuple[Option, ...]
    baseline: str = ""
    """The reference of the option that goes on as now; empty where there is nothing now."""
    preferred: str = ""
    """The reference of the option preferred; empty where the appraisal leaves it open."""
    because: str = ""
    criteria: tuple[AppraisalCriterion, ...] = ()
    discount: DiscountRate | None = None

    distinct = ("criteria", "options")

    def problems(self) -> Iterator[str]:
        if len(self.options) < 2:
            yield f"options: an appraisal compares at least two; here {len(self.options)}"
        known = [option.reference for option in self.options]
        yield from unknown("baseline: names the option", filter(None, [self.baseline]), known)
        yield from unknown("preferred: names the option", filter(None, [self.preferred]), known)
        if self.preferred and not self.because:
            yield f"because: say why {self.preferred} is preferred"
        yield from self._marking_problems()
        yield from self._money_problems()

    def _marking_problems(self) -> Iterator[str]:
        known = [criterion.reference for criterion in self.criteria]
        for option in self.options:
            where = f"options: {option.reference} is marked on the criterion"
            yield from unknown(where, (mark.criterion for mark in option.marks), known)

    def _money_problems(self) -> Iterator[str]:
        lengths = sorted({option.length for option in self.options})
        if len(lengths) > 1:
            yield f"options: compare costs over the same years; here {', '.join(map(str, lengths))}"
        if len({(o.whole_life_cost.currency, o.whole_life_cost.vat) for o in self.options}) > 1:
            yield "options: the costs are on different bases; give one currency, all with or all without VAT"
        for option in self.options:
            if self.discount and not option.yearly_costs:
                yield f"discount: {option.reference} states only a total; give the cost of each year"

    def option(self, reference: str) -> Option:
        """The option of that reference. Raises `LookupError` for one the appraisal does not have."""
        for option in self.options:
            if option.reference == reference:
                return option
        raise LookupError(
            sentence(no_such("option", reference, (each.reference for each in self.options)))
        )

    def difference(self, reference: str) -> Money:
        """The extra cost of an option over doing nothing, undiscounted; negative for a saving.

        Raises `LookupError` where no option is named as the one that goes on as now.
        """
        return self.option(reference).whole_life_cost - self._now.whole_life_cost

    def uplift(self, reference: str) -> Fraction:
        """The difference as an exact share of today's cost: 51/91 for £142m against £91m.

        Raises `LookupError` where no option goes on as now, `RecordError` where that one costs nothing.
        """
        today = self._now.whole_life_cost.amount
        if not today:
            raise RecordError(
                "options appraisal", ("going on as now costs nothing, so no cost is a share of it",)
            )
        return Fraction(self.difference(reference).amount) / Fraction(today)

    def present_value(self, reference: str) -> Money:
        """An option's cost discounted at the appraisal's rate, to the penny.

        Raises `LookupError` where the appraisal states no rate.
        """
        if self.discount is None:
            raise LookupError(sentence("the appraisal states no discount rate"))
        return self.option(reference).present_value(self.discount.per_cent)

    def score(self, reference: str) -> Fraction | None:
        """An option's weighted marks on the criteria besides cost; None where any is not a number."""
        marks = {mark.criterion: mark.mark for mark in self.option(reference).marks}
        total = Fraction(0)
        for criterion in self.criteria:
            mark = marks.get(criterion.reference)
            if mark is None or criterion.weight is None:
                return None
            total += Fraction(mark) * Fraction(criterion.weight)
        return total if self.criteria else None

    @property
    def _now(self) -> Option:
        if not self.baseline:
            raise LookupError(sentence("the appraisal names no option that goes on as now"))
        return self.option(self.baseline)
