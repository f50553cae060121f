"""The questions that decide each condition of the law, and that every row is asked for somewhere."""

import re

import pytest

from commissioning.cli import main
from commissioning.gates.attached import GATES
from commissioning.law import questions as q
from commissioning.law.conditions import CONDITION, Condition
from commissioning.law.regimes.held import REGIMES
from commissioning.law.regimes.regime import GOVERNS, NOT_HELD_HERE

ASKED_ELSEWHERE = {
    CONDITION, GOVERNS, NOT_HELD_HERE,  # by the choice of a law and of its gates
    q.COMMENCED_BY, q.FOLLOWS_PARENT, q.GOVERNS_CHANGES,
    q.CLAIM_LIMIT, q.CLAIM_LIMIT_AT_LEAST, q.CLAIM_CEILING, q.UNDOING_LIMIT,  # by the gates on claims
    q.BELOW_THRESHOLD_NOTICE_FROM, q.CONTRACT_COPY_OVER, q.KPI_ASSESSMENT, q.PAYMENTS_OVER,  # by duties
    q.CHANGE_NOTICE_VALUE, q.CHANGE_NOTICE_TERM, q.RECORDS_KEPT,
    q.LISTED_OVER, q.PIPELINE_CONTRACT, q.PIPELINE_SPEND, q.PIPELINE_WINDOW,
    q.LOW_PRICE_ASKED, q.LOW_PRICE_HEARD,  # by the gates on prices
    q.EMPLOYEE_INFORMATION,  # by mobilisation
    q.MARKET_END,  # by the agenda and the call-offs of a market
}  # fmt: skip
BY_DUTIES_ON_FRAMEWORKS = {
    "first reopening of an open framework",
    "next reopening of an open framework",
}
# Held for whoever looks them up; the page for lawyers says what is not asked.
LOOKED_UP_ONLY = {
    q.ANSWERS_BEFORE_DEADLINE,  # no record says when a question was answered and by when it was asked
    q.IMPLIED_TERM,  # it binds by itself
    q.THRESHOLD_VAT,  # each line states its own basis
}


@pytest.mark.parametrize("condition", [each for each in Condition if each.asks])
def test_questions_of_a_condition_are_of_one_that_a_gate_asks(condition):
    """A lawyer who asks why a finding says so is shown the figures, not the condition alone."""
    assert condition in GATES
    held = {row.parameter for regime in REGIMES for row in regime.rows}
    assert held.issuperset(condition.asks)


def test_every_question_of_a_law_is_asked_somewhere():
    """A row that nothing asks for is a promise that nothing keeps."""
    held = {row.parameter for regime in REGIMES for row in regime.rows}
    asked = {question for each in Condition for question in each.asks}
    left = {each.name for each in held - asked - ASKED_ELSEWHERE - LOOKED_UP_ONLY}
    assert sorted(left - BY_DUTIES_ON_FRAMEWORKS) == []
    assert sorted(each.name for each in (ASKED_ELSEWHERE | LOOKED_UP_ONLY) - held) == []


def test_why_a_change_is_refused_shows_its_lines(capsys):
    """The share, the grounds and the scope are what a provider's lawyer argues about."""
    main(["law", "why", "change-not-allowed", "--on", "2026-07-13", "--no-light-touch"])
    page = re.sub(r"\s+", " ", capsys.readouterr().out)
    for line in (
        "maximum change without a ground: up to 10 per cent of the value",
        "change of term that is substantial: up to 10 per cent",
        "ground for a change: circumstances that could not be foreseen, up to 50 per cent of the value, "
        "which keeps its nature",
        "changes that could have been one: yes",
    ):
        assert line in page
