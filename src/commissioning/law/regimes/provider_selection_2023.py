"""The Health Care Services (Provider Selection Regime) Regulations 2023: from 1 January 2024.

They govern health care that councils commission, such as sexual health, drug and alcohol services and
public health nursing. Ordinary social care is not within them.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Final

from commissioning.dates.day_counts import (
    DaysAfter,
    MonthsAfter,
    WorkingDaysAfter,
    WorkingDaysAfterTheStart,
)
from commissioning.dates.working_days import HolidaysOf
from commissioning.law import questions as t
from commissioning.law.conditions import CONDITION, Attachment
from commissioning.law.conditions import Condition as C
from commissioning.law.law import FactPattern, Row, Trigger
from commissioning.law.notices import NOTICE, Notice, When
from commissioning.law.questions import HoldOnSigning, StandstillDuty
from commissioning.law.regimes.regime import (
    GOVERNS,
    STAFF_TRANSFERS,
    STANDARD_VAT,
    Instrument,
    Regime,
)
from commissioning.records import award, contract, ending, notices, selection, strategy, tender
from commissioning.values.money import pounds

NAME: Final = "Health Care Services (Provider Selection Regime) Regulations 2023"
PSR: Final = Instrument(NAME, "https://www.legislation.gov.uk/uksi/2023/1348", date(2024, 1, 1))
_H = strategy.HealthProcess
_WITH_STANDSTILL: Final = (
    (_H.DIRECT_AWARD_C, "regulation 9"),
    (_H.MOST_SUITABLE_PROVIDER, "regulation 10"),
    (_H.COMPETITIVE, "regulation 11"),
)
_WITHOUT: Final = ((_H.DIRECT_AWARD_A, "regulation 7"), (_H.DIRECT_AWARD_B, "regulation 8"))

_WHEN: Final[tuple[Row[object], ...]] = (
    PSR.row(GOVERNS, NAME, "regulation 1", facts=FactPattern(health_service=True)),
    *(
        PSR.row(t.COMMENCED_BY, trigger, "regulations 7 to 11")
        for trigger in (
            Trigger(
                notices.NoticePublished,
                ("PSR-intended-approach", "PSR-invitation", "PSR-intention"),
            ),
            Trigger(selection.SelectionQuestionnaire),
            Trigger(tender.InvitationToTender),
            Trigger(contract.ContractSigned),
        )
    ),
)

_STANDSTILL: Final[tuple[Row[object], ...]] = (
    PSR.row(
        t.STANDSTILL_STARTED_BY,
        Trigger(notices.NoticePublished, ("PSR-intention",)),
        "regulation 12(2)",
    ),
    *(
        row
        for asked in (t.STANDSTILL_DUTY, t.STANDSTILL_DUTY_OF_DIRECT_AWARD)
        for row in (
            PSR.row(asked, StandstillDuty.NONE, "regulation 14", facts=FactPattern(urgent=True)),
            *(
                PSR.row(
                    asked,
                    StandstillDuty.MANDATORY,
                    "regulation 12",
                    facts=FactPattern(urgent=False, health_process=process),
                )
                for process, _ in _WITH_STANDSTILL
            ),
            *(
                PSR.row(
                    asked,
                    StandstillDuty.NONE,
                    provision,
                    facts=FactPattern(urgent=False, health_process=process),
                )
                for process, provision in _WITHOUT
            ),
        )
    ),
    PSR.row(t.STANDSTILL, WorkingDaysAfterTheStart(8), "regulation 12(2) and (9)"),
    PSR.row(
        t.STANDSTILL_AFTER_DECISION,
        WorkingDaysAfter(5, HolidaysOf.ENGLAND),
        "regulation 12(10)",
    ),
    PSR.row(t.HOLD_ON_SIGNING, HoldOnSigning.REPRESENTATIONS, "regulation 12(3) to (10)"),
    PSR.row(
        t.WAIT_AFTER_INTENDED_APPROACH,
        DaysAfter(14),
        "regulation 10(5)",
        facts=FactPattern(health_process=_H.MOST_SUITABLE_PROVIDER),
    ),
)

_CONTRACTS: Final[tuple[Row[object], ...]] = (
    PSR.row(t.SELECTION_STAGE_ALLOWED, True, "regulation 11(6)"),
    PSR.row(t.FREE_MODIFICATION, False, "regulation 13"),
    PSR.row(t.CONSIDERABLE_CHANGE_VALUE, pounds(500_000), "regulations 6(10) and 13"),
    PSR.row(t.CONSIDERABLE_CHANGE_SHARE, Decimal(25), "regulations 6(10) and 13"),
    PSR.row(t.FRAMEWORK_TERM, MonthsAfter(48), "regulation 16"),
    PSR.row(t.VAT_RATE, Decimal(20), "", citation=STANDARD_VAT),
    PSR.row(t.EMPLOYEE_INFORMATION, DaysAfter(28), "", citation=STAFF_TRANSFERS),
)


def _notice(
    notice: Notice, provision: str, process: strategy.HealthProcess | None = None
) -> Row[object]:
    return PSR.row(NOTICE, notice, provision, facts=FactPattern(health_process=process))


_SIGNED: Final = (Trigger(contract.ContractSigned),)
_NOTICES: Final[tuple[Row[object], ...]] = (
    _notice(
        Notice(
            code="PSR-intended-approach",
            title="Notice of the intended approach",
            trigger="providers are assessed",
            when=When.BEFORE,
            events=(Trigger(award.AwardRecommendation),),
            once=True,
        ),
        "regulation 10",
        _H.MOST_SUITABLE_PROVIDER,
    ),
    _notice(
        Notice(
            code="PSR-invitation",
            title="Notice inviting offers",
            trigger="the competition begins",
            when=When.BEFORE,
            events=(Trigger(selection.SelectionQuestionnaire), Trigger(tender.InvitationToTender)),
            once=True,
        ),
        "regulation 11",
        _H.COMPETITIVE,
    ),
    *(
        _notice(
            Notice(
                code="PSR-intention",
                title="Notice of the intention to award",
                trigger="the contract is entered into",
                when=When.BEFORE,
                events=_SIGNED,
            ),
            provision,
            process,
        )
        for process, provision in _WITH_STANDSTILL
    ),
    _notice(
        Notice(
            code="PSR-award",
            title="Notice of the award",
            trigger="the contract is entered into",
            events=_SIGNED,
            deadline=DaysAfter(30),
        ),
        "regulations 7 to 11",
    ),
    _notice(
        Notice(
            code="PSR-modification",
            title="Notice of a modification",
            trigger="the contract is changed by £500,000 or more",
            events=(Trigger(contract.ContractVaried),),
            deadline=DaysAfter(30),
            change_at_least=pounds(500_000),
        ),
        "regulation 13",
    ),
    _notice(
        Notice(
            code="PSR-abandonment",
            title="Notice that a provider is not to be selected",
            trigger="the authority decides to abandon",
            events=(Trigger(ending.Abandonment),),
            deadline=DaysAfter(30),
        ),
        "regulation 15",
    ),
)

_GATES: Final[tuple[Row[object], ...]] = (
    PSR.row(CONDITION, Attachment(contract.ContractSigned, C.STANDSTILL_IS_OVER), "regulation 12"),
    PSR.row(
        CONDITION,
        Attachment(contract.ContractSigned, C.SIGNING_IS_NOT_SUSPENDED),
        "regulation 12(3)",
    ),
    *(
        PSR.row(
            CONDITION,
            Attachment(kind, C.NOTICES_COME_FIRST),
            "regulation 11",
            facts=FactPattern(health_process=_H.COMPETITIVE),
        )
        for kind in (selection.SelectionQuestionnaire, tender.InvitationToTender)
    ),
    PSR.row(
        CONDITION,
        Attachment(award.AwardRecommendation, C.INTENDED_APPROACH_HAS_STOOD),
        "regulation 10(5)",
        facts=FactPattern(health_process=_H.MOST_SUITABLE_PROVIDER),
    ),
    PSR.row(CONDITION, Attachment(contract.ContractVaried, C.CHANGE_IS_ALLOWED), "regulation 13"),
)

PROVIDER_SELECTION_2023: Final = Regime(
    NAME, (*_WHEN, *_STANDSTILL, *_CONTRACTS, *_NOTICES, *_GATES)
)
