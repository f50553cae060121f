"""Service credits: what a provider gives back for missed KPIs, as contracts write it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from attrs import field

from commissioning.records.kpis import Kpi
from commissioning.values.checking import Checked, exact_all, exact_or_none
from commissioning.values.frozen import frozen
from commissioning.values.references import repeated, unknown


@frozen(kw_only=True)
class CreditLadder(Checked):
    """Service credits for a KPI in certain bands, which may rise with each period in a row."""

    kpi: str
    bands: tuple[str, ...]
    """The names of the bands that cost something."""
    steps: tuple[Decimal, ...] = field(converter=exact_all)
    """Per cent of the period's charge: the first time, the second in a row, and so on; the last stays."""

    def problems(self) -> Iterator[str]:
        if not self.bands or not self.steps:
            yield f"{self.kpi}: a ladder says which bands cost something and how much at each step"
        for step in self.steps:
            if not 0 <= step <= 100:
                yield f"steps: {step} is not between 0 and 100 per cent"
        if list(self.steps) != sorted(self.steps):
            told = ", ".join(map(str, self.steps))
            yield f"steps: a ladder does not go down; here {told}"


@frozen(kw_only=True)
class ServiceCredits(Checked):
    """The credit ladders of a contract and their caps, as it declares them."""

    ladders: tuple[CreditLadder, ...]
    cap_per_period: Decimal | None = field(default=None, converter=exact_or_none)
    """The maximum credit for one period, in per cent of its charge."""
    cap_per_year: Decimal | None = field(default=None, converter=exact_or_none)
    """The maximum credit for a contract year, in per cent of that year's charges so far."""

    distinct = ("ladders.kpi",)

    def problems(self) -> Iterator[str]:
        for name, cap in (("period", self.cap_per_period), ("year", self.cap_per_year)):
            if cap is not None and not 0 <= cap <= 100:
                yield f"cap_per_{name}: {cap} is not between 0 and 100 per cent"


def kpi_problems(
    kpis: tuple[Kpi, ...], service_credits: ServiceCredits | None = None
) -> Iterator[str]:
    """Problems of a set of KPIs together: references, weights, and ladders for unknown KPIs."""
    yield from repeated("kpis", (kpi.reference for kpi in kpis))
    if service_credits is None:
        return
    bands = {kpi.reference: [band.name for band in kpi.bands] for kpi in kpis}
    for ladder in service_credits.ladders:
        yield from unknown("service_credits: a ladder for", (ladder.kpi,), bands)
        if ladder.kpi in bands:
            yield from unknown(
                f"service_credits: the ladder for {ladder.kpi} names the band",
                ladder.bands,
                bands[ladder.kpi],
            )
