"""Who gets which lot where nobody may have them all, by the mechanism the invitation declares."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from fractions import Fraction
from itertools import chain, islice
from math import lcm
from typing import Final

from attrs import field

from commissioning.errors import RecordError
from commissioning.evaluation.lots.assignment import best_assignments
from commissioning.evaluation.lots.deferred_acceptance import Awards, Groups, Terms, Wishes
from commissioning.evaluation.result import Result
from commissioning.records.methods import Measure
from commissioning.records.tender import LotLimits, LotMechanism
from commissioning.values.frozen import frozen
from commissioning.values.tables import Column, Kind, Table

MOST_OTHERS: Final = 9
"""How many equally good outcomes are worked out beside the first; there can be very many."""


@frozen(kw_only=True)
class LostByLimit:
    """A lot that a provider would have won without the limit, or won a share in a tie for."""

    provider: str
    lot: str
    kept: tuple[str, ...]
    """The lots it was awarded instead, or holds already."""
    may_keep: tuple[str, ...]
    """The lots it would rather have that rest on a tie: however that is settled, it gets enough."""
    level_with: tuple[str, ...]
    """With whom it is level for the lot, where the lot was not its own outright."""
    went_to: tuple[str, ...]
    """Who got the lot in its place; empty where nobody did, or where that is undecided."""
    open_to: tuple[str, ...]
    """Between whom the lot is undecided."""

    def __str__(self) -> str:
        if self.went_to:
            went = f"it went to {', '.join(self.went_to)}"
        elif self.open_to:
            went = f"it is undecided between {', '.join(self.open_to)}"
        else:
            went = "nobody else can take it"
        certain, open_ = ", ".join(self.kept), ", ".join(self.may_keep)
        kept = " and ".join(filter(None, (certain, open_ and f"what it gets of {open_}")))
        stands = f"is level with {', '.join(self.level_with)}" if self.level_with else "ranks first"
        return f"{self.provider} {stands} for {self.lot} and keeps {kept}: {went}"


@frozen(kw_only=True)
class Allocation:
    """Who gets each lot, what the limit cost, and what is undecided."""

    awards: Awards = field(hash=False)
    """The providers of each lot; fewer than it has places where nobody is left or a tie decides."""
    reserves: Awards = field(hash=False)
    """Who comes next for each lot, in order: those not awarded it who may take one more."""
    lost: tuple[LostByLimit, ...] = ()
    undecided: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Lots that rest on a tie, with those who may get what is left: nobody is picked silently."""
    other_best: tuple[Awards, ...] = field(default=(), hash=False)
    """Other outcomes that are exactly as good overall; at most so many, see `more_as_good`."""
    more_as_good: bool = False
    """Whether there are still more outcomes as good than are given."""
    remarks: tuple[str, ...] = ()
    total: Fraction | None = None
    """The scores of all awards together, where the best outcome overall is what is looked for."""

    def table(self) -> Table:
        """One row a lot: who gets it, and who comes next."""
        columns = (
            Column("lot", Kind.TEXT),
            Column("awarded to", Kind.TEXT),
            Column("reserves", Kind.TEXT),
        )
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
            told = ", ".join(f"{lot} to {' and '.join(who)}" for lot, who in other.items() if who)
            notes.append(f"another outcome is exactly as good: {told}")
        if self.more_as_good:
            notes.append("there are more outcomes that are exactly as good")
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

    `places` is how many providers a lot is for, where that is not what the limits say. `held` is the
    lots that providers have already, beside those evaluated. `withdrawn` are providers who no longer
    stand, for all lots or by lot; the marks of the others stay as they were, so the reserve follows.
    `choosing` is who is taken for a lot where the marks leave a choice. Raises `RecordError` where
    the evaluations are of one lot twice, or cannot be added up for the best outcome overall.
    """
    evaluations = tuple(evaluations)
    results = {result.lot: result for result in evaluations}
    if len(results) < len(evaluations):
        lots = [result.lot for result in evaluations]
        twice = ", ".join(lot for lot in results if lots.count(lot) > 1)
        raise RecordError("award of lots", (f"there are two evaluations of {twice}; give one",))
    gone = withdrawn if isinstance(withdrawn, Mapping) else dict.fromkeys(results, withdrawn)
    chosen = choosing or {}
    held = held or {}
    usual = (limits and limits.places) or 1
    terms = Terms(
        ranked={
            lot: _standing(result.ranking, gone.get(lot, ()), chosen.get(lot, ()))
            for lot, result in results.items()
        },
        most=(limits and limits.most_awarded) or len(results) + sum(map(len, held.values())) + 1,
        places={lot: (places or {}).get(lot, usual) for lot in results},
        held=held,
    )
    mechanism = limits.mechanism if limits else None
    if mechanism is LotMechanism.BEST_OVERALL:
        return _best_overall(results, terms, chosen)
    if mechanism is LotMechanism.PREFERENCE:
        return _by_preference(terms, *_preferences(results))
    return _in_order(terms, limits.order if limits else tuple(results))


def _standing(ranking: Groups, gone: Collection[str], chosen: Collection[str]) -> Groups:
    """A ranking without those who no longer stand, the chosen before those they are level with."""
    groups: list[tuple[str, ...]] = []
    for group in ranking:
        left = [provider for provider in group if provider not in gone]
        groups.append(tuple(provider for provider in left if provider in chosen))
        groups.append(tuple(provider for provider in left if provider not in chosen))
    return tuple(group for group in groups if group)


def _in_order(terms: Terms, order: tuple[str, ...]) -> Allocation:
    """Lots awarded one after another, which is one order of preference for everybody."""
    left_out = [lot for lot in terms.ranked if lot not in order]
    remarks = (
        f"the declared order leaves out {', '.join(left_out)}; what it leaves out comes last",
    )
    providers = dict.fromkeys(p for groups in terms.ranked.values() for p in chain(*groups))
    wishes = dict.fromkeys(providers, (*order, *left_out))
    return _by_preference(terms, wishes, remarks if left_out else ())


def _preferences(
    results: Mapping[str, Result],
) -> tuple[dict[str, tuple[str, ...]], tuple[str, ...]]:
    """What each provider would rather have, and whose tenders do not agree on it."""
    stated: dict[str, dict[tuple[str, ...], None]] = {}
    for result in results.values():
        for tender in result.source.tenders:
            if tender.preferences:
                orders = stated.setdefault(tender.provider, {})
                orders.pop(tender.preferences, None)
                orders[tender.preferences] = None
    remarks = tuple(
        f"the tenders of {provider} state different preferences "
        f"({'; '.join(', '.join(order) for order in orders)}); the last one counts"
        for provider, orders in stated.items()
        if len(orders) > 1
    )
    return {provider: tuple(orders)[-1] for provider, orders in stated.items()}, remarks


def _by_preference(
    terms: Terms, preferences: Mapping[str, tuple[str, ...]], remarks: tuple[str, ...]
) -> Allocation:
    """Each lot goes to its best; who has too many keeps the preferred ones; until nothing moves."""
    wishes = Wishes(terms, preferences)
    certain = {lot: tuple(wishes.certain(lot)) for lot in terms.ranked}
    undecided = tuple(
        (lot, left)
        for lot, groups in wishes.candidates.items()
        if (left := tuple(p for p in chain(*groups) if p not in certain[lot]))
    )
    remarks = (*remarks, *wishes.unstated_that_decided(certain))
    return _allocation(terms, certain, undecided=undecided, remarks=remarks)


def _best_overall(
    results: dict[str, Result], terms: Terms, chosen: Mapping[str, Collection[str]]
) -> Allocation:
    _must_add_up(results)
    sign = -1 if any(r.measure.lower_wins for r in results.values()) else 1
    totals = {
        lot: {p: sign * (results[lot].total(p) or Fraction(0)) for p in chain(*groups)}
        for lot, groups in terms.ranked.items()
    }
    scale = lcm(*(total.denominator for values in totals.values() for total in values.values()))
    # A tie within a lot that is settled stays settled, and then what is chosen is taken: both count
    # less than any difference between totals.
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
    best, *others = islice(found, MOST_OTHERS + 2)
    outcomes = tuple(dict(zip(totals, other.taken_by, strict=True)) for other in others)
    awards = dict(zip(totals, best.taken_by, strict=True))
    return _allocation(
        terms,
        awards,
        other_best=outcomes[:MOST_OTHERS],
        more_as_good=len(outcomes) > MOST_OTHERS,
        total=sign * sum((totals[lot][p] for lot, who in awards.items() for p in who), Fraction(0)),
    )


def _behind(groups: Groups, totals: Mapping[str, Fraction], provider: str) -> int:
    """How many with the same total a tie-break or a choice has put ahead of a provider."""
    ahead = chain(*groups[: next(n for n, group in enumerate(groups) if provider in group)])
    return sum(totals[other] == totals[provider] for other in ahead)


def _must_add_up(results: dict[str, Result]) -> None:
    """Refuse scores that have no sum over lots."""
    measures = {result.measure for result in results.values()}
    if len(measures) > 1 or not all(measure.adds_up for measure in measures):
        told = ", ".join(sorted(map(str, measures)))
        raise RecordError(
            "award of lots", (f"scores that are {told} cannot be added up over lots",)
        )
    if Measure.PRICE not in measures:
        return
    bases = {
        (offer.price.currency, offer.price.vat.value, f"per {offer.per}"): lot
        for lot, result in reversed(results.items())
        for offer in map(result.price, result.providers)
        if offer is not None
    }
    if len(bases) > 1:
        told = "; ".join(f"lot {lot}: {', '.join(basis)}" for basis, lot in reversed(bases.items()))
        raise RecordError(
            "award of lots", (f"prices on different bases cannot be added up over lots ({told})",)
        )


def _allocation(
    terms: Terms,
    awards: Awards,
    *,
    undecided: tuple[tuple[str, tuple[str, ...]], ...] = (),
    remarks: tuple[str, ...] = (),
    other_best: tuple[Awards, ...] = (),
    more_as_good: bool = False,
    total: Fraction | None = None,
) -> Allocation:
    open_to = dict(undecided)
    awarded = list(chain(*awards.values()))
    reserves = {
        lot: tuple(
            provider
            for provider in chain(*groups)
            if provider not in (*awards[lot], *open_to.get(lot, ()))
            and awarded.count(provider) < terms.room(provider)
        )
        for lot, groups in terms.ranked.items()
    }
    return Allocation(
        awards=awards,
        reserves=reserves,
        lost=tuple(_lost(terms, awards, open_to)),
        undecided=undecided,
        other_best=other_best,
        more_as_good=more_as_good,
        remarks=remarks,
        total=total,
    )


def _lost(terms: Terms, awards: Awards, open_to: Awards) -> Iterator[LostByLimit]:
    awarded = list(chain(*awards.values()))
    for lot, groups in terms.ranked.items():
        ahead: list[str] = []
        for group in groups:
            if len(ahead) >= terms.places[lot]:
                break
            shared = len(ahead) + len(group) > terms.places[lot]
            for provider in group:
                if provider in (*awards[lot], *open_to.get(lot, ())):
                    continue
                room_left = awarded.count(provider) < terms.room(provider)
                if shared and room_left:
                    continue  # it lost a tie, not by the limit
                kept = (other for other, winners in awards.items() if provider in winners)
                tied = (other for other, who in open_to.items() if provider in who and room_left)
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
