"""The notices that a procurement has to publish, where its lots may take different routes."""

from __future__ import annotations

from datetime import date

from attrs import evolve

from commissioning.agenda.duties import Duties, DutyState, NoticeDuty
from commissioning.agenda.obligations import obligations
from commissioning.findings.finding import Finding
from commissioning.law.governing import law_for
from commissioning.ledger.ledger import Ledger
from commissioning.ledger.ways import ways, with_facts
from commissioning.records.record import of_lots


def duties_of(ledger: Ledger, today: date) -> Duties:
    """Every notice of the procurement's own law; a duty that only some of its lots have names them."""
    lots = with_facts(ledger, ledger.lots)
    groups = ways(ledger, lots)
    if len(groups) == 1:
        return obligations(ledger, law_for(ledger, today, lots[0]), today)
    duties: dict[NoticeDuty, tuple[str, ...]] = {}
    findings: dict[Finding, None] = {}
    for group in groups:
        found = obligations(ledger, law_for(ledger, today, group[0]), today, group)
        findings |= dict.fromkeys(found.findings)
        for duty in dict.fromkeys(found):
            duties[duty] = (*duties.get(duty, ()), *group)
    named = (_naming(duty, some, lots) for duty, some in duties.items())
    return Duties(tuple(sorted(named, key=_place)), tuple(findings))


def _naming(duty: NoticeDuty, some: tuple[str, ...], lots: tuple[str, ...]) -> NoticeDuty:
    return duty if duty.about or len(some) == len(lots) else evolve(duty, about=of_lots(some))


def _place(duty: NoticeDuty) -> tuple[int, date]:
    return list(DutyState).index(duty.state), duty.due_by or date.max
