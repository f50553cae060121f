"""The KPIs of a contract as they are agreed and changed after it is signed: whole sets, each from a day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from attrs import field

from commissioning.records import contract, credit_terms, reporting
from commissioning.records.escalation import EscalationLadder
from commissioning.records.kpis import Kpi
from commissioning.records.record import RECORD
from commissioning.values.checking import asks
from commissioning.values.frozen import frozen


@frozen(kw_only=True)
class KpisAgreed(contract.OfContract, called="set of KPIs"):
    """The whole set of KPIs that holds from a day, in place of the one before.

    A return is judged by the set in force on the last day of its period, whenever it comes. The first set is
    that of the specification by which the contract was signed, and needs no record.
    """

    kpis: tuple[Kpi, ...]
    """Every KPI that holds from then on, those that stay the same included."""
    applies_from: date
    service_credits: credit_terms.ServiceCredits | None = None
    """The credits that hold with it; None where there are none from then on."""
    escalation: EscalationLadder | None = None
    """The ladder that holds with it; None where there is none from then on."""
    calendar: reporting.ReportingCalendar | None = None
    """The calendar of its returns; None for regular periods from the first day of the contract."""
    variation: str = field(default="", metadata=RECORD | {"called": "contract variation"})
    """The variation that changed the set, where it was one."""
    because: str = ""

    never_empty = asks(kpis="give the whole set, or leave the record out")

    def problems(self) -> Iterator[str]:
        yield from credit_terms.kpi_problems(self.kpis, self.service_credits)
