"""Handing over: staff, keys and records, each with who, to whom and by when."""

from datetime import date

import pytest
from attrs import evolve

from commissioning.cycle import Cycle
from commissioning.dates.periods import Period
from commissioning.errors import RecordError
from commissioning.records.contract import ContractNovated, ContractSigned
from commissioning.records.ending import ExitPlan, ExitStep
from commissioning.records.history import BroughtForward
from commissioning.records.mobilisation import (
    EmployeeLiabilityInformation,
    HandoverKind,
    MobilisationPlan,
    Pensions,
    RecordsHandedOver,
    StaffCount,
    StaffTransferred,
)
from commissioning.records.record import Learned
from commissioning.records.specification import Lot, ServiceSpecification
from commissioning.records.staff import (
    DisputeMatter,
    StaffConsulted,
    StaffDisputed,
    StaffDisputeSettled,
    StaffListIssued,
)
from commissioning.stages import Stage

D = date
LISTED = StaffListIssued(
    on=D(2024, 1, 4), from_provider="elm", staff=(StaffCount(role="care worker", people=40),)
)
GIVEN = EmployeeLiabilityInformation(
    on=D(2024, 2, 1), from_provider="elm", to_provider="oak", transfer_on=D(2024, 4, 1),
    staff=(StaffCount(role="care worker", people=40),),
)  # fmt: skip
MOVED = StaffTransferred(
    on=D(2024, 4, 1), from_provider="elm", to_provider="oak", transferred=40, pensions=Pensions.ADMITTED
)  # fmt: skip
INFORMED = StaffConsulted(on=D(2024, 2, 20), employer="elm", from_provider="elm", to_provider="oak")
DISPUTE = StaffDisputed(
    on=D(2024, 3, 1), reference="D1", from_provider="elm", to_provider="oak", matter=DisputeMatter.WHO
)  # fmt: skip
SETTLED = StaffDisputeSettled(on=D(2024, 3, 20), dispute="D1", outcome="three stay with elm")
EXIT = ExitPlan(
    on=D(2024, 1, 8), contract="OLD", ends_on=D(2024, 3, 31),
    steps=(
        ExitStep(what="agree the last invoice", due_on=D(2024, 3, 1)),
        ExitStep(reference="E2", what="keys of 12 flats", kind=HandoverKind.KEYS, owner="elm",
                 to="oak", due_on=D(2024, 3, 28)),
        ExitStep(reference="E1", what="care plans", kind=HandoverKind.RECORDS, owner="elm",
                 to="oak", due_on=D(2024, 3, 15)),
        ExitStep(reference="E3", what="hoists"),
    ),
)  # fmt: skip
CARE_PLANS = RecordsHandedOver(
    on=D(2024, 3, 14), from_provider="elm", to_provider="oak", what="care plans",
    kind=HandoverKind.RECORDS, steps=("E1",), count=30, checked=True,
)  # fmt: skip


def cycle(*records):
    held = Cycle("Home care").record(
        BroughtForward(on=D(2024, 1, 1), stage=Stage.MOBILISATION, because="begun before the register"),
        ContractSigned(on=D(2024, 1, 2), reference="OLD", provider="elm",
                       term=Period(D(2023, 4, 1), D(2024, 3, 31))),
        MobilisationPlan(on=D(2024, 1, 3), contracts=("OLD",)),
    )  # fmt: skip
    return held.record(*sorted(records, key=lambda record: record.on))


def codes(held, record):
    found = (finding.code for finding in held.findings(record))
    return [code for code in found if code != "law-unknown"]


def test_list_shows_what_is_to_be_handed_over_by_whom_and_when():
    """A service that starts without keys starts outside the door."""
    found = cycle(EXIT, CARE_PLANS).mobilisation("OLD").handover(D(2024, 3, 31))
    rows = [
        (row["what"], row["kind"], row["who"], row["to"], row["done"], row["days overdue"])
        for row in found.table().to_dicts()
    ]
    assert rows == [
        ("agree the last invoice", None, None, None, None, 0),
        ("care plans", "care records", "elm", "oak", D(2024, 3, 14), 0),
        ("keys of 12 flats", "keys and codes", "elm", "oak", None, 3),
        ("hoists", None, None, None, None, 0),
    ]
    assert [str(finding) for finding in found.findings()] == [
        'Elm has not handed over "keys of 12 flats" to oak, 3 days overdue (was due 28 March 2024). '
        "Have it handed over, then record step E2 as done."
    ]


def test_thing_handed_over_later_is_not_handed_over_yet():
    """The question is asked as of a day, and the answer may not come from after it."""
    found = cycle(EXIT, CARE_PLANS).mobilisation("OLD").handover(D(2024, 3, 1))
    assert [item.done for item in found.items] == [None] * 4
    assert cycle().mobilisation("OLD").handover(D(2024, 3, 1)).items == ()


def test_exit_plan_of_the_latest_day_counts_whenever_it_was_entered():
    """The first draft may be found in the files of an officer who has left."""
    draft = evolve(EXIT, on=D(2024, 1, 5), steps=EXIT.steps[:1], learned=Learned(
        on=D(2024, 2, 1), because="in the files of an officer who has left"))  # fmt: skip
    found = cycle(EXIT).record(draft).mobilisation("OLD").handover(D(2024, 3, 31))
    assert len(found.items) == len(EXIT.steps)


def handed_over(*given, provider="ash"):
    """Whether step E1 of the exit plan of each of two contracts, OLD of elm and TOO, is done."""
    signed = ContractSigned(on=D(2024, 1, 5), reference="TOO", provider=provider,
                            term=Period(D(2023, 4, 1), D(2024, 3, 31)))  # fmt: skip
    held = cycle(EXIT, signed, evolve(EXIT, contract="TOO"), *given)
    items = held.mobilisation("OLD").handover(D(2024, 3, 31)).items
    return {item.contract: item.done is not None for item in items if item.step.reference == "E1"}


def test_step_that_two_exit_plans_have_is_done_by_the_provider_of_its_own_contract():
    """The care plans of one provider say nothing of those that another still holds."""
    assert handed_over(CARE_PLANS) == {"OLD": True, "TOO": False}
    assert handed_over(evolve(CARE_PLANS, from_provider="ash")) == {"OLD": False, "TOO": True}
    both = (CARE_PLANS, evolve(CARE_PLANS, from_provider="ash"))
    assert handed_over(*both) == {"OLD": True, "TOO": True}


def test_step_that_two_exit_plans_of_one_provider_have_is_done_for_the_contract_named():
    """A provider with two contracts of one lot hands over twice; without a name it is for both."""
    named = evolve(CARE_PLANS, contracts=("TOO",))
    assert handed_over(named, provider="elm") == {"OLD": False, "TOO": True}
    assert handed_over(CARE_PLANS, provider="elm") == {"OLD": True, "TOO": True}
    assert handed_over(evolve(CARE_PLANS, from_provider="oak")) == {"OLD": True, "TOO": True}


def test_contract_handed_to_another_provider_is_handed_over_by_it():
    """After a novation the keys are with the one who took the contract over."""
    passed = ContractNovated(
        on=D(2024, 2, 1), contract="TOO", from_provider="ash", to_provider="yew", because="sold"
    )
    given = evolve(CARE_PLANS, from_provider="yew")
    assert handed_over(passed, given) == {"OLD": False, "TOO": True}


def test_step_with_a_reference_stays_on_the_agenda_until_it_is_done():
    """A list that forgets what is late is no list."""
    items = {item.key: item for item in cycle(EXIT, CARE_PLANS).agenda(D(2024, 3, 30)).items}
    keys = items["exit/OLD/2"]
    assert (keys.what, keys.who, keys.days_over) == (
        "Exit plan, step E2: keys of 12 flats to oak",
        "elm",
        2,
    )
    assert "exit/OLD/1" not in items


def test_agenda_has_the_staff_to_be_informed_and_the_open_disputes():
    """Both employers owe it before the transfer, and the council is asked when one forgets."""
    items = {item.key: item for item in cycle(GIVEN, INFORMED, DISPUTE).agenda(D(2024, 3, 2)).items}
    assert items["staff-consulted/elm/oak/oak"].day == D(2024, 4, 1)
    assert "staff-consulted/elm/oak/elm" not in {key for key, item in items.items() if item.is_open}
    assert items["staff-dispute/D1"].what == "Settle dispute D1 about who transfers"
    after = cycle(GIVEN, DISPUTE, SETTLED).agenda(D(2024, 3, 21)).items
    assert "staff-dispute/D1" not in {item.key for item in after if item.is_open}


LISTS = [
    (LISTED, GIVEN, []),
    (LISTED, evolve(GIVEN, staff=(StaffCount(role="care worker", people=52),)), ["staff-list-changed"]),
    (LISTED, evolve(GIVEN, staff=(StaffCount(role="care worker", people=30),)), ["staff-list-changed"]),
    (evolve(LISTED, staff=(StaffCount(role="care worker", fewer_than=5),)),
     evolve(GIVEN, staff=(StaffCount(role="care worker", people=4),)), []),
    (evolve(LISTED, staff=(), withheld=True), GIVEN, []),
    (evolve(LISTED, from_provider="ash"), GIVEN, []),
    (LISTED, evolve(GIVEN, staff=(), withheld=True), ["staff-information-missing"]),
]  # fmt: skip


@pytest.mark.parametrize(("listed", "given", "expected"), LISTS)
def test_staff_are_compared_with_those_the_tenderers_priced(listed, given, expected):
    """Twelve more staff are the commonest dispute after signature, and the price is then fixed."""
    assert codes(cycle(listed), given) == expected


def test_changed_staff_list_gives_both_numbers_and_days():
    """The officer asks the old employer with the two lists in hand."""
    more = evolve(GIVEN, staff=(StaffCount(role="care worker", people=52),))
    finding = cycle(LISTED).findings(more)[-1]
    assert (finding.message, finding.blocks) == (
        "The tenderers' list of 4 January 2024 has 40 staff of elm; the information of 1 February 2024 "
        "has 52",
        False,
    )


def test_staff_of_several_lots_are_compared_lot_by_lot():
    """An employer with staff in two lots gives a list for each, and neither is the whole."""
    north, south = (
        evolve(
            LISTED, on=D(2024, 1, day), lots=(lot,), staff=(evolve(LISTED.staff[0], people=people),)
        )
        for day, lot, people in ((4, "N", 15), (5, "S", 25))
    )
    lots = (Lot(reference="N", title="North"), Lot(reference="S", title="South"))
    divided = ServiceSpecification(on=D(2024, 1, 3), divided_into=lots)
    held = Cycle.audit("Care", (divided, north, south)).cycle
    own = evolve(GIVEN, contracts=(), lots=("N",), staff=north.staff)
    assert "staff-list-changed" not in codes(held, own)
    assert "staff-list-changed" not in codes(held, evolve(own, lots=None, staff=LISTED.staff))
    found = held.findings(evolve(own, lots=None))
    assert [finding.message for finding in found if finding.code == "staff-list-changed"] == [
        "The tenderers' lists of 4 January 2024 and of 5 January 2024 have 40 staff of elm; the "
        "information of 1 February 2024 has 15"
    ]


OTHER = evolve(INFORMED, employer="oak")
PLANNED = evolve(OTHER, measures=("shifts of 12 hours",))
CONSULTED = [
    ((), []),
    ((INFORMED, OTHER), []),
    ((INFORMED,), ["staff-not-consulted"]),
    ((INFORMED, PLANNED), ["staff-not-consulted"]),
    ((INFORMED, evolve(PLANNED, consulted=True)), []),
    ((evolve(INFORMED, to_provider="ash"),), []),
    ((DISPUTE,), ["staff-dispute-open"]),
    ((DISPUTE, SETTLED), []),
    ((evolve(DISPUTE, to_provider="ash"),), []),
]


@pytest.mark.parametrize(("before", "expected"), CONSULTED)
def test_staff_transfer_with_a_warning_where_a_duty_of_others_is_open(before, expected):
    """Staff transfer by law on the day; what the employers left undone is said, and stops nobody."""
    assert codes(cycle(GIVEN, *before), MOVED) == expected


def test_consultation_that_was_left_out_is_named_with_its_employer():
    """Of two employers, the officer writes to the right one."""
    (finding,) = cycle(GIVEN, INFORMED, PLANNED).findings(MOVED)
    assert finding.message == (
        "Staff transferred from elm to oak, but it is not recorded that oak consulted on the measures it "
        "plans"
    )
    (missing,) = cycle(GIVEN, INFORMED).findings(MOVED)
    assert missing.message.endswith("it is not recorded that oak informed their representatives")


PROBLEMS = [
    (lambda: evolve(LISTED, staff=()), "staff: give the counts, or say that the list is withheld"),
    (lambda: evolve(LISTED, withheld=True), "or say that the list is withheld"),
    (lambda: evolve(INFORMED, employer="ash"), "employer: ash is neither of the two providers"),
    (lambda: evolve(DISPUTE, to_provider="elm"), "to_provider: the staff already work for elm"),
    (lambda: evolve(DISPUTE, reference=""), "the record that settles the dispute refers to it"),
    (lambda: evolve(EXIT, steps=(EXIT.steps[1], EXIT.steps[1])), "steps: E2 is listed twice"),
]  # fmt: skip


@pytest.mark.parametrize(("make", "problem"), PROBLEMS)
def test_handover_record_that_is_wrong_by_itself_is_refused(make, problem):
    """A step that two records share cannot be ticked off."""
    with pytest.raises(RecordError) as refused:
        make()
    assert problem in str(refused.value)
