"""Quality assurance of a provider's care while a contract runs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from attrs import field

from commissioning.errors import written
from commissioning.records.parties import CqcRating
from commissioning.records.record import CONTRACT, PROVIDER, RECORD, Record
from commissioning.records.reporting import Frequency
from commissioning.values.checking import Checked, asks, exact_or_none
from commissioning.values.frozen import frozen
from commissioning.values.text import Word


class QualitySource(Word):
    """The sources of evidence about quality."""

    TRAINING_RECORDS = "training records"
    USERS_VIEWS = "views of people who use the service"
    FAMILIES_VIEWS = "views of families"
    CQC_RATING = "CQC rating"
    VISIT = "quality visit"
    SELF_ASSESSMENT = "provider's self-assessment"
    COMPLAINTS = "complaints and compliments"
    SAFEGUARDING = "safeguarding enquiries"
    STAFF_VIEWS = "views of staff"


@frozen(kw_only=True)
class SourceOfEvidence(Checked):
    """One source that the framework draws on, and how often."""

    source: QualitySource
    how: str = ""
    """The way it is gathered: "officers check the provider's training records"."""
    frequency: Frequency | None = None
    weight: Decimal | None = field(default=None, converter=exact_or_none)


@frozen(kw_only=True)
class QualityFramework(Record):
    """A council's framework for checking that care is as good as the contract says."""

    sources: tuple[SourceOfEvidence, ...]
    ratings: tuple[str, ...] = ()
    """The framework's own ratings, the best first."""
    applies_from: date | None = None

    never_empty = asks(sources="give at least one source of evidence")
    distinct = ("ratings", "sources.source")


@frozen(kw_only=True)
class Evidence(Checked):
    """The evidence from one source."""

    source: QualitySource
    finding: str
    rating: str = ""
    """The framework's rating of this source, if it gives one for each."""


@frozen(kw_only=True)
class CharterStage(Checked):
    """A provider's progress with one stage of a charter, with its evidence."""

    standard: str
    """The reference of the standard, such as ethical-care-charter-1."""
    attained: bool
    evidence: str = ""

    def problems(self) -> Iterator[str]:
        if self.attained and not self.evidence:
            yield f"evidence: say what shows that {self.standard} is attained"


@frozen(kw_only=True)
class QualityReview(Record):
    """A review of a provider on a contract under the quality framework."""

    provider: str = field(metadata=PROVIDER)
    contract: str = field(default="", metadata=CONTRACT)
    evidence: tuple[Evidence, ...] = ()
    rating: str = ""
    """The overall rating in the framework's words; empty where none was given."""
    cqc_rating: CqcRating | None = None
    """The regulator's rating on the day; None where there is none."""
    charter: tuple[CharterStage, ...] = ()

    distinct = ("charter.standard",)

    def problems(self) -> Iterator[str]:
        if not self.evidence and not self.rating:
            yield "evidence: give the evidence found, or at least a rating"


@frozen(kw_only=True)
class PlannedAction(Checked):
    """One thing a provider is to put right."""

    reference: str
    what: str
    due_by: date
    answers: tuple[QualitySource, ...] = ()
    """The sources whose findings it answers."""


@frozen(kw_only=True)
class ActionPlan(Record):
    """The actions a provider will take after a review, each with its day."""

    provider: str = field(metadata=PROVIDER)
    actions: tuple[PlannedAction, ...]
    contract: str = field(default="", metadata=CONTRACT)
    review: str = field(default="", metadata=RECORD | {"called": "quality review or review"})

    never_empty = asks(
        reference="missing; the records of actions done refer to it",
        actions="give at least one action",
    )
    distinct = ("actions",)

    def problems(self) -> Iterator[str]:
        for action in self.actions:
            if action.due_by < self.on:
                yield (
                    f"actions: {action.reference} is due by {written(action.due_by)}, "
                    "before the plan was made"
                )


@frozen(kw_only=True)
class ActionDone(Record, called="finished action"):
    """An action of a plan was done, with what shows it."""

    plan: str = field(metadata=RECORD | {"called": "action plan"})
    action: str
    evidence: str

    never_empty = asks(evidence="say what shows that {self.action} was done")
