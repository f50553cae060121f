"""Stories: whole valid cycles on demand."""

import pytest

from commissioning.cycle import Cycle
from commissioning.process import STEPS, Process
from commissioning.records.award import AwardRecommendation, IntentionToAward
from commissioning.records.history import BroughtForward
from commissioning.records.record import Grounds
from commissioning.records.selection import ProviderAssessment, Shortlist
from commissioning.records.strategy import PartnerDecision
from commissioning.regimes.provider_selection_2023 import PROVIDER_SELECTION_2023
from commissioning.stages import Route, Stage
from commissioning.testing.scene import GROUNDS, REGIMES, ROUTES, Scene
from commissioning.testing.stories import fitting, main_line, story

WAYS = [
    pytest.param(regime, route, id=f"{regime.name}, {route.name}, {len(route.stages)} stages")
    for regime in REGIMES
    for route in ROUTES[regime.name]
]


def setting(regime, route, lots=()):
    return Scene(day=GROUNDS[regime.name].starts_on, regime=regime, route=route, lots=lots)


@pytest.mark.parametrize("lots", [(), ("N1", "N2", "N3")], ids=["whole", "three lots"])
@pytest.mark.parametrize(("regime", "route"), WAYS)
def test_a_story_runs_to_its_end_under_every_regime_and_route(regime, route, lots):
    """A fixture that the library itself refuses would test nobody's system."""
    cycle = story(setting(regime, route, lots))
    assert set(cycle.stages.values()) == {Stage.ENDED}
    assert cycle.law(cycle.last_on).regime == regime.name


@pytest.mark.parametrize(("regime", "route"), WAYS)
def test_a_story_has_nothing_said_against_it(regime, route):
    """Even a warning in a plain story would make a reader doubt the fixture."""
    cycle = story(setting(regime, route))
    assert Cycle.audit(cycle.title, cycle.records).findings == ()


@pytest.mark.parametrize("stage", list(Stage))
def test_a_story_at_a_stage_has_only_just_opened_it(stage):
    """`at=` is a promise: the stage is entered, and nothing of it has happened yet."""
    cycle = story(at=stage)
    assert cycle.stage is stage
    assert story(at=stage) == cycle
    if stage not in {Stage.NEEDS}:
        before = Cycle(cycle.title, cycle.buyers, cycle.reference).record(*cycle.records[:-1])
        assert before.stage is not stage


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.tag)
def test_a_story_can_end_on_every_kind_of_record(step):
    """Whoever tests what follows a record needs a cycle that has just got it."""
    route = Route.restricted()
    scene = Scene()
    if step.record is ProviderAssessment:
        scene = setting(PROVIDER_SELECTION_2023, Route.most_suitable_provider())
        route = scene.route
    cycle = story(scene, after=step.record)
    assert type(cycle.records[-1]) is step.record
    assert not Cycle.audit(cycle.title, cycle.records).blocks
    assert cycle.route in {route, None}


def test_a_story_ends_on_the_first_record_of_a_kind():
    """Of several tenders the first is the smallest story that has one."""
    cycle = story(after=IntentionToAward)
    assert len(cycle.every(IntentionToAward)) == 1
    assert cycle.records[-1] == cycle.find(IntentionToAward)


def test_a_history_brought_forward_is_a_story_by_itself():
    """A register of live contracts begins in the middle, and so does its fixture."""
    assert len(story(after=BroughtForward).records) == 1


def test_a_partner_decides_only_where_there_are_partners():
    """The plain story has one buyer; asking for a partner's decision brings the partner."""
    assert story(after=PartnerDecision).records[-1].authority == "otherborough"
    scene = Scene(partners=("thirdborough",))
    assert story(scene, after=PartnerDecision).records[-1].authority == "thirdborough"


@pytest.mark.parametrize(
    ("wanted", "message"),
    [
        (
            {"at": Stage.SSQ},
            "SSQ is not a stage of the route taken (open: needs > specification > ITT > evaluation > "
            "award > mobilisation > go-live > ended)",
        ),
        (
            {"after": Shortlist},
            "no shortlist can come on the route taken (open: needs > specification > ITT > evaluation "
            "> award > mobilisation > go-live > ended)",
        ),
    ],
)
def test_what_is_not_on_the_route_cannot_be_told(wanted, message):
    """A test that asks for the impossible should learn so, not be given something else."""
    with pytest.raises(LookupError) as refusal:
        story(Scene(route=Route.open()), **wanted)
    assert str(refusal.value) == message


def test_everything_in_a_story_is_marked_as_made_up():
    """Nobody may take a fixture's figures for those of a council."""
    for record in story().records:
        assert {basis.grounds for basis in record.basis} == {Grounds.CONSTRUCTED}


def test_a_councils_own_record_takes_its_place_in_a_story(own_kind, own_process):
    """The stories read the table, so a row of a council's own needs no work here."""
    cycle = story(after=own_kind, process=own_process)
    report = cycle.records[-1]
    assert (type(report), report.contract, report.provider) == (own_kind, "C1", "alder")
    assert cycle.stage is Stage.GO_LIVE


def test_what_time_alone_holds_up_is_fitted_to_the_day_it_may_come():
    """A contract inside its standstill is drafted for the day after it, not given up."""
    cycle = story(after=IntentionToAward)
    from commissioning.records.contract import ContractSigned

    contract = fitting(ContractSigned, cycle)
    assert contract is not None
    assert contract.on > cycle.last_on
    assert cycle.record(contract).find(ContractSigned) is not None


def test_what_is_refused_for_more_than_time_is_not_fitted():
    """There is no day on which a go-live may follow a needs assessment."""
    from commissioning.records.live import GoLive

    assert fitting(GoLive, story(at=Stage.NEEDS)) is None


def test_a_scene_read_off_a_cycle_agrees_with_the_scene_it_was_told_from():
    """What is drafted for a half-told story must name its bidders, panel and lots."""
    scene = Scene(lots=("N1", "N2"), providers=("birch", "cedar", "elm"), members=("user-1",))
    read = Scene.of(story(scene, after=AwardRecommendation))
    for name in ("lots", "providers", "members", "route", "regime", "panel", "recommendation"):
        assert getattr(read, name) == getattr(scene, name), name


def test_the_main_line_takes_every_stage_of_its_route_in_order():
    """The story is the process table walked once, so no stage may be passed by."""
    scene = Scene()
    process = Process.standard()
    opened = [process.step(type(record)).where for record in main_line(scene)]
    stages = [where.stage for where in opened if hasattr(where, "stage")]
    assert stages == list(scene.route.stages[1:])
