"""After the signature in a portfolio: people who move, returns that are late, and breaches."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Final, TypeAlias

from attrs import evolve

from commissioning.cycle import Cycle
from commissioning.dates.periods import Period, later
from commissioning.records import award, live, people
from commissioning.records.contract import ContractSigned
from commissioning.records.kpis import Measurement
from commissioning.records.record import Record
from commissioning.stages import Stage
from commissioning.testing.drafts.any_kind import make
from commissioning.testing.stories.main_line import MADE_UP
from commissioning.testing.stories.scenario import Scenario

Below: TypeAlias = Callable[[int], int]
"""Draws a whole number from 0 to below a limit."""

DUE: Final = 20
"""The days after a period within which its return is due."""
_RETURNS: Final = 4


def moved(cycle: Cycle, below: Below) -> Iterator[Record]:
    """People of one cohort counted, told and asked, in the days after the last record; once live, moved."""
    if cycle.stage not in {Stage.MOBILISATION, Stage.GO_LIVE} or cycle.last_on is None:
        return
    last, scenario = cycle.last_on, Scenario.of(cycle)
    number = 10 + below(90)
    chosen = number - below(10)
    gone = below(chosen + 1) if cycle.stage is Stage.GO_LIVE else 0
    choice = people.ChoiceCount(choice=people.Choice.NEW_PROVIDER, people=chosen)
    cohort = people.Cohort(reference="H1", people=number, provider="the-provider-before")
    drafted: tuple[tuple[type[Record], dict[str, object]], ...] = (
        (people.PeopleAffected, {"cohorts": (cohort,)}),
        (people.PeopleTold, {"people": number, "cohort": "H1"}),
        (people.ChoicesMade, {"choices": (choice,), "cohort": "H1"}),
        (people.PeopleMoved, {"people": gone, "cohort": "H1"}),
    )
    for days, (kind, fields) in enumerate(drafted, 1):
        if kind is not people.PeopleMoved or gone:
            yield make(kind, scenario.on(last + timedelta(days=days)), basis=MADE_UP, **fields)


def returned(cycle: Cycle, late_by: Callable[[], int], below: Below) -> Iterator[Record]:
    """The first returns of each contract of a live service, a quarter each, with the day each was due."""
    if cycle.stage is not Stage.GO_LIVE or cycle.last_on is None:
        return
    scenario, since, count = Scenario.of(cycle), cycle.last_on, 1 + below(_RETURNS)
    for number in range(count):
        period = Period(
            later(since, months=3 * number), later(since, months=3 * number + 3, days=-1)
        )
        due_on = period.ends_on + timedelta(days=DUE)
        for contract in cycle.every(ContractSigned):
            in_time = due_on - timedelta(days=below(DUE))
            on = due_on + timedelta(days=late) if (late := late_by()) else in_time
            # Between 880 and 999 visits of a thousand on time, against a target of 95%.
            figures = (Measurement(kpi="K1", numerator=880 + below(120), denominator=1000),)
            yield make(
                live.KpiReport, scenario.on(on), contract=contract.reference, period=period,
                due_on=due_on, measurements=figures, basis=MADE_UP,
            )  # fmt: skip


def breached(cycle: Cycle) -> Cycle | None:
    """The same history with each contract signed on the day after the letters, within the standstill.

    None where no letters came before a signature, as in a call-off, which asks for no standstill.
    """
    told_on: date | None = None
    records: list[Record] = []
    for record in cycle.records:
        if isinstance(record, award.IntentionToAward):
            told_on = record.on
        if isinstance(record, ContractSigned) and told_on is not None:
            early = max(told_on + timedelta(days=1), records[-1].on)
            record = evolve(record, on=early)  # noqa: PLW2901
        records.append(record)
    found = Cycle.audit(cycle.title, records, buyers=cycle.buyers, reference=cycle.reference)
    return found.cycle if found.blocks else None
