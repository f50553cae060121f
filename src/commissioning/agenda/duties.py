"""Duties to publish on a day: whether each is due, by when, and the notice that met it; or why it is not."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final, overload

from commissioning.contracts.history import history
from commissioning.contracts.modification import CHANGES, size_of, spared_from_notice
from commissioning.errors import written
from commissioning.findings.citation import Citation
from commissioning.findings.finding import Finding
from commissioning.law.law import Law, Row
from commissioning.law.notices import Notice
from commissioning.law.questions import PIPELINE_SPEND, PIPELINE_WINDOW, VAT_RATE
from commissioning.law.thresholds import bounds
from commissioning.ledger.ledger import Ledger
from commissioning.records import approval, contract, frameworks, selection
from commissioning.records.notices import NoticePublished
from commissioning.records.record import Record
from commissioning.records.strategy import ProcurementStrategy
from commissioning.values.frozen import frozen
from commissioning.values.listings import OneLine, Tabled
from commissioning.values.money import Money
from commissioning.values.tables import Column, ColumnsOf, Kind, Table
from commissioning.values.text import Word, counted


class DutyState(Word):
    """The state of a duty to publish on a day, the most pressing first."""

    OVERDUE = "overdue"
    DUE = "due"
    DUE_BEFORE = "due before the act"
    LATE = "met late"
    MET = "met"
    OPTIONAL = "may be published"
    NOT_DUE = "not due"
    UNDECIDED = "not decided"


OPEN_DUTIES: Final = frozenset({DutyState.OVERDUE, DutyState.DUE, DutyState.DUE_BEFORE})


@frozen(kw_only=True, repr=False)
class NoticeDuty(OneLine):
    """One notice for one occasion: whether it is due, by when, and the notice that met it."""

    code: str
    title: str
    state: DutyState
    because: str
    """Why it is due, or why not, as a clause."""
    due_by: date | None = None
    """The last day for it; None if it is due as soon as practicable, or before an act to come."""
    about: str = ""
    """The contract or change concerned, by its reference."""
    met_by: NoticePublished | None = None
    days_over: int = 0
    """The days by which it was late, or is on the day asked."""
    source: Citation

    def __str__(self) -> str:
        by = f" by {written(self.due_by)}" if self.due_by else ""
        return f"{self.title} ({self.code}): {self.state}{by}, because {self.because}"

    @classmethod
    def of(
        cls,
        row: Row[Notice],
        state: DutyState,
        because: str,
        about: str = "",
        *,
        due_by: date | None = None,
        met_by: NoticePublished | None = None,
        days_over: int = 0,
    ) -> NoticeDuty:
        """The duty of a row of the law; without a day if it is not due, undecided or before an act."""
        return cls(
            code=row.value.code,
            title=row.value.title,
            state=state,
            because=because,
            due_by=due_by,
            about=about,
            met_by=met_by,
            days_over=days_over,
            source=row.citation,
        )

    @property
    def is_open(self) -> bool:
        """Whether it is still to be published."""
        return self.state in OPEN_DUTIES

    @property
    def place(self) -> tuple[int, date]:
        """Its place among others: by how pressing its state is, then by its day."""
        return list(DutyState).index(self.state), self.due_by or date.max

    def sentence(self) -> str:
        about = f" of {self.about}" if self.about else ""
        state = f"{self.state_in_words()}, because {self.because} ({self.source})"
        return f"{self.title} ({self.code}){about}: {state}"

    def state_in_words(self) -> str:
        """The state with its days: "5 days overdue (was due 3 February 2027)"."""
        days, by = counted(self.days_over, "day"), written(self.due_by) if self.due_by else ""
        if self.met_by:
            late = f"{days} late, " if self.days_over else ""
            return f"published {late}on {written(self.met_by.on)}{f' (due by {by})' if by else ''}"
        if self.state is DutyState.OVERDUE:
            return f"{days} overdue (was due {by})"
        due = f"due by {by}" if by else "due as soon as practicable"
        return due if self.state is DutyState.DUE else self.state.value


@frozen(repr=False)
class Duties(Tabled, Sequence[NoticeDuty]):
    """The notices of a procurement on a day, the most pressing first, and what could not be answered."""

    duties: tuple[NoticeDuty, ...] = ()
    findings: tuple[Finding, ...] = ()
    """`law-unknown`, where it is not known which law governs or what it says of a notice."""

    @overload
    def __getitem__(self, place: int) -> NoticeDuty: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[NoticeDuty, ...]: ...
    def __getitem__(self, place: int | slice) -> NoticeDuty | tuple[NoticeDuty, ...]:
        return self.duties[place]

    def __len__(self) -> int:
        return len(self.duties)

    def about(self, *references: str) -> Duties:
        """The duties about these contracts or changes, with every finding."""
        kept = tuple(duty for duty in self.duties if duty.about in references)
        return Duties(kept, self.findings)

    def table(self) -> Table:
        """One row a duty."""
        return _COLUMNS.table(self.duties)

    def __repr__(self) -> str:
        due = sum(duty.is_open for duty in self.duties)
        unknown = f"; {self.findings[0]}" if self.findings else ""
        return f"<Duties: {due} to publish, of {counted(len(self), 'notice')}{unknown}>"


_COLUMNS: Final = ColumnsOf[NoticeDuty](
    (Column("code"), lambda duty: duty.code),
    (Column("notice"), lambda duty: duty.title),
    (Column("about", Kind.TEXT, "the contract or change concerned"), lambda duty: duty.about),
    (Column("state"), lambda duty: duty.state.value),
    (Column("due by", Kind.DAY, "the last day for it", empty="no day set"), lambda duty: duty.due_by),
    (Column("published", Kind.DAY, empty="not yet"), lambda duty: duty.met_by.on if duty.met_by else None),
    (Column("days over", Kind.WHOLE, "days late"), lambda duty: duty.days_over or None),
    (Column("because"), lambda duty: duty.because),
    (Column("source"), lambda duty: str(duty.source)),
)  # fmt: skip


def spared(ledger: Ledger, law: Law, notice: Notice, event: Record, lot: str) -> str:
    """Why a notice is not due for a lot on this one contract, change or exclusion; empty if it is due."""
    lots = ledger.lots_of(event)
    if notice.spared_grounds and isinstance(event, selection.ExclusionsDecided):
        grounds = (each.ground for each in event.notified_of)
        if all(ground in notice.spared_grounds for ground in grounds):
            return "no ground that has to be notified was found"
    if notice.spared_grounds and isinstance(event, frameworks.MembershipChanged):
        decided = ledger.every(selection.ExclusionsDecided)
        own = (each for each in decided if {*lots} & {*ledger.lots_of(each)})
        if any(event.provider in each.left_out and each.on <= event.on for each in own):
            return "the decision on exclusions that it rests on decides that"
    if notice.unless_waived and any(
        waiver.on <= event.on and waiver.lifts(notice.unless_waived, event.reference, lots)
        for waiver in ledger.every(approval.Waiver)
    ):
        return "no indicators were set, as a recorded waiver allows"
    if notice.line is not None:
        line = law.value(notice.line, event.on)
        value = _value_of(ledger, law, event, lot)
        if value is None:
            return f"it is for contracts {line}, and the value is not stated"
        # A value on another VAT basis is known to a range only, and judged by its upper end.
        _, most = bounds(value, line.figure.vat, law.value(VAT_RATE, event.on))
        if not line.is_passed_by(most):
            return f"the contract is worth {value}, and the notice is for contracts {line}"
    change = event if isinstance(event, CHANGES) else None
    found = history(ledger, change.contract) if change else None
    return spared_from_notice(found, change, notice, law) if change and found else ""


def _value_of(ledger: Ledger, law: Law, event: Record, lot: str) -> Money | None:
    """The value of the contract an act is about or, before there is one, the estimate of the lot."""
    if not isinstance(event, contract.ContractSigned):
        found = history(ledger, next(event.references("contract"), ""))
        if found is None:
            strategy = ledger.find(ProcurementStrategy, lot)
            return strategy.estimated_value if strategy else None
        size = size_of(found, event, law) if isinstance(event, contract.ContractVaried) else None
        if size is not None:
            return max(size.worth, size.value)  # a copy is due of what is, or becomes, worth more
        event = found.contract
    return event.value_with_options or event.value


def over_unseen(ledger: Ledger, last: date | None) -> str:
    """A clause that says that the time for a notice was over before a history's records begin; else empty."""
    begun = ledger.brought_forward
    if begun is None or last is None or last >= begun.on:
        return ""
    return f"; its time was over before {written(begun.on)}, when the records begin"


def listed_or_not(ledger: Ledger, law: Law, notice: Notice, today: date, lot: str) -> str:
    """Whether a notice of planned contracts would list this one, as a clause after a semicolon.

    Empty for every other notice, once the procurement has commenced, and where no value is estimated.
    """
    strategy = ledger.find(ProcurementStrategy, lot)
    value = strategy.estimated_value if strategy else None
    if notice.lists is None or value is None or ledger.commenced.of(lot) is not None:
        return ""
    line, spend = law.value(notice.lists, today), law.value(PIPELINE_SPEND, today)
    _, most = bounds(value, line.figure.vat, law.value(VAT_RATE, today))
    lists = "lists" if line.is_passed_by(most) else "does not list"
    return (
        f"; if that is {spend}, it {lists} this contract of {value}: it is for contracts {line} to be "
        f"announced within {law.value(PIPELINE_WINDOW, today)} of 1 April"
    )
