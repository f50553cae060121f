"""An evaluation to look at: pictures that stand alone and say the same in words."""

from fractions import Fraction as F
from xml.etree import ElementTree

import pytest

from commissioning.casebook import greenwich
from commissioning.display.drawing import MADE_UP
from commissioning.display.evaluation import evaluation_html, points_svg
from commissioning.records.methods import PricePerQualityPoint
from commissioning.records.pricing import FixedPrice, LowestPriceProportional

SVG = "{http://www.w3.org/2000/svg}"


def words_of(picture):
    return [text.text for text in ElementTree.fromstring(picture).iter(f"{SVG}text")]


@pytest.fixture(scope="module")
def result():
    """The close call of the casebook."""
    return greenwich.evaluation()


def test_bar_is_as_long_as_the_points(result):
    """A picture whose lengths lie is worse than a table."""
    root = ElementTree.fromstring(points_svg(result))
    pieces = [r for r in root.iter(f"{SVG}rect") if r.find(f"{SVG}title") is not None]
    wide = sum(F(piece.get("width")) for piece in pieces[:6])
    assert abs(wide - F("73.25") * 660 / 100) < 1
    told = root.find(f"{SVG}desc").text
    assert told.startswith("Beech 73.250 (care and dignity 25, workforce 12, mobilisation 6, ")
    assert "price 26); Ash 72.500 (care and dignity 20, workforce 16, " in told
    assert told.endswith(f", price 32). {MADE_UP}")


def test_each_piece_says_its_criterion_where_there_is_room(result):
    """Who cannot tell the colours apart, or prints without them, reads the bars all the same."""
    words = words_of(points_svg(result))
    assert {"care and dignity 25", "price 26", "price 28", "price 32"} <= set(words)
    assert words.count("workforce") == 2  # with the points there would not be room
    assert words.count("3") == 4  # a narrow piece has the number of the key
    assert "price (40%)" in words
    assert words[-1] == MADE_UP
    assert {"1. Beech", "2. Ash", "3. Cherry"} <= set(words)


def test_excluded_tender_has_words_in_place_of_a_bar(one_lot):
    """Who is out is seen at a glance, with the reason, however long; names are escaped."""
    bids = {"A<": (50, 21), "B": (40, 19)}
    picture = points_svg(one_lot(FixedPrice(highest=20), **bids))
    words = words_of(picture)
    assert "excluded: the price of £21 is above £20, the highest accepted" in words
    assert "A<" in words
    assert MADE_UP not in words
    long = one_lot(FixedPrice(highest=20), title="very " * 30 + "good care", minimum=90, **bids)
    lines = [line for line in words_of(points_svg(long)) if "very" in line or "highest" in line]
    assert len(lines) > 3
    assert all(len(line) <= 112 for line in lines)


def test_names_stand_where_references_would_say_nothing(one_lot):
    """An officer knows tenderers by name; the reference stays beside it, for the messages."""
    result = one_lot(
        FixedPrice(highest=100), names={"P1": "Alder Care Ltd"}, P1=(50, 21), B=(40, 19)
    )
    assert result.heading() == "Alder Care Ltd (P1) is first with 70.00 (points out of 100)"
    assert "1. Alder Care Ltd (P1)" in words_of(points_svg(result))
    assert (
        '<td style="text-align:left;padding:2px 8px;border-bottom:1px solid #8886">Alder Care Ltd</td>'
        in result._repr_mimebundle_()["text/html"]
    )
    long = one_lot(FixedPrice(highest=100), names={"P1": "Alder" * 40}, P1=(50, 21))
    assert max(map(len, words_of(points_svg(long)))) <= 112


def test_tie_is_said_beside_the_bars(one_lot):
    """Two bars of the same length leave open which is first; the words do not."""
    words = words_of(points_svg(one_lot(FixedPrice(highest=100), A=(50, 21), B=(50, 21))))
    assert "1. A – level with B; no tie-break decides" in words


def test_other_methods_show_quality_and_what_decides(one_lot):
    """Under price per quality point the longest bar need not be first; the figure beside it says why."""
    result = one_lot(None, PricePerQualityPoint, A=(50, 21), B=(40, 12))
    words = words_of(points_svg(result))
    assert "1. B – price per quality point 0.30" in words
    assert {"50.00", "40.00"} <= set(words)


def test_nothing_that_is_typed_becomes_markup(one_lot):
    """A tenderer chooses its own name; the page that shows it must not run it."""
    evil = "<script>alert(1)</script>"
    result = one_lot(
        LowestPriceProportional(),
        title=evil,
        names={"B": f"{evil} & Co"},
        **{evil: (76, 115), "B": (70, 100)},
    )
    page = evaluation_html(result)
    assert "<script" not in page
    assert page.count("&lt;script&gt;") > 8
    ElementTree.fromstring(points_svg(result))


def test_notebook_shows_heading_bars_table_and_warnings(one_lot):
    """One cell is enough to see who is first, by how much, and what to beware of."""
    result = one_lot(LowestPriceProportional(), A=(76, 115), B=(70, 100), C=(10, 60))
    html = result._repr_mimebundle_()["text/html"]
    assert html == evaluation_html(result)
    assert html.index(">A is first") < html.index("<svg") < html.index("<table")
    assert (
        html.count(">A is first") == 2
    )  # the heading, and the name of the picture for a reader's voice
    assert html.count('font-weight="bold">A is first') == 0
    assert (
        "Next time, use a formula with published limits, such as a floor and a "
        "ceiling.</li><li>Without C (a losing bid), B would be first instead of "
        "A.</li></ul>"
    ) in html
    quiet = evaluation_html(one_lot(FixedPrice(highest=100), A=(10, 5)))
    assert "<ul>" not in quiet


def test_narrow_window_cuts_no_column_off(result):
    """Wide tables scroll by themselves."""
    assert evaluation_html(result).count('<div style="overflow-x:auto') == 2
