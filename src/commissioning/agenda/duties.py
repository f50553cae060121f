"""One duty to publish, as it stands on a day: whether it is owed, by when, and what met it."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Final

from commissioning.errors import written
from commissioning.findings.citation import Citation
from commissioning.law.law import Row
from commissioning.law.notices import Notice
from commissioning.records.notices import NoticePublished
from commissioning.values.frozen import frozen
from commissioning.values.tables import Column, Kind, Table


class DutyState(StrEnum):
    """How a duty to publish stands on a day."""

    OVERDUE = "overdue"
    DUE = "due"
    DUE_BEFORE = "due before the act"
    LATE = "met late"
    MET = "met"
    OPTIONAL = "may be published"
    NOT_DUE = "not due"
    UNTOLD = "cannot be told"


_OPEN: Final = frozenset({DutyState.OVERDUE, DutyState.DUE, DutyState.DUE_BEFORE})


@frozen(kw_only=True)
class Duty:
    """One notice for one occasion: whether it is owed, by when, and what met it."""

    code: str
    title: str
    state: DutyState
    because: str
    """Why it is due, or why it is not, as a clause."""
    due_by: date | None = None
    """The last day for it; None where it is due as soon as practicable, or before an act to come."""
    about: str = ""
    """The contract or change concerned, by its reference."""
    met_by: NoticePublished | None = None
    days_over: int = 0
    """How many days late it was, or is on the day asked."""
    source: Citation

    @classmethod
    def at(cls, row: Row[Notice], state: DutyState, because: str, about: str = "") -> Duty:
        """A duty without a day: one that is not due, or cannot be told, or comes before an act."""
        return cls(
            code=row.value.code,
            title=row.value.title,
            state=state,
            because=because,
            about=about,
            source=row.citation,
        )

    @classmethod
    def timed(
        cls,
        row: Row[Notice],
        because: str,
        *,
        due_by: date | None,
        published: NoticePublished | None,
        today: date,
        about: str = "",
    ) -> Duty:
        """A duty with a day, or due as soon as practicable: met, late, due or overdue."""
        until = published.on if published else today
        over = max((until - due_by).days, 0) if due_by else 0
        if published is not None:
            state = DutyState.LATE if over else DutyState.MET
        else:
            state = DutyState.OVERDUE if over else DutyState.DUE
        return cls(
            code=row.value.code,
            title=row.value.title,
            state=state,
            because=because,
            due_by=due_by,
            about=about,
            met_by=published,
            days_over=over,
            source=row.citation,
        )

    @property
    def is_open(self) -> bool:
        """Whether it is still to be published."""
        return self.state in _OPEN

    def sentence(self) -> str:
        """The duty as one sentence."""
        about = f" of {self.about}" if self.about else ""
        by = f" by {written(self.due_by)}" if self.due_by else ""
        over = f", {self.days_over} day{'s' * (self.days_over != 1)} over" if self.days_over else ""
        met = f", on {written(self.met_by.on)}" if self.met_by else ""
        return (
            f"{self.title} ({self.code}){about}: {self.state}{by}{met}{over}, since {self.because} "
            f"({self.source})"
        )


def obligations_table(duties: tuple[Duty, ...]) -> Table:
    """Duties as a table, one line each."""
    return Table(
        columns=_COLUMNS,
        rows=tuple(
            (
                duty.code,
                duty.title,
                duty.about,
                duty.state.value,
                duty.due_by,
                duty.met_by.on if duty.met_by else None,
                duty.days_over or None,
                duty.because,
                str(duty.source),
            )
            for duty in duties
        ),
    )


_COLUMNS: Final = (
    Column("code"),
    Column("notice"),
    Column("about", Kind.TEXT, "the contract or change concerned"),
    Column("state"),
    Column("due by", Kind.DAY, "the last day for it"),
    Column("published", Kind.DAY),
    Column("days over", Kind.WHOLE, "how many days late"),
    Column("because"),
    Column("source"),
)
