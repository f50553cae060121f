"""Lots of one procurement that take different routes: each has its own order, facts, law and duties."""

from datetime import date
from itertools import pairwise

import pytest
from attrs import evolve
from hypothesis import HealthCheck, given, settings

from commissioning.cycle import Cycle
from commissioning.display.notebook import bundle
from commissioning.display.overview import cycle_html, cycle_text
from commissioning.findings.errors import StageOrderError
from commissioning.interchange import dumps, loads
from commissioning.law.regimes.procurement_act_2023 import PROCUREMENT_ACT_2023
from commissioning.ledger.ways import facts_of
from commissioning.records.award import AwardRecommendation
from commissioning.records.contract import ContractSigned
from commissioning.records.ending import InvitationReissued
from commissioning.records.history import BroughtForward
from commissioning.records.needs import NeedsAssessment
from commissioning.records.record import Learned
from commissioning.records.selection import ProviderAssessment
from commissioning.records.specification import Lot, ServiceSpecification
from commissioning.records.strategy import (
    DirectAwardGround,
    JointBuyer,
    Nation,
    PartnerDecision,
    ProcurementStrategy,
)
from commissioning.records.tender import InvitationToTender
from commissioning.stages import Opens, Returns, Route, Stage
from commissioning.testing import Scenario, make, parted_cycles, story

SCENARIO = Scenario(
    route=Route.open(), lots=("N1", "N2"), regime=PROCUREMENT_ACT_2023, day=date(2025, 6, 2)
)
COMPETED = story(SCENARIO, at=Stage.SPECIFICATION)
FIRST = COMPETED.expect(ProcurementStrategy)
DAY = COMPETED.last_on
DIRECT = evolve(
    FIRST,
    on=DAY,
    lots=("N2",),
    route=Route.direct_award(),
    facts=evolve(FIRST.facts, direct_award_ground=DirectAwardGround.NO_SUITABLE_TENDERS),
)
PARTED = COMPETED.record(DIRECT)
INVITATION = story(SCENARIO, at=Stage.ITT).expect(InvitationToTender)


def texts(cycle, what, *asked):
    return [(f.code, f.message, f.remedy) for f in cycle.blockers(what, *asked)]


class TestRoutes:
    """What a cycle answers about the routes of its lots."""

    def test_second_strategy_gives_its_lots_their_own_route_and_facts(self):
        """One lot may be awarded directly while the other is competed."""
        assert PARTED.routes == {"N1": Route.open(), "N2": Route.direct_award()}
        assert facts_of(PARTED.ledger, "N1") == FIRST.facts
        assert facts_of(PARTED.ledger, "N2") == DIRECT.facts

    def test_there_is_one_route_only_where_all_lots_share_it(self):
        """An answer that held for one of two lots would be wrong for the other."""
        assert COMPETED.route == Route.open()
        assert PARTED.route is None

    def test_lot_without_a_strategy_has_no_route(self):
        """A lot that the strategy does not name is not decided by it."""
        records = [r for r in COMPETED.records if not isinstance(r, ProcurementStrategy)]
        cycle = Cycle("Care").record(*records, evolve(FIRST, lots=("N1",), on=DAY))

        assert cycle.routes == {"N1": Route.open(), "N2": None}
        assert cycle.route is None

    def test_route_decided_for_the_whole_is_that_of_the_lots_it_is_divided_into(self):
        """The strategy often comes before the specification names the lots."""
        cycle = Cycle("Care").record(make(NeedsAssessment, SCENARIO), evolve(FIRST, lots=None))

        assert cycle.routes == {"whole": Route.open()}
        assert COMPETED.routes == {"N1": Route.open(), "N2": Route.open()}

    def test_files_keep_the_routes(self):
        """Several strategies are only records: the format does not change."""
        assert loads(dumps(PARTED)).routes == PARTED.routes

    def test_looking_back_shows_the_routes_of_that_day(self):
        """The lot went the common way until its own strategy was recorded."""
        cycle = COMPETED.record(evolve(DIRECT, on=date(2025, 12, 1)))

        assert cycle.as_of(date(2025, 11, 30)).route == Route.open()
        assert cycle.as_of(date(2025, 12, 1)).route is None

    def test_carried_strategies_give_their_lots_their_routes(self):
        """A history brought forward may have had two routes as well."""
        begun = BroughtForward(
            on=DAY,
            stage=Stage.SPECIFICATION,
            because="taken over",
            divided_into=(Lot(reference="N1", title="North"), Lot(reference="N2", title="South")),
            carries=(FIRST, DIRECT),
        )

        assert Cycle("Care").record(begun).routes == PARTED.routes
        whole = evolve(begun, route=Route.restricted())
        assert Cycle("Care").record(whole).route == Route.restricted()


class TestLateStrategies:
    """A strategy that is entered late moves nothing that went on without it."""

    LATE = evolve(DIRECT, learned=Learned(on=date(2026, 1, 1), because="found in a drawer"))

    def test_lot_that_went_to_market_keeps_its_route(self):
        """Else it would be in a stage that its route does not have."""
        cycle = story(SCENARIO, at=Stage.ITT)
        late = evolve(self.LATE, on=FIRST.on, lots=None)

        assert cycle.record(late).route == Route.open()

    def test_strategy_of_a_later_day_stays_in_force(self):
        """The earlier paper is only found later; it decides nothing anew."""
        before = evolve(self.LATE, on=FIRST.on, lots=None)

        assert COMPETED.record(evolve(FIRST, on=DAY), before).route == Route.open()

    def test_lot_that_waits_takes_the_route_of_the_latest(self):
        """The decision was taken on that day, whenever the record of it was found."""
        assert COMPETED.record(self.LATE).routes == PARTED.routes

    def test_lot_without_a_route_takes_it(self):
        """An audited history may learn of its only strategy last."""
        records = [r for r in COMPETED.records if not isinstance(r, ProcurementStrategy)]
        late = evolve(self.LATE, lots=None)

        assert Cycle.audit("Care", (*records, late)).cycle.route == Route.direct_award()


class TestOrder:
    """The rule of order, lot by lot."""

    def test_invitation_for_lots_of_two_routes_is_refused_for_those_without(self):
        """One finding names the lot whose route has no invitation, and what to do works."""
        order, _ = texts(PARTED, evolve(INVITATION, lots=None))

        assert order == (
            "stage-order",
            "You cannot invite tenders: the route taken by lot N2 (direct award: needs > "
            "specification > award > mobilisation > go-live > ended) has no ITT stage",
            "Name in it only lot N1",
        )
        assert texts(PARTED, evolve(INVITATION, lots=("N1",)))[0][0] == "notice-missing"

    def test_invitation_for_a_lot_of_a_direct_award_is_left_out(self):
        """There is no other lot in it that could be named instead."""
        ((_, _, remedy),) = texts(PARTED, InvitationToTender, DAY, "N2")

        assert remedy == "Leave it out"

    def test_each_lot_waits_for_the_stages_of_its_own_route(self):
        """The award is next for the one, and three stages away for the other."""
        assert not [
            f for f in PARTED.blockers(AwardRecommendation, DAY, "N2") if f.code == "stage-order"
        ]
        with pytest.raises(StageOrderError) as refused:
            PARTED.record(make(AwardRecommendation, SCENARIO.on(DAY)))
        assert refused.value.comes_first == ("itt", "evaluation")

    def test_assessment_without_tenders_names_the_lots_that_are_competed(self):
        """The lot that is assessed without tenders is not held up by the other."""
        suitable = evolve(DIRECT, route=Route.most_suitable_provider())
        cycle = COMPETED.record(suitable)
        found = texts(cycle, ProviderAssessment, DAY)

        assert found[-1] == (
            "stage-order",
            f"You cannot record a provider assessment: the route taken by lot N1 ({Route.open()}) "
            "has an ITT stage",
            "Record a tender opening instead",
        )
        assert not [f for f in cycle.findings(ProviderAssessment, DAY, "N2") if f.blocks]

    def test_return_is_refused_for_the_lot_whose_route_lacks_its_stage(self):
        """The lot of the direct award would be stranded in a stage that it cannot leave."""
        found = texts(PARTED, InvitationReissued, DAY, "N2")

        assert found[0][0] == "stage-order"
        assert "has no ITT stage" in found[0][1]

    def test_next_steps_name_the_lots_they_are_for(self):
        """An invitation comes next for the one lot, a recommendation for the other."""
        found = {step.kind: step.lots for step in PARTED.next_steps(DAY) if step.lots}

        assert found == {InvitationToTender: ("N1",), AwardRecommendation: ("N2",)} | {
            kind: lots for kind, lots in found.items() if lots in {("N1",), ("N2",)}
        }
        assert not [step.lots for step in COMPETED.next_steps(DAY) if step.lots]


class TestLaw:
    """The law of each lot, and a record about lots of two."""

    def test_notice_that_only_some_lots_need_is_one_finding_that_names_them(self):
        """The tender notice is missing for the lot that is competed, not for the other."""
        _, notice = texts(PARTED, evolve(INVITATION, lots=None))

        assert notice == (
            "notice-missing",
            "For lot N1: The tender notice (UK4) has not been published",
            "Publish it before the competition begins",
        )

    def test_contract_for_lots_of_two_routes_satisfies_both(self):
        """What the law asks of every award is one finding; the standstill names the lot that has one."""
        signed = make(ContractSigned, SCENARIO.on(DAY), lots=("N1", "N2"))
        found = PARTED.blockers(signed)
        notices = [f.message for f in found if f.code == "notice-missing"]

        assert len(notices) == len(set(notices))
        assert "For lot N2: The transparency notice (UK5) has not been published" in notices
        assert "The contract award notice (UK6) has not been published" in notices

    def test_law_of_one_lot_is_asked_for_by_its_name(self):
        """Without a name there is no one answer, and the law says so."""
        assert PARTED.law(DAY, "N1").facts == FIRST.facts
        assert PARTED.law(DAY, "N2").facts == DIRECT.facts
        assert PARTED.law(DAY).unknown_because == (
            "lot N1 and lot N2 are under different facts; ask about the law of one lot"
        )
        assert COMPETED.law(DAY) == COMPETED.law(DAY, "N1")

    def test_lots_of_two_routes_under_the_same_facts_have_one_law(self):
        """The route by itself does not change the law."""
        cycle = COMPETED.record(evolve(DIRECT, facts=FIRST.facts))

        assert cycle.law(DAY).facts == FIRST.facts

    def test_duties_to_publish_are_those_of_each_lot(self):
        """A transparency notice is owed for the direct award alone, and is not asked of the other lot."""
        duties = {(duty.code, duty.about): duty.state.value for duty in PARTED.obligations(DAY)}

        assert duties["UK5", "lot N2"] == "due before the act"
        assert duties["UK5", "lot N1"] == "not due"
        assert duties["UK4", "lot N1"] == "due before the act"
        assert duties["UK6", ""] == "due before the act"

    def test_duties_of_a_lot_under_an_unknown_law_are_a_finding(self):
        """One lot under a law that is not held is not passed over in silence."""
        strange = evolve(DIRECT, facts=evolve(DIRECT.facts, nation=Nation.WALES))

        duties = COMPETED.record(strange).obligations(DAY)

        assert [finding.code for finding in duties.findings] == ["law-unknown"]
        assert {duty.about for duty in duties} == {"lot N1"}

    def test_lot_that_no_strategy_is_about_yet_leaves_the_law_of_the_others(self):
        """A lot that joins later has no facts, and takes nothing from those that do."""
        records = [r for r in COMPETED.records if not isinstance(r, ProcurementStrategy)]
        cycle = Cycle("Care").record(*records, evolve(FIRST, lots=("N1",), on=DAY))

        assert cycle.law(DAY).facts == FIRST.facts
        assert not {duty.about for duty in cycle.obligations(DAY)} & {"lot N1", "lot N2"}


def test_partner_named_for_one_lot_may_decide():
    """A partner may join for one lot; the strategy of the other does not name it."""
    buyers = (
        JointBuyer(authority="a", lead=True),
        JointBuyer(authority="b", decision_pending=True),
    )
    cycle = COMPETED.record(
        evolve(DIRECT, joint_buyers=buyers), evolve(FIRST, lots=("N1",), on=DAY)
    )
    decision = make(PartnerDecision, on=DAY, authority="b")

    assert not cycle.findings(decision)
    assert [f.code for f in cycle.findings(evolve(decision, authority="c"))] == [
        "partner-not-named"
    ]
    assert "partner-undecided" in [f.code for f in cycle.findings(InvitationToTender, DAY)]
    assert "partner-undecided" not in [
        f.code for f in cycle.findings(InvitationToTender, DAY, "N1")
    ]


class TestViews:
    """What people look at."""

    def test_text_shows_the_route_of_each_lot_and_what_comes_next_for_it(self):
        """An officer sees at once that the two go different ways."""
        shown = cycle_text(PARTED)

        assert "Route of lot N1: open: needs > specification > ITT" in shown
        assert "Route of lot N2: direct award: needs > specification > award" in shown
        assert "an invitation to tender, which opens the ITT stage (N1)" in shown
        assert "an award recommendation, which opens the award stage (N2)" in shown

    def test_page_has_a_diagram_for_each_route(self):
        """One line of stages for both would show the lot of a direct award on its way to the ITT."""
        shown = cycle_html(PARTED)

        assert shown.count("<svg") == 2
        assert "<h4>lot N2</h4>" in shown
        assert 'title="off its route"' in shown
        assert cycle_html(COMPETED).count("<svg") == 1
        assert 'title="off its route"' not in cycle_html(COMPETED)

    def test_picture_in_a_notebook_shows_the_whole_line(self):
        """There is room for one picture only, which leaves no stage of either route out."""
        assert "SSQ" in bundle(PARTED)["image/svg+xml"]


def test_lot_that_is_defined_for_one_lot_alone_comes_in_like_the_others():
    """A specification of one lot that adds another is about both, or the new one came from nowhere."""
    line = story(Scenario(lots=("N1", "N2")), after=ServiceSpecification)
    nights = (Lot(reference="N3", title="Nights"),)
    first = line.expect(ServiceSpecification)
    more = evolve(first, lots=("N1",), reference="", divided_into=nights)
    cycle = Cycle.audit("Care", (*line.records, more)).cycle
    assert cycle.stages["N3"] is Stage.SPECIFICATION
    assert list(cycle.ledger.entries)[-1].lots == ("N1", "N3")


@given(parted_cycles())
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_stages_of_each_lot_are_a_path_along_its_own_route(cycle: Cycle):
    """Whatever is recorded about several lots, none passes a stage that its route does not have."""
    for lot, route in cycle.routes.items():
        assert route is not None
        passed = [Stage.NEEDS]
        for entry in cycle.ledger.entries:
            if entry.record.learned is not None:
                continue  # it moves nothing, and has the stage of its own day
            here = dict(zip(entry.lots, entry.stages, strict=True))
            at = here.get(lot, here.get("whole", passed[-1]))
            if at is not passed[-1]:
                moving = isinstance(entry.placement, (Opens, Returns))
                assert moving or at is Stage.ABANDONED
                passed.append(at)
        for before, after in pairwise(passed):
            if after is Stage.ABANDONED:
                continue
            assert after in route
            assert after is route.after(before) or after.place < before.place
