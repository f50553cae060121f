"""Notices as they were published. Which are due, and by when, is a matter of the regime's rows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time

from attrs import field

from commissioning.records.record import CONTRACT, PROVIDER, RECORD, Record
from commissioning.values.checking import Checked, asks
from commissioning.values.frozen import frozen
from commissioning.values.text import Word


class ChangeGround(Word):
    """The ground in law on which a contract is changed, as a notice of the change states it."""

    PROVIDED_FOR = "provided for in the contract and its notice"
    URGENCY = "extreme and unavoidable urgency"
    PROTECTING_LIFE = "to protect life"
    UNFORESEEN = "circumstances that could not be foreseen"
    KNOWN_RISK = "a known risk, named in the notice, has come about"
    ADDITIONAL = "additional supplies that only the present provider can give"
    RESTRUCTURING = "the provider's business has been restructured"
    OUTSIDE_CONTROL = "factors outside the control of authority and provider"


class Reservation(Word):
    """The suppliers to whom a competition is reserved, by their place or their kind."""

    UNITED_KINGDOM = "suppliers in the United Kingdom"
    LOCAL = "suppliers in the local area"
    SMALL = "small and medium-sized enterprises"
    VALUE_DRIVEN = "voluntary, community and social enterprises"
    SUPPORTED_EMPLOYMENT = "supported employment providers"
    MUTUALS = "public service mutuals"


class WithheldBecause(Word):
    """The ground in law on which information is withheld from a notice."""

    NATIONAL_SECURITY = "to safeguard national security"
    COMMERCIAL = "sensitive commercial information"


@frozen(kw_only=True)
class Withheld(Checked):
    """Information that a notice leaves out, and says so."""

    what: str
    because: WithheldBecause
    public_interest: str = ""
    """For commercial information: the public interest that overrides its publication."""

    never_empty = asks(what="say what kind of information is withheld, not the information itself")


@frozen(kw_only=True)
class NoticePublished(Record, called="notice"):
    """A notice that could be seen by the public on its day.

    `notice` is the code of a row in the regime's catalogue: "UK6" under the Procurement Act 2023,
    "PCR-contract-award" under the Public Contracts Regulations 2015. Notices of two laws never share a
    code, even where they share a name: a contract award notice once followed the signature, and now
    comes before it.
    """

    notice: str
    contract: str = field(default="", metadata=CONTRACT)
    """The contract it is about, for a notice that follows a signature."""
    providers: tuple[str, ...] = field(default=(), metadata=PROVIDER)
    """The providers it names: those to be awarded the contract, or whose contract has changed."""
    about: str = field(default="", metadata=RECORD)
    """The record it announces, where that has a reference: a recommendation, a variation."""
    no_signing_before: date | None = None
    """The day before which, the notice promises, nothing will be signed."""
    direct_award_because: str = ""
    """For a notice of a direct award: the ground that it relies on."""
    reserved_for: Reservation | None = None
    """For a tender notice: to whom it reserves the competition; None where it is open to all."""
    change_grounds: tuple[ChangeGround, ...] = ()
    """For a notice of a change: the grounds in law that it states."""
    withheld: tuple[Withheld, ...] = ()
    """The information that it withholds, and on which ground it says so."""
    url: str = ""
    at: time | None = None
    """The time of day from which it could be seen, where known."""
    amends: str = field(default="", metadata=RECORD | {"called": "notice"})
    """The reference of the notice that it amends. Time goes on counting from that notice."""
    not_substantial: bool = False
    """For a notice that amends a tender notice: whether the authority says that the same suppliers would have
    taken part had it been so from the start."""

    never_empty = asks(notice='give the code of the notice, such as "UK6"')
    never_before = asks(no_signing_before="the notice")

    def problems(self) -> Iterator[str]:
        if " " in self.notice:
            yield f"notice: {self.notice!r} is not a code; write one such as 'UK6'"
        if self.at is not None and self.at.tzinfo is not None:
            yield "at: give the time alone, as on a clock in London"
        if self.amends and self.amends == self.reference:
            yield f"amends: {self.amends} is this notice itself; name the one before it"
        if self.url and "://" not in self.url:
            yield f"url: {self.url!r} is not an address; write it in full, with https://"
