"""Looking back at a day: the same as recording only what had happened by then, and as quick late as early."""

import pickle
from contextlib import suppress
from datetime import date, timedelta

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from commissioning.cycle import Cycle
from commissioning.errors import RecordError
from commissioning.ledger.entries import Commences
from commissioning.ledger.ledger import Ledger
from commissioning.ledger.ways import routes
from commissioning.process import Process
from commissioning.records.award import ApprovalToAward, AwardRecommendation, LotAward
from commissioning.records.ending import Abandonment, AwardFellThrough, EvaluationReopened
from commissioning.records.history import BroughtForward
from commissioning.records.needs import NeedsAssessment
from commissioning.records.notices import NoticePublished
from commissioning.records.panel import PanelMeeting
from commissioning.records.record import Learned, Record
from commissioning.stages import LINE, During, Route, Stage
from commissioning.testing import Scenario, cycles, make

DAY = date(2023, 6, 1)
KINDS = [step.record for step in Process.standard().steps]
NEEDS = make(NeedsAssessment, on=DAY)
BEGUN = BroughtForward(on=DAY, stage=Stage.EVALUATION, because="test", route=Route.open())


@st.composite
def histories(draw: st.DrawFn) -> Cycle:
    """Cycles with records of any kind after them, out of order, entered late and superseded."""
    cycle = draw(cycles())
    more: list[Record] = []
    returns = [EvaluationReopened, *KINDS]
    for number in range(draw(st.integers(0, 6))):
        kind = draw(st.sampled_from(returns))
        day = Scenario.of(cycle).day - timedelta(days=draw(st.integers(0, 500)))
        changed: dict[str, object] = {"note": f"note {number}"}
        if draw(st.booleans()):
            known = day + timedelta(days=draw(st.integers(0, 300)))
            changed["learned"] = Learned(on=known, because="found in a drawer")
        with suppress(RecordError):
            record = make(kind, Scenario.of(cycle).on(day))
            if record.reference:
                changed["reference"] = f"{record.reference}-{number}"
            more.append(evolve(record, **changed))
    return Cycle.audit("Care", (*cycle.records, *more)).cycle


def answers(ledger: Ledger) -> dict[object, object]:
    """Everything a gate can ask of a ledger."""
    found: dict[object, object] = {
        "records": ledger.records,
        "stages": dict(ledger.stages),
        "opened": dict(ledger.positions.opened),
        "routes": routes(ledger),
        "commenced": ledger.commenced.first,
        "references": set(ledger.references),
    }
    for kind in KINDS:
        for about in (None, *ledger.lots, *ledger.references, "alder"):
            found[kind, about] = ledger.find(kind, about), ledger.every(kind, about)
    return found


@given(histories(), st.integers(-1, 600), st.booleans())
def test_looking_back_answers_as_a_ledger_of_the_records_of_that_time(
    cycle: Cycle, days: int, known: bool
):
    """A late entry is judged by what looking back shows, so it must be what really was."""
    last = cycle.last_on
    if last is None:
        return
    past = cycle.ledger.as_of(last - timedelta(days=days), known=known)

    assert answers(past) == answers(past.copy())


def test_cycle_as_of_a_day_goes_on_by_itself():
    """A what-if about the past is a cycle like any other: it can be recorded in, compared and kept."""
    cycle = Cycle("Care").record(evolve(NEEDS, on=DAY), evolve(NEEDS, on=DAY + timedelta(9)))
    past = cycle.as_of(DAY)
    later = past.record(evolve(NEEDS, on=DAY, note="again"))

    assert len(past.ledger) == 1
    assert [record.note for record in later.records] == ["", "again"]
    assert pickle.loads(pickle.dumps(past)) == past
    assert past.as_of(DAY - timedelta(1)).records == ()
    assert len(cycle.records) == 2


def test_day_before_the_history_held_knows_none_of_what_it_carries():
    """What a history brings forward counts from the day it was brought forward, like the record itself."""
    carried = evolve(NEEDS, on=DAY - timedelta(90), reference="needs-1")
    cycle = Cycle("Care").record(evolve(BEGUN, carries=(carried,)))

    assert cycle.as_of(DAY).find(NeedsAssessment) == carried
    before = cycle.as_of(DAY - timedelta(1)).ledger
    assert before.find(NeedsAssessment) is None
    assert before.entry_named("needs-1") is None
    assert not before.knows("needs-1")


def test_reference_used_twice_is_found_on_a_day_before_its_first_record():
    """An audited history may reuse a reference; looking back, the one that was there is meant."""
    first = evolve(NEEDS, on=DAY + timedelta(9), reference="N")
    cycle = Cycle.audit("Care", (first, evolve(first, on=DAY))).cycle
    entry = cycle.as_of(DAY).ledger.entry_named("N")

    assert entry is not None
    assert entry.record.on == DAY


def _late(record: Record, because: str = "found in a drawer") -> Record:
    return evolve(record, learned=Learned(on=DAY + timedelta(90), because=because))


@pytest.mark.parametrize(
    ("days", "wanted"),
    [((0, 0), "second"), ((0, 1), "second"), ((1, 0), "first"), ((5, 5), "second")],
    ids=["equal day", "later day", "earlier day", "equal later day"],
)
def test_of_two_late_entries_the_later_day_counts_and_of_one_day_the_last_entered(days, wanted):
    """Two corrections of one day found in one folder: the officer enters the better one last."""
    entries = [
        _late(evolve(NEEDS, on=DAY + timedelta(day), note=note))
        for day, note in zip(days, ("first", "second"), strict=True)
    ]
    cycle = Cycle.audit("Care", (evolve(NEEDS, on=DAY), *entries)).cycle
    found = cycle.find(NeedsAssessment)

    assert found is not None
    assert found.note == wanted


def test_late_entry_of_the_day_of_a_record_in_time_gives_way_to_it_only_if_entered_before():
    """What was entered last about a day is what is known about it, late or not."""
    in_time, late = evolve(NEEDS, on=DAY, note="in time"), _late(evolve(NEEDS, on=DAY))

    assert Cycle.audit("Care", (in_time, late)).cycle.find(NeedsAssessment) == late
    assert Cycle.audit("Care", (late, in_time)).cycle.find(NeedsAssessment) == in_time


@pytest.mark.parametrize(
    ("days", "counts"), [(-1, False), (0, True), (1, True)], ids=["before", "same day", "after"]
)
def test_late_entry_is_superseded_by_a_return_of_a_later_day_only(days, counts):
    """An approval given on the day marking was reopened may be of either award: it is not taken away."""
    back = EvaluationReopened(on=DAY + timedelta(9), because="adding-up slip")
    recommended = AwardRecommendation(
        on=DAY + timedelta(3), reference="R1", awards=(LotAward(provider="Elm"),)
    )
    approved = ApprovalToAward(
        on=back.on + timedelta(days), recommendation="R1", decided_by="Cabinet"
    )
    cycle = Cycle.audit("Care", (BEGUN, recommended, back, _late(approved))).cycle

    assert (cycle.find(ApprovalToAward) is not None) is counts


def test_late_approval_of_the_day_of_reopening_and_of_a_new_award_counts():
    """Reopened in the morning, recommended anew at noon, approved at night: that is of the new award."""
    back = EvaluationReopened(on=DAY + timedelta(9), because="adding-up slip")
    again = AwardRecommendation(on=back.on, reference="R2", awards=(LotAward(provider="Elm"),))
    approved = _late(ApprovalToAward(on=back.on, recommendation="R2", decided_by="Cabinet"))
    cycle = Cycle.audit("Care", (BEGUN, back, again, approved)).cycle

    assert cycle.find(ApprovalToAward) == approved


def test_return_that_supersedes_a_late_entry_by_its_name_is_of_a_later_day_too():
    """A meeting named by a return is gone; one entered late of the same name was held after it or before."""
    meeting = PanelMeeting(on=DAY, panel="officers", present=("O1",), reference="M")
    back = EvaluationReopened(on=DAY + timedelta(9), because="wrong notes", sets_aside=("M",))
    begun = evolve(BEGUN, stage=Stage.AWARD)
    late = [_late(evolve(meeting, on=back.on + timedelta(days))) for days in (-1, 0)]
    cycle = Cycle.audit("Care", (begun, meeting, back, *late)).cycle

    assert cycle.every(PanelMeeting) == (late[1],)


RECOMMENDED = AwardRecommendation(
    on=DAY + timedelta(3), reference="R1", awards=(LotAward(provider="Elm"),)
)
APPROVED = ApprovalToAward(on=DAY + timedelta(5), recommendation="R1", decided_by="Cabinet")
FELL = AwardFellThrough(
    on=DAY + timedelta(9), because="withdrew", recommendation="R1", provider="Elm"
)


def test_late_approval_of_an_award_that_has_fallen_through_counts_on_no_day_after_that():
    """It once counted on every day looked back at, and not today, though nothing had changed since."""
    cycle = Cycle.audit("Care", (BEGUN, RECOMMENDED, FELL, _late(APPROVED))).cycle

    assert cycle.find(ApprovalToAward) is None
    assert cycle.as_of(FELL.on).find(ApprovalToAward) is None
    assert cycle.as_of(FELL.on - timedelta(1)).find(ApprovalToAward) == _late(APPROVED)


@pytest.mark.parametrize("days", [-1, 0], ids=["before", "same day"])
def test_late_approval_of_a_lot_that_was_abandoned_since_is_taken_back(days):
    """An approval of an earlier day is of the award that was given up; one of that day may be of another."""
    stop = Abandonment(on=DAY + timedelta(9), because="no money")
    late = _late(evolve(APPROVED, on=stop.on + timedelta(days)))
    cycle = Cycle.audit("Care", (BEGUN, RECOMMENDED, stop, late)).cycle

    assert (cycle.find(ApprovalToAward) is None) is (days < 0)


def test_record_entered_after_a_return_without_a_word_of_lateness_is_of_the_new_round():
    """Its day is earlier, which is reported; until it says when it was learned of, the order counts."""
    back = EvaluationReopened(on=DAY + timedelta(9), because="adding-up slip")
    again = evolve(RECOMMENDED, on=DAY + timedelta(10), reference="R2")
    approved = evolve(APPROVED, recommendation="R2")
    cycle = Cycle.audit("Care", (BEGUN, RECOMMENDED, back, again, approved)).cycle

    assert cycle.find(ApprovalToAward) == approved


def test_approval_of_a_recommendation_that_is_not_held_falls_through_with_it():
    """The recommendation is in the archive, so no other winner of it is known."""
    begun = evolve(BEGUN, stage=Stage.AWARD)
    cycle = Cycle.audit("Care", (begun, APPROVED, FELL)).cycle

    assert cycle.find(ApprovalToAward) is None


def test_award_that_fell_through_is_itself_no_record_that_it_takes_away():
    """It rests on the recommendation too, and later gates ask whether that fell through."""
    cycle = Cycle.audit("Care", (BEGUN, RECOMMENDED, FELL)).cycle

    assert cycle.every(AwardFellThrough) == (FELL,)


def test_of_two_returns_that_name_a_record_the_later_day_counts_in_whichever_order_they_are_entered():
    """The minutes of the earlier one turned up last."""
    meeting = PanelMeeting(on=DAY, panel="officers", present=("O1",), reference="M")
    back = EvaluationReopened(on=DAY + timedelta(9), because="wrong notes", sets_aside=("M",))
    earlier = evolve(back, on=DAY + timedelta(4))
    late = _late(evolve(meeting, on=DAY + timedelta(6)))
    for returns in ((earlier, back), (back, earlier)):
        cycle = Cycle.audit("Care", (BEGUN, meeting, *returns, late)).cycle
        assert not cycle.every(PanelMeeting)


def test_day_a_procurement_commenced_is_found_on_every_day_looked_back_at():
    """The regime is that of the first notice; one learned of later may have been earlier."""
    later = make(NoticePublished, on=DAY + timedelta(20))
    earlier = _late(make(NoticePublished, on=DAY))
    ledger = Ledger()
    where = Process.standard().step(NoticePublished).where
    for record in (later, earlier, later):
        ledger.add(record, where, commences=Commences(record.on))

    assert ledger.commenced.first == DAY
    assert ledger.as_of(DAY + timedelta(20)).commenced.first == DAY
    assert ledger.as_of(DAY + timedelta(20), known=True).commenced.first == later.on
    assert ledger.as_of(DAY).commenced.first == DAY
    assert ledger.as_of(DAY, known=True).commenced.first is None


def test_commencement_known_on_a_day_leaves_out_a_notice_that_was_learned_of_later():
    """The earlier notice commences the procurement, but until it is found the later one does."""
    found = Learned(on=DAY + timedelta(days=100), because="found in a drawer")
    early, late = (make(NoticePublished, on=DAY + timedelta(days=n), notice="UK4") for n in (0, 5))
    ledger = Ledger()
    for notice in (evolve(early, learned=found), late):
        ledger.add(notice, During(LINE, survives=True), commences=Commences(notice.on))

    assert ledger.commenced.first == DAY
    assert ledger.as_of(DAY + timedelta(days=10), known=True).commenced.first == late.on


def test_history_brought_forward_last_leaves_the_day_of_commencement_to_what_came_before():
    """An audit may hold one out of its place; looking back must not see it before it was entered."""
    begun = evolve(BEGUN, learned=Learned(on=DAY, because="found in a drawer"))
    notice = make(NoticePublished, on=DAY)
    ledger = Cycle.audit("Care", (notice, begun)).cycle.ledger

    assert ledger.commenced.first == DAY
    assert ledger.as_of(DAY).commenced.first == DAY
    assert ledger.as_of(DAY).copy().commenced.first == DAY
