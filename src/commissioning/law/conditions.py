"""The conditions that the law sets before an act, by name; the gates that ask them are elsewhere.

A regime's row names a `Condition` and the kind of record it comes before. `gates.attached` joins each
condition to its gate, so the law can be read and used without any gate.
"""

from __future__ import annotations

from typing import Any, Final, Self

from commissioning.law import questions as q
from commissioning.law.law import Parameter
from commissioning.law.notices import NOTICE
from commissioning.records.record import Record
from commissioning.values.frozen import frozen
from commissioning.values.text import Word, display_name


class Condition(Word):
    """One condition of the law; its value reads as the claim."""

    # The claim, and the questions of law that its gate asks, in order; none where the records alone decide.
    # fmt: off
    THRESHOLD_SIDE_IS_RIGHT = (
        "the value agrees with the stated side of the threshold", q.THRESHOLD, q.VAT_RATE)
    MINIMUM_TIME_IS_GIVEN = (
        "the minimum time is given", q.PARTICIPATION_PERIOD, q.TENDER_PERIOD,
        q.TENDER_PERIOD_AFTER_PLANNED_NOTICE, q.TENDER_PERIOD_AFTER_SELECTION,
        q.TENDER_PERIOD_AFTER_SELECTION_AND_NOTICE, q.TENDER_PERIOD_DOCUMENTS_LATER,
        q.TENDER_PERIOD_AFTER_SELECTION_DOCUMENTS_LATER, q.PLANNED_NOTICE_AT_LEAST,
        q.PLANNED_NOTICE_AT_MOST)
    NOTICES_COME_FIRST = "the notices that come first are published", NOTICE
    TERMS_MAY_STILL_CHANGE = (
        "the terms of a competition change only while they may", q.TERMS_CHANGE_AFTER_SELECTION)
    HEALTH_PROCESS_IS_OPEN = (
        "the process for health care is one that may be followed for this award", q.HEALTH_PROCESS)
    NOTICES_ARE_RECORDED = "the notices that came first are recorded", NOTICE
    SELECTION_STAGE_IS_ALLOWED = (
        "a selection stage is allowed", q.SELECTION_STAGE_ALLOWED, q.BELOW_THRESHOLD_SELECTION_FROM,
        q.BELOW_THRESHOLD_RULES_FROM)
    SHORTLIST_IS_LONG_ENOUGH = "the shortlist is long enough", q.SHORTLIST_AT_LEAST
    CONDITIONS_ASKED_ARE_ALLOWED = (
        "bidders are asked only for what may be required", q.FORBIDDEN_CONDITION)
    TURNOVER_ASKED_IS_WITHIN_CAP = "the turnover asked for is within the cap", q.TURNOVER_CAP
    INTENDED_APPROACH_HAS_STOOD = (
        "providers have had time to answer the intended approach", q.WAIT_AFTER_INTENDED_APPROACH)
    SUB_CONTRACTORS_ARE_SEARCHED = (
        "intended sub-contractors are asked for and searched for", q.SUB_CONTRACTORS_SEARCHED)
    EXCLUSIONS_ARE_DECIDED = "exclusions are decided", q.EXCLUSIONS_DECIDED_FIRST
    EXCLUSIONS_HAVE_A_GROUND = (
        "suppliers are excluded on a ground that holds", q.EXCLUSION_GROUND, q.SELF_CLEANING_HEARD)
    REPLACEMENT_WAS_OFFERED = (
        "a supplier could replace another before it is left out for them", q.REPLACEMENT_OFFERED)
    EXCLUDED_ARE_LEFT_OUT = ("excluded suppliers are left out", q.EXCLUSION_GROUND, q.KEPT_IN_PUBLIC_INTEREST)
    DIRECT_AWARD_HAS_A_GROUND = "a direct award has its ground", q.DIRECT_AWARD_GROUND
    GROUND_OF_DIRECT_AWARD_HOLDS = (
        "the ground of a direct award is one the law has, and holds", q.DIRECT_AWARD_GROUND,
        q.OPEN_FRAMEWORK_DIRECT)
    TRANSPARENCY_HAS_STOOD = (
        "the signature waits long enough to be protected by a transparency notice", q.TRANSPARENCY_WAIT)
    CONFLICTS_ARE_ASSESSED = "conflicts of interest are assessed", q.CONFLICTS_ASSESSED_BEFORE
    SUMMARIES_COME_FIRST = (
        "assessment summaries are given before the award is announced", q.STANDSTILL_STARTED_BY)
    SUPPLIER_INFORMATION_IS_CONFIRMED = (
        "supplier information is confirmed", q.SUPPLIER_INFORMATION_CONFIRMED)
    PROMISED_STANDSTILL_IS_LONG_ENOUGH = ("the standstill bidders are promised is long enough", q.STANDSTILL)
    STANDSTILL_IS_OVER = (
        "the standstill is over", q.STANDSTILL_DUTY, q.STANDSTILL_DUTY_OF_DIRECT_AWARD,
        q.STANDSTILL_STARTED_BY, q.STANDSTILL, q.STANDSTILL_BY_OTHER_MEANS, q.STANDSTILL_FROM_RECEIPT,
        q.SINGLE_TENDERER_EXEMPT, q.STANDSTILL_AFTER_DECISION)
    SIGNING_IS_NOT_SUSPENDED = (
        "signing is not suspended", q.HOLD_ON_SIGNING, q.HOLD_OF_REPRESENTATION, q.HOLD_OF_LETTER)
    FRAMEWORK_IS_SHORT_ENOUGH = (
        "a framework runs no longer than it may", q.FRAMEWORK_TERM, q.OPEN_FRAMEWORK_TERM,
        q.OPEN_FRAMEWORK_TERM_ALONE)
    MEMBERS_ARE_INVITED = "every member able to perform is invited"
    CALL_OFF_MAY_BE_DIRECT = "a call-off without a competition is one its framework may provide for"
    FRAMEWORK_STATES_ITS_TERMS = "a framework states what it must", q.FRAMEWORK_STATES
    CRITERIA_ARE_THE_FRAMEWORKS = "a call-off is judged by the criteria of its framework"
    MARKET_IS_OPEN_TO_ALL = "a market admits all who meet its conditions, which stay as they are"
    KPIS_ARE_SET = "key performance indicators are set", q.KPIS_OVER, q.KPIS_AT_LEAST
    CHANGE_IS_ALLOWED = (
        "the change is allowed", q.FREE_MODIFICATION, q.CHANGE_GROUND, q.SUBSTANTIAL_TERM,
        q.MINOR_CHANGE, q.MINOR_CHANGES_TOGETHER, q.CHANGES_OF_ONE_DAY, q.CHANGE_KEEPS_SCOPE,
        q.CHANGE_BASE_INDEXED, q.CONSIDERABLE_CHANGE_VALUE, q.CONSIDERABLE_CHANGE_SHARE)
    CHANGE_STANDSTILL_IS_OVER = "the standstill offered before the change is over", q.CHANGE_STANDSTILL
    CHANGE_NOTICE_STATES_ITS_GROUND = "the notice of a change states its ground", q.CHANGE_NOTICE_GROUND
    # Sections 76 and 101: a claim notified within the standstill of a change suspends the change.
    CHANGE_IS_NOT_SUSPENDED = "no claim suspends the change", q.HOLD_ON_SIGNING, q.CHANGE_STANDSTILL
    RESERVATION_IS_ALLOWED = ("a competition is reserved only to suppliers to whom it may be", q.RESERVATION)
    RESERVED_TERM_IS_SHORT_ENOUGH = (
        "a contract reserved to mutuals runs no longer than it may", q.MUTUAL_TERM)
    SUPPLIER_IS_IDENTIFIED = (
        "the supplier of a contract below the threshold has its identifier", q.SUPPLIER_IDENTIFIED)
    MATTERS_ARE_RECORDED = "the matters to be considered are recorded", q.CONSIDERED
    WITHHOLDING_HAS_ITS_REASON = ("information is withheld from a notice for a reason in law", q.WITHHOLDING)
    HOLDER_MAY_CHANGE = "the contract may pass to another provider", q.HOLDER_CHANGE_GROUND
    # fmt: on

    asks: tuple[Parameter[Any], ...]

    def __new__(cls, claim: str, *asks: Parameter[Any]) -> Self:
        # The claim alone is the value, by which files and messages name a condition; the questions go along.
        member = str.__new__(cls, claim)
        member._value_ = claim
        member.asks = asks
        return member


@frozen
class Attachment:
    """A condition that a rule of law sets before a kind of record."""

    record: type[Record]
    condition: Condition

    def __str__(self) -> str:
        return f"{self.condition} (before: {display_name(self.record)})"


CONDITION: Final = Parameter[Attachment](
    "condition", "A condition that the law sets before an act.", many=True
)
