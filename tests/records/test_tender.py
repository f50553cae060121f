"""Invitations, tenders, openings and questions about low prices."""

from datetime import UTC, date, time

import pytest

from commissioning.dates.periods import Deadline
from commissioning.errors import RecordError
from commissioning.records.criteria import Criterion, CriterionKind
from commissioning.records.methods import DescribedCriteria, PricePerQualityPoint, WeightedSum
from commissioning.records.parties import Provider
from commissioning.records.pricing import LowestPriceProportional
from commissioning.records.tender import (
    Clarification,
    DeadlineExtended,
    InterviewUse,
    InvitationToTender,
    LotLimits,
    LotMechanism,
    LotPrice,
    PriceDecision,
    PriceExplained,
    PriceOutcome,
    PriceQueried,
    TenderOpening,
    TenderReceived,
    TenderWithdrawn,
)
from commissioning.values.money import pounds
from commissioning.values.scales import ZERO_TO_FIVE

DAY = date(2022, 8, 22)
DUE = Deadline(date(2022, 9, 30))


def quality(weight=60, **more):
    return Criterion(reference="q", title="quality", weight=weight, scale=ZERO_TO_FIVE, **more)


def price(weight=40, **more):
    return Criterion(reference="p", title="price", weight=weight, kind=CriterionKind.PRICE, **more)


METHOD = WeightedSum(criteria=(quality(), price()))
BY_LOT = WeightedSum(
    criteria=(
        quality(),
        price(lots=("N1",)),
        Criterion(reference="s", title="social value", weight=40, scale=ZERO_TO_FIVE, lots=("S1",)),
    )
)


def invitation(**fields):
    return InvitationToTender(
        **{
            "on": DAY,
            "method": METHOD,
            "price_formula": LowestPriceProportional(),
            "tenders_due_by": DUE,
            **fields,
        }
    )


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        (
            {"tenders_due_by": Deadline(date(2022, 8, 1))},
            "tenders_due_by: 1 August 2022 is before the invitation of 22 August 2022",
        ),
        (
            {"price_formula": None},
            (
                "price_formula: missing; price has a weight, so give one such as "
                "LowestPriceProportional()"
            ),
        ),
        (
            {"method": WeightedSum(criteria=(quality(100),))},
            (
                "price_formula: given, but no criterion is the price; add it or leave the formula out"
            ),
        ),
        (
            {"lots": ("N2",), "method": BY_LOT},
            "lots: a criterion or limit names lot 'N1', which is not invited",
        ),
        (
            {
                "lots": ("N1",),
                "lot_limits": LotLimits(
                    most_awarded=1, mechanism=LotMechanism.LOT_ORDER, order=("N1", "N9")
                ),
            },
            "lots: a criterion or limit names lot 'N9', which is not invited",
        ),
        (
            {
                "lots": ("N1", "N2"),
                "lot_limits": LotLimits(
                    most_awarded=1, mechanism=LotMechanism.LOT_ORDER, order=("N1",)
                ),
            },
            "lot_limits: lot 'N2' is not in the order of award; add it",
        ),
        (
            {
                "method": PricePerQualityPoint(criteria=(quality(100), price(None))),
                "price_formula": None,
                "lot_limits": LotLimits(most_awarded=1, mechanism=LotMechanism.BEST_OVERALL),
            },
            (
                "lot_limits: results by price per quality point have no total over lots; declare "
                "the order of lots or the providers' preference"
            ),
        ),
        (
            {"method": WeightedSum(criteria=(quality(at_interview=True), price()))},
            "interviews: declare InterviewUse.SCORED; marked at interview: quality",
        ),
        (
            {"interviews": InterviewUse.SCORED},
            "interviews: declared as scored, but no criterion is marked at interview",
        ),
        (
            {
                "method": WeightedSum(criteria=(quality(), price(at_interview=True))),
                "interviews": InterviewUse.SCORED,
            },
            "criteria: 'price' earns its points by a formula, not at interview",
        ),
        (
            {"lots": ("N1", "S1", "S9"), "method": BY_LOT},
            "award criteria add up to 60%, not 100%: quality 60% (lot S9)",
        ),
    ],
)
def test_invitation_is_whole_before_it_goes_out(fields, message):
    """Bidders act on it at once; what is missing then cannot be supplied later."""
    with pytest.raises(RecordError) as refused:
        invitation(**fields)
    assert message in refused.value.problems


def test_invitation_may_describe_its_criteria():
    """The law allows a ranking or a description in place of weights; it can be recorded."""
    described = DescribedCriteria(criteria=(quality(None),), importance="in descending order")
    assert invitation(method=described, price_formula=None).method is described


def test_invitation_may_differ_by_lot():
    """Neighbourhood and specialist lots of one procurement are judged differently."""
    assert invitation(lots=("N1", "S1"), method=BY_LOT).lots == ("N1", "S1")


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"most_tendered": 0}, "most_tendered: 0 is below the minimum of 1"),
        ({"mechanism": LotMechanism.LOT_ORDER}, "order: say in which order the lots are awarded"),
        ({"order": ("N1", "N1")}, "order: N1 is listed twice; name each once"),
        ({"places": 0}, "places: 0 is below the minimum of 1"),
    ],
)
def test_limits_on_lots_say_how_they_work(fields, message):
    """A cap without a mechanism invites a choice after the bids are known."""
    with pytest.raises(RecordError) as refused:
        LotLimits(**fields)
    assert message in refused.value.problems


@pytest.mark.parametrize(
    ("make", "fields", "message"),
    [
        (
            Clarification,
            {"question": "", "answer": "yes"},
            "question: give the question",
        ),
        (
            DeadlineExtended,
            {"tenders_due_by": DUE, "because": ""},
            "because: say why the deadline moves",
        ),
        (
            DeadlineExtended,
            {"tenders_due_by": Deadline(date(2022, 8, 1)), "because": "illness"},
            "tenders_due_by: 1 August 2022 is before the extension of 22 August 2022",
        ),
        (TenderReceived, {"provider": ""}, "provider: say whose tender it is"),
        (
            TenderReceived,
            {"provider": "A", "particulars": Provider(reference="B", name="Birch")},
            "particulars: they are of 'B', the tender is of 'A'",
        ),
        (
            TenderReceived,
            {"provider": "A", "at": time(12, tzinfo=UTC)},
            "at: give the time alone; it is in the zone of the deadline",
        ),
        (
            TenderReceived,
            {"provider": "A", "prices": (LotPrice(price=pounds(1)), LotPrice(price=pounds(2)))},
            "prices: a lot has two prices",
        ),
        (
            TenderReceived,
            {"provider": "A", "lots": ("N1",), "prices": (LotPrice(lot="N2", price=pounds(1)),)},
            "prices: lot 'N2' has a price, but is not among the lots tendered",
        ),
        (
            TenderReceived,
            {"provider": "A", "preferences": ("N1", "N1")},
            "preferences: N1 is listed twice; name each once",
        ),
        (TenderWithdrawn, {"provider": ""}, "provider: say whose tender it is"),
        (TenderOpening, {"opened_by": ()}, "opened_by: say who opened the tenders"),
        (TenderOpening, {"opened_by": ("a", "a")}, "opened_by: a is listed twice; name each once"),
        (PriceQueried, {"provider": "", "because": "low"}, "provider: say whose price it is"),
        (
            PriceExplained,
            {"provider": "", "explanation": "own branch"},
            "provider: say who explains its price",
        ),
        (
            PriceDecision,
            {"provider": "", "outcome": PriceOutcome.ACCEPTED, "because": "explained"},
            "provider: say whose price it is",
        ),
        (
            PriceQueried,
            {"provider": "A", "because": ""},
            "because: say what makes the price look too low",
        ),
        (
            PriceQueried,
            {"provider": "A", "because": "low", "answer_by": Deadline(date(2022, 8, 21))},
            "answer_by: 21 August 2022 is before the question",
        ),
        (
            PriceExplained,
            {"provider": "A", "explanation": ""},
            "explanation: give what the provider says, in short",
        ),
        (
            PriceDecision,
            {"provider": "A", "outcome": PriceOutcome.ACCEPTED, "because": ""},
            "because: give the reasons for the decision",
        ),
    ],
)
def test_record_of_tendering_says_what_happened(make, fields, message):
    """A gap in these is what a disappointed bidder asks about first."""
    with pytest.raises(RecordError) as refused:
        make(on=DAY, **fields)
    assert refused.value.problems == (message,)


def test_negative_price_is_refused():
    """A minus sign from a spreadsheet would win every price formula."""
    with pytest.raises(RecordError) as refused:
        LotPrice(price=pounds(-1))
    assert str(refused.value) == "lot price: price: -£1 is below the minimum of 0"


@pytest.mark.parametrize("amount", [19.5, "NaN", "Infinity"])
def test_price_that_is_no_exact_number_is_refused(amount):
    """NaN compares as neither more nor less, and would rank anywhere."""
    with pytest.raises(RecordError):
        LotPrice(price=pounds(amount))


def test_tender_is_for_the_lots_it_names_or_prices():
    """The price form alone often says which lots are meant."""
    one = LotPrice(lot="N1", price=pounds(5))
    assert TenderReceived(on=DAY, provider="A", prices=(one,)).is_for("N1")
    assert not TenderReceived(on=DAY, provider="A", prices=(one,)).is_for("N2")
    assert TenderReceived(on=DAY, provider="A").is_for("N2")
    assert not TenderReceived(on=DAY, provider="A", lots=("N1",)).is_for("N2")
    assert TenderReceived(on=DAY, provider="A", prices=(one,)).price("N1") is one
    assert TenderReceived(on=DAY, provider="A", prices=(one,)).price() is None


def test_only_an_explained_price_keeps_a_tender_in():
    """A price that breaks the law on wages excludes as surely as one left unexplained."""
    kept = [
        o
        for o in PriceOutcome
        if not PriceDecision(on=DAY, provider="A", outcome=o, because="r").excludes
    ]
    assert kept == [PriceOutcome.ACCEPTED]


@pytest.mark.parametrize(
    ("make", "fields"),
    [
        (Clarification, {"question": "Is TUPE likely?", "answer": "Yes"}),
        (DeadlineExtended, {"tenders_due_by": DUE, "because": "a late clarification"}),
        (TenderWithdrawn, {"provider": "A"}),
        (PriceQueried, {"provider": "A", "because": "30% below the next"}),
        (PriceExplained, {"provider": "A", "explanation": "the branch is already open"}),
        (TenderOpening, {"opened_by": ("clerk", "solicitor")}),
    ],
)
def test_whole_record_of_tendering_is_taken(make, fields):
    """The rules above refuse what is wrong, and nothing else."""
    assert make(on=DAY, **fields) == make(on=DAY, **fields)


def test_limits_that_hold_together_are_taken():
    """At most two lots each, by the order of the lots."""
    limits = LotLimits(
        most_tendered=3, most_awarded=2, mechanism=LotMechanism.LOT_ORDER, order=("N1",)
    )
    assert invitation(lots=("N1",), lot_limits=limits).lot_limits == limits
    assert invitation(lot_limits=limits).lots is None
