"""Interviews and presentations: who is invited, what was heard, and what it changed."""

from __future__ import annotations

from decimal import Decimal

from attrs import field

from commissioning.records.record import CRITERION, PANEL, PROVIDER, Record
from commissioning.values.checking import Checked, FromZero, asks, exact
from commissioning.values.frozen import frozen


@frozen(kw_only=True)
class InterviewInvitation(Record):
    """Providers are asked to an interview or presentation. Opens the interviews stage."""

    providers: tuple[str, ...] = field(metadata=PROVIDER)
    panel: str = field(default="", metadata=PANEL)
    subject: str = ""
    """The topic of the presentation, the same for every provider."""

    never_empty = asks(providers="say who is invited")
    distinct = ("providers",)


@frozen(kw_only=True)
class ChangedMark(Checked):
    """An agreed mark on a written answer that an interview changed."""

    criterion: str = field(metadata=CRITERION)
    agreed: FromZero[Decimal] = field(converter=exact)
    because: str

    never_empty = asks(
        criterion="say which mark is changed", because="say what was heard that changes the mark"
    )


@frozen(kw_only=True)
class Interview(Record):
    """One provider's interview.

    Marks for what is said go on score sheets, against criteria with their own published weight.
    A changed mark is only for interviews declared beforehand as verification of written answers.
    """

    provider: str = field(metadata=PROVIDER)
    panel: str = field(default="", metadata=PANEL)
    present: tuple[str, ...] = ()
    online: bool = False
    notes: str = ""
    changes: tuple[ChangedMark, ...] = ()

    never_empty = asks(provider="say whose interview it was")
    distinct = ("present", "changes.criterion")
