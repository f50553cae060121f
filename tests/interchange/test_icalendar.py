"""A timetable leaves as a file that calendar programs take."""

from __future__ import annotations

from datetime import UTC, date, datetime

import attrs
import pytest

from commissioning.casebook.lewisham_schedule import published
from commissioning.interchange.icalendar import to_ics
from commissioning.timetable import read_table, slip

PAPER = date(2022, 3, 1)
TABLE = (
    "Date\tAction\tSummary\n"
    "12noon Wednesday 4/05/2022\tSQ deadline\tby portal; no paper, no fax\n"
    "midday 4 July 2022\tTenders due\t\n"
    "w/c 2 & 16 May 2022\tWorkshops\t\n"
    "by 20 May 2022\tComments\t\n"
    "monthly\tReports\t\n"
    "every Monday from 4 April 2022 to 30 April 2022\tBulletin\t\n"
    "TBC\tGo live\t\n"
)


@pytest.fixture(scope="module")
def icalendar():
    return pytest.importorskip("icalendar")


def events(icalendar, timetable):
    return list(icalendar.Calendar.from_ical(to_ics(timetable)).walk("VEVENT"))


def lines(timetable):
    return to_ics(timetable).replace("\r\n ", "").split("\r\n")


def test_a_calendar_program_reads_all_of_lewisham_s_rows(icalendar):
    """Fourteen rows, whole days with the end excluded as the standard wants it."""
    found = events(icalendar, published())

    assert len(found) == 14
    assert found[13]["SUMMARY"] == "Go live"
    assert found[13].decoded("DTSTART") == date(2023, 4, 1)
    assert found[12].decoded("DTSTART") == date(2022, 12, 1)
    assert found[12].decoded("DTEND") == date(2023, 4, 1)


def test_recurring_row_becomes_a_series(icalendar):
    """The forum on 2nd Thursdays begins at the first one after the paper."""
    forum = events(icalendar, published())[0]

    assert forum.decoded("DTSTART") == date(2022, 3, 10)
    assert forum["RRULE"].to_ical() == b"FREQ=MONTHLY;BYDAY=2TH"


def test_ambiguous_row_is_tentative(icalendar):
    """A calendar shows doubt, and the event tells the other readings."""
    approval = events(icalendar, published())[11]

    assert approval["STATUS"] == "TENTATIVE"
    assert (
        "Or: 2 November 2022 to 2 November 2022 (the day, a Wednesday)" in approval["DESCRIPTION"]
    )


def test_days_spans_and_times_of_day_are_written_in_their_own_form(icalendar):
    """Noon in May is eleven in UTC; two weeks are two events; what has no day is left out."""
    found = {}
    for event in events(icalendar, read_table(TABLE, on=PAPER).timetable):
        found.setdefault(str(event["SUMMARY"]), []).append(event)

    assert set(found) == {"SQ deadline", "Tenders due", "Workshops", "Comments", "Bulletin"}
    assert found["SQ deadline"][0].decoded("DTSTART") == datetime(2022, 5, 4, 11, tzinfo=UTC)
    assert [e.decoded("DTSTART") for e in found["Workshops"]] == [
        date(2022, 5, 2),
        date(2022, 5, 16),
    ]
    assert found["Comments"][0].decoded("DTSTART") == date(2022, 5, 20)
    assert "limit on one side only" in found["Comments"][0]["DESCRIPTION"]
    assert found["Bulletin"][0]["RRULE"]["UNTIL"] == [date(2022, 4, 30)]
    assert "by portal; no paper, no fax" in found["SQ deadline"][0]["DESCRIPTION"]


def test_identifiers_stay_when_days_move():
    """A calendar that takes the file again moves its events and does not double them."""
    before = [line for line in lines(published()) if line.startswith("UID:")]
    slipped = slip(published(), "approval-to-award", 28).after
    after = [line for line in lines(slipped) if line.startswith("UID:")]

    assert before == after
    assert len(set(before)) == 14


def test_identifiers_differ_between_timetables():
    """Two councils' go-lives are two events in one calendar."""
    other = attrs.evolve(published(), reference="T2")
    uids = [
        {line for line in lines(timetable) if line.startswith("UID:")}
        for timetable in (published(), other)
    ]
    assert uids[0].isdisjoint(uids[1])


def test_rows_with_the_same_words_have_different_identifiers():
    """Two evaluation panels on two days must both stay."""
    table = read_table("Date\tAction\n4 May 2022\tPanel\n5 May 2022\tPanel\n", on=PAPER).timetable
    assert len({line for line in lines(table) if line.startswith("UID:")}) == 2


def test_lines_are_folded_and_ended_as_the_standard_asks():
    """Lines end in CR LF and hold at most 75 octets, never cut within a character."""
    text = to_ics(published())

    assert text.endswith("END:VCALENDAR\r\n")
    assert "\n" not in text.replace("\r\n", "")
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75
    assert "no paper\\, no fax" in to_ics(read_table(TABLE, on=PAPER).timetable).replace(
        "\r\n ", ""
    )


def test_timetable_without_a_title_is_called_timetable():
    """A calendar needs something to call it."""
    assert "X-WR-CALNAME:Timetable" in lines(read_table(TABLE, on=PAPER).timetable)
    assert "X-WR-CALNAME:Proposed Schedule" in lines(published())
