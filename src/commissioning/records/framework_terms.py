"""The terms of a framework or dynamic market: its days, its ceiling, who may use it and how."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import ClassVar

from attrs import field

from commissioning.dates.periods import Period
from commissioning.errors import written
from commissioning.records.call_off_rules import CallOffRule
from commissioning.records.record import CONTRACT, LOT, PROVIDER, WHOLE
from commissioning.values.checking import Checked, FromOne, FromZero, PerCent, asks, exact_or_none
from commissioning.values.frozen import frozen
from commissioning.values.money import Money
from commissioning.values.text import Word


class FrameworkKind(Word):
    """Whether new members may join a framework while it runs."""

    CLOSED = "closed"
    """Its members are those of its award until it ends."""
    OPEN = "open"
    """An open framework of section 49 of the Procurement Act 2023, reopened by a new competition."""
    FLEXIBLE = "flexible"
    """A light touch framework that admits members in rounds by its own terms."""


class CeilingIs(Word):
    """Whether a stated maximum value binds or is an estimate."""

    MOST = "a maximum that call-offs may not exceed"
    ESTIMATE = "an estimate"


@frozen(kw_only=True)
class LotCeiling(Checked):
    """The maximum value of the call-offs of one lot."""

    lot: str = field(metadata=LOT)
    ceiling: FromZero[Money]


@frozen(kw_only=True)
class LotRule(Checked):
    """The rule by which packages of a lot are called off."""

    lot: str = field(default=WHOLE, metadata=LOT)
    """The lot; "whole" for every lot that has no rule of its own."""
    rule: CallOffRule


@frozen(kw_only=True)
class FrameworkTerms(Checked):
    """The terms that a framework or market announces, by which its call-offs are judged."""

    kind: FrameworkKind = FrameworkKind.CLOSED
    term: Period | None = None
    """The days on which call-offs may be made, both included; None for a market without an end."""
    ceiling: FromZero[Money] | None = None
    """The maximum value of all call-offs. Their options are counted apart, and warned about."""
    ceiling_is: CeilingIs = CeilingIs.MOST
    by_lot: tuple[LotCeiling, ...] = ()
    warn_at: PerCent | None = field(default=None, converter=exact_or_none)
    """The per cent of the ceiling at which it counts as nearly spent; None for no warning."""
    users: tuple[str, ...] = ()
    """The authorities that may call off, by reference; none named means that any may."""
    call_offs: tuple[LotRule, ...] = ()
    rounds: tuple[date, ...] = ()
    """The days on which new members may join, where it admits them on fixed days only."""
    round_day: FromOne[int] | None = None
    """The day of each month on which applications are assessed: 20 for the 20th."""
    call_offs_run_until: date | None = None
    """The last day that a call-off may run to; None where its terms set none."""

    distinct = ("by_lot.lot", "call_offs.lot", "users")

    def problems(self) -> Iterator[str]:
        if self.round_day is not None and self.round_day > 28:
            yield f"round_day: {self.round_day} is not a day of every month; give one from 1 to 28"
        last = self.call_offs_run_until
        if last is not None and self.term is not None and last < self.term.ends_on:
            yield (
                f"call_offs_run_until: {written(last)} is before the framework ends on "
                f"{written(self.term.ends_on)}"
            )
        if self.warn_at is not None and self.ceiling is None and not self.by_lot:
            yield "warn_at: it is a share of the ceiling, which is not given; give the ceiling"
        whole = self.ceiling
        for each in self.by_lot if whole else ():
            if whole and not each.ceiling.is_on_the_basis_of(whole):
                yield f"by_lot: {each.ceiling} of {each.lot} and {whole} are not on one basis"

    def rule_of(self, lot: str) -> CallOffRule | None:
        """The rule of a lot: its own, else the one for all lots, else None."""
        rules = {each.lot: each.rule for each in self.call_offs}
        return rules.get(lot) or rules.get(WHOLE)

    def is_round(self, day: date) -> bool:
        """Whether members may join on a day: any day where no rounds are set."""
        if not self.rounds and self.round_day is None:
            return True
        return day in self.rounds or day.day == self.round_day


@frozen(kw_only=True)
class Membership(Checked):
    """A provider's place on a framework or market, for one lot or for all."""

    display_name: ClassVar[str] = "membership"

    provider: str = field(metadata=PROVIDER)
    lot: str = field(default=WHOLE, metadata=LOT)
    tier: FromOne[int] = 1
    contract: str = field(default="", metadata=CONTRACT)
    """The member's framework contract, by reference; a market has none."""
    rate: FromZero[Money] | None = None
    """The rate of an hour that it tendered, which it may charge at most."""

    never_empty = asks(provider="say who is a member")
