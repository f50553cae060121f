"""Award methods: how the criteria of an invitation make one result.

A new method is a class here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar, Final, NamedTuple, Self

from attrs import field

from commissioning.records.criteria import Criterion, CriterionKind, Section, TieBreak, WeightsOf
from commissioning.values.checking import Usually100, asks, exact, exact_or_none, exact_or_third
from commissioning.values.families import Family
from commissioning.values.frozen import frozen
from commissioning.values.rounding import Rounding, shown
from commissioning.values.scales import HUNDRED, ZERO_TO_FIVE, plain
from commissioning.values.text import did_you_mean

ZERO: Final = Fraction(0)
FREE: Final = Fraction(-1)
"""The merit of an offer free of charge, which a quotient by the price does not have."""
_WEIGHTED: Final = {CriterionKind.MARKED, CriterionKind.FIGURE}
"""The kinds of criterion that must have a weight."""
_EXAMPLE: Final = (
    Criterion(reference="quality", title="Quality", weight=HUNDRED, scale=ZERO_TO_FIVE),
    Criterion(reference="price", title="Price", kind=CriterionKind.PRICE),
)


@frozen
class ComparisonFigure:
    """The figure that tenders are compared by."""

    words: str
    """As it is printed: "price per quality point"."""
    lower_wins: bool = True
    adds_up: bool = False
    """Whether the figures of several lots have a meaningful sum."""

    POINTS: ClassVar[ComparisonFigure]
    PRICE: ClassVar[ComparisonFigure]
    PRICE_PER_POINT: ClassVar[ComparisonFigure]

    def __str__(self) -> str:
        return self.words


ComparisonFigure.POINTS = ComparisonFigure("points out of 100", lower_wins=False, adds_up=True)
ComparisonFigure.PRICE = ComparisonFigure("price", adds_up=True)
ComparisonFigure.PRICE_PER_POINT = ComparisonFigure("price per quality point")


class Scored(NamedTuple):
    """A tender's figures before the method makes one result of them."""

    quality: Fraction
    """Points for all criteria but price."""
    price_points: Fraction
    price: Fraction | None


@frozen(kw_only=True)
class AwardMethod(Family):
    """A declared way from criteria to one result."""

    criteria: tuple[Criterion, ...]

    @property
    def panels(self) -> tuple[str, ...]:
        """The panels that the criteria name, each once, in order."""
        return tuple(dict.fromkeys(c.panel for c in self.criteria if c.panel))

    def criterion(self, reference: str) -> Criterion | None:
        return next((c for c in self.criteria if c.reference == reference), None)


@frozen(kw_only=True)
class Method(AwardMethod):
    """The base of the methods that can be computed: weighted criteria, floors, rounding, tie-breaks."""

    to_write: ClassVar[tuple[str, ...]] = ("total",)
    measure: ClassVar[ComparisonFigure] = ComparisonFigure.POINTS
    relative: ClassVar[bool] = False
    """Whether the result of one tender depends on the quality scores of others."""
    weighs_price: ClassVar[bool] = True
    """Whether the price criterion has a weight."""

    sections: tuple[Section, ...] = ()
    weights: WeightsOf = WeightsOf.WHOLE
    quality_floor: Decimal | None = field(default=None, converter=exact_or_none)
    """The minimum share, in per cent, of the points of all marked criteria that keeps a tender in."""
    out_of: Usually100 = field(default=HUNDRED, converter=exact)
    """The sum of all weights: 100 for per cent, 1000 for 1,000 points. Results are out of 100."""
    rounding: Rounding | None = None
    """None: exact figures are compared, and rounded only to be shown."""
    tie_breaks: tuple[TieBreak, ...] = ()

    @classmethod
    def example(cls) -> Self:
        return cls(criteria=_EXAMPLE)

    def total(self, tender: Scored, field_: Sequence[Scored], /) -> Fraction | None:
        """The result of a tender among those that are not excluded; None where it has none."""
        raise NotImplementedError

    def worked(self, tender: Scored, field_: Sequence[Scored], /) -> str:  # noqa: ARG002
        """The result as a sum; by default the figures it is made from."""
        price = "" if tender.price is None else f", price {shown(tender.price, 4)}"
        return f"quality {shown(tender.quality, 4)}{price}"

    def merit(self, tender: Scored, /) -> Fraction | None:  # noqa: ARG002
        """A figure in the order of the ranking, the highest first, that looks at no other tender.

        It must be a ratio of linear functions of the quality and of the price: then changes that change
        the winner are found exactly. None, the default, where the method has no such figure.
        """
        return None

    @property
    def has_merit(self) -> bool:
        """Whether the method says by which figure its results can be followed exactly."""
        return type(self).merit != Method.merit

    def refusal(self, quality: Fraction, /) -> str:  # noqa: ARG002
        """The reason for which a quality score excludes a tender, or nothing."""
        return ""

    never_empty = asks(criteria="an empty list; give at least one")

    def shared_problems(self) -> Iterator[str]:
        yield from Family.shared_problems(self)
        yield from _section_problems(self.sections, self.criteria)
        if sum(c.kind is CriterionKind.PRICE for c in self.criteria) > 1:
            yield "criteria: several are the price; keep one"
        if self.rounding is not None and self.out_of != HUNDRED:
            yield "rounding: results are rounded out of 100; give the weights in per cent too"
        if self.quality_floor is not None and not 0 < self.quality_floor <= HUNDRED:
            yield f"quality_floor: {plain(self.quality_floor)}% is out of range; give above 0%, up to 100%"
        items: tuple[Section | Criterion, ...] = (*self.sections, *self.criteria)
        known = Counter(item.reference for item in items)
        for reference, count in known.items():
            if count > 1:
                yield f'criteria: "{reference}" is the reference of {count} of them; give each its own'
        for tie_break in self.tie_breaks:
            if tie_break.criterion and tie_break.criterion not in known:
                hint = did_you_mean(tie_break.criterion, known)
                yield f'tie_breaks: there is no criterion or section "{tie_break.criterion}"{hint}'
        for criterion in self.criteria:
            if criterion.weight is None and criterion.kind in _WEIGHTED:
                yield f"weight: {criterion.title!r} earns points, but has no weight; give it one"
            if criterion.kind is CriterionKind.MARKED and criterion.scale is None:
                yield f"scale: missing for {criterion.title!r}; give one, such as scales.ZERO_TO_FIVE"
        if self.price is not None and self.price.weight and not self.weighs_price:
            yield f"weight: price has no weight under this method; take out {plain(self.price.weight)}%"
        yield from self.weight_problems(self.named_lots())

    def applying_to(self, lot: str) -> tuple[Criterion, ...]:
        """The criteria that apply to a lot, in the order of the invitation."""
        return tuple(c for c in self.criteria if c.applies_to(lot))

    def section(self, reference: str) -> Section | None:
        return next((s for s in self.sections if s.reference == reference), None)

    @property
    def price(self) -> Criterion | None:
        """The criterion that is the price, where there is one."""
        return next((c for c in self.criteria if c.kind is CriterionKind.PRICE), None)

    def named_lots(self) -> tuple[str, ...]:
        """The lots that criteria name, each once, in order."""
        return tuple(dict.fromkeys(lot for c in self.criteria for lot in c.lots or ()))

    def weight_problems(self, lots: Iterable[str]) -> Iterator[str]:
        """Weights that do not add up, for each lot where criteria differ by lot."""
        if all(c.lots is None for c in self.criteria):
            yield from self._sums("")
        else:
            yield from (f"{problem} (lot {lot})" for lot in lots for problem in self._sums(lot))

    def _sums(self, lot: str) -> Iterator[str]:
        """Each group of weights against its required sum: 100, or the section's weight."""
        weighted = [
            c for c in self.criteria if c.weight is not None and (not lot or c.applies_to(lot))
        ]
        chains = {c.reference: self.above(c.section) for c in weighted}
        outermost = dict.fromkeys(
            next((s for s in map(self.section, reversed(chains[c.reference])) if s), c)
            for c in weighted
        )
        yield from _sum_problem("award criteria", outermost, self.out_of, self.out_of)
        used = {above for chain in chains.values() for above in chain}
        items: list[Section | Criterion] = [s for s in self.sections if s.reference in used]
        items += weighted
        for section in self.sections:
            inside = [item for item in items if item.section == section.reference]
            if inside:
                shared = self.weights is WeightsOf.WHOLE
                whole, of = (section.weight, self.out_of) if shared else (HUNDRED, HUNDRED)
                yield from _sum_problem(f"the weights within {section.title}", inside, whole, of)

    def above(self, section: str) -> tuple[str, ...]:
        """The references of a section and of the sections it is in, innermost first."""
        chain: list[str] = []
        while section and section not in chain:
            chain.append(section)
            found = self.section(section)
            section = found.section if found else ""
        return tuple(chain)


@frozen(kw_only=True)
class WeightedSum(Method):
    """Each criterion earns its share of its weight; the highest total is first. Weights make 100."""

    def total(self, tender: Scored, field_: Sequence[Scored], /) -> Fraction | None:  # noqa: ARG002
        quality, price_points, _ = tender
        return quality + price_points if price_points else quality

    def merit(self, tender: Scored, /) -> Fraction | None:
        return tender.quality + tender.price_points


@frozen(kw_only=True)
class QualityFloorThenPrice(Method):
    """Tenders at or above the quality floor are ranked by price alone, the lowest first."""

    measure: ClassVar[ComparisonFigure] = ComparisonFigure.PRICE
    weighs_price: ClassVar[bool] = False

    @classmethod
    def example(cls) -> Self:
        return cls(criteria=_EXAMPLE, quality_floor=Decimal(60))

    def problems(self) -> Iterator[str]:
        if self.quality_floor is None and all(s.floor is None for s in self.sections):
            yield "quality_floor: missing; give the quality score from which price decides"

    def total(self, tender: Scored, field_: Sequence[Scored], /) -> Fraction | None:  # noqa: ARG002
        return tender.price

    def merit(self, tender: Scored, /) -> Fraction | None:
        return None if tender.price is None else -tender.price


@frozen(kw_only=True)
class DividedPrice(Method):
    """The base of methods that divide the price by a straight line in the quality score."""

    weighs_price: ClassVar[bool] = False

    def divisor(self, quality: Fraction) -> Fraction:
        """The line in the quality score, up to a factor that is the same for every tender."""
        return quality

    def merit(self, tender: Scored, /) -> Fraction:
        return self.divisor(tender.quality) / tender.price if tender.price else FREE


@frozen(kw_only=True)
class PricePerQualityPoint(DividedPrice):
    """The price divided by the quality score out of 100; the lowest is first.

    It has no weight for price. It rewards cheap and thin tenders unless there is a quality floor,
    and has no result for a quality score of zero: such a tender is excluded.
    """

    measure: ClassVar[ComparisonFigure] = ComparisonFigure.PRICE_PER_POINT

    def refusal(self, quality: Fraction, /) -> str:
        return "" if quality else "a quality score of zero has no price per quality point"

    def total(self, tender: Scored, field_: Sequence[Scored], /) -> Fraction | None:  # noqa: ARG002
        quality, _, price = tender
        return price / quality if quality and price is not None else None

    def worked(self, tender: Scored, field_: Sequence[Scored], /) -> str:  # noqa: ARG002
        return f"{shown(tender.price or ZERO, 4)} / {shown(tender.quality, 4)}"


@frozen(kw_only=True)
class PricePerScoreIndex(DividedPrice):
    """The price divided by a score index, (score + base) / (lowest score + base); the lowest is first.

    The score is the quality score out of 100, and the lowest is that of the tenders that are not excluded.
    The larger the base, the less quality counts. It has no weight for price (Local Government Procurement,
    New South Wales).
    """

    measure: ClassVar[ComparisonFigure] = ComparisonFigure("relative cost")
    relative: ClassVar[bool] = True

    base: Usually100 = field(default=HUNDRED, converter=exact)

    def divisor(self, quality: Fraction) -> Fraction:
        return quality + Fraction(self.base)

    def total(self, tender: Scored, field_: Sequence[Scored], /) -> Fraction | None:
        lowest = self.divisor(min(other.quality for other in field_))
        return tender.price and tender.price * lowest / self.divisor(tender.quality)

    def worked(self, tender: Scored, field_: Sequence[Scored], /) -> str:
        lowest, base = min(other.quality for other in field_), plain(self.base)
        score = f"({shown(tender.quality, 4)} + {base})"
        return f"{shown(tender.price or ZERO, 4)} / ({score} / ({shown(lowest, 4)} + {base}))"


@frozen(kw_only=True)
class DescribedCriteria(AwardMethod):
    """Criteria that are ranked by importance or described in words. They cannot be computed."""

    importance: str
    """The order or description as published: "in descending order of importance"."""

    @classmethod
    def example(cls) -> Self:
        return cls(criteria=_EXAMPLE, importance="in descending order")

    never_empty = asks(
        criteria="an empty list; name them", importance="missing; say how they compare"
    )
    distinct = ("criteria.reference",)


def _section_problems(
    sections: tuple[Section, ...], criteria: tuple[Criterion, ...]
) -> Iterator[str]:
    parents = {section.reference: section.section for section in sections}
    items: tuple[Criterion | Section, ...] = (*sections, *criteria)
    for item in items:
        if item.section and item.section not in parents:
            hint = did_you_mean(item.section, parents)
            yield f'section: {item.title!r} is in the section "{item.section}", which is missing{hint}'
    for section in sections:
        if section.reference not in {item.section for item in items}:
            yield f"sections: {section.title!r} is empty; take it out"
        above, seen = section.section, {section.reference}
        while above in parents and above not in seen:
            seen.add(above)
            above = parents[above]
        if above in seen:
            yield f"sections: {section.title!r} is inside itself"


def _sum_problem(
    group: str, items: Iterable[Criterion | Section], whole: Decimal | Fraction, of: Decimal
) -> Iterator[str]:
    """The weights of a group that do not add up, in per cent or else in points."""
    parts = [(item.title, item.weight or ZERO) for item in items]
    total = sum((Fraction(weight) for _, weight in parts), ZERO)
    if total != Fraction(whole):
        unit = "%" if of == HUNDRED else " points"
        listed = ", ".join(f"{title} {plain(weight)}{unit}" for title, weight in parts)
        sums = f"{plain(exact_or_third(total))}{unit}, not {plain(whole)}{unit}"
        yield f"{group} add up to {sums}: {listed or 'none has a weight'}"
