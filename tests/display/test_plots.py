"""Every chart is a method of what it draws, for every screen and reader, and hands over its figures."""

import re
from datetime import date
from xml.etree import ElementTree

import pytest

from commissioning import compare
from commissioning.casebook import greenwich, lewisham
from commissioning.contracts.performance import performance
from commissioning.dates.periods import Period
from commissioning.display.drawing import COLOURS, STYLE
from commissioning.law.governing import governing
from commissioning.ledger.ledger import Ledger
from commissioning.mobilisation.reconciliation import reconcile
from commissioning.records.kpis import Kpi, Measurement
from commissioning.records.live import KpiReport
from commissioning.records.people import Cohort, PeopleAffected, PeopleMoved
from commissioning.records.pricing import LowestPriceProportional, PriceRange
from commissioning.records.reporting import Frequency
from commissioning.records.strategy import ProcurementFacts
from commissioning.stages import During, Route, Stage
from commissioning.timetable import forwards, put_off, what_if
from commissioning.timetable.comparing import compare as compare_days
from commissioning.timetable.reading import read_table
from commissioning.values.notebook import Picture

SVG = "{http://www.w3.org/2000/svg}"
DAY = date(2026, 11, 2)
NORTH = {"ash": 100, "birch": 90}
FACTS = ProcurementFacts(light_touch=True, above_threshold=True, health_service=False)
LAW = governing(DAY, FACTS).law(FACTS, None)
MARKS = {"ash": {"care": 4}, "birch": {"care": 3}}


def people():
    ledger = Ledger()
    cohort = Cohort(reference="north", people=10)
    ledger.add(PeopleAffected(on=DAY, cohorts=(cohort,)), During(tuple(Stage)))
    ledger.add(
        PeopleMoved(on=DAY, cohort="north", people=4, to_provider="Elm"), During(tuple(Stage))
    )
    return reconcile(ledger, DAY)


def kpis():
    kpi = Kpi(reference="k", title="calls", numerator="calls", frequency=Frequency.MONTHLY)
    period = Period.of(date(2026, 1, 1), months=1)
    figure = (Measurement(kpi="k", value=92),)
    returned = KpiReport(on=period.ends_on, contract="C", period=period, measurements=figure)
    return performance("C", (kpi,), [returned], starts_on=date(2026, 1, 1))


def compared_days():
    cycle = lewisham.cycle()
    paper = read_table("When\tWhat\nApril 2022\tIssue ITT\n", on=date(2022, 1, 1)).timetable
    return compare_days(paper, cycle.ledger, cycle.process, date(2022, 12, 1))


def plan():
    return forwards(DAY, on=DAY, route=Route.open(), law=LAW)


def slipped():
    before = plan()
    last = before.rows[-1]
    return put_off(before, last.step, date(2029, 1, 2), route=Route.open(), law=LAW)


COMPARED = compare({"N1": NORTH, "N2": NORTH}, MARKS, weights={"care": 60, "price": 40}, scale=5)
CURVES = {"weight": 40, "lowest": 12, "highest": 30, "beside": {"range": PriceRange()}}
CHARTS = {
    "points": (
        lambda: greenwich.evaluation().plot(),
        "provider criterion points rank", 18,
        ("Beech", "care and dignity", "25.0000", "1"),
    ),
    "points of every lot": (
        COMPARED.plot,
        "lot provider criterion points rank", 8, ("N1", "ash", "care", "48.0000", "1"),
    ),
    "points of one lot": (
        lambda: COMPARED.plot("N2"),
        "lot provider criterion points rank", 4, ("N2", "ash", "care", "48.0000", "1"),
    ),
    "totals by weight": (
        lambda: COMPARED.evaluation("N1").plot("price", up_to=50),
        "provider weight total", 4, ("ash", "0.0000", "80.0000"),
    ),
    "weights map": (
        lambda: COMPARED.evaluation("N1").weights_map().plot(),
        "price from price to first", 2, ("0.0000", "66.6667", "ash"),
    ),
    "price curves": (
        lambda: LowestPriceProportional().plot((18, 22), **CURVES),
        "formula price points", 242, ("lowest price proportional", "12.0000", "40.0000"),
    ),
    "timetable": (
        plan, "row what step state first day last day", None, None,
    ),
    "put off": (slipped, "row what step state first day last day", None, None),
    "plans": (
        lambda: what_if({"one": plan()}).plot(), "plan stage first day last day", None, None,
    ),
    "what happened": (
        lambda: compared_days().plot(), "row what step state first day last day", 2,
        ("1", "Issue ITT", "itt", "planned", "2022-04-01", "2022-04-30"),
    ),
    "people": (
        lambda: people().plot(), "cohort on flow from to people", None, None,
    ),
    "route": (
        lambda: Route.open().plot(), "from to way records", None,
        ("needs", "specification", "on along the line", "service specification"),
    ),
    "cycle": (
        lambda: lewisham.cycle().plot(), "from to way records", None,
        ("needs", "specification", "on along the line", "service specification"),
    ),
    "KPI": (
        lambda: kpis().plot("k", {Period.of(date(2026, 1, 1), months=1): "£5"}),
        "first day last day value target rating note", 1,
        ("2026-01-01", "2026-01-31", "92.0000", "None", "None", "£5"),
    ),
    "golden thread": (
        lambda: lewisham.cycle().thread().plot(), "from kind from to kind to", None,
        ("objective", "service-first", "need", "own-home"),
    ),
}  # fmt: skip
NAMES = pytest.mark.parametrize(("draw", "heads", "rows", "first"), CHARTS.values(), ids=CHARTS)


def picture_of(draw):
    drawn = draw()
    return drawn if isinstance(drawn, Picture) else drawn.plot()


@NAMES
def test_chart_is_for_every_reader_and_screen(draw, heads, rows, first):
    """It has a name and its content in words; it scales, prints, and every ink has a dark fellow."""
    svg = picture_of(draw).svg
    root = ElementTree.fromstring(svg)
    assert root.get("role") == "img"
    assert root.findtext(f"{SVG}title")
    assert len(root.findtext(f"{SVG}desc")) > 30
    assert svg.count("<style>") == 1
    assert root.get("viewBox").split()[2:] == [root.get("width"), root.get("height")]
    inks = set(re.findall(r'(?:fill|stroke)="(#\w+)"', svg))
    assert {ink for ink in inks if f'="{ink}"]' not in STYLE} == set()


@NAMES
def test_chart_hands_over_its_figures(draw, heads, rows, first):
    """Who prefers another library of charts needs the figures, one a row, and not a picture."""
    table = picture_of(draw).to_long()
    assert " ".join(column.name for column in table.columns) == heads
    assert table.rows
    if rows is not None:
        assert len(table.rows) == rows
    if first is not None:
        assert tuple(map(str, table.rows[0])) == first


def test_plan_put_off_has_rows_for_then_and_now():
    """Both states of a row make one chart of a slip."""
    assert {row["state"] for row in slipped().plot().to_long().to_dicts()} == {
        "planned",
        "was planned",
    }
    days = compared_days().plot().to_long().to_dicts()
    assert [row["state"] for row in days] == ["planned", "happened"]


def test_thread_names_its_loose_ends():
    """A broken border alone says nothing to who cannot see it."""
    svg = lewisham.cycle().thread().plot().svg
    assert ">loose<" in svg
    assert "objective local-economy leads to need workforce; " in svg
    assert "Loose: requirement lived-experience, requirement community-offer, " in svg


@pytest.mark.parametrize(
    "value",
    [people(), COMPARED.evaluation("N1").weights_map(), Route.open(), what_if({"one": plan()})],
    ids=lambda value: type(value).__name__,
)
def test_value_of_one_picture_shows_it_by_itself(value):
    """The end of a cell is where most people look first."""
    shown = value._repr_mimebundle_()
    assert shown["text/html"].count("<svg ") == 1
    assert 'class="commissioning-card"' in shown["text/html"]
    assert shown["image/svg+xml"] == value.plot().svg
    assert shown["text/plain"]


def test_picture_is_named_in_one_line():
    """A list of pictures is read by what they are of."""
    assert repr(COMPARED.plot()) == "<Picture of Comparison>"
    assert repr(COMPARED.evaluation("N1").plot("price")) == "<Picture of Evaluation: weight>"


def test_value_without_a_picture_is_refused():
    """A slip in the kind of a picture is the caller's own code to mend."""
    with pytest.raises(LookupError, match=r"^there is no picture of int$"):
        Picture(3).to_long()


def contrast(one: str, other: str) -> float:
    def light(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return sum(w * p for w, p in zip((0.2126, 0.7152, 0.0722), linear, strict=True))

    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("ink", COLOURS)
def test_letters_on_a_piece_are_read_in_light_and_dark(ink):
    """WCAG 2.2 asks 4.5 to 1 of small letters, on a dark screen too."""
    dark = re.search(rf'\[fill="{ink}"\]{{fill:(#\w+)}}', STYLE)[1]
    assert contrast(ink, "#ffffff") >= 4.5
    assert contrast(dark, "#16191b") >= 4.5
