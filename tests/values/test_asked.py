"""A public function that is asked with a value it cannot take says which, and what to write instead."""

from __future__ import annotations

import pickle
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any, Protocol

import pytest

from commissioning import Money, Period, Process, Window, evaluate, pounds
from commissioning.casebook import lewisham
from commissioning.display import cycle_text
from commissioning.errors import RecordError
from commissioning.interchange import ocds
from commissioning.portfolio import audit_many, documents, framework_position
from commissioning.records.live import GoLive
from commissioning.values.asked import asked

DAY = date(2024, 5, 3)
NO_TEXT: Any = ["N1"]
CALLS = {
    "a text for a day": (
        lambda: Window.day("3 May"),  # type: ignore[arg-type]
        "Window.day: day: '3 May' is not a day; write one as date(2024, 5, 3)"),
    "nothing for a text": (
        lambda: Window.parse(None),  # type: ignore[arg-type]
        "Window.parse: text: None is not text"),
    "a text for a number": (
        lambda: Period.of(DAY, years="1"),  # type: ignore[arg-type]
        "Period.of: years: '1' is not a whole number"),
    "one thing for several": (
        lambda: Money.total(pounds(3)),  # type: ignore[arg-type]
        "Money.total: amounts: Money(amount=Decimal('3'), currency='GBP', vat=<VatBasis.... is not a tuple; "
        "write (value,), with the comma"),
    "numbers for amounts": (
        lambda: Money.total([3, pounds(4), None]),  # type: ignore[list-item]
        "Money.total has 2 problems:\n"
        "  - amounts[0]: 3 is not money; write Money(3)\n"
        "  - amounts[2]: None is not money; write Money(amount=...)"),
    "a list for a lot": (
        lambda: lewisham.cycle().find(GoLive, NO_TEXT), "Cycle.find: about: ['N1'] is not text"),
    "nothing for several": (
        lambda: evaluate(None, None),  # type: ignore[arg-type]
        "evaluate has 2 problems:\n"
        "  - invitation: None is not an invitation to tender; write InvitationToTender(on=...)\n"
        "  - tenders: None is not a tuple; write (first, second)"),
    "a text for a cycle": (
        lambda: cycle_text("home care"),  # type: ignore[arg-type]
        "cycle_text: cycle: 'home care' is not a cycle; write Cycle('home care')"),
    "a text for the releases of a cycle": (
        lambda: ocds.releases("home care"),  # type: ignore[arg-type]
        "releases: cycle: 'home care' is not a cycle; write Cycle('home care')"),
    "a folder for its files": (
        lambda: audit_many(Path("cycles")),  # type: ignore[arg-type]
        "audit_many: paths: PosixPath('cycles') is not a tuple; write (value,), with the comma"),
    "a name for a framework": (
        lambda: framework_position("home care", on=DAY),  # type: ignore[arg-type]
        "framework_position: framework: 'home care' is not a cycle; write Cycle('home care')"),
    "kinds for rows": (
        lambda: Process.standard().with_steps(GoLive),  # type: ignore[arg-type]
        "Process.with_steps: steps[0]: <class 'commissioning.records.live.GoLive'> is not a step; "
        "write Step(tag=..., record=..., where=...)"),
}  # fmt: skip


@pytest.mark.parametrize(("call", "message"), CALLS.values(), ids=CALLS)
def test_a_value_that_a_public_function_cannot_take_is_named(call, message):
    """An error from deep inside the library names neither the value nor the call that was meant."""
    with pytest.raises(RecordError) as refused:
        call()
    assert str(refused.value) == message


class Named(Protocol):
    """A thing that is asked for by what it can do."""

    name: str


@asked
def first_letter(names: Iterable[str], after: str = "", *, named: Named | None = None) -> str:
    """A function of a council's own."""
    known = {"A": 1}
    return f"{known[next(iter(names))]}{after}{named.name if named else ''}"


def test_other_errors_stay_as_they_are():
    """A key that is not there, or a value that is missing, is not a value of another type."""
    assert first_letter(["A"]) == first_letter({"A": 0}) == first_letter(iter("A")) == "1"
    with pytest.raises(KeyError):
        first_letter({"B"})
    with pytest.raises(KeyError):
        first_letter(iter("B"))
    with pytest.raises(KeyError):
        first_letter({"B"}, " after")
    with pytest.raises(TypeError, match="missing 1 required positional argument: 'names'"):
        first_letter()  # type: ignore[call-arg]
    with pytest.raises(AttributeError, match="no attribute 'name'"):
        first_letter(["A"], named=3)  # type: ignore[arg-type]


def test_a_public_function_is_one_at_every_door_and_for_pickle():
    """Work that is shared out among processes sends the function by its name."""
    assert pickle.loads(pickle.dumps(evaluate)) is evaluate
    from commissioning.evaluation import evaluate as of_the_room
    from commissioning.evaluation.evaluation import evaluate as of_the_module

    assert of_the_room is evaluate
    assert of_the_module is evaluate


def test_the_path_of_one_file_is_a_list_of_one(tmp_path):
    """A text is a row of letters to Python, and each letter was looked for as a file."""
    assert [each.problem for each in documents(str(tmp_path / "none.json"))] == [
        "the file cannot be read: there is no such file or folder"
    ]
