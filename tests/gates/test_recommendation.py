"""The recommendation follows the ranking, within the limits, or says why not."""

# ruff: noqa: E501 (messages are asserted in full, one case a line)

from datetime import date

import pytest
from attrs import evolve

from commissioning.gates.case import Case
from commissioning.gates.recommendation import recommendation_follows_the_ranking
from commissioning.ledger import Begins, During, Ledger
from commissioning.records.award import AwardRecommendation, LotAward
from commissioning.records.criteria import Criterion, DescribedCriteria, PanelMean, WeightedSum
from commissioning.records.history import BroughtForward
from commissioning.records.panel import Mark, ScoreSheet
from commissioning.records.returns import AwardFellThrough
from commissioning.records.specification import Lot
from commissioning.records.tender import (
    InvitationToTender,
    LotLimits,
    LotMechanism,
    TenderReceived,
)
from commissioning.stages import Stage
from commissioning.values.deadlines import Deadline
from commissioning.values.findings import Severity
from commissioning.values.scales import OUT_OF_100

ANY_TIME = During(tuple(Stage))
DAY = date(2022, 10, 7)
BEGUN = BroughtForward(
    on=date(2022, 8, 1), stage=Stage.EVALUATION, because="only the evaluation is told",
    divided_into=(Lot(reference="N1", title="one"), Lot(reference="N2", title="two")),
)  # fmt: skip
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


def found(record, *held, lots=("N1",)):
    ledger = Ledger()
    ledger.add(BEGUN, Begins())
    for entry in held:
        ledger.add(entry, ANY_TIME)
    case = Case(ledger=ledger, on=record.on, lots=lots, kind=type(record), record=record)
    return list(recommendation_follows_the_ranking(case, record))


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
def test_what_follows_the_ranking_passes(awards):
    """A framework takes the first few; level tenders may come in either order."""
    assert found(recommendation(*awards), ITT, *evidence()) == []


@pytest.mark.parametrize(
    ("awards", "message"),
    [
        (
            (("N1", "Birch"),),
            "lot N1 is recommended for Birch; by the marks the order is Alder, Birch = Cedar; follow the ranking, or say why not (departs_from_ranking_because)",
        ),
        (
            (("N1", "Birch"), ("N1", "Cedar")),
            "lot N1 is recommended for Birch and Cedar; by the marks the order is Alder, Birch = Cedar; follow the ranking, or say why not (departs_from_ranking_because)",
        ),
    ],
)
def test_passing_over_the_first_needs_a_reason(awards, message):
    """The marks were published in order to be followed."""
    (finding,) = found(recommendation(*awards), ITT, *evidence())
    assert str(finding) == message
    assert finding.blocks


def test_reserves_come_in_order_too():
    """A reserve that jumps the queue is a departure in waiting."""
    marks = {"Alder": 90, "Birch": 80, "Cedar": 70}
    (finding,) = found(recommendation(("N1", "Alder", "Cedar")), ITT, *evidence(marks))
    assert finding.message == (
        "lot N1 is recommended for Alder with Cedar in reserve; by the marks the order is Alder, Birch, Cedar"
    )


def test_a_departure_with_its_reason_is_let_through_and_shown():
    """Officers may have cause; members must see it."""
    (finding,) = found(
        recommendation(("N1", "Birch"), because="Alder's registration lapsed"), ITT, *evidence()
    )
    assert finding.severity is Severity.WARNS
    assert finding.message.endswith("; the reason given is: Alder's registration lapsed")


def test_after_a_winner_falls_through_the_next_follows():
    """The reserve is recommended anew without an excuse."""
    fell = AwardFellThrough(
        on=date(2022, 11, 20),
        because="it will not sign",
        recommendation="R0",
        provider="Alder",
        lots=("N1",),
    )
    assert found(recommendation(("N1", "Birch")), ITT, *evidence(), fell) == []


def test_only_tenderers_that_are_not_excluded_are_recommended():
    """No reason can carry a lot to somebody without a tender, or below the published minimum."""
    codes = [
        (f.code, f.message)
        for f in found(
            recommendation(("N1", "Larch", "Damson"), because="we like them"), ITT, *evidence()
        )
    ]
    assert codes == [
        ("awarded-without-tender", "Larch is recommended for lot N1 and has no tender there"),
        (
            "awarded-excluded",
            "Damson is recommended for lot N1 and is excluded: quality is below the minimum mark of 50",
        ),
    ]


def test_described_criteria_need_a_reason_and_then_only_warn():
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


def test_without_an_invitation_or_marks_the_check_is_silent():
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

    def test_the_allocation_is_followed(self):
        """Alder is first for both, and keeps the one that is best for all."""
        held = self.held({"Alder": 90, "Birch": 80}, {"Alder": 90, "Birch": 60})
        good = recommendation(("N1", "Birch"), ("N2", "Alder"), lots=BOTH)
        assert found(good, *held, lots=BOTH) == []
        bad = recommendation(("N1", "Alder"), ("N2", "Birch"), lots=BOTH)
        messages = [f.message for f in found(bad, *held, lots=BOTH)]
        assert messages == [
            "lot N1 is recommended for Alder; under the limit (the combination with the highest total score over all lots) it goes to Birch",
            "lot N2 is recommended for Birch; under the limit (the combination with the highest total score over all lots) it goes to Alder",
        ]

    def test_either_of_two_equal_outcomes_may_be_recommended(self):
        """The marks do not choose between them; the report may."""
        held = self.held({"Alder": 90, "Birch": 80}, {"Alder": 90, "Birch": 80})
        for first, second in (("Alder", "Birch"), ("Birch", "Alder")):
            either = recommendation(("N1", first), ("N2", second), lots=BOTH)
            assert found(either, *held, lots=BOTH) == []

    def test_more_lots_than_announced_are_refused(self):
        """The cap was published; bidders planned by it."""
        held = self.held({"Alder": 90}, {"Alder": 90, "Birch": 60})
        greedy = recommendation(("N1", "Alder"), ("N2", "Alder"), lots=BOTH)
        first = found(greedy, *held, lots=BOTH)[0]
        assert str(first) == (
            "Alder is recommended for 2 lots (N1, N2); at most 1 were announced; award by the published rule: "
            "the combination with the highest total score over all lots"
        )

    def test_several_winners_for_a_lot_are_held_to_the_ranking_alone(self):
        """A framework lot takes several; the cap still counts lots."""
        held = self.held({"Alder": 90, "Birch": 80}, {"Cedar": 70})
        several = recommendation(("N1", "Alder"), ("N1", "Birch"), ("N2", "Cedar"), lots=BOTH)
        assert found(several, *held, lots=BOTH) == []

    def test_a_tie_under_the_limit_may_go_either_way(self):
        """Lot order leaves a tie undecided, and the report decides it."""
        ordered = LotLimits(most_awarded=1, mechanism=LotMechanism.LOT_ORDER, order=("N1",))
        held = (evolve(ITT, lot_limits=ordered), *evidence({"Alder": 80, "Birch": 80}))
        assert found(recommendation(("N1", "Birch")), *held) == []
