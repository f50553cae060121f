"""From signature to closure: what each gate says, and when it says nothing."""

from datetime import date

import pytest
from attrs import evolve

from commissioning.dates.day_counts import DaysAfter
from commissioning.dates.periods import Period
from commissioning.findings.citation import Citation
from commissioning.gates.award import contract_follows_its_award
from commissioning.gates.case import Case
from commissioning.gates.contract_course import every_contract_has_ended, no_lot_is_under_contract
from commissioning.gates.mobilisation import (
    contracts_are_signed_before_mobilisation,
    essential_tasks_are_done,
    lots_are_under_contract,
    readiness_says_go,
    service_starts_within_the_term,
    staff_information_is_in_time,
    task_is_in_the_plan,
    transferred_staff_were_listed,
    transferring_staff_are_known,
)
from commissioning.law.law import Law, Row
from commissioning.law.questions import EMPLOYEE_INFORMATION
from commissioning.ledger.ledger import Ledger
from commissioning.records.approval import Waiver
from commissioning.records.award import ApprovalToAward, AwardRecommendation, LotAward
from commissioning.records.contract import ContractSigned
from commissioning.records.ending import Abandonment, Closure, ContractEnded, HowEnded
from commissioning.records.history import BroughtForward
from commissioning.records.live import GoLive
from commissioning.records.mobilisation import (
    EmployeeLiabilityInformation,
    GoDecision,
    MobilisationPlan,
    MobilisationTask,
    ReadinessReview,
    StaffCount,
    StaffTransferred,
    TaskDone,
)
from commissioning.records.specification import Lot
from commissioning.stages import Begins, During, Stage

ANY_TIME = During(tuple(Stage))
SIGNED_ON = date(2022, 12, 1)
APRIL = date(2023, 4, 1)
TERM = Period.of(APRIL, years=5)
BEGUN = BroughtForward(
    on=date(2022, 11, 1),
    stage=Stage.AWARD,
    because="the register begins with live contracts",
    divided_into=(Lot(reference="N1", title="one"), Lot(reference="N2", title="two")),
)
R1 = AwardRecommendation(
    on=date(2022, 11, 1),
    reference="R1",
    awards=(LotAward(lot="N1", provider="alder"), LotAward(lot="N2", provider="birch")),
)
C1 = ContractSigned(
    on=SIGNED_ON, reference="C1", lots=("N1",), provider="alder", recommendations=("R1",), term=TERM
)
C2 = evolve(C1, reference="C2", lots=("N2",), provider="birch")


def ledger(*records):
    held = Ledger()
    for record in records:
        held.add(record, Begins() if isinstance(record, BroughtForward) else ANY_TIME)
    return held


def case_of(held, record):
    return Case(held, record.on, held.lots_of(record), type(record), record)


def texts(check, held, record):
    """Code and words of what a check, or a gate, says of a record."""
    case = case_of(held, record)
    found = check(case, record) if hasattr(check, "kind") else check(case)
    return [(finding.code, str(finding)) for finding in found]


DIVIDED = ledger(BEGUN, R1)


class TestContractFollowsItsAward:
    """A contract with somebody else than the winner is the costliest slip in procurement."""

    def test_contract_with_the_winner_of_its_lot_is_accepted(self):
        """The ordinary case must pass in silence."""
        assert texts(contract_follows_its_award, DIVIDED, C1) == []
        assert texts(contract_follows_its_award, DIVIDED, C2) == []

    def test_contract_with_another_provider_is_refused(self):
        """Birch won N2, not N1."""
        assert texts(contract_follows_its_award, DIVIDED, evolve(C1, provider="birch")) == [
            (
                "not-recommended",
                (
                    "Contract C1 is with birch, but recommendation R1 awards lot N1 to alder. "
                    "Sign with the provider recommended, or record why the award fell through."
                ),
            )
        ]

    def test_contract_for_a_lot_without_a_winner_is_refused(self):
        """The report left the lot out; the contract cannot put it back."""
        only_one = evolve(R1, awards=(LotAward(lot="N1", provider="alder"),))
        assert texts(contract_follows_its_award, ledger(BEGUN, only_one), C2) == [
            (
                "not-recommended",
                (
                    "Contract C2 is with birch, but recommendation R1 awards lot N2 to no "
                    "provider. Sign with the provider recommended, or record why the award fell "
                    "through."
                ),
            )
        ]

    def test_contract_of_a_replaced_recommendation_is_refused(self):
        """A withdrawn report must not serve a new contract."""
        newer = evolve(R1, on=date(2022, 11, 20), reference="R2", replaces=("R1",))
        assert texts(contract_follows_its_award, ledger(BEGUN, R1, newer), C1) == [
            (
                "other-recommendation",
                (
                    "Contract C1 names recommendation R1, but R2 of 20 November 2022 is in force "
                    "for lot N1. Name recommendation R2."
                ),
            )
        ]

    def test_contract_for_two_lots_of_a_replaced_recommendation_is_refused_once(self):
        """One reference to correct is one sentence."""
        newer = evolve(R1, on=date(2022, 11, 20), reference="R2", replaces=("R1",))
        both = evolve(C1, lots=("N1", "N2"))
        assert texts(contract_follows_its_award, ledger(BEGUN, R1, newer), both) == [
            (
                "other-recommendation",
                (
                    "Contract C1 names recommendation R1, but R2 of 20 November 2022 is in force "
                    "for lots N1 and N2. Name recommendation R2."
                ),
            )
        ]

    def test_contract_of_an_unapproved_recommendation_is_refused(self):
        """Cabinet approved another report than the contract carries out."""
        approval = ApprovalToAward(on=date(2022, 11, 9), recommendation="R0", decided_by="Cabinet")
        right = evolve(approval, recommendation="R1")
        assert texts(contract_follows_its_award, ledger(BEGUN, R1, approval), C1) == [
            (
                "other-recommendation",
                (
                    "Contract C1 names recommendation R1, but R0 was approved for lot N1 on 9 "
                    "November 2022. Have recommendation R1 approved first."
                ),
            )
        ]
        assert texts(contract_follows_its_award, ledger(BEGUN, R1, right), C1) == []

    def test_contract_without_a_recommendation_needs_a_history_brought_forward(self):
        """A register begun from live contracts has no recommendation to name."""
        bare = evolve(C1, recommendations=(), lots=None)
        assert texts(contract_follows_its_award, ledger(BEGUN), bare) == []
        assert texts(contract_follows_its_award, ledger(), bare) == [
            (
                "contract-without-award",
                (
                    "Contract C1 does not name the recommendation it carries out. Name the "
                    "recommendation that awarded its lots."
                ),
            )
        ]

    def test_missing_recommendation_is_left_to_the_rule_of_order(self):
        """One absence is reported once, by the rule of order."""
        assert texts(contract_follows_its_award, ledger(BEGUN), C1) == []

    def test_lot_without_a_recommendation_does_not_hide_the_next(self):
        """A lot without a report must not hide that the next one was won by somebody else."""
        second = evolve(R1, lots=("N2",), awards=(LotAward(lot="N2", provider="birch"),))
        both = evolve(C1, lots=("N1", "N2"))
        assert [f.about for f in contract_follows_its_award(
            case_of(ledger(BEGUN, second), both), both
        )] == ["alder"]  # fmt: skip


PLAN = MobilisationPlan(on=date(2022, 12, 5), contracts=("C1",))


class TestContractsAreSignedBeforeMobilisation:
    """Asked to recruit before the contract is signed, a provider carries the whole risk."""

    def test_mobilisation_of_a_signed_contract_is_accepted(self):
        """The ordinary case must pass in silence."""
        held = ledger(BEGUN, R1, C1)
        assert texts(contracts_are_signed_before_mobilisation, held, PLAN) == []
        the_same_day = evolve(PLAN, on=SIGNED_ON)
        assert texts(contracts_are_signed_before_mobilisation, held, the_same_day) == []

    def test_mobilisation_of_an_unsigned_contract_is_refused(self):
        """Practice, not law: a waiver may lift it."""
        assert texts(contracts_are_signed_before_mobilisation, DIVIDED, PLAN) == [
            (
                "contract-unsigned",
                "Contract C1 is to be mobilised, but is not signed yet. Record the signature first.",
            )
        ]

    def test_mobilisation_before_the_day_of_signing_is_refused(self):
        """The day counts, not the order in which papers were typed."""
        early = evolve(PLAN, on=date(2022, 11, 30))
        held = ledger(BEGUN, R1, C1)
        assert texts(contracts_are_signed_before_mobilisation, held, early) == [
            (
                "contract-unsigned",
                (
                    "Contract C1 is to be mobilised, but is not signed until 1 December 2022. "
                    "Record the signature first."
                ),
            )
        ]

    def test_question_without_a_plan_names_the_lots_without_a_contract(self):
        """In November one asks what is in the way of mobilising; there is no plan to look at yet."""
        before = Case(ledger(BEGUN, R1, C1), date(2022, 12, 5), ("N1", "N2"), MobilisationPlan)
        (finding,) = lots_are_under_contract(before)
        assert (finding.code, finding.about) == ("contract-unsigned", "N2")
        assert str(finding) == "No contract is signed yet for lot N2. Record the signature first."
        neither = Case(DIVIDED, date(2022, 12, 5), ("N1", "N2"), MobilisationPlan)
        assert [f.about for f in lots_are_under_contract(neither)] == [None]
        signed = Case(ledger(BEGUN, R1, C1), date(2022, 12, 5), ("N1",), MobilisationPlan)
        assert list(lots_are_under_contract(signed)) == []
        assert texts(lots_are_under_contract, DIVIDED, PLAN) == []

    def test_waiver_lifts_the_missing_signature(self, small_until, small):
        """A director may accept the risk, in writing."""
        begun = small_until("letters")
        waiver = Waiver(
            on=date(2022, 11, 15), by="director", code="contract-unsigned", because="winter"
        )
        assert [f.code for f in begun.blockers(small["mobilisation"])] == ["contract-unsigned"]
        assert begun.record(waiver).blockers(small["mobilisation"]) == ()


LISTING = EmployeeLiabilityInformation(
    on=date(2023, 3, 4), contracts=("C1",), from_provider="oak", to_provider="alder",
    transfer_on=APRIL, staff=(StaffCount(role="care workers", people=40),),
)  # fmt: skip
TUPE = Citation("Transfer of Undertakings Regulations 2006", "regulation 11")
RULE = Row(
    parameter=EMPLOYEE_INFORMATION,
    value=DaysAfter(28),
    applies_from=date(2014, 5, 1),
    citation=TUPE,
)
LAW = Law(regime="test law", rows=(RULE,))


def under(law, record):
    held = ledger(BEGUN)
    lots = held.lots_of(record)
    case = Case(held, record.on, lots, type(record), record, law=law)
    return list(staff_information_is_in_time(case, record))


class TestTaskIsInThePlan:
    """A slip in the reference of a task would leave the task that was meant open until go-live."""

    TASKS = (MobilisationTask(reference="M1", what="recruit"),)

    def test_task_of_the_plan_is_accepted(self):
        """Most references are right, and a plan may have no list of tasks."""
        done = TaskDone(on=date(2023, 1, 9), task="M1")

        assert texts(task_is_in_the_plan, ledger(BEGUN, R1, C1, PLAN), done) == []
        assert (
            texts(task_is_in_the_plan, ledger(BEGUN, R1, C1, evolve(PLAN, tasks=self.TASKS)), done)
            == []
        )

    def test_task_that_no_plan_has_is_met_with_the_nearest(self):
        """The warning lets a task be noted that the plan forgot."""
        held = ledger(BEGUN, R1, C1, evolve(PLAN, reference="P1", tasks=self.TASKS))
        done = TaskDone(on=date(2023, 1, 9), task="M11", plan="P1")

        assert texts(task_is_in_the_plan, held, done) == [
            (
                "unknown-reference",
                (
                    'Task "M11" is done, but the plan has no such task. Correct the reference of '
                    'the task; did you mean "M1"?'
                ),
            )
        ]

    def test_task_may_be_of_any_plan_where_none_is_named(self):
        """Two providers mobilise side by side."""
        held = ledger(
            BEGUN, R1, C1, evolve(PLAN, reference="P1", tasks=self.TASKS),
            evolve(PLAN, reference="P2", tasks=(MobilisationTask(reference="T2", what="lease"),)),
        )  # fmt: skip

        assert texts(task_is_in_the_plan, held, TaskDone(on=date(2023, 1, 9), task="T2")) == []
        (found,) = texts(task_is_in_the_plan, held, TaskDone(on=date(2023, 1, 9), task="X"))
        assert found[1] == (
            'Task "X" is done, but the plans have no such task. Correct the reference of the task; '
            "choose from M1 and T2."
        )


class TestStaffInformation:
    """The new employer needs to know whom it will pay, four weeks before it does."""

    def test_information_28_days_before_the_transfer_is_in_time(self):
        """4 March to 1 April 2023 is 28 days."""
        assert under(LAW, LISTING) == []

    def test_information_27_days_before_the_transfer_is_warned_of(self):
        """The transfer happens by law whether or not the letter came; the fact stays recordable."""
        (finding,) = under(LAW, evolve(LISTING, on=date(2023, 3, 5)))
        assert not finding.blocks
        assert finding.code == "staff-information-late"
        assert str(finding) == (
            "Alder was told of the staff on 5 March 2023, 27 days before they transfer on 1 April "
            "2023; the minimum is 28 days (Transfer of Undertakings Regulations 2006, regulation "
            "11). Transfer on or after 2 April 2023, or note why the information could not be "
            "given sooner."
        )

    def test_information_under_unknown_law_is_reported(self):
        """The number of days is a row of law and not of this gate."""
        (finding,) = under(Law.unknown("nobody said when it commenced"), LISTING)
        assert finding.code == "law-unknown"

    def test_staff_transfer_without_information_is_reported(self):
        """Nobody can check that all came if nobody wrote down who was to come."""
        move = StaffTransferred(on=APRIL, from_provider="oak", to_provider="alder", transferred=40)
        elsewhere = evolve(LISTING, from_provider="elm")
        assert texts(transferred_staff_were_listed, ledger(BEGUN, LISTING), move) == []
        assert texts(transferred_staff_were_listed, ledger(BEGUN, elsewhere), move) == [
            (
                "staff-information-missing",
                (
                    "Staff transferred from oak to alder, but no employee liability information "
                    "between them is recorded. Ask the outgoing employer for it in writing. Record "
                    "when it was given, or that it is withheld."
                ),
            )
        ]


TASKS = (
    MobilisationTask(reference="T1", what="rotas filled"),
    MobilisationTask(reference="T2", what="leaflets printed", essential=False),
)
GO = ReadinessReview(on=date(2023, 3, 24), contracts=("C1", "C2"), decision=GoDecision.GO)
PLANNED = ledger(BEGUN, R1, C1, C2, evolve(PLAN, contracts=("C1", "C2"), tasks=TASKS))


class TestEssentialTasksAreDone:
    """Go means that everything without which it cannot start is there."""

    def test_go_with_an_open_essential_task_is_refused_once(self):
        """Told once, although two contracts share the plan."""
        assert texts(essential_tasks_are_done, PLANNED, GO) == [
            (
                "task-open",
                (
                    'The decision is to go, but the essential task "rotas filled" (T1) is not '
                    "done. Record that it is done, or say in the review why the service starts without it."
                ),
            )
        ]

    def test_go_with_only_an_inessential_task_open_is_accepted(self):
        """Leaflets do not hold up a service."""
        held = PLANNED.copy()
        held.add(TaskDone(on=date(2023, 3, 20), task="T1"), ANY_TIME)
        assert texts(essential_tasks_are_done, held, GO) == []

    def test_go_with_a_reason_for_the_open_task_is_warned_of(self):
        """Boards go with something open; then the reason is on the record."""
        review = evolve(GO, because="agency cover is booked")
        (finding,) = essential_tasks_are_done(case_of(PLANNED, review), review)
        assert not finding.blocks

    def test_no_go_with_open_tasks_is_accepted(self):
        """That is what no go means."""
        review = evolve(GO, decision=GoDecision.NO_GO, because="rotas")
        assert texts(essential_tasks_are_done, PLANNED, review) == []

    def test_go_without_a_plan_is_left_to_the_rule_of_order(self):
        """The missing plan is reported once, by the rule of order."""
        assert texts(essential_tasks_are_done, ledger(BEGUN, R1, C1), GO) == []


LIVE = GoLive(on=APRIL, contracts=("C1", "C2"))


class TestReadinessSaysGo:
    """No service starts against the advice of its own readiness review."""

    def test_go_live_after_a_review_that_says_go_is_accepted(self):
        """The ordinary case must pass in silence."""
        assert texts(readiness_says_go, ledger(BEGUN, R1, C1, C2, GO), LIVE) == []

    def test_review_on_the_day_of_go_live_counts(self):
        """The last check before the doors open is still a check before they open."""
        that_day = evolve(GO, on=APRIL)
        assert texts(readiness_says_go, ledger(BEGUN, R1, C1, C2, that_day), LIVE) == []
        day_after = evolve(GO, on=date(2023, 4, 2))
        assert [code for code, _ in texts(
            readiness_says_go, ledger(BEGUN, R1, C1, C2, day_after), LIVE
        )] == ["not-ready"]  # fmt: skip

    def test_review_of_two_contracts_that_says_no_is_reported_once(self):
        """A board that met once, and said no, has said no."""
        no_go = evolve(GO, decision=GoDecision.NO_GO, because="rotas are not filled")
        assert texts(readiness_says_go, ledger(BEGUN, R1, C1, C2, no_go), LIVE) == [
            (
                "not-ready",
                "The readiness review of contracts C1 and C2 on 24 March 2023 said no go: rotas "
                "are not filled. Record a readiness review that says go.",
            )
        ]

    def test_latest_of_several_reviews_counts(self):
        """No go in March is overtaken by go in the last week, and the other way round."""
        no_go = evolve(
            GO, on=date(2023, 3, 30), decision=GoDecision.NO_GO, because="rotas are not filled"
        )
        earlier = evolve(no_go, on=date(2023, 3, 1))
        for order in ((earlier, GO), (GO, earlier)):
            assert texts(readiness_says_go, ledger(BEGUN, R1, C1, C2, *order), LIVE) == []
        only = evolve(LIVE, contracts=("C1",))
        assert texts(readiness_says_go, ledger(BEGUN, R1, C1, C2, GO, no_go), only) == [
            (
                "not-ready",
                (
                    "The readiness review of contract C1 on 30 March 2023 said no go: rotas are "
                    "not filled. Record a readiness review that says go."
                ),
            )
        ]

    def test_contract_left_out_of_the_review_is_not_ready(self):
        """Eight of nine contracts were reviewed; the ninth may not slip through."""
        held = ledger(BEGUN, R1, C1, C2, evolve(GO, contracts=("C1",)))
        assert texts(readiness_says_go, held, LIVE) == [
            (
                "not-ready",
                (
                    "No readiness review is recorded yet for contract C2. Record a readiness "
                    "review that says go."
                ),
            )
        ]

    def test_contracts_left_out_of_the_review_are_reported_together(self):
        """Twenty-nine times the same line is not read once."""
        gone = evolve(GO, contracts=("C9",))
        held = ledger(BEGUN, R1, C1, C2, gone)
        assert texts(readiness_says_go, held, LIVE) == [
            (
                "not-ready",
                (
                    "No readiness review is recorded yet for contracts C1 and C2. Record a "
                    "readiness review that says go."
                ),
            )
        ]

    def test_go_live_without_any_review_is_left_to_the_rule_of_order(self):
        """One absence is reported once, by the rule of order."""
        assert texts(readiness_says_go, ledger(BEGUN, R1, C1, C2), LIVE) == []

    def test_question_without_a_record_is_about_the_lots_or_the_contract(self):
        """ "What is in the way of go-live?" is asked weeks before anyone writes the record."""
        held = ledger(BEGUN, R1, C1, C2, evolve(GO, contracts=("C1",)))
        whole = Case(held, APRIL, ("N1", "N2"), GoLive)
        assert [finding.about for finding in readiness_says_go(whole)] == ["C2"]
        one = Case(held, APRIL, ("N1", "N2"), GoLive, about="C1")
        assert list(readiness_says_go(one)) == []
        other = Case(held, APRIL, ("N1",), GoLive, about="alder")
        assert list(readiness_says_go(other)) == []


class TestServiceStartsWithinTheTerm:
    """Care before the contract starts is care that nobody is insured for."""

    def test_go_live_on_the_first_day_of_the_term_is_accepted(self):
        """Lewisham went live on the day its contracts began."""
        assert texts(service_starts_within_the_term, ledger(BEGUN, R1, C1, C2), LIVE) == []

    def test_go_live_on_the_day_before_the_term_gives_the_first_day(self):
        """Time alone clears it, so the finding carries the day."""
        early = evolve(LIVE, on=date(2023, 3, 31), contracts=("C1",))
        held = ledger(BEGUN, R1, C1, C2)
        (finding,) = service_starts_within_the_term(case_of(held, early))
        assert finding.earliest == APRIL
        assert str(finding) == (
            "You cannot go live on 31 March 2023: the term of contract C1 starts on 1 April 2023. "
            "Go live on or after 1 April 2023, or vary the contract."
        )

    def test_contracts_that_start_on_one_day_are_reported_together(self):
        """One day is in the way, and it is said once."""
        early = evolve(LIVE, on=date(2023, 3, 31))
        assert texts(service_starts_within_the_term, ledger(BEGUN, R1, C1, C2), early) == [
            (
                "live-before-start",
                (
                    "You cannot go live on 31 March 2023: the term of contracts C1 and C2 starts "
                    "on 1 April 2023. Go live on or after 1 April 2023, or vary the contract."
                ),
            )
        ]

    def test_go_live_of_an_ended_contract_is_refused(self):
        """A contract rescinded in March has nothing to start in April."""
        ended = ContractEnded(
            on=date(2023, 3, 15), contract="C1", how=HowEnded.RESCINDED, because="false tender"
        )
        assert texts(service_starts_within_the_term, ledger(BEGUN, R1, C1, C2, ended), LIVE) == [
            (
                "contract-over",
                (
                    "You cannot record this on 1 April 2023: contract C1 ended on 15 March 2023. "
                    "Correct the day, or record the extension that was agreed in time."
                ),
            )
        ]

    def test_go_live_of_an_unknown_contract_is_left_to_the_rule_of_references(self):
        """The reference is unknown, which the rule of references says."""
        assert texts(service_starts_within_the_term, ledger(BEGUN, R1), LIVE) == []


class TestTransferringStaffAreKnown:
    """A plan that says staff transfer promises that the new employer has been told of them."""

    WITH_STAFF = ledger(BEGUN, R1, C1, C2, evolve(PLAN, staff_transfer=True))

    def test_go_live_with_staff_information_is_accepted(self):
        """The ordinary case must pass in silence."""
        held = self.WITH_STAFF.copy()
        held.add(LISTING, ANY_TIME)
        assert texts(transferring_staff_are_known, held, LIVE) == []

    def test_go_live_without_staff_information_is_reported(self):
        """C2 has no plan of its own here, and is reported by the rule of order."""
        assert texts(transferring_staff_are_known, self.WITH_STAFF, LIVE) == [
            (
                "staff-information-missing",
                (
                    "No employee liability information is recorded yet for contract C1, under "
                    "which staff transfer. Ask the outgoing employer for it in writing. Record "
                    "when it was given, or that it is withheld."
                ),
            )
        ]

    def test_contracts_without_staff_information_are_reported_together(self):
        """One letter to the old employer would answer for both."""
        plan = evolve(PLAN, contracts=("C1", "C2"), staff_transfer=True)
        assert texts(transferring_staff_are_known, ledger(BEGUN, R1, C1, C2, plan), LIVE) == [
            (
                "staff-information-missing",
                (
                    "No employee liability information is recorded yet for contracts C1 and C2, "
                    "under which staff transfer. Ask the outgoing employer for it in writing. "
                    "Record when it was given, or that it is withheld."
                ),
            )
        ]

    @pytest.mark.parametrize("staff_transfer", [None, False])
    def test_go_live_without_a_staff_transfer_is_accepted(self, staff_transfer):
        """A new service has no staff to take over."""
        held = ledger(BEGUN, R1, C1, C2, evolve(PLAN, staff_transfer=staff_transfer))
        assert texts(transferring_staff_are_known, held, LIVE) == []


ENDED = ContractEnded(on=date(2028, 3, 31), contract="C1")


class TestClosing:
    """A file is closed when nobody owes anybody anything under it any more."""

    def test_closure_of_a_lot_waits_for_its_own_contracts(self):
        """Closing lot N1 does not wait for N2."""
        held = ledger(BEGUN, R1, C1, C2, ENDED)
        one = Closure(on=date(2028, 4, 3), lots=("N1",))
        assert texts(every_contract_has_ended, held, one) == []
        assert texts(every_contract_has_ended, held, Closure(on=date(2028, 4, 3))) == [
            (
                "contract-not-ended",
                (
                    "No end is recorded yet for contract C2, due to end on 31 March 2028. Record "
                    "how it ended."
                ),
            )
        ]

    def test_contracts_that_end_on_one_day_are_reported_together(self):
        """Nine contracts of one award run out on one day."""
        held = ledger(BEGUN, R1, C1, C2)
        assert texts(every_contract_has_ended, held, Closure(on=date(2028, 4, 3))) == [
            (
                "contract-not-ended",
                (
                    "No end is recorded yet for contracts C1 and C2, due to end on 31 March 2028. "
                    "Record how each of them ended."
                ),
            )
        ]

    def test_abandonment_of_a_signed_lot_is_refused(self):
        """A provider who signed has rights that a committee's change of mind does not end."""
        held = ledger(BEGUN, R1, C1)
        gone = Abandonment(on=date(2022, 12, 15), because="budget")
        assert texts(no_lot_is_under_contract, held, gone) == [
            (
                "lot-contracted",
                (
                    "Lot N1 cannot be abandoned: contract C1 with alder was signed on 1 December "
                    "2022. End the contract first, or leave the lot out."
                ),
            )
        ]
        assert texts(no_lot_is_under_contract, held, evolve(gone, lots=("N2",))) == []

    def test_abandonment_after_the_contract_ended_is_accepted(self):
        """A contract undone before it started leaves the lot free."""
        undone = ContractEnded(
            on=date(2022, 12, 10), contract="C1", how=HowEnded.NOT_STARTED, because="insolvency"
        )
        gone = Abandonment(on=date(2022, 12, 15), because="budget")
        assert texts(no_lot_is_under_contract, ledger(BEGUN, R1, C1, undone), gone) == []
