"""Separation of duties: the capacities that one person may not have in the same procurement."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import Final

from commissioning.findings.finding import Severity
from commissioning.values.checking import Checked, asks
from commissioning.values.frozen import frozen


class Capacity(StrEnum):
    """The part that one person takes in a procurement, as the records show it."""

    SCORES = "score tenders"
    SITS = "sit on the panel"
    CHAIRS = "chair the panel"
    OPENS = "open tenders"
    PREPARES = "prepare the recommendation"
    ADVISES = "give an opinion on the report"
    DECIDES = "decide"
    SIGNS = "sign the contract"
    GIVES_WAIVER = "give a waiver"
    ASKS_FOR_WAIVER = "ask for a waiver"


class SeparationScope(StrEnum):
    """How far two capacities are kept apart."""

    SAME_CYCLE = "in one procurement"
    SAME_LOT = "for one lot"


@frozen(kw_only=True)
class SeparationRule(Checked):
    """Two capacities that one person may not have both."""

    reference: str
    one: Capacity
    other: Capacity = Capacity.DECIDES
    scope: SeparationScope = SeparationScope.SAME_CYCLE
    severity: Severity = Severity.BLOCKS

    never_empty = asks(reference="give the rule a reference")

    def problems(self) -> Iterator[str]:
        if self.one is self.other:
            yield f"one and other: both are {self.one.value}; give two capacities"


# fmt: off
USUAL_SEPARATION: Final = (
    SeparationRule(reference="decides-scores", one=Capacity.DECIDES, other=Capacity.SCORES),
    SeparationRule(reference="decides-sits", one=Capacity.DECIDES, other=Capacity.SITS),
    SeparationRule(reference="waiver", one=Capacity.GIVES_WAIVER, other=Capacity.ASKS_FOR_WAIVER),
    SeparationRule(reference="prepares-decides", one=Capacity.PREPARES, other=Capacity.DECIDES,
                   severity=Severity.WARNS),
    SeparationRule(reference="opens-scores", one=Capacity.OPENS, other=Capacity.SCORES,
                   severity=Severity.WARNS),
)
"""The capacities that councils commonly keep apart; each has its own rules."""
# fmt: on
