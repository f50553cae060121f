"""Looking a rule up: the day, the facts, and what is said when nothing answers."""

import copy
import pickle
from datetime import date
from decimal import Decimal

import pytest
from attrs import fields
from hypothesis import given
from hypothesis import strategies as st

from commissioning.errors import NoRuleError
from commissioning.findings.citation import Citation, Verification
from commissioning.law.law import (
    ANY,
    DecidedBy,
    FactPattern,
    Law,
    Parameter,
    Row,
    depends_on,
    describe_facts,
)
from commissioning.law.notices import NamedRecord
from commissioning.law.questions import ForbiddenCondition
from commissioning.law.regimes.held import REGIMES
from commissioning.records.award import IntentionToAward
from commissioning.records.live import ImprovementNoticeClosed
from commissioning.records.notices import NoticePublished
from commissioning.records.strategy import HealthProcess, ProcurementFacts, Subject
from commissioning.values.money import pounds

LENGTH = Parameter[int]("length", "How long it is.", "days")
OTHER = Parameter[int]("other", "Another question.", "days")
SOURCE = Citation("An Act", "section 1")
ONE, TWO = date(2025, 1, 1), date(2026, 1, 1)
LIGHT = FactPattern(light_touch=True)
FULL = FactPattern(light_touch=False)


def row(value, **fields):
    given = {"parameter": LENGTH, "applies_from": ONE, "citation": SOURCE, **fields}
    return Row(value=value, **given)


def law(*rows, facts=None, commenced_on=None):
    return Law(regime="An Act", facts=facts, commenced_on=commenced_on, rows=rows)


DECIDE_WHOSE_LAW = {"nation", "other_rules"}
"""The facts by which a procurement is refused before any row is looked at."""


def test_pattern_has_every_fact_of_a_procurement():
    """A fact that no row could turn on would be asked of officers in vain."""
    stated = [f.name for f in fields(ProcurementFacts) if f.name not in DECIDE_WHOSE_LAW]
    assert sorted(f.name for f in fields(FactPattern)) == sorted(stated)


def test_row_in_force_when_the_procurement_commenced_answers():
    """A threshold that rises in the middle of a procurement does not move it."""
    rows = (row(1, applies_to=date(2025, 12, 31)), row(2, applies_from=TWO))
    assert law(*rows, commenced_on=ONE).value(LENGTH, date(2026, 6, 1)) == 1
    assert law(*rows, commenced_on=TWO).value(LENGTH, date(2026, 6, 1)) == 2


def test_before_commencement_the_day_asked_decides():
    """A plan is made under the law that would govern if it began that day."""
    rows = (row(1, applies_to=date(2025, 12, 31)), row(2, applies_from=TWO))
    assert law(*rows).value(LENGTH, date(2025, 12, 31)) == 1
    assert law(*rows).value(LENGTH, TWO) == 2


def test_row_keyed_on_the_act_goes_by_the_day_of_the_act():
    """Some duties began on a day for every contract, whenever it was bought."""
    late = row(3, applies_from=TWO, decided_by=DecidedBy.ACT)
    assert law(late, commenced_on=ONE).value(LENGTH, TWO) == 3
    assert not law(late, commenced_on=ONE).has(LENGTH, date(2025, 12, 31))


def test_facts_choose_between_rows():
    """Light touch and full rules stand side by side; what is stated picks one."""
    rows = (row(30, facts=FULL), row(120, facts=LIGHT))
    assert law(*rows, facts=ProcurementFacts(light_touch=True)).value(LENGTH, TWO) == 120
    assert law(*rows, facts=ProcurementFacts(light_touch=False)).value(LENGTH, TWO) == 30


@pytest.mark.parametrize(
    ("asked", "facts", "commenced_on", "why"),
    [
        (OTHER, None, None, "this law does not cover it"),
        (
            LENGTH,
            ProcurementFacts(light_touch=None),
            None,
            "the law depends on whether the service is light touch",
        ),
        (LENGTH, None, None, "the law depends on whether the service is light touch"),
        (
            LENGTH,
            ProcurementFacts(light_touch=False),
            None,
            (
                "it has none for a procurement that is for services, not light touch, by a council "
                "or other sub-central authority, conducted electronically"
            ),
        ),
        (
            LENGTH,
            ProcurementFacts(light_touch=True),
            date(2024, 12, 31),
            (
                "the rules held here apply from 1 January 2025, and the procurement commenced on "
                "31 December 2024"
            ),
        ),
    ],
    ids=("no such rule", "fact unstated", "no strategy", "other facts", "other time"),
)
def test_look_up_that_finds_nothing_says_why(asked, facts, commenced_on, why):
    """The library does not guess; the reader learns which fact or day to give."""
    with pytest.raises(NoRuleError) as none:
        law(row(1, facts=LIGHT), facts=facts, commenced_on=commenced_on).row(asked, TWO)
    assert why in none.value.why
    assert none.value.regime == "An Act"
    assert none.value.parameter == asked.name
    assert pickle.loads(pickle.dumps(none.value)).why == none.value.why


def test_message_names_regime_question_day_and_reason():
    """It is read by somebody who has never seen the table."""
    with pytest.raises(NoRuleError) as none:
        law(row(1, applies_to=date(2025, 12, 31))).row(LENGTH, TWO)
    assert str(none.value) == (
        "An Act has no rule for length on 1 January 2026: the rules held here apply from 1 "
        "January 2025 to 31 December 2025"
    )


def test_unknown_law_answers_nothing_and_says_why():
    """Outside the rows there is no law here, and no law is not the same as no duty."""
    unknown = Law.unknown("nobody says when it commenced", tolerated=True)
    with pytest.raises(NoRuleError, match="nobody says when it commenced"):
        unknown.value(LENGTH, TWO)
    assert unknown.tolerated
    assert not unknown.has(LENGTH, TWO)
    assert unknown.every(LENGTH, TWO) == ()


def test_many_rows_answer_a_question_with_many_answers():
    """Notices and grounds come in lists; those that hang on an unstated fact are kept apart."""
    rows = (row(1), row(2, facts=LIGHT), row(3, facts=FULL), row(4, parameter=OTHER))
    unsaid = law(*rows, facts=ProcurementFacts(light_touch=None))
    assert [r.value for r in unsaid.every(LENGTH, TWO)] == [1]
    assert [r.value for r in unsaid.undecided(LENGTH, TWO)] == [2, 3]
    said = law(*rows, facts=ProcurementFacts(light_touch=True))
    assert [r.value for r in said.every(LENGTH, TWO)] == [1, 2]
    assert said.undecided(LENGTH, TWO) == ()


def test_one_of_many_is_found_by_its_code():
    """A ground for exclusion is asked for by name; a name nobody knows is an error, not a no."""
    asked = Parameter[ForbiddenCondition]("condition", "Things with a code.", many=True)
    coded = ForbiddenCondition("insurance", "hold insurance")
    found = law(row(coded, parameter=asked), row(Subject.WORKS, parameter=asked))
    assert found.one_of(asked, TWO, "insurance").value is coded
    with pytest.raises(NoRuleError, match='none has the code "x"'):
        found.one_of(asked, TWO, "x")
    with pytest.raises(NoRuleError, match='did you mean "insurance"'):
        found.one_of(asked, TWO, "insurence")


facts = st.builds(
    ProcurementFacts,
    subject=st.sampled_from(Subject),
    light_touch=st.sampled_from((True, False, None)),
    above_threshold=st.sampled_from((True, False, None)),
    user_choice=st.booleans(),
)
patterns = st.builds(
    FactPattern,
    subject=st.none() | st.sampled_from(Subject),
    light_touch=st.none() | st.booleans(),
    above_threshold=st.none() | st.booleans(),
    user_choice=st.none() | st.booleans(),
)


@given(pattern=patterns, stated=facts)
def test_pattern_fits_or_is_against_or_waits_for_a_fact(pattern, stated):
    """Silence about a fact is a third answer, never a no."""
    fits, against = pattern.fits(stated), bool(pattern.against(stated))
    waits = bool(pattern.unstated(stated)) and not against
    assert [fits, against, waits].count(True) == 1


@pytest.mark.parametrize(
    ("record", "met"),
    [
        (IntentionToAward(on=TWO, recommendation="R"), False),
        (NoticePublished(on=TWO, notice="UK6"), True),
        (NoticePublished(on=TWO, notice="UK7"), False),
    ],
    ids=("letters", "UK6", "UK7"),
)
def test_trigger_tells_one_notice_from_another(record, met):
    """Only the contract award notice starts the clock, not any notice that day."""
    assert NamedRecord(NoticePublished, ("UK6",)).is_met_by(record) is met


@pytest.mark.parametrize("met", [True, False])
def test_trigger_can_leave_out_what_ended_well(met):
    """Only an improvement notice that was not met is published against a provider."""
    closed = ImprovementNoticeClosed(on=TWO, contract="C", notice="N", met=met)
    trigger = NamedRecord(ImprovementNoticeClosed, unless="met")
    assert trigger.is_met_by(closed) is not met


def test_trigger_reads_as_a_person_would_say_it():
    """It stands in messages: no intention to award has started the standstill."""
    assert str(NamedRecord(IntentionToAward)) == "intention to award"
    assert str(NamedRecord(NoticePublished, ("UK4", "UK5"))) == "UK4 or UK5 notice"


@pytest.mark.parametrize(
    ("parameter", "value", "told"),
    [
        (LENGTH, 30, "30 days"),
        (LENGTH, None, "no fixed number"),
        (LENGTH, True, "yes"),
        (LENGTH, False, "no"),
        (Parameter[Decimal]("cap", "", "per cent"), Decimal(10), "10 per cent"),
        (Parameter[int]("bare", "", ""), 3, "3"),
        (LENGTH, pounds(207_720), "£207,720"),
    ],
    ids=("number", "none", "yes", "no", "decimal", "no unit", "money"),
)
def test_value_is_told_with_its_unit(parameter, value, told):
    """A number without its unit is where slips begin."""
    assert parameter.describe(value) == told


def test_row_reads_as_a_sentence():
    """A person who does not program checks the table by reading it."""
    assert row(
        120,
        facts=FactPattern(subject=Subject.WORKS, light_touch=True),
        applies_to=TWO,
        decided_by=DecidedBy.ACT,
        citation=Citation("An Act", "section 1", verification=Verification.UNVERIFIED),
    ).sentence() == (
        "length: 120 days (where for works, light touch); An Act, section 1 (unverified); from "
        "1 January 2025 to 1 January 2026, by the day of the act; unverified"
    )
    assert row(30).sentence() == (
        "length: 30 days; An Act, section 1; from 1 January 2025; read in the text of the law"
    )


def test_stated_facts_are_described_in_words():
    """What is not stated is left out; what is usual is not said."""
    stated = ProcurementFacts(
        above_threshold=False,
        health_service=True,
        health_process=HealthProcess.COMPETITIVE,
        sub_central=False,
        electronic=None,
    )
    assert describe_facts(stated) == (
        "for services, by a central authority, below the threshold, a health care service, "
        "competitive process"
    )
    assert describe_facts(None) == "not yet described by a strategy"
    assert str(ANY) == ""


@pytest.mark.parametrize("made", [copy.deepcopy, lambda law: pickle.loads(pickle.dumps(law))])
@pytest.mark.parametrize("regime", REGIMES, ids=lambda regime: regime.name)
def test_copied_or_pickled_law_answers_as_before(regime, made):
    """A law that crosses to another process must not deny the rules it holds."""
    day = max(row.applies_from for row in regime.rows)
    facts = ProcurementFacts(light_touch=True, above_threshold=True)
    law = regime.law(facts, day)
    again = made(law)
    assert again == law
    for asked in dict.fromkeys(row.parameter for row in law.rows):
        assert again.every(asked, day) == law.every(asked, day)


def test_questions_are_compared_by_value():
    """Two questions of one name that say different things are not one question."""
    assert Parameter[int]("length", "How long it is.", "days") == LENGTH
    assert hash(Parameter[int]("length", "How long it is.", "days")) == hash(LENGTH)
    assert Parameter[int]("length", "How wide it is.", "days") != LENGTH


def test_patterns_are_joined():
    """A row for what two patterns are for fixes the facts of both."""
    assert LIGHT & FactPattern(urgent=True) == FactPattern(light_touch=True, urgent=True)
    assert LIGHT & ANY == LIGHT


@pytest.mark.parametrize("fact", [field.name for field in fields(FactPattern)])
def test_every_fact_is_asked_for_in_officers_words(fact):
    """`health_service` means nothing to an officer; whether this is a health care service does."""
    assert "_" not in depends_on((fact,))
    assert depends_on((fact,)).startswith("the law depends on w")
