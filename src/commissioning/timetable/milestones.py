"""The steps of a cycle in their order, with their usual lengths, and the names that councils give to them.

A step is known by the things its name speaks of: "ITT evaluation" and "marking of tenders" are a tender and a
judgement, whatever the order of the words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final

from commissioning.dates.parsing.cleaning import plain
from commissioning.stages import Route, Stage
from commissioning.values.frozen import frozen
from commissioning.values.text import no_such

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


# fmt: off
_WORDS: Final = {
    # what a step is about
    "selection": r"s?sqs?|psqs?|pqqs?|selection|pre-?qualification|eois?|"
                 r"expressions? of interest|requests? to participate|stage (?:1|one)|"
                 r"supplier questionnaires?|conditions of participation",
    "tender": r"tender(?:s|ed)?|itts?|isft|itqs?|rfps?|rfqs?|bids?|quotes|quotations?|"
              r"proposals?|submissions?|quality|technical|commercial|pricing|stage (?:2|two)",
    "itt": r"itts?|isft|itqs?|rfps?|rfqs?|"
           r"invitations? to (?:submit )?(?:an? )?(?:final )?(?:tender|quote)|"
           r"tender (?:documents?|packs?)|procurement documents",
    "response": r"responses?|answers|applications?",
    "procurement": r"procurements?|procure|commission|tender(?:ing)?|go(?:ing)? (?:out )?to market|"
                   r"strategy|market",
    "exercise": r"procurements?|tender(?:ing)? (?:process|exercise)|competition",
    "contract": r"contracts?|frameworks?|agreements?|dps",
    "service": r"(?:new )?services?|delivery",
    "award": r"award(?:s|ed|ing)?",
    "bidders": r"bidders?|tenderers?|suppliers?|providers?|applicants?|unsuccessful|successful",
    "people": r"service users?|customers?|people|residents|clients|carers",
    "packages": r"support|care|customers|service users|people|packages",
    "standstill": r"stand-?still|alcatel|10[- ]day (?:cooling|objection)",
    "intention": r"int(?:ention|ent|ended) (?:to )?award|award letters?|"
                 r"assessment summar(?:y|ies)|uk6|outcome letters?|award decision letters?",
    "letters": r"letters?|notices?|notification|notif(?:y|ies|ied)",
    "call-in": r"call-?\s?in(?! of)",
    "preferred": r"preferred (?:bidders?|providers?|suppliers?)|carr|"
                 r"recommend(?:s|ed|ation)? .*award|award .*recommend\w*|"
                 r"award (?:report|recommendation)|recommended (?:bidder|provider|supplier)",
    "report": r"reports?|papers?",
    "notice": r"notices?|advert(?:s|ised|isement)?|find a tender|contracts finder|fts|"
              r"uk(?:[1-5]|[7-9]|1\d)",
    "gateway-1": r"gateway (?:1|one)",
    "gateway-2": r"gateway (?:2|3|two|three)",
    "questions": r"clarifications?|questions?|q ?& ?a|queries",
    "short-list": r"short-?list\w*",
    "interviews": r"interviews?|presentations?|site visits?|(?:scenario|user) panels?",
    "moderation": r"moderat\w*|consensus",
    "opening": r"opening of (?:the )?(?:tenders|bids)|(?:tenders?|bids?) open(?:ed|ing)|"
               r"compliance checks?|unseal\w*",
    "mobilisation": r"mobili[sz]\w*|implementation|transition|tupe|onboarding|staff transfer|"
                    r"handover",
    "readiness": r"readiness",
    "live": r"go(?:es|ing)?[- ]?live|live",
    "specification": r"specifications?|service model|service design",
    "market": r"market (?:engagement|test\w*|warming|consultation)|soft market\w*|"
              r"meet the buyer|"
              r"(?:provider|supplier|bidder)s?'? (?:forums?|days?|events?|engagement|briefing)s?|"
              r"pre-market",
    "group": r"reference group|advisory group|co-?production group",
    "options": r"options? appraisal|options paper",
    "consultation": r"consult(?:ation|ations|ed|ing)?|survey",
    "needs": r"needs? (?:assessment|analysis)|jsna|commissioning review",
    "plan": r"procurement (?:strategy|plan|route)|commissioning strategy",
    "kpi": r"kpis?|performance (?:report|monitoring)",
    "review": r"reviews?",
    "team": r"teams?|officers?|leads?|managers?|boards? members?",
    "expiry": r"expir\w*|decommission\w*",
    "period": r"period",
    # what is done with it
    "issue": r"issu(?:e|es|ed|ing)|publish(?:es|ed|ing)?|publication|releas(?:e|es|ed)|"
             r"sen[dt]|sending|dispatch(?:ed)?|despatch(?:ed)?|launch(?:es|ed)?|starts?|"
             r"start of|advertis\w*|goes out|go out|out to|live",
    "invite": r"invit(?:e|es|ed|ations?|ing)",
    "due": r"deadlines?|due|clos(?:e|es|ed|ing)|return(?:s|ed)?|submit(?:s|ted|ting)?|"
           r"submissions?|receipt|received?|end of|last date|latest date|final date",
    "judge": r"evaluat\w*|assess\w*|scor(?:e|es|ed|ing)|mark(?:ing|ed)|sift\w*|"
             r"review(?:ed|ing)",
    "evaluate": r"^(?:tender )?evaluation|evaluation (?:period|panel|of|meeting)|scoring|"
                r"evaluate",
    "tell": r"notif\w*|tell|told|inform(?:s|ed)?|announc\w*|letters?|debrief\w*",
    "outcome": r"outcomes?|results?|decision",
    "decide": r"approv\w*|decisions?|decid\w*|permission|sign(?:ed)?[- ]?off|agree[ds]?|"
              r"paper to|report to|cabinet|gateway|committee|executive|the board|council|"
              r"ratif\w*",
    "authority": r"cabinet|committee|executive|boards?|council|mayor|member|delegated",
    "confirm": r"confirm\w*",
    "appoint": r"appoint(?:s|ed|ment)?|recruit(?:s|ed|ment)?|train(?:ing|ed)?",
    "sealing": r"seal(?:ed|ing)",
    "sign": r"sign(?:s|ed|ing|ature|atures)?(?! off)|seal(?:s|ed|ing)?|"
            r"execut(?:e|es|ed|ion)|engross\w*|conclu\w*|enter(?:ed|ing|s)? into|entered",
    "begin": r"launch\w*|starts?|start(?:ed|ing)|commenc\w*|begin\w*|began|live",
    "end": r"ends?|ended|expir\w*|terminat\w*",
    "move": r"transfer\w*|transition\w*|mov(?:e|es|ed|ing)",
    "tupe": r"tupe|staff",
}
# fmt: on
"""The things and the acts that names of steps speak of, each with the words for it."""
_CONCEPTS: Final = {name: re.compile(rf"\b(?:{words})\b") for name, words in _WORDS.items()}

# A rule needs all of its concepts and none of those with "!". The first that fits is taken, so a narrower
# meaning stands above a wider one.
# fmt: off
_RULES: Final = (
    ("people-told", "people tell !award"),
    ("people-moved", "packages move !tupe"),
    ("intention-to-award", "standstill letters !begin !end"),
    ("intention-to-award", "intention"),
    ("standstill", "standstill"),
    ("call-in", "call-in"),
    ("contract-signed", "contract sign !selection"),
    ("award-recommendation", "preferred !authority"),
    ("approval-to-award", "gateway-2"),
    ("approval-to-award", "award decide !tell"),
    ("approval-to-award", "tender report authority"),
    ("approval-to-award", "judge report decide"),
    ("intention-to-award", "tell award"),
    ("intention-to-award", "tell outcome"),
    ("intention-to-award", "tell bidders !invite !short-list !questions"),
    ("contract-signed", "confirm award"),
    ("contract-signed", "contract award !notice"),
    ("approval-to-procure", "gateway-1"),
    ("approval-to-procure", "decide procurement !questions !notice"),
    ("moderation", "moderation"),
    ("interview-invitation", "invite interviews"),
    ("interview", "interviews"),
    ("notice", "notice !judge"),
    ("clarification", "questions"),
    ("specification", "specification"),
    ("selection-assessment", "selection judge"),
    ("selection-assessment", "selection short-list"),
    ("selection-response", "selection due"),
    ("tender-opening", "opening"),
    ("itt", "invite short-list"),
    ("shortlist", "short-list !itt !tender"),
    ("tender", "itt due !judge"),
    ("score-sheet", "tender judge !market !invite !appoint"),
    ("ssq", "selection"),
    ("tender", "tender due !market !group !invite"),
    ("itt", "itt"),
    ("itt", "tender issue"),
    ("itt", "tender invite"),
    ("itt", "invite issue"),
    ("shortlist", "short-list"),
    ("score-sheet", "evaluate !appoint"),
    ("tender", "bidders due"),
    ("tender", "response due !consultation"),
    ("reference-group", "group"),
    ("market-engagement", "market"),
    ("mobilisation-plan", "mobilisation !team"),
    ("consultation", "consultation"),
    ("readiness-review", "readiness"),
    ("contract-ended", "contract end !live"),
    ("contract-ended", "expiry"),
    ("kpi-report", "kpi"),
    ("needs-assessment", "needs"),
    ("options-appraisal", "options"),
    ("procurement-strategy", "plan"),
    ("notice", "exercise begin !decide"),
    ("go-live", "live"),
    ("go-live", "contract begin"),
    ("go-live", "service begin"),
    ("review", "review"),
    ("tender", "tender period"),
    ("contract-signed", "sealing"),
    ("approval", "decide !team"),
    ("approval", "decide authority !appoint"),
)
# fmt: on
_READY: Final = tuple(
    (
        tag,
        frozenset(concept for concept in concepts.split() if concept[0] != "!"),
        frozenset(concept[1:] for concept in concepts.split() if concept[0] == "!"),
    )
    for tag, concepts in _RULES
)
_COMPETING: Final = frozenset(
    milestone.tag for milestone in MILESTONES if milestone.stage.place >= Stage.SSQ.place
)
_OF_PROCUREMENT: Final = frozenset({
    "selection", "tender", "itt", "invite", "exercise", "contract", "award", "bidders", "standstill",
    "intention", "notice", "mobilisation", "sign",
})  # fmt: skip
NO_NAMES: Final[Mapping[str, str]] = MappingProxyType({})


def recognised(
    what: str, earlier: Iterable[str] = (), names: Mapping[str, str] = NO_NAMES
) -> str | None:
    """The tag of the step that the words of a row name; None if they name none.

    A bare "Paper to Cabinet" is the approval to procure, or the approval to award if a row of the
    competition came before; `earlier` holds the tags of the rows above. `names` are a council's own:
    the words of each, and the tag of its step; the longest found in the row counts.
    """
    words = plain(what)
    own = max((name for name in names if plain(name) in words), key=len, default=None)
    if own is not None:
        return names[own]
    found = concepts_in(words)
    tag = next(
        (tag for tag, needed, barred in _READY if needed <= found and not barred & found), None
    )
    if tag != "approval":
        return tag
    return "approval-to-award" if _COMPETING & set(earlier) else "approval-to-procure"


def concepts_in(words: str) -> frozenset[str]:
    """The things and acts that the words of a row speak of."""
    return frozenset(name for name, form in _CONCEPTS.items() if form.search(words))


def is_of_procurement(what: str) -> bool:
    """Whether the words of a row speak of a procurement, whatever its step."""
    return bool(concepts_in(plain(what)) & _OF_PROCUREMENT)


def check_names(names: Mapping[str, str]) -> tuple[str, ...]:
    """The faults of a council's own names: each must lead to a step that timetables have."""
    return tuple(
        f"names: {no_such('step', tag, BY_TAG)}" for tag in names.values() if tag not in BY_TAG
    )
