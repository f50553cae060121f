"""The 5,800 people of Lancashire's home care: told, asked, and moved from January to June 2016.

The note gives their number, the two choices and the months. Their numbers by area, their choices and
their new providers are CONSTRUCTED, so that a move of that size can be reconciled.
"""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Final

from commissioning.casebook import story
from commissioning.casebook.story import constructed
from commissioning.dates.parsing.readings import Precision
from commissioning.dates.periods import Period
from commissioning.dates.windows import Window
from commissioning.records.people import (
    Choice,
    ChoiceCount,
    ChoicesMade,
    Cohort,
    PeopleAffected,
    PeopleMoved,
    PeopleTold,
    ProviderCapacity,
    TransferPlan,
    TransferWave,
)
from commissioning.records.record import Record

SOURCE: Final = (
    "Pendle Borough Council, Health & Social Care Scrutiny Panel, 22 September 2015, "
    "Improving Standards of Adult Social Care: Recommissioning of Homecare Services"
)
stated = partial(story.stated, SOURCE)
inferred = partial(story.inferred, SOURCE)
PEOPLE: Final = 5_800
NEW_PROVIDERS: Final = tuple(f"provider-{number:02}" for number in range(1, 30))
"""Twenty-nine: the maximum for "less than 30"."""
_COUNTED_ON: Final = date(2015, 11, 2)
_TOLD_ON: Final = date(2015, 11, 10)
_CHOSEN_ON: Final = date(2015, 12, 18)
_PAID_ON: Final = date(2016, 1, 4)
_EARLY_NOVEMBER: Final = Window(
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


def moves() -> tuple[Record, ...]:
    """The records about people, from the count to the last transfer."""
    cohorts = tuple(
        Cohort(
            reference=area, people=people, lot="whole",
            what=f"homecare customers in the {area} of the county",
        )
        for area, people, _ in _AREAS
    )  # fmt: skip
    waves = _waves()
    return (
        PeopleAffected(
            on=_COUNTED_ON, cohorts=cohorts,
            note=f"{PEOPLE:,} in all is stated; how they divide is constructed",
            basis=(constructed("on", "cohorts"),),
        ),
        *(_told(area, people) for area, people, _ in _AREAS),
        *(_chosen(area, people) for area, people, _ in _AREAS),
        TransferPlan(
            on=_CHOSEN_ON, waves=waves,
            capacities=tuple(
                ProviderCapacity(provider=wave.to_provider, people=wave.people) for wave in waves
            ),
        ),
        *(_paid(area, people) for area, people, _ in _AREAS),
        *(_moved(wave) for wave in waves),
    )  # fmt: skip


def _told(area: str, people: int) -> PeopleTold:
    return PeopleTold(
        on=_TOLD_ON, within=_EARLY_NOVEMBER, cohort=area, people=people,
        offered=(Choice.DIRECT_PAYMENT_SAME_PROVIDER, Choice.DIRECT_PAYMENT, Choice.NEW_PROVIDER),
        note="the note says when people were to be told, not that they were",
        basis=(inferred("within"), stated("offered"), constructed("cohort", "people")),
    )  # fmt: skip


def _by_payment(people: int) -> int:
    return people * _TO_DIRECT_PAYMENT // 100


def _chosen(area: str, people: int) -> ChoicesMade:
    paid = _by_payment(people)
    return ChoicesMade(
        on=_CHOSEN_ON,
        cohort=area,
        choices=(
            ChoiceCount(choice=Choice.DIRECT_PAYMENT_SAME_PROVIDER, people=paid),
            ChoiceCount(choice=Choice.NEW_PROVIDER, people=people - paid),
        ),
    )


def _paid(area: str, people: int) -> PeopleMoved:
    return PeopleMoved(
        on=_PAID_ON,
        cohort=area,
        people=_by_payment(people),
        choice=Choice.DIRECT_PAYMENT_SAME_PROVIDER,
    )


def _moved(wave: TransferWave) -> PeopleMoved:
    return PeopleMoved(
        on=wave.period.ends_on,
        cohort=wave.cohort,
        people=wave.people,
        to_provider=wave.to_provider,
        wave=wave.reference,
    )


def _waves() -> tuple[TransferWave, ...]:
    """One wave for each new provider, month by month; the first take one person more where needed."""
    months = tuple(Period.of(date(2016, month, 1), months=1) for month in range(1, 7))
    found: list[TransferWave] = []
    for area, people, providers in _AREAS:
        share, over = divmod(people - _by_payment(people), providers)
        for number in range(providers):
            place = len(found)
            found.append(
                TransferWave(
                    reference=f"wave-{place + 1:02}",
                    cohort=area,
                    to_provider=NEW_PROVIDERS[place],
                    people=share + (number < over),
                    period=months[place * len(months) // len(NEW_PROVIDERS)],
                )
            )
    return tuple(sorted(found, key=lambda wave: wave.period.starts_on))
