"""Decisions in the way of a step: conditions, call-in, refusals, deferrals, and approvals taken back."""

from __future__ import annotations

import pickle
from datetime import date, time
from typing import Any, ClassVar

import pytest
from attrs import evolve

from commissioning.cycle import Cycle
from commissioning.dates.periods import Period
from commissioning.findings.citation import Citation
from commissioning.findings.finding import Finding
from commissioning.gates.standstill import standstill_of
from commissioning.interchange import dumps, loads
from commissioning.law.regimes.council import CouncilRules
from commissioning.ledger.awards import awards_in_force
from commissioning.records.approval import (
    ApprovalCondition,
    ApprovalToContinue,
    ApprovalToProcure,
    ConditionMet,
    HowNotApproved,
    NotApproved,
)
from commissioning.records.award import (
    ApprovalToAward,
    AwardRecommendation,
    IntentionToAward,
    LotAward,
)
from commissioning.records.contract import ContractSigned
from commissioning.records.ending import Abandonment, AbandonmentReason, EvaluationReopened
from commissioning.records.history import BroughtForward
from commissioning.records.needs import NeedsAssessment
from commissioning.records.notices import NoticePublished
from commissioning.records.record import WHOLE, Learned, Record
from commissioning.records.specification import Lot, ServiceSpecification
from commissioning.records.strategy import DirectAwardGround, ProcurementFacts, ProcurementStrategy
from commissioning.records.tender import InvitationToTender, TenderReceived, TenderWithdrawn
from commissioning.stages import Route, Stage
from commissioning.testing import Scenario, make, story
from commissioning.values.money import VatBasis, pounds

JUNE = date(2023, 6, 1)


def june(day: int) -> date:
    return date(2023, 6, day)


def history(*later: Record, lots: tuple[str, ...] = (), stage: Stage = Stage.AWARD) -> Cycle:
    begun = BroughtForward(
        on=JUNE,
        stage=stage,
        because="papers in the archive",
        route=Route.open(),
        facts=ProcurementFacts(light_touch=True, above_threshold=False),
        commenced_on=JUNE,
        divided_into=tuple(Lot(reference=lot, title=lot) for lot in lots),
    )
    return Cycle("Day centre").record(begun, *later)


def recommended(reference: str = "R1", on: int = 2, *providers: str, **fields: object) -> Record:
    lots = fields.get("lots", ("whole",))
    assert isinstance(lots, tuple)
    awards = tuple(LotAward(lot=lot, provider=who) for lot in lots for who in providers or ("Elm",))
    given = {"on": june(on), "reference": reference, "awards": awards, **fields}
    return AwardRecommendation(**given)  # type: ignore[arg-type]


def approved(on: int = 5, recommendation: str = "R1", **fields: object) -> ApprovalToAward:
    given = {"on": june(on), "recommendation": recommendation, "decided_by": "Cabinet", **fields}
    return ApprovalToAward(**given)  # type: ignore[arg-type]


def no(how: HowNotApproved, on: int = 6, **fields: object) -> NotApproved:
    given = {
        "on": june(on), "asked": "approval-to-award", "how": how, "decided_by": "Cabinet",
        "because": "" if how is HowNotApproved.DEFERRED else "the price is too high", **fields,
    }  # fmt: skip
    return NotApproved(**given)  # type: ignore[arg-type]


def signed(on: int = 20, recommendation: str = "R1") -> ContractSigned:
    return ContractSigned(
        on=june(on), reference="K1", provider="Elm", recommendations=(recommendation,),
        term=Period.of(date(2023, 10, 1), years=2),
    )  # fmt: skip


def letters(on: int = 7, recommendation: str = "R1") -> IntentionToAward:
    return IntentionToAward(on=june(on), recommendation=recommendation, told=("Elm", "Oak"))


def found(cycle: Cycle, record: Record, code: str) -> list[tuple[str, str]]:
    findings = cycle.findings(record)
    return [(finding.message, finding.remedy) for finding in findings if finding.code == code]


REFUSED, RETURNED, DEFERRED = (
    HowNotApproved.REFUSED,
    HowNotApproved.RETURNED,
    HowNotApproved.DEFERRED,
)
FIRST, SECOND = recommended(), recommended("R2", 3, "Oak")


class TestNo:
    """A refusal is not an approval with another word in it: it lets nothing come."""

    def test_refused_recommendation_is_not_approved_later(self):
        """Asking again until somebody says yes is not a way to decide."""
        cycle = history(recommended(), no(REFUSED, 3))
        assert found(cycle, approved(), "approval-refused") == [
            ("You cannot act on recommendation R1: Cabinet refused it on 3 June 2023 (the price is too "
             "high)", "Record a new recommendation")
        ]  # fmt: skip
        assert cycle.stage is Stage.AWARD

    def test_returned_recommendation_names_what_was_asked_for(self):
        """The officers know what to bring next time."""
        cycle = history(recommended(), no(RETURNED, 3, asks_for=("a second reference",)))
        assert found(cycle, approved(), "approval-refused") == [
            ("You cannot act on recommendation R1: Cabinet returned it on 3 June 2023 for more work (the "
             "price is too high)", "Record a new recommendation, with what was asked for: a second reference")
        ]  # fmt: skip

    @pytest.mark.parametrize("how", [REFUSED, RETURNED])
    @pytest.mark.parametrize("record", [letters(), signed()])
    def test_approval_refused_later_is_not_acted_on(self, how, record):
        """A decision called in and then refused is no decision any more."""
        cycle = history(recommended(), approved(), no(how))
        assert found(cycle, record, "approval-refused")

    def test_new_recommendation_can_be_approved(self):
        """What was refused is that report, not the procurement."""
        cycle = Cycle.audit("x", history(recommended(), no(REFUSED, 3)).records).cycle
        again = recommended("R2", 8, "Oak", departs_from_ranking_because="as Cabinet asked")
        cycle = Cycle.audit("x", (*cycle.records, again)).cycle
        assert not found(cycle, approved(9, "R2"), "approval-refused")

    def test_refusal_is_of_the_recommendation_it_names(self):
        """Two recommendations may be before the same meeting."""
        lots = ("N1", "N2")
        first = recommended("R1", 2, lots=("N1",))
        second = recommended("R2", 2, lots=("N2",))
        given = (no(REFUSED, 3, about="R1"),)
        cycle = Cycle.audit("x", (*history(lots=lots).records, first, second, *given)).cycle
        assert found(cycle, approved(5, "R1"), "approval-refused")
        assert not found(cycle, approved(5, "R2"), "approval-refused")

    def test_latest_answer_about_one_thing_is_the_one_that_counts(self):
        """Cabinet may take a refusal back onto its agenda."""
        again = no(DEFERRED, 4, until=june(14))
        cycle = history(recommended(), no(REFUSED, 3), again)
        codes = {finding.code for finding in cycle.findings(approved(9))}
        assert "approval-deferred" in codes
        assert "approval-refused" not in codes
        twice = history(recommended(), no(REFUSED, 3), no(REFUSED, 4))
        assert len(found(twice, approved(9), "approval-refused")) == 1

    def test_nothing_holds_before_the_day_of_the_refusal(self):
        """A late entry of an earlier day meets the decisions of its own day."""
        cycle = history(recommended(), approved(), no(REFUSED, 12))
        assert not found(cycle, letters(7), "approval-refused")

    def test_decision_put_off_waits_for_its_day(self):
        """Time alone clears it, so the finding says when."""
        cycle = history(recommended(), no(DEFERRED, 3, until=june(14)))
        (finding,) = [f for f in cycle.findings(approved(9)) if f.code == "approval-deferred"]
        assert finding.message == (
            "You cannot record an approval to award on 9 June 2023: Cabinet put the decision off until "
            "14 June 2023"
        )
        assert finding.remedy == "Wait until 14 June 2023"
        assert (finding.earliest, finding.about) == (june(14), "R1")
        assert not found(cycle, approved(14), "approval-deferred")

    def test_decision_put_off_without_a_day_holds_nothing(self):
        """The next meeting decides when it decides."""
        assert not history(recommended(), no(DEFERRED, 3)).blockers(approved())

    def test_question_about_a_kind_meets_the_refusal_too(self):
        """An officer asks what is in the way before writing anything."""
        cycle = history(recommended(), no(REFUSED, 3))
        codes = {finding.code for finding in cycle.blockers(ApprovalToAward, on=june(5))}
        assert "approval-refused" in codes

    def test_approved_all_the_same_is_reported_once(self):
        """Under audit the approval is the finding; the letters after it are not another."""
        records = history(recommended(), no(REFUSED, 3)).records
        audit = Cycle.audit("x", (*records, approved(), letters()))
        codes = [finding.code for finding in audit.findings]
        assert codes.count("approval-refused") == 1

    def test_refusal_to_procure_waits_for_a_new_strategy_or_specification(self):
        """The same paper is not put twice; a changed one may be."""
        needs, strategy = make(NeedsAssessment), make(ProcurementStrategy, on=june(1))
        refusal = no(REFUSED, 3, asked="approval-to-procure")
        approval = ApprovalToProcure(on=june(9), decided_by="Cabinet")
        cycle = Cycle.audit("x", (needs, strategy, refusal)).cycle
        assert found(cycle, approval, "approval-refused") == [
            ("You cannot act on the proposal to procure: Cabinet refused it on 3 June 2023 (the price is "
             "too high)", "Record a new strategy or specification")
        ]  # fmt: skip
        for anew in (make(ProcurementStrategy, on=june(8)), make(ServiceSpecification, on=june(8))):
            changed = Cycle.audit("x", (*cycle.records, anew)).cycle
            assert not found(changed, approval, "approval-refused")

    def test_new_strategy_of_another_lot_does_not_lift_a_refusal(self):
        """The paper that was refused stays as it was."""
        lots = (Lot(reference="N", title="North"), Lot(reference="S", title="South"))
        divided = make(ServiceSpecification, on=june(1), divided_into=lots)
        refusal = evolve(no(REFUSED, 3, asked="approval-to-procure"), lots=("N",))
        approval = ApprovalToProcure(on=june(9), decided_by="Cabinet", lots=("N",))
        for lot, codes in (("S", 1), ("N", 0)):
            anew = make(ProcurementStrategy, on=june(8), lots=(lot,))
            cycle = Cycle.audit("x", (make(NeedsAssessment), divided, refusal, anew)).cycle
            assert len(found(cycle, approval, "approval-refused")) == codes

    def test_strategy_of_the_day_of_the_refusal_is_the_one_that_was_refused(self):
        """The paper that went to Cabinet bears the day of the meeting; it is not made anew by that."""
        approval = ApprovalToProcure(on=june(9), decided_by="Cabinet")
        papers = (make(NeedsAssessment), make(ProcurementStrategy, on=june(3)))
        refusal = no(REFUSED, 3, asked="approval-to-procure")
        cycle = Cycle.audit("x", (*papers, refusal)).cycle
        assert found(cycle, approval, "approval-refused")
        assert "approval-refused" in {
            finding.code for finding in cycle.blockers(ApprovalToProcure, on=june(9))
        }

    def test_refusal_about_one_lot_leaves_the_others_free(self):
        """Cabinet would not pay for the north; the south is procured meanwhile."""
        lots = ("1", "2")
        refusal = no(REFUSED, 3, asked="approval-to-procure", lots=("1",))
        held = [
            bool(
                found(
                    history(refusal, lots=lots, stage=Stage.SPECIFICATION),
                    ApprovalToProcure(on=june(9), decided_by="Cabinet", lots=(lot,)),
                    "approval-refused",
                )
            )
            for lot in lots
        ]
        assert held == [True, False]

    def test_letters_follow_an_approval_that_came_after_the_refusal(self):
        """Cabinet approved, called it back and approved again: the last word counts."""
        cycle = history(recommended(), approved(3), no(REFUSED, 4))
        assert found(cycle, letters(), "approval-refused")
        again = Cycle.audit("x", (*cycle.records, approved(5))).cycle
        assert not found(again, letters(), "approval-refused")

    @pytest.mark.parametrize(
        ("decisions", "holds"),
        [
            ((approved(5), no(REFUSED, 5)), True),
            ((approved(3), no(DEFERRED, 4)), True),
            ((approved(3), no(REFUSED, 4), approved(5)), True),
            ((approved(3), no(REFUSED, 4), approved(5), no(REFUSED, 6)), False),
        ],
        ids=("both on one day", "put off since", "approved last", "refused last"),
    )
    def test_last_of_several_decisions_decides_whether_an_award_holds(
        self, decisions: tuple[Record, ...], holds: bool
    ):
        """Of two decisions of one day the approval counts as the later: papers bear no hour."""
        records = (*history(recommended()).records, *decisions)
        ledger = Cycle.audit("x", records).cycle.ledger
        assert bool(list(awards_in_force(ledger, WHOLE))) is holds

    def test_refusal_of_the_first_choice_does_not_reach_the_reserve(self):
        """A minute that names no recommendation is about the one that was on the table that day."""
        cycle = history(recommended(), no(REFUSED, 3), recommended("R2", 4, "Oak"))
        assert [each.reference for each in awards_in_force(cycle.ledger, WHOLE)] == ["R2"]

    @pytest.mark.parametrize(
        ("records", "hold"),
        [
            ((FIRST, no(REFUSED, 3), SECOND), ["R2"]),
            ((no(REFUSED, 2), FIRST), []),
            ((FIRST, no(REFUSED, 3), SECOND, no(REFUSED, 3, because="too dear")), []),
            ((FIRST, SECOND, approved(4, "R2"), no(REFUSED, 5)), ["R2"]),
            ((FIRST, SECOND, no(REFUSED, 4, about="R2"), no(REFUSED, 5)), []),
            ((FIRST, SECOND, no(DEFERRED, 4, about="R2"), no(REFUSED, 5)), ["R1"]),
            ((FIRST, SECOND, no(REFUSED, 4, asked="contract-signed"), no(REFUSED, 5)), ["R1"]),
            ((FIRST, evolve(SECOND, replaces=("R1",)), no(REFUSED, 5)), []),
            ((FIRST, approved(3), SECOND, no(REFUSED, 6)), ["R1"]),
        ],
        ids=(
            "reserve of the same day", "entered before its report", "refused twice in a day",
            "the one that waits", "the other is refused", "the other is put off", "another step",
            "replaced", "a tranche",
        ),
    )  # fmt: skip
    def test_refusal_that_names_none_is_of_what_waits_for_a_decision(self, records, hold):
        """The minute says "the award was refused"; the reserve of that afternoon was not before the body."""
        ledger = Cycle.audit("x", (*history().records, *records)).cycle.ledger
        assert [each.reference for each in awards_in_force(ledger, WHOLE)] == hold

    def test_reserve_of_the_day_of_a_refusal_can_be_approved(self):
        """The first choice stays refused."""
        cycle = history(FIRST, no(REFUSED, 3), SECOND)
        assert not found(cycle, approved(5, "R2"), "approval-refused")
        assert found(cycle, approved(5, "R1"), "approval-refused")

    def test_refusal_of_several_lots_that_names_none_is_of_the_recommendation_of_each(self):
        """Each lot has a report of its own before the meeting."""
        first, second = (recommended(f"R{n}", 2, lots=(f"N{n}",)) for n in "12")
        cycle = history(first, second, no(REFUSED, 3), lots=("N1", "N2"))
        for reference in ("R1", "R2"):
            (refused,) = found(cycle, approved(5, reference), "approval-refused")
            assert refused[0].startswith(
                f"You cannot act on recommendation {reference}: Cabinet refused"
            )

    def test_refusal_that_may_be_of_either_of_two_is_asked_which(self):
        """Two tranches wait; the latest is taken to be meant until the minute is found."""
        cycle = Cycle.audit("x", (*history().records, FIRST, SECOND)).cycle
        assert found(cycle, no(REFUSED, 4), "not-stated") == [
            ("The decision not to approve of 4 June 2023 does not name the recommendation: R1 and R2 wait "
             "for an answer. It is taken to be about R2", "Name the one that it is about")
        ]  # fmt: skip
        assert not found(cycle, no(REFUSED, 4, about="R1"), "not-stated")
        assert not found(cycle, no(REFUSED, 2), "not-stated")

    def test_refusal_without_a_report_is_not_lifted_by_a_report(self):
        """Only the report that was sent back says what has become of it."""
        cycle = history(recommended(), no(REFUSED, 3))
        (refused,) = [
            f for f in cycle.findings(approved(report="EV2")) if f.code == "approval-refused"
        ]
        assert refused.about == "R1"

    def test_paper_refused_by_its_reference_stays_refused(self):
        """Another strategy has another reference."""
        strategy = make(ProcurementStrategy, on=june(1), reference="S1")
        refusal = no(REFUSED, 3, asked="approval-to-procure", about="S1")
        cycle = Cycle.audit("x", (make(NeedsAssessment), strategy, refusal)).cycle
        approval = ApprovalToProcure(on=june(9), decided_by="Cabinet")
        assert found(cycle, approval, "approval-refused") == [
            ("You cannot act on S1: Cabinet refused it on 3 June 2023 (the price is too high)",
             "Record a new strategy or specification")
        ]  # fmt: skip

    def test_refused_step_inside_a_procurement_waits_for_its_approval(self):
        """Members may refuse that an evaluation is reopened, and later permit it."""
        reopened = EvaluationReopened(on=june(9), because="an adding-up slip")
        refusal = no(REFUSED, 3, asked="evaluation-reopened")
        cycle = history(recommended(), refusal)
        assert found(cycle, reopened, "approval-refused") == [
            ("You cannot act on the proposal: Cabinet refused it on 3 June 2023 (the price is too high)",
             "Record a new approval of this step")
        ]  # fmt: skip
        permit = ApprovalToContinue(on=june(8), permits="evaluation-reopened", decided_by="Cabinet")
        assert not found(cycle.record(permit), reopened, "approval-refused")
        before = history(recommended(), evolve(permit, on=june(2)), refusal)
        assert found(before, reopened, "approval-refused")


class TestConditions:
    """An approval on a condition holds the step it names until the condition is met."""

    BOND = ApprovalCondition(
        reference="bond", words="a performance bond is held", before="contract-signed",
        due_by=june(15),
    )  # fmt: skip
    REPORT = ApprovalCondition(reference="report", words="a report comes in a year")

    def cycle(self, *later: Record) -> Cycle:
        approval = approved(reference="A1", conditions=(self.BOND, self.REPORT))
        reported = ConditionMet(
            on=june(6), approval="A1", condition="report", evidence="set for June"
        )
        return history(recommended(), approval, letters(), reported, *later)

    def test_open_condition_holds_the_step_it_names(self):
        """The bond is what Cabinet asked for; the signature waits for it."""
        assert found(self.cycle(), signed(), "condition-open") == [
            ('You cannot record a signed contract yet: Cabinet approved on 5 June 2023 on condition that '
             '"a performance bond is held" by 15 June 2023, and it is not recorded as met',
             "Record that the condition is met, with what shows it")
        ]  # fmt: skip
        assert not found(history(recommended(), approved()), letters(), "condition-open")
        (open_,) = [f for f in self.cycle().findings(signed()) if f.code == "condition-open"]
        assert open_.about == "A1"

    def test_condition_met_later_holds_on_the_day_before(self):
        """A signature entered late meets what was known on its own day."""
        met = ConditionMet(on=june(14), approval="A1", condition="bond", evidence="the bond")
        assert found(self.cycle(met), signed(13), "condition-open")
        assert not found(self.cycle(met), signed(14), "condition-open")

    def test_condition_that_names_no_step_warns_what_rests_on_the_approval(self):
        """Cabinet named no step, so nothing waits; but a condition that no one sees is soon forgotten."""
        yearly = evolve(self.REPORT, due_by=june(30))
        for condition, by in ((self.REPORT, ""), (yearly, " by 30 June 2023")):
            approval = approved(reference="A1", conditions=(condition,))
            cycle = history(recommended(), approval, letters())
            (open_,) = [f for f in cycle.findings(signed()) if f.code == "condition-open"]
            assert not open_.blocks
            assert open_.message == (
                f'Cabinet approved on 5 June 2023 on condition that "a report comes in a year"{by}, and '
                "it is not recorded as met. The decision does not say which step waits for it"
            )
            steps = {step.tag: step for step in (n.step for n in cycle.next_steps(june(20)))}
            assert "contract-signed" in steps
            met = ConditionMet(on=june(14), approval="A1", condition="report", evidence="minute 4")
            assert not found(cycle.record(met), signed(), "condition-open")
            assert not found(cycle, recommended(), "condition-open")

    def test_condition_met_holds_nothing(self):
        """The evidence stands beside the approval."""
        met = ConditionMet(
            on=june(14), approval="A1", condition="bond", evidence="bond of the bank"
        )
        assert not found(self.cycle(met), signed(), "condition-open")

    def test_another_condition_met_does_not_help(self):
        """Each condition is met by itself."""
        met = ConditionMet(on=june(14), approval="A1", condition="report", evidence="it came")
        assert found(self.cycle(met), signed(), "condition-open")

    def test_approval_made_anew_replaces_its_conditions(self):
        """Cabinet may decide again without the bond."""
        assert not found(self.cycle(approved(8)), signed(), "condition-open")

    def test_contract_waits_only_for_the_conditions_of_its_own_recommendation(self):
        """Two lots, two recommendations, one bond."""
        bond = (self.BOND,)
        records = (
            *history(lots=("N1", "N2")).records,
            recommended("R1", 2, lots=("N1",)),
            recommended("R2", 2, lots=("N2",)),
            approved(5, "R1", reference="A1", conditions=bond),
            approved(5, "R2"),
        )
        cycle = Cycle.audit("x", records).cycle
        assert found(cycle, signed(20, "R1"), "condition-open")
        assert not found(cycle, signed(20, "R2"), "condition-open")

    def test_second_tranche_does_not_wait_for_the_conditions_of_the_first(self):
        """Two providers for one lot, each approved by itself."""
        first = approved(5, "R1", reference="A1", conditions=(self.BOND,))
        second = recommended("R2", 9, "Oak")
        records = (*history(recommended()).records, first, second, approved(12, "R2"))
        cycle = Cycle.audit("x", records).cycle
        assert found(cycle, signed(20, "R1"), "condition-open")
        assert not found(cycle, signed(20, "R2"), "condition-open")

    def test_condition_holds_only_the_lots_of_its_approval(self):
        """The bond is for one building; the other lot goes ahead."""
        permit = ApprovalToContinue(
            on=june(6), lots=("N1",), permits="evaluation-reopened", decided_by="Cabinet",
            reference="A1", call_in_ends=june(20),
            conditions=(evolve(self.BOND, before="evaluation-reopened"),),
        )  # fmt: skip
        cycle = history(lots=("N1", "N2")).record(permit)
        first, second = (
            {f.code for f in cycle.findings(
                EvaluationReopened(on=june(9), lots=(lot,), because="an adding-up slip"))}
            for lot in ("N1", "N2")
        )  # fmt: skip
        assert {"condition-open", "call-in-running"} <= first
        assert not {"condition-open", "call-in-running"} & second

    def test_condition_that_was_not_made_is_not_met(self):
        """A slip of the reference would leave the real condition open, unseen."""
        met = ConditionMet(on=june(14), approval="A1", condition="bomd", evidence="x")
        assert found(self.cycle(), met, "condition-unknown") == [
            ("The approval to award of 5 June 2023 (A1) has no condition bomd; it has conditions bond "
             'and report', 'Name a condition of the approval; did you mean "bond"?')
        ]  # fmt: skip
        bare = history(recommended(), approved(reference="A1"))
        assert found(bare, met, "condition-unknown")[0][0].endswith("; it has none")

    def test_condition_of_an_approval_that_is_not_recorded_is_reported_once(self):
        """That the approval is missing says it."""
        met = ConditionMet(on=june(14), approval="A9", condition="bond", evidence="x")
        assert not found(self.cycle(), met, "condition-unknown")


class TestCallIn:
    """Members have their time to call in any decision, also one inside the procurement."""

    def test_decision_inside_the_procurement_has_its_own_call_in(self):
        """The step it permits waits until members have had their days."""
        permit = ApprovalToContinue(
            on=june(6), permits="evaluation-reopened", decided_by="Cabinet", call_in_ends=june(13)
        )
        cycle = history(recommended(), permit)
        reopened = EvaluationReopened(on=june(9), because="an adding-up slip")
        assert found(cycle, reopened, "call-in-running") == [
            ("You cannot act on the decision of 6 June 2023 on 9 June 2023: members may call it in until "
             "13 June 2023", "Wait until 14 June 2023")
        ]  # fmt: skip
        later = EvaluationReopened(on=june(14), because="an adding-up slip")
        assert not found(cycle, later, "call-in-running")
        assert not found(cycle, letters(7), "call-in-running")

    def test_competition_waits_for_the_call_in_of_the_approval_to_procure(self):
        """The first decision is called in more often than the last."""
        cycle = story(Scenario(route=Route.open()), after=ApprovalToProcure)
        records = [r for r in cycle.records if not isinstance(r, ApprovalToProcure)]
        invitation = next(
            r for r in story(Scenario(route=Route.open()), after=InvitationToTender).records
            if isinstance(r, InvitationToTender)
        )  # fmt: skip
        approval = ApprovalToProcure(
            on=records[-1].on, decided_by="Cabinet", call_in_ends=invitation.on
        )
        held = Cycle.audit("x", (*records, approval)).cycle
        assert found(held, invitation, "call-in-running")


class TestSteps:
    """A decision that names a step no process has would hold nothing back, and nobody would know."""

    @pytest.mark.parametrize(
        ("record", "named", "meant"),
        [
            (no(DEFERRED, 6, asked="approval-to-awart"), "approval-to-awart", "approval-to-award"),
            (ApprovalToContinue(on=june(6), permits="abandonmnt", decided_by="Cabinet"),
             "abandonmnt", "abandonment"),
            (approved(6, reference="A1", conditions=(
                ApprovalCondition(reference="1", words="x", before="go-lives"),)),
             "go-lives", "go-live"),
        ],
    )  # fmt: skip
    def test_step_that_is_not_there_is_refused_with_the_nearest(self, record, named, meant):
        """A slip of the pen is answered with the word that was meant."""
        assert found(history(recommended()), record, "step-unknown") == [
            (f'There is no step "{named}"; did you mean "{meant}"?',
             "Give the tag of a step; `commissioning explain` lists them")
        ]  # fmt: skip


class TestAbandonment:
    """Stopping takes the approval of an award back, and has a reason that has a name."""

    def test_abandonment_takes_the_approval_back(self):
        """An approval that lived on would be found by the next procurement that looks for one."""
        cycle = history(recommended(), approved(), letters())
        stopped = cycle.record(Abandonment(on=june(9), because="the letters were ambiguous"))
        assert stopped.find(ApprovalToAward) is None
        assert stopped.every(ApprovalToAward, superseded=True) == cycle.every(ApprovalToAward)
        assert stopped.as_of(june(8)).find(ApprovalToAward) is not None

    def test_abandonment_of_one_lot_leaves_the_approval_of_the_other(self):
        """One lot of a decision may fail and the other go on."""
        two = recommended("R1", 2, lots=("N1", "N2"))
        cycle = Cycle.audit("x", (*history(lots=("N1", "N2")).records, two, approved())).cycle
        stopped = cycle.record(Abandonment(on=june(9), lots=("N1",), because="no money"))
        assert stopped.find(ApprovalToAward, "N1") is None
        assert stopped.find(ApprovalToAward, "N2") is not None

    @pytest.mark.parametrize(("learned_of", "in_force"), [(5, False), (10, True)])
    def test_approval_learned_of_later_is_taken_back_if_it_came_before(self, learned_of, in_force):
        """Found in a drawer, it is no more in force than the others."""
        stopped = history(recommended()).record(Abandonment(on=june(9), because="no money"))
        late = approved(learned_of, learned=Learned(on=june(30), because="found"))
        cycle = Cycle.audit("x", (*stopped.records, late)).cycle
        assert (cycle.find(ApprovalToAward) is not None) is in_force

    def test_cycle_that_was_abandoned_can_be_pickled(self):
        """Portfolios send cycles to other processes."""
        stopped = history(recommended()).record(Abandonment(on=june(9), because="no money"))
        assert pickle.loads(pickle.dumps(stopped)) == stopped

    def test_no_tenders_is_no_reason_where_tenders_are_recorded(self):
        """The termination notice repeats the reason; bidders who tendered would read it."""
        tendered = TenderReceived(on=june(1), provider="Elm")
        cycle = Cycle.audit("x", (*history(stage=Stage.ITT).records, tendered)).cycle
        stopped = Abandonment(on=june(9), because="x", reason=AbandonmentReason.NO_TENDERS)
        assert found(cycle, stopped, "reason-contradicted") == [
            ("The procurement is abandoned because no tenders came, but the tender of Elm is recorded",
             "Give another reason, or record that they were withdrawn or rejected")
        ]  # fmt: skip
        gone = TenderWithdrawn(on=june(2), provider="Elm")
        left = Cycle.audit("x", (*cycle.records, gone)).cycle
        assert not found(left, stopped, "reason-contradicted")

    def test_none_suitable_is_no_reason_where_none_came(self):
        """The law treats no tenders and no suitable tenders alike; the record says which it was."""
        cycle = story(Scenario(route=Route.open()), after=InvitationToTender)
        day = cycle.records[-1].on
        stopped = Abandonment(on=day, because="x", reason=AbandonmentReason.NONE_SUITABLE)
        assert found(cycle, stopped, "reason-contradicted") == [
            ("The procurement is abandoned because no tender was suitable, but no tender is recorded",
             "Give as the reason that no tenders came, or record those that came")
        ]  # fmt: skip
        assert not found(history(), stopped, "reason-contradicted")

    def test_file_without_a_reason_loads(self):
        """Files written before reasons had names are read for ever."""
        stopped = history(recommended()).record(Abandonment(on=june(9), because="no money"))
        text = dumps(stopped)
        assert "reason" not in text.replace("because", "")
        assert loads(text).find(Abandonment) == Abandonment(on=june(9), because="no money")


class TestNotices:
    """A notice is known by its code, amended by name, and gives the ground of a direct award."""

    FACTS = ProcurementFacts(light_touch=True, above_threshold=True)

    def cycle(self, *later: Record, facts: ProcurementFacts = FACTS, on: int = 2025) -> Cycle:
        day = date(on, 6, 2)
        begun = BroughtForward(
            on=day, stage=Stage.AWARD, because="papers in the archive",
            route=Route.direct_award(), facts=facts, commenced_on=day,
        )  # fmt: skip
        return Cycle.audit("Advocacy", (begun, *later)).cycle

    def notice(self, code: str = "UK5", day: int = 4, **fields: object) -> NoticePublished:
        return NoticePublished(on=date(2025, 6, day), notice=code, **fields)  # type: ignore[arg-type]

    @pytest.mark.parametrize(
        ("code", "hint"),
        [("UK66", 'did you mean "UK6" or "UK16"?'), ("leaflet", "")],
    )
    def test_unknown_code_warns_with_the_nearest(self, code, hint):
        """A notice under a code that nobody knows meets no duty, and nobody notices."""
        ((message, remedy),) = found(self.cycle(), self.notice(code), "notice-unknown")
        assert message.startswith(f"No law asks for a notice {code}")
        assert hint in message
        assert remedy == "Correct the code; one that no law asks for meets no duty"

    def test_direct_award_without_a_ground_is_refused(self):
        """The transparency notice exists to state it."""
        (finding,) = [
            f for f in self.cycle().findings(self.notice())
            if f.code == "direct-award-without-ground"
        ]  # fmt: skip
        assert str(finding) == (
            "The contract is to be awarded directly, but no ground for that is stated (Procurement Act "
            "2023, section 44). State the ground in the facts of the procurement strategy, or in "
            "the notice."
        )

    @pytest.mark.parametrize(
        ("facts", "fields"),
        [
            ({"direct_award_ground": DirectAwardGround.TECHNICAL}, {}),
            ({"urgent": True}, {}),
            ({"user_choice": True}, {}),
            ({"framework_call_off": True}, {}),
            ({}, {"direct_award_because": "the present provider alone has the building"}),
            ({}, {"notice": "UK6"}),
        ],
    )
    def test_ground_may_be_stated_in_the_facts_or_the_notice(self, facts, fields):
        """Whoever has said it once need not say it again."""
        stated = evolve(self.FACTS, **facts)
        record = evolve(self.notice(), **fields)
        assert not found(self.cycle(facts=stated), record, "direct-award-without-ground")

    def test_older_law_asks_for_a_ground_before_the_recommendation(self):
        """It knows no notice that must come first."""
        facts = evolve(self.FACTS, light_touch=False)
        recommendation = AwardRecommendation(
            on=date(2022, 6, 5), reference="R1", awards=(LotAward(provider="Elm"),)
        )
        (finding,) = [
            f for f in self.cycle(facts=facts, on=2022).findings(recommendation)
            if f.code == "direct-award-without-ground"
        ]  # fmt: skip
        assert finding.source is not None
        assert finding.source.provision == "regulation 32"

    def test_history_without_facts_is_not_asked_for_a_ground(self):
        """That the facts are missing is reported once, by the law that needs them."""
        begun = BroughtForward(on=date(2025, 6, 2), stage=Stage.AWARD, because="archived",
                               route=Route.direct_award(), commenced_on=date(2025, 6, 2))  # fmt: skip
        cycle = Cycle("Advocacy").record(begun)
        assert not found(cycle, self.notice(), "direct-award-without-ground")

    def test_notice_published_twice_warns_unless_it_amends(self):
        """Bidders read the date of one and the promise of the other."""
        first = self.notice("UK6", 4, reference="N1", at=time(9, 30))
        cycle = self.cycle(first)
        assert found(cycle, self.notice("UK6", 6), "notice-twice") == [
            ("The notice UK6 was already published on 4 June 2025",
             "If this one amends it, name the notice that it amends; otherwise time counts from this "
             "one")
        ]  # fmt: skip
        assert not found(cycle, first, "notice-twice"), "an equal record is only recorded twice"
        assert found(cycle, first, "recorded-twice")
        assert not found(cycle, self.notice("UK6", 6, amends="N1"), "notice-twice")
        assert not found(cycle, self.notice("UK6", 6, about="R2"), "notice-twice")
        assert not found(self.cycle(self.notice("UK7")), self.notice("UK7", 6), "notice-twice")

    def test_amended_notice_leaves_the_count_and_may_lengthen_the_promise(self):
        """The days run from the notice that bidders acted on; a later promise is kept too."""
        first = self.notice("UK6", 4, reference="N1")
        amended = self.notice("UK6", 6, reference="N2", amends="N1")
        longer = self.notice("UK6", 9, amends="N2", no_signing_before=date(2025, 7, 1))
        plain, one, two = (
            self.cycle(*records)
            for records in ((first,), (first, amended), (first, amended, longer))
        )
        ends = [standstill_on(cycle, date(2025, 6, 10)) for cycle in (plain, one, two)]
        assert ends == [ends[0], ends[0], date(2025, 6, 30)]
        again = self.cycle(first, self.notice("UK6", 6, reference="N2"))
        assert standstill_on(again, date(2025, 6, 10)) > ends[0]


def standstill_on(cycle: Cycle, day: date) -> date:
    found = standstill_of(cycle.ledger, cycle.law(day), "whole", day)
    assert found is not None
    return found.ends_on


class TestCallInByTheCouncilsRules:
    """Most decision pages give the day of publication and leave the end of call-in to the constitution."""

    CONSTITUTION = Citation("Constitution of Westborough", "part 4")
    RULES = CouncilRules(
        council="Westborough", constitution=CONSTITUTION, applies_from=date(2021, 5, 1),
        key_decision_over=pounds(500_000), call_in_by="any five members",
    )  # fmt: skip

    STATED: ClassVar = {"because": "it is best", "alternatives": ("doing nothing",)}

    def letters_after(self, rules: CouncilRules | None, **approval: Any) -> list[Finding]:
        decided = approved(published_on=june(6), **self.STATED, **approval)
        cycle = evolve(history(), rules=rules).record(*history(recommended(), decided).records)
        return [each for each in cycle.findings(letters()) if each.code == "call-in-running"]

    def test_key_decision_may_be_called_in_for_five_working_days(self):
        """An officer need not count them, and the finding cites the council's own paper."""
        (finding,) = self.letters_after(self.RULES, key_decision=True)
        assert finding.message == (
            "You cannot act on the decision of 5 June 2023 on 7 June 2023: any five members may call it "
            "in until 13 June 2023"
        )
        assert finding.earliest == june(14)
        assert finding.source == self.CONSTITUTION

    @pytest.mark.parametrize(
        ("fields", "rules"),
        [({"key_decision": False}, RULES), ({"key_decision": True}, None),
         ({"key_decision": True}, evolve(RULES, applies_from=june(30)))],
        ids=("not a key decision", "no rules given", "before the rules apply"),
    )  # fmt: skip
    def test_otherwise_no_day_is_made_up(self, fields, rules):
        """A gate without rules stays silent, and so does a rule that does not reach the decision."""
        assert self.letters_after(rules, **fields) == []

    @pytest.mark.parametrize(
        ("value", "runs"),
        [(pounds("500000.01"), 1), (pounds(500_000), 0), (pounds(900_000, VatBasis.EXCLUDING), 0)],
        ids=str,
    )
    def test_amount_over_the_line_makes_a_decision_key(self, value, runs):
        """Whoever forgot to say so is reminded; an amount on another basis decides nothing."""
        assert len(self.letters_after(self.RULES, value=value)) == runs

    def test_council_may_let_every_decision_be_called_in(self):
        """Some constitutions do not stop at key decisions."""
        rules = evolve(self.RULES, only_key_decisions_called_in=False, call_in_by="")
        (finding,) = self.letters_after(rules)
        assert "members may call it in until 13 June 2023" in finding.message

    def test_day_that_the_decision_states_is_taken_as_it_is(self):
        """The paper of the decision knows of the bank holiday that the council added."""
        (finding,) = self.letters_after(self.RULES, call_in_ends=june(16))
        assert (finding.earliest, finding.source) == (june(17), None)

    def test_rules_travel_with_the_cycle_and_not_with_its_file(self):
        """A file says what happened; by which constitution it is judged, whoever reads it says."""
        decided = approved(published_on=june(6), key_decision=True, **self.STATED)
        ruled = Cycle("Day centre", rules=self.RULES).record(
            *history(recommended(), decided).records
        )
        assert ruled.as_of(june(6)).rules is self.RULES
        text = dumps(ruled)
        assert "Westborough" not in text
        assert loads(text) == ruled
        assert loads(text).rules is None
        judged = loads(text, rules=self.RULES).blockers(letters())
        assert [each.code for each in judged] == ["call-in-running"]
        assert loads(text, audit=True, rules=self.RULES).cycle.rules is self.RULES
