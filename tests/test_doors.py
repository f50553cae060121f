"""The doors of a cycle: each room is reached in one call, shows itself, and is loaded when opened."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from attrs import evolve

from commissioning.contracts.register import contracts_register
from commissioning.cycle import Cycle
from commissioning.dates.periods import Period
from commissioning.errors import RecordError
from commissioning.mobilisation.reconciliation import reconcile
from commissioning.records.bands import Band
from commissioning.records.contract import ContractSigned, ContractVaried
from commissioning.records.credit_terms import ServiceCredits
from commissioning.records.credits import CreditLadder
from commissioning.records.history import BroughtForward
from commissioning.records.kpis import Kpi, Measurement
from commissioning.records.live import KpiReport
from commissioning.records.mobilisation import MobilisationPlan, MobilisationTask
from commissioning.records.record import Record
from commissioning.records.specification import ServiceSpecification, SpecificationStatus
from commissioning.records.strategy import ProcurementFacts
from commissioning.stages import Stage
from commissioning.values.money import pounds

BEGUN, TODAY = date(2023, 4, 1), date(2023, 9, 1)
QUARTER = Period(date(2023, 4, 1), date(2023, 6, 30))
BANDS = (Band(name="Green", low=95, points=3), Band(name="Red", high=95, points=0))
KPI = Kpi(
    reference="punctual", title="punctual visits", numerator="punctual", denominator="planned",
    bands=BANDS,
)  # fmt: skip
LADDER = CreditLadder(kpi="punctual", bands=("Red",), steps=(Decimal(1),))
SPECIFICATION = ServiceSpecification(
    on=date(2022, 6, 1), status=SpecificationStatus.APPROVED, kpis=(KPI,),
    service_credits=ServiceCredits(ladders=(LADDER,)),
)  # fmt: skip
CONTRACT = ContractSigned(
    on=date(2022, 12, 5), reference="C1", provider="Alder", term=Period.of(BEGUN, years=3),
    value=pounds(7_500_000),
)  # fmt: skip
TASK = MobilisationTask(reference="phones", what="issue phones", due_on=date(2023, 3, 15))
PLAN = MobilisationPlan(on=date(2022, 12, 12), contracts=("C1",), tasks=(TASK,))
RETURN = KpiReport(
    on=date(2023, 7, 12), contract="C1", period=QUARTER,
    measurements=(Measurement(kpi="punctual", numerator=90, denominator=100),),
)  # fmt: skip


def live(*carries: Record) -> Cycle:
    """A cycle with a contract in its first year."""
    begun = BroughtForward(
        on=BEGUN, stage=Stage.GO_LIVE, because="the old system",
        carries=carries or (SPECIFICATION, CONTRACT, PLAN),
        facts=ProcurementFacts(light_touch=True, above_threshold=True),
        commenced_on=date(2022, 7, 11),
    )  # fmt: skip
    return Cycle("Home care").record(begun)


class TestContract:
    """Everything about one contract, from its reference alone."""

    def test_history_performance_and_state_are_those_of_the_contract(self):
        """A contract manager asks about the contract, not about the ledger behind it."""
        file = live().record(RETURN).contract("C1")

        assert file.history.contract is CONTRACT
        assert [rated.band.name for rated in file.performance.rated if rated.band] == ["Red"]
        assert file.state(TODAY).value == "in its initial term"
        assert repr(file) == "<ContractFile C1: Alder, 1 April 2023 to 31 March 2026; 0 events>"

    def test_attention_is_what_is_open_under_it(self):
        """The day after the last day of the term somebody should have been told."""
        (finding,) = live().contract("C1").attention(date(2026, 4, 2))

        assert finding.about == "C1"

    def test_credits_go_by_the_ladder_of_the_specification(self):
        """The charge is the council's own figure; what comes off is what the contract declares."""
        (credit,) = live().record(RETURN).contract("C1").credits({QUARTER: pounds(1_000)})

        assert credit.amount == pounds(10)

    @pytest.mark.parametrize(
        "carries", [(CONTRACT,), (evolve(SPECIFICATION, service_credits=None), CONTRACT)]
    )
    def test_credits_without_a_ladder_are_refused(self, carries: tuple[Record, ...]):
        """No credits in the specification is not the same as credits of nothing."""
        with pytest.raises(LookupError, match="The specification of contract C1 has no service"):
            live(*carries).contract("C1").credits({})

    def test_duties_are_the_notices_about_this_contract_and_its_changes(self):
        """Notices of the procurement as a whole belong to the cycle, not to one contract."""
        change = ContractVaried(
            on=date(2023, 8, 1), reference="V1", contract="C1", what="more visits",
            value_change=pounds(2_000_000), because="demand",
        )  # fmt: skip
        cycle = Cycle.audit("Home care", (*live().records, change)).cycle

        about = {duty.about for duty in cycle.contract("C1").duties(TODAY)}

        assert about == {"C1", "V1"}
        assert "" in {duty.about for duty in cycle.obligations(TODAY)}

    def test_unknown_contract_is_met_with_the_nearest(self):
        """A slip of the finger should cost one look."""
        with pytest.raises(
            LookupError, match=r'No contract "C11" is in force; did you mean "C1"\?'
        ):
            live().contract("C11")

    def test_changes_are_counted(self):
        """The short form says whether anything has happened since signature."""
        change = ContractVaried(on=TODAY, reference="V1", contract="C1", what="more visits")
        file = Cycle.audit("Home care", (*live().records, change)).cycle.contract("C1")

        assert repr(file).endswith("; 1 event>")


class TestMobilisation:
    """The start of a service, from the reference of its contract."""

    def test_tasks_staff_and_people_are_there(self):
        """The three things that go wrong at a start, in one place."""
        start = live().mobilisation("C1")
        ready = start.readiness(BEGUN)

        assert ready is not None
        assert [task.task.reference for task in ready.tasks] == ["phones"]
        assert start.staff(BEGUN) == ()
        assert start.people_on(BEGUN) == reconcile(live().ledger, BEGUN)
        assert repr(start) == "<Mobilisation of C1: plan of 1 task>"

    def test_contract_without_a_plan_has_no_readiness_yet(self):
        """The day after signature there is no plan, and that is no error."""
        start = live(CONTRACT).mobilisation("C1")

        assert start.readiness(BEGUN) is None
        assert repr(start) == "<Mobilisation of C1: no plan yet>"

    def test_unknown_contract_is_met_with_the_nearest(self):
        """A plan may come before the contract; a reference that nothing mentions is a slip."""
        with pytest.raises(
            LookupError, match='No record mentions the contract "C11"; did you mean'
        ):
            live().mobilisation("C11")


def test_register_is_of_a_day():
    """The Transparency Code asks for a register; before signature there is nothing to publish."""
    cycle = live()

    assert cycle.register(TODAY) == contracts_register(cycle.ledger, TODAY)
    assert cycle.register(date(2022, 12, 4)).rows == ()
    with pytest.raises(RecordError, match=r"Cycle\.register: on: '1 May' is not a day"):
        cycle.register("1 May")  # type: ignore[arg-type]


OPENINGS: dict[str, Callable[[Cycle], object]] = {
    "contract": lambda cycle: cycle.contract("C1"),
    "mobilisation": lambda cycle: cycle.mobilisation("C1"),
    "register": lambda cycle: cycle.register(TODAY),
    "thread": lambda cycle: cycle.thread(),
}


@pytest.mark.parametrize("door", OPENINGS)
def test_room_shows_itself_briefly(door: str):
    """The last line of a notebook cell should say what one has, not fill the screen."""
    assert len(repr(OPENINGS[door](live()))) < 200


def test_no_room_is_loaded_before_its_door_is_opened():
    """A script that only records should not wait for evaluation, reviews and the agenda."""
    code = (
        "import sys; from commissioning import Cycle; Cycle('x'); "
        "print([name for name in sys.modules if name in "
        "('commissioning.agenda.obligations', 'commissioning.agenda.contract_file', "
        "'commissioning.evaluation.evaluation', 'commissioning.planning.golden_thread', "
        "'commissioning.mobilisation.mobilisation')])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout == "[]\n"
