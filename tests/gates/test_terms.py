"""Implausible terms: a wrong century, a wrong year, a life sentence."""

from datetime import date

import pytest
from attrs import evolve

from commissioning import (
    BridgingContract,
    BroughtForward,
    ContractSigned,
    ContractVaried,
    Cycle,
    Period,
    Route,
    Stage,
)
from commissioning.records.contract import ExtensionOption
from commissioning.testing import Scenario, story

SCENARIO = Scenario(route=Route.open(), providers=("alder",))
REMEDY = "Correct the day; if it is right, record a waiver that says why."


def before_signature() -> tuple[Cycle, ContractSigned]:
    line = story(SCENARIO, after=ContractSigned)
    contract = line.expect(ContractSigned)
    return Cycle("x").record(*(r for r in line.records if r is not contract)), contract


def found(cycle, record):
    return [str(f) for f in cycle.findings(record) if f.code == "term-implausible"]


def test_term_of_another_century_is_refused():
    """A slip of the keyboard would otherwise stand in the register for ever."""
    cycle, contract = before_signature()
    old = evolve(contract, term=Period(date(1900, 1, 1), date(1901, 1, 1)))
    assert found(cycle, old) == [
        "The term of contract C1 starts on 1 January 1900, more than one year before the signature of "
        f"6 April 2022. {REMEDY}"
    ]
    assert "term-implausible" in {f.code for f in cycle.blockers(old)}


def test_contract_without_a_last_day_is_asked_only_when_it_starts():
    """A contract that runs on has no term to be too long."""
    cycle, contract = before_signature()
    rolling = evolve(contract, term=None, starts_on=contract.on, rolling=True)
    assert found(cycle, rolling) == []
    assert len(found(cycle, evolve(rolling, starts_on=date(1900, 1, 1)))) == 1


SIGNED = date(2022, 1, 7)
TERMS = [
    (Period(SIGNED, date(2121, 1, 6)), True),
    (Period(SIGNED, date(2121, 1, 7)), False),
    (Period(date(2021, 1, 7), date(2023, 1, 1)), True),
    (Period(date(2021, 1, 6), date(2023, 1, 1)), False),
    (Period(date(2032, 1, 7), date(2033, 1, 1)), True),
    (Period(date(2032, 1, 8), date(2033, 1, 1)), False),
    (Period(date(2022, 2, 1), date(9998, 12, 31)), False),
]


@pytest.mark.parametrize(("term", "plausible"), TERMS)
def test_term_is_plausible_to_the_day(term, plausible):
    """The lines are drawn somewhere, and the officer is told where."""
    cycle, contract = before_signature()
    assert found(cycle, evolve(contract, term=term, extension_options=())) is not plausible
    bridge = BridgingContract(on=SIGNED, reference="B", provider="oak", because="x", period=term)
    assert found(cycle, bridge) is not plausible


def test_bridging_contract_without_an_end_starts_near_its_signature_all_the_same():
    """It may run on, but not from a day in another century."""
    cycle, _ = before_signature()
    bridge = BridgingContract(
        on=SIGNED, reference="B", provider="oak", because="x", starts_on=SIGNED, rolling=True
    )
    assert found(cycle, bridge) == []
    assert len(found(cycle, evolve(bridge, starts_on=date(1900, 1, 1)))) == 1
    assert found(cycle, evolve(bridge, starts_on=None)) == []


def test_options_count_towards_the_longest_term():
    """Ninety-nine years and an option of one are a hundred."""
    cycle, contract = before_signature()
    century = evolve(
        contract,
        term=Period(SIGNED, date(2121, 1, 6)),
        extension_options=(ExtensionOption(years=1),),
    )
    assert found(cycle, century) == [
        "The longest term of contract C1, 7 January 2022 to 6 January 2122, is more than 99 years. "
        f"{REMEDY}"
    ]


def test_start_in_another_century_is_refused():
    """2202 for 2022 is as easily typed as 1900."""
    cycle, contract = before_signature()
    far = evolve(contract, term=Period(date(2202, 4, 1), date(2204, 3, 31)))
    assert found(cycle, far) == [
        "The term of contract C1 starts on 1 April 2202, more than 10 years after the signature of "
        f"6 April 2022. {REMEDY}"
    ]


VARIED = ContractVaried(
    on=date(2023, 5, 2), contract="K", reference="V1", what="it runs on", because="a slip"
)
ENDS = [
    (None, []),
    (date(2024, 3, 31), []),
    (date(2022, 3, 31), []),
    (date(2122, 3, 31), []),
    (date(2122, 4, 1),
     [f"The longest term of contract K, 1 April 2023 to 1 April 2122, is more than 99 years. {REMEDY}"]),
    (date(2124, 3, 31),
     [f"The longest term of contract K, 1 April 2023 to 31 March 2124, is more than 99 years. {REMEDY}"]),
]  # fmt: skip


@pytest.mark.parametrize(("new_end", "messages"), ENDS)
def test_change_prolongs_a_contract_to_99_years_at_most(new_end, messages):
    """What no contract may be signed for, no change may turn it into."""
    term = Period(date(2023, 4, 1), date(2026, 3, 31))
    contract = ContractSigned(on=date(2023, 3, 1), reference="K", provider="elm", term=term)
    held = BroughtForward(
        on=date(2023, 4, 1), stage=Stage.GO_LIVE, because="x", carries=(contract,)
    )
    cycle = Cycle("x").record(held)
    assert found(cycle, evolve(VARIED, new_end=new_end)) == messages


def test_change_of_a_contract_that_is_not_held_is_not_measured():
    """Its start is not known, so neither is its length."""
    held = BroughtForward(on=date(2023, 4, 1), stage=Stage.GO_LIVE, because="x")
    assert found(Cycle("x").record(held), evolve(VARIED, new_end=date(2224, 3, 31))) == []
