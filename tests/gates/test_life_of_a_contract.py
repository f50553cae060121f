"""The life of contracts through the whole machine: what is recorded stands, what cannot be is refused."""

from datetime import date, timedelta

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from commissioning.contracts.history import history, history_of
from commissioning.contracts.register import ContractState, state_of
from commissioning.cycle import Cycle
from commissioning.dates.periods import Period
from commissioning.findings.errors import BlockedError, StageOrderError
from commissioning.mobilisation.reconciliation import reconciliations
from commissioning.records.approval import Waiver
from commissioning.records.award import ApprovalToAward, AwardRecommendation, LotAward
from commissioning.records.contract import (
    ContractExtended,
    ContractNovated,
    ContractSigned,
    ContractVaried,
    ExtensionOption,
    PriceUplifted,
)
from commissioning.records.ending import (
    Abandonment,
    Closure,
    ContractEnded,
    ExitPlan,
    ExitStep,
    HowEnded,
    TerminationNotice,
    Terminator,
)
from commissioning.records.history import BroughtForward
from commissioning.records.live import (
    BreachRecorded,
    GoLive,
    ImprovementNotice,
    ImprovementNoticeClosed,
    PlacementsResumed,
    PlacementsSuspended,
    Review,
    ServiceCreditApplied,
)
from commissioning.records.mobilisation import (
    GoDecision,
    MobilisationPlan,
    MobilisationTask,
    ReadinessReview,
    TaskDone,
)
from commissioning.records.people import (
    Choice,
    ChoiceCount,
    ChoicesMade,
    Cohort,
    CohortChanged,
    PeopleAffected,
    PeopleMoved,
    PeopleTold,
)
from commissioning.records.specification import Lot
from commissioning.stages import Stage
from commissioning.values.money import pounds

BEGUN = BroughtForward(
    on=date(2022, 11, 1),
    stage=Stage.AWARD,
    because="the tender is filed elsewhere",
    divided_into=tuple(Lot(reference=lot, title=lot) for lot in ("N1", "N2", "N3")),
)
AWARD = AwardRecommendation(
    on=date(2022, 11, 4),
    reference="R1",
    awards=tuple(
        LotAward(lot=lot, provider=provider)
        for lot, provider in (("N1", "alder"), ("N2", "birch"), ("N3", "cedar"))
    ),
)
APPROVAL = ApprovalToAward(on=date(2022, 11, 9), recommendation="R1", decided_by="Cabinet")
C1 = ContractSigned(
    on=date(2022, 12, 1), reference="C1", lots=("N1",), provider="alder", recommendations=("R1",),
    term=Period.of(date(2023, 4, 1), years=5), extension_options=(ExtensionOption(years=2),),
    value=pounds(1_000_000), variation_cap=10,
)  # fmt: skip
C2 = evolve(C1, reference="C2", lots=("N2",), provider="birch")
PLAN = MobilisationPlan(
    on=date(2022, 12, 5), reference="P1", lots=("N1", "N2"), contracts=("C1", "C2"),
    tasks=(MobilisationTask(reference="T1", what="rotas filled"),),
)  # fmt: skip
GO = ReadinessReview(on=date(2023, 3, 24), contracts=("C1", "C2"), decision=GoDecision.GO)
LIVE = GoLive(on=date(2023, 4, 1), contracts=("C1", "C2"))


@pytest.fixture(scope="module")
def awarded():
    """Three lots awarded, nothing signed."""
    return Cycle("Home care").record(BEGUN, AWARD, APPROVAL)


@pytest.fixture(scope="module")
def live(awarded):
    """Two of the lots live, the third waiting for its signature."""
    return awarded.record(
        C1, C2, PLAN, TaskDone(on=date(2023, 3, 1), task="T1", plan="P1"), GO, LIVE
    )


def codes(cycle, record):
    return [finding.code for finding in cycle.blockers(record)]


def test_lots_go_live_one_by_one(live):
    """Nine lots seldom start on one day; each is where its own papers put it."""
    assert live.stages == {"N1": Stage.GO_LIVE, "N2": Stage.GO_LIVE, "N3": Stage.AWARD}
    assert live.stage is Stage.AWARD


def test_go_live_without_readiness_is_refused(awarded):
    """The refusal that a project board most needs to hear."""
    mobilised = awarded.record(C1, C2, PLAN)
    with pytest.raises(BlockedError) as refusal:
        mobilised.record(LIVE)
    assert "Record a readiness review first" in str(refusal.value)
    with pytest.raises(StageOrderError):
        awarded.record(LIVE)


def test_contract_with_the_wrong_provider_is_refused(awarded):
    """Birch won N2; a contract for N1 with Birch is nobody's decision."""
    assert codes(awarded, evolve(C1, provider="birch")) == ["not-recommended"]


def test_mobilisation_before_signature_is_refused_unless_waived(awarded):
    """Practice, not law: the director may take the risk, and it stays on the record."""
    plan = evolve(PLAN, lots=("N1",), contracts=("C1",))
    assert codes(awarded, plan) == ["contract-unsigned"]
    waiver = Waiver(
        on=date(2022, 12, 2), by="director", code="contract-unsigned", about="C1", because="winter"
    )
    assert awarded.record(waiver, plan).stages["N1"] is Stage.MOBILISATION


def test_abandoned_lot_leaves_the_others_running(live):
    """Cedar withdrew; N3 is bought anew, and N1 and N2 never notice."""
    gone = Abandonment(
        on=date(2023, 5, 1), lots=("N3",), because="the winner withdrew", followed_by="home-care-2"
    )
    after = live.record(gone)
    assert after.stages["N3"] is Stage.ABANDONED
    assert after.stage is Stage.GO_LIVE


def test_abandonment_of_a_signed_lot_is_refused(awarded):
    """The contract has to end first; then the lot may be given up."""
    signed = awarded.record(C1)
    gone = Abandonment(on=date(2022, 12, 20), lots=("N1",), because="budget")
    assert codes(signed, gone) == ["lot-contracted"]
    undone = ContractEnded(
        on=date(2022, 12, 15), contract="C1", how=HowEnded.NOT_STARTED, because="insolvency"
    )
    assert signed.record(undone, gone).stages["N1"] is Stage.ABANDONED


def test_contract_runs_to_its_end_and_its_lot_is_closed(live):
    """Eight years of one contract: changed, warned, handed on, extended, reviewed, ended, closed."""
    lived = live.record(
        ContractVaried(
            on=date(2023, 9, 1), reference="V1", contract="C1", what="nights",
            value_change=pounds(60_000),
        ),
        PriceUplifted(
            on=date(2024, 3, 20), contract="C1", takes_effect_on=date(2024, 4, 1), per_cent=4
        ),
        BreachRecorded(on=date(2024, 5, 1), reference="B1", contract="C1", what="missed visits"),
        PlacementsSuspended(on=date(2024, 5, 2), contract="C1", because="missed visits"),
        ImprovementNotice(
            on=date(2024, 5, 3), reference="IN1", contract="C1", breach="B1",
            requires=("no missed visits",), improve_by=date(2024, 8, 1),
        ),
        ServiceCreditApplied(
            on=date(2024, 6, 1), contract="C1", amount=pounds(500), because="missed visits"
        ),
        ImprovementNoticeClosed(on=date(2024, 7, 20), contract="C1", notice="IN1", met=True),
        PlacementsResumed(on=date(2024, 7, 21), contract="C1"),
        ContractNovated(
            on=date(2026, 1, 1), contract="C1", from_provider="alder", to_provider="oak",
            because="a merger",
        ),
        ContractExtended(
            on=date(2027, 10, 1), contract="C1", option=1,
            period=Period.of(date(2028, 4, 1), years=2),
        ),
        Review(on=date(2029, 1, 8), contracts=("C1",), found=("works well",)),
    )  # fmt: skip
    held, day = history_of(lived.ledger, "C1"), date(2029, 2, 1)
    assert (held.holder_on(day), state_of(held, day)) == ("oak", ContractState.EXTENDED)
    assert held.known_last_day_on(day) == date(2030, 3, 31)
    ended = lived.record(ContractEnded(on=date(2030, 3, 31), contract="C1"))
    closing = Closure(on=date(2030, 4, 8), lots=("N1",))
    assert codes(lived, closing) == ["contract-not-ended"]
    closed = ended.record(closing)
    assert closed.stages["N1"] is Stage.ENDED
    assert closed.stages["N2"] is Stage.GO_LIVE


def test_contract_under_notice_ends_on_the_day_of_the_notice(live):
    """Termination and exit, and nothing more under the contract afterwards."""
    notice = TerminationNotice(
        on=date(2024, 1, 8), contract="C2", given_by=Terminator.PROVIDER,
        ends_on=date(2024, 7, 8), because="clause 30",
    )  # fmt: skip
    leaving = live.record(
        notice,
        ExitPlan(
            on=date(2024, 2, 1), contract="C2", ends_on=date(2024, 7, 8),
            steps=(ExitStep(what="people told"),),
        ),
        ContractEnded(
            on=date(2024, 7, 8), contract="C2", how=HowEnded.TERMINATED, because="clause 30"
        ),
    )  # fmt: skip
    assert state_of(history(leaving.ledger, "C2"), date(2024, 7, 8)) is ContractState.ENDED
    late = PlacementsSuspended(on=date(2024, 8, 1), contract="C2", because="an enquiry")
    assert codes(leaving, late) == ["contract-over"]
    assert codes(live, late) == []


days = st.integers(min_value=0, max_value=3_000).map(
    lambda number: date(2023, 4, 1) + timedelta(days=number)
)
changes = st.integers(min_value=-50_000, max_value=90_000).map(pounds)
attempts = st.one_of(
    st.tuples(st.just("vary"), days, changes),
    st.tuples(st.just("extend"), days, st.integers(min_value=1, max_value=2)),
    st.tuples(st.just("end"), days, st.booleans()),
)


def attempted(number, what):
    kind, on, how = what
    if kind == "vary":
        return ContractVaried(
            on=on, reference=f"V{number}", contract="C1", what="change", value_change=how
        )
    if kind == "extend":
        return ContractExtended(
            on=on, contract="C1", option=how, period=Period.of(date(2028, 4, 1), years=2)
        )
    expired = HowEnded.EXPIRED if how else HowEnded.TERMINATED
    return ContractEnded(on=on, contract="C1", how=expired, because="in a test")


@settings(max_examples=30)
@given(st.lists(attempts, max_size=10))
def test_contract_keeps_its_limits_under_any_attempts(live, wanted):
    """No order of attempts varies past the cap, extends what ran out, or ends a contract twice."""
    cycle = live
    for number, what in enumerate(wanted):
        record = attempted(number, what)
        if not cycle.blockers(record):
            cycle = cycle.record(record)
    found = history(cycle.ledger, "C1")
    far = date(2040, 1, 1)
    assert all(line.varied_so_far <= pounds(100_000) for line in found.value_lines(far))
    assert len(found.of(ContractEnded, far)) <= 1
    extended = found.of(ContractExtended, far)
    assert len(extended) <= 1
    assert all(event.on <= date(2028, 3, 31) for event in extended)
    ended = [end.on for end in found.of(ContractEnded, far)]
    assert all(
        event.on <= end for event in (*extended, *found.of(ContractVaried, far)) for end in ended
    )
    assert found.term_on(far).ends_on in {date(2028, 3, 31), date(2030, 3, 31)}


counts = st.integers(min_value=0, max_value=40)
moving_days = st.integers(min_value=0, max_value=150).map(
    lambda number: date(2023, 1, 2) + timedelta(days=number)
)
people_attempts = st.one_of(
    st.builds(
        lambda on, n: PeopleTold(on=on, lots=("N1",), cohort="north", people=n), moving_days, counts
    ),
    st.builds(
        lambda on, n: ChoicesMade(
            on=on,
            lots=("N1",),
            cohort="north",
            choices=(ChoiceCount(choice=Choice.DIRECT_PAYMENT, people=n),),
        ),
        moving_days,
        counts,
    ),
    st.builds(
        lambda on, n: PeopleMoved(
            on=on, lots=("N1",), cohort="north", people=n, choice=Choice.DIRECT_PAYMENT
        ),
        moving_days,
        counts,
    ),
    st.builds(
        lambda on, n, m: CohortChanged(on=on, lots=("N1",), cohort="north", joined=n + 1, left=m),
        moving_days,
        counts,
        counts,
    ),
)


@settings(max_examples=30)
@given(st.lists(people_attempts, max_size=12))
def test_people_are_neither_lost_nor_counted_twice_under_any_attempts(live, wanted):
    """What the gates let through reconciles at every date, in whatever order it was entered."""
    count = PeopleAffected(
        on=date(2023, 1, 2), lots=("N1",), cohorts=(Cohort(reference="north", people=60),)
    )
    cycle = live.record(count)
    for record in wanted:
        if not cycle.blockers(record):
            cycle = cycle.record(record)
    for step in reconciliations(cycle.ledger):
        assert step.waiting >= 0
        assert step.waiting + step.moved == step.people
        assert not any(finding.blocks for finding in step.findings())


def test_departure_that_leaves_fewer_who_chose_than_have_moved_is_refused(live):
    """Entered after the move, and dated before it, it would take the choice from under those who moved."""
    count = PeopleAffected(
        on=date(2023, 1, 2), lots=("N1",), cohorts=(Cohort(reference="north", people=60),)
    )
    chosen = ChoicesMade(
        on=date(2023, 1, 2), lots=("N1",), cohort="north",
        choices=(ChoiceCount(choice=Choice.DIRECT_PAYMENT, people=11),),
    )  # fmt: skip
    moved = PeopleMoved(
        on=date(2023, 1, 3), lots=("N1",), cohort="north", people=11, choice=Choice.DIRECT_PAYMENT
    )
    joined = CohortChanged(on=date(2023, 1, 3), lots=("N1",), cohort="north", joined=1)
    cycle = live.record(count, chosen, moved, joined)
    fifty = CohortChanged(on=date(2023, 1, 2), lots=("N1",), cohort="north", left=50)
    assert [each.code for each in cycle.blockers(fifty)] == ["moved-without-choice"]
    assert not cycle.blockers(
        CohortChanged(on=date(2023, 1, 2), lots=("N1",), cohort="north", left=49)
    )
