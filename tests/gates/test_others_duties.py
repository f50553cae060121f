"""Somebody else's duty never locks the council: it warns, and says what to do about it."""

from datetime import date, timedelta

import pytest
from attrs import evolve

from commissioning import (
    BridgingContract,
    BroughtForward,
    Choice,
    ChoiceCount,
    ChoicesMade,
    Cohort,
    ContractSigned,
    Cycle,
    EmployeeLiabilityInformation,
    GoDecision,
    GoLive,
    MobilisationPlan,
    PeopleAffected,
    PeopleMoved,
    PeopleTold,
    Period,
    ReadinessReview,
    RecordError,
    Route,
    StaffCount,
    StaffTransferred,
    Stage,
)
from commissioning.law.regimes.procurement_act_2023 import PROCUREMENT_ACT_2023
from commissioning.records.selection import SupplierInformationConfirmed
from commissioning.testing import Scenario, story

OPEN = Scenario(route=Route.open())


def mobilised() -> tuple[Cycle, ContractSigned]:
    """A contract that is being mobilised, to which staff transfer."""
    line = story(OPEN, at=Stage.MOBILISATION)
    plan = line.expect(MobilisationPlan)
    others = (record for record in line.records if record is not plan)
    return Cycle("x").record(*others, evolve(plan, staff_transfer=True)), line.expect(
        ContractSigned
    )


def ready(cycle: Cycle, contract: ContractSigned) -> tuple[Cycle, GoLive]:
    """The board has said go, because the outgoing provider does not answer."""
    start, names = contract.term.starts_on, (contract.reference,)
    review = ReadinessReview(
        on=start - timedelta(3), contracts=names, decision=GoDecision.GO, decided_by="board",
        because="the outgoing provider has not answered three requests",
    )  # fmt: skip
    return cycle.record(review), GoLive(on=start, contracts=names)


def withheld(contract: ContractSigned, **fields: object) -> EmployeeLiabilityInformation:
    start = contract.term.starts_on
    record = EmployeeLiabilityInformation(
        on=start - timedelta(10), contracts=(contract.reference,), from_provider="oak",
        to_provider=contract.provider, transfer_on=start, withheld=True,
    )  # fmt: skip
    return evolve(record, **fields)


AGAIN = (
    "Ask the outgoing employer for it in writing again. Plan the first weeks from the rotas that you "
    "hold; staff who transfer do so without a list, and the new employer can complain to an "
    "employment tribunal."
)


class TestStaffInformationWithheld:
    """TUPE moves the staff whether or not the old employer sends the list."""

    def test_service_starts_without_it(self):
        """People need care on the day, and the fault is another's."""
        cycle, live = ready(*mobilised())
        assert cycle.blockers(live) == ()
        assert "staff-information-missing" in {f.code for f in cycle.findings(live)}
        assert cycle.record(live).stage is Stage.GO_LIVE

    def test_information_that_was_asked_for_in_vain_is_recorded(self):
        """The council can show a tribunal, and its members, that it asked."""
        cycle, contract = mobilised()
        start = contract.term.starts_on
        (finding,) = cycle.findings(withheld(contract))
        assert not finding.blocks
        assert str(finding) == (
            "Oak had not given alder the employee liability information by 26 May 2022; staff "
            "transfer on 5 June 2022 (Transfer of Undertakings (Protection of Employment) "
            f"Regulations 2006, regulation 11(6)). {AGAIN}"
        )
        cycle, live = ready(cycle.record(withheld(contract)), contract)
        (found,) = (f for f in cycle.findings(live) if f.code == "staff-information-missing")
        assert str(found) == (
            "No employee liability information is recorded yet for contract C1, under which staff "
            f"transfer; oak had not given it by 26 May 2022. {AGAIN}"
        )
        came = withheld(
            contract, on=start - timedelta(1), withheld=False,
            staff=(StaffCount(role="care worker", people=12),),
        )  # fmt: skip
        assert "staff-information-missing" not in {
            f.code for f in cycle.record(came).findings(live)
        }

    def test_staff_who_transferred_without_it_are_recorded(self):
        """They work for the new provider from that day, and somebody has to count them."""
        cycle, contract = mobilised()
        cycle = cycle.record(withheld(contract))
        move = StaffTransferred(
            on=contract.term.starts_on, from_provider="oak", to_provider="alder", transferred=20
        )
        (finding,) = cycle.findings(move)
        assert str(finding) == (
            "Staff transferred from oak to alder, but no employee liability information between "
            f"them is recorded; oak had not given it by 26 May 2022. {AGAIN}"
        )
        assert not finding.blocks

    def test_withheld_information_has_no_counts(self):
        """It is either with the council or it is not."""
        _, contract = mobilised()
        with pytest.raises(
            RecordError, match="the information is withheld; give counts in the rec"
        ):
            withheld(contract, staff=(StaffCount(role="cook", people=1),))
        with pytest.raises(RecordError, match="staff: give the counts, with 0 for a role"):
            withheld(contract, withheld=False)

    def test_law_that_is_not_known_does_not_keep_the_record_out(self):
        """What another employer sent is a fact, whichever law governs the procurement."""
        begun = BroughtForward(
            on=date(2024, 1, 1), stage=Stage.MOBILISATION, because="x", carries=(CONTRACT,)
        )
        cycle = Cycle("x").record(begun, MobilisationPlan(on=date(2024, 1, 3), contracts=("K",)))
        told = EmployeeLiabilityInformation(
            on=date(2024, 1, 4), contracts=("K",), from_provider="oak", to_provider="elm",
            transfer_on=date(2024, 3, 1), staff=(StaffCount(role="cook", people=1),),
        )  # fmt: skip
        assert [f.code for f in cycle.blockers(told)] == []


class TestOneSuppliersSilence:
    """A confirmation that one tenderer forgets cannot be had after the deadline by anybody."""

    def test_tenders_are_opened_without_it(self):
        """Otherwise the tenders of all the others would stay shut for ever."""
        scenario = Scenario(
            regime=PROCUREMENT_ACT_2023, route=Route.open(), providers=("alder", "birch")
        )
        line = story(scenario, at=Stage.EVALUATION)
        opening = line.records[-1]
        kept = [
            record
            for record in line.records[:-1]
            if not (isinstance(record, SupplierInformationConfirmed) and record.names("birch"))
        ]
        cycle = Cycle.audit("x", kept).cycle
        found = [f for f in cycle.findings(opening) if f.code == "supplier-unconfirmed"]
        assert [f.blocks for f in found] == [False]
        assert found[0].remedy == (
            "Ask for it again before the award; decide, with reasons, whether each of their tenders "
            "can still be considered"
        )


D = date
CONTRACT = ContractSigned(
    on=D(2023, 3, 1), reference="K", provider="Elm", term=Period(D(2023, 4, 1), D(2026, 3, 31))
)
BRIDGE = BridgingContract(
    on=D(2024, 2, 2), reference="S", provider="Oak", because="Elm hands back",
    period=Period(D(2024, 2, 5), D(2024, 8, 4)),
)  # fmt: skip
EMERGENCY = PeopleMoved(on=D(2024, 2, 12), cohort="P", people=5, to_provider="Oak")


def handed_back(*more: object) -> Cycle:
    """A provider hands its contract back, and 30 people need another one at once."""
    begun = BroughtForward(on=D(2024, 1, 1), stage=Stage.GO_LIVE, because="x", carries=(CONTRACT,))
    people = PeopleAffected(
        on=D(2024, 2, 1), cohorts=(Cohort(reference="P", provider="Elm", people=30),)
    )
    return Cycle("Home care").record(begun, people, BRIDGE, *more)


class TestPeopleInAnEmergency:
    """A provider that fails on Friday leaves no time to ask 30 people whom they would like."""

    def test_people_move_to_an_emergency_provider_without_a_choice(self):
        """The bridging contract is the contract, and nobody could choose."""
        assert handed_back().findings(EMERGENCY) == ()

    def test_people_move_under_a_bridging_contract_that_runs_on(self):
        """Its last day is not known yet, and it is in force from its first."""
        runs_on = evolve(BRIDGE, period=None, starts_on=D(2024, 2, 5), rolling=True)
        assert [runs_on.runs_on(D(2024, 2, day)) for day in (4, 5)] == [False, True]
        cycle = Cycle("x").record(*(r for r in handed_back().records if r is not BRIDGE), runs_on)
        assert cycle.findings(EMERGENCY) == ()

    MOVES = (
        (evolve(EMERGENCY, on=D(2024, 8, 5)), ["moved-without-choice", "moved-without-contract"]),
        (evolve(EMERGENCY, to_provider="Ash"), ["moved-without-choice", "moved-without-contract"]),
        (evolve(EMERGENCY, choice=Choice.EMERGENCY), []),
        (evolve(EMERGENCY, choice=Choice.EMERGENCY, to_provider="Ash"), ["moved-without-contract"]),
        (evolve(EMERGENCY, choice=Choice.DIRECT_PAYMENT), ["moved-without-choice"]),
        (evolve(EMERGENCY, people=31), ["people-twice"]),
    )

    @pytest.mark.parametrize(("move", "codes"), MOVES)
    def test_only_a_move_under_the_bridging_contract_needs_no_choice(self, move, codes):
        """A provider without any contract, or after its last day, has promised nothing."""
        assert [f.code for f in handed_back().findings(move)] == codes

    def test_people_who_moved_in_an_emergency_are_counted_apart_from_those_who_chose(self):
        """The 10 who chose later are not refused because 5 could not."""
        chose = ChoicesMade(
            on=D(2024, 3, 1), cohort="P",
            choices=(ChoiceCount(choice=Choice.NEW_PROVIDER, people=10),),
        )  # fmt: skip
        told = PeopleTold(on=D(2024, 2, 20), cohort="P", people=30)
        cycle = handed_back(EMERGENCY, told, chose)
        move = PeopleMoved(on=D(2024, 3, 4), cohort="P", people=10, to_provider="Elm")
        assert cycle.findings(move) == ()
        beyond = cycle.findings(evolve(move, people=11))
        assert [f.code for f in beyond] == ["moved-without-choice"]
        people = cycle.record(move).mobilisation("K").people_on(D(2024, 3, 4))
        assert people.findings() == ()
        assert people.balance("P").arranged == 15

    def test_emergency_is_no_choice(self):
        """Five people cannot have asked for their provider to fail."""
        with pytest.raises(
            RecordError, match="people make no choice in an emergency; leave the co"
        ):
            ChoiceCount(choice=Choice.EMERGENCY, people=5)
