"""Values out of data frames: taken where nothing is lost, refused where anything would be."""

from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest

from commissioning.dates.day_counts import DaysAfter
from commissioning.dates.windows import Window
from commissioning.errors import RecordError
from commissioning.records.needs import Need
from commissioning.records.panel import Mark
from commissioning.records.tender import Clarification, TenderFigure
from commissioning.values.checking import Checked
from commissioning.values.fitting import is_missing, python_value
from commissioning.values.frozen import frozen
from commissioning.values.money import Money
from commissioning.values.scales import ZERO_TO_FIVE

np = pytest.importorskip("numpy")


class NaTType:
    """Stands for the empty moment of pandas, which is told by the name of its type."""


class Row:
    """Stands for a column of polars: it has a dtype, and a list of Python's own values."""

    dtype = "str"

    def to_list(self) -> list[str]:
        return ["a", "b"]


@frozen(kw_only=True)
class Cells(Checked):
    """One field for each kind of value that a frame may hold."""

    whole: int = 0
    number: Decimal = Decimal(0)
    share: Decimal | Fraction | None = None
    day: date | None = None
    sure: bool = True
    names: tuple[str, ...] = ()
    pair: tuple[str, Decimal] = ("a", Decimal(1))
    either: tuple[date | int, ...] = ()


TAKEN = [
    ("whole", np.int64(4), 4),
    ("whole", 4.0, 4),
    ("number", np.int8(4), Decimal(4)),
    ("number", np.float64(250000.0), Decimal(250000)),
    ("number", np.float32(4.0), Decimal(4)),
    ("share", 30.0, Decimal(30)),
    ("share", float("nan"), None),
    ("day", datetime(2024, 5, 3), date(2024, 5, 3)),
    ("day", np.datetime64("2024-05-03"), date(2024, 5, 3)),
    ("day", np.datetime64("2024-05-03T00:00:00.000000000"), date(2024, 5, 3)),
    ("day", np.datetime64("NaT", "D"), None),
    ("day", NaTType(), None),
    ("sure", np.bool_(False), False),
    ("names", ["a", "b"], ("a", "b")),
    ("names", np.array(["a", "b"]), ("a", "b")),
    ("names", Row(), ("a", "b")),
    ("pair", ["a", 2], ("a", Decimal(2))),
    ("either", [datetime(2024, 5, 3), 4.0], (date(2024, 5, 3), 4)),
]


@pytest.mark.parametrize(("name", "given", "kept"), TAKEN)
def test_cell_of_a_frame_is_taken_where_nothing_is_lost(name, given, kept):
    """Marks come out of a spreadsheet as numpy's numbers, and 4.0 is the mark that was typed."""
    held = getattr(Cells(**{name: given}), name)
    assert (held, type(held)) == (kept, type(kept))


REFUSED = [
    ("whole", 4.5, "whole: 4.5 is a float; write a whole number"),
    ("number", np.float64(0.5), 'number: 0.5 is a float; write Decimal("0.5")'),
    ("whole", float("nan"), "whole: nan is not a whole number"),
    ("day", datetime(2024, 5, 3, 9), "day: 2024-05-03 09:00 has a time of day; write date(2024, 5, 3)"),
    ("day", datetime(2024, 5, 3, tzinfo=UTC),
     "day: 2024-05-03 00:00 has a time of day; write date(2024, 5, 3)"),
    ("day", np.datetime64("2024-05"),
     "day: np.datetime64('2024-05') is not a day; write one as date(2024, 5, 3)"),
    ("pair", ["a"], "pair: ['a'] is not a tuple of 2"),
    ("either", ["x"], "either[0]: 'x' is not a day; write one as date(2024, 5, 3)"),
    ("names", [1], "names[0]: 1 is not text"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "given", "problem"), REFUSED)
def test_cell_that_would_lose_something_is_refused(name, given, problem):
    """Half a mark cut off, or an hour, would be a different fact from the one in the sheet."""
    with pytest.raises(RecordError) as refused:
        Cells(**{name: given})
    assert str(refused.value) == f"cells: {problem}"


def test_records_take_what_a_row_of_a_frame_holds():
    """A row of a frame makes a record as it is, without a cast for each cell."""
    need = Need(reference="n", words="Care", people=np.int64(140), evidence=["survey"])
    assert (need.people, need.evidence) == (140, ("survey",))
    assert Mark(criterion="care", mark=np.int64(4)).mark == Decimal(4)
    assert Money(1204500.0) == Money(1204500)
    assert TenderFigure(criterion="pledge", value=np.float64(60)).value == 60
    moment = datetime(2024, 5, 3)
    assert Clarification(on=moment, question="May we?", answer="Yes").on == date(2024, 5, 3)


def test_value_out_of_a_frame_is_kept_as_declared():
    """A file, a digest or an equality test must not see the type that the frame happened to use."""
    held, plain = Cells(whole=np.int64(4), names=["a"]), Cells(whole=4, names=("a",))
    assert (held, hash(held), repr(held)) == (plain, hash(plain), repr(plain))


def test_empty_cell_is_told_from_a_value():
    """Zero and an empty text are values that somebody wrote down."""
    assert [is_missing(cell) for cell in (None, float("nan"), 0, "", False)] == [
        True, True, False, False, False,
    ]  # fmt: skip
    assert python_value("text") == "text"


def test_empty_day_of_pandas_is_refused_where_a_day_is_needed():
    """Pandas' NaT is a moment to Python; it was met with a traceback instead of what is missing."""
    pd = pytest.importorskip("pandas")
    with pytest.raises(
        RecordError, match=r"on: None is not a day; write one as date\(2024, 5, 3\)$"
    ):
        Clarification(on=pd.NaT, question="May we?", answer="Yes")


def test_day_and_number_that_a_method_is_asked_with_are_taken():
    """A column of a frame is asked about cell by cell."""
    pandas = pytest.importorskip("pandas")
    counted, window = DaysAfter(10), Window.day(date(2024, 5, 3))
    assert counted.last_day(pandas.Timestamp(2024, 5, 3)) == date(2024, 5, 13)
    assert window.moved(days=np.float64(2)).earliest == date(2024, 5, 5)
    assert ZERO_TO_FIVE.share(np.int64(2)) == Fraction(2, 5)
    with pytest.raises(RecordError, match="event: None is not a day"):
        counted.last_day(pandas.NaT)
