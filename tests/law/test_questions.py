"""The questions themselves, and the values that only law has."""

import inspect

import pytest

from commissioning.dates.day_counts import MonthsAfter
from commissioning.law import questions
from commissioning.law.law import Parameter
from commissioning.law.questions import ExclusionEffect, ExclusionGround
from commissioning.law.regimes.council import USUAL_RULES
from commissioning.law.regimes.held import REGIMES

QUESTIONS = {
    name: value for name, value in inspect.getmembers(questions) if isinstance(value, Parameter)
}


@pytest.mark.parametrize("name", QUESTIONS)
def test_every_question_is_answered_by_some_law(name):
    """A question with no row anywhere would only ever be an error."""
    rows = [row for regime in REGIMES for row in regime.rows]
    asked = QUESTIONS[name]
    assert any(row.parameter == asked for row in (*rows, *USUAL_RULES.rows)) or name in FILLED_IN


FILLED_IN = {"KEY_DECISION_OVER"}
"""What only a council can answer."""


def test_no_two_questions_share_a_name():
    """A message names the question; two of one name could not be told apart."""
    names = [question.name for question in QUESTIONS.values()]
    assert sorted(names) == sorted(set(names))
    assert all(question.meaning.endswith(".") for question in QUESTIONS.values())


def test_ground_says_how_far_it_reaches():
    """The look-back is what suppliers and councils argue about."""
    reaching = ExclusionGround(
        "x", "fraud", ExclusionEffect.MANDATORY, MonthsAfter(60), "the conviction"
    )
    assert str(reaching) == (
        "fraud (mandatory: an excluded supplier must be left out, within 5 years of the conviction)"
    )
    assert str(ExclusionGround("x", "fraud", ExclusionEffect.DISCRETIONARY)) == (
        "fraud (discretionary: an excludable supplier may be left out)"
    )
