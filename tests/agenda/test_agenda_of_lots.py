"""The agenda of lots whose histories part: what was done for one lot is still to be done for the other.

CONSTRUCTED: the days, the names and the figures.
"""

from __future__ import annotations

from datetime import date

import pytest
from attrs import evolve

from commissioning.cycle import Cycle
from commissioning.dates.periods import Deadline, Period
from commissioning.dates.windows import Window
from commissioning.records import approval, contract, ending, mobilisation, people, staff
from commissioning.records.award import ApprovalToAward, AwardRecommendation, LotAward
from commissioning.records.framework_terms import FrameworkTerms, Membership
from commissioning.records.frameworks import FrameworkOpened
from commissioning.records.history import BroughtForward
from commissioning.records.live import GoLive
from commissioning.records.record import Record
from commissioning.records.specification import Lot
from commissioning.records.strategy import ProcurementFacts
from commissioning.records.tender import InvitationToTender, PriceExplained, PriceQueried
from commissioning.records.tender_faults import TenderClarified
from commissioning.records.timetable import Timetable, TimetableRow
from commissioning.stages import Route, Stage

LOTS = ("N1", "N2")
OPEN = Route.open()


def june(day: int) -> date:
    return date(2023, 6, day)


def july(day: int) -> date:
    return date(2023, 7, day)


def history(*later: Record, stage: Stage, route: Route = OPEN) -> Cycle:
    facts = ProcurementFacts(light_touch=True, above_threshold=True, framework=route.is_framework)
    begun = BroughtForward(
        on=june(1), stage=stage, because="papers in the archive", route=route, facts=facts,
        commenced_on=june(1), divided_into=tuple(Lot(reference=lot, title=lot) for lot in LOTS),
    )  # fmt: skip
    return Cycle.audit("Day centre", (begun, *later)).cycle


def states(of: Cycle, today: date, key: str) -> list[str]:
    """The state of each item of a sort, in the order of their days and keys."""
    found = of.agenda(today)
    return [item.state for item in found if item.key.split("/")[0] == key]


CONTRACTS = tuple(
    contract.ContractSigned(
        on=june(2), reference=f"C{number}", provider="Elm", lots=(f"N{number}",),
        term=Period(july(1), date(2025, 6, 30)),
    )
    for number in (1, 2)
)  # fmt: skip


def deferred(**about: object) -> approval.NotApproved:
    given = {
        "on": june(5), "asked": "approval-to-procure", "how": approval.HowNotApproved.DEFERRED,
        "decided_by": "Cabinet", "until": june(20), **about,
    }  # fmt: skip
    return approval.NotApproved(**given)


def test_decision_deferred_for_one_lot_is_not_met_by_the_approval_of_another():
    """The report for the first lot would never come back to the body that put it off."""
    given = approval.ApprovalToProcure(on=june(8), decided_by="Cabinet", lots=("N2",))

    def state(*later: Record, lots: tuple[str, ...]) -> list[str]:
        of = history(deferred(lots=lots), *later, stage=Stage.SPECIFICATION)
        return states(of, june(10), "deferred")

    assert state(given, lots=("N1",)) == ["to come"]
    assert state(given, lots=("N2",)) == ["met by the approval to procure of 8 June 2023"]
    assert state(given, lots=LOTS) == ["to come"]
    both = given, evolve(given, on=june(9), lots=("N1",))
    assert state(*both, lots=LOTS) == ["met by the approval to procure of 9 June 2023"]


def test_award_deferred_for_one_recommendation_waits_for_its_own_lot():
    """A recommendation names the lots, and the deferral names the recommendation."""
    papers = tuple(
        AwardRecommendation(
            on=june(3),
            reference=f"R-{lot}",
            lots=(lot,),
            awards=(LotAward(lot=lot, provider="Elm"),),
        )
        for lot in LOTS
    )
    later = deferred(asked="approval-to-award", about="R-N1")
    given = ApprovalToAward(on=june(8), recommendation="R-N2", decided_by="Cabinet")
    of = history(*papers, later, given, stage=Stage.AWARD)
    assert states(of, june(10), "deferred") == ["to come"]


@pytest.mark.parametrize(
    ("asked", "answered", "by"),
    [
        (
            PriceQueried(
                on=june(3), provider="Elm", because="low", answer_by=Deadline(june(20)), lots=("N1",)
            ),
            PriceExplained(on=june(5), provider="Elm", explanation="our rotas", lots=("N2",)),
            "met by the price explanation of 5 June 2023",
        ),
        (
            TenderClarified(
                on=june(3), provider="Elm", question="who?", answer_by=Deadline(june(20)), lots=("N1",)
            ),
            TenderClarified(on=june(5), provider="Elm", question="who?", answer="we", lots=("N2",)),
            "met by the clarification of a tender of 5 June 2023",
        ),
    ],
    ids=("price", "meaning"),
)  # fmt: skip
def test_bidder_asked_about_two_lots_answers_for_each(asked, answered, by):
    """One answer would let the other price go unexplained."""
    of = history(asked, evolve(asked, lots=("N2",)), answered, stage=Stage.EVALUATION)
    assert states(of, june(6), "answer") == ["to come", by]


def plan(name: str, **more: object) -> mobilisation.MobilisationPlan:
    keys = mobilisation.MobilisationTask(
        reference="keys", what="keys are in", due_on=july(10), essential=True
    )
    given = {"contracts": (name,), "go_live_on": july(20), "staff_transfer": True, **more}
    return mobilisation.MobilisationPlan(on=june(3), tasks=(keys,), **given)


LISTED = mobilisation.EmployeeLiabilityInformation(
    on=june(5), lots=("N2",), from_provider="Oak", to_provider="Elm", transfer_on=july(20),
    staff=(mobilisation.StaffCount(role="carer", people=3),),
)  # fmt: skip


def test_plan_of_one_lot_is_not_carried_out_by_what_is_done_for_another():
    """Tasks and the staff information of the lot that is behind stay on the agenda."""
    done = mobilisation.TaskDone(on=june(6), task="keys", lots=("N2",))
    of = history(*CONTRACTS, plan("C1"), plan("C2"), LISTED, done, stage=Stage.AWARD)
    assert states(of, june(7), "task") == ["to come", "met by the finished task of 6 June 2023"]
    assert states(of, june(7), "staff-information") == [
        "to come",
        "met by the notice of employee liability information of 5 June 2023",
    ]


@pytest.mark.parametrize(
    ("live", "state"),
    [(("C2",), "1 day overdue"), (("C1", "C2"), "met by the go-live of 19 July 2023")],
)
def test_service_has_started_once_every_contract_of_the_plan_is_live(live, state):
    """The first contract to start does not start the others."""
    both = plan("C1", contracts=("C1", "C2"))
    lives = (GoLive(on=july(17 + number), contracts=(name,)) for number, name in enumerate(live, 1))
    of = history(*CONTRACTS, both, *lives, stage=Stage.AWARD)
    # What is met leaves the agenda after its day.
    assert states(of, july(21 if len(live) == 1 else 20), "go-live") == [state]


def test_condition_of_two_lots_is_met_once_it_is_met_for_each():
    """The money found for the first lot is not the money for the second."""
    asked = approval.ApprovalCondition(reference="c", words="money is found", due_by=june(20))
    given = approval.ApprovalToProcure(
        on=june(2), reference="A1", decided_by="Cabinet", conditions=(asked,)
    )
    met = approval.ConditionMet(
        on=june(5), approval="A1", condition="c", evidence="budget", lots=("N1",)
    )
    both = met, evolve(met, on=june(6), lots=("N2",))
    found = [
        states(history(given, *done, stage=Stage.SPECIFICATION), june(7), "condition")
        for done in (both[:1], both)
    ]
    assert found == [["to come"], ["met by the condition met of 6 June 2023"]]


def test_step_of_one_lots_exit_is_not_done_by_the_handover_of_another():
    """The plans of two contracts may each begin with the keys."""
    plans = (
        ending.ExitPlan(
            on=june(4), contract=name, ends_on=date(2025, 6, 30),
            steps=(ending.ExitStep(reference="keys", what="hand over the keys", due_on=july(1)),),
        )
        for name in ("C1", "C2")
    )  # fmt: skip
    given = mobilisation.RecordsHandedOver(
        on=june(20), from_provider="Oak", what="keys", steps=("keys",), lots=("N2",)
    )
    of = history(*CONTRACTS, *plans, given, stage=Stage.MOBILISATION)
    assert states(of, june(21), "exit") == [
        "to come",
        "met by the handover of records of 20 June 2023",
    ]


def test_wave_of_one_lot_is_not_carried_out_by_the_move_of_another():
    """Each plan may call its first wave the first."""
    cohorts = (
        people.Cohort(reference="a", people=5, lot="N1"),
        people.Cohort(reference="b", people=5, lot="N2"),
    )
    plans = (
        people.TransferPlan(
            on=june(4), lots=(each.lot,), waves=(
                people.TransferWave(
                    reference="1", cohort=each.reference, to_provider="Elm", people=5,
                    period=Period(july(1), july(5)),
                ),
            ),
        )
        for each in cohorts
    )  # fmt: skip
    moved = people.PeopleMoved(on=july(1), cohort="b", wave="1", people=5, to_provider="Elm")
    counted = people.PeopleAffected(on=june(3), cohorts=cohorts)
    of = history(*CONTRACTS, counted, *plans, moved, stage=Stage.MOBILISATION)
    assert states(of, july(2), "wave") == ["to come", "met by the move of people of 1 July 2023"]


def test_staff_of_two_lots_between_the_same_employers_transfer_apart():
    """Both the consultation and the transfer of the second lot are still to come."""
    second = evolve(LISTED, lots=("N1",), transfer_on=july(25))
    between = {"from_provider": "Oak", "to_provider": "Elm", "lots": ("N2",)}
    told = (
        staff.StaffConsulted(on=june(9), employer=employer, **between)
        for employer in ("Oak", "Elm")
    )
    moved = mobilisation.StaffTransferred(on=july(20), transferred=3, **between)
    of = history(*CONTRACTS, LISTED, second, *told, moved, stage=Stage.MOBILISATION)
    first = "met by the transfer of staff of 20 July 2023"
    assert states(of, july(20), "staff") == [first, "to come"]
    said = "met by the information and consultation of staff of 9 June 2023"
    assert states(of, july(20), "staff-consulted") == [said, said, "to come", "to come"]


def test_row_of_one_lots_timetable_stays_when_the_day_of_another_is_settled():
    """The planned day for the tenders of the second lot would be on no agenda at all."""
    rows = (TimetableRow(what="Tenders", step="tender", window=Window.day(july(9))),)
    invited = InvitationToTender(
        on=june(3), reference="I1", lots=("N1",), tenders_due_by=Deadline(june(20))
    )

    def keys(lots: tuple[str, ...] | None) -> list[str]:
        of = history(
            Timetable(on=june(2), title="Plan", rows=rows, lots=lots), invited,
            stage=Stage.SPECIFICATION,
        )  # fmt: skip
        return [item.key for item in of.agenda(june(4)) if item.step == "tender"]

    assert keys(("N2",)) == keys(None) == ["tender/I1/lot N1", "plan/tender/1"]
    assert keys(("N1",)) == ["tender/I1/lot N1"]


def test_row_is_met_by_the_record_of_its_own_lot():
    """Two invitations of one day would each be shown as met by the first."""
    invited = tuple(
        InvitationToTender(
            on=june(5), reference=f"I-{lot}", lots=(lot,), tenders_due_by=Deadline(june(20))
        )
        for lot in LOTS
    )
    rows = (TimetableRow(what="Invite", step="itt", window=Window.day(june(5))),)
    of = history(
        Timetable(on=june(2), title="Plan", rows=rows, lots=("N2",)), *invited,
        stage=Stage.SPECIFICATION,
    )  # fmt: skip
    (item,) = (item for item in of.agenda(june(5)) if item.step == "itt")
    assert item.met_by == invited[1]


def test_lots_opened_on_terms_of_their_own_end_on_days_of_their_own():
    """Who calls off by the longer term would buy from a framework that is over."""
    ends = date(2025, 6, 1), date(2027, 6, 1)
    opened = (
        FrameworkOpened(
            on=june(6), lots=(lot,), terms=FrameworkTerms(term=Period(june(1), last)),
            members=(Membership(provider="Elm", lot=lot),),
        )
        for lot, last in zip(LOTS, ends, strict=True)
    )  # fmt: skip
    of = history(*opened, stage=Stage.AWARD, route=Route.framework())
    found = [(i.day, i.what) for i in of.agenda(june(7)) if i.key.startswith("framework/")]
    assert found == [
        (last, f"The last day on which a call-off may be begun for lot {lot}")
        for lot, last in zip(LOTS, ends, strict=True)
    ]
