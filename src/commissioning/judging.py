"""The judgement of records against a ledger: what is found of each, what is refused, what may come next.

`cycle.py` asks here, and ends the walk in its own ways: it refuses, records and reports, or only reports.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from commissioning.findings.errors import BlockedError, StageOrderError
from commissioning.findings.finding import Finding
from commissioning.gates.case import Case
from commissioning.gates.order import ORDER_CODES, asked_about_what_is_known, comes_first
from commissioning.law.governing import commencing
from commissioning.law.regimes.council import CouncilRules
from commissioning.ledger.ledger import Ledger
from commissioning.ledger.ways import common_route, ways
from commissioning.process import NextStep, Process, Step
from commissioning.records.record import Record, a_kind
from commissioning.stages import Begins
from commissioning.values.checking import a_day
from commissioning.values.frozen import frozen
from commissioning.values.text import article


@frozen
class Judge:
    """The basis of judging records: the table of a process, and a council's own rules if it gave them."""

    process: Process
    rules: CouncilRules | None = None

    def walk(
        self, draft: Ledger, records: Iterable[Record]
    ) -> Iterator[tuple[Record, tuple[Finding, ...]]]:
        """Each record with its findings. It is in the draft by the time the next is asked for."""
        for record in records:
            case = Case.of(draft, record, self.rules, self.process.where(type(record)))
            yield record, self.process.judge(case)
            draft.add(
                record,
                self.process.placement(record),
                commences=commencing(record, draft),
                lots=case.lots if case.ledger is draft else None,
            )

    def findings_about(
        self,
        ledger: Ledger,
        what: Record | type[Record],
        on: date | None = None,
        about: str | None = None,
    ) -> tuple[Finding, ...]:
        """The findings about recording something: a record, or one of a kind on a day."""
        if isinstance(what, Record):
            return self.process.judge(Case.of(ledger, what, self.rules))
        case = Case.asking(ledger, what, a_day(on, a_kind(what)), about, self.rules)
        return (*asked_about_what_is_known(case), *self.process.judge(case))

    def next_steps(self, ledger: Ledger, on: date, about: str | None) -> Iterator[NextStep]:
        """The kinds of record that the order of stages lets come next, each with its findings."""
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
            findings = self.process.judge(Case(ledger, on, lots, step.record, rules=self.rules))
            if not _out_of_order(findings):
                yield NextStep(step, findings, lots)

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


def blocking(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Those of the findings that stop a record."""
    return tuple([finding for finding in findings if finding.blocks])


def _out_of_order(findings: tuple[Finding, ...]) -> bool:
    return any(finding.code in ORDER_CODES for finding in findings)
