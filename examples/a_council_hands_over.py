"""A county council is abolished, and its contract for home care passes to its successors.

CONSTRUCTED: the councils, the provider, the days and the figures are made up. The course is a common one:
a county is reorganised, two new councils divide it, and the contract runs on with the same provider.

    python examples/a_council_hands_over.py
"""

from datetime import date

from commissioning import (
    Authority,
    BroughtForward,
    BuyerSucceeded,
    ContractExtended,
    ContractSigned,
    Cycle,
    ExtensionOption,
    Lot,
    Period,
    Stage,
    pounds,
)
from commissioning.errors import written

COUNTY = Authority(reference="oldshire", name="Oldshire County Council")
NORTH = Authority(reference="north", name="North Oldshire Council")
SOUTH = Authority(reference="south", name="South Oldshire Council")

print("The register of the county council, brought forward with its two contracts")
contracts = tuple(
    ContractSigned(
        on=date(2021, 3, 1),
        reference=f"HC-{lot}",
        lots=(lot,),
        provider="alder",
        term=Period.of(date(2021, 4, 1), years=3),
        value=pounds(3_000_000),
        extension_options=(ExtensionOption(years=1, value=pounds(1_000_000)),),
        title=f"Home care, {lot}",
    )
    for lot in ("north", "south")
)
cycle = Cycle("Home care in Oldshire", buyers=(COUNTY,)).record(
    BroughtForward(
        on=date(2022, 1, 10),
        stage=Stage.GO_LIVE,
        because="the papers are in the county's archive",
        divided_into=(
            Lot(reference="north", title="North Oldshire"),
            Lot(reference="south", title="South Oldshire"),
        ),
        carries=contracts,
    )
)

print("On 1 April 2023 the county council is abolished, and each half passes to a new council\n")
CHANGED_ON, ORDER = date(2023, 4, 1), "a structural changes order"
cycle = cycle.record(
    BuyerSucceeded(
        on=CHANGED_ON,
        lots=("north",),
        was=("oldshire",),
        becomes=(NORTH,),
        under="a structural changes order",
    ),
    BuyerSucceeded(
        on=CHANGED_ON,
        lots=("south",),
        was=("oldshire",),
        becomes=(SOUTH,),
        under="a structural changes order",
    ),
)


def show(day: date) -> None:
    """Who buys on a day, and who holds each contract."""
    print(f"{written(day)}: bought by {', '.join(buyer.name for buyer in cycle.buyers_on(day))}")
    for row in cycle.register(day).to_dicts():
        print(f"  {row['Reference number']}: {row['Buyer']} with {row['Supplier name']}")


show(date(2023, 3, 31))
show(CHANGED_ON)

print("\nA year later the north takes up its option; it needs no new contract to do so")
cycle = cycle.record(
    ContractExtended(
        on=date(2024, 2, 1),
        contract="HC-north",
        option=1,
        period=Period.of(date(2024, 4, 1), years=1),
        value=pounds(1_000_000),
        by="North Oldshire Council",
    )
)
print(cycle.contract("HC-north"))

print("\nIn 2025 the two councils become one, and the chain goes on")
ONE = Authority(reference="oldshire-council", name="Oldshire Council")
cycle = cycle.record(
    BuyerSucceeded(
        on=date(2025, 4, 1),
        was=("north", "south"),
        becomes=(ONE,),
        because="the two councils agreed to merge",
    )
)
show(date(2025, 4, 1))

print("\nA succession of a body that does not buy here is noticed")
for finding in cycle.record(
    BuyerSucceeded(
        on=date(2026, 4, 1), was=("oldshire-county",), becomes=(SOUTH,), because="a slip"
    )
).standing():
    print(f"- {finding}")
