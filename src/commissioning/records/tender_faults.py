"""Faults of tenders: one is rejected, its price is corrected, its meaning is asked."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import field

from commissioning.dates.periods import Deadline
from commissioning.records.record import CRITERION, PROVIDER, WHOLE, Record
from commissioning.records.tender import TenderReceived, TenderWithdrawn
from commissioning.values.checking import FromZero, asks
from commissioning.values.frozen import frozen
from commissioning.values.money import Money
from commissioning.values.text import Word


class RejectionGround(Word):
    """The ground on which a tender is rejected. The reasons in words stand beside it."""

    LATE = "it came after the deadline"
    INCOMPLETE = "something that was asked for is missing"
    NOT_COMPLIANT = "it does not meet a requirement of the invitation"
    ON_OTHER_TERMS = "it is offered on terms of its own"
    PROCEDURE_BROKEN = "the rules for submitting a tender were broken"
    CONDITIONS_NOT_MET = "the provider does not meet the conditions for taking part"
    PRICE_NOT_CONFIRMED = "the provider does not stand by a corrected price"
    ABNORMALLY_LOW = "its price is abnormally low and not explained"
    FALSE_STATEMENT = "it rests on a false or misleading statement"
    COLLUSION = "it was agreed with another tenderer"
    UNDUE_INFLUENCE = "the provider tried to influence the decision"
    OTHER = "another ground, given in words"


@frozen(kw_only=True)
class TenderRejected(Record, called="rejection of a tender"):
    """The council rejects a tender, for the lots named: it is neither evaluated nor awarded."""

    provider: str = field(metadata=PROVIDER)
    ground: RejectionGround
    because: str

    never_empty = asks(
        provider="say whose tender it is", because="give the reasons; the tenderer is owed them"
    )


def ends_tender(end: TenderWithdrawn | TenderRejected, tender: TenderReceived, lot: str) -> bool:
    """Whether a record withdraws or rejects a tender for a lot; a tender that comes later counts again."""
    about = end.lots is None or lot in end.lots
    return about and tender.provider == end.provider and tender.on <= end.on


@frozen(kw_only=True)
class PriceCorrected(Record, called="correction of a price"):
    """An obvious slip in a tender's price for one lot, put right: the sum that its own figures make."""

    provider: str = field(metadata=PROVIDER)
    was: FromZero[Money]
    becomes: FromZero[Money]
    because: str
    confirmed_by_provider: bool | None = None
    """Whether the provider stands by the corrected price; None while it has not answered."""

    never_empty = asks(provider="say whose price it is", because="say what slip is put right")

    @property
    def lot(self) -> str:
        """The lot whose price is corrected."""
        return self.lots[0] if self.lots else WHOLE

    def corrects(self, tender: TenderReceived, lot: str) -> bool:
        """Whether this corrects the price of a tender for a lot; a later tender states its own."""
        return (self.provider, self.lot) == (tender.provider, lot) and tender.on <= self.on

    def problems(self) -> Iterator[str]:
        if self.lots and len(self.lots) > 1:
            yield "lots: a price is for one lot; correct each in a record of its own"
        if self.was == self.becomes:
            yield f"becomes: {self.becomes} is the price it was; give the corrected one"


@frozen(kw_only=True)
class TenderClarified(Record, called="clarification of a tender"):
    """One tenderer is asked what its tender means, and answers. It is sent to no other tenderer."""

    provider: str = field(metadata=PROVIDER)
    question: str
    answer: str = ""
    """The tenderer's answer; empty while it is awaited."""
    answer_by: Deadline | None = None
    criteria: tuple[str, ...] = field(default=(), metadata=CRITERION)
    """The criteria whose marks may draw on the answer."""

    never_empty = asks(provider="say whose tender it is", question="give the question")
    never_before = asks(answer_by="the question")
