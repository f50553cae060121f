"""A record is entered once: the same again is a slip, save for acts that do happen twice in one day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import attrs
import pytest
from attrs import evolve
from hypothesis import given

from commissioning.cycle import Cycle
from commissioning.ledger.ledger import Ledger
from commissioning.process import STANDARD, Process, Step
from commissioning.records.approval import (
    Approval,
    ApprovalCondition,
    ApprovalToProcure,
    ConditionMet,
)
from commissioning.records.award import ApprovalToAward, AwardRecommendation
from commissioning.records.ending import EvaluationReopened
from commissioning.records.engagement import EngagementMeeting
from commissioning.records.live import CommitmentChecked, Review
from commissioning.records.people import PeopleMoved
from commissioning.records.record import LINKS, Record
from commissioning.records.report_issued import OpinionGiven, ReportIssued, Stance
from commissioning.records.specification import Commitment, ServiceSpecification
from commissioning.records.tender_faults import TenderClarified
from commissioning.stages import LINE, During, Opens, Route
from commissioning.testing import Scenario, cycles, make, story
from commissioning.values.frozen import frozen
from commissioning.values.text import article

OPEN = Scenario(route=Route.open())


def twice(cycle: Cycle, record: Record) -> list[tuple[bool, str]]:
    found = cycle.findings(record)
    return [(each.blocks, str(each)) for each in found if each.code == "recorded-twice"]


def test_same_approval_twice_is_refused():
    """Two approvals of one meeting would be two decisions; one was entered by two officers."""
    cycle = story(OPEN, after=ApprovalToAward)
    approval = cycle.expect(ApprovalToAward)

    assert twice(cycle, approval) == [
        (
            True,
            "The same approval to award of 14 March 2022 is recorded already (the process table, "
            "row approval-to-award). Leave it out; if it happened twice, say in a note how this "
            "one differs.",
        )
    ]
    assert not cycle.blockers(evolve(approval, note="confirmed by full council"))


def test_same_record_with_a_reference_is_reported_once():
    """The reference is taken because the record is there: one slip, one finding."""
    cycle = story(OPEN, after=AwardRecommendation)
    codes = [finding.code for finding in cycle.findings(cycle.expect(AwardRecommendation))]

    assert codes.count("recorded-twice") == 1
    assert "duplicate-reference" not in codes


def test_equal_moves_of_one_day_only_warn():
    """Five people move in the morning and five in the afternoon; both may be meant."""
    cycle = story(OPEN, after=PeopleMoved)
    moved = cycle.expect(PeopleMoved)

    assert [blocks for blocks, _ in twice(cycle, moved)] == [False]


def test_superseded_record_may_be_recorded_again():
    """After marking was reopened the same body approves in the same words on the same day."""
    cycle = story(OPEN, after=ApprovalToAward)
    approval = cycle.expect(ApprovalToAward)
    reopened = EvaluationReopened(on=approval.on, because="adding-up slip")

    assert twice(cycle.record(reopened), approval) == []


@given(cycles())
def test_every_record_in_force_is_noticed_when_it_comes_again(cycle: Cycle):
    """The rule is of every kind, so that no kind is forgotten, and blocks where a second act cannot be."""
    for entry in cycle.ledger.entries:
        record, where = entry.record, STANDARD.step(type(entry.record)).where
        if cycle.ledger.is_superseded(entry) or record.learned:
            continue
        must = bool(record.reference) or isinstance(record, Approval) or isinstance(where, Opens)
        assert [blocks for blocks, _ in twice(cycle, record)] == [must]


@frozen(kw_only=True)
class Minutes(Record):
    """Minutes of the council's own, whose items refer to papers."""

    items: tuple[str, ...] = ()

    def references(self, *kinds: str) -> Iterator[str]:
        yield from Record.references(self, *kinds)
        if not kinds or "record" in kinds:
            yield from (item.partition(": ")[0] for item in self.items)


def test_references_that_a_kind_finds_for_itself_are_looked_up():
    """Only the council knows where its own kind of record refers to other papers."""
    process = Process.standard().with_steps(Step("minutes", Minutes, During(LINE)))
    cycle = Cycle("Care", process=process)
    minutes = Minutes(on=Scenario().day, items=("R1: agreed", "R2: noted"))
    assert [(each.code, each.about) for each in cycle.findings(minutes)] == [
        ("unknown-reference", "R1"),
        ("unknown-reference", "R2"),
    ]


def test_record_is_found_by_what_it_names_and_not_by_what_it_refers_to():
    """A kind says by `names` what its records are about, by `references` what must be there."""
    ledger = Ledger()
    ledger.add(Minutes(on=Scenario().day, items=("R1: agreed",)), During(LINE))
    assert not ledger.knows("R1")
    assert ledger.every(Minutes, "R1") == ()


OF_ANY_KIND = {"about", "figures", "manifest", "sets_aside"}
"""What is announced, decided on, counted from, rested on or superseded may be any record."""
NAMED_BY_KIND = [
    (step.record, field.name, field.metadata["called"])
    for step in Process.standard().steps
    for field in attrs.fields(step.record)
    if "called" in field.metadata
]


@pytest.mark.parametrize(("kind", "name", "called"), NAMED_BY_KIND)
def test_reference_to_a_record_of_another_kind_is_found(kind, name, called):
    """A return on a panel was taken, and then missed in the file of the contract that it is about."""
    *before, record = story(after=kind).records
    meeting = make(EngagementMeeting, on=before[0].on if before else record.on, reference="M1")
    value = ("M1",) if isinstance(getattr(record, name), tuple) else "M1"
    cycle = Cycle.audit("t", [*before, meeting]).cycle
    version = {"version": 2} if name == "replaces" and kind is ReportIssued else {}
    found = cycle.findings(evolve(record, **{name: value}, **version))
    said = [each.message for each in found if each.code == "unknown-reference"]
    assert (
        f"The reference M1 belongs to the {meeting.described()}, not to {article(called)}" in said
    )


@pytest.mark.parametrize("kind", [step.record for step in Process.standard().steps])
def test_every_reference_to_a_record_says_of_which_kind(kind: type[Record]):
    """An approval that names a meeting as its report would pass as one whose report was read."""
    links = [field for field in attrs.fields(kind) if field.metadata.get("refers") in LINKS]
    assert {field.name for field in links if "called" not in field.metadata} <= OF_ANY_KIND


def test_kind_of_a_councils_own_may_be_named_as_the_kind_that_it_extends():
    """A council's own approval, with a field of its own, makes conditions as any other does."""

    @frozen(kw_only=True)
    class DelegatedApproval(ApprovalToProcure):
        scheme: str = ""

    step = STANDARD.step(ApprovalToProcure)
    process = STANDARD.with_steps(attrs.evolve(step, tag="delegated", record=DelegatedApproval))
    approval = DelegatedApproval(
        on=date(2022, 1, 10),
        reference="A1",
        decided_by="the director",
        conditions=(ApprovalCondition(reference="1", words="the budget is agreed"),),
    )
    met = ConditionMet(on=date(2022, 1, 11), approval="A1", condition="1", evidence="minute 4")
    cycle = Cycle("Care", process=process).record(approval)
    assert not cycle.blockers(met)


def test_condition_of_an_opinion_is_none_of_an_approval():
    """Conditions of an opinion are words without references; they once ended in an AttributeError."""
    *before, met = story(after=ConditionMet).records
    issued = make(ReportIssued, on=before[0].on, reference="P1")
    opinion = make(
        OpinionGiven,
        on=before[0].on,
        reference="O1",
        report="P1",
        stance=Stance.SUPPORTS_IF,
        conditions=("the budget is agreed",),
    )
    cycle = Cycle.audit("Care", [*before, issued, opinion]).cycle
    codes = [each.code for each in cycle.blockers(evolve(met, approval="O1"))]
    assert codes == ["unknown-reference"]


TAKEN_UP = {
    "criterion of a clarification": (
        TenderClarified, {"criteria": ("qualty",)},
        'No criterion "qualty" is on record. Correct the reference; did you mean "quality"?'),
    "commitment that is checked": (
        CommitmentChecked, {"commitment": "less-travel"},
        'No commitment "less-travel" is on record. Correct the reference.'),
    "need that a review carries": (
        Review, {"carries": ("lonelines",)}, 'No need "lonelines" is on record. Correct the reference'),
}  # fmt: skip


@pytest.mark.parametrize(("kind", "fields", "words"), TAKEN_UP.values(), ids=TAKEN_UP)
def test_slip_in_what_is_taken_up_again_is_reported(kind, fields, words):
    """A slip in the reference counted for nothing, and nothing said so."""
    *before, taken = story(after=kind).records
    cycle = Cycle.audit("Care", before).cycle
    found = [str(each) for each in cycle.findings(evolve(taken, **fields))]
    assert [text for text in found if text.startswith(words)]


def test_promise_by_its_own_reference_is_accepted():
    """A promise by its own reference is the one that was made."""
    *before, taken = story(after=CommitmentChecked).records
    promised = [
        evolve(each, commitments=(Commitment(reference="P1", words="no less care"),))
        if isinstance(each, ServiceSpecification)
        else each
        for each in before
    ]
    cycle = Cycle.audit("Care", promised).cycle
    assert not cycle.findings(evolve(taken, commitment="P1"))
    mistaken = cycle.findings(evolve(taken, commitment="p1"))
    assert [each.remedy for each in mistaken] == ['Correct the reference; did you mean "P1"?']
