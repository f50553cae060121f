"""The notices of the Procurement Act 2023, UK1 to UK17, as rows.

A contract award notice of this Act (UK6) comes before the signature; one of the 2015 Regulations came
after it. What the older notice did is done by the contract details notice (UK7).
"""

from __future__ import annotations

from datetime import date
from typing import Final

from commissioning.dates.day_counts import DaysBeginningWith, MonthsAfter
from commissioning.findings.citation import Citation, Verification
from commissioning.law.law import DecidedBy, FactPattern, Row, Trigger
from commissioning.law.notices import NOTICE, Competing, Force, Notice, When
from commissioning.law.regimes.regime import Instrument
from commissioning.records import (
    breach,
    contract,
    ending,
    engagement,
    notices,
    selection,
    strategy,
    tender,
)
from commissioning.values.money import VatBasis, pounds

ACT: Final = Instrument(
    "Procurement Act 2023", "https://www.legislation.gov.uk/ukpga/2023/54", date(2025, 2, 24)
)
ABOVE: Final = FactPattern(above_threshold=True)
WITH_INDICATORS: Final = tuple(
    FactPattern(above_threshold=True, light_touch=False, subject=subject)
    for subject in (strategy.Subject.SERVICES, strategy.Subject.GOODS, strategy.Subject.WORKS)
)
"""Contracts that may need statutory indicators: neither light touch nor concessions, section 52(6)."""
LATER_PARTS: Final = Citation(
    "SI 2025/1316",
    "commencement of sections 69 to 71",
    "https://www.legislation.gov.uk/uksi/2025/1316",
    Verification.REPORTED,
)

_COMPETING: Final = (Trigger(selection.SelectionQuestionnaire), Trigger(tender.InvitationToTender))
_SIGNED: Final = (Trigger(contract.ContractSigned),)
_FIVE_MILLION: Final = pounds(5_000_000, VatBasis.INCLUDING)
_NO_MARKET: Final = "a dynamic market is set up and kept outside any one cycle"
PUBLIC: Final = FactPattern(above_threshold=True, user_choice=False)
"""Contracts that have the notices about an award: those above the threshold but for user choice."""

_BEFORE_THE_CONTRACT: Final[tuple[Row[object], ...]] = (
    ACT.row(
        NOTICE,
        Notice(
            code="UK1",
            title="Pipeline notice",
            trigger="1 April, where more than £100 million is to be paid in the year",
            when=When.CALENDAR,
            deadline=DaysBeginningWith(56),
            beyond="it turns on all that the authority expects to spend in the year",
        ),
        "section 93",
        applies_from=date(2025, 4, 1),
        decided_by=DecidedBy.ACT,
    ),
    ACT.row(
        NOTICE,
        Notice(
            code="UK2",
            title="Preliminary market engagement notice",
            trigger="the tender notice",
            force=Force.MUST_OR_EXPLAIN,
            when=When.BEFORE,
            events=_COMPETING,
            once=True,
            given=Trigger(engagement.MarketEngagement),
            awards=Competing.COMPETED,
        ),
        "section 17",
        facts=ABOVE,
    ),
    ACT.row(
        NOTICE,
        Notice(
            code="UK3",
            title="Planned procurement notice",
            trigger="the tender notice",
            force=Force.MAY,
            when=When.BEFORE,
            events=_COMPETING,
            once=True,
            awards=Competing.COMPETED,
        ),
        "section 15",
        facts=ABOVE,
    ),
    ACT.row(
        NOTICE,
        Notice(
            code="UK4",
            title="Tender notice",
            trigger="the competition begins",
            when=When.BEFORE,
            events=_COMPETING,
            once=True,
            awards=Competing.COMPETED,
        ),
        "section 21",
        facts=FactPattern(above_threshold=True, framework_call_off=False),
    ),
    ACT.row(
        NOTICE,
        Notice(
            code="UK4",
            title="Below-threshold tender notice",
            trigger="the contract is advertised elsewhere",
            force=Force.MUST_IF_ADVERTISED,
            when=When.BEFORE,
            events=_COMPETING,
            once=True,
            at_least=pounds(30_000, VatBasis.INCLUDING),
            awards=Competing.COMPETED,
        ),
        "section 87(1) and (2)",
        facts=FactPattern(above_threshold=False, sub_central=True),
    ),
    ACT.row(
        NOTICE,
        Notice(
            code="UK5",
            title="Transparency notice",
            trigger="a direct award",
            when=When.BEFORE,
            events=_SIGNED,
            awards=Competing.DIRECT,
        ),
        "section 44",
        facts=FactPattern(above_threshold=True, user_choice=False, framework_call_off=False),
    ),
    ACT.row(
        NOTICE,
        Notice(
            code="UK6",
            title="Contract award notice",
            trigger="the contract is entered into",
            when=When.BEFORE,
            events=_SIGNED,
        ),
        "section 50",
        facts=PUBLIC,
    ),
)


def _details(title: str, days: int, provision: str, *, light_touch: bool) -> Row[object]:
    return ACT.row(
        NOTICE,
        Notice(
            code="UK7",
            title=title,
            trigger="the contract is entered into",
            events=_SIGNED,
            deadline=DaysBeginningWith(days),
        ),
        provision,
        facts=FactPattern(above_threshold=True, user_choice=False, light_touch=light_touch),
    )


def _copy(days: int, provision: str, *, light_touch: bool) -> Row[object]:
    return ACT.row(
        NOTICE,
        Notice(
            code="UK7-contract",
            title="Copy of the contract",
            trigger="the contract is entered into",
            events=_SIGNED,
            deadline=DaysBeginningWith(days),
            over=_FIVE_MILLION,
        ),
        provision,
        facts=FactPattern(above_threshold=True, user_choice=False, light_touch=light_touch),
    )


_AFTER_SIGNING: Final[tuple[Row[object], ...]] = (
    _details("Contract details notice", 30, "section 53(1)", light_touch=False),
    _details("Contract details notice", 120, "section 53(1)", light_touch=True),
    ACT.row(
        NOTICE,
        Notice(
            code="UK7",
            title="Contract details notice of a contract below the threshold",
            trigger="the contract is entered into",
            events=_SIGNED,
            at_least=pounds(30_000, VatBasis.INCLUDING),
        ),
        "section 87(3)",
        facts=FactPattern(above_threshold=False, sub_central=True),
    ),
    _copy(90, "section 53(3)", light_touch=False),
    _copy(180, "section 53(3)", light_touch=True),
    ACT.row(
        NOTICE,
        Notice(
            code="UK8",
            title="Information about payments",
            trigger="the quarter in which more than £30,000 was paid at once",
            when=When.CALENDAR,
            deadline=DaysBeginningWith(30),
            beyond="it turns on single payments, which a cycle does not hold",
        ),
        "section 70",
        applies_from=date(2026, 4, 1),
        facts=ABOVE,
        citation=LATER_PARTS,
    ),
    *(
        ACT.row(
            NOTICE,
            Notice(
                code="UK9",
                title="Contract performance notice: assessment of key performance indicators",
                trigger="the contract is entered into",
                events=_SIGNED,
                every=MonthsAfter(12),
                over=_FIVE_MILLION,
            ),
            "section 71(2)",
            applies_from=date(2026, 1, 1),
            decided_by=DecidedBy.ACT,
            facts=facts,
        )
        for facts in WITH_INDICATORS
    ),
    ACT.row(
        NOTICE,
        Notice(
            code="UK9-breach",
            title="Contract performance notice: breach or failure to improve",
            trigger="a provider fails to improve after a proper opportunity",
            events=(Trigger(breach.ImprovementNoticeClosed, unless="met"),),
            deadline=DaysBeginningWith(30),
        ),
        "section 71(3) to (5)",
        applies_from=date(2026, 1, 1),
        decided_by=DecidedBy.ACT,
        facts=FactPattern(above_threshold=True, light_touch=False),
    ),
    ACT.row(
        NOTICE,
        Notice(
            code="UK10",
            title="Contract change notice",
            trigger="the contract is changed",
            when=When.BEFORE,
            events=(Trigger(contract.ContractVaried),),
        ),
        "section 75",
        facts=FactPattern(above_threshold=True, light_touch=False),
    ),
    ACT.row(
        NOTICE,
        Notice(
            code="UK10-contract",
            title="Copy of the contract as changed",
            trigger="the change is made",
            events=(Trigger(contract.ContractVaried),),
            deadline=DaysBeginningWith(90),
            over=_FIVE_MILLION,
            given=Trigger(notices.NoticePublished, ("UK10",)),
        ),
        "section 77",
        facts=FactPattern(above_threshold=True, light_touch=False),
    ),
    ACT.row(
        NOTICE,
        Notice(
            code="UK11",
            title="Contract termination notice",
            trigger="the contract ends, by expiry too",
            events=(Trigger(ending.ContractEnded),),
            deadline=DaysBeginningWith(30),
        ),
        "section 80",
        facts=PUBLIC,
    ),
    ACT.row(
        NOTICE,
        Notice(
            code="UK12",
            title="Procurement termination notice",
            trigger="the authority decides not to award",
            events=(Trigger(ending.Abandonment),),
            given=Trigger(notices.NoticePublished, ("UK4", "UK5")),
        ),
        "section 55",
        facts=ABOVE,
    ),
)

_MARKETS: Final[tuple[Row[object], ...]] = tuple(
    ACT.row(
        NOTICE,
        Notice(code=code, title=title, trigger=trigger, when=when, beyond=_NO_MARKET),
        provision,
    )
    for code, title, trigger, when, provision in (
        (
            "UK13",
            "Dynamic market intention notice",
            "a dynamic market is established",
            When.BEFORE,
            "section 39(2)",
        ),
        (
            "UK14",
            "Dynamic market establishment notice",
            "a dynamic market is established",
            When.AFTER,
            "section 39(3)",
        ),
        (
            "UK15",
            "Dynamic market modification notice",
            "a dynamic market or its members change",
            When.AFTER,
            "section 39(4)",
        ),
        (
            "UK16",
            "Dynamic market cessation notice",
            "a dynamic market ceases",
            When.AFTER,
            "section 39(5)",
        ),
    )
)

_BY_THE_CALENDAR: Final[tuple[Row[object], ...]] = (
    ACT.row(
        NOTICE,
        Notice(
            code="UK17",
            title="Payments compliance notice",
            trigger="the half year in which a payment was made or due under a public contract",
            when=When.CALENDAR,
            period_ends=((3, 31), (9, 30)),
            deadline=DaysBeginningWith(30),
            given=Trigger(contract.ContractSigned),
        ),
        "section 69",
        applies_from=date(2026, 1, 1),
        decided_by=DecidedBy.ACT,
        facts=ABOVE,
    ),
)

PLATFORM_NOTICES: Final = (
    *_BEFORE_THE_CONTRACT,
    *_AFTER_SIGNING,
    *_MARKETS,
    *_BY_THE_CALENDAR,
)
"""Every notice of the Act, in the order of its code."""
