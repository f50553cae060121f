"""Late entry is no way round: what became known only later is shown, and makes nothing lawful.

A record says when it was learned of (`learned`). These conditions ask what was known on the day, and
what had been opened or decided by the day on which it was learned of.
"""

from __future__ import annotations

from commissioning.errors import written
from commissioning.findings.codes.competition import TENDER_AFTER_OPENING
from commissioning.findings.codes.evaluation import MARKED_AFTER_AWARD
from commissioning.findings.codes.process import APPROVAL_NOT_KNOWN, ENTERED_OUT_OF_ORDER
from commissioning.gates.case import Case, Found, check
from commissioning.records.approval import Approval
from commissioning.records.award import AwardRecommendation
from commissioning.records.record import Record, of_lots
from commissioning.records.tender import TenderOpening, TenderReceived
from commissioning.stages import During, Placement, Stage
from commissioning.values.text import display_name


def approvals_were_known(case: Case, needed: type[Approval]) -> Found:
    """An approval that an act rests on was known on the day of the act."""
    for lot in case.lots:
        given = [each for each in case.every(needed, lot) if each.on <= case.on]
        known_on = min([each.known_on for each in given], default=case.on)
        if known_on > case.on:
            yield APPROVAL_NOT_KNOWN(
                f"The {given[-1].described()} became known only on {written(known_on)}, so nothing "
                f"could rest on it on {written(case.on)}",
                remedy=f"Do it on or after {written(known_on)}, or correct the day it was learned of",
                earliest=known_on,
                about=given[-1].reference or None,
            )


def entered_in_order(case: Case, where: Placement) -> Found:
    """A record of a stage that its lots have left says when it was learned of.

    While a procurement is planned, its papers come in any order.
    """
    record = case.record
    if record is None or record.learned is not None or not isinstance(where, During):
        return
    for lot in case.lots:
        at = case.ledger.stages.get(lot)
        if at is None or at.place <= Stage.SPECIFICATION.place:
            continue
        opened = case.ledger.opened_on(lot, at)
        if opened and record.on < opened:
            yield ENTERED_OUT_OF_ORDER.warns(
                f"The {record.described()} is entered after {of_lots((lot,))} reached the {at.words} "
                f"stage on {written(opened)}, and does not say when it was learned of",
                remedy="Say when and why it was learned of, or correct the day",
                about=lot,
            )
            return


@check(TenderReceived, TENDER_AFTER_OPENING)
def tender_was_there_at_the_opening(case: Case, tender: TenderReceived) -> Found:
    """A tender that first turns up after the opening could have been written with the others in view."""
    if tender.learned is None:
        return
    for lot in (lot for lot in case.lots if tender.is_for(lot)):
        opening = case.entered.find(TenderOpening, lot)
        if opening is not None and opening.on <= tender.learned.on:
            yield TENDER_AFTER_OPENING.warns(
                f"The tender of {tender.provider} of {written(tender.on)} turned up on "
                f"{written(tender.learned.on)}, after tenders were opened on {written(opening.on)}",
                remedy="Keep the proof of the time it came in, and tell every bidder",
                about=tender.provider,
            )
            return


@check(Record, MARKED_AFTER_AWARD)
def marks_were_there_at_the_recommendation(case: Case, record: Record) -> Found:
    """A mark that first turns up after the award was recommended is reported when it is entered."""
    if record.learned is None:
        return
    for lot in case.lots:
        recommended = case.entered.find(AwardRecommendation, lot)
        if recommended is not None and recommended.on <= record.learned.on:
            yield MARKED_AFTER_AWARD.warns(
                f"The {display_name(type(record))} of {written(record.on)} became known on "
                f"{written(record.learned.on)}, after the award was recommended on "
                f"{written(recommended.on)}",
                remedy="It counts once the evaluation is reopened, so that every bidder has the outcome",
            )
            return
