"""The kinds of finding about decisions: on conditions, refused, put off, or taken back."""

from __future__ import annotations

from typing import Final

from commissioning.findings.finding import LibraryCode

# fmt: off

APPROVAL_REFUSED: Final = LibraryCode("approval-refused", waivable=False,
    meaning="A body refused this, or sent it back for more work, and it has not changed since.",
    example="You cannot act on recommendation R1: Cabinet refused it on 9 November 2022 (the price is too high)")
APPROVAL_DEFERRED: Final = LibraryCode("approval-deferred", waivable=False,
    meaning="A body put its decision off to a day that has not come.",
    example="You cannot record an approval to award on 16 November 2022: Cabinet put the decision off until 7 December 2022")
CONDITION_OPEN: Final = LibraryCode("condition-open", waivable=False,
    meaning="An approval was given on a condition that is to be met before this step.",
    example='You cannot record a signed contract yet: Cabinet approved on 9 November 2022 on condition that "a bond is held", and it is not recorded as met')
CONDITION_UNKNOWN: Final = LibraryCode("condition-unknown", waivable=False,
    meaning="A condition is recorded as met that the approval does not make.",
    example="The approval to award of 9 November 2022 (A1) has no condition 3; it has conditions 1 and 2")
CONSENT_MISSING: Final = LibraryCode("consent-missing", waivable=False,
    meaning="A council that is to be reorganised enters into a contract without the consent that a direction asks for.",
    example="Contract C1 is worth £200,000, more than £100,000, and may run past 31 March 2028; it needs the written consent of the new authority, and none is recorded")
STEP_UNKNOWN: Final = LibraryCode("step-unknown", waivable=False,
    meaning="A decision names a step that the process does not have, so that it would hold nothing back.",
    example='There is no step "contract-sined"; did you mean "contract-signed"?')
REASON_CONTRADICTED: Final = LibraryCode("reason-contradicted", waivable=False,
    meaning="The reason given for an abandonment is not what the records show.",
    example="The procurement is abandoned because no tenders came, but the tenders of Alder and Birch are recorded")
DECIDED_WITHOUT_POWER: Final = LibraryCode("decided-without-power", waivable=False,
    meaning="The scheme of delegation gives this decision, for this amount, to another body or office.",
    example="Director may not award £620,000 excluding VAT: row A3 of the scheme of delegation leaves that to Executive")
DELEGATION_UNKNOWN: Final = LibraryCode("delegation-unknown", waivable=False,
    meaning="The council's rules have no row for the amount or the circumstances, so that nothing says who decides.",
    example="It is not known whether Director may award: no row covers an amount that is not stated")
AWARD_OVER_APPROVED: Final = LibraryCode("award-over-approved", waivable=False,
    meaning="An officer who may decide within what was approved to be procured decides on more.",
    example="Director may award up to the £14,000,000 excluding VAT that was approved to be procured; this is £14,500,000 excluding VAT")
QUORUM_SHORT: Final = LibraryCode("quorum-short", waivable=False,
    meaning="Fewer different persons took part in a decision than the scheme of delegation asks for.",
    example="The decision of Award Board on 3 May 2024 has 1 of the 2 people required: D1 (row A2: 2 of D1, D2 and D3)")
APPROVED_TWICE: Final = LibraryCode("approved-twice", waivable=False,
    meaning="A person takes part in the same decision again, which counts for nothing.",
    example="D1 already took part on 3 May 2024; each person counts once towards the decision of 7 May 2024")
REASONS_MISSING: Final = LibraryCode("reasons-missing", waivable=False,
    meaning="A decision is recorded without its reasons, which its published statement has to give.",
    example="The decision of Cabinet on 3 May 2024 gives no reason")
ALTERNATIVES_MISSING: Final = LibraryCode("alternatives-missing", waivable=False,
    meaning="A decision is recorded without the alternatives that were considered and rejected.",
    example="The decision of Cabinet on 3 May 2024 names no alternative that was considered and rejected")
KEY_DECISION_UNSTATED: Final = LibraryCode("key-decision-unstated", waivable=False,
    meaning="A decision is over the council's money line for key decisions and does not say that it is one.",
    example="The decision is about £620,000 excluding VAT. Westborough treats a decision over £500,000 excluding VAT as a key decision, but this one does not say that it is")
DUTIES_NOT_SEPARATE: Final = LibraryCode("duties-not-separate", waivable=True,
    meaning="One person has two capacities in a procurement that the council keeps apart, such as scoring and deciding.",
    example="O2 may not decide on 1 May 2024 and score tenders (3 March 2024): rule decides-scores keeps the two apart in one procurement")
OPINION_MISSING: Final = LibraryCode("opinion-missing", waivable=False,
    meaning="An office whose opinion the scheme of delegation asks for has not given one on the report decided on.",
    example="Row A3 asks for the legal opinion on report EV1")
OPINION_OBJECTS: Final = LibraryCode("opinion-objects", waivable=False,
    meaning="An office objects to the report decided on; whoever decides has to see it.",
    example="The legal office objects to report EV1 (3 May 2024): the lots are not as advertised")
REPORT_UNSIGNED: Final = LibraryCode("report-unsigned", waivable=False,
    meaning="A report is decided on that not all who have to sign it have signed.",
    example="Report EV1 is not signed by S1 and S2")
REPORT_CHANGED: Final = LibraryCode("report-changed", waivable=False,
    meaning="A report, or what it rests on, is not as it was when it was signed or given an opinion on.",
    example="Report EV2 has changed since S1 and S2 signed version 1: version 2 has another digest")
CONCERN_OPEN: Final = LibraryCode("concern-open", waivable=False,
    meaning="A signatory has a concern about this version of the report, which only a new version clears.",
    example="S2 has a concern about report EV1 (3 May 2024): table 4 leaves a tender out")
REPORT_RETURNED: Final = LibraryCode("report-returned", waivable=False,
    meaning="A decision names a version of a report that was refused or sent back.",
    example="Report EV1 was returned for more work by Award Board on 4 May 2024 (the prices are wrong); its signatures and approvals no longer count")
