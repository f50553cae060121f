"""What each bidder is told, and low prices that call for a question."""

# ruff: noqa: E501 (messages are asserted in full, one case a line)

from datetime import date
from fractions import Fraction as F

import pytest
from attrs import evolve

from commissioning.errors import RecordError
from commissioning.evaluation import evaluate
from commissioning.evaluation.inputs import low_prices
from commissioning.evaluation.reporting.summary import Contact, SummaryDuty, summaries
from commissioning.records.criteria import Section
from commissioning.records.low_prices import BelowAmount, BelowMean, BelowNext
from commissioning.records.methods import PricePerQualityPoint, QualityFloorThenPrice, WeightedSum
from commissioning.records.parties import Provider
from commissioning.records.pricing import (
    BandedPrices,
    FixedPrice,
    FloorAndCeiling,
    LinearDeviation,
    LowestPriceProportional,
    MeanBased,
    PriceBand,
    PriceBase,
    PriceRange,
)
from commissioning.records.tender import PriceDecision, PriceOutcome, TenderWithdrawn
from commissioning.values.money import pounds

BIDS = {"A": {"quality": 76, "price": 115}, "B": {"quality": 70, "price": 100}}
NAMES = (Provider(reference="A", name="Alder Care"), Provider(reference="B", name="Birch Care"))
DATE = date(2022, 11, 25)
CONTACTS = {
    "A": Contact(address="1 Elm Road", email="a@alder.example", identifier="PPON 1"),
    "B": Contact(address="2 Oak Road", email="b@birch.example", identifier="PPON 2"),
}


WINNERS_LETTER = """\
Assessment summary: Birch Care
2 Oak Road
b@birch.example
PPON 2

Your tender is the one to be awarded the contract.

Criteria and method: points out of 100, by weight: quality 60%, price 40%.
The award criteria in full: the tender notice of 22 August 2022.

criterion  weight  your mark  your points
---------  ------  ---------  -----------
quality    60      70         42
price      40                 40
total                         82

How each is scored:
  quality: out of 100 (0 to 100)
  price: share = lowest price / price; prices of tenders that are not excluded

Your tender:
  quality: 70: as written

No contract will be signed before 25 November 2022.
"""

LOSERS_LETTER = """\
Assessment summary: Alder Care
1 Elm Road
a@alder.example
PPON 1

The contract is to be awarded to Birch Care. Your tender ranked 2.

Criteria and method: points out of 100, by weight: quality 60%, price 40%.
The award criteria in full: the tender notice of 22 August 2022.

criterion  weight  your mark  your points  winner's mark  winner's points
---------  ------  ---------  -----------  -------------  ---------------
quality    60      76         45.6         70             42
price      40                 34.7826                     40
total                         80.3826                     82

How each is scored:
  quality: out of 100 (0 to 100)
  price: share = lowest price / price; prices of tenders that are not excluded

Your tender:
  quality: 76: as written

The tender of Birch Care:
  quality: 70: as written

Further reasons: the winner's rota covers weekends

No contract will be signed before 25 November 2022.
"""


def complete(make, duty=SummaryDuty.REGULATION_31, result=None, **more):
    return summaries(
        result or make.evaluation(BIDS),
        "B",
        duty,
        **{
            "particulars": NAMES,
            "contacts": CONTACTS,
            "criteria_at": "the tender notice of 22 August 2022",
            "further_reasons": {"A": "the winner's rota covers weekends"},
            "no_signing_before": DATE,
            **more,
        },
    )


def without(item):
    """The contacts with one item of A's left out."""
    return {**CONTACTS, "A": evolve(CONTACTS["A"], **{item: ""})}


@pytest.mark.parametrize("duty", SummaryDuty)
def test_complete_summary_has_no_findings(make, duty):
    """One for every bidder, the winner too, each with all that the law asks for."""
    found = complete(make, duty)
    assert [summary.own.provider for summary in found] == ["B", "A"]
    assert [summary.missing() for summary in found] == [(), ()]


def test_summary_shows_the_winners_marks_next_to_the_bidders(make):
    """A bidder who sees only its own marks cannot tell why it lost."""
    own = next(s for s in complete(make) if s.own.provider == "A")
    assert own.table().to_dicts()[0] == {
        "criterion": "quality", "weight": "60", "your mark": "76", "your points": "45.6",
        "winner's mark": "70", "winner's points": "42",
    }  # fmt: skip
    assert own.winners[0].name == "Birch Care"
    assert own.own.subtotals == ()


def test_letter_reads_as_a_letter(make):
    """Outcome, method, marks, reasons, the day of signing: in that order."""
    letter = next(s for s in complete(make) if s.own.provider == "A").letter()
    assert letter.splitlines()[:9] == [
        "Assessment summary: Alder Care",
        "1 Elm Road",
        "a@alder.example",
        "PPON 1",
        "",
        "The contract is to be awarded to Birch Care. Your tender ranked 2.",
        "",
        "Criteria and method: points out of 100, by weight: quality 60%, price 40%.",
        "The award criteria in full: the tender notice of 22 August 2022.",
    ]
    assert "  quality: 76: as written" in letter
    assert (
        "\n".join(
            (
                "How each is scored:",
                "  quality: out of 100 (0 to 100)",
                "  price: share = lowest price / price; prices of tenders that are not excluded",
            )
        )
        in letter
    )
    assert letter.endswith("No contract will be signed before 25 November 2022.")
    assert "O1" not in letter, "people on panels are never named"


def test_letters_hold_word_for_word(make):
    """They go out under the authority's name and are read by lawyers."""
    winner, loser = complete(make)
    assert winner.letter().splitlines() == WINNERS_LETTER.splitlines()
    assert loser.letter().splitlines() == LOSERS_LETTER.splitlines()


def test_every_reason_for_an_exclusion_is_in_the_letter(make):
    """One left out is one that the bidder cannot answer."""
    method = make.two_minimums()
    bids = {
        "A": {"care": 1, "rota": 2, "price": 90},
        "B": {"care": 60, "rota": 60, "price": 100},
    }
    letter = complete(make, result=make.evaluation(bids, method=method))[1].letter()
    assert (
        "The contract is to be awarded to Birch Care. Your tender was excluded: care is below the "
        "minimum mark of 50; rota is below the minimum mark of 50."
    ) in letter.splitlines()


def test_missing_item_of_a_summary_has_a_remedy(make):
    """An officer told that an item is missing must be told when it has to be there."""
    own = next(
        s for s in summaries(make.evaluation(BIDS), "B", SummaryDuty.REGULATION_31) if s.winners
    )
    assert {found.remedy for found in own.missing()} == {
        "Add it before the letters go out together"
    }


def test_winners_letter_shows_only_its_own(make):
    """The winner learns its own marks; nobody stands beside it."""
    winner = complete(make, criteria_at="", no_signing_before=None)[0]
    assert "Your tender is the one to be awarded the contract." in winner.letter()
    assert [c.name for c in winner.table().columns][-1] == "your points"
    assert winner.winners == ()


@pytest.mark.parametrize(
    ("duty", "without", "lacks"),
    [
        (
            SummaryDuty.REGULATION_31,
            {"contacts": without("address")},
            "the bidder's contact address",
        ),
        (SummaryDuty.REGULATION_31, {"contacts": without("email")}, "the bidder's email address"),
        (
            SummaryDuty.REGULATION_31,
            {"contacts": without("identifier")},
            "the bidder's unique identifier",
        ),
        (
            SummaryDuty.REGULATION_31,
            {"criteria_at": ""},
            "where the award criteria can be read in full",
        ),
        (SummaryDuty.REGULATION_31, {"particulars": NAMES[:1]}, "the winner's name"),
        (SummaryDuty.REGULATION_31, {"particulars": NAMES[1:]}, "the bidder's name"),
        (
            SummaryDuty.REGULATION_86,
            {"no_signing_before": None},
            "the day before which nothing will be signed",
        ),
        (
            SummaryDuty.REGULATION_86,
            {"further_reasons": None},
            "the characteristics and relative advantages of the winning tender",
        ),
    ],
)
def test_each_missing_item_is_a_finding_with_its_source(make, duty, without, lacks):
    """A standstill does not start with a letter that lacks what the law asks for."""
    summary = next(s for s in complete(make, duty, **without) if s.own.provider == "A")
    (finding,) = summary.missing()
    assert finding.message == f"The {duty} for A lacks {lacks}"
    assert finding.code == "summary-item-missing"
    assert str(finding.source).startswith("P")


def test_mark_without_a_reason_is_missing_from_the_summary(make):
    """The explanation by reference to the tender is the heart of it."""
    silent = evaluate(
        make.invitation(),
        [make.tender(p, b["price"]) for p, b in BIDS.items()],
        [bare(make, p, b["quality"]) for p, b in BIDS.items()],
    )
    assert "as written" not in complete(make, result=silent)[0].letter()
    messages = [f.message for s in complete(make, result=silent) for f in s.missing()]
    assert messages == [
        (
            "The assessment summary for B lacks the reason for the mark on quality in the bidder's "
            "own tender"
        ),
        (
            "The assessment summary for A lacks the reason for the mark on quality in the bidder's "
            "own tender"
        ),
        "The assessment summary for A lacks the reason for the mark on quality in the winner's tender",
    ]


def bare(make, provider, mark):
    sheet = make.sheet(provider, quality=mark)
    return evolve(sheet, marks=(evolve(sheet.marks[0], because=""),))


def test_excluded_bidder_learns_why(make):
    """Disqualification is the reason that must be given first."""
    bids = {"A": BIDS["A"], "B": {"quality": 50, "price": 90}}
    result = make.evaluation(bids, price_formula=FixedPrice(highest=100))
    letter = next(s for s in complete(make, result=result) if s.own.provider == "A").letter()
    assert (
        "Your tender was excluded: the price of £115 is above £100, the highest accepted." in letter
    )


def test_score_that_is_not_there_is_missing(make):
    """A criterion with neither mark nor points, on a tender that is not out."""
    gate = WeightedSum(criteria=(make.criterion("a", 50, minimum=50), make.criterion("b", 50)))
    result = make.evaluation({"A": {"a": 1}, "B": {"a": 60, "b": 1}}, method=gate)
    summary = next(s for s in complete(make, result=result) if s.own.provider == "A")
    assert summary.missing() == ()
    hidden = evolve(summary, own=evolve(summary.own, excluded_because=()))
    assert hidden.missing()[0].message.endswith("lacks the score on b in the bidder's own tender")
    assert hidden.table().to_dicts()[1]["your mark"] == ""
    unscaled = evolve(summary.own, lines=(evolve(summary.own.lines[0], scale=""),))
    assert [f.message for f in evolve(summary, own=unscaled).missing()] == [
        "The assessment summary for A lacks the scores available on a"
    ]


def test_names_come_from_the_tenders_where_they_are_not_given(make):
    """A bidder introduces itself in its tender."""
    tenders = [make.tender("A", 5, particulars=NAMES[0])]
    result = evaluate(make.invitation(), tenders, [make.sheet("A", quality=5)])
    (summary,) = summaries(result, "A", SummaryDuty.REGULATION_86, no_signing_before=DATE)
    assert summary.own.name == "Alder Care"
    assert summary.letter().startswith("Notice of the award decision: Alder Care")


def test_lot_is_named_in_its_letter(make):
    """Bidders for several lots get several letters."""
    invitation = make.invitation(lots=("N1",))
    result = evaluate(invitation, [make.tender("A", 5, "N1")], [make.sheet("A", quality=5)])
    (summary,) = summaries(result, "A", SummaryDuty.REGULATION_86)
    assert summary.letter().startswith("Notice of the award decision, lot N1: A\n")
    assert len(summary.missing()) == 2
    assert "The tender of B:" in bare_of_names(make).letter()


def bare_of_names(make):
    """A's letter where nobody's name is known."""
    return next(s for s in complete(make, particulars=()) if s.own.provider == "A")


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
        (BelowMean(percent=20), ["The price of A is 31.43% below the mean of all tenders"]),
        (BelowNext(percent=40), ["The price of A is 40.74% below the next lowest"]),
        (BelowNext(percent=45), []),
        (BelowAmount(amount=pounds(17), because="wage floor, travel and on-costs"),
         ["The price of A is below £17 (wage floor, travel and on-costs)"]),
        (BelowAmount(amount=pounds(16), because="wage floor"), []),
        (BelowAmount(amount=pounds(17), because="wage floor", per="hour"),
         [f"The price of {p} is £{price} per year, which is on another basis than £17 per hour "
          "(wage floor) and cannot be compared with it" for p, price in (("A", 16), ("B", 27), ("C", 27))]),
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


def test_single_price_is_not_abnormally_low(make):
    """Below the mean of one's own price nobody can be; and nought has no percentage."""
    triggers = (BelowNext(percent=10), BelowMean(percent=10))
    for prices in ({"A": 5}, {"A": 0, "B": 0}):
        result = evaluate(
            make.invitation(low_price_triggers=triggers),
            [make.tender(p, price) for p, price in prices.items()],
            [make.sheet(p, quality=5) for p in prices],
        )
        assert low_prices(result.source) == ()


def test_tender_that_was_taken_back_moves_no_mean(make):
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


def test_sub_totals_stand_beside_each_other(make):
    """The regulations ask for the total and any sub-totals; both tenders have them."""
    method = WeightedSum(
        criteria=(
            make.criterion("rota", 40, section="quality"),
            make.criterion("staff", 20, section="quality"),
            make.criterion("price", 40),
        ),
        sections=(Section(reference="quality", title="Quality of care", weight=60),),
    )
    bids = {
        "A": {"rota": 50, "staff": 50, "price": 100},
        "B": {"rota": 90, "staff": 80, "price": 100},
    }
    result = make.evaluation(bids, method=method)
    own = next(s for s in complete(make, result=result) if s.own.provider == "A")
    assert own.table().to_dicts()[3] == {
        "criterion": "all of Quality of care", "weight": "", "your mark": "", "your points": "30",
        "winner's mark": "", "winner's points": "52",
    }  # fmt: skip
    assert own.own.subtotals == (("Quality of care", F(30)),)


def test_loser_with_the_winners_rank_gets_the_reason(make):
    """Its rank gives no reason: a limit on lots, or a tie, or somebody's cause does."""
    result = make.evaluation(
        {"A": {"quality": 90, "price": 100}, "B": {"quality": 80, "price": 100}}
    )
    more = {"result": result, "further_reasons": None}
    own = next(s for s in complete(make, **more) if s.own.provider == "A")
    assert [finding.message for finding in own.missing()] == [
        (
            "The assessment summary for A lacks the reason why the tender did not win, which its "
            "rank does not give"
        )
    ]
    tie = make.evaluation({p: {"quality": 80, "price": 100} for p in "AB"})
    own = next(s for s in complete(make, result=tie, further_reasons=None) if s.own.provider == "A")
    assert len(own.missing()) == 1


def test_excluded_tender_does_not_win(make):
    """A letter that announces it would announce an unlawful award."""
    bids = {"A": BIDS["A"], "B": {"quality": 50, "price": 90}}
    result = make.evaluation(bids, price_formula=FixedPrice(highest=100))
    with pytest.raises(RecordError) as refused:
        summaries(result, "A", SummaryDuty.REGULATION_31)
    assert str(refused.value) == (
        "summaries: A cannot win: it is excluded (the price of £115 is above £100, the highest accepted)"
    )
    with pytest.raises(LookupError):
        summaries(result, "Z", SummaryDuty.REGULATION_31)


def test_only_bidder_gets_its_own_summary(make):
    """There is nobody beside it, and nothing of anybody else's to explain."""
    result = make.evaluation({"B": BIDS["B"]})
    (own,) = complete(make, result=result)
    assert own.winners == ()
    assert own.missing() == ()


def test_summary_for_a_framework_shows_every_winner(make):
    """Two are to be awarded; the third sees what both were given and why."""
    result = make.evaluation(
        {p: {"quality": q, "price": 100} for p, q in zip("ABC", (90, 80, 70), strict=True)}
    )
    names = (*NAMES, Provider(reference="C", name="Cedar Care"))
    found = summaries(
        result, ("A", "B"), SummaryDuty.REGULATION_86, particulars=names[1:],
        further_reasons={"C": "both cover weekends"}, no_signing_before=DATE,
    )  # fmt: skip
    assert [len(summary.winners) for summary in found] == [0, 0, 2]
    assert (
        "The contract is to be awarded to A and Birch Care. Your tender ranked 3."
        in found[2].letter()
    )
    assert [column.name for column in found[2].table().columns][4:] == [
        "A's mark", "A's points", "Birch Care's mark", "Birch Care's points"
    ]  # fmt: skip
    assert [finding.message for finding in found[2].missing()] == [
        "The notice of the award decision for C lacks the name of A"
    ]


NAMED = ("officer-1 found no rota", "no rota was found (officer-1)", "carer-2: it was moving")
UNNAMED = ("every officer found it", "officer-10 weeks late", "the chief-officer-1 form")


@pytest.mark.parametrize(
    ("because", "names"), [*((b, True) for b in NAMED), *((b, False) for b in UNNAMED)]
)
def test_reason_that_names_a_panel_member_is_a_finding(make, because, names):
    """Service users and officers sat in confidence; a letter goes to everybody who lost."""
    sheet = make.sheet("A", "officer-1", quality=76)
    sheets = [
        evolve(sheet, marks=(evolve(sheet.marks[0], because=because),)),
        make.sheet("B", "officer-1", quality=70),
    ]
    tenders = [make.tender(p, b["price"]) for p, b in BIDS.items()]
    panel = make.panel("p", "officer-1", silent=("carer-2",))
    result = evaluate(make.invitation(), tenders, sheets, panels=(panel,))
    winner, own = complete(make, result=result)
    assert winner.missing() == ()
    assert [(finding.code, finding.message) for finding in own.missing()] == [
        (
            "summary-names-person",
            (
                "The assessment summary for A names a member of a panel in the reason for the mark "
                "on quality of A"
            ),
        )
    ] * names
    for finding in own.missing():
        assert "officer-1" not in str(finding)


def test_exclusion_and_further_reasons_must_not_name_members(make):
    """Why a tender is out, and what was written besides the marks."""
    out = PriceDecision(
        on=make.on, provider="A", outcome=PriceOutcome.DISREGARDED, because="O1 saw no answer"
    )
    result = make.evaluation(BIDS, price_decisions=(out,))
    own = complete(make, result=result, further_reasons={"A": "as O1 has said"})[1]
    assert own.names_people_in == ("why the tender of A was excluded", "the further reasons")
    assert "O1" not in repr(evolve(own, own=own.winners[0], further_reasons=""))


def test_result_without_assessors_names_no_member(make):
    """Price alone decides here; there is no panel."""
    method = WeightedSum(criteria=(make.criterion("price", 100),))
    result = make.evaluation({"B": {"price": 5}}, method=method)
    assert complete(make, result=result)[0].missing() == ()


@pytest.mark.parametrize(
    ("formula", "told"),
    [
        (FloorAndCeiling(floor=0, ceiling=240, above_is_refused=True), "share = (ceiling - price) / (ceiling - floor), between 0 and 1, from published prices; floor 0, ceiling 240, above is refused"),
        (BandedPrices(bands=(PriceBand(up_to=50, percent=100), PriceBand(up_to=200, percent=50))), "share = the published share of the price's band; above the last band, zero; bands up to 50: 100%, up to 200: 50%"),
    ],
)  # fmt: skip
def test_price_is_scored_on_what_was_announced(make, formula, told):
    """The scores available for price are its formula with its figures."""
    own = complete(make, result=make.evaluation(BIDS, price_formula=formula))[1]
    assert own.own.lines[-1].scale == told


def test_score_of_a_price_without_a_formula_is_the_price(make):
    """No formula makes points of it."""
    method = PricePerQualityPoint(
        criteria=(make.criterion("quality", 100), make.criterion("price"))
    )
    result = make.evaluation(BIDS, invitation=make.invitation(method, price_formula=None))
    assert complete(make, result=result)[0].own.lines[-1].scale == "the price itself"


@pytest.mark.parametrize(
    ("formula", "told"),
    [
        (LowestPriceProportional(), "share = lowest price / price; prices of tenders that are not excluded"),
        (LinearDeviation(), "share = 1 - (price - lowest) / lowest, not below 0; prices of tenders that are not excluded"),
        (MeanBased(), "share = 1/2 - (price - mean) / mean, between 0 and 1; prices of tenders that are not excluded"),
        (PriceRange(base=PriceBase.ALL), "share = (highest - price) / (highest - lowest); prices of all tenders, excluded ones too"),
        (FloorAndCeiling(floor="10", ceiling="200"), "share = (ceiling - price) / (ceiling - floor), between 0 and 1, from published prices; floor 10, ceiling 200"),
        (FloorAndCeiling(floor="10", ceiling="200", above_is_refused=True), "share = (ceiling - price) / (ceiling - floor), between 0 and 1, from published prices; floor 10, ceiling 200, above is refused"),
        (FixedPrice(highest="200"), "share = 1 for every price within the published limits; any other price excludes the tender; highest 200"),
        (BandedPrices(bands=(PriceBand(up_to="110.50", percent=100), PriceBand(up_to="200", percent=50))), "share = the published share of the price's band; above the last band, zero; bands up to 110.5: 100%, up to 200: 50%"),
    ],
)  # fmt: skip
def test_every_price_formula_is_said_with_its_figures(make, formula, told):
    """A bidder checks its points for price from the letter alone; a figure left out cannot be checked."""
    summary = complete(make, result=make.evaluation(BIDS, price_formula=formula))[0]
    assert [line.scale for line in summary.own.lines] == ["out of 100 (0 to 100)", told]


def test_reasons_of_several_members_stand_one_after_another(make):
    """Where a mean is declared nobody agreed a reason: each member's is given, without the name."""
    tenders = [make.tender(p, b["price"]) for p, b in BIDS.items()]
    sheets = [
        make.sheet(p, who, quality=mark) for p in "AB" for who, mark in (("O1", 60), ("O2", 80))
    ]
    summary = complete(make, result=evaluate(make.invitation(), tenders, sheets))[0]
    assert summary.own.lines[0].because == "60: as written; 80: as written"


def test_winner_that_is_out_is_refused_with_every_reason(make):
    """Nobody is told that a tender won which the published rules exclude."""
    method = WeightedSum(
        criteria=(
            make.criterion("care", 60, minimum=50),
            make.criterion("rota", 40, minimum=50),
        )
    )
    result = make.evaluation(
        {"A": {"care": 60, "rota": 60}, "B": {"care": 1, "rota": 2}}, method=method
    )
    with pytest.raises(RecordError) as refused:
        summaries(result, "B", SummaryDuty.REGULATION_31)
    assert refused.value.problems == (
        "B cannot win: it is excluded (care is below the minimum mark of 50; rota is below the "
        "minimum mark of 50)",
    )


def test_three_winners_are_named_in_one_sentence(make):
    """A framework of three: a comma, an and, and each one's own marks beside the bidder's."""
    bids = {
        p: {"quality": mark, "price": 100} for p, mark in zip("ABCD", (90, 80, 70, 60), strict=True)
    }
    loser = summaries(make.evaluation(bids), ("A", "B", "C"), SummaryDuty.REGULATION_31)[-1]
    assert "The contract is to be awarded to A, B and C. Your tender ranked 4." in loser.letter()
    assert [c.meaning for c in loser.table().columns[:4]] == ["", "per cent", "", ""]


def test_name_of_the_panel_is_found_with_what_to_write_instead(make):
    """The finding alone would leave an officer wondering how else to say it."""
    sheets = [
        make.sheet(p, who, quality=b["quality"]) for p, b in BIDS.items() for who in ("O1", "O12")
    ]
    named = [evolve(s, marks=(evolve(s.marks[0], because="O12 missed the rota"),)) for s in sheets]
    tenders = [make.tender(p, b["price"]) for p, b in BIDS.items()]
    winner = complete(make, result=evaluate(make.invitation(), tenders, named))[0]
    (finding,) = winner.missing()
    assert finding.message == (
        "The assessment summary for B names a member of a panel in the reason for the mark on "
        "quality of B"
    )
    assert finding.remedy == "Write it as the view of the panel; people on panels are never named"


def test_tender_without_a_total_has_an_empty_cell(make):
    """Excluded, it was not ranked; a nought would be a score."""
    bids = {"A": {"quality": 90, "price": 200}, "B": {"quality": 50, "price": 90}}
    result = make.evaluation(bids, price_formula=FixedPrice(highest=100))
    assert complete(make, result=result)[1].table().to_dicts()[-1]["your points"] == ""
