"""Gates on changes of a contract: how far it may be changed, on which ground, and who may take it over.

They judge by figures and days: how much a change adds, alone and with those before it, how it moves the
end, and who holds the contract afterwards. Whether a change alters the nature of the contract is a
judgement that no figure gives, and is left to the reader.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from commissioning.contracts.history import ContractHistory, history
from commissioning.contracts.modification import ChangeSize, _per_cent, size_of
from commissioning.findings.citation import Citation
from commissioning.findings.codes import law as codes
from commissioning.findings.finding import Finding
from commissioning.gates.case import Case
from commissioning.gates.unknown_law import checks_by_law
from commissioning.law import questions as q
from commissioning.law.conditions import Condition
from commissioning.law.law import Law
from commissioning.law.thresholds import Side, side_of
from commissioning.records.contract import ContractNovated, ContractVaried, HandOn
from commissioning.records.notices import ChangeGround as Ground
from commissioning.values.text import counted

_WITHOUT_LIMIT: Final = frozenset(
    {Ground.PROVIDED_FOR, Ground.URGENCY, Ground.PROTECTING_LIFE, Ground.OUTSIDE_CONTROL}
)
_CAPPED: Final = frozenset({Ground.UNFORESEEN, Ground.KNOWN_RISK, Ground.ADDITIONAL})


def change_findings(
    found: ContractHistory, change: ContractVaried, law: Law, on: date
) -> Iterator[Finding]:
    """The objections of the law to a proposed change, given the changes before it.

    Raises `NoRuleError` where the law has no rule on changes or a fact it depends on is not stated.
    """
    if law.value(q.FREE_MODIFICATION, on) or change.ground in _WITHOUT_LIMIT:
        return
    size = size_of(found, change)
    if size is None:
        return
    if law.has(q.CONSIDERABLE_CHANGE_VALUE, on):
        yield from _considerable(size, change, law, on)
    elif change.ground in _CAPPED:
        yield from _over_cap(size, change, law, on)
    else:
        yield from _without_ground(size, change, law, on)
        yield from _long(size, change, law, on)


@checks_by_law(
    ContractVaried, Condition.CHANGE_IS_ALLOWED, codes.CHANGE_NOT_ALLOWED, codes.CHANGES_ADD_UP
)
def change_is_allowed(case: Case, change: ContractVaried) -> Iterator[Finding]:
    """A signed contract is changed only as far as the law allows without a new competition."""
    found = history(case.ledger, change.contract)
    return change_findings(found, change, case.law, case.on) if found else iter(())


@checks_by_law(ContractNovated, Condition.HOLDER_MAY_CHANGE, codes.HOLDER_MAY_NOT_CHANGE)
def holder_may_change(case: Case, passing: ContractNovated) -> Iterator[Finding]:
    """Another provider takes a contract over only where the business itself is restructured.

    Whether the reason given is a restructuring is for the reader, so this only warns.
    """
    row = case.law.row(q.SUPPLIER_MAY_CHANGE_ON_RESTRUCTURING, case.on)
    if row.value and passing.how is HandOn.NOVATION:
        yield codes.HOLDER_MAY_NOT_CHANGE.warns(
            f"Contract {passing.contract} passes from {passing.from_provider} to "
            f"{passing.to_provider} ({passing.because}); the law allows this only where the business "
            "is restructured",
            source=row.citation,
            remedy="Check that this is a restructuring; otherwise procure anew",
            about=passing.contract,
        )


def _considerable(
    size: ChangeSize, change: ContractVaried, law: Law, on: date
) -> Iterator[Finding]:
    """Provider Selection Regime: too much only where both the amount and the share are reached."""
    amount = law.row(q.CONSIDERABLE_CHANGE_VALUE, on)
    share = law.value(q.CONSIDERABLE_CHANGE_SHARE, on)
    together = size.added + size.added_before
    if amount.value.is_passed_by(together.amount) and share.is_passed_by(size.share_together):
        yield _refused(
            change,
            f"and the changes before it add {together}, {_per_cent(size.share_together)} of the "
            f"value; a change of {amount.value.figure} and {share.figure}% is considerable",
            amount.citation,
        )


def _over_cap(size: ChangeSize, change: ContractVaried, law: Law, on: date) -> Iterator[Finding]:
    row = law.row(q.GROUNDED_CHANGE, on)
    if size.added.amount > 0 and row.value.is_passed_by(size.share):
        yield _refused(
            change,
            f"adds {size.added}, {_per_cent(size.share)} of the value; the maximum on this ground "
            f"is {row.value.figure}%",
            row.citation,
        )


def _without_ground(
    size: ChangeSize, change: ContractVaried, law: Law, on: date
) -> Iterator[Finding]:
    if not size.added.amount:
        return
    row, counted_together = law.row(q.MINOR_CHANGE, on), law.value(q.MINOR_CHANGES_TOGETHER, on)
    share = size.share_together if counted_together else size.share
    together = size.added + size.added_before
    if row.value.is_passed_by(share):
        moves = "and the changes before it move" if counted_together else "moves"
        yield _refused(
            change,
            f"{moves} the value by {_per_cent(share)}; the law allows {row.value}% without a ground",
            row.citation,
        )
    elif together.amount > 0 and side_of(together, q.THRESHOLD, law, on) is Side.BEYOND:
        line = law.value(q.THRESHOLD, on).figure
        yield _refused(
            change,
            f"and the changes before it add {together}, which reaches the threshold of {line}",
            row.citation,
        )
    elif not counted_together and row.value.is_passed_by(size.share_together):
        yield codes.CHANGES_ADD_UP.warns(
            f"Change {change.reference} is small by itself, but with the changes before it the value "
            f"moves by {_per_cent(size.share_together)}",
            source=row.citation,
            remedy="Check that they could not have been one change, which would be judged as one",
            about=change.contract,
        )


def _long(size: ChangeSize, change: ContractVaried, law: Law, on: date) -> Iterator[Finding]:
    for row in law.every(q.SUBSTANTIAL_TERM, on):
        if row.value.is_passed_by(size.share_of_term):
            yield _refused(
                change,
                f"moves the end by {counted(abs(size.days_moved), 'day')}, "
                f"{_per_cent(size.share_of_term)} of the longest term at award; more than "
                f"{row.value.figure}% is substantial",
                row.citation,
            )


def _refused(change: ContractVaried, why: str, source: Citation) -> Finding:
    return codes.CHANGE_NOT_ALLOWED(
        f"Change {change.reference} {why}",
        source=source,
        remedy="Name the ground in law that it rests on, make it smaller, or procure anew",
        about=change.contract,
    )
