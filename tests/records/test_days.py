"""Days of a record that a source gives only as a span: kept beside the last day, and chosen among."""

from datetime import date, time

import pytest

from commissioning.dates.periods import Deadline, Period
from commissioning.dates.windows import Window
from commissioning.errors import RecordError
from commissioning.records.contract import ContractSigned, ContractVaried
from commissioning.records.days import DayWithin, day_in_words, days_of, first_days
from commissioning.records.history import BroughtForward
from commissioning.records.tender import InvitationToTender
from commissioning.stages import Stage

EARLY_2026 = Window.span(date(2026, 1, 1), date(2026, 3, 31), "early in 2026")
TERM = Period(date(2023, 4, 1), date(2026, 3, 31))
ENDS = DayWithin(field="term.ends_on", within=EARLY_2026)


def signed(*days_within: DayWithin, **more: object) -> ContractSigned:
    return ContractSigned(
        on=date(2023, 3, 1), reference="K1", provider="Elm", term=TERM, days_within=days_within,
        **more,  # type: ignore[arg-type]
    )  # fmt: skip


def test_last_day_of_a_term_is_known_to_a_span():
    """A register says "early in 2026"; the record keeps the words, and no day is made up."""
    contract = signed(ENDS)
    assert contract.is_span
    assert contract.spans == {"term.ends_on": EARLY_2026}
    early = contract.on_days({"term.ends_on": date(2026, 1, 1)})
    assert early.term == Period(date(2023, 4, 1), date(2026, 1, 1))
    assert (early.is_span, early.days_within) == (False, ())


def test_both_ends_of_a_term_are_chosen_together():
    """A term moved end by end would for a moment end before it starts."""
    starts = Window.span(date(2023, 1, 1), date(2023, 4, 1), "by April 2023")
    contract = signed(ENDS, DayWithin(field="term.starts_on", within=starts), learned=None)
    chosen = contract.on_days(
        {"term.starts_on": date(2023, 1, 1), "term.ends_on": date(2026, 2, 1), "": contract.on}
    )
    assert chosen.term == Period(date(2023, 1, 1), date(2026, 2, 1))


def test_day_that_the_record_does_not_allow_cannot_be_chosen():
    """The gates leave such a choice out instead of judging an impossible record."""
    with pytest.raises(RecordError, match="before it starts"):
        signed(ENDS).on_days({"term.ends_on": date(2023, 3, 1)})


def test_own_day_and_another_are_chosen_at_once():
    """A change known to a year may also move the end to a day known to a season."""
    change = ContractVaried(
        on=date(2024, 12, 31), within=Window.parse("2024"), reference="V1", contract="K1", what="x",
        new_end=date(2026, 3, 31), days_within=(DayWithin(field="new_end", within=EARLY_2026),),
    )  # fmt: skip
    assert list(change.spans) == ["", "new_end"]
    chosen = change.on_days({"": date(2024, 2, 1), "new_end": date(2026, 1, 5)})
    assert (chosen.on, chosen.new_end, chosen.is_span) == (
        date(2024, 2, 1),
        date(2026, 1, 5),
        False,
    )


def test_span_of_one_day_is_a_day():
    """A source that gives the day in its own words leaves nothing open."""
    day = DayWithin(field="term.ends_on", within=Window.day(date(2026, 3, 31), "Easter 2026"))
    assert (signed(day).is_span, dict(signed(day).spans)) == (False, {})


def test_days_known_to_a_span_must_be_there_and_agree():
    """A slip in the name or the day would leave a span that nothing looks at."""
    with pytest.raises(RecordError) as error:
        signed(
            DayWithin(field="term.end_on", within=EARLY_2026),
            DayWithin(field="review_on", within=EARLY_2026),
            DayWithin(field="term.starts_on", within=EARLY_2026),
            DayWithin(field="term.starts_on", within=EARLY_2026),
        )
    agree = "the last day of 'early in 2026' must be 1 April 2023, the day given as term.starts_on"
    assert list(error.value.problems) == [
        "days_within: term.starts_on is listed twice; name each once",
        "days_within: the record has no day 'term.end_on'; did you mean \"term.ends_on\"?",
        "days_within: the record has no day 'review_on'",
        f"days_within: {agree}",
        f"days_within: {agree}",
    ]


def test_days_of_a_record_are_those_of_its_fields_and_their_values():
    """Each day that rules compare can be known to a span; that of the record itself has `within`."""
    invitation = InvitationToTender(
        on=date(2023, 3, 1), tenders_due_by=Deadline(date(2023, 4, 1), time(12), "Europe/London")
    )
    assert days_of(invitation) == {"tenders_due_by.day": date(2023, 4, 1)}
    assert days_of(signed(starts_on=None)) == {
        "term.starts_on": date(2023, 4, 1), "term.ends_on": date(2026, 3, 31)
    }  # fmt: skip


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("term.ends_on", "last day of the term"),
        ("period.starts_on", "first day of the period"),
        ("ends_on", "last day"),
        ("new_end", "new end"),
        ("tenders_due_by.day", "deadline (tenders due by)"),
    ],
)
def test_day_of_a_record_has_words(path: str, words: str):
    """An officer reads "the last day of the term", not the name of a field."""
    assert day_in_words(path) == words


def test_first_days_of_spans():
    """A span without a beginning is tried a year before its end; one without an end has no days."""
    spans = {"": EARLY_2026, "new_end": Window.parse("by 30 June 2023")}
    assert first_days(spans) == {"": date(2026, 1, 1), "new_end": date(2022, 6, 30)}
    assert first_days({"": Window.parse("from 1 May 2023")}) == {}


def test_contract_that_rolls_on_needs_no_last_day():
    """Half of a council's older contracts run "until terminated"; none of them has an end to state."""
    rolling = ContractSigned(
        on=date(2023, 3, 1),
        reference="K1",
        provider="Elm",
        starts_on=date(2023, 4, 1),
        rolling=True,
    )
    assert (rolling.first_day, rolling.known_first_day) == (date(2023, 4, 1), date(2023, 4, 1))
    assert not rolling.lacks("term")
    for partial in ({"rolling": True}, {"starts_on": date(2023, 4, 1)}):
        contract = ContractSigned(on=date(2023, 3, 1), reference="K1", provider="Elm", **partial)  # type: ignore[arg-type]
        assert contract.lacks("term")
    with pytest.raises(
        RecordError, match="starts_on: the term has a first day; give one of the two"
    ):
        signed(starts_on=date(2023, 4, 1))


def test_day_of_commencement_is_known_to_a_span():
    """A history brought forward often knows its start to a year, and the law turns on it."""
    begun = BroughtForward(
        on=date(2025, 6, 1), stage=Stage.AWARD, because="the papers are in the archive",
        commenced_on=date(2025, 3, 31),
        days_within=(DayWithin(field="commenced_on", within=Window.parse("by 31 March 2025")),),
    )  # fmt: skip
    assert list(begun.spans) == ["commenced_on"]
