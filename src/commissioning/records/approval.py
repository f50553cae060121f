"""Decisions of the council about a procurement: permission to begin, scrutiny, waivers of practice."""

from __future__ import annotations

from commissioning.records.record import Record
from commissioning.values.checking import asks
from commissioning.values.frozen import frozen
from commissioning.values.money import Money


@frozen(kw_only=True)
class ApprovalToProcure(Record):
    """The decision that a procurement may begin. It approves no award."""

    decided_by: str
    """The body or the office that decided: "Mayor and Cabinet", never a person's name."""
    key_decision: bool = False
    value: Money | None = None
    delegates: tuple[str, ...] = ()
    """Decisions left to an officer, in words: "shortlisting after the first stage"."""

    never_empty = asks(decided_by="say which body or office decided")


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
    because: str

    never_empty = asks(
        by="say who gives the waiver",
        because="say why the finding is waived",
        code="say which finding is waived, by its code",
    )

    def lifts(self, code: str, about: str | None) -> bool:
        """Whether it lifts a finding of that code about that thing."""
        return self.code == code and self.about in {None, about}
