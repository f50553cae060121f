"""What every record has in common: its day, its lots, what it rests on, what it names."""

from datetime import date, datetime, timedelta

import pytest
from attrs import evolve, field, frozen
from hypothesis import given
from hypothesis import strategies as st

from commissioning.dates.windows import Window
from commissioning.errors import RecordError
from commissioning.records.notices import NoticePublished
from commissioning.records.record import (
    LOT,
    PANEL,
    PROVIDER,
    Basis,
    Grounds,
    Learned,
    Record,
    Records,
)
from commissioning.records.tender import TenderOpening
from commissioning.values.constructor_repr import constructor_repr

DAY = date(2022, 2, 4)


@frozen(kw_only=True)
class SiteVisit(Record):
    """A record of a council's own, as a user would write it."""

    provider: str = field(metadata=PROVIDER)
    panel: str = field(default="", metadata=PANEL)
    seen: tuple[str, ...] = field(default=(), metadata=LOT)
    remarks: str = ""


VISIT = SiteVisit(
    on=DAY, reference="V1", provider="acorn", panel="P1", seen=("N1", "N2"), lots=("S1",)
)

REFUSED = [
    ({"lots": ()},
     "lots: an empty list of lots; name at least one, or leave lots out to mean them all"),
    ({"lots": ("N1", "N1")}, "lots: a lot is listed twice; name each once"),
    ({"within": Window.span(date(2022, 1, 31), date(2022, 2, 6))},
     "within: the last day of the span must be the day of the record"),
    ({"learned": Learned(on=date(2022, 2, 3), because="found in the minutes")},
     "learned: it was learned on 3 February 2022, before it happened"),
    ({"basis": (Basis(grounds=Grounds.CONSTRUCTED, fields=("weather", "remarks")),)},
     "basis: the record has no field 'weather'"),
    ({"on": datetime(2022, 2, 4, 9)},
     "on: 2022-02-04 09:00 has a time of day; write date(2022, 2, 4)"),
]  # fmt: skip


@pytest.mark.parametrize(("parts", "problem"), REFUSED)
def test_record_that_cannot_be_true_is_refused(parts, problem):
    """What every record shares is checked once, for all of them, in the same words."""
    with pytest.raises(RecordError) as refusal:
        SiteVisit(**{"on": DAY, "provider": "acorn", **parts})
    assert str(refusal.value) == f"site visit of 4 February 2022: {problem}"


def test_record_without_a_proper_day_is_called_by_its_kind():
    """The message itself must not fail on the very value it complains of."""
    with pytest.raises(RecordError) as refusal:
        SiteVisit(on="4/2/22", provider="acorn")
    assert (
        str(refusal.value) == "site visit: on: '4/2/22' is not a day; write one as date(2024, 5, 3)"
    )


def test_record_known_only_to_a_span_is_on_its_last_day():
    """A ledger is in order of days; a span counts as over when its last day is."""
    week = Window.span(date(2022, 1, 31), date(2022, 2, 6), "1st week Feb. 2022")
    visit = SiteVisit(on=date(2022, 2, 6), provider="acorn", within=week)
    assert visit.within is week


@given(st.integers(0, 500))
def test_record_is_known_from_the_day_it_was_learned(late):
    """A challenge heard of late cannot have been weighed before it was heard of."""
    learned = Learned(on=DAY + timedelta(late), because="told by the council")
    assert SiteVisit(on=DAY, provider="acorn", learned=learned).known_on == DAY + timedelta(late)
    assert SiteVisit(on=DAY, provider="acorn").known_on == DAY


@pytest.mark.parametrize(
    ("kind", "references"),
    [
        ("lot", ["S1", "N1", "N2"]),
        ("provider", ["acorn"]),
        ("panel", ["P1"]),
        ("contract", []),
    ],
)
def test_record_tells_what_it_names(kind, references):
    """The ledger finds records by what they name; a missed reference is a gate that stays shut."""
    assert list(VISIT.references(kind)) == references
    assert list(VISIT.references()) == ["S1", "acorn", "P1", "N1", "N2"]


def test_blank_reference_is_not_a_name():
    """An empty reference is no reference: it must not match another empty one."""
    bare = SiteVisit(on=DAY, provider="acorn")
    assert list(bare.references()) == ["acorn"]


@pytest.mark.parametrize(
    ("reference", "named"),
    [("V1", True), ("acorn", True), ("N2", True), ("S1", True), ("V2", False)],
)
def test_record_is_about_itself_and_all_it_names(reference, named):
    """Asking the cycle about a lot finds what names that lot, and the lot's own record."""
    assert VISIT.names(reference) is named


def test_day_known_only_to_a_span_is_said_in_the_words_of_its_source():
    """A report that says 31 December where the paper says 2019 states a day that was never read."""
    year = evolve(VISIT, on=date(2019, 12, 31), within=Window.parse("2019"))
    assert (year.day_words, year.described()) == ("2019", "site visit of 2019")
    assert VISIT.day_words == "4 February 2022"


def test_record_brings_no_lots_into_being_unless_it_says_so():
    """Only a specification or an invitation makes lots; a visit does not."""
    assert VISIT.defines_lots == ()


@pytest.mark.parametrize("grounds", [Grounds.STATED, Grounds.INFERRED])
def test_stated_or_inferred_basis_names_its_source(grounds):
    """Whoever doubts a figure can look it up."""
    with pytest.raises(RecordError) as refusal:
        Basis(grounds=grounds)
    assert (
        str(refusal.value) == f"basis: source: missing; name the source of what is {grounds.value}"
    )
    assert Basis(grounds=grounds, source="Cabinet paper").source == "Cabinet paper"


def test_constructed_basis_needs_no_source():
    """What was made up to complete a story says so, and has nothing to cite."""
    assert Basis(grounds=Grounds.CONSTRUCTED, fields=("remarks",)).source == ""


def test_two_records_of_the_same_facts_are_equal():
    """Reading a file twice gives the same ledger twice."""
    again = SiteVisit(
        on=DAY, reference="V1", provider="acorn", panel="P1", seen=("N1", "N2"), lots=("S1",)
    )
    assert (VISIT, hash(VISIT)) == (again, hash(again))


def test_record_is_one_short_line_where_it_is_printed_among_others():
    """One invitation to tender filled 4,886 characters of a screen."""
    record = NoticePublished(on=date(2026, 7, 13), reference="n1", notice="UK4", lots=("N1", "N2"))
    assert repr(record) == "<NoticePublished n1 of 13 July 2026: N1 and N2>"
    assert repr(evolve(record, lots=None, reference="")) == "<NoticePublished of 13 July 2026>"
    many = TenderOpening(
        on=date(2026, 7, 13), opened_by=("o",), tenders=tuple(f"provider {n:03}" for n in range(9))
    )
    assert len(repr(many)) <= 100
    assert repr(many).endswith("…>")
    assert constructor_repr(record).startswith("NoticePublished(on=date(2026, 7, 13)")


def test_record_that_is_being_made_has_a_repr():
    """A debugger shows it among the names of `__init__`, and failed on it."""
    assert repr(object.__new__(NoticePublished)) == "<NoticePublished, not made yet>"


def test_records_come_as_a_table():
    """A history is read in a notebook, with what each record is about."""
    made = Records((
        NoticePublished(on=date(2026, 7, 13), reference="n1", notice="UK4", lots=("N1",), note="late"),
        TenderOpening(on=date(2026, 7, 14), opened_by=("o",), tenders=("ash",)),
    ))  # fmt: skip
    assert made.table().to_dicts() == [
        {"record": "notice", "on": date(2026, 7, 13), "reference": "n1", "lots": "N1",
         "about": None, "note": "late"},
        {"record": "tender opening", "on": date(2026, 7, 14), "reference": None, "lots": None,
         "about": "ash", "note": None},
    ]  # fmt: skip
    assert str(made) == "notice of 13 July 2026: N1\ntender opening of 14 July 2026: ash"
    assert repr(made) == "<2 records: notice of 13 July 2026: N1; and 1 more>"
    assert repr(made[:1]) == "<1 record: notice of 13 July 2026: N1>"
