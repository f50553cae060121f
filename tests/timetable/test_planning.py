"""Plans say for every day why it is there, and never break a rule that the checks know."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from attrs import evolve
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commissioning.dates.periods import Period
from commissioning.errors import NoRuleError, RecordError
from commissioning.law.governing import governing
from commissioning.law.questions import EMPLOYEE_INFORMATION, WAIT_AFTER_INTENDED_APPROACH
from commissioning.records.strategy import HealthProcess, ProcurementFacts
from commissioning.stages import Route, Stage
from commissioning.timetable import Rhythm, Window, backwards, check, forwards

PLANNED = date(2022, 3, 1)
LIGHT = ProcurementFacts(light_touch=True, above_threshold=True)
FULL = ProcurementFacts(light_touch=False, above_threshold=True)
BELOW = ProcurementFacts(light_touch=True, above_threshold=False)


def law_of(facts, day=date(2022, 7, 11)):
    return governing(day, facts).law(facts, day)


def days_of(plan):
    return {row.step: (row.window.earliest, row.window.latest) for row in plan.rows}


def test_plan_back_from_go_live_leaves_room_for_the_standstill(route, law, rhythm):
    """Back from 1 April 2023, a Saturday: the row that the printed timetable lacks is there."""
    plan = backwards(date(2023, 4, 1), on=PLANNED, route=route, law=law, rhythm=rhythm)
    days = days_of(plan)

    assert days["go-live"] == (date(2023, 3, 31),) * 2
    assert days["approval-to-award"] == (date(2022, 11, 9),) * 2
    assert days["intention-to-award"] == (date(2022, 12, 16),) * 2
    assert days["standstill"] == (date(2022, 12, 17), date(2022, 12, 28))
    assert days["contract-signed"] == (date(2022, 12, 29), date(2023, 1, 5))
    assert plan.title == "Plan back from 1 April 2023"
    assert plan.on == PLANNED


def test_each_row_of_a_plan_gives_its_reason(route, law, rhythm):
    """A date without a reason cannot be argued with, or defended."""
    plan = backwards(date(2023, 4, 1), on=PLANNED, route=route, law=law, rhythm=rhythm)
    because = {row.step: row.because for row in plan.rows}

    assert because["go-live"] == "1 April 2023 is not a working day; this is the one before"
    assert because["approval-to-award"] == (
        "the first meeting for papers published by 1 November 2022 "
        "(5 clear working days, by the bank holidays of England and Wales); "
        "as a key decision it is announced by 11 October 2022"
    )
    assert because["standstill"] == (
        "standstill: 10 calendar days, counted from the day after and rolled forward to a working "
        "day by the bank holidays of England and Wales (Public Contracts Regulations 2015, "
        "regulation 87(2))"
    )
    assert because["tender"] == (
        "five weeks to tender; the law sets no minimum (Public Contracts Regulations 2015, "
        "regulation 76(6))"
    )
    assert because["approval-to-procure"].endswith(
        "; the next step waits for the end of call-in, until 23 April 2022"
    )


def test_standstill_that_the_law_leaves_to_the_council_is_planned_as_an_offer(rhythm):
    """Under the Act a light-touch contract needs none; the plan must not pass it off as a duty."""
    day = date(2026, 1, 5)
    plans = {
        facts: forwards(day, on=day, route=Route.open(), law=law_of(facts, day), rhythm=rhythm)
        for facts in (LIGHT, FULL)
    }
    because = {facts: {row.step: row.because for row in plan.rows} for facts, plan in plans.items()}

    assert because[LIGHT]["standstill"].startswith(
        "standstill, if the notice offers one: 8 working"
    )
    assert because[FULL]["standstill"].startswith("standstill: 8 working days, counting the day of")


def test_slack_of_a_row_is_the_days_before_the_end_moves(route, law, rhythm):
    """Work before a cabinet meeting has room; the meeting itself has none."""
    plan = forwards(PLANNED, on=PLANNED, route=route, law=law, rhythm=rhythm)
    rows = {row.step: row for row in plan.rows}

    assert rows["approval-to-award"].slack == 0
    assert rows["score-sheet"].slack == 12
    assert rows["score-sheet"].latest_safe == date(2023, 1, 3)
    assert rows["go-live"].slack == 0


def test_step_put_off_within_its_slack_leaves_the_end(route, law, rhythm):
    """The promise of slack is tested by using it up: three working weeks become as long as it says."""
    plan = forwards(PLANNED, on=PLANNED, route=route, law=law, rhythm=rhythm)
    row = plan.row("specification")
    assert row
    longer = forwards(
        PLANNED,
        on=PLANNED,
        route=route,
        law=law,
        rhythm=rhythm,
        durations={"specification": 30 + 5},
    )
    assert row.slack == 7
    assert longer.rows[-1].window.period == plan.rows[-1].window.period


starts = st.dates(date(2015, 3, 1), date(2024, 12, 1))
routes = st.sampled_from(
    [
        Route.restricted(),
        Route.restricted(interviews=False),
        Route.open(),
        Route.direct_award(),
        Route.framework(restricted=True),
    ]
)
rhythms = st.sampled_from(
    [
        Rhythm(),
        Rhythm(cabinet=Window.parse("2nd Wednesday of the month")),
        Rhythm(cabinet=Window.parse("every Monday"), call_in=None),
        Rhythm(school_holidays=(Period(date(2022, 7, 21), date(2022, 9, 1)),)),
    ]
)
quietly = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@given(starts, routes, rhythms, st.sampled_from([LIGHT, FULL, BELOW]))
@quietly
def test_every_plan_passes_the_checks(start, way, council, facts):
    """A plan that its own checker refuses would be worth nothing."""
    law = law_of(facts, start)
    plan = forwards(start, on=start, route=way, law=law, rhythm=council)
    back = backwards(start + timedelta(500), on=start, route=way, law=law, rhythm=council)

    # Below the threshold a selection stage is no fault of the days, but one of the route.
    of_route = ["selection-not-allowed"] if facts is BELOW and Stage.SSQ in way else []
    for made in (plan, back):
        assert [finding.code for finding in check(made, way, law, council)] == of_route


@given(starts, routes, rhythms)
@quietly
def test_plan_back_then_forwards_ends_on_time(end, way, council):
    """Begun on its own first day the latest plan is in time; begun a day later it is not."""
    law = law_of(LIGHT, end)
    back = backwards(end, on=end, route=way, law=law, rhythm=council)
    begins = back.rows[0].window.earliest
    assert begins
    again = forwards(begins, on=end, route=way, law=law, rhythm=council)

    for soonest, latest in zip(again.rows, back.rows, strict=True):
        assert soonest.window.latest <= latest.latest_safe
    too_late = forwards(begins + timedelta(1), on=end, route=way, law=law, rhythm=council)
    assert too_late.rows[-1].window.latest > end


@given(starts, routes, rhythms)
@quietly
def test_plan_forwards_then_back_starts_no_earlier(start, way, council):
    """Back from the day a plan reaches, one never has to begin before that plan did."""
    law = law_of(LIGHT, start)
    plan = forwards(start, on=start, route=way, law=law, rhythm=council)
    reached = plan.rows[-1].window.latest
    assert reached
    back = backwards(reached, on=start, route=way, law=law, rhythm=council)

    assert back.rows[0].window.earliest >= start
    assert back.rows[-1].window.latest == reached


def test_minimum_period_in_law_overrides_a_shorter_duration():
    """Ten working days of practice cannot undercut the thirty days of regulation 28."""
    plan = forwards(
        date(2022, 7, 4),
        on=PLANNED,
        route=Route.restricted(),
        law=law_of(FULL),
        durations={"selection-response": 10},
        first="ssq",
    )
    row = plan.row("selection-response")
    assert row
    assert row.window.latest == date(2022, 8, 3)
    assert row.because.startswith(
        "10 working days, as given; the law requires at least 30 calendar days"
    )


def test_mobilisation_in_a_plan_is_as_long_as_staff_information_needs(route, law):
    """The old employer names the staff who transfer 28 days before the transfer."""
    plan = forwards(PLANNED, on=PLANNED, route=route, law=law, durations={"mobilisation-plan": 5})
    mobilised = plan.row("mobilisation-plan")
    assert mobilised
    assert mobilised.window.period
    assert mobilised.window.period.length == 29


def test_plan_may_begin_with_a_later_step(route, law):
    """Most plans are made when the needs are long known."""
    plan = forwards(PLANNED, on=PLANNED, route=route, law=law, first="itt")
    assert plan.rows[0].step == "itt"


def test_plan_without_a_standstill_in_law_has_no_row_for_it():
    """Below the threshold the 2015 Regulations ask none."""
    plan = forwards(PLANNED, on=PLANNED, route=Route.open(), law=law_of(BELOW))
    assert plan.row("standstill") is None
    assert plan.row("intention-to-award")


def test_ordinary_decision_in_a_plan_has_no_announcement(route, law):
    """Below the council's money line a decision is not a key one."""
    plan = forwards(PLANNED, on=PLANNED, route=route, law=law, rhythm=Rhythm(key_decision=None))
    row = plan.row("approval-to-award")
    assert row
    assert "key decision" not in row.because


def health(process):
    facts = ProcurementFacts(health_service=True, above_threshold=True, health_process=process)
    return law_of(facts, date(2025, 3, 3))


def test_provider_assessment_waits_fourteen_days_after_the_notice():
    """The most suitable provider process has no tenders; regulation 10 has a wait of its own."""
    law = health(HealthProcess.MOST_SUITABLE_PROVIDER)
    plan = forwards(
        date(2025, 3, 3),
        on=date(2025, 3, 3),
        route=Route.most_suitable_provider(),
        law=law,
        first="provider-assessment",
    )
    row = plan.rows[0]

    assert row.window.earliest == date(2025, 3, 17)
    assert row.because.startswith(
        "three weeks to assess the providers; the intended approach is published on 3 March 2025 ("
    )
    assert plan.row("score-sheet") is None
    assert plan.row("standstill")


def test_plan_under_a_law_without_waits_takes_the_usual_lengths():
    """A regime that asks no notice before assessment and no staff information leaves both to practice."""
    law = health(HealthProcess.MOST_SUITABLE_PROVIDER)
    bare = evolve(
        law,
        rows=tuple(
            row
            for row in law.rows
            if row.parameter not in {WAIT_AFTER_INTENDED_APPROACH, EMPLOYEE_INFORMATION}
        ),
    )
    plan = forwards(
        date(2025, 3, 3),
        on=date(2025, 3, 3),
        route=Route.most_suitable_provider(),
        law=bare,
        first="provider-assessment",
    )
    assert plan.rows[0].because == "three weeks to assess the providers"
    assert plan.rows[0].window.earliest == date(2025, 3, 3)
    mobilisation = plan.row("mobilisation-plan")
    assert mobilisation
    assert mobilisation.because == "twelve weeks of mobilisation"


def test_tender_period_without_a_minimum_in_law_is_the_usual_one():
    """The Provider Selection Regime sets none for a competition."""
    plan = forwards(
        date(2025, 3, 3),
        on=date(2025, 3, 3),
        route=Route.open(),
        law=health(HealthProcess.COMPETITIVE),
    )
    row = plan.row("tender")
    assert row
    assert row.because == "five weeks to tender; the law sets no minimum"
    assert check(plan, Route.open(), health(HealthProcess.COMPETITIVE)) == ()


def test_interviews_in_a_plan_avoid_school_holidays(route, law):
    """Carers on a panel have children at home."""
    summer = Rhythm(school_holidays=(Period(date(2022, 3, 1), date(2022, 9, 1)),))
    plan = forwards(PLANNED, on=PLANNED, route=route, law=law, rhythm=summer, first="interview")
    assert plan.rows[0].window.earliest == date(2022, 9, 2)


@pytest.mark.parametrize(
    ("keywords", "problem"),
    [
        (
            {"durations": {"tea": 4}},
            "durations: 'tea' is not a step with a usual length; it may be needs-assessment, "
            "market-engagement, specification, ssq, selection-response or 15 more",
        ),
        (
            {"durations": {"tendr": 4}},
            "durations: 'tendr' is not a step with a usual length; did you mean \"tender\"?",
        ),
        ({"durations": {"itt": 0}}, "durations: itt takes 0 working days; give at least 1"),
    ],
)
def test_durations_of_unknown_steps_or_below_one_are_refused(route, law, keywords, problem):
    """A mistyped step would silently keep its usual length."""
    with pytest.raises(RecordError) as refused:
        forwards(PLANNED, on=PLANNED, route=route, law=law, **keywords)
    assert refused.value.problems == (problem,)


def test_value_that_is_not_a_law_is_refused(route):
    """A notebook without types may hand over nothing where the law of the cycle is meant."""
    with pytest.raises(RecordError) as refused:
        forwards(PLANNED, on=PLANNED, route=route, law=None)
    assert refused.value.problems == (
        "law: None is not a law; give that of the cycle or of `governing_law`",
    )


def test_first_step_off_the_route_is_refused(law):
    """An open procedure cannot begin with a selection questionnaire."""
    with pytest.raises(RecordError) as refused:
        forwards(PLANNED, on=PLANNED, route=Route.open(), law=law, first="ssq")
    assert str(refused.value).startswith(
        'plan: first: there is no step of this route "ssq"; choose from needs-assessment, '
        "market-engagement,"
    )


def test_next_meeting_after_the_last_given_is_refused(route, law):
    """A council publishes its meetings a year at a time; beyond them nothing is guessed."""
    council = Rhythm(cabinet_dates=(date(2022, 5, 11), date(2022, 6, 8)))
    with pytest.raises(NoRuleError) as refused:
        forwards(PLANNED, on=PLANNED, route=route, law=law, rhythm=council)
    assert "the last meeting given is before" in str(refused.value)
    with pytest.raises(NoRuleError):
        council.next_meeting(date(2022, 6, 9))
    assert council.meets_on(date(2022, 6, 8))
    assert council.next_meeting(date(2022, 5, 12)) == date(2022, 6, 8)


def test_step_that_cannot_end_in_time_is_refused(route, law):
    """Before the first known meeting there is no day on which the approval could be had."""
    council = Rhythm(cabinet_dates=(date(2023, 6, 7),))
    with pytest.raises(RecordError) as refused:
        backwards(
            date(2023, 4, 1),
            on=PLANNED,
            route=route,
            law=law,
            rhythm=council,
            first="approval-to-award",
        )
    assert str(refused.value).startswith("plan: Approval to award cannot end before ")


@pytest.mark.parametrize(
    ("make", "problem"),
    [
        (
            lambda: Rhythm(cabinet=Window.parse("4 July 2022")),
            "cabinet: '4 July 2022' does not recur; give single days as cabinet_dates",
        ),
        (
            lambda: Rhythm(cabinet_dates=(date(2022, 6, 8), date(2022, 5, 11))),
            "cabinet_dates: a meeting is given twice or out of order; give each once, in order",
        ),
    ],
)
def test_rhythm_with_contradictory_meetings_is_refused(make, problem):
    """A council's calendar is entered by hand, and mistyped."""
    with pytest.raises(RecordError) as refused:
        make()
    assert refused.value.problems == (problem,)
