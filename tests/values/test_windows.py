"""Windows: days as papers give them, kept in the words and as a span."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commissioning.errors import RecordError
from commissioning.values.periods import Period
from commissioning.values.windows import Precision, Reading, Window

days = st.dates(date(2000, 1, 1), date(2060, 12, 31))
FIRST, LAST = date(2022, 7, 11), date(2022, 7, 17)


@given(days)
def test_a_known_day_holds_itself_and_no_other(day):
    """A day given to the day leaves nothing open."""
    window = Window.day(day)
    assert day in window
    assert day - timedelta(1) not in window
    assert day + timedelta(1) not in window
    assert window.period == Period(day, day)


@given(days, st.integers(0, 400), days)
def test_a_span_holds_the_days_between_its_ends(first, length, day):
    """Both ends are in: "11 to 17 July" includes the 11th and the 17th."""
    last = first + timedelta(length)
    window = Window.span(first, last)
    assert (day in window) == (first <= day <= last)
    assert window.period == Period(first, last)


@pytest.mark.parametrize(
    ("earliest", "latest", "within"),
    [
        (None, None, (True, True, True)),
        (FIRST, None, (False, True, True)),
        (None, FIRST, (True, True, False)),
    ],
)
def test_an_open_end_allows_every_day_on_its_side(earliest, latest, within):
    """ "From July" has no last day; the library does not make one up."""
    window = Window(words="open", earliest=earliest, latest=latest, precision=Precision.OPEN)
    one = timedelta(1)
    assert (FIRST - one in window, FIRST in window, FIRST + one in window) == within
    assert window.period is None


@pytest.mark.parametrize(
    ("window", "words"),
    [
        (Window.day(FIRST), "11 July 2022"),
        (Window.day(FIRST, "11/07/22"), "11/07/22"),
        (Window.span(FIRST, LAST), "11 July 2022 to 17 July 2022"),
        (Window.span(FIRST, LAST, "2nd week July 2022"), "2nd week July 2022"),
    ],
)
def test_a_window_is_shown_in_the_words_of_the_paper(window, words):
    """The reader compares what is shown with what was printed."""
    assert str(window) == words


REFUSED = [
    (
        {"words": "July", "earliest": LAST, "latest": FIRST, "precision": Precision.MONTH},
        "window: 'July' ends on 11 July 2022, before it starts on 17 July 2022",
    ),
    (
        {"words": "July", "earliest": FIRST, "latest": LAST, "precision": Precision.DAY},
        "window: 'July' is said to be a day but spans more than one",
    ),
    (
        {"words": "monthly", "precision": Precision.RECURRING},
        "window: 'monthly' is said to recur; give the rule, such as FREQ=MONTHLY;BYDAY=2TH",
    ),
]


@pytest.mark.parametrize(("parts", "message"), REFUSED)
def test_a_window_that_contradicts_itself_is_refused(parts, message):
    """A span typed by hand is as easily mistyped as any other."""
    with pytest.raises(RecordError) as refusal:
        Window(**parts)
    assert str(refusal.value) == message


def test_a_recurring_window_gives_its_rule():
    """ "Second Thursday of the month" is a rule, not a span."""
    window = Window(
        words="2nd Thursday", precision=Precision.RECURRING, recurrence="FREQ=MONTHLY;BYDAY=2TH"
    )
    assert window.recurrence == "FREQ=MONTHLY;BYDAY=2TH"


def test_a_reading_that_ends_before_it_starts_is_refused():
    """The other way of understanding the words is a span like any other."""
    reading = Reading(because="weeks start on Sunday", earliest=FIRST, latest=FIRST)
    assert reading.earliest == reading.latest
    with pytest.raises(RecordError) as refusal:
        Reading(because="weeks start on Sunday", earliest=LAST, latest=FIRST)
    assert str(refusal.value) == ("reading: ends on 11 July 2022, before it starts on 17 July 2022")
