"""The Public Contracts Regulations 2015: procurements commenced before 24 February 2025.

Regulations 74 to 77 are the light touch regime for social care. The standstill is mandatory there too:
regulations 85 to 87 make no exception for it.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Final

from commissioning.dates.day_counts import (
    DaysAfter,
    DaysAfterRolledForward,
    DaysAfterTheQuarter,
    DaysBeginningWith,
    MonthsAfter,
)
from commissioning.findings.citation import Citation, Verification
from commissioning.law import questions as t
from commissioning.law.conditions import CONDITION, Attachment
from commissioning.law.conditions import Condition as C
from commissioning.law.law import FactPattern, Row, Trigger
from commissioning.law.notices import NOTICE, Competing, Force, Notice, When
from commissioning.law.questions import Effect, ExclusionGround, HoldOnSigning, StandstillDuty
from commissioning.law.regimes.regime import (
    GOVERNS,
    STAFF_TRANSFERS,
    STANDARD_VAT,
    TRANSITION,
    Instrument,
    Regime,
)
from commissioning.records import award, contract, notices, selection, strategy, tender
from commissioning.values.money import Money, VatBasis, pounds

NAME: Final = "Public Contracts Regulations 2015"
STARTS: Final = date(2015, 2, 26)
PCR: Final = Instrument(
    NAME, "https://www.legislation.gov.uk/uksi/2015/102", STARTS, date(2025, 2, 23)
)

ABOVE: Final = FactPattern(above_threshold=True)
BELOW: Final = FactPattern(above_threshold=False)
LIGHT: Final = FactPattern(light_touch=True)
FULL: Final = FactPattern(light_touch=False)


_WHEN: Final[tuple[Row[object], ...]] = (
    PCR.row(
        GOVERNS,
        NAME,
        "regulation 1",
        applies_to=date(2023, 12, 31),
        verification=Verification.UNVERIFIED,
    ),
    PCR.row(
        GOVERNS,
        NAME,
        "",
        applies_from=date(2024, 1, 1),
        facts=FactPattern(health_service=False),
        citation=TRANSITION,
    ),
    *(
        PCR.row(t.COMMENCED_BY, trigger, "", citation=TRANSITION)
        for trigger in (
            Trigger(notices.NoticePublished, ("PCR-contract", "PCR-voluntary-transparency")),
            Trigger(selection.SelectionQuestionnaire),
            Trigger(tender.InvitationToTender),
            Trigger(contract.ContractSigned),
        )
    ),
)

_STANDSTILL: Final[tuple[Row[object], ...]] = (
    PCR.row(t.STANDSTILL_STARTED_BY, Trigger(award.IntentionToAward), "regulation 86(1)"),
    PCR.row(t.STANDSTILL_DUTY, StandstillDuty.NONE, "regulations 85 and 86", facts=BELOW),
    PCR.row(
        t.STANDSTILL_DUTY,
        StandstillDuty.MANDATORY,
        "regulations 85 to 87",
        facts=FactPattern(above_threshold=True, framework_call_off=False, dynamic_market=False),
    ),
    PCR.row(
        t.STANDSTILL_DUTY,
        StandstillDuty.NONE,
        "regulation 86(5)",
        facts=FactPattern(above_threshold=True, framework_call_off=True),
    ),
    PCR.row(
        t.STANDSTILL_DUTY,
        StandstillDuty.NONE,
        "regulation 86(5)",
        facts=FactPattern(above_threshold=True, framework_call_off=False, dynamic_market=True),
    ),
    PCR.row(t.STANDSTILL_DUTY_OF_DIRECT_AWARD, StandstillDuty.NONE, "regulation 86(5)"),
    PCR.row(t.SINGLE_TENDERER_EXEMPT, True, "regulation 86(5)"),
    PCR.row(t.STANDSTILL, DaysAfterRolledForward(10), "regulation 87(2)"),
    PCR.row(t.STANDSTILL_BY_OTHER_MEANS, DaysAfterRolledForward(15), "regulation 87(3)"),
    PCR.row(t.STANDSTILL_FROM_RECEIPT, DaysAfterRolledForward(10), "regulation 87(3)"),
    PCR.row(t.HOLD_ON_SIGNING, HoldOnSigning.ANY_CLAIM, "regulation 95"),
    PCR.row(t.CLAIM_LIMIT, DaysBeginningWith(30), "regulation 92"),
)

_SERVICES: Final = (strategy.Subject.SERVICES, strategy.Subject.GOODS)
# Each line: first and last day of commencement, central, council, works, light touch, concession.
_LINES: Final = (
    (STARTS, date(2015, 12, 31), 111_676, 172_514, 4_322_012, 625_050, None),
    (date(2016, 1, 1), date(2017, 12, 31), 106_047, 164_176, 4_104_394, 589_148, 4_104_394),
    (date(2018, 1, 1), date(2019, 12, 31), 118_133, 181_302, 4_551_413, 615_278, 4_551_413),
    (date(2020, 1, 1), date(2021, 12, 31), 122_976, 189_330, 4_733_252, 663_540, 4_733_252),
    (date(2022, 1, 1), date(2023, 12, 31), 138_760, 213_477, 5_336_937, 663_540, 5_336_937),
    (date(2024, 1, 1), date(2025, 2, 23), 139_688, 214_904, 5_372_609, 663_540, 5_372_609),
)
_FIRST_LINE_WITH_VAT: Final = date(2022, 1, 1)
_FIRST_LINE_REPORTED: Final = {"central": date(2024, 1, 1), "concession": date(2024, 1, 1)}
_SOURCES_FROM: Final = date(2018, 1, 1)


def _thresholds() -> tuple[Row[object], ...]:
    """The money lines, reset every second January; net of VAT until 2021, with it from 2022."""
    rows: list[Row[object]] = []
    for first, last, central, council, works, light, concession in _LINES:
        vat = VatBasis.INCLUDING if first >= _FIRST_LINE_WITH_VAT else VatBasis.EXCLUDING
        lines: list[tuple[str, int | None, FactPattern]] = [
            ("works", works, FactPattern(subject=strategy.Subject.WORKS)),
            ("concession", concession, FactPattern(subject=strategy.Subject.CONCESSION)),
            (
                "light touch",
                light,
                FactPattern(subject=strategy.Subject.SERVICES, light_touch=True),
            ),
            ("council", council, FactPattern(subject=strategy.Subject.GOODS, sub_central=True)),
            ("central", central, FactPattern(subject=strategy.Subject.GOODS, sub_central=False)),
        ]
        for name, amount, central_or_not in (
            ("council", council, True),
            ("central", central, False),
        ):
            facts = FactPattern(
                subject=strategy.Subject.SERVICES, light_touch=False, sub_central=central_or_not
            )
            lines.append((name, amount, facts))
        rows.extend(
            PCR.row(
                t.THRESHOLD,
                Money(amount, "GBP", vat),
                "regulation 5",
                facts=facts,
                applies_from=first,
                applies_to=last,
                verification=_verification(name, first),
            )
            for name, amount, facts in lines
            if amount is not None
        )
    return tuple(rows)


def _verification(line: str, first: date) -> Verification:
    """Figures before 2018 and the central and concession ones before 2024 are from memory."""
    if first < _SOURCES_FROM or first < _FIRST_LINE_REPORTED.get(line, first):
        return Verification.UNVERIFIED
    return Verification.REPORTED


_CONTRACTS_FINDER: Final = Citation(
    "Procurement Policy Note 01/23",
    "thresholds of Contracts Finder",
    "https://in2thebargain.com/2023/01/10/procurement-policy-note-01-23-contracts-finder-thresholds-changed-again",
    Verification.REPORTED,
)

_MONEY: Final[tuple[Row[object], ...]] = (
    *_thresholds(),
    PCR.row(t.VAT_RATE, Decimal(20), "", citation=STANDARD_VAT),
    PCR.row(t.THRESHOLD_VAT, VatBasis.EXCLUDING, "regulation 5", applies_to=date(2021, 12, 31)),
    PCR.row(
        t.THRESHOLD_VAT,
        VatBasis.INCLUDING,
        "regulation 5",
        applies_from=date(2022, 1, 1),
        verification=Verification.REPORTED,
    ),
    *(
        PCR.row(
            t.BELOW_THRESHOLD_NOTICE_FROM,
            pounds(amount, vat),
            "",
            facts=FactPattern(above_threshold=False, sub_central=True),
            applies_from=first,
            applies_to=last,
            citation=_CONTRACTS_FINDER,
        )
        for amount, vat, first, last in (
            (25_000, VatBasis.EXCLUDING, STARTS, date(2021, 12, 31)),
            (25_000, VatBasis.INCLUDING, date(2022, 1, 1), date(2022, 12, 20)),
            (30_000, VatBasis.INCLUDING, date(2022, 12, 21), date(2025, 2, 23)),
        )
    ),
)


def _periods(
    number: int, provision: str, *, of: tuple[tuple[FactPattern, int], ...]
) -> tuple[Row[object], ...]:
    parameter = (t.PARTICIPATION_PERIOD, t.TENDER_PERIOD, t.TENDER_PERIOD_AFTER_SELECTION)[number]
    return tuple(
        PCR.row(parameter, DaysAfterRolledForward(days), provision, facts=facts)
        for facts, days in of
    )


_PERIODS: Final[tuple[Row[object], ...]] = (
    *(
        PCR.row(parameter, None, "regulation 76(6)", facts=LIGHT)
        for parameter in (
            t.PARTICIPATION_PERIOD,
            t.TENDER_PERIOD,
            t.TENDER_PERIOD_AFTER_PLANNED_NOTICE,
            t.TENDER_PERIOD_AFTER_SELECTION,
        )
    ),
    *_periods(
        0,
        "regulation 28",
        of=(
            (FactPattern(light_touch=False, urgent=False), 30),
            (FactPattern(light_touch=False, urgent=True), 15),
        ),
    ),
    *_periods(
        1,
        "regulation 27",
        of=(
            (FactPattern(light_touch=False, urgent=False, electronic=False), 35),
            (FactPattern(light_touch=False, urgent=False, electronic=True), 30),
            (FactPattern(light_touch=False, urgent=True), 15),
        ),
    ),
    *_periods(
        2,
        "regulation 28",
        of=(
            (FactPattern(light_touch=False, sub_central=True), 10),
            (FactPattern(light_touch=False, sub_central=False, urgent=True), 10),
            (
                FactPattern(light_touch=False, sub_central=False, urgent=False, electronic=False),
                30,
            ),
            (
                FactPattern(light_touch=False, sub_central=False, urgent=False, electronic=True),
                25,
            ),
        ),
    ),
    PCR.row(
        t.TENDER_PERIOD_AFTER_PLANNED_NOTICE,
        DaysAfterRolledForward(15),
        "regulation 27",
        facts=FULL,
    ),
    PCR.row(t.PLANNED_NOTICE_AT_LEAST, DaysAfter(35), "regulation 27", facts=FULL),
    PCR.row(t.PLANNED_NOTICE_AT_MOST, MonthsAfter(12), "regulation 27", facts=FULL),
    PCR.row(
        t.ANSWERS_BEFORE_DEADLINE,
        DaysAfter(6),
        "regulation 53(6)",
        facts=FactPattern(light_touch=False, urgent=False),
    ),
    PCR.row(
        t.ANSWERS_BEFORE_DEADLINE,
        DaysAfter(4),
        "regulation 53(7)",
        facts=FactPattern(light_touch=False, urgent=True),
    ),
)

_GROUNDS: Final = (
    *(
        ExclusionGround(code, what, Effect.MANDATORY, 5, "the conviction")
        for code, what in (
            ("conspiracy", "conspiracy, as part of a criminal organisation"),
            ("corruption", "corruption or bribery"),
            ("fraud", "fraud against the financial interests of the European Communities"),
            ("terrorism", "terrorist offences"),
            ("money-laundering", "money laundering"),
            ("trafficking", "slavery, servitude or human trafficking"),
        )
    ),
    ExclusionGround(
        "tax-established",
        "unpaid taxes or contributions, established by decision",
        Effect.MANDATORY,
    ),
    *(
        ExclusionGround(code, what, Effect.DISCRETIONARY, 3, "the event")
        for code, what in (
            ("environmental-social-labour", "breach of environmental, social or labour law"),
            ("insolvency", "bankruptcy, insolvency or winding up"),
            ("misconduct", "grave professional misconduct"),
            ("distortion", "agreements to distort competition"),
            ("conflict", "a conflict of interest that cannot be remedied less intrusively"),
            ("prior-involvement", "prior involvement that distorts competition"),
            ("poor-performance", "significant or persistent deficiencies in a prior contract"),
            ("misrepresentation", "serious misrepresentation"),
            ("undue-influence", "undue influence on the decision"),
        )
    ),
)

_SELECTION: Final[tuple[Row[object], ...]] = (
    PCR.row(t.SELECTION_STAGE_ALLOWED, True, "regulations 28 and 76(7)", facts=ABOVE),
    PCR.row(
        t.SELECTION_STAGE_ALLOWED,
        True,
        "regulation 111(8)",
        facts=FactPattern(above_threshold=False, light_touch=True),
        verification=Verification.UNVERIFIED,
    ),
    PCR.row(
        t.SELECTION_STAGE_ALLOWED,
        False,
        "regulation 111(1)",
        facts=FactPattern(above_threshold=False, light_touch=False),
        verification=Verification.UNVERIFIED,
    ),
    PCR.row(
        t.SHORTLIST_AT_LEAST,
        5,
        "regulation 65",
        facts=FactPattern(light_touch=False, above_threshold=True),
    ),
    PCR.row(t.TURNOVER_CAP, Decimal(2), "regulation 58(9)", facts=FULL),
    PCR.row(t.SELF_CLEANING_HEARD, True, "regulation 57(11) to (17)"),
    *(
        PCR.row(
            t.EXCLUSION_GROUND,
            ground,
            "regulation 57(1) to (4)" if ground.effect is Effect.MANDATORY else "regulation 57(8)",
            verification=Verification.UNVERIFIED,
        )
        for ground in _GROUNDS
    ),
    PCR.row(t.LOW_PRICE_ASKED, True, "regulation 69"),
    PCR.row(t.LOW_PRICE_HEARD, True, "regulation 69"),
)

_CHANGES: Final[tuple[Row[object], ...]] = (
    PCR.row(t.FREE_MODIFICATION, False, "regulation 72"),
    *(
        PCR.row(t.MINOR_CHANGE, Decimal(10), "regulation 72", facts=FactPattern(subject=subject))
        for subject in (
            strategy.Subject.SERVICES,
            strategy.Subject.GOODS,
            strategy.Subject.CONCESSION,
        )
    ),
    PCR.row(
        t.MINOR_CHANGE,
        Decimal(15),
        "regulation 72",
        facts=FactPattern(subject=strategy.Subject.WORKS),
    ),
    PCR.row(
        t.MINOR_CHANGES_TOGETHER, True, "regulation 72(6)", verification=Verification.UNVERIFIED
    ),
    PCR.row(t.SUPPLIER_MAY_CHANGE_ON_RESTRUCTURING, True, "regulation 72"),
    PCR.row(t.GROUNDED_CHANGE, Decimal(50), "regulation 72"),
    PCR.row(t.MUTUAL_TERM, MonthsAfter(36), "regulation 77", facts=LIGHT),
    PCR.row(t.RECORDS_KEPT, MonthsAfter(36), "regulation 84(9)"),
    PCR.row(t.EMPLOYEE_INFORMATION, DaysAfter(28), "", citation=STAFF_TRANSFERS),
)

_COMPETING: Final = (Trigger(selection.SelectionQuestionnaire), Trigger(tender.InvitationToTender))

_NOTICES: Final[tuple[Row[object], ...]] = (
    PCR.row(
        NOTICE,
        Notice(
            code="PCR-contract",
            title="Contract notice",
            trigger="the competition begins",
            when=When.BEFORE,
            events=_COMPETING,
            once=True,
            awards=Competing.COMPETED,
        ),
        "regulations 49 and 75(1)",
        facts=FactPattern(above_threshold=True, framework_call_off=False),
    ),
    PCR.row(
        NOTICE,
        Notice(
            code="PCR-prior-information",
            title="Prior information notice",
            trigger="the contract notice",
            force=Force.MAY,
            when=When.BEFORE,
            events=_COMPETING,
            once=True,
            awards=Competing.COMPETED,
        ),
        "regulation 27",
        facts=ABOVE,
    ),
    PCR.row(
        NOTICE,
        Notice(
            code="PCR-voluntary-transparency",
            title="Voluntary ex ante transparency notice",
            trigger="a direct award",
            force=Force.MAY,
            when=When.BEFORE,
            events=(Trigger(contract.ContractSigned),),
            awards=Competing.DIRECT,
        ),
        "regulation 99",
        facts=ABOVE,
        verification=Verification.UNVERIFIED,
    ),
    PCR.row(
        NOTICE,
        Notice(
            code="CF-opportunity",
            title="Opportunity on Contracts Finder",
            trigger="the competition begins",
            events=_COMPETING,
            once=True,
            awards=Competing.COMPETED,
        ),
        "regulation 106",
        facts=FactPattern(above_threshold=True, framework_call_off=False),
        verification=Verification.UNVERIFIED,
    ),
    PCR.row(
        NOTICE,
        Notice(
            code="CF-award",
            title="Award on Contracts Finder",
            trigger="the contract is awarded",
            events=(Trigger(contract.ContractSigned),),
        ),
        "regulation 108",
        facts=ABOVE,
        verification=Verification.UNVERIFIED,
    ),
    PCR.row(
        NOTICE,
        Notice(
            code="PCR-contract-award",
            title="Contract award notice",
            trigger="the contract is awarded",
            events=(Trigger(contract.ContractSigned),),
            deadline=DaysAfterRolledForward(30),
        ),
        "regulation 50(1)",
        verification=Verification.UNVERIFIED,
        facts=FactPattern(above_threshold=True, light_touch=False, framework_call_off=False),
    ),
    PCR.row(
        NOTICE,
        Notice(
            code="PCR-contract-award",
            title="Contract award notice, alone or with the others of its quarter",
            trigger="the contract is awarded",
            events=(Trigger(contract.ContractSigned),),
            deadline=DaysAfterTheQuarter(30),
        ),
        "regulation 75(3) and (4)",
        facts=FactPattern(above_threshold=True, light_touch=True, framework_call_off=False),
    ),
    PCR.row(
        NOTICE,
        Notice(
            code="PCR-modification",
            title="Modification notice",
            trigger="a contract is changed for additional services or unforeseen circumstances",
            events=(Trigger(contract.ContractVaried),),
        ),
        "regulation 72(3)",
        facts=ABOVE,
        verification=Verification.UNVERIFIED,
    ),
)

_GATES: Final[tuple[Row[object], ...]] = (
    PCR.row(
        CONDITION,
        Attachment(contract.ContractSigned, C.STANDSTILL_IS_OVER),
        "regulation 87",
        facts=ABOVE,
    ),
    PCR.row(
        CONDITION, Attachment(contract.ContractSigned, C.SIGNING_IS_NOT_SUSPENDED), "regulation 95"
    ),
    PCR.row(
        CONDITION,
        Attachment(award.IntentionToAward, C.PROMISED_STANDSTILL_IS_LONG_ENOUGH),
        "regulation 86(2)",
        facts=ABOVE,
    ),
    *(
        PCR.row(
            CONDITION,
            Attachment(opener, C.MINIMUM_TIME_IS_GIVEN),
            "regulations 27 and 28",
            facts=FactPattern(above_threshold=True, light_touch=False),
        )
        for opener in (selection.SelectionQuestionnaire, tender.InvitationToTender)
    ),
    *(
        PCR.row(
            CONDITION,
            Attachment(opener, C.THRESHOLD_SIDE_IS_RIGHT),
            "regulation 5",
            facts=BELOW,
        )
        for opener in (selection.SelectionQuestionnaire, tender.InvitationToTender)
    ),
    PCR.row(
        CONDITION,
        Attachment(selection.SelectionQuestionnaire, C.SELECTION_STAGE_IS_ALLOWED),
        "regulation 111",
        facts=BELOW,
        verification=Verification.UNVERIFIED,
    ),
    PCR.row(
        CONDITION,
        Attachment(selection.Shortlist, C.SHORTLIST_IS_LONG_ENOUGH),
        "regulation 65",
        facts=FactPattern(above_threshold=True, light_touch=False),
    ),
    PCR.row(
        CONDITION,
        Attachment(selection.ExclusionsDecided, C.EXCLUSIONS_HAVE_A_GROUND),
        "regulation 57",
    ),
    PCR.row(
        CONDITION,
        Attachment(contract.ContractVaried, C.CHANGE_IS_ALLOWED),
        "regulation 72",
        facts=ABOVE,
    ),
    PCR.row(
        CONDITION,
        Attachment(contract.ContractNovated, C.HOLDER_MAY_CHANGE),
        "regulation 72",
        facts=ABOVE,
    ),
)

PUBLIC_CONTRACTS_2015: Final = Regime(
    NAME,
    (
        *_WHEN,
        *_STANDSTILL,
        *_MONEY,
        *_PERIODS,
        *_SELECTION,
        *_CHANGES,
        *_NOTICES,
        *_GATES,
    ),
)
