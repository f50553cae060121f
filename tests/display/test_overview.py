"""A cycle as plain text: what somebody at a terminal needs to know."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from commissioning.casebook import lewisham
from commissioning.cycle import Cycle
from commissioning.display import cycle_html, cycle_text
from commissioning.process import Process, Step
from commissioning.stages import Opens, Stage

Until = Callable[[str], Cycle]


def test_empty_cycle_says_what_it_lacks() -> None:
    """Nothing is recorded, so no day is known and nothing can be said of what comes next."""
    assert cycle_text(Cycle("Home care")) == (
        "Home care\n"
        "=========\n"
        "Route: not decided yet\n"
        "0 records\n"
        "\n"
        "Where it stands\n"
        "  lot        stage  since  next\n"
        "  ---------  -----  -----  -------------\n"
        "  the whole  needs         specification\n"
    )


def test_empty_cycle_can_be_asked_about_a_day() -> None:
    """Whoever starts wants to know what comes first."""
    told = cycle_text(Cycle("Home care"), date(2022, 1, 3))
    assert ("blocked a service specification, which opens the specification stage") in told
    assert "\nMay be recorded now\n  history brought forward, needs assessment," in told


def test_next_stage_is_ready_or_says_what_blocks(small_until: Until) -> None:
    """The point of the view: can we go on, and if not, why and from when."""
    told = cycle_text(small_until("opening"))
    assert (
        "Next, as of 3 October 2022\n  ready   an interview invitation, which opens the interviews stage\n"
    ) in told
    told = cycle_text(small_until("mobilisation"), date(2023, 3, 1))
    assert "Next, as of 1 March 2023\n  blocked a go-live, which opens the go-live stage\n" in told
    assert "There is no readiness review" in told
    assert "Go live on or after 1 April 2023, or vary the contract" in " ".join(told.split())


def test_blocked_record_of_the_stage_says_why(small_until: Until) -> None:
    """A contract in its standstill is what everybody asks about."""
    told = cycle_text(small_until("letters"))
    assert "\nNot yet\n  blocked a signed contract\n" in told
    assert "the standstill runs to 24 November 2022" in " ".join(told.split())


def test_record_that_only_follows_another_is_named_without_its_blockers(small_until: Until) -> None:
    """A reply to a question that nobody asked needs no explanation."""
    told = cycle_text(small_until("opening"))
    _, _, listed = told.partition("\nOnly after an earlier record\n")
    assert "price explanation, price decision," in listed


def test_lots_that_have_parted_are_told_apart(parted: Cycle) -> None:
    """One lot is live, one abandoned, one still at its award; each has its own next step."""
    told = cycle_text(parted)
    assert told.startswith(
        "Meals & <more>\n"
        "==============\n"
        "Bought by London Borough of <Lewisham>\n"
        "Reference meals-2022\n"
        "Follows meals-2017\n"
        "Route: open: needs > specification > ITT > evaluation > award > mobilisation >\n"
        "  go-live > ended\n"
        "3 records, the last on 1 March 2022\n"
    )
    assert (
        "  lot     stage      since           next\n"
        "  ------  ---------  --------------  ------------\n"
        "  north   go-live    1 March 2022    ended\n"
        "  south   abandoned\n"
        "  <east>  award      3 January 2022  mobilisation\n"
    ) in told
    assert "a mobilisation plan, which opens the mobilisation stage (<east>)" in told
    assert "a closure, which ends it (north)" in told


def test_text_view_warns_of_history_that_is_not_held(parted: Cycle) -> None:
    """A history that begins in the middle says so each time it is shown."""
    told = cycle_text(parted)
    assert "\nTo bear in mind\n  - " in told
    assert "is not held here" in told


def test_before_a_route_is_chosen_the_stage_after_next_is_open(
    small: dict, small_until: Until
) -> None:  # type: ignore[type-arg]
    """No caller can skip a stage by asking: the strategy decides the route first."""
    cycle = Cycle("Home care").record(small["needs"], small["specification"])
    assert cycle.route is None
    assert "the whole  specification  4 April 2022  the route is not decided" in cycle_text(cycle)


def test_ended_cycle_has_nothing_next(small_until: Until) -> None:
    """After closure the view is a record of what was."""
    told = cycle_text(small_until("closure"))
    assert "Next, as of" not in told
    assert "the whole  ended  3 April 2028\n" in told


def test_process_of_openers_alone_lists_nothing_else() -> None:
    """Sections without anything in them are left out, in both views."""
    bare = Process(
        tuple(
            Step(step.tag, step.record, step.where)
            for step in Process.standard().steps
            if isinstance(step.where, Opens)
        )
    )
    cycle = Cycle("Home care", process=bare)
    told = cycle_text(cycle, date(2022, 1, 3))
    assert told.endswith(
        "\n  ready   a service specification, which opens the specification stage\n"
    )
    assert "May be recorded now" not in cycle_html(cycle, date(2022, 1, 3))


@pytest.mark.parametrize("stage", [Stage.ITT, Stage.AWARD, Stage.MOBILISATION])
def test_text_view_fits_80_columns(stage: Stage) -> None:
    """Mail, terminals and minutes: nothing runs over the edge."""
    assert all(len(line) <= 80 for line in cycle_text(lewisham.cycle(at=stage)).split("\n"))
