"""The fields of frameworks, markets and what a decision considers, and of the kinds of open families.

A kind has a row where its plainest fields make no valid value, or no telling one.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from itertools import product
from typing import Any, Final

from commissioning.contracts.frameworks import placed_on
from commissioning.dates.periods import Period, later
from commissioning.law.questions import CONSIDERED
from commissioning.records import (
    answer_rules,
    answers,
    award,
    call_off_rules,
    contract,
    credit_terms,
    credits,
    escalation,
    figures,
    framework_terms,
    frameworks,
    indexation,
    low_prices,
    means_rules,
    pricing,
    reporting,
    strategy,
)
from commissioning.records.record import WHOLE
from commissioning.testing.stories.scenario import PRICE, WRITTEN, Scenario, to_be_signed
from commissioning.values.money import pounds


def considered(scenario: Scenario) -> tuple[strategy.Consideration, ...]:
    """Each matter that the law has a decision on health care record; none outside health care."""
    return _every(scenario) if scenario.facts.health_service else ()


def considered_in_plan(scenario: Scenario) -> tuple[strategy.Consideration, ...]:
    """Each matter that the law has a procurement strategy record; none in health care."""
    return () if scenario.facts.health_service else _every(scenario)


def _every(scenario: Scenario) -> tuple[strategy.Consideration, ...]:
    rows = scenario.regime.law(scenario.facts, None).every(CONSIDERED, scenario.day)
    return tuple(strategy.Consideration(matter=row.value, how="as in the report") for row in rows)


def awards(s: Scenario) -> tuple[award.LotAward, ...]:
    """The first bidder for each lot, with the others in reserve; on a framework all of them."""
    if s.route.is_framework:
        places = product(s.all_lots, s.providers)
        return tuple(award.LotAward(lot=lot, provider=provider) for lot, provider in places)
    first, *others = s.providers
    reserves = tuple(others)
    return tuple(award.LotAward(lot=lot, provider=first, reserves=reserves) for lot in s.all_lots)


def contract_reference(s: Scenario) -> str:
    """The reference of the contract to be signed, free in the cycle."""
    reference = to_be_signed(s, s.lot_now, s.who)
    taken = s.cycle is not None and s.cycle.ledger.entry_named(reference)
    return s.free(f"{reference}-") if taken else reference


def parent(s: Scenario) -> strategy.Parent | None:
    """The framework that a call-off is made from, with its bidders as members; None of other routes."""
    if not s.facts.framework_call_off:
        return None
    planned = s.latest(strategy.ProcurementStrategy)
    return (planned and planned.under) or strategy.Parent(
        reference="F1",
        kind=strategy.ParentKind.FRAMEWORK,
        cycle="F1",
        commenced_on=min(s.day, s.set_up.starts_on),
        members=s.providers,
        ends_on=later(s.day, months=48, days=-1),
        criteria=(WRITTEN, PRICE),
        chooses_by="the lowest rate",
    )


def _memberships(s: Scenario) -> tuple[framework_terms.Membership, ...]:
    """A place for each bidder and lot, under the contract that each has signed."""
    return tuple(
        framework_terms.Membership(
            provider=provider,
            lot=lot,
            contract="" if s.route.is_market else to_be_signed(s, lot, provider),
            rate=pounds("21.40"),
        )
        for lot, provider in product(s.all_lots, s.providers)
    )


def _members(s: Scenario) -> tuple[framework_terms.Membership, ...]:
    opened = s.latest(frameworks.FrameworkOpened) or s.latest(frameworks.MarketOpened)
    return opened.members if opened else _memberships(s)


def _member(s: Scenario) -> str:
    return _members(s)[0].provider


def _term(s: Scenario) -> Period | None:
    """The term of the framework's contracts; a market has no end."""
    if s.route.is_market:
        return None
    signed = s.latest(contract.ContractSigned)
    return signed.initial_term if signed else Period.of(s.day, years=s.years)


def _places(s: Scenario) -> tuple[frameworks.RankedPlace, ...]:
    names = dict.fromkeys(each.provider for each in _members(s))
    return tuple(
        frameworks.RankedPlace(provider=name, rank=rank) for rank, name in enumerate(names, 1)
    )


def _one_lot(s: Scenario) -> tuple[str, ...] | None:
    return None if s.lot_now == WHOLE else (s.lot_now,)


# fmt: off
FRAMEWORKS: Final[Mapping[type, Mapping[str, Any]]] = {
    framework_terms.FrameworkTerms: {"term": _term,
        "users": lambda s: ("anyborough",) if s.facts.health_service else ()},
    frameworks.FrameworkOpened: {"members": _memberships},
    frameworks.MarketOpened: {"members": _memberships},
    frameworks.MembershipChanged: {"how": frameworks.MembershipMove.SUSPENDED, "provider": _member,
        "because": "an enquiry into two missed visits"},
    frameworks.RankedListIssued: {"places": _places},
    frameworks.CallOffNoted: {"cycle": "call-off-1", "buyer": "anyborough", "provider": _member,
        "lots": _one_lot, "value": pounds(10_000)},
    frameworks.PackagePlaced: {"provider": _member, "lots": _one_lot,
        "package": lambda s: f"package-{len(s.cycle.every(frameworks.PackagePlaced)) + 1 if s.cycle else 1}",
        "hours_a_week": Decimal("10.5"), "rate": pounds("21.40")},
    frameworks.PackageEnded: {"because": "moved to another area",
        "package": lambda s: next(iter(placed_on(s.cycle.ledger, s.day) if s.cycle else {}), "package-1")},
}
# fmt: on

_ANSWERED_YES: Final = answer_rules.OfQuestion(
    question="S1", rule=answer_rules.PassIfIn(values=("yes",))
)
_LADDER: Final = credits.CreditLadder(kpi="K1", bands=("Red",), steps=(1, 2))
_CPI: Final = indexation.SingleIndex(index="CPI", month=9)
_RANKED: Final = call_off_rules.TierRule(tier=1, rule=call_off_rules.RankedFirstRefusal())
_SEVERE: Final = credits.BandPoints(kpi="K1", band="Red", points=3)
_THREE: Final = escalation.InARow(times=3)

# fmt: off
KINDS: Final[Mapping[type, Mapping[str, object]]] = {
    answers.AmountGiven: {"money": pounds(5_000_000)},
    answer_rules.Cover: {"kind": "public-liability", "at_least": pounds(5_000_000)},
    answer_rules.RatingAtLeast: {"at_least": "good"},
    answer_rules.OfQuestion: {"question": "S1", "rule": _ANSWERED_YES.rule},
    answer_rules.AllRules: {"rules": (_ANSWERED_YES,)}, answer_rules.AnyRule: {"rules": (_ANSWERED_YES,)},
    answer_rules.PointsTable: {"rows": (answer_rules.PointsRow(option="yes", points=5),)},
    means_rules.AmountAtLeast: {"money": pounds(1_000_000)},
    call_off_rules.Tiers: {"rules": (_RANKED,)},
    credits.CreditLadder: {"kpi": "K1", "bands": ("Red",), "steps": (1, 2)},
    credits.RateByBand: {"kpi": "K1", "rates": (credits.BandRate(band="Red", per_cent=3),)},
    credits.Slope: {"kpi": "K1", "per_point": 1},
    credits.PointsBySeverity: {"points": (_SEVERE,), "per_point": 1},
    credit_terms.Capped: {"scheme": _LADDER, "per_period": 10},
    credit_terms.EarnBack: {"scheme": _LADDER, "periods": 3},
    credit_terms.AfterGrace: {"scheme": _LADDER, "until": date(2026, 6, 30)},
    credit_terms.MissingAsBand: {"scheme": _LADDER, "kpi": "K1", "band": "Poor"},
    escalation.InARow: {"times": 3}, escalation.OutOf: {"times": 5, "of": 12},
    escalation.PointsOver: {"points": 6, "of": 3},
    escalation.AnyTrigger: {"triggers": (_THREE, escalation.OutOf(times=5, of=12))},
    escalation.AllTriggers: {"triggers": (_THREE, escalation.PointsOver(points=6, of=3))},
    figures.OnDeclaredScale: {"none_at": 0, "all_at": 250_000},
    indexation.SingleIndex: {"index": "CPI", "month": 9}, indexation.FixedPart: {"rate": 0},
    indexation.WeightedIndex: {"parts": (indexation.WeightedPart(share=100, clause=_CPI),)},
    indexation.GreaterOf: {"clauses": (_CPI, indexation.FixedPart(rate=1))},
    low_prices.AllOf: {"tests": (low_prices.BelowMean(percent=15), low_prices.BelowNext(percent=1))},
    reporting.Rolling: {"periods": 3}, reporting.MonthsAsReturned: {"months": 12},
    pricing.FloorAndCeiling: {"floor": 80_000, "ceiling": 120_000}, pricing.FixedPrice: {"highest": 100_000},
}
# fmt: on
