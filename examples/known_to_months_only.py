# %% [markdown]
# # A history known to months only
#
# An officer leaves, and what is left of a respite care contract is one page of a handover note: "awarded in
# June, one bidder objected and gave up, signed over the summer, live in the autumn". No paper gives a day.
# This script records the page as it stands. It guesses no day.
#
# CONSTRUCTED: the council, the providers and every month in it are made up.

# %%
from datetime import date

from commissioning import (
    ApprovalToAward,
    AwardRecommendation,
    BlockedError,
    BroughtForward,
    Challenge,
    ChallengeOutcome,
    ChallengeResolved,
    ContractSigned,
    Cycle,
    IntentionToAward,
    LotAward,
    Period,
    ProcurementFacts,
    Route,
    Stage,
    Window,
)

# %% [markdown]
# ## A day that is a span
# `Window.parse` reads the words of the note. `within` keeps them; `on` is the last day that they allow. A
# record shows its span, and the law goes by the last of its days.

# %%
may, june = Window.parse("May 2023"), Window.parse("June 2023")

cycle = Cycle("Respite care").record(
    BroughtForward(
        on=date(2023, 5, 31),
        within=may,
        stage=Stage.AWARD,
        because="only a handover note is held",
        route=Route.open(),
        facts=ProcurementFacts(light_touch=True, above_threshold=True),
        commenced_on=date(2023, 1, 9),
    ),
    AwardRecommendation(
        on=date(2023, 6, 30), within=june, reference="R1", awards=(LotAward(provider="elm"),)
    ),
    ApprovalToAward(on=date(2023, 6, 30), within=june, recommendation="R1", decided_by="Cabinet"),
    IntentionToAward(on=date(2023, 6, 30), within=june, recommendation="R1", told=("elm", "oak")),
    Challenge(
        on=date(2023, 7, 31),
        within=Window.parse("July 2023"),
        reference="X1",
        provider="oak",
        about_what="the weight of price",
    ),
)
print(cycle)

# %% [markdown]
# ## Refused, warned of, or accepted
# A record is refused only if no choice of days would let it in. If some would, the warning `day-not-known`
# says which days it depends on and which rule. If all would, nothing is said.

# %%
given_up = ChallengeOutcome.WITHDRAWN
for words, resolved in (
    (
        "in May",
        ChallengeResolved(on=date(2023, 5, 31), within=may, challenge="X1", outcome=given_up),
    ),
    ("on 18 July", ChallengeResolved(on=date(2023, 7, 18), challenge="X1", outcome=given_up)),
    ("on 1 August", ChallengeResolved(on=date(2023, 8, 1), challenge="X1", outcome=given_up)),
):
    findings = cycle.findings(resolved)
    verdict = "refused" if any(finding.blocks for finding in findings) else "accepted"
    print(f"Resolved {words}: {verdict}")
    for finding in findings:
        print(f"    {finding.code}: {finding.message}")

# %% [markdown]
# The first is refused outright: no day of May comes after a challenge of July.

# %%
early = ChallengeResolved(on=date(2023, 5, 31), within=may, challenge="X1", outcome=given_up)
try:
    cycle.record(early)
except BlockedError as refusal:
    print(refusal)

# %% [markdown]
# ## Signed over the summer
# The contract is known only to a season. Every day of it comes after the challenge was given up and after the
# standstill, so it is accepted in silence, and the register shows it.

# %%
cycle = cycle.record(
    ChallengeResolved(on=date(2023, 8, 1), challenge="X1", outcome=given_up),
    ContractSigned(
        on=date(2023, 9, 30),
        within=Window.span(date(2023, 8, 1), date(2023, 9, 30), "late summer 2023"),
        reference="K1",
        provider="elm",
        recommendations=("R1",),
        term=Period(date(2023, 10, 1), date(2025, 9, 30)),
    ),
)
print(cycle.register(date(2024, 4, 1)))
