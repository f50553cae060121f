# %% [markdown]
# # What is due next: five true stories, and three contracts near their end
#
# The stories are from the casebook. The three contracts are CONSTRUCTED: no council has signed them.

# %%
from datetime import date, timedelta
from pathlib import Path

from commissioning import (
    Basis,
    BroughtForward,
    ContractExtended,
    ContractSigned,
    Cycle,
    ExtensionOption,
    GoLive,
    Grounds,
    MobilisationPlan,
    Period,
    ProcurementFacts,
    Record,
    Review,
    Route,
    Stage,
)
from commissioning.agenda.agenda import Agenda
from commissioning.agenda.items import ItemKind
from commissioning.casebook import (
    greenwich,
    lancashire_homecare,
    lancashire_supported_housing,
    leicester,
    lewisham,
)
from commissioning.display.agenda import agenda_page
from commissioning.interchange.icalendar import to_ics

MADE_UP = (Basis(grounds=Grounds.CONSTRUCTED, source="made up for this example"),)

# %% [markdown]
# ## The true stories
# Each on the day of its last record. What no paper shows as done is reported as due.

# %%
for module in (lewisham, greenwich, lancashire_homecare, leicester, lancashire_supported_housing):
    cycle = module.cycle()
    agenda = cycle.agenda(cycle.last_on, timedelta(days=180))
    print(f"\n{repr(agenda).strip('<>')}")
    for alike in agenda.alike()[:4]:
        more = f" (and {len(alike) - 1} more like it)" if len(alike) > 1 else ""
        print(f"  {alike[0].day or 'no day'}  {alike[0].what}{more}: {alike[0].state}")

# %% [markdown]
# ## Three contracts near their end
# One has an option left, one has used its option, and one was never reviewed.


# %%
def running(
    title: str,
    reference: str,
    ends_on: date,
    *records: Record,
    options: tuple[ExtensionOption, ...] = (),
) -> Cycle:
    """A CONSTRUCTED contract of four years, brought forward from the council's register."""
    starts_on = Period.of(date(ends_on.year - 4, ends_on.month, 1), months=1).starts_on
    signed = ContractSigned(
        on=starts_on - timedelta(days=60),
        reference=reference,
        provider="alder",
        term=Period(starts_on, ends_on),
        extension_options=options,
        basis=MADE_UP,
    )
    begun = BroughtForward(
        on=starts_on,
        stage=Stage.GO_LIVE,
        because="taken from the register",
        route=Route.open(),
        facts=ProcurementFacts(light_touch=True, above_threshold=True, health_service=False),
        commenced_on=starts_on - timedelta(days=300),
        carries=(
            signed,
            MobilisationPlan(on=signed.on, contracts=(reference,), basis=MADE_UP),
            GoLive(on=starts_on, contracts=(reference,), basis=MADE_UP),
        ),
        basis=MADE_UP,
    )
    return Cycle.audit(title, (begun, *records), reference=reference).cycle


two_years = ExtensionOption(years=2)
contracts = [
    running("Home care (CONSTRUCTED)", "HC", date(2027, 3, 31), options=(two_years,)),
    running(
        "Day centres (CONSTRUCTED)",
        "DC",
        date(2025, 9, 30),
        ContractExtended(
            on=date(2025, 6, 2),
            contract="DC",
            option=1,
            period=Period(date(2025, 10, 1), date(2027, 9, 30)),
            basis=MADE_UP,
        ),
        options=(two_years,),
    ),
    running(
        "Advocacy (CONSTRUCTED)",
        "AD",
        date(2027, 6, 30),
        Review(
            on=date(2026, 5, 4),
            contracts=("AD",),
            next_review_on=date(2026, 10, 5),
            basis=MADE_UP,
        ),
    ),
]
today = date(2026, 11, 2)
together = Agenda.together([cycle.agenda(today) for cycle in contracts], "three contracts")
print(f"\n{repr(together).strip('<>')}")
for item in together:
    if item.kind is not ItemKind.NOTICE:
        print(f"  {item.day}  {item.what} ({item.how_sure}): {item.state}")

# %% [markdown]
# ## Into a calendar and onto a page

# %%
Path("agenda.ics").write_bytes(to_ics(together).encode())
Path("agenda.html").write_text(agenda_page(together), "utf-8")
