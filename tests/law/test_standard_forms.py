"""Skeletons of the standard selection forms: what is asked, of whom, and what it leads to."""

import pytest
from attrs import evolve

from commissioning.cycle import Cycle
from commissioning.evaluation.answers import verdict
from commissioning.interchange.questionnaires import questionnaire_table, read_questionnaire
from commissioning.law.questions import EXCLUSION_GROUND
from commissioning.law.regimes.procurement_act_2023 import PROCUREMENT_ACT_2023
from commissioning.law.regimes.public_contracts_2015 import PUBLIC_CONTRACTS_2015
from commissioning.law.standard_forms import StandardForm, standard_form
from commissioning.records.answer_rules import BidFacts, HeldBy
from commissioning.records.answers import HOLDS, Answer, BidParty, Chosen, InWords, PartyRole, YesNo
from commissioning.records.questions import AnswerKind, FormUsed, IfMissed, WhoAnswers
from commissioning.records.selection import SelectionQuestionnaire, SelectionResponse
from commissioning.stages import Route
from commissioning.testing import Scenario, story

FORMS = pytest.mark.parametrize("form", StandardForm)
LAWS = {StandardForm.SQ: PUBLIC_CONTRACTS_2015, StandardForm.PSQ: PROCUREMENT_ACT_2023}
GROUP = (
    BidParty(provider="birch", role=PartyRole.MEMBER),
    BidParty(provider="cedar", role=PartyRole.RELIED_ON),
)


@FORMS
def test_every_ground_is_one_of_the_law_that_the_form_is_used_under(form):
    """An answer leads to a decision on exclusion, which names the ground by the code of the law."""
    rows = (row.value for row in LAWS[form].rows if row.parameter is EXCLUSION_GROUND)
    known = [ground.code for ground in rows]
    asked = [question.ground for question in standard_form(form) if question.ground]
    assert asked == (
        known if form is StandardForm.SQ else [each for each in known if each == "debarred"]
    )
    assert asked


@FORMS
def test_questions_about_exclusion_are_fixed_and_never_fail_a_bid_by_themselves(form):
    """A yes is where self-cleaning is heard; it is never the end."""
    exclusion = [q for q in standard_form(form) if q.part.startswith("Part 2")]
    assert exclusion
    assert all(question.fixed for question in exclusion)
    assert not [q.reference for q in exclusion if q.ground and q.when_missed is IfMissed.FAILS]
    assert not any(q.fixed for q in standard_form(form) if q.part.startswith("Part 3"))


@FORMS
def test_every_firm_relied_on_answers_about_itself_and_the_group_once_for_all(form):
    """Parts 1 and 2 are for each firm alone; standing and ability are those of the group."""
    questions = standard_form(form)
    each = {q.part[:6] for q in questions if q.of is WhoAnswers.EACH_RELIED_ON}
    assert each == {"Part 1", "Part 2"}
    assert all(q.of is WhoAnswers.BIDDER for q in questions if q.part.startswith("Part 3"))


@FORMS
def test_insurance_is_never_required_before_the_award(form):
    """The Act forbids it, and a small provider cannot afford cover for a contract that it may not win."""
    rules = [q.rule for q in standard_form(form) if q.reference == "employers-liability"]
    assert [rule.held_by for rule in rules] == [HeldBy.AWARD]


@FORMS
def test_form_goes_through_a_sheet_where_it_is_edited(form):
    """A council puts the form's words in with a spreadsheet, and reads it back."""
    questions = standard_form(form)
    assert read_questionnaire(questionnaire_table(questions).to_csv()).questions == questions


@FORMS
def test_questionnaire_that_starts_from_a_form_is_recorded_without_a_word(form):
    """What the library hands out must pass its own checks."""
    day = {"day": story(Scenario(), after=SelectionQuestionnaire).last_on}
    scenario = Scenario(route=Route.restricted(interviews=False))
    if form is StandardForm.PSQ:
        scenario = evolve(
            scenario, regime=PROCUREMENT_ACT_2023, day=day["day"].replace(year=2025, month=3)
        )
    *before, last = story(scenario, after=SelectionQuestionnaire).records
    held = Cycle.audit("Home care", before).cycle
    usual = {finding.code for finding in held.findings(last)}
    used = evolve(last, questions=standard_form(form), form=FormUsed(form=form))
    assert {finding.code for finding in held.findings(used)} <= usual


def answered(form, **answers):
    """The verdict on a bid that gives the best answers, save some."""
    given = []
    firms = {WhoAnswers.BIDDER: ("",), WhoAnswers.EACH_RELIED_ON: ("", "birch", "cedar")}
    for question in standard_form(form):
        wants = question.rule.values[0] if hasattr(question.rule, "values") else "no"
        best = {
            AnswerKind.YES_NO: YesNo(yes=wants == "yes"),
            AnswerKind.OPTION: Chosen(options=(HOLDS if len(question.options) == 3 else "small",)),
        }.get(question.asks_for, InWords(words="…"))
        own = answers.get(question.reference.replace("-", "_"), best)
        if own is not None and question.asks_for in {
            AnswerKind.YES_NO, AnswerKind.OPTION, AnswerKind.WORDS
        }:  # fmt: skip
            given += [
                Answer(question=question.reference, value=own, by=by) for by in firms[question.of]
            ]
    day = story(Scenario(), after=SelectionQuestionnaire).last_on
    response = SelectionResponse(on=day, provider="alder", answers=tuple(given), parties=GROUP)
    asked = SelectionQuestionnaire(on=day, questions=standard_form(form))
    return verdict(asked, response, BidFacts(on=day))


def test_yes_to_a_ground_waits_for_a_person_for_each_firm():
    """Three firms say yes to one ground, and each is decided on by itself."""
    found = answered(StandardForm.SQ, insolvency=YesNo(yes=True))
    waits = [each.party for each in found.waits_for if each.question.reference == "insolvency"]
    assert waits == ["", "birch", "cedar"]
    assert found.failed_questions == ()


def test_follow_up_is_asked_only_where_its_condition_holds():
    """A firm without sub-contractors is not asked whether one of them is debarred."""
    alone = answered(StandardForm.PSQ)
    outcomes = {each.question.reference: each.outcome.value for each in alone.questions}
    assert outcomes["debarred"] == "not asked"
    assert outcomes["sub-contractors"] == "not asked"
    found = answered(StandardForm.PSQ, sub_contracts=YesNo(yes=True), debarred=YesNo(yes=True))
    assert "debarred" in [each.question.reference for each in found.waits_for]
