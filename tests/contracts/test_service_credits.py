"""What a provider gives back for missed KPIs."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commissioning.contracts.performance import performance
from commissioning.contracts.service_credits import credits_due
from commissioning.dates.periods import Period
from commissioning.errors import RecordError
from commissioning.records.bands import Band
from commissioning.records.credit_terms import ServiceCredits
from commissioning.records.credits import CreditLadder
from commissioning.records.kpis import Kpi, Measurement
from commissioning.records.live import KpiReport
from commissioning.values.money import Money, pounds

START = date(2023, 4, 1)
BANDS = (Band(name="Good", low=90), Band(name="Poor", high=90))
KPIS = tuple(
    Kpi(reference=name, title=name, numerator="visits", denominator="planned", bands=BANDS)
    for name in ("k1", "k2")
)
LADDER = CreditLadder(kpi="k1", bands=("Poor",), steps=(Decimal(1), Decimal("2.5"), Decimal(5)))


def months(count):
    first = START
    for _ in range(count):
        period = Period.of(first, months=1)
        yield period
        first = period.ends_on + timedelta(days=1)


CHARGE = pounds(10_000)


def due(terms, values, charge=CHARGE):
    """The credits for monthly values of k1; None for a month without a figure."""
    periods = list(months(len(values)))
    reports = [
        KpiReport(
            on=period.ends_on,
            contract="c1",
            period=period,
            measurements=(Measurement(kpi="k1", value=value),),
        )
        for period, value in zip(periods, values, strict=True)
        if value is not None
    ]
    rated = performance("c1", KPIS, reports, starts_on=START)
    return credits_due(terms, rated, dict.fromkeys(periods, charge))


@pytest.mark.parametrize(
    ("values", "amounts"),
    [
        ((80, 80, 80, 80), (100, 250, 500, 500)),
        ((80, 95, 80), (100, 0, 100)),
        ((80, None, 80), (100, 0, 250)),
        ((95, 95), (0, 0)),
        ((None,), (0,)),
    ],
)
def test_ladder_climbs_while_failures_follow_each_other(values, amounts):
    """A month without a figure must be no way to start the ladder again."""
    credits = due(ServiceCredits(ladders=(LADDER,)), values)
    assert [credit.amount for credit in credits] == [pounds(amount) for amount in amounts]


def test_period_cap_holds_a_credit_down_and_says_so():
    """The clause says "at most 2% of a month's charge", and the provider will check."""
    second = due(ServiceCredits(ladders=(LADDER,), cap_per_period=2), (80, 80))[1]
    assert (second.amount, second.capped_by) == (pounds(200), "period")


def test_yearly_cap_counts_the_year_so_far_and_begins_again():
    """1% of the charges of the year: after twelve months of failure, 1% of the thirteenth again."""
    credits = due(ServiceCredits(ladders=(LADDER,), cap_per_year=1), (80,) * 13)
    assert [credit.amount for credit in credits] == [pounds(100)] * 13
    assert {credit.capped_by for credit in credits[1:]} == {"year"}
    assert credits[0].capped_by == ""


def test_yearly_cap_counts_each_month_at_its_own_amount():
    """Of 2% of three months, £600, the first two took £350; the third month's £500 is held to £250."""
    credits = due(ServiceCredits(ladders=(LADDER,), cap_per_year=2), (80, 80, 80))
    assert [credit.amount for credit in credits] == [pounds(100), pounds(250), pounds(250)]


def test_amounts_are_in_pennies_and_caps_are_never_passed():
    """Half a penny rounds up, unless it would pass the cap."""
    assert due(ServiceCredits(ladders=(LADDER,)), (80,), pounds("0.50"))[0].amount == pounds("0.01")
    capped = due(ServiceCredits(ladders=(LADDER,), cap_per_period=1), (80,), pounds("0.50"))
    assert capped[0].amount == pounds("0.00")


def test_charges_on_different_bases_are_not_added():
    """The yearly cap would be a share of pounds and euros together."""
    first, second = months(2)
    rated = performance("c1", KPIS, (), starts_on=START)
    terms = ServiceCredits(ladders=(LADDER,), cap_per_year=10)
    with pytest.raises(RecordError, match="different bases"):
        credits_due(terms, rated, {first: CHARGE, second: Money(1, "EUR")})
    assert credits_due(terms, rated, {}) == ()


def test_ladders_add_up_in_one_period():
    """Two failures in a month cost both."""
    period = next(months(1))
    report = KpiReport(
        on=period.ends_on,
        contract="c1",
        period=period,
        measurements=(Measurement(kpi="k1", value=1), Measurement(kpi="k2", value=2)),
    )
    ladders = (LADDER, CreditLadder(kpi="k2", bands=("Poor",), steps=(Decimal(3),)))
    rated = performance("c1", KPIS, [report], starts_on=START)
    credits = credits_due(ServiceCredits(ladders=ladders), rated, {period: pounds(10_000)})
    assert credits[0].amount == pounds(400)
    assert credits[0].capped_by == ""
    assert [line.because for line in credits[0].lines] == [
        "k1 Poor, 1 in a row: 1%", "k2 Poor, 1 in a row: 3%",
    ]  # fmt: skip


@given(
    st.lists(st.sampled_from([80, 95, None]), min_size=1, max_size=26),
    st.integers(1, 10_000_000),
    st.integers(0, 100),
    st.integers(0, 100),
)
def test_no_cap_is_ever_passed(values, pennies, per_period, per_year):
    """A credit above its cap is money the provider could claim back."""
    charge = pounds(Decimal(pennies) / 100)
    terms = ServiceCredits(ladders=(LADDER,), cap_per_period=per_period, cap_per_year=per_year)
    credits = due(terms, values, charge)
    for number, credit in enumerate(credits):
        assert pounds(0) <= credit.amount
        assert credit.amount.amount * 100 <= charge.amount * per_period
        year = credits[number // 12 * 12 : number + 1]
        credited = Money.total(each.amount for each in year)
        assert credited.amount * 100 <= charge.amount * len(year) * per_year
