"""Delegation as a constitution writes it: who decides an act of some value, and who has to take part.

The rows are a council's own (`CouncilRules.delegations`); a constitution has them in its scheme of delegation
or its contract procedure rules. Beside them are the capacities that one person may not have both.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Final

from commissioning.dates.periods import later
from commissioning.errors import written
from commissioning.findings.citation import Citation
from commissioning.findings.finding import Severity
from commissioning.records.approval import Act
from commissioning.values.checking import Checked, FromOne, asks
from commissioning.values.frozen import frozen
from commissioning.values.listings import Listing
from commissioning.values.money import Money, VatBasis
from commissioning.values.tables import Column, ColumnsOf
from commissioning.values.text import Word, grouped, listed


class Counts(Word):
    """The members who count towards a quorum, of those who take part."""

    FOR = "those in favour"
    PRESENT = "those present"
    """All who stayed: in favour, against or abstaining. Whoever withdrew for an interest never counts."""


@frozen(kw_only=True)
class Quorum(Checked):
    """The number of different persons who have to take part in a decision."""

    at_least: FromOne[int]
    of: tuple[str, ...] = ()
    """The persons or offices who count; empty where everybody does who took part."""
    each_office: bool = False
    """Whether every one of `of` has to take part, each through a different person."""
    counts: Counts = Counts.FOR

    distinct = ("of",)

    def problems(self) -> Iterator[str]:
        if self.of and self.at_least > len(self.of) and self.each_office:
            yield f"at_least: {self.at_least} is more than the {len(self.of)} offices named"

    def __str__(self) -> str:
        of = f" of {listed(self.of)}" if self.of else ""
        each = ", each office included" if self.each_office else ""
        return f"{self.at_least}{of}{each}, counting {self.counts}"


@frozen(kw_only=True)
class DelegationRow(Checked):
    """One line of a scheme of delegation. Both ends of its amounts are always said, and their VAT basis."""

    reference: str
    act: Act
    decides: str
    """The body or office, in the words of `Approval.decided_by`: "Executive"."""
    low: Money | None
    """The lower bound; None for no bound."""
    low_included: bool
    high: Money | None
    high_included: bool
    if_facts: tuple[str, ...] = ()
    """The circumstances in which the row holds, in the words of `Approval.circumstances`: "routine"."""
    within_approved: bool = False
    """Whether it holds only where the amount was approved when the procurement was."""
    quorum: Quorum | None = None
    consulted: tuple[str, ...] = ()
    """The members and offices to be consulted first."""
    opinions: tuple[str, ...] = ()
    """The offices whose opinion on the report has to be recorded first: "legal", "finance"."""
    applies_from: date | None = None
    """The first day of the row; None for the first day of the council's rules."""
    applies_to: date | None = None
    """The last day, included; None while the row is in force."""
    provision: str = ""
    """The place in the constitution, where it is not that of the rules as a whole."""

    never_empty = asks(
        reference="give the row a reference, such as that of the constitution",
        decides="say which body or office decides",
    )
    distinct = ("if_facts", "consulted", "opinions")

    def problems(self) -> Iterator[str]:
        for name, bound in (("low", self.low), ("high", self.high)):
            # At 20% the line of £100,000 would lie at £120,000 or at £100,000, as the reader takes it.
            if bound is not None and bound.vat is VatBasis.UNSTATED:
                yield f"{name}: say whether {bound} is with or without VAT"
        low, high = self.low, self.high
        if low is not None and high is not None:
            if not low.is_on_the_basis_of(high):
                yield f"low and high: {low} and {high} are on different bases; give both on one"
            elif low > high or (low == high and not (self.low_included and self.high_included)):
                yield f"low and high: no amount is {self.words}"
        if self.applies_from and self.applies_to and self.applies_to < self.applies_from:
            yield f"applies_to: {written(self.applies_to)} is before the row applies"

    @property
    def words(self) -> str:
        """The amounts as one would say them: "from £100,000 to below £500,000 excluding VAT"."""
        parts = []
        if self.low is not None:
            parts.append(f"{'from' if self.low_included else 'over'} {self.low}")
        if self.high is not None:
            parts.append(f"{'up to' if self.high_included else 'below'} {self.high}")
        return " and ".join(parts) or "any amount"

    @property
    def scope(self) -> str:
        """The amounts with the circumstances in which the row holds."""
        within = ("within what was approved to be procured",) if self.within_approved else ()
        return ", ".join((self.words, *self.if_facts, *within))

    def holds_on(self, on: date) -> bool:
        """Whether the row is in force on a day on which the council's rules apply."""
        return (self.applies_from is None or self.applies_from <= on) and (
            self.applies_to is None or on <= self.applies_to
        )

    def takes(self, value: Money) -> bool:
        """Whether an amount lies within its bounds. Raises `RecordError` for one on another basis."""
        low, high = self.low, self.high
        over = low is None or value > low or (value == low and self.low_included)
        return over and (high is None or value < high or (value == high and self.high_included))

    def __str__(self) -> str:
        quorum = f" (at least {self.quorum})" if self.quorum else ""
        return f"{self.decides}{quorum}: {self.act.value} {self.scope}"


@frozen
class Decider(Checked):
    """One way in which an act may be decided: by whom, by which row, and where the constitution says so."""

    row: DelegationRow
    source: Citation

    @property
    def decides(self) -> str:
        return self.row.decides

    def __str__(self) -> str:
        return f"{self.row} ({self.source})"


class WhoDecides(Listing[Decider]):
    """The bodies and offices that may decide an act, each with the reason. Several are several ways."""

    __slots__ = ()

    noun = "way"
    columns = ColumnsOf[Decider](
        (Column("decides"), lambda one: one.decides),
        (Column("row"), lambda one: one.row.reference),
        (Column("because"), lambda one: f"{one.row.act.value} {one.row.scope}"),
        (Column("quorum"), lambda one: str(one.row.quorum) if one.row.quorum else None),
        (Column("consulted"), lambda one: ", ".join(one.row.consulted) or None),
        (Column("opinions"), lambda one: ", ".join(one.row.opinions) or None),
        (Column("source"), lambda one: str(one.source)),
    )


def row_problems(rows: Iterable[DelegationRow]) -> Iterator[str]:
    """Whether the rows of one act, for the same circumstances and day, take an amount twice or skip one.

    Constitutions mix "from", "over", "up to" and "below", so two lines that look as if they met may overlap
    in one pound or leave it out. Below the lowest line and above the highest another row may decide.
    """
    # Rows for other circumstances are alternatives, and may overlap.
    alike = grouped(((row.act, frozenset(row.if_facts), row.within_approved), row) for row in rows)
    for group in alike.values():
        # Once each: the same two rows meet on every day on which another begins.
        yield from dict.fromkeys(_meetings(group))


def _meetings(group: tuple[DelegationRow, ...]) -> Iterator[str]:
    """The problems of rows that are asked together, on each day on which one begins or the rest go on."""
    ends = {row.applies_to for row in group if row.applies_to}
    days = {row.applies_from or date.min for row in group}
    # On no other day does the set of rows in force change, so these speak for all days.
    for day in sorted(days | {later(end, days=1) for end in ends}):
        held = sorted((row for row in group if row.holds_on(day)), key=_from_below)
        # Sorted from below, neighbours suffice: where any two rows overlap, some two neighbours do.
        for lower, upper in pairwise(held):
            yield from _meeting(lower, upper)


def _from_below(row: DelegationRow) -> tuple[Decimal, bool]:
    # By the figure alone: for rows on different bases there is no order, which `_meeting` then reports.
    # Of two from one figure, the row that takes it comes first: "up to £0" goes before "over £0".
    return (row.low.amount if row.low is not None else Decimal("-Infinity")), not row.low_included


def _meeting(lower: DelegationRow, upper: DelegationRow) -> Iterator[str]:
    both = f"delegations: {lower.reference} ({lower.words}) and {upper.reference} ({upper.words})"
    high, low = lower.high, upper.low
    if high is None or low is None:
        yield f"{both} overlap"
    elif not high.is_on_the_basis_of(low):
        yield f"{both} are on different bases; give all rows of one act on one"
    elif high > low:
        yield f"{both} overlap"
    elif high < low:
        yield f"{both} leave out what lies between"
    elif lower.high_included and upper.low_included:
        yield f"{both} overlap at {low}"
    elif not lower.high_included and not upper.low_included:
        yield f"{both} leave out {low}"


class Capacity(Word):
    """The part that one person takes in a procurement, as the records show it."""

    SCORES = "score tenders"
    SITS = "sit on the panel"
    CHAIRS = "chair the panel"
    OPENS = "open tenders"
    PREPARES = "prepare the recommendation"
    ADVISES = "give an opinion on the report"
    DECIDES = "decide"
    SIGNS = "sign the contract"
    GIVES_WAIVER = "give a waiver"
    ASKS_FOR_WAIVER = "ask for a waiver"


class SeparationScope(Word):
    """How far two capacities are kept apart."""

    SAME_CYCLE = "in one procurement"
    SAME_LOT = "for one lot"


@frozen(kw_only=True)
class SeparationRule(Checked):
    """Two capacities that one person may not have both."""

    reference: str
    one: Capacity
    other: Capacity = Capacity.DECIDES
    scope: SeparationScope = SeparationScope.SAME_CYCLE
    severity: Severity = Severity.BLOCKS

    never_empty = asks(reference="give the rule a reference")

    def problems(self) -> Iterator[str]:
        if self.one is self.other:
            yield f"one and other: both are {self.one.value}; give two capacities"


# fmt: off
USUAL_SEPARATION: Final = (
    SeparationRule(reference="decides-scores", one=Capacity.DECIDES, other=Capacity.SCORES),
    SeparationRule(reference="decides-sits", one=Capacity.DECIDES, other=Capacity.SITS),
    SeparationRule(reference="waiver", one=Capacity.GIVES_WAIVER, other=Capacity.ASKS_FOR_WAIVER),
    SeparationRule(reference="prepares-decides", one=Capacity.PREPARES, other=Capacity.DECIDES,
                   severity=Severity.WARNS),
    SeparationRule(reference="opens-scores", one=Capacity.OPENS, other=Capacity.SCORES,
                   severity=Severity.WARNS),
)
"""The capacities that councils commonly keep apart; each has its own rules."""
# fmt: on
