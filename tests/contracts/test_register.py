"""The contracts register: states, what asks for attention, and what is published."""

from datetime import date
from decimal import Decimal

import pytest

from commissioning.contracts.history import ContractHistory, histories
from commissioning.contracts.register import (
    REGISTER_COLUMNS,
    ContractState,
    attention,
    contracts_register,
    placements_are_open,
    state_of,
)
from commissioning.dates.periods import Period
from commissioning.records.contract import (
    CameFrom,
    ChangeRefused,
    ChangeRequested,
    ContractExtended,
    ContractNovated,
    ContractSigned,
    ContractVaried,
    ExtensionOption,
    SupplierStanding,
)
from commissioning.records.ending import (
    ContractEnded,
    ExitPlan,
    ExitStep,
    HowEnded,
    TerminationNotice,
    Terminator,
)
from commissioning.records.live import (
    BreachRecorded,
    BreachRemedied,
    ImprovementNotice,
    ImprovementNoticeClosed,
    PlacementsResumed,
    PlacementsSuspended,
)
from commissioning.records.mobilisation import BridgingContract
from commissioning.records.parties import Provider
from commissioning.records.selection import SelectionResponse
from commissioning.records.tender import TenderReceived
from commissioning.values.money import pounds

TERM = Period.of(date(2023, 4, 1), years=5)
IN_TERM = date(2024, 7, 1)


def contract(reference="C1", **parts):
    return ContractSigned(
        **{
            "on": date(2022, 12, 1),
            "reference": reference,
            "provider": "alder",
            "recommendations": ("R1",),
            "term": TERM,
            "extension_options": (ExtensionOption(years=2),),
            **parts,
        }
    )


def course(*events, **parts):
    return ContractHistory(contract=contract(**parts), events=events)


EXTENSION = ContractExtended(
    on=date(2027, 10, 1), contract="C1", option=1, period=Period.of(date(2028, 4, 1), years=2)
)
NOTICE = TerminationNotice(
    on=date(2025, 1, 1), contract="C1", given_by=Terminator.AUTHORITY, ends_on=date(2025, 6, 30),
    because="clause 24",
)  # fmt: skip
ENDED = ContractEnded(
    on=date(2025, 6, 30), contract="C1", how=HowEnded.TERMINATED, because="clause 24"
)
STATES = [
    ((), date(2022, 11, 30), ContractState.NOT_SIGNED),
    ((), date(2022, 12, 1), ContractState.SIGNED),
    ((), date(2023, 4, 1), ContractState.IN_TERM),
    ((), date(2028, 3, 31), ContractState.IN_TERM),
    ((), date(2028, 4, 1), ContractState.OVERRUN),
    ((EXTENSION,), date(2027, 10, 1), ContractState.EXTENDED),
    ((EXTENSION,), date(2028, 4, 1), ContractState.EXTENDED),
    ((NOTICE,), date(2024, 12, 31), ContractState.IN_TERM),
    ((NOTICE,), date(2025, 6, 30), ContractState.UNDER_NOTICE),
    ((NOTICE,), date(2025, 7, 1), ContractState.OVERRUN),
    ((NOTICE, ENDED), date(2025, 6, 30), ContractState.ENDED),
]


@pytest.mark.parametrize(("events", "on", "state"), STATES)
def test_state_of_a_contract_follows_from_its_records(events, on, state):
    """Nobody sets a status by hand, so it cannot fall out of step with the papers."""
    assert state_of(course(*events), on) is state


SUSPENDED = PlacementsSuspended(
    on=date(2024, 5, 1), contract="C1", because="a safeguarding enquiry",
    review_on=date(2024, 6, 1),
)  # fmt: skip
RESUMED = PlacementsResumed(on=date(2024, 6, 15), contract="C1")
PLACEMENTS = [
    ((), date(2023, 3, 31), False),
    ((), IN_TERM, True),
    ((SUSPENDED,), date(2024, 4, 30), True),
    ((SUSPENDED,), IN_TERM, False),
    ((SUSPENDED, RESUMED), IN_TERM, True),
    ((SUSPENDED, RESUMED), date(2024, 6, 14), False),
]


@pytest.mark.parametrize(("events", "on", "are_open"), PLACEMENTS)
def test_placements_are_open_while_in_force_and_not_suspended(events, on, are_open):
    """A duty social worker asks this before calling a provider at night."""
    assert placements_are_open(course(*events), on) is are_open


ASKED = ChangeRequested(on=date(2024, 6, 1), reference="CR1", contract="C1", what="nights")
GRANTED = ContractVaried(
    on=date(2024, 6, 20), reference="V1", contract="C1", request="CR1", what="nights"
)
REFUSED = ChangeRefused(on=date(2024, 6, 20), contract="C1", request="CR1", because="no money")
BREACH = BreachRecorded(
    on=date(2024, 5, 1), reference="B1", contract="C1", what="no call logs",
    remedy_by=date(2024, 6, 1),
)  # fmt: skip
REMEDIED = BreachRemedied(on=date(2024, 5, 20), contract="C1", breach="B1")
UNDATED = BreachRecorded(on=date(2024, 5, 1), reference="B2", contract="C1", what="no call logs")
IMPROVE = ImprovementNotice(
    on=date(2024, 3, 1), reference="IN1", contract="C1", requires=("rotas",),
    improve_by=date(2024, 6, 1),
)  # fmt: skip
CLOSED = ImprovementNoticeClosed(on=date(2024, 6, 1), contract="C1", notice="IN1", met=True)
EXIT = ExitPlan(
    on=date(2025, 1, 10), contract="C1", ends_on=date(2025, 6, 30), steps=(ExitStep(what="tell"),)
)
MATTERS = [
    ((), IN_TERM, []),
    ((), date(2028, 4, 1),
     [(
          "Contract C1 ran to 31 March 2028 and is not recorded as ended; option 1 was never "
          "decided. Record how it ended, or the extension that was agreed in time."
      )]),
    ((EXTENSION,), date(2030, 4, 1),
     [(
          "Contract C1 ran to 31 March 2030 and is not recorded as ended. Record how it ended, or "
          "the extension that was agreed in time."
      )]),
    ((NOTICE,), date(2025, 2, 1),
     [(
          "Contract C1 ends on 30 June 2025 and has no exit plan. Record the plan for handing "
          "on people, staff and records."
      )]),
    ((NOTICE, EXIT), date(2025, 2, 1), []),
    ((ASKED,), IN_TERM,
     [(
          "Change CR1 (nights), requested on 1 June 2024, has no answer yet. Record the "
          "variation that grants it, or the refusal."
      )]),
    ((ASKED, GRANTED), IN_TERM, []),
    ((ASKED, REFUSED), IN_TERM, []),
    ((BREACH,), date(2024, 6, 1), []),
    ((BREACH,), IN_TERM,
     [(
          "Breach B1 of contract C1 (no call logs) was to be remedied by 1 June 2024 and is "
          "still open. Record the remedy, or serve an improvement notice."
      )]),
    ((BREACH, REMEDIED), IN_TERM, []),
    ((UNDATED,), IN_TERM, []),
    ((IMPROVE,), date(2024, 6, 1), []),
    ((IMPROVE,), IN_TERM,
     [(
          "Improvement notice IN1 under contract C1 ran to 1 June 2024 and is still open. "
          "Record whether it was met."
      )]),
    ((IMPROVE, CLOSED), IN_TERM, []),
    ((SUSPENDED,), date(2024, 6, 1), []),
    ((SUSPENDED,), IN_TERM,
     [(
          "Placements under contract C1 have been suspended since 1 May 2024; the review was "
          "due on 1 June 2024. Resume placements, or record the suspension again with its next "
          "review."
      )]),
    ((PlacementsSuspended(on=IN_TERM, contract="C1", because="an enquiry"),), IN_TERM, []),
]  # fmt: skip


@pytest.mark.parametrize(("events", "on", "messages"), MATTERS)
def test_overdue_steps_ask_for_attention(events, on, messages):
    """A contract manager with forty contracts sees the five that need a letter today."""
    found = attention(course(*events), on)
    assert [str(finding) for finding in found] == messages
    assert not any(finding.blocks for finding in found)
    assert {finding.about for finding in found} <= {"C1"}


ALDER = Provider(reference="alder", name="Alder Home Care Ltd")
PUBLISHED = contract(
    title="Home care, neighbourhood 1",
    description="Care at home for adults",
    department="Adult Social Care",
    value=pounds(12_500_000),
    irrecoverable_vat=pounds(0),
    review_on=date(2025, 4, 1),
    came_from=CameFrom.INVITATION_TO_TENDER,
    supplier=SupplierStanding(
        small_or_medium=True, voluntary_or_community=False, registration_number="01234567",
        details="1 High Street",
    ),
)  # fmt: skip
TENDERED = TenderReceived(on=date(2022, 9, 20), reference="T1", provider="alder", particulars=ALDER)


def test_register_has_the_columns_of_the_transparency_code(ledger):
    """Councils are asked for these facts of every contract, and fill the sheet in by hand today."""
    register = contracts_register(ledger(TENDERED, PUBLISHED), IN_TERM)
    assert register.to_dicts() == [
        {
            "Reference number": "C1",
            "Title of agreement": "Home care, neighbourhood 1",
            "Department responsible": "Adult Social Care",
            "Description": "Care at home for adults",
            "Supplier name": "Alder Home Care Ltd",
            "Supplier details": "1 High Street",
            "Sum to be paid": Decimal(12_500_000),
            "Currency and VAT basis": "GBP, VAT not stated",
            "VAT that cannot be recovered": Decimal(0),
            "Start date": date(2023, 4, 1),
            "End date": date(2028, 3, 31),
            "Review date": date(2025, 4, 1),
            "Invitation": "published invitation to tender",
            "Small or medium-sized": True,
            "Voluntary or community": False,
            "Registration number": "01234567",
        }
    ]


def test_unstated_fact_is_an_empty_cell(ledger):
    """An invented "no" in a public register is worse than a gap."""
    row = contracts_register(ledger(contract()), IN_TERM).to_dicts()[0]
    stated = {name for name, cell in row.items() if cell is not None}
    assert stated == {"Reference number", "Supplier name", "Start date", "End date"}
    assert row["Supplier name"] == "alder"


def test_new_holder_does_not_inherit_what_was_said_of_the_old(ledger):
    """A novated contract with the first supplier's company number would be published wrong."""
    passed = ContractNovated(
        on=date(2024, 1, 1), contract="C1", from_provider="alder", to_provider="birch",
        because="a merger",
    )  # fmt: skip
    responded = SelectionResponse(
        on=date(2022, 7, 1), provider="birch",
        particulars=Provider(reference="birch", name="Birch Care CIC"),
    )  # fmt: skip
    row = contracts_register(ledger(responded, PUBLISHED, passed), IN_TERM).to_dicts()[0]
    assert row["Supplier name"] == "Birch Care CIC"
    assert row["Registration number"] is None
    assert row["Small or medium-sized"] is None


def test_register_lists_what_is_signed_and_not_over(ledger):
    """A register of a day shows what the council is bound by on that day."""
    held = ledger(PUBLISHED, NOTICE, ENDED)
    assert contracts_register(held, date(2022, 11, 30)).rows == ()
    assert len(contracts_register(held, IN_TERM).rows) == 1
    assert contracts_register(held, date(2025, 7, 1)).rows == ()
    assert len(contracts_register(held, date(2025, 7, 1), ended_too=True).rows) == 1


def test_bridging_contract_is_on_the_register(ledger):
    """A direct award to bridge a gap is what the public most wants to see."""
    bridge = BridgingContract(
        on=date(2022, 12, 20), reference="BR1", provider="cedar", because="a late start",
        period=Period.of(date(2023, 1, 1), months=3), value=pounds(90_000),
    )  # fmt: skip
    free = BridgingContract(
        on=date(2022, 12, 20), reference="BR2", provider="cedar", because="a late start",
        period=Period.of(date(2023, 1, 1), months=3),
    )  # fmt: skip
    held = ledger(bridge, free)
    rows = contracts_register(held, date(2023, 1, 1)).to_dicts()
    assert rows[0]["Reference number"] == "BR1"
    assert rows[0]["Sum to be paid"] == Decimal(90_000)
    assert rows[1]["Sum to be paid"] is None
    assert contracts_register(held, date(2023, 4, 1)).rows == ()
    assert len(contracts_register(held, date(2023, 4, 1), ended_too=True).rows) == 2
    assert contracts_register(held, date(2022, 12, 19)).rows == ()


def test_bridging_contract_without_a_last_day_is_listed_until_it_is_ended(ledger):
    """The public sees that the stopgap still runs, and that no end to it is stated."""
    bridge = BridgingContract(
        on=date(2022, 12, 20), reference="BR1", provider="cedar", because="a late start",
        starts_on=date(2023, 1, 1), rolling=True,
    )  # fmt: skip
    end = ContractEnded(on=date(2024, 1, 31), contract="BR1", how=HowEnded.TERMINATED, because="x")
    held = ledger(bridge, end)
    (row,) = contracts_register(held, date(2024, 1, 30)).to_dicts()
    assert (row["Start date"], row["End date"]) == (date(2023, 1, 1), None)
    assert "no day stated" in str(contracts_register(held, date(2024, 1, 30)))
    assert contracts_register(held, date(2024, 1, 31)).rows == ()


def test_every_column_says_what_it_holds():
    """The register is read by people who have never seen the code that asks for it."""
    assert all(column.meaning for column in REGISTER_COLUMNS)


def test_each_contract_has_one_history(ledger):
    """The register has as many rows as there are contracts, whatever happened to them."""
    held = ledger(PUBLISHED, contract("C2"), NOTICE, SUSPENDED)
    assert [found.contract.reference for found in histories(held)] == ["C1", "C2"]
