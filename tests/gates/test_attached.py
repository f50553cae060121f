"""What is said where the law, or a fact it turns on, is not known."""

from datetime import date

from commissioning.gates.attached import Attachment, facts_are_stated, law_is_known
from commissioning.gates.standstill import standstill_is_over
from commissioning.law import Law
from commissioning.records.contract import ContractSigned
from commissioning.records.needs import NeedsAssessment
from commissioning.records.strategy import ProcurementFacts
from commissioning.regimes import PUBLIC_CONTRACTS_2015

DAY = date(2015, 9, 14)


def test_an_unknown_law_is_said_once_with_what_is_missing(case_of):
    """One absence is reported once, not by every gate that would have asked."""
    law = Law.unknown("its rows run from 26 February 2015")
    (finding,) = law_is_known(case_of(ContractSigned, law=law, on=DAY))
    assert str(finding) == (
        "whether a signed contract is lawful cannot be told: its rows run from 26 February 2015; say "
        "when it commenced, and state the facts in the procurement strategy"
    )


def test_a_known_law_says_nothing(case_of):
    """Where the regime is known there is nothing to warn of."""
    law = PUBLIC_CONTRACTS_2015.law(ProcurementFacts(above_threshold=True), DAY)
    case = case_of(ContractSigned, law=law, on=DAY)
    assert not list(law_is_known(case))
    assert not list(facts_are_stated(case))


def test_an_unstated_fact_is_asked_for_once(case_of):
    """The officer is told which fact to state, not which gates wait for it."""
    law = PUBLIC_CONTRACTS_2015.law(ProcurementFacts(), DAY)
    (finding,) = facts_are_stated(case_of(ContractSigned, law=law, on=DAY))
    assert finding.message == (
        "whether a signed contract is lawful cannot be told: what the Public Contracts Regulations "
        "2015 asks of it: it turns on above_threshold, not stated; give it in the strategy's facts"
    )
    assert not list(facts_are_stated(case_of(NeedsAssessment, law=law, on=DAY)))


def test_an_attachment_reads_as_a_claim():
    """It stands in the table of law beside the provision that asks for it."""
    attached = Attachment(ContractSigned, standstill_is_over)
    assert str(attached) == "standstill is over (asked before: signed contract)"
