"""The contract as signed, and how it changes: variations, uplifts, extensions, a new holder."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import ClassVar

from attrs import field

from commissioning.dates.periods import Period, later
from commissioning.errors import written
from commissioning.records.contract_options import ExtensionOption, OtherOption
from commissioning.records.indexation import Indexation, IndexReading
from commissioning.records.notices import ChangeGround
from commissioning.records.record import CONTRACT, PROVIDER, RECOMMENDATION, RECORD, Record
from commissioning.values.bounds import SPANS_END_BY
from commissioning.values.checking import (
    Checked,
    FromOne,
    FromZero,
    Referenced,
    asks,
    earliest_day,
    exact,
    exact_or_none,
    stated,
)
from commissioning.values.frozen import frozen
from commissioning.values.money import Money
from commissioning.values.text import Word


class CameFrom(Word):
    """The origin of a contract, as the transparency code asks."""

    INVITATION_TO_TENDER = "published invitation to tender"
    INVITATION_TO_QUOTE = "invitation to quote"
    CALL_OFF = "call-off from a framework"
    DIRECT_AWARD = "direct award"


@frozen(kw_only=True)
class SupplierStanding(Checked):
    """The supplier's entry in the contracts register. None means not stated."""

    small_or_medium: bool | None = None
    voluntary_or_community: bool | None = None
    registration_number: str = ""
    """The company or charity number."""
    platform_identifier: str = ""
    """Its unique identifier on the central digital platform."""
    details: str = ""
    """Address or other details as published."""


@frozen(kw_only=True)
class ValueOfYear(Checked):
    """The cost of one year of a contract, or of another span of it."""

    period: Period
    value: Money


@frozen(kw_only=True)
class Obligation(Referenced):
    """Something a contract obliges the provider, or the authority, to do."""

    text: str
    on_the_authority: bool = False
    due_by: date | None = None
    promised_in: str = ""
    """The answer that promised it, as "provider/question"; empty where no answer did."""
    meets: str = ""
    """The requirement of the specification that it carries into the contract, by reference."""

    never_empty = asks(text="say it in words")


@frozen(kw_only=True)
class Consent(Checked):
    """Another authority's written consent to a contract, where a direction asks for it."""

    by: str
    """The person who consented, as the direction names it."""
    on: date
    reference: str = ""

    never_empty = asks(by="say who consented")


@frozen(kw_only=True)
class ContractSigned(Record, called="signed contract"):
    """A contract entered into: dated the day the last party signed or sealed."""

    provider: str = field(metadata=PROVIDER)
    recommendations: tuple[str, ...] = field(default=(), metadata=RECOMMENDATION)
    """The recommendations it carries out. Empty only for a contract of a history not held."""
    term: Period | None = None
    """The initial term, first and last day included, without extension options."""
    starts_on: date | None = None
    """The first day, where the source states no last day and there is no `term`."""
    rolling: bool = False
    """Whether it runs on, after its term if it has one, until somebody ends it."""
    rolls_by: ExtensionOption | None = None
    """The time by which it runs on at once, with the notice that stops it: "12 months, unless 3 months'
    notice is given". None where it runs on from day to day."""
    extension_options: tuple[ExtensionOption, ...] = ()
    """In the order in which they may be taken up."""
    other_options: tuple[OtherOption, ...] = ()
    value: FromZero[Money] | None = None
    """The cost of the initial term, without extension options."""
    by_year: tuple[ValueOfYear, ...] = ()
    """The same value laid out over the term."""
    indexation: Indexation | None = None
    obligations: tuple[Obligation, ...] = ()
    variation_cap: FromZero[Decimal] | None = field(default=None, converter=exact_or_none)
    """The maximum that all changes together may add by the contract's own clause, in per cent of `value`."""
    title: str = ""
    description: str = ""
    department: str = ""
    came_from: CameFrom | None = None
    irrecoverable_vat: Money | None = None
    review_on: date | None = None
    supplier: SupplierStanding | None = None
    capital: bool = False
    """Whether it is for capital works or assets."""
    consent: Consent | None = None
    """The written consent of another authority, where a reorganisation asks for it."""

    never_empty = asks(
        reference="missing; every later record refers to it", provider="say with whom it was signed"
    )
    formerly: ClassVar[Mapping[str, str]] = {"recommendation": "recommendations"}
    distinct = ("obligations", "other_options", "recommendations")
    asked_for = asks(term="its term")

    def lacks(self, name: str) -> bool:
        runs_on = name == "term" and self.rolling and self.starts_on is not None
        return Record.lacks(self, name) and not runs_on

    @property
    def known_first_day(self) -> date | None:
        """The first day of the contract; None where it is not stated."""
        return self.term.starts_on if self.term else self.starts_on

    @property
    def first_day(self) -> date:
        """The first day of the contract. Raises `NotStatedError` where it is not stated."""
        return self.known_first_day or self.initial_term.starts_on

    @property
    def initial_term(self) -> Period:
        """The term as signed. Raises `NotStatedError` where the source does not give it."""
        return stated(self.term, self, "term")

    def problems(self) -> Iterator[str]:
        term, starts_on = self.term, self.known_first_day
        if term is not None and self.starts_on is not None:
            yield "starts_on: the term has a first day; give one of the two"
        if self.rolls_by is not None and not (self.rolling and term is not None):
            yield "rolls_by: it is for a contract that runs on after a term; give the term, and set rolling"
        name = "starts_on" if term is None else "term.starts_on"
        if starts_on and self.review_on and self.review_on < earliest_day(self, name, starts_on):
            yield f"review_on: {written(self.review_on)} is before the contract starts"
        if self.variation_cap is not None and self.value is None:
            yield f"variation_cap: {self.variation_cap}% of the value, which is not given; give the value"
        years = sum(12 * option.years + option.months for option in self.extension_options)
        if term is not None and later(term.ends_on, months=years) > SPANS_END_BY:
            yield (
                "extension_options: with every option taken up the contract ends after "
                f"{written(SPANS_END_BY)}, the last day that a span may have; correct the years"
            )
        yield from self._problems_of_years()

    def _problems_of_years(self) -> Iterator[str]:
        spans = sorted((year.period for year in self.by_year), key=lambda span: span.starts_on)
        for span in spans:
            term = self.term
            if term is not None and not (span.starts_on in term and span.ends_on in term):
                yield f"by_year: {span} is not within the term, {term}"
        for earlier, following in pairwise(spans):
            if earlier.overlaps(following):
                yield f"by_year: {earlier} and {following} overlap"
        bases = {(year.value.currency, year.value.vat) for year in self.by_year}
        if len(bases | ({(self.value.currency, self.value.vat)} if self.value else set())) > 1:
            yield "by_year: the amounts are on different bases; give all with or all without VAT"
        elif self.by_year and self.value is not None:
            total = Money.total(year.value for year in self.by_year)
            if total != self.value:
                yield f"by_year: the years add up to {total} and the value is {self.value}"

    @property
    def longest_term(self) -> Period:
        """The term if every option were taken up. Raises `NotStatedError` where no term is stated."""
        term = end = self.initial_term
        for option in self.extension_options:
            end = option.prolongs(end)
        return Period(term.starts_on, end.ends_on)

    @property
    def value_with_options(self) -> Money | None:
        """The value if every option were taken up; None where a part is not given or does not add up."""
        others = (option.value for option in self.other_options if option.value is not None)
        parts = (self.value, *(option.value for option in self.extension_options), *others)
        return Money.total_or_none(parts)


@frozen(kw_only=True)
class OfContract(Record):
    """The base of the records about one contract."""

    contract: str = field(metadata=CONTRACT)

    never_empty = asks(contract="say which contract, by its reference")


@frozen(kw_only=True)
class OfContracts(Record):
    """The base of the records about one or more contracts."""

    contracts: tuple[str, ...] = field(metadata=CONTRACT)

    never_empty = asks(contracts="name at least one contract by its reference")


@frozen(kw_only=True)
class ChangeRequested(OfContract, called="change request"):
    """A change to a contract that one party asks for, before anything is agreed."""

    what: str
    asked_by: str = ""
    """The party that asks: "the provider", "the authority"."""
    value_change: Money | None = None
    """The amount it would add to the value; negative for a saving; None if it costs nothing."""

    never_empty = asks(
        reference="missing; the answer to the request refers to it", what="say what is to change"
    )


@frozen(kw_only=True)
class ChangeRefused(OfContract, called="refusal of a change"):
    """The answer no to a change that was asked for."""

    request: str = field(metadata=RECORD | {"called": "change request"})
    because: str

    never_empty = asks(
        request="say which request is refused", because="say why the change is refused"
    )


@frozen(kw_only=True)
class ContractVaried(OfContract, called="contract variation"):
    """A change to a contract that both parties have signed."""

    request: str = field(default="", metadata=RECORD | {"called": "change request"})
    """The request it answers, where one was recorded."""
    what: str
    because: str = ""
    """Why the change is allowed: the clause that foresaw it, or the ground in law."""
    ground: ChangeGround | None = None
    """The ground in law, where the change relies on one."""
    not_substantial: bool = False
    """Whether the authority says that it is not substantial: the same kind of service, no shift of the
    balance to the provider."""
    own_decision: bool | None = None
    """Whether the authority chose it; False for a factor outside its control; None if not stated."""
    scope_same: bool | None = None
    """Whether the contract keeps its scope and nature; False where it comes to provide for supplies of
    another kind; None if not stated."""
    apart_because: str = ""
    """Why it could not reasonably have been made together with another change of the same day."""
    value_change: Money | None = None
    """The amount it adds to the value; negative for a saving; None if it costs nothing."""
    takes_effect_on: date | None = None
    """The day from which it holds; None means the day of the record."""
    new_end: date | None = None
    """The last day of the contract after the change, where the change moves it."""
    takes_up: str = ""
    """The option other than time that it takes up, by its reference in the contract."""
    indexation: Indexation | None = None
    """The clause by which prices move from then on, where the change replaces it."""

    never_empty = asks(
        reference="missing; notices and later changes refer to it", what="say what has changed"
    )


@frozen(kw_only=True)
class PriceUplifted(OfContract, called="price uplift"):
    """Prices moved by the contract's own indexation clause. It is not a variation."""

    takes_effect_on: date
    per_cent: Decimal = field(converter=exact)
    value_change: Money | None = None
    """The amount it adds to the value over the rest of the term."""
    readings: tuple[IndexReading, ...] = ()
    """The published figures it rests on, from which the clause of the contract is worked out again."""
    variation: str = field(default="", metadata=RECORD | {"called": "contract variation"})
    """The variation by which prices move otherwise than the clause says."""

    def problems(self) -> Iterator[str]:
        if self.per_cent <= -100:
            yield f"per_cent: prices that move by {self.per_cent}% leave no price to pay; give more than -100"


@frozen(kw_only=True)
class ContractExtended(OfContract, called="contract extension"):
    """An extension option taken up: dated the day the authority exercised it."""

    option: FromOne[int]
    """The number of the option, counted from 1 in the contract's own order."""
    period: Period
    value: Money | None = None
    """The amount it adds to the value; None if not known."""
    because: str = ""


@frozen(kw_only=True)
class ExtensionLapsed(OfContract, called="lapse of an extension"):
    """An option that the authority decided not to take up, or let pass."""

    option: int = 0
    """The number of the option to extend, counted from 1 in the contract's own order."""
    other: str = ""
    """Or which other option, by its reference in the contract."""
    because: str = ""

    def problems(self) -> Iterator[str]:
        if self.option and self.other:
            yield "other: give the number of an option to extend or the reference of another, not both"
        elif not self.other and self.option < 1:
            yield f"option: {self.option}; the contract's options are counted from 1"


class HandOn(Word):
    """The way a contract passed to another provider."""

    NOVATION = "novation"
    ASSIGNMENT = "assignment"


@frozen(kw_only=True)
class ContractNovated(OfContract, called="novation"):
    """A contract passed to another provider, by novation (all of it) or assignment (its benefit)."""

    from_provider: str = field(metadata=PROVIDER)
    to_provider: str = field(metadata=PROVIDER)
    how: HandOn = HandOn.NOVATION
    because: str
    ground: ChangeGround | None = None
    """The ground in law: a restructured business or, where the law has it, a clause that provides for it."""

    never_empty = asks(
        because="say why the contract changes hands: a merger, a sale, an insolvency"
    )

    def problems(self) -> Iterator[str]:
        if not self.from_provider or not self.to_provider:
            yield "say from which provider it passed, and to which"
        elif self.from_provider == self.to_provider:
            yield f"to_provider: the contract is already with {self.to_provider}"
