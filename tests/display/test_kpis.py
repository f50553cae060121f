"""The run chart of a KPI: every return is seen, and rated without colour."""

from datetime import date
from decimal import Decimal
from xml.etree import ElementTree

import pytest
from attrs import evolve

from commissioning.contracts.performance import performance
from commissioning.dates.periods import Period
from commissioning.display.charts import run_svg
from commissioning.records.bands import Band, Target
from commissioning.records.kpis import Kpi, Measurement
from commissioning.records.live import KpiReport, KpisAgreed
from commissioning.records.reporting import Frequency

SVG = "{http://www.w3.org/2000/svg}"
START = date(2026, 1, 1)
KPI = Kpi(
    reference="k1",
    title="punctual visits",
    numerator="visits",
    frequency=Frequency.MONTHLY,
    targets=(Target(value=90), Target(value=92, from_year=2)),
    bands=(
        Band(name="Green", low=90),
        Band(name="Amber", low=85, high=90),
        Band(name="Red", high=85),
    ),
)


def returns(values):
    for number, value in enumerate(values):
        period = Period.of(date(2026 + number // 12, number % 12 + 1, 1), months=1)
        figure = (
            Measurement(kpi="k1", missing_because="no system")
            if value is None
            else Measurement(kpi="k1", value=value)
        )
        yield KpiReport(on=period.ends_on, contract="C1", period=period, measurements=(figure,))


def drawn(*values, kpi=KPI, agreed=()):
    made = performance("C1", (kpi,), list(returns(values)), starts_on=START, agreed=agreed)
    return ElementTree.fromstring(made.plot("k1").svg)


def words_of(picture):
    return [text.text for text in picture.iter(f"{SVG}text")]


def count(picture, shape):
    """How many marks of a shape there are, the one in the key left out."""
    return len(list(picture.iter(f"{SVG}{shape}"))) - 1


def test_each_return_has_the_mark_of_its_rating():
    """A circle, a triangle, a square: told apart in print as well."""
    picture = drawn(95, 88, 80, 92)
    assert count(picture, "circle") - 1 == 2
    assert count(picture, "polygon") == 1
    assert count(picture, "rect") - 1 == 1
    assert {"best band", "between", "worst band", "not rated", "%"} <= set(words_of(picture))
    assert words_of(picture)[0] == "punctual visits under contract C1"


def test_month_without_a_figure_is_named_and_no_line_crosses_it():
    """A gap that is drawn over looks like a good month."""
    picture = drawn(95, None, 92)
    assert "no data" in words_of(picture)
    whole = len(list(drawn(95, 93, 92).iter(f"{SVG}line")))
    assert whole - len(list(picture.iter(f"{SVG}line"))) == 2


def test_target_moves_with_the_year_and_the_change_of_the_set_is_marked():
    """83% in the second year is judged by another line than in the first."""
    other = evolve(KPI, title="visits on time")
    agreed = KpisAgreed(on=START, contract="C1", kpis=(other,), applies_from=date(2026, 3, 1))
    words = words_of(drawn(*[91] * 14, agreed=[agreed]))
    assert [word for word in words if word.startswith("target")] == ["target 90", "target 92"]
    assert words.count("KPI changed") == 1
    assert [word for word in words if word in {"Jan", "2026"}][:2] == ["Jan", "2026"]
    assert "2027" in words


def test_chart_is_also_said_in_words():
    """A screen reader reads the same."""
    said = drawn(95, None).findtext(f"{SVG}desc")
    assert said == (
        "2 returns; 1 January 2026 to 31 January 2026: 95.0%, Green; 1 February 2026 to 28 February 2026: –"
    )


def test_words_may_stand_under_a_period():
    """The credit of a month beside the month that cost it."""
    made = performance("C1", (KPI,), list(returns([80])), starts_on=START)
    picture = ElementTree.fromstring(run_svg(made, "k1", {made.reports[0].period: "£1,600"}))
    assert "£1,600" in words_of(picture)
    assert picture.findtext(f"{SVG}desc").endswith("80.0%, Red, £1,600")


def test_kpi_without_bands_targets_or_returns_is_drawn_too():
    """A new contract has an empty chart, and no error."""
    bare = evolve(KPI, bands=(), targets=())
    assert count(drawn(50, kpi=bare), "circle") - 1 == 1
    assert "0 returns" in drawn(kpi=bare).findtext(f"{SVG}desc")
    assert "0" in words_of(drawn(0, 100, kpi=bare))
    assert len(words_of(drawn(*[Decimal(n) for n in range(30)]))) < 60


def test_kpi_that_is_not_there_is_named_at_once():
    """The mistake is at the call, and not in the notebook's view."""
    made = performance("C1", (KPI,), (), starts_on=START)
    with pytest.raises(LookupError, match='there is no KPI "k2"'):
        made.plot("k2")
