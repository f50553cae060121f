"""Panels: members, declarations of interest, score sheets, corrections, agreed marks, and interviews.

Marks never change. A mark that was written down wrongly is put right by a new record with a reason,
and what a panel agrees together is a moderation beside the sheets, never instead of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from attrs import field

from commissioning.records.parties import Member
from commissioning.records.record import CRITERION, PANEL, PROVIDER, Record
from commissioning.values.checking import Checked, FromZero, asks, exact
from commissioning.values.frozen import frozen


@frozen(kw_only=True)
class Panel(Record):
    """The people who mark some of the criteria."""

    members: tuple[Member, ...]
    title: str = ""
    supported_by: str = ""
    """The body that helps its members take part, such as a local Healthwatch."""
    recruited: str = ""

    never_empty = asks(reference="missing; criteria and score sheets refer to it")
    distinct = ("members",)

    def problems(self) -> Iterator[str]:
        if not any(member.scores for member in self.members):
            yield "members: give at least one member who marks"
        if sum(member.chair for member in self.members) > 1:
            yield "members: name only one chair"

    @property
    def assessors(self) -> tuple[str, ...]:
        """The references of the members who give marks."""
        return tuple(member.reference for member in self.members if member.scores)


@frozen(kw_only=True)
class PanelChanged(Record, called="change of a panel"):
    """Somebody leaves a panel or joins it on a day, which is the last or the first of theirs.

    The panel keeps its reference, for all lots. Marks given stay given. On a criterion, a member who left
    before marking every provider counts by the declared rule or for none, and one who joined after marking
    had begun is asked for no mark. The evaluation reports both.
    """

    panel: str = field(metadata=PANEL)
    left: tuple[str, ...] = ()
    """The references of the members who leave."""
    joined: tuple[Member, ...] = ()
    because: str

    never_empty = asks(panel="say which panel changes", because="say why the panel changes")

    def problems(self) -> Iterator[str]:
        if not self.left and not self.joined:
            yield "left and joined: say who leaves or who joins"
        moved = [*self.left, *(member.reference for member in self.joined)]
        if len(set(moved)) != len(moved):
            yield "left and joined: a member is named twice"


@frozen(kw_only=True)
class DeclarationOfInterest(Record):
    """A panel member's declaration before seeing tenders; naming no conflict is a declaration too."""

    panel: str = field(metadata=PANEL)
    member: str
    conflicts_with: tuple[str, ...] = field(default=(), metadata=PROVIDER)
    """The providers in which the member has an interest, and which the member will not mark."""
    interest: str = ""
    """The interest, without private detail."""

    never_empty = asks(panel="say on which panel", member="say who declares")


@frozen(kw_only=True)
class PanelQuestion(Checked):
    """A question that a panel will ask every provider in the same words."""

    text: str
    criterion: str = field(default="", metadata=CRITERION)
    """The criterion its answer is marked on."""

    never_empty = asks(text="give the question")


@frozen(kw_only=True)
class PanelQuestions(Record, called="set of panel questions"):
    """The questions that a panel has drawn up, in its own words."""

    panel: str = field(metadata=PANEL)
    questions: tuple[PanelQuestion, ...]
    drawn_up_with: str = ""
    """The people who helped to draw them up."""

    never_empty = asks(panel="say which panel drew them up", questions="give at least one")


@frozen(kw_only=True)
class PanelMeeting(Record):
    """A meeting at which a panel hears or discusses providers."""

    panel: str = field(metadata=PANEL)
    present: tuple[str, ...]
    providers: tuple[str, ...] = field(default=(), metadata=PROVIDER)
    online: bool = False
    notes_by: str = ""
    """The note taker, by role or body."""

    never_empty = asks(panel="say which panel met", present="say which members were there")
    distinct = ("present",)


@frozen(kw_only=True)
class Mark(Checked):
    """One person's mark on one criterion, with the reason for it."""

    criterion: str = field(metadata=CRITERION)
    mark: FromZero[Decimal] = field(converter=exact)
    because: str = ""

    never_empty = asks(criterion="say what the mark is for")


@frozen(kw_only=True)
class ScoreSheet(Record):
    """One assessor's marks for one provider, given alone. It is never altered."""

    panel: str = field(metadata=PANEL)
    assessor: str
    """The member's reference, never a name."""
    provider: str = field(metadata=PROVIDER)
    marks: tuple[Mark, ...]
    meeting: str = ""
    """The reference of the panel meeting the marks were given at, where they were given at one."""

    never_empty = asks(
        panel="say for which panel",
        assessor="say who marks",
        provider="say whose tender is marked",
        marks="give at least one mark",
    )
    distinct = ("marks.criterion",)


@frozen(kw_only=True)
class MarkCorrected(Record, called="corrected mark"):
    """A mark that a sheet has wrong, put right with a reason. The sheet itself stays as it is."""

    panel: str = field(metadata=PANEL)
    assessor: str
    provider: str = field(metadata=PROVIDER)
    corrected: Mark
    because: str

    never_empty = asks(
        panel="say for which panel the sheet was",
        assessor="say whose sheet is corrected",
        provider="say whose tender the sheet marks",
        because="say why the first mark was wrong",
    )


@frozen(kw_only=True)
class Moderation(Record):
    """The mark that a panel agrees on for one criterion, why, and who was there."""

    panel: str = field(metadata=PANEL)
    provider: str = field(metadata=PROVIDER)
    criterion: str = field(metadata=CRITERION)
    agreed: FromZero[Decimal] = field(converter=exact)
    because: str
    present: tuple[str, ...] = ()
    """The members who agreed it, and anybody who led the meeting."""
    replaces_because: str = ""
    """The reason this mark replaces one agreed before; empty for a first one."""

    never_empty = asks(
        panel="say which panel agreed",
        provider="say whose tender is marked",
        criterion="say on which criterion",
        because="give the reason for the agreed mark; without it an award can be set aside",
    )
    distinct = ("present",)


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
