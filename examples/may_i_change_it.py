"""May I change the contract? Six changes under three laws, each with the reason and the row of law.

Every day and amount is CONSTRUCTED. Run: python examples/may_i_change_it.py
"""

from datetime import date

from commissioning import (
    BroughtForward,
    ContractSigned,
    ContractVaried,
    Cycle,
    Indexation,
    Period,
    PriceUplifted,
    ProcurementFacts,
    Route,
    Stage,
    UpliftBasis,
    pounds,
)
from commissioning.law import questions as q
from commissioning.records.notices import ChangeGround
from commissioning.records.strategy import HealthProcess
from commissioning.values.money import Money, VatBasis

ORDINARY = ProcurementFacts(light_touch=False, above_threshold=True)
CARE = ProcurementFacts(light_touch=True, above_threshold=True)
CLINIC = ProcurementFacts(
    above_threshold=True, health_service=True, health_process=HealthProcess.DIRECT_AWARD_C
)


def money(amount: int) -> Money:
    return pounds(amount, VatBasis.INCLUDING)


def running(
    began: date, facts: ProcurementFacts, value: int, indexation: Indexation | None = None
) -> Cycle:
    """A contract of four years from a register of live contracts."""
    contract = ContractSigned(
        on=began,
        reference="C1",
        provider="Alder",
        term=Period.of(began, years=4),
        value=money(value),
        indexation=indexation,
    )
    return Cycle("A contract of four years").record(
        BroughtForward(
            on=began,
            stage=Stage.GO_LIVE,
            because="register of live contracts",
            route=Route.open(),
            facts=facts,
            commenced_on=began,
            carries=(contract,),
        )
    )


def change(on: date, adds: int, ground: ChangeGround | None = None) -> ContractVaried:
    return ContractVaried(
        on=on,
        reference="V1",
        contract="C1",
        what="more hours",
        value_change=money(adds),
        ground=ground,
    )


cleaning_2022 = running(
    date(2022, 4, 1),
    ORDINARY,
    1_000_000,
    indexation=Indexation(basis=UpliftBasis.INDEX, index="CPI"),
).record(
    PriceUplifted(
        on=date(2023, 4, 1),
        contract="C1",
        takes_effect_on=date(2023, 4, 1),
        per_cent=8,
        value_change=money(80_000),
    )
)
cleaning_2026 = running(date(2026, 4, 1), ORDINARY, 1_000_000)
home_care_2026 = running(date(2026, 4, 1), CARE, 1_000_000)
clinic_2024 = running(date(2024, 4, 1), CLINIC, 2_000_000)
in_2024, in_2026 = date(2024, 5, 7), date(2026, 11, 2)

CASES = (
    ("Cleaning of 2022, £105,000 more", cleaning_2022, change(in_2024, 105_000), q.MINOR_CHANGE),
    ("Cleaning of 2022, £108,000 more", cleaning_2022, change(in_2024, 108_000), q.MINOR_CHANGE),
    ("Cleaning of 2026, £100,000 more", cleaning_2026, change(in_2026, 100_000), q.MINOR_CHANGE),
    (
        "Cleaning of 2026, £540,000 more for unforeseeable demand",
        cleaning_2026,
        change(in_2026, 540_000, ChangeGround.UNFORESEEN),
        q.CHANGE_GROUND,
    ),
    (
        "Home care of 2026, £900,000 more",
        home_care_2026,
        change(in_2026, 900_000),
        q.FREE_MODIFICATION,
    ),
    (
        "A clinic of 2024, £600,000 more",
        clinic_2024,
        change(date(2025, 3, 3), 600_000),
        q.CONSIDERABLE_CHANGE_SHARE,
    ),
)

for words, cycle, asked, question in CASES:
    findings = cycle.blockers(asked)
    print(f"{words}: {'no' if findings else 'yes'}")
    for finding in findings:
        print(f"    {finding}")
    for row in cycle.law(asked.on).every(question, asked.on):
        if question != q.CHANGE_GROUND or row.value.ground is asked.ground:
            print(f"    Row: {row.sentence()}")
