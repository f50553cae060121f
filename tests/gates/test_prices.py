"""Prices that look too low: asked, heard and decided, lot by lot, as the law of the day has it."""

# ruff: noqa: E501 (messages are asserted in full, one case a line)

from datetime import date

import pytest
from attrs import evolve

from commissioning.dates.periods import Deadline
from commissioning.findings.citation import Citation
from commissioning.findings.finding import Severity
from commissioning.gates.tenders import bidder_was_heard, low_prices_are_settled
from commissioning.law.law import Law, Row
from commissioning.law.questions import LOW_PRICE_ASKED, LOW_PRICE_HEARD
from commissioning.records.award import AwardRecommendation, LotAward
from commissioning.records.criteria import Criterion, CriterionKind
from commissioning.records.low_prices import BelowNext
from commissioning.records.methods import WeightedSum
from commissioning.records.pricing import LowestPriceProportional
from commissioning.records.strategy import ProcurementFacts, ProcurementStrategy
from commissioning.records.tender import (
    InvitationToTender,
    LotPrice,
    PriceDecision,
    PriceExplained,
    PriceOutcome,
    PriceQueried,
    TenderReceived,
    TenderWithdrawn,
)
from commissioning.stages import During, Route, Stage
from commissioning.values.money import pounds
from commissioning.values.scales import ZERO_TO_FIVE

ANY_TIME = During(tuple(Stage))
DAY = date(2022, 10, 7)
METHOD = WeightedSum(
    criteria=(
        Criterion(reference="q", title="quality", weight=60, scale=ZERO_TO_FIVE, panel="p"),
        Criterion(reference="price", title="price", weight=40, kind=CriterionKind.PRICE),
    )
)


def invitation(**more):
    return InvitationToTender(
        **{
            "on": date(2022, 8, 22),
            "method": METHOD,
            "price_formula": LowestPriceProportional(),
            "tenders_due_by": Deadline(date(2022, 9, 30)),
            **more,
        }
    )


def tender(provider="Alder", price=100, lot="N1"):
    offer = LotPrice(lot=lot, price=pounds(price))
    return TenderReceived(on=date(2022, 9, 29), provider=provider, lots=(lot,), prices=(offer,))


AWARD = AwardRecommendation(
    on=date(2022, 10, 28), reference="R1", awards=(LotAward(lot="N1", provider="Alder"),)
)
HELD = (invitation(), tender())


QUERY = PriceQueried(
    on=DAY, provider="Alder", because="35% below the next", answer_by=Deadline(date(2022, 10, 14))
)
DECISION = PriceDecision(
    on=date(2022, 10, 20),
    provider="Alder",
    outcome=PriceOutcome.DISREGARDED,
    because="below the wage floor",
)


class TestLowPrices:
    """Asked, heard, decided."""

    def test_price_query_without_a_decision_is_refused(self, found, texts):
        """An open question hangs over the award."""
        assert texts(low_prices_are_settled, AWARD, *HELD, QUERY) == [
            (
                "The price of Alder was questioned on 7 October 2022 (35% below the next), but no "
                "decision is recorded yet. Record the answer and the decision."
            )
        ]
        (finding,) = found(low_prices_are_settled, AWARD, *HELD, QUERY)
        assert finding.about == "Alder"
        assert texts(low_prices_are_settled, AWARD, *HELD, QUERY, DECISION) == []
        assert texts(low_prices_are_settled, AWARD) == []

    def test_low_price_that_was_not_queried_is_warned_of(self, found):
        """The council published the trigger; it applies it to everybody."""
        itt = invitation(low_price_triggers=(BelowNext(percent=20),))
        held = (itt, tender(price=60), tender("Birch", 100))
        (finding,) = found(low_prices_are_settled, AWARD, *held)
        assert str(finding) == (
            "The price of Alder is 40% below the next lowest, but the bidder has not been asked "
            "about it. Ask the bidder to show that the price is workable."
        )
        assert finding.severity is Severity.WARNS
        assert found(low_prices_are_settled, AWARD, *held, QUERY, DECISION) == []

    def test_low_price_that_the_law_says_to_query_is_refused(self, found):
        """Under the regulations of 2015 a bidder must be asked; under the Act it may be."""
        itt = invitation(low_price_triggers=(BelowNext(percent=20),))
        held = (itt, tender(price=60), tender("Birch", 100))
        must = self.law(parameter=LOW_PRICE_ASKED)
        (finding,) = found(low_prices_are_settled, AWARD, *held, law=must)
        assert str(finding) == (
            "The price of Alder is 40% below the next lowest, but the bidder has not been asked "
            "about it (Public Contracts Regulations 2015, regulation 69). Ask the bidder to show "
            "that the price is workable, or record a waiver that says why it does not look too "
            "low."
        )
        assert finding.blocks
        may = self.law(False, parameter=LOW_PRICE_ASKED)
        (finding,) = found(low_prices_are_settled, AWARD, *held, law=may)
        assert not finding.blocks

    @pytest.mark.parametrize("small", ["N1", "N2"])
    def test_price_is_judged_by_the_law_of_its_own_lot(self, small, begun, found):
        """Regulation 69 is in Part 2, which binds from the threshold on (regulation 3(1))."""
        strategies = [
            ProcurementStrategy(
                on=date(2022, 8, 2),
                route=Route.open(),
                facts=ProcurementFacts(light_touch=False, above_threshold=lot != small),
                lots=(lot,),
            )
            for lot in ("N1", "N2")
        ]
        offers = [
            tender(p, price, lot)
            for lot in ("N1", "N2")
            for p, price in (("Alder", 60), ("Birch", 100))
        ]
        held = (*strategies, invitation(low_price_triggers=(BelowNext(percent=20),)), *offers)
        given = {"lots": ("N1", "N2"), "begun": evolve(begun, commenced_on=date(2022, 8, 1))}
        asked = found(low_prices_are_settled, AWARD, *held, **given)
        assert [finding.blocks for finding in asked] == [lot != small for lot in ("N1", "N2")]
        early = evolve(DECISION, on=date(2022, 10, 10), lots=("N1", "N2"))
        (unheard,) = found(bidder_was_heard, early, *held, QUERY, **given)
        assert unheard.blocks
        (only,) = found(bidder_was_heard, early, *held, QUERY, **{**given, "lots": (small,)})
        assert not only.blocks

    def test_second_query_needs_a_decision_of_its_own(self, found):
        """What was decided before it was asked decides nothing."""
        second = evolve(QUERY, on=date(2022, 10, 21), answer_by=None, because="the answer is new")
        assert len(found(low_prices_are_settled, AWARD, *HELD, QUERY, DECISION, second)) == 1
        elsewhere = evolve(DECISION, provider="Birch")
        assert len(found(low_prices_are_settled, AWARD, *HELD, QUERY, elsewhere)) == 1

    def test_query_to_a_withdrawn_bidder_is_closed(self, found):
        """A tender that was taken back has no price to decide on, and sets no other's mean."""
        back = TenderWithdrawn(on=date(2022, 10, 12), provider="Alder")
        assert found(low_prices_are_settled, AWARD, *HELD, QUERY, back) == []
        itt = invitation(low_price_triggers=(BelowNext(percent=20),))
        held = (itt, tender(price=60), tender("Birch", 100), tender("Cedar", 110))
        assert found(low_prices_are_settled, AWARD, *held, back) == []

    def law(self, value=True, parameter=LOW_PRICE_HEARD):
        row = Row(
            parameter=parameter, value=value, applies_from=date(2015, 2, 26),
            citation=Citation("Public Contracts Regulations 2015", "regulation 69"),
        )  # fmt: skip
        return Law(
            regime="Public Contracts Regulations 2015", commenced_on=date(2022, 7, 11), rows=(row,)
        )

    def test_bidder_disregarded_unheard_is_refused(self, found):
        """The law asks for it; the source is named."""
        early = evolve(DECISION, on=date(2022, 10, 10))
        (finding,) = found(bidder_was_heard, early, QUERY, law=self.law())
        assert str(finding) == (
            "The tender of Alder is disregarded for its price before the bidder has answered "
            "(Public Contracts Regulations 2015, regulation 69). Record the answer, or wait until "
            "the day by which it was due has passed."
        )
        assert finding.blocks

    def test_bidder_disregarded_unheard_without_a_law_is_warned_of(self, found):
        """Fair dealing is advice where no rule commands it."""
        early = evolve(DECISION, on=date(2022, 10, 10))
        for law in (self.law(False), Law.unknown("no strategy")):
            (finding,) = found(bidder_was_heard, early, QUERY, law=law)
            assert (finding.severity, finding.source) == (Severity.WARNS, None)

    @pytest.mark.parametrize(
        ("decision", "held"),
        [
            (DECISION, (QUERY,)),
            (
                evolve(DECISION, on=date(2022, 10, 10)),
                (
                    QUERY,
                    PriceExplained(
                        on=date(2022, 10, 9), provider="Alder", explanation="own branch"
                    ),
                ),
            ),
            (
                evolve(DECISION, on=date(2022, 10, 10)),
                (
                    QUERY,
                    PriceExplained(
                        on=date(2022, 10, 10), provider="Alder", explanation="own branch"
                    ),
                ),
            ),
            (evolve(DECISION, outcome=PriceOutcome.ACCEPTED), ()),
        ],
        ids=("after a fair wait", "after an answer", "on the day of the answer", "accepted"),
    )
    def test_bidder_disregarded_after_an_answer_or_a_fair_wait_is_accepted(
        self, decision, held, found
    ):
        """Silence past the day is an answer too."""
        assert found(bidder_was_heard, decision, *held, law=self.law()) == []

    def test_query_without_a_day_gives_no_fair_wait(self, texts):
        """Nobody can be late for no deadline."""
        endless = evolve(QUERY, answer_by=None)
        (message,) = texts(bidder_was_heard, DECISION, endless, law=self.law())
        assert message.endswith("Record the answer, or ask again and set a day for it.")

    def test_lot_asked_without_a_day_is_not_waited_for_because_another_has_one(self, texts):
        """Waiting for the day of N1 would leave the decision on N2 refused for ever."""
        early = evolve(DECISION, on=date(2022, 10, 10))
        queries = (evolve(QUERY, lots=("N1",)), evolve(QUERY, lots=("N2",), answer_by=None))
        (message,) = texts(bidder_was_heard, early, *queries, lots=("N1", "N2"), law=self.law())
        assert message.endswith("Record the answer, or ask again and set a day for it.")

    def test_lot_that_was_heard_has_no_part_in_the_advice(self, texts):
        """N2 was asked without a day and has answered; for N1 it is enough to wait."""
        early = evolve(DECISION, on=date(2022, 10, 10))
        held = (
            evolve(QUERY, lots=("N1",)),
            evolve(QUERY, lots=("N2",), answer_by=None),
            evolve(self.ANSWER, lots=("N2",)),
        )
        (message,) = texts(bidder_was_heard, early, *held, lots=("N1", "N2"), law=self.law())
        assert message.endswith("or wait until the day by which it was due has passed.")

    def test_last_query_is_the_last_by_its_day(self, found):
        """A query found late and entered last does not give the bidder less time for the newer one."""
        newer = evolve(QUERY, on=date(2022, 10, 19), answer_by=Deadline(date(2022, 10, 26)))
        assert found(bidder_was_heard, DECISION, newer, QUERY, law=self.law())

    ANSWER = PriceExplained(on=date(2022, 10, 9), provider="Alder", explanation="own branch")

    @pytest.mark.parametrize(
        ("decision", "held", "lots"),
        [
            (DECISION, (evolve(QUERY, lots=("N1",)),), ("N2",)),
            (DECISION, (evolve(QUERY, lots=("N1",)),), ("N1", "N2")),
            (DECISION, (evolve(QUERY, answer_by=None), evolve(ANSWER, lots=("N2",))), ("N1",)),
            (DECISION, (evolve(QUERY, provider="Birch"), ANSWER), ("N1",)),
            (DECISION, (ANSWER,), ("N1",)),
            (evolve(DECISION, on=date(2022, 10, 8)), (QUERY, ANSWER), ("N1",)),
            (DECISION, (QUERY, ANSWER, evolve(QUERY, on=date(2022, 10, 19), answer_by=Deadline(date(2022, 10, 26)))), ("N1",)),
            (DECISION, (evolve(QUERY, answer_by=None), evolve(ANSWER, provider="Birch")), ("N1",)),
        ],
        ids=["asked about another lot", "asked about one of two lots", "answered about another lot", "somebody else was asked", "nobody was asked", "answered after the decision", "asked again since", "somebody else answered"],
    )  # fmt: skip
    def test_answer_to_another_query_is_no_hearing(self, decision, held, lots, found):
        """Each of these would shut a bidder out on a point it never heard of."""
        held = tuple(sorted(held, key=lambda record: record.on))
        assert found(bidder_was_heard, decision, *held, lots=lots, law=self.law())
