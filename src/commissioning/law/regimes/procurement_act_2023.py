"""The Procurement Act 2023 and the Procurement Regulations 2024: from 24 February 2025.

A light touch contract is bound by fewer of these rows, and what does not bind it is absent for it: no
standstill but one offered, no statutory indicators, no notice of a change.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Final, TypeVar

from commissioning.dates.day_counts import (
    DaysAfter,
    DaysBeginningWith,
    MonthsAfter,
    WorkingDaysBeginningWith,
)
from commissioning.findings.citation import Citation, Verification
from commissioning.law import questions as t
from commissioning.law.conditions import CONDITION, Attachment
from commissioning.law.conditions import Condition as C
from commissioning.law.law import ANY, DecidedBy, FactPattern, Parameter, Row, Trigger
from commissioning.law.questions import Effect, ExclusionGround, ForbiddenCondition, StandstillDuty
from commissioning.law.regimes.platform_notices import (
    ABOVE,
    ACT,
    LATER_PARTS,
    PLATFORM_NOTICES,
    PUBLIC,
    WITH_INDICATORS,
)
from commissioning.law.regimes.regime import (
    GOVERNS,
    STAFF_TRANSFERS,
    STANDARD_VAT,
    TRANSITION,
    Regime,
)
from commissioning.records import award, contract, notices, selection, strategy, tender
from commissioning.values.money import VatBasis, pounds

T = TypeVar("T")
NAME: Final = ACT.title
_THRESHOLDS_2026: Final = date(2026, 1, 1)
_LIGHT: Final = FactPattern(light_touch=True)
_FULL: Final = FactPattern(light_touch=False)
_BELOW: Final = FactPattern(above_threshold=False)

_WHEN: Final[tuple[Row[object], ...]] = (
    ACT.row(
        GOVERNS,
        NAME,
        "",
        facts=FactPattern(health_service=False),
        citation=TRANSITION,
    ),
    *(
        ACT.row(t.COMMENCED_BY, trigger, provision, verification=Verification.REPORTED)
        for trigger, provision in (
            (Trigger(notices.NoticePublished, ("UK4", "UK5")), "sections 21 and 44"),
            (Trigger(selection.SelectionQuestionnaire), "section 20"),
            (Trigger(tender.InvitationToTender), "section 20"),
            (Trigger(contract.ContractSigned), "section 41"),
        )
    ),
)


def _duty(duty: StandstillDuty, provision: str, facts: FactPattern) -> tuple[Row[object], ...]:
    """The same for a competition and for a direct award, unless that is urgent."""
    direct = (
        facts if facts.urgent is not None or duty is not StandstillDuty.MANDATORY else _NOT_URGENT
    )
    return (
        ACT.row(t.STANDSTILL_DUTY, duty, provision, facts=facts),
        ACT.row(t.STANDSTILL_DUTY_OF_DIRECT_AWARD, duty, provision, facts=direct),
    )


_NOT_URGENT: Final = FactPattern(
    above_threshold=True,
    user_choice=False,
    light_touch=False,
    framework_call_off=False,
    dynamic_market=False,
    urgent=False,
)
_ORDINARY: Final = FactPattern(
    above_threshold=True,
    user_choice=False,
    light_touch=False,
    framework_call_off=False,
    dynamic_market=False,
)

_STANDSTILL: Final[tuple[Row[object], ...]] = (
    ACT.row(t.STANDSTILL_STARTED_BY, Trigger(notices.NoticePublished, ("UK6",)), "section 51(2)"),
    *_duty(StandstillDuty.NONE, "section 51(1)", _BELOW),
    *_duty(
        StandstillDuty.NONE,
        "section 50(6)(b)",
        FactPattern(above_threshold=True, user_choice=True),
    ),
    *_duty(
        StandstillDuty.VOLUNTARY,
        "section 51(3)(f)",
        FactPattern(above_threshold=True, user_choice=False, light_touch=True),
    ),
    *_duty(
        StandstillDuty.VOLUNTARY,
        "section 51(3)(d)",
        FactPattern(
            above_threshold=True, user_choice=False, light_touch=False, framework_call_off=True
        ),
    ),
    *_duty(
        StandstillDuty.VOLUNTARY,
        "section 51(3)(e)",
        FactPattern(
            above_threshold=True,
            user_choice=False,
            light_touch=False,
            framework_call_off=False,
            dynamic_market=True,
        ),
    ),
    *_duty(StandstillDuty.MANDATORY, "section 51(1)", _ORDINARY),
    ACT.row(
        t.STANDSTILL_DUTY_OF_DIRECT_AWARD,
        StandstillDuty.VOLUNTARY,
        "section 51(3)(a)",
        facts=FactPattern(
            above_threshold=True,
            user_choice=False,
            light_touch=False,
            framework_call_off=False,
            dynamic_market=False,
            urgent=True,
        ),
    ),
    ACT.row(t.STANDSTILL, WorkingDaysBeginningWith(8), "section 51(2)"),
    ACT.row(t.HOLD_ON_SIGNING, t.HoldOnSigning.CLAIM_IN_STANDSTILL, "section 101"),
    ACT.row(t.CLAIM_LIMIT, DaysBeginningWith(30), "section 106"),
)

# Each line: first and last day of commencement, central, council, works, concession, verification.
_LINES: Final = (
    (
        ACT.applies_from,
        date(2025, 12, 31),
        (139_688, 214_904, 5_372_609, 5_372_609),
        Verification.REPORTED,
    ),
    (_THRESHOLDS_2026, None, (135_018, 207_720, 5_193_000, 5_193_000), Verification.READ),
)
_LIGHT_LINE: Final = 663_540
_LIGHT_CONCESSION_LINE: Final = 5_372_609


def _thresholds() -> tuple[Row[object], ...]:
    """The money lines of Schedule 1, reset every second January; all include VAT."""
    rows: list[Row[object]] = []
    for first, last, (central, council, works, concession), verification in _LINES:
        lines = [
            (works, FactPattern(subject=strategy.Subject.WORKS)),
            (concession, FactPattern(subject=strategy.Subject.CONCESSION, light_touch=False)),
            (
                _LIGHT_CONCESSION_LINE,
                FactPattern(subject=strategy.Subject.CONCESSION, light_touch=True),
            ),
            (_LIGHT_LINE, FactPattern(subject=strategy.Subject.SERVICES, light_touch=True)),
            (council, FactPattern(subject=strategy.Subject.GOODS, sub_central=True)),
            (central, FactPattern(subject=strategy.Subject.GOODS, sub_central=False)),
            (
                council,
                FactPattern(subject=strategy.Subject.SERVICES, light_touch=False, sub_central=True),
            ),
            (
                central,
                FactPattern(
                    subject=strategy.Subject.SERVICES, light_touch=False, sub_central=False
                ),
            ),
        ]
        rows.extend(
            ACT.row(
                t.THRESHOLD,
                pounds(amount, VatBasis.INCLUDING),
                "Schedule 1, paragraph 1",
                facts=facts,
                applies_from=first,
                applies_to=last,
                verification=verification,
            )
            for amount, facts in lines
        )
    return tuple(rows)


_MONEY: Final[tuple[Row[object], ...]] = (
    *_thresholds(),
    ACT.row(t.THRESHOLD_VAT, VatBasis.INCLUDING, "Schedule 3 and section 123(2)"),
    ACT.row(t.VAT_RATE, Decimal(20), "", citation=STANDARD_VAT),
    *(
        ACT.row(
            t.BELOW_THRESHOLD_NOTICE_FROM,
            pounds(amount, VatBasis.INCLUDING),
            provision,
            facts=FactPattern(above_threshold=False, sub_central=council),
        )
        for amount, provision, council in (
            (12_000, "section 87(4)", False),
            (30_000, "section 87(4)(b)", True),
        )
    ),
    ACT.row(
        t.BELOW_THRESHOLD_WORKS_SELECTION_FROM,
        pounds(214_904, VatBasis.INCLUDING),
        "section 85(3)",
        facts=FactPattern(above_threshold=False, subject=strategy.Subject.WORKS, sub_central=True),
        applies_to=date(2025, 12, 31),
        verification=Verification.UNVERIFIED,
    ),
    ACT.row(
        t.BELOW_THRESHOLD_WORKS_SELECTION_FROM,
        pounds(207_720, VatBasis.INCLUDING),
        "section 85(3)",
        facts=FactPattern(above_threshold=False, subject=strategy.Subject.WORKS, sub_central=True),
        applies_from=_THRESHOLDS_2026,
    ),
)

_TEN: Final = DaysAfter(10)


def _tendering(together: int, later: int, *, electronic: bool) -> tuple[Row[object], ...]:
    facts = FactPattern(
        light_touch=False, urgent=False, dynamic_market=False, electronic=electronic
    )
    return (
        ACT.row(t.TENDER_PERIOD, DaysAfter(together), "section 54(4)", facts=facts),
        ACT.row(t.TENDER_PERIOD_DOCUMENTS_LATER, DaysAfter(later), "section 54(4)", facts=facts),
    )


_PERIODS: Final[tuple[Row[object], ...]] = (
    *(
        ACT.row(asked, None, "section 54(3) and (4)", facts=_LIGHT)
        for asked in (
            t.PARTICIPATION_PERIOD,
            t.TENDER_PERIOD,
            t.TENDER_PERIOD_DOCUMENTS_LATER,
            t.TENDER_PERIOD_AFTER_PLANNED_NOTICE,
            t.TENDER_PERIOD_AFTER_SELECTION,
        )
    ),
    ACT.row(
        t.PARTICIPATION_PERIOD,
        DaysAfter(25),
        "section 54(3)",
        facts=FactPattern(light_touch=False, urgent=False),
    ),
    ACT.row(
        t.PARTICIPATION_PERIOD,
        _TEN,
        "section 54(3)",
        facts=FactPattern(light_touch=False, urgent=True),
    ),
    *(
        ACT.row(asked, _TEN, "section 54(4)", facts=facts)
        for asked in (t.TENDER_PERIOD, t.TENDER_PERIOD_DOCUMENTS_LATER)
        for facts in (
            FactPattern(light_touch=False, urgent=True),
            FactPattern(light_touch=False, urgent=False, dynamic_market=True),
        )
    ),
    *_tendering(25, 30, electronic=True),
    *_tendering(30, 35, electronic=False),
    ACT.row(t.TENDER_PERIOD_AFTER_PLANNED_NOTICE, _TEN, "section 54(4)", facts=_FULL),
    ACT.row(
        t.TENDER_PERIOD_AFTER_SELECTION,
        _TEN,
        "section 54(4)",
        facts=FactPattern(light_touch=False, sub_central=True),
    ),
    ACT.row(
        t.TENDER_PERIOD_AFTER_SELECTION,
        DaysAfter(25),
        "section 54(4)",
        facts=FactPattern(light_touch=False, sub_central=False, electronic=True),
    ),
    ACT.row(
        t.TENDER_PERIOD_AFTER_SELECTION,
        DaysAfter(30),
        "section 54(4)",
        facts=FactPattern(light_touch=False, sub_central=False, electronic=False),
    ),
    ACT.row(t.PLANNED_NOTICE_AT_LEAST, DaysAfter(40), "section 15(3)", facts=_FULL),
    ACT.row(t.PLANNED_NOTICE_AT_MOST, MonthsAfter(12), "section 15(3)", facts=_FULL),
)

# Schedule 6, paragraph 44 and Schedule 7, paragraph 15: what the Act made a ground counts only once it
# was in force; what could exclude before reaches three years further back.
_IN_FORCE: Final = date(2025, 2, 24)
_THREE_YEARS_BEFORE: Final = date(2022, 2, 24)

# An ancillary offence, or its equivalent abroad, counts as the offence it belongs to.
_MANDATORY: Final = (
    ("corporate-manslaughter", "corporate manslaughter or homicide", _IN_FORCE),
    ("terrorism", "terrorism offences", None),
    ("theft", "theft, robbery, burglary and the like, or fraud at common law", _IN_FORCE),
    ("fraud", "fraud under an Act, fraudulent trading or blackmail", _THREE_YEARS_BEFORE),
    ("bribery", "bribery", None),
    ("money-laundering", "money laundering", None),
    (
        "labour-market",
        "labour market offences, or breach of an order on slavery or the labour market",
        _THREE_YEARS_BEFORE,
    ),
    ("slavery", "slavery and human trafficking offences", None),
    ("organised-crime", "organised crime", None),
    ("tax-offences", "tax offences", _THREE_YEARS_BEFORE),
    ("cartel-offence", "the cartel offence", _THREE_YEARS_BEFORE),
    ("tax-misconduct", "misconduct in relation to tax", _THREE_YEARS_BEFORE),
    (
        "competition-decision",
        "a decision that competition law was infringed by a cartel",
        _THREE_YEARS_BEFORE,
    ),
    (
        "debarment-uncooperative",
        "failure to cooperate with an investigation into debarment",
        None,
    ),
)
_DISCRETIONARY: Final = (
    ("labour-misconduct", "labour market misconduct", 5, _IN_FORCE),
    ("environmental-misconduct", "environmental misconduct", 5, _IN_FORCE),
    ("insolvency", "insolvency, bankruptcy or having ceased business", 3, None),
    ("competition-potential", "potential infringements of competition law", 3, None),
    ("professional-misconduct", "professional misconduct", 3, None),
    ("breach-of-contract", "a sufficiently serious breach of contract", 3, None),
    ("poor-performance", "poor performance not put right when there was a chance", 5, _IN_FORCE),
    ("improper-procurement", "acting improperly in a procurement", 3, None),
    ("national-security-risk", "a threat to national security", 5, _IN_FORCE),
)
_GROUNDS: Final = (
    *(
        ExclusionGround(code, what, Effect.MANDATORY, 5, "the event", since)
        for code, what, since in _MANDATORY
    ),
    *(
        ExclusionGround(code, what, Effect.DISCRETIONARY, years, t.FIRST_KNOWLEDGE, since)
        for code, what, years, since in _DISCRETIONARY
    ),
)

SUPPLIER_INFORMATION: Final = Citation(
    "Procurement Regulations 2024",
    "regulation 6(3)",
    "https://www.legislation.gov.uk/uksi/2024/692/regulation/6",
)
_COMPETED_ABOVE: Final = FactPattern(above_threshold=True, framework_call_off=False)

_SELECTION: Final[tuple[Row[object], ...]] = (
    ACT.row(t.SELECTION_STAGE_ALLOWED, True, "section 20(2)(b)", facts=ABOVE),
    ACT.row(t.SELECTION_STAGE_ALLOWED, False, "section 85", facts=_BELOW),
    ACT.row(t.SELF_CLEANING_HEARD, True, "section 58"),
    ACT.row(t.EXCLUSIONS_DECIDED_FIRST, True, "sections 26 to 28", facts=ABOVE),
    ACT.row(
        t.CONFLICTS_ASSESSED_BEFORE,
        Trigger(notices.NoticePublished, ("UK4", "UK5", "UK14")),
        "section 83",
        facts=ABOVE,
    ),
    ACT.row(
        t.SUPPLIER_INFORMATION_CONFIRMED,
        True,
        "",
        facts=_COMPETED_ABOVE,
        citation=SUPPLIER_INFORMATION,
    ),
    ACT.row(t.EXCLUSION_NOTIFICATION, DaysBeginningWith(30), "section 59"),
    *(
        ACT.row(
            t.EXCLUSION_GROUND,
            ground,
            "Schedule 6, with paragraph 44"
            if ground.effect is Effect.MANDATORY
            else "Schedule 7, with paragraph 15",
        )
        for ground in _GROUNDS
    ),
    *(
        ACT.row(
            t.EXCLUSION_GROUND,
            ExclusionGround(code, f"a place on the debarment list on {what}", effect, stands=True),
            provision,
        )
        for code, what, effect, provision in (
            ("debarred", "a mandatory ground", Effect.MANDATORY, "section 57(1)"),
            (
                "debarred-excludable",
                "a discretionary ground",
                Effect.DISCRETIONARY,
                "section 57(2)",
            ),
        )
    ),
    *(
        ACT.row(t.FORBIDDEN_CONDITION, ForbiddenCondition(code, what), provision)
        for code, what, provision in (
            (
                "audited-accounts",
                "have audited accounts, of a supplier that the law does not ask for them",
                "section 22(3) and (4)",
            ),
            (
                "insurance-before-award",
                "hold the contract's insurance before the award",
                "section 22(3)(b)",
            ),
            (
                "past-contract",
                "have had a contract awarded by a certain authority",
                "section 22(3) and (4)",
            ),
            (
                "qualification",
                "have a named qualification, its equivalents not allowed",
                "section 22(3) and (4)",
            ),
        )
    ),
    ACT.row(t.LOW_PRICE_ASKED, False, "section 19(3)(c)"),
    ACT.row(t.LOW_PRICE_HEARD, True, "section 19(4) and (5)"),
)


def _pipeline(asked: Parameter[T], value: T) -> Row[object]:
    return ACT.row(
        asked, value, "section 93", applies_from=date(2025, 4, 1), decided_by=DecidedBy.ACT
    )


_CONTRACTS: Final[tuple[Row[object], ...]] = (
    *(
        row
        for facts in WITH_INDICATORS
        for row in (
            ACT.row(
                t.KPIS_OVER, pounds(5_000_000, VatBasis.INCLUDING), "section 52(1)", facts=facts
            ),
            ACT.row(t.KPIS_AT_LEAST, 3, "section 52(1)", facts=facts),
            ACT.row(
                t.KPI_ASSESSMENT,
                MonthsAfter(12),
                "section 71(2)",
                facts=facts,
                applies_from=_THRESHOLDS_2026,
                decided_by=DecidedBy.ACT,
            ),
        )
    ),
    ACT.row(t.CONTRACT_COPY_OVER, pounds(5_000_000, VatBasis.INCLUDING), "section 53(3)"),
    ACT.row(t.FREE_MODIFICATION, True, "section 74(2)", facts=_LIGHT),
    ACT.row(t.FREE_MODIFICATION, False, "section 74(1)", facts=_FULL),
    *(
        row
        for subject, share in (
            (strategy.Subject.SERVICES, 10),
            (strategy.Subject.GOODS, 10),
            (strategy.Subject.CONCESSION, 10),
            (strategy.Subject.WORKS, 15),
        )
        for row in (
            ACT.row(
                t.MINOR_CHANGE,
                Decimal(share),
                "section 74(4)",
                facts=FactPattern(subject=subject, light_touch=False),
            ),
            ACT.row(
                t.CHANGE_NOTICE_VALUE,
                Decimal(share),
                "section 75(2)",
                facts=FactPattern(subject=subject, light_touch=False),
            ),
        )
    ),
    ACT.row(t.MINOR_CHANGES_TOGETHER, False, "section 74(4)", facts=_FULL),
    ACT.row(t.CHANGE_NOTICE_TERM, Decimal(10), "section 75(2)", facts=_FULL),
    ACT.row(t.SUBSTANTIAL_TERM, Decimal(10), "section 74(3)", facts=_FULL),
    ACT.row(t.GROUNDED_CHANGE, Decimal(50), "Schedule 8", facts=_FULL),
    ACT.row(t.SUPPLIER_MAY_CHANGE_ON_RESTRUCTURING, True, "section 74(9) and Schedule 8"),
    ACT.row(t.FRAMEWORK_TERM, None, "section 47(5)(c)", facts=_LIGHT),
    ACT.row(t.FRAMEWORK_TERM, MonthsAfter(48), "section 47", facts=_FULL),
    ACT.row(t.OPEN_FRAMEWORK_TERM, MonthsAfter(96), "section 49"),
    ACT.row(t.OPEN_FRAMEWORK_FIRST, MonthsAfter(36), "section 49"),
    ACT.row(t.OPEN_FRAMEWORK_NEXT, MonthsAfter(60), "section 49"),
    ACT.row(t.MUTUAL_TERM, MonthsAfter(60), "section 33", facts=_LIGHT),
    ACT.row(t.RECORDS_KEPT, MonthsAfter(36), "section 98"),
    ACT.row(t.EMPLOYEE_INFORMATION, DaysAfter(28), "", citation=STAFF_TRANSFERS),
    _pipeline(t.PIPELINE_SPEND, pounds(100_000_000, VatBasis.INCLUDING)),
    _pipeline(t.PIPELINE_CONTRACT, pounds(2_000_000, VatBasis.INCLUDING)),
    _pipeline(t.PIPELINE_WINDOW, MonthsAfter(18)),
    ACT.row(
        t.PAYMENTS_OVER,
        pounds(30_000, VatBasis.INCLUDING),
        "",
        applies_from=date(2026, 4, 1),
        citation=LATER_PARTS,
    ),
)


def _gate(attached: Attachment, provision: str, facts: FactPattern = ANY) -> Row[object]:
    return ACT.row(CONDITION, attached, provision, facts=facts)


_FULL_AND_ABOVE: Final = FactPattern(above_threshold=True, light_touch=False)

_GATES: Final[tuple[Row[object], ...]] = (
    *(
        _gate(Attachment(opener, ask), provision, facts)
        for opener in (selection.SelectionQuestionnaire, tender.InvitationToTender)
        for ask, provision, facts in (
            (C.THRESHOLD_SIDE_IS_RIGHT, "section 4 and Schedule 3", _BELOW),
            (C.MINIMUM_TIME_IS_GIVEN, "section 54", _FULL_AND_ABOVE),
            (C.NOTICES_COME_FIRST, "section 21", ABOVE),
        )
    ),
    _gate(
        Attachment(selection.SelectionQuestionnaire, C.SELECTION_STAGE_IS_ALLOWED),
        "section 85",
        _BELOW,
    ),
    *(
        _gate(Attachment(kind, C.EXCLUSIONS_ARE_DECIDED), provision, ABOVE)
        for kind, provision in (
            (tender.InvitationToTender, "section 27"),
            (award.AwardRecommendation, "section 26"),
        )
    ),
    _gate(
        Attachment(selection.ExclusionsDecided, C.EXCLUSIONS_HAVE_A_GROUND),
        "sections 57 and 58",
    ),
    _gate(
        Attachment(selection.ExclusionsDecided, C.EXCLUDED_ARE_LEFT_OUT),
        "sections 26 and 27",
    ),
    _gate(Attachment(notices.NoticePublished, C.CONFLICTS_ARE_ASSESSED), "section 83", ABOVE),
    ACT.row(
        CONDITION,
        Attachment(tender.TenderOpening, C.SUPPLIER_INFORMATION_IS_CONFIRMED),
        "",
        facts=_COMPETED_ABOVE,
        citation=SUPPLIER_INFORMATION,
    ),
    _gate(Attachment(contract.ContractSigned, C.NOTICES_COME_FIRST), "sections 44 and 50", PUBLIC),
    _gate(Attachment(contract.ContractSigned, C.STANDSTILL_IS_OVER), "section 51", PUBLIC),
    _gate(Attachment(contract.ContractSigned, C.SIGNING_IS_NOT_SUSPENDED), "section 101", ABOVE),
    *(
        _gate(Attachment(contract.ContractSigned, C.KPIS_ARE_SET), "section 52", facts)
        for facts in WITH_INDICATORS
    ),
    _gate(
        Attachment(notices.NoticePublished, C.PROMISED_STANDSTILL_IS_LONG_ENOUGH),
        "section 51(5)",
        PUBLIC,
    ),
    _gate(Attachment(contract.ContractVaried, C.CHANGE_IS_ALLOWED), "section 74", _FULL_AND_ABOVE),
    _gate(Attachment(contract.ContractVaried, C.NOTICES_COME_FIRST), "section 75", _FULL_AND_ABOVE),
    _gate(Attachment(contract.ContractNovated, C.HOLDER_MAY_CHANGE), "section 74(9)", ABOVE),
)

PROCUREMENT_ACT_2023: Final = Regime(
    NAME,
    (
        *_WHEN,
        *_STANDSTILL,
        *_MONEY,
        *_PERIODS,
        *_SELECTION,
        *_CONTRACTS,
        *PLATFORM_NOTICES,
        *_GATES,
    ),
)
