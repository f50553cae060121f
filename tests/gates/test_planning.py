"""Before the market: views heard, and partners decided."""

from datetime import date

import pytest
from attrs import evolve

from commissioning.cycle import Cycle
from commissioning.dates.periods import Period
from commissioning.records.approval import Waiver
from commissioning.records.engagement import Consultation, ConsultationReport
from commissioning.records.specification import Lot, SpecificationStatus
from commissioning.records.strategy import JointBuyer, PartnerAnswer, PartnerDecision

OPENED = date(2022, 3, 14)
ASKED = Consultation(
    on=OPENED,
    reference="survey",
    method="postal survey",
    audience=("people who use the service",),
    period=Period(OPENED, date(2022, 4, 10)),
    reasons="the new model",
)
REPORTED = ConsultationReport(on=date(2022, 4, 20), consultation="survey")
BUYERS = (JointBuyer(authority="council", lead=True), JointBuyer(authority="nhs"))


def texts(cycle, what):
    return [(f.code, str(f)) for f in cycle.blockers(what)]


@pytest.mark.parametrize(
    ("on", "code", "message"),
    [
        (date(2022, 4, 10), "consultation-open",
         (
             "You cannot approve the specification on 10 April 2022: the consultation survey runs "
             "until 10 April 2022 (Gunning principles of consultation, adequate time). Approve "
             "the specification on or after 11 April 2022."
         )),
        (date(2022, 4, 11), "consultation-unreported",
         (
             "There is no report of the consultation of 14 March 2022 (survey) (Gunning "
             "principles of consultation, conscientious consideration). Record the "
             "consultation report."
         )),
    ],
)  # fmt: skip
def test_approval_before_the_consultation_is_closed_and_reported_is_refused(
    small, on, code, message
):
    """A decision taken while people are still answering is the first to be quashed."""
    cycle = Cycle("Care").record(small["needs"], small["strategy"], small["permission"], ASKED)
    assert texts(cycle, evolve(small["specification"], on=on)) == [(code, message)]


@pytest.mark.parametrize(("lot", "codes"), [("N1", []), ("N2", ["consultation-open"])])
def test_consultation_about_one_lot_holds_up_no_other(small, lot, codes):
    """The lot that was consulted on earlier need not wait until all are heard about the next."""
    lots = Lot(reference="N1", title="north"), Lot(reference="N2", title="south")
    draft = evolve(
        small["specification"], on=OPENED, status=SpecificationStatus.DRAFT, divided_into=lots
    )
    before = small["needs"], small["strategy"], small["permission"]
    cycle = Cycle("Care").record(*before, draft, evolve(ASKED, lots=("N2",)))
    approved = evolve(small["specification"], on=date(2022, 4, 1), version=2, lots=(lot,))
    assert [f.code for f in cycle.blockers(approved)] == codes


def test_first_day_for_approval_is_given_as_a_date(small):
    """A timetable can be drawn from it."""
    cycle = Cycle("Care").record(small["needs"], small["strategy"], small["permission"], ASKED)
    found = cycle.blockers(evolve(small["specification"], on=OPENED))
    assert [finding.earliest for finding in found] == [date(2022, 4, 11)]


def test_draft_during_the_consultation_is_accepted(small):
    """It is the draft that they are asked about."""
    cycle = Cycle("Care").record(small["needs"], small["strategy"], small["permission"], ASKED)
    draft = evolve(small["specification"], status=SpecificationStatus.DRAFT)
    assert texts(cycle, draft) == []


def test_consultation_without_a_period_lasts_its_own_day(small):
    """Where a paper gives no end, the day it is dated is the last that is known."""
    cycle = Cycle("Care").record(small["needs"], evolve(ASKED, period=None))
    found = texts(cycle, evolve(small["specification"], on=OPENED))
    assert [code for code, _ in found] == ["consultation-open"]


def test_approval_after_the_report_is_accepted(small):
    """Hearing people is a step, not a wall."""
    cycle = Cycle("Care").record(small["needs"], ASKED, REPORTED)
    assert texts(cycle, evolve(small["specification"], on=date(2022, 5, 1))) == []


def test_waiver_lifts_an_open_consultation(small):
    """No statute fixes it; whoever goes ahead all the same signs for it."""
    waiver = Waiver(
        on=date(2022, 4, 12),
        code="consultation-unreported",
        because="the report is at the printer's",
        by="director",
    )
    cycle = Cycle("Care").record(small["needs"], ASKED, waiver)
    assert texts(cycle, evolve(small["specification"], on=date(2022, 5, 1))) == []


def joint(small, *buyers):
    strategy = evolve(small["strategy"], joint_buyers=buyers or BUYERS)
    return Cycle("Care").record(
        small["needs"], strategy, small["permission"], small["specification"]
    )


def decision(answer, authority="nhs"):
    return PartnerDecision(
        on=date(2022, 5, 1), authority=authority, answer=answer, because="the board met"
    )


PENDING = (BUYERS[0], JointBuyer(authority="nhs", decision_pending=True))


def test_market_before_a_partner_has_decided_is_refused(small):
    """Bidders would price a contract whose size is not known."""
    cycle = joint(small, *PENDING)
    assert texts(cycle, small["ssq"]) == [
        (
            "partner-undecided",
            (
                "Nhs has not yet decided whether to take part in the joint procurement. Record "
                "the decision of nhs, or a strategy without it."
            ),
        )
    ]
    assert texts(cycle.record(decision(PartnerAnswer.JOINS)), small["ssq"]) == []
    assert texts(cycle.record(decision(PartnerAnswer.DECLINES)), small["ssq"]) == []


def test_market_after_the_lead_withdrew_is_refused(small):
    """A strategy that names another lead has to come first."""
    cycle = joint(small, *BUYERS).record(decision(PartnerAnswer.WITHDRAWS, "council"))
    assert [code for code, _ in texts(cycle, small["ssq"])] == ["lead-withdrew"]


def test_market_with_all_partners_decided_is_accepted(small, small_until):
    """Most procurements never meet this gate."""
    assert texts(joint(small, *BUYERS), small["ssq"]) == []
    assert texts(small_until("specification"), small["ssq"]) == []


def test_decision_before_the_strategy_does_not_count(small):
    """The partner agreed to an earlier plan, not to this one."""
    later = evolve(small["strategy"], on=date(2022, 5, 10), joint_buyers=PENDING)
    cycle = joint(small, *PENDING).record(decision(PartnerAnswer.JOINS), later)
    assert [code for code, _ in texts(cycle, small["ssq"])] == ["partner-undecided"]
    the_same_day = evolve(later, on=date(2022, 5, 1))
    cycle = joint(small, *PENDING).record(the_same_day, decision(PartnerAnswer.JOINS))
    assert texts(cycle, small["ssq"]) == []


def test_decision_of_an_authority_that_is_not_named_is_refused(small):
    """The wrong reference would leave the right partner pending for ever."""
    cycle = joint(small, *BUYERS)
    assert texts(cycle, decision(PartnerAnswer.JOINS, "rutland")) == [
        (
            "partner-not-named",
            (
                "The strategy of 9 March 2022 does not name rutland; it names council and nhs. "
                "Record a procurement strategy that names it."
            ),
        )
    ]
    alone = Cycle("Care").record(small["needs"], small["strategy"])
    assert "it names no joint buyers" in texts(alone, decision(PartnerAnswer.JOINS))[0][1]


def test_missing_strategy_is_reported_by_the_rule_of_order_alone(small):
    """One absence is reported once, by the order of the table."""
    found = texts(Cycle("Care").record(small["needs"]), decision(PartnerAnswer.JOINS))
    assert [code for code, _ in found] == ["missing-record"]
    assert "partner-undecided" not in [
        f.code for f in Cycle("Care").blockers(type(small["ssq"]), on=OPENED)
    ]
