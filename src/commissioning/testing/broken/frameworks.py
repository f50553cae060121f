"""Rows of the catalogue: frameworks, dynamic markets, and what is called off from them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import Any, Final

from attrs import evolve

from commissioning.cycle import Cycle
from commissioning.dates.periods import Period
from commissioning.findings.finding import Finding
from commissioning.law.regimes.procurement_act_2023 import PROCUREMENT_ACT_2023
from commissioning.law.regimes.provider_selection_2023 import PROVIDER_SELECTION_2023
from commissioning.portfolio.frameworks import framework_position
from commissioning.records import call_off_rules, frameworks, selection, tender
from commissioning.records.award import AwardRecommendation
from commissioning.records.contract import ContractSigned
from commissioning.records.framework_terms import (
    FrameworkKind,
    FrameworkTerms,
    LotRule,
    Membership,
)
from commissioning.records.strategy import HealthProcess, Parent, ParentKind, ProcurementStrategy
from commissioning.stages import Route
from commissioning.testing.broken.mutation import OPEN, Fields, Mutation, View
from commissioning.testing.stories.scenario import SET_UPS
from commissioning.testing.stories.story import story
from commissioning.values.money import pounds

_TWO: Final = ("alder", "birch")
_FRAMEWORK: Final = evolve(OPEN, route=Route.framework(), providers=_TWO)
_MARKET: Final = evolve(OPEN, route=Route.market())
_CALL_OFF: Final = evolve(OPEN, route=Route.call_off())
_ACT: Final = evolve(
    _FRAMEWORK, regime=PROCUREMENT_ACT_2023, day=SET_UPS[PROCUREMENT_ACT_2023.name].starts_on,
    lots=("N1", "N2"),
)  # fmt: skip
_HEALTH: Final = evolve(
    _FRAMEWORK, regime=PROVIDER_SELECTION_2023, day=SET_UPS[PROVIDER_SELECTION_2023.name].starts_on
)
_RANKED: Final = LotRule(rule=call_off_rules.RankedFirstRefusal())
_STRANGER: Final = {"provider": "gorse"}
_JOINS: Final = {"how": frameworks.MembershipMove.JOINED, "because": "", **_STRANGER}


def _terms(**given: Any) -> Fields:  # noqa: ANN401
    """The opening of a framework on terms changed so; a function is asked with the opening."""

    def changed(opened: frameworks.FrameworkOpened) -> FrameworkTerms:
        found = {name: v(opened) if callable(v) else v for name, v in given.items()}
        return evolve(opened.terms, **found)

    return {"terms": changed}


def _opened(code: str, sentence: str, kind: type[Any], **given: Any) -> Mutation:  # noqa: ANN401
    """A fault in a record after a framework of two members has opened."""
    terms = given.pop("terms", {})
    return Mutation(
        code,
        sentence,
        after=frameworks.FrameworkOpened,
        kind=kind,
        scenario=_FRAMEWORK,
        earlier={
            frameworks.FrameworkOpened: _terms(**terms),
            ProcurementStrategy: {"facts": lambda s: evolve(s.facts, light_touch=False)},
        },
        **given,
    )


def _under(**given: Any) -> Fields:  # noqa: ANN401
    under = Parent(reference="F1", kind=ParentKind.FRAMEWORK, **given)
    facts = {"facts": lambda s: evolve(s.facts, light_touch=False)}
    return {"under": lambda s: evolve(under, commenced_on=s.on), **facts}


def _ranked(**given: Any) -> tuple[tuple[type[Any], Fields], ...]:  # noqa: ANN401
    return ((frameworks.RankedListIssued, given),)


def _scored(ranked: frameworks.RankedListIssued) -> tuple[frameworks.RankedPlace, ...]:
    return tuple(evolve(each, score=100 - each.rank) for each in ranked.places)


def _as_open(opened: frameworks.FrameworkOpened) -> FrameworkTerms:
    term = Period.of(opened.on, years=5)
    return evolve(opened.terms, kind=FrameworkKind.OPEN, term=term)


def _position(more: Callable[[], Fields] = dict, later: int = 1) -> View:
    """The findings of the position of a framework, so many days after its last record."""

    def view(cycle: Cycle) -> Iterable[Finding]:
        on = cycle.records[-1].on + timedelta(days=later)
        framework = Cycle.audit(
            cycle.title, cycle.records, buyers=cycle.buyers, reference="F1"
        ).cycle
        return framework_position(framework, on=on, **more()).findings

    return view


def _reopened_for_one_lot() -> Cycle:
    return story(evolve(_ACT, lots=("N1",)), after=frameworks.FrameworkOpened)


def _call_off_of_its_own() -> Cycle:
    under = Parent(reference="F1", kind=ParentKind.FRAMEWORK)
    line = story(evolve(_CALL_OFF, day=date(2022, 9, 1)), after=ContractSigned).records
    told = (
        evolve(record, under=under) if isinstance(record, ProcurementStrategy) else record
        for record in line
    )  # fmt: skip
    return Cycle.audit("A call-off", told, reference="K1").cycle


_OPEN_FACTS: Final[Fields] = {"facts": lambda s: evolve(s.facts, open_framework=True)}

# fmt: off
ROWS: Final = (
    _opened("member-unknown", "A provider is suspended that is no member", frameworks.MembershipChanged,
            fields=_STRANGER),
    Mutation("member-without-contract", "A framework opens with a member that has signed nothing",
             scenario=_FRAMEWORK, kind=frameworks.FrameworkOpened,
             fields={"members": lambda opened: (*opened.members, Membership(provider="gorse"))}),
    _opened("joined-closed-framework", "A provider joins a closed framework", frameworks.MembershipChanged,
            fields=_JOINS),
    _opened("joined-between-rounds", "A provider joins between two rounds", frameworks.MembershipChanged,
            terms={"kind": FrameworkKind.FLEXIBLE, "rounds": lambda opened: (opened.on + timedelta(days=90),)},
            fields=_JOINS),
    _opened("membership-unchanged", "A member is reinstated that is not suspended", frameworks.MembershipChanged,
            fields={"how": frameworks.MembershipMove.REINSTATED, "because": ""}),
    Mutation("joined-unassessed", "A provider joins a market before its application has passed",
             scenario=_MARKET, after=frameworks.MarketOpened, kind=frameworks.MembershipChanged, fields=_JOINS),
    Mutation("market-capped", "A market is to have at most ten members", scenario=_MARKET,
             kind=selection.SelectionQuestionnaire, fields={"most_shortlisted": 10}),
    Mutation("market-conditions-changed", "The conditions of a market change while it runs",
             scenario=_MARKET, after=frameworks.MarketOpened, kind=selection.SelectionQuestionnaire,
             fields={"questions": lambda issued: (evolve(issued.questions[0], words="Is your turnover £5m?"),)}),
    Mutation("framework-terms-changed", "A framework opens with another ceiling than was announced",
             scenario=_FRAMEWORK, kind=frameworks.FrameworkOpened,
             earlier={tender.InvitationToTender: {"framework": FrameworkTerms(ceiling=pounds(5))}}),
    _opened("framework-over-ceiling", "A call-off takes a framework over its ceiling", frameworks.CallOffNoted,
            terms={"ceiling": pounds(9_999)}),
    _opened("framework-nearly-spent", "A call-off takes a framework to the share that is watched",
            frameworks.CallOffNoted, terms={"ceiling": pounds(12_000), "warn_at": 80}),
    Mutation("reopening-overdue", "An open framework is not reopened in time", scenario=_ACT,
             kind=frameworks.FrameworkOpened, fields={"terms": _as_open},
             earlier={ProcurementStrategy: _OPEN_FACTS}, seen_by="the position of a framework",
             view=_position(later=1_500)),
    Mutation("reopened-in-part", "An open framework is reopened for one lot of two", scenario=_ACT,
             kind=frameworks.FrameworkOpened, fields={"terms": _as_open},
             earlier={ProcurementStrategy: _OPEN_FACTS}, seen_by="the position of a framework",
             view=_position(lambda: {"reopened": _reopened_for_one_lot()})),
    Mutation("members-not-invited", "A competition under a framework leaves out a member",
             scenario=_CALL_OFF, kind=tender.InvitationToTender, fields={"invited": ("alder",)},
             earlier={ProcurementStrategy: _under(members=_TWO)}),
    Mutation("criteria-not-of-framework", "A call-off is judged by a criterion of its own",
             scenario=_CALL_OFF, kind=tender.InvitationToTender,
             earlier={ProcurementStrategy: _under(criteria=("price",))}),
    Mutation("call-off-uncompeted", "A contract is called off without a competition, by no mechanism that is stated",
             scenario=evolve(OPEN, route=Route.call_off(competed=False)), kind=AwardRecommendation,
             earlier={ProcurementStrategy: _under(members=_TWO)}),
    Mutation("framework-silent", "A framework states neither its value nor who may use it",
             scenario=evolve(_ACT, lots=()), kind=frameworks.FrameworkOpened,
             earlier={ProcurementStrategy: {"facts": lambda s: evolve(s.facts, light_touch=False)}}),
    Mutation("health-process-closed", "A framework for health care is concluded without a competition",
             scenario=_HEALTH, kind=AwardRecommendation, earlier={ProcurementStrategy: {
              "facts": lambda s: evolve(s.facts, health_process=HealthProcess.DIRECT_AWARD_C)}}),
    Mutation("tender-from-non-member", "A provider tenders that is no member", scenario=_CALL_OFF,
             kind=tender.TenderReceived, earlier={ProcurementStrategy: _under(members=("birch",))}),
    _opened("called-off-from-stranger", "A contract is called off from a provider that is no member",
            frameworks.CallOffNoted, fields=_STRANGER),
    _opened("member-suspended-called", "A contract is called off from a member that is suspended",
            frameworks.CallOffNoted, extra=((frameworks.MembershipChanged, {}),)),
    _opened("call-off-after-end", "A call-off is made after the framework has ended", frameworks.CallOffNoted,
            fields={"later": 2_000}),
    _opened("call-off-too-long", "A call-off runs for longer than the framework allows", frameworks.CallOffNoted,
            terms={"call_offs_run_until": lambda opened: opened.terms.term.ends_on},
            fields={"period": lambda noted: Period.of(noted.on, years=9)}),
    _opened("call-off-not-for-buyer", "An authority calls off that the framework does not name",
            frameworks.CallOffNoted, terms={"users": ("otherborough",)}),
    _opened("call-off-differs", "A call-off is noted with another value than it has", frameworks.CallOffNoted,
            fields={"cycle": "K1", "later": 30}, seen_by="the position of a framework",
            view=_position(lambda: {"call_offs": (_call_off_of_its_own(),)}, later=600)),
    _opened("list-without-figures", "A list is remade, and names nothing that its scores rest on",
            frameworks.RankedListIssued, extra=_ranked(), fields={"places": _scored}),
    _opened("list-out-of-date", "A package is placed by a list whose span is over", frameworks.PackagePlaced,
            terms={"call_offs": (_RANKED,)}, extra=_ranked(until=lambda ranked: ranked.on), fields={"later": 1}),
    _opened("out-of-rank", "A package is placed with the second on the list", frameworks.PackagePlaced,
            terms={"call_offs": (_RANKED,)}, extra=_ranked(), fields={"provider": "birch"}),
    _opened("refusal-unrecorded", "A member refuses, and its reason is not recorded", frameworks.PackagePlaced,
            terms={"call_offs": (_RANKED,)}, extra=_ranked(),
            fields={"provider": "birch", "offers": (call_off_rules.Offer(
                provider="alder", answer=call_off_rules.OfferAnswer.REFUSED),)}),
    _opened("package-placed-already", "A package is placed that is placed already", frameworks.PackagePlaced,
            extra=((frameworks.PackagePlaced, {}),), fields={"package": "package-1", "provider": "birch"}),
    _opened("package-not-placed", "A package ends that was never placed", frameworks.PackageEnded),
    _opened("placement-above-rate", "A package is placed above the member's rate", frameworks.PackagePlaced,
            fields={"rate": pounds(30)}),
)
# fmt: on
