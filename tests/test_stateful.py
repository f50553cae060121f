"""No sequence of records, dates, returns and attempts lets a lot into a stage it has not earned.

The position of each lot is kept here a second time, by the plainest reading of the rule of order:
a stage is entered from the one before it on the route, by a record that opens it, and left only by an
opener, a return or an end. What a return sets aside may not be acted on again.
"""

from datetime import timedelta

from attrs import evolve
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule

from commissioning.cycle import Cycle
from commissioning.dates.periods import Period
from commissioning.records.approval import HowNotApproved, NotApproved
from commissioning.records.award import (
    ApprovalToAward,
    AwardRecommendation,
    IntentionToAward,
    LotAward,
)
from commissioning.records.contract import ContractSigned
from commissioning.records.ending import ContractEnded, HowEnded, SelectionReopened
from commissioning.records.tender import InvitationToTender, LotLimits
from commissioning.stages import Begins, During, Ends, Opens, Returns, Route, Stage
from commissioning.testing import Scenario, make, parted_cycles, story
from commissioning.testing.strategies.machine import CycleMachine

WHOLE = "whole"


class NaivePosition:
    """Where each lot stands, worked out from the records one at a time."""

    def __init__(self, process):
        self.process = process
        self.stages = {WHOLE: Stage.NEEDS}
        self.routes = {}
        self.approved = {}

    def follow(self, record, lots):
        where = self.process.step(type(record)).where
        for lot in record.defines_lots:
            if WHOLE in self.stages:
                self.stages = dict.fromkeys(record.defines_lots, self.stages[WHOLE])
                lots = record.lots or record.defines_lots
            self.stages.setdefault(lot, Stage.SPECIFICATION)
        if hasattr(record, "route") and record.route is not None:
            self.routes |= dict.fromkeys(lots, record.route)
        for lot in lots:
            self._move(record, where, lot)
            if isinstance(record, ApprovalToAward):
                self.approved.setdefault(lot, set()).add(record.recommendation)

    def _move(self, record, where, lot):
        stood, route = self.stages[lot], self.routes.get(lot, self.routes.get(WHOLE))
        if isinstance(where, Begins):
            self.stages[lot] = record.stage
        elif isinstance(where, Opens):
            # A market is always open: its conditions may come again at any time, and move nothing.
            market = route is not None and route.is_market
            again = (*where.again, *(where.in_market if market else ()))
            if stood is not where.stage and stood not in again:
                before = _before(route, where.stage)
                assert stood is before, f"{lot} entered {where.stage} from {stood}, not {before}"
                self.stages[lot] = where.stage
        elif isinstance(where, Returns):
            assert stood in where.stages
            assert route is None or where.to in route
            self.stages[lot] = where.to
            self.approved.pop(lot, None)
        elif isinstance(where, Ends):
            assert stood.place <= where.until.place
            self.stages[lot] = where.stage
        else:
            assert isinstance(where, During)
            assert stood in where.stages, f"{type(record).__name__} came in {stood}"


def _before(route, stage):
    """The stage from which one is entered; from the award on every route is the same."""
    line = (route or Route.direct_award()).stages
    return line[line.index(stage) - 1]


class NothingIsUnearned(CycleMachine):
    """Every position is earned, and nothing is signed on what was set aside."""

    def begun(self):
        self.naive = NaivePosition(self.process)
        replayed = Cycle(self.cycle.title, process=self.process)
        for record in self.cycle.records:
            lots = replayed.ledger.lots_of(record)
            replayed = replayed.record(record)
            self.naive.follow(record, lots)

    def recorded(self, before, record):
        self.naive.follow(record, before.ledger.lots_of(record))
        assert self.cycle.records == (*before.records, record)
        if isinstance(record, ContractSigned):
            self._is_signed_on_what_counts(before, record)

    def _is_signed_on_what_counts(self, before, contract):
        if not contract.recommendations:
            return
        for lot in before.ledger.lots_of(contract):
            assert set(contract.recommendations) & self.naive.approved.get(lot, set())
            recommended = [
                award
                for award in before.every(AwardRecommendation, about=lot)
                if award.reference in contract.recommendations
            ]
            assert any(contract.provider in award.winners(lot) for award in recommended)

    def refused(self, record, refusal):
        assert refusal.findings
        assert all(finding.blocks for finding in refusal.findings)
        assert record not in self.cycle.records[len(self.cycle.records) :]

    @invariant()
    def every_lot_stands_where_its_records_led_it(self):
        if hasattr(self, "naive"):
            assert self.cycle.stages == self.naive.stages

    @invariant()
    def the_history_could_be_recorded_again(self):
        if hasattr(self, "naive"):
            again = Cycle(
                self.cycle.title, self.cycle.buyers, self.cycle.reference, self.cycle.process
            ).record(*self.cycle.records)
            assert again == self.cycle


def test_return_leads_only_to_a_stage_of_the_route():
    """A lot sent back to a selection that its route does not have would be stranded there."""
    cycle = story(Scenario(route=Route.open()), at=Stage.ITT)
    reopened = make(SelectionReopened, on=cycle.last_on)
    (finding,) = cycle.blockers(reopened)
    assert str(finding) == (
        "You cannot record a reopening of selection: the route taken (open: needs > "
        "specification > ITT > evaluation > award > mobilisation > go-live > ended) has no SSQ "
        "stage (the process table, row selection-reopened). Go back to a stage of the route."
    )


class NothingIsUnearnedOnTwoRoutes(NothingIsUnearned):
    """The same where some lots take a route of their own."""

    def beginnings(self):
        return parted_cycles()


TENDERERS = ("alder", "birch", "cedar")


@st.composite
def announced(draw):
    """A competition of three tenders before its award, with one to three places announced."""
    places = draw(st.integers(1, 3))
    line = story(Scenario(route=Route.open(), providers=TENDERERS), after=AwardRecommendation)
    before = [
        evolve(record, lot_limits=LotLimits(places=places))
        if isinstance(record, InvitationToTender)
        else record
        for record in line.records
        if not isinstance(record, AwardRecommendation)
    ]
    return Cycle(line.title, line.buyers).record(*before)


class PlacesAreFilledOnce(NothingIsUnearned):
    """Awards in tranches: however they are decided, signed and ended, no place is filled twice."""

    def beginnings(self):
        return announced()

    def begun(self):
        super().begun()
        (invitation,) = self.cycle.every(InvitationToTender)
        self.places = invitation.lot_limits.places

    @property
    def day(self):
        return self.cycle.last_on + timedelta(days=20)

    @rule(
        providers=st.lists(st.sampled_from(TENDERERS), min_size=1, max_size=2, unique=True),
        replacing=st.booleans(),
        which=st.integers(0, 9),
    )
    def recommend_a_tranche(self, providers, replacing, which):
        before = self.cycle.every(AwardRecommendation)
        named = (before[which % len(before)].reference,) if replacing and before else ()
        free = self.places - len(self._filled(without=named))
        self._attempt(
            AwardRecommendation(
                on=self.day, reference=f"T{len(self.cycle.records)}", replaces=named,
                awards=tuple(LotAward(provider=name) for name in providers),
                departs_from_ranking_because="as the board decided",
            )
        )  # fmt: skip
        taken = self.cycle.every(AwardRecommendation) != before
        assert not taken or len(providers) <= free

    @rule(which=st.integers(0, 9))
    def carry_one_on(self, which):
        """Approve it, write to bidders and sign, as far as it goes."""
        papers = self.cycle.every(AwardRecommendation)
        if not papers:
            return
        paper = papers[which % len(papers)]
        name, provider = paper.reference, paper.awards[which % len(paper.awards)].provider
        self._attempt(ApprovalToAward(on=self.day, recommendation=name, decided_by="Cabinet"))
        self._attempt(IntentionToAward(on=self.day, recommendation=name, told=TENDERERS))
        number = len(self.cycle.records)
        self._attempt(
            ContractSigned(
                on=self.day, reference=f"K{number}", provider=provider, recommendations=(name,),
                term=Period.of(self.day, years=3),
            )
        )  # fmt: skip

    @rule(which=st.integers(0, 9), refused=st.booleans())
    def take_one_back(self, which, refused):
        """Refuse a recommendation, or end a contract."""
        papers, contracts = self.cycle.every(AwardRecommendation), self.cycle.every(ContractSigned)
        if refused and papers:
            about = papers[which % len(papers)].reference
            self._attempt(
                NotApproved(
                    on=self.day, asked="approval-to-award", about=about, because="the cost",
                    how=HowNotApproved.REFUSED, decided_by="Cabinet",
                )
            )  # fmt: skip
        elif contracts:
            contract = contracts[which % len(contracts)].reference
            self._attempt(
                ContractEnded(on=self.day, contract=contract, how=HowEnded.RESCINDED, because="x")
            )

    def _filled(self, without=()):
        """The awards that hold a place, by the plainest reading: given, and neither taken back nor over."""
        every = self.cycle.every
        replaced = {name for paper in every(AwardRecommendation) for name in paper.replaces}
        gone = {*replaced, *without, *(each.about for each in every(NotApproved))}
        ended = {end.contract for end in every(ContractEnded)}
        over = {
            (name, signed.provider)
            for signed in every(ContractSigned)
            if signed.reference in ended
            for name in signed.recommendations
        }
        return {
            (paper.reference, award.provider)
            for paper in every(AwardRecommendation)
            if paper.reference not in gone
            for award in paper.awards
        } - over

    @invariant()
    def no_more_contracts_run_than_there_are_places(self):
        if not hasattr(self, "places"):
            return
        ended = {end.contract for end in self.cycle.every(ContractEnded)}
        running = [
            (signed.provider, signed.recommendations)
            for signed in self.cycle.every(ContractSigned)
            if signed.reference not in ended and signed.term.ends_on >= self.cycle.last_on
        ]
        assert len(running) <= self.places
        assert len(set(running)) == len(running)


TestPlacesAreFilledOnce = PlacesAreFilledOnce.TestCase
TestPlacesAreFilledOnce.settings = settings(
    max_examples=15,
    stateful_step_count=15,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
TestNothingIsUnearnedOnTwoRoutes = NothingIsUnearnedOnTwoRoutes.TestCase
TestNothingIsUnearnedOnTwoRoutes.settings = settings(
    max_examples=15,
    stateful_step_count=15,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
TestNothingIsUnearned = NothingIsUnearned.TestCase
TestNothingIsUnearned.settings = settings(
    max_examples=25,
    stateful_step_count=15,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
