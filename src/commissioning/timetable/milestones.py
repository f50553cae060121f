"""The steps of a cycle in their order, the times between them that only pass, and their usual lengths."""

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
    Milestone("intention-to-award", "Outcome letters sent", S.AWARD),
    Milestone("standstill", "Standstill", S.AWARD),
    Milestone("contract-signed", "Contract signed", S.AWARD),
    Milestone("mobilisation-plan", "Mobilisation", S.MOBILISATION),
    Milestone("readiness-review", "Readiness review", S.MOBILISATION, ordered=False),
    Milestone("go-live", "Go live", S.GO_LIVE),
    Milestone("people-told", "People informed of the change", S.GO_LIVE, ordered=False),
    Milestone("people-moved", "People moved to their provider", S.GO_LIVE, ordered=False),
    Milestone("kpi-report", "Performance report", S.GO_LIVE, ordered=False),
    Milestone("review", "Contract review", S.GO_LIVE, ordered=False),
    Milestone("contract-ended", "Contract ends", S.GO_LIVE, ordered=False),
)
BY_TAG: Final = {milestone.tag: milestone for milestone in MILESTONES}
PLACES: Final = {milestone.tag: place for place, milestone in enumerate(MILESTONES)}


_OF_TENDERS: Final = frozenset({"tender-opening", "score-sheet", "moderation"})


def on_route(route: Route) -> tuple[Milestone, ...]:
    """The milestones of a route, in order: tenders are evaluated, and without any, providers assessed."""
    others = {"provider-assessment"} if S.ITT in route else _OF_TENDERS
    return tuple(each for each in MILESTONES if each.stage in route and each.tag not in others)


@frozen
class UsualLength:
    """The length of one step in working days, and the practice it rests on."""

    tag: str
    days: int
    because: str


USUAL: Final = (
    UsualLength("needs-assessment", 40, "eight weeks to gather and agree the needs"),
    UsualLength("market-engagement", 30, "six weeks of talks with providers"),
    UsualLength("specification", 30, "six weeks to write and consult on the specification"),
    UsualLength("ssq", 1, "the day the selection questionnaire is issued"),
    UsualLength("selection-response", 20, "four weeks to answer"),
    UsualLength("selection-assessment", 15, "three weeks to assess the responses"),
    UsualLength("shortlist", 1, "the day the shortlist is agreed"),
    UsualLength("itt", 1, "the day the invitation is issued"),
    UsualLength("tender", 25, "five weeks to tender"),
    UsualLength("provider-assessment", 15, "three weeks to assess the providers"),
    UsualLength("tender-opening", 1, "the working day after the deadline"),
    UsualLength("score-sheet", 15, "three weeks for each panellist to mark alone"),
    UsualLength("moderation", 3, "three days of moderation"),
    UsualLength("interview-invitation", 1, "the day the invitations go out"),
    UsualLength("interview", 5, "one week of interviews"),
    UsualLength("award-recommendation", 10, "two weeks to write and clear the report"),
    UsualLength("intention-to-award", 1, "the letters go out to all bidders on one day"),
    UsualLength("contract-signed", 5, "a week for signing and sealing"),
    UsualLength("mobilisation-plan", 60, "twelve weeks of mobilisation"),
    UsualLength("go-live", 1, "the first day of the service"),
)
"""A council's usual lengths. They are practice, not law; give your own as `durations`."""
USUAL_LENGTHS: Final = {usual.tag: usual for usual in USUAL}
