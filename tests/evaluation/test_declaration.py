"""A framework's declaration judged as its published schemas judge it.

CONSTRUCTED after the declaration of G-Cloud 12 (Digital Marketplace): its 45 assessed questions and the rule
across two of them, with references and words of our own. The published assessment is a pair of JSON Schemas:
a declaration that fits both is a definite pass, one that fits only the baseline is for a person, and one that
fits neither fails.
"""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commissioning.evaluation.answers import verdict
from commissioning.records.answer_rules import AnyRule, BidFacts, OfQuestion, PassIfIn
from commissioning.records.answers import Answer, Chosen, YesNo
from commissioning.records.questions import (
    AnswerKind,
    AnswerOption,
    AskedIf,
    BidQuestion,
    IfMissed,
    QuestionKind,
)
from commissioning.records.selection import (
    SelectionOutcome,
    SelectionQuestionnaire,
    SelectionResponse,
)

DAY = date(2020, 7, 20)
FAILED, PASSED = SelectionOutcome.FAILED, SelectionOutcome.PASSED

MUST_BE_YES = {
    "no-other-services": "Do your services keep to what the framework covers?",
    "own-services": "Do you deliver the services yourself?",
    "accountable": "Do you answer for everything that is delivered?",
    "join-terms": "Do you accept the terms for taking part?",
    "contract-terms": "Do you accept the agreement and its call-off terms?",
    "from-day-one": "Can you deliver from the first day?",
    "fair-competition": "Have you competed fairly for a place?",
    "prompt-signature": "Will you sign within ten working days?",
    "returns": "Will you send sales returns and pay the levy?",
    "environment": "Will you help buyers with their aims for the environment?",
    "equality": "Do you keep to the law on equality?",
    "technology-code": "Will you help buyers keep to the technology code?",
    "publication": "May contracts be published?",
    "guidance": "Have you read the guidance?",
    "tool": "Do you know how to use the application tool?",
    "questions": "Do you know how to ask questions?",
    "accurate": "Is what you declare accurate?",
    "changes": "Will you report changes?",
    "described": "Are your services described accurately?",
    "proof": "Can you prove what you claim?",
    "numbers": "Are your company numbers right?",
}
# The framework fails a bid on these by itself. A question with a `ground` is always left to a person.
MUST_BE_NO = {
    "conspiracy": "Convicted of conspiracy?",
    "bribery": "Convicted of bribery or corruption?",
    "fraud": "Convicted of fraud or theft?",
    "terrorism": "Convicted of terrorism?",
    "organised-crime": "Convicted of organised crime?",
}
NO_OR_CONSIDERED = {
    "unpaid-tax": "Unpaid taxes?",
    "labour-law": "Breach of environmental, social or labour law?",
    "insolvency": "Insolvent?",
    "misconduct": "Grave professional misconduct?",
    "cartel": "Agreements that distort competition?",
    "conflict": "A conflict of interest?",
    "involved-before": "Involved in preparing the procurement?",
    "poor-performance": "Persistent deficiencies in an earlier contract?",
    "misrepresentation": "Serious misrepresentation?",
    "withheld": "Documents withheld?",
    "undue-influence": "Influence on the decision?",
    "secrets": "Confidential information obtained?",
    "misleading": "Misleading information given?",
    "tax-conviction": "Unspent convictions about tax?",
    "tax-avoidance": "Tax returns found wrong for avoidance?",
}
OFFERS = ("hosting", "support")
OFFER_OPTIONS = {"yes": "They fit the definition", "not-offered": "We offer none of these"}
INSURED = {
    "insured": "We have it or will",
    "no": "We will not",
    "owner-only": "Only family work for us",
}


def options(held):
    """The options of a question, by reference."""
    return tuple(AnswerOption(reference=name, words=words) for name, words in held.items())


def of_yes_or_no(reference, words, passes, **fields):
    """A question of yes or no, and the answer that passes."""
    return BidQuestion(reference=reference, words=words, asks_for=AnswerKind.YES_NO,
                       rule=PassIfIn(values=(passes,)), **fields)  # fmt: skip


CONSIDERED = {"if_missed": IfMissed.IS_CONSIDERED}
OFFERED = tuple(OfQuestion(question=name, rule=PassIfIn(values=("yes",))) for name in OFFERS)
QUESTIONS = (
    *(BidQuestion(reference=name, words=f"Do you offer {name}?", asks_for=AnswerKind.OPTION,
                  options=options(OFFER_OPTIONS), rule=PassIfIn(values=tuple(OFFER_OPTIONS)))
      for name in OFFERS),
    BidQuestion(reference="an-offer", words="Hosting or support", asks_for=AnswerKind.WORKED_OUT,
                rule=AnyRule(rules=OFFERED)),
    BidQuestion(reference="insurance", words="Employer's liability insurance?", asks_for=AnswerKind.OPTION,
                options=options(INSURED), rule=PassIfIn(values=("insured", "owner-only"))),
    *(of_yes_or_no(name, words, "yes") for name, words in MUST_BE_YES.items()),
    *(of_yes_or_no(name, words, "no") for name, words in MUST_BE_NO.items()),
    *(of_yes_or_no(name, words, "no", **CONSIDERED) for name, words in NO_OR_CONSIDERED.items()),
    BidQuestion(reference="large", words="Turnover of £36m or more?", asks_for=AnswerKind.YES_NO,
                kind=QuestionKind.INFORMATION),
    of_yes_or_no("slavery-report", "Do you report on modern slavery?", "yes",
                 asked_if=(AskedIf(question="large", is_in=("yes",)),), **CONSIDERED),
)  # fmt: skip
FORM = SelectionQuestionnaire(on=DAY, questions=QUESTIONS)
PASSES = {
    **dict.fromkeys(MUST_BE_YES, True), **dict.fromkeys(MUST_BE_NO, False),
    **dict.fromkeys(NO_OR_CONSIDERED, False), **dict.fromkeys(OFFERS, "yes"),
    "insurance": "owner-only", "large": True, "slavery-report": True,
}  # fmt: skip


def proposed(declaration):
    """The outcome that our rules propose: passed, failed, or None where a person decides."""
    answers = tuple(
        Answer(
            question=name,
            value=YesNo(yes=value) if isinstance(value, bool) else Chosen(options=(value,)),
        )
        for name, value in declaration.items()
    )
    return verdict(
        FORM, SelectionResponse(on=DAY, provider="alder", answers=answers), BidFacts(on=DAY)
    ).proposes


def enums(names, *values):
    """The part of a schema that holds some properties to some values."""
    return {name: {"enum": list(values)} for name in names}


BASELINE = {
    "type": "object",
    "required": [*MUST_BE_YES, *MUST_BE_NO, *OFFERS, "insurance"],
    "allOf": [
        {"properties": {
            **enums(MUST_BE_YES, True), **enums(MUST_BE_NO, False), **enums(OFFERS, *OFFER_OPTIONS),
            **enums(("insurance",), "insured", "owner-only")}},
        {"anyOf": [{"properties": enums((name,), "yes")} for name in OFFERS]},
    ],
}  # fmt: skip
DEFINITE = {
    "type": "object",
    "required": list(NO_OR_CONSIDERED),
    "allOf": [
        BASELINE,
        {"properties": {**enums(NO_OR_CONSIDERED, False), **enums(("slavery-report",), True)}},
    ],
}


def published(declaration):
    """The same by schemas of the published structure."""
    rs = pytest.importorskip("jsonschema_rs")
    if rs.is_valid(DEFINITE, declaration):
        return PASSED
    return None if rs.is_valid(BASELINE, declaration) else FAILED


def changed(**fields):
    """A declaration that passes, with some answers changed; None takes one out."""
    answers = PASSES | {name.replace("_", "-"): value for name, value in fields.items()}
    return {name: value for name, value in answers.items() if value is not None}


CASES = {
    "a definite pass": (changed(), PASSED),
    "guidance not read": (changed(guidance=False), FAILED),
    "insurance refused": (changed(insurance="no"), FAILED),
    "misconduct admitted": (changed(misconduct=True), None),
    "misconduct not answered": (changed(misconduct=None), None),
    "no report, though large": (changed(slavery_report=False), None),
    "small, and not asked to report": (changed(large=False, slavery_report=None), PASSED),
    "neither hosting nor support": (changed(hosting="not-offered", support="not-offered"), FAILED),
    "support alone": (changed(hosting="not-offered"), PASSED),
    "hosting alone": (changed(support="not-offered"), PASSED),
    "terms not answered": (changed(join_terms=None), FAILED),
    "misconduct, and guidance not read": (changed(misconduct=True, guidance=False), FAILED),
    "convicted of fraud": (changed(fraud=True), FAILED),
}


@pytest.mark.parametrize(("declaration", "outcome"), CASES.values(), ids=CASES)
def test_declaration_is_judged_as_it_was_published(declaration, outcome):
    """The cases that the framework's own team tested its schemas by, and their right outcomes."""
    assert proposed(declaration) is outcome
    assert published(declaration) is outcome


ANY = {
    **dict.fromkeys((*MUST_BE_YES, *MUST_BE_NO, *NO_OR_CONSIDERED), (True, False, None)),
    **dict.fromkeys(OFFERS, (*OFFER_OPTIONS, None)),
    "insurance": (*INSURED, None),
}


@given(
    st.dictionaries(st.sampled_from(sorted(ANY)), st.integers(0, 3), max_size=4),
    st.sampled_from([(False, None), (True, True), (True, False)]),
)
def test_any_declaration_that_the_form_lets_through_has_the_published_outcome(drawn, slavery):
    """Thousands of firms declared; a rule rebuilt wrongly would have turned some of them away."""
    differs = {name: ANY[name][place % len(ANY[name])] for name, place in drawn.items()}
    declaration = changed(**differs, large=slavery[0], slavery_report=slavery[1])
    assert proposed(declaration) is published(declaration)


APART = {
    "answered though not asked": (changed(large=False, slavery_report=False), PASSED, None),
    "asked and not answered": (changed(slavery_report=None), None, PASSED),
    "an option that is not there": (changed(insurance="self-insured"), None, FAILED),
}


@pytest.mark.parametrize(("declaration", "ours", "theirs"), APART.values(), ids=APART)
def test_answer_that_the_form_itself_refuses_is_judged_by_the_form(declaration, ours, theirs):
    """The schemas leave conditions and options to the page that is filled in; a verdict reads them too.

    An answer in the wrong box never passes or fails by itself: a person looks at it.
    """
    assert proposed(declaration) is ours
    assert published(declaration) is theirs
