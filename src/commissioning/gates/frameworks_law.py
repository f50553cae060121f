"""The law's conditions for frameworks and markets, and for the length of a reserved contract."""

from __future__ import annotations

from commissioning.contracts.frameworks import opened_of
from commissioning.dates.day_counts import MonthsAfter
from commissioning.dates.periods import Period
from commissioning.errors import written
from commissioning.findings.codes import frameworks
from commissioning.findings.codes import law as codes
from commissioning.gates.call_offs import parent_of
from commissioning.gates.case import Case, Found
from commissioning.gates.notices import source_of_condition
from commissioning.gates.unknown_law import asks_the_law, checks_by_law
from commissioning.law import questions as q
from commissioning.law.conditions import Condition
from commissioning.law.law import Row
from commissioning.law.notices import is_direct
from commissioning.records.award import AwardRecommendation
from commissioning.records.contract import ContractSigned
from commissioning.records.framework_terms import FrameworkKind
from commissioning.records.frameworks import FrameworkOpened
from commissioning.records.methods import Method
from commissioning.records.notices import NoticePublished, Reservation
from commissioning.records.selection import SelectionQuestionnaire
from commissioning.records.strategy import ProcurementStrategy
from commissioning.records.tender import InvitationToTender
from commissioning.values.text import listed, numbered


@asks_the_law(Condition.CALL_OFF_MAY_BE_DIRECT, frameworks.CALL_OFF_UNCOMPETED)
def call_off_may_be_direct(case: Case) -> Found:
    """A contract is called off without a competition only where its framework may provide for that."""
    if not is_direct(case.route) or case.ledger.brought_forward is not None:
        return
    parent = parent_of(case, case.lots[0])
    chooses_by = parent.chooses_by if parent else None
    if chooses_by or (parent and len(parent.members) == 1):
        return
    code = frameworks.CALL_OFF_UNCOMPETED
    yield (code.warns if chooses_by is None else code)(
        f"The call-off{f' from {parent.kind} {parent.reference}' if parent else ''} is not competed. "
        "The framework may allow that only if it has one "
        "supplier, or sets out the core terms and an objective way to choose. The strategy "
        f"{'does not say whether it does' if chooses_by is None else 'states that it does not'}",
        source=source_of_condition(case, Condition.CALL_OFF_MAY_BE_DIRECT),
        remedy="State in the strategy how the framework chooses, or invite its members to compete",
        about=parent.reference if parent else None,
    )


@asks_the_law(Condition.FRAMEWORK_STATES_ITS_TERMS, frameworks.FRAMEWORK_SILENT)
def framework_states_its_terms(case: Case) -> Found:
    """A framework, and the invitation for it, states what the law has it state."""
    record = case.record
    terms = record.terms if isinstance(record, FrameworkOpened) else None
    if isinstance(record, InvitationToTender):
        terms = record.framework
    if terms is None:
        return
    stated = {
        q.FrameworkContent.VALUE: terms.ceiling is not None or bool(terms.by_lot),
        q.FrameworkContent.TERM: terms.term is not None,
        q.FrameworkContent.USERS: bool(terms.users),
        q.FrameworkContent.KIND: terms.kind is FrameworkKind.OPEN,
    }
    missing = [row for row in case.law.every(q.FRAMEWORK_STATES, case.on) if not stated[row.value]]
    if missing:
        yield frameworks.FRAMEWORK_SILENT.warns(
            f"The framework does not state {listed(row.value for row in missing)}",
            source=missing[0].citation,
            remedy="Add what is missing to the terms, or record it if the papers already have it",
        )


@checks_by_law(AwardRecommendation, Condition.HEALTH_PROCESS_IS_OPEN, codes.HEALTH_PROCESS_CLOSED)
def health_process_is_open(case: Case, _: AwardRecommendation) -> Found:
    """A health care contract or framework is awarded by a process that leads to it."""
    rows, facts = case.law.every(q.HEALTH_PROCESS, case.on), case.law.facts
    followed = facts.health_process if facts else None
    if facts is None or followed is None or followed in [row.value for row in rows]:
        return
    if facts.framework_call_off and (is_direct(case.route) or facts.urgent):
        return
    what = "A framework for health care must be concluded"
    if facts.framework_call_off:
        what = "A contract called off in competition from a health care framework must be awarded"
    yield codes.HEALTH_PROCESS_CLOSED(
        f"{what} by the {listed((row.value for row in rows), 'or')}, not by the {followed}",
        source=rows[0].citation,
        remedy="Follow that process, and state it in the facts of the procurement strategy",
    )


@asks_the_law(Condition.FRAMEWORK_IS_SHORT_ENOUGH, codes.FRAMEWORK_TOO_LONG)
def framework_is_short_enough(case: Case) -> Found:
    """A framework runs no longer than the law allows, with every option; some reasons allow more."""
    record = case.record
    if isinstance(record, ContractSigned) and record.term is not None:
        name, provider = record.reference, record.provider
        yield from _short_enough(case, f"Framework {name}", record.longest_term, (provider,), name)
    elif isinstance(record, FrameworkOpened) and record.terms.term is not None:
        members = tuple(each.provider for each in record.members)
        yield from _short_enough(case, "The framework", record.terms.term, members)


def _short_enough(
    case: Case, what: str, term: Period, suppliers: tuple[str, ...], about: str | None = None
) -> Found:
    begun = case.ledger.brought_forward is not None
    planned = case.find(ProcurementStrategy, case.lots[0])
    is_open = case.law.has(q.OPEN_FRAMEWORK_TERM, case.on)
    if begun or (planned and planned.longer_because and not is_open):
        return
    row = _maximum(case, suppliers)
    if row.value is None:
        return
    # An open framework begins with the award of the first framework under it, at the latest its signature.
    days = [day for each in _before(case) for day in (each.on, each.known_first_day) if day]
    last = row.value.last_day(min([term.starts_on, *((case.on, *days) if is_open else ())]))
    if term.ends_on > last:
        reason = "" if is_open else ", or state in the strategy why a longer term is needed"
        yield codes.FRAMEWORK_TOO_LONG(
            f"{what} would run to {written(term.ends_on)}; it may run for at most {row.value}, "
            f"to {written(last)}",
            source=row.citation,
            remedy=f"Shorten it or leave out an option{reason}",
            about=about,
        )


@checks_by_law(ContractSigned, Condition.RESERVED_TERM_IS_SHORT_ENOUGH, codes.RESERVED_TOO_LONG)
def reserved_term_is_short_enough(case: Case, signed: ContractSigned) -> Found:
    """A contract reserved to public service mutuals runs no longer than the law allows."""
    published = (each for lot in case.lots for each in case.every(NoticePublished, about=lot))
    reserved = any(each.reserved_for is Reservation.MUTUALS for each in published)
    if not reserved or signed.term is None:
        return
    row = case.law.row(q.MUTUAL_TERM, case.on)
    last = row.value.last_day(signed.first_day)
    if signed.longest_term.ends_on > last:
        yield codes.RESERVED_TOO_LONG(
            f"Contract {signed.reference} would run to {written(signed.longest_term.ends_on)}; as it is "
            f"reserved to mutuals, it may run for at most {row.value}, to {written(last)}",
            source=row.citation,
            remedy="Shorten it or leave out an option",
            about=signed.reference,
        )


def _maximum(case: Case, named: tuple[str, ...]) -> Row[MonthsAfter] | Row[MonthsAfter | None]:
    """The row of the maximum: an open framework has its own, shorter while it has one supplier."""
    if not case.law.has(q.OPEN_FRAMEWORK_TERM, case.on):
        return case.law.row(q.FRAMEWORK_TERM, case.on)
    awards = (case.find(AwardRecommendation, lot) for lot in case.lots)
    awarded = (each.provider for paper in awards if paper for each in paper.awards)
    suppliers = {*named, *awarded, *(each.provider for each in _before(case))}
    alone = q.OPEN_FRAMEWORK_TERM_ALONE if len(suppliers) == 1 else q.OPEN_FRAMEWORK_TERM
    return case.law.row(alone, case.on)


def _before(case: Case) -> tuple[ContractSigned, ...]:
    return tuple(each for lot in case.lots for each in case.every(ContractSigned, lot))


@checks_by_law(InvitationToTender, Condition.MEMBERS_ARE_INVITED, frameworks.MEMBERS_NOT_INVITED)
def members_are_invited(case: Case, invitation: InvitationToTender) -> Found:
    """A competition under a framework or market invites every member able to perform."""
    for lot in case.lots:
        parent = parent_of(case, lot)
        if parent is None or not parent.members or not invitation.invited:
            continue
        left_out = [name for name in parent.members if name not in invitation.invited]
        if left_out:
            yield frameworks.MEMBERS_NOT_INVITED(
                f"{len(left_out)} of the {len(parent.members)} members able to perform "
                f"{'is' if len(left_out) == 1 else 'are'} not invited: {listed(left_out)}",
                source=source_of_condition(case, Condition.MEMBERS_ARE_INVITED),
                remedy="Invite every member able to perform, or correct the list of these in the strategy",
                about=tuple(left_out),
            )


@checks_by_law(
    InvitationToTender, Condition.CRITERIA_ARE_THE_FRAMEWORKS, frameworks.CRITERIA_NOT_OF_FRAMEWORK
)
def criteria_are_the_frameworks(case: Case, invitation: InvitationToTender) -> Found:
    """A competition under a framework refines the framework's criteria, and adds none."""
    parent = parent_of(case, case.lots[0])
    if parent is None or not parent.criteria or not isinstance(invitation.method, Method):
        return
    for criterion in invitation.method.criteria:
        if criterion.reference not in parent.criteria and criterion.section not in parent.criteria:
            yield frameworks.CRITERIA_NOT_OF_FRAMEWORK(
                f"{criterion.reference} is not among the criteria of the framework "
                f"({listed(parent.criteria)})",
                source=source_of_condition(case, Condition.CRITERIA_ARE_THE_FRAMEWORKS),
                remedy="Leave it out, or put it in the section of a criterion of the framework",
                about=criterion.reference,
            )


@checks_by_law(
    SelectionQuestionnaire,
    Condition.MARKET_IS_OPEN_TO_ALL,
    frameworks.MARKET_CAPPED,
    frameworks.MARKET_CONDITIONS_CHANGED,
)
def market_is_open_to_all(case: Case, issued: SelectionQuestionnaire) -> Found:
    """A market admits every supplier that meets its conditions, which stay as they are."""
    if case.route is None or not case.route.is_market:
        return
    source = source_of_condition(case, Condition.MARKET_IS_OPEN_TO_ALL)
    if issued.most_shortlisted is not None:
        yield frameworks.MARKET_CAPPED(
            f"The questionnaire admits at most {issued.most_shortlisted} members; a market takes every "
            "supplier that meets its conditions",
            source=source,
            remedy="Leave the number out",
        )
    standing = case.by_lot(SelectionQuestionnaire).items()
    for before in (form for lot, form in standing if opened_of(case.ledger, lot)):
        was, now = ({q.reference: q for q in each.questions} for each in (before, issued))
        changed = sorted(name for name in was.keys() | now.keys() if was.get(name) != now.get(name))
        if changed:
            yield frameworks.MARKET_CONDITIONS_CHANGED(
                f"The questionnaire of {written(issued.on)} differs from that of {written(before.on)} "
                f"({numbered('question', changed)})",
                source=source,
                remedy="Keep the conditions as long as the market runs, or set up another market",
            )
