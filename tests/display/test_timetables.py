"""The timetable as text, as a table and in a notebook."""

from __future__ import annotations

from datetime import date

import pytest

from commissioning.casebook.lewisham_schedule import published
from commissioning.display.gantt import gantt_mermaid, timetable_html, timetable_table
from commissioning.records.strategy import ProcurementFacts
from commissioning.stages import Route
from commissioning.timetable import backwards, law_of, read_table

PAPER = date(2022, 3, 1)
FACTS = ProcurementFacts(light_touch=True, above_threshold=True)


@pytest.fixture(scope="module")
def plan():
    law = law_of(published(), FACTS)
    return backwards(date(2023, 4, 1), on=PAPER, route=Route.restricted(), law=law)


def test_mermaid_text_groups_rows_by_stage():
    """A council's wiki draws mermaid; a colon in a name would end it."""
    table = read_table(
        "Date\tAction\nw/c 4 July 2022\tIssue ITT: all lots\n4 August 2022\tTenders due\n"
        "1 April 2023\tTea #1\nTBC\tGo live\n",
        on=PAPER,
        title="Plan",
    ).timetable
    assert gantt_mermaid(table) == (
        "gantt\n    title Plan\n    dateFormat YYYY-MM-DD\n    axisFormat %b %Y\n"
        "    section ITT\n"
        "    Issue ITT all lots :r1, 2022-07-04, 7d\n"
        "    Tenders due :milestone, r2, 2022-08-04, 0d\n"
        "    section Other\n"
        "    Tea 1 :milestone, r3, 2023-04-01, 0d\n"
    )


def test_table_has_the_days_and_the_reasons_of_a_plan(plan):
    """A spreadsheet is where most timetables are kept."""
    printed = timetable_table(published()).to_dicts()
    planned = timetable_table(plan).to_dicts()

    assert printed[13] == {
        "row": 14,
        "what": "Go live",
        "when": "01 April 2023",
        "first day": date(2023, 4, 1),
        "last day": date(2023, 4, 1),
        "step": "Go live",
    }
    assert planned[-1]["slack"] == 0
    assert planned[-1]["why"] == "1 April 2023 is not a working day; this is the one before"


def test_notebook_shows_the_picture_and_the_table(plan):
    """One look, and the days to copy."""
    html = timetable_html(plan)
    assert html.count("<svg") == 1
    assert html.count("<table") == 1
    assert "\N{EN DASH}" in html
