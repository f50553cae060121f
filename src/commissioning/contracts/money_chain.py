"""The chain of sums: estimated, approved, tendered, recommended, awarded, signed, changed.

Every sum is measured against those that limit it. A price may not be above what was recommended or,
before that, tendered; where there is no tender, above the financial envelope or what was estimated for
its lots. A total may not be above what was approved to be awarded or, before that, to be procured;
where no sum was approved, above the estimate. Only what is known is measured: a price an hour says
nothing about a whole term.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final, TypeAlias

from attrs import evolve

from commissioning.contracts import stated_sums as state
from commissioning.contracts.history import ContractHistory, history, money_in
from commissioning.contracts.sums import Lengths, Meeting, Span, Sum, meet
from commissioning.ledger.ledger import Ledger
from commissioning.records.approval import ApprovalToProcure
from commissioning.records.award import ApprovalToAward, AwardRecommendation
from commissioning.records.contract import (
    ContractExtended,
    ContractSigned,
    ContractVaried,
    PriceUplifted,
)
from commissioning.records.ending import ContractEnded
from commissioning.records.record import WHOLE, R, Record
from commissioning.records.specification import ServiceSpecification
from commissioning.records.strategy import ProcurementStrategy
from commissioning.records.tender import InvitationToTender, TenderReceived
from commissioning.values.frozen import frozen
from commissioning.values.money import Money
from commissioning.values.text import grouped, numbered

Change: TypeAlias = ContractVaried | PriceUplifted | ContractExtended
_CHANGES: Final[tuple[type[Change], ...]] = (ContractVaried, PriceUplifted, ContractExtended)
_NAMED: Final = 5
"""The most contracts that are named one by one."""


@frozen(kw_only=True)
class ChainStep:
    """A sum of the chain, and one that limits it; None where none is known."""

    stated: state.StatedSum
    limit: state.StatedSum | None
    lengths: Lengths = Lengths()
    binds: bool = True
    """Whether the council commits itself by it; an estimate or an indexation clause leaves no choice."""

    @property
    def on_one_basis(self) -> bool:
        """Whether the two are in one currency and on one VAT basis."""
        limit, amount = self.limit, self.stated.sum.amount
        return limit is None or amount.is_on_the_basis_of(limit.sum.amount)

    @property
    def meeting(self) -> Meeting | None:
        """The two sums on one span; None where they cannot be compared."""
        if self.limit is None or not self.on_one_basis:
            return None
        return meet(self.stated.sum, self.limit.most, self.lengths)

    @property
    def is_beyond(self) -> bool:
        """Whether the sum is above its limit."""
        return self.meeting is not None and self.meeting.is_beyond


def chain_steps(ledger: Ledger, record: Record) -> Iterator[ChainStep]:
    """The sums that a record states, each with what limits it in a ledger."""
    asked = _STEPS.get(type(record))
    return asked(ledger, record) if asked else iter(())


# Planning


def _of_strategy(_: Ledger, strategy: ProcurementStrategy) -> Iterator[ChainStep]:
    """The estimate, and the envelope against it.

    The estimate counts every extension and an approval need not, so the one does not limit the other.
    """
    stated, own = state.estimate(strategy), state.envelope(strategy)
    if stated is not None:
        yield ChainStep(stated=stated, limit=None)
    if own is not None:
        yield _planned(own, stated, strategy)


def _of_approval(ledger: Ledger, approval: ApprovalToProcure) -> Iterator[ChainStep]:
    stated, strategy = state.approved(approval), _common(ledger, ProcurementStrategy, approval)
    if stated is not None:
        estimate = state.estimate(strategy) if strategy and strategy.on <= approval.on else None
        yield ChainStep(stated=stated, limit=estimate, binds=False)


def _of_invitation(ledger: Ledger, invitation: InvitationToTender) -> Iterator[ChainStep]:
    """The envelope of an invitation is no larger than the strategy's or, before that, than the approval."""
    own, strategy = state.envelope(invitation), _common(ledger, ProcurementStrategy, invitation)
    if own is not None:
        yield _planned(own, state.envelope(strategy) or _approved(ledger, invitation), strategy)


def _common(ledger: Ledger, kind: type[R], record: Record) -> R | None:
    """The record of a kind about the lots that a record is about, where they have one in common."""
    found = [ledger.find(kind, lot) for lot in ledger.lots_of(record)]
    return found[0] if found.count(found[0]) == len(found) else None


def _planned(
    own: state.StatedSum, limit: state.StatedSum | None, strategy: ProcurementStrategy | None
) -> ChainStep:
    words = strategy.term if strategy else ""
    return ChainStep(stated=own, limit=limit, lengths=Lengths.read(words), binds=False)


def _approved(ledger: Ledger, record: Record) -> state.StatedSum | None:
    """The limit of all spending: the sum approved to be procured or, where none was, the estimate."""
    approval = state.approved(_common(ledger, ApprovalToProcure, record))
    return approval or state.estimate(_common(ledger, ProcurementStrategy, record))


# Tenders and awards


def _of_tender(ledger: Ledger, tender: TenderReceived) -> Iterator[ChainStep]:
    for offer in tender.prices:
        yield ChainStep(
            stated=state.offer(tender, offer),
            limit=state.envelope(ledger.find(InvitationToTender, offer.lot)),
            lengths=_lengths(ledger, offer.lot),
            binds=False,
        )


def _lengths(ledger: Ledger, lot: str) -> Lengths:
    specification = ledger.find(ServiceSpecification, lot)
    lots = specification.divided_into if specification else ()
    words = [each.term for each in lots if each.reference == lot and each.term]
    strategy = ledger.find(ProcurementStrategy, lot)
    return Lengths.read(words[0] if words else strategy.term if strategy else "")


def _of_recommendation(ledger: Ledger, paper: AwardRecommendation) -> Iterator[ChainStep]:
    for award in paper.awards:
        stated = state.recommended(paper, award.provider, (award.lot,))
        if stated is not None:
            limit = _price(ledger, award.provider, (award.lot,))
            yield ChainStep(stated=stated, limit=limit, lengths=_lengths(ledger, award.lot))


def _price(
    ledger: Ledger, provider: str, lots: tuple[str, ...], *papers: AwardRecommendation
) -> state.StatedSum | None:
    """The nearest earlier price for some lots: recommended, tendered, or else what was expected of it."""
    return (
        state.recommended_together(ledger, provider, lots, papers)
        or state.tendered(ledger, provider, lots)
        or (_envelope(ledger, lots[0]) if len(lots) == 1 else None)
        or state.lot_estimates(ledger, lots)
    )


def _envelope(ledger: Ledger, lot: str) -> state.StatedSum | None:
    invited = state.envelope(ledger.find(InvitationToTender, lot))
    return invited or state.envelope(ledger.find(ProcurementStrategy, lot))


def _of_award(ledger: Ledger, approval: ApprovalToAward) -> Iterator[ChainStep]:
    """The sum approved to be awarded or, where none is stated, the prices of what is recommended.

    A stated sum is a decision about it, and only warns.
    """
    explicit = state.awarded(approval)
    stated = explicit or _prices_of(ledger, approval)
    if stated is not None:
        yield ChainStep(
            stated=stated,
            limit=_approved(ledger, approval),
            lengths=_lengths(ledger, ledger.lots_of(approval)[0]),
            binds=explicit is None,
        )


def _prices_of(ledger: Ledger, approval: ApprovalToAward) -> state.StatedSum | None:
    """The prices of an award with one provider a lot, added up; several share the work of a lot."""
    paper = ledger.named(AwardRecommendation, approval.recommendation)
    if paper is None:
        return None
    awards = [a for a in paper.awards if a.lot in {WHOLE, *ledger.lots_of(approval)}]
    lots = [award.lot for award in awards]
    prices = [
        state.recommended(paper, award.provider, (award.lot,))
        or state.tendered(ledger, award.provider, (award.lot,))
        for award in awards
    ]
    together = state.total([price.sum if price else None for price in prices])
    if together is None or len(set(lots)) < len(lots):
        return None
    return state.StatedSum(
        link=state.Link.AWARD,
        on=approval.on,
        sum=together,
        subject=f"{approval.decided_by} approves an award for",
        about=paper.reference,
    )


# Contracts and their changes


def _of_contract(ledger: Ledger, contract: ContractSigned) -> Iterator[ChainStep]:
    if contract.value is None:
        return
    lots, lengths = ledger.lots_of(contract), Lengths.of(contract)
    stated = state.StatedSum(
        link=state.Link.CONTRACT,
        on=contract.on,
        sum=Sum(contract.value, Span.TERM),
        subject=f"Contract {contract.reference} is signed for",
        about=contract.reference,
    )
    price = _price(ledger, contract.provider, lots, *state.papers_of(ledger, contract))
    yield ChainStep(stated=stated, limit=price, lengths=lengths)
    limit = _authority(ledger, contract)
    if limit is not None:
        yield ChainStep(stated=_with_others(ledger, stated, limit, contract), limit=limit)
    yield from _options_unlike(contract, stated)


def _options_unlike(contract: ContractSigned, signed: state.StatedSum) -> Iterator[ChainStep]:
    """The options priced on another basis than their contract, which could never be added to it."""
    for number, option in enumerate(contract.extension_options, start=1):
        if option.value and not option.value.is_on_the_basis_of(signed.sum.amount):
            subject = f"Option {number} of contract {contract.reference} adds"
            priced = Sum(option.value, Span.WHOLE)
            stated = evolve(signed, link=state.Link.OPTION, sum=priced, subject=subject)
            yield ChainStep(stated=stated, limit=evolve(signed, before="its value of "))


def _authority(ledger: Ledger, contract: ContractSigned) -> state.StatedSum | None:
    """The approval for a contract: of its awards or, where one states no sum, of the procurement."""
    return state.awarded_together(ledger, contract) or _approved(ledger, contract)


def _with_others(
    ledger: Ledger, stated: state.StatedSum, limit: state.StatedSum, contract: ContractSigned
) -> state.StatedSum:
    """The sum together with the other contracts under the same approval, as far as they are known."""
    basis, others = stated.sum.amount, _others(ledger, limit, contract)
    own = (sums for sums in others.values() if sums[0].is_on_the_basis_of(basis))
    values = [each for sums in own for each in sums if each.is_on_the_basis_of(basis)]
    if not values:
        return stated
    few = len(others) <= _NAMED
    named = numbered("contract", tuple(others)) if few else f"{len(others)} others"
    return evolve(
        stated,
        sum=Sum(Money.total([basis, *values]), stated.sum.span),
        subject=f"With {named}, contract {contract.reference} comes to",
    )


def _others(
    ledger: Ledger, limit: state.StatedSum, contract: ContractSigned
) -> dict[str, list[Money]]:
    """The values of the other contracts that run under a limit, each with the sums of its changes."""
    ended, changes = {end.contract for end in ledger.every(ContractEnded)}, _changes(ledger)
    return {
        other.reference: [other.value, *(added for _, added in changes.get(other.reference, ()))]
        for other in ledger.every(ContractSigned)
        if other.value is not None
        and other.reference != contract.reference
        and other.reference not in ended
        and (
            limit.link is not state.Link.AWARD
            or {*other.recommendations} & {*contract.recommendations}
        )
        and (limit.scope is None or set(ledger.lots_of(other)) <= set(limit.scope))
    }


def _changes(ledger: Ledger) -> Mapping[str, Sequence[tuple[Change, Money]]]:
    """The changes that add to each contract, by its reference, with the sum that each adds."""
    # Of all at once, until one more is in: a framework may have hundreds, each asked about every time.
    events = (event for kind in _CHANGES for event in ledger.every(kind))
    adding = ((e.contract, (e, step[1])) for e in events if (step := money_in(e)) is not None)
    return ledger.worked_out(_CHANGES, (), lambda: grouped(adding))


def _of_change(ledger: Ledger, change: Change) -> Iterator[ChainStep]:
    """The contract after a change that adds to it; an extension against its option too."""
    found, step = history(ledger, change.contract), money_in(change)
    if found is None or step is None:
        return
    if not isinstance(change, PriceUplifted):
        yield from _of_option(found, change)
    own, added = found.contract.value, step[1]
    if own is None or added.amount <= 0:
        return
    others = [*_changes(ledger).get(change.contract, ())]
    if (change, added) in others:
        others.remove((change, added))  # one of them: two equal changes of one day both count
    before = Money.total([own, *(each for _, each in others if each.is_on_the_basis_of(own))])
    stated = state.StatedSum(
        link=state.Link.CHANGE,
        on=change.on,
        sum=Sum(added, Span.WHOLE),
        subject=f"This change adds to contract {change.contract}",
        about=change.contract,
    )
    if not before.is_on_the_basis_of(added):
        if not isinstance(change, ContractVaried):  # of a variation, its own check speaks
            value = evolve(stated, sum=Sum(before, Span.WHOLE), before="its value of ")
            yield ChainStep(stated=stated, limit=value)
        return
    subject = f"This change of {added} brings contract {change.contract} to"
    stated = evolve(stated, sum=Sum(before + added, Span.WHOLE), subject=subject)
    limit = _authority(ledger, found.contract)
    if limit is not None:
        stated = _with_others(ledger, stated, limit, found.contract)
    yield ChainStep(stated=stated, limit=limit, binds=not isinstance(change, PriceUplifted))


def _of_option(
    found: ContractHistory, change: ContractExtended | ContractVaried
) -> Iterator[ChainStep]:
    """The price an option is taken up for, against the one agreed for it at the signature."""
    if isinstance(change, ContractExtended):
        name, taken, agreed = str(change.option), change.value, None
        if change.option <= len(found.contract.extension_options):
            agreed = found.contract.extension_options[change.option - 1].value
    else:
        options = {option.reference: option.value for option in found.contract.other_options}
        name, taken, agreed = change.takes_up, change.value_change, options.get(change.takes_up)
    if agreed is None or taken is None:
        return
    words = f"option {name} of contract {change.contract}"
    what = "extension" if isinstance(change, ContractExtended) else "change"
    stated = state.StatedSum(
        link=state.Link.OPTION,
        on=change.on,
        sum=Sum(taken, Span.WHOLE),
        subject=f"The {what} under {words} is for",
        about=change.contract,
    )
    signed, after = Sum(agreed, Span.WHOLE), " agreed for it at the signature"
    limit = evolve(stated, on=found.contract.on, sum=signed, after=after)
    yield ChainStep(stated=stated, limit=limit)


_STEPS: Final[dict[type[Record], Callable[[Ledger, Any], Iterator[ChainStep]]]] = {
    ProcurementStrategy: _of_strategy,
    ApprovalToProcure: _of_approval,
    InvitationToTender: _of_invitation,
    TenderReceived: _of_tender,
    AwardRecommendation: _of_recommendation,
    ApprovalToAward: _of_award,
    ContractSigned: _of_contract,
    ContractVaried: _of_change,
    PriceUplifted: _of_change,
    ContractExtended: _of_change,
}
CHAIN_KINDS: Final = tuple(_STEPS)
"""The kinds of record that state sums, in the order of the chain."""
