"""Changes of contracts under three laws, asked through a whole cycle: the gate, and the duty after it."""

from datetime import date, timedelta

import hypothesis.strategies as st
import pytest
from attrs import evolve
from hypothesis import given

from commissioning.cycle import Cycle
from commissioning.dates.periods import Period
from commissioning.records.contract import (
    ContractNovated,
    ContractSigned,
    ContractVaried,
    PriceUplifted,
)
from commissioning.records.contract_options import OtherOption
from commissioning.records.history import BroughtForward
from commissioning.records.indexation import Indexation, UpliftBasis
from commissioning.records.notices import ChangeGround as Ground
from commissioning.records.notices import NoticePublished
from commissioning.records.strategy import HealthProcess, ProcurementFacts, Subject
from commissioning.stages import Route, Stage
from commissioning.values.money import VatBasis, pounds

WITH = VatBasis.INCLUDING
ORDINARY = ProcurementFacts(light_touch=False, above_threshold=True)
WORKS = ProcurementFacts(light_touch=False, above_threshold=True, subject=Subject.WORKS)
SMALL = ProcurementFacts(light_touch=False, above_threshold=False)
CARE = ProcurementFacts(light_touch=True, above_threshold=True)
ACT, PCR, PSR = date(2026, 2, 2), date(2020, 4, 1), date(2024, 4, 1)
OLD_HEALTH = date(2022, 6, 1)
CHANGED = {ACT: date(2026, 11, 16), PCR: date(2022, 5, 4), PSR: date(2025, 3, 2)}


def health(process):
    return ProcurementFacts(above_threshold=True, health_service=True, health_process=process)


def running(began, facts, value, **fields):
    """A contract of four years, running, of a procurement commenced on a day."""
    contract = ContractSigned(
        on=began,
        reference="C1",
        provider="alder",
        term=Period.of(began, years=4),
        value=pounds(value, WITH),
        **fields,
    )
    start = BroughtForward(
        on=began,
        stage=Stage.GO_LIVE,
        because="register",
        route=Route.open(),
        facts=facts,
        commenced_on=began,
        carries=(contract,),
    )
    return Cycle("Cleaning").record(start)


def change(on, adds=None, number=1, months=0, began=ACT, **fields):
    end = Period.of(began, years=4, months=months).ends_on if months else None
    return ContractVaried(
        on=on,
        reference=f"V{number}",
        contract="C1",
        what="more",
        because="b",
        value_change=None if adds is None else pounds(adds, WITH),
        new_end=end,
        **fields,
    )


def codes(cycle, record):
    return {f.code for f in cycle.blockers(record)}


def due(cycle, code, today=date(2027, 1, 4), about="V1"):
    return [
        d for d in cycle.obligations(today) if d.code == code and d.about == about and d.is_open
    ]


NOTICE, REFUSED, NOTHING = {"notice-missing"}, {"change-not-allowed"}, set()


@pytest.mark.parametrize(
    ("began", "facts", "value", "asked", "found"),
    [
        (PCR, ORDINARY, 1_000_000, {"adds": 400_000, "not_substantial": True}, NOTHING),
        (ACT, SMALL, 190_000, {"adds": 17_719}, NOTHING),
        (PSR, health(HealthProcess.DIRECT_AWARD_B), 1_000_000, {"adds": 600_000}, NOTHING),
        (PSR, health(HealthProcess.DIRECT_AWARD_C), 2_000_000, {"adds": 600_000}, REFUSED),
        (OLD_HEALTH, health(None), 2_000_000, {"adds": 600_000}, REFUSED),
    ],
    ids=(
        "not substantial under the Regulations",
        "a pound below it",
        "direct award B",
        "direct award C",
        "an old health contract",
    ),
)
def test_change_is_judged_by_its_own_law(began, facts, value, asked, found):
    """The numbered lines are in `tests/law/test_vectors.py`; these lie beside them."""
    on = CHANGED[PSR] if facts.health_service else CHANGED[began]
    assert codes(running(began, facts, value), change(on, began=began, **asked)) == found


@pytest.mark.parametrize(
    ("adds", "ground", "found"),
    [
        (105_000, None, NOTHING),
        (108_000, None, REFUSED),
        (540_000, Ground.ADDITIONAL, NOTHING),
        (540_001, Ground.ADDITIONAL, REFUSED),
    ],
    ids=("6: within", "6: ten per cent of it", "half of it", "over half"),
)
def test_change_under_the_regulations_is_measured_by_the_indexed_value(adds, ground, found):
    """Regulation 72: the updated price is the reference where the contract has an indexation clause."""
    clause = Indexation(basis=UpliftBasis.INDEX, index="CPI")
    uplift = PriceUplifted(
        on=date(2021, 4, 1),
        contract="C1",
        takes_effect_on=date(2021, 4, 1),
        per_cent=8,
        value_change=pounds(80_000, WITH),
    )
    asked = change(CHANGED[PCR], adds, began=PCR, ground=ground)
    assert (
        codes(running(PCR, ORDINARY, 1_000_000, indexation=clause).record(uplift), asked) == found
    )
    without_a_clause = running(PCR, ORDINARY, 1_000_000).record(uplift)
    assert codes(without_a_clause, asked) == REFUSED, "the value as signed is the base"


@pytest.mark.parametrize(
    ("ground", "notified"),
    [
        (None, False),
        (Ground.PROVIDED_FOR, False),
        (Ground.ADDITIONAL, True),
        (Ground.UNFORESEEN, True),
    ],
    ids=("10: none", "10: clause", "10: additional", "10: unforeseen"),
)
def test_regulations_notify_two_grounds_only(ground, notified):
    """Regulation 72(3)."""
    cycle = running(PCR, ORDINARY, 1_000_000).record(
        change(CHANGED[PCR], 50_000, began=PCR, ground=ground)
    )
    assert bool(due(cycle, "PCR-modification")) is notified


def own(on, adds, number, **fields):
    return change(on, adds, number, began=PSR, **fields)


@pytest.mark.parametrize(
    ("process", "value", "changes", "by"),
    [
        ("A", 1_000_000, [own(date(2025, 3, 2), 600_000, 1)], date(2025, 4, 1)),
        ("A", 1_000_000, [own(date(2025, 3, 2), 600_000, 1, own_decision=False)], None),
        (
            "competitive",
            4_000_000,
            [own(date(2025, 3, 2), 300_000, 1), own(date(2025, 9, 2), 300_000, 2)],
            date(2025, 10, 2),
        ),
        ("competitive", 4_000_000, [own(date(2025, 3, 2), 300_000, 1)], None),
        (
            "competitive",
            4_000_000,
            [own(date(2025, 3, 2), 600_000, 1, ground=Ground.OUTSIDE_CONTROL)],
            None,
        ),
        (
            "competitive",
            4_000_000,
            [own(date(2025, 3, 2), 100_000, 1, ground=Ground.URGENCY)],
            date(2025, 4, 1),
        ),
    ],
    ids=("11", "11, not its own", "12", "12, the first alone", "13", "14"),
)
def test_health_changes_are_notified_where_they_are_the_authoritys_own(process, value, changes, by):
    """Regulations 13(4) and 14(4): its own decisions together from £500,000, urgent ones always."""
    kinds = {"A": HealthProcess.DIRECT_AWARD_A, "competitive": HealthProcess.COMPETITIVE}
    cycle = running(PSR, health(kinds[process]), value).record(*changes)
    found = due(cycle, "PSR-modification", about=changes[-1].reference)
    assert [d.due_by for d in found] == ([by] if by else [])


def test_change_of_an_old_health_contract_is_notified_by_the_health_regime():
    """Regulation 29(2): changes of any health contract, however old, are under the regime."""
    cycle = running(OLD_HEALTH, health(None), 4_000_000).record(own(date(2025, 3, 2), 600_000, 1))
    assert [d.due_by for d in due(cycle, "PSR-modification")] == [date(2025, 4, 1)]
    assert not due(cycle, "PCR-modification")


def passing(**fields):
    return ContractNovated(
        on=CHANGED[ACT],
        reference="N1",
        contract="C1",
        from_provider="alder",
        to_provider="birch",
        because="merger",
        **fields,
    )


def test_another_holder_is_announced_before_but_not_for_care():
    """Section 75: always for an ordinary contract; a light touch contract owes no notice of a change."""
    restructured = passing(ground=Ground.RESTRUCTURING)
    cycle = running(ACT, ORDINARY, 1_000_000)
    assert codes(cycle, restructured) == NOTICE
    notice = NoticePublished(on=CHANGED[ACT], notice="UK10", contract="C1", about="N1")
    assert codes(cycle.record(notice), restructured) == NOTHING
    assert codes(running(ACT, CARE, 1_000_000), restructured) == NOTHING
    assert codes(cycle, passing(ground=Ground.PROVIDED_FOR)) == NOTICE | {"holder-may-not-change"}


def test_regulations_let_a_clause_provide_for_another_holder():
    """Regulation 72(1)(d)(i); the Act has a restructuring only."""
    cycle = running(OLD_HEALTH, ORDINARY, 1_000_000)
    to_birch = evolve(passing(), on=CHANGED[PSR])
    (warned,) = cycle.findings(to_birch)
    assert not warned.blocks
    assert warned.message == (
        "Contract C1 passes from alder to birch (merger); the law allows this only where the contract "
        "provides for it or the business is restructured"
    )
    assert not cycle.findings(evolve(to_birch, ground=Ground.PROVIDED_FOR))


@pytest.mark.parametrize(("day", "waits"), [(1, False), (2, True)])
def test_standstill_of_a_change_runs_from_the_day_of_its_notice(day, waits):
    """A change made that very day has kept none of it; one of the day before was announced too late."""
    notice = NoticePublished(
        on=date(2026, 11, 2), notice="UK10", contract="C1", no_signing_before=date(2026, 11, 9)
    )
    cycle = running(ACT, ORDINARY, 1_000_000).record(notice)
    asked = change(date(2026, 11, day), 300_000, not_substantial=True)
    assert ("standstill-running" in codes(cycle, asked)) is waits


@pytest.mark.parametrize(
    ("day", "found"),
    [(date(2026, 11, 11), {"standstill-running"}), (date(2026, 11, 12), NOTHING)],
    ids=("the eighth working day", "the day after"),
)
def test_change_waits_for_the_standstill_that_its_notice_offers(day, found):
    """Vector 23: UK10 on Monday 2 November 2026 with a standstill, the change from 12 November."""
    notice = NoticePublished(
        on=date(2026, 11, 2), notice="UK10", contract="C1", no_signing_before=date(2026, 11, 9)
    )
    cycle = running(ACT, ORDINARY, 1_000_000).record(notice)
    asked = change(day, 300_000, not_substantial=True)
    assert codes(cycle, asked) == found
    if found:
        (finding,) = cycle.blockers(asked)
        assert finding.message == (
            "You cannot change contract C1 on 11 November 2026: the standstill offered in the notice "
            "of 2 November 2026 runs to 11 November 2026"
        )
        assert finding.earliest == date(2026, 11, 12)
        assert finding.remedy == "Make the change on or after 12 November 2026"


def test_one_notice_serves_one_change():
    """The notice of the spring does not announce what is changed in the autumn."""
    notice = NoticePublished(on=date(2026, 3, 2), notice="UK10", contract="C1")
    first = change(date(2026, 3, 9), 200_000, 1, not_substantial=True)
    cycle = running(ACT, ORDINARY, 1_000_000).record(notice, first)
    same_day = change(date(2026, 3, 9), 200_000, 2, not_substantial=True)
    later = change(date(2026, 10, 5), 200_000, 2, not_substantial=True)
    assert codes(cycle, same_day) == NOTHING
    assert codes(cycle, later) == NOTICE


@pytest.mark.parametrize(
    ("signed", "adds", "owed"),
    [
        (4_900_000, 600_000, True),
        (4_400_000, 600_000, False),
        (4_400_000, 600_001, True),
        (6_000_000, -1_000_000, True),
        (6_000_000, 100_000, False),
    ],
    ids=("becomes", "becomes exactly", "a pound more", "was", "no notice was required"),
)
def test_copy_is_due_where_the_contract_is_or_becomes_worth_more_than_five_million(
    signed, adds, owed
):
    """Section 77: if a change notice was required, whether or not one was published."""
    asked = change(CHANGED[ACT], adds, not_substantial=True)
    audited = Cycle.audit("x", (*running(ACT, ORDINARY, signed).records, asked)).cycle
    assert bool(due(audited, "UK10-contract")) is owed


@given(
    value=st.integers(100_000, 8_000_000),
    adds=st.integers(-2_000_000, 4_000_000),
    months=st.integers(0, 36),
    began=st.sampled_from((ACT, PCR, PSR)),
    ground=st.none() | st.sampled_from(Ground),
    not_substantial=st.booleans(),
    own_decision=st.none() | st.booleans(),
)
def test_gate_and_duty_never_contradict_each_other(
    value, adds, months, began, ground, not_substantial, own_decision
):
    """Who was let through without a notice must not be told the next day that one was due before."""
    facts = health(HealthProcess.COMPETITIVE) if began == PSR else ORDINARY
    cycle = running(began, facts, value)
    asked = change(
        CHANGED[began],
        adds,
        began=began,
        months=months,
        ground=ground,
        not_substantial=not_substantial,
        own_decision=own_decision,
    )
    asked_before = "notice-missing" in codes(cycle, asked)
    audited = Cycle.audit("x", (*cycle.records, asked)).cycle
    before = [d for code in ("UK10",) for d in due(audited, code, asked.on + timedelta(days=1))]
    assert asked_before is bool(before)


@pytest.mark.parametrize(
    ("began", "adds", "takes_up", "found"),
    [
        (ACT, 200_000, "O1", NOTHING),
        (ACT, 320_000, "O1", NOTHING),
        (ACT, 320_001, "O1", NOTICE | REFUSED),
        (ACT, 200_000, "", NOTICE | REFUSED),
        (PCR, 319_999, "O1", NOTHING),
        (PCR, 320_000, "O1", REFUSED),
    ],
)
def test_option_that_is_taken_up_moves_the_value_only_by_what_exceeds_it(
    began, adds, takes_up, found
):
    """Schedule 3, paragraph 1(2): the estimated value has every option in it; £1,200,000 is the base here."""
    option = OtherOption(
        reference="O1", what="night visits", value=pounds(200_000, VatBasis.INCLUDING)
    )
    cycle = running(began, ORDINARY, 1_000_000, other_options=(option,))
    asked = change(CHANGED[began], adds, began=began, takes_up=takes_up)
    assert codes(cycle, asked) - {"change-beyond-approved"} == found


@pytest.mark.parametrize("value", [None, pounds(200_000, VatBasis.EXCLUDING)])
def test_option_of_no_stated_value_is_counted_as_any_change(value):
    """What is not known to be in the value from the start cannot be taken out of the change."""
    option = OtherOption(reference="O1", what="night visits", value=value)
    cycle = running(ACT, ORDINARY, 1_000_000, other_options=(option,))
    assert codes(cycle, change(CHANGED[ACT], 200_000, takes_up="O1")) == NOTICE | REFUSED
