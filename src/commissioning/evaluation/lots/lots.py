"""The award of lots under a limit on the lots of a provider, by the mechanism the invitation declares."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from fractions import Fraction
from itertools import chain, islice
from math import lcm
from typing import Final

from attrs import evolve, field

from commissioning.errors import RecordError
from commissioning.evaluation.lots.assignment import best_assignments
from commissioning.evaluation.lots.deferred_acceptance import (
    Awards,
    DeferredAcceptance,
    Groups,
    Terms,
)
from commissioning.evaluation.result import Result
from commissioning.records.methods import ComparisonFigure
from commissioning.records.record import of_lots
from commissioning.records.tender import LotLimits, LotMechanism
from commissioning.values.checking import stated
from commissioning.values.frozen import frozen
from commissioning.values.listings import OneLine, Tabled
from commissioning.values.tables import Column, Table
from commissioning.values.text import listed, more_than_once, numbered

MOST_OTHERS: Final = 9
"""The maximum of equally good outcomes found after the first; there can be very many."""


@frozen(kw_only=True)
class LostByLimit(OneLine):
    """A lot that a provider would have won without the limit, or won a share in a tie for."""

    provider: str
    lot: str
    kept: tuple[str, ...]
    """The lots it was awarded instead, or holds already."""
    may_keep: tuple[str, ...]
    """Preferred lots that rest on a tie: however that falls, the provider gets enough of them."""
    level_with: tuple[str, ...]
    """The providers it is level with for the lot, if it does not rank first alone."""
    went_to: tuple[str, ...]
    """The providers that get the lot instead; empty if none does, or if that is undecided."""
    open_to: tuple[str, ...]
    """The providers between which the lot is undecided."""

    def __str__(self) -> str:
        went = f"no other provider can take {self.lot}"
        if self.went_to or self.open_to:
            how = "goes to" if self.went_to else "is undecided between"
            went = f"{self.lot} {how} {listed(self.went_to or self.open_to)}"
        tied = f"enough of {listed(self.may_keep)} (undecided)" if self.may_keep else ""
        kept = " and ".join(filter(None, (listed(self.kept), tied)))
        ranks = f"is level with {listed(self.level_with)}" if self.level_with else "ranks first"
        return f"{self.provider} {ranks} for {self.lot} but keeps {kept}; {went}"


@frozen(kw_only=True, repr=False)
class Allocation(Tabled):
    """The providers of each lot, what the limit cost them, and what is undecided."""

    awards: Awards = field(hash=False)
    """The providers of each lot; fewer than its places if none is left or a tie is undecided."""
    reserves: Awards = field(hash=False)
    """The reserves for each lot in order: providers not awarded it that may take one more."""
    lost: tuple[LostByLimit, ...] = ()
    undecided: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Lots that rest on a tie, with the providers that may get what is left: the tie is not broken."""
    other_best: tuple[Awards, ...] = field(default=(), hash=False)
    """Other outcomes that are equally good overall; see `more_as_good` for whether these are all."""
    more_as_good: bool = False
    """Whether there are more equally good outcomes than are given."""
    remarks: tuple[str, ...] = ()
    total: Fraction | None = None
    """The sum of the scores of all awards, if the mechanism is the best outcome overall."""

    def table(self) -> Table:
        """One row a lot: its providers, and the reserves."""
        columns = (Column("lot"), Column("awarded to"), Column("reserves"))
        level = dict(self.undecided)
        rows = tuple(
            (
                lot,
                ", ".join(filter(None, (*winners, " or ".join(level.get(lot, ()))))) or None,
                ", ".join(self.reserves[lot]),
            )
            for lot, winners in self.awards.items()
        )
        return Table(columns, rows)

    def __str__(self) -> str:
        notes = [*map(str, self.lost), *self.remarks]
        for other in self.other_best:
            awards = ", ".join(f"{lot} to {listed(who)}" for lot, who in other.items() if who)
            notes.append(f"Another outcome is equally good: {awards}")
        if self.more_as_good:
            notes.append("There are more equally good outcomes")
        return "\n".join([self.table().to_text(), *(f"- {note}" for note in notes)])


def allocate(
    evaluations: Iterable[Result],
    limits: LotLimits | None,
    *,
    places: Mapping[str, int] | None = None,
    held: Mapping[str, Collection[str]] | None = None,
    withdrawn: Collection[str] | Mapping[str, Collection[str]] = (),
    choosing: Mapping[str, Collection[str]] | None = None,
) -> Allocation:
    """Award every lot under a limit on the lots one provider may have.

    `places` is how many providers a lot is for, if that differs from the limits. `held` are the lots that
    providers have already, apart from those evaluated. `withdrawn` are providers that have withdrawn, from
    all lots or by lot; the marks of the others do not change, so the reserve follows. `choosing` are the
    providers taken for a lot where the marks leave a choice. Raises `RecordError` where one lot is evaluated
    twice, or the results cannot be added up for the best outcome overall.
    """
    evaluations = tuple(evaluations)
    results = {result.lot: result for result in evaluations}
    if len(results) < len(evaluations):
        twice = numbered("lot", more_than_once(result.lot for result in evaluations))
        raise RecordError(
            "award of lots", (f"there are several evaluations of {twice}; give one for each lot",)
        )
    gone = withdrawn if isinstance(withdrawn, Mapping) else dict.fromkeys(results, withdrawn)
    chosen = choosing or {}
    held = held or {}
    usual = (limits and limits.places) or 1
    terms = Terms(
        ranked={
            lot: _competing(result.ranking, gone.get(lot, ()), chosen.get(lot, ()))
            for lot, result in results.items()
        },
        # Without a limit, one more than a provider could ever have: it never binds.
        most=(limits and limits.most_awarded) or len(results) + sum(map(len, held.values())) + 1,
        places={lot: (places or {}).get(lot, usual) for lot in results},
        held=held,
    )
    if limits is not None and limits.most_awarded is not None:
        stated(limits.mechanism, limits, "mechanism")
    mechanism = limits.mechanism if limits else None
    if mechanism is LotMechanism.BEST_OVERALL:
        return _best_overall(results, terms, chosen)
    if mechanism is LotMechanism.PREFERENCE:
        return _by_preference(terms, *_preferences(results))
    return _in_order(terms, limits.order if limits else tuple(results))


def _competing(ranking: Groups, gone: Collection[str], chosen: Collection[str]) -> Groups:
    """A ranking without the providers that have withdrawn, the chosen before those they are level with."""
    groups: list[tuple[str, ...]] = []
    for group in ranking:
        left = [provider for provider in group if provider not in gone]
        # The council's choice settles a tie, and only a tie: it moves no tender past a better one.
        groups.append(tuple(provider for provider in left if provider in chosen))
        groups.append(tuple(provider for provider in left if provider not in chosen))
    return tuple(group for group in groups if group)


def _in_order(terms: Terms, order: tuple[str, ...]) -> Allocation:
    """Lots awarded one after another, which is the same order of preference for every provider."""
    left_out = [lot for lot in terms.ranked if lot not in order]
    remarks = (
        f"The declared order leaves out {of_lots(tuple(left_out))}, so "
        f"{'they come' if len(left_out) > 1 else 'it comes'} last",
    )
    providers = dict.fromkeys(p for groups in terms.ranked.values() for p in chain(*groups))
    # A lot is offered first to those who prefer it, so one order for all makes the lots go in turn.
    same = dict.fromkeys(providers, (*order, *left_out))
    return _by_preference(terms, same, remarks if left_out else ())


def _preferences(
    results: Mapping[str, Result],
) -> tuple[dict[str, tuple[str, ...]], tuple[str, ...]]:
    """The order of preference of each provider, and remarks on tenders that do not agree on it."""
    stated: dict[str, dict[tuple[str, ...], None]] = {}
    for result in results.values():
        for tender in result.source.tenders:
            if tender.preferences:
                orders = stated.setdefault(tender.provider, {})
                # Put back at the end, for the order stated last is the one that counts.
                orders.pop(tender.preferences, None)
                orders[tender.preferences] = None
    remarks = tuple(
        f"The tenders of {provider} state different preferences "
        f"({'; '.join(', '.join(order) for order in orders)}); the last counts"
        for provider, orders in stated.items()
        if len(orders) > 1
    )
    return {provider: tuple(orders)[-1] for provider, orders in stated.items()}, remarks


def _by_preference(
    terms: Terms, preferences: Mapping[str, tuple[str, ...]], remarks: tuple[str, ...]
) -> Allocation:
    acceptance = DeferredAcceptance(terms, preferences)
    certain = {lot: tuple(acceptance.certain(lot)) for lot in terms.ranked}
    undecided = {
        lot: left
        for lot, groups in acceptance.candidates.items()
        if (left := tuple(p for p in chain(*groups) if p not in certain[lot]))
    }
    remarks = (*remarks, *acceptance.unstated_that_decided(certain))
    return evolve(_allocation(terms, certain, undecided), remarks=remarks)


def _best_overall(
    results: dict[str, Result], terms: Terms, chosen: Mapping[str, Collection[str]]
) -> Allocation:
    _must_add_up(results)
    sign = -1 if any(r.measure.lower_wins for r in results.values()) else 1
    totals = {
        lot: {p: sign * (results[lot].total(p) or Fraction(0)) for p in chain(*groups)}
        for lot, groups in terms.ranked.items()
    }
    # Whole numbers, since two ways are equally good only if their sums are equal to the last digit.
    scale = lcm(*(total.denominator for values in totals.values() for total in values.values()))
    # A tie within a lot that a tie-break settled stays settled, and then the choice is taken: both
    # count less than any difference between totals. There are fewer awards than `pairs`, and each is behind
    # fewer than `pairs` others, so all of them together come to less than one step of a total.
    pairs = 1 + sum(len(values) for values in totals.values())
    most_behind = pairs * pairs
    worth = [
        {
            p: (int(total * scale) * most_behind - _behind(terms.ranked[lot], values, p)) * pairs
            + (p in chosen.get(lot, ()))
            for p, total in values.items()
        }
        for lot, values in totals.items()
    ]
    found = best_assignments(
        worth,
        terms.most,
        places=tuple(terms.places.values()),
        held={provider: len(lots) for provider, lots in terms.held.items()},
    )
    # One more than is shown, to know whether there are more.
    best, *others = islice(found, MOST_OTHERS + 2)
    outcomes = tuple(dict(zip(totals, other.taken_by, strict=True)) for other in others)
    awards = dict(zip(totals, best.taken_by, strict=True))
    return evolve(
        _allocation(terms, awards, {}),
        other_best=outcomes[:MOST_OTHERS],
        more_as_good=len(outcomes) > MOST_OTHERS,
        total=sign * sum((totals[lot][p] for lot, who in awards.items() for p in who), Fraction(0)),
    )


def _behind(groups: Groups, totals: Mapping[str, Fraction], provider: str) -> int:
    """How many providers with the same total a tie-break or a choice has put ahead of one."""
    ahead = chain(*groups[: next(n for n, group in enumerate(groups) if provider in group)])
    return sum(totals[other] == totals[provider] for other in ahead)


def _must_add_up(results: dict[str, Result]) -> None:
    measures = {result.measure for result in results.values()}
    if len(measures) > 1 or not all(measure.adds_up for measure in measures):
        several = listed(tuple(sorted(map(str, measures))))
        why = f"results by {several} cannot be added up over lots; choose another way to award them"
        raise RecordError("award of lots", (why,))
    if ComparisonFigure.PRICE not in measures:
        return
    bases = {
        (offer.price.currency, offer.price.vat.value, f"per {offer.per}"): lot
        for lot, result in reversed(results.items())
        for offer in map(result.price, result.providers)
        if offer is not None
    }
    if len(bases) > 1:
        each = "; ".join(f"lot {lot}: {', '.join(basis)}" for basis, lot in reversed(bases.items()))
        why = f"prices on different bases cannot be added up over lots ({each})"
        raise RecordError("award of lots", (why,))


def _allocation(terms: Terms, awards: Awards, open_to: Awards) -> Allocation:
    awarded = list(chain(*awards.values()))
    reserves = {
        lot: tuple(
            provider
            for provider in chain(*groups)
            if provider not in (*awards[lot], *open_to.get(lot, ()))
            and awarded.count(provider) < terms.capacity(provider)
        )
        for lot, groups in terms.ranked.items()
    }
    return Allocation(
        awards=awards,
        reserves=reserves,
        lost=tuple(_lost(terms, awards, open_to)),
        undecided=tuple(open_to.items()),
    )


def _lost(terms: Terms, awards: Awards, open_to: Awards) -> Iterator[LostByLimit]:
    awarded = list(chain(*awards.values()))
    for lot, groups in terms.ranked.items():
        ahead: list[str] = []
        for group in groups:
            # Below its places a provider would not have won the lot without the limit either.
            if len(ahead) >= terms.places[lot]:
                break
            shared = len(ahead) + len(group) > terms.places[lot]
            for provider in group:
                if provider in (*awards[lot], *open_to.get(lot, ())):
                    continue
                has_capacity = awarded.count(provider) < terms.capacity(provider)
                if shared and has_capacity:
                    continue  # lost in a tie, not by the limit
                kept = (other for other, winners in awards.items() if provider in winners)
                tied = (other for other, who in open_to.items() if provider in who and has_capacity)
                yield LostByLimit(
                    provider=provider,
                    lot=lot,
                    kept=(*terms.held.get(provider, ()), *kept),
                    may_keep=tuple(tied),
                    level_with=tuple(p for p in group if p != provider) if shared else (),
                    went_to=tuple(p for p in awards[lot] if shared or p not in (*ahead, *group)),
                    open_to=open_to.get(lot, ()),
                )
            ahead += group
