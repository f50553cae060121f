"""From the invitation to the opening of tenders, and questions about prices that look too low."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import time
from decimal import Decimal
from typing import ClassVar

from attrs import field

from commissioning.dates.periods import Deadline
from commissioning.records import framework_terms, low_prices, methods, pricing, strategy
from commissioning.records.answers import Answer, BidParty, problems_of_answers
from commissioning.records.parties import Provider
from commissioning.records.questions import BidQuestion, problems_of_questions
from commissioning.records.record import CRITERION, LOT, PROVIDER, RECORD, WHOLE, Record
from commissioning.values.checking import Checked, FromOne, FromZero, asks, exact, stated
from commissioning.values.frozen import frozen
from commissioning.values.money import Money
from commissioning.values.text import Word, did_you_mean, more_than_once


class LotMechanism(Word):
    """The way of allocating lots to a provider who would win more than the limit."""

    LOT_ORDER = "lots are awarded one after another in the declared order"
    PREFERENCE = "each provider keeps the lots it prefers"
    BEST_OVERALL = "as many lots awarded as can be, with the highest total score over them all"
    """The lowest total price, if price alone decides."""


@frozen(kw_only=True)
class LotLimits(Checked):
    """The maximum number of lots one provider may tender for and be awarded, and the places of each lot."""

    display_name: ClassVar[str] = "limit on lots"

    most_tendered: FromOne[int] | None = None
    most_awarded: FromOne[int] | None = None
    places: FromOne[int] | None = None
    """The number of providers for each lot, as on a framework; None if no number is announced."""
    mechanism: LotMechanism | None = None
    order: tuple[str, ...] = field(default=(), metadata=LOT)
    """The order in which lots are awarded, for that mechanism."""

    distinct = ("order",)
    asked_for = asks(mechanism="how lots are chosen for a provider who would win too many")

    def lacks(self, name: str) -> bool:
        return Checked.lacks(self, name) and self.most_awarded is not None

    def problems(self) -> Iterator[str]:
        if self.mechanism is LotMechanism.LOT_ORDER and not self.order:
            yield "order: say in which order the lots are awarded"


class InterviewUse(Word):
    """The effect that interviews may have on the result, declared before tenders come in."""

    SCORED = "interviews are marked on criteria with their own published weight"
    VERIFICATION = "interviews verify written answers and may change their marks"
    CLARIFICATION = "interviews clarify and change no mark"


class AfterWithdrawal(Word):
    """The rule for the others' points when a tender is withdrawn after an award is recommended."""

    POINTS_STAY = "the points of the others stay as they are"
    POINTS_ANEW = "the points of the others are reckoned anew"


@frozen(kw_only=True)
class InvitationToTender(Record):
    """The invitation with everything tenders will be judged by. Opens the ITT stage."""

    method: methods.AwardMethod | None = None
    tenders_due_by: Deadline | None = None
    price_formula: pricing.PriceFormula | None = None
    """The formula by which prices earn points. There is no default; a weighted price needs one."""
    envelope: strategy.FinancialEnvelope | None = None
    lot_limits: LotLimits | None = None
    interviews: InterviewUse | None = None
    """The effect that interviews may have on the result; None if none are announced."""
    low_price_triggers: tuple[low_prices.LowPriceTrigger, ...] = ()
    framework: framework_terms.FrameworkTerms | None = None
    """The terms of the framework that is set up; None where a contract is awarded."""
    invited: tuple[str, ...] = field(default=(), metadata=PROVIDER)
    """The providers invited; none named means everybody, or everybody on the shortlist."""
    two_openers: bool = True
    """Whether the council's rules want two people at the opening."""
    after_withdrawal: AfterWithdrawal | None = None
    """The rule for withdrawals after the recommendation; where none is declared, the points stay."""
    questions: tuple[BidQuestion, ...] = ()
    """The questions that tenders answer, where they are asked as such; criteria name them."""
    documents_later: bool = False
    """Whether some of the documents are provided only after the notice or the invitation."""

    asked_for = asks(method="how tenders will be judged", tenders_due_by="the deadline for tenders")
    asks_within = ("lot_limits",)
    never_before = asks(tenders_due_by="the invitation of {on}")

    @property
    def judged_by(self) -> methods.AwardMethod:
        """The award method. Raises `NotStatedError` where the source does not give it."""
        return stated(self.method, self, "method")

    def problems(self) -> Iterator[str]:
        yield from problems_of_questions(self.questions)
        if not isinstance(self.method, methods.Method):
            return
        price = self.method.price
        if price is not None and price.weight and self.price_formula is None:
            yield "price_formula: missing; price has a weight, so give one such as LowestPriceProportional()"
        if self.price_formula is not None and price is None:
            yield "price_formula: given, but no criterion is the price; add it or leave the formula out"
        yield from self._lot_problems(self.method)
        yield from self._interview_problems(self.method)
        yield from self._question_problems(self.method)
        if self.lots:
            yield from self.method.weight_problems(self.lots)

    def _question_problems(self, method: methods.Method) -> Iterator[str]:
        known = {question.reference for question in self.questions}
        for criterion in method.criteria:
            for name in sorted(set(criterion.asks) - known):
                hint = did_you_mean(name, known)
                yield f"criteria: {criterion.title!r} asks {name}, which is not one of the questions{hint}"

    def _lot_problems(self, method: methods.Method) -> Iterator[str]:
        named = method.named_lots()
        ordered = self.lot_limits.order if self.lot_limits else ()
        if self.lots is not None:
            for lot in dict.fromkeys((*named, *ordered)):
                if lot not in self.lots:
                    near = did_you_mean(lot, self.lots)
                    yield f"lots: a criterion or limit names lot {lot!r}, which is not invited{near}"
            for lot in self.lots if ordered else ():
                if lot not in ordered:
                    yield f"lot_limits: lot {lot!r} is not in the order of award; add it"
        overall = self.lot_limits and self.lot_limits.mechanism is LotMechanism.BEST_OVERALL
        if overall and not method.measure.adds_up:
            yield (
                f"lot_limits: results by {method.measure} have no total over lots; declare the order "
                "of lots or the providers' preference"
            )

    def _interview_problems(self, method: methods.Method) -> Iterator[str]:
        marked = [c.title for c in method.criteria if c.at_interview]
        if marked and self.interviews is not InterviewUse.SCORED:
            yield f"interviews: declare InterviewUse.SCORED; marked at interview: {', '.join(marked)}"
        if self.interviews is InterviewUse.SCORED and not marked:
            yield "interviews: declared as scored, but no criterion is marked at interview"
        for criterion in method.criteria:
            if criterion.at_interview and not criterion.is_marked:
                yield f"criteria: {criterion.title!r} earns its points by a formula, not at interview"


@frozen(kw_only=True)
class Clarification(Record):
    """A question about the invitation and the answer that everybody gets."""

    question: str
    answer: str | None = None
    asked_by: str = field(default="", metadata=PROVIDER)
    """The provider that asked. Left out of what is sent to the others."""
    sent_to_all: bool = True

    never_empty = asks(question="give the question", answer="give the answer")
    asked_for = asks(answer="the answer")


@frozen(kw_only=True)
class DeadlineExtended(Record, called="deadline extension"):
    """A later deadline for tenders, the same for everybody."""

    tenders_due_by: Deadline
    because: str

    never_empty = asks(because="say why the deadline moves")
    never_before = asks(tenders_due_by="the extension of {on}")


@frozen(kw_only=True)
class LotPrice(Checked):
    """A provider's price for one lot."""

    price: FromZero[Money]
    lot: str = field(default=WHOLE, metadata=LOT)
    per: str = "year"
    """The unit that is priced: "year", "hour", "whole term". The same for every bid for a lot."""


@frozen(kw_only=True)
class TenderFigure(Checked):
    """A figure that a tender states for a criterion judged from one, such as a pledge in pounds."""

    criterion: str = field(metadata=CRITERION)
    value: FromZero[Decimal] = field(converter=exact)
    lot: str = field(default=WHOLE, metadata=LOT)


@frozen(kw_only=True)
class TenderReceived(Record, called="tender"):
    """A provider's tender, for the lots it names."""

    provider: str = field(metadata=PROVIDER)
    prices: tuple[LotPrice, ...] = ()
    """One for each lot tendered; none where the price is not asked for."""
    figures: tuple[TenderFigure, ...] = ()
    """One for each criterion that is judged from a figure, and lot."""
    at: time | None = None
    """The time of day it came in, in the zone of the deadline."""
    particulars: Provider | None = None
    late_because: str = ""
    """Why a tender that came in late is accepted all the same."""
    preferences: tuple[str, ...] = field(default=(), metadata=LOT)
    """The lots it would rather have, the first choice first, where lots awarded are limited."""
    answers: tuple[Answer, ...] = ()
    """The answers to the questions of the invitation; none where they are kept elsewhere."""
    parties: tuple[BidParty, ...] = ()
    """The firms in the bid, where it is not of one firm alone."""

    never_empty = asks(provider="say whose tender it is")
    distinct = ("preferences",)

    def problems(self) -> Iterator[str]:
        yield from problems_of_answers(self.answers, self.parties, self.provider)
        if self.particulars and self.particulars.reference != self.provider:
            yield (
                f"particulars: they are of {self.particulars.reference!r}, "
                f"the tender is of {self.provider!r}"
            )
        if self.at is not None and self.at.tzinfo is not None:
            yield "at: give the time alone; it is in the zone of the deadline"
        priced = [offer.lot for offer in self.prices]
        if len(set(priced)) != len(priced):
            yield "prices: a lot has two prices"
        stated = [(figure.criterion, figure.lot) for figure in self.figures]
        for criterion, lot in sorted(more_than_once(stated)):
            yield f"figures: {criterion!r} has two figures for lot {lot!r}; keep one"
        for lot in sorted(set(priced) - set(self.lots or priced)):
            yield f"prices: lot {lot!r} has a price, but is not among the lots tendered"

    def price(self, lot: str = WHOLE) -> LotPrice | None:
        """Its price for a lot, or None."""
        return next((offer for offer in self.prices if offer.lot == lot), None)

    def figure(self, criterion: str, lot: str = WHOLE) -> Decimal | None:
        """The figure it states for a criterion and lot, or None."""
        about = (f.value for f in self.figures if (f.criterion, f.lot) == (criterion, lot))
        return next(about, None)

    def is_for(self, lot: str) -> bool:
        """Whether it is a tender for the lot."""
        if self.lots is not None:
            return lot in self.lots
        return not self.prices or any(offer.lot == lot for offer in self.prices)


@frozen(kw_only=True)
class TenderWithdrawn(Record, called="withdrawal of a tender"):
    """A provider takes its tender back, for the lots named."""

    provider: str = field(metadata=PROVIDER)
    because: str = ""

    never_empty = asks(provider="say whose tender it is")


@frozen(kw_only=True)
class TenderOpening(Record):
    """The tenders are opened, after the deadline. Opens the evaluation stage."""

    opened_by: tuple[str, ...] | None = None
    """Those present, by role or reference."""
    tenders: tuple[str, ...] = field(default=(), metadata=PROVIDER)
    """The providers whose tenders were opened; none named means all that are held."""

    never_empty = asks(opened_by="say who opened the tenders")
    asked_for = asks(opened_by="who opened the tenders")
    distinct = ("opened_by",)


@frozen(kw_only=True)
class PriceQueried(Record, called="price query"):
    """A provider is asked to explain a price that looks too low to be workable."""

    provider: str = field(metadata=PROVIDER)
    because: str
    """The reason that the price looks too low: the trigger and the figures."""
    answer_by: Deadline | None = None

    never_empty = asks(
        provider="say whose price it is", because="say what makes the price look too low"
    )
    never_before = asks(answer_by="the question")


@frozen(kw_only=True)
class PriceExplained(Record, called="price explanation"):
    """The provider's answer to a question about a price that looked too low."""

    provider: str = field(metadata=PROVIDER)
    explanation: str

    never_empty = asks(
        provider="say who explains its price", explanation="give what the provider says, in short"
    )


class PriceOutcome(Word):
    """The outcome for a price that looked too low."""

    ACCEPTED = "the price is explained and the tender stays"
    DISREGARDED = "the price is not explained and the tender is disregarded"
    UNLAWFUL = "the price is low because of a breach of social or labour law"


@frozen(kw_only=True)
class PriceDecision(Record):
    """The decision about a price that looked too low, with its reason."""

    provider: str = field(metadata=PROVIDER)
    outcome: PriceOutcome
    because: str
    query: str = field(default="", metadata=RECORD | {"called": "price query"})
    """The reference of the question to the provider, where it has one."""

    never_empty = asks(
        provider="say whose price it is", because="give the reasons for the decision"
    )

    @property
    def excludes(self) -> bool:
        return self.outcome is not PriceOutcome.ACCEPTED
