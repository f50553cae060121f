"""The kinds of finding about selection and tenders."""

from __future__ import annotations

from typing import Final

from commissioning.findings.code import FindingCode

# fmt: off

# Selection

RESPONSES_STILL_DUE: Final = FindingCode("responses-still-due", waivable=False,
    meaning="The deadline for selection responses has not passed.",
    example="You cannot choose providers on 1 August 2022: responses may arrive until the end of 5 August 2022")
RESPONSE_UNASSESSED: Final = FindingCode("response-unassessed", waivable=False,
    meaning="A response has not been assessed, so that its provider could be passed over unheard.",
    example="No assessment is recorded yet for the response of Alder")
RESPONSE_LATE: Final = FindingCode("response-late", waivable=True,
    meaning="A response arrived after the deadline, and no reason for considering it is recorded.",
    example="The response of Alder arrived on 6 August 2022, 1 day after the deadline of 5 August 2022")
ASSESSED_WITHOUT_RESPONSE: Final = FindingCode("assessed-without-response", waivable=False,
    meaning="An assessment names a provider from whom no response was received.",
    example="Alder is assessed, but no response of theirs is recorded")
SHORTLISTED_WITHOUT_RESPONSE: Final = FindingCode("shortlisted-without-response", waivable=False,
    meaning="A shortlist names a provider who did not respond.",
    example="Alder is on the shortlist, but no response of theirs is recorded")
SHORTLISTED_WITHOUT_PASS: Final = FindingCode("shortlisted-without-pass", waivable=False,
    meaning="A shortlist names a provider who failed selection.",
    example="Alder is on the shortlist, but failed selection: no registration for personal care")
SHORTLIST_TOO_LONG: Final = FindingCode("shortlist-too-long", waivable=False,
    meaning="A shortlist is longer than the questionnaire announced.",
    example="7 providers are on the shortlist; the maximum announced is 5")

# Tenders

TENDERS_STILL_DUE: Final = FindingCode("tenders-still-due", waivable=False,
    meaning="The deadline for tenders has not passed, so that none may be opened.",
    example="You cannot open tenders on 28 September 2022: they may arrive until 12:00 on 30 September 2022 (Europe/London)")
TENDER_LATE: Final = FindingCode("tender-late", waivable=True,
    meaning="A tender arrived after the deadline, and no reason for accepting it is recorded.",
    example="The tender of Alder arrived at 12:00:01 on 30 September 2022 (Europe/London), 1 second after the deadline of 12:00:00")
ONE_OPENER: Final = FindingCode("one-opener", waivable=True,
    meaning="One person opened the tenders alone, so that no one can vouch that none was altered.",
    example="Only one person opened the tenders (procurement officer); the minimum is two")
OPENED_WITHOUT_TENDER: Final = FindingCode("opened-without-tender", waivable=False,
    meaning="A tender is recorded as opened that was never received.",
    example="The tender of Alder was opened, but is not recorded as received")
TENDER_NOT_INVITED: Final = FindingCode("tender-not-invited", waivable=False,
    meaning="A provider tenders who is not on the shortlist, or was not invited.",
    example="Larch tenders, but is not named in the shortlist of 12 August 2022")
TOO_MANY_LOTS_TENDERED: Final = FindingCode("too-many-lots-tendered", waivable=False,
    meaning="A provider tenders for more lots than the invitation allows.",
    example="Elder tenders for 4 lots (N1, N2, N3 and N4); the maximum is 2")
OFFER_ABOVE_ENVELOPE: Final = FindingCode("offer-above-envelope", waivable=True,
    meaning="An offer is above the money within which tenders were invited.",
    example="Alder asks £130 for lot N1, above the financial envelope of £120")
WITHDRAWN_WITHOUT_TENDER: Final = FindingCode("withdrawn-without-tender", waivable=False,
    meaning="A provider withdraws a tender that was never received.",
    example="Alder withdraws, but no tender of theirs is recorded")
DEADLINE_NOT_LATER: Final = FindingCode("deadline-not-later", waivable=False,
    meaning="An announced deadline would become earlier, or stay the same.",
    example="The new deadline (the end of 28 September 2022) is not later than the one in force (the end of 30 September 2022)")
DEADLINE_PASSED: Final = FindingCode("deadline-passed", waivable=False,
    meaning="A deadline is moved after it has passed, when the other tenders are already in.",
    example="The deadline (the end of 30 September 2022) had passed by 3 October 2022")
WEIGHTS_CHANGED: Final = FindingCode("weights-changed", waivable=False,
    meaning="The rules that tenders are judged by change after the invitation was issued.",
    example="This invitation changes the criteria or weights announced on 22 August 2022")
TENDER_UNDER_OTHER_RULES: Final = FindingCode("tender-under-other-rules", waivable=False,
    meaning="A tender is opened under rules that were announced after it came in.",
    example="Alder tendered on 29 September 2022, before the invitation of 1 November 2022 changed the criteria or weights")
