"""Gates on notices: those that come before an act, and are known by their code."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Final

from commissioning.contracts.history import history
from commissioning.contracts.modification import CHANGES, announces, spared_from_notice
from commissioning.errors import written
from commissioning.findings.citation import Citation
from commissioning.findings.codes import law as codes
from commissioning.gates.case import Case, Found, check
from commissioning.gates.tenders import due_by
from commissioning.gates.unknown_law import asks_the_law, checks_by_law
from commissioning.law import questions as q
from commissioning.law import regimes
from commissioning.law.conditions import CONDITION, Attachment, Condition
from commissioning.law.law import STATE_THE_FACTS, Row, depends_on
from commissioning.law.notices import NOTICE, Force, Notice, When, belongs_to, is_direct
from commissioning.records import award, contract, notices, selection, tender
from commissioning.records.record import Record, of_lots
from commissioning.stages import Stage
from commissioning.values.text import did_you_mean, listed

PUBLISHED_BY: Final[Mapping[type[Record], Stage]] = {
    selection.SelectionQuestionnaire: Stage.SPECIFICATION,
    tender.InvitationToTender: Stage.SPECIFICATION,
    contract.ContractSigned: Stage.AWARD,
}
"""The last stage in which the notices that come before an act are published."""


@asks_the_law(Condition.NOTICES_COME_FIRST, codes.NOTICE_MISSING)
def notices_come_first(case: Case) -> Found:
    """Each notice that must come before the act has been published."""
    for row, lots in _missing(case):
        yield codes.NOTICE_MISSING(
            f"The {row.value.title.lower()} ({row.value.code}) has not been published{lots}",
            source=row.citation,
            remedy=f"Publish it before {row.value.trigger}",
        )


@asks_the_law(Condition.NOTICES_ARE_RECORDED, codes.NOTICE_MISSING)
def notices_are_recorded(case: Case) -> Found:
    """Each notice that had to come first is in the record of a procurement under a law that has ended.

    It warns: no competition can begin under that law any more, so what is missing can only be filled in.
    """
    for row, lots in _missing(case):
        yield codes.NOTICE_MISSING.warns(
            f"The {row.value.title.lower()} ({row.value.code}) is not recorded{lots}",
            source=row.citation,
            remedy="Record it with the day on which it was published",
        )


def _missing(case: Case) -> Iterator[tuple[Row[Notice], str]]:
    """The rows of the notices that must come before the act and have not been published, and for which lots.

    A notice that is due once is missed before the first of its records, and not again before the others.
    """
    for row in case.law.every(NOTICE, case.on):
        notice = row.value
        asked = _comes_before(notice, case) and not (notice.once and _is_begun(notice, case))
        without = _without(notice, case) if asked else ()
        if without:
            yield row, "" if len(without) == len(case.lots) else f" for {of_lots(without)}"


def _is_begun(notice: Notice, case: Case) -> bool:
    """Whether each lot has another of the records before which the notice is due."""
    others = [trigger.record for trigger in notice.events if trigger.record is not case.kind]
    return all(any(case.find(kind, lot) for kind in others) for lot in case.lots)


def source_of_condition(case: Case, condition: Condition) -> Citation:
    """The provision that sets a condition before this kind of record."""
    wanted = Attachment(case.kind, condition)
    return next(row.citation for row in case.law.every(CONDITION, case.on) if row.value == wanted)


@cache
def known_notices() -> tuple[Notice, ...]:
    """The notices of every law."""
    rows = (row for regime in regimes.REGIMES for row in regime.rows)
    return tuple(row.value for row in rows if isinstance(row.value, Notice))


@check(notices.NoticePublished, codes.NOTICE_UNKNOWN)
def notice_is_known(_: Case, published: notices.NoticePublished) -> Found:
    """The code of a notice is one that some law's catalogue has."""
    known = {notice.code for notice in known_notices()}
    if published.notice not in known:
        hint = did_you_mean(published.notice, sorted(known))
        yield codes.NOTICE_UNKNOWN.warns(
            f"No law asks for a notice {published.notice}{hint}",
            remedy="Correct the code; one that no law asks for meets no duty",
            about=published.notice,
        )


@check(notices.NoticePublished, codes.NOTICE_TWICE)
def notice_is_published_once(case: Case, published: notices.NoticePublished) -> Found:
    """A notice that comes before an act is published once; a second one says what it amends."""
    once = {notice.code for notice in known_notices() if notice.when is When.BEFORE}
    if published.amends or published.notice not in once:
        return
    for before in case.every(notices.NoticePublished):
        same = all(getattr(before, name) == getattr(published, name) for name in _ANNOUNCED)
        if same and before != published:  # one record entered twice is reported as that
            yield codes.NOTICE_TWICE.warns(
                f"The notice {published.notice} was already published on {written(before.on)}",
                remedy="If this one amends it, name the notice that it amends; otherwise time counts "
                "from this one",
                about=published.notice,
            )
            return


_ANNOUNCED: Final = ("notice", "lots", "contract", "providers", "about")
"""The fields that say what a notice announces."""


@checks_by_law(notices.NoticePublished, Condition.SUMMARIES_COME_FIRST, codes.SUMMARIES_MISSING)
def summaries_come_first(case: Case, notice: notices.NoticePublished) -> Found:
    """Each supplier with an assessed tender has its letter or summary before the award is announced."""
    starter = case.law.row(q.STANDSTILL_STARTED_BY, case.on)
    if not starter.value.is_met_by(notice) or is_direct(case.route):
        return
    lots = [lot for lot in case.lots if case.find(award.AwardRecommendation, lot)]
    missing = tuple(lot for lot in lots if case.find(award.IntentionToAward, lot) is None)
    if missing:
        yield codes.SUMMARIES_MISSING(
            f"No letters or assessment summaries to bidders are recorded yet for {of_lots(missing)}; they "
            f"must come before the {notice.notice} notice",
            source=source_of_condition(case, Condition.SUMMARIES_COME_FIRST),
            remedy=(
                "Give each supplier whose tender was assessed its letter or summary, record the "
                "intention to award, then publish"
            ),
        )


@checks_by_law(notices.NoticePublished, Condition.TERMS_MAY_STILL_CHANGE, codes.TERMS_CHANGED_LATE)
def terms_may_still_change(case: Case, notice: notices.NoticePublished) -> Found:
    """The terms of a competition change while tenders are not due, and after requests only a little."""
    starts = (row.value for row in case.law.every(q.COMMENCED_BY, case.on))
    if not notice.amends or is_direct(case.route) or not any(s.is_met_by(notice) for s in starts):
        return
    tenders = [due.day for lot in case.lots if (due := due_by(case, lot))]
    asked = [case.find(selection.SelectionQuestionnaire, lot) for lot in case.lots]
    requests = [each.responses_due_by.day for each in asked if each and each.responses_due_by]
    row = case.law.row(q.TERMS_CHANGE_AFTER_SELECTION, case.on)
    late, what, unless = [day for day in tenders if day < case.on], "tenders", ""
    if not late and not row.value and not notice.not_substantial:
        late, what = [day for day in requests if day < case.on], "requests to take part"
        unless = "; if not, say that the change is not substantial"
    if late:
        yield codes.TERMS_CHANGED_LATE(
            f"The {notice.notice} notice is amended on {written(case.on)}, but {what} were due by "
            f"{written(max(late))}",
            source=row.citation,
            remedy=f"Begin another competition if the terms have to change{unless}",
            about=notice.notice,
        )


@checks_by_law(
    notices.NoticePublished, Condition.RESERVATION_IS_ALLOWED, codes.RESERVATION_NOT_ALLOWED
)
def reservation_is_allowed(case: Case, notice: notices.NoticePublished) -> Found:
    """A competition is reserved only to suppliers to whom the law lets it be reserved on that day."""
    law, on, wanted = case.law, case.on, notice.reserved_for
    allowed = tuple(row.value for row in law.every(q.RESERVATION, on))
    if wanted is None or wanted in allowed:
        return
    for row in law.undecided(q.RESERVATION, on):
        if row.value is wanted:
            why = depends_on(row.facts.unstated(law.facts))
            raise law.no_rule(q.RESERVATION, on, why, STATE_THE_FACTS)
    other = f", or reserve it to {listed(allowed, 'or')}" if allowed else ""
    yield codes.RESERVATION_NOT_ALLOWED(
        f"The {notice.notice} notice reserves the competition to {wanted}, which the law does not allow here",
        source=source_of_condition(case, Condition.RESERVATION_IS_ALLOWED),
        remedy=f"Open it to all suppliers{other}",
    )


@asks_the_law(Condition.WITHHOLDING_HAS_ITS_REASON, codes.WITHHELD_WITHOUT_REASON)
def withholding_has_its_reason(case: Case) -> Found:
    """Commercial information is withheld only in an overriding public interest, which is stated."""
    record = case.record
    if not isinstance(record, notices.NoticePublished | award.IntentionToAward):
        return
    rows = {row.value: row for row in case.law.every(q.WITHHOLDING, case.on)}
    what = "The assessment summaries withhold"
    if isinstance(record, notices.NoticePublished):
        what = f"The {record.notice} notice withholds"
    for each in record.withheld:
        if each.because is notices.WithheldBecause.COMMERCIAL and not each.public_interest:
            yield codes.WITHHELD_WITHOUT_REASON.warns(
                f"{what} {each.what} as {each.because}, but no overriding public interest in "
                "withholding it is stated",
                source=rows[each.because].citation,
                remedy="Record that public interest, or publish the information",
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
    """Whether it is of a history that is not held, or of a change that the law lets go without one."""
    last = PUBLISHED_BY.get(case.kind)
    if last is not None and all(case.is_kept_elsewhere(last, lot) for lot in case.lots):
        return True
    change = case.record
    if isinstance(change, CHANGES) and (found := history(case.ledger, change.contract)):
        return bool(spared_from_notice(found, change, notice, case.law))
    return False


def _without(notice: Notice, case: Case) -> tuple[str, ...]:
    """The lots for which it is not out, or is and does not announce the change."""
    change = case.record
    found = history(case.ledger, change.contract) if isinstance(change, CHANGES) else None

    def is_out(published: notices.NoticePublished) -> bool:
        of_it = published.notice in notice.met_by and published.on <= case.on
        if found is None or not isinstance(change, CHANGES):
            return of_it
        return of_it and announces(found, published, change)

    return tuple(
        lot
        for lot in case.lots
        if not any(map(is_out, case.every(notices.NoticePublished, about=lot)))
    )
