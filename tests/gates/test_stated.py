"""What a source does not give: asked for when it is recorded, and missed by nothing that is reckoned."""

from datetime import date, timedelta

import attrs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commissioning.cycle import Cycle
from commissioning.display.overview import cycle_html, cycle_text
from commissioning.errors import NoRuleError, NotStatedError, RecordError
from commissioning.evaluation.lots.lots import allocate
from commissioning.interchange import dumps, loads
from commissioning.law.regimes.procurement_act_2023 import PROCUREMENT_ACT_2023
from commissioning.process import STANDARD
from commissioning.records import ending, engagement, mobilisation, people, tender
from commissioning.records.contract import ContractSigned
from commissioning.records.criteria import Criterion
from commissioning.records.methods import DescribedCriteria
from commissioning.records.record import Record
from commissioning.records.tender import InvitationToTender, LotLimits, LotMechanism
from commissioning.stages import Route, Stage
from commissioning.testing import Scenario, make, story
from commissioning.values.checking import Checked, stated, unstated

SCENARIO = Scenario(route=Route.restricted(), lots=("N", "S"), providers=("alder", "birch"))
ASKED = [
    (step.record, name)
    for step in STANDARD.steps
    for name in step.record.asked_for
]  # fmt: skip
WITHIN = [(step.record, name) for step in STANDARD.steps for name in step.record.asks_within]


@pytest.mark.parametrize(("kind", "name"), ASKED)
def test_record_that_leaves_a_field_out_is_one_and_is_asked_for_it(kind, name):
    """A history that lacks it can be told; what is recorded as it happens is asked for it once."""
    record = attrs.evolve(make(kind), **{name: None})

    findings = [f for f in Cycle("Care").findings(record) if f.code == "not-stated"]
    (finding,) = findings
    assert finding.blocks
    assert not finding.waivable
    assert kind.asked_for[name] in finding.message
    assert name not in finding.message.split() or name in kind.asked_for[name]
    with pytest.raises(NotStatedError, match=kind.asked_for[name]) as missing:
        stated(getattr(record, name), record, name)
    assert missing.value.field == name
    assert isinstance(missing.value, LookupError)
    assert stated(getattr(make(kind), name), record, name) is not None


@pytest.mark.parametrize(("kind", "name"), WITHIN)
def test_field_within_a_record_is_asked_for_too(kind, name):
    """A group of people without a number is a gap of the count that names it."""
    record = without(make(kind), [(name, field) for field in fields_within(make(kind), name)])
    if list(unstated(record)):
        codes = [f.code for f in Cycle("Care").findings(record)]
        assert codes.count("not-stated") == 1


def test_finding_says_all_that_is_missing_in_words():
    """One absence is reported once, and all of a record together."""
    invitation = InvitationToTender(on=date(2023, 4, 3), lot_limits=LotLimits(most_awarded=2))

    (finding,) = [f for f in Cycle("Care").findings(invitation) if f.code == "not-stated"]
    assert str(finding) == (
        "The invitation to tender of 3 April 2023 does not state how tenders will be judged, the "
        "deadline for tenders and how lots are chosen for a provider who would win too many. Add "
        "what is missing."
    )


def test_limit_that_binds_nobody_needs_no_mechanism():
    """Places alone say how many win a lot; there is nothing to choose between."""
    assert list(unstated(LotLimits(places=3))) == []
    assert list(unstated(LotLimits(most_awarded=1, mechanism=LotMechanism.PREFERENCE))) == []
    with pytest.raises(
        NotStatedError, match="The limit on lots does not state how lots are chosen"
    ):
        allocate((), LotLimits(most_awarded=1))


def test_criteria_that_are_only_described_have_no_scale():
    """Minutes often say what was weighed and not on which scale."""
    method = DescribedCriteria(
        criteria=(Criterion(reference="q", title="Quality"),), importance="in descending order"
    )
    assert method.criteria[0].scale is None


def fields_within(record: Record, name: str) -> list[str]:
    held = getattr(record, name)
    parts = held if isinstance(held, tuple) else (held,)
    return [field for part in parts[:1] if isinstance(part, Checked) for field in part.asked_for]


def without(record: Record, absent: list[tuple[str, str]]) -> Record:
    """The record without some fields of its own, or of the first value that a field holds."""
    for name, field in absent:
        if not field:
            record = attrs.evolve(record, **{name: None})
            continue
        held = getattr(record, name)
        if isinstance(held, tuple):
            first, *others = held
            record = attrs.evolve(record, **{name: (attrs.evolve(first, **{field: None}), *others)})
        else:
            record = attrs.evolve(record, **{name: attrs.evolve(held, **{field: None})})
    return record


def droppable(records: tuple[Record, ...]) -> list[tuple[int, str, str]]:
    """Every field that the records of a story could leave out."""
    return [
        (number, *found)
        for number, record in enumerate(records)
        for found in (
            *((name, "") for name in record.asked_for),
            *(
                (name, field)
                for name in record.asks_within
                for field in fields_within(record, name)
            ),
        )
    ]


ALSO = (
    engagement.MarketEngagement, tender.Clarification, people.PeopleAffected, people.PeopleTold,
    people.ChoicesMade, people.PeopleMoved, mobilisation.EmployeeLiabilityInformation,
    mobilisation.StaffTransferred, mobilisation.BridgingContract, ending.TerminationNotice,
)  # fmt: skip
"""Kinds that the story of a whole cycle does not need, with much that a source may leave out."""


def and_also(cycle: Cycle) -> tuple[Record, ...]:
    """The records of a cycle with one of each of those kinds, before its last two."""
    contract = cycle.expect(ContractSigned).reference
    day = cycle.records[-3].on
    given = {"contract": contract, "contracts": (contract,), "cohort": "H1"}
    more = [
        make(
            kind, on=day, **{name: given[name] for name in given if name in attrs.fields_dict(kind)}
        )
        for kind in ALSO
    ]
    return (*cycle.records[:-2], *more, *cycle.records[-2:])


WHOLE_STORY = and_also(story(SCENARIO, at=Stage.ENDED))
THE_ACT = attrs.evolve(SCENARIO, regime=PROCUREMENT_ACT_2023, day=date(2025, 3, 3), lots=())
UNDER_THE_ACT = and_also(story(THE_ACT, at=Stage.ENDED))


def answers(cycle: Cycle, on: date) -> list[str]:
    """What every view says of a cycle: an answer, or the sentence of a refusal."""
    contracts = [r.reference for r in cycle.records if type(r).__name__ == "ContractSigned"]
    views = [
        lambda: cycle.register(on),
        lambda: cycle.next_steps(on),
        cycle.thread,
        lambda: str(cycle),
        lambda: cycle_text(cycle),
        lambda: cycle_html(cycle),
        lambda: cycle.obligations(on),
        *(lambda lot=lot: cycle.evaluation(lot) for lot in cycle.lots),
        *(lambda c=c: repr(cycle.contract(c)) for c in contracts),
        *(lambda c=c: cycle.contract(c).performance for c in contracts),
        *(lambda c=c: cycle.contract(c).state(on) for c in contracts),
        *(lambda c=c: cycle.contract(c).attention(on) for c in contracts),
        *(lambda c=c: cycle.mobilisation(c).staff(on) for c in contracts),
        *(lambda c=c: cycle.mobilisation(c).people_on(on) for c in contracts),
    ]
    said = []
    for view in views:
        try:
            said.append(repr(view()))
        except (NotStatedError, NoRuleError, RecordError) as sentence:
            said.append(str(sentence))
    assert loads(dumps(cycle), audit=True).cycle == cycle
    return said


@given(data=st.data())
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_history_that_lacks_any_of_it_is_audited_and_seen(data):
    """A source gives what it gives; the rest of the procurement must still be checked and shown."""
    records = data.draw(st.sampled_from((WHOLE_STORY, UNDER_THE_ACT)))
    places = droppable(records)
    dropped = data.draw(st.lists(st.sampled_from(places), unique=True, max_size=len(places)))
    told = list(records)
    for number, name, field in dropped:
        told[number] = without(told[number], [(name, field)])

    audit = Cycle.audit("Care", told)

    lacking = {number for number, record in enumerate(told) if any(unstated(record))}
    remarked = [r.record for r in audit.remarks if r.finding.code == "not-stated"]
    assert len(remarked) == len(lacking)
    last = audit.cycle.last_on or date(2025, 1, 1)
    assert all(answers(audit.cycle, last + timedelta(days=1)))


@pytest.mark.parametrize("story_of", [WHOLE_STORY, UNDER_THE_ACT])
@pytest.mark.parametrize("where", ["all", "at award", "in mobilisation"])
def test_history_that_lacks_all_of_it_is_audited_and_seen(story_of, where):
    """The barest minutes are a history too."""
    end = {"all": 1.0, "at award": 0.5, "in mobilisation": 0.75}[where]
    told = list(story_of[: int(len(story_of) * end)])
    for number, name, field in droppable(tuple(told)):
        told[number] = without(told[number], [(name, field)])

    audit = Cycle.audit("Care", told)

    assert all(answers(audit.cycle, audit.cycle.last_on or date(2025, 1, 1)))
