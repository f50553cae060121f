"""Late entry is no way round: what is learned of later is shown, and makes nothing lawful before."""

from datetime import date, timedelta

import pytest
from attrs import evolve

from commissioning import (
    ApprovalToAward,
    ApprovalToProcure,
    AwardFellThrough,
    AwardRecommendation,
    Cycle,
    EngagementMeeting,
    Learned,
    LotPrice,
    ProcurementStrategy,
    Route,
    ScoreSheet,
    ServiceSpecification,
    Stage,
    TenderOpening,
    TenderReceived,
    TenderWithdrawn,
    Waiver,
)
from commissioning.records.contract import ContractSigned
from commissioning.records.tender import Clarification, InvitationToTender
from commissioning.testing import Scenario, make, story
from commissioning.testing.stories.main_line import main_line
from commissioning.testing.stories.story import COUNCIL
from commissioning.values.money import pounds

OPEN = Scenario(route=Route.open())
DRAWER = "it was found in a drawer"


def audited(*records):
    return Cycle.audit("Late entry", records, buyers=(COUNCIL,)).cycle


def up_to(kind):
    """The records before the first of a kind, and that record."""
    line = []
    for record in main_line(OPEN):
        if type(record) is kind:
            return tuple(line), record
        line.append(record)
    raise LookupError(kind)


def codes(findings):
    return [finding.code for finding in findings]


def test_record_that_happened_in_time_is_to_be_entered_late_and_not_to_reopen_the_stage():
    """A question found in a mailbox is no reason to invite tenders again."""
    cycle = story(OPEN, at=Stage.EVALUATION)
    question = Clarification(on=cycle.last_on - timedelta(20), question="x", answer="y")
    late = "If it happened in time, enter it late: give its own day and when you learned of it."
    (order,) = (found for found in cycle.findings(question) if found.code == "stage-order")
    assert str(order).endswith(late)
    learned = Learned(on=cycle.last_on, because=DRAWER)
    assert cycle.findings(evolve(question, learned=learned)) == ()
    today = next(iter(cycle.findings(evolve(question, on=cycle.last_on))))
    assert str(today).endswith("record a reopening of selection or a reissued invitation first.")


class TestApprovals:
    """An approval permits what is done once it is known."""

    def learned_after(self, days):
        """Up to the signature, with the approval learned of so many days after the signature."""
        records, contract = up_to(ContractSigned)
        known = Learned(on=contract.on + timedelta(days), because=DRAWER)
        late = [
            evolve(r, learned=known, reference="A1") if isinstance(r, ApprovalToAward) else r
            for r in records
        ]
        return audited(*late), contract

    def test_approval_learned_of_later_permits_nothing_before(self):
        """Whoever signed did so without leave, whatever turns up afterwards."""
        cycle, contract = self.learned_after(14)
        (finding,) = [f for f in cycle.blockers(contract) if f.code == "approval-not-known"]
        assert str(finding) == (
            "The approval to award of 14 March 2022 became known only on 20 April 2022, so you "
            "could not act on it on 6 April 2022 (the process table, row contract-signed). Do it on or after "
            "20 April 2022, or correct the day it was learned of."
        )
        assert finding.earliest == contract.on + timedelta(14)
        late = evolve(contract, learned=Learned(on=date(2024, 1, 8), because=DRAWER))
        assert "approval-not-known" in codes(cycle.blockers(late))

    def test_approval_known_on_the_day_permits(self):
        """Known on the day itself is in time."""
        cycle, contract = self.learned_after(0)
        assert cycle.blockers(contract) == ()

    def test_one_approval_in_time_is_enough(self):
        """A second minute of the same decision does no harm."""
        cycle, contract = self.learned_after(14)
        again = evolve(cycle.expect(ApprovalToAward), learned=None, reference="A2")
        assert "approval-not-known" not in codes(audited(*cycle.records, again).findings(contract))

    def test_waiver_learned_of_later_lifts_nothing_before(self):
        """A waiver is a decision beforehand, and no excuse afterwards."""
        records, opening = up_to(TenderOpening)
        alone = evolve(opening, opened_by=("officer",))
        waiver = Waiver(
            on=opening.on, code="one-opener", because="a quorum of one", by="head of procurement"
        )
        assert audited(*records, waiver).blockers(alone) == ()
        late = evolve(waiver, learned=Learned(on=opening.on + timedelta(1), because=DRAWER))
        assert codes(audited(*records, late).blockers(alone)) == ["one-opener"]


class TestOrderOfEntry:
    """A record of a stage that is over says when it was learned of."""

    def test_record_of_an_earlier_stage_without_its_reason_warns(self):
        """Nobody can tell a forgotten record from an invented one."""
        cycle = story(OPEN, after=AwardRecommendation)
        tendered = cycle.expect(TenderReceived).on
        withdrawn = TenderWithdrawn(on=tendered, provider="birch")
        (finding,) = [f for f in cycle.findings(withdrawn) if f.code == "entered-out-of-order"]
        assert not finding.blocks
        assert finding.message == (
            "The withdrawal of a tender of 31 January 2022 is entered after the procurement reached "
            "the award stage on 28 February 2022, and does not say when it was learned of"
        )
        said = evolve(withdrawn, learned=Learned(on=cycle.last_on, because=DRAWER))
        assert "entered-out-of-order" not in codes(cycle.findings(said))

    def test_order_of_entry_within_a_stage_is_free(self):
        """Sheets are typed up in the order in which they come to hand."""
        cycle = story(OPEN, after=TenderOpening)
        day = cycle.last_on
        earlier = make(EngagementMeeting, Scenario.of(cycle), on=day, group="", reference="")
        later = evolve(earlier, on=day + timedelta(9))
        assert codes(audited(*cycle.records, later).findings(earlier)) == []

    def test_papers_of_the_planning_come_in_any_order(self):
        """The cabinet decided in March; the draft specification came in April and was entered first."""
        records = story(OPEN, after=ServiceSpecification).records
        strategy = [r for r in records if isinstance(r, ProcurementStrategy)]
        rest = [r for r in records if not isinstance(r, (ProcurementStrategy, ApprovalToProcure))]
        found = audited(*rest).findings(strategy[0])
        assert "entered-out-of-order" not in codes(found)

    def test_record_before_its_own_stage_is_reported_once(self):
        """Too early is reason enough."""
        cycle = story(OPEN, after=TenderOpening)
        day = cycle.expect(InvitationToTender).on - timedelta(30)
        sheet = evolve(make(ScoreSheet, Scenario.of(cycle)), on=day)
        assert "entered-out-of-order" not in codes(cycle.findings(sheet))
        answered = evolve(make(Clarification, Scenario.of(cycle)), on=day)
        assert "before-stage" in codes(cycle.findings(answered))


class TestTendersAndMarks:
    """What turns up once the others are known is shown."""

    def late(self, learned_on, cycle):
        return TenderReceived(
            on=cycle.expect(TenderReceived).on,
            provider="cedar",
            prices=(LotPrice(price=pounds(1)),),
            learned=Learned(on=learned_on, because=DRAWER),
        )

    def test_tender_that_turns_up_after_the_opening_warns(self):
        """Its price could have been written with the others in view."""
        cycle = story(OPEN, after=TenderOpening)
        late = self.late(cycle.last_on, cycle)
        (finding,) = [f for f in cycle.findings(late) if f.code == "tender-after-opening"]
        assert not finding.blocks
        assert str(finding) == (
            "The tender of cedar of 31 January 2022 turned up on 7 February 2022, after tenders were "
            "opened on 7 February 2022. Keep the proof of the time it came in, and tell every bidder."
        )

    def test_tender_that_turned_up_before_the_opening_is_silent(self):
        """It lay in another tray, sealed."""
        cycle = story(OPEN, after=TenderOpening)
        late = self.late(cycle.last_on - timedelta(1), cycle)
        assert "tender-after-opening" not in codes(cycle.findings(late))
        sealed = audited(*cycle.records[:-1])
        assert "tender-after-opening" not in codes(sealed.findings(late))
        assert "tender-after-opening" not in codes(sealed.findings(evolve(late, learned=None)))

    @pytest.mark.parametrize("lots", [("N2",), None], ids=("the other lot", "both"))
    def test_tender_for_a_lot_that_is_still_sealed_is_silent(self, lots):
        """The lots are opened one after the other."""
        cycle = story(evolve(OPEN, lots=("N1", "N2")), after=TenderReceived)
        opening = TenderOpening(on=cycle.last_on + timedelta(9), opened_by=("a", "b"), lots=("N1",))
        held = audited(*cycle.records, opening)
        late = evolve(self.late(opening.on, held), lots=lots, prices=())
        assert ("tender-after-opening" in codes(held.findings(late))) is (lots is None)

    def test_marks_that_turn_up_after_the_recommendation_warn(self):
        """They could have been written to fit."""
        cycle = story(OPEN, after=AwardRecommendation)
        sheet = evolve(
            cycle.expect(ScoreSheet),
            assessor="carer-2",
            learned=Learned(on=cycle.last_on, because=DRAWER),
        )
        (finding,) = [f for f in cycle.findings(sheet) if f.code == "marked-after-award"]
        assert not finding.blocks
        assert str(finding) == (
            "The score sheet of 14 February 2022 became known on 28 February 2022, after the award was "
            "recommended on 28 February 2022. Reopen the evaluation for it to count, and tell every "
            "bidder the outcome."
        )
        in_time = evolve(sheet, learned=Learned(on=sheet.on, because=DRAWER))
        assert "marked-after-award" not in codes(cycle.findings(in_time))

    def test_marks_that_turn_up_after_an_award_fell_through_hold_the_next_one_back(self):
        """The reserve would win by marks that those who recommended the first never saw."""
        cycle = story(OPEN, after=AwardRecommendation)
        day, first = cycle.last_on, cycle.expect(AwardRecommendation)
        sheet = evolve(
            cycle.expect(ScoreSheet), assessor="carer-2", learned=Learned(on=day, because=DRAWER)
        )
        fell = AwardFellThrough(
            on=day,
            because="withdrew",
            recommendation=first.reference,
            provider=first.winners("whole")[0],
        )
        again = evolve(first, reference="R2", on=day + timedelta(1))
        assert "marked-after-award" not in codes(audited(*cycle.records, fell).blockers(again))
        assert "marked-after-award" in codes(audited(*cycle.records, fell, sheet).blockers(again))


class TestStrategy:
    """A strategy decides the law, so one that turns up later is held against what was done since."""

    def late(self, days: int, **facts: bool):
        """A lot in award, and a strategy of so many days after its own that is found afterwards."""
        cycle = story(OPEN, after=AwardRecommendation)
        own = cycle.find(ProcurementStrategy)
        found = Learned(on=cycle.last_on, because=DRAWER)
        changed = evolve(own.facts, **facts)
        return cycle.findings(
            evolve(
                own, on=own.on + timedelta(days), learned=found, facts=changed, note="found later"
            )
        )

    def test_late_strategy_cannot_change_the_facts_of_a_lot_at_market(self):
        """The law of a competition that has been run does not turn on a paper found in a drawer."""
        (settled,) = [f for f in self.late(1, light_touch=False) if f.code == "strategy-settled"]
        assert settled.blocks
        assert settled.message == (
            "This strategy changes the facts that decide the law, but the procurement went to market on "
            "the strategy in force"
        )

    def test_late_strategy_that_decides_nothing_may_be_kept(self):
        """An earlier draft, or the same facts again, changes nothing."""
        assert "strategy-settled" not in codes(self.late(-1, light_touch=False))
        assert "strategy-settled" not in codes(self.late(1))
