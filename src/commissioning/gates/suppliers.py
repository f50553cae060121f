"""Gates on suppliers who continue: exclusions, conflicts of interest and supplier information."""

from __future__ import annotations

from commissioning.errors import written
from commissioning.findings.codes import law as codes
from commissioning.findings.finding import Severity
from commissioning.gates.case import Case, Found
from commissioning.gates.doors import DOORS
from commissioning.gates.parties import lacking, tenders_held
from commissioning.gates.selection_law import ExclusionOutcome, judge_exclusion
from commissioning.gates.tenders import due_by
from commissioning.gates.unknown_law import asks_the_law, checks_by_law
from commissioning.law import questions as q
from commissioning.law.conditions import Condition
from commissioning.law.thresholds import Side, side_of
from commissioning.records import award, conflicts, contract, notices, selection, tender
from commissioning.records.record import of_lots
from commissioning.records.strategy import ProcurementStrategy
from commissioning.values.text import listed


def _to_be_decided(case: Case) -> tuple[str, ...]:
    going_on = (provider for lot in case.lots for provider in DOORS[case.kind].through(case, lot))
    lots = () if case.kind is tender.InvitationToTender else case.lots
    return tuple(dict.fromkeys((*(p for lot in lots for p in tenders_held(case, lot)), *going_on)))


@checks_by_law(
    selection.ExclusionsDecided,
    Condition.SUB_CONTRACTORS_ARE_SEARCHED,
    codes.SUB_CONTRACTORS_UNSEARCHED,
)
def sub_contractors_are_searched(case: Case, decided: selection.ExclusionsDecided) -> Found:
    """Suppliers were asked whom they mean to sub-contract to, and the debarment list was searched."""
    row = case.law.row(q.SUB_CONTRACTORS_SEARCHED, case.on)
    if not decided.sub_contractors_searched:
        yield codes.SUB_CONTRACTORS_UNSEARCHED.warns(
            "It is not recorded that you asked suppliers whom they mean to sub-contract to and searched the "
            "debarment list for these",
            source=row.citation,
            remedy="Ask, search the list, and say so in the decision on exclusions",
        )


@asks_the_law(Condition.EXCLUSIONS_ARE_DECIDED, codes.EXCLUSION_UNDECIDED)
def exclusions_are_decided(case: Case) -> Found:
    """Every supplier who continues has first been checked against the grounds for exclusion."""
    row = case.law.row(q.EXCLUSIONS_DECIDED_FIRST, case.on)
    if case.ledger.brought_forward is not None:
        return  # the papers of the competition are kept elsewhere
    waiting = tuple(
        provider
        for provider in _to_be_decided(case)
        if lacking(case, provider, selection.ExclusionsDecided) is not None
    )
    if waiting:
        yield codes.EXCLUSION_UNDECIDED(
            f"You have not decided whether to exclude {listed(waiting, 'or')}",
            source=row.citation,
            remedy="Check each supplier against the grounds for exclusion and record the decision",
            about=waiting,
        )


@checks_by_law(
    selection.ExclusionsDecided,
    Condition.EXCLUSIONS_HAVE_A_GROUND,
    codes.EXCLUDED_UNHEARD,
    codes.EXCLUDED_WITHOUT_GROUND,
)
def suppliers_are_excluded_on_a_ground(case: Case, decided: selection.ExclusionsDecided) -> Found:
    """Each supplier left out was heard first, and its ground holds and is not too long ago."""
    for found in decided.found:
        judged = judge_exclusion(case.law, case.on, found)
        if found.left_out:
            yield from judged.findings
        if found.left_out and judged.outcome is ExclusionOutcome.NEITHER:
            yield codes.EXCLUDED_WITHOUT_GROUND(
                f"{found.provider} is left out ({found.ground}), but {judged.because}",
                source=judged.rule.citation,
                remedy=f"Keep {found.provider} in, or record the ground that does hold",
                about=found.provider,
            )


@checks_by_law(
    selection.ExclusionsDecided, Condition.REPLACEMENT_WAS_OFFERED, codes.EXCLUDED_UNREPLACED
)
def replacement_was_offered(case: Case, decided: selection.ExclusionsDecided) -> Found:
    """A supplier left out for an associated person or sub-contractor could first replace them."""
    for found in (each for each in decided.found if each.left_out and each.through):
        row = case.law.row(q.REPLACEMENT_OFFERED, case.on)
        if row.value and found.replacement_asked_on is None:
            yield codes.EXCLUDED_UNREPLACED(
                f"{found.provider} is left out because of {found.through} ({found.ground}) and has not had "
                "the chance to replace it",
                source=row.citation,
                remedy="Notify the supplier, give it reasonable opportunity to name another, and decide then",
                about=found.provider,
            )


@checks_by_law(selection.ExclusionsDecided, Condition.EXCLUDED_ARE_LEFT_OUT, codes.EXCLUDED_KEPT_IN)
def excluded_suppliers_are_left_out(case: Case, decided: selection.ExclusionsDecided) -> Found:
    """A supplier that the law makes an excluded supplier is left out, save where it allows an exception."""
    excepted = case.law.has(q.KEPT_IN_PUBLIC_INTEREST, case.on)
    for found in (each for each in decided.found if not each.left_out and not each.replaced):
        judged = judge_exclusion(case.law, case.on, found)
        if judged.outcome is ExclusionOutcome.EXCLUDED:
            interest = ", or which overriding public interest requires it" if excepted else ""
            yield codes.EXCLUDED_KEPT_IN(
                f"{found.provider} is an excluded supplier ({judged.because}) and must be left out",
                severity=Severity.WARNS if excepted else Severity.BLOCKS,
                source=judged.rule.citation,
                remedy=f"Leave {found.provider} out, or record why it is not likely to occur again{interest}",
                about=found.provider,
            )


@checks_by_law(
    notices.NoticePublished,
    Condition.CONFLICTS_ARE_ASSESSED,
    codes.CONFLICTS_UNASSESSED,
    codes.CONFLICTS_NOT_REVIEWED,
)
def conflicts_are_assessed(case: Case, notice: notices.NoticePublished) -> Found:
    """Conflicts of interest are assessed before the procurement is announced, and reviewed later."""
    row = case.law.row(q.CONFLICTS_ASSESSED_BEFORE, case.on)
    if case.ledger.brought_forward is not None or not row.value.is_met_by(notice):
        return
    for lot in case.lots:
        assessed = case.every(conflicts.ConflictsAssessed, lot)
        days = [each.on for each in assessed if each.on <= case.on]
        before = [
            each
            for each in case.every(notices.NoticePublished, lot)
            if each != notice and each.on <= case.on and row.value.is_met_by(each)
        ]
        if not days:
            others = any(each.on <= case.on for each in case.every(conflicts.ConflictsAssessed))
            of = f" of {of_lots((lot,))}" if others else ""
            yield codes.CONFLICTS_UNASSESSED(
                f"No conflicts assessment{of} is recorded, but the {notice.notice} notice must confirm one",
                source=row.citation,
                remedy="Prepare and record the assessment, then publish",
            )
            return
        if before and max(days) < before[-1].on:
            yield codes.CONFLICTS_NOT_REVIEWED.warns(
                f"The conflicts assessment was last recorded on {written(max(days))}, before the "
                f"{before[-1].notice} notice of {written(before[-1].on)}; the {notice.notice} notice "
                "confirms that it was reviewed since",
                source=row.citation,
                remedy="Review it, record the assessment as revised, then publish",
            )
            return


@asks_the_law(Condition.SUPPLIER_INFORMATION_IS_CONFIRMED, codes.SUPPLIER_UNCONFIRMED)
def supplier_information_is_confirmed(case: Case) -> Found:
    """Every tenderer confirmed, before tenders were due, that its information is on the platform."""
    row = case.law.row(q.SUPPLIER_INFORMATION_CONFIRMED, case.on)
    if case.ledger.brought_forward is not None:
        return
    tendered = ((lot, provider) for lot in case.lots for provider in tenders_held(case, lot))
    late = tuple(dict.fromkeys(p for lot, p in tendered if not _confirmed(case, lot, p)))
    if late:
        # It warns: one supplier's silence must not stop the tenders of all.
        yield codes.SUPPLIER_UNCONFIRMED.warns(
            f"{listed(late)} did not confirm in time that their information on the platform is up to "
            "date",
            source=row.citation,
            remedy="Ask for it again before the award; decide, with reasons, whether each of their "
            "tenders can still be considered",
            about=late,
        )


@checks_by_law(
    contract.ContractSigned, Condition.SUPPLIER_IS_IDENTIFIED, codes.SUPPLIER_UNIDENTIFIED
)
def supplier_is_identified(case: Case, signed: contract.ContractSigned) -> Found:
    """Below the threshold too, a supplier has its identifier on the platform when it is awarded."""
    rows = case.law.every(q.SUPPLIER_IDENTIFIED, case.on)
    value = signed.value_with_options or signed.value
    confirmed = case.every(selection.SupplierInformationConfirmed, about=signed.provider)
    stated = signed.supplier is not None and signed.supplier.platform_identifier
    if not rows or value is None or stated or confirmed:
        return
    if side_of(value, q.SUPPLIER_IDENTIFIED, case.law, case.on) is Side.BEYOND:
        yield codes.SUPPLIER_UNIDENTIFIED.warns(
            f"No identifier of {signed.provider} on the central platform is recorded; the details of "
            f"contract {signed.reference} cannot be published without it",
            source=rows[0].citation,
            remedy="Ask the supplier to register, and record its identifier with the contract",
            about=signed.provider,
        )


@asks_the_law(Condition.MATTERS_ARE_RECORDED, codes.MATTER_UNRECORDED)
def matters_are_recorded(case: Case) -> Found:
    """A decision records each matter that the law has an authority consider."""
    record, strategy = case.record, case.find(ProcurementStrategy, case.lots[0])
    considered = list(strategy.considered if strategy else ())
    if isinstance(record, notices.NoticePublished):
        starts = (row.value for row in case.law.every(q.COMMENCED_BY, case.on))
        if not any(start.is_met_by(record) for start in starts):
            return
    elif isinstance(record, award.AwardRecommendation):
        considered += record.considered
    else:
        return
    missing = {row.value: row for row in case.law.every(q.CONSIDERED, case.on)}
    for each in considered:
        missing.pop(each.matter, None)
    if missing and case.ledger.brought_forward is None:
        by_award = isinstance(record, award.AwardRecommendation)
        which = record.described() if by_award else "procurement strategy"
        yield codes.MATTER_UNRECORDED.warns(
            f"The {which} does not record {listed(missing)}",
            source=next(iter(missing.values())).citation,
            remedy="Record how each was considered",
        )


def _confirmed(case: Case, lot: str, provider: str) -> bool:
    due = due_by(case, lot)
    confirmed = case.every(selection.SupplierInformationConfirmed, about=provider)
    return any(due is None or each.on <= due.day for each in confirmed)
