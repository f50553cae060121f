"""Permission: an approved specification, one recommendation throughout, call-in, and waivers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from attrs import evolve

from commissioning.casebook import lewisham
from commissioning.cycle import Cycle
from commissioning.records.approval import Waiver
from commissioning.records.award import (
    ApprovalToAward,
    AwardRecommendation,
    IntentionToAward,
    LotAward,
)
from commissioning.records.contract import ContractSigned
from commissioning.records.record import Record
from commissioning.records.selection import SelectionQuestionnaire
from commissioning.records.specification import Lot, SpecificationStatus
from commissioning.stages import Route

Until = Callable[[str], Cycle]
Small = dict[str, Record]


def texts(cycle: Cycle, what: Record) -> list[tuple[str, str, str]]:
    """Code, message and remedy of each blocker."""
    return [(f.code, f.message, f.remedy) for f in cycle.blockers(what)]


def test_competition_on_a_draft_specification_is_refused(small_until: Until, small: Small):
    """Bidders would price one thing and be asked for another."""
    draft = evolve(small["specification"], status=SpecificationStatus.DRAFT)
    cycle = small_until("permission").record(draft)

    assert texts(cycle, small["ssq"]) == [
        (
            "specification-draft",
            "Version 1 of the specification for the procurement is a draft",
            "Record the approved version of the service specification",
        )
    ]


def test_drafts_of_several_lots_are_reported_together(small: Small):
    """Nine lines for nine lots of one document would hide everything else."""
    lots = (Lot(reference="N", title="North"), Lot(reference="S", title="South"))
    draft = evolve(small["specification"], status=SpecificationStatus.DRAFT, divided_into=lots)
    cycle = Cycle("Care").record(small["needs"], small["strategy"], small["permission"], draft)

    (both,) = cycle.blockers(SelectionQuestionnaire, date(2022, 7, 11))
    (one,) = cycle.blockers(SelectionQuestionnaire, date(2022, 7, 11), about="S")

    assert both.message == "Version 1 of the specification for lots N and S is a draft"
    assert (both.about, one.about) == (None, "S")


def test_missing_specification_is_reported_by_the_rule_of_order_alone(
    small_until: Until, small: Small
):
    """A gate whose subject is missing stays silent."""
    codes = [code for code, _, _ in texts(small_until("permission"), small["ssq"])]

    assert codes.count("missing-record") == 1
    assert "specification-draft" not in codes


def test_letters_during_call_in_are_refused_until_it_ends(small_until: Until, small: Small):
    """Members must be able to stop the decision before bidders have acted on it."""
    called = evolve(small["approval"], call_in_ends=date(2022, 11, 16))
    cycle = small_until("recommendation").record(called)

    (finding,) = cycle.blockers(small["letters"])

    assert str(finding) == (
        "You cannot act on the decision of 9 November 2022 on 14 November 2022: members may call "
        "it in until 16 November 2022. Wait until 17 November 2022."
    )
    assert finding.earliest == date(2022, 11, 17)
    assert cycle.blockers(evolve(small["letters"], on=date(2022, 11, 17))) == ()
    last_day = evolve(small["letters"], on=date(2022, 11, 16))
    assert [code for code, _, _ in texts(cycle, last_day)] == ["call-in-running"]


def test_approval_of_a_replaced_recommendation_is_refused(small_until: Until, small: Small):
    """A second recommendation replaces the first; approving the first approves nothing."""
    second = evolve(
        small["recommendation"], reference="R2", on=date(2022, 10, 31), replaces=("R1",)
    )
    cycle = small_until("recommendation").record(second)

    assert texts(cycle, small["approval"]) == [
        (
            "other-recommendation",
            (
                "The approval names recommendation R1, but R2 of 31 October 2022 is in force for "
                "the procurement"
            ),
            "Name recommendation R2",
        )
    ]


@pytest.mark.parametrize(
    ("kind", "who"),
    [(ApprovalToAward, "The approval"), (IntentionToAward, "The intention to award")],
)
def test_wrong_recommendation_of_many_lots_is_said_once(kind, who):
    """Nine sentences that differ in the lot alone hide the one thing to correct."""
    records = lewisham.cycle().records
    at = next(n for n, each in enumerate(records) if isinstance(each, kind))
    cycle = Cycle("Home care").record(*records[:at])

    found = cycle.findings(evolve(records[at], recommendation="R9"))
    assert [f.message for f in found if f.code == "other-recommendation"] == [
        f"{who} names recommendation R9, but R1 of 28 October 2022 is in force for all 9 lots"
    ]


def test_award_of_many_lots_that_was_not_approved_is_said_once():
    """One report to take to the cabinet, not one for each lot."""
    records = lewisham.cycle().records
    at = next(n for n, each in enumerate(records) if isinstance(each, IntentionToAward))
    approval = next(each for each in records if isinstance(each, ApprovalToAward))
    changed = [evolve(each, recommendation="R0") if each is approval else each for each in records]
    cycle = Cycle.audit("Home care", changed[:at]).cycle

    found = cycle.findings(records[at])
    assert [f.message for f in found if f.code == "other-recommendation"] == [
        "The intention to award names recommendation R1, but R0 was approved for all 9 lots on "
        "13 November 2022"
    ]


def test_letters_of_an_unapproved_recommendation_are_refused(small_until: Until, small: Small):
    """Bidders must not be told of an award that nobody approved."""
    second = evolve(
        small["recommendation"], reference="R2", on=date(2022, 11, 10), replaces=("R1",)
    )
    cycle = small_until("approval").record(second)
    letters = evolve(small["letters"], recommendation="R2")

    assert texts(cycle, letters) == [
        (
            "other-recommendation",
            (
                "The intention to award names recommendation R2, but R1 was approved for the "
                "procurement on 9 November 2022"
            ),
            "Have recommendation R2 approved first",
        )
    ]


def test_letters_of_a_replaced_recommendation_are_refused(small_until: Until, small: Small):
    """Letters about a report that was replaced would start a standstill for nothing."""
    second = evolve(
        small["recommendation"], reference="R2", on=date(2022, 11, 10), replaces=("R1",)
    )
    approved = evolve(small["approval"], recommendation="R2", on=date(2022, 11, 11))
    cycle = small_until("approval").record(second, approved)

    assert texts(cycle, small["letters"]) == [
        (
            "other-recommendation",
            "The intention to award names recommendation R1, but R2 of 10 November 2022 is in "
            "force for the procurement",
            "Name recommendation R2",
        )
    ]


def test_waiver_of_statute_is_refused(small_until: Until):
    """No director can allow what the law forbids."""
    waiver = Waiver(
        on=date(2022, 8, 12), code="standstill-running", by="director", because="winter"
    )

    assert texts(small_until("ssq"), waiver) == [
        (
            "not-waivable",
            "standstill-running cannot be waived: it is not a rule of the council's own practice",
            "Clear what it reports; `commissioning explain standstill-running` says what it means",
        )
    ]


def test_waiver_of_an_unknown_code_is_shown_the_nearest_code(small_until: Until):
    """A slip in the code would leave a waiver that lifts nothing."""
    waiver = Waiver(on=date(2022, 8, 12), code="respones-late", by="director", because="winter")

    assert texts(small_until("ssq"), waiver) == [
        (
            "not-waivable",
            'No finding has the code respones-late; did you mean "response-late"?',
            "Correct the code; `commissioning explain` lists all of them",
        )
    ]


def test_recommendation_without_a_winner_for_a_lot_is_refused(small_divided: Cycle):
    """A lot passed over in silence would be neither awarded nor abandoned."""
    partial = AwardRecommendation(
        on=date(2022, 10, 28),
        reference="R1",
        awards=(LotAward(lot="N", provider="A"), LotAward(lot="E", provider="B")),
    )

    found = texts(small_divided, partial)

    assert (
        "lot-without-award",
        "The recommendation names no provider for lot S",
        "Recommend a provider, or limit the recommendation to the lots that it awards",
    ) in found
    assert (
        "unknown-lot",
        "An award is recommended for lot E, which the procurement does not have",
        "Name a lot that the specification defines",
    ) in found


def test_contract_without_a_call_in_period_is_not_delayed(small_until: Until):
    """Not every decision can be called in; only a recorded period is waited for."""
    assert small_until("letters").blockers(ContractSigned, date(2022, 11, 25)) == ()


class TestStrategy:
    """A strategy that comes after the market has been approached."""

    @pytest.fixture
    def half_way(self, small: Small, small_divided: Cycle) -> Cycle:
        """One lot in selection, the other still waiting."""
        return small_divided.record(evolve(small["ssq"], lots=("N",)))

    def test_new_route_for_a_lot_that_went_to_market_is_refused(
        self, small: Small, half_way: Cycle
    ):
        """A direct award for all would have opened the door for the lot that is in selection."""
        direct = evolve(small["strategy"], route=Route.direct_award(), on=date(2022, 8, 1))

        assert texts(half_way, direct)[-1] == (
            "strategy-settled",
            "This strategy changes the route, but lot N went to market on the strategy in force",
            "Name in it only the lots that wait: S",
        )

    def test_new_facts_for_a_lot_that_went_to_market_are_refused(
        self, small: Small, half_way: Cycle
    ):
        """Calling it urgent afterwards does not shorten anything."""
        urgent = evolve(small["strategy"].facts, urgent=True)  # type: ignore[attr-defined]
        changed = evolve(
            small["strategy"], route=Route.open(), facts=urgent, lots=("N",), on=date(2022, 8, 1)
        )

        assert texts(half_way, changed)[-1] == (
            "strategy-settled",
            "This strategy changes the route and the facts that decide the law, but lot N went to "
            "market on the strategy in force",
            "Keep the strategy, or begin another cycle",
        )

    def test_new_route_for_a_lot_that_waits_is_accepted(self, small: Small, half_way: Cycle):
        """One lot may be awarded directly while the other is competed: each has its own route."""
        direct = evolve(
            small["strategy"], route=Route.direct_award(), lots=("S",), on=date(2022, 8, 1)
        )
        cycle = half_way.record(direct)

        assert cycle.route is None
        assert cycle.routes == {"N": small["strategy"].route, "S": Route.direct_award()}  # type: ignore[attr-defined]

    def test_same_route_and_facts_again_are_accepted(self, small: Small, half_way: Cycle):
        """A new estimate or envelope is welcome at any time."""
        again = evolve(small["strategy"], term="5 + 2", lots=("S",), on=date(2022, 8, 1))

        assert half_way.blockers(again) == ()

    def test_new_route_before_the_market_is_accepted(self, small: Small):
        """Until then nobody has relied on it."""
        cycle = Cycle("Care").record(small["needs"], small["strategy"])

        assert cycle.blockers(evolve(small["strategy"], route=Route.open())) == ()
