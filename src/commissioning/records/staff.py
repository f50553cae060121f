"""Staff who may transfer with a service: listed for tenderers, informed and consulted, and disputed about."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import field

from commissioning.records.mobilisation import OfTransfer, StaffCount
from commissioning.records.record import PROVIDER, RECORD, Record
from commissioning.values.checking import FromZero, asks
from commissioning.values.counts import Count, count_of
from commissioning.values.frozen import frozen
from commissioning.values.text import Word, did_you_mean


@frozen(kw_only=True)
class StaffListIssued(Record, called="list of staff for tenderers"):
    """The list of staff who may transfer, as counts, given to the tenderers with the invitation."""

    from_provider: str = field(metadata=PROVIDER)
    staff: tuple[StaffCount, ...] = ()
    withheld: bool = False
    """Whether the provider was asked for it and had not given it by this day."""

    never_empty = asks(from_provider="say for which provider they work")
    distinct = ("staff.role",)
    asks_within = ("staff",)

    def problems(self) -> Iterator[str]:
        if self.withheld == bool(self.staff):
            yield "staff: give the counts, or say that the list is withheld"

    @property
    def people(self) -> Count:
        """The number of staff on the list, to bounds."""
        return Count.total(map(count_of, self.staff))


@frozen(kw_only=True)
class StaffConsulted(OfTransfer, called="information and consultation of staff"):
    """An employer has informed the representatives of its staff of a transfer, and consulted them if need be.

    Regulation 13 of the Transfer of Undertakings (Protection of Employment) Regulations 2006 asks both
    employers to inform them, and one that plans measures to consult them.
    """

    employer: str = field(metadata=PROVIDER)
    representatives: str = ""
    """The body informed: a union, or representatives elected for it. Never a person's name."""
    measures: tuple[str, ...] = ()
    """The measures that are planned, each as a sentence: "shifts of 12 hours in place of 8"."""
    consulted: bool = False
    """Whether the measures were discussed with a view to agreement."""

    never_empty = asks(employer="say which employer informed its staff")

    def problems(self) -> Iterator[str]:
        if self.employer not in {"", *self.employers}:
            near = did_you_mean(self.employer, self.employers)
            yield f"employer: {self.employer} is neither of the two providers{near}"


class DisputeMatter(Word):
    """The matters that a transfer of staff is disputed for."""

    APPLIES = "whether staff transfer at all"
    WHO = "who transfers"
    INFORMATION = "information that is missing or wrong"
    CONSULTATION = "failure to inform or consult"
    TERMS = "terms and conditions"
    PENSIONS = "pensions"
    MONEY = "who pays for it"


@frozen(kw_only=True)
class StaffDisputed(OfTransfer, called="dispute about a transfer of staff"):
    """A dispute about a transfer of staff, raised by an employer, staff or a union."""

    matter: DisputeMatter
    raised_by: str = ""
    """The body or role that raised it, never a person's name."""
    what: str = ""
    people: FromZero[int] | None = None
    """The number of staff concerned; None if not known."""

    never_empty = asks(reference="missing; the record that settles the dispute refers to it")


@frozen(kw_only=True)
class StaffDisputeSettled(Record, called="end of a dispute about staff"):
    """The end of a dispute about a transfer of staff: agreed, decided or withdrawn."""

    dispute: str = field(metadata=RECORD | {"called": "dispute about a transfer of staff"})
    outcome: str

    never_empty = asks(dispute="say which dispute, by its reference", outcome="say how it ended")
