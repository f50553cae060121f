"""Permission: an approved specification, one recommendation throughout, call-in, and waivers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from attrs import evolve

from commissioning.cycle import Cycle
from commissioning.records.approval import Waiver
from commissioning.records.award import AwardRecommendation, LotAward
from commissioning.records.contract import ContractSigned
from commissioning.records.record import Record
from commissioning.records.selection import SelectionQuestionnaire
from commissioning.records.specification import Lot, SpecificationStatus
from commissioning.stages import Route

Until = Callable[[str], Cycle]
Small = dict[str, Record]


def told(cycle: Cycle, what: Record) -> list[tuple[str, str, str]]:
    """Code, message and remedy of each blocker."""
    return [(f.code, f.message, f.remedy) for f in cycle.blockers(what)]


def test_a_competition_is_not_begun_on_a_draft(small_until: Until, small: Small):
    """Bidders would price one thing and be asked for another."""
    draft = evolve(small["specification"], status=SpecificationStatus.DRAFT)
    cycle = small_until("permission").record(draft)

    assert told(cycle, small["ssq"]) == [
        (
            "specification-draft",
            "version 1 of the specification for the procurement is a draft",
            "record the approved version of the service specification",
        )
    ]


def test_drafts_of_several_lots_are_told_together(small: Small):
    """Nine lines for nine lots of one document would hide everything else."""
    lots = (Lot(reference="N", title="North"), Lot(reference="S", title="South"))
    draft = evolve(small["specification"], status=SpecificationStatus.DRAFT, divided_into=lots)
    cycle = Cycle("Care").record(small["needs"], small["strategy"], small["permission"], draft)

    (both,) = cycle.blockers(SelectionQuestionnaire, date(2022, 7, 11))
    (one,) = cycle.blockers(SelectionQuestionnaire, date(2022, 7, 11), about="S")

    assert both.message == "version 1 of the specification for lots N and S is a draft"
    assert (both.about, one.about) == (None, "S")


def test_a_missing_specification_is_reported_once_and_elsewhere(small_until: Until, small: Small):
    """A gate whose subject is missing stays silent."""
    codes = [code for code, _, _ in told(small_until("permission"), small["ssq"])]

    assert codes.count("missing-record") == 1
    assert "specification-draft" not in codes


def test_call_in_runs_before_anybody_is_told(small_until: Until, small: Small):
    """Members must be able to stop the decision before bidders have acted on it."""
    called = evolve(small["approval"], call_in_ends=date(2022, 11, 16))
    cycle = small_until("recommendation").record(called)

    (finding,) = cycle.blockers(small["letters"])

    assert str(finding) == (
        "The decision of 9 November 2022 may be called in until 16 November 2022; this is 14 "
        "November 2022. Wait until 17 November 2022."
    )
    assert finding.earliest == date(2022, 11, 17)
    assert cycle.blockers(evolve(small["letters"], on=date(2022, 11, 17))) == ()
    last_day = evolve(small["letters"], on=date(2022, 11, 16))
    assert [code for code, _, _ in told(cycle, last_day)] == ["call-in-running"]


def test_the_approval_is_of_the_recommendation_in_force(small_until: Until, small: Small):
    """A second recommendation replaces the first; approving the first approves nothing."""
    second = evolve(small["recommendation"], reference="R2", on=date(2022, 10, 31))
    cycle = small_until("recommendation").record(second)

    assert told(cycle, small["approval"]) == [
        (
            "other-recommendation",
            "the approval names recommendation R1, but the one in force for the procurement is R2 "
            "of 31 October 2022",
            "name R2",
        )
    ]


def test_the_letters_are_of_the_recommendation_approved(small_until: Until, small: Small):
    """Bidders must not be told of an award that nobody approved."""
    second = evolve(small["recommendation"], reference="R2", on=date(2022, 11, 10))
    cycle = small_until("approval").record(second)
    letters = evolve(small["letters"], recommendation="R2")

    assert told(cycle, letters) == [
        (
            "other-recommendation",
            "the approval for the procurement is of recommendation R1, not of R2",
            "have recommendation R2 approved first",
        )
    ]


def test_the_letters_name_the_recommendation_in_force(small_until: Until, small: Small):
    """Letters about a report that was replaced would start a standstill for nothing."""
    second = evolve(small["recommendation"], reference="R2", on=date(2022, 11, 10))
    approved = evolve(small["approval"], recommendation="R2", on=date(2022, 11, 11))
    cycle = small_until("approval").record(second, approved)

    assert told(cycle, small["letters"]) == [
        (
            "other-recommendation",
            "the intention to award names recommendation R1, but the one in force for the "
            "procurement is R2 of 10 November 2022",
            "name R2",
        ),
        (
            "other-recommendation",
            "the approval for the procurement is of recommendation R2, not of R1",
            "have recommendation R1 approved first",
        ),
    ]


def test_only_the_councils_own_practice_can_be_waived(small_until: Until):
    """No director can allow what the law forbids."""
    waiver = Waiver(
        on=date(2022, 8, 12), code="standstill-running", by="director", because="winter"
    )

    assert told(small_until("ssq"), waiver) == [
        (
            "not-waivable",
            "standstill-running cannot be waived: it is not a rule of the council's own practice",
            "clear what it finds; `commissioning explain` says what it means",
        )
    ]


def test_every_lot_of_a_recommendation_has_a_winner(small: Small):
    """A lot passed over in silence would be neither awarded nor abandoned."""
    lots = (Lot(reference="N", title="North"), Lot(reference="S", title="South"))
    cycle = Cycle("Care").record(
        small["needs"],
        small["strategy"],
        small["permission"],
        evolve(small["specification"], divided_into=lots),
    )
    partial = AwardRecommendation(
        on=date(2022, 10, 28),
        reference="R1",
        awards=(LotAward(lot="N", provider="A"), LotAward(lot="E", provider="B")),
    )

    found = told(cycle, partial)

    assert (
        "lot-without-award",
        "nobody is recommended for lot S",
        "recommend somebody, or name in `lots` only those that are to be awarded",
    ) in found
    assert (
        "unknown-lot",
        "there is no lot E, for which an award is recommended",
        "name a lot that the specification defines",
    ) in found


def test_nothing_waits_for_call_in_where_there_is_none(small_until: Until):
    """Not every decision can be called in; only a recorded period is waited for."""
    assert small_until("letters").blockers(ContractSigned, date(2022, 11, 25)) == ()


class TestStrategy:
    """A strategy that comes after the market has been approached."""

    @staticmethod
    def half_way(small: Small) -> Cycle:
        """One lot in selection, the other still waiting."""
        lots = (Lot(reference="N", title="North"), Lot(reference="S", title="South"))
        return Cycle("Care").record(
            small["needs"],
            small["strategy"],
            small["permission"],
            evolve(small["specification"], divided_into=lots),
            evolve(small["ssq"], lots=("N",)),
        )

    def test_it_cannot_let_a_lot_that_is_under_way_skip_a_stage(self, small: Small):
        """A direct award for the lot that waits would have opened the door for the other."""
        direct = evolve(
            small["strategy"], route=Route.direct_award(), lots=("S",), on=date(2022, 8, 1)
        )

        assert told(self.half_way(small), direct) == [
            (
                "strategy-settled",
                "lot N went to market on the strategy in force; this one changes the route",
                "keep the strategy, or begin another cycle for the lots that go another way",
            )
        ]

    def test_it_cannot_move_a_lot_under_other_rules(self, small: Small):
        """Calling it urgent afterwards does not shorten anything."""
        urgent = evolve(small["strategy"].facts, urgent=True)  # type: ignore[attr-defined]
        changed = evolve(
            small["strategy"], route=Route.open(), facts=urgent, lots=("S",), on=date(2022, 8, 1)
        )

        (finding,) = self.half_way(small).blockers(changed)

        assert finding.message.endswith("this one changes the route and the facts")

    def test_it_may_say_the_same_again(self, small: Small):
        """A new estimate or envelope is welcome at any time."""
        again = evolve(small["strategy"], term="5 + 2", lots=("S",), on=date(2022, 8, 1))

        assert self.half_way(small).blockers(again) == ()

    def test_it_may_change_before_the_market_is_approached(self, small: Small):
        """Until then nobody has relied on it."""
        cycle = Cycle("Care").record(small["needs"], small["strategy"])

        assert cycle.blockers(evolve(small["strategy"], route=Route.open())) == ()
