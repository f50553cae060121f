"""The life of the contracts of a state: returns, failures, changes, and the end."""

from __future__ import annotations

from datetime import date
from typing import Final

from attrs import evolve

from commissioning.dates.periods import Period, later
from commissioning.interchange.ocds.hand import Hand, because
from commissioning.interchange.ocds.seen import Seen, coded
from commissioning.records import bands, ending, live, notices
from commissioning.records import contract as signing
from commissioning.records.kpis import Kpi, Measurement
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
ENDINGS: Final = {
    "discharge": ending.HowEnded.DISCHARGED,
    "rescission": ending.HowEnded.RESCINDED,
    "setAsideByCourt": ending.HowEnded.SET_ASIDE,
    "expiry": ending.HowEnded.EXPIRED,
}
"""The code of each way of ending as it is written; some portals have codes of their own for two of them."""
_ENDINGS: Final = {code.lower(): how for code, how in ENDINGS.items()} | {
    "setaside": ending.HowEnded.SET_ASIDE,
    "expired": ending.HowEnded.EXPIRED,
}
_CODES: Final = ("met", "slightlyBelow", "below", "significantlyBelow", "other")
RATINGS: Final[dict[str, bands.StatutoryRating]] = dict(
    zip(_CODES, bands.StatutoryRating, strict=True)
)
"""The code of each rating of an indicator."""


def kpis(hand: Hand, last: Seen) -> tuple[Kpi, ...]:
    """The agreed indicators of all contracts. One id may stand for another indicator in each contract."""
    found: dict[str, Kpi] = {}
    for contract in last.each("contracts"):
        measured = contract.at("implementation").each("metrics")
        for metric in (*contract.each("agreedMetrics"), *measured):
            identity, title = metric.text("id"), metric.text("title")
            words = metric.text("description") or title
            key = (contract.text("id"), identity)
            units = [each.at("unit").text("name") for each in metric.each("observations")]
            unit = next(filter(None, units), "")
            if key in hand.kpis:
                agreed = found[hand.kpis[key]]
                found[agreed.reference] = evolve(agreed, unit=agreed.unit or unit)
            elif identity and words:
                same = identity not in found or found[identity].title == (title or words)
                hand.kpis[key] = named = identity if same else "/".join(key)
                found.setdefault(
                    named, Kpi(reference=named, title=title or words, numerator=words, unit=unit)
                )
    return tuple(found.values())


def lives(hand: Hand, contracts: tuple[Seen, ...]) -> None:
    """The changes of each signed contract since the state before."""
    for contract in contracts:
        for reference in hand.signed.get(contract.text("id"), ()):
            _returns(hand, contract, reference)
            _failures(hand, contract, reference)
            _changes(hand, contract, reference)
            _end(hand, contract, reference)


def _returns(hand: Hand, contract: Seen, reference: str) -> None:
    """The figures of one period together, as a provider returns them."""
    periods: dict[Period, list[Measurement]] = {}
    for metric in contract.at("implementation").each("metrics"):
        identity = metric.text("id")
        kpi = hand.kpis.get((contract.text("id"), identity), identity)
        for seen in metric.changed("observations", reference):
            period, figure = seen.period("period"), seen.number("measure")
            new = hand.is_new(("figure", reference, kpi, seen.text("id")), (period, figure))
            if period is not None and new and kpi:
                missing = "" if figure is not None else because(seen.text("notes"))
                classified = seen.at("measureClassification")
                rating = RATINGS.get(str(classified.data.get("id")))
                if rating:  # any other code stays unread, and so is a loss
                    classified.text("id")
                periods.setdefault(period, []).append(
                    Measurement(kpi=kpi, value=figure, rating=rating, missing_because=missing)
                )
    for period, figures in periods.items():
        early = period.ends_on > hand.told.on  # some are published before their period is over
        hand.add(
            live.KpiReport, ("on",) if early else (), on=period.ends_on if early else None,
            contract=reference, period=period, measurements=tuple(figures),
        )  # fmt: skip


def _failures(hand: Hand, contract: Seen, reference: str) -> None:
    for failure in contract.at("implementation").changed("performanceFailures", reference):
        identity = failure.text("id")
        if hand.once(f"The failure {identity} of contract {reference}", failure.data):
            day = failure.at("period").day("startDate") or failure.day("decisionDate")
            hand.add(
                live.BreachRecorded, () if day else ("on",), on=day, contract=reference,
                reference=hand.reference("breach", identity, reference),
                what=because(*map(failure.text, ("description", "requirement", "category"))),
            )  # fmt: skip


def _changes(hand: Hand, contract: Seen, reference: str) -> None:
    """The changes that are proposed, and then those that are made."""
    for name, noun in (("proposedAmendments", "proposed change"), ("amendments", "amendment")):
        for change in contract.changed(name, reference):
            identity = change.text("id") or change.text("date")
            new = hand.once(f"The {noun} {identity} of contract {reference}", change.data)
            if new and name == "amendments":
                _changed(hand, contract.text("id"), change, identity, reference)
            elif new:
                hand.add(
                    signing.ChangeRequested, on=change.day("date"), contract=reference,
                    reference=hand.reference("request", identity, reference),
                    what=because(change.text("description"), change.text("rationale")),
                )  # fmt: skip


def _changed(hand: Hand, contract: str, amendment: Seen, identity: str, reference: str) -> None:
    what, why = amendment.text("description"), amendment.text("rationale")
    day = amendment.day("date")
    ground = coded(amendment, "rationaleClassifications", GROUNDS)
    joined = hand.providers(amendment.each("suppliersAdded"))
    left = hand.providers(amendment.each("suppliersRemoved"))
    if joined and left:
        hand.add(
            signing.ContractNovated, on=day, contract=reference, from_provider=left[0],
            to_provider=joined[0], because=because(why, what), ground=ground,
        )  # fmt: skip
        return
    new_end = amendment.at("period").day("endDate")
    added = _added(hand, contract, amendment.money("value"))
    named = hand.reference("amendment", identity, reference)
    if ground is None and (extended := _extended(hand, contract, new_end)):
        option, period = extended
        hand.add(
            signing.ContractExtended, ("option",), on=day, reference=named, contract=reference,
            option=option, period=period, value=added, because=why,
        )  # fmt: skip
    else:
        hand.add(
            signing.ContractVaried, on=day, reference=named, contract=reference, what=because(what, why),
            because=why, ground=ground, value_change=added, new_end=new_end,
        )  # fmt: skip


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
    if before is None or before == total:
        return None
    if before.is_on_the_basis_of(total):
        return total - before
    hand.warn(
        f"A change brings contract {contract} from {before} to {total}, on another basis ({total.basis}); "
        "what it adds is left out",
        "Record by hand what it adds, on one basis of VAT",
    )
    return None


def _end(hand: Hand, contract: Seen, reference: str) -> None:
    if contract.text("status") != "terminated" or not hand.is_new(("ended", reference)):
        return
    ends = contract.at("period").day("endDate")
    # A last day that is still to come is known where it is before the one agreed.
    over = ends is not None and (
        ends <= hand.told.on or ends < hand.ends.get(contract.text("id"), ends)
    )
    name = "terminationRationaleClassification"
    reasons = [*contract.each(f"{name}s"), *([contract.at(name)] if contract.has(name) else [])]
    codes = [reason.text("id").lower() for reason in reasons]
    hand.add(
        ending.ContractEnded, () if over else ("on",), on=ends if over else None, contract=reference,
        how=next((_ENDINGS[code] for code in codes if code in _ENDINGS), ending.HowEnded.TERMINATED),
        because=because(*(each.text("description") or each.text("id") for each in reasons)),
        final_cost=contract.money("finalValue"),
    )  # fmt: skip
