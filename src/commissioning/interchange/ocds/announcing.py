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


def notices(hand: Hand, state: Seen, fresh: list[Record]) -> None:
    """The notice of a release, about the records that it is the first to tell; none without its code."""
    told = hand.told
    code, url = _document(state, told.release) or (_by_portal(hand.ocid, told), "")
    if not code or not hand.is_new(("notice", told.release), code):
        return
    awards = _awards(state, told.release) if code in _OF_AWARDS else ()
    promised = max((day for award in awards if (day := standstill(award))), default=None)
    recommended = {hand.recommendations.get(award.text("id"), "") for award in awards}
    about = recommended.pop() if len(recommended) == 1 else ""
    if code == "UK10":
        about = next((each.reference for each in fresh if each.reference), "")
    reference = hand.reference("notice", told.release)
    first = hand.first_notices.setdefault(code, reference)
    hand.add(
        NoticePublished,
        reference=reference,
        notice=code,
        at=told.at.replace(microsecond=0),
        url=url if "://" in url else "",
        contract=_contract(hand, state) if code in _OF_CONTRACTS else "",
        providers=hand.providers(
            tuple(each for award in awards for each in award.each("suppliers"))
        ),
        about=about,
        no_signing_before=promised if promised and promised >= told.on else None,
        direct_award_because=_direct(state) if code == "UK5" else "",
        amends=first if first != reference and _again(told) else "",
    )


def _again(told: Told) -> bool:
    again = any(tag.endswith(("Update", "Amendment")) for tag in told.tags)
    return again and not any(tag.startswith("contract") for tag in told.tags)


def _tells(where: Seen, release: str) -> bool:
    """Whether a release is a document of a section."""
    return any(document.text("id") == release for document in where.each("documents"))


def _document(state: Seen, release: str) -> tuple[str, str] | None:
    """The code and address of the document that is this release's notice."""
    found = [
        (document.text("noticeType"), document.text("url"))
        for where in _sections(state)
        for document in where.each("documents")
        if document.has("noticeType") and document.text("id") == release
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
    tags = (tag for tag in told.tags if not tag.endswith("Cancellation"))
    found = (code for tag in tags for begins, code in codes.items() if tag.startswith(begins))
    return next(found, "")


def _contract(hand: Hand, state: Seen) -> str:
    """The contract that a notice is about, where it is about one only."""
    about = {
        contract.text("id")
        for contract in state.each("contracts")
        for where in (contract, contract.at("implementation"))
        if _tells(where, hand.told.release)
    }
    held = [reference for identity in about for reference in hand.signed(identity)]
    return held[0] if len(held) == 1 else ""


def _awards(state: Seen, release: str) -> tuple[Seen, ...]:
    """The awards that a notice is about: those it is a document of, else all."""
    every = state.each("awards")
    return tuple(award for award in every if _tells(award, release)) or every


def _direct(state: Seen) -> str:
    tender = state.at("tender")
    grounds = tender.each("procurementMethodRationaleClassifications")
    words = [each.text("description") or each.text("id") for each in grounds]
    return tender.text("procurementMethodRationale") or "; ".join(words)
