"""Answers of bidders: their values, the parties to a bid that give them, and the evidence they point to."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import ClassVar, Final

from attrs import field

from commissioning.dates.periods import Period
from commissioning.errors import written
from commissioning.records.record import PROVIDER, Record
from commissioning.values.checking import Checked, FromZero, asks, exact
from commissioning.values.families import Family
from commissioning.values.frozen import frozen
from commissioning.values.money import Money
from commissioning.values.scales import plain
from commissioning.values.text import Word, did_you_mean, listed, more_than_once

HOLDS: Final = "holds"
"""The reference of the option with which a bidder says that it holds what is asked."""
WILL_HOLD: Final = "will-hold"
"""The reference of the option with which a bidder undertakes to hold it in time."""
NOT_RATED: Final = "not-rated"
"""The reference of the option for a service that its inspectorate has not rated yet."""


@frozen(kw_only=True)
class AnswerValue(Family):
    """One answer of a bidder, of the kind that its question asks for."""

    page: ClassVar[str] = "judge selection answers"

    @property
    def references(self) -> tuple[str, ...]:
        """The references that rules about options read: "yes", or those of the options chosen."""
        return ()


@frozen(kw_only=True)
class YesNo(AnswerValue):
    """An answer of yes or no."""

    yes: bool

    @property
    def references(self) -> tuple[str, ...]:
        return ("yes" if self.yes else "no",)

    def __str__(self) -> str:
        return self.references[0]


@frozen(kw_only=True)
class Chosen(AnswerValue):
    """Options chosen from those of the question, by their references and never by their words."""

    options: tuple[str, ...]

    never_empty = asks(options="give the reference of at least one option")
    distinct = ("options",)

    @property
    def references(self) -> tuple[str, ...]:
        return self.options

    def __str__(self) -> str:
        return listed(self.options)


@frozen(kw_only=True)
class FigureGiven(AnswerValue):
    """A number in the unit of the question."""

    value: Decimal = field(converter=exact)

    def __str__(self) -> str:
        return plain(self.value)


@frozen(kw_only=True)
class AmountGiven(AnswerValue):
    """An amount of money, with its VAT basis."""

    money: Money

    def __str__(self) -> str:
        return str(self.money)


@frozen(kw_only=True)
class OnDay(AnswerValue):
    """An answer that is a day."""

    day: date

    def __str__(self) -> str:
        return written(self.day)


@frozen(kw_only=True)
class YearAmount(Checked):
    """An amount of one financial year, by the day on which the year ends."""

    ends_on: date
    money: Money


@frozen(kw_only=True)
class Yearly(AnswerValue):
    """An amount for each of several financial years, such as turnover."""

    years: tuple[YearAmount, ...]

    never_empty = asks(years="give the amount of at least one year")
    distinct = ("years.ends_on",)

    def problems(self) -> Iterator[str]:
        if any(not year.money.is_on_the_basis_of(self.years[0].money) for year in self.years):
            yield "years: the amounts are on different bases; give all with or all without VAT"

    def latest(self, count: int) -> tuple[YearAmount, ...]:
        """The last so many years, the latest first; fewer where fewer are given."""
        return tuple(sorted(self.years, key=lambda year: year.ends_on, reverse=True)[:count])

    def __str__(self) -> str:
        return "; ".join(f"{y.money} to {written(y.ends_on)}" for y in reversed(self.latest(99)))


@frozen(kw_only=True)
class InWords(AnswerValue):
    """A written answer."""

    words: str

    never_empty = asks(words="give the answer in words")

    def __str__(self) -> str:
        return self.words


@frozen(kw_only=True)
class Attached(AnswerValue):
    """A document sent with the bid, which holds the answer."""

    def __str__(self) -> str:
        return "attached"


@frozen(kw_only=True)
class MetBy(AnswerValue):
    """No, but another firm does it for the bidder: the firm's own answer counts."""

    party: str
    """The reference of the firm, which is a party to the bid."""

    never_empty = asks(party="name the firm that meets it")

    def __str__(self) -> str:
        return f"met by {self.party}"


@frozen(kw_only=True)
class NotApplicable(AnswerValue):
    """The question does not apply to the bidder, for a reason."""

    because: str

    never_empty = asks(because="say why the question does not apply")

    def __str__(self) -> str:
        return f"not applicable ({self.because})"


@frozen(kw_only=True)
class Answer(Checked):
    """One answer to one question, by the bidder or another party to the bid."""

    question: str
    """The reference of the question."""
    value: AnswerValue
    by: str = field(default="", metadata=PROVIDER)
    """The reference of the party whose answer it is; empty for the bidder itself."""
    evidence: tuple[str, ...] = ()
    """The references of the evidence it points to, as `EvidenceReceived` records it."""
    confidential: bool = False
    """Whether the bidder asked that it be kept from others."""

    never_empty = asks(question="say which question it answers")
    distinct = ("evidence",)


class PartyRole(Word):
    """The part that a firm has in a bid."""

    LEAD = "lead"
    MEMBER = "member"
    RELIED_ON = "relied on"
    SUBCONTRACTOR = "subcontractor"
    GUARANTOR = "guarantor"

    @property
    def is_member(self) -> bool:
        """Whether it is one of the group that bids, as opposed to a firm outside it."""
        return self in {PartyRole.LEAD, PartyRole.MEMBER}

    @property
    def is_relied_on(self) -> bool:
        """Whether the bidder relies on it to meet conditions; not so with a mere subcontractor."""
        return self in {PartyRole.RELIED_ON, PartyRole.GUARANTOR}


@frozen(kw_only=True)
class BidParty(Checked):
    """A firm in a bid: a member of the group, or one outside it."""

    provider: str
    role: PartyRole
    for_questions: tuple[str, ...] = ()
    """The questions that it is relied on for; none named means all."""

    never_empty = asks(provider="say which firm it is")
    distinct = ("for_questions",)


def problems_of_answers(
    answers: tuple[Answer, ...], parties: tuple[BidParty, ...], provider: str
) -> Iterator[str]:
    """The problems of the answers and parties of one bid."""
    seen: set[tuple[str, str]] = set()
    known = {"", provider, *(party.provider for party in parties)}
    for answer in answers:
        key = (answer.question, "" if answer.by == provider else answer.by)
        if key in seen:
            of = f" by {key[1]}" if key[1] else ""
            yield f"answers: {answer.question} is answered twice{of}; keep one"
        seen.add(key)
        if answer.by not in known:
            who = f"who is not a party to the bid{did_you_mean(answer.by, known)}"
            yield f"answers: {answer.question} is answered by {answer.by}, {who}"
    for twice in sorted(more_than_once(party.provider for party in parties)):
        yield f"parties: {twice} is named twice; give one role, and all that it is relied on for"
    leads = [party.provider for party in parties if party.role is PartyRole.LEAD]
    if leads not in ([], [provider]):
        yield f"parties: the lead is {listed(leads)}; it must be {provider}, whose bid it is"


@frozen(kw_only=True)
class AnswerClarified(Record, called="clarification of an answer"):
    """One answer of a bid corrected or completed at the council's request. The first one stays on record."""

    provider: str = field(metadata=PROVIDER)
    """The bidder, whichever party to its bid the answer is of."""
    answer: Answer
    asked_because: str
    """Why it was asked for: what was missing, or did not fit together."""
    allowed_because: str = ""
    """Why the rules announced allow it after the deadline; not needed before."""

    never_empty = asks(
        provider="say whose answer it is", asked_because="say why the bidder was asked"
    )


@frozen(kw_only=True)
class EvidenceReceived(Record, called="evidence"):
    """A document that proves an answer, seen by the council. A later one of its kind renews it."""

    provider: str = field(metadata=PROVIDER)
    kind: str
    """The code that the question has for it: "public-liability", "cqc-registration", "accounts"."""
    issuer: str = ""
    number: str = ""
    """The number of the policy, certificate or registration."""
    covers: FromZero[Money] | None = None
    """The sum insured or guaranteed; None for evidence that is not of a sum."""
    each_claim: bool = False
    """Whether it covers that sum for each claim, as opposed to all the claims of a year together."""
    valid: Period | None = None
    """The first and the last day on which it holds; None where it does not lapse."""
    seen_by: str = ""
    seen_on: date | None = None
    """The day it was looked at, where that was not the day it came."""
    kept_at: str = ""
    """The place where it is kept, or where a register shows it."""
    digest: str = ""
    """The SHA-256 of the document, to show later that it is the same."""
    confidential: bool = False

    never_empty = asks(provider="say whose evidence it is", kind="say what it proves, by its code")
    never_before = asks(seen_on="the day it came, {on}")

    def holds_on(self, day: date) -> bool:
        """Whether it is valid on a day."""
        return self.valid is None or day in self.valid
