"""The life of the contracts of a state: returns, failures, changes, and the end."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from commissioning.dates.periods import Period, later
from commissioning.interchange.ocds.hand import Hand, because
from commissioning.interchange.ocds.seen import Seen, Told
from commissioning.records import breach, ending, live, notices
from commissioning.records.contract import (
    ChangeRequested,
    ContractExtended,
    ContractNovated,
    ContractVaried,
)
from commissioning.records.kpis import Kpi, Measurement
from commissioning.records.record import Record
from commissioning.values.money import Money

GROUNDS: Final = {
    "providedFor": notices.ChangeGround.PROVIDED_FOR,
    "urgency": notices.ChangeGround.URGENCY,
    "life": notices.ChangeGround.PROTECTING_LIFE,
    "unforeseen": notices.ChangeGround.UNFORESEEN,
    "knownRisk": notices.ChangeGround.KNOWN_RISK,
    "additional": notices.ChangeGround.ADDITIONAL,
    "restructuring": notices.ChangeGround.RESTRUCTURING,
    "outsideControl": notices.ChangeGround.OUTSIDE_CONTROL,
}
"""The code of each ground as it is written. It is read in any code that holds its first ten letters."""
_ENDINGS: Final = {
    "discharge": ending.HowEnded.DISCHARGED,
    "rescission": ending.HowEnded.RESCINDED,
    "setaside": ending.HowEnded.SET_ASIDE,
    "setasidebycourt": ending.HowEnded.SET_ASIDE,
    "expired": ending.HowEnded.EXPIRED,
    "expiry": ending.HowEnded.EXPIRED,
}


def kpis(last: Seen) -> tuple[Kpi, ...]:
    """The agreed indicators of all contracts, each id once."""
    found: dict[str, Kpi] = {}
    for contract in last.each("contracts"):
        measured = contract.at("implementation").each("metrics")
        for metric in (*contract.each("agreedMetrics"), *measured):
            identity, title = metric.text("id"), metric.text("title")
            words = metric.text("description") or title
            if identity and words and identity not in found:
                unit = _unit(metric)
                found[identity] = Kpi(
                    reference=identity, title=title or words, numerator=words, unit=unit
                )
    return tuple(found.values())


def _unit(metric: Seen) -> str:
    return next(
        (words for each in metric.each("observations") if (words := each.at("unit").text("name"))),
        "",
    )


def lives(hand: Hand, state: Seen, told: Told) -> Iterator[Record]:
    """The changes of each signed contract since the state before."""
    for contract in state.each("contracts"):
        identity = contract.text("id")
        held = [ref for (name, _), ref in hand.contracts.items() if name == identity]
        for reference in held:
            yield from _returns(hand, contract, told, reference)
            yield from _failures(hand, contract, told, reference)
            yield from _requests(hand, contract, told, reference)
            yield from _changes(hand, contract, told, reference)
            yield from _end(hand, contract, told, reference)


def _returns(hand: Hand, contract: Seen, told: Told, reference: str) -> Iterator[Record]:
    """The figures of one period together, as a provider returns them."""
    periods: dict[Period, list[Measurement]] = {}
    for metric in contract.at("implementation").each("metrics"):
        kpi = metric.text("id")
        for seen in metric.each("observations"):
            period, figure = seen.period("period"), seen.number("measure")
            new = hand.is_new(("figure", reference, kpi, seen.text("id")), (period, figure))
            if period is not None and new and kpi:
                notes = seen.text("notes")
                missing = "" if figure is not None else because(notes)
                periods.setdefault(period, []).append(
                    Measurement(kpi=kpi, value=figure, missing_because=missing)
                )
    for period, measured in periods.items():
        on = max(told.on, period.ends_on)  # some returns are published before their period is over
        yield from hand.made(
            live.KpiReport, told, ("on",) if on != told.on else (),
            on=on, contract=reference, period=period, measurements=tuple(measured),
        )  # fmt: skip


def _failures(hand: Hand, contract: Seen, told: Told, reference: str) -> Iterator[Record]:
    for failure in contract.at("implementation").each("performanceFailures"):
        identity = failure.text("id")
        what = [failure.text(part) for part in ("description", "requirement", "category")]
        if hand.is_new(("failure", reference, identity)):
            day = failure.at("period").day("startDate") or failure.day("decisionDate")
            yield from hand.made(
                breach.BreachRecorded,
                told,
                () if day else ("on",),
                on=day or told.on,
                reference=hand.reference("breach", identity),
                contract=reference,
                what=because(*what),
            )


def _requests(hand: Hand, contract: Seen, told: Told, reference: str) -> Iterator[Record]:
    for proposed in contract.each("proposedAmendments"):
        identity = proposed.text("id")
        if hand.is_new(("proposed", reference, identity)):
            yield from hand.made(
                ChangeRequested,
                told,
                on=proposed.day("date") or told.on,
                reference=hand.reference("request", identity),
                contract=reference,
                what=because(proposed.text("description"), proposed.text("rationale")),
            )


def _changes(hand: Hand, contract: Seen, told: Told, reference: str) -> Iterator[Record]:
    for amendment in contract.each("amendments"):
        identity = amendment.text("id") or amendment.text("date")
        if not hand.is_new(("amendment", reference, identity)):
            continue
        day, why = amendment.day("date") or told.on, amendment.text("rationale")
        what, ground = amendment.text("description"), _ground(amendment)
        joined = hand.providers(amendment.each("suppliersAdded"))
        left = hand.providers(amendment.each("suppliersRemoved"))
        if joined and left:
            yield from hand.made(
                ContractNovated, told, on=day, contract=reference, from_provider=left[0],
                to_provider=joined[0], because=because(why, what), ground=ground,
            )  # fmt: skip
            continue
        new_end = amendment.at("period").day("endDate")
        added = _added(hand, contract.text("id"), amendment.money("value"))
        if ground is None and (extended := _extended(hand, contract.text("id"), new_end)):
            option, period = extended
            yield from hand.made(
                ContractExtended, told, ("option",), on=day, reference=hand.reference("amendment", identity),
                contract=reference, option=option, period=period, value=added, because=why,
            )  # fmt: skip
            continue
        yield from hand.made(
            ContractVaried,
            told,
            on=day,
            reference=hand.reference("amendment", identity),
            contract=reference,
            what=because(what, why),
            because=why,
            ground=ground,
            value_change=added,
            new_end=new_end,
        )


def _extended(hand: Hand, contract: str, new_end: date | None) -> tuple[int, Period] | None:
    """The option that a change of the last day takes up, and the days it adds, if it takes one up."""
    ends, options = hand.ends.get(contract), hand.options.get(contract)
    if new_end is None or ends is None or new_end <= ends:
        return None
    hand.ends[contract] = new_end
    return (options.pop(0), Period(later(ends, days=1), new_end)) if options else None


def _added(hand: Hand, contract: str, total: Money | None) -> Money | None:
    """The difference that a new total makes; None where the total before is not known on the same basis."""
    before = hand.totals.get(contract)
    if total is None:
        return None
    hand.totals[contract] = total
    if before is None or not before.is_on_the_basis_of(total) or before == total:
        return None
    return total - before


def _ground(amendment: Seen) -> notices.ChangeGround | None:
    for found in amendment.each("rationaleClassifications"):
        words = found.text("id").lower().replace("-", "")
        for key, ground in GROUNDS.items():
            if key.lower()[:10] in words:
                return ground
    return None


def _end(hand: Hand, contract: Seen, told: Told, reference: str) -> Iterator[Record]:
    if contract.text("status") != "terminated" or not hand.is_new(("ended", reference)):
        return
    span = contract.at("period").day("endDate")
    day: date = span if span is not None and span <= told.on else told.on
    reasons = [
        *contract.each("terminationRationaleClassifications"),
        contract.at("terminationRationaleClassification"),
    ]
    codes = [reason.text("id").lower() for reason in reasons if reason]
    words = [reason.text("description") or reason.text("id") for reason in reasons if reason]
    how = next((_ENDINGS[code] for code in codes if code in _ENDINGS), ending.HowEnded.TERMINATED)
    yield from hand.made(
        ending.ContractEnded,
        told,
        () if day == span else ("on",),
        on=day,
        contract=reference,
        how=how if codes else ending.HowEnded.TERMINATED,
        because=because(*words),
        final_cost=contract.money("finalValue"),
    )
