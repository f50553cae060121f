"""One story of the casebook: a council's cycle as records, up to where its sources stop."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property

from attrs import evolve, field

from commissioning.cycle import Cycle
from commissioning.process import Process
from commissioning.records import history, parties
from commissioning.records.record import Basis, Grounds, Record, a_kind
from commissioning.stages import Opens, Stage
from commissioning.values.frozen import frozen


def stated(source: str, *fields: str) -> Basis:
    """The basis of facts that the source states; without fields, of the whole record."""
    return Basis(grounds=Grounds.STATED, source=source, fields=fields)


def inferred(source: str, *fields: str) -> Basis:
    """The basis of facts that the source does not state but leads to."""
    return Basis(grounds=Grounds.INFERRED, source=source, fields=fields)


def constructed(*fields: str) -> Basis:
    """The basis of facts that no source gives, made up to complete the story."""
    return Basis(grounds=Grounds.CONSTRUCTED, fields=fields)


def members(constituency: parties.Constituency, *names: str) -> tuple[parties.Member, ...]:
    """Members of a panel from one constituency."""
    return tuple(parties.Member(reference=name, constituency=constituency) for name in names)


@frozen(slots=False)
class Story:
    """A commissioning cycle that happened or was planned in public, as far as its sources go."""

    title: str
    buyers: tuple[parties.Authority, ...]
    reference: str
    written: Callable[[], Iterable[Record]]
    """Makes the records, in the order in which they are entered; one without a basis is made up."""
    stops: str
    """The end of the source, as a clause: "the paper ends with go-live"."""
    follows: str = ""
    _judged: dict[int, Cycle] = field(init=False, factory=dict, eq=False, repr=False)
    """The cycles given so far, by how many records they have."""

    @cached_property
    def records(self) -> tuple[Record, ...]:
        """All records of the story, in the order in which they are entered."""
        return tuple(r if r.basis else evolve(r, basis=(constructed(),)) for r in self.written())

    def cycle(self, at: Stage | None = None, after: type[Record] | None = None) -> Cycle:
        """The whole story, or up to the record that opens a stage, or to the last record of a kind.

        It is judged once, which for Lewisham takes two seconds, and then given again. Raises
        `LookupError`, saying where the source stops, for a stage or kind that the story does not reach,
        and `TypeError` for both.
        """
        if at is not None and after is not None:
            raise TypeError("choose a stage or a kind of record, not both")
        at = None if at is None else Stage(at)
        ends = [
            number
            for number, record in enumerate(self.records, start=1)
            if at is None or _opens(record, number == 1) is at
            if after is None or type(record) is after
        ]
        if not ends:
            lacks = f"does not reach {at.words}" if at else f"has no {a_kind(after)}"
            raise LookupError(f"The story of {self.title} {lacks}: {self.stops}.")
        length = ends[0] if at else ends[-1]
        if length not in self._judged:
            begun = Cycle(self.title, self.buyers, self.reference, follows=self.follows)
            self._judged[length] = begun.record(*self.records[:length])
        return self._judged[length]


def _opens(record: Record, first: bool) -> Stage | None:
    """The stage that a record opens, or places its cycle in; a first record opens needs."""
    if isinstance(record, history.BroughtForward):
        return record.stage
    where = Process.standard().step(type(record)).where
    if isinstance(where, Opens):
        return where.stage
    return Stage.NEEDS if first else None
