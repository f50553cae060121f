"""Decisions of the council: approvals, refusals, scrutiny, waivers, and the offices of those who decide."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from attrs import field

from commissioning.errors import written
from commissioning.records.record import RECORD, REPORT, Record
from commissioning.values.checking import Checked, FromZero, asks, exact_or_none
from commissioning.values.frozen import frozen
from commissioning.values.money import Money
from commissioning.values.text import Word


class Vote(Word):
    """The part that one person took in a decision."""

    FOR = "for"
    AGAINST = "against"
    ABSTAINED = "abstained"
    WITHDREW = "withdrew, having an interest"


@frozen(kw_only=True)
class Approver(Checked):
    """One person who took part in a decision."""

    reference: str
    """The reference by which panels know the person, never a name."""
    office: str = ""
    vote: Vote = Vote.FOR

    never_empty = asks(reference="say who took part, by reference")


class Act(Word):
    """The act that a decision permits, in the words of schemes of delegation."""

    PROCURE = "procure"
    AWARD = "award"
    EXTEND = "extend a contract"
    VARY = "vary a contract"
    NOVATE = "novate a contract"
    END = "end a contract"
    ABANDON = "abandon a procurement"
    WAIVE = "waive a rule"
    OTHER = "decide otherwise"


_ACTS: Final = MappingProxyType({
    "contract-extended": Act.EXTEND,
    "contract-varied": Act.VARY,
    "price-uplifted": Act.VARY,
    "contract-novated": Act.NOVATE,
    "termination-notice": Act.END,
    "contract-ended": Act.END,
    "abandonment": Act.ABANDON,
})  # fmt: skip
"""The acts of the steps that a decision inside a procurement may permit; any other is `Act.OTHER`."""


@frozen(kw_only=True)
class Delegated(Checked):
    """A decision that an approval leaves to an officer or a body."""

    act: Act
    to: str
    """The office or body, in the words of `Approval.decided_by`."""
    up_to: FromZero[Money] | None = None
    """The highest amount, included; None for no limit of its own."""
    until: date | None = None
    """The last day, included; None for no end."""
    words: str = ""

    never_empty = asks(to="say to whom the decision is left")


@frozen(kw_only=True)
class ApprovalCondition(Checked):
    """One condition on which something was approved. `ConditionMet` says that it is met."""

    reference: str
    words: str
    before: str = ""
    """The tag of the step before which it must be met, such as "contract-signed"."""
    due_by: date | None = None

    never_empty = asks(
        reference="missing; the record that meets it names it", words="say what is asked"
    )


@frozen(kw_only=True)
class Approval(Record):
    """The base of every approval; record one of the kinds below it."""

    decided_by: str
    """The body or the office that decided: "Mayor and Cabinet", never a person's name."""
    approvers: tuple[Approver, ...] = ()
    """The persons who took part; none named means the body as a whole."""
    because: str = ""
    alternatives: tuple[str, ...] = ()
    """The other courses that were considered and rejected."""
    interests: tuple[str, ...] = ()
    """The interests that were declared at the decision."""
    conditions: tuple[ApprovalCondition, ...] = ()
    report: str = field(default="", metadata=REPORT)
    """The report decided on, by the reference of its version (`ReportIssued`)."""
    under: str = ""
    """The row of the scheme of delegation relied on, by its reference."""
    circumstances: tuple[str, ...] = ()
    """The facts on which the scheme of delegation depends, in its words: "routine"."""
    delegations: tuple[Delegated, ...] = ()
    value: FromZero[Money] | None = None
    """The amount approved; None where none is stated."""
    tolerance: FromZero[Decimal] | None = field(default=None, converter=exact_or_none)
    """The per cent by which an officer may go beyond the value without a new decision."""
    key_decision: bool = False
    published_on: date | None = None
    call_in_ends: date | None = None
    """The last day on which members may call the decision in, where the council has call-in."""

    never_empty = asks(decided_by="say which body or office decided")
    distinct = ("approvers", "circumstances", "conditions")
    never_before = asks(published_on="the decision", call_in_ends="the decision")

    @property
    def act(self) -> Act:
        """The act that it permits."""
        return Act.OTHER

    @property
    def thing(self) -> str:
        """The reference or tag of what is approved; empty for the procurement itself."""
        return ""

    def shared_problems(self) -> Iterator[str]:
        yield from Record.shared_problems(self)
        if self.conditions and not self.reference:
            yield "reference: missing; the record that meets a condition names the approval"


@frozen(kw_only=True)
class ApprovalToProcure(Approval):
    """The decision that a procurement may begin. It approves no award."""

    delegates: tuple[str, ...] = ()
    """Decisions left to an officer, in words: "shortlisting after the first stage"."""

    @property
    def act(self) -> Act:
        return Act.PROCURE


@frozen(kw_only=True)
class ApprovalToContinue(Approval):
    """A decision that the step it permits waits for, with a call-in of its own.

    It permits a step inside a procurement, or a change of a contract once one is signed.
    """

    permits: str
    """The tag of the step, such as "shortlist", "contract-varied" or "abandonment"."""
    about: str = field(default="", metadata=RECORD)
    """The reference of the contract or other record concerned; empty for the procurement."""

    never_empty = asks(permits='say which step is permitted, by its tag: "shortlist"')

    @property
    def act(self) -> Act:
        return _ACTS.get(self.permits, Act.OTHER)

    @property
    def thing(self) -> str:
        return f"{self.permits} {self.about}".rstrip()


class HowNotApproved(Word):
    """The answer of a body that did not approve."""

    REFUSED = "refused"
    DEFERRED = "deferred to a later meeting"
    RETURNED = "returned for more work"


@frozen(kw_only=True)
class NotApproved(Record, called="decision not to approve"):
    """A decision not to approve, or not yet. It moves nothing."""

    asked: str
    """The tag of the approval that was asked for, such as "approval-to-award"."""
    about: str = field(default="", metadata=RECORD)
    """The reference of the thing decided on, such as the recommendation."""
    report: str = field(default="", metadata=REPORT)
    """The report that was refused or returned, where a new version of it will do."""
    how: HowNotApproved
    decided_by: str
    approvers: tuple[Approver, ...] = ()
    """The persons who took part; none named means the body as a whole."""
    because: str = ""
    until: date | None = None
    """For a decision deferred: the day before which there is no approval, where one is set."""
    asks_for: tuple[str, ...] = ()
    """The changes and further work that are asked for."""

    never_empty = asks(
        asked='say what was asked for, by the tag of its approval: "approval-to-award"',
        decided_by="say which body or office decided",
    )
    distinct = ("approvers",)

    def problems(self) -> Iterator[str]:
        if self.how is not HowNotApproved.DEFERRED and not self.because:
            yield f"because: say why it was {self.how.value}"
        if self.until is not None and self.how is not HowNotApproved.DEFERRED:
            yield "until: only a decision that is deferred waits for a day; leave it out"
        if self.until is not None and self.until <= self.on:
            yield f"until: {written(self.until)} is not after the decision"


@frozen(kw_only=True)
class ConditionMet(Record, called="condition met"):
    """One condition of an approval has been met."""

    approval: str = field(metadata=RECORD | {"called": "approval"})
    condition: str
    """The reference of the condition in that approval."""
    evidence: str

    never_empty = asks(
        approval="say which approval made the condition",
        condition="say which condition is met",
        evidence="say what shows that it is met",
    )


@frozen(kw_only=True)
class ScrutinyNote(Record):
    """A note or comment of a scrutiny body. Scrutiny advises; it never decides."""

    body: str
    """The committee or panel, which may be of another council than the one that buys."""
    comments: tuple[str, ...] = ()

    never_empty = asks(body="say which scrutiny body noted it")


@frozen(kw_only=True)
class Waiver(Record):
    """A recorded permission to go ahead in spite of one waivable finding."""

    code: str
    """The finding that is lifted, by its code."""
    about: str | None = None
    """The lot, provider or contract for which it is lifted; None lifts it throughout."""
    asked_by: str = ""
    """The person who asked for it, by reference."""
    because: str

    never_empty = asks(
        by="say who gives the waiver",
        because="say why the finding is waived",
        code="say which finding is waived, by its code",
    )

    def lifts(self, code: str, about: str | None, lots: tuple[str, ...] = ()) -> bool:
        """Whether it lifts a finding of that code about that thing, met by a record about some lots."""
        of_lots = self.lots is None or about in self.lots or {*lots} <= {*self.lots}
        return of_lots and self.code == code and self.about in {None, about}


@frozen(kw_only=True)
class OfficeHolder(Checked):
    """One person by reference, and the offices held from a day on."""

    reference: str
    """The reference by which panels and approvals know the person, never a name."""
    offices: tuple[str, ...]
    from_on: date
    until: date | None = None
    """The last day, included; None while the offices are held."""

    never_empty = asks(reference="say who, by reference", offices="give at least one office")
    distinct = ("offices",)

    def problems(self) -> Iterator[str]:
        if self.until is not None and self.until < self.from_on:
            yield f"until: {written(self.until)} is before the first day, {written(self.from_on)}"


@frozen(kw_only=True)
class OfficesHeld(Record, called="list of offices held"):
    """The holders of offices. A later record about the same person and office takes the place of it."""

    holders: tuple[OfficeHolder, ...]

    never_empty = asks(holders="give at least one person with an office")
