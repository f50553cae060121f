# %% [markdown]
# # Home care in Lewisham, 2022
#
# A council buys home care for four neighbourhoods and five kinds of specialist advice. This script takes
# the story from the casebook and asks it the questions an officer would. Read it from top to bottom, or
# run it: it prints what the comments promise. What no paper gives (bidders, prices, marks) is constructed
# and says so.

# %%
from datetime import date

from commissioning import (
    AwardRecommendation,
    ContractSigned,
    IntentionToAward,
    OptionsAppraisal,
    Route,
    ServiceSpecification,
    Stage,
    StageOrderError,
)
from commissioning.casebook import lewisham
from commissioning.timetable import check

# %% [markdown]
# ## What the council weighed
# Two ways of insourcing against procuring again, over five years.

# %%
cycle = lewisham.cycle(at=Stage.SPECIFICATION)
appraisal = cycle.expect(OptionsAppraisal)
print("Over five years:")
for option in appraisal.options:
    print(f"  {option.reference:<8} {option.whole_life_cost!s:>13}  {option.words}")
print(f"Preferred: {appraisal.preferred}, because {appraisal.because}.\n")

# %% [markdown]
# ## What it set out to buy
# Nine lots. Each keeps its own place on the route.

# %%
for lot in cycle.expect(ServiceSpecification).divided_into:
    print(f"  {lot.reference}  {lot.annual_value!s:>10} a year  {lot.title}")
print(f"\nThe route is {cycle.route}.\n")

# %% [markdown]
# ## In a hurry
# In October the tenders are open, and an officer would rather skip the interviews.

# %%
cycle = lewisham.cycle(at=Stage.EVALUATION)
recommendation = lewisham.cycle(at=Stage.AWARD).expect(AwardRecommendation)
try:
    cycle.record(recommendation)
except StageOrderError as refused:
    print(refused)
    print(
        f"\nThe lots are at the {refused.stage} stage; still to come: {', '.join(refused.comes_first)}.\n"
    )

# %% [markdown]
# ## Who should win, and why
# The marks and prices decide, exactly, by the method the invitation declared.

# %%
cycle = lewisham.cycle(at=Stage.AWARD)
for lot in cycle.lots:
    print(f"  {lot}: {', '.join(cycle.evaluation(lot).winners)}")
print()
print(cycle.evaluation("N1").explain("Alder"))

# %% [markdown]
# ## When may the contracts be signed?
# The letters go out on 14 November. The standstill is the law's, not the library's opinion.

# %%
cycle = lewisham.cycle(after=IntentionToAward)
for day in (date(2022, 11, 18), date(2022, 11, 24), date(2022, 11, 25)):
    blockers = cycle.blockers(ContractSigned, day, about="N1")
    print(f"  {day:%d %B %Y}: {'; '.join(map(str, blockers)) or 'may be signed'}")

# %% [markdown]
# ## As it was on the day of the decision
# A cycle can be looked at as it stood on any day.

# %%
live = lewisham.cycle()
then = live.as_of(date(2022, 11, 10))
print(f"\nOn 10 November 2022: {then!r}")
print(f"At the end:          {live!r}")

# %% [markdown]
# ## What the published schedule left out
# The council's schedule goes from approval to mobilisation in one step. Checked against its route and the
# law of its day, it lacks three rows.

# %%
published = lewisham.published()
law = live.law(published.on)
print("\nIn the schedule as published:")
for finding in check(published, Route.restricted(interviews=True), law):
    if finding.blocks:
        print(f"  - {finding}")
