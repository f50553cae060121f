"""Endings: notice, exit, the end of each contract, the closure of a cycle, abandonment, and returns.

A procurement can go back to an earlier stage, for a reason. For its lots, a return supersedes all records of
later stages and those of the stage returned to that it names, with all that rests on these. A superseded
record stays in the ledger, and no longer counts.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from attrs import field

from commissioning.errors import written
from commissioning.records.contract import OfContract
from commissioning.records.mobilisation import HandoverKind
from commissioning.records.record import ANSWERED, PROVIDER, RECOMMENDATION, RECORD, Record
from commissioning.values.checking import Checked, FromZero, asks
from commissioning.values.frozen import frozen
from commissioning.values.money import Money
from commissioning.values.text import Word


class Terminator(Word):
    """The party that ends a contract early."""

    AUTHORITY = "the authority"
    PROVIDER = "the provider"
    BOTH = "both, by agreement"


@frozen(kw_only=True)
class TerminationNotice(OfContract):
    """Notice that a contract is to end before its time."""

    given_by: Terminator
    ends_on: date | None = None
    """The last day of the contract under the notice."""
    because: str
    breach: str = field(default="", metadata=RECORD | {"called": "breach"})
    """The breach for which it is ended, where there is one."""

    never_empty = asks(because="say under which clause or for what reason notice is given")
    asked_for = asks(ends_on="the last day of the contract")
    never_before = asks(ends_on="the notice was given")


@frozen(kw_only=True)
class ExitStep(Checked):
    """One task before a contract ends, so that no person is left without care."""

    what: str
    owner: str = ""
    due_on: date | None = None
    reference: str = ""
    """Its reference, if a record is to say that it is done; the agenda then holds it open until then."""
    kind: HandoverKind | None = None
    """The kind of thing that is handed over; None for a step that hands nothing over."""
    to: str = ""
    """The party that receives it, where it is known."""

    never_empty = asks(what="say what is to be done")


@frozen(kw_only=True)
class ExitPlan(OfContract):
    """The plan for winding up a contract: people, staff, records and money handed on."""

    ends_on: date
    steps: tuple[ExitStep, ...]
    to_providers: tuple[str, ...] = field(default=(), metadata=PROVIDER)
    """The party that takes the service on; empty if not known."""

    never_empty = asks(steps="give at least one step")
    distinct = ("steps",)

    def problems(self) -> Iterator[str]:
        for step in self.steps:
            if step.due_on is not None and step.due_on > self.ends_on:
                yield (
                    f"steps: {step.what!r} is due on {written(step.due_on)}, "
                    f"after the end on {written(self.ends_on)}"
                )


class HowEnded(Word):
    """The way a contract ended."""

    EXPIRED = "expired"
    TERMINATED = "terminated"
    DISCHARGED = "discharged by performance"
    RESCINDED = "rescinded"
    SET_ASIDE = "set aside by a court"
    NOT_STARTED = "ended before the service started"


@frozen(kw_only=True)
class ContractEnded(OfContract, called="end of a contract"):
    """The end of one contract. Its day is the last on which the contract was in force."""

    how: HowEnded = HowEnded.EXPIRED
    because: str = ""
    final_cost: FromZero[Money] | None = None
    """The total paid; None until it is known."""

    def problems(self) -> Iterator[str]:
        if self.how is not HowEnded.EXPIRED and not self.because:
            yield f"because: say why the contract was {self.how.value}"


@frozen(kw_only=True)
class Closure(Record):
    """The end of a cycle, or of some lots of it, once every contract has ended."""

    learned_lessons: tuple[str, ...] = ()
    """Lessons for the next cycle, each as a sentence."""
    followed_by: str = ""
    """The reference of the cycle that follows this one, where there is one."""


class AbandonmentReason(Word):
    """Why a procurement stops without an award."""

    NO_TENDERS = "no tenders came"
    NONE_SUITABLE = "no tender was suitable"
    WITHDRAWN = "the buyer no longer wants it"
    QUASHED = "a court or review set the decision aside"
    OTHER = "another reason, given in words"


@frozen(kw_only=True)
class Abandonment(Record):
    """The decision not to go on: with the lots it names, or with all that are not finished."""

    because: str
    reason: AbandonmentReason | None = None
    decided_by: str = ""
    """The body or office that decided, never a person's name."""
    followed_by: str = ""
    """The reference of the cycle that re-tenders the lots; empty if none is intended."""
    because_of: str = field(default="", metadata=ANSWERED)
    """The challenge, judgment or advice that it answers, where it answers one."""

    never_empty = asks(because="say why there will be no award; bidders are owed the reason")


@frozen(kw_only=True)
class ReturnToStage(Record):
    """The base of every return; record one of the kinds below."""

    because: str
    sets_aside: tuple[str, ...] = field(default=(), metadata=RECORD)
    """References of records in the stage returned to that no longer count."""
    because_of: str = field(default="", metadata=ANSWERED)
    """The challenge, judgment or advice that it answers, where it answers one."""

    never_empty = asks(because="say why the procurement goes back; bidders are owed the reason")


@frozen(kw_only=True)
class EvaluationReopened(ReturnToStage, called="reopening of evaluation"):
    """The marks are looked at again: from interviews or award back to evaluation."""


@frozen(kw_only=True)
class InvitationReissued(ReturnToStage, called="reissued invitation"):
    """Tenders are invited again, from the same bidders: back to the invitation to tender."""

    best_and_final: bool = False
    """Whether this calls for best and final offers on the tenders already held."""


@frozen(kw_only=True)
class SelectionReopened(ReturnToStage, called="reopening of selection"):
    """Selection is done again: back to the selection questionnaire."""


@frozen(kw_only=True)
class AwardFellThrough(ReturnToStage, called="award that fell through"):
    """A recommended provider does not sign, so that the reserve can be recommended."""

    recommendation: str = field(metadata=RECOMMENDATION)
    provider: str = field(metadata=PROVIDER)

    never_empty = asks(
        recommendation="say which recommendation fell through",
        provider="say whose award fell through",
    )
