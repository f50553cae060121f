"""Bands as contracts print them, in which a value may stand twice."""

from fractions import Fraction

import pytest

from commissioning.errors import RecordError
from commissioning.records.bands import BandedBy, SharedBound, Target, read_bands, targets_rising
from commissioning.records.kpis import Kpi

PRINTED = {"Green": "100-90", "Amber": "90-75", "Red": "below 75"}


@pytest.mark.parametrize(
    ("shared", "value", "band"),
    [
        (SharedBound.UPPER, 90, "Green"), (SharedBound.LOWER, 90, "Amber"),
        (SharedBound.UPPER, 75, "Amber"), (SharedBound.LOWER, 75, "Amber"),
        (SharedBound.UPPER, 101, "Green"), (SharedBound.UPPER, 0, "Red"),
    ],
)  # fmt: skip
def test_shared_bound_goes_to_the_band_declared(shared, value, band):
    """A council's own paper has 90 in green and in amber; the first provider at 90 will ask which."""
    bands = read_bands(PRINTED, shared_bound=shared)
    made = Kpi(reference="k", title="t", numerator="n", bands=bands)
    assert made.band_of(Fraction(value)).name == band
    assert [each.name for each in bands] == list(PRINTED)


def test_shared_bound_without_a_declaration_is_refused():
    """To choose in silence would settle a dispute nobody has had yet."""
    with pytest.raises(RecordError) as refused:
        read_bands(PRINTED)
    assert str(refused.value) == (
        "bands: 90 is in two bands, Amber and Green; say which has it with "
        "`shared_bound=SharedBound.UPPER` or `SharedBound.LOWER`"
    )


@pytest.mark.parametrize(
    ("printed", "words"),
    [
        ({"a": "below 5", "b": "5 to 7.5", "c": "over 7.5"}, ["to below 5", "from 5 to 7.5", "over 7.5"]),
        ({"c": ">= 95%", "b": "80% - 95%", "a": "< 80"}, ["from 95", "from 80 to below 95", "to below 80"]),
        ({"a": "up to 3", "b": "more than 3"}, ["to 3", "over 3"]),
        ({"a": "3 or fewer", "b": "above 3"}, ["to 3", "over 3"]),
        ({"b": "4 or more", "a": "less than 4"}, ["from 4", "to below 4"]),
    ],
)  # fmt: skip
def test_usual_ways_to_print_a_range_are_read(printed, words):
    """An officer copies the table from the paper as it is."""
    bands = read_bands(printed, shared_bound=SharedBound.UPPER)
    assert [band.words for band in bands] == words


def test_text_that_is_not_a_range_is_refused_with_the_ways_to_write_one():
    """ "Satisfactory" is a word and not a range of figures."""
    with pytest.raises(RecordError) as refused:
        read_bands({"Green": "good", "Red": "below 5"})
    assert str(refused.value) == (
        'bands: Green: \'good\' is not a range; write it as "90 to 100", "below 75" or "over 90"'
    )


@pytest.mark.parametrize(
    ("made", "values"),
    [
        (targets_rising(80, by=5, years=3), [(80, 1), (85, 2), (90, 3)]),
        (targets_rising(80, by=5, years=5, limit=90), [(80, 1), (85, 2), (90, 3)]),
        (targets_rising(10, by=-4, years=4, limit=3), [(10, 1), (6, 2), (3, 3)]),
        (targets_rising(80, by=0, years=4), [(80, 1)]),
    ],
)
def test_target_rises_by_a_step_each_year_up_to_its_limit(made, values):
    """80, 85 and 90 per cent over three years, as Devon asks, is one line to write."""
    assert made == tuple(Target(value=value, from_year=year) for value, year in values)


def test_bands_by_distance_move_with_the_target():
    """Five points below target is amber in every year, whatever the target has become."""
    made = Kpi(
        reference="k", title="t", numerator="n", denominator="d",
        targets=targets_rising(80, by=5, years=3), banded_by=BandedBy.DISTANCE,
        bands=read_bands({"Green": "0 or more", "Amber": "-5 to 0", "Red": "below -5"},
                         shared_bound=SharedBound.UPPER),
    )  # fmt: skip
    found = [made.band_of(Fraction(83), year).name for year in (1, 2, 3)]
    assert found == ["Green", "Amber", "Red"]
