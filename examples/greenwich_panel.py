"""What a panel of service users and carers changes: 5% as in Greenwich, then 10%, then 0%.

The weight of 5% is reported; the bidders, their prices and all marks are made up. Run it from top to
bottom, or cell by cell in a notebook.
"""

# %% Three lines from the casebook to the answer
from commissioning.casebook import greenwich

result = greenwich.evaluation()
print(result.influence("service-users"))

# %% The whole ranking, with the panel at 5%
print()
print(result)

# %% The same marks with the panel at 10%, and without it
for weight in (10, 0):
    print()
    print(f"With the panel at {weight}%: {result.reweighed({'service-users': weight}).heading()}")

# %% The exact weight at which the two are level: no sampling, no rounding
for flip in result.flips():
    if flip.about == "service-users":
        print()
        print(f"The flip point: {flip}")

# %% What one more mark would have done
print()
for flip in result.flips():
    if flip.moved == "mark" and flip.about in greenwich.QUESTIONS:
        print(flip)

# %% Every figure explains itself
print()
print(result.explain("Beech"))

# %% A lot that the panel's 5% does not decide, and the weight that would
print()
other = greenwich.evaluation("extra-care")
print(other.heading())
print(other.influence("service-users"))

# %% How the members agreed, and whether one of them alone decided
print()
print(result.agreement())
for member in greenwich.USERS:
    print(result.without_assessor(member))
