"""Broken while a service arrives: its mobilisation, its staff, and the people who change provider."""

from __future__ import annotations

from typing import Final

from commissioning.dates.periods import Period
from commissioning.records import (
    approval,
    live,
    mobilisation,
    people,
    staff,
)
from commissioning.records.record import Record
from commissioning.testing.broken.mutation import OPEN, Fields, Mutation
from commissioning.testing.broken.recording import BROUGHT, FAR

MOBILISATION: Final = (
    Mutation("contract-unsigned", "A contract is mobilised before it is signed",
             first=(BROUGHT,), kind=mobilisation.MobilisationPlan),
    Mutation("staff-information-late", "The new employer gets the list of staff too late",
             after=mobilisation.MobilisationPlan, kind=mobilisation.EmployeeLiabilityInformation, fields={"later": 50}),
    Mutation("staff-information-missing", "Staff transfer without a list of staff",
             after=mobilisation.MobilisationPlan, kind=mobilisation.StaffTransferred),
    Mutation("staff-list-changed", "Tenderers priced 25 staff, and 20 are to transfer",
             after=mobilisation.MobilisationPlan, kind=mobilisation.EmployeeLiabilityInformation,
             extra=((staff.StaffListIssued, {"staff": (mobilisation.StaffCount(role="care worker", people=25),)}),)),
    Mutation("staff-not-consulted", "Measures are planned for staff who transfer, and were not discussed",
             after=mobilisation.MobilisationPlan, kind=mobilisation.StaffTransferred,
             extra=((mobilisation.EmployeeLiabilityInformation, {}), (staff.StaffConsulted, {"employer": "alder"}),
                 (staff.StaffConsulted, {"measures": ("shifts of 12 hours in place of 8",)}))),
    Mutation("staff-dispute-open", "Staff transfer while it is disputed who does",
             after=mobilisation.MobilisationPlan, kind=mobilisation.StaffTransferred,
             extra=((mobilisation.EmployeeLiabilityInformation, {}), (staff.StaffDisputed, {}))),
    Mutation("task-open", "A readiness review says go with an essential task not done",
             kind=mobilisation.ReadinessReview, without=(mobilisation.TaskDone,)),
    Mutation("not-ready", "A service starts although the readiness review said no",
             kind=live.GoLive, earlier={mobilisation.ReadinessReview: {"decision": mobilisation.GoDecision.NO_GO,
                                                  "because": "rotas are not filled"}}),
    Mutation("live-before-start", "A service starts before its contract does",
             kind=live.GoLive, fields={"later": -5}),
)  # fmt: skip

_ALL_CHOSE: Final[tuple[tuple[type[Record], Fields], ...]] = (
    (people.PeopleAffected, {}),
    (
        people.ChoicesMade,
        {"choices": (people.ChoiceCount(choice=people.Choice.NEW_PROVIDER, people=40),)},
    ),
)

PEOPLE: Final = (
    Mutation("unknown-cohort", "People are told in a cohort that was never counted",
             after=live.GoLive, kind=people.PeopleTold, extra=((people.PeopleAffected, {}),), fields={"cohort": "H9"}),
    Mutation("people-twice", "Everyone has moved, and then one person moves who is not said to move again",
             after=live.GoLive, kind=people.PeopleMoved, fields={"people": 1},
             extra=((people.PeopleAffected, {}),
                 (approval.Waiver, {"code": "moved-without-choice", "because": "they moved in one night"}),
                 (people.PeopleMoved, {"people": 40}))),
    Mutation("more-than-there", "One person has moved, and two are found well placed",
             after=live.GoLive, kind=people.PeopleSettled, fields={"people": 2},
             extra=(*_ALL_CHOSE, (people.PeopleMoved, {"people": 1}))),
    Mutation("people-lost", "A cohort of 40 loses 41 people",
             after=live.GoLive, kind=people.CohortChanged, extra=((people.PeopleAffected, {}),),
             fields={"joined": 0, "left": 41}),
    Mutation("told-twice", "In a cohort of 40, 41 people are told",
             after=live.GoLive, kind=people.PeopleTold, extra=((people.PeopleAffected, {}),), fields={"people": 41}),
    Mutation("chosen-twice", "In a cohort of 40, 41 people choose",
             after=live.GoLive, kind=people.ChoicesMade, extra=((people.PeopleAffected, {}),),
             fields={"choices": (people.ChoiceCount(choice=people.Choice.OTHER, people=41),)}),
    Mutation("moved-without-choice", "A person is moved without having chosen",
             after=live.GoLive, kind=people.PeopleMoved, extra=((people.PeopleAffected, {}),)),
    Mutation("moved-without-contract", "People move to a provider without a contract",
             after=live.GoLive, kind=people.PeopleMoved, extra=_ALL_CHOSE, fields={"to_provider": "cedar"}),
    Mutation("wave-beyond-cohort", "Waves are to move 41 people of a cohort of 40",
             after=live.GoLive, kind=people.TransferPlan, extra=((people.PeopleAffected, {}),),
             fields={"waves": (people.TransferWave(reference="W1", cohort="H1", to_provider="alder", people=41,
                                         period=Period(OPEN.day, FAR)),)}),
    Mutation("wave-beyond-capacity", "A wave brings more people than the provider has room for",
             after=live.GoLive, kind=people.TransferPlan, extra=((people.PeopleAffected, {}),),
             fields={"capacities": (people.ProviderCapacity(provider="alder", people=0),)}),
)  # fmt: skip

ROWS: Final = (*MOBILISATION, *PEOPLE)
