"""How long a framework may run, and how an open one is opened again."""

from datetime import date

import pytest
from attrs import evolve

from commissioning.cycle import Cycle
from commissioning.dates.periods import Period
from commissioning.gates.frameworks_law import reserved_term_is_short_enough
from commissioning.law.regimes.procurement_act_2023 import PROCUREMENT_ACT_2023
from commissioning.law.regimes.provider_selection_2023 import PROVIDER_SELECTION_2023
from commissioning.law.regimes.public_contracts_2015 import PUBLIC_CONTRACTS_2015
from commissioning.records.award import AwardRecommendation
from commissioning.records.contract import ContractSigned, ExtensionOption
from commissioning.records.notices import NoticePublished, Reservation
from commissioning.records.strategy import ProcurementFacts, ProcurementStrategy
from commissioning.stages import Route
from commissioning.testing.stories.main_line import main_line
from commissioning.testing.stories.scenario import Scenario

STARTS = date(2026, 4, 1)


def before_signing(regime, facts, providers=("elm",), route=None, **strategy):
    """A framework that is ready to be signed, and the contract that sets it up."""
    line = []
    for record in main_line(
        Scenario(route=route or Route.open(), regime=regime, providers=providers)
    ):
        if isinstance(record, ContractSigned):
            return Cycle.audit("Framework", line).cycle, record
        if isinstance(record, ProcurementStrategy):
            line.append(evolve(record, facts=evolve(record.facts, **facts), **strategy))
        else:
            line.append(record)
    raise LookupError("no signature")


def found(asked, on=STARTS, **term):
    cycle, signed = asked
    longer = evolve(signed, on=on, term=Period.of(STARTS, **term), extension_options=())
    return [f for f in cycle.findings(longer) if f.code == "framework-too-long"]


FULL = {"framework": True, "light_touch": False}
OPEN = {**FULL, "open_framework": True}


@pytest.mark.parametrize(
    ("regime", "facts"),
    [
        (PROCUREMENT_ACT_2023, FULL),
        (PUBLIC_CONTRACTS_2015, FULL),
        (PROVIDER_SELECTION_2023, {"framework": True}),
    ],
)
def test_framework_of_four_years_is_the_longest(regime, facts):
    """Sections 47, regulation 33(3), regulation 16 of the health regulations: a day more is too long."""
    asked = before_signing(regime, facts)
    assert found(asked, years=4) == []
    assert len(found(asked, years=4, months=1)) == 1


def test_light_touch_framework_of_the_2015_regulations_may_run_longer():
    """Regulation 74: the light touch is awarded by its own Section, and regulation 33 is in Chapter 2."""
    light = before_signing(PUBLIC_CONTRACTS_2015, {"framework": True, "light_touch": True})
    assert found(light, years=6) == []


def test_message_shows_both_ends_and_the_way_out():
    """An officer can count neither to the last day nor know that a reason would do."""
    (finding,) = found(before_signing(PROCUREMENT_ACT_2023, FULL), years=5)
    assert str(finding) == (
        "Framework C1 would run to 31 March 2031; it may run for at most 4 years, to 31 March 2030 "
        "(Procurement "
        "Act 2023, section 47). Shorten it or leave out an option, or state in the strategy why a longer "
        "term is needed."
    )


def test_options_count_towards_the_term():
    """Two years and two options of two are six years of one supplier list."""
    cycle, signed = before_signing(PROCUREMENT_ACT_2023, FULL)
    options = (ExtensionOption(years=1), ExtensionOption(years=1))
    long = evolve(signed, term=Period.of(STARTS, years=3), extension_options=options)
    codes = [f.code for f in cycle.findings(long)]
    assert "framework-too-long" in codes
    short = evolve(long, extension_options=options[:1])
    assert "framework-too-long" not in [f.code for f in cycle.findings(short)]


@pytest.mark.parametrize(
    ("facts", "strategy"),
    [
        ({"framework": True}, {}),
        ({"light_touch": False}, {}),
        (FULL, {"longer_because": "the equipment is written off over six years"}),
    ],
    ids=("light touch", "no framework", "a reason"),
)
def test_some_frameworks_run_longer(facts, strategy):
    """Section 47(5)(c) spares light touch; the notice may give reasons; a contract is no framework."""
    assert found(before_signing(PROCUREMENT_ACT_2023, facts, **strategy), years=6) == []


def test_open_framework_runs_for_eight_years_with_several_suppliers_and_four_with_one():
    """Section 49: a single supplier would be protected from all others for as long."""
    alone = before_signing(PROCUREMENT_ACT_2023, OPEN, longer_because="no reason counts here")
    (finding,) = found(alone, years=5)
    assert finding.source.provision == "section 49(6)"
    assert finding.remedy == "Shorten it or leave out an option"

    cycle, signed = alone
    first = evolve(
        signed, on=STARTS, reference="C0", provider="oak", term=Period.of(STARTS, years=4)
    )
    two = Cycle.audit("Framework", (*cycle.records, first)).cycle, signed
    assert found(two, years=8) == []
    assert len(found(two, years=9)) == 1


@pytest.mark.parametrize(
    ("several", "last_day", "too_long"),
    [
        (False, date(2030, 3, 30), 0),
        (False, date(2030, 3, 31), 1),
        (True, date(2034, 3, 31), 0),
        (True, date(2034, 4, 1), 1),
    ],
)
def test_open_framework_with_one_supplier_ends_before_the_end_of_its_four_years(
    several: bool, last_day: date, too_long: int
):
    """Section 49(6) says "before the end"; section 49(2)(c), of several suppliers, "at the end"."""
    cycle, signed = before_signing(PROCUREMENT_ACT_2023, OPEN)
    earlier = evolve(
        signed, on=STARTS, reference="C0", provider="oak", term=Period.of(STARTS, years=4)
    )
    records = (*cycle.records, *([earlier] if several else []))
    long = evolve(signed, on=STARTS, term=Period(STARTS, last_day), extension_options=())
    findings = Cycle.audit("Framework", records).cycle.findings(long)
    assert [f.code for f in findings].count("framework-too-long") == too_long


def test_years_of_an_open_framework_run_from_its_award():
    """Section 49(6): signed on 2 February for a term from 1 April, it ends by January all the same."""
    alone = before_signing(PROCUREMENT_ACT_2023, OPEN)
    (finding,) = found(alone, on=date(2026, 2, 2), years=4)
    assert finding.message.endswith("it may run for at most 4 years less a day, to 31 January 2030")
    ordinary = before_signing(PROCUREMENT_ACT_2023, FULL)
    assert found(ordinary, on=date(2026, 2, 2), years=4) == []


def test_first_of_several_contracts_is_not_the_only_supplier():
    """The contracts of an open framework are signed one by one; the award says that there are more."""
    scenario = Scenario(route=Route.framework(), regime=PROCUREMENT_ACT_2023)
    line = []
    for record in main_line(scenario):
        if isinstance(record, ContractSigned):
            break
        if isinstance(record, ProcurementStrategy):
            record = evolve(record, facts=evolve(record.facts, **OPEN))  # noqa: PLW2901
        line.append(record)
    asked = Cycle.audit("Framework", line).cycle, record
    assert found(asked, years=8) == []
    assert len(found(asked, years=9)) == 1


def test_eight_years_run_from_the_first_framework_of_the_scheme():
    """A later one does not begin them again."""
    cycle, signed = before_signing(PROCUREMENT_ACT_2023, OPEN)
    first = evolve(
        signed, reference="C0", provider="oak", term=Period.of(date(2025, 4, 1), years=4)
    )
    two = Cycle.audit("Framework", (*cycle.records, first)).cycle, signed
    assert found(two, years=7) == []
    assert len(found(two, years=7, months=1)) == 1


def test_open_framework_is_never_awarded_directly():
    """Section 49(10)."""
    scenario = Scenario(route=Route.direct_award(), regime=PROCUREMENT_ACT_2023, providers=("elm",))
    line = []
    for record in main_line(scenario):
        if isinstance(record, ProcurementStrategy):
            line.append(evolve(record, facts=evolve(record.facts, **OPEN)))
        elif isinstance(record, NoticePublished):
            break
        else:
            line.append(record)
    assert not isinstance(record, AwardRecommendation)
    (refused,) = [
        f
        for f in Cycle.audit("Framework", line).cycle.findings(record)
        if f.code == "direct-award-ground-not-in-law"
    ]
    assert str(refused) == (
        "An open framework may not be awarded directly, whatever the ground (Procurement Act 2023, "
        "section 49(10)). Hold a competition, or set up a framework that is not an open one."
    )


def reopenings(today, *published, years=8):
    cycle, signed = before_signing(PROCUREMENT_ACT_2023, OPEN)
    signed = evolve(signed, on=STARTS, term=Period.of(STARTS, years=years), extension_options=())
    notices = [NoticePublished(on=day, notice="UK6") for day in published]
    audited = Cycle.audit("Framework", (*cycle.records, signed, *notices)).cycle
    return sorted(
        (duty.due_by, duty.state.value)
        for duty in audited.obligations(today)
        if duty.code == "UK6-reopening"
    )


def test_open_framework_is_reopened_within_three_years_and_then_within_five():
    """Section 49: otherwise a supplier founded this year waits eight years."""
    today = date(2032, 1, 5)
    assert reopenings(STARTS) == [(date(2029, 3, 31), "due")]
    assert reopenings(today) == [
        (date(2029, 3, 31), "overdue"),
    ]
    assert reopenings(today, date(2028, 6, 1)) == [
        (date(2029, 3, 31), "met"),
        (date(2033, 5, 31), "due"),
    ]


def test_open_framework_that_ends_before_the_next_reopening_owes_none():
    """A framework of three years is over by then."""
    assert reopenings(date(2026, 6, 1), years=3) == []


@pytest.mark.parametrize(
    ("regime", "reserved", "years", "found"),
    [
        (PROCUREMENT_ACT_2023, Reservation.MUTUALS, 5, []),
        (PROCUREMENT_ACT_2023, Reservation.MUTUALS, 6, ["reserved-too-long"]),
        (PROCUREMENT_ACT_2023, Reservation.SUPPORTED_EMPLOYMENT, 6, []),
        (PROCUREMENT_ACT_2023, None, 6, []),
        (PUBLIC_CONTRACTS_2015, Reservation.MUTUALS, 3, []),
        (PUBLIC_CONTRACTS_2015, Reservation.MUTUALS, 4, ["reserved-too-long"]),
    ],
)
def test_contract_reserved_to_mutuals_is_short(case_of, regime, reserved, years, found):
    """Section 33(1)(b) and regulation 77: the advantage of a mutual is to wear off."""
    on = date(2026, 4, 1) if regime is PROCUREMENT_ACT_2023 else date(2022, 4, 1)
    law = regime.law(ProcurementFacts(light_touch=True, above_threshold=True), on)
    code = "UK4" if regime is PROCUREMENT_ACT_2023 else "PCR-contract"
    published = NoticePublished(on=on, notice=code, reserved_for=reserved)
    signed = ContractSigned(
        on=on, reference="C1", provider="alder", term=Period.of(on, years=years)
    )
    case = case_of(signed, published, law=law, on=on)
    assert [each.code for each in reserved_term_is_short_enough(case)] == found


def test_message_about_a_reserved_contract_that_is_too_long(case_of):
    """The officer reads to which day it may run; a contract without a stated term is asked elsewhere."""
    on = date(2026, 4, 1)
    law = PROCUREMENT_ACT_2023.law(ProcurementFacts(light_touch=True, above_threshold=True), on)
    published = NoticePublished(on=on, notice="UK4", reserved_for=Reservation.MUTUALS)
    signed = ContractSigned(on=on, reference="C1", provider="alder", term=Period.of(on, years=6))
    (finding,) = reserved_term_is_short_enough(case_of(signed, published, law=law, on=on))
    assert str(finding) == (
        "Contract C1 would run to 31 March 2032; as it is reserved to mutuals, it may run for at "
        "most 5 years, to 31 March "
        "2031 (Procurement Act 2023, section 33). Shorten it or leave out an option."
    )
    open_ended = evolve(signed, term=None, starts_on=on, rolling=True)
    assert not list(reserved_term_is_short_enough(case_of(open_ended, published, law=law, on=on)))


def test_contract_without_a_term_is_not_measured():
    """What its papers do not give is asked for elsewhere."""
    cycle, signed = before_signing(PROCUREMENT_ACT_2023, FULL)
    bare = evolve(signed, term=None, extension_options=())
    assert "framework-too-long" not in [each.code for each in cycle.findings(bare)]
