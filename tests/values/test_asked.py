"""A public function that is asked with a value it cannot take says which, and what to write instead."""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal
from inspect import unwrap
from pathlib import Path
from typing import Any, Protocol, cast, runtime_checkable

import pytest

from commissioning import (
    Cycle,
    Frequency,
    Money,
    Period,
    Process,
    ReportingCalendar,
    Scale,
    Window,
    WorkingDays,
    evaluate,
    pounds,
    read_bands,
)
from commissioning.casebook import lewisham
from commissioning.dates.day_counts import DaysAfter, DaysBeginningWith
from commissioning.display import cycle_text
from commissioning.errors import RecordError
from commissioning.interchange import ocds
from commissioning.interchange.questionnaires import questionnaire_table
from commissioning.portfolio import audit_batches, audit_many, documents, framework_position
from commissioning.records.live import GoLive
from commissioning.records.panel import Interview
from commissioning.testing import make, paths, refusals
from commissioning.values.asked import Askable, asked
from commissioning.values.counts import Count

DAY = date(2024, 5, 3)
NO_TEXT: Any = ["N1"]
SCALE = Scale(name="0 to 5", highest=Decimal(5))
CALENDAR = ReportingCalendar()
RESULT = lewisham.cycle().evaluation("N1")
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
    "half a day for the days of a term": (
        lambda: Period.of(DAY, days=1.5),  # type: ignore[arg-type]
        "Period.of: days: 1.5 is a float; write a whole number"),
    "numbers for the ranges of bands": (
        lambda: read_bands({"Green": 100, "Amber": "90 to 100", 3: "below 90"}),  # type: ignore[dict-item]
        "read_bands has 2 problems:\n"
        "  - printed['Green']: 100 is not text\n"
        "  - a name in printed: 3 is not text"),
    "numbers for the answers of a bidder": (
        lambda: questionnaire_table((), {"alder": [1]}),  # type: ignore[list-item]
        "questionnaire_table: answers['alder'][0]: 1 is not an answer; "
        "write Answer(question=..., value=...)"),
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
    "a text for a mark": (
        lambda: SCALE.share("high"),  # type: ignore[arg-type]
        "Scale.share: mark: 'high' is not an exact number; write it as Decimal(\"10.50\")"),
    "a float for a mark": (
        lambda: SCALE.share(0.1),  # type: ignore[arg-type]
        'Scale.share: mark: 0.1 is a float; write Decimal("0.1")'),
    "yes for a number of people": (
        lambda: Count.of(True),
        "Count.of: people: True is not a whole number"),
    "a text for a number of people": (
        lambda: Count.of("some"),  # type: ignore[arg-type]
        "Count.of: people: 'some' is not a whole number"),
    "a moment for the event of a period": (
        lambda: DaysAfter(10).last_day(datetime(2024, 5, 3, 12)),
        "DaysAfter.last_day: event: 2024-05-03 12:00 has a time of day; write date(2024, 5, 3)"),
    "no day for the event of a period": (
        lambda: DaysBeginningWith(1).first_day(None),  # type: ignore[arg-type]
        "DaysBeginningWith.first_day: event: None is not a day; write one as date(2024, 5, 3)"),
    "a text for the process of some paths": (
        lambda: paths("home care"),  # type: ignore[arg-type]
        "paths: process: 'home care' is not a process; write Process(steps=...)"),
    "a text for the period of a window's days": (
        lambda: list(Window.day(DAY).days("May")),  # type: ignore[arg-type]
        "Window.days: within: 'May' is not a period; write Period(starts_on=..., ends_on=...)"),
    "a text for the first day of the periods of a contract": (
        lambda: list(CALENDAR.periods_of(Frequency.MONTHLY, "May")),  # type: ignore[arg-type]
        "ReportingCalendar.periods_of: starts_on: 'May' is not a day; write one as date(2024, 5, 3)"),
    "nothing for the files of cycles": (
        lambda: documents(None),  # type: ignore[arg-type]
        "documents: paths: None is not a path; write Path(...)"),
    "a number for batches": (
        lambda: audit_batches(3),  # type: ignore[arg-type]
        "audit_batches: batches: 3 is not an iterator of batches; give one, such as "
        "`iter(table.to_batches())`"),
    "a title for the cycle that refuses": (
        lambda: refusals("Home care"),  # type: ignore[arg-type]
        "refusals: cycle: 'Home care' is not a cycle; write Cycle('Home care')"),
    "nothing for the questions of a sheet": (
        lambda: questionnaire_table(None),  # type: ignore[arg-type]
        "questionnaire_table: questions: None is not a tuple; write (first, second)"),
    "a list for a provider": (
        lambda: RESULT.standing(["ash"]),  # type: ignore[arg-type]
        "Result.standing: provider: ['ash'] is not text"),
    "nothing for the holidays of a calendar": (
        lambda: WorkingDays(None, title="none"),  # type: ignore[arg-type]
        "WorkingDays: holidays: None is not a row of values; write (first, second)"),
    "a text for the first day of a calendar": (
        lambda: WorkingDays((), title="none", first="May"),  # type: ignore[arg-type]
        "WorkingDays: first: 'May' is not a day; write one as date(2024, 5, 3)"),
    "kinds for rows": (
        lambda: Process.standard().with_steps(GoLive),  # type: ignore[arg-type]
        "Process.with_steps: steps[0]: <class 'commissioning.records.live.GoLive'> is not a step; "
        "write Step(tag=..., record=..., where=...)"),
}  # fmt: skip


@pytest.mark.parametrize(("call", "message"), CALLS.values(), ids=CALLS)
def test_value_that_a_public_function_cannot_take_is_named(call, message):
    """An error from deep inside the library names neither the value nor the call that was meant."""
    with pytest.raises(RecordError) as refused:
        call()
    assert str(refused.value) == message


class Named(Protocol):
    """A thing that is asked for by what it can do."""

    name: str


def test_moment_at_midnight_is_its_day_and_a_whole_float_its_number():
    """A data frame has nothing else; a comparison of a moment with a day would end in a traceback."""
    midnight, whole = datetime(2022, 6, 1), cast("Decimal", 3.0)
    cycle = lewisham.cycle()
    assert cycle.as_of(midnight) == cycle.as_of(day=midnight) == cycle.as_of(midnight.date())
    assert type(DaysAfter(10).last_day(midnight)) is date
    assert SCALE.share(whole) == SCALE.share(Decimal(3))


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


@runtime_checkable
class Headed(Protocol):
    """Stands for a data frame, which is known by what it has."""

    columns: tuple[str, ...]


class Frame:
    """One of those, of another library."""

    columns = ("price", "care")


@asked
def cells(frame: Headed | str, rows: int) -> int:
    """How many cells so many rows of a frame have."""
    return rows * len(frame if isinstance(frame, str) else frame.columns)


def test_frame_is_not_blamed_for_another_argument():
    """The type it declares is none that can be written down; the number of rows is what is wrong."""
    assert cells(Frame(), 3) == 6
    with pytest.raises(RecordError) as refused:
        cells(Frame(), "three")  # type: ignore[arg-type]
    assert refused.value.problems == ("rows: 'three' is not a whole number",)


@asked
def first_letters(names: Iterable[str]) -> Iterator[int]:
    """A generator of a council's own."""
    for name in names:
        if not name:
            raise RecordError("letters", ("a name is empty",))
        yield {"A": 1}[name[0]]


def test_error_while_a_generator_is_read_stays_as_it_is():
    """What was read before it is given, and an error of the library is not put in other words."""
    assert list(first_letters(["Ash", "Alder"])) == [1, 1]
    read = first_letters(["Ash", "Birch"])
    assert next(read) == 1
    with pytest.raises(KeyError):
        next(read)
    with pytest.raises(RecordError, match="a name is empty"):
        list(first_letters(iter(["Ash", ""])))
    with pytest.raises(RecordError, match=r"names\[1\]: None is not text"):
        first_letters(["Ash", None])  # type: ignore[list-item]
    with pytest.raises(TypeError, match="missing 1 required positional argument: 'names'"):
        first_letters()  # type: ignore[call-arg]


class Rounds(Askable):
    """A value of a council's own that is not frozen, with methods of every kind."""

    def of(self, number: int) -> int:
        """The number of a round."""
        return number + 1

    @classmethod
    def made(cls, number: int) -> int:
        """The same, asked of the class."""
        return number + 1

    def first(self) -> int:
        """A round that is asked for with nothing."""
        return 1


class LateRounds(Rounds):
    """The same, extended."""


def test_every_method_that_takes_something_is_guarded_once():
    """A method that takes nothing cannot be given a wrong value."""
    for call in (Rounds().of, LateRounds().of, Rounds.made, LateRounds.made):
        assert call(1) == 2
        with pytest.raises(RecordError, match="number: 'one' is not a whole number"):
            call("one")  # type: ignore[arg-type]
    assert LateRounds().first() == 1
    assert not hasattr(unwrap(Rounds.of), "__wrapped__")
    assert not hasattr(Rounds.first, "__wrapped__")


def test_public_function_is_one_at_every_door_and_for_pickle():
    """Work that is shared out among processes sends the function by its name."""
    assert pickle.loads(pickle.dumps(evaluate)) is evaluate
    from commissioning.evaluation import evaluate as of_the_room
    from commissioning.evaluation.evaluation import evaluate as of_the_module

    assert of_the_room is evaluate
    assert of_the_module is evaluate


def test_path_of_one_file_is_a_list_of_one(tmp_path):
    """A text is a row of letters to Python, and each letter was looked for as a file."""
    assert [each.problem for each in documents(str(tmp_path / "none.json"))] == [
        "the file cannot be read: there is no such file or folder"
    ]


@asked
def told_on(cycle: str, *, on: date) -> str:
    """A function with a day that is only given by name."""
    return f"{cycle} {on}"


@asked
def kept_on(on: date, folder: str) -> str:
    """A function that needs more than its day."""
    return f"{on} {folder}"


@asked
def rounds_after(number: int | None) -> int | None:
    """A function of a number that may be missing."""
    return number


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: told_on("x", onn=DAY), "told_on has no argument `onn`; did you mean `on`?"),
        (
            lambda: told_on("x", day=DAY, lot="N1"),
            "told_on has no argument `day`; it has `cycle` and `on`. "
            "told_on has no argument `lot`; it has `cycle` and `on`.",
        ),
        (lambda: told_on("x", 3), "told_on takes `on` by name, as in `on=...`."),
        (lambda: kept_on("x"), "kept_on() missing 1 required positional argument: 'folder'"),
        (
            lambda: kept_on("x", foldr="y"),
            "kept_on has no argument `foldr`; did you mean `folder`?",
        ),
        (
            lambda: Money(1).rounded(too=Decimal(1)),
            "Money.rounded has no argument `too`; did you mean `to`?",
        ),
    ],
)
def test_call_with_the_wrong_names_says_which_there_are(call, message):
    """Python names what a function does not take, and leaves the reader to look up what it does."""
    with pytest.raises(TypeError) as refused:
        call()
    assert str(refused.value) == message


@pytest.mark.parametrize(
    ("given", "passed_on"), [(4.0, 4), (float("nan"), None), (None, None), (3, 3)]
)
def test_number_of_a_data_frame_is_passed_on_as_the_whole_number_that_it_is(given, passed_on):
    """A column with one empty cell holds every count as a float, and a float is no exact number."""
    number = rounds_after(given)
    assert (number, type(number)) == (passed_on, type(passed_on))


class Framed:
    """A value like a data frame: shown in lines, compared cell by cell, and of no truth."""

    def __repr__(self):
        return "   price\n0     30"

    def __eq__(self, other):
        return self

    __hash__ = None

    def __bool__(self):
        raise ValueError("ambiguous")


@pytest.mark.parametrize(
    ("made", "message"),
    [
        (lambda: Cycle(Framed()), "cycle: title: a Framed is not text"),
        (
            lambda: make(Interview, present=(Framed(),)),
            "interview of 1 September 2021: present[0]: a Framed is not text",
        ),
        (
            lambda: Cycle("x", buyers=Framed()),
            "cycle: buyers: a Framed is not a tuple; write (first, second)",
        ),
    ],
)
def test_data_frame_in_the_place_of_a_value_is_named_by_its_type(made, message):
    """Its rows filled the message, or its own error stood in the place of one."""
    with pytest.raises(RecordError) as refused:
        made()
    assert str(refused.value) == message
