"""The matters that a made-up plan or decision records, so that it holds against the law."""

from __future__ import annotations

from commissioning.law.questions import CONSIDERED
from commissioning.records.strategy import Consideration
from commissioning.testing.stories.scenario import Scenario


def considered(scenario: Scenario) -> tuple[Consideration, ...]:
    """Each matter that the law has a decision on health care record; none outside health care."""
    return _every(scenario) if scenario.facts.health_service else ()


def considered_in_plan(scenario: Scenario) -> tuple[Consideration, ...]:
    """Each matter that the law has a procurement strategy record; none in health care."""
    return () if scenario.facts.health_service else _every(scenario)


def _every(scenario: Scenario) -> tuple[Consideration, ...]:
    rows = scenario.regime.law(scenario.facts, None).every(CONSIDERED, scenario.day)
    return tuple(Consideration(matter=row.value, how="as in the report") for row in rows)
