"""When could we go live, and can we still make it?"""

from __future__ import annotations

from datetime import date

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from commissioning.dates.day_counts import DaysAfter, DaysBeginningWith, WorkingDaysBeginningWith
from commissioning.dates.rhythms import Rhythm
from commissioning.dates.windows import Window
from commissioning.law.regimes.procurement_act_2023 import PROCUREMENT_ACT_2023
from commissioning.law.regimes.provider_selection_2023 import PROVIDER_SELECTION_2023
from commissioning.law.regimes.public_contracts_2015 import PUBLIC_CONTRACTS_2015
from commissioning.records.strategy import HealthProcess, ProcurementFacts
from commissioning.records.timetable import Timetable, TimetableRow
from commissioning.stages import Route
from commissioning.timetable import backwards, can_make, check, earliest, forwards, with_law
from commissioning.timetable.planning import Shorter

CARE = ProcurementFacts(light_touch=True, above_threshold=True)
HEALTH = ProcurementFacts(
    light_touch=True,
    above_threshold=True,
    health_service=True,
    health_process=HealthProcess.COMPETITIVE,
)
MADE = date(2026, 11, 2)
LAW = PROCUREMENT_ACT_2023.law(CARE, MADE)
OPEN = {"on": MADE, "route": Route.open(), "law": LAW}
ROUTES = [
    Route.restricted(),
    Route.restricted(interviews=False),
    Route.open(),
    Route.open(interviews=True),
    Route.direct_award(),
    Route.call_off(),
    Route.call_off(competed=False),
    Route.most_suitable_provider(),
]
LAWS = [
    PUBLIC_CONTRACTS_2015.law(CARE, date(2022, 3, 1)),
    PROCUREMENT_ACT_2023.law(CARE, date(2026, 3, 2)),
    PROVIDER_SELECTION_2023.law(HEALTH, date(2026, 3, 2)),
]


def codes(plan, route=OPEN["route"], law=LAW, **named):
    return [finding.code for finding in check(plan, route, law, **named)]


@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.regime)
@pytest.mark.parametrize("route", ROUTES, ids=str)
def test_plan_of_every_route_under_every_law_passes_its_own_check(route, law):
    """A plan that fails the check of its own library helps no one."""
    on = law.commenced_on
    first = forwards(on, on=on, route=route, law=law)
    live = first.rows[-1].window.latest

    assert codes(first, route, law) == []
    assert first.rows[-1].step == "go-live"
    back = backwards(live, on=on, route=route, law=law)
    assert codes(back, route, law) == []


def test_plan_whose_first_day_is_past_says_so_and_what_can_be_reached():
    """A plan of 2 November for a go-live on 1 December would have had to begin in January."""
    plan = backwards(date(2026, 12, 1), **OPEN)

    (finding,) = [
        f for f in check(plan, OPEN["route"], LAW) if f.code == "timetable-begun-too-late"
    ]

    assert finding.blocks
    assert str(finding) == (
        "The plan begins with row 1 (Needs assessment) on 2 December 2025, 335 days before it was "
        "made on 2 November 2026 (council practice). Go live on 1 November 2027 or later; with one "
        "working day for each step it would be 2 February 2027, because the law, meetings and "
        "call-in take their time."
    )
    assert finding.earliest == earliest(**OPEN)


def test_plan_that_begins_on_the_day_it_is_made_is_in_time():
    """The first day counts: work can begin today."""
    plan = forwards(MADE, **OPEN)

    assert codes(plan) == []
    assert "timetable-begun-too-late" in codes(evolve(plan, on=date(2026, 11, 3)))


def test_printed_timetable_may_begin_before_the_day_of_its_paper():
    """A committee's paper tells what has been done, too."""
    row = TimetableRow(what="Needs", step="needs-assessment", window=Window.day(date(2026, 5, 5)))

    assert codes(Timetable(on=MADE, rows=(row,))) == []


def test_check_reckons_with_the_lengths_that_the_plan_was_made_with():
    """A council that needs four weeks less is told of a day four weeks sooner."""
    short = {"mobilisation-plan": 20}
    plan = backwards(date(2026, 12, 1), durations=short, **OPEN)

    (finding,) = check(plan, OPEN["route"], LAW, durations=short)

    assert finding.earliest == earliest(durations=short, **OPEN) < earliest(**OPEN)


def test_go_live_that_can_be_made_has_days_to_spare():
    """The answer is a yes or a no, and how near it is."""
    reach = can_make(date(2027, 11, 12), **OPEN)

    assert reach
    assert (reach.earliest, reach.days_to_spare) == (date(2027, 11, 1), 11)
    assert str(reach) == "Yes: the earliest go-live is 1 November 2027, 11 days to spare."
    assert reach.shorter == ()
    assert repr(reach) == f"<{reach}>"


def test_step_that_may_take_one_day_is_said_in_the_singular():
    """The sentence goes into a report as it is."""
    assert str(Shorter("tender", usual=25, needed=1)) == "tenders due (1 working day, not 25)"


def test_go_live_that_is_too_soon_says_what_would_have_to_be_shorter():
    """ "No" is no plan; the officer takes the list of lengths into the next meeting."""
    wanted = date(2027, 6, 1)
    reach = can_make(wanted, first="specification", **OPEN)

    assert not reach
    assert str(reach) == (
        "No: the earliest go-live is 7 July 2027, 36 days after 1 June 2027. Go live on 7 July 2027 or "
        "later, or shorten service specification (25 working days, not 30), tenders due (21 working days, "
        "not 25), tenders evaluated (12 working days, not 15), marks moderated (2 working days, not 3), "
        "award recommended (8 working days, not 10) and 2 more."
    )
    needed = {one.step: one.needed for one in reach.shorter}
    assert all(1 <= one.needed < one.usual for one in reach.shorter)
    assert earliest(durations=needed, first="specification", **OPEN) <= wanted
    assert len(reach.table().rows) == len(reach.shorter)
    assert "working days, not" in reach.remedy


def test_go_live_that_no_haste_can_reach_says_what_holds_it():
    """Law, papers and call-in take their time however few days people need."""
    reach = can_make(date(2026, 11, 9), **OPEN)

    assert not reach
    assert reach.shorter == ()
    assert "with one working day for each step it would be" in reach.remedy


def test_later_step_is_planned_from_where_the_cycle_is():
    """Most who ask have done half of it."""
    assert (
        earliest(first="itt", **OPEN) < earliest(first="specification", **OPEN) < earliest(**OPEN)
    )


def test_meetings_of_the_cabinet_delay_the_earliest_day():
    """The calendar of meetings decides more often than the law."""
    cabinet = Rhythm(cabinet=Window.parse("2nd Wednesday of the month"))

    assert earliest(rhythm=cabinet, **OPEN) > earliest(**OPEN)


def test_plan_is_under_the_law_of_the_day_on_which_it_commences():
    """A go-live of 2026 was bought under the 2015 Regulations if the competition began before the Act."""
    plan = with_law(
        lambda law: backwards(date(2025, 6, 2), on=date(2024, 1, 8), route=Route.open(), law=law),
        date(2025, 6, 2),
        CARE,
    )

    assert "regulation 87" in plan.row("standstill").because


@settings(max_examples=30, deadline=None)
@given(st.dates(date(2026, 12, 1), date(2027, 12, 31)), st.sampled_from(ROUTES))
def test_answer_agrees_with_the_plan_and_the_shortened_plan(wanted, route):
    """Yes exactly if the plan forwards arrives in time; and the lengths offered are enough."""
    asked = OPEN | {"route": route}
    reach = can_make(wanted, **asked)

    assert bool(reach) is (earliest(**asked) <= wanted)
    assert reach.shortest <= reach.earliest
    if not reach and reach.shortest <= wanted:
        needed = {one.step: one.needed for one in reach.shorter}
        assert earliest(durations=needed, **asked) <= wanted


@pytest.mark.parametrize(
    ("count", "first"),
    [
        (WorkingDaysBeginningWith(8), date(2026, 11, 6)),
        (DaysBeginningWith(14), date(2026, 11, 6)),
        (DaysAfter(10), date(2026, 11, 7)),
    ],
)
def test_first_day_of_a_period_is_the_one_that_the_law_counts_first(count, first):
    """Under the 2023 Act the day of the notice is the first of the eight, under the 2015 Regulations not."""
    assert count.first_day(date(2026, 11, 6)) == first
    assert count.latest_event(first) == date(2026, 11, 6)


def test_working_days_that_begin_with_a_saturday_begin_on_the_monday():
    """A notice on a Saturday has the Monday as its first working day."""
    assert WorkingDaysBeginningWith(8).first_day(date(2026, 11, 7)) == date(2026, 11, 9)


def test_standstill_of_a_plan_begins_on_the_day_counted_first():
    """The row says which days bidders have, so it begins with the first of them."""
    full = ProcurementFacts(light_touch=False, above_threshold=True)
    plan = forwards(MADE, on=MADE, route=Route.open(), law=PROCUREMENT_ACT_2023.law(full, MADE))
    notice, standstill = plan.row("intention-to-award"), plan.row("standstill")

    assert standstill.window.earliest == notice.window.latest
    before = forwards(date(2022, 3, 1), on=date(2022, 3, 1), route=Route.open(), law=LAWS[0])
    told = before.row("intention-to-award").window.latest
    assert (before.row("standstill").window.earliest - told).days == 1


STANDSTILLS = [
    # rows (tag, first, last), what is said; the minimum from 14 November 2022 is ten days
    ([("intention-to-award", (11, 14), (11, 14)), ("standstill", (11, 15), (11, 21))],
     "Row 2 (standstill) ends on 21 November 2022; the minimum from 14 November 2022 is"),
    ([("intention-to-award", (11, 14), (11, 14)), ("standstill", (11, 15), (11, 24))], ""),
    ([("standstill", (11, 15), (11, 21))],
     "Row 1 (standstill) ends on 21 November 2022; the minimum from 14 November 2022, when bidders can be "
     "told at the latest, is"),
    ([("standstill", (11, 15), (11, 24))], ""),
    ([("approval-to-award", (11, 2), (11, 2)), ("standstill", (11, 15), (11, 15))],
     "Row 2 (standstill) ends on 15 November 2022; the minimum from 10 November 2022, the first day on "
     "which bidders can be told, is"),
    ([("standstill", (11, 24), (11, 24))], ""),
]  # fmt: skip


@pytest.mark.parametrize(("rows", "said"), STANDSTILLS)
def test_printed_standstill_is_measured_with_and_without_a_row_for_the_letters(rows, said):
    """A row "standstill, 15 to 21 November" is too short whoever wrote the letters and when."""
    printed = Timetable(
        on=date(2022, 3, 1),
        rows=tuple(
            TimetableRow(what=tag, step=tag, window=Window.span(date(2022, *a), date(2022, *b)))
            for tag, a, b in rows
        ),
    )
    found = [
        finding.message
        for finding in check(printed, Route.open(), LAWS[0], Rhythm())
        if finding.code == "timetable-standstill-short"
    ]

    assert len(found) == bool(said)
    assert not said or found[0].startswith(said), found


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("Saturday 4 June 2022", "4 June 2022, a Saturday"),
        ("1 June to 3 June 2022", "3 June 2022, a bank holiday"),
        ("Monday 6 June 2022", ""),
        ("June 2022", ""),
        ("w/c 30 May 2022", ""),
    ],
)
def test_end_on_a_day_off_is_reported_where_the_words_name_the_day(words, said):
    """Tenders due on a Saturday are opened by nobody; a month that ends on one is only a month."""
    window = Window.parse(words, near=date(2022, 3, 1))
    row = TimetableRow(what="Tenders due", step="tender", window=window)

    found = check(Timetable(on=date(2022, 3, 1), rows=(row,)), Route.open(), LAWS[0])

    ends = [f for f in found if f.code == "timetable-end-day-off"]
    assert len(ends) == bool(said)
    assert not said or str(ends[0]) == (
        f"Row 1 (Tenders due) ends on {said}, when officers are not at work (council practice). "
        "End it on 6 June 2022, the next working day."
    )
