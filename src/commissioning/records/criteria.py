"""Criteria as an invitation declares them: weights, scales, sections, and how a panel agrees one mark."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from attrs import field

from commissioning.records.figures import FigureFormula
from commissioning.records.record import CRITERION, LOT, PANEL
from commissioning.values.checking import (
    Checked,
    FromOne,
    FromZero,
    asks,
    exact_or_none,
    exact_or_third,
    exact_or_third_or_none,
)
from commissioning.values.frozen import frozen
from commissioning.values.scales import HUNDRED, PASS_OR_FAIL, Scale, plain
from commissioning.values.text import Word


class MissingMarks(Word):
    """The treatment of a panel's mark where a scoring member has given none for a provider."""

    REFUSED = "every member marks every provider"
    THOSE_WHO_MARKED = "the members who marked this provider stand for the panel"
    THOSE_WHO_MARKED_ALL = "only members who marked every provider count, for every provider"


@frozen(kw_only=True)
class FromMembers(Checked):
    """The base of every way from the members' marks to one mark: the rules for marks not given."""

    absent: MissingMarks = MissingMarks.REFUSED
    recused: MissingMarks = MissingMarks.THOSE_WHO_MARKED
    quorum: FromOne[int] = 1
    """The minimum number of members whose marks count as the panel's."""


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
    """The sum of the members' points, out of the maximum for those who marked."""


OneMark = Consensus | PanelMean | PanelMedian | PanelSum
"""The ways from a panel's marks to one."""


class CriterionKind(Word):
    """The source of a criterion's points."""

    MARKED = "marked"
    PRICE = "price"
    FIGURE = "figure"
    PASS_FAIL = "pass or fail"


@frozen(kw_only=True)
class Criterion(Checked):
    """One thing that tenders are judged on, or one question of it."""

    never_empty = asks(reference="missing; give one", title="missing; give one")

    reference: str
    title: str
    weight: FromZero[Decimal | Fraction] | None = field(
        default=None, converter=exact_or_third_or_none
    )
    """Per cent or points, of the whole or of the section as the method states; None where it has none."""
    kind: CriterionKind = CriterionKind.MARKED
    scale: Scale | None = None
    """The scale it is marked on; pass or fail, or criteria that are only described, may go without."""
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
    """The question as it is put, where no question of the invitation holds the words."""
    asks: tuple[str, ...] = ()
    """The references of the questions of the invitation whose answers it judges."""
    tests: tuple[str, ...] = ()
    """The references of the requirements of the specification that it tests."""
    formula: FigureFormula | None = None
    """The formula by which a figure in the tender earns points; None if assessors mark the criterion."""

    def problems(self) -> Iterator[str]:
        if self.lots == ():
            yield "lots: an empty list; leave lots out to mean all of them"
        if (self.kind is CriterionKind.FIGURE) != (self.formula is not None):
            yield (
                f"formula: a criterion of the kind {self.kind.value!r} "
                + (
                    "takes no formula; leave it out"
                    if self.formula
                    else "needs one, such as AgainstHighest"
                )
            )
        yield from self._mark_problems() if self.is_marked else self._formula_problems()

    def _formula_problems(self) -> Iterator[str]:
        if self.scale or self.panel or self.minimum is not None:
            yield (
                f"scale, panel and minimum: {self.title!r} earns its points by a formula; "
                "take out what is for marks"
            )

    def _mark_problems(self) -> Iterator[str]:
        if self.kind is CriterionKind.PASS_FAIL and self.weight:
            yield (
                f"weight: {self.title!r} is passed or failed and earns no points; "
                f"take out the {plain(self.weight)}%"
            )
        if self.kind is CriterionKind.MARKED and self.scale is None:
            return  # as in criteria that are only described; a method that is computed asks for it
        if self.minimum is not None and not self.marked_on.holds(self.minimum):
            yield f"minimum: {plain(self.minimum)} is not a mark of the scale {self.marked_on}"
        elif self.kind is CriterionKind.PASS_FAIL and self.scale and self.minimum is None:
            yield f"minimum: missing; say which mark of the scale {self.scale} is a pass"

    @property
    def is_marked(self) -> bool:
        """Whether a panel marks it, as opposed to a formula that gives its points."""
        return self.kind in {CriterionKind.MARKED, CriterionKind.PASS_FAIL}

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
    weight: FromZero[Decimal | Fraction] = field(converter=exact_or_third)
    """Per cent or points, of the whole or of the section above as the method states."""
    section: str = ""
    """The section that this one is part of."""
    floor: Decimal | None = field(default=None, converter=exact_or_none)
    """The minimum share, in per cent, of the points of its marked criteria that keeps a tender in."""

    never_empty = asks(reference="missing; give one", title="missing; give one")

    def problems(self) -> Iterator[str]:
        if self.floor is not None and not 0 < self.floor <= HUNDRED:
            yield f"floor: {plain(self.floor)}% is out of range; give above 0%, up to 100%"


class WeightsOf(Word):
    """Whether the weight of a criterion in a section is a percentage of the section or of all criteria."""

    WHOLE = "of the whole"
    PARENT = "of the section it is in"


class TieBreakBy(Word):
    """The figure that decides between tenders with equal results."""

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
                "takes no criterion; leave it out" if self.criterion else "needs one; name it"
            )
