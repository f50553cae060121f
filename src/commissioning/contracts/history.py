"""One contract in its course: who holds it, until when, at what value, and every change in order.

Where days are known only to a span, a reckoning is made on the first and on the last day of each. What is
the same on all of them is known; the rest depends on a day that no paper gives, and is said to be not known.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from fractions import Fraction
from itertools import product
from math import floor
from operator import itemgetter
from typing import Final, TypeVar, cast

from attrs import evolve

from commissioning.dates.periods import Period
from commissioning.errors import RecordError, written
from commissioning.findings.codes.process import DAY_NOT_KNOWN
from commissioning.findings.finding import Finding
from commissioning.ledger.ledger import Ledger
from commissioning.ledger.record_finder import by_day
from commissioning.records import contract_options, ending, indexation, live
from commissioning.records.contract import (
    ChangeRefused,
    ChangeRequested,
    ContractExtended,
    ContractNovated,
    ContractSigned,
    ContractVaried,
    ExtensionLapsed,
    PriceUplifted,
)
from commissioning.records.days import day_in_words, first_days
from commissioning.records.record import R, Record
from commissioning.values.checking import Checked
from commissioning.values.frozen import frozen
from commissioning.values.money import Money
from commissioning.values.text import did_you_mean, display_name, grouped, listed, sentence

EVENTS: Final[tuple[type[Record], ...]] = (
    ChangeRequested,
    ChangeRefused,
    ContractVaried,
    PriceUplifted,
    ContractExtended,
    ExtensionLapsed,
    live.BreachRecorded,
    live.BreachRemedied,
    live.ImprovementNotice,
    live.ImprovementNoticeClosed,
    live.PlacementsSuspended,
    live.PlacementsResumed,
    live.ServiceCreditApplied,
    live.Escalated,
    live.KpisAgreed,
    ContractNovated,
    ending.TerminationNotice,
    ending.ExitPlan,
    ending.ContractEnded,
)
"""The kinds of record that say what happened to a contract after it was signed."""
ENDINGS: Final = (ContractExtended, ContractVaried, ending.TerminationNotice, ending.ContractEnded)
"""Those of them that move the last day of a contract."""


@frozen(kw_only=True)
class ValueLine(Checked):
    """One step in the value of a contract, with the totals once it is counted in."""

    on: date
    reference: str
    what: str
    change: Money
    varied_so_far: Money
    """The amount that counts towards the cap so far: variations, but no uplifts and options."""
    value: Money
    """The value of the contract from here on."""


@frozen(kw_only=True)
class ContractHistory(Checked):
    """A contract and everything recorded about it, in order of days."""

    contract: ContractSigned
    events: tuple[Record, ...] = ()

    def of(self, kind: type[R], on: date) -> tuple[R, ...]:
        """The events of one kind by the end of a day."""
        return tuple(event for event in self.events if isinstance(event, kind) and event.on <= on)

    def holder_on(self, on: date) -> str:
        """The provider who holds the contract at the end of a day."""
        passed = self.of(ContractNovated, on)
        return passed[-1].to_provider if passed else self.contract.provider

    def term_on(self, on: date) -> Period:
        """The term at the end of a day, with the extensions taken up by then.

        Raises `NotStatedError` where the term as signed is not stated.
        """
        return Period(self.contract.initial_term.starts_on, self._term_ends_on(on))

    def _term_ends_on(self, on: date) -> date:
        signed = self.contract.initial_term
        end = signed.ends_on
        for event in self.events:
            if event.on > on:
                break
            if isinstance(event, ContractExtended):
                end = event.period.ends_on
            elif isinstance(event, ContractVaried) and event.new_end is not None:
                end = event.new_end
        return max(end, signed.starts_on)

    def last_day_on(self, on: date) -> date | None:
        """The last day in force, as known at the end of a day: the term's, or an earlier end.

        None for a contract that rolls on. Raises `NotStatedError` where neither the term nor an end
        is stated.
        """
        last = self.known_last_day_on(on)
        if last is None and not self.contract.rolling:
            return self.contract.initial_term.ends_on
        return last

    def known_last_day_on(self, on: date) -> date | None:
        """Like `last_day_on`; None also where neither the term nor an end is stated."""
        signed = self.contract
        days = [self._term_ends_on(on)] if signed.term and not signed.rolling else []
        days += [n.ends_on for n in self.of(ending.TerminationNotice, on)[-1:] if n.ends_on]
        days += [end.on for end in self.of(ending.ContractEnded, on)[-1:]]
        return min(days, default=None)

    def in_force_on(self, on: date) -> bool:
        """Whether services can be called for under the contract on a day.

        A contract whose first day is not stated runs from its signature, and one whose last day is not
        stated until an end is recorded.
        """
        first, last = self.contract.known_first_day, self.known_last_day_on(on)
        starts_on = max(self.contract.on, first or self.contract.on)
        return starts_on <= on and (last is None or on <= last)

    def indexation_on(self, day: date) -> indexation.Indexation | None:
        """The clause by which prices move on a day, as signed or as last changed; None without one."""
        clauses = (
            (e.takes_effect_on or e.on, e.indexation) for e in self.of(ContractVaried, date.max)
        )
        changed = [(since, clause) for since, clause in clauses if clause and since <= day]
        return sorted(changed, key=itemgetter(0))[-1][1] if changed else self.contract.indexation

    def options_left_on(self, on: date) -> tuple[tuple[int, contract_options.ExtensionOption], ...]:
        """The options neither taken up nor lapsed, each with its number counted from 1."""
        spent = {event.option for event in self.of(ContractExtended, on)}
        spent |= {event.option for event in self.of(ExtensionLapsed, on)}
        numbered = enumerate(self.contract.extension_options, start=1)
        return tuple((number, option) for number, option in numbered if number not in spent)

    def next_stop(self, on: date) -> tuple[date, Period] | None:
        """The next last day for notice that a rolling contract is to stop, and the days it else adds.

        None for a contract that does not run on in steps.
        """
        step = self.contract.rolls_by
        if step is None:
            return None
        term = self.term_on(on)
        while (day := step.notice_by(term)) < on:
            term = step.prolongs(term)
        return day, step.prolongs(term)

    def value_on(self, on: date) -> Money | None:
        """The value with all that had changed by the end of a day; None if none was ever given.

        A change on another basis is left out; it is the finding `other-money-basis`.
        """
        lines = self.value_lines(on)
        return lines[-1].value if lines else self.contract.value

    def value_lines(self, on: date) -> tuple[ValueLine, ...]:
        """Every change of value on the contract's own basis up to the end of a day, with running totals."""
        value = self.contract.value
        lines: list[ValueLine] = []
        for event in self.events:
            what, change = money_in(event) or ("", None)
            if change is None or event.on > on:
                continue
            if value is not None and not value.is_on_the_basis_of(change):
                continue
            is_variation = isinstance(event, ContractVaried) and not event.takes_up
            value = change if value is None else value + change
            added = change if is_variation else change * 0
            line = ValueLine(
                on=event.on,
                reference=event.reference,
                what=what,
                change=change,
                varied_so_far=lines[-1].varied_so_far + added if lines else added,
                value=value,
            )
            lines.append(line)
        return tuple(lines)

    @property
    def variation_cap(self) -> Money | None:
        """The total that variations may add, rounded down to a penny; None without a cap."""
        per_cent, value = self.contract.variation_cap, self.contract.value
        if per_cent is None or value is None:
            return None
        # One per cent of an amount in pounds is as many pennies.
        return value.of_pennies(floor(Fraction(value.amount) * Fraction(per_cent)))


def money_in(event: Record) -> tuple[str, Money] | None:
    """The effect of an event on the value of its contract, in words and money."""
    if isinstance(event, ContractVaried) and event.value_change is not None:
        return event.what, event.value_change
    if isinstance(event, PriceUplifted) and event.value_change is not None:
        return f"prices moved by {event.per_cent}%", event.value_change
    if isinstance(event, ContractExtended) and event.value is not None:
        return f"option {event.option} taken up", event.value
    return None


def history(ledger: Ledger, reference: str) -> ContractHistory | None:
    """The history of the contract with that reference; None where none in force has it."""
    # By its kind: in a history as it was, another record may have borne the reference before it.
    every = ledger.every(ContractSigned, reference)
    signed = next((each for each in every if each.reference == reference), None)
    return course_of(ledger, signed) if signed else None


def course_of(
    ledger: Ledger, signed: ContractSigned, kinds: tuple[type[Record], ...] = EVENTS
) -> ContractHistory:
    """The history of a contract, or the part of it that events of some kinds tell."""
    reference = signed.reference
    found = (event for kind in kinds for event in ledger.every(kind, about=reference))
    # Where a lot has the same name, they are those of every contract of the lot.
    own = (event for event in found if reference in event.references("contract"))
    return ContractHistory(contract=signed, events=tuple(by_day(own)))


def history_of(ledger: Ledger, reference: str) -> ContractHistory:
    """Like `history`, but raises `LookupError` unless a contract with that reference is in force."""
    found = history(ledger, reference)
    if found is None:
        known = tuple(signed.reference for signed in ledger.every(ContractSigned))
        others = f"; in force: {listed(known)}" if known else "; record its signature first"
        hint = did_you_mean(reference, known) or others
        raise LookupError(sentence(f'no contract "{reference}" is in force{hint}'))
    return found


def histories(ledger: Ledger) -> tuple[ContractHistory, ...]:
    """The histories of all contracts in force in a ledger, in the order they were entered."""
    events = grouped(
        (reference, event)
        for kind in EVENTS
        for event in ledger.every(kind)
        for reference in event.references("contract")
    )
    return tuple(
        ContractHistory(contract=signed, events=tuple(by_day(events.get(signed.reference, ()))))
        for signed in ledger.every(ContractSigned)
    )


def move_by_clause(found: ContractHistory, uplift: PriceUplifted) -> indexation.Moved | None:
    """The movement that the clause gives for an uplift; None for a contract without a clause.

    The readings of earlier uplifts count too, and what a cap cut off then is carried on. A clause that was
    changed carries on only what the one before it left as well.
    """
    agreed = found.indexation_on(uplift.takes_effect_on)
    if agreed is None or agreed.clause is None:
        return None
    uplifts = found.of(PriceUplifted, date.max)
    before = (each for each in uplifts if each.takes_effect_on < uplift.takes_effect_on)
    earlier = sorted(before, key=lambda each: each.takes_effect_on)
    readings = [reading for each in (*earlier, uplift) for reading in each.readings]
    base = agreed.base_on or found.contract.known_first_day or found.contract.on
    days = [base, *dict.fromkeys(each.takes_effect_on for each in earlier), uplift.takes_effect_on]
    *others, moved = agreed.clause.moves(readings, days)
    left = move_by_clause(found, earlier[-1]) if earlier else None
    if others and others[-1].carried != (left.carried if left else 0):
        return agreed.clause.moves(readings, days[-2:])[-1]
    return moved


T = TypeVar("T")
MOST: Final = 6
"""The number of records with spans of which every combination is tried; beyond it, all early or all late."""


def possible(found: ContractHistory) -> tuple[ContractHistory, ...]:
    """The history on the first and last day of each span; itself alone where every day is known.

    The first of them goes by the last days.
    """
    records = (found.contract, *found.events)
    uncertain = [number for number, record in enumerate(records) if record.is_span]
    if not uncertain:
        return (found,)
    together = [(False,) * len(uncertain), (True,) * len(uncertain)]
    choices = together if len(uncertain) > MOST else product((False, True), repeat=len(uncertain))
    made = (_on_days(found, dict(zip(uncertain, early, strict=True))) for early in choices)
    return tuple(filter(None, made)) or (found,)


def _on_days(found: ContractHistory, early: dict[int, bool]) -> ContractHistory | None:
    """The history with some records on their first days; None where one does not allow them."""
    records = (found.contract, *found.events)
    chosen: list[Record] = list(records)
    try:
        for number in (number for number, is_early in early.items() if is_early):
            chosen[number] = records[number].on_days(first_days(records[number].spans))
    except RecordError:
        return None
    events = sorted(chosen[1:], key=lambda event: event.on)
    return evolve(found, contract=cast("ContractSigned", chosen[0]), events=tuple(events))


def agreed(found: ContractHistory, reckon: Callable[[ContractHistory], T]) -> T | None:
    """The answer of a reckoning; None where it depends on a day that is known only to a span."""
    first, *others = map(reckon, possible(found))
    return first if all(other == first for other in others) else None


def term_in_words(contract: ContractSigned) -> str:
    """The term as far as it is stated, with the words of days known only to a span."""
    first = f"from {written(contract.starts_on)}" if contract.starts_on else "term not stated"
    words, spans = str(contract.term or first), contract.spans
    of_term = (name for name in spans if name.startswith(("term.", "starts_on")))
    known = "; ".join(f"{day_in_words(name)}: {spans[name].words}" for name in of_term)
    words += f" ({known})" if known else ""
    return f"{words}, then until somebody ends it" if contract.rolling else words


def agreed_findings(
    found: ContractHistory, reckon: Callable[[ContractHistory], tuple[Finding, ...]]
) -> Iterator[Finding]:
    """The findings that hold whichever days are right, then one warning for those that depend on it."""
    answers = [{(f.code, f.about): f for f in reckon(each)} for each in possible(found)]
    if len(answers) == 1:
        yield from reckon(found)
        return
    every = {key: finding for answer in reversed(answers) for key, finding in answer.items()}
    depending = [finding for key, finding in every.items() if any(key not in a for a in answers)]
    yield from (finding for finding in every.values() if finding not in depending)
    if depending:
        yield day_not_known(found, *(finding.message for finding in depending))


def day_not_known(found: ContractHistory, *depending: str) -> Finding:
    """The warning that sentences about a contract hold on some days of its spans only."""
    spans = [
        f"{_named(record, name)} ({window.words})"
        for record in (found.contract, *found.events)
        for name, window in record.spans.items()
    ]
    known = f"{listed(spans)} {'is' if len(spans) == 1 else 'are'} not known exactly"
    return DAY_NOT_KNOWN.warns(
        f"{sentence(known)} On some of those days this would apply: {'; '.join(depending)}",
        remedy="Find the day in the papers and record it; if they do not give it, this warning stays",
        about=found.contract.reference,
    )


def _named(record: Record, name: str) -> str:
    words = f"the {day_in_words(name)} of the" if name else "the"
    return f"{words} {display_name(type(record))} {record.reference}".rstrip()
