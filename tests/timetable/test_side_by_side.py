"""Several plans side by side: one table and one picture to take into the meeting."""

from __future__ import annotations

from datetime import date
from xml.etree import ElementTree as ET

import pytest

from commissioning.display.gantt import gantt_svg, what_if_svg
from commissioning.errors import RecordError
from commissioning.law.governing import governing
from commissioning.records.strategy import ProcurementFacts
from commissioning.records.timetable import Timetable, TimetableRow
from commissioning.stages import Route
from commissioning.timetable import WhatIf, Window, forwards, what_if

TODAY = date(2026, 11, 2)
FACTS = ProcurementFacts(light_touch=True, above_threshold=True, health_service=False)
LAW = governing(TODAY, FACTS).law(FACTS, None)
SVG = "{http://www.w3.org/2000/svg}"


OPEN = Route.open()


def planned(route=OPEN, first=""):
    return forwards(TODAY, on=TODAY, route=route, law=LAW, first=first)


@pytest.fixture(scope="module")
def found() -> WhatIf:
    """As usual, with the needs known, and with a selection stage."""
    return what_if(
        {
            "As usual": planned(),
            "Needs known": planned(first="specification"),
            "Selection": planned(Route.restricted()),
        }
    )


def test_table_has_a_row_for_each_step_and_a_column_for_each_plan(found):
    """Two go-lives that differ are explained by the first row in which the plans differ."""
    rows = {row[0]: row[1:] for row in found.table().rows}

    assert [column.name for column in found.table().columns][1:] == [
        name for name, _ in found.plans
    ]
    assert rows["Go live"] == (date(2027, 11, 1), date(2027, 7, 7), date(2028, 1, 4))
    assert rows["Needs assessment"][1] is None
    assert rows["Selection questionnaire issued"][:2] == (None, None)


def test_first_plan_is_the_one_that_the_others_are_set_against(found):
    """What a change brings is the question; the days alone do not answer it."""
    assert dict(found.days_gained) == {"As usual": 0, "Needs known": 117, "Selection": -64}
    assert str(found).splitlines() == [
        "As usual: go-live on 1 November 2027",
        "Needs known: go-live on 7 July 2027, 117 days earlier",
        "Selection: go-live on 4 January 2028, 64 days later",
    ]


def test_picture_has_every_plan_with_its_stages_in_words(found):
    """One page to hand round; whoever cannot see it hears the same."""
    root = ET.fromstring(what_if_svg(found))
    words = [text.text for text in root.iter(f"{SVG}text")]

    assert {"As usual", "Needs known", "Selection"} <= set(words)
    assert "Go-live on 7 July 2027, 117 days earlier" in words
    assert root.find(f"{SVG}desc").text == str(found)
    titles = [title.text for title in root.iter(f"{SVG}title")]
    assert any(title.startswith("mobilisation: ") for title in titles)


@pytest.mark.parametrize("svg", ["one", "many"])
def test_picture_stays_within_its_width_and_adapts_to_page_and_screen(found, svg):
    """It is shown on a telephone, printed on one sheet, and read on a dark screen."""
    text = gantt_svg(found.plans[0][1]) if svg == "one" else what_if_svg(found)
    root = ET.fromstring(text)
    width = float(root.get("viewBox").split()[2])

    for rect in root.iter(f"{SVG}rect"):
        assert float(rect.get("x") or 0) + float(rect.get("width")) <= width + 0.2
    style = root.find(f"{SVG}style").text
    assert "max-width:100%" in style
    assert "@media print" in style
    assert "prefers-color-scheme:dark" in style
    inks = {part.get("fill") for part in root.iter() if (part.get("fill") or "").startswith("#")}
    assert {ink for ink in inks if f'[fill="{ink}"]' not in style} == set()


def test_notebook_shows_the_picture_and_the_table(found):
    """The value at the end of the cell is the answer."""
    shown = found._repr_mimebundle_()

    assert shown["text/plain"] == str(found)
    assert shown["text/html"].count("<svg") == 1
    assert "<table" in shown["text/html"]


def test_timetable_that_is_not_a_plan_is_refused_with_every_reason():
    """A printed timetable has rows without a step or a day, which no column could hold."""
    printed = Timetable(
        on=TODAY, rows=(TimetableRow(what="Go live", step="go-live", window=Window.parse("TBC")),)
    )

    with pytest.raises(RecordError) as refused:
        what_if({"Printed": printed, "As usual": planned()})
    assert "Printed: row 1 (Go live) has no step or no day" in str(refused.value)
    with pytest.raises(RecordError, match="give at least one plan"):
        what_if({})
    plan = planned()
    with pytest.raises(RecordError, match="two have the same name"):
        WhatIf((("a", plan), ("a", plan)))
