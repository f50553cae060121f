"""Who sits on a panel: its members as recruited, those who joined since, and those who left."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from attrs import evolve

from commissioning.records.panel import Panel, PanelChanged
from commissioning.records.parties import Member
from commissioning.values.frozen import frozen


@frozen
class Seat:
    """One member's time on a panel, the first and the last day included."""

    member: Member
    since: date | None = None
    """None for one who was recruited with the panel."""
    until: date | None = None
    """None for one who sits still."""

    def taken_on(self, day: date) -> bool:
        """Whether the member sits on a day."""
        return (self.since is None or self.since <= day) and (
            self.until is None or day <= self.until
        )


@frozen
class Seats:
    """Everybody who sits or sat on one panel."""

    every: tuple[Seat, ...]

    @classmethod
    def of(cls, panel: Panel, changes: Iterable[PanelChanged]) -> Seats:
        """The seats of a panel after the changes that are its own, taken by the day."""
        seats = [Seat(member) for member in panel.members]
        own = (change for change in changes if change.panel == panel.reference)
        for change in sorted(own, key=lambda each: each.on):
            seats = [
                evolve(seat, until=change.on)
                if seat.until is None and seat.member.reference in change.left
                else seat
                for seat in seats
            ]
            seats += [Seat(member, since=change.on) for member in change.joined]
        return cls(tuple(seats))

    def without(self, who: str) -> Seats:
        """The seats as if somebody had never sat there."""
        return Seats(tuple(seat for seat in self.every if seat.member.reference != who))

    @property
    def sitting(self) -> tuple[Member, ...]:
        """Those who sit there now."""
        return tuple(seat.member for seat in self.every if seat.until is None)

    @property
    def assessors(self) -> tuple[str, ...]:
        """The references of those who sit there now and give marks."""
        return tuple(member.reference for member in self.sitting if member.scores)

    @property
    def newcomers(self) -> tuple[tuple[str, date], ...]:
        """Those who joined, sit there now and give marks, with their first day."""
        return tuple(
            (seat.member.reference, seat.since)
            for seat in self.every
            if seat.since is not None and seat.until is None and seat.member.scores
        )

    def marks(self, who: str, day: date) -> bool:
        """Whether somebody sits there and gives marks on a day."""
        return any(
            seat.member.reference == who and seat.member.scores and seat.taken_on(day)
            for seat in self.every
        )

    @property
    def gone(self) -> tuple[str, ...]:
        """The references of those who gave marks and sit there no more."""
        still = self.assessors
        return tuple(
            dict.fromkeys(
                seat.member.reference
                for seat in self.every
                if seat.member.scores and seat.member.reference not in still
            )
        )
