"""Why a law answers as it does: the rows that answer, those that might, and those passed over."""

from datetime import date

from commissioning.law.catalogue import weigh
from commissioning.law.governing import OTHER_LAW
from commissioning.law.questions import KPI_ASSESSMENT, THRESHOLD
from commissioning.law.regimes.held import REGIMES
from commissioning.law.regimes.procurement_act_2023 import PROCUREMENT_ACT_2023
from commissioning.records.strategy import Nation, OtherRules, ProcurementFacts

DAY = date(2026, 7, 13)
CARE = ProcurementFacts(light_touch=True, above_threshold=True)


def weighed(question, facts=CARE, on=DAY, begun=None):
    law = PROCUREMENT_ACT_2023.law(facts, begun)
    return weigh([row for row in law.rows if row.parameter == question], law, on)


def test_row_that_answers_is_the_one_the_law_gives():
    """An explanation that named another row than the gate used would be worse than none."""
    for regime in REGIMES:
        law = regime.law(CARE, date(2025, 2, 3))
        for question in {row.parameter for row in law.rows}:
            rows = [row for row in law.rows if row.parameter == question]
            found = weigh(rows, law, DAY)
            assert found.answering == law.every(question, DAY)
            assert tuple(one.row for one in found.undecided) == law.undecided(question, DAY)
            assert len(found.answering + found.undecided + found.passed_over) == len(rows)


def test_threshold_passes_over_other_days_and_other_facts():
    """A council asks why its figure is not the one in last year's guidance."""
    found = weighed(THRESHOLD)
    assert [str(row.value) for row in found.answering] == ["from £663,540 including VAT"]
    because = [one.because for one in found.passed_over]
    assert (
        "it is for procurements begun from 24 February 2025 to 31 December 2025, and this one began on "
        "13 July 2026"
    ) in because
    assert (
        "the procurement is light touch and by a council or other sub-central authority" in because
    )


def test_row_barred_by_its_day_and_by_a_fact_says_both():
    """Who mends the fact alone would come back to the same refusal."""
    assert (
        "it is for procurements begun from 24 February 2025 to 31 December 2025, and this one began on "
        "13 July 2026; the procurement is light touch and by a council or other sub-central authority"
    ) in [one.because for one in weighed(THRESHOLD).passed_over]


def test_unstated_fact_leaves_rows_undecided():
    """Passing such a row over would read as if the law did not apply."""
    found = weighed(THRESHOLD, ProcurementFacts())
    assert found.answering == ()
    assert {one.because for one in found.undecided} == {
        "the law depends on whether the service is light touch, which is not stated"
    }


def test_row_decided_by_the_act_says_so():
    """The assessment of indicators began in 2026, for contracts that were procured before."""
    facts = ProcurementFacts(light_touch=False, above_threshold=True)
    begun = date(2025, 3, 3)
    (early, *_) = weighed(KPI_ASSESSMENT, facts, date(2025, 7, 14), begun).passed_over
    assert early.because == ("it is for acts from 1 January 2026, and this one is of 14 July 2025")
    assert len(weighed(KPI_ASSESSMENT, facts, DAY, begun).answering) == 1


def test_every_other_nation_and_kind_of_rules_is_refused():
    """A nation added to the list without its sentence would get England's answer."""
    assert set(OTHER_LAW) == {*Nation, *OtherRules} - {Nation.ENGLAND}
