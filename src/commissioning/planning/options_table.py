"""The options of an appraisal side by side, as a committee paper prints them."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Final

from commissioning.records.options import OptionsAppraisal
from commissioning.values.rounding import as_decimal
from commissioning.values.tables import Cell, Column, Kind, Table

_COLUMNS: Final = (
    Column("option"),
    Column("what"),
    Column("years", Kind.WHOLE),
    Column("cost", Kind.NUMBER, "over all the years, undiscounted, in the appraisal's currency"),
    Column(
        "more than now",
        Kind.NUMBER,
        "the difference to going on as now; negative for a saving",
        empty="not known",
    ),
    Column(
        "per cent more",
        Kind.NUMBER,
        "that difference as a share of today's cost, to one place",
        empty="not known",
    ),
    Column(
        "present value",
        Kind.NUMBER,
        "discounted at the appraisal's rate, to the penny",
        empty="no rate stated",
    ),
    Column("score", Kind.NUMBER, "weighted marks besides cost, to two places", empty="not scored"),
    Column("preferred", Kind.YES_NO, empty="not stated"),
)


def options_table(appraisal: OptionsAppraisal) -> Table:
    """One row for each option. What cannot be reckoned is left empty: no option as now, no rate."""
    return Table(_COLUMNS, tuple(_row(appraisal, option.reference) for option in appraisal.options))


def _row(appraisal: OptionsAppraisal, reference: str) -> tuple[Cell, ...]:
    option = appraisal.option(reference)
    more: Decimal | None = None
    share: Fraction | None = None
    if appraisal.baseline:
        more = appraisal.difference(reference).amount
        costs_today = appraisal.option(appraisal.baseline).whole_life_cost.amount
        share = appraisal.uplift(reference) if costs_today else None
    score = appraisal.score(reference)
    return (
        reference,
        option.words,
        option.length,
        option.whole_life_cost.amount,
        more,
        None if share is None else as_decimal(share * 100, 1),
        appraisal.present_value(reference).amount if appraisal.discount else None,
        None if score is None else as_decimal(score, 2),
        reference == appraisal.preferred if appraisal.preferred else None,
    )
