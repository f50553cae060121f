"""The answers of a bid as a ledger holds them, judged by the rules; and those invited of those who passed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal

from commissioning.evaluation.answers import Form, Response, verdict
from commissioning.evaluation.verdicts import QuestionOutcome, SelectionVerdict
from commissioning.ledger.ledger import Ledger
from commissioning.ledger.record_finder import newest
from commissioning.records import answer_rules, answers, questions, selection, tender
from commissioning.records.narrowing import Narrowing, WithPoints, points_of
from commissioning.records.record import WHOLE
from commissioning.records.specification import ServiceSpecification
from commissioning.records.strategy import ProcurementStrategy
from commissioning.values.frozen import frozen
from commissioning.values.text import did_you_mean, sentence


@frozen(kw_only=True)
class BidHeld:
    """The answers of one bid with the form that asked for them, as a ledger holds them."""

    ledger: Ledger
    form: Form
    response: Response

    @property
    def lots(self) -> tuple[str, ...]:
        """The lots bid for."""
        if isinstance(self.response, tender.TenderReceived):
            return tuple(lot for lot in self.ledger.lots if self.response.is_for(lot))
        return self.response.lots or self.ledger.lots

    @property
    def firms(self) -> frozenset[str]:
        """The bidder and every firm in its bid."""
        return frozenset((self.response.provider, *(p.provider for p in self.response.parties)))

    @property
    def evidence(self) -> tuple[answers.EvidenceReceived, ...]:
        """The evidence of each of its firms, oldest first."""
        held = (
            (firm, self.ledger.every(answers.EvidenceReceived, about=firm))
            for firm in sorted(self.firms)
        )
        return tuple(e for firm, each in held for e in each if e.provider == firm)

    def not_asked(self, on: date) -> frozenset[str]:
        """The questions that its other answers leave out."""
        hidden = QuestionOutcome.NOT_ASKED
        found = self.verdict(on).questions
        return frozenset(each.question.reference for each in found if each.outcome is hidden)

    def verdict(
        self,
        on: date,
        lot: str | None = None,
        decided: Iterable[selection.QuestionDecided] = (),
        *also: answers.AnswerClarified,
    ) -> SelectionVerdict:
        """The judgement of it by the rules on a day: of the whole bid, or as a bid for one lot.

        `also` are clarifications that are not recorded yet.
        """
        held = self.ledger.every(answers.AnswerClarified, about=self.response.provider)
        clarified = (each for each in held if each.on <= on and self.is_of(each))
        return verdict(
            self.form,
            self.response,
            answer_rules.BidFacts(
                on=on, lots=tuple(value_of(self.ledger, each) for each in self.lots)
            ),
            self.evidence,
            lot=lot,
            clarified=(*clarified, *also),
            decided=decided,
        )

    def is_of(self, clarified: answers.AnswerClarified) -> bool:
        """Whether a clarification is of this bid: by its bidder, of its form, and not before it came."""
        asked = any(each.reference == clarified.answer.question for each in self.form.questions)
        same = clarified.provider == self.response.provider
        return asked and same and self.response.on <= clarified.on


def value_of(ledger: Ledger, lot: str) -> answer_rules.LotValue:
    """The estimated value of a lot, as far as the specification or the strategy states it."""
    if lot == WHOLE:
        strategy = ledger.find(ProcurementStrategy)
        envelope = strategy.envelope if strategy else None
        year = envelope.amount if envelope and envelope.per == "year" else None
        return answer_rules.LotValue(
            year=year, whole=strategy.estimated_value if strategy else None
        )
    specification = ledger.find(ServiceSpecification, lot)
    described = specification.divided_into if specification else ()
    found = next((each for each in described if each.reference == lot), None)
    if found is None:
        return answer_rules.LotValue(lot=lot)
    return answer_rules.LotValue(lot=lot, year=found.annual_value, whole=found.total_value)


def bid_held(ledger: Ledger, provider: str, lot: str | None = None) -> BidHeld | None:
    """The latest answers of a provider, for a lot if one is given; None while none are recorded.

    Those to the selection questionnaire come before those to an invitation that asks questions itself.
    """
    return next(bids_held(ledger, provider, lot), None)


def bids_held(ledger: Ledger, provider: str, lot: str | None = None) -> Iterator[BidHeld]:
    """The answers of a provider, for a lot if one is given, in the order in which they are looked for."""
    for response in _received(ledger, provider):
        about = lot or next(iter(response.lots or ledger.lots))
        tendered = isinstance(response, tender.TenderReceived)
        form = ledger.find(
            tender.InvitationToTender if tendered else selection.SelectionQuestionnaire, about
        )
        if isinstance(form, Form) and form.questions and response.answers:
            held = BidHeld(ledger=ledger, form=form, response=response)
            if lot is None or lot in held.lots:
                yield held


def _received(ledger: Ledger, provider: str) -> Iterator[Response]:
    """The responses of a provider, the latest first, and then its tenders."""
    responses = reversed(ledger.every(selection.SelectionResponse, about=provider))
    tenders = reversed(ledger.every(tender.TenderReceived, about=provider))
    yield from (each for each in responses if each.provider == provider)
    yield from (each for each in tenders if each.provider == provider)


def questions_of(ledger: Ledger, lots: Iterable[str]) -> tuple[questions.BidQuestion, ...]:
    """The questions that bidders for some lots were asked, at selection and in the invitation."""
    wanted = tuple(lots)
    kinds = (selection.SelectionQuestionnaire, tender.InvitationToTender)
    forms = [ledger.find(kind, lot) for kind in kinds for lot in wanted]
    asked = dict.fromkeys(form for form in forms if isinstance(form, Form))
    return tuple(
        question for form in asked for question in form.questions if question.is_for(wanted)
    )


def verdict_of(ledger: Ledger, provider: str, lot: str | None = None) -> SelectionVerdict:
    """The judgement of a provider's answers by the rules, with the decisions recorded in its assessment.

    Evidence counts if it holds on the day of the latest record. Raises `LookupError` where no answers of the
    provider are recorded.
    """
    held = bid_held(ledger, provider, lot)
    if held is None:
        known = {each.provider for each in ledger.every(selection.SelectionResponse)}
        known |= {each.provider for each in ledger.every(tender.TenderReceived)}
        of_lot = f" for lot {lot}" if lot else ""
        hint = did_you_mean(provider, () if provider in known else known)
        raise LookupError(sentence(f"no answers of {provider} are recorded{of_lot}{hint}"))
    every = ledger.every(selection.SelectionAssessment, about=provider)
    last = newest([a for a in every if lot is None or a.lots is None or lot in a.lots])
    day = max(record.on for record in ledger.records)
    return held.verdict(day, lot, last.decided if last else ())


@frozen(kw_only=True)
class PassedBidder:
    """A bidder that passed, with its points: those recorded, or else those of the rules."""

    assessment: selection.SelectionAssessment
    verdict: SelectionVerdict | None
    out_of: Decimal = Decimal(0)
    """The maximum points of the form's questions."""

    @property
    def provider(self) -> str:
        """The bidder."""
        return self.assessment.provider

    @property
    def points(self) -> Decimal | None:
        """Its points together; None where it has none."""
        if self.assessment.points is not None or self.verdict is None:
            return self.assessment.points
        return self.verdict.points

    @property
    def most_points(self) -> Decimal:
        """The maximum it could have had."""
        return self.verdict.most_points if self.verdict else self.out_of

    def points_of(self, question: str, /) -> Decimal:
        """Its points for one question."""
        return self.verdict.points_of(question) if self.verdict else Decimal(0)


def passed_for(ledger: Ledger, lot: str) -> tuple[PassedBidder, ...]:
    """Those who passed selection for a lot, in the order assessed."""
    latest = {
        each.provider: each for each in ledger.every(selection.SelectionAssessment, about=lot)
    }
    passed = [each for each in latest.values() if each.outcome.passed]
    held = ((each, bid_held(ledger, each.provider, lot)) for each in passed)
    form = ledger.find(selection.SelectionQuestionnaire, lot)
    asked = (each for each in (form.questions if form else ()) if each.is_for((lot,)))
    out_of = sum((each.most_points or Decimal(0) for each in asked), Decimal(0))
    return tuple(
        PassedBidder(
            assessment=each,
            verdict=bid.verdict(each.on, lot, each.decided) if bid else None,
            out_of=out_of,
        )
        for each, bid in held
    )


@frozen(kw_only=True)
class Narrowed:
    """Those invited and those left out, the highest points first, and the reason."""

    invited: tuple[str, ...]
    left_out: tuple[str, ...]
    because: str


def narrowed(passed: Iterable[WithPoints], narrowing: Narrowing) -> Narrowed:
    """The bidders that the announced steps leave, of those who passed.

    Equals at the last place all stay, unless the step names a question that tells them apart.
    """
    ranked = sorted(passed, key=points_of, reverse=True)
    left: Sequence[WithPoints] = ranked
    reasons = []
    for step in narrowing.steps:
        left, because = step.take(left)
        reasons.append(because)
    invited = tuple(each.provider for each in left)
    out = tuple(each.provider for each in ranked if each.provider not in set(invited))
    return Narrowed(invited=invited, left_out=out, because="; ".join(reasons))
