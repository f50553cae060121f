"""The conditions that the law sets before an act, by name; the gates that ask them are elsewhere.

A regime's row names a `Condition` and the kind of record it comes before. `gates.attached` joins each
condition to its gate, so the law can be read and used without any gate.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from commissioning.law.law import Parameter
from commissioning.records.record import Record
from commissioning.values.frozen import frozen
from commissioning.values.text import display_name


class Condition(StrEnum):
    """One condition of the law; its value reads as the claim."""

    THRESHOLD_SIDE_IS_RIGHT = "the value agrees with the stated side of the threshold"
    MINIMUM_TIME_IS_GIVEN = "the minimum time is given"
    NOTICES_COME_FIRST = "the notices that come first are published"
    TERMS_MAY_STILL_CHANGE = "the terms of a competition change only while they may"
    HEALTH_PROCESS_IS_OPEN = (
        "the process for health care is one that may be followed for this award"
    )
    NOTICES_ARE_RECORDED = "the notices that came first are recorded"
    SELECTION_STAGE_IS_ALLOWED = "a selection stage is allowed"
    SHORTLIST_IS_LONG_ENOUGH = "the shortlist is long enough"
    CONDITIONS_ASKED_ARE_ALLOWED = "bidders are asked for nothing that may not be required"
    TURNOVER_ASKED_IS_WITHIN_CAP = "the turnover asked for is within the cap"
    INTENDED_APPROACH_HAS_STOOD = "providers have had time to answer the intended approach"
    SUB_CONTRACTORS_ARE_SEARCHED = "intended sub-contractors are asked for and searched for"
    EXCLUSIONS_ARE_DECIDED = "exclusions are decided"
    EXCLUSIONS_HAVE_A_GROUND = "suppliers are excluded on a ground that holds"
    REPLACEMENT_WAS_OFFERED = "a supplier could replace another before it is left out for them"
    EXCLUDED_ARE_LEFT_OUT = "excluded suppliers are left out"
    DIRECT_AWARD_HAS_A_GROUND = "a direct award has its ground"
    GROUND_OF_DIRECT_AWARD_HOLDS = "the ground of a direct award is one the law has, and holds"
    TRANSPARENCY_HAS_STOOD = (
        "the signature waits long enough to be protected by a transparency notice"
    )
    CONFLICTS_ARE_ASSESSED = "conflicts of interest are assessed"
    SUMMARIES_COME_FIRST = "assessment summaries are given before the award is announced"
    SUPPLIER_INFORMATION_IS_CONFIRMED = "supplier information is confirmed"
    PROMISED_STANDSTILL_IS_LONG_ENOUGH = "the standstill bidders are promised is long enough"
    STANDSTILL_IS_OVER = "the standstill is over"
    SIGNING_IS_NOT_SUSPENDED = "signing is not suspended"
    FRAMEWORK_IS_SHORT_ENOUGH = "a framework runs no longer than it may"
    MEMBERS_ARE_INVITED = "every member able to perform is invited"
    CALL_OFF_MAY_BE_DIRECT = "a call-off without a competition is one its framework may provide for"
    FRAMEWORK_STATES_ITS_TERMS = "a framework states what it must"
    CRITERIA_ARE_THE_FRAMEWORKS = "a call-off is judged by the criteria of its framework"
    MARKET_IS_OPEN_TO_ALL = "a market admits all who meet its conditions, which stay as they are"
    KPIS_ARE_SET = "key performance indicators are set"
    CHANGE_IS_ALLOWED = "the change is allowed"
    CHANGE_STANDSTILL_IS_OVER = "the standstill offered before the change is over"
    CHANGE_NOTICE_STATES_ITS_GROUND = "the notice of a change states its ground"
    CHANGE_IS_NOT_SUSPENDED = "no claim suspends the change"
    RESERVATION_IS_ALLOWED = "a competition is reserved only to suppliers to whom it may be"
    RESERVED_TERM_IS_SHORT_ENOUGH = "a contract reserved to mutuals runs no longer than it may"
    SUPPLIER_IS_IDENTIFIED = "the supplier of a contract below the threshold has its identifier"
    MATTERS_ARE_RECORDED = "the matters to be considered are recorded"
    WITHHOLDING_HAS_ITS_REASON = "information is withheld from a notice for a reason in law"
    HOLDER_MAY_CHANGE = "the contract may pass to another provider"


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
