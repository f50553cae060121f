"""The decision on how to go to market."""

from datetime import date

import pytest

from commissioning.errors import RecordError
from commissioning.records.strategy import (
    FinancialEnvelope,
    JointBuyer,
    PartnerAnswer,
    PartnerDecision,
    ProcurementFacts,
    ProcurementStrategy,
)
from commissioning.stages import Route
from commissioning.values.money import pounds

DAY = date(2022, 3, 9)


def strategy(**parts):
    return ProcurementStrategy(
        **{"on": DAY, "route": Route.restricted(), "facts": ProcurementFacts(), **parts}
    )


LEAD = JointBuyer(authority="lewisham", lead=True)
BUYERS = [
    ((JointBuyer(authority="lewisham"), JointBuyer(authority="nhs")),
     "joint_buyers: exactly one buyer leads; here none"),
    ((LEAD, JointBuyer(authority="nhs", lead=True)),
     "joint_buyers: exactly one buyer leads; here lewisham, nhs"),
    ((LEAD, JointBuyer(authority="lewisham")), "joint_buyers: lewisham is listed twice; name each once"),
]  # fmt: skip


@pytest.mark.parametrize(("buyers", "problem"), BUYERS)
def test_joint_buyers_are_told_apart_and_one_leads(buyers, problem):
    """With two leads nobody knows whose standing orders apply."""
    with pytest.raises(RecordError) as refusal:
        strategy(joint_buyers=buyers)
    assert str(refusal.value) == f"procurement strategy of 9 March 2022: {problem}"


def test_partner_may_still_have_to_decide():
    """Cabinet often approves before the partner's own board has met."""
    partner = JointBuyer(authority="nhs", share=pounds(24_000_000), decision_pending=True)
    assert strategy(joint_buyers=(LEAD, partner)).joint_buyers[1].decision_pending


def test_one_authority_buys_alone():
    """Most procurements have no joint buyers, and need not say so."""
    assert strategy().joint_buyers == ()


@pytest.mark.parametrize("amount", [0, -1])
def test_envelope_holds_money(amount):
    """An envelope of nothing would refuse every tender."""
    with pytest.raises(RecordError) as refusal:
        FinancialEnvelope(amount=pounds(amount))
    shown = {0: "£0", -1: "-£1"}[amount]
    assert str(refusal.value) == (f"financial envelope: amount: {shown} is not above 0; give more")


def test_envelope_and_the_facts_are_held_as_given():
    """The law's rows are chosen by the facts, and the tenders are held against the envelope."""
    envelope = FinancialEnvelope(amount=pounds(142_000_000), per="whole term")
    facts = ProcurementFacts(light_touch=True, above_threshold=True)
    decided = strategy(envelope=envelope, facts=facts, estimated_value=pounds(142_000_000))
    assert (decided.envelope, decided.facts.light_touch) == (envelope, True)


DECISIONS = [
    ({"authority": "nhs", "answer": PartnerAnswer.JOINS, "share": pounds(24_000_000)}, ()),
    ({"authority": "nhs", "answer": PartnerAnswer.DECLINES}, ()),
    ({"authority": "nhs", "answer": PartnerAnswer.WITHDRAWS, "because": "no money"}, ()),
    ({"authority": "", "answer": PartnerAnswer.JOINS}, ("authority: say whose decision it is",)),
    ({"authority": "nhs", "answer": PartnerAnswer.WITHDRAWS}, ("because: say why nhs withdraws",)),
]


@pytest.mark.parametrize(("parts", "problems"), DECISIONS)
def test_partner_decides_for_itself(problems_of, parts, problems):
    """A partner that leaves changes the money for all; the others are owed its reason."""
    assert problems_of(lambda: PartnerDecision(on=DAY, **parts)) == problems


def test_facts_not_stated_are_not_assumed():
    """Nothing about the services or their value is guessed: the law answers only what it is told."""
    facts = ProcurementFacts()
    assert (facts.light_touch, facts.above_threshold) == (None, None)
