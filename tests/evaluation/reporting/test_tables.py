"""A result in rows: titles that officers know, tables that fit a page, and what is made up."""

from decimal import Decimal

import pytest
from attrs import evolve

from commissioning.casebook import greenwich
from commissioning.evaluation import evaluate
from commissioning.evaluation.reporting.tables import ABREAST, notes, tables
from commissioning.records.criteria import Consensus
from commissioning.records.methods import QualityFloorThenPrice, WeightedSum
from commissioning.records.parties import Provider
from commissioning.records.pricing import FixedPrice
from commissioning.records.record import Basis, Grounds

BIDS = {"A": {"care": 76, "price": 115}, "B": {"care": 70, "price": 100}}


def titled(make, *titles):
    """A method with criteria under certain titles, referenced c0, c1 and so on, and a price."""
    weight = Decimal(60) / len(titles)
    return WeightedSum(
        criteria=(
            *(make.criterion(f"c{n}", weight, title=t) for n, t in enumerate(titles)),
            make.criterion("price", 40, title="hourly rate"),
        )
    )


def ranked(make, *titles, providers="AB", **more):
    marks = {f"c{n}": 50 for n in range(len(titles))}
    bids = {p: {**marks, "price": 100 + n} for n, p in enumerate(providers)}
    return make.evaluation(
        bids, method=titled(make, *titles), price_formula=FixedPrice(highest=999), **more
    )


def names(table):
    return [column.name for column in table.columns]


def test_columns_have_the_titles_of_the_criteria(make):
    """Remarks speak of titles; a table of references would need a key."""
    assert names(ranked(make, "care and dignity").table()) == [
        "rank", "provider", "care and dignity", "hourly rate", "price tendered", "total", "note",
    ]  # fmt: skip


def test_titles_that_are_alike_are_told_apart_by_reference(make):
    """Two sections may each ask for a rota; and a criterion may be titled 'total'."""
    assert names(ranked(make, "rota", "rota", "total").table())[2:5] == [
        "rota (c0)", "rota (c1)", "total (c2)",
    ]  # fmt: skip


def test_price_column_says_what_it_is_in(make):
    """20.10 an hour and 20.10 a visit are not the same."""
    column = next(c for c in greenwich.evaluation().table().columns if c.name == "price tendered")
    assert column.meaning == "GBP per hour"
    unpriced = WeightedSum(criteria=(make.criterion("care", 100),))
    result = make.evaluation({"A": {"care": 5}}, method=unpriced)
    assert result.table().columns[3].meaning == ""


def test_text_stands_in_columns_however_many_criteria_there_are():
    """Eleven columns do not fit a page: the ranking first, then a line for each criterion."""
    text = str(greenwich.evaluation())
    assert text.splitlines()[:17] == [
        "Lot home-care: Beech is first with 73.250 (points out of 100)",
        "",
        "rank  provider  quality   price  price tendered   total  note",
        "----  --------  -------  ------  --------------  ------  ----",
        "   1  Beech      47.250  26.000           20.10  73.250",
        "   2  Ash        44.500  28.000           19.80  72.500",
        "   3  Cherry     36.250  32.000           19.20  68.250",
        "",
        "criterion          weight, %   Beech     Ash  Cherry",
        "-----------------  ---------  ------  ------  ------",
        "care and dignity          25  25.000  20.000  15.000",
        "workforce                 20  12.000  16.000  12.000",
        "mobilisation              10   6.000   6.000   6.000",
        "knowing who comes        2.5   2.125   1.200   1.625",
        "being heard              2.5   2.125   1.300   1.625",
        "price                     40  26.000  28.000  32.000",
        "total                    100  73.250  72.500  68.250",
    ]
    assert max(map(len, text.splitlines())) <= 80


def test_many_tenders_stand_a_few_abreast(make):
    """Twelve tenders beside each other would be broken up into blocks nobody can compare."""
    result = ranked(make, "a", "b", "c", providers="ABCDEFGHIJKL")
    shown = list(tables(result, ABREAST))
    assert [len(table.columns) - 2 for table in shown[1:]] == [5, 5, 2]
    assert len(list(tables(result))) == 2
    assert result.by_criterion() == list(tables(result))[1]
    assert max(map(len, str(result).splitlines())) <= 80


def test_provider_is_called_by_the_name_it_gave(make):
    """References are for the ledger; people say Alder Care. The latest tender has the last word."""
    early, late = (
        make.tender("P1", 100, particulars=Provider(reference="P1", name=name))
        for name in ("Alder", "Alder Care Ltd")
    )
    sheets = [make.sheet(p, quality=50) for p in ("P1", "B")]
    tenders = [make.tender("B", 120), late]
    result = evaluate(make.invitation(), tenders, sheets)
    assert result.named("P1") == "Alder Care Ltd (P1)"
    assert result.named("B") == "B"
    assert result.heading().startswith("Alder Care Ltd (P1) is first with")
    assert result.explain("P1").startswith("Alder Care Ltd (P1)\n")
    assert [row["name"] for row in result.table().to_dicts()] == ["Alder Care Ltd", None]
    both = evolve(result, source=evolve(result.source, tenders=(early, *tenders)))
    assert both.named("P1") == "Alder Care Ltd (P1)"
    assert "name" not in names(ranked(make, "care").table())


def test_provider_called_criterion_has_a_column(make):
    """An odd name must not keep a result from being shown."""
    assert names(ranked(make, "a", providers=("criterion", "B")).by_criterion()) == [
        "criterion", "weight, %", "provider criterion", "B",
    ]  # fmt: skip


def test_method_without_points_shows_what_it_compares(make):
    """Above the floor price alone decides; a column 'total' with a price in it would puzzle."""
    method = QualityFloorThenPrice(
        quality_floor=50, criteria=(make.criterion("care", 100), make.criterion("price"))
    )
    result = make.evaluation(BIDS, invitation=make.invitation(method, price_formula=None))
    assert names(result.table()) == [
        "rank", "provider", "care", "quality", "price tendered", "note",
    ]  # fmt: skip
    three = QualityFloorThenPrice(
        quality_floor=50,
        criteria=(*(make.criterion(n, w) for n, w in {"a": 40, "b": 30, "c": 30}.items()),
                  make.criterion("price")),
    )  # fmt: skip
    bids = {"A": {"a": 60, "b": 60, "c": 60, "price": 5}}
    result = make.evaluation(bids, invitation=make.invitation(three, price_formula=None))
    ranking, lines = tables(result)
    assert names(ranking) == ["rank", "provider", "quality", "price tendered", "note"]
    assert lines.to_dicts()[-1] == {
        "criterion": "total",
        "weight, %": Decimal(100),
        "A": Decimal("60.00"),
    }
    assert not any("add up" in note for note in notes(result)), "quality and price are not added"


def test_ranking_without_a_price_has_no_column_for_it(make):
    """An empty column looks like something forgotten."""
    method = make.method(a=40, b=30, c=30)
    result = make.evaluation({"A": {"a": 1, "b": 1, "c": 1}}, method=method)
    assert names(next(tables(result)))[2:4] == ["quality", "price tendered"]


@pytest.mark.parametrize(
    ("fields", "told"), [((), "the tenders"), (("on", "prices"), "the tenders (day, prices)")]
)
def test_constructed_figures_are_noted_with_the_result(make, fields, told):
    """A table is passed on without the page around it; nobody may take its figures for real ones."""
    basis = (Basis(grounds=Grounds.CONSTRUCTED, fields=fields),)
    tenders = [make.tender("A", 100, basis=basis)]
    result = evaluate(make.invitation(), tenders, [make.sheet("A", quality=50)])
    line = f"Constructed to tell a story, so not evidence: {told}"
    assert line in " ".join(str(result).split())
    assert line in result._repr_mimebundle_()["text/html"]
    stated = Basis(grounds=Grounds.STATED, source="the minutes")
    real = evaluate(
        make.invitation(), [make.tender("A", 100, basis=(stated,))], [make.sheet("A", quality=50)]
    )
    assert "Constructed" not in str(real)


def meanings(table):
    return {column.name: column.meaning for column in table.columns}


def test_every_column_says_what_it_holds(make):
    """A frame made from the table is read without the page; the meaning is the only key there is."""
    result = ranked(make, "care", "rota")
    shared = {
        "rank": "1 is best; equal tenders share a rank",
        "provider": "",
        "price tendered": "GBP",
        "total": "points out of 100",
        "note": "",
    }
    by_tender, (ranking, *_) = result.table(), tables(result)
    assert meanings(by_tender) == {
        **shared, "care": "points for care", "rota": "points for rota",
        "hourly rate": "points for hourly rate", "price tendered": meanings(ranking)["price tendered"],
    }  # fmt: skip
    assert meanings(ranking) == {
        **shared, "quality": "points for all but price", "price": "points for price",
        "price tendered": meanings(by_tender)["price tendered"],
    }  # fmt: skip
    method = QualityFloorThenPrice(
        quality_floor=50, criteria=(make.criterion("care", 100), make.criterion("price"))
    )
    result = make.evaluation(BIDS, invitation=make.invitation(method, price_formula=None))
    assert meanings(result.table())["quality"] == "points out of 100"


def test_two_criteria_stand_in_one_table_and_three_do_not(make):
    """The small result that everybody starts with fits one table; a second would repeat it."""
    assert len(list(tables(ranked(make, "care")))) == 1
    assert len(list(tables(ranked(make, "care", "rota")))) == 2


def test_weight_of_a_third_is_shown_to_two_places(make):
    """33.333 would be as wrong as 33.33, and longer; `contest.weights` has the whole of it."""
    result = ranked(make, "a", "b", "c").reweighed({"price": 0})
    weights = [row["weight, %"] for row in result.by_criterion().to_dicts()]
    assert [str(weight) for weight in weights] == ["33.33", "33.33", "33.33", "100"]


def test_constructed_records_share_one_note(make):
    """The sheets and the agreed marks, and of the tenders the prices alone."""
    made_up = Basis(grounds=Grounds.CONSTRUCTED)
    prices = Basis(grounds=Grounds.CONSTRUCTED, fields=("on", "prices"))
    method = WeightedSum(
        criteria=(make.criterion("care", 60, one_mark=Consensus()), make.criterion("price", 40))
    )
    result = evaluate(
        make.invitation(method),
        [make.tender("A", 100, basis=(prices,))],
        [evolve(make.sheet("A", care=50), basis=(made_up,))],
        [make.moderation("A", "care", 50, basis=(made_up,))],
    )
    assert list(notes(result))[-1] == (
        "Constructed to tell a story, so not evidence: the tenders (day, prices); the score sheets; "
        "the agreed marks."
    )
