"""How a contract performs."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise, takewhile

import pytest
from attrs import evolve
from dateutil.relativedelta import relativedelta
from hypothesis import example, given
from hypothesis import strategies as st

from commissioning.contracts.kpi_sets import KpiSet, KpiSets
from commissioning.contracts.performance import Trend, performance, performance_of, rolled_up
from commissioning.contracts.ratings import (
    Ladder,
    RatedMeasurement,
    best_first,
    contract_year,
    exact_sum,
)
from commissioning.cycle import Cycle
from commissioning.dates.periods import Period
from commissioning.records.bands import Band, BandedBy, Direction, Margins, StatutoryRating, Target
from commissioning.records.contract import ContractSigned
from commissioning.records.history import BroughtForward
from commissioning.records.kpis import Kpi, Measurement
from commissioning.records.live import KpiReport
from commissioning.records.reporting import Frequency, ReportingCalendar
from commissioning.records.specification import ServiceSpecification
from commissioning.stages import Stage

START = date(2023, 4, 1)


def rate(kpi, measurement, period, year=1):
    """One measurement by the contract's own bands."""
    return RatedMeasurement(kpi, period, year, measurement, Ladder(kpi).band_of(measurement, year))


QUARTERS = [Period.of(START, months=3)]
for _ in range(7):
    QUARTERS.append(Period.of(QUARTERS[-1].ends_on + timedelta(days=1), months=3))
BANDS = (
    Band(name="Green", low=95, points=3),
    Band(name="Amber", low=85, high=95, points=1),
    Band(name="Red", high=85, points=0),
)
ON_TIME = Kpi(
    reference="k1",
    title="punctual visits",
    numerator="visits on time",
    denominator="visits planned",
    targets=(Target(value=95), Target(value=97, from_year=2)),
    bands=BANDS,
    weight=60,
    margins=Margins(close=2, significant=10),
)
COMPLAINTS = Kpi(
    reference="k2",
    title="complaints",
    numerator="complaints upheld",
    unit="complaints",
    direction=Direction.LOWER,
    bands=(
        Band(name="Few", high=5, high_included=True, points=2),
        Band(name="Many", low=5, low_included=False, points=0),
    ),
    weight=40,
)


SHARED = evolve(
    ON_TIME,
    reference="k3",
    bands=(
        Band(name="On track", low=80, low_included=False),
        Band(name="Off track", high=80, high_included=True),
    ),
    banded_by=BandedBy.SHARE_OF_TARGET,
)


def measured(kpi="k1", numerator=None, denominator=None, **parts):
    return Measurement(kpi=kpi, numerator=numerator, denominator=denominator, **parts)


def returned(quarter, *measurements, contract="c1", late=0):
    period = QUARTERS[quarter]
    due = period.ends_on + timedelta(days=14)
    return KpiReport(
        on=due + timedelta(days=late),
        contract=contract,
        period=period,
        measurements=measurements,
        due_on=due,
    )


def rated(*reports, kpis=(ON_TIME, COMPLAINTS)):
    return performance("c1", kpis, reports, starts_on=START)


def shares(*values):
    return [returned(n, measured(value=value)) for n, value in enumerate(values)]


def test_return_is_rated_by_the_contract_and_beside_it_by_the_regulations():
    """The provider is paid by the contract's own word; the notice needs the statutory one."""
    made = rated(returned(0, measured("k1", 94, 100), measured("k2", 3)))
    assert made.table().to_dicts() == [
        {
            "contract": "c1", "KPI": "k1", "from": START, "to": date(2023, 6, 30),
            "value": Decimal("94.00"), "target": Decimal(95), "met": False, "rating": "Amber",
            "statutory rating": "Approaching target", "missing because": None,
        },
        {
            "contract": "c1", "KPI": "k2", "from": START, "to": date(2023, 6, 30),
            "value": Decimal("3.00"), "target": None, "met": None, "rating": "Few",
            "statutory rating": "Other", "missing because": None,
        },
    ]  # fmt: skip


def test_target_of_the_year_decides():
    """96% was good in the first year and is not in the second, when 97% was promised."""
    made = rated(*shares(96, 96, 96, 96, 96))
    assert [each.target_met for each in made.of("k1")] == [True, True, True, True, False]
    assert [each.year for each in made.of("k1")] == [1, 1, 1, 1, 2]
    assert made.of("k1")[4].statutory is StatutoryRating.APPROACHING_TARGET


@pytest.mark.parametrize(
    ("kpi", "measurement", "shown", "colour"),
    [
        (ON_TIME, measured("k1", 2, 3), "66.7%", "red"),
        (ON_TIME, measured("k1", 945, 1000), "94.5%", "amber"),
        (ON_TIME, measured("k1", 1, 1), "100.0%", "green"),
        (COMPLAINTS, measured("k2", 6), "6.0 complaints", "red"),
        (COMPLAINTS, measured("k2", 5), "5.0 complaints", "green"),
        (ON_TIME, measured("k1", 0, 0), "–", ""),
        (evolve(COMPLAINTS, unit="", bands=()), measured("k2", 5), "5.0", ""),
    ],
)
def test_rating_may_be_shown_as_a_colour(kpi, measurement, shown, colour):
    """Red, amber and green are one way of showing the bands; the bands are the model."""
    made = rate(kpi, measurement, QUARTERS[0])
    assert (made.shown(), made.colour) == (shown, colour)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("94.96", "94.96%"),
        ("94.9996", "94.9996%"),
        ("94.4", "94.4%"),
        ("95", "95.0%"),
        ("95.04", "95.0%"),
        ("94.99999999", "95.0%"),
    ],
)
def test_value_is_not_shown_as_a_better_one(value, shown):
    """95.0% in amber beside a target of 95 reads like a mistake of the council."""
    kpi = evolve(ON_TIME, targets=(Target(value=95),), bands=(), margins=None, statutory=False)
    assert rate(kpi, Measurement(kpi=kpi.reference, value=value), QUARTERS[0]).shown() == shown


@pytest.mark.parametrize(
    ("kpi", "figures", "rating"),
    [
        (ON_TIME, {"value": 80}, StatutoryRating.INADEQUATE),
        (evolve(ON_TIME, targets=()), {"value": 80}, StatutoryRating.GOOD),
        (ON_TIME, {"missing_because": "not published"}, StatutoryRating.GOOD),
    ],
    ids=("worked out", "no target", "no value"),
)
def test_rating_that_a_notice_states_counts_where_none_can_be_worked_out(kpi, figures, rating):
    """A notice that calls 80% of 95% good is not believed, or a poor provider would look like a good one."""
    stated = measured("k1", rating=StatutoryRating.GOOD, **figures)
    assert rate(kpi, stated, QUARTERS[0]).statutory is rating


def test_nothing_is_rated_without_a_value():
    """A dash is not a nought."""
    made = rate(ON_TIME, measured("k1", 0, 0), QUARTERS[0])
    assert (made.value, made.band, made.target_met, made.statutory) == (None, None, None, None)


def test_bands_are_ranked_by_what_is_better():
    """Few complaints are the best; a high share of punctual visits is."""
    assert [band.name for band in best_first(ON_TIME)] == ["Green", "Amber", "Red"]
    assert [band.name for band in best_first(COMPLAINTS)] == ["Few", "Many"]
    edge = (
        Band(name="over", low=5, low_included=False),
        Band(name="at", low=5, high=5, high_included=True),
        Band(name="under", high=5),
    )
    assert [b.name for b in best_first(evolve(ON_TIME, bands=edge))] == ["over", "at", "under"]


@pytest.mark.parametrize(
    ("kpi", "values", "trend"),
    [
        ("k1", (90, 91), Trend.TOO_FEW),
        ("k1", (80, 90, 91, 92), Trend.IMPROVING),
        ("k1", (90, 90, 92), Trend.IMPROVING),
        ("k1", (92, 91, 90), Trend.WORSENING),
        ("k1", (92, 92, 90), Trend.WORSENING),
        ("k1", (90, 90, 90), Trend.STEADY),
        ("k1", (90, 95, 90), Trend.MIXED),
        ("k2", (9, 5, 1), Trend.IMPROVING),
        ("k2", (1, 5, 9), Trend.WORSENING),
    ],
)
def test_trend_is_over_the_last_three_values(kpi, values, trend):
    """One bad month is not a decline, and falling complaints are good news."""
    made = rated(*(returned(n, measured(kpi, value=v)) for n, v in enumerate(values)))
    assert made.trend(kpi) is trend


def test_kpi_the_contract_lacks_is_asked_for_in_vain():
    """A typing error must not look like a KPI without returns."""
    with pytest.raises(LookupError) as missing:
        rated().of("k9")
    assert str(missing.value) == 'Contract c1: there is no KPI "k9"; choose from k1 and k2.'
    with pytest.raises(LookupError) as missing:
        rated(kpis=()).of("k9")
    assert str(missing.value) == 'Contract c1: there is no KPI "k9".'


def test_scorecard_weighs_points_and_counts_silence_against_the_provider():
    """Green on 60 and nothing sent on 40 earns 180 of 260, not 180 of 180."""
    card = rated(returned(0, measured("k1", 96, 100))).scorecard(QUARTERS[0])
    assert (card.earned, card.possible) == (180, 260)
    assert card.share == Fraction(9, 13)


def test_band_without_points_earns_none():
    """A contract may say what good work earns and leave out the rest."""
    kpi = evolve(ON_TIME, bands=(BANDS[0], evolve(BANDS[1], points=None), BANDS[2]))
    card = rated(returned(0, measured("k1", 90, 100)), kpis=(kpi,)).scorecard(QUARTERS[0])
    assert (card.earned, card.possible) == (0, 180)


def test_kpi_with_nothing_to_measure_is_left_out_of_the_scorecard():
    """No visits were planned: nobody failed, and nobody earned."""
    made = rated(returned(0, measured("k1", 0, 0), measured("k2", 9)))
    card = made.scorecard(QUARTERS[0])
    assert (card.earned, card.possible, card.share) == (0, 80, 0)
    nothing = rated(returned(0, measured("k1", 0, 0)), kpis=(ON_TIME,))
    assert nothing.scorecard(QUARTERS[0]).share is None


def test_kpi_without_weight_or_points_is_not_in_the_scorecard():
    """Some figures are watched and not weighed."""
    plain = evolve(ON_TIME, weight=None)
    pointless = evolve(COMPLAINTS, bands=())
    assert rated(kpis=(plain, pointless)).scorecard(QUARTERS[0]).lines == ()


@pytest.mark.parametrize(
    ("kpi", "measurements", "value"),
    [
        ("k1", [measured("k1", 1, 2), measured("k1", 99, 100)], Fraction(10_000, 102)),
        ("k1", [measured("k1", "0.5", "2.5"), measured("k1", 1, "0.5")], 50),
        ("k1", [measured("k1", 1, 2), measured("k1", value=50)], None),
        ("k1", [measured("k1", 0, 0)], None),
        ("k1", [measured("k1", missing_because="down"), measured("k1", 1, 2)], 50),
        ("k1", [], None),
        ("k2", [measured("k2", 3), measured("k2", 4)], 7),
        ("k2", [measured("k2", missing_because="down")], None),
    ],
)
def test_year_is_pooled_from_its_counts(kpi, measurements, value):
    """1 of 2 and 99 of 100 is 98%, not the 74.5% that averaging shares would give."""
    made = rated(*(returned(n, each) for n, each in enumerate(measurements)))
    assert made.pooled(kpi) == value


def told(made, today=date(2023, 7, 1)):
    return [(finding.code, str(finding)) for finding in made.findings(today)]


def test_late_return_is_counted_in_days():
    """The contract's clause on late returns turns on the number."""
    both = (measured("k1", 96, 100), measured("k2", 1))
    assert told(rated(returned(0, *both, late=5))) == [
        (
            "return-late",
            (
                "The return for 1 April 2023 to 30 June 2023 came on 19 July 2023, 5 days "
                "after it was due on 14 July 2023. Ask the provider why, and apply the "
                "contract's clause on late returns."
            ),
        )
    ]
    assert "1 day after" in told(rated(returned(0, *both, late=1)))[0][1]
    assert told(rated(returned(0, *both))) == []


def test_missing_return_is_told_once_for_all_its_kpis():
    """Twelve complaints about one letter that did not come are eleven too many."""
    assert told(rated(), today=date(2023, 7, 1)) == [
        (
            "return-missing",
            "There is no return for 1 April 2023 to 30 June 2023. Ask for the return.",
        ),
    ]


def test_returns_missing_in_a_row_are_told_in_one_sentence():
    """A provider silent for a year of weeks has done one thing, not fifty-two."""
    assert told(rated(returned(1, measured("k1", 96, 100))), today=date(2024, 4, 1)) == [
        (
            "return-missing",
            "There is no return for 1 April 2023 to 30 June 2023. Ask for the return.",
        ),
        (
            "return-missing",
            (
                "There are no quarterly returns for 1 October 2023 to 31 March 2024, 2 in a row. "
                "Ask for the returns."
            ),
        ),
        (
            "measurement-missing",
            (
                "The return for 1 July 2023 to 30 September 2023 has no figure for k2 "
                "(complaints). Ask for the quarterly figure."
            ),
        ),
    ]
    silent = rated(returned(0, measured("k1", 96, 100)), returned(1, measured("k1", 96, 100)))
    assert told(silent, today=date(2023, 10, 1)) == [
        (
            "measurement-missing",
            (
                "The 2 quarterly returns for 1 April 2023 to 30 September 2023 have no figure "
                "for k2 (complaints). Ask for the quarterly figure."
            ),
        )
    ]


@pytest.mark.parametrize(
    ("ends_on", "last"),
    [
        (date(2023, 9, 30), "1 April 2023 to 30 September 2023"),
        (date(2023, 8, 15), "1 April 2023 to 15 August 2023"),
        (date(2023, 7, 1), "1 April 2023 to 1 July 2023"),
    ],
)
def test_no_return_is_due_once_the_contract_is_over(ends_on, last):
    """Nobody writes to last year's provider for this year's figures; the last stretch is still due."""
    made = performance("c1", (ON_TIME,), (), starts_on=START, ends_on=ends_on)
    (missing,) = told(made, today=date(2026, 1, 1))
    assert last in missing[1]
    over = performance("c1", (ON_TIME,), (), starts_on=START, ends_on=date(2023, 3, 31))
    assert told(over, today=date(2026, 1, 1)) == []


def test_return_is_not_missing_before_its_days_are_over():
    """A contract that allows fourteen days is not broken on the first."""
    assert told(rated(), today=date(2023, 6, 30)) == []
    assert len(told(rated(), today=date(2023, 7, 1))) == 1
    within = KpiSets.of(KpiSet((ON_TIME,), calendar=ReportingCalendar(due_in_days=14)))
    allowed = evolve(rated(), sets=within)
    assert told(allowed, today=date(2023, 7, 14)) == []
    assert len(told(allowed, today=date(2023, 7, 15))) == 1


def test_return_without_a_figure_is_asked_about():
    """A return that leaves out the bad figure is still a return, and still short."""
    made = rated(returned(0, measured("k1", 96, 100)))
    assert told(made) == [
        (
            "measurement-missing",
            (
                "The return for 1 April 2023 to 30 June 2023 has no figure for k2 "
                "(complaints). Ask for the quarterly figure."
            ),
        )
    ]
    gone = rated(
        returned(0, measured("k1", missing_because="the system was down")), kpis=(ON_TIME,)
    )
    assert told(gone) == [
        (
            "measurement-missing",
            (
                "K1 (punctual visits) has no figure for 1 April 2023 to 30 June 2023: the system "
                "was down. Ask for the figure."
            ),
        )
    ]


def test_share_of_nothing_is_told():
    """A denominator of nought is common in a quiet month, and 0% would be slander."""
    assert told(rated(returned(0, measured("k1", 0, 0)), kpis=(ON_TIME,))) == [
        (
            "nothing-to-measure",
            (
                "K1 (punctual visits) has no value for 1 April 2023 to 30 June 2023: there "
                "were no visits planned. Leave the KPI out of that period's scorecard."
            ),
        )
    ]


def test_count_without_its_whole_is_missing_not_a_share_of_nothing():
    """Said to be nothing it would leave the scorecard, and pooled it would pass a hundred per cent."""
    made = rated(
        returned(0, measured("k1", 50)), returned(1, measured("k1", 90, 100)), kpis=(ON_TIME,)
    )
    assert told(made) == [
        (
            "measurement-missing",
            (
                "K1 (punctual visits) has no figure for 1 April 2023 to 30 June 2023: the return "
                "does not give the number of visits planned. Ask for the figure."
            ),
        )
    ]
    assert made.pooled("k1") == 90
    assert made.scorecard(QUARTERS[0]).share == 0


def test_figure_for_no_kpi_of_the_contract_is_told():
    """It is usually last year's reference."""
    made = rated(returned(0, measured("k1", 1, 1), measured("k9", 1, 1)), kpis=(ON_TIME,))
    assert told(made) == [
        (
            "measurement-of-unknown-kpi",
            (
                "The return for 1 April 2023 to 30 June 2023 measures k9, which is not a KPI "
                "of the contract. Correct the reference, or add the KPI by a variation."
            ),
        )
    ]


def test_statutory_kpi_needs_margins_once_it_misses():
    """The notice must say "approaching" or "inadequate", and the contract does not."""
    bare = evolve(ON_TIME, margins=None, statutory=True)
    assert told(rated(returned(0, measured("k1", 90, 100)), kpis=(bare,))) == [
        (
            "rating-without-margins",
            (
                "K1 (punctual visits) missed its target for 1 April 2023 to 30 June 2023 with "
                '90.0%, but the contract declares no margins for "close" and "significantly '
                'below". Declare margins for the KPI.'
            ),
        )
    ]
    assert told(rated(returned(0, measured("k1", 95, 100)), kpis=(bare,))) == []
    plain = evolve(bare, statutory=False)
    assert told(rated(returned(0, measured("k1", 90, 100)), kpis=(plain,))) == []


def test_correction_takes_the_place_of_what_it_corrects():
    """Providers resend returns; counting both would double a year."""
    first = returned(0, measured("k1", 80, 100))
    second = evolve(first, on=date(2023, 8, 1), measurements=(measured("k1", 96, 100),))
    made = rated(second, first)
    assert [each.value for each in made.of("k1")] == [96]


def test_returns_of_other_contracts_are_left_out():
    """A cycle holds the returns of all its contracts."""
    made = rated(returned(0, measured("k1", 96, 100), contract="c2"))
    assert made.rated == ()
    assert repr(made) == "<Performance of c1: 0 measurements>"


@pytest.mark.parametrize(
    ("frequency", "count", "last"),
    [
        (Frequency.WEEKLY, 52, date(2024, 3, 29)),
        (Frequency.MONTHLY, 12, date(2024, 3, 31)),
        (Frequency.QUARTERLY, 4, date(2024, 3, 31)),
        (Frequency.SIX_MONTHLY, 2, date(2024, 3, 31)),
        (Frequency.YEARLY, 1, date(2024, 3, 31)),
    ],
)
def test_year_holds_the_returns_its_frequency_says(frequency, count, last):
    """The calendar of returns begins with the contract, not with January."""
    due = ReportingCalendar().periods_of(frequency, START)
    periods = list(takewhile(lambda period: period.ends_on < date(2024, 4, 1), due))
    assert len(periods) == count
    assert periods[-1].ends_on == last


@given(st.dates(date(2000, 1, 1), date(2030, 1, 1)), st.sampled_from(Frequency))
def test_periods_of_returns_leave_no_day_out(start, frequency):
    """A start on 31 January has drifted in more than one spreadsheet."""
    periods = list(ReportingCalendar().periods_of(frequency, start, start + timedelta(days=800)))
    assert periods[0].starts_on == start
    for earlier, later in pairwise(periods):
        assert later.starts_on == earlier.ends_on + timedelta(days=1)


@pytest.mark.parametrize(
    ("day", "year"),
    [(date(2023, 3, 31), 1), (START, 1), (date(2024, 3, 31), 1), (date(2024, 4, 1), 2),
     (date(2028, 4, 1), 6)],
)  # fmt: skip
def test_contract_years_begin_on_the_day_the_contract_did(day, year):
    """31 March is still the old year's target."""
    assert contract_year(START, day) == year


@given(st.dates(date(2000, 1, 1), date(2040, 1, 1)), st.dates(date(2000, 1, 1), date(2040, 1, 1)))
@example(date(2020, 2, 29), date(2021, 2, 28))
@example(date(2020, 2, 29), date(2024, 2, 28))
def test_contract_years_are_those_of_the_calendar(starts_on, day):
    """A contract of 29 February has its year too, and a later target with it."""
    assert contract_year(starts_on, day) == max(relativedelta(day, starts_on).years, 0) + 1


_FIGURES = st.decimals(0, 1000, places=3)


@given(
    st.sampled_from((ON_TIME, COMPLAINTS, SHARED)), _FIGURES, _FIGURES, st.sampled_from((1, 2)),
    st.booleans(),
)  # fmt: skip
def test_measurement_is_rated_as_its_exact_value_is(kpi, some, whole, year, stated):
    """The quick way to a band and the plain one agree on every bound."""
    figures = {"value": some} if stated else {"numerator": some, "denominator": whole}
    made = Measurement(kpi=kpi.reference, **figures)
    value = kpi.value_of(made)
    band = None if value is None else kpi.band_of(value, year)
    assert rate(kpi, made, QUARTERS[0], year).band is band


def test_no_digit_is_lost_however_long_the_figures():
    """A share a hair below the bound is below it."""
    long = 10**60
    just = measured("k1", Decimal(long * 95 - 1), Decimal(long * 100))
    assert rate(ON_TIME, just, QUARTERS[0]).band.name == "Amber"
    assert exact_sum((Decimal(long), Decimal("1e-60"))) == long + Fraction(1, long)


def test_contracts_are_rolled_up_kpi_by_kpi():
    """The director's page: one row for each KPI of each contract."""
    made = rated(*shares(96, 90, 80))
    counted = rated(returned(0, measured("k1", 2, 3)), kpis=(ON_TIME,))
    assert rolled_up((made, counted)).to_dicts() == [
        {"contract": "c1", "KPI": "k1", "returns": 3, "value": None,
         "ratings": "Green 1, Amber 1, Red 1", "trend": "worsening"},
        {"contract": "c1", "KPI": "k2", "returns": 0, "value": None, "ratings": "",
         "trend": "too few values"},
        {"contract": "c1", "KPI": "k1", "returns": 1, "value": Decimal("66.67"),
         "ratings": "Red 1", "trend": "too few values"},
    ]  # fmt: skip


@given(st.lists(st.tuples(st.integers(0, 500), st.integers(0, 500)), max_size=8))
def test_pooled_value_is_that_of_all_counts_in_one_return(counts):
    """However the year is cut into returns, it is the same year."""
    pairs = [(min(pair), max(pair)) for pair in counts]
    cut = rated(*(returned(n, measured("k1", *pair)) for n, pair in enumerate(pairs)))
    whole = measured("k1", sum(n for n, _ in pairs), sum(d for _, d in pairs))
    assert cut.pooled("k1") == ON_TIME.value_of(whole)


SIGNED = ContractSigned(
    on=date(2023, 2, 1), reference="c1", provider="alder", term=Period.of(START, years=5)
)


def live(**parts):
    """A cycle brought forward to its running contract, as a council's register would be."""
    specification = ServiceSpecification(on=date(2022, 6, 1), kpis=(ON_TIME,))
    carries = parts.get("carries", (specification, SIGNED))
    return Cycle("Home care").record(
        BroughtForward(
            on=START, stage=Stage.GO_LIVE, because="taken from the register", carries=carries
        )
    )


def test_ledger_gives_the_performance_of_its_contract():
    """Nobody should have to gather a contract's KPIs and first day by hand."""
    cycle = live().record(returned(0, measured("k1", 96, 100)))
    made = performance_of(cycle.ledger, "c1")
    assert (made.starts_on, made.kpis) == (START, (ON_TIME,))
    assert [each.band.name for each in made.rated] == ["Green"]
    assert made.ends_on == date(2028, 3, 31)


def test_notebook_shows_the_ratings_as_a_table():
    """The last line of a cell is what an analyst looks at."""
    page = rated(returned(0, measured("k1", 96, 100)))._repr_html_()
    assert "<caption>Performance of c1</caption>" in page
    assert "Green" in page


def test_contract_whose_specification_is_not_held_has_no_kpis():
    """Its returns are then figures for no KPI, and are told as such."""
    cycle = live(carries=(SIGNED,)).record(returned(0, measured("k1", 96, 100)))
    made = performance_of(cycle.ledger, "c1")
    assert made.kpis == ()
    assert [code for code, _ in told(made)] == ["measurement-of-unknown-kpi"]


def test_contract_that_is_not_signed_has_no_performance():
    """The message names those that are."""
    with pytest.raises(LookupError) as missing:
        performance_of(live().ledger, "c2")
    assert str(missing.value) == 'No contract "c2" is in force; in force: c1.'
    with pytest.raises(LookupError) as missing:
        performance_of(Cycle("Home care").ledger, "c2")
    assert str(missing.value) == 'No contract "c2" is in force; record its signature first.'
