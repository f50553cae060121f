"""One cohort of people who change provider: its stock in each state, day by day, and the flows between."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Iterator
from datetime import date
from typing import Final

from attrs import evolve, field, mutable

from commissioning.errors import written
from commissioning.findings.codes import mobilisation as codes
from commissioning.findings.finding import Finding
from commissioning.mobilisation import flows
from commissioning.mobilisation.stocks import HERE, MOVED, WAITING, Position, Stocks
from commissioning.records.people import Cohort, PeopleCounted, PeopleState
from commissioning.values.counts import ZERO, Count, count_of
from commissioning.values.frozen import frozen
from commissioning.values.text import agreeing, grouped, of_people

_CORRECT: Final = "Correct the number, or record those who joined the cohort"
_REMEDIES: Final = {
    flows.CHOSE.name: f"{_CORRECT}; where people change their choice, name the choice that it replaces",
    flows.MOVED.name: f"{_CORRECT}; where people move a second time, say so in the record",
    flows.LEFT.name: "Correct the number who left, or record those who joined",
}


@frozen(kw_only=True)
class Passage:
    """People of a cohort who passed from one state to another on a day."""

    on: date
    flow: flows.Flow
    source: PeopleState | None
    """None for people who came in."""
    to: PeopleState | None
    people: Count


class PeopleBalance:
    """The people of one cohort, or of several together, on a day. None is a number known to bounds alone."""

    __slots__ = ()

    @abstractmethod
    def total(self, of: Callable[[CohortBalance], Count]) -> Count:
        """The total of a number of each cohort, to bounds."""

    def state(self, *states: PeopleState) -> Count:
        """Those in some states."""
        return self.total(lambda each: each.stocks.of(*states))

    @property
    def in_all(self) -> Count:
        """Those to account for: counted, plus those who joined, minus those who left."""
        return self.total(lambda each: each.stocks.group(HERE))

    @property
    def still_waiting(self) -> Count:
        """Those who have not moved yet."""
        return self.total(lambda each: each.stocks.group(WAITING))

    @property
    def moving(self) -> Count:
        """Those who have moved, settled or not."""
        return self.total(lambda each: each.stocks.group(MOVED))

    @property
    def people(self) -> int | None:
        """The number to account for."""
        return self.in_all.known

    @property
    def told(self) -> int | None:
        """The number who have been told, wherever they are now."""
        return self.total(lambda each: each.told_so_far).known

    @property
    def moved(self) -> int | None:
        """The number who have moved, settled or not."""
        return self.moving.known

    @property
    def waiting(self) -> int | None:
        """The number who have not moved yet."""
        return self.still_waiting.known

    def to_place(self, place: str) -> Count:
        """Those who are now with a provider, or have "direct payments", to bounds."""
        return self.total(lambda each: each.stocks.group((*MOVED, place)))

    def moved_to(self, place: str) -> int | None:
        """The number who are now with a provider, or have "direct payments"; None where it is not known."""
        return self.to_place(place).known


@frozen(kw_only=True)
class CohortBalance(PeopleBalance):
    """The people of one cohort at the end of a day."""

    cohort: Cohort
    stocks: Stocks
    told_so_far: Count
    """Those who have been told up to the day, wherever they are now."""
    passages: tuple[Passage, ...]
    """Every flow from the count on."""
    too_many: tuple[Finding, ...]
    """Flows of more people than there were to take them; in an emergency no choice is asked for."""
    miscounts: tuple[Finding, ...] = ()
    """Differences between the latest count and the recorded moves."""

    def total(self, of: Callable[[CohortBalance], Count]) -> Count:
        return of(self)

    @property
    def arranged(self) -> int | None:
        """The number who have moved to care that the council arranges."""
        return self._moved_under(arranged=True).known

    @property
    def by_themselves(self) -> int | None:
        """The number who have moved to a direct payment or elsewhere."""
        return self._moved_under(arranged=False).known

    def _moved_under(self, *, arranged: bool) -> Count:
        """Those who moved under choices of one kind; not known of those settled where both kinds moved."""
        moved = self.stocks.where({PeopleState.MOVED})
        sure, open_ = [], []
        for position in self.stocks.where(flows.ARRIVED):
            kinds = {p.choice.arranged for p in moved if p.place == position.place and p.choice}
            if position.choice is not None:
                kinds = {position.choice.arranged}
            if kinds == {arranged}:
                sure.append(position)
            elif arranged in kinds:
                open_.append(position)
        return self.stocks.among(sure) + Count(0, self.stocks.among(open_).most)

    @property
    def places(self) -> tuple[str, ...]:
        """The providers to whom people moved, and "direct payments", in order of the moves."""
        return tuple(dict.fromkeys(p.place for p in self.stocks.where(flows.ARRIVED)))


@mutable
class Tally:
    """The running stocks of one cohort, while records are counted in."""

    cohort: Cohort
    stocks: Stocks = field(factory=Stocks)
    late: dict[PeopleState, Count] = field(factory=dict)
    """Those who are past a state without having gone through it, and may still be told, or asked."""
    told: Count = ZERO
    passages: list[Passage] = field(factory=list)
    too_many: list[Finding] = field(factory=list)
    miscounts: tuple[Finding, ...] = ()

    def balance(self) -> CohortBalance:
        """The balance of the records counted in so far."""
        return CohortBalance(
            cohort=self.cohort,
            stocks=self.stocks.copy(),
            told_so_far=self.told,
            passages=tuple(self.passages),
            too_many=tuple(self.too_many),
            miscounts=self.miscounts,
        )

    def copy(self) -> Tally:
        """The same tally, which may go on by itself."""
        return evolve(
            self,
            stocks=self.stocks.copy(),
            late=dict(self.late),
            passages=list(self.passages),
            too_many=list(self.too_many),
        )

    def take(self, happening: flows.Happening) -> None:
        """Let people pass along a flow, no more than there are."""
        flow, people = happening.flow, happening.people
        tiers = list(self._tiers(happening))
        late = self.late.get(flow.passes, ZERO) if flow.passes else ZERO
        if flow.tiers:
            there = self.stocks.among({p for tier in tiers for p in tier}) + late
            self._check(happening, tiers, there)
            people = people.within(there)
        if flow is flows.TOLD:
            self.told += people
        rest = self._draw(happening, people, tiers, spare=late != ZERO)
        if flow.passes:
            self.late[flow.passes] = late.less(rest)

    def _tiers(self, happening: flows.Happening) -> Iterator[tuple[Position, ...]]:
        """The positions of each tier of the flow, those of the first as narrow as the source has them."""
        found: set[Position] = set()
        for number, states in enumerate(happening.flow.tiers):
            there = (p for p in self.stocks.where(states) if p not in found)
            if number == 0:
                there = (
                    p
                    for p in there
                    if (happening.choice is None or p.choice is happening.choice)
                    and (not happening.place or p.place == happening.place)
                )
            tier = tuple(there)
            found.update(tier)
            yield tier

    def _draw(
        self,
        happening: flows.Happening,
        people: Count,
        tiers: list[tuple[Position, ...]],
        *,
        spare: bool,
    ) -> Count:
        """Draw on the tiers in their order; those for whom no one was left are given back.

        They may be people who are past the state; if there are none (not `spare`), the last tier has all.
        """
        if not happening.flow.tiers:
            self._note(happening, None, people)
            self.stocks.move(people, (), happening.to)
            return ZERO
        filled, number = [tier for tier in tiers if tier], 0
        whole = self.stocks.copy() if len(filled) > 1 else self.stocks
        for number, tier in enumerate(filled, 1):
            there = self.stocks.among(tier)
            last = number == len(filled) and not spare
            taken = (people if last else people.at_most(there)).within(there)
            drawn = grouped((p.state, of) for p, of in self.stocks.move(taken, tier, happening.to))
            for state in filter(drawn.get, PeopleState):
                # From which place they came may be open, but not how many left the one state.
                passed = Count.total(drawn[state]) if len(drawn) > 1 else taken
                self._note(happening, state, passed)
            people = people.less(there)
            if people == ZERO:
                break
        if number > 1:
            whole.move(happening.people, {p for tier in tiers for p in tier}, happening.to)
            self.stocks.narrow(whole)
        return people

    def _note(self, happening: flows.Happening, source: PeopleState | None, people: Count) -> None:
        if people == ZERO:
            return
        to = happening.to.state if happening.to else None
        self.passages.append(
            Passage(on=happening.on, flow=happening.flow, source=source, to=to, people=people)
        )
        order = tuple(PeopleState)
        start = order.index(source) if source else 0
        end = order.index(to) if to else len(order)
        for state in (PeopleState.TOLD, PeopleState.CHOSEN):
            late = self.late.get(state, ZERO)
            if end >= order.index(PeopleState.LEFT):
                if start > order.index(state):
                    beyond = self.stocks.of(*order[order.index(state) + 1 : -1])
                    fewer = late.less(Count(0, people.most))
                    self.late[state] = fewer.narrowed(Count(0, beyond.most))
            elif start < order.index(state) < end:
                self.late[state] = late + people

    def _check(
        self, happening: flows.Happening, tiers: list[tuple[Position, ...]], there: Count
    ) -> None:
        flow, people, name = happening.flow, happening.people, self.cohort.reference
        who = f"{people} {'person' if people.known == 1 else 'people'} of cohort {name}"
        verb = flow.name.replace("were", "was") if people.known == 1 else flow.name
        if people.exceeds(there):
            number = _only(there)
            self.too_many.append(
                flow.too_many(
                    f"{who} {verb} on {written(happening.on)}, but {number} {flow.there}",
                    remedy=_REMEDIES.get(flow.name, _CORRECT),
                    about=name,
                )
            )
        elif flow is flows.MOVED and people.exceeds(chose := self.stocks.among(tiers[0])):
            number = _only(chose)
            self.too_many.append(
                codes.MOVED_WITHOUT_CHOICE(
                    f'{who} moved to "{happening.choice}" on {written(happening.on)}, but {number} of '
                    "those who chose it were waiting",
                    remedy="Record their choices before they move",
                    about=name,
                )
            )

    def recount(self, cohort: Cohort, on: date) -> None:
        """Take a count of the people affected: the first, or a later one that corrects it."""
        self.cohort = cohort
        counted, here = count_of(cohort), self.stocks.group(HERE)
        start = Position(PeopleState.AFFECTED)
        if not self.stocks.positions:
            self.take(flows.Happening(on=on, flow=flows.COUNTED, people=counted, to=start))
        elif counted.exceeds(here):
            self.take(flows.Happening(on=on, flow=flows.COUNTED, people=counted - here, to=start))
        elif here.exceeds(counted):
            self.take(flows.Happening(on=on, flow=flows.STRUCK, people=here - counted, to=None))
        self.stocks.recount(counted)

    def compare(self, count: PeopleCounted) -> None:
        """Take a count that was made independently of the moves, and keep the differences."""
        self.miscounts = tuple(_miscounts(self.balance(), count))


def _only(number: Count) -> str:
    """A number that is too small: "none", "only 40", "fewer than 5"."""
    return "none" if number == ZERO else f"only {number}".replace("only fewer", "fewer")


def _miscounts(balance: CohortBalance, count: PeopleCounted) -> Iterator[Finding]:
    """Differences between a count and the moves: in total or, if the totals may agree, by place."""
    name, day = balance.cohort.reference, written(count.on)
    found = {there.provider or flows.DIRECT_PAYMENT_PLACE: count_of(there) for there in count.found}
    people, all_found = balance.in_all, Count.total(found.values())
    lost, more = people - all_found, all_found - people
    if people.exceeds(all_found):
        yield codes.PEOPLE_LOST(
            f"{lost} of the {of_people(people)} of cohort {name} {agreeing(lost, 'was', 'were')} "
            f"not found on {day}",
            remedy="Find them: ask their last provider before anyone else moves",
            about=name,
        )
    elif all_found.exceeds(people):
        yield codes.PEOPLE_TWICE(
            f"The count of {day} found {of_people(more)} more than the {people} of cohort {name}",
            remedy="Look for people counted in two places, or record those who joined",
            about=name,
        )
    else:
        expected = _expected(balance)
        for place in sorted({*found, *expected}):
            there, due = found.get(place, ZERO), expected.get(place, ZERO)
            if there.exceeds(due) or due.exceeds(there):
                yield codes.PEOPLE_ELSEWHERE.warns(
                    f"{of_people(there)} of cohort {name} "
                    f"{agreeing(there, 'was', 'were')} found with {place} on {day}; the moves say {due}",
                    remedy="Correct the moves, or the count",
                    about=name,
                )


def _expected(balance: CohortBalance) -> dict[str, Count]:
    expected = {place: balance.to_place(place) for place in balance.places}
    before = balance.cohort.provider or "their former providers"
    expected[before] = expected.get(before, ZERO) + balance.still_waiting
    return expected
