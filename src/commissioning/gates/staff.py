"""Staff who transfer: as many as were tendered for, informed and consulted, and without an open dispute.

Each finding warns: the duties are the two employers', and staff transfer by law whether or not they are met.
"""

from __future__ import annotations

from collections.abc import Iterator

from commissioning.errors import written
from commissioning.findings.codes.mobilisation import (
    STAFF_DISPUTE_OPEN,
    STAFF_LIST_CHANGED,
    STAFF_NOT_CONSULTED,
)
from commissioning.findings.finding import Finding
from commissioning.gates.case import Case, check
from commissioning.records import mobilisation, staff
from commissioning.values.counts import Count, count_of


@check(mobilisation.EmployeeLiabilityInformation, STAFF_LIST_CHANGED)
def staff_are_as_many_as_tendered_for(
    case: Case, information: mobilisation.EmployeeLiabilityInformation
) -> Iterator[Finding]:
    """The staff listed before the transfer are as many as on the list that the tenderers priced."""
    employer = information.from_provider
    lists = [one for one in case.every(staff.StaffListIssued) if one.from_provider == employer]
    if not lists or lists[-1].withheld or information.withheld:
        return
    tendered, now = lists[-1].people, Count.total(map(count_of, information.staff))
    if now.exceeds(tendered) or tendered.exceeds(now):
        yield STAFF_LIST_CHANGED.warns(
            f"The tenderers' list of {written(lists[-1].on)} has {tendered} staff of {employer}; the "
            f"information of {written(information.on)} has {now}",
            remedy="Ask the outgoing employer why, and whether the contract lets the price follow",
            about=employer,
        )


@check(mobilisation.StaffTransferred, STAFF_NOT_CONSULTED)
def staff_were_informed_and_consulted(
    case: Case, move: mobilisation.StaffTransferred
) -> Iterator[Finding]:
    """Each employer informed the representatives of its staff, and consulted them on planned measures."""
    pair = (move.from_provider, move.to_provider)
    informed = {
        one.employer: one
        for one in case.every(staff.StaffConsulted)
        if (one.from_provider, one.to_provider) == pair
    }
    if not informed:
        return
    for employer in pair:
        one = informed.get(employer)
        if one is None or (one.measures and not one.consulted):
            lacking = (
                f"that {employer} informed their representatives"
                if one is None
                else f"that {employer} consulted on the measures it plans"
            )
            yield STAFF_NOT_CONSULTED.warns(
                f"Staff transferred from {pair[0]} to {pair[1]}, but it is not recorded {lacking}",
                remedy="Ask the employer, and record when it was done",
                about=employer,
            )


@check(mobilisation.StaffTransferred, STAFF_DISPUTE_OPEN)
def disputes_are_settled(case: Case, move: mobilisation.StaffTransferred) -> Iterator[Finding]:
    """No dispute about the transfer is open on its day."""
    settled = {one.dispute for one in case.every(staff.StaffDisputeSettled)}
    for dispute in case.every(staff.StaffDisputed):
        pair = (dispute.from_provider, dispute.to_provider)
        if pair == (move.from_provider, move.to_provider) and dispute.reference not in settled:
            yield STAFF_DISPUTE_OPEN.warns(
                f"Dispute {dispute.reference} about {dispute.matter.value} from {pair[0]} to {pair[1]} "
                "is not settled",
                remedy="Settle it and record how, or keep the money in dispute apart",
                about=dispute.reference,
            )
