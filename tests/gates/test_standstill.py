"""May the contract be signed yet? Under each law, with what prolongs the wait and what does not."""

from datetime import date

import pytest
from attrs import evolve

from commissioning.gates.challenges import signing_is_not_suspended
from commissioning.gates.standstill import (
    promised_standstill_is_long_enough,
    standstill_is_over,
    standstill_of,
)
from commissioning.law.law import Law
from commissioning.law.regimes.procurement_act_2023 import PROCUREMENT_ACT_2023
from commissioning.law.regimes.provider_selection_2023 import PROVIDER_SELECTION_2023
from commissioning.law.regimes.public_contracts_2015 import PUBLIC_CONTRACTS_2015
from commissioning.records.award import AwardRecommendation, IntentionToAward, LotAward
from commissioning.records.challenge import Challenge, ChallengeOutcome, ChallengeResolved
from commissioning.records.contract import ContractSigned
from commissioning.records.notices import NoticePublished
from commissioning.records.selection import SelectionResponse
from commissioning.records.strategy import HealthProcess, ProcurementFacts
from commissioning.records.tender import TenderReceived
from commissioning.stages import Route

CARE = ProcurementFacts(light_touch=True, above_threshold=True)
CLEANING = ProcurementFacts(light_touch=False, above_threshold=True)
SENT = date(2015, 9, 14)


def pcr(facts=CARE):
    return PUBLIC_CONTRACTS_2015.law(facts, date(2015, 3, 2))


def act(facts=CLEANING):
    return PROCUREMENT_ACT_2023.law(facts, date(2026, 2, 2))


def psr(process=HealthProcess.COMPETITIVE, *, urgent=False):
    facts = ProcurementFacts(health_service=True, health_process=process, urgent=urgent)
    return PROVIDER_SELECTION_2023.law(facts, date(2025, 3, 3))


def letters(on=SENT, **fields):
    return IntentionToAward(on=on, recommendation="R", **fields)


def notice(on, code="UK6", **fields):
    return NoticePublished(on=on, notice=code, **fields)


def found(gate, case):
    return tuple(gate(case))


def only(gate, case):
    (finding,) = gate(case)
    return finding


# The 2015 Regulations


def test_wait_is_said_with_its_end_and_the_first_day_to_sign(case_of):
    """Lancashire's letters of 14 September 2015: this is what its officers would have read."""
    finding = only(
        standstill_is_over, case_of(ContractSigned, letters(), law=pcr(), on=date(2015, 9, 14))
    )
    assert str(finding) == (
        "You cannot sign on 14 September 2015: the standstill runs to 24 September 2015 "
        "(Public Contracts Regulations 2015, regulation 87(2)). Sign on or after 25 September "
        "2015."
    )
    assert finding.earliest == date(2015, 9, 25)
    assert (finding.code, finding.about) == ("standstill-running", None)
    assert finding.blocks


@pytest.mark.parametrize(("day", "waits"), [(24, True), (25, False)])
def test_last_day_still_binds_and_the_next_does_not(case_of, day, waits):
    """It ends at midnight at the end of its last day."""
    case = case_of(ContractSigned, letters(), law=pcr(), on=date(2015, 9, day))
    assert bool(found(standstill_is_over, case)) is waits


def test_without_letters_nothing_has_begun(case_of):
    """No one can have objected to what no one has been told."""
    finding = only(standstill_is_over, case_of(ContractSigned, law=pcr(), on=SENT))
    assert str(finding) == (
        "The standstill has not started: no intention to award is recorded (Public Contracts "
        "Regulations 2015, regulations 85 to 87). Record the intention to award, then wait 10 "
        "calendar days, counted from the day after and rolled forward to a working day by the bank "
        "holidays of England and Wales."
    )
    assert finding.code == "standstill-not-started"
    assert finding.about is None


def recommended(on, reference):
    return AwardRecommendation(on=on, reference=reference, awards=(LotAward(provider="A"),))


@pytest.mark.parametrize(
    ("law", "starter"),
    [(pcr(), letters(date(2026, 3, 2))), (act(), notice(date(2026, 3, 2)))],
    ids=["letters", "notice"],
)
def test_letters_of_an_earlier_recommendation_do_not_serve_a_new_one(case_of, law, starter):
    """A council that changes its mind about the winner must give the bidders their days again."""
    first = recommended(date(2026, 3, 2), "R")
    second = recommended(date(2026, 3, 30), "R2")
    on = date(2026, 4, 15)

    before = found(standstill_is_over, case_of(ContractSigned, first, starter, law=law, on=on))
    after = only(
        standstill_is_over, case_of(ContractSigned, first, starter, second, law=law, on=on)
    )

    assert (before, after.code) == ((), "standstill-not-started")


def test_letters_of_a_later_day_have_not_begun_it(case_of):
    """Asked about an earlier day, the letters had not been sent."""
    case = case_of(ContractSigned, letters(), law=pcr(), on=date(2015, 9, 13))
    assert only(standstill_is_over, case).code == "standstill-not-started"


def test_last_letters_count(case_of):
    """Letters that are sent again begin the ten days again."""
    case = case_of(
        ContractSigned,
        letters(),
        letters(on=date(2015, 9, 21)),
        law=pcr(),
        on=date(2015, 9, 28),
    )
    assert only(standstill_is_over, case).earliest == date(2015, 10, 2)


@pytest.mark.parametrize(
    ("received", "earliest"),
    [(None, date(2015, 9, 30)), (date(2015, 9, 15), date(2015, 9, 26)), (date(2015, 9, 24), None)],
    ids=("not known", "next day", "much later"),
)
def test_letters_by_post_wait_for_receipt_or_fifteen_days(case_of, received, earliest):
    """Whichever ends sooner; 25 September is a Friday, so the tenth day after receipt may be one."""
    case = case_of(
        ContractSigned,
        letters(sent_electronically=False, last_received_on=received),
        law=pcr(),
        on=date(2015, 9, 20),
    )
    assert only(standstill_is_over, case).earliest == (earliest or date(2015, 9, 30))


def test_longer_promise_binds_and_is_named(case_of):
    """Bidders may rely on what they were told."""
    case = case_of(
        ContractSigned,
        letters(no_signing_before=date(2015, 10, 1)),
        law=pcr(),
        on=date(2015, 9, 28),
    )
    finding = only(standstill_is_over, case)
    assert finding.message == (
        "You cannot sign on 28 September 2015: the standstill runs to 30 September 2015, "
        "because bidders were promised that you would not sign before 1 October 2015"
    )
    assert finding.earliest == date(2015, 10, 1)


def test_promise_of_the_very_day_that_the_law_gives_adds_nothing(case_of):
    """A reason is given only where it makes the wait longer; bidders were told the plain law."""
    case = case_of(ContractSigned, letters(no_signing_before=date(2015, 9, 25)), law=pcr(), on=SENT)
    assert only(standstill_is_over, case).message == (
        "You cannot sign on 14 September 2015: the standstill runs to 24 September 2015"
    )


@pytest.mark.parametrize(
    ("sent_for", "told"),
    [
        (
            (),
            [
                (
                    "The standstill of lots N1 and N2 has not started: no intention to award is recorded",
                    None,
                )
            ],
        ),
        (
            ("N1",),
            [
                (
                    "The standstill of lot N2 has not started: no intention to award is recorded",
                    "N2",
                ),
                (
                    "You cannot sign on 14 September 2015: the standstill of lot N1 runs to 24 "
                    "September 2015",
                    "N1",
                ),
            ],
        ),
        (
            ("N1", "N2"),
            [
                (
                    "You cannot sign on 14 September 2015: the standstill of lots N1 and "
                    "N2 runs to 24 September 2015",
                    None,
                )
            ],
        ),
    ],
    ids=("neither", "one", "both"),
)
def test_two_lots_are_told_of_by_name(case_of, sent_for, told):
    """With two lots signed on one day it must be plain which of them still waits."""
    sent = [letters(lots=(lot,)) for lot in sent_for]
    case = case_of(ContractSigned, *sent, law=pcr(), on=SENT, lots=("N1", "N2"))
    case.ledger.positions = case.ledger.positions.divided(case.lots)
    findings = found(standstill_is_over, case)
    assert [(f.message.split("; this")[0], f.about) for f in findings] == told


def test_each_lot_has_its_own_standstill(case_of):
    """Lots awarded in turn are signed in turn."""
    case = case_of(
        ContractSigned,
        letters(lots=("N1",)),
        letters(on=date(2015, 9, 17), lots=("N2", "N3")),
        law=pcr(),
        on=date(2015, 9, 18),
        lots=("N1", "N2", "N3", "N4"),
    )
    case.ledger.positions = case.ledger.positions.divided(case.lots)
    told = [(f.message.split("; this")[0], f.about) for f in standstill_is_over(case)]
    assert told == [
        ("The standstill of lot N4 has not started: no intention to award is recorded", "N4"),
        (
            "You cannot sign on 18 September 2015: the standstill of lot N1 runs to 24 September 2015",
            "N1",
        ),
        (
            "You cannot sign on 18 September 2015: the standstill of lots N2 and N3 runs to 28 "
            "September 2015",
            None,
        ),
    ]


def test_standstill_that_ends_first_is_reported_first(case_of):
    """An officer with two lots to sign reads which one comes next."""
    sent = [letters(on=date(2015, 9, 17), lots=("N1",)), letters(lots=("N2",))]
    case = case_of(ContractSigned, *sent, law=pcr(), on=date(2015, 9, 18), lots=("N1", "N2"))
    case.ledger.positions = case.ledger.positions.divided(case.lots)
    assert [f.about for f in standstill_is_over(case)] == ["N2", "N1"]


MARCH = date(2026, 3, 1)


def started(case_of, law, starters, tranches):
    """The day of March 2026 from which the standstill of each tranche runs; the last, asked for no one."""
    awards = [recommended(MARCH.replace(day=day), reference) for reference, day in tranches.items()]
    records = sorted([*awards, *starters], key=lambda record: record.on)
    ledger = case_of(ContractSigned, *records, law=law, on=date(2026, 4, 15)).ledger
    found = [
        standstill_of(ledger, law, "whole", date(2026, 4, 15), award) for award in (*awards, None)
    ]
    return [each.started_by.on.day for each in found]


@pytest.mark.parametrize(
    ("notices", "tranches", "days"),
    [
        ((3, 17), {"R": 2, "R2": 16}, [3, 17, 17]),
        ((3, 16), {"R": 2, "R2": 16}, [3, 16, 16]),
        ((17,), {"R": 2, "R2": 16}, [17, 17, 17]),
        ((3, 17, 24), {"R": 2, "R2": 16, "R3": 23}, [3, 17, 24, 24]),
    ],
    ids=("one each", "on the day of the second", "one for both", "three tranches"),
)
def test_notice_of_a_further_tranche_begins_no_standstill_anew(case_of, notices, tranches, days):
    """A notice names no recommendation, and people wait for care that the first tranche can give now."""
    published = [notice(MARCH.replace(day=day)) for day in notices]
    assert started(case_of, act(), published, tranches) == days


def test_letters_of_a_further_tranche_begin_no_standstill_anew(case_of):
    """Letters name their recommendation, so those of the second tell bidders nothing of the first."""
    sent = [letters(date(2026, 3, 3)), evolve(letters(date(2026, 3, 17)), recommendation="R2")]
    assert started(case_of, pcr(), sent, {"R": 2, "R2": 16}) == [3, 17, 17]
    sent_again = [*sent, letters(date(2026, 3, 19))]
    assert started(case_of, pcr(), sent_again, {"R": 2, "R2": 16}) == [19, 17, 17]


def test_another_notice_begins_no_standstill(case_of):
    """The details of a contract or a pipeline, published in between, tell bidders nothing of the award."""
    published = [notice(date(2026, 3, 3)), notice(date(2026, 3, 12), "UK5")]
    assert started(case_of, act(), published, {"R": 2}) == [3, 3]


@pytest.mark.parametrize(("asked", "ends"), [(3, 19), (4, 24), (7, 24)])
def test_latest_day_promised_binds_from_the_day_it_was_promised(case_of, asked, ends):
    """A correction that names an earlier day takes back no promise, and another notice makes none."""
    published = [
        notice(date(2026, 3, 2), reference="N1", no_signing_before=date(2026, 3, 20)),
        notice(date(2026, 3, 4), reference="N2", amends="N1", no_signing_before=date(2026, 3, 25)),
        notice(date(2026, 3, 6), amends="N2", no_signing_before=date(2026, 3, 23)),
        notice(date(2026, 3, 6), "UK5", no_signing_before=date(2026, 5, 1)),
    ]
    on = date(2026, 3, asked)
    ledger = case_of(ContractSigned, *published, law=act(), on=on).ledger
    found = standstill_of(ledger, act(), "whole", on)
    assert (found.started_by.on, found.ends_on) == (date(2026, 3, 2), date(2026, 3, ends))


def test_direct_award_without_a_notice_need_not_wait(case_of):
    """Regulation 86(5)(a): nobody competed."""
    case = case_of(ContractSigned, law=pcr(), on=SENT, route=Route.direct_award())
    assert found(standstill_is_over, case) == ()


@pytest.mark.parametrize(
    ("others", "codes"),
    [
        ((), []),
        ((SelectionResponse(on=SENT, provider="alder"),), []),
        ((SelectionResponse(on=SENT, provider="birch"),), ["standstill-not-started"]),
        ((TenderReceived(on=SENT, provider="birch"),), ["standstill-not-started"]),
    ],
    ids=("alone", "alone from the start", "with a candidate", "with another tenderer"),
)
def test_single_tenderer_need_not_wait(case_of, others, codes):
    """Regulation 86(5)(b): there is nobody left to object."""
    case = case_of(
        ContractSigned, TenderReceived(on=SENT, provider="alder"), *others, law=pcr(), on=SENT
    )
    assert [f.code for f in standstill_is_over(case)] == codes


def test_standstill_past_the_published_holidays_says_so(case_of):
    """A plan for 2029 stands until somebody proclaims a holiday."""
    law = PROCUREMENT_ACT_2023.law(CLEANING, date(2028, 6, 1))
    case = case_of(ContractSigned, notice(date(2029, 3, 5)), law=law, on=date(2029, 3, 6))
    assert only(standstill_is_over, case).message == (
        "You cannot sign on 6 March 2029: the standstill runs to 14 March 2029 (bank holidays "
        "after 2028 are not announced yet and may change)"
    )


# The 2023 Act


def test_acts_standstill_begins_with_the_notice(case_of):
    """Letters alone start nothing under the Act; a holiday in Scotland stops the clock."""
    case = case_of(ContractSigned, notice(date(2026, 6, 8)), law=act(), on=date(2026, 6, 18))
    assert str(only(standstill_is_over, case)) == (
        "You cannot sign on 18 June 2026: the standstill runs to 18 June 2026 (Procurement Act "
        "2023, section 51(2)). Sign on or after 19 June 2026."
    )
    assert only(
        standstill_is_over, case_of(ContractSigned, letters(), law=act(), on=date(2026, 6, 18))
    ).message == ("The standstill has not started: no UK6 notice is recorded")


def test_light_touch_waits_only_where_the_notice_says_so(case_of):
    """Care contracts have a voluntary standstill, and an offer once made binds."""
    day = date(2026, 6, 10)
    silent = case_of(ContractSigned, notice(date(2026, 6, 8)), law=act(CARE), on=day)
    offered = case_of(
        ContractSigned,
        notice(date(2026, 6, 8), no_signing_before=date(2026, 6, 19)),
        law=act(CARE),
        on=day,
    )
    nothing = case_of(ContractSigned, law=act(CARE), on=day)
    assert found(standstill_is_over, silent) == found(standstill_is_over, nothing) == ()
    assert only(standstill_is_over, offered).earliest == date(2026, 6, 19)


@pytest.mark.parametrize(
    ("facts", "route", "codes"),
    [
        ({"above_threshold": False}, Route.open(), []),
        ({"user_choice": True}, Route.direct_award(), []),
        ({"framework_call_off": True}, Route.call_off(), []),
        ({"dynamic_market": True}, Route.restricted(), []),
        ({"urgent": True}, Route.direct_award(), []),
        ({"urgent": True}, Route.open(), ["standstill-not-started"]),
        ({}, Route.direct_award(), ["standstill-not-started"]),
    ],
    ids=("below", "user choice", "call-off", "market", "urgent", "urgent competition", "direct"),
)
def test_exceptions_from_the_standstill_under_the_act(case_of, facts, route, codes):
    """Section 51(3): the exceptions, and what is not one of them."""
    law = act(ProcurementFacts(**{"light_touch": False, "above_threshold": True, **facts}))
    case = case_of(ContractSigned, law=law, on=date(2026, 6, 8), route=route)
    assert [f.code for f in standstill_is_over(case)] == codes


# The Provider Selection Regime


def test_health_standstill_runs_a_step_longer(case_of):
    """The same Monday as above: eight working days after the day it starts, on England's calendar."""
    case = case_of(
        ContractSigned,
        notice(date(2025, 6, 2), "PSR-intention"),
        law=psr(),
        on=date(2025, 6, 12),
    )
    assert only(standstill_is_over, case).earliest == date(2025, 6, 14)


def test_answered_representations_give_five_more_working_days(case_of):
    """Regulation 12(10): bidders can read the further decision before it is acted on."""
    case = case_of(
        ContractSigned,
        notice(date(2025, 6, 2), "PSR-intention"),
        Challenge(on=date(2025, 6, 12), reference="X", provider="birch", about_what="the marks"),
        ChallengeResolved(on=date(2025, 6, 17), challenge="X", outcome=ChallengeOutcome.DISMISSED),
        law=psr(),
        on=date(2025, 6, 20),
    )
    finding = only(standstill_is_over, case)
    assert finding.message == (
        "You cannot sign on 20 June 2025: the standstill runs to 24 June 2025, because "
        "representations were answered on 17 June 2025"
    )


def representations(*answers):
    """One representation of 5 June for each answer, in the order in which they are entered."""
    records = [notice(date(2025, 6, 2), "PSR-intention")]
    for number, answered in enumerate(answers):
        records += [
            Challenge(
                on=date(2025, 6, 5), reference=f"X{number}", provider="birch", about_what="x"
            ),
            ChallengeResolved(
                on=answered, challenge=f"X{number}", outcome=ChallengeOutcome.DISMISSED
            ),
        ]
    return records


@pytest.mark.parametrize(
    ("answers", "asked", "message"),
    [
        (
            [date(2025, 6, 17)],
            date(2025, 6, 17),
            (
                "You cannot sign on 17 June 2025: the standstill runs to 24 June 2025, because "
                "representations were answered on 17 June 2025"
            ),
        ),
        (
            [date(2025, 6, 25), date(2025, 6, 17)],
            date(2025, 6, 20),
            (
                "You cannot sign on 20 June 2025: the standstill runs to 24 June 2025, because "
                "representations were answered on 17 June 2025"
            ),
        ),
        (
            [date(2025, 6, 6)],
            date(2025, 6, 10),
            "You cannot sign on 10 June 2025: the standstill runs to 13 June 2025",
        ),
    ],
    ids=("on the day itself", "another answer is to come", "no longer than the notice gives"),
)
def test_answer_prolongs_from_its_own_day_as_far_as_it_reaches(case_of, answers, asked, message):
    """Bidders have five working days with each answer, and not a day that they had already."""
    case = case_of(ContractSigned, *representations(*answers), law=psr(), on=asked)
    assert only(standstill_is_over, case).message == message


def test_answer_to_a_representation_prolongs_only_for_the_award_it_attacks(case_of):
    """The other winner of the same lot, whom no one attacks, can be signed with after the plain count."""
    first, second = recommended(date(2025, 6, 1), "R"), recommended(date(2025, 6, 1), "R2")
    published, made, answered = representations(date(2025, 6, 17))
    records = (first, second, published, evolve(made, recommendations=("R2",)), answered)
    on = date(2025, 6, 20)
    ledger = case_of(ContractSigned, *records, law=psr(), on=on).ledger
    ends = [standstill_of(ledger, psr(), "whole", on, each).ends_on.day for each in (first, second)]
    assert ends == [13, 24]


@pytest.mark.parametrize(
    ("made", "answered", "asked"),
    [
        (date(2025, 6, 16), date(2025, 6, 17), date(2025, 6, 18)),
        (date(2025, 6, 3), date(2025, 6, 4), date(2025, 6, 14)),
        (date(2025, 6, 3), date(2025, 6, 20), date(2025, 6, 16)),
    ],
    ids=("made too late", "answered at once", "answered later than asked"),
)
def test_other_representations_prolong_nothing(case_of, made, answered, asked):
    """Only those made in time, and only as far as the answer reaches past the end."""
    case = case_of(
        ContractSigned,
        notice(date(2025, 6, 2), "PSR-intention"),
        Challenge(on=made, reference="X", provider="birch", about_what="the marks"),
        ChallengeResolved(on=answered, challenge="X", outcome=ChallengeOutcome.DISMISSED),
        law=psr(),
        on=asked,
    )
    assert found(standstill_is_over, case) == ()


@pytest.mark.parametrize(
    ("law", "codes"),
    [
        (psr(HealthProcess.DIRECT_AWARD_A), []),
        (psr(HealthProcess.DIRECT_AWARD_B), []),
        (psr(HealthProcess.DIRECT_AWARD_C), ["standstill-not-started"]),
        (psr(urgent=True), []),
        (psr(None), ["law-unknown"]),
    ],
    ids=("A", "B", "C", "urgent", "not stated"),
)
def test_standstill_binds_only_some_health_processes(case_of, law, codes):
    """Of the direct awards only process C gives others a chance to speak."""
    case = case_of(ContractSigned, law=law, on=date(2025, 6, 2), route=Route.direct_award())
    assert [f.code for f in standstill_is_over(case)] == codes


# Claims and representations


def claim(on, **fields):
    given = {"reference": "X", "provider": "birch", "about_what": "the marks", "claim_issued": True}
    return Challenge(on=on, **{**given, **fields})


def test_claim_suspends_the_signature_whenever_it_comes_under_the_2015_regulations(case_of):
    """Regulation 95: awareness of the claim is enough, standstill or not."""
    case = case_of(
        ContractSigned, letters(), claim(date(2015, 10, 5)), law=pcr(), on=date(2015, 10, 6)
    )
    finding = only(signing_is_not_suspended, case)
    assert str(finding) == (
        "The claim of birch of 5 October 2015 suspends the signature by law (Public Contracts "
        "Regulations 2015, regulation 95). Record the decision that lifts the suspension, or the end "
        "of the claim, then sign."
    )
    assert finding.about == "X"


@pytest.mark.parametrize(
    ("law", "records", "codes"),
    [
        (pcr(), (letters(), claim(date(2015, 9, 20), claim_issued=False)), []),
        (act(), (notice(date(2026, 6, 8)), claim(date(2026, 6, 18))), ["signing-suspended"]),
        (act(), (notice(date(2026, 6, 8)), claim(date(2026, 6, 19))), []),
        (act(), (notice(date(2026, 6, 8)), claim(date(2026, 6, 9), claim_issued=False)), []),
        (act(), (claim(date(2026, 6, 9)),), []),
        (act(CARE), (notice(date(2026, 6, 8)), claim(date(2026, 6, 9))), []),
        (
            act(CARE),
            (
                notice(date(2026, 6, 8), no_signing_before=date(2026, 6, 20)),
                claim(date(2026, 6, 19)),
            ),
            ["signing-suspended"],
        ),
        (
            psr(),
            (
                notice(date(2025, 6, 2), "PSR-intention"),
                claim(date(2025, 6, 13), claim_issued=False),
            ),
            ["representation-unanswered"],
        ),
        (
            psr(),
            (
                notice(date(2025, 6, 2), "PSR-intention"),
                claim(date(2025, 6, 16), claim_issued=False),
            ),
            [],
        ),
        (pcr(), (letters(), claim(date(2026, 9, 20))), []),
    ],
    ids=(
        "a complaint",
        "in the standstill",
        "after it",
        "no claim form",
        "no notice",
        "no standstill offered",
        "in a voluntary standstill",
        "representations in time",
        "representations too late",
        "a claim to come",
    ),
)
def test_claims_that_suspend_the_signature_differ_by_law(case_of, law, records, codes):
    """Each law draws the line elsewhere: any claim, claims in the standstill, representations."""
    case = case_of(ContractSigned, *records, law=law, on=date(2026, 7, 1))
    assert [f.code for f in signing_is_not_suspended(case)] == codes


def test_representation_still_to_be_answered_is_called_by_its_name(case_of):
    """It is no claim in court: an answer of the council's own ends it."""
    case = case_of(
        ContractSigned,
        notice(date(2025, 6, 2), "PSR-intention"),
        claim(date(2025, 6, 13), claim_issued=False),
        law=psr(),
        on=date(2025, 7, 1),
    )
    assert str(only(signing_is_not_suspended, case)) == (
        "The challenge of birch of 13 June 2025 has not been answered, so the standstill stays open "
        "(Health Care Services (Provider Selection Regime) Regulations 2023, regulation 12(3) to "
        "(10)). Answer it and record the answer, then wait 5 working days, counted from the day "
        "after, by the bank holidays of England."
    )


def test_claim_of_the_same_day_suspends_the_signature(case_of):
    """The claim form may have come by the morning's post."""
    case = case_of(
        ContractSigned, letters(), claim(date(2015, 10, 5)), law=pcr(), on=date(2015, 10, 5)
    )
    assert only(signing_is_not_suspended, case).code == "signing-suspended"


def test_one_claim_settled_leaves_the_other_open(case_of):
    """Two bidders sued; that one of them has gone away does not free the council."""
    lifted = ChallengeResolved(
        on=date(2015, 10, 8), challenge="X", outcome=ChallengeOutcome.SUSPENSION_LIFTED
    )
    second = claim(date(2015, 10, 6), reference="Y", provider="cedar")
    records = (letters(), claim(date(2015, 10, 5)), second, lifted)
    case = case_of(ContractSigned, *records, law=pcr(), on=date(2015, 10, 9))
    assert [f.about for f in signing_is_not_suspended(case)] == ["Y"]


def test_claim_that_is_settled_suspends_nothing(case_of):
    """Once withdrawn, dismissed or lifted it is history."""
    lifted = ChallengeResolved(
        on=date(2015, 10, 8), challenge="X", outcome=ChallengeOutcome.SUSPENSION_LIFTED
    )
    records = (letters(), claim(date(2015, 10, 5)), lifted)
    before = case_of(ContractSigned, *records, law=pcr(), on=date(2015, 10, 7))
    after = case_of(ContractSigned, *records, law=pcr(), on=date(2015, 10, 8))
    assert only(signing_is_not_suspended, before).code == "signing-suspended"
    assert found(signing_is_not_suspended, after) == ()


# What bidders are told


@pytest.mark.parametrize(
    ("record", "law", "told"),
    [
        (
            letters(no_signing_before=date(2015, 9, 24)),
            pcr(),
            (
                "Bidders are promised that you will not sign before 24 September 2015, but the "
                "standstill runs to 24 September 2015 (Public Contracts Regulations 2015, "
                "regulation 87(2)). Promise 25 September 2015 or a later day."
            ),
        ),
        (letters(no_signing_before=date(2015, 9, 25)), pcr(), ""),
        (letters(), pcr(), ""),
        (
            notice(date(2026, 6, 8), no_signing_before=date(2026, 6, 17)),
            act(CARE),
            (
                "Bidders are promised that you will not sign before 17 June 2026, but the "
                "standstill runs to 18 June 2026 (Procurement Act 2023, section 51(2)). "
                "Promise 19 June 2026 or a later day."
            ),
        ),
        (notice(date(2026, 6, 8), "UK7", no_signing_before=date(2026, 6, 9)), act(CARE), ""),
        (
            notice(date(2026, 6, 8), no_signing_before=date(2026, 6, 9)),
            act(ProcurementFacts(light_touch=True, above_threshold=False)),
            "",
        ),
    ],
    ids=("a day short", "right", "nothing said", "voluntary", "another notice", "no duty"),
)
def test_promise_shorter_than_the_law_is_refused(case_of, record, law, told):
    """A voluntary standstill too has to be eight working days, or it misleads."""
    findings = found(promised_standstill_is_long_enough, case_of(record, law=law))
    assert [str(finding) for finding in findings] == ([told] if told else [])
    assert {finding.code for finding in findings} <= {"standstill-too-short"}


def test_asked_without_letters_the_promise_is_not_judged(case_of):
    """Whether letters could be sent at all does not hang on what they would say."""
    case = case_of(IntentionToAward, law=pcr(), on=SENT)
    assert found(promised_standstill_is_long_enough, case) == ()


# The law unknown, and the standstill by itself


def test_promise_is_not_judged_by_a_law_that_nobody_knows(case_of):
    """Under the 2006 Regulations the day may be right; what cannot be told is said."""
    law = Law.unknown("nobody says when it commenced")
    promise = letters(no_signing_before=date(2015, 9, 25))
    finding = only(promised_standstill_is_long_enough, case_of(promise, law=law))
    assert finding.code == "law-unknown"


@pytest.mark.parametrize(("tolerated", "blocks"), [(False, True), (True, False)])
def test_unknown_law_never_lets_a_signature_pass_in_silence(case_of, tolerated, blocks):
    """Lancashire may have begun under the 2006 Regulations, which are not held here."""
    law = Law.unknown("nobody says when it commenced", tolerated=tolerated)
    for gate in (standstill_is_over, signing_is_not_suspended):
        finding = only(gate, case_of(ContractSigned, letters(), law=law, on=SENT))
        assert finding.code == "law-unknown"
        assert finding.blocks is blocks
        assert "Nobody says when it commenced" in finding.message
        assert finding.remedy == (
            "Record when it commenced, and state the facts in the procurement strategy"
        )


def test_standstill_can_be_asked_for_by_itself(case_of):
    """A dashboard shows the day without attempting to sign."""
    case = case_of(ContractSigned, letters(), law=pcr(), on=SENT)
    standstill = standstill_of(case.ledger, case.law, "whole", SENT)
    assert standstill.ends_on == standstill.counted_to == date(2015, 9, 24)
    assert standstill.may_sign_on == date(2015, 9, 25)
    assert standstill.started_by == letters()
    assert standstill_of(case.ledger, case.law, "whole", date(2015, 9, 1)) is None
