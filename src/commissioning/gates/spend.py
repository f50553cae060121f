"""Spend against the contract: above its value, after its end, or counted twice."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from commissioning.contracts.history import history
from commissioning.contracts.spend import Spend, spend_of
from commissioning.errors import written
from commissioning.findings.codes import contracts as codes
from commissioning.findings.finding import Finding
from commissioning.gates.case import Case, check
from commissioning.records.live import SpendReported


@check(
    SpendReported,
    codes.SPEND_OVER_VALUE,
    codes.SPEND_AFTER_END,
    codes.SPEND_COUNTED_TWICE,
    codes.OTHER_MONEY_BASIS,
)
def spend_is_within_the_contract(case: Case, report: SpendReported) -> Iterator[Finding]:
    """A payment is within the value and the term of the contract, and is counted once."""
    found = history(case.ledger, report.contract)
    if found is None:
        return
    value = found.value_on(case.on)
    if value is not None and not report.amount.is_on_the_basis_of(value):
        yield codes.OTHER_MONEY_BASIS(
            f"The spend of {report.amount} is reported under contract {report.contract}, whose value is "
            f"{value}; amounts on different bases cannot be added",
            remedy=f"State the spend in {value.basis}",
            about=report.contract,
        )
        return
    yield from _amiss(spend_of(found, (*case.every(SpendReported), report), case.on), report)


def _amiss(spend: Spend, report: SpendReported) -> Iterator[Finding]:
    contract = spend.contract
    if spend.left is not None and spend.left.amount < 0:
        yield codes.SPEND_OVER_VALUE.warns(
            f"{spend.spent} has been paid under contract {contract}, {spend.left * -1} more than its value "
            f"of {spend.value}",
            remedy="Record the variation or extension that allows it, or stop the payments",
            about=contract,
        )
    if report in spend.after_end and spend.last_day is not None:
        yield codes.SPEND_AFTER_END.warns(
            f"Payments of {report.amount} for {report.period} come after contract {contract} ended on "
            f"{written(spend.last_day)}",
            remedy="Record the extension, or say in the record what the payments are for",
            about=contract,
        )
    for earlier, following in pairwise(spend.reports):
        if report in {earlier, following} and earlier.period.overlaps(following.period):
            yield codes.SPEND_COUNTED_TWICE.warns(
                f"The spend under contract {contract} is reported for {earlier.period} and for "
                f"{following.period}, which share days",
                remedy="Give each period its own payments",
                about=contract,
            )
