"""Cycles to look at."""

from __future__ import annotations

from datetime import date

import pytest

from commissioning.cycle import Cycle
from commissioning.records.ending import Abandonment
from commissioning.records.history import BroughtForward
from commissioning.records.live import GoLive
from commissioning.records.parties import Authority
from commissioning.records.specification import Lot
from commissioning.stages import Route, Stage


@pytest.fixture(scope="session")
def parted() -> Cycle:
    """Three lots brought forward that have parted: one live, one abandoned, one at the award."""
    lots = tuple(Lot(reference=lot, title=lot) for lot in ("north", "south", "<east>"))
    records = (
        BroughtForward(
            on=date(2022, 1, 3),
            stage=Stage.AWARD,
            because="the files were lost",
            divided_into=lots,
            route=Route.open(),
        ),
        Abandonment(on=date(2022, 2, 1), lots=("south",), because="no bids"),
        GoLive(on=date(2022, 3, 1), lots=("north",), contracts=("C1",)),
    )
    audit = Cycle.audit(
        "Meals & <more>",
        records,
        buyers=(Authority(reference="lew", name="London Borough of <Lewisham>"),),
        reference="meals-2022",
        follows="meals-2017",
    )
    return audit.cycle
