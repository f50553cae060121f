"""A claim that suspends the signature, comes two days late and is struck out.

The course is that of Access for Living v London Borough of Lewisham (2021): the letters went out on 7
February 2020, the council lengthened its standstill, a claim was issued within it on 11 March, and the court
struck it out on 23 December 2021 because it came too late. CONSTRUCTED: every other day, every reference and
bidder, the ground of the claim, and the promise not to sign before 16 March.
"""

# %%
from datetime import date

from commissioning import (
    ApprovalToAward,
    AwardRecommendation,
    Basis,
    BroughtForward,
    Challenge,
    ChallengeKind,
    ChallengeOutcome,
    ChallengePoint,
    ChallengeResolved,
    ClaimIssued,
    ContractSigned,
    Cycle,
    Grounds,
    HowKnown,
    IntentionToAward,
    LotAward,
    ProcurementFacts,
    Route,
    Stage,
)
from commissioning.errors import written

made_up = (Basis(grounds=Grounds.CONSTRUCTED),)
facts = ProcurementFacts(light_touch=True, above_threshold=True, sub_central=True)
cycle = Cycle("Support for people with learning disabilities").record(
    BroughtForward(
        on=date(2020, 2, 1), stage=Stage.AWARD, because="the reports say little of the competition",
        route=Route.open(), facts=facts, commenced_on=date(2019, 9, 2), basis=made_up,
    ),
    AwardRecommendation(
        on=date(2020, 2, 3), reference="R1", awards=(LotAward(provider="winner"),), basis=made_up
    ),
    ApprovalToAward(
        on=date(2020, 2, 5), recommendation="R1", decided_by="the council", basis=made_up
    ),
    IntentionToAward(
        on=date(2020, 2, 7), recommendation="R1", told=("winner", "claimant"),
        no_signing_before=date(2020, 3, 16),
    ),
)  # fmt: skip


def in_the_way(on: date) -> None:
    """What stops the signature on a day, and what is worth knowing."""
    print(f"\nTo sign on {written(on)}:")
    found = cycle.findings(ContractSigned, on)
    for finding in found:
        print(f"  {'stops' if finding.blocks else 'note '}  {finding}")
    if not found:
        print("  nothing is in the way")


in_the_way(date(2020, 2, 20))

# %% [markdown]
# ## A letter, then a claim
# The letter holds nothing in law. That the council answers before it signs is its own practice.

# %%
cycle = cycle.record(
    Challenge(
        on=date(2020, 3, 2), reference="X", provider="claimant", kind=ChallengeKind.PRE_ACTION_LETTER,
        about_what="the marks for quality", knew_on=date(2020, 2, 7), basis=made_up,
        points=(ChallengePoint(reference="P1", words="the answer on staffing was misread"),),
    )
)  # fmt: skip
in_the_way(date(2020, 3, 16))

# %%
cycle = cycle.record(
    ClaimIssued(
        on=date(2020, 3, 11),
        issued_on=date(2020, 3, 11),
        challenge="X",
        how_known=HowKnown.NOTIFIED,
    )
)
in_the_way(date(2020, 3, 16))

# %% [markdown]
# ## Two clocks
# The promise moved the end of the standstill. It did not move the limit for claims, which ran from the day
# the bidder knew. But a late claim suspends until a court has struck it out: 21 months here.

# %%
in_the_way(date(2021, 12, 22))
cycle = cycle.record(
    ChallengeResolved(
        on=date(2021, 12, 23), challenge="X", outcome=ChallengeOutcome.STRUCK_OUT,
        because="issued two days after the last day",
    )
)  # fmt: skip
in_the_way(date(2021, 12, 23))
