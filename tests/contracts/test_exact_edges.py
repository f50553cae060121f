"""What holds exactly at a bound: the value of a rating band, the day of a suspension."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from commissioning.contracts.history import ContractHistory
from commissioning.contracts.modification import per_cent
from commissioning.contracts.ratings import Ladder
from commissioning.contracts.register import placements_are_open
from commissioning.dates.periods import Period
from commissioning.records.bands import Band, Target
from commissioning.records.contract import ContractSigned
from commissioning.records.kpis import Kpi, Measurement
from commissioning.records.live import PlacementsResumed, PlacementsSuspended

START = date(2023, 4, 1)


def ladder(upper_has_it: bool) -> Ladder:
    """Two bands that meet at 95; the bound belongs to the upper one, or to the lower."""
    lower = Band(name="lower", high=95, high_included=not upper_has_it)
    upper = Band(name="upper", low=95, low_included=upper_has_it)
    return Ladder(
        Kpi(
            reference="k", title="punctual visits", numerator="on time", denominator="planned",
            targets=(Target(value=95),), bands=(upper, lower),
        )
    )  # fmt: skip


@pytest.mark.parametrize("upper_has_it", [True, False])
@pytest.mark.parametrize("value", ["94.99", "95", "95.00", "95.01"])
def test_value_at_a_bound_is_in_the_band_that_includes_it(upper_has_it: bool, value: str):
    """A service credit hangs on which band exactly 95% is in."""
    ladder_ = ladder(upper_has_it)
    band = ladder_.band_of(Measurement(kpi="k", value=Decimal(value)), 1)
    expected = (
        "upper" if Decimal(value) > 95 or (upper_has_it and Decimal(value) == 95) else "lower"
    )
    assert band is not None
    assert band.name == expected
    assert [b.name for b in ladder_.kpi.bands if Decimal(value) in b] == [expected]


@pytest.mark.parametrize("upper_has_it", [True, False])
def test_share_that_is_exactly_the_bound_is_rated_like_the_bound(upper_has_it: bool):
    """19 of 20 visits are 95%, however it is counted."""
    band = ladder(upper_has_it).band_of(
        Measurement(kpi="k", numerator=Decimal(19), denominator=Decimal(20)), 1
    )
    assert band is not None
    assert band.name == ("upper" if upper_has_it else "lower")


@pytest.mark.parametrize(
    ("resumed_on", "asked_on", "are_open"),
    [
        (date(2024, 5, 1), date(2024, 5, 1), True),
        (date(2024, 5, 2), date(2024, 5, 1), False),
        (date(2024, 5, 2), date(2024, 5, 2), True),
        (date(2024, 4, 30), date(2024, 5, 1), False),
    ],
)
def test_placements_resumed_on_the_day_of_suspension_are_open(
    resumed_on: date, asked_on: date, are_open: bool
):
    """An enquiry may be answered within hours; one answered before the suspension answers another."""
    signed = ContractSigned(
        on=START, reference="C1", provider="Alder", term=Period.of(START, years=5)
    )
    suspended = PlacementsSuspended(on=date(2024, 5, 1), contract="C1", because="an enquiry")
    resumed = PlacementsResumed(on=resumed_on, contract="C1")
    events = sorted((suspended, resumed), key=lambda event: event.on)
    history = ContractHistory(contract=signed, events=tuple(events))
    assert placements_are_open(history, asked_on) is are_open


@pytest.mark.parametrize(
    ("share", "beside", "shown"),
    [("12.25", None, "12.3%"), ("10.0004", "10", "10.0004%"), ("10", "10", "10.0%")],
)
def test_share_of_a_change_is_rounded_half_up_but_never_onto_its_limit(share, beside, shown):
    """A spreadsheet makes 12.3% of 12.25%; and 10% beside a limit of 10% would look like no fault."""
    assert per_cent(Fraction(share), beside and Decimal(beside)) == shown
