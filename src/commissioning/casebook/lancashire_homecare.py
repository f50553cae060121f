"""Lancashire's home care of 2015: from over 130 providers to under 30, and 5,800 people who may move.

A scrutiny note of September 2015 gives what was decided, promised and planned, up to June 2016; the story
runs as if to plan. The note gives the number of people, the two choices and the months; the providers, the
areas, the choices made and the days between those of the note are CONSTRUCTED, so that a move of that size
can be reconciled.
"""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Final

from commissioning.casebook.story import Story, constructed
from commissioning.casebook.story import inferred as inferred_in
from commissioning.casebook.story import stated as stated_in
from commissioning.dates import periods, windows
from commissioning.dates.parsing.readings import Precision
from commissioning.records import (
    approval,
    award,
    contract,
    history,
    live,
    mobilisation,
    needs,
    parties,
    people,
    record,
    specification,
    timetable,
)
from commissioning.stages import Stage

SOURCE: Final = (
    "Pendle Borough Council, Health & Social Care Scrutiny Panel, 22 September 2015, "
    "Improving Standards of Adult Social Care: Recommissioning of Homecare Services"
)
stated = partial(stated_in, SOURCE)
inferred = partial(inferred_in, SOURCE)
PEOPLE: Final = 5_800
NEW_PROVIDERS: Final = tuple(f"provider-{number:02}" for number in range(1, 30))
"""Twenty-nine: the maximum for "less than 30"."""
LANCASHIRE: Final = parties.Authority(reference="lancashire", name="Lancashire County Council")
NOTED_ON: Final = date(2015, 9, 9)
DECIDED_ON: Final = date(2015, 9, 14)
STARTS_ON: Final = date(2015, 11, 2)
_TOLD_ON: Final = date(2015, 11, 10)
_CHOSEN_ON: Final = date(2015, 12, 18)
_EARLY_NOVEMBER: Final = windows.Window(
    words="in early November",
    earliest=date(2015, 11, 1),
    latest=_TOLD_ON,
    precision=Precision.PART_OF_MONTH,
    inferred=("early as the first ten days",),
)
_AREAS: Final = (("north", 1_500, 8), ("central", 2_100, 10), ("east", 2_200, 11))
"""Each area, the people in it, and the number of new providers there."""
_TO_DIRECT_PAYMENT: Final = 12
"""The per cent of each area who take a direct payment and keep their provider."""
FORMER_PROVIDERS_OVER: Final = 130
"""The note: "over 130" providers before; "less than 30" after."""
_PANEL: Final = "Pendle Borough Council, Health & Social Care Scrutiny Panel"
_KNOWN: Final = windows.Window(
    words="told in the note of 9 September 2015",
    latest=NOTED_ON,
    precision=Precision.OPEN,
    inferred=("the day of the note as the last day it can have been",),
)
_CONTRACTS: Final = tuple(f"contract-{number:02}" for number in range(1, len(NEW_PROVIDERS) + 1))

COMMITMENTS: Final = (
    specification.Commitment(
        reference="no-less-care",
        words="no reduction in the amount of care LCC commission across Lancashire",
        made_to="Health & Social Care Scrutiny Panel, Pendle",
    ),
    specification.Commitment(
        reference="no-fewer-staff",
        words="no reduction in the number of staff employed in the care sector",
        made_to="Health & Social Care Scrutiny Panel, Pendle",
    ),
)
"""The promises for the new service. The note gives no figure to measure them by."""


def published() -> timetable.Timetable:
    """The dates that the note gives, in its words."""
    rows = (
        timetable.TimetableRow(
            what="a decision to award the contracts is scheduled to be made by LCC elected members",
            window=windows.Window.day(DECIDED_ON, "14th September, 2015"),
            step="approval-to-award",
        ),
        timetable.TimetableRow(
            what="the new contracts will commence",
            window=windows.Window.day(STARTS_ON, "from 2nd November, 2015"),
            step="go-live",
        ),
        timetable.TimetableRow(
            what="affected service users will be notified of the changes",
            window=windows.Window(
                words="in early November",
                earliest=date(2015, 11, 1),
                latest=date(2015, 11, 10),
                precision=Precision.PART_OF_MONTH,
                inferred=("the year 2015 from the rest of the note", "early as the first ten days"),
            ),
            step="people-told",
        ),
        timetable.TimetableRow(
            what="their support will transfer to one of the new providers",
            window=windows.Window.span(
                date(2016, 1, 1), date(2016, 6, 30), "between January and June, 2016"
            ),
            step="people-moved",
        ),
    )
    return timetable.Timetable(on=NOTED_ON, rows=rows, title="Current Position", basis=(stated(),))


def _earlier() -> tuple[record.Record, ...]:
    """The earlier stages, as far as the note mentions them."""
    need = needs.Need(
        reference="home-care",
        words="care and support at home",
        objectives=("quality",),
        population="older adults and people with a physical disability",
        people=PEOPLE,
    )
    quality = needs.Objective(
        reference="quality", words="to drive up the quality of care", source=SOURCE
    )
    wanted = (
        (
            "fewer-providers",
            "the number of homecare providers with LCC contracts being reduced from over 130 to "
            "less than 30",
        ),
        ("terms", "improved terms and conditions for staff employed in the homecare sector"),
        ("relations", "improved monitoring, training, investment and relationships with providers"),
        ("robust", "robust quality requirements and penalties for non-compliance"),
    )
    return (
        approval.ScrutinyNote(
            on=date(2014, 9, 30),
            within=windows.Window(
                words="at the September, 2014 meeting",
                earliest=date(2014, 9, 1),
                latest=date(2014, 9, 30),
                precision=Precision.MONTH,
            ),
            body=_PANEL,
            comments=(
                "told of improvements to the domiciliary care service",
                "told of a proposal to reduce the number of homecare providers LCC traded with",
                "told of improved terms and conditions for staff",
            ),
            basis=(stated(),),
        ),
        approval.ScrutinyNote(
            on=NOTED_ON,
            within=_KNOWN,
            body=_PANEL,
            comments=(
                "agreed at its last meeting to continue work on the recommissioning of homecare",
            ),
            basis=(stated(),),
        ),
        needs.NeedsAssessment(
            on=NOTED_ON, within=_KNOWN, objectives=(quality,), needs=(need,), basis=(stated(),)
        ),
        specification.ServiceSpecification(
            on=NOTED_ON,
            within=_KNOWN,
            status=specification.SpecificationStatus.APPROVED,
            title="Homecare services for older adults and people with a physical disability",
            requirements=tuple(
                specification.Requirement(reference=ref, words=words) for ref, words in wanted
            ),
            commitments=COMMITMENTS,
            basis=(stated("requirements", "commitments"), inferred("status")),
        ),
    )


def _award() -> tuple[record.Record, ...]:
    awards = tuple(award.LotAward(provider=provider) for provider in NEW_PROVIDERS)
    return (
        history.BroughtForward(
            on=NOTED_ON,
            stage=Stage.AWARD,
            because="the note tells of the competition only that it ran to schedule",
            carries=_earlier(),
            basis=(stated("because"),),
        ),
        published(),
        award.AwardRecommendation(
            on=DECIDED_ON, reference="recommendation", awards=awards,
            basis=(inferred("on"), constructed("awards")),
        ),
        award.ApprovalToAward(
            on=DECIDED_ON, recommendation="recommendation", decided_by="LCC elected members",
            basis=(inferred("on"), stated("decided_by")),
        ),
        award.IntentionToAward(
            on=date(2015, 9, 17), recommendation="recommendation", told=NEW_PROVIDERS,
            basis=(constructed("on", "told"),),
        ),
        approval.ScrutinyNote(
            on=date(2015, 9, 22),
            body=_PANEL,
            comments=("LCC's Cabinet Member for Adult and Community Services attends",),
            note="a panel of another council than the one that buys; it advises",
            basis=(stated("on", "body", "comments"),),
        ),
    )  # fmt: skip


def _contracts() -> tuple[record.Record, ...]:
    duty = contract.Obligation(
        reference="quality", text="robust quality requirements, with penalties", meets="robust"
    )
    return tuple(
        contract.ContractSigned(
            on=date(2015, 10, 12), reference=reference, provider=provider,
            recommendations=("recommendation",), term=periods.Period.of(STARTS_ON, years=3),
            obligations=(duty,), title="Homecare services", department="Adult Services",
            note="the note gives the first day of the term and not the last",
            basis=(stated("obligations"), constructed("on", "provider", "term", "department")),
        )
        for reference, provider in zip(_CONTRACTS, NEW_PROVIDERS, strict=True)
    )  # fmt: skip


def _mobilisation() -> tuple[record.Record, ...]:
    tasks = (
        mobilisation.MobilisationTask(
            reference="letters", what="letters to the people affected are ready",
            owner="LCC", due_on=date(2015, 10, 30),
        ),
        mobilisation.MobilisationTask(
            reference="payments", what="people can apply for a direct payment",
            owner="LCC", due_on=date(2015, 10, 30),
        ),
    )  # fmt: skip
    return (
        mobilisation.MobilisationPlan(
            on=date(2015, 10, 13), contracts=_CONTRACTS, tasks=tasks, go_live_on=STARTS_ON,
            basis=(constructed("on", "contracts", "tasks"), stated("go_live_on")),
        ),
        mobilisation.TaskDone(on=date(2015, 10, 16), task="letters"),
        mobilisation.TaskDone(on=date(2015, 10, 28), task="payments"),
        mobilisation.ReadinessReview(
            on=date(2015, 10, 29), contracts=_CONTRACTS, decision=mobilisation.GoDecision.GO,
            decided_by="project board",
        ),
        live.GoLive(
            on=STARTS_ON, contracts=_CONTRACTS, basis=(inferred("on"), constructed("contracts")),
            note="the note says when the contracts were to commence, not that they did",
        ),
    )  # fmt: skip


def _moves() -> tuple[record.Record, ...]:
    cohorts = tuple(
        people.Cohort(
            reference=area, people=number, lot="whole",
            what=f"homecare customers in the {area} of the county",
        )
        for area, number, _ in _AREAS
    )  # fmt: skip
    waves = _waves()
    return (
        people.PeopleAffected(
            on=STARTS_ON, cohorts=cohorts,
            note=f"{PEOPLE:,} in all is stated; how they divide is constructed",
            basis=(constructed("on", "cohorts"),),
        ),
        *(_told(area, number) for area, number, _ in _AREAS),
        *(_chosen(area, number) for area, number, _ in _AREAS),
        people.TransferPlan(
            on=_CHOSEN_ON, waves=waves,
            capacities=tuple(
                people.ProviderCapacity(provider=wave.to_provider, people=wave.people) for wave in waves
            ),
        ),
        *(_paid(area, number) for area, number, _ in _AREAS),
        *(_moved(wave) for wave in waves),
    )  # fmt: skip


def _told(area: str, number: int) -> people.PeopleTold:
    return people.PeopleTold(
        on=_TOLD_ON, within=_EARLY_NOVEMBER, cohort=area, people=number,
        offered=(
            people.Choice.DIRECT_PAYMENT_SAME_PROVIDER, people.Choice.DIRECT_PAYMENT,
            people.Choice.NEW_PROVIDER,
        ),
        note="the note says when people were to be told, not that they were",
        basis=(inferred("within"), stated("offered"), constructed("cohort", "people")),
    )  # fmt: skip


def _by_payment(number: int) -> int:
    return number * _TO_DIRECT_PAYMENT // 100


def _chosen(area: str, number: int) -> people.ChoicesMade:
    paid = _by_payment(number)
    return people.ChoicesMade(
        on=_CHOSEN_ON,
        cohort=area,
        choices=(
            people.ChoiceCount(choice=people.Choice.DIRECT_PAYMENT_SAME_PROVIDER, people=paid),
            people.ChoiceCount(choice=people.Choice.NEW_PROVIDER, people=number - paid),
        ),
    )


def _paid(area: str, number: int) -> people.PeopleMoved:
    return people.PeopleMoved(
        on=date(2016, 1, 4),
        cohort=area,
        people=_by_payment(number),
        choice=people.Choice.DIRECT_PAYMENT_SAME_PROVIDER,
    )


def _moved(wave: people.TransferWave) -> people.PeopleMoved:
    return people.PeopleMoved(
        on=wave.period.ends_on,
        cohort=wave.cohort,
        people=wave.people,
        to_provider=wave.to_provider,
        wave=wave.reference,
    )


def _waves() -> tuple[people.TransferWave, ...]:
    """One wave for each new provider, month by month; the first take one person more where needed."""
    months = tuple(periods.Period.of(date(2016, month, 1), months=1) for month in range(1, 7))
    found: list[people.TransferWave] = []
    for area, everyone, providers in _AREAS:
        share, over = divmod(everyone - _by_payment(everyone), providers)
        for number in range(providers):
            place = len(found)
            found.append(
                people.TransferWave(
                    reference=f"wave-{place + 1:02}",
                    cohort=area,
                    to_provider=NEW_PROVIDERS[place],
                    people=share + (number < over),
                    period=months[place * len(months) // len(NEW_PROVIDERS)],
                )
            )
    return tuple(sorted(found, key=lambda wave: wave.period.starts_on))


STORY: Final = Story(
    title="Homecare in Lancashire",
    buyers=(LANCASHIRE,),
    reference="lancashire-homecare-2015",
    written=lambda: (*_award(), *_contracts(), *_mobilisation(), *_moves()),
    stops="the note of 9 September 2015 looks ahead to June 2016 and no further",
)


cycle = STORY.cycle
"""The whole story, up to a stage, or up to a kind of record: see `Story.cycle`."""
