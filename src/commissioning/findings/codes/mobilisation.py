"""The kinds of finding about mobilisation and people who change provider."""

from __future__ import annotations

from typing import Final

from commissioning.findings.finding import LibraryCode

# fmt: off

# Mobilisation

CONTRACT_UNSIGNED: Final = LibraryCode("contract-unsigned", waivable=True,
    meaning="A provider is to mobilise under a contract that has not been signed.",
    example="Contract C1 is to be mobilised, but is not signed yet")
STAFF_INFORMATION_LATE: Final = LibraryCode("staff-information-late", waivable=False,
    meaning="The new employer was told of the transferring staff later than the law asks.",
    example="Birch was told of the staff on 10 March 2023, 22 days before they transfer on 1 April 2023; the minimum is 28 days")
STAFF_INFORMATION_MISSING: Final = LibraryCode("staff-information-missing", waivable=False,
    meaning="Staff transfer, but the information that the new employer needs is not recorded.",
    example="No employee liability information is recorded yet for contract C1, under which staff transfer")
STAFF_UNACCOUNTED: Final = LibraryCode("staff-unaccounted", waivable=False,
    meaning="A transfer of staff does not account for everyone on the list.",
    example="In the transfer from Alder to Birch, 3 of the 40 staff listed are not accounted for")
STAFF_LIST_CHANGED: Final = LibraryCode("staff-list-changed", waivable=False,
    meaning="The staff who transfer are not as many as the list that the tenderers priced.",
    example="The tenderers' list of 4 January 2023 has 40 staff of Alder; the information of 3 March 2023 has 52")
STAFF_NOT_CONSULTED: Final = LibraryCode("staff-not-consulted", waivable=False,
    meaning="Staff transfer, and it is not recorded that their employer informed or consulted them.",
    example="Staff transferred from Alder to Birch, but it is not recorded that Alder informed their representatives")
STAFF_DISPUTE_OPEN: Final = LibraryCode("staff-dispute-open", waivable=False,
    meaning="Staff transfer while a dispute about the transfer is not settled.",
    example="Dispute D1 about who transfers from Alder to Birch is not settled")
NOT_HANDED_OVER: Final = LibraryCode("not-handed-over", waivable=False,
    meaning="A thing that an exit plan names was not handed over by its day.",
    example="Alder has not handed over \"keys of the 12 flats\" to Birch, 5 days overdue (was due 1 March 2023)")
TASK_OPEN: Final = LibraryCode("task-open", waivable=True,
    meaning="The decision is to go, but an essential task is not done.",
    example="The decision is to go, but the essential task \"data sharing agreement signed\" (T2) is not done")
TASK_OVERDUE: Final = LibraryCode("task-overdue", waivable=False,
    meaning="A task of a mobilisation plan was not done by its day.",
    example="Task \"data sharing agreement signed\" (Birch) is 5 days overdue (was due 1 March 2023)")
TASK_OUT_OF_ORDER: Final = LibraryCode("task-out-of-order", waivable=False,
    meaning="A task is recorded as done before a task that it waits for.",
    example="Task T3 is recorded as done, but task T2 must be done first")
NOT_READY: Final = LibraryCode("not-ready", waivable=False,
    meaning="A service is to start, but no readiness review of its contract says go.",
    example="The readiness review of contract C1 on 20 March 2023 said no go: rotas are not filled")
LIVE_BEFORE_START: Final = LibraryCode("live-before-start", waivable=False,
    meaning="A service is to start before its contract does.",
    example="You cannot go live on 28 March 2023: the term of contract C1 starts on 1 April 2023")

# People

UNKNOWN_COHORT: Final = LibraryCode("unknown-cohort", waivable=False,
    meaning="People are told, asked or moved from a cohort that has not been counted.",
    example="Cohort East has not been counted; counted: cohorts Central and North")
PEOPLE_TWICE: Final = LibraryCode("people-twice", waivable=False,
    meaning="More people moved than were waiting, or more were found than a cohort holds: some are counted twice.",
    example="61 people of cohort North moved on 11 January 2016, but only 60 were waiting")
PEOPLE_LOST: Final = LibraryCode("people-lost", waivable=False,
    meaning="Fewer people were found than a cohort holds, or more left it than it held.",
    example="2 of the 60 people of cohort North were not found on 30 June 2016")
TOLD_TWICE: Final = LibraryCode("told-twice", waivable=False,
    meaning="More people were told than were still to be told.",
    example="61 people of cohort North were told on 5 November 2015, but only 60 were still to be told")
CHOSEN_TWICE: Final = LibraryCode("chosen-twice", waivable=False,
    meaning="More people chose than were still to choose.",
    example="61 people of cohort North chose on 1 December 2015, but only 60 were still to choose")
MORE_THAN_THERE: Final = LibraryCode("more-than-there", waivable=False,
    meaning="More people settle, move again, change their choice or leave a state than are in that state.",
    example="4 people of cohort North moved again on 3 May 2016, but only 3 had moved there before")
MOVED_WITHOUT_CHOICE: Final = LibraryCode("moved-without-choice", waivable=True,
    meaning="More people moved under a choice than have made it.",
    example="20 people of cohort North moved to \"care arranged by the council with a new provider\" on 11 January 2016, but only 18 of those who chose it were waiting")
MOVED_WITHOUT_CONTRACT: Final = LibraryCode("moved-without-contract", waivable=True,
    meaning="People moved to a provider who holds no contract in force on that day.",
    example="People moved to Birch on 30 October 2015, but the provider has no contract in force on that day; its first one starts on 2 November 2015")
MOVED_UNTOLD: Final = LibraryCode("moved-untold", waivable=False,
    meaning="More people have moved than were told of the change.",
    example="20 people of cohort North have moved, but only 15 were told")
PEOPLE_WAITING: Final = LibraryCode("people-waiting", waivable=False,
    meaning="The last wave has ended and people are still with their former provider.",
    example="4 people of cohort North are still waiting, although the last wave ended on 30 June 2016")
PEOPLE_ELSEWHERE: Final = LibraryCode("people-elsewhere", waivable=False,
    meaning="A count finds people in other places than the moves say.",
    example="12 people of cohort North were found with Birch on 30 June 2016; the moves say 14")
WAVE_BEYOND_COHORT: Final = LibraryCode("wave-beyond-cohort", waivable=False,
    meaning="The waves of a plan move more people than are waiting.",
    example="The waves move 70 people, but only 60 are waiting in cohort North")
WAVE_BEYOND_CAPACITY: Final = LibraryCode("wave-beyond-capacity", waivable=True,
    meaning="The waves of a plan bring a provider more people than it can take.",
    example="The waves bring 70 people to Birch from 1 January 2016 to 31 March 2016; its maximum is 50")
