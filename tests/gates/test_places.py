"""Places: a lot is awarded and signed as often as it has places, and each only once at a time."""

from datetime import date, timedelta
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from commissioning.cycle import Cycle
from commissioning.dates.periods import Deadline, Period
from commissioning.findings.errors import BlockedError
from commissioning.gates.award import return_sets_aside_nothing_earlier
from commissioning.gates.case import Case
from commissioning.gates.places import number_of_places, places_announced, places_filled
from commissioning.interchange import dumps, loads
from commissioning.records.approval import HowNotApproved, NotApproved
from commissioning.records.award import (
    ApprovalToAward,
    AwardRecommendation,
    IntentionToAward,
    LotAward,
)
from commissioning.records.contract import ContractSigned
from commissioning.records.criteria import Criterion, CriterionKind
from commissioning.records.ending import (
    AwardFellThrough,
    ContractEnded,
    EvaluationReopened,
    HowEnded,
)
from commissioning.records.frameworks import MembershipChanged, MembershipMove
from commissioning.records.history import BroughtForward
from commissioning.records.methods import WeightedSum
from commissioning.records.mobilisation import MobilisationPlan
from commissioning.records.pricing import LowestPriceProportional
from commissioning.records.record import Learned, Record
from commissioning.records.specification import Lot
from commissioning.records.strategy import (
    Parent,
    ParentKind,
    ProcurementFacts,
    ProcurementStrategy,
)
from commissioning.records.tender import InvitationToTender, LotLimits, LotPrice, TenderReceived
from commissioning.stages import Route, Stage
from commissioning.testing import Scenario, story
from commissioning.values.money import pounds

JUNE = date(2023, 6, 1)
FACTS = ProcurementFacts(light_touch=True, above_threshold=True)
PRICE_ALONE = WeightedSum(
    criteria=(Criterion(reference="p", title="price", weight=100, kind=CriterionKind.PRICE),)
)
PRICES = {"Elm": 50, "Oak": 60, "Ash": 70, "Fir": 80}


def day(number: int) -> date:
    return JUNE + timedelta(number)


def begun(places: int | None, carried: tuple[Record, ...] = ()) -> Cycle:
    """A procurement of one lot at its award, with so many places announced and four tenders."""
    invitation = InvitationToTender(
        on=date(2023, 3, 1),
        tenders_due_by=Deadline(date(2023, 4, 1)),
        price_formula=LowestPriceProportional(),
        method=PRICE_ALONE,
        lot_limits=LotLimits(places=places) if places else None,
    )
    tenders = [
        TenderReceived(on=date(2023, 3, 30), provider=name, prices=(LotPrice(price=pounds(price)),))
        for name, price in PRICES.items()
    ]
    start = BroughtForward(
        on=JUNE, stage=Stage.AWARD, because="papers in the archive", route=Route.open(),
        facts=FACTS, commenced_on=date(2023, 3, 1), carries=(invitation, *tenders, *carried),
    )  # fmt: skip
    return Cycle("Day centre").record(start)


def recommend(reference: str, number: int, *providers: str, **more: Any) -> AwardRecommendation:
    awards = tuple(LotAward(provider=name) for name in providers)
    return AwardRecommendation(on=day(number), reference=reference, awards=awards, **more)


def approve(number: int, reference: str) -> ApprovalToAward:
    return ApprovalToAward(on=day(number), recommendation=reference, decided_by="Cabinet")


def write(number: int, reference: str) -> IntentionToAward:
    return IntentionToAward(on=day(number), recommendation=reference, told=tuple(PRICES))


def sign(number: int, provider: str, *references: str, contract: str = "K1") -> ContractSigned:
    return ContractSigned(
        on=day(number), reference=contract, provider=provider, recommendations=references,
        term=Period.of(date(2023, 10, 1), years=2),
    )  # fmt: skip


def end(number: int, contract: str = "K1") -> ContractEnded:
    because = "the provider closed"
    return ContractEnded(
        on=day(number), contract=contract, how=HowEnded.NOT_STARTED, because=because
    )


def refuse(number: int, reference: str, how: HowNotApproved) -> NotApproved:
    return NotApproved(
        on=day(number), asked="approval-to-award", about=reference, how=how, because="the cost",
        decided_by="Cabinet",
    )  # fmt: skip


def fall(number: int, reference: str, provider: str) -> AwardFellThrough:
    return AwardFellThrough(
        on=day(number), recommendation=reference, provider=provider, because="no guarantee"
    )


def awarded(places: int | None = None, *providers: str) -> Cycle:
    """The same with a recommendation approved and announced."""
    names = providers or ("Elm",)
    return begun(places).record(recommend("R1", 1, *names), approve(4, "R1"), write(5, "R1"))


def signed(places: int | None = None) -> Cycle:
    return awarded(places).record(sign(19, "Elm", "R1"))


def texts(cycle: Cycle, record: Record) -> list[tuple[str, str]]:
    return [(finding.code, str(finding)) for finding in cycle.findings(record)]


class TestNumberOfPlaces:
    """How many providers a lot has room for is announced, or follows from the first award."""

    def test_invitation_decides_before_the_strategy(self):
        """What tenderers were promised goes before what was planned."""
        strategy = ProcurementStrategy(
            on=date(2023, 1, 9), route=Route.open(), facts=FACTS, places=3
        )
        promised = begun(2, (strategy,)).ledger
        planned = begun(None, (strategy,)).ledger

        assert (places_announced(promised, "whole"), number_of_places(promised, "whole")) == (2, 2)
        assert (places_announced(planned, "whole"), number_of_places(planned, "whole")) == (3, 3)

    def test_framework_announces_the_places_of_its_call_offs(self):
        """A call-off follows the rules of its framework, unless its own papers say otherwise."""
        parent = Parent(reference="F1", kind=ParentKind.FRAMEWORK, places=2)
        strategy = ProcurementStrategy(
            on=date(2023, 1, 9), route=Route.open(), facts=FACTS, under=parent
        )
        under = begun(None, (strategy,)).ledger
        assert places_announced(under, "whole") == 2
        own = begun(None, (evolve(strategy, places=1),)).ledger
        assert places_announced(own, "whole") == 1
        silent = begun(None, (evolve(strategy, under=evolve(parent, places=None)),)).ledger
        assert places_announced(silent, "whole") is None

    def test_unannounced_places_are_as_many_as_the_first_recommendation_names(self):
        """Nobody plans two providers and names one; the first report shows what was meant."""
        cycle = awarded(None, "Elm", "Oak")

        assert number_of_places(begun(None).ledger, "whole") is None
        assert places_announced(cycle.ledger, "whole") is None
        assert number_of_places(cycle.ledger, "whole") == 2


class TestFurtherRecommendation:
    """A second report adds while places are free; otherwise two providers would be promised one."""

    def test_second_tranche_leaves_the_first_standing(self):
        """Two places: Elm in June, Oak a week later, ranked without Elm. Both may sign."""
        cycle = awarded(2)
        second = recommend("R2", 8, "Oak")
        assert texts(cycle, second) == []

        cycle = cycle.record(second, approve(11, "R2"), write(12, "R2"))
        assert texts(cycle, sign(29, "Elm", "R1")) == []
        both = cycle.record(sign(29, "Elm", "R1"))
        assert texts(both, sign(29, "Oak", "R2", contract="K2")) == []

    @pytest.mark.parametrize("more", [0, 1])
    def test_term_that_has_run_out_frees_its_place(self, more):
        """The service is bought again when it has run out, whether or not its end was written down."""
        cycle = signed(1)
        contract = cycle.find(ContractSigned)
        last = contract.term.ends_on
        second = recommend("R2", 8, "Oak")
        on = last + timedelta(more)
        found = [code for code, _ in texts(cycle, evolve(second, on=on))]
        assert ("award-in-force" in found) is (more == 0)
        held = Case(cycle.ledger, on, ("whole",), AwardRecommendation)
        assert [place.provider for place in places_filled(held, "whole")] == ["Elm"][more:]

    def test_tranche_out_of_rank_departs_from_the_ranking(self):
        """Being a tranche is no reason to pass over the tender that is next."""
        assert [code for code, _ in texts(awarded(2), recommend("R2", 8, "Ash"))] == [
            "departs-from-ranking"
        ]

    def test_second_award_of_the_only_place_is_refused_with_remedies_that_work(self):
        """Bidders were told that one provider wins."""
        cycle, second = awarded(1), recommend("R2", 8, "Oak", departs_from_ranking_because="price")

        assert [each for each in texts(cycle, second) if each[0] == "award-in-force"] == [
            (
                "award-in-force",
                "You cannot recommend Oak for the procurement: its only place is filled by Elm "
                "(recommendation R1 of 2 June 2023). Say that it replaces recommendation R1, or "
                "record that the award fell through.",
            )
        ]
        assert not cycle.blockers(evolve(second, replaces=("R1",)))
        fallen = fall(7, "R1", "Elm")
        assert not cycle.record(fallen).blockers(second)

    def test_second_award_after_signature_needs_the_end_of_the_contract(self):
        """Saying that a report replaces another does not undo a contract."""
        second = recommend("R2", 20, "Oak", replaces=("R1",), departs_from_ranking_because="price")

        (finding,) = signed().blockers(second)
        assert str(finding) == (
            "You cannot recommend Oak for the procurement: its only place is filled by Elm "
            "(contract K1). End contract K1 first, or leave the lot out."
        )
        assert not signed().record(end(20)).blockers(second)

    def test_provider_with_a_place_is_not_recommended_for_another(self):
        """Two places are for two providers."""
        (finding,) = awarded(2).blockers(recommend("R2", 8, "Elm"))

        assert str(finding) == (
            "You cannot recommend Elm for the procurement: 1 of its 2 places is filled by Elm "
            "(recommendation R1 of 2 June 2023). Say that it replaces recommendation R1, or record "
            "that the award fell through."
        )

    def test_more_than_were_announced_is_reported_once(self):
        """One fault, one finding."""
        found = begun(1).blockers(recommend("R1", 1, "Elm", "Oak"))
        again = awarded(1).blockers(recommend("R2", 8, "Oak", "Ash"))

        assert [finding.code for finding in found] == ["lot-limit-exceeded"]
        assert [finding.code for finding in again] == ["lot-limit-exceeded"]

    @pytest.mark.parametrize(
        ("how", "free"),
        [
            (HowNotApproved.REFUSED, True),
            (HowNotApproved.RETURNED, True),
            (HowNotApproved.DEFERRED, False),
        ],
    )
    def test_place_is_free_once_its_recommendation_is_refused(self, how, free):
        """Cabinet sends a report back; the next report is about the same place."""
        cycle = begun(1).record(recommend("R1", 1, "Elm"), refuse(4, "R1", how))

        assert (not cycle.blockers(recommend("R2", 8, "Elm"))) is free

    def test_refusal_that_names_no_recommendation_is_of_the_latest_of_its_lot(self):
        """Minutes say "the award was refused"; the report that lay before the body is the one meant."""
        first, answer = recommend("R1", 1, "Elm"), refuse(4, "", HowNotApproved.REFUSED)
        cycle = begun(1).record(first, answer)
        assert not cycle.blockers(recommend("R2", 8, "Elm"))
        again = cycle.record(recommend("R2", 8, "Elm"))
        assert "award-in-force" in [f.code for f in again.blockers(recommend("R3", 9, "Elm"))]
        other = Cycle.audit(
            "x", (*begun(1).records, first, evolve(answer, asked="contract-signed"))
        )
        assert other.cycle.blockers(recommend("R2", 8, "Elm"))

    def test_recommendation_approved_after_all_fills_its_place_again(self):
        """A report called in and sent back is sometimes approved unchanged."""
        refused = refuse(4, "R1", HowNotApproved.RETURNED)
        records = (*begun(1).records, recommend("R1", 1, "Elm"), refused, approve(8, "R1"))
        cycle = Cycle.audit("Day centre", records).cycle

        assert [f.code for f in cycle.blockers(recommend("R2", 9, "Oak"))][:1] == ["award-in-force"]

    def test_lot_is_awarded_while_another_lot_is_signed(self):
        """Lots go their own way; the places of one say nothing about another."""
        start = BroughtForward(
            on=JUNE, stage=Stage.AWARD, because="archive", route=Route.open(), facts=FACTS,
            commenced_on=JUNE, divided_into=(Lot(reference="1", title="N"), Lot(reference="2", title="S")),
        )  # fmt: skip
        north, south = (
            AwardRecommendation(
                on=day(1),
                reference=f"R{lot}",
                lots=(lot,),
                awards=(LotAward(lot=lot, provider="Elm"),),
            )
            for lot in "12"
        )
        cycle = Cycle("Day centre").record(start, north, south)

        assert cycle.every(AwardRecommendation) == (north, south)
        for award in (north, south):
            assert not cycle.blockers(approve(2, award.reference))


class TestContractAndPlace:
    """A place has at most one contract in force."""

    def test_second_contract_of_one_award_is_refused(self):
        """The same signature twice would be paid twice."""
        assert texts(signed(), sign(20, "Elm", "R1", contract="K2")) == [
            (
                "place-taken",
                "You cannot sign contract K2 with Elm for the procurement: its only place is filled "
                "by Elm (contract K1). End contract K1 first, or record a change instead.",
            )
        ]
        assert texts(signed().record(end(20)), sign(21, "Elm", "R1", contract="K2")) == []

    def test_contract_that_ends_only_later_still_has_its_place(self):
        """An end is entered when it is known; until its day the provider is at work."""
        cycle = signed().record(end(30))

        assert [f.code for f in cycle.blockers(sign(25, "Elm", "R1", contract="K2"))] == [
            "place-taken"
        ]

    def test_contract_of_another_award_waits_for_the_end_of_the_first(self):
        """In an audited history a second award may be there all the same; its contract is reported."""
        second = recommend("R2", 20, "Oak")
        records = (*signed(1).records, second, approve(21, "R2"), write(22, "R2"))
        cycle = Cycle.audit("Day centre", records).cycle
        late = sign(40, "Oak", "R2", contract="K2")

        assert [code for code, _ in texts(cycle, late)] == ["place-taken"]
        assert texts(cycle.record(end(30)), late) == []

    def test_contracts_of_a_history_not_held_count_where_places_were_announced(self):
        """The contract that the history carries may be that of the service before."""
        old = evolve(sign(0, "Fir", contract="OLD"), on=date(2021, 3, 1))
        for places, codes in ((None, []), (1, ["place-taken"])):
            cycle = begun(places, (old,))
            records = (*cycle.records, recommend("R1", 1, "Elm"), approve(4, "R1"), write(5, "R1"))
            told = Cycle.audit("Day centre", records).cycle
            assert [f.code for f in told.blockers(sign(19, "Elm", "R1"))] == codes

    @pytest.mark.parametrize("places", [None, 2])
    def test_contract_of_a_member_that_joined_fills_no_place(self, places):
        """A framework takes in a provider beside those of its award, who keep their places."""
        first = awarded(places, "Elm", "Oak").record(sign(19, "Elm", "R1"))
        joined = MembershipChanged(on=day(20), provider="Ash", how=MembershipMove.JOINED)
        cycle = Cycle.audit("Day centre", [*first.records, joined]).cycle
        own = sign(21, "Ash", contract="K2")
        assert "place-taken" not in dict(texts(cycle, own))
        last = sign(22, "Oak", "R1", contract="K3")
        assert "place-taken" not in dict(
            texts(Cycle.audit("Day centre", [*cycle.records, own]).cycle, last)
        )
        assert "place-taken" in dict(texts(first.record(last), own))

    def test_places_say_who_fills_them(self):
        """An officer asks who has the places, not only how many are left."""
        cycle = awarded(3).record(recommend("R2", 8, "Oak"), sign(19, "Elm", "R1"))
        carried = begun(2, (evolve(sign(0, "Fir", contract="OLD"), on=date(2021, 3, 1)),))

        def shown(told: Cycle) -> list[str]:
            case = Case.asking(told.ledger, ContractSigned, day(20))
            return [str(place) for place in places_filled(case, "whole")]

        assert shown(cycle) == ["Elm (contract K1)", "Oak (recommendation R2 of 9 June 2023)"]
        assert shown(carried) == ["Fir (contract OLD)"]

    def test_mobilisation_needs_a_contract_in_force(self):
        """A contract that ended before the service started mobilises nobody."""
        cycle = signed().record(end(20))

        assert [f.code for f in cycle.blockers(MobilisationPlan, day(21))] == ["contract-unsigned"]
        assert not signed().blockers(MobilisationPlan, day(21))


class TestReturnAndContract:
    """A return never removes a contract: what was signed is ended, not forgotten."""

    @pytest.mark.parametrize(
        "back",
        [EvaluationReopened(on=day(20), because="adding-up slip"), fall(20, "R1", "Elm")],
        ids=["evaluation reopened", "award fell through"],
    )
    def test_return_over_a_contract_in_force_is_refused(self, back):
        """The provider has a contract whatever the marks say now; the remedy is its end."""
        cycle = signed()

        assert texts(cycle, back) == [
            (
                "lot-contracted",
                "You cannot record this for the procurement: contract K1 with Elm, signed on 20 June "
                "2023, is in force. Record how the contract ended first.",
            )
        ]
        after = cycle.record(end(20), back)
        assert after.find(ContractSigned) is not None
        assert after.find(ContractEnded) is not None

    def test_award_that_fell_through_is_held_back_by_its_own_contract_only(self):
        """Oak may lose its award while Elm is at work under the same recommendation."""
        cycle = awarded(2, "Elm", "Oak").record(sign(19, "Elm", "R1"), fall(20, "R1", "Oak"))

        assert [c.provider for c in cycle.every(ContractSigned)] == ["Elm"]
        assert cycle.find(AwardRecommendation) is not None
        assert texts(cycle, sign(21, "Oak", "R1", contract="K2")) == [
            (
                "not-recommended",
                "Contract K2 is with Oak, but its award of the procurement (recommendation R1) fell "
                "through on 21 June 2023. Recommend the provider again, or sign with another that "
                "is recommended.",
            )
        ]
        third = cycle.record(recommend("R2", 22, "Ash"), approve(23, "R2"), write(24, "R2"))
        assert texts(third, sign(50, "Ash", "R2", contract="K2")) == []

    def test_contract_learned_of_late_is_not_superseded_with_its_award(self):
        """A signature found after the award fell through was given all the same, and has to be ended."""
        late = Learned(on=day(30), because="found at the solicitor's")
        records = (
            *awarded().records,
            fall(25, "R1", "Elm"),
            evolve(sign(20, "Elm", "R1"), learned=late),
        )

        assert Cycle.audit("Day centre", records).cycle.find(ContractSigned) is not None

    def test_return_outside_a_table_leads_to_no_stage(self):
        """Where a return leads is said by the table of the process alone."""
        back = EvaluationReopened(on=day(20), because="slip", sets_aside=("R1",))
        ledger = awarded().ledger

        assert list(return_sets_aside_nothing_earlier(Case.of(ledger, back), back)) == []


class TestSeveralRecommendations:
    """A contract carries out one recommendation or several, lot by lot."""

    def two_lots(self) -> tuple[Cycle, date]:
        whole = story(Scenario(route=Route.open(), lots=("1", "2")), after=AwardRecommendation)
        cycle, last = Cycle("x").record(*whole.records[:-1]), whole.records[-1].on
        for lot, reference, on in (("1", "R1", last), ("2", "R2", last + timedelta(14))):
            award = LotAward(lot=lot, provider="alder")
            cycle = cycle.record(
                AwardRecommendation(on=on, reference=reference, lots=(lot,), awards=(award,)),
                ApprovalToAward(on=on, recommendation=reference, decided_by="Cabinet"),
                IntentionToAward(on=on, recommendation=reference, told=("alder", "birch")),
            )
        return cycle, last

    def test_one_contract_carries_out_the_awards_of_two_lots(self):
        """Two lots are awarded two weeks apart and signed together."""
        cycle, last = self.two_lots()
        contract = evolve(sign(0, "alder", "R1", "R2"), on=last + timedelta(60), lots=("1", "2"))

        assert texts(cycle, contract) == []
        (finding,) = cycle.findings(evolve(contract, recommendations=("R2",)))
        assert finding.code == "other-recommendation"
        assert finding.about == "1"

    def test_each_award_of_a_contract_keeps_its_own_standstill(self):
        """The letters of the second lot went out later, so its standstill ends later."""
        cycle, last = self.two_lots()
        early = evolve(sign(0, "alder", "R1", "R2"), on=last + timedelta(20), lots=("1", "2"))
        first = evolve(early, recommendations=("R1",), lots=("1",))

        assert [code for code, _ in texts(cycle, early)] == ["standstill-running"]
        assert texts(cycle, first) == []

    def test_contract_of_files_written_before_loads_and_says_the_same(self):
        """Files of an earlier version name one recommendation; they must load for ever."""
        cycle = signed()
        today = dumps(cycle)
        before = today.replace('"recommendations": [\n', '"recommendation": [\n')
        one = today.replace('"recommendations"', '"recommendation"')
        assert one != today
        for text in (before, one, one.replace('[\n        "R1"\n      ]', '"R1"')):
            assert loads(text) == cycle


class World:
    """A history told step by step, each step recorded if it may be."""

    def __init__(self, places: int | None) -> None:
        self.cycle = begun(places)
        self.most = places or 0
        self.unannounced = places is None
        self.number = 0

    def attempt(self, what: str, number: int, which: int, providers: tuple[str, ...]) -> None:
        self.number += 1
        awards = [r.reference for r in self.cycle.every(AwardRecommendation, superseded=True)]
        contracts = [c.reference for c in self.cycle.every(ContractSigned, superseded=True)]
        if not awards and what not in {"recommend", "replace", "reopen"}:
            return  # what is about a paper of the time before is not counted in places here
        name = awards[which % len(awards)] if awards else "R0"
        contract = contracts[which % len(contracts)] if contracts else "K0"
        because = {"departs_from_ranking_because": "as told"}
        record: Record
        match what:
            case "recommend":
                record = recommend(f"R{self.number}", number, *providers, **because)
            case "replace":
                more: dict[str, object] = {"replaces": (name,), **because}
                record = recommend(f"R{self.number}", number, *providers, **more)
            case "approve":
                record = approve(number, name)
            case "write":
                record = write(number, name)
            case "refuse":
                record = refuse(number, name, list(HowNotApproved)[which % 3])
            case "sign":
                record = sign(number, providers[0], name, contract=f"K{self.number}")
            case "end":
                record = end(number, contract)
            case "fall":
                record = fall(number, name, providers[0])
            case _:
                record = EvaluationReopened(on=day(number), because=f"slip {self.number}")
        try:
            self.cycle = self.cycle.record(record)
        except BlockedError:
            return
        if self.unannounced and isinstance(record, AwardRecommendation):
            self.most = max(self.most, len(providers))

    def in_force(self, on: date) -> list[ContractSigned]:
        every = self.cycle.records
        ended = {r.contract for r in every if isinstance(r, ContractEnded) and r.on <= on}
        return [
            record
            for record in every
            if isinstance(record, ContractSigned)
            and record.on <= on
            and record.reference not in ended
        ]


STEPS = st.tuples(
    st.sampled_from(
        [
            "recommend",
            "replace",
            "approve",
            "write",
            "refuse",
            "sign",
            "sign",
            "end",
            "fall",
            "reopen",
        ]
    ),
    st.integers(0, 9),
    st.integers(0, 5),
    st.lists(st.sampled_from(list(PRICES)), min_size=1, max_size=2, unique=True).map(tuple),
)


def test_contract_for_two_tranches_follows_the_one_that_has_not_fallen_through():
    """Elm could not take the first place and was recommended again: the later award carries it."""
    cycle = begun(3).record(
        recommend("R1", 1, "Elm", "Oak"), approve(2, "R1"), fall(3, "R1", "Elm")
    )
    again = Cycle.audit("x", (*cycle.records, recommend("R2", 4, "Elm"), approve(5, "R2"))).cycle
    for named in (("R1", "R2"), ("R2", "R1")):
        found = again.findings(sign(30, "Elm", *named))
        assert "not-recommended" not in [f.code for f in found]
    alone = [f.code for f in again.findings(sign(30, "Elm", "R1"))]
    assert "not-recommended" in alone


@given(st.sampled_from([None, 1, 2, 3]), st.lists(STEPS, max_size=25))
def test_lot_never_has_more_contracts_in_force_than_places(places, steps):
    """However awards, approvals, contracts, ends and returns follow each other, nobody is paid twice."""
    world = World(places)
    for number, (what, later, which, providers) in enumerate(steps):
        world.attempt(what, 15 * number + later * 3, which, providers)
    days = {record.on for record in world.cycle.records}
    for on in days:
        running = world.in_force(on)
        assert len(running) <= world.most
        assert len({(c.provider, c.recommendations) for c in running}) == len(running)


def test_property_is_about_histories_in_which_contracts_are_signed():
    """A walk that never signs would prove nothing."""
    world = World(2)
    for number, step in enumerate(
        [("recommend", ("Elm",)), ("approve", ("Elm",)), ("write", ("Elm",)), ("sign", ("Elm",)),
         ("sign", ("Elm",)), ("end", ("Elm",)), ("sign", ("Elm",))]
    ):  # fmt: skip
        world.attempt(step[0], 15 * number, 0, step[1])

    assert len(world.cycle.every(ContractSigned)) == 2
    assert len(world.in_force(day(200))) == 1


def test_contracts_with_only_their_term_are_counted_without_their_histories(monkeypatch):
    """A lot may have hundreds of contracts, and each signature asks again which of them are in force."""
    names = [f"P{number}" for number in range(30)]
    contracts = [sign(-1, name, "R1", contract=f"K-{name}") for name in names]
    lapsed = evolve(contracts[0], term=Period.of(date(2020, 1, 1), years=1))
    rolling = evolve(lapsed, reference="K-rolling", provider=names[1], rolling=True)
    carried = (recommend("R1", -20, *names), lapsed, rolling, *contracts[2:])
    case = Case.asking(begun(30, carried).ledger, ContractSigned, day(30))
    monkeypatch.delattr("commissioning.gates.places.course_of")

    filled = places_filled(case, "whole")

    assert [place.provider for place in filled] == names[1:]
    assert all(place.contract for place in filled)
