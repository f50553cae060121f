"""The face of the library: recording, asking, auditing, looking back."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from commissioning.cycle import Cycle
from commissioning.dates.periods import Deadline
from commissioning.errors import RecordError
from commissioning.findings.errors import BlockedError, StageOrderError
from commissioning.ledger.ledger import Ledger
from commissioning.process import Process
from commissioning.records.approval import ApprovalToProcure, Waiver
from commissioning.records.award import ApprovalToAward, AwardRecommendation, IntentionToAward
from commissioning.records.contract import ContractSigned
from commissioning.records.ending import Abandonment, EvaluationReopened
from commissioning.records.history import BroughtForward
from commissioning.records.live import GoLive
from commissioning.records.needs import NeedsAssessment
from commissioning.records.notices import NoticePublished
from commissioning.records.panel import PanelMeeting
from commissioning.records.parties import Authority
from commissioning.records.record import Learned, Record
from commissioning.records.selection import Shortlist
from commissioning.records.specification import Lot, ServiceSpecification
from commissioning.stages import Route, Stage

DAY = date(2022, 1, 3)
COUNCIL = Authority(reference="council", name="A Council")

Until = Callable[[str], Cycle]
Small = dict[str, Record]


class TestRecording:
    """All or nothing, and the cycle that was there never changes."""

    def test_whole_procurement_can_be_recorded(self, small_until: Until):
        """The main job: every stage in order, from needs to the end."""
        assert small_until("closure").stage is Stage.ENDED

    @pytest.mark.parametrize(
        ("last", "stage"),
        [
            ("needs", Stage.NEEDS),
            ("specification", Stage.SPECIFICATION),
            ("ssq", Stage.SSQ),
            ("itt", Stage.ITT),
            ("opening", Stage.EVALUATION),
            ("invited", Stage.INTERVIEWS),
            ("recommendation", Stage.AWARD),
            ("mobilisation", Stage.MOBILISATION),
            ("go-live", Stage.GO_LIVE),
            ("closure", Stage.ENDED),
        ],
    )
    def test_each_stage_is_entered_by_its_record(self, small_until: Until, last: str, stage: Stage):
        """The order of the mission: SSQ, ITT, evaluation, interviews, award, mobilisation, go-live."""
        assert small_until(last).stage is stage

    def test_batch_is_recorded_whole_or_not_at_all(self, small_until: Until, small: Small):
        """Half a batch would leave a history that nobody meant."""
        before = small_until("needs")

        with pytest.raises(BlockedError):
            before.record(small["strategy"], small["permission"], small["go-live"])

        assert before.records == (small["needs"],)
        assert before.route is None

    def test_one_by_one_and_in_a_batch_come_to_the_same(self, small: Small):
        """A file loads in one batch what an officer entered over two years."""
        cycle = Cycle("Home care")
        for record in small.values():
            cycle = cycle.record(record)

        assert cycle == Cycle("Home care").record(*small.values())

    def test_refusal_of_order_says_where_it_stands_and_what_comes_first(
        self, small_until: Until, small: Small
    ):
        """A program that drives the cycle reads the parts; an officer reads the sentence."""
        with pytest.raises(StageOrderError) as refused:
            small_until("panel").record(small["recommendation"])

        assert refused.value.stage == "ssq"
        assert refused.value.comes_first == ("itt", "evaluation", "interviews")
        assert str(refused.value).splitlines()[:2] == [
            "You cannot record an award recommendation on 28 October 2022:",
            (
                "  - You cannot recommend an award yet: the procurement is at the SSQ stage, "
                "and ITT, evaluation and interviews come first (the process table, row "
                "award-recommendation). Next: record an invitation to tender."
            ),
        ]
        assert pickle.loads(pickle.dumps(refused.value)).findings == refused.value.findings

    def test_refusal_for_another_reason_is_no_order_error(self, small_until: Until, small: Small):
        """Signing in the standstill breaks the law, not the order of stages."""
        early = evolve(small["contract"], on=date(2022, 11, 20))

        with pytest.raises(BlockedError) as refused:
            small_until("letters").record(early)

        assert not isinstance(refused.value, StageOrderError)
        assert str(refused.value) == (
            "You cannot record a signed contract on 20 November 2022:\n"
            "  - You cannot sign on 20 November 2022: the standstill runs to 24 November 2022 "
            "(Public Contracts Regulations 2015, regulation 87(2)). Sign on or after 25 "
            "November 2022."
        )

    def test_something_that_is_no_record_is_refused(self):
        """A notebook user who passes the wrong thing gets one clear sentence."""
        with pytest.raises(RecordError, match=r"cycle: 'needs' is not a record"):
            Cycle("Care").record("needs")  # type: ignore[arg-type]

    @pytest.mark.parametrize(
        ("title", "buyers", "problem"),
        [
            ("", (), "title: it is empty; say what is commissioned"),
            (
                "Home care ",
                (),
                (
                    "title: 'Home care ' has spaces at an end or characters that do not print; "
                    "take them out"
                ),
            ),
            ("Care", {}, "buyers: {} is not a tuple; write (first, second)"),
            (
                "Care",
                ("x",),
                "buyers[0]: 'x' is not an authority; write Authority(reference=..., name=...)",
            ),
        ],
    )
    def test_cycle_that_could_not_be_saved_is_refused(
        self, title: str, buyers: object, problem: str
    ):
        """What is wrong with a cycle is said when it is made, not when its file is read again."""
        with pytest.raises(RecordError) as refused:
            Cycle(title, buyers)  # type: ignore[arg-type]

        assert refused.value.problems == (problem,)


class TestAsking:
    """The same findings as data, without anything being raised."""

    def test_blockers_are_what_record_would_say(self, small_until: Until, small: Small):
        """A tool shows the blockers beside a button instead of letting people press it."""
        cycle = small_until("shortlist")

        with pytest.raises(BlockedError) as refused:
            cycle.record(small["opening"])

        assert cycle.blockers(small["opening"]) == refused.value.findings

    def test_kind_of_record_may_be_asked_about(self, small_until: Until):
        """Before the record exists, one can ask whether its kind could come."""
        cycle = small_until("letters")

        (running,) = cycle.blockers(ContractSigned, date(2022, 11, 20))

        assert running.code == "standstill-running"
        assert running.earliest == date(2022, 11, 25)
        assert cycle.blockers(ContractSigned, date(2022, 11, 25)) == ()

    def test_kind_may_be_asked_about_for_one_contract(self, small_until: Until):
        """With nine contracts the answer is wanted for one."""
        cycle = small_until("mobilisation")

        found = cycle.blockers(GoLive, date(2023, 4, 1), about="C1")

        assert [f.code for f in found] == ["missing-record"]

    def test_kind_needs_a_day(self):
        """The library reads no clock, so the question must bring its day."""
        cycle = Cycle("Care")

        with pytest.raises(
            RecordError, match="shortlist: the answer depends on the day; say on which"
        ):
            cycle.blockers(Shortlist)  # type: ignore[call-overload]
        with pytest.raises(
            RecordError, match="shortlist: the answer depends on the day; say on which"
        ):
            cycle.findings(Shortlist)  # type: ignore[call-overload]

    @pytest.mark.parametrize(
        ("given", "told"), [("SSQ", "'SSQ'"), (3, "3"), (None, "None"), (int, "an int")]
    )
    def test_only_a_kind_of_record_can_be_asked_for(self, given: Any, told: str):
        """A stage's name where a class is meant finds nothing, which reads as "not recorded yet"."""
        cycle = Cycle("Care")
        asked = [
            lambda: cycle.find(given),
            lambda: cycle.expect(given),
            lambda: cycle.every(given),
            lambda: cycle.blockers(given, on=date(2022, 8, 1)),
            lambda: cycle.findings(given, on=date(2022, 8, 1)),
        ]
        for ask in asked:
            with pytest.raises(RecordError) as refused:
                ask()
            assert str(refused.value) == (
                f"cycle: {told} is not a kind of record; give the class of the records that are meant, "
                "such as `InvitationToTender`"
            )

    def test_kind_given_by_a_name_that_is_nearly_right_gets_the_class(self):
        """A name in quotes is what a newcomer tries first."""
        with pytest.raises(RecordError) as refused:
            Cycle("Care").find("Shortlst")  # type: ignore[arg-type]
        assert str(refused.value) == (
            "cycle: 'Shortlst' is not a kind of record; did you mean `Shortlist`?"
        )

    def test_expect_of_an_unknown_reference_gets_the_nearest(self, small_until: Until):
        """A slip in a reference should not read as a record that was never made."""
        with pytest.raises(LookupError, match=r'about R11 in force; did you mean "R1"\?'):
            small_until("approval").expect(ApprovalToAward, "R11")

    def test_expect_names_what_is_missing(self, small_until: Until):
        """A tool that needs the shortlist fails with words, not with None."""
        with pytest.raises(LookupError) as missing:
            small_until("ssq").expect(Shortlist)
        assert str(missing.value) == "Home care has no shortlist in force."

        with pytest.raises(LookupError) as missing:
            small_until("ssq").expect(Shortlist, about="Alder")
        assert str(missing.value) == "Home care has no shortlist about Alder in force."

        assert small_until("ssq").expect(NeedsAssessment)

    def test_next_steps_say_what_is_ready_and_what_is_in_the_way(self, small_until: Until):
        """The question an officer asks first: what may I do today, and what stops the rest?"""
        steps = {
            step.step.tag: step for step in small_until("letters").next_steps(date(2022, 11, 20))
        }

        signing = steps["contract-signed"]
        assert signing.kind is ContractSigned
        assert not signing.ready
        assert signing.earliest == date(2022, 11, 25)
        assert steps["scrutiny-note"].ready
        assert steps["scrutiny-note"].earliest is None
        assert "ssq" not in steps
        assert "brought-forward" not in steps

    def test_next_steps_are_a_table_with_the_earliest_day(self, small_until: Until):
        """An officer prints the list and ticks it off."""
        steps = small_until("letters").next_steps(date(2022, 11, 20))
        rows = {row[0]: row for row in steps.table().rows}
        assert rows["signed contract"][:3] == ("signed contract", False, date(2022, 11, 25))
        assert rows["scrutiny note"][1:3] == (True, None)

    def test_finding_that_time_alone_does_not_clear_has_no_earliest_day(self, small_until: Until):
        """A missing record will not appear by waiting."""
        steps = {
            step.step.tag: step for step in small_until("mobilisation").next_steps(date(2023, 1, 9))
        }

        assert steps["go-live"].earliest is None

    def test_law_before_commencement_is_that_of_the_day_asked(self, small_until: Until):
        """A procurement not yet begun would fall under the law of its beginning."""
        cycle = small_until("specification")

        assert cycle.law(date(2022, 5, 1)).regime == "Public Contracts Regulations 2015"
        assert cycle.law(date(2025, 5, 1)).regime == "Procurement Act 2023"
        assert (
            small_until("ssq").law(date(2025, 5, 1)).regime == "Public Contracts Regulations 2015"
        )

    def test_want_of_law_is_a_finding_and_not_an_error(self):
        """A cycle of 2014 is before every row; that is said, not guessed."""
        begun = BroughtForward(on=date(2014, 1, 6), stage=Stage.AWARD, because="old papers")
        cycle = Cycle("Care").record(begun)

        found = cycle.findings(ContractSigned, date(2014, 3, 3))

        assert ("law-unknown", False) in [(f.code, f.blocks) for f in found]


def test_procurement_that_begins_before_any_rule_stays_under_a_law_unknown(small: Small):
    """One of 2014 fell under earlier regulations; it must not drift into those of 2015."""
    early = {
        name: evolve(small[name], on=day)
        for name, day in (
            ("needs", date(2014, 1, 6)),
            ("strategy", date(2014, 2, 3)),
            ("permission", date(2014, 2, 3)),
            ("specification", date(2014, 3, 3)),
        )
    }
    questionnaire = evolve(
        small["ssq"], on=date(2014, 5, 5), responses_due_by=Deadline(date(2014, 6, 2))
    )
    cycle = Cycle.audit("Care", (*early.values(), questionnaire)).cycle

    assert cycle.ledger.commenced.first == date(2014, 5, 5)
    assert cycle.law(date(2016, 1, 4)).unknown_because


class TestAudit:
    """A real history, however imperfect, loads and is reported on."""

    def test_record_out_of_order_still_takes_effect_in_an_audit(self, small: Small):
        """Services do start before anything is signed; the register must show it."""
        audit = Cycle.audit("Care", (small["needs"], small["go-live"]))

        assert audit.cycle.stage is Stage.GO_LIVE
        assert audit.blocks
        assert "stage-order" in [finding.code for finding in audit.findings]
        assert str(audit.remarks[0]).startswith(
            "go-live of 1 April 2023: You cannot go live yet: the procurement is at the needs stage"
        )

    def test_history_in_order_has_nothing_to_report(self, small: Small):
        """An audit that always found something would not be read."""
        records = [*small.values()]
        before = records.index(small["ssq"])
        records.insert(before, NoticePublished(on=date(2022, 7, 11), notice="PCR-contract"))
        audit = Cycle.audit("Care", records, buyers=(COUNCIL,), reference="c", follows="b")

        assert audit.findings == ()
        assert not audit.blocks
        assert (audit.cycle.buyers, audit.cycle.reference, audit.cycle.follows) == (
            (COUNCIL,),
            "c",
            "b",
        )

    def test_record_that_comes_late_does_not_take_the_cycle_back(self, small: Small):
        """A shortlist entered after go-live is reported; the service stays live."""
        audit = Cycle.audit("Care", (small["needs"], small["go-live"], small["ssq"]))

        assert audit.cycle.stage is Stage.GO_LIVE

    def test_standing_warnings_are_among_the_findings(self):
        """Whoever reads an audit is told that the beginning is missing."""
        begun = BroughtForward(on=DAY, stage=Stage.AWARD, because="old papers")

        assert [f.code for f in Cycle.audit("Care", (begun,)).findings] == ["history-not-held"]


def test_procurement_awarded_whole_is_not_divided_afterwards(small_until: Until):
    """A return for the new lot would leave the old approval in force, which was for the whole."""
    cycle = small_until("letters")
    divided = ServiceSpecification(
        on=date(2022, 11, 15), divided_into=(Lot(reference="N", title="North"),), lots=("N",)
    )

    with pytest.raises(StageOrderError) as refused:
        cycle.record(divided)

    assert str(refused.value) == (
        "You cannot record a service specification on 15 November 2022:\n"
        "  - You can no longer specify the service: the procurement is at the award stage (the "
        "process table, row specification). Keep what is recorded, or begin a new cycle that "
        "follows this one."
    )


class TestLookingBack:
    """What had happened by a day, and what was known by it."""

    def test_as_of_holds_what_had_happened(self, small_until: Until):
        """The state of the procurement on the day of a decision is often asked later."""
        then = small_until("closure").as_of(date(2022, 8, 31))

        assert then.stage is Stage.ITT
        assert then == small_until("itt")

    def test_as_known_leaves_out_what_was_learned_later(self, small_until: Until):
        """A decision is judged by what was known when it was made."""
        meeting = PanelMeeting(
            on=date(2022, 10, 5),
            panel="officers",
            present=("O1",),
            learned=Learned(on=date(2022, 12, 2), because="notes found"),
        )
        cycle = small_until("mobilisation").record(meeting)

        assert cycle.as_of(date(2022, 11, 30)).find(PanelMeeting) is meeting
        assert cycle.as_of(date(2022, 11, 30), known=True).find(PanelMeeting) is None
        assert cycle.as_of(date(2022, 12, 2), known=True).find(PanelMeeting) is meeting

    def test_many_records_learned_later_do_not_double_the_work_each(
        self, small_until: Until, monkeypatch: pytest.MonkeyPatch
    ):
        """A box of old minutes is entered in an afternoon; every one once cost twice the one before."""
        added: list[Record] = []
        plain = Ledger.lots_of

        def counted(ledger: Ledger, record: Record) -> tuple[str, ...]:
            added.append(record)
            return plain(ledger, record)

        monkeypatch.setattr(Ledger, "lots_of", counted)
        found = Learned(on=date(2022, 12, 2), because="notes found")
        minutes = [
            PanelMeeting(on=date(2022, 10, 5), panel="officers", present=("O1",), learned=found)
        ] * 10
        cycle = small_until("mobilisation")
        added.clear()
        cycle = cycle.record(*minutes)

        assert len(added) < 3 * len(minutes) * len(cycle.records)

    @given(day=st.dates(date(2021, 1, 1), date(2029, 1, 1)))
    def test_looking_back_is_never_ahead(self, small_until: Until, day: date):
        """No record of a later day may be in the past of an earlier one."""
        then = small_until("closure").as_of(day)

        assert all(record.on <= day for record in then.records)
        assert then.stage.place <= small_until("closure").stage.place

    def test_last_day_is_that_of_the_latest_record(self, small_until: Until):
        """It is the natural day to judge a cycle in a file on."""
        assert Cycle("Care").last_on is None
        assert small_until("mobilisation").last_on == date(2022, 12, 1)


class TestAsAValue:
    """A cycle is compared, hashed, copied and shown like any value."""

    def test_cycles_with_the_same_records_are_equal(self, small: Small):
        """Two people who load the same file have the same cycle."""
        left, right = (Cycle("Care").record(small["needs"]) for _ in range(2))

        assert left == right
        assert hash(left) == hash(right)
        assert left != Cycle("Care")
        assert left != "Care"
        assert copy.deepcopy(left) == left
        assert pickle.loads(pickle.dumps(left)) == left

    def test_repr_of_a_cycle_says_its_stage(self, small_until: Until):
        """The first thing a notebook shows."""
        assert repr(Cycle("Care")) == "<Cycle 'Care': the procurement in needs; 0 records>"
        assert repr(small_until("needs")) == (
            "<Cycle 'Home care': the procurement in needs; 1 record, last on 1 September 2021>"
        )
        stopped = small_until("needs").record(Abandonment(on=date(2021, 9, 2), because="no money"))
        assert repr(stopped).startswith("<Cycle 'Home care': the procurement abandoned; 2 records")

    def test_its_parts_cannot_be_changed(self, small_until: Until):
        """A dictionary handed out is a copy, and the fields are frozen."""
        cycle = small_until("needs")

        dict(cycle.stages).clear()
        with pytest.raises(AttributeError):
            cycle.title = "Other"  # type: ignore[misc]

        assert cycle.stages == {"whole": Stage.NEEDS}
        assert cycle.lots == ("whole",)

    def test_route_is_what_the_strategy_decided(self, small_until: Until):
        """Nobody can skip a stage by asking: there is no other way to set the route."""
        assert Cycle("Care").route is None
        assert small_until("strategy").route == Route.restricted()
        assert small_until("strategy").process is Process.standard()


class TestWaivers:
    """The council's own practice may be waived, with a name and a reason; order and law may not."""

    def test_waiver_turns_a_blocker_into_a_warning(self, small_until: Until, small: Small):
        """Mobilising before signature is practice; a director may allow it, on the record."""
        waiver = Waiver(
            on=date(2022, 11, 26), code="contract-unsigned", by="director", because="continuity"
        )
        cycle = small_until("letters").record(waiver)
        plan = evolve(small["mobilisation"], contracts=("C1",))

        codes = {f.code: f.blocks for f in cycle.findings(plan)}

        assert codes.get("contract-unsigned") is False

    def test_waiver_of_order_is_refused(self, small_until: Until):
        """No paper lets anybody skip a stage."""
        waiver = Waiver(on=date(2022, 11, 26), code="stage-order", by="director", because="hurry")

        (finding,) = small_until("letters").blockers(waiver)

        assert str(finding) == (
            "Stage-order cannot be waived: it is not a rule of the council's own practice (the "
            "process table, row waiver). Clear what it reports; `commissioning explain "
            "stage-order` says what it means."
        )

    def test_waiver_does_not_outlive_a_return(self, small_until: Until):
        """A waiver for the old award says nothing about the new one."""
        waiver = Waiver(
            on=date(2022, 11, 15), code="contract-unsigned", by="director", because="continuity"
        )
        back = EvaluationReopened(on=date(2022, 11, 16), because="marks")

        cycle = small_until("letters").record(waiver, back)

        assert cycle.every(Waiver) == ()


def test_nothing_can_be_signed_on_an_approval_that_was_set_aside(small_until: Until, small: Small):
    """The most dangerous mistake after a return: the old papers look complete."""
    back = EvaluationReopened(on=date(2022, 11, 16), because="marks")
    cycle = small_until("letters").record(back)

    codes = [finding.code for finding in cycle.blockers(small["contract"])]

    assert "stage-order" in codes
    assert "superseded" in codes
    for kind in (AwardRecommendation, ApprovalToAward, IntentionToAward):
        assert cycle.find(kind) is None


class TestBadQuestions:
    """A question that cannot be answered is met with a sentence, not with a traceback from inside."""

    @pytest.mark.parametrize(
        ("ask", "said"),
        [
            (
                lambda cycle: cycle.blockers(Shortlist, "2022-08-12"),
                "Cycle.blockers: on: '2022-08-12' is not a day; write date(2022, 8, 12)",
            ),
            (
                lambda cycle: cycle.next_steps(datetime(2022, 8, 12, 9)),
                "Cycle.next_steps: on: 2022-08-12 09:00 has a time of day; write date(2022, 8, 12)",
            ),
            (
                lambda cycle: cycle.as_of("yesterday"),
                "Cycle.as_of: day: 'yesterday' is not a day; write one as date(2024, 5, 3)",
            ),
            (
                lambda cycle: cycle.obligations(datetime(2022, 8, 12, 9)),
                "Cycle.obligations: today: 2022-08-12 09:00 has a time of day; write date(2022, 8, 12)",
            ),
            (
                lambda cycle: cycle.record(GoLive),
                "cycle: a go-live is a kind of record, not a record; make one of that kind",
            ),
            (
                lambda cycle: cycle.record([1, 2]),
                "cycle: a list is not a record; give its records one by one: `record(*records)`",
            ),
            (
                lambda cycle: Cycle.audit("Care", Cycle("Care")),
                "history: <Cycle 'Care': the procurement in needs; 0 records> is not a list of records; "
                "of a cycle give its `records`",
            ),
            (
                lambda cycle: Cycle("Care", reference=5, follows=None, process=5),
                (
                    "cycle has 3 problems:\n"
                    "  - reference: 5 is not text\n"
                    "  - process: 5 is not a process; write Process(steps=...)\n"
                    "  - follows: None is not text"
                ),
            ),
            (
                lambda cycle: Cycle("Care", reference="C1 ", follows="a\x00b"),
                (
                    "cycle has 2 problems:\n"
                    "  - reference: 'C1 ' has spaces at an end or characters that do not print; "
                    "take them out\n"
                    "  - follows: 'a\\x00b' has spaces at an end or characters that do not print; "
                    "take them out"
                ),
            ),
        ],
    )
    def test_wrong_argument_is_answered_in_words(self, ask: Callable[[Cycle], object], said: str):
        """Somebody in a notebook types these every day."""
        with pytest.raises(RecordError) as refused:
            ask(Cycle("Care"))

        assert str(refused.value) == said

    def test_question_about_something_unknown_says_so(self, small_until: Until):
        """A misspelt contract would otherwise get the answer for all lots."""
        found = small_until("contract").findings(GoLive, date(2023, 4, 1), "C9")

        assert (found[0].code, found[0].message, found[0].blocks) == (
            "unknown-reference",
            "No record here is about C9",
            False,
        )
        known = small_until("contract").findings(GoLive, date(2023, 4, 1), "C1")
        assert known[0].code != "unknown-reference"
        about_provider = small_until("contract").findings(GoLive, date(2023, 4, 1), "Alder")
        assert about_provider[0].code != "unknown-reference"


def test_refusal_tells_the_place_of_the_lots_it_is_about(small: Small, small_divided: Cycle):
    """One lot waits in specification; the refusal of the other must not report that."""
    cycle = small_divided.record(
        evolve(small["ssq"], lots=("S",)),
    )

    with pytest.raises(StageOrderError) as refused:
        cycle.record(evolve(small["opening"], lots=("S",)))

    assert (refused.value.stage, refused.value.comes_first) == ("ssq", ("itt",))


def test_late_entry_does_not_displace_a_later_record(small_until: Until):
    """An old approval found in a drawer is not the latest one."""
    old = ApprovalToProcure(
        on=date(2022, 2, 1),
        decided_by="a sub-committee",
        learned=Learned(on=date(2022, 8, 1), because="found in a drawer"),
    )
    older = evolve(old, on=date(2022, 1, 4), decided_by="a working group")
    cycle = small_until("ssq").record(older, old)

    assert cycle.expect(ApprovalToProcure).decided_by == "Cabinet"
    assert cycle.every(ApprovalToProcure)[-2:] == (older, old)


def test_late_entry_of_a_day_after_a_return_counts(small_until: Until):
    """A return sets aside what came before it; a meeting held since belongs to the new evaluation."""
    back = EvaluationReopened(on=date(2022, 11, 15), because="marks")
    meeting = PanelMeeting(
        on=date(2022, 11, 17),
        panel="officers",
        present=("O1",),
        learned=Learned(on=date(2022, 11, 21), because="the notes came late"),
    )

    assert small_until("letters").record(back, meeting).find(PanelMeeting) is meeting
