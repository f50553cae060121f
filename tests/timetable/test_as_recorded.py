"""What the check of a timetable lets pass, the gates of law let pass on those very days, and nothing less."""

from __future__ import annotations

from bisect import bisect_left
from datetime import date, timedelta

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from commissioning.cycle import Cycle
from commissioning.dates.periods import Deadline
from commissioning.records.award import (
    ApprovalToAward,
    AwardRecommendation,
    IntentionToAward,
    LotAward,
)
from commissioning.records.contract import ContractSigned
from commissioning.records.criteria import Criterion
from commissioning.records.history import BroughtForward
from commissioning.records.methods import DescribedCriteria
from commissioning.records.notices import NoticePublished
from commissioning.records.selection import ProviderAssessment, SelectionQuestionnaire
from commissioning.records.strategy import HealthProcess, ProcurementFacts, Subject
from commissioning.records.tender import InvitationToTender
from commissioning.stages import Route, Stage
from commissioning.timetable import Window, backwards, check, forwards, law_of
from commissioning.timetable.planning import with_law
from commissioning.values.scales import ZERO_TO_FIVE

METHOD = DescribedCriteria(
    criteria=(Criterion(reference="q", title="quality", scale=ZERO_TO_FIVE),),
    importance="quality first",
)
ORDINARY = ProcurementFacts(light_touch=False, above_threshold=True)
HEALTH = evolve(ORDINARY, health_service=True, health_process=HealthProcess.COMPETITIVE)
COMPETED = (Route.open(), Route.restricted(), Route.framework(), Route.framework(restricted=True))
WAYS = (
    *(
        (evolve(ORDINARY, **facts), route)
        for route in COMPETED
        for facts in (
            {},
            {"light_touch": True},
            {"urgent": True},
            {"electronic": False},
            {"sub_central": False},
            {"sub_central": False, "electronic": False},
            {"dynamic_market": True},
            {"subject": Subject.GOODS},
        )
    ),
    *(
        (evolve(ORDINARY, above_threshold=False, light_touch=lt), Route.open())
        for lt in (True, False)
    ),
    (evolve(ORDINARY, framework_call_off=True), Route.call_off()),
    *((ORDINARY, Route.direct_award()), (evolve(ORDINARY, urgent=True), Route.direct_award())),
    *((HEALTH, route) for route in COMPETED),
    (evolve(HEALTH, urgent=True), Route.open()),
    (evolve(HEALTH, framework_call_off=True), Route.call_off()),
    (evolve(HEALTH, health_process=HealthProcess.DIRECT_AWARD_A), Route.direct_award()),
    (evolve(HEALTH, health_process=HealthProcess.DIRECT_AWARD_C), Route.direct_award()),
)
"""Facts and a route, as they go together."""
BY_LAW = {
    "timetable-period-short", "timetable-signed-in-standstill", "timetable-standstill-short",
    "time-too-short", "standstill-running", "standstill-not-started", "selection-not-allowed",
    "law-unknown",
}  # fmt: skip
STARTERS = {"Procurement Act 2023": "UK6"}
days = st.dates(date(2017, 1, 2), date(2027, 6, 1))
quietly = settings(max_examples=40, deadline=None)


def planned(facts, route, day, make=forwards):
    """A plan with a day for each step that is not for the law to time."""
    lengths = {"contract-signed": 1}
    lengths |= {"tender": 1} if Stage.ITT in route else {}
    lengths |= {"selection-response": 1} if Stage.SSQ in route else {}
    # Early enough for a plan back from it to begin under the law of the facts.
    day = max(day, date(2026, 1, 5) if facts.health_service else date(2017, 1, 2))
    return with_law(
        lambda law: make(day, on=date(2014, 1, 1), route=route, law=law, durations=lengths),
        day,
        facts,
    )


def ends(plan):
    return {row.step: row.window.latest for row in plan.rows}


def checked(plan, facts, route):
    """The findings of law about a timetable."""
    return {f.code for f in check(plan, route, law_of(plan, facts))} & BY_LAW


def recorded(plan, facts, route):
    """The findings of law about the steps of a timetable, recorded on its days."""
    on, law = ends(plan), law_of(plan, facts)
    begun = law.commenced_on
    assert begun

    def found(stage, record, *before):
        start = BroughtForward(
            on=begun, stage=stage, because="register", route=route, facts=facts,
            commenced_on=begun,
        )  # fmt: skip
        cycle = Cycle.audit("x", (start, *before)).cycle
        return {finding.code for finding in cycle.findings(record)} & BY_LAW

    codes = set()
    if "ssq" in on:
        due = Deadline(on["selection-response"])
        codes |= found(
            Stage.SPECIFICATION, SelectionQuestionnaire(on=on["ssq"], responses_due_by=due)
        )
    if "itt" in on:
        invited = InvitationToTender(
            on=on["itt"], reference="ITT", method=METHOD, tenders_due_by=Deadline(on["tender"])
        )
        codes |= found(Stage.SSQ if "ssq" in on else Stage.SPECIFICATION, invited)
    told = on["intention-to-award"]
    until = on.get("standstill")
    notice = NoticePublished(
        on=told,
        notice=STARTERS.get(law.regime, "PSR-intention"),
        providers=("alder",),
        no_signing_before=until and until + timedelta(1),
    )
    return codes | found(
        Stage.AWARD,
        ContractSigned(
            on=on["contract-signed"], reference="C1", provider="alder", recommendations=("R1",)
        ),
        AwardRecommendation(
            on=on["award-recommendation"], reference="R1", awards=(LotAward(provider="alder"),)
        ),
        ApprovalToAward(on=on["approval-to-award"], recommendation="R1", decided_by="Cabinet"),
        IntentionToAward(on=told, recommendation="R1", told=("alder",)),
        notice,
    )


def moved(plan, step, day):
    """The plan with one step on another day."""
    rows = (
        evolve(row, window=Window.day(day), latest_safe=None, slack=None)
        if row.step == step
        else row
        for row in plan.rows
    )
    return evolve(plan, rows=tuple(rows))


@given(st.sampled_from(WAYS), days, st.sampled_from([forwards, backwards]))
@quietly
def test_plan_meets_the_gates_of_law_on_its_own_days(way, day, make):
    """An officer who does on each day what the plan says is refused nothing by the law."""
    plan = planned(*way, day=day, make=make)
    assert checked(plan, *way) == recorded(plan, *way) == set()


@given(st.sampled_from(WAYS), days, st.data())
@quietly
def test_first_day_that_the_check_allows_is_the_first_that_the_law_does(way, day, data):
    """A deadline a day short is found on paper and at the gate, and one day later by neither."""
    plan = planned(*way, day=day)
    on = ends(plan)
    pairs = {"ssq": "selection-response", "itt": "tender", "intention-to-award": "contract-signed"}
    event = data.draw(st.sampled_from([each for each in pairs if each in on]))
    since = on[event]
    assert since

    def first(findings):
        """The number of days after the event on the first day that nothing is found of."""
        return bisect_left(
            range(90),
            True,
            key=lambda n: not findings(moved(plan, pairs[event], since + timedelta(n)), *way),
        )

    assert first(checked) == first(recorded)


@pytest.mark.parametrize(("after", "codes"), [(13, {"timetable-period-short"}), (14, set())])
def test_choice_of_a_provider_waits_for_the_approach_on_paper_and_at_the_gate(after, codes):
    """Regulation 10(5): the notice of 2 June, the choice on the 16th at the earliest."""
    facts = evolve(HEALTH, health_process=HealthProcess.MOST_SUITABLE_PROVIDER)
    route, published = Route.most_suitable_provider(), date(2025, 6, 2)
    chosen = published + timedelta(after)
    plan = planned(facts, route, date(2025, 1, 6))
    row = evolve(plan.rows[0], step="notice", latest_safe=None, slack=None)
    plan = evolve(plan, rows=(row, *plan.rows))
    plan = moved(moved(plan, "notice", published), "provider-assessment", chosen)
    assert {f.code for f in check(plan, route, law_of(plan, facts))} & BY_LAW == codes
    start = BroughtForward(
        on=published, stage=Stage.SPECIFICATION, because="register", route=route, facts=facts,
        commenced_on=published,
    )  # fmt: skip
    cycle = Cycle("x").record(start, NoticePublished(on=published, notice="PSR-intended-approach"))
    weighed = ProviderAssessment(on=chosen, considered=("a",), most_suitable="a", because="b")
    refused = "approach-too-recent" in {f.code for f in cycle.blockers(weighed)}
    assert refused is bool(codes)
