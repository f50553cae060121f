"""Prices that look too low: questioned, heard, and decided on as the law of the day allows."""

from __future__ import annotations

from collections.abc import Iterator

from commissioning.errors import written
from commissioning.evaluation.from_ledger import source_of
from commissioning.evaluation.reporting.abnormally_low import LowPrice, low_prices
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
    found: dict[Finding, None] = {}
    for lot in case.lots:
        source = source_of(case, lot)
        standing = {
            tender.provider
            for tender in (source.tenders if source else ())
            if source and tender.is_for(lot) and not source.taken_back(tender)
        }
        queries = [q for q in case.every(PriceQueried, lot) if q.provider in standing]
        decisions = case.every(PriceDecision, lot)
        for query in queries:
            if not any(d.provider == query.provider and d.on >= query.on for d in decisions):
                found[_open(query)] = None
        asked = {query.provider for query in queries}
        for low in low_prices(source) if source else ():
            if low.provider not in asked:
                found[_unasked(case, low)] = None
    yield from found


def _open(query: PriceQueried) -> Finding:
    return PRICE_QUERY_OPEN(
        f"the price of {query.provider} was questioned on {written(query.on)} "
        f"({query.because}) and nothing is decided",
        remedy="record the answer and the decision",
        about=query.provider,
    )


def _unasked(case: Case, low: LowPrice) -> Finding:
    duty = _commanded(case, LOW_PRICE_ASKED)
    return LOW_PRICE_UNASKED(
        f"{low}, and the bidder has not been asked",
        severity=Severity.BLOCKS if duty else Severity.WARNS,
        source=duty.citation if duty else None,
        remedy="ask the bidder to show that the price is workable (PriceQueried)"
        + (", or record why it does not look too low (Waiver)" if duty else ""),
        about=low.provider,
    )


def _commanded(case: Case, parameter: Parameter[bool]) -> Row[bool] | None:
    """The row of the law that commands something, or None where none does."""
    return next((row for row in case.law.every(parameter, case.on) if row.value), None)


@check(PriceDecision, DISREGARDED_UNHEARD)
def bidder_was_heard(case: Case, decision: PriceDecision) -> Iterator[Finding]:
    """A low price is not disregarded before the bidder has had a fair chance to explain it."""
    if not decision.excludes or all(_had_its_say(case, decision, lot) for lot in case.lots):
        return
    duty = _commanded(case, LOW_PRICE_HEARD)
    yield DISREGARDED_UNHEARD(
        f"the tender of {decision.provider} is disregarded for its price before it has answered",
        severity=Severity.BLOCKS if duty else Severity.WARNS,
        source=duty.citation if duty else None,
        remedy="record the answer, or wait until the day it was to answer by has passed",
        about=decision.provider,
    )


def _had_its_say(case: Case, decision: PriceDecision, lot: str) -> bool:
    """Whether the last question about the lot was answered, or the day for an answer has passed."""
    asked = [
        query
        for query in case.every(PriceQueried, lot)
        if query.provider == decision.provider and query.on <= decision.on
    ]
    answered = [
        answer.on
        for answer in case.every(PriceExplained, lot)
        if answer.provider == decision.provider and answer.on <= decision.on
    ]
    if not asked:
        return False
    last = sorted(asked, key=lambda query: query.on)[-1]
    waited = last.answer_by is not None and last.answer_by.day < decision.on
    return waited or any(day >= last.on for day in answered)
