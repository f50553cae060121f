"""The selection stage: who may go on to tender, by what they are and have done.

Selection looks at the bidder, evaluation at the tender. The standard selection questionnaire is the
SSQ, or SQ, of the Public Contracts Regulations; the 2023 Act's procurement specific questionnaire
takes the same place.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time
from decimal import Decimal

from attrs import field

from commissioning.dates.periods import Deadline
from commissioning.errors import written
from commissioning.records.answers import Answer, BidParty, problems_of_answers
from commissioning.records.narrowing import Narrowing
from commissioning.records.parties import Provider
from commissioning.records.questions import BidQuestion, FormUsed, problems_of_questions
from commissioning.records.record import PROVIDER, Record
from commissioning.values.checking import Checked, FromOne, FromZero, asks, exact_or_none
from commissioning.values.frozen import frozen
from commissioning.values.text import Word, did_you_mean, more_than_once


@frozen(kw_only=True)
class SelectionQuestionnaire(Record):
    """The SSQ as issued: it opens the selection stage and, with its notice, the competition."""

    questions: tuple[BidQuestion, ...] = ()
    responses_due_by: Deadline | None = None
    most_shortlisted: FromOne[int] | None = None
    """The maximum number to be invited to tender; None if the notice sets no limit."""
    form: FormUsed | None = None
    """The standard form that it follows; None where it follows none, or the source does not say."""
    narrowing: tuple[Narrowing, ...] = ()
    """The announced ways to reduce the number of those who passed, one for all lots or each its own."""
    always_open: bool = False
    """Whether it has no deadline, because a market admits applicants as long as it runs."""

    never_before = asks(responses_due_by="the questionnaire was issued")
    asked_for = asks(responses_due_by="the deadline for responses")

    def lacks(self, name: str) -> bool:
        return Record.lacks(self, name) and not (name == "responses_due_by" and self.always_open)

    def problems(self) -> Iterator[str]:
        yield from problems_of_questions(self.questions)
        asked = {question.reference for question in self.questions}
        for name in sorted(set(self.form.changed) - asked) if self.form else ():
            yield f"form: {name} is changed, but is not asked{did_you_mean(name, asked)}"
        steps = (step for each in self.narrowing for step in each.steps)
        for name in sorted({name for step in steps for name in step.looks_at} - asked):
            yield f"narrowing: ties are decided by {name}, which is not asked{did_you_mean(name, asked)}"
        yield from self._narrowing_problems()
        if self.always_open and self.responses_due_by is not None:
            yield "responses_due_by: a questionnaire that is always open has no deadline; leave it out"

    def _narrowing_problems(self) -> Iterator[str]:
        named = [lot for each in self.narrowing for lot in each.lots or ("",)]
        if more_than_once(named) or ("" in named and len(named) > 1):
            yield "narrowing: a lot has two ways to narrow it; give one for all lots, or one for each"

    def narrowing_of(self, lot: str) -> Narrowing | None:
        """The announced way to reduce the number for a lot; None where none was announced."""
        return next((n for n in self.narrowing if n.lots is None or lot in n.lots), None)


@frozen(kw_only=True)
class SelectionResponse(Record):
    """One provider's answers to the questionnaire, dated the day they were received."""

    provider: str = field(metadata=PROVIDER)
    particulars: Provider | None = None
    at: time | None = None
    """The time of day it was received, in London."""
    late_because: str = ""
    """Why a response after the deadline is considered all the same."""
    answers: tuple[Answer, ...] = ()
    """The answers as they were received; none where they are kept elsewhere."""
    parties: tuple[BidParty, ...] = ()
    """The firms in the bid, where it is not of one firm alone."""

    never_empty = asks(provider="say who responded")

    def problems(self) -> Iterator[str]:
        yield from problems_of_answers(self.answers, self.parties, self.provider)
        if self.particulars is not None and self.particulars.reference != self.provider:
            yield f"particulars: they are of {self.particulars.reference}, not of {self.provider}"


class SelectionOutcome(Word):
    """The result of assessing a selection response."""

    PASSED = "passed"
    PASSED_WITH_ASSURANCE = "passed with assurance"
    FAILED = "failed"

    @property
    def passed(self) -> bool:
        return self is not SelectionOutcome.FAILED


@frozen(kw_only=True)
class QuestionDecided(Checked):
    """A person's decision on one answer that the rules leave open."""

    question: str
    met: bool
    because: str
    by: str = field(default="", metadata=PROVIDER)
    """The party whose answer it is about; empty for the bidder itself, or for every party."""
    points: FromZero[Decimal] | None = field(default=None, converter=exact_or_none)

    never_empty = asks(question="say which question", because="give the reason for the decision")


@frozen(kw_only=True)
class SelectionAssessment(Record):
    """The council's judgement of one provider's selection response."""

    provider: str = field(metadata=PROVIDER)
    outcome: SelectionOutcome
    because: str = ""
    """The reasons; a failure must give them."""
    points: FromZero[Decimal] | None = field(default=None, converter=exact_or_none)
    """The total of the scored questions, where any are scored."""
    failed_questions: tuple[str, ...] = ()
    decided: tuple[QuestionDecided, ...] = ()
    """The decisions on answers that the rules leave to a person."""
    departs_because: str = ""
    """Why the outcome or the points are not those that the rules propose; empty where they are."""

    never_empty = asks(provider="say whose response was assessed")

    def problems(self) -> Iterator[str]:
        if not self.outcome.passed and not self.because:
            yield f"because: say why {self.provider} failed; a provider is owed the reasons"
        if self.outcome.passed and self.failed_questions:
            failed = ", ".join(self.failed_questions)
            yield f"failed_questions: {self.provider} passed, but failed {failed}"


class Through(Word):
    """The other supplier by reason of which a supplier may be excluded."""

    ASSOCIATED_PERSON = "an associated person"
    """One it relies on to meet the conditions of participation; a guarantor is not one."""
    SUB_CONTRACTOR = "a sub-contractor"


@frozen(kw_only=True)
class GroundFound(Checked):
    """A ground for exclusion that was found against one supplier, and what was decided on it."""

    provider: str
    ground: str
    """The code of the ground in the law that governs, such as "bribery"."""
    through: Through | None = None
    """By whose reason it applies, where not by the supplier's own: an associated person, a sub-contractor."""
    replacement_asked_on: date | None = None
    """The day it was notified and given the chance to replace that other; None if it was not."""
    replaced: bool = False
    """Whether it replaced that other, so that the ground no longer reaches it."""
    event_on: date | None = None
    """The day from which the law counts how far back it looks; None where the ground has no limit."""
    happened_on: date | None = None
    """The day it happened, where the law counts from the day it became known."""
    likely_again: bool = True
    """The council's view, once the supplier was heard: it goes on, or is likely to occur again."""
    heard_on: date | None = None
    """The day the supplier had been heard on what it has put right; None if it was not."""
    left_out: bool
    """The decision: whether the supplier takes no further part."""
    because: str

    never_empty = asks(
        provider="say which provider it concerns",
        ground="give the code of the ground",
        because="say why {self.provider} was {self.decision}",
    )

    def problems(self) -> Iterator[str]:
        if self.through is None and (self.replaced or self.replacement_asked_on):
            yield "through: say who was, or could be, replaced: an associated person or a sub-contractor"
        if self.replaced and self.left_out:
            yield f"replaced: {self.provider} replaced {self.through} and goes on; correct `left_out` or this"

    @property
    def decision(self) -> str:
        """The decision in words."""
        return "left out" if self.left_out else "kept in"


@frozen(kw_only=True)
class ExclusionsDecided(Record, called="decision on exclusions"):
    """Suppliers held against the grounds for exclusion, and the decision on each ground found."""

    considered: tuple[str, ...] = field(metadata=PROVIDER)
    found: tuple[GroundFound, ...] = ()
    """The grounds that were found to apply; a supplier without one goes on."""
    sub_contractors_searched: bool | None = None
    """Whether suppliers were asked whom they mean to sub-contract to, and the debarment list was searched for
    those; None if not stated."""

    never_empty = asks(considered="name the suppliers checked against the exclusion grounds")
    distinct = ("considered",)

    @property
    def left_out(self) -> tuple[str, ...]:
        """The suppliers that take no further part."""
        return tuple(dict.fromkeys(each.provider for each in self.found if each.left_out))

    @property
    def notified_of(self) -> tuple[GroundFound, ...]:
        """The grounds on which a supplier was left out, or replaced another to stay in."""
        return tuple(each for each in self.found if each.left_out or each.replaced)

    def problems(self) -> Iterator[str]:
        considered = set(self.considered)
        for each in self.found:
            if each.provider not in considered:
                near = did_you_mean(each.provider, considered)
                yield f"found: {each.provider} is not among those considered{near}"
            for name, day in _days(each):
                if day > self.on:
                    yield f"found: {name} is {written(day)}, after the decision"


def _days(found: GroundFound) -> Iterator[tuple[str, date]]:
    days = ("event_on", "happened_on", "heard_on", "replacement_asked_on")
    given = ((name, getattr(found, name)) for name in days)
    yield from ((name, day) for name, day in given if day is not None)


@frozen(kw_only=True)
class SupplierInformationConfirmed(Record):
    """Suppliers' confirmation that their core information is on the central platform and was shared.

    The confirmation that regulation 6 of the Procurement Regulations 2024 asks for.
    """

    providers: tuple[str, ...] = field(metadata=PROVIDER)

    never_empty = asks(providers="name those who confirmed")
    distinct = ("providers",)


@frozen(kw_only=True)
class Shortlist(Record):
    """The providers chosen, from those who passed, to be invited to tender."""

    invited: tuple[str, ...] = field(metadata=PROVIDER)
    because: str = ""
    """The way the number was reduced, if more passed than are invited."""

    never_empty = asks(invited="name at least one provider")
    distinct = ("invited",)


@frozen(kw_only=True)
class ProviderAssessment(Record):
    """Providers weighed against the criteria without a competition; it opens the evaluation.

    The step of the Provider Selection Regime's most suitable provider process in which the council
    considers who could do it, by the five key criteria (regulations 5 and 10).
    """

    considered: tuple[str, ...] = field(metadata=PROVIDER)
    most_suitable: str = field(default="", metadata=PROVIDER)
    """The provider judged the most suitable; empty while the assessment continues."""
    because: str = ""

    never_empty = asks(considered="name the providers that were weighed")

    def problems(self) -> Iterator[str]:
        if self.most_suitable and self.most_suitable not in self.considered:
            near = did_you_mean(self.most_suitable, self.considered)
            yield f"most_suitable: {self.most_suitable} is not among those considered{near}"
        if self.most_suitable and not self.because:
            yield f"because: say why {self.most_suitable} is the most suitable"
