"""Selection: in time, assessed to the last response, and shortlisted only from those who passed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from commissioning.dates.deadlines import LONDON, Deadline
from commissioning.errors import written
from commissioning.findings.codes.competition import (
    ASSESSED_WITHOUT_RESPONSE,
    RESPONSE_LATE,
    RESPONSE_UNASSESSED,
    RESPONSES_STILL_DUE,
    SHORTLIST_TOO_LONG,
    SHORTLISTED_WITHOUT_PASS,
    SHORTLISTED_WITHOUT_RESPONSE,
)
from commissioning.findings.codes.process import STAGE_ORDER
from commissioning.findings.finding import Finding
from commissioning.gates.case import Case, check, gate
from commissioning.records.selection import (
    SelectionAssessment,
    SelectionQuestionnaire,
    SelectionResponse,
    Shortlist,
)
from commissioning.records.tender import TenderReceived
from commissioning.stages import Stage
from commissioning.values.text import listed


@gate(RESPONSES_STILL_DUE)
def responses_are_all_in(case: Case) -> Iterator[Finding]:
    """The deadline for responses has passed before anybody is chosen."""
    for questionnaire in dict.fromkeys(case.find(SelectionQuestionnaire, lot) for lot in case.lots):
        if questionnaire is None:
            continue
        due = questionnaire.responses_due_by
        chosen_on = due.day if due.at else due.day + timedelta(days=1)
        if case.on < chosen_on:
            yield RESPONSES_STILL_DUE(
                f"responses may still come in until {due}; this is {written(case.on)}",
                remedy=f"wait until {written(chosen_on)}",
                earliest=chosen_on,
            )


@gate(RESPONSE_UNASSESSED)
def every_response_assessed(case: Case) -> Iterator[Finding]:
    """Every provider that responded has been assessed before some are chosen."""
    for lot in case.lots:
        assessed = {a.provider for a in case.every(SelectionAssessment, about=lot)}
        responded = (r.provider for r in case.every(SelectionResponse, about=lot))
        waiting = tuple(dict.fromkeys(p for p in responded if p not in assessed))
        if waiting:
            yield RESPONSE_UNASSESSED(
                f"no assessment is recorded for the response of {listed(waiting)}",
                remedy="record a selection assessment for each response",
                about=waiting[0] if len(waiting) == 1 else lot,
            )
            return


@check(SelectionResponse, RESPONSE_LATE)
def response_is_in_time(case: Case, response: SelectionResponse) -> Iterator[Finding]:
    """A response after the deadline is considered only for a recorded reason."""
    questionnaire = case.find(SelectionQuestionnaire, about=case.lots[0])
    if questionnaire is None or response.late_because:
        return
    due = questionnaire.responses_due_by
    received = Deadline(response.on, response.at, LONDON if response.at else None)
    late = received.moment() > due.moment() if response.at else response.on > due.day
    if late:
        yield RESPONSE_LATE(
            f"the response of {response.provider} came at {received}, after {due}",
            remedy="leave it out, or record why it is considered all the same (late_because)",
            about=response.provider,
        )


@check(SelectionAssessment, ASSESSED_WITHOUT_RESPONSE)
def assessed_have_responded(case: Case, assessment: SelectionAssessment) -> Iterator[Finding]:
    """Only somebody who responded, or in an open procedure tendered, can be assessed."""
    provider = assessment.provider
    if (
        case.find(SelectionResponse, provider) is None
        and case.find(TenderReceived, provider) is None
    ):
        yield ASSESSED_WITHOUT_RESPONSE(
            f"{provider} is assessed, but no response of theirs is recorded",
            remedy="record the response, or correct the provider's reference",
            about=provider,
        )


@check(Shortlist, SHORTLISTED_WITHOUT_RESPONSE, SHORTLISTED_WITHOUT_PASS, SHORTLIST_TOO_LONG)
def shortlisted_have_passed(case: Case, shortlist: Shortlist) -> Iterator[Finding]:
    """Everyone on the shortlist responded and passed, and it is no longer than was announced."""
    for provider in shortlist.invited:
        if case.find(SelectionResponse, provider) is None:
            yield SHORTLISTED_WITHOUT_RESPONSE(
                f"{provider} is on the shortlist, but no response of theirs is recorded",
                remedy="take them off, or correct the provider's reference",
                about=provider,
            )
            continue
        assessment = case.find(SelectionAssessment, provider)
        if assessment is not None and not assessment.outcome.passed:
            yield SHORTLISTED_WITHOUT_PASS(
                f"{provider} is on the shortlist, but failed selection: {assessment.because}",
                remedy="take them off, or record a new assessment with its reasons",
                about=provider,
            )
    questionnaire = case.find(SelectionQuestionnaire, about=case.lots[0])
    most = questionnaire.most_shortlisted if questionnaire else None
    if most is not None and len(shortlist.invited) > most:
        yield SHORTLIST_TOO_LONG(
            f"{len(shortlist.invited)} are on the shortlist; at most {most} were announced",
            remedy="shorten it by the published rule",
        )


@gate(STAGE_ORDER)
def nobody_is_invited_to_tender(case: Case) -> Iterator[Finding]:
    """Providers are assessed without tenders only where the route has no invitation to tender."""
    if case.route is not None and Stage.ITT in case.route:
        yield STAGE_ORDER(
            f"tenders are evaluated on the route taken ({case.route}), not providers",
            remedy="record the tender opening instead",
        )
