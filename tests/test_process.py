"""The table itself, and what is checked when a process is defined."""

from __future__ import annotations

import inspect
import pkgutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from importlib import import_module
from typing import ClassVar

import pytest
from attrs import evolve, frozen
from hypothesis.vendor.pretty import pretty

import commissioning.records
from commissioning.cycle import Cycle
from commissioning.errors import RecordError
from commissioning.findings.catalogue import BY_CODE, FINDING_CODES
from commissioning.findings.errors import BlockedError
from commissioning.findings.finding import Finding, FindingCode, Severity
from commissioning.gates.case import Case, check, gate
from commissioning.gates.decisions import DECISION_CODES
from commissioning.gates.order import ALWAYS_ASKED
from commissioning.process import STEPS, Process, Step, during
from commissioning.records.approval import Approval, ScrutinyNote, Waiver
from commissioning.records.award import IntentionToAward
from commissioning.records.challenge import (
    Challenge,
    ChallengeResolved,
    ClaimIssued,
    JudgmentGiven,
    PanelAdvice,
    StepOfChallenge,
    SuspensionDecided,
)
from commissioning.records.conflicts import ConflictsAssessed
from commissioning.records.contract import OfContract, OfContracts
from commissioning.records.ending import ReturnToStage, SelectionReopened
from commissioning.records.engagement import EngagementMeeting, ReferenceGroupFormed
from commissioning.records.history import BroughtForward
from commissioning.records.mobilisation import BridgingContract, OfTransfer
from commissioning.records.needs import NeedsAssessment
from commissioning.records.notices import NoticePublished
from commissioning.records.people import OfCohort
from commissioning.records.record import Record
from commissioning.records.selection import SelectionQuestionnaire, Shortlist
from commissioning.records.strategy import (
    JointBuyer,
    PartnerAnswer,
    PartnerDecision,
    ProcurementStrategy,
)
from commissioning.records.timetable import Timetable
from commissioning.stages import LINE, Begins, During, Ends, Opens, Returns, Stage
from commissioning.testing import Scenario, fitting, make, story

DAY = date(2022, 1, 3)
BASES = {
    Record,
    ReturnToStage,
    Approval,
    OfCohort,
    OfContract,
    OfContracts,
    OfTransfer,
    StepOfChallenge,
}


@frozen(kw_only=True)
class BusinessCase(Record):
    """A record that one council adds to the process."""

    display_name: ClassVar[str] = "business case"


def record_kinds() -> Iterator[type[Record]]:
    """Every class of record that the records package defines."""
    for module in pkgutil.iter_modules(commissioning.records.__path__):
        loaded = import_module(f"commissioning.records.{module.name}")
        for _, kind in inspect.getmembers(loaded, inspect.isclass):
            if (
                issubclass(kind, Record)
                and kind.__module__ == loaded.__name__
                and kind not in BASES
            ):
                yield kind


@pytest.mark.parametrize("kind", list(record_kinds()), ids=lambda kind: kind.__name__)
def test_every_kind_of_record_has_a_row(kind: type[Record]):
    """A record without a row could be made and never recorded."""
    assert Process.standard().step(kind).record is kind


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.tag)
def test_every_row_asks_only_for_what_can_have_come(step: Step):
    """A row that rests on something later would be a trap."""
    for kind in step.rests_on:
        first = min(stage.place for stage in Process.standard().step(kind).where.stages)
        assert first <= max(stage.place for stage in step.where.stages)


@pytest.mark.parametrize("stage", LINE[1:])
def test_every_stage_is_opened_by_a_row(stage: Stage):
    """A stage that nothing opens could never be reached."""
    assert Process.standard().opening(stage)


def test_every_condition_declares_codes_of_the_table():
    """An officer who asks what a code means must get an answer."""
    known = set(FINDING_CODES)
    for step in STEPS:
        for condition in (*step.gates, *step.checks):
            assert condition.codes
            assert set(condition.codes) <= known
            assert condition.meaning.endswith(".")
    assert {*ALWAYS_ASKED, *DECISION_CODES} <= known


def test_every_check_of_the_table_is_of_the_record_of_its_row():
    """The table gives its checks by name, so a wrong one is not met before a record of its kind is."""
    for step in STEPS:
        assert all(issubclass(step.record, check.kind) for check in step.checks)
        assert not step.own_conditions


def test_first_cycle_loads_no_gate_that_it_may_never_ask():
    """What a run does not ask it does not wait for."""
    asked = (
        "import sys; from commissioning import Cycle; Cycle('x'); "
        "print([m for m in ('gates.award', 'gates.standstill', 'findings.catalogue', "
        "'evaluation.ranking', 'contracts.kpi_sets') if f'commissioning.{m}' in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_order_and_statute_are_not_waivable():
    """No waiver may let anybody skip a stage."""
    assert [code.code for code in ALWAYS_ASKED if code.waivable] == []


def test_tags_are_what_files_have_always_called_them():
    """A tag is part of every file ever written; changing one is a decision, not a rename."""
    tags = {step.record.__name__: step.tag for step in STEPS}

    assert tags["NeedsAssessment"] == "needs-assessment"
    assert tags["SelectionQuestionnaire"] == "ssq"
    assert tags["InvitationToTender"] == "itt"
    assert tags["ContractSigned"] == "contract-signed"
    assert tags["GoLive"] == "go-live"


def test_step_shows_its_record_and_its_gates_by_name():
    """A row is printed while a council changes the table; fields and functions would fill a page."""
    process = Process.standard()

    assert repr(process.tagged("procurement-strategy")) == (
        "<Step 'procurement-strategy': ProcurementStrategy, asks "
        "strategy_is_settled_before_the_competition and money_is_carried_through>"
    )
    assert repr(process.tagged("needs-assessment")).endswith("asks nothing of its own>")


def test_step_is_found_by_its_tag():
    """Files name tags."""
    process = Process.standard()

    found = process.tagged("ssq")

    assert found is not None
    assert found.record is SelectionQuestionnaire
    assert process.tagged("nonsense") is None


class TestDefinition:
    """A faulty table is refused when it is made, with every fault named."""

    def test_every_fault_is_named_at_once(self):
        """Whoever writes a table mends it in one go."""
        with pytest.raises(RecordError) as refused:
            Process(
                (
                    Step("needs", NeedsAssessment, During((Stage.NEEDS,))),
                    Step("needs", NeedsAssessment, During((Stage.NEEDS,))),
                    Step("Short List", Shortlist, During(())),
                    Step("note", ScrutinyNote, during(Stage.NEEDS), (Shortlist, BusinessCase)),
                )
            )

        assert refused.value.problems[:5] == (
            "tag: needs is the tag of two rows; give each row its own",
            "record: a needs assessment has two rows; keep one of them",
            "tag: 'Short List' is not small letters joined by hyphens; write 'short-list'",
            "where: a shortlist comes in no stage; name at least one",
            "rests_on: a business case has no row; add one, or leave it out of note",
        )
        assert refused.value.problems[5:] == tuple(
            f"steps: no row opens the {stage.words} stage, so no lot can reach it; add one"
            for stage in LINE[1:]
        )
        assert str(refused.value).startswith("process has 14 problems:\n  - tag: needs")

    @pytest.mark.parametrize("bases", [(), (Record,)])
    def test_kind_that_is_no_frozen_record_is_a_fault(self, bases: tuple[type, ...]):
        """The fields of a record without the decorator were in no file, and an int had a row."""
        kind = type("Own", bases, {})
        with pytest.raises(RecordError) as refused:
            Process.standard().with_steps(Step("own", kind, during(Stage.NEEDS)))

        assert refused.value.problems == (
            "record: Own is not a frozen record; extend `Record`, with @frozen(kw_only=True)",
        )

    def test_resting_on_something_later_is_a_fault(self):
        """The record could never be entered."""
        early = Step("early", BusinessCase, during(Stage.NEEDS), (Shortlist,))

        with pytest.raises(RecordError) as refused:
            Process.standard().with_steps(early)

        assert refused.value.problems == (
            "rests_on: a shortlist comes only after a business case; leave it out",
        )

    def test_record_that_begins_a_history_can_rest_on_no_other(self):
        """It is the first record of its cycle: what it rested on could never be there."""
        first = Step("register", BusinessCase, Begins(), (NeedsAssessment,))

        with pytest.raises(RecordError) as refused:
            Process.standard().with_steps(first)

        assert refused.value.problems == (
            "rests_on: a needs assessment comes only after a business case; leave it out",
        )

    def test_record_that_begins_a_history_may_be_rested_on(self):
        """A council that asks for its register of contracts first has a table that works."""
        own = Step("own", BusinessCase, during(Stage.NEEDS), (BroughtForward,))

        assert Process.standard().with_steps(own).step(BusinessCase) is own

    @pytest.mark.parametrize(
        ("tag", "right"),
        [
            ("", "business-case"),
            ("Business", "business"),
            ("business case", "business-case"),
            ("BUSINESS CASE", "business-case"),
        ],
    )
    def test_tag_with_capitals_or_spaces_is_refused_with_the_right_one(self, tag, right):
        """It is typed in files and on the command line, where a space or a capital gets lost."""
        with pytest.raises(RecordError) as refused:
            Process.standard().with_steps(Step(tag, BusinessCase, during(Stage.NEEDS)))

        assert refused.value.problems == (
            f"tag: {tag!r} is not small letters joined by hyphens; write {right!r}",
        )

    def test_check_must_look_at_its_own_kind(self):
        """A check of shortlists says nothing about a business case."""
        check, *_ = Process.standard().step(Shortlist).checks

        with pytest.raises(RecordError) as refused:
            Process.standard().with_steps(
                Step("own", BusinessCase, during(Stage.NEEDS), checks=(check,))
            )

        assert refused.value.problems == (
            "checks: shortlisted_have_responded is a check of a shortlist, not of a business case",
        )


ABSENT = FindingCode(
    "member-absent", "The ward member was absent.", True, "the ward member was absent"
)


@gate(ABSENT)
def member_is_present(case: Case) -> Iterator[Finding]:
    """The ward member was there."""
    yield ABSENT("the ward member was absent")


@gate(ABSENT)
def member_came_in_time(case: Case) -> Iterator[Finding]:
    """The ward member was there from the start."""
    yield ABSENT("the ward member came late", severity=Severity.WARNS)


class TestOwnSteps:
    """A council adds its own record, gate and code without touching the library."""

    own = Process.standard().with_steps(
        Step("business-case", BusinessCase, during(Stage.NEEDS), gates=(member_is_present,)),
    )

    def test_its_gate_is_asked(self):
        """What the council wants checked is checked."""
        cycle = Cycle("Care", process=self.own)

        with pytest.raises(BlockedError) as refused:
            cycle.record(BusinessCase(on=DAY))

        assert str(refused.value) == (
            "You cannot record a business case on 3 January 2022:\n  - The ward member was absent."
        )

    def test_its_code_may_be_waived(self):
        """A rule of the council's own may be lifted by the council."""
        waiver = Waiver(on=DAY, code="member-absent", by="director", because="illness")
        cycle = Cycle("Care", process=self.own).record(waiver)

        (finding,) = cycle.findings(BusinessCase(on=DAY))

        assert not finding.blocks
        assert finding.message == "the ward member was absent (waived by director: illness)"
        assert finding.remedy == ""
        assert cycle.record(BusinessCase(on=DAY)).records[-1] == BusinessCase(on=DAY)

    @pytest.mark.parametrize(
        "waiver",
        [
            Waiver(on=DAY, code="partner-undecided", by="director", because="illness"),
            Waiver(on=DAY, code="member-absent", about="N1", by="director", because="illness"),
        ],
        ids=("of another finding", "about a lot"),
    )
    def test_waiver_lifts_nothing_but_what_it_names(self, waiver):
        """Permission to go on without the member is not permission for anything else."""
        cycle = Cycle("Care", process=self.own).record(waiver)

        (finding,) = cycle.findings(BusinessCase(on=DAY))

        assert finding.blocks
        assert finding.message == "the ward member was absent"

    def test_warning_is_not_waived(self):
        """Nothing was in the way, so nobody has given permission for anything."""
        process = Process.standard().with_steps(
            Step("own", BusinessCase, during(Stage.NEEDS), gates=(member_came_in_time,)),
        )
        waiver = Waiver(on=DAY, code="member-absent", by="director", because="illness")

        (finding,) = Cycle("Care", process=process).record(waiver).findings(BusinessCase(on=DAY))

        assert finding.message == "the ward member came late"

    def test_waiver_does_not_reach_back(self):
        """What was done on Monday was not allowed by a permission given on Tuesday."""
        later = Waiver(on=DAY + timedelta(days=1), code="member-absent", by="d", because="illness")
        cycle = Cycle("Care", process=self.own).record(later)

        assert [finding.blocks for finding in cycle.findings(BusinessCase(on=DAY))] == [True]
        assert [f.blocks for f in cycle.findings(BusinessCase(on=later.on))] == [False]

    def test_row_of_its_own_replaces_that_of_the_standard(self):
        """A council that wants scrutiny notes only early says so."""
        stricter = Process.standard().with_steps(
            Step("scrutiny-note", ScrutinyNote, during(Stage.NEEDS))
        )

        assert stricter.step(ScrutinyNote).where == During((Stage.NEEDS,))
        assert len(stricter.steps) == len(STEPS)

    def test_record_of_a_foreign_class_is_refused_in_plain_words(self):
        """The standard process does not know the council's record, and says what to do."""
        with pytest.raises(RecordError) as refused:
            Cycle("Care").record(BusinessCase(on=DAY))

        assert str(refused.value) == (
            "cycle: a business case is not in this process; add a row for it with `Process.with_steps`"
        )


def test_finding_of_order_names_the_row_it_comes_from():
    """An engineer who is refused can open the table at the row."""
    (finding, *_) = Cycle("Care").blockers(Shortlist, DAY)

    assert str(finding.source) == "the process table, row shortlist"


def test_repr_of_a_process_is_one_short_line():
    """Ninety rows written out, as in a failing test, hide what the reader looks for."""
    process = Process(STEPS)

    assert repr(process) == f"<Process: {len(STEPS)} steps, {len(process.kinds)} kinds>"
    assert pretty(process) == repr(process)
    assert process == Process(STEPS)


@pytest.mark.parametrize(
    ("kind", "why"),
    [
        (ReferenceGroupFormed, "the people who advise are the same people"),
        (EngagementMeeting, "what was said in a meeting was said"),
        (ConflictsAssessed, "an interest does not go away"),
        (Timetable, "what was planned, and when, stays on paper"),
        (ScrutinyNote, "scrutiny spoke of the service and not of one round"),
        (Challenge, "a challenge is often the reason for going back"),
        (ClaimIssued, "a claim goes on in court"),
        (SuspensionDecided, "what a court has lifted stays lifted"),
        (JudgmentGiven, "a judgment is often the reason for going back"),
        (PanelAdvice, "what a panel has advised stays advised"),
        (ChallengeResolved, "what was answered is answered"),
        (BridgingContract, "the service runs on it meanwhile"),
    ],
    ids=lambda value: value.__name__ if isinstance(value, type) else "",
)
def test_going_back_sets_aside_nothing_that_the_round_did_not_make(kind: type[Record], why: str):
    """Selection is done again: what belongs to no round of it is still in force."""
    cycle = story(Scenario(), after=IntentionToAward)
    if issubclass(kind, StepOfChallenge):
        cycle = cycle.record(fitting(Challenge, cycle))
    cycle = cycle.record(fitting(kind, cycle))
    kept = cycle.records[-1]

    cycle = cycle.record(make(SelectionReopened, on=cycle.last_on))

    assert kept in cycle.every(kind), why


@pytest.mark.parametrize("kind", [NoticePublished, Waiver], ids=lambda kind: kind.__name__)
def test_going_back_sets_aside_notices_and_permissions_of_the_round(kind: type[Record]):
    """A notice of the old award, or leave to go on without a panel member, is no use to the new one."""
    cycle = story(Scenario(), after=IntentionToAward)
    cycle = cycle.record(fitting(kind, cycle))
    gone = cycle.records[-1]

    cycle = cycle.record(make(SelectionReopened, on=cycle.last_on))

    assert gone not in cycle.every(kind)
    assert gone in cycle.every(kind, superseded=True)


def test_partners_answer_outlives_a_return():
    """A council that joined before the first invitation has not left because there is a second."""
    cycle = story(Scenario(), after=IntentionToAward)
    buyers = (JointBuyer(authority="lead", lead=True), JointBuyer(authority="partner"))
    joint = Cycle("Care").record(
        *(
            evolve(r, joint_buyers=buyers) if isinstance(r, ProcurementStrategy) else r
            for r in cycle.records
        )
    )
    answer = PartnerDecision(on=joint.last_on, authority="partner", answer=PartnerAnswer.JOINS)

    returned = joint.record(answer, make(SelectionReopened, on=joint.last_on))

    assert returned.every(PartnerDecision) == (answer,)


def test_placements_tell_their_stages():
    """The diagrams and the strategies read where a record may come from its placement."""
    assert Opens(Stage.GO_LIVE, again=(Stage.ENDED,)).stages == (Stage.GO_LIVE, Stage.ENDED)
    assert Begins().stages == ()
    assert Returns((Stage.AWARD,), to=Stage.EVALUATION).stages == (Stage.AWARD,)
    assert Ends(Stage.ABANDONED, until=Stage.SPECIFICATION).stages == (
        Stage.NEEDS,
        Stage.SPECIFICATION,
    )


def test_council_declares_as_many_codes_as_it_likes():
    """A gate of its own may find several things, one of them what the library finds too."""
    late, bare = (FindingCode(name, "Ours.", True, "ours") for name in ("plan-late", "plan-bare"))

    @gate(late, bare, BY_CODE["not-stated"])
    def ours(case: Case) -> Iterator[Finding]:
        """The plan is ours."""
        return iter(())

    @check(BusinessCase, bare)
    def theirs(case: Case, record: BusinessCase) -> Iterator[Finding]:
        """The plan is full."""
        return iter(())

    own = Step("own", BusinessCase, during(Stage.NEEDS), gates=(ours,), checks=(theirs,))
    assert {late, bare} <= {*Process.standard().with_steps(own).codes.values()}


def test_councils_code_that_is_the_librarys_is_refused():
    """Else a council could declare the order of stages waivable, and waive it."""
    order = FindingCode("stage-order", "Ours.", True, "ours")

    @gate(order)
    def ours(case: Case) -> Iterator[Finding]:
        """The order is ours."""
        yield order("ours")

    with pytest.raises(RecordError) as refused:
        Process.standard().with_steps(Step("own", BusinessCase, during(Stage.NEEDS), gates=(ours,)))
    assert refused.value.problems == (
        "the code stage-order is the library's; give your own finding another",
    )
