"""Challenges and the signature: which of them hold it, by law or by practice, and what has to come first.

The gates read records and judge no merits. The effect of a claim, a representation and a letter is a row
of the law of the procurement.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from commissioning.errors import RecordError, written
from commissioning.evaluation.result import Result
from commissioning.evaluation.what_if.agreement import as_judged
from commissioning.findings.citation import Citation
from commissioning.findings.codes import law as codes
from commissioning.findings.codes.evaluation import CHALLENGE_OPEN
from commissioning.findings.codes.process import OTHER_RECOMMENDATION
from commissioning.findings.finding import Finding
from commissioning.gates.case import Case, Found, check, gate
from commissioning.gates.parties import took_part
from commissioning.gates.places import acted_on, reaches, signed_with
from commissioning.gates.standstill import Standstill, binding_standstill
from commissioning.gates.unknown_law import asks_the_law
from commissioning.law import questions as q
from commissioning.law.conditions import Condition
from commissioning.ledger.challenges import Course, courses
from commissioning.records.award import ApprovalToAward, AwardRecommendation, IntentionToAward
from commissioning.records.challenge import (
    Challenge,
    ChallengeKind,
    ChallengePoint,
    ClaimIssued,
    HowKnown,
    JudgmentGiven,
    PanelAdvice,
    PointDecided,
)
from commissioning.records.contract import ContractSigned
from commissioning.records.record import Record, of_lots
from commissioning.records.tender import InvitationToTender
from commissioning.values.text import did_you_mean, listed

_EFFECTS = {
    ChallengeKind.COMPLAINT: q.HOLD_OF_LETTER,
    ChallengeKind.PRE_ACTION_LETTER: q.HOLD_OF_LETTER,
    ChallengeKind.REPRESENTATION: q.HOLD_OF_REPRESENTATION,
}
"""The question that asks for the effect of each kind; no law gives a request to a panel one."""


@asks_the_law(
    Condition.SIGNING_IS_NOT_SUSPENDED,
    codes.SIGNING_SUSPENDED,
    codes.REPRESENTATION_UNANSWERED,
    codes.SUSPENSION_STATE_UNKNOWN,
)
def signing_is_not_suspended(case: Case) -> Found:
    """No claim in court, no order of it and no unanswered representation suspends the signature."""
    representations = case.law.row(q.HOLD_OF_REPRESENTATION, case.on)
    for lot in case.lots:
        for course in courses_against(case, lot):
            yield from _held_by_claim(case, lot, course)
            if _keeps_standstill_open(case, lot, course, representations.value):
                due = course.challenge.answer_due if course.challenge else None
                by = f"; the answer is due by {written(due)}" if due else ""
                yield codes.REPRESENTATION_UNANSWERED(
                    f"The {course.described()} has not been answered, so the standstill stays open{by}",
                    source=representations.citation,
                    remedy="Answer it and record the answer, then wait "
                    f"{case.law.value(q.STANDSTILL_AFTER_DECISION, case.on)}",
                    about=course.reference,
                )


def courses_against(case: Case, lot: str) -> list[Course]:
    """The challenges about a lot that attack a recommendation which the attempt carries on."""
    awards = acted_on(case, lot)
    return [
        course
        for course in courses(case.ledger, case.on, lot)
        if any(
            reaches(case.ledger, course, lot, award, provider=signed_with(case)) for award in awards
        )
    ]


def _held_by_claim(case: Case, lot: str, course: Course) -> Found:
    """The suspension of one challenge: by order, or by the claims that the law lets suspend."""
    kept = course.kept
    if kept:  # an order binds whatever the law says of a claim, below the threshold too
        trial = f"; the trial is from {written(kept.trial_from)}" if kept.trial_from else ""
        yield _suspended(course, f": the suspension was {kept.how} on {written(kept.on)}{trial}")
        return
    hold = case.law.row(q.HOLD_ON_SIGNING, case.on)
    if any(_suspends(case, lot, claim, hold.value) for claim in course.open_claims):
        yield _suspended(course, " by law", hold.citation)
        return
    for claim in course.open_claims:
        if _may_suspend(case, lot, course, claim, hold.value):
            unstated = "how" if claim.how_known is None else "on which day"
            yield codes.SUSPENSION_STATE_UNKNOWN(
                f"It is not known whether the {course.described()} suspends the signature. It does if you "
                "were notified of the claim within the standstill, but the records do not state "
                f"{unstated} it became known",
                source=hold.citation,
                remedy="Record the claim again with the day and the way it became known, or record that "
                "the suspension fell away",
                about=course.reference,
            )


def _suspended(course: Course, how: str, source: Citation | None = None) -> Finding:
    return codes.SIGNING_SUSPENDED(
        f"The {course.described()} suspends the signature{how}",
        source=source,
        remedy="Record the decision that lifts the suspension, or the end of the claim, then sign",
        about=course.reference,
    )


def _suspends(case: Case, lot: str, claim: ClaimIssued, hold: q.HoldOnSigning) -> bool:
    """Whether a claim that is still open suspends the signature for a lot by itself."""
    notified = claim.how_known in {HowKnown.NOTIFIED, HowKnown.SERVED}
    if hold is q.HoldOnSigning.ANY_CLAIM:
        return True
    if hold is not q.HoldOnSigning.CLAIM_IN_STANDSTILL or not notified:
        return False
    found = _applies(case, lot, claim.on)
    return found is not None and found.started_by.on <= (claim.issued_on or claim.on)


def _may_suspend(
    case: Case, lot: str, course: Course, claim: ClaimIssued, hold: q.HoldOnSigning
) -> bool:
    """Whether it depends on what is not stated: how the claim became known, or on which day."""
    if hold is not q.HoldOnSigning.CLAIM_IN_STANDSTILL or claim.how_known is HowKnown.HEARD:
        return False
    if _applies(case, lot, claim.on) is not None:
        return not any(c.on == claim.on and c.how_known for c in course.claims)
    first = claim.within.earliest if claim.within else None
    return first is not None and _applies(case, lot, first) is not None


def _applies(case: Case, lot: str, on: date) -> Standstill | None:
    """A standstill for a lot that a day falls in and that has to be kept; None where there is none."""
    for award in acted_on(case, lot):
        # Before its award there was none, nor perhaps the law to ask.
        found = (
            binding_standstill(case, lot, on, award) if award is None or award.on <= on else None
        )
        if found is not None and on <= found.ends_on:
            return found
    return None


def _keeps_standstill_open(case: Case, lot: str, course: Course, hold: q.HoldOnSigning) -> bool:
    """Whether it is a representation, made within the law's own days and not answered yet."""
    made = course.challenge
    if hold is not q.HoldOnSigning.REPRESENTATIONS or made is None or course.answers:
        return False
    found = _applies(case, lot, made.on) if made.may_be_representation else None
    return found is not None and made.on <= found.counted_to


@gate(CHALLENGE_OPEN)
def no_challenge_is_open(case: Case) -> Found:
    """A contract is signed once every challenge has been answered.

    What holds the signature by law, the law's own gate reports; here it counts only where the law is
    unknown.
    """
    lots = ((part, lot) for part in case.parts for lot in part.lots)
    found = ((part, course) for part, lot in lots for course in courses_against(part, lot))
    for part, course in found:
        if course.unanswered and not course.upheld and _is_own_practice(part, course):
            what = f" ({course.challenge.about_what})" if course.challenge else ""
            yield CHALLENGE_OPEN(
                f"The {course.described()}{what} has not been resolved",
                remedy="Record how it was resolved",
                about=course.reference,
            )


def _is_own_practice(case: Case, course: Course) -> bool:
    """Whether no law says how long the signature waits for it."""
    if case.law.unknown_because:
        return True
    if course.claims or course.challenge is None:
        return False
    asked = _EFFECTS.get(course.challenge.kind or ChallengeKind.REPRESENTATION)
    return asked is None or not any(
        _keeps_standstill_open(case, lot, course, row.value)
        for row in case.law.every(asked, case.on)
        for lot in case.lots
    )


_ACTS: Final[Mapping[type[Record], str]] = {
    ApprovalToAward: "approve the award",
    IntentionToAward: "announce the award",
    ContractSigned: "sign",
}


@gate(codes.CHALLENGE_UPHELD_UNANSWERED)
def upheld_challenges_are_answered(case: Case) -> Found:
    """After a challenge is upheld, no award is approved, announced or signed until it is made again."""
    for lot in case.lots:
        for course in courses_against(case, lot):
            if (unmet := course.unmet) is not None:
                yield codes.CHALLENGE_UPHELD_UNANSWERED(
                    f"You cannot {_ACTS[case.kind]} on {written(case.on)}: the {course.described()} "
                    f"was upheld on {written(unmet.by.on)}, and the decision has not been made again",
                    remedy=f"Record the return or the abandonment that answers {course.reference}, "
                    "and name it there",
                    about=course.reference,
                )


@check(Challenge, codes.POINT_NAMES_NOTHING)
def points_of_the_challenge_exist(case: Case, challenge: Challenge) -> Found:
    """A challenge and its points name winners, criteria, bidders and records that are there."""
    yield from _of_nothing(case, challenge.points)
    yield from _of_no_award(case, case.lots, challenge.recommendations, challenge.winners)


@check(ClaimIssued, codes.POINT_NAMES_NOTHING)
def points_of_the_claim_exist(case: Case, claim: ClaimIssued) -> Found:
    """A claim and the points that it adds name winners, criteria, bidders and records that are there."""
    own = case.ledger.named(Challenge, claim.challenge)
    yield from _of_nothing(case, claim.points)
    attacked = claim.recommendations or (own.recommendations if own else ())
    lots = case.ledger.lots_of(own) if own else case.lots
    yield from _of_no_award(case, lots, attacked, claim.winners)


@check(JudgmentGiven, codes.POINT_NAMES_NOTHING)
def points_judged_were_raised(case: Case, judgment: JudgmentGiven) -> Found:
    """A judgment decides points that the challenge raised."""
    return _not_raised(case, judgment.challenge, judgment.points)


@check(PanelAdvice, codes.POINT_NAMES_NOTHING)
def points_advised_on_were_raised(case: Case, advice: PanelAdvice) -> Found:
    """A panel advises on points that the challenge raised."""
    return _not_raised(case, advice.challenge, advice.points)


@check(Challenge, OTHER_RECOMMENDATION)
def challenge_names_an_award_of_its_lots(case: Case, challenge: Challenge) -> Found:
    """The recommendations that a challenge attacks are about its lots."""
    return _of_other_lots(case, case.lots, challenge.recommendations)


@check(ClaimIssued, OTHER_RECOMMENDATION)
def claim_names_an_award_of_its_lots(case: Case, claim: ClaimIssued) -> Found:
    """The recommendations that a claim attacks are about the lots of its challenge."""
    entry = case.ledger.entry_named(claim.challenge)
    return _of_other_lots(case, entry.lots if entry else case.lots, claim.recommendations)


def _of_other_lots(case: Case, lots: tuple[str, ...], named: tuple[str, ...]) -> Found:
    for reference in named:
        entry = case.ledger.entry_named(reference)
        if entry is not None and not set(entry.lots) & set(lots):
            yield OTHER_RECOMMENDATION(
                f"The challenge is about {of_lots(lots)}, but attacks recommendation {reference}, which is "
                f"about {of_lots(entry.lots)}",
                remedy="Name the lots of that recommendation, or the recommendation of these lots",
                about=reference,
            )


def _of_no_award(
    case: Case, lots: tuple[str, ...], attacked: tuple[str, ...], winners: tuple[str, ...]
) -> Found:
    every = case.ledger.every(AwardRecommendation, superseded=True)
    meant = [each for each in every if not attacked or each.reference in attacked]
    won = [(name, lot) for lot in case.ledger.lots for each in meant for name in each.winners(lot)]
    named = tuple(dict.fromkeys(name for name, lot in won if lot in lots))
    for winner in winners if named else ():
        if winner not in named:
            others = tuple(dict.fromkeys(lot for name, lot in won if name == winner))
            yield codes.POINT_NAMES_NOTHING(
                f"The challenge attacks the award to {winner}, but the recommendations attacked award "
                f"{of_lots(lots, case.ledger.lots)} only to {listed(named)}",
                remedy=f"Name another winner, or {of_lots(others)} in the challenge as well"
                if others
                else f"Name one of these, or no winner{did_you_mean(winner, named)}",
                about=winner,
            )


def _of_nothing(case: Case, points: tuple[ChallengePoint, ...]) -> Found:
    if case.ledger.brought_forward is not None:
        return
    methods = (each.method for each in case.ledger.every(InvitationToTender, superseded=True))
    criteria = tuple(dict.fromkeys(c.reference for m in methods if m for c in m.criteria))
    for point in points:
        if point.criterion and criteria and point.criterion not in criteria:
            yield _nothing(point, "criterion", point.criterion, criteria)
        if point.provider and not case.ledger.knows(point.provider):
            yield _nothing(point, "provider", point.provider, tuple(took_part(case)))
        if point.about_record and case.ledger.entry_named(point.about_record) is None:
            yield _nothing(point, "record", point.about_record, case.ledger.references)


def _nothing(point: ChallengePoint, kind: str, named: str, known: tuple[str, ...]) -> Finding:
    return codes.POINT_NAMES_NOTHING(
        f"Point {point.reference} names the {kind} {named}, which is not recorded",
        remedy=f"Correct the {kind}, or only describe it in words{did_you_mean(named, known)}",
        about=point.reference,
    )


def _not_raised(case: Case, reference: str, points: tuple[PointDecided, ...]) -> Found:
    raised = next((c.points for c in courses(case.ledger, case.on) if c.reference == reference), {})
    for decided in points if raised else ():
        if decided.point not in raised:
            yield codes.POINT_NAMES_NOTHING(
                f"Point {decided.point} is decided, but challenge {reference} raises only {listed(raised)}",
                remedy=f"Name a point that was raised{did_you_mean(decided.point, raised)}",
                about=decided.point,
            )


@check(JudgmentGiven, codes.JUDGMENT_CHANGES_WINNER)
def judgment_leaves_the_winner(case: Case, judgment: JudgmentGiven) -> Found:
    """The marks that a judgment finds right leave the same tender first."""
    for lot in (
        case.lots if any(point.mark_should_be is not None for point in judgment.points) else ()
    ):
        _, result, _ = case.assessed(lot)
        judged = _as_judged(result, judgment) if result else None
        if result and judged and judged.winners != result.winners:
            yield codes.JUDGMENT_CHANGES_WINNER.warns(
                f"By the marks that the judgment finds right, {judged.heading()}; by the marks agreed, "
                f"{result.heading()}",
                remedy="A contract is signed: record the remedies that the court orders"
                if case.every(ContractSigned, lot)
                else "Record the return or the abandonment that answers it",
                about=lot,
            )


def _as_judged(result: Result, judgment: JudgmentGiven) -> Result | None:
    """The result by the marks of a judgment; None where its points cannot be applied to this lot."""
    try:
        return as_judged(result, judgment)
    except RecordError:
        return None
