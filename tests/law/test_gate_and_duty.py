"""Whatever the law asks for before an act, the gate before it and the list of duties say the same."""

import re
from datetime import date, timedelta

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from commissioning.agenda.duties import DutyState
from commissioning.cycle import Cycle
from commissioning.dates.periods import Period
from commissioning.law.notices import NOTICE, Force, When
from commissioning.law.questions import STANDSTILL_STARTED_BY
from commissioning.records.award import AwardRecommendation, LotAward
from commissioning.records.contract import ContractNovated, ContractSigned, ContractVaried, HandOn
from commissioning.records.ending import ContractEnded, HowEnded
from commissioning.records.history import BroughtForward
from commissioning.records.notices import ChangeGround as Ground
from commissioning.records.notices import NoticePublished
from commissioning.records.strategy import HealthProcess, ProcurementFacts, Subject
from commissioning.stages import Route, Stage
from commissioning.testing import cycles
from commissioning.testing.stories.scenario import GROUNDS, REGIMES, ROUTES, Scenario
from commissioning.testing.stories.story import story
from commissioning.values.money import VatBasis, pounds

# A notice that is a duty and that no gate asks for, with the day and the reason; none since 30 November 2026.
ONLY_A_DUTY: dict[str, str] = {}
MISSING = re.compile(r"\((\S+)\) (has not been published|is not recorded)")
DIRECT = Route.direct_award()
CASES = [
    *(Scenario(regime=regime, route=route) for regime in REGIMES for route in ROUTES[regime.name]),
    *(
        Scenario(regime=regime, route=DIRECT, ground=ground)
        for regime in REGIMES
        for ground in GROUNDS[regime.name]
        if ground is not Scenario().ground
    ),
]
IDS = [f"{case.regime.name} {case.route.name} {case.route} {case.ground}" for case in CASES]


def announced(cycle):
    """The codes of the notices that a story publishes, each once."""
    return tuple(dict.fromkeys(record.notice for record in cycle.every(NoticePublished)))


def without(cycle, *codes):
    """The same history with none of these notices, as it would be read from the papers."""
    kept = (r for r in cycle.records if not (isinstance(r, NoticePublished) and r.notice in codes))
    return Cycle.audit(cycle.title, tuple(kept))


def asked_by_gates(audited):
    """The codes of the notices that gates missed before some act."""
    law = audited.cycle.law(audited.cycle.last_on)
    found = set()
    for finding in audited.findings:
        if finding.code == "notice-missing":
            found |= {code for code, _ in MISSING.findall(finding.message)}
        elif finding.code == "standstill-not-started":
            found |= set(law.value(STANDSTILL_STARTED_BY, audited.cycle.last_on).notices)
        elif finding.code == "approach-too-recent":
            found.add("PSR-intended-approach")
    return found


def asked_by_duties(audited):
    """The codes of the notices that must come before an act, and are open duties."""
    cycle, today = audited.cycle, audited.cycle.last_on
    before = {
        row.value.code
        for row in cycle.law(today).every(NOTICE, today)
        if row.value.when is When.BEFORE and row.value.force is Force.MUST
    }
    return {duty.code for duty in cycle.obligations(today) if duty.is_open and duty.code in before}


@pytest.mark.parametrize("case", CASES, ids=IDS)
def test_whole_story_misses_no_notice_anywhere(case):
    """A duty left open by a history that every gate has passed would be asked for in vain."""
    audited = without(story(case))
    assert asked_by_gates(audited) == asked_by_duties(audited) - {*ONLY_A_DUTY} == set()


@pytest.mark.parametrize("case", CASES, ids=IDS)
def test_each_notice_left_out_is_missed_by_gate_and_duty(case):
    """An officer who reads one list and meets another at the door trusts neither."""
    whole = story(case)
    for codes in (announced(whole), *((code,) for code in announced(whole))):
        audited = without(whole, *codes)
        assert asked_by_gates(audited) == asked_by_duties(audited) - {*ONLY_A_DUTY}


def test_every_notice_before_an_award_is_left_out_once():
    """The comparison would be empty of what no story publishes."""
    wholes = [story(case) for case in CASES]
    missed = (asked_by_duties(without(whole, *announced(whole))) for whole in wholes)
    assert set().union(*missed) == {
        "PCR-contract",
        "PSR-intended-approach",
        "PSR-intention",
        "PSR-invitation",
        "UK13",
        "UK4",
        "UK5",
        "UK6",
    }


def test_each_case_has_a_name_of_its_own():
    """Two of one name would hide which of them fails."""
    assert len(set(IDS)) == len(IDS) >= len(REGIMES) * 4


# Drawn histories: whatever acts come, in whatever order, under whatever facts


def agree(audited):
    """Whether gates and duties miss the same notices before the acts of a history."""
    return asked_by_gates(audited) == asked_by_duties(audited)


@given(cycles(at=Stage.GO_LIVE) | cycles(at=Stage.ENDED) | cycles(after=ContractSigned), st.data())
def test_drawn_cycle_misses_the_same_notices_at_the_gate_and_in_the_list(cycle, data):
    """The stories are ours; drawn ones have lots, extras and orders that no story of ours has."""
    published = announced(cycle)
    left_out = data.draw(st.sets(st.sampled_from(published))) if published else set()
    assert agree(without(cycle, *left_out))


LATE = DutyState.LATE
HEALTH = st.sampled_from(HealthProcess)
ACT, PCR, PSR = date(2026, 2, 2), date(2020, 4, 1), date(2024, 4, 1)
BEGUN = {ACT: date(2026, 11, 16), PCR: date(2022, 5, 4), PSR: date(2025, 3, 2)}


@st.composite
def facts_drawn(draw, began, *, above):
    """The facts of a procurement that one of the three laws governs."""
    is_health = began == PSR or (began == PCR and draw(st.booleans()))
    tool = draw(st.sampled_from(("", "framework_call_off", "framework", "dynamic_market")))
    light = draw(st.booleans())
    return ProcurementFacts(
        subject=Subject.SERVICES if is_health else draw(st.sampled_from(Subject)),
        light_touch=light,
        above_threshold=above,
        urgent=draw(st.booleans()),
        user_choice=began == ACT and light and draw(st.booleans()),
        health_service=is_health,
        health_process=draw(HEALTH) if is_health else None,
        **({tool: True} if tool else {}),
    )


def gross(amount):
    return None if amount is None else pounds(amount, VatBasis.INCLUDING)


def contract(began, value):
    return ContractSigned(
        on=began,
        reference="C1",
        provider="alder",
        term=Period.of(began, years=4),
        value=gross(value),
    )


def running(began, facts, value):
    """A contract of four years in the register, signed on the day its procurement commenced."""
    return Cycle("Cleaning").record(
        BroughtForward(
            on=began, stage=Stage.GO_LIVE, because="register", route=Route.open(), facts=facts,
            commenced_on=began, carries=(contract(began, value),),
        )
    )  # fmt: skip


@st.composite
def lives(draw):
    """A contract in the register of live contracts, with what has happened to it since."""
    began = draw(st.sampled_from(sorted(BEGUN)))
    value = draw(st.sampled_from((190_000, 5_000_000, 5_000_001)))
    cycle = running(began, draw(facts_drawn(began, above=value > 190_000)), value)
    acts = [draw(one_act(began, number)) for number in range(draw(st.integers(1, 4)))]
    dated = [evolve(act, on=act.on + timedelta(days=draw(st.integers(0, 400)))) for act in acts]
    # Of one day, a notice is entered before what it announces.
    dated.sort(key=lambda act: (act.on, not isinstance(act, NoticePublished)))
    return cycle, tuple(dated)


@st.composite
def one_act(draw, began, number):
    """A change, a novation, an end or a notice of one of them."""
    match draw(st.sampled_from(("change", "change", "novation", "end", "notice"))):
        case "novation":
            return ContractNovated(
                on=BEGUN[began], reference=f"N{number}", contract="C1", from_provider="alder",
                to_provider="birch", because="merger", how=draw(st.sampled_from(HandOn)),
                ground=draw(st.sampled_from((None, Ground.RESTRUCTURING))),
            )  # fmt: skip
        case "end":
            return ContractEnded(
                on=BEGUN[began],
                reference=f"E{number}",
                contract="C1",
                how=HowEnded.TERMINATED,
                because="agreed",
            )
        case "notice":
            about = draw(st.sampled_from((*(f"V{n}" for n in range(4)), "")))
            return NoticePublished(on=BEGUN[began], notice="UK10", contract="C1", about=about)
    months = draw(st.sampled_from((0, 4, 12)))
    return ContractVaried(
        on=BEGUN[began],
        reference=f"V{number}",
        contract="C1",
        what="more hours",
        value_change=gross(draw(st.sampled_from((None, -600_000, 19_000, 19_001, 500_000)))),
        new_end=Period.of(began, years=4, months=months).ends_on if months else None,
        ground=draw(st.none() | st.sampled_from(Ground)),
        not_substantial=draw(st.booleans()),
        own_decision=draw(st.none() | st.booleans()),
    )


@settings(max_examples=300)
@given(lives())
def test_life_of_a_contract_misses_the_same_notices_at_the_gate_and_in_the_list(life):
    """Changes, novations and endings in any order, some announced, on either side of every line."""
    cycle, acts = life
    audited = Cycle.audit("Cleaning", (*cycle.records, *acts))
    today = acts[-1].on
    duties = audited.cycle.obligations(today)
    missed = {d.about for d in duties if d.code == "UK10" and (d.is_open or d.state is LATE)}
    at_the_gate = {
        each.record.contract if isinstance(each.record, ContractNovated) else each.record.reference
        for each in audited.remarks
        if each.finding.code == "notice-missing"
    }
    assert at_the_gate == missed
    copies = {
        d.about for d in duties if d.code == "UK10-contract" and d.state is not DutyState.NOT_DUE
    }
    announced_ones = {
        d.about for d in duties if d.code == "UK10" and d.state is not DutyState.NOT_DUE
    }
    assert copies <= announced_ones


ROUTES_OF = {
    "framework_call_off": (Route.call_off(competed=True), Route.call_off(competed=False)),
    "": (Route.open(), Route.restricted(), Route.direct_award(), Route.most_suitable_provider()),
}
SIGNED = 6_000_000


@settings(max_examples=300)
@given(st.data(), st.sampled_from(sorted(BEGUN)), st.sampled_from((5_000_000, SIGNED)))
def test_signature_misses_the_same_notices_and_indicators_at_the_gate_and_in_the_list(
    data, began, value
):
    """Under whatever facts a contract is awarded, what the door lets pass is not owed the next day."""
    facts = data.draw(facts_drawn(began, above=data.draw(st.booleans())))
    tool = "framework_call_off" if facts.framework_call_off else ""
    start = BroughtForward(
        on=began, stage=Stage.AWARD, because="papers", facts=facts, commenced_on=began,
        route=data.draw(st.sampled_from(ROUTES_OF[tool])),
    )  # fmt: skip
    signed = evolve(contract(began, value), recommendations=("R1",))
    recommended = AwardRecommendation(
        on=began, reference="R1", awards=(LotAward(provider="alder"),)
    )
    audited = Cycle.audit("Cleaning", (start, recommended, signed))
    assert agree(audited)
    asked = any(finding.code == "kpis-not-set" for finding in audited.findings)
    later = audited.cycle.obligations(began + timedelta(days=500))
    assert asked is any(d.code == "UK9" and d.state is not DutyState.NOT_DUE for d in later)
