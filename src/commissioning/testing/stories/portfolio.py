"""Any number of believable cycles from a seed, for load tests, demonstrations and dashboards.

All of it is made up: values, durations and outcomes are drawn from the distributions below, which are
made up as well, and every record says that it is constructed. The same seed gives the same cycles on
every platform and version of Python, since only `Random.random` is used, which is promised to stay.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import partial
from itertools import accumulate
from random import Random
from typing import Final, TypeAlias, TypeVar

from attrs import evolve

from commissioning.cycle import Cycle
from commissioning.dates.periods import Period, later
from commissioning.records import award, challenge, contract, ending, kpis, live, people
from commissioning.records.record import Record
from commissioning.stages import Stage
from commissioning.testing.drafts.any_kind import make
from commissioning.testing.stories.main_line import MADE_UP
from commissioning.testing.stories.scenario import GROUNDS, PROVIDERS, SET_UPS, Scenario
from commissioning.testing.stories.story import story
from commissioning.values.frozen import frozen

T = TypeVar("T")
Below: TypeAlias = Callable[[int], int]
"""Draws a whole number from 0 to below a limit."""


@frozen
class PortfolioShare:
    """How far a cycle has come, and how many in a hundred come so far."""

    in_a_hundred: int
    at: Stage | None = None
    after: type[Record] | None = None


OUTCOMES: Final = (
    PortfolioShare(6, at=Stage.NEEDS),
    PortfolioShare(8, at=Stage.SPECIFICATION),
    PortfolioShare(5, at=Stage.ITT),
    PortfolioShare(6, at=Stage.EVALUATION),
    PortfolioShare(4, at=Stage.AWARD),
    PortfolioShare(5, after=award.IntentionToAward),
    PortfolioShare(2, at=Stage.AWARD, after=challenge.Challenge),
    PortfolioShare(2, after=ending.EvaluationReopened),
    PortfolioShare(8, at=Stage.MOBILISATION),
    PortfolioShare(30, at=Stage.GO_LIVE),
    PortfolioShare(4, after=contract.ContractVaried),
    PortfolioShare(3, after=contract.ContractExtended),
    PortfolioShare(2, after=live.BreachRecorded),
    PortfolioShare(10, at=Stage.ENDED),
    PortfolioShare(5, at=Stage.ABANDONED),
)
"""The outcomes of cycles, in a hundred."""
YEARLY_PRICES: Final = ((35, 60_000), (30, 180_000), (20, 450_000), (12, 1_200_000), (3, 4_000_000))
"""The price of a lot and year in pounds, in a hundred; each cycle's own is 50% to 150% of it."""
LOTS: Final = ((60, 0), (15, 2), (15, 4), (10, 9))
BIDDERS: Final = ((10, 1), (25, 2), (25, 3), (20, 4), (12, 5), (8, 8))
MEMBERS: Final = ((50, ("officer-1", "carer-1")), (50, ("officer-1", "user-1", "clinician-1")))
YEARS: Final = ((20, 1), (30, 2), (30, 3), (20, 5))
PACES: Final = ((40, 100), (40, 130), (20, 200))
"""The time that the council takes where no law sets it, in per cent of the usual."""
ROUTES_TAKEN: Final = ((45, 0), (20, 1), (35, 2))
"""The route taken, by its place among the routes of the regime, in a hundred."""
PRICE_WEIGHTS: Final = ((20, 30), (40, 40), (25, 50), (15, 60))
"""The weight of the price in per cent, in a hundred cycles with an invitation."""
DAYS_LATE: Final = ((75, 0), (10, 3), (10, 14), (5, 45))
"""The days by which a return is late, in a hundred returns."""
DUE: Final = 20
"""The days after a period within which its return is due."""
_RETURNS: Final = 4
BREACHES: Final = 10
"""In a hundred cycles with letters and a contract, those signed within the standstill, if asked for."""
MARKET: Final = (
    *PROVIDERS, "ivy", "juniper", "kerria", "larch", "maple", "nettle", "oak", "poplar", "quince",
    "rowan", "sallow", "teasel", "ulex", "viburnum", "willow", "yarrow", "aspen", "beech", "cherry",
    "dogwood", "elder", "fern", "gentian", "holly", "iris", "jasmine", "knapweed", "lime", "myrtle",
    "nutmeg", "orchid", "pine", "quaking-grass", "rose", "spruce", "thyme", "vetch", "walnut",
)  # fmt: skip
"""The bidders of a portfolio, by reference; none of them exists."""


def seeded_portfolio(n: int, seed: int = 0, *, breaches: bool = False) -> Iterator[Cycle]:
    """Make `n` cycles, one by one. A longer portfolio of the same seed begins with the shorter one.

    Each is valid; with `breaches` some contracts are signed within the standstill (`BREACHES` in a hundred),
    as an audit loads them. Some cycles run years ahead; `cycle.as_of(day)` cuts each to a day. Raises
    `ValueError` for a negative number.
    """
    if n < 0:
        raise ValueError(f"n: {n} is below the minimum of 0")
    return (_drawn(number, seed, breaches=breaches) for number in range(n))


def _drawn(number: int, seed: int, *, breaches: bool) -> Cycle:
    """A cycle with what came after its signature, each from a chance of its own."""
    after = Random(f"{seed}/{number}/after")
    below = partial(_below, after)
    cycle = _cycle(number, Random(f"{seed}/{number}"), _one_of(after, PRICE_WEIGHTS))
    in_breach = below(100) < BREACHES
    if breaches and in_breach and (broken := _breached(cycle)):
        return broken
    cycle = cycle.record(*_moved(cycle, below))
    return cycle.record(*_returned(cycle, lambda: _one_of(after, DAYS_LATE), below))


def _cycle(number: int, chance: Random, price_weight: int) -> Cycle:
    scenario = evolve(_scenario(chance), price_weight=price_weight)
    outcome = _one_of(chance, tuple((each.in_a_hundred, each) for each in OUTCOMES))
    scenario = evolve(
        scenario, title=f"{_one_of(chance, SERVICES)}, {number + 1}", reference=f"P{number + 1}"
    )
    if scenario.awards_on_a_ground:
        grounds = GROUNDS[scenario.regime.name]
        scenario = evolve(scenario, ground=grounds[_below(chance, len(grounds))])
    return _reached(scenario, outcome)


SERVICES: Final = (
    (30, "Home care"),
    (20, "Supported living"),
    (15, "Extra care housing"),
    (15, "Carers' support"),
    (10, "Advocacy"),
    (10, "Day opportunities"),
)
"""The services bought, in a hundred."""


def _scenario(chance: Random) -> Scenario:
    set_up = tuple(SET_UPS.values())[_below(chance, len(SET_UPS))]
    route = set_up.routes[min(_one_of(chance, ROUTES_TAKEN), len(set_up.routes) - 1)]
    days = _below(chance, (set_up.last_start - set_up.starts_on).days)
    price = _one_of(chance, YEARLY_PRICES)
    return Scenario(
        day=set_up.starts_on + timedelta(days=days),
        regime=set_up.regime,
        route=route,
        lots=tuple(f"N{lot + 1}" for lot in range(_one_of(chance, LOTS))),
        providers=(MARKET * 2)[
            (first := _below(chance, len(MARKET))) : first + _one_of(chance, BIDDERS)
        ],
        members=_one_of(chance, MEMBERS),
        yearly_price=(price // 2 + _below(chance, price)) // 1_000 * 1_000,
        best_mark=3 + _below(chance, 3),
        years=_one_of(chance, YEARS),
        pace=_one_of(chance, PACES),
    )


def _reached(scenario: Scenario, outcome: PortfolioShare) -> Cycle:
    """The story as far as the outcome; as far as the specification where the route does not reach it."""
    try:
        return story(scenario, at=outcome.at, after=outcome.after, kept=False)
    except LookupError:
        return story(scenario, at=Stage.SPECIFICATION, kept=False)


def _below(chance: Random, limit: int) -> int:
    return int(chance.random() * limit)


def _one_of(chance: Random, weighed: tuple[tuple[int, T], ...]) -> T:
    """One of several things, drawn by their weights, which add up to 100."""
    drawn = _below(chance, 100)
    totals = accumulate(weight for weight, _ in weighed)
    things = (thing for _, thing in weighed)
    return next(thing for thing, total in zip(things, totals, strict=True) if drawn < total)


def _moved(cycle: Cycle, below: Below) -> Iterator[Record]:
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


def _returned(cycle: Cycle, late_by: Callable[[], int], below: Below) -> Iterator[Record]:
    """The first returns of each contract of a live service, a quarter each, with the day each was due."""
    if cycle.stage is not Stage.GO_LIVE or cycle.last_on is None:
        return
    scenario, since, count = Scenario.of(cycle), cycle.last_on, 1 + below(_RETURNS)
    for number in range(count):
        period = Period(
            later(since, months=3 * number), later(since, months=3 * number + 3, days=-1)
        )
        due_on = period.ends_on + timedelta(days=DUE)
        for signed in cycle.every(contract.ContractSigned):
            in_time = due_on - timedelta(days=below(DUE))
            on = due_on + timedelta(days=late) if (late := late_by()) else in_time
            # Between 880 and 999 visits of a thousand on time, against a target of 95%.
            figures = (kpis.Measurement(kpi="K1", numerator=880 + below(120), denominator=1000),)
            yield make(
                live.KpiReport, scenario.on(on), contract=signed.reference, period=period,
                due_on=due_on, measurements=figures, basis=MADE_UP,
            )  # fmt: skip


def _breached(cycle: Cycle) -> Cycle | None:
    """The same history with each contract signed on the day after the letters, within the standstill.

    None where no letters came before a signature, as in a call-off, which asks for no standstill.
    """
    told_on: date | None = None
    records: list[Record] = []
    for record in cycle.records:
        if isinstance(record, award.IntentionToAward):
            told_on = record.on
        if isinstance(record, contract.ContractSigned) and told_on is not None:
            early = max(told_on + timedelta(days=1), records[-1].on)
            record = evolve(record, on=early)  # noqa: PLW2901
        records.append(record)
    found = Cycle.audit(cycle.title, records, buyers=cycle.buyers, reference=cycle.reference)
    return found.cycle if found.blocks else None
