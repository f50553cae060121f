"""Why anything is commissioned at all: objectives, what people need, and who may be affected."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from commissioning.records.parties import SupportingBody
from commissioning.records.record import Record
from commissioning.values.checking import Checked, FromZero, Worded, asks
from commissioning.values.frozen import frozen
from commissioning.values.text import Word, unknown


class Priority(Word):
    """The priority of a need, in the three steps that papers use."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


@frozen(kw_only=True)
class Objective(Worded):
    """An aim of the authority. It heads the golden thread."""

    words: str
    """The objective as the paper puts it: "improving service quality"."""
    by: tuple[str, ...] = ()
    """The means it is to be reached by, where the paper lists them."""
    source: str = ""
    """The strategy or paper it is taken from: "Lewisham Corporate Strategy"."""


@frozen(kw_only=True)
class Need(Worded):
    """A need of a group of people that a service could meet."""

    objectives: tuple[str, ...] = ()
    """The references of the objectives it serves."""
    population: str = ""
    """The people who have the need: "adults with learning disabilities"."""
    people: FromZero[int] | None = None
    """The number of those people; None if not known."""
    evidence: tuple[str, ...] = ()
    """The evidence of the need, each item with its source."""
    priority: Priority | None = None


@frozen(kw_only=True)
class NeedsAssessment(Record):
    """A needs assessment: the authority's objectives and the needs it found."""

    needs: tuple[Need, ...]
    objectives: tuple[Objective, ...] = ()
    supported_by: tuple[SupportingBody, ...] = ()
    """The bodies that helped people to be heard, such as a local Healthwatch."""
    sources: tuple[str, ...] = ()
    """The papers and figures it rests on."""

    never_empty = asks(needs="give at least one need")
    distinct = ("objectives", "needs", "supported_by")

    def problems(self) -> Iterator[str]:
        known = dict.fromkeys(objective.reference for objective in self.objectives)
        for need in self.needs:
            yield from unknown(
                f"needs: {need.reference} serves the objective", need.objectives, known
            )


class ProtectedCharacteristic(Word):
    """The nine characteristics of the Equality Act 2010, section 4."""

    AGE = "age"
    DISABILITY = "disability"
    GENDER_REASSIGNMENT = "gender reassignment"
    MARRIAGE_AND_CIVIL_PARTNERSHIP = "marriage and civil partnership"
    PREGNANCY_AND_MATERNITY = "pregnancy and maternity"
    RACE = "race"
    RELIGION_OR_BELIEF = "religion or belief"
    SEX = "sex"
    SEXUAL_ORIENTATION = "sexual orientation"


class Effect(Word):
    """The direction of a proposal's effect on people who share a characteristic."""

    POSITIVE = "positive"
    NEUTRAL = "neutral"
    NEGATIVE = "negative"
    MIXED = "mixed"
    NOT_KNOWN = "not known"


HARMS: Final = frozenset({Effect.NEGATIVE, Effect.MIXED})


@frozen(kw_only=True)
class Impact(Checked):
    """The effect of the proposal on people who share one characteristic."""

    characteristic: ProtectedCharacteristic
    effect: Effect
    evidence: str = ""
    mitigation: str = ""
    """The mitigation of a harm; empty if none is proposed."""


@frozen(kw_only=True)
class EqualityImpactAssessment(Record):
    """The expected effects of a proposal on people who share a protected characteristic.

    Section 149 of the Equality Act 2010 asks for due regard before the decision, so an assessment is
    made again when the proposal changes.
    """

    impacts: tuple[Impact, ...]
    other_groups: tuple[str, ...] = ()
    """Groups considered beyond the nine, such as unpaid carers."""

    distinct = ("impacts.characteristic",)

    @property
    def not_considered(self) -> tuple[ProtectedCharacteristic, ...]:
        """The characteristics it is silent about, in the order of the Act."""
        considered = {impact.characteristic for impact in self.impacts}
        return tuple(each for each in ProtectedCharacteristic if each not in considered)

    @property
    def harms_without_mitigation(self) -> tuple[ProtectedCharacteristic, ...]:
        """The characteristics whose people would be harmed with nothing proposed against it."""
        return tuple(
            impact.characteristic
            for impact in self.impacts
            if impact.effect in HARMS and not impact.mitigation
        )
