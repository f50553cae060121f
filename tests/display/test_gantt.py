"""The timetable as a picture, as text and as a table."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from commissioning.casebook import lewisham
from commissioning.casebook.lewisham_schedule import published
from commissioning.display.gantt import gantt_svg
from commissioning.records.strategy import ProcurementFacts
from commissioning.stages import Route, Stage
from commissioning.timetable import (
    Rhythm,
    Window,
    backwards,
    compare,
    law_of,
    put_off,
    read_table,
    slip,
)

SVG = "{http://www.w3.org/2000/svg}"
PAPER = date(2022, 3, 1)
FACTS = ProcurementFacts(light_touch=True, above_threshold=True)


def elements(svg: str, tag: str):
    return list(ET.fromstring(svg).iter(f"{SVG}{tag}"))


@pytest.fixture(scope="module")
def plan():
    law = law_of(published(), FACTS)
    return backwards(date(2023, 4, 1), on=PAPER, route=Route.restricted(), law=law)


def test_picture_has_a_line_and_the_words_of_every_row():
    """A row left out of the picture is a step that nobody prepares for."""
    words = [text.text for text in elements(gantt_svg(published()), "text")]

    assert "Panel interviews" in words
    assert "2 nd Nov. 2022" in words
    assert len(list(elements(gantt_svg(published()), "title"))) == 1 + 14


def test_picture_describes_itself_in_words():
    """People who cannot see it hear the same timetable."""
    svg = gantt_svg(published())
    root = ET.fromstring(svg)

    assert root.get("role") == "img"
    assert root.find(f"{SVG}title").text == published().title
    told = root.find(f"{SVG}desc").text
    assert "12. Seek approval from Mayor and Cabinet to award contract: 2 nd Nov. 2022 " in told
    assert "(2 November 2022 to 13 November 2022)" in told


def test_picture_loads_nothing_else():
    """It goes into papers and mails, where nothing else is loaded."""
    svg = gantt_svg(published(), today=PAPER)
    assert not re.search(r"<script|@import|href=|url\((?!#gantt-unsure\))", svg)


def test_every_fill_of_the_picture_is_a_colour_or_the_hatch():
    """A name left between braces was no colour, and each browser made of it what it liked."""
    fills = {each.get("fill") for each in ET.fromstring(gantt_svg(published())).iter()} - {None}
    assert all(re.fullmatch(r"#[0-9a-f]{6}|none|url\(#gantt-unsure\)", fill) for fill in fills), (
        fills
    )


def test_day_span_open_end_and_series_have_different_marks():
    """Colour alone tells nothing on a printed page."""
    table = (
        "Date\tAction\n4 May 2022\tDay\nMay 2022\tSpan\nby 20 May 2022\tLimit\n"
        "from 20 May 2022\tOpen\n2nd Thursday of the month\tSeries\nTBC\tNothing\n"
        "w/c 2 & 16 May 2022\tTwo weeks\n"
    )
    svg = gantt_svg(read_table(table, on=PAPER).timetable)

    assert svg.count("stroke-dasharray") == 3  # two that are open at one end, one in the key
    assert svg.count("<circle") == 2  # one occurrence in May, one in the key
    assert len(list(elements(svg, "path"))) == 2  # one day, one in the key
    assert ">recurs</text>" in svg


@pytest.mark.parametrize(
    ("when", "explained"),
    [
        ("3 to 9 May 2024", {"planned span"}),
        ("3 May 2024", {"planned day"}),
        ("from 3 May 2024", {"open at one end"}),
        ("TBC", set()),
    ],
)
def test_legend_explains_the_marks_of_the_picture_and_no_others(when, explained):
    """A key to marks that are not there sends the reader looking for them."""
    table = f"Date | Action\n{when} | Issue the invitation to tender"
    svg = gantt_svg(read_table(table, on=PAPER).timetable)
    words = {text.text for text in elements(svg, "text")}
    keys = {"planned span", "planned day", "open at one end", "recurs", "happened"}
    assert words & keys == explained


def test_series_is_marked_as_far_as_bank_holidays_are_known():
    """A picture of a plan into the thirties still draws; a day that is not known is not drawn."""
    table = (
        "Date\tAction\n1st of each month or next working day\tReturns\n"
        "1 May 2026 to 31 March 2031\tReview\n"
    )
    svg = gantt_svg(read_table(table, on=PAPER).timetable)
    assert svg.count("<circle") == 57  # to 2 December 2030, and one in the key


def test_window_with_two_readings_is_hatched():
    """The reader of the picture must see the doubt too."""
    assert gantt_svg(published()).count('fill="url(#gantt-unsure)"') == 2
    assert "the words may mean two things" in gantt_svg(published())


def test_recorded_days_are_marked_under_the_plan():
    """Planned against actual, on one page."""
    cycle = lewisham.cycle(at=Stage.MOBILISATION)
    compared = compare(published(), cycle.ledger, cycle.process, date(2022, 12, 20))
    svg = gantt_svg(published(), compared=compared)

    assert svg.count('fill="#0b0c0c" stroke="#ffffff"') == 13
    assert "20 December 2022" in svg
    assert "Go live: 01 April 2023" in svg
    assert "still ahead" in svg


def test_moved_row_has_an_outline_at_its_old_place(plan):
    """A board asks what changed, not only what now holds."""
    slipped = slip(plan, "go-live", 14)
    svg = gantt_svg(slipped.after, before=slipped.before)

    assert svg.count("was planned: 31 March 2023") == 1
    assert ">was planned</text>" in svg
    assert "was planned" not in gantt_svg(plan, before=plan)


def test_moved_row_without_old_days_has_no_outline():
    """A row without a day had no place."""
    old = read_table("Date\tAction\nTBC\tGo live\n", on=PAPER).timetable
    new = read_table("Date\tAction\n4 May 2022\tGo live\n", on=PAPER).timetable
    assert "<g><title>was planned" not in gantt_svg(new, before=old)


def test_label_of_a_day_near_the_right_edge_stays_on_the_page():
    """A label at the right edge is written to the left of its line."""
    svg = gantt_svg(published(), today=date(2023, 4, 28))
    assert 'text-anchor="end" fill="#d4351c">28 April 2023' in svg


def test_timetable_of_five_years_names_quarters_only():
    """Twelve labels a year would run into each other over five years."""
    svg = gantt_svg(read_table("Date\tAction\n2020\tStart\n2025\tGo live\n", on=PAPER).timetable)
    words = [text.text for text in elements(svg, "text")]

    assert words.count("Apr") == 6
    assert "Feb" not in words


def test_timetable_without_days_is_still_a_picture():
    """A first draft has many rows to be confirmed."""
    svg = gantt_svg(read_table("Date\tAction\nTBC\tGo live\n", on=PAPER).timetable)
    assert "TBC" in svg
    assert ET.fromstring(svg) is not None


def test_words_with_markup_are_escaped():
    """Papers write of Health & Care, and of < 30 providers."""
    table = read_table(
        "Date\tAction\n4 May 2022\tHealth & Care: <30 providers\n", on=PAPER
    ).timetable
    assert "Health &amp; Care: &lt;30 providers" in gantt_svg(table)


def test_picture_is_the_same_every_time(plan):
    """A picture that changes by itself cannot be kept in a repository."""
    assert gantt_svg(plan) == gantt_svg(plan)


PICTURES = Path(__file__).parents[2] / "docs" / "assets"


def documented() -> dict[str, str]:
    """The pictures of the how-to pages, drawn anew."""
    route, law = Route.restricted(), law_of(published(), FACTS)
    cabinet = Rhythm(cabinet=Window.parse("2nd Wednesday of the month"))
    plan = backwards(date(2023, 4, 1), on=PAPER, route=route, law=law, rhythm=cabinet, first="ssq")
    late = put_off(
        plan, "approval-to-award", date(2022, 12, 14), route=route, law=law, rhythm=cabinet
    )
    return {
        "timetable-published": gantt_svg(published()),
        "timetable-planned": gantt_svg(plan),
        "timetable-put-off": gantt_svg(late.after, before=plan),
    }


@pytest.mark.parametrize("name", ["timetable-published", "timetable-planned", "timetable-put-off"])
def test_pictures_in_the_documentation_are_those_the_code_draws(name):
    """A page that shows last year's picture teaches what is no longer so."""
    drawn = documented()[name]
    assert (PICTURES / f"{name}.svg").read_text("utf-8") == drawn
