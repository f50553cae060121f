"""One page of a period: the colours counted, what moved, and totals of a paper that do not agree."""

from datetime import date

import pytest
from attrs import evolve

from commissioning.contracts.performance import performance
from commissioning.contracts.period_page import Colour, Movement, period_page
from commissioning.dates.periods import Period
from commissioning.records.bands import Band
from commissioning.records.kpis import Kpi, Measurement
from commissioning.records.live import KpiReport
from commissioning.records.reporting import Frequency

START = date(2026, 1, 1)
JANUARY, FEBRUARY = Period.of(START, months=1), Period.of(date(2026, 2, 1), months=1)
BANDS = (Band(name="A", low=90), Band(name="B", low=80, high=90), Band(name="C", high=80))
KPIS = tuple(
    Kpi(
        reference=name, title=f"KPI {name}", numerator="n", bands=BANDS, frequency=Frequency.MONTHLY
    )
    for name in ("k1", "k2", "k3", "k4")
)


def returned(period, **values):
    measured = tuple(Measurement(kpi=kpi, value=value) for kpi, value in values.items())
    return KpiReport(on=period.ends_on, contract="c1", period=period, measurements=measured)


def page(period=FEBRUARY):
    reports = [returned(JANUARY, k1=95, k2=70, k3=85), returned(FEBRUARY, k1=75, k2=85, k3=85)]
    return period_page(performance("c1", KPIS, reports, starts_on=START), period)


def test_colours_of_a_page_add_up_to_its_kpis():
    """A KPI without a figure is on the page, and not left out of the sum."""
    assert page().totals == {Colour.GREEN: 0, Colour.AMBER: 2, Colour.RED: 1, Colour.NO_DATA: 1}
    assert str(page()) == (
        "1 February 2026 to 28 February 2026: 0 green, 2 amber, 1 red, 1 no data, of 4; k1 worse (green to "
        "red); k2 better (red to amber)"
    )
    assert repr(page()).startswith("<PeriodPage of c1, 1 February 2026")


def test_each_kpi_says_how_it_moved():
    """The meeting begins with what went down."""
    assert [line.move for line in page().lines] == [
        Movement.WORSE,
        Movement.BETTER,
        Movement.SAME,
        Movement.NOT_KNOWN,
    ]
    assert page(JANUARY).moves == ()
    assert str(page(JANUARY)).endswith("of 4")


def test_period_without_a_rating_says_nothing_of_a_move():
    """A figure that did not come, or the period itself, is nothing to be better or worse than."""
    silent = evolve(
        returned(JANUARY, k1=95),
        measurements=(Measurement(kpi="k1", missing_because="system down"),),
    )
    day = Period(FEBRUARY.starts_on, FEBRUARY.starts_on)
    for before, now in ((silent, FEBRUARY), (returned(day, k1=95), day)):
        made = performance("c1", KPIS, [before, returned(now, k1=85)], starts_on=START)
        assert period_page(made, now).lines[0].move is Movement.NOT_KNOWN


def test_page_is_a_table():
    """It is pasted into the minutes."""
    first, *_, last = page().table().to_dicts()
    assert first == {
        "KPI": "k1", "title": "KPI k1", "value": "75.0%", "rating": "C", "colour": "red", "before": "A",
        "moved": "worse",
    }  # fmt: skip
    assert (last["value"], last["colour"], last["moved"]) == (None, "no data", "not known")
    assert "1 February 2026 to 28 February 2026: 0 green" in page()._repr_html_()


@pytest.mark.parametrize(
    ("stated", "messages"),
    [
        ({"amber": 2, "red": 1, "all": 4}, []),
        ({"green": 1, "amber": 2}, ["the paper says 1 green, but the returns give 0"]),
        ({"green": 0, "amber": 2, "red": 1, "no data": 1, "all": 5}, [
            "the colours stated add up to 4, but the paper says 5",
            "the paper says 5 KPIs in all, but the returns give 4",
        ]),
    ],
)  # fmt: skip
def test_totals_of_a_paper_are_compared_with_the_returns(stated, messages):
    """A slide that says seven greens of six is found before the board does."""
    start = "The totals for 1 February 2026 to 28 February 2026 differ: "
    assert [each.message for each in page().findings(stated)] == [start + each for each in messages]


def test_colour_there_is_none_of_is_refused_with_the_nearest():
    """A slip in a colour would compare nothing."""
    with pytest.raises(LookupError) as slip:
        list(page().findings({"gren": 1}))
    assert str(slip.value) == 'There is no total "gren"; did you mean "green"?'
