"""Deadlines: in time or not, to the minute where a minute was given."""

import time as clock
from datetime import UTC, date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commissioning.dates.periods import LONDON, Deadline
from commissioning.errors import RecordError

NOON = Deadline(date(2022, 7, 15), time(12), LONDON)
DAY = Deadline(date(2022, 7, 15))


@given(st.dates(date(2000, 1, 1), date(2060, 1, 1)))
def test_whole_day_ends_as_the_next_one_begins(day):
    """Without a time the tenderer has the whole day, also when the clocks change."""
    moment = Deadline(day).moment()
    assert (moment.date(), moment.time()) == (day + timedelta(1), time(0))
    assert moment.utcoffset() in {timedelta(0), timedelta(hours=1)}


REFUSED = [
    ({"at": time(12)}, 'zone: 12:00 needs a zone; write "Europe/London"'),
    (
        {"at": time(12), "zone": "Lewisham"},
        "zone: 'Lewisham' is not a time zone; write a name such as 'Europe/London'",
    ),
    (
        {"at": time(12), "zone": "Europe/Londn"},
        "zone: 'Europe/Londn' is not a time zone; did you mean 'Europe/London', 'Europe/Lisbon' or "
        "'Europe/Oslo'?",
    ),
    (
        {"at": time(12, tzinfo=UTC), "zone": LONDON},
        "at: give the time alone and name its zone in `zone`",
    ),
]


@pytest.mark.parametrize(("parts", "problem"), REFUSED)
def test_time_names_its_zone_once(parts, problem):
    """A time that two readers place at two moments is no deadline."""
    with pytest.raises(RecordError) as refusal:
        Deadline(date(2022, 7, 15), **parts)
    assert str(refusal.value) == f"deadline: {problem}"


@pytest.mark.parametrize("machine", ["Europe/London", "UTC", "America/New_York"])
@pytest.mark.parametrize("name", ["BST", "EST5XYZ", "UTC+3", "", "localtime"])
def test_zone_that_only_some_machines_know_is_refused_on_all(name, machine, monkeypatch):
    """A file that was written in London must load on a server whose clock is on UTC."""
    monkeypatch.setenv("TZ", machine)
    clock.tzset()
    try:
        with pytest.raises(RecordError, match=r"is not a time zone; (write a name|did you mean)"):
            Deadline(date(2019, 5, 22), time(17), name)
        assert Deadline(date(2019, 5, 22), time(17), LONDON).moment().utcoffset()
    finally:
        monkeypatch.undo()
        clock.tzset()


@pytest.mark.parametrize(
    ("deadline", "words"),
    [(NOON, "12:00 on 15 July 2022 (Europe/London)"), (DAY, "the end of 15 July 2022")],
)
def test_deadline_is_written_as_it_is_meant(deadline, words):
    """The message about a late tender shows the moment that was missed."""
    assert str(deadline) == words


@pytest.mark.parametrize(
    ("deadline", "arrival", "words"),
    [
        (NOON, NOON, ""),
        (DAY, DAY, ""),
        (NOON, DAY, ""),
        (
            NOON,
            Deadline(date(2022, 7, 15), time(12, 0, 1), LONDON),
            "at 12:00:01 on 15 July 2022 (Europe/London), 1 second after the deadline of 12:00:00",
        ),
        (
            NOON,
            Deadline(date(2022, 7, 15), time(12, 0, 0, 5), LONDON),
            "at 12:00:00.000005 on 15 July 2022 (Europe/London), less than 1 second after the "
            "deadline of 12:00:00",
        ),
        (
            NOON,
            Deadline(date(2022, 7, 16), time(13, 5, 2), LONDON),
            "at 13:05:02 on 16 July 2022 (Europe/London), 1 day and 1 hour after the deadline of "
            "12:00:00 on 15 July 2022 (Europe/London)",
        ),
        (
            NOON,
            Deadline(date(2022, 7, 15), time(14), "Europe/Paris"),
            "at 14:00 on 15 July 2022 (Europe/Paris), 1 hour after the deadline of 12:00 on "
            "15 July 2022 (Europe/London)",
        ),
        (
            NOON,
            Deadline(date(2022, 7, 17)),
            "on 17 July 2022, 2 days after the deadline of 12:00 on 15 July 2022 (Europe/London)",
        ),
        (
            DAY,
            Deadline(date(2022, 7, 16), time(0), LONDON),
            "at 00:00 on 16 July 2022 (Europe/London), 1 day after the deadline of 15 July 2022",
        ),
    ],
)
def test_lateness_shows_both_times_and_the_difference(deadline, arrival, words):
    """A bidder turned away for a second must see that second."""
    assert deadline.lateness_of(arrival) == words


def test_deadline_to_the_second_is_written_to_the_second():
    """11:59:59 printed as 11:59 would turn away a bidder a minute early."""
    assert (
        str(Deadline(NOON.day, time(11, 59, 59), LONDON))
        == "11:59:59 on 15 July 2022 (Europe/London)"
    )


def test_deadline_at_midnight_says_that_its_day_begins_then():
    """An officer who means the night after the day is 24 hours out, and sees it in the words."""
    midnight = Deadline(DAY.day, time(0), LONDON)
    assert str(midnight) == "00:00 on 15 July 2022 (Europe/London), as that day begins"
    assert "begins" not in str(Deadline(DAY.day, time(0, 1), LONDON))
