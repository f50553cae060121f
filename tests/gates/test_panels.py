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


def texts(record, *held):
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
                "Z leaves panel p, but does not sit on it. Name a member who does: N, X or Y.",
                "W leaves panel p, but does not sit on it. Name a member who does: N, X or Y.",
            ],
        ),
        (
            change((), (member("Y"), member("N"))),
            [
                (
                    "Y joins panel p, but already sits on it. Name the new member by a reference "
                    "of their own."
                ),
                (
                    "N joins panel p, but already sits on it. Name the new member by a reference "
                    "of their own."
                ),
            ],
        ),
        (
            change(("X", "Y")),
            [
                "No member of panel p is left to give marks. Name in the same record the members who join."
            ],
        ),
        (
            change((), (member("V", chair=True),)),
            [
                (
                    "Panel p has 2 chairs (X and V); the maximum is one. Let the former chair "
                    "leave, or record the new member without the chair."
                )
            ],
        ),
    ],
    ids=("leaves", "all change", "strangers", "there already", "nobody left", "two chairs"),
)
def test_change_that_does_not_fit_is_refused_with_its_remedy(record, problems):
    """A panel that exists on paper only would mark, and its marks would be thrown out afterwards."""
    assert texts(record, PANEL) == problems


def test_earlier_changes_count():
    """Who left last week cannot leave again, and may come back."""
    gone = change(("Y",), on=DAY - timedelta(days=7))
    assert texts(change(("Y",)), PANEL, gone) == [
        "Y leaves panel p, but does not sit on it. Name a member who does: N or X."
    ]
    assert texts(change((), (member("Y"),)), PANEL, gone) == []


def test_change_entered_again_is_no_change_before_itself():
    """A copy from a file is the same change as the one it was saved from."""
    gone = change(("Y",))
    assert texts(gone, PANEL, gone) == texts(change(("Y",)), PANEL, gone) == []


def test_member_leaving_before_their_last_mark_is_refused():
    """The marks were given from a seat: leaving earlier would take it from under them."""
    held = (
        PANEL,
        sheet("Y", DAY),
        sheet("Y", DAY + timedelta(days=1)),
        sheet("X", DAY + timedelta(2)),
    )
    assert texts(change(("Y",)), *held) == [
        (
            "Y leaves panel p on 7 October 2022, but marked Alder on 8 October 2022. Give the "
            "last day on which the member sat there."
        )
    ]
    assert texts(change(("Y",), on=DAY + timedelta(days=1)), *held) == []


def test_change_of_an_unknown_panel_is_refused():
    """A slip in its reference would leave the real panel as it was, and nobody the wiser."""
    other = Panel(on=DAY, reference="r", members=PANEL.members)
    assert texts(change(("Y",), panel="q"), PANEL, other) == [
        "There is no panel q. Name a panel on record: p or r."
    ]
    assert texts(change(("Y",))) == [], "that a panel comes first is told by the table"
