"""Lancashire 2015: 5,800 people, over 130 providers before and under 30 after.

Run it: python examples/lancashire_homecare.py
"""

from datetime import date

from commissioning.casebook import lancashire_homecare
from commissioning.casebook.lancashire_homecare import NEW_PROVIDERS
from commissioning.contracts.history import histories
from commissioning.findings.errors import BlockedError
from commissioning.mobilisation.reconciliation import progress, reconcile, reconciliations
from commissioning.records.people import Headcount, PeopleCounted, PeopleMoved
from commissioning.records.specification import ServiceSpecification

# The story starts in the middle: of the competition the scrutiny note says only that it ran to
# schedule, so the cycle is brought forward to the award and keeps a warning that says so.
cycle = lancashire_homecare.cycle()
print(cycle)
for finding in cycle.standing():
    print("Note:", finding)

# The note gives 5,800 people, two choices and the months. The finer figures are made up.
print("Made up: the three areas, what people there chose, who took them on, and the days of moving")

print(f"\nProviders: over {lancashire_homecare.FORMER_PROVIDERS_OVER} before;", end=" ")
print(f"less than 30 after, here {len(histories(cycle.ledger))}")

print("\nHow the move went, day by day")
print(progress(cycle.ledger).to_text(90))

# At every date: who waits and who has moved are everybody.
for day in reconciliations(cycle.ledger):
    assert day.waiting + day.moved == day.people == 5_800
    assert not day.findings()

# One person more than the last area holds is refused, with both figures.
print("\nMoving one more person on 30 June 2016:")
try:
    cycle.record(
        PeopleMoved(on=date(2016, 6, 30), cohort="east", people=1, to_provider=NEW_PROVIDERS[-1])
    )
except BlockedError as refusal:
    print(refusal)

# A count of the care records, made without looking at the moves, finds two people fewer in the north.
north = reconcile(cycle.ledger, date(2016, 6, 30)).balance("north")
found = [Headcount(people=north.moved_to("direct payments"))]
found += [
    Headcount(
        people=north.moved_to(provider) - (2 if provider == "provider-03" else 0), provider=provider
    )
    for provider in NEW_PROVIDERS
    if north.moved_to(provider)
]
counted = cycle.record(PeopleCounted(on=date(2016, 6, 30), cohort="north", found=tuple(found)))
print("\nA count of the north on 30 June 2016:")
for finding in reconcile(counted.ledger, date(2016, 6, 30)).findings():
    print("-", finding)

print("\nPromised, and to be checked at the review:")
for promise in cycle.expect(ServiceSpecification).commitments:
    print("-", promise.words)
