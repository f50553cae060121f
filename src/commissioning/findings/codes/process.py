"""The kinds of finding about the order of stages, time and approval."""

from __future__ import annotations

from typing import Final

from commissioning.findings.finding import LibraryCode

# fmt: off

# Order

STAGE_ORDER: Final = LibraryCode("stage-order", waivable=False,
    meaning="The record belongs to a stage that a lot has not reached, or has already left.",
    example="You cannot invite to interview yet: the procurement is at the SSQ stage, and ITT and evaluation come first")
ROUTE_UNDECIDED: Final = LibraryCode("route-undecided", waivable=False,
    meaning="The stages that follow depend on how to go to market, which no strategy has decided yet.",
    example="You cannot invite tenders yet: the procurement is at the specification stage, and its route to market is not decided")
ONLY_FIRST: Final = LibraryCode("only-first", waivable=False,
    meaning="A history can be brought forward only as the first record of a cycle.",
    example="A history can be brought forward only as the first record of a cycle")
MISSING_RECORD: Final = LibraryCode("missing-record", waivable=False,
    meaning="Something this record rests on has not been recorded, or no longer counts.",
    example="Lot N1 has no shortlist yet")
NOT_STATED: Final = LibraryCode("not-stated", waivable=False,
    meaning="The record leaves out something that later records are judged by. A history may; what is recorded as it happens may not.",
    example="The invitation to tender of 3 April 2023 does not state the deadline for tenders")
UNKNOWN_LOT: Final = LibraryCode("unknown-lot", waivable=False,
    meaning="The procurement has no lot of that name.",
    example='There is no lot "N9"; the lots are N1 and N2')
DUPLICATE_REFERENCE: Final = LibraryCode("duplicate-reference", waivable=False,
    meaning="Two records have the same reference, so that others cannot tell which of them they name.",
    example="The reference C1 already belongs to the signed contract of 1 December 2022")
RECORDED_TWICE: Final = LibraryCode("recorded-twice", waivable=False,
    meaning="A record is the same in everything as one in force.",
    example="The same approval to award of 9 November 2022 is recorded already")
UNKNOWN_REFERENCE: Final = LibraryCode("unknown-reference", waivable=False,
    meaning="A record or contract is named that has not been recorded, or that is of another kind.",
    example="No contract with the reference C7 has been recorded")
SUPERSEDED: Final = LibraryCode("superseded", waivable=False,
    meaning="A record is named that a return to an earlier stage has superseded, so that it no longer counts.",
    example="The award recommendation of 4 November 2022 (R1) was superseded by a return to an earlier stage and no longer counts")

# Time

BEFORE_STAGE: Final = LibraryCode("before-stage", waivable=False,
    meaning="The day is before the stage of the record had opened.",
    example="1 July 2022 is too early: lot N1 reached the SSQ stage on 11 July 2022")
DATED_BEFORE: Final = LibraryCode("dated-before", waivable=False,
    meaning="The day is before that of a record it rests on.",
    example="1 July 2022 is before the shortlist of 12 August 2022, which comes first")
LEARNED_OPENS_NOTHING: Final = LibraryCode("learned-opens-nothing", waivable=False,
    meaning="A late entry cannot move a lot: the stages were passed in their own order.",
    example="An invitation to tender moves its lots to another stage, which a late entry cannot do")
PRIVATE_WORDS: Final = LibraryCode("private-words", waivable=False,
    meaning="A note, a reason or the reference of a person seems to hold an e-mail address, a telephone or an NHS number, or the reference of a package of care.",
    example="The scrutiny note has what looks like an e-mail address in its note")
APPROVAL_NOT_KNOWN: Final = LibraryCode("approval-not-known", waivable=False,
    meaning="An act rests on an approval that became known only after it.",
    example="The approval to award of 9 November 2022 became known only on 12 December 2022, so you could not act on it on 28 November 2022")
ENTERED_OUT_OF_ORDER: Final = LibraryCode("entered-out-of-order", waivable=False,
    meaning="Once the competition has begun, a record of an earlier stage is entered without saying when it was learned of.",
    example="The clarification of 14 September 2022 is entered after the procurement reached the evaluation stage on 3 October 2022, and does not say when it was learned of")
DAY_NOT_KNOWN: Final = LibraryCode("day-not-known", waivable=False,
    meaning="A day is not known exactly, and whether a rule is kept depends on which day it was.",
    example="The day of the challenge (1 June 2023 to 30 June 2023) is not known exactly, and this resolution of a challenge is dated 18 June 2023. On some of those days this would apply: 18 June 2023 is before the challenge of 30 June 2023, which comes first")
HISTORY_NOT_HELD: Final = LibraryCode("history-not-held", waivable=False,
    meaning="The cycle begins with a history brought forward, whose earlier steps cannot be checked here.",
    example="The history before 14 September 2015 is not held here (brought forward at the award stage: the source tells only part)")
NOT_PUBLISHED: Final = LibraryCode("not-published", waivable=False,
    meaning="The cycle is judged as the public sees it, so that what is never published is not missing.",
    example="This cycle is judged by its notices alone. They never show approvals to award, approvals to procure, shortlists and tenders, so these are not asked for")

# Approval

STRATEGY_SETTLED: Final = LibraryCode("strategy-settled", waivable=False,
    meaning="A lot has gone to market on a strategy, whose route and facts can no longer change.",
    example="This strategy changes the route, but lot N went to market on the strategy in force")
SPECIFICATION_DRAFT: Final = LibraryCode("specification-draft", waivable=True,
    meaning="The specification that the competition is about is still a draft.",
    example="Version 1 of the specification for the procurement is a draft")
CALL_IN_RUNNING: Final = LibraryCode("call-in-running", waivable=True,
    meaning="Members may still call the decision in, so that it cannot be acted on yet.",
    example="You cannot act on the decision of 9 November 2022 on 10 November 2022: members may call it in until 16 November 2022")
OTHER_RECOMMENDATION: Final = LibraryCode("other-recommendation", waivable=False,
    meaning="An approval, letters, a contract or a challenge names a recommendation that is not that of its lots.",
    example="The approval names recommendation R1, but R2 of 4 November 2022 is in force for lot N1")
NOT_WAIVABLE: Final = LibraryCode("not-waivable", waivable=False,
    meaning="A waiver names a finding about order or statute, which cannot be waived, or a code that does not exist.",
    example="stage-order cannot be waived: it is not a rule of the council's own practice")
