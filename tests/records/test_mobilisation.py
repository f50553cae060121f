"""Plans, tasks, staff and readiness between signature and go-live."""

from datetime import date

import pytest

from commissioning.dates.periods import Period
from commissioning.errors import RecordError
from commissioning.records.mobilisation import (
    BridgingContract,
    EmployeeLiabilityInformation,
    GoDecision,
    MobilisationPlan,
    MobilisationTask,
    ReadinessCriterion,
    ReadinessReview,
    RecordsHandedOver,
    StaffCount,
    StaffTransferred,
    TaskDone,
)
from commissioning.values.money import pounds

DAY = date(2022, 12, 5)


def task(reference, **parts):
    return MobilisationTask(**{"reference": reference, "what": f"do {reference}", **parts})


CARERS = StaffCount(role="care workers", people=38)
WHOLE = {
    MobilisationPlan: {"contracts": ("C1",)},
    TaskDone: {"task": "T1"},
    EmployeeLiabilityInformation: {
        "from_provider": "alder", "to_provider": "birch", "transfer_on": date(2023, 4, 1),
        "staff": (CARERS,),
    },
    StaffTransferred: {"from_provider": "alder", "to_provider": "birch", "transferred": 35},
    RecordsHandedOver: {"from_provider": "alder", "what": "care plans"},
    BridgingContract: {
        "reference": "BR1", "provider": "alder", "because": "the tender was started again",
        "period": Period.of(date(2023, 1, 1), months=3),
    },
    ReadinessReview: {"contracts": ("C1",), "decision": GoDecision.GO},
}  # fmt: skip
NO_CONTRACT = "contracts: name at least one contract by its reference"
TWICE = "is listed twice; name each once"
JANUARY, MARCH, APRIL = date(2023, 1, 9), date(2023, 3, 1), date(2023, 4, 1)
EMPTY = "contracts[0]: it is empty; take it out, or say what it is"

REFUSED = [
    (MobilisationPlan, {"contracts": ()}, NO_CONTRACT),
    (MobilisationPlan, {"contracts": ("",)}, EMPTY),
    (MobilisationPlan, {"contracts": ("C1", "C1")}, f"contracts: C1 {TWICE}"),
    (MobilisationPlan, {"tasks": (task("T1"), task("T1"))}, f"tasks: T1 {TWICE}"),
    (MobilisationPlan, {"tasks": (task("T1", after=("T9",)),)},
     "tasks: T1 waits for T9, not a task of the plan"),
    (MobilisationPlan,
     {"tasks": (task("T1", due_on=MARCH), task("T2", due_on=JANUARY, after=("T1",)))},
     "tasks: T2 is due before T1, for which it waits"),
    (MobilisationPlan, {"go_live_on": MARCH, "tasks": (task("T1", due_on=APRIL),)},
     "tasks: T1 is essential and due on 1 April 2023, after go-live on 1 March 2023"),
    (MobilisationPlan,
     {"tasks": (task("T1", after=("T3",)), task("T2", after=("T1",)), task("T3", after=("T2",)))},
     "tasks: these wait for one another: T1 > T3 > T2 > T1"),
    (TaskDone, {"task": ""}, "task: say which task is done"),
    (EmployeeLiabilityInformation, {"from_provider": ""},
     "say from which provider the staff come, and to which they go"),
    (EmployeeLiabilityInformation, {"to_provider": "alder"},
     "to_provider: the staff already work for alder"),
    (EmployeeLiabilityInformation, {"staff": ()},
     "staff: give the counts, with 0 for a role from which no one transfers"),
    (EmployeeLiabilityInformation, {"staff": (CARERS, CARERS)}, f"staff: care workers {TWICE}"),
    (StaffTransferred, {"to_provider": ""},
     "say from which provider the staff come, and to which they go"),
    (StaffTransferred, {"transferred": -1}, "transferred: -1 is below the minimum of 0"),
    (StaffTransferred, {"objected": -1}, "objected: -1 is below the minimum of 0"),
    (StaffTransferred, {"left_before": -2}, "left_before: -2 is below the minimum of 0"),
    (RecordsHandedOver, {"from_provider": ""}, "from_provider: say who handed them over"),
    (RecordsHandedOver, {"what": ""}, "what: say what was handed over"),
    (RecordsHandedOver, {"count": -1}, "count: -1 is below the minimum of 0"),
    (BridgingContract, {"reference": ""},
     "reference: missing; the contracts register refers to it"),
    (BridgingContract, {"provider": ""}, "provider: say who keeps the service going"),
    (BridgingContract, {"because": ""}, "because: say why the service has to be bridged"),
    (BridgingContract, {"rolling": True},
     "period: give the whole term here, or `starts_on` and `rolling`, not both"),
    (BridgingContract, {"starts_on": JANUARY},
     "period: give the whole term here, or `starts_on` and `rolling`, not both"),
    (BridgingContract, {"value": pounds(-1)}, "value: -£1 is below the minimum of 0"),
    (ReadinessReview, {"contracts": ()}, NO_CONTRACT),
    (ReadinessReview, {"decision": GoDecision.NO_GO}, "because: say why the decision is no go"),
    (ReadinessReview, {"criteria": (ReadinessCriterion(what="rotas filled", met=False),)},
     "because: say why it is go although this is not met: rotas filled"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "parts", "problem"), REFUSED)
def test_record_that_makes_no_sense_is_refused(make, problems_of, kind, parts, problem):
    """A plan that cannot be carried out is best found out on the day it is written."""
    assert problems_of(lambda: make(kind, **parts)) == (problem,)


@pytest.mark.parametrize("kind", WHOLE)
def test_record_of_its_needed_fields_alone_is_accepted(make, kind):
    """A small contract is mobilised with a phone call and two lines in the file."""
    assert make(kind).on == DAY


VALUES_REFUSED = [
    (MobilisationTask, {"reference": "", "what": "x"},
     "reference: give the mobilisation task a reference"),
    (MobilisationTask, {"reference": "T1", "what": ""},
     "what: say what is to be done"),
    (MobilisationTask, {"reference": "T1", "what": "x", "after": ("T1",)},
     "after: T1 cannot wait for itself"),
    (StaffCount, {"role": "", "people": 1}, "role: say what work they do"),
    (StaffCount, {"role": "cooks", "people": -1}, "people: -1 is below the minimum of 0"),
    (ReadinessCriterion, {"what": "", "met": True}, "what: say what was looked at"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "parts", "problem"), VALUES_REFUSED)
def test_part_that_makes_no_sense_is_refused(problems_of, kind, parts, problem):
    """The parts are checked where they are written, so that the message names the line."""
    assert problems_of(lambda: kind(**parts)) == (problem,)


def test_staff_are_counts_and_never_names(make):
    """A list of staff is private; a ledger that is published must not be able to hold one."""
    with pytest.raises(RecordError) as refusal:
        make(EmployeeLiabilityInformation, staff=("A. Carer",))
    assert str(refusal.value) == (
        "notice of employee liability information of 5 December 2022: staff[0]: 'A. Carer' is "
        "not a staff count; write StaffCount(role=...)"
    )


def test_plan_in_order_is_taken_as_it_is(make):
    """Dependencies, days and a task that may come after go-live are all ordinary."""
    plan = make(
        MobilisationPlan,
        go_live_on=APRIL,
        tasks=(
            task("T1", due_on=JANUARY),
            task("T2", due_on=MARCH, after=("T1",)),
            task("T3", after=("T2",)),
            task("T4", due_on=date(2023, 5, 1), essential=False),
        ),
    )
    assert plan.names("T3")
    assert plan.names("C1")
    assert not plan.names("T9")


def test_people_listed_are_the_sum_of_the_roles(make):
    """The figure in the letter is the total; it has to follow from the list."""
    told = make(EmployeeLiabilityInformation, staff=(CARERS, StaffCount(role="cooks", people=2)))
    assert told.people == 40


def test_go_without_everything_says_why(make):
    """Boards do say go with something open; the reason is what an inquiry will ask for."""
    review = make(
        ReadinessReview,
        criteria=(
            ReadinessCriterion(what="rotas filled", met=False),
            ReadinessCriterion(what="leaflets printed", met=False, essential=False),
            ReadinessCriterion(what="insurance in place", met=True),
        ),
        because="agency cover is booked for April",
    )
    assert [criterion.what for criterion in review.unmet] == ["rotas filled"]


RESERVING = [MobilisationPlan, EmployeeLiabilityInformation, BridgingContract, ReadinessReview]


@pytest.mark.parametrize("kind", RESERVING)
def test_contract_may_be_signed_after_it_is_named(make, kind):
    """Mobilising before signature is poor practice, and a council may waive its own practice."""
    assert make(kind, contracts=("C1",)).reserves == ("C1",)
    assert make(TaskDone).reserves == ()
