"""Notices that have to come before an act."""

from __future__ import annotations

from collections.abc import Iterator

from commissioning.contracts.history import history
from commissioning.contracts.modification import needs_change_notice
from commissioning.findings.codes.law import NOTICE_MISSING
from commissioning.findings.finding import Finding
from commissioning.gates.case import Case
from commissioning.gates.unknown_law import asks_the_law
from commissioning.law.conditions import Condition
from commissioning.law.law import Row
from commissioning.law.notices import NOTICE, Force, Notice, When, belongs_to
from commissioning.records.contract import ContractVaried
from commissioning.records.notices import NoticePublished


@asks_the_law(Condition.NOTICES_COME_FIRST, NOTICE_MISSING)
def notices_come_first(case: Case) -> Iterator[Finding]:
    """What has to be published before the act has been."""
    for row in case.law.every(NOTICE, case.on):
        if _comes_before(row.value, case) and not _published(row.value, case):
            yield _missing(row)


def _comes_before(notice: Notice, case: Case) -> bool:
    return (
        notice.when is When.BEFORE
        and notice.force is Force.MUST
        and belongs_to(notice, case.route)
        and any(trigger.record is case.kind for trigger in notice.events)
        and _is_large_enough(case)
    )


def _is_large_enough(case: Case) -> bool:
    """A change of a contract so small that the law lets it pass unannounced needs no notice."""
    change = case.record
    if not isinstance(change, ContractVaried):
        return True
    found = history(case.ledger, change.contract)
    return found is None or needs_change_notice(found, change, case.law, case.on)


def _published(notice: Notice, case: Case) -> bool:
    """Whether it has been: for a change of a contract, a notice of this very change."""
    found = (
        record
        for lot in case.lots
        for record in case.every(NoticePublished, about=lot)
        if record.notice == notice.code and record.on <= case.on
    )
    change = case.record
    if not isinstance(change, ContractVaried):
        return any(True for _ in found)
    return any(n.about == change.reference or n.contract == change.contract for n in found)


def _missing(row: Row[Notice]) -> Finding:
    notice = row.value
    return NOTICE_MISSING(
        f"no {notice.title.lower()} ({notice.code}) has been published",
        source=row.citation,
        remedy=f"publish it before {notice.trigger}",
    )
