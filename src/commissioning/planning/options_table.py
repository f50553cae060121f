"""The options of an appraisal side by side, as a committee paper prints them."""

from __future__ import annotations

from decimal import Decimal

from commissioning.records.options import Option, OptionsAppraisal
from commissioning.values.rounding import as_decimal
from commissioning.values.tables import Column, ColumnsOf, Kind, Table


def options_table(appraisal: OptionsAppraisal) -> Table:
    """One row for each option. What cannot be reckoned is left empty: no option as now, no rate."""
    now = appraisal.option(appraisal.baseline) if appraisal.baseline else None

    def share(option: Option) -> Decimal | None:
        costs_today = now is not None and now.whole_life_cost.amount
        return as_decimal(appraisal.uplift(option.reference) * 100, 1) if costs_today else None

    def score(option: Option) -> Decimal | None:
        found = appraisal.score(option.reference)
        return None if found is None else as_decimal(found, 2)

    return ColumnsOf[Option](
        (Column("option"), lambda option: option.reference),
        (Column("what"), lambda option: option.words),
        (Column("years", Kind.WHOLE), lambda option: option.length),
        (Column("cost", Kind.NUMBER, "over all the years, undiscounted, in the appraisal's currency"),
            lambda option: option.whole_life_cost.amount),
        (Column("more than now", Kind.NUMBER,
            "the difference to going on as now; negative for a saving", "not known"),
            lambda option: appraisal.difference(option.reference).amount if now else None),
        (Column("per cent more", Kind.NUMBER,
            "that difference as a share of today's cost, to one place", "not known"),
            share),
        (Column("present value", Kind.NUMBER,
            "discounted at the appraisal's rate, to the penny", "no rate stated"),
            lambda option: appraisal.present_value(option.reference).amount if appraisal.discount else None),
        (Column("score", Kind.NUMBER, "weighted marks besides cost, to two places", "not scored"), score),
        (Column("preferred", Kind.YES_NO, empty="not stated"),
            lambda option: option.reference == appraisal.preferred if appraisal.preferred else None),
    ).table(appraisal.options)  # fmt: skip
