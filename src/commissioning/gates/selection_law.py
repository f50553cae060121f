"""Gates on selection: thresholds, whether it is allowed, minimum times and numbers, grounds to exclude."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from commissioning.dates.day_counts import DayCount
from commissioning.errors import written
from commissioning.evaluation.bids_judged import value_of
from commissioning.findings.codes import law as codes
from commissioning.findings.codes.competition import GROUND_UNKNOWN
from commissioning.findings.finding import Finding, Severity
from commissioning.gates.case import Case, Found, gate
from commissioning.gates.notices import source_of_condition
from commissioning.gates.unknown_law import asks_the_law, checks_by_law
from commissioning.law import questions as q
from commissioning.law.conditions import Condition
from commissioning.law.law import Law, Parameter, Row
from commissioning.law.thresholds import Side, is_above_threshold, side_of
from commissioning.ledger.ways import estimates
from commissioning.records import notices, selection, tender
from commissioning.records.answer_rules import Cover, HeldBy, LotValue
from commissioning.records.contract import ContractSigned
from commissioning.records.means_rules import AmountAtLeast, TimesValue
from commissioning.records.questions import AnswerKind, BidQuestion, IfMissed
from commissioning.records.specification import ServiceSpecification
from commissioning.records.strategy import ProcurementStrategy
from commissioning.stages import Stage
from commissioning.values.checking import stated
from commissioning.values.frozen import frozen
from commissioning.values.money import Money
from commissioning.values.text import Word, counted, did_you_mean

PLANNING_NOTICES: Final = ("UK3", "PCR-prior-information")


@asks_the_law(Condition.SELECTION_STAGE_IS_ALLOWED, codes.SELECTION_NOT_ALLOWED)
def selection_stage_is_allowed(case: Case) -> Found:
    """A stage that shortlists on suitability is held only where the law allows one."""
    row = case.law.row(q.SELECTION_STAGE_ALLOWED, case.on)
    if not row.value and not _is_spared_by_value(case):
        yield codes.SELECTION_NOT_ALLOWED(
            "The contract is below the threshold, where you may not select tenderers by an assessment "
            "of suitability",
            source=row.citation,
            remedy="Take a route without a selection stage, and ask about suitability in the tender",
        )


def _is_spared_by_value(case: Case) -> bool:
    """Whether the value takes a contract below the threshold out of the ban on a selection stage."""
    law, on, found = case.law, case.on, estimates(case.ledger, case.lots[0])
    spared = (
        (q.BELOW_THRESHOLD_SELECTION_FROM, Side.BEYOND),
        (q.BELOW_THRESHOLD_RULES_FROM, Side.WITHIN),
    )
    return bool(found) and any(
        law.has(line, on) and side_of(found[0][0], line, law, on) is side for line, side in spared
    )


@asks_the_law(Condition.THRESHOLD_SIDE_IS_RIGHT, codes.ABOVE_THRESHOLD_AFTER_ALL)
def stated_side_agrees_with_the_value(case: Case) -> Found:
    """A procurement stated to be below the threshold has an estimated value below it."""
    found = estimates(case.ledger, case.lots[0])
    if not found:
        return
    row, value = case.law.row(q.THRESHOLD, case.on), found[0][0]
    if side_of(value, q.THRESHOLD, case.law, case.on) is Side.BEYOND:
        yield codes.ABOVE_THRESHOLD_AFTER_ALL(
            f"The strategy states that the procurement is below the threshold of {row.value.figure}, but "
            f"its estimated value is {value}",
            source=row.citation,
            remedy="Correct the estimate, or state in the strategy that it is at or above the threshold",
        )
    elif is_above_threshold(found, case.law, case.on):
        yield codes.ABOVE_THRESHOLD_AFTER_ALL.warns(
            f"The strategy states that the procurement is below the threshold of {row.value.figure}, and "
            f"its estimated value of {value} is; with that of the other lots it is not",
            source=source_of_condition(case, Condition.THRESHOLD_SIDE_IS_RIGHT),
            remedy="State in the strategy that it is at or above the threshold, or keep a record of why the "
            "law lets it count apart",
        )


@checks_by_law(ContractSigned, Condition.KPIS_ARE_SET, codes.KPIS_NOT_SET)
def kpis_are_set(case: Case, signed: ContractSigned) -> Found:
    """A contract above the line has the key performance indicators that the law requires."""
    value = signed.value_with_options or signed.value
    if value is None or side_of(value, q.KPIS_OVER, case.law, case.on) is Side.WITHIN:
        return
    row = case.law.row(q.KPIS_AT_LEAST, case.on)
    specified = case.by_lot(ServiceSpecification).values()
    number = len({kpi.reference for each in specified for kpi in each.kpis if kpi.statutory})
    if number < row.value:
        yield codes.KPIS_NOT_SET(
            f"Contract {signed.reference} is worth {value} and has "
            f"{counted(number, 'statutory key performance indicator')}; the law requires at least "
            f"{row.value}",
            source=row.citation,
            remedy=(
                "Set them in the specification; where they could not measure performance, record a "
                "waiver and give the reason in the contract details notice"
            ),
            about=signed.reference,
        )


@checks_by_law(selection.Shortlist, Condition.SHORTLIST_IS_LONG_ENOUGH, codes.SHORTLIST_TOO_SHORT)
def shortlist_is_long_enough(case: Case, shortlist: selection.Shortlist) -> Found:
    """At least as many providers are invited as the law requires, if that many have passed."""
    row = case.law.row(q.SHORTLIST_AT_LEAST, case.on)
    latest = {
        (lot, assessed.provider): assessed.outcome.passed
        for lot in case.lots
        for assessed in case.every(selection.SelectionAssessment, about=lot)
    }
    passed = {provider for (_, provider), has_passed in latest.items() if has_passed}
    invited = len(set(shortlist.invited))
    if invited < row.value and passed - set(shortlist.invited):
        yield codes.SHORTLIST_TOO_SHORT(
            f"Only {invited} of the {len(passed)} who passed {'is' if invited == 1 else 'are'} "
            f"invited; the law requires at least {row.value}",
            source=row.citation,
            remedy=f"Invite at least {min(row.value, len(passed))}",
        )


@asks_the_law(Condition.MINIMUM_TIME_IS_GIVEN, codes.TIME_TOO_SHORT)
def minimum_time_is_given(case: Case) -> Found:
    """Those who respond or tender have at least the time that the law gives them."""
    record = case.record
    if isinstance(record, selection.SelectionQuestionnaire):
        due = stated(record.responses_due_by, record, "responses_due_by")
        yield from _too_short(case, q.PARTICIPATION_PERIOD, "Responses", due.day)
    elif isinstance(record, tender.InvitationToTender):
        due = stated(record.tenders_due_by, record, "tenders_due_by")
        asked = _tender_period(case, later=record.documents_later)
        yield from _too_short(case, asked, "Tenders", due.day)


def _tender_period(case: Case, *, later: bool) -> Parameter[DayCount | None]:
    """The question of the minimum time; a planning notice shortens it whenever the documents come."""
    selected = case.route is not None and Stage.SSQ in case.route
    announced = all(
        any(_qualifies(case, notice, lot) for notice in case.every(notices.NoticePublished, lot))
        for lot in case.lots
    )
    asked = _TENDER_PERIODS[selected, None]
    if later and not announced and any(case.law.rows_on(asked, case.on)):
        return asked
    return _TENDER_PERIODS[selected, announced]


_TENDER_PERIODS: Final = {
    (False, False): q.TENDER_PERIOD,
    (False, True): q.TENDER_PERIOD_AFTER_PLANNED_NOTICE,
    (False, None): q.TENDER_PERIOD_DOCUMENTS_LATER,
    (True, False): q.TENDER_PERIOD_AFTER_SELECTION,
    (True, True): q.TENDER_PERIOD_AFTER_SELECTION_AND_NOTICE,
    (True, None): q.TENDER_PERIOD_AFTER_SELECTION_DOCUMENTS_LATER,
}
"""The question of the minimum time, by whether bidders were selected and the plan announced before.

None is for documents that come later.
"""


def may_be_agreed(law: Law, asked: Parameter[DayCount | None]) -> bool:
    """Whether an authority that is not a central one and all the bidders it selected may agree on less."""
    after_selection = [each for (selected, _), each in _TENDER_PERIODS.items() if selected]
    return asked in after_selection and law.facts is not None and bool(law.facts.sub_central)


def _qualifies(case: Case, notice: notices.NoticePublished, lot: str) -> bool:
    law, on = case.law, case.on
    if notice.notice not in PLANNING_NOTICES or not law.has(q.PLANNED_NOTICE_AT_LEAST, on):
        return False
    # Both are counted to the tender notice, which may come long before an invitation of those selected.
    calls = [row.value for row in law.every(q.COMMENCED_BY, on)]
    published = (
        n.on for n in case.every(notices.NoticePublished, lot) if any(c.is_met_by(n) for c in calls)
    )
    called = min(published, default=on)
    first = law.value(q.PLANNED_NOTICE_AT_LEAST, on).last_day(notice.on)
    return first <= called <= law.value(q.PLANNED_NOTICE_AT_MOST, on).last_day(notice.on)


def _too_short(case: Case, asked: Parameter[DayCount | None], what: str, due: date) -> Found:
    row = case.law.row(asked, case.on)
    if row.value is None or due >= (earliest := row.value.last_day(case.on)):
        return
    agreed = may_be_agreed(case.law, asked)
    unless = ", unless all the selected bidders agreed to less" if agreed else ""
    yield codes.TIME_TOO_SHORT(
        f"{what} are due by {written(due)}, which allows {counted((due - case.on).days, 'day')}; "
        f"the minimum is {row.value}",
        severity=Severity.WARNS if agreed else Severity.BLOCKS,
        source=row.citation,
        remedy=f"Set {written(earliest)} or a later day{unless}",
    )


@asks_the_law(Condition.INTENDED_APPROACH_HAS_STOOD, codes.APPROACH_TOO_RECENT)
def intended_approach_has_stood(case: Case) -> Found:
    """Providers had time to answer the notice of the intended approach before one was chosen."""
    if case.kind is selection.ProviderAssessment and not getattr(case.record, "most_suitable", ""):
        return  # step 2 may begin at once; only its end and the choice wait
    row = case.law.row(q.WAIT_AFTER_INTENDED_APPROACH, case.on)
    # Lots whose notices are of different days are parts of their own; an amendment starts no new time.
    found = (each for lot in case.lots for each in case.every(notices.NoticePublished, lot))
    published = [n.on for n in found if n.notice == "PSR-intended-approach" and not n.amends]
    if not published:
        yield codes.APPROACH_TOO_RECENT(
            "The notice of the intended approach (PSR-intended-approach) has not been published",
            source=row.citation,
            remedy=f"Publish it, then wait {row.value}",
        )
    elif case.on < (earliest := row.value.first_day_after(max(published))):
        yield codes.APPROACH_TOO_RECENT(
            f"You cannot choose a provider on {written(case.on)}: the intended approach was "
            f"published on {written(max(published))}, and providers still have time to answer",
            source=row.citation,
            remedy=f"Choose on or after {written(earliest)}",
            earliest=earliest,
        )


class ExclusionOutcome(Word):
    """The standing of a supplier by a ground for exclusion."""

    EXCLUDED = "excluded"
    EXCLUDABLE = "excludable"
    NEITHER = "neither excluded nor excludable"


@frozen
class ExclusionJudgement:
    """The outcome for a supplier on one ground, why, and what must be done before leaving it out."""

    outcome: ExclusionOutcome
    because: str
    rule: Row[q.ExclusionGround]
    findings: tuple[Finding, ...] = ()


def judge_exclusion(law: Law, on: date, found: selection.GroundFound) -> ExclusionJudgement:
    """The outcome for a supplier on a ground found against it, on the day the decision is taken.

    Raises `NoRuleError` for a ground that the law does not have, or an unstated day.
    """
    rule = law.one_of(q.EXCLUSION_GROUND, on, found.ground)
    weighed, heard = not rule.value.stands, found.heard_on is not None
    findings: tuple[Finding, ...] = ()
    source = rule.citation if rule.value.heard else None
    if weighed and not heard and (row := law.row(q.SELF_CLEANING_HEARD, on)).value:
        source = row.citation
    if source and not heard:
        unheard = codes.EXCLUDED_UNHEARD(
            f"{found.provider} has not had the chance to answer and to provide evidence",
            source=source,
            remedy="Give it that chance, and weigh its answer, before you decide",
            about=found.provider,
        )
        findings = (unheard,)
    ignored = _ignored(law, on, rule.value, found)
    if ignored:
        return ExclusionJudgement(ExclusionOutcome.NEITHER, ignored, rule)
    if weighed and not found.likely_again:
        why = "the circumstances have ended and are not likely to occur again"
        return ExclusionJudgement(ExclusionOutcome.NEITHER, why, rule, findings)
    mandatory = rule.value.effect is q.ExclusionEffect.MANDATORY
    outcome = ExclusionOutcome.EXCLUDED if mandatory else ExclusionOutcome.EXCLUDABLE
    return ExclusionJudgement(outcome, rule.value.what, rule, findings)


def _ignored(law: Law, on: date, ground: q.ExclusionGround, found: selection.GroundFound) -> str:
    """The reason why an event lies too far back to count; empty where it counts."""
    reach, first, event_on = ground.reach, ground.not_before, found.event_on
    if reach and event_on is None:
        why = f"the day of {ground.counted_from} is not stated"
        raise law.no_rule(q.EXCLUSION_GROUND, on, why, "Record it")
    if reach and event_on is not None and reach.last_day(event_on) < on:
        return f"{ground.counted_from} was on {written(event_on)}, {reach} ago or more"
    if first is None:
        return ""
    counted_from_knowledge = ground.counted_from == q.FIRST_KNOWLEDGE
    happened = found.happened_on or (None if counted_from_knowledge else event_on)
    if happened is None:
        why = "the day on which it happened is not stated"
        raise law.no_rule(q.EXCLUSION_GROUND, on, why, "Record it")
    if happened < first:
        return (
            f"it happened on {written(happened)}, and events before {written(first)} do not count"
        )
    return ""


@asks_the_law(Condition.CONDITIONS_ASKED_ARE_ALLOWED, codes.CONDITION_NOT_ALLOWED)
def conditions_asked_are_allowed(case: Case) -> Found:
    """The questions by which a bid fails ask for nothing that the law forbids to require."""
    asks = any(_asks_for_cover_now(question) for question in _asked(case))
    for row in case.law.every(q.FORBIDDEN_CONDITION, case.on) if asks else ():
        if row.value.code == "insurance-before-award":
            yield codes.CONDITION_NOT_ALLOWED(
                f"You may not require bidders to {row.value}",
                source=row.citation,
                remedy="Remove the condition",
                about=row.value.code,
            )


def _asked(case: Case) -> tuple[BidQuestion, ...]:
    record = case.record
    if not isinstance(record, selection.SelectionQuestionnaire | tender.InvitationToTender):
        return ()
    return tuple(question for question in record.questions if question.is_for(case.lots))


def _asks_for_cover_now(question: BidQuestion) -> bool:
    rule = question.rule
    fails = question.when_missed is IfMissed.FAILS
    return fails and isinstance(rule, Cover) and rule.held_by is HeldBy.NOW


@gate(GROUND_UNKNOWN)
def grounds_asked_are_of_the_law(case: Case) -> Found:
    """Questions about exclusion name grounds of the law that governs, by the codes that decisions use."""
    asked = [(part, each) for part in case.parts for each in _asked(part) if each.ground]
    for part, question in asked:
        known = [row.value.code for row in part.law.every(q.EXCLUSION_GROUND, case.on)]
        if known and question.ground not in known:
            yield GROUND_UNKNOWN.warns(
                f"Question {question.reference} asks about the exclusion ground "
                f'"{question.ground}", which is not a ground of the {part.law.regime}',
                remedy=f"Correct the code{did_you_mean(question.ground, known)}",
                about=question.reference,
            )


@asks_the_law(Condition.TURNOVER_ASKED_IS_WITHIN_CAP, codes.TURNOVER_OVER_CAP)
def turnover_asked_is_within_cap(case: Case) -> Found:
    """The yearly turnover that bidders are asked for is no more than the law's cap."""
    for question in _asked(case):
        values = [value_of(case.ledger, lot) for lot in case.lots if question.is_for((lot,))]
        whole = _sum_of(case, [each.whole for each in values])
        asked = _turnover_asked(question, values)
        if asked is None or whole is None or not asked.is_on_the_basis_of(whole):
            continue
        for row in case.law.every(q.TURNOVER_CAP, case.on):
            cap = whole * row.value.figure
            if asked > cap:
                yield codes.TURNOVER_OVER_CAP.warns(
                    f"You ask for a yearly turnover of {asked}; the maximum is {cap}",
                    source=row.citation,
                    remedy="Ask for less, or justify the special risk in the documents",
                )


def _sum_of(case: Case, values: Sequence[Money | None]) -> Money | None:
    """The sum of the values of lots; where one is not stated, the estimated value of the procurement."""
    together = Money.total_or_none(values)
    if together is not None:
        return together
    strategy = case.find(ProcurementStrategy, case.lots[0])
    return strategy.estimated_value if strategy else None


def _turnover_asked(question: BidQuestion, values: Sequence[LotValue]) -> Money | None:
    rule = question.rule
    if isinstance(rule, AmountAtLeast) and question.asks_for is AnswerKind.YEARLY:
        return rule.money
    return rule.asked_of(values) if isinstance(rule, TimesValue) else None
