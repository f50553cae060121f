"""The recommendation follows the ranking, within the limits, or says why not."""

# ruff: noqa: E501 (messages are asserted in full, one case a line)

from datetime import date
from functools import partial
from itertools import permutations

import pytest
from attrs import evolve

from commissioning.dates.periods import Deadline
from commissioning.findings.finding import Severity
from commissioning.gates.case import Case
from commissioning.gates.recommendation import (
    marks_stand_since_the_last_recommendation,
    recommendation_follows_the_ranking,
)
from commissioning.ledger.ledger import Ledger
from commissioning.records.award import AwardRecommendation, LotAward
from commissioning.records.criteria import Criterion, CriterionKind, PanelMean
from commissioning.records.ending import AwardFellThrough, EvaluationReopened
from commissioning.records.methods import DescribedCriteria, QualityFloorThenPrice, WeightedSum
from commissioning.records.panel import DeclarationOfInterest, Mark, MarkCorrected, ScoreSheet
from commissioning.records.record import Learned
from commissioning.records.specification import Lot
from commissioning.records.tender import (
    InvitationToTender,
    LotLimits,
    LotMechanism,
    LotPrice,
    TenderReceived,
)
from commissioning.stages import Begins, During, Returns, Stage
from commissioning.values.money import pounds
from commissioning.values.scales import OUT_OF_100

ANY_TIME = During(tuple(Stage))
DAY = date(2022, 10, 7)
QUALITY = Criterion(
    reference="q", title="quality", weight=100, scale=OUT_OF_100, minimum=50, one_mark=PanelMean()
)
ITT = InvitationToTender(
    on=date(2022, 8, 22),
    method=WeightedSum(criteria=(QUALITY,)),
    tenders_due_by=Deadline(date(2022, 9, 30)),
)
MARKS = {"Alder": 90, "Birch": 80, "Cedar": 80, "Damson": 40}


def evidence(marks=None, lot="N1"):
    for provider, mark in (marks or MARKS).items():
        yield TenderReceived(on=date(2022, 9, 29), provider=provider, lots=(lot,))
        one = Mark(criterion="q", mark=mark, because="as written")
        yield ScoreSheet(
            on=DAY, panel="p", assessor="O1", provider=provider, marks=(one,), lots=(lot,)
        )


def recommendation(*awards, because="", lots=("N1",)):
    return AwardRecommendation(
        on=date(2022, 10, 28),
        reference="R1",
        lots=lots,
        awards=tuple(LotAward(lot=a[0], provider=a[1], reserves=tuple(a[2:])) for a in awards),
        departs_from_ranking_because=because,
    )


@pytest.fixture(scope="module")
def found(found):
    """What is found of a recommendation beside the ranking."""
    return partial(found, recommendation_follows_the_ranking)


@pytest.mark.parametrize(
    "awards",
    [
        (("N1", "Alder"),),
        (("N1", "Alder", "Birch", "Cedar"),),
        (("N1", "Alder", "Cedar", "Birch"),),
        (("N1", "Alder"), ("N1", "Birch")),
        (("N1", "Alder"), ("N1", "Cedar")),
    ],
)
def test_recommendation_in_the_order_of_the_marks_is_accepted(awards, found):
    """A framework takes the first few; level tenders may come in either order."""
    assert found(recommendation(*awards), ITT, *evidence()) == []


@pytest.mark.parametrize(
    ("awards", "message"),
    [
        (
            (("N1", "Birch"),),
            (
                "The recommendation for lot N1 is Birch, but by the marks the order is Alder, "
                "Birch = Cedar. Follow the ranking, or give the reason for departing from it."
            ),
        ),
        (
            (("N1", "Birch"), ("N1", "Cedar")),
            (
                "The recommendation for lot N1 is Birch and Cedar, but by the marks the order is "
                "Alder, Birch = Cedar. Follow the ranking, or give the reason for departing from "
                "it."
            ),
        ),
    ],
)
def test_recommendation_that_passes_over_the_first_is_refused(awards, message, found):
    """The marks were published in order to be followed."""
    (finding,) = found(recommendation(*awards), ITT, *evidence())
    assert str(finding) == message
    assert finding.blocks


def test_reserves_out_of_order_are_refused(found):
    """A reserve that jumps the queue is a departure in waiting."""
    marks = {"Alder": 90, "Birch": 80, "Cedar": 70}
    (finding,) = found(recommendation(("N1", "Alder", "Cedar")), ITT, *evidence(marks))
    assert finding.message == (
        "The recommendation for lot N1 is Alder with Cedar in reserve, but by the marks the order "
        "is Alder, Birch, Cedar"
    )


def test_reserves_of_every_place_of_a_lot_are_compared(found):
    """Where two are awarded a lot, the second may be the one that names who comes after both."""
    marks = {"Alder": 90, "Birch": 80, "Cedar": 70, "Damson": 60}
    jumps = recommendation(("N1", "Alder"), ("N1", "Birch", "Damson"))
    (finding,) = found(jumps, ITT, *evidence(marks))
    assert finding.message == (
        "The recommendation for lot N1 is Alder and Birch with Damson in reserve, but by the "
        "marks the order is Alder, Birch, Cedar, Damson"
    )
    for awards in (
        (("N1", "Alder"), ("N1", "Birch", "Cedar", "Damson")),
        (("N1", "Alder", "Cedar"), ("N1", "Birch", "Cedar", "Damson")),
    ):
        assert found(recommendation(*awards), ITT, *evidence(marks)) == []


def test_departure_with_a_reason_is_only_warned_of(found):
    """Officers may have cause; members must see it."""
    (finding,) = found(
        recommendation(("N1", "Birch"), because="Alder's registration lapsed"), ITT, *evidence()
    )
    assert finding.severity is Severity.WARNS
    assert finding.message.endswith(". Reason given: Alder's registration lapsed")


def test_lot_without_an_invitation_does_not_hide_a_departure_in_the_next(found):
    """The north is awarded directly; in the south the ranking counts all the same."""
    south = (evolve(ITT, lots=("N2",)), *evidence(lot="N2"))
    both = recommendation(("N1", "Larch"), ("N2", "Birch"), lots=("N1", "N2"))
    (finding,) = found(both, *south, lots=("N1", "N2"))
    assert (finding.code, finding.about) == ("departs-from-ranking", "N2")


def test_next_in_order_follows_a_winner_that_fell_through(found):
    """The reserve is recommended anew without an excuse."""
    fell = AwardFellThrough(
        on=date(2022, 11, 20),
        because="it will not sign",
        recommendation="R0",
        provider="Alder",
        lots=("N1",),
    )
    assert found(recommendation(("N1", "Birch")), ITT, *evidence(), fell) == []


def test_recommendation_of_a_stranger_or_an_excluded_bidder_is_refused(found):
    """No reason can carry a lot to somebody without a tender, or below the published minimum."""
    codes = [
        (f.code, f.message)
        for f in found(
            recommendation(("N1", "Larch", "Damson"), because="we like them"), ITT, *evidence()
        )
    ]
    remedies = [
        f.remedy for f in found(recommendation(("N1", "Larch", "Damson")), ITT, *evidence())
    ]
    assert remedies[:2] == [
        "Recommend Alder, Birch, Cedar or Damson",
        "Recommend a tender that is not excluded",
    ]
    assert codes == [
        ("awarded-without-tender", "Larch is recommended for lot N1, but has no tender there"),
        (
            "awarded-excluded",
            "Damson is recommended for lot N1, but is excluded: quality is below the minimum mark of 50",
        ),
    ]


def test_every_reason_for_an_exclusion_is_reported(found):
    """The provider will ask; half an answer invites a challenge."""
    both = WeightedSum(
        criteria=(
            evolve(QUALITY, weight=60),
            evolve(QUALITY, reference="s", title="safety", weight=40),
        )
    )
    tenders = []
    for provider, mark in (("Alder", 90), ("Damson", 40)):
        tenders.append(TenderReceived(on=date(2022, 9, 29), provider=provider, lots=("N1",)))
        marks = tuple(Mark(criterion=c, mark=mark, because="as written") for c in ("q", "s"))
        tenders.append(
            ScoreSheet(
                on=DAY, panel="p", assessor="O1", provider=provider, marks=marks, lots=("N1",)
            )
        )
    codes = found(recommendation(("N1", "Damson")), evolve(ITT, method=both), *tenders)
    assert codes[0].message == (
        "Damson is recommended for lot N1, but is excluded: quality is below the minimum mark of "
        "50; safety is below the minimum mark of 50"
    )


def test_described_criteria_need_a_reason_and_then_only_warn(found):
    """Where no sum decides, the reasons have to."""
    described = evolve(
        ITT,
        method=DescribedCriteria(criteria=(evolve(QUALITY, weight=None),), importance="in order"),
    )
    (silent,) = found(recommendation(("N1", "Alder")), described, *evidence())
    assert (silent.code, silent.blocks) == ("method-not-computable", True)
    (said,) = found(
        recommendation(("N1", "Alder"), because="best on the first criterion"),
        described,
        *evidence(),
    )
    assert not said.blocks


def test_recommendation_without_an_invitation_or_marks_is_not_compared(found):
    """A direct award has no ranking; missing marks are reported by the gate."""
    assert found(recommendation(("N1", "Alder"))) == []
    assert (
        found(
            recommendation(("N1", "Alder")),
            ITT,
            TenderReceived(on=DAY, provider="Alder", lots=("N1",)),
        )
        == []
    )


LIMITS = LotLimits(most_awarded=1, mechanism=LotMechanism.BEST_OVERALL)
BOTH = ("N1", "N2")


class TestLimits:
    """Lots awarded under a limit."""

    ITT = evolve(ITT, lot_limits=LIMITS)

    def held(self, one, two):
        return (self.ITT, *evidence(one, "N1"), *evidence(two, "N2"))

    def test_award_against_the_allocation_is_refused(self, found):
        """Alder is first for both, and keeps the one that is best for all."""
        held = self.held({"Alder": 90, "Birch": 80}, {"Alder": 90, "Birch": 60})
        good = recommendation(("N1", "Birch"), ("N2", "Alder"), lots=BOTH)
        assert found(good, *held, lots=BOTH) == []
        bad = recommendation(("N1", "Alder"), ("N2", "Birch"), lots=BOTH)
        messages = [f.message for f in found(bad, *held, lots=BOTH)]
        assert messages == [
            (
                "The recommendation for lot N1 is Alder, but under the limit (as many lots "
                "awarded as can be, with the highest total score over them all) it goes to Birch"
            ),
            (
                "The recommendation for lot N2 is Birch, but under the limit (as many lots "
                "awarded as can be, with the highest total score over them all) it goes to Alder"
            ),
        ]

    def test_either_of_two_equal_outcomes_is_accepted(self, found):
        """The marks do not choose between them; the report may."""
        held = self.held({"Alder": 90, "Birch": 80}, {"Alder": 90, "Birch": 80})
        for first, second in (("Alder", "Birch"), ("Birch", "Alder")):
            either = recommendation(("N1", first), ("N2", second), lots=BOTH)
            assert found(either, *held, lots=BOTH) == []

    def test_more_lots_than_announced_are_refused(self, found):
        """The cap was published; bidders planned by it."""
        held = self.held({"Alder": 90}, {"Alder": 90, "Birch": 60})
        greedy = recommendation(("N1", "Alder"), ("N2", "Alder"), lots=BOTH)
        first = found(greedy, *held, lots=BOTH)[0]
        assert str(first) == (
            "Alder is recommended for 2 lots (N1 and N2); the maximum announced is 1. Award by "
            "the published rule: as many lots awarded as can be, with the highest total score "
            "over them all."
        )

    def test_several_winners_for_a_lot_are_compared_with_the_ranking_alone(self, found):
        """A framework lot takes several; the cap still counts lots."""
        held = self.held({"Alder": 90, "Birch": 80}, {"Cedar": 70})
        several = recommendation(("N1", "Alder"), ("N1", "Birch"), ("N2", "Cedar"), lots=BOTH)
        assert found(several, *held, lots=BOTH) == []

    def test_tie_under_the_limit_may_go_either_way(self, found):
        """Lot order leaves a tie undecided, and the report decides it."""
        ordered = LotLimits(most_awarded=1, mechanism=LotMechanism.LOT_ORDER, order=("N1",))
        held = (evolve(ITT, lot_limits=ordered), *evidence({"Alder": 80, "Birch": 80}))
        assert found(recommendation(("N1", "Birch")), *held) == []

    def test_limit_counts_lots_however_they_are_named(self, found):
        """An award for the whole of a divided procurement is an award of every lot."""
        held = self.held({"Alder": 90}, {"Alder": 90, "Birch": 60})
        whole = recommendation(("whole", "Alder"), lots=None)
        assert "lot-limit-exceeded" in {f.code for f in found(whole, *held, lots=BOTH)}

    def test_lots_recommended_one_by_one_keep_within_the_limit(self, found):
        """The second report may not give what the first one used up."""
        held = self.held({"Alder": 90, "Birch": 80}, {"Alder": 90, "Birch": 60})
        first = evolve(recommendation(("N2", "Alder"), lots=("N2",)), reference="R0")
        second = recommendation(("N1", "Alder"))
        assert [f.message for f in found(second, *held, first)] == [
            "Alder is recommended for 2 lots (N2 and N1); the maximum announced is 1",
            (
                "The recommendation for lot N1 is Alder, but under the limit (as many lots "
                "awarded as can be, with the highest total score over them all) it goes to Birch"
            ),
        ]
        assert found(recommendation(("N1", "Birch")), *held, first) == []

    def test_lot_recommended_alone_is_compared_with_all_lots(self, found):
        """Alone Alder is first for N1; over both lots it is worth more in N2."""
        held = self.held({"Alder": 90, "Birch": 80}, {"Alder": 90, "Birch": 60})
        (finding,) = found(recommendation(("N1", "Alder")), *held)
        assert finding.message == (
            "The recommendation for lot N1 is Alder, but under the limit (as many lots awarded as "
            "can be, with the highest total score over them all) it goes to Birch"
        )
        assert found(recommendation(("N1", "Birch")), *held) == []

    def test_lot_without_marks_holds_up_the_others(self, found):
        """Who is best over all lots nobody can tell before all are marked."""
        unmarked = TenderReceived(on=date(2022, 9, 29), provider="Alder", lots=("N2",))
        held = (self.ITT, *evidence({"Alder": 90, "Birch": 80}), unmarked)
        (finding,) = found(recommendation(("N1", "Alder")), *held)
        assert str(finding) == (
            "Lots are awarded together under the limit (as many lots awarded as can be, with the "
            "highest total score over them all), but no result is known yet for lot N2. Follow "
            "the ranking, or give the reason for departing from it."
        )
        first = LotLimits(most_awarded=1, mechanism=LotMechanism.LOT_ORDER, order=BOTH)
        in_order = (evolve(ITT, lot_limits=first), *held[1:])
        assert found(recommendation(("N1", "Alder")), *in_order) == []
        last = evolve(first, order=("N2", "N1"))
        out_of_order = (evolve(ITT, lot_limits=last), *held[1:])
        assert len(found(recommendation(("N1", "Alder")), *out_of_order)) == 1

    def test_lot_recommended_before_is_not_awarded_again(self, found):
        """Birch is worth more in N2, but N2 is Alder's: nothing keeps Birch from N1."""
        held = self.held({"Alder": 90, "Birch": 60}, {"Alder": 90, "Birch": 85})
        first = evolve(recommendation(("N2", "Alder"), lots=("N2",)), reference="R0")
        assert found(recommendation(("N1", "Birch")), *held, first) == []

    def test_settled_lot_does_not_hide_an_open_one(self, begun, found):
        """N2 is awarded, and N3 is not marked: who is best over N1 and N3 nobody can tell."""
        three = evolve(
            begun, divided_into=(*begun.divided_into, Lot(reference="N3", title="three"))
        )
        held = self.held({"Alder": 90, "Birch": 60}, {"Alder": 90, "Birch": 85})
        first = evolve(recommendation(("N2", "Alder"), lots=("N2",)), reference="R0")
        unmarked = TenderReceived(on=date(2022, 9, 29), provider="Alder", lots=("N3",))
        (finding,) = found(recommendation(("N1", "Birch")), *held, first, unmarked, begun=three)
        assert "no result is known yet for lot N3" in str(finding)

    def test_lot_that_may_still_get_tenders_holds_up_the_others(self, begun):
        """Until the deadline for N2 nobody knows who will be best over both."""
        ledger = Ledger()
        ledger.add(begun, Begins())
        for entry in (self.ITT, *evidence({"Alder": 90, "Birch": 80})):
            ledger.add(entry, ANY_TIME)
        record = recommendation(("N1", "Alder"))
        for stage, waits in ((Stage.ITT, True), (Stage.EVALUATION, False)):
            ledger.positions = ledger.positions.returned(stage, ("N2",))
            case = Case(ledger, record.on, ("N1",), AwardRecommendation, record)
            texts = [f.message for f in recommendation_follows_the_ranking(case, record)]
            assert any("no result is known yet for lot N2" in message for message in texts) is waits

    def test_providers_level_for_a_lot_are_named(self, found):
        """Cedar is neither of the two who are level for it."""
        ordered = LotLimits(most_awarded=1, mechanism=LotMechanism.LOT_ORDER, order=("N1",))
        marks = {"Alder": 80, "Birch": 80, "Cedar": 70}
        (finding,) = found(
            recommendation(("N1", "Cedar")), evolve(ITT, lot_limits=ordered), *evidence(marks)
        )
        assert finding.message.endswith("it goes to Alder or Birch")

    def test_one_of_several_equal_outcomes_is_accepted(self, found):
        """Six ways are as good; the report may take the fifth."""
        marks = {"Alder": 80, "Birch": 80, "Cedar": 80}
        held = self.held(marks, marks)
        for first, second in permutations(marks, 2):
            any_of_them = recommendation(("N1", first), ("N2", second), lots=BOTH)
            assert found(any_of_them, *held, lots=BOTH) == []

    def test_ties_settled_differently_over_lots_are_refused(self, found):
        """If Birch wins the tie for N1, Alder is free for N2: one report cannot have it both ways."""
        ordered = LotLimits(most_awarded=1, mechanism=LotMechanism.LOT_ORDER, order=BOTH)
        held = (
            evolve(ITT, lot_limits=ordered),
            *evidence({"Alder": 80, "Birch": 80}, "N1"),
            *evidence({"Alder": 80, "Cedar": 70}, "N2"),
        )
        for one, two in (("Alder", "Cedar"), ("Birch", "Alder")):
            good = recommendation(("N1", one), ("N2", two), lots=BOTH)
            assert found(good, *held, lots=BOTH) == []
        both_ways = recommendation(("N1", "Birch"), ("N2", "Cedar"), lots=BOTH)
        (finding,) = found(both_ways, *held, lots=BOTH)
        assert finding.message == (
            "The recommendation for lot N2 is Cedar, but under the limit (lots are awarded one "
            "after another in the declared order) it goes to Alder"
        )
        assert found(recommendation(("N2", "Cedar"), lots=("N2",)), *held, lots=("N2",)) == []

    def test_several_places_are_filled_under_the_limit(self, found):
        """With one lot each, the second place of N2 goes past Alder, who has N1."""
        ordered = LotLimits(most_awarded=1, places=2, mechanism=LotMechanism.LOT_ORDER, order=BOTH)
        held = (
            evolve(ITT, lot_limits=ordered),
            *evidence({"Alder": 90}, "N1"),
            *evidence({"Alder": 90, "Birch": 80, "Cedar": 70}, "N2"),
        )
        good = recommendation(("N1", "Alder"), ("N2", "Birch"), ("N2", "Cedar"), lots=BOTH)
        assert found(good, *held, lots=BOTH) == []

    def test_more_providers_than_a_lot_was_announced_for_are_refused(self, found):
        """Ten places were published; the eleventh was never competed for."""
        itt = evolve(ITT, lot_limits=LotLimits(places=1))
        several = recommendation(("N1", "Alder"), ("N1", "Birch"))
        (finding,) = found(several, itt, *evidence())
        assert str(finding) == (
            "2 providers are recommended for lot N1 (Alder and Birch); the maximum announced is "
            "1. Recommend as many as were announced, by their rank."
        )
        assert found(recommendation(("N1", "Alder")), itt, *evidence()) == []

    def test_reserve_that_has_reached_the_limit_is_refused(self, found):
        """Alder has N2, and one lot is the most: it cannot step up for N1."""
        held = self.held({"Alder": 90, "Birch": 80, "Cedar": 70}, {"Alder": 90, "Birch": 60})
        spent = recommendation(("N1", "Birch", "Alder"), ("N2", "Alder"), lots=BOTH)
        (finding,) = found(spent, *held, lots=BOTH)
        assert finding.message == (
            "Alder cannot be in reserve for lot N1: the limit (as many lots awarded as can be, "
            "with the highest total score over them all) allows no more lots"
        )
        good = recommendation(("N1", "Birch", "Cedar"), ("N2", "Alder"), lots=BOTH)
        assert found(good, *held, lots=BOTH) == []

    def test_lot_that_no_provider_may_take_goes_to_none(self, found):
        """Alder alone tenders for both, and one lot is the most."""
        held = self.held({"Alder": 90}, {"Alder": 80})
        wrong = recommendation(("N2", "Alder"), lots=("N2",))
        (finding,) = found(wrong, *held, lots=("N2",))
        assert finding.message.endswith("it goes to no provider")

    def test_prices_on_different_bases_make_the_limit_inapplicable(self, found):
        """One lot is asked for by the hour, the other by the year: the check says so, and goes on."""
        price = Criterion(reference="price", title="price", kind=CriterionKind.PRICE)
        method = QualityFloorThenPrice(criteria=(QUALITY, price), quality_floor=50)
        itt = evolve(self.ITT, method=method)
        held = [itt]
        for lot, per in (("N1", "hour"), ("N2", "year")):
            tender, *marks = evidence({"Alder": 90}, lot)
            offer = LotPrice(lot=lot, price=pounds(18), per=per)
            held += [evolve(tender, prices=(offer,)), *marks]
        (finding,) = found(recommendation(("N1", "Alder")), *held)
        assert finding.message.startswith(
            "The limit (as many lots awarded as can be, with the highest total score over them all) cannot be applied: prices on different bases"
        )

    def test_lots_abandoned_or_without_tenders_take_nothing(self, found):
        """A lot that nobody tendered for, and no longer can, cannot change who gets another."""
        held = (self.ITT, *evidence({"Alder": 90, "Birch": 80}))
        assert found(recommendation(("N1", "Alder")), *held) == []


class TestReserves:
    """A winner that does not sign, and the next."""

    FELL = AwardFellThrough(
        on=date(2022, 11, 20),
        because="it will not sign",
        recommendation="R0",
        provider="Alder",
        lots=("N1",),
    )

    def test_lots_recommended_without_a_limit_do_not_count(self, found):
        """A lot under other limits, or under none, takes nothing from this one."""
        alone = evolve(ITT, lots=("N2",))
        limited = evolve(ITT, lots=("N1",), lot_limits=LIMITS)
        earlier = evolve(recommendation(("N2", "Alder"), lots=("N2",)), reference="R0")
        held = (alone, limited, *evidence(), earlier)
        assert found(recommendation(("N1", "Alder")), *held) == []

    def test_provider_whose_award_fell_through_is_refused_again(self, found):
        """It would not sign; what has changed must be said."""
        again = recommendation(("N1", "Alder"))
        (finding,) = found(again, ITT, *evidence(), self.FELL)
        assert finding.message == (
            "Alder is recommended for lot N1, but its award there fell through on 20 November "
            "2022: it will not sign"
        )
        assert finding.blocks

    def test_third_in_order_follows_two_that_fell_through(self, found):
        """After Alder and Birch it is Cedar's turn."""
        second = evolve(self.FELL, on=date(2022, 11, 27), provider="Birch")
        held = (ITT, *evidence(), self.FELL, second)
        assert found(recommendation(("N1", "Cedar")), *held) == []

    def test_reserve_under_a_limit_is_one_with_room(self, found):
        """Alder gives N2 up; Birch, next by the marks, has N1 already, so Cedar is due."""
        itt = evolve(ITT, lot_limits=LIMITS)
        held = (
            itt,
            *evidence({"Birch": 90}, "N1"),
            *evidence({"Alder": 90, "Birch": 80, "Cedar": 70}, "N2"),
            evolve(recommendation(("N1", "Birch"), lots=("N1",)), reference="R0"),
            evolve(self.FELL, lots=("N2",)),
        )
        greedy = found(recommendation(("N2", "Birch"), lots=("N2",)), *held, lots=("N2",))
        assert [f.code for f in greedy] == ["lot-limit-exceeded", "departs-from-ranking"]
        good = recommendation(("N2", "Cedar"), lots=("N2",))
        assert found(good, *held, lots=("N2",)) == []

    def test_provider_that_gives_up_one_lot_may_have_another(self, found):
        """Alder will not sign N1; for N2, where it is first, it still stands."""
        itt = evolve(ITT, lot_limits=LIMITS)
        held = (
            itt,
            *evidence({"Alder": 90, "Birch": 80}, "N1"),
            *evidence({"Alder": 90, "Birch": 80}, "N2"),
            self.FELL,
        )
        good = recommendation(("N1", "Birch"), ("N2", "Alder"), lots=BOTH)
        assert found(good, *held, lots=BOTH) == []


class TestMarksAfterwards:
    """Marks that became known when the award had been recommended."""

    LATE = MarkCorrected(
        on=DAY,
        panel="p",
        assessor="O1",
        provider="Alder",
        lots=("N1",),
        corrected=Mark(criterion="q", mark=10),
        because="read off the wrong row",
        learned=Learned(on=date(2022, 11, 3), because="found in the notes"),
    )
    FIRST = evolve(recommendation(("N1", "Alder")), reference="R0")
    SECOND = recommendation(("N1", "Birch"))

    @pytest.fixture
    def texts(self, begun):
        """What is said of the second recommendation after these records, as texts."""

        def made(*held, lots=("N1",)):
            ledger = Ledger()
            ledger.add(begun, Begins())
            for entry in (ITT, *evidence(), *held):
                back = Returns((Stage.AWARD,), to=Stage.EVALUATION)
                ledger.add(entry, back if isinstance(entry, EvaluationReopened) else ANY_TIME)
            case = Case(ledger, self.SECOND.on, lots, AwardRecommendation, self.SECOND)
            return [str(f) for f in marks_stand_since_the_last_recommendation(case, self.SECOND)]

        return made

    def test_marks_after_the_award_without_a_return_are_refused(self, texts):
        """Everybody was told who had won; that it changes must be done in the open."""
        assert texts(self.FIRST, self.LATE) == [
            (
                "The corrected mark of 7 October 2022 became known on 3 November 2022, after the "
                "award was recommended on 28 October 2022. Reopen the evaluation first, so that "
                "every bidder has the outcome."
            )
        ]

    def test_record_of_another_lot_does_not_hide_late_marks(self, texts):
        """A tender for the south stands in the ledger before the award of the north."""
        south = next(evidence(lot="N2"))
        assert len(texts(south, self.FIRST, south, self.LATE)) == 1

    @pytest.mark.parametrize(
        "record",
        [
            DeclarationOfInterest(on=date(2022, 11, 3), panel="p", member="O1", conflicts_with=("Alder",)),
            evolve(next(evidence()), learned=Learned(on=date(2022, 11, 3), because="in the safe")),
        ],
    )  # fmt: skip
    def test_interests_and_tenders_after_the_award_are_refused(self, record, texts):
        """Each takes marks out of the result, or puts a bidder into it."""
        assert len(texts(self.FIRST, record)) == 1
        nothing = DeclarationOfInterest(on=date(2022, 11, 3), panel="p", member="O1")
        assert texts(self.FIRST, nothing) == []

    def test_marks_after_the_evaluation_is_reopened_are_accepted(self, texts):
        """That is what the return is for."""
        reopened = EvaluationReopened(
            on=date(2022, 11, 4), because="a mark was wrong", lots=("N1",)
        )
        assert texts(self.FIRST, self.LATE, reopened) == []
        fell = TestReserves.FELL
        assert len(texts(self.FIRST, self.LATE, fell)) == 1

    def test_marks_before_the_award_or_of_other_lots_are_accepted(self, texts):
        """A late sheet is a late sheet; the other lot's award is its own."""
        assert texts(self.LATE, self.FIRST) == []
        assert texts(self.FIRST, self.LATE, lots=("N2",)) == []
