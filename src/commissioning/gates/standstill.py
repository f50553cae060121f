"""Gates on the standstill: the days between telling bidders the outcome and signing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from commissioning.dates.day_counts import certainty
from commissioning.dates.periods import Period, later
from commissioning.errors import written
from commissioning.findings.citation import Citation
from commissioning.findings.codes import law as codes
from commissioning.findings.finding import Finding
from commissioning.gates.case import Case, Found
from commissioning.gates.parties import left_untold
from commissioning.gates.places import acted_on, reaches, signed_with
from commissioning.gates.unknown_law import asks_the_law, checks_by_law
from commissioning.law import questions as q
from commissioning.law.conditions import Condition
from commissioning.law.law import Law, Row
from commissioning.law.notices import is_direct
from commissioning.ledger.awards import awards_in_force, last_in_force
from commissioning.ledger.challenges import Course, courses
from commissioning.ledger.ledger import Ledger
from commissioning.records import award, notices, selection, tender
from commissioning.records.challenge import ChallengeResolved
from commissioning.records.record import Record
from commissioning.stages import Stage
from commissioning.values.frozen import frozen
from commissioning.values.text import listed, numbered


@frozen
class Standstill:
    """The standstill of one lot, as the law and the papers give it."""

    lot: str
    started_by: Record
    counted_to: date
    """The last day by the law's own count: until then bidders may object."""
    ends_on: date
    """Its last day; a contract may be signed on the day after."""
    source: Citation
    because: tuple[str, ...]
    """The reasons why it ends later than the law's own count, each as a clause."""

    @property
    def may_sign_on(self) -> date:
        """The first day on which the contract may be signed, as far as the standstill goes."""
        return later(self.ends_on, days=1)


def duty_of(case: Case) -> Row[q.StandstillDuty]:
    """Whether the law requires a standstill for this award. Raises `NoRuleError` if it does not say."""
    of_direct, other = q.STANDSTILL_DUTY_OF_DIRECT_AWARD, q.STANDSTILL_DUTY
    return case.law.row(of_direct if is_direct(case.route) else other, case.on)


def standstill_of(
    ledger: Ledger,
    law: Law,
    lot: str,
    on: date,
    award_: award.AwardRecommendation | None = None,
    *,
    provider: str = "",
) -> Standstill | None:
    """The standstill of a lot as far as it is known on a day; None where it has not started.

    It is that of one recommendation, the last in force unless another is given, and for the contract
    with one of its winners where `provider` is given.
    Raises `NoRuleError` where no law says how it is counted.
    """
    announced = award_ or last_in_force(ledger, lot)
    started_by = _starter(ledger, law, lot, on, announced)
    if started_by is None:
        return None
    counted, source = _counted(law, started_by)
    last, because = counted, []
    promised = _promised(ledger, started_by, on)
    if promised is not None and later(promised, days=-1) > last:
        last = later(promised, days=-1)
        because.append(f"bidders were promised that you would not sign before {written(promised)}")
    attacking = [
        each
        for each in courses(ledger, on, lot)
        if reaches(ledger, each, lot, announced, provider=provider)
    ]
    for answer in _answers(law, attacking, Period(started_by.on, counted)):
        until = law.value(q.STANDSTILL_AFTER_DECISION, started_by.on).last_day(answer.on)
        if until > last:
            last = until
            because.append(f"representations were answered on {written(answer.on)}")
    return Standstill(lot, started_by, counted, last, source, tuple(because))


@asks_the_law(Condition.STANDSTILL_IS_OVER, codes.STANDSTILL_RUNNING, codes.STANDSTILL_NOT_STARTED)
def standstill_is_over(case: Case) -> Found:
    """The days that bidders have to object have passed before the contract is signed."""
    duty = duty_of(case)
    if duty.value is q.StandstillDuty.NONE:
        return
    waiting: dict[str, None] = {}
    running: dict[date, list[Standstill]] = {}
    acts = [(lot, award_) for lot in case.lots for award_ in acted_on(case, lot)]
    for lot, award_ in acts:
        found = standstill_of(
            case.ledger, case.law, lot, case.on, award_, provider=signed_with(case)
        )
        if found is None and not case.is_kept_elsewhere(Stage.AWARD, lot):
            waiting[lot] = None
        elif found is not None and _binds(duty.value, found) and case.on <= found.ends_on:
            running.setdefault(found.ends_on, []).append(found)
    if waiting and duty.value is q.StandstillDuty.MANDATORY and not _single_tenderer(case):
        starter = case.law.value(q.STANDSTILL_STARTED_BY, case.on)
        yield codes.STANDSTILL_NOT_STARTED(
            f"The standstill{_of_lots(case, waiting)} has not started: no {starter} is recorded",
            source=duty.citation,
            remedy=f"Record the {starter}, then wait {case.law.value(q.STANDSTILL, case.on)}",
            about=tuple(waiting) if len(case.lots) > 1 else None,
        )
    for last, those in sorted(running.items()):
        yield _running(case, last, those)


@checks_by_law(Record, Condition.PROMISED_STANDSTILL_IS_LONG_ENOUGH, codes.STANDSTILL_TOO_SHORT)
def promised_standstill_is_long_enough(case: Case, record: Record) -> Found:
    """The standstill that bidders are promised is not shorter than the one the law gives them."""
    promised = getattr(record, "no_signing_before", None)
    if (
        promised is None
        or not case.law.value(q.STANDSTILL_STARTED_BY, case.on).is_met_by(record)
        or duty_of(case).value is q.StandstillDuty.NONE
    ):
        return
    counted, source = _counted(case.law, record)
    if promised <= counted:
        yield codes.STANDSTILL_TOO_SHORT(
            f"Bidders are promised that you will not sign before {written(promised)}, but the "
            f"standstill runs to {written(counted)}",
            source=source,
            remedy=f"Promise {written(later(counted, days=1))} or a later day",
        )


def _starter(
    ledger: Ledger, law: Law, lot: str, on: date, announced: award.AwardRecommendation | None
) -> Record | None:
    trigger = law.value(q.STANDSTILL_STARTED_BY, on)
    starters = [
        record
        for record in ledger.every(trigger.record, lot)
        if trigger.is_met_by(record)
        and record.on <= on
        and _announces(record, announced)
        and not left_untold(ledger, lot, record)
        and not getattr(record, "amends", "")
    ]
    if announced is not None:
        later = [a.on for a in awards_in_force(ledger, lot) if a.on > announced.on]
        # A notice published after a further recommendation is of that one, if there was one before.
        own = [starter for starter in starters if not any(day <= starter.on for day in later)]
        if not isinstance(next(iter(starters), None), award.IntentionToAward):
            starters = own or starters
    return max(starters, key=lambda record: record.on, default=None)


def _promised(ledger: Ledger, started_by: Record, on: date) -> date | None:
    """The latest day that bidders were promised, by the notice or letters or by what amends them."""
    line: list[Record] = [started_by]
    for notice in ledger.every(notices.NoticePublished):
        if notice.amends in {each.reference for each in line} - {""} and notice.on <= on:
            line.append(notice)
    promises = (getattr(record, "no_signing_before", None) for record in line)
    return max(filter(None, promises), default=None)


def _announces(starter: Record, announced: award.AwardRecommendation | None) -> bool:
    """Whether it can have told bidders of a recommendation, and not of one before it."""
    if announced is None:
        return True
    if isinstance(starter, award.IntentionToAward):
        return starter.recommendation == announced.reference
    return starter.on >= announced.on


def _counted(law: Law, started_by: Record) -> tuple[date, Citation]:
    """The last day by the law's own count, and the provision that gives it."""
    on = started_by.on
    if not isinstance(started_by, award.IntentionToAward) or started_by.sent_electronically:
        row = law.row(q.STANDSTILL, on)
        return row.value.last_day(on), row.citation
    row = law.row(q.STANDSTILL_BY_OTHER_MEANS, on)
    last = row.value.last_day(on)
    if started_by.last_received_on is not None:
        from_receipt = law.value(q.STANDSTILL_FROM_RECEIPT, on)
        last = min(last, from_receipt.last_day(started_by.last_received_on))
    return last, row.citation


def _answers(law: Law, attacking: list[Course], in_time: Period) -> Iterator[ChallengeResolved]:
    """The answers to representations made in time, where they keep the standstill open."""
    if law.value(q.HOLD_OF_REPRESENTATION, in_time.starts_on) is q.HoldOnSigning.REPRESENTATIONS:
        for course in attacking:
            made = course.challenge
            if made is not None and made.may_be_representation and made.on in in_time:
                yield from course.answers


def binding_standstill(
    case: Case, lot: str, on: date, award_: award.AwardRecommendation | None = None
) -> Standstill | None:
    """The standstill of a lot as far as it is known on a day, if it must be kept."""
    found = standstill_of(case.ledger, case.law, lot, on, award_, provider=signed_with(case))
    return found if found is not None and _binds(duty_of(case).value, found) else None


def _binds(duty: q.StandstillDuty, found: Standstill) -> bool:
    """Whether it must be kept: a voluntary standstill binds only where the notice offered one."""
    offered = getattr(found.started_by, "no_signing_before", None) is not None
    return duty is q.StandstillDuty.MANDATORY or offered


def _single_tenderer(case: Case) -> bool:
    """Whether the law exempts this award: one bidder tendered, and there is no other candidate."""
    if not any(row.value for row in case.law.every(q.SINGLE_TENDERER_EXEMPT, case.on)):
        return False
    lots = case.lots
    bidders = {t.provider for lot in lots for t in case.every(tender.TenderReceived, lot)}
    candidates = {r.provider for lot in lots for r in case.every(selection.SelectionResponse, lot)}
    return len(bidders) == 1 and candidates <= bidders


def _of_lots(case: Case, lots: Iterable[str]) -> str:
    return f" of {numbered('lot', lots)}" if len(case.lots) > 1 else ""


def _running(case: Case, last: date, those: list[Standstill]) -> Finding:
    lots = tuple(found.lot for found in those)
    reasons = dict.fromkeys(clause for found in those for clause in found.because)
    because = f", because {listed(reasons)}" if reasons else ""
    unsure = f" ({certainty(last)})" if certainty(last) else ""
    return codes.STANDSTILL_RUNNING(
        f"You cannot sign on {written(case.on)}: the standstill{_of_lots(case, lots)} runs to "
        f"{written(last)}{because}{unsure}",
        source=those[0].source,
        remedy=f"Sign on or after {written(those[0].may_sign_on)}",
        earliest=those[0].may_sign_on,
        about=lots if len(case.lots) > 1 else None,
    )
