"""Gates on the longest term: of a framework, and of a contract reserved to mutuals."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from commissioning.dates.day_counts import MonthsAfter
from commissioning.dates.periods import later
from commissioning.errors import written
from commissioning.findings.codes import law as codes
from commissioning.findings.finding import Finding
from commissioning.gates.case import Case
from commissioning.gates.unknown_law import checks_by_law
from commissioning.law import questions as q
from commissioning.law.conditions import Condition
from commissioning.law.law import Row
from commissioning.records.contract import ContractSigned
from commissioning.records.notices import NoticePublished, Reservation
from commissioning.records.strategy import ProcurementStrategy


@checks_by_law(ContractSigned, Condition.FRAMEWORK_IS_SHORT_ENOUGH, codes.FRAMEWORK_TOO_LONG)
def framework_is_short_enough(case: Case, signed: ContractSigned) -> Iterator[Finding]:
    """A framework runs no longer than the law allows, with every option; some reasons allow more."""
    begun = case.ledger.brought_forward is not None
    planned = case.find(ProcurementStrategy, case.lots[0])
    is_open = case.law.has(q.OPEN_FRAMEWORK_TERM, case.on)
    if signed.term is None or begun or (planned and planned.longer_because and not is_open):
        return
    starts_on, row = _start(case, signed), _maximum(case, signed)
    if row.value is None:
        return
    last = later(row.value.last_day(starts_on), days=-1)
    ends_on = signed.longest_term.ends_on
    if ends_on > last:
        reason = "" if is_open else ", or state in the strategy why a longer term is needed"
        yield codes.FRAMEWORK_TOO_LONG(
            f"Framework {signed.reference} would run to {written(ends_on)}; it may run for "
            f"{row.value}, to {written(last)}",
            source=row.citation,
            remedy=f"Shorten it or leave out an option{reason}",
            about=signed.reference,
        )


@checks_by_law(ContractSigned, Condition.RESERVED_TERM_IS_SHORT_ENOUGH, codes.RESERVED_TOO_LONG)
def reserved_term_is_short_enough(case: Case, signed: ContractSigned) -> Iterator[Finding]:
    """A contract reserved to public service mutuals runs no longer than the law allows."""
    published = (each for lot in case.lots for each in case.every(NoticePublished, about=lot))
    reserved = any(each.reserved_for is Reservation.MUTUALS for each in published)
    if not reserved or signed.term is None:
        return
    row = case.law.row(q.MUTUAL_TERM, case.on)
    last = later(row.value.last_day(signed.first_day), days=-1)
    if signed.longest_term.ends_on > last:
        yield codes.RESERVED_TOO_LONG(
            f"Contract {signed.reference} would run to {written(signed.longest_term.ends_on)}; reserved to "
            f"mutuals it may run for {row.value}, to {written(last)}",
            source=row.citation,
            remedy="Shorten it or leave out an option",
            about=signed.reference,
        )


def _maximum(case: Case, signed: ContractSigned) -> Row[MonthsAfter] | Row[MonthsAfter | None]:
    """The row of the maximum: an open framework has its own, shorter while it has one supplier."""
    if not case.law.has(q.OPEN_FRAMEWORK_TERM, case.on):
        return case.law.row(q.FRAMEWORK_TERM, case.on)
    suppliers = {each.provider for each in (*_before(case), signed)}
    alone = q.OPEN_FRAMEWORK_TERM_ALONE if len(suppliers) == 1 else q.OPEN_FRAMEWORK_TERM
    return case.law.row(alone, case.on)


def _start(case: Case, signed: ContractSigned) -> date:
    """The first day: of an open framework, that of the first framework under it."""
    is_open = case.law.has(q.OPEN_FRAMEWORK_TERM, case.on)
    days = [each.known_first_day for each in (_before(case) if is_open else ())]
    return min([signed.first_day, *(day for day in days if day)])


def _before(case: Case) -> tuple[ContractSigned, ...]:
    return tuple(each for lot in case.lots for each in case.every(ContractSigned, lot))
