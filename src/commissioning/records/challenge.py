"""Challenges: what a bidder objects to, point by point, and the course it takes until it is over.

A challenge begins with something in writing (`Challenge`) or with a claim form (`ClaimIssued`, which
names the challenge it belongs to). Suspension, judgment and a panel's advice are records of their own,
each with its day; `ChallengeResolved` is the end. None of them moves a lot, and no return removes one.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from attrs import field

from commissioning.records.record import PROVIDER, RECOMMENDATION, RECORD, Record
from commissioning.stages import Stage
from commissioning.values.checking import Checked, FromZero, asks, exact_or_none
from commissioning.values.frozen import frozen
from commissioning.values.money import Money
from commissioning.values.text import Word


class ChallengeKind(Word):
    """The form in which a challenge reaches the council before any court."""

    COMPLAINT = "complaint"
    PRE_ACTION_LETTER = "pre-action letter"
    REPRESENTATION = "representation"
    PANEL_REQUEST = "request to the panel"


@frozen(kw_only=True)
class ChallengePoint(Checked):
    """One point of a challenge: a mark, a step or a paper that is said to be wrong."""

    reference: str
    words: str
    criterion: str = ""
    """The criterion whose mark is attacked, if it is a mark."""
    provider: str = ""
    """The bidder whose mark is attacked; the challenger where none is named."""
    about_record: str = ""
    """The reference of the record that is attacked, such as an invitation to tender."""

    never_empty = asks(
        reference="missing; the judgment refers to it", words="say what is said to be wrong"
    )


@frozen(kw_only=True)
class Challenge(Record):
    """An objection to the procurement or its award, dated the day the council knew of it."""

    provider: str | None = field(default=None, metadata=PROVIDER)
    """The challenger; None where the source does not name it."""
    about_what: str
    claim_issued: bool = False
    """Whether the claim form was issued and known on this very day; else record `ClaimIssued`."""
    kind: ChallengeKind | None = None
    """Its form; None where the source does not say. Within a standstill that representations keep
    open it then counts as one."""
    took_part: bool = True
    """False for an outsider: a challenger that neither responded nor tendered."""
    knew_on: date | None = None
    """The day on which the challenger knew of its grounds, as it says; the limit for claims runs from it."""
    points: tuple[ChallengePoint, ...] = ()
    recommendations: tuple[str, ...] = field(default=(), metadata=RECOMMENDATION)
    """The recommendations it attacks, and so the tranche and lots; empty for all of its lots."""
    winners: tuple[str, ...] = field(default=(), metadata=PROVIDER)
    """The winners whose award it attacks; empty for all winners of those recommendations."""
    answer_due: date | None = None
    """The last day for the council's answer, as the challenger or the law sets it."""

    never_empty = asks(
        reference="missing; the resolution of the challenge refers to it",
        about_what="say what is challenged",
    )
    distinct = ("points.reference", "recommendations", "winners")
    never_after = asks(knew_on="the challenge")
    never_before = asks(answer_due="the challenge")

    @property
    def challenger(self) -> str:
        """The challenger in a sentence: its reference, or words for one that is not named."""
        return self.provider or "a challenger whose name is not stated"

    @property
    def may_be_representation(self) -> bool:
        """Whether it is a representation, or a letter of no stated kind; a claim form alone is not."""
        if self.kind is None:
            return not self.claim_issued
        return self.kind is ChallengeKind.REPRESENTATION

    @property
    def claim(self) -> ClaimIssued | None:
        """The claim of the same day that it states, as a record of its own; None where it states none."""
        if not self.claim_issued:
            return None
        return ClaimIssued(
            on=self.on,
            within=self.within,
            lots=self.lots,
            challenge=self.reference,
            how_known=HowKnown.NOTIFIED,
        )


class RemedyKind(Word):
    """A remedy that a court can order or a claimant ask for."""

    SET_ASIDE = "the decision is set aside"
    REDO_FROM = "the procurement is done again from a stage"
    DAMAGES = "damages"
    SHORTEN = "the contract is shortened"
    INEFFECTIVE = "the contract is ineffective"
    FINE = "a civil financial penalty"
    DECLARATION = "a declaration"

    @property
    def undoes(self) -> bool:
        """Whether it undoes the decision, so that the decision has to be made again."""
        return self in {RemedyKind.SET_ASIDE, RemedyKind.REDO_FROM, RemedyKind.INEFFECTIVE}


@frozen(kw_only=True)
class Remedy(Checked):
    """One remedy, asked for or ordered."""

    kind: RemedyKind
    redo_from: Stage | None = None
    """The stage from which the procurement is done again; only for that remedy."""
    money: FromZero[Money] | None = None
    """The sum, for damages and penalties; zero states that none is due, None that it is not stated."""

    def problems(self) -> Iterator[str]:
        if (self.redo_from is not None) != (self.kind is RemedyKind.REDO_FROM):
            yield "redo_from: give it where the procurement is done again, and for no other remedy"
        if self.money is not None and self.kind not in {RemedyKind.DAMAGES, RemedyKind.FINE}:
            yield "money: only damages and a penalty are sums of money"


class HowKnown(Word):
    """The way in which the council came to know of a claim."""

    NOTIFIED = "notified by the claimant"
    SERVED = "served with the claim form"
    HEARD = "heard of otherwise"


@frozen(kw_only=True)
class StepOfChallenge(Record, called="step of a challenge"):
    """The base of every kind that carries a challenge on."""

    challenge: str = field(metadata=RECORD | {"called": "challenge"})
    """The reference of the challenge."""


@frozen(kw_only=True)
class ClaimIssued(StepOfChallenge, called="claim in court"):
    """A claim form issued in court, dated the day the council knew of it."""

    issued_on: date | None = None
    """The day the court issued the claim form; None where it is not known."""
    how_known: HowKnown | None = None
    """The way the council came to know of it; None where the source does not say."""
    court: str = ""
    number: str = ""
    points: tuple[ChallengePoint, ...] = ()
    """Points that were not in the challenge."""
    recommendations: tuple[str, ...] = field(default=(), metadata=RECOMMENDATION)
    """The recommendations that the claim attacks; empty for those of the challenge."""
    winners: tuple[str, ...] = field(default=(), metadata=PROVIDER)
    """The winners whose award the claim attacks; empty for those of the challenge."""
    asks_for: tuple[Remedy, ...] = ()

    never_empty = asks(challenge="say which challenge the claim takes to court")
    distinct = ("points.reference", "recommendations", "winners")
    never_after = asks(issued_on="the day the claim became known")


class SuspensionOutcome(Word):
    """The outcome for the suspension of the signature, while the claim itself goes on."""

    LIFTED = "lifted by the court"
    LIFTED_BY_CONSENT = "lifted by consent"
    KEPT = "kept by the court"
    KEPT_BY_UNDERTAKING = "kept by undertaking"
    FELL_AWAY = "fell away"

    @property
    def holds(self) -> bool:
        """Whether the signature stays suspended."""
        return self in {SuspensionOutcome.KEPT, SuspensionOutcome.KEPT_BY_UNDERTAKING}


@frozen(kw_only=True)
class SuspensionDecided(StepOfChallenge, called="decision on the suspension"):
    """A decision on whether a claim goes on suspending the signature. It does not end the claim."""

    how: SuspensionOutcome
    applied_on: date | None = None
    """The day on which the court was asked to lift it, if it was."""
    because: str = ""
    trial_from: date | None = None
    """The first day of the trial, where the court has fixed one."""

    never_empty = asks(challenge="say which challenge suspended the signature")
    never_after = asks(applied_on="the decision")


class PointOutcome(Word):
    """The decision on one point."""

    UPHELD = "upheld"
    DISMISSED = "dismissed"
    NOT_DECIDED = "not decided"


@frozen(kw_only=True)
class PointDecided(Checked):
    """The decision of a court or panel on one point, with the mark there should have been."""

    point: str
    outcome: PointOutcome
    mark_should_be: Decimal | None = field(default=None, converter=exact_or_none)
    """The mark, on the criterion's own scale, that is found right for the point's bidder."""
    because: str = ""

    never_empty = asks(point="say which point is decided")

    def problems(self) -> Iterator[str]:
        if self.mark_should_be is not None and self.outcome is not PointOutcome.UPHELD:
            yield "mark_should_be: only a point that is upheld changes a mark"


@frozen(kw_only=True)
class Costs(Checked):
    """Costs that one party is ordered to pay."""

    payer: str
    money: FromZero[Money] | None = None
    """The sum; None where it is still to be assessed."""

    never_empty = asks(payer="say who pays")


class JudgmentStage(Word):
    """The question a judgment answers."""

    STRIKE_OUT = "strike-out"
    LIABILITY = "liability"
    REMEDY = "remedy"
    APPEAL = "appeal"


@frozen(kw_only=True)
class JudgmentGiven(StepOfChallenge, called="judgment"):
    """A judgment, point by point, with its remedies. It moves no lot: a return has to be recorded."""

    stage: JudgmentStage
    points: tuple[PointDecided, ...] = ()
    remedies: tuple[Remedy, ...] = ()
    costs: tuple[Costs, ...] = ()
    citation: str = ""

    never_empty = asks(challenge="say which challenge the judgment is about")
    distinct = ("points.point",)


class Advice(Word):
    """The advice of the independent panel of the Provider Selection Regime."""

    GO_AHEAD = "go ahead"
    RETURN_TO = "return to an earlier stage"
    ABANDON = "abandon the procurement"
    NOTHING = "no advice"


@frozen(kw_only=True)
class PanelAdvice(StepOfChallenge, called="panel's advice"):
    """A panel takes a request up or not, and later gives its advice, which is not binding."""

    accepted: bool = True
    """Whether the panel takes the request up."""
    points: tuple[PointDecided, ...] = ()
    advises: Advice | None = None
    """None while the panel has taken the request up and its advice is still to come."""
    return_to: Stage | None = None

    never_empty = asks(challenge="say which request the panel answers")
    distinct = ("points.point",)

    def problems(self) -> Iterator[str]:
        if (self.return_to is not None) != (self.advises is Advice.RETURN_TO):
            yield "return_to: give it with the advice to return to a stage, and with no other"
        if not self.accepted and self.advises not in {None, Advice.NOTHING}:
            yield "advises: the panel did not accept the request; leave out its advice"


class ChallengeOutcome(Word):
    """The outcome of a challenge."""

    WITHDRAWN = "withdrawn"
    DISMISSED = "dismissed"
    SETTLED = "settled"
    UPHELD = "upheld"
    STRUCK_OUT = "struck out"
    TIME_BARRED = "out of time"
    DISCONTINUED = "discontinued"
    SUSPENSION_LIFTED = "suspension lifted"
    """In files from before `SuspensionDecided`, and read as one: the claim itself goes on."""


@frozen(kw_only=True)
class ChallengeResolved(StepOfChallenge, called="resolution of a challenge"):
    """The end of one challenge: for a representation, the council's answer to it."""

    outcome: ChallengeOutcome
    because: str = ""

    never_empty = asks(challenge="say which challenge is resolved")

    @property
    def suspension(self) -> SuspensionDecided | None:
        """The decision on the suspension that it states, as a record of its own; None for an end."""
        if self.outcome is not ChallengeOutcome.SUSPENSION_LIFTED:
            return None
        return SuspensionDecided(
            on=self.on,
            within=self.within,
            lots=self.lots,
            reference=self.reference,
            challenge=self.challenge,
            how=SuspensionOutcome.LIFTED,
            because=self.because,
        )
