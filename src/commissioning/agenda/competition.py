"""Due until a contract is signed: deadlines, answers, decisions, standstills, notices and plans."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import chain

from commissioning.agenda.duties import OPEN_DUTIES, DutyState
from commissioning.agenda.duties_of_lots import duties_of
from commissioning.agenda.items import (
    AgendaItem,
    Asked,
    Found,
    HowSure,
    ItemKind,
    due,
    lawful,
)
from commissioning.dates.periods import Deadline
from commissioning.errors import written
from commissioning.findings.citation import Citation
from commissioning.gates.case import Case
from commissioning.gates.decisions import call_in_ends
from commissioning.gates.standstill import binding_standstill
from commissioning.gates.tenders import due_by
from commissioning.ledger.awards import awards_in_force
from commissioning.ledger.challenges import courses
from commissioning.ledger.record_finder import latest
from commissioning.records.approval import Approval, ConditionMet, NotApproved
from commissioning.records.award import AwardRecommendation
from commissioning.records.challenge import SuspensionDecided
from commissioning.records.contract import ContractSigned
from commissioning.records.engagement import Consultation, MarketEngagement
from commissioning.records.record import Record, of_lots
from commissioning.records.selection import SelectionQuestionnaire
from commissioning.records.tender import InvitationToTender, PriceExplained, PriceQueried
from commissioning.records.tender_faults import TenderClarified
from commissioning.records.timetable import Timetable
from commissioning.stages import Stage
from commissioning.timetable.comparing import ComparedRow, compare
from commissioning.timetable.milestones import BY_TAG
from commissioning.values.text import display_name, grouped


def deadlines(asked: Asked) -> Found:
    """The last moments for responses and for tenders, extensions included."""
    ledger = asked.ledger
    lots = [lot for lot in ledger.unfinished if ledger.stages[lot] is not Stage.ABANDONED]
    invited = (
        ((invitation, due_by(Case(ledger, asked.today, (lot,), InvitationToTender), lot)), lot)
        for lot in lots
        if (invitation := ledger.find(InvitationToTender, lot))
    )
    selecting = (
        ((questions, questions.responses_due_by), lot)
        for lot in lots
        if (questions := ledger.find(SelectionQuestionnaire, lot))
    )
    yield from _passing("tender", "Tenders", invited)
    yield from _passing("selection-response", "Responses to the selection questionnaire", selecting)


def _passing(
    step: str, what: str, asked_of: Iterable[tuple[tuple[Record, Deadline | None], str]]
) -> Iterator[AgendaItem]:
    """The deadline of each paper, for the lots that share both."""
    for (record, deadline), lots in grouped(asked_of).items():
        if deadline is not None:
            about = of_lots(lots)
            yield due(record, ItemKind.DEADLINE, step, record.reference or record.on, about)(
                what=f"{what} are due by {deadline}",
                day=deadline.day,
                because=f"the {display_name(type(record))} says so, for {about}",
                who="the bidders",
                about=about,
                step=step,
                lots=lots,
                passes=True,
            )


def answers(asked: Asked) -> Found:
    """The answers that single bidders were asked for: what a tender means, why a price is low."""
    for query in asked.ledger.every(PriceQueried):
        replies = asked.ledger.every(PriceExplained, query.provider)
        reply = asked.met_by(query, replies, query.on)
        yield from _asked_for(query, reply, "explain its price")
    for question in asked.ledger.every(TenderClarified):
        again = (a for a in asked.ledger.every(TenderClarified, question.provider) if a.answer)
        reply = asked.met_by(question, again, question.on)
        yield from _asked_for(question, reply, "say what its tender means")


def _asked_for(
    query: PriceQueried | TenderClarified, reply: Record | None, to_do: str
) -> Iterator[AgendaItem]:
    if query.answer_by is not None:
        yield due(query, ItemKind.DEADLINE, "answer", query.provider, query.on, to_do)(
            what=f"{query.provider} is to {to_do} by {query.answer_by}",
            day=query.answer_by.day,
            because=f"it was asked on {written(query.on)}",
            who=query.provider,
            met_by=reply,
        )


def listening(asked: Asked) -> Found:
    """The last days of consultations and of talks with the market."""
    for record in chain[Consultation | MarketEngagement](
        asked.ledger.every(Consultation), asked.ledger.every(MarketEngagement)
    ):
        if record.period is not None:
            yield due(record, ItemKind.DEADLINE, "listening", record.reference or record.on)(
                what=f"Last day of the {record.described()}",
                day=record.period.ends_on,
                because=f"it is open from {record.period}",
                who="the people asked",
                about=record.reference,
                passes=True,
            )


def decisions(asked: Asked) -> Found:
    """Ends of call-in, conditions of approvals, and decisions that were deferred to a day."""
    kinds = [s.record for s in asked.process.steps if issubclass(s.record, Approval)]
    for approval in (each for kind in kinds for each in asked.ledger.every(kind)):
        ends = call_in_ends(approval, asked.rules)
        if ends is not None:
            yield due(approval, ItemKind.CALL_IN, "call-in", _named(approval))(
                what=f"Last day for members to call in the {approval.described()}",
                day=ends,
                because="the decision takes effect on the day after, unless it is called in",
                who="the members of the council",
                about=approval.reference,
                step="call-in",
                lots=asked.ledger.lots_of(approval),
                passes=True,
            )
        yield from _conditions(asked, approval)
    for answer in asked.ledger.every(NotApproved):
        step = asked.process.tagged(answer.asked)
        if answer.until is not None and step is not None:
            yield due(
                answer, ItemKind.DECISION, "deferred", answer.asked, answer.about or answer.on
            )(
                what=f"Ask {answer.decided_by} again for the {step.words}",
                day=answer.until,
                because=f"it was {answer.how} on {written(answer.on)}",
                about=answer.about,
                how_sure=HowSure.PLANNED,
                met_by=asked.met_by(answer, asked.ledger.every(step.record), answer.on),
            )


def _named(record: Record) -> str:
    """A record by its reference or, without one, by its kind and day."""
    return record.reference or f"{display_name(type(record))}/{record.on}"


def _conditions(asked: Asked, approval: Approval) -> Iterator[AgendaItem]:
    every = asked.ledger.every(ConditionMet, approval.reference or None)
    for condition in approval.conditions:
        met = (each for each in every if each.condition == condition.reference)
        step = asked.process.tagged(condition.before) if condition.before else None
        before = f", before the {step.words}" if step else ""
        yield due(
            approval, ItemKind.CONDITION, "condition", approval.reference, condition.reference
        )(
            what=f"Meet the condition {condition.reference}: {condition.words}",
            day=condition.due_by,
            because=f"{approval.decided_by} approved on this condition{before}",
            met_by=asked.met_by(approval, met, date.min),
        )


def standstills(asked: Asked) -> Found:
    """The last days of the standstills of awards for which no contract is signed yet."""
    ledger = asked.ledger
    for lot in ledger.unfinished:
        # One recommendation may be of several lots, and a contract of one of them alone.
        signed = {name for c in ledger.every(ContractSigned, lot) for name in c.recommendations}
        case = Case(ledger, asked.today, (lot,), ContractSigned)
        for award in awards_in_force(ledger, lot):
            if award.reference not in signed:
                yield from lawful(_standstill(case, award), f"the standstill of {of_lots((lot,))}")


def _standstill(case: Case, award: AwardRecommendation) -> Found:
    found = binding_standstill(case, case.lots[0], case.on, award)
    if found is not None:
        about, after = of_lots((found.lot,)), "; ".join(("", *found.because))
        yield due(
            found.source, ItemKind.STANDSTILL, "standstill", _named(found.started_by), found.lot
        )(
            what=f"Last day of the standstill of {about}; sign from {written(found.may_sign_on)} on",
            day=found.ends_on,
            because=f"it began with the {found.started_by.described()}{after}",
            about=about,
            step="standstill",
            lots=(found.lot,),
            passes=True,
        )


def challenges(asked: Asked) -> Found:
    """The answers that challengers are owed, and the days from which a court may try a claim."""
    for course in courses(asked.ledger, asked.today):
        challenge = course.challenge
        if challenge is not None and course.unanswered:
            yield due(challenge, ItemKind.CHALLENGE, "challenge", course.reference)(
                what=f"Answer the {course.described()}",
                day=challenge.answer_due,
                because=f"it says: {challenge.about_what}",
            )
        for step in course.steps:
            if isinstance(step, SuspensionDecided) and step.trial_from and not course.over:
                yield due(
                    Citation(f"the {step.described()}"),
                    ItemKind.CHALLENGE,
                    "trial",
                    course.reference,
                    step.on,
                )(
                    what=f"The {course.described()} may come to trial from this day on",
                    day=step.trial_from,
                    because="the court has said so",
                    who="the court",
                    passes=True,
                )


_LISTED = frozenset({*OPEN_DUTIES, DutyState.LATE, DutyState.MET})


def notices(asked: Asked) -> Found:
    """The notices that the law asks for. One due as soon as practicable is due on the day asked."""
    duties = duties_of(asked.ledger, asked.today)
    yield from duties.findings
    rounds: Counter[tuple[str, str]] = Counter()
    for duty in sorted(duties, key=lambda duty: duty.due_by or date.max):
        name = (duty.code, duty.about)
        rounds[name] += 1
        if duty.state in _LISTED:
            soon = duty.due_by is None and duty.state is DutyState.DUE
            about = f" of {duty.about}" if duty.about else ""
            yield due(duty.source, ItemKind.NOTICE, "notice", duty.code, duty.about, rounds[name])(
                what=f"Publish the {duty.title} ({duty.code}){about}"
                + (" as soon as practicable" if soon else ""),
                day=asked.today if soon else duty.due_by,
                because=duty.because,
                how_sure=HowSure.INFERRED if soon else HowSure.FIXED,
                about=duty.about,
                met_by=duty.met_by,
            )


def planned(asked: Asked) -> Found:
    """The rows of the timetables in force, from the stage that the cycle has reached on."""
    stages = asked.ledger.stages
    for timetable in latest(asked.ledger.every(Timetable)):
        compared = compare(timetable, asked.ledger, asked.process, asked.today)
        lots, every = timetable.lots or asked.ledger.unfinished, asked.ledger.every
        reached = min((stages[lot].place for lot in lots if lot in stages), default=0)
        of = f" of {of_lots(timetable.lots)}" if timetable.lots else ""
        for number, row in enumerate(compared.rows, 1):
            window = row.row.window
            day = window.latest or window.earliest
            if day is not None and not window.recurrence and not _left_behind(row, reached):
                step = asked.process.tagged(row.row.step or "")
                records = (r for lot in lots for r in every(step.record, lot)) if step else ()
                done = (record for record in records if record.on == row.happened_on)
                name = row.row.step or row.row.what
                yield due(timetable, ItemKind.PLAN, "plan", name, number)(
                    what=row.row.what,
                    day=day,
                    because=f"the timetable{of} says {window}",
                    about="",
                    how_sure=HowSure.PLANNED,
                    step=row.row.step or "",
                    lots=lots,
                    met_by=next(done, None),
                    passes=step is None,
                )


def _left_behind(row: ComparedRow, reached: int) -> bool:
    """Whether every lot of the timetable has passed the stage of the row."""
    milestone = BY_TAG.get(row.row.step or "")
    return milestone is not None and milestone.stage.place < reached
