"""Lots offered down their rankings to providers who may have only so many, and who prefers what.

Every lot is offered to those who rank first for it; who is offered more than it may have refuses what
it would rather not have, and the lot is offered to the next. Ties are followed both ways: what a lot
comes to is certain only where it comes to the same however they are settled.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from itertools import chain

from commissioning.values.frozen import frozen

Awards = Mapping[str, tuple[str, ...]]
"""The providers of each lot, the best first."""
Groups = tuple[tuple[str, ...], ...]
"""Providers in order, equal ones together."""


@frozen(kw_only=True)
class Terms:
    """What lots are awarded under: who ranks how, and how much anybody may have."""

    ranked: Mapping[str, Groups]
    """The tenders of each lot that stand."""
    most: int
    places: Mapping[str, int]
    held: Mapping[str, Collection[str]]

    def room(self, provider: str) -> int:
        return self.most - len(self.held.get(provider, ()))


class Wishes:
    """Lots offered down their rankings, and providers who keep the ones they would rather have."""

    def __init__(self, terms: Terms, preferences: Mapping[str, tuple[str, ...]]) -> None:
        self.terms = terms
        self.preferences = preferences
        self.place = {lot: number for number, lot in enumerate(terms.ranked)}
        self.refused: dict[str, set[str]] = {lot: set() for lot in terms.ranked}
        while self._refusals():
            pass
        self.candidates: dict[str, Groups] = dict.fromkeys(terms.ranked, ())
        """Who may get each lot however ties are settled: in order, as far down as it can go.

        Who may win a tie for a lot it prefers may have no room for this one; then the next may get
        it, who may have no room for another: until no lot goes further.
        """
        while (further := self._as_far_as_they_go()) != self.candidates:
            self.candidates = further

    def _wish(self, provider: str, lot: str) -> tuple[int, int]:
        """How a lot stands in a provider's order; what is in none comes last, in the order of lots."""
        order = self.preferences.get(provider, ())
        return (order.index(lot) if lot in order else len(order), self.place[lot])

    def _left(self, lot: str) -> Iterator[tuple[str, ...]]:
        for group in self.terms.ranked[lot]:
            left = tuple(provider for provider in group if provider not in self.refused[lot])
            if left:
                yield left

    def _offered(self, lot: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Those who get the lot as it stands, and those level for the last of its places."""
        first: tuple[str, ...] = ()
        for group in self._left(lot):
            if len(first) + len(group) > self.terms.places[lot]:
                return first, group if len(first) < self.terms.places[lot] else ()
            first += group
        return first, ()

    def _refusals(self) -> bool:
        """Let each provider refuse what is beyond its limit; whether anybody did."""
        offers: dict[str, list[tuple[tuple[int, int], str, bool]]] = {}
        for lot in self.refused:
            first, level = self._offered(lot)
            for provider in (*first, *level):
                offer = (self._wish(provider, lot), lot, provider in first)
                offers.setdefault(provider, []).append(offer)
        any_refused = False
        for provider, theirs in offers.items():
            kept = 0
            for _, lot, is_first in sorted(theirs):
                if kept >= self.terms.room(provider):
                    self.refused[lot].add(provider)
                    any_refused = True
                kept += is_first
        return any_refused

    def _as_far_as_they_go(self) -> dict[str, Groups]:
        return {lot: tuple(self._as_far_as_it_goes(lot)) for lot in self.terms.ranked}

    def _as_far_as_it_goes(self, lot: str) -> Iterator[tuple[str, ...]]:
        sure = 0
        for group in self._left(lot):
            if sure >= self.terms.places[lot]:
                break
            yield group
            sure += sum(self._is_sure(provider, lot) for provider in group)

    def _is_sure(self, provider: str, lot: str) -> bool:
        """Whether a provider has room for a lot whatever becomes of those it prefers."""
        wish = self._wish(provider, lot)
        preferred = sum(
            provider in chain(*groups) and self._wish(provider, other) < wish
            for other, groups in self.candidates.items()
        )
        return preferred < self.terms.room(provider)

    def certain(self, lot: str) -> Iterator[str]:
        """Those who get the lot however ties are settled."""
        ahead = 0
        for group in self.candidates[lot]:
            ahead += len(group)
            if ahead <= self.terms.places[lot]:
                yield from (p for p in group if self._is_sure(p, lot))

    def unstated_that_decided(self, certain: Awards) -> Iterator[str]:
        """Where the order of lots decided between those a provider did not put in order."""
        for provider in dict.fromkeys(p for winners in certain.values() for p in winners):
            order = self.preferences.get(provider, ())
            kept = [lot for lot, who in certain.items() if provider in who and lot not in order]
            given_up = [
                lot for lot, who in self.refused.items() if provider in who and lot not in order
            ]
            if kept and given_up:
                told = ", ".join(lot for lot in certain if lot in kept or lot in given_up)
                yield f"{provider} states no preference between {told}; the order of lots decides"
