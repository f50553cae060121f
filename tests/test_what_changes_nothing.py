"""What does not matter to a procurement changes no finding: a name, the order of a list, a note beside it.

Officers choose references and the order in which they list lots, and many hands add notes. A rule that
turned on any of these would condemn one council for what another does without a word.
"""

from collections import Counter

import attrs
import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from commissioning.cycle import Cycle
from commissioning.records.approval import ScrutinyNote
from commissioning.records.record import WHOLE
from commissioning.testing import broken_cycles, cycles, parted_cycles

UNORDERED = {"divided_into", "lots", "outcomes", "requirements", "kpis", "members", "opened_by"}
"""Fields that hold a list of which the order says nothing."""
BROKEN = [pytest.param(each, id=each.code) for each in broken_cycles()]
drawn = st.one_of(cycles(), parted_cycles())


def found_in(records, rules=None):
    """The findings by the kind of their record, their code, and whether they block; and the stages."""
    audit = Cycle.audit("Home care", records, rules=rules)
    findings = Counter(
        (type(each.record), each.finding.code, each.finding.blocks) for each in audit.remarks
    )
    return findings, sorted(stage.words for stage in audit.cycle.stages.values())


def in_the_way(records):
    """What would stop each kind of record, asked about all lots at once, wherever each of them is."""
    cycle = Cycle.audit("Home care", records).cycle
    kinds = (step.record for step in cycle.process.steps)
    return {kind: {each.code for each in cycle.findings(kind, cycle.last_on)} for kind in kinds}


def with_a_note(records, place):
    note = ScrutinyNote(on=records[place].on, body="scrutiny", note="Nothing to do with it.")
    return [*records[: place + 1], note, *records[place + 1 :]]


def reordered(record):
    """The record with its lists the other way round."""
    held = {name: getattr(record, name) for name in UNORDERED if hasattr(record, name)}
    lists = {name: value[::-1] for name, value in held.items() if isinstance(value, tuple)}
    return evolve(record, **lists)


def references_of(records):
    """Every name that somebody chose: of lots, providers, panels, criteria, contracts and records."""
    made = {name for record in records for name in record.references()}
    own = {record.reference for record in records}
    lots = {lot for record in records for lot in (*(record.lots or ()), *record.defines_lots)}
    return (made | own | lots) - {"", WHOLE}


def renamed(value, names):
    """A value with other names wherever it holds one of these."""
    if isinstance(value, str) and type(value) is str:
        return names.get(value, value)
    if isinstance(value, tuple):
        return tuple(renamed(each, names) for each in value)
    if not attrs.has(type(value)):
        return value
    fields = [field for field in attrs.fields(type(value)) if field.init]
    found = {field.alias: renamed(getattr(value, field.name), names) for field in fields}
    return evolve(value, **found)


def all_renamed(records):
    names = {name: f"zq-{name}" for name in references_of(records)}
    return [renamed(record, names) for record in records]


@given(drawn, st.data())
def test_note_of_scrutiny_changes_no_finding_about_another_record(cycle, data):
    """Notes are kept by many hands; one that answers nothing must not let anything pass or stop it."""
    records = tuple(cycle.records)
    place = data.draw(st.integers(0, len(records) - 1))
    assert found_in(with_a_note(records, place)) == found_in(records)


@given(drawn)
def test_references_may_be_any_names(cycle):
    """A council names its lots, bidders and papers as it likes."""
    assert found_in(all_renamed(cycle.records)) == found_in(cycle.records)


@given(drawn)
def test_order_of_lists_changes_no_finding(cycle):
    """The lot listed first has no say over the others, nor over what may come next."""
    turned = [reordered(record) for record in cycle.records]
    assert found_in(turned) == found_in(cycle.records)
    assert in_the_way(turned) == in_the_way(cycle.records)


@pytest.mark.parametrize("broken", BROKEN)
def test_fault_is_found_whatever_it_is_called_and_whatever_stands_beside_it(broken):
    """Each known fault stays found, and brings no other, under other names and in another order."""
    records, rules = broken.records, broken.rules
    found = found_in(records, rules)
    assert found_in(all_renamed(records), rules) == found
    assert found_in([reordered(record) for record in records], rules) == found
    assert found_in(with_a_note(records, (len(records) - 1) // 2), rules) == found
