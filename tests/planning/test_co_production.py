"""Whether people took part as the equals they were named."""

from datetime import date

import pytest
from attrs import evolve

from commissioning.planning.consultation import co_production_findings
from commissioning.records.approval import ScrutinyNote
from commissioning.records.engagement import (
    Attendance,
    EngagementMeeting,
    Meetings,
    ReferenceGroupFormed,
)
from commissioning.records.parties import Constituency, ReferenceGroup

FIRST = date(2022, 2, 4)
GROUP = ReferenceGroup(
    reference="carers",
    name="Carer Reference Group",
    constituencies=(Constituency.OFFICER, Constituency.UNPAID_CARER, Constituency.SERVICE_USER),
    equal_members=(Constituency.UNPAID_CARER, Constituency.SERVICE_USER),
)
FORMED = ReferenceGroupFormed(
    on=FIRST,
    reference="carers",
    group=GROUP,
    support=("expenses", "an interpreter"),
    meetings=Meetings(first_on=FIRST, rule="FREQ=WEEKLY"),
)


def came(**people):
    return tuple(
        Attendance(constituency=Constituency[name.upper()], people=count)
        for name, count in people.items()
    )


MET = EngagementMeeting(
    on=FIRST, group="carers", attended=came(officer=2, unpaid_carer=5, service_user=3)
)


def told(*records, today=FIRST):
    return [(f.code, str(f)) for f in co_production_findings(records, today)]


def test_group_that_meets_as_it_said_draws_no_finding():
    """Lewisham's carers met weekly from 4 February 2022."""
    other = EngagementMeeting(on=FIRST, group="another")
    assert told(FORMED, MET, other, ScrutinyNote(on=FIRST, body="Committee")) == []


@pytest.mark.parametrize(
    ("attended", "missing"),
    [
        (came(officer=2, service_user=3), "unpaid carer"),
        (came(officer=2, unpaid_carer=0, service_user=1), "unpaid carer"),
        (came(officer=9), "unpaid carer or service user"),
    ],
)
def test_meeting_without_the_equals_is_told(attended, missing):
    """Nine officers talking about carers are not co-production."""
    assert told(FORMED, evolve(MET, attended=attended)) == [
        (
            "equal-member-absent",
            f"The Carer Reference Group met on 4 February 2022 without any {missing}, although they "
            "are equal members. Ask what kept them away, and discuss the matters with them.",
        )
    ]


def test_meeting_without_a_count_reports_no_absence():
    """A meeting minuted without heads does not show that anyone stayed away."""
    assert told(FORMED, evolve(MET, attended=())) == []


@pytest.mark.parametrize(
    ("parts", "found"),
    [
        ({"support": ()}, ["support-not-recorded"]),
        ({"support": (), "supported_by": "healthwatch"}, []),
        ({"support": (), "group": evolve(GROUP, equal_members=(Constituency.OFFICER,))}, []),
        ({"support": (), "group": evolve(GROUP, equal_members=())}, []),
    ],
)
def test_equals_who_are_not_paid_to_be_there_need_support(parts, found):
    """Without expenses or an interpreter the seat is equal on paper only."""
    assert [code for code, _ in told(evolve(FORMED, **parts))] == found
    if found:
        assert told(evolve(FORMED, **parts))[0][1] == (
            "No support is recorded for the Carer Reference Group, whose equal members include "
            "unpaid carers and service users. Record the support: training, expenses, an "
            "interpreter, a supporting body."
        )


@pytest.mark.parametrize(
    ("today", "message"),
    [
        (date(2022, 2, 10), None),
        (
            date(2022, 2, 11),
            "was to meet 2 times by 11 February 2022, but only 1 meeting is recorded",
        ),
        (date(2022, 3, 4), "was to meet 5 times by 4 March 2022, but only 1 meeting is recorded"),
        (date(2022, 1, 1), None),
    ],
)
def test_meetings_that_left_no_trace_are_counted(today, message):
    """The rule said weekly; the record says once."""
    found = told(FORMED, MET, today=today)
    if message is None:
        assert found == []
    else:
        assert found == [
            (
                "meeting-not-recorded",
                f"The Carer Reference Group {message}. Record the meetings that are missing, or that they "
                "did not take place.",
            )
        ]


def test_several_meetings_are_counted_in_the_plural():
    """The message is read out in a meeting."""
    again = evolve(MET, on=date(2022, 2, 11))
    assert (
        "but only 2 meetings are recorded" in told(FORMED, MET, again, today=date(2022, 3, 4))[0][1]
    )


def test_group_whose_minutes_are_kept_elsewhere_is_left_alone():
    """A ledger need not hold every meeting; holding some and not others is what looks amiss."""
    assert told(FORMED, today=date(2022, 6, 1)) == []
    assert told(evolve(FORMED, meetings=None), MET, today=date(2022, 6, 1)) == []
