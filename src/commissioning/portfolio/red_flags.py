"""Red flags: patterns over cycles that are worth a second look. A flag is a question, never a verdict."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar, Final

from attrs import field

from commissioning.contracts.money_chain import ChainStep, chain_steps
from commissioning.contracts.stated_sums import Link
from commissioning.cycle import Cycle
from commissioning.evaluation.eligibility import no_longer_standing
from commissioning.findings.citation import Citation, Verification
from commissioning.ledger.awards import recommended_for
from commissioning.portfolio.given import cycles_in
from commissioning.records.award import AwardRecommendation, LotAward
from commissioning.records.contract import ContractSigned, ContractVaried
from commissioning.records.record import WHOLE, of_lots
from commissioning.records.tender import InvitationToTender, TenderOpening, TenderReceived
from commissioning.stages import Stage
from commissioning.values import checking, listings, money, tables, text
from commissioning.values.frozen import frozen

_TOOLBOX: Final = Citation(
    "Red flag indicator toolbox",
    "award indicators",
    "https://indicatortoolbox.eu",
    Verification.PRACTICE,
)
_INDEX: Final = Citation(
    "Fazekas, Tóth and King, An Objective Corruption Risk Index Using Public Procurement Data (2016)",
    "the winner's share of an authority's contracts",
    verification=Verification.UNVERIFIED,
)


def _cardinal(number: str) -> Citation:
    return Citation(
        "Cardinal, indicators of the Open Contracting Partnership",
        f"R{number}",
        f"https://cardinal.readthedocs.io/en/latest/cli/indicators/R/{number}.html",
        Verification.PRACTICE,
    )


@frozen
class Raised(checking.Checked):
    """One flag raised by a cycle, or by several of one authority."""

    flag: str
    """The class name of the flag: "FewBids"."""
    cycles: tuple[str, ...]
    """The references of the cycles, or their titles where they have none."""
    about: str
    """The lot, contract or provider concerned."""
    words: str
    """The observation, with its figures, as a sentence without its full stop."""


@frozen(kw_only=True)
class RedFlag(checking.Checked):
    """A pattern that is looked for, with its formula and source. A council adds a subclass of its own."""

    formula: ClassVar[str]
    """When it is raised, in words."""
    source: ClassVar[Citation]
    """The paper that describes it."""

    @abstractmethod
    def look(self, cycles: Sequence[Cycle]) -> Iterator[Raised]:
        """Each time the pattern is seen."""

    def raised(self, cycles: Iterable[Cycle], about: str, words: str) -> Raised:
        names = tuple([cycle.reference or cycle.title for cycle in cycles])
        return Raised(type(self).__name__, names, about, words)


@frozen(kw_only=True)
class FewBids(RedFlag):
    """A competition that few took part in."""

    formula = "a lot has `most` tenders or fewer when they are opened"
    source = _cardinal("018")
    most: checking.FromZero[int] = 1

    def look(self, cycles: Sequence[Cycle]) -> Iterator[Raised]:
        for cycle in cycles:
            for lot in cycle.ledger.lots:
                opened = cycle.find(TenderOpening, lot)
                route = cycle.ledger.route_of(lot)
                if opened is None or (route is not None and Stage.ITT not in route):
                    continue
                gone = no_longer_standing(cycle.ledger, lot, opened.on)
                bids = {each.provider for each in cycle.every(TenderReceived, lot)} - gone.keys()
                if len(bids) <= self.most:
                    bids_for = f"{text.counted(len(bids), 'tender')} for {of_lots((lot,))}"
                    yield self.raised((cycle,), lot, f"{bids_for} at the opening")


@frozen(kw_only=True)
class ShortPeriod(RedFlag):
    """A time for tenders that leaves those who are not prepared no chance."""

    formula = "the days from the invitation to the deadline for tenders are fewer than `days`"
    source = _cardinal("003")
    days: checking.FromOne[int] = 14

    def look(self, cycles: Sequence[Cycle]) -> Iterator[Raised]:
        for cycle in cycles:
            for invitation in cycle.every(InvitationToTender, superseded=True):
                due = invitation.tenders_due_by
                if due is not None and (days := (due.day - invitation.on).days) < self.days:
                    what = of_lots(invitation.lots or cycle.ledger.lots, cycle.ledger.lots)
                    words = f"{text.counted(days, 'day')} were given for tenders for {what}"
                    yield self.raised((cycle,), text.listed(invitation.lots or ()), words)


@frozen(kw_only=True)
class PriceNearEnvelope(RedFlag):
    """A price so near the money there was that it may have been known."""

    formula = "the price recommended is within `within` per cent of the envelope, and not above it"
    source = _TOOLBOX
    within: Decimal = field(default=Decimal(1), converter=checking.exact)
    """Per cent of the envelope."""

    def look(self, cycles: Sequence[Cycle]) -> Iterator[Raised]:
        least = 1 - Fraction(self.within) / 100
        for cycle in cycles:
            for award, step in _winning_sums(cycle):
                met = step.meeting
                if met is None or step.limit is None or step.limit.link is not Link.ENVELOPE:
                    continue
                if least <= Fraction(met.measured.amount) / Fraction(met.limit.amount) <= 1:
                    stated = f"{step.stated.subject} {met.measured_text}{step.stated.for_what}"
                    words = f"{stated}, and the envelope was {met.limit_text}"
                    yield self.raised((cycle,), award.provider, words)


@frozen(kw_only=True)
class RepeatedWinner(RedFlag):
    """A provider to whom much of what an authority buys goes."""

    formula = "of `fewest` or more lots that an authority awarded, over `share` per cent went to one provider"
    source = _INDEX
    share: Decimal = field(default=Decimal(50), converter=checking.exact)
    """Per cent of the lots awarded."""
    fewest: checking.FromOne[int] = 4

    def look(self, cycles: Sequence[Cycle]) -> Iterator[Raised]:
        awarded = text.grouped(
            (cycle.buyers[0].name, (cycle, provider))  # the authority that leads
            for cycle in cycles
            if cycle.buyers and cycle.buyers[0].name
            for lot in cycle.lots
            for provider in recommended_for(cycle, lot)
        )
        for buyer, awards in awarded.items():
            for provider, of in text.grouped(
                (provider, cycle) for cycle, provider in awards
            ).items():
                if len(awards) >= self.fewest and len(of) * 100 > self.share * len(awards):
                    won = f"{provider} won {len(of)} of the {len(awards)} lots"
                    yield self.raised(dict.fromkeys(of), provider, f"{won} that {buyer} awarded")


@frozen(kw_only=True)
class ChangedAfterAward(RedFlag):
    """A contract that became much more than was competed for."""

    formula = (
        "a contract is varied `times` times or more, or over `by` per cent is added to its value"
    )
    source = _TOOLBOX
    by: Decimal = field(default=Decimal(25), converter=checking.exact)
    """Per cent of the value when it was signed, on the same VAT basis."""
    times: checking.FromOne[int] = 3

    def look(self, cycles: Sequence[Cycle]) -> Iterator[Raised]:
        for cycle in cycles:
            for contract in cycle.every(ContractSigned):
                about, value = contract.reference, contract.value
                changes = [each for each in cycle.every(ContractVaried) if each.contract == about]
                added = _added(value, changes)
                above = value and added and added.amount * 100 > self.by * value.amount
                if len(changes) >= self.times or above:
                    words = f"Contract {about} was varied {text.counted(len(changes), 'time')}"
                    more = f", which added {added} to its value of {value}" if above else ""
                    yield self.raised((cycle,), about, f"{words}{more}")


RED_FLAGS: Final[tuple[RedFlag, ...]] = (
    FewBids(), ShortPeriod(), PriceNearEnvelope(), RepeatedWinner(), ChangedAfterAward()
)  # fmt: skip
"""The flags that are looked for where no others are given."""


class RedFlags(listings.Listing[Raised]):
    """The flags raised over some cycles."""

    noun = "red flag"
    columns = tables.ColumnsOf[Raised](
        (tables.Column("flag"), lambda one: one.flag),
        (tables.Column("cycles"), lambda one: text.listed(one.cycles)),
        (tables.Column("about"), lambda one: one.about),
        (tables.Column("words"), lambda one: one.words),
    )

    def line(self, one: Raised) -> str:
        return f"{one.flag}, {text.listed(one.cycles)}: {one.words}"


def red_flags(cycles: Iterable[Cycle], flags: Sequence[RedFlag] = RED_FLAGS) -> RedFlags:
    """Every flag that some cycles raise, flag by flag; each is a reason to look, and no verdict.

    What a cycle does not state raises nothing: no deadline, no price on the basis of the envelope.
    """
    held = tuple(cycles_in(cycles, Cycle))
    return RedFlags(raised for flag in flags for raised in flag.look(held))


def _winning_sums(cycle: Cycle) -> Iterator[tuple[LotAward, ChainStep]]:
    """The sums of each award with what limits them: as tendered, and as recommended where none was."""
    for paper in cycle.every(AwardRecommendation):
        for award in paper.awards:
            for record in (paper, *cycle.every(TenderReceived, award.provider)):
                for step in chain_steps(cycle.ledger, record):
                    lots, named = step.stated.scope, {award.provider, paper.reference}
                    if (lots is None or award.lot in {*lots, WHOLE}) and step.stated.about in named:
                        yield award, step


def _added(value: money.Money | None, changes: Sequence[ContractVaried]) -> money.Money | None:
    """The sum that changes add to the value of a contract; None where it cannot be compared with it."""
    added = money.Money.total_or_none(each.value_change for each in changes if each.value_change)
    return added if value and added and value.is_on_the_basis_of(added) else None
