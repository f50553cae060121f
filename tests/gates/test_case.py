"""What is known of an attempt, and what a gate and a check are by themselves."""

import pickle
from collections.abc import Iterator
from datetime import date
from importlib import import_module
from pkgutil import iter_modules

import pytest
from attrs import evolve

import commissioning.gates
from commissioning.errors import NoRuleError, NotStatedError
from commissioning.findings.catalogue import FINDING_CODES
from commissioning.findings.finding import Finding
from commissioning.gates.case import Case, Check, Gate, check, gate
from commissioning.law.law import Law
from commissioning.law.questions import STANDSTILL
from commissioning.ledger.ledger import Ledger
from commissioning.records.award import AwardRecommendation
from commissioning.records.ending import Abandonment


def conditions() -> Iterator[Gate | Check]:
    """Every gate and check that the package defines, once."""
    found: dict[str, Gate | Check] = {}
    for module in iter_modules(commissioning.gates.__path__):
        loaded = import_module(f"commissioning.gates.{module.name}")
        for thing in vars(loaded).values():
            if isinstance(thing, Gate | Check):
                found[thing.name] = thing
    yield from found.values()


def test_there_are_conditions_to_look_at():
    """A search that found none would pass every test below."""
    assert len(list(conditions())) > 50


@pytest.mark.parametrize("condition", list(conditions()), ids=lambda condition: condition.name)
def test_condition_declares_codes_of_the_table_and_reads_as_a_claim(condition):
    """Whoever is refused looks the code up, and reads on the page of the table what was claimed."""
    assert condition.codes
    assert set(condition.codes) <= set(FINDING_CODES)
    assert condition.meaning.endswith(".")


@pytest.mark.parametrize("condition", list(conditions()), ids=lambda condition: condition.name)
def test_condition_is_found_again_by_its_name(condition):
    """A process sent to another worker asks the very same conditions there."""
    assert pickle.loads(pickle.dumps(condition)) is condition


def test_attempt_looks_its_law_up_in_the_ledger():
    """A gate that asks the law must get the law of this procurement, without being handed it."""
    case = Case(Ledger(), date(2022, 11, 25), ("whole",), AwardRecommendation)
    assert case.law.regime == "Public Contracts Regulations 2015"
    assert case.law is case.law


def test_attempt_before_any_law_that_is_held_says_so():
    """A day before every regime must not be judged by one of them."""
    case = Case(Ledger(), date(1999, 11, 25), ("whole",), AwardRecommendation)
    assert case.law.unknown_because
    with pytest.raises(NoRuleError):
        case.law.row(STANDSTILL, case.on)


def test_condition_without_a_sentence_means_nothing():
    """A council's own gate may come without words; the table then shows an empty cell."""

    @gate("stage-order")
    def said_by_nobody(case: Case) -> Iterator[Finding]:
        return iter(())

    @check(AwardRecommendation, "stage-order")
    def seen_by_nobody(case: Case, record: AwardRecommendation) -> Iterator[Finding]:
        return iter(())

    assert said_by_nobody.meaning == ""
    assert seen_by_nobody.meaning == ""


def test_latest_record_of_each_lot_is_found_where_there_is_one(case_of):
    """A gate that asks lot by lot meets only the lots that have something to ask about."""
    older = Abandonment(on=date(2022, 11, 1), lots=("N1",), because="the money is gone")
    newer = evolve(older, on=date(2022, 11, 2))
    case = case_of(newer, older, newer, law=Law.unknown("not asked"), lots=("N1", "N2"))
    assert case.by_lot(Abandonment) == {"N1": newer}


def test_finding_of_two_lots_is_reported_once(case_of):
    """A gate that asks lot by lot may find the same thing twice."""
    twice = gate(FINDING_CODES[0])(lambda case: map(FINDING_CODES[0], ["The same"] * 2))
    case = case_of(AwardRecommendation, law=Law.unknown("not asked"), on=date(2022, 11, 25))
    assert [finding.message for finding in twice(case)] == ["The same"]


def test_check_of_a_record_finds_nothing_while_only_its_kind_is_asked_about():
    """Whether an award could come next is asked before anybody has written one."""
    seen = check(AwardRecommendation, FINDING_CODES[0])(lambda *_: iter((FINDING_CODES[0]("x"),)))
    assert seen.asked_of(Case.asking(Ledger(), AwardRecommendation, date(2022, 11, 25))) == ()


def test_findings_before_a_fact_that_is_not_stated_are_kept(case_of):
    """What is missing is reported once, about its record; it hides nothing that was found before."""

    @gate(FINDING_CODES[0])
    def found_before(_: Case) -> Iterator[Finding]:
        yield FINDING_CODES[0]("The same")
        raise NotStatedError("shortlist", "invited", "whom it invites")

    case = case_of(AwardRecommendation, law=Law.unknown("not asked"), on=date(2022, 11, 25))
    assert [finding.message for finding in found_before(case)] == ["The same"]
