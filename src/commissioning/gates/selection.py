"""Selection: responses in time, all of them assessed, and a shortlist of those who passed."""

from __future__ import annotations

from collections.abc import Iterator

from commissioning.dates.deadlines import LONDON, Deadline
from commissioning.errors import written
from commissioning.findings.codes import competition as codes
from commissioning.findings.codes.process import STAGE_ORDER
from commissioning.findings.finding import Finding
from commissioning.gates.case import Case, check, gate
from commissioning.records.record import of_lots
from commissioning.records.selection import (
    SelectionAssessment,
    SelectionQuestionnaire,
    SelectionResponse,
    Shortlist,
)
from commissioning.records.tender import TenderReceived
from commissioning.stages import Route, Stage
from commissioning.values.stated import stated
from commissioning.values.text import listed


@gate(codes.RESPONSES_STILL_DUE)
def responses_are_all_in(case: Case) -> Iterator[Finding]:
    """Providers are chosen once the deadline for responses has passed."""
    for questionnaire in case.by_lot(SelectionQuestionnaire).values():
        due = stated(questionnaire.responses_due_by, questionnaire, "responses_due_by")
        if case.on < due.passes_on:
            yield codes.RESPONSES_STILL_DUE(
                f"You cannot choose providers on {written(case.on)}: responses may arrive until "
                f"{due}",
                remedy=f"Wait until {written(due.passes_on)}",
                earliest=due.passes_on,
            )


@gate(codes.RESPONSE_UNASSESSED)
def every_response_assessed(case: Case) -> Iterator[Finding]:
    """Every provider that responded has been assessed before some are chosen."""
    waiting: dict[str, None] = {}
    for lot in case.lots:
        assessed = {a.provider for a in case.every(SelectionAssessment, about=lot)}
        responded = (r.provider for r in case.every(SelectionResponse, about=lot))
        waiting |= dict.fromkeys(provider for provider in responded if provider not in assessed)
    if waiting:
        yield codes.RESPONSE_UNASSESSED(
            f"No assessment is recorded yet for the response of {listed(waiting)}",
            remedy="Record a selection assessment for each response",
            about=tuple(waiting),
        )


@check(SelectionResponse, codes.RESPONSE_LATE)
def response_is_in_time(case: Case, response: SelectionResponse) -> Iterator[Finding]:
    """A response after the deadline is considered only for a recorded reason."""
    questionnaire = case.find(SelectionQuestionnaire, about=case.lots[0])
    if questionnaire is None or response.late_because:
        return
    arrival = Deadline(response.on, response.at, LONDON)
    due = stated(questionnaire.responses_due_by, questionnaire, "responses_due_by")
    lateness = due.lateness_of(arrival)
    if lateness:
        yield codes.RESPONSE_LATE(
            f"The response of {response.provider} arrived {lateness}",
            remedy="Leave it out, or record the reason for accepting it late",
            about=response.provider,
        )


@check(SelectionAssessment, codes.ASSESSED_WITHOUT_RESPONSE)
def assessed_have_responded(case: Case, assessment: SelectionAssessment) -> Iterator[Finding]:
    """Only a provider that responded, or tendered in an open procedure, can be assessed."""
    provider = assessment.provider
    if not any(case.find(kind, provider) for kind in (SelectionResponse, TenderReceived)):
        yield codes.ASSESSED_WITHOUT_RESPONSE(
            f"{provider} is assessed, but no response of theirs is recorded",
            remedy="Record the response, or correct the provider's reference",
            about=provider,
        )


@check(Shortlist, codes.SHORTLISTED_WITHOUT_RESPONSE, codes.SHORTLIST_TOO_LONG)
def shortlisted_have_responded(case: Case, shortlist: Shortlist) -> Iterator[Finding]:
    """Everyone on the shortlist responded, and it is no longer than was announced."""
    for provider in shortlist.invited:
        if case.find(SelectionResponse, provider) is None:
            yield codes.SHORTLISTED_WITHOUT_RESPONSE(
                f"{provider} is on the shortlist, but no response of theirs is recorded",
                remedy="Take them off, or correct the provider's reference",
                about=provider,
            )
    questionnaire = case.find(SelectionQuestionnaire, about=case.lots[0])
    maximum = questionnaire.most_shortlisted if questionnaire else None
    if maximum is not None and len(shortlist.invited) > maximum:
        yield codes.SHORTLIST_TOO_LONG(
            f"{len(shortlist.invited)} providers are on the shortlist; the maximum announced is "
            f"{maximum}",
            remedy="Shorten it by the published rule",
        )


@gate(STAGE_ORDER)
def nobody_is_invited_to_tender(case: Case) -> Iterator[Finding]:
    """Providers are assessed without tenders only where the route has no invitation to tender."""
    invited: dict[Route, list[str]] = {}
    for lot in case.lots:
        route = case.ledger.route_of(lot)
        if route is not None and Stage.ITT in route:
            invited.setdefault(route, []).append(lot)
    for route, lots in invited.items():
        by = "" if case.route is not None else f" by {of_lots(tuple(lots))}"
        yield STAGE_ORDER(
            f"You cannot assess providers without tenders: the route taken{by} ({route}) has an "
            "invitation to tender",
            remedy="Record the tender opening instead",
            about=None if case.route is not None else tuple(lots),
        )
