"""Notices that are due: by when, why, and which record met them."""

from datetime import date
from decimal import Decimal

import pytest
from attrs import evolve

from commissioning.agenda.duties import DutyState, NoticeDuty
from commissioning.agenda.obligations import obligations
from commissioning.cycle import Cycle
from commissioning.dates.periods import Deadline, Period
from commissioning.law.law import Law
from commissioning.law.regimes.procurement_act_2023 import PROCUREMENT_ACT_2023
from commissioning.law.regimes.provider_selection_2023 import PROVIDER_SELECTION_2023
from commissioning.law.regimes.public_contracts_2015 import PUBLIC_CONTRACTS_2015
from commissioning.ledger.ledger import Ledger
from commissioning.records.contract import (
    ContractSigned,
    ContractVaried,
)
from commissioning.records.ending import Abandonment, ContractEnded, HowEnded
from commissioning.records.engagement import MarketEngagement
from commissioning.records.live import (
    BreachClosed,
    BreachRemedied,
    ImprovementNotice,
    ImprovementNoticeClosed,
)
from commissioning.records.notices import NoticePublished
from commissioning.records.selection import SelectionQuestionnaire
from commissioning.records.strategy import HealthProcess, ProcurementFacts, ProcurementStrategy
from commissioning.stages import During, Route, Stage
from commissioning.values.money import VatBasis, pounds

BEGAN, SIGNED, TODAY = date(2026, 4, 13), date(2026, 10, 1), date(2026, 11, 16)
CARE = ProcurementFacts(light_touch=True, above_threshold=True)
CLEANING = ProcurementFacts(light_touch=False, above_threshold=True)
BELOW = ProcurementFacts(light_touch=True, above_threshold=False)
SSQ = SelectionQuestionnaire(on=BEGAN, responses_due_by=Deadline(date(2026, 5, 15)))


def contract(value=6_000_000, on=SIGNED, reference="C-1", **fields):
    return ContractSigned(
        on=on,
        reference=reference,
        provider="alder",
        recommendations=("R",),
        term=Period.of(date(2027, 1, 1), years=4),
        value=None if value is None else pounds(value, VatBasis.INCLUDING),
        **fields,
    )


def notice(code, on, **fields):
    return NoticePublished(on=on, notice=code, **fields)


def ledger_of(*records, route=None):
    ledger = Ledger()
    for record in records:
        ledger.add(record, During((Stage.NEEDS,), survives=True))
    ledger.decided = {"whole": route or Route.restricted()}
    return ledger


def act(facts=CLEANING, on=BEGAN):
    return PROCUREMENT_ACT_2023.law(facts, on)


def duties(*records, law=None, today=TODAY, route=None):
    return obligations(ledger_of(*records, route=route), law or act(), today)


def of(code, *records, **how):
    return tuple(duty for duty in duties(*records, **how) if duty.code == code)


def one(code, *records, **how):
    (duty,) = of(code, *records, **how)
    return duty


def test_notice_after_an_act_is_due_by_its_last_day():
    """A care contract has 120 days for its details, any other 30."""
    full = one("UK7", contract())
    assert full.sentence() == (
        "Contract details notice (UK7) of C-1: 17 days overdue (was due 30 October 2026), "
        "because the contract is entered into (1 October 2026) (Procurement Act 2023, section "
        "53(1))"
    )
    care = one("UK7", contract(), law=act(CARE))
    assert (care.state, care.due_by, care.days_over) == (DutyState.DUE, date(2027, 1, 28), 0)
    assert full.is_open
    assert care.is_open


@pytest.mark.parametrize(
    ("published", "state", "over"),
    [
        (date(2026, 10, 30), DutyState.MET, 0),
        (date(2026, 10, 31), DutyState.LATE, 1),
        (TODAY, DutyState.LATE, 17),
        (date(2026, 11, 17), DutyState.OVERDUE, 17),
        (SIGNED, DutyState.MET, 0),
        (date(2026, 9, 30), DutyState.OVERDUE, 17),
    ],
    ids=("in time", "a day late", "today", "not yet", "the day itself", "before the contract"),
)
def test_notice_published_after_the_act_meets_the_duty(published, state, over):
    """Only a notice of this contract, after it, by today."""
    duty = one("UK7", contract(), notice("UK7", published, contract="C-1"))
    assert (duty.state, duty.days_over) == (state, over)
    assert bool(duty.met_by) is (state in {DutyState.MET, DutyState.LATE})


def test_contract_of_today_is_owed_its_notice_today():
    """The day on which a contract is entered into is the first on which its notice is owed."""
    assert one("UK7", contract(on=TODAY)).state is DutyState.DUE
    assert one("UK7", contract(on=date(2026, 11, 17))).state is not DutyState.DUE


def test_two_contracts_are_owed_a_notice_each():
    """One notice of the first leaves the second open."""
    second = contract(on=date(2026, 10, 5), reference="C-2")
    found = of("UK7", contract(), second, notice("UK7", date(2026, 10, 20), contract="C-1"))
    assert {(d.about, d.state) for d in found} == {
        ("C-1", DutyState.MET),
        ("C-2", DutyState.OVERDUE),
    }


def test_duty_met_late_states_both_days():
    """An auditor reads the day beside the limit."""
    duty = one("UK7", contract(), notice("UK7", date(2026, 10, 31), contract="C-1"))
    assert duty.sentence().startswith(
        "Contract details notice (UK7) of C-1: published 1 day late, on 31 October 2026 "
        "(due by 30 October 2026), because"
    )


@pytest.mark.parametrize(
    ("code", "facts", "sentence"),
    [
        (
            "UK7",
            CARE,
            "Contract details notice (UK7) of C-1: due by 28 January 2027, because the contract is "
            "entered into (1 October 2026)",
        ),
        (
            "UK7",
            BELOW,
            "Contract details notice of a contract below the threshold (UK7) of C-1: due as soon as "
            "practicable, because the contract is entered into (1 October 2026)",
        ),
        (
            "UK5",
            CLEANING,
            "Transparency notice (UK5): not due, because it belongs to a direct award",
        ),
    ],
    ids=("with a last day", "as soon as practicable", "not due"),
)
def test_sentence_of_a_duty_gives_its_state_and_reason(code, facts, sentence):
    """An officer reads the sentence, not the fields."""
    assert one(code, contract(), law=act(facts)).sentence().startswith(f"{sentence} (")


def test_notice_of_one_contract_does_not_meet_the_duty_of_another():
    """Two contracts, two notices."""
    two = contract(reference="C-2", on=date(2026, 10, 5))
    found = of("UK7", contract(), two, notice("UK7", date(2026, 10, 20), contract="C-2"))
    assert [(d.about, d.state) for d in found] == [
        ("C-1", DutyState.OVERDUE),
        ("C-2", DutyState.MET),
    ]


def test_notice_without_a_contract_goes_by_its_lots():
    """Most notices of a procurement without lots name no contract."""
    assert one("UK7", contract(), notice("UK7", date(2026, 10, 20))).state is DutyState.MET


@pytest.mark.parametrize(
    ("records", "state"),
    [
        ((), DutyState.DUE_BEFORE),
        ((notice("UK4", date(2026, 4, 10)),), DutyState.MET),
        ((SSQ,), DutyState.OVERDUE),
        ((SSQ, notice("UK4", BEGAN)), DutyState.MET),
        ((SSQ, notice("UK4", date(2026, 4, 20))), DutyState.LATE),
    ],
    ids=("to come", "out early", "begun without", "the same day", "a week late"),
)
def test_tender_notice_is_due_before_the_competition(records, state):
    """Section 21: first the notice, then the questionnaire."""
    assert one("UK4", *records).state is state


def test_optional_notice_is_never_overdue():
    """A planned procurement notice may shorten the time, and is optional."""
    assert one("UK3").state is DutyState.OPTIONAL
    assert one("UK3", SSQ).state is DutyState.OPTIONAL
    assert one("UK3", SSQ, notice("UK3", date(2026, 2, 2))).state is DutyState.MET


def test_engagement_notice_is_due_only_after_engagement():
    """Section 17: only where there was any."""
    held = MarketEngagement(on=date(2026, 2, 2), method="an event")
    assert one("UK2", SSQ).because == "there is no round of market engagement"
    assert one("UK2", SSQ, held).because == (
        "the authority must publish it, or say why not in the tender notice"
    )
    assert one("UK2", SSQ, held, notice("UK2", date(2026, 1, 5))).state is DutyState.MET


def test_duty_lifted_for_light_touch_states_the_reason():
    """An officer who knows the full rules looks for the notice that is missing."""
    duty = one("UK10", contract(), law=act(CARE))
    assert (duty.state, duty.because) == (DutyState.NOT_DUE, "the procurement is light touch")


def test_user_choice_contract_has_no_award_notices():
    """There is no competition for one person's own choice."""
    facts = ProcurementFacts(light_touch=True, above_threshold=True, user_choice=True)
    for code in ("UK5", "UK6", "UK7", "UK11"):
        assert one(code, contract(), law=act(facts)).because == (
            "the procurement is a user choice contract"
        )


def test_duty_that_depends_on_an_unstated_fact_is_undecided():
    """30 days or 120: the library does not guess."""
    facts = ProcurementFacts(above_threshold=True)
    duty = one("UK7", contract(), law=act(facts))
    assert duty.state is DutyState.UNDECIDED
    assert duty.because == (
        "the law depends on whether the service is light touch. Say so in the procurement strategy"
    )


def test_direct_award_has_a_transparency_notice_and_no_tender_notice():
    """Each way of awarding has its own."""
    route = Route.direct_award()
    assert one("UK4", contract(), route=route).because == "it belongs to an award by competition"
    assert one("UK5", contract()).because == "it belongs to a direct award"
    assert one("UK5", contract(), route=route).state is DutyState.OVERDUE


@pytest.mark.parametrize(
    ("value", "state", "because"),
    [
        (6_000_000, DutyState.DUE, "the contract is entered into (1 October 2026)"),
        (
            5_000_000,
            DutyState.NOT_DUE,
            (
                "the contract is worth £5,000,000 including VAT, and the notice is for contracts "
                "over £5,000,000 including VAT"
            ),
        ),
        (
            None,
            DutyState.NOT_DUE,
            "it is for contracts over £5,000,000 including VAT, and the value is not stated",
        ),
    ],
    ids=("over", "at the line", "not stated"),
)
def test_contract_copy_is_due_over_five_million_only(value, state, because):
    """Section 53(3): more than the line, not the line itself."""
    duty = one("UK7-contract", contract(value))
    assert (duty.state, duty.because) == (state, because)


def test_contract_of_exactly_the_minimum_value_is_owed_a_notice():
    """Section 87: not less than £30,000, and as soon as practicable after."""
    facts = ProcurementFacts(light_touch=True, above_threshold=False)
    at, under = (one("UK7", contract(v), law=act(facts)) for v in (30_000, 29_999))
    assert (at.state, at.due_by) == (DutyState.DUE, None)
    assert under.state is DutyState.NOT_DUE
    plan = ProcurementStrategy(
        on=date(2026, 4, 1),
        route=Route.restricted(),
        facts=facts,
        estimated_value=pounds(60_000, VatBasis.INCLUDING),
    )
    assert one("UK4", SSQ, plan, law=act(facts)).because == (
        "the authority must publish it, if the contract is advertised openly"
    )
    assert one("UK4", SSQ, law=act(facts)).state is DutyState.NOT_DUE


def test_performance_notice_is_due_every_twelve_months():
    """Section 71(2): a period that begins with 1 October ends with 30 September, and the next follows."""
    found = of(
        "UK9",
        contract(),
        notice("UK9", date(2027, 9, 20), contract="C-1"),
        today=date(2029, 1, 8),
    )
    assert [(d.due_by, d.state) for d in found] == [
        (date(2028, 9, 30), DutyState.OVERDUE),
        (date(2029, 9, 30), DutyState.DUE),
        (date(2027, 9, 30), DutyState.MET),
    ]
    assert found[0].because == "it is due at least every year; this round began on 1 October 2027"


def test_round_of_assessment_that_begins_today_is_listed():
    """On the anniversary of the signature the second period of twelve months has begun."""
    assert len(of("UK9", contract(), today=date(2027, 9, 30))) == 1
    assert len(of("UK9", contract(), today=date(2027, 10, 1))) == 2


def test_performance_notice_of_the_anniversary_is_a_day_late():
    """It is of the round that ended the day before, and not of the one that begins with it."""
    found = of(
        "UK9",
        contract(),
        notice("UK9", date(2027, 10, 1), contract="C-1"),
        today=date(2027, 12, 1),
    )
    assert {(d.due_by, d.state) for d in found} == {
        (date(2027, 9, 30), DutyState.LATE),
        (date(2028, 9, 30), DutyState.DUE),
    }


def test_performance_notices_stop_with_the_contract():
    """Section 71(2)(b): it is assessed when it ends, and not again."""
    ended = ContractEnded(
        on=date(2027, 6, 1), contract="C-1", how=HowEnded.TERMINATED, because="agreed"
    )
    today = date(2029, 1, 8)
    (last,) = of("UK9", contract(), ended, today=today)
    assert (last.state, last.due_by) == (DutyState.DUE, None)
    assert last.because == "it is due when the contract ends too, which was on 1 June 2027"
    early, on_the_day = (notice("UK9", on, contract="C-1") for on in (date(2027, 5, 31), ended.on))
    assert of("UK9", contract(), ended, early, today=today)[0].state is DutyState.DUE
    assert of("UK9", contract(), ended, on_the_day, today=today)[0].state is DutyState.MET


@pytest.mark.parametrize("day", [date(2031, 12, 31), date(9999, 12, 31)])
def test_notices_by_the_calendar_stop_with_the_last_contract(day):
    """A list that grew for ever would be slow to make, and of payments that nobody makes."""
    assert max(d.due_by for d in of("UK17", contract(), today=day)) == date(2031, 4, 29)
    assert max(d.due_by for d in of("UK8", contract(), today=day)) == date(2031, 1, 29)
    assert len(of("UK17", contract(), today=day)) == 9


def test_notice_by_the_calendar_is_not_due_for_contracts_that_ended_before_it():
    """The first payments notices are of 2026; a contract of 2025 alone owes none."""
    early = evolve(contract(on=date(2025, 3, 3)), term=Period.of(date(2025, 3, 3), months=9))
    (duty,) = of("UK17", early, law=act(on=date(2025, 2, 24)), today=date(2026, 6, 1))
    assert duty.state is DutyState.NOT_DUE
    assert duty.because == "it is due from 1 January 2026 on, and no contract has run since"


def test_notice_of_the_next_period_is_listed_while_a_second_contract_runs():
    """The last of the contracts decides, whichever was signed first."""
    later = evolve(contract(reference="C-2"), term=Period.of(date(2028, 1, 1), years=5))
    found = of("UK17", later, contract(), today=date(2031, 12, 31))
    assert max(d.due_by for d in found) == date(2032, 4, 29)


def test_failure_to_improve_is_owed_a_notice():
    """Section 71(5): thirty days from the end of the opportunity that was not taken."""
    asked = ImprovementNotice(
        on=date(2027, 3, 1),
        reference="N-1",
        contract="C-1",
        requires=("visits on time",),
        improve_by=date(2027, 5, 1),
    )
    failed = ImprovementNoticeClosed(on=date(2027, 5, 4), contract="C-1", notice="N-1", met=False)
    met = ImprovementNoticeClosed(on=date(2027, 5, 4), contract="C-1", notice="N-1", met=True)
    today = date(2027, 5, 10)
    assert one("UK9-breach", contract(), asked, failed, today=today).due_by == date(2027, 6, 2)
    assert one("UK9-breach", contract(), asked, met, today=today).state is DutyState.NOT_DUE


@pytest.mark.parametrize(
    ("how", "due_by"),
    [
        (BreachClosed.PUT_RIGHT, None),
        (BreachClosed.PARTLY_TERMINATED, date(2027, 6, 2)),
        (BreachClosed.DAMAGES, date(2027, 6, 2)),
        (BreachClosed.SETTLEMENT, date(2027, 6, 2)),
    ],
)
def test_breach_with_consequences_is_owed_a_notice(how, due_by):
    """Section 71(3) and (5): what other authorities may exclude the supplier for is published."""
    closed = BreachRemedied(on=date(2027, 5, 4), contract="C-1", breach="B-1", how=how)
    (duty,) = of("UK9-breach", contract(), closed, today=date(2027, 5, 10))
    assert (duty.due_by, duty.is_open) == (due_by, due_by is not None)


@pytest.mark.parametrize(
    ("closed_on", "due_by"), [(date(2025, 12, 31), None), (date(2026, 1, 1), date(2026, 1, 30))]
)
def test_breach_closed_before_its_section_was_in_force_is_owed_no_notice(closed_on, due_by):
    """Section 71 began on 1 January 2026: what was over by then is published by no one later."""
    closed = BreachRemedied(on=closed_on, contract="C-1", breach="B-1", how=BreachClosed.DAMAGES)
    begun = act(on=date(2025, 3, 3))
    signed = contract(on=date(2025, 6, 2))
    (duty,) = of("UK9-breach", signed, closed, law=begun, today=date(2026, 2, 16))
    assert duty.due_by == due_by
    assert duty.because == "it applies from 1 January 2026" or due_by


def test_breach_of_a_light_touch_contract_is_owed_no_notice():
    """Section 71(6)."""
    closed = BreachRemedied(
        on=date(2027, 5, 4), contract="C-1", breach="B-1", how=BreachClosed.DAMAGES
    )
    (duty,) = of("UK9-breach", contract(), closed, law=act(CARE), today=date(2027, 5, 10))
    assert duty.state is DutyState.NOT_DUE


def change(value, number=1, **fields):
    return ContractVaried(
        on=date(2026, 11, 2),
        reference=f"V-{number}",
        contract="C-1",
        what="more hours",
        value_change=pounds(Decimal(value), VatBasis.INCLUDING),
        **fields,
    )


def test_large_change_is_owed_a_notice_before_and_a_copy_after():
    """Sections 75 and 77: a small change apart from it needs neither."""
    apart = change(10_000, 2, apart_because="a home opened that afternoon")
    records = (contract(), change(900_000), apart)
    told = [(d.about, d.state, d.because) for d in of("UK10", *records)]
    assert told == [
        ("V-1", DutyState.OVERDUE, "it comes before the contract is changed (2 November 2026)"),
        ("V-2", DutyState.NOT_DUE, "the change is too small to be notified"),
    ]
    published = notice("UK10", date(2026, 10, 20), about="V-1")
    first = of("UK10", *records, published)[0]
    assert (first.about, first.state) == ("V-1", DutyState.MET)
    copies = of("UK10-contract", *records, published)
    assert [(d.about, d.state, d.due_by) for d in copies] == [
        ("V-1", DutyState.DUE, date(2027, 1, 30)),
        ("V-2", DutyState.NOT_DUE, None),
    ]
    unannounced = of("UK10-contract", *records)
    assert [d.state for d in unannounced] == [DutyState.DUE, DutyState.NOT_DUE], "it was required"


def test_change_of_an_unknown_contract_is_owed_a_notice():
    """Its size is unknown, so it may not be small."""
    assert one("UK10", change(10_000)).state is DutyState.OVERDUE
    assert one("UK10-contract", change(10_000), notice("UK10", SIGNED)).state is DutyState.NOT_DUE


def test_contract_that_expired_is_owed_a_termination_notice():
    """Section 80: expiry too."""
    ended = ContractEnded(on=date(2030, 12, 31), contract="C-1")
    duty = one("UK11", contract(), ended, today=date(2031, 1, 5))
    assert (duty.about, duty.due_by) == ("C-1", date(2031, 1, 29))


def test_procurement_abandoned_after_its_notice_is_owed_another():
    """Section 55: only where it had been announced."""
    given_up = Abandonment(on=date(2026, 6, 1), because="no money")
    assert one("UK12", given_up).because == "there is no UK4 or UK5 notice"
    duty = one("UK12", notice("UK4", BEGAN), given_up)
    assert (duty.state, duty.due_by) == (DutyState.DUE, None)


def test_abandoned_procurement_owes_no_notice_before_an_act_that_will_not_come():
    """The agenda would ask for the award notice for ever."""
    given_up = Abandonment(on=date(2026, 6, 1), because="no money")
    assert one("UK6", notice("UK4", BEGAN)).state is DutyState.DUE_BEFORE
    duty = one("UK6", notice("UK4", BEGAN), given_up)
    assert (duty.state, duty.because) == (
        DutyState.NOT_DUE,
        "it comes before the contract is entered into, and the procurement is abandoned",
    )


def test_payment_notice_is_due_every_half_year():
    """Section 69: the periods that have ended since the first contract, and the one that runs."""
    found = of(
        "UK17",
        contract(),
        notice("UK17", date(2027, 4, 29)),
        notice("UK17", date(2027, 10, 30)),
        today=date(2028, 5, 2),
    )
    assert [(d.due_by, d.state) for d in found] == [
        (date(2028, 4, 29), DutyState.OVERDUE),
        (date(2028, 10, 29), DutyState.DUE),
        (date(2027, 10, 29), DutyState.LATE),
        (date(2027, 4, 29), DutyState.MET),
    ]
    assert one("UK17").because == "there is no signed contract"
    assert "to 31 March 2028" in found[0].because


def test_half_year_that_ends_today_is_listed():
    """On its last day the period is over; its notice and the next are owed."""
    assert len(of("UK17", contract(), today=date(2027, 3, 30))) == 1
    assert len(of("UK17", contract(), today=date(2027, 3, 31))) == 2


def test_duty_of_the_whole_authority_is_undecided():
    """One cycle does not know what the council spends in a year."""
    duty = one("UK1")
    assert duty.state is DutyState.UNDECIDED
    assert duty.because == "it depends on all that the authority expects to spend in the year"


def test_notice_in_force_later_is_not_owed_earlier():
    """Payments are published only for procurements begun from 1 April 2026."""
    assert of("UK8", law=act(on=date(2026, 3, 31))) == ()
    assert len(of("UK8", law=act(on=date(2026, 4, 1)))) == 1


def test_award_notices_of_2015_and_2023_do_not_meet_each_other():
    """The award notice of 2015 follows the contract; that of 2023 comes before it."""
    law = PUBLIC_CONTRACTS_2015.law(CARE, date(2022, 7, 11))
    old = contract(on=date(2022, 11, 30))
    records = (old, notice("UK6", date(2022, 11, 25)))
    duty = one("PCR-contract-award", *records, law=law, today=date(2022, 12, 5))
    assert (duty.state, duty.due_by) == (DutyState.DUE, date(2023, 1, 30))
    assert {d.code for d in duties(old, law=law)}.isdisjoint({"UK6", "UK7"})


def test_health_regime_has_its_own_notices():
    """A change is notified from half a million pounds."""
    facts = ProcurementFacts(health_service=True, health_process=HealthProcess.COMPETITIVE)
    law = PROVIDER_SELECTION_2023.law(facts, BEGAN)
    found = of("PSR-modification", contract(), change(499_999), change(500_000, 2), law=law)
    assert [(d.about, d.state, d.because) for d in found] == [
        (
            "V-2",
            DutyState.DUE,
            "the authority's own changes reach £500,000 together, or an urgent change is made "
            "(2 November 2026)",
        ),
        ("V-1", DutyState.NOT_DUE, "the authority's own changes together are below £500,000"),
    ]
    assert one("PSR-award", contract(), law=law).due_by == date(2026, 10, 31)
    silent = one("PSR-modification", contract(), law=law)
    assert silent.because == (
        "it is due once the authority's own changes reach £500,000 together, or an urgent change is "
        "made, which is not recorded"
    )


def test_obligations_without_a_law_are_unknown_and_no_error():
    """An agenda that stops at the first procurement without a law shows nothing of the others."""
    found = duties(contract(), law=Law.unknown("nobody says when it began"))
    assert list(found) == []
    (unknown,) = found.findings
    assert str(unknown) == (
        "It is not known which notices are due. Nobody says when it began. Say so in the procurement "
        "strategy."
    )
    assert (unknown.code, unknown.blocks) == ("law-unknown", False)
    assert repr(found) == f"<Duties: 0 to publish, of 0 notices; {unknown}>"


def test_one_notice_that_the_law_cannot_time_leaves_the_others():
    """Bank holidays are held to 2030; what does not hang on them is still due in 2031."""
    late = date(2031, 1, 6)
    found = duties(contract(on=late), today=date(2031, 2, 3))
    assert len(found) > 5
    assert [finding.code for finding in found.findings] == ["law-unknown"] * len(found.findings)


def test_obligations_are_listed_by_state():
    """A list of duties is read from the top."""
    states = [duty.state for duty in duties(SSQ, contract())]
    order = list(DutyState)
    assert states == sorted(states, key=order.index)
    assert states[0] is DutyState.OVERDUE
    assert {d.code for d in duties(SSQ, contract())} == {
        *(f"UK{number}" for number in range(1, 18)),
        "UK6-reopening",
        "UK7-contract",
        "UK9-breach",
        "UK10-contract",
        "exclusion",
        "exclusion-from-market",
        "exclusion-proceedings",
        "code-tender",
        "code-contract",
    }


def test_duties_make_a_table():
    """The list goes into a report as it stands."""
    found = duties(contract(), notice("UK7", date(2026, 10, 31), contract="C-1"))
    rows = {row["code"]: row for row in found.table().to_dicts()}
    assert rows["UK7"] == {
        "code": "UK7",
        "notice": "Contract details notice",
        "about": "C-1",
        "state": "met late",
        "due by": date(2026, 10, 30),
        "published": date(2026, 10, 31),
        "days over": 1,
        "because": "the contract is entered into (1 October 2026)",
        "source": "Procurement Act 2023, section 53(1)",
    }
    assert rows["UK1"]["published"] is None


def test_undecided_duty_has_no_day():
    """A duty without a last day must not show one."""
    assert isinstance(one("UK13"), NoticeDuty)
    assert one("UK13").due_by is None
    assert not one("UK13").is_open


def test_duties_are_a_sequence_with_a_table():
    """A loop, a slice, a length and a table: whatever a tuple of duties was used for still works."""
    found = duties(SSQ, contract())
    assert len(found) == len(found.duties)
    assert found[0] is found.duties[0]
    assert found[1:3] == found.duties[1:3]
    assert len(found.table().rows) == len(found)
    due = sum(duty.is_open for duty in found)
    assert repr(found) == f"<Duties: {due} to publish, of {len(found)} notices>"


def test_cycle_without_a_strategy_answers_that_its_law_is_unknown():
    """The first question of a newcomer, before anything is recorded, is no error."""
    found = Cycle("Home care").obligations(date(2026, 6, 1))
    assert [finding.code for finding in found.findings] == ["law-unknown"]
    assert "health care service" in found.findings[0].message
