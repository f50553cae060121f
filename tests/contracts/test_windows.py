"""Figures over windows, small counts, judgements, and what a return states beside its counts."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from commissioning.contracts.performance import performance, rolled_up
from commissioning.contracts.ratings import Ladder
from commissioning.dates.periods import Period
from commissioning.errors import RecordError
from commissioning.process import Process
from commissioning.records.bands import Band, BandedBy, Direction, Target
from commissioning.records.kpis import Kpi, Measurement
from commissioning.records.live import KpiReport, KpisAgreed
from commissioning.records.reporting import (
    ChangeOnPeriodBefore,
    Frequency,
    MeasuredOver,
    MonthsAsReturned,
    Pooling,
    ReportingCalendar,
    Rolling,
    SinceStart,
    YearBegins,
    YearToDate,
)
from commissioning.values.frozen import frozen

START = date(2026, 1, 1)
BANDS = (Band(name="Green", low=85), Band(name="Red", high=85))
VISITS = Kpi(
    reference="k1",
    title="punctual visits",
    numerator="visits on time",
    denominator="visits planned",
    frequency=Frequency.MONTHLY,
    targets=(Target(value=85),),
    bands=BANDS,
)
THREE = ((90, 100), (45, 50), (1, 10))


def months(count, start=START):
    """The first so many months of the contract."""
    return [
        Period.of(
            date(start.year + (start.month - 1 + n) // 12, (start.month - 1 + n) % 12 + 1, 1),
            months=1,
        )
        for n in range(count)
    ]


def returned(period, *measurements, late=0, **figures):
    measured = measurements or (Measurement(kpi="k1", **figures),)
    return KpiReport(
        on=period.ends_on + timedelta(days=late),
        contract="c1",
        period=period,
        measurements=measured,
    )


def counted(*pairs):
    """Monthly returns of counts; None for a month without a return."""
    return [
        returned(period, numerator=pair[0], denominator=pair[1])
        for period, pair in zip(months(len(pairs)), pairs, strict=True)
        if pair is not None
    ]


def rated(kpi, reports, **given_):
    return performance("c1", (kpi,), reports, starts_on=START, **given_)


def values(kpi, reports):
    return [each.value for each in rated(kpi, reports).of("k1")]


def found(made, code, today=START):
    return [str(each) for each in made.findings(today) if each.code == code]


@pytest.mark.parametrize(
    ("pooled", "value"),
    [(Pooling.COUNTS, 85), (Pooling.MEAN, Fraction(190, 3)), (Pooling.WORST, 10)],
)
def test_rolling_window_pools_counts_unless_the_contract_says_otherwise(pooled, value):
    """90 of 100, 45 of 50 and 1 of 10 are 136 of 160: ten visits in March do not weigh like a hundred."""
    over = evolve(VISITS, measured_over=Rolling(periods=3, pooled=pooled))
    last = rated(over, counted(*THREE)).of("k1")[-1]
    assert last.value == value
    assert last.band.name == ("Green" if value == 85 else "Red")


def test_worst_of_a_count_is_the_highest_where_fewer_is_better():
    """The worst month for complaints is the one with most of them."""
    over = Rolling(periods=3, pooled=Pooling.WORST)
    fewer = evolve(VISITS, measured_over=over, direction=Direction.LOWER)
    assert values(fewer, counted(*THREE))[-1] == 90


def test_small_month_is_not_rated_and_still_counts_in_its_window():
    """Ten visits in March are too few to call a failure; their counts belong to the quarter all the same."""
    small = evolve(VISITS, minimum_denominator=20)
    march = rated(small, counted(*THREE)).of("k1")[-1]
    assert (march.value, march.band, march.too_few) == (10, None, True)
    assert (march.target_met, march.statutory) == (None, None)
    assert found(rated(small, counted(*THREE)), "too-few-to-rate") == [
        "K1 (punctual visits) is not rated for 1 March 2026 to 31 March 2026: it is counted out of 10; the "
        "contract's minimum is 20. Look at the cases themselves; the counts still count in longer windows."
    ]
    over = evolve(small, measured_over=Rolling(periods=3))
    assert rated(over, counted(*THREE)).of("k1")[-1].band.name == "Green"
    for few in ((5, 5), (0, 1)):
        first = rated(over, counted(few)).of("k1")[0]
        assert (first.too_few, first.band) == (True, None)


def test_month_without_a_return_is_not_made_up_by_an_older_one():
    """The last three months to April are February to April, and January does not fill the gap of March."""
    over = evolve(VISITS, measured_over=Rolling(periods=3, at_least=2))
    reports = counted((10, 10), (20, 20), None, (0, 20))
    assert values(over, reports) == [None, 1 * 100, 50]
    made = rated(over, reports)
    assert found(made, "rolling-window-short") == [
        "K1 (punctual visits) for 1 February 2026 to 28 February 2026 is worked out from less than its "
        "window: 2 of 3 periods have a figure. Ask for the returns that are missing, or read the figure "
        "with care.",
        "K1 (punctual visits) for 1 April 2026 to 30 April 2026 is worked out from less than its window: "
        "2 of 3 periods have a figure. Ask for the returns that are missing, or read the figure with care.",
    ]
    assert made.of("k1")[0].missing_because == "1 of 3 periods has a figure; at least 2 are needed"


def test_period_without_a_figure_has_none_over_its_window_either():
    """A provider that stops counting must not go on showing the good months before."""
    over = evolve(VISITS, measured_over=Rolling(periods=3))
    silent = returned(months(2)[1], missing_because="the system was down")
    last = rated(over, [*counted((10, 10)), silent]).of("k1")[-1]
    assert (last.value, last.missing_because) == (None, "the system was down")


@pytest.mark.parametrize(
    ("over", "expected"),
    [
        (YearToDate(), [100, 50, 25]),
        (YearToDate(begins=YearBegins.FINANCIAL), [100, 50, 25]),
        (SinceStart(), [100, 50, 25]),
        (ChangeOnPeriodBefore(), [None, -100, 0]),
        (ChangeOnPeriodBefore(in_per_cent=True), [None, -100, None]),
        (MonthsAsReturned(months=12), [100, 0, 0]),
    ],
)
def test_each_window_takes_its_own_returns(over, expected):
    """The same three returns are 100%, 50% and 25% of the year so far, and a fall by 100 points."""
    reports = counted((10, 10), (0, 10), (0, 20))
    assert values(evolve(VISITS, measured_over=over), reports) == expected


def test_years_to_date_begin_again_with_their_own_year():
    """The contract's year turns in January here, the council's in April."""
    reports = counted(*[(0, 10)] * 3, *[(10, 10)] * 10)
    financial = values(
        evolve(VISITS, measured_over=YearToDate(begins=YearBegins.FINANCIAL)), reports
    )
    assert financial[2:4] == [0, 100]
    own = values(evolve(VISITS, measured_over=YearToDate()), reports)
    assert own[11:13] == [75, 100]


def test_contract_year_that_has_not_turned_yet_goes_back_a_year():
    """A contract from July is in its first year in the March after."""
    over = evolve(VISITS, measured_over=YearToDate())
    reports = [returned(p, numerator=1, denominator=1) for p in months(2, date(2027, 2, 1))]
    made = performance("c1", (over,), reports, starts_on=date(2026, 7, 1))
    assert [each.value for each in made.of("k1")] == [100, 100]


def test_change_without_the_period_before_has_no_value_and_says_why():
    """A rise on nothing is no rise."""
    over = evolve(VISITS, measured_over=ChangeOnPeriodBefore())
    first = rated(over, counted((1, 2))).of("k1")[0]
    assert (first.value, first.missing_because) == (None, "the period before has no figure")


def test_returns_that_cover_the_same_months_are_not_pooled_twice():
    """Four quarterly returns of "the last 12 months" hold one year, not four."""
    year = evolve(VISITS, frequency=Frequency.QUARTERLY, measured_over=MonthsAsReturned(months=12))
    quarters = [Period.of(first, months=3) for first in (date(2026, m, 1) for m in (1, 4, 7, 10))]
    reports = [
        returned(p, numerator=n, denominator=100)
        for p, n in zip(quarters, (50, 60, 70, 80), strict=True)
    ]
    made = rated(year, reports)
    assert made.pooled("k1") == 80
    overlapping = [*reports[:1], returned(Period.of(START, months=1), numerator=0, denominator=100)]
    assert rated(VISITS, overlapping).pooled("k1") == 50


def test_overlapping_returns_are_not_pooled_twice_in_a_window():
    """A quarter's return beside its months would count every visit twice."""
    quarter = returned(Period(START, date(2026, 3, 31)), numerator=100, denominator=100)
    over = evolve(VISITS, measured_over=SinceStart())
    assert values(over, [*counted((0, 100)), quarter])[-1] == 100
    april = returned(Period.of(date(2026, 4, 1), months=1), numerator=50, denominator=100)
    assert values(over, [*counted((0, 100)), quarter, april])[-1] == 75


@pytest.mark.parametrize(("begins", "value"), [(1, 75), (31, 100)])
def test_returns_that_share_one_day_are_not_pooled(begins, value):
    """The visits of 31 January would count twice; the later return is the one that is kept."""
    february = Period(
        date(2026, 1, 31) if begins == 31 else date(2026, 2, begins), date(2026, 2, 28)
    )
    over = evolve(VISITS, measured_over=SinceStart())
    reports = [*counted((50, 100)), returned(february, numerator=100, denominator=100)]
    assert values(over, reports)[-1] == value


@given(
    st.lists(st.tuples(st.integers(0, 50), st.integers(1, 50)), min_size=1, max_size=14),
    st.integers(1, 6),
)
def test_rolling_figure_is_the_sum_of_its_counts(pairs, periods):
    """Whatever the counts, the window's value is what anyone adds up by hand."""
    over = evolve(VISITS, measured_over=Rolling(periods=periods))
    made = values(over, counted(*pairs))
    for number, value in enumerate(made):
        taken = pairs[max(0, number + 1 - periods) : number + 1]
        assert value == Fraction(100 * sum(n for n, _ in taken), sum(d for _, d in taken))


def test_bare_values_are_not_added_up_with_counts():
    """Two percentages have no sum; the mean is there for a contract that wants it."""
    reports = [returned(p, value=v) for p, v in zip(months(2), (80, 90), strict=True)]
    last = rated(evolve(VISITS, measured_over=Rolling(periods=2)), reports).of("k1")[-1]
    assert last.value is None
    assert last.missing_because == "not every return of its window gives counts to add up"
    mean = evolve(VISITS, measured_over=Rolling(periods=2, pooled=Pooling.MEAN))
    assert values(mean, reports)[-1] == 85
    half = returned(months(1)[0], numerator=5)
    assert values(mean, [half]) == [None]


def test_counts_without_a_denominator_are_added_up_as_they_are():
    """Complaints of three months are their sum."""
    complaints = evolve(VISITS, denominator="", measured_over=Rolling(periods=3))
    reports = [returned(p, numerator=n) for p, n in zip(months(3), (1, 2, 4), strict=True)]
    assert values(complaints, reports) == [1, 3, 7]


def test_window_of_nothing_has_nothing_to_measure():
    """No visits planned in the whole window is no failure."""
    made = rated(evolve(VISITS, measured_over=Rolling(periods=1)), counted((0, 0)))
    assert made.of("k1")[0].share_of_nothing
    assert len(found(made, "nothing-to-measure")) == 1
    over = evolve(VISITS, measured_over=Rolling(periods=2, pooled=Pooling.MEAN))
    stated = returned(months(1)[0], value=80)
    last = rated(over, [stated, counted(None, (0, 0))[0]]).of("k1")[-1]
    assert (last.value, last.share_of_nothing) == (80, False)


def test_no_visits_at_all_are_nothing_to_measure_and_not_too_few():
    """Officers are sent to look at the cases where they are too few; here there are none to look at."""
    small = evolve(VISITS, minimum_denominator=20)
    (none,) = rated(small, counted((0, 0))).of("k1")
    assert (none.too_few, none.share_of_nothing) == (False, True)
    (all_met,) = rated(small, counted((10, 10))).of("k1")
    assert (all_met.value, all_met.statutory) == (100, None)


def test_suppressed_denominator_is_not_one_that_was_left_out():
    """A return that withholds a small number for privacy gave it as it should."""
    (small,) = rated(VISITS, [returned(months(1)[0], numerator=1, denominator_below=5)]).of("k1")
    assert (small.value, small.missing_because) == (None, "")


@pytest.mark.parametrize(
    ("banded_by", "bands"),
    [
        (BandedBy.DISTANCE, (Band(name="Green", low=0), Band(name="Red", high=0))),
        (BandedBy.SHARE_OF_TARGET, (Band(name="Green", low=100), Band(name="Red", high=100))),
    ],
)
def test_bands_by_the_target_are_those_of_the_year_of_the_return(banded_by, bands):
    """83% was good enough for the first year's 80 and is not for the second year's 85."""
    rising = evolve(
        VISITS,
        banded_by=banded_by,
        bands=bands,
        targets=(Target(value=80), Target(value=85, from_year=2)),
    )
    reports = [returned(months(13)[n], numerator=83, denominator=100) for n in (0, 12)]
    assert [each.band.name for each in rated(rising, reports).of("k1")] == ["Green", "Red"]
    assert Ladder(rising).band_of(reports[0].measurements[0], 1).name == "Green"


def test_kpi_without_a_return_has_no_figure_on_the_scorecard_and_says_why():
    """A scorecard that fell over for one missing KPI would show none of the others."""
    points = tuple(evolve(band, points=1) for band in BANDS)
    weighed = evolve(VISITS, weight=1, bands=points)
    (line,) = rated(weighed, counted((90, 100))).scorecard(months(2)[1]).lines
    missing = line.rated
    assert (missing.value, missing.missing_because) == (None, "not in the return")


@frozen(kw_only=True)
class LastTwoAtWorst(MeasuredOver):
    """The lower of the last two values."""

    def taken(self, figures, /):
        return figures.last(2)

    def value(self, figures, /):
        return min(each.value for each in self.taken(figures))


def test_council_adds_a_window_of_its_own():
    """A contract's own rule is a class and no change to the library."""
    own = evolve(VISITS, measured_over=LastTwoAtWorst())
    assert values(own, counted((9, 10), (8, 10), (10, 10))) == [90, 80, 80]
    assert LastTwoAtWorst in Process.standard().with_kinds(LastTwoAtWorst).kinds


# Small counts, judgements, stated values


@pytest.mark.parametrize(
    ("figures", "band", "met"),
    [
        ({"numerator_below": 5, "denominator": 100}, "Red", False),
        ({"numerator_below": 5, "denominator": 4}, None, None),
        ({"numerator": 50, "denominator_below": 5}, "Green", True),
        ({"numerator": 3, "denominator_below": 5}, None, None),
        ({"numerator_below": 5, "denominator_below": 5}, None, None),
        ({"value": 90, "denominator_below": 5, "numerator_below": 5}, None, None),
    ],
)
def test_suppressed_count_is_rated_where_every_value_it_leaves_open_agrees(figures, band, met):
    """ "<5" of 100 is red whichever it is; "<5" of 4 may be anything."""
    (one,) = rated(VISITS, [returned(months(1)[0], **figures)]).of("k1")
    assert one.value is None
    assert (one.band.name if one.band else None, one.target_met) == (band, met)


def test_suppressed_count_that_leaves_bands_open_is_reported_once():
    """The officer learns why the cell is empty and what to ask for."""
    made = rated(VISITS, [returned(months(1)[0], numerator_below=5, denominator=4)])
    assert [str(each) for each in made.findings(START)] == [
        "K1 (punctual visits) cannot be rated for 1 January 2026 to 31 January 2026: a count below 5 is "
        "suppressed, so the value is from 0 to 100%. Ask for the count itself, or pool it over a longer "
        "window."
    ]
    assert made.pooled("k1") is None
    complaints = evolve(
        VISITS, denominator="", bands=(Band(name="Few", high=5), Band(name="Many", low=5))
    )
    (few,) = rated(complaints, [returned(months(1)[0], numerator_below=5)]).of("k1")
    assert few.band.name == "Few"
    over = evolve(VISITS, measured_over=Rolling(periods=2))
    (first,) = rated(over, [returned(months(1)[0], numerator_below=5, denominator=4)]).of("k1")
    assert first.value is None


def test_stated_percentage_is_compared_with_its_counts():
    """97% over 90 of 100 is a slip or worse; the counts decide until somebody has asked."""
    made = rated(VISITS, [returned(months(1)[0], numerator=90, denominator=100, value="97.0")])
    assert made.of("k1")[0].value == 90
    assert found(made, "figure-not-as-counted") == [
        "K1 (punctual visits) is stated as 97.0% for 1 January 2026 to 31 January 2026, but 90 of 100 is "
        "90%. Ask which is right; the counts are used until then."
    ]
    right = rated(VISITS, [returned(months(1)[0], numerator=2, denominator=3, value="66.7")])
    assert found(right, "figure-not-as-counted") == []
    nothing = rated(VISITS, [returned(months(1)[0], numerator=0, denominator=0, value=100)])
    assert nothing.of("k1")[0].share_of_nothing
    assert found(nothing, "figure-not-as-counted") == []
    calls = evolve(VISITS, denominator="", unit="calls")
    other = rated(calls, [returned(months(1)[0], numerator=4, value=5)])
    assert found(other, "figure-not-as-counted") == [
        "K1 (punctual visits) is stated as 5 calls for 1 January 2026 to 31 January 2026, but the "
        "count is 4 calls. Ask which is right; the counts are used until then."
    ]
    half = rated(VISITS, [returned(months(1)[0], numerator=9, value=90)])
    assert half.of("k1")[0].value == 90
    assert half.of("k1")[0].missing_because == ""


PARTNERSHIP = Kpi(
    reference="k1",
    title="partnership",
    numerator="the authority's judgement",
    banded_by=BandedBy.JUDGEMENT,
    bands=(Band(name="Good", points=2), Band(name="Fair", points=1), Band(name="Poor", points=0)),
    weight=1,
    frequency=Frequency.MONTHLY,
)


def test_rating_may_be_a_judgement_without_a_figure():
    """ "Works well with others" is rated by people, and still earns its colour and points."""
    made = rated(
        PARTNERSHIP,
        [returned(p, judged=j) for p, j in zip(months(3), ("Good", "Fair", "Poor"), strict=True)],
    )
    assert [each.colour for each in made.of("k1")] == ["green", "amber", "red"]
    assert made.scorecard(months(1)[0]).share == 1
    assert list(made.findings(START)) == []
    assert rolled_up([made]).to_dicts()[0]["ratings"] == "Good 1, Fair 1, Poor 1"


def test_judgement_outside_its_bands_is_reported():
    """A word that the contract does not have has no consequence that it declares."""
    made = rated(PARTNERSHIP, [returned(months(1)[0], judged="Excellent")])
    assert found(made, "judgement-not-a-band") == [
        'K1 (partnership) is given as "Excellent" for 1 January 2026 to 31 January 2026; it is rated by '
        "judgement, as Good, Fair or Poor. Give one of its bands."
    ]
    silent = rated(PARTNERSHIP, [returned(months(1)[0], missing_because="nobody was asked")])
    assert len(found(silent, "measurement-missing")) == 1


def test_grace_lasts_to_the_end_of_its_last_period():
    """The first quarter of a new service is looked at and costs nothing."""
    kind = evolve(VISITS, grace_until=date(2026, 2, 28))
    assert [each.in_grace for each in rated(kind, counted(*THREE)).of("k1")] == [True, True, False]
    assert [each.in_grace for each in rated(VISITS, counted(*THREE)).of("k1")] == [False] * 3


# Calendars


FOUR_WEEKS = tuple(Period.of(date(2026, 1, 4) + timedelta(weeks=4 * n), days=28) for n in range(4))
OWN = ReportingCalendar(periods=FOUR_WEEKS, due_in_working_days=5)


def agreed(*kpis, applies_from=START, **parts):
    return KpisAgreed(on=START, contract="c1", kpis=kpis, applies_from=applies_from, **parts)


def test_returns_are_due_by_the_contracts_own_calendar_in_working_days():
    """Periods that begin on Sundays, and five working days that leave out Good Friday and Easter Monday."""
    made = performance("c1", (), (), starts_on=START, agreed=[agreed(VISITS, calendar=OWN)])
    # The third period ends on Saturday 28 March; the fifth working day is Tuesday 7 April.
    assert OWN.due_on(FOUR_WEEKS[2]) == date(2026, 4, 7)
    assert found(made, "return-missing", date(2026, 4, 7)) == [
        "There are no monthly returns for 4 January 2026 to 28 February 2026, 2 in a row. Ask for the "
        "returns."
    ]
    assert "28 March 2026, 3 in a row" in found(made, "return-missing", date(2026, 4, 8))[0]


def test_return_is_late_by_the_calendar_where_it_names_no_day_itself():
    """The contract's rule is enough; nobody has to type the day into every return."""
    late = returned(FOUR_WEEKS[0], numerator=1, denominator=1, late=9)
    made = performance("c1", (), [late], starts_on=START, agreed=[agreed(VISITS, calendar=OWN)])
    assert found(made, "return-late") == [
        "The return for 4 January 2026 to 31 January 2026 came on 9 February 2026, 3 days after it was due "
        "on 6 February 2026. Ask the provider why, and apply the contract's clause on late returns."
    ]


def test_rolling_window_counts_the_contracts_own_periods():
    """Two periods of four weeks are eight weeks, not two months."""
    over = evolve(VISITS, measured_over=Rolling(periods=2))
    reports = [
        returned(p, numerator=n, denominator=10)
        for p, n in zip(FOUR_WEEKS, (0, 10, 10, 0), strict=True)
    ]
    made = performance("c1", (), reports, starts_on=START, agreed=[agreed(over, calendar=OWN)])
    assert [each.value for each in made.of("k1")] == [0, 50, 100, 50]
    early = returned(Period(START, date(2026, 1, 2)), numerator=1, denominator=1)
    before = performance("c1", (), [early], starts_on=START, agreed=[agreed(over, calendar=OWN)])
    assert before.of("k1")[0].value == 100
    weekly = evolve(over, frequency=Frequency.WEEKLY)
    weeks = [
        returned(Period.of(START + timedelta(weeks=n), days=7), numerator=n, denominator=10)
        for n in range(3)
    ]
    assert values(weekly, weeks) == [0, 5, 15]


@pytest.mark.parametrize(
    ("parts", "problem"),
    [
        ({"due_in_working_days": 5, "due_in_days": 7},
         "due_in_days: give working days or calendar days, not both"),
        ({"periods": FOUR_WEEKS[1::-1]},
         "periods: 4 January 2026 to 31 January 2026 does not follow 1 February 2026 to 28 February 2026; "
         "give them in order, each day in one period"),
        ({"periods": FOUR_WEEKS[:2], "list_from": (date(2026, 2, 15),)},
         "list_from: there are 1 days for 2 periods; give one for each"),
        ({"periods": FOUR_WEEKS[:1], "list_from": (date(2026, 1, 31),)},
         "list_from: 31 January 2026 is not after 4 January 2026 to 31 January 2026, whose scores make the "
         "list"),
    ],
)  # fmt: skip
def test_calendar_that_cannot_be_kept_is_refused(parts, problem):
    """Two rules for one day are none."""
    with pytest.raises(RecordError) as refused:
        ReportingCalendar(**parts)
    assert refused.value.problems == (problem,)


def test_scores_of_a_period_rank_the_providers_from_the_day_of_its_list():
    """A placement in March is offered by the list of January, until that of February holds."""
    own = ReportingCalendar(
        periods=FOUR_WEEKS[:2], list_from=(date(2026, 2, 15), date(2026, 3, 15))
    )
    days = (date(2026, 2, 14), date(2026, 2, 15), date(2026, 3, 14), date(2026, 3, 15))
    assert [own.listed_by(day) for day in days] == [
        None, FOUR_WEEKS[0], FOUR_WEEKS[0], FOUR_WEEKS[1],
    ]  # fmt: skip
    assert ReportingCalendar().listed_by(days[0]) is None


@pytest.mark.parametrize(
    ("calendar", "starts_on", "periods"),
    [
        (OWN, date(2026, 1, 4), FOUR_WEEKS),
        (
            ReportingCalendar(),
            date(9998, 11, 15),
            (
                Period(date(9998, 11, 15), date(9998, 12, 14)),
                Period(date(9998, 12, 15), date(9998, 12, 31)),
            ),
        ),
    ],
    ids=("its own", "regular"),
)
def test_periods_of_a_contract_without_a_last_day_come_to_an_end(calendar, starts_on, periods):
    """A contract that rolls on is reported as far as its calendar, or any calendar, goes."""
    assert tuple(calendar.periods_of(Frequency.MONTHLY, starts_on)) == periods


@pytest.mark.parametrize(
    ("calendar", "due"),
    [
        (ReportingCalendar(), date(2026, 2, 10)),
        (ReportingCalendar(due_in_days=3), date(2026, 2, 3)),
        (OWN, date(2026, 2, 6)),
    ],
)
def test_calendar_says_when_returns_are_due(calendar, due):
    """Without a rule it is as many days as the caller allows."""
    assert calendar.due_on(FOUR_WEEKS[0], 10) == due
