"""Service specifications: versions from draft to approved, with their promises."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from attrs import field

from commissioning.records.credit_terms import ServiceCredits, kpi_problems
from commissioning.records.escalation import EscalationLadder
from commissioning.records.kpis import Kpi
from commissioning.records.record import WHOLE, Record
from commissioning.values.checking import (
    Checked,
    FromOne,
    FromZero,
    Referenced,
    Worded,
    asks,
    exact,
    exact_or_none,
)
from commissioning.values.frozen import frozen
from commissioning.values.money import Money
from commissioning.values.text import Word, unknown


class SpecificationStatus(Word):
    """Whether a version is still being written or is the one that will be tendered."""

    DRAFT = "draft"
    APPROVED = "approved"


class Strength(Word):
    """Whether a requirement binds or guides."""

    MUST = "must"
    SHOULD = "should"


@frozen(kw_only=True)
class Lot(Referenced):
    """A part of the service that is let by itself: a neighbourhood, a specialism."""

    title: str
    annual_value: FromZero[Money] | None = None
    """The expected value of one year."""
    total_value: FromZero[Money] | None = None
    """The expected value of the initial term, where the paper states it."""
    area: str = ""
    term: str = ""
    """The intended term in the usual short form: "5 + 2" years."""

    never_empty = asks(title="give the lot a title")

    def problems(self) -> Iterator[str]:
        if self.reference == WHOLE:
            yield f"reference: {WHOLE!r} means a service without lots; call the lot something else"


@frozen(kw_only=True)
class Outcome(Checked):
    """A difference in people's lives that answers a need."""

    reference: str
    words: str
    needs: tuple[str, ...] = ()
    """The references of the needs it meets."""


@frozen(kw_only=True)
class Requirement(Checked):
    """One thing the provider must or should do."""

    reference: str
    words: str
    strength: Strength = Strength.MUST
    outcomes: tuple[str, ...] = ()
    """The references of the outcomes it pursues."""
    themes: tuple[str, ...] = ()
    """The references of the consultation themes that asked for it: "you said, we did"."""
    standards: tuple[str, ...] = ()
    """The references of the standards it carries into the contract."""
    lots: tuple[str, ...] | None = None
    """The lots it applies to; None for all of them."""

    def problems(self) -> Iterator[str]:
        if self.lots == ():
            yield f"lots: {self.reference} applies to no lot; leave lots out to mean them all"


class StandardKind(Word):
    """The kind of rule that a standard is."""

    STATUTORY_DUTY = "statutory duty"
    CHARTER = "charter"
    TRAINING = "training"
    REGULATION = "regulation"
    LOCAL = "local"


@frozen(kw_only=True)
class Standard(Checked):
    """A rule from elsewhere that the service is held to."""

    reference: str
    title: str
    kind: StandardKind
    source: str = ""
    """The law, charter or policy it comes from."""
    stage: int | None = None
    """The stage of a charter that is taken up by stages."""
    commitments: tuple[str, ...] = ()
    """The demands of the standard, each as a clause."""


_CHARTER: Final = (
    (
        "visits are planned by what the person needs, not by minutes or tasks",
        "the length of a visit fits the need; visits of 15 minutes are not the general rule",
        "travel time, travel costs and phone calls are paid",
        "schedules leave time to finish a visit and reach the next",
        "statutory sick pay is paid to those who qualify",
    ),
    (
        "people see the same care workers wherever that is possible",
        "zero-hours contracts do not take the place of permanent ones",
        "there is a clear way to follow up the concerns that staff raise",
        "training is free to the worker and in working time",
        "care workers meet their colleagues regularly",
    ),
    (
        "care workers are paid at least the Living Wage",
        "higher pay agreed for transferred staff is protected and funded",
        "there is an occupational sick pay scheme",
    ),
)
ETHICAL_CARE_CHARTER: Final = tuple(
    Standard(
        reference=f"ethical-care-charter-{stage}",
        title=f"Ethical Care Charter, stage {stage}",
        kind=StandardKind.CHARTER,
        source="UNISON, The Ethical Care Charter",
        stage=stage,
        commitments=commitments,
    )
    for stage, commitments in enumerate(_CHARTER, start=1)
)
"""The charter's three stages. The last two commitments of stage 3 were not read in the charter itself."""

CARE_ACT_DUTIES: Final = (
    Standard(
        reference="care-act-1",
        title="Well-being",
        kind=StandardKind.STATUTORY_DUTY,
        source="Care Act 2014, sections 1 and 5(4)",
        commitments=(
            "people's well-being is promoted, also where a provider acts for the council",
        ),
    ),
    Standard(
        reference="care-act-5",
        title="Market shaping",
        kind=StandardKind.STATUTORY_DUTY,
        source="Care Act 2014, section 5",
        commitments=(
            "people can choose among a variety of providers and of good services",
            "the market is sustainable and its workforce has decent conditions",
        ),
    ),
    Standard(
        reference="care-act-8",
        title="Ways to meet needs",
        kind=StandardKind.STATUTORY_DUTY,
        source="Care Act 2014, section 8(2)",
        commitments=("needs may be met by arranged care, the council's own, or a direct payment",),
    ),
)
"""Duties of the Care Act 2014 that a service specification usually carries into the contract."""


@frozen(kw_only=True)
class Volume(Checked):
    """The expected volume. Never a promise unless the contract says so."""

    what: str
    """The unit of the volume: "hours of care"."""
    amount: FromZero[Decimal] = field(converter=exact)
    per: str = "year"
    lot: str = ""
    """The lot it is for; empty for all of them together."""


@frozen(kw_only=True)
class Commitment(Worded):
    """Something promised of the new service that can be checked once it runs."""

    words: str
    """The promise as made: "no reduction in the amount of care commissioned"."""
    measured_by: str = ""
    """The figure that will show it: "hours of care commissioned in a year"."""
    at_least: Decimal | None = field(default=None, converter=exact_or_none)
    """The lowest figure that keeps it; None where the source gives none."""
    at_most: Decimal | None = field(default=None, converter=exact_or_none)
    made_to: str = ""
    """To whom it was made: a committee, the people who use the service."""

    def problems(self) -> Iterator[str]:
        if self.at_least is not None and self.at_most is not None and self.at_least > self.at_most:
            yield f"{self.reference}: no figure is both at least {self.at_least} and at most {self.at_most}"

    def kept_at(self, figure: Decimal) -> bool | None:
        """Whether a figure keeps the promise; None where the promise has no figure to be held to."""
        if self.at_least is None and self.at_most is None:
            return None
        return (self.at_least is None or figure >= self.at_least) and (
            self.at_most is None or figure <= self.at_most
        )


@frozen(kw_only=True)
class ServiceSpecification(Record):
    """One version of what the service is to be."""

    version: FromOne[int] = 1
    status: SpecificationStatus = SpecificationStatus.DRAFT
    title: str = ""
    divided_into: tuple[Lot, ...] = ()
    """The lots the service is let in; none where it is let as a whole."""
    outcomes: tuple[Outcome, ...] = ()
    requirements: tuple[Requirement, ...] = ()
    standards: tuple[Standard, ...] = ()
    volumes: tuple[Volume, ...] = ()
    kpis: tuple[Kpi, ...] = ()
    service_credits: ServiceCredits | None = None
    escalation: EscalationLadder | None = None
    """The ladder by which the contract will answer failures of its KPIs."""
    commitments: tuple[Commitment, ...] = ()
    changes_because: str = ""
    """Why this version differs from the one before, in a line."""

    distinct = ("divided_into", "outcomes", "requirements", "standards", "commitments")

    def problems(self) -> Iterator[str]:
        yield from kpi_problems(self.kpis, self.service_credits)
        yield from self._link_problems()

    def _link_problems(self) -> Iterator[str]:
        outcomes = dict.fromkeys(outcome.reference for outcome in self.outcomes)
        requirements = dict.fromkeys(each.reference for each in self.requirements)
        standards = dict.fromkeys(standard.reference for standard in self.standards)
        lots = dict.fromkeys(self.defines_lots)
        for requirement in self.requirements:
            where = f"requirements: {requirement.reference}"
            yield from unknown(f"{where} pursues the outcome", requirement.outcomes, outcomes)
            yield from unknown(f"{where} carries the standard", requirement.standards, standards)
            if self.divided_into:
                yield from unknown(f"{where} applies to the lot", requirement.lots or (), lots)
        for kpi in self.kpis:
            where = f"kpis: {kpi.reference} watches the requirement"
            yield from unknown(where, kpi.requirements, requirements)
        for volume in self.volumes:
            if self.divided_into and volume.lot:
                yield from unknown(f"volumes: {volume.what} for the lot", (volume.lot,), lots)

    @property
    def defines_lots(self) -> tuple[str, ...]:
        return tuple(lot.reference for lot in self.divided_into)
