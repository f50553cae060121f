"""Kinds of finding. Of what the law asks."""

from __future__ import annotations

from typing import Final

from commissioning.findings.code import FindingCode

LAW_UNKNOWN: Final = FindingCode(
    "law-unknown",
    "No row of law covers the day and the facts, so it cannot be told whether this is lawful.",
    waivable=False,
    example=(
        "whether a signed contract is lawful cannot be told: what the Public Contracts Regulations "
        "2015 asks of it: it turns on above_threshold, not stated; give it in the strategy's facts"
    ),
)

STANDSTILL_NOT_STARTED: Final = FindingCode(
    "standstill-not-started",
    "Bidders have not been told the outcome, so the days they have to object have not begun.",
    waivable=False,
    example="no intention to award has started the standstill",
)

STANDSTILL_RUNNING: Final = FindingCode(
    "standstill-running",
    "The days that bidders have to object are not over; a contract signed now may be set aside.",
    waivable=False,
    example="the standstill runs to 24 September 2015; this is 14 September 2015",
)

STANDSTILL_TOO_SHORT: Final = FindingCode(
    "standstill-too-short",
    "Bidders are told of a shorter standstill than the law gives them.",
    waivable=False,
    example=(
        "bidders are told that signing may follow on 18 September 2015; the standstill runs to "
        "24 September 2015"
    ),
)

SIGNING_SUSPENDED: Final = FindingCode(
    "signing-suspended",
    "A claim, or a representation made in time, suspends the signature by law.",
    waivable=False,
    example="the claim of Alder of 20 September 2015 suspends the signature by law",
)

ABOVE_THRESHOLD_AFTER_ALL: Final = FindingCode(
    "above-threshold-after-all",
    "The strategy says below the threshold, and the estimated value reaches it.",
    waivable=False,
    example=(
        "the strategy says below the threshold; its estimated value is £800,000 including VAT "
        "and the threshold £663,540 including VAT"
    ),
)

SELECTION_NOT_ALLOWED: Final = FindingCode(
    "selection-not-allowed",
    "Below the threshold, who may tender must not depend on an assessment of suitability.",
    waivable=False,
    example=(
        "the contract is below the threshold, where who may tender must not depend on an "
        "assessment of suitability"
    ),
)

SHORTLIST_TOO_SHORT: Final = FindingCode(
    "shortlist-too-short",
    "Fewer are invited than the law asks, though more have passed.",
    waivable=False,
    example="3 are invited of 6 who passed; the least is 5",
)

TIME_TOO_SHORT: Final = FindingCode(
    "time-too-short",
    "Responses or tenders are due sooner than the law allows.",
    waivable=False,
    example=(
        "responses are due by 1 July 2026, 16 days on; the least is 25 days from the day "
        "after, weekends included"
    ),
)

APPROACH_TOO_RECENT: Final = FindingCode(
    "approach-too-recent",
    "Providers have not had the time the law gives them to answer the intended approach.",
    waivable=False,
    example="the intended approach was published on 1 June 2026; this is 8 June 2026",
)

EXCLUDED_UNHEARD: Final = FindingCode(
    "excluded-unheard",
    "A supplier is to be left out without having been heard on what it has put right.",
    waivable=False,
    example="Alder has not been heard on what it has done to put things right",
)

EXCLUDED_WITHOUT_GROUND: Final = FindingCode(
    "excluded-without-ground",
    "A supplier is left out on a ground that does not hold, or lies too far back to count.",
    waivable=False,
    example=(
        "alder is left out (theft), but it happened on 3 June 2024, and what came before "
        "24 February 2025 is ignored"
    ),
)

EXCLUDED_KEPT_IN: Final = FindingCode(
    "excluded-kept-in",
    "A supplier that the law leaves no choice about is kept in.",
    waivable=False,
    example="alder is an excluded supplier (bribery), and would be kept in",
)

EXCLUSION_UNDECIDED: Final = FindingCode(
    "exclusion-undecided",
    "A supplier goes on that has not been held against the grounds for exclusion.",
    waivable=False,
    example="whether alder is to be excluded has not been decided",
)

EXCLUDED_GOES_ON: Final = FindingCode(
    "excluded-goes-on",
    "A supplier that was excluded would be shortlisted, invited or recommended.",
    waivable=False,
    example="alder was excluded on 12 August 2026, and would go on",
)

CONFLICTS_UNASSESSED: Final = FindingCode(
    "conflicts-unassessed",
    "A procurement is announced, and no conflicts assessment has been prepared.",
    waivable=False,
    example="no conflicts assessment has been prepared; the UK4 confirms one",
)

SUPPLIER_UNCONFIRMED: Final = FindingCode(
    "supplier-unconfirmed",
    "A tenderer did not confirm in time that the platform holds its information up to date.",
    waivable=False,
    example=("alder did not confirm in time that their information is up to date on the platform"),
)

CONDITION_NOT_ALLOWED: Final = FindingCode(
    "condition-not-allowed",
    "Something is asked of those who want to bid that may not be asked.",
    waivable=False,
    example=(
        "it may not be a condition of taking part to hold the contract's insurance before the award"
    ),
)

TURNOVER_OVER_CAP: Final = FindingCode(
    "turnover-over-cap",
    "A higher yearly turnover is asked than the law allows without a special risk.",
    waivable=False,
    example="a yearly turnover of £8,000,000 is asked; the most is £6,000,000",
)

NOTICE_MISSING: Final = FindingCode(
    "notice-missing",
    "A notice has to be published before the act, and has not been.",
    waivable=False,
    example="no tender notice (UK4) has been published",
)

KPIS_NOT_SET: Final = FindingCode(
    "kpis-not-set",
    "A contract over the line has fewer statutory performance indicators than the law asks for.",
    waivable=True,
    example=(
        "contract C-1 is worth £6,000,000 including VAT, and 1 key performance indicators are "
        "set as statutory; at least 3 are to be"
    ),
)

CHANGE_NOT_ALLOWED: Final = FindingCode(
    "change-not-allowed",
    "A contract is changed further than the law allows without a new competition.",
    waivable=False,
    example="change V-2 moves the value by 12.5%; without a ground the most is 10%",
)

CHANGES_ADD_UP: Final = FindingCode(
    "changes-add-up",
    "A change is small by itself, and not with those before it; they may be judged as one.",
    waivable=False,
    example="change V-2 is small by itself; with those before it the value moves by 14.0%",
)

HOLDER_MAY_NOT_CHANGE: Final = FindingCode(
    "holder-may-not-change",
    "A contract passes to another provider, which only a restructuring of the business allows.",
    waivable=False,
    example=(
        "contract C-1 passes from alder to birch (a merger), which only a restructuring of the "
        "business allows"
    ),
)
