# %% [markdown]
# # A framework for day opportunities, awarded in two tranches
#
# Councils often appoint some providers to a framework at once and the rest once their references or
# their insurance are in. This follows such a course of events. The council, the providers and every day
# and figure are CONSTRUCTED.

# %%
from datetime import date

from commissioning import (
    ApprovalToAward,
    AwardFellThrough,
    AwardRecommendation,
    BlockedError,
    BroughtForward,
    ContractEnded,
    ContractSigned,
    Criterion,
    CriterionKind,
    Cycle,
    Deadline,
    HowEnded,
    IntentionToAward,
    InvitationToTender,
    LotAward,
    LotLimits,
    LotPrice,
    LowestPriceProportional,
    Period,
    ProcurementFacts,
    Route,
    Stage,
    TenderReceived,
    WeightedSum,
)
from commissioning.values.money import pounds

# %% [markdown]
# ## Three places are announced
# The competition is kept in the e-tendering system. The invitation says how many providers are wanted,
# and the tenders say at what price a day.

# %%
invitation = InvitationToTender(
    on=date(2023, 2, 6),
    tenders_due_by=Deadline(date(2023, 3, 20)),
    method=WeightedSum(
        criteria=(
            Criterion(reference="price", title="Price", weight=100, kind=CriterionKind.PRICE),
        )
    ),
    price_formula=LowestPriceProportional(),
    lot_limits=LotLimits(places=3),
)
prices = {"alder": 52, "birch": 55, "cedar": 58, "elder": 64}
tenders = [
    TenderReceived(on=date(2023, 3, 17), provider=name, prices=(LotPrice(price=pounds(price)),))
    for name, price in prices.items()
]
cycle = Cycle("Day opportunities").record(
    BroughtForward(
        on=date(2023, 4, 3),
        stage=Stage.AWARD,
        because="the competition is kept in the e-tendering system",
        route=Route.open(),
        facts=ProcurementFacts(light_touch=True, above_threshold=True),
        commenced_on=date(2023, 2, 6),
        carries=(invitation, *tenders),
    )
)


def awarded(cycle: Cycle, reference: str, on: date, *providers: str) -> Cycle:
    """The cycle with a recommendation that was approved on its day and announced on the next."""
    awards = tuple(LotAward(provider=provider) for provider in providers)
    return cycle.record(
        AwardRecommendation(on=on, reference=reference, awards=awards),
        ApprovalToAward(on=on, recommendation=reference, decided_by="Cabinet"),
        IntentionToAward(on=on, recommendation=reference, told=tuple(prices)),
    )


def contract(reference: str, provider: str, recommendation: str, on: date) -> ContractSigned:
    """A contract of four years under one recommendation."""
    return ContractSigned(
        on=on,
        reference=reference,
        provider=provider,
        recommendations=(recommendation,),
        term=Period.of(date(2023, 9, 1), years=4),
    )


# %% [markdown]
# ## The first tranche: two of three
# Alder and birch are awarded in April and sign in May.

# %%
cycle = awarded(cycle, "R1", date(2023, 4, 12), "alder", "birch")
cycle = cycle.record(
    contract("D-1", "alder", "R1", date(2023, 5, 3)),
    contract("D-2", "birch", "R1", date(2023, 5, 3)),
)
print("After the first tranche, contracts with:")
print("  " + ", ".join(signed.provider for signed in cycle.every(ContractSigned)))

# %% [markdown]
# ## The second tranche takes the place that is free
# Cedar is next by the marks of those who have no place yet. The first tranche stays as it is.

# %%
cycle = awarded(cycle, "R2", date(2023, 5, 17), "cedar")
print("\nRecommendations in force after the second:")
for award in cycle.every(AwardRecommendation):
    print(f"  {award.reference}: {', '.join(each.provider for each in award.awards)}")

# %% [markdown]
# ## A fourth provider has no place
# All three places are filled, so elder cannot be recommended, and the refusal says what would free one.

# %%
fourth = AwardRecommendation(
    on=date(2023, 5, 24), reference="R3", awards=(LotAward(provider="elder"),)
)
print("\nA fourth provider is recommended:")
try:
    cycle.record(fourth)
except BlockedError as refusal:
    print(refusal)

# %% [markdown]
# ## A place becomes free
# Cedar gives no guarantee and its award falls through: elder, the last of the four, may follow. Had cedar
# signed, its contract would have to be ended first; here that is tried with alder's.

# %%
fallen = AwardFellThrough(
    on=date(2023, 5, 30),
    recommendation="R1",
    provider="alder",
    because="the parent company withdrew",
)
print("\nThe award to alder, who has signed, falls through:")
for finding in cycle.blockers(fallen):
    print(f"  {finding}")

cycle = cycle.record(
    AwardFellThrough(
        on=date(2023, 5, 30), recommendation="R2", provider="cedar", because="it gives no guarantee"
    )
)
cycle = awarded(cycle, "R3", date(2023, 6, 7), "elder")
cycle = cycle.record(contract("D-3", "elder", "R3", date(2023, 6, 28)))
print("\nThe award to cedar, who has not, falls through, and elder signs. Contracts with:")
print("  " + ", ".join(signed.provider for signed in cycle.every(ContractSigned)))

# %% [markdown]
# ## One contract a place
# A second contract for a place is refused while the first is in force.

# %%
again = contract("D-4", "alder", "R1", date(2023, 7, 5))
print("\nA second contract with alder for the same place:")
for finding in cycle.blockers(again):
    print(f"  {finding}")
ended = ContractEnded(
    on=date(2023, 7, 4),
    contract="D-1",
    how=HowEnded.NOT_STARTED,
    because="signed for the wrong company",
)
print(f"\nOnce the first has ended: {cycle.record(ended).blockers(again) or 'it may be signed'}")
