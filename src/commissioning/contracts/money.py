"""The money of a contract: its chain of sums with each step beyond a limit, and spend against its value."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Final

from commissioning.contracts.history import ContractHistory
from commissioning.contracts.money_chain import CHAIN_KINDS, ChainStep, chain_steps
from commissioning.contracts.stated_sums import Link
from commissioning.contracts.sums import Sum
from commissioning.errors import written
from commissioning.findings.codes import contracts as codes
from commissioning.findings.codes.competition import OFFER_ABOVE_ENVELOPE
from commissioning.findings.finding import Finding, FindingCode, Severity
from commissioning.ledger.ledger import Ledger
from commissioning.ledger.lots import known_lot
from commissioning.records.live import KpiReport, SpendReported
from commissioning.records.record import WHOLE
from commissioning.values.frozen import frozen
from commissioning.values.money import Money, VatBasis
from commissioning.values.rounding import as_decimal
from commissioning.values.tables import Column, ColumnsOf, Kind, Table
from commissioning.values.text import counted, listed

_BY_LIMIT: Final = {
    Link.ESTIMATE: codes.ESTIMATE_EXCEEDED,
    Link.ENVELOPE: codes.ENVELOPE_EXCEEDED,
    Link.TENDER: codes.PRICE_NOT_AS_TENDERED,
    Link.RECOMMENDATION: codes.PRICE_NOT_AS_TENDERED,
    Link.APPROVAL: codes.APPROVAL_EXCEEDED,
    Link.AWARD: codes.APPROVAL_EXCEEDED,
    Link.OPTION: codes.CHANGE_BEYOND_APPROVED,
}
MONEY_CODES: Final = (
    OFFER_ABOVE_ENVELOPE,
    codes.OTHER_MONEY_BASIS,
    *dict.fromkeys(_BY_LIMIT.values()),
)
_REMEDIES: Final[dict[FindingCode, str]] = {
    codes.ESTIMATE_EXCEEDED: "Check both figures; a larger estimate may change which rules apply",
    codes.ENVELOPE_EXCEEDED: "Lower the sum, or record a strategy with a larger envelope",
    codes.PRICE_NOT_AS_TENDERED: "State the price that was tendered, or record a waiver that says why it "
    "is higher",
    codes.APPROVAL_EXCEEDED: "Record an approval to award that states the larger sum, or a waiver that says "
    "who allowed it",
    codes.CHANGE_BEYOND_APPROVED: "Have the larger sum approved, and record a waiver that says by whom",
}


def money_findings(step: ChainStep) -> Iterator[Finding]:
    """A step up beyond its limit, or a limit on another basis; nothing where neither can be said."""
    stated, limit, met = step.stated, step.limit, step.meeting
    if limit is None:
        return
    if not step.on_one_basis:
        yield codes.OTHER_MONEY_BASIS.warns(
            f"{stated.subject} {_with_vat(stated.sum)}{stated.for_what}, but {limit.before}"
            f"{_with_vat(limit.sum)}{limit.after} cannot be compared with it: it is on another basis",
            remedy="State both in one currency, and both with or both without VAT",
            about=stated.about or None,
        )
    elif met is not None and met.is_beyond:
        code = _code(step, limit.link)
        blocks = step.binds and code not in {codes.ESTIMATE_EXCEEDED, codes.ENVELOPE_EXCEEDED}
        yield code(
            f"{stated.subject} {met.measured_text}{stated.for_what}, above {limit.before}"
            f"{met.limit_text}{limit.after}",
            severity=Severity.BLOCKS if blocks else Severity.WARNS,
            remedy=_REMEDIES.get(code, limit.advice),
            about=stated.about or None,
        )


def _code(step: ChainStep, limit: Link) -> FindingCode:
    if limit is Link.ENVELOPE and step.stated.link is Link.TENDER:
        return OFFER_ABOVE_ENVELOPE
    if limit in {Link.APPROVAL, Link.AWARD} and step.stated.link is Link.CHANGE:
        return codes.CHANGE_BEYOND_APPROVED
    return _BY_LIMIT[limit]


def _with_vat(stated: Sum) -> str:
    """A sum that says so where its VAT is not stated; the others say it in any case."""
    unstated = stated.amount.vat is VatBasis.UNSTATED
    return f"{stated} ({stated.amount.vat.value})" if unstated else f"{stated}"


def _most(step: ChainStep) -> Decimal | None:
    if step.meeting:
        return step.meeting.limit.shown
    return step.limit.most.amount.shown if step.limit else None


_LINKS: Final = ColumnsOf[ChainStep](
    (Column("link", meaning="the link of the chain"), lambda step: step.stated.link.value),
    (Column("on", Kind.DAY, "the day of the record that states it"), lambda step: step.stated.on),
    (Column("of", meaning="the provider, contract or recommendation concerned"),
        lambda step: step.stated.about or None),
    (Column("amount", Kind.NUMBER, "the sum as stated"), lambda step: step.stated.sum.amount.shown),
    (Column("basis", meaning="its currency, and whether VAT is in it"),
        lambda step: step.stated.sum.amount.basis),
    (Column("for", meaning="the time it is for"), lambda step: step.stated.sum.time),
    (Column("limit", meaning="the earlier link that it is measured against"),
        lambda step: step.limit.link.value if step.limit else None),
    (Column("at most", Kind.NUMBER, "that limit, brought to the time of the sum where one was a year's"),
        _most),
    (Column("beyond", Kind.YES_NO, "whether the sum is above it; empty where they cannot be compared"),
        lambda step: step.meeting.is_beyond if step.meeting else None),
)  # fmt: skip


@frozen(repr=False)
class MoneyChain:
    """The sums of one lot from estimate to last change, each with what limits it."""

    lot: str
    steps: tuple[ChainStep, ...]

    @classmethod
    def of(cls, ledger: Ledger, lot: str = WHOLE) -> MoneyChain:
        """The chain of a lot as it stands. Raises `LookupError` for a lot that there is not."""
        about = None if lot == WHOLE else known_lot(ledger.lots, lot)
        found = (
            step
            for kind in CHAIN_KINDS
            for record in ledger.every(kind, about)
            for step in chain_steps(ledger, record)
            if about is None or step.stated.scope is None or about in step.stated.scope
        )
        return cls(lot, tuple(found))

    def findings(self) -> tuple[Finding, ...]:
        """Every step up beyond its limit, and every limit on another basis."""
        found = (finding for step in self.steps for finding in money_findings(step))
        return tuple(dict.fromkeys(found))

    def table(self) -> Table:
        """One row for each sum and limit."""
        return _LINKS.table(self.steps)

    def _repr_html_(self) -> str:
        return self.table().to_html("Sums from estimate to last change")

    def __repr__(self) -> str:
        beyond = sum(step.is_beyond for step in self.steps)
        return f"<MoneyChain of {self.lot}: {len(self.steps)} sums, {beyond} beyond their limit>"


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
        yield codes.RUNS_AFTER_END.warns(
            f"Contract {spend.contract} ended on {written(last)} and still runs: {listed(signs)}",
            remedy="Record the extension that was agreed in time, or sign a contract for what goes on",
            about=spend.contract,
        )
