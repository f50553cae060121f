"""A year of a contract, month by month, and what is due at its end.

Twelve returns, KPIs that change in month seven, credits, a step of the ladder, and an uplift. Every
day, figure and amount is CONSTRUCTED. Run: python examples/a_contract_year.py
"""

from datetime import date, timedelta

from attrs import evolve

from commissioning import (
    Band,
    BroughtForward,
    Capped,
    ContractSigned,
    CountsAgain,
    Cycle,
    EarnBack,
    Escalated,
    EscalationLadder,
    EscalationStep,
    Frequency,
    InARow,
    Indexation,
    IndexReading,
    Kpi,
    KpiReport,
    KpisAgreed,
    Measurement,
    OutOf,
    Period,
    PriceUplifted,
    ProcurementFacts,
    ReportingCalendar,
    Rolling,
    Route,
    ServiceCredits,
    ServiceSpecification,
    SingleIndex,
    Slope,
    SpecificationStatus,
    Stage,
    UpliftBasis,
    pounds,
    targets_rising,
)
from commissioning.contracts.escalation import escalation_findings
from commissioning.contracts.period_page import period_page

START = date(2025, 4, 1)
MONTHS = [Period.of(date(2025 + (3 + n) // 12, (3 + n) % 12 + 1, 1), months=1) for n in range(12)]
CHARGE = pounds(40_000)

PUNCTUAL = Kpi(
    reference="punctual",
    title="punctual visits",
    numerator="visits begun within 30 minutes",
    denominator="visits planned",
    frequency=Frequency.MONTHLY,
    targets=targets_rising(90, by=2, years=3),
    bands=(
        Band(name="Green", low=90),
        Band(name="Amber", low=85, high=90),
        Band(name="Red", high=85),
    ),
)
CREDITS = ServiceCredits(
    schemes=(
        EarnBack(
            scheme=Capped(scheme=Slope(kpi="punctual", per_point=1), per_period=10),
            periods=2,
        ),
    )
)
LADDER = EscalationLadder(
    steps=(
        EscalationStep(name="notice of concern", when=InARow(times=3), within_working_days=5),
        EscalationStep(name="action plan", when=OutOf(times=5, of=12), within_working_days=10),
    ),
    counts_again=CountsAgain.NEVER,
)
ON_TIME = (920, 880, 860, 840, 930, 950, 910, 880, 870, 930, 940, 950)
"""Visits on time of each 1,000 planned."""


def running() -> Cycle:
    """The contract as it was brought forward from a register, on its first day."""
    specification = ServiceSpecification(
        on=date(2024, 6, 3),
        status=SpecificationStatus.APPROVED,
        kpis=(PUNCTUAL,),
        service_credits=CREDITS,
        escalation=LADDER,
    )
    contract = ContractSigned(
        on=date(2024, 12, 2),
        reference="C1",
        provider="Alder",
        title="Home care, north",
        term=Period.of(START, years=3),
        value=pounds(1_440_000),
        indexation=Indexation(
            basis=UpliftBasis.INDEX,
            clause=SingleIndex(index="CPI", month=9, cap=3, carries_over=True),
            first_on=date(2026, 4, 1),
        ),
        review_on=date(2026, 2, 2),
    )
    return Cycle("Home care").record(
        BroughtForward(
            on=START,
            stage=Stage.GO_LIVE,
            because="register of live contracts",
            route=Route.open(),
            facts=ProcurementFacts(light_touch=True, above_threshold=True),
            commenced_on=date(2024, 6, 3),
            carries=(specification, contract),
        )
    )


def returned(number: int, kpi: str) -> KpiReport:
    """The return of one month, received on the tenth day after it."""
    period = MONTHS[number]
    figures = Measurement(kpi=kpi, numerator=ON_TIME[number], denominator=1_000)
    return KpiReport(
        on=period.ends_on + timedelta(days=10),
        contract="C1",
        period=period,
        measurements=(figures,),
    )


cycle = running().record(*(returned(number, "punctual") for number in range(4)))

print("After the return of July")
for step in cycle.contract("C1").escalation(date(2025, 8, 11)):
    print(f"  {step.step}, by {step.due_by}: {step.because}")
cycle = cycle.record(
    Escalated(
        on=date(2025, 8, 14),
        contract="C1",
        step="notice of concern",
        kpis=("punctual",),
        because="three months below target",
    )
)

# In month seven the figure becomes one over three months, and the KPI goes on.
smooth = evolve(
    PUNCTUAL,
    reference="punctual-3",
    title="punctual visits over three months",
    continues="punctual",
    measured_over=Rolling(periods=3),
)
agreed = KpisAgreed(
    on=date(2025, 9, 15),
    contract="C1",
    kpis=(smooth,),
    applies_from=date(2025, 10, 1),
    escalation=LADDER,
    calendar=ReportingCalendar(due_in_working_days=10),
    because="one bad month says little",
)
cycle = cycle.record(
    *(returned(number, "punctual") for number in (4,)),
    agreed,
    *(returned(number, "punctual") for number in (5,)),
    *(returned(number, "punctual-3") for number in range(6, 11)),
)
cpi = IndexReading(index="CPI", month=date(2025, 9, 1), rate="3.8", published_on=date(2025, 10, 22))
uplift = PriceUplifted(
    on=date(2026, 3, 16),
    contract="C1",
    takes_effect_on=date(2026, 4, 1),
    per_cent="3.8",
    readings=(cpi,),
    value_change=pounds(28_800),
)
print("\nAn uplift as the provider asked for it")
for finding in cycle.blockers(uplift):
    print(f"  {finding.message}")
cycle = cycle.record(evolve(uplift, per_cent="3"), returned(11, "punctual-3"))

file = cycle.contract("C1")
print("\nEvery month by the KPIs of its own last day")
for rated in file.performance.of("punctual-3"):
    band = rated.band.name if rated.band else "not rated"
    print(f"  {rated.period.starts_on:%B %Y}: {rated.shown()} {band} ({rated.kpi.reference})")

print("\nCredits, by the terms of each month")
for credit in file.credits(dict.fromkeys(MONTHS, CHARGE)):
    if credit.lines:
        print(f"  {credit.period.starts_on:%B %Y}: {credit.amount}")
    for line in credit.lines:
        print(f"    {line.because}")

print("\nThe page of the last month")
print(f"  {period_page(file.performance, MONTHS[-1])}")

print("\nThe agenda of the last quarter, as it was on 5 January")
new_year = date(2026, 1, 5)
for item in cycle.as_of(new_year).agenda(new_year, timedelta(days=85)):
    print(f"  {item.day or 'no day set'}: {item.what} [{item.state}]")

print("\nOpen at the end of the year")
today = date(2026, 4, 13)
steps = file.escalation(today)
for finding in (
    *file.attention(today),
    *escalation_findings("C1", steps),
    *file.performance.findings(today),
):
    print(f"  {finding.message}")
for duty in file.duties(today):
    print(f"  {duty.title}: {duty.state.value}, because {duty.because}")
