"""The effect of each record of people on its cohort: the flows it lets people pass along."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from commissioning.mobilisation import flows
from commissioning.mobilisation.flows import Flow
from commissioning.mobilisation.stocks import Position
from commissioning.records.people import (
    Choice,
    ChoicesMade,
    CohortChanged,
    PeopleAffected,
    PeopleCounted,
    PeopleMoved,
    PeopleSettled,
    PeopleState,
    PeopleTold,
)
from commissioning.values.counts import ZERO, Count, count_of
from commissioning.values.frozen import frozen

PeopleRecord = (
    PeopleAffected
    | CohortChanged
    | PeopleTold
    | ChoicesMade
    | PeopleMoved
    | PeopleSettled
    | PeopleCounted
)
MOVES: Final[tuple[type[PeopleRecord], ...]] = (
    PeopleAffected,
    CohortChanged,
    PeopleTold,
    ChoicesMade,
    PeopleMoved,
    PeopleSettled,
    PeopleCounted,
)
"""The kinds of record that count people: affected, changed, told, chosen, moved, settled and found."""

DIRECT_PAYMENT_PLACE: Final = "direct payments"


@frozen(kw_only=True)
class Happening:
    """The part of a record that takes people of a cohort along one flow on a day."""

    on: date
    flow: Flow
    people: Count
    to: Position | None
    choice: Choice | None = None
    """The choice of those whom it draws on first."""
    place: str = ""
    """The place of those whom it draws on."""


def happenings(
    record: CohortChanged | PeopleTold | ChoicesMade | PeopleMoved | PeopleSettled,
) -> Iterator[Happening]:
    """The flows of one record."""
    match record:
        case CohortChanged():
            yield from _changes(record)
        case PeopleTold():
            to = Position(PeopleState.TOLD)
            yield Happening(on=record.on, flow=flows.TOLD, people=count_of(record), to=to)
        case ChoicesMade():
            for made in record.choices:
                yield Happening(
                    on=record.on,
                    flow=flows.CHANGED if made.instead_of else flows.CHOSE,
                    people=count_of(made),
                    choice=made.instead_of,
                    to=Position(PeopleState.CHOSEN, made.choice),
                )
        case PeopleMoved():
            yield _move(record)
        case PeopleSettled():
            place = record.provider or DIRECT_PAYMENT_PLACE
            yield Happening(
                on=record.on, flow=flows.SETTLED, people=count_of(record), place=place,
                to=Position(PeopleState.SETTLED, place=place),
            )  # fmt: skip


def _changes(change: CohortChanged) -> Iterator[Happening]:
    if change.joining != ZERO:
        to = Position(PeopleState.AFFECTED)
        yield Happening(on=change.on, flow=flows.JOINED, people=change.joining, to=to)
    if change.leaving != ZERO:
        yield Happening(
            on=change.on,
            flow=flows.LEFT_FROM[change.was] if change.was else flows.LEFT,
            people=change.leaving,
            place=change.from_provider,
            to=Position(PeopleState.LEFT, because=change.because),
        )


def _move(move: PeopleMoved) -> Happening:
    emergency = move.choice is Choice.EMERGENCY
    first = flows.EMERGENCY if emergency else flows.MOVED
    return Happening(
        on=move.on,
        flow=flows.AGAIN if move.again else first,
        people=count_of(move),
        choice=None if move.again or emergency else move.choice,
        place=move.from_provider,
        to=Position(
            PeopleState.MOVED, move.choice, move.to_provider or DIRECT_PAYMENT_PLACE
        ),
    )  # fmt: skip
