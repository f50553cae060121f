"""The call-offs of a framework, each once: from its own cycle where that is at hand, else as noted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from commissioning.contracts.frameworks import members_on, noted_on
from commissioning.cycle import Cycle
from commissioning.findings.codes import frameworks as codes
from commissioning.findings.finding import Finding
from commissioning.gates.case import Case
from commissioning.gates.frameworks import call_off_is_within_the_terms
from commissioning.records.call_off_rules import Competition
from commissioning.records.contract import ContractSigned
from commissioning.records.framework_terms import FrameworkTerms
from commissioning.records.frameworks import CallOffNoted
from commissioning.records.live import SpendReported
from commissioning.records.record import WHOLE
from commissioning.records.strategy import Parent, ProcurementStrategy
from commissioning.records.tender import InvitationToTender, TenderReceived
from commissioning.values.money import Money
from commissioning.values.text import listed


def call_offs_of(
    framework: Cycle, own: Mapping[str, Cycle], on: date
) -> tuple[tuple[CallOffNoted, ...], list[Finding]]:
    """Every call-off once, and where a note and the call-off's own cycle disagree."""
    noted = noted_on(framework.ledger, on)
    found: list[CallOffNoted] = []
    findings: list[Finding] = []
    for reference, note in noted.items():
        cycle = own.get(reference)
        actual = tuple(_as_noted(framework, cycle, on)) if cycle is not None else ()
        found.extend(actual or (note,))
        if actual:
            findings.extend(_differences(note, actual))
    for reference, cycle in own.items():
        if reference not in noted:
            found.extend(_as_noted(framework, cycle, on))
    return tuple(found), findings


def _as_noted(framework: Cycle, cycle: Cycle, on: date) -> Iterator[CallOffNoted]:
    """The contracts of a call-off's own cycle, as notes of it."""
    for signed in cycle.every(ContractSigned):
        lot = signed.lots[0] if signed.lots else cycle.lots[0]
        parent = _parent(cycle, lot)
        if signed.on > on or parent is None or not _is_of(framework, parent):
            continue
        invited = cycle.every(InvitationToTender, lot)
        buyers = cycle.buyers_on(signed.on, lot)
        full = signed.value_with_options
        yield CallOffNoted(
            on=signed.on,
            cycle=cycle.reference or cycle.title,
            buyer=buyers[0].reference if buyers else "not stated",
            provider=signed.provider,
            lots=(parent.lot,) if parent.lot else None,
            value=signed.value,
            options_value=full - signed.value if full and signed.value else None,
            period=signed.term,
            begun_on=invited[0].on if invited else None,
        )


def _parent(cycle: Cycle, lot: str) -> Parent | None:
    strategy = cycle.find(ProcurementStrategy, lot)
    return strategy.under if strategy else None


def _is_of(framework: Cycle, parent: Parent) -> bool:
    return (framework.reference or framework.title) in {parent.cycle, parent.reference}


def _differences(note: CallOffNoted, actual: tuple[CallOffNoted, ...]) -> Iterator[Finding]:
    """What a note says otherwise than the call-off's own cycle."""
    value = total(each.value for each in actual)
    providers = dict.fromkeys(each.provider for each in actual)
    wrong = (
        (note.value is not None and note.value != value,
         f"with a value of {note.value}; its own cycle has {value}"),
        (note.provider not in providers, f"with {note.provider}; its own cycle has {listed(providers)}"),
    )  # fmt: skip
    for differs, words in wrong:
        if differs:
            yield codes.CALL_OFF_DIFFERS.warns(
                f"Call-off {note.cycle} is noted {words}",
                remedy="Note it again as its own cycle has it",
                about=note.cycle,
            )


def judged(framework: Cycle, noted: CallOffNoted) -> Iterator[Finding]:
    """What the terms of the framework say of one call-off."""
    case = Case.of(framework.ledger, noted)
    if noted.lot not in framework.lots and noted.lots:
        return
    yield from call_off_is_within_the_terms(case, noted)


def judged_competition(framework: Cycle, cycle: Cycle, terms: FrameworkTerms) -> Iterator[Finding]:
    """Whether a call-off's competition invites the members, and hears no others."""
    for invitation in cycle.every(InvitationToTender):
        lot = invitation.lots[0] if invitation.lots else cycle.lots[0]
        parent = _parent(cycle, lot)
        if parent is None or not _is_of(framework, parent) or parent.members:
            continue  # a strategy that states the members is judged in its own cycle
        of = parent.lot or WHOLE
        members = members_on(framework.ledger, invitation.on, of)
        able = [each.provider for each in members if not each.suspended_because]
        out = [name for name in able if invitation.invited and name not in invitation.invited]
        rule = terms.rule_of(of)
        if out and (rule is None or isinstance(rule, Competition)):
            verb = "is" if len(out) == 1 else "are"
            yield codes.MEMBERS_NOT_INVITED.warns(
                f"{len(out)} of the {len(able)} members able to perform {verb} not invited to "
                f"{cycle.reference}: {listed(out)}",
                remedy="Invite them too, or say why they are not able to perform",
                about=cycle.reference,
            )
        names = {each.provider for each in members}
        for tender in cycle.every(TenderReceived, lot):
            if tender.provider not in names:
                yield codes.TENDER_FROM_NON_MEMBER.warns(
                    f"{tender.provider} is no member of {framework.reference}, so its tender for "
                    f"{cycle.reference} is to be disregarded",
                    remedy="Record that the tender is rejected, or that the provider has joined",
                    about=tender.provider,
                )


def total(values: Iterable[Money | None]) -> Money | None:
    """The sum of those given; None of none, or where they are on different bases."""
    given = [value for value in values if value is not None]
    if not given or not all(each.is_on_the_basis_of(given[0]) for each in given):
        return None
    return Money.total(given)


def spent_on(framework: Cycle, own: Iterable[Cycle], on: date) -> Money | None:
    """Everything paid: as reported to the framework, and of other providers by the call-offs' cycles.

    Of two reports of one contract or provider for one period the later counts.
    """
    reports = {
        (each.contract, each.provider, each.period): each
        for each in framework.every(SpendReported)
        if each.on <= on
    }
    told = {each.provider for each in reports.values() if not each.contract}
    for cycle in own:
        holders = {each.reference: each.provider for each in cycle.every(ContractSigned)}
        for each in cycle.every(SpendReported):
            if each.on <= on and holders.get(each.contract) not in told:
                reports[f"{cycle.reference}/{each.contract}", each.provider, each.period] = each
    return total(each.amount for each in reports.values())
