"""Readiness: what is done, open, waiting and overdue, and staff accounted for."""

from datetime import date

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from commissioning.cycle import Cycle
from commissioning.mobilisation.mobilisation import (
    TaskState,
    readiness,
    staff_balances,
    staff_unaccounted,
)
from commissioning.records.mobilisation import (
    EmployeeLiabilityInformation,
    MobilisationPlan,
    MobilisationTask,
    StaffCount,
    StaffTransferred,
    TaskDone,
)

PLANNED_ON = date(2022, 12, 5)
MARCH = date(2023, 3, 1)
APRIL = date(2023, 4, 1)


def done(task, on=date(2023, 2, 1), evidence=""):
    return TaskDone(on=on, task=task, evidence=evidence)


PLAN = MobilisationPlan(
    on=PLANNED_ON,
    contracts=("C1",),
    tasks=(
        MobilisationTask(reference="rotas", what="rotas filled", after=("staff",), due_on=MARCH),
        MobilisationTask(
            reference="staff", what="staff transferred", owner="birch", due_on=date(2023, 2, 1)
        ),
        MobilisationTask(reference="leaflets", what="leaflets printed", essential=False),
    ),
)


def test_contract_without_a_plan_has_no_readiness(ledger):
    """There is nothing to be ready for; the gate says that a plan is missing."""
    assert readiness(ledger(), "C1", MARCH) is None
    assert readiness(ledger(PLAN), "C1", date(2022, 12, 4)) is None
    assert readiness(ledger(PLAN), "C9", MARCH) is None


def test_tasks_come_in_an_order_in_which_they_can_be_done(ledger):
    """A list that starts with what has to wait is no use on a Monday morning."""
    order = [standing.task.reference for standing in readiness(ledger(PLAN), "C1", MARCH).tasks]
    assert order.index("staff") < order.index("rotas")
    assert sorted(order) == ["leaflets", "rotas", "staff"]


STATES = [
    ((), {"staff": TaskState.OPEN, "rotas": TaskState.WAITING, "leaflets": TaskState.OPEN}),
    (("staff",), {"staff": TaskState.DONE, "rotas": TaskState.OPEN, "leaflets": TaskState.OPEN}),
    (("staff", "rotas"),
     {"staff": TaskState.DONE, "rotas": TaskState.DONE, "leaflets": TaskState.OPEN}),
]  # fmt: skip


@pytest.mark.parametrize(("finished", "states"), STATES)
def test_task_is_done_open_or_waiting(ledger, finished, states):
    """Chasing a task that waits for somebody else's wastes both people's day."""
    found = readiness(ledger(PLAN, *map(done, finished)), "C1", MARCH)
    assert {s.task.reference: s.state for s in found.tasks} == states


def test_open_essentials_are_what_a_go_decision_has_to_look_at(ledger):
    """Leaflets can follow; staff cannot."""
    found = readiness(ledger(PLAN, done("staff")), "C1", MARCH)
    assert [task.reference for task in found.open_essentials] == ["rotas"]


def test_task_done_after_the_day_asked_is_not_done_yet(ledger):
    """A review of 1 March may not rest on what happened in April."""
    found = readiness(ledger(PLAN, done("staff", on=APRIL)), "C1", MARCH)
    assert all(each.state is not TaskState.DONE for each in found.tasks)


def test_later_plan_replaces_the_earlier_and_keeps_what_was_done(ledger):
    """Plans are redrawn after the first meeting; nobody does the work again."""
    later = MobilisationPlan(
        on=date(2023, 1, 9),
        contracts=("C1",),
        tasks=(MobilisationTask(reference="staff", what="staff transferred"),),
    )
    work = done("staff", evidence="letter of 1 February")
    for order in ((PLAN, work, later), (later, work, PLAN)):
        found = readiness(ledger(*order), "C1", MARCH)
        assert [(s.task.reference, s.done_on, s.evidence) for s in found.tasks] == [
            ("staff", date(2023, 2, 1), "letter of 1 February")
        ]


def test_task_of_another_plan_is_another_task(ledger):
    """Each neighbourhood has its own "rotas filled"."""
    ours, theirs = evolve(PLAN, reference="P1"), evolve(PLAN, reference="P2", contracts=("C2",))
    held = ledger(ours, theirs, evolve(done("staff"), plan="P2"))
    ours, theirs = (readiness(held, contract, MARCH) for contract in ("C1", "C2"))
    assert all(each.state is not TaskState.DONE for each in ours.tasks)
    assert sum(each.state is TaskState.DONE for each in theirs.tasks) == 1


def test_overdue_tasks_are_told_of_with_their_owners(ledger):
    """The mobilisation meeting goes down this list."""
    found = readiness(ledger(PLAN), "C1", date(2023, 3, 3))
    assert [str(finding) for finding in found.findings()] == [
        (
            'Task "staff transferred" (birch) is 30 days overdue (was due 1 February 2023). Do it, '
            "or give it a new day in the plan."
        ),
        (
            'Task "rotas filled" is 2 days overdue (was due 1 March 2023). Do it, or give it a new '
            "day in the plan."
        ),
    ]
    assert [s.days_overdue for s in found.tasks if s.task.due_on] == [30, 2]


def test_task_done_before_what_it_waits_for_is_told_of(ledger):
    """Either the plan is wrong or the record is."""
    found = readiness(ledger(PLAN, done("rotas")), "C1", date(2023, 2, 1))
    assert [str(finding) for finding in found.findings()] == [
        (
            "Task rotas is recorded as done, but task staff must be done first. Record that too as "
            "done, or correct the plan."
        )
    ]


def test_table_has_a_row_for_each_task(ledger):
    """The plan on one page, with the columns a project officer keeps by hand."""
    rows = readiness(ledger(PLAN, done("staff")), "C1", date(2023, 3, 3)).table().to_dicts()
    assert {row["task"]: (row["owner"], row["state"], row["days overdue"]) for row in rows} == {
        "staff": ("birch", "done", 0),
        "rotas": (None, "open", 2),
        "leaflets": (None, "open", 0),
    }


def listed(*counts, to="birch", on=MARCH):
    staff = tuple(StaffCount(role=f"role {n}", people=people) for n, people in enumerate(counts))
    return EmployeeLiabilityInformation(
        on=on, from_provider="alder", to_provider=to, transfer_on=APRIL, staff=staff
    )


def went(transferred, objected=0, left_before=0, to="birch", on=APRIL):
    return StaffTransferred(
        on=on, from_provider="alder", to_provider=to, transferred=transferred, objected=objected,
        left_before=left_before,
    )  # fmt: skip


UNACCOUNTED = [
    ((listed(38, 2),), []),
    ((listed(38, 2), went(35, 2, 3)), []),
    ((listed(38, 2), went(35, 2)),
     [(
          "In the transfer from alder to birch, 3 of the 40 staff listed are not accounted "
          "for. Ask both providers, and record how many transferred, objected or left."
      )]),
    ((listed(38, 2), went(41)),
     [(
          "In the transfer from alder to birch, the records account for 1 person more than the 40 "
          "staff listed. Ask both providers, and record how many transferred, objected or left."
      )]),
    ((listed(38), listed(40, on=date(2023, 3, 20)), went(40)), []),
    ((went(5, to="cedar"),), []),
]  # fmt: skip


@pytest.mark.parametrize(("records", "messages"), UNACCOUNTED)
def test_staff_on_the_list_are_accounted_for(ledger, records, messages):
    """A carer who falls between two employers has no wages at the end of April."""
    assert [str(f) for f in staff_unaccounted(ledger(*records), APRIL)] == messages


WITHHELD = EmployeeLiabilityInformation(
    on=MARCH, from_provider="alder", to_provider="birch", transfer_on=APRIL, withheld=True
)
UNLISTED = [
    ((went(20),), None),
    ((WITHHELD, went(20)), None),
    ((WITHHELD, listed(22), went(20)), 2),
    ((listed(22, None), went(20)), None),
]


@pytest.mark.parametrize(("records", "unaccounted"), UNLISTED)
def test_staff_without_a_list_are_not_held_against_one(ledger, records, unaccounted):
    """A list that was never given has no number on it, and 20 people are not too many for it."""
    (balance,) = staff_balances(ledger(*records), APRIL)
    assert balance.unaccounted == unaccounted
    assert (balance.listed is None) is (unaccounted is None)


def test_staff_whose_number_is_not_known_are_neither_lost_nor_found(ledger):
    """A list with "fewer than 5" cleaners has no total, and a transfer of unknown size accounts for none."""
    few = evolve(listed(38), staff=(*listed(38).staff, StaffCount(role="cleaner", fewer_than=5)))
    assert (few.people, listed(38).people) == (None, 38)
    for records in ((few, went(30)), (listed(38), went(None))):
        (balance,) = staff_balances(ledger(*records), APRIL)
        assert balance.unaccounted is None
        assert list(staff_unaccounted(ledger(*records), APRIL)) == []


def test_transfer_that_has_not_happened_yet_is_not_reckoned(ledger):
    """Before 1 April nobody on the list can be missing."""
    held = ledger(listed(40, on=APRIL), went(5))
    assert staff_balances(held, MARCH) == ()
    assert list(staff_unaccounted(held, MARCH)) == []


@pytest.mark.parametrize(
    ("moves", "number", "unaccounted"),
    [
        ((), 47, 47),
        ((evolve(went(38), lots=("N",)),), 40, 2),
        ((evolve(went(40), lots=("N",)), evolve(went(7), lots=("S",))), 47, 0),
    ],
)
def test_staff_of_two_lots_are_held_against_the_lists_of_the_lots_that_moved(
    small_divided, moves, number, unaccounted
):
    """The list of the second lot is no later version of the first, and its staff are not lost yet."""
    lists = evolve(listed(40), lots=("N",)), evolve(listed(7), lots=("S",))
    held = Cycle.audit("Care", (*small_divided.records, *lists, *moves)).cycle.ledger
    (balance,) = staff_balances(held, APRIL)
    assert (balance.listed, balance.unaccounted) == (number, unaccounted)


counts = st.integers(min_value=0, max_value=500)


@given(
    st.lists(counts, min_size=1, max_size=4),
    st.lists(st.tuples(counts, counts, counts), max_size=4),
)
def test_staff_listed_are_those_accounted_for_and_those_not(ledger, roles, moves):
    """The parts of the list make the list, however many transfers there were."""
    held = ledger(listed(*roles), *(went(*move) for move in moves))
    (balance,) = staff_balances(held, APRIL)
    assert balance.unaccounted is not None
    assert balance.listed == sum(roles)
    assert balance.listed == balance.unaccounted + sum(map(sum, moves))


def test_notebook_shows_the_plan_as_a_table(ledger):
    """A mobilisation meeting looks at a screen, not at a class."""
    shown = readiness(ledger(PLAN), "C1", MARCH)._repr_html_()
    assert "<caption>Mobilisation on 1 March 2023</caption>" in shown
    assert "rotas filled" in shown
