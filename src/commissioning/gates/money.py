"""Sums under a contract: carried through, uplifted by its clause, and spent within its value."""

from __future__ import annotations

from fractions import Fraction

from commissioning.contracts.history import ContractHistory, move_by_clause
from commissioning.contracts.money import MONEY_CODES, money_findings, spend_of
from commissioning.contracts.money_chain import chain_steps
from commissioning.errors import MONTHS, written
from commissioning.findings.codes import contracts as codes
from commissioning.gates.case import Case, Found, check
from commissioning.gates.contract_course import checks_contract
from commissioning.records.contract import PriceUplifted
from commissioning.records.indexation import Indexation, IndexReading
from commissioning.records.live import SpendReported
from commissioning.records.record import Record
from commissioning.values.rounding import places_of, rounded, shown
from commissioning.values.text import listed


@check(Record, *MONEY_CODES)
def money_is_carried_through(case: Case, record: Record) -> Found:
    """A sum is no higher than what was tendered, approved or planned before it."""
    for step in chain_steps(case.ledger, record):
        yield from money_findings(step)


@checks_contract(PriceUplifted, codes.UPLIFT_DIFFERS, codes.UPLIFT_TOO_EARLY)
def uplift_follows_its_clause(_: Case, uplift: PriceUplifted, found: ContractHistory) -> Found:
    """Prices move by what the contract's own clause gives, and not before it lets them."""
    clause = found.indexation_on(uplift.takes_effect_on)
    if clause is None:
        return
    if clause.first_on is not None and uplift.takes_effect_on < clause.first_on:
        yield codes.UPLIFT_TOO_EARLY(
            f"Prices under contract {uplift.contract} move from {written(uplift.takes_effect_on)}, but its "
            f"clause lets them move only from {written(clause.first_on)}",
            remedy="Correct the day, or record a variation of the clause first",
        )
    differs = "" if uplift.variation else _differs(found, clause, uplift)
    if differs:
        yield codes.UPLIFT_DIFFERS(
            f"Prices under contract {uplift.contract} move by {uplift.per_cent}%, but its clause {differs}",
            remedy="Correct the per cent or the readings, or name the variation that allows it",
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
    if rounded(due, places_of(uplift.per_cent)) == Fraction(uplift.per_cent):
        return ""
    return f"gives {shown(due, max(2, places_of(uplift.per_cent)))}% ({moved.because})"


@checks_contract(PriceUplifted, codes.INDEX_DISCONTINUED)
def readings_are_of_the_index_that_counts(
    case: Case, uplift: PriceUplifted, found: ContractHistory
) -> Found:
    """No figure is of an index that another has replaced by the month it is for."""
    indexation = found.indexation_on(uplift.takes_effect_on)
    clause = indexation.clause if indexation else None
    for reading in uplift.readings:
        for single in clause.singles if clause else ():
            counts = single.index_for(reading.month.year, reading.month.month)
            if reading.index == single.index != counts:
                yield codes.INDEX_DISCONTINUED(
                    f"The uplift of {written(case.on)} rests on {reading.index} for {_month(reading)}; the "
                    f"clause of contract {uplift.contract} takes {counts} for that month",
                    remedy=f"Give the figure of {counts}",
                )


def _month(reading: IndexReading) -> str:
    return f"{MONTHS[reading.month.month - 1]} {reading.month.year}"


@check(PriceUplifted, codes.INDEX_NOT_PUBLISHED)
def readings_were_published(case: Case, uplift: PriceUplifted) -> Found:
    """An uplift rests on figures that were out on the day it was recorded."""
    for reading in uplift.readings:
        if reading.published_on is not None and reading.published_on > case.on:
            yield codes.INDEX_NOT_PUBLISHED(
                f"The uplift of {written(case.on)} rests on {reading.index} for "
                f"{_month(reading)}, which was published only on {written(reading.published_on)}",
                remedy="Wait for the figure, or record the uplift on the day it was made",
                earliest=reading.published_on,
                about=uplift.contract,
            )


@checks_contract(
    SpendReported,
    codes.SPEND_OVER_VALUE,
    codes.SPEND_AFTER_END,
    codes.SPEND_COUNTED_TWICE,
    codes.OTHER_MONEY_BASIS,
)
def spend_is_within_the_contract(
    case: Case, report: SpendReported, found: ContractHistory
) -> Found:
    """A payment is within the value and the term of the contract, and is counted once."""
    contract, value = report.contract, found.value_on(case.on)
    if value is not None and not report.amount.is_on_the_basis_of(value):
        yield codes.OTHER_MONEY_BASIS(
            f"The spend of {report.amount} is reported under contract {contract}, whose value is "
            f"{value}; amounts on different bases cannot be added",
            remedy=f"State the spend in {value.basis}",
        )
        return
    spend = spend_of(found, (*case.every(SpendReported), report), case.on)
    if spend.left is not None and spend.left.amount < 0:
        yield codes.SPEND_OVER_VALUE.warns(
            f"{spend.spent} has been paid under contract {contract}, {spend.left * -1} more than its value "
            f"of {spend.value}",
            remedy="Record the variation or extension that allows it, or stop the payments",
        )
    if report in spend.after_end and spend.last_day is not None:
        yield codes.SPEND_AFTER_END.warns(
            f"Payments of {report.amount} for {report.period} come after contract {contract} ended on "
            f"{written(spend.last_day)}",
            remedy="Record the extension, or say in the record what the payments are for",
        )
    others = (other.period for other in spend.reports if other.period != report.period)
    twice = [str(period) for period in others if period.overlaps(report.period)]
    if twice:
        yield codes.SPEND_COUNTED_TWICE.warns(
            f"The spend under contract {contract} is reported for {report.period} and, for some of the "
            f"same days, for {listed(twice)}",
            remedy="Give each period its own payments",
        )
