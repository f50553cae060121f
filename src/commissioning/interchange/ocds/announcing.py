"""The notice that each release is: its code, its day, and what it announces."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from commissioning.interchange.ocds.awarding import standstill
from commissioning.interchange.ocds.hand import Hand
from commissioning.interchange.ocds.seen import Seen, Told
from commissioning.records.notices import NoticePublished
from commissioning.records.record import Record

_BY_PORTAL: Final = {
    "ocds-b5fd17": {"tender": "CF-opportunity", "award": "CF-award"},
    "ocds-r6ebe6": {"tender": "PCR-contract", "award": "PCR-contract-award"},
    "ocds-kuma6s": {"tender": "PCR-contract", "award": "PCR-contract-award"},
}
"""The notices of the portals that give no code, by the beginning of their ocids and of the tag."""

_OF_AWARDS: Final = {"UK5", "UK6", "CF-award", "PCR-contract-award"}
_OF_CONTRACTS: Final = {"UK7", "UK8", "UK9", "UK10", "UK11"}


def notices(hand: Hand, state: Seen, told: Told, fresh: tuple[Record, ...]) -> Iterator[Record]:
    """The notice of a release, about the records that it is the first to tell; none without its code."""
    found = _document(state, told)
    code = found[0] if found else _by_portal(hand.ocid, told)
    if not code or not hand.is_new(("notice", told.release), code):
        return
    contract = _contract(hand, state, told) if code in _OF_CONTRACTS else ""
    awards = _awards(state, told) if code in _OF_AWARDS else ()
    providers = hand.providers(tuple(each for award in awards for each in award.each("suppliers")))
    promised = max((day for award in awards if (day := standstill(award))), default=None)
    recommended = {hand.recommendations.get(award.text("id"), "") for award in awards}
    about = recommended.pop() if len(recommended) == 1 else ""
    if code == "UK10":
        about = next((each.reference for each in fresh if each.reference), "")
    amends = hand.said.get(("first notice", code), "")
    hand.said.setdefault(("first notice", code), hand.reference("notice", told.release))
    yield from hand.made(
        NoticePublished,
        told,
        on=told.on,
        reference=hand.reference("notice", told.release),
        notice=code,
        at=told.at.replace(microsecond=0),
        url=found[1] if found and "://" in found[1] else "",
        contract=contract,
        providers=providers,
        about=about,
        no_signing_before=promised if promised and promised >= told.on else None,
        direct_award_because=_direct(state) if code == "UK5" else "",
        amends=str(amends) if amends and _again(told) else "",
    )


def _again(told: Told) -> bool:
    return any(tag.endswith(("Update", "Amendment")) for tag in told.tags) and not any(
        tag.startswith("contract") for tag in told.tags
    )


def _document(state: Seen, told: Told) -> tuple[str, str] | None:
    """The code and address of the document that is this release's notice."""
    found = [
        (document.text("noticeType"), document.text("url"))
        for where in _sections(state)
        for document in where.each("documents")
        if document.has("noticeType") and document.text("id") == told.release
    ]
    return found[0] if found else None


def _sections(state: Seen) -> Iterator[Seen]:
    yield state.at("planning")
    yield state.at("tender")
    yield from state.each("awards")
    for contract in state.each("contracts"):
        yield contract
        yield contract.at("implementation")


def _by_portal(ocid: str, told: Told) -> str:
    codes = _BY_PORTAL.get(ocid[:11], {})
    for tag in told.tags:
        for beginning, code in codes.items():
            if tag.startswith(beginning) and not tag.endswith("Cancellation"):
                return code
    return ""


def _contract(hand: Hand, state: Seen, told: Told) -> str:
    """The contract that a notice is about, where it is about one only."""
    about = {
        contract.text("id")
        for contract in state.each("contracts")
        for where in (contract, contract.at("implementation"))
        if any(document.text("id") == told.release for document in where.each("documents"))
    }
    held = [reference for (identity, _), reference in hand.contracts.items() if identity in about]
    return held[0] if len(held) == 1 else ""


def _awards(state: Seen, told: Told) -> tuple[Seen, ...]:
    """The awards that a notice is about: those it is a document of, else all."""
    every = state.each("awards")
    named = tuple(
        award
        for award in every
        if any(document.text("id") == told.release for document in award.each("documents"))
    )
    return named or every


def _direct(state: Seen) -> str:
    tender = state.at("tender")
    grounds = tender.each("procurementMethodRationaleClassifications")
    words = [each.text("description") or each.text("id") for each in grounds]
    return tender.text("procurementMethodRationale") or "; ".join(words)
