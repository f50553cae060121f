"""A timetable leaves as a file that calendar programs take."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import attrs
import pytest

from commissioning.casebook import leicester, lewisham
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


def test_calendar_program_reads_all_of_lewisham_s_rows(icalendar):
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


def test_series_of_working_days_moves_its_occurrences_off_holidays(icalendar):
    """A report due on Christmas Day must not stand on Christmas Day in the calendar."""
    table = "Date\tAction\n25th of each month or the next working day\tReports\n"
    read = read_table(table, on=PAPER).timetable
    row = read.rows[0]
    series, *moved = events(icalendar, attrs.evolve(read, rows=(row,)))
    assert series.decoded("DTSTART") == date(2022, 3, 25)
    assert series["RRULE"].to_ical() == b"FREQ=MONTHLY;UNTIL=20301231;BYMONTHDAY=25"
    days = {e.decoded("RECURRENCE-ID"): e.decoded("DTSTART") for e in moved}
    assert days[date(2022, 12, 25)] == date(2022, 12, 28)
    assert date(2022, 11, 25) not in days
    assert {e["UID"] for e in moved} == {series["UID"]}
    at_two = attrs.evolve(row.window, at=time(14))
    series, first, *_ = events(
        icalendar, attrs.evolve(read, rows=(attrs.evolve(row, window=at_two),))
    )
    assert series.decoded("DTSTART") == datetime(2022, 3, 25, 14, tzinfo=UTC)
    assert first.decoded("RECURRENCE-ID") == datetime(2022, 6, 25, 14, tzinfo=UTC)
    assert first.decoded("DTSTART") == datetime(2022, 6, 27, 13, tzinfo=UTC)
    past = attrs.evolve(row.window, earliest=date(2009, 3, 1), latest=date(2009, 12, 31))
    only = events(icalendar, attrs.evolve(read, rows=(attrs.evolve(row, window=past),)))
    assert [e["RRULE"]["UNTIL"] for e in only] == [[date(2009, 12, 31)]]


def test_ambiguous_row_is_tentative(icalendar):
    """A calendar shows doubt, and the event tells the other readings."""
    approval = events(icalendar, published())[11]

    assert approval["STATUS"] == "TENTATIVE"
    assert "Or: 2 November 2022 (the day, a Wednesday)" in approval["DESCRIPTION"]


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


class TestAgenda:
    """The agenda of many cycles in the calendar of the one officer who runs them."""

    @staticmethod
    def agenda(on):
        """Lewisham on a day: nine lots, so many items of one sentence."""
        return lewisham.cycle().agenda(on)

    def test_every_item_with_a_day_is_an_event_on_that_day(self, icalendar):
        """What is on the list and not in the calendar is missed."""
        agenda = self.agenda(date(2023, 4, 1))
        found = icalendar.Calendar.from_ical(to_ics(agenda)).walk("VEVENT")

        assert [event.decoded("DTSTART") for event in found] == [item.day for item in agenda]
        late = next(event for event in found if "overdue" in event["SUMMARY"])
        assert late["SUMMARY"].startswith("263 days overdue: Publish the Opportunity")
        assert "regulation 106(1)" in late["DESCRIPTION"]
        assert "In: Home care in Lewisham" in late["DESCRIPTION"]
        renewal = next(event for event in found if "buy again" in event["SUMMARY"])
        assert renewal["STATUS"] == "TENTATIVE"

    def test_item_without_a_day_is_a_task(self, icalendar):
        """A condition with no day set has no place in a month, and is to be done all the same."""
        agenda = leicester.cycle().agenda(date(2017, 10, 8))
        calendar = icalendar.Calendar.from_ical(to_ics(agenda))

        assert [item.day for item in agenda] == [None]
        (task,) = calendar.walk("VTODO")
        assert task["SUMMARY"].startswith("Publish the Contract notice")
        assert "DTSTART" not in task
        assert not calendar.walk("VEVENT")

    def test_identifier_stays_while_the_day_asked_and_the_state_change(self, icalendar):
        """The file of next month moves and marks the entries of this month, and doubles none."""
        month = timedelta(days=30)
        first, second = self.agenda(date(2023, 4, 1)), self.agenda(date(2023, 4, 1) + month)
        names = [
            [str(e["UID"]) for e in icalendar.Calendar.from_ical(to_ics(a)).walk("VEVENT")]
            for a in (first, second)
        ]

        assert all(len(set(those)) == len(those) for those in names)
        keys = [[item.key for item in agenda] for agenda in (first, second)]
        shared = set(keys[0]) & set(keys[1])
        assert len(shared) > 20
        uid = [dict(zip(*pair, strict=True)) for pair in zip(keys, names, strict=True)]
        assert all(uid[0][key] == uid[1][key] for key in shared)

    def test_every_line_of_the_file_is_as_rfc_5545_has_it(self):
        """Lines of at most 75 octets that end in CR LF; Outlook refuses the file otherwise."""
        text = to_ics(self.agenda(date(2023, 4, 1)))

        assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
        assert "\n" not in text.replace("\r\n", "")
        assert text.count("BEGIN:VEVENT") == text.count("UID:") == text.count("DTSTAMP:20230401T0")
