"""The uplift that a contract's clause gives, from the readings recorded with it and before it."""

from __future__ import annotations

from datetime import date

from commissioning.contracts.history import ContractHistory
from commissioning.records.contract import PriceUplifted
from commissioning.records.indexation import Moved


def move_by_clause(found: ContractHistory, uplift: PriceUplifted) -> Moved | None:
    """The movement that the clause gives for an uplift; None for a contract without a clause.

    The readings of earlier uplifts count too, and what a cap cut off then is carried on.
    """
    indexation = found.indexation_on(uplift.takes_effect_on)
    if indexation is None or indexation.clause is None:
        return None
    earlier = tuple(
        each
        for each in found.of(PriceUplifted, date.max)
        if each.takes_effect_on < uplift.takes_effect_on
    )
    readings = [reading for each in (*earlier, uplift) for reading in each.readings]
    base = indexation.base_on or found.contract.known_first_day or found.contract.on
    days = [base, *sorted({each.takes_effect_on for each in earlier}), uplift.takes_effect_on]
    return indexation.clause.moves(readings, days)[-1]
