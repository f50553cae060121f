"""Decisions that are in the way of a step: conditions not met, call-in, answers of no or not yet."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import chain
from typing import Final

from attrs import evolve

from commissioning.dates.periods import later
from commissioning.errors import written
from commissioning.findings.codes import decisions as codes
from commissioning.findings.codes.process import CALL_IN_RUNNING, NOT_STATED
from commissioning.findings.finding import Finding, Severity
from commissioning.gates.case import Case, Found, check
from commissioning.gates.order_rules import Deciding
from commissioning.gates.powers import quorum_missing
from commissioning.law.regimes.council import CouncilRules
from commissioning.ledger.awards import meant_by
from commissioning.ledger.record_finder import by_day
from commissioning.records import report_issued, specification, strategy
from commissioning.records.approval import (
    Approval,
    ApprovalToContinue,
    ConditionMet,
    HowNotApproved,
    NotApproved,
)
from commissioning.records.award import AwardRecommendation
from commissioning.records.record import LINKS, Record
from commissioning.values.text import article, did_you_mean, display_name, listed, numbered

DECISION_CODES: Final = (
    codes.APPROVAL_REFUSED, codes.APPROVAL_DEFERRED, codes.CONDITION_OPEN, codes.STEP_UNKNOWN,
    codes.QUORUM_SHORT, CALL_IN_RUNNING,
)  # fmt: skip
"""The kinds of finding that a decision may put in the way of any record."""


def held_by_decisions(case: Case, deciding: Deciding) -> Iterable[Finding]:
    """The decisions in force that are in the way of recording this kind of record on that day."""
    ledger, record, kinds = case.ledger, case.record, deciding.kinds
    found = _names_a_step(record, deciding.tags) if isinstance(record, _DECISIONS) else ()
    if ledger.worked_out(
        kinds, (), lambda: any(_holds_up(d) for k in kinds for d in ledger.every(k))
    ):
        # What was decided later about one lot decides nothing about the others.
        each = (_in_the_way(evolve(case, lots=(lot,)), lot, deciding) for lot in case.lots)
        return dict.fromkeys(chain(found, *each))
    return found


def _in_the_way(case: Case, lot: str, deciding: Deciding) -> Found:
    """The decisions about one of the lots that are in the way."""
    for kind in deciding.approvals.values():
        for approval in _in_force(case, kind):
            yield from _unmet(case, approval, deciding.tag)
            permits = isinstance(approval, ApprovalToContinue) and approval.permits == deciding.tag
            if kind in deciding.rests_on:
                yield from _unmet(case, approval, "")
            if permits:
                yield from called_in(case, approval)
            if permits or kind in deciding.rests_on:
                yield from _short(case, approval)
    latest: dict[tuple[str, str], NotApproved] = {}
    for answer in by_day(each for each in case.every(NotApproved, lot) if each.on <= case.on):
        # It is about the recommendation that it names, else the one that is meant for the lot.
        meant = meant_by(case.ledger, answer, lot)
        latest[answer.asked, meant[-1].reference if meant else answer.about] = answer
    for (_, about), answer in latest.items():
        yield from _held_by(case, answer, about, deciding)


_DECISIONS: Final = (Approval, NotApproved)


def _holds_up(decision: Record) -> bool:
    """Whether a decision could be in the way of anything: most approve, and ask for nothing more."""
    if isinstance(decision, ApprovalToContinue | NotApproved):
        return True
    return isinstance(decision, Approval) and bool(decision.conditions or decision.approvers)


def called_in(case: Case, approval: Approval) -> Found:
    """The finding that members may still call a decision in."""
    ends = call_in_ends(approval, case.rules)
    if ends and case.on <= ends:
        earliest, rules = later(ends, days=1), case.rules
        by_rule = rules is not None and approval.call_in_ends is None
        members = (rules.call_in_by if rules is not None else "") or "members"
        yield CALL_IN_RUNNING(
            f"You cannot act on the decision of {written(approval.on)} on {written(case.on)}: "
            f"{members} may call it in until {written(ends)}",
            remedy=f"Wait until {written(earliest)}",
            earliest=earliest,
            source=rules.constitution if rules is not None and by_rule else None,
        )


def call_in_ends(approval: Approval, rules: CouncilRules | None) -> date | None:
    """The last day of call-in: as the decision states it, else by the council's own rules.

    None for a decision not published yet, and where the rules are not given or let it take effect at once.
    """
    published = approval.published_on
    if approval.call_in_ends or published is None or rules is None:
        return approval.call_in_ends
    if published < rules.applies_from or not rules.may_be_called_in(approval):
        return None
    return rules.call_in_ends(published)


def _short(case: Case, approval: Approval) -> Found:
    of_approval = evolve(case, lots=case.ledger.lots_of(approval))
    for message, remedy in quorum_missing(of_approval, approval):
        act = f"You cannot record {article(display_name(case.kind))} yet"
        yield codes.QUORUM_SHORT(
            f"{act}: {message[:1].lower()}{message[1:]}",
            remedy=remedy,
            about=approval.reference or None,
        )


def _names_a_step(record: Record, tags: tuple[str, ...]) -> Found:
    before = (condition.before for condition in getattr(record, "conditions", ()))
    for tag in (*before, getattr(record, "permits", ""), getattr(record, "asked", "")):
        if tag and tag not in tags:
            yield codes.STEP_UNKNOWN(
                f'There is no step "{tag}"{did_you_mean(tag, tags)}',
                remedy="Give the tag of a step; `commissioning explain` lists them",
                about=tag,
            )


def _in_force(case: Case, kind: type[Approval]) -> Iterable[Approval]:
    """The approvals of a kind that count for the lot concerned: of each thing approved, the latest."""
    latest = {approval.thing: approval for approval in by_day(case.every(kind, case.lots[0]))}
    named = set(case.record.references("record")) if case.record is not None else set()
    own = {thing: approval for thing, approval in latest.items() if thing in named}
    # A contract for one recommendation does not wait for the conditions of another.
    return (own or latest).values()


def _unmet(case: Case, approval: Approval, tag: str) -> Found:
    """The conditions of a step that are open; of those that name no step (""), warnings."""
    for condition in approval.conditions:
        own = filter(case.concerns, case.ledger.naming(ConditionMet, approval.reference))
        met = (each for each in own if each.on <= case.on)
        if condition.before == tag and all(e.condition != condition.reference for e in met):
            act = f"You cannot record {article(display_name(case.kind))} yet: " if tag else ""
            due = f" by {written(condition.due_by)}" if condition.due_by else ""
            silent = "" if tag else ". The decision does not say which step waits for it"
            yield codes.CONDITION_OPEN(
                f"{act}{approval.decided_by} approved on {written(approval.on)} on condition that "
                f'"{condition.words}"{due}, and it is not recorded as met{silent}',
                severity=Severity.BLOCKS if tag else Severity.WARNS,
                remedy="Record that the condition is met, with what shows it",
                about=approval.reference,
            )


def _held_by(case: Case, answer: NotApproved, about: str, deciding: Deciding) -> Found:
    """The finding that a body has said no, or not yet, to this step or to what it rests on."""
    kind = deciding.approvals.get(answer.asked)
    rested_on = kind in deciding.rests_on
    given = case.every(kind, case.lots[0]) if kind and rested_on else ()
    if (
        not (answer.asked == deciding.tag or rested_on)
        or not _is_about(case, about)
        # A decision that names the report sent back is refused by what is known of that report.
        or (isinstance(case.record, Approval) and answer.report and case.record.report)
        or any(each.on > answer.on and about in {"", each.thing} for each in given)
    ):
        return
    if answer.how is HowNotApproved.DEFERRED:
        if answer.until is not None and case.on < answer.until:
            yield codes.APPROVAL_DEFERRED(
                f"You cannot record {article(display_name(case.kind))} on {written(case.on)}: "
                f"{answer.decided_by} put the decision off until {written(answer.until)}",
                remedy=f"Wait until {written(answer.until)}",
                earliest=answer.until,
                about=about or None,
            )
    elif not _has_changed_since(case, answer, about, deciding):
        returned = answer.how is HowNotApproved.RETURNED
        what = about or "the proposal"
        if about and answer.asked == "approval-to-award":
            what = f"recommendation {about}"
        elif answer.asked == "approval-to-procure" and not about:
            what = "the proposal to procure"
        yield codes.APPROVAL_REFUSED(
            f"You cannot act on {what}: {answer.decided_by} {'returned' if returned else 'refused'} it "
            f"on {written(answer.on)}{' for more work' if returned else ''} ({answer.because})",
            remedy=_way_forward(answer, deciding),
            about=about or None,
        )


def _is_about(case: Case, reference: str) -> bool:
    """Whether an answer about a reference is about what is attempted: this recommendation or contract."""
    record = case.record
    if not reference:
        return True
    if record is None or isinstance(record, (NotApproved, AwardRecommendation)):
        return any(r.reference == reference for r in case.by_lot(AwardRecommendation).values())
    named, entry = set(record.references(*LINKS)), case.ledger.entry_named(reference)
    alike = {each.reference for each in case.every(type(entry.record))} if entry else set()
    return reference in named or not named & alike


def _has_changed_since(case: Case, answer: NotApproved, about: str, deciding: Deciding) -> bool:
    """Whether what was refused has been made anew, or what it holds has since been permitted."""
    if answer.report:
        return any(
            r.replaces == answer.report and r.on >= answer.on
            for r in case.every(report_issued.ReportIssued)
        )
    if answer.asked in deciding.approvals:
        if about:
            return False
        kinds = strategy.ProcurementStrategy, specification.ServiceSpecification
        anew = (made for kind in kinds for made in case.every(kind, case.lots[0]))
        return any(made.on > answer.on for made in anew)
    permitted = (a for a in case.every(ApprovalToContinue, case.lots[0]) if a.on >= answer.on)
    return any(a.permits == answer.asked and a.about in {"", about} for a in permitted)


def _way_forward(answer: NotApproved, deciding: Deciding) -> str:
    asked = f", with what was asked for: {'; '.join(answer.asks_for)}" if answer.asks_for else ""
    if answer.report:
        return f"Issue a new version of report {answer.report}{asked}"
    if answer.asked == "approval-to-award":
        return f"Record a new recommendation{asked}"
    if answer.asked in deciding.approvals:
        return f"Record a new strategy or specification{asked}"
    return f"Record a new approval of this step{asked}"


@check(NotApproved, NOT_STATED)
def answer_says_which_recommendation(case: Case, answer: NotApproved) -> Found:
    """An answer on an award names the recommendation where several of a lot wait for one."""
    for lot in case.lots:
        waiting = [award.reference for award in meant_by(case.ledger, answer, lot)]
        if len(waiting) > 1:
            yield NOT_STATED.warns(
                f"The {answer.described()} does not name the recommendation: {listed(waiting)} wait for an "
                f"answer. It is taken to be about {waiting[-1]}",
                remedy="Name the one that it is about",
            )


@check(ConditionMet, codes.CONDITION_UNKNOWN)
def condition_was_made(case: Case, met: ConditionMet) -> Found:
    """A condition that is met was made by the approval named."""
    entry = case.ledger.entry_named(met.approval)
    if entry is None or not isinstance(entry.record, Approval):
        return  # that there is no such approval is said already
    made = tuple(condition.reference for condition in entry.record.conditions)
    if met.condition not in made:
        has = f"it has {numbered('condition', made)}" if made else "it has none"
        yield codes.CONDITION_UNKNOWN(
            f"The {entry.record.described()} ({met.approval}) has no condition {met.condition}; {has}",
            remedy=f"Name a condition of the approval{did_you_mean(met.condition, made)}",
            about=met.approval,
        )
