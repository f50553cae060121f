"""A change of a panel fits the panel that there is."""

from datetime import date, timedelta

import pytest

from commissioning.gates.case import Case
from commissioning.gates.panels import change_fits_the_panel
from commissioning.ledger.ledger import Ledger
from commissioning.records.history import BroughtForward
from commissioning.records.panel import Mark, Panel, PanelChanged, ScoreSheet
from commissioning.records.parties import Constituency, Member
from commissioning.stages import Begins, During, Stage

DAY = date(2022, 10, 7)
BEGUN = BroughtForward(
    on=date(2022, 8, 1), stage=Stage.EVALUATION, because="only the panel is told"
)


def member(reference, **more):
    return Member(reference=reference, constituency=Constituency.OFFICER, **more)


PANEL = Panel(
    on=date(2022, 9, 1),
    reference="p",
    members=(member("X", chair=True), member("Y"), member("N", scores=False)),
)


def change(left=(), joined=(), on=DAY, panel="p"):
    return PanelChanged(on=on, panel=panel, left=left, joined=joined, because="a new post")


def sheet(who, on):
    mark = Mark(criterion="care", mark=4, because="as written")
    return ScoreSheet(on=on, panel="p", assessor=who, provider="Alder", marks=(mark,))


def told(record, *held):
    ledger = Ledger()
    ledger.add(BEGUN, Begins())
    for entry in held:
        ledger.add(entry, During(tuple(Stage)))
    case = Case(ledger=ledger, on=record.on, lots=("whole",), kind=PanelChanged, record=record)
    return [str(finding) for finding in change_fits_the_panel(case, record)]


@pytest.mark.parametrize(
    ("record", "problems"),
    [
        (change(("Y",)), []),
        (change(("X", "Y", "N"), (member("V", chair=True),)), []),
        (
            change(("Z", "W")),
            [
                "Z leaves the panel p and does not sit on it. Name one of those who do: N, X, Y.",
                "W leaves the panel p and does not sit on it. Name one of those who do: N, X, Y.",
            ],
        ),
        (
            change((), (member("Y"), member("N"))),
            [
                (
                    "Y joins the panel p and sits on it already. Name who joins by a reference of "
                    "their own."
                ),
                (
                    "N joins the panel p and sits on it already. Name who joins by a reference of "
                    "their own."
                ),
            ],
        ),
        (
            change(("X", "Y")),
            ["Nobody who gives marks is left on the panel p. Record who joins in the same record."],
        ),
        (
            change((), (member("V", chair=True),)),
            [
                (
                    "The panel p has 2 chairs: X, V. Let the former chair leave, or the new member "
                    "sit as no chair."
                )
            ],
        ),
    ],
    ids=("leaves", "all change", "strangers", "there already", "nobody left", "two chairs"),
)
def test_what_does_not_fit_is_told_with_what_to_do(record, problems):
    """A panel that exists on paper only would mark, and its marks would be thrown out afterwards."""
    assert told(record, PANEL) == problems


def test_the_changes_before_count():
    """Who left last week cannot leave again, and may come back."""
    gone = change(("Y",), on=DAY - timedelta(days=7))
    assert told(change(("Y",)), PANEL, gone) == [
        "Y leaves the panel p and does not sit on it. Name one of those who do: N, X."
    ]
    assert told(change((), (member("Y"),)), PANEL, gone) == []


def test_nobody_leaves_before_marks_they_gave():
    """The marks were given from a seat: leaving earlier would take it from under them."""
    held = (
        PANEL,
        sheet("Y", DAY),
        sheet("Y", DAY + timedelta(days=1)),
        sheet("X", DAY + timedelta(2)),
    )
    assert told(change(("Y",)), *held) == [
        (
            "Y leaves the panel p on 7 October 2022 and has marked Alder on 8 October 2022. Give "
            "the last day on which the member sat there."
        )
    ]
    assert told(change(("Y",), on=DAY + timedelta(days=1)), *held) == []


def test_a_panel_that_is_not_on_record_cannot_change():
    """A slip in its reference would leave the real panel as it was, and nobody the wiser."""
    other = Panel(on=DAY, reference="r", members=PANEL.members)
    assert told(change(("Y",), panel="q"), PANEL, other) == [
        "There is no panel q that could change. Name one of those on record: p, r."
    ]
    assert told(change(("Y",))) == [], "that a panel comes first is told by the table"
