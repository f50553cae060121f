"""The kinds of finding about planning: needs to specification, the golden thread, timetables."""

from __future__ import annotations

from typing import Final

from commissioning.findings.finding import LibraryCode

# fmt: off

# Planning

CONSULTATION_OPEN: Final = LibraryCode("consultation-open", waivable=True,
    meaning="A specification is approved while people may still answer the consultation about it.",
    example="You cannot approve the specification on 3 October 2016: the consultation supported-housing runs until 10 October 2016")
CONSULTATION_UNREPORTED: Final = LibraryCode("consultation-unreported", waivable=True,
    meaning="No report shows what people said, so that it cannot be shown that it was considered.",
    example="There is no report of the consultation of 9 September 2016 (supported-housing)")
CONSULTATION_AFTER_DECISION: Final = LibraryCode("consultation-after-decision", waivable=True,
    meaning="People were consulted when the matter was already decided.",
    example="Version 2 of the specification was approved on 1 September 2016, before the consultation opened on 9 September 2016")
CONSULTATION_WITHOUT_REASONS: Final = LibraryCode("consultation-without-reasons", waivable=True,
    meaning="People were not told what is proposed and why, so that they could not judge it.",
    example="The consultation supported-housing gives no reasons for the proposal")
CONSULTATION_SHORT: Final = LibraryCode("consultation-short", waivable=True,
    meaning="A consultation was open for less than the council's usual time, or its length is not recorded.",
    example="The consultation supported-housing was open for 14 days; the council's usual minimum is 28")
CHARACTERISTIC_NOT_CONSIDERED: Final = LibraryCode("characteristic-not-considered", waivable=True,
    meaning="An equality impact assessment does not consider a protected characteristic.",
    example="The equality impact assessment of 1 March 2022 does not consider age and sex")
HARM_WITHOUT_MITIGATION: Final = LibraryCode("harm-without-mitigation", waivable=True,
    meaning="An assessment sees a harm to people who share a characteristic, but proposes no mitigation.",
    example="Harm is expected for people by reason of disability, and no mitigation is proposed")
SUPPORT_NOT_RECORDED: Final = LibraryCode("support-not-recorded", waivable=True,
    meaning="People sit in a group as equals of those paid to be there, but how they are supported is not recorded.",
    example="No support is recorded for the Carer Reference Group, whose equal members include unpaid carers")
EQUAL_MEMBER_ABSENT: Final = LibraryCode("equal-member-absent", waivable=True,
    meaning="A group met without the people who sit in it as equals.",
    example="The Procurement Reference Group met on 11 March 2022 without any unpaid carer, although they are equal members")
MEETING_NOT_RECORDED: Final = LibraryCode("meeting-not-recorded", waivable=True,
    meaning="Fewer meetings of a group are recorded than were to be held.",
    example="The Carer Reference Group was to meet 5 times by 4 March 2022, but only 3 meetings are recorded")
PARTNER_UNDECIDED: Final = LibraryCode("partner-undecided", waivable=True,
    meaning="A partner of a joint procurement has still to decide whether it joins.",
    example="leicester-ccg has not yet decided whether to take part in the joint procurement")
PARTNER_NOT_NAMED: Final = LibraryCode("partner-not-named", waivable=False,
    meaning="An authority decides on a joint procurement whose strategy does not name it.",
    example="The strategy of 1 June 2016 does not name rutland; it names leicester and leicester-ccg")
BUYER_NOT_KNOWN: Final = LibraryCode("buyer-not-known", waivable=False,
    meaning="An authority is recorded as succeeded that does not buy, or no longer does.",
    example="ccg-x is recorded as succeeded on 1 July 2022, but does not buy here; ccg-a and ccg-b do")
PARTNER_SUCCEEDED: Final = LibraryCode("partner-succeeded", waivable=False,
    meaning="An authority decides on a joint procurement after another has taken its place.",
    example="ccg-a decides on 4 July 2022, but icb-a has taken its place")
LEAD_WITHDREW: Final = LibraryCode("lead-withdrew", waivable=False,
    meaning="The authority that led a joint procurement is no longer part of it.",
    example="leicester, the lead of the joint procurement, withdrew")
SHARES_DIFFER_FROM_ENVELOPE: Final = LibraryCode("shares-differ-from-envelope", waivable=True,
    meaning="The partners' contributions do not add up to the financial envelope.",
    example="The shares come to £10,000,000, £500,000 less than the envelope of £10,500,000")

# Thread

LINK_LEADS_NOWHERE: Final = LibraryCode("link-leads-nowhere", waivable=True,
    meaning="A record refers to an earlier one that is not recorded.",
    example="The requirement \"R9\" refers to the theme \"T7\", which is not recorded")
NOTHING_BEHIND: Final = LibraryCode("nothing-behind", waivable=True,
    meaning="A later link of the golden thread has no earlier one: no need, theme or requirement explains it.",
    example="The KPI \"k4\" names no requirement")
NOTHING_AHEAD: Final = LibraryCode("nothing-ahead", waivable=True,
    meaning="An earlier link of the golden thread has no later one: what was found or promised is not taken up.",
    example="No outcome addresses the need \"loneliness\"")
PROMISE_NOT_CARRIED: Final = LibraryCode("promise-not-carried", waivable=False,
    meaning="A figure that the winner promised in its tender is kept by no obligation of the contract.",
    example="Alder promised 95 in its answer to question Q3, but no obligation of the contract carries it")
THEME_NOT_CARRIED_OUT: Final = LibraryCode("theme-not-carried-out", waivable=True,
    meaning="People were told that a theme is taken up, but no requirement of the specification shows it.",
    example="People were promised that the theme \"team\" (a regular team) is taken up, but no requirement answers it")
THEME_UNANSWERED: Final = LibraryCode("theme-unanswered", waivable=True,
    meaning="A theme changed no requirement, and the people who raised it were given no reason.",
    example="The theme \"continuity\" (a regular team) changed no requirement and has no answer yet")

# Timetables

TIMETABLE_UNREAD: Final = LibraryCode("timetable-unread", waivable=True,
    meaning="A cell of a printed timetable could not be read: its row keeps its words and has no day.",
    example="Row 2 (line 3): '[insert date]' could not be read: 'insert' does not belong in a date")
TIMETABLE_YEAR_JUMP: Final = LibraryCode("timetable-year-jump", waivable=True,
    meaning="A row lies more than eighteen months from the rows around it, so that its year may be a slip.",
    example="Row 2 (line 3): Tenders due is on 5 July 2042, more than eighteen months from the rows around it")
TIMETABLE_COLUMNS: Final = LibraryCode("timetable-columns", waivable=True,
    meaning="A table has other columns of times than those from which its rows take their days.",
    example="Times are also in column 'Planned date'. The days are read from another column; these times are kept in the summary of each row")
TIMETABLE_UNRECOGNISED: Final = LibraryCode("timetable-unrecognised", waivable=True,
    meaning="A row speaks of a procurement, but its name is not known as that of a step, so no check sees it.",
    example="Row 3 (line 4): 'Supplier gala' reads like a step of a procurement, but the library knows no step of that name, so the row is not checked")
TIMETABLE_AMBIGUOUS: Final = LibraryCode("timetable-ambiguous", waivable=True,
    meaning="The words of a row may mean quite different days, and its neighbours do not settle which.",
    example="Row 12 (Seek approval) says '2 nd Nov. 2022', which may mean \"the day, a Wednesday\" or \"week 2 of November 2022\"")
TIMETABLE_UNDATED: Final = LibraryCode("timetable-undated", waivable=True,
    meaning="A step has a row but no day, so the rows after it cannot be checked.",
    example="Row 5 (Moderation) has no day: 'TBC'")
TIMETABLE_STAGE_MISSING: Final = LibraryCode("timetable-stage-missing", waivable=True,
    meaning="The timetable has no row for a stage of the route.",
    example="No row plans interviews, a stage of the restricted route")
TIMETABLE_ORDER: Final = LibraryCode("timetable-order", waivable=False,
    meaning="A step is planned to end before one that comes first has begun.",
    example="Row 3 (Panel interviews) ends before row 5 (Evaluation of tenders) begins, but row 5 must come first (3 October 2022 against 10 October 2022)")
TIMETABLE_OVERLAP: Final = LibraryCode("timetable-overlap", waivable=True,
    meaning="A step is planned to begin before one that comes first has ended.",
    example="Row 6 (Issue ITT) begins before row 5 (Shortlist) ends, but row 5 must come first (1 July 2022 against July 2022)")
TIMETABLE_PERIOD_SHORT: Final = LibraryCode("timetable-period-short", waivable=False,
    meaning="Bidders have less time to answer than the minimum in law, however the row is read.",
    example="From row 9 (Issue ITT) to row 10 (Tenders due) there are at most 7 days; the minimum is 10 days")
TIMETABLE_NO_INTENTION: Final = LibraryCode("timetable-no-intention", waivable=False,
    meaning="There is no row for telling the bidders the outcome, which is what starts the standstill.",
    example="There is no row for telling bidders the intended award between row 12 (Seek approval) and row 13 (Mobilise contract)")
TIMETABLE_NO_STANDSTILL: Final = LibraryCode("timetable-no-standstill", waivable=False,
    meaning="There is no row for the standstill that the law requires between telling the bidders and signing.",
    example="There is no row for the standstill between row 12 (Seek approval) and row 13 (Mobilise contract)")
TIMETABLE_NO_SIGNATURE: Final = LibraryCode("timetable-no-signature", waivable=True,
    meaning="There is no row for signing the contract, so the timetable does not show that it waits for the standstill.",
    example="There is no row for signing the contract between row 12 (Seek approval) and row 13 (Mobilise contract)")
TIMETABLE_SIGNED_IN_STANDSTILL: Final = LibraryCode("timetable-signed-in-standstill", waivable=False,
    meaning="The signature is planned for a day on which bidders may still object.",
    example="Row 14 (Contract signed) falls in the standstill, which runs to 24 November 2022 if bidders are told on 14 November 2022")
TIMETABLE_STANDSTILL_SHORT: Final = LibraryCode("timetable-standstill-short", waivable=False,
    meaning="The row for the standstill ends earlier than the law allows.",
    example="Row 13 (Standstill) ends on 21 November 2022; the minimum from 14 November 2022 is 10 days")
TIMETABLE_NO_MEETING: Final = LibraryCode("timetable-no-meeting", waivable=True,
    meaning="An approval is planned for a day on which those who approve do not meet.",
    example="Row 12 (Approval to award) is planned for 2 November 2022, a time without a meeting")
TIMETABLE_MOBILISATION_SHORT: Final = LibraryCode("timetable-mobilisation-short", waivable=True,
    meaning="If staff transfer, the information about them needs more time than is left before the service starts.",
    example="From row 13 (Mobilise) to row 14 (Go live) there are 20 days; if staff transfer, their employer must give information about them 28 days before")
TIMETABLE_END_DAY_OFF: Final = LibraryCode("timetable-end-day-off", waivable=True,
    meaning="A step ends on a weekend or bank holiday, when officers are not at work.",
    example="Row 2 (Tenders due) ends on 6 June 2026, a Saturday, when officers are not at work")
TIMETABLE_BEGUN_TOO_LATE: Final = LibraryCode("timetable-begun-too-late", waivable=False,
    meaning="A plan begins before the day on which it was made, so that it cannot be kept.",
    example="The plan begins with row 1 (Needs assessment) on 2 December 2025, 334 days before it was made on 1 November 2026")
TIMETABLE_GO_LIVE_DAY_OFF: Final = LibraryCode("timetable-go-live-day-off", waivable=True,
    meaning="The service is planned to start on a weekend or bank holiday, when officers are not at work to help.",
    example="Row 14 (Go live) is on 1 April 2023, a Saturday, when officers are not at work to help")
