# %% [markdown]
# # What must be published, and when: a contract of 2026 beside one of 2022
#
# Two home care procurements, one under the Procurement Act 2023 and one under the Public Contracts
# Regulations 2015. The facts are much the same; what each council has to publish is not. The 2026 story
# is made up; Lewisham's of 2022 is from the casebook.

# %%
from datetime import date

from commissioning import (
    ApprovalToAward,
    AwardRecommendation,
    BlockedError,
    BroughtForward,
    ContractSigned,
    Cycle,
    IntentionToAward,
    LotAward,
    NoticePublished,
    Period,
    ProcurementFacts,
    Route,
    Stage,
)
from commissioning.agenda.duties import DutyState
from commissioning.casebook import lewisham
from commissioning.law.catalogue import compare
from commissioning.law.regimes.procurement_act_2023 import PROCUREMENT_ACT_2023
from commissioning.law.regimes.public_contracts_2015 import PUBLIC_CONTRACTS_2015
from commissioning.values.money import VatBasis, pounds

# %% [markdown]
# ## 2026: a light touch contract
# The competition is kept in another system, so the cycle is brought forward to its award.

# %%
facts = ProcurementFacts(light_touch=True, above_threshold=True)
cycle = Cycle("Home care, a competition of 2026").record(
    BroughtForward(
        on=date(2026, 9, 1),
        stage=Stage.EVALUATION,
        because="the competition is kept in the e-tendering system",
        route=Route.restricted(interviews=False),
        facts=facts,
        commenced_on=date(2026, 4, 13),
        carries=(NoticePublished(on=date(2026, 4, 13), notice="UK4"),),
    ),
    AwardRecommendation(on=date(2026, 9, 2), reference="R-1", awards=(LotAward(provider="alder"),)),
    ApprovalToAward(on=date(2026, 9, 15), recommendation="R-1", decided_by="Cabinet"),
    IntentionToAward(on=date(2026, 9, 24), recommendation="R-1", told=("alder", "birch")),
    NoticePublished(
        on=date(2026, 9, 24),
        notice="UK6",
        no_signing_before=date(2026, 10, 7),
        providers=("alder",),
    ),
)
contract = ContractSigned(
    on=date(2026, 9, 30),
    reference="HC-1",
    provider="alder",
    recommendations=("R-1",),
    term=Period.of(date(2027, 1, 1), years=4),
    value=pounds(6_400_000, VatBasis.INCLUDING),
)
try:
    cycle.record(contract)
except BlockedError as refused:
    print(f"Too soon:\n{refused}\n")

# %% [markdown]
# The law asks for no standstill for care. Once offered, it binds. Signed a week later, the contract
# sets off the notices that follow.

# %%
signed = ContractSigned(
    on=date(2026, 10, 7),
    reference="HC-1",
    provider="alder",
    recommendations=("R-1",),
    term=contract.term,
    value=contract.value,
)
cycle = cycle.record(signed)
today = date(2027, 2, 8)
print(f"{cycle.title}, on 8 February 2027:")
for duty in cycle.obligations(today):
    if duty.state is not DutyState.UNDECIDED:
        print(f"  {duty.sentence()}")

# %% [markdown]
# ## 2022: Lewisham, under the older law
# The award notice came after the contract then, and a standstill was the law for care as well. What no
# paper shows as published is reported as owed: it may have been published all the same.

# %%
earlier = lewisham.cycle()
print(f"\n{earlier.title}, on 1 June 2023:")
for duty in earlier.obligations(date(2023, 6, 1)):
    if duty.about in {"", "home-care-N1"}:  # the eight other lots read the same
        print(f"  {duty.sentence()}")

# %% [markdown]
# ## Side by side

# %%
table = compare(
    PUBLIC_CONTRACTS_2015, PROCUREMENT_ACT_2023, facts, date(2022, 7, 11), then=date(2026, 4, 13)
)
wanted = {
    "standstill duty",
    "standstill",
    "effect of a claim",
    "contract may be changed freely",
}
for row in table.rows:
    if row[0] in wanted:
        print(f"\n{row[0]}\n  2022: {row[1]}\n  2026: {row[2]}")
