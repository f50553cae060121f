"""Tenders rejected, withdrawn or corrected, and the points of everybody else."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from commissioning.cycle import Cycle
from commissioning.dates.periods import Deadline
from commissioning.errors import RecordError, written
from commissioning.evaluation.evaluation import Evaluation, evaluate
from commissioning.records.approval import HowNotApproved, NotApproved
from commissioning.records.award import ApprovalToAward, AwardRecommendation, LotAward
from commissioning.records.criteria import Criterion, CriterionKind, PanelMean
from commissioning.records.ending import AwardFellThrough, EvaluationReopened
from commissioning.records.history import BroughtForward
from commissioning.records.low_prices import BelowAmount
from commissioning.records.methods import WeightedSum
from commissioning.records.panel import Mark, ScoreSheet
from commissioning.records.pricing import LowestPriceProportional
from commissioning.records.record import Record
from commissioning.records.strategy import ProcurementFacts
from commissioning.records.tender import (
    AfterWithdrawal,
    InvitationToTender,
    LotPrice,
    TenderReceived,
    TenderWithdrawn,
)
from commissioning.records.tender_faults import PriceCorrected, RejectionGround, TenderRejected
from commissioning.stages import Route, Stage
from commissioning.values.money import Money, VatBasis, pounds
from commissioning.values.scales import OUT_OF_100

ISSUED = date(2023, 3, 1)
CAME = date(2023, 4, 1)
MARKED = date(2023, 4, 9)
AWARDED = date(2023, 5, 2)
LEFT = date(2023, 5, 3)
QUALITY = Criterion(
    reference="q", title="quality", weight=60, scale=OUT_OF_100, one_mark=PanelMean()
)
PRICE = Criterion(reference="p", title="price", weight=40, kind=CriterionKind.PRICE)
INVITATION = InvitationToTender(
    on=ISSUED,
    method=WeightedSum(criteria=(QUALITY, PRICE)),
    price_formula=LowestPriceProportional(),
    tenders_due_by=Deadline(CAME),
)
BIDS = {"Elm": (95, 50), "Oak": (80, 120), "Ash": (72, 100)}
"""Quality and price: with Elm's price Oak is before Ash, without it Ash is before Oak."""
ELM_LEFT = TenderWithdrawn(on=LEFT, provider="Elm")


def tenders(bids: dict[str, tuple[int, int]] = BIDS) -> list[TenderReceived]:
    return [
        TenderReceived(on=CAME, provider=who, prices=(LotPrice(price=pounds(price)),))
        for who, (_, price) in bids.items()
    ]


def sheets(bids: dict[str, tuple[int, int]] = BIDS) -> list[ScoreSheet]:
    return [
        ScoreSheet(
            on=MARKED,
            panel="o",
            assessor="1",
            provider=who,
            marks=(Mark(criterion="q", mark=mark, because="as it reads"),),
        )
        for who, (mark, _) in bids.items()
    ]


def cycle(*later: Record, invitation: InvitationToTender = INVITATION) -> Cycle:
    """The marks of a procurement in award, with what came later put in as it happened."""
    begun = BroughtForward(
        on=MARKED,
        stage=Stage.AWARD,
        because="the earlier papers are in the archive",
        route=Route.open(),
        facts=ProcurementFacts(light_touch=True, above_threshold=True),
        commenced_on=ISSUED,
        carries=(invitation, *tenders(), *sheets()),
    )
    return Cycle.audit("Day centre", (begun, *later)).cycle


def recommended(provider: str, reference: str = "R1", on: date = AWARDED) -> AwardRecommendation:
    return AwardRecommendation(on=on, reference=reference, awards=(LotAward(provider=provider),))


def points(result: Evaluation, *providers: str) -> dict[str, Fraction | None]:
    return {provider: result.total(provider) for provider in providers}


def remarks(result: Evaluation) -> list[tuple[str, str]]:
    """The remarks, without the one that marks of a tender withdrawn no longer count."""
    every = [(remark.code, str(remark)) for remark in result.remarks]
    return [remark for remark in every if remark[0] != "marked-without-tender"]


class TestWithdrawal:
    """The price formula compares tenders, so one that leaves moves the points of the others."""

    def test_withdrawal_that_turns_the_order_is_remarked_on(self):
        """The second and third change places because the first left: bidders ask why."""
        after = evaluate(INVITATION, tenders(), sheets(), withdrawn=[ELM_LEFT])

        assert after.ranking == (("Ash",), ("Oak",))
        assert remarks(after) == [
            ("order-turned",
             "Without Elm, the order is Ash, Oak; with it, the order of the same tenders was Oak, "
             "Ash. Say in the report that this decides the order, and why the points are worked out "
             "again.")
        ]  # fmt: skip

    def test_withdrawal_that_turns_nothing_is_not_remarked_on(self):
        """A remark that is always there is read by nobody."""
        left = TenderWithdrawn(on=LEFT, provider="Ash")
        assert remarks(evaluate(INVITATION, tenders(), sheets(), withdrawn=[left])) == []

    def test_withdrawal_before_any_marks_turns_no_order(self):
        """Without marks there was no order to turn."""
        unmarked = [sheet for sheet in sheets() if sheet.provider != "Elm"]
        assert evaluate(INVITATION, tenders(), unmarked, withdrawn=[ELM_LEFT]).remarks == ()

    def test_withdrawal_before_the_recommendation_is_reckoned_anew(self):
        """The report is made on the tenders that are there."""
        early = TenderWithdrawn(on=MARKED, provider="Elm")
        assert cycle(early, recommended("Ash")).evaluation().ranking == (("Ash",), ("Oak",))

    def test_withdrawal_after_the_recommendation_leaves_the_others_points(self):
        """Losers were told their points; the next in line is the one they were told of."""
        before, after = cycle().evaluation(), cycle(recommended("Elm"), ELM_LEFT).evaluation()

        assert points(after, "Oak", "Ash") == points(before, "Oak", "Ash")
        assert after.ranking == (("Oak",), ("Ash",))
        assert after.remarks == ()
        assert after.note(after.standing("Elm")) == (
            "excluded: withdrawn on 3 May 2023, after an award was recommended; the points of the "
            "others stay as they were"
        )

    @pytest.mark.parametrize(
        ("after", "stay"),
        [
            ((), True),
            (("refused",), False),
            (("returned for more work",), False),
            (("deferred to a later meeting",), True),
            (("refused", "approved"), True),
            (("replaced",), False),
        ],
        ids=str,
    )
    def test_points_stay_only_for_a_recommendation_in_force(
        self, after: tuple[str, ...], stay: bool
    ):
        """A report that was thrown out told bidders nothing; the next one is made on those who are left."""
        records: list[Record] = [recommended("Elm"), ELM_LEFT]
        for what in after:
            if what == "replaced":
                again = recommended("Oak", "R2", ELM_LEFT.on + timedelta(1))
                records.append(evolve(again, replaces=("R1",)))
            elif what == "approved":
                records.append(
                    ApprovalToAward(
                        on=ELM_LEFT.on + timedelta(2), recommendation="R1", decided_by="Cabinet"
                    )
                )
            else:
                records.append(
                    NotApproved(
                        on=ELM_LEFT.on + timedelta(1),
                        asked="approval-to-award",
                        about="R1",
                        how=HowNotApproved(what),
                        because="x",
                        decided_by="Cabinet",
                    )
                )
        expected = (("Oak",), ("Ash",)) if stay else (("Ash",), ("Oak",))
        assert cycle(*records).evaluation().ranking == expected

    def test_explanation_of_points_that_stay_still_adds_up(self):
        """A line is worked out with the lowest price that it was given with."""
        after = cycle(recommended("Elm"), ELM_LEFT).evaluation()
        assert "50.00 / 100.00 x 40 = 20" in after.explain("Ash")

    def test_invitation_may_declare_that_points_are_reckoned_anew(self):
        """Some councils publish that rule, and then have to keep to it."""
        invitation = InvitationToTender(
            on=ISSUED,
            method=INVITATION.method,
            price_formula=INVITATION.price_formula,
            tenders_due_by=INVITATION.tenders_due_by,
            after_withdrawal=AfterWithdrawal.POINTS_ANEW,
        )
        after = cycle(recommended("Elm"), ELM_LEFT, invitation=invitation).evaluation()
        assert after.ranking == (("Ash",), ("Oak",))
        assert [code for code, _ in remarks(after)] == ["order-turned"]

    def test_points_stay_when_the_award_falls_through(self):
        """The reserve is the next by the marks that every bidder had the outcome."""
        fell = AwardFellThrough(
            on=date(2023, 5, 4), recommendation="R1", provider="Elm", because="it withdrew"
        )
        assert cycle(recommended("Elm"), ELM_LEFT, fell).evaluation().winner == "Oak"

    def test_reopened_evaluation_is_reckoned_anew(self):
        """Marks that are looked at again are the marks of the tenders still there."""
        again = EvaluationReopened(on=date(2023, 5, 4), because="an adding-up slip")
        assert cycle(recommended("Elm"), ELM_LEFT, again).evaluation().winner == "Ash"

    @pytest.mark.parametrize(("first", "winner"), [("recommended", "Oak"), ("withdrawn", "Ash")])
    def test_on_one_day_the_order_of_entry_decides(self, first, winner):
        """A provider may withdraw in the afternoon of the day on which it was recommended."""
        left = TenderWithdrawn(on=AWARDED, provider="Elm")
        records = (
            (recommended("Elm"), left) if first == "recommended" else (left, recommended("Ash"))
        )
        assert cycle(*records).evaluation().winner == winner

    def test_withdrawal_entered_again_after_the_recommendation_came_before_it(self):
        """The same day and the same words: a copy of the record is the same withdrawal."""
        left = TenderWithdrawn(on=AWARDED, provider="Elm")
        for again in (left, evolve(left)):
            assert cycle(left, recommended("Ash"), again).evaluation().winner == "Ash"

    @given(
        st.lists(st.tuples(st.integers(0, 100), st.integers(1, 200)), min_size=3, max_size=5),
        st.data(),
    )
    def test_points_of_the_others_never_change_once_recommended(self, drawn, data):
        """Whatever the marks and prices, and whoever leaves."""
        bids = {f"P{number}": bid for number, bid in enumerate(drawn)}
        gone = data.draw(st.sampled_from(sorted(bids)))
        begun = BroughtForward(
            on=MARKED, stage=Stage.AWARD, because="archived", route=Route.open(),
            facts=ProcurementFacts(light_touch=True, above_threshold=True), commenced_on=ISSUED,
            carries=(INVITATION, *tenders(bids), *sheets(bids)),
        )  # fmt: skip
        left = TenderWithdrawn(on=LEFT, provider=gone)
        before = Cycle.audit("x", (begun, recommended("P0"))).cycle.evaluation()
        after = Cycle.audit("x", (begun, recommended("P0"), left)).cycle.evaluation()

        others = [provider for provider in bids if provider != gone]
        assert points(after, *others) == points(before, *others)
        assert after.standing(gone).rank is None


class TestRejection:
    """A rejected tender is neither evaluated nor awarded."""

    REJECTED = TenderRejected(
        on=MARKED, provider="Elm", ground=RejectionGround.LATE, because="it came at 12:04"
    )

    def test_rejected_tender_is_excluded_with_its_ground(self):
        """Its bidder reads in the report why it was not judged."""
        result = evaluate(INVITATION, tenders(), sheets(), rejected=[self.REJECTED])

        assert result.standing("Elm").exclusions == (
            "rejected because it came after the deadline: it came at 12:04",
        )
        assert [code for code, _ in remarks(result)] == ["order-turned"]

    def test_rejected_tender_needs_neither_marks_nor_a_price(self):
        """It is rejected for what it lacks."""
        came = [t for t in tenders() if t.provider != "Elm"]
        unmarked = [sheet for sheet in sheets() if sheet.provider != "Elm"]
        bare = TenderReceived(on=CAME, provider="Elm")
        result = evaluate(INVITATION, [*came, bare], unmarked, rejected=[self.REJECTED])
        assert result.ranking == (("Ash",), ("Oak",))

    def test_rejected_low_price_is_not_questioned(self):
        """Nobody is asked to explain a price that no longer competes."""
        triggers = (BelowAmount(amount=pounds(60), because="the wage floor"),)
        invitation = InvitationToTender(
            on=ISSUED, method=INVITATION.method, price_formula=INVITATION.price_formula,
            tenders_due_by=INVITATION.tenders_due_by, low_price_triggers=triggers,
        )  # fmt: skip
        rejected = [self.REJECTED]
        result = evaluate(invitation, tenders(), sheets(), rejected=rejected)
        assert "abnormally low" not in result.explain("Elm")
        assert "abnormally low" in evaluate(invitation, tenders(), sheets()).explain("Elm")

    def test_tender_that_comes_after_the_rejection_counts(self):
        """Tenders may be invited again, and the same provider answers."""
        again = TenderReceived(on=LEFT, provider="Elm", prices=(LotPrice(price=pounds(60)),))
        result = evaluate(INVITATION, [*tenders(), again], sheets(), rejected=[self.REJECTED])
        assert result.winner == "Elm"
        price = result.price("Elm")
        assert price is not None
        assert price.price == pounds(60)

    def test_rejected_tender_cannot_be_recommended(self):
        """Rejected on Monday, recommended on Tuesday: somebody has mixed up two files."""
        rejected = cycle(self.REJECTED)
        messages = {f.code: f.message for f in rejected.findings(recommended("Elm"))}
        assert messages["rejected-goes-on"] == (
            f"Elm had its tender for the procurement rejected on {written(self.REJECTED.on)} (it came at "
            "12:04) and cannot continue"
        )

    @given(
        st.lists(st.tuples(st.integers(0, 100), st.integers(1, 200)), min_size=2, max_size=5),
        st.data(),
    )
    def test_rejected_tender_never_wins(self, drawn, data):
        """Whatever its marks and its price."""
        bids = {f"P{number}": bid for number, bid in enumerate(drawn)}
        out = data.draw(st.lists(st.sampled_from(sorted(bids)), min_size=1, unique=True))
        rejected = [
            TenderRejected(on=MARKED, provider=who, ground=RejectionGround.OTHER, because="x")
            for who in out
        ]
        result = evaluate(INVITATION, tenders(bids), sheets(bids), rejected=rejected)
        assert not set(out) & {provider for group in result.ranking for provider in group}


def slip(**fields: object) -> PriceCorrected:
    given: dict[str, object] = {
        "on": MARKED, "provider": "Elm", "was": pounds(50), "becomes": pounds(500),
        "because": "a misplaced point", "confirmed_by_provider": True,
    }  # fmt: skip
    return PriceCorrected(**{**given, **fields})  # type: ignore[arg-type]


class TestCorrection:
    """A corrected price is the one that is evaluated, and a remark says so."""

    def test_corrected_price_is_the_one_evaluated(self):
        """A point in the wrong place must not win a contract."""
        result = evaluate(INVITATION, tenders(), sheets(), price_corrections=[slip()])

        assert result.line("Elm", "p").share == Fraction(100, 500)
        assert "£500 per year" in result.explain("Elm")
        assert remarks(result) == [
            ("price-corrected",
             "The price of Elm is judged as £500, corrected from £50: a misplaced point.")
        ]  # fmt: skip

    def test_correction_not_yet_confirmed_says_what_to_do(self):
        """The provider may still say that it meant what it wrote."""
        waiting = slip(confirmed_by_provider=None)
        result = evaluate(INVITATION, tenders(), sheets(), price_corrections=[waiting])
        assert remarks(result)[0][1] == (
            "The price of Elm is judged as £500, corrected from £50: a misplaced point. It has not "
            "confirmed the correction yet. Record whether the provider stands by the corrected price."
        )

    @pytest.mark.parametrize(
        ("corrections", "price"),
        [
            ([slip(confirmed_by_provider=False)], 50),
            ([slip(confirmed_by_provider=None), slip()], 500),
            ([slip(confirmed_by_provider=None), slip(confirmed_by_provider=False)], 50),
            ([slip(), slip(was=pounds(500), becomes=pounds(510))], 510),
            ([slip(provider="Oak", was=pounds(120), becomes=pounds(121))], 50),
        ],
    )
    def test_corrections_apply_in_order_while_the_provider_stands_by_them(self, corrections, price):
        """One it does not stand by leaves the price that it tendered."""
        result = evaluate(INVITATION, tenders(), sheets(), price_corrections=corrections)
        offer = result.price("Elm")
        assert offer is not None
        assert offer.price == pounds(price)

    def test_correction_of_another_price_is_refused(self):
        """It was written for another tender, or on another basis."""
        with pytest.raises(RecordError) as refused:
            evaluate(INVITATION, tenders(), sheets(), price_corrections=[slip(was=pounds(5))])
        assert refused.value.problems == (
            "The correction of 9 April 2023 changes a price of £5, but the tender of Elm states £50. "
            "Give the price that was tendered, with its VAT basis.",
        )

    def test_correction_keeps_the_currency_and_the_vat_basis(self):
        """Whoever adds VAT in a correction makes the dearest bid of the cheapest."""
        gross = slip(becomes=Money(60, "GBP", VatBasis.INCLUDING))
        with pytest.raises(RecordError) as refused:
            evaluate(INVITATION, tenders(), sheets(), price_corrections=[gross])
        assert (
            "The correction of 9 April 2023 changes a price of £50 to £60 including VAT, which is in "
            "another currency or on another VAT basis. Give both prices in one currency and on one "
            "VAT basis."
        ) in refused.value.problems

    def test_correction_of_a_tender_without_a_price_is_refused(self):
        """There is nothing to put right; the price itself is missing."""
        begun = cycle()
        codes = {f.code: f.message for f in begun.findings(slip(provider="Larch"))}
        assert codes["correction-misfits"] == (
            "The correction of 9 April 2023 changes a price of £50, but the tender of Larch has no price"
        )

    def test_correction_after_the_recommendation_asks_for_a_reopening(self):
        """A price that moves after the award was recommended changes what every bidder had the outcome."""
        late = cycle(recommended("Elm"), slip(on=AWARDED))
        assert "marked-after-award" in {
            f.code for f in late.findings(recommended("Oak", "R2", LEFT))
        }
