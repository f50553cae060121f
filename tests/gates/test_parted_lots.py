"""Lots whose histories part: what was recorded about one lot says nothing about the other.

CONSTRUCTED: the days, the names and the figures. Lot N1 is ahead of lot N2.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from attrs import evolve

from commissioning.cycle import Cycle
from commissioning.dates.periods import Deadline, Period
from commissioning.findings.citation import Citation
from commissioning.law.delegation import DelegationRow
from commissioning.law.regimes.council import CouncilRules
from commissioning.records import approval, contract, frameworks, mobilisation, people, selection
from commissioning.records import staff as of_staff
from commissioning.records.award import ApprovalToAward, AwardRecommendation, LotAward
from commissioning.records.challenge import Challenge, ClaimIssued, Remedy, RemedyKind
from commissioning.records.framework_terms import FrameworkKind, FrameworkTerms, Membership
from commissioning.records.history import BroughtForward
from commissioning.records.live import GoLive, SpendReported
from commissioning.records.needs import Need, NeedsAssessment
from commissioning.records.notices import NoticePublished
from commissioning.records.questions import BidQuestion
from commissioning.records.record import Record
from commissioning.records.specification import Lot, ServiceSpecification, SpecificationStatus
from commissioning.records.strategy import (
    JointBuyer,
    PartnerAnswer,
    PartnerDecision,
    ProcurementFacts,
    ProcurementStrategy,
)
from commissioning.records.tender import (
    InvitationToTender,
    LotPrice,
    TenderOpening,
    TenderReceived,
    TenderWithdrawn,
)
from commissioning.stages import Route, Stage
from commissioning.values.money import pounds

FACTS = ProcurementFacts(light_touch=True, above_threshold=True)
OPEN = Route.open()
LOTS = tuple(Lot(reference=name, title=name) for name in ("N1", "N2"))


def june(day: int) -> date:
    return date(2023, 6, day)


def july(day: int) -> date:
    return date(2023, 7, day)


def history(
    *later: Record, stage: Stage, route: Route = OPEN, by: CouncilRules | None = None
) -> Cycle:
    facts = evolve(FACTS, framework=True) if route.is_framework else FACTS
    begun = BroughtForward(
        on=june(1), stage=stage, because="papers in the archive", route=route, facts=facts,
        commenced_on=june(1), divided_into=LOTS,
    )  # fmt: skip
    return Cycle.audit("Day centre", (begun, *later), rules=by).cycle


def texts(of: Cycle, record: Record, code: str) -> list[str]:
    return [each.message for each in of.findings(record) if each.code == code]


def procure(lot: str, day: int = 2, **more: Any) -> approval.ApprovalToProcure:
    return approval.ApprovalToProcure(on=june(day), decided_by="Cabinet", lots=(lot,), **more)


def form(*lots: str, day: int = 10) -> selection.SelectionQuestionnaire:
    return selection.SelectionQuestionnaire(
        on=june(day), lots=lots, responses_due_by=Deadline(june(day + 3))
    )


def responded(lot: str, provider: str = "Elm", day: int = 11) -> selection.SelectionResponse:
    return selection.SelectionResponse(on=june(day), provider=provider, lots=(lot,))


def passed(lot: str, provider: str = "Elm", day: int = 15) -> selection.SelectionAssessment:
    good = selection.SelectionOutcome.PASSED
    return selection.SelectionAssessment(on=june(day), provider=provider, outcome=good, lots=(lot,))


def tendered(lot: str, provider: str = "Elm") -> TenderReceived:
    return TenderReceived(
        on=june(4), provider=provider, lots=(lot,), prices=(LotPrice(lot=lot, price=pounds(3)),)
    )


def signed(name: str, lot: str, provider: str = "Elm", **more: Any) -> contract.ContractSigned:
    term = Period(july(1), date(2025, 6, 30))
    return contract.ContractSigned(
        on=june(2), reference=name, provider=provider, lots=(lot,), term=term, **more
    )


BOTH = signed("C1", "N1"), signed("C2", "N2", "Ash")
REFUSED = approval.NotApproved(
    on=june(5), asked="approval-to-procure", how=approval.HowNotApproved.REFUSED, because="dear",
    decided_by="Cabinet", lots=("N1",),
)  # fmt: skip
DEFERRED = evolve(
    REFUSED, on=june(6), how=approval.HowNotApproved.DEFERRED, because="", until=june(7),
    lots=("N2",),
)  # fmt: skip
TO_PROCURE = "You cannot act on the proposal to procure: Cabinet refused it on 5 June 2023 (dear)"


class TestDecisions:
    """What a body decides later about one lot takes back nothing that it decided about the other."""

    @pytest.mark.parametrize(
        ("later", "lots"),
        [
            pytest.param((procure("N2", 8),), ("N1",), id="approval of the other"),
            pytest.param((DEFERRED,), ("N1", "N2"), id="deferral of the other, now over"),
            pytest.param(
                (ServiceSpecification(
                    on=june(7), status=SpecificationStatus.APPROVED, lots=("N2",)),),
                ("N1",), id="new specification of the other",
            ),
        ],
    )  # fmt: skip
    def test_refusal_of_one_lot_outlasts_decisions_about_another(self, later, lots):
        """The lot that was refused would go to the market on the approval of the one that was not."""
        refused = evolve(REFUSED, lots=("N1", "N2")) if lots == ("N1",) else REFUSED
        held = procure("N1"), procure("N2"), refused, *later
        of = history(*held, stage=Stage.SPECIFICATION, route=Route.restricted())
        assert texts(of, form(*lots), "approval-refused") == [TO_PROCURE]

    def test_lot_that_was_specified_anew_goes_on(self):
        """Only the lot for which nothing was done stays refused."""
        anew = ServiceSpecification(on=june(7), status=SpecificationStatus.APPROVED, lots=("N2",))
        held = procure("N1"), procure("N2"), evolve(REFUSED, lots=("N1", "N2")), anew
        of = history(*held, stage=Stage.SPECIFICATION, route=Route.restricted())
        assert texts(of, form("N2"), "approval-refused") == []

    def test_permission_for_one_lot_lifts_no_refusal_of_another(self):
        """A step that members refused for a lot is not permitted by what they allow for the next."""
        refused = evolve(REFUSED, asked="ssq")
        given = approval.ApprovalToContinue(
            on=june(8), permits="ssq", decided_by="Cabinet", lots=("N2",)
        )
        held = procure("N1"), procure("N2"), refused, given
        of = history(*held, stage=Stage.SPECIFICATION, route=Route.restricted())
        assert texts(of, form("N1"), "approval-refused") == [
            "You cannot act on the proposal: Cabinet refused it on 5 June 2023 (dear)"
        ]
        assert texts(of, form("N2"), "approval-refused") == []

    def test_condition_on_one_lot_outlasts_the_approval_of_another(self):
        """One questionnaire for both waits for what was asked for one of them."""
        asked = approval.ApprovalCondition(reference="c", words="money is found", before="ssq")
        held = procure("N1", reference="A1", conditions=(asked,)), procure("N2", 3)
        of = history(*held, stage=Stage.SPECIFICATION, route=Route.restricted())
        assert texts(of, form("N1", "N2"), "condition-open") == [
            "You cannot record a selection questionnaire yet: Cabinet approved on 2 June 2023 on "
            'condition that "money is found", and it is not recorded as met'
        ]

    @pytest.mark.parametrize(("lot", "open_"), [("N1", 0), ("N2", 1)])
    def test_condition_met_for_one_lot_is_open_for_another(self, lot, open_):
        """One decision on both lots asks for money for each of them."""
        asked = approval.ApprovalCondition(reference="c", words="money is found", before="ssq")
        given = evolve(procure("N1", reference="A1", conditions=(asked,)), lots=("N1", "N2"))
        met = approval.ConditionMet(
            on=june(5), approval="A1", condition="c", evidence="budget", lots=("N1",)
        )
        of = history(given, met, stage=Stage.SPECIFICATION, route=Route.restricted())
        assert len(texts(of, form(lot), "condition-open")) == open_

    @pytest.mark.parametrize("lot", ["N1", "N2"])
    def test_refusal_about_one_contract_holds_up_no_other(self, lot):
        """Of two contracts each is extended or not by the decision about it."""
        option = (contract.ExtensionOption(years=1),)
        pair = (
            signed("C1", "N1", extension_options=option),
            signed("C2", lot, "Ash", extension_options=option),
        )
        refused = evolve(REFUSED, asked="contract-extended", about="C1", lots=None)
        given = approval.ApprovalToContinue(
            on=june(8), permits="contract-extended", about="C2", decided_by="Cabinet"
        )
        of = history(*pair, refused, given, stage=Stage.GO_LIVE)
        found = {
            name: texts(of, contract.ContractExtended(
                on=june(20), contract=name, option=1, period=Period(date(2025, 7, 1), date(2026, 6, 30))),
                "approval-refused")
            for name in ("C1", "C2")
        }  # fmt: skip
        assert found == {
            "C1": ["You cannot act on C1: Cabinet refused it on 5 June 2023 (dear)"], "C2": []
        }  # fmt: skip

    def test_waiver_for_one_lot_lifts_nothing_of_another(self):
        """A reason to take a late response in one lot is no reason in the next."""
        given = approval.Waiver(
            on=june(12), code="response-late", by="head", because="the portal failed", lots=("N1",)
        )
        of = history(form("N1", "N2"), given, stage=Stage.SPECIFICATION, route=Route.restricted())
        late = {lot: evolve(responded(lot), on=june(20)) for lot in ("N1", "N2")}
        blocking = {lot: [f.code for f in of.blockers(each)] for lot, each in late.items()}
        assert blocking == {"N1": [], "N2": ["response-late"]}

    def test_decision_left_to_an_officer_for_one_lot_is_left_for_no_other(self):
        """The officer who may award one lot would else award them all."""
        only = DelegationRow(
            reference="3", decides="Cabinet", act=approval.Act.AWARD, low=None, high=None,
            low_included=True, high_included=True,
        )  # fmt: skip
        council = Citation("Constitution of Westborough", "part 3")
        by = CouncilRules(
            council="Westborough",
            constitution=council,
            applies_from=date(2009, 4, 1),
            delegations=(only,),
        )
        left = approval.Delegated(act=approval.Act.AWARD, to="Director")
        papers = tuple(
            AwardRecommendation(
                on=june(3),
                reference=f"R-{lot}",
                lots=(lot,),
                awards=(LotAward(lot=lot, provider="Elm"),),
            )
            for lot in ("N1", "N2")
        )
        of = history(procure("N1", delegations=(left,)), *papers, stage=Stage.AWARD, by=by)
        given = [
            ApprovalToAward(
                on=june(9), recommendation=f"R-{lot}", decided_by="Director", because="best",
                alternatives=("none",),
            )
            for lot in ("N1", "N2")
        ]  # fmt: skip
        assert [texts(of, each, "decided-without-power") for each in given] == [
            [],
            ["Director may not award: row 3 of the scheme of delegation leaves that to Cabinet"],
        ]

    @pytest.mark.parametrize(
        ("lot", "value", "found"),
        [
            ("N1", 9, []),
            ("N2", 90, []),
            ("N1", 90, [
                "Contract C is signed for £90 for the initial term, above the £10 approved to be awarded on "
                "3 June 2023"
            ]),
        ],
    )  # fmt: skip
    @pytest.mark.parametrize("last", ["N1", "N2"])
    def test_contract_of_a_lot_keeps_to_the_sum_approved_for_it(self, lot, value, found, last):
        """Where a recommendation is approved lot by lot, the last approval is not that of every lot."""
        awards = tuple(LotAward(lot=each, provider="Elm") for each in ("N1", "N2"))
        paper = AwardRecommendation(on=june(2), reference="R", lots=("N1", "N2"), awards=awards)
        given = [
            ApprovalToAward(
                on=june(3),
                recommendation="R",
                decided_by="Cabinet",
                value=pounds(sum_),
                lots=(each,),
            )
            for each, sum_ in (("N1", 10), ("N2", 100))
        ]
        of = history(paper, *(given if last == "N2" else given[::-1]), stage=Stage.AWARD)
        made = signed("C", lot, recommendations=("R",), value=pounds(value))
        assert texts(of, evolve(made, on=june(20)), "approval-exceeded") == found

    def test_award_of_a_lot_is_held_against_the_sum_for_it(self):
        """An approval of one lot of a recommendation does not spend what the others cost."""
        awards = (
            LotAward(lot="N1", provider="Elm", value=pounds(10)),
            LotAward(lot="N2", provider="Elm", value=pounds(100)),
        )
        paper = AwardRecommendation(on=june(3), reference="R", lots=("N1", "N2"), awards=awards)
        of = history(procure("N1", value=pounds(20)), paper, stage=Stage.AWARD)
        given = ApprovalToAward(on=june(5), recommendation="R", decided_by="Cabinet", lots=("N1",))
        assert texts(of, given, "approval-exceeded") == []


class TestPartners:
    """Each lot of a joint procurement waits for its own partners."""

    @pytest.mark.parametrize(
        ("authority", "answer", "code", "found"),
        [
            ("B", PartnerAnswer.JOINS, "partner-undecided",
             ["B has not yet decided whether to take part in the joint procurement"]),
            ("A", PartnerAnswer.DECLINES, "lead-withdrew", []),
        ],
    )  # fmt: skip
    def test_answer_about_one_lot_is_none_about_another(self, authority, answer, code, found):
        """A partner that joins one lot has not joined the next, and one that leaves it leaves it alone."""
        buyers = (
            JointBuyer(authority="A", lead=True),
            JointBuyer(authority="B", decision_pending=True),
        )
        plans = tuple(
            ProcurementStrategy(
                on=june(2), lots=(lot,), route=Route.restricted(), facts=FACTS, joint_buyers=buyers
            )
            for lot in ("N1", "N2")
        )
        said = PartnerDecision(on=june(3), authority=authority, answer=answer, lots=("N1",))
        of = history(*plans, said, stage=Stage.SPECIFICATION, route=Route.restricted())
        assert texts(of, form("N2"), code) == found


class TestBidders:
    """A bidder for one lot is none for another."""

    def test_response_for_one_lot_is_none_for_another(self):
        """A shortlist, and the assessment before it, are of those who asked to take part in the lot."""
        held = form("N1", day=2), form("N2", day=2), responded("N1", day=3)
        of = history(*held, stage=Stage.SPECIFICATION, route=Route.restricted())
        assert texts(of, passed("N2"), "assessed-without-response") == [
            "Elm is assessed, but no response of theirs for lot N2 is recorded"
        ]
        assert texts(of, passed("N1"), "assessed-without-response") == []
        short = selection.Shortlist(on=june(16), invited=("Elm",), lots=("N2",))
        assert texts(of, short, "shortlisted-without-response") == [
            "Elm is on the shortlist, but no response of theirs for lot N2 is recorded"
        ]

    def test_tender_for_one_lot_is_none_for_another(self):
        """What was opened or taken back is a tender for that lot."""
        invited = tuple(
            InvitationToTender(
                on=june(2), reference=f"I-{lot}", lots=(lot,), tenders_due_by=Deadline(june(5))
            )
            for lot in ("N1", "N2")
        )
        of = history(*invited, tendered("N1"), tendered("N2", "Ash"), stage=Stage.SPECIFICATION)
        opened = TenderOpening(
            on=june(7), opened_by=("one", "two"), tenders=("Elm", "Ash"), lots=("N2",)
        )
        assert texts(of, opened, "opened-without-tender") == [
            "The tender of Elm for lot N2 was opened, but is not recorded as received"
        ]
        gone = TenderWithdrawn(on=june(7), provider="Elm", lots=("N2",))
        assert texts(of, gone, "withdrawn-without-tender") == [
            "Elm withdraws, but no tender of theirs for lot N2 is recorded"
        ]

    @pytest.mark.parametrize(
        ("lot", "found"), [("N1", []), ("N2", ["You have not decided whether to exclude Elm"])]
    )
    def test_exclusion_decided_for_one_lot_is_undecided_for_another(self, lot, found):
        """Sections 26 to 28: who is excluded from a lot is decided before the lot is awarded."""
        facts = evolve(FACTS, light_touch=False, health_service=False)
        invited = tuple(
            InvitationToTender(
                on=date(2025, 3, 10), reference=f"I-{each}", lots=(each,),
                tenders_due_by=Deadline(date(2025, 4, 30)),
            )
            for each in ("N1", "N2")
        )  # fmt: skip
        came = (evolve(tendered(each), on=date(2025, 4, 4)) for each in ("N1", "N2"))
        of = Cycle.audit("Cleaning", (
            NeedsAssessment(on=date(2024, 11, 4), needs=(Need(reference="n", words="cleaning"),)),
            ServiceSpecification(
                on=date(2025, 1, 6), status=SpecificationStatus.APPROVED, divided_into=LOTS
            ),
            ProcurementStrategy(on=date(2025, 1, 20), route=Route.open(), facts=facts),
            NoticePublished(on=date(2025, 3, 9), notice="UK4"),
            *invited, *came,
            TenderOpening(on=date(2025, 5, 1), opened_by=("one", "two")),
            selection.ExclusionsDecided(
                on=date(2025, 5, 2), considered=("Elm",), sub_contractors_searched=True, lots=("N1",)
            ),
        )).cycle  # fmt: skip
        paper = AwardRecommendation(
            on=date(2025, 5, 10),
            reference="R",
            lots=(lot,),
            awards=(LotAward(lot=lot, provider="Elm"),),
        )
        assert texts(of, paper, "exclusion-undecided") == found

    def test_shortlist_counts_who_passed_for_any_of_its_lots(self):
        """Failing in one lot does not take a provider from the list of those who passed in another."""
        failed = evolve(
            passed("N2"), outcome=selection.SelectionOutcome.FAILED, because="no accounts"
        )
        others = ("Ash", "Oak")
        held = (
            form("N1", "N2", day=2),
            *(
                each
                for who in ("Elm", *others)
                for each in (responded("N1", who, 3), passed("N1", who))
            ),
            responded("N2", day=3),
            failed,
        )
        facts = evolve(FACTS, light_touch=False, health_service=False)
        plan = ProcurementStrategy(on=june(2), route=Route.restricted(), facts=facts)
        of = history(plan, *held, stage=Stage.SPECIFICATION, route=Route.restricted())
        short = selection.Shortlist(on=june(20), invited=others)
        assert texts(of, short, "shortlist-too-short") == [
            "Only 2 of the 3 who passed are invited; the law requires at least 5"
        ]


class TestFrameworks:
    """Lots of one tool that open on days, and perhaps on terms, of their own."""

    FIRST = FrameworkTerms(kind=FrameworkKind.CLOSED, term=Period(june(1), date(2025, 6, 1)))
    SECOND = evolve(FIRST, term=Period(june(1), date(2027, 6, 1)))

    def opened(
        self, lot: str, who: str, day: int, terms: FrameworkTerms
    ) -> frameworks.FrameworkOpened:
        member = Membership(provider=who, lot=lot)
        return frameworks.FrameworkOpened(on=june(day), lots=(lot,), terms=terms, members=(member,))

    def test_provider_joins_a_market_by_its_assessment_for_the_lot(self):
        """A member of one lot has shown nothing of what the next asks for."""
        market = tuple(
            frameworks.MarketOpened(on=june(3), lots=(lot,), terms=FrameworkTerms())
            for lot in ("N1", "N2")
        )
        held = form("N1", day=2), form("N2", day=2), *market, responded("N1", day=4), passed("N1")
        joined = frameworks.MembershipChanged(
            on=june(16), provider="Elm", how=frameworks.MembershipMove.JOINED, lots=("N1",)
        )
        gone = evolve(
            joined, on=june(18), how=frameworks.MembershipMove.REMOVED, because="no staff"
        )
        of = history(*held, joined, gone, stage=Stage.SPECIFICATION, route=Route.market())
        next_lot = evolve(joined, on=june(20), lots=("N2",))
        assert texts(of, next_lot, "joined-unassessed") == [
            "Elm has not yet passed an assessment for lot N2"
        ]
        of = history(
            *held, joined, passed("N2"), gone, stage=Stage.SPECIFICATION, route=Route.market()
        )
        assert texts(of, next_lot, "joined-unassessed") == []

    def test_conditions_of_a_lot_may_change_until_it_is_opened(self):
        """That another lot runs already does not settle them."""
        facts = evolve(FACTS, light_touch=False, health_service=False)
        plan = ProcurementStrategy(on=date(2025, 1, 20), route=Route.market(), facts=facts)
        asked = tuple(
            selection.SelectionQuestionnaire(
                on=date(2025, 3, 10), lots=("N2",), responses_due_by=Deadline(date(2025, 6, 30)),
                questions=(BidQuestion(reference="Q1", words=words),),
            )
            for words in ("Are you insured?", "Are you registered?")
        )  # fmt: skip
        market = frameworks.MarketOpened(on=date(2025, 6, 2), lots=("N1",), terms=FrameworkTerms())
        of = Cycle.audit("Cleaning", (
            NeedsAssessment(on=date(2024, 11, 4), needs=(Need(reference="n", words="cleaning"),)),
            ServiceSpecification(
                on=date(2025, 1, 6), status=SpecificationStatus.APPROVED, divided_into=LOTS
            ),
            plan, evolve(asked[0], lots=("N1",)), asked[0], market,
        )).cycle  # fmt: skip
        again = evolve(asked[1], on=date(2025, 6, 3))
        assert texts(of, again, "market-conditions-changed") == []
        assert len(texts(of, evolve(again, lots=("N1",)), "market-conditions-changed")) == 1

    def test_spend_is_of_a_member_of_any_lot(self):
        """The members of the lot opened first are members still when the next one opens."""
        of = history(
            self.opened("N1", "Elm", 3, self.FIRST), self.opened("N2", "Ash", 5, self.FIRST),
            stage=Stage.AWARD, route=Route.framework(),
        )  # fmt: skip
        paid = SpendReported(
            on=june(20), provider="Elm", amount=pounds(3), period=Period(june(5), june(19))
        )
        assert texts(of, paid, "member-unknown") == []

    def test_lot_opens_on_the_terms_that_its_own_invitation_announced(self):
        """Bound to those of the lot before it as well, it could never open."""
        invited = tuple(
            InvitationToTender(
                on=june(2), reference=f"I-{lot}", lots=(lot,), framework=terms,
                tenders_due_by=Deadline(june(3)),
            )
            for lot, terms in (("N1", self.FIRST), ("N2", self.SECOND))
        )  # fmt: skip
        of = history(
            *invited, self.opened("N1", "Elm", 6, self.FIRST), stage=Stage.SPECIFICATION,
            route=Route.framework(),
        )  # fmt: skip
        made = [self.opened("N2", "Ash", 7, terms) for terms in (self.SECOND, self.FIRST)]
        assert [texts(of, each, "framework-terms-changed") for each in made] == [
            [],
            [
                "The framework opens on other terms than the invitation of 2 June 2023 announced: its term"
            ],
        ]

    def test_call_off_ends_with_the_term_of_its_lot(self):
        """The lot that runs longer does not keep the other one open."""
        of = history(
            self.opened("N1", "Elm", 6, self.FIRST), self.opened("N2", "Ash", 7, self.SECOND),
            stage=Stage.AWARD, route=Route.framework(),
        )  # fmt: skip
        noted = [
            frameworks.CallOffNoted(
                on=date(2026, 3, 2), cycle="X", provider=who, lots=(lot,), buyer="A"
            )
            for lot, who in (("N1", "Elm"), ("N2", "Ash"))
        ]
        assert [texts(of, each, "call-off-after-end") for each in noted] == [
            ["Call-off X began on 2 March 2026, after the framework ended on 1 June 2025"],
            [],
        ]


STAFF = mobilisation.EmployeeLiabilityInformation(
    on=june(5), lots=("N1",), from_provider="Oak", to_provider="Elm", transfer_on=july(20),
    staff=(mobilisation.StaffCount(role="carer", people=3),),
)  # fmt: skip
MOVED = mobilisation.StaffTransferred(
    on=july(20), lots=("N2",), from_provider="Oak", to_provider="Elm", transferred=3
)
INFORMED = tuple(
    of_staff.StaffConsulted(
        on=june(9), lots=("N1",), from_provider="Oak", to_provider="Elm", employer=employer
    )
    for employer in ("Oak", "Elm")
)
DISPUTE = of_staff.StaffDisputed(
    on=june(9), reference="D1", lots=("N1",), from_provider="Oak", to_provider="Elm",
    matter=of_staff.DisputeMatter.WHO,
)  # fmt: skip


class TestMobilisation:
    """One lot starts before the other, with the same employers."""

    @pytest.mark.parametrize(
        ("held", "code", "found"),
        [
            pytest.param((STAFF,), "staff-information-missing", [
                "Staff transferred from Oak to Elm, but no employee liability information between them is "
                "recorded"
            ], id="list"),
            pytest.param((*INFORMED, evolve(INFORMED[1], lots=("N2",))), "staff-not-consulted", [
                "Staff transferred from Oak to Elm, but it is not recorded that Oak informed their "
                "representatives"
            ], id="consultation"),
            pytest.param((DISPUTE,), "staff-dispute-open", [], id="dispute"),
        ],
    )  # fmt: skip
    def test_staff_of_one_lot_are_not_those_of_another(self, held, code, found):
        """The staff of the second lot would transfer unlisted and unheard, on the papers of the first."""
        of = history(*BOTH, *held, stage=Stage.MOBILISATION)
        assert texts(of, MOVED, code) == found

    def test_task_done_for_one_lot_is_open_for_another(self):
        """The keys of one building open no other."""
        keys = mobilisation.MobilisationTask(reference="keys", what="keys are in", essential=True)
        plans = (
            mobilisation.MobilisationPlan(on=june(3), contracts=(name,), tasks=(keys,))
            for name in ("C1", "C2")
        )
        done = mobilisation.TaskDone(on=june(6), task="keys", lots=("N1",))
        of = history(*BOTH, *plans, done, stage=Stage.AWARD)
        reviews = [
            mobilisation.ReadinessReview(
                on=june(8),
                contracts=(name,),
                decision=mobilisation.GoDecision.GO,
                decided_by="board",
            )
            for name in ("C1", "C2")
        ]
        assert [texts(of, each, "task-open") for each in reviews] == [
            [],
            ['The decision is to go, but the essential task "keys are in" (keys) is not done'],
        ]

    def test_task_of_one_plan_is_no_task_of_another(self):
        """A slip in the name would count for nothing, and the task that was meant stay open."""
        tasks = (
            mobilisation.MobilisationTask(reference=name, what=name) for name in ("keys", "rota")
        )
        plans = (
            mobilisation.MobilisationPlan(on=june(3), contracts=(name,), tasks=(task,))
            for name, task in zip(("C1", "C2"), tasks, strict=True)
        )
        of = history(*BOTH, *plans, stage=Stage.AWARD)
        done = mobilisation.TaskDone(on=june(6), task="keys", lots=("N2",))
        assert texts(of, done, "unknown-reference") == [
            'Task "keys" is done, but the plan has no such task'
        ]
        assert texts(of, evolve(done, lots=("N1",)), "unknown-reference") == []

    def test_review_that_a_lot_lacks_is_reported_once(self):
        """That the table asks for one is enough, whether or not the lot ahead has one."""
        plans = (
            mobilisation.MobilisationPlan(on=june(3), contracts=(name,)) for name in ("C1", "C2")
        )
        review = mobilisation.ReadinessReview(
            on=july(1), contracts=("C1",), decision=mobilisation.GoDecision.GO, decided_by="board"
        )
        of = history(*BOTH, *plans, review, stage=Stage.AWARD)
        assert [f.message for f in of.findings(GoLive(on=july(2), contracts=("C2",)))] == [
            "Lot N2 has no readiness review yet"
        ]

    @pytest.mark.parametrize("bridge", [False, True], ids=("contract", "bridging contract"))
    def test_people_of_one_lot_do_not_move_under_the_contract_of_another(self, bridge):
        """The provider of lot N1 holds nothing by which the council could pay it for lot N2."""
        cohorts = (
            people.Cohort(reference="a", people=5, lot="N1"),
            people.Cohort(reference="b", people=5, lot="N2"),
        )
        stopgap = mobilisation.BridgingContract(
            on=june(3), reference="B1", provider="Beech", contracts=("C1",), because="late",
            period=Period(june(3), date(2023, 12, 31)),
        )  # fmt: skip
        chosen = people.ChoicesMade(
            on=june(5),
            cohort="b",
            choices=(people.ChoiceCount(choice=people.Choice.NEW_PROVIDER, people=5),),
        )
        held = *BOTH, stopgap, people.PeopleAffected(on=june(3), cohorts=cohorts), chosen
        of = history(*held, stage=Stage.MOBILISATION)
        to = "Beech" if bridge else "Elm"
        moved = people.PeopleMoved(on=july(2), cohort="b", people=5, to_provider=to)
        where = "" if bridge else " for lot N2"
        assert texts(of, moved, "moved-without-contract") == [
            f"People moved to {to} on 2 July 2023, but the provider has no contract in force{where} on that "
            "day"
        ]


def test_notice_of_one_lot_does_not_end_the_time_to_undo_the_contract_of_another():
    """Section 106: it is the notice of the contract that ends the longer time."""
    facts = ProcurementFacts(light_touch=False, above_threshold=True, health_service=False)
    begun = BroughtForward(
        on=date(2025, 3, 3), stage=Stage.AWARD, because="papers in the archive", route=Route.open(),
        facts=facts, commenced_on=date(2025, 3, 3), divided_into=LOTS,
    )  # fmt: skip
    pair = (
        evolve(each, on=date(2025, 5, 1), term=Period.of(date(2025, 6, 1), years=2))
        for each in BOTH
    )
    details = NoticePublished(on=date(2025, 5, 20), notice="UK7", lots=("N1",))
    about = [
        Challenge(
            on=date(2025, 12, 1), reference=f"X-{lot}", provider="Yew", lots=(lot,),
            about_what="no competition", knew_on=date(2025, 11, 28),
        )
        for lot in ("N1", "N2")
    ]  # fmt: skip
    of = Cycle.audit("Cleaning", (begun, *pair, details, *about)).cycle
    claims = [
        ClaimIssued(
            on=date(2025, 12, 1), challenge=each.reference,
            asks_for=(Remedy(kind=RemedyKind.INEFFECTIVE),),
        )
        for each in about
    ]  # fmt: skip
    assert [texts(of, each, "claim-out-of-time") for each in claims] == [
        [],
        [
            "The claim of Yew to undo contract C2 was issued on 1 December 2025; the last day was "
            "31 October 2025, counted from 1 May 2025, when the contract was entered into"
        ],
    ]
