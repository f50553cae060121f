"""The selection stage: who may go on to tender."""

from datetime import date

import pytest

from commissioning.records.parties import Provider
from commissioning.records.selection import (
    ProviderAssessment,
    QuestionKind,
    SelectionAssessment,
    SelectionOutcome,
    SelectionQuestion,
    SelectionQuestionnaire,
    SelectionResponse,
    Shortlist,
)
from commissioning.values.deadlines import Deadline

DAY = date(2022, 7, 15)
DUE = Deadline(date(2022, 8, 5))
FAILED, PASSED = SelectionOutcome.FAILED, SelectionOutcome.PASSED
INSURED = SelectionQuestion(reference="Q1", words="Are you insured?")

QUESTIONS = [
    ({"reference": "Q1", "words": "Are you insured?"}, ()),
    ({"reference": "Q2", "words": "Describe ...", "kind": QuestionKind.SCORED, "most_points": 10},
     ()),
    ({"reference": "", "words": "Are you insured?"},
     ("a selection question has a reference and its words",)),
    ({"reference": "Q1", "words": ""}, ("a selection question has a reference and its words",)),
    ({"reference": "Q2", "words": "Describe ...", "kind": QuestionKind.SCORED},
     ("most_points: given for a scored question and for no other (Q2)",)),
    ({"reference": "Q1", "words": "Are you insured?", "most_points": 5},
     ("most_points: given for a scored question and for no other (Q1)",)),
]  # fmt: skip


@pytest.mark.parametrize(("parts", "problems"), QUESTIONS)
def test_a_question_says_how_its_answer_counts(problems_of, parts, problems):
    """Bidders may be judged only on what the questionnaire said would count."""
    assert problems_of(lambda: SelectionQuestion(**parts)) == problems


CASES = [
    (SelectionQuestionnaire, {"responses_due_by": DUE, "questions": (INSURED,)}, ()),
    (SelectionQuestionnaire, {"responses_due_by": DUE, "most_shortlisted": 5}, ()),
    (SelectionQuestionnaire, {"responses_due_by": DUE, "questions": (INSURED, INSURED)},
     ("questions: Q1 is asked twice",)),
    (SelectionQuestionnaire, {"responses_due_by": Deadline(date(2022, 7, 1))},
     ("responses_due_by: the end of 1 July 2022 is before the questionnaire was issued",)),
    (SelectionQuestionnaire, {"responses_due_by": DUE, "most_shortlisted": 0},
     ("most_shortlisted: 0 leaves nobody to invite",)),
    (SelectionResponse, {"provider": "alder"}, ()),
    (SelectionResponse,
     {"provider": "alder", "particulars": Provider(reference="alder", name="Alder Care")}, ()),
    (SelectionResponse, {"provider": ""}, ("provider: say who responded",)),
    (SelectionResponse,
     {"provider": "alder", "particulars": Provider(reference="birch", name="Birch Care")},
     ("particulars: they are of birch, not of alder",)),
    (SelectionAssessment, {"provider": "alder", "outcome": PASSED, "points": "41.5"}, ()),
    (SelectionAssessment,
     {"provider": "alder", "outcome": FAILED, "because": "no insurance",
      "failed_questions": ("Q1",)}, ()),
    (SelectionAssessment, {"provider": "", "outcome": PASSED},
     ("provider: say whose response was assessed",)),
    (SelectionAssessment, {"provider": "alder", "outcome": FAILED},
     ("because: alder failed; a provider is owed the reasons",)),
    (SelectionAssessment,
     {"provider": "alder", "outcome": PASSED, "failed_questions": ("Q1", "Q3")},
     ("failed_questions: alder passed, yet failed Q1, Q3",)),
    (SelectionAssessment, {"provider": "alder", "outcome": PASSED, "points": -1},
     ("points: -1 is less than nothing",)),
    (Shortlist, {"invited": ("alder", "birch")}, ()),
    (Shortlist, {"invited": ()}, ("invited: a shortlist names at least one provider",)),
    (Shortlist, {"invited": ("alder", "birch", "alder")}, ("invited: alder is named twice",)),
    (ProviderAssessment, {"considered": ("alder", "birch")}, ()),
    (ProviderAssessment,
     {"considered": ("alder",), "most_suitable": "alder", "because": "integration"}, ()),
    (ProviderAssessment, {"considered": ()}, ("considered: name the providers that were weighed",)),
    (ProviderAssessment, {"considered": ("alder",), "most_suitable": "birch", "because": "value"},
     ("most_suitable: birch is not among those considered",)),
    (ProviderAssessment, {"considered": ("alder",), "most_suitable": "alder"},
     ("because: say why alder is the most suitable",)),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "parts", "problems"), CASES)
def test_selection_names_each_provider_once_and_gives_reasons(problems_of, kind, parts, problems):
    """Those left out ask why, and the answer has to have been written down at the time."""
    assert problems_of(lambda: kind(on=DAY, **parts)) == problems


@pytest.mark.parametrize(
    ("outcome", "passed"),
    [(PASSED, True), (SelectionOutcome.PASSED_WITH_ASSURANCE, True), (FAILED, False)],
)
def test_a_pass_with_assurance_is_a_pass(outcome, passed):
    """A bidder who has still to bring a certificate may be invited; one who failed may not."""
    assert outcome.passed is passed
