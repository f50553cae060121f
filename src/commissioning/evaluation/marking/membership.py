"""Membership of a panel over time: its members as recruited, those who joined since, and those who left."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from attrs import evolve

from commissioning.records.panel import Panel, PanelChanged
from commissioning.records.parties import Member
from commissioning.values.frozen import frozen


@frozen
class PanelMembership:
    """One member's time on a panel, the first and the last day included."""

    member: Member
    since: date | None = None
    """None for a member who was recruited with the panel."""
    until: date | None = None
    """None while the member is still on the panel."""

    def covers(self, day: date) -> bool:
        """Whether the member is on the panel on a day."""
        return (self.since or date.min) <= day <= (self.until or date.max)


@frozen
class PanelMembers:
    """Everybody who is or was on one panel."""

    every: tuple[PanelMembership, ...]

    @classmethod
    def of(cls, panel: Panel, changes: Iterable[PanelChanged]) -> PanelMembers:
        """The members of a panel after the changes recorded for it, in order of day."""
        every = [PanelMembership(member) for member in panel.members]
        own = (change for change in changes if change.panel == panel.reference)
        for change in sorted(own, key=lambda each: each.on):
            every = [
                evolve(one, until=change.on)
                if one.until is None and one.member.reference in change.left
                else one
                for one in every
            ]
            every += [PanelMembership(member, since=change.on) for member in change.joined]
        return cls(tuple(every))

    def without(self, who: str) -> PanelMembers:
        """The panel as if a member had never been on it; unchanged for an empty reference."""
        if not who:
            return self
        return PanelMembers(tuple(one for one in self.every if one.member.reference != who))

    @property
    def current(self) -> tuple[Member, ...]:
        """The members who are on the panel now."""
        return tuple(one.member for one in self.every if one.until is None)

    @property
    def assessors(self) -> tuple[str, ...]:
        """The references of the members who are on the panel now and give marks."""
        return tuple(member.reference for member in self.current if member.scores)

    @property
    def newcomers(self) -> tuple[tuple[str, date], ...]:
        """The assessors who joined after the panel was recruited, with their first day."""
        return tuple(
            (one.member.reference, one.since)
            for one in self.every
            if one.since is not None and one.until is None and one.member.scores
        )

    @property
    def former(self) -> tuple[str, ...]:
        """The references of the assessors who have left the panel."""
        gave_marks = (one.member.reference for one in self.every if one.member.scores)
        return tuple(who for who in dict.fromkeys(gave_marks) if who not in self.assessors)

    def marks(self, who: str, day: date) -> bool:
        """Whether a person is on the panel and gives marks on a day."""
        return any(
            one.member.reference == who and one.member.scores and one.covers(day)
            for one in self.every
        )

    def ever(self, who: str) -> bool:
        """Whether a person is or was on the panel, with marks to give or without."""
        return any(one.member.reference == who for one in self.every)
