"""The agenda: what is due next from every source, by when, why, whose, how sure, and what met it."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from commissioning.agenda.agenda import Agenda, agenda_of
from commissioning.agenda.items import AgendaItem, HowSure, ItemKind
from commissioning.casebook import (
    greenwich,
    lancashire_homecare,
    lancashire_supported_housing,
    leicester,
    lewisham,
)
from commissioning.cycle import Cycle
from commissioning.dates.periods import Deadline, Period
from commissioning.dates.windows import Window
from commissioning.errors import RecordError
from commissioning.findings.citation import Citation, Verification
from commissioning.law.regimes.council import CouncilRules
from commissioning.ledger.ledger import Ledger
from commissioning.process import Process
from commissioning.records import award, challenge, contract, ending, kpis, live
from commissioning.records import mobilisation as start
from commissioning.records.approval import (
    ApprovalCondition,
    ApprovalToProcure,
    ConditionMet,
    HowNotApproved,
    NotApproved,
)
from commissioning.records.engagement import Consultation
from commissioning.records.indexation import Indexation, UpliftBasis
from commissioning.records.live import KpisAgreed
from commissioning.records.people import PeopleMoved, TransferPlan, TransferWave
from commissioning.records.reporting import Frequency, ReportingCalendar
from commissioning.records.selection import SelectionQuestionnaire
from commissioning.records.specification import Commitment, ServiceSpecification
from commissioning.records.strategy import ProcurementFacts, ProcurementStrategy
from commissioning.records.tender import (
    DeadlineExtended,
    InvitationToTender,
    PriceExplained,
    PriceQueried,
)
from commissioning.records.tender_faults import TenderClarified
from commissioning.records.timetable import Timetable, TimetableRow
from commissioning.stages import During, Route, Stage
from commissioning.testing.drafts.any_kind import make
from commissioning.testing.stories.scenario import Scenario
from commissioning.testing.stories.story import story
from commissioning.testing.strategies.cycles import cycles

FIXED, PLANNED, INFERRED = HowSure
COUNCIL = "the authority"


def on(month: int, day: int) -> date:
    return date(2027, month, day)


TODAY = on(3, 1)
FACTS = ProcurementFacts(light_touch=True, above_threshold=True)
STRATEGY = ProcurementStrategy(on=date(2024, 3, 1), facts=FACTS, route=Route.open())
ITT = make(InvitationToTender, Scenario(day=on(2, 1), route=Route.open()))
SIGNED = contract.ContractSigned(
    on=date(2025, 1, 6),
    reference="C1",
    provider="alder",
    recommendations=("R1",),
    term=Period(date(2025, 4, 1), date(2028, 3, 31)),
    extension_options=(contract.ExtensionOption(years=2),),
)


def ledger_of(*records, route=None):
    ledger = Ledger()
    for record in records:
        ledger.add(record, During((Stage.NEEDS,), survives=True))
    if route is not None:
        ledger.decided = {"whole": route}
    return ledger


def agenda(*records, today=TODAY, ahead=None, route=None) -> Agenda:
    ledger = ledger_of(*records, route=route)
    return agenda_of(ledger, Process.standard(), today, ("Home care", "HC", ""), ahead=ahead)


BRIDGE = start.BridgingContract(
    on=on(1, 4), reference="B1", provider="elm", because="late", starts_on=on(1, 5), rolling=True
)


def test_bridging_contract_without_a_last_day_stays_until_its_end_is_recorded():
    """A stopgap that runs without an end is the one that a council forgets."""
    item = only(ItemKind.END, BRIDGE)
    assert (item.what, item.day, item.state) == (
        "Bridging contract B1 ends; its last day is not known",
        None,
        "no day set",
    )
    end = ending.ContractEnded(on=on(2, 1), contract="B1", how=ending.HowEnded.EXPIRED)
    assert agenda(BRIDGE, end).of(ItemKind.END) == ()


def test_rolling_contract_is_not_said_to_lack_its_term():
    """It has none: notice ends it, and until then its last day is not known."""
    rolling = evolve(SIGNED, term=None, starts_on=on(1, 5), rolling=True, extension_options=())
    found = agenda(rolling)
    assert [item.what for item in found.of(ItemKind.END)] == [
        "Contract C1 runs until somebody ends it; its last day is not known"
    ]
    assert "not-stated" not in [finding.code for finding in found.findings]


def only(kind: ItemKind, *records, today=TODAY, route=None) -> AgendaItem:
    found = agenda(*records, today=today, route=route).of(kind)
    assert len(found) == 1, found
    return found[0]


# fmt: off
SOURCES = [
    # records, kind, what begins with, day, who, how sure
    ((evolve(ITT, tenders_due_by=Deadline(on(3, 9), time(12), "Europe/London")),),
     ItemKind.DEADLINE, "Tenders are due by 12:00 on 9 March 2027 (Europe/London)",
     on(3, 9), "the bidders", FIXED),
    ((evolve(ITT, tenders_due_by=Deadline(on(3, 9))),
      DeadlineExtended(on=on(2, 20), tenders_due_by=Deadline(on(3, 19)), because="questions")),
     ItemKind.DEADLINE, "Tenders are due by the end of 19 March 2027",
     on(3, 19), "the bidders", FIXED),
    ((SelectionQuestionnaire(on=on(2, 1), responses_due_by=Deadline(on(3, 5))),),
     ItemKind.DEADLINE, "Responses to the selection questionnaire are due by the end of 5 March 2027",
     on(3, 5), "the bidders", FIXED),
    ((PriceQueried(on=on(2, 22), provider="birch", because="half the mean",
                   answer_by=Deadline(on(3, 3))),),
     ItemKind.DEADLINE, "birch is to explain its price by the end of 3 March 2027",
     on(3, 3), "birch", FIXED),
    ((TenderClarified(on=on(2, 22), provider="birch", question="how many staff?",
                      answer_by=Deadline(on(3, 3))),),
     ItemKind.DEADLINE, "birch is to say what its tender means by the end of 3 March 2027",
     on(3, 3), "birch", FIXED),
    ((Consultation(on=on(2, 1), reference="q", method="survey", audience=("carers",),
                   period=Period(on(2, 1), on(4, 30))),),
     ItemKind.DEADLINE, "Last day of the consultation", on(4, 30), "the people asked", FIXED),
    ((ApprovalToProcure(on=on(2, 25), decided_by="Cabinet", call_in_ends=on(3, 4)),),
     ItemKind.CALL_IN, "Last day for members to call in the approval to procure of 25 February 2027",
     on(3, 4), "the members of the council", FIXED),
    ((ApprovalToProcure(on=on(2, 25), reference="A1", decided_by="Cabinet", conditions=(
        ApprovalCondition(reference="k1", words="a risk register", due_by=on(3, 15)),)),),
     ItemKind.CONDITION, "Meet the condition k1: a risk register", on(3, 15), COUNCIL, FIXED),
    ((NotApproved(on=on(2, 10), asked="approval-to-procure", how=HowNotApproved.DEFERRED,
                  decided_by="Cabinet", until=on(3, 10)),),
     ItemKind.DECISION, "Ask Cabinet again for the approval to procure", on(3, 10),
     COUNCIL, PLANNED),
    ((challenge.Challenge(on=on(2, 26), reference="X", provider="cedar", about_what="the marks",
                          answer_due=on(3, 12)),),
     ItemKind.CHALLENGE, "Answer the challenge of cedar of 26 February 2027", on(3, 12),
     COUNCIL, FIXED),
    ((challenge.ClaimIssued(on=on(2, 20), reference="X1", challenge="X"),
      challenge.SuspensionDecided(on=on(2, 26), challenge="X", how=challenge.SuspensionOutcome.KEPT,
                                  trial_from=on(6, 1))),
     ItemKind.CHALLENGE, "The claim of", on(6, 1), "the court", FIXED),
    ((start.MobilisationPlan(on=on(2, 1), contracts=("C1",), tasks=(
        start.MobilisationTask(reference="t", what="Sign the data agreement", owner="alder",
                               due_on=on(3, 20)),)),),
     ItemKind.TASK, "Sign the data agreement", on(3, 20), "alder", PLANNED),
    ((start.MobilisationPlan(on=on(2, 1), contracts=("C1",), go_live_on=on(4, 1)),),
     ItemKind.PLAN, "The service starts under contract C1", on(4, 1), COUNCIL, PLANNED),
    ((TransferPlan(on=on(2, 1), waves=(TransferWave(reference="w1", cohort="east", to_provider="alder",
        people=40, period=Period(on(4, 1), on(4, 30))),)),),
     ItemKind.PEOPLE, "Wave w1: 40 people of east move to alder", on(4, 30), "alder", PLANNED),
    ((start.BridgingContract(on=on(1, 4), reference="B1", provider="elm", because="late",
                             period=Period(on(1, 4), on(6, 30))),),
     ItemKind.END, "Bridging contract B1 ends", on(6, 30), COUNCIL, FIXED),
    ((start.EmployeeLiabilityInformation(on=on(2, 1), from_provider="elm", to_provider="alder",
        transfer_on=on(4, 1), staff=(start.StaffCount(role="carer", people=9),)),),
     ItemKind.PEOPLE, "Staff of elm transfer to alder", on(4, 1), "alder", FIXED),
    ((SIGNED, live.EarlyLifeCheck(on=on(2, 1), contract="C1", next_check_on=on(3, 8),
                                  points=(live.CheckPoint(what="visits", ok=True),))),
     ItemKind.REVIEW, "Check again how the service under contract C1 has begun", on(3, 8),
     COUNCIL, FIXED),
    ((evolve(SIGNED, review_on=on(4, 1)),),
     ItemKind.REVIEW, "Review contract C1", on(4, 1), COUNCIL, FIXED),
    ((SIGNED, live.BreachRecorded(on=on(2, 1), reference="B", contract="C1", what="late visits",
                                    remedy_by=on(3, 31))),
     ItemKind.REMEDY, "Remedy breach B: late visits", on(3, 31), "alder", FIXED),
    ((SIGNED, live.ImprovementNotice(on=on(2, 1), reference="I", contract="C1", requires=("visits",),
                                       improve_by=on(3, 31))),
     ItemKind.REMEDY, "Improvement notice I runs out", on(3, 31), COUNCIL, FIXED),
    ((SIGNED, live.PlacementsSuspended(on=on(2, 1), contract="C1", because="a fall",
                                         review_on=on(3, 31))),
     ItemKind.REMEDY, "Decide whether placements under contract C1 resume", on(3, 31),
     COUNCIL, FIXED),
    ((SIGNED, contract.PriceUplifted(on=on(2, 1), reference="U", contract="C1", per_cent=4,
                                     takes_effect_on=on(4, 1))),
     ItemKind.CHANGE, "The price uplift", on(4, 1), COUNCIL, FIXED),
    ((evolve(SIGNED, indexation=Indexation(basis=UpliftBasis.NEGOTIATED,
                                                    first_on=on(4, 1))),),
     ItemKind.CHANGE, "Prices of contract C1 may first move", on(4, 1), COUNCIL, FIXED),
    ((evolve(SIGNED, obligations=(contract.Obligation(reference="o", text="Open an office",
                                                      due_by=on(4, 1)),)),),
     ItemKind.CHANGE, "Open an office", on(4, 1), "alder", FIXED),
    ((SIGNED,), ItemKind.OPTION, "Last day to extend contract C1: option 1, 2 years", date(2028, 3, 31),
     COUNCIL, FIXED),
    ((evolve(SIGNED, extension_options=(contract.ExtensionOption(years=2, notice_months=3),)),),
     ItemKind.OPTION, "Last day to give notice to extend contract C1: option 1, 2 years",
     date(2027, 12, 31), COUNCIL, FIXED),
    ((SIGNED,), ItemKind.END, "Contract C1 with alder ends; record how it ended", date(2028, 3, 31),
     COUNCIL, FIXED),
    ((SIGNED, ending.TerminationNotice(on=on(2, 1), contract="C1", because="clause 9",
        given_by=ending.Terminator.PROVIDER, ends_on=on(9, 30))),
     ItemKind.END, "Contract C1 with alder ends; record how it ended", on(9, 30),
     COUNCIL, FIXED),
    ((SIGNED, ending.ExitPlan(on=on(2, 1), contract="C1", ends_on=date(2028, 3, 31), steps=(
        ending.ExitStep(what="Hand over the care records", owner="alder", due_on=date(2028, 2, 29)),))),
     ItemKind.TASK, "Exit plan: Hand over the care records", date(2028, 2, 29), "alder", PLANNED),
    ((STRATEGY, SIGNED), ItemKind.RENEWAL, "Begin to buy again what contract C1 provides, unless an option "
     "is taken up", on(4, 6), COUNCIL, INFERRED),
    ((Timetable(on=on(2, 1), rows=(TimetableRow(what="Invite tenders", step="itt",
                                                        window=Window.day(on(4, 6))),)),),
     ItemKind.PLAN, "Invite tenders", on(4, 6), COUNCIL, PLANNED),
]
# fmt: on


@pytest.mark.parametrize(("records", "kind", "what", "day", "who", "sure"), SOURCES)
def test_source_gives_its_day_its_owner_and_how_sure_it_is(records, kind, what, day, who, sure):
    """An officer who opens one list must find what every part of the cycle knows to be due."""
    found = [item for item in agenda(*records, route=Route.open()).of(kind) if item.day == day]

    assert [(item.what.startswith(what), item.who, item.how_sure) for item in found] == [
        (True, who, sure)
    ], found
    assert found[0].source.instrument
    assert found[0].is_open
    assert found[0].state == "to come"


MET = [
    (SOURCES[3][0], PriceExplained(on=on(2, 26), provider="birch", explanation="scale"),
     "price explanation of 26 February 2027"),
    (SOURCES[4][0], TenderClarified(on=on(2, 26), provider="birch", question="q", answer="60"),
     "clarification of a tender of 26 February 2027"),
    (SOURCES[7][0], ConditionMet(on=on(2, 26), approval="A1", condition="k1", evidence="kept"),
     "condition met of 26 February 2027"),
    (SOURCES[8][0], ApprovalToProcure(on=on(2, 26), decided_by="Cabinet"),
     "approval to procure of 26 February 2027"),
    (SOURCES[11][0], start.TaskDone(on=on(2, 26), task="t"), "finished task of 26 February 2027"),
    (SOURCES[12][0], live.GoLive(on=on(2, 26), contracts=("C1",)), "go-live of 26 February 2027"),
    (SOURCES[13][0], PeopleMoved(on=on(2, 26), cohort="east", people=40, to_provider="alder", wave="w1"),
     "move of people of 26 February 2027"),
    (SOURCES[15][0], start.StaffTransferred(on=on(2, 26), from_provider="elm", to_provider="alder",
                                            transferred=9), "transfer of staff of 26 February 2027"),
    (SOURCES[17][0], live.Review(on=on(2, 26), contracts=("C1",)), "review of 26 February 2027"),
    (SOURCES[18][0], live.BreachRemedied(on=on(2, 26), contract="C1", breach="B"),
     "remedy of a breach of 26 February 2027"),
    (SOURCES[19][0], live.ImprovementNoticeClosed(on=on(2, 26), contract="C1", notice="I", met=True),
     "closing of an improvement notice of 26 February 2027"),
]  # fmt: skip


@pytest.mark.parametrize(("records", "record", "by"), MET)
def test_record_that_does_it_meets_the_item(records, record, by):
    """What is done early stays on the list until its day, with the record that shows it."""
    states = [item.state for item in agenda(*records, record)]

    assert f"met by the {by}" in states


def test_call_in_ends_by_the_councils_own_rules_where_the_decision_does_not_say():
    """The day of publication is enough, where the constitution is given."""
    rules = CouncilRules(
        council="Westborough", constitution=Citation("Constitution of Westborough"),
        applies_from=date(2020, 1, 1), only_key_decisions_called_in=False,
    )  # fmt: skip
    decided = ApprovalToProcure(on=on(2, 25), decided_by="Cabinet", published_on=on(2, 26))
    asked = (ledger_of(decided), Process.standard(), TODAY, ("Home care", "HC", ""))
    (item,) = agenda_of(*asked, rules=rules).of(ItemKind.CALL_IN)
    assert item.day == on(3, 5)
    assert not agenda_of(*asked).of(ItemKind.CALL_IN)


def test_part_of_a_wave_leaves_the_rest_due():
    """Forty people planned and 15 moved is not done; the item says how far it has come."""
    moved = PeopleMoved(on=on(2, 26), cohort="east", people=15, to_provider="alder", wave="w1")

    item = only(ItemKind.PEOPLE, *SOURCES[13][0], moved)

    assert item.what == "Wave w1: 40 people of east move to alder; 15 have moved"
    assert item.is_open


def test_wave_of_an_unknown_number_is_met_by_the_first_move():
    """A small number that the source hides must not keep the wave open for ever."""
    wave = TransferWave(reference="w1", cohort="east", to_provider="alder", fewer_than=5,
                        period=Period(on(4, 1), on(4, 30)))  # fmt: skip
    plan = TransferPlan(on=on(2, 1), waves=(wave,))
    moved = PeopleMoved(on=on(2, 26), cohort="east", to_provider="alder", wave="w1")

    assert only(ItemKind.PEOPLE, plan).what == "Wave w1: people of east move to alder"
    assert not only(ItemKind.PEOPLE, plan, moved).is_open


def test_item_not_met_by_its_day_is_overdue_and_first():
    """What is late comes before what is next, with how late it is."""
    late = agenda(*SOURCES[17][0], today=on(4, 6))

    assert late[0].what == "Review contract C1"
    assert (late[0].days_over, late[0].state) == (5, "5 days overdue")
    assert late.overdue == late[:1]
    assert late[0].sentence() == (
        "1 April 2027 (fixed, 5 days overdue): Review contract C1 (the authority), because the "
        "signed contract of 6 January 2025 set this day (the signed contract of 6 January 2025)"
    )


def test_deadline_that_has_passed_is_not_overdue():
    """A deadline comes about by itself; what is late is what should follow it."""
    assert agenda(*SOURCES[0][0], today=on(3, 9))
    assert not agenda(*SOURCES[0][0], today=on(3, 10)).of(ItemKind.DEADLINE)


def test_item_met_in_time_leaves_the_agenda_after_its_day():
    """A list that keeps everything ever done is read by no one."""
    done = (*SOURCES[17][0], live.Review(on=on(2, 26), contracts=("C1",)))

    assert agenda(*done, today=on(4, 1)).of(ItemKind.REVIEW)
    assert not agenda(*done, today=on(4, 2)).of(ItemKind.REVIEW)


def test_ahead_cuts_what_is_later_and_keeps_what_is_overdue_or_undated():
    """ "The next month" must not hide what should have been done last week."""
    records = (evolve(SIGNED, review_on=on(2, 1)), contract.ChangeRequested(
        on=on(2, 10), contract="C1", reference="CR1", what="more hours"))  # fmt: skip

    found = agenda(*records, ahead=timedelta(days=30))

    assert [(item.day, item.state) for item in found] == [
        (on(2, 1), "28 days overdue"),
        (None, "no day set"),
    ]
    assert "No day set (fixed): Answer the change request CR1: more hours" in found[1].sentence()
    assert len(agenda(*records)) > len(found)


def test_reviews_answer_each_other_in_the_order_of_their_days():
    """The minutes of the first review may turn up after those of the second."""
    first = live.Review(on=on(1, 12), contracts=("C1",), next_review_on=on(2, 12))
    second = live.Review(on=on(2, 12), contracts=("C1",), next_review_on=on(6, 12))
    for order in ((first, second), (second, first)):
        found = agenda(*SOURCES[17][0], *order).of(ItemKind.REVIEW)
        assert [(i.day, i.is_open) for i in found] == [(on(4, 1), False), (on(6, 12), True)]


def test_record_of_a_later_day_is_not_known_yet():
    """The agenda of a past day is what could be known then."""
    review = live.Review(on=on(5, 4), contracts=("C1",), next_review_on=date(2028, 5, 4))

    assert only(ItemKind.REVIEW, *SOURCES[17][0], review).day == on(4, 1)


def test_promises_are_checked_by_the_next_review_and_broken_ones_taken_up():
    """No paper sets a day for looking at a promise; unlooked-at it is forgotten."""
    service = ServiceSpecification(on=date(2024, 1, 8), version=1, commitments=(
        Commitment(reference="p", words="no fewer hours", made_to="scrutiny"),))  # fmt: skip
    golive = live.GoLive(on=date(2025, 4, 1), contracts=("C1",))
    broken = live.CommitmentChecked(on=on(2, 1), commitment="p", kept=False, because="cut")
    kept = evolve(broken, kept=True)

    assert not agenda(service, SIGNED).of(ItemKind.PROMISE)
    assert only(ItemKind.PROMISE, service, SIGNED, golive).day == date(2028, 3, 31)
    reviewed = (service, *SOURCES[17][0], golive)
    item = only(ItemKind.PROMISE, *reviewed)
    assert (item.day, item.how_sure) == (on(4, 1), INFERRED)
    assert (
        only(ItemKind.PROMISE, *reviewed, broken).what
        == "Take up the broken promise: no fewer hours"
    )
    north, south = (
        evolve(service, lots=(lot,), commitments=(evolve(service.commitments[0], reference=lot),))
        for lot in ("N", "S")
    )
    lives = [evolve(golive, lots=(lot,)) for lot in ("N", "S")]
    for begun, sources in ((lives, [north, south]), (lives[:1], [north])):
        made = agenda(north, south, SIGNED, *begun).of(ItemKind.PROMISE)
        named = [
            Citation(f"the {each.described()}", verification=Verification.PRACTICE)
            for each in sources
        ]
        assert [item.source for item in made] == named
    assert not only(ItemKind.PROMISE, *reviewed, kept).is_open


KPI = kpis.Kpi(reference="k", title="On time", numerator="visits on time",
               frequency=Frequency.QUARTERLY)  # fmt: skip


def report(first, last, due_on=None):
    return live.KpiReport(on=last, contract="C1", period=Period(first, last), due_on=due_on,
                          measurements=(kpis.Measurement(kpi="k", value=9),))  # fmt: skip


def test_returns_that_are_missing_are_one_item_and_the_next_one_is_another():
    """Six missing quarters are one telephone call, and the seventh is a date for the diary."""
    service = ServiceSpecification(on=date(2024, 1, 8), version=1, kpis=(KPI,))
    first = report(date(2025, 4, 1), date(2025, 6, 30))

    found = agenda(service, SIGNED, first).of(ItemKind.RETURN)

    assert [(item.what, item.day, item.who, item.how_sure) for item in found] == [
        ("Contract C1: the 6 quarterly returns for 1 July 2025 to 31 December 2026",
         date(2025, 9, 30), "alder", INFERRED),
        ("Contract C1: the return for 1 January 2027 to 31 March 2027",
         on(3, 31), "alder", INFERRED),
    ]  # fmt: skip


def test_return_is_due_as_long_after_its_period_as_the_last_one_was():
    """The contract's days for a return are known from the day that was set for the one before."""
    service = ServiceSpecification(on=date(2024, 1, 8), version=1, kpis=(KPI,))
    before = report(date(2025, 4, 1), date(2026, 12, 31), due_on=on(1, 15))

    item = only(ItemKind.RETURN, service, SIGNED, before)

    assert item.day == on(4, 15)
    assert item.because.endswith("15 days after the end of the period, as the last was")


def test_return_is_due_by_the_calendar_of_the_contract_where_it_has_one():
    """Fifteen working days in the contract are a day in the diary, not a guess."""
    agreed = KpisAgreed(
        on=on(1, 4), contract="C1", applies_from=on(1, 1), kpis=(KPI,),
        calendar=ReportingCalendar(due_in_working_days=15),
    )  # fmt: skip

    item = only(ItemKind.RETURN, SIGNED, agreed)

    assert (item.day, item.how_sure) == (on(4, 21), FIXED)
    assert item.because.endswith("the contract allows 15 working days after the end of the period")


def test_staff_information_is_due_28_days_before_the_transfer():
    """The incoming provider may claim for what it was not told (TUPE, regulation 11(6))."""
    plan = start.MobilisationPlan(
        on=on(2, 1), contracts=("C1",), go_live_on=on(4, 1), staff_transfer=True
    )

    item = only(ItemKind.TASK, STRATEGY, plan)

    assert (item.day, item.who) == (on(3, 4), "the outgoing employer")
    assert "2006" in str(item.source)


def test_standstill_is_on_the_agenda_until_the_contract_is_signed():
    """Its last day is the day before which nobody may sign."""
    cycle = story(Scenario(route=Route.open()), after=award.IntentionToAward)
    today = cycle.last_on

    (item,) = cycle.agenda(today).of(ItemKind.STANDSTILL)

    assert item.what.startswith("Last day of the standstill of the procurement; sign from ")
    assert item.day is not None
    assert item.day > today
    assert "regulation 87" in str(item.source)
    signed = story(Scenario(route=Route.open()), after=contract.ContractSigned)
    assert not signed.agenda(today + timedelta(days=60)).of(ItemKind.STANDSTILL)


def test_standstill_of_a_lot_stays_when_the_contract_of_another_is_signed():
    """One recommendation is for both lots, and each may have its own contract."""
    cycle = story(Scenario(route=Route.open(), lots=("N1", "N2")), after=award.IntentionToAward)
    signed = make(
        contract.ContractSigned, Scenario.of(cycle), lots=("N1",), recommendations=("R1",)
    )
    held = Cycle.audit("x", (*cycle.records, evolve(signed, on=cycle.last_on))).cycle

    (item,) = held.agenda(cycle.last_on).of(ItemKind.STANDSTILL)

    assert item.about == "lot N2"


def test_row_of_a_timetable_gives_way_to_what_settles_its_day():
    """The invitation's own deadline and the plan's row are one thing, not two."""
    rows = (TimetableRow(what="Tenders due", step="tender", window=Window.day(on(3, 20))),
            TimetableRow(what="Something else", window=Window.day(on(3, 22))))  # fmt: skip
    plan = Timetable(on=on(1, 4), rows=rows)

    assert [item.what for item in agenda(plan).of(ItemKind.PLAN)] == [
        "Tenders due",
        "Something else",
    ]
    settled = agenda(plan, *SOURCES[0][0])
    assert [item.what for item in settled.of(ItemKind.PLAN)] == ["Something else"]
    assert len(settled.of(ItemKind.DEADLINE)) == 1


def test_timetables_of_two_lots_are_both_in_force():
    """The plan of one lot must not take that of the other out of sight; a later one of the same does."""
    cycle = story(Scenario(lots=("N1", "N2")), at=Stage.SPECIFICATION)
    first, second, again = (
        Timetable(
            on=cycle.last_on,
            lots=(lot,),
            rows=(TimetableRow(what=f"Award {lot}", window=Window.day(date(2030, 5, day))),),
        )
        for lot, day in (("N1", 5), ("N2", 6), ("N2", 7))
    )
    found = cycle.record(first, second, again).agenda(cycle.last_on).of(ItemKind.PLAN)
    assert [(item.what, item.day.day, item.because) for item in found] == [
        ("Award N1", 5, "the timetable of lot N1 says 5 May 2030"),
        ("Award N2", 7, "the timetable of lot N2 says 7 May 2030"),
    ]


def test_task_of_one_plan_is_not_done_by_that_of_another():
    """Both contracts have a task M1, and that one provider has recruited says nothing of the other."""
    task = start.MobilisationTask(reference="M1", what="recruit", due_on=on(3, 1))
    plans = [
        start.MobilisationPlan(on=on(1, day), reference=name, contracts=(contract,), tasks=(task,))
        for day, name, contract in ((4, "P1", "C1"), (5, "P2", "C2"))
    ]
    done = start.TaskDone(on=on(2, 1), task="M1", plan="P1")
    signed = [evolve(SIGNED, reference=name) for name in ("C1", "C2")]
    tasks = agenda(*signed, *plans, done).of(ItemKind.TASK)
    assert {item.about: item.is_open for item in tasks if item.what.startswith("recruit")} == {
        "contract C1": False,
        "contract C2": True,
    }


def test_transfer_plans_of_two_lots_are_both_in_force():
    """People of one lot must not be forgotten when the other lot has a plan of its own."""
    month = Period(date(2024, 5, 1), date(2024, 5, 31))
    plans = [
        TransferPlan(
            on=date(2024, 2, day),
            lots=(lot,),
            waves=(TransferWave(reference=wave, cohort=lot, to_provider="alder", period=month),),
        )
        for day, lot, wave in ((1, "N1", "W1"), (2, "N2", "W2"), (3, "N2", "W3"))
    ]
    agenda = Cycle.audit("Two plans", plans).cycle.agenda(date(2024, 2, 4))
    assert [item.what for item in agenda.of(ItemKind.PEOPLE)] == [
        "Wave W1: people of N1 move to alder",
        "Wave W3: people of N2 move to alder",
    ]


def test_row_of_a_stage_that_has_been_passed_is_not_overdue():
    """A plan of last year, followed otherwise, would else be overdue for ever."""
    row = TimetableRow(what="Needs", step="needs-assessment", window=Window.day(on(1, 4)))
    begun = story(Scenario(route=Route.open()), at=Stage.ITT).records
    cycle = Cycle.audit("Home care", (*begun, Timetable(on=on(1, 4), rows=(row,)))).cycle

    assert cycle.stage is Stage.ITT
    assert not cycle.agenda(TODAY).of(ItemKind.PLAN)


def test_row_that_one_lot_has_passed_is_left_out_of_its_own_timetable_alone():
    """The other lot may still be at the stage, and its row overdue."""
    row = TimetableRow(what="Select", step="ssq", window=Window.day(on(1, 4)))
    begun = story(Scenario(lots=("N1", "N2")), at=Stage.SPECIFICATION)
    plans = [Timetable(on=begun.last_on, lots=(lot,), rows=(row,)) for lot in ("N1", "N2")]
    invited = make(InvitationToTender, on=begun.last_on, lots=("N1",))
    cycle = Cycle.audit("Care", (*begun.records, *plans, invited)).cycle
    assert cycle.stages == {"N1": Stage.ITT, "N2": Stage.SPECIFICATION}
    found = cycle.agenda(cycle.last_on)
    assert [item.because for item in found.of(ItemKind.PLAN)] == [
        f"the timetable of lot N2 says {row.window}"
    ]


def test_contract_without_a_term_is_a_finding():
    """Silence would read as "this contract never ends"."""
    found = agenda(evolve(SIGNED, term=None))

    assert [finding.code for finding in found.findings if finding.code == "not-stated"]
    assert not found.of(ItemKind.END)


def test_agenda_without_a_law_says_so_and_raises_nothing():
    """One procurement without facts must not stop a report on all."""
    found = agenda(SIGNED)

    assert [str(finding) for finding in found.findings] == [
        "It is not known which notices are due. The law depends on whether this is a health care "
        "service. Say so in the procurement strategy.",
        "The agenda lacks the day to begin buying again. The law of the next procurement depends on "
        "facts that are not stated. Say so in the procurement strategy.",
    ]
    assert found.of(ItemKind.END)
    assert "2 findings" in repr(found)


def test_law_that_does_not_answer_for_the_standstill_is_a_finding():
    """A lot under an unknown law keeps everything else on its agenda."""
    recommended = make(award.AwardRecommendation, Scenario(day=on(2, 1)))

    assert str(agenda(recommended).findings[0]) == (
        "The agenda lacks the standstill of the procurement. The law depends on whether this is a "
        "health care service. Say so in the procurement strategy."
    )


def test_contract_that_a_later_cycle_follows_is_being_bought_again():
    """The re-procurement is on its way once the cycle that follows is opened."""
    first = agenda(STRATEGY, SIGNED, route=Route.open())
    after = Agenda("Home care again", TODAY, reference="HC2", follows="HC")

    assert first.of(ItemKind.RENEWAL)
    assert Agenda.together([first]).of(ItemKind.RENEWAL)
    both = Agenda.together([first, after], "both")
    assert not both.of(ItemKind.RENEWAL)
    assert len(both) == len(first) - 1
    assert Agenda.together([]).today == date.min


DECIDED = make(live.RenewalDecided, on=on(3, 1), contracts=("C1",), again=False, because="no need")


@pytest.mark.parametrize(
    ("decided", "still_due"),
    [
        (DECIDED, False),
        (evolve(DECIDED, again=True), True),
        (evolve(DECIDED, again=True, followed_by="HC2"), False),
        (evolve(DECIDED, contracts=("C9",)), True),
    ],
)
def test_decision_on_buying_again_ends_the_reminder_once_it_is_carried_out(decided, still_due):
    """A decision to buy again without a cycle is still to be begun; one not to buy is done."""
    other = evolve(decided, on=on(2, 1), again=not decided.again, followed_by="")
    for order in ((decided,), (decided, other)):
        found = agenda(STRATEGY, SIGNED, *order, route=Route.open())
        assert any(item.is_open for item in found.of(ItemKind.RENEWAL)) is still_due


def test_equal_cycles_side_by_side_keep_their_items_apart():
    """Two files of one title must not share the identifiers of their entries in a calendar."""
    one = agenda(SIGNED)

    both = Agenda.together([one, one])

    assert len({(item.cycle, item.key) for item in both}) == 2 * len(one)


def test_contracts_with_one_end_are_bought_again_together():
    """Nine lots that end on one day are one procurement to begin, not nine."""
    other = evolve(SIGNED, reference="C2", recommendations=("R2",))

    item = only(ItemKind.RENEWAL, STRATEGY, SIGNED, other, route=Route.open())

    assert (
        item.what
        == "Begin to buy again what contracts C1 and C2 provide, unless an option is taken up"
    )


def test_items_that_differ_only_in_the_contract_are_shown_together():
    """A long list of the same sentence hides the one that is different."""
    many = [evolve(SIGNED, reference=f"C{n}", recommendations=(f"R{n}",)) for n in range(9)]

    ends = [alike for alike in agenda(*many).alike() if alike[0].kind is ItemKind.END]

    assert [len(alike) for alike in ends] == [9]


def test_items_that_differ_in_more_than_the_contract_are_shown_apart():
    """Of a timetable's two steps on one day, and of a cohort's two waves, the second was not shown."""
    end = next(item for item in agenda(SIGNED) if item.kind is ItemKind.END)
    words = {
        "Award from": "",
        "Tenders opened": "",
        "Wave 1 of east": "east",
        "Wave 2 of east": "east",
    }
    kind = ItemKind.PEOPLE
    each = tuple(
        evolve(end, key=what, kind=kind, what=what, about=about) for what, about in words.items()
    )
    theirs = evolve(end, key="theirs", who="Alder")

    shown = evolve(agenda(SIGNED), items=(end, theirs, *each)).alike()

    assert shown == ((end,), (theirs,), *((item,) for item in each))


def test_table_has_a_row_for_each_item_and_the_cycle_where_there_are_several():
    """The agenda of a department goes into a spreadsheet."""
    one = agenda(SIGNED)

    table = one.table()

    assert len(table.rows) == len(one)
    assert [column.name for column in table.columns][:5] == [
        "day",
        "what",
        "who",
        "state",
        "how sure",
    ]
    other = evolve(one, items=tuple(evolve(item, cycle="Other") for item in one))
    assert Agenda.together([one, other]).table().columns[-1].name == "cycle"


def test_agenda_reads_as_one_line_among_other_output_and_as_a_line_an_item():
    """It is looked at in a terminal, too."""
    found = agenda(*SOURCES[17][0], today=on(4, 6))

    assert repr(found).startswith("<Agenda of Home care on 6 April 2027: ")
    assert ", 1 overdue" in repr(found)
    assert len(str(found).splitlines()) == len(found)
    assert found[:1] == found.items[:1]


def test_day_with_a_time_is_refused():
    """A moment would compare wrongly with days."""
    with pytest.raises(RecordError, match="agenda"):
        Cycle("Home care").agenda("2027-03-01")


STORIES = [greenwich, lancashire_homecare, lancashire_supported_housing, leicester, lewisham]


@pytest.mark.parametrize("story_of", STORIES, ids=lambda module: module.__name__)
def test_agenda_of_a_true_story_holds_on_every_day_of_it(story_of):
    """Whatever day is asked, it answers, in order, with each name once."""
    cycle = story_of.cycle()
    for day in sorted({record.on for record in cycle.records})[::5]:
        found = cycle.agenda(day)
        assert len({item.key for item in found}) == len(found)
        days = [item.day or date.max for item in found]
        assert days == sorted(days)
        assert all(item.days_over == 0 or item.day < day for item in found)


@settings(max_examples=15, deadline=None)
@given(cycles(), st.integers(-200, 900))
def test_key_of_an_item_does_not_change_with_the_day_it_is_asked(cycle, days):
    """A calendar that is filled again tomorrow moves its entries and doubles none."""
    today = cycle.last_on or date(2024, 1, 1)
    now = {item.key for item in cycle.agenda(today)}
    later = {item.key: item for item in cycle.agenda(today + timedelta(days=abs(days)))}

    still = {
        key for key, item in later.items() if item.is_open and item.day and item.days_over == 0
    }
    assert len(now) == len(cycle.agenda(today))
    lasting = {k for k in still if not k.startswith(("return/", "notice/"))}
    assert lasting <= now


@pytest.mark.parametrize(
    ("ahead", "problem"),
    [
        (5, "ahead: 5 is not a length of time; write timedelta(days=30)"),
        ("a week", "ahead: 'a week' is not a length of time; write timedelta(days=30)"),
        (timedelta(days=-5), "ahead: -5 is below 0; ask for an earlier day"),
    ],
)
def test_time_ahead_that_is_none_is_refused_with_what_to_write(ahead, problem):
    """A number of days is the slip that everybody makes once."""
    with pytest.raises(RecordError) as refused:
        Cycle("Home care").agenda(date(2026, 11, 2), ahead)
    assert refused.value.problems == (problem,)
