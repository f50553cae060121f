"""The day on which the procurement of each lot commenced in law."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

from attrs import frozen

from commissioning.ledger.entries import Entry
from commissioning.records.history import BroughtForward
from commissioning.records.record import WHOLE


@frozen
class Commencement:
    """The days by the lot, or the whole, that commenced; a lot that has none has not commenced."""

    days: Mapping[str, date]

    @property
    def first(self) -> date | None:
        """The day on which the first lot commenced; None while none has."""
        return min(self.days.values(), default=None)

    def of(self, lot: str | None) -> date | None:
        """The day of one lot; without a lot, of the first."""
        if lot is None or lot == WHOLE:
            return self.first
        # A lot defined after the whole was advertised commenced with it.
        return self.days.get(lot) or self.days.get(WHOLE)

    def at(self, day: date, lots: Iterable[str]) -> Commencement:
        """With lots that commenced on a day, unless they did on an earlier one."""
        # A record entered late may show an earlier day; a second notice never makes it a later one.
        return Commencement({**self.days, **{lot: min(day, self.of(lot) or day) for lot in lots}})


NOT_COMMENCED: Final = Commencement({})


def is_settled(begun: Iterable[Entry], entry: Entry, unseen: bool) -> bool:
    """Whether a history brought forward before an entry settles the day of commencement instead of it.

    It states the day, or the day is not held.
    """
    # Notices entered before the history commence as in any cycle; it vouches for what is not held.
    before = [each.record for each in begun if each.number < entry.number]
    stated = any(isinstance(each, BroughtForward) and each.commenced_on for each in before)
    return bool(before) and (unseen or stated)
