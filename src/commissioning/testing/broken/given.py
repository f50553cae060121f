"""The beginnings that rows of the catalogue share: scenarios, and the first record of a ledger."""

from __future__ import annotations

from datetime import date
from typing import Final

from attrs import evolve

from commissioning.law.regimes.procurement_act_2023 import PROCUREMENT_ACT_2023
from commissioning.law.regimes.provider_selection_2023 import PROVIDER_SELECTION_2023
from commissioning.records import history, needs
from commissioning.stages import Route, Stage
from commissioning.testing.drafts.any_kind import make
from commissioning.testing.stories.main_line import MADE_UP
from commissioning.testing.stories.scenario import SET_UPS, Scenario

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
