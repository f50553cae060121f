"""Every kind of finding the library can yield, one row each: what `commissioning explain` prints.

A gate declares the codes it may yield, and a test compares the gates, this table and the catalogue of
broken cycles. Order and statute are never waivable; a council's own practice may be.
"""

from __future__ import annotations

from typing import Final

from attrs import frozen

from commissioning.values.checking import Checked


@frozen
class FindingCode(Checked):
    """One kind of finding."""

    code: str
    meaning: str
    """A sentence for an officer: what is the matter and why it matters."""
    waivable: bool
    """Whether a recorded `Waiver` may lift it."""
    example: str
    """A message as it would be printed."""


ORDER: Final = (
    FindingCode(
        "stage-order",
        "The record belongs to a stage that a lot has not reached, or has already left.",
        waivable=False,
        example="an interview invitation opens interviews; the procurement stands in SSQ, and ITT and evaluation must come first",
    ),
    FindingCode(
        "route-undecided",
        "The stages that follow depend on how to go to market, which no strategy has decided yet.",
        waivable=False,
        example="an ITT opens ITT; the procurement stands in specification, and how to go to market has not been decided",
    ),
    FindingCode(
        "only-first",
        "A history can be brought forward only as the first record of a cycle.",
        waivable=False,
        example="a history is brought forward as the first record of a cycle",
    ),
    FindingCode(
        "missing-record",
        "Something this record rests on has not been recorded, or no longer counts.",
        waivable=False,
        example="there is no shortlist for lot N1",
    ),
    FindingCode(
        "unknown-lot",
        "A lot is named that the procurement does not have.",
        waivable=False,
        example="there is no lot N9; the procurement has N1 and N2",
    ),
    FindingCode(
        "duplicate-reference",
        "Two records would bear the same reference, and others could not tell which they name.",
        waivable=False,
        example="the reference C1 is already that of another record",
    ),
    FindingCode(
        "unknown-reference",
        "A record or contract is named that has not been recorded.",
        waivable=False,
        example="no contract with the reference C7 has been recorded",
    ),
    FindingCode(
        "set-aside",
        "A record is named that a return to an earlier stage has set aside: it no longer counts.",
        waivable=False,
        example="the award recommendation of 4 November 2022 (R1) was set aside and no longer counts",
    ),
)

TIME: Final = (
    FindingCode(
        "before-stage",
        "The day is before the stage it belongs to had opened.",
        waivable=False,
        example="1 July 2022 is before 11 July 2022, when lot N1 entered the stage it belongs to",
    ),
    FindingCode(
        "dated-before",
        "The day is before that of something the record rests on.",
        waivable=False,
        example="1 July 2022 is before the shortlist of 12 August 2022 that it rests on",
    ),
    FindingCode(
        "learned-opens-nothing",
        "A record of something learned later cannot move a lot: the stages were lived in their own order.",
        waivable=False,
        example="an ITT moves its lots, and was learned of only later",
    ),
    FindingCode(
        "history-not-held",
        "The cycle begins with a history brought forward: what went before cannot be checked here.",
        waivable=False,
        example="the history before 14 September 2015 is not held here (brought forward in award: the source tells only part)",
    ),
)

APPROVAL: Final = (
    FindingCode(
        "specification-draft",
        "The specification that the competition is about is still a draft.",
        waivable=True,
        example="version 1 of the specification for the procurement is a draft",
    ),
    FindingCode(
        "call-in-running",
        "Members may still call the decision in, so it is not yet to be acted on.",
        waivable=True,
        example="the decision of 9 November 2022 may be called in until 16 November 2022; this is 10 November 2022",
    ),
    FindingCode(
        "other-recommendation",
        "Approval, letters and contract name different recommendations.",
        waivable=False,
        example="the approval names recommendation R1, but the one in force for lot N1 is R2 of 4 November 2022",
    ),
    FindingCode(
        "not-waivable",
        "A waiver was recorded for a finding that nobody can waive: order and statute.",
        waivable=False,
        example="stage-order cannot be waived: it is not a rule of the council's own practice",
    ),
)

SELECTION: Final = (
    FindingCode(
        "responses-still-due",
        "The deadline for selection responses has not passed.",
        waivable=False,
        example="responses may still come in until the end of 5 August 2022; this is 1 August 2022",
    ),
    FindingCode(
        "response-unassessed",
        "A response was received and has not been assessed, so its provider could be passed over unheard.",
        waivable=False,
        example="no assessment is recorded for the response of Alder",
    ),
    FindingCode(
        "response-late",
        "A response came after the deadline and no reason for considering it is recorded.",
        waivable=True,
        example="the response of Alder came at the end of 6 August 2022, after the end of 5 August 2022",
    ),
    FindingCode(
        "assessed-without-response",
        "An assessment names a provider from whom nothing was received.",
        waivable=False,
        example="Alder is assessed, but no response of theirs is recorded",
    ),
    FindingCode(
        "shortlisted-without-response",
        "A shortlist names a provider who did not respond.",
        waivable=False,
        example="Alder is on the shortlist, but no response of theirs is recorded",
    ),
    FindingCode(
        "shortlisted-without-pass",
        "A shortlist names a provider who failed selection.",
        waivable=False,
        example="Alder is on the shortlist, but failed selection: no registration for personal care",
    ),
    FindingCode(
        "shortlist-too-long",
        "A shortlist is longer than the questionnaire announced.",
        waivable=False,
        example="7 are on the shortlist; at most 5 were announced",
    ),
)

AWARD: Final = (
    FindingCode(
        "lot-without-award",
        "A recommendation is about a lot for which it recommends nobody.",
        waivable=False,
        example="nobody is recommended for lot N4",
    ),
    FindingCode(
        "challenge-open",
        "A bidder has challenged the award and the challenge is not resolved.",
        waivable=False,
        example="the claim of Alder of 20 November 2022 (the marks for question 3) has not been resolved",
    ),
)

FINDING_CODES: Final[tuple[FindingCode, ...]] = (
    *ORDER,
    *TIME,
    *APPROVAL,
    *SELECTION,
    *AWARD,
)
"""All the rows. Each part of the library keeps its own section above."""

WAIVABLE_CODES: Final = frozenset(row.code for row in FINDING_CODES if row.waivable)
