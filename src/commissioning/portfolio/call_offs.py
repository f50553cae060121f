"""The call-offs of a framework, each once: from its own cycle where that is at hand, else as noted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from commissioning.contracts import frameworks, history
from commissioning.cycle import Cycle
from commissioning.dates.periods import Period
from commissioning.errors import RecordError, written
from commissioning.findings.codes import frameworks as codes
from commissioning.findings.codes.process import UNKNOWN_LOT
from commissioning.findings.finding import Finding
from commissioning.gates.call_offs import parent_of
from commissioning.gates.case import Case
from commissioning.gates.frameworks import call_off_is_within_the_terms
from commissioning.records.call_off_rules import Competition
from commissioning.records.contract import ContractSigned, ContractVaried
from commissioning.records.framework_terms import FrameworkTerms
from commissioning.records.frameworks import CallOffNoted
from commissioning.records.live import SpendReported
from commissioning.records.record import WHOLE, Record
from commissioning.records.strategy import Parent
from commissioning.records.tender import InvitationToTender, TenderReceived
from commissioning.values.money import Money
from commissioning.values.text import agreeing, did_you_mean, listed, more_than_once, numbered


def call_offs_of(
    framework: Cycle, own: Sequence[Cycle], on: date
) -> tuple[tuple[CallOffNoted, ...], list[Finding]]:
    """Every call-off once, and where a note and the call-off's own cycle disagree."""
    twice = sorted(more_than_once(cycle.reference for cycle in own if cycle.reference))
    if twice:
        words = f"two call-offs have the {numbered('reference', twice)}; give each cycle once"
        raise RecordError("position of a framework", (words,))
    noted = frameworks.noted_on(framework.ledger, on)
    found: list[CallOffNoted] = []
    findings: list[Finding] = []
    for cycle in own:
        actual = tuple(_as_noted(framework, cycle, on))
        note = noted.pop(cycle.reference, None)
        found.extend(actual or ((note,) if note else ()))
        if note:
            findings.extend(_differences(note, actual, cycle, on))
    return (*noted.values(), *found), findings


def _as_noted(framework: Cycle, cycle: Cycle, on: date) -> Iterator[CallOffNoted]:
    """The contracts of a call-off's own cycle as they are on a day, as notes of it."""
    for signed in _called_off(framework, cycle):
        lot = _lot(cycle, signed)
        parent = parent_of(cycle, lot)
        if signed.on > on or parent is None:
            continue
        invited = cycle.every(InvitationToTender, lot)
        buyers = cycle.buyers_on(signed.on, lot)
        course = history.history_of(cycle.ledger, signed.reference)
        value = course.value_on(on)
        yield CallOffNoted(
            on=signed.on,
            cycle=cycle.reference or cycle.title,
            buyer=buyers[0].reference if buyers else "not stated",
            provider=signed.provider,
            lots=(parent.lot,) if parent.lot else None,
            value=value,
            options_value=_options_left(course, on) if value is not None else None,
            period=course.term_on(on) if signed.term else None,
            begun_on=invited[0].on if invited else None,
        )


def _options_left(course: history.ContractHistory, on: date) -> Money | None:
    """The value of the options that were not taken up and have not lapsed."""
    taken = {each.takes_up for each in course.of(ContractVaried, on)}
    others = [o.value for o in course.contract.other_options if o.reference not in taken]
    values = [*(option.value for _, option in course.options_left_on(on)), *others]
    return total(value for value in values if value and value.amount > 0)


def _lot(cycle: Cycle, record: Record) -> str:
    return (record.lots or cycle.lots)[0]


def _is_of(framework: Cycle, parent: Parent | None) -> bool:
    name = framework.reference or framework.title
    return parent is not None and name in {parent.cycle, parent.reference}


def _differences(
    note: CallOffNoted, actual: tuple[CallOffNoted, ...], cycle: Cycle, on: date
) -> Iterator[Finding]:
    """The terms that a note states otherwise than the call-off's own cycle."""
    buyers = [each.reference for each in cycle.buyers_on(on)]
    terms: tuple[tuple[str, object, list[object]], ...] = (
        ("a value of ", note.value, [total(each.value for each in actual)]),
        ("options of ", note.options_value, [total(each.options_value for each in actual)]),
        ("", note.provider, [each.provider for each in actual]),
        ("the buyer ", note.buyer, [*buyers] or [note.buyer]),
        ("the lot ", note.lot, [each.lot for each in actual]),
        ("the term ", note.period, [each.period for each in actual]),
    )
    wrong = [
        f"with {what}{said}; its own cycle has {listed(dict.fromkeys(str(x or 'none') for x in has))}"
        for what, said, has in terms
        if said is not None and said not in has
    ]
    if not actual:
        made = f"as made on {written(note.on)}"
        wrong = [f"{made}; its own cycle has no contract under this framework yet"]
    for words in wrong:
        yield codes.CALL_OFF_DIFFERS.warns(
            f"Call-off {note.cycle} is noted {words}",
            remedy="Note it again as its own cycle has it, or correct that cycle",
            about=note.cycle,
        )


def judged(framework: Cycle, noted: CallOffNoted) -> Iterator[Finding]:
    """The findings of the framework's terms on one call-off."""
    for lot in noted.lots or ():
        if lot not in framework.lots:
            yield UNKNOWN_LOT(
                f'Call-off {noted.cycle} is for lot "{lot}", which is not a lot of the framework',
                remedy=f"Correct the lot in its strategy{did_you_mean(lot, framework.lots)}",
                about=noted.cycle,
            )
            return
    yield from call_off_is_within_the_terms(Case.of(framework.ledger, noted), noted)


def judged_competition(framework: Cycle, cycle: Cycle, terms: FrameworkTerms) -> Iterator[Finding]:
    """Whether a call-off's competition invites the members, and hears no others."""
    for invitation in cycle.every(InvitationToTender):
        lot = _lot(cycle, invitation)
        parent = parent_of(cycle, lot)
        if parent is None or not _is_of(framework, parent):
            continue
        of = parent.lot or WHOLE
        if of not in framework.lots:
            continue  # which is reported of its contract
        members = frameworks.members_on(framework.ledger, invitation.on, of)
        able = [each.provider for each in members if not each.suspended_because]
        out = [name for name in able if invitation.invited and name not in invitation.invited]
        rule = terms.rule_of(of)
        if out and (rule is None or isinstance(rule, Competition)):
            yield codes.MEMBERS_NOT_INVITED.warns(
                f"{len(out)} of the {len(able)} members able to perform {agreeing(len(out), 'is', 'are')} "
                f"not invited to {cycle.reference}: {listed(out)}",
                remedy="Invite them too, or say why they are not able to perform",
                about=cycle.reference,
            )
        names = {each.provider for each in members}
        for tender in cycle.every(TenderReceived, lot):
            if tender.provider not in names:
                yield codes.TENDER_FROM_NON_MEMBER.warns(
                    f"{tender.provider} is not a member of {framework.reference}, so its tender for "
                    f"{cycle.reference} is to be disregarded",
                    remedy="Record that the tender is rejected, or that the provider has joined",
                    about=tender.provider,
                )


def total(values: Iterable[Money | None]) -> Money | None:
    """The sum of those given; None of none, or where they are on different bases."""
    return Money.total_or_none(value for value in values if value is not None)


def spent_on(framework: Cycle, own: Iterable[Cycle], on: date) -> Money | None:
    """Everything paid: as reported to the framework, and of other providers by the call-offs' cycles.

    Of two reports of one contract or provider for one period the later counts. What a provider reports for
    a period has its contracts in it, so their own reports of those days are not added.
    """
    reports: dict[tuple[int, str, Period], Money] = {}
    told: defaultdict[str, list[Period]] = defaultdict(list)
    for each in framework.every(SpendReported):
        if each.on <= on and not each.contract:
            reports[0, each.provider, each.period] = each.amount
            told[each.provider].append(each.period)
    for number, cycle in enumerate((framework, *own)):
        signed = framework.every(ContractSigned) if not number else _called_off(framework, cycle)
        holders = {each.reference: each.provider for each in signed}
        for each in cycle.every(SpendReported):
            known = not number or each.contract in holders
            periods = told[holders.get(each.contract, "")]
            if (
                each.on <= on
                and each.contract
                and known
                and not any(map(each.period.overlaps, periods))
            ):
                reports[number, each.contract, each.period] = each.amount
    return total(reports.values())


def _called_off(framework: Cycle, cycle: Cycle) -> tuple[ContractSigned, ...]:
    every = cycle.every(ContractSigned)
    return tuple(each for each in every if _is_of(framework, parent_of(cycle, _lot(cycle, each))))
