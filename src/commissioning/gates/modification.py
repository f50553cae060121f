"""Whether a contract may be changed as proposed, on what ground, and whether a notice has to come first.

What can be told from figures and days is told here: how much a change adds, alone and with those before
it, how it moves the term, and who holds the contract after. Whether a change alters the nature of the
contract is a judgement that no figure gives, and stays with the reader.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Final

from attrs import frozen

from commissioning.delivery.changes import ContractHistory, history
from commissioning.gates.attached import asks_the_law
from commissioning.gates.case import Case, gate
from commissioning.gates.money_lines import Side, side_of
from commissioning.law import Law
from commissioning.law.terms import (
    CHANGE_NOTICE_TERM,
    CHANGE_NOTICE_VALUE,
    CONSIDERABLE_CHANGE_SHARE,
    CONSIDERABLE_CHANGE_VALUE,
    FREE_MODIFICATION,
    GROUNDED_CHANGE,
    MINOR_CHANGE,
    MINOR_CHANGES_TOGETHER,
    SUBSTANTIAL_TERM,
    SUPPLIER_MAY_CHANGE_ON_RESTRUCTURING,
    THRESHOLD,
)
from commissioning.records.contract import ContractNovated, ContractVaried, HandOn
from commissioning.records.notices import ChangeGround
from commissioning.values.citations import Citation
from commissioning.values.findings import Finding, Severity
from commissioning.values.money import Money

G = ChangeGround
_WITHOUT_LIMIT: Final = frozenset({G.PROVIDED_FOR, G.URGENCY, G.PROTECTING_LIFE, G.OUTSIDE_CONTROL})
_CAPPED: Final = frozenset({G.UNFORESEEN, G.KNOWN_RISK, G.ADDITIONAL})


@frozen
class ChangeSize:
    """How large a change of a contract is, by itself and with those before it."""

    value: Money
    """The value as signed, against which shares are taken."""
    added: Money
    """What this change adds; less than nothing for a saving."""
    added_before: Money
    """What earlier changes without a ground of their own have added, savings taken off."""
    days_signed: int
    """The longest term as signed, in days."""
    days_moved: int
    """By how many days this change moves the end; negative where the contract ends sooner."""

    @property
    def share(self) -> Fraction:
        """This change in per cent of the value as signed, whichever way it goes."""
        return _share(self.added, self.value)

    @property
    def share_together(self) -> Fraction:
        """This change and those before it, in per cent of the value as signed."""
        return _share(self.added + self.added_before, self.value)

    @property
    def share_of_term(self) -> Fraction:
        """By how many per cent of the longest term the end moves, whichever way."""
        return Fraction(abs(self.days_moved) * 100, self.days_signed)


def size_of(found: ContractHistory, change: ContractVaried) -> ChangeSize | None:
    """How large a change is; None where the contract states no value to measure it by.

    None too where amounts are on different bases: they cannot be added, which is a finding of its own.
    """
    signed = found.contract
    value = signed.value_with_options or signed.value
    if value is None or not value.amount:
        return None
    nothing = value * 0
    before = [
        event
        for event in found.of(ContractVaried, change.on)
        if event.reference != change.reference and event.ground is None
    ]
    changes = [e.value_change for e in (change, *before) if e.value_change is not None]
    if any((c.currency, c.vat) != (value.currency, value.vat) for c in changes):
        return None
    earlier = Money.total([nothing, *(e.value_change for e in before if e.value_change)])
    ends_on = found.term_on(change.on).ends_on
    return ChangeSize(
        value=value,
        added=change.value_change or nothing,
        added_before=earlier,
        days_signed=signed.longest_term.length,
        days_moved=(change.new_end - ends_on).days if change.new_end else 0,
    )


def change_findings(
    found: ContractHistory, change: ContractVaried, law: Law, on: date
) -> Iterator[Finding]:
    """What the law says against a proposed change, given what was changed before.

    Raises `NoRuleError` where the law has no rule on changes or a fact it turns on is not stated.
    """
    if law.value(FREE_MODIFICATION, on) or change.ground in _WITHOUT_LIMIT:
        return
    size = size_of(found, change)
    if size is None:
        return
    if law.has(CONSIDERABLE_CHANGE_VALUE, on):
        yield from _considerable(size, change, law, on)
    elif change.ground in _CAPPED:
        yield from _past_cap(size, change, law, on)
    else:
        yield from _without_ground(size, change, law, on)
        yield from _long(size, change, law, on)


def needs_change_notice(found: ContractHistory, change: ContractVaried, law: Law, on: date) -> bool:
    """Whether a change has to be announced first, where the law lets small ones pass unannounced."""
    size = size_of(found, change)
    if size is None or not law.has(CHANGE_NOTICE_VALUE, on):
        return True
    small_value = size.share <= law.value(CHANGE_NOTICE_VALUE, on)
    small_term = size.share_of_term <= law.value(CHANGE_NOTICE_TERM, on)
    # The Act lifts the duty for a small change of value or of term; a change of both is small in both.
    return not (small_value and small_term)


@gate("change-not-allowed", "changes-add-up", "law-unknown")
@asks_the_law
def change_is_allowed(case: Case) -> Iterator[Finding]:
    """A signed contract is changed only as far as the law allows without a new competition."""
    change = case.record
    if isinstance(change, ContractVaried):
        found = history(case.ledger, change.contract)
        if found is not None:
            yield from change_findings(found, change, case.law, case.on)


@gate("holder-may-not-change", "law-unknown")
@asks_the_law
def holder_may_change(case: Case) -> Iterator[Finding]:
    """Another provider takes a contract over only where the business itself is restructured.

    Whether the reason given is a restructuring is for the reader, so this only warns.
    """
    passing = case.record
    if not isinstance(passing, ContractNovated):
        return
    row = case.law.row(SUPPLIER_MAY_CHANGE_ON_RESTRUCTURING, case.on)
    if row.value and passing.how is HandOn.NOVATION:
        yield Finding(
            code="holder-may-not-change",
            message=(
                f"contract {passing.contract} passes from {passing.from_provider} to "
                f"{passing.to_provider} ({passing.because}), which only a restructuring of the "
                "business allows"
            ),
            severity=Severity.WARNS,
            source=row.citation,
            remedy="make sure that it is one; otherwise buy anew",
            about=passing.contract,
        )


def _considerable(
    size: ChangeSize, change: ContractVaried, law: Law, on: date
) -> Iterator[Finding]:
    """Provider Selection Regime: too much only where both the amount and the share are reached."""
    amount, share = law.row(CONSIDERABLE_CHANGE_VALUE, on), law.value(CONSIDERABLE_CHANGE_SHARE, on)
    together = size.added + size.added_before
    if together.amount >= amount.value.amount and size.share_together >= share:
        yield _refused(
            change,
            f"with those before it adds {together}, {_per_cent(size.share_together)} of the value; "
            f"a change of {amount.value} and {share}% is considerable",
            amount.citation,
        )


def _past_cap(size: ChangeSize, change: ContractVaried, law: Law, on: date) -> Iterator[Finding]:
    row = law.row(GROUNDED_CHANGE, on)
    if size.added.amount > 0 and size.share > row.value:
        yield _refused(
            change,
            f"adds {size.added}, {_per_cent(size.share)} of the value; on this ground a change may "
            f"add at most {row.value}%",
            row.citation,
        )


def _without_ground(
    size: ChangeSize, change: ContractVaried, law: Law, on: date
) -> Iterator[Finding]:
    if not size.added.amount:
        return
    row, together = law.row(MINOR_CHANGE, on), law.value(MINOR_CHANGES_TOGETHER, on)
    share = size.share_together if together else size.share
    if share > row.value:
        counted = "with those before it moves" if together else "moves"
        yield _refused(
            change,
            f"{counted} the value by {_per_cent(share)}; without a ground the most is {row.value}%",
            row.citation,
        )
    elif _reaches_threshold(size, law, on):
        yield _refused(
            change,
            f"with those before it adds {size.added + size.added_before}, which reaches the "
            f"threshold of {law.value(THRESHOLD, on)}",
            row.citation,
        )
    elif not together and size.share_together > row.value:
        yield Finding(
            code="changes-add-up",
            message=(
                f"change {change.reference} is small by itself; with those before it the value moves "
                f"by {_per_cent(size.share_together)}"
            ),
            severity=Severity.WARNS,
            source=row.citation,
            remedy="make sure that they could not have been one change, which is judged as one",
            about=change.contract,
        )


def _reaches_threshold(size: ChangeSize, law: Law, on: date) -> bool:
    together = size.added + size.added_before
    return together.amount > 0 and side_of(together, THRESHOLD, law, on) is Side.AT_OR_OVER


def _long(size: ChangeSize, change: ContractVaried, law: Law, on: date) -> Iterator[Finding]:
    if not size.days_moved or not law.has(SUBSTANTIAL_TERM, on):
        return
    row = law.row(SUBSTANTIAL_TERM, on)
    if size.share_of_term > row.value:
        yield _refused(
            change,
            f"moves the end by {size.days_moved} days, {_per_cent(size.share_of_term)} of the longest "
            f"term at award; beyond {row.value}% it is substantial",
            row.citation,
        )


def _refused(change: ContractVaried, why: str, source: Citation) -> Finding:
    return Finding(
        code="change-not-allowed",
        message=f"change {change.reference} {why}",
        source=source,
        remedy="name the ground in law that it rests on, make it smaller, or buy it anew",
        about=change.contract,
    )


def _share(part: Money, whole: Money) -> Fraction:
    return abs(Fraction(part.amount) / Fraction(whole.amount)) * 100


def _per_cent(share: Fraction) -> str:
    return f"{(Decimal(share.numerator) / Decimal(share.denominator)).quantize(Decimal('0.1'))}%"
