"""The ways from one state of people to another, and those that each record lets people pass along.

A flow draws on the states of its first tier as far as there are people in them, then on the next. Within a
tier the source does not say who of them it was. A kind of choice or a provider narrows the first tier.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final, get_args

from commissioning.findings.codes import mobilisation as codes
from commissioning.findings.finding import FindingCode
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

S = PeopleState
Tier = tuple[PeopleState, ...]
WAITING: Final[Tier] = tuple(state for state in S if state.waits)
ARRIVED: Final[Tier] = (S.MOVED, S.SETTLED)


@frozen(kw_only=True)
class Flow:
    """One way by which people pass from a state to another, join the cohort or leave the count."""

    name: str
    tiers: tuple[Tier, ...]
    """The states it draws on, those that come first drawn on first; empty for people who come in."""
    to: PeopleState | None
    """None for people counted by mistake."""
    order: int
    """Its place among the flows of one day."""
    passes: PeopleState | None = None
    """The state that people may go through late, as those do who are told after they have moved."""
    too_many: FindingCode = codes.MORE_THAN_THERE
    there: str = ""
    """Of the people it may draw on: "were waiting"."""


# fmt: off
COUNTED = Flow(name="counted", order=0, tiers=(), to=S.AFFECTED)
STRUCK = Flow(name="counted by mistake", order=0, to=None,
              tiers=((S.AFFECTED,), (S.TOLD,), (S.CHOSEN,), ARRIVED))
JOINED = Flow(name="joined", order=1, tiers=(), to=S.AFFECTED)
TOLD = Flow(name="were told", order=2, tiers=((S.AFFECTED,),), to=S.TOLD, passes=S.TOLD,
            there="were still to be told", too_many=codes.TOLD_TWICE)
CHOSE = Flow(name="chose", order=3, tiers=((S.TOLD,), (S.AFFECTED,)), to=S.CHOSEN, passes=S.CHOSEN,
             there="were still to choose", too_many=codes.CHOSEN_TWICE)
CHANGED = Flow(name="changed their choice", order=4, tiers=((S.CHOSEN,),), to=S.CHOSEN,
               there="had made it and not moved")
MOVED = Flow(name="moved", order=5, tiers=((S.CHOSEN,), (S.TOLD,), (S.AFFECTED,), (S.CHOSEN,)), to=S.MOVED,
             there="were waiting", too_many=codes.PEOPLE_TWICE)
EMERGENCY = Flow(name="moved in an emergency", order=5, tiers=(WAITING,), to=S.MOVED,
                 there="were waiting", too_many=codes.PEOPLE_TWICE)
AGAIN = Flow(name="moved again", order=6, tiers=(ARRIVED,), to=S.MOVED, there="had moved there before")
SETTLED = Flow(name="settled", order=7, tiers=((S.MOVED,),), to=S.SETTLED,
               there="had moved there and not settled")
LEFT = Flow(name="left", order=8, tiers=(WAITING, ARRIVED), to=S.LEFT,
            there="were there", too_many=codes.PEOPLE_LOST)
LEFT_FROM = {
    state: Flow(name=f"left when {state.value}", order=8, tiers=((state,),), to=S.LEFT,
                there="were in that state")
    for state in (*WAITING, *ARRIVED)
}
# fmt: on
END_OF_DAY: Final = 9
"""The place of a count among what happens on one day: at its end."""

PeopleRecord = (
    PeopleAffected
    | CohortChanged
    | PeopleTold
    | ChoicesMade
    | PeopleMoved
    | PeopleSettled
    | PeopleCounted
)
MOVES: Final[tuple[type[PeopleRecord], ...]] = get_args(PeopleRecord)
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
            yield Happening(on=record.on, flow=TOLD, people=count_of(record), to=to)
        case ChoicesMade():
            for made in record.choices:
                yield Happening(
                    on=record.on,
                    flow=CHANGED if made.instead_of else CHOSE,
                    people=count_of(made),
                    choice=made.instead_of,
                    to=Position(PeopleState.CHOSEN, made.choice),
                )
        case PeopleMoved():
            yield _move(record)
        case PeopleSettled():
            place = record.provider or DIRECT_PAYMENT_PLACE
            yield Happening(
                on=record.on, flow=SETTLED, people=count_of(record), place=place,
                to=Position(PeopleState.SETTLED, place=place),
            )  # fmt: skip


def _changes(change: CohortChanged) -> Iterator[Happening]:
    if change.joining != ZERO:
        to = Position(PeopleState.AFFECTED)
        yield Happening(on=change.on, flow=JOINED, people=change.joining, to=to)
    if change.leaving != ZERO:
        yield Happening(
            on=change.on,
            flow=LEFT_FROM[change.was] if change.was else LEFT,
            people=change.leaving,
            place=change.from_provider,
            to=Position(PeopleState.LEFT, because=change.because),
        )


def _move(move: PeopleMoved) -> Happening:
    emergency = move.choice is Choice.EMERGENCY
    return Happening(
        on=move.on,
        flow=AGAIN if move.again else EMERGENCY if emergency else MOVED,
        people=count_of(move),
        choice=None if move.again or emergency else move.choice,
        place=move.from_provider,
        to=Position(PeopleState.MOVED, move.choice, move.to_provider or DIRECT_PAYMENT_PLACE),
    )  # fmt: skip
