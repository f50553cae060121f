"""The field has many names for one step; each must be known by all of them."""

from __future__ import annotations

from datetime import date

import pytest

from commissioning.errors import FormatError
from commissioning.process import Process
from commissioning.stages import Route
from commissioning.timetable.milestones import _RULES, _WORDS, MILESTONES, on_route, recognised
from commissioning.timetable.reading import read_table

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
    ("Tender submissions by noon", "tender"),
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
    # nouns and verbs in either order, and things that only sound like another step
    ("PQQ evaluation", "selection-assessment"),
    ("Marking of the selection stage", "selection-assessment"),
    ("RFQ evaluation", "score-sheet"),
    ("Scoring of bids", "score-sheet"),
    ("Issue ITT to shortlisted bidders", "itt"),
    ("Issue of the invitation", "itt"),
    ("Invitation to shortlisted bidders", "itt"),
    ("Officer delegated decision", "approval-to-procure"),
    ("Evaluation training", None),
    ("Quotation documents released", "itt"),
    ("ITT live", "itt"),
    ("Suppliers return quotations", "tender"),
    ("Applicants submit their answers", "tender"),
    ("Start of survey", "consultation"),
    ("Launch of competition", "notice"),
    ("New framework begins", "go-live"),
    ("DPS goes live", "go-live"),
    ("Agreement ends", "contract-ended"),
    ("Announcement of award", "intention-to-award"),
    ("Inform successful and unsuccessful tenderers", "intention-to-award"),
    ("Tell residents of the new provider", "people-told"),
    ("Framework awarded", "contract-signed"),
    ("Legal sealing", "contract-signed"),
    ("Award confirmed", "contract-signed"),
    ("Evaluation report to Executive", "approval-to-award"),
    ("Tender report to the Committee", "approval-to-award"),
    ("Executive decision to award", "approval-to-award"),
    ("Preferred supplier identified", "award-recommendation"),
    ("Approval to go out to tender", "approval-to-procure"),
    ("TUPE consultation", "mobilisation-plan"),
    ("Mobilisation team recruited", None),
    ("Evaluation panel appointed", None),
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


def test_council_s_own_name_comes_first_and_the_longest_of_them():
    """A council that calls its tender "the pack" must have that row checked too."""
    names = {"pack": "itt", "Return of the pack": "tender"}
    assert recognised("Publish the pack", names=names) == "itt"
    assert recognised("Return of the pack (noon)", names=names) == "tender"
    assert recognised("Moderation", names=names) == "moderation"


def test_row_of_a_procurement_that_is_not_recognised_is_reported():
    """A step that no check sees looks like a step without faults."""
    text = "Date,Action\n9 June 2025,Supplier gala\n10 June 2025,Tea\n"
    (finding,) = read_table(text, on=date(2025, 5, 20)).findings
    assert str(finding) == (
        "Row 1 (line 2): 'Supplier gala' reads like a step of a procurement, but the library knows "
        "no step of that name, so the row is not checked. Use a usual name, or say which step the "
        "council's own name stands for."
    )
    assert not read_table(text, on=date(2025, 5, 20), names={"supplier gala": "interview"}).findings


def test_own_name_for_a_step_that_does_not_exist_is_refused():
    """A slip in the table of names would lose the rows it was made for."""
    with pytest.raises(FormatError) as refused:
        read_table("Date,Action\n9 June 2025,Tea\n", on=date(2025, 5, 20), names={"pack": "it"})
    assert refused.value.problems == ('names: there is no step "it"; did you mean "itt"?',)


def test_every_rule_leads_to_a_milestone_and_asks_for_known_concepts():
    """A slip in the table of rules would silently never be met."""
    tags = {milestone.tag for milestone in MILESTONES} | {"approval"}
    for tag, concepts in _RULES:
        assert tag in tags
        assert {concept.removeprefix("!") for concept in concepts.split()} <= set(_WORDS)


def test_every_milestone_is_a_step_of_the_process_or_a_waiting_time():
    """A tag that the process does not know could never be compared with the ledger."""
    unknown = {m.tag for m in MILESTONES if Process.standard().tagged(m.tag) is None}
    assert unknown == {"call-in", "standstill"}


def test_route_has_the_milestones_of_its_stages():
    """An open procedure has no selection stage to plan."""
    tags = {milestone.tag for milestone in on_route(Route.open())}
    assert not {"ssq", "provider-assessment"} & tags
    assert {"itt", "tender-opening", "standstill", "go-live"} <= tags
