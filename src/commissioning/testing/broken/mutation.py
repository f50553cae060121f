"""Mutations: how a valid story is broken in one place, so that it raises exactly one finding."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import timedelta
from typing import Any, Final

import attrs
from attrs import field

from commissioning.cycle import Cycle
from commissioning.findings.finding import Finding
from commissioning.law.regimes.council import CouncilRules
from commissioning.records.record import Record
from commissioning.stages import Route
from commissioning.testing.drafts.any_kind import make
from commissioning.testing.stories.main_line import MADE_UP, main_line
from commissioning.testing.stories.scenario import Scenario
from commissioning.testing.stories.story import COUNCIL, story
from commissioning.values.frozen import frozen

OPEN: Final = Scenario(route=Route.open(), providers=("alder",), members=("officer-1",))
"""The scenario of the smallest story with a competition: one bidder and one assessor."""

Fields = Mapping[str, Any]
View = Callable[[Cycle], Iterable[Finding]]


@frozen(kw_only=True)
class BrokenCycle:
    """A small ledger with exactly one fault, and the code of the finding that reports it."""

    code: str
    sentence: str
    """The fault in words."""
    records: tuple[Record, ...]
    """The records of the ledger; all before the last are valid."""
    also: tuple[str, ...] = ()
    """The codes of other findings that come with it."""
    seen_by: str = "recording"
    """The place where the finding shows: "recording" the last record, or a look at the whole cycle."""
    view: View | None = field(default=None, repr=False, eq=False)
    rules: CouncilRules | None = field(default=None, repr=False)
    """The council's own rules by which the ledger is judged; None for none."""

    @property
    def before(self) -> Cycle:
        """The cycle without its last record."""
        return self._audited(self.records[:-1])

    @property
    def attempt(self) -> Record:
        """The last record."""
        return self.records[-1]

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The library's findings: of that code, and of no others but those in `also`."""
        if self.view is not None:
            return tuple(self.view(self._audited(self.records)))
        return self.before.findings(self.attempt)

    def _audited(self, records: tuple[Record, ...]) -> Cycle:
        return Cycle.audit(self.sentence, records, buyers=(COUNCIL,), rules=self.rules).cycle


def changed(record: Record, fields: Fields) -> Record:
    """A record with some fields changed. `later` adds days to its day; a function gets the record."""
    given = {name: value(record) if callable(value) else value for name, value in fields.items()}
    later = given.pop("later", 0)
    if isinstance(later, int) and later:
        given["on"] = record.on + timedelta(days=later)
    return attrs.evolve(record, **given)


@frozen
class Mutation:
    """A row of the catalogue: where a story is cut off, the changes to it, and the record that is wrong."""

    code: str
    sentence: str
    kind: type[Record]
    """The kind of the last record, in which or at which the fault shows."""
    fields: Fields = field(factory=dict)
    """The changes that make a valid record of that kind wrong."""
    after: type[Record] | None = None
    """The kind of record after which the story is cut off; None for the place the story has for it."""
    scenario: Scenario = OPEN
    first: tuple[Record, ...] | None = None
    """The records before the last, where they are not taken from a story."""
    earlier: Mapping[type[Record], Fields] = field(factory=dict)
    """Changes to earlier records, by their kind."""
    latest: Mapping[type[Record], Fields] = field(factory=dict)
    """Changes to the last of the earlier records of a kind."""
    without: tuple[type[Record], ...] = ()
    """The kinds of record that are left out."""
    twice: tuple[type[Record], ...] = ()
    """The kinds of record that come twice."""
    extra: tuple[tuple[type[Record], Fields], ...] = ()
    """Records put in just before the last one, each with some fields."""
    also: tuple[str, ...] = ()
    seen_by: str = "recording"
    view: View | None = None
    rules: CouncilRules | None = None
    """The council's own rules by which it is judged."""

    def made(self) -> BrokenCycle:
        """The broken cycle."""
        line, own = self._line()
        final = {type(record): record for record in line}
        before = tuple(
            changed(record, self._changes(record, final))
            for record in line
            for _ in range(2 if type(record) in self.twice else 1)
            if type(record) not in self.without
        )
        for kind, fields in self.extra:
            before = (*before, changed(_drafted(kind, before), fields))
        last = changed(own or _drafted(self.kind, before), self.fields)
        return BrokenCycle(
            code=self.code,
            sentence=self.sentence,
            records=(*before, last),
            also=self.also,
            seen_by=self.seen_by,
            view=self.view,
            rules=self.rules,
        )

    def _line(self) -> tuple[tuple[Record, ...], Record | None]:
        """The valid records before the last, and the last one where the story has it."""
        if self.first is not None:
            return self.first, None
        if self.after is not None:
            return story(self.scenario, after=self.after).records, None
        line: list[Record] = []
        for record in main_line(self.scenario):
            if type(record) is self.kind:
                return tuple(line), record
            line.append(record)
        raise LookupError(f"{self.code}: the story has no {self.kind.__name__}; say after which")

    def _changes(self, record: Record, final: Mapping[type[Record], Record]) -> Fields:
        kind = type(record)
        latest = self.latest.get(kind, {}) if final[kind] is record else {}
        return {**self.earlier.get(kind, {}), **latest}


def _drafted(kind: type[Record], before: tuple[Record, ...]) -> Record:
    held = Cycle.audit("before", before).cycle
    scenario = Scenario.of(held) if before else OPEN
    return make(kind, scenario, basis=MADE_UP)
