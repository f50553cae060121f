"""The matters that a made-up decision on health care records, so that it holds against the regulations."""

from __future__ import annotations

from commissioning.law.questions import CONSIDERED
from commissioning.law.regimes.provider_selection_2023 import PROVIDER_SELECTION_2023
from commissioning.records.strategy import Consideration
from commissioning.testing.stories.scenario import Scenario


def considered(scenario: Scenario) -> tuple[Consideration, ...]:
    """Each matter that the law of the scenario has the decision record; none outside health care."""
    if scenario.regime.name != PROVIDER_SELECTION_2023.name:
        return ()
    rows = scenario.regime.law(scenario.facts, None).every(CONSIDERED, scenario.day)
    return tuple(Consideration(matter=row.value, how="as in the report") for row in rows)
