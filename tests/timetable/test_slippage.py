"""One milestone slips, and everybody wants to know what else moves."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import commissioning.timetable as package
from commissioning.casebook.lewisham_schedule import published
from commissioning.errors import NoRuleError, RecordError
from commissioning.records.strategy import ProcurementFacts
from commissioning.timetable import (
    Rhythm,
    Window,
    backwards,
    check,
    law_of,
    put_off,
    read_table,
    slip,
    slip_to_meeting,
)

PAPER = date(2022, 3, 1)


@pytest.fixture
def plan(route, law, rhythm):
    return backwards(date(2023, 4, 1), on=PAPER, route=route, law=law, rhythm=rhythm)


def test_missed_cabinet_moves_every_later_row(plan, route, law, rhythm):
    """The next second Wednesday is five weeks on, and so is the go-live."""
    slipped = slip_to_meeting(plan, "approval-to-award", rhythm, route=route, law=law)

    assert str(slipped) == (
        "Approval to award 35 days later: 7 rows move, the end moves by 35 days, 0 new findings"
    )
    assert [(m.number, m.step, m.days) for m in slipped.moved][:2] == [
        (17, "approval-to-award", 35),
        (18, "call-in", 35),
    ]
    assert slipped.after.rows[:16] == plan.rows[:16]
    assert slipped.after.rows[-1].window.latest == date(2023, 5, 5)


def test_held_go_live_overlaps_a_late_mobilisation(plan, route, law, rhythm):
    """The old contract ends on 31 March; what then breaks is said."""
    slipped = slip_to_meeting(
        plan, "approval-to-award", rhythm, hold=("go-live",), route=route, law=law
    )

    assert [finding.code for finding in slipped.breaks] == ["timetable-overlap"]
    assert str(slipped).endswith("1 new finding")
    assert slipped.after.rows[-1] == plan.rows[-1]


def test_step_put_off_uses_up_slack_first(plan, route, law, rhythm):
    """Christmas and the signing week leave room: five weeks of cabinet cost the go-live one."""
    late = put_off(
        plan, "approval-to-award", date(2022, 12, 14), route=route, law=law, rhythm=rhythm
    )
    days = {m.step: m.days for m in late.moved}

    assert days["approval-to-award"] == 35
    assert days["intention-to-award"] == 6
    assert late.cost == 5
    assert late.breaks == ()
    assert late.after.row("go-live").window.latest == date(2023, 4, 5)


def test_step_put_off_within_slack_moves_alone(plan, route, law, rhythm):
    """Between call-in and the letters the plan has a month to spare."""
    late = put_off(plan, "call-in", date(2022, 11, 30), route=route, law=law, rhythm=rhythm)

    assert [m.step for m in late.moved] == ["call-in"]
    assert late.cost == 0


def test_approval_to_procure_put_off_moves_the_end_of_call_in(plan, route, law, rhythm):
    """The specification is not begun before members have had their days."""
    late = put_off(
        plan, "approval-to-procure", date(2022, 5, 11), route=route, law=law, rhythm=rhythm
    )
    assert late.after.row("specification").window.earliest == date(2022, 5, 19)


def test_step_put_off_in_a_plan_with_lengths_of_its_own_keeps_them(route, law, rhythm):
    """A council that mobilises in four weeks does not need twelve because its cabinet met late."""
    short, to = {"mobilisation-plan": 20}, date(2022, 12, 14)
    made = {"route": route, "law": law, "rhythm": rhythm}
    own = backwards(date(2023, 1, 20), on=PAPER, durations=short, **made)
    late = put_off(own, "approval-to-award", to, durations=short, **made)
    usual = put_off(own, "approval-to-award", to, **made)
    assert (late.cost, usual.cost) == (20, 75)


def test_last_step_put_off_moves_alone(plan, route, law):
    """After the go-live nothing is left to plan."""
    late = put_off(plan, "go-live", date(2023, 4, 3), route=route, law=law)
    assert [(m.step, m.days) for m in late.moved] == [("go-live", 3)]


def test_step_put_off_to_an_earlier_day_is_refused(plan, route, law):
    """A day that is no later would leave the plan as it is and look like an answer."""
    to = date(2023, 3, 31)
    for timetable, why in (
        (
            plan,
            "31 March 2023 is not after 31 March 2023, the day planned for Go live; "
            "give a later day",
        ),
        (UNDATED, "row 2 (Go live) has no day to move from; give it one"),
    ):
        with pytest.raises(RecordError) as refused:
            put_off(timetable, "go-live", to, route=route, law=law)
        assert refused.value.problems == (why,)


def test_step_brought_forward_clears_a_finding(route):
    """A signature in the standstill is mended by telling the bidders sooner."""
    late = read_table(
        "Date\tAction\n4 November 2022\tApproval to award contract\n"
        "17 November 2022\tNotify bidders of outcome\n21 November 2022\tSign the contract\n",
        on=PAPER,
    ).timetable
    law = law_of(late, ProcurementFacts(light_touch=True, above_threshold=True))
    earlier = slip(late, 2, -9, hold=("contract-signed",), route=route, law=law)

    assert [f.code for f in check(late, route, law)] == ["timetable-signed-in-standstill"]
    assert check(earlier.after, route, law) == ()
    assert earlier.cost == 0
    assert str(earlier) == (
        "Notify bidders of outcome 9 days earlier: 1 row moves, the end moves by 0 days, 0 new findings"
    )


def test_printed_timetable_slips_with_its_spans(rhythm):
    """Lewisham's own rows: a month's slip of the approval moves mobilisation and go-live alike."""
    slipped = slip(published(), "approval-to-award", 28)

    assert [m.number for m in slipped.moved] == [12, 13, 14]
    assert slipped.after.rows[13].window.earliest == date(2023, 4, 29)
    assert slipped.cost == 28
    assert slipped.after.rows[0] == published().rows[0]
    assert slipped.table().to_dicts()[0]["days later"] == 28
    assert "12" in slipped._repr_html_()


@given(st.sampled_from(["ssq", "itt", "interview", "go-live"]), st.integers(0, 200))
@settings(max_examples=40, deadline=None)
def test_slip_there_and_back_restores_every_day(step, days):
    """A delay made good in full leaves the plan as it was."""
    there = slip(published(), step, days)
    back = slip(there.after, step, -days)

    assert there.cost == days
    assert back.cost == -days
    assert [row.window.period for row in back.after.rows] == [
        row.window.period for row in published().rows
    ]


def test_slip_by_zero_days_changes_nothing(plan):
    """Zero is a number of days like any other."""
    slipped = slip(plan, "itt", 0)
    assert slipped.after == plan
    assert slipped.moved == ()
    assert str(slipped) == "no row moves"
    assert slipped.cost == 0


UNDATED = read_table("Date\tAction\nTBC\tModeration\nTBC\tGo live\n", on=PAPER).timetable
REFUSED = [
    (lambda: slip(UNDATED, 1, 7), "row 1 (Moderation) has no day to move from; give it one"),
    (lambda: slip(UNDATED, 3, 7), "there is no row 3; rows are 1 to 2"),
    (
        lambda: slip(UNDATED, "golive", 7),
        'there is no row for the step "golive"; did you mean "go-live"?',
    ),
    (
        lambda: slip(UNDATED, "itt", 7),
        'there is no row for the step "itt"; choose from moderation and go-live',
    ),
    (
        lambda: slip_to_meeting(UNDATED, "go-live", Rhythm()),
        "row 2 (Go live) has no day to move from; give it one",
    ),
]


@pytest.mark.parametrize(("attempt", "problem"), REFUSED)
def test_slip_of_a_missing_or_undated_row_is_refused(attempt, problem):
    """A slip of a row that is not there would move nothing and look harmless."""
    with pytest.raises(RecordError) as refused:
        attempt()
    assert refused.value.problems == (problem,)


def test_slip_of_a_timetable_without_days_costs_zero():
    """A row without a day cannot be late."""
    dated = read_table(
        "Date\tAction\n2nd Thursday of the month\tForum\n4 May 2022\tGo live\n", on=PAPER
    ).timetable
    assert slip(dated, "go-live", 7).cost == 7
    assert package.Slippage(before=UNDATED, after=UNDATED, moved=()).cost == 0


def test_slip_to_a_meeting_beyond_the_last_given_is_refused(plan):
    """After the last published date of the council's calendar there is no answer."""
    with pytest.raises(NoRuleError):
        slip_to_meeting(plan, "approval-to-award", Rhythm(cabinet_dates=(date(2022, 11, 9),)))


def test_package_lists_and_loads_its_names():
    """Names come when first used, so that reading one date does not load the law."""
    assert "slip" in dir(package)
    assert all(getattr(package, name) for name in package.__all__)
    with pytest.raises(AttributeError, match=r"no name 'backward'; did you mean `backwards`\?"):
        package.backward  # noqa: B018
    assert package.Window is Window
