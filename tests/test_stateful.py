"""No sequence of records, dates, returns and attempts lets a lot into a stage it has not earned.

The position of each lot is kept here a second time, by the plainest reading of the rule of order:
a stage is entered from the one before it on the route, by a record that opens it, and left only by an
opener, a return or an end. What a return sets aside may not be acted on again.
"""

from hypothesis import HealthCheck, settings
from hypothesis.stateful import invariant

from commissioning.cycle import Cycle
from commissioning.records.award import ApprovalToAward, AwardRecommendation
from commissioning.records.contract import ContractSigned
from commissioning.records.returns import SelectionReopened
from commissioning.stages import Begins, During, Ends, Opens, Returns, Route, Stage
from commissioning.testing import parted_cycles
from commissioning.testing.strategies.machine import CycleMachine

WHOLE = "whole"


class NaivePosition:
    """Where each lot stands, worked out from the records one at a time."""

    def __init__(self, process):
        self.process = process
        self.stages = {WHOLE: Stage.NEEDS}
        self.routes = {}
        self.approved = {}

    def follow(self, record, lots):
        where = self.process.step(type(record)).where
        for lot in record.defines_lots:
            if WHOLE in self.stages:
                self.stages = dict.fromkeys(record.defines_lots, self.stages[WHOLE])
                lots = record.lots or record.defines_lots
            self.stages.setdefault(lot, Stage.SPECIFICATION)
        if hasattr(record, "route") and record.route is not None:
            self.routes |= dict.fromkeys(lots, record.route)
        for lot in lots:
            self._move(record, where, lot)
            if isinstance(record, ApprovalToAward):
                self.approved.setdefault(lot, set()).add(record.recommendation)

    def _move(self, record, where, lot):
        stood, route = self.stages[lot], self.routes.get(lot, self.routes.get(WHOLE))
        if isinstance(where, Begins):
            self.stages[lot] = record.stage
        elif isinstance(where, Opens):
            if stood is not where.stage and stood not in where.again:
                before = _before(route, where.stage)
                assert stood is before, f"{lot} entered {where.stage} from {stood}, not {before}"
                self.stages[lot] = where.stage
        elif isinstance(where, Returns):
            assert stood in where.stages
            assert route is None or where.to in route
            self.stages[lot] = where.to
            self.approved.pop(lot, None)
        elif isinstance(where, Ends):
            assert stood.place <= where.until.place
            self.stages[lot] = where.stage
        else:
            assert isinstance(where, During)
            assert stood in where.stages, f"{type(record).__name__} came in {stood}"


def _before(route, stage):
    """The stage from which one is entered; from the award on every route is the same."""
    line = (route or Route.direct_award()).stages
    return line[line.index(stage) - 1]


class NothingIsUnearned(CycleMachine):
    """Every position is earned, and nothing is signed on what was set aside."""

    def begun(self):
        self.naive = NaivePosition(self.process)
        replayed = Cycle(self.cycle.title, process=self.process)
        for record in self.cycle.records:
            lots = replayed.ledger.lots_of(record)
            replayed = replayed.record(record)
            self.naive.follow(record, lots)

    def recorded(self, before, record):
        self.naive.follow(record, before.ledger.lots_of(record))
        assert self.cycle.records == (*before.records, record)
        if isinstance(record, ContractSigned):
            self._is_signed_on_what_counts(before, record)

    def _is_signed_on_what_counts(self, before, contract):
        if not contract.recommendations:
            return
        for lot in before.ledger.lots_of(contract):
            assert set(contract.recommendations) & self.naive.approved.get(lot, set())
            recommended = [
                award
                for award in before.every(AwardRecommendation, about=lot)
                if award.reference in contract.recommendations
            ]
            assert any(contract.provider in award.winners(lot) for award in recommended)

    def refused(self, record, refusal):
        assert refusal.findings
        assert all(finding.blocks for finding in refusal.findings)
        assert record not in self.cycle.records[len(self.cycle.records) :]

    @invariant()
    def every_lot_stands_where_its_records_led_it(self):
        if hasattr(self, "naive"):
            assert self.cycle.stages == self.naive.stages

    @invariant()
    def the_history_could_be_recorded_again(self):
        if hasattr(self, "naive"):
            again = Cycle(
                self.cycle.title, self.cycle.buyers, self.cycle.reference, self.cycle.process
            ).record(*self.cycle.records)
            assert again == self.cycle


def test_a_return_leads_only_to_a_stage_of_the_route():
    """A lot sent back to a selection that its route does not have would be stranded there."""
    from commissioning.testing import Scenario, make, story

    cycle = story(Scenario(route=Route.open()), at=Stage.ITT)
    reopened = make(SelectionReopened, on=cycle.last_on)
    (finding,) = cycle.blockers(reopened)
    assert str(finding) == (
        "You cannot record a reopening of selection: the route taken (open: needs > "
        "specification > ITT > evaluation > award > mobilisation > go-live > ended) has no SSQ "
        "stage (the process table, row selection-reopened). Go back to a stage that it has."
    )


class NothingIsUnearnedOnTwoRoutes(NothingIsUnearned):
    """The same where some lots take a route of their own."""

    def beginnings(self):
        return parted_cycles()


TestNothingIsUnearnedOnTwoRoutes = NothingIsUnearnedOnTwoRoutes.TestCase
TestNothingIsUnearnedOnTwoRoutes.settings = settings(
    max_examples=15,
    stateful_step_count=15,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
TestNothingIsUnearned = NothingIsUnearned.TestCase
TestNothingIsUnearned.settings = settings(
    max_examples=25,
    stateful_step_count=15,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
