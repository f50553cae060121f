"""Due while a contract runs: returns, reviews, remedies, changes, duties, promises, and handing over."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import chain

from commissioning.agenda.items import (
    AUTHORITY,
    AgendaItem,
    Asked,
    Found,
    HowSure,
    ItemKind,
    due,
    lawful,
)
from commissioning.contracts.evidence_register import evidence_register
from commissioning.contracts.history import ContractHistory
from commissioning.contracts.kpi_sets import KpiSet
from commissioning.contracts.performance import Performance, performance_of
from commissioning.contracts.ratings import covered, returns_in_words, runs
from commissioning.contracts.register import suspension
from commissioning.contracts.reviews import Kept, commitments
from commissioning.dates.periods import Period
from commissioning.errors import written
from commissioning.ledger.record_finder import by_day, latest
from commissioning.mobilisation.mobilisation import handover
from commissioning.records import ending, live, mobilisation, reporting, specification
from commissioning.records.contract import (
    ChangeRefused,
    ChangeRequested,
    ContractVaried,
    PriceUplifted,
)
from commissioning.records.record import Record
from commissioning.records.staff import StaffConsulted, StaffDisputed, StaffDisputeSettled
from commissioning.values.frozen import frozen
from commissioning.values.text import counted


def returns(asked: Asked) -> Found:
    """The returns that are missing, an item for each run of periods, and the next one."""
    for history in asked.contracts:
        if history.contract.term is not None:
            found = performance_of(asked.ledger, history.contract.reference)
            for in_force, last in found.sets.spans():
                frequencies = dict.fromkeys(kpi.frequency for kpi in in_force.kpis)
                # Periods of the contract's own are for every KPI, whatever its frequency.
                for frequency in [*frequencies][: 1 if in_force.calendar.periods else None]:
                    wanted = _Returns(asked, history, found, in_force, last, frequency)
                    yield from lawful(wanted.items(), "returns")


@frozen
class _Returns:
    """The returns of one frequency under one set of KPIs, which holds to a last day."""

    asked: Asked
    history: ContractHistory
    found: Performance
    kpis: KpiSet
    last: date
    frequency: reporting.Frequency

    def items(self) -> Found:
        lacking = tuple(self._lacking())
        missing = [period for period in lacking if self._due_on(period) < self.asked.today]
        ends = {period.starts_on: period for period in lacking}
        name, frequency = self.history.contract.reference, self.frequency
        for span, count in (*runs(missing), *((p, 1) for p in lacking[len(missing) :])):
            yield due(
                self.history.contract, ItemKind.RETURN, "return", name, frequency, span.starts_on
            )(
                what=f"Contract {name}: {returns_in_words('the', span, count, frequency)}",
                day=self._due_on(ends[span.starts_on]),
                because=f"its KPIs are {frequency.value}; {self._rule()}",
                who=self.history.holder_on(self.asked.today),
                how_sure=HowSure.FIXED if self.kpis.calendar.has_rule else HowSure.INFERRED,
            )

    def _lacking(self) -> Iterator[Period]:
        """The periods without a return, up to the first whose return is not due yet."""
        received = [report.period for report in self.found.reports]
        starts_on, ends_on = self.found.starts_on, self.found.ends_on
        for period in self.kpis.calendar.periods_of(self.frequency, starts_on, ends_on):
            if period.ends_on > self.last:
                return
            if period.ends_on >= self.kpis.applies_from and not covered(period, received):
                yield period
                if self._due_on(period) >= self.asked.today:
                    return

    def _due_on(self, period: Period) -> date:
        return self.kpis.calendar.due_on(period, _allowed(self.found))

    def _rule(self) -> str:
        calendar, allowed = self.kpis.calendar, _allowed(self.found)
        if calendar.has_rule:
            working, days = calendar.due_in_working_days, calendar.due_in_days or 0
            within = counted(working, "working day") if working else counted(days, "day")
            return f"the contract allows {within} after the end of the period"
        after = f"{allowed} days after the end of the period, as the last was"
        at = "at the end of the period, as no other day is recorded"
        return f"a return is taken to be due {after if allowed else at}"


def _allowed(found: Performance) -> int:
    """The days after its period that the last return with a day set was allowed; 0 where none has."""
    for report in reversed(found.reports):
        if report.due_on is not None:
            return max((report.due_on - report.period.ends_on).days, 0)
    return 0


def reviews(asked: Asked) -> Found:
    """The review of each contract, the first and those that a review sets."""
    for history in asked.contracts:
        contract = history.contract
        held = by_day(asked.ledger.naming(live.Review, contract.reference))
        setters: tuple[Record, ...] = (contract, *held)
        days = (contract.review_on, *(review.next_review_on for review in held))
        for number, (setter, day) in enumerate(zip(setters, days, strict=True)):
            if day is not None:
                yield due(setter, ItemKind.REVIEW, "review", contract.reference, number)(
                    what=f"Review contract {contract.reference}",
                    day=day,
                    because=f"the {setter.described()} set this day",
                    met_by=held[number] if number < len(held) else None,
                )


def remedies(asked: Asked) -> Found:
    """Breaches to be remedied, improvement notices that run, and suspensions to be looked at again."""
    for history in asked.contracts:
        name, who, today = history.contract.reference, history.holder_on(asked.today), asked.today
        remedied = {r.breach: r for r in history.of(live.BreachRemedied, today)}
        for each in history.of(live.BreachRecorded, today):
            done = remedied.get(each.reference)
            what = f"Remedy breach {each.reference}: {each.what}"
            yield _remedy(name, each, what, each.remedy_by, who=who, met_by=done)
        closed = {c.notice: c for c in history.of(live.ImprovementNoticeClosed, today)}
        for notice in history.of(live.ImprovementNotice, today):
            what = f"Improvement notice {notice.reference} runs out; record whether it was met"
            met = closed.get(notice.reference)
            yield _remedy(name, notice, what, notice.improve_by, met_by=met)
        suspended = suspension(history, today)
        if suspended is not None:
            what = f"Decide whether placements under contract {name} resume"
            yield _remedy(name, suspended, what, suspended.review_on)


def _remedy(
    contract: str, record: Record, what: str, day: date | None, *, who: str = AUTHORITY,
    met_by: Record | None = None,
) -> AgendaItem:  # fmt: skip
    return due(record, ItemKind.REMEDY, "remedy", contract, record.reference or record.on)(
        what=what,
        day=day,
        because=f"the {record.described()} under contract {contract} is open",
        who=who,
        met_by=met_by,
    )


def changes(asked: Asked) -> Found:
    """Changes that were asked for or take effect, and duties with a day that the contract names."""
    for history in asked.contracts:
        name, today = history.contract.reference, asked.today
        varied, refused = history.of(ContractVaried, today), history.of(ChangeRefused, today)
        answered = {a.request: a for a in chain[ContractVaried | ChangeRefused](varied, refused)}
        for request in history.of(ChangeRequested, today):
            yield due(request, ItemKind.CHANGE, "request", name, request.reference or request.on)(
                what=f"Answer the change request {request.reference}: {request.what}",
                because=f"it was made on {written(request.on)} and has no answer yet",
                met_by=answered.get(request.reference),
            )
        for change in chain[ContractVaried | PriceUplifted](
            varied, history.of(PriceUplifted, today)
        ):
            if change.takes_effect_on is not None:
                key = f"effect/{change.reference or change.on}"
                what = f"The {change.described()} of contract {name} takes effect"
                yield _by_contract(name, change, key, what, change.takes_effect_on)
        indexation = history.contract.indexation
        if indexation is not None and indexation.first_on is not None:
            what = f"Prices of contract {name} may first move ({indexation.basis})"
            yield _by_contract(name, history.contract, "indexation", what, indexation.first_on)
        for duty in history.contract.obligations:
            if duty.due_by is not None:
                who = AUTHORITY if duty.on_the_authority else history.holder_on(today)
                key = f"duty/{duty.reference}"
                yield _by_contract(name, history.contract, key, duty.text, duty.due_by, who=who)


def _by_contract(
    contract: str, record: Record, key: str, what: str, day: date, *, who: str = AUTHORITY
) -> AgendaItem:
    """A day that a contract or a change of it names, which no later record can meet."""
    return due(record, ItemKind.CHANGE, key, contract)(
        what=what, day=day, because=f"the {record.described()} gives this day", who=who, passes=True
    )


def evidence(asked: Asked) -> Found:
    """Evidence that a contract needs to its end and that lapses before, until its renewal is seen."""
    for held in evidence_register(asked.ledger, asked.today):
        ends_first = held.needed_to is None or (held.until or held.needed_to) < held.needed_to
        if held.contract and held.until is not None and ends_first:
            provider, kind = held.evidence.provider, held.evidence.kind
            yield due(held.evidence, ItemKind.EVIDENCE, "evidence", provider, kind)(
                what=f"Renew the {held.named}",
                day=held.until,
                because=f"contract {held.contract} needs it, and it expires on {written(held.until)}",
                who=provider,
                about=held.contract,
            )


def promises(asked: Asked) -> Found:
    """The promises of the specification once the service runs: to be checked, or found broken.

    No record sets a day for the check. It is taken to be that of the next review, or the last day of
    the first contract to end.
    """
    ledger = asked.ledger
    specified = (
        each
        for each in latest(ledger.every(specification.ServiceSpecification))
        if any(ledger.find(live.GoLive, lot) for lot in ledger.lots_of(each))
    )
    made_in = {promise.reference: each for each in specified for promise in each.commitments}
    days = [item.day for item in reviews(asked) if isinstance(item, AgendaItem) and item.is_open]
    lasts = (history.known_last_day_on(asked.today) for history in asked.contracts)
    known = sorted(day for day in (days or lasts) if day is not None)
    every = commitments(ledger, asked.today)
    for state in (each for each in every if each.commitment.reference in made_in):
        promise, broken = state.commitment, state.kept is Kept.BROKEN
        to = f" to {promise.made_to}" if promise.made_to else ""
        yield due(
            state.latest if broken and state.latest else made_in[promise.reference],
            ItemKind.PROMISE,
            "promise",
            promise.reference,
        )(
            what=f"{'Take up the broken' if broken else 'Check the'} promise: {promise.words}",
            day=known[0] if known and not broken else None,
            because=f"it was made{to}, and " + ("was not kept" if broken else "is not checked yet"),
            how_sure=HowSure.INFERRED,
            met_by=state.latest if state.kept is Kept.KEPT else None,
        )


def staff(asked: Asked) -> Found:
    """The transfer of the staff of each outgoing employer, those to be informed before it, and disputes."""
    for listing in asked.ledger.every(mobilisation.EmployeeLiabilityInformation):
        old, new = pair = listing.employers
        moved = (
            m for m in asked.ledger.every(mobilisation.StaffTransferred) if m.employers == pair
        )
        informed = [i for i in asked.ledger.every(StaffConsulted) if i.employers == pair]
        name = f"{old}/{new}"
        yield due(listing, ItemKind.PEOPLE, "staff", name)(
            what=f"Staff of {old} transfer to {new}",
            day=listing.transfer_on,
            because="the outgoing employer gave this day",
            who=new,
            about=new,
            met_by=asked.met_by(listing, moved, date.min),
        )
        for employer in pair:
            own = (each for each in informed if each.employer == employer)
            yield due(listing, ItemKind.TASK, "staff-consulted", name, employer)(
                what=f"Inform the staff representatives of {employer}, and consult them on planned measures",
                day=listing.transfer_on,
                because=f"staff transfer from {old} to {new}",
                who=employer,
                about=employer,
                met_by=asked.met_by(listing, own, date.min),
                passes=True,
            )
    yield from _disputes(asked)


def _disputes(asked: Asked) -> Iterator[AgendaItem]:
    """The disputes about staff; they have no day by which they must be settled."""
    for dispute in asked.ledger.every(StaffDisputed):
        settled = asked.ledger.naming(StaffDisputeSettled, dispute.reference)
        yield due(dispute, ItemKind.TASK, "staff-dispute", dispute.reference)(
            what=f"Settle dispute {dispute.reference} about {dispute.matter.value}",
            because=f"staff transfer from {dispute.from_provider} to {dispute.to_provider}",
            met_by=asked.met_by(dispute, settled, date.min),
        )


def exits(asked: Asked) -> Found:
    """The steps of the exit plan of each contract, open until done where they have a reference."""
    done = {item.key: item.done for item in handover(asked.ledger, asked.today).items}
    for history in asked.contracts:
        for plan in history.of(ending.ExitPlan, asked.today)[-1:]:
            for number, step in enumerate(plan.steps, 1):
                to = f" to {step.to}" if step.to else ""
                yield due(plan, ItemKind.TASK, "exit", plan.contract, number)(
                    what=f"Exit plan{step.reference and f', step {step.reference}'}: {step.what}{to}",
                    day=step.due_on,
                    because=f"the exit plan of contract {plan.contract} has it",
                    who=step.owner or AUTHORITY,
                    how_sure=HowSure.PLANNED,
                    met_by=done.get((plan.contract, step.reference)),
                    passes=not step.reference,
                )
