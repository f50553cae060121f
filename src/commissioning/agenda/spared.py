"""Why a notice is not due on an occasion that would bring it: by its value, its size or its ground."""

from __future__ import annotations

from datetime import date

from commissioning.contracts.history import history
from commissioning.contracts.modification import CHANGES, size_of, spared_from_notice
from commissioning.errors import written
from commissioning.law.law import Law
from commissioning.law.notices import Notice
from commissioning.law.questions import PIPELINE_SPEND, PIPELINE_WINDOW, VAT_RATE
from commissioning.law.thresholds import bounds
from commissioning.ledger.ledger import Ledger
from commissioning.records import approval, contract, frameworks, selection
from commissioning.records.record import Record
from commissioning.records.strategy import ProcurementStrategy
from commissioning.values.money import Money


def spared(ledger: Ledger, law: Law, notice: Notice, event: Record, lot: str) -> str:
    """Why a notice is not due for a lot on this one contract, change or exclusion; empty if it is due."""
    lots = ledger.lots_of(event)
    if notice.spared_grounds and isinstance(event, selection.ExclusionsDecided):
        grounds = (each.ground for each in event.notified_of)
        if all(ground in notice.spared_grounds for ground in grounds):
            return "no ground that has to be notified was found"
    if notice.spared_grounds and isinstance(event, frameworks.MembershipChanged):
        decided = ledger.every(selection.ExclusionsDecided)
        own = (each for each in decided if {*lots} & {*ledger.lots_of(each)})
        if any(event.provider in each.left_out and each.on <= event.on for each in own):
            return "the decision on exclusions that it rests on decides that"
    if notice.unless_waived and any(
        waiver.on <= event.on and waiver.lifts(notice.unless_waived, event.reference, lots)
        for waiver in ledger.every(approval.Waiver)
    ):
        return "no indicators were set, as a recorded waiver allows"
    if notice.line is not None:
        line = law.value(notice.line, event.on)
        value = _value_of(ledger, law, event, lot)
        if value is None:
            return f"it is for contracts {line}, and the value is not stated"
        # A value on another VAT basis is known to a range only, and judged by its upper end.
        _, most = bounds(value, line.figure.vat, law.value(VAT_RATE, event.on))
        if not line.is_passed_by(most):
            return f"the contract is worth {value}, and the notice is for contracts {line}"
    change = event if isinstance(event, CHANGES) else None
    found = history(ledger, change.contract) if change else None
    return spared_from_notice(found, change, notice, law) if change and found else ""


def _value_of(ledger: Ledger, law: Law, event: Record, lot: str) -> Money | None:
    """The value of the contract an act is about or, before there is one, the estimate of the lot."""
    if not isinstance(event, contract.ContractSigned):
        found = history(ledger, next(event.references("contract"), ""))
        if found is None:
            strategy = ledger.find(ProcurementStrategy, lot)
            return strategy.estimated_value if strategy else None
        size = size_of(found, event, law) if isinstance(event, contract.ContractVaried) else None
        if size is not None:
            return max(size.worth, size.value)  # a copy is due of what is, or becomes, worth more
        event = found.contract
    return event.value_with_options or event.value


def over_unseen(ledger: Ledger, last: date | None) -> str:
    """A clause that says that the time for a notice was over before a history's records begin; else empty."""
    begun = ledger.brought_forward
    if begun is None or last is None or last >= begun.on:
        return ""
    return f"; its time was over before {written(begun.on)}, when the records begin"


def listed_or_not(ledger: Ledger, law: Law, notice: Notice, today: date, lot: str) -> str:
    """Whether a notice of planned contracts would list this one, as a clause after a semicolon.

    Empty for every other notice, once the procurement has commenced, and where no value is estimated.
    """
    strategy = ledger.find(ProcurementStrategy, lot)
    value = strategy.estimated_value if strategy else None
    if notice.lists is None or value is None or ledger.commenced.of(lot) is not None:
        return ""
    line, spend = law.value(notice.lists, today), law.value(PIPELINE_SPEND, today)
    _, most = bounds(value, line.figure.vat, law.value(VAT_RATE, today))
    lists = "lists" if line.is_passed_by(most) else "does not list"
    return (
        f"; if that is {spend}, it {lists} this contract of {value}: it is for contracts {line} to be "
        f"announced within {law.value(PIPELINE_WINDOW, today)} of 1 April"
    )
