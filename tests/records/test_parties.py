"""Who takes part."""

from datetime import date

import pytest

from commissioning.errors import RecordError
from commissioning.records.parties import (
    Authority,
    Constituency,
    CqcRating,
    Member,
    Provider,
    ReferenceGroup,
    SupportingBody,
)

REFUSED = [
    (Authority, {"reference": "", "name": "Lewisham"},
     "authority: reference: give the authority a reference"),
    (Authority, {"reference": "lewisham", "name": ""},
     "authority: name: give the authority a name"),
    (Provider, {"reference": "", "name": "Acorn"},
     "provider: reference: give the provider a reference"),
    (Provider, {"reference": "acorn", "name": ""},
     "provider: name: give the provider a name"),
    (Provider, {"reference": "acorn", "name": "Acorn", "cqc_rated_on": date(2021, 5, 3)},
     "provider: cqc_rated_on: a day without a rating; give the rating too"),
    (Provider, {"reference": "acorn", "name": "Acorn", "cqc_rating": "Good"},
     "provider: cqc_rating: 'Good' is not a CqcRating; did you mean `CqcRating.GOOD`?"),
    (SupportingBody, {"reference": "", "name": "Healthwatch"},
     "supporting body: reference: give the supporting body a reference"),
    (SupportingBody, {"reference": "hw", "name": ""},
     "supporting body: name: give the supporting body a name"),
    (Member, {"reference": "", "constituency": Constituency.UNPAID_CARER},
     "member: reference: say who sits by a reference, such as 'carer-2'"),
    (ReferenceGroup, {"reference": "", "name": "Carers", "constituencies": tuple(Constituency)},
     "reference group: reference: give the reference group a reference"),
    (ReferenceGroup, {"reference": "cg", "name": "", "constituencies": tuple(Constituency)},
     "reference group: name: give the reference group a name"),
    (ReferenceGroup, {"reference": "cg", "name": "Carers", "constituencies": ()},
     "reference group: constituencies: say who sits in the group"),
    (ReferenceGroup,
     {"reference": "cg", "name": "Carers", "constituencies": (Constituency.OFFICER,),
      "equal_members": (Constituency.UNPAID_CARER, Constituency.SERVICE_USER)},
     "reference group has 2 problems:"
     "\n  - equal_members: service user is not among the group's constituencies"
     "\n  - equal_members: unpaid carer is not among the group's constituencies"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "parts", "message"), REFUSED)
def test_party_that_is_not_described_is_refused(kind, parts, message):
    """Others refer to a party by its reference, and readers know it by its name."""
    with pytest.raises(RecordError) as refusal:
        kind(**parts)
    assert str(refusal.value) == message


@pytest.mark.parametrize("kind", [Authority, Provider, SupportingBody])
def test_party_is_known_by_a_reference_and_a_name(kind):
    """Two short lines are all it takes to be named in a record."""
    party = kind(reference="R1", name="The party")
    assert (party.reference, party.name) == ("R1", "The party")


def test_provider_may_have_no_rating():
    """A new provider is not rated yet, and a bad rating must not be guessed for it."""
    new = Provider(reference="acorn", name="Acorn", cqc_standing="registered, not yet rated")
    assert (new.cqc_rating, new.cqc_rated_on) == (None, None)


def test_rating_may_carry_its_day():
    """Ratings change; the day says which of them this was."""
    rated = Provider(
        reference="acorn",
        name="Acorn",
        cqc_rating=CqcRating.GOOD,
        cqc_rated_on=date(2021, 5, 3),
    )
    assert rated.cqc_rating == "Good"


def test_equal_members_sit_among_the_constituencies():
    """Lewisham's carers sat as equals of the officers; the record can say so."""
    group = ReferenceGroup(
        reference="carers",
        name="Carers' reference group",
        constituencies=(Constituency.OFFICER, Constituency.UNPAID_CARER),
        equal_members=(Constituency.UNPAID_CARER,),
    )
    assert group.equal_members == (Constituency.UNPAID_CARER,)


def test_member_gives_marks_unless_it_is_said_otherwise():
    """A moderator or note-taker sits on the panel without marking."""
    member = Member(reference="carer-2", constituency=Constituency.UNPAID_CARER)
    assert (member.scores, member.chair) == (True, False)
