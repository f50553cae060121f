"""The judgement of records against a ledger: what is found of each, what is refused, what may come next.

`cycle.py` asks here, and ends the walk in its own ways: it refuses, records and reports, or only reports.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from attrs import evolve

from commissioning.errors import RecordError
from commissioning.findings.citation import Citation
from commissioning.findings.errors import BlockedError, StageOrderError
from commissioning.findings.finding import Finding, Severity
from commissioning.gates.attached import gates_by_law
from commissioning.gates.by_rules import checks_by_rules
from commissioning.gates.case import Case
from commissioning.gates.choices import Question, judged_on_every_choice, knows_every_day
from commissioning.gates.decisions import held_by_decisions
from commissioning.gates.every_record import all_that_is_asked_for_is_stated, private_words
from commissioning.gates.order import (
    ORDER_CODES,
    asked_about_what_is_known,
    asked_of_every_record,
    comes_first,
    standing_warnings,
)
from commissioning.gates.published import UNSEEN_CODES, not_judged
from commissioning.law.of_ledger import commencing
from commissioning.law.regimes.council import CouncilRules
from commissioning.ledger.ledger import Ledger
from commissioning.ledger.ways import common_route, ways
from commissioning.planning.joint_procurement import unknown_buyers
from commissioning.process import NextStep, Process, Step
from commissioning.records.approval import Waiver
from commissioning.records.parties import Authority
from commissioning.records.record import Record, a_kind
from commissioning.stages import Begins
from commissioning.values.checking import asks_for_facts
from commissioning.values.frozen import frozen
from commissioning.values.text import article


@frozen
class Judge:
    """The basis of judging records: the table of a process, and a council's own rules if it gave them."""

    process: Process
    rules: CouncilRules | None = None

    def judge(self, case: Case) -> tuple[Finding, ...]:
        """Everything to be said about an attempt, in this order: order and time, gates, checks.

        The gates are those of the row, then those that the law of the procurement attaches. What
        depends on a day known only to a span is a warning (`gates/choices.py`).
        """
        if case.where is None:
            case = evolve(case, where=self.process.step(case.kind).where)
        if not knows_every_day(case):
            return judged_on_every_choice(case, self)
        return self.ask(case, self.questions(case))

    def questions(self, case: Case) -> tuple[Question, ...]:
        """The questions about an attempt in their order: order and time (None), gates, checks."""
        kind: type = case.kind
        step = self.process.step(kind)
        stated = (all_that_is_asked_for_is_stated,) if asks_for_facts(kind) else ()
        asked: tuple[Question, ...] = (None, *step.gates, *gates_by_law(case))
        if case.record is not None:
            asked = (*asked, *stated, *step.checks, *checks_by_rules(case))
        if not self.process.public:
            return asked
        return tuple(each for each in asked if each not in not_judged())

    def ask(self, case: Case, questions: Iterable[Question]) -> tuple[Finding, ...]:
        """The findings of some questions about an attempt, waived where a waiver lifts them."""
        found: list[Finding] = []
        for question in questions:
            answers = self._by_the_table(case) if question is None else question.asked_of(case)
            if answers:  # as few have
                found += [
                    _waived(finding, case)
                    for finding in answers
                    # Of a procurement known by its notices, only what notices can tell of.
                    if not self.process.public or finding.code not in UNSEEN_CODES
                ]
        return tuple(found)

    def _by_the_table(self, case: Case) -> Sequence[Finding]:
        """The findings of the table itself: order and time, decisions, and private words."""
        process, kind = self.process, case.kind
        found = asked_of_every_record(case, process.order[kind], process.codes)
        if found:
            source = Citation.of_step(process.step(kind).tag)
            found = [evolve(finding, source=source) for finding in found]
        found += held_by_decisions(case, process.deciding[kind])
        if case.record is not None:
            found += private_words(case.record)
        return found

    def walk(
        self, draft: Ledger, records: Iterable[Record]
    ) -> Iterator[tuple[Record, tuple[Finding, ...]]]:
        """Each record with its findings. It is in the draft by the time the next is asked for."""
        process = self.process
        for record in records:
            where = process.where(type(record))
            case = Case.of(draft, record, self.rules, where)
            yield record, self.judge(case)
            if where is None or isinstance(where, Begins):
                where = process.placement(record)
            lots = case.lots if case.ledger is draft else ()
            draft.add(record, where, commences=commencing(record, draft), lots=lots)

    def findings_about(
        self, ledger: Ledger, what: Record | type[Record], on: date | None, about: str | None
    ) -> tuple[Finding, ...]:
        """The findings about recording something: a record, or one of a kind on a day."""
        if isinstance(what, Record):
            return self.judge(Case.of(ledger, what, self.rules))
        if on is None:
            raise RecordError(a_kind(what), ("the answer depends on the day; say on which",))
        case = Case.asking(ledger, what, on, about, self.rules)
        return (*asked_about_what_is_known(case), *self.judge(case))

    def next_steps(self, ledger: Ledger, on: date, about: str | None) -> Iterator[NextStep]:
        """The kinds of record that the order of stages lets come next, each with its findings."""
        asked = Case.asking(ledger, Record, on, about)
        for unknown in asked_about_what_is_known(asked):
            raise LookupError(str(unknown))
        undecided = about is None and common_route(ledger, ledger.lots) is None
        for step in self.process.steps:
            if isinstance(step.where, Begins) and len(ledger):
                continue
            findings = self.findings_about(ledger, step.record, on, about)
            if not _out_of_order(findings):
                yield NextStep(step, findings)
            elif undecided:
                yield from self._next_of_some(ledger, step, on)

    def _next_of_some(self, ledger: Ledger, step: Step, on: date) -> Iterator[NextStep]:
        """A step that can come for the lots of one route, though not for those of another."""
        groups = ways(ledger, ledger.unfinished)
        for lots in groups if len(groups) > 1 else ():
            findings = self.judge(Case(ledger, on, lots, step.record, rules=self.rules))
            if not _out_of_order(findings):
                yield NextStep(step, findings, lots)

    def standing(self, ledger: Ledger, buyers: tuple[Authority, ...]) -> tuple[Finding, ...]:
        """The warnings that hold whatever is recorded next."""
        unseen, unknown = standing_warnings(ledger.brought_forward), unknown_buyers(buyers, ledger)
        return (*unseen, *self.process.standing(), *unknown)

    def refusal(
        self, draft: Ledger, record: Record, in_the_way: tuple[Finding, ...]
    ) -> BlockedError:
        """The error that says everything in the way of a record."""
        case, step = Case.of(draft, record), self.process.step(type(record))
        attempted = article(step.words)
        if not _out_of_order(in_the_way):
            return BlockedError(attempted, case.on, in_the_way)
        at, before = comes_first(case, step.where)
        return StageOrderError(
            attempted, case.on, in_the_way, at.value, tuple(stage.value for stage in before)
        )


def replay(process: Process, draft: Ledger, records: Iterable[Record]) -> None:
    """Put records in a draft that were judged before."""
    for record in records:
        draft.add(record, process.placement(record), commences=commencing(record, draft))


def _waived(finding: Finding, case: Case) -> Finding:
    if finding.blocks and finding.waivable:
        for waiver in case.every(Waiver):
            if waiver.known_on <= case.on and waiver.lifts(finding.code, finding.about, case.lots):
                said = f"{finding.message} (waived by {waiver.by}: {waiver.because})"
                return evolve(finding, message=said, severity=Severity.WARNS, remedy="")
    return finding


def _out_of_order(findings: tuple[Finding, ...]) -> bool:
    return any(finding.code in ORDER_CODES for finding in findings)
