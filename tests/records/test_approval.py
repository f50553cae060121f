"""Decisions of the council about a procurement."""

from datetime import date

import pytest

from commissioning.records.approval import ApprovalToProcure, ScrutinyNote, Waiver

DAY = date(2022, 3, 9)
WAIVER = {"by": "Head of Procurement", "because": "urgent", "code": "no-contract-yet"}

CASES = [
    (ApprovalToProcure, {"decided_by": "Mayor and Cabinet"}, ()),
    (ApprovalToProcure, {"decided_by": ""}, ("decided_by: say which body or office decided",)),
    (ScrutinyNote, {"body": "Healthier Communities Select Committee"}, ()),
    (ScrutinyNote, {"body": ""}, ("body: say which scrutiny body noted it",)),
    (Waiver, WAIVER, ()),
    (Waiver, {**WAIVER, "by": ""}, ("by: say who gives the waiver",)),
    (Waiver, {**WAIVER, "because": ""}, ("because: say why the finding is waived",)),
    (Waiver, {**WAIVER, "code": ""}, ("code: say which finding is waived, by its code",)),
]


@pytest.mark.parametrize(("kind", "parts", "problems"), CASES)
def test_decision_says_who_took_it(problems_of, kind, parts, problems):
    """A decision without a body or a reason cannot be defended."""
    assert problems_of(lambda: kind(on=DAY, **parts)) == problems


@pytest.mark.parametrize(
    ("about", "code", "asked_about", "lifted"),
    [
        (None, "no-contract-yet", None, True),
        (None, "no-contract-yet", "N1", True),
        ("N1", "no-contract-yet", "N1", True),
        ("N1", "no-contract-yet", "N2", False),
        ("N1", "no-contract-yet", None, False),
        (None, "standstill-running", "N1", False),
    ],
)
def test_waiver_lifts_one_kind_of_finding_and_only_where_it_says(about, code, asked_about, lifted):
    """A waiver for one lot that lifted the finding for all would be a loophole."""
    waiver = Waiver(on=DAY, about=about, **WAIVER)
    assert waiver.lifts(code, asked_about) is lifted


@pytest.mark.parametrize(
    ("asked_about", "lots", "lifted"),
    [
        (None, ("N1",), True),
        ("alder", ("N1",), True),
        (None, ("N2",), False),
        (None, ("N1", "N2"), False),
        ("N1", ("N1", "N2"), True),
        (None, (), True),
    ],
)
def test_waiver_for_some_lots_lifts_nothing_met_by_a_record_about_others(asked_about, lots, lifted):
    """Officers name the lots of a waiver as they name those of every other record."""
    waiver = Waiver(on=DAY, lots=("N1",), **WAIVER)
    assert waiver.lifts("no-contract-yet", asked_about, lots) is lifted
