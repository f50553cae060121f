"""Rows of the catalogue: frameworks, dynamic markets, and what is called off from them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import Any, Final

from attrs import evolve

from commissioning.cycle import Cycle
from commissioning.dates.periods import Period
from commissioning.findings.finding import Finding
from commissioning.portfolio.frameworks import framework_position
from commissioning.records import call_off_rules, frameworks, selection, tender
from commissioning.records.award import AwardRecommendation
from commissioning.records.contract import ContractSigned
from commissioning.records.framework_terms import FrameworkKind, FrameworkTerms, LotRule, Membership
from commissioning.records.strategy import HealthProcess, Parent, ParentKind, ProcurementStrategy
from commissioning.stages import Route
from commissioning.testing.broken.mutation import (
    ACT,
    FULL_LAW,
    HEALTH,
    OPEN,
    Draft,
    Fields,
    Mutation,
    View,
    a,
    days_on,
    planned,
)
from commissioning.testing.stories.story import story
from commissioning.values.money import pounds

_TWO: Final = ("alder", "birch")
_FRAMEWORK: Final = evolve(OPEN, route=Route.framework(), providers=_TWO)
_MARKET: Final = evolve(OPEN, route=Route.market())
_CALL_OFF: Final = evolve(OPEN, route=Route.call_off())
_ACT: Final = evolve(ACT, route=Route.framework(), providers=_TWO, lots=("N1", "N2"))
_HEALTH: Final = evolve(HEALTH, route=Route.framework(), providers=_TWO)
_RANKED: Final = LotRule(rule=call_off_rules.RankedFirstRefusal())
_JOINS: Final = a(
    frameworks.MembershipChanged, how=frameworks.MembershipMove.JOINED, because="", provider="gorse"
)
_OPEN_FACTS: Final = planned(open_framework=True)


def _opened(
    code: str,
    sentence: str,
    last: Draft,
    *,
    terms: Fields | None = None,
    **other: Any,  # noqa: ANN401
) -> Mutation:
    """A fault after a framework of two members has opened, on terms changed so.

    A function among the terms is asked with the opening.
    """

    def changed(opened: frameworks.FrameworkOpened) -> FrameworkTerms:
        named = (terms or {}).items()
        return evolve(opened.terms, **{name: v(opened) if callable(v) else v for name, v in named})

    earlier = (a(frameworks.FrameworkOpened, terms=changed), FULL_LAW)
    return Mutation(code, sentence, last, after=frameworks.FrameworkOpened, scenario=_FRAMEWORK,
                    earlier=earlier, **other)  # fmt: skip


def _under(**other: Any) -> tuple[Draft, ...]:  # noqa: ANN401
    under = Parent(reference="F1", kind=ParentKind.FRAMEWORK, **other)
    return (a(ProcurementStrategy, under=lambda s: evolve(under, commenced_on=s.on)), FULL_LAW)


def _ranked(**other: Any) -> Draft:  # noqa: ANN401
    return a(frameworks.RankedListIssued, **other)


def _as_open(opened: frameworks.FrameworkOpened) -> FrameworkTerms:
    return evolve(opened.terms, kind=FrameworkKind.OPEN, term=Period.of(opened.on, years=5))


def _position(more: Callable[[], Fields] = dict, later: int = 1) -> View:
    """The findings of the position of a framework, so many days after its last record."""

    def look(cycle: Cycle, on: date) -> Iterable[Finding]:
        framework = Cycle.audit(cycle.title, cycle.records, buyers=cycle.buyers, reference="F1")
        return framework_position(framework.cycle, on=on, **more()).findings

    return days_on(later, look)


def _call_off_of_its_own() -> Cycle:
    under = a(ProcurementStrategy, under=Parent(reference="F1", kind=ParentKind.FRAMEWORK))
    line = story(evolve(_CALL_OFF, day=date(2022, 9, 1)), after=ContractSigned).records
    told = (under.changed(record) if type(record) is under.kind else record for record in line)
    return Cycle.audit("A call-off", told, reference="K1").cycle


# fmt: off
ROWS: Final = (
    _opened("member-unknown", "A provider is suspended that is no member",
        a(frameworks.MembershipChanged, provider="gorse")),
    Mutation("member-without-contract", "A framework opens with a member that has signed nothing",
        a(frameworks.FrameworkOpened, members=lambda opened: (*opened.members, Membership(provider="gorse"))),
        scenario=_FRAMEWORK),
    _opened("joined-closed-framework", "A provider joins a closed framework", _JOINS),
    _opened("joined-between-rounds", "A provider joins between two rounds", _JOINS,
        terms={"kind": FrameworkKind.FLEXIBLE, "rounds": lambda opened: (opened.on + timedelta(days=90),)}),
    _opened("membership-unchanged", "A member is reinstated that is not suspended",
        a(frameworks.MembershipChanged, how=frameworks.MembershipMove.REINSTATED, because="")),
    Mutation("joined-unassessed", "A provider joins a market before its application has passed", _JOINS,
        scenario=_MARKET, after=frameworks.MarketOpened),
    Mutation("market-capped", "A market is to have at most ten members",
        a(selection.SelectionQuestionnaire, most_shortlisted=10), scenario=_MARKET),
    Mutation("market-conditions-changed", "The conditions of a market change while it runs",
        a(selection.SelectionQuestionnaire,
            questions=lambda issued: (evolve(issued.questions[0], words="Is your turnover £5m?"),)),
        scenario=_MARKET, after=frameworks.MarketOpened),
    Mutation("framework-terms-changed", "A framework opens with another ceiling than was announced",
        a(frameworks.FrameworkOpened), scenario=_FRAMEWORK,
        earlier=a(tender.InvitationToTender, framework=FrameworkTerms(ceiling=pounds(5)))),
    _opened("framework-over-ceiling", "A call-off takes a framework over its ceiling",
        a(frameworks.CallOffNoted), terms={"ceiling": pounds(9_999)}),
    _opened("framework-nearly-spent", "A call-off takes a framework to the share that is watched",
        a(frameworks.CallOffNoted), terms={"ceiling": pounds(12_000), "warn_at": 80}),
    Mutation("reopening-overdue", "An open framework is not reopened in time",
        a(frameworks.FrameworkOpened, terms=_as_open), scenario=_ACT, earlier=_OPEN_FACTS,
        seen_by="the position of a framework", view=_position(later=1_500)),
    Mutation("reopened-in-part", "An open framework is reopened for one lot of two",
        a(frameworks.FrameworkOpened, terms=_as_open), scenario=_ACT, earlier=_OPEN_FACTS,
        seen_by="the position of a framework", view=_position(lambda: {"reopened": story(evolve(_ACT, lots=("N1",)), after=frameworks.FrameworkOpened)})),
    Mutation("members-not-invited", "A competition under a framework leaves out a member",
        a(tender.InvitationToTender, invited=("alder",)), scenario=_CALL_OFF, earlier=_under(members=_TWO)),
    Mutation("criteria-not-of-framework", "A call-off is judged by a criterion of its own",
        a(tender.InvitationToTender), scenario=_CALL_OFF, earlier=_under(criteria=("price",))),
    Mutation("call-off-uncompeted",
        "A contract is called off without a competition, by no mechanism that is stated",
        a(AwardRecommendation), scenario=evolve(OPEN, route=Route.call_off(competed=False)),
        earlier=_under(members=_TWO)),
    Mutation("framework-silent", "A framework states neither its value nor who may use it",
        a(frameworks.FrameworkOpened), scenario=evolve(_ACT, lots=()), earlier=FULL_LAW),
    Mutation("health-process-closed", "A framework for health care is concluded without a competition",
        a(AwardRecommendation), scenario=_HEALTH, earlier=planned(health_process=HealthProcess.DIRECT_AWARD_C)),
    Mutation("tender-from-non-member", "A provider tenders that is no member", a(tender.TenderReceived),
        scenario=_CALL_OFF, earlier=_under(members=("birch",))),
    _opened("called-off-from-stranger", "A contract is called off from a provider that is no member",
        a(frameworks.CallOffNoted, provider="gorse")),
    _opened("member-suspended-called", "A contract is called off from a member that is suspended",
        a(frameworks.CallOffNoted), extra=a(frameworks.MembershipChanged)),
    _opened("call-off-after-end", "A call-off is made after the framework has ended",
        a(frameworks.CallOffNoted, later=2_000)),
    _opened("call-off-too-long", "A call-off runs for longer than the framework allows",
        a(frameworks.CallOffNoted, period=lambda noted: Period.of(noted.on, years=9)),
        terms={"call_offs_run_until": lambda opened: opened.terms.term.ends_on}),
    _opened("call-off-not-for-buyer", "An authority calls off that the framework does not name",
        a(frameworks.CallOffNoted), terms={"users": ("otherborough",)}),
    _opened("call-off-differs", "A call-off is noted with another value than it has",
        a(frameworks.CallOffNoted, cycle="K1", later=30), seen_by="the position of a framework",
        view=_position(lambda: {"call_offs": (_call_off_of_its_own(),)}, later=600)),
    _opened("list-without-figures", "A list is remade, and names nothing that its scores rest on",
        a(frameworks.RankedListIssued, places=lambda ranked: tuple(
            evolve(each, score=100 - each.rank) for each in ranked.places)), extra=_ranked()),
    _opened("list-out-of-date", "A package is placed by a list whose span is over",
        a(frameworks.PackagePlaced, later=1), terms={"call_offs": (_RANKED,)},
        extra=_ranked(until=lambda ranked: ranked.on)),
    _opened("out-of-rank", "A package is placed with the second on the list",
        a(frameworks.PackagePlaced, provider="birch"), terms={"call_offs": (_RANKED,)}, extra=_ranked()),
    _opened("refusal-unrecorded", "A member refuses, and its reason is not recorded", a(
            frameworks.PackagePlaced, provider="birch",
            offers=(call_off_rules.Offer(provider="alder", answer=call_off_rules.OfferAnswer.REFUSED),)),
        terms={"call_offs": (_RANKED,)}, extra=_ranked()),
    _opened("package-placed-already", "A package is placed that is placed already",
        a(frameworks.PackagePlaced, package="package-1", provider="birch"), extra=a(frameworks.PackagePlaced)),
    _opened("package-not-placed", "A package ends that was never placed", a(frameworks.PackageEnded)),
    _opened("placement-above-rate", "A package is placed above the member's rate",
        a(frameworks.PackagePlaced, rate=pounds(30))),
)
# fmt: on
