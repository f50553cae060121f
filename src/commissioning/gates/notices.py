"""The gate on notices that must be published before an act."""

from __future__ import annotations

from collections.abc import Iterator

from commissioning.contracts.history import history
from commissioning.contracts.modification import CHANGES, announces, spared_from_notice
from commissioning.findings.codes import law as codes
from commissioning.findings.finding import Finding
from commissioning.gates.case import Case
from commissioning.gates.unknown_law import asks_the_law
from commissioning.law.conditions import Condition
from commissioning.law.notices import NOTICE, Force, Notice, When, belongs_to
from commissioning.records.notices import NoticePublished


@asks_the_law(Condition.NOTICES_COME_FIRST, codes.NOTICE_MISSING)
def notices_come_first(case: Case) -> Iterator[Finding]:
    """Each notice that must come before the act has been published."""
    for row in case.law.every(NOTICE, case.on):
        notice = row.value
        if _comes_before(notice, case) and not _published(notice, case):
            yield codes.NOTICE_MISSING(
                f"The {notice.title.lower()} ({notice.code}) has not been published",
                source=row.citation,
                remedy=f"Publish it before {notice.trigger}",
            )


def _comes_before(notice: Notice, case: Case) -> bool:
    """Whether it must come before the act; the law allows small changes of a contract without one."""
    return (
        notice.when is When.BEFORE
        and notice.force is Force.MUST
        and belongs_to(notice, case.route)
        and any(trigger.record is case.kind for trigger in notice.events)
        and not _is_spared(notice, case)
    )


def _is_spared(notice: Notice, case: Case) -> bool:
    change = case.record
    if not isinstance(change, CHANGES):
        return False
    found = history(case.ledger, change.contract)
    return found is not None and bool(spared_from_notice(found, change, notice, case.law))


def _published(notice: Notice, case: Case) -> bool:
    """Whether it has been published; for a change of a contract, a notice of this change."""
    change = case.record
    found = history(case.ledger, change.contract) if isinstance(change, CHANGES) else None
    return any(
        found is None or not isinstance(change, CHANGES) or announces(found, published, change)
        for lot in case.lots
        for published in case.every(NoticePublished, about=lot)
        if published.notice == notice.code and published.on <= case.on
    )
