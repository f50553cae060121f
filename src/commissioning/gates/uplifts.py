"""An uplift against the clause of its contract: how much, from when, and on which published figures."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from commissioning.contracts.history import ContractHistory, history, move_by_clause
from commissioning.errors import MONTHS, written
from commissioning.findings.codes import contracts as codes
from commissioning.findings.finding import Finding
from commissioning.gates.case import Case, check
from commissioning.records.contract import PriceUplifted
from commissioning.records.indexation import Indexation, IndexReading
from commissioning.values.rounding import rounded, shown


@check(PriceUplifted, codes.UPLIFT_DIFFERS, codes.UPLIFT_TOO_EARLY)
def uplift_follows_its_clause(case: Case, uplift: PriceUplifted) -> Iterator[Finding]:
    """Prices move by what the contract's own clause gives, and not before it lets them."""
    found = history(case.ledger, uplift.contract)
    clause = found.indexation_on(uplift.takes_effect_on) if found else None
    if found is None or clause is None:
        return
    if clause.first_on is not None and uplift.takes_effect_on < clause.first_on:
        yield codes.UPLIFT_TOO_EARLY(
            f"Prices under contract {uplift.contract} move from {written(uplift.takes_effect_on)}; its "
            f"clause lets them move from {written(clause.first_on)}",
            remedy="Correct the day, or record a variation of the clause first",
            about=uplift.contract,
        )
    differs = "" if uplift.variation else _differs(found, clause, uplift)
    if differs:
        yield codes.UPLIFT_DIFFERS(
            f"Prices under contract {uplift.contract} move by {uplift.per_cent}%, but its clause {differs}",
            remedy="Correct the per cent, or name the variation that allows it",
            about=uplift.contract,
        )


def _differs(found: ContractHistory, clause: Indexation, uplift: PriceUplifted) -> str:
    """The uplift that the clause gives instead, in words; empty where it gives this one."""
    moved = move_by_clause(found, uplift)
    if moved is None:
        limited = clause.per_cent(uplift.per_cent)
        what = "is a fixed rate of" if clause.rate is not None else "allows"
        return "" if limited == uplift.per_cent else f"{what} {limited}%"
    if moved.per_cent is None:
        return f"cannot be worked out: {moved.because}" if uplift.readings else ""
    due = clause.exactly(moved.per_cent)
    if rounded(due, _places(uplift.per_cent)) == Fraction(uplift.per_cent):
        return ""
    return f"gives {shown(due, max(2, _places(uplift.per_cent)))}% ({moved.because})"


def _places(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    return max(-exponent, 0) if isinstance(exponent, int) else 0


@check(PriceUplifted, codes.INDEX_DISCONTINUED)
def readings_are_of_the_index_that_counts(case: Case, uplift: PriceUplifted) -> Iterator[Finding]:
    """No figure is of an index that another has replaced by the month it is for."""
    found = history(case.ledger, uplift.contract)
    indexation = found.indexation_on(uplift.takes_effect_on) if found else None
    clause = indexation.clause if indexation else None
    for reading in uplift.readings:
        for single in clause.singles if clause else ():
            counts = single.index_for(reading.month.year, reading.month.month)
            if reading.index == single.index != counts:
                yield codes.INDEX_DISCONTINUED(
                    f"The uplift of {written(case.on)} rests on {reading.index} for {_month(reading)}; by "
                    f"the clause of contract {uplift.contract} that month is counted by {counts}",
                    remedy=f"Give the figure of {counts}",
                    about=uplift.contract,
                )


def _month(reading: IndexReading) -> str:
    return f"{MONTHS[reading.month.month - 1]} {reading.month.year}"


@check(PriceUplifted, codes.INDEX_NOT_PUBLISHED)
def readings_were_published(case: Case, uplift: PriceUplifted) -> Iterator[Finding]:
    """An uplift rests on figures that were out on the day it was recorded."""
    for reading in uplift.readings:
        if reading.published_on is not None and reading.published_on > case.on:
            yield codes.INDEX_NOT_PUBLISHED(
                f"The uplift of {written(case.on)} rests on {reading.index} for "
                f"{_month(reading)}, published on {written(reading.published_on)}",
                remedy="Wait for the figure, or record the uplift on the day it was made",
                earliest=reading.published_on,
                about=uplift.contract,
            )
