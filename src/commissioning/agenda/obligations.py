"""What has to be published for a procurement: the regime's catalogue held against the ledger."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from commissioning.agenda.duties import Duty, DutyState
from commissioning.contracts.history import history
from commissioning.contracts.modification import needs_change_notice
from commissioning.dates.day_counts import MonthsAfter
from commissioning.errors import written
from commissioning.law.law import Law, Row, unstated_facts
from commissioning.law.notices import NOTICE, Force, Notice, When, belongs_to
from commissioning.law.questions import VAT_RATE
from commissioning.law.thresholds import bounds
from commissioning.ledger.ledger import Ledger
from commissioning.records.contract import ContractSigned, ContractVaried
from commissioning.records.notices import NoticePublished
from commissioning.records.record import Record
from commissioning.records.strategy import ProcurementStrategy
from commissioning.values.frozen import frozen
from commissioning.values.money import Money

__all__ = ("Duty", "obligations")

_ONE_DAY: Final = timedelta(days=1)
_PLACE: Final = {state: place for place, state in enumerate(DutyState)}


def obligations(ledger: Ledger, law: Law, today: date) -> tuple[Duty, ...]:
    """Every notice of the procurement's law and how it stands: what is owed first, what is not last.

    Raises `NoRuleError` where no law governs.
    """
    if law.unknown_because:
        raise law.no_rule(NOTICE, today, law.unknown_because)
    found = _Asked(ledger, law, today).duties()
    return tuple(sorted(found, key=lambda duty: (_PLACE[duty.state], duty.due_by or date.max)))


@frozen
class _Asked:
    """The question what is due: of which ledger, under which law, on which day."""

    ledger: Ledger
    law: Law
    today: date

    def duties(self) -> Iterator[Duty]:
        rows: dict[str, list[Row[Notice]]] = {}
        for row in self.law.rows_on(NOTICE, self.today):
            rows.setdefault(row.value.code, []).append(row)
        for variants in rows.values():
            yield from self._of_code(variants)

    def _of_code(self, rows: list[Row[Notice]]) -> Iterator[Duty]:
        """The duties of one notice, of whose rows at most one is for this procurement."""
        facts = self.law.facts
        fitting = [row for row in rows if row.facts.fits(facts)]
        undecided = [row for row in rows if not row.facts.against(facts)]
        if fitting:
            for row in fitting:
                yield from self._of_row(row)
        elif undecided:
            why = unstated_facts(undecided[0].facts.unstated(facts))
            yield Duty.at(undecided[0], DutyState.UNTOLD, why)
        else:
            against = [row.facts.against(facts) for row in rows]
            shared = [word for word in against[0] if all(word in words for words in against)]
            shortest = min(against, key=len)
            why = f"the procurement is {', '.join(shared or shortest)}"
            yield Duty.at(rows[0], DutyState.NOT_DUE, why)

    def _of_row(self, row: Row[Notice]) -> Iterator[Duty]:
        notice = row.value
        if not belongs_to(notice, self.ledger.route):
            yield Duty.at(row, DutyState.NOT_DUE, f"it belongs to {notice.awards}")
        elif notice.beyond:
            yield Duty.at(row, DutyState.UNTOLD, notice.beyond)
        elif notice.given and not any(
            map(notice.given.is_met_by, self._by_now(notice.given.record))
        ):
            yield Duty.at(row, DutyState.NOT_DUE, f"there is no {notice.given}")
        elif notice.period_ends:
            yield from self._by_the_calendar(row)
        else:
            events = tuple(self._events(notice))
            for event in events:
                yield from self._of_event(row, event)
            if not events:
                yield self._of_no_event(row)

    def _of_no_event(self, row: Row[Notice]) -> Duty:
        """What is said before the act: a notice that comes first may already be out."""
        notice = row.value
        if notice.when is not When.BEFORE:
            return Duty.at(
                row, DutyState.NOT_DUE, f"it follows when {notice.trigger}; not recorded"
            )
        early = self._published(notice)
        because = f"it comes before {notice.trigger}"
        if early is not None:
            return Duty.timed(row, because, due_by=None, published=early, today=self.today)
        if notice.force is Force.MUST:
            return Duty.at(row, DutyState.DUE_BEFORE, because)
        return Duty.at(row, DutyState.OPTIONAL, _choice(notice))

    def _of_event(self, row: Row[Notice], event: Record) -> Iterator[Duty]:
        notice = row.value
        spared = self._spared(notice, event)
        if spared:
            yield Duty.at(row, DutyState.NOT_DUE, spared, _about(event))
        elif notice.every is not None:
            yield from self._recurring(row, event, notice.every)
        elif notice.when is When.BEFORE:
            yield self._before(row, event)
        else:
            yield Duty.timed(
                row,
                f"{notice.trigger} ({written(event.on)})",
                due_by=notice.deadline.last_day(event.on) if notice.deadline else None,
                published=self._published(notice, event, since=event.on),
                today=self.today,
                about=_about(event),
            )

    def _before(self, row: Row[Notice], event: Record) -> Duty:
        notice = row.value
        published = self._published(notice, event)
        if published is None and notice.force is not Force.MUST:
            return Duty.at(row, DutyState.OPTIONAL, _choice(notice), _about(event))
        return Duty.timed(
            row,
            f"it comes before {notice.trigger} ({written(event.on)})",
            due_by=event.on,
            published=published,
            today=self.today,
            about=_about(event),
        )

    def _recurring(self, row: Row[Notice], event: Record, every: MonthsAfter) -> Iterator[Duty]:
        """One duty for each round that has begun while the contract ran."""
        found = history(self.ledger, event.reference)
        last = min(self.today, found.last_day_on(self.today) if found else self.today)
        began = event.on
        while began <= last:
            due_by = every.last_day(began)
            yield Duty.timed(
                row,
                f"it is due at least every {every}, here from {written(began)}",
                due_by=due_by,
                published=self._published(row.value, event, since=began + _ONE_DAY),
                today=self.today,
                about=_about(event),
            )
            began = due_by

    def _by_the_calendar(self, row: Row[Notice]) -> Iterator[Duty]:
        """One duty for each period that has ended since the first contract, and one for the next."""
        notice = row.value
        signed = min(contract.on for contract in self.ledger.every(ContractSigned))
        for ends_on in _period_ends(notice, max(signed, row.applies_from), self.today):
            published = self._published(notice, since=ends_on, before=_next_end(notice, ends_on))
            yield Duty.timed(
                row,
                f"{notice.trigger}, to {written(ends_on)}",
                due_by=notice.deadline.last_day(ends_on) if notice.deadline else None,
                published=published,
                today=self.today,
            )

    def _spared(self, notice: Notice, event: Record) -> str:
        """Why a notice is not due for this one contract or change; empty where it is."""
        line = notice.over or notice.at_least
        if line is not None:
            value = self._value_of(event)
            if value is None:
                return f"it is for contracts that reach {line}, and no value is stated"
            _, most = bounds(value, line.vat, self.law.value(VAT_RATE, event.on))
            if most < line.amount or (most == line.amount and notice.over is not None):
                return f"the contract is worth {value}, and the line is {line}"
        return self._spared_change(notice, event) if isinstance(event, ContractVaried) else ""

    def _spared_change(self, notice: Notice, change: ContractVaried) -> str:
        added, least = change.value_change, notice.change_at_least
        if least is not None and (added is None or abs(added.amount) < least.amount):
            return f"the change is below {least}"
        found = history(self.ledger, change.contract)
        if found is not None and not needs_change_notice(found, change, self.law, change.on):
            return "the change is too small to be notified"
        return ""

    def _events(self, notice: Notice) -> Iterator[Record]:
        """The records the notice belongs to, the first of them alone where it is due once."""
        found = sorted(
            (
                record
                for trigger in notice.events
                for record in self._by_now(trigger.record)
                if trigger.is_met_by(record)
            ),
            key=lambda record: record.on,
        )
        yield from found[:1] if notice.once else found

    def _by_now(self, kind: type[Record]) -> Iterator[Record]:
        return (record for record in self.ledger.every(kind) if record.on <= self.today)

    def _published(
        self,
        notice: Notice,
        event: Record | None = None,
        *,
        since: date = date.min,
        before: date = date.max,
    ) -> NoticePublished | None:
        """The first such notice by today that can be the one for this occasion."""
        for record in self.ledger.every(NoticePublished):
            in_time = since <= record.on < before and record.on <= self.today
            if record.notice == notice.code and in_time and self._is_about(record, event):
                return record
        return None

    def _is_about(self, published: NoticePublished, event: Record | None) -> bool:
        """Whether a notice is of this contract or change; one that names neither goes by its lots."""
        if event is None:
            return True
        if published.about:
            return published.about in {event.reference, *event.references("record")}
        if published.contract:
            return published.contract in {event.reference, *event.references("contract")}
        lots = self.ledger.lots_of
        return bool(set(lots(published)) & set(lots(event)))

    def _value_of(self, event: Record) -> Money | None:
        """The value of the contract an act is about or, before there is one, the estimate."""
        if not isinstance(event, ContractSigned):
            found = history(self.ledger, next(event.references("contract"), ""))
            if found is None:
                strategy = self.ledger.find(ProcurementStrategy)
                return strategy.estimated_value if strategy else None
            event = found.contract
        return event.value_with_options or event.value


def _period_ends(notice: Notice, began: date, today: date) -> Iterator[date]:
    """The ends of the periods from a day on, up to the first that lies ahead."""
    ends_on = _next_end(notice, began - _ONE_DAY)
    while ends_on <= today:
        yield ends_on
        ends_on = _next_end(notice, ends_on)
    yield ends_on


def _next_end(notice: Notice, after: date) -> date:
    ends = (date(y, m, d) for y in (after.year, after.year + 1) for m, d in notice.period_ends)
    return min(day for day in ends if day > after)


def _choice(notice: Notice) -> str:
    """Why a notice that is not out is not owed either."""
    if notice.force is Force.MAY:
        return f"nobody has to; it would come before {notice.trigger}"
    return f"it {notice.force}"


def _about(event: Record) -> str:
    if isinstance(event, (ContractSigned, ContractVaried)):
        return event.reference
    return next(event.references("contract"), "")
