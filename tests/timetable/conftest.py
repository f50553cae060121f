"""The restricted route, the law of 2022 and a cabinet that meets on second Wednesdays."""

from __future__ import annotations

from datetime import date

import pytest

from commissioning.law.governing import governing
from commissioning.law.law import Law
from commissioning.records.strategy import ProcurementFacts
from commissioning.stages import Route
from commissioning.timetable import Rhythm, Window

FACTS = ProcurementFacts(light_touch=True, above_threshold=True)


@pytest.fixture
def route() -> Route:
    return Route.restricted()


@pytest.fixture
def law() -> Law:
    """Social care above the threshold, commenced in July 2022."""
    commenced = date(2022, 7, 11)
    return governing(commenced, FACTS).law(FACTS, commenced)


@pytest.fixture
def rhythm() -> Rhythm:
    return Rhythm(cabinet=Window.parse("2nd Wednesday of the month"))
