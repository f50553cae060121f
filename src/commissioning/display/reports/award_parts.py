"""The award of a report, and the contents of its public part by section, each a function of the award."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sized
from datetime import date
from itertools import count
from string import ascii_uppercase

from attrs import evolve

from commissioning.contracts.evidence_register import evidence_register
from commissioning.contracts.frameworks import shown_count
from commissioning.cycle import Cycle
from commissioning.display.reports.report import Block, Said, of_lot, table_of
from commissioning.errors import CommissioningError, NoRuleError, written
from commissioning.evaluation.evaluation import Evaluation
from commissioning.evaluation.reporting.summary import importance
from commissioning.evaluation.reporting.tables import by_criterion
from commissioning.gates.case import Case
from commissioning.gates.standstill import binding_standstill
from commissioning.ledger.awards import recommended_for
from commissioning.ledger.challenges import courses
from commissioning.ledger.record_finder import latest
from commissioning.mobilisation.reconciliation import reconcile
from commissioning.records import (
    approval,
    award,
    contract,
    criteria,
    engagement,
    methods,
    mobilisation,
    needs,
    notices,
    options,
    panel,
    report_issued,
    selection,
    specification,
    strategy,
    tender,
    timetable,
)
from commissioning.records.record import Record, of_lots
from commissioning.timetable.comparing import compare
from commissioning.values.frozen import frozen
from commissioning.values.tables import Cell, Column, Kind, Table
from commissioning.values.text import counted, grouped, listed, sentence


@frozen
class Award:
    """A cycle as it was on the day of its award report, with the result of each lot that has one."""

    cycle: Cycle
    on: date
    results: Mapping[str, Evaluation]

    @classmethod
    def of(cls, cycle: Cycle, on: date) -> Award:
        then = cycle.as_of(on)
        return cls(then, on, dict(_results(then)))

    @property
    def recommended(self) -> tuple[str, ...]:
        """The providers recommended, in the order of the recommendations."""
        found = self.cycle.every(award.AwardRecommendation)
        return tuple(dict.fromkeys(each.provider for one in found for each in one.awards))

    @property
    def shortlisted(self) -> set[str]:
        """The providers on the shortlists in force; each lot may have its own."""
        lists = latest(self.cycle.every(selection.Shortlist))
        return {name for each in lists for name in each.invited}

    @property
    def letters(self) -> dict[str, str]:
        """The letter that the public part puts for each name of a provider who was not recommended."""
        others = sorted(self._names().items() - {(r, r) for r in self.recommended})
        losers = [name for name, _ in others if name not in self.recommended]
        lettered = {name: f"tenderer {_letter(at)}" for at, name in enumerate(losers)}
        names = {called: lettered[name] for name, called in others if name in lettered}
        return {**names, **lettered}

    def _names(self) -> dict[str, str]:
        """The providers who took part, by reference, with the name that each goes by."""
        found: dict[str, str] = {}
        papers: tuple[selection.SelectionResponse | tender.TenderReceived, ...] = (
            *self.cycle.every(selection.SelectionResponse, superseded=True),
            *self.cycle.every(tender.TenderReceived, superseded=True),
        )
        for paper in papers:
            known = found.get(paper.provider, paper.provider)
            found[paper.provider] = paper.particulars.name if paper.particulars else known
        for one in self.cycle.every(selection.ProviderAssessment):
            found |= {name: name for name in one.considered if name not in found}
        return found


def _letter(at: int) -> str:
    """A to Z, then AA, AB and so on."""
    rest, last = divmod(at, len(ascii_uppercase))
    return (_letter(rest - 1) if rest else "") + ascii_uppercase[last]


def _results(cycle: Cycle) -> Iterator[tuple[str, Evaluation]]:
    for lot in cycle.lots:
        try:
            yield lot, cycle.evaluation(lot)
        except (LookupError, CommissioningError):
            continue


def decision(one: Award) -> Said:
    """The decision asked for, by whom it was made, and the rule it is made under."""
    recommended = one.cycle.every(award.AwardRecommendation)
    approved = one.cycle.every(award.ApprovalToAward)
    outcomes = tuple(_outcomes(one, recommended))
    made = [f"{each.decided_by} approved the award: {each.day_words}." for each in approved]
    if recommended and not approved:
        made.append("The award is not approved yet; this report does not make it.")
    regimes = grouped((one.cycle.law(one.on, lot).regime, lot) for lot in one.cycle.lots)
    rule = " ".join(
        f"The procurement{f' of {of_lots(lots)}' if len(regimes) > 1 else ''} is under the {regime}."
        for regime, lots in regimes.items()
    ).replace("the an ", "an ")
    return (outcomes, *made, rule if outcomes else None), (*recommended, *approved)


def _outcomes(one: Award, recommended: Iterable[award.AwardRecommendation]) -> Iterator[str]:
    """A sentence a lot: who is recommended, or that the marks give no single recommendation."""
    by_lot = grouped((given.lot, given.provider) for each in recommended for given in each.awards)
    for lot, providers in by_lot.items():
        yield of_lot(lot, f"the award is to {listed(dict.fromkeys(providers))}.")
    for lot, result in one.results.items():
        if not recommended_for(one.cycle, lot) and len(result.winners) > 1:
            equal = f"{len(result.winners)} tenders are equal first"
            yield of_lot(lot, f"no single recommendation: {equal}.")


def reasons(one: Award) -> Said:
    """Why, and what else was considered."""
    recommended = one.cycle.every(award.AwardRecommendation)
    approved = one.cycle.every(award.ApprovalToAward)
    appraisals = latest(one.cycle.every(options.OptionsAppraisal))
    said = [each.departs_from_ranking_because for each in recommended]
    said += [each.because for each in approved]
    rejected = tuple(other for each in approved for other in each.alternatives)
    blocks: list[Block] = [*said, "Alternatives rejected:" if rejected else "", rejected]
    for each in appraisals:
        why = f"Options appraisal: {each.because}" if each.because else ""
        blocks += [why, tuple(option.words for option in each.options)]
    return blocks, (*recommended, *approved, *appraisals)


def need(one: Award) -> Said:
    """The needs, and the views of the people asked."""
    assessed = latest(one.cycle.every(needs.NeedsAssessment))
    reports = one.cycle.every(engagement.ConsultationReport)
    answers = one.cycle.every(engagement.YouSaidWeDid)
    found = tuple(each.words for paper in assessed for each in paper.needs)
    heard = [
        f"{_people(r.responded)} answered the consultation; report of {r.day_words}."
        for r in reports if r.responded is not None
    ]  # fmt: skip
    did = tuple(answer.because for each in answers for answer in each.answers)
    heading = "What the council did with it:" if did else None
    return (found, *heard, heading, did), (*assessed, *reports, *answers)


def _people(number: int | None) -> str:
    if number is None:
        return "an unknown number of people"
    return f"{shown_count(number) or f'{number:,}'} people"


def equality(one: Award) -> Said:
    """The equality impact assessment."""
    held = latest(one.cycle.every(needs.EqualityImpactAssessment))
    said: list[str] = []
    for paper in held:
        said.append(f"Effects were assessed on {counted(len(paper.impacts), 'group')}.")
        if paper.not_considered:
            said.append(f"Not considered: {listed(each.value for each in paper.not_considered)}.")
    return said, held


def route(one: Award) -> Said:
    """How it was bought: the route, the notices with their days, the timetable and the questions."""
    decided = latest(one.cycle.every(strategy.ProcurementStrategy))
    published = one.cycle.every(notices.NoticePublished)
    timetables = latest(one.cycle.every(timetable.Timetable))
    held = one.cycle.ledger, one.cycle.process
    planned = [compare(each, *held, one.on).table().filled() for each in timetables]
    questions = len(one.cycle.every(tender.Clarification))
    days = ((each.notice, each.on) for each in published)
    blocks = (
        *dict.fromkeys(f"The route{of_one(each, decided)} is {each.route}." for each in decided),
        table_of(("notice", Column("published", Kind.DAY)), days),
        f"{counted(questions, 'question')} from tenderers had an answer." if questions else None,
        *planned,
    )
    return blocks, (*decided, *published, *timetables)


def of_one(paper: Record, papers: Sized) -> str:
    """The lots of one paper among several of its kind, in a sentence."""
    return f" of {of_lots(paper.lots)}" if paper.lots and len(papers) > 1 else ""


def numbers(one: Award) -> Said:
    """How many applied, were shortlisted and tendered."""
    counts = (
        ("applied", len({r.provider for r in one.cycle.every(selection.SelectionResponse)})),
        ("were shortlisted", len(one.shortlisted)),
        ("tendered", len({r.provider for r in one.cycle.every(tender.TenderReceived)})),
    )
    columns = ("providers who", Column("number", Kind.WHOLE))
    return (table_of(columns, ((words, number) for words, number in counts if number)),), ()


def method(one: Award) -> Said:
    """The criteria with their weights, and how they make one result."""
    invited = latest(one.cycle.every(tender.InvitationToTender))
    columns = ("criterion", Column("weight", empty="–"), "judged by", Column("scale", empty="–"))
    blocks: list[Block | None] = []
    for each in invited:
        held = each.method
        of = of_one(each, invited)
        table = table_of(
            columns, map(_criterion, held.criteria if isinstance(held, methods.Method) else ())
        )
        blocks += [f"The criteria{of}:" if of else None, table]
    results = map(importance, one.results.values())
    said = dict.fromkeys(sentence(f"The result is {result}") for result in results)
    return (*blocks, *said), invited


def _criterion(each: criteria.Criterion) -> tuple[Cell, ...]:
    weight = None if each.weight is None else str(each.weight)
    by = "the panel's marks" if each.is_marked else each.kind.value
    return each.title, weight, by, each.scale.name if each.scale else None


def sitting(one: Award) -> Said:
    """The capacities in which people marked, and the changes and interests. No one is named."""
    held = one.cycle.every(panel.Panel)
    changes = one.cycle.every(panel.PanelChanged)
    declared = one.cycle.every(panel.DeclarationOfInterest)
    seats = Counter(m.constituency.value for each in held for m in each.members if m.scores)
    conflicts = sum(bool(each.conflicts_with) for each in declared)
    table = table_of(("capacity", Column("members who mark", Kind.WHOLE)), seats.items())
    said = f"{counted(len(declared), 'declaration')} of interests, {conflicts} of them naming a tenderer."
    changed = [f"Changed, {each.day_words}: {each.because}" for each in changes]
    return (table, said if declared else None, *changed), (*held, *changes)


def scores(one: Award, *, public: bool = True) -> Said:
    """The points on each criterion; in public, tenders not recommended for the lot have a number for a name.

    From the points for a price and one price that is published the others could be worked out, so in public
    theirs are left out, and their totals with them.
    """
    blocks: list[Block] = []
    for lot, result in one.results.items():
        table, named = by_criterion(result), recommended_for(one.cycle, lot)
        hidden = 2 if result.contest.price.weight else 0  # price and total are the last two rows
        last = range(len(table.rows) - hidden, len(table.rows))
        blocks += [of_lot(lot), _unnamed(table, named, last) if public else table]
    return blocks, one.cycle.every(tender.TenderOpening)


def _unnamed(table: Table, named: tuple[str, ...], hidden: range) -> Table:
    """A table of criteria by tender; after its first two columns each is a tender, the best first."""
    others = count(1)
    columns = [
        each
        if at < 2 or each.name in named
        else evolve(each, name=f"other tender {next(others)}", empty="not published")
        for at, each in enumerate(table.columns)
    ]
    rows = (
        tuple(
            None if number in hidden and column.empty else cell
            for cell, column in zip(row, columns, strict=True)
        )
        for number, row in enumerate(table.rows)
    )
    return Table(tuple(columns), tuple(rows))


def contract_value(one: Award) -> Said:
    """The value of each contract that has been signed."""
    signed = one.cycle.every(contract.ContractSigned)
    columns = ("contract", "provider", Column("value", empty="not stated"), "term")
    rows = (
        (s.reference, s.provider, str(s.value or "") or None, str(s.term or s.starts_on or ""))
        for s in signed
    )
    return (table_of(columns, rows),), signed


def social_value(one: Award) -> Said:
    """The social value asked for and promised, and the KPIs and duties by which it will be followed.

    A criterion, obligation, commitment or KPI is about social value where its words say so.
    """
    invited = latest(one.cycle.every(tender.InvitationToTender))
    specified = latest(one.cycle.every(specification.ServiceSpecification))
    signed = one.cycle.every(contract.ContractSigned)
    judged = (
        c
        for each in invited
        if isinstance(each.method, methods.Method)
        for c in each.method.criteria
    )
    said = [("Judged by", c.title, f"{c.section} {c.question}") for c in judged]
    said += [("Committed to", c.words, "") for each in specified for c in each.commitments]
    said += [("Promised", o.text, "") for each in signed for o in each.obligations]
    said += [("Followed by the KPI", k.title, "") for each in specified for k in each.kpis]
    found = dict.fromkeys(
        sentence(f"{how}: {words}")
        for how, words, more in said
        if "social value" in f"{words} {more}".lower()
    )
    return (tuple(found),), (*invited, *specified, *signed) if found else ()


def start(one: Award) -> Said:
    """Staff who transfer, the plan for the start, and the people affected, as counts."""
    every = one.cycle.every(mobilisation.MobilisationPlan)
    plans = dict.fromkeys({name: plan for plan in every for name in plan.contracts}.values())
    tasks = sum(len(each.tasks) for each in plans)
    staff = one.cycle.every(mobilisation.StaffTransferred)
    found = reconcile(one.cycle.ledger, one.on)
    said = [f"{counted(tasks, 'task')} are planned before the start."] if plans else []
    if found.balances:
        moved = _people(found.moved)
        said.append(f"The change affects {_people(found.people)}; {moved} have moved.")
    transfers = [each.transferred for each in staff if each.transferred]
    said += [f"{counted(number, 'employee')} transferred." for number in transfers]
    return said, (*plans, *staff)


def risk(one: Award) -> Said:
    """The standstill, challenges, and evidence of those recommended that has an end."""
    said = [
        sentence(f"{words} for {of_lots(tuple(lots), one.cycle.lots)}")
        for words, lots in grouped((_standstill(one, lot), lot) for lot in one.cycle.lots).items()
        if words
    ]
    open_ = [course for course in courses(one.cycle.ledger, one.on) if not course.over]
    said += [f"Open: {course.described()}." for course in open_]
    held = [
        (row, row.until) for row in evidence_register(one.cycle.ledger, one.on)
        if row.until and row.evidence.provider in one.recommended and not row.evidence.confidential
    ]  # fmt: skip
    said += [
        f"The {row.named} {'expires' if until >= one.on else 'expired'} on {written(until)}."
        for row, until in held
    ]
    return said, [row.evidence for row, _ in held]


def _standstill(one: Award, lot: str) -> str:
    try:
        case = Case(one.cycle.ledger, one.on, (lot,), contract.ContractSigned)
        found = binding_standstill(case, lot, one.on)
    except (NoRuleError, LookupError):
        return "the law does not say how the standstill is counted"
    return f"the standstill runs to {written(found.ends_on)}" if found else ""


def opinions(one: Award) -> Said:
    """The opinions of offices and of scrutiny: the stance of each, with its conditions and reason."""
    given = one.cycle.every(report_issued.OpinionGiven)
    looked = one.cycle.every(approval.ScrutinyNote)
    said = (
        (f"{each.office}, {each.day_words}, {each.stance}", listed(each.conditions), each.because)
        for each in given
    )
    stances = (sentence(": ".join(filter(None, parts))) for parts in said)
    notes = (f"{each.body}, {each.day_words}" for each in looked)
    return ((*stances, *notes),), (*given, *looked)


def conditions(one: Award) -> Said:
    """The conditions of the approval, and what happens next, by day."""
    approved = one.cycle.every(award.ApprovalToAward)
    due = [(item.day, item.what, item.who) for item in one.cycle.agenda(one.on) if item.day]
    return (
        tuple(condition.words for each in approved for condition in each.conditions),
        table_of((Column("day", Kind.DAY), "what", "who"), due[:10]),
    ), approved
