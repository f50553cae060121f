"""The parties: authorities, providers, supporting bodies and reference groups."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from commissioning.values.checking import Checked, NamedPart, asks
from commissioning.values.frozen import frozen
from commissioning.values.text import Word


class CqcRating(Word):
    """The Care Quality Commission's overall rating of a registered location."""

    OUTSTANDING = "Outstanding"
    GOOD = "Good"
    REQUIRES_IMPROVEMENT = "Requires improvement"
    INADEQUATE = "Inadequate"


@frozen(kw_only=True)
class Authority(NamedPart):
    """A public body that commissions: a council, or an NHS body buying with one."""

    kind: str = "council"
    """The kind of body, in plain words: "council", "clinical commissioning group"."""


@frozen(kw_only=True)
class Provider(NamedPart):
    """An organisation that delivers care or another service, or offers to."""

    cqc_rating: CqcRating | None = None
    """None where it is not yet rated, not registered, or not stated: `cqc_standing` says which."""
    cqc_rated_on: date | None = None
    cqc_standing: str = ""
    """Why there is no rating, in words: "registered, not yet rated"."""

    def problems(self) -> Iterator[str]:
        if self.cqc_rated_on and not self.cqc_rating:
            yield "cqc_rated_on: a day without a rating; give the rating too"


@frozen(kw_only=True)
class SupportingBody(NamedPart):
    """A body that helps people to take part, such as a local Healthwatch. It does not decide."""

    role: str = ""


class Constituency(Word):
    """The capacity in which somebody sits on a panel or in a reference group."""

    OFFICER = "officer"
    SERVICE_USER = "service user"
    UNPAID_CARER = "unpaid carer"
    CLINICIAN = "clinician"
    ELECTED_MEMBER = "elected member"
    SUPPORTER = "supporter"
    INDEPENDENT = "independent"


@frozen(kw_only=True)
class Member(Checked):
    """One person by a reference, never a name, and the capacity in which they sit."""

    reference: str
    constituency: Constituency
    chair: bool = False
    scores: bool = True
    """Whether the member gives marks; a moderator or note-taker does not."""

    never_empty = asks(reference="say who sits by a reference, such as 'carer-2'")


@frozen(kw_only=True)
class ReferenceGroup(NamedPart):
    """A standing group that advises on the service, such as a carers' reference group."""

    constituencies: tuple[Constituency, ...]
    equal_members: tuple[Constituency, ...] = ()
    """Those who sit as equals of the officers, where the group's terms say so."""

    never_empty = asks(constituencies="say who sits in the group")

    def problems(self) -> Iterator[str]:
        for extra in sorted(set(self.equal_members) - set(self.constituencies)):
            yield f"equal_members: {extra.value} is not among the group's constituencies"
