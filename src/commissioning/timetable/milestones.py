"""The steps of a cycle in the order they come in, and the times between them that only pass."""

from __future__ import annotations

from typing import Final

from commissioning.stages import Route, Stage
from commissioning.values.frozen import frozen

S = Stage


@frozen
class Milestone:
    """A step of the process, or a time that only passes, for which a timetable may have a row."""

    tag: str
    """The tag of the process step; a name of its own for call-in, standstill and other times."""
    words: str
    stage: Stage
    """Its stage; a route without that stage does not have the milestone."""
    ordered: bool = True
    """Whether it has a fixed place in the order. A reference group may meet at any time."""


MILESTONES: Final = (
    Milestone("needs-assessment", "Needs assessment", S.NEEDS),
    Milestone("options-appraisal", "Options appraisal", S.NEEDS, ordered=False),
    Milestone("consultation", "Consultation", S.NEEDS, ordered=False),
    Milestone("reference-group", "Reference group", S.NEEDS, ordered=False),
    Milestone("market-engagement", "Market engagement", S.NEEDS, ordered=False),
    Milestone("procurement-strategy", "Procurement strategy", S.NEEDS, ordered=False),
    Milestone("approval-to-procure", "Approval to procure", S.NEEDS, ordered=False),
    Milestone("specification", "Service specification", S.SPECIFICATION),
    Milestone("notice", "Notice", S.SPECIFICATION, ordered=False),
    Milestone("ssq", "Selection questionnaire issued", S.SSQ),
    Milestone("selection-response", "Selection responses due", S.SSQ),
    Milestone("selection-assessment", "Selection responses assessed", S.SSQ),
    Milestone("shortlist", "Shortlist", S.SSQ),
    Milestone("itt", "Invitation to tender issued", S.ITT),
    Milestone("clarification", "Last questions from bidders", S.ITT),
    Milestone("tender", "Tenders due", S.ITT),
    Milestone("provider-assessment", "Providers assessed", S.EVALUATION),
    Milestone("tender-opening", "Tenders opened", S.EVALUATION),
    Milestone("score-sheet", "Tenders evaluated", S.EVALUATION),
    Milestone("moderation", "Marks moderated", S.EVALUATION),
    Milestone("interview-invitation", "Interview invitations", S.INTERVIEWS),
    Milestone("interview", "Interviews", S.INTERVIEWS),
    Milestone("award-recommendation", "Award recommended", S.AWARD),
    Milestone("approval-to-award", "Approval to award", S.AWARD),
    Milestone("call-in", "Call-in", S.AWARD),
    Milestone("intention-to-award", "Bidders told the outcome", S.AWARD),
    Milestone("standstill", "Standstill", S.AWARD),
    Milestone("contract-signed", "Contract signed", S.AWARD),
    Milestone("mobilisation-plan", "Mobilisation", S.MOBILISATION),
    Milestone("readiness-review", "Readiness review", S.MOBILISATION, ordered=False),
    Milestone("go-live", "Go live", S.GO_LIVE),
    Milestone("people-told", "People told of the change", S.GO_LIVE, ordered=False),
    Milestone("people-moved", "People moved to their provider", S.GO_LIVE, ordered=False),
    Milestone("kpi-report", "Performance report", S.GO_LIVE, ordered=False),
    Milestone("review", "Contract review", S.GO_LIVE, ordered=False),
    Milestone("contract-ended", "Contract ends", S.GO_LIVE, ordered=False),
)
BY_TAG: Final = {milestone.tag: milestone for milestone in MILESTONES}
PLACES: Final = {milestone.tag: place for place, milestone in enumerate(MILESTONES)}


def on_route(route: Route) -> tuple[Milestone, ...]:
    """The milestones of a route, in order."""
    return tuple(milestone for milestone in MILESTONES if milestone.stage in route)
