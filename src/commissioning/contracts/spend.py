"""Spend under a contract against its value: what is left, and what was paid after its end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction

from commissioning.contracts.history import ContractHistory
from commissioning.errors import written
from commissioning.findings.codes.contracts import RUNS_AFTER_END
from commissioning.findings.finding import Finding
from commissioning.records.live import KpiReport, SpendReported
from commissioning.values.frozen import frozen
from commissioning.values.money import Money
from commissioning.values.rounding import as_decimal
from commissioning.values.text import counted, listed


@frozen
class Spend:
    """The payments under one contract by the end of a day."""

    contract: str
    reports: tuple[SpendReported, ...]
    """Those that count, in the order of their periods, on the basis of the value where there is one."""
    value: Money | None
    """The value of the contract on that day; None where none was stated."""
    last_day: date | None
    """The last day of the contract as known then."""

    @property
    def spent(self) -> Money | None:
        """Everything paid; None where nothing was reported."""
        return Money.total(each.amount for each in self.reports) if self.reports else None

    @property
    def left(self) -> Money | None:
        """The value less what was paid; negative where more was paid. None where either is not known."""
        spent = self.spent
        return None if self.value is None or spent is None else self.value - spent

    @property
    def per_cent(self) -> Decimal | None:
        """The payments in per cent of the value, to one place."""
        spent = self.spent
        if self.value is None or not self.value.amount or spent is None:
            return None
        return as_decimal(Fraction(spent.amount) / Fraction(self.value.amount) * 100, 1)

    @property
    def after_end(self) -> tuple[SpendReported, ...]:
        """The reports of periods that began after the last day of the contract."""
        last = self.last_day
        return tuple(r for r in self.reports if last is not None and r.period.starts_on > last)

    @property
    def spent_after_end(self) -> Money | None:
        """Everything paid in periods after the last day; None where nothing was reported for any."""
        return Money.total(r.amount for r in self.after_end) if self.after_end else None


def spend_of(found: ContractHistory, reports: Iterable[SpendReported], on: date) -> Spend:
    """The spend under a contract by the end of a day. Of two reports of one period the later counts.

    A report on another basis than the value is left out; recording it is the finding
    `other-money-basis`.
    """
    value = found.value_on(on)
    latest = {
        each.period: each
        for each in sorted(reports, key=lambda report: report.on)
        if each.contract == found.contract.reference and each.on <= on
    }
    held = (r for r in latest.values() if value is None or r.amount.is_on_the_basis_of(value))
    in_order = tuple(sorted(held, key=lambda report: report.period.starts_on))
    return Spend(found.contract.reference, in_order, value, found.known_last_day_on(on))


def runs_after_end(spend: Spend, returns: Iterable[KpiReport], on: date) -> Iterator[Finding]:
    """A warning where payments or returns for periods after its last day show that a contract goes on."""
    last, paid = spend.last_day, spend.spent_after_end
    if last is None or last >= on:
        return
    late = [r for r in returns if r.on <= on and r.period.starts_on > last]
    signs = [f"{paid} was paid for periods after it"] if paid else []
    signs += [f"{counted(len(late), 'return')} came for periods after it"] if late else []
    if signs:
        yield RUNS_AFTER_END.warns(
            f"Contract {spend.contract} ended on {written(last)} and still runs: {listed(signs)}",
            remedy="Record the extension that was agreed in time, or sign a contract for what goes on",
            about=spend.contract,
        )
