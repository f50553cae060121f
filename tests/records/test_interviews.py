"""Interviews: who is invited, and what they may change."""

from datetime import date

import pytest

from commissioning.errors import RecordError
from commissioning.records.panel import ChangedMark, Interview, InterviewInvitation

DAY = date(2022, 10, 17)
CHANGE = ChangedMark(criterion="q", agreed=4, because="the rota was shown")


@pytest.mark.parametrize(
    ("make", "fields", "message"),
    [
        (InterviewInvitation, {"providers": ()}, "providers: say who is invited"),
        (
            InterviewInvitation,
            {"providers": ("A", "A")},
            "providers: A is listed twice; name each once",
        ),
        (Interview, {"provider": ""}, "provider: say whose interview it was"),
        (
            Interview,
            {"provider": "A", "changes": (CHANGE, CHANGE)},
            "changes: q is listed twice; name each once",
        ),
        (
            Interview,
            {"provider": "A", "present": ("U1", "U1")},
            "present: U1 is listed twice; name each once",
        ),
    ],
)
def test_interview_says_who_and_what(make, fields, message):
    """Everybody is heard once and alike, and the record shows it."""
    with pytest.raises(RecordError) as refused:
        make(on=DAY, **fields)
    assert refused.value.problems == (message,)


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"agreed": 4, "because": ""}, "because: say what was heard that changes the mark"),
        ({"agreed": -1, "because": "r"}, "agreed: -1 is below the minimum of 0"),
        ({"agreed": 4, "because": "r", "criterion": ""}, "criterion: say which mark is changed"),
    ],
)
def test_changed_mark_says_what_was_heard(fields, message):
    """A mark that moves after an interview is the first thing a loser's lawyer asks about."""
    with pytest.raises(RecordError) as refused:
        ChangedMark(**{"criterion": "q", **fields})
    assert refused.value.problems == (message,)


def test_interview_may_change_nothing():
    """Most clarify, and that is a record too."""
    assert Interview(on=DAY, provider="A", present=("U1",)).changes == ()
