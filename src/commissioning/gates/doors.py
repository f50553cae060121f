"""The doors that a provider passes on the way to a contract, at each of which it must still stand.

`DOORS` is the one list of doors. The reasons for which one no longer stands are in `evaluation.eligibility`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from commissioning.evaluation.eligibility import REASONS, Scope, no_longer_standing, spoken_against
from commissioning.findings.finding import Severity
from commissioning.gates.case import Case, Found, gate
from commissioning.gates.places import fell_through
from commissioning.records.award import ApprovalToAward, AwardRecommendation, IntentionToAward
from commissioning.records.contract import ContractNovated, ContractSigned
from commissioning.records.mobilisation import BridgingContract
from commissioning.records.panel import InterviewInvitation
from commissioning.records.record import Record, of_lots
from commissioning.records.selection import Shortlist
from commissioning.records.tender import InvitationToTender, TenderOpening, TenderReceived
from commissioning.values.frozen import frozen
from commissioning.values.text import grouped

Through = Callable[[Case, str], tuple[str, ...]]
FELL: Final = "Record that the award fell through, then recommend the next provider"
SUPPLIER: Final = (Scope.SUPPLIER,)
COMPETING: Final = (Scope.SUPPLIER, Scope.SELECTION)
TENDERING: Final = (*COMPETING, Scope.TENDER)


@frozen
class Door:
    """One kind of record by which providers go on, and who they are."""

    kind: type[Record]
    asks: tuple[Scope, ...]
    """The reasons that count there: a new tender is not held back by one that was withdrawn."""
    through: Through
    """Those who go through for a lot; of a record still to come, those who would."""
    remedy: str = "Leave {provider} out"
    severity: Severity = Severity.BLOCKS


def _invited(case: Case, lot: str) -> tuple[str, ...]:
    """Those whom an invitation names, else everybody on the shortlist."""
    if isinstance(case.record, InvitationToTender) and case.record.invited:
        return case.record.invited
    shortlist = case.find(Shortlist, lot)
    return shortlist.invited if shortlist else ()


def _named(case: Case, _: str) -> tuple[str, ...]:
    return tuple(case.record.references("provider")) if case.record is not None else ()


def _recommended(case: Case, lot: str) -> tuple[str, ...]:
    if not isinstance(case.record, AwardRecommendation):
        return ()
    awards = case.record.awards_of(lot)
    return tuple(dict.fromkeys(p for each in awards for p in (each.provider, *each.reserves)))


def _winning(case: Case, lot: str) -> tuple[str, ...]:
    """The winners of the recommendation that the record names, else of the latest."""
    named = case.ledger.named(AwardRecommendation, getattr(case.record, "recommendation", ""))
    found = named or case.find(AwardRecommendation, lot)
    winners = found.winners(lot) if found else ()
    return tuple(p for p in winners if found and not fell_through(case.ledger, found, p, lot))


def _signing(case: Case, lot: str) -> tuple[str, ...]:
    signed = case.record
    return (signed.provider,) if isinstance(signed, ContractSigned) else _winning(case, lot)


# fmt: off
DOORS: Final[Mapping[type[Record], Door]] = MappingProxyType({door.kind: door for door in (
    Door(Shortlist,           COMPETING, _named),
    Door(InvitationToTender,  COMPETING, _invited),
    Door(TenderReceived,      COMPETING, _named, "Send the tender of {provider} back"),
    Door(TenderOpening,       TENDERING, _named),
    Door(InterviewInvitation, TENDERING, _named),
    Door(AwardRecommendation, TENDERING, _recommended),
    Door(ApprovalToAward,     TENDERING, _winning, FELL),
    Door(IntentionToAward,    TENDERING, _winning, FELL),
    Door(ContractSigned,      TENDERING, _signing, FELL),
    Door(ContractNovated,     SUPPLIER,
         lambda case, _: (case.record.to_provider,) if isinstance(case.record, ContractNovated) else (),
         "Find another provider to take the contract over"),
    Door(BridgingContract,    SUPPLIER,  _named,
         "Bridge with another provider, or note the public interest that overrides it", Severity.WARNS),
)})
"""The doors, in the order of the cycle. Each is a row of the process with this gate."""
# fmt: on


@gate(*(reason.code for reason in REASONS))
def providers_still_stand(case: Case) -> Found:
    """Everyone who goes on still stands: not excluded, conflicted, failed, withdrawn or rejected."""
    suspects = spoken_against(case.ledger)
    if not suspects:
        return
    door = DOORS[case.kind]
    through = {lot: door.through(case, lot) for lot in case.lots}
    out = grouped(
        (gone, lot)
        for lot, providers in through.items()
        if not suspects.isdisjoint(providers)
        for gone in no_longer_standing(case.ledger, lot, case.on).values()
        if gone.provider in providers and gone.reason.scope in door.asks
    )
    for gone, lots in out.items():
        remedy = door.remedy.format(provider=gone.provider)
        again = f", {gone.reason.again}" if gone.reason.again else ""
        yield gone.reason.code(
            f"{gone.provider} {gone.reason.words(gone.record, of_lots(lots))} and cannot continue",
            severity=door.severity,
            remedy=f"{remedy}{again}",
            about=gone.provider,
        )
