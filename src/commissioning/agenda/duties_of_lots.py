"""The notices that a procurement has to publish, where its lots may take different routes."""

from __future__ import annotations

from datetime import date
from operator import attrgetter
from typing import Final

from attrs import evolve

from commissioning.agenda.duties import Duties, NoticeDuty
from commissioning.agenda.obligations import obligations
from commissioning.law.of_ledger import law_for
from commissioning.ledger.ledger import Ledger
from commissioning.ledger.supposed import on_first_days
from commissioning.ledger.ways import ways, with_facts
from commissioning.records.record import of_lots
from commissioning.values.text import grouped


def duties_of(ledger: Ledger, today: date) -> Duties:
    """Every notice of the procurement's own law; a duty that only some of its lots have names them.

    Where a day that a duty counts from is known only to a span, the duty is that of the first or the last
    day of it, whichever is the more pressing, and says what the other would be.
    """
    found, early = _of_all_lots(ledger, today), on_first_days(ledger)
    return found if early is None else _either(found, _of_all_lots(early, today))


def _either(late: Duties, early: Duties) -> Duties:
    """The duties by the last and by the first days of the spans, as one."""
    alike = grouped(((duty.code, duty.about), duty) for duty in early)
    others = {name: [*duties] for name, duties in alike.items()}
    made: list[NoticeDuty] = []
    for duty in late:
        theirs = others.get((duty.code, duty.about))
        made.append(_pressing(duty, theirs.pop(0)) if theirs else duty)
    made += [
        evolve(duty, because=f"{duty.because}{_MAYBE}not due yet")
        for left in others.values()
        for duty in left
    ]
    findings = dict.fromkeys((*late.findings, *early.findings))
    return Duties(tuple(sorted(made, key=attrgetter("place"))), tuple(findings))


def _pressing(late: NoticeDuty, early: NoticeDuty) -> NoticeDuty:
    """The more pressing of two, which says what the other is; the first, where both say the same."""
    if (late.state, late.due_by, late.days_over) == (early.state, early.due_by, early.days_over):
        return late
    first, other = sorted((early, late), key=attrgetter("place"))
    return evolve(first, because=first.because + _MAYBE + other.state_in_words())


_MAYBE: Final = "; the day it counts from is known only to a span, whose other end gives: "


def _of_all_lots(ledger: Ledger, today: date) -> Duties:
    lots = with_facts(ledger, ledger.lots)
    groups = ways(ledger, lots)
    if len(groups) == 1:
        return obligations(ledger, law_for(ledger, today, lots[0]), today)
    found = [obligations(ledger, law_for(ledger, today, some[0]), today, some) for some in groups]
    duties = grouped(
        (duty, lot)
        for each, group in zip(found, groups, strict=True)
        for duty in dict.fromkeys(each)
        for lot in group
    )
    named = (
        duty if duty.about or len(some) == len(lots) else evolve(duty, about=of_lots(some))
        for duty, some in duties.items()
    )
    findings = dict.fromkeys(finding for each in found for finding in each.findings)
    return Duties(tuple(sorted(named, key=attrgetter("place"))), tuple(findings))
