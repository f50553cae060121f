"""Tenders rejected, withdrawn or corrected: what becomes of their points, and of everybody else's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from attrs import evolve

from commissioning.errors import written
from commissioning.evaluation.inputs import Source, corrected, for_lot
from commissioning.evaluation.result import Result
from commissioning.findings.codes import evaluation as codes
from commissioning.findings.finding import Finding
from commissioning.records.tender import LotPrice, TenderReceived
from commissioning.records.tender_faults import PriceCorrected
from commissioning.values.text import agreeing, listed


def why_gone(source: Source, tender: TenderReceived) -> str:
    """Why a tender is out of the ranking although it still counts for the points of the others."""
    withdrawal = source.withdrawal_since(tender)
    if withdrawal is None:
        return ""
    return (
        f"withdrawn on {written(withdrawal.on)}, after an award was recommended; the points of the "
        "others stay as they were"
    )


def price_remarks(source: Source, tenders: Iterable[TenderReceived]) -> Iterator[Finding]:
    """A remark for each price that is judged as corrected, and a finding where a correction misfits."""
    for tender in tenders:
        corrections = source.corrections(tender)
        offer = tender.price(source.lot)
        for number, correction in enumerate(corrections):
            yield from misfit(offer, corrections[:number], correction)
        judged = source.price(tender)
        if offer is not None and judged is not None and judged != offer:
            latest = corrections[-1]
            waits = latest.confirmed_by_provider is None
            yield codes.PRICE_CORRECTED.warns(
                f"The price of {tender.provider}{for_lot(source.lot)} is judged as {judged.price}, "
                f"corrected from {offer.price}: {latest.because}"
                f"{'. It has not confirmed the correction yet' if waits else ''}",
                remedy="Record whether the provider stands by the corrected price" if waits else "",
                about=tender.provider,
            )


def misfit(
    offer: LotPrice | None, earlier: Sequence[PriceCorrected], correction: PriceCorrected
) -> Iterator[Finding]:
    """The findings that a correction is of another price, or moves it to another basis."""
    known = dict.fromkeys(
        each.price for each in (offer, corrected(offer, earlier)) if each is not None
    )
    if correction.was not in known:
        states = f"states {listed(map(str, known), 'or')}" if known else "has no price"
        yield codes.CORRECTION_MISFITS(
            f"The correction of {written(correction.on)} changes a price of {correction.was}, but "
            f"the tender of {correction.provider}{for_lot(correction.lot)} {states}",
            remedy="Give the price that was tendered, with its VAT basis",
            about=correction.provider,
        )
    was, becomes = correction.was, correction.becomes
    if (was.currency, was.vat) != (becomes.currency, becomes.vat):
        yield codes.CORRECTION_MISFITS(
            f"The correction of {written(correction.on)} changes a price of {was} to {becomes}, "
            "which is in another currency or on another VAT basis",
            remedy="Give both prices in one currency and on one VAT basis",
            about=correction.provider,
        )


def with_those_gone(source: Source) -> Source | None:
    """The lot with every tender back in that was withdrawn or rejected; None if none was."""
    gone = [
        tender
        for tender in source.tenders
        if tender.is_for(source.lot) and (source.taken_back(tender) or source.rejection(tender))
    ]
    return evolve(source, withdrawn=(), rejected=()) if gone else None


def order_turned(before: Result | None, after: Result) -> Iterator[Finding]:
    """A remark that tenders that have gone turn the order of those that are left."""
    if before is None:
        return
    left = set(chain(*after.ranking))
    gone = [provider for provider in chain(*before.ranking) if provider not in left]
    was = [[provider for provider in group if provider in left] for group in before.ranking]
    orders = [[sorted(group) for group in order if group] for order in (was, after.ranking)]
    if gone and orders[0] != orders[1]:
        were, are = (", ".join(" = ".join(group) for group in order) for order in orders)
        yield codes.ORDER_TURNED.warns(
            f"Without {listed(gone)}, the order{for_lot(after.lot)} is {are}; with "
            f"{agreeing(len(gone), 'it', 'them')}, "
            f"the order of the same tenders was {were}",
            remedy="Say in the report that this decides the order, and why the points are worked out again",
        )
