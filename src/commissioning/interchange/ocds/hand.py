"""One process in the hand of the reader: what has been said so far, and the names that records go by."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from attrs import evolve

from commissioning.errors import RecordError
from commissioning.findings.code import FindingCode
from commissioning.findings.codes import publishing as codes
from commissioning.findings.finding import Finding
from commissioning.interchange.ocds.facts import Facts
from commissioning.interchange.ocds.seen import Looks, Seen, Told
from commissioning.records.parties import Authority
from commissioning.records.record import Basis, Grounds, Record
from commissioning.records.specification import Lot
from commissioning.records.transparency import SupplierStanding
from commissioning.values.money import Money

_NOT_STATED: Final = "not stated in the notice"


class Hand:
    """The notes of the reader on one process while it goes from state to state."""

    def __init__(self, ocid: str, last: Seen, facts: Facts) -> None:
        self.ocid = ocid
        self.looks: Looks = last.looks
        self.facts = facts
        self.told: Told
        """The release that is being read."""
        self.fresh: list[Record] = []
        """The records of that release."""
        self.findings: list[Finding] = []
        self.said: dict[object, object] = {}
        """Each fact that a record tells already, by what it is about."""
        self.used: dict[str, object] = {}
        """The references taken, and by what."""
        self.names = _names(last)
        self.lots = _lots(last)
        self.first_notices: dict[str, str] = {}
        """The reference of the first notice of each code."""
        self.recommendations: dict[str, str] = {}
        """The reference of the recommendation of each award, by the award's id."""
        self.contracts: dict[tuple[str, str], str] = {}
        """The reference of each signed contract, by its id and provider."""
        self.standings: dict[str, SupplierStanding] = {}
        """What the parties say of each supplier."""
        self.totals: dict[str, Money] = {}
        """The value of each contract as last stated."""
        self.ends: dict[str, date] = {}
        """The last day of each contract as last stated, by its id."""
        self.options: dict[str, list[int]] = {}
        """The numbers of the options to extend each contract that are still open, by its id."""

    def is_new(self, about: object, value: object = True) -> bool:
        """Whether something is said for the first time, or otherwise than before; it is said now."""
        if self.said.get(about) == value:
            return False
        self.said[about] = value
        return True

    def reference(self, kind: str, identity: str) -> str:
        """A reference of the cycle for a thing of the file: its id, unless another kind of thing has it."""
        for name in (identity, f"{kind}-{identity}"):
            if name and self.used.setdefault(name, (kind, identity)) == (kind, identity):
                return name
        return f"{kind}-{len(self.used)}"

    def provider(self, party: Seen) -> str:
        """The name by which an organisation is known here; empty for one without id and name."""
        name, identity = party.text("name"), party.text("id")
        return self.names.get(identity) or name or identity

    def providers(self, parties: tuple[Seen, ...]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(name for party in parties if (name := self.provider(party))))

    def lots_of(self, thing: Seen) -> tuple[str, ...] | None:
        """The lots that something is for; None for all of them, or where there are none."""
        named = thing.texts("relatedLots")
        if not self.lots:
            return None
        known = {lot.reference for lot in self.lots}
        return tuple(lot for lot in dict.fromkeys(named) if lot in known) or None

    def warn(self, code: FindingCode, message: str, remedy: str) -> None:
        """Report what the file leaves in doubt."""
        self.findings.append(code.warns(message, remedy=remedy))

    def signed(self, identity: str) -> list[str]:
        """The references of the contracts that were signed under an id, one for each provider."""
        return [reference for (name, _), reference in self.contracts.items() if name == identity]

    def add(self, kind: type[Record], inferred: tuple[str, ...] = (), /, **given: Any) -> None:  # noqa: ANN401
        """Add a record, if what the file says makes one; else a finding says why not.

        Its day is that of the release, where `on` gives no other.
        """
        given["on"] = given.get("on") or self.told.on
        try:
            made = kind(**given)
        except RecordError as error:
            problem = "; ".join(error.problems)
            self.warn(
                codes.NOT_UNDERSTOOD,
                f"Release {self.told.release}: no {error.what} could be made of it ({problem})",
                "Correct the published notice, or record it by hand",
            )
            return
        source = f"release {self.told.release}"
        grounds = Basis(grounds=Grounds.INFERRED, source=source, fields=inferred)
        self.fresh.append(evolve(made, basis=(grounds,)) if inferred else made)


def because(*texts: str) -> str:
    """The first reason that is given, or that none is."""
    return next((text for text in texts if text), _NOT_STATED)


def _names(last: Seen) -> dict[str, str]:
    """The name of each organisation by its id in the file: one name for all ids with one identifier."""
    names: dict[str, str] = {}
    firms: dict[object, str] = {}
    for party in last.each("parties"):
        identity, identifier = party.text("id"), party.at("identifier")
        scheme, number = identifier.text("scheme"), identifier.text("id")
        known = (scheme, number) if scheme and number else ("", identity)
        name = party.text("name") or identifier.text("legalName") or identity
        if name in firms.values() and known not in firms:
            name = f"{name} ({identity})"  # two firms of one name
        names[identity] = firms.setdefault(known, name)
    return names


def buyers_of(last: Seen) -> tuple[Authority, ...]:
    """The authorities that buy, the lead first."""
    lead = last.at("buyer")
    found: dict[str, Authority] = {}
    for party in (lead, *last.each("parties")):
        if party is not lead and "buyer" not in party.texts("roles"):
            continue
        identity, name = party.text("id") or party.text("name"), party.text("name")
        if identity and (name or identity not in found):
            found.setdefault(identity, Authority(reference=identity, name=name or identity))
    return tuple(found.values())


def _lots(last: Seen) -> tuple[Lot, ...]:
    """The lots of a procurement in lots. One lot alone is an undivided procurement."""
    lots = last.at("tender").each("lots")
    if len(lots) < 2:
        for lot in lots:
            lot.text("id")
        return ()
    found: dict[str, Lot] = {}
    for number, lot in enumerate(lots, 1):
        identity = lot.text("id") or str(number)
        title = lot.text("title") or f"Lot {identity}"
        value = lot.money("value")
        named = identity if identity != "whole" else f"lot-{number}"
        found.setdefault(named, Lot(reference=named, title=title, total_value=value))
    return tuple(found.values())
