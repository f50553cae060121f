"""The scenario of a made-up cycle: its law, route, lots, bidders and panel.

Every record of a story takes its particulars from one scenario, so that the records agree with one
another. A scenario can also be read from a cycle that has begun.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import count
from operator import attrgetter
from typing import Annotated, ClassVar, Final

from attrs import Factory, evolve, field

from commissioning.cycle import Cycle
from commissioning.law.questions import DIRECT_AWARD_GROUND
from commissioning.law.regimes.procurement_act_2023 import PROCUREMENT_ACT_2023
from commissioning.law.regimes.provider_selection_2023 import PROVIDER_SELECTION_2023
from commissioning.law.regimes.public_contracts_2015 import PUBLIC_CONTRACTS_2015
from commissioning.law.regimes.regime import Regime
from commissioning.records import award, methods, panel, selection, strategy, tender
from commissioning.records.contract import ContractSigned
from commissioning.records.record import WHOLE, R
from commissioning.stages import Route, Stage
from commissioning.values.checking import Checked, FromOne, asks, at_least
from commissioning.values.frozen import frozen
from commissioning.values.money import Money, pounds
from commissioning.values.text import listed

PROVIDERS: Final = ("alder", "birch", "cedar", "damson", "elm", "furze", "gorse", "hazel")
"""Bidders that do not exist, in alphabetical order."""
WRITTEN: Final = "quality"
PRICE: Final = "price"
SPOKEN: Final = "interview"
"""The three criteria of a scenario's invitation: answers in writing, the price, and the interview."""


@frozen
class RegimeSetUp:
    """The facts by which one regime governs a story, and the routes it can take there."""

    regime: Regime
    starts_on: date
    """A day early enough in the regime's time for a whole procurement to fit."""
    last_start: date
    competition_notice: str
    """The notice that calls for competition, by its code."""
    direct_notice: str
    """The notice of an intended direct award, by its code."""
    decision_notice: str
    """The notice that starts the standstill, by its code; empty where the letters start it."""
    market_notice: str
    """The notice that a dynamic market is to be set up, by its code; empty where there is none."""
    routes: tuple[Route, ...]
    """The routes that a whole story can take, the plainest first."""


ROUTE_CALLS: Final = {
    Route.restricted(): "Route.restricted()",
    Route.restricted(interviews=False): "Route.restricted(interviews=False)",
    Route.open(): "Route.open()",
    Route.open(interviews=True): "Route.open(interviews=True)",
    Route.direct_award(): "Route.direct_award()",
    Route.call_off(competed=True): "Route.call_off(competed=True)",
    Route.call_off(competed=False): "Route.call_off(competed=False)",
    Route.framework(): "Route.framework()",
    Route.framework(restricted=True): "Route.framework(restricted=True)",
    Route.market(): "Route.market()",
    Route.most_suitable_provider(): "Route.most_suitable_provider()",
}
"""The library's routes, each with the call that makes it."""
_HEALTH_ROUTES: Final = (
    Route.most_suitable_provider(),
    Route.restricted(),
    Route.open(),
    Route.direct_award(),
    Route.framework(),
    Route.call_off(competed=True),
    Route.call_off(competed=False),
)
_USUAL_ROUTES: Final = tuple(route for route in ROUTE_CALLS if route != _HEALTH_ROUTES[0])
# fmt: off
SET_UPS: Final = {set_up.regime.name: set_up for set_up in (
    RegimeSetUp(PUBLIC_CONTRACTS_2015, date(2021, 9, 1), date(2023, 9, 1),
                "PCR-contract", "PCR-voluntary-transparency", "", "PCR-contract", _USUAL_ROUTES),
    RegimeSetUp(PROCUREMENT_ACT_2023, date(2025, 3, 3), date(2026, 3, 2),
                "UK4", "UK5", "UK6", "UK13", _USUAL_ROUTES),
    RegimeSetUp(PROVIDER_SELECTION_2023, date(2024, 1, 8), date(2025, 9, 1),
                "PSR-invitation", "PSR-intended-approach", "PSR-intention", "", _HEALTH_ROUTES),
)}
# fmt: on
_CARE: Final = strategy.ProcurementFacts(light_touch=True, above_threshold=True)
GROUNDS: Final = {
    set_up.regime.name: tuple(
        row.value.ground
        for row in set_up.regime.law(_CARE, None).every(DIRECT_AWARD_GROUND, set_up.starts_on)
    )
    for set_up in SET_UPS.values()
}
"""The grounds on which a story can award directly, by the name of the regime; none in health."""
REGIMES: Final = tuple(set_up.regime for set_up in SET_UPS.values())
"""The regimes under which a story can run, the one of the plainest story first."""
ROUTES: Final = {name: set_up.routes for name, set_up in SET_UPS.items()}
"""The routes that a whole story can take, by the name of the regime."""


def _first_day(scenario: Scenario) -> date:
    """The first day of the regime; for a regime that will be refused, the first day of any."""
    law = getattr(scenario.regime, "name", "")
    return SET_UPS.get(law, SET_UPS[PUBLIC_CONTRACTS_2015.name]).starts_on


@frozen(kw_only=True)
class Scenario(Checked):
    """The facts that the records of one made-up cycle have in common, and whose turn it is.

    Raises `RecordError` naming everything that no story can have, such as a bidder named
    twice.
    """

    never_empty: ClassVar = asks(
        providers="name at least one bidder", members="name at least one person who gives marks"
    )
    distinct: ClassVar = ("lots", "providers", "members", "partners")

    # The name tells regimes apart; comparing all their rows would be slow.
    regime: Regime = field(default=PUBLIC_CONTRACTS_2015, eq=attrgetter("name"))
    day: date = field(default=Factory(_first_day, takes_self=True))
    """The day on which the next record is drafted; at first one from the regime's own time."""
    route: Route = field(factory=Route.restricted)
    lots: tuple[str, ...] = ()
    """The lots; none where the service is bought as a whole."""
    providers: tuple[str, ...] = PROVIDERS[:2]
    """The bidders, the best first."""
    members: tuple[str, ...] = ("officer-1", "carer-1")
    """Those who sit on the panel and give marks."""
    provider: str = ""
    """Whose turn it is; empty for the first of them."""
    member: str = ""
    lot: str = ""
    panel: str = "panel"
    criterion: str = WRITTEN
    yearly_price: FromOne[int] = 100_000
    """The price of the cheapest bidder for a lot and year, in pounds."""
    best_mark: int = 5
    """The mark of the best bidder, out of five; each bidder after it gets one less."""
    price_weight: FromOne[int] = 40
    """The weight of the price in the invitation, in per cent, from 1 to 80."""
    pace: Annotated[int, at_least(100)] = 100
    """How long the council takes where no law sets the time, in per cent of the usual; 100 or more."""
    partners: tuple[str, ...] = ()
    """Authorities that buy together with the council, by reference."""
    years: FromOne[int] = 2
    """How long the contracts run."""
    recommendation: str = "R1"
    contract: str = ""
    ground: strategy.DirectAwardGround = strategy.DirectAwardGround.TECHNICAL
    """Of a direct award, but in health."""
    title: str = ""
    """The title of the cycle; empty for a name after its route."""
    reference: str = "story"
    cycle: Cycle | None = None
    """The records so far, where the scenario is read off a cycle."""

    def problems(self) -> Iterator[str]:
        if self.regime.name not in SET_UPS:
            laws = listed(SET_UPS, "or")
            yield f"regime: the {self.regime.name} has no stories; choose the {laws}"
        elif self.awards_on_a_ground and self.ground not in GROUNDS[self.regime.name]:
            grounds = listed(GROUNDS[self.regime.name], "or")
            yield f"ground: {self.ground} is not one of the law's for care services; choose {grounds}"
        if WHOLE in self.lots:
            yield f"lots: {WHOLE!r} means a service without lots; give the lot another reference"
        if not 1 <= self.best_mark <= 5:
            yield f"best_mark: {self.best_mark} is not a mark; give one from 1 to 5"

    @classmethod
    def of(cls, cycle: Cycle, lots: tuple[str, ...] | None = None) -> Scenario:
        """The scenario of a cycle that has begun: its lots, bidders, panel and papers.

        Give the lots of one route where the cycle has several.
        """
        lot = lots[0] if lots else None
        plain, sitting = cls(), cycle.find(panel.Panel, lot)
        recommended = cycle.find(award.AwardRecommendation, lot)
        signed = cycle.find(ContractSigned, lot)
        planned = cycle.find(strategy.ProcurementStrategy, lot)
        joint = planned.joint_buyers if planned else ()
        return cls(
            day=cycle.last_on or plain.day,
            regime=(regime := _regime(cycle, plain, lot)),
            route=cycle.ledger.route_of(lot or cycle.lots[0]) or Route.restricted(),
            lots=() if cycle.lots == (WHOLE,) else lots or cycle.lots,
            providers=_bidders(cycle, lot) or plain.providers,
            members=sitting.assessors if sitting else plain.members,
            panel=sitting.reference if sitting else plain.panel,
            criterion=_marked(cycle, lot) or plain.criterion,
            partners=tuple(dict.fromkeys(buyer.authority for buyer in joint if not buyer.lead)),
            ground=_ground(planned, regime) or plain.ground,
            recommendation=recommended.reference if recommended else plain.recommendation,
            contract=signed.reference if signed else plain.contract,
            cycle=cycle,
        )

    @property
    def set_up(self) -> RegimeSetUp:
        return SET_UPS[self.regime.name]

    @property
    def all_lots(self) -> tuple[str, ...]:
        """The lots, or the one position of a service bought as a whole."""
        return self.lots or (WHOLE,)

    @property
    def lot_now(self) -> str:
        """The lot whose turn it is."""
        return self.lot or self.all_lots[0]

    @property
    def who(self) -> str:
        """The bidder whose turn it is."""
        return self.provider or self.providers[0]

    @property
    def marker(self) -> str:
        """The member of the panel whose turn it is."""
        return self.member or self.members[0]

    @property
    def interviewed(self) -> bool:
        return Stage.INTERVIEWS in self.route

    @property
    def facts(self) -> strategy.ProcurementFacts:
        """The facts that put the procurement under its regime."""
        health = self.regime.name == PROVIDER_SELECTION_2023.name
        return strategy.ProcurementFacts(
            light_touch=True,
            above_threshold=True,
            health_service=health,
            framework_call_off=self.route.name.startswith("call-off"),
            framework=self.route.is_framework,
            direct_award_ground=self.ground if self.awards_on_a_ground else None,
            health_process=_HEALTH.get(self.route.name, strategy.HealthProcess.COMPETITIVE)
            if health
            else None,
        )

    @property
    def awards_on_a_ground(self) -> bool:
        """Whether it awards directly under a law that asks for a ground."""
        return self.route.name == Route.direct_award().name and bool(GROUNDS[self.regime.name])

    @property
    def contracts(self) -> dict[str, str]:
        """The reference of each lot's contract: those signed or, before that, those to be signed."""
        found = {lot: self.latest(ContractSigned, lot) for lot in self.all_lots}
        signed = {lot: contract.reference for lot, contract in found.items() if contract}
        return signed or {lot: to_be_signed(self, lot, self.providers[0]) for lot in self.all_lots}

    @property
    def contract_named(self) -> str:
        """The contract that is spoken of."""
        return self.contract or next(iter(self.contracts.values()))

    @property
    def winner(self) -> str:
        """The provider recommended first."""
        recommended = self.latest(award.AwardRecommendation)
        return recommended.awards[0].provider if recommended else self.providers[0]

    @property
    def other(self) -> str:
        """A provider that is not the winner, whether or not it took part."""
        return next(p for p in (*self.providers, *PROVIDERS) if p != self.winner)

    @property
    def signed(self) -> ContractSigned | None:
        """The contract that is spoken of, once it is signed."""
        return self.latest(ContractSigned, self.contract_named)

    @property
    def price(self) -> Money:
        """The price that the bidder whose turn it is asks for a lot and year."""
        return pounds(self.yearly_price + 5_000 * _place(self))

    @property
    def mark(self) -> int:
        """The mark of the bidder whose turn it is, out of five."""
        return max(self.best_mark - _place(self), 1)

    def latest(self, kind: type[R], about: str | None = None) -> R | None:
        """The latest record of a kind in the cycle; None where the scenario is of no cycle."""
        return self.cycle.find(kind, about=about) if self.cycle else None

    def after(self, days: int) -> date:
        """A day so many days from the scenario's own."""
        return self.day + timedelta(days=days)

    def on(self, day: date) -> Scenario:
        """The same scenario on another day."""
        return evolve(self, day=day)

    def free(self, stem: str) -> str:
        """A reference that no record bears yet: "B1", "B2"."""
        references = (f"{stem}{number}" for number in count(1))
        cycle = self.cycle
        return next(r for r in references if not (cycle and cycle.ledger.entry_named(r)))


def to_be_signed(scenario: Scenario, lot: str, provider: str) -> str:
    """The reference of the contract for a lot; on a framework each member has one of its own."""
    reference = "C1" if lot == WHOLE else f"C-{lot}"
    return f"{reference}-{provider}" if scenario.route.is_framework else reference


_HEALTH: Final = {
    "most suitable provider": strategy.HealthProcess.MOST_SUITABLE_PROVIDER,
    "direct award": strategy.HealthProcess.DIRECT_AWARD_C,
}


def _place(scenario: Scenario) -> int:
    """How far behind the best the bidder is whose turn it is."""
    bidders, who = scenario.providers, scenario.who
    return bidders.index(who) if who in bidders else 0


def _bidders(cycle: Cycle, lot: str | None) -> tuple[str, ...]:
    recommended = cycle.find(award.AwardRecommendation, lot)
    first = [each.provider for each in recommended.awards] if recommended else []
    tendered = [each.provider for each in cycle.every(tender.TenderReceived, lot)]
    responded = [each.provider for each in cycle.every(selection.SelectionResponse, lot)]
    weighed = [
        p for each in cycle.every(selection.ProviderAssessment, lot) for p in each.considered
    ]
    return tuple(dict.fromkeys([*first, *(tendered or responded or weighed)]))


def _marked(cycle: Cycle, lot: str | None) -> str:
    """The first criterion that a panel marks; empty without a computable invitation."""
    invitation = cycle.find(tender.InvitationToTender, lot)
    if invitation is None or isinstance(invitation.method, methods.DescribedCriteria):
        return ""
    return next((each.reference for each in invitation.judged_by.criteria if each.panel), "")


def _regime(cycle: Cycle, plain: Scenario, lot: str | None) -> Regime:
    set_up = SET_UPS.get(cycle.law(cycle.last_on or plain.day, lot or cycle.lots[0]).regime)
    return set_up.regime if set_up else plain.regime


def _ground(
    planned: strategy.ProcurementStrategy | None, regime: Regime
) -> strategy.DirectAwardGround | None:
    """The ground that a strategy states, where a story can award on it."""
    stated = planned.facts.direct_award_ground if planned else None
    return stated if stated in GROUNDS[regime.name] else None


_SINGLE: Final = strategy.Justification(alternative=False, narrowed=False)
_JUSTIFIED: Final = {
    strategy.DirectAwardGround.URGENCY: strategy.Justification(
        strictly_necessary=True, own_act=False, foreseeable=False
    ),
    strategy.DirectAwardGround.NO_SUITABLE_TENDERS: strategy.Justification(
        earlier="the competition before", award_impossible=True, terms_altered=False
    ),
    strategy.DirectAwardGround.USER_CHOICE: strategy.Justification(
        chosen=True, against_best_interests=True
    ),
    strategy.DirectAwardGround.EXCLUSIVE_RIGHTS: _SINGLE,
    strategy.DirectAwardGround.TECHNICAL: _SINGLE,
    strategy.DirectAwardGround.ADDITIONAL: strategy.Justification(incompatible=True),
    strategy.DirectAwardGround.PROTECTING_LIFE: strategy.Justification(
        under_regulations="regulations made for the emergency"
    ),
}


def justification(scenario: Scenario) -> strategy.Justification | None:
    """The statements that show that the ground of a direct award holds."""
    ground = scenario.facts.direct_award_ground
    if ground is strategy.DirectAwardGround.REPEAT:
        return strategy.Justification(
            earlier="the contract before", earlier_competed_on=scenario.after(-365), foretold=True
        )
    return _JUSTIFIED.get(ground) if ground else None
