"""What a result shows: tables, text, explanations, agreement, and one assessor left out."""

# ruff: noqa: E501 (messages are asserted in full, one case a line)

import pickle
from decimal import Decimal
from fractions import Fraction as F

import pytest
from attrs.exceptions import FrozenInstanceError

from commissioning.evaluation import evaluate
from commissioning.evaluation.what_if.agreement import without_assessors
from commissioning.records.criteria import Consensus, MissingMarks, PanelMean, PanelMedian, PanelSum
from commissioning.records.methods import PricePerQualityPoint, QualityFloorThenPrice, WeightedSum
from commissioning.records.pricing import FixedPrice, FloorAndCeiling, LinearDeviation
from commissioning.values.rounding import Rounding, RoundingOf
from commissioning.values.scales import ZERO_TO_FIVE, Scale

BIDS = {"A": {"quality": 76, "price": 115}, "B": {"quality": 70, "price": 100}}


def test_table_has_a_row_for_each_tender(make):
    """What goes into the report to members: points, total, rank, and what excluded whom."""
    table = make.evaluation(BIDS).table()
    assert table.to_dicts() == [
        {"rank": 1, "provider": "B", "quality": Decimal("42.00"), "price": Decimal("40.00"),
         "price tendered": Decimal(100), "total": Decimal("82.00"), "note": None},
        {"rank": 2, "provider": "A", "quality": Decimal("45.60"), "price": Decimal("34.78"),
         "price tendered": Decimal(115), "total": Decimal("80.38"), "note": None},
    ]  # fmt: skip


def test_text_says_who_is_first_and_what_to_beware_of(make):
    """Somebody who reads only the first and the last line is not misled."""
    text = str(make.evaluation(BIDS))
    assert text.startswith("B is first with 82.00 (points out of 100)\n")
    assert "a losing bid can change who wins" in text
    formula = FloorAndCeiling(floor=50, ceiling=200)
    assert "- " not in str(make.evaluation(BIDS, price_formula=formula)).splitlines()[-1]


def test_result_is_a_value(make):
    """It can be compared, sent to another process, and not altered."""
    result = make.evaluation(BIDS)
    assert result == make.evaluation(BIDS)
    assert pickle.loads(pickle.dumps(result)) == result
    assert repr(result) == "<Evaluation: B is first with 82.00 (points out of 100)>"
    with pytest.raises(FrozenInstanceError):
        result.standings = ()


def test_unknown_name_in_a_result_is_refused_with_the_known_ones(make):
    """A slip in a reference should not read like a missing tender."""
    result = make.evaluation(BIDS)
    with pytest.raises(LookupError, match='There is no tender from "Z"; choose from A and B'):
        result.standing("Z")
    with pytest.raises(
        LookupError, match='There is no criterion "charm"; choose from quality and price'
    ):
        result.line("A", "charm")


def test_figures_have_the_declared_places(make):
    """Published to one place means read to one place, and never fewer than two by itself."""
    method = WeightedSum(
        criteria=(make.criterion("quality", 60), make.criterion("price", 40)),
        rounding=Rounding(places=3),
    )
    result = make.evaluation(BIDS, method=method)
    assert result.figure(result.total("A")) == "80.383"
    assert make.evaluation(BIDS).figure(None) == ""


def test_excluded_tenders_say_why_in_the_table(make):
    """The sentence stands where the reader looks for it."""
    result = make.evaluation(BIDS, price_formula=FixedPrice(highest=110))
    assert result.table().to_dicts()[-1]["note"] == (
        "excluded: the price of £115 is above £110, the highest accepted"
    )
    assert result.explain("A").splitlines()[-1] == (
        "excluded: the price of £115 is above £110, the highest accepted"
    )
    assert "price (40%): £115 per year; excluded, so it earns no points" in result.explain("A")


class TestExplain:
    """The sum from mark to total, written out."""

    def test_every_step_from_mark_to_total_is_written(self, make):
        """Anybody with a pencil can check it."""
        assert make.evaluation(BIDS).explain("A") == (
            "A\n"
            "quality (60%): mean 76 from O1 76; scale out of 100 (0 to 100)\n"
            "    76 / 100 x 60 = 45.6\n"
            "price (40%): £115 per year; share = lowest price / price\n"
            "    100.00 / 115.00 x 40 = 34.7826 (exactly 800/23)\n"
            "total: 45.6 + 34.7826 = 80.3826 (exactly 9244/115)\n"
            "rank 2"
        )

    @pytest.mark.parametrize(
        ("rule", "word"),
        [(PanelMean(), "mean"), (PanelMedian(), "median"), (PanelSum(), "sum, as a mean of")],
    )
    def test_way_to_one_mark_is_named(self, make, rule, word):
        """A mean and a median of the same marks differ; the line says which it is."""
        method = WeightedSum(criteria=(make.criterion("quality", 100, one_mark=rule),))
        text = make.evaluation({"A": {"quality": 5}}, method=method).explain("A", "quality")
        assert text.startswith(f"quality (100%): {word} 5 from O1 5;")

    def test_agreed_mark_comes_with_its_reason(self, make):
        """The reason is what a bidder learns from."""
        method = WeightedSum(criteria=(make.criterion("quality", 100, one_mark=Consensus()),))
        result = evaluate(
            make.invitation(method, price_formula=None),
            [make.tender("A")],
            [make.sheet("A", quality=5)],
            [make.moderation("A", "quality", 5)],
        )
        assert result.explain("A", "quality") == (
            "quality (100%): agreed 5 from O1 5; scale out of 100 (0 to 100)\n"
            "    5 / 100 x 100 = 5\n"
            "    because the members agreed"
        )

    def test_table_of_points_shows_the_share(self, make):
        """A mark of 1 that earns a tenth needs one line more."""
        steep = Scale.tabled("steep", 0, 10, 100)
        method = WeightedSum(criteria=(make.criterion("quality", 100, scale=steep),))
        text = make.evaluation({"A": {"quality": 1}}, method=method).explain("A", "quality")
        assert text.splitlines()[1:] == ["    earns 0.1 of the weight", "    0.1 x 100 = 10"]

    def test_missing_mark_a_free_price_and_rounding_are_said(self, make):
        """The odd cases explain themselves too."""
        gate = WeightedSum(criteria=(make.criterion("a", 50, minimum=50), make.criterion("b", 50)))
        out = make.evaluation({"A": {"a": 1}, "B": {"a": 60, "b": 1}}, method=gate)
        assert "b (50%): no mark" in out.explain("A")
        rounded = WeightedSum(
            criteria=(make.criterion("quality", 60), make.criterion("price", 40)),
            rounding=Rounding(places=1, of=RoundingOf.LINE),
        )
        told = make.evaluation(BIDS, method=rounded).explain("A").splitlines()
        assert told[-5:] == [
            "price (40%): £115 per year; share = lowest price / price",
            "    100.00 / 115.00 x 40 = 34.7826 (exactly 800/23), rounded half up to 34.8",
            "total: 45.6 + 34.8 = 80.4",
            "rounding, as declared: half up to 1 decimal place, each line",
            "rank 2",
        ]

    def test_rounded_total_shows_what_was_rounded(self, make):
        """45.6 and 34.7826 do not make 80.4, and a bidder with a pencil will say so."""
        rounded = WeightedSum(
            criteria=(make.criterion("quality", 60), make.criterion("price", 40)),
            rounding=Rounding(places=2, of=RoundingOf.TOTAL),
        )
        told = make.evaluation(BIDS, method=rounded).explain("A").splitlines()
        assert told[-3:] == [
            "total: 45.6 + 34.7826 = 80.3826 (exactly 9244/115), rounded half up to 80.38",
            "rounding, as declared: half up to 2 decimal places, the total",
            "rank 2",
        ]

    def test_lines_that_do_not_add_up_as_shown_say_so(self, make):
        """Three thirds of a point are 0.3333 each and one together."""
        thirds = WeightedSum(
            criteria=(
                *(make.criterion(f"q{n}", 1, scale=Scale(name="0 to 3", highest=3)) for n in "abc"),
                make.criterion("price", 97),
            )
        )
        bids = {
            "A": {"qa": 1, "qb": 1, "qc": 1, "price": 97},
            "B": {"qa": 3, "qb": 3, "qc": 3, "price": 98},
        }
        result = make.evaluation(bids, method=thirds)
        assert result.explain("A").splitlines()[-3:-1] == [
            "total: 0.3333 + 0.3333 + 0.3333 + 97 = 98",
            "    (as shown, to four places, the lines add up to 97.9999)",
        ]
        assert "Points are shown to 2 decimal places, so they may not add up in the last" in str(
            result
        )
        assert "Points are shown" not in str(make.evaluation({"A": bids["B"]}, method=thirds))

    def test_other_methods_explain_their_own_sum(self, make):
        """Price per quality point is one division; it is shown."""
        method = make.method(PricePerQualityPoint, quality=100, price=None)
        result = make.evaluation(BIDS, invitation=make.invitation(method, price_formula=None))
        assert "price per quality point: 100 / 70 = 1.4286 (exactly 10/7)" in result.explain("B")
        assert "price: £100 per year\n" in result.explain("B")
        assert result.table().to_dicts()[0] == {
            "rank": 1, "provider": "B", "quality (quality)": Decimal("70.00"), "quality": Decimal("70.00"),
            "price tendered": Decimal(100), "price per quality point": Decimal("1.43"), "note": None,
        }  # fmt: skip

    def test_price_per_point_is_explained_whole(self, make):
        """Two members, a rounding, a division: every line of it, as it is pasted into a letter."""
        method = PricePerQualityPoint(
            criteria=(make.criterion("quality", 100), make.criterion("price")),
            rounding=Rounding(places=2),
        )
        tenders = [make.tender(p, bid["price"]) for p, bid in BIDS.items()]
        sheets = [make.sheet(p, who, quality=m) for p in "AB" for who, m in (("X", 70), ("Y", 71))]
        result = evaluate(make.invitation(method, price_formula=None), tenders, sheets)
        assert result.explain("B").splitlines() == [
            "B",
            "quality (100%): mean 70.5 from X 70, Y 71; scale out of 100 (0 to 100)",
            "    70.5 / 100 x 100 = 70.5",
            "price: £100 per year",
            "quality: 70.5",
            "price per quality point: 100 / 70.5 = 1.4184 (exactly 200/141), rounded half up to 1.42",
            "rounding, as declared: half up to 2 decimal places, the total",
            "rank 1",
        ]

    def test_price_above_the_floor_is_explained_whole(self, make):
        """Quality lets a tender compete and adds nothing: the last lines say so."""
        method = QualityFloorThenPrice(
            quality_floor=50, criteria=(make.criterion("quality", 100), make.criterion("price"))
        )
        result = make.evaluation(BIDS, invitation=make.invitation(method, price_formula=None))
        assert result.explain("B").splitlines()[3:] == [
            "price: £100 per year",
            "quality: 70, which lets it compete; price decides",
            "rank 1",
        ]

    def test_nought_is_a_figure_like_any_other(self, make):
        """A free offer costs nothing a point; it is not a price that nobody gave."""
        free = make.method(PricePerQualityPoint, quality=100, price=None)
        bids = {"A": {"quality": 70, "price": 0}}
        result = make.evaluation(bids, invitation=make.invitation(free, price_formula=None))
        assert "price per quality point: 0 / 70 = 0" in result.explain("A").splitlines()

    def test_excluded_tender_is_explained_whole(self, make):
        """Every reason, and no points for a price that was not compared."""
        method = make.two_minimums()
        bids = {"A": {"care": 40, "price": 9}, "B": {"care": 60, "rota": 60, "price": 10}}
        assert make.evaluation(bids, method=method).explain("A").splitlines() == [
            "A",
            "care (40%): mean 40 from O1 40; scale out of 100 (0 to 100)",
            "    40 / 100 x 40 = 16",
            "rota (20%): no mark",
            "price (40%): £9 per year; excluded, so it earns no points",
            "excluded: care is below the minimum mark of 50",
        ]
        both = {**bids, "A": {"care": 40, "rota": 4, "price": 9}}
        assert make.evaluation(both, method=method).explain("A").splitlines()[-1] == (
            "excluded: care is below the minimum mark of 50; rota is below the minimum mark of 50"
        )

    def test_price_without_weight_is_shown_and_earns_nothing(self, make):
        """The formula is declared for a what-if; the sum does not have it."""
        result = make.evaluation(BIDS, method=make.method(quality=100, price=0))
        assert result.explain("A", "price") == "price: £115 per year"

    @pytest.mark.parametrize(
        ("formula", "told"),
        [
            (FixedPrice(highest=200), "share = 1 for every price within the published limits; any other price excludes the tender"),
            (FloorAndCeiling(floor=50, ceiling=200), "share = (ceiling - price) / (ceiling - floor), between 0 and 1, from published prices"),
            (LinearDeviation(), "share = 1 - (price - lowest) / lowest, not below 0"),
        ],
    )  # fmt: skip
    def test_rule_of_the_formula_stands_beside_the_price(self, make, formula, told):
        """What is checked with a pencil needs the rule as it was published, without half a sentence."""
        line = make.evaluation(BIDS, price_formula=formula).explain("A", "price").splitlines()[0]
        assert line == f"price (40%): £115 per year; {told}"

    def test_tie_is_explained_at_the_end(self, make):
        """The rank alone would not say that somebody else has it too."""
        bids = {"A": BIDS["A"], "B": BIDS["A"]}
        assert (
            make.evaluation(bids)
            .explain("A")
            .endswith("rank 1 (level with B; no tie-break decides)")
        )


def panel_of_three(make, rule=None, marks=None):
    method = WeightedSum(
        criteria=(
            make.criterion(
                "care", 100, scale=ZERO_TO_FIVE, one_mark=rule or PanelMean(), panel="p"
            ),
        )
    )
    marks = marks or {"A": {"X": 5, "Y": 2, "Z": 2}, "B": {"X": 1, "Y": 3, "Z": 3}}
    sheets = [make.sheet(p, who, care=m) for p, row in marks.items() for who, m in row.items()]
    moderations = (
        [make.moderation(p, "care", 2) for p in marks] if isinstance(rule, Consensus) else []
    )
    return evaluate(
        make.invitation(method, price_formula=None),
        [make.tender(p) for p in marks],
        sheets,
        moderations,
        panels=(make.panel("p", "X", "Y", "Z"),),
    )


class TestAgreement:
    """How far assessors agree, as a signal for the moderator."""

    def test_spread_and_outliers_are_told_for_each_mark(self, make):
        """The widest disagreement stands first: that is where to begin moderating."""
        found = panel_of_three(make).agreement()
        first = found.table().to_dicts()[0]
        assert first == {
            "criterion": "care", "provider": "A", "marks": "X 5, Y 2, Z 2",
            "spread": Decimal(3), "outliers": "X",
        }  # fmt: skip
        assert (found.cells[0].lowest, found.cells[0].highest) == (2, 5)
        assert found.leanings["X"] == F(1, 2)
        assert str(found).endswith("others' median: X +0.5")

    def test_one_assessor_alone_agrees_with_himself(self, make):
        """With nobody to differ from there is no outlier and no leaning."""
        found = make.evaluation({"A": {"quality": 5, "price": 5}}).agreement()
        assert found.leanings == {}
        assert found.cells[0].outliers == ()

    def test_mark_without_members_is_passed_over(self, make):
        """Where every member is recused there are no marks to compare."""
        rule = Consensus(absent=MissingMarks.THOSE_WHO_MARKED)
        method = WeightedSum(
            criteria=(
                make.criterion("gate", 50, minimum=50),
                make.criterion("care", 50, one_mark=rule),
            )
        )
        result = evaluate(
            make.invitation(method, price_formula=None),
            [make.tender("A"), make.tender("B")],
            [make.sheet("A", gate=5), make.sheet("B", gate=60, care=5)],
            [make.moderation("A", "care", 5), make.moderation("B", "care", 5)],
        )
        assert [(c.provider, c.criterion) for c in result.agreement().cells] == [
            ("A", "gate"), ("B", "gate"), ("B", "care"),
        ]  # fmt: skip
        assert result.explain("A", "care").splitlines()[0] == (
            "care (50%): agreed 5; scale out of 100 (0 to 100)"
        )


class TestLeftOut:
    """The result as if one assessor had not marked."""

    def test_one_assessor_may_decide_a_mean(self, make):
        """X alone put A first; that is worth knowing before the letters go out."""
        told = [str(without) for without in without_assessors(panel_of_three(make))]
        assert told == [
            "Without X, B would be first.",
            "Without Y, A would still be first.",
            "Without Z, A would still be first.",
        ]
        without = panel_of_three(make).without_assessor("X")
        assert without.totals == {"B": 60, "A": 40}

    def test_agreed_mark_stays_as_agreed(self, make):
        """What three people agreed is not undone by leaving one out; the result says so."""
        without = panel_of_three(make, Consensus()).without_assessor("X")
        assert without.agreed == ("care",)
        assert str(without) == (
            "Without X, A and B would still be first. Agreed marks stay as they are: care."
        )

    def test_without_the_only_assessor_there_is_no_result(self, make):
        """Nothing can be said, and the reason is given."""
        result = make.evaluation({"A": {"quality": 5, "price": 5}})
        without = result.without_assessor("O1")
        assert str(without).startswith(
            "Without O1 there is no result. No marks have been recorded for A on quality"
        )


def test_answers_of_an_evaluation_can_be_kept_in_a_set(make):
    """A dashboard remembers what it has shown; equal values are one, whatever holds their figures."""

    def given():
        result = make.evaluation(BIDS)
        yield from (result, result.book, result.agreement(), result.without_assessor("O1"))
        yield from (*result.flips(), *result.weights_map(), *result.lines("A"))
        yield from (*result.agreement().cells, result.influence("quality"), result.table())
        yield result.book.of("A", "quality")

    first, again = set(given()), set(given())
    assert first == again
    assert len(first) == len(list(given()))


def test_standings_show_themselves_in_a_line_each(make):
    """An analyst who prints the places sees who is where and why one is out, not a wall of fractions."""
    standings = make.evaluation(BIDS, price_formula=FixedPrice(highest=110)).standings
    out = "A: excluded (the price of £115 is above £110, the highest accepted)"
    assert str(standings) == f"1. B: 82.00\n{out}"
    assert repr(standings) == "<2 standings: 1. B: 82.00; and 1 more>"
    assert [row["rank"] for row in standings.table().to_dicts()] == [1, None]
    assert (
        standings.table().to_dicts()[1]["excluded"]
        == "the price of £115 is above £110, the highest accepted"
    )
