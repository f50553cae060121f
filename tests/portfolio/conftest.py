"""A portfolio of five cycles whose tables are known."""

from datetime import date, timedelta

import pytest
from attrs import evolve

from commissioning.cycle import Cycle
from commissioning.portfolio import CycleText
from commissioning.records.award import IntentionToAward
from commissioning.records.contract import ContractSigned
from commissioning.records.live import KpiReport
from commissioning.records.people import PeopleMoved
from commissioning.stages import Route, Stage
from commissioning.testing import Scenario, story


@pytest.fixture(scope="session")
def today():
    return date(2023, 3, 1)


@pytest.fixture(scope="session")
def rash():
    """A history in which the contract was signed on the day after the letters about the award."""
    cycle = story(Scenario(reference="rash"), after=ContractSigned)
    told_on = cycle.expect(IntentionToAward).on
    *before, signed = cycle.records
    early = evolve(signed, on=told_on + timedelta(days=1))
    return Cycle.audit("Signed too soon", (*before, early), reference="rash")


@pytest.fixture(scope="session")
def few(rash):
    """A service with a late return, one with people moved, one signed too soon, one new, and no cycle."""
    live = story(Scenario(reference="live", title="Home care"), after=KpiReport)
    report = live.records[-1]
    late = evolve(report, due_on=report.on - timedelta(days=9))
    moved = Scenario(reference="moved", route=Route.open(), lots=("N1", "N2"))
    return (
        Cycle.audit("Home care", (*live.records[:-1], late), reference="live"),
        story(moved, after=PeopleMoved),
        rash,
        story(Scenario(reference="new"), at=Stage.SPECIFICATION),
        CycleText("bad", '{"format": "commissioning/1"}'),
    )
