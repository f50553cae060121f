"""The size of a change of a contract, measured as the law measures it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

from commissioning.contracts.history import ContractHistory
from commissioning.law.law import Law
from commissioning.law.questions import CHANGE_NOTICE_TERM, CHANGE_NOTICE_VALUE
from commissioning.records.contract import ContractVaried
from commissioning.values.frozen import frozen
from commissioning.values.money import Money


@frozen
class ChangeSize:
    """The size of a change of a contract, by itself and with those before it."""

    value: Money
    """The value as signed, against which shares are taken."""
    added: Money
    """The amount that this change adds; negative for a saving."""
    added_before: Money
    """The net amount that earlier changes without a ground of their own have added."""
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
    """The size of a change; None if the contract states no value to measure it by.

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


def needs_change_notice(found: ContractHistory, change: ContractVaried, law: Law, on: date) -> bool:
    """Whether a change has to be announced first, where the law lets small ones pass unannounced."""
    size = size_of(found, change)
    if size is None or not law.has(CHANGE_NOTICE_VALUE, on):
        return True
    small_value = not law.value(CHANGE_NOTICE_VALUE, on).is_passed_by(size.share)
    small_term = not law.value(CHANGE_NOTICE_TERM, on).is_passed_by(size.share_of_term)
    # The Act lifts the duty for a small change of value or of term; a change of both is small in both.
    return not (small_value and small_term)


def _share(part: Money, whole: Money) -> Fraction:
    return abs(Fraction(part.amount) / Fraction(whole.amount)) * 100


def _per_cent(share: Fraction) -> str:
    return f"{(Decimal(share.numerator) / Decimal(share.denominator)).quantize(Decimal('0.1'))}%"
