# %% [markdown]
# # Home care from a framework: a year of packages, and what is left of it
#
# Five districts, two tiers and twelve members. A package goes first to tier 1 by rank; what tier 1 refuses
# is offered to all of tier 2 at once, and the lowest rate with capacity has it. The lists are made anew
# from prices and KPIs half way through the year. The council, the providers and every day and figure are
# CONSTRUCTED.

# %%
from collections import Counter
from datetime import date, timedelta
from decimal import Decimal
from zlib import crc32

from commissioning import (
    BroughtForward,
    CallOffNoted,
    CeilingIs,
    Cycle,
    FrameworkKind,
    FrameworkOpened,
    FrameworkTerms,
    Lot,
    LotRule,
    LowestRateAvailable,
    Membership,
    MembershipChanged,
    MembershipMove,
    Offer,
    OfferAnswer,
    PackagePlaced,
    Period,
    ProcurementFacts,
    RankedFirstRefusal,
    RankedListIssued,
    Route,
    SpendReported,
    Stage,
    TierRule,
    Tiers,
    pounds,
)
from commissioning.contracts.frameworks import members_on, next_offer, places_by_price_and_share
from commissioning.portfolio import framework_position

# %% [markdown]
# ## The framework opens
# The competition and the twelve contracts are in the e-tendering system, so the history is brought
# forward. Four members serve every district in tier 1, eight stand in tier 2 with the rates of their tenders.

# %%
DISTRICTS = ("North", "East", "South", "West", "Coast")
TIER_1 = {"alder": "21.00", "birch": "22.40", "cedar": "21.84", "damson": "22.10"}
TIER_2 = {
    "elm": "20.95", "fir": "21.10", "gorse": "21.40", "hazel": "21.75",
    "ivy": "22.00", "juniper": "22.30", "larch": "22.60", "maple": "23.00",
}  # fmt: skip
OPENS = date(2026, 4, 1)
rule = Tiers(
    rules=(
        TierRule(tier=1, rule=RankedFirstRefusal(reply_within=120)),
        TierRule(tier=2, rule=LowestRateAvailable()),
    )
)
terms = FrameworkTerms(
    kind=FrameworkKind.FLEXIBLE,
    term=Period.of(OPENS, years=6),
    ceiling=pounds(90_000_000),
    ceiling_is=CeilingIs.ESTIMATE,
    warn_at=80,
    users=("anyborough", "nearborough"),
    call_offs=(LotRule(rule=rule),),
    round_day=20,
    call_offs_run_until=date(2033, 3, 31),
)
members = tuple(
    Membership(provider=name, tier=tier, rate=pounds(rate))
    for tier, rates in ((1, TIER_1), (2, TIER_2))
    for name, rate in rates.items()
)
cycle = Cycle("Home care framework", reference="HC26").record(
    BroughtForward(
        on=OPENS,
        stage=Stage.GO_LIVE,
        because="the competition and its contracts are kept in the e-tendering system",
        divided_into=tuple(Lot(reference=each, title=f"{each} district") for each in DISTRICTS),
        route=Route.framework(),
        facts=ProcurementFacts(light_touch=True, above_threshold=True, framework=True),
        commenced_on=date(2025, 9, 1),
    ),
    FrameworkOpened(on=OPENS, terms=terms, members=members),
)


def shares(*values: int) -> dict[str, Decimal]:
    """The KPI shares of tier 1, in per cent."""
    return dict(zip(TIER_1, map(Decimal, values), strict=True))


rates = {name: pounds(rate) for name, rate in TIER_1.items()}
first = places_by_price_and_share(rates, shares(0, 0, 0, 0), price_weight=100)
cycle = cycle.record(
    RankedListIssued(
        on=OPENS, places=first, from_on=OPENS, until=date(2026, 9, 12), source="price alone"
    )
)
print(next_offer(cycle, "North", on=OPENS))

# %% [markdown]
# ## A year of packages
# Each package is offered as the rule says until somebody takes it. Who has no capacity on a day follows
# from a made-up pattern.


# %%
def has_capacity(name: str, number: int) -> bool:
    """The made-up pattern: some members are full more often than others."""
    return crc32(f"{name} {number}".encode()) % 10 >= (7 if name in TIER_1 else 8)


def place(cycle: Cycle, number: int, on: date) -> PackagePlaced | None:
    """The placement of a package, with the offers that led to it; None where every member refused."""
    lot, offers = DISTRICTS[number % 5], []
    asked = next_offer(cycle, lot, on=on, offers=offers)
    while asked.providers and not asked.settled:
        for name in asked.providers:
            yes = has_capacity(name, number)
            answer = OfferAnswer.ACCEPTED if yes else OfferAnswer.REFUSED
            offers.append(Offer(provider=name, answer=answer, because="" if yes else "no capacity"))
        asked = next_offer(cycle, lot, on=on, offers=offers)
    if not asked.providers:
        return None
    [winner, *_] = asked.providers
    own = next(each for each in members if each.provider == winner)
    return PackagePlaced(
        on=on,
        package=f"P{number:03}",
        provider=winner,
        lots=(lot,),
        hours_a_week=Decimal(7 + number % 14),
        rate=own.rate,
        from_on=on + timedelta(days=3),
        offers=tuple(offers),
    )


LISTS_FROM = date(2026, 9, 13)
events = {
    150: lambda day: MembershipChanged(
        on=day,
        provider="alder",
        how=MembershipMove.SUSPENDED,
        because="an enquiry into missed visits",
        until=day + timedelta(days=42),
    ),
    181: lambda _: RankedListIssued(
        on=LISTS_FROM,
        places=places_by_price_and_share(rates, shares(60, 90, 80, 85)),
        from_on=LISTS_FROM,
        until=date(2027, 3, 31),
        source="50% price, 50% KPIs, from the returns of April to August",
    ),
}
for number in range(400):
    day = OPENS + timedelta(days=number * 364 // 400)
    if number in events:
        cycle = cycle.record(events[number](day))
    placed = place(cycle, number, day)
    if placed is not None:
        cycle = cycle.record(placed)

count = Counter(each.provider for each in cycle.every(PackagePlaced))
asked = Counter(len(each.offers) for each in cycle.every(PackagePlaced))
print(f"{count.total()} of 400 packages placed, {asked[1]} of them with the first member asked")
print(f"{400 - count.total()} found no member with capacity")
print("tier 1:", ", ".join(f"{name} {count[name]}" for name in TIER_1))
print("tier 2:", ", ".join(f"{name} {count[name]}" for name in TIER_2))

# %% [markdown]
# ## The neighbour calls off, and spend is reported
# Nearborough calls off two contracts of its own, and each member reports what it was paid.

# %%
for reference, name, value, options in (
    ("NB-1", "birch", 4_200_000, 1_400_000),
    ("NB-2", "fir", 3_900_000, None),
):
    cycle = cycle.record(
        CallOffNoted(
            on=date(2027, 4, 1),
            cycle=reference,
            buyer="nearborough",
            provider=name,
            lots=("Coast",),
            value=pounds(value),
            options_value=None if options is None else pounds(options),
            period=Period.of(date(2027, 5, 1), years=4),
        )
    )
year = Period.of(OPENS, years=1)
cycle = cycle.record(
    *(
        SpendReported(
            on=date(2027, 4, 30), provider=name, period=year, amount=pounds(31_000 * count[name])
        )
        for name in sorted(count)
    )
)
position = framework_position(cycle, on=date(2027, 4, 30))
print(position)
print(position.table())

# %% [markdown]
# ## Who is asked now, and what is due
# The list that was made anew puts Birch first. The agenda of the last year names the last days.

# %%
print(next_offer(cycle, "North", on=date(2027, 3, 1)))
for item in cycle.agenda(date(2027, 4, 30), ahead=timedelta(days=60)):
    print(item.sentence())
print()
for item in cycle.agenda(date(2031, 4, 30)):
    if item.day and item.day >= date(2031, 4, 30):
        print(item.sentence())
print(len(members_on(cycle.ledger, date(2027, 4, 30), "North")), "members serve the North")
