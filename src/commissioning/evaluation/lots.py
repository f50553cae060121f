"""Who gets which lot where nobody may have them all, by the mechanism the invitation declares."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from math import lcm

from attrs import field, frozen

from commissioning.errors import RecordError
from commissioning.evaluation.assignment import best_assignment, other_best
from commissioning.evaluation.bids import Measure
from commissioning.evaluation.result import Evaluation
from commissioning.records.tender import LotLimits, LotMechanism
from commissioning.values.tables import Column, Kind, Table


@frozen(kw_only=True)
class LostByLimit:
    """A lot that a provider would have won without the limit."""

    provider: str
    lot: str
    kept: tuple[str, ...]
    """The lots it was awarded instead."""
    went_to: str | None
    """Who got the lot; None where nobody did."""

    def __str__(self) -> str:
        went = f"it went to {self.went_to}" if self.went_to else "nobody else can take it"
        kept = ", ".join(self.kept) or "none"
        return f"{self.provider} ranks first for {self.lot} and keeps {kept}: {went}"


@frozen(kw_only=True)
class Allocation:
    """Who gets each lot, what the limit cost, and what is undecided."""

    awards: Mapping[str, str | None] = field(hash=False)
    """The provider for each lot; None where nobody is left or a tie is undecided."""
    reserves: Mapping[str, tuple[str, ...]] = field(hash=False)
    """Who comes next for each lot, in order: those behind the winner who may take one more."""
    lost: tuple[LostByLimit, ...] = ()
    undecided: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Lots for which providers are level, with those providers: nobody is picked silently."""
    other_best: Mapping[str, str | None] | None = field(default=None, hash=False)
    """Another outcome that is exactly as good overall, where there is one."""
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
            (lot, winner or " or ".join(level.get(lot, ())) or None, ", ".join(self.reserves[lot]))
            for lot, winner in self.awards.items()
        )
        return Table(columns, rows)

    def __str__(self) -> str:
        notes = [*map(str, self.lost), *self.remarks]
        if self.other_best is not None:
            other = ", ".join(f"{lot} to {who}" for lot, who in self.other_best.items() if who)
            notes.append(f"another outcome is exactly as good: {other}")
        return "\n".join([self.table().to_text(), *(f"- {note}" for note in notes)])


def allocate(
    evaluations: Iterable[Evaluation],
    limits: LotLimits | None,
    *,
    withdrawn: Iterable[str] = (),
) -> Allocation:
    """Award every lot under a limit on the lots one provider may have.

    `withdrawn` are providers who no longer stand; the marks of the others stay as they were, so the
    reserve follows. Raises `RecordError` where the evaluations are of one lot twice, or cannot be
    added up for the best outcome overall.
    """
    results = {result.lot: result for result in evaluations}
    gone = set(withdrawn)
    ranked = {
        lot: tuple(
            kept
            for kept in (tuple(p for p in group if p not in gone) for group in result.ranking)
            if kept
        )
        for lot, result in results.items()
    }
    most = (limits.most_awarded if limits else None) or len(results) or 1
    mechanism = limits.mechanism if limits else None
    if mechanism is LotMechanism.BEST_OVERALL:
        return _best_overall(results, ranked, most)
    if mechanism is LotMechanism.PREFERENCE:
        return _by_preference(results, ranked, most)
    return _in_order(ranked, limits.order if limits else (), most)


Ranked = Mapping[str, tuple[tuple[str, ...], ...]]


def _in_order(ranked: Ranked, order: Sequence[str], most: int) -> Allocation:
    awards: dict[str, str | None] = {}
    undecided: list[tuple[str, tuple[str, ...]]] = []
    for lot in (*(lot for lot in order if lot in ranked), *(x for x in ranked if x not in order)):
        held = list(awards.values())
        able = (tuple(p for p in group if held.count(p) < most) for group in ranked[lot])
        first = next((group for group in able if group), ())
        awards[lot] = first[0] if len(first) == 1 else None
        if len(first) > 1:
            undecided.append((lot, first))
    return _allocation(ranked, awards, most, undecided=tuple(undecided))


def _by_preference(results: Mapping[str, Evaluation], ranked: Ranked, most: int) -> Allocation:
    """Each lot goes to its best; who has too many keeps the preferred ones; until nothing moves."""
    preferences = _preferences(results)
    refused: dict[str, set[str]] = {lot: set() for lot in ranked}
    remarks: dict[str, None] = {}
    while True:
        first = {
            lot: next((g for g in (_left(group, refused[lot]) for group in ranked[lot]) if g), ())
            for lot in ranked
        }
        wins: dict[str, list[str]] = {}
        for lot, group in first.items():
            if len(group) == 1:
                wins.setdefault(group[0], []).append(lot)
        over = {provider: lots for provider, lots in wins.items() if len(lots) > most}
        if not over:
            break
        for provider, lots in over.items():
            order = preferences.get(provider, ())
            unstated = [lot for lot in lots if lot not in order]
            if len(unstated) > 1:
                told = ", ".join(unstated)
                remarks[
                    f"{provider} states no preference between {told}; the order of lots decides"
                ] = None
            wanted = sorted(lots, key=lambda lot: order.index(lot) if lot in order else len(order))
            for lot in wanted[most:]:
                refused[lot].add(provider)
    awards = {lot: group[0] if len(group) == 1 else None for lot, group in first.items()}
    undecided = tuple((lot, group) for lot, group in first.items() if len(group) > 1)
    return _allocation(ranked, awards, most, undecided=undecided, remarks=tuple(remarks))


def _left(group: tuple[str, ...], refused: set[str]) -> tuple[str, ...]:
    return tuple(provider for provider in group if provider not in refused)


def _preferences(results: Mapping[str, Evaluation]) -> dict[str, tuple[str, ...]]:
    return {
        tender.provider: tender.preferences
        for result in results.values()
        for tender in result.source.tenders
        if tender.preferences
    }


def _best_overall(results: Mapping[str, Evaluation], ranked: Ranked, most: int) -> Allocation:
    measures = {result.measure for result in results.values()}
    if len(measures) > 1 or Measure.PRICE_PER_POINT in measures:
        told = ", ".join(sorted(measures))
        raise RecordError(
            "award of lots", (f"scores that are {told} cannot be added up over lots",)
        )
    sign = -1 if Measure.PRICE in measures else 1
    totals = {
        lot: {p: sign * (results[lot].total(p) or Fraction(0)) for g in groups for p in g}
        for lot, groups in ranked.items()
    }
    scale = lcm(*(total.denominator for values in totals.values() for total in values.values()))
    worth = [{p: int(total * scale) for p, total in values.items()} for values in totals.values()]
    best = best_assignment(worth, most)
    other = other_best(worth, most, best)
    awards = dict(zip(ranked, best.taken_by, strict=True))
    return _allocation(
        ranked,
        awards,
        most,
        other_best=dict(zip(ranked, other.taken_by, strict=True)) if other else None,
        total=Fraction(sign * best.worth, scale),
    )


def _allocation(
    ranked: Ranked,
    awards: Mapping[str, str | None],
    most: int,
    *,
    undecided: tuple[tuple[str, tuple[str, ...]], ...] = (),
    remarks: tuple[str, ...] = (),
    other_best: Mapping[str, str | None] | None = None,
    total: Fraction | None = None,
) -> Allocation:
    held = list(awards.values())
    reserves = {
        lot: tuple(
            provider
            for group in groups
            for provider in group
            if provider != awards[lot] and held.count(provider) < most
        )
        for lot, groups in ranked.items()
    }
    in_order = {lot: awards[lot] for lot in ranked}
    return Allocation(
        awards=in_order,
        reserves=reserves,
        lost=tuple(_lost(ranked, in_order)),
        undecided=undecided,
        other_best=other_best,
        remarks=remarks,
        total=total,
    )


def _lost(ranked: Ranked, awards: Mapping[str, str | None]) -> Iterator[LostByLimit]:
    for lot, groups in ranked.items():
        for provider in groups[0] if groups else ():
            if len(groups[0]) == 1 and awards[lot] != provider:
                kept = tuple(other for other, winner in awards.items() if winner == provider)
                yield LostByLimit(provider=provider, lot=lot, kept=kept, went_to=awards[lot])
