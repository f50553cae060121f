"""Supported housing in Lancashire, 2016.

A council asks about a draft specification before it buys. This script follows the consultation page: what
was to be achieved, what people had said before, what that became in the draft, and why the draft cannot be
approved while people may still answer. What came back is not on the page, so it is not here.
"""

# %%
from datetime import date

from attrs import evolve

from commissioning import (
    Basis,
    BlockedError,
    Consultation,
    ConsultationReport,
    Grounds,
    NeedsAssessment,
    ServiceSpecification,
    SpecificationStatus,
)
from commissioning.casebook import lancashire_supported_housing
from commissioning.planning.consultation import consultation_table
from commissioning.planning.golden_thread import threaded
from commissioning.planning.specification_changes import changes_between
from commissioning.planning.thread_points import you_said_we_did

cycle = lancashire_supported_housing.cycle()
print(cycle)
for finding in cycle.standing():
    print("Note:", finding)

# %% [markdown]
# ## What it was for
# Four objectives, each with the means that the page gives.

# %%
print("\nThe objectives:")
for objective in cycle.expect(NeedsAssessment).objectives:
    print(f"  {objective.words}: {', '.join(objective.by)}")

# %% [markdown]
# ## You said, we did
# Five things that service users had said, and the requirements they became.

# %%
print()
print(you_said_we_did(threaded(cycle.ledger)))

# %% [markdown]
# ## The consultation
# Two parts, online, open for 32 days; organisations answer what concerns them.

# %%
asked = cycle.expect(Consultation, "supported-housing")
print(f"\n{asked.title}: {asked.period}, {asked.period.length} days")
for part in asked.parts:
    print(f"  Part {part.reference}: {part.about}")

# %% [markdown]
# ## Not yet
# On 3 October 2016 people may still answer. On 11 October they may not, and there is no report yet.

# %%
draft = cycle.expect(ServiceSpecification)
made_up = (Basis(grounds=Grounds.CONSTRUCTED),)
final = evolve(
    draft,
    version=2,
    note="",
    basis=made_up,
    status=SpecificationStatus.APPROVED,
    requirements=tuple(
        evolve(requirement, words="a team of no more than six regular care workers for each person")
        if requirement.reference == "regular-team"
        else requirement
        for requirement in draft.requirements
    ),
)
for day in (date(2016, 10, 3), date(2016, 10, 11)):
    try:
        cycle.record(evolve(final, on=day))
    except BlockedError as refusal:
        print(f"\n{refusal}")

# %% [markdown]
# ## If it had been reported
# A made-up report shows the rest of the way: the approval passes, and the change can be read.

# %%
reported = cycle.record(
    ConsultationReport(
        on=date(2016, 11, 1), consultation="supported-housing", responded=40, basis=made_up
    )
)
approved = reported.record(evolve(final, on=date(2016, 12, 1)))
print("\nMade up from here on: 40 replies, and a second version that considers them")
print(f"{changes_between(draft, approved.expect(ServiceSpecification))}\n")
print(consultation_table(approved.records).to_text())

# %% [markdown]
# ## The golden thread
# From an objective to a requirement. Loose ends would be listed under it; there are none.

# %%
print()
print(approved.thread())
