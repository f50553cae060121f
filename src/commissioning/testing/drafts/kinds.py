"""The fields of the kinds of open families whose plainest fields make no valid value, or no telling one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from commissioning.records import (
    answer_rules,
    answers,
    call_off_rules,
    credit_terms,
    credits,
    escalation,
    figures,
    indexation,
    low_prices,
    means_rules,
    measured_over,
    pricing,
)
from commissioning.values.money import pounds

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
    measured_over.Rolling: {"periods": 3}, measured_over.MonthsAsReturned: {"months": 12},
    pricing.FloorAndCeiling: {"floor": 80_000, "ceiling": 120_000}, pricing.FixedPrice: {"highest": 100_000},
}
# fmt: on
