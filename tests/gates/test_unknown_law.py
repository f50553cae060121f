"""The finding where the law, or a fact it depends on, is not known."""

from datetime import date

import pytest

from commissioning.findings.codes.law import LAW_UNKNOWN
from commissioning.gates.attached import GATES
from commissioning.gates.case import Case
from commissioning.gates.unknown_law import facts_are_stated, law_is_known
from commissioning.law.conditions import Attachment
from commissioning.law.law import Law
from commissioning.law.regimes.held import REGIMES
from commissioning.law.regimes.public_contracts_2015 import PUBLIC_CONTRACTS_2015
from commissioning.records.contract import ContractSigned
from commissioning.records.needs import NeedsAssessment
from commissioning.records.strategy import ProcurementFacts
from commissioning.testing import Scenario, make, story

DAY = date(2015, 9, 14)


def test_unknown_law_is_said_once_with_what_is_missing(case_of):
    """One absence is reported once, not by every gate that would have asked."""
    law = Law.unknown("its rows run from 26 February 2015")
    (finding,) = law_is_known(case_of(ContractSigned, law=law, on=DAY))
    assert str(finding) == (
        "It is not known whether a signed contract is lawful. Its rows run from 26 February "
        "2015. Record when it commenced, and state the facts in the procurement strategy."
    )


def test_known_law_says_nothing(case_of):
    """Where the regime is known there is nothing to warn of."""
    law = PUBLIC_CONTRACTS_2015.law(ProcurementFacts(above_threshold=True), DAY)
    case = case_of(ContractSigned, law=law, on=DAY)
    assert not list(law_is_known(case))
    assert not list(facts_are_stated(case))


def test_unstated_fact_is_asked_for_once(case_of):
    """The officer is told which fact to state, not which gates wait for it."""
    law = PUBLIC_CONTRACTS_2015.law(ProcurementFacts(), DAY)
    (finding,) = facts_are_stated(case_of(ContractSigned, law=law, on=DAY))
    assert finding.message == (
        "It is not known whether a signed contract is lawful. The law depends on whether the "
        "value is at or above the threshold"
    )
    assert not list(facts_are_stated(case_of(NeedsAssessment, law=law, on=DAY)))


def test_only_a_law_that_is_unknown_is_asked_for(case_of):
    """Where the law is known and a fact is missing, "record when it commenced" would lead astray."""
    law = PUBLIC_CONTRACTS_2015.law(ProcurementFacts(), DAY)
    (finding,) = facts_are_stated(case_of(ContractSigned, law=law, on=DAY))
    assert finding.remedy == "Say so in the procurement strategy"


ATTACHED = {
    str(row.value): row.value
    for regime in REGIMES
    for row in regime.rows
    if isinstance(row.value, Attachment)
}
# A condition that asks no question of the law, because the records alone decide, need not be listed.
ASK_OF_SOME_ONLY = {
    "notices_come_first",  # a law that is unknown has no notices to ask for
    "notices_are_recorded",
    "reservation_is_allowed",  # of a notice that reserves the competition
    "direct_award_has_a_ground",  # of a procurement whose facts are stated
    "ground_of_direct_award_holds",  # of one that states its ground
    "change_standstill_is_over",  # of a change whose notice offers one
    "change_is_not_suspended",
    "change_notice_states_its_ground",  # of a change that rests on one
    "promised_standstill_is_long_enough",  # of letters that promise a day
    "suppliers_are_excluded_on_a_ground",  # of a decision that found a ground
    "excluded_suppliers_are_left_out",
    "replacement_was_offered",
    "reserved_term_is_short_enough",  # of a competition reserved to mutuals
    "withholding_has_its_reason",  # of a notice that withholds something
    "framework_states_its_terms",  # of a record that has the terms of a framework
    "health_process_is_open",  # of a procurement whose facts are stated
    "terms_may_still_change",  # of a notice that amends one
    "matters_are_recorded",  # of a law that has any
    "supplier_is_identified",  # of a law that asks for it
    "turnover_asked_is_within_cap",  # of a question that asks for turnover
    "conditions_asked_are_allowed",  # of one that asks for something of a bidder
}


@pytest.mark.parametrize("attached", ATTACHED.values(), ids=str)
def test_condition_of_law_is_reported_as_unknown_where_no_law_is_known(attached):
    """Neither a crash nor silence: what cannot be told to be lawful is told to be unknown."""
    cycle = story(Scenario(), after=ContractSigned)
    record = make(attached.record, Scenario.of(cycle))
    unknown = Law.unknown("nobody says when it commenced")
    case = Case(
        ledger=cycle.ledger,
        on=record.on,
        lots=cycle.ledger.lots_of(record),
        kind=attached.record,
        record=record,
        law=unknown,
    )
    gate = GATES[attached.condition]
    codes = [finding.code for finding in gate(case)]
    assert gate.codes
    silent = gate.name in ASK_OF_SOME_ONLY or not attached.condition.asks
    assert codes == ([] if silent else ["law-unknown"])


@pytest.mark.parametrize("asked", [law_is_known, facts_are_stated], ids=lambda gate: gate.name)
def test_gate_that_asks_for_the_law_itself_is_like_any_other(asked):
    """It stands on the page of conditions with its sentence and the code to look up."""
    assert asked.codes == (LAW_UNKNOWN,)
    assert asked.meaning.endswith("can be told.") or asked.meaning.endswith("of this record.")
