"""From the plan to the deadline: what the planning and tender sections of a state say."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Final

from commissioning.dates import periods, windows
from commissioning.errors import written
from commissioning.interchange.ocds.hand import Hand, because, per_cent
from commissioning.interchange.ocds.seen import Seen
from commissioning.records import ending, engagement, methods, record, selection, timetable
from commissioning.records import tender as tendering
from commissioning.records.criteria import Criterion, CriterionKind
from commissioning.stages import Stage
from commissioning.values import scales, text

COMPETING: Final = frozenset(("tender", "tenderUpdate", "tenderAmendment"))
"""The tags of a release that calls for competition."""
STOPPED: Final = {
    "cancelled": ending.AbandonmentReason.OTHER,
    "withdrawn": ending.AbandonmentReason.WITHDRAWN,
    "unsuccessful": ending.AbandonmentReason.NONE_SUITABLE,
}
"""The status of a tender that stops, and why it does."""
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


def engagements(hand: Hand, state: Seen) -> None:
    """Market engagement, by its milestone. A notice says when it ends, and is taken for its beginning."""
    on = hand.told.on
    milestones = state.at("planning").changed("milestones")
    for milestone in (each for each in milestones if each.text("type") == "engagement"):
        title, ends = milestone.text("title"), milestone.day("dueDate")
        if hand.is_new(("engagement", milestone.text("id") or title), (title, ends)):
            period = periods.Period(on, ends) if ends and ends >= on else None
            method = title or milestone.text("description") or None
            hand.add(
                engagement.MarketEngagement, ("period",) if period else (), method=method, period=period,
            )  # fmt: skip


def competition(hand: Hand, state: Seen) -> None:
    """The opening of the competition, its later deadlines, and what was planned for it."""
    tender, tags = state.at("tender"), hand.told.tags
    if any(tag.startswith("tender") for tag in tags) and "tenderCancellation" not in tags:
        _opening(hand, tender)
    else:
        _planned(hand, tender, hand.told.on)
    _questions(hand, tender)
    _bids(hand, state)
    _abandonments(hand, tender)


def _opening(hand: Hand, tender: Seen) -> None:
    published, on = tender.day("datePublished"), hand.told.on
    opened = "invitation" in hand.said or "selection" in hand.said
    if published is not None and published < on and not opened:
        on = published  # an update of a notice whose own release is not held
    route = hand.facts.route
    chosen = route is not None and Stage.SSQ in route
    interest = tender.deadline("expressionOfInterestDeadline")
    due = tender.at("tenderPeriod").deadline("endDate")
    if not chosen:
        _invited(hand, tender, on, due)
    elif interest is not None:
        _selected(hand, tender, on, interest)
        if due is not None:  # the invitation follows unpublished; its deadline is announced here
            _invited(hand, tender, on, due, inferred=("on",))
    else:  # before the Act the end of the tender period is that of the requests to take part
        _selected(hand, tender, on, due)
        if _method(hand, tender) is not None:  # announced before anybody is invited
            _invited(hand, tender, on, None, inferred=("on",))
    _planned(hand, tender, on)


def _selected(hand: Hand, tender: Seen, on: date, due: periods.Deadline | None) -> None:
    if hand.is_new("selection", due):
        stages = (tender.at("secondStage"), *(lot.at("secondStage") for lot in tender.each("lots")))
        most = {number for stage in stages if (number := stage.limit("maximumCandidates"))}
        hand.add(
            selection.SelectionQuestionnaire, on=on, responses_due_by=_not_past(hand, due, on),
            most_shortlisted=most.pop() if len(most) == 1 else None,
        )  # fmt: skip


def _invited(
    hand: Hand, tender: Seen, on: date, due: periods.Deadline | None, inferred: tuple[str, ...] = ()
) -> None:
    own, limits = _method(hand, tender), _limits(tender)
    method = own or _method(hand, hand.tender)  # some announce the criteria after the tender
    hand.once("The invitation to tender", {"criteria": method, "limits on lots": limits})
    if hand.is_new("invitation"):
        hand.said["due"] = due
        hand.add(
            tendering.InvitationToTender, inferred if own == method else (*inferred, "method"), on=on,
            method=method, lot_limits=limits,
            tenders_due_by=_not_past(hand, due, on),
        )  # fmt: skip
    elif due is not None and due != hand.said.get("due"):
        hand.said["due"] = due
        why = [
            each.text("rationale") or each.text("description") for each in tender.each("amendments")
        ]
        hand.add(
            tendering.DeadlineExtended, on=on, tenders_due_by=due, because=because(*reversed(why))
        )


def _not_past(hand: Hand, due: periods.Deadline | None, on: date) -> periods.Deadline | None:
    if due is None or due.day >= on:
        return due
    early = f"Tenders are due on {written(due.day)}, before the notice of {written(on)}"
    hand.warn(f"{early}; the day is left out", "Correct the published notice")
    return None


def _limits(tender: Seen) -> tendering.LotLimits | None:
    details = tender.at("lotDetails")
    tendered = details.limit("maximumLotsBidPerSupplier")
    awarded = details.limit("maximumLotsAwardedPerSupplier")
    limits = tendering.LotLimits(most_tendered=tendered, most_awarded=awarded)
    return limits if tendered or awarded else None


def _method(hand: Hand, tender: Seen) -> methods.AwardMethod | None:
    """The criteria by which tenders are judged, with the weights where they add up. No notice has scales."""
    by_lot = [(lot.text("id"), _criteria(lot.at("awardCriteria"))) for lot in tender.each("lots")]
    found = [(lot, criteria) for lot, criteria in by_lot if criteria]
    if not found:
        words = tender.text("awardCriteriaDetails") or tender.text("awardCriteria")
        if not words:
            return None
        criterion = Criterion(reference="criteria", title="The criteria of the notice")
        return methods.DescribedCriteria(criteria=(criterion,), importance=words)
    alike = len({criteria for _, criteria in found}) == 1 and len(found) == len(by_lot)
    criteria = tuple(
        Criterion(
            reference=f"c{number}" if alike else f"{lot}-c{number}",
            title=title,
            kind=CriterionKind.PRICE if kind in {"price", "cost"} else CriterionKind.MARKED,
            weight=weight,
            lots=(lot,) if lot and hand.lots and not alike else None,
        )
        for lot, rows in (found[:1] if alike else found)
        for number, (kind, title, weight) in enumerate(rows, 1)
    )
    return methods.DescribedCriteria(criteria=criteria, importance=_importance(found))


_Rows = tuple[tuple[str, str, Decimal | None], ...]


def _importance(found: list[tuple[str, _Rows]]) -> str:
    """How the criteria compare, in words: weights that add up to 100, or what is lacking."""
    for _, rows in found:
        weights = [weight for _, _, weight in rows if weight is not None]
        if len(weights) < len(rows):
            return "not all weights are published"
        if sum(weights) != scales.HUNDRED:
            return f"weights as published, which add up to {sum(weights)}"
    return "weights in per cent, without the scale that marks are given on"


def _criteria(criteria: Seen) -> _Rows:
    rows = []
    for number, criterion in enumerate(criteria.each("criteria"), 1):
        kind, name, words = (criterion.text(part) for part in ("type", "name", "description"))
        numbers = criterion.each("numbers")
        exact = (each for each in numbers if each.text("weight") == "percentageExact")
        stated = (found for each in exact if (found := each.number("number")) is not None)
        weight = next(stated, per_cent(words))
        if weight is None and (weight := per_cent(name)) is not None:
            name = ""
        title = name or (words if per_cent(words) is None else "") or kind or f"Criterion {number}"
        rows.append((kind, text.cut(title, 200), weight if weight is None or weight >= 0 else None))
    return tuple(rows)


def _planned(hand: Hand, tender: Seen, on: date) -> None:
    """The plans of a notice, as rows of a timetable: never as acts."""
    opened = "invitation" in hand.said or "selection" in hand.said
    due = () if opened else (("tenderPeriod", "endDate", DUE, "tender-opening"),)
    days = [(what, tender.at(at).day(name), step) for at, name, what, step in (*PLANNED, *due)]
    terms = {each.period("contractPeriod") for each in (tender, *tender.each("lots"))} - {None}
    term = terms.pop() if len(terms) == 1 else None
    planned = [(what, windows.Window.day(day), step) for what, day, step in days if day]
    planned += [(TERM, windows.Window.span(term.starts_on, term.ends_on), None)] if term else []
    rows = tuple(
        timetable.TimetableRow(what=what, window=window, step=step)
        for what, window, step in planned
        if hand.is_new(("planned", what), window)
    )
    if rows:
        hand.add(timetable.Timetable, on=on, rows=rows)


def _questions(hand: Hand, tender: Seen) -> None:
    for enquiry in tender.changed("enquiries"):
        question = enquiry.text("description") or enquiry.text("title")
        answer = enquiry.text("answer")
        about = ("enquiry", enquiry.text("id") or question)
        if question and answer and hand.is_new(about, (question, answer)):
            lot, day = enquiry.text("relatedLot"), enquiry.day("dateAnswered")
            lots = (lot,) if lot in hand.lot_names else None
            hand.add(tendering.Clarification, on=day, question=question, answer=answer, lots=lots)


def _bids(hand: Hand, state: Seen) -> None:
    """Tenders by name, which few portals publish."""
    for bid in state.at("bids").changed("details"):
        status, day = bid.text("status"), bid.day("date")
        for provider in hand.providers(bid.each("tenderers")):
            lots = hand.lots_of(bid)
            of = {"provider": provider, "lots": lots}
            key = (bid.text("id"), provider)
            if hand.once(f"The tender {key[0]} of {provider}", {**bid.data, "status": ""}):
                price = bid.money("value") if lots is None or len(lots) == 1 else None
                lot = lots[0] if lots else "whole"
                prices = (
                    (tendering.LotPrice(price=price, lot=lot, per="whole term"),) if price else ()
                )
                hand.add(
                    tendering.TenderReceived, () if day else ("on",), on=day, prices=prices, **of
                )
            if status == "withdrawn" and hand.is_new(("withdrawn", *key)):
                hand.add(tendering.TenderWithdrawn, **of)


def given_up(tender: Seen, tags: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    """The status of what a tender gives up, and its lots, "whole" for all; empty where it gives up none."""
    status, lots = tender.text("status"), tender.each("lots")
    stopped = {
        lot.text("id"): lot.text("status") for lot in lots if str(lot.data.get("status")) in STOPPED
    }
    if not stopped and status not in STOPPED and "tenderCancellation" in tags:
        status = "cancelled"
    how = status if status in STOPPED else next(iter(stopped.values()), "")
    if how == status or len(stopped) == len(lots):
        return how, (record.WHOLE,) if how else ()
    return how, tuple(stopped)


def _abandonments(hand: Hand, tender: Seen) -> None:
    details, day = tender.text("statusDetails"), tender.day("finalStatusDate")
    release = hand.told.release
    how, lots = given_up(tender, hand.told.tags)
    known: dict[str, str] = hand.said.setdefault("given up", {})
    new = tuple(lot for lot in lots if lot not in known)
    if not COMPETING.isdisjoint(hand.told.tags) and record.WHOLE not in lots:
        for lot in {*known}.difference(lots):
            hand.warn(
                f"{text.capital(record.of_lots((lot,)))} was given up in release {known.pop(lot)}, and is "
                f"active again in release {release}; the cycle keeps it as given up",
                "Record the new competition as a cycle that follows this one",
            )
    known |= dict.fromkeys(new, release)
    if new:
        hand.add(
            ending.Abandonment, () if details else ("because",), on=day, reason=STOPPED[how],
            because=details or f"the notice gives the status {how}",
            lots=None if record.WHOLE in new else new,
            followed_by=hand.followed_by if record.WHOLE in new else "",
        )  # fmt: skip
