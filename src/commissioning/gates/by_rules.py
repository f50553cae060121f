"""The checks that a council's own rules add, by the kind of record; none where a cycle is given no rules."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

from commissioning.errors import written
from commissioning.findings.codes.decisions import CONSENT_MISSING, DUTIES_NOT_SEPARATE
from commissioning.gates.case import Case, Check, Found, check
from commissioning.gates.powers import POWERS
from commissioning.gates.signed_reports import opinions_are_given
from commissioning.law.delegation import Capacity, SeparationRule, SeparationScope
from commissioning.ledger.offices import holder_of
from commissioning.records import approval, award, contract, panel, parties, report_issued, tender
from commissioning.records.record import Record

KINDS: Final[tuple[type[Record], ...]] = (
    approval.ApprovalToProcure,
    award.ApprovalToAward,
    approval.ApprovalToContinue,
    approval.Waiver,
    panel.Panel,
    panel.PanelChanged,
    panel.ScoreSheet,
    panel.MarkCorrected,
    tender.TenderOpening,
    award.AwardRecommendation,
    report_issued.OpinionGiven,
    contract.ContractSigned,
)
"""The kinds of record that show somebody in a capacity."""


_BY: Final[Mapping[type[Record], Capacity]] = MappingProxyType({
    award.AwardRecommendation: Capacity.PREPARES,
    report_issued.OpinionGiven: Capacity.ADVISES,
    contract.ContractSigned: Capacity.SIGNS,
})  # fmt: skip
"""The kinds of record whose `by` is a person in a capacity."""


def capacities(record: Record) -> Iterator[tuple[Capacity, str]]:
    """The capacities that a record shows persons in; a person may be empty where it does not say."""
    match record:
        case approval.Approval():
            if not record.approvers:  # an office decides through its one holder
                yield Capacity.DECIDES, record.decided_by
            for each in record.approvers:
                if each.vote is not approval.Vote.WITHDREW:
                    yield Capacity.DECIDES, each.reference
        case panel.Panel():
            yield from _seats(record.members)
        case panel.PanelChanged():
            yield from _seats(record.joined)
        case panel.ScoreSheet() | panel.MarkCorrected():
            yield Capacity.SCORES, record.assessor
        case tender.TenderOpening():
            yield from ((Capacity.OPENS, person) for person in record.opened_by or ())
        case approval.Waiver():
            yield Capacity.GIVES_WAIVER, record.by
            yield Capacity.ASKS_FOR_WAIVER, record.asked_by
        case _ if type(record) in _BY:
            yield _BY[type(record)], record.by


def _seats(members: tuple[parties.Member, ...]) -> Iterator[tuple[Capacity, str]]:
    for member in members:
        yield Capacity.SITS, member.reference
        if member.chair:
            yield Capacity.CHAIRS, member.reference


@check(Record, DUTIES_NOT_SEPARATE)
def duties_are_separate(case: Case, record: Record) -> Found:
    """No person of the record has another capacity that the council's rules keep apart from this one."""
    rules = case.rules.separation if case.rules is not None else ()
    for capacity, named in capacities(record):
        person = holder_of(case, named, record.on)
        for rule in rules if named else ():
            if capacity in {rule.one, rule.other}:
                barred = rule.other if capacity is rule.one else rule.one
                yield from _also(case, rule, person, capacity, barred)


def _also(
    case: Case, rule: SeparationRule, person: str, capacity: Capacity, barred: Capacity
) -> Found:
    """The finding that a person of this record has the other capacity too, here or in an earlier one."""
    # Both capacities on one record are one finding, made for the first of the two.
    own = (case.record,) if case.record is not None and capacity is rule.one else ()
    for other in (*own, *(each for kind in KINDS for each in case.every(kind))):
        persons = (
            holder_of(case, who, other.on) for has, who in capacities(other) if has is barred
        )
        whole = rule.scope is SeparationScope.SAME_CYCLE
        if person in persons and (whole or case.concerns(other)):
            yield DUTIES_NOT_SEPARATE(
                f"{person} may not {capacity.value} on {written(case.on)} and {barred.value} "
                f"({written(other.on)}): rule {rule.reference} keeps the two apart {rule.scope.value}",
                severity=rule.severity,
                remedy="Let another person do it",
                source=case.rules.constitution if case.rules is not None else None,
                about=person,
            )
            return


@check(contract.ContractSigned, CONSENT_MISSING)
def consent_is_given(case: Case, signed: contract.ContractSigned) -> Found:
    """A council to be reorganised enters into a contract only with the consent that a direction asks for.

    An amount on another VAT basis than the direction's line is compared as it stands.
    """
    asked = case.rules.reorganisation if case.rules is not None else None
    value = signed.value_with_options or signed.value
    if asked is None or value is None or case.on < asked.applies_from:
        return
    line = asked.capital_over if signed.capital else asked.over
    given = signed.consent is not None and signed.consent.on <= case.on
    endless = signed.capital or signed.rolling or signed.term is None
    runs_past = endless or signed.longest_term.ends_on > asked.runs_past
    if value.amount > line.amount and runs_past and not given:
        past = "" if signed.capital else f", and may run past {written(asked.runs_past)}"
        yield CONSENT_MISSING(
            f"Contract {signed.reference} is worth {value}, more than {line}{past}; it needs the written "
            f"consent of {asked.consents}, and none is recorded",
            source=asked.direction,
            remedy="Ask for the consent and record it with the contract",
            about=signed.reference,
        )


_OF_DECISIONS: Final[tuple[Check, ...]] = (*POWERS, opinions_are_given)
RULED: Final[tuple[Check, ...]] = (*_OF_DECISIONS, duties_are_separate)


def checks_by_rules(case: Case) -> tuple[Check, ...]:
    """The checks that the council's rules ask of this attempt."""
    rules = case.rules
    return () if rules is None or case.on < rules.applies_from else ruled(case.kind)


def ruled(kind: type[Record]) -> tuple[Check, ...]:
    """The checks that rules add to records of a kind."""
    powers = tuple(each for each in _OF_DECISIONS if issubclass(kind, each.kind))
    return (*powers, duties_are_separate) if issubclass(kind, KINDS) else powers
