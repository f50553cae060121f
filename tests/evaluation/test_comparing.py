"""Prices and marks compared from whatever a notebook holds: exact, explained, and a procurement to be."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commissioning.errors import RecordError
from commissioning.evaluation import compare, evaluate
from commissioning.records.pricing import (
    FixedPrice,
    FloorAndCeiling,
    LinearDeviation,
    LowestPriceProportional,
    MeanBased,
    PriceRange,
)
from commissioning.values.money import VatBasis, pounds
from commissioning.values.scales import OUT_OF_100, ZERO_TO_FIVE, ZERO_TO_TEN, Scale
from commissioning.values.tables import Column, Kind, Table

DAY = date(2026, 4, 1)
WEIGHTS = {"care": 40, "rota": 20, "price": 40}
HALVES = {"q": 50, "price": 50}
PRICES = {"ash": 100, "birch": 90, "cedar": "120.50"}
MARKS = {
    "ash": {"care": 4, "rota": 3},
    "birch": {"care": 3, "rota": 3},
    "cedar": {"care": 5, "rota": 4},
}
LOTTED = {"N1": {"ash": 100, "birch": 90}, "N2": {"ash": 80, "birch": 95, "cedar": 70}}


class Frame:
    """Stands for a data frame of pandas: columns by name, and the providers as its index."""

    def __init__(self, index: object, *, twice: bool = False, **columns: list[object]) -> None:
        self.index = index
        self.columns = list(columns) * (1 + twice)
        self._columns = columns

    def __getitem__(self, name: str) -> list[object]:
        return self._columns[name]


class Lazy:
    """Stands for a lazy frame of polars: its columns have names and no cells until it is collected."""

    columns = ("provider", "price", "q")

    def collect(self) -> dict[str, list[object]]:
        return {"provider": ["ash"], "price": [1], "q": [1]}


class RangeIndex(list[int]):
    """Stands for the index of a frame that has none of its own: the numbers of its rows."""


class Levels(list[tuple[str, str]]):
    """Stands for an index of pandas with two levels."""

    nlevels = 2


class Named(list[str]):
    """Stands for an index of pandas that is named for what is in it."""

    name = "Lot"


class Repeated:
    """Stands for a column of pandas in whose index a provider comes twice."""

    def items(self):
        return iter([("ash", 1), ("ash", 2)])


class Series:
    """Stands for a column of pandas with the providers as its index."""

    def __init__(self, **cells: object) -> None:
        self._cells = cells

    def items(self):
        return self._cells.items()


def test_lot_is_compared_exactly():
    """The first result is what the published method gives, to the last fraction."""
    comparison = compare(PRICES, MARKS, weights=WEIGHTS)
    assert comparison.ranking == {"whole": (("cedar",), ("ash",), ("birch",))}
    assert comparison.winners == {"whole": ("cedar",)}
    totals = {s.provider: s.total for s in comparison.contests["whole"].standings()}
    assert totals["cedar"] == 40 + 16 + 40 * Fraction(90) / Fraction("120.5")
    assert repr(comparison) == "<Comparison of 3 tenders: cedar is first with 85.88 points>"


def test_table_has_a_row_for_each_tender():
    """The table goes into a paper or a data frame as it is."""
    table = compare(PRICES, MARKS, weights=WEIGHTS).table()
    assert table.to_dicts()[0] == {
        "rank": 1,
        "provider": "cedar",
        "care points": Decimal("40.00"),
        "rota points": Decimal("16.00"),
        "price points": Decimal("29.88"),
        "total": Decimal("85.88"),
    }
    lotted = compare(LOTTED, MARKS, weights=WEIGHTS).table()
    assert [row["lot"] for row in lotted.to_dicts()] == ["N1", "N1", "N2", "N2", "N2"]


def test_assumptions_of_a_comparison_are_stated():
    """A reader of a quick result must see on which formula, scale and panel it rests."""
    assert compare(PRICES, MARKS, weights=WEIGHTS).assumed == (
        "Price earns its points as the lowest price / the price, `LowestPriceProportional()`.",
        "Marks are on the scale 0 to 5, the smallest that holds them all.",
        "The marks are those of one panel, one for each tender and criterion.",
        "Prices are in pounds for a year, and do not say whether with VAT.",
    )
    declared = compare(
        {name: pounds(amount) for name, amount in PRICES.items()},
        MARKS,
        weights=WEIGHTS,
        price=LinearDeviation(),
        scale=10,
    )
    assert declared.assumed == (
        "The marks are those of one panel, one for each tender and criterion.",
    )
    assert {c.scale for c in declared.method.criteria} == {ZERO_TO_TEN, None}


def test_marks_without_lots_hold_for_every_lot():
    """Quality is often marked once for all lots, and only the prices differ."""
    comparison = compare(LOTTED, MARKS, weights=WEIGHTS)
    assert comparison.winners == {"N1": ("ash",), "N2": ("cedar",)}
    assert comparison.assumed[1:4] == (
        "Marks are on the scale 0 to 5, the smallest that holds them all.",
        "The marks name no lot, so they hold for every lot.",
        "Only tenders with a price are compared for lot N1: cedar gave none.",
    )
    assert str(comparison).startswith(
        "Lot N1: ash is first with 80.00 points\nLot N2: cedar is first with 96.00 points\n\nlot  rank"
    )
    assert "- The marks name no lot, so they hold for every lot." in str(comparison)


BY_LOT = {lot: {name: MARKS[name] for name in row} for lot, row in LOTTED.items()}


def test_prices_without_lots_hold_for_every_lot():
    """Some bidders quote one rate for the borough, and each neighbourhood marks for itself."""
    rates = {name: amount for row in LOTTED.values() for name, amount in row.items()}
    comparison = compare(rates, dict.fromkeys(LOTTED, MARKS), weights=WEIGHTS)
    assert "The prices name no lot, so they hold for every lot." in comparison.assumed


ROWS = [{"provider": p, **marks} for p, marks in MARKS.items()]
LONG = [
    {"Bidder": p, "criterion": name, "Score": mark, "lot": None}
    for p, marks in MARKS.items()
    for name, mark in marks.items()
]
PRICE_ROWS = [
    {"supplier": p, "Lot": lot, "Price": amount}
    for lot, row in LOTTED.items()
    for p, amount in row.items()
]
WIDE = {
    "provider": ["ash", "birch", "cedar"], "N1": [100, 90, None], "N2": [80, 95, 70],
}  # fmt: skip
TABLE = Table(
    (Column("provider"), Column("care", Kind.WHOLE), Column("rota", Kind.WHOLE)),
    (("ash", 4, 3), ("birch", 3, 3), ("cedar", 5, 4)),
)
SHAPES = {
    "nested mappings": (LOTTED, MARKS, ()),
    "marks by lot": (LOTTED, BY_LOT, ()),
    "provider first": ({"ash": {"N1": 100, "N2": 80}, "birch": {"N1": 90, "N2": 95},
                        "cedar": {"N2": 70}}, MARKS, ()),
    "provider first, lots named": (
        {"ash": {"N1": 100, "N2": 80}, "birch": {"N1": 90, "N2": 95}, "cedar": {"N1": None, "N2": 70}},
        {p: {lot: MARKS[p] for lot in ("N1", "N2") if p in LOTTED[lot]} for p in MARKS},
        ("N1", "N2"),
    ),
    "rows": (PRICE_ROWS, ROWS, ()),
    "a column for each lot": (WIDE, ROWS, ()),
    "a column for each lot, lots named": ({**WIDE, "note": ["", "", ""]}, ROWS, ("N1", "N2")),
    "columns": (PRICE_ROWS, {"provider": list(MARKS), "care": [4, 3, 5], "rota": [3, 3, 4]}, ()),
    "a frame with an index": (
        Frame(["ash", "birch", "cedar"], N1=[100.0, 90.0, float("nan")], N2=[80.0, 95.0, 70.0]),
        Frame(["ash", "birch", "cedar"], care=[4, 3, 5], rota=[3.0, 3.0, 4.0]),
        (),
    ),
    "a table": (LOTTED, TABLE, ()),
}  # fmt: skip


@pytest.mark.parametrize(("prices", "marks", "lots"), SHAPES.values(), ids=SHAPES)
def test_every_common_shape_is_read_alike(prices, marks, lots):
    """Nobody should have to turn a table round before they see who would win."""
    comparison = compare(prices, marks, weights=WEIGHTS, lots=lots)
    plain = compare(LOTTED, MARKS, weights=WEIGHTS)
    assert comparison.lots == ("N1", "N2")
    assert comparison.ranking == plain.ranking
    assert comparison.table() == plain.table()


def test_one_frame_may_hold_prices_and_marks():
    """A spreadsheet has one row for each tender, with everything in it."""
    rows = [{"provider": p, "price": PRICES[p], **MARKS[p]} for p in PRICES]
    assert (
        compare(rows, rows, weights=WEIGHTS).ranking
        == compare(PRICES, MARKS, weights=WEIGHTS).ranking
    )


def test_series_and_arrow_tables_are_read():
    """Prices come as one column with an index, and marks from a file of Parquet."""
    pa = pytest.importorskip("pyarrow")
    marks = pa.table({"provider": list(MARKS), "care": [4, 3, 5], "rota": [3, 3, 4]})
    comparison = compare(Series(**PRICES), marks, weights=Series(**WEIGHTS))
    assert comparison.winners == {"whole": ("cedar",)}


def test_lazy_frames_are_collected():
    """The columns of a lazy frame have names before they have cells."""
    assert compare(Lazy(), Lazy(), weights=HALVES).winners == {"whole": ("ash",)}


def test_index_that_is_named_for_the_lot_is_the_lot():
    """It was passed over, and tenders for different lots were ranked against each other."""
    frame = Frame(Named(["N1", "N2"]), provider=["ash", "birch"], price=[1, 2], q=[1, 1])
    assert compare(frame, frame, weights=HALVES).winners == {"N1": ("ash",), "N2": ("birch",)}


def test_rows_that_are_empty_throughout_are_passed_over():
    """A sheet read by pandas often ends in some."""
    rows = {"provider": ["ash", None], "price": [1, None], "q": [1, float("nan")]}
    assert compare(rows, rows, weights=HALVES).winners == {"whole": ("ash",)}


def test_numbers_of_numpy_are_read():
    """A frame hands out numpy's numbers, which are whole numbers all the same."""
    np = pytest.importorskip("numpy")
    marks = {p: {c: np.int64(m) for c, m in row.items()} for p, row in MARKS.items()}
    prices = {"ash": np.float64(100.0), "birch": np.int32(90), "cedar": np.float64(120.5)}
    plain = compare(PRICES, MARKS, weights=WEIGHTS)
    assert compare(prices, marks, weights=WEIGHTS, scale=np.int64(5)).table() == plain.table()


def test_several_assessors_count_with_their_mean():
    """A long sheet of marks by assessor is how panels return them."""
    rows = [
        {"provider": p, "criterion": "care", "assessor": who, "mark": mark}
        for p, marks in {"ash": (4, 5, 4), "birch": (5, 4, 5)}.items()
        for who, mark in zip(("O1", "O2", "O3"), marks, strict=True)
    ]
    comparison = compare(None, rows, weights={"care": 100})
    assert [s.total for s in comparison.contests["whole"].standings()] == [
        Fraction(280, 3), Fraction(260, 3),
    ]  # fmt: skip
    assert comparison.assumed == (
        "Marks are on the scale 0 to 5, the smallest that holds them all.",
        "The mark on care is the mean of the marks of 3 assessors (O1, O2 and O3).",
    )
    assert comparison.evaluation().winner == "birch"
    assert comparison.table().to_dicts()[0] == {
        "rank": 1, "provider": "birch", "care points": Decimal("93.33"), "total": Decimal("93.33"),
    }  # fmt: skip


def test_score_sheets_and_tenders_are_read_as_they_are():
    """What was tried becomes records, and records can be tried again."""
    first = compare(LOTTED, MARKS, weights=WEIGHTS)
    again = compare(first.tenders(DAY), first.sheets(DAY), weights=WEIGHTS)
    assert again.ranking == first.ranking
    one = compare(PRICES, MARKS, weights=WEIGHTS)
    whole = compare(one.tenders(DAY), one.sheets(DAY), weights=WEIGHTS)
    assert whole.table() == one.table()


def test_comparison_stands_for_an_invitation():
    """A prototype that cannot become a procurement has to be done twice."""
    comparison = compare(LOTTED, MARKS, weights=WEIGHTS)
    invitation = comparison.invitation(DAY)
    assert (invitation.on, invitation.lots) == (DAY, ("N1", "N2"))
    assert invitation.price_formula == LowestPriceProportional()
    assert [c.weight for c in invitation.judged_by.criteria] == [40, 20, 40]
    result = evaluate(invitation, comparison.tenders(DAY), comparison.sheets(DAY), lot="N2")
    assert result.contest == comparison.contests["N2"]
    assert result.ranking == comparison.ranking["N2"]


@given(
    st.dictionaries(
        st.sampled_from("abcdef"),
        st.tuples(st.integers(1, 500), st.lists(st.integers(0, 5), min_size=2, max_size=2)),
        min_size=1,
    ),
    st.integers(0, 100),
)
def test_quick_way_and_the_full_one_agree(field, weight):
    """The comparison skips the records; it must not skip a rule with them."""
    comparison = compare(
        {name: price for name, (price, _) in field.items()},
        {name: {"x": marks[0], "y": marks[1]} for name, (_, marks) in field.items()},
        weights={"x": 100 - weight, "y": 0, "price": weight},
        scale=5,
    )
    result = comparison.evaluation()
    assert result.contest == comparison.contests["whole"]
    assert result.ranking == comparison.ranking["whole"]


FORMULAS = {
    "lowest price": LowestPriceProportional(),
    "linear deviation": LinearDeviation(),
    "mean": MeanBased(),
    "range": PriceRange(),
    "published prices": FloorAndCeiling(floor=40, ceiling=90),
    "a ceiling": FloorAndCeiling(floor=40, ceiling=90, above_is_refused=True),
    "a fixed price": FixedPrice(highest=80),
}
DRAWN_PRICES = st.integers(0, 100) | st.decimals(0, 100, places=2) | st.integers(10**30, 10**30 + 2)


def test_other_weights_and_the_table_need_no_records_of_every_mark(monkeypatch):
    """With 200 tenders and 59 criteria they took 24 times as long, for 12,000 records of marks."""
    comparison = compare(
        {"ash": 100, "birch": 120},
        {"ash": {"care": 3}, "birch": {"care": 5}},
        weights={"care": 60, "price": 40},
    )
    monkeypatch.setattr(type(comparison), "sheets", None)
    assert comparison.try_weights([{"price": 80}]).rows == (("price 80", "ash", 1),)
    assert [row[1] for row in comparison.table().rows] == ["birch", "ash"]


def test_tender_without_the_name_of_its_provider_is_refused():
    """An empty cell of a sheet ranked as a tender."""
    with pytest.raises(RecordError, match="prices: a tender has no provider; name it"):
        compare({" ": 1, "b": 2}, {" ": {"q": 1}, "b": {"q": 2}}, weights={"q": 60, "price": 40})


@pytest.mark.parametrize("formula", FORMULAS.values(), ids=FORMULAS)
@given(
    st.dictionaries(
        st.sampled_from("abcdefgh"),
        st.tuples(DRAWN_PRICES, st.integers(0, 5), st.sampled_from([0, Decimal("2.5"), 5])),
        min_size=1,
    ),
    st.integers(0, 100),
)
def test_ranking_in_whole_numbers_is_that_of_the_contest(formula, field, share):
    """The quick order decides who is named first; one place apart from the exact one would be a scandal."""
    rest = Decimal(100 - share)
    comparison = compare(
        {name: price for name, (price, *_) in field.items()},
        {name: {"x": x, "y": y} for name, (_, x, y) in field.items()},
        weights={"x": rest * 3 / 8, "y": rest * 5 / 8, "price": share},
        price=formula,
        scale={"x": 5, "y": Scale(name="halves", highest=5, step="0.5")},
    )
    ranks: dict[int, list[str]] = {}
    for standing in comparison.contests["whole"].standings():
        if standing.rank:
            ranks.setdefault(standing.rank, []).append(standing.provider)
    assert comparison.ranking["whole"] == tuple(map(tuple, ranks.values()))


def test_totals_apart_beyond_sixty_four_binary_places_keep_their_order():
    """A tie that is none, or an order that is none, would be the library's own mistake."""
    huge = 10**40
    prices = {"ash": huge + 2, "birch": huge, "cedar": huge + 1, "elm": huge + 2}
    comparison = compare(prices, {name: {"q": 1} for name in prices}, weights=HALVES)
    assert comparison.ranking == {"whole": (("birch",), ("cedar",), ("ash", "elm"))}
    assert comparison.evaluation().ranking == comparison.ranking["whole"]


def test_price_of_zero_earns_all_and_every_other_none():
    """A free offer is an edge of the usual formula that a division would trip over."""
    marks = {"ash": {"q": 2}, "birch": {"q": 3}, "cedar": {"q": 4}}
    comparison = compare({"ash": 0, "birch": 5, "cedar": 500}, marks, weights=HALVES)
    assert comparison.ranking == {"whole": (("ash",), ("cedar",), ("birch",))}
    assert comparison.evaluation().ranking == comparison.ranking["whole"]


def test_comparison_that_no_invitation_can_declare_is_refused_at_once():
    """A comparison whose invitation cannot be made would fail on the day it is needed."""
    with pytest.raises(RecordError) as refused:
        compare({"ash": 1}, {"ash": {"q": 1, "r": 1}}, weights={"q": 120, "r": -60, "price": 40})
    assert refused.value.problems == ("weight: -60 is below the minimum of 0",)
    with pytest.raises(RecordError) as refused:
        compare({"ash": 1}, {"ash": {" q": 1}}, weights={" q": 60, "price": 40})
    assert refused.value.problems[0].startswith("reference: ' q'"), refused.value


def test_comparison_keeps_its_figures_when_its_input_changes():
    """A notebook reuses its dictionaries; what was compared must stay as it was."""
    prices, marks = dict(PRICES), {name: dict(row) for name, row in MARKS.items()}
    comparison = compare(prices, marks, weights=WEIGHTS)
    prices["ash"] = 1
    marks["ash"]["care"] = 0
    assert comparison.evaluation().ranking == comparison.ranking["whole"]


def test_other_weights_come_as_a_table_of_winners():
    """The question of every steering group: what would another weight of price have changed?"""
    comparison = compare(LOTTED, MARKS, weights=WEIGHTS)
    tried = comparison.try_weights([{"price": 40}, {"price": 60, "care": 20}])
    assert tried.to_dicts() == [
        {"weights": "price 40", "N1": "ash", "N2": "cedar", "changes": 0},
        {"weights": "price 60, care 20", "N1": "birch", "N2": "cedar", "changes": 1},
    ]
    one = compare(PRICES, MARKS, weights=WEIGHTS).try_weights({"cheap": {"price": 100}})
    assert one.to_dicts() == [{"weights": "cheap", "first": "birch", "changes": 1}]
    with pytest.raises(RecordError, match="did you mean"):
        comparison.try_weights([{"prise": 40}])
    with pytest.raises(RecordError, match="weights: price: 'much' is not an exact number"):
        comparison.try_weights([{"price": "much"}])  # type: ignore[dict-item]
    with pytest.raises(RecordError, match="weightings: 3 is not a tuple"):
        comparison.try_weights(3)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("library", "given"), [("pandas", {}), ("pandas", {"index": ["now", "dear"]}), ("polars", {})]
)
def test_other_weights_come_from_the_rows_of_a_data_frame(library, given):
    """A grid of weights is a frame before it is a list, and its rows filled the message."""
    frames = pytest.importorskip(library)
    frame = frames.DataFrame({"price": [40, 60], "care": [None, Decimal(20)]}, **given)
    comparison = compare(LOTTED, MARKS, weights=WEIGHTS)
    listed = comparison.try_weights([{"price": 40}, {"price": 60, "care": 20}])
    assert comparison.try_weights(frame) == listed


def test_chart_by_the_weight_of_an_unknown_criterion_is_refused_at_once():
    """Refused where it is shown, a notebook left the cell with no picture."""
    with pytest.raises(RecordError) as refused:
        compare(PRICES, MARKS, weights=WEIGHTS).evaluation().plot("cre")
    assert str(refused.value) == (
        'weights: there is no criterion, section or panel "cre"; did you mean "care"?'
    )


def test_flips_say_of_which_lot_they_are():
    """The nearest change in any lot is what the panel should look at again."""
    comparison = compare(LOTTED, MARKS, weights=WEIGHTS)
    every = comparison.flips()
    assert {flip.lot for flip in every} == {"N1", "N2"}
    assert str(every).startswith("Lot N1: Mark of ")
    assert comparison.flips("N2") == tuple(flip for flip in every if flip.lot == "N2")
    whole = compare(PRICES, MARKS, weights=WEIGHTS).flips()
    assert {flip.lot for flip in whole} == {""}
    assert "lot" not in [column.name for column in whole.table().columns]


def test_lot_that_is_not_there_is_named():
    """A slip in the name of a lot must not show another lot's result."""
    comparison = compare(LOTTED, MARKS, weights=WEIGHTS)
    with pytest.raises(LookupError, match=r'^There is no lot "N3"; choose from N1 and N2\.$'):
        comparison.flips("N3")
    with pytest.raises(
        LookupError, match=r"^The procurement is divided into lots; name one of N1 and N2\.$"
    ):
        comparison.evaluation()
    assert comparison.evaluation("N1").winner == "ash"


def test_tie_and_an_exclusion_are_said():
    """Level tenders stay level, and a price above the ceiling is no longer in the ranking."""
    level = compare({"ash": 10, "birch": 10}, {"ash": {"q": 1}, "birch": {"q": 1}},
                    weights={"q": 60, "price": 40})  # fmt: skip
    assert repr(level) == "<Comparison of 2 tenders: ash and birch are level at 52.00 points>"
    assert level.try_weights([{"q": 10}]).to_dicts()[0]["first"] == "ash = birch"
    out = compare({"ash": 10}, {"ash": {"q": 1}}, weights={"q": 60, "price": 40},
                  price=FloorAndCeiling(floor=1, ceiling=5, above_is_refused=True))  # fmt: skip
    assert out.winners == {"whole": ()}
    assert repr(out) == "<Comparison of 1 tender: every tender is excluded>"
    assert out.table().to_dicts()[0]["rank"] is None
    assert out.try_weights([{"q": 50}]).to_dicts()[0]["first"] is None


SMALL = {"ash": {"q": 1}}
PROBLEMS = {
    "a price that would be marked, and the dearest first": (
        ({"ash": 1}, {"ash": {"q": 1, "Price": 21}}, {"q": 60, "Price": 40}), {},
        'weights: Price would be marked like a criterion; write "price" for what is tendered',
    ),
    "weights that make 90": (
        ({"ash": 1}, SMALL, {"q": 50, "price": 40}), {},
        "weights: they add up to 90; they must add up to 100",
    ),
    "a float": (
        ({"ash": 0.1}, SMALL, {"q": 60, "price": 40}), {},
        'prices: ash: 0.1 is a float, which is not exact; write Decimal("0.1")',
    ),
    "words for a number": (
        ({"ash": "ten"}, SMALL, {"q": 60, "price": 40}), {},
        "prices: ash: 'ten' is not a number; write one such as 10 or \"10.50\"",
    ),
    "a provider with two prices": (
        ([{"provider": "ash", "price": 1}, {"provider": "ash ", "price": 2}], SMALL,
         {"q": 60, "price": 40}), {},
        "prices: ash has two rows, with 1 and 2; keep the right one",
    ),
    "two prices in the column of a lot": (
        ({"provider": ["ash", "ash"], "N1": [1, 2]}, {"N1": SMALL}, {"q": 60, "price": 40}), {},
        "prices: ash for lot N1 has two rows, with 1 and 2; keep the right one",
    ),
    "two marks in a table": (
        ({"ash": 1}, {"provider": ["ash", "ash"], "q": [3, 4]}, {"q": 60, "price": 40}), {},
        "marks: ash on q has two rows, with 3 and 4; keep the right one",
    ),
    "a provider twice in an index": (
        (Repeated(), SMALL, HALVES), {}, "prices: there is a second row of ash; keep one",
    ),
    "a row that names no provider": (
        ([{"provider": "ash", "price": 1}, {"provider": float("nan"), "price": 2}], SMALL, HALVES), {},
        "prices: there is no provider in row 2; fill it in, or take the row out",
    ),
    "rows that name no lot": (
        ({"provider": ["ash"] * 3, "lot": ["N1", None, " "], "price": [1, 2, 3]}, SMALL, HALVES), {},
        "prices: there is no lot in rows 2 and 3; fill it in, or take the row out",
    ),
    "a mark on no criterion": (
        ({"ash": 1}, {"provider": ["ash"] * 2, "criterion": ["q", None], "mark": [3, 4]}, HALVES), {},
        "marks: there is no criterion in row 2; fill it in, or take the row out",
    ),
    "a mark of no assessor": (
        ({"ash": 1}, [
            {"provider": "ash", "criterion": "q", "mark": 3},
            {"provider": "ash", "criterion": "q", "mark": 4, "assessor": "O1"},
        ], HALVES), {},
        "marks: there is no assessor in row 1; fill it in, or take the row out",
    ),
    "two columns for the price": (
        ({"provider": ["ash"], "price": [1], "Price": [2]}, SMALL, HALVES), {},
        "prices: there is a second column price; keep one",
    ),
    "two columns of one name": (
        ({"ash": 1}, Frame(["ash"], q=[1], twice=True), HALVES), {},
        "marks: there is a second column q; keep one",
    ),
    "columns that are not of one length": (
        ({"provider": ["ash", "birch"], "price": [1]}, SMALL, HALVES), {},
        "prices: the columns are not of one length; fill the gaps, with None where a cell is empty",
    ),
    "an index of several levels": (
        ({"ash": 1}, Frame(Levels([("ash", "N1")]), q=[1]), HALVES), {},
        "marks: the index has several levels; give `frame.reset_index()`",
    ),
    "a frame without providers": (
        ({"ash": 1}, Frame(RangeIndex([0]), company=["ash"], q=[1]), HALVES), {},
        "marks: the columns are company and q; name one of them `provider`",
    ),
    "two marks of one assessor": (
        ({"ash": 1},
         {"provider": ["ash", "ash"], "criterion": ["q", "q"], "mark": [3, 4], "assessor": ["O1", "O1"]},
         {"q": 60, "price": 40}), {},
        "marks: ash on q by O1 has two rows, with 3 and 4; keep the right one",
    ),
    "a criterion that is called otherwise": (
        ({"ash": 1}, {"provider": ["ash"], "Quality": [3]}, {"quality": 60, "Price": 40}), {},
        'marks: there is no column quality; did you mean "Quality"?',
    ),
    "a price that no procurement has": (
        ({"ash": 1e300}, SMALL, {"q": 60, "price": 40}), {},
        "prices: ash: 1.0E+300 is too long to reckon with; write at most 100 digits",
    ),
    "a weight that no procurement has": (
        ({"ash": 1}, SMALL, {"q": "1e-300", "price": 100}), {},
        "weights: q: 1.0E-300 is too long to reckon with; write at most 100 digits",
    ),
    "yes for a number": (
        ({"ash": True}, SMALL, {"q": 60, "price": 40}), {},
        "prices: ash: True is not a number; write one such as 10",
    ),
    "a price below zero": (
        ({"ash": -1}, SMALL, {"q": 60, "price": 40}), {}, "prices: the price of ash is below zero",
    ),
    "yes for a mark": (
        ({"ash": 1}, {"ash": {"q": True}}, {"q": 60, "price": 40}), {"scale": 5},
        "marks: ash on q: True is not a number; write one such as 10",
    ),
    "a mark off the scale": (
        ({"ash": 1}, {"ash": {"q": 7}}, {"q": 60, "price": 40}), {"scale": 5},
        "marks: ash on q: 7 is not a mark of the scale 0 to 5",
    ),
    "a half mark, and no scale": (
        ({"ash": 1}, {"ash": {"q": 3.5}}, {"q": 60, "price": 40}), {},
        "marks: ash on q: 3.5 is not a mark of the scale out of 100 (0 to 100), the widest of the usual "
        "ones; correct it, or give the scale that holds it, such as "
        '`scale=Scale(name="half marks", highest=5, step="0.5")`',
    ),
    "a mark that is no number": (
        ({"ash": 1}, {"ash": {"q": 0.1}}, {"q": 60, "price": 40}), {},
        'marks: ash on q: 0.1 is a float, which is not exact; write Decimal("0.1")',
    ),
    "no mark": (
        ({"ash": 1, "oak": 2}, SMALL, {"q": 60, "price": 40}), {}, "marks: oak on q: there is no mark",
    ),
    "no mark of one assessor": (
        ({"ash": 1, "oak": 2},
         {"ash": {"q": {"O1": 1, "O2": 2}}, "oak": {"q": {"O1": 3}}}, {"q": 60, "price": 40}), {},
        "marks: oak on q by O2: there is no mark",
    ),
    "no price": (
        ({"ash": 1}, {"ash": {"q": 1}, "oak": {"q": 2}}, {"q": 60, "price": 40}), {},
        "prices: there is no price of oak",
    ),
    "a price under another name": (
        ({"ash homes": 1}, {"Ash Homes": {"q": 1}}, {"q": 60, "price": 40}), {},
        'prices: there is no price of Ash Homes; did you mean "ash homes"?',
    ),
    "nothing": (({}, {}, {"q": 60, "price": 40}), {}, "prices: there are no prices"),
    "an empty cell for a mark": (
        ([{"bidder": "ash", "price": 1}, {"bidder": "oak", "price": None}],
         [{"bidder": "ash", "q": float("nan")}], {"q": 60, "price": 40}), {},
        "marks: no tender has a mark on q",
    ),
    "marks on another criterion": (
        ({"ash": 1}, {"ash": {"social value": 3}}, {"q": 60, "price": 40}), {},
        "marks: no tender has a mark on q; there are marks on social value",
    ),
    "two bases": (
        ({"ash": pounds(1), "oak": pounds(1, VatBasis.INCLUDING)},
         {"ash": {"q": 1}, "oak": {"q": 2}}, {"q": 60, "price": 40}), {},
        "prices: they are on different bases (oak: GBP, including VAT; ash: GBP, VAT not stated)",
    ),
    "an unknown lot": (
        (LOTTED, MARKS, WEIGHTS), {"lots": ("N1", "N7")},
        'lots: there is no lot "N7"; choose from N1 and N2',
    ),
    "no scale for a criterion": (
        ({"ash": 1}, SMALL, {"q": 60, "price": 40}), {"scale": {"r": 5}},
        "scale: there is no scale for q; give one, such as 5",
    ),
    "text for a scale": (
        ({"ash": 1}, SMALL, {"q": 60, "price": 40}), {"scale": "0-5"},
        "scale: '0-5' is not a scale; give its highest mark, such as 5, or a Scale",
    ),
    "a formula that is none": (
        ({"ash": 1}, SMALL, {"q": 60, "price": 40}), {"price": "lowest"},
        "price: 'lowest' is not a price formula the library knows",
    ),
    "weights that are no mapping": (
        ({"ash": 1}, SMALL, [60, 40]), {},
        'weights: [60, 40] is not a mapping; write {"quality": 60, "price": 40}',
    ),
    "marks that are no table": (
        ({"ash": 1}, "ash", {"q": 60, "price": 40}), {},
        "marks: 'ash' is not a mapping by provider, a list of rows or a data frame",
    ),
    "rows that are no rows": (
        ({"ash": 1}, [3], {"q": 60, "price": 40}), {},
        "marks: 3 is not a mapping by provider, a list of rows or a data frame",
    ),
    "rows without a provider": (
        ({"ash": 1}, [{"who": "ash", "q": 1}], {"q": 60, "price": 40}), {},
        "marks: the columns are who and q; name one of them `provider`",
    ),
    "rows without a criterion": (
        ({"ash": 1}, [{"provider": "ash", "x": 1}], {"q": 60, "price": 40}), {},
        "marks: the columns are provider and x; name each criterion of `weights` as a column, "
        "or give the columns `provider`, `criterion` and `mark`",
    ),
    "no prices at all": (
        ([], SMALL, {"q": 60, "price": 40}), {}, "prices: give a column `provider`",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("given", "more", "problem"), PROBLEMS.values(), ids=PROBLEMS)
def test_wrong_input_of_a_comparison_is_refused_with_the_right_form(given, more, problem):
    """A quick tool that guesses would be trusted with a guess."""
    prices, marks, weights = given
    with pytest.raises(RecordError) as refused:
        compare(prices, marks, weights=weights, **more)
    assert any(found.startswith(problem) for found in refused.value.problems), refused.value


def test_every_problem_comes_at_once():
    """One error at a time wastes an afternoon."""
    with pytest.raises(RecordError) as refused:
        compare(
            {"ash": "x", "oak": -1},
            {"ash": {"q": 9}, "oak": {}},
            weights={"q": 60, "price": 40},
            scale=5,
        )
    assert len(refused.value.problems) == 4


def test_scales_may_be_of_ones_own():
    """Half marks need a scale that has them, and each criterion may have its own."""
    halves = Scale(name="0 to 5, half marks", highest=5, step="0.5")
    marks = {"ash": {"q": 3.5, "r": 80}, "oak": {"q": Decimal("4.5"), "r": 60}}
    found = compare(None, marks, weights={"q": 50, "r": 50}, scale={"q": halves, "r": 100})
    assert [c.scale for c in found.method.criteria] == [halves, Scale(name="0 to 100", highest=100)]
    assert found.winners == {"whole": ("ash", "oak")}
    wide = compare(None, {"ash": {"q": 80}}, weights={"q": 100})
    assert wide.method.criteria[0].scale == OUT_OF_100
    assert (
        compare(None, {"ash": {"q": 3}}, weights={"q": 100}).method.criteria[0].scale
        == ZERO_TO_FIVE
    )


def test_price_alone_may_decide():
    """Some lots are bought on price, and a comparison needs no marks for them."""
    assert compare(PRICES, None, weights={"price": 100}).winners == {"whole": ("birch",)}


def test_notebook_shows_bars_the_table_and_what_was_assumed():
    """A cell that ends with the comparison shows all a first look needs."""
    shown = compare(LOTTED, MARKS, weights=WEIGHTS)._repr_mimebundle_()
    assert shown["text/html"].count("<svg ") == 3
    assert "they hold for every lot" in shown["text/html"]
    assert shown["text/plain"].startswith("Lot N1: ash is first")


def test_plot_is_a_picture_to_keep():
    """The drawing goes into a paper; it needs no program to be drawn."""
    comparison = compare(LOTTED, MARKS, weights=WEIGHTS)
    both, one = comparison.plot().svg, comparison.plot("N1").svg
    assert both.count("<svg ") == 3
    assert both.count("<style>") == 1
    assert one == comparison.evaluation("N1").plot().svg
    assert "weight of price" in comparison.evaluation("N1").plot("price").svg
    with pytest.raises(LookupError):
        comparison.plot("N9")
