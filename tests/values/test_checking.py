"""The checks that every value and record makes of itself."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from decimal import Decimal
from enum import StrEnum

import pytest
from attrs import evolve, field, frozen
from attrs.exceptions import FrozenInstanceError
from hypothesis import given
from hypothesis import strategies as st

from commissioning.errors import RecordError
from commissioning.values.checking import AboveZero, Checked, PerCent, asks, exact, exact_or_none
from commissioning.values.text import display_name


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


@frozen(kw_only=True)
class Inner(Checked):
    name: str


@frozen(kw_only=True)
class EveryShape(Checked):
    """One field of each kind that a record may have."""

    day: date = date(2022, 2, 4)
    at: time = time(12)
    moment: datetime = datetime(2022, 2, 4, 12, tzinfo=UTC)
    count: int = 1
    sure: bool = True
    text: str = "text"
    amount: Decimal = field(default=Decimal(1), converter=exact)
    figure: Decimal | None = field(default=None, converter=exact_or_none)
    colour: Colour = Colour.RED
    inner: Inner = Inner(name="inner")
    maybe: date | Colour | None = None
    names: tuple[str, ...] = ()
    inners: tuple[Inner, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    pair: tuple[str, Decimal] = ("a", Decimal(1))
    either: tuple[Inner | Colour, ...] = ()


REFUSED = [
    ("day", datetime(2022, 2, 4, 9, 30),
     "day: 2022-02-04 09:30 has a time of day; write date(2022, 2, 4)"),
    ("day", "2022-02-04", "day: '2022-02-04' is not a day; write date(2022, 2, 4)"),
    ("day", None, "day: None is not a day; write one as date(2024, 5, 3)"),
    ("at", "12:00", "at: '12:00' is not a time of day; write one as time(12, 30)"),
    ("moment", date(2022, 2, 4),
     "moment: datetime.date(2022, 2, 4) is not a datetime; write datetime(...)"),
    ("count", True, "count: True is not a whole number"),
    ("count", 1.5, "count: 1.5 is a float; write a whole number"),
    ("sure", 1, "sure: 1 is not True or False"),
    ("text", 3, "text: 3 is not text"),
    ("text", " padded",
     "text: ' padded' has spaces at an end"
     " or characters that do not print; take them out"),
    ("text", "\n", "text: '\\n' has spaces at an end or characters that do not print; take them out"),
    ("text", "a\x07b",
     "text: 'a\\x07b' has spaces at an end or characters that do not print; take them out"),
    ("amount", 0.1,
     'amount: 0.1 is a float; write Decimal("0.1")'),
    ("amount", True,
     'amount: True is not an exact number; write it as Decimal("10.50")'),
    ("amount", "ten",
     'amount: \'ten\' is not an exact number; write it as Decimal("10.50")'),
    ("amount", "NaN", "amount: NaN is not a finite number"),
    ("amount", Decimal("Infinity"), "amount: Infinity is not a finite number"),
    ("figure", 1.5,
     'figure: 1.5 is a float; write Decimal("1.5")'),
    ("colour", "red", "colour: 'red' is not a Colour; did you mean `Colour.RED`?"),
    ("inner", "inner", "inner: 'inner' is not an inner; write Inner(name=...)"),
    ("maybe", "red", "maybe: 'red' is not a day; write one as date(2024, 5, 3)"),
    ("names", "home care", "names: 'home care' is not a tuple; write ('home care',)"),
    ("names", {"a": "b"}, "names: {'a': 'b'} is not a tuple; write (first, second)"),
    ("names", ("a", ""), "names[1]: it is empty; take it out, or say what it is"),
    ("names", ("a", 2), "names[1]: 2 is not text"),
    ("rows", (("a",), ("b", 2)), "rows[1][1]: 2 is not text"),
    ("pair", ("a",), "pair: ('a',) is not a tuple of 2"),
    ("pair", {"a"}, "pair: {'a'} is not a tuple of 2"),
    ("pair", ("a", "1"),
     "pair[1]: '1' is not an exact number; "
     'write it as Decimal("10.50")'),
    ("either", ("red",), "either[0]: 'red' is not an inner; write Inner(name=...)"),
    ("names", ("x" * 80, 1), "names[1]: 1 is not text"),
    ("day", "x" * 80, "day: '" + "x" * 56 + "... is not a day; write one as date(2024, 5, 3)"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "value", "problem"), REFUSED)
def test_value_of_the_wrong_kind_is_refused_in_plain_words(name, value, problem):
    """The person who meets the message knows the field and the remedy, and need not know Python."""
    with pytest.raises(RecordError) as refusal:
        EveryShape(**{name: value})
    assert str(refusal.value) == f"every shape: {problem}"


ACCEPTED = [
    ("amount", "10.50", Decimal("10.50")),
    ("amount", 3, Decimal(3)),
    ("figure", None, None),
    ("figure", "0.1", Decimal("0.1")),
    ("maybe", date(2022, 1, 13), date(2022, 1, 13)),
    ("maybe", Colour.BLUE, Colour.BLUE),
    ("maybe", None, None),
    ("text", "", ""),
    ("text", "two\nlines", "two\nlines"),
    ("rows", (("a", "b"), ()), (("a", "b"), ())),
    ("either", (Inner(name="a"), Colour.RED), (Inner(name="a"), Colour.RED)),
]


@pytest.mark.parametrize(("name", "given_value", "held"), ACCEPTED)
def test_value_of_the_right_kind_is_held_as_it_was_written(name, given_value, held):
    """Whole numbers and text become exact numbers; everything else stays what it was."""
    assert getattr(EveryShape(**{name: given_value}), name) == held


@given(st.decimals(allow_nan=False, allow_infinity=False))
def test_exact_number_keeps_every_digit(number):
    """Marks and prices are checked by hand; a digit lost on the way in could not be found."""
    held = EveryShape(amount=str(number)).amount
    assert (held, held.as_tuple()) == (number, number.as_tuple())


@given(
    st.floats(allow_nan=False, allow_infinity=False).filter(lambda number: not number.is_integer())
)
def test_float_amount_with_a_fraction_is_refused(number):
    """0.1 + 0.2 is not 0.3; whoever has a float must say which decimal they mean."""
    with pytest.raises(RecordError, match="is a float; write Decimal"):
        EveryShape(amount=number)


def test_every_problem_is_told_at_once():
    """Mending one mistake only to meet the next is how forms waste a day."""
    with pytest.raises(RecordError) as refusal:
        EveryShape(day=None, count="one", names=("a", 2, 3))
    assert str(refusal.value) == (
        "every shape has 4 problems:\n"
        "  - day: None is not a day; write one as date(2024, 5, 3)\n"
        "  - count: 'one' is not a whole number\n"
        "  - names[1]: 2 is not text\n"
        "  - names[2]: 3 is not text"
    )
    assert len(refusal.value.problems) == 4


@frozen
class Fussy(Checked):
    """Checks in all three places: by annotation, by family and by itself."""

    number: int

    def shared_problems(self) -> Iterator[str]:
        if self.number < 10:
            yield "number: below ten"

    def problems(self) -> Iterator[str]:
        if self.number < 5:
            yield "number: below five"


@pytest.mark.parametrize(
    ("number", "problems"),
    [
        ("3", ("number: '3' is not a whole number",)),
        (3, ("number: below ten", "number: below five")),
        (7, ("number: below ten",)),
    ],
)
def test_problems_are_looked_for_only_when_all_fields_fit(number, problems):
    """A domain check may rely on the annotations; it never meets a string where a number goes."""
    with pytest.raises(RecordError) as refusal:
        Fussy(number)
    assert refusal.value.problems == problems


def test_changed_copy_is_checked_again():
    """`attrs.evolve` is how a value is corrected; it must not be a way round the checks."""
    assert evolve(Fussy(12), number=13) == Fussy(13)
    with pytest.raises(RecordError, match="below ten"):
        evolve(Fussy(12), number=9)


def test_value_cannot_be_changed():
    """What was written down stays as it was; a correction is another record."""
    fussy = Fussy(12)
    with pytest.raises(FrozenInstanceError):
        fussy.number = 3


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("InvitationToTender", "invitation to tender"),
        ("KPIReport", "KPI report"),
        ("Kpi", "kpi"),
        ("Money", "money"),
        ("GoLive", "go live"),
        ("TUPEList", "TUPE list"),
    ],
)
def test_class_is_called_by_the_officers_word(name, words):
    """Messages are read by people who never saw the class's name."""
    assert display_name(type(name, (), {})) == words


def test_class_without_rules_of_its_own_finds_no_problems():
    """A class that extends another may ask its base first."""
    value = Inner(name="a")
    assert [*value.problems(), *value.shared_problems()] == []


@frozen(kw_only=True)
class Bounded(Checked):
    """A value that declares the bounds of its numbers and days."""

    on: date = date(2022, 2, 4)
    who: str = "alder"
    why: str = "late"
    amount: AboveZero[Decimal] | None = field(default=None, converter=exact_or_none)
    share: PerCent | None = field(default=None, converter=exact_or_none)
    known_on: date | None = None
    answer_by: date | None = None

    never_empty = asks(why="say why {self.who} is asked")
    never_after = asks(known_on="the claim")
    never_before = asks(answer_by="the claim of {on}")


@pytest.mark.parametrize(
    ("fields", "problems"),
    [
        ({}, ()),
        ({"amount": 1, "share": 100, "known_on": date(2022, 2, 4), "answer_by": date(2022, 2, 4)}, ()),
        ({"why": ""}, ("why: say why alder is asked",)),
        ({"amount": 0}, ("amount: 0 is not above 0; give more",)),
        ({"share": "100.1"}, ("share: 100.1 is not between 0 and 100 per cent",)),
        ({"answer_by": date(2022, 2, 3), "known_on": date(2022, 2, 5)},
         ("known_on: 5 February 2022 is after the claim",
          "answer_by: 3 February 2022 is before the claim of 4 February 2022")),
    ],
)  # fmt: skip
def test_declared_bounds_take_their_ends_and_nothing_beyond(fields, problems):
    """A bound that a class declares is as good as one that it compares by hand."""
    try:
        Bounded(**fields)
        found = ()
    except RecordError as refused:
        found = refused.problems
    assert found == problems
