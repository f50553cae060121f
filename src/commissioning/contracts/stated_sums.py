"""The sums that records state about a procurement, each with the words to report it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import floor

from attrs import evolve

from commissioning.contracts.sums import Span, Sum, span_of
from commissioning.errors import written
from commissioning.evaluation.inputs import corrected
from commissioning.ledger.ledger import Ledger
from commissioning.records.approval import ApprovalToProcure
from commissioning.records.award import ApprovalToAward, AwardRecommendation
from commissioning.records.contract import ContractSigned
from commissioning.records.record import WHOLE, of_lots
from commissioning.records.specification import Lot, ServiceSpecification
from commissioning.records.strategy import ProcurementStrategy
from commissioning.records.tender import InvitationToTender, LotPrice, TenderReceived
from commissioning.records.tender_faults import PriceCorrected
from commissioning.values.frozen import frozen
from commissioning.values.money import Money
from commissioning.values.text import Word, capital, listed


class Link(Word):
    """One link of the chain of sums."""

    ESTIMATE = "estimate"
    APPROVAL = "approval to procure"
    ENVELOPE = "financial envelope"
    TENDER = "tender"
    RECOMMENDATION = "recommendation"
    AWARD = "approval to award"
    CONTRACT = "contract"
    OPTION = "extension option"
    CHANGE = "change"


@frozen(kw_only=True)
class StatedSum:
    """A sum that a record states, or that follows from what it states."""

    link: Link
    on: date
    sum: Sum
    subject: str
    """The words before the sum where it is measured: "Contract C1 is signed for"."""
    for_what: str = ""
    """The words after the sum where it is measured: " for lot N1"."""
    before: str = "the "
    """The words before the sum where it is the limit."""
    after: str = ""
    """The words after the sum where it is the limit: " that alder tendered on 3 May 2022"."""
    scope: tuple[str, ...] | None = None
    """The lots that it is for; None for all of them."""
    advice: str = ""
    """The advice where a tender is above it as a limit."""
    rise: Decimal | None = None
    """The per cent by which a limit may be passed without a new decision."""
    about: str = ""
    """The provider, contract or recommendation concerned."""

    @property
    def most(self) -> Sum:
        """The limit with the rise that is allowed, to the penny below."""
        if self.rise is None:
            return self.sum
        amount = self.sum.amount
        pennies = floor(Fraction(amount.amount) * (100 + Fraction(self.rise)))
        return Sum(amount.of_pennies(pennies), self.sum.span)


def total(sums: list[Sum | None]) -> Sum | None:
    """The sum of some sums; None where one is missing, or they differ in span or basis."""
    amount = Money.total_or_none(None if each is None else each.amount for each in sums)
    spans = {each.span for each in sums if each is not None}
    return Sum(amount, spans.pop()) if amount is not None and len(spans) == 1 else None


def estimate(strategy: ProcurementStrategy | None) -> StatedSum | None:
    """The estimate for the whole procurement."""
    if strategy is None or strategy.estimated_value is None:
        return None
    return StatedSum(
        link=Link.ESTIMATE,
        on=strategy.on,
        sum=Sum(strategy.estimated_value, Span.WHOLE),
        subject="The strategy estimates",
        scope=strategy.lots,
        after=f" estimated in the strategy of {strategy.day_words}",
    )


def approved(approval: ApprovalToProcure | None) -> StatedSum | None:
    """The sum that may be procured."""
    if approval is None or approval.value is None:
        return None
    return StatedSum(
        link=Link.APPROVAL,
        on=approval.on,
        sum=Sum(approval.value, Span.WHOLE),
        subject=f"{approval.decided_by} approves",
        scope=approval.lots,
        after=f" approved to be procured on {written(approval.on)}{_rise(approval.tolerance)}",
        rise=approval.tolerance,
    )


def _rise(tolerance: Decimal | None) -> str:
    return f" with the {tolerance}% allowed beyond it" if tolerance else ""


def envelope(record: ProcurementStrategy | InvitationToTender | None) -> StatedSum | None:
    """The financial envelope of a strategy or an invitation."""
    given = record.envelope if record else None
    if record is None or given is None:
        return None
    return StatedSum(
        link=Link.ENVELOPE,
        on=record.on,
        sum=Sum(given.amount, span_of(given.per)),
        subject=f"The envelope of the {record.described()} is",
        before="the financial envelope of ",
        advice="Expect the evaluation to exclude it" if given.above_is_refused else "",
    )


def tendered(ledger: Ledger, provider: str, lots: tuple[str, ...]) -> StatedSum | None:
    """The price that a provider asks in its latest tender for each of some lots, added up."""
    # Not `about` it: where a lot has the same name, that asks about the lot.
    tenders = [each for each in ledger.every(TenderReceived) if each.provider == provider]
    latest = [next((t for t in reversed(tenders) if t.is_for(lot)), None) for lot in lots]
    if None in latest:
        return None
    together = total([_corrected(ledger, t, lot) for t, lot in zip(latest, lots, strict=True) if t])
    return _tender(tenders[-1], together, lots) if together else None


def _corrected(ledger: Ledger, tender: TenderReceived, lot: str) -> Sum | None:
    """The price asked for a lot, after an obvious slip in it was put right."""
    every = ledger.every(PriceCorrected)
    offer = corrected(tender.price(lot), [each for each in every if each.corrects(tender, lot)])
    return Sum(offer.price, span_of(offer.per)) if offer else None


def offer(tender: TenderReceived, price: LotPrice) -> StatedSum:
    """The price that a tender asks for one lot."""
    return _tender(tender, Sum(price.price, span_of(price.per)), (price.lot,))


def _tender(tender: TenderReceived, price: Sum, lots: tuple[str, ...]) -> StatedSum:
    provider = tender.provider
    return StatedSum(
        link=Link.TENDER,
        on=tender.on,
        sum=price,
        subject=f"{capital(provider)} asks",
        for_what=f" for {of_lots(lots)}",
        after=f" that {provider} tendered on {written(tender.on)}",
        scope=lots,
        about=provider,
    )


def recommended(
    recommendation: AwardRecommendation, provider: str, lots: tuple[str, ...]
) -> StatedSum | None:
    """The price at which a provider is recommended for some lots, where the paper states one."""
    awards = [
        a for a in recommendation.awards if a.provider == provider and a.lot in {*lots, WHOLE}
    ]
    together = total([Sum(a.value, Span.TERM) if a.value else None for a in awards])
    if together is None:
        return None
    reference = recommendation.reference
    return StatedSum(
        link=Link.RECOMMENDATION,
        on=recommendation.on,
        sum=together,
        subject=f"Recommendation {reference} names",
        for_what=f" for {provider}",
        after=f" that recommendation {reference} names",
        about=reference,
    )


def awarded(approval: ApprovalToAward | None) -> StatedSum | None:
    """The sum that may be awarded."""
    value = approval.value if approval else None
    if approval is None or value is None:
        return None
    return StatedSum(
        link=Link.AWARD,
        on=approval.on,
        sum=Sum(value, Span.WHOLE),
        subject=f"{approval.decided_by} approves an award of",
        after=f" approved to be awarded on {written(approval.on)}{_rise(approval.tolerance)}",
        rise=approval.tolerance,
        scope=approval.lots,
        about=approval.recommendation,
    )


def recommended_together(
    ledger: Ledger, provider: str, lots: tuple[str, ...], papers: tuple[AwardRecommendation, ...]
) -> StatedSum | None:
    """The price recommended for some lots; of several papers, the prices of each added up."""
    if len(papers) == 1:
        return recommended(papers[0], provider, lots)
    parts = [
        recommended(paper, provider, own) or tendered(ledger, provider, own)
        for paper in papers
        if (own := tuple(lot for lot in lots if provider in paper.winners(lot)))
    ]
    together = total([part.sum if part else None for part in parts])
    if together is None:
        return None
    names = listed(paper.reference for paper in papers)
    return StatedSum(
        link=Link.RECOMMENDATION,
        on=max(paper.on for paper in papers),
        sum=together,
        subject=f"Recommendations {names} name",
        for_what=f" for {provider}",
        after=f" that recommendations {names} name together",
        about=names,
    )


def papers_of(ledger: Ledger, contract: ContractSigned) -> Iterator[AwardRecommendation]:
    """The recommendations that a contract carries out."""
    return filter(None, (ledger.named(AwardRecommendation, r) for r in contract.recommendations))


def awarded_together(ledger: Ledger, contract: ContractSigned) -> StatedSum | None:
    """The sum that may be awarded under a contract's recommendations; None where an approval states none.

    Of a recommendation that is approved lot by lot, it is the sum for the lots of the contract.
    """
    awards, lots = list[StatedSum](), ledger.lots_of(contract)
    for name in contract.recommendations:
        every = ((a, award) for a in ledger.every(ApprovalToAward, name) if (award := awarded(a)))
        last = {lot: award for a, award in every for lot in lots if lot in ledger.lots_of(a)}
        if not last:
            return None
        awards += dict.fromkeys(last.values())
    together = total([award.sum for award in awards])
    if together is None:
        return None
    if len(awards) == 1:
        return awards[0]
    after = " approved to be awarded under the recommendations that it carries out"
    rises = {award.rise for award in awards}
    rise = rises.pop() if len(rises) == 1 else None
    return evolve(awards[-1], sum=together, after=after, rise=rise)


def lot_estimates(ledger: Ledger, lots: tuple[str, ...]) -> StatedSum | None:
    """The estimates for some lots in their specification, added up."""
    specification = ledger.find(ServiceSpecification, lots[0])
    if specification is None:
        return None
    known = {lot.reference: lot for lot in specification.divided_into}
    together = total([_of_lot(known.get(lot)) for lot in lots])
    if together is None:
        return None
    return StatedSum(
        link=Link.ESTIMATE,
        on=specification.on,
        sum=together,
        subject="The specification estimates",
        after=f" estimated for {of_lots(lots)} in the specification of {specification.day_words}",
    )


def _of_lot(lot: Lot | None) -> Sum | None:
    if lot is None:
        return None
    if lot.total_value is not None:
        return Sum(lot.total_value, Span.TERM)
    return Sum(lot.annual_value, Span.YEAR) if lot.annual_value else None
