"""What the law says of selection: whether there may be one, how long, how many, and who is left out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from enum import StrEnum

from dateutil.relativedelta import relativedelta

from commissioning.dates.day_counts import DayCount
from commissioning.errors import written
from commissioning.findings.citation import Verification
from commissioning.findings.codes.law import (
    APPROACH_TOO_RECENT,
    CONDITION_NOT_ALLOWED,
    EXCLUDED_UNHEARD,
    SELECTION_NOT_ALLOWED,
    SHORTLIST_TOO_SHORT,
    TIME_TOO_SHORT,
    TURNOVER_OVER_CAP,
)
from commissioning.findings.finding import Finding, Severity
from commissioning.gates.case import Case
from commissioning.gates.unknown_law import asks_the_law
from commissioning.law.conditions import Condition
from commissioning.law.law import Law, Parameter, Row
from commissioning.law.questions import (
    BELOW_THRESHOLD_WORKS_SELECTION_FROM,
    EXCLUSION_GROUND,
    FIRST_KNOWLEDGE,
    FORBIDDEN_CONDITION,
    PARTICIPATION_PERIOD,
    PLANNED_NOTICE_AT_LEAST,
    PLANNED_NOTICE_AT_MOST,
    SELECTION_STAGE_ALLOWED,
    SELF_CLEANING_HEARD,
    SHORTLIST_AT_LEAST,
    TENDER_PERIOD,
    TENDER_PERIOD_AFTER_PLANNED_NOTICE,
    TENDER_PERIOD_AFTER_SELECTION,
    TURNOVER_CAP,
    WAIT_AFTER_INTENDED_APPROACH,
    Effect,
    ExclusionGround,
)
from commissioning.law.thresholds import Side, side_of
from commissioning.records import notices, selection, tender
from commissioning.records.strategy import ProcurementStrategy, Subject
from commissioning.stages import Stage
from commissioning.values.frozen import frozen
from commissioning.values.money import Money

PLANNING_NOTICES = ("UK3", "PCR-prior-information")


@asks_the_law(Condition.SELECTION_STAGE_IS_ALLOWED, SELECTION_NOT_ALLOWED)
def selection_stage_is_allowed(case: Case) -> Iterator[Finding]:
    """A stage that shortlists on suitability is held only where the law lets there be one."""
    row = case.law.row(SELECTION_STAGE_ALLOWED, case.on)
    if row.value or _works_over_the_line(case):
        return
    read = row.citation.verification is not Verification.UNVERIFIED
    yield SELECTION_NOT_ALLOWED(
        "the contract is below the threshold, where who may tender must not depend on an "
        "assessment of suitability",
        severity=Severity.BLOCKS if read else Severity.WARNS,
        source=row.citation,
        remedy="take a route without a selection stage, and ask about suitability in the tender",
    )


def _works_over_the_line(case: Case) -> bool:
    facts, strategy = case.law.facts, case.find(ProcurementStrategy)
    if facts is None or facts.subject is not Subject.WORKS or strategy is None:
        return False
    line, value = BELOW_THRESHOLD_WORKS_SELECTION_FROM, strategy.estimated_value
    if value is None or not case.law.has(line, case.on):
        return False
    return side_of(value, line, case.law, case.on) is Side.AT_OR_OVER


@asks_the_law(Condition.SHORTLIST_IS_LONG_ENOUGH, SHORTLIST_TOO_SHORT)
def shortlist_is_long_enough(case: Case) -> Iterator[Finding]:
    """As many are invited as the law asks, if so many have passed."""
    shortlist = case.record
    if not isinstance(shortlist, selection.Shortlist):
        return
    row = case.law.row(SHORTLIST_AT_LEAST, case.on)
    latest = {
        a.provider: a
        for lot in case.lots
        for a in case.every(selection.SelectionAssessment, about=lot)
    }
    passed = {provider for provider, assessed in latest.items() if assessed.outcome.passed}
    invited = len(set(shortlist.invited))
    if invited < row.value and passed - set(shortlist.invited):
        yield SHORTLIST_TOO_SHORT(
            f"{invited} are invited of {len(passed)} who passed; the least is {row.value}",
            source=row.citation,
            remedy=f"invite {min(row.value, len(passed))} or more",
        )


@asks_the_law(Condition.MINIMUM_TIME_IS_GIVEN, TIME_TOO_SHORT)
def minimum_time_is_given(case: Case) -> Iterator[Finding]:
    """Those who respond or tender have at least the time that the law gives them."""
    record = case.record
    if isinstance(record, selection.SelectionQuestionnaire):
        yield from _too_short(case, PARTICIPATION_PERIOD, "responses", record.responses_due_by.day)
    elif isinstance(record, tender.InvitationToTender):
        yield from _too_short(case, _tender_period(case), "tenders", record.tenders_due_by.day)


def _tender_period(case: Case) -> Parameter[DayCount | None]:
    if case.route is not None and Stage.SSQ in case.route:
        return TENDER_PERIOD_AFTER_SELECTION
    if any(_qualifies(case, notice) for notice in case.every(notices.NoticePublished)):
        return TENDER_PERIOD_AFTER_PLANNED_NOTICE
    return TENDER_PERIOD


def _qualifies(case: Case, notice: notices.NoticePublished) -> bool:
    """Whether a planning notice was early enough, and not too early, to shorten the time."""
    if notice.notice not in PLANNING_NOTICES or not case.law.has(PLANNED_NOTICE_AT_LEAST, case.on):
        return False
    from_day = case.law.value(PLANNED_NOTICE_AT_LEAST, case.on).last_day(notice.on)
    to_day = case.law.value(PLANNED_NOTICE_AT_MOST, case.on).last_day(notice.on)
    return from_day <= case.on <= to_day


def _too_short(
    case: Case, asked: Parameter[DayCount | None], what: str, due: date
) -> Iterator[Finding]:
    row = case.law.row(asked, case.on)
    if row.value is None or due >= (least := row.value.last_day(case.on)):
        return
    agreed = asked == TENDER_PERIOD_AFTER_SELECTION
    yield TIME_TOO_SHORT(
        f"{what} are due by {written(due)}, {(due - case.on).days} days on; "
        f"the least is {row.value}",
        severity=Severity.WARNS if agreed else Severity.BLOCKS,
        source=row.citation,
        remedy=f"set {written(least)} or a later day"
        + (", unless all who were selected have agreed to less" if agreed else ""),
    )


@asks_the_law(Condition.INTENDED_APPROACH_HAS_STOOD, APPROACH_TOO_RECENT)
def intended_approach_has_stood(case: Case) -> Iterator[Finding]:
    """Providers could answer the notice of the intended approach before one was found most suitable."""
    row = case.law.row(WAIT_AFTER_INTENDED_APPROACH, case.on)
    said = [n for n in case.every(notices.NoticePublished) if n.notice == "PSR-intended-approach"]
    if not said:
        yield APPROACH_TOO_RECENT(
            "no notice of the intended approach has been published",
            source=row.citation,
            remedy=f"publish it, then wait {row.value}",
        )
    elif case.on < (open_from := row.value.first_day_after(said[-1].on)):
        yield APPROACH_TOO_RECENT(
            f"the intended approach was published on {written(said[-1].on)}; "
            f"this is {written(case.on)}",
            source=row.citation,
            remedy=f"recommend on or after {written(open_from)}",
            earliest=open_from,
        )


class SupplierStanding(StrEnum):
    """What a ground for exclusion makes of a supplier."""

    EXCLUDED = "excluded"
    EXCLUDABLE = "excludable"
    NEITHER = "neither excluded nor excludable"


@frozen
class ExclusionJudgement:
    """How a supplier stands on one ground, why, and what is still in the way of leaving it out."""

    standing: SupplierStanding
    because: str
    rule: Row[ExclusionGround]
    findings: tuple[Finding, ...] = ()


def judge_exclusion(
    law: Law,
    on: date,
    ground: str,
    *,
    provider: str,
    event_on: date | None,
    likely_again: bool,
    heard: bool,
    happened_on: date | None = None,
) -> ExclusionJudgement:
    """How a supplier stands on a ground, by its code, on the day the decision is taken.

    `event_on` is the day from which the law counts its look-back, None where the ground has none;
    `likely_again` is the authority's own view, after any evidence of self-cleaning, of whether the
    circumstances continue or are likely to occur again; `heard` says whether the supplier was asked
    first. `happened_on` is the day it happened, where the law counts from the day it became known and
    spares what happened before some day. Raises `NoRuleError` for a ground that the law does not have,
    or an unstated day.
    """
    rule = law.one_of(EXCLUSION_GROUND, on, ground)
    weighed = not rule.value.stands
    owed = weighed and not heard and law.value(SELF_CLEANING_HEARD, on)
    findings = (_unheard(law, on, provider),) if owed else ()
    spared = _spared(law, on, rule.value, event_on, happened_on)
    if spared:
        return ExclusionJudgement(SupplierStanding.NEITHER, spared, rule)
    if weighed and not likely_again:
        why = "the circumstances have ended and are not likely to occur again"
        return ExclusionJudgement(SupplierStanding.NEITHER, why, rule, findings)
    mandatory = rule.value.effect is Effect.MANDATORY
    standing = SupplierStanding.EXCLUDED if mandatory else SupplierStanding.EXCLUDABLE
    return ExclusionJudgement(standing, rule.value.what, rule, findings)


def _spared(
    law: Law, on: date, ground: ExclusionGround, event_on: date | None, happened_on: date | None
) -> str:
    """Why an event lies too far back to count; empty where it counts."""
    years, first = ground.years, ground.not_before
    if years and event_on is None:
        why = f"the day of {ground.counted_from} is not stated"
        raise law.no_rule(EXCLUSION_GROUND, on, why, "Record it")
    if years and event_on is not None and event_on + relativedelta(years=years) <= on:
        return f"{ground.counted_from} was on {written(event_on)}, {years} years ago or more"
    if first is None:
        return ""
    happened = happened_on or (None if ground.counted_from == FIRST_KNOWLEDGE else event_on)
    if happened is None:
        why = "the day on which it happened is not stated"
        raise law.no_rule(EXCLUSION_GROUND, on, why, "Record it")
    if happened < first:
        return (
            f"it happened on {written(happened)}, and what came before {written(first)} is ignored"
        )
    return ""


def _unheard(law: Law, on: date, provider: str) -> Finding:
    return EXCLUDED_UNHEARD(
        f"{provider} has not been heard on what it has done to put things right",
        source=law.row(SELF_CLEANING_HEARD, on).citation,
        remedy="give it the chance to show that, and weigh what it says, before deciding",
        about=provider,
    )


def forbidden_conditions(law: Law, on: date, asked: tuple[str, ...]) -> Iterator[Finding]:
    """What is set as a condition of taking part and may not be, by the codes of the law's list."""
    for row in law.every(FORBIDDEN_CONDITION, on):
        if row.value.code in asked:
            yield CONDITION_NOT_ALLOWED(
                f"it may not be a condition of taking part to {row.value}",
                source=row.citation,
                remedy="drop the condition",
                about=row.value.code,
            )


def turnover_within_cap(law: Law, on: date, asked: Money, value: Money) -> Iterator[Finding]:
    """A minimum turnover beyond what the law lets be asked; none where the law sets no cap."""
    for row in law.every(TURNOVER_CAP, on):
        cap = value * row.value
        if asked > cap:
            yield TURNOVER_OVER_CAP(
                f"a yearly turnover of {asked} is asked; the most is {cap}",
                severity=Severity.WARNS,
                source=row.citation,
                remedy="ask for less, or justify the special risk in the documents",
            )
