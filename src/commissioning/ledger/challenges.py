"""The course of each challenge: what has come of it by a day, from the records that carry it on.

No merits are judged here. A later record decides what an earlier one left open: a judgment by point,
an appeal over the judgment, the end over all of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cached_property
from typing import Final, TypeAlias

from commissioning.errors import written
from commissioning.ledger.ledger import Ledger
from commissioning.records.challenge import (
    Advice,
    Challenge,
    ChallengeOutcome,
    ChallengePoint,
    ChallengeResolved,
    ClaimIssued,
    JudgmentGiven,
    JudgmentStage,
    PanelAdvice,
    PointOutcome,
    Remedy,
    StepOfChallenge,
    SuspensionDecided,
)
from commissioning.records.ending import (
    Abandonment,
    AwardFellThrough,
    EvaluationReopened,
    InvitationReissued,
    ReturnToStage,
    SelectionReopened,
)
from commissioning.values.frozen import frozen

Answer: TypeAlias = ReturnToStage | Abandonment
Answers: TypeAlias = tuple[Answer, ...]
ANSWERS: Final[tuple[type[Answer], ...]] = (
    AwardFellThrough,
    EvaluationReopened,
    InvitationReissued,
    SelectionReopened,
    Abandonment,
)
"""The records by which the decision is made again, or given up, because of a challenge."""
_ADVISED_ON: Final = {Advice.GO_AHEAD, Advice.NOTHING}


@frozen
class Upheld:
    """The decision by which a challenge was upheld, and the first day on which it was."""

    by: ChallengeResolved | JudgmentGiven
    since: date


@frozen
class Course:
    """One challenge as far as it had come by a day."""

    reference: str
    challenge: Challenge | None
    """None where only later steps are held, because the earlier papers are not."""
    steps: tuple[StepOfChallenge, ...]
    """In the order of their days; a suspension that was lifted is a decision on it in every file."""
    returns: Answers = ()
    """The returns, and the abandonment, that say that they answer it."""

    @property
    def began_on(self) -> date:
        """The day of the challenge, or of the first step that is held."""
        return self.challenge.on if self.challenge else self.steps[0].on

    @property
    def challenger(self) -> str:
        """The challenger in a sentence."""
        return (
            self.challenge.challenger
            if self.challenge
            else "a challenger whose papers are not held"
        )

    @property
    def claims(self) -> tuple[ClaimIssued, ...]:
        """Its claims in court; a challenge that states its claim has one of its own day."""
        return tuple(step for step in self.steps if isinstance(step, ClaimIssued))

    @property
    def points(self) -> dict[str, ChallengePoint]:
        """Its points by their reference, those that a claim adds included."""
        own = self.challenge.points if self.challenge else ()
        added = (point for claim in self.claims for point in claim.points)
        return {point.reference: point for point in (*own, *added)}

    @property
    def recommendations(self) -> tuple[str, ...]:
        """The recommendations it attacks, as its claims state, else the challenge; empty for all."""
        own = self.challenge.recommendations if self.challenge else ()
        return _together([claim.recommendations or own for claim in self.claims] or [own])

    @property
    def winners(self) -> tuple[str, ...]:
        """The winners whose award it attacks, as its claims state, else the challenge; empty for all."""
        own = self.challenge.winners if self.challenge else ()
        return _together([claim.winners or own for claim in self.claims] or [own])

    @cached_property
    def open_claims(self) -> tuple[ClaimIssued, ...]:
        """The claims that have neither ended nor been freed by a decision on the suspension."""
        still: list[ClaimIssued] = []
        for number, step in enumerate(self.steps):
            if isinstance(step, ClaimIssued):
                still.append(step)
            elif self._releases(number):
                # The records name the challenge, not one of its claims, so they free all that came before.
                still.clear()
        return tuple(still)

    @property
    def kept(self) -> SuspensionDecided | None:
        """The order or undertaking that suspends the signature now, where there is one."""
        for number in reversed(range(len(self.steps))):
            step = self.steps[number]
            if isinstance(step, SuspensionDecided) and step.how.holds:
                return step
            if self._releases(number):
                return None
        return None

    @property
    def answers(self) -> tuple[ChallengeResolved, ...]:
        """The council's answers, or other ends of it; empty while there are none."""
        return tuple(step for step in self.steps if isinstance(step, ChallengeResolved))

    @cached_property
    def over(self) -> bool:
        """Whether it has ended: withdrawn, answered, struck out, settled, or dismissed in every point."""
        for number in reversed(range(len(self.steps))):
            step = self.steps[number]
            # Newest first: a claim or advice that came after an end opens the challenge again.
            if isinstance(step, (ClaimIssued, PanelAdvice)):
                return False
            # A ruling on costs alone decides no point and orders no remedy, and so opens nothing again.
            decides = isinstance(step, JudgmentGiven) and (step.points or step.remedies)
            if decides or isinstance(step, ChallengeResolved):
                return self._releases(number)
        return False

    def _releases(self, number: int) -> bool:
        """Whether a step frees the signature: the suspension is lifted, or the claim has ended."""
        step = self.steps[number]
        if isinstance(step, SuspensionDecided):
            return not step.how.holds
        if isinstance(step, JudgmentGiven):  # one that orders remedies determines the claim
            return bool(step.remedies) or self._dismissed(number)
        return isinstance(step, ChallengeResolved)

    def _dismissed(self, number: int) -> bool:
        """Whether judgments so far have dismissed every point that was raised, and at least one."""
        judgments = [step for step in self.steps[: number + 1] if isinstance(step, JudgmentGiven)]
        decided = {point.point: point.outcome for each in judgments for point in each.points}
        # A point not decided yet keeps the claim alive. One upheld in a claim that is not held is known from
        # the judgment alone: without it, all of no points would be dismissed.
        every = {*decided, *self.points}
        # A judgment that decides no point of a claim that raised none has not ended it.
        return bool(decided) and all(
            decided.get(reference) is PointOutcome.DISMISSED for reference in every
        )

    @property
    def unanswered(self) -> bool:
        """Whether the council still owes an answer, as its own practice has it."""
        if self.returns:
            return False
        for step in reversed(self.steps):
            # Newest first: a later step takes the place of every earlier one.
            if isinstance(step, PanelAdvice):
                return step.accepted and step.advises not in _ADVISED_ON
            if isinstance(step, SuspensionDecided) and not step.how.holds:
                return False
            if isinstance(step, ChallengeResolved):
                return False
        return not self.over

    @cached_property
    def upheld(self) -> Upheld | None:
        """The decision that upholds it, unless a later one takes that back or orders only money."""
        found: Upheld | None = None
        decided: dict[str, PointOutcome] = {}
        orders: tuple[Remedy, ...] = ()
        for step in self.steps:
            if isinstance(step, ChallengeResolved):
                wins = step.outcome is ChallengeOutcome.UPHELD
                # What a court has ordered goes before the council's own answer: damages undo no decision.
                undone = _undoes(orders) if orders else wins
                found = (found or Upheld(step, step.on)) if wins and undone else None
            elif isinstance(step, JudgmentGiven):
                decided |= {point.point: point.outcome for point in step.points}
                wins = PointOutcome.UPHELD in decided.values()
                # Orders stand until other orders are made, or a judgment finds nothing upheld any more.
                orders = step.remedies or (orders if wins or not step.points else ())
                undone = _undoes(orders) if orders else wins
                # A ruling on remedy, or on appeal, carries the same decision on, so its first day stays.
                again = found and step.stage in {JudgmentStage.REMEDY, JudgmentStage.APPEAL}
                since = found.since if found and again else step.on
                found = Upheld(step, since) if undone else None
        return found

    @property
    def unmet(self) -> Upheld | None:
        """The decision that upheld it, while no return or abandonment of that day or later answers it."""
        upheld = self.upheld
        if upheld is None or any(answer.on >= upheld.since for answer in self.returns):
            return None
        return upheld

    def described(self) -> str:
        """The challenge in a sentence: its kind, its challenger and its day."""
        noun = "challenge"
        if self.claims:
            noun = "claim"
        elif self.challenge and self.challenge.kind:
            noun = self.challenge.kind.value
        day = self.claims[0].on if self.claims else self.began_on
        return f"{noun} of {self.challenger} of {written(day)}"


def courses(ledger: Ledger, on: date, lot: str | None = None) -> tuple[Course, ...]:
    """Every challenge about a lot, or any, as far as it had come by a day, in the order entered."""
    challenges = {c.reference: c for c in ledger.every(Challenge, lot) if c.on <= on}
    steps: dict[str, list[StepOfChallenge]] = {reference: [] for reference in challenges}
    for step in _steps(ledger, lot):
        if step.on <= on:
            # A claim whose challenge is not held makes a course of its own.
            steps.setdefault(step.challenge, []).append(step)
    answers = tuple(_answers(ledger, on, lot)) if steps else ()
    return tuple(
        _course(reference, challenges.get(reference), those, answers)
        for reference, those in steps.items()
    )


_STEPS: Final[tuple[type[StepOfChallenge], ...]] = (
    ClaimIssued, SuspensionDecided, JudgmentGiven, PanelAdvice, ChallengeResolved,
)  # fmt: skip


def _course(
    reference: str, challenge: Challenge | None, steps: list[StepOfChallenge], answers: Answers
) -> Course:
    stated = challenge.claim if challenge else None
    # A return may say that it answers the judgment or the claim, and not the challenge it began with.
    named = {reference, *(step.reference for step in steps)}
    return Course(
        reference,
        challenge,
        # By their days; a claim last of its day, so that the answer to a letter does not end it.
        (
            *([stated] if stated else []),
            *sorted(steps, key=lambda step: (step.on, isinstance(step, ClaimIssued))),
        ),
        tuple(answer for answer in answers if answer.because_of in named),
    )


def _steps(ledger: Ledger, lot: str | None) -> Iterator[StepOfChallenge]:
    for kind in _STEPS:
        for step in ledger.every(kind, lot):
            yield (step.suspension if isinstance(step, ChallengeResolved) else None) or step


def _answers(ledger: Ledger, on: date, lot: str | None) -> Iterator[Answer]:
    """The returns and abandonments by a day that name what they answer. A later return ends none."""
    for kind in ANSWERS:
        for answer in ledger.every(kind, lot, superseded=True):
            if answer.because_of and answer.on <= on:
                yield answer


def _together(attacked: list[tuple[str, ...]]) -> tuple[str, ...]:
    """The names in all of the lists; empty, which means all, where one list is empty."""
    return tuple(name for names in attacked for name in names) if all(attacked) else ()


def _undoes(orders: tuple[Remedy, ...]) -> bool:
    """Whether a court's orders undo the decision, so that it has to be made again."""
    return any(order.kind.undoes for order in orders)
