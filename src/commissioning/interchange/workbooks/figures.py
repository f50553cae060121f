"""Workbooks, out and in again: marks, a sheet for each assessor; prices, a row for each lot; KPI returns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, Final, TypeAlias

from commissioning.cycle import Cycle
from commissioning.dates.periods import Period
from commissioning.errors import FormatError, RecordError, written
from commissioning.evaluation.eligibility import no_longer_standing
from commissioning.interchange.workbooks import sheets
from commissioning.records import kpis, live
from commissioning.records.criteria import Criterion
from commissioning.records.panel import Mark, Panel, ScoreSheet
from commissioning.records.record import WHOLE, of_lots
from commissioning.records.tender import InvitationToTender, LotPrice, TenderReceived
from commissioning.values.frozen import frozen
from commissioning.values.money import Money, VatBasis
from commissioning.values.scales import Scale
from commissioning.values.tables import Cell, Column, Kind, Table
from commissioning.values.text import did_you_mean, grouped, no_such, plain

_Columns: TypeAlias = Mapping[str, tuple[Column, tuple[str, ...]]]
"""The columns of a sheet: each as it is written, and the other headings by which it is found."""

_PRICES: Final[_Columns] = {
    "provider": (Column("Provider"), ("bidder", "tenderer", "supplier")),
    "lot": (Column("Lot"), ()),
    "price": (Column("Price", Kind.NUMBER, "in pounds"), ("amount",)),
    "per": (Column("Per"), ("unit",)),
    "vat": (Column("VAT"), ()),
}
_RETURNS: Final[_Columns] = {
    "starts_on": (Column("Period starts", Kind.DAY), ("from", "start")),
    "ends_on": (Column("Period ends", Kind.DAY), ("to", "end")),
    "kpi": (Column("KPI"), ("indicator", "measure")),
    "numerator": (Column("Numerator", Kind.NUMBER), ("count",)),
    "denominator": (Column("Denominator", Kind.NUMBER), ("out of",)),
    "value": (Column("Value", Kind.NUMBER), ("figure", "result")),
    "missing": (Column("Missing because"), ("no data because",)),
}


def _table(columns: _Columns, rows: Iterable[tuple[Cell, ...]]) -> Table:
    return Table(tuple(column for column, _ in columns.values()), tuple(rows))


def _lines(
    sheet: sheets.Sheet, columns: _Columns, needed: tuple[str, ...], faults: sheets.Faults
) -> Iterator[sheets.SheetRow]:
    words = {name: (column.name.casefold(), *others) for name, (column, others) in columns.items()}
    return sheets.lines_of(sheet, words, needed, faults)


def prices_workbook(cycle: Cycle) -> bytes:
    """The prices of every tender in force, a row for each lot; `read_prices` reads it again."""
    rows = (
        (tender.provider, each.lot, each.price.amount, each.per, each.price.vat.value)
        for tender in cycle.every(TenderReceived)
        for each in tender.prices
    )
    return sheets.tables_workbook({"Prices": _table(_PRICES, rows)})


def read_prices(
    source: bytes | str | Path, currency: str = "GBP", vat: VatBasis = VatBasis.UNSTATED
) -> dict[str, tuple[LotPrice, ...]]:
    """The prices by provider out of the first sheet with the headings Provider and Price.

    The columns Lot, Per ("year" where there is none) and VAT may be left out; `vat` is the basis of a price
    that states none. Raises `FormatError` naming every cell that is wrong.
    """
    faults = sheets.Faults()
    found: dict[str, dict[str, LotPrice]] = {}
    first, *_ = sheets.sheets_in(source)
    for line in _lines(first, _PRICES, ("provider", "price"), faults):
        provider, price = line.text("provider", "name the provider"), line.number("price")
        if price is None:
            if line.value("price") is None:
                line.fault("price", "it is empty; give the price, or take the row out")
            continue
        if price < 0:
            line.fault("price", f"{price:f} is below 0")
            continue
        basis = _basis(line.text("vat"), vat)
        if basis is None:
            line.fault(
                "vat",
                f"{line.text('vat')!r} is not a basis; write excluding VAT, including VAT or nothing",
            )
            continue
        lot = line.text("lot") or WHOLE
        held = found.setdefault(provider, {})
        if lot in held:
            line.fault("price", f"{provider} has a second price for {of_lots((lot,))}")
        per = line.text("per")
        held[lot] = LotPrice(
            price=Money(price, currency, basis), lot=lot, **({"per": per} if per else {})
        )
    faults.check()
    return {provider: tuple(prices.values()) for provider, prices in found.items()}


def _basis(text: str, otherwise: VatBasis) -> VatBasis | None:
    said = text.casefold().replace("vat", "").strip()
    held = (each for each in VatBasis if said == each.casefold().replace("vat", "").strip())
    return next(held, None) if text else otherwise


def returns_workbook(cycle: Cycle, contract: str) -> bytes:
    """The figures of every return of a contract; `read_returns` reads it again."""
    rows = (
        (
            *(report.period.starts_on, report.period.ends_on),
            *(each.kpi, each.numerator, each.denominator, each.value, each.missing_because or None),
        )
        for report in cycle.every(live.KpiReport)
        if report.contract == contract
        for each in report.measurements
    )  # fmt: skip
    return sheets.tables_workbook({"Returns": _table(_RETURNS, rows)})


def read_returns(source: bytes | str | Path, contract: str, on: date) -> tuple[live.KpiReport, ...]:
    """The returns of a contract out of the first sheet, one for each period, received on a day.

    A count below five may be written "<5". Raises `FormatError` naming every cell that is wrong.
    """
    faults = sheets.Faults()
    periods: dict[Period, list[kpis.Measurement]] = {}
    first, *_ = sheets.sheets_in(source)
    for line in _lines(first, _RETURNS, ("starts_on", "ends_on", "kpi"), faults):
        starts = line.day("starts_on", "give the first day of the period")
        ends = line.day("ends_on", "give the last day of the period")
        kpi = line.text("kpi", "name the indicator")
        counted, below = _count(line, "numerator")
        over, over_below = _count(line, "denominator")
        value, missing = line.number("value"), line.text("missing")
        if starts is None or ends is None or not kpi:
            continue
        if ends < starts:
            line.fault("ends_on", f"{written(ends)} is before the first day, {written(starts)}")
            continue
        held = periods.setdefault(Period(starts, ends), [])
        if any(each.kpi == kpi for each in held):
            line.fault("kpi", f"{kpi} is returned twice for one period")
            continue
        if counted is None and below is None and value is None and not missing:
            line.fault("kpi", f"{kpi} has no figure; give one, or say why it is missing")
            continue
        if (over is not None or over_below is not None) and counted is None and below is None:
            line.fault(
                "denominator", f"{kpi} has a denominator but no numerator; give both, or neither"
            )
            continue
        held.append(
            kpis.Measurement(kpi=kpi, numerator=counted, numerator_below=below, denominator=over,
                        denominator_below=over_below, value=value, missing_because=missing)
        )  # fmt: skip
    for period in (each for each in periods if on < each.ends_on):
        faults.add(first.name, f"the period {period} was not over on {written(on)}")
    faults.check()
    return tuple(
        live.KpiReport(on=on, contract=contract, period=period, measurements=tuple(held))
        for period, held in periods.items()
    )


def _count(line: sheets.SheetRow, name: str) -> tuple[Decimal | None, int | None]:
    """A count, or the number that a small one is below: "<5"."""
    text = line.text(name)
    if text.startswith("<") and text[1:].strip().isdecimal():
        return None, int(text[1:])
    return line.number(name), None


_KEY: Final = "About"
_HEADINGS: Final = {
    "provider": ("provider", "bidder", "tenderer"),
    "criterion": ("criterion",),
    "mark": ("mark", "score"),
    "because": ("reason", "because", "comments"),
}
_WIDTHS: Final = {"provider": 24, "criterion": 40, "mark": 8, "because": 60}
_TOP: Final = 3
"""The row of the headings, counted from 0."""
_MOST_LISTED: Final = 21
"""The most marks that a cell offers as a list; on longer scales it takes a number between two."""
_LONGEST_MESSAGE: Final = 255


@frozen
class Marking:
    """The marks of one panel for one lot."""

    cycle: Cycle
    panel: Panel
    lot: str
    criteria: tuple[Criterion, ...]
    providers: tuple[str, ...]

    @classmethod
    def of(cls, cycle: Cycle, panel: str, lot: str) -> Marking:
        """Raises `RecordError` naming what is not recorded: the panel, its criteria, or a tender."""
        panels = grouped((each.reference, each) for each in cycle.every(Panel))
        held = panels[panel][0] if panel in panels else None
        invitation = cycle.find(InvitationToTender, lot)
        method = invitation.method if invitation else None
        criteria = tuple(
            each
            for each in (method.criteria if method else ())
            if each.panel == panel and each.scale and (each.lots is None or lot in each.lots)
        )
        gone = no_longer_standing(cycle.ledger, lot, cycle.last_on) if cycle.last_on else {}
        tenders = dict.fromkeys(each.provider for each in cycle.every(TenderReceived, lot))
        providers = tuple(each for each in tenders if each not in gone)
        problems = []
        if held is None:
            problems.append(f"panel: {no_such('panel', panel, panels)}")
        elif not criteria:
            problems.append(f"panel: {panel} marks no criterion of {of_lots((lot,))} on a scale")
        if lot not in cycle.ledger.lots:
            problems.append(f"lot: {no_such('lot', lot, cycle.ledger.lots)}")
        elif not providers:
            problems.append(f"lot: {of_lots((lot,))} has no tenders to mark; record them first")
        if held is None or problems:
            raise RecordError("marks workbook", tuple(problems))
        return cls(cycle, held, lot, criteria, providers)


def marks_workbook(cycle: Cycle, panel: str, lot: str = WHOLE) -> bytes:
    """A workbook in which each assessor of a panel marks each tender for a lot, on a sheet of their own.

    Only marks and reasons can be changed; a cell takes the marks of its scale, and its note tells what each
    means. Raises `RecordError` for what is not recorded, and `ImportError` without the extra `xlsx`.
    """
    marking = Marking.of(cycle, panel, lot)
    assessors = marking.panel.assessors
    writing = sheets.Writing()
    named = dict(zip(sheets.sheet_names(assessors), assessors, strict=True))
    rows = [("cycle", cycle.reference or cycle.title), ("panel", panel), ("lot", lot)]
    with writing as book:
        for name, assessor in named.items():
            _sheet(book, book.file.add_worksheet(name), marking, assessor)
            rows.append((f"sheet {name}", assessor))
        about = book.file.add_worksheet(_KEY)
        for row, (key, value) in enumerate(rows):
            sheets.put(book, about, row, 0, key)
            sheets.put(book, about, row, 1, value)
        about.protect()
    return writing.made


def _sheet(book: sheets.Book, sheet: Any, marking: Marking, assessor: str) -> None:  # noqa: ANN401
    title = f"Marks of {assessor} for {of_lots((marking.lot,))}: {marking.cycle.title}"
    sheet.write_string(0, 0, title, book.title)
    advice = "Fill in the marks and the reasons. Leave both empty where you do not mark."
    sheet.write_string(1, 0, advice)
    for column, (name, width) in enumerate(_WIDTHS.items()):
        sheet.write_string(_TOP, column, _HEADINGS[name][0].capitalize(), book.head)
        sheet.set_column(column, column, width)
    row = _TOP
    for provider in marking.providers:
        for criterion in marking.criteria:
            row += 1
            sheets.put(book, sheet, row, 0, provider)
            sheets.put(book, sheet, row, 1, criterion.reference)
            if criterion.title not in {"", criterion.reference}:
                sheet.write_comment(row, 1, criterion.title)
            if criterion.scale is not None:
                sheet.data_validation(row, 2, row, 2, _valid(criterion.scale))
            sheet.write_blank(row, 2, None, book.open)
            sheet.write_blank(row, 3, None, book.open)
    sheet.freeze_panes(_TOP + 1, 0)
    sheets.on_one_page_wide(sheet)
    sheet.protect("", {"format_columns": True, "format_rows": True})


def _valid(scale: Scale) -> dict[str, object]:
    """The marks that a cell takes, and its words when it is chosen and when it refuses."""
    marks = scale.marks
    told = (f"{plain(each.mark)} {each.label}: {each.descriptor}" for each in scale.levels)
    meanings = [line.strip(": ") for line in told]
    said = {
        "input_title": "Mark",
        "input_message": ("\n".join(meanings) or f"The scale is {scale}")[:_LONGEST_MESSAGE],
        "error_title": "Not a mark of the scale",
        "error_message": f"Give a mark of the scale {scale}"[:_LONGEST_MESSAGE],
    }
    if len(marks) <= _MOST_LISTED:
        return {"validate": "list", "source": [plain(mark) for mark in marks], **said}
    between = {"minimum": float(scale.lowest), "maximum": float(scale.highest)}
    return {"validate": "decimal", "criteria": "between", **between, **said}


def read_marks(source: bytes | str | Path, cycle: Cycle, on: date) -> tuple[ScoreSheet, ...]:
    """The score sheets of a marks workbook as filled in: one for each assessor and provider with any mark.

    A row without mark and reason is not marked. Raises `FormatError` naming every cell that is wrong: a mark
    off its scale, a reason without a mark, a provider or criterion that the panel does not mark, a row twice.
    """
    held = {sheet.name: sheet for sheet in sheets.sheets_in(source)}
    if _KEY not in held:
        why = f'it has no sheet "{_KEY}"; fill in the workbook made for the panel, and keep its sheets'
        raise FormatError("the workbook", (why,))
    about = {str(row[0]): str(row[1]) for row in held[_KEY].rows if len(row) > 1}
    marking = Marking.of(cycle, about.get("panel", ""), about.get("lot", WHOLE))
    named = {who: key[6:] for key, who in reversed(about.items()) if key.startswith("sheet ")}
    faults = sheets.Faults()
    found: list[ScoreSheet] = []
    for assessor in marking.panel.assessors:
        name = named.get(assessor, assessor)
        if name not in held:
            faults.add(name, f"the sheet of {assessor} is missing; keep every sheet and its name")
            continue
        marks = _marks(held[name], marking, faults)
        found += [
            ScoreSheet(on=on, panel=marking.panel.reference, assessor=assessor, provider=provider,
                       lots=None if marking.lot == WHOLE else (marking.lot,), marks=tuple(given))
            for provider, given in marks.items()
        ]  # fmt: skip
    faults.check()
    return tuple(found)


def _marks(sheet: sheets.Sheet, marking: Marking, faults: sheets.Faults) -> dict[str, list[Mark]]:
    criteria = {each.reference: each for each in marking.criteria}
    found: dict[str, list[Mark]] = {}
    seen: set[tuple[str, str]] = set()
    for line in sheets.lines_of(sheet, _HEADINGS, ("provider", "criterion", "mark"), faults):
        provider = line.text("provider", "name the provider")
        criterion = line.text("criterion", "name the criterion")
        for column, name, known in (
            ("provider", provider, marking.providers), ("criterion", criterion, tuple(criteria)),
        ):  # fmt: skip
            if name and name not in known:
                line.fault(
                    column,
                    f"this panel marks no {column} {name}{did_you_mean(name, known)}",
                )
        mark, because = line.number("mark"), line.text("because")
        if provider not in marking.providers or criterion not in criteria:
            continue
        if (provider, criterion) in seen:
            line.fault("mark", f"{provider} is marked on {criterion} twice")
            continue
        seen.add((provider, criterion))
        if mark is None and because and line.value("mark") is None:
            line.fault(
                "mark", "it is empty, and there is a reason; give the mark, or clear the reason"
            )
        scale = criteria[criterion].scale
        if mark is not None and scale is not None and not scale.holds(mark):
            line.fault("mark", f"{plain(mark)} is not a mark of the scale {scale}")
        elif mark is not None:
            given = Mark(criterion=criterion, mark=mark, because=because)
            found.setdefault(provider, []).append(given)
    return found
