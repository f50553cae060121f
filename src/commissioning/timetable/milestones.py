"""The steps of a cycle in the order they come in, and the many names that timetables give them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from commissioning.dates.parsing.cleaning import plain
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


_SELECTION: Final = (
    r"\b(?:"
    r"ssqs?|sqs?|psqs?|pqqs?|selection|pre-?qualification|eois?|"
    r"expressions? of interest|requests? to participate|stage (?:1|one)"
    r")\b"
)
_TENDER: Final = (
    r"\b(?:"
    r"tenders?|itts?|bids?|isft|submissions?|quality|technical|commercial|pricing|"
    r"stage (?:2|two)"
    r")\b"
)
_JUDGED: Final = (
    r"\b(?:"
    r"evaluat\w*|assess\w*|scor\w*|marking|shortlist\w*|sift\w*|review(?:ed|ing)?"
    r")\b"
)
_DUE: Final = (
    r"\b(?:"
    r"deadline|due|clos\w+|return\w*|submi\w+|receipt|received|end of|last date|"
    r"latest date"
    r")\b"
)
_DECIDED: Final = (
    r"\b(?:"
    r"approv\w*|decision|decid\w*|permission|sign-?off|agree\w*|paper to|report to|"
    r"cabinet|gateway|committee|executive"
    r")\b"
)

# The first row that fits is taken, so a narrower name comes above a wider one.
_NAMES: Final = (
    ("people-told", (
        r"\b(?:service users?|customers?|people|residents) (?:\w+ ){0,4}(?:notified|told|informed)",
        r"\b(?:notif\w+|tell|inform) (?:of )?(?:\w+ )?(?:service users|customers|residents)",
    )),
    ("people-moved", (
        r"\b(?:support|care|customers|service users|people|packages) (?:\w+ ){0,3}"
        r"(?:transfer|transition|move)",
        r"\btransfer of (?:\w+ )?(?:service users|customers|people|care|packages)",
    )),
    ("intention-to-award", (
        r"\b(?:standstill|alcatel) (?:letters?|notices?)|\bintention to award",
        r"\bintent to award|\bintended award|\baward letters?\b|\bassessment summar",
        r"\bnotif\w+ (?:of )?(?:un)?successful",
        r"\bnotif\w+ (?:the )?(?:bidders|tenderers|providers|outcome)",
        r"\bbidders? (?:told|informed|notified)|\boutcome letters",
        r"\bnotification of (?:the )?(?:award|outcome|result|decision)|\buk6\b",
    )),
    ("standstill", (
        r"\bstand-?still|\balcatel period|10[- ]day (?:cooling|objection)",
    )),
    ("call-in", (
        r"\bcall-?\s?in\b(?! of)",
    )),
    ("contract-signed", (
        r"\bcontracts? (?:sign\w*|seal\w*|execut\w*|engross\w*|conclu\w*|entered)",
        r"\bsign\w* (?:of )?(?:the )?contracts?|\bsealing|\bcontract award(?: date)?$",
        r"^award of contracts?$|\bcontracts? awarded\b|\benter\w* into (?:the )?contract",
    )),
    ("award-recommendation", (
        r"\bcarr\b|\baward (?:report|recommendation)|\brecommend\w* .*award|\bpreferred bidder",
        r"\brecommended bidder|\baward .*recommend",
    )),
    ("approval-to-award", (
        rf"{_DECIDED}.*\baward|\baward.*{_DECIDED}|\bgateway (?:2|3|two|three)\b",
    )),
    ("approval-to-procure", (
        rf"{_DECIDED}.*\b(?:procure\w*|tender|commission|go to market|strategy)\b",
        r"\bgateway (?:1|one)\b|\b(?:permission|approval) to (?:procure|tender)",
    )),
    ("moderation", (
        r"\bmoderat|\bconsensus",
    )),
    ("interview-invitation", (
        r"\binvit\w* .*\b(?:interviews?|presentations?)\b",
    )),
    ("interview", (
        r"\binterviews?\b|\bpresentations?\b|\bsite visits?\b|\b(?:scenario|user) panels?\b",
    )),
    ("notice", (
        r"\b(?:contract|tender|procurement|award|engagement) notice|\bfind a tender|\bcontracts finder",
    )),
    ("clarification", (
        r"\bclarification|\bbidder questions|\bquestions from",
    )),
    ("selection-assessment", (
        rf"{_JUDGED}.*{_SELECTION}|{_SELECTION}.*{_JUDGED}",
    )),
    ("selection-response", (
        rf"{_DUE}.*{_SELECTION}|{_SELECTION}.*{_DUE}",
    )),
    ("itt", (
        r"\b(?:issue|publish|publication|release|send|despatch|dispatch|launch|start)\w*\b.*\b"
        r"(?:itts?|invitations? to (?:submit )?(?:a )?(?:final )?tender|tender documents?|tenders?)\b",
        r"\binvitations? to (?:submit )?(?:a )?(?:final )?tender (?:issued|published|sent)",
        r"^(?:itts?|invitations? to tender)\b(?!.*(?:deadline|due|clos|return|submi))",
    )),
    ("shortlist", (
        r"\bshort-?list",
    )),
    ("tender-opening", (
        r"\b(?:opening of (?:the )?(?:tenders|bids)|(?:tenders?|bids?) open(?:ed|ing)|compliance check)",
    )),
    ("score-sheet", (
        rf"{_JUDGED}.*{_TENDER}|{_TENDER}.*{_JUDGED}|^(?:tender )?evaluation\b",
        r"\bevaluation (?:period|panel)|\bscoring\b",
    )),
    ("tender", (
        rf"{_DUE}.*{_TENDER}|{_TENDER}.*{_DUE}|\btender period",
    )),
    ("ssq", (
        rf"{_SELECTION}",
    )),
    ("mobilisation-plan", (
        r"\bmobilis|\bmobiliz|\bimplementation|\btransition|\btupe|\bonboarding",
        r"\bstaff transfer",
    )),
    ("readiness-review", (
        r"\breadiness",
    )),
    ("go-live", (
        r"\bgo(?:es|ing)?[- ]?live",
        r"\b(?:service|contract|(?:new )?contracts) (?:to |will )?(?:commenc\w*|start\w*|begin\w*)",
        r"\bstart of (?:the )?(?:new )?(?:contract|service)|\bcommencement\b|\bservices? live",
    )),
    ("contract-ended", (
        r"\bcontracts? (?:end|expir|terminat)|\bexpiry|\bdecommission",
    )),
    ("kpi-report", (
        r"\bkpis?\b|\bperformance (?:report|monitoring)",
    )),
    ("specification", (
        r"\bspecification|\bservice model|\bservice design",
    )),
    ("market-engagement", (
        r"\bmarket (?:engagement|test\w*|warming|consultation)|\bsoft market",
        r"\b(?:provider|supplier|bidder)s?'? (?:forums?|days?|events?|engagement|briefing)",
        r"\bmeet the buyer",
    )),
    ("reference-group", (
        r"\breference group|\badvisory group|\bco-?production group",
    )),
    ("options-appraisal", (
        r"\boptions? appraisal|\boptions paper",
    )),
    ("consultation", (
        r"\bconsult",
    )),
    ("needs-assessment", (
        r"\bneeds? (?:assessment|analysis)|\bjsna\b|\bcommissioning review",
    )),
    ("procurement-strategy", (
        r"\bprocurement (?:strategy|plan|route)|\bcommissioning strategy",
    )),
    ("review", (
        r"\breview\b",
    )),
    ("notice", (
        r"\bnotices?\b|\badvert|\bfind a tender|\bcontracts finder|\buk\d{1,2}\b",
    )),
    ("approval", (
        rf"{_DECIDED}",
    )),
)  # fmt: skip
_PATTERNS: Final = tuple((tag, re.compile("|".join(forms))) for tag, forms in _NAMES)


_COMPETING: Final = frozenset(
    milestone.tag for milestone in MILESTONES if milestone.stage.place >= S.SSQ.place
)


def recognised(what: str, earlier: Iterable[str] = ()) -> str | None:
    """The tag of the step that the words of a row name; None if they name none.

    A bare "Paper to Cabinet" is the approval to procure, or the approval to award if a row of the
    competition came before; `earlier` holds the tags of the rows above.
    """
    words = plain(what)
    tag = next((name for name, pattern in _PATTERNS if pattern.search(words)), None)
    if tag != "approval":
        return tag
    return "approval-to-award" if _COMPETING & set(earlier) else "approval-to-procure"
