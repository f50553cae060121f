"""A ledger in which other days of the spans are supposed, and which notes what was looked at."""

from __future__ import annotations

from datetime import date

import pytest
from attrs import evolve

from commissioning.cycle import Cycle
from commissioning.dates.periods import Period
from commissioning.dates.windows import Window
from commissioning.errors import RecordError
from commissioning.ledger.supposed import SupposedLedger, on_first_days, spans_of
from commissioning.records.contract import ContractSigned
from commissioning.records.days import DayWithin
from commissioning.records.engagement import EngagementMeeting
from commissioning.records.history import BroughtForward
from commissioning.records.needs import NeedsAssessment
from commissioning.records.record import Learned
from commissioning.records.specification import ServiceSpecification
from commissioning.stages import Stage
from commissioning.testing import make
from commissioning.testing.broken.mutation import OPEN
from commissioning.testing.stories.story import story

MAY = Window.span(date(2023, 5, 1), date(2023, 5, 31), "May 2023")
MEETING = EngagementMeeting(
    on=date(2023, 5, 31), within=MAY, reference="M1", matters=("a first talk",)
)
EARLY = date(2023, 5, 2)


def supposed(cycle: Cycle, number: int) -> SupposedLedger:
    """The ledger of a cycle with one entry moved to 2 May."""
    record = next(entry.record for entry in spans_of(cycle.ledger) if entry.number == number)
    return SupposedLedger.of(cycle.ledger).supposing({number: record.on_days({"": EARLY})})


def meetings() -> Cycle:
    other = evolve(MEETING, on=date(2023, 6, 5), within=None, reference="M2")
    return Cycle.audit("Day centre", (MEETING, other)).cycle


def test_every_question_is_answered_with_the_supposed_day() -> None:
    """A gate may ask by kind, by reference or for all entries: the day must be the same."""
    ledger = supposed(meetings(), 0)
    assert [record.on for record in ledger.records] == [EARLY, date(2023, 6, 5)]
    assert [entry.record.on for entry in ledger.entries] == [EARLY, date(2023, 6, 5)]
    assert [entry.record.on for entry in ledger.newest_first] == [date(2023, 6, 5), EARLY]
    assert ledger.every(EngagementMeeting)[0].on == EARLY
    named = ledger.entry_named("M1")
    assert named is not None
    assert named.record.on == EARLY
    assert ledger.entry_named("M9") is None
    assert meetings().ledger.records[0].on == date(2023, 5, 31)


def test_only_the_spans_that_were_looked_at_are_noted() -> None:
    """A span that a rule does not look at need not be tried."""
    ledger = supposed(meetings(), 0)
    assert ledger.find(NeedsAssessment) is None
    assert ledger.find(EngagementMeeting) == meetings().records[1]
    assert ledger.spans_seen == {}
    assert ledger.seen == (meetings().records[1],)
    ledger.every(EngagementMeeting)
    assert {n: r.on for n, r in ledger.spans_seen.items()} == {0: EARLY}


def test_record_that_does_not_allow_its_first_day_keeps_its_last():
    """A term cannot end before it starts, however early the source lets it end."""
    ends = DayWithin(
        field="term.ends_on", within=Window.span(date(2023, 1, 1), date(2026, 3, 31), "by 2026")
    )
    contract = make(
        ContractSigned, on=date(2023, 3, 1), reference="K1",
        term=Period(date(2023, 4, 1), date(2026, 3, 31)), days_within=(ends,),
    )  # fmt: skip
    cycle = Cycle.audit("Day centre", (MEETING, contract)).cycle
    early = on_first_days(cycle.ledger)
    assert early is not None
    assert early.every(EngagementMeeting)[0].on == date(2023, 5, 1)
    assert early.every(ContractSigned) == (contract,)
    assert on_first_days(Cycle.audit("Day centre", (contract,)).cycle.ledger) is None


def test_value_worked_out_before_notes_the_records_it_depends_on() -> None:
    """A value kept from an earlier question still depends on the days of its records."""
    cycle = meetings()
    kinds = (EngagementMeeting,)
    cycle.ledger.worked_out(kinds, (), lambda: 1)
    ledger = SupposedLedger.of(cycle.ledger)
    assert ledger.worked_out(kinds, (), lambda: 2) == 1
    assert {n: r.on for n, r in ledger.spans_seen.items()} == {0: date(2023, 5, 31)}
    moved = supposed(cycle, 0)
    assert moved.worked_out(kinds, (), lambda: 2) == 2


def test_ledger_of_an_earlier_day_holds_only_the_spans_of_its_time() -> None:
    """A late entry is compared with what had happened by its day."""
    later = evolve(MEETING, on=date(2023, 6, 30), within=Window.parse("June 2023"), reference="M3")
    cycle = Cycle.audit("Day centre", (MEETING, later)).cycle
    assert [entry.number for entry in spans_of(cycle.ledger)] == [0, 1]
    assert [entry.number for entry in spans_of(cycle.ledger.as_of(date(2023, 6, 10)))] == [0]


def test_day_a_stage_opened_is_that_of_the_supposed_opener() -> None:
    """ "Reached the specification stage in May" must compare as May, not as the 31st."""
    records = story(OPEN, after=ServiceSpecification).records
    spanned = tuple(
        evolve(r, on=date(2023, 5, 31), within=MAY) if isinstance(r, ServiceSpecification) else r
        for r in records
    )
    cycle = Cycle.audit("Day centre", spanned).cycle
    number = next(iter(spans_of(cycle.ledger))).number
    ledger = supposed(cycle, number)
    assert ledger.opened_on("whole", Stage.SPECIFICATION) == EARLY
    assert {n: r.on for n, r in ledger.spans_seen.items()} == {number: EARLY}
    assert ledger.opened_on("whole", Stage.ITT) is None


def test_history_begins_on_the_supposed_day() -> None:
    """A register of live contracts may say no more than the year."""
    begun = BroughtForward(on=date(2023, 5, 31), within=MAY, stage=Stage.AWARD, because="a fire")
    cycle = Cycle.audit("Day centre", (begun,)).cycle
    ledger = supposed(cycle, 0)
    assert ledger.opened_on("whole", Stage.AWARD) == EARLY
    assert ledger.opened_on("whole", Stage.ITT) is None


def test_record_is_not_moved_to_a_day_that_the_rest_of_it_rules_out() -> None:
    """A day that contradicts the record itself is no choice."""
    late = evolve(MEETING, learned=Learned(on=date(2023, 6, 1), because="a letter was found"))
    assert late.on_days({"": date(2023, 5, 31)}) is late
    assert late.on_days({}) is late
    with pytest.raises(RecordError, match="before it happened"):
        late.on_days({"": date(2023, 6, 2)})
