"""A challenge from the first letter to its end, and its effect on the signature."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from attrs import evolve

from commissioning.cycle import Cycle
from commissioning.dates.periods import Deadline, Period
from commissioning.dates.windows import Window
from commissioning.errors import written
from commissioning.gates.standstill import standstill_of
from commissioning.records.award import (
    ApprovalToAward,
    AwardRecommendation,
    IntentionToAward,
    LotAward,
)
from commissioning.records.challenge import (
    Advice,
    Challenge,
    ChallengeKind,
    ChallengeOutcome,
    ChallengePoint,
    ChallengeResolved,
    ClaimIssued,
    HowKnown,
    JudgmentGiven,
    JudgmentStage,
    PanelAdvice,
    PointDecided,
    PointOutcome,
    Remedy,
    RemedyKind,
    SuspensionDecided,
    SuspensionOutcome,
)
from commissioning.records.contract import ContractSigned, ContractVaried
from commissioning.records.criteria import Criterion, CriterionKind, PanelMean
from commissioning.records.ending import (
    Abandonment,
    EvaluationReopened,
    InvitationReissued,
    SelectionReopened,
)
from commissioning.records.history import BroughtForward
from commissioning.records.methods import WeightedSum
from commissioning.records.mobilisation import MobilisationPlan
from commissioning.records.notices import NoticePublished
from commissioning.records.panel import Mark, ScoreSheet
from commissioning.records.pricing import LowestPriceProportional
from commissioning.records.record import WHOLE, Record
from commissioning.records.specification import ServiceSpecification
from commissioning.records.strategy import HealthProcess, ProcurementFacts
from commissioning.records.tender import InvitationToTender, LotLimits, LotPrice, TenderReceived
from commissioning.stages import Route, Stage
from commissioning.testing import REGIMES, Scenario, make, story
from commissioning.values.money import pounds
from commissioning.values.scales import OUT_OF_100, ZERO_TO_FIVE

CARE = ProcurementFacts(
    light_touch=True, sub_central=True, above_threshold=True, health_service=False
)
FULL = ProcurementFacts(
    light_touch=False, sub_central=True, above_threshold=True, health_service=False
)
HEALTH = ProcurementFacts(
    light_touch=True, sub_central=True, above_threshold=True, health_service=True,
    health_process=HealthProcess.COMPETITIVE,
)  # fmt: skip
ONE = timedelta(days=1)
HOLDS = {
    "challenge-open", "signing-suspended", "representation-unanswered", "suspension-state-unknown",
    "challenge-upheld-unanswered",
}  # fmt: skip


def brought(
    stage: Stage, on: date, commenced: date, facts: ProcurementFacts = CARE, *carries: Record
) -> Cycle:
    """A procurement whose earlier papers are not held here."""
    begun = BroughtForward(
        on=on, stage=stage, because="papers in the archive", route=Route.open(), facts=facts,
        commenced_on=commenced, carries=carries,
    )  # fmt: skip
    return Cycle("Telecare").record(begun)


def recommended(on: date, reference: str = "R1", provider: str = "Elm") -> AwardRecommendation:
    return AwardRecommendation(on=on, reference=reference, awards=(LotAward(provider=provider),))


def approved(on: date, reference: str = "R1") -> ApprovalToAward:
    return ApprovalToAward(on=on, recommendation=reference, decided_by="Cabinet")


def letters(on: date, **fields: object) -> IntentionToAward:
    return IntentionToAward(on=on, recommendation="R1", told=("Elm", "Oak"), **fields)  # type: ignore[arg-type]


def regulations(*carries: Record, facts: ProcurementFacts = CARE) -> Cycle:
    """Under the 2015 Regulations; letters of 6 June 2023, standstill to 16 June."""
    cycle = brought(Stage.AWARD, date(2023, 6, 1), date(2023, 3, 1), facts, *carries)
    return cycle.record(
        recommended(date(2023, 6, 2)), approved(date(2023, 6, 5)), letters(date(2023, 6, 6))
    )


def the_act(facts: ProcurementFacts = FULL) -> Cycle:
    """Under the 2023 Act; the award notice of 9 January 2026, standstill to 20 January."""
    cycle = brought(Stage.AWARD, date(2026, 1, 5), date(2025, 9, 1), facts)
    return cycle.record(
        recommended(date(2026, 1, 6)),
        approved(date(2026, 1, 7)),
        letters(date(2026, 1, 8)),
        NoticePublished(on=date(2026, 1, 9), notice="UK6"),
    )


def health() -> Cycle:
    """Under the Provider Selection Regime; the notice of 26 March 2024, standstill to 10 April."""
    cycle = brought(Stage.AWARD, date(2024, 3, 18), date(2024, 2, 1), HEALTH)
    return cycle.record(
        recommended(date(2024, 3, 20)),
        approved(date(2024, 3, 21)),
        letters(date(2024, 3, 25)),
        NoticePublished(on=date(2024, 3, 26), notice="PSR-intention"),
    )


LAWS: dict[str, tuple[Callable[[], Cycle], date, date, date]] = {
    # law: the cycle, a day within the standstill, one after it, and the day of the signature
    "2015": (regulations, date(2023, 6, 12), date(2023, 6, 20), date(2023, 9, 4)),
    "Act": (the_act, date(2026, 1, 14), date(2026, 1, 26), date(2026, 3, 2)),
    "health": (health, date(2024, 3, 28), date(2024, 4, 15), date(2024, 6, 3)),
}


def letter(on: date, kind: ChallengeKind | None = None, **fields: object) -> Challenge:
    return Challenge(
        on=on, reference="X", provider="Oak", about_what="the marks", kind=kind, **fields  # type: ignore[arg-type]
    )  # fmt: skip


def claimed(on: date, how: HowKnown | None = HowKnown.NOTIFIED, **fields: object) -> list[Record]:
    """A letter and, on the same day, the claim."""
    claim = ClaimIssued(on=on, challenge="X", how_known=how, **fields)  # type: ignore[arg-type]
    return [letter(on, ChallengeKind.PRE_ACTION_LETTER), claim]


def resolved(on: date, outcome: ChallengeOutcome = ChallengeOutcome.DISMISSED) -> ChallengeResolved:
    return ChallengeResolved(on=on, challenge="X", outcome=outcome)


def decided(on: date, how: SuspensionOutcome) -> SuspensionDecided:
    return SuspensionDecided(on=on, challenge="X", how=how)


def judged(
    on: date,
    *remedies: RemedyKind,
    stage: JudgmentStage = JudgmentStage.LIABILITY,
    **points: PointOutcome,
) -> JudgmentGiven:
    return JudgmentGiven(
        on=on, challenge="X", stage=stage, remedies=tuple(Remedy(kind=kind) for kind in remedies),
        points=tuple(PointDecided(point=point, outcome=outcome) for point, outcome in points.items()),
    )  # fmt: skip


def signing(cycle: Cycle, on: date) -> list[str]:
    """The codes of what challenges put in the way of a signature."""
    return [f.code for f in cycle.blockers(ContractSigned, on) if f.code in HOLDS]


UPHELD, DISMISSED = PointOutcome.UPHELD, PointOutcome.DISMISSED
OPEN, HELD, ANSWER = ["challenge-open"], ["signing-suspended"], ["representation-unanswered"]
MADE_AGAIN = ["challenge-upheld-unanswered"]
K, S, End, A = ChallengeKind, SuspensionOutcome, ChallengeOutcome, Advice
Event = Callable[[date, date], list[Record]]
FREE: tuple[list[str], list[str], list[str]] = ([], [], [])
WAITS, KEPT, AGAIN = (OPEN, OPEN, OPEN), (HELD, HELD, HELD), (MADE_AGAIN, MADE_AGAIN, MADE_AGAIN)
EFFECTS: list[tuple[str, Event, list[str], list[str], list[str]]] = [
    # the event, on a day within the standstill (d) or after it (x); then by 2015, Act and health
    ("a complaint", lambda d, x: [letter(d, K.COMPLAINT)], *WAITS),
    ("a letter before claim", lambda d, x: [letter(d, K.PRE_ACTION_LETTER)], *WAITS),
    ("a representation", lambda d, x: [letter(d, K.REPRESENTATION)], OPEN, OPEN, ANSWER),
    ("a letter of no stated kind", lambda d, x: [letter(d)], OPEN, OPEN, ANSWER),
    ("a late representation", lambda d, x: [letter(x, K.REPRESENTATION)], *WAITS),
    ("a representation answered", lambda d, x: [letter(d, K.REPRESENTATION), resolved(x)], *FREE),
    ("a claim", lambda d, x: claimed(d), HELD, HELD, []),
    ("a claim served", lambda d, x: claimed(d, HowKnown.SERVED), HELD, HELD, []),
    ("a claim heard of otherwise", lambda d, x: claimed(d, HowKnown.HEARD), HELD, [], []),
    ("a claim known somehow", lambda d, x: claimed(d, None), HELD, ["suspension-state-unknown"], []),
    ("a claim after the standstill", lambda d, x: claimed(x), HELD, [], []),
    ("a claim that a letter states", lambda d, x: [letter(d, claim_issued=True)], HELD, HELD, []),
    ("lifted", lambda d, x: [*claimed(d), decided(x, S.LIFTED)], *FREE),
    ("lifted by consent", lambda d, x: [*claimed(d), decided(x, S.LIFTED_BY_CONSENT)], *FREE),
    ("fell away", lambda d, x: [*claimed(d), decided(x, S.FELL_AWAY)], *FREE),
    ("lifted, as older files say it", lambda d, x: [*claimed(d), resolved(x, End.SUSPENSION_LIFTED)], *FREE),
    ("kept", lambda d, x: [*claimed(d), decided(x, S.KEPT)], *KEPT),
    ("kept by undertaking", lambda d, x: [*claimed(x), decided(x, S.KEPT_BY_UNDERTAKING)], *KEPT),
    ("kept, then lifted", lambda d, x: [*claimed(d), decided(d, S.KEPT), decided(x, S.LIFTED)], *FREE),
    ("lifted, then a second claim", lambda d, x: [*claimed(d), decided(d + ONE, S.LIFTED),
        ClaimIssued(on=x, challenge="X")], HELD, [], []),
    ("kept, then struck out", lambda d, x: [*claimed(d), decided(d, S.KEPT),
        resolved(x, End.STRUCK_OUT)], *FREE),
    *((outcome.value, lambda d, x, outcome=outcome: [*claimed(d), resolved(x, outcome)], *FREE)
      for outcome in End if outcome not in {End.UPHELD, End.SUSPENSION_LIFTED}),
    ("dismissed in every point", lambda d, x: [*claimed(d), judged(x, P1=DISMISSED, P2=DISMISSED)], *FREE),
    ("dismissed in one point", lambda d, x: [*claimed(d),
        judged(x, P1=DISMISSED, P2=PointOutcome.NOT_DECIDED)],
        HELD, HELD, []),
    ("upheld in a point", lambda d, x: [*claimed(d), judged(x, P1=UPHELD)],
        [*MADE_AGAIN, *HELD], [*MADE_AGAIN, *HELD], MADE_AGAIN),
    ("upheld in a claim that is not held", lambda d, x: [letter(d, K.COMPLAINT), judged(x, P1=UPHELD)],
        *AGAIN),
    ("upheld, with nothing but damages", lambda d, x: [*claimed(d), judged(x, RemedyKind.DAMAGES, P1=UPHELD)],
        *FREE),
    ("set aside", lambda d, x: [*claimed(d), judged(x, RemedyKind.SET_ASIDE)], *AGAIN),
    ("resolved as upheld", lambda d, x: [*claimed(d), resolved(x, End.UPHELD)], *AGAIN),
    ("a request to the panel", lambda d, x: [letter(d, K.PANEL_REQUEST)], *WAITS),
    ("a request that the panel takes up", lambda d, x: [letter(d, K.PANEL_REQUEST),
        PanelAdvice(on=x, challenge="X")], *WAITS),
    ("a request that the panel refuses", lambda d, x: [letter(d, K.PANEL_REQUEST),
        PanelAdvice(on=x, challenge="X", accepted=False)], *FREE),
    ("advice to go ahead", lambda d, x: [letter(d, K.PANEL_REQUEST),
        PanelAdvice(on=x, challenge="X", advises=A.GO_AHEAD)], *FREE),
    ("advice to abandon", lambda d, x: [letter(d, K.PANEL_REQUEST),
        PanelAdvice(on=x, challenge="X", advises=A.ABANDON)], *WAITS),
]  # fmt: skip


@pytest.mark.parametrize("law", LAWS)
@pytest.mark.parametrize(
    ("event", "by_law"), [(e, by) for _, e, *by in EFFECTS], ids=[e[0] for e in EFFECTS]
)
def test_effect_of_each_event_on_the_signature_is_that_of_the_law(
    law: str, event: Event, by_law: list[list[str]]
):
    """The same letter holds one council, not another: the table of effects, read row by row."""
    made, within, after, signed = LAWS[law]

    assert signing(made().record(*event(within, after)), signed) == by_law[list(LAWS).index(law)]


# From the first letter until after the end


def test_claim_before_tenders_and_after_abandonment_can_be_recorded():
    """Bidders attack the weights before they tender, and a procurement that was stopped for a sham."""
    early = brought(Stage.ITT, date(2023, 6, 1), date(2023, 3, 1))
    assert early.blockers(letter(date(2023, 6, 9), claim_issued=True)) == ()
    stopped = regulations().record(Abandonment(on=date(2023, 6, 8), because="no money"))
    assert stopped.blockers(letter(date(2023, 6, 20), claim_issued=True)) == ()


def test_signed_contract_is_held_by_no_claim_and_mobilises():
    """What was signed before the claim stays signed; only remedies follow."""
    signed = ContractSigned(
        on=date(2023, 6, 20), reference="K1", provider="Elm", recommendations=("R1",),
        term=Period.of(date(2023, 9, 1), years=2),
    )  # fmt: skip
    cycle = regulations().record(signed, *claimed(date(2023, 7, 3)))
    cycle = cycle.record(judged(date(2024, 2, 1), RemedyKind.DAMAGES, P1=UPHELD))

    plan = make(MobilisationPlan, on=date(2024, 2, 2))
    assert not HOLDS & {finding.code for finding in cycle.findings(plan)}


# The five examples of claims as they really went


def test_claim_two_days_late_suspends_until_it_is_struck_out():
    """Standstill and limitation are two clocks: a promise moves the one and not the other."""
    begun = brought(Stage.AWARD, date(2020, 2, 1), date(2019, 9, 2))
    told = letters(date(2020, 2, 7), no_signing_before=date(2020, 3, 16))
    cycle = begun.record(recommended(date(2020, 2, 3)), approved(date(2020, 2, 5)), told)
    standstill = standstill_of(cycle.ledger, cycle.law(date(2020, 3, 1)), WHOLE, date(2020, 3, 1))
    assert standstill is not None
    assert (standstill.counted_to, standstill.ends_on) == (date(2020, 2, 17), date(2020, 3, 15))

    before = cycle.record(letter(date(2020, 3, 5), K.PRE_ACTION_LETTER, knew_on=date(2020, 2, 7)))
    claim = ClaimIssued(on=date(2020, 3, 11), issued_on=date(2020, 3, 11), challenge="X")
    (late,) = before.findings(claim)
    assert (late.code, late.about, late.blocks) == ("claim-out-of-time", "X", False)
    assert str(late) == (
        "The claim of Oak was issued on 11 March 2020; the last day was 9 March 2020, counted from "
        "7 February 2020, when its grounds were known (Public Contracts Regulations 2015, regulation "
        "92(2)). A court may extend the time, to 7 May 2020 at the latest. The claim counts until a court "
        "strikes it out."
    )

    cycle = before.record(claim)
    found = {f.code: f.blocks for f in cycle.findings(ContractSigned, date(2020, 4, 1))}
    assert found["signing-suspended"]
    assert not found["claim-out-of-time"]
    struck_out = cycle.record(resolved(date(2021, 12, 23), End.STRUCK_OUT))
    assert signing(struck_out, date(2021, 12, 22)) == HELD
    codes = {f.code for f in struck_out.findings(ContractSigned, date(2021, 12, 23))}
    assert not codes & {"signing-suspended", "claim-out-of-time"}


def test_answered_representation_moves_the_first_day_to_sign():
    """By count it ends on 10 April 2024; five working days from an answer of the 4th are the 11th."""
    representation = letter(date(2024, 3, 28), K.REPRESENTATION, answer_due=date(2024, 4, 4))
    asked = health().record(representation)
    (unanswered,) = (
        f for f in asked.blockers(ContractSigned, date(2024, 4, 12)) if f.code in HOLDS
    )
    assert str(unanswered) == (
        "The representation of Oak of 28 March 2024 has not been answered, so the standstill stays "
        "open; the answer is due by 4 April 2024 (Health Care Services (Provider Selection Regime) "
        "Regulations 2023, regulation 12(3) to (10)). Answer it and record the answer, then wait 5 "
        "working days, counted from the day after, by the bank holidays of England."
    )
    assert unanswered.about == "X"

    answered = asked.record(resolved(date(2024, 4, 4)))
    for day, free in ((date(2024, 4, 11), False), (date(2024, 4, 12), True)):
        codes = {f.code for f in answered.blockers(ContractSigned, day)}
        assert ("standstill-running" not in codes) is free
    unasked = {f.code for f in health().blockers(ContractSigned, date(2024, 4, 11))}
    assert "standstill-running" not in unasked


def test_representation_of_a_day_before_the_law_falls_in_no_standstill():
    """A slip of the year asked a law of 2024 about a day in 2015, and ended in its error."""
    regime = next(each for each in REGIMES if "Provider Selection" in each.name)
    told = story(Scenario(regime=regime, route=Route.direct_award()), after=AwardRecommendation)
    begun = (record for record in told.records if not isinstance(record, NoticePublished))
    of_2015 = letter(date(2015, 2, 26), K.REPRESENTATION)
    asked = Cycle.audit("Care", (*begun, of_2015)).cycle
    found = [f.code for f in asked.blockers(ContractSigned, date(2024, 6, 12)) if f.code in HOLDS]
    assert found == ["challenge-open"]


@pytest.mark.parametrize(
    ("notified", "codes"), [(date(2026, 1, 20), HELD), (date(2026, 1, 21), [])]
)
def test_claim_holds_under_the_act_only_if_notified_within_the_standstill(
    notified: date, codes: list[str]
):
    """Issued on the last day and notified on the next, it stops nothing: section 101 asks for both."""
    cycle = the_act().record(
        letter(date(2026, 1, 19), K.PRE_ACTION_LETTER),
        ClaimIssued(
            on=notified, issued_on=date(2026, 1, 20), how_known=HowKnown.NOTIFIED, challenge="X"
        ),
    )
    assert signing(cycle, date(2026, 2, 2)) == codes


@pytest.mark.parametrize(("issued", "codes"), [(date(2026, 1, 8), []), (date(2026, 1, 9), HELD)])
def test_claim_holds_under_the_act_only_if_issued_within_the_standstill(
    issued: date, codes: list[str]
):
    """Section 101(1)(a): a claim about a shortlist, issued before the notice, is not of this standstill."""
    cycle = the_act().record(
        letter(date(2026, 1, 8), K.PRE_ACTION_LETTER),
        ClaimIssued(
            on=date(2026, 1, 12), issued_on=issued, how_known=HowKnown.NOTIFIED, challenge="X"
        ),
    )
    assert signing(cycle, date(2026, 2, 2)) == codes


def marked() -> tuple[Record, ...]:
    """A competition that Elm wins by 80.1 to 78.0 points."""
    weights = {"q": "12.5", "care": "47.5", "staff": 40}
    criteria = tuple(
        Criterion(
            reference=name, title=name, weight=weight, one_mark=PanelMean(),
            scale=ZERO_TO_FIVE if name == "q" else OUT_OF_100,
        )
        for name, weight in weights.items()
    )  # fmt: skip
    day = date(2023, 4, 3)
    marks = {"Oak": (3, 76, 86), "Elm": (4, 76, 85)}
    return (
        InvitationToTender(
            on=date(2023, 3, 1), tenders_due_by=Deadline(day), method=WeightedSum(criteria=criteria)
        ),
        *(TenderReceived(on=day, provider=provider) for provider in marks),
        *(
            ScoreSheet(
                on=day, panel="panel", assessor="officer", provider=provider,
                marks=tuple(Mark(criterion=name, mark=mark, because="as written") for name, mark in
                            zip(weights, given, strict=True)),
            )
            for provider, given in marks.items()
        ),
    )  # fmt: skip


POINTS = tuple(
    ChallengePoint(reference=f"P{number}", words="the mark is too low", criterion="q")
    for number in range(1, 7)
)
LOST = tuple(PointDecided(point=f"P{number}", outcome=DISMISSED) for number in range(2, 7))
WON = PointDecided(point="P1", outcome=UPHELD, mark_should_be="4", because="the annex was not read")


def test_one_mark_of_six_can_change_the_winner_and_bring_nothing():
    """A question of 12.5% moved by one mark is 2.5 points: enough, and still no damages."""
    cycle = regulations(*marked()).record(
        letter(date(2023, 6, 12), points=POINTS, claim_issued=True)
    )
    judgment = JudgmentGiven(
        on=date(2024, 2, 1), challenge="X", stage=JudgmentStage.LIABILITY, points=(WON, *LOST)
    )
    before = cycle.evaluation()
    after = before.as_judged(judgment)
    assert before.providers == ("Elm", "Oak")
    assert before.total("Oak") == 78
    assert (before.figure(before.total("Elm")), after.figure(after.total("Oak"))) == (
        "80.10",
        "80.50",
    )
    assert after.winner == "Oak"
    assert "the annex was not read" in after.explain("Oak", "q")
    assert cycle.evaluation() == before

    same = evolve(judgment, points=(evolve(WON, mark_should_be="3"), *LOST))
    assert cycle.findings(same) == ()
    (changed,) = cycle.findings(judgment)
    assert (changed.code, changed.blocks) == ("judgment-changes-winner", False)
    assert str(changed) == (
        "By the marks that the judgment finds right, Oak is first with 80.50 (points out of 100); "
        "by the marks agreed, "
        "Elm is first with 80.10 (points out of 100). Record the return or the abandonment that "
        "answers it."
    )

    signed = make(
        ContractSigned,
        on=date(2023, 9, 1),
        reference="K1",
        provider="Elm",
        recommendations=("R1",),
        lots=None,
    )
    lifted = cycle.record(decided(date(2023, 8, 1), S.LIFTED), signed)
    (changed,) = lifted.findings(judgment)
    assert changed.remedy == "A contract is signed: record the remedies that the court orders"
    nil = Remedy(kind=RemedyKind.DAMAGES, money=pounds(0))
    done = lifted.record(
        judgment,
        JudgmentGiven(
            on=date(2024, 5, 1), challenge="X", stage=JudgmentStage.REMEDY, remedies=(nil,)
        ),
    )
    assert signing(done, date(2024, 6, 3)) == []


def test_award_that_is_set_aside_is_made_again_before_anything_is_signed():
    """The suspension ends with the judgment, and so does the decision: a return makes another."""
    quashed = regulations().record(
        *claimed(date(2023, 6, 12)),
        JudgmentGiven(
            on=date(2023, 9, 1), reference="J1", challenge="X", stage=JudgmentStage.REMEDY,
            remedies=(Remedy(kind=RemedyKind.SET_ASIDE),),
        ),
    )  # fmt: skip
    (finding,) = (f for f in quashed.blockers(ContractSigned, date(2023, 9, 4)) if f.code in HOLDS)
    assert not finding.waivable
    assert str(finding) == (
        "You cannot sign on 4 September 2023: the claim of Oak of 12 June 2023 was upheld on 1 "
        "September 2023, and the decision has not been made again. Record the return or the "
        "abandonment that answers X, and name it there."
    )

    silent = quashed.record(EvaluationReopened(on=date(2023, 9, 11), because="the judgment"))
    assert signing(silent, date(2023, 9, 12)) == MADE_AGAIN
    for named in ("X", "J1"):
        again = EvaluationReopened(on=date(2023, 9, 11), because="the judgment", because_of=named)
        reopened = quashed.record(again)
        assert signing(reopened, date(2023, 9, 12)) == []
        assert reopened.find(ApprovalToAward) is None
        once_more = reopened.record(
            InvitationReissued(on=date(2023, 10, 3), because="the terms were wrong too")
        )
        assert signing(once_more, date(2023, 10, 4)) == []


def test_upheld_challenge_holds_the_signature():
    """A council must not sign on an award that a court has quashed."""
    cycle = regulations().record(
        letter(date(2023, 6, 12), claim_issued=True), resolved(date(2023, 9, 1), End.UPHELD)
    )
    contract = make(
        ContractSigned,
        on=date(2023, 9, 4),
        reference="K1",
        provider="Elm",
        recommendations=("R1",),
        lots=None,
    )
    assert "challenge-upheld-unanswered" in {finding.code for finding in cycle.findings(contract)}


# What a point names, and what is not known


KNOWN = ChallengePoint(
    reference="P1", words="the mark", criterion="quality", provider="alder", about_record="R1"
)


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({}, ""),
        ({"criterion": "", "provider": "", "about_record": ""}, ""),
        (
            {"criterion": "qualty"},
            "Point P1 names the criterion qualty, which is not recorded. Correct the criterion, or "
            "only describe "
            'it in words; did you mean "quality"?',
        ),
        (
            {"provider": "larch"},
            "Point P1 names the provider larch, which is not recorded. Correct the provider, or "
            "only describe "
            "it in words.",
        ),
        (
            {"about_record": "R9"},
            "Point P1 names the record R9, which is not recorded. Correct the record, or only describe it "
            "in words.",
        ),
    ],
)
def test_point_that_names_nothing_recorded_is_found(fields: dict[str, str], message: str):
    """A judgment is applied to marks by these names; a slip in one would apply it to none."""
    cycle = story(Scenario(), after=AwardRecommendation)
    method = cycle.expect(InvitationToTender).method
    assert method is not None
    quality = method.criteria[0].reference
    point = evolve(KNOWN, criterion=quality, provider=cycle.every(TenderReceived)[0].provider)
    point = evolve(point, about_record=cycle.expect(AwardRecommendation).reference)
    challenge = make(Challenge, on=cycle.last_on, points=(evolve(point, **fields),))
    claim = make(ClaimIssued, on=cycle.last_on, challenge="CH9", points=(evolve(point, **fields),))
    before = cycle.record(evolve(challenge, points=(), reference="CH9"))

    found = [f for f in cycle.findings(challenge) if f.code == "point-names-nothing"]
    assert [str(f) for f in found] == ([message] if message else [])
    assert len([f for f in before.findings(claim) if f.code == "point-names-nothing"]) == len(found)


def test_point_of_a_method_that_is_not_recorded_names_any_criterion():
    """Where the invitation's method is not held, a bidder's criterion cannot be called a slip."""
    cycle = story(Scenario(), after=ServiceSpecification)
    point = ChallengePoint(reference="P1", words="the weight", criterion="quality")
    challenge = make(Challenge, on=cycle.last_on, points=(point,))
    assert "point-names-nothing" not in [f.code for f in cycle.findings(challenge)]


def test_point_may_name_a_criterion_of_an_invitation_that_a_later_one_replaced():
    """The claim was about the first competition, and is heard long after the second began."""
    cycle = story(Scenario(), after=AwardRecommendation)
    method, day = cycle.expect(InvitationToTender).method, cycle.last_on
    assert method is not None
    assert day is not None
    point = ChallengePoint(reference="P1", words="the mark", criterion=method.criteria[0].reference)
    again = cycle.record(SelectionReopened(on=day, because="the questions were wrong"))
    assert again.find(InvitationToTender) is None
    new = WeightedSum(
        criteria=(Criterion(reference="fresh", title="fresh", weight=100, scale=ZERO_TO_FIVE),)
    )
    invitation = make(InvitationToTender, on=day, method=new, price_formula=None, interviews=None)
    second = Cycle.audit("x", (*again.records, invitation)).cycle
    challenge = make(Challenge, on=day, points=(point,))
    assert "point-names-nothing" not in [f.code for f in second.findings(challenge)]


def test_judgment_is_compared_with_the_points_of_its_own_challenge():
    """Two bidders both call their first point P1; a ruling on the second one's P7 is no slip."""
    other = evolve(letter(date(2023, 6, 13), points=POINTS), reference="Y", provider="Ash")
    raised = ChallengePoint(reference="P7", words="the annex")
    cycle = regulations().record(other, letter(date(2023, 6, 14), points=(raised,)))
    judgment = judged(date(2024, 2, 1), P7=DISMISSED)
    assert cycle.findings(judgment) == ()
    assert [f.about for f in cycle.findings(evolve(judgment, challenge="Y"))] == ["P7"]


def test_point_that_was_not_raised_cannot_be_decided():
    """P7 of six points is a slip in copying the judgment."""
    stray = PointDecided(point="P7", outcome=DISMISSED)
    cycle = regulations().record(letter(date(2023, 6, 12), K.PANEL_REQUEST, points=POINTS))
    for record in (
        JudgmentGiven(
            on=date(2024, 2, 1), challenge="X", stage=JudgmentStage.APPEAL, points=(stray,)
        ),
        PanelAdvice(on=date(2024, 2, 1), challenge="X", points=(stray,)),
    ):
        (finding,) = cycle.findings(record)
        assert str(finding) == (
            "Point P7 is decided, but challenge X raises only P1, P2, P3, P4, P5 and P6. Name a "
            "point that was raised."
        )
    unlisted = regulations().record(letter(date(2023, 6, 12)))
    assert unlisted.findings(PanelAdvice(on=date(2024, 2, 1), challenge="X", points=(stray,))) == ()
    assert (
        regulations().findings(PanelAdvice(on=date(2024, 2, 1), challenge="X", points=(stray,)))
        == ()
    )


@pytest.mark.parametrize(
    ("earliest", "codes"),
    [(date(2026, 1, 19), ["suspension-state-unknown"]), (date(2026, 1, 21), [])],
)
def test_claim_known_to_a_span_over_the_end_of_the_standstill_leaves_it_open(
    earliest: date, codes: list[str]
):
    """Known in the week of the 19th: in time or not, nobody can say, and so nothing may be signed."""
    week = Window.span(earliest, date(2026, 1, 25))
    cycle = the_act().record(
        letter(date(2026, 1, 19), K.PRE_ACTION_LETTER),
        ClaimIssued(on=date(2026, 1, 25), within=week, challenge="X", how_known=HowKnown.NOTIFIED),
    )
    assert signing(cycle, date(2026, 3, 2)) == codes
    if codes:
        (finding,) = (
            f for f in cycle.blockers(ContractSigned, date(2026, 3, 2)) if f.code in codes
        )
        assert finding.message.endswith("the records do not state on which day it became known")


def test_claim_heard_of_otherwise_does_not_depend_on_its_day():
    """Section 101 asks for a notification; where there was none, no day within the span would suspend."""
    over_the_end = Window.span(date(2026, 1, 14), date(2026, 1, 26))
    cycle = the_act().record(*claimed(date(2026, 1, 26), HowKnown.HEARD, within=over_the_end))
    assert cycle.findings(ContractSigned, date(2026, 3, 2)) == ()


def test_claim_known_somehow_is_settled_by_saying_how():
    """The remedy works: the claim again, with the way it became known, or that the suspension fell away."""
    cycle = the_act().record(*claimed(date(2026, 1, 14), None))
    (finding,) = (f for f in cycle.blockers(ContractSigned, date(2026, 3, 2)) if f.code in HOLDS)
    assert str(finding) == (
        "It is not known whether the claim of Oak of 14 January 2026 suspends the signature. It does "
        "if you were notified of the claim within the standstill, but the records do not state how it became "
        "known (Procurement Act 2023, section 101). Record the claim again with the day and the way "
        "it became known, or record that the suspension fell away."
    )
    heard = ClaimIssued(on=date(2026, 1, 14), challenge="X", how_known=HowKnown.HEARD)
    assert signing(cycle.record(heard), date(2026, 3, 2)) == []
    away = decided(date(2026, 1, 26), S.FELL_AWAY)
    assert signing(cycle.record(away), date(2026, 3, 2)) == []


def test_light_touch_without_a_standstill_offered_is_held_by_no_claim():
    """Section 101 needs an applicable standstill; the 2015 Regulations needed none."""
    assert signing(the_act(CARE).record(*claimed(date(2026, 1, 14))), date(2026, 3, 2)) == []
    assert signing(regulations().record(*claimed(date(2023, 6, 12))), date(2023, 9, 4)) == HELD


def test_order_that_keeps_the_suspension_is_named_with_its_trial():
    """Members ask how long; the answer is the day of the trial."""
    kept = SuspensionDecided(
        on=date(2026, 5, 1), challenge="X", how=S.KEPT, applied_on=date(2026, 4, 22),
        because="lawful awards matter", trial_from=date(2026, 10, 5),
    )  # fmt: skip
    cycle = the_act().record(*claimed(date(2026, 1, 19)), kept)
    (finding,) = (f for f in cycle.blockers(ContractSigned, date(2026, 6, 1)) if f.code in HOLDS)
    assert finding.message == (
        "The claim of Oak of 19 January 2026 suspends the signature: the suspension was kept by the court "
        "on 1 May 2026; the trial is from 5 October 2026"
    )


@pytest.mark.parametrize(
    ("made", "day"), [(regulations, date(2023, 6, 12)), (the_act, date(2026, 1, 14))]
)
def test_claim_below_the_threshold_holds_only_by_order(made: Callable[..., Cycle], day: date):
    """Section 100(1) and regulation 89(1) leave it to the courts, whose orders still bind."""
    small, signed_on = evolve(FULL, above_threshold=False), day + 60 * ONE
    claim = made(facts=small).record(*claimed(day))
    assert signing(claim, signed_on) == []
    for how in (S.KEPT, S.KEPT_BY_UNDERTAKING):
        ordered = claim.record(decided(day + ONE, how))
        (finding,) = (f for f in ordered.blockers(ContractSigned, signed_on) if f.code in HOLDS)
        assert finding.message.endswith(f"the suspension was {how} on {written(day + ONE)}")
        assert finding.source is None
        assert signing(ordered.record(decided(day + 2 * ONE, S.LIFTED)), signed_on) == []


def test_order_holds_the_signature_where_the_side_of_the_threshold_is_not_stated():
    """A court need not wait for the strategy; a claim that no order follows leaves the law unknown."""
    begun, *rest = regulations().records
    unstated = evolve(begun, facts=evolve(FULL, above_threshold=None))
    claim = Cycle.audit("Telecare", (unstated, *rest, *claimed(date(2023, 6, 12)))).cycle
    assert signing(claim, date(2023, 9, 4)) == []
    assert "law-unknown" in [f.code for f in claim.blockers(ContractSigned, date(2023, 9, 4))]
    assert signing(claim.record(decided(date(2023, 6, 13), S.KEPT)), date(2023, 9, 4)) == HELD


def test_claim_without_the_letter_it_grew_from_still_holds():
    """Papers brought forward rarely hold the first letter; the claim counts all the same."""
    claim = ClaimIssued(on=date(2023, 6, 12), challenge="old")
    cycle = regulations().record(claim)
    (finding,) = (f for f in cycle.blockers(ContractSigned, date(2023, 9, 4)) if f.code in HOLDS)
    assert finding.message == (
        "The claim of a challenger whose papers are not held of 12 June 2023 suspends the signature by law"
    )
    assert "claim-out-of-time" not in {
        f.code for f in cycle.findings(ContractSigned, date(2023, 9, 4))
    }


def test_claim_that_names_a_recommendation_as_its_challenge_is_no_crash():
    """A clerk writes the wrong reference; the file still loads, and the claim still holds."""
    claim = ClaimIssued(on=date(2023, 6, 12), challenge="R1")
    assert "point-names-nothing" not in [f.code for f in regulations().findings(claim)]
    cycle = Cycle.audit("Telecare", (*regulations().records, claim)).cycle
    assert signing(cycle, date(2023, 9, 4)) == HELD


def test_late_claim_is_reported_whether_a_letter_states_it_or_not():
    """Old files state the claim in the letter; its limit runs the same."""
    cycle = regulations()
    late = letter(date(2023, 7, 12), claim_issued=True, knew_on=date(2023, 6, 12))
    in_time = letter(date(2023, 7, 11), claim_issued=True, knew_on=date(2023, 6, 12))
    unstated = letter(date(2023, 7, 12), claim_issued=True)
    only_letter = letter(date(2023, 7, 12), knew_on=date(2023, 6, 12))
    found = [
        [f.code for f in cycle.findings(each)] for each in (late, in_time, unstated, only_letter)
    ]
    assert found == [["claim-out-of-time"], [], [], []]


def test_law_that_is_unknown_leaves_claims_to_practice():
    """Where nobody knows the law, an unanswered claim is still in the way."""
    begun = BroughtForward(on=date(2023, 6, 1), stage=Stage.AWARD, because="papers lost")
    cycle = Cycle("Telecare").record(
        begun,
        recommended(date(2023, 6, 2)),
        approved(date(2023, 6, 5)),
        *claimed(date(2023, 6, 12)),
    )
    assert signing(cycle, date(2023, 9, 4)) == OPEN
    assert signing(cycle.record(decided(date(2023, 8, 1), S.LIFTED)), date(2023, 9, 4)) == []
    assert signing(cycle.record(decided(date(2023, 8, 1), S.KEPT)), date(2023, 9, 4)) == OPEN
    assert signing(cycle.record(judged(date(2023, 8, 1), P1=DISMISSED)), date(2023, 9, 4)) == []
    no_letter = Cycle("Telecare").record(begun, ClaimIssued(on=date(2023, 6, 12), challenge="old"))
    assert signing(no_letter, date(2023, 9, 4)) == OPEN


def test_return_that_names_a_complaint_answers_it():
    """The council has gone back because of it; nobody owes the bidder a second answer first."""
    for kind in (K.COMPLAINT, K.PANEL_REQUEST):
        cycle = regulations().record(
            letter(date(2023, 6, 12), kind),
            EvaluationReopened(on=date(2023, 6, 14), because="it is right", because_of="X"),
        )
        assert signing(cycle, date(2023, 9, 4)) == []


def test_judgment_that_cannot_be_applied_to_a_lot_says_nothing_of_its_winner():
    """A point about a step and not a mark, or about a bidder of another lot, moves no ranking here."""
    points = (ChallengePoint(reference="P1", words="the notice was wrong"),)
    cycle = regulations(*marked()).record(letter(date(2023, 6, 12), points=points))
    given = JudgmentGiven(
        on=date(2024, 2, 1), challenge="X", stage=JudgmentStage.LIABILITY, points=(WON,)
    )
    assert cycle.findings(given) == ()
    assert regulations().record(letter(date(2023, 6, 12))).findings(given) == ()


def tranches() -> Cycle:
    """Two places of one lot: Elm's award announced on 6 June 2023, Oak's of a second tranche on 13 June."""
    invitation = InvitationToTender(
        on=date(2023, 3, 1), tenders_due_by=Deadline(date(2023, 4, 1)),
        lot_limits=LotLimits(places=2), price_formula=LowestPriceProportional(),
        method=WeightedSum(criteria=(
            Criterion(reference="p", title="price", weight=100, kind=CriterionKind.PRICE),
        )),
    )  # fmt: skip
    tenders = [
        TenderReceived(on=date(2023, 3, 30), provider=name, prices=(LotPrice(price=pounds(price)),))
        for name, price in (("Elm", 50), ("Oak", 60), ("Ash", 70))
    ]
    told = ("Elm", "Oak", "Ash")
    return brought(
        Stage.AWARD, date(2023, 6, 1), date(2023, 3, 1), CARE, invitation, *tenders
    ).record(
        recommended(date(2023, 6, 2)), approved(date(2023, 6, 5)),
        evolve(letters(date(2023, 6, 6)), told=told),
        recommended(date(2023, 6, 9), "R2", "Oak"), approved(date(2023, 6, 12), "R2"),
        IntentionToAward(on=date(2023, 6, 13), recommendation="R2", told=told),
    )  # fmt: skip


def signed(provider: str, *recommendations: str, on: date = date(2023, 7, 3)) -> ContractSigned:
    return ContractSigned(
        on=on, reference="K1", provider=provider, recommendations=recommendations,
        term=Period.of(date(2023, 10, 1), years=2),
    )  # fmt: skip


def attack(*recommendations: str, kind: ChallengeKind | None = None) -> Challenge:
    return Challenge(
        on=date(2023, 6, 14), reference="X", provider="Ash", about_what="the marks", kind=kind,
        recommendations=recommendations,
    )  # fmt: skip


def claims(*recommendations: str) -> ClaimIssued:
    return ClaimIssued(
        on=date(2023, 6, 15), challenge="X", how_known=HowKnown.SERVED,
        recommendations=recommendations,
    )  # fmt: skip


LETTER = ChallengeKind.PRE_ACTION_LETTER
QUASHED = ChallengeResolved(on=date(2023, 6, 20), challenge="X", outcome=ChallengeOutcome.UPHELD)


@pytest.mark.parametrize(
    ("steps", "first", "second"),
    [
        ([attack(kind=LETTER)], OPEN, OPEN),
        ([attack("R1", kind=LETTER)], OPEN, []),
        ([attack("R2", kind=LETTER)], [], OPEN),
        ([attack("R1", "R2", kind=LETTER)], OPEN, OPEN),
        ([attack("R1"), claims()], HELD, []),
        ([attack(), claims("R1")], HELD, []),
        ([attack("R1"), claims("R2")], [], HELD),
        ([attack("R1"), claims("R1"), evolve(claims("R2"), on=date(2023, 6, 16))], HELD, HELD),
        ([attack("R1"), QUASHED], MADE_AGAIN, []),
        ([claims("R2")], [], HELD),
    ],
)
def test_challenge_holds_the_tranche_that_it_attacks(
    steps: list[Record], first: list[str], second: list[str]
):
    """A bidder who objects to the first tranche has no say in the second, whose people wait for care."""
    cycle = Cycle.audit("x", (*tranches().records, *steps)).cycle
    found = [
        [f.code for f in cycle.findings(contract) if f.blocks and f.code in HOLDS]
        for contract in (signed("Elm", "R1"), signed("Oak", "R2"))
    ]
    assert found == [first, second]


def both_at_once() -> Cycle:
    """Elm and Oak recommended together for the two places of one lot, and announced on 6 June 2023."""
    kept = [record for record in tranches().records if record.on < date(2023, 6, 9)]
    awards = (LotAward(provider="Elm"), LotAward(provider="Oak"))
    records = [evolve(r, awards=awards) if isinstance(r, AwardRecommendation) else r for r in kept]
    return Cycle.audit("x", records).cycle


@pytest.mark.parametrize(
    ("steps", "elm", "oak"),
    [
        ([attack(kind=LETTER)], OPEN, OPEN),
        ([evolve(attack("R1", kind=LETTER), winners=("Elm",))], OPEN, []),
        ([evolve(attack(kind=LETTER), winners=("Oak",))], [], OPEN),
        ([evolve(attack(kind=LETTER), winners=("Elm", "Oak"))], OPEN, OPEN),
        ([attack("R1"), evolve(claims(), winners=("Oak",))], [], HELD),
        ([evolve(attack("R1"), winners=("Elm",)), claims()], HELD, []),
        ([evolve(attack("R1"), winners=("Elm",)), evolve(claims(), winners=("Oak",))], [], HELD),
        ([evolve(attack("R1"), winners=("Elm",)), QUASHED], MADE_AGAIN, []),
    ],
)  # fmt: skip
def test_challenge_to_one_of_several_winners_holds_the_contract_with_that_one(
    steps: list[Record], elm: list[str], oak: list[str]
):
    """A bidder says that Elm's tender was not compliant; the people whom Oak is to support need not wait."""
    cycle = Cycle.audit("x", (*both_at_once().records, *steps)).cycle
    found = [
        [f.code for f in cycle.findings(signed(name, "R1")) if f.blocks and f.code in HOLDS]
        for name in ("Elm", "Oak")
    ]
    assert found == [elm, oak]


def test_challenge_to_a_winner_whose_place_another_took_holds_the_other():
    """Elm is challenged and replaced by Ash on the same marks: the marks are still in dispute."""
    cycle = tranches().record(evolve(attack("R1", kind=LETTER), winners=("Elm",)))
    again = evolve(recommended(date(2023, 6, 26), "R3", "Ash"), replaces=("R1",))
    told = IntentionToAward(on=date(2023, 6, 28), recommendation="R3", told=("Elm", "Oak", "Ash"))
    records = (*cycle.records, again, approved(date(2023, 6, 27), "R3"), told)
    held = Cycle.audit("x", records).cycle.findings(signed("Ash", "R3", on=date(2023, 8, 1)))
    assert "challenge-open" in [f.code for f in held]


def test_approval_of_both_winners_waits_for_the_upheld_challenge_to_one():
    """One decision names both, so it cannot be made for half of them."""
    cycle = both_at_once().record(evolve(attack("R1"), winners=("Elm",)), QUASHED)
    found = cycle.findings(approved(date(2023, 6, 26)))
    assert "challenge-upheld-unanswered" in [f.code for f in found]


def test_challenge_names_winners_who_were_recommended():
    """A slip in a name would leave the signature with the winner who is meant free."""
    cycle = story(Scenario(route=Route.open()), after=AwardRecommendation)
    award, day = cycle.find(AwardRecommendation), cycle.last_on
    assert award is not None
    assert day is not None
    winner = award.awards[0].provider
    about = Challenge(on=day, reference="X", provider="birch", about_what="x", winners=(winner,))
    assert cycle.findings(about) == ()
    claim = ClaimIssued(on=day, challenge="X", winners=("birch",))
    slip = evolve(about, recommendations=(award.reference,), winners=("birch",))
    for found in (cycle.findings(slip), cycle.record(about).findings(claim)):
        assert [str(f) for f in found if f.code == "point-names-nothing"] == [
            "The challenge attacks the award to birch, but the recommendations attacked award the "
            f"procurement only to {winner}. Name one of these, or no winner."
        ]


def test_challenge_to_one_lot_that_names_the_winner_of_another_is_refused():
    """It would hold neither award: not that of lot 1, which cedar did not win, nor that of lot 2."""
    records, day = lots_recommended_apart("cedar")
    cycle = Cycle.audit("x", records).cycle
    about = Challenge(
        on=day, reference="X", provider="birch", about_what="x", lots=("1",), winners=("cedar",)
    )
    said = (
        "The challenge attacks the award to cedar, but the recommendations attacked award lot 1 only "
        "to alder. Name another winner, or lot 2 in the challenge as well."
    )
    assert [str(f) for f in cycle.findings(about)] == [said]
    claim = ClaimIssued(on=day, challenge="X", winners=("cedar",))
    held = cycle.record(evolve(about, winners=("alder",)))
    assert said in [str(f) for f in held.findings(claim)]
    assert cycle.findings(evolve(about, lots=("1", "2"))) == ()


def test_claim_without_an_award_of_its_own_attacks_those_of_its_letter():
    """The letter attacks Elm's award, so a claim that names Oak as the winner has a slip in it."""
    cycle = tranches().record(attack("R1", kind=LETTER))
    found = cycle.findings(evolve(claims(), winners=("Oak",)))
    assert [f.about for f in found if f.code == "point-names-nothing"] == ["Oak"]
    found = cycle.findings(evolve(claims("R2"), winners=("Oak",)))
    assert [f.code for f in found if f.code == "point-names-nothing"] == []


def test_challenge_may_name_the_winner_of_an_award_that_a_return_undid():
    """The council went back of its own accord; the bidder's claim for damages is about the first winner."""
    back = EvaluationReopened(on=date(2023, 6, 14), because="a sum was wrong")
    again = (recommended(date(2023, 6, 15), "R2", "Oak"),)
    cycle = Cycle.audit("x", (*regulations().records, back, *again)).cycle
    found = cycle.findings(letter(date(2023, 6, 16), winners=("Elm",)))
    assert "point-names-nothing" not in [f.code for f in found]


def test_contract_for_both_tranches_waits_for_the_challenge_to_one():
    """A signature cannot be half suspended."""
    cycle = tranches().record(attack("R2", kind=LETTER))
    both = signed("Oak", "R1", "R2")
    assert "challenge-open" in [f.code for f in cycle.findings(both)]


def test_award_that_takes_the_place_of_the_one_attacked_is_held_as_well():
    """A challenge is not shaken off by writing the same recommendation under a new reference."""
    cycle = tranches().record(attack("R1", kind=LETTER))
    again = evolve(recommended(date(2023, 6, 26), "R3"), replaces=("R1",))
    decided_again = IntentionToAward(
        on=date(2023, 6, 28), recommendation="R3", told=("Elm", "Oak", "Ash")
    )
    cycle = cycle.record(again, approved(date(2023, 6, 27), "R3"), decided_again)
    held = [
        "challenge-open" in [f.code for f in cycle.findings(signed(*named, on=date(2023, 8, 1)))]
        for named in (("Elm", "R3"), ("Oak", "R2"))
    ]
    assert held == [True, False]


def test_challenge_to_both_tranches_holds_the_award_that_takes_the_place_of_one():
    """Oak's tranche is still attacked as well; that does not free the one made again."""
    cycle = tranches().record(attack("R1", "R2", kind=LETTER))
    again = evolve(recommended(date(2023, 6, 26), "R3"), replaces=("R1",))
    found = Cycle.audit("x", (*cycle.records, again)).cycle.findings(signed("Elm", "R3"))
    assert "challenge-open" in [f.code for f in found]


def lots_recommended_apart(second="alder"):
    """Two lots, each with a recommendation of its own, and the day on which they were made."""
    cycle = story(Scenario(route=Route.open(), lots=("1", "2")), after=AwardRecommendation)
    one = cycle.expect(AwardRecommendation)
    kept = [record for record in cycle.records if record is not one]
    parts = [
        evolve(one, reference=f"R{lot}", lots=(lot,), awards=(LotAward(lot=lot, provider=winner),))
        for lot, winner in (("1", "alder"), ("2", second))
    ]
    return (*kept, *parts), one.on


def test_challenge_to_the_award_of_one_lot_leaves_the_other_free():
    """The letter is about both lots, but attacks only who was to run lot 2."""
    records, day = lots_recommended_apart()
    about = Challenge(
        on=day, reference="X", provider="birch", about_what="x", recommendations=("R2",)
    )
    cycle = Cycle.audit("x", (*records, evolve(about, lots=("1", "2")))).cycle
    held = [
        "challenge-open"
        in [f.code for f in cycle.findings(evolve(signed("alder", f"R{lot}", on=day), lots=(lot,)))]
        for lot in ("1", "2")
    ]
    assert held == [False, True]


def test_challenge_to_an_award_whose_papers_are_not_held_holds_every_award():
    """An unknown recommendation may be the one in hand; the library does not guess in its favour."""
    records = (*tranches().records, attack("R9", kind=LETTER))
    cycle = Cycle.audit("x", records).cycle
    assert "challenge-open" in [f.code for f in cycle.findings(signed("Oak", "R2"))]


def test_challenge_names_an_award_of_its_own_lots():
    """A challenge to lot 1 that attacks the award of lot 2 would hold neither."""
    records, day = lots_recommended_apart()
    cycle = Cycle("x").record(*records)
    about = Challenge(on=day, reference="X", provider="birch", about_what="x", lots=("1",))
    found = cycle.findings(evolve(about, recommendations=("R2",)))
    assert [str(f) for f in found] == [
        "The challenge is about lot 1, but attacks recommendation R2, which is about lot 2. "
        "Name the lots of that recommendation, or the recommendation of these lots."
    ]
    claim = ClaimIssued(on=day, challenge="X", recommendations=("R2",))
    assert "other-recommendation" in [f.code for f in cycle.record(about).findings(claim)]
    named = cycle.record(evolve(about, lots=None, recommendations=("R2",)))
    assert [named.ledger.lots_of(r) for r in named.records[-1:]] == [("2",)]


def test_claim_counts_within_the_standstill_of_the_award_it_attacks():
    """Under the Act a claim against the first tranche came in time, whatever notice a second one awaits."""
    cycle = the_act().record(*claimed(date(2026, 1, 15), recommendations=("R1",)))
    later = Cycle.audit("x", (*cycle.records, recommended(date(2026, 1, 16), "R2", "Oak"))).cycle
    assert "signing-suspended" in [
        f.code for f in later.findings(signed("Elm", "R1", on=date(2026, 2, 2)))
    ]


# The limits of claims


def undoing(on: date) -> ClaimIssued:
    """A claim to undo the contract, issued and known on a day."""
    asked = (Remedy(kind=RemedyKind.INEFFECTIVE),)
    return ClaimIssued(on=on, issued_on=on, challenge="X", asks_for=asked)


def limits(cycle: Cycle, claim: ClaimIssued, knew_on: date | None = None) -> list[str]:
    """The messages about the time of a claim."""
    challenged = cycle.record(letter(claim.on, K.PRE_ACTION_LETTER, knew_on=knew_on))
    return [f.message for f in challenged.findings(claim) if f.code == "claim-out-of-time"]


def contracted(cycle: Cycle, on: date, details_of: str = "") -> Cycle:
    """The cycle with contract C1 signed and, where one is named, the details notice of a contract."""
    signed = ContractSigned(on=on, reference="C1", provider="Elm", recommendations=("R1",),
                            term=Period.of(on, years=2))  # fmt: skip
    published = [NoticePublished(on=on, notice="UK7", contract=details_of)] if details_of else []
    return Cycle.audit("Telecare", (*cycle.records, signed, *published)).cycle


@pytest.mark.parametrize(
    ("law", "details_of", "first_late"),
    [
        ("regulations", "", date(2024, 3, 2)),
        ("regulations, to a Saturday", "", date(2024, 5, 8)),
        ("the act", "", date(2026, 8, 1)),
        ("the act", "C1", None),
        ("the act", "C2", date(2026, 8, 1)),
    ],
)
def test_contract_can_be_undone_for_six_months(law: str, details_of: str, first_late: date | None):
    """Section 106(1), regulation 93(2): after them both sides can rely on the contract."""
    cycle, signed_on = {
        "regulations": (regulations(), date(2023, 9, 1)),
        # Six months end on Saturday 4 May 2024, and Monday the 6th is a bank holiday.
        "regulations, to a Saturday": (regulations(), date(2023, 11, 4)),
        "the act": (the_act(), date(2026, 2, 1)),
    }[law]
    signed = contracted(cycle, signed_on, details_of)
    if first_late is None:
        assert limits(signed, undoing(date(2027, 3, 1))) == []
        return
    assert limits(signed, undoing(first_late - ONE)) == []
    (told,) = limits(signed, undoing(first_late))
    assert told.startswith("The claim of Oak to undo contract C1 was issued on ")
    assert told.endswith("when the contract was entered into")


@pytest.mark.parametrize(
    ("law", "day", "message"),
    [
        ("the act", date(2027, 9, 1), ""),
        (
            "the act",
            date(2027, 9, 2),
            "The claim of Oak to undo change V1 was issued on 2 September 2027; the last day was "
            "1 September 2027, counted from 2 March 2027, when the contract was changed",
        ),
        ("regulations", date(2027, 9, 2), ""),
    ],
)
def test_change_can_be_undone_for_six_months_from_it(law: str, day: date, message: str):
    """Section 106(5)(b): from the change, not the contract, and whatever notice there was of that."""
    begun, on = {
        "the act": (the_act(), date(2026, 2, 2)),
        "regulations": (regulations(), date(2023, 9, 1)),
    }[law]
    signed = contracted(begun, on, details_of="C1")
    change = ContractVaried(on=date(2027, 3, 2), reference="V1", contract="C1", what="more visits")
    changed = Cycle.audit("Telecare", (*signed.records, change)).cycle
    point = ChallengePoint(reference="P1", words="it should be competed", about_record="V1")
    challenge = letter(day, K.PRE_ACTION_LETTER, points=(point,))
    found = changed.record(challenge).findings(undoing(day))
    assert [f.message for f in found if f.code == "claim-out-of-time"] == [message] * bool(message)
    if message:
        (late,) = found
        assert late.source is not None
        assert late.source.provision == "section 106(1)(b) and (5)(b)"


def test_time_to_undo_a_contract_cannot_be_extended():
    """The remedy does not send the council to wait for a court that may not."""
    signed = contracted(regulations(), date(2023, 9, 1))
    late = signed.record(letter(date(2024, 4, 1), K.PRE_ACTION_LETTER))
    (finding,) = late.findings(undoing(date(2024, 4, 1)))
    assert finding.remedy == (
        "A court may not extend this time. The claim counts until a court strikes it out"
    )


@pytest.mark.parametrize("commenced", [date(2023, 3, 1), date(2025, 9, 1)])
@pytest.mark.parametrize(("above", "late"), [(True, 1), (False, 0)])
def test_no_time_of_these_laws_runs_for_a_contract_below_the_threshold(
    commenced: date, above: bool, late: int
):
    """Section 100(1) and regulation 89(1): the courts' own rules on judicial review do."""
    cycle = brought(Stage.AWARD, commenced, commenced, evolve(FULL, above_threshold=above))
    claim = ClaimIssued(on=commenced + 60 * ONE, issued_on=commenced + 60 * ONE, challenge="X")
    assert len(limits(cycle, claim, knew_on=commenced)) == late


@pytest.mark.parametrize(("law", "late"), [("regulations", 0), ("the act", 1)])
def test_claim_only_to_undo_a_contract_has_thirty_days_under_the_act_too(law: str, late: int):
    """Regulation 93 sets its own time; section 106(1) takes the earlier of the two."""
    cycle, signed_on = (
        (regulations(), date(2023, 9, 1)) if law == "regulations" else (the_act(), date(2026, 2, 2))
    )
    claim = undoing(signed_on + 60 * ONE)
    assert len(limits(contracted(cycle, signed_on), claim, knew_on=signed_on)) == late


def test_court_extends_the_time_to_undo_a_contract_to_six_months_at_most():
    """Section 106(4)(a): six months from 2 February end on Saturday 1 August, carried to Monday."""
    signed = contracted(the_act(), date(2026, 2, 2))
    on, knew = date(2026, 7, 20), date(2026, 6, 15)
    challenged = signed.record(letter(on, K.PRE_ACTION_LETTER, knew_on=knew))
    (finding,) = challenged.findings(undoing(on))
    assert finding.remedy == (
        "A court may extend the time, to 3 August 2026 at the latest. The claim counts until a court "
        "strikes it out"
    )


@pytest.mark.parametrize(
    ("day", "remedy"),
    [
        (12, "A court may extend the time, to 12 September 2023 at the latest"),
        (13, "A court may not extend the time beyond 12 September 2023"),
    ],
)
def test_court_extends_to_three_months_at_most(day: int, remedy: str):
    """After them a claim is struck out whatever the reason for its lateness."""
    on = date(2023, 9, day)
    told = regulations().record(letter(on, K.PRE_ACTION_LETTER, knew_on=date(2023, 6, 12)))
    (finding,) = told.findings(ClaimIssued(on=on, issued_on=on, challenge="X"))
    assert finding.remedy == f"{remedy}. The claim counts until a court strikes it out"


@pytest.mark.parametrize(("issued", "late"), [(11, 0), (12, 1)])
def test_time_for_a_claim_is_judged_by_its_issue_not_by_when_it_became_known(
    issued: int, late: int
):
    """The court stamps the claim in time, and the council hears of it a week later."""
    day = date(2023, 7, issued)
    claim = ClaimIssued(on=date(2023, 7, 19), issued_on=day, challenge="X")
    assert len(limits(regulations(), claim, knew_on=date(2023, 6, 12))) == late


@pytest.mark.parametrize(
    ("sent", "day", "late"), [(12, 22, 0), (12, 23, 1), (14, 26, 0), (14, 27, 1)]
)
def test_claim_is_in_time_for_ten_days_after_the_letters(sent: int, day: int, late: int):
    """Regulation 92(3): ten days that end on Saturday 24 June run to Monday by regulation 2(4)."""
    begun = brought(Stage.AWARD, date(2023, 6, 1), date(2023, 1, 2))
    cycle = begun.record(
        recommended(date(2023, 6, 5)), approved(date(2023, 6, 7)), letters(date(2023, 6, sent))
    )
    claim = ClaimIssued(on=date(2023, 6, day), issued_on=date(2023, 6, day), challenge="X")
    assert len(limits(cycle, claim, knew_on=date(2023, 3, 1))) == late


def test_days_after_the_letters_run_from_the_last_sent_by_the_issue_of_the_claim():
    """Letters sent again give the ten days again; those sent once the claim was issued, or known, do not."""
    begun = brought(Stage.AWARD, date(2023, 6, 1), date(2023, 1, 2))
    cycle = begun.record(
        recommended(date(2023, 6, 5)), approved(date(2023, 6, 7)), letters(date(2023, 6, 8)),
        letters(date(2023, 6, 13)), letters(date(2023, 6, 27)),
    )  # fmt: skip
    claim = ClaimIssued(on=date(2023, 6, 28), challenge="X")
    late = [
        len(limits(cycle, evolve(claim, issued_on=date(2023, 6, day)), date(2023, 3, 1)))
        for day in (23, 24, 27)
    ]
    assert late == [0, 1, 0]


def test_claim_for_damages_too_is_not_bound_by_the_time_to_undo_the_contract():
    """Section 106(4)(a) is about setting aside the contract; for the rest a court has three months."""
    signed = contracted(the_act(), date(2026, 2, 2))
    on, knew = date(2026, 7, 20), date(2026, 6, 15)
    asked = (Remedy(kind=RemedyKind.INEFFECTIVE), Remedy(kind=RemedyKind.DAMAGES))
    claim = evolve(undoing(on), asks_for=asked)
    (finding,) = signed.record(letter(on, K.PRE_ACTION_LETTER, knew_on=knew)).findings(claim)
    assert finding.remedy.startswith(
        "A court may extend the time, to 14 September 2026 at the latest"
    )


@pytest.mark.parametrize(("named", "late"), [("V1", ["change V1"]), ("V2", []), ("", [])])
def test_claim_undoes_the_change_that_its_own_points_name(named: str, late: list[str]):
    """A later, lawful change of the same contract is not in dispute, and its time does not run."""
    signed = contracted(the_act(), date(2026, 2, 2), details_of="C1")
    first = ContractVaried(on=date(2026, 3, 2), reference="V1", contract="C1", what="more visits")
    second = evolve(first, on=date(2026, 9, 1), reference="V2")
    changed = Cycle.audit("Telecare", (*signed.records, first, second)).cycle
    points = (ChallengePoint(reference="P1", words="it should be competed", about_record=named),)
    claim = evolve(undoing(date(2026, 10, 1)), points=points if named else ())
    found = limits(changed, claim)
    assert [what for what in ("change V1", "change V2") if any(what in f for f in found)] == late
