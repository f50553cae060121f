"""How a contract's prices move: a fixed rate, a published index, or a clause made of several.

A new kind of clause is a class here. Readings are given by the caller.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from math import ceil, floor
from typing import ClassVar, TypeAlias

from attrs import field

from commissioning.errors import MONTHS, written
from commissioning.values.checking import (
    AboveZero,
    Checked,
    FromOne,
    FromZero,
    asks,
    exact,
    exact_or_none,
)
from commissioning.values.families import Family
from commissioning.values.frozen import frozen
from commissioning.values.money import Money
from commissioning.values.rounding import as_decimal, places_of, rounded, shown
from commissioning.values.text import Word


def within(moved: Fraction, floor_: Decimal | None, cap: Decimal | None) -> Fraction:
    """A movement in per cent, no less than the floor and no more than the cap."""
    if floor_ is not None:
        moved = max(moved, Fraction(floor_))
    return moved if cap is None else min(moved, Fraction(cap))


@frozen(kw_only=True)
class IndexReading(Checked):
    """One published figure of an index for one month."""

    index: str
    """The index by the name that the clause has for it."""
    month: date
    """Any day of the month that the figure is for."""
    level: AboveZero[Decimal] | None = field(default=None, converter=exact_or_none)
    rate: Decimal | None = field(default=None, converter=exact_or_none)
    """The published rate over 12 months, in per cent."""
    published_on: date | None = None
    source: str = ""

    never_empty = asks(index="say which index")

    def problems(self) -> Iterator[str]:
        if self.level is None and self.rate is None:
            yield "level: give the level or the published rate"
        if self.published_on is not None and self.published_on < self.month.replace(day=1):
            yield f"published_on: {written(self.published_on)} is before the month it is for"


@frozen
class Moved:
    """The movement of prices at one uplift."""

    per_cent: Fraction | None
    """None where a reading is missing."""
    because: str
    """How it comes about, or which reading is missing."""
    carried: Fraction = Fraction(0)
    """The rise that a cap cut off and the clause carries on to the next uplift, in percentage points."""
    rests_on: tuple[IndexReading, ...] = ()


Moves = tuple[Moved, ...]


@frozen(kw_only=True)
class IndexClause(Family):
    """A declared way from published readings to the per cent by which prices move at each uplift."""

    page: ClassVar[str] = "uplift a price by its clause"
    to_write: ClassVar[tuple[str, ...]] = ("moves",)

    def moves(self, readings: Sequence[IndexReading], days: Sequence[date], /) -> Moves:
        """The movement at each day of uplift. The first of the days is the one whose prices are moved."""
        raise NotImplementedError

    @property
    def singles(self) -> tuple[SingleIndex, ...]:
        """The clauses of one index of which it is made; none where it follows no index."""
        return ()


_Held: TypeAlias = Mapping[tuple[str, int, int], IndexReading]  # by index, year and month


class Measure(Word):
    """The figure of an index that a clause takes."""

    LEVELS = "the change of its level since the last uplift"
    PUBLISHED_RATE = "the published rate over 12 months"


@frozen(kw_only=True)
class IndexReplaced(Checked):
    """Another index in place of one that is no longer published."""

    by: str
    """The index that follows."""
    from_month: date
    """Any day of the first month whose figure is that of the index that follows."""
    link: AboveZero[Decimal] | None = field(default=None, converter=exact_or_none)
    """The level of the new index for each 1 of the old. Only levels need it, where the new index was not
    published for the month from which it is counted."""

    never_empty = asks(by="say which index follows")


@frozen(kw_only=True)
class SingleIndex(IndexClause):
    """One index, by the reading for the named month last before each uplift, within a floor and a cap."""

    index: str
    month: FromOne[int]
    """The month of the reading, 1 for January."""
    measure: Measure = Measure.PUBLISHED_RATE
    places: FromZero[int] | None = None
    """The places a change of levels is rounded to, half up; None for the exact change."""
    floor: Decimal | None = field(default=None, converter=exact_or_none)
    cap: Decimal | None = field(default=None, converter=exact_or_none)
    carries_over: bool = False
    """Whether what a cap cuts off is added to the next movement."""
    replaced: IndexReplaced | None = None
    """The index that follows where this one is discontinued, as the clause or a variation has it."""

    never_empty = asks(index="say which index")

    def problems(self) -> Iterator[str]:
        if self.month > 12:
            yield f"month: {self.month} is not a month; give 1 to 12"
        yield from _limits(self.floor, self.cap)
        if self.carries_over and self.cap is None:
            yield "carries_over: only what a cap cuts off is carried over; give the cap, or leave this out"

    @property
    def singles(self) -> tuple[SingleIndex, ...]:
        return (self,)

    def moves(self, readings: Sequence[IndexReading], days: Sequence[date], /) -> Moves:
        held = {(each.index, each.month.year, each.month.month): each for each in readings}
        carried, made = Fraction(0), []
        for before, day in pairwise(days):
            moved = self._between(held, before, day)
            if moved.per_cent is not None:
                moved = self._limited(moved, moved.per_cent, carried)
                carried = moved.carried
            made.append(moved)
        return tuple(made)

    def index_for(self, year: int, month: int) -> str:
        """The index whose figure for a month counts."""
        new = self.replaced
        if new is None or (year, month) < (new.from_month.year, new.from_month.month):
            return self.index
        return new.by

    def _between(self, held: _Held, before: date, day: date) -> Moved:
        now, base = self._month_before(day), self._month_before(before)
        name, month = self.index_for(*now), f"for {MONTHS[self.month - 1]}"
        reading = held.get((name, *now))
        if self.measure is Measure.PUBLISHED_RATE:
            if reading is None or reading.rate is None:
                return Moved(None, f"no published rate of {name} {month} {now[0]}")
            because = f"{name} {month} {now[0]}: {reading.rate}%"
            return Moved(Fraction(reading.rate), because, rests_on=(reading,))
        first, link, missing = self._base(held, name, base)
        if first is None or first.level is None:
            return Moved(None, f"no level of {missing} {month} {base[0]}")
        if reading is None or reading.level is None:
            return Moved(None, f"no level of {name} {month} {now[0]}")
        per_cent = (Fraction(reading.level) / (Fraction(first.level) * link) - 1) * 100
        per_cent = per_cent if self.places is None else rounded(per_cent, self.places)
        linked = f" of {self.index}, linked by {shown(link, 4)}," if link != 1 else ""
        levels = f"{first.level}{linked} in {base[0]} to {reading.level} in {now[0]}"
        because = f"{name} {month} from {levels}: {shown(per_cent, 4)}%"
        return Moved(per_cent, because, rests_on=(first, reading))

    def _base(
        self, held: _Held, name: str, base: tuple[int, int]
    ) -> tuple[IndexReading | None, Fraction, str]:
        """The reading counted from, the link of its index to the one that counts, and what is missing."""
        first, old, new = held.get((name, *base)), self.index_for(*base), self.replaced
        if name == old or (first is not None and first.level is not None):
            return first, Fraction(1), name
        if new is None or new.link is None:
            return None, Fraction(1), f"{name} (nor a link from {old} to it)"
        return held.get((old, *base)), Fraction(new.link), old

    def _month_before(self, day: date) -> tuple[int, int]:
        """The year and month of the last reading for the named month before the month of a day."""
        return day.year - (self.month >= day.month), self.month

    def _limited(self, moved: Moved, per_cent: Fraction, carried: Fraction) -> Moved:
        asked = per_cent + carried
        limited = within(asked, self.floor, self.cap)
        because = moved.because
        if carried:
            because += f", with {shown(carried, 4)} carried over"
        if limited != asked:
            limit = "cap" if limited < asked else "floor"
            because += f", held to the {limit} of {shown(limited, 4)}%"
        left = max(asked - limited, Fraction(0)) if self.carries_over else Fraction(0)
        return Moved(limited, because, left, moved.rests_on)


@frozen(kw_only=True)
class FixedPart(IndexClause):
    """The same per cent at every uplift; a part of a clause that does not follow an index."""

    rate: Decimal = field(converter=exact)

    def moves(self, readings: Sequence[IndexReading], days: Sequence[date], /) -> Moves:  # noqa: ARG002
        return tuple(Moved(Fraction(self.rate), f"{self.rate}% fixed") for _ in days[1:])


@frozen(kw_only=True)
class WeightedPart(Checked):
    """One part of a weighted clause."""

    share: FromZero[Decimal] = field(converter=exact)
    """Its share of the price, in per cent."""
    clause: IndexClause


@frozen(kw_only=True)
class WeightedIndex(IndexClause):
    """Several clauses by their shares of the price: 60% wages, 40% the prices of goods.

    The floor and cap of a part apply before it is weighed.
    """

    parts: tuple[WeightedPart, ...]
    floor: Decimal | None = field(default=None, converter=exact_or_none)
    cap: Decimal | None = field(default=None, converter=exact_or_none)

    def problems(self) -> Iterator[str]:
        total = sum((part.share for part in self.parts), Decimal(0))
        if total != 100:
            yield f"parts: the shares add up to {total}%, not 100%"
        yield from _limits(self.floor, self.cap)

    def moves(self, readings: Sequence[IndexReading], days: Sequence[date], /) -> Moves:
        each = [part.clause.moves(readings, days) for part in self.parts]
        return tuple(self._weighed(moves) for moves in zip(*each, strict=True))

    @property
    def singles(self) -> tuple[SingleIndex, ...]:
        return tuple(single for part in self.parts for single in part.clause.singles)

    def _weighed(self, moves: Moves) -> Moved:
        pairs = list(zip(self.parts, moves, strict=True))
        missing = [moved.because for moved in moves if moved.per_cent is None]
        if missing:
            return Moved(None, "; ".join(missing))
        total = sum((Fraction(p.share) * (m.per_cent or 0) / 100 for p, m in pairs), Fraction(0))
        because = "; ".join(f"{part.share}% × ({moved.because})" for part, moved in pairs)
        rests_on = tuple(reading for moved in moves for reading in moved.rests_on)
        moved = within(total, self.floor, self.cap)
        carried = sum((Fraction(p.share) * m.carried / 100 for p, m in pairs), Fraction(0))
        return Moved(moved, f"{because}: {shown(total, 4)}%", carried, rests_on)


@frozen(kw_only=True)
class GreaterOf(IndexClause):
    """The one of several clauses that moves prices most; its excess over the first is the top-up."""

    clauses: tuple[IndexClause, ...]

    never_empty = asks(clauses="give the clauses to choose from")

    def moves(self, readings: Sequence[IndexReading], days: Sequence[date], /) -> Moves:
        each = [clause.moves(readings, days) for clause in self.clauses]
        return tuple(self._greater(moves) for moves in zip(*each, strict=True))

    @property
    def singles(self) -> tuple[SingleIndex, ...]:
        return tuple(single for clause in self.clauses for single in clause.singles)

    def _greater(self, moves: Moves) -> Moved:
        missing = [moved.because for moved in moves if moved.per_cent is None]
        if missing:
            return Moved(None, "; ".join(missing))
        first = moves[0].per_cent or Fraction(0)
        best = max(moves, key=lambda moved: moved.per_cent or Fraction(0))
        per_cent = best.per_cent or Fraction(0)
        more = f", {shown(per_cent - first, 4)} more than {moves[0].because}"
        top_up = more if per_cent > first else ""
        rests_on = tuple(reading for moved in moves for reading in moved.rests_on)
        return Moved(per_cent, f"{best.because}{top_up}", best.carried, rests_on)


def _limits(floor_: Decimal | None, cap: Decimal | None) -> Iterator[str]:
    if floor_ is not None and cap is not None and cap < floor_:
        yield f"cap: {cap}% is below the floor of {floor_}%"


class UpliftBasis(Word):
    """The basis on which a contract's prices move from year to year."""

    FIXED = "a fixed rate"
    INDEX = "a published index"
    NEGOTIATED = "negotiated each year"


@frozen(kw_only=True)
class Indexation(Checked):
    """The clause by which prices follow an index or a rate, and how far they may."""

    basis: UpliftBasis
    index: str = ""
    """The index in the clause's words: "CPI for September", "the London Living Wage"."""
    rate: Decimal | None = field(default=None, converter=exact_or_none)
    """For a fixed rate, the per cent a year."""
    floor: Decimal | None = field(default=None, converter=exact_or_none)
    """The minimum movement of prices, in per cent; 0 if they never fall."""
    cap: Decimal | None = field(default=None, converter=exact_or_none)
    """The maximum movement of prices, in per cent."""
    first_on: date | None = None
    clause: IndexClause | None = None
    """The clause as a rule, by which an uplift is worked out from the readings it rests on."""
    base_on: date | None = None
    """The day whose prices the first uplift moves; None for the first day of the contract."""
    step: AboveZero[Money] | None = None
    """The step that a price is rounded to, such as £0.04; None for a penny."""
    step_up: bool = False
    """Whether a price is always rounded up to the step; else half up."""

    def problems(self) -> Iterator[str]:
        if self.basis is UpliftBasis.INDEX and not self.index and self.clause is None:
            yield "index: say which published index the prices follow, or give the clause"
        if (self.basis is UpliftBasis.FIXED) is not (self.rate is not None):
            yield "rate: give it for a fixed rate, and for no other basis"
        if self.clause is not None and self.basis is not UpliftBasis.INDEX:
            yield "clause: give it for a published index, and for no other basis"
        yield from _limits(self.floor, self.cap)

    def per_cent(self, moved: Decimal) -> Decimal:
        """By how many per cent prices move when the index moved this far: within floor and cap."""
        moved = self.rate if self.rate is not None else moved
        if self.floor is not None:
            moved = max(moved, self.floor)
        return moved if self.cap is None else min(moved, self.cap)

    def exactly(self, moved: Decimal | Fraction) -> Fraction:
        """The same as an exact fraction, for a movement that has no end as a decimal."""
        return within(Fraction(moved if self.rate is None else self.rate), self.floor, self.cap)

    def uplifted(self, price: Money, moved: Decimal | Fraction) -> Money:
        """A price after the index moved by so many per cent, rounded to the step or the penny."""
        amount = Fraction(price.amount) * (1 + self.exactly(moved) / 100)
        step = self.step.amount if self.step else Decimal("0.01")
        exact_steps = amount / Fraction(step)
        steps = ceil(exact_steps) if self.step_up else floor(exact_steps + Fraction(1, 2))
        rounded = as_decimal(steps * Fraction(step), max(2, places_of(step)))
        return Money(rounded, price.currency, price.vat)
