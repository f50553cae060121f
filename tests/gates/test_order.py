"""Order, time and references: what every record is asked, and exactly what it is told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from attrs import evolve

from commissioning.cycle import Cycle
from commissioning.findings.finding import Finding
from commissioning.gates.case import Case
from commissioning.gates.order import asked_about_what_is_known
from commissioning.process import STEPS, Process
from commissioning.records.award import ApprovalToAward, AwardRecommendation, LotAward
from commissioning.records.ending import Abandonment, EvaluationReopened, SelectionReopened
from commissioning.records.history import BroughtForward
from commissioning.records.live import GoLive
from commissioning.records.needs import NeedsAssessment
from commissioning.records.panel import Moderation, Panel
from commissioning.records.record import Learned, Record, of_lots
from commissioning.records.selection import Shortlist
from commissioning.records.specification import Lot, ServiceSpecification
from commissioning.records.strategy import ProcurementStrategy
from commissioning.records.tender import Clarification, InvitationToTender, TenderWithdrawn
from commissioning.stages import Opens, Returns, Route, Stage, next_stage
from commissioning.testing import Scenario, make, story
from commissioning.values.text import article, display_name, listed

DAY = date(2022, 8, 22)
Until = Callable[[str], Cycle]
Small = dict[str, Record]


_AFTER_LATER_SHEETS = "29 March 2022 is before the score sheet of 17 April 2022, which comes first"
_CORRECT_OR_LATE = "Correct one of the two days, or enter it late: say when you learned of it"


def told(cycle: Cycle, what: Record) -> list[tuple[str, str, str]]:
    """Code, message and remedy of each blocker."""
    return [(f.code, f.message, f.remedy) for f in cycle.blockers(what)]


def asked(cycle: Cycle, kind: type[Record], on: date) -> list[tuple[str, str, str]]:
    """The same, for a kind of record on a day."""
    return [(f.code, f.message, f.remedy) for f in cycle.blockers(kind, on)]


class TestWords:
    """Messages are read aloud in meetings; they must be grammatical."""

    def test_articles_follow_the_sound(self):
        """An ITT and an SSQ are spoken letter by letter."""
        spoken = (
            "an award recommendation", "an exit plan", "an interview", "an options appraisal",
            "an uplift", "an ITT", "an SSQ", "an SSQ response", "a shortlist", "a KPI report",
        )  # fmt: skip

        assert tuple(article(words.split(" ", 1)[1]) for words in spoken) == spoken

    def test_lists_end_in_and_or_or(self):
        """One thing, two things, three things."""
        assert listed(()) == ""
        assert listed(("a",)) == "a"
        assert listed(("a", "b"), "or") == "a or b"
        assert listed(("a", "b", "c")) == "a, b and c"

    def test_lots_are_named_briefly(self):
        """Nine references in every line would hide what matters."""
        assert of_lots(("whole",)) == "the procurement"
        assert of_lots(("N",)) == "lot N"
        assert of_lots(("N", "S"), ("N", "S")) == "lots N and S"
        assert of_lots(("N", "S", "W"), ("N", "S", "W")) == "all 3 lots"
        assert of_lots(("N", "S", "W"), ("N", "S", "W", "E")) == "lots N, S and W"


class TestOrder:
    """The one rule of order, and each way of breaking it."""

    def test_record_that_opens_a_later_stage_is_told_what_comes_first(
        self, small_until: Until, small: Small
    ):
        """An officer in a hurry is told the stages still to pass, and the next record."""
        found = told(small_until("shortlist"), small["invited"])

        assert found[0] == (
            "stage-order",
            (
                "You cannot invite to interview yet: the procurement is at the SSQ stage, and ITT "
                "and evaluation come first"
            ),
            "Next: record an invitation to tender",
        )

    def test_record_during_a_later_stage_is_told_where_it_belongs(
        self, small_until: Until, small: Small
    ):
        """A record that opens nothing is refused as well when its stage has not come."""
        found = told(small_until("specification"), small["readiness"])

        assert found[0] == (
            "stage-order",
            (
                "You cannot record a readiness review yet: it belongs to the mobilisation or "
                "go-live stage; the procurement is at the specification stage, and SSQ, ITT, "
                "evaluation, interviews and award come first"
            ),
            "Next: record a selection questionnaire",
        )

    def test_record_of_the_next_stage_is_told_only_what_to_record(
        self, small_until: Until, small: Small
    ):
        """The remedy says what to record; a list of one stage beside it would say it twice."""
        assert told(small_until("specification"), small["shortlist"])[0] == (
            "stage-order",
            (
                "You cannot record a shortlist yet: it belongs to the SSQ stage; the procurement "
                "is at the specification stage"
            ),
            "Next: record a selection questionnaire",
        )

    @pytest.mark.parametrize(
        ("name", "when", "also"),
        [
            ("interview-a", "the interviews stage", ", and SSQ"),
            ("moderation-Alder", "the evaluation or interviews stage", ", and SSQ"),
            ("contract", "the award, mobilisation or go-live stage", ", and SSQ"),
            ("withdrawn", "the stages from ITT to award", ""),
        ],
    )
    def test_stages_of_a_record_are_listed_up_to_three_and_then_a_span(
        self, small_until: Until, small: Small, name: str, when: str, also: str
    ):
        """Three names are read at a glance; of seven the first and the last say enough."""
        record = {**small, "withdrawn": make(TenderWithdrawn, on=date(2022, 10, 1))}[name]

        _, message, _ = told(small_until("specification"), record)[0]

        assert message.startswith(
            f"You cannot record {article(display_name(type(record)))} yet: it belongs to {when}; "
            f"the procurement is at the specification stage{also}"
        )

    def test_opening_a_stage_that_was_left_names_the_return_to_it(
        self, small_until: Until, small: Small
    ):
        """Nobody can add a response to a selection that is over; only a return leads back."""
        found = told(small_until("invited"), small["ssq"])

        assert found[0] == (
            "stage-order",
            "You can no longer begin selection: the procurement is at the interviews stage",
            "To go back, record a reopening of selection first",
        )

    @pytest.mark.parametrize(
        ("name", "remedy"),
        [
            (
                "needs",
                "If it happened in time, enter it late: give its own day and when you learned of it",
            ),
            (
                "specification",
                "Keep what is recorded, or begin a new cycle that follows this one",
            ),
        ],
    )
    def test_record_of_a_stage_that_no_return_leads_to_is_told_what_is_left(
        self, small_until: Until, small: Small, name: str, remedy: str
    ):
        """A remedy that cannot be followed would be met with the next refusal."""
        assert told(small_until("approval"), small[name])[0][2] == remedy

    def test_record_after_the_end_is_refused(self, small_until: Until, small: Small):
        """What comes after the end belongs to the cycle that follows."""
        found = told(small_until("closure"), evolve(small["strategy"], on=date(2028, 5, 1)))

        assert found == [
            (
                "stage-order",
                (
                    "You can no longer record a procurement strategy: it belongs to the needs or "
                    "specification stage; the procurement has ended"
                ),
                "Begin a new cycle that follows this one",
            )
        ]

    def test_stage_off_the_route_cannot_be_opened(self, small: Small):
        """In an open procedure there is no selection stage; nobody can slip one in."""
        strategy = evolve(small["strategy"], route=Route.open())
        cycle = Cycle("Care").record(
            small["needs"], strategy, small["permission"], small["specification"]
        )

        assert told(cycle, small["ssq"])[0] == (
            "stage-order",
            (
                "You cannot begin selection: the route taken (open: needs > specification > ITT > "
                "evaluation > award > mobilisation > go-live > ended) has no SSQ stage"
            ),
            "Leave it out",
        )

    def test_needed_record_of_a_stage_off_the_route_is_not_asked_for(self, small: Small):
        """An open procedure has no shortlist, so its invitation does not wait for one."""
        strategy = evolve(small["strategy"], route=Route.open())
        cycle = Cycle("Care").record(
            small["needs"], strategy, small["permission"], small["specification"]
        )

        assert cycle.blockers(small["itt"]) == ()

    def test_opening_without_a_strategy_is_told_that_the_route_is_undecided(self, small: Small):
        """Until the route is decided nobody can say what follows the specification."""
        cycle = Cycle("Care").record(small["needs"], small["permission"], small["specification"])

        assert told(cycle, small["ssq"]) == [
            (
                "route-undecided",
                (
                    "You cannot begin selection yet: the procurement is at the specification "
                    "stage, and its route to market is not decided"
                ),
                "Record a procurement strategy with its route",
            ),
            (
                "missing-record",
                "There is no procurement strategy yet",
                "Record a procurement strategy first",
            ),
        ]

    def test_return_before_its_stages_is_refused(self, small_until: Until):
        """There is nothing to reopen before anything has been evaluated."""
        reopened = EvaluationReopened(on=date(2022, 8, 20), because="x")

        assert told(small_until("panel"), reopened)[0] == (
            "stage-order",
            (
                "You cannot record a reopening of evaluation yet: it leads back from the "
                "interviews or award stage; the procurement is at the SSQ stage, and ITT and "
                "evaluation come first"
            ),
            "Leave it out until then",
        )

    def test_abandonment_after_go_live_is_refused(self, small_until: Until):
        """After the award a procurement is ended by its contracts, not abandoned."""
        abandoned = Abandonment(on=date(2023, 5, 1), because="money")

        assert told(small_until("go-live"), abandoned)[0] == (
            "stage-order",
            (
                "You can no longer record an abandonment: it comes no later than the award stage; "
                "the procurement is at the go-live stage"
            ),
            "End its contracts, then record a closure",
        )

    def test_opening_the_stage_a_lot_is_in_is_accepted(self, small_until: Until, small: Small):
        """A second version of the specification moves nothing and is always welcome."""
        second = evolve(small["specification"], version=2, on=date(2022, 5, 1))
        cycle = small_until("specification").record(second)

        assert cycle.stage is Stage.SPECIFICATION

    def test_lots_in_different_stages_get_a_finding_each(self, small: Small, small_divided: Cycle):
        """With one lot ahead and one behind, each is said to stand where it stands."""
        cycle = small_divided.record(
            evolve(small["ssq"], lots=("N",)),
        )

        found = cycle.blockers(evolve(small["opening"], lots=None))

        assert [(f.message, f.about) for f in found if f.code == "stage-order"] == [
            (
                "You cannot begin evaluation yet: lot N is at the SSQ stage",
                "N",
            ),
            (
                "You cannot begin evaluation yet: lot S is at the specification stage, and SSQ "
                "and ITT come first",
                "S",
            ),
        ]

    def test_lots_in_one_stage_get_one_finding(self, small: Small, small_divided: Cycle):
        """Nine lots in one stage are one thing to put right, and about no single lot."""
        (found, *_) = small_divided.blockers(evolve(small["opening"], lots=None))

        assert (found.code, found.message, found.about) == (
            "stage-order",
            (
                "You cannot begin evaluation yet: lots N and S are at the specification stage, and "
                "SSQ and ITT come first"
            ),
            None,
        )

    def test_return_to_a_stage_off_the_route_is_refused(self):
        """Its lots would be stranded: an open procedure has no selection to be done again."""
        cycle = story(Scenario(route=Route.open()), at=Stage.AWARD)

        (found,) = cycle.blockers(make(SelectionReopened, on=cycle.last_on))

        assert (found.code, found.message, found.remedy, found.about) == (
            "stage-order",
            (
                "You cannot record a reopening of selection: the route taken (open: needs > "
                "specification > ITT > evaluation > award > mobilisation > go-live > ended) has no "
                "SSQ stage"
            ),
            "Go back to a stage of the route",
            "whole",
        )

    def test_return_without_a_route_is_accepted(self):
        """What was brought forward at award says nothing of the way there, so none is ruled out."""
        begun = BroughtForward(on=date(2022, 9, 1), stage=Stage.AWARD, because="old system")
        cycle = Cycle("Care").record(begun)

        assert cycle.blockers(make(SelectionReopened, on=date(2022, 9, 2))) == ()

    def test_history_brought_forward_after_another_record_is_refused(self, small_until: Until):
        """It would hide what the ledger holds already."""
        begun = BroughtForward(on=date(2021, 9, 2), stage=Stage.AWARD, because="x")

        assert told(small_until("needs"), begun) == [
            (
                "only-first",
                "A history can be brought forward only as the first record of a cycle",
                "Start a new cycle with it",
            )
        ]

    @pytest.mark.parametrize(
        ("stage", "following"),
        [
            (Stage.NEEDS, Stage.SPECIFICATION),
            (Stage.SPECIFICATION, None),
            (Stage.EVALUATION, None),
            (Stage.AWARD, Stage.MOBILISATION),
            (Stage.GO_LIVE, Stage.ENDED),
            (Stage.ENDED, None),
        ],
    )
    def test_next_stage_without_a_route_is_known_only_where_all_routes_agree(
        self, stage: Stage, following: Stage | None
    ):
        """A history brought forward needs no route once its award is made."""
        assert next_stage(None, stage) is following

    def test_first_record_of_a_cycle_belongs_to_its_first_stage(self):
        """The table is tested whole: an empty cycle lets in nothing that opens a later stage."""
        ready = {step.step.tag for step in Cycle("Care").next_steps(date(2022, 1, 3)) if step.ready}

        for step in STEPS:
            opens_later = isinstance(step.where, Opens | Returns)
            if opens_later and step.tag != "specification":
                assert step.tag not in ready
        assert "specification" not in ready
        assert {"needs-assessment", "brought-forward"} <= ready


class TestRestsOn:
    """What must be there first."""

    def test_missing_record_is_named_once_with_its_remedy(self, small_until: Until):
        """One absence, one line."""
        found = asked(small_until("opening"), AwardRecommendation, date(2022, 10, 5))

        assert ("missing-record", "There is no interview yet", "Record an interview first") in found
        assert len([code for code, _, _ in found if code == "missing-record"]) == 1

    def test_record_missing_after_one_off_the_route_is_still_named(self):
        """Request for a shortlist that cannot be and a panel that can, only the panel is missing."""
        row = Process.standard().step(Clarification)
        process = Process.standard().with_steps(evolve(row, rests_on=(Shortlist, Panel)))
        invited = story(Scenario(route=Route.open()), at=Stage.ITT)
        without = (r for r in invited.records if not isinstance(r, Panel))
        cycle = Cycle.audit("Care", without, process=process).cycle

        assert told(cycle, make(Clarification, on=cycle.last_on)) == [
            ("missing-record", "There is no panel yet", "Record a panel first")
        ]

    def test_record_missing_for_some_lots_names_them(self, small: Small, small_divided: Cycle):
        """With one lot shortlisted and one not, the officer must know which."""
        cycle = small_divided.record(
            small["ssq"],
            small["response-a"],
            small["passed-a"],
            evolve(small["shortlist"], invited=("Alder",), lots=("N",)),
        )

        found = cycle.blockers(InvitationToTender, date(2022, 8, 22))

        assert [(f.message, f.about) for f in found] == [("Lot S has no shortlist yet", "S")]
        assert cycle.blockers(InvitationToTender, date(2022, 8, 22), about="N") == ()

    def test_history_brought_forward_vouches_for_the_stages_before_it(self):
        """A live contract from the old system needs no strategy dug out of the cellar."""
        begun = BroughtForward(on=date(2022, 9, 1), stage=Stage.MOBILISATION, because="old system")
        cycle = Cycle("Care").record(begun)

        found = asked(cycle, GoLive, date(2022, 10, 1))

        assert (
            "missing-record",
            "There is no readiness review yet",
            "Record a readiness review first",
        ) in found
        assert not any("mobilisation plan" in message for _, message, _ in found)


class TestTime:
    """Days that cannot be."""

    def test_day_before_the_stage_opened_is_refused(self, small_until: Until, small: Small):
        """A response dated before the questionnaire was issued is a slip of the pen."""
        early = evolve(small["response-a"], on=date(2022, 7, 1))

        assert told(small_until("ssq"), early) == [
            (
                "before-stage",
                "1 July 2022 is too early: the procurement reached the SSQ stage on 11 July 2022",
                "Correct the day, or enter it late: say when you learned of it",
            ),
            (
                "dated-before",
                "1 July 2022 is before the selection questionnaire of 11 July 2022, which comes first",
                "Correct one of the two days",
            ),
        ]

    def test_day_on_which_the_stage_opened_is_accepted(self, small_until: Until, small: Small):
        """A response sent within the hour is a response."""
        same_day = evolve(small["response-a"], on=date(2022, 7, 11))

        assert small_until("ssq").blockers(same_day) == ()

    def test_day_too_early_for_several_lots_is_reported_once(
        self, small: Small, small_divided: Cycle
    ):
        """One slip of the pen is one line, whatever the number of lots."""
        cycle = small_divided.record(
            small["ssq"],
        )
        early = evolve(small["response-a"], on=date(2022, 7, 1))

        assert [(f.code, f.about) for f in cycle.blockers(early)] == [
            ("before-stage", "N"),
            ("dated-before", None),
        ]

    def test_forgotten_record_of_an_earlier_day_is_entered_late(self):
        """The day of a moderation left in a drawer is right, so that there is no day to correct."""
        scenario = Scenario(providers=("birch", "ash"))
        *before, award = story(scenario, after=AwardRecommendation).records
        forgotten = next(record for record in before if isinstance(record, Moderation))
        cycle = Cycle("Home care").record(*(each for each in before if each != forgotten))

        assert ("dated-before", _AFTER_LATER_SHEETS, _CORRECT_OR_LATE) in told(cycle, forgotten)

        learned = Learned(on=award.on, because="it lay in a drawer")
        assert cycle.record(evolve(forgotten, learned=learned), award).stage is Stage.AWARD

    def test_day_before_the_record_it_rests_on_is_refused(self, small_until: Until, small: Small):
        """An approval cannot be older than the recommendation it approves."""
        early = evolve(small["approval"], on=date(2022, 10, 20))

        assert "dated-before" in [code for code, _, _ in told(small_until("recommendation"), early)]

    def test_order_of_entry_within_a_stage_is_free(self, small_until: Until, small: Small):
        """Papers are entered as they come to hand."""
        late = small_until("ssq").record(small["response-b"])
        early = evolve(small["response-a"], on=date(2022, 7, 20))

        assert late.record(early).last_on == date(2022, 8, 4)

    def test_stage_opened_before_the_one_before_it_is_refused(
        self, small_until: Until, small: Small
    ):
        """The invitation cannot have gone out before selection began."""
        early = evolve(small["itt"], on=date(2022, 7, 1))

        assert "before-stage" in [code for code, _, _ in told(small_until("panel"), early)]

    def test_day_before_a_history_brought_forward_is_refused(self):
        """What happened before it is exactly what the ledger does not hold."""
        begun = BroughtForward(on=date(2022, 9, 1), stage=Stage.NEEDS, because="old system")
        cycle = Cycle("Care").record(begun)
        early = ProcurementStrategy(on=date(2022, 8, 1), route=Route.open(), facts=_facts())

        assert [f.code for f in cycle.blockers(early)] == ["before-stage"]

    def test_late_entry_is_judged_by_its_own_day(self, small_until: Until, small: Small):
        """A response found afterwards fits the day it came, though selection is long over."""
        found = evolve(
            small["response-a"],
            provider="Cedar",
            learned=Learned(on=date(2022, 10, 1), because="found in the spam folder"),
        )

        assert small_until("opening").blockers(found) == ()
        assert small_until("opening").record(found).stage is Stage.EVALUATION

    def test_late_entry_that_would_open_a_stage_is_refused(self, small_until: Until, small: Small):
        """The stages were lived in their own order; a paper found later cannot move them."""
        found = evolve(
            small["itt"], learned=Learned(on=date(2022, 9, 1), because="found in a drawer")
        )

        assert (
            "learned-opens-nothing",
            "An invitation to tender moves its lots to another stage, which a late entry cannot do",
            "Leave out when it was learned of, and give the day it took effect",
        ) in told(small_until("panel"), found)


class TestReferences:
    """What a record names must be there."""

    def test_unknown_lot_is_named(self, small_until: Until, small: Small):
        """A misspelt lot would otherwise be silently left behind."""
        strange = evolve(small["ssq"], lots=("N9",))

        assert told(small_until("specification"), strange)[0] == (
            "unknown-lot",
            'There is no lot "N9"; the procurement is not divided into lots',
            "Leave the lot out",
        )

    def test_unknown_lot_has_no_stage(self, small_until: Until, small: Small):
        """That it comes too early would be said of the procurement, which was not asked about."""
        strange = evolve(small["opening"], lots=("N9",))

        codes = [code for code, _, _ in told(small_until("specification"), strange)]

        assert codes == ["unknown-lot"]

    def test_unknown_lot_gets_the_known_ones(self, small: Small):
        """The officer sees at once what was meant."""
        lots = (Lot(reference="N", title="North"), Lot(reference="S", title="South"))
        cycle = Cycle("Care").record(
            small["needs"], evolve(small["specification"], divided_into=lots)
        )
        strange = evolve(small["specification"], version=2, divided_into=(), lots=("E",))

        assert told(cycle, strange)[0][1] == 'There is no lot "E"; the lots are N and S'

    def test_unknown_lot_gets_the_nearest(self, small: Small):
        """Most unknown lots are a slip of the finger."""
        lots = (Lot(reference="North", title="North"), Lot(reference="South", title="South"))
        cycle = Cycle("Care").record(
            small["needs"],
            small["strategy"],
            small["permission"],
            evolve(small["specification"], divided_into=lots),
        )

        (_, _, remedy), *_ = told(cycle, evolve(small["ssq"], lots=("Nort",)))

        assert remedy == 'Name a lot that the specification defines; did you mean "North"?'

    def test_question_about_an_unknown_reference_gets_a_warning(self, small_until: Until):
        """Request about a lot that is misspelt, silence would read as "nothing is in the way"."""
        cycle = small_until("itt")

        def warned(about: str) -> list[Finding]:
            case = Case(cycle.ledger, DAY, ("whole",), InvitationToTender, about=about)
            return list(asked_about_what_is_known(case))

        (finding,) = warned("N9")
        assert not finding.blocks
        assert (finding.code, finding.message, finding.remedy, finding.about) == (
            "unknown-reference",
            "No record here is about N9",
            "Correct the reference, or leave it out to ask about all lots",
            "N9",
        )
        assert warned("whole") == warned("officers") == warned("") == []

    def test_reference_of_another_record_is_refused(self, small_until: Until, small: Small):
        """Others could not tell which of the two they name."""
        again = evolve(small["panel"], title="another")

        assert told(small_until("panel"), again) == [
            (
                "duplicate-reference",
                "The reference officers already belongs to the panel of 15 August 2022",
                "Give the record a reference of its own",
            )
        ]

    def test_reference_to_no_record_is_refused(self, small_until: Until, small: Small):
        """An approval of a recommendation that nobody wrote approves nothing."""
        strange = evolve(small["approval"], recommendation="R7")

        assert (
            "unknown-reference",
            "No record with the reference R7 has been recorded",
            "Record it first, or correct the reference",
        ) in told(small_until("recommendation"), strange)

    def test_reference_to_no_record_gets_the_nearest(self):
        """The officer reads the reference that was meant beside the one that was typed."""
        recommended = AwardRecommendation(
            on=DAY, reference="north-award", awards=(LotAward(provider="Alder"),)
        )
        cycle = Cycle.audit("Care", (recommended,)).cycle
        approved = ApprovalToAward(on=DAY, recommendation="nort-award", decided_by="Cabinet")

        assert (
            "unknown-reference",
            "No record with the reference nort-award has been recorded",
            'Record it first, or correct the reference; did you mean "north-award"?',
        ) in told(cycle, approved)

    def test_reference_to_an_unsigned_contract_is_refused(self, small_until: Until, small: Small):
        """A service cannot go live under a contract that is a typing slip."""
        strange = evolve(small["go-live"], contracts=("C1", "C7"))

        assert (
            "unknown-reference",
            "No contract with the reference C7 has been recorded",
            "Record it first, or correct the reference",
        ) in told(small_until("readiness"), strange)

    def test_reference_to_a_superseded_record_is_refused(self, small_until: Until, small: Small):
        """Signing on an old recommendation is the mistake that returns invite."""
        cycle = small_until("letters").record(
            EvaluationReopened(on=date(2022, 11, 15), because="marks"),
        )
        again = Cycle.audit("Care", (*cycle.records, evolve(small["approval"], reference="A2")))

        assert (
            "superseded",
            "The award recommendation of 28 October 2022 (R1) was superseded by a return to an "
            "earlier stage and no longer counts",
            "Name one that is in force",
        ) in [(f.code, f.message, f.remedy) for f in again.findings]

    def test_reference_into_a_history_brought_forward_is_accepted(self):
        """Its earlier references are not held, so they cannot be checked."""
        begun = BroughtForward(on=date(2022, 9, 1), stage=Stage.AWARD, because="old system")
        approval = ApprovalToAward(
            on=date(2022, 9, 2), recommendation="R-old", decided_by="Cabinet"
        )

        codes = [f.code for f in Cycle("Care").record(begun).findings(approval)]

        assert "unknown-reference" not in codes


def test_history_brought_forward_keeps_its_warning():
    """Whoever reads the cycle must know that its beginning is missing."""
    begun = BroughtForward(
        on=date(2015, 9, 14), stage=Stage.AWARD, because="the source begins here"
    )
    cycle = Cycle("Care").record(begun)

    (warning,) = cycle.standing()

    assert not warning.blocks
    assert warning.code == "history-not-held"
    assert str(warning) == (
        "The history before 14 September 2015 is not held here (brought forward at the award "
        "stage: the source begins here). Keep the earlier papers with this cycle."
    )
    assert Cycle("Care").standing() == ()


def _facts():
    from commissioning.records.strategy import ProcurementFacts

    return ProcurementFacts(light_touch=True)


def test_remedy_of_an_empty_cycle_is_accepted_when_it_is_followed():
    """An officer who records what the message names first is not refused again."""
    cycle = Cycle("Care")
    (first, *_) = cycle.blockers(GoLive, date(2026, 4, 1))
    assert first.remedy == "Next: record a needs assessment, then a service specification"
    needs = make(NeedsAssessment, on=date(2021, 9, 1))
    cycle = cycle.record(needs, make(ServiceSpecification, on=date(2022, 1, 5)))
    assert cycle.stage is Stage.SPECIFICATION
