"""Frameworks and dynamic markets in their course: members, ranked lists, call-offs and placements."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from itertools import pairwise

from attrs import field

from commissioning.dates.periods import Period
from commissioning.errors import written
from commissioning.records.call_off_rules import Offer, OfferAnswer
from commissioning.records.framework_terms import FrameworkTerms, Membership
from commissioning.records.record import CONTRACT, PACKAGE, PROVIDER, RECORD, WHOLE, Record, of_lots
from commissioning.values.checking import (
    AboveZero,
    Checked,
    FromOne,
    FromZero,
    asks,
    earliest_day,
    exact,
    exact_or_none,
)
from commissioning.values.frozen import frozen
from commissioning.values.money import Money
from commissioning.values.text import Word, more_than_once


def _named_once(members: tuple[Membership, ...]) -> Iterator[str]:
    for provider, lot in sorted(more_than_once([(each.provider, each.lot) for each in members])):
        yield f"members: {provider} is listed twice for {of_lots((lot,))}; give it one tier"
    yield from _on_one_basis("members", (each.rate for each in members))


def _on_one_basis(field_name: str, rates: Iterable[Money | None]) -> Iterator[str]:
    """Rates that a rule compares are all with VAT, or all without."""
    given = [rate for rate in rates if rate is not None]
    other = next((rate for rate in given if not rate.is_on_the_basis_of(given[0])), None)
    if other is not None:
        yield f"{field_name}: {given[0]} and {other} cannot be compared; state all rates on one basis"


def _one_lot(lots: tuple[str, ...] | None) -> Iterator[str]:
    if lots is not None and len(lots) > 1:
        yield "lots: name the one lot it is for"


@frozen(kw_only=True)
class FrameworkOpened(Record, called="opened framework"):
    """The first day of a framework: call-offs may be made from its members. It opens the go-live stage."""

    terms: FrameworkTerms
    members: tuple[Membership, ...]

    never_empty = asks(members="name at least one member")

    def problems(self) -> Iterator[str]:
        yield from _named_once(self.members)
        if self.terms.term is None:
            yield "terms: a framework has a last day; give its term"


@frozen(kw_only=True)
class MarketOpened(Record, called="opened market"):
    """The first day of a dynamic market, which stays open to new members. It opens the go-live stage."""

    terms: FrameworkTerms
    members: tuple[Membership, ...] = ()
    conditions: str = field(default="", metadata=RECORD | {"called": "selection questionnaire"})
    """The questionnaire with the conditions of membership, by reference."""

    def problems(self) -> Iterator[str]:
        yield from _named_once(self.members)


class MembershipMove(Word):
    """The ways a membership changes."""

    JOINED = "joined"
    SUSPENDED = "suspended"
    REINSTATED = "reinstated"
    WITHDREW = "withdrew"
    REMOVED = "removed"
    EXCLUDED = "excluded"
    NOVATED = "passed to another provider"

    @property
    def ends(self) -> bool:
        """Whether the provider is a member no longer."""
        return self in {
            MembershipMove.WITHDREW,
            MembershipMove.REMOVED,
            MembershipMove.EXCLUDED,
            MembershipMove.NOVATED,
        }


@frozen(kw_only=True)
class MembershipChanged(Record, called="change of a membership"):
    """A provider joins a framework or market, is suspended from it or reinstated, or leaves it."""

    provider: str = field(metadata=PROVIDER)
    how: MembershipMove
    because: str = ""
    tier: FromOne[int] | None = None
    """The tier that a provider joins, 1 where it is not given; a successor has that of the one before."""
    contract: str = field(default="", metadata=CONTRACT)
    """The framework contract with which a provider joins, or its successor goes on."""
    rate: FromZero[Money] | None = None
    until: date | None = None
    """The last day of a suspension, where it was set."""
    assessment: str = field(default="", metadata=RECORD | {"called": "selection assessment"})
    """The selection assessment that a provider joined or was removed by."""
    to_provider: str = field(default="", metadata=PROVIDER)
    """The provider that a membership passes to."""

    never_empty = asks(provider="say whose membership it is")

    @property
    def excludes(self) -> bool:
        """Whether the provider leaves on a ground for exclusion."""
        return self.how is MembershipMove.EXCLUDED

    def problems(self) -> Iterator[str]:
        how, passes = self.how, self.how is MembershipMove.NOVATED
        if how not in {MembershipMove.JOINED, MembershipMove.REINSTATED} and not self.because:
            yield f"because: say why {self.provider} {'is suspended' if not how.ends else 'leaves'}"
        if passes and self.to_provider == self.provider:
            yield f"to_provider: {self.provider} is the member already; name the one that takes its place"
        if passes != bool(self.to_provider):
            yield "to_provider: give it where a membership passes to another provider, and only there"
        if self.until is not None and how is not MembershipMove.SUSPENDED:
            yield "until: only a suspension has a last day"
        elif self.until is not None and self.until < earliest_day(self, "", self.on):
            yield f"until: {written(self.until)} is before the suspension"


@frozen(kw_only=True)
class RankedPlace(Checked):
    """A member's place on a ranked list."""

    provider: str = field(metadata=PROVIDER)
    rank: FromOne[int]
    score: Decimal | None = field(default=None, converter=exact_or_none)
    """The score that the rank rests on, out of 100."""
    rate: FromZero[Money] | None = None
    """The rate it may charge at most while the list is in force; None for the one it joined with."""


@frozen(kw_only=True)
class RankedListIssued(Record, called="ranked list"):
    """The order in which the members of a tier are asked, for the lots it names and a span of days."""

    tier: FromOne[int] = 1
    places: tuple[RankedPlace, ...]
    from_on: date
    """The first day on which it is in force."""
    until: date | None = None
    """The last day; None until another list is in force."""
    figures: tuple[str, ...] = field(default=(), metadata=RECORD)
    """The KPI reports and other records whose figures it was made from."""
    source: str = ""
    """On what it rests, in words: "50% price, 50% KPIs"."""

    never_empty = asks(places="name at least one member")
    distinct = ("places.provider",)

    def problems(self) -> Iterator[str]:
        if self.until is not None and self.until < self.from_on:
            yield f"until: {written(self.until)} is before the list is in force"
        yield from _on_one_basis("places", (each.rate for each in self.places))
        scored = [each for each in self.places if each.score is not None]
        for higher, lower in pairwise(sorted(scored, key=lambda each: each.rank)):
            if higher.score is not None and lower.score is not None and higher.score < lower.score:
                yield (
                    f"places: {lower.provider} has the higher score ({lower.score}) and the lower rank "
                    f"than {higher.provider} ({higher.score})"
                )

    def place_of(self, provider: str) -> RankedPlace | None:
        """The place of a member on the list, or None."""
        return next((each for each in self.places if each.provider == provider), None)


class CalledOff(Word):
    """The way a member was chosen for a call-off or a package."""

    COMPETED = "further competition"
    DIRECT = "directly"
    RANKED = "by the rule of the framework"
    CHOSEN = "by the person supported"


@frozen(kw_only=True)
class CallOffNoted(Record, called="note of a call-off"):
    """A contract called off from a framework or market, noted by the body that keeps it.

    A call-off with steps of its own is a cycle; the note says what it adds to the framework.
    """

    cycle: str
    """The reference of the call-off: that of its own cycle, where one is kept. A later note replaces it."""
    buyer: str
    """The authority that buys, by reference."""
    provider: str = field(metadata=PROVIDER)
    value: FromZero[Money] | None = None
    """The value of its initial term."""
    options_value: FromZero[Money] | None = None
    """The sum that its options would add."""
    period: Period | None = None
    """The term of the call-off without its options."""
    begun_on: date | None = None
    """The day on which its competition began, where there was one."""
    how: CalledOff = CalledOff.COMPETED

    never_empty = asks(
        cycle="give the reference of the call-off",
        buyer="say which authority buys",
        provider="say from whom it was called off",
    )
    never_after = asks(begun_on="the call-off was made")

    @property
    def lot(self) -> str:
        """The lot; "whole" where none is named."""
        return self.lots[0] if self.lots else WHOLE

    def problems(self) -> Iterator[str]:
        yield from _one_lot(self.lots)
        if self.options_value is not None and self.value is None:
            yield "value: give the value of the initial term too, or leave out that of the options"


@frozen(kw_only=True)
class PackagePlaced(Record, called="placement of a package"):
    """One package of care placed with a member, with the offers that led to it.

    A package reference can point to a person. It leaves the council's own file in no table or text.
    """

    package: str = field(metadata=PACKAGE)
    """The package, by a reference that says nothing of the person."""
    provider: str = field(metadata=PROVIDER)
    contract: str = field(default="", metadata=CONTRACT)
    """The member's framework contract that it is placed under."""
    hours_a_week: AboveZero[Decimal] = field(converter=exact)
    rate: FromZero[Money]
    per: str = "hour"
    from_on: date
    """The first day of care."""
    how: CalledOff = CalledOff.RANKED
    offers: tuple[Offer, ...] = ()
    """The offers in the order made."""
    chosen_by_person: bool = False
    """Whether the person supported chose the provider, which comes before any rank."""
    departs_because: str = ""
    """Why the provider is another than the rule's; it stays a departure."""

    never_empty = asks(package="give the package a reference", provider="say who takes it")

    @property
    def lot(self) -> str:
        """The lot; "whole" where none is named."""
        return self.lots[0] if self.lots else WHOLE

    @property
    def is_choice(self) -> bool:
        """Whether the person supported chose the provider."""
        return self.chosen_by_person or self.how is CalledOff.CHOSEN

    def problems(self) -> Iterator[str]:
        yield from _one_lot(self.lots)
        if self.reference:
            yield "reference: leave it out; a placement is known by its package, which no table shows"
        last = next((o for o in reversed(self.offers) if o.provider == self.provider), None)
        if last is not None and last.answer is not OfferAnswer.ACCEPTED:
            yield f"offers: {self.provider} is recorded as {last.answer}, but has the package"

    def answered(self) -> tuple[Offer, ...]:
        """The offers, with the acceptance that the placement itself shows."""
        if any(each.provider == self.provider for each in self.offers):
            return self.offers
        return (*self.offers, Offer(provider=self.provider, answer=OfferAnswer.ACCEPTED))


@frozen(kw_only=True)
class PackageEnded(Record, called="end of a package"):
    """A package that is no longer provided by the member it was placed with."""

    package: str = field(metadata=PACKAGE)
    because: str = ""
    """In general words: "moved to another area"."""

    never_empty = asks(package="say which package ended")

    def problems(self) -> Iterator[str]:
        if self.reference:
            yield "reference: leave it out; an end is known by its package, which no table shows"
