"""Selection: responses in time, answers and evidence, all assessed, and a shortlist of those who passed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from commissioning.dates.periods import LONDON, Deadline
from commissioning.errors import written
from commissioning.evaluation import bids_judged
from commissioning.evaluation.answers import Form, Response
from commissioning.findings.codes import competition as codes
from commissioning.findings.codes.process import MISSING_RECORD
from commissioning.findings.finding import Severity
from commissioning.gates.case import Case, Found, check, gate
from commissioning.gates.parties import lacking, meant
from commissioning.gates.tenders import due_by
from commissioning.records import answers, questions, selection
from commissioning.records.contract import ContractSigned
from commissioning.records.record import of_lots
from commissioning.records.tender import InvitationToTender, TenderReceived
from commissioning.values.checking import stated
from commissioning.values.scales import plain
from commissioning.values.text import did_you_mean, grouped, listed


@gate(codes.RESPONSES_STILL_DUE)
def responses_are_all_in(case: Case) -> Found:
    """Providers are chosen once the deadline for responses has passed."""
    for questionnaire in case.by_lot(selection.SelectionQuestionnaire).values():
        due = stated(questionnaire.responses_due_by, questionnaire, "responses_due_by")
        if case.on < due.passes_on:
            yield codes.RESPONSES_STILL_DUE(
                f"You cannot choose providers on {written(case.on)}: responses may arrive until "
                f"{due}",
                remedy=f"Wait until {written(due.passes_on)}",
                earliest=due.passes_on,
            )


@gate(codes.RESPONSE_UNASSESSED)
def every_response_assessed(case: Case) -> Found:
    """Every provider that responded has been assessed before some are chosen."""
    waiting: dict[str, None] = {}
    for lot in case.lots:
        assessed = {each.provider for each in case.every(selection.SelectionAssessment, lot)}
        responded = dict.fromkeys(
            each.provider for each in case.every(selection.SelectionResponse, lot)
        )
        waiting |= {provider: None for provider in responded if provider not in assessed}
    if waiting:
        yield codes.RESPONSE_UNASSESSED(
            f"No assessment is recorded yet for the response of {listed(waiting)}",
            remedy="Record a selection assessment for each response",
            about=tuple(waiting),
        )


@check(selection.SelectionResponse, codes.RESPONSE_LATE)
def response_is_in_time(case: Case, response: selection.SelectionResponse) -> Found:
    """A response after the deadline is considered only for a recorded reason."""
    arrival = Deadline(response.on, response.at, LONDON)
    asked = () if response.late_because else case.by_lot(selection.SelectionQuestionnaire).values()
    for due in dict.fromkeys(stated(q.responses_due_by, q, "responses_due_by") for q in asked):
        lateness = due.lateness_of(arrival)
        if lateness:
            yield codes.RESPONSE_LATE(
                f"The response of {response.provider} arrived {lateness}",
                remedy="Leave it out, or record the reason for accepting it late",
                about=response.provider,
            )


@check(selection.SelectionAssessment, codes.ASSESSED_WITHOUT_RESPONSE)
def assessed_have_responded(case: Case, assessment: selection.SelectionAssessment) -> Found:
    """Only a provider that responded, or tendered in an open procedure, can be assessed."""
    provider = assessment.provider
    of = lacking(case, provider, selection.SelectionResponse, TenderReceived)
    if of is not None:
        yield codes.ASSESSED_WITHOUT_RESPONSE(
            f"{provider} is assessed, but no response of theirs{of} is recorded",
            remedy="Record the response, or correct the provider's reference"
            f"{meant(case, provider, selection.SelectionResponse, TenderReceived)}",
            about=provider,
        )


@check(selection.Shortlist, codes.SHORTLISTED_WITHOUT_RESPONSE, codes.SHORTLIST_TOO_LONG)
def shortlisted_have_responded(case: Case, shortlist: selection.Shortlist) -> Found:
    """Everyone on the shortlist responded, and it is no longer than was announced."""
    for provider in shortlist.invited:
        if (of := lacking(case, provider, selection.SelectionResponse)) is not None:
            yield codes.SHORTLISTED_WITHOUT_RESPONSE(
                f"{provider} is on the shortlist, but no response of theirs{of} is recorded",
                remedy="Take them off, or correct the provider's reference"
                f"{meant(case, provider, selection.SelectionResponse)}",
                about=provider,
            )
    announced = (q.most_shortlisted for q in case.by_lot(selection.SelectionQuestionnaire).values())
    maximum = min((most for most in announced if most is not None), default=None)
    if maximum is not None and len(shortlist.invited) > maximum:
        yield codes.SHORTLIST_TOO_LONG(
            f"{len(shortlist.invited)} providers are on the shortlist; the maximum announced is "
            f"{maximum}",
            remedy="Shorten it by the published rule",
        )


_UNFIT = (codes.ANSWER_MISSING, codes.ANSWER_NOT_ASKED, codes.ANSWER_OF_OTHER_KIND)


def _unfit(case: Case, response: Response, kind: type[Form]) -> Found:
    for form in dict.fromkeys(case.by_lot(kind).values()):
        if form.questions and response.answers:
            held = bids_judged.BidHeld(ledger=case.ledger, form=form, response=response)
            yield from held.verdict(case.on).findings()


@check(selection.SelectionResponse, *_UNFIT)
def answers_fit_the_questionnaire(case: Case, response: selection.SelectionResponse) -> Found:
    """Every question asked has an answer of its kind, and no other has one."""
    return _unfit(case, response, selection.SelectionQuestionnaire)


@check(TenderReceived, *_UNFIT)
def answers_fit_the_invitation(case: Case, tender: TenderReceived) -> Found:
    """Every question of the invitation has an answer of its kind, and no other has one."""
    return _unfit(case, tender, InvitationToTender)


@check(answers.AnswerClarified, codes.ANSWER_CHANGED_LATE, MISSING_RECORD, *_UNFIT[1:])
def clarification_is_allowed(case: Case, clarified: answers.AnswerClarified) -> Found:
    """An answer that was given is changed before the deadline, or as the rules announced allow."""
    bids = tuple(bids_judged.bids_held(case.ledger, clarified.provider))
    if not bids:
        # Its response may have come without its answers, as papers often give it.
        answered = {response.provider for response in case.every(selection.SelectionResponse)}
        answered |= {tender.provider for tender in case.every(TenderReceived)}
        missing = MISSING_RECORD.warns if clarified.provider in answered else MISSING_RECORD
        yield missing(
            f"An answer of {clarified.provider} is clarified, but no answers of theirs are recorded",
            remedy="Record the response or tender with its answers, or correct the reference"
            f"{did_you_mean(clarified.provider, answered - {clarified.provider})}",
            about=clarified.provider,
        )
        return
    of = (bid for bid in bids if bid.is_of(clarified))
    held = max(of, key=lambda bid: bid.response.on, default=bids[0])
    before = held.verdict(case.on).findings()
    after = held.verdict(case.on, None, (), clarified).findings()
    unfit = (each for each in after if each.code != codes.ANSWER_MISSING.code)
    yield from (finding for finding in unfit if finding not in before)
    due = due_by(case, held.lots[0])
    if isinstance(held.form, selection.SelectionQuestionnaire):
        due = held.form.responses_due_by
    if due is not None and case.on >= due.passes_on and not clarified.allowed_because:
        yield codes.ANSWER_CHANGED_LATE(
            f"{clarified.provider} changed its answer to {clarified.answer.question} on "
            f"{written(case.on)}, after the deadline of {due}",
            remedy="Say why the rules announced allow it, or leave the first answer as it is",
            about=clarified.provider,
        )


@check(selection.SelectionAssessment, codes.ASSESSMENT_DEPARTS_FROM_RULES)
def assessment_follows_the_rules(case: Case, assessment: selection.SelectionAssessment) -> Found:
    """The assessment is what the announced rules propose, or gives its reason for departing."""
    named = assessment.lots is not None or len(case.lots) == 1
    lots: tuple[str | None, ...] = case.lots if named else (None,)
    bids = ((lot, bids_judged.bid_held(case.ledger, assessment.provider, lot)) for lot in lots)
    found = grouped(
        (sentence, lot or "")
        for lot, held in bids
        if held is not None
        for sentence in _departures_of(assessment, held, case.on, lot)
    )
    for (words, remedy), of in found.items():
        yield codes.ASSESSMENT_DEPARTS_FROM_RULES(
            words if len(of) == len(lots) else f"For {of_lots(of)}: {words}",
            severity=Severity.WARNS if assessment.departs_because else Severity.BLOCKS,
            remedy=remedy,
            about=assessment.provider,
        )


def _departures_of(
    assessment: selection.SelectionAssessment, held: bids_judged.BidHeld, on: date, lot: str | None
) -> Iterator[tuple[str, str]]:
    found = held.verdict(on, lot, assessment.decided)
    who, same = assessment.provider, assessment.outcome is found.proposes
    reasons = [name for name in assessment.failed_questions if name not in found.failed_questions]
    apart = f" on {listed(reasons)}" if reasons else ""
    if assessment.points not in {None, found.points}:
        apart = f" with {assessment.points:f} points"
    if apart or not same:
        yield (
            f"{who} is assessed as {assessment.outcome}{apart if same else ''}. {found.proposal}",
            "Follow the rules, record the decisions they leave to a person, or give the reason",
        )
    whole = held.verdict(on, None, assessment.decided)
    asked = {each.question.reference: each.question.most_points or 0 for each in whole.asked}
    for each in assessment.decided:
        name, given = each.question, each.points or 0
        wrong = f"gives question {name} {given} of at most {asked.get(name)} points"
        if name not in asked:
            wrong = f"decides about question {name}, which was not asked{did_you_mean(name, asked)}"
        if name not in asked or given > asked[name]:
            yield f"The assessment of {who} {wrong}", "Correct the decision, or give the reason"


@check(selection.Shortlist, codes.SHORTLIST_DEPARTS_FROM_POINTS)
def shortlist_follows_the_points(case: Case, shortlist: selection.Shortlist) -> Found:
    """The shortlist is the one that the points and the announced way to reduce the number give."""
    departures = ((_departure(case, shortlist, lot), lot) for lot in case.lots)
    for words, lots in grouped(departures).items():
        if words:
            yield codes.SHORTLIST_DEPARTS_FROM_POINTS(
                words if len(lots) == len(case.lots) else f"For {of_lots(lots)}: {words}",
                severity=Severity.WARNS if shortlist.because else Severity.BLOCKS,
                remedy="Invite those with the most points as announced, or give the reason",
            )


def _departure(case: Case, shortlist: selection.Shortlist, lot: str) -> str:
    """How a shortlist differs from the points of those who passed for a lot; empty where it does not."""
    passed = bids_judged.passed_for(case.ledger, lot)
    form = case.find(selection.SelectionQuestionnaire, about=lot)
    narrowing = form.narrowing_of(lot) if form else None
    if narrowing is None:
        return _out_of_order(passed, shortlist.invited)
    result = bids_judged.narrowed(passed, narrowing)
    out = [name for name in result.invited if name not in shortlist.invited]
    extra = [name for name in result.left_out if name in shortlist.invited]
    if not out and not extra:
        return ""
    left = f"leaves out {listed(out)}" if out else ""
    added = f"invites {listed(extra)}" if extra else ""
    both = " and ".join(filter(None, (left, added)))
    return f"The shortlist {both}, unlike the announced rule: {result.because}"


def _out_of_order(passed: tuple[bids_judged.PassedBidder, ...], invited: tuple[str, ...]) -> str:
    """Somebody is left out who has more points than somebody invited."""
    scored = {each.provider: each.points for each in passed if each.points is not None}
    kept = {name: points for name, points in scored.items() if name in invited}
    out = {name: points for name, points in scored.items() if name not in invited}
    if not kept or not out:
        return ""
    lowest, best = min(kept, key=kept.__getitem__), max(out, key=out.__getitem__)
    if out[best] <= kept[lowest]:
        return ""
    return (
        f"{best} has {plain(out[best])} points and is left out, although {lowest} is invited with "
        f"{plain(kept[lowest])}"
    )


@check(selection.SelectionQuestionnaire, codes.STANDARD_QUESTION_CHANGED)
def standard_questions_are_unchanged(
    case: Case,  # noqa: ARG001
    questionnaire: selection.SelectionQuestionnaire,
) -> Found:
    """The words of a standard form are kept, or the changes that it allows are reported."""
    form = questionnaire.form
    if form is None:
        return
    fixed = {question.reference for question in questionnaire.questions if question.fixed}
    for name in form.changed:
        why, remedy = "the wording may not be changed", "Restore the words"
        if name not in fixed:
            why, remedy = "the change is not reported", "Report the change, or restore the words"
        if name in fixed or form.reported_on is None:
            yield codes.STANDARD_QUESTION_CHANGED.warns(
                f"Question {name} differs from the form {form.form}, and {why}",
                remedy=remedy,
                about=name,
            )


@check(ContractSigned, codes.EVIDENCE_NOT_SEEN)
def evidence_is_seen_before_signing(case: Case, contract: ContractSigned) -> Found:
    """Evidence that was asked for with the answer or before the award has been seen."""
    times = (questions.EvidenceWhen.WITH_ANSWER, questions.EvidenceWhen.BEFORE_AWARD)
    return _unseen(case, contract.provider, case.lots, times)


@gate(codes.EVIDENCE_NOT_SEEN)
def evidence_is_seen_before_the_start(case: Case) -> Found:
    """Evidence that was asked for before the service starts has been seen."""
    for contract in filter(case.concerns, case.every(ContractSigned)):
        lots = tuple(lot for lot in case.ledger.lots_of(contract) if lot in case.lots)
        yield from _unseen(case, contract.provider, lots, (questions.EvidenceWhen.BEFORE_START,))


def _unseen(
    case: Case, provider: str, lots: tuple[str, ...], times: tuple[questions.EvidenceWhen, ...]
) -> Found:
    found = (bids_judged.bid_held(case.ledger, provider, lot) for lot in lots)
    bids = [bid for bid in found if bid is not None]
    shown = case.every(answers.EvidenceReceived, about=provider)
    if bids:
        shown = tuple(e for bid in bids for e in bid.evidence)
    held = [e for e in shown if e.holds_on(case.on)]
    hidden = [bid.not_asked(case.on) for bid in bids]
    for question in bids_judged.questions_of(case.ledger, lots):
        # What the answers of one bid leave out may be asked in the bid for another lot.
        left_out = bids and all(question.reference in each for each in hidden)
        for asked in () if left_out else question.evidence_wanted:
            if asked.when in times and not any(question.is_proved_by(asked, e) for e in held):
                yield codes.EVIDENCE_NOT_SEEN(
                    f"{provider} has not shown evidence of {asked.kind} (question "
                    f"{question.reference}), which was asked for {asked.when}",
                    remedy="Ask for it, and record it once you have seen it",
                    about=provider,
                )
