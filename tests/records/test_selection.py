"""The selection stage: who may go on to tender."""

from datetime import date

import pytest

from commissioning.dates.periods import Deadline
from commissioning.records.parties import Provider
from commissioning.records.questions import BidQuestion, QuestionKind
from commissioning.records.selection import (
    ExclusionsDecided,
    GroundFound,
    ProviderAssessment,
    SelectionAssessment,
    SelectionOutcome,
    SelectionQuestionnaire,
    SelectionResponse,
    Shortlist,
    SupplierInformationConfirmed,
    Through,
)

DAY = date(2022, 7, 15)
DUE = Deadline(date(2022, 8, 5))
FAILED, PASSED = SelectionOutcome.FAILED, SelectionOutcome.PASSED
INSURED = BidQuestion(reference="Q1", words="Are you insured?")

QUESTIONS = [
    ({"reference": "Q1", "words": "Are you insured?"}, ()),
    ({"reference": "Q2", "words": "Describe ...", "kind": QuestionKind.SCORED, "most_points": 10},
     ()),
    ({"reference": "", "words": "Are you insured?"},
     ("reference: give the bid question a reference",)),
    ({"reference": "Q1", "words": ""}, ("words: say it in words",)),
    ({"reference": "Q2", "words": "Describe ...", "kind": QuestionKind.SCORED},
     ("most_points: give points for a scored question, and for no other (Q2)",)),
    ({"reference": "Q1", "words": "Are you insured?", "most_points": 5},
     ("most_points: give points for a scored question, and for no other (Q1)",)),
]  # fmt: skip


@pytest.mark.parametrize(("parts", "problems"), QUESTIONS)
def test_question_says_how_its_answer_counts(problems_of, parts, problems):
    """Bidders may be judged only on what the questionnaire said would count."""
    assert problems_of(lambda: BidQuestion(**parts)) == problems


CASES = [
    (SelectionQuestionnaire, {"responses_due_by": DUE, "questions": (INSURED,)}, ()),
    (SelectionQuestionnaire, {"responses_due_by": DUE, "most_shortlisted": 5}, ()),
    (SelectionQuestionnaire, {"responses_due_by": DUE, "questions": (INSURED, INSURED)},
     ("questions: Q1 is asked twice",)),
    (SelectionQuestionnaire, {"responses_due_by": Deadline(date(2022, 7, 1))},
     ("responses_due_by: 1 July 2022 is before the questionnaire was issued",)),
    (SelectionQuestionnaire, {"responses_due_by": DUE, "most_shortlisted": 0},
     ("most_shortlisted: 0 is below the minimum of 1",)),
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
     ("because: say why alder failed; a provider is owed the reasons",)),
    (SelectionAssessment,
     {"provider": "alder", "outcome": PASSED, "failed_questions": ("Q1", "Q3")},
     ("failed_questions: alder passed, but failed Q1, Q3",)),
    (SelectionAssessment, {"provider": "alder", "outcome": PASSED, "points": -1},
     ("points: -1 is below the minimum of 0",)),
    (Shortlist, {"invited": ("alder", "birch")}, ()),
    (Shortlist, {"invited": ()}, ("invited: name at least one provider",)),
    (Shortlist, {"invited": ("alder", "birch", "alder")},
     ("invited: alder is listed twice; name each once",)),
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
def test_pass_with_assurance_is_a_pass(outcome, passed):
    """A bidder who has still to bring a certificate may be invited; one who failed may not."""
    assert outcome.passed is passed


def found(**fields):
    given = {"provider": "alder", "ground": "bribery", "left_out": True, "because": "a conviction"}
    return GroundFound(**{**given, **fields})


@pytest.mark.parametrize(
    ("fields", "problems"),
    [
        ({}, ()),
        ({"provider": ""}, ("provider: say which provider it concerns",)),
        ({"ground": ""}, ("ground: give the code of the ground",)),
        ({"because": ""}, ("because: say why alder was left out",)),
        ({"because": "", "left_out": False}, ("because: say why alder was kept in",)),
    ],
)
def test_ground_found_says_what_was_decided_and_why(problems_of, fields, problems):
    """Either way a supplier, or its rivals, may ask for the reasons."""
    assert problems_of(lambda: found(**fields)) == problems


@pytest.mark.parametrize(
    ("fields", "problems"),
    [
        ({"considered": ("alder", "birch")}, ()),
        ({"considered": ("alder",), "found": (found(heard_on=DAY),)}, ()),
        (
            {"considered": ()},
            ("considered: name the suppliers checked against the exclusion grounds",),
        ),
        (
            {"considered": ("alder", "alder")},
            ("considered: alder is listed twice; name each once",),
        ),
        (
            {"considered": ("birch",), "found": (found(),)},
            ("found: alder is not among those considered",),
        ),
        (
            {"considered": ("alder",), "found": (found(heard_on=date(2022, 7, 16)),)},
            ("found: heard_on is 16 July 2022, after the decision",),
        ),
    ],
)
def test_decision_on_exclusion_says_who_was_considered(problems_of, fields, problems):
    """Nobody may be left out who was never looked at, nor heard only afterwards."""
    assert problems_of(lambda: ExclusionsDecided(on=DAY, **fields)) == problems


def test_only_those_left_out_take_no_further_part():
    """A ground that was found may still end in a decision to keep a supplier in."""
    decided = ExclusionsDecided(
        on=DAY,
        considered=("alder", "birch"),
        found=(found(), found(ground="fraud"), found(provider="birch", left_out=False)),
    )
    assert decided.left_out == ("alder",)


@pytest.mark.parametrize(
    ("providers", "problems"),
    [
        (("alder", "birch"), ()),
        ((), ("providers: name those who confirmed",)),
        (("alder", "alder"), ("providers: alder is listed twice; name each once",)),
    ],
)
def test_confirmation_names_those_who_gave_it(problems_of, providers, problems):
    """It is each supplier's own word."""
    made = lambda: SupplierInformationConfirmed(on=DAY, providers=providers)  # noqa: E731
    assert problems_of(made) == problems


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"replaced": True, "left_out": False},
         "through: say who was, or could be, replaced: an associated person or a sub-contractor"),
        ({"replacement_asked_on": DAY},
         "through: say who was, or could be, replaced: an associated person or a sub-contractor"),
        ({"through": Through.SUB_CONTRACTOR, "replaced": True, "left_out": True},
         "replaced: alder replaced a sub-contractor and goes on; correct `left_out` or this"),
    ],
)  # fmt: skip
def test_replacement_says_who_is_replaced_and_lets_the_supplier_go_on(problems_of, fields, problem):
    """A supplier that has put its chain right is not left out for it."""
    assert problems_of(lambda: found(**fields)) == (problem,)


def test_questionnaire_that_is_always_open_has_no_deadline(problems_of):
    """A deadline on a door that never closes would be read as the end of applications."""
    asked = lambda: SelectionQuestionnaire(  # noqa: E731
        on=DAY, always_open=True, responses_due_by=Deadline(DAY)
    )
    assert problems_of(asked) == (
        "responses_due_by: a questionnaire that is always open has no deadline; leave it out",
    )
