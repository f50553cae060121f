"""What each bidder is told, and low prices that call for a question."""

from datetime import date
from fractions import Fraction as F

import pytest
from attrs import evolve

from commissioning.evaluation import evaluate
from commissioning.evaluation.abnormal import low_prices
from commissioning.evaluation.summary import Duty, summaries
from commissioning.records.criteria import (
    PricePerQualityPoint,
    QualityFloorThenPrice,
    WeightedSum,
)
from commissioning.records.parties import Provider
from commissioning.records.pricing import BelowAmount, BelowMean, BelowNext, FixedPrice
from commissioning.records.tender import TenderWithdrawn
from commissioning.values.money import pounds

BIDS = {"A": {"quality": 76, "price": 115}, "B": {"quality": 70, "price": 100}}
NAMES = (Provider(reference="A", name="Alder Care"), Provider(reference="B", name="Birch Care"))
DATE = date(2022, 11, 25)


def complete(make, duty=Duty.REGULATION_31, result=None, **more):
    return summaries(
        result or make.evaluation(BIDS),
        "B",
        duty,
        **{
            "particulars": NAMES,
            "contacts": {"A": "a@alder.example, PPON 1", "B": "b@birch.example, PPON 2"},
            "criteria_at": "the tender notice of 22 August 2022",
            "further_reasons": {"A": "the winner's rota covers weekends"},
            "no_signing_before": DATE,
            **more,
        },
    )


@pytest.mark.parametrize("duty", Duty)
def test_a_complete_summary_lacks_nothing(make, duty):
    """One for every bidder, the winner too, each with all that the law asks for."""
    found = complete(make, duty)
    assert [summary.own.provider for summary in found] == ["B", "A"]
    assert [summary.missing() for summary in found] == [(), ()]


def test_the_winner_stands_beside_the_bidders_own_marks(make):
    """A bidder who sees only its own marks cannot tell why it lost."""
    own = next(s for s in complete(make) if s.own.provider == "A")
    assert own.table().to_dicts()[0] == {
        "criterion": "quality", "weight": "60", "your mark": "76", "your points": "45.6",
        "winner's mark": "70", "winner's points": "42",
    }  # fmt: skip
    assert own.winner.name == "Birch Care"
    assert own.own.subtotals == (("quality", F(228, 5)), ("price", F(800, 23)))


def test_the_letter_reads_as_a_letter(make):
    """Outcome, method, marks, reasons, the day of signing: in that order."""
    letter = next(s for s in complete(make) if s.own.provider == "A").letter()
    assert letter.splitlines()[:6] == [
        "Assessment summary: Alder Care",
        "",
        "The contract is to be awarded to Birch Care. Your tender ranked 2.",
        "",
        "Criteria and method: points out of 100, by weight: quality 60%, price 40%.",
        "The award criteria in full: the tender notice of 22 August 2022.",
    ]
    assert "  quality: 76: as written" in letter
    assert letter.endswith("No contract will be signed before 25 November 2022.")
    assert "O1" not in letter, "people on panels are never named"


def test_the_winners_letter_shows_only_its_own(make):
    """The winner learns its own marks; nobody stands beside it."""
    winner = complete(make, criteria_at="", no_signing_before=None)[0]
    assert "Your tender is the one to be awarded the contract." in winner.letter()
    assert [c.name for c in winner.table().columns][-1] == "your points"
    assert winner.winner is None


@pytest.mark.parametrize(
    ("duty", "without", "lacks"),
    [
        (Duty.REGULATION_31, {"contacts": None}, "the bidder's contact address and identifier"),
        (Duty.REGULATION_31, {"criteria_at": ""}, "where the award criteria can be read in full"),
        (Duty.REGULATION_31, {"particulars": NAMES[:1]}, "the winner's name"),
        (Duty.REGULATION_31, {"particulars": NAMES[1:]}, "the bidder's name"),
        (
            Duty.REGULATION_86,
            {"no_signing_before": None},
            "the day before which nothing will be signed",
        ),
        (
            Duty.REGULATION_86,
            {"further_reasons": None},
            "the characteristics and relative advantages of the winning tender",
        ),
    ],
)
def test_each_missing_item_is_a_finding_with_its_source(make, duty, without, lacks):
    """A standstill does not start with a letter that lacks what the law asks for."""
    summary = next(s for s in complete(make, duty, **without) if s.own.provider == "A")
    (finding,) = summary.missing()
    assert finding.message == f"the {duty} for A lacks {lacks}"
    assert finding.code == "summary-item-missing"
    assert str(finding.source).startswith("P")


def test_a_mark_without_a_reason_is_missing_from_the_summary(make):
    """The explanation by reference to the tender is the heart of it."""
    silent = evaluate(
        make.invitation(),
        [make.tender(p, b["price"]) for p, b in BIDS.items()],
        [bare(make, p, b["quality"]) for p, b in BIDS.items()],
    )
    assert "as written" not in complete(make, result=silent)[0].letter()
    messages = [f.message for s in complete(make, result=silent) for f in s.missing()]
    assert messages == [
        "the assessment summary for B lacks the reason for the mark on quality in the bidder's own tender",
        "the assessment summary for A lacks the reason for the mark on quality in the bidder's own tender",
        "the assessment summary for A lacks the reason for the mark on quality in the winner's tender",
    ]


def bare(make, provider, mark):
    sheet = make.sheet(provider, quality=mark)
    return evolve(sheet, marks=(evolve(sheet.marks[0], because=""),))


def test_an_excluded_bidder_learns_why(make):
    """Disqualification is the reason that must be given first."""
    bids = {"A": BIDS["A"], "B": {"quality": 50, "price": 90}}
    result = make.evaluation(bids, price_formula=FixedPrice(highest=100))
    letter = next(s for s in complete(make, result=result) if s.own.provider == "A").letter()
    assert "Your tender was excluded: the price is above 100, the highest accepted." in letter


def test_a_score_that_is_not_there_is_missing(make):
    """A criterion with neither mark nor points, on a tender that is not out."""
    gate = WeightedSum(criteria=(make.criterion("a", 50, minimum=50), make.criterion("b", 50)))
    result = make.evaluation({"A": {"a": 1}, "B": {"a": 60, "b": 1}}, method=gate)
    summary = next(s for s in complete(make, result=result) if s.own.provider == "A")
    assert summary.missing() == ()
    hidden = evolve(summary, own=evolve(summary.own, excluded_because=()))
    assert hidden.missing()[0].message.endswith("lacks the score on b in the bidder's own tender")
    assert hidden.table().to_dicts()[1]["your mark"] == ""


def test_names_come_from_the_tenders_where_they_are_not_given(make):
    """A bidder introduces itself in its tender."""
    tenders = [make.tender("A", 5, particulars=NAMES[0])]
    result = evaluate(make.invitation(), tenders, [make.sheet("A", quality=5)])
    (summary,) = summaries(result, "A", Duty.REGULATION_86, no_signing_before=DATE)
    assert summary.own.name == "Alder Care"
    assert summary.letter().startswith("Notice of the award decision: Alder Care")


def test_a_lot_is_named_in_its_letter(make):
    """Bidders for several lots get several letters."""
    invitation = make.invitation(lots=("N1",))
    result = evaluate(invitation, [make.tender("A", 5, "N1")], [make.sheet("A", quality=5)])
    (summary,) = summaries(result, "A", Duty.REGULATION_86)
    assert summary.letter().startswith("Notice of the award decision, lot N1: A\n")
    assert len(summary.missing()) == 2


@pytest.mark.parametrize(
    ("kind", "more", "importance"),
    [
        (PricePerQualityPoint, {}, "the lowest price per quality point; quality: quality 100%"),
        (
            QualityFloorThenPrice,
            {"quality_floor": 60},
            "the lowest price of the tenders at or above the quality floor; quality: quality 100%",
        ),
    ],
)
def test_other_methods_say_how_they_decide(make, kind, more, importance):
    """The method in a sentence, for somebody who never saw the invitation."""
    method = kind(criteria=(make.criterion("quality", 100), make.criterion("price")), **more)
    result = make.evaluation(BIDS, invitation=make.invitation(method, price_formula=None))
    assert complete(make, result=result)[0].importance == importance


@pytest.mark.parametrize(
    ("trigger", "told"),
    [
        (BelowMean(percent=20), ["the price of A is 31.43% below the mean of all tenders"]),
        (BelowNext(percent=40), ["the price of A is 40.74% below the next lowest"]),
        (BelowNext(percent=45), []),
        (BelowAmount(amount=pounds(17), because="wage floor, travel and on-costs"),
         ["the price of A is below £17 (wage floor, travel and on-costs)"]),
        (BelowAmount(amount=pounds(16), because="wage floor"), []),
        (BelowAmount(amount=pounds(17), because="wage floor", per="hour"),
         [f"the price of {p} is £{price} per year, which is on another basis than £17 per hour "
          "(wage floor) and cannot be held against it" for p, price in (("A", 16), ("B", 27), ("C", 27))]),
    ],
)  # fmt: skip
def test_low_prices_are_found_by_the_declared_trigger(make, trigger, told):
    """The law sets no number; the council's own, published, is applied to all alike."""
    tenders = [make.tender(p, price) for p, price in {"A": 16, "B": 27, "C": 27}.items()]
    result = evaluate(
        make.invitation(low_price_triggers=(trigger,)),
        tenders,
        [make.sheet(p, quality=5) for p in "ABC"],
    )
    assert [str(low) for low in low_prices(result.source)] == told


def test_a_single_price_is_not_low_beside_nothing(make):
    """Below the mean of one's own price nobody can be; and nought has no percentage."""
    triggers = (BelowNext(percent=10), BelowMean(percent=10))
    for prices in ({"A": 5}, {"A": 0, "B": 0}):
        result = evaluate(
            make.invitation(low_price_triggers=triggers),
            [make.tender(p, price) for p, price in prices.items()],
            [make.sheet(p, quality=5) for p in prices],
        )
        assert low_prices(result.source) == ()


def test_a_tender_that_was_taken_back_moves_no_mean(make):
    """C's price is gone with its tender; without it nobody is far below the others."""
    tenders = [make.tender(p, price) for p, price in {"A": 16, "B": 18, "C": 90}.items()]
    for withdrawn, low in (((), ["A", "B"]), ((TenderWithdrawn(on=make.on, provider="C"),), [])):
        result = evaluate(
            make.invitation(low_price_triggers=(BelowMean(percent=20),)),
            tenders,
            [make.sheet(p, quality=5) for p in "ABC"],
            withdrawn=withdrawn,
        )
        assert [price.provider for price in low_prices(result.source)] == low
