"""Service credits as contracts write them: slopes, rates by band, points, caps, earn-back and grace."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from attrs import evolve
from hypothesis import example, given
from hypothesis import strategies as st

from commissioning.contracts.performance import performance
from commissioning.contracts.service_credits import (
    credit_findings,
    credits_due,
)
from commissioning.dates.periods import Period
from commissioning.errors import RecordError
from commissioning.process import Process
from commissioning.records.bands import Band, BandedBy, Direction, Target
from commissioning.records.credit_terms import (
    AfterGrace,
    Capped,
    EarnBack,
    MissingAsBand,
    ServiceCredits,
    kpi_problems,
)
from commissioning.records.credits import (
    BandPoints,
    BandRate,
    CreditLadder,
    CreditLine,
    CreditScheme,
    PartPoints,
    PointsBySeverity,
    RateByBand,
    Slope,
)
from commissioning.records.kpis import Kpi, Measurement
from commissioning.records.live import KpiReport, KpisAgreed, ServiceCreditApplied
from commissioning.records.reporting import Frequency
from commissioning.values.frozen import frozen
from commissioning.values.money import Money, pounds
from commissioning.values.rounding import RoundingOf

START = date(2026, 1, 1)
BILLING = Kpi(
    reference="k1",
    title="timely billing",
    numerator="bills on time",
    denominator="bills",
    frequency=Frequency.MONTHLY,
    targets=(Target(value=98),),
    bands=(
        Band(name="met", low=98),
        Band(name="minor", low=90, high=98),
        Band(name="severe", high=90),
    ),
)
MONTHS = [Period.of(date(2026 + n // 12, n % 12 + 1, 1), months=1) for n in range(24)]


def returned(number, value, kpi="k1"):
    period = MONTHS[number]
    measured = (Measurement(kpi=kpi, value=value),)
    return KpiReport(on=period.ends_on, contract="c1", period=period, measurements=measured)


def reports(values):
    return [returned(n, value) for n, value in enumerate(values) if value is not None]


def due(scheme, *values, charge=40_000, kpi=BILLING, **terms):
    """The credits of months with these values; None for a month without a figure."""
    rated = performance("c1", (kpi,), reports(values), starts_on=START)
    charges = dict.fromkeys(MONTHS[: len(values)], pounds(charge))
    return credits_due(ServiceCredits(schemes=(scheme,), **terms), rated, charges)


def amounts(scheme, *values, **given_):
    return [credit.amount.amount for credit in due(scheme, *values, **given_)]


SLOPE = Slope(kpi="k1", per_point=1)


def test_slope_takes_the_shortfall_as_the_rate():
    """98 asked and 75 reached are 23% of the charge, as the published clause works it out."""
    assert amounts(SLOPE, "98.0", "99.1", "94.0", "75.0") == [0, 0, 1_600, 9_200]
    assert [line.because for line in due(SLOPE, 75)[0].lines] == ["k1 75 is 23 below 98: 23%"]


def test_slope_may_have_its_own_rate_and_maximum():
    """Half a per cent for each whole point, at most 15% of the charge."""
    half = Slope(kpi="k1", per_point="0.5", part_points=PartPoints.DROPPED, maximum=15)
    assert amounts(half, 98, "99.1", 94, 75) == [0, 0, 800, 4_600]
    assert amounts(half, 50) == [6_000]
    assert due(half, 50)[0].lines[0].because == "k1 50 is 48 below 98: 24%, at most 15%"


@pytest.mark.parametrize(
    ("part", "amount"),
    [(PartPoints.COUNT, 240), (PartPoints.DROPPED, 0), (PartPoints.WHOLE, 400)],
)
def test_part_of_a_point_counts_as_declared(part, amount):
    """97.4 of 98 is short by 0.6: of that a contract makes 0.6, nothing, or one."""
    assert amounts(evolve(SLOPE, part_points=part), "97.4") == [amount]


def test_slope_may_cost_money_for_each_point_where_fewer_is_better():
    """£50 for each missed visit above five."""
    missed = evolve(BILLING, direction=Direction.LOWER, bands=(), targets=())
    each = Slope(kpi="k1", level=5, money_per_point=pounds(50))
    assert amounts(each, 5, 8, 2, kpi=missed) == [0, 150, 0]
    assert due(each, 8, kpi=missed)[0].lines[0].because == "k1 8 is 3 above 5: 3 × £50"
    assert amounts(evolve(each, level=None), 8, kpi=missed) == [0]
    assert amounts(each, None, kpi=missed) == [0]


def test_value_at_the_level_costs_nothing():
    """90 in a slope from 90 is met."""
    assert amounts(evolve(SLOPE, level=90), 90) == [0]


def test_each_band_has_its_own_rate():
    """Amber 1%, red 3%, every time."""
    rates = (BandRate(band="minor", per_cent=1), BandRate(band="severe", per_cent=3))
    scheme = RateByBand(kpi="k1", rates=rates)
    assert scheme.watched == {"k1": ("minor", "severe")}
    assert amounts(scheme, 99, 95, 50, None) == [0, 400, 1_200, 0]
    assert due(scheme, 50)[0].lines == (CreditLine("k1", "k1 severe: 3%", 1_200),)


POINTS = PointsBySeverity(
    points=(
        BandPoints(kpi="k1", band="minor", points=1),
        BandPoints(kpi="k1", band="severe", points=3),
    ),
    money_per_point=pounds(500),
)


def test_points_double_for_a_repeat():
    """The model agreement's own run: severe 3, then minor 1 x 2, then severe 3 x 2."""
    assert amounts(POINTS, 50, 95, 50, charge=20_000) == [1_500, 1_000, 3_000]
    assert [credit.lines[0].because for credit in due(POINTS, 50, 95)] == [
        "k1 severe: 3 points",
        "k1 minor, a repeat: 1 × 2: 2 points",
    ]
    assert amounts(Capped(scheme=POINTS, per_period=10), 50, 95, 50, charge=20_000) == [
        1_500,
        1_000,
        2_000,
    ]


def test_failure_is_a_repeat_only_within_its_time():
    """A good month between two failures ends the repeat, unless the contract looks further back."""
    assert amounts(POINTS, 95, 99, 95) == [500, 0, 500]
    assert amounts(evolve(POINTS, repeat_within=2), 95, 99, 95) == [500, 0, 1_000]
    assert amounts(POINTS, 95, None, 95) == [500, 0, 500]


def test_some_points_are_free_and_points_may_cost_a_rate():
    """The first two points of a month cost nothing, each further one a per cent."""
    free = evolve(POINTS, free_points=2, money_per_point=None, per_point=1)
    assert amounts(free, 95, 50, charge=1_000) == [0, 40]
    assert [line.because for line in due(free, 95)[0].lines] == [
        "k1 minor: 1 point",
        "1 points are free",
    ]


def test_cap_within_a_scheme_says_what_it_took_off():
    """The provider's finance officer adds the lines up and finds the amount."""
    (first,) = due(Capped(scheme=SLOPE, per_period=10), 75)
    assert [(line.because, line.amount) for line in first.lines] == [
        ("k1 75 is 23 below 98: 23%", 9_200),
        ("held to the cap of 10% a period", -5_200),
    ]
    yearly = Capped(scheme=SLOPE, per_year=2)
    assert amounts(yearly, *[94] * 3, charge=100) == [2, 2, 2]
    assert amounts(yearly, 99, 99, 75, charge=100) == [0, 0, 6]
    assert amounts(yearly, *[99] * 12, 75, charge=100)[-1] == 2


FOUR = EarnBack(scheme=CreditLadder(kpi="k1", bands=("minor",), steps=(1,)), periods=3)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ((95, 99, 99, 99, 95), [0, 0, 0, 0, 0]),
        ((95, 99, 95, 99, 99), [0, 0, 400, 0, 0]),
        ((95, 95, 95), [0, 400, 400]),
        ((95, 99, None, 99, 95), [0, 0, 0, 0, 400]),
        ((99,), [0]),
    ],
)
def test_credit_is_earned_back_by_months_that_are_met(values, expected):
    """January's £400 lapses if February to April are met, and else is due in the first month missed."""
    assert amounts(FOUR, *values) == expected


def test_part_of_a_credit_may_be_earned_back():
    """A quarter is due at once whatever follows."""
    assert amounts(evolve(FOUR, share=75), 95, 95) == [100, 400]
    assert [line.because for line in due(evolve(FOUR, share=75), 95, 95)[1].lines] == [
        "k1 minor, 2 in a row: 1%",
        "75% held back: lapses if the next 3 periods are met",
        "held back from 1 January 2026 to 31 January 2026",
    ]


def test_credit_of_pence_is_held_back_for_one_period_as_one_of_pounds_is():
    """A small charge has small credits; they lapse by the same rule."""
    one = evolve(FOUR, periods=1)
    assert amounts(one, 95, 95, 99, charge=10) == [0, Decimal("0.10"), 0]
    because = due(one, 95, charge=10)[0].lines[-1].because
    assert because == "100% held back: lapses if the next period is met"


def test_grace_ends_with_the_first_period_after_its_day():
    """The first two months cost nothing, by the scheme or by the KPI itself, and begin no run."""
    ladder = CreditLadder(kpi="k1", bands=("minor",), steps=(1, 2))
    grace = AfterGrace(scheme=ladder, until=date(2026, 2, 28))
    assert amounts(grace, 95, 95, 95, 95) == [0, 0, 400, 800]
    kpi = evolve(BILLING, grace_until=date(2026, 2, 28))
    assert amounts(ladder, 95, 95, 95, 95, kpi=kpi) == [0, 0, 400, 800]


def test_missing_figure_is_the_worst_band_only_where_the_scheme_says_so():
    """A provider that sends no figure is not better off than one that sends a bad one."""
    plain = amounts(POINTS, 95, None, 95)
    strict = MissingAsBand(scheme=POINTS, kpi="k1", band="severe")
    assert plain == [500, 0, 500]
    assert amounts(strict, 95, None, 95) == [500, 3_000, 1_000]
    assert due(strict, None)[0].lines[0].because == "k1 severe: 3 points"
    assert amounts(MissingAsBand(scheme=FOUR.scheme, kpi="k1", band="minor"), None, 95) == [
        400,
        400,
    ]
    assert strict.watched == {"k1": ("minor", "severe")}
    grace = evolve(BILLING, grace_until=date(2026, 1, 31))
    blank = evolve(returned(0, 95), measurements=(Measurement(kpi="k1", missing_because="new"),))
    rated = performance("c1", (grace,), [blank], starts_on=START)
    terms = ServiceCredits(schemes=(strict,))
    assert credits_due(terms, rated, {MONTHS[0]: pounds(100)})[0].amount == pounds(0)


STRICT = MissingAsBand(scheme=POINTS, kpi="k1", band="severe")
FEW, NONE, UNSENT, SENT = (
    {"numerator": 1, "denominator": 10},
    {"numerator": 0, "denominator": 0},
    {"missing_because": "system down"},
    {"value": 99},
)


@pytest.mark.parametrize(
    ("scheme", "months", "expected"),
    [
        (SLOPE, (FEW,), [0]),
        (POINTS, (FEW,), [0]),
        (STRICT, (FEW, NONE), [0, 0]),
        (STRICT, (UNSENT,), [1_500]),
        (evolve(FOUR, periods=1), ({"value": 95}, FEW, {"value": 95}), [0, 0, 400]),
        (evolve(FOUR, periods=1), ({"value": 95}, SENT, {"value": 95}), [0, 0, 0]),
    ],
)
def test_too_small_a_number_costs_nothing_and_earns_nothing(scheme, months, expected):
    """A month in which no bill was due is no failure to report, and not one in which the target was met."""
    small = evolve(BILLING, minimum_denominator=20)
    came = [
        evolve(returned(n, 1), measurements=(Measurement(kpi="k1", **figures),))
        for n, figures in enumerate(months)
    ]
    rated = performance("c1", (small,), came, starts_on=START)
    charges = dict.fromkeys(MONTHS[: len(came)], pounds(40_000))
    found = credits_due(ServiceCredits(schemes=(scheme,)), rated, charges)
    assert [each.amount.amount for each in found] == expected


def test_judgement_without_a_figure_costs_what_its_band_does():
    """ "Poor" was agreed to cost 3%; that no number goes with it is no reason to pay in full."""
    kpi = evolve(
        BILLING,
        banded_by=BandedBy.JUDGEMENT,
        targets=(),
        bands=(Band(name="good"), Band(name="poor")),
    )
    report = evolve(returned(0, 1), measurements=(Measurement(kpi="k1", judged="poor"),))
    rated = performance("c1", (kpi,), [report], starts_on=START)
    terms = ServiceCredits(
        schemes=(RateByBand(kpi="k1", rates=(BandRate(band="poor", per_cent=3),)),)
    )
    assert credits_due(terms, rated, {MONTHS[0]: pounds(100)})[0].amount == pounds(3)


def test_several_schemes_add_up_under_one_cap_and_round_as_declared():
    """Each line is rounded, or the total, as the contract says; the sums differ by a penny."""
    half = RateByBand(kpi="k1", rates=(BandRate(band="minor", per_cent="0.5"),))
    both = ServiceCredits(schemes=(half, half), ladders=(FOUR.scheme,))
    rated = performance("c1", (BILLING,), reports([95]), starts_on=START)
    charges = {MONTHS[0]: pounds(1)}

    def amount(terms):
        return credits_due(terms, rated, charges)[0].amount

    assert amount(both) == pounds("0.02")
    assert amount(evolve(both, rounding=RoundingOf.LINE)) == pounds("0.03")
    capped = credits_due(evolve(both, cap_per_period=1), rated, charges)[0]
    assert (capped.amount, capped.capped_by) == (pounds("0.01"), "period")
    assert [line.because for line in capped.lines] == [
        "k1 minor, 1 in a row: 1%", "k1 minor: 0.5%", "k1 minor: 0.5%",
    ]  # fmt: skip


def test_declared_sums_are_on_the_basis_of_the_charges():
    """£500 a point cannot come off a charge in euros."""
    rated = performance("c1", (BILLING,), reports([50]), starts_on=START)
    euros = {MONTHS[0]: Money(1, "EUR")}
    for scheme in (Capped(scheme=POINTS, per_period=1), Slope(kpi="k1", money_per_point=pounds(1))):
        with pytest.raises(RecordError, match="different bases"):
            credits_due(ServiceCredits(schemes=(scheme,)), rated, euros)


@pytest.mark.parametrize(
    ("make", "problem"),
    [
        (lambda: Slope(kpi="k1"),
         "per_point: give a per cent of the charge for each point, or a sum of money in money_per_point"),
        (lambda: evolve(POINTS, points=POINTS.points[:1] * 2),
         "points: k1 minor is listed twice; name each once"),
        (lambda: BandRate(band="minor", per_cent=101), "per_cent: 101 is not between 0 and 100 per cent"),
        (lambda: RateByBand(kpi="k1", rates=()), "rates: say which bands cost something"),
        (lambda: Capped(scheme=SLOPE), "per_period: give a cap for a period, for a year, or both"),
        (lambda: MissingAsBand(scheme=SLOPE, kpi="k1", band=""), "band: say which band it counts as"),
        (lambda: EarnBack(scheme=SLOPE, periods=1, share=120),
         "share: 120 is not between 0 and 100 per cent"),
    ],
)  # fmt: skip
def test_scheme_that_cannot_be_worked_out_is_refused(make, problem):
    """The slip is found when the contract is written down, not in the first bad month."""
    with pytest.raises(RecordError) as refused:
        make()
    assert problem in refused.value.problems


def test_scheme_names_kpis_and_bands_that_there_are():
    """A scheme for a KPI that is not there would never cost anything."""
    bad = EarnBack(scheme=evolve(FOUR.scheme, bands=("bad",)), periods=1)
    wrong = ServiceCredits(schemes=(bad, Slope(kpi="k9", per_point=1)))
    assert list(kpi_problems((BILLING,), wrong)) == [
        'service_credits: the scheme for k1 names the band "bad", which the record does not define; it '
        "defines met, minor and severe",
        'service_credits: a scheme for the KPI "k9", which the record does not define; it defines k1',
    ]


def test_points_cost_a_sum_or_a_rate():
    """Two prices for one point are a dispute."""
    with pytest.raises(RecordError, match="give a per cent of the charge for each point, or a sum"):
        evolve(POINTS, per_point=1)


@frozen(kw_only=True)
class FlatFee(CreditScheme):
    """£10 a month in any month that has a charge."""

    def lines(self, periods, /):
        return [(CreditLine("", "flat fee", 10),) for _ in periods]


def test_council_adds_a_scheme_of_its_own():
    """A clause that nobody foresaw is a class, and is explained like the others."""
    assert amounts(FlatFee(), 95, 99) == [10, 10]
    assert due(FlatFee(), 95)[0].lines[0].because == "flat fee"
    assert list(kpi_problems((BILLING,), ServiceCredits(schemes=(FlatFee(),)))) == []
    assert FlatFee in Process.standard().with_kinds(FlatFee).kinds


def test_steps_field_takes_whole_numbers():
    """1 is an exact number here as everywhere else."""
    ladder = CreditLadder(kpi="k", bands=("Amber",), steps=(1, "2.5"))
    assert ladder.steps == (Decimal(1), Decimal("2.5"))
    with pytest.raises(RecordError):
        CreditLadder(kpi="k", bands=("Amber",), steps=(1.5,))


def test_each_period_has_the_terms_of_its_own_set():
    """From March the slope is in force; January's ladder is not worked out anew, and its run goes on."""
    later = evolve(BILLING, reference="k2", continues="k1")
    ladder = ServiceCredits(ladders=(CreditLadder(kpi="k2", bands=("minor",), steps=(1, 2, 3)),))
    common = {"on": START, "contract": "c1"}
    agreed = [
        KpisAgreed(**common, kpis=(later,), applies_from=date(2026, 2, 1), service_credits=ladder),
        KpisAgreed(**common, kpis=(BILLING,), applies_from=date(2026, 4, 1)),
    ]
    returns = [returned(0, 95), returned(1, 95, "k2"), returned(2, 95, "k2"), returned(3, 95)]
    rated = performance("c1", (BILLING,), returns, starts_on=START, agreed=agreed)
    credits = credits_due(None, rated, dict.fromkeys(MONTHS[:4], pounds(100)))
    assert [credit.amount.amount for credit in credits] == [0, 2, 3, 0]


def applied(amount, number=0, contract="c1", on=None):
    period = MONTHS[number]
    return ServiceCreditApplied(
        on=on or period.ends_on,
        contract=contract,
        amount=pounds(amount),
        because="k1",
        period=period,
    )


def found(*records, today=date(2026, 3, 15)):
    return [f.message for f in credit_findings(due(SLOPE, 94), records, "c1", today)]


def test_credit_that_is_due_and_not_claimed_is_reported_after_the_next_period():
    """Credits due and never claimed are the commonest complaint of auditors."""
    assert found() == [
        "A service credit of £1,600 under contract c1 for 1 January 2026 to 31 January 2026 is due and has "
        "not been kept back"
    ]
    assert found(today=MONTHS[0].ends_on + timedelta(days=31)) == []
    assert found(applied(1_600)) == []
    assert len(found(applied(1_600, contract="c2"))) == 1
    assert len(found(evolve(applied(1_600), period=None))) == 1
    assert len(found(applied(1_600, on=date(2026, 4, 1)))) == 1


def test_credit_kept_back_today_counts_today():
    """The payment of the day is made with the credit taken off."""
    today = date(2026, 3, 15)
    assert found(applied(1_600, on=today), today=today) == []


def test_month_without_a_credit_leaves_nothing_to_keep_back():
    """A line for every good month would bury the one that was missed."""
    assert list(credit_findings(due(SLOPE, 100), (), "c1", date(2026, 12, 31))) == []


def test_credit_of_another_amount_is_reported():
    """Too much can be claimed back, too little is lost."""
    assert found(applied(1_000), applied(500)) == [
        "£1,500 was kept back under contract c1 for 1 January 2026 to 31 January 2026; by its terms £1,600 "
        "is due"
    ]
    assert found(applied(1_000), applied(600)) == []


def test_charge_is_for_the_days_of_the_return():
    """A charge of a quarter for monthly returns would silently cost nothing."""
    rated = performance("c1", (BILLING,), reports([94, 75]), starts_on=START)
    quarter = Period.of(START, months=3)
    with pytest.raises(RecordError) as refused:
        credits_due(ServiceCredits(schemes=(SLOPE,)), rated, {quarter: pounds(120_000)})
    assert refused.value.problems == (
        "k1 is returned for 1 January 2026 to 31 January 2026 and the charge is for 1 January 2026 to 31 "
        "March 2026; give the charge of each period of its returns",
    )
    later = {Period.of(date(2026, 4, 1), months=3): pounds(120_000)}
    assert credits_due(ServiceCredits(schemes=(SLOPE,)), rated, later)[0].amount == pounds(0)
    other = evolve(BILLING, reference="k2")
    both = performance("c1", (BILLING, other), reports([94]), starts_on=START)
    assert credits_due(
        ServiceCredits(schemes=(evolve(SLOPE, kpi="k2"),)), both, {quarter: pounds(1)}
    )


SCHEMES = st.sampled_from([SLOPE, POINTS, FOUR.scheme])
VALUES = st.lists(st.sampled_from([99, 95, 50, None]), min_size=1, max_size=24)


@example(SLOPE, [99, 99, 95, 95, 95, 95], 100, 2, 1_050)  # 3% are 31.5p, of which 32p are paid
@given(SCHEMES, VALUES, st.integers(0, 30), st.integers(0, 30), st.integers(1, 4_000_000))
def test_lines_of_a_capped_scheme_never_pass_its_caps(
    scheme, values, per_period, per_year, pennies
):
    """A cap inside a scheme is kept to as exactly as one around the whole."""
    capped = Capped(scheme=scheme, per_period=per_period, per_year=per_year)
    credits = due(capped, *values, charge=Decimal(pennies) / 100)
    for number, credit in enumerate(credits):
        assert credit.amount.amount * 10_000 <= pennies * per_period
        year = credits[number // 12 * 12 : number + 1]
        assert sum(each.amount.amount for each in year) * 10_000 <= pennies * len(year) * per_year


@given(SCHEMES, VALUES, st.integers(1, 4))
def test_earn_back_never_costs_more_than_the_scheme_it_is_around(scheme, values, periods):
    """What is held back is due once, or never."""
    plain = sum(amounts(scheme, *values))
    assert 0 <= sum(amounts(EarnBack(scheme=scheme, periods=periods), *values)) <= plain
