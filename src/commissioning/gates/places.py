"""Places: for how many providers a lot has room, and which award and which contract fills each.

A recommendation fills one place for each provider that it names for a lot. The place is free again once
the recommendation was refused, returned or replaced, the award fell through, or its contract has ended or
run out.
"""

from __future__ import annotations

from collections.abc import Iterable

from commissioning.contracts.history import ENDINGS, course_of
from commissioning.errors import written
from commissioning.findings.codes import contracts as contract_codes
from commissioning.findings.codes import evaluation as codes
from commissioning.findings.finding import Finding
from commissioning.gates.case import Case, Found, check
from commissioning.ledger.awards import award_in_force, awards_in_force, last_in_force
from commissioning.ledger.challenges import Course
from commissioning.ledger.ledger import Ledger
from commissioning.records import ending, tender
from commissioning.records.award import ApprovalToAward, AwardRecommendation, IntentionToAward
from commissioning.records.contract import ContractSigned
from commissioning.records.frameworks import MembershipChanged, MembershipMove
from commissioning.records.record import Record, of_lots
from commissioning.records.strategy import ProcurementStrategy
from commissioning.values.frozen import frozen
from commissioning.values.text import grouped, listed, numbered


@frozen
class Place:
    """A place of a lot that is filled."""

    provider: str
    award: AwardRecommendation | None
    """The recommendation that fills it; None for a contract whose award is not held or not in force."""
    contract: ContractSigned | None
    """The contract in force that carries the award out; None before it is signed."""

    def __str__(self) -> str:
        if self.contract is not None:
            return f"{self.provider} (contract {self.contract.reference})"
        award = self.award
        of = f" (recommendation {award.reference} of {written(award.on)})" if award else ""
        return f"{self.provider}{of}"


def places_announced(ledger: Ledger, lot: str) -> int | None:
    """The places of a lot as the invitation announced them, else the strategy, else its framework."""
    invitation = ledger.find(tender.InvitationToTender, lot)
    limits = invitation.lot_limits if invitation else None
    if limits is not None and limits.places is not None:
        return limits.places
    strategy = ledger.find(ProcurementStrategy, lot)
    framework = strategy.under if strategy else None
    return (strategy.places if strategy else None) or (framework.places if framework else None)


def number_of_places(ledger: Ledger, lot: str) -> int | None:
    """The places of a lot: those announced, else as many as the first recommendation in force names."""
    announced = places_announced(ledger, lot)
    if announced is not None:
        return announced
    first = next(awards_in_force(ledger, lot), None)
    return len(first.winners(lot)) if first else None


def recommendations_named(record: Record | None) -> tuple[str, ...]:
    """The recommendations that an approval, letters, a contract or a fallen award is about."""
    if isinstance(record, ContractSigned):
        return record.recommendations
    if isinstance(record, (ApprovalToAward, IntentionToAward, ending.AwardFellThrough)):
        return (record.recommendation,)
    return ()


def acted_on(case: Case, lot: str) -> tuple[AwardRecommendation | None, ...]:
    """The recommendations in force for a lot that an attempt carries on; the last, where it names none."""
    named = recommendations_named(case.record)
    awards = (award_in_force(case.ledger, reference, lot) for reference in named)
    return tuple(found for found in awards if found) or (last_in_force(case.ledger, lot),)


def signed_with(case: Case) -> str:
    """The provider with whom an attempt signs; empty for an act that is about all winners alike."""
    return case.record.provider if isinstance(case.record, ContractSigned) else ""


def reaches(
    ledger: Ledger,
    course: Course,
    lot: str,
    award: AwardRecommendation | None,
    *,
    provider: str = "",
) -> bool:
    """Whether a challenge attacks a recommendation for a lot, or one that this took the place of.

    One that names no recommendation attacks all of them. A tranche beside the one attacked is free, and
    so is the contract with a `provider` beside the winners attacked.
    """
    others = award is not None and {*course.winners} & {*award.winners(lot)}
    if provider and others and provider not in course.winners:
        return False
    attacked = course.recommendations
    if award is None or not attacked or award.reference in attacked:
        return True
    return any(_gave_way(ledger, reference, award, lot) for reference in attacked)


def _gave_way(ledger: Ledger, reference: str, to: AwardRecommendation, lot: str) -> bool:
    """Whether a recommendation no longer counted for a lot by the day of another one, made after it."""
    entry = ledger.entry_named(reference)
    if entry is None:
        return True
    if lot not in entry.lots or entry.record.on > to.on:
        return False
    return award_in_force(ledger.as_of(to.on), reference, lot) is None


def contracts_in_force(case: Case, lot: str) -> tuple[ContractSigned, ...]:
    """The contracts for a lot that have not ended by the day; one signed on a later day counts too."""
    return tuple(c for c in case.every(ContractSigned, lot) if not has_ended(case, c))


def has_ended(case: Case, contract: ContractSigned) -> bool:
    """Whether a contract ended on the day or before, or its term has run out with every extension."""
    if not any(case.ledger.every(kind, contract.reference) for kind in ENDINGS):
        # Most have only their term, and a lot may have hundreds, each asked about at the next signature.
        return bool(contract.term and not contract.rolling and contract.term.ends_on < case.on)
    found = course_of(case.ledger, contract, ENDINGS)
    last = found.known_last_day_on(case.on)
    return last is not None and (last < case.on or bool(found.of(ending.ContractEnded, case.on)))


def fell_through(
    ledger: Ledger, award: AwardRecommendation, provider: str, lot: str
) -> ending.AwardFellThrough | None:
    """The record that the award of a lot to a provider fell through, if there is one."""
    every, wanted = ledger.every(ending.AwardFellThrough, lot), (award.reference, provider)
    return next((f for f in every if (f.recommendation, f.provider) == wanted), None)


def has_joined(case: Case, provider: str, lot: str) -> bool:
    """Whether a provider joined a framework or market for a lot, where it fills no place of an award."""
    changes = case.every(MembershipChanged, lot)
    return any(c.provider == provider and c.how is MembershipMove.JOINED for c in changes)


def places_filled(case: Case, lot: str, without: Iterable[str] = ()) -> tuple[Place, ...]:
    """The places of a lot that are filled on the day, leaving out those of some recommendations.

    A contract in force holds its place whatever became of its award.
    """
    signed = case.every(ContractSigned, lot)
    signed_under = grouped(((c.provider, name), c) for c in signed for name in c.recommendations)
    running = {each.reference: each for each in contracts_in_force(case, lot)}
    announced = places_announced(case.ledger, lot) is not None
    filled: list[Place] = []
    for award in awards_in_force(case.ledger, lot):
        for provider in award.winners(lot):
            own = signed_under.get((provider, award.reference), ())
            contract = next((c for c in own if c.reference in running), None)
            gone = (
                own or award.reference in without or fell_through(case.ledger, award, provider, lot)
            )
            if contract is not None or not gone:
                filled.append(Place(provider, award, contract))
    held = {place.contract.reference for place in filled if place.contract}
    # Without a number announced, a contract of a history not held is no measure of the places here.
    others = (
        c
        for n, c in running.items()
        if n not in held
        and (c.recommendations or (announced and not has_joined(case, c.provider, lot)))
    )
    return (*filled, *(Place(other.provider, None, other) for other in others))


@check(AwardRecommendation, codes.AWARD_IN_FORCE)
def places_are_free(case: Case, recommendation: AwardRecommendation) -> Found:
    """A further recommendation fills places of its lots that are still free."""
    for lot in case.lots:
        winners, number = recommendation.winners(lot), number_of_places(case.ledger, lot)
        announced = places_announced(case.ledger, lot)
        if number is None or (announced is not None and len(winners) > announced):
            continue  # that so many are recommended is reported by itself
        filled = places_filled(case, lot, recommendation.replaces)
        again = [place for place in filled if place.provider in winners]
        if again or (filled and winners and len(filled) + len(winners) > number):
            yield _in_force(lot, recommendation, number, again or list(filled))


def _in_force(
    lot: str, recommendation: AwardRecommendation, number: int, filled: list[Place]
) -> Finding:
    signed = [place.contract.reference for place in filled if place.contract is not None]
    waiting = [p.award.reference for p in filled if p.award is not None and p.contract is None]
    remedy = f"End {numbered('contract', signed)} first, or leave the lot out"
    if waiting:
        names = listed(dict.fromkeys(waiting), "or")
        remedy = (
            f"Say that it replaces recommendation {names}, or record that the award fell through"
        )
    providers = listed(recommendation.winners(lot))
    return codes.AWARD_IN_FORCE(
        f"You cannot recommend {providers} for {of_lots((lot,))}: {_of_places(number, len(filled))} "
        f"{listed(map(str, filled))}",
        remedy=remedy,
        about=lot,
    )


def _of_places(number: int, filled: int) -> str:
    places = f"{filled} of its {number} places {'is' if filled == 1 else 'are'}"
    return f"{'its only place is' if number == 1 else places} filled by"


@check(ContractSigned, contract_codes.PLACE_TAKEN)
def place_is_not_taken(case: Case, contract: ContractSigned) -> Found:
    """A place has one contract in force at a time, and a lot no more than it has places."""
    for lot in case.lots:
        number, signed = number_of_places(case.ledger, lot), case.every(ContractSigned, lot)
        again = any(each.provider == contract.provider for each in signed)
        joined = not contract.recommendations and has_joined(case, contract.provider, lot)
        if number is None or joined or (len(signed) < number and not again):
            continue  # as for most of a framework, whose every place would take long to look at
        held = [place for place in places_filled(case, lot) if place.contract is not None]
        same = [
            place
            for place in held
            if place.provider == contract.provider
            and (place.award is None or place.award.reference in contract.recommendations)
        ]
        if same or len(held) >= number:
            taken = [str(place) for place in same or held]
            references = [p.contract.reference for p in same or held if p.contract is not None]
            yield contract_codes.PLACE_TAKEN(
                f"You cannot sign contract {contract.reference} with {contract.provider} for "
                f"{of_lots((lot,))}: {_of_places(number, len(taken))} {listed(taken)}",
                remedy=f"End {numbered('contract', references)} first, or record a change instead",
                about=lot,
            )


@check(ending.ReturnToStage, contract_codes.LOT_CONTRACTED)
def return_removes_no_contract(case: Case, record: ending.ReturnToStage) -> Found:
    """A lot goes back only while no contract of it is in force; an award, while its own is not."""
    for lot in case.lots:
        for contract in contracts_in_force(case, lot):
            named = set(recommendations_named(record))
            spares = isinstance(record, ending.AwardFellThrough) and (
                named.isdisjoint(contract.recommendations) or record.provider != contract.provider
            )
            if not contract.recommendations or spares:
                continue  # what carries out no award here is no award that a return would take back
            yield contract_codes.LOT_CONTRACTED(
                f"You cannot record this for {of_lots((lot,))}: contract {contract.reference} with "
                f"{contract.provider}, signed on {written(contract.on)}, is in force",
                remedy="Record how the contract ended first",
                about=lot,
            )
