"""Kinds of finding. Of selection and tenders."""

from __future__ import annotations

from typing import Final

from commissioning.findings.code import FindingCode

# Selection

RESPONSES_STILL_DUE: Final = FindingCode(
    "responses-still-due",
    "The deadline for selection responses has not passed.",
    waivable=False,
    example="responses may still come in until the end of 5 August 2022; this is 1 August 2022",
)

RESPONSE_UNASSESSED: Final = FindingCode(
    "response-unassessed",
    "A response was received and has not been assessed, so its provider could be passed over unheard.",
    waivable=False,
    example="no assessment is recorded for the response of Alder",
)

RESPONSE_LATE: Final = FindingCode(
    "response-late",
    "A response came after the deadline and no reason for considering it is recorded.",
    waivable=True,
    example="the response of Alder came at the end of 6 August 2022, after the end of 5 August 2022",
)

ASSESSED_WITHOUT_RESPONSE: Final = FindingCode(
    "assessed-without-response",
    "An assessment names a provider from whom nothing was received.",
    waivable=False,
    example="Alder is assessed, but no response of theirs is recorded",
)

SHORTLISTED_WITHOUT_RESPONSE: Final = FindingCode(
    "shortlisted-without-response",
    "A shortlist names a provider who did not respond.",
    waivable=False,
    example="Alder is on the shortlist, but no response of theirs is recorded",
)

SHORTLISTED_WITHOUT_PASS: Final = FindingCode(
    "shortlisted-without-pass",
    "A shortlist names a provider who failed selection.",
    waivable=False,
    example="Alder is on the shortlist, but failed selection: no registration for personal care",
)

SHORTLIST_TOO_LONG: Final = FindingCode(
    "shortlist-too-long",
    "A shortlist is longer than the questionnaire announced.",
    waivable=False,
    example="7 are on the shortlist; at most 5 were announced",
)

# Tenders

TENDERS_STILL_DUE: Final = FindingCode(
    "tenders-still-due",
    "The deadline for tenders has not passed, so none may be opened.",
    waivable=False,
    example="tenders may still come in until 12:00 on 30 September 2022 (Europe/London); this is 28 September 2022",
)

TENDER_LATE: Final = FindingCode(
    "tender-late",
    "A tender came after the deadline and no reason for accepting it is recorded.",
    waivable=True,
    example="the tender of Alder came on 1 October 2022, after the end of 30 September 2022",
)

ONE_OPENER: Final = FindingCode(
    "one-opener",
    "Tenders were opened by one person alone, so nobody can vouch that none was altered.",
    waivable=True,
    example="the tenders were opened by procurement officer alone",
)

OPENED_WITHOUT_TENDER: Final = FindingCode(
    "opened-without-tender",
    "A tender is said to be opened that was never received.",
    waivable=False,
    example="the tender of Alder was opened, but none is recorded as received",
)

TENDER_NOT_INVITED: Final = FindingCode(
    "tender-not-invited",
    "A provider tenders who is not on the shortlist, or was not invited.",
    waivable=False,
    example="Larch tenders and is not on the shortlist of 12 August 2022",
)

TOO_MANY_LOTS_TENDERED: Final = FindingCode(
    "too-many-lots-tendered",
    "A provider tenders for more lots than the invitation allows.",
    waivable=False,
    example="Elder tenders for 4 lots; at most 2 are allowed",
)

OFFER_ABOVE_ENVELOPE: Final = FindingCode(
    "offer-above-envelope",
    "An offer is above the money that tenders were invited within.",
    waivable=True,
    example="Alder asks £130 for lot N1, above the envelope of £120",
)

WITHDRAWN_WITHOUT_TENDER: Final = FindingCode(
    "withdrawn-without-tender",
    "A provider withdraws a tender that was never received.",
    waivable=False,
    example="Alder withdraws, but no tender of theirs is recorded",
)

DEADLINE_NOT_LATER: Final = FindingCode(
    "deadline-not-later",
    "An announced deadline would become earlier, or stay as it is.",
    waivable=False,
    example="the end of 28 September 2022 is not later than the end of 30 September 2022",
)

DEADLINE_PASSED: Final = FindingCode(
    "deadline-passed",
    "A deadline is moved after it has passed, when the others' tenders are already in.",
    waivable=False,
    example="the deadline of the end of 30 September 2022 had passed by 3 October 2022",
)

WEIGHTS_CHANGED: Final = FindingCode(
    "weights-changed",
    "What tenders are judged by is changed after the invitation was issued.",
    waivable=False,
    example="the invitation of 22 August 2022 is changed in its criteria or weights",
)

TENDER_UNDER_OTHER_RULES: Final = FindingCode(
    "tender-under-other-rules",
    "A tender is opened under rules that were announced after it came in.",
    waivable=False,
    example="the tender of Alder of 29 September 2022 came before the invitation of 1 November "
    "2022, which changes its criteria or weights",
)
