"""The timetable as a table and in a notebook."""

from __future__ import annotations

from datetime import date

import pytest

from commissioning.casebook.lewisham_schedule import published
from commissioning.display.timetables import timetable_html, timetable_table
from commissioning.records.strategy import ProcurementFacts
from commissioning.stages import Route
from commissioning.timetable import backwards, law_of

PAPER = date(2022, 3, 1)
FACTS = ProcurementFacts(light_touch=True, above_threshold=True)


@pytest.fixture(scope="module")
def plan():
    law = law_of(published(), FACTS)
    return backwards(date(2023, 4, 1), on=PAPER, route=Route.restricted(), law=law)


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
        "step": "go-live",
    }
    assert planned[-1]["slack"] == 0
    assert planned[-1]["why"] == "1 April 2023 is not a working day; this is the one before"


def test_notebook_shows_the_picture_and_the_table(plan):
    """One look, and the days to copy."""
    html = timetable_html(plan)
    assert html.count("<svg") == 1
    assert html.count("<table") == 1
    assert "\N{EN DASH}" in html
