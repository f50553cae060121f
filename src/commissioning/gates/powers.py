"""The power to decide, by the council's own rules: who may, how many take part, and what is written down.

Without rules every gate here is silent; so is the scheme of delegation about an act for which it has no row.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Final

from commissioning.contracts.money_chain import chain_steps
from commissioning.contracts.stated_sums import approved
from commissioning.contracts.sums import Span
from commissioning.errors import NoRuleError, RecordError, written
from commissioning.findings.citation import Verification
from commissioning.findings.codes import decisions as codes
from commissioning.gates.case import Case, Check, Found, check
from commissioning.law.delegation import Counts, DelegationRow, Quorum, WhoDecides
from commissioning.law.regimes.council import EXECUTIVE_ARRANGEMENTS, CouncilRules
from commissioning.ledger.offices import holder_of, offices_of
from commissioning.records.approval import (
    Act,
    Approval,
    ApprovalToProcure,
    Approver,
    Delegated,
    HowNotApproved,
    NotApproved,
    Vote,
    Waiver,
)
from commissioning.records.strategy import ProcurementStrategy
from commissioning.values.frozen import frozen
from commissioning.values.money import Money
from commissioning.values.text import listed, numbered, of_people

_STATEMENT: Final = EXECUTIVE_ARRANGEMENTS.cite("regulations 12 and 13", Verification.REPORTED)
_COUNTING: Final = {
    Counts.FOR: frozenset({Vote.FOR}),
    Counts.PRESENT: frozenset({Vote.FOR, Vote.AGAINST, Vote.ABSTAINED}),
}


@frozen
class _Decision:
    """The question to the scheme of delegation: an act of some value, and who takes it."""

    by: str
    act: Act
    value: Money | None
    facts: tuple[str, ...]

    @property
    def words(self) -> str:
        return f"{self.act.value}{f' {self.value}' if self.value is not None else ''}"


@check(Approval, codes.DECIDED_WITHOUT_POWER, codes.DELEGATION_UNKNOWN, codes.AWARD_OVER_APPROVED)
def decider_has_the_power(case: Case, approval: Approval) -> Found:
    """The body or office that decides may do so by the scheme of delegation, or was left the decision."""
    decision = _decision(case, approval)
    if not _was_left_the_decision(case, decision):
        yield from _without_power(case, decision)


@check(Approval, codes.DECIDED_WITHOUT_POWER)
def approvers_hold_their_offices(case: Case, approval: Approval) -> Found:
    """Approvers hold the offices they decide in on the day, as far as the records say who holds offices."""
    for each in approval.approvers:
        held = offices_of(case, each.reference, approval.on)
        if each.office and held is not None and each.office.casefold() not in held:
            yield codes.DECIDED_WITHOUT_POWER(
                f"{each.reference} may not decide as {each.office} on {written(approval.on)}: by the "
                "records, they did not hold that office on the day",
                remedy=f"Have it decided by {holder_of(case, each.office, approval.on)}",
                about=each.reference,
            )


@check(Waiver, codes.DECIDED_WITHOUT_POWER, codes.DELEGATION_UNKNOWN)
def waiver_is_in_the_givers_power(case: Case, waiver: Waiver) -> Found:
    """A waiver is given by one who may by the scheme of delegation, whose facts are the codes waived."""
    plans = {case.find(ProcurementStrategy, lot): None for lot in case.lots}
    value = Money.total_or_none(each.estimated_value if each else None for each in plans)
    yield from _without_power(case, _Decision(waiver.by, Act.WAIVE, value, (waiver.code,)))


@check(Approval, codes.QUORUM_SHORT, codes.APPROVED_TWICE)
def enough_take_part(case: Case, approval: Approval) -> Found:
    """A decision has its quorum of different persons, or waits for the others."""
    before = {a.reference: each for each in _before(case, approval) for a in each.approvers}
    for person in (each.reference for each in approval.approvers):
        if person in before:
            yield codes.APPROVED_TWICE.warns(
                f"{person} already took part on {written(before[person].on)}; each person counts once "
                f"towards the decision of {written(approval.on)}",
                remedy="Record the approval of another person",
                about=person,
            )
    for message, remedy in quorum_missing(case, approval):
        yield codes.QUORUM_SHORT.warns(message, remedy=remedy, about=approval.reference or None)


@check(Approval, codes.REASONS_MISSING, codes.ALTERNATIVES_MISSING)
def decision_gives_its_reasons(_: Case, approval: Approval) -> Found:
    """The written statement of a decision gives the reasons, and the alternatives that were rejected."""
    decided = f"The decision of {approval.decided_by} on {written(approval.on)}"
    if not approval.because:
        yield codes.REASONS_MISSING(
            f"{decided} gives no reason", remedy="State why it was decided", source=_STATEMENT
        )
    if not approval.alternatives:
        yield codes.ALTERNATIVES_MISSING.warns(
            f"{decided} names no alternative that was considered and rejected",
            remedy="State the alternatives considered; doing nothing is one",
            source=_STATEMENT,
        )


@check(Approval, codes.KEY_DECISION_UNSTATED)
def key_decision_is_called_one(case: Case, approval: Approval) -> Found:
    """A decision over the council's money line says that it is a key decision."""
    rules = case.rules
    if rules is not None and rules.is_key(approval) and not approval.key_decision:
        yield codes.KEY_DECISION_UNSTATED.warns(
            f"The decision is about {approval.value}. {rules.council} treats a decision over "
            f"{rules.key_decision_over} as a key decision, but this one does not say that it is",
            remedy="Say that it is a key decision, and publish its notice 28 clear days before",
            source=rules.constitution,
        )


POWERS: Final[tuple[Check, ...]] = (
    decider_has_the_power,
    approvers_hold_their_offices,
    waiver_is_in_the_givers_power,
    enough_take_part,
    decision_gives_its_reasons,
    key_decision_is_called_one,
)
"""The checks that the rules of a council add to decisions."""


def _decision(case: Case, approval: Approval) -> _Decision:
    return _Decision(
        approval.decided_by, approval.act, _value(case, approval), approval.circumstances
    )


def _value(case: Case, approval: Approval) -> Money | None:
    if approval.value is not None:
        return approval.value
    sums = (step.stated.sum for step in chain_steps(case.ledger, approval))
    return next((each.amount for each in sums if each.span is not Span.YEAR), None)


def _rules(case: Case, act: Act) -> CouncilRules | None:
    rules = case.rules
    return rules if rules is not None and rules.rows_for(act, case.on) else None


def _limit(case: Case) -> Money | None:
    """The sum approved to be procured for the lots, with tolerances; None where one is not stated."""
    stated = map(approved, {case.find(ApprovalToProcure, lot): None for lot in case.lots})
    return Money.total_or_none(each.most.amount if each else None for each in stated)


def _without_power(case: Case, decision: _Decision) -> Found:
    rules = _rules(case, decision.act)
    if rules is None:
        return
    limit = _limit(case)
    try:
        ways = _ways(rules, case, decision, within=limit is not None)
    except (NoRuleError, RecordError) as unknown:
        why = unknown.why if isinstance(unknown, NoRuleError) else "; ".join(unknown.problems)
        yield codes.DELEGATION_UNKNOWN.warns(
            f"It is not known whether {decision.by} may {decision.words}: {why}",
            remedy="State the value and its VAT basis, or add a row to the council's rules",
            source=rules.constitution,
        )
        return
    mine = [way for way in ways if _same(way.decides, decision.by)]
    value, only_within = decision.value, all(way.row.within_approved for way in mine)
    if not mine:
        who = listed(dict.fromkeys(way.decides for way in ways), "or")
        rows = numbered("row", (way.row.reference for way in ways))
        yield codes.DECIDED_WITHOUT_POWER(
            f"{decision.by} may not {decision.words}: {rows} of the scheme of delegation "
            f"{'leaves' if len(ways) == 1 else 'leave'} that to {who}",
            remedy=f"Have it decided by {who}",
            source=ways[0].source,
            about=decision.by,
        )
    elif only_within and value and limit and value.is_on_the_basis_of(limit) and value > limit:
        yield codes.AWARD_OVER_APPROVED(
            f"{decision.by} may {decision.act.value} up to the {limit} that was approved to be procured; "
            f"this is {decision.value}",
            remedy="Ask the body that approved the procurement to decide",
            source=mine[0].source,
        )


def _ways(rules: CouncilRules, case: Case, decision: _Decision, *, within: bool) -> WhoDecides:
    return rules.who_decides(
        decision.value, case.on, act=decision.act, facts=decision.facts, within_approved=within
    )


def _was_left_the_decision(case: Case, decision: _Decision) -> bool:
    kinds = {type(each) for each in case.ledger.records if isinstance(each, Approval)}
    of_each = ([each for kind in kinds for each in case.every(kind, lot)] for lot in case.lots)
    return all(
        any(_leaves(gave, decision, case.on) for each in own for gave in each.delegations)
        for own in of_each
    )


def _leaves(gave: Delegated, decision: _Decision, on: date) -> bool:
    most, value = gave.up_to, decision.value
    within = most is None or (value and value.is_on_the_basis_of(most) and value <= most)
    in_time = gave.until is None or on <= gave.until
    return gave.act is decision.act and _same(gave.to, decision.by) and in_time and bool(within)


def _same(one: str, other: str) -> bool:
    return one.casefold() == other.casefold()


def _before(case: Case, approval: Approval) -> Iterator[Approval]:
    """The earlier approvals of the same thing by the same body that still count."""
    for each in filter(case.concerns, case.every(type(approval))):
        same = each.thing == approval.thing and _same(each.decided_by, approval.decided_by)
        if same and each != approval and each.on <= approval.on and not _taken_back(case, each):
            yield each


def _taken_back(case: Case, approval: Approval) -> bool:
    named = {approval.thing, approval.report} - {""}
    return any(
        named & {answer.about, answer.report} and answer.on >= approval.on
        for answer in filter(case.concerns, case.every(NotApproved))
        if answer.how is not HowNotApproved.DEFERRED
    )


def quorum_missing(case: Case, approval: Approval) -> Iterator[tuple[str, str]]:
    """The message and remedy where fewer took part in a decision than its row asks for.

    A decision that names no persons is that of the body as a whole, whose quorum is its own affair.
    """
    row = row_relied_on(case, approval)
    approvals = (*_before(case, approval), approval)
    if row is None or row.quorum is None or not any(each.approvers for each in approvals):
        return
    quorum = row.quorum
    counting = _counting(case, quorum, approvals)
    filled = _filled([office for office in quorum.of if quorum.each_office], counting)
    if len(counting) >= quorum.at_least and filled:
        return
    each = ", one person for each office" if quorum.each_office else ""
    who = f": {quorum.at_least} of {listed(quorum.of)}{each}" if quorum.of else ""
    short = f"{len(counting)} of the {of_people(quorum.at_least)} required"
    yield (
        f"The decision of {approval.decided_by} on {written(approval.on)} has "
        f"{short if len(counting) < quorum.at_least else 'enough people, but not one for each office'}"
        f"{f': {listed(counting)}' if counting else ''} (row {row.reference}{who})",
        "Record the approval of the others",
    )


def row_relied_on(case: Case, approval: Approval) -> DelegationRow | None:
    """The row of the scheme of delegation by which a decision is taken; None where none is known."""
    decision = _decision(case, approval)
    rules = _rules(case, decision.act)
    if rules is None:
        return None
    try:
        ways = _ways(rules, case, decision, within=_limit(case) is not None)
    except (NoRuleError, RecordError):
        return None
    mine = [way.row for way in ways if _same(way.decides, decision.by)]
    return next(iter([row for row in mine if row.reference == approval.under] or mine), None)


def _counting(
    case: Case, quorum: Quorum, approvals: Iterable[Approval]
) -> dict[str, frozenset[str]]:
    """The persons who count towards a quorum, each with the offices and the reference they count as."""
    found: dict[str, frozenset[str]] = {}
    for each in approvals:
        for approver in each.approvers:
            names = _names(case, approver, each.on)
            counts = not quorum.of or names & {name.casefold() for name in quorum.of}
            if approver.vote in _COUNTING[quorum.counts] and counts:
                found.setdefault(approver.reference, names)
    return found


def _names(case: Case, approver: Approver, on: date) -> frozenset[str]:
    """The reference and the offices a person decides as: those held on the day, else the one stated."""
    held = offices_of(case, approver.reference, on)
    offices = frozenset({approver.office.casefold()}) if held is None else held
    return (offices | {approver.reference.casefold()}) - {""}


def _filled(offices: Sequence[str], persons: Mapping[str, frozenset[str]]) -> bool:
    """Whether each office can be filled by a person of its own, tried one after another."""
    if not offices:
        return True
    fitting = [person for person, names in persons.items() if offices[0].casefold() in names]
    return any(
        _filled(offices[1:], {p: n for p, n in persons.items() if p != person})
        for person in fitting
    )
