"""Many cycles as tables: one row for each cycle, event, lot, tender, mark, contract, figure and so on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cached_property, partial
from typing import Final, TypeAlias, TypeVar

from commissioning.contracts.frameworks import OF_PACKAGES
from commissioning.contracts.history import ContractHistory, agreed, histories
from commissioning.contracts.performance import Performance, performance_of
from commissioning.contracts.register import state_of
from commissioning.cycle import Audit, Cycle
from commissioning.errors import CommissioningError, NoRuleError, RecordError
from commissioning.evaluation.evaluation import Evaluation
from commissioning.findings.finding import Finding
from commissioning.gates.parties import tenders_held
from commissioning.ledger.awards import recommended_for
from commissioning.mobilisation.reconciliation import reconcile
from commissioning.portfolio.columns import COLUMNS
from commissioning.portfolio.given import AuditedCycle, Given, held
from commissioning.records.live import KpiReport
from commissioning.records.tender import TenderOpening
from commissioning.values.frozen import frozen
from commissioning.values.rounding import rounded
from commissioning.values.tables import Cell, Table

T = TypeVar("T")
Row: TypeAlias = tuple[Cell, ...]
Rows: TypeAlias = Mapping[str, list[Row]]
_LARGEST: Final = 2**63 - 1


@frozen
class One:
    """One cycle of a portfolio, with its findings, on the day of the tables."""

    audit: Audit
    today: date

    @property
    def cycle(self) -> Cycle:
        return self.audit.cycle

    @cached_property
    def evaluations(self) -> Mapping[str, Evaluation | None]:
        """The result of each lot; None while the marks do not make one."""
        return {
            lot: _or_none(partial(self.cycle.evaluation, lot), LookupError, CommissioningError)
            for lot in self.cycle.lots
        }


def hundredths(figure: Fraction | Decimal | int | None) -> int | None:
    """A figure as a whole number of hundredths, half up.

    Raises `RecordError` for one that 64 bits do not hold, as columns of whole numbers have.
    """
    if figure is None:
        return None
    whole = int(rounded(Fraction(figure), 2) * 100)
    if abs(whole) > _LARGEST:
        why = f"a figure is beyond {_LARGEST // 100:,}; correct the record"
        raise RecordError("portfolio", (why,))
    return whole


def _cycle(one: One) -> Iterator[Row]:
    cycle, today, findings = one.cycle, one.today, one.audit.findings
    blocking = sum(finding.blocks for finding in findings)
    yield (
        cycle.title, cycle.reference or None, cycle.follows or None,
        ", ".join(buyer.name for buyer in cycle.buyers_on(today)) or None, cycle.stage.value,
        _route(cycle, cycle.lots[0]),
        _or_none(lambda: cycle.law(today, cycle.lots[0]).regime, NoRuleError), len(cycle.lots),
        sum(not isinstance(record, OF_PACKAGES) for record in cycle.records),
        min((record.on for record in cycle.records), default=None), cycle.last_on, blocking,
        len(findings) - blocking, None,
    )  # fmt: skip


def _route(cycle: Cycle, lot: str) -> str | None:
    route = cycle.ledger.route_of(lot)
    return route.name if route else None


def _or_none(ask: Callable[[], T], *errors: type[Exception]) -> T | None:
    """The answer to a question, or None where one of these errors says that there is none."""
    try:
        return ask()
    except errors:
        return None


def _events(one: One) -> Iterator[Row]:
    ledger, process = one.cycle.ledger, one.cycle.process
    # A row for each package would be a row for each person.
    entries = (each for each in ledger.entries if not isinstance(each.record, OF_PACKAGES))
    for number, entry in enumerate(entries, 1):
        record = entry.record
        yield (
            number, process.step(type(record)).tag, record.on, record.on.toordinal(), record.known_on,
            record.reference or None, ", ".join(entry.lots),
            next(record.references("provider"), None) or None, not ledger.is_superseded(entry),
        )  # fmt: skip


def _lots(one: One) -> Iterator[Row]:
    cycle = one.cycle
    for lot, stage in cycle.stages.items():
        opening, result = cycle.find(TenderOpening, lot), one.evaluations[lot]
        yield (
            lot, stage.value, _route(cycle, lot), opening.on if opening else None,
            len(tenders_held(cycle, lot)),
            hundredths(result.contest.price.weight) if result else None,
            result.winner if result else None, ", ".join(recommended_for(cycle, lot)) or None,
        )  # fmt: skip


def _tenders(one: One) -> Iterator[Row]:
    cycle = one.cycle
    for lot, result in one.evaluations.items():
        recommended = recommended_for(cycle, lot)
        ranked = {s.provider: s for s in result.standings} if result else {}
        out_of = 100 - result.contest.price.weight if result else Fraction(0)
        for provider, tender in tenders_held(cycle, lot).items():
            price, standing = tender.price(lot), ranked.get(provider)
            quality = standing.quality if standing else None
            yield (
                lot, provider, tender.on, hundredths(price.price.amount) if price else None,
                price.price.currency if price else None, price.per if price else None,
                standing.rank if standing else None,
                hundredths(standing.total) if standing else None, hundredths(quality),
                hundredths(quality * 100 / out_of) if quality is not None and out_of else None,
                provider in recommended,
            )  # fmt: skip


def _marks(one: One) -> Iterator[Row]:
    for lot, result in one.evaluations.items():
        for provider in result.providers if result else ():
            for line in result.lines(provider) if result else ():
                given = [mark.mark for _, mark in line.members]
                yield (
                    lot, provider, line.criterion, line.title, hundredths(line.weight),
                    hundredths(line.mark), hundredths(line.points), len(given),
                    hundredths(min(given, default=None)), hundredths(max(given, default=None)),
                )  # fmt: skip


def _contracts(one: One) -> Iterator[Row]:
    today = one.today
    for history in histories(one.cycle.ledger):
        contract, lots = history.contract, one.cycle.ledger.lots_of(history.contract)
        value = agreed(history, lambda each: each.value_on(today))
        ends_on = agreed(history, lambda each: each.known_last_day_on(today))
        yield (
            contract.reference, history.holder_on(today), ", ".join(lots), len(lots),
            state_of(history, today).value, contract.on, contract.known_first_day, ends_on,
            (ends_on - today).days if ends_on else None,
            _months(today, ends_on) if ends_on else None,
            hundredths(value.amount) if value else None, value.currency if value else None,
            value.vat.value if value else None, len(history.options_left_on(today)),
        )  # fmt: skip


def _months(day: date, last: date) -> int:
    """The months from a day to a last day, so that twelve months on is 12 and the day after it 13."""
    return (last.year - day.year) * 12 + last.month - day.month + (last.day > day.day)


def _kpis(one: One) -> Iterator[Row]:
    ledger = one.cycle.ledger
    for history in histories(ledger):
        # A contract whose term is not stated has no returns to rate.
        rated = partial(performance_of, ledger, history.contract.reference)
        performance = _or_none(rated, LookupError)
        for report in one.cycle.every(KpiReport):
            if report.contract == history.contract.reference:
                yield from _report_rows(history, report, performance)


def _report_rows(
    history: ContractHistory, report: KpiReport, performance: Performance | None
) -> Iterator[Row]:
    period, reference = report.period, history.contract.reference
    due_on = performance.sets.due_day(report) if performance else report.due_on
    every = performance.rated if performance else ()
    rated = {each.kpi.reference: each for each in every if each.period == period}
    for measurement in report.measurements:
        figure = rated.get(measurement.kpi)
        yield (
            reference, history.holder_on(period.ends_on),
            f"{reference} to {period.ends_on.isoformat()}", measurement.kpi, period.starts_on,
            period.ends_on, due_on, report.on,
            max((report.on - due_on).days, 0) if due_on else None,
            hundredths(figure.value) if figure else None, figure.kpi.unit if figure else None,
            figure.band.name if figure and figure.band else None,
            figure.target_met if figure else None,
        )  # fmt: skip


def finding_rows(audit: Audit) -> Iterator[Row]:
    """Every finding in a history, those about the whole cycle last."""
    process = audit.cycle.process
    for remark in audit.remarks:
        yield _finding(remark.finding, process.step(type(remark.record)).tag, remark.record.on)
    for finding in audit.cycle.standing():
        yield _finding(finding)


def _finding(finding: Finding, kind: str | None = None, day: date | None = None) -> Row:
    return (
        kind, day, finding.code, finding.blocks, finding.about or None, finding.message,
        finding.remedy or None, finding.earliest, str(finding.source) if finding.source else None,
    )  # fmt: skip


def unread_finding(problem: str) -> Row:
    """The row of `findings` for a cycle that could not be read."""
    return None, None, None, True, None, problem, None, None, None


def _agenda(one: One) -> Iterator[Row]:
    today = one.today
    for item in one.cycle.agenda(today):
        yield (
            item.key, item.kind.value, item.what, item.day, item.days_over,
            (item.day - today).days if item.day else None, item.who, item.about or None,
            item.how_sure.value, str(item.source),
        )  # fmt: skip


def _people(one: One) -> Iterator[Row]:
    for balance in reconcile(one.cycle.ledger, one.today).balances:
        yield (
            balance.cohort.reference, balance.cohort.lot or None, balance.cohort.provider or None,
            balance.people, balance.told, balance.moved, balance.arranged, balance.by_themselves,
            balance.waiting,
        )  # fmt: skip


ROWS: Final[Mapping[str, Callable[[One], Iterator[Row]]]] = {
    "events": _events,
    "lots": _lots,
    "tenders": _tenders,
    "marks": _marks,
    "contracts": _contracts,
    "kpis": _kpis,
    "findings": lambda one: finding_rows(one.audit),
    "agenda": _agenda,
    "people": _people,
    "cycles": _cycle,
}
"""The rows of each table by its name."""


def tables(cycles: Iterable[Given], today: date) -> Mapping[str, Table]:
    """The tables of a portfolio by name, as of the end of a day; `COLUMNS` says what each holds.

    Give cycles, audits of real histories, or `CycleText`s. One that cannot be read or reckoned is a row of
    `cycles` with its problem, and a finding.
    """
    rows: dict[str, list[Row]] = {name: [] for name in COLUMNS}
    for _, found in rows_of_each(cycles, today):
        for name, own in found.items():
            rows[name] += own
    return {name: Table(columns, tuple(rows[name])) for name, columns in COLUMNS.items()}


def rows_of_each(cycles: Iterable[Given], today: date) -> Iterator[tuple[int, Rows]]:
    """The year and the rows of every table of one cycle after another."""
    for one in held(cycles, today):
        yield one.year, _rows_of(one, today)


def _rows_of(one: AuditedCycle, today: date) -> Rows:
    if one.audit is not None:
        try:
            seen, key = One(one.audit, today), (one.name, one.year)
            return {name: [(*key, *row) for row in rows(seen)] for name, rows in ROWS.items()}
        except CommissioningError as error:
            one = AuditedCycle(one.name, problem=str(error))
    return {
        "cycles": [(one.name, 0, *[None] * (len(COLUMNS["cycles"]) - 3), one.problem)],
        "findings": [(one.name, 0, *unread_finding(one.problem))],
    }
