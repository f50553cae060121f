"""What an invitation declares it will judge by: criteria, weights (percentages) and the method."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from enum import StrEnum
from typing import Final

from attrs import field

from commissioning.records.record import CRITERION, LOT, PANEL
from commissioning.values.checking import Checked, exact, exact_or_none
from commissioning.values.frozen import frozen
from commissioning.values.rounding import Rounding
from commissioning.values.scales import HUNDRED, PASS_OR_FAIL, Scale, plain

ZERO: Final = Decimal(0)


class MissingMarks(StrEnum):
    """What happens to a panel's mark when a member who scores has given none for a provider."""

    REFUSED = "every member marks every provider"
    THOSE_WHO_MARKED = "the members who marked this provider stand for the panel"
    THOSE_WHO_MARKED_ALL = "only members who marked every provider count, for every provider"


@frozen(kw_only=True)
class FromMembers(Checked):
    """What every way from the members' marks to one mark declares about those who gave none."""

    absent: MissingMarks = MissingMarks.REFUSED
    recused: MissingMarks = MissingMarks.THOSE_WHO_MARKED
    quorum: int = 1
    """The fewest members whose marks may stand for the panel."""

    def shared_problems(self) -> Iterator[str]:
        if self.quorum < 1:
            yield f"quorum: {self.quorum} members cannot speak for a panel; one or more"


@frozen(kw_only=True)
class Consensus(FromMembers):
    """The panel meets and agrees one mark with a reason: a `Moderation`. Never an average."""


@frozen(kw_only=True)
class PanelMean(FromMembers):
    """The arithmetic mean of the members' points, declared beforehand and never rounded by itself."""


@frozen(kw_only=True)
class PanelMedian(FromMembers):
    """The middle one of the members' points; between the two middle ones, their mean."""


@frozen(kw_only=True)
class PanelSum(FromMembers):
    """The members' points added up, out of the most that those who marked could have given."""


OneMark = Consensus | PanelMean | PanelMedian | PanelSum
"""How a panel's marks become one."""


class CriterionKind(StrEnum):
    """What a criterion is judged from."""

    MARKED = "marked"
    PRICE = "price"
    PASS_FAIL = "pass or fail"


@frozen(kw_only=True)
class Criterion(Checked):
    """One thing that tenders are judged on, or one question of it."""

    reference: str
    title: str
    weight: Decimal | None = field(default=None, converter=exact_or_none)
    """Per cent, of the whole or of the section as the method states; None where it carries none."""
    kind: CriterionKind = CriterionKind.MARKED
    scale: Scale | None = None
    """The scale it is marked on; a pass or fail criterion may go without."""
    panel: str = field(default="", metadata=PANEL)
    """The panel that marks it. It may be recruited later; scoring without it is a finding."""
    section: str = ""
    lots: tuple[str, ...] | None = field(default=None, metadata=LOT)
    """The lots it applies to; None means all."""
    minimum: Decimal | None = field(default=None, converter=exact_or_none)
    """The lowest mark that keeps a tender in. Anything below excludes it."""
    one_mark: OneMark = Consensus()
    at_interview: bool = False
    """Whether it is marked on what is said at the interview, with its own published weight."""
    question: str = ""
    """The question as bidders or interviewees are asked it."""
    tests: tuple[str, ...] = ()
    """The references of the requirements of the specification that it tests."""

    def problems(self) -> Iterator[str]:
        if not self.reference or not self.title:
            yield "a criterion has a reference and a title"
        if self.weight is not None and not 0 <= self.weight <= HUNDRED:
            yield f"weight: {plain(self.weight)}% is not between 0% and 100%"
        if self.lots == ():
            yield "lots: an empty list of lots; leave lots out to mean them all"
        if self.kind is CriterionKind.PRICE:
            yield from self._price_problems()
        else:
            yield from self._mark_problems()

    def _price_problems(self) -> Iterator[str]:
        if self.scale or self.panel or self.minimum is not None:
            yield "price comes from a formula: it has no scale, no panel and no minimum mark"

    def _mark_problems(self) -> Iterator[str]:
        if self.kind is CriterionKind.PASS_FAIL and self.weight:
            yield f"weight: what is passed or failed earns nothing, not {plain(self.weight)}%"
        if self.kind is CriterionKind.MARKED and self.scale is None:
            yield f"scale: say on which scale {self.title!r} is marked, such as scales.ZERO_TO_FIVE"
        if self.minimum is not None and not self.marked_on.holds(self.minimum):
            yield f"minimum: {plain(self.minimum)} is not a mark of the scale {self.marked_on}"
        elif self.kind is CriterionKind.PASS_FAIL and self.scale and self.minimum is None:
            yield f"minimum: say which mark of the scale {self.scale} is a pass"

    @property
    def marked_on(self) -> Scale:
        """The scale of its marks."""
        return self.scale or PASS_OR_FAIL

    @property
    def passes_at(self) -> Decimal | None:
        """The lowest mark that does not exclude, or None where no mark excludes."""
        if self.kind is CriterionKind.PASS_FAIL and self.minimum is None:
            return Decimal(1)
        return self.minimum

    def applies_to(self, lot: str) -> bool:
        return self.lots is None or lot in self.lots


@frozen(kw_only=True)
class Section(Checked):
    """A group of criteria with a weight of its own, such as "quality"; sections may nest."""

    reference: str
    title: str
    weight: Decimal = field(converter=exact)
    """Per cent, of the whole or of the section above as the method states."""
    section: str = ""
    """The section that this one is part of."""
    floor: Decimal | None = field(default=None, converter=exact_or_none)
    """The least share of its marked criteria's points, price apart, that keeps a tender in; per cent."""

    def problems(self) -> Iterator[str]:
        if not self.reference or not self.title:
            yield "a section has a reference and a title"
        if not 0 <= self.weight <= HUNDRED:
            yield f"weight: {plain(self.weight)}% is not between 0% and 100%"
        if self.floor is not None and not 0 < self.floor <= HUNDRED:
            yield f"floor: {plain(self.floor)}% is not above 0% and up to 100%"


class WeightsOf(StrEnum):
    """What the weight of a criterion within a section is a percentage of."""

    WHOLE = "of the whole"
    PARENT = "of the section it is in"


class TieBreakBy(StrEnum):
    """What decides between tenders that come out equal."""

    QUALITY = "the higher quality score"
    PRICE = "the lower price"
    CRITERION = "the higher score on a named criterion"


@frozen(kw_only=True)
class TieBreak(Checked):
    """One declared way to decide a tie. Without any, a tie stays a tie."""

    by: TieBreakBy
    criterion: str = field(default="", metadata=CRITERION)
    """The criterion or section that decides, where that is the way."""

    def problems(self) -> Iterator[str]:
        if (self.by is TieBreakBy.CRITERION) != bool(self.criterion):
            yield f"criterion: a tie-break by {self.by.value} " + (
                "names one" if self.by is TieBreakBy.CRITERION else "names none"
            )


@frozen(kw_only=True)
class Method(Checked):
    """What the computable methods have in common: the criteria, and how they are put together."""

    criteria: tuple[Criterion, ...]
    sections: tuple[Section, ...] = ()
    weights: WeightsOf = WeightsOf.WHOLE
    quality_floor: Decimal | None = field(default=None, converter=exact_or_none)
    """The least share of all points but price, in per cent, that keeps a tender in."""
    rounding: Rounding | None = None
    """None: exact figures are compared, and rounded only to be shown."""
    tie_breaks: tuple[TieBreak, ...] = ()

    def shared_problems(self) -> Iterator[str]:
        if not self.criteria:
            yield "criteria: a method has at least one criterion"
        yield from _reference_problems((*self.sections, *self.criteria))
        yield from _section_problems(self.sections, self.criteria)
        if sum(c.kind is CriterionKind.PRICE for c in self.criteria) > 1:
            yield "criteria: only one criterion is the price"
        if self.quality_floor is not None and not 0 < self.quality_floor <= HUNDRED:
            yield f"quality_floor: {plain(self.quality_floor)}% is not above 0% and up to 100%"
        known = {s.reference for s in self.sections} | {c.reference for c in self.criteria}
        for tie_break in self.tie_breaks:
            if tie_break.criterion and tie_break.criterion not in known:
                yield f"tie_breaks: there is no criterion or section {tie_break.criterion!r}"

    def applying_to(self, lot: str) -> tuple[Criterion, ...]:
        """The criteria that apply to a lot, in the order of the invitation."""
        return tuple(c for c in self.criteria if c.applies_to(lot))

    def criterion(self, reference: str) -> Criterion | None:
        return next((c for c in self.criteria if c.reference == reference), None)

    def section(self, reference: str) -> Section | None:
        return next((s for s in self.sections if s.reference == reference), None)

    @property
    def price(self) -> Criterion | None:
        """The criterion that is the price, where there is one."""
        return next((c for c in self.criteria if c.kind is CriterionKind.PRICE), None)

    @property
    def panels(self) -> tuple[str, ...]:
        """The panels that the criteria name, each once, in order."""
        return tuple(dict.fromkeys(c.panel for c in self.criteria if c.panel))

    def weight_problems(self, lots: Iterable[str]) -> Iterator[str]:
        """Whether the weights add up, for each lot where criteria differ by lot."""
        if all(c.lots is None for c in self.criteria):
            yield from self._sums("")
            return
        for lot in lots:
            yield from (f"{problem} (lot {lot})" for problem in self._sums(lot))

    def named_lots(self) -> tuple[str, ...]:
        """The lots that criteria name, each once, in order."""
        return tuple(dict.fromkeys(lot for c in self.criteria for lot in c.lots or ()))

    def _sums(self, lot: str) -> Iterator[str]:
        """Each group of weights against what it must add up to: 100, or the section's weight."""
        criteria = [
            c for c in self.criteria if c.weight is not None and (not lot or c.applies_to(lot))
        ]
        kept = {above for c in criteria for above in self.above(c.section)}
        items: list[Criterion | Section] = [*(s for s in self.sections if s.reference in kept)]
        for item in criteria:
            items.insert(_place(self, items, item), item)
        yield from _sum_problem("award criteria", [i for i in items if not i.section], HUNDRED)
        for section in self.sections:
            inside = [item for item in items if item.section == section.reference]
            if inside:
                whole = section.weight if self.weights is WeightsOf.WHOLE else HUNDRED
                yield from _sum_problem(f"the weights within {section.title}", inside, whole)

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

    def problems(self) -> Iterator[str]:
        yield from _unweighted(self.criteria)
        yield from self.weight_problems(self.named_lots())


@frozen(kw_only=True)
class PricePerQualityPoint(Method):
    """The price divided by the quality score out of 100; the lowest is first.

    It has no weight for price. It rewards cheap and thin tenders unless there is a quality floor,
    and has no answer for a quality score of nought: such a tender is excluded.
    """

    def problems(self) -> Iterator[str]:
        yield from _weighed_price(self.criteria)
        yield from _unweighted(self.criteria)
        yield from self.weight_problems(self.named_lots())


@frozen(kw_only=True)
class QualityFloorThenPrice(Method):
    """Tenders at or above the quality floor are ranked by price alone, the lowest first."""

    def problems(self) -> Iterator[str]:
        if self.quality_floor is None and all(s.floor is None for s in self.sections):
            yield "quality_floor: say which quality score lets a tender compete on price"
        yield from _weighed_price(self.criteria)
        yield from _unweighted(self.criteria)
        yield from self.weight_problems(self.named_lots())


@frozen(kw_only=True)
class DescribedCriteria(Checked):
    """Criteria that are ranked by importance or described in words. They cannot be computed."""

    criteria: tuple[Criterion, ...]
    importance: str
    """The order or description as published: "in descending order of importance"."""

    def problems(self) -> Iterator[str]:
        if not self.criteria or not self.importance:
            yield "criteria and importance: name the criteria and say how they compare"
        yield from _reference_problems(self.criteria)

    @property
    def panels(self) -> tuple[str, ...]:
        """The panels that the criteria name, each once, in order."""
        return tuple(dict.fromkeys(c.panel for c in self.criteria if c.panel))


AwardMethod = WeightedSum | PricePerQualityPoint | QualityFloorThenPrice | DescribedCriteria
"""How the criteria make one result."""


def _place(method: Method, items: list[Criterion | Section], item: Criterion) -> int:
    """Where a criterion stands among sections and criteria, so that a message keeps the order given."""
    if item.section:
        return len(items)
    before = {
        above
        for c in method.criteria[: method.criteria.index(item)]
        for above in method.above(c.section)
    }
    later = [
        n
        for n, other in enumerate(items)
        if isinstance(other, Section) and other.reference not in before
    ]
    return later[0] if later else len(items)


def _reference_problems(items: Iterable[Criterion | Section]) -> Iterator[str]:
    seen: set[str] = set()
    for item in items:
        if item.reference in seen:
            yield f"criteria: {item.reference!r} is the reference of two of them"
        seen.add(item.reference)


def _section_problems(
    sections: tuple[Section, ...], criteria: tuple[Criterion, ...]
) -> Iterator[str]:
    parents = {section.reference: section.section for section in sections}
    items: tuple[Criterion | Section, ...] = (*sections, *criteria)
    for item in items:
        if item.section and item.section not in parents:
            yield f"section: {item.title!r} is put in the section {item.section!r}, which is not there"
    for section in sections:
        if section.reference not in {item.section for item in items}:
            yield f"sections: nothing is in {section.title!r}"
        above, seen = section.section, {section.reference}
        while above in parents and above not in seen:
            seen.add(above)
            above = parents[above]
        if above in seen:
            yield f"sections: {section.title!r} is inside itself"


def _unweighted(criteria: tuple[Criterion, ...]) -> Iterator[str]:
    for criterion in criteria:
        if criterion.weight is None and criterion.kind is CriterionKind.MARKED:
            yield f"weight: {criterion.title!r} is marked and has no weight"


def _weighed_price(criteria: tuple[Criterion, ...]) -> Iterator[str]:
    for criterion in criteria:
        if criterion.kind is CriterionKind.PRICE and criterion.weight:
            yield f"weight: price has no weight under this method, not {plain(criterion.weight)}%"


def _sum_problem(what: str, items: list[Criterion | Section], whole: Decimal) -> Iterator[str]:
    total = sum((item.weight for item in items if item.weight is not None), ZERO)
    if total != whole:
        parts = ", ".join(f"{item.title} {plain(item.weight or ZERO)}%" for item in items)
        yield f"{what} add up to {plain(total)}%, not {plain(whole)}%: {parts or 'none has a weight'}"
