"""Results as they are printed: whole, word for word, because they are pasted into reports."""

from decimal import Decimal as D

import pytest

from commissioning.evaluation import evaluate
from commissioning.evaluation.inputs import low_prices
from commissioning.records.criteria import TieBreak, TieBreakBy
from commissioning.records.low_prices import BelowMean, BelowNext
from commissioning.records.methods import WeightedSum
from commissioning.records.parties import Provider
from commissioning.records.pricing import FixedPrice, PriceRange
from commissioning.records.record import Basis, Grounds

PAGE = """\
A, B and C are level at 76.00 (points out of 100)

rank  provider  quality  price  price tendered  total  note
----  --------  -------  -----  --------------  -----  -------------------------
   1  A           36.00  40.00             100  76.00  level with B and C; no
                                                       tie-break decides
   1  B           36.00  40.00             100  76.00  level with A and C; no
                                                       tie-break decides
   1  C           36.00  40.00             100  76.00  level with A and B; no
                                                       tie-break decides
      D            8.00                     90         excluded: care is below
                                                       the minimum mark of 50;
                                                       rota is below the minimum
                                                       mark of 50

criterion  weight, %      A      B      C     D
---------  ---------  -----  -----  -----  ----
care              40  24.00  24.00  24.00  4.00
rota              20  12.00  12.00  12.00  4.00
price             40  40.00  40.00  40.00
total            100  76.00  76.00  76.00

- Price is scored against the other bids, so a losing bid can change who wins.
  Next time, use a formula with published limits, such as a floor and a ceiling.
- Constructed to tell a story, so not evidence: the invitation (tenders due by,
  lots).
"""


def asked(make, trigger, *prices):
    invitation = make.invitation(low_price_triggers=(trigger,))
    tenders = [make.tender(name, price) for name, price in zip("ABCDE", prices, strict=False)]
    result = evaluate(invitation, tenders, [make.sheet(t.provider, quality=50) for t in tenders])
    return [str(low) for low in low_prices(result.source)]


@pytest.mark.parametrize(
    ("trigger", "prices", "told"),
    [
        (BelowNext(percent=40), (60, 100), []),
        (BelowNext(percent=40), (D("59.99"), 100), ["The price of A is 40.01% below the next lowest"]),
        (BelowMean(percent=50), (50, 150), []),
        (BelowMean(percent=50), (49, 151), ["The price of A is 51% below the mean of all tenders"]),
    ],
)  # fmt: skip
def test_price_on_the_line_is_not_below_it(make, trigger, prices, told):
    """The trigger was published to the penny; a bidder on the line is not asked."""
    assert asked(make, trigger, *prices) == told


def test_result_with_everything_is_printed_whole(make):
    """Excluded for two reasons, a tie undecided, a figure made up: the page as an officer gets it."""
    method = make.two_minimums()
    bids = {
        "A": {"care": 60, "rota": 60, "price": 100},
        "B": {"care": 60, "rota": 60, "price": 100},
        "C": {"care": 60, "rota": 60, "price": 100},
        "D": {"care": 10, "rota": 20, "price": 90},
    }
    invitation = make.invitation(
        method,
        basis=(Basis(grounds=Grounds.CONSTRUCTED, fields=("tenders_due_by", "lots")),),
    )
    printed = str(make.evaluation(bids, invitation=invitation))
    assert printed.splitlines() == PAGE.splitlines()


def test_price_that_earns_zero_has_zero_points(make):
    """The dearest by the range formula: its line says 0, and so does the influence of price."""
    bids = {"A": {"quality": 0, "price": 200}, "B": {"quality": 50, "price": 100}}
    result = make.evaluation(bids, price_formula=PriceRange())
    assert result.influence("price").points == {"B": 40, "A": 0}
    assert result.influence("quality").points == {"B": 30, "A": 0}
    assert result.line("A", "price").share == 0
    assert result.line("B", "price").share == 1


def test_unknown_line_is_answered_with_the_known_ones(make):
    """A criterion mistyped in a notebook."""
    result = make.evaluation({"A": {"quality": 50, "price": 5}})
    with pytest.raises(LookupError) as missing:
        result.line("A", "charm")
    assert str(missing.value) == 'There is no criterion "charm"; choose from quality and price.'


def test_price_that_is_no_criterion_has_no_line(make):
    """A price was asked for the record, and quality alone decided: it earned nothing and is no row."""
    result = make.evaluation(
        {"A": {"quality": 50, "price": 5}},
        invitation=make.invitation(make.method(quality=100), price_formula=None),
    )
    assert [line.criterion for line in result.lines("A")] == ["quality"]


def test_line_without_marks_has_no_reason(make):
    """Out by the first criterion, the tender was not read on; the line is there, and empty."""
    method = WeightedSum(
        criteria=(make.criterion("care", 60, minimum=50), make.criterion("rota", 40))
    )
    line = make.evaluation({"A": {"care": 1}}, method=method).line("A", "rota")
    assert (line.mark, line.points, line.because) == (None, None, "")


@pytest.mark.parametrize(
    ("weight", "shown"),
    [("12.25", "6.2475"), ("12.125", "6.18")],
    ids=("four places hold it", "five would be needed"),
)
def test_figures_are_shown_whole_where_four_places_hold_them(make, weight, shown):
    """What adds up exactly is shown so; what no few places hold is rounded to the penny."""
    rest = 100 - D(weight)
    method = WeightedSum(criteria=(make.criterion("care", D(weight)), make.criterion("rota", rest)))
    result = make.evaluation({"A": {"care": 51, "rota": 0}}, method=method)
    points = result.line("A", "care").points
    assert (result.figure(points), str(result.cell(points))) == (shown, shown)


def test_those_a_tie_break_decided_between_are_listed(make):
    """Three level on points: each is told with whom, and by what the tie was decided."""
    method = WeightedSum(
        criteria=(make.criterion("care", 60), make.criterion("price", 40)),
        tie_breaks=(TieBreak(by=TieBreakBy.PRICE),),
    )
    bids = {p: {"care": 50, "price": price} for p, price in zip("ABC", (10, 11, 12), strict=True)}
    result = make.evaluation(bids, method=method, price_formula=FixedPrice(highest=20))
    assert result.note(result.standing("A")) == "level with B and C; decided by the lower price"


@pytest.mark.parametrize("length", range(40, 60))
def test_no_line_of_the_page_is_longer_than_eighty(make, length):
    """Names are as long as they are; the page is pasted into letters of eighty columns."""
    name = "Care " * (length // 5) + "x" * (length % 5)
    tender = make.tender("P1", 100, particulars=Provider(reference="P1", name=name.strip()))
    result = evaluate(make.invitation(), [tender], [make.sheet("P1", quality=50)])
    assert max(map(len, str(result).splitlines()[:3])) <= 80
