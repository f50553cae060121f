"""Prices that look too low: questioned, heard, and decided on as the law of the day allows."""

from __future__ import annotations

from collections.abc import Iterator

from commissioning import evaluation
from commissioning.errors import written
from commissioning.findings.codes.evaluation import (
    DISREGARDED_UNHEARD,
    LOW_PRICE_UNASKED,
    PRICE_QUERY_OPEN,
)
from commissioning.findings.finding import Finding, Severity
from commissioning.gates.case import Case, check, gate
from commissioning.law.law import Parameter, Row
from commissioning.law.questions import LOW_PRICE_ASKED, LOW_PRICE_HEARD
from commissioning.records.tender import PriceDecision, PriceExplained, PriceQueried


@gate(PRICE_QUERY_OPEN, LOW_PRICE_UNASKED)
def low_prices_are_settled(case: Case) -> Iterator[Finding]:
    """A price that was questioned has been decided on, and one that calls for it was questioned."""
    for lot in case.lots:
        source, _, _ = case.assessed(lot)
        if source is None:
            continue
        bidders = {t.provider for t in source.tenders if source.competes(t)}
        queries = [query for query in case.every(PriceQueried, lot) if query.provider in bidders]
        decisions = case.every(PriceDecision, lot)
        for query in queries:
            if not any(d.provider == query.provider and d.on >= query.on for d in decisions):
                yield PRICE_QUERY_OPEN(
                    f"The price of {query.provider} was questioned on {written(query.on)} "
                    f"({query.because}), but no decision is recorded yet",
                    remedy="Record the answer and the decision",
                    about=query.provider,
                )
        asked = {query.provider for query in queries}
        yield from (
            _unasked(case, low)
            for low in evaluation.low_prices(source)
            if low.provider in bidders - asked
        )


def _unasked(case: Case, low: evaluation.LowPrice) -> Finding:
    duty = _commanded(case, LOW_PRICE_ASKED)
    waiver = ", or record a waiver that says why it does not look too low" if duty else ""
    return LOW_PRICE_UNASKED(
        f"{low}, but the bidder has not been asked about it",
        severity=Severity.BLOCKS if duty else Severity.WARNS,
        source=duty.citation if duty else None,
        remedy=f"Ask the bidder to show that the price is workable{waiver}",
        about=low.provider,
    )


def _commanded(case: Case, parameter: Parameter[bool]) -> Row[bool] | None:
    """The row of the law that commands something, or None where none does."""
    return next((row for row in case.law.every(parameter, case.on) if row.value), None)


@check(PriceDecision, DISREGARDED_UNHEARD)
def bidder_was_heard(case: Case, decision: PriceDecision) -> Iterator[Finding]:
    """A low price is not disregarded before the bidder has had a fair chance to explain it."""
    if not decision.excludes or all(_was_heard(case, decision, lot) for lot in case.lots):
        return
    duty = _commanded(case, LOW_PRICE_HEARD)
    yield DISREGARDED_UNHEARD(
        f"The tender of {decision.provider} is disregarded for its price before the bidder has "
        "answered",
        severity=Severity.BLOCKS if duty else Severity.WARNS,
        source=duty.citation if duty else None,
        remedy=_hear(case, decision),
        about=decision.provider,
    )


def _hear(case: Case, decision: PriceDecision) -> str:
    """The way to hear a bidder; one that never answers must not hold the decision back for ever."""
    asked = [last for lot in case.lots if (last := _last_query(case, decision, lot))]
    if any(query.answer_by is None for query in asked):
        return "Record the answer, or ask again and set a day for it"
    return "Record the answer, or wait until the day by which it was due has passed"


def _last_query(case: Case, decision: PriceDecision, lot: str) -> PriceQueried | None:
    provider, day = decision.provider, decision.on
    queries = [q for q in case.every(PriceQueried, lot) if q.provider == provider and q.on <= day]
    return sorted(queries, key=lambda query: query.on)[-1] if queries else None


def _was_heard(case: Case, decision: PriceDecision, lot: str) -> bool:
    """Whether the last question about the lot was answered, or the day for an answer has passed."""
    provider, day = decision.provider, decision.on
    last = _last_query(case, decision, lot)
    if last is None:
        return False
    answers = case.every(PriceExplained, lot)
    answered = any(each.provider == provider and last.on <= each.on <= day for each in answers)
    return answered or (last.answer_by is not None and last.answer_by.day < day)
