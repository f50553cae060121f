"""Home care in Leicester: buying with the NHS, or not.

A scrutiny commission hears of a consultation, of a joint procurement on which the partner has still to
decide, and of how quality will be assured. This script asks what stands in the way of going to the market,
and what the partner's answer would change.
"""

# %%
from datetime import date

from attrs import evolve

from commissioning import (
    ConsultationReport,
    FinancialEnvelope,
    InvitationToTender,
    JointBuyer,
    PartnerAnswer,
    PartnerDecision,
    ProcurementStrategy,
    QualityFramework,
    ScrutinyNote,
    pounds,
)
from commissioning.casebook import leicester
from commissioning.planning.joint_procurement import joint_procurement

cycle = leicester.cycle()
print(cycle)

# %% [markdown]
# ## What was heard
# The minutes give a rate and no counts, so there are none.

# %%
report = cycle.expect(ConsultationReport)
print(f"\nResponse rate: {report.stated_response_rate}%, {report.note}")
note = cycle.expect(ScrutinyNote)
print(f"{note.body} {note.note}:")
for comment in note.comments:
    print(f"  - {comment}")

# %% [markdown]
# ## Who buys
# The city leads. The clinical commissioning group has still to decide.

# %%
print()
print(joint_procurement(cycle.records).table())
day = date(2017, 10, 20)
print(f"\nIn the way of an invitation to tender on {day.day} October {day.year}:")
for finding in cycle.blockers(InvitationToTender, day):
    print(f"  - {finding}")

# %% [markdown]
# ## If it joins, if it declines
# A cycle never changes, so each answer is a variable.

# %%
for answer in (PartnerAnswer.JOINS, PartnerAnswer.DECLINES):
    decided = cycle.record(
        PartnerDecision(on=day, authority="leicester-ccg", answer=answer, because="for example")
    )
    print(f"\nIf the partner {answer.value}, still in the way:")
    for finding in decided.blockers(InvitationToTender, day):
        print(f"  - {finding}")

# %% [markdown]
# ## The money
# About £10.5 million is spent now. Suppose that were the envelope, and these the shares.

# %%
strategy = evolve(
    cycle.expect(ProcurementStrategy),
    envelope=FinancialEnvelope(amount=pounds(10_500_000)),
    joint_buyers=(
        JointBuyer(authority="leicester", lead=True, share=pounds(9_000_000)),
        JointBuyer(authority="leicester-ccg", share=pounds(1_200_000), decision_pending=True),
    ),
)
print(
    "\nSuppose an envelope of £10,500,000, of which Leicester brings £9,000,000 and the CCG £1,200,000:"
)
for finding in joint_procurement((strategy,)).findings():
    print(f"  - {finding}")

# %% [markdown]
# ## How quality will be assured

# %%
print("\nThe quality assurance framework draws on:")
for each in cycle.expect(QualityFramework).sources:
    print(f"  - {each.source.value}: {each.how}")
