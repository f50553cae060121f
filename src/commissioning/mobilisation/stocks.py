"""How many people are in each state, to bounds: stocks that flows move people between.

The states are the leaves of a tree: everyone is here or has left; those here wait or have moved; those who
wait have chosen or not. A flow gives to one leaf what it takes from others, so each person is in exactly one.
Where the papers do not say from which of several leaves people came, each leaf has bounds, and the sums of
the tree stay exact: bounds are passed up and down until they agree (bound propagation on a tree of sums).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from attrs import field, mutable

from commissioning.records.people import Choice, PeopleState
from commissioning.values.counts import ZERO, Count
from commissioning.values.frozen import frozen

Path = tuple[str, ...]
EVERYONE: Path = ()
HERE: Path = ("here",)
WAITING: Path = (*HERE, "waiting")
UNDECIDED: Path = (*WAITING, "undecided")
MOVED: Path = (*HERE, "moved")


@frozen
class Position:
    """The state of people, and what is known beside it."""

    state: PeopleState
    choice: Choice | None = None
    """The choice they made, or under which they moved."""
    place: str = ""
    """The provider to whom they moved, or "direct payments"."""
    because: str = ""
    """The reason why they left."""

    @property
    def path(self) -> Path:
        """Its leaf of the tree."""
        match self.state:
            case PeopleState.AFFECTED | PeopleState.TOLD:
                return (*UNDECIDED, self.state)
            case PeopleState.CHOSEN:
                return (*WAITING, "chosen", self.choice or "")
            case PeopleState.LEFT:
                return ("left", self.because)
        return (*MOVED, self.place, self.state, self.choice or "")


@mutable
class Stocks:
    """The number of people of a cohort in each position, and in each group of positions."""

    bounds: dict[Path, Count] = field(factory=lambda: {EVERYONE: ZERO})
    positions: dict[Path, Position] = field(factory=dict)

    def copy(self) -> Stocks:
        """The same stocks, which may go on by themselves."""
        return Stocks(dict(self.bounds), dict(self.positions))

    def among(self, positions: Collection[Position]) -> Count:
        """The number of people in some positions together."""
        paths = {position.path for position in positions}
        total = Count.total(self.bounds[path] for path in paths)
        return (
            total if len(paths) == 1 or total.known is not None else self._split(paths)[EVERYONE][0]
        )

    def where(self, states: Collection[PeopleState]) -> tuple[Position, ...]:
        """The positions of some states in which there are or were people."""
        return tuple(p for p in self.positions.values() if p.state in states)

    def of(self, *states: PeopleState) -> Count:
        """The number of people in some states together."""
        return self.among(self.where(states))

    def group(self, path: Path) -> Count:
        """The number of people in a group of the tree."""
        return self.bounds.get(path, ZERO)

    def move(
        self, people: Count, sources: Collection[Position], to: Position | None
    ) -> tuple[tuple[Position, Count], ...]:
        """Move people from some positions, no more than there are, and say how many from each.

        People who come in have no source. The sources do not tell who of them it was.
        """
        if to is not None:
            self._open(to)
        paths = {position.path for position in sources}
        target = to.path if to else None
        if not paths:
            for path in _upwards(target or EVERYONE):
                self.bounds[path] += people
            return ()
        people = people.within(self.among(sources))
        surely = self._surely(people, paths, target)
        drawn = surely or self._perhaps(people, paths)
        for path, (taken, elsewhere) in drawn.items():
            if target is not None and target[: len(path)] == path:
                self.bounds[path] += elsewhere
            else:
                self.bounds[path] = self.bounds[path].less(taken)
        if surely is None or people.known is None:
            self._agree()  # else both sides of each sum have changed alike
        return tuple((p, drawn[p.path][0]) for p in sources)

    def _surely(
        self, people: Count, paths: Collection[Path], target: Path | None
    ) -> dict[Path, tuple[Count, Count]] | None:
        """The people drawn from one leaf that has so many for sure; None in any other case."""
        (source, *others) = paths
        if others or people.most is None or people.most > (self.bounds[source].least or 0):
            return None
        into = dict.fromkeys(_upwards(target), (ZERO, people)) if target else {}
        return into | dict.fromkeys(_upwards(source), (people, ZERO))

    def _perhaps(self, people: Count, paths: Collection[Path]) -> dict[Path, tuple[Count, Count]]:
        """The people drawn from several leaves, once each holds those that must have come from it."""
        for path, (taken, _) in self._drawn(people, paths).items():
            self.bounds[path] = self.bounds[path].narrowed(Count(taken.least, None))
        self._agree()
        return self._drawn(people, paths)

    def narrow(self, other: Stocks) -> None:
        """Keep of each number only what another reckoning of the same people allows too."""
        for path, count in other.bounds.items():
            self.bounds[path] = self.bounds[path].narrowed(count)
        self._agree()

    def recount(self, people: Count) -> None:
        """Hold the number here to what a count gives that agrees with it."""
        self.bounds[HERE] = self.group(HERE).narrowed(people)
        self._agree()

    def _open(self, position: Position) -> None:
        for path in _upwards(position.path):
            self.bounds.setdefault(path, ZERO)
        self.positions.setdefault(position.path, position)

    def _children(self) -> dict[Path, list[Path]]:
        """The parts of each group, groups before their parts."""
        found: dict[Path, list[Path]] = {path: [] for path in sorted(self.bounds, key=len)}
        for path in found:
            if path:
                found[path[:-1]].append(path)
        return found

    def _split(self, paths: Collection[Path]) -> dict[Path, tuple[Count, Count]]:
        """For each group, how many of its people are in some leaves, and how many are not."""
        split: dict[Path, tuple[Count, Count]] = {}
        for path, parts in reversed(self._children().items()):
            count = self.bounds[path]
            if not parts:
                split[path] = (count, ZERO) if path in paths else (ZERO, count)
                continue
            inside = Count.total(split[part][0] for part in parts)
            outside = Count.total(split[part][1] for part in parts)
            split[path] = (
                inside.narrowed(count.less(outside)),
                outside.narrowed(count.less(inside)),
            )
        return split

    def _drawn(self, people: Count, paths: Collection[Path]) -> dict[Path, tuple[Count, Count]]:
        """For each group, how many of the people drawn from some leaves come from it, and how many do not."""
        split, rest = self._split(paths), {EVERYONE: ZERO}
        there = split[EVERYONE][0]
        for path, parts in self._children().items():
            for part in parts:
                others = Count.total(split[each][0] for each in parts if each != part)
                rest[part] = (rest[path] + others).narrowed(there.less(split[part][0]))
        return {
            path: (_share(people, inside, rest[path]), _share(people, rest[path], inside))
            for path, (inside, _) in split.items()
        }

    def _agree(self) -> None:
        """Pass the bounds up the tree and down again, so that every sum holds."""
        if all(count.known is not None for count in self.bounds.values()):
            return
        children = self._children()
        for path, parts in reversed(children.items()):
            if parts:
                total = Count.total(self.bounds[part] for part in parts)
                self.bounds[path] = self.bounds[path].narrowed(total)
        for path, parts in children.items():
            for part in parts:
                others = Count.total(self.bounds[each] for each in parts if each != part)
                self.bounds[part] = self.bounds[part].narrowed(self.bounds[path].less(others))


def _upwards(path: Path) -> Iterator[Path]:
    """A leaf and every group that it is in."""
    return (path[:length] for length in range(len(path) + 1))


def _share(people: Count, ours: Count, others: Count) -> Count:
    """How many of the people drawn come from our part, when the others are there too."""
    return Count(people.less(others).least, people.at_most(ours).most)
