"""The earliest day that a finding names: the first on which what it reports is over, and no later one."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from attrs import evolve

from commissioning.cycle import Cycle
from commissioning.errors import RecordError
from commissioning.findings.finding import Finding
from commissioning.law.regimes.regime import Regime
from commissioning.records.record import Record
from commissioning.stages import Route, Stage
from commissioning.testing import REGIMES, ROUTES, Scenario, story


def _reports(cycle: Cycle, record: Record, on: date, finding: Finding) -> bool:
    found = cycle.findings(evolve(record, on=on))
    return (finding.code, finding.about) in {(each.code, each.about) for each in found}


def _too_early(cycle: Cycle, record: Record) -> Iterator[tuple[Record, Finding]]:
    """The record on earlier days, with each finding that says from when it could be recorded."""
    for days in (1, 20, 200):
        try:
            early = evolve(record, on=record.on - timedelta(days))
        except RecordError:  # a KPI is reported after its period, for instance
            continue
        yield from ((early, each) for each in cycle.findings(early) if each.earliest is not None)


@pytest.mark.parametrize(
    ("regime", "route"),
    [
        pytest.param(regime, route, id=f"{regime.name}, {route.name}, {len(route.stages)} stages")
        for regime in REGIMES
        for route in ROUTES[regime.name]
    ],
)
def test_earliest_day_is_the_first_on_which_the_finding_is_gone(regime: Regime, route: Route):
    """An officer who waits until that day is not refused again, and has not waited a day too long."""
    whole = story(Scenario(regime=regime, route=route, providers=("birch", "ash")))
    cycle, seen = Cycle("Home care", buyers=whole.buyers), 0
    for record in whole.records:
        for early, finding in _too_early(cycle, record):
            assert finding.earliest is not None
            assert not _reports(cycle, early, finding.earliest, finding), finding
            assert _reports(cycle, early, finding.earliest - timedelta(1), finding), finding
            seen += 1
        cycle = cycle.record(record)
    # No tender comes and no contract is signed when a market is set up, so that nothing waits for a day.
    assert seen or Stage.AWARD not in route
