"""Whether a contract may be changed as proposed, on what ground, and whether a notice has to come first.

What can be told from figures and days is told here: how much a change adds, alone and with those before
it, how it moves the term, and who holds the contract after. Whether a change alters the nature of the
contract is a judgement that no figure gives, and stays with the reader.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from commissioning.contracts.history import ContractHistory, history
from commissioning.contracts.modification import ChangeSize, _per_cent, size_of
from commissioning.findings.citation import Citation
from commissioning.findings.codes.law import (
    CHANGE_NOT_ALLOWED,
    CHANGES_ADD_UP,
    HOLDER_MAY_NOT_CHANGE,
)
from commissioning.findings.finding import Finding, Severity
from commissioning.gates.case import Case
from commissioning.gates.unknown_law import asks_the_law
from commissioning.law.conditions import Condition
from commissioning.law.law import Law
from commissioning.law.questions import (
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
from commissioning.law.thresholds import Side, side_of
from commissioning.records.contract import ContractNovated, ContractVaried, HandOn
from commissioning.records.notices import ChangeGround

G = ChangeGround
_WITHOUT_LIMIT: Final = frozenset({G.PROVIDED_FOR, G.URGENCY, G.PROTECTING_LIFE, G.OUTSIDE_CONTROL})
_CAPPED: Final = frozenset({G.UNFORESEEN, G.KNOWN_RISK, G.ADDITIONAL})


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


@asks_the_law(Condition.CHANGE_IS_ALLOWED, CHANGE_NOT_ALLOWED, CHANGES_ADD_UP)
def change_is_allowed(case: Case) -> Iterator[Finding]:
    """A signed contract is changed only as far as the law allows without a new competition."""
    change = case.record
    if isinstance(change, ContractVaried):
        found = history(case.ledger, change.contract)
        if found is not None:
            yield from change_findings(found, change, case.law, case.on)


@asks_the_law(Condition.HOLDER_MAY_CHANGE, HOLDER_MAY_NOT_CHANGE)
def holder_may_change(case: Case) -> Iterator[Finding]:
    """Another provider takes a contract over only where the business itself is restructured.

    Whether the reason given is a restructuring is for the reader, so this only warns.
    """
    passing = case.record
    if not isinstance(passing, ContractNovated):
        return
    row = case.law.row(SUPPLIER_MAY_CHANGE_ON_RESTRUCTURING, case.on)
    if row.value and passing.how is HandOn.NOVATION:
        yield HOLDER_MAY_NOT_CHANGE(
            f"contract {passing.contract} passes from {passing.from_provider} to "
            f"{passing.to_provider} ({passing.because}), which only a restructuring of the "
            "business allows",
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
        yield CHANGES_ADD_UP(
            f"change {change.reference} is small by itself; with those before it the value moves "
            f"by {_per_cent(size.share_together)}",
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
    return CHANGE_NOT_ALLOWED(
        f"change {change.reference} {why}",
        source=source,
        remedy="name the ground in law that it rests on, make it smaller, or buy it anew",
        about=change.contract,
    )
