"""The bounds of values: each holds at its edge, and is refused in words one step beyond."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from commissioning.dates.periods import Period, ahead, later
from commissioning.dates.windows import Window
from commissioning.errors import FormatError, RecordError, written
from commissioning.records.contract import ContractSigned, ExtensionOption
from commissioning.values import bounds
from commissioning.values.bounds import EXACT_DIGITS, MOST_MARKS, MOST_PLACES, SPANS_END_BY
from commissioning.values.money import Money
from commissioning.values.rounding import Rounding
from commissioning.values.scales import Scale

LAST = date(9999, 12, 31)


@pytest.mark.parametrize(
    "at_the_edge",
    [
        lambda: Scale(name="s", highest=MOST_MARKS - 1),
        lambda: Rounding(places=MOST_PLACES),
        lambda: Period(date(2022, 4, 1), SPANS_END_BY),
        lambda: Window.span(date(2022, 4, 1), SPANS_END_BY),
        lambda: Window.day(LAST),
        lambda: Money(Decimal("9" * EXACT_DIGITS)),
        lambda: Money(Decimal(f"-0.{'1' * (EXACT_DIGITS - 1)}")),
        lambda: signed(date(9996, 12, 31), ExtensionOption(years=2)),
    ],
    ids=["marks", "places", "period", "window", "day", "digits", "decimals", "options"],
)
def test_value_at_the_bound_is_made(at_the_edge):
    """A bound that bites one step too early is an error of its own."""
    at_the_edge()


@pytest.mark.parametrize(
    ("beyond", "message"),
    [
        (
            lambda: Scale(name="s", highest=MOST_MARKS),
            "scale: step: steps of 1 from 0 to 10001 make more than 10,001 marks; take longer steps",
        ),
        (
            lambda: Scale(name="s", highest="1E40", step="0.001"),
            f"scale: step: steps of 0.001 from 0 to 1{'0' * 40} make more than 10,001 marks; take "
            "longer steps",
        ),
        (
            lambda: Rounding(places=MOST_PLACES + 1),
            "rounding: places: more than 12 decimal places; give at most 12",
        ),
        (
            lambda: Period(date(2022, 4, 1), date(9999, 1, 1)),
            "period: it ends on 1 January 9999; the last day that a span may have is "
            "31 December 9998",
        ),
        (
            lambda: Period.of(date(2022, 4, 1), years=9_000),
            "period: it ends on 30 December 9999; the last day that a span may have is "
            "31 December 9998",
        ),
        (
            lambda: Period.of(date(2022, 4, 1), months=10**30),
            "period: it ends on 30 December 9999; the last day that a span may have is "
            "31 December 9998",
        ),
        (
            lambda: Window.span(date(2022, 4, 1), LAST, "no end"),
            "window: latest: 'no end' ends on 31 December 9999; the last day that a span may have "
            "is 31 December 9998",
        ),
        (
            lambda: Money(Decimal("9" * 101)),
            f"money: amount: {'9' * 57}... is too long to reckon with; write at most 100 digits",
        ),
        (
            lambda: Money("1E100"),
            "money: amount: 1E+100 is too long to reckon with; write at most 100 digits",
        ),
        (lambda: Money("NaN"), "money: amount: NaN is not a finite number"),
        (
            lambda: signed(date(2024, 3, 31), ExtensionOption(years=9_000)),
            "signed contract of 1 March 2022: extension_options: with every option taken up the "
            "contract ends after 31 December 9998, the last day that a span may have; correct the "
            "years",
        ),
    ],
    ids=[
        *("marks", "many marks", "places", "period", "years", "months", "window", "digits"),
        *("exponent", "not a number", "options"),
    ],
)
def test_value_beyond_the_bound_is_refused_in_words(beyond, message):
    """A typing error in one number must not take gigabytes, or end in an error of Python's."""
    with pytest.raises(RecordError) as refused:
        beyond()
    assert str(refused.value) == message


def signed(ends_on, *options):
    """A contract with a term and its options."""
    return ContractSigned(
        on=date(2022, 3, 1), reference="c", provider="Alder",
        term=Period(date(2022, 4, 1), ends_on), extension_options=options,
    )  # fmt: skip


def test_scale_of_the_most_marks_lists_them_all():
    """Marks with three decimal places are given."""
    scale = Scale(name="s", highest="10", step="0.001")
    assert len(scale.marks) == MOST_MARKS
    assert scale.holds(Decimal("9.999"))
    assert not scale.holds(Decimal("9.9995"))


@pytest.mark.parametrize(
    ("day", "by", "expected"),
    [
        (date(2022, 1, 31), {"months": 1}, date(2022, 2, 28)),
        (date(2022, 1, 31), {"months": 1, "days": 1}, date(2022, 3, 1)),
        (LAST, {"days": 1}, LAST),
        (LAST, {"months": 10**30}, LAST),
        (date(1, 1, 1), {"days": -1}, date(1, 1, 1)),
        (date(1, 1, 1), {"months": -12}, date(1, 1, 1)),
        (date(2022, 1, 1), {"months": -(10**30), "days": 5}, date(1, 1, 1)),
    ],
)
def test_day_later_stays_on_the_calendar(day, by, expected):
    """The day after the last is asked for by every gate that says when something may happen."""
    assert later(day, **by) == expected


def test_look_ahead_ends_where_a_span_may():
    """A council's next meeting is looked for in the days ahead."""
    assert ahead(date(2022, 1, 1), 400) == Period(date(2022, 1, 1), date(2023, 2, 5))
    assert ahead(LAST, 400) == Period(SPANS_END_BY, SPANS_END_BY)


def test_words_that_lead_beyond_the_calendar_are_refused():
    """A missing year is taken from the day of the paper, which a file may put anywhere."""
    with pytest.raises(FormatError) as refused:
        Window.parse("1 May", near=LAST)
    assert "cannot be dated" in str(refused.value)


@pytest.mark.parametrize(
    "bound", [name for name in vars(bounds) if name.isupper() and name[0] != "_"]
)
def test_bound_is_on_the_page_for_readers(bound):
    """A bound that nobody can look up is met as an error."""
    page = Path(__file__).parents[2] / "docs" / "explanation" / "what-a-file-may-hold.md"
    value = getattr(bounds, bound)
    shown = written(value) if isinstance(value, date) else f"{value:,}"
    assert f" {shown}" in page.read_text(encoding="utf-8")
