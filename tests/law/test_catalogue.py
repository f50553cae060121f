"""The rows as tables, and what two laws answer differently."""

from datetime import date

from commissioning.law.catalogue import compare, rows_in_force, rows_table
from commissioning.law.questions import STANDSTILL
from commissioning.law.regimes.procurement_act_2023 import PROCUREMENT_ACT_2023
from commissioning.law.regimes.public_contracts_2015 import PUBLIC_CONTRACTS_2015
from commissioning.records.strategy import ProcurementFacts

CARE = ProcurementFacts(light_touch=True, above_threshold=True)
THEN, NOW = date(2022, 7, 11), date(2026, 7, 13)


def test_moving_a_care_procurement_from_2022_to_2026():
    """What changes for a team whose last competition was under the old law."""
    table = compare(PUBLIC_CONTRACTS_2015, PROCUREMENT_ACT_2023, CARE, THEN, then=NOW)
    told = {row[0]: row[1:3] for row in table.rows}
    assert told["standstill duty"] == (
        "mandatory",
        "voluntary: binding if the notice offers one",
    )
    assert told["contract may be changed freely"] == ("no", "yes")
    assert told["record that starts the standstill"] == ("intention to award", "UK6 notice")
    assert told["standstill after letters not sent electronically"][1] == "no rule"
    assert "threshold" not in told
    assert "regime" not in told
    assert [column.name for column in table.columns][1:3] == [
        "Public Contracts Regulations 2015, 11 July 2022",
        "Procurement Act 2023, 13 July 2026",
    ]


def test_one_law_on_two_days_differs_where_a_row_changed():
    """A plan that slips past New Year meets another threshold."""
    cleaning = ProcurementFacts(light_touch=False, above_threshold=True)
    table = compare(
        PROCUREMENT_ACT_2023,
        PROCUREMENT_ACT_2023,
        cleaning,
        date(2025, 12, 31),
        then=date(2026, 1, 1),
    )
    told = {row[0]: row[1:3] for row in table.rows}
    assert told["threshold"] == (
        "from £214,904 including VAT",
        "from £207,720 including VAT",
    )
    assert "standstill" not in told


def test_law_does_not_differ_from_itself():
    """Otherwise the table would show noise."""
    same = compare(PROCUREMENT_ACT_2023, PROCUREMENT_ACT_2023, CARE, NOW)
    assert same.rows == ()


def test_rows_that_depend_on_an_unstated_fact_say_so():
    """Silence about light touch is not the same as having no rule."""
    unsaid = ProcurementFacts(above_threshold=True)
    table = compare(PUBLIC_CONTRACTS_2015, PROCUREMENT_ACT_2023, unsaid, THEN, then=NOW)
    told = {row[0]: row for row in table.rows}
    assert told["standstill duty"][2] == "depends on a fact that is not stated"
    assert told["standstill duty"][4] == ""


def test_rows_in_force_leave_out_what_the_facts_exclude():
    """A list for one procurement, not for every one there might be."""
    everything = rows_in_force(PROCUREMENT_ACT_2023, NOW, None)
    for_care = rows_in_force(PROCUREMENT_ACT_2023, NOW, CARE)
    assert 0 < len(for_care) < len(everything)
    assert all(not row.facts.against(CARE) for row in for_care)
    assert len(rows_in_force(PUBLIC_CONTRACTS_2015, NOW, None)) < len(PUBLIC_CONTRACTS_2015.rows)


def test_table_of_rows_says_what_its_sentences_say():
    """It is generated from the rows, so that it cannot fall behind them."""
    rows = rows_in_force(PROCUREMENT_ACT_2023, NOW, CARE)
    table = rows_table(PROCUREMENT_ACT_2023, [r for r in rows if r.parameter == STANDSTILL])
    assert table.to_dicts() == [
        {
            "regime": "Procurement Act 2023",
            "question": "standstill",
            "answer": (
                "8 working days, counting the day of the notice as the first, by the bank holidays of "
                "any part of the United Kingdom"
            ),
            "where": "",
            "from": date(2025, 2, 24),
            "to": None,
            "decided by": "the day the procurement commenced",
            "source": "Procurement Act 2023, section 51(2)",
            "verification": "read in the text of the law",
        }
    ]
