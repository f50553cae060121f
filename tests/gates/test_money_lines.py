"""Money lines: which side an amount is on, with VAT and without, and what follows."""

import pickle
from datetime import date
from decimal import Decimal

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from commissioning.dates.periods import Period
from commissioning.errors import NoRuleError, VatDecidesError
from commissioning.gates.selection_law import kpis_are_set, stated_side_agrees_with_the_value
from commissioning.law.questions import THRESHOLD
from commissioning.law.regimes.procurement_act_2023 import PROCUREMENT_ACT_2023
from commissioning.law.regimes.public_contracts_2015 import PUBLIC_CONTRACTS_2015
from commissioning.law.thresholds import Side, bounds, is_above_threshold, side_of
from commissioning.records.contract import ContractSigned, ExtensionOption
from commissioning.records.kpis import Kpi
from commissioning.records.selection import SelectionQuestionnaire
from commissioning.records.specification import Lot, ServiceSpecification
from commissioning.records.strategy import ProcurementFacts, ProcurementStrategy
from commissioning.stages import Route
from commissioning.values.money import Money, VatBasis, pounds

DAY = date(2026, 6, 1)
WITH, WITHOUT = VatBasis.INCLUDING, VatBasis.EXCLUDING


def act(**facts):
    return PROCUREMENT_ACT_2023.law(ProcurementFacts(**facts), DAY)


@pytest.mark.parametrize(
    ("amount", "side"),
    [
        (pounds(663_540, WITH), Side.BEYOND),
        (pounds("663539.99", WITH), Side.WITHIN),
        (pounds(663_540, WITHOUT), Side.BEYOND),
        (pounds(552_949, WITHOUT), Side.WITHIN),
        (pounds(663_540), Side.BEYOND),
        (pounds(500_000), Side.WITHIN),
    ],
    ids=str,
)
def test_amount_is_held_against_the_line_on_its_own_basis(amount, side):
    """The line for care in 2026 includes VAT; £553,000 without it may reach the line with it."""
    assert side_of(amount, THRESHOLD, act(light_touch=True), DAY) is side


def test_both_figures_are_given_where_vat_would_decide():
    """£600,000 without VAT is below the line if care bears none, and above it at 20 per cent."""
    with pytest.raises(NoRuleError) as none:
        side_of(pounds(600_000, WITHOUT), THRESHOLD, act(light_touch=True), DAY)
    with pytest.raises(NoRuleError):
        side_of(pounds(552_950, WITHOUT), THRESHOLD, act(light_touch=True), DAY)  # the line itself
    assert isinstance(pickle.loads(pickle.dumps(none.value)), VatDecidesError)
    assert str(none.value) == (
        "VAT decides on which side of a line £600,000 excluding VAT lies (threshold: from £663,540 "
        "including VAT). The amount including VAT is £720,000 if VAT at 20% is charged and £600,000 "
        "if none is. Give the amount including VAT (the same amount if none is charged)."
    )


def test_line_net_of_vat_is_read_backwards():
    """Until 2021 the lines were without VAT, and an amount with it may come down to below one."""
    law = PUBLIC_CONTRACTS_2015.law(ProcurementFacts(light_touch=True), date(2020, 6, 1))
    day = date(2020, 6, 1)
    assert side_of(pounds(800_000, WITH), THRESHOLD, law, day) is Side.BEYOND
    assert side_of(pounds(600_000, WITH), THRESHOLD, law, day) is Side.WITHIN
    with pytest.raises(
        VatDecidesError, match=r"is £583,333\.33 if VAT at 20% is charged and £700,000"
    ):
        side_of(pounds(700_000, WITH), THRESHOLD, law, day)


def test_another_currency_is_not_converted():
    """There is no rate of exchange in the law."""
    with pytest.raises(NoRuleError) as none:
        side_of(Money(1, "EUR", WITH), THRESHOLD, act(light_touch=True), DAY)
    assert none.value.why == "the line is in GBP"


def test_sides_of_a_line_are_said_in_words():
    """Whether the figure of a line is itself beyond it, the line says, not the side."""
    assert [str(side) for side in Side] == ["beyond the line", "within the line"]


@given(
    amount=st.decimals(0, 10**9, places=2),
    basis=st.sampled_from(VatBasis),
    asked=st.sampled_from(VatBasis),
)
def test_least_is_never_more_than_the_most(amount, basis, asked):
    """Whatever the bases, the true amount lies between the two."""
    least, most = bounds(pounds(amount, basis), asked, Decimal(20))
    assert least <= most
    assert basis is not asked or least == most == amount


@pytest.mark.parametrize(
    ("estimated", "above"),
    [
        ((), True),
        (((pounds(700_000, WITH),),), True),
        (((pounds(500_000, WITH),),), False),
        (((pounds(100_000, WITH),), (pounds(700_000, WITH),)), True),
        (((pounds(600_000, WITH), pounds(63_540, WITHOUT)),), True),
        (((pounds(600_000, WITH), pounds(52_949, WITHOUT)),), False),
    ],
    ids=(
        "cannot be estimated",
        "above",
        "below",
        "above by the whole",
        "together above",
        "together below",
    ),
)
def test_value_that_cannot_be_estimated_counts_as_above(estimated, above):
    """Schedule 3: not knowing is no way round the rules."""
    assert is_above_threshold(estimated, act(light_touch=True), DAY) is above


def strategy(value, **facts):
    return ProcurementStrategy(
        on=date(2026, 5, 1),
        route=Route.open(),
        facts=ProcurementFacts(**facts),
        estimated_value=value,
    )


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (
            pounds(800_000, WITH),
            (
                "The strategy states that the procurement is below the threshold of £663,540 "
                "including VAT, but its estimated value is £800,000 including VAT (Procurement "
                "Act 2023, Schedule 1, paragraph 1). Correct the estimate, or state in the "
                "strategy that it is at or above the threshold."
            ),
        ),
        (pounds(500_000, WITH), ""),
        (None, ""),
    ],
    ids=("over", "under", "no value"),
)
def test_procurement_said_to_be_below_the_line_is_held_to_it(case_of, value, told):
    """A wrong fact would let every later duty fall away unnoticed."""
    case = case_of(
        SelectionQuestionnaire,
        strategy(value, light_touch=True, above_threshold=False),
        law=act(light_touch=True, above_threshold=False),
        on=DAY,
    )
    assert "".join(map(str, stated_side_agrees_with_the_value(case))) == told


def test_without_a_strategy_there_is_nothing_to_hold_against_the_line(case_of):
    """The missing strategy is reported by the order of the steps, once."""
    case = case_of(SelectionQuestionnaire, law=act(above_threshold=False), on=DAY)
    assert not list(stated_side_agrees_with_the_value(case))


def contract(value, **fields):
    return ContractSigned(
        on=DAY,
        reference="C-1",
        provider="alder",
        recommendations=("R",),
        term=Period.of(DAY, years=5),
        value=value,
        **fields,
    )


def kpi(reference, *, statutory=True):
    return Kpi(reference=reference, title=reference, numerator="visits", statutory=statutory)


CLEANING = {"light_touch": False, "above_threshold": True}


def test_large_contract_needs_its_indicators(case_of):
    """Section 52: three at least, before it is entered into."""
    spec = ServiceSpecification(
        on=date(2026, 5, 1), kpis=(kpi("k1"), kpi("k2", statutory=False), kpi("k3"))
    )
    case = case_of(contract(pounds(6_000_000, WITH)), spec, law=act(**CLEANING))
    (finding,) = kpis_are_set(case)
    assert str(finding) == (
        "Contract C-1 is worth £6,000,000 including VAT and has 2 statutory key performance "
        "indicators; the law requires at least 3 (Procurement Act 2023, section 52(1)). Set "
        "them in the specification; where they could not measure performance, record a waiver "
        "and give the reason in the contract details notice."
    )
    assert finding.about == "C-1"


@pytest.mark.parametrize(
    ("value", "options", "codes"),
    [
        (pounds(4_000_000, WITH), (), []),
        (None, (), []),
        (
            pounds(4_000_000, WITH),
            (ExtensionOption(years=2, value=pounds(2_000_000, WITH)),),
            ["kpis-not-set"],
        ),
        (pounds("4500000", WITHOUT), (), ["law-unknown"]),
    ],
    ids=("smaller", "no value", "with its options", "VAT decides"),
)
def test_line_is_drawn_with_every_option(case_of, value, options, codes):
    """An option not yet taken up counts; an unclear basis is asked about, not guessed."""
    case = case_of(contract(value, extension_options=options), law=act(**CLEANING))
    assert [f.code for f in kpis_are_set(case)] == codes


def test_indicators_of_every_lot_of_a_contract_count(case_of):
    """A contract for two lots is measured by what was specified for each, and by a shared one once."""
    lots = tuple(Lot(reference=lot, title=lot) for lot in ("N1", "N2"))
    divided = ServiceSpecification(on=date(2026, 4, 1), divided_into=lots)
    first, second = (
        ServiceSpecification(on=date(2026, 5, 1), lots=(lot,), kpis=tuple(map(kpi, references)))
        for lot, references in (("N1", ("k1",)), ("N2", ("k1", "k2", "k3")))
    )
    signed = evolve(contract(pounds(6_000_000, WITH)), lots=("N1", "N2"))
    given = {"law": act(**CLEANING), "lots": ("N1", "N2")}
    assert not list(kpis_are_set(case_of(signed, divided, first, second, **given)))
    (short,) = kpis_are_set(case_of(signed, divided, first, **given))
    assert "has 1 statutory key performance indicator" in short.message


def test_enough_indicators_are_enough(case_of):
    """Three are asked for, and a fourth does no harm."""
    spec = ServiceSpecification(on=date(2026, 5, 1), kpis=tuple(kpi(f"k{n}") for n in range(3)))
    case = case_of(contract(pounds(6_000_000, WITH)), spec, law=act(**CLEANING))
    assert not list(kpis_are_set(case))
    asked = case_of(ContractSigned, spec, law=act(**CLEANING), on=DAY)
    assert not list(kpis_are_set(asked))
