"""A dynamic market: always open, without a cap, on conditions that stay as they are."""

from datetime import date, timedelta

import pytest
from attrs import evolve

from commissioning import (
    CallOffNoted,
    Cycle,
    ExclusionsDecided,
    GroundFound,
    MarketOpened,
    MembershipChanged,
    MembershipMove,
    NoticePublished,
    Period,
    ProcurementStrategy,
    Route,
    SelectionAssessment,
    SelectionOutcome,
    SelectionQuestionnaire,
    SelectionResponse,
    Stage,
)
from commissioning.contracts.frameworks import members_on
from commissioning.law.regimes.procurement_act_2023 import PROCUREMENT_ACT_2023
from commissioning.law.regimes.public_contracts_2015 import PUBLIC_CONTRACTS_2015
from commissioning.portfolio import parent_of
from commissioning.records.record import Learned
from commissioning.testing import Scenario, story
from commissioning.testing.stories.main_line import main_line

APPLIED, JOINED = date(2027, 2, 3), date(2027, 2, 20)


def market(**scenario):
    return story(
        Scenario(route=Route.market(), regime=PROCUREMENT_ACT_2023, **scenario), after=MarketOpened
    )


def applied(outcome=SelectionOutcome.PASSED):
    because = "" if outcome.passed else "no insurance"
    return (
        SelectionResponse(on=APPLIED, provider="fir"),
        SelectionAssessment(on=date(2027, 2, 10), provider="fir", outcome=outcome, because=because),
    )


def joins(on=JOINED):
    return MembershipChanged(on=on, provider="fir", how=MembershipMove.JOINED)


def test_applicant_that_passes_joins_while_the_market_runs():
    """A market is always open: an application made years after it began is assessed like the first."""
    cycle = market().record(*applied(), joins())
    assert "fir" not in {each.provider for each in members_on(cycle.ledger, date(2027, 2, 19))}
    assert "fir" in {each.provider for each in members_on(cycle.ledger, JOINED)}
    assert cycle.stage is Stage.GO_LIVE


@pytest.mark.parametrize("records", [(), applied(SelectionOutcome.FAILED)], ids=["none", "failed"])
def test_provider_that_has_not_passed_does_not_join(records):
    """A member meets the conditions; nothing else makes it one."""
    [finding] = market().record(*records).findings(joins())
    assert (finding.code, finding.message) == (
        "joined-unassessed",
        "fir has not yet passed an assessment",
    )


def test_latest_assessment_counts_in_whatever_order_they_are_entered():
    """A first attempt that failed, and is entered late, does not undo the second."""
    response, passed = applied()
    failed = evolve(
        passed, on=date(2027, 2, 3), outcome=SelectionOutcome.FAILED, because="no insurance",
        learned=Learned(on=JOINED, because="kept in another office"),
    )  # fmt: skip
    assert list(market().record(response, passed, failed).findings(joins())) == []


def test_member_that_becomes_excluded_leaves_and_a_notice_is_owed():
    """Section 39(4): the market changes with each member that leaves it."""
    left = MembershipChanged(
        on=date(2027, 5, 1), provider="fir", how=MembershipMove.EXCLUDED, because="a tax offence"
    )
    cycle = market().record(*applied(), joins(), left)
    assert "fir" not in {each.provider for each in members_on(cycle.ledger, left.on)}
    owed = [duty for duty in cycle.obligations(date(2027, 6, 1)) if duty.code == "UK15"]
    assert len(owed) == 2
    assert all(duty.is_open for duty in owed)


FOUND = GroundFound(
    provider="fir", ground="bribery", event_on=date(2026, 1, 5), heard_on=date(2027, 4, 1),
    left_out=True, because="as found",
)  # fmt: skip


def told(cycle, *records):
    """The open duties to notify the minister of an exclusion, each with its day."""
    owed = cycle.record(*records).obligations(date(2027, 5, 2))
    codes = {"exclusion", "exclusion-from-market"}
    return [(duty.code, duty.due_by) for duty in owed if duty.code in codes and duty.is_open]


@pytest.mark.parametrize("ground", ["bribery", "debarred"])
def test_exclusion_from_a_market_is_notified_once(ground):
    """Section 59(1)(a)(iv) and (v): from the refusal or removal, or the decision that it rests on."""
    cycle, on = market().record(*applied(), joins()), date(2027, 5, 1)
    left = MembershipChanged(
        on=on, provider="fir", how=MembershipMove.EXCLUDED, because="a tax offence"
    )
    failed = evolve(left, how=MembershipMove.REMOVED, because="no insurance")
    decided = ExclusionsDecided(on=on, considered=("fir",), found=(evolve(FOUND, ground=ground),))
    spared = ground == "debarred"
    assert told(cycle, left) == [("exclusion-from-market", date(2027, 5, 30))]
    assert told(cycle, failed) == []
    for records in ((decided,), (decided, left)):
        assert told(cycle, *records) == [("exclusion", date(2027, 5, 30))] * (not spared)
    notice = NoticePublished(on=on, notice="exclusion")
    assert told(cycle, left, notice) == []


def test_decision_on_exclusions_from_one_lot_spares_no_notice_of_another():
    """The removal from the second lot rests on no decision about it, so it is notified by itself."""
    cycle, on = market(lots=("N1", "N2")).record(*applied(), joins()), date(2027, 5, 1)
    decided = ExclusionsDecided(
        on=on, considered=("fir",), found=(evolve(FOUND, ground="debarred"),), lots=("N1",)
    )
    left = MembershipChanged(
        on=on, provider="fir", how=MembershipMove.EXCLUDED, because="a tax offence", lots=("N2",)
    )
    assert told(cycle, decided, left) == [("exclusion-from-market", date(2027, 5, 30))]
    assert told(cycle, decided, evolve(left, lots=("N1",))) == []


def issued_again(**fields):
    cycle = market()
    return [
        (f.code, f.message, str(f.source))
        for f in cycle.findings(
            evolve(cycle.expect(SelectionQuestionnaire), on=date(2027, 5, 3), **fields)
        )
        if f.blocks
    ]


def test_member_that_was_excluded_passes_again_before_it_joins_again():
    """What it passed before its offence says nothing about it after."""
    left = MembershipChanged(
        on=date(2027, 5, 1), provider="fir", how=MembershipMove.EXCLUDED, because="a tax offence"
    )
    cycle = market().record(*applied(), joins(), left)
    [finding] = cycle.findings(joins(on=date(2027, 6, 1)))
    assert finding.message == ("fir has not yet passed an assessment since it left on 1 May 2027")
    again = [evolve(each, on=date(2027, 5, 20)) for each in applied()]
    assert cycle.record(*again).findings(joins(on=date(2027, 6, 1))) == ()


def test_conditions_of_a_market_stay_as_they_are():
    """A higher turnover half way would shut the door on those who planned to come through it."""
    asked = market().expect(SelectionQuestionnaire)
    harder = (evolve(asked.questions[0], words="Is your turnover above £5 million?"),)
    [(code, message, source)] = issued_again(questions=harder)
    assert code == "market-conditions-changed"
    assert message.startswith("The questionnaire of 3 May 2027 differs from that of ")
    assert message.endswith(" (question S1)")
    assert source == "Procurement Act 2023, section 36"
    assert issued_again(note="issued again") == []


def test_market_has_no_cap_on_its_members():
    """A limit would make it a framework without its rules."""
    for record in main_line(Scenario(route=Route.market(), regime=PROCUREMENT_ACT_2023)):
        if isinstance(record, SelectionQuestionnaire):
            capped = evolve(record, most_shortlisted=10)
            break
    before = story(
        Scenario(route=Route.market(), regime=PROCUREMENT_ACT_2023), at=Stage.SPECIFICATION
    )
    told = [f.message for f in before.findings(capped) if f.code == "market-capped"]
    assert told == [
        "The questionnaire admits at most 10 members; a market takes every supplier that meets its "
        "conditions"
    ]


def calls_owed(cycle):
    """The notices that call for competition and are owed on the last day of a cycle of the 2015 law."""
    duties = cycle.obligations(cycle.last_on)
    return {each.code for each in duties if each.is_open} & {"PCR-contract", "CF-opportunity"}


def without_notices(cycle, **facts):
    """The history of a cycle with other facts, in which no notice is recorded."""
    kept = [each for each in cycle.records if not isinstance(each, NoticePublished)]
    place, strategy = next(
        (place, each) for place, each in enumerate(kept) if isinstance(each, ProcurementStrategy)
    )
    kept[place] = evolve(strategy, facts=evolve(strategy.facts, **facts))
    return Cycle.audit("from the papers", kept)


def test_contract_notice_of_the_2015_law_calls_for_members_and_not_for_each_purchase():
    """Regulation 34: the call for competition is for the system; all its members are invited later."""
    begun = story(Scenario(route=Route.market(), regime=PUBLIC_CONTRACTS_2015), at=Stage.SSQ)
    uncalled = without_notices(begun)
    assert "notice-missing" in {finding.code for finding in uncalled.findings}
    assert calls_owed(uncalled.cycle) == {"PCR-contract", "CF-opportunity"}
    bought = story(Scenario(route=Route.call_off(), regime=PUBLIC_CONTRACTS_2015), at=Stage.ITT)
    purchase = without_notices(bought, framework_call_off=False, dynamic_market=True)
    assert "notice-missing" not in {finding.code for finding in purchase.findings}
    assert calls_owed(purchase.cycle) == set()


@pytest.mark.parametrize(
    ("regime", "ends_on", "last", "because"),
    [
        (PUBLIC_CONTRACTS_2015, date(2031, 4, 19), date(2029, 2, 23), " by law, whatever its own term says"),
        (PUBLIC_CONTRACTS_2015, date(2027, 4, 19), date(2027, 4, 19), ""),
        (PROCUREMENT_ACT_2023, date(2031, 4, 19), date(2031, 4, 19), ""),
    ],
)  # fmt: skip
def test_purchasing_system_of_the_2015_law_ends_on_23_february_2029(regime, ends_on, last, because):
    """SI 2024/716, regulation 5(4)(b): what is bought from it later is bought from no market at all."""
    cycle = story(Scenario(route=Route.market(), regime=regime), after=MarketOpened)
    opened = cycle.records[-1]
    terms = evolve(opened.terms, term=Period(opened.on, ends_on))
    before = Cycle.audit("before", cycle.records[:-1]).cycle
    cycle = before.record(evolve(opened, terms=terms))
    (item,) = [each for each in cycle.agenda(opened.on) if each.key == "framework/end"]
    assert (item.day, item.because) == (last, f"the market ends{because}")
    assert parent_of(cycle, on=opened.on).ends_on == last
    member = opened.members[0].provider
    late = CallOffNoted(on=last + timedelta(days=1), cycle="K", buyer="b", provider=member)
    assert "call-off-after-end" in {each.code for each in cycle.findings(late)}
    assert "call-off-after-end" not in {each.code for each in cycle.findings(evolve(late, on=last))}


def test_questionnaire_that_is_always_open_has_no_deadline():
    """A deadline on a door that never closes would be read as the end of applications."""
    asked = market().expect(SelectionQuestionnaire)
    assert asked.responses_due_by is None
    assert "not-stated" not in {f.code for f in market().findings(asked)}


def test_response_after_the_award_belongs_to_markets_alone():
    """A bidder that comes when the contract runs is too late everywhere else."""
    cycle = story(Scenario(route=Route.restricted()), at=Stage.GO_LIVE)
    [order, *_] = cycle.blockers(SelectionResponse(on=cycle.last_on, provider="fir"))
    assert order.message == (
        "You can no longer record a selection response: it belongs to the SSQ or ITT stage; the "
        "procurement is at the go-live stage"
    )


@pytest.mark.parametrize(
    ("route", "kind", "message", "remedy"),
    [
        (
            Route.framework(),
            "GoLive",
            "the route taken (framework: needs > specification > ITT > evaluation > award > go-live > "
            "ended) has no mobilisation stage",
            "Record an opened framework instead",
        ),
        (
            Route.market(),
            "FrameworkOpened",
            "the route taken (dynamic market: needs > specification > SSQ > go-live > ended) has no "
            "award stage",
            "Record an opened market instead",
        ),
        (
            Route.open(),
            "MarketOpened",
            "the route taken (open: needs > specification > ITT > evaluation > award > mobilisation > "
            "go-live > ended) has an award stage",
            "Record a go-live instead",
        ),
    ],
)
def test_each_route_is_opened_by_its_own_record(route, kind, message, remedy):
    """A framework that goes live like a service would have no members to call off from."""
    import commissioning

    cycle = story(Scenario(route=route), at=Stage.GO_LIVE)
    before = Cycle.audit("before", cycle.records[:-1]).cycle
    found = before.findings(getattr(commissioning, kind), on=cycle.last_on)
    [order] = [f for f in found if f.code == "stage-order"]
    assert (message in order.message, order.remedy) == (True, remedy)
