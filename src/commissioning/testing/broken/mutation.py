"""Mutations: how a valid story is broken in one place, so that it raises exactly one finding.

The scenarios, and the first record of a ledger, are beginnings that rows of the catalogue share.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from typing import Any, Final

from attrs import evolve, field

from commissioning.cycle import Cycle
from commissioning.findings.finding import Finding
from commissioning.law.regimes.council import CouncilRules
from commissioning.law.regimes.procurement_act_2023 import PROCUREMENT_ACT_2023
from commissioning.law.regimes.provider_selection_2023 import PROVIDER_SELECTION_2023
from commissioning.process import Process
from commissioning.records import history, needs
from commissioning.records.record import Record
from commissioning.records.strategy import ProcurementStrategy
from commissioning.stages import Route, Stage
from commissioning.testing.drafts.any_kind import make
from commissioning.testing.stories.main_line import MADE_UP, main_line
from commissioning.testing.stories.scenario import SET_UPS, Scenario
from commissioning.testing.stories.story import COUNCIL, story
from commissioning.values.frozen import frozen

Fields = Mapping[str, Any]
View = Callable[[Cycle], Iterable[Finding]]

OPEN: Final = Scenario(route=Route.open(), providers=("alder",), members=("officer-1",))
"""The scenario of the smallest story with a competition: one bidder and one assessor."""
TWO: Final = evolve(OPEN, providers=("alder", "birch"))
LOTS: Final = evolve(OPEN, lots=("N1", "N2"))
RESTRICTED: Final = evolve(OPEN, route=Route.restricted(interviews=False))
RESTRICTED_TWO: Final = evolve(RESTRICTED, providers=TWO.providers)
ACT: Final = evolve(
    OPEN, regime=PROCUREMENT_ACT_2023, day=SET_UPS[PROCUREMENT_ACT_2023.name].starts_on
)
HEALTH: Final = evolve(
    OPEN,
    regime=PROVIDER_SELECTION_2023,
    day=SET_UPS[PROVIDER_SELECTION_2023.name].starts_on,
    route=Route.most_suitable_provider(),
)
NEEDS: Final = make(needs.NeedsAssessment, OPEN, basis=MADE_UP)
BROUGHT: Final = history.BroughtForward(
    on=OPEN.day, stage=Stage.AWARD, because="the papers are with another council", basis=MADE_UP
)
FAR: Final = date(2040, 1, 1)


def days_on(days: int, look: Callable[[Cycle, date], Iterable[Finding]]) -> View:
    """A look at the whole cycle so many days after its last record."""
    return lambda cycle: look(cycle, cycle.records[-1].on + timedelta(days))


@frozen
class Fault:
    """The one fault of a ledger: the code of the finding that reports it, and how it is found."""

    code: str
    sentence: str
    """The fault in words."""
    also: tuple[str, ...] = field(default=(), kw_only=True)
    """The codes of other findings that come with it."""
    seen_by: str = field(default="recording", kw_only=True)
    """The place where the finding shows: "recording" the last record, or a look at the whole cycle."""
    view: View | None = field(default=None, repr=False, eq=False, kw_only=True)
    rules: CouncilRules | None = field(default=None, repr=False, kw_only=True)
    """The council's own rules by which the ledger is judged; None for none."""


@frozen(kw_only=True)
class BrokenCycle(Fault):
    """A small ledger with exactly one fault, and the code of the finding that reports it."""

    records: tuple[Record, ...]
    """The records of the ledger; all before the last are valid."""
    process: Process | None = field(default=None, repr=False)
    """The process of a council, with the kinds of record and gates of its own; None for the standard one."""

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
        return Cycle.audit(
            self.sentence, records, buyers=(COUNCIL,), process=self.process, rules=self.rules
        ).cycle


@frozen
class Draft:
    """A record of a kind, drafted or found in a story, and the fields that are changed in it.

    A function is asked with the record for the value; `later` adds days to the day.
    """

    kind: type[Record]
    fields: Fields

    def changed(self, record: Record) -> Record:
        """The record with these fields."""
        named = self.fields.items()
        made: dict[str, Any] = {name: v(record) if callable(v) else v for name, v in named}
        if later := made.pop("later", 0):
            made["on"] = record.on + timedelta(days=later)
        return evolve(record, **made)


def a(kind: type[Record], /, **fields: Any) -> Draft:  # noqa: ANN401
    """A record of this kind with these fields."""
    return Draft(kind, fields)


Drafts = Draft | tuple[Draft, ...]


def _each(drafts: Drafts) -> tuple[Draft, ...]:
    return drafts if isinstance(drafts, tuple) else (drafts,)


def planned(**facts: object) -> Draft:
    """A procurement strategy with other facts."""
    return a(ProcurementStrategy, facts=lambda strategy: evolve(strategy.facts, **facts))


FULL_LAW: Final = planned(light_touch=False)
"""A service to which the law applies without its easements for a light touch."""


@frozen
class Mutation(Fault):
    """A row of the catalogue: where a story is cut off, the changes to it, and the record that is wrong."""

    last: Draft
    """The last record, in which or at which the fault shows, with the changes that make it wrong."""
    after: type[Record] | None = None
    """The kind of record after which the story is cut off; None for the place the story has for it."""
    scenario: Scenario = OPEN
    first: tuple[Record, ...] | None = None
    """The records before the last, where they are not taken from a story."""
    earlier: Drafts = ()
    """Changes to all earlier records of a kind."""
    without: tuple[type[Record], ...] = ()
    """The kinds of record that are left out."""
    twice: tuple[type[Record], ...] = ()
    """The kinds of record that come twice."""
    extra: Drafts = ()
    """Records put in just before the last one."""

    def made(self) -> BrokenCycle:
        """The broken cycle."""
        line, own = self._line()
        before = tuple(
            self._earlier(record)
            for record in line
            for _ in range(2 if type(record) in self.twice else 1)
            if type(record) not in self.without
        )
        for extra in _each(self.extra):
            before = (*before, extra.changed(_drafted(extra.kind, before)))
        return BrokenCycle(
            code=self.code,
            sentence=self.sentence,
            records=(*before, self.last.changed(own or _drafted(self.last.kind, before))),
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
            if type(record) is self.last.kind:
                return tuple(line), record
            line.append(record)
        raise LookupError(
            f"{self.code}: the story has no {self.last.kind.__name__}; say after which"
        )

    def _earlier(self, record: Record) -> Record:
        for draft in _each(self.earlier):
            if draft.kind is type(record):
                record = draft.changed(record)
        return record


def _drafted(kind: type[Record], before: tuple[Record, ...]) -> Record:
    held = Cycle.audit("before", before).cycle
    return make(kind, Scenario.of(held) if before else OPEN, basis=MADE_UP)
