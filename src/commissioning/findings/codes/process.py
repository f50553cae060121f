"""Kinds of finding. Of the order of stages, of time and of approval."""

from __future__ import annotations

from typing import Final

from commissioning.findings.code import FindingCode

# Order

STAGE_ORDER: Final = FindingCode(
    "stage-order",
    "The record belongs to a stage that a lot has not reached, or has already left.",
    waivable=False,
    example="an interview invitation opens interviews; the procurement stands in SSQ, and ITT and evaluation must come first",
)

ROUTE_UNDECIDED: Final = FindingCode(
    "route-undecided",
    "The stages that follow depend on how to go to market, which no strategy has decided yet.",
    waivable=False,
    example="an ITT opens ITT; the procurement stands in specification, and how to go to market has not been decided",
)

ONLY_FIRST: Final = FindingCode(
    "only-first",
    "A history can be brought forward only as the first record of a cycle.",
    waivable=False,
    example="a history is brought forward as the first record of a cycle",
)

MISSING_RECORD: Final = FindingCode(
    "missing-record",
    "Something this record rests on has not been recorded, or no longer counts.",
    waivable=False,
    example="there is no shortlist for lot N1",
)

UNKNOWN_LOT: Final = FindingCode(
    "unknown-lot",
    "A lot is named that the procurement does not have.",
    waivable=False,
    example="there is no lot N9; the procurement has N1 and N2",
)

DUPLICATE_REFERENCE: Final = FindingCode(
    "duplicate-reference",
    "Two records would bear the same reference, and others could not tell which they name.",
    waivable=False,
    example="the reference C1 is already that of another record",
)

UNKNOWN_REFERENCE: Final = FindingCode(
    "unknown-reference",
    "A record or contract is named that has not been recorded.",
    waivable=False,
    example="no contract with the reference C7 has been recorded",
)

SET_ASIDE: Final = FindingCode(
    "set-aside",
    "A record is named that a return to an earlier stage has set aside: it no longer counts.",
    waivable=False,
    example="the award recommendation of 4 November 2022 (R1) was set aside and no longer counts",
)

# Time

BEFORE_STAGE: Final = FindingCode(
    "before-stage",
    "The day is before the stage it belongs to had opened.",
    waivable=False,
    example="1 July 2022 is before 11 July 2022, when lot N1 entered the stage it belongs to",
)

DATED_BEFORE: Final = FindingCode(
    "dated-before",
    "The day is before that of something the record rests on.",
    waivable=False,
    example="1 July 2022 is before the shortlist of 12 August 2022 that it rests on",
)

LEARNED_OPENS_NOTHING: Final = FindingCode(
    "learned-opens-nothing",
    "A record of something learned later cannot move a lot: the stages were lived in their own order.",
    waivable=False,
    example="an ITT moves its lots, and was learned of only later",
)

HISTORY_NOT_HELD: Final = FindingCode(
    "history-not-held",
    "The cycle begins with a history brought forward: what went before cannot be checked here.",
    waivable=False,
    example="the history before 14 September 2015 is not held here (brought forward in award: the source tells only part)",
)

# Approval

STRATEGY_SETTLED: Final = FindingCode(
    "strategy-settled",
    "A lot has gone to market on a strategy; its route and the facts the law turns on now stand.",
    waivable=False,
    example="lot N went to market on the strategy in force; this one changes the route",
)

SPECIFICATION_DRAFT: Final = FindingCode(
    "specification-draft",
    "The specification that the competition is about is still a draft.",
    waivable=True,
    example="version 1 of the specification for the procurement is a draft",
)

CALL_IN_RUNNING: Final = FindingCode(
    "call-in-running",
    "Members may still call the decision in, so it is not yet to be acted on.",
    waivable=True,
    example="the decision of 9 November 2022 may be called in until 16 November 2022; this is 10 November 2022",
)

OTHER_RECOMMENDATION: Final = FindingCode(
    "other-recommendation",
    "Approval, letters and contract name different recommendations.",
    waivable=False,
    example="the approval names recommendation R1, but the one in force for lot N1 is R2 of 4 November 2022",
)

NOT_WAIVABLE: Final = FindingCode(
    "not-waivable",
    "A waiver was recorded for a finding that nobody can waive: order and statute.",
    waivable=False,
    example="stage-order cannot be waived: it is not a rule of the council's own practice",
)
