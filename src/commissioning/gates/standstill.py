"""The standstill: the days between telling bidders the outcome and signing, and what prolongs them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from commissioning.dates.day_counts import DayCount, certainty
from commissioning.dates.periods import Period
from commissioning.errors import written
from commissioning.findings.citation import Citation
from commissioning.findings.codes.law import (
    SIGNING_SUSPENDED,
    STANDSTILL_NOT_STARTED,
    STANDSTILL_RUNNING,
    STANDSTILL_TOO_SHORT,
)
from commissioning.findings.finding import Finding
from commissioning.gates.case import Case
from commissioning.gates.unknown_law import asks_the_law
from commissioning.law.conditions import Condition
from commissioning.law.law import Law, Row
from commissioning.law.questions import (
    HOLD_ON_SIGNING,
    SINGLE_TENDERER_EXEMPT,
    STANDSTILL,
    STANDSTILL_AFTER_DECISION,
    STANDSTILL_BY_OTHER_MEANS,
    STANDSTILL_DUTY,
    STANDSTILL_DUTY_OF_DIRECT_AWARD,
    STANDSTILL_FROM_RECEIPT,
    STANDSTILL_STARTED_BY,
    HoldOnSigning,
    StandstillDuty,
)
from commissioning.ledger.ledger import Ledger
from commissioning.records import award, selection, tender
from commissioning.records.record import Record
from commissioning.stages import Stage
from commissioning.values.frozen import frozen

_ONE_DAY = timedelta(days=1)


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
    """What makes it end later than the law's own count, each as a clause."""

    @property
    def may_sign_on(self) -> date:
        """The first day on which the contract may be signed, as far as the standstill goes."""
        return self.ends_on + _ONE_DAY


def duty_of(case: Case) -> Row[StandstillDuty]:
    """Whether the law asks a standstill of this award. Raises `NoRuleError` where none can be told."""
    route = case.route
    direct = route is not None and not {Stage.ITT, Stage.EVALUATION} & set(route.stages)
    asked = STANDSTILL_DUTY_OF_DIRECT_AWARD if direct else STANDSTILL_DUTY
    return case.law.row(asked, case.on)


def standstill_of(ledger: Ledger, law: Law, lot: str, on: date) -> Standstill | None:
    """The standstill of a lot as far as it is known on a day; None where nothing has started one.

    Raises `NoRuleError` where no law says how it is counted.
    """
    started_by = _starter(ledger, law, lot, on)
    if started_by is None:
        return None
    counted, source = _counted(law, started_by)
    last, because = counted, []
    promised = getattr(started_by, "no_signing_before", None)
    if promised is not None and promised - _ONE_DAY > last:
        last = promised - _ONE_DAY
        because.append(f"the bidders were told that nothing is signed before {written(promised)}")
    for answer in _answers(ledger, law, lot, Period(started_by.on, counted)):
        if answer.on > on:
            continue
        until = law.value(STANDSTILL_AFTER_DECISION, started_by.on).last_day(answer.on)
        if until > last:
            last = until
            because.append(f"representations were answered on {written(answer.on)}")
    return Standstill(lot, started_by, counted, last, source, tuple(because))


@asks_the_law(Condition.STANDSTILL_IS_OVER, STANDSTILL_RUNNING, STANDSTILL_NOT_STARTED)
def standstill_is_over(case: Case) -> Iterator[Finding]:
    """The days that bidders have to object have passed before the contract is signed."""
    duty = duty_of(case)
    if duty.value is StandstillDuty.NONE:
        return
    running: dict[date, list[Standstill]] = {}
    waiting: list[str] = []
    for lot in case.lots:
        found = standstill_of(case.ledger, case.law, lot, case.on)
        if found is None:
            waiting.append(lot)
        elif _binds(duty.value, found) and case.on <= found.ends_on:
            running.setdefault(found.ends_on, []).append(found)
    if waiting and duty.value is StandstillDuty.MANDATORY and not _single_tenderer(case):
        yield _not_started(case, tuple(waiting), duty)
    for last, those in sorted(running.items()):
        yield _running(case, last, those)


@asks_the_law(Condition.SIGNING_IS_NOT_SUSPENDED, SIGNING_SUSPENDED)
def signing_is_not_suspended(case: Case) -> Iterator[Finding]:
    """No claim in court, and no representation still to be answered, holds the signature."""
    hold = case.law.row(HOLD_ON_SIGNING, case.on)
    resolved = {r.challenge for r in case.every(award.ChallengeResolved) if r.on <= case.on}
    asked = {
        c.reference: (lot, c) for lot in case.lots for c in case.every(award.Challenge, about=lot)
    }
    for lot, challenge in asked.values():
        if challenge.on > case.on or challenge.reference in resolved:
            continue
        if _holds(case, lot, challenge, hold.value):
            yield SIGNING_SUSPENDED(
                f"{_made(challenge)} of {challenge.provider} of {written(challenge.on)} "
                "suspends the signature by law",
                source=hold.citation,
                remedy="sign once it is withdrawn, answered or lifted by the court, and record that",
                about=challenge.reference,
            )


@asks_the_law(Condition.PROMISED_STANDSTILL_IS_LONG_ENOUGH, STANDSTILL_TOO_SHORT)
def promised_standstill_is_long_enough(case: Case) -> Iterator[Finding]:
    """What bidders are told of the standstill is not shorter than what the law gives them."""
    promised = getattr(case.record, "no_signing_before", None)
    record = case.record
    if promised is None or record is None:
        return
    if not case.law.value(STANDSTILL_STARTED_BY, case.on).is_met_by(record):
        return
    if duty_of(case).value is StandstillDuty.NONE:
        return
    counted, source = _counted(case.law, record)
    if promised <= counted:
        yield STANDSTILL_TOO_SHORT(
            f"bidders are told that signing may follow on {written(promised)}; "
            f"the standstill runs to {written(counted)}",
            source=source,
            remedy=f"name {written(counted + _ONE_DAY)} or a later day",
        )


def _starter(ledger: Ledger, law: Law, lot: str, on: date) -> Record | None:
    trigger = law.value(STANDSTILL_STARTED_BY, on)
    latest = ledger.find(award.AwardRecommendation, lot)
    starters = [
        record
        for record in ledger.every(trigger.record, lot)
        if trigger.is_met_by(record) and record.on <= on and _announces(record, latest)
    ]
    return max(starters, key=lambda record: record.on, default=None)


def _announces(starter: Record, latest: award.AwardRecommendation | None) -> bool:
    """Whether it can have told bidders of the recommendation in force, and not of one before it."""
    if latest is None:
        return True
    if isinstance(starter, award.IntentionToAward):
        return starter.recommendation == latest.reference
    return starter.on >= latest.on


def _counted(law: Law, started_by: Record) -> tuple[date, Citation]:
    """The last day by the law's own count, and the provision that gives it."""
    on = started_by.on
    if not isinstance(started_by, award.IntentionToAward) or started_by.sent_electronically:
        row = law.row(STANDSTILL, on)
        return row.value.last_day(on), row.citation
    other = law.row(STANDSTILL_BY_OTHER_MEANS, on)
    last = other.value.last_day(on)
    if started_by.last_received_on is not None:
        from_receipt = law.value(STANDSTILL_FROM_RECEIPT, on)
        last = min(last, from_receipt.last_day(started_by.last_received_on))
    return last, other.citation


def _answers(
    ledger: Ledger, law: Law, lot: str, in_time: Period
) -> Iterator[award.ChallengeResolved]:
    """The answers to representations made in time, where answering keeps the standstill open."""
    if law.value(HOLD_ON_SIGNING, in_time.starts_on) is HoldOnSigning.REPRESENTATIONS:
        made = {c.reference for c in ledger.every(award.Challenge, lot) if c.on in in_time}
        for answer in ledger.every(award.ChallengeResolved):
            if answer.challenge in made:
                yield answer


def _binds(duty: StandstillDuty, found: Standstill) -> bool:
    """A voluntary standstill binds only where the notice offered one."""
    if duty is StandstillDuty.MANDATORY:
        return True
    return getattr(found.started_by, "no_signing_before", None) is not None


def _holds(case: Case, lot: str, challenge: award.Challenge, hold: HoldOnSigning) -> bool:
    if hold is HoldOnSigning.ANY_CLAIM:
        return challenge.claim_issued
    if hold is HoldOnSigning.CLAIM_IN_STANDSTILL and not challenge.claim_issued:
        return False
    found = standstill_of(case.ledger, case.law, lot, challenge.on)
    if found is None or not _binds(duty_of(case).value, found):
        return False
    limit = found.counted_to if hold is HoldOnSigning.REPRESENTATIONS else found.ends_on
    return challenge.on <= limit


def _made(challenge: award.Challenge) -> str:
    return "the claim" if challenge.claim_issued else "the representation"


def _single_tenderer(case: Case) -> bool:
    """One bidder tendered and nobody else was a candidate, where the law then asks no standstill."""
    if not (
        case.law.has(SINGLE_TENDERER_EXEMPT, case.on)
        and case.law.value(SINGLE_TENDERER_EXEMPT, case.on)
    ):
        return False
    bidders = {
        t.provider for lot in case.lots for t in case.every(tender.TenderReceived, about=lot)
    }
    asked = {
        r.provider for lot in case.lots for r in case.every(selection.SelectionResponse, about=lot)
    }
    return len(bidders) == 1 and asked <= bidders


def _not_started(case: Case, lots: tuple[str, ...], duty: Row[StandstillDuty]) -> Finding:
    trigger = case.law.row(STANDSTILL_STARTED_BY, case.on)
    several = len(case.lots) > 1
    of_lots = f" for {', '.join(lots)}" if several else ""
    count: DayCount = case.law.value(STANDSTILL, case.on)
    return STANDSTILL_NOT_STARTED(
        f"no {trigger.value} has started the standstill{of_lots}",
        source=duty.citation,
        remedy=f"record the {trigger.value}, then wait {count}",
        about=lots[0] if len(lots) == 1 and several else None,
    )


def _running(case: Case, last: date, those: list[Standstill]) -> Finding:
    several = len(case.lots) > 1
    of_lots = f" of {', '.join(found.lot for found in those)}" if several else ""
    reasons = dict.fromkeys(clause for found in those for clause in found.because)
    said = [f"the standstill{of_lots} runs to {written(last)}", *reasons, certainty(last)]
    clauses = ", since ".join(clause for clause in said if clause)
    return STANDSTILL_RUNNING(
        f"{clauses}; this is {written(case.on)}",
        source=those[0].source,
        remedy=f"sign on or after {written(last + _ONE_DAY)}",
        earliest=last + _ONE_DAY,
        about=those[0].lot if several and len(those) == 1 else None,
    )
