"""Sets of KPIs that change after the contract is signed: each return is judged by the set of its last day."""

from datetime import date

import pytest
from attrs import evolve

from commissioning.contracts.history import ContractHistory
from commissioning.contracts.kpi_sets import sets_of
from commissioning.contracts.performance import performance, performance_of
from commissioning.dates.periods import Period
from commissioning.errors import RecordError, written
from commissioning.gates.case import Case
from commissioning.gates.kpis import (
    kpis_apply_to_what_is_to_come,
    kpis_go_on_or_end_knowingly,
    targets_do_not_fall,
    weights_add_up_to_100,
)
from commissioning.ledger.ledger import Ledger
from commissioning.records.bands import Band, Direction, Target
from commissioning.records.contract import ContractSigned
from commissioning.records.credit_terms import ServiceCredits
from commissioning.records.credits import CreditLadder
from commissioning.records.kpis import Kpi, Measurement
from commissioning.records.live import KpiReport, KpisAgreed
from commissioning.records.reporting import Frequency, Rolling
from commissioning.records.specification import ServiceSpecification
from commissioning.stages import During, Stage
from commissioning.testing import Scenario, make, story

START = date(2026, 1, 1)
APRIL = date(2026, 4, 1)
OLD = Kpi(
    reference="k1",
    title="punctual visits",
    numerator="visits on time",
    denominator="visits planned",
    frequency=Frequency.MONTHLY,
    targets=(Target(value=80),),
    bands=(Band(name="Green", low=80), Band(name="Red", high=80)),
    measured_over=Rolling(periods=3),
)
NEW = evolve(
    OLD, reference="k1a", continues="k1", targets=(Target(value=90),),
    bands=(Band(name="Good", low=90), Band(name="Bad", high=90)),
)  # fmt: skip


def agreed(*kpis, applies_from=APRIL, **parts):
    return KpisAgreed(on=APRIL, contract="c1", kpis=kpis, applies_from=applies_from, **parts)


def returned(first, last, kpi, numerator=85, received=None):
    measured = (Measurement(kpi=kpi, numerator=numerator, denominator=100),)
    return KpiReport(
        on=received or last, contract="c1", period=Period(first, last), measurements=measured
    )


JAN, FEB, MAR = (
    returned(date(2026, 1, 1), date(2026, 1, 31), "k1"),
    returned(date(2026, 2, 1), date(2026, 2, 28), "k1"),
    returned(date(2026, 3, 1), date(2026, 3, 31), "k1", received=date(2026, 4, 15)),
)
APR = returned(APRIL, date(2026, 4, 30), "k1a")


CHANGED = (agreed(NEW),)


def made(*reports, sets=CHANGED):
    return performance("c1", (OLD,), reports, starts_on=START, agreed=sets)


def test_return_is_judged_by_the_set_of_its_last_day_whenever_it_comes():
    """March's return comes in April, under the new set, and March is still what was agreed for March."""
    march, april = made(MAR, APR).of("k1")
    assert (march.band.name, march.target_met) == ("Green", True)
    assert (april.band.name, april.target_met) == ("Bad", False)


def test_set_holds_on_its_first_day():
    """A period that ends on 1 April ends under the set from 1 April."""
    last = returned(date(2026, 3, 2), APRIL, "k1a")
    assert made(last).of("k1a")[0].band.name == "Bad"


def test_return_over_the_change_has_the_new_set_and_says_so():
    """16 March to 15 April ends under the new set; April begins with it, and has nothing to agree."""
    both = returned(date(2026, 3, 16), date(2026, 4, 15), "k1a")
    assert made(both).of("k1a")[0].band.name == "Bad"
    assert [str(each) for each in made(both).findings(date(2026, 1, 1))][-1] == (
        "The return for 16 March 2026 to 15 April 2026 is judged by the KPIs that apply from 1 April 2026, a "
        "day within its period. Agree with the provider that the set on the last day counts."
    )
    codes = {each.code for each in made(APR).findings(date(2026, 1, 1))}
    assert "kpi-set-changed-within-period" not in codes


def test_kpi_goes_on_under_another_reference():
    """The run of January to April is one line, and so is its rolling window."""
    worse = evolve(APR, measurements=(Measurement(kpi="k1a", numerator=25, denominator=100),))
    line = made(JAN, FEB, MAR, worse).of("k1a")
    assert line == made(JAN, FEB, MAR, worse).of("k1")
    assert [each.kpi.reference for each in line] == ["k1", "k1", "k1", "k1a"]
    assert line[-1].value == 65
    assert made(JAN, FEB, MAR, worse).pooled("k1a") == 70
    assert [kpi.reference for kpi in made().kpis] == ["k1a"]


def test_measurements_are_asked_for_by_the_set_of_their_time():
    """Nobody asks for the old KPI after April, or for the new one before."""
    old = evolve(APR, measurements=JAN.measurements)
    findings = made(JAN, FEB, MAR, old).findings(date(2026, 5, 2))
    assert [each.message for each in findings if each.code.startswith("measurement-")] == [
        "The return for 1 April 2026 to 30 April 2026 has no figure for k1a (punctual visits)",
        "The return for 1 April 2026 to 30 April 2026 measures k1, which is not a KPI of the contract; did "
        'you mean "k1a"?',
    ]


def test_missing_returns_are_counted_through_a_change_of_the_set():
    """The gap is a gap under either set."""
    missing = [e.message for e in made().findings(date(2026, 6, 15)) if e.code == "return-missing"]
    assert missing == [
        "There are no monthly returns for 1 January 2026 to 31 March 2026, 3 in a row",
        "There are no monthly returns for 1 April 2026 to 31 May 2026, 2 in a row",
    ]


def test_returns_of_a_new_set_are_missing_only_from_its_first_period():
    """A provider is not asked for a quarter that ended before anyone agreed to count by quarters."""
    quarterly = agreed(evolve(NEW, frequency=Frequency.QUARTERLY))
    found = made(sets=(quarterly,)).findings(date(2026, 7, 15))
    assert [each.message for each in found if each.code == "return-missing"] == [
        "There are no monthly returns for 1 January 2026 to 31 March 2026, 3 in a row",
        "There is no return for 1 April 2026 to 30 June 2026",
    ]


def test_of_two_sets_from_one_day_the_later_counts():
    """A set that was agreed wrongly is agreed again."""
    again = KpisAgreed(on=date(2026, 4, 2), contract="c1", kpis=(OLD,), applies_from=APRIL)
    made_again = made(returned(APRIL, date(2026, 4, 30), "k1"), sets=(again, agreed(NEW)))
    assert made_again.of("k1")[0].band.name == "Green"


def test_set_is_whole_and_about_a_contract():
    """An empty set would end every measure in silence."""
    with pytest.raises(RecordError) as refused:
        agreed(OLD, OLD)
    assert refused.value.problems == ("kpis: k1 is listed twice; name each once",)
    with pytest.raises(RecordError):
        KpisAgreed(on=APRIL, contract="", kpis=(), applies_from=APRIL)


# In a cycle


def running():
    return story(Scenario(), at=Stage.GO_LIVE)


def test_first_set_is_that_of_the_specification():
    """Without a new set a contract is judged by what was in the tender."""
    cycle = running()
    kpi = cycle.every(ServiceSpecification)[0].kpis[0]
    assert cycle.contract("C1").performance.kpis == (kpi,)
    later = make(
        KpisAgreed, Scenario.of(cycle), kpis=(evolve(kpi, reference="K2", continues="K1"),)
    )
    changed = cycle.record(later)
    assert [each.reference for each in performance_of(changed.ledger, "C1").kpis] == ["K2"]
    assert later in changed.contract("C1").history.events


def test_service_credits_are_those_of_the_first_lot_that_has_any():
    """A contract for two lots kept no credits where the specification of the second lot had none."""
    lots = ("N1", "N2")
    terms = {
        "N1": ServiceCredits(ladders=(CreditLadder(kpi="k1", bands=("Red",), steps=(1,)),)),
        "N2": None,
    }
    ledger = Ledger()
    for lot in lots:
        specified = make(ServiceSpecification)
        ledger.add(
            evolve(specified, lots=(lot,), kpis=(OLD,), service_credits=terms[lot]),
            During(tuple(Stage)),
        )
    signed = evolve(make(ContractSigned), lots=lots)
    found = sets_of(ledger, ContractHistory(contract=signed, events=()))
    assert [each.service_credits for each in found.each] == [terms["N1"]]


def test_set_is_compared_with_the_one_before():
    """Only what is new is remarked on: a rise is none, and neither is a KPI that keeps its name."""
    cycle = running()
    kpi = cycle.every(ServiceSpecification)[0].kpis[0]
    scenario = Scenario.of(cycle)

    def codes(*kpis):
        return [each.code for each in cycle.findings(make(KpisAgreed, scenario, kpis=kpis))]

    assert codes(kpi, evolve(kpi, reference="K2")) == []
    assert codes(evolve(kpi, targets=(Target(value=95), Target(value=97, from_year=2)))) == []
    assert codes(evolve(kpi, targets=())) == []
    assert codes(evolve(kpi, targets=(*kpi.targets, Target(value=94, from_year=2)))) == [
        "target-falls"
    ]
    assert codes(evolve(kpi, reference="K2")) == ["kpi-dropped"]
    assert codes(kpi, evolve(kpi, reference="K2", continues="K9")) == ["kpi-continues-unknown"]
    assert codes(evolve(kpi, targets=(Target(value=94),))) == ["target-falls"]
    lower = evolve(kpi, direction=Direction.LOWER)
    assert codes(lower) == []
    assert codes(evolve(lower, targets=(Target(value=96),))) == ["target-falls"]


@pytest.mark.parametrize(
    ("applies_from", "first", "after"),
    [
        (date(2026, 2, 28), "1 February 2026 to 28 February 2026", "31 March 2026"),
        (date(2026, 3, 31), "1 March 2026 to 31 March 2026", "31 March 2026"),
        (APRIL, "", ""),
    ],
    ids=("of February's last day", "of March's last day", "of the day after"),
)
def test_set_does_not_reach_back_over_a_return_that_is_in(applies_from, first, after):
    """The provider has been paid by the rating that it had; another contract's return is no reason."""
    ledger = Ledger()
    for each in (JAN, FEB, MAR, evolve(APR, contract="c2")):
        ledger.add(each, During(tuple(Stage)))
    record = evolve(agreed(NEW, applies_from=applies_from), on=date(2026, 5, 1))
    found = [str(each) for each in kpis_apply_to_what_is_to_come(Case.of(ledger, record), record)]
    assert found == [
        f"The KPIs of contract c1 are to apply from {written(applies_from)}, but the return for {first} "
        f"has already been rated by the KPIs before them. Let them apply from a day after {after}."
    ] * bool(first)


@pytest.mark.parametrize(
    ("weights", "said"),
    [
        ((60, 30), ["The weights of the KPIs add up to 90, not to 100"]),
        ((60, 40), []),
        ((60, 40, None), []),
        (("33.4", "33.3", "33.3"), []),
        ((None,), []),
    ],
    ids=str,
)
def test_weights_of_a_scorecard_add_up_to_100(weights, said):
    """With weights of 90 the best provider there could be earns 90 of 100 and loses a bonus."""
    kpis = tuple(evolve(OLD, reference=f"k{n}", weight=weight) for n, weight in enumerate(weights))
    record = evolve(agreed(OLD), kpis=kpis)
    found = list(weights_add_up_to_100(Case.of(Ledger(), record), record))
    assert [each.message for each in found] == said
    assert not any(each.blocks for each in found)


def test_record_without_kpis_has_no_weights():
    """The check is the same for a specification, and silent about anything else."""
    record = make(ContractSigned)
    assert list(weights_add_up_to_100(Case.of(Ledger(), record), record)) == []


def test_set_for_a_contract_not_on_record_is_left_to_the_check_of_references():
    """One absence is reported once."""
    case = Case.of(Ledger(), agreed(OLD))
    assert list(kpis_go_on_or_end_knowingly(case, agreed(OLD))) == []
    assert list(targets_do_not_fall(case, agreed(OLD))) == []


def test_targets_of_years_are_counted_from_the_term():
    """Devon's 80, 85, 90: an early start in September moves the second year to the next September."""
    kpi = evolve(
        OLD, measured_over=None,
        targets=(Target(value=80), Target(value=85, from_year=2), Target(value=90, from_year=3)),
    )  # fmt: skip
    september = returned(date(2025, 9, 1), date(2025, 9, 30), "k1", 83)
    october = returned(date(2025, 10, 1), date(2025, 10, 31), "k1", 83)

    def met(starts_on):
        rated = performance("c1", (kpi,), (september, october), starts_on=starts_on)
        return [each.target_met for each in rated.of("k1")]

    assert met(date(2024, 10, 1)) == [True, False]
    assert met(date(2024, 9, 1)) == [False, False]
