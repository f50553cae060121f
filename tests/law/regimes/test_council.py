"""A council's own rules, and the notice of key decisions that binds every council."""

from datetime import date

import pytest

from commissioning.dates.day_counts import ClearDays, ClearWorkingDays, WorkingDaysAfter
from commissioning.errors import NoRuleError, RecordError
from commissioning.findings.citation import Citation
from commissioning.law import questions as q
from commissioning.law.regimes.council import USUAL_RULES, CouncilRules, QuotationLine
from commissioning.records.approval import Approval
from commissioning.testing import make
from commissioning.values.money import pounds

CONSTITUTION = Citation("Constitution of a council", "part 4")


def rules(**fields):
    given = {
        "council": "Westborough",
        "constitution": CONSTITUTION,
        "applies_from": date(2021, 5, 1),
        **fields,
    }
    return CouncilRules(**given)


@pytest.mark.parametrize(
    ("published", "ends"),
    [(date(2021, 9, 30), date(2021, 10, 7)), (date(2022, 10, 27), date(2022, 11, 3))],
    ids=str,
)
def test_call_in_of_five_working_days(published, ends):
    """East Sussex acted on 8 October 2021 and told bidders on 4 November 2022: the day after."""
    assert USUAL_RULES.call_in_ends(published) == ends


def test_each_council_has_its_own_call_in():
    """Five days is common; Central Bedfordshire has more."""
    assert rules(call_in=WorkingDaysAfter(8)).call_in_ends(date(2021, 9, 30)) == date(2021, 10, 12)


def test_notice_of_a_key_decision():
    """28 clear days: neither the day of the notice nor that of the decision."""
    count = USUAL_RULES.law.value(q.KEY_DECISION_NOTICE, date(2022, 11, 9))
    assert count.notice_by(date(2022, 11, 9)) == date(2022, 10, 11)


@pytest.mark.parametrize(
    ("reading", "by"),
    [(ClearWorkingDays(5), date(2022, 11, 1)), (ClearDays(5), date(2022, 11, 3))],
    ids=("working days", "with weekends"),
)
def test_five_clear_days_are_read_as_the_council_reads_them(reading, by):
    """The law does not say whether weekends count, so each council has to."""
    count = rules(five_clear_days=reading).law.value(q.AGENDA, date(2022, 11, 9))
    assert count.notice_by(date(2022, 11, 9)) == by


def test_before_its_rules_apply_nothing_is_told():
    """A constitution of 2021 says nothing of a decision in 2019."""
    with pytest.raises(NoRuleError, match="Westborough's constitution has no rule for call-in"):
        rules().call_in_ends(date(2019, 5, 1))


def test_money_alone_may_make_a_decision_key():
    """Where the council has a line; otherwise only the effect on its area decides."""
    line = rules(key_decision_over=pounds(500_000))
    assert line.is_key(make(Approval, value=pounds(500_001)))
    assert not line.is_key(make(Approval, value=pounds(500_000)))
    assert not rules().is_key(make(Approval, value=pounds(10_000_000)))
    assert len(line.rows) == len(rules().rows) + 1


def test_contract_procedure_rules_ask_more_of_larger_contracts():
    """From the first pound, from three quotations, from a full tender."""
    lines = (
        QuotationLine(from_value=pounds(5_000), asks="three written quotations"),
        QuotationLine(from_value=pounds(100_000), asks="a tender"),
    )
    own = rules(quotations=lines)
    assert own.asks_for(pounds(4_999)) == ""
    assert own.asks_for(pounds(5_000)) == "three written quotations"
    assert own.asks_for(pounds(2_000_000)) == "a tender"


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"council": ""}, "council: say whose rules they are"),
        (
            {"five_clear_days": ClearDays(6)},
            "five_clear_days: 6 clear days, weekends included, is not five; give five",
        ),
        (
            {
                "quotations": (
                    QuotationLine(from_value=pounds(9), asks="b"),
                    QuotationLine(from_value=pounds(5), asks="a"),
                )
            },
            "quotations: give each line once, the lowest first",
        ),
    ],
    ids=("no council", "six days", "order"),
)
def test_rules_that_cannot_be_meant_are_refused(fields, told):
    """They would be applied to every decision of the council."""
    with pytest.raises(RecordError) as refused:
        rules(**fields)
    assert told in str(refused.value)


def test_line_asks_for_something():
    """A line that asks nothing is left out instead."""
    with pytest.raises(RecordError, match="asks: say what the rules require from that value on"):
        QuotationLine(from_value=pounds(1), asks="")
