"""The notices of the Procurement Act 2023, UK1 to UK17, as rows.

A contract award notice of this Act (UK6) comes before the signature; one of the 2015 Regulations came
after it. The contract details notice (UK7) does what the older notice did.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from commissioning.dates.day_counts import DaysBeginningWith, MonthsBeginningWith
from commissioning.findings.citation import Verification
from commissioning.findings.codes.law import KPIS_NOT_SET
from commissioning.law import questions as q
from commissioning.law.law import DecidedBy
from commissioning.law.notices import (
    COMPETING,
    NOTICE,
    SIGNED,
    Competing,
    Force,
    NamedRecord,
    Notice,
    When,
)
from commissioning.law.regimes.exclusion_grounds import IN_THIS_PROCUREMENT
from commissioning.law.regimes.regime import (
    ABOVE,
    BELOW,
    CENTRAL,
    COUNCIL,
    FULL,
    GOODS,
    LIGHT,
    NO_CALL_OFF,
    NO_CHOICE,
    NO_FRAMEWORK,
    OPEN,
    SERVICES,
    WORKS,
    Instrument,
    Rows,
)
from commissioning.records import (
    challenge,
    contract,
    ending,
    engagement,
    frameworks,
    live,
    notices,
    selection,
)

ACT: Final = Instrument(
    "Procurement Act 2023", "https://www.legislation.gov.uk/ukpga/2023/54", date(2025, 2, 24)
)
NO_CONCESSION: Final = (SERVICES, GOODS, WORKS)
WITH_INDICATORS: Final = tuple(ABOVE & FULL & NO_FRAMEWORK & subject for subject in NO_CONCESSION)
"""Contracts that may need statutory indicators: neither light touch, concessions nor frameworks, section 52(6)."""
PUBLIC: Final = ABOVE & NO_CHOICE
"""Contracts that have the notices about an award: those above the threshold but for user choice."""

_CHANGED: Final = (NamedRecord(contract.ContractVaried), NamedRecord(contract.ContractNovated))
_2026: Final = date(2026, 1, 1)
_ENTERED: Final = "the contract is entered into"
_BY_ACT: Final = DecidedBy.ACT
_BEGINS: Final = "the competition begins"
_SPARED: Final = (
    "debarment-uncooperative",
    "debarred",
    "debarred-excludable",
    *(each.code for each, _ in IN_THIS_PROCUREMENT),
)
_MARKET: Final = "a dynamic market is established"

# fmt: off
PLATFORM_NOTICES: Final[Rows] = (
    # 56 days beginning with 1 April end on 26 May, as Find a Tender gives it.
    ACT.row(NOTICE, Notice("UK1", "Pipeline notice",
        "1 April, where more than £100 million is to be paid in the year", when=When.CALENDAR,
        deadline=DaysBeginningWith(56), lists=q.PIPELINE_CONTRACT,
        beyond="it depends on all that the authority expects to spend in the year"),
        "section 93", applies_from=date(2025, 4, 1), decided_by=_BY_ACT),
    ACT.row(NOTICE, Notice("UK2", "Preliminary market engagement notice", "the tender notice",
        Force.MUST_OR_EXPLAIN, When.BEFORE, COMPETING, given=NamedRecord(engagement.MarketEngagement), once=True,
        awards=Competing.COMPETED), "section 17", ABOVE),
    ACT.row(NOTICE, Notice("UK3", "Planned procurement notice", "the tender notice", Force.MAY, When.BEFORE,
        COMPETING, once=True, awards=Competing.COMPETED), "section 15", ABOVE),
    ACT.row(NOTICE, Notice("UK4", "Tender notice", _BEGINS, Force.MUST, When.BEFORE, COMPETING, once=True,
        awards=Competing.COMPETED), "section 21", ABOVE & NO_CALL_OFF),
    *(ACT.row(NOTICE, Notice("UK4", "Below-threshold tender notice", "the contract is advertised elsewhere",
        Force.MUST_IF_ADVERTISED, When.BEFORE, COMPETING, once=True, line=q.BELOW_THRESHOLD_NOTICE_FROM,
        awards=Competing.COMPETED), "sections 84 and 87(1) and (2)", BELOW & buyer & subject)
      for buyer in (COUNCIL, CENTRAL) for subject in NO_CONCESSION),
    ACT.row(NOTICE, Notice("UK5", "Transparency notice", "a direct award", Force.MUST, When.BEFORE, SIGNED,
        awards=Competing.DIRECT), "section 44", PUBLIC & NO_CALL_OFF),
    ACT.row(NOTICE, Notice("UK6", "Contract award notice", _ENTERED, Force.MUST, When.BEFORE, SIGNED),
        "section 50", PUBLIC),
    ACT.row(NOTICE, Notice("UK6-reopening", "Contract award notice of a reopened framework",
        "the first framework of an open one is entered into", events=SIGNED, once=True, first=MonthsBeginningWith(36),
        every=MonthsBeginningWith(60), or_by=("UK6",)), "section 49", PUBLIC & OPEN),
    *(ACT.row(NOTICE, Notice(code, title, _ENTERED, events=SIGNED, deadline=DaysBeginningWith(count), line=line), provision,
              PUBLIC & facts)
      for code, title, line, provision, counts in (
          ("UK7", "Contract details notice", None, "section 53(1)", (30, 120)),
          ("UK7-contract", "Copy of the contract", q.CONTRACT_COPY_OVER, "section 53(3)", (90, 180)))
      for facts, count in zip((FULL, LIGHT), counts, strict=True)),
    *(ACT.row(NOTICE, Notice("UK7", "Contract details notice of a contract below the threshold", _ENTERED,
        events=SIGNED, line=q.BELOW_THRESHOLD_NOTICE_FROM), "sections 84 and 87(3)", BELOW & buyer & subject)
      for buyer in (COUNCIL, CENTRAL) for subject in NO_CONCESSION),
    # By guidance only procurements begun from 1 April 2026 on; SI 2025/1316 has every contract under the Act.
    *(ACT.row(NOTICE, Notice("UK8", "Information about payments",
        "a single payment under the contract over £30,000 in a quarter", Force.MUST_IF_PAID,
        When.CALENDAR, period_ends=((3, 31), (6, 30), (9, 30), (12, 31)), deadline=DaysBeginningWith(30),
        given=NamedRecord(contract.ContractSigned)),
        "section 70(1) and (2)", ABOVE & subject, applies_from=date(2026, 4, 1), verification=Verification.REPORTED)
      for subject in NO_CONCESSION),
    *(ACT.row(NOTICE, Notice("UK9", "Contract performance notice: assessment of key performance indicators",
        _ENTERED, events=SIGNED, every=MonthsBeginningWith(12), at_end=True, line=q.KPIS_OVER, unless_waived=KPIS_NOT_SET.code),
        "sections 52 and 71(1) and (2)", facts,
        applies_from=_2026, decided_by=_BY_ACT) for facts in WITH_INDICATORS),
    # No light touch contract has one, section 71(6), so none can bring the ground of published poor performance.
    # The facts of a breach for which the whole contract is ended go into the termination notice.
    ACT.row(NOTICE, Notice("UK9-breach", "Contract performance notice: breach or failure to improve",
        "a provider fails to improve after a proper opportunity, or its breach ends in partial termination, "
        "damages or a settlement",
        events=(NamedRecord(live.ImprovementNoticeClosed, unless="met"),
                NamedRecord(live.BreachRemedied, needs="had_consequences")), deadline=DaysBeginningWith(30)),
        "section 71(3) to (5)", ABOVE & FULL, applies_from=_2026, decided_by=_BY_ACT),
    # Below the threshold too: a change that makes the contract a public one is bound, section 74(1).
    ACT.row(NOTICE, Notice("UK10", "Contract change notice", "the contract is changed", Force.MUST, When.BEFORE,
        _CHANGED), "section 75", FULL),
    ACT.row(NOTICE, Notice("UK10-contract", "Copy of the contract as changed, or of the change",
        "the change is made", events=_CHANGED, deadline=DaysBeginningWith(90), line=q.CONTRACT_COPY_OVER),
        "section 77", FULL),
    ACT.row(NOTICE, Notice("UK11", "Contract termination notice", "the contract ends, by expiry too",
        events=(NamedRecord(ending.ContractEnded),), on_expiry=True, deadline=DaysBeginningWith(30)), "section 80",
        PUBLIC),
    # Section 55: only what was announced by one of the two has to be called off in public.
    ACT.row(NOTICE, Notice("UK12", "Procurement termination notice", "the authority decides not to award",
        events=(NamedRecord(ending.Abandonment),), given=NamedRecord(notices.NoticePublished, ("UK4", "UK5"))),
        "section 55", ABOVE),
    # To be kept out of a call-off, section 48, is not among what section 59 has notified.
    ACT.row(NOTICE, Notice("exclusion", "Notification of an exclusion to the minister",
        "a supplier is excluded, or replaces another to stay in",
        events=(NamedRecord(selection.ExclusionsDecided, needs="notified_of"),), deadline=DaysBeginningWith(30),
        spared_grounds=_SPARED), "section 59(1) and (2)", ABOVE & NO_CALL_OFF),
    ACT.row(NOTICE, Notice("exclusion-from-market", "Notification of a removal from a dynamic market to the minister",
        "a member is removed as excluded or excludable", events=(NamedRecord(frameworks.MembershipChanged, needs="excludes"),),
        deadline=DaysBeginningWith(30), spared_grounds=_SPARED, awards=Competing.MARKET, or_by=("exclusion",)),
        "section 59(1)(a)(v) and (2)"),
    ACT.row(NOTICE, Notice("exclusion-proceedings", "Notification of proceedings about an exclusion to the minister",
        "proceedings by a supplier that was excluded are commenced or determined",
        events=(NamedRecord(challenge.ClaimIssued), NamedRecord(challenge.JudgmentGiven)), deadline=DaysBeginningWith(30),
        of_excluded=True), "section 59(4) and (5)", ABOVE & NO_CALL_OFF),
    *(ACT.row(NOTICE, Notice(code, title, trigger, when=when, events=(NamedRecord(event),), once=when is When.BEFORE,
                             awards=Competing.MARKET), provision)
      for code, title, trigger, when, event, provision in (
          ("UK13", "Dynamic market intention notice", _MARKET, When.BEFORE, selection.SelectionQuestionnaire,
           "section 39(2)"),
          ("UK14", "Dynamic market establishment notice", _MARKET, When.AFTER, frameworks.MarketOpened,
           "section 39(3)"),
          ("UK15", "Dynamic market modification notice", "a dynamic market or its members change", When.AFTER,
           frameworks.MembershipChanged, "section 39(4)"),
          ("UK16", "Dynamic market cessation notice", "a dynamic market ceases", When.AFTER, ending.Closure,
           "section 39(5)"))),
    # The last day of the half year is the first of the 30, so it is 29 April and 29 October; some notes say the 30th.
    *(ACT.row(NOTICE, Notice("UK17", "Payments compliance notice",
        "the half year in which a payment was made or due under a public contract", when=When.CALENDAR,
        period_ends=((3, 31), (9, 30)), deadline=DaysBeginningWith(30), given=NamedRecord(contract.ContractSigned)),
        "section 69", ABOVE & subject, applies_from=_2026, decided_by=_BY_ACT) for subject in NO_CONCESSION),
)
"""Every notice of the Act, in the order of its code."""
