"""Strategies for cycles: whatever is drawn is valid, and whatever must be refused is."""

import importlib

import pytest
from attrs import evolve, field, frozen
from hypothesis import HealthCheck, Phase, find, given, settings
from hypothesis import strategies as st
from hypothesis.vendor.pretty import pretty

from commissioning.cycle import Cycle
from commissioning.errors import RecordError
from commissioning.findings.errors import BlockedError
from commissioning.law.regimes.procurement_act_2023 import PROCUREMENT_ACT_2023
from commissioning.law.regimes.provider_selection_2023 import PROVIDER_SELECTION_2023
from commissioning.process import STEPS, Process, Step, during
from commissioning.records.award import AwardRecommendation, IntentionToAward
from commissioning.records.contract import ContractSigned
from commissioning.records.criteria import Criterion
from commissioning.records.engagement import EngagementMeeting
from commissioning.records.methods import DescribedCriteria
from commissioning.records.record import RECORD, Record
from commissioning.records.selection import ProviderAssessment, Shortlist
from commissioning.records.tender import TenderReceived
from commissioning.stages import Opens, Route, Stage
from commissioning.testing import (
    Scenario,
    cycles,
    make,
    next_records,
    parted_cycles,
    refusals,
    refused_records,
    scenarios,
    story,
    with_drafts,
)
from commissioning.testing.stories.story import fitting
from commissioning.testing.strategies.cycles import next_kinds
from commissioning.values.scales import ZERO_TO_FIVE

MANY = settings(max_examples=2000, database=None, derandomize=True, phases=[Phase.generate])
FIRST = settings(database=None, phases=[Phase.generate])
slow_to_begin = settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)


@slow_to_begin
@given(cycles())
def test_every_drawn_cycle_can_be_recorded_again(cycle):
    """A strategy that draws what the library refuses proves nothing."""
    assert not Cycle.audit(cycle.title, cycle.records, process=cycle.process).blocks


@slow_to_begin
@given(st.data(), st.sampled_from(Stage))
def test_cycle_drawn_at_a_stage_has_just_opened_it(data, stage):
    """`at=` holds whatever else is drawn."""
    assert data.draw(cycles(at=stage)).stage is stage


@slow_to_begin
@given(st.data(), st.sampled_from(STEPS))
def test_cycle_drawn_after_a_record_ends_on_it(data, step):
    """`after=` holds for every row of the table."""
    assert type(data.draw(cycles(after=step.record)).records[-1]) is step.record


@slow_to_begin
@given(
    cycles(
        at=Stage.AWARD,
        regime=PROCUREMENT_ACT_2023,
        route=Route.open(),
        lots=("A", "B"),
        providers=("cedar", "elm"),
    )
)
def test_cycles_with_a_given_setting_keep_it(cycle):
    """A test fixes what it is about and leaves the rest to chance."""
    assert cycle.lots == ("A", "B")
    assert cycle.route == Route.open()
    assert cycle.law(cycle.last_on).regime == PROCUREMENT_ACT_2023.name
    assert {award.provider for award in cycle.records[-1].awards} == {"cedar"}


@slow_to_begin
@given(cycles(regime=PROVIDER_SELECTION_2023), scenarios())
def test_cycles_with_a_regime_alone_are_drawn_under_it(cycle, scenario):
    """Any stage that some route of the regime passes, and any scenario, can be drawn."""
    assert cycle.records
    assert scenario.providers


@pytest.mark.parametrize(
    ("wanted", "message"),
    [
        (
            {"at": Stage.SSQ, "route": Route.open()},
            "No story reaches SSQ on the route open.",
        ),
        (
            {"after": Shortlist, "route": Route.direct_award()},
            "No story reaches shortlist on the route direct award; its row has it in SSQ.",
        ),
        (
            {"after": ProviderAssessment, "regime": PROCUREMENT_ACT_2023},
            "No story reaches provider assessment under the Procurement Act 2023.",
        ),
    ],
)
def test_cycles_that_no_story_reaches_are_refused(wanted, message):
    """An empty strategy would leave a test that never runs."""
    with pytest.raises(LookupError) as refusal:
        cycles(**wanted)
    assert str(refusal.value) == message


def test_cycle_shrinks_to_the_plainest_story():
    """What a failing test prints should be short enough to read."""
    smallest = find(cycles(after=IntentionToAward), lambda cycle: True)
    assert smallest.lots == ("whole",)
    assert smallest.route == Route.restricted()
    assert len(smallest.records) <= 27


def test_cycle_shrinks_to_the_one_extra_that_matters():
    """Records beside the main line vanish unless the failure needs them."""
    smallest = find(
        cycles(at=Stage.ITT),
        lambda cycle: cycle.find(EngagementMeeting) is not None,
        settings=settings(max_examples=1000),
    )
    assert len(smallest.records) == 11


@slow_to_begin
@given(cycles(), st.data())
def test_drawn_next_record_is_never_refused(cycle, data):
    """A suite that walks forward must not stumble over its own generator."""
    record = data.draw(next_records(cycle))
    assert cycle.record(record).records[-1] == record


@slow_to_begin
@given(cycles(), st.data())
def test_drawn_refused_record_is_refused_with_its_code(cycle, data):
    """The reasons are worked out apart from the machine, so each checks the other."""
    refusal = data.draw(refused_records(cycle))
    with pytest.raises(BlockedError) as blocked:
        cycle.record(refusal.record)
    assert refusal.code in {finding.code for finding in blocked.value.findings}


@pytest.mark.parametrize("stage", list(Stage))
def test_every_refusal_at_every_stage_has_its_code(stage):
    """The strategy samples; this asks for all of them."""
    cycle = story(at=stage)
    for refusal in refusals(cycle):
        codes = {finding.code for finding in cycle.blockers(refusal.record)}
        assert refusal.code in codes, refusal


def test_empty_cycle_has_refusals_and_next_records():
    """A walk may begin at the beginning."""
    cycle = Cycle("Home care")
    codes = {refusal.code for refusal in refusals(cycle)}
    assert {"stage-order", "not-waivable", "unknown-lot"} <= codes
    assert find(next_records(cycle), lambda record: True, settings=FIRST)


def test_councils_own_record_is_drawn_and_refused(own_kind, own_process):
    """Everything reads the process table, so a council adds a row and nothing else."""
    live = story(at=Stage.GO_LIVE, process=own_process)
    assert find(next_records(live), lambda record: type(record) is own_kind, settings=MANY)
    early = story(at=Stage.ITT, process=own_process)
    refused = {type(refusal.record): refusal.code for refusal in refusals(early)}
    assert refused[own_kind] == "stage-order"
    assert find(cycles(after=own_kind, process=own_process), lambda cycle: True, settings=FIRST)


@frozen(kw_only=True)
class FollowUp(Record):
    """A council's own record that names another and asks more than its annotations say."""

    answers: str = field(metadata=RECORD)
    hours: int

    def problems(self):
        if self.hours < 10:
            yield "hours: at least ten"


def test_next_records_leave_out_a_kind_that_cannot_be_drafted():
    """Fields whose rules no annotation tells are for the caller; the rest of the walk goes on."""
    process = Process.standard().with_steps(Step("follow-up", FollowUp, during(*Stage)))
    cycle = story(after=IntentionToAward, process=process)
    assert fitting(FollowUp, cycle) is None
    assert FollowUp not in {type(refusal.record) for refusal in refusals(cycle)}
    fits = make(FollowUp, Scenario.of(cycle), hours=12)
    assert fits.answers == "R1"
    assert cycle.record(fits).find(FollowUp) == fits


@pytest.mark.parametrize("name", ["lewisham", "greenwich", "leicester", "lancashire_homecare"])
def test_next_records_of_a_true_story_are_drawn(name):
    """What the machine draws from is any cycle, not only those told here."""
    cycle = importlib.import_module(f"commissioning.casebook.{name}").cycle()
    fitted = [record for kind in next_kinds(cycle) if (record := fitting(kind, cycle))]
    assert fitted
    for record in fitted:
        assert cycle.record(record).records[-1] == record
    for refusal in refusals(cycle):
        codes = {finding.code for finding in cycle.blockers(refusal.record)}
        assert refusal.code in codes, refusal


def test_scenario_read_from_described_criteria_keeps_the_usual_criterion():
    """A scenario is read off invitations that nobody can compute, too."""
    described = DescribedCriteria(
        criteria=(Criterion(reference="q", title="Quality", scale=ZERO_TO_FIVE, panel="p"),),
        importance="in descending order of importance",
    )
    cycle = story(Scenario(route=Route.open()), at=Stage.ITT)
    invited = evolve(cycle.records[-1], method=described, price_formula=None)
    begun = Cycle("Home care").record(*cycle.records[:-1], invited)
    assert Scenario.of(begun).criterion == Scenario().criterion


@slow_to_begin
@given(cycles(at=Stage.AWARD, after=IntentionToAward))
def test_cycles_with_a_stage_and_a_kind_end_on_both(cycle):
    """Either alone would leave the other to chance."""
    assert cycle.stage is Stage.AWARD
    assert type(cycle.records[-1]) is IntentionToAward


@slow_to_begin
@given(cycles(route=Route.most_suitable_provider()))
def test_cycles_on_a_route_are_drawn_under_a_law_that_provides_it(cycle):
    """The most suitable provider process exists in one law only."""
    assert cycle.law(cycle.last_on).regime in {PROVIDER_SELECTION_2023.name, "an unknown law"}
    assert cycle.records[0].on >= Scenario(regime=PROVIDER_SELECTION_2023).day


def test_cycles_without_a_goal_end_anywhere_on_the_way():
    """What may come after a tender is asked of a cycle that has just got one."""
    waiting = find(cycles(), lambda drawn: type(drawn.records[-1]) is TenderReceived, settings=MANY)
    assert waiting.stage is Stage.ITT


def test_walk_of_next_records_reaches_later_stages():
    """Of a hundred kinds of record a quarter lead on; drawn alike, a walk would stay where it is."""
    leading_on = {step.record for step in STEPS if isinstance(step.where, Opens)}
    leading_on |= {needed for step in STEPS for needed in step.rests_on}
    drawn = []

    @settings(max_examples=100, database=None, phases=[Phase.generate], derandomize=True)
    @given(next_records(story(after=IntentionToAward)))
    def note_kind(record):
        drawn.append(type(record))

    note_kind()
    assert ContractSigned in drawn
    assert sum(kind in leading_on for kind in drawn) > len(drawn) / 2


@pytest.mark.parametrize(
    ("wanted", "problem"),
    [
        ({"at": "award"}, "at: 'award' is not a Stage; did you mean `Stage.AWARD`?"),
        ({"lots": {"A"}}, "lots: {'A'} is not a tuple; write (first, second)"),
        ({"lots": ("A", "A")}, "lots: A is listed twice; name each once"),
        ({"providers": ()}, "providers: name at least one bidder"),
        ({"route": "open"}, "route: 'open' is not a route; write `Route.open()`"),
        (
            {"regime": "pcr2015"},
            "regime: 'pcr2015' is not a regime; import one from `commissioning.law.regimes.held`, "
            "such as `PUBLIC_CONTRACTS_2015`",
        ),
    ],
)
def test_cycles_with_a_wrong_argument_are_refused_before_a_draw(wanted, problem):
    """A slip in the decorator should not come up as a failing example."""
    with pytest.raises(RecordError) as refusal:
        cycles(**wanted)
    assert refusal.value.problems == (problem,)


@pytest.mark.parametrize("strategy", [next_records, refused_records])
def test_records_of_no_cycle_are_refused_before_a_draw(strategy):
    """The error came up as a failing example, from deep inside a draw."""
    with pytest.raises(RecordError, match=f"{strategy.__name__}: 'needs' is not a cycle"):
        strategy("needs")


def test_parted_cycles_of_no_regime_are_refused_before_a_draw():
    """The same holds for the law of cycles in two parts."""
    with pytest.raises(RecordError, match="regime: 'pcr2015' is not a regime"):
        parted_cycles(regime="pcr2015")  # type: ignore[arg-type]


def test_misspelt_argument_of_cycles_is_met_with_those_there_are():
    """A decorator is written from memory, and Python alone names only what it does not take."""
    with pytest.raises(TypeError) as refused:
        cycles(stage=Stage.AWARD)
    assert str(refused.value) == (
        "cycles has no argument `stage`; it has `at`, `after`, `regime`, `route`, `lots` and 2 more."
    )


def test_strategy_of_cycles_is_shown_in_one_line():
    """It holds every row of every law; shown with them it took minutes and eight megabytes."""
    assert repr(cycles(at=Stage.AWARD)) == (
        "_cycles(request=reproduced by story(Scenario(), at=Stage.AWARD), bounds=25 ways)"
    )
    assert repr(PROCUREMENT_ACT_2023) == pretty(PROCUREMENT_ACT_2023)
    assert pretty(PROCUREMENT_ACT_2023).startswith("<Regime 'Procurement Act 2023': ")


@settings(slow_to_begin, max_examples=5)
@given(st.data())
def test_cycles_and_next_records_use_a_councils_own_drafts(data):
    """What the strategies draw of a council's own record is what its own rules take."""
    row = Step("follow-up", FollowUp, during(Stage.AWARD), (AwardRecommendation,))
    process = with_drafts(Process.standard().with_steps(row), {FollowUp: _follow_up})
    cycle = data.draw(cycles(after=FollowUp, process=process))
    assert cycle.records[-1].hours == 12
    assert fitting(FollowUp, cycle).hours == 12


def _follow_up(scenario):
    return FollowUp(on=scenario.day, answers=scenario.recommendation, hours=12)


@slow_to_begin
@given(cycles(process=Process.standard().with_steps(Step("odd", FollowUp, during(*Stage)))))
def test_refused_records_leave_out_a_kind_that_cannot_be_drafted(cycle):
    """It may stand beside any story, so it would be asked for in most of them."""
    assert FollowUp not in {type(record) for record in cycle.records}
