"""How a valid story is broken in one place, so that exactly one finding has to be raised."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import timedelta
from functools import cached_property
from itertools import takewhile
from typing import Any, Final

import attrs
from attrs import field

from commissioning.cycle import Cycle
from commissioning.findings.finding import Finding
from commissioning.records.record import Record
from commissioning.stages import Route
from commissioning.testing.drafts.any_kind import make
from commissioning.testing.stories.main_line import MADE_UP, main_line
from commissioning.testing.stories.scenario import Scenario
from commissioning.testing.stories.story import COUNCIL, story
from commissioning.values.frozen import frozen

OPEN: Final = Scenario(route=Route.open(), providers=("alder",), members=("officer-1",))
"""The smallest story with a competition: one bidder, one person who marks."""

Fields = Mapping[str, Any]
View = Callable[[Cycle], Iterable[Finding]]


@frozen(kw_only=True)
class BrokenCycle:
    """A small ledger in which exactly one thing is wrong, and the finding that says so."""

    code: str
    sentence: str
    """What is wrong, for a person."""
    records: tuple[Record, ...]
    """The ledger. Everything before the last record is valid."""
    also: tuple[str, ...] = ()
    """Other findings that cannot be kept apart from it."""
    seen_by: str = "recording"
    """Where the finding is raised: when the last record is recorded, or by a look at the whole cycle."""
    view: View | None = field(default=None, repr=False, eq=False)

    @cached_property
    def _audited(self) -> Cycle:
        return Cycle.audit(self.sentence, self.records, buyers=(COUNCIL,)).cycle

    @property
    def before(self) -> Cycle:
        """The cycle without its last record."""
        return Cycle.audit(self.sentence, self.records[:-1], buyers=(COUNCIL,)).cycle

    @property
    def attempt(self) -> Record:
        """The last record."""
        return self.records[-1]

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What the library says of it: findings of that code, and of no other but those in `also`."""
        if self.view is not None:
            return tuple(self.view(self._audited))
        return self.before.findings(self.attempt)


def changed(record: Record, fields: Fields) -> Record:
    """A record with some fields changed; `later` moves its day, and a function is given the record."""
    given = {name: value(record) if callable(value) else value for name, value in fields.items()}
    later = given.pop("later", 0)
    if isinstance(later, int) and later:
        given["on"] = record.on + timedelta(days=later)
    return attrs.evolve(record, **given)


@frozen
class Mutation:
    """One row of the catalogue: where a story is cut off, what is changed, and what then comes."""

    code: str
    sentence: str
    kind: type[Record]
    """The record that comes last."""
    fields: Fields = field(factory=dict)
    """What is wrong with it, as against a valid one."""
    after: type[Record] | None = None
    """The record after which it comes; None for where the story has it."""
    scenario: Scenario = OPEN
    first: tuple[Record, ...] | None = None
    """The records before it, where they are no story."""
    earlier: Mapping[type[Record], Fields] = field(factory=dict)
    """Changes to the records of some kinds that come before."""
    latest: Mapping[type[Record], Fields] = field(factory=dict)
    """Changes to the last record of some kinds, of those that come before."""
    without: tuple[type[Record], ...] = ()
    """Kinds of record that are left out."""
    twice: tuple[type[Record], ...] = ()
    """Kinds of record that are there a second time."""
    extra: tuple[tuple[type[Record], Fields], ...] = ()
    """Records put in just before the last, as drafts with some fields."""
    also: tuple[str, ...] = ()
    seen_by: str = "recording"
    view: View | None = None

    def made(self) -> BrokenCycle:
        """The ledger itself."""
        before = self._before()
        records = (*before, self._last(before))
        return BrokenCycle(
            code=self.code,
            sentence=self.sentence,
            records=records,
            also=self.also,
            seen_by=self.seen_by,
            view=self.view,
        )

    def _before(self) -> tuple[Record, ...]:
        records = self._start()
        final = {type(record): record for record in records}
        records = tuple(
            changed(record, self._changes(record, final))
            for record in records
            for _ in range(2 if type(record) in self.twice else 1)
            if type(record) not in self.without
        )
        for kind, fields in self.extra:
            records = (*records, changed(_drafted(kind, records), fields))
        return records

    def _changes(self, record: Record, final: Mapping[type[Record], Record]) -> Fields:
        kind = type(record)
        latest = self.latest.get(kind, {}) if final[kind] is record else {}
        return {**self.earlier.get(kind, {}), **latest}

    def _start(self) -> tuple[Record, ...]:
        if self.first is not None:
            return self.first
        if self.after is not None:
            return story(self.scenario, after=self.after).records
        return tuple(
            takewhile(lambda record: type(record) is not self.kind, main_line(self.scenario))
        )

    def _last(self, before: tuple[Record, ...]) -> Record:
        if self.first is not None or self.after is not None:
            return changed(_drafted(self.kind, before), self.fields)
        own = next(record for record in main_line(self.scenario) if type(record) is self.kind)
        return changed(own, self.fields)


def _drafted(kind: type[Record], before: tuple[Record, ...]) -> Record:
    held = Cycle.audit("before", before).cycle
    scenario = Scenario.of(held) if before else OPEN
    return make(kind, scenario, basis=MADE_UP)
