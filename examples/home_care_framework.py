# %% [markdown]
# # Home care from a framework: a year of packages, and what is left of it
#
# Five districts, two tiers and twelve members. A package goes first to tier 1 by rank; what tier 1 refuses
# is offered to all of tier 2 at once, and the lowest rate with capacity has it. The list is made anew
# from prices and KPI returns half way through the year. The council, the providers and every day and figure
# are CONSTRUCTED.

# %%
from collections import Counter
from datetime import date, timedelta
from decimal import Decimal
from zlib import crc32

from commissioning import (
    BroughtForward,
    CallOffNoted,
    CeilingIs,
    ContractSigned,
    Cycle,
    FrameworkKind,
    FrameworkOpened,
    FrameworkTerms,
    Kpi,
    KpiReport,
    KpisAgreed,
    Lot,
    LotRule,
    LowestRateAvailable,
    Measurement,
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
from commissioning.contracts.performance import performance_of
from commissioning.portfolio import framework_position

# %% [markdown]
# ## The framework opens
# The competition is in the e-tendering system, so the history is brought forward with the contracts of the
# four members that serve every district in tier 1. Eight are in tier 2 with the rates of their tenders.

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
    Membership(
        provider=name, tier=tier, rate=pounds(rate), contract=f"HC-{name}" if tier == 1 else ""
    )
    for tier, rates in ((1, TIER_1), (2, TIER_2))
    for name, rate in rates.items()
)
cycle = Cycle("Home care framework", reference="HC26").record(
    BroughtForward(
        on=OPENS,
        stage=Stage.GO_LIVE,
        because="the competition is kept in the e-tendering system",
        carries=tuple(
            ContractSigned(
                on=date(2026, 3, 2), reference=f"HC-{name}", provider=name, term=terms.term
            )
            for name in TIER_1
        ),
        divided_into=tuple(Lot(reference=each, title=f"{each} district") for each in DISTRICTS),
        route=Route.framework(),
        facts=ProcurementFacts(light_touch=True, above_threshold=True, framework=True),
        commenced_on=date(2025, 9, 1),
    ),
    FrameworkOpened(on=OPENS, terms=terms, members=members),
)


rates = {name: pounds(rate) for name, rate in TIER_1.items()}
first = places_by_price_and_share(rates, dict.fromkeys(rates, Decimal(0)), price_weight=100)
on_time = Kpi(
    reference="K1",
    title="visits on time",
    numerator="visits that began within 30 minutes of the planned time",
    denominator="visits planned",
)
cycle = cycle.record(
    RankedListIssued(
        on=OPENS, places=first, from_on=OPENS, until=date(2026, 9, 12), source="price alone"
    ),
    *(
        KpisAgreed(on=OPENS, contract=f"HC-{name}", applies_from=OPENS, kpis=(on_time,))
        for name in TIER_1
    ),
)
print("The first package of the North:", next_offer(cycle, "North", on=OPENS))

# %% [markdown]
# ## A year of packages
# Each package is offered as the rule says until a member takes it. Which members have capacity on a day
# follows from a made-up pattern.


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
SUMMER = Period(OPENS, date(2026, 8, 31))


def suspended(cycle: Cycle, on: date) -> Cycle:
    """Nothing is placed with Alder for six weeks."""
    return cycle.record(
        MembershipChanged(
            on=on,
            provider="alder",
            how=MembershipMove.SUSPENDED,
            because="an enquiry into missed visits",
            until=on + timedelta(days=42),
        )
    )


def listed_anew(cycle: Cycle, _: date) -> Cycle:
    """The returns of the summer, and the list made from them and from the prices."""
    visits = dict(zip(TIER_1, (600, 900, 800, 850), strict=True))
    cycle = cycle.record(
        *(
            KpiReport(
                on=LISTS_FROM,
                reference=f"Q-{name}",
                contract=f"HC-{name}",
                period=SUMMER,
                measurements=(Measurement(kpi="K1", numerator=done, denominator=1000),),
            )
            for name, done in visits.items()
        )
    )
    shares = {
        name: share
        for name in TIER_1
        if (share := performance_of(cycle.ledger, f"HC-{name}").pooled("K1")) is not None
    }
    return cycle.record(
        RankedListIssued(
            on=LISTS_FROM,
            places=places_by_price_and_share(rates, shares),
            from_on=LISTS_FROM,
            until=date(2027, 3, 31),
            figures=tuple(f"Q-{name}" for name in TIER_1),
            source="50% price, 50% visits on time from April to August",
        )
    )


events = {150: suspended, 181: listed_anew}
for number in range(400):
    day = OPENS + timedelta(days=number * 364 // 400)
    if number in events:
        cycle = events[number](cycle, day)
    placed = place(cycle, number, day)
    if placed is not None:
        cycle = cycle.record(placed)

print("\nA year of packages")
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
print("\nWhat is called off and what is left")
print(position)
print(position.table().to_text(100))

# %% [markdown]
# ## Who is asked now, and what is due
# The list that was made anew puts Birch first. Of the agenda these are the items of the framework itself,
# now and in its last year; the contracts, their returns and the notices have theirs beside them.

# %%
print("\nA package of the North in March 2027:", next_offer(cycle, "North", on=date(2027, 3, 1)))
for today in (date(2027, 4, 30), date(2031, 4, 30)):
    print(f"\nDue from {today:%B %Y}:")
    for item in cycle.agenda(today, ahead=timedelta(days=700)):
        recent = item.day is None or item.day >= today - timedelta(days=30)
        if recent and item.key.startswith(("list/", "round/", "framework/")):
            print("  " + item.sentence())
print()
print(len(members_on(cycle.ledger, date(2027, 4, 30), "North")), "members serve the North")
