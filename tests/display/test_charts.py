"""Lines to look at: each can be told apart without colour, and says the same in words."""

from fractions import Fraction as F
from itertools import pairwise
from xml.etree import ElementTree

import pytest

from commissioning.casebook import greenwich
from commissioning.display.charts import formulas_svg, weight_svg
from commissioning.display.drawing import COLOURS, MADE_UP, picture, ticks
from commissioning.records.pricing import (
    FixedPrice,
    FloorAndCeiling,
    LowestPriceProportional,
    PriceRange,
)
from commissioning.values.rounding import shown

SVG = "{http://www.w3.org/2000/svg}"


def words_of(drawn):
    return [text.text for text in ElementTree.fromstring(drawn).iter(f"{SVG}text")]


def told(drawn):
    return ElementTree.fromstring(drawn).findtext(f"{SVG}desc")


def test_lines_cross_where_the_winner_changes():
    """The dashed line carries the exact flip point, the dotted one the published weight."""
    result = greenwich.evaluation()
    drawn = weight_svg(result, "service-users", up_to=20)
    words = words_of(drawn)
    assert "level at 2.9197%" in words
    assert "as published, 5%" in words
    assert words[-1] == MADE_UP
    assert told(drawn).startswith("Beech from 72.63 rises to 75.11; Ash from 73.68 falls to 68.95;")
    assert "as published, 40%" in told(weight_svg(result, "price"))
    assert "as published, 40%" not in told(weight_svg(result, "price", up_to=20))


def test_criterion_is_called_by_its_title():
    """Councillors know the title that was published, and not the reference it has in the records."""
    words = words_of(weight_svg(greenwich.evaluation(), "visits"))
    assert "Who would win by the weight of knowing who comes" in words
    assert "weight of knowing who comes, %" in words


def test_six_formulas_have_six_kinds_of_line():
    """In a print without colour the fifth line must not look like the first."""
    formulas = {f"price {n}": LowestPriceProportional() for n in range(6)}
    drawn = formulas_svg(formulas, (18, 22), 40, lowest=12, highest=30)
    lines = ElementTree.fromstring(drawn).iter(f"{SVG}polyline")
    assert len({line.get("stroke-dasharray") for line in lines}) == 6


def test_formulas_are_drawn_from_their_own_shares():
    """The curve is the formula, asked at each place."""
    formulas = {"lowest": LowestPriceProportional(), "range": PriceRange()}
    drawn = formulas_svg(formulas, (18, 22), 40, lowest=12, highest=30)
    assert len(list(ElementTree.fromstring(drawn).iter(f"{SVG}polyline"))) == 2
    assert told(drawn) == (
        "lowest from 40 falls to 24; range from 40 falls to 0; a bid of 18; a bid of 22"
    )


def test_line_that_stays_or_rises_is_told_so(one_lot):
    """The words must not claim a fall that is not there."""
    flat = {"fixed": FixedPrice(highest=100)}
    assert told(formulas_svg(flat, (), 40, lowest=1, highest=9)) == "fixed from 40 stays at 40"
    result = one_lot(FixedPrice(highest=100), A=(10, 5), B=(20, 5))
    rises = told(weight_svg(result, "price"))
    assert rises.startswith("B from 20 rises to 100; A from 10 rises to 100")


def test_every_line_has_its_name_at_its_end_however_many_there_are(one_lot):
    """Twelve tenders end close together; no name falls off the picture or on another."""
    bids = {f"P{number:02}": (50 + number, 100 + number) for number in range(1, 25)}
    root = ElementTree.fromstring(weight_svg(one_lot(LowestPriceProportional(), **bids), "price"))
    names = {t.text: F(t.get("y")) for t in root.iter(f"{SVG}text") if t.text in bids}
    assert set(names) == set(bids)
    places = sorted(names.values())
    assert all(two - one >= F("14.9") for one, two in pairwise(places))
    assert 0 < places[0] < places[-1] < int(root.get("height"))
    lines = [(p.get("stroke"), p.get("stroke-dasharray")) for p in root.iter(f"{SVG}polyline")]
    assert all(one[1] != two[1] for one, two in pairwise(lines))


def test_names_too_long_for_their_place_give_way_to_references(one_lot):
    """Twelve companies whose long names begin alike could not be told apart once they are cut."""
    formula = FloorAndCeiling(floor=50, ceiling=150)
    short = one_lot(formula, names={"P1": "Alder Care Ltd"}, P1=(50, 100), P2=(40, 100))
    assert "Alder Care Ltd (P1)" in words_of(weight_svg(short, "price"))
    long = one_lot(
        formula, names={"P1": "The Community Interest Company"}, P1=(50, 100), P2=(40, 100)
    )
    assert {"P1", "P2"} <= set(words_of(weight_svg(long, "price")))


def test_words_of_upright_lines_do_not_lie_on_each_other():
    """Three bids close together are three notes below each other; far apart they share a row."""

    def rows(*others):
        drawn = formulas_svg({"a": FixedPrice(highest=99)}, others, 40, lowest=12, highest=30)
        root = ElementTree.fromstring(drawn)
        return [t.get("y") for t in root.iter(f"{SVG}text") if "a bid of" in t.text]

    assert len(set(rows(18, 19, 20))) == 3
    assert len(set(rows(13, 20, 28))) == 1


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (0, 100, "0 20 40 60 80 100"),
        (0, 20, "0 5 10 15 20"),
        ("67.74", "75.11", "68 70 72 74"),
        ("0.1", "0.5", "0.1 0.2 0.3 0.4 0.5"),
        (0, 3_000_000, "0 500000 1000000 1500000 2000000 2500000 3000000"),
    ],
)
def test_axes_have_round_numbers(low, high, expected):
    """67.74 at the end of an axis is no place from which anybody can count."""
    assert " ".join(shown(at) for at in ticks(F(low), F(high))) == expected


def test_letters_can_be_read_in_and_beside_every_colour():
    """WCAG 2.2 asks for 4.5 to 1; the names of lines are written in the colour of the line."""

    def light(colour):
        parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return sum(w * p for w, p in zip((0.2126, 0.7152, 0.0722), linear, strict=True))

    for colour in COLOURS:
        assert 1.05 / (light(colour) + 0.05) >= 4.5, colour


def test_picture_is_named_and_told_for_those_who_do_not_see_it():
    """Nothing in it runs, and what is typed stays text."""
    drawn = picture("a <b> & c", "told", 50, [])
    root = ElementTree.fromstring(drawn)
    assert (root.get("role"), root.findtext(f"{SVG}title")) == ("img", "a <b> & c")
    assert words_of(drawn) == ["a <b> & c"]
    assert words_of(picture("a", "told", 50, [], heading=False)) == []
