"""The conditions of a call-off's own cycle: who tenders, who is awarded it, and until when it runs."""

from __future__ import annotations

from collections.abc import Iterator

from commissioning.errors import written
from commissioning.findings.codes import frameworks as codes
from commissioning.findings.finding import Finding
from commissioning.gates.case import Case, check
from commissioning.records.contract import ContractSigned
from commissioning.records.strategy import Parent, ProcurementStrategy
from commissioning.records.tender import InvitationToTender, TenderReceived


def parent_of(case: Case, lot: str) -> Parent | None:
    """The framework or market that a lot is called off from, as the strategy states it."""
    strategy = case.find(ProcurementStrategy, lot)
    return strategy.under if strategy else None


@check(TenderReceived, codes.TENDER_FROM_NON_MEMBER)
def tender_is_of_a_member(case: Case, tender: TenderReceived) -> Iterator[Finding]:
    """A tender for a call-off comes from a member of the framework or market."""
    for lot in case.lots:
        parent = parent_of(case, lot)
        if parent is not None and parent.members and tender.provider not in parent.members:
            yield codes.TENDER_FROM_NON_MEMBER.warns(
                f"{tender.provider} is no member of the {parent.kind} {parent.reference}, so its tender "
                "is to be disregarded",
                remedy="Record that the tender is rejected, or that the provider has joined",
                about=tender.provider,
            )


@check(
    ContractSigned,
    codes.CALLED_OFF_FROM_STRANGER,
    codes.CALL_OFF_AFTER_END,
    codes.CALL_OFF_TOO_LONG,
)
def contract_is_called_off_within_the_terms(
    case: Case, signed: ContractSigned
) -> Iterator[Finding]:
    """A contract is called off from a member, begun before the framework ends, and not too long."""
    for lot in case.lots:
        parent = parent_of(case, lot)
        if parent is not None:
            yield from _within(case, signed, parent, lot)


def _within(case: Case, signed: ContractSigned, parent: Parent, lot: str) -> Iterator[Finding]:
    tool = f"{parent.kind} {parent.reference}"
    if parent.members and signed.provider not in parent.members:
        yield codes.CALLED_OFF_FROM_STRANGER(
            f"{signed.provider} is no member of the {tool}",
            remedy="Sign with a member, or buy it outside the framework",
            about=signed.provider,
        )
    invited = case.every(InvitationToTender, lot)
    begun = invited[0].on if invited else signed.on
    if parent.ends_on is not None and begun > parent.ends_on:
        yield codes.CALL_OFF_AFTER_END(
            f"Contract {signed.reference} was begun on {written(begun)}, after the {tool} ended on "
            f"{written(parent.ends_on)}",
            remedy="Buy it outside the framework, or correct the day",
            about=signed.reference,
        )
    last = parent.call_offs_run_until
    if last is not None and signed.term is not None and signed.longest_term.ends_on > last:
        yield codes.CALL_OFF_TOO_LONG(
            f"Contract {signed.reference} would run to {written(signed.longest_term.ends_on)}; the {tool} "
            f"lets call-offs run to {written(last)}",
            remedy="Shorten it, or buy the rest outside the framework",
            about=signed.reference,
        )
