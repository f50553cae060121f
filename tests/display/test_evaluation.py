"""An evaluation to look at: pictures that stand alone and say the same in words."""

from fractions import Fraction as F
from xml.etree import ElementTree

import pytest

from commissioning.casebook import greenwich
from commissioning.display.evaluation import (
    evaluation_html,
    formulas_svg,
    points_svg,
    weight_svg,
)
from commissioning.evaluation import evaluate
from commissioning.records.criteria import Criterion, CriterionKind, PanelMean, WeightedSum
from commissioning.records.panel import Mark, ScoreSheet
from commissioning.records.pricing import FixedPrice, LowestPriceProportional, PriceRange
from commissioning.records.tender import InvitationToTender, LotPrice, TenderReceived
from commissioning.values.deadlines import Deadline
from commissioning.values.money import pounds
from commissioning.values.scales import OUT_OF_100

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def result():
    """The close call of the casebook."""
    return greenwich.evaluation()


def one_lot(formula, **bids):
    day = greenwich.cycle().last_on
    method = WeightedSum(
        criteria=(
            Criterion(
                reference="quality",
                title="quality <&>",
                weight=60,
                scale=OUT_OF_100,
                one_mark=PanelMean(),
            ),
            Criterion(reference="price", title="price", weight=40, kind=CriterionKind.PRICE),
        )
    )
    invitation = InvitationToTender(
        on=day, method=method, price_formula=formula, tenders_due_by=Deadline(day)
    )
    tenders = [
        TenderReceived(on=day, provider=p, prices=(LotPrice(price=pounds(price)),))
        for p, (_, price) in bids.items()
    ]
    sheets = [
        ScoreSheet(
            on=day,
            panel="p",
            assessor="O1",
            provider=p,
            marks=(Mark(criterion="quality", mark=mark),),
        )
        for p, (mark, _) in bids.items()
    ]
    return evaluate(invitation, tenders, sheets)


def test_a_bar_is_as_long_as_the_points(result):
    """A picture whose lengths lie is worse than a table."""
    root = ElementTree.fromstring(points_svg(result))
    pieces = [r for r in root.iter(f"{SVG}rect") if r.find(f"{SVG}title") is not None]
    wide = sum(F(piece.get("width")) for piece in pieces[:6])
    assert abs(wide - F("73.25") * 540 / 100) < 1
    assert root.find(f"{SVG}desc").text == "Beech 73.250; Ash 72.500; Cherry 68.250"


def test_an_excluded_tender_has_words_in_place_of_a_bar():
    """Who is out is seen at a glance, with the reason; names are escaped."""
    picture = points_svg(one_lot(FixedPrice(highest=20), **{"A<": (50, 21), "B": (40, 19)}))
    root = ElementTree.fromstring(picture)
    words = [text.text for text in root.iter(f"{SVG}text")]
    assert "excluded: the price is above 20, the highest accepted" in words
    assert "A<" in words


def test_the_lines_cross_where_the_winner_changes(result):
    """The dashed line carries the exact flip point, the dotted one the published weight."""
    picture = weight_svg(result, "service-users", up_to=20)
    words = [text.text for text in ElementTree.fromstring(picture).iter(f"{SVG}text")]
    assert "2.9197%" in words
    assert "as published, 5%" in words
    price = ElementTree.fromstring(weight_svg(result, "price"))
    assert "as published, 40%" in price.find(f"{SVG}desc").text


def test_formulas_are_drawn_from_their_own_shares():
    """The curve is the formula, asked at each place."""
    formulas = {"lowest": LowestPriceProportional(), "range": PriceRange()}
    picture = formulas_svg(formulas, (18, 22), 40, lowest=12, highest=30)
    root = ElementTree.fromstring(picture)
    assert len(list(root.iter(f"{SVG}polyline"))) == 2
    assert root.find(f"{SVG}desc").text == (
        "lowest from 40 falls to 24; range from 40 falls to 0; a bid of 18; a bid of 22"
    )


def test_a_line_that_stays_or_rises_is_told_so():
    """The words must not claim a fall that is not there."""
    flat = {"fixed": FixedPrice(highest=100)}
    told = ElementTree.fromstring(formulas_svg(flat, (), 40, lowest=1, highest=9))
    assert told.find(f"{SVG}desc").text == "fixed from 40 stays at 40"
    result = one_lot(FixedPrice(highest=100), A=(10, 5), B=(20, 5))
    rises = ElementTree.fromstring(weight_svg(result, "price")).find(f"{SVG}desc").text
    assert rises.startswith("B from 20 rises to 100; A from 10 rises to 100")


def test_a_notebook_shows_heading_bars_table_and_warnings():
    """One cell is enough to see who is first, by how much, and what to beware of."""
    result = one_lot(LowestPriceProportional(), A=(76, 115), B=(70, 100), C=(10, 60))
    html = result._repr_html_()
    assert html == evaluation_html(result)
    assert html.index("<h3>A is first") < html.index("<svg") < html.index("<table")
    assert "<li>without C, who does not win, B would be first instead of A</li>" in html
    quiet = evaluation_html(one_lot(FixedPrice(highest=100), A=(10, 5)))
    assert "<ul>" not in quiet
