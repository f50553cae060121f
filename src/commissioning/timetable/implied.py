"""The law and the route that a timetable's own rows imply, before a strategy has decided either."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Final

from commissioning.law.governing import governing
from commissioning.law.law import Law
from commissioning.records.strategy import ProcurementFacts
from commissioning.records.timetable import Timetable
from commissioning.stages import Route

_COMMENCING: Final = ("ssq", "itt", "intention-to-award", "contract-signed")


def law_of(timetable: Timetable, facts: ProcurementFacts | None) -> Law:
    """The law of the procurement a timetable plans: that in force on the day it commences.

    Raises `NoRuleError` if no regime of the library covers that day, or it depends on unstated facts.
    """
    starts = (timetable.row(tag) for tag in _COMMENCING)
    days = [row.window.earliest for row in starts if row and row.window.earliest]
    commences = min(days, default=timetable.on)
    return governing(commences, facts).law(facts, commences)


def route_of(timetable: Timetable) -> Route:
    """The route that a timetable's own rows imply, for use before a strategy has decided one."""
    steps = set(timetable.steps())
    if steps & {"ssq", "selection-response", "selection-assessment", "shortlist"}:
        return Route.restricted(interviews="interview" in steps)
    if steps & {"itt", "tender", "score-sheet"}:
        return Route.open(interviews="interview" in steps)
    return Route.direct_award()


def with_law(
    plan: Callable[[Law], Timetable], day: date, facts: ProcurementFacts | None
) -> Timetable:
    """A plan under the law of the day on which it commences, which may not be that of the day given.

    Raises `NoRuleError` if no regime of the library covers that day, or it depends on unstated facts.
    """
    law = governing(day, facts).law(facts, None)
    made = plan(law)
    commenced = law_of(made, facts)
    return made if law.regime == commenced.regime else plan(commenced)
