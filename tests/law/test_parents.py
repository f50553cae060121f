"""The law of a call-off, of what is not covered, and the side of the threshold that follows from a value."""

from datetime import date

import pytest
from attrs import evolve

from commissioning.cycle import Cycle
from commissioning.errors import NoRuleError
from commissioning.law.governing import governing
from commissioning.law.of_ledger import _of_call_off, law_for
from commissioning.law.questions import STANDSTILL_DUTY, StandstillDuty
from commissioning.ledger.ledger import Ledger
from commissioning.records.strategy import (
    HealthProcess,
    Nation,
    OtherRules,
    Parent,
    ParentKind,
    ProcurementFacts,
    ProcurementStrategy,
)
from commissioning.stages import During, Route, Stage
from commissioning.values.money import VatBasis, pounds

DAY = date(2026, 3, 2)
ACT, PCR = "Procurement Act 2023", "Public Contracts Regulations 2015"
PSR = "Health Care Services (Provider Selection Regime) Regulations 2023"
CARE = ProcurementFacts(light_touch=False, above_threshold=True)
CLINIC = ProcurementFacts(
    above_threshold=True, health_service=True, health_process=HealthProcess.COMPETITIVE
)


def law(facts=CARE, under=None, value=None, on=DAY, route=None):
    strategy = ProcurementStrategy(
        on=on, route=route or Route.call_off(), facts=facts, under=under, estimated_value=value
    )
    ledger = Ledger()
    ledger.add(strategy, During((Stage.NEEDS,)))
    return law_for(ledger, on)


def framework(commenced_on, kind=ParentKind.FRAMEWORK):
    return Parent(reference="Home care 2023", kind=kind, commenced_on=commenced_on)


@pytest.mark.parametrize(
    ("facts", "under", "regime"),
    [
        (CARE, None, ACT),
        (CARE, framework(date(2023, 5, 2)), PCR),
        (CARE, framework(date(2025, 2, 23)), PCR),
        (CARE, framework(date(2025, 2, 24)), ACT),
        (CARE, framework(date(2023, 5, 2), ParentKind.DYNAMIC_MARKET), PCR),
        (CLINIC, framework(date(2023, 5, 2)), PSR),
        (CLINIC, framework(date(2023, 5, 2), ParentKind.DYNAMIC_MARKET), PCR),
    ],
    ids=(
        "by itself",
        "framework of 2023",
        "framework of the last day",
        "framework of the Act",
        "purchasing system of 2023",
        "health, framework of 2023",
        "health, purchasing system of 2023",
    ),
)
def test_call_off_follows_the_law_of_its_framework(facts, under, regime):
    """A call-off of 2026 from a framework of 2023 is under the 2015 Regulations, but for health care."""
    assert law(facts, under).regime == regime


@pytest.mark.parametrize(
    ("on", "facts", "regime"),
    [
        (date(2029, 2, 23), CARE, PCR),
        (date(2029, 2, 24), CARE, ACT),
        (date(2029, 2, 23), CLINIC, PCR),
        (date(2029, 2, 24), CLINIC, PSR),
    ],
)
def test_old_purchasing_systems_are_over_on_23_february_2029(on, facts, regime):
    """Regulation 5(4)(b) of SI 2024/716 ends each of them on that day, whatever its own term says."""
    old = framework(date(2023, 5, 2), ParentKind.DYNAMIC_MARKET)
    assert law(facts, old, on=on).regime == regime


@pytest.mark.parametrize("kind", ParentKind)
def test_call_off_under_the_act_meets_the_threshold_of_its_own_day(kind):
    """SI 2025/1200, regulation 3, saves what had itself begun; a procurement is of one contract."""
    value = pounds(210_000, VatBasis.INCLUDING)
    asked = evolve(CARE, above_threshold=None)
    parent = framework(date(2025, 5, 2), kind)
    assert law(asked, parent, value).facts.above_threshold is True
    assert law(asked, parent, value, on=date(2025, 12, 31)).facts.above_threshold is False


def test_call_off_from_an_old_framework_has_no_standstill():
    """Regulation 86(5); the fact that it is a call-off follows from its parent."""
    found = law(CARE, framework(date(2023, 5, 2)))
    assert found.facts.framework_call_off
    assert found.value(STANDSTILL_DUTY, DAY) is StandstillDuty.NONE


def test_call_off_from_a_framework_of_unknown_age_has_an_unknown_law():
    """Guessing the law of today would refuse, or allow, by the wrong rules."""
    found = law(CARE, framework(None))
    assert found.unknown_because == (
        "the strategy does not say when the framework Home care 2023 commenced, whose law the "
        "call-off follows"
    )


def test_route_of_a_framework_states_that_it_is_one():
    """Else its contracts would have to have the KPIs of a service, and its terms would not be asked for."""
    assert law(route=Route.framework()).facts == evolve(CARE, framework=True)


def test_parent_needs_a_name():
    """Nobody could find the framework that was used."""
    with pytest.raises(ValueError, match="name the framework or market"):
        Parent(reference="", kind=ParentKind.FRAMEWORK)


@pytest.mark.parametrize(
    ("value", "above"),
    [
        (None, True),
        (pounds(5_000_000, VatBasis.INCLUDING), True),
        (pounds(207_720, VatBasis.INCLUDING), True),
        (pounds("207719.99", VatBasis.INCLUDING), False),
        (pounds(180_000, VatBasis.EXCLUDING), None),
    ],
    ids=("not estimated", "far above", "on the line", "a penny below", "VAT decides"),
)
def test_side_of_the_threshold_follows_from_the_value(value, above):
    """What follows is not asked for; a value that cannot be estimated counts as above."""
    found = law(evolve(CARE, above_threshold=None), value=value)
    assert found.facts.above_threshold is above
    assert law(evolve(CARE, above_threshold=False), value=value).facts.above_threshold is False


def test_without_a_strategy_nothing_has_been_estimated():
    """An empty cycle is not above a threshold."""
    assert Cycle("Home care").law(DAY).facts is None


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        (
            {"nation": Nation.WALES},
            "a devolved Welsh authority has regulations, thresholds and a health regime of its own",
        ),
        ({"nation": Nation.SCOTLAND}, "procurement in Scotland has a law of its own"),
        (
            {"nation": Nation.NORTHERN_IRELAND},
            "procurement in Northern Ireland has rules of its own",
        ),
        ({"other_rules": OtherRules.UTILITIES}, "a utilities contract has rules of its own"),
        (
            {"other_rules": OtherRules.DEFENCE},
            "a defence and security contract has rules of its own",
        ),
    ],
    ids=str,
)
def test_law_that_is_not_covered_is_refused_with_a_sentence(facts, why):
    """England's answer to a Welsh question would be believed."""
    with pytest.raises(NoRuleError) as none:
        governing(DAY, evolve(CARE, **facts))
    assert str(none.value) == (
        f"The law held here has no rule for governing law on 2 March 2026: {why}, not held here. "
        "Take advice on that law; this library does not cover it."
    )


def test_call_off_without_stated_facts_has_no_known_law():
    """Whether it is health care decides whose law it follows."""
    with pytest.raises(NoRuleError):
        _of_call_off(DAY, None, None, framework(date(2023, 5, 2)))
