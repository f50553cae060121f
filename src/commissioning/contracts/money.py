"""The findings of a chain of sums: each step up beyond its limit, and all of it as a table."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from commissioning.contracts.money_chain import CHAIN_KINDS, ChainStep, chain_steps
from commissioning.contracts.stated_sums import Link
from commissioning.contracts.sums import Sum
from commissioning.findings.codes import contracts as codes
from commissioning.findings.codes.competition import OFFER_ABOVE_ENVELOPE
from commissioning.findings.finding import Finding, FindingCode, Severity
from commissioning.ledger.ledger import Ledger
from commissioning.ledger.lots import known_lot
from commissioning.records.record import WHOLE
from commissioning.values.frozen import frozen
from commissioning.values.money import VatBasis
from commissioning.values.tables import Column, ColumnsOf, Kind, Table

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
