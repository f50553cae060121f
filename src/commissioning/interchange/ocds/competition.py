"""From the plan to the deadline: what the planning and tender sections of a state say."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Final

from attrs import evolve

from commissioning.dates.deadlines import Deadline
from commissioning.dates.periods import Period
from commissioning.dates.windows import Window
from commissioning.interchange.ocds.facts import per_cent
from commissioning.interchange.ocds.hand import Hand, because
from commissioning.interchange.ocds.seen import Seen, Told
from commissioning.records.criteria import Criterion, CriterionKind
from commissioning.records.ending import Abandonment, AbandonmentReason
from commissioning.records.engagement import MarketEngagement
from commissioning.records.methods import AwardMethod, DescribedCriteria
from commissioning.records.record import Record
from commissioning.records.selection import SelectionQuestionnaire
from commissioning.records.tender import (
    Clarification,
    DeadlineExtended,
    InvitationToTender,
    LotLimits,
    LotPrice,
    TenderReceived,
    TenderWithdrawn,
)
from commissioning.records.timetable import Timetable, TimetableRow
from commissioning.stages import Stage
from commissioning.values.scales import HUNDRED

_STOPPED: Final = {
    "cancelled": AbandonmentReason.OTHER,
    "withdrawn": AbandonmentReason.WITHDRAWN,
    "unsuccessful": AbandonmentReason.NONE_SUITABLE,
}
DUE: Final = "Tenders due"
TERM: Final = "Term of the contract"
"""The words of rows of a timetable that a writer finds again."""
PLANNED: Final = (
    ("enquiryPeriod", "endDate", "Questions by", None),
    ("awardPeriod", "startDate", "Award from", "award-recommendation"),
    ("awardPeriod", "endDate", "Award by", "award-recommendation"),
    ("bidOpening", "date", "Tenders opened", "tender-opening"),
    ("secondStage", "invitationDate", "Invitations sent", "itt"),
    ("communication", "futureNoticeDate", "Next notice", None),
)
"""The planned days of a notice: its section and field, the words of the row, and the step."""


def engagements(hand: Hand, state: Seen, told: Told) -> Iterator[Record]:
    """Market engagement, by its milestone. A notice says when it ends, and is taken for its beginning."""
    for milestone in state.at("planning").each("milestones"):
        if milestone.text("type") != "engagement":
            continue
        title, ends = milestone.text("title"), milestone.day("dueDate")
        if hand.is_new(("engagement", milestone.text("id") or title), (title, ends)):
            period = Period(told.on, ends) if ends and ends >= told.on else None
            yield from hand.made(
                MarketEngagement,
                told,
                ("period",) if period else (),
                on=told.on,
                method=title or milestone.text("description") or None,
                period=period,
            )


def competition(hand: Hand, state: Seen, told: Told) -> Iterator[Record]:
    """The opening of the competition, its later deadlines, and what was planned for it."""
    tender = state.at("tender")
    if any(tag.startswith("tender") for tag in told.tags) and "tenderCancellation" not in told.tags:
        yield from _opening(hand, tender, told)
    else:
        yield from _planned(hand, tender, told)
    yield from _questions(hand, tender, told)
    yield from _bids(hand, state, told)
    yield from _abandonments(hand, tender, told)


def _due(tender: Seen) -> Deadline | None:
    return tender.at("tenderPeriod").deadline("endDate")


def _opening(hand: Hand, tender: Seen, told: Told) -> Iterator[Record]:
    published = tender.day("datePublished")
    opened = "invitation" in hand.said or "selection" in hand.said
    if published is not None and published < told.on and not opened:
        told = evolve(told, on=published)  # an update of a notice whose own release is not held
    route = hand.facts.route
    chosen = route is not None and Stage.SSQ in route
    interest = tender.deadline("expressionOfInterestDeadline")
    due = _due(tender)
    if not chosen:
        yield from _invited(hand, tender, told, due)
    elif interest is not None:
        yield from _selected(hand, tender, told, interest)
        if due is not None:  # the invitation follows unpublished; its deadline is announced here
            yield from _invited(hand, tender, told, due, inferred=("on",))
    else:  # before the Act the end of the tender period is that of the requests to take part
        yield from _selected(hand, tender, told, due)
        yield from _invited_by_criteria(hand, tender, told)
    yield from _planned(hand, tender, told)


def _selected(hand: Hand, tender: Seen, told: Told, due: Deadline | None) -> Iterator[Record]:
    if hand.is_new("selection", due):
        most = [lot.at("secondStage").limit("maximumCandidates") for lot in tender.each("lots")]
        known = {
            number
            for number in (*most, tender.at("secondStage").limit("maximumCandidates"))
            if number
        }
        yield from hand.made(
            SelectionQuestionnaire,
            told,
            on=told.on,
            responses_due_by=_not_past(hand, due, told),
            most_shortlisted=known.pop() if len(known) == 1 else None,
        )


def _invited_by_criteria(hand: Hand, tender: Seen, told: Told) -> Iterator[Record]:
    """The criteria of a procedure with selection, announced before anybody is invited."""
    method = _method(hand, tender)
    if method is not None and hand.is_new("invitation"):
        hand.said["due"] = None
        yield from hand.made(
            InvitationToTender, told, ("on",), on=told.on, method=method, lot_limits=_limits(tender)
        )


def _invited(
    hand: Hand, tender: Seen, told: Told, due: Deadline | None, inferred: tuple[str, ...] = ()
) -> Iterator[Record]:
    if hand.is_new("invitation"):
        hand.said["due"] = due
        yield from hand.made(
            InvitationToTender,
            told,
            inferred,
            on=told.on,
            method=_method(hand, tender),
            tenders_due_by=_not_past(hand, due, told),
            lot_limits=_limits(tender),
        )
    elif due is not None and due != hand.said.get("due"):
        hand.said["due"] = due
        why = [
            amendment.text("rationale") or amendment.text("description")
            for amendment in tender.each("amendments")
        ]
        yield from hand.made(
            DeadlineExtended, told, on=told.on, tenders_due_by=due, because=because(*reversed(why))
        )


def _not_past(hand: Hand, due: Deadline | None, told: Told) -> Deadline | None:
    """A deadline, unless it is before the notice that sets it."""
    if due is None or due.day >= told.on:
        return due
    hand.looks.misread["tender.tenderPeriod.endDate"] = f"{due.day}, before the notice of {told.on}"
    return None


def _limits(tender: Seen) -> LotLimits | None:
    details = tender.at("lotDetails")
    tendered = details.limit("maximumLotsBidPerSupplier")
    awarded = details.limit("maximumLotsAwardedPerSupplier")
    if tendered is None and awarded is None:
        return None
    return LotLimits(most_tendered=tendered, most_awarded=awarded)


def _method(hand: Hand, tender: Seen) -> AwardMethod | None:
    """The criteria by which tenders are judged, with the weights where they add up. No notice has scales."""
    by_lot = [(lot.text("id"), _criteria(lot.at("awardCriteria"))) for lot in tender.each("lots")]
    found = [(lot, criteria) for lot, criteria in by_lot if criteria]
    if not found:
        words = tender.text("awardCriteriaDetails") or tender.text("awardCriteria")
        if not words:
            return None
        criterion = Criterion(reference="criteria", title="The criteria of the notice")
        return DescribedCriteria(criteria=(criterion,), importance=words)
    alike = len({criteria for _, criteria in found}) == 1 and len(found) == len(by_lot)
    criteria: list[Criterion] = []
    for lot, rows in found[:1] if alike else found:
        for number, (kind, title, weight) in enumerate(rows, 1):
            criteria.append(
                Criterion(
                    reference=f"c{number}" if alike else f"{lot}-c{number}",
                    title=title,
                    kind=CriterionKind.PRICE if kind in {"price", "cost"} else CriterionKind.MARKED,
                    weight=weight,
                    lots=(lot,) if lot and hand.lots and not alike else None,
                )
            )
    return DescribedCriteria(criteria=tuple(criteria), importance=_importance(found))


_Rows = tuple[tuple[str, str, Decimal | None], ...]


def _importance(found: list[tuple[str, _Rows]]) -> str:
    """How the criteria compare, in words: weights that add up to 100, or what is lacking."""
    for _, rows in found:
        weights = [weight for _, _, weight in rows if weight is not None]
        if len(weights) < len(rows):
            return "not all weights are published"
        if sum(weights) != HUNDRED:
            return f"weights as published, which add up to {sum(weights)}"
    return "weights in per cent, without the scale that marks are given on"


def _criteria(criteria: Seen) -> _Rows:
    rows = []
    for number, criterion in enumerate(criteria.each("criteria"), 1):
        kind, name, words = (criterion.text(part) for part in ("type", "name", "description"))
        weights = [
            each.number("number")
            for each in criterion.each("numbers")
            if each.text("weight") == "percentageExact"
        ]
        stated = [weight for weight in weights if weight is not None]
        weight = stated[0] if stated else per_cent(words)
        if weight is None and (weight := per_cent(name)) is not None:
            name = ""
        title = name or (words if per_cent(words) is None else "") or kind or f"Criterion {number}"
        rows.append((kind, title[:200], weight if weight is None or weight >= 0 else None))
    return tuple(rows)


def _planned(hand: Hand, tender: Seen, told: Told) -> Iterator[Record]:
    """The plans of a notice, as rows of a timetable: never as acts."""
    rows = []
    for section, name, what, step in PLANNED:
        day = tender.at(section).day(name)
        if day is not None and hand.is_new(("planned", what), day):
            rows.append(TimetableRow(what=what, window=Window.day(day), step=step))
    if "invitation" not in hand.said and "selection" not in hand.said:
        due = _due(tender)
        if due is not None and hand.is_new(("planned", "due"), due.day):
            rows.append(TimetableRow(what=DUE, window=Window.day(due.day), step="tender-opening"))
    term = tender.period("contractPeriod")
    if term is not None and hand.is_new(("planned", "term"), term):
        window = Window.span(term.starts_on, term.ends_on)
        rows.append(TimetableRow(what=TERM, window=window))
    if rows:
        yield from hand.made(Timetable, told, on=told.on, rows=tuple(rows))


def _questions(hand: Hand, tender: Seen, told: Told) -> Iterator[Record]:
    for enquiry in tender.each("enquiries"):
        question = enquiry.text("description") or enquiry.text("title")
        answer = enquiry.text("answer")
        if question and answer and hand.is_new(("enquiry", enquiry.text("id") or question)):
            lot = enquiry.text("relatedLot")
            yield from hand.made(
                Clarification,
                told,
                on=enquiry.day("dateAnswered") or told.on,
                question=question,
                answer=answer,
                lots=(lot,) if lot in {each.reference for each in hand.lots} else None,
            )


def _bids(hand: Hand, state: Seen, told: Told) -> Iterator[Record]:
    """Tenders by name, which few portals publish."""
    for bid in state.at("bids").each("details"):
        status, day = bid.text("status"), bid.day("date")
        for provider in hand.providers(bid.each("tenderers")):
            lots = hand.lots_of(bid)
            key = (bid.text("id"), provider)
            if hand.is_new(("bid", *key)):
                price = bid.money("value") if lots is None or len(lots) == 1 else None
                prices = (
                    (LotPrice(price=price, lot=lots[0] if lots else "whole", per="whole term"),)
                    if price
                    else ()
                )
                yield from hand.made(
                    TenderReceived, told, () if day else ("on",),
                    on=day or told.on, provider=provider, prices=prices, lots=lots,
                )  # fmt: skip
            if status == "withdrawn" and hand.is_new(("withdrawn", *key)):
                yield from hand.made(
                    TenderWithdrawn, told, on=told.on, provider=provider, lots=lots
                )


def _abandonments(hand: Hand, tender: Seen, told: Told) -> Iterator[Record]:
    status, details = tender.text("status"), tender.text("statusDetails")
    day: date | None = tender.day("finalStatusDate")
    stopped = {
        lot.text("id"): lot.text("status")
        for lot in tender.each("lots")
        if lot.has("status") and lot.data["status"] in _STOPPED
    }
    whole = status in _STOPPED or (hand.lots and len(stopped) == len(hand.lots))
    if not whole and "tenderCancellation" in told.tags and not stopped:
        whole, status = True, "cancelled"
    if not whole and not (stopped and hand.lots):
        return
    how = status if status in _STOPPED else next(iter(stopped.values()))
    if hand.is_new("abandoned", (how, tuple(stopped))):
        yield from hand.made(
            Abandonment,
            told,
            () if details else ("because",),
            on=day or told.on,
            because=details or f"the notice gives the status {how}",
            reason=_STOPPED[how],
            lots=None if whole else tuple(stopped),
        )
