"""The workbook in which assessors mark, each on a sheet of their own, out and in again."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from commissioning.cycle import Cycle
from commissioning.errors import FormatError, RecordError
from commissioning.evaluation.eligibility import no_longer_standing
from commissioning.interchange.workbooks import sheets, writing
from commissioning.records import record, tender
from commissioning.records.criteria import Criterion
from commissioning.records.panel import Mark, Panel, ScoreSheet
from commissioning.values import scales, text
from commissioning.values.frozen import frozen

_KEY: Final = "About"
_HEADINGS: Final = {
    "provider": ("provider", "bidder", "tenderer"),
    "criterion": ("criterion",),
    "mark": ("mark", "score"),
    "because": ("reason", "because", "comments"),
}
_WIDTHS: Final = {"provider": 24, "criterion": 40, "mark": 8, "because": 60}
_TOP: Final = 3  # the row of the headings, counted from 0
_MOST_LISTED: Final = 21  # marks; on longer scales a cell takes a number between two
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
    def of(
        cls, cycle: Cycle, panel: str, lot: str, of_panel: str = "panel", of_lot: str = "lot"
    ) -> Marking:
        """Raises `RecordError` naming what is not recorded: the panel, its criteria, or a tender.

        `of_panel` and `of_lot` are the places where the two were read, such as cells.
        """
        panels = text.grouped((each.reference, each) for each in cycle.every(Panel))
        held = panels[panel][0] if panel in panels else None
        invitation = cycle.find(tender.InvitationToTender, lot)
        method = invitation.method if invitation else None
        criteria = tuple(
            each
            for each in (method.criteria if method else ())
            if each.panel == panel and each.scale and (each.lots is None or lot in each.lots)
        )
        gone = no_longer_standing(cycle.ledger, lot, cycle.last_on) if cycle.last_on else {}
        tenders = dict.fromkeys(each.provider for each in cycle.every(tender.TenderReceived, lot))
        providers = tuple(each for each in tenders if each not in gone)
        problems = []
        if held is None:
            problems.append(f"{of_panel}: {text.no_such('panel', panel, panels)}")
        elif not criteria and lot in cycle.ledger.lots:
            problems.append(
                f"{of_panel}: {panel} marks no criterion of {record.of_lots((lot,))} on a scale"
            )
        if lot not in cycle.ledger.lots:
            lacking = text.no_such("lot", lot if lot != record.WHOLE else "", cycle.ledger.lots)
            problems.append(f"{of_lot}: {lacking}")
        elif not providers:
            problems.append(
                f"{of_lot}: {record.of_lots((lot,))} has no tenders to mark; record them first"
            )
        if held is None or problems:
            raise RecordError("marks workbook", tuple(problems))
        return cls(cycle, held, lot, criteria, providers)


def marks_workbook(cycle: Cycle, panel: str, lot: str = record.WHOLE) -> bytes:
    """A workbook in which each assessor of a panel marks each tender for a lot, on a sheet of their own.

    Only marks and reasons can be changed; a cell takes the marks of its scale, and its note tells what each
    means. Raises `RecordError` for what is not recorded, and `ImportError` without the extra `xlsx`.
    """
    marking = Marking.of(cycle, panel, lot)
    assessors = marking.panel.assessors
    out = BytesIO()
    named = dict(zip(writing.sheet_names((_KEY, *assessors))[1:], assessors, strict=True))
    rows = [("cycle", cycle.reference or cycle.title), ("panel", panel), ("lot", lot)]
    with writing.writing(out) as book:
        for name, assessor in named.items():
            _sheet(book, book.file.add_worksheet(name), marking, assessor)
            rows.append((f"sheet {name}", assessor))
        about = book.file.add_worksheet(_KEY)
        for row, (key, value) in enumerate(rows):
            writing.put(book, about, row, 0, key)
            writing.put(book, about, row, 1, value)
        about.protect()
    return out.getvalue()


def _sheet(book: writing.Book, sheet: Any, marking: Marking, assessor: str) -> None:  # noqa: ANN401
    title = f"Marks of {assessor} for {record.of_lots((marking.lot,))}: {marking.cycle.title}"
    sheet.write_string(0, 0, title, book.formats["title"])
    advice = "Fill in the marks and the reasons. Leave both empty where you do not mark."
    sheet.write_string(1, 0, advice)
    for column, (name, width) in enumerate(_WIDTHS.items()):
        sheet.write_string(_TOP, column, _HEADINGS[name][0].capitalize(), book.formats["head"])
        sheet.set_column(column, column, width)
    row = _TOP
    for provider in marking.providers:
        for criterion in marking.criteria:
            row += 1
            writing.put(book, sheet, row, 0, provider)
            writing.put(book, sheet, row, 1, criterion.reference)
            if criterion.title not in {"", criterion.reference}:
                sheet.write_comment(row, 1, criterion.title)
            if criterion.scale is not None:
                sheet.data_validation(row, 2, row, 2, _valid(criterion.scale))
            sheet.write_blank(row, 2, None, book.formats["open"])
            sheet.write_blank(row, 3, None, book.formats["open"])
    sheet.freeze_panes(_TOP + 1, 0)
    writing.on_one_page_wide(sheet)
    sheet.protect("", {"format_columns": True, "format_rows": True})


def _valid(scale: scales.Scale) -> dict[str, object]:
    """The marks that a cell takes, and its words when it is chosen and when it refuses."""
    marks = scale.marks
    meanings = [
        f"{scales.plain(each.mark)} {each.label}: {each.descriptor}".strip(": ")
        for each in scale.levels
    ]
    said = {
        "input_title": "Mark",
        "input_message": ("\n".join(meanings) or f"The scale is {scale}")[:_LONGEST_MESSAGE],
        "error_title": "Not a mark of the scale",
        "error_message": f"Give a mark of the scale {scale}"[:_LONGEST_MESSAGE],
    }
    if len(marks) <= _MOST_LISTED:
        return {"validate": "list", "source": [scales.plain(mark) for mark in marks], **said}
    between = {"minimum": float(scale.lowest), "maximum": float(scale.highest)}
    return {"validate": "decimal", "criteria": "between", **between, **said}


def read_marks(source: bytes | str | Path, cycle: Cycle, on: date) -> tuple[ScoreSheet, ...]:
    """The score sheets of a marks workbook as filled in: one for each assessor and provider with any mark.

    A row without mark and reason is not marked. Raises `FormatError` naming every cell that is wrong: a mark
    off its scale, a reason without a mark, a provider or criterion that the panel does not mark, a row twice,
    somebody who is not on the panel; and `RecordError` for the cell of a panel or lot that is not recorded.
    """
    held = {sheet.name: sheet for sheet in sheets.sheets_in(source)}
    faults = sheets.Faults()
    about = _about(held[_KEY], faults) if _KEY in held else {}
    if "panel" not in about:
        why = f'it has no sheet "{_KEY}" that names the panel; fill in the workbook made for the panel, '
        raise FormatError("the workbook", (f"{why}and keep its sheets",))
    panel, lot = about["panel"], about.get("lot")
    marking = Marking.of(
        cycle, panel.text("value"), lot.text("value") if lot else record.WHOLE,
        panel.where("value"), lot.where("value") if lot else "lot",
    )  # fmt: skip
    named = _named(about, marking.panel.assessors)
    found: list[ScoreSheet] = []
    for assessor in marking.panel.assessors:
        name = named.get(assessor, assessor)
        if name not in held:
            faults.add(name, f"the sheet of {assessor} is missing; keep every sheet and its name")
            continue
        marks = _marks(held[name], marking, faults)
        found += [
            ScoreSheet(on=on, panel=marking.panel.reference, assessor=assessor, provider=provider,
                       lots=None if marking.lot == record.WHOLE else (marking.lot,), marks=tuple(given))
            for provider, given in marks.items()
        ]  # fmt: skip
    faults.check()
    return tuple(found)


def _about(sheet: sheets.Sheet, faults: sheets.Faults) -> dict[str, sheets.SheetRow]:
    """The rows of the sheet about the workbook, by their keys."""
    columns = {"key": 0, "value": 1}
    rows = (sheets.SheetRow(sheet, at, columns, faults) for at in range(len(sheet.rows)))
    return {row.text("key"): row for row in rows}


def _named(about: Mapping[str, sheets.SheetRow], assessors: Collection[str]) -> dict[str, str]:
    """The sheet of each panellist. Notes a fault for another name, and for a second sheet."""
    named: dict[str, str] = {}
    for key, row in about.items():
        if key.startswith("sheet "):
            who = row.text("value")
            if who not in assessors or who in named:
                words = "has a sheet already" if who in named else "is not on the panel"
                row.fault("value", f"{who} {words}; its panellists are {text.listed(assessors)}")
            named[who] = key[6:]
    return named


def _marks(sheet: sheets.Sheet, marking: Marking, faults: sheets.Faults) -> dict[str, list[Mark]]:
    criteria = {each.reference: each for each in marking.criteria}
    found: dict[str, list[Mark]] = {}
    seen: set[tuple[str, str]] = set()
    for line in sheets.lines_of((sheet,), _HEADINGS, ("provider", "criterion", "mark"), faults):
        provider = line.text("provider", "name the provider")
        criterion = line.text("criterion", "name the criterion")
        for column, name, known in (
            ("provider", provider, marking.providers), ("criterion", criterion, tuple(criteria)),
        ):  # fmt: skip
            if name and name not in known:
                hint = text.did_you_mean(name, known)
                line.fault(column, f"this panel marks no {column} {name}{hint}")
        mark, because = line.number("mark", "%"), line.text("because")
        if provider not in marking.providers or criterion not in criteria:
            continue
        if (provider, criterion) in seen:
            line.fault("mark", f"{provider} is marked on {criterion} twice")
            continue
        seen.add((provider, criterion))
        if mark is None and because and line.value("mark") is None:
            why = "it is empty, and there is a reason; give the mark, or clear the reason"
            line.fault("mark", why)
        scale = criteria[criterion].scale
        if mark is not None and scale is not None and not scale.holds(mark):
            line.fault("mark", f"{scales.plain(mark)} is not a mark of the scale {scale}")
        elif mark is not None:
            found.setdefault(provider, []).append(
                Mark(criterion=criterion, mark=mark, because=because)
            )
    return found
