"""A state machine that walks cycles, for suites that compare their own system with the library.

Subclass `CycleMachine`, override what your system does, and let hypothesis run it:

    class OurTracker(CycleMachine):
        def recorded(self, before, record):
            self.tracker.add(record)
            assert self.tracker.stage == self.cycle.stage

    TestOurTracker = OurTracker.TestCase
"""

from __future__ import annotations

from datetime import timedelta

from hypothesis import reject
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from commissioning.cycle import Cycle
from commissioning.errors import RecordError
from commissioning.findings.errors import BlockedError
from commissioning.process import Process
from commissioning.records.record import Record
from commissioning.testing.broken.refused import Refusal
from commissioning.testing.drafts.any_kind import make
from commissioning.testing.stories.scenario import Scenario
from commissioning.testing.stories.story import for_lots
from commissioning.testing.strategies.cycles import cycles, next_records, refused_records


class CycleMachine(RuleBasedStateMachine):
    """Walks one cycle with steps that are allowed, steps that must be refused, and any others."""

    cycle: Cycle
    process: Process = Process.standard()
    """The process that is walked; set a council's own on the subclass."""

    def beginnings(self) -> st.SearchStrategy[Cycle]:
        """The cycles that walks start from; narrow them to what your system knows."""
        return cycles(process=self.process)

    def begun(self) -> None:
        """Called when a walk starts with `self.cycle`, at any stage."""

    def recorded(self, before: Cycle, record: Record) -> None:
        """Called when a record was taken: `self.cycle` has it and `before` does not."""

    def refused(self, record: Record, refusal: BlockedError) -> None:
        """Called when a record was refused: `self.cycle` is unchanged, and `refusal.findings` says why."""

    @initialize(data=st.data())
    def begin(self, data: st.DataObject) -> None:
        self.cycle = data.draw(self.beginnings(), label="begun")
        self.begun()

    @rule(data=st.data())
    def go_on(self, data: st.DataObject) -> None:
        """Record something that can come next."""
        self._attempt(data.draw(next_records(self.cycle), label="next"))

    @rule(data=st.data())
    def try_what_must_be_refused(self, data: st.DataObject) -> None:
        """Attempt a record that must be refused."""
        wanted: Refusal = data.draw(refused_records(self.cycle), label="must be refused")
        if self._attempt(wanted.record) is None:
            raise AssertionError(
                f"a record was taken that must raise {wanted.code}: {wanted.record}"
            )

    @rule(data=st.data())
    def try_anything(self, data: st.DataObject) -> None:
        """Attempt any kind of record, on any day near the last one, for all or one of the lots."""
        self._attempt(data.draw(_attempts(self.cycle), label="tried"))

    def _attempt(self, record: Record) -> BlockedError | None:
        before = self.cycle
        try:
            self.cycle = before.record(record)
        except BlockedError as refusal:
            self.refused(record, refusal)
            return refusal
        self.recorded(before, record)
        return None


@st.composite
def _attempts(draw: st.DrawFn, cycle: Cycle) -> Record:
    steps = cycle.process.steps
    kind = steps[draw(st.integers(0, len(steps) - 1))].record
    scenario = Scenario.of(cycle)
    day = scenario.day + timedelta(days=draw(st.integers(-400, 400)))
    lots = draw(st.sampled_from((None, *((lot,) for lot in scenario.lots))))
    try:
        return for_lots(make(kind, scenario.on(day)), lots)
    except RecordError:
        return reject()
