"""Valid cycles on demand and deliberately broken ones, for the test suites of other systems.

A name is loaded when it is first asked for, so that nothing here loads pytest or hypothesis until a
test does. `make(TenderReceived)` makes a record of any kind and needs neither; `values(TenderReceived)`
draws them and needs hypothesis.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from commissioning.testing.broken.catalogue import broken_cycles
    from commissioning.testing.broken.mutation import BrokenCycle
    from commissioning.testing.broken.refused import Refusal, refusals
    from commissioning.testing.clock import FrozenClock
    from commissioning.testing.drafts.any_kind import make, with_drafts
    from commissioning.testing.stories.pathways import paths, walked
    from commissioning.testing.stories.portfolio import seeded_portfolio
    from commissioning.testing.stories.scenario import REGIMES, ROUTES, Scenario
    from commissioning.testing.stories.story import fitting, story
    from commissioning.testing.strategies.cycles import (
        cycles,
        next_records,
        processes,
        refused_records,
        regimes,
        scenarios,
    )
    from commissioning.testing.strategies.machine import CycleMachine
    from commissioning.testing.strategies.values import values

__all__ = [
    "REGIMES",
    "ROUTES",
    "BrokenCycle",
    "CycleMachine",
    "FrozenClock",
    "Refusal",
    "Scenario",
    "broken_cycles",
    "cycles",
    "fitting",
    "make",
    "next_records",
    "paths",
    "processes",
    "refusals",
    "refused_records",
    "regimes",
    "scenarios",
    "seeded_portfolio",
    "story",
    "values",
    "walked",
    "with_drafts",
]

_HOMES: Final = {
    "BrokenCycle": "broken.mutation",
    "CycleMachine": "strategies.machine",
    "FrozenClock": "clock",
    "REGIMES": "stories.scenario",
    "ROUTES": "stories.scenario",
    "Refusal": "broken.refused",
    "Scenario": "stories.scenario",
    "broken_cycles": "broken.catalogue",
    "cycles": "strategies.cycles",
    "fitting": "stories.story",
    "make": "drafts.any_kind",
    "next_records": "strategies.cycles",
    "paths": "stories.pathways",
    "processes": "strategies.cycles",
    "refusals": "broken.refused",
    "refused_records": "strategies.cycles",
    "regimes": "strategies.cycles",
    "scenarios": "strategies.cycles",
    "seeded_portfolio": "stories.portfolio",
    "story": "stories.story",
    "values": "strategies.values",
    "walked": "stories.pathways",
    "with_drafts": "drafts.any_kind",
}


def __getattr__(name: str) -> object:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module 'commissioning.testing' has no name {name!r}")
    return getattr(import_module(f"{__name__}.{home}"), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *_HOMES})
