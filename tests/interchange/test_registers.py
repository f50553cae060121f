"""Contracts registers as councils publish them: read, reported on, and written again."""

from datetime import date
from decimal import Decimal

import pytest

from commissioning.contracts.register import ContractState
from commissioning.dates.periods import Period
from commissioning.display.reports import table_page
from commissioning.errors import FormatError, RecordError
from commissioning.interchange import dumps, loads
from commissioning.interchange.registers import read_register, register_of
from commissioning.interchange.registers.cells import came_from, money, standing, yes_no
from commissioning.records.contract import CameFrom, ContractSigned
from commissioning.records.parties import Authority
from commissioning.stages import Stage
from commissioning.values.money import VatBasis, pounds
from commissioning.values.tables import Column, Table

ON = date(2024, 6, 1)
THREE = """\
Reference,Title,Department,Description,Supplier,Value over term,Irrecoverable VAT,Start,End,Review,\
Process,SME,VCSE,Registration
HC-14,Meals at home,Adult Social Care,Hot meals,Acorn Ltd,"£1,200,000",£0.00,01/04/2024,31/03/2027,\
01/10/2026,Invitation to tender,Yes,No,01234567
PO-881,Grounds upkeep,Parks,Mowing,Birch & Sons,"18,500.00",,05/02/2025,04/02/2026,,\
Invitation to quote,Y,N,
FW-3,Agency staff,HR,Framework call-off,Cedar plc,£350000 p.a.,,1 Apr 2023,31 Mar 2025,,Framework,N,N,
"""
"""CONSTRUCTED: three rows as councils publish them under the transparency code."""
HEADS = "Ref,Title,Supplier,Value,Start,End\n"


def only(text):
    (row,) = read_register(text).rows
    return row


def messages(register):
    return [finding.message for finding in register.findings]


def test_three_published_rows_are_three_contracts():
    """A council's register is the only list of its contracts that many officers ever had."""
    meals, grounds, agency = read_register(THREE).table().to_dicts()
    assert meals == {
        "Reference number": "HC-14",
        "Title of agreement": "Meals at home",
        "Department responsible": "Adult Social Care",
        "Description": "Hot meals",
        "Supplier name": "Acorn Ltd",
        "Supplier details": None,
        "Sum to be paid": Decimal(1200000),
        "Currency and VAT basis": "GBP, VAT not stated",
        "VAT that cannot be recovered": Decimal("0.00"),
        "Start date": date(2024, 4, 1),
        "End date": date(2027, 3, 31),
        "Review date": date(2026, 10, 1),
        "Invitation": "published invitation to tender",
        "Small or medium-sized": True,
        "Voluntary or community": False,
        "Registration number": "01234567",
    }
    unknown = (
        "VAT that cannot be recovered",
        "Review date",
        "Registration number",
        "Supplier details",
    )
    assert [grounds[name] for name in unknown] == [None] * 4
    assert (agency["Sum to be paid"], agency["Invitation"]) == (700000, "call-off from a framework")


def test_yearly_sum_is_brought_to_the_term_and_said_to_be():
    """£350,000 a year is not the sum of the contract, and £700,000 is not what the council wrote."""
    assert messages(read_register(THREE)) == [
        'Line 4: the sum over the term is worked out from "£350000 p.a.": £700,000 for the initial term '
        "(£350,000 a year for 2 years)"
    ]


def test_register_becomes_one_cycle_a_contract():
    """From there the agenda, the reviews and the next procurement go on as for any contract."""
    meals, grounds, agency = read_register(THREE).cycles(ON)
    assert [each.stage for each in (meals, grounds, agency)] == [
        Stage.GO_LIVE, Stage.MOBILISATION, Stage.GO_LIVE,
    ]  # fmt: skip
    assert meals.contract("HC-14").state(ON) is ContractState.IN_TERM
    assert meals.contract("HC-14").state(date(2027, 4, 1)) is ContractState.OVERRUN
    assert "history-not-held" in {finding.code for finding in meals.standing()}
    signed = meals.expect(ContractSigned)
    assert signed.basis[0].fields == ("on",)
    assert loads(dumps(agency)).digest() == agency.digest()


def test_buyer_of_a_row_is_the_buyer_of_its_cycle():
    """The register of several councils gave cycles that no council buys."""
    text = (
        "Reference,Title,Supplier,Value,Start,End,Buyer\n"
        "C1,Meals,Acorn Ltd,£5,01/04/2024,31/03/2027,Anyborough Council\n"
        "C2,Meals,Acorn Ltd,£5,01/04/2024,31/03/2027,Otherton Council\n"
        "C3,Meals,Acorn Ltd,£5,01/04/2024,31/03/2027,\n"
    )
    register, known = read_register(text), Authority(reference="any", name="Anyborough Council")
    assert not any(row.also for row in register.rows)
    on = date(2025, 6, 1)
    bought = [[each.reference for each in cycle.buyers] for cycle in register.cycles(on, (known,))]
    assert bought == [["any"], ["Otherton Council"], ["any"]]
    assert read_register(register.table().to_csv()).rows[1].buyers == "Otherton Council"
    (joint,) = read_register(register_of(lead_and_partner(), on).to_csv()).cycles(on, BOTH)
    assert joint.buyers == BOTH


BOTH = (
    Authority(reference="any", name="Anyborough Council"),
    Authority(reference="other", name="Otherton Council"),
)


def lead_and_partner():
    """The cycle of a contract that two councils buy together."""
    text = "Reference,Title,Supplier,Value,Start,End\nC1,Meals,Acorn,£5,01/04/2024,31/03/2027\n"
    return read_register(text).cycles(date(2025, 6, 1), BOTH)


def test_written_register_is_read_again_unchanged():
    """Two councils that merge must be able to join their registers."""
    read = read_register(THREE)
    table = register_of(read.cycles(ON), ON)
    assert table.to_dicts() == read.table().to_dicts()
    assert read_register(table.to_csv()).table() == read.table()
    assert not read_register(table.to_csv()).findings


def test_page_of_a_register_stands_alone_and_is_escaped():
    """It is put on a council's website as it is."""
    read = read_register(HEADS + "C1,<b>,A & B,£1,1/4/24,31/3/25\n")
    page = table_page("Contracts <register>", register_of(read.cycles(ON), ON))
    assert page.startswith("<!doctype html>")
    assert "<title>Contracts &lt;register&gt;</title>" in page
    assert "&lt;b&gt;" in page
    assert "A &amp; B" in page


def test_registers_of_other_columns_are_joined_by_name():
    """One council's register shows its buyer, the other has days known only to a month."""
    spans = read_register(HEADS + "C1,Meals,Alder,£1,Apr-24,31/3/25\n").cycles(ON)
    table = register_of((*spans, *read_register(THREE).cycles(ON)), ON)
    assert table.columns[-1].name == "Days not known exactly"
    assert [row[-1] is None for row in table.rows] == [False, True, True, True]


SUMS = [
    ("£1,200,000", "", (1200000, "")),
    ("18,500.00", "", ("18500.00", "")),
    ("£1.2m", "", (1200000, "")),
    ("£350k", "", (350000, "")),
    ("GBP 2 million", "", (2000000, "")),
    ("£350,000 p.a.", "", (350000, "year")),
    ("£350,000 per annum", "", (350000, "year")),
    ("£350,000/yr", "", (350000, "year")),
    ("£350,000 pa", "", (350000, "year")),
    ("£1,000 per month", "", (1000, "month")),
    ("£1,000 pm", "", (1000, "month")),
    ("£1,000 quarterly", "", (1000, "quarter")),
    ("£20 per week", "", (20, "week")),
    ("£350,000", "Estimated annual value", (350000, "year")),
    ("£350,000", "Sum to be paid over the length of the contract or annual spending", (350000, "")),
    ("0", "", (0, "")),
]


@pytest.mark.parametrize(("cell", "heading", "right"), SUMS)
def test_sum_is_read_with_the_time_it_is_for(cell, heading, right):
    """A yearly sum taken for the whole puts a contract below a threshold that it is above."""
    read = money(cell, heading)
    assert (read.amount.amount, read.per) == (Decimal(right[0]), right[1])


@pytest.mark.parametrize(
    ("cell", "heading", "vat"),
    [
        ("£100 ex VAT", "", "excluding VAT"),
        ("£100 + VAT", "", "excluding VAT"),
        ("£100 (inc. VAT)", "", "including VAT"),
        ("£100", "Value (excluding VAT)", "excluding VAT"),
        ("£100 inc VAT", "Value (excluding VAT)", "including VAT"),
        ("£100", "Value", "VAT not stated"),
    ],
)
def test_vat_basis_is_that_of_the_cell_or_else_of_its_heading(cell, heading, vat):
    """Sums on different bases must not add up."""
    assert money(cell, heading).amount.vat.value == vat


@pytest.mark.parametrize(
    "cell", ["£10,000 - £20,000", "12,34", "-£5", "see schedule", "£1.200.000", "100 200"]
)
def test_sum_that_is_not_one_sum_is_refused(cell):
    """Half of a range is a figure that was never published."""
    with pytest.raises(ValueError, match="not one sum of money"):
        money(cell)


@pytest.mark.parametrize(
    "cell", ["", "-", "N/A", "TBC", "tbd", "not known", "Various", "To be agreed"]
)
def test_cell_that_says_it_is_not_known_is_unknown_and_no_fault(cell):
    """Unknown stays unknown, and is not reported as a mistake."""
    row = only(HEADS + f"C1,Meals,Alder,{cell},{cell},{cell}\n")
    assert (row.value, row.starts, row.ends, row.findings) == (None, None, None, ())


def test_sum_for_a_time_that_is_not_stated_stays_unknown():
    """A yearly sum cannot be multiplied by a term that the register does not give."""
    register = read_register(
        HEADS + "C1,Meals,Alder,£5 p.a.,1/4/2024,\nC2,X,Y,£5 per week,1/4/24,31/3/25\n"
    )
    assert [row.value for row in register.rows] == [None, None]
    assert messages(register) == [
        'Line 2: "£5 p.a." under "Value" is left unknown: it is a sum per year; write the sum for the '
        "whole term",
        'Line 3: "£5 per week" under "Value" is left unknown: it is a sum per week; write the sum for the '
        "whole term",
    ]  # fmt: skip


def test_length_in_the_cell_is_enough_for_a_yearly_sum():
    """The register says "a year for three years" in one cell."""
    row = only(HEADS + "C1,Meals,Alder,£350000 p.a. for 3 years,,\n")
    assert row.value.amount == 1050000
    assert only(HEADS + "C1,Meals,Alder,£100 per month x 18 months,,\n").value.amount == 1800


def test_estimate_is_taken_and_reported():
    """The code allows an estimate where the sum is not known."""
    register = read_register(HEADS + "C1,Meals,Alder,est. £500,1/4/24,31/3/25\n")
    assert messages(register) == [
        'Line 2: the sum is read as £500, although "est. £500" is not exact'
    ]


FAULTS = [
    ("C1,Meals,Alder,£1,1/4/2024,30/02/2026",
     'Line 2: "30/02/2026" under "End" is left unknown: February 2026 has 28 days, not 30'),
    ("C1,Meals,Alder,£1,03/31/2024,31/3/2026",
     'Line 2: "03/31/2024" under "Start" is left unknown: there is no month 31; write the day before the '
     "month"),
    ("C1,Meals,Alder,£1,1/4/2026,31/3/2024",
     'Line 2: "31/3/2024" under "End" is left unknown: it is before the start, 1/4/2026'),
    ("C1,Meals,Alder,£1,six weeks after award,31/3/2024",
     'Line 2: "six weeks after award" under "Start" is left unknown: it names no day; write it like '
     "31/03/2027"),
    ("C1,Meals,Alder,£1,1/4/2026,31/12/9999",
     'Line 2: "31/12/9999" under "End" is left unknown: the year 9999 is not between 1900 and '
     "2199"),
    ("C1,Meals,,£1,1/4/2024,31/3/2026", "Line 2 names no supplier, so no cycle can be made of it"),
    (",Meals,Alder,£1,1/4/2024,31/3/2026", "Line 2 has no reference; it is called line 2 here"),
    (",,,£99,,", "Line 2 names no contract and is passed over: £99"),
]  # fmt: skip


@pytest.mark.parametrize(("line", "message"), FAULTS)
def test_cell_or_row_at_fault_is_reported_with_its_line(line, message):
    """The officer who keeps the register needs the line and the reason."""
    assert messages(read_register(f"{HEADS}{line}\n")) == [message]


def test_two_rows_with_one_reference_are_both_reported():
    """Which of them is the contract cannot be known; neither is dropped."""
    register = read_register(HEADS + 2 * "C1,Meals,Alder,£1,1/4/2024,31/3/2026\n")
    assert messages(register) == [
        f"Line {n} has the reference C1, which another line has too" for n in (2, 3)
    ]
    assert len(register.cycles(ON)) == 2


def test_review_before_the_start_is_left_unknown():
    """It would make a contract that cannot be."""
    text = "Ref,Title,Supplier,Start,End,Review\nC1,Meals,Alder,1/4/2024,31/3/2026,1/1/2020\n"
    row = only(text)
    assert row.review_on is None
    assert "it is before the start" in row.findings[0].message
    assert read_register(text).cycles(ON)


def test_lines_above_the_headings_and_repeated_headings_are_passed_over():
    """Sheets begin with a title and repeat their headings on each page."""
    text = f"Contracts register,,\nUpdated June 2024,,\n{HEADS}C1,Meals,Alder,£1,1/4/24,31/3/25\n{HEADS}"
    assert only(text).line == 4


@pytest.mark.parametrize("sign", [";", "\t", "|"])
def test_cells_may_be_parted_by_other_signs(sign):
    """Spreadsheets of other settings save with semicolons."""
    assert (
        only((HEADS + "C1,Meals,Alder,£1,1/4/24,31/3/25\n").replace(",", sign)).supplier == "Alder"
    )


def test_bytes_that_windows_wrote_are_read():
    """The pound sign of a sheet saved on Windows is not UTF-8."""
    assert only((HEADS + "C1,Café,Alder,£5,1/4/24,31/3/25\n").encode("cp1252")).title == "Café"
    assert only((HEADS + "C1,Café,Alder,£5,1/4/24,31/3/25\n").encode("utf-8-sig")).value.amount == 5


def test_text_of_a_spreadsheet_in_utf_16_is_read():
    """Spreadsheets call it "Unicode text"; it was said to hold no register."""
    assert [row.reference for row in read_register(THREE.encode("utf-16")).rows] == [
        "HC-14", "PO-881", "FW-3",
    ]  # fmt: skip


def test_signs_that_do_not_print_are_left_out_of_cells():
    """One in a copied reference stopped the whole register with an error that named no line."""
    row = only(HEADS + "\u202eR1,Care\u00a0at home,Acorn\u200b Ltd,\x00100,\ufeff,31/03/2027\n")
    assert (row.reference, row.title, row.supplier) == ("R1", "Care at home", "Acorn Ltd")
    assert row.cycle(ON).contract("R1")


@pytest.mark.parametrize(
    ("start", "end", "review"),
    [("April 2024", "12/04/2024", ""), ("1 April 2024 to 31 March 2027", "31/03/2025", ""),
     ("", "31/03/2027", "01/10/2023")],
)  # fmt: skip
def test_start_known_to_a_span_fits_an_end_or_a_review_within_it(start, end, review):
    """No cycle could be made of the row, nor of any other row of the register."""
    text = f"Ref,Title,Supplier,Start,End,Review\nR1,Care,Acorn Ltd,{start},{end},{review}\n"
    (signed,) = only(text).cycle(ON).every(ContractSigned)
    assert signed.initial_term.ends_on.isoformat().split("-")[::-1] == end.split("/")
    assert (signed.review_on is None) == (not review)


def test_columns_without_a_known_name_are_found_by_their_cells_and_said_to_be():
    """Headings differ from council to council; days, sums and companies look alike everywhere."""
    register = read_register(
        "Ref,Title,Held by,What we pay,Runs from,Until,Last updated\n"
        'C1,Meals,Alder Ltd,"£1,000",1/4/24,31/3/25,1/1/20\n'
    )
    (row,) = register.rows
    assert (row.supplier, row.value.amount, row.term.ends_on) == (
        "Alder Ltd", 1000, date(2025, 3, 31),
    )  # fmt: skip
    assert messages(register)[0] == (
        'Column 5 ("Runs from") is taken for the start because of what its cells hold'
    )
    assert row.also == (("Last updated", "1/1/20"),)


def test_register_without_headings_is_read_by_its_cells():
    """An export may lack its first line."""
    row = only("C1,Cleaning,Kleen Ltd,£12,1/4/24,31/3/25\n")
    assert (row.reference, row.title, row.supplier) == ("C1", "Cleaning", "Kleen Ltd")


def test_sum_of_the_term_is_preferred_to_that_of_a_year():
    """A register may give both; of a row that lacks one the other is used."""
    heads = "Ref,Title,Supplier,Annual value,Total contract value,Start,End\n"
    rows = read_register(
        heads + "C1,Meals,Alder,£5,£12,1/4/24,31/3/26\nC2,Meals,Alder,£5,,1/4/24,31/3/26\n"
    ).rows
    assert [row.value.amount for row in rows] == [12, 10]


def test_column_of_the_right_name_and_no_right_cell_is_not_taken():
    """ "Value" may hold "High" and "Low"."""
    register = read_register(
        "Ref,Title,Supplier,Value,Start,End\n" + 3 * "C1,Meals,Alder,High,1/4/24,31/3/25\n"
    )
    assert messages(register)[0] == (
        'The column "Value" is not taken for the sum: its cells cannot be read as that'
    )


def test_of_two_columns_of_one_fact_the_first_is_taken_and_the_other_named():
    """Which of them is right is for the council to say."""
    register = read_register(
        "Ref,Title,Supplier,Start,End,PO number\nC1,Meals,Alder,1/4/24,31/3/25,77\n"
    )
    assert messages(register)[0] == (
        'The column "PO number" is not taken for the reference: the column "Ref" is'
    )
    assert register.rows[0].reference == "C1"


def test_rolling_contract_has_no_last_day():
    """ "Rolling" is an answer, and not an unknown."""
    row = only(HEADS + "C1,Meals,Alder,£1,1/4/2024,Rolling\n")
    assert (row.rolling, row.ends, row.findings) == (True, None, ())
    (cycle,) = read_register(HEADS + "C1,Meals,Alder,£1,1/4/2024,Rolling\n").cycles(ON)
    assert cycle.contract("C1").state(ON) is ContractState.ROLLING


def test_day_known_to_a_month_stays_a_span():
    """April 2024 is not 1 April 2024."""
    row = only(HEADS + "C1,Meals,Alder,£1,Apr-24,31/3/2026\n")
    assert row.spans == "start: Apr-24"
    signed = row.cycle(ON).expect(ContractSigned)
    assert signed.spans["term.starts_on"].words == "Apr-24"


def test_contract_of_which_only_the_end_is_known_keeps_it():
    """The end is what matters for buying again."""
    signed = only(HEADS + "C1,Meals,Alder,£1,,31/3/2026\n").cycle(ON).expect(ContractSigned)
    assert (signed.term.ends_on, signed.spans["term.starts_on"].earliest) == (
        date(2026, 3, 31),
        None,
    )


@pytest.mark.parametrize(
    ("cell", "way"),
    [
        ("Open tender", CameFrom.INVITATION_TO_TENDER),
        ("3 quotes", CameFrom.INVITATION_TO_QUOTE),
        ("Mini-competition", CameFrom.CALL_OFF),
        ("Single tender action", CameFrom.DIRECT_AWARD),
        ("Waiver", CameFrom.DIRECT_AWARD),
        ("TBC", None),
    ],
)
def test_way_a_contract_came_about_is_read_from_its_words(cell, way):
    """A "single tender" is no tender."""
    assert came_from(cell) is way


def test_bare_yes_answers_the_one_way_its_heading_names():
    """The code asks whether it was the result of an invitation to quote, or to tender."""
    assert came_from("Yes", "Invitation to tender?") is CameFrom.INVITATION_TO_TENDER
    with pytest.raises(ValueError, match="does not say how"):
        came_from("Yes", "Invitation to quote or tender")
    with pytest.raises(ValueError, match="does not say how"):
        came_from("No", "Invitation to tender")


@pytest.mark.parametrize(
    ("cell", "right"),
    [
        ("SME", (True, None)),
        ("VCSE", (None, True)),
        ("SME / VCSE", (True, True)),
        ("Both", (True, True)),
        ("Neither", (False, False)),
        ("Large", (False, None)),
        ("N/A", (None, None)),
    ],
)
def test_one_cell_for_both_kinds_of_supplier_says_no_more_than_it_says(cell, right):
    """That a supplier is small does not say that it is no charity."""
    assert standing(cell) == right


def test_yes_or_no_is_nothing_else():
    """A tick may mean either."""
    assert (yes_no("Y"), yes_no("false"), yes_no("")) == (True, False, None)
    for read in (yes_no, standing):
        with pytest.raises(ValueError, match=r"neither yes nor no|no kind of supplier"):
            read("perhaps")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "it is empty; give the text of a CSV file"),
        ("a,b\n1,2\n", "no contracts register was found; head its columns like Reference, Title, "
         "Supplier and Value"),
        ("x" * 200_000, "line 1 cannot be read as CSV; close its quotation mark, or save the sheet again"),
    ],
)  # fmt: skip
def test_text_without_a_register_is_refused(text, why):
    """A wrong file is not an empty register."""
    with pytest.raises(FormatError) as refused:
        read_register(text)
    assert refused.value.problems == (why,)


def test_row_without_a_supplier_makes_no_cycle():
    """A contract is with somebody."""
    with pytest.raises(RecordError, match=r"the row names no supplier; add it"):
        only(HEADS + "C1,Meals,,£1,1/4/2024,31/3/2026\n").cycle(ON)


def test_register_shows_itself():
    """In a notebook its table, in a line how much there is to look at."""
    read = read_register(THREE)
    assert repr(read) == "<PublishedRegister: 3 contracts, 1 finding>"
    assert read.report().to_dicts()[0]["line"] == 4
    assert "Meals at home" in read._repr_html_()


def test_cell_with_a_comma_out_of_quotation_marks_is_reported():
    """ "£350,000" without its marks was read as £350, and the end of the contract was its start."""
    found = read_register(f"{HEADS}C1,Meals,Alder,£350,000,1/4/2024,31/3/2026\n")
    assert messages(found)[-1] == "Line 2 has a cell under no heading; a comma may have moved it"


def test_cell_beyond_the_headings_is_reported_however_late_its_line():
    """The width of the table was that of its first fifty lines, and a cell beyond it was lost."""
    rows = "C1,Meals,Alder,£1,1/4/2024,31/3/2026\n" * 60
    found = read_register(f"{HEADS}{rows}C2,Meals,Alder,£1,1/4/2024,31/3/2026,late\n")
    assert found.rows[-1].also == (("column 7", "late"),)


@pytest.mark.parametrize("shown", ["#N/A", "#REF!", "#DIV/0!", "#NAME?", "########"])
def test_error_of_a_spreadsheet_is_reported_and_no_name(shown):
    """A supplier called #N/A had a contract."""
    found = read_register(f"{HEADS}C1,Meals,{shown},£1,1/4/2024,31/3/2026\n")
    assert found.rows[0].supplier == ""
    assert messages(found)[0] == (
        f'Line 2: "{shown}" under "Supplier" is left unknown: the spreadsheet has no value for it'
    )


def test_days_with_the_month_first_put_others_in_doubt():
    """Of 04/13/2024 and 05/06/2024 one was left unknown, and the other read as a day in June."""
    rows = "C1,Meals,Alder,£1,04/13/2024,31/3/2026\nC2,Meals,Alder,£1,05/06/2024,31/3/2026\n"
    assert messages(read_register(HEADS + rows))[0] == (
        '04/13/2024 has the month first, but 05/06/2024 in the column "Start" is read day first'
    )
    of_two = messages(read_register(f"{HEADS}C1,Meals,Alder,£1,4/1/2026,12/31/2027\n"))
    assert (
        '12/31/2027 has the month first, but 4/1/2026 in the column "Start" is read day first'
        in of_two
    )
    (slip,) = messages(read_register(HEADS + rows.replace("04/13", "13/13")))
    assert slip.endswith("there is no month 13; write the day before the month")


@pytest.mark.parametrize("later", ["C2,Meals,Birch", 'C2,"Meals, hot",Birch'])
def test_quotation_mark_that_is_not_closed_is_refused_with_its_line(later):
    """Every line up to the next mark, or the end, was lost in one title."""
    rows = f'C0,Meals,Alder,£1,1/4/2024,\nC1,"Meals,Alder,£1,1/4/2024,\n{later},£1,1/4/2024,\n'
    with pytest.raises(FormatError) as refused:
        read_register(HEADS + rows)
    assert refused.value.problems == (
        "line 3 cannot be read as CSV; close its quotation mark, or save the sheet again",
    )


def test_line_that_is_not_utf_8_leaves_the_others_as_they_are():
    """One letter that Windows wrote made "CafÃ©" of every "Café"."""
    rows = [f"{n},Meals,Café,£1,1/4/2024,\n" for n in ("C1", "C2")]
    text = f"{HEADS}{rows[0]}".encode() + rows[1].encode("cp1252")
    assert [row.supplier for row in read_register(text).rows] == ["Café", "Café"]


@pytest.mark.parametrize(
    ("sum_", "column", "read"),
    [("500", "Euro", "EUR"), ("500", "usd", "USD"), ("500", "Pounds", "GBP"), ("£500", "USD", "GBP"),
     ("500", "GBP (ex VAT)", "GBP"), ("500", "excluding VAT", "GBP"), ("€500", "", "EUR")],
)  # fmt: skip
def test_currency_is_that_of_the_cell_or_else_of_its_column(sum_, column, read):
    """Euros in a column of currencies were pounds."""
    value = only(f"Ref,Title,Supplier,Value,Currency\nC1,Meals,Alder,{sum_},{column}\n").value
    assert value is not None
    assert (value.amount, value.currency) == (500, read)


def test_currency_that_is_not_known_leaves_the_sum_unknown():
    """500 riyals are not £500."""
    found = read_register("Ref,Title,Supplier,Value,Currency\nC1,Meals,Alder,500,Saudi riyal\n")
    assert found.rows[0].value is None
    assert messages(found)[1] == (
        'Line 2: "500" under "Value" is left unknown: "Saudi riyal" is not a currency code such as GBP'
    )


def test_end_that_is_open_and_has_a_day_is_not_open():
    """The day of "ongoing until 31/03/2027" was lost."""
    row = only(f"{HEADS}C1,Meals,Alder,£1,1/4/2024,ongoing until 31/03/2027\n")
    assert not row.rolling
    (finding,) = row.findings
    assert finding.message.endswith("is left unknown: it is both open and a day; write one of them")
    assert only(f"{HEADS}C1,Meals,Alder,£1,1/4/2024,Rolling 12 months\n").rolling


def test_second_column_of_a_fact_is_kept_with_the_others():
    """A yearly sum beside that of the term was lost, if it disagreed with it."""
    heads = "Ref,Title,Supplier,Total value,Annual value\n"
    rows = read_register(f"{heads}C1,Meals,Alder,£9,£5\nC2,Care,Birch,TBC,£5\n").rows
    assert [row.also for row in rows] == [(("Annual value", "£5"),), ()]


def test_text_that_looks_like_a_formula_goes_out_and_comes_back():
    """An apostrophe of the title itself was lost with the one that keeps a formula from running."""
    for title in ("=1+1", "'=1+1", "'Tis meals", "\uff1d1", "@home"):
        columns = tuple(map(Column, ("Ref", "Title", "Supplier")))
        sheet = Table(columns, (("C1", title, "Alder"),)).to_csv()
        assert only(sheet).title == title


def test_workbook_is_asked_for_as_csv():
    """It was said to have no headings."""
    with pytest.raises(FormatError) as refused:
        read_register(b"PK\x03\x04")
    assert refused.value.problems == ("it is a workbook; save its sheet as CSV",)


def test_cell_of_many_spaces_is_read_as_one_of_few():
    """The forms of a sum try a run of spaces in many ways; one cell could stop the program for ever."""
    gap = " " * 5_000
    row = only(HEADS + f"C1,Care,Elm,£1{gap}000{gap}x,1 April 2024,31 March 2026\n")
    assert (row.value, len(row.findings)) == (None, 1)
    assert only(HEADS + f"C1,Care,Elm,£1000{gap}in all,,\n").value is None
    assert only(HEADS + f"C1,Care,Elm,£1000{gap}excl VAT,,\n").value == pounds(
        1000, VatBasis.EXCLUDING
    )


def test_moments_with_a_zone_are_days_in_london():
    """A register out of a database began its contracts a day early, or left them without a day."""
    row = "C1,Meals,Alder,£1,2024-04-30T23:00:00Z,2026-04-01T00:00:00+01:00\n"
    (found,) = read_register(HEADS + row).rows
    assert (found.term, found.findings) == (Period(date(2024, 5, 1), date(2026, 4, 1)), ())


def test_last_second_of_another_day_in_london_is_left_unknown():
    """The last second of April by Greenwich is in May here; only the council knows which was meant."""
    assert messages(read_register(f"{HEADS}C1,Meals,Alder,£1,1/4/2024,2026-04-30T23:59:59Z\n")) == [
        'Line 2: "2026-04-30T23:59:59Z" under "End" is left unknown: in London it is 1 May 2026 by then; '
        "write the day alone"
    ]


def test_length_of_thousands_of_digits_is_left_unknown_in_a_short_line():
    """The report had the whole cell in it, and words that only a programmer reads."""
    many = "9" * 5000
    assert messages(
        read_register(f"{HEADS}C1,Meals,Alder,£5 a year for {many} years,1/4/24,31/3/26\n")
    ) == [
        f'Line 2: "£5 a year for {"9" * 45}…" under "Value" is left unknown: it is not one sum of money; '
        "write it like £350,000 or £350,000 per year"
    ]
