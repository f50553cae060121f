"""Workbooks out and in: exact, harmless, and every wrong cell named at once."""

import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from time import process_time

import pytest
from attrs import evolve

from commissioning.casebook import lewisham
from commissioning.cycle import Cycle
from commissioning.dates.periods import Period
from commissioning.errors import CommissioningError, FormatError, RecordError
from commissioning.interchange.workbooks import (
    evaluation_workbook,
    marks_workbook,
    prices_workbook,
    read_marks,
    read_prices,
    read_returns,
    returns_workbook,
    tables_workbook,
)
from commissioning.interchange.workbooks.sheets import Sheet, sheets_in
from commissioning.interchange.workbooks.writing import sheet_names
from commissioning.records.kpis import Measurement
from commissioning.records.live import KpiReport
from commissioning.records.panel import Mark
from commissioning.records.tender import LotPrice, TenderReceived
from commissioning.values.money import Money, VatBasis, pounds
from commissioning.values.scales import Level, Scale
from commissioning.values.tables import Column, Kind, Table

xlsxwriter = pytest.importorskip("xlsxwriter")
pytest.importorskip("python_calamine")

RECEIVED = date(2022, 10, 7)


def filled(source: bytes, cells: dict[str, object]) -> bytes:
    """A workbook with the same sheets and other cells: "O1!C5", or "O1" to leave a sheet out."""
    out = BytesIO()
    with xlsxwriter.Workbook(out) as book:
        for sheet in sheets_in(source):
            if sheet.name in cells:
                continue
            made = book.add_worksheet(sheet.name)
            for row, found in enumerate(sheet.rows):
                for column, cell in enumerate(found):
                    made.write(row, column, cells.get(sheet.cell(row, column), cell))
    return out.getvalue()


def with_rows(*rows: tuple[object, ...]) -> bytes:
    """A workbook of one sheet, called Sheet1."""
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"default_date_format": "yyyy-mm-dd"}) as book:
        sheet = book.add_worksheet()
        for row, cells in enumerate(rows):
            for column, cell in enumerate(cells):
                if cell is not None:
                    sheet.write(row, column, cell)
    return out.getvalue()


def with_results(head: tuple[str, ...], **results: object) -> bytes:
    """A workbook of one sheet whose other cells are formulas with these results; "" for none yet."""
    out = BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, head)
        for place, result in results.items():
            sheet.write_formula(place, "=Other!A1", None, result)
    return out.getvalue()


def with_form(form: str, number: float, *heads: str) -> bytes:
    """A workbook of one sheet with a row for Alder, whose number has a format."""
    out = BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, heads)
        sheet.write_string(1, 0, "Alder")
        sheet.write_number(1, 1, number, book.add_format({"num_format": form}))
    return out.getvalue()


def open_document(*, price: str, shown: str) -> bytes:
    """A workbook of LibreOffice with the price of Alder, and the text that its cell shows."""
    text = 'office:value-type="string"'
    cells = [[(text, "Provider"), (text, "Price")], [(text, "Alder"), (price, shown)]]
    rows = "".join(
        f"<table:table-row>{''.join(map(_open_cell, row))}</table:table-row>" for row in cells
    )
    spaces = ("office", "table", "text", "calcext")
    names = " ".join(
        f'xmlns:{each}="urn:oasis:names:tc:opendocument:xmlns:{each}:1.0"' for each in spaces
    )
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        file.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        file.writestr("META-INF/manifest.xml", "<manifest/>")
        file.writestr("content.xml", (
            f"<office:document-content {names}><office:body><office:spreadsheet>"
            f'<table:table table:name="S">{rows}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>"
        ))  # fmt: skip
    return out.getvalue()


def _open_cell(cell: tuple[str, str]) -> str:
    kind, shown = cell
    return f"<table:table-cell {kind}><text:p>{shown}</text:p></table:table-cell>"


def seconds_of(read: Callable[[], object]) -> float:
    """The time that a reading takes of the processor, whatever else runs on it."""
    begun = process_time()
    read()
    return process_time() - begun


@pytest.fixture
def opened(small_until):
    """The small procurement once its tenders are open."""
    return small_until("opening")


class TestMarks:
    def test_each_assessor_has_a_sheet_with_a_row_for_each_tender_and_criterion(self, opened):
        """An assessor who sees another's marks no longer marks alone."""
        first, second, about = sheets_in(marks_workbook(opened, "officers"))
        assert (first.name, second.name, about.name) == ("O1", "U1", "About")
        assert [row[:3] for row in first.rows[3:]] == [
            ("Provider", "Criterion", "Mark"), ("Alder", "q", ""), ("Birch", "q", ""),
        ]  # fmt: skip

    def test_marks_filled_in_are_score_sheets(self, opened, small):
        """What the panel wrote is recorded as it was written, with nothing typed in again."""
        cells = {"O1!C5": 4, "O1!D5": "clear", "O1!C6": 3, "U1!C5": 4.0, "U1!C6": "3"}
        sheets = read_marks(filled(marks_workbook(opened, "officers"), cells), opened, RECEIVED)
        assert [(each.assessor, each.provider, each.marks[0].mark) for each in sheets] == [
            ("O1", "Alder", Decimal(4)), ("O1", "Birch", Decimal(3)),
            ("U1", "Alder", Decimal(4)), ("U1", "Birch", Decimal(3)),
        ]  # fmt: skip
        assert sheets[0].marks == (Mark(criterion="q", mark=Decimal(4), because="clear"),)
        declared = (small["declaration-O1"], small["declaration-U1"])
        assert opened.record(*declared, *sheets).every(type(sheets[0])) == sheets

    def test_assessor_may_be_called_as_the_sheet_about_the_workbook(self, small):
        """Two sheets of one name ended in a traceback of the writer."""
        held = {name: small[name] for name in list(small)[: list(small).index("opening") + 1]}
        first, *others = held["panel"].members
        held["panel"] = evolve(held["panel"], members=(evolve(first, reference="About"), *others))
        cycle = Cycle("Care").record(*held.values())
        made = marks_workbook(cycle, "officers")
        assert [sheet.name for sheet in sheets_in(made)] == ["About (2)", "U1", "About"]
        assert read_marks(made, cycle, RECEIVED) == ()

    def test_empty_workbook_gives_no_marks(self, opened):
        """A member who could not mark has given no mark, and no zero."""
        assert read_marks(marks_workbook(opened, "officers"), opened, RECEIVED) == ()

    def test_every_wrong_cell_is_named_at_once(self, opened):
        """Sent back once for each slip, a workbook is never done."""
        wrong = {
            "O1!C5": 6, "O1!C6": "four", "O1!B6": "p", "U1!A5": "Aldar", "U1!D6": "good, but no mark",
        }  # fmt: skip
        with pytest.raises(FormatError) as refused:
            read_marks(filled(marks_workbook(opened, "officers"), wrong), opened, RECEIVED)
        assert refused.value.problems == (
            "O1!C5: 6 is not a mark of the scale 0 to 5",
            "O1!B6: this panel marks no criterion p",
            "O1!C6: 'four' is not a number; write one such as 10.50",
            'U1!A5: this panel marks no provider Aldar; did you mean "Alder"?',
            "U1!C6: it is empty, and there is a reason; give the mark, or clear the reason",
        )

    def test_row_twice_a_sheet_lost_and_a_heading_gone_are_faults(self, opened):
        """What was copied over or taken out must not pass in silence."""
        made = marks_workbook(opened, "officers")
        with pytest.raises(FormatError) as refused:
            read_marks(
                filled(made, {"O1!A6": "Alder", "O1!C5": 3, "O1!C6": 4, "U1": None}),
                opened,
                RECEIVED,
            )
        assert refused.value.problems == (
            "O1!C6: Alder is marked on q twice",
            "U1: the sheet of U1 is missing; keep every sheet and its name",
        )
        with pytest.raises(
            FormatError,
            match="O1: no row has the headings Provider, Criterion and Mark; keep the "
            "row of headings",
        ):
            read_marks(filled(made, {"O1!C4": "Points"}), opened, RECEIVED)
        for change in ({"About": None}, {f"About!A{row}": "x" for row in (1, 2, 3)}):
            with pytest.raises(FormatError, match='it has no sheet "About" that names the panel'):
                read_marks(filled(made, change), opened, RECEIVED)

    @pytest.mark.parametrize(
        ("cells", "problems"),
        [
            ({"About!B2": "officer"}, ['About!B2: there is no panel "officer"; did you mean "officers"?']),
            ({"About!B3": "N1"}, ['About!B3: there is no lot "N1"; choose from ']),
            ({"About!B4": "O9"}, ["About!B4: O9 is not on the panel; its panellists are O1 and U1"]),
            ({"About!B5": "O1"}, ["About!B5: O1 has a sheet already; its panellists are O1 and U1"]),
            (
                {"About!B4": "O9", "U1!C5": "x"},
                ["About!B4: O9 is not on the panel", "U1!C5: 'x' is not a number"],
            ),
        ],
    )  # fmt: skip
    def test_wrong_panel_lot_or_panellist_is_named_by_its_cell(self, opened, cells, problems):
        """Marks read under another's name would be counted as that panellist's."""
        with pytest.raises(CommissioningError) as refused:
            read_marks(filled(marks_workbook(opened, "officers"), cells), opened, RECEIVED)
        for problem, words in zip(refused.value.problems, problems, strict=True):
            assert problem.startswith(words)

    def test_only_marks_and_reasons_can_be_changed(self, opened):
        """A provider's name written over would give its marks to another."""
        held = zipfile.ZipFile(BytesIO(marks_workbook(opened, "officers")))
        sheet = held.read("xl/worksheets/sheet1.xml").decode()
        assert "<sheetProtection" in sheet
        assert '<dataValidation type="list"' in sheet
        assert "&quot;0,1,2,3,4,5&quot;" in sheet or '"0,1,2,3,4,5"' in sheet

    def test_same_cycle_has_the_same_file(self, opened):
        """Two officers who make it need not wonder whose is right."""
        assert marks_workbook(opened, "officers") == marks_workbook(opened, "officers")

    def test_lot_of_a_true_story_is_marked_and_read(self):
        """Names, lots and scales are as odd as councils make them."""
        cycle = lewisham.cycle()
        made = marks_workbook(cycle, "evaluators", "N1")
        first = sheets_in(made)[0]
        cells = {first.cell(row, 2): 3 for row in range(4, len(first.rows))}
        sheets = read_marks(filled(made, cells), cycle, RECEIVED)
        assert {each.lots for each in sheets} == {("N1",)}
        assert {mark.mark for each in sheets for mark in each.marks} == {Decimal(3)}

    @pytest.mark.parametrize(
        ("panel", "until", "problem"),
        [
            ("officer", "opening", 'panel: there is no panel "officer"; did you mean "officers"?'),
            (
                "officers",
                "itt",
                "lot: the procurement has no tenders to mark; record them first",
            ),
        ],
    )
    def test_workbook_for_an_unrecorded_panel_or_tender_is_refused(
        self, small_until, panel, until, problem
    ):
        """A workbook without rows would be sent out and come back empty."""
        with pytest.raises(RecordError) as refused:
            marks_workbook(small_until(until), panel)
        assert problem in refused.value.problems

    def test_long_scale_takes_a_number_between_two(self, small):
        """A list of a hundred marks is no help."""
        levels = (Level(mark=Decimal(0), label="none", descriptor="nothing is shown"),)
        scale = Scale(name="0 to 100", highest=Decimal(100), levels=levels)
        method = small["itt"].method
        first, price = method.criteria
        changed = evolve(method, criteria=(evolve(first, scale=scale), price))
        names = [
            name for name in small if name in {*list(small)[: list(small).index("opening") + 1]}
        ]
        records = [evolve(small[n], method=changed) if n == "itt" else small[n] for n in names]
        made = marks_workbook(Cycle("Care").record(*records), "officers")
        sheet = zipfile.ZipFile(BytesIO(made)).read("xl/worksheets/sheet1.xml").decode()
        assert '<dataValidation type="decimal"' in sheet
        assert "0 none: nothing is shown" in sheet


class TestPrices:
    def test_prices_go_out_and_come_back(self, small_until):
        """A price typed in a second time is a price typed in wrong."""
        cycle = small_until("opening")
        found = read_prices(prices_workbook(cycle))
        assert found == {each.provider: each.prices for each in cycle.every(TenderReceived)}

    def test_floats_are_the_decimals_they_show(self):
        """0.1 and 0.2 make 0.30000000000000004 in a spreadsheet, which shows 0.3."""
        rows = (("Bidder", "Lot", "Price", "Per", "VAT"),
                ("Alder", "N1", 0.1 + 0.2, "hour", "excluding"),
                ("Alder", "N2", "£1,250.50", None, "including VAT"),
                ("Birch", 3, 21, "hour", None))  # fmt: skip
        found = read_prices(with_rows(*rows))
        assert found == {
            "Alder": (
                LotPrice(
                    price=Money(Decimal("0.3"), "GBP", VatBasis.EXCLUDING), lot="N1", per="hour"
                ),
                LotPrice(price=Money(Decimal("1250.50"), "GBP", VatBasis.INCLUDING), lot="N2"),
            ),
            "Birch": (LotPrice(price=pounds(21), lot="3", per="hour"),),
        }

    def test_row_of_totals_is_a_fault(self):
        """The sum of all prices was that of a tender by Total."""
        rows = (("Provider", "Lots", "Price"), ("Alder", "N1", 21), ("Alder", "Sub-total", 21),
                ("GRAND TOTAL:", None, 21))  # fmt: skip
        with pytest.raises(FormatError) as refused:
            read_prices(with_rows(*rows))
        assert refused.value.problems == (
            "Sheet1!B3: 'Sub-total' is no lot but a sum; take the row out",
            "Sheet1!A4: 'GRAND TOTAL:' is no provider but a sum; take the row out",
        )

    def test_reference_of_figures_stays_as_it_is_written(self):
        """Lot 01 came back as lot 1, which there is not."""
        rows = (("Provider", "Lot", "Price", "Per"), ("007", "01", "1,250", "hour\u200b"))
        assert read_prices(with_rows(*rows)) == {
            "007": (LotPrice(price=pounds(1250), lot="01", per="hour"),)
        }

    def test_number_of_an_open_meaning_or_size_is_a_fault(self):
        """A mark of "3,5" was 35."""
        rows = (("Provider", "Price"), ("Alder", "3,5"), ("Birch", 1e300), ("Cedar", "1,25,0"))
        with pytest.raises(FormatError) as refused:
            read_prices(with_rows(*rows))
        assert refused.value.problems == (
            "Sheet1!B2: '3,5' is not a number; write one such as 10.50",
            "Sheet1!B3: '1e+300' is not a number; write one such as 10.50",
            "Sheet1!B4: '1,25,0' is not a number; write one such as 10.50",
        )

    def test_every_wrong_cell_is_named(self):
        """An offer left out because of one cell would be a bid lost."""
        rows = (("Provider", "Price", "VAT"), ("Alder", None, None), (None, 3, None), ("Birch", -1, None),
                ("Cedar", 1, "some"), ("Dale", 1, None), ("Dale", 2, None), ("Elm", True, None))  # fmt: skip
        with pytest.raises(FormatError) as refused:
            read_prices(with_rows(*rows))
        assert refused.value.problems == (
            "Sheet1!B2: it is empty; give the price, or take the row out",
            "Sheet1!A3: it is empty; name the provider",
            "Sheet1!B4: -1 is below 0",
            "Sheet1!C5: 'some' is not a basis; write excluding VAT, including VAT or nothing",
            "Sheet1!B7: Dale has a second price for the procurement",
            "Sheet1!B8: 'True' is not a number; write one such as 10.50",
        )


class TestReturns:
    HEAD = ("From", "To", "Indicator", "Count", "Out of", "Value", "No data because")

    def test_returns_go_out_and_come_back(self):
        """A provider fills in the sheet that the council sent."""
        report = KpiReport(
            on=date(2024, 4, 9), contract="C1", period=Period(date(2024, 1, 1), date(2024, 3, 31)),
            measurements=(
                Measurement(kpi="visits", numerator=Decimal(1970), denominator=Decimal(2000)),
                Measurement(kpi="falls", value=Decimal("0.125")),
                Measurement(kpi="views", missing_because="the survey is yearly"),
            ),
        )  # fmt: skip
        cycle = Cycle.audit("Care", (report,)).cycle
        assert read_returns(returns_workbook(cycle, "C1"), "C1", date(2024, 4, 9)) == (report,)

    def test_days_counts_and_small_counts_are_read(self):
        """A count below five points to a person, and is written so."""
        rows = (self.HEAD, (datetime(2024, 1, 1), "31/03/2024", "visits", "<5", 20, None, None),
                ("1 April 2024", date(2024, 6, 30), "visits", 12, "<5", None, None))  # fmt: skip
        first, second = read_returns(with_rows(*rows), "C1", date(2024, 7, 9))
        assert first.period == Period(date(2024, 1, 1), date(2024, 3, 31))
        assert second.period == Period(date(2024, 4, 1), date(2024, 6, 30))
        assert first.measurements[0].numerator_below == 5
        assert second.measurements[0].denominator_below == 5

    def test_every_wrong_cell_is_named(self):
        """A return read in part would be rated in part."""
        start, end = "2024-01-01", "2024-03-31"
        rows = (self.HEAD, ("soon", end, "a", 1, None, None, None), (start, None, "a", 1, None, None, None),
                (end, start, "a", 1, None, None, None), (start, end, "a", None, None, None, None),
                (start, end, "b", None, 3, 4, None), (start, end, "c", 1, None, None, None),
                (start, end, "c", 1, None, None, None),
                (start, "2025-03-31", "d", 1, None, None, None))  # fmt: skip
        with pytest.raises(FormatError) as refused:
            read_returns(with_rows(*rows), "C1", date(2024, 4, 9))
        assert refused.value.problems == (
            "Sheet1!A2: 'soon' is not a day; write one such as 2026-03-31",
            "Sheet1!B3: it is empty; give the last day of the period",
            "Sheet1!B4: 1 January 2024 is before the first day, 31 March 2024",
            "Sheet1!C5: a has no figure; give one, or say why it is missing",
            "Sheet1!C6: b: numerator: b has a denominator but no numerator; give both, or neither",
            "Sheet1!C8: c is returned twice for one period",
            "Sheet1!B9: the period was not over on 9 April 2024",
        )

    def test_figure_that_no_return_can_hold_is_named_by_its_cell(self):
        """A count "<0" was refused without its place."""
        start, end = "2024-01-01", "2024-03-31"
        rows = (
            self.HEAD,
            (start, end, "a", 1, -2, None, None),
            (start, end, "b", 1, "<0", None, None),
        )
        with pytest.raises(FormatError) as refused:
            read_returns(with_rows(*rows), "C1", date(2024, 4, 9))
        assert refused.value.problems == (
            "Sheet1!C2: a: denominator: -2 is below the minimum of 0",
            "Sheet1!C3: b: denominator below: 0 is below the minimum of 1",
        )

    def test_small_count_of_thousands_of_digits_is_named_by_its_cell(self):
        """Python makes no whole number of so many, which ended in a traceback."""
        row = ("2024-01-01", "2024-03-31", "a", 1, "<" + "9" * 5000, None, None)
        with pytest.raises(FormatError) as refused:
            read_returns(with_rows(self.HEAD, row), "C1", date(2024, 4, 9))
        assert refused.value.problems[0].startswith("Sheet1!E2: '<999")

    def test_small_counts_and_judgements_go_out_and_come_back(self):
        """A count that was suppressed and a rating by judgement were lost in the workbook."""
        report = KpiReport(
            on=date(2024, 4, 9), contract="C1", period=Period(date(2024, 1, 1), date(2024, 3, 31)),
            measurements=(
                Measurement(kpi="falls", numerator_below=5, denominator_below=10),
                Measurement(kpi="care plans", judged="good", because="the review of March"),
            ),
        )  # fmt: skip
        cycle = Cycle.audit("Care", (report,)).cycle
        assert read_returns(returns_workbook(cycle, "C1"), "C1", date(2024, 4, 9)) == (report,)

    def test_thousands_of_indicators_are_read_in_linear_time(self):
        """Each was compared with all before it."""
        head, days = ("From", "To", "KPI", "Value"), ("2024-01-01", "2024-03-31")
        few, many = (
            with_rows(head, *((*days, f"k{n}", 1) for n in range(number)))
            for number in (4000, 16000)
        )
        one = seconds_of(lambda: read_returns(few, "C1", date(2024, 4, 9)))
        tries = (seconds_of(lambda: read_returns(many, "C1", date(2024, 4, 9))) for _ in range(3))
        assert any(seconds < 8 * one for seconds in tries)  # 16 where it grows with the square


class TestTables:
    def test_evaluation_has_its_ranking_criteria_workings_and_remarks(self):
        """Whoever checks an award sees each sum behind it."""
        made = evaluation_workbook(lewisham.cycle().evaluation("N1"))
        ranking, criteria, workings, remarks = sheets_in(made)
        assert ranking.rows[1][1] == "Alder"
        assert criteria.rows[-1][0] == "total"
        assert "4 / 5 x 30 = 24" in str(workings.rows[1][2])
        assert remarks.name == "Remarks"

    @pytest.mark.parametrize("text", ["=1+1", "+44", "-3", "@SUM(A1)", "http://example.org"])
    def test_text_is_never_a_formula_or_a_link(self, text):
        """A bidder's name may be written so as to run in the reader's spreadsheet."""
        made = tables_workbook({"x": Table((Column("a"),), ((text,),))})
        sheet = zipfile.ZipFile(BytesIO(made)).read("xl/worksheets/sheet1.xml").decode()
        assert "<f>" not in sheet
        assert "hyperlink" not in sheet
        assert sheets_in(made)[0].rows[1][0] == text

    def test_number_that_a_spreadsheet_would_round_is_text(self):
        """Seventeen digits stored as a float come back as other ones."""
        long, short = Decimal("12345678901234567.89"), Decimal("39.17")
        columns = (Column("a", Kind.NUMBER), Column("b", Kind.NUMBER))
        ((_, row),) = [
            sheet.rows
            for sheet in sheets_in(tables_workbook({"x": Table(columns, ((long, short),))}))
        ]
        assert row == ("12345678901234567.89", 39.17)

    def test_days_and_answers_are_written_as_such(self):
        """A day stored as text cannot be sorted; one before 1900 has no other way."""
        columns = (
            Column("a", Kind.DAY),
            Column("b", Kind.DAY),
            Column("c", Kind.YES_NO),
            Column("d", Kind.WHOLE),
        )
        made = tables_workbook(
            {"x": Table(columns, ((date(2026, 3, 2), date(1899, 1, 1), True, None),))}
        )
        ((_, row),) = [sheet.rows for sheet in sheets_in(made)]
        assert row[:3] == (date(2026, 3, 2), "1 January 1899", "yes")

    def test_names_of_sheets_are_cut_cleaned_and_told_apart(self):
        """A lot called "North/South: all" is no reason for a traceback."""
        long = "a" * 40
        assert sheet_names(["N/S: all", long, long + "b", ""]) == [
            "N-S- all", "a" * 31, "a" * 26 + " (2)", "sheet",
        ]  # fmt: skip

    def test_emoji_in_a_name_of_a_sheet_count_as_excel_counts_them(self):
        """A lot with a picture in its name ended in a traceback of the writer."""
        made = tables_workbook({"\U0001f600" * 31: Table((Column("x"),), (("a",),))})
        assert [sheet.name for sheet in sheets_in(made)] == ["\U0001f600" * 15]

    def test_text_too_long_for_a_cell_is_refused(self):
        """The writer cut it at 32,767 characters and was silent."""
        table = Table((Column("x"),), (("a" * 32_767,), ("a" * 32_768,)))
        with pytest.raises(RecordError) as refused:
            tables_workbook({"Reasons": table})
        assert refused.value.problems == ("Reasons!A3: a cell holds 32,767 characters; use CSV",)


class TestReading:
    def test_cell_without_its_result_is_a_fault(self):
        """A mark whose formula had broken was read as a tender not marked."""
        book = with_results(("Provider", "Price", "Per"), A2="Alder", B2=21, C2="#REF!", A3="Birch",
                            B3="", A4="#N/A", B4=9)  # fmt: skip
        with pytest.raises(FormatError) as refused:
            read_prices(book)
        no_result = "its formula has no result; open the workbook, save it, and give that"
        assert refused.value.problems == (
            "Sheet1!C2: it shows #REF!; correct its formula",
            f"Sheet1!B3: {no_result}",
            "Sheet1!A4: it shows #N/A; correct its formula",
        )

    def test_cell_without_its_result_in_another_column_is_passed_over(self):
        """A council's own sums beside the table are its own affair."""
        book = with_results(("Provider", "Price", "Average"), A2="Alder", B2=21, C2="#DIV/0!")
        assert read_prices(book) == {"Alder": (LotPrice(price=pounds(21)),)}

    def test_percentage_is_the_number_that_is_shown(self):
        """60% is kept as 0.6, and was returned as 0.6 per cent."""
        out = BytesIO()
        with xlsxwriter.Workbook(out) as book:
            sheet = book.add_worksheet()
            sheet.write_row(0, 0, ("From", "To", "KPI", "Value"))
            for row, form in enumerate(("0%", "0.00%", "0.0%;[Red]-0.0%", "0.00"), 1):
                sheet.write_row(row, 0, ("2024-01-01", "2024-03-31", f"k{row}"))
                sheet.write_number(row, 3, 0.605, book.add_format({"num_format": form}))
        (found,) = read_returns(out.getvalue(), "C1", date(2024, 4, 9))
        values = [each.value for each in found.measurements]
        assert values == [*[Decimal("60.5")] * 3, Decimal("0.605")]

    @pytest.mark.parametrize("form", ['0"%"', r"0\%", 'General"%"', "0_%", '0.0" % of "0'])
    def test_sign_of_per_cent_that_is_only_written_multiplies_nothing(self, form):
        """60 shown as 60% by a form with the sign in quotes was returned as 6,000."""
        out = BytesIO()
        with xlsxwriter.Workbook(out) as book:
            sheet = book.add_worksheet()
            sheet.write_row(0, 0, ("From", "To", "KPI", "Value"))
            sheet.write_row(1, 0, ("2024-01-01", "2024-03-31", "k1"))
            sheet.write_number(1, 3, 60, book.add_format({"num_format": form}))
        (found,) = read_returns(out.getvalue(), "C1", date(2024, 4, 9))
        assert found.measurements[0].value == 60

    @pytest.mark.parametrize(
        ("form", "number", "shown"),
        [("0%", 0.6, "60%"), ("0.00%", 0.57, "57%"), ("[$€-2] #,##0.00", 60, "€60"), ('"$"0', 5.5, "$5.5"),
         ("[$CHF] 0", -4, "-CHF4")],
    )  # fmt: skip
    def test_price_shown_as_a_percentage_or_in_another_currency_is_a_fault(
        self, form, number, shown
    ):
        """60% was a price of £60, and so were €60."""
        with pytest.raises(FormatError) as refused:
            read_prices(with_form(form, number, "Provider", "Price"))
        assert refused.value.problems == (
            f"Sheet1!B2: '{shown}' is not a number; write one such as 10.50",
        )

    @pytest.mark.parametrize(
        ("form", "currency"),
        [("£#,##0.00", "GBP"), ('_-"£"* #,##0', "GBP"), ("[$€-2] 0", "EUR"), ("[$CHF] 0", "CHF"),
         ("[$-809]0.00", "EUR")],
    )  # fmt: skip
    def test_price_shown_in_its_currency_is_read(self, form, currency):
        """Most sheets of prices show their currency; a language in a format is none."""
        found = read_prices(with_form(form, 1250.5, "Provider", "Price"), currency)
        assert found["Alder"][0].price == Money(Decimal("1250.5"), currency)

    def test_mark_shown_as_money_is_a_fault(self, opened):
        """A mark of £4 stands in the column of a price."""
        filled_in = filled(marks_workbook(opened, "officers"), {"O1!C5": "£4"})
        with pytest.raises(FormatError, match="O1!C5: '£4' is not a number"):
            read_marks(filled_in, opened, RECEIVED)

    def test_open_document_is_read_where_its_cells_hold_what_they_show(self):
        """Some council keeps its sheets in LibreOffice."""
        book = open_document(price='office:value-type="float" office:value="21"', shown="21")
        assert read_prices(book) == {"Alder": (LotPrice(price=pounds(21)),)}

    @pytest.mark.parametrize(
        ("price", "shown"),
        [
            ('office:value-type="percentage" office:value="0.6"', "60%"),
            ('office:value-type="currency" office:currency="EUR" office:value="6"', "€6"),
            ('office:value-type="float" office:value="0"', "#DIV/0!"),
            ('office:value-type="float" office:value="0"', "#N/A"),
            ('office:value-type="string" calcext:value-type="error"', "Err:502"),
        ],
    )
    def test_open_document_with_percentages_or_errors_is_refused(self, price, shown):
        """60% was read as 0.6 from there, and an error as 0 or as an empty cell."""
        with pytest.raises(FormatError) as refused:
            read_prices(open_document(price=price, shown=shown))
        assert refused.value.problems == (
            "it shows a %, another currency than pounds, or an error; save it as .xlsx",
        )

    def test_workbook_without_styles_is_read(self):
        """Programs that export a table leave them out."""
        whole, bare = with_rows(("Provider", "Price"), ("Alder", 21)), BytesIO()
        with zipfile.ZipFile(BytesIO(whole)) as old, zipfile.ZipFile(bare, "w") as new:
            for name in old.namelist():
                if name != "xl/styles.xml":
                    new.writestr(name, old.read(name))
        assert read_prices(bare.getvalue()) == {"Alder": (LotPrice(price=pounds(21)),)}

    def test_sheet_that_reaches_too_far_is_refused(self):
        """One stray cell in the last corner took the memory of the machine."""
        out = BytesIO()
        with xlsxwriter.Workbook(out) as book:
            sheet = book.add_worksheet()
            sheet.write("XFD1048576", "x")
        with pytest.raises(FormatError) as refused:
            sheets_in(out.getvalue())
        assert refused.value.problems == (
            "Sheet1!XFD1048576: the sheet reaches to here; delete what is far from the table",
        )

    @pytest.mark.parametrize("again", ["Price", "Amount"])
    def test_two_columns_for_one_thing_are_a_fault(self, again):
        """The last of them was taken, and the other was lost without a word."""
        with pytest.raises(FormatError) as refused:
            read_prices(with_rows(("Provider", "Price", again), ("Alder", 5, 7)))
        assert refused.value.problems == ("Sheet1!C1: it heads the same as B1; keep one",)

    def test_every_sheet_with_the_headings_is_read(self):
        """Only the first sheet was, though a workbook often begins with a page of advice."""
        out = BytesIO()
        with xlsxwriter.Workbook(out) as book:
            book.add_worksheet("Read me").write(0, 0, "Fill in your prices.")
            for lot in ("N1", "N2"):
                sheet = book.add_worksheet(lot)
                sheet.write_row(0, 0, (" provider", "Lot", "Price\n"))
                sheet.write_row(1, 0, ("Alder", lot, 21))
        assert [each.lot for each in read_prices(out.getvalue())["Alder"]] == ["N1", "N2"]

    def test_cells_have_the_names_that_a_spreadsheet_shows(self):
        """After Z comes AA."""
        sheet = Sheet("S", ())
        assert [sheet.cell(0, n) for n in (0, 25, 26, 701, 702)] == [
            "S!A1",
            "S!Z1",
            "S!AA1",
            "S!ZZ1",
            "S!AAA1",
        ]

    def test_file_that_is_not_a_workbook_is_refused_in_a_sentence(self, tmp_path):
        """A renamed file must not end in the words of a library."""
        path = tmp_path / "x.xlsx"
        path.write_bytes(b"%PDF-1.7")
        with pytest.raises(FormatError, match="it is neither a workbook nor a text"):
            read_prices(path)
        with pytest.raises(
            FormatError, match=r"it is not a workbook that can be read; save it as .xlsx"
        ):
            read_prices(b"PK")

    @pytest.mark.parametrize("code", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
    @pytest.mark.parametrize("sign", [",", ";", "\t"])
    def test_csv_is_read_where_a_workbook_would_be(self, code, sign):
        """Half of the sheets that come by post are CSV, in whatever form a spreadsheet saved it."""
        text = "Provider,Price,Per\nAlder,£21,hour\n".replace(",", sign)
        expected = {"Alder": (LotPrice(price=pounds(21), per="hour"),)}
        assert read_prices(text.encode(code)) == expected

    def test_misspelt_heading_is_a_fault(self):
        """The basis of every price was lost with the column, and nothing said so."""
        with pytest.raises(FormatError) as refused:
            read_prices(with_rows(("Provider", "Price", "Vatt"), ("Alder", 5, "including")))
        assert refused.value.problems == (
            'Sheet1!C1: there is no heading "Vatt"; did you mean "vat"? If it heads something else, '
            "name that otherwise",
        )

    @pytest.mark.parametrize(
        ("package", "words"),
        [("python_calamine", "reading a workbook needs python-calamine"),
         ("xlsxwriter", "writing a workbook needs xlsxwriter: pip install xlsxwriter")],
    )  # fmt: skip
    def test_package_that_is_missing_is_named(self, monkeypatch, package, words):
        """Whoever reads the message must know what to install."""
        monkeypatch.setitem(sys.modules, package, None)
        with pytest.raises(ImportError, match=words):
            read_prices(b"PK") if package == "python_calamine" else tables_workbook({})


if shutil.which("soffice"):

    def test_another_program_opens_what_is_written(small_until, tmp_path):
        """A file that only its own library reads is no workbook."""
        path = tmp_path / "marks.xlsx"
        path.write_bytes(marks_workbook(small_until("opening"), "officers"))
        told = subprocess.run(
            ["soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/p", "--convert-to", "csv",
             "--outdir", str(tmp_path), str(path)],
            check=True, capture_output=True, text=True, timeout=120,
        )  # fmt: skip
        assert "rror" not in told.stderr
        assert "Alder,q,," in (tmp_path / "marks.csv").read_text("utf-8")
