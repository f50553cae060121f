"""What a contract is watched by."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commissioning.errors import RecordError
from commissioning.records.bands import Band, BandedBy, Direction, Margins, StatutoryRating, Target
from commissioning.records.credit_terms import ServiceCredits
from commissioning.records.credits import CreditLadder
from commissioning.records.kpis import Kpi, Measurement
from commissioning.records.reporting import Rolling

# Central Bedfordshire's bands: Excellent from 95%, Good from 78%, Requires improvement from 65%.
COUNCIL_BANDS = (
    Band(name="Excellent", low=95, points=3),
    Band(name="Good", low=78, high=95, points=2),
    Band(name="Requires improvement", low=65, high=78, points=1),
    Band(name="Poor", high=65, points=0),
)


def kpi(**parts):
    return Kpi(
        **{
            "reference": "k1",
            "title": "punctuality",
            "numerator": "visits on time",
            "denominator": "visits planned",
            **parts,
        }
    )


def counted(numerator, denominator):
    return Measurement(kpi="k1", numerator=numerator, denominator=denominator)


@pytest.mark.parametrize(
    ("definition", "measurement", "value"),
    [
        (kpi(), counted(2, 3), Fraction(200, 3)),
        (kpi(per=1000), counted("1.5", "4.5"), Fraction(1000, 3)),
        (kpi(per="0.5"), counted(1, 1), Fraction(1, 2)),
        (kpi(denominator="", unit="complaints"), Measurement(kpi="k1", numerator=7), 7),
        (kpi(), Measurement(kpi="k1", value="92.5"), Fraction(185, 2)),
        (kpi(), counted(0, 0), None),
        (kpi(), Measurement(kpi="k1", numerator=7), None),
        (kpi(), Measurement(kpi="k1", missing_because="system down"), None),
    ],
)
def test_value_is_exact_or_there_is_none(definition, measurement, value):
    """Two thirds is two thirds; a share of nothing is not nought per cent."""
    assert definition.value_of(measurement) == value


@pytest.mark.parametrize(
    ("value", "band"),
    [("100", "Excellent"), ("95", "Excellent"), ("94.999", "Good"), ("78", "Good"),
     ("77.99", "Requires improvement"), ("65", "Requires improvement"), ("64.99", "Poor"),
     ("0", "Poor"), ("-1", "Poor"), ("1000", "Excellent")],
)  # fmt: skip
def test_value_falls_in_the_band_whose_bound_it_reaches(value, band):
    """A provider at exactly 95% has earned the better word."""
    assert kpi(bands=COUNCIL_BANDS).band_of(Fraction(value)).name == band


def test_without_bands_there_is_no_rating():
    """Some contracts only count."""
    assert kpi().band_of(Fraction(90)) is None


@given(
    st.lists(st.integers(-1000, 1000), min_size=1, max_size=6, unique=True),
    st.lists(st.booleans(), min_size=6, max_size=6),
    st.fractions(-1100, 1100),
)
def test_bands_without_gap_or_overlap_rate_every_value_once(bounds, included, value):
    """Whatever the figure, there is one rating and no quarrel."""
    bounds = sorted(bounds)
    pairs = list(zip(bounds, included, strict=False))
    edges = [(None, True), *pairs]
    tops = [*((bound, not with_bound) for bound, with_bound in pairs), (None, False)]
    bands = tuple(
        Band(name=str(number), low=low, low_included=yes, high=high, high_included=also)
        for number, ((low, yes), (high, also)) in enumerate(zip(edges, tops, strict=True))
    )
    made = kpi(bands=bands)
    assert sum(value in band for band in made.bands) == 1
    for bound in bounds:
        assert sum(Decimal(bound) in band for band in made.bands) == 1


HALF_OPEN = "leave the bound of the last band out"


@pytest.mark.parametrize(
    ("bands", "problem"),
    [
        ((Band(name="Good", low=90), Band(name="Poor", high=85)),
         "bands: there is a gap between Poor (to below 85) and Good (from 90)"),
        ((Band(name="Good", low=90), Band(name="Poor", high=95)),
         "bands: Poor (to below 95) and Good (from 90) overlap"),
        ((Band(name="Good", low=90), Band(name="Poor", high=90, high_included=True)),
         "bands: Poor (to 90) and Good (from 90) overlap at 90"),
        ((Band(name="Good", low=90, low_included=False), Band(name="Poor", high=90)),
         "bands: there is a gap at 90 between Poor (to below 90) and Good (over 90)"),
        ((Band(name="Good", low=90), Band(name="Poor")),
         "bands: Poor (anywhere) and Good (from 90) overlap"),
        ((Band(name="Good", high=90), Band(name="Poor", high=80)),
         "bands: Poor (to below 80) and Good (to below 90) overlap"),
        ((Band(name="Good", low=90),),
         f"bands: figures below Good (from 90) have no band; {HALF_OPEN}"),
        ((Band(name="Poor", high=90),),
         f"bands: figures above Poor (to below 90) have no band; {HALF_OPEN}"),
    ],
)  # fmt: skip
def test_gap_or_overlap_between_bands_is_refused(bands, problem):
    """A figure with two ratings, or none, is a dispute waiting for the first bad quarter."""
    with pytest.raises(RecordError) as refusal:
        kpi(bands=bands)
    assert problem in refusal.value.problems


def test_bands_may_be_shares_of_a_target_that_changes():
    """From 90% of the target in the first year, when the target itself is 80 and later 90."""
    made = kpi(
        targets=(Target(value=80), Target(value=90, from_year=2)),
        bands=(Band(name="On track", low=90), Band(name="Off track", high=90)),
        banded_by=BandedBy.SHARE_OF_TARGET,
    )
    assert made.band_of(Fraction(75), year=1).name == "On track"
    assert made.band_of(Fraction(75), year=2).name == "Off track"
    assert made.band_of(Fraction(81), year=5).name == "On track"


@pytest.mark.parametrize(
    ("direction", "value", "met"),
    [
        (Direction.HIGHER, 95, True),
        (Direction.HIGHER, 94, False),
        (Direction.LOWER, 95, True),
        (Direction.LOWER, 96, False),
    ],
)
def test_target_is_met_in_the_direction_that_is_better(direction, value, met):
    """Ninety-five missed visits is not the target reached."""
    assert (
        kpi(direction=direction, targets=(Target(value=95),)).meets_target(Fraction(value)) is met
    )


def test_target_holds_from_its_year():
    """A contract that asks for more each year rates each year by its own."""
    made = kpi(targets=(Target(value=80, from_year=2), Target(value=90, from_year=4)))
    assert [made.target_in(year) for year in range(1, 6)] == [None, 80, 80, 90, 90]
    assert made.meets_target(Fraction(50), year=1) is None


MARGINS = Margins(close=2, significant=10)
FIVE = [
    ("96", StatutoryRating.GOOD),
    ("95", StatutoryRating.GOOD),
    ("94.9", StatutoryRating.APPROACHING_TARGET),
    ("93", StatutoryRating.APPROACHING_TARGET),
    ("92.99", StatutoryRating.REQUIRES_IMPROVEMENT),
    ("85", StatutoryRating.REQUIRES_IMPROVEMENT),
    ("84.9", StatutoryRating.INADEQUATE),
]


@pytest.mark.parametrize(("value", "rating"), FIVE)
def test_statutory_rating_follows_the_declared_margins(value, rating):
    """The Regulations say "close" and "significantly below"; the contract says how far that is."""
    made = kpi(targets=(Target(value=95),), margins=MARGINS)
    assert made.statutory_rating(Fraction(value)) is rating
    mirrored = kpi(targets=(Target(value=-95),), margins=MARGINS, direction=Direction.LOWER)
    assert mirrored.statutory_rating(-Fraction(value)) is rating


def test_rating_that_cannot_be_told_is_not_guessed():
    """Without margins a miss cannot be sized; without a target none of the four ratings fits."""
    assert kpi(targets=(Target(value=95),)).statutory_rating(Fraction(94)) is None
    assert kpi(targets=(Target(value=95),)).statutory_rating(Fraction(95)) is StatutoryRating.GOOD
    assert kpi(margins=MARGINS).statutory_rating(Fraction(94)) is StatutoryRating.OTHER


@pytest.mark.parametrize(
    ("parts", "problem"),
    [
        ({"title": ""}, "title: give the KPI a title"),
        ({"per": 0}, "per: 0 is not above 0; the usual number is 100"),
        ({"weight": -1}, "weight: -1 is below the minimum of 0"),
        ({"targets": (Target(value=90, from_year=2), Target(value=80))},
         "targets: give them in the order of their years; here 2, 1"),
        ({"targets": (Target(value=90), Target(value=80))},
         "targets: give them in the order of their years; here 1, 1"),
        ({"bands": (Band(name="Good", low=90), Band(name="Good", high=90))},
         "bands: Good is listed twice; name each once"),
        ({"banded_by": BandedBy.SHARE_OF_TARGET},
         "targets: bands that are a percentage of the target need a target from year 1"),
        ({"banded_by": BandedBy.SHARE_OF_TARGET, "targets": (Target(value=0),)},
         "targets: bands in per cent need a target above 0, not 0"),
    ],
)  # fmt: skip
def test_definition_that_cannot_be_worked_is_refused(parts, problem):
    """A KPI is argued over for years; its faults are cheapest on the first day."""
    with pytest.raises(RecordError) as refusal:
        kpi(**parts)
    assert str(refusal.value) == f"KPI k1: {problem}"


@pytest.mark.parametrize(
    ("make", "problem"),
    [
        (lambda: Target(value=90, from_year=0),
         "target: from_year: 0 is below the minimum of 1"),
        (lambda: Band(name=""), "band: name: give the band a name"),
        (lambda: Band(name="Good", low=90, high=80), "band: Good: no value is from 90 to below 80"),
        (lambda: Band(name="Good", low=90, high=90), "band: Good: no value is from 90 to below 90"),
        (lambda: Band(name="Good", low=90, high=90, low_included=False, high_included=True),
         "band: Good: no value is over 90 to 90"),
        (lambda: Margins(close=5, significant=2),
         "margins: close: 5 is not between 0 and the significant 2"),
        (lambda: Measurement(kpi="", value=1), "measurement: kpi: say which KPI is measured"),
        (lambda: Measurement(kpi="k1", numerator=1, numerator_below=5),
         "measurement: numerator_below: k1 gives the numerator itself; leave the limit out"),
        (lambda: Measurement(kpi="k1", denominator=9, denominator_below=10, numerator=1),
         "measurement: denominator_below: k1 gives the denominator itself; leave the limit out"),
        (lambda: Measurement(kpi="k1", numerator=1, judged="Good"),
         "measurement: judged: k1 has a figure; give the figure or the judgement, not both"),
        (lambda: Measurement(kpi="k1", numerator_below=5, missing_because="x"),
         "measurement: missing_because: k1 has the figure below 5; leave out the figure, or why there is "
         "none"),
        (lambda: Rolling(periods=2, at_least=3),
         "rolling: at_least: 3 figures cannot come from 2 periods"),
        (lambda: kpi(denominator="", minimum_denominator=5),
         "KPI k1: minimum_denominator: this KPI has no denominator; leave the minimum out"),
        (lambda: kpi(banded_by=BandedBy.DISTANCE, bands=COUNCIL_BANDS),
         "KPI k1: targets: bands that are a distance from the target need a target from year 1"),
        (lambda: kpi(banded_by=BandedBy.JUDGEMENT),
         "KPI k1: bands: a KPI rated by judgement needs the bands to judge by; give them best first"),
        (lambda: kpi(banded_by=BandedBy.JUDGEMENT, bands=(Band(name="Good", low=1), Band(name="Poor"))),
         "KPI k1: bands: Good is given by judgement, so it has no bounds; leave them out"),
        (lambda: kpi(banded_by=BandedBy.JUDGEMENT, bands=(Band(name="Good"),), targets=(Target(value=1),)),
         "KPI k1: targets: a KPI rated by judgement has no figure to compare with a target"),
        (lambda: counted(1, -2),
         "measurement: denominator: -2 is below the minimum of 0"),
        (lambda: Measurement(kpi="k1", denominator=5, missing_because="x"),
         "measurement: numerator: k1 has a denominator but no numerator; give both, or neither"),
        (lambda: Measurement(kpi="k1"),
         "measurement: k1: give a figure, or say in missing_because why there is none"),
        (lambda: Measurement(kpi="k1", value=5, missing_because="the system was down"),
         "measurement: missing_because: k1 has the figure 5; leave out the figure, or why there is none"),
        (lambda: Measurement(kpi="k1", numerator=0, denominator=4, missing_because="x"),
         "measurement: missing_because: k1 has the figure 0; leave out the figure, or why there is none"),
        (lambda: CreditLadder(kpi="k1", bands=(), steps=(Decimal(1),)),
         "credit ladder: bands: say which bands of k1 cost something"),
        (lambda: CreditLadder(kpi="k1", bands=("Poor",), steps=(Decimal(101),)),
         "credit ladder: steps: 101 is not between 0 and 100 per cent"),
        (lambda: CreditLadder(kpi="k1", bands=("Poor",), steps=(Decimal(2), Decimal(1))),
         "credit ladder: steps: they may not go down; here 2, 1"),
        (lambda: ServiceCredits(
            ladders=(CreditLadder(kpi="k1", bands=("Poor",), steps=(Decimal(1),)),) * 2),
         "service credits: ladders: k1 is listed twice; name each once"),
        (lambda: ServiceCredits(ladders=(), cap_per_period=101),
         "service credits: cap_per_period: 101 is not between 0 and 100 per cent"),
        (lambda: ServiceCredits(ladders=(), cap_per_year=-1),
         "service credits: cap_per_year: -1 is not between 0 and 100 per cent"),
    ],
)  # fmt: skip
def test_parts_of_a_kpi_are_right_by_themselves(make, problem):
    """One clear sentence for each mistake, naming the value."""
    with pytest.raises(RecordError) as refusal:
        make()
    assert str(refusal.value) == problem


def test_single_value_may_be_a_band_of_its_own():
    """That all visits were made is 100% and nothing else."""
    made = kpi(
        bands=(
            Band(name="All", low=100, high=100, high_included=True),
            Band(name="More", low=100, low_included=False),
            Band(name="Not all", high=100),
        )
    )
    assert made.band_of(Fraction(100)).name == "All"
    assert made.band_of(Fraction(101)).name == "More"


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (Target(value=95, from_year=2), "95 from year 2"),
        (Band(name="Good", low=78, high=95), "Good (from 78 to below 95)"),
        (Band(name="Good", low=78, points=2), "Good (from 78, 2 points)"),
        (MARGINS, "close up to 2, significant beyond 10"),
    ],
)
def test_terms_of_a_kpi_read_as_words(value, words):
    """They are printed where two versions of a specification are compared."""
    assert str(value) == words
