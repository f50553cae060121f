"""Gates on changes of a contract: how far it may be changed, on which ground, and who may take it over.

The ways to change a contract are alternatives: a ground in law, a change that is not substantial, a small
one. They judge by figures and days; whether a change alters the nature of the contract is a judgement
that no figure gives, and is left to the reader.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from commissioning.contracts.history import ContractHistory, history
from commissioning.contracts.modification import (
    ChangeSize,
    announces,
    is_below_threshold,
    per_cent,
    size_of,
)
from commissioning.errors import written
from commissioning.findings.citation import Citation
from commissioning.findings.codes import law as codes
from commissioning.findings.finding import Finding
from commissioning.gates.case import Case, Found
from commissioning.gates.notices import source_of_condition
from commissioning.gates.unknown_law import checks_by_law
from commissioning.law import questions as q
from commissioning.law.conditions import Condition
from commissioning.law.law import Law
from commissioning.law.thresholds import Side, side_of
from commissioning.ledger.challenges import courses
from commissioning.records.challenge import HowKnown
from commissioning.records.contract import ContractNovated, ContractVaried, HandOn
from commissioning.records.notices import ChangeGround as Ground
from commissioning.records.notices import NoticePublished
from commissioning.values.text import counted, listed

_ONE_DAY: Final = timedelta(days=1)
_HOLDER_WORDS: Final = {
    Ground.RESTRUCTURING: "the business is restructured",
    Ground.PROVIDED_FOR: "the contract provides for it",
}


def change_findings(found: ContractHistory, change: ContractVaried, law: Law, on: date) -> Found:
    """The objections of the law to a proposed change, given the changes before it.

    Raises `NoRuleError` where the law has no rule on changes or a fact it depends on is not stated.
    """
    free, size = law.value(q.FREE_MODIFICATION, on), size_of(found, change, law)
    if size is not None and is_below_threshold(size.worth, law, on):
        return
    if change.scope_same is False and (kept := _scope_kept(change, law, on, free=free)):
        rests = f'on the ground "{change.ground}"' if change.ground and not free else "of this kind"
        yield _refused(
            change,
            f"makes the contract provide for supplies of another kind ({change.what}); a change {rests} "
            "must keep the scope and nature of the contract",
            kept,
            "Name a ground in law that allows it, or procure anew",
        )
        return
    if free:
        return
    if change.ground is not None:
        yield from _on_a_ground(size, change, law, on)
    elif size is None:
        return
    elif law.has(q.CONSIDERABLE_CHANGE_VALUE, on):
        if change.own_decision is False:
            return  # regulation 13 counts the authority's own decisions only
        yield from _considerable(size, change, law, on)
    elif not _is_not_substantial(size, change, law, on):
        yield from _without_ground(size, change, law, on)


@checks_by_law(
    ContractVaried, Condition.CHANGE_IS_ALLOWED, codes.CHANGE_NOT_ALLOWED, codes.CHANGES_ADD_UP
)
def change_is_allowed(case: Case, change: ContractVaried) -> Found:
    """A signed contract is changed only as far as the law allows without a new competition."""
    found = history(case.ledger, change.contract)
    return change_findings(found, change, case.law, case.on) if found else iter(())


@checks_by_law(ContractVaried, Condition.CHANGE_STANDSTILL_IS_OVER, codes.STANDSTILL_RUNNING)
def change_standstill_is_over(case: Case, change: ContractVaried) -> Found:
    """A change waits for the end of the standstill that its notice offers, and of the minimum for one."""
    for published, last in _standstills(case, change):
        if case.on <= last:
            yield codes.STANDSTILL_RUNNING(
                f"You cannot change contract {change.contract} on {written(case.on)}: the standstill "
                f"offered in the notice of {written(published.on)} runs to {written(last)}",
                source=case.law.row(q.CHANGE_STANDSTILL, case.on).citation,
                remedy=f"Make the change on or after {written(last + _ONE_DAY)}",
                earliest=last + _ONE_DAY,
                about=change.contract,
            )


def _standstills(case: Case, change: ContractVaried) -> Iterator[tuple[NoticePublished, date]]:
    found = history(case.ledger, change.contract)
    for published in case.every(NoticePublished):
        offered = published.no_signing_before
        if found is None or offered is None or published.on > case.on:
            continue
        if announces(found, published, change):
            minimum = case.law.value(q.CHANGE_STANDSTILL, case.on).last_day(published.on)
            yield published, max(minimum, offered - _ONE_DAY)


@checks_by_law(
    ContractVaried, Condition.CHANGE_NOTICE_STATES_ITS_GROUND, codes.CHANGE_GROUND_UNSTATED
)
def change_notice_states_its_ground(case: Case, change: ContractVaried) -> Found:
    """The notice of a change states the ground that the change rests on, where the law asks that of it."""
    found = history(case.ledger, change.contract)
    rows = {row.value: row for row in case.law.every(q.CHANGE_NOTICE_GROUND, case.on)}
    if found is None or change.ground is None or change.ground not in rows:
        return
    published = [
        each
        for each in case.every(NoticePublished)
        if each.notice == "UK10" and each.on <= case.on and announces(found, each, change)
    ]
    if published and not any(change.ground in each.change_grounds for each in published):
        yield codes.CHANGE_GROUND_UNSTATED.warns(
            f'Change {change.reference} rests on the ground "{change.ground}", but the notice of '
            f"{written(published[-1].on)} does not state it",
            source=rows[change.ground].citation,
            remedy="Record the ground among those that the notice states or, if it states none, publish "
            "another before you make the change",
            about=change.contract,
        )


@checks_by_law(ContractVaried, Condition.CHANGE_IS_NOT_SUSPENDED, codes.SIGNING_SUSPENDED)
def change_is_not_suspended(case: Case, change: ContractVaried) -> Found:
    """No claim that was notified within the standstill before a change suspends it."""
    about = {c.reference: c for lot in case.lots for c in courses(case.ledger, case.on, lot)}
    for published, last in _standstills(case, change):
        for course in about.values():
            notified = (
                published.on <= (claim.issued_on or claim.on) and claim.on <= last
                for claim in course.open_claims
                if claim.how_known in {HowKnown.NOTIFIED, HowKnown.SERVED}
            )
            if any(notified):
                yield codes.SIGNING_SUSPENDED(
                    f"The {course.described()} suspends change {change.reference} by law: you were notified "
                    f"of it within the standstill offered on {written(published.on)}",
                    source=source_of_condition(case, Condition.CHANGE_IS_NOT_SUSPENDED),
                    remedy="Record the decision that lifts the suspension, or the end of the claim, then "
                    "make the change",
                    about=course.reference,
                )


@checks_by_law(ContractNovated, Condition.HOLDER_MAY_CHANGE, codes.HOLDER_MAY_NOT_CHANGE)
def holder_may_change(case: Case, passing: ContractNovated) -> Found:
    """Another provider takes a contract over only on a ground that the law has for it.

    Whether the reason given is such a ground is for the reader, so without one this only warns.
    """
    rows = case.law.every(q.HOLDER_CHANGE_GROUND, case.on)
    allowed = tuple(row.value.ground for row in rows)
    if not rows:
        raise case.law.no_rule(q.HOLDER_CHANGE_GROUND, case.on, case.law.unknown_because)
    if passing.how is not HandOn.NOVATION or passing.ground in allowed:
        return
    code = codes.HOLDER_MAY_NOT_CHANGE
    yield (code.warns if passing.ground is None else code)(
        f"Contract {passing.contract} passes from {passing.from_provider} to "
        f"{passing.to_provider} ({passing.because}); the law allows this only where "
        f"{listed((_HOLDER_WORDS.get(ground, str(ground)) for ground in allowed), 'or')}",
        source=rows[0].citation,
        remedy="State that ground if it holds; otherwise procure anew",
        about=passing.contract,
    )


def _scope_kept(change: ContractVaried, law: Law, on: date, *, free: bool) -> Citation | None:
    """The provision that keeps a change to the scope or nature of the contract; None where none does."""
    if change.ground is not None and not free:
        rows = law.every(q.CHANGE_GROUND, on)
        kept = (row for row in rows if row.value.ground is change.ground and row.value.keeps_nature)
        return next((row.citation for row in kept), None)
    return next((row.citation for row in law.every(q.CHANGE_KEEPS_SCOPE, on) if row.value), None)


def _considerable(size: ChangeSize, change: ContractVaried, law: Law, on: date) -> Found:
    """Provider Selection Regime: too much only where both the amount and the share are reached."""
    amount = law.row(q.CONSIDERABLE_CHANGE_VALUE, on)
    share = law.value(q.CONSIDERABLE_CHANGE_SHARE, on)
    together = size.added + size.added_before
    if amount.value.is_passed_by(together.amount) and share.is_passed_by(size.share_together):
        yield _refused(
            change,
            f"{_with_earlier(size, 'adds', 'add')} {together}, "
            f"{per_cent(size.share_together, share.figure)} of the value; a change that reaches both "
            f"{amount.value.figure} and {share.figure}% is considerable",
            amount.citation,
            "Name the ground in law that it rests on, make it smaller, or procure anew",
        )


def _on_a_ground(size: ChangeSize | None, change: ContractVaried, law: Law, on: date) -> Found:
    rows = {row.value.ground: row for row in law.every(q.CHANGE_GROUND, on)}
    row = rows.get(change.ground) if change.ground else None
    if row is None:
        yield codes.CHANGE_NOT_ALLOWED(
            f'Change {change.reference} rests on the ground "{change.ground}", which is not a ground of '
            f"the {law.regime}",
            source=next(iter(rows.values())).citation,
            remedy=f"Name a ground that it has: {'; '.join(map(str, rows))}",
            about=change.contract,
        )
        return
    cap = row.value.cap
    if cap and size and size.added.amount > 0 and cap.is_passed_by(size.share):
        yield _refused(
            change,
            f"{_with_same_day(size, 'adds', 'add')} {size.added}, "
            f"{per_cent(size.share, cap.figure)} of the value; the maximum on this ground "
            f"is {cap.figure}%",
            row.citation,
            "Make it smaller, or procure anew",
        )


def _is_not_substantial(size: ChangeSize, change: ContractVaried, law: Law, on: date) -> bool:
    """Whether it is said not to be substantial, and its term moves no further than that allows."""
    return change.not_substantial and not any(
        row.value and row.value.is_passed_by(size.share_of_term)
        for row in law.every(q.SUBSTANTIAL_TERM, on)
    )


def _without_ground(size: ChangeSize, change: ContractVaried, law: Law, on: date) -> Found:
    if not size.added.amount:
        return
    row, counted_together = law.row(q.MINOR_CHANGE, on), law.value(q.MINOR_CHANGES_TOGETHER, on)
    share = size.share_together if counted_together else size.share
    together = size.added + size.added_before
    if row.value.is_passed_by(share):
        moves = (_with_earlier if counted_together else _with_same_day)(size, "moves", "move")
        yield _refused(
            change,
            f"{moves} the value by {per_cent(share, row.value.figure)}; the law allows only {row.value}% "
            f"without a ground"
            f"{_too_long(size, change, law, on)}",
            row.citation,
            f"{_WAYS}{_APART if size.with_others else ''}",
        )
    elif together.amount > 0 and side_of(together, q.THRESHOLD, law, on) is Side.BEYOND:
        line = law.value(q.THRESHOLD, on).figure
        yield _refused(
            change,
            f"{_with_earlier(size, 'adds', 'add')} {together}, which reaches the threshold of {line}",
            row.citation,
        )
    elif not counted_together and row.value.is_passed_by(size.share_together):
        yield codes.CHANGES_ADD_UP.warns(
            f"Change {change.reference} is small by itself, but with the changes before it the value "
            f"moves by {per_cent(size.share_together, row.value.figure)}",
            source=row.citation,
            remedy="Check whether they could have been made together; if so, they are judged as one",
            about=change.contract,
        )


def _with_earlier(size: ChangeSize, alone: str, together: str) -> str:
    """The verb of a change, with the changes before it as its subject too if there are any."""
    several = size.added_before.amount or size.with_others
    return f"and the changes before it {together}" if several else alone


def _with_same_day(size: ChangeSize, alone: str, together: str) -> str:
    """The verb of a change, with the changes judged as one with it as its subject too."""
    return (
        f"and {listed(size.with_others)} of the same day {together}" if size.with_others else alone
    )


def _too_long(size: ChangeSize, change: ContractVaried, law: Law, on: date) -> str:
    """Why a change said not to be substantial is substantial all the same, as a clause."""
    lines = [row.value for row in law.every(q.SUBSTANTIAL_TERM, on) if row.value]
    if not change.not_substantial or not lines:
        return ""
    return (
        f", and it moves the end by {counted(abs(size.days_moved), 'day')}, "
        f"{per_cent(size.share_of_term, lines[0].figure)} of the longest term at award, which is "
        f"substantial beyond {lines[0].figure}%"
    )


_WAYS: Final = (
    "Name the ground in law that it rests on, say that it is not substantial if that is so, make it "
    "smaller, or procure anew"
)

_APART: Final = "; if it could not reasonably have been made with the other of its day, say why"


def _refused(change: ContractVaried, why: str, source: Citation, remedy: str = _WAYS) -> Finding:
    return codes.CHANGE_NOT_ALLOWED(
        f"Change {change.reference} {why}", source=source, remedy=remedy, about=change.contract
    )
