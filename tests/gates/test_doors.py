"""Every door, and every reason to stand no longer: whoever is out at one is out at all that follow."""

from datetime import date, timedelta

import pytest
from attrs import evolve

from commissioning import (
    ApprovalToAward,
    AwardFellThrough,
    AwardRecommendation,
    BridgingContract,
    ConflictsAssessed,
    ContractNovated,
    ContractSigned,
    Cycle,
    EvaluationReopened,
    ExclusionsDecided,
    GroundFound,
    IntentionToAward,
    InterviewInvitation,
    InvitationToTender,
    LotAward,
    PriceDecision,
    Route,
    SelectionAssessment,
    TenderOpening,
    TenderReceived,
    TenderWithdrawn,
)
from commissioning.evaluation.eligibility import REASONS, Scope, no_longer_standing, spoken_against
from commissioning.findings.finding import Severity
from commissioning.gates.doors import DOORS, providers_still_stand
from commissioning.ledger.ledger import Ledger
from commissioning.process import STEPS
from commissioning.records.challenge import (
    Challenge,
    ChallengeOutcome,
    ChallengeResolved,
    JudgmentGiven,
    JudgmentStage,
    PointDecided,
    PointOutcome,
    Remedy,
    RemedyKind,
)
from commissioning.records.conflicts import ConflictOfInterest
from commissioning.records.selection import SelectionOutcome
from commissioning.records.tender import PriceOutcome
from commissioning.records.tender_faults import RejectionGround, TenderRejected
from commissioning.stages import During, Stage
from commissioning.testing import Scenario, make, story
from commissioning.testing.stories.main_line import main_line
from commissioning.testing.stories.story import COUNCIL

INTERVIEWED = Scenario(route=Route.restricted(interviews=True))


def _ground(ground, *, left_out):
    return GroundFound(
        provider="alder", ground=ground, left_out=left_out, because="a court's finding"
    )


def _conflict(on, *leaves_out):
    conflict = ConflictOfInterest(
        whose="officer-1", interest="a share", steps=("left out",), leaves_out=leaves_out
    )
    return ConflictsAssessed(on=on, conflicts=(conflict,))


def letter(on):
    return Challenge(on=on, reference="X1", provider="birch", about_what="the marks")


DAY = timedelta(1)
OUT = {
    "debarred": lambda on: ExclusionsDecided(
        on=on, considered=("alder",), found=(_ground("debarred", left_out=False),)
    ),
    "excluded": lambda on: ExclusionsDecided(
        on=on, considered=("alder",), found=(_ground("theft", left_out=True),)
    ),
    "conflicted": lambda on: _conflict(on, "alder"),
    "failed selection": lambda on: SelectionAssessment(
        on=on, provider="alder", outcome=SelectionOutcome.FAILED, because="no registration"
    ),
    "withdrew": lambda on: TenderWithdrawn(on=on, provider="alder"),
    "rejected": lambda on: TenderRejected(
        on=on, provider="alder", ground=RejectionGround.FALSE_STATEMENT, because="a false reference"
    ),
    "price refused": lambda on: PriceDecision(
        on=on, provider="alder", outcome=PriceOutcome.UNLAWFUL, because="unpaid travel time"
    ),
}
"""The record that puts alder out, by the name of the reason; or the records, in order."""
SAID = {
    "debarred": "was found on the debarment list on",
    "excluded": "was excluded on",
    "conflicted": "was left out for a conflict of interest on",
    "failed selection": "failed selection on",
    "withdrew": "withdrew its tender for the procurement on",
    "rejected": "had its tender for the procurement rejected on",
    "price refused": "had its tender disregarded for its price on",
}


def before(kind):
    """A history up to a door, and the record with which alder would go through."""
    if kind in {ContractNovated, BridgingContract}:
        cycle = story(INTERVIEWED, after=ContractSigned)
        fields = {"to_provider": "alder", "from_provider": "birch"}
        if kind is BridgingContract:
            fields = {"provider": "alder"}
        return cycle.records, make(kind, Scenario.of(cycle), **fields)
    line = []
    for record in main_line(INTERVIEWED):
        if type(record) is kind:
            named = {"tenders": ("alder", "birch")} if kind is TenderOpening else {}
            return tuple(line), evolve(record, **named)
        line.append(record)
    raise LookupError(kind)


def audited(*records):
    return Cycle.audit("A door", records, buyers=(COUNCIL,)).cycle


def found_at(kind, *more):
    """The findings of the gate at a door, once these records are in."""
    records, record = before(kind)
    cycle = audited(*records)
    late = []
    for number, made in enumerate(more):
        made_then = made(cycle.last_on + number * DAY)
        late += made_then if isinstance(made_then, tuple) else [made_then]
    codes = {reason.code.code for reason in REASONS}
    findings = audited(*records, *late).findings(record)
    return record, [finding for finding in findings if finding.code in codes]


def test_every_reason_and_every_door_is_tried_here():
    """A reason or a door that is added later is added to this test, or it says so."""
    assert set(OUT) == set(SAID) == {reason.name for reason in REASONS}
    gated = {step.record for step in STEPS if providers_still_stand in step.gates}
    assert gated == set(DOORS)
    scopes = [list(Scope).index(reason.scope) for reason in REASONS]
    assert scopes == sorted(scopes)


@pytest.mark.parametrize("reason", OUT)
def test_answer_about_whom_anything_speaks_against_is_never_an_old_one(reason):
    """The answer is kept from tender to tender, so each record that may end it must end it."""
    ledger = Ledger()
    assert spoken_against(ledger) == frozenset()
    ledger.add(OUT[reason](date(2026, 5, 5)), During(tuple(Stage)))
    assert spoken_against(ledger) == {"alder"}


@pytest.mark.parametrize("reason", REASONS, ids=lambda reason: reason.name)
@pytest.mark.parametrize("kind", DOORS, ids=lambda kind: kind.__name__)
def test_provider_that_is_out_is_stopped_at_every_later_door(kind, reason):
    """A rule that is asked at one door and not at the next one is a way round."""
    door = DOORS[kind]
    _, findings = found_at(kind, OUT[reason.name])
    if reason.scope not in door.asks:
        assert findings == []
        return
    (finding,) = findings
    assert (finding.code, finding.about) == (reason.code.code, "alder")
    assert finding.severity is door.severity
    assert f"alder {SAID[reason.name]} " in finding.message
    assert finding.message.endswith(" and cannot continue")
    assert finding.remedy


@pytest.mark.parametrize("kind", DOORS, ids=lambda kind: kind.__name__)
def test_provider_that_still_stands_goes_through_every_door(kind):
    """A gate that always speaks is as useless as one that never does."""
    assert found_at(kind)[1] == []


@pytest.mark.parametrize("kind", [ApprovalToAward, ContractSigned], ids=["approval", "signature"])
@pytest.mark.parametrize(
    "again",
    [
        ("excluded", lambda on: ExclusionsDecided(on=on, considered=("alder",))),
        ("debarred", lambda on: ExclusionsDecided(on=on, considered=("alder",))),
        ("conflicted", _conflict),
        ("failed selection", lambda on: SelectionAssessment(
            on=on, provider="alder", outcome=SelectionOutcome.PASSED)),
        ("withdrew", lambda on: TenderReceived(on=on, provider="alder")),
        ("rejected", lambda on: TenderReceived(on=on, provider="alder")),
        ("price refused", lambda on: PriceDecision(
            on=on, provider="alder", outcome=PriceOutcome.ACCEPTED, because="it was explained")),
    ],
    ids=lambda again: again[0],
)  # fmt: skip
def test_later_decision_lets_a_provider_stand_again(kind, again):
    """The remedy that the finding names works."""
    name, decide = again
    assert found_at(kind, OUT[name], decide)[1] == []


def test_decision_of_the_latest_day_counts_in_whatever_order_it_was_entered():
    """Entering an older decision last is no way to bring back an excluded supplier."""
    records, record = before(ContractSigned)
    day = audited(*records).last_on
    cleared = ExclusionsDecided(on=date(2022, 1, 4), considered=("alder",))
    cycle = audited(*records, OUT["excluded"](day), cleared)
    assert "excluded-goes-on" in [finding.code for finding in cycle.findings(record)]


def test_only_those_who_go_through_a_door_are_asked_about_at_it():
    """A rival who is out must not hold up those who go on."""
    for kind, field in (
        (InvitationToTender, {"invited": ("birch",)}),
        (ContractSigned, {"provider": "birch"}),
    ):
        records, record = before(kind)
        cycle = audited(*records, OUT["excluded"](audited(*records).last_on))
        assert "excluded-goes-on" in [finding.code for finding in cycle.findings(record)]
        others = cycle.findings(evolve(record, **field))
        assert "excluded-goes-on" not in [finding.code for finding in others]


def test_award_that_fell_through_holds_up_no_other():
    """The remedy of the finding is to record that; the approval of what is left then goes on."""
    records, record = before(ApprovalToAward)
    cycle = audited(*records)
    day, named = cycle.last_on, cycle.expect(AwardRecommendation).reference
    gone = AwardFellThrough(on=day, provider="alder", recommendation=named, because="it withdrew")
    after = audited(*records, OUT["withdrew"](day), gone)
    assert "withdrawn-goes-on" not in [finding.code for finding in after.findings(record)]


@pytest.mark.parametrize("reason", OUT)
def test_decision_of_a_later_day_is_not_held_against_an_earlier_act(reason):
    """Nobody could have known."""
    assert found_at(ContractSigned, lambda _: OUT[reason](date(2030, 1, 1)))[1] == []


def test_new_tender_of_a_later_day_does_not_make_good_an_earlier_act():
    """Whoever had withdrawn could not be recommended before it had tendered again."""
    later = TenderReceived(on=date(2030, 1, 1), provider="alder")
    assert len(found_at(ContractSigned, OUT["withdrew"], lambda _: later)[1]) == 1


def test_withdrawal_during_the_award_survives_a_return_to_the_evaluation():
    """Reopening the evaluation does not bring back an offer that is no longer made."""
    cycle = story(INTERVIEWED, after=AwardRecommendation)
    gone = cycle.record(TenderWithdrawn(on=cycle.last_on, provider="alder"))
    reopened = gone.record(make(EvaluationReopened, Scenario.of(gone), on=cycle.last_on))
    assert "alder" in no_longer_standing(reopened.ledger, "whole", cycle.last_on)


def test_provider_with_one_tender_rejected_and_one_withdrawn_has_none_left():
    """Whichever way each of its tenders ended, there is nothing to award."""
    cycle = story(INTERVIEWED, after=TenderOpening)
    day = cycle.last_on
    again = TenderReceived(on=day + timedelta(1), provider="alder")
    held = audited(*cycle.records, TenderWithdrawn(on=day, provider="alder"), again)
    assert "alder" not in no_longer_standing(held.ledger, "whole", again.on)
    rejected = TenderRejected(
        on=again.on, provider="alder", ground=RejectionGround.LATE, because="a day late"
    )
    gone = no_longer_standing(audited(*held.records, rejected).ledger, "whole", again.on)
    assert gone["alder"].record == rejected


def test_exclusion_during_the_award_survives_a_return_to_the_evaluation():
    """An excluded supplier would otherwise be let in again by going back one step."""
    cycle = story(INTERVIEWED, after=AwardRecommendation)
    gone = audited(*cycle.records, OUT["excluded"](cycle.last_on))
    reopened = gone.record(make(EvaluationReopened, Scenario.of(gone), on=cycle.last_on))
    assert "alder" in no_longer_standing(reopened.ledger, "whole", cycle.last_on)


def test_reserve_that_is_out_is_no_reserve():
    """Should the winner fall, the next one has to be able to step in."""
    records, record = before(AwardRecommendation)
    day = audited(*records).last_on
    reserve = evolve(record, awards=(LotAward(provider="birch", reserves=("alder",)),))
    found = audited(*records, OUT["excluded"](day)).findings(reserve)
    assert "excluded-goes-on" in [finding.code for finding in found]


def test_reason_for_one_lot_leaves_the_provider_in_the_others():
    """A supplier that failed for one lot may still win the next."""
    lots = Scenario(route=Route.open(), lots=("N1", "N2"))
    cycle = story(lots, after=TenderOpening)
    day = cycle.last_on
    failed = SelectionAssessment(
        on=day, provider="alder", outcome=SelectionOutcome.FAILED, because="too small", lots=("N1",)
    )
    held = audited(*cycle.records, failed)
    recommended = AwardRecommendation(
        on=day, reference="R", awards=tuple(LotAward(lot=n, provider="alder") for n in lots.lots)
    )
    (finding,) = [f for f in held.findings(recommended) if f.code == "failed-goes-on"]
    assert str(finding) == (
        f"Alder failed selection for lot N1 on {day.day} {day:%B %Y} (too small) and cannot "
        "continue. Leave alder out, or record a new assessment with its reasons."
    )
    elsewhere = evolve(recommended, lots=("N2",), awards=(LotAward(lot="N2", provider="alder"),))
    assert "failed-goes-on" not in [f.code for f in held.findings(elsewhere)]


def test_bridging_with_an_excluded_supplier_warns_and_says_what_to_note():
    """A service that would stop today may have to go on with whoever runs it."""
    _, (finding,) = found_at(BridgingContract, OUT["excluded"])
    assert finding.severity is Severity.WARNS
    assert finding.remedy == (
        "Bridge with another provider, or note the public interest that overrides it, or record a "
        "new decision with its reasons"
    )


def test_door_that_is_only_asked_about_looks_at_those_who_would_go_through():
    """An officer asks before the letters are written."""
    for kind, who in ((InterviewInvitation, []), (ContractSigned, ["alder"])):
        records, _ = before(kind)
        day = audited(*records).last_on
        cycle = audited(*records, OUT["excluded"](day))
        found = [f for f in cycle.findings(kind, day) if f.code == "excluded-goes-on"]
        assert [finding.about for finding in found] == who


class TestUpheld:
    """A decision that was successfully challenged is made again before it is announced."""

    def announced(self, *decisions):
        """The codes about letters sent after a challenge and these decisions on it, a day apart."""
        records, letters = before(IntentionToAward)
        day = audited(*records).last_on
        dated = [evolve(each, on=day + n * DAY) for n, each in enumerate(decisions, 1)]
        held = audited(*records, letter(day), *dated)
        late = evolve(letters, on=letters.on + 30 * DAY)
        return [f.code for f in held.findings(late) if f.code == "challenge-upheld-unanswered"]

    def judged(self, *kinds, stage=JudgmentStage.REMEDY):
        remedies = tuple(Remedy(kind=kind) for kind in kinds)
        return JudgmentGiven(on=date(2022, 5, 1), challenge="X1", stage=stage, remedies=remedies)

    def test_judgment_that_sets_the_award_aside_stops_the_letters(self):
        """The court has said that there is no award."""
        assert self.announced(self.judged(RemedyKind.SET_ASIDE)) == ["challenge-upheld-unanswered"]

    @pytest.mark.parametrize("kinds", [(), (RemedyKind.DAMAGES,)], ids=("liability", "damages"))
    def test_judgment_that_leaves_the_award_holds_nothing(self, kinds):
        """The loser is paid, and the contract is made."""
        assert self.announced(self.judged(*kinds)) == []

    def test_appeal_that_is_allowed_gives_the_award_back(self):
        """The later judgment counts."""
        dismissed = PointDecided(point="P1", outcome=PointOutcome.DISMISSED)
        appeal = evolve(self.judged(stage=JudgmentStage.APPEAL), points=(dismissed,))
        assert self.announced(self.judged(RemedyKind.SET_ASIDE), appeal) == []

    def test_challenge_that_was_dismissed_holds_nothing(self):
        """Only what was upheld counts."""
        dismissed = ChallengeResolved(
            on=date(2022, 5, 1), challenge="X1", outcome=ChallengeOutcome.DISMISSED
        )
        assert self.announced(dismissed) == []

    def test_approval_and_letters_wait_for_the_return_that_answers_it(self):
        """A new paper alone is not a new decision, and the signature would be refused next."""
        cycle = story(INTERVIEWED, after=AwardRecommendation)
        day = cycle.last_on
        upheld = ChallengeResolved(on=day + DAY, challenge="X1", outcome=ChallengeOutcome.UPHELD)
        held = audited(*cycle.records, letter(day), upheld)
        asked = make(ApprovalToAward, Scenario.of(held), on=day + 2 * DAY)
        (finding,) = [f for f in held.findings(asked) if f.code == "challenge-upheld-unanswered"]
        assert finding.message.startswith("You cannot approve the award on ")
        back = EvaluationReopened(on=day + 2 * DAY, because="upheld", because_of="X1")
        again = evolve(cycle.expect(AwardRecommendation), on=day + 3 * DAY, reference="R2")
        anew = audited(*held.records, back, again)
        late = evolve(asked, on=day + 4 * DAY, recommendation="R2")
        assert "challenge-upheld-unanswered" not in [f.code for f in anew.findings(late)]
