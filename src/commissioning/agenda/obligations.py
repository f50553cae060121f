"""The notices that a procurement has to publish: the regime's catalogue compared with the ledger."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import chain
from operator import attrgetter
from typing import Final

from attrs import evolve

from commissioning.agenda.duties import (
    Duties,
    DutyState,
    NoticeDuty,
    listed_or_not,
    over_unseen,
    spared,
)
from commissioning.contracts.history import history, history_of
from commissioning.contracts.modification import CHANGES, announces
from commissioning.dates.day_counts import MonthsAfter
from commissioning.dates.periods import later
from commissioning.errors import NoRuleError, written
from commissioning.findings.codes.law import LAW_UNKNOWN
from commissioning.findings.finding import Finding
from commissioning.gates.notices import PUBLISHED_BY
from commissioning.gates.standstill import standstill_of
from commissioning.law.law import STATE_THE_FACTS, Law, Row, depends_on
from commissioning.law.notices import NOTICE, Force, Notice, When, belongs_to
from commissioning.law.of_ledger import law_of_changes
from commissioning.ledger.ledger import Ledger
from commissioning.ledger.ways import vouched_for
from commissioning.records import challenge, ending, notices, selection
from commissioning.records.contract import ContractSigned, ContractVaried
from commissioning.records.record import R, Record
from commissioning.values.bounds import SPANS_END_BY
from commissioning.values.frozen import frozen
from commissioning.values.text import capital, grouped, listed

_STATES: Final = {
    (True, True): DutyState.LATE, (True, False): DutyState.MET,
    (False, True): DutyState.OVERDUE, (False, False): DutyState.DUE,
}  # fmt: skip
"""The state of a duty with a day, by whether its notice is published and whether the day is past."""


def obligations(
    ledger: Ledger, law: Law, today: date, lots: tuple[str, ...] | None = None
) -> Duties:
    """Every notice of the procurement's law with its state on a day, in the order of `DutyState`.

    With lots, those of these lots alone, which share their route and the law.
    Never raises for want of law: where none governs, or it does not say what a notice depends on, the
    duties are those that are known and `findings` has the rest.
    """
    if law.unknown_because:
        return Duties(findings=(_unknown(law.unknown_because, law.remedy or STATE_THE_FACTS),))
    duties, findings = list[NoticeDuty](), list[Finding]()
    own = _Question(ledger, law, today, lots)
    others = (evolve(own, law=each) for each in _laws_of_changes(own))
    asked = (own.by_code(), *(other.of_changes() for other in others))
    for code, found in chain.from_iterable(asked):
        try:
            duties += found
        except NoRuleError as none:
            findings.append(_unknown(none.message, none.remedy, f"when the {code} notice is due"))
    duties.sort(key=attrgetter("place"))
    return Duties(tuple(duties), tuple(findings))


def _unknown(why: str, remedy: str, notice: str = "which notices are due") -> Finding:
    return LAW_UNKNOWN.warns(f"It is not known {notice}. {capital(why)}", remedy=remedy)


def _laws_of_changes(own: _Question) -> Iterator[Law]:
    """The laws, other than the procurement's own, that govern changes recorded by a day."""
    changes = (change for kind in CHANGES for change in own.by_now(kind))
    laws = filter(None, (law_of_changes(own.ledger, change.on, own.lot) for change in changes))
    yield from {each.regime: each for each in laws if each.regime != own.law.regime}.values()


@frozen
class _Question:
    ledger: Ledger
    law: Law
    today: date
    lots: tuple[str, ...] | None
    """The lots asked about; None where the whole procurement shares its route and law."""

    @property
    def lot(self) -> str:
        """One of the lots, which stands for all of them."""
        return (self.lots or self.ledger.lots)[0]

    def by_code(self) -> Iterator[tuple[str, Iterator[NoticeDuty]]]:
        """The code of each notice and its duties."""
        rows = grouped((row.value.code, row) for row in self.law.rows_on(NOTICE, self.today))
        for code, variants in rows.items():
            yield code, self._of_code(variants)

    def of_changes(self) -> Iterator[tuple[str, Iterator[NoticeDuty]]]:
        """The code of each notice that changes bring and its duties, for a law that governs those alone."""
        for row in self.law.every(NOTICE, self.today):
            if any(trigger.record in CHANGES for trigger in row.value.events):
                yield row.value.code, self._of_row(row)

    def _of_code(self, rows: tuple[Row[Notice], ...]) -> Iterator[NoticeDuty]:
        """The duties of one notice, of whose rows at most one is for this procurement."""
        facts = self.law.facts
        fitting = [row for row in rows if row.facts.fits(facts)]
        undecided = [row for row in rows if not row.facts.against(facts)]
        if fitting:
            for row in fitting:
                yield from self._of_row(row)
        elif undecided:
            why = f"{depends_on(undecided[0].facts.unstated(facts))}. {STATE_THE_FACTS}"
            yield NoticeDuty.of(undecided[0], DutyState.UNDECIDED, why)
        else:
            against = [row.facts.against(facts) for row in rows]
            shared = [word for word in against[0] if all(word in words for words in against)]
            shortest = min(against, key=len)
            why = f"the procurement is {listed(shared or shortest)}"
            yield NoticeDuty.of(rows[0], DutyState.NOT_DUE, why)

    def _of_row(self, row: Row[Notice]) -> Iterator[NoticeDuty]:
        notice, given = row.value, row.value.given
        if not belongs_to(notice, self.ledger.route_of(self.lot)):
            yield NoticeDuty.of(row, DutyState.NOT_DUE, f"it belongs to {notice.awards}")
        elif notice.beyond and not notice.events:
            listing = listed_or_not(self.ledger, self.law, notice, self.today, self.lot)
            yield NoticeDuty.of(row, DutyState.UNDECIDED, notice.beyond + listing)
        elif given and not any(map(given.is_met_by, self.by_now(given.record))):
            yield NoticeDuty.of(row, DutyState.NOT_DUE, f"there is no {given}")
        elif notice.period_ends:
            yield from self._by_the_calendar(row)
        elif events := [*self._events(notice), *_expired(self, notice)]:
            for event in events:
                yield from self._of_event(row, event)
        elif notice.when is When.BEFORE and any(t.record in CHANGES for t in notice.events):
            why = f"it comes before {notice.trigger}, and no change is recorded"
            yield NoticeDuty.of(row, DutyState.NOT_DUE, why)
        elif notice.when is When.BEFORE:
            yield self._before(row, None)
        else:
            why = f"it is due once {notice.trigger}, which is not recorded"
            yield NoticeDuty.of(row, DutyState.NOT_DUE, why)

    def _of_event(self, row: Row[Notice], event: Record) -> Iterator[NoticeDuty]:
        notice = row.value
        if why := spared(self.ledger, self.law, notice, event, self.lot):
            yield NoticeDuty.of(row, DutyState.NOT_DUE, why, _about(event))
        elif notice.every is not None:
            yield from self._recurring(row, event, notice.every)
        elif not row.in_force(self.law.commenced_on, event.on):
            yield NoticeDuty.of(row, DutyState.NOT_DUE, f"it applies {row.span()}", _about(event))
        elif notice.when is When.BEFORE:
            yield self._before(row, event)
        else:
            on, because = _counted_from(self, notice, event)
            # A tender notice that stands in for an entry in a list comes before the tenders.
            since = date.min if notice.beyond else on
            duty = self._timed(row, because, _deadline(notice, on), event, since=since)
            if notice.beyond and duty.met_by is None:
                duty = NoticeDuty.of(row, DutyState.UNDECIDED, notice.beyond, duty.about)
            yield duty

    def _before(self, row: Row[Notice], event: Record | None) -> NoticeDuty:
        """A notice that comes before an act, done or to come; it may already be out."""
        notice = row.value
        because = f"it comes before {notice.trigger}{f' ({written(event.on)})' if event else ''}"
        duty = self._timed(row, because, event.on if event else None, event)
        if duty.met_by is None and (why := _not_asked(self, notice, event)):
            return NoticeDuty.of(row, DutyState.NOT_DUE, f"{because}, and {why}", duty.about)
        if duty.met_by is None and notice.force is not Force.MUST:
            optional = f"it is optional, and would come before {notice.trigger}"
            must = f"{notice.force}".replace("must", "the authority must publish it")
            why = optional if notice.force is Force.MAY else must
            return NoticeDuty.of(row, DutyState.OPTIONAL, why, duty.about)
        return duty if duty.met_by or event else NoticeDuty.of(row, DutyState.DUE_BEFORE, because)

    def _recurring(
        self, row: Row[Notice], event: Record, every: MonthsAfter
    ) -> Iterator[NoticeDuty]:
        """One duty for each round that has begun while the contract ran, the last due when it ends."""
        found = history(self.ledger, event.reference)
        ends_on = found.known_last_day_on(self.today) if found else None
        notice = row.value
        last = min(self.today, ends_on or SPANS_END_BY)
        began = event.on
        while began <= last:
            time = notice.first if notice.first and began == event.on else every
            due_by = time.last_day(began)
            closes = min(due_by, self.today) if notice.at_end else due_by
            if ends_on is not None and ends_on <= closes:
                if notice.at_end:
                    why = f"it is due when the contract ends too, which was on {written(ends_on)}"
                    yield self._timed(row, why, None, event, since=ends_on)
                return
            each = f"{time}".removeprefix("1 ")
            because = f"it is due at least every {each}; this round began on {written(began)}"
            # A notice of the day on which a round begins is of the round before.
            duty = self._timed(row, because, due_by, event, since=later(began, days=1))
            yield duty
            began = duty.met_by.on if notice.first and duty.met_by else later(due_by, days=1)

    def _by_the_calendar(self, row: Row[Notice]) -> Iterator[NoticeDuty]:
        """One duty for each period in which a contract ran, and one for the next while one runs."""
        notice = row.value
        began = max(min(contract.on for contract in self.by_now(ContractSigned)), row.applies_from)
        ends = _period_ends(notice, began, _contracts_run_to(self))
        if not ends:
            why = f"it is due from {written(began)} on, and no contract has run since"
            yield NoticeDuty.of(row, DutyState.NOT_DUE, why)
        for ends_on in ends:
            because = f"{notice.trigger}, to {written(ends_on)}"
            due_by, before = _deadline(notice, ends_on), _next_end(notice, ends_on)
            duty = self._timed(row, because, due_by, since=ends_on, before=before)
            if notice.force is Force.MUST_IF_PAID and duty.met_by is None:
                why = f"it is due if such a payment was made: {because}"
                duty = NoticeDuty.of(row, DutyState.UNDECIDED, why, due_by=due_by)
            yield duty

    def _timed(
        self,
        row: Row[Notice],
        because: str,
        due_by: date | None,
        event: Record | None = None,
        *,
        since: date = date.min,
        before: date = date.max,
    ) -> NoticeDuty:
        """A duty with a day, met by the first such notice by today that can be of this occasion."""
        of_its_time = (
            record
            for record in self.by_now(notices.NoticePublished)
            if record.notice in row.value.met_by and since <= record.on < before
        )
        published = self._met_by(of_its_time, event)
        about, last = _about(event), due_by or (event.on if event else None)
        if published is None and (unseen := over_unseen(self.ledger, last)):
            return NoticeDuty.of(row, DutyState.UNDECIDED, because + unseen, about, due_by=due_by)
        until = published.on if published else self.today
        over = max((until - due_by).days, 0) if due_by else 0
        state = _STATES[published is not None, over > 0]
        return NoticeDuty.of(
            row, state, because, about, due_by=due_by, met_by=published, days_over=over
        )

    def _met_by(
        self, published: Iterator[notices.NoticePublished], event: Record | None
    ) -> notices.NoticePublished | None:
        """The first of some notices with which the occasion is announced for each of its lots."""
        of_event = self.ledger.lots_of(event) if event else ()
        missing = {*of_event} & {*(self.lots or self.ledger.lots)}
        for each in published:
            if _is_about(self.ledger, each, event):
                missing.difference_update(self.ledger.lots_of(each))
                # One that names the contract or the change is about all of it.
                if not missing or each.about or each.contract or isinstance(event, CHANGES):
                    return each
        return None

    def _events(self, notice: Notice) -> list[Record]:
        """The records the notice belongs to, oldest first; only the first if it is due once."""
        found = [
            record
            for trigger in notice.events
            for record in self.by_now(trigger.record)
            if trigger.is_met_by(record)
            and _governs(self, record)
            and (not notice.of_excluded or _is_by_excluded(self, record))
        ]
        found.sort(key=lambda record: record.on)
        return found[:1] if notice.once else found

    def by_now(self, kind: type[R]) -> Iterator[R]:
        for record in self.ledger.every(kind):
            concerned = self.lots is None or {*self.lots} & {*self.ledger.lots_of(record)}
            if record.on <= self.today and concerned:
                yield record


def _is_about(ledger: Ledger, published: notices.NoticePublished, event: Record | None) -> bool:
    """Whether a notice is of this contract or change; one that names neither goes by its lots."""
    if event is None:
        return True
    if isinstance(event, CHANGES) and (found := history(ledger, event.contract)):
        return announces(found, published, event)
    if published.about:
        return published.about in {event.reference, *event.references("record")}
    if published.contract:
        return published.contract in {event.reference, *event.references("contract")}
    return not {*ledger.lots_of(published)}.isdisjoint(ledger.lots_of(event))


def _governs(asked: _Question, event: Record) -> bool:
    """Whether the event is under this law: a change of a health contract may be under another."""
    if not isinstance(event, CHANGES):
        return True
    other = law_of_changes(asked.ledger, event.on, asked.lot)
    return other is None or other.regime == asked.law.regime


def _not_asked(asked: _Question, notice: Notice, event: Record | None) -> str:
    """Why a notice before an act is not asked for: the act will not come, or its papers are not held."""
    lots = asked.ledger.lots_of(event) if event else (asked.lots or asked.ledger.lots)
    given_up = (asked.ledger.lots_of(each) for each in asked.by_now(ending.Abandonment))
    if event is None and {*lots} <= {*chain.from_iterable(given_up)}:
        return "the procurement is abandoned"
    stages = [PUBLISHED_BY[t.record] for t in notice.events if t.record in PUBLISHED_BY]
    vouched = [vouched_for(asked.ledger, lot) for lot in lots]
    kept = stages and all(held is not None and any(map(held.passed, stages)) for held in vouched)
    return "the papers of that time are not held" if kept else ""


def _is_by_excluded(asked: _Question, step: Record) -> bool:
    """Whether a step of a challenge is in one by a supplier that was left out before it."""
    names = set(step.references("record"))
    challengers = {
        each.provider for each in asked.by_now(challenge.Challenge) if each.reference in names
    }
    lots, decided = {*asked.ledger.lots_of(step)}, asked.by_now(selection.ExclusionsDecided)
    return any(
        each.on <= step.on
        and challengers & {*each.left_out}
        and lots & {*asked.ledger.lots_of(each)}
        for each in decided
    )


def _counted_from(asked: _Question, notice: Notice, event: Record) -> tuple[date, str]:
    """The day from which the time for a notice runs, and why, as a clause."""
    on, why = event.on, f"{notice.trigger} ({written(event.on)})"
    if notice.on_expiry and isinstance(event, ContractSigned):
        on = _last_day(asked, event) or on
        why = f"the term of the contract ran out on {written(on)}"
    elif notice.after_standstill:
        lots = asked.ledger.lots_of(event)
        found = (standstill_of(asked.ledger, asked.law, lot, event.on) for lot in lots)
        ends = [s.ends_on for s in found if s is not None and event.on <= s.ends_on]
        if ends:
            on = max(ends)
            why = f"{why}, in a standstill that ends on {written(on)}; not before its end"
    return on, why


def _expired(asked: _Question, notice: Notice) -> list[ContractSigned]:
    """For a notice that expiry brings: the contracts whose term has run out, with no record of it."""
    if not notice.on_expiry:
        return []
    ended = {end.contract for end in asked.by_now(ending.ContractEnded)}
    return [
        contract
        for contract in asked.by_now(ContractSigned)
        if contract.reference not in ended
        and (last := _last_day(asked, contract)) is not None
        and last <= asked.today
    ]


def _contracts_run_to(asked: _Question) -> date:
    """The last day of the last contract, or the day after the one asked about while one runs."""
    tomorrow = later(asked.today, days=1)
    contracts = (history_of(asked.ledger, each.reference) for each in asked.by_now(ContractSigned))
    ends = [found.known_last_day_on(asked.today) or tomorrow for found in contracts]
    return min(tomorrow, max(ends))


def _last_day(asked: _Question, contract: ContractSigned) -> date | None:
    return history_of(asked.ledger, contract.reference).last_day_on(asked.today)


def _deadline(notice: Notice, event: date) -> date | None:
    return notice.deadline.last_day(event) if notice.deadline else None


def _period_ends(notice: Notice, began: date, last: date) -> list[date]:
    """The ends of the periods from a day on, up to that of the period which holds another day."""
    if last < began:
        return []
    years = range(began.year, min(last, SPANS_END_BY).year + 2)
    ends = [date(year, month, day) for year in years for month, day in notice.period_ends]
    final = next((day for day in ends if day >= last), date.max)
    return [day for day in ends if began <= day <= final]


def _next_end(notice: Notice, after: date) -> date:
    this_year = [date(after.year, month, day) for month, day in notice.period_ends]
    ends = (later(day, months=months) for day in this_year for months in (0, 12))
    return min((day for day in ends if day > after), default=date.max)


def _about(event: Record | None) -> str:
    if event is None or isinstance(event, (ContractSigned, ContractVaried)):
        return event.reference if event else ""
    return next(event.references("contract"), "")
