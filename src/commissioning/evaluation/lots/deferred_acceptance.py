"""Lots offered down their rankings to providers with a limit and preferences: deferred acceptance.

Lot-proposing deferred acceptance (Gale and Shapley, 1962), with several places a lot and capacities on
providers. Each lot is offered to the best of its ranking; a provider with more offers than its capacity
refuses the least preferred, and those lots go to the next, until no offer is refused. Without ties the
outcome is the stable one that is best for the lots. Ties are not broken: a second pass follows every way
they could fall, and an award is certain only if it is the same in all of them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from itertools import chain

from commissioning.values.frozen import frozen
from commissioning.values.text import grouped, listed

Awards = Mapping[str, tuple[str, ...]]
"""The providers of each lot, the best first."""
Groups = tuple[tuple[str, ...], ...]
"""Providers in order, equal ones together."""


@frozen(kw_only=True)
class Terms:
    """The terms of an award: the ranking of each lot, and how many lots and places there are."""

    ranked: Mapping[str, Groups]
    """The tenders that compete for each lot."""
    most: int
    """The maximum number of lots a provider may have."""
    places: Mapping[str, int]
    """The number of providers each lot is for."""
    held: Mapping[str, Collection[str]]
    """The lots that providers have already."""

    def capacity(self, provider: str) -> int:
        """How many more lots a provider may have."""
        return self.most - len(self.held.get(provider, ()))


class DeferredAcceptance:
    """Lot-proposing deferred acceptance (Gale and Shapley, 1962) with capacities and ties.

    Cost: each round refuses an offer, so there are at most lots x providers rounds.
    """

    def __init__(self, terms: Terms, preferences: Mapping[str, tuple[str, ...]]) -> None:
        self.terms = terms
        self.preferences = preferences
        self.number = {lot: number for number, lot in enumerate(terms.ranked)}
        # A provider that has its lots already refuses every other, offered or not.
        self.refused = {
            lot: {provider for provider in chain(*groups) if terms.capacity(provider) < 1}
            for lot, groups in terms.ranked.items()
        }
        while self._refuses_any():
            pass
        self.candidates: dict[str, Groups] = dict.fromkeys(terms.ranked, ())
        """The providers that may get each lot however ties fall: in order, as far down as it can go."""
        # The winner of a tie may have no capacity left for a less preferred lot, which then goes to the
        # next, who may have none for another. So candidates grow until no lot reaches further.
        while (
            further := {lot: tuple(self._reached(lot)) for lot in terms.ranked}
        ) != self.candidates:
            self.candidates = further

    def _rank(self, provider: str, lot: str) -> tuple[int, int]:
        """The place of a lot in a provider's order; unlisted lots come last, in the order of lots."""
        order = self.preferences.get(provider, ())
        return (order.index(lot) if lot in order else len(order), self.number[lot])

    def _remaining(self, lot: str) -> Iterator[tuple[str, ...]]:
        for group in self.terms.ranked[lot]:
            # A lot that was refused by all of a group goes on to the next group.
            left = tuple(provider for provider in group if provider not in self.refused[lot])
            if left:
                yield left

    def _offered(self, lot: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The providers a lot is offered to for certain, and those level for the last of its places."""
        certain: tuple[str, ...] = ()
        for group in self._remaining(lot):
            if len(certain) + len(group) > self.terms.places[lot]:
                return certain, group if len(certain) < self.terms.places[lot] else ()
            certain += group
        return certain, ()

    def _refuses_any(self) -> bool:
        """One round: each provider refuses the offers beyond its capacity. Whether any was refused."""
        offers = grouped(
            (provider, (self._rank(provider, lot), lot, provider in certain))
            for lot, certain, level in ((lot, *self._offered(lot)) for lot in self.refused)
            for provider in (*certain, *level)
        )
        any_refused = False
        for provider, own in offers.items():
            kept = 0
            # By preference: the offers beyond the capacity are the least preferred ones.
            for _, lot, certain_offer in sorted(own):
                if kept >= self.terms.capacity(provider):
                    self.refused[lot].add(provider)
                    any_refused = True
                kept += certain_offer  # an offer that rests on a tie takes no capacity yet
        return any_refused

    def _reached(self, lot: str) -> Iterator[tuple[str, ...]]:
        taken = 0
        for group in self._remaining(lot):
            if taken >= self.terms.places[lot]:
                break
            yield group
            # A place that may yet be refused, for lots that are preferred, leaves the next group in reach.
            taken += sum(self._has_capacity(provider, lot) for provider in group)

    def _has_capacity(self, provider: str, lot: str) -> bool:
        """Whether a provider can take a lot even if it gets every lot that it prefers."""
        rank = self._rank(provider, lot)
        preferred = sum(
            provider in chain(*groups) and self._rank(provider, other) < rank
            for other, groups in self.candidates.items()
        )
        return preferred < self.terms.capacity(provider)

    def certain(self, lot: str) -> Iterator[str]:
        """The providers that get the lot however ties fall."""
        ahead = 0
        for group in self.candidates[lot]:
            # All ahead are counted, those that may refuse too: a tie elsewhere may make them take the lot.
            ahead += len(group)
            if ahead <= self.terms.places[lot]:
                yield from (p for p in group if self._has_capacity(p, lot))

    def unstated_that_decided(self, certain: Awards) -> Iterator[str]:
        """The providers for whom the order of lots decided, since they stated no preference."""
        for provider in dict.fromkeys(chain(*certain.values())):
            order = self.preferences.get(provider, ())
            kept = [lot for lot, who in certain.items() if provider in who and lot not in order]
            given_up = [
                lot for lot, who in self.refused.items() if provider in who and lot not in order
            ]
            if kept and given_up:
                lots = listed(tuple(lot for lot in certain if lot in (*kept, *given_up)))
                yield f"{provider} states no preference between {lots}, so the order of lots decides"
