"""Stories: whole valid cycles on demand."""

from datetime import date

import pytest
from attrs import evolve, frozen

from commissioning.cycle import Cycle
from commissioning.errors import RecordError
from commissioning.law.regimes.provider_selection_2023 import PROVIDER_SELECTION_2023
from commissioning.process import STEPS, Process, Step, during
from commissioning.records.award import AwardRecommendation, IntentionToAward
from commissioning.records.contract import ContractSigned
from commissioning.records.ending import Abandonment, EvaluationReopened
from commissioning.records.engagement import EngagementMeeting
from commissioning.records.frameworks import MarketOpened
from commissioning.records.history import BroughtForward
from commissioning.records.live import GoLive
from commissioning.records.notices import NoticePublished
from commissioning.records.record import Grounds, Record
from commissioning.records.selection import ProviderAssessment, Shortlist
from commissioning.records.strategy import PartnerDecision, ProcurementStrategy
from commissioning.stages import Route, Stage
from commissioning.testing import cycles, make, with_drafts
from commissioning.testing.stories.main_line import main_line
from commissioning.testing.stories.scenario import REGIMES, ROUTES, SET_UPS, Scenario
from commissioning.testing.stories.story import ONLY_ON, fitting, story

WAYS = [
    pytest.param(regime, route, id=f"{regime.name}, {route.name}, {len(route.stages)} stages")
    for regime in REGIMES
    for route in ROUTES[regime.name]
]


def setting(regime, route, lots=()):
    return Scenario(day=SET_UPS[regime.name].starts_on, regime=regime, route=route, lots=lots)


@pytest.mark.parametrize("lots", [(), ("N1", "N2", "N3")], ids=["whole", "three lots"])
@pytest.mark.parametrize(("regime", "route"), WAYS)
def test_story_runs_to_its_end_under_every_regime_and_route(regime, route, lots):
    """A fixture that the library itself refuses would test nobody's system."""
    cycle = story(setting(regime, route, lots))
    assert set(cycle.stages.values()) == {Stage.ENDED}
    assert cycle.law(cycle.last_on).regime == regime.name


@pytest.mark.parametrize(("regime", "route"), WAYS)
def test_story_has_no_findings(regime, route):
    """Even a warning in a plain story would make a reader doubt the fixture."""
    cycle = story(setting(regime, route))
    assert Cycle.audit(cycle.title, cycle.records).findings == ()


@pytest.mark.parametrize("stage", list(Stage))
def test_story_at_a_stage_ends_on_the_record_that_opens_it(stage):
    """`at=` is a promise: the stage is entered, and nothing of it has happened yet."""
    cycle = story(at=stage)
    assert cycle.stage is stage
    assert story(at=stage) == cycle
    if stage not in {Stage.NEEDS}:
        before = Cycle(cycle.title, cycle.buyers, cycle.reference).record(*cycle.records[:-1])
        assert before.stage is not stage


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.tag)
def test_story_can_end_on_every_kind_of_record(step):
    """Whoever tests what follows a record needs a cycle that has just got it."""
    route = Route.restricted()
    scenario = Scenario()
    if step.record is ProviderAssessment:
        scenario = setting(PROVIDER_SELECTION_2023, Route.most_suitable_provider())
        route = scenario.route
    cycle = story(scenario, after=step.record)
    assert type(cycle.records[-1]) is step.record
    assert not Cycle.audit(cycle.title, cycle.records).blocks
    assert cycle.route in {ONLY_ON.get(step.record, route), None}


def test_story_ends_on_the_first_record_of_a_kind():
    """Of several tenders the first is the smallest story that has one."""
    cycle = story(after=IntentionToAward)
    assert len(cycle.every(IntentionToAward)) == 1
    assert cycle.records[-1] == cycle.find(IntentionToAward)


CALL_OFFS = [way for way in WAYS if way.values[1].name.startswith("call-off")]


@pytest.mark.parametrize(("regime", "route"), CALL_OFFS)
def test_call_off_at_each_of_its_stages_is_under_a_framework(regime, route):
    """A call-off without its framework would be under no terms, and asked nothing that they ask."""
    scenario = setting(regime, route)
    for stage in route.stages:
        cycle = story(scenario, at=stage)
        assert cycle.stage is stage
        strategy = cycle.find(ProcurementStrategy)
        if strategy is not None:
            assert strategy.under.members == scenario.providers
            assert strategy.under.commenced_on <= strategy.on < strategy.under.ends_on
    assert Scenario.of(cycle).facts.framework_call_off


def test_call_off_is_drafted_again_under_the_framework_it_has():
    """A strategy that is revised leaves the framework as it is, with members who do not tender."""
    cycle = story(setting(REGIMES[0], Route.call_off()), at=Stage.SPECIFICATION)
    first = cycle.expect(ProcurementStrategy)
    wider = evolve(first, under=evolve(first.under, members=("alder", "birch", "cedar")))
    cycle = Cycle.audit("A call-off", [wider if r == first else r for r in cycle.records]).cycle
    again = fitting(ProcurementStrategy, cycle)
    assert again.under == wider.under


def test_story_after_a_history_brought_forward_has_one_record():
    """A register of live contracts begins in the middle, and so does its fixture."""
    assert len(story(after=BroughtForward).records) == 1


def test_story_after_a_partners_decision_has_a_partner():
    """The plain story has one buyer; asking for a partner's decision brings the partner."""
    assert story(after=PartnerDecision).records[-1].authority == "otherborough"
    scenario = Scenario(partners=("thirdborough",))
    assert story(scenario, after=PartnerDecision).records[-1].authority == "thirdborough"


@pytest.mark.parametrize(
    ("wanted", "message"),
    [
        (
            {"at": Stage.SSQ},
            "SSQ is not a stage of the route open: needs > specification > ITT > evaluation > "
            "award > mobilisation > go-live > ended.",
        ),
        (
            {"after": Shortlist},
            "A shortlist cannot come on the route open: needs > specification > ITT > "
            "evaluation > award > mobilisation > go-live > ended; its row has it in SSQ.",
        ),
        (
            {"after": MarketOpened},
            "An opened market cannot come on the route open: needs > specification > ITT > "
            "evaluation > award > mobilisation > go-live > ended; its draft is refused: You cannot "
            "record an opened market: the route taken (open: needs > specification > ITT > "
            "evaluation > award > mobilisation > go-live > ended) has an award stage.",
        ),
    ],
)
def test_story_to_a_stage_or_kind_off_its_route_is_refused(wanted, message):
    """A test that asks for the impossible should learn so, not be given something else."""
    with pytest.raises(LookupError) as refusal:
        story(Scenario(route=Route.open()), **wanted)
    assert str(refusal.value) == message


def test_every_record_of_a_story_is_marked_as_made_up():
    """Nobody may take a fixture's figures for those of a council."""
    for record in story().records:
        assert {basis.grounds for basis in record.basis} == {Grounds.CONSTRUCTED}


def test_story_can_end_on_a_councils_own_record(own_kind, own_process):
    """The stories read the table, so a row of a council's own needs no work here."""
    cycle = story(after=own_kind, process=own_process)
    report = cycle.records[-1]
    assert (type(report), report.contract, report.provider) == (own_kind, "C1", "alder")
    assert cycle.stage is Stage.GO_LIVE


def test_fitting_of_a_kind_held_up_by_time_alone_takes_the_earliest_day():
    """A contract inside its standstill is drafted for the day after it, not given up."""
    cycle = story(after=IntentionToAward)
    contract = fitting(ContractSigned, cycle)
    assert contract is not None
    assert contract.on > cycle.last_on
    assert cycle.record(contract).find(ContractSigned) is not None


def test_fitting_of_a_kind_refused_for_more_than_time_gives_none():
    """There is no day on which a go-live may follow a needs assessment."""
    from commissioning.records.live import GoLive

    assert fitting(GoLive, story(at=Stage.NEEDS)) is None


def test_scenario_read_from_a_cycle_equals_the_one_it_was_told_from():
    """What is drafted for a half-told story must name its bidders, panel and lots."""
    scenario = Scenario(lots=("N1", "N2"), providers=("birch", "cedar", "elm"), members=("user-1",))
    read = Scenario.of(story(scenario, after=AwardRecommendation))
    for name in ("lots", "providers", "members", "route", "regime", "panel", "recommendation"):
        assert getattr(read, name) == getattr(scenario, name), name


def test_main_line_opens_every_stage_of_its_route_in_order():
    """The story is the process table walked once, so no stage may be passed by."""
    scenario = Scenario()
    process = Process.standard()
    opened = [process.step(type(record)).where for record in main_line(scenario)]
    stages = [where.stage for where in opened if hasattr(where, "stage")]
    assert stages == list(scenario.route.stages[1:])


@pytest.mark.parametrize(
    ("at", "after"),
    [
        (Stage.AWARD, IntentionToAward),
        (Stage.MOBILISATION, NoticePublished),
        (Stage.EVALUATION, EvaluationReopened),
        (Stage.ABANDONED, Abandonment),
        (Stage.ABANDONED, EngagementMeeting),
    ],
    ids=lambda part: getattr(part, "name", None) or part.__name__,
)
def test_story_with_a_stage_and_a_kind_ends_on_both(at, after):
    """A notice may come at any stage; the test is about one."""
    cycle = story(at=at, after=after)
    assert cycle.stage is at
    assert type(cycle.records[-1]) is after


@pytest.mark.parametrize(
    ("wanted", "problem"),
    [
        ({"at": "award"}, "at: 'award' is not a Stage; did you mean `Stage.AWARD`?"),
        (
            {"after": 3},
            "after: 3 is not a kind of record; give the class of the records "
            "that are meant, such as `InvitationToTender`",
        ),
        ({"process": 3}, "process: 3 is not a process; leave it out for the standard one"),
    ],
)
def test_story_of_no_stage_kind_or_process_is_refused_by_name(wanted, problem):
    """A stage is a text too, and the slip of giving one is easily made."""
    with pytest.raises(RecordError) as refusal:
        story(**wanted)
    assert refusal.value.problems == (problem,)


def test_story_whose_kind_cannot_come_in_its_stage_is_refused():
    """One of the two must not be dropped in silence."""
    with pytest.raises(
        LookupError, match="A signed contract cannot come in ITT on the route restricted"
    ):
        story(at=Stage.ITT, after=ContractSigned)


@pytest.mark.parametrize(
    ("day", "message"),
    [
        (
            date(2010, 1, 4),
            "No story under the Public Contracts Regulations 2015 can begin on 4 January 2010: "
            "You cannot record a notice on 25 April 2010:",
        ),
        (
            date(2025, 3, 3),
            "No story under the Public Contracts Regulations 2015 can begin on 3 March 2025: ",
        ),
    ],
)
def test_story_on_a_day_outside_its_regime_is_refused(day, message):
    """A fixture that says one law and is governed by another proves the wrong thing."""
    with pytest.raises(LookupError) as refusal:
        story(Scenario(day=day))
    assert str(refusal.value).startswith(message)


def test_story_governed_by_another_law_is_refused_by_name():
    """The transition decides by what commenced the procurement, which a scenario may not know."""
    scenario = Scenario(regime=PROVIDER_SELECTION_2023, route=Route.open(), day=date(2022, 1, 10))
    with pytest.raises(LookupError) as refusal:
        story(scenario)
    assert str(refusal.value) == (
        "No story under the Health Care Services (Provider Selection Regime) Regulations 2023 "
        "can begin on 10 January 2022: its law would be the Public Contracts Regulations 2015."
    )


def test_extras_of_a_story_are_put_in_at_their_places():
    """A meeting in between changes nothing of what follows."""
    plain = story(at=Stage.ITT)
    told = story(at=Stage.ITT, extras=((4, EngagementMeeting), (2, EngagementMeeting)))
    kinds = [type(record) for record in told.records]
    assert [place for place, kind in enumerate(kinds) if kind is EngagementMeeting] == [2, 5]
    assert len(told.records) == len(plain.records) + 2


@pytest.mark.parametrize("extras", [((0, EngagementMeeting),), ((99, EngagementMeeting),)])
def test_extra_beyond_the_line_is_left_out(extras):
    """The line is as long as the route makes it, which whoever asks need not count."""
    assert story(at=Stage.ITT, extras=extras) == story(at=Stage.ITT)


@frozen(kw_only=True)
class Policy(Record):
    """A council's own record, which its own rules want before a contract."""

    hours: int

    def problems(self):
        if self.hours < 10:
            yield "hours: at least ten"


CONTRACT_ROW = Process.standard().step(ContractSigned)
STRICT = Process.standard().with_steps(
    Step("policy", Policy, during(Stage.AWARD), (IntentionToAward,)),
    evolve(CONTRACT_ROW, rests_on=(*CONTRACT_ROW.rests_on, Policy)),
)


def test_story_puts_in_the_councils_own_record_that_a_row_rests_on():
    """The stories read the table, so a stricter table has stories too."""
    process = with_drafts(STRICT, {Policy: lambda scenario: Policy(on=scenario.day, hours=12)})
    kinds = [type(r) for r in story(at=Stage.GO_LIVE, process=process).records]
    assert kinds.index(IntentionToAward) < kinds.index(Policy) < kinds.index(ContractSigned)


@pytest.mark.parametrize("wanted", [{"at": Stage.GO_LIVE}, {"after": Policy}])
def test_story_that_needs_a_record_without_a_draft_names_its_problem(wanted):
    """Better no fixture than one that the council's own process refuses."""
    with pytest.raises(LookupError) as refused:
        story(process=STRICT, **wanted)
    assert str(refused.value) == (
        "No story has a signed contract: it rests on a policy; its draft is refused: hours: at least "
        "ten; say with `with_drafts` how it is drafted."
    )


def test_story_beside_the_line_has_the_councils_own_record_that_a_row_rests_on():
    """A visit after the go-live was said to be impossible, as the contract before it had no policy."""
    visits = STRICT.with_steps(Step("visit", Visit, during(Stage.GO_LIVE)))
    process = with_drafts(visits, {Policy: lambda scenario: Policy(on=scenario.day, hours=12)})
    cycle = story(after=Visit, process=process)
    assert cycle.stage is Stage.GO_LIVE
    assert cycle.find(Policy)
    with_meeting = story(at=Stage.GO_LIVE, extras=((2, EngagementMeeting),), process=process)
    assert with_meeting.find(EngagementMeeting)


IN_AWARD = Process.standard().with_steps(Step("policy", Policy, during(Stage.AWARD)))
IN_SSQ = Process.standard().with_steps(Step("policy", Policy, during(Stage.SSQ)))


@pytest.mark.parametrize(
    ("ask", "message"),
    [
        (
            lambda: story(after=Policy, process=IN_AWARD),
            "A policy cannot come on the route restricted: needs > specification > SSQ > ITT > "
            "evaluation > interviews > award > mobilisation > go-live > ended; its draft is refused: "
            "hours: at least ten; say with `with_drafts` how it is drafted.",
        ),
        (
            lambda: cycles(after=Policy, process=IN_AWARD),
            "No story reaches policy; its draft is refused: hours: at least ten; say with "
            "`with_drafts` how it is drafted.",
        ),
        (
            lambda: story(Scenario(route=Route.open()), after=Policy, process=IN_SSQ),
            "A policy cannot come on the route open: needs > specification > ITT > evaluation > award "
            "> mobilisation > go-live > ended; its row has it in SSQ.",
        ),
        (
            lambda: cycles(after=Policy, route=Route.open(), process=IN_SSQ),
            "No story reaches policy on the route open; its row has it in SSQ.",
        ),
    ],
)
def test_own_record_that_no_story_has_is_answered_with_what_is_in_its_way(ask, message):
    """The same remedy for both sent people to the draft where the row was wrong, and to the row."""
    with pytest.raises(LookupError) as refused:
        ask()
    assert str(refused.value) == message


@pytest.mark.parametrize(
    ("draft", "error", "message"),
    [
        (lambda _: None, TypeError, "The draft of a policy returns None; let it return a policy."),
        (
            lambda scenario: make(GoLive, scenario),
            TypeError,
            "The draft of a policy returns <GoLive of 1 May 2022: C1>; let it return a policy.",
        ),
        (
            None,
            RecordError,
            "draft of a policy: None is not a function; give one that takes a `Scenario`",
        ),
    ],
)
def test_draft_that_makes_something_else_is_named(draft, error, message):
    """A function that forgets its `return` ended in the words of attrs, which name no record."""
    with pytest.raises(error) as refused:
        story(after=Policy, process=with_drafts(IN_AWARD, {Policy: draft}))
    assert str(refused.value) == message


@pytest.mark.parametrize(
    ("kind", "message"),
    [
        ("GoLiv", "cycle: 'GoLiv' is not a kind of record; did you mean `GoLive`?"),
        (
            Policy,
            "cycle: a policy is not in this process; add a row for it with `Process.with_steps`",
        ),
    ],
)
def test_fitting_of_no_kind_of_the_process_is_refused(kind, message):
    """None says that such a record cannot come now, which a slip in the kind must not."""
    with pytest.raises(RecordError) as refused:
        fitting(kind, story(at=Stage.AWARD))
    assert str(refused.value) == message


def test_with_drafts_keeps_the_drafts_a_process_has():
    """Two teams may each bring a record of their own."""
    visits = STRICT.with_steps(Step("visit", Visit, during(Stage.AWARD)))
    first = with_drafts(visits, {Policy: lambda scenario: Policy(on=scenario.day, hours=12)})
    both = with_drafts(first, {Visit: lambda scenario: Visit(on=scenario.day, words="seen")})
    assert story(at=Stage.AWARD, after=Policy, process=both).records[-1].hours == 12
    assert story(at=Stage.AWARD, after=Visit, process=both).records[-1].words == "seen"


@frozen(kw_only=True)
class Visit(Record):
    """Another record of a council's own."""

    words: str


def test_with_drafts_of_a_kind_without_a_row_is_refused():
    """A draft that is never asked for would be a slip that nobody sees."""
    with pytest.raises(RecordError, match="a policy is not in this process"):
        with_drafts(
            Process.standard(), {Policy: lambda scenario: Policy(on=scenario.day, hours=12)}
        )
