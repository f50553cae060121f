"""Each condition of the law has one gate, and the law attaches it where its rows say so."""

from collections import Counter
from datetime import date, timedelta

import pytest

from commissioning.findings.codes.law import NOTICE_MISSING
from commissioning.gates.attached import GATES, LAW_GATES, _of_some, law_gates
from commissioning.gates.case import Case
from commissioning.gates.selection_law import kpis_are_set
from commissioning.gates.standstill import standstill_is_over
from commissioning.gates.unknown_law import facts_are_stated, law_is_known
from commissioning.law.conditions import CONDITION, Attachment, Condition
from commissioning.law.law import Law
from commissioning.law.regimes.held import REGIMES
from commissioning.law.regimes.procurement_act_2023 import PROCUREMENT_ACT_2023
from commissioning.ledger.ledger import Ledger
from commissioning.records.contract import ContractSigned
from commissioning.records.needs import NeedsAssessment
from commissioning.records.strategy import ProcurementFacts, Subject

DAY = date(2026, 7, 13)


def test_every_condition_of_law_has_exactly_one_gate():
    """A condition without a gate is never asked; with two, it depends on chance which one is."""
    named = Counter(gate.condition for gate in LAW_GATES)
    assert named == dict.fromkeys(Condition, 1)
    assert set(GATES) == set(Condition)


def test_every_condition_of_law_is_attached_by_some_row():
    """A condition that no regime names is dead."""
    attached = {
        row.value.condition
        for regime in REGIMES
        for row in regime.rows
        if isinstance(row.value, Attachment)
    }
    assert attached == set(Condition)


def law_of(**facts):
    return PROCUREMENT_ACT_2023.law(ProcurementFacts(**facts), DAY)


@pytest.mark.parametrize(
    ("facts", "has"),
    [
        ({"light_touch": False, "above_threshold": True}, True),
        ({"light_touch": True, "above_threshold": True}, False),
        (
            {"light_touch": False, "above_threshold": True, "subject": Subject.CONCESSION},
            False,
        ),
    ],
    ids=("full", "light touch", "concession"),
)
def test_duty_that_does_not_bind_attaches_no_gate(case_of, facts, has):
    """For care the indicators of section 52 are not switched off: they are not there."""
    gates = law_gates(case_of(ContractSigned, law=law_of(**facts), on=DAY))
    assert standstill_is_over in gates
    assert (kpis_are_set in gates) is has
    assert facts_are_stated not in gates


def test_unstated_fact_attaches_the_gate_that_asks_for_it(case_of):
    """What might be asked is not silently left out."""
    gates = law_gates(case_of(ContractSigned, law=law_of(), on=DAY))
    assert gates[0] is facts_are_stated
    assert law_gates(case_of(NeedsAssessment, law=law_of(), on=DAY)) == ()


def test_unknown_law_holds_up_only_records_that_some_law_conditions(case_of):
    """A needs assessment needs no regime; a signature does."""
    law = Law.unknown("nobody says when it commenced")
    assert law_gates(case_of(ContractSigned, law=law, on=DAY)) == (law_is_known,)
    assert law_gates(case_of(NeedsAssessment, law=law, on=DAY)) == ()


@pytest.mark.parametrize("regime", REGIMES, ids=lambda regime: regime.name)
@pytest.mark.parametrize("light_touch", [True, False, None])
@pytest.mark.parametrize("above", [True, False])
@pytest.mark.parametrize("early", [0, 1])
def test_gates_of_a_kind_are_those_that_the_rows_of_its_law_attach(
    regime, above, light_touch, early
):
    """The rows are held by kind of record, so that recording is quick; none may be lost by that."""
    facts = ProcurementFacts(light_touch=light_touch, above_threshold=above, sub_central=True)
    on = min(row.applies_from for row in regime.rows) - timedelta(days=early)
    law = regime.law(facts, on)
    for kind in {row.value.record for row in regime.rows if isinstance(row.value, Attachment)}:
        attached = [row for row in law.every(CONDITION, on) if row.value.record is kind]
        open_rows = [row for row in law.undecided(CONDITION, on) if row.value.record is kind]
        gates = [GATES[row.value.condition] for row in attached]
        expected = ([facts_are_stated] if open_rows else []) + list(dict.fromkeys(gates))
        assert list(law_gates(Case(Ledger(), on, ("whole",), kind, law=law))) == expected


def test_finding_about_a_lot_is_not_named_for_it_again():
    """ "For lot N1: lot N1 ..." says one thing twice."""
    finding = NOTICE_MISSING("The notice of lot N1 is missing", about="N1")
    assert _of_some(finding, ("N1",)) is finding
    other = NOTICE_MISSING("The notice is missing")
    assert _of_some(other, ("N1",)).message == "For lot N1: The notice is missing"
