"""What a history brought forward stands for, before and after a return."""

from datetime import date, timedelta

import pytest

from commissioning.cycle import Cycle
from commissioning.dates.periods import Period
from commissioning.errors import RecordError
from commissioning.findings.errors import BlockedError
from commissioning.ledger.brought_forward import Vouched
from commissioning.ledger.ledger import Ledger
from commissioning.ledger.ways import facts_of, vouched_for
from commissioning.process import STANDARD, Process, Step
from commissioning.records.approval import ScrutinyNote
from commissioning.records.award import (
    ApprovalToAward,
    AwardRecommendation,
    IntentionToAward,
    LotAward,
)
from commissioning.records.contract import ContractSigned, ExtensionLapsed
from commissioning.records.ending import (
    AwardFellThrough,
    EvaluationReopened,
    InvitationReissued,
    SelectionReopened,
)
from commissioning.records.history import BroughtForward
from commissioning.records.notices import NoticePublished
from commissioning.records.record import WHOLE, Record
from commissioning.records.specification import Lot, ServiceSpecification
from commissioning.records.strategy import HealthProcess, ProcurementFacts, ProcurementStrategy
from commissioning.records.tender import TenderOpening, TenderReceived
from commissioning.stages import LINE, Begins, Opens, Route, Stage
from commissioning.values.frozen import frozen

DAY = date(2023, 6, 1)
LATER = date(2023, 8, 1)
WHY = "papers in the archive"
FACTS = ProcurementFacts(light_touch=True, above_threshold=True)
HEALTH = ProcurementFacts(
    light_touch=True, above_threshold=True, health_service=True,
    health_process=HealthProcess.COMPETITIVE,
)  # fmt: skip
FELL = AwardFellThrough(on=DAY, because="withdrew", recommendation="R0", provider="Elm")
RETURNS = (
    None,
    SelectionReopened(on=DAY, because="a slip"),
    InvitationReissued(on=DAY, because="a slip"),
    EvaluationReopened(on=DAY, because="a slip"),
    FELL,
)
VOUCHED_TO = {
    SelectionReopened: Stage.SSQ,
    InvitationReissued: Stage.ITT,
    EvaluationReopened: Stage.EVALUATION,
    AwardFellThrough: Stage.AWARD,
}
ROUTES = (None, Route.restricted(), Route.open(), Route.direct_award())
MISSING = ("missing-record", "notice-missing", "standstill-not-started", "contract-unsigned")


def brought(stage: Stage, **given: object) -> Cycle:
    """A cycle that begins at a stage, with the earlier papers elsewhere."""
    parts = {"on": DAY, "because": WHY, "facts": FACTS, "commenced_on": DAY, **given}
    return Cycle("Day centre").record(BroughtForward(stage=stage, **parts))


def cycles():
    """A cycle brought forward at each stage of each route, and after each return possible there."""
    for route in ROUTES:
        for stage in LINE[1:-1]:
            if route is not None and stage not in route:
                continue
            for back in RETURNS:
                cycle = brought(stage, route=route)
                try:
                    yield stage, back, cycle.record(back) if back else cycle
                except BlockedError:
                    continue  # the return does not lead back from there


TABLE = [pytest.param(*row, id=f"{row[0]}-{type(row[1]).__name__}-{row[2].route and row[2].route.name}")
         for row in cycles()]  # fmt: skip


@pytest.mark.parametrize(("stage", "back", "cycle"), TABLE)
def test_no_record_before_the_stage_vouched_for_is_missing(stage, back, cycle):
    """The council said that the papers are elsewhere; to be asked for them again is a false alarm."""
    vouched = min(stage, VOUCHED_TO.get(type(back), stage), key=lambda each: each.place)
    asked = {}
    for step in STANDARD.steps:
        for finding in cycle.findings(step.record, LATER):
            if finding.code == "missing-record":
                asked[step.record] = [n for n in step.rests_on if _words(n) in finding.message]

    for needed in (kind for kinds in asked.values() for kind in kinds):
        where = STANDARD.step(needed).where
        first = where.stages[0].place
        assert first >= vouched.place, f"{needed.__name__} is asked for"
        assert first > vouched.place or not isinstance(where, Opens)


def _words(kind: type[Record]) -> str:
    return f"no {STANDARD.step(kind).words} yet"


@pytest.mark.parametrize("facts", [FACTS, HEALTH])
@pytest.mark.parametrize("day", [DAY, date(2025, 6, 1)])
@pytest.mark.parametrize("stage", [Stage.MOBILISATION, Stage.GO_LIVE])
def test_nothing_of_the_award_is_missing_once_the_award_is_vouched_for(stage, day, facts):
    """The standstill, the notices and the signature were in the papers that are not held."""
    cycle = brought(stage, on=day, facts=facts, commenced_on=day)
    kinds = [step.record for step in STANDARD.steps if Stage.AWARD in step.where.stages]

    findings = [f for kind in kinds for f in cycle.findings(kind, day + timedelta(60))]
    missing = {str(f) for f in findings if f.code in MISSING}
    assert {
        m for m in missing if "is recorded" in m or "published" in m or "signed yet" in m
    } == set()


@pytest.mark.parametrize(
    ("stage", "missing"),
    [
        (Stage.SPECIFICATION, "The tender notice (UK4) has not been published"),
        (Stage.SSQ, None),
        (Stage.ITT, None),
    ],
)
def test_notice_that_began_a_competition_is_asked_for_only_before_it_began(stage, missing):
    """A competition brought forward in selection was announced; its notice is in the old papers."""
    cycle = brought(
        stage, on=date(2025, 6, 1), commenced_on=date(2025, 6, 1), route=Route.restricted()
    )
    kind = next(s.record for s in STANDARD.steps if s.tag == ("ssq" if missing else "itt"))

    found = [
        f.message for f in cycle.findings(kind, date(2025, 8, 1)) if f.code == "notice-missing"
    ]
    assert found == ([missing] if missing else [])


def recommendation(reference: str, on: date, provider: str) -> AwardRecommendation:
    return AwardRecommendation(on=on, reference=reference, awards=(LotAward(provider=provider),))


def until_letters() -> Cycle:
    """Brought forward at the award: recommended, approved, and bidders told."""
    return brought(Stage.AWARD, route=Route.open()).record(
        recommendation("R1", date(2023, 6, 2), "Elm"),
        ApprovalToAward(on=date(2023, 6, 5), recommendation="R1", decided_by="Cabinet"),
        IntentionToAward(on=date(2023, 6, 6), recommendation="R1", told=("Elm", "Oak")),
    )


def test_return_keeps_what_was_brought_forward():
    """The warning stays, and papers declared not held are not asked for by the new recommendation."""
    reopened = EvaluationReopened(on=date(2023, 6, 7), because="adding-up slip")
    cycle = until_letters().record(reopened)

    assert cycle.standing()
    assert cycle.route == Route.open()
    assert facts_of(cycle.ledger) == FACTS
    assert cycle.blockers(recommendation("R2", date(2023, 6, 9), "Oak")) == ()
    assert cycle.find(ApprovalToAward) is None


def test_new_award_needs_its_own_approval():
    """The old papers vouch for the evaluation; a decision made anew is not among them."""
    cycle = until_letters().record(
        EvaluationReopened(on=date(2023, 6, 7), because="adding-up slip"),
        recommendation("R2", date(2023, 6, 9), "Oak"),
    )
    letters = IntentionToAward(on=date(2023, 6, 12), recommendation="R2", told=("Elm", "Oak"))

    (finding,) = cycle.blockers(letters)
    assert str(finding) == (
        "There is no approval to award yet (the process table, row intention-to-award). Record an "
        "approval to award first."
    )


def test_award_that_fell_through_takes_its_approval_with_it():
    """The approval in the archive was of the provider who did not sign."""
    cycle = brought(Stage.MOBILISATION).record(FELL)
    missing = [
        f.message for f in cycle.blockers(IntentionToAward, on=LATER) if f.code == "missing-record"
    ]
    assert missing == ["There is no approval to award yet"]


def test_return_of_one_lot_leaves_what_is_vouched_for_of_the_other():
    """North is marked again; South's interviews are still in the archive."""
    lots = (Lot(reference="N", title="North"), Lot(reference="S", title="South"))
    cycle = brought(Stage.AWARD, divided_into=lots, route=Route.restricted())
    cycle = cycle.record(EvaluationReopened(on=DAY, because="a mark", lots=("N",)))

    missing = {
        lot: [f.message for f in cycle.findings(AwardRecommendation, LATER, lot)] for lot in "NS"
    }
    assert missing["S"] == []
    assert "Lot N has no interview yet" in missing["N"]


def test_lot_defined_after_the_whole_went_back_has_gone_back_with_it():
    """Its new evaluation is to be recorded, though the archive holds one of the whole."""
    lots = (Lot(reference="N", title="North"), Lot(reference="S", title="South"))
    divided = ServiceSpecification(on=DAY, divided_into=lots)
    cycle = brought(Stage.AWARD).record(EvaluationReopened(on=DAY, because="a mark"))
    ledger = Cycle.audit("Care", (*cycle.records, divided)).cycle.ledger

    assert vouched_for(ledger, "N") == Vouched(Stage.EVALUATION, whole=True)


def contract() -> ContractSigned:
    term = Period.of(date(2020, 4, 1), years=4)
    return ContractSigned(on=date(2020, 3, 1), reference="K", provider="Ash", term=term)


def test_carried_record_is_superseded_like_one_of_its_stage():
    """The recommendation of the archive cannot serve the new award; tenders and contracts stay."""
    tender = TenderReceived(on=date(2023, 3, 1), provider="Elm", reference="T")
    opening = TenderOpening(on=date(2023, 3, 2), opened_by=("a", "b"))
    recommended = recommendation("R0", date(2023, 5, 1), "Elm")
    letters = NoticePublished(on=date(2023, 5, 9), notice="UK6")
    early = NoticePublished(on=date(2023, 2, 1), notice="UK4")
    note = ScrutinyNote(on=date(2023, 5, 8), body="Scrutiny")
    lapsed = ExtensionLapsed(on=date(2023, 5, 1), contract="K", option=1, because="not needed")
    details = NoticePublished(on=date(2023, 5, 10), notice="UK7", contract="K")
    carried = (note, letters, recommended, opening, tender, early, contract(), lapsed, details)
    cycle = brought(Stage.AWARD, route=Route.open(), carries=carried)
    assert cycle.every(NoticePublished) == (letters, early, details)

    back = cycle.record(EvaluationReopened(on=DAY, because="a slip"))

    kept = tuple(r for kind in dict.fromkeys(map(type, carried)) for r in back.every(kind))
    assert kept == (note, early, details, opening, tender, contract(), lapsed)
    entry = back.ledger.entry_named("R0")
    assert entry is not None
    assert entry.carried_by is not None
    assert entry.stages == (Stage.AWARD,)
    assert back.ledger.is_superseded(entry)


def test_carried_contract_outlives_the_fall_of_its_recommendation():
    """A signed contract binds until it is ended, whatever becomes of the papers behind it."""
    signed = ContractSigned(
        on=date(2023, 5, 3), reference="K", provider="Elm", recommendations=("R0",),
        term=Period.of(date(2023, 7, 1), years=2),
    )  # fmt: skip
    carried = (recommendation("R0", date(2023, 5, 1), "Elm"), signed)
    ledger = Ledger()
    begun = BroughtForward(on=DAY, stage=Stage.AWARD, because=WHY, carries=carried)
    ledger.add(begun, STANDARD.placement(begun))
    ledger.add(FELL, STANDARD.placement(FELL))

    assert ledger.find(AwardRecommendation) is None
    assert ledger.find(ContractSigned) == signed


def test_ledger_that_is_not_told_where_carried_records_come_keeps_them():
    """A council's own kind without a row cannot be placed, so no return takes it away."""
    note = OwnNote(on=DAY)
    cycle = brought(Stage.AWARD, carries=(note,)).record(EvaluationReopened(on=DAY, because="x"))
    assert cycle.find(OwnNote) is note

    ledger = Ledger()
    ledger.add(BroughtForward(on=DAY, stage=Stage.AWARD, because=WHY, carries=(note,)), Begins())
    entry = next(ledger._index.entries())
    assert entry.stages == (Stage.NEEDS,)


@frozen(kw_only=True)
class OwnNote(Record):
    """A record that the process has no row for."""


def test_place_of_a_record_is_that_of_its_row():
    """Only a history brought forward has places within it; an unknown kind is refused as elsewhere."""
    assert STANDARD.placement(FELL) is STANDARD.step(AwardFellThrough).where
    with pytest.raises(RecordError, match="own note is not in this process"):
        STANDARD.placement(OwnNote(on=DAY))
    council = Process.standard().with_steps(Step("own-note", OwnNote, Opens(Stage.ITT)))
    begun = BroughtForward(on=DAY, stage=Stage.AWARD, because=WHY, carries=(OwnNote(on=DAY),))
    assert council.placement(begun) == Begins((Opens(Stage.ITT),))


def test_facts_of_the_strategy_are_completed_by_those_brought_forward():
    """A fact stated in the history is stated, though the strategy says nothing of it."""
    strategy = ProcurementStrategy(
        on=DAY, route=Route.open(), facts=ProcurementFacts(above_threshold=False)
    )
    cycle = brought(Stage.SPECIFICATION).record(strategy)

    assert facts_of(cycle.ledger) == ProcurementFacts(above_threshold=False, light_touch=True)
    alone = Cycle.audit("Care", (strategy,)).cycle
    assert facts_of(alone.ledger) == strategy.facts


def test_fact_that_a_history_lacks_is_asked_of_the_history():
    """A strategy can no longer be recorded at the award, so the remedy names the record that can say."""
    cycle = brought(Stage.AWARD, facts=ProcurementFacts(light_touch=True))
    (finding,) = [f for f in cycle.findings(ContractSigned, LATER) if f.code == "law-unknown"][:1]
    assert finding.message == (
        "It is not known whether a signed contract is lawful. The law depends on whether the value is "
        "at or above the threshold"
    )
    assert finding.remedy == "State it in the history brought forward"


def test_cycle_without_such_a_history_vouches_for_nothing():
    """Elsewhere every paper is asked for."""
    assert vouched_for(Cycle("Care").ledger, WHOLE) is None
