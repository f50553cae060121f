"""Kinds of finding. Of mobilisation and of people who move."""

from __future__ import annotations

from typing import Final

from commissioning.findings.code import FindingCode

# Mobilisation

CONTRACT_UNSIGNED: Final = FindingCode(
    "contract-unsigned",
    "A provider is to mobilise under a contract that has not been signed.",
    waivable=True,
    example="contract C1 is to be mobilised and is not signed",
)

STAFF_INFORMATION_LATE: Final = FindingCode(
    "staff-information-late",
    "The new employer was told of the transferring staff later than the law asks.",
    waivable=False,
    example="Birch was told of the staff on 10 March 2023, 22 days before they transfer on 1 April 2023; the law asks 28",
)

STAFF_INFORMATION_MISSING: Final = FindingCode(
    "staff-information-missing",
    "Staff transfer, and the new employer has not been told of them.",
    waivable=False,
    example="staff transfer under contract C1, and no employee liability information for it is recorded",
)

STAFF_UNACCOUNTED: Final = FindingCode(
    "staff-unaccounted",
    "A transfer of staff does not account for everyone on the list.",
    waivable=False,
    example="of the transfer from Alder to Birch, 3 of 40 staff listed are not accounted for",
)

TASK_OPEN: Final = FindingCode(
    "task-open",
    "It is decided to go while an essential task is not done.",
    waivable=True,
    example="it is go, and data sharing agreement signed (T2) is not done",
)

TASK_OVERDUE: Final = FindingCode(
    "task-overdue",
    "A task of a mobilisation plan is past its day.",
    waivable=False,
    example="data sharing agreement signed (Birch) was due on 1 March 2023 and is not done",
)

TASK_OUT_OF_ORDER: Final = FindingCode(
    "task-out-of-order",
    "A task is recorded as done, and one that it waits for is not.",
    waivable=False,
    example="T3 is recorded as done, and waits for T2",
)

NOT_READY: Final = FindingCode(
    "not-ready",
    "A service is to start, and no readiness review of its contract says go.",
    waivable=False,
    example="contract C1 was no go on 20 March 2023: rotas are not filled",
)

LIVE_BEFORE_START: Final = FindingCode(
    "live-before-start",
    "A service is to start before its contract does.",
    waivable=False,
    example="contract C1 starts on 1 April 2023; this is 28 March 2023",
)

# People

UNKNOWN_COHORT: Final = FindingCode(
    "unknown-cohort",
    "People are told, asked or moved from a cohort that nobody has counted.",
    waivable=False,
    example="no cohort East has been counted; there is Central, North",
)

PEOPLE_TWICE: Final = FindingCode(
    "people-twice",
    "More people have moved, or were found, than a cohort holds: somebody is counted twice.",
    waivable=False,
    example="61 people of cohort North have moved, and it holds 60",
)

PEOPLE_LOST: Final = FindingCode(
    "people-lost",
    "Fewer people were found than a cohort holds, or more left it than it held.",
    waivable=False,
    example="2 of the 60 people of cohort North were not found on 30 June 2016",
)

TOLD_TWICE: Final = FindingCode(
    "told-twice",
    "More people were told than a cohort holds.",
    waivable=False,
    example="61 people of cohort North have been told, and it holds 60",
)

CHOSEN_TWICE: Final = FindingCode(
    "chosen-twice",
    "More choices were made than a cohort holds people.",
    waivable=False,
    example="61 people of cohort North have chosen, and it holds 60",
)

MOVED_WITHOUT_CHOICE: Final = FindingCode(
    "moved-without-choice",
    "More people moved under a choice than have made it.",
    waivable=True,
    example="20 people of cohort North moved under 'care arranged by the council with a new provider', and 18 chose it",
)

MOVED_WITHOUT_CONTRACT: Final = FindingCode(
    "moved-without-contract",
    "People moved to a provider who holds no contract in force on that day.",
    waivable=True,
    example="people moved to Birch on 30 October 2015, who holds no contract in force on that day; theirs starts on 2 November 2015",
)

MOVED_UNTOLD: Final = FindingCode(
    "moved-untold",
    "More people have moved than were told of the change.",
    waivable=False,
    example="20 people of cohort North have moved and 15 were told",
)

PEOPLE_WAITING: Final = FindingCode(
    "people-waiting",
    "The last wave has ended and people are still with their former provider.",
    waivable=False,
    example="4 people of cohort North still wait, and the last wave ended on 30 June 2016",
)

PEOPLE_ELSEWHERE: Final = FindingCode(
    "people-elsewhere",
    "A count finds people in other places than the moves say.",
    waivable=False,
    example="12 people of cohort North were found with Birch on 30 June 2016, and by the moves 14 are there",
)

WAVE_BEYOND_COHORT: Final = FindingCode(
    "wave-beyond-cohort",
    "The waves of a plan move more people than wait.",
    waivable=False,
    example="the waves move 70 people of cohort North, in which 60 wait",
)

WAVE_BEYOND_CAPACITY: Final = FindingCode(
    "wave-beyond-capacity",
    "The waves of a plan bring a provider more people than it can take.",
    waivable=True,
    example="the waves bring 70 people to Birch in 1 January 2016 to 31 March 2016, who can take 50",
)
