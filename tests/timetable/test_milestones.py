"""The field has many names for one step; each must be known by all of them."""

from __future__ import annotations

import pytest

from commissioning.process import Process
from commissioning.stages import Route
from commissioning.timetable.milestones import MILESTONES, on_route, recognised

NAMES = [
    ("JSNA refresh", "needs-assessment"),
    ("Needs assessment", "needs-assessment"),
    ("Options appraisal", "options-appraisal"),
    ("Public consultation", "consultation"),
    ("Co-production group", "reference-group"),
    ("Soft market testing", "market-engagement"),
    ("Provider forum", "market-engagement"),
    ("Supplier day", "market-engagement"),
    ("Procurement strategy", "procurement-strategy"),
    ("Gateway 1", "approval-to-procure"),
    ("Cabinet approval to procure", "approval-to-procure"),
    ("Draft service specification", "specification"),
    ("Contract notice published on Find a Tender", "notice"),
    ("UK4", "notice"),
    ("PQQ issued", "ssq"),
    ("Selection questionnaire", "ssq"),
    ("SQ deadline", "selection-response"),
    ("Closing date for expressions of interest", "selection-response"),
    ("Evaluation of SSQ", "selection-assessment"),
    ("Shortlisting of selection questionnaires", "selection-assessment"),
    ("Agree shortlist", "shortlist"),
    ("ITT issued", "itt"),
    ("Invitation to Tender", "itt"),
    ("Publish tender", "itt"),
    ("Deadline for clarification questions", "clarification"),
    ("Tender deadline", "tender"),
    ("ITT return date", "tender"),
    ("Tender opening", "tender-opening"),
    ("Compliance check", "tender-opening"),
    ("Evaluation of tender submissions", "score-sheet"),
    ("Quality evaluation", "score-sheet"),
    ("Moderation meeting", "moderation"),
    ("Invite bidders to interview", "interview-invitation"),
    ("Bidder presentations", "interview"),
    ("Panel interviews", "interview"),
    ("Contract award recommendation report", "award-recommendation"),
    ("Preferred bidder identified", "award-recommendation"),
    ("Seek approval from Mayor and Cabinet to award contract", "approval-to-award"),
    ("Award decision", "approval-to-award"),
    ("Gateway 2", "approval-to-award"),
    ("Call-in period", "call-in"),
    ("Alcatel letters", "intention-to-award"),
    ("Standstill letters sent", "intention-to-award"),
    ("Notification of award", "intention-to-award"),
    ("Standstill period", "standstill"),
    ("Contract signature and sealing", "contract-signed"),
    ("Contracts signed", "contract-signed"),
    ("Mobilise contract", "mobilisation-plan"),
    ("TUPE transfer", "mobilisation-plan"),
    ("Implementation period", "mobilisation-plan"),
    ("Readiness gateway", "readiness-review"),
    ("Go live", "go-live"),
    ("Service commencement", "go-live"),
    ("Contract start date", "go-live"),
    ("affected service users will be notified of the changes", "people-told"),
    ("Notify service users", "people-told"),
    ("their support will transfer to one of the new providers", "people-moved"),
    ("Transfer of care packages", "people-moved"),
    ("KPI report", "kpi-report"),
    ("Contract review", "review"),
    ("Contract expires", "contract-ended"),
    ("Christmas lunch", None),
]


@pytest.mark.parametrize(("words", "tag"), NAMES)
def test_step_is_recognised_by_the_names_councils_use(words, tag):
    """A row that is not recognised is not checked."""
    assert recognised(words) == tag


def test_paper_to_cabinet_is_recognised_by_the_rows_above():
    """The same words ask to procure in March and to award in November."""
    assert recognised("Paper to Mayor and Cabinet") == "approval-to-procure"
    assert recognised("Paper to Mayor and Cabinet", ["specification", "itt"]) == "approval-to-award"


def test_every_milestone_is_a_step_of_the_process_or_a_waiting_time():
    """A tag that the process does not know could never be compared with the ledger."""
    unknown = {m.tag for m in MILESTONES if Process.standard().tagged(m.tag) is None}
    assert unknown == {"call-in", "standstill"}


def test_route_has_the_milestones_of_its_stages():
    """An open procedure has no selection stage to plan."""
    tags = {milestone.tag for milestone in on_route(Route.open())}
    assert "ssq" not in tags
    assert {"itt", "standstill", "go-live"} <= tags
