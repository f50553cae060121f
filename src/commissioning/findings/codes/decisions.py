"""The kinds of finding about decisions: on conditions, refused, put off, or taken back."""

from __future__ import annotations

from typing import Final

from commissioning.findings.code import FindingCode

# fmt: off

APPROVAL_REFUSED: Final = FindingCode("approval-refused", waivable=False,
    meaning="A body refused this, or sent it back for more work, and it has not changed since.",
    example="You cannot act on recommendation R1: Cabinet refused it on 9 November 2022 (the price is too high)")
APPROVAL_DEFERRED: Final = FindingCode("approval-deferred", waivable=False,
    meaning="A body put its decision off to a day that has not come.",
    example="You cannot record an approval to award on 16 November 2022: Cabinet put the decision off until 7 December 2022")
CONDITION_OPEN: Final = FindingCode("condition-open", waivable=False,
    meaning="An approval was given on a condition that is to be met before this step.",
    example='You cannot record a signed contract yet: Cabinet approved on 9 November 2022 on condition that "a bond is held", and nothing shows that it is met')
CONDITION_UNKNOWN: Final = FindingCode("condition-unknown", waivable=False,
    meaning="A condition is recorded as met that the approval does not make.",
    example="The approval A1 makes no condition 3; its conditions are 1 and 2")
STEP_UNKNOWN: Final = FindingCode("step-unknown", waivable=False,
    meaning="A decision names a step that the process does not have, so that it would hold nothing back.",
    example='There is no step "contract-sined"; did you mean "contract-signed"?')
REASON_CONTRADICTED: Final = FindingCode("reason-contradicted", waivable=False,
    meaning="The reason given for an abandonment is not what the records show.",
    example="The procurement is abandoned because no tenders came, but the tenders of Alder and Birch are recorded")
