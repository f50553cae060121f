"""Buying together."""

from datetime import date

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from commissioning.planning.joint_procurement import PartnerState, joint_procurement
from commissioning.records.approval import ScrutinyNote
from commissioning.records.strategy import (
    FinancialEnvelope,
    JointBuyer,
    PartnerAnswer,
    PartnerDecision,
    ProcurementFacts,
    ProcurementStrategy,
)
from commissioning.stages import Route
from commissioning.values.money import Money, VatBasis, pounds

DAY = date(2017, 6, 1)
STRATEGY = ProcurementStrategy(
    on=DAY,
    route=Route.open(),
    facts=ProcurementFacts(),
    envelope=FinancialEnvelope(amount=pounds(10_500_000)),
    joint_buyers=(
        JointBuyer(
            authority="leicester", lead=True, share=pounds(8_000_000), decides=("its own lots",)
        ),
        JointBuyer(authority="ccg", share=pounds(2_500_000), decision_pending=True),
    ),
)


def decision(answer, authority="ccg", **parts):
    return PartnerDecision(
        on=date(2017, 7, 1), authority=authority, answer=answer, because="the board met", **parts
    )


def codes(*records):
    return [finding.code for finding in joint_procurement(records).findings()]


def test_partner_that_has_still_to_decide_is_counted_and_named():
    """Leicester's minutes expected the decision "within the next two to four weeks"."""
    made = joint_procurement((STRATEGY,))
    assert [(p.authority, p.lead, p.state.value) for p in made.partners] == [
        ("leicester", True, "takes part"), ("ccg", False, "has still to decide"),
    ]  # fmt: skip
    assert [str(finding) for finding in made.findings()] == [
        (
            "Ccg has not yet decided whether to take part in the joint procurement. Record the "
            "decision of ccg, or a strategy without it."
        )
    ]
    assert repr(made) == "<JointProcurement: leicester takes part, ccg has still to decide>"


@pytest.mark.parametrize(
    ("answer", "standing", "found"),
    [
        (PartnerAnswer.JOINS, PartnerState.TAKES_PART, []),
        (PartnerAnswer.DECLINES, PartnerState.DECLINED, ["shares-differ-from-envelope"]),
        (PartnerAnswer.WITHDRAWS, PartnerState.WITHDREW, ["shares-differ-from-envelope"]),
    ],
)
def test_decision_settles_where_the_partner_stands(answer, standing, found):
    """Without the partner's share the envelope is too large, and somebody must say so."""
    made = joint_procurement((STRATEGY, decision(answer)))
    assert made.partners[1].state is standing
    assert codes(STRATEGY, decision(answer)) == found


def test_latest_decision_counts():
    """A partner may join in July and withdraw in August."""
    note = ScrutinyNote(on=DAY, body="Scrutiny Commission")
    records = (STRATEGY, decision(PartnerAnswer.JOINS), note, decision(PartnerAnswer.WITHDRAWS))
    assert joint_procurement(records).partners[1].state is PartnerState.WITHDREW


def test_new_strategy_starts_afresh():
    """Naming a partner again after it left means that it was asked again."""
    records = (STRATEGY, decision(PartnerAnswer.WITHDRAWS), evolve(STRATEGY, on=date(2017, 8, 1)))
    assert joint_procurement(records).partners[1].state is PartnerState.UNDECIDED


def test_lead_that_leaves_blocks():
    """Whose standing orders apply, and who signs? Nobody's, and nobody."""
    left = decision(PartnerAnswer.WITHDRAWS, "leicester")
    found = [f for f in joint_procurement((STRATEGY, left)).findings() if f.code == "lead-withdrew"]
    assert found[0].blocks
    assert str(found[0]) == (
        "Leicester, the lead of the joint procurement, withdrew. Record a new procurement "
        "strategy that names another lead."
    )


def test_decision_may_change_the_share():
    """The board agreed, but to less."""
    less = decision(PartnerAnswer.JOINS, share=pounds(2_000_000))
    assert [str(f) for f in joint_procurement((STRATEGY, less)).findings()] == [
        (
            "The shares come to £10,000,000, £500,000 less than the envelope of £10,500,000. "
            "Agree the shares again, or change the envelope."
        )
    ]
    more = decision(PartnerAnswer.JOINS, share=pounds(3_000_000))
    assert "£500,000 more than the envelope" in str(
        next(joint_procurement((STRATEGY, more)).findings())
    )


def test_shares_on_another_basis_are_not_added():
    """With VAT and without must never make one sum."""
    other = decision(PartnerAnswer.JOINS, share=Money(1, vat=VatBasis.EXCLUDING))
    assert next(joint_procurement((STRATEGY, other)).findings()).message == (
        "The shares cannot be compared with the envelope: £8,000,000 and £1 excluding VAT are "
        "on different bases (GBP, VAT not stated; GBP, excluding VAT)"
    )


def test_shares_that_are_not_stated_are_not_reckoned_with():
    """Leicester's minutes give no shares, so nothing can be said of their sum."""
    bare = evolve(
        STRATEGY,
        joint_buyers=tuple(evolve(buyer, share=None) for buyer in STRATEGY.joint_buyers),
    )
    assert codes(bare, decision(PartnerAnswer.JOINS)) == []
    assert codes(evolve(STRATEGY, envelope=None), decision(PartnerAnswer.DECLINES)) == []


def test_authority_that_no_strategy_names_is_shown_without_a_share():
    """It decided; that the strategy forgot it is a finding of the gate."""
    made = joint_procurement((STRATEGY, decision(PartnerAnswer.JOINS, "rutland")))
    assert made.partners[-1].authority == "rutland"
    assert made.table().to_dicts()[-1] == {
        "authority": "rutland",
        "leads": False,
        "state": "takes part",
        "share": None,
        "decides": "",
    }


def test_buying_alone_is_no_joint_procurement():
    """Most cycles have one buyer and nothing to settle."""
    assert joint_procurement(()) is None
    assert joint_procurement((evolve(STRATEGY, joint_buyers=()),)) is None
    assert joint_procurement((STRATEGY, evolve(STRATEGY, joint_buyers=()))) is None


@given(st.lists(st.integers(1, 10**9), min_size=2, max_size=6))
def test_shares_that_make_the_envelope_draw_no_finding(pennies):
    """The sum of the parts is the whole, to the penny."""
    shares = [Money(each) for each in pennies]
    strategy = evolve(
        STRATEGY,
        envelope=FinancialEnvelope(amount=Money.total(shares)),
        joint_buyers=tuple(
            JointBuyer(authority=str(number), lead=number == 0, share=share)
            for number, share in enumerate(shares)
        ),
    )
    assert codes(strategy) == []
